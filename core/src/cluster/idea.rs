//! A project idea for several organisations.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::{Answer, Code, Date, Id, Pointer, Problem, Problems};

/// Most ideas of a document.
pub const MAX_IDEAS: usize = 1_000;
/// Most topics and most competences of an idea, each.
pub const MAX_ENTRIES: usize = 100;

/// An idea for which one organisation looks for others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectIdea {
    /// Unique among the ideas.
    pub id: Id,
    /// A few words.
    pub title: String,
    /// The organisation that started it.
    pub initiator: Id,
    /// The pain point it comes from.
    #[serde(default)]
    pub pain_point: Option<Id>,
    /// What it is about, for example `quality_control`; at most [`MAX_ENTRIES`].
    #[serde(default)]
    pub topics: Vec<Id>,
    /// What the initiator lacks, for example `computer_vision`; at most [`MAX_ENTRIES`].
    #[serde(default)]
    pub needed_competences: Vec<Id>,
    /// How far it is.
    pub stage: IdeaStage,
    /// The first day on which one of the competences is needed.
    #[serde(default)]
    pub needed_by: Option<Date>,
    /// What a group of partners must meet.
    #[serde(default)]
    pub conditions: IdeaConditions,
    /// May other members see it?
    #[serde(default)]
    pub public: Answer<bool>,
}

/// How far an idea is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IdeaStage {
    /// Derived from a pain point; nobody has confirmed it yet.
    Draft,
    /// Somebody stands behind it.
    Idea,
    /// Scope and partners are being settled.
    Scoping,
    /// An application is being written.
    Application,
}

/// What a group of partners must meet. Nothing is assumed: what nobody said is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct IdeaConditions {
    /// Fewest members, the initiator among them; from 2.
    pub min_members: Answer<u16>,
    /// Must a university or research institute take part?
    pub requires_research: Answer<bool>,
    /// Fewest small and medium-sized enterprises.
    pub min_sme: Answer<u16>,
    /// Fewest districts (Kreise).
    pub min_districts: Answer<u16>,
    /// Farthest partner, in kilometres.
    pub max_partner_distance_km: Answer<u16>,
    /// First possible day of work.
    pub earliest_start: Answer<Date>,
}

/// Problems of a list of ideas; `pain_points` are those that may be named.
pub(super) fn check(ideas: &[ProjectIdea], pain_points: &[&str], at: &Pointer, problems: &mut Problems) {
    problems.at_most(at.clone(), ideas.len(), MAX_IDEAS);
    problems.unique_ids(at, ideas.iter().map(|idea| &idea.id));
    let mut seen = std::collections::BTreeSet::new();
    for (index, idea) in ideas.iter().enumerate() {
        let here = at.index(index);
        problems.at_most(here.field("topics"), idea.topics.len(), MAX_ENTRIES);
        problems.at_most(here.field("needed_competences"), idea.needed_competences.len(), MAX_ENTRIES);
        if let Some(point) = &idea.pain_point {
            problems.reference(here.field("pain_point"), point.as_str(), pain_points.iter().copied());
            if !seen.insert(point) {
                problems.push(Problem::new(Code::DuplicateId, here.field("pain_point")).found(point));
            }
        }
        if let Some(members) = idea.conditions.min_members.given().filter(|members| **members < 2) {
            problems.push(
                Problem::new(Code::OutOfRange, here.field("conditions").field("min_members"))
                    .found(members)
                    .expected(super::sentences::TWO_MEMBERS.text()),
            );
        }
    }
}

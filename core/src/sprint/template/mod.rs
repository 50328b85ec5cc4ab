//! The operation `sprint.templates`: the workshops as data, and checks of agendas and packages.
//!
//! | part | idea |
//! |---|---|
//! | [`agenda`] | is this agenda about the problem? |
//! | [`package`] | is this order of workshops a sprint? |
//!
//! The data stand in `catalogue/sprint/workshops.toml`; nothing depends on a proprietary set of cards.

pub mod agenda;
pub mod package;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

use crate::base::{Code, Error, Id, Pointer, Problem, SchemaVersion, Text};
use crate::sprint::decision::Topic;
use crate::sprint::phase::SprintPhase;
use crate::sprint::team::attendance::AttendanceRule;

use agenda::AgendaItem;

/// What a phase has to deliver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeliverableKind {
    /// W1: the pain points.
    PainPointList,
    /// W2: the process with marked errors, delays and frustration.
    FramedProcess,
    /// W3: the concept.
    ConceptCard,
    /// W3: the buried ideas.
    Burials,
    /// W4: the IT check.
    ItCheck,
    /// W4: the record of the prototype.
    PrototypeRecord,
    /// Proof of concept: the agreed criteria.
    SuccessCriteria,
    /// Proof of concept: what was measured.
    Measurements,
}

/// A sprint as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SprintTemplate {
    /// Stable name.
    pub id: Id,
    /// Version of the data.
    pub version: u32,
    /// The name for people.
    pub title: Text,
    /// The phases in order.
    pub phases: Vec<PhaseTemplate>,
}

/// One phase as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhaseTemplate {
    /// The phase.
    pub phase: SprintPhase,
    /// Length in half days; 0 for phases that are no workshop.
    pub half_days: u8,
    /// What it is for.
    pub goal: Text,
    /// Who does what.
    #[serde(default)]
    pub roles: Vec<RoleTemplate>,
    /// What happens, in order.
    #[serde(default)]
    pub agenda: Vec<AgendaItem>,
    /// What must be there at the end.
    #[serde(default)]
    pub deliverables: Vec<DeliverableTemplate>,
    /// What must be decided by the end.
    #[serde(default)]
    pub decisions: Vec<DecisionTemplate>,
    /// Cards to fill in.
    #[serde(default)]
    pub cards: Vec<Card>,
}

/// A role in a workshop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleTemplate {
    /// Stable name.
    pub id: Id,
    /// What the role does.
    pub task: Text,
}

/// Something to be delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeliverableTemplate {
    /// What.
    pub kind: DeliverableKind,
    /// The name for people.
    pub title: Text,
}

/// Something to be decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionTemplate {
    /// About what.
    pub topic: Topic,
    /// The question.
    pub question: Text,
}

/// A card to fill in, on paper or a board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// Stable name.
    pub id: Id,
    /// The heading.
    pub title: Text,
    /// The question on the card.
    pub prompt: Text,
    /// The fields to fill in.
    pub fields: Vec<Text>,
}

impl SprintTemplate {
    /// The built-in template.
    ///
    /// # Errors
    /// [`Code::BadCatalogue`] if the data cannot be read, which a test rules out.
    pub fn standard() -> Result<&'static Self, Error> {
        static TEMPLATE: OnceLock<Result<SprintTemplate, String>> = OnceLock::new();
        let parsed = TEMPLATE.get_or_init(|| {
            toml::from_str(include_str!("../../../catalogue/sprint/workshops.toml")).map_err(|error| error.to_string())
        });
        parsed.as_ref().map_err(|reason| Problem::new(Code::BadCatalogue, Pointer::root()).found(reason).into())
    }
    /// The phase, if the template has it.
    pub fn phase(&self, phase: SprintPhase) -> Option<&PhaseTemplate> {
        self.phases.iter().find(|template| template.phase == phase)
    }
}

/// Which phases to give.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TemplatesInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// Only these phases; default: all.
    #[serde(default)]
    pub phases: Vec<SprintPhase>,
}

/// The workshops as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Templates {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The template.
    pub template: SprintTemplate,
    /// Who must be in the room in which phase.
    pub attendance_rules: Vec<AttendanceRule>,
}

/// The workshops with agenda, timings, roles, deliverables, decisions and cards.
///
/// # Errors
/// [`Code::BadCatalogue`] if the built-in data cannot be read, which a test rules out.
pub fn templates(input: &TemplatesInput) -> Result<Templates, Error> {
    let mut template = SprintTemplate::standard()?.clone();
    let wanted = |phase| input.phases.is_empty() || input.phases.contains(&phase);
    template.phases.retain(|template| wanted(template.phase));
    let attendance_rules = AttendanceRule::standard().into_iter().filter(|rule| wanted(rule.phase)).collect();
    Ok(Templates { schema_version: SchemaVersion, template, attendance_rules })
}

#[cfg(test)]
mod tests {
    use super::*;
    use agenda::{AgendaInput, AgendaItemKind, Format};

    #[test]
    fn the_four_workshops_pass_their_own_checks() {
        let template = SprintTemplate::standard().unwrap();
        let order: Vec<SprintPhase> = template.phases.iter().map(|phase| phase.phase).collect();
        assert_eq!(order, SprintPhase::ALL[..6]);
        let half_days: u32 = template.phases.iter().map(|phase| u32::from(phase.half_days)).sum();
        assert_eq!(half_days, 8, "four days (R-13)");
        for phase in template.phases.iter().filter(|phase| phase.phase.is_workshop()) {
            let minutes: u32 = phase.agenda.iter().map(|item| item.minutes).sum();
            assert_eq!(minutes, u32::from(phase.half_days) * 240, "{:?}", phase.phase);
            let report = agenda::agenda(&AgendaInput {
                schema_version: SchemaVersion,
                phase: phase.phase,
                half_days: phase.half_days,
                format: Format::OnSite,
                items: phase.agenda.clone(),
            });
            assert_eq!(report.unwrap().findings, [], "{:?}", phase.phase);
            assert!(!phase.deliverables.is_empty() && !phase.cards.is_empty() && !phase.roles.is_empty());
            let decides = phase.agenda.iter().any(|item| item.kind == AgendaItemKind::Decision);
            assert_eq!(decides, !phase.decisions.is_empty(), "{:?}", phase.phase);
        }
    }

    #[test]
    fn every_text_stands_in_both_languages_and_no_mark_is_imitated() {
        let words = serde_json::to_value(SprintTemplate::standard().unwrap()).unwrap();
        fn walk(value: &serde_json::Value, count: &mut usize) {
            match value {
                serde_json::Value::Object(fields) => {
                    if let (Some(de), Some(en)) = (fields.get("de"), fields.get("en")) {
                        assert!(!de.as_str().unwrap().trim().is_empty() && !en.as_str().unwrap().trim().is_empty());
                        *count += 1;
                    }
                    fields.values().for_each(|value| walk(value, count));
                }
                serde_json::Value::Array(items) => items.iter().for_each(|value| walk(value, count)),
                serde_json::Value::String(text) => assert!(!text.contains("33A")),
                _ => {}
            }
        }
        let mut count = 0;
        walk(&words, &mut count);
        assert!(count > 120, "{count} texts");
    }
}

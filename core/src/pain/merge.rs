//! Merging pain points that a person found to be the same: all answers and votes are kept.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::point::{PainAnswer, PainPoint, check};
use crate::base::{Code, Error, Id, Pointer, Problem, Problems, SchemaVersion, Text};

/// Pain points, answers and dots, and what to merge.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The pain points.
    pub pain_points: Vec<PainPoint>,
    /// Answers to the leading question.
    #[serde(default)]
    pub answers: Vec<PainAnswer>,
    /// Dots by participant.
    #[serde(default)]
    pub dots: Vec<DotsFor>,
    /// The merges; a pain point may go into one other only.
    pub merges: Vec<Merge>,
}

/// Dots of one person for one pain point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DotsFor {
    /// Who voted; none for a total of all.
    #[serde(default)]
    pub participant: Option<Id>,
    /// For what.
    pub pain_point: Id,
    /// How many.
    pub dots: u32,
}

/// One merge.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Merge {
    /// The pain point that stays, with its words and quantities.
    pub into: Id,
    /// Those that go into it.
    #[schemars(length(min = 1))]
    pub from: Vec<Id>,
}

/// The list after the merges.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Merged {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The pain points that stay, in their order.
    pub pain_points: Vec<PainPoint>,
    /// All answers, pointing at the pain points that stay; one person's minutes stay apart.
    pub answers: Vec<PainAnswer>,
    /// All dots; a person's dots for merged pain points are added up.
    pub dots: Vec<DotsFor>,
    /// Where each merged pain point went.
    pub merged: BTreeMap<Id, Id>,
}

/// Merges pain points. Nothing that people said or voted is lost.
///
/// # Errors
/// Unknown ids, a pain point that is merged twice, into itself, or into one that is merged away.
pub fn merge(input: &MergeInput) -> Result<Merged, Error> {
    let mut problems = Problems::new();
    check(&input.pain_points, &input.answers, &Pointer::root(), &mut problems);
    let known = || input.pain_points.iter().map(|point| point.id.as_str());
    let mut merged: BTreeMap<Id, Id> = BTreeMap::new();
    let list = Pointer::root().field("merges");
    for (index, dots) in input.dots.iter().enumerate() {
        let at = Pointer::root().field("dots").index(index).field("pain_point");
        problems.reference(at, dots.pain_point.as_str(), known());
    }
    for (index, merge) in input.merges.iter().enumerate() {
        let at = list.index(index);
        problems.reference(at.field("into"), merge.into.as_str(), known());
        for (position, from) in merge.from.iter().enumerate() {
            let place = at.field("from").index(position);
            problems.reference(place.clone(), from.as_str(), known());
            let twice = merged.insert(from.clone(), merge.into.clone()).is_some();
            if twice || *from == merge.into {
                problems.push(Problem::new(Code::Contradiction, place).found(from).expected(Text::of(
                    "jeder Schmerzpunkt geht höchstens in einen anderen auf",
                    "every pain point goes into at most one other",
                )));
            }
        }
    }
    for (index, merge) in input.merges.iter().enumerate() {
        if merged.contains_key(&merge.into) && !merge.from.contains(&merge.into) {
            problems.push(
                Problem::new(Code::Contradiction, list.index(index).field("into"))
                    .found(&merge.into)
                    .expected(Text::of("ein Schmerzpunkt, der bleibt", "a pain point that stays")),
            );
        }
    }
    problems.finish()?;
    let target = |id: &Id| merged.get(id).unwrap_or(id).clone();
    let answers =
        input.answers.iter().map(|answer| PainAnswer { pain_point: target(&answer.pain_point), ..answer.clone() });
    let mut dots: BTreeMap<(Option<Id>, Id), u32> = BTreeMap::new();
    for vote in &input.dots {
        let sum = dots.entry((vote.participant.clone(), target(&vote.pain_point))).or_default();
        *sum = sum.saturating_add(vote.dots);
    }
    Ok(Merged {
        schema_version: SchemaVersion,
        answers: answers.collect(),
        pain_points: input.pain_points.iter().filter(|point| !merged.contains_key(&point.id)).cloned().collect(),
        dots: dots
            .into_iter()
            .map(|((participant, pain_point), dots)| DotsFor { participant, pain_point, dots })
            .collect(),
        merged,
    })
}

//! Merging pain points that a person found to be the same: all answers and votes are kept.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

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
    let known: BTreeSet<&str> = input.pain_points.iter().map(|point| point.id.as_str()).collect();
    let mut merged: BTreeMap<Id, Id> = BTreeMap::new();
    let list = Pointer::root().field("merges");
    for (index, dots) in input.dots.iter().enumerate() {
        let at = Pointer::root().field("dots").index(index).field("pain_point");
        problems.reference_in(at, dots.pain_point.as_str(), &known);
    }
    for (index, merge) in input.merges.iter().enumerate() {
        let at = list.index(index);
        problems.reference_in(at.field("into"), merge.into.as_str(), &known);
        for (position, from) in merge.from.iter().enumerate() {
            let place = at.field("from").index(position);
            problems.reference_in(place.clone(), from.as_str(), &known);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Every second one of 100,000 pain points goes into the one before it; every dot and minute is found again.
    #[test]
    fn a_hundred_thousand_pain_points_are_merged_in_passing() {
        let id = |n: usize| Id::new(&format!("P{n}")).unwrap();
        let point = |n: usize| -> PainPoint {
            serde_json::from_value(serde_json::json!({ "id": id(n), "title": "T" })).unwrap()
        };
        let answer = |n: usize| PainAnswer {
            participant: id(n % 7),
            pain_point: id(n),
            minutes_last_14_days: 1,
            repetitive: Default::default(),
            frustrating: Default::default(),
        };
        let all = 0..100_000;
        let merged = merge(&MergeInput {
            schema_version: SchemaVersion,
            pain_points: all.clone().map(point).collect(),
            answers: all.clone().map(answer).collect(),
            dots: all.clone().map(|n| DotsFor { participant: None, pain_point: id(n), dots: 3 }).collect(),
            merges: all.step_by(2).map(|n| Merge { into: id(n), from: vec![id(n + 1)] }).collect(),
        })
        .unwrap();
        assert_eq!((merged.pain_points.len(), merged.merged.len(), merged.answers.len()), (50_000, 50_000, 100_000));
        assert!(merged.dots.iter().all(|dots| dots.dots == 6) && merged.dots.len() == 50_000);
        assert!(merged.answers.iter().all(|answer| !merged.merged.contains_key(&answer.pain_point)));
    }

    /// As many unknown references: the first ones are listed, with the nearest name; the rest is counted.
    #[test]
    fn a_hundred_thousand_unknown_references_are_refused_in_passing() {
        let known = Id::new("P1").unwrap();
        let point: PainPoint = serde_json::from_value(serde_json::json!({ "id": known, "title": "T" })).unwrap();
        let unknown = |n: usize| DotsFor { participant: None, pain_point: Id::new(&format!("Q{n}")).unwrap(), dots: 1 };
        let error = merge(&MergeInput {
            schema_version: SchemaVersion,
            pain_points: vec![point],
            answers: Vec::new(),
            dots: (0..100_000).map(unknown).collect(),
            merges: Vec::new(),
        })
        .unwrap_err();
        assert_eq!((error.problems.len(), error.not_listed), (Problems::LIMIT, 100_000 - Problems::LIMIT));
    }
}

//! What participants hand in at the workshop: ratings and dots.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use super::sentences as s;
use crate::base::{Answer, Code, Id, Pointer, Problem, Problems};

/// Lowest rating of impact and frustration.
pub const RATING_LOW: u8 = 1;
/// Highest rating of impact and frustration.
pub const RATING_HIGH: u8 = 5;
/// Most items (pain points) that one document may list.
pub const MAX_ITEMS: usize = 1_000;
/// Most participants that may rate or vote.
pub const MAX_PARTICIPANTS: usize = 1_000;
/// Most ratings in one document.
pub const MAX_RATINGS: usize = 100_000;

/// How one participant sees one pain point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    /// Who rates.
    pub participant: Id,
    /// What is rated.
    pub pain_point: Id,
    /// How much it matters, 1 (little) to 5 (much); null when not asked, `"dont_know"` otherwise.
    #[serde(default)]
    pub impact: Answer<u8>,
    /// How much it annoys, 1 (little) to 5 (much); null when not asked, `"dont_know"` otherwise.
    #[serde(default)]
    pub frustration: Answer<u8>,
}

/// The dots of one participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DotBallot {
    /// Who votes.
    pub participant: Id,
    /// The pain points that got a dot, each at most once.
    pub pain_points: Vec<Id>,
}

/// Every reference must point at an item, every rating lie on its scale, and nobody rate twice.
pub fn check_ratings(ratings: &[Rating], items: &BTreeSet<&str>, at: &Pointer, problems: &mut Problems) {
    problems.at_most(at.clone(), ratings.len(), MAX_RATINGS);
    let mut seen = BTreeSet::new();
    let mut participants = BTreeSet::new();
    for (index, rating) in ratings.iter().enumerate() {
        let here = at.index(index);
        participants.insert(&rating.participant);
        problems.reference_in(here.field("pain_point"), rating.pain_point.as_str(), items);
        for (name, answer) in [("impact", &rating.impact), ("frustration", &rating.frustration)] {
            if let Some(value) = answer.given().filter(|value| !(RATING_LOW..=RATING_HIGH).contains(value)) {
                problems.push(
                    Problem::new(Code::OutOfRange, here.field(name))
                        .found(value)
                        .expected(s::SCALE.with(&[("low", RATING_LOW.into()), ("high", RATING_HIGH.into())])),
                );
            }
        }
        if !seen.insert((&rating.participant, &rating.pain_point)) {
            problems.push(
                Problem::new(Code::Contradiction, here)
                    .found(format!("{} / {}", rating.participant, rating.pain_point))
                    .hint(s::RATED_TWICE.text()),
            );
        }
    }
    problems.at_most(at.clone(), participants.len(), MAX_PARTICIPANTS);
}

/// Every dot must point at an item, nobody vote twice, put two dots on one item or exceed the dots allowed.
pub fn check_votes(
    votes: &[DotBallot],
    allowed: Option<u32>,
    items: &BTreeSet<&str>,
    at: &Pointer,
    problems: &mut Problems,
) {
    problems.at_most(at.clone(), votes.len(), MAX_PARTICIPANTS);
    let mut voters = BTreeSet::new();
    for (index, ballot) in votes.iter().enumerate() {
        let here = at.index(index);
        if !voters.insert(&ballot.participant) {
            problems.push(Problem::new(Code::DuplicateId, here.field("participant")).found(&ballot.participant));
        }
        let list = here.field("pain_points");
        if let Some(allowed) = allowed.filter(|&allowed| ballot.pain_points.len() > allowed as usize) {
            problems.push(
                Problem::new(Code::TooMany, list.clone())
                    .found(ballot.pain_points.len())
                    .expected(s::DOTS_ALLOWED.with(&[("n", allowed.into())])),
            );
        }
        let mut dotted = BTreeSet::new();
        for (place, item) in ballot.pain_points.iter().enumerate() {
            problems.reference_in(list.index(place), item.as_str(), items);
            if !dotted.insert(item) {
                problems.push(Problem::new(Code::DuplicateId, list.index(place)).found(item).hint(s::DOT_TWICE.text()));
            }
        }
    }
}

/// Dots per item; an item without a dot has none.
pub fn dots(votes: &[DotBallot]) -> BTreeMap<&Id, u32> {
    let mut dots = BTreeMap::new();
    for item in votes.iter().flat_map(|ballot| &ballot.pain_points) {
        *dots.entry(item).or_insert(0_u32) += 1;
    }
    dots
}

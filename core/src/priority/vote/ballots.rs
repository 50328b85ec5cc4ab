//! Ballots of a group, checked and counted.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use super::pairwise::Square;
use super::{VoteInput, VotingMethod};
use crate::base::{Code, Error, Id, Pointer, Problem, Problems};
use crate::priority::figures::twice_borda;
use crate::priority::sentences as s;

/// Most candidates of a vote.
pub const MAX_CANDIDATES: usize = 200;
/// Most ballots (lines; a line may stand for many voters).
pub const MAX_BALLOTS: usize = 10_000;
/// Most voters that one line may stand for.
pub const MAX_COUNT: u32 = 1_000_000;

/// A ranked ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RankedBallot {
    /// Who votes, if that is known; nobody votes twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voter: Option<Id>,
    /// How many voters handed in exactly this ballot; 1 unless stated.
    #[serde(default = "one")]
    pub count: u32,
    /// Levels from best to worst; candidates on one level are equally good. Those left out share the last rank.
    pub ranking: Vec<Vec<Id>>,
}

/// The dots of one voter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DottedBallot {
    /// Who votes, if that is known; nobody votes twice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voter: Option<Id>,
    /// How many voters handed in exactly this ballot; 1 unless stated.
    #[serde(default = "one")]
    pub count: u32,
    /// One entry per dot.
    pub dots: Vec<Id>,
}

const fn one() -> u32 {
    1
}

/// An objection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Veto {
    /// Against what.
    pub candidate: Id,
    /// Why.
    pub reason: String,
}

/// Checked ballots by place of the candidates.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Profile {
    /// Voters who prefer the row to the column.
    pub(super) pairs: Square,
    /// Per line how many voters, and the levels they named.
    pub(super) levels: Vec<(u64, Vec<Vec<usize>>)>,
    pub(super) twice_borda: Vec<i64>,
    pub(super) dots: Vec<i64>,
    pub(super) approvals: Vec<i64>,
    pub(super) dotted_voters: u64,
    /// Place of each candidate in the order of ids.
    pub(super) rank_of_id: Vec<usize>,
}

impl Profile {
    pub(super) fn read(input: &VoteInput) -> Result<Self, Error> {
        let places = check(input)?;
        let size = input.candidates.len();
        let mut profile = Self {
            pairs: Square::zero(size),
            levels: Vec::with_capacity(input.ranked.len()),
            twice_borda: vec![0; size],
            dots: vec![0; size],
            approvals: vec![0; size],
            dotted_voters: input.dotted.iter().map(|ballot| u64::from(ballot.count)).sum(),
            rank_of_id: input.candidates.iter().map(|id| places.range(..id.as_str()).count()).collect(),
        };
        for ballot in &input.ranked {
            let level = |ids: &Vec<Id>| ids.iter().filter_map(|id| places.get(id.as_str()).copied()).collect();
            let levels: Vec<Vec<usize>> = ballot.ranking.iter().map(level).collect();
            profile.count_ranking(u64::from(ballot.count), &levels);
            profile.levels.push((u64::from(ballot.count), levels));
        }
        for ballot in &input.dotted {
            let count = i64::from(ballot.count);
            let dotted = || ballot.dots.iter().filter_map(|id| places.get(id.as_str()).copied());
            for place in dotted() {
                profile.dots.get_mut(place).into_iter().for_each(|dots| *dots += count);
            }
            for place in dotted().collect::<BTreeSet<_>>() {
                profile.approvals.get_mut(place).into_iter().for_each(|voters| *voters += count);
            }
        }
        Ok(profile)
    }

    fn count_ranking(&mut self, count: u64, levels: &[Vec<usize>]) {
        // The higher the better; candidates left out keep the lowest value.
        let mut values = vec![0_i64; self.twice_borda.len()];
        for (value, level) in (1..).zip(levels.iter().rev()) {
            for place in level {
                values.get_mut(*place).into_iter().for_each(|cell| *cell = value);
            }
        }
        for (a, own) in values.iter().enumerate() {
            for (b, _) in values.iter().enumerate().filter(|(_, other)| *other < own) {
                self.pairs.add(a, b, count);
            }
        }
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        for (total, points) in self.twice_borda.iter_mut().zip(twice_borda(&values)) {
            *total += count * points;
        }
    }
}

/// Every semantic problem; otherwise the place of each candidate.
fn check(input: &VoteInput) -> Result<BTreeMap<&str, usize>, Error> {
    let mut problems = Problems::new();
    let root = Pointer::root();
    let list = root.field("candidates");
    if input.candidates.is_empty() {
        problems.push(Problem::new(Code::TooFew, list.clone()).found(0).expected(s::AT_LEAST_ONE.text()));
    }
    problems.at_most(list.clone(), input.candidates.len(), MAX_CANDIDATES);
    let mut places = BTreeMap::new();
    for (place, candidate) in input.candidates.iter().enumerate() {
        if places.insert(candidate.as_str(), place).is_some() {
            problems.push(Problem::new(Code::DuplicateId, list.index(place)).found(candidate));
        }
    }
    let known = |id: &Id, at: Pointer, problems: &mut Problems| {
        if !places.contains_key(id.as_str()) {
            problems.reference(at, id.as_str(), places.keys().copied());
        }
    };
    let (ranked, dotted) = (root.field("ranked"), root.field("dotted"));
    problems.at_most(ranked.clone(), input.ranked.len(), MAX_BALLOTS);
    problems.at_most(dotted.clone(), input.dotted.len(), MAX_BALLOTS);
    let mut voters = BTreeSet::new();
    for (index, ballot) in input.ranked.iter().enumerate() {
        let here = ranked.index(index);
        voter(ballot.voter.as_ref(), ballot.count, &here, &mut voters, &mut problems);
        let mut named = BTreeSet::new();
        for (level, ids) in ballot.ranking.iter().enumerate() {
            for (place, id) in ids.iter().enumerate() {
                let at = here.field("ranking").index(level).index(place);
                known(id, at.clone(), &mut problems);
                if !named.insert(id) {
                    problems.push(Problem::new(Code::DuplicateId, at).found(id).hint(s::RANKED_TWICE.text()));
                }
            }
        }
    }
    let mut voters = BTreeSet::new();
    for (index, ballot) in input.dotted.iter().enumerate() {
        let here = dotted.index(index);
        voter(ballot.voter.as_ref(), ballot.count, &here, &mut voters, &mut problems);
        let mut named = BTreeSet::new();
        for (place, id) in ballot.dots.iter().enumerate() {
            let at = here.field("dots").index(place);
            known(id, at.clone(), &mut problems);
            if !named.insert(id) && !input.dots_may_pile_up {
                problems.push(Problem::new(Code::DuplicateId, at).found(id).hint(s::DOT_TWICE.text()));
            }
        }
    }
    for (index, veto) in input.vetoes.iter().enumerate() {
        known(&veto.candidate, root.field("vetoes").index(index).field("candidate"), &mut problems);
    }
    if input.ranked.is_empty() && input.dotted.is_empty() {
        problems.push(Problem::new(Code::TooFew, root.clone()).found(0).hint(s::NO_BALLOT.text()));
    } else {
        for (index, method) in input.methods.iter().enumerate() {
            let at = root.field("methods").index(index);
            let dots = matches!(method, VotingMethod::Dots | VotingMethod::Approval);
            if if dots { input.dotted.is_empty() } else { input.ranked.is_empty() } {
                problems.push(Problem::new(Code::MissingField, at.clone()).hint(s::OTHER_BALLOTS.text()));
            }
            if input.methods.iter().take(index).any(|before| before == method) {
                problems.push(Problem::new(Code::DuplicateId, at));
            }
        }
    }
    problems.finish()?;
    Ok(places)
}

fn voter<'a>(
    voter: Option<&'a Id>,
    count: u32,
    here: &Pointer,
    voters: &mut BTreeSet<&'a Id>,
    problems: &mut Problems,
) {
    if let Some(id) = voter.filter(|id| !voters.insert(id)) {
        problems.push(Problem::new(Code::DuplicateId, here.field("voter")).found(id));
    }
    if !(1..=MAX_COUNT).contains(&count) || (voter.is_some() && count != 1) {
        let high = if voter.is_some() { 1 } else { MAX_COUNT };
        let range = s::SCALE.with(&[("low", 1.into()), ("high", high.into())]);
        problems.push(Problem::new(Code::OutOfRange, here.field("count")).found(count).expected(range));
    }
}

//! The operation `priority.vote`: what a group decides, by several methods at once.

pub mod ballots;
pub mod pairwise;
pub mod runoff;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::sentences as s;
use crate::base::text::Arg;
use crate::base::{Error, Figure, Finding, Id, Ratio, SchemaVersion, Severity};
use ballots::{DottedBallot, Profile, RankedBallot, Veto};
use pairwise::Strength;

/// Candidates and ballots.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VoteInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// What can be voted for, 1 to 200.
    pub candidates: Vec<Id>,
    /// Ranked ballots: for Borda, Copeland, Schulze, ranked pairs, instant run-off.
    #[serde(default)]
    pub ranked: Vec<RankedBallot>,
    /// Dots: for dots and approval.
    #[serde(default)]
    pub dotted: Vec<DottedBallot>,
    /// May somebody put several dots on one candidate? A second one is refused unless stated.
    #[serde(default)]
    pub dots_may_pile_up: bool,
    /// Objections with reasons; reported, never counted.
    #[serde(default)]
    pub vetoes: Vec<Veto>,
    /// The methods; all that the ballots allow when empty.
    #[serde(default)]
    pub methods: Vec<VotingMethod>,
    /// What the strength of a victory is (Schulze, ranked pairs).
    #[serde(default)]
    pub strength: Strength,
    /// Ballots not handed in yet, of each kind: gives intervals of scores and who may still win.
    #[serde(default)]
    pub outstanding: u32,
}

/// A voting method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VotingMethod {
    /// Most dots.
    Dots,
    /// Most voters who gave at least one dot.
    Approval,
    /// Borda: per ballot, number of candidates − average rank; candidates left out share the last rank.
    Borda,
    /// Copeland: victories in pairs, ties count one half.
    Copeland,
    /// Schulze: strongest beatpaths.
    Schulze,
    /// Ranked pairs (Tideman): strongest victories first, none that closes a circle.
    RankedPairs,
    /// Instant run-off: the weakest goes, its votes move on.
    InstantRunoff,
}

impl VotingMethod {
    const ALL: [Self; 7] = [
        Self::Dots,
        Self::Approval,
        Self::Borda,
        Self::Copeland,
        Self::Schulze,
        Self::RankedPairs,
        Self::InstantRunoff,
    ];
    /// Does it read dots (or rankings)?
    const fn dotted(self) -> bool {
        matches!(self, Self::Dots | Self::Approval)
    }
}

/// What the group decided.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Vote {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// Voters with a ranked ballot.
    pub ranked_voters: u64,
    /// Voters with dots.
    pub dotted_voters: u64,
    /// Who would beat every other candidate in a pair; null when nobody would, or nobody ranked.
    pub condorcet_winner: Option<Id>,
    /// Voters who prefer the row to the column, in order of the candidates; empty without ranked ballots.
    pub pairwise: Vec<Vec<u64>>,
    /// The result by each method.
    pub results: Vec<MethodResult>,
    /// Who wins by every method listed, alone or tied.
    pub wins_by_all: Vec<Id>,
    /// What to look at.
    pub findings: Vec<Finding>,
}

/// The result by one method.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct MethodResult {
    /// The method.
    pub method: VotingMethod,
    /// Who is first; several in a tie.
    pub winners: Vec<Id>,
    /// Everybody, best first; within a place in order of id.
    pub places: Vec<CandidatePlace>,
    /// Rounds of the instant run-off; else empty.
    pub rounds: Vec<Round>,
    /// Ranked pairs: victories of the same strength contradicted each other, and the order of the ids decided.
    pub order_of_ids_decided: bool,
}

/// A candidate in its place.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CandidatePlace {
    /// The candidate.
    pub candidate: Id,
    /// Its place, from 1; ties share the better place.
    pub place: usize,
    /// Dots, approvals, Borda or Copeland points; null for methods without points.
    pub score: Option<Figure>,
    /// The score if every outstanding ballot helped as much as one can (dots: one dot); null where this has no meaning.
    pub score_high: Option<Figure>,
    /// May it still be first when the outstanding ballots come in? For Borda *true* is an upper bound.
    pub may_win: Option<bool>,
    /// Will it be first alone whatever the outstanding ballots say?
    pub wins_for_sure: Option<bool>,
}

/// One round of the instant run-off.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Round {
    /// Votes per candidate still in.
    pub votes: BTreeMap<Id, Ratio>,
    /// Who goes; several in a tie for the fewest.
    pub out: Vec<Id>,
    /// Votes of ballots that name nobody still in.
    pub exhausted: Ratio,
}

/// Counts the ballots by each method.
///
/// Candidates that a ranked ballot leaves out share its last rank (run-off: the ballot is exhausted).
///
/// # Errors
/// All problems of references, repeated voters, candidates or dots; a method without ballots of its kind.
pub fn vote(input: &VoteInput) -> Result<Vote, Error> {
    let profile = Profile::read(input)?;
    let methods: Vec<VotingMethod> = if input.methods.is_empty() {
        let kinds = [!input.dotted.is_empty(), !input.ranked.is_empty()];
        VotingMethod::ALL.into_iter().filter(|m| kinds.get(usize::from(!m.dotted())).is_some_and(|has| *has)).collect()
    } else {
        input.methods.clone()
    };
    let results: Vec<MethodResult> = methods.into_iter().map(|method| result(method, input, &profile)).collect();
    let wins_by_all = input
        .candidates
        .iter()
        .filter(|id| !results.is_empty() && results.iter().all(|result| result.winners.contains(id)))
        .cloned()
        .collect();
    let ranked = !input.ranked.is_empty();
    Ok(Vote {
        schema_version: SchemaVersion,
        ranked_voters: input.ranked.iter().map(|ballot| u64::from(ballot.count)).sum(),
        dotted_voters: profile.dotted_voters,
        condorcet_winner: pairwise::condorcet_winner(&profile.pairs)
            .filter(|_| ranked)
            .and_then(|place| input.candidates.get(place))
            .cloned(),
        pairwise: if ranked {
            (0..profile.pairs.size()).map(|a| profile.pairs.row(a).to_vec()).collect()
        } else {
            Vec::new()
        },
        findings: findings(input, &results),
        wins_by_all,
        results,
    })
}

/// Places by score, the highest first; ties share the better place.
fn places_by(scores: &[i64]) -> Vec<usize> {
    scores.iter().map(|own| 1 + scores.iter().filter(|other| *other > own).count()).collect()
}

fn result(method: VotingMethod, input: &VoteInput, profile: &Profile) -> MethodResult {
    let (mut rounds, mut order_of_ids_decided) = (Vec::new(), false);
    // Scores doubled to stay whole, and the most an outstanding ballot can add.
    let (places, scores, most): (Vec<usize>, Option<Vec<i64>>, Option<i64>) = match method {
        VotingMethod::Dots => (places_by(&profile.dots), Some(doubled(&profile.dots)), Some(2)),
        VotingMethod::Approval => (places_by(&profile.approvals), Some(doubled(&profile.approvals)), Some(2)),
        VotingMethod::Borda => {
            let most = i64::try_from(input.candidates.len()).unwrap_or(i64::MAX).saturating_sub(1);
            (places_by(&profile.twice_borda), Some(profile.twice_borda.clone()), Some(2 * most))
        }
        VotingMethod::Copeland => {
            let scores = pairwise::twice_copeland(&profile.pairs);
            (places_by(&scores), Some(scores), None)
        }
        VotingMethod::Schulze => (pairwise::schulze(&profile.pairs, input.strength).0, None, None),
        VotingMethod::RankedPairs => {
            let pairs = pairwise::ranked_pairs(&profile.pairs, input.strength, &profile.rank_of_id);
            order_of_ids_decided = pairs.order_mattered;
            (pairs.places, None, None)
        }
        VotingMethod::InstantRunoff => {
            let (places, counts) = runoff::instant_runoff(input.candidates.len(), &profile.levels);
            rounds = counts.iter().map(|count| round(count, &input.candidates)).collect();
            (places, None, None)
        }
    };
    let most = most.filter(|_| !input.dots_may_pile_up || method == VotingMethod::Borda);
    let outlook =
        scores.as_ref().zip(most).map(|(scores, most)| Outlook { scores, gain: most * i64::from(input.outstanding) });
    let half = |twice: i64| Figure::new(Ratio::new(twice, 2).unwrap_or_else(Ratio::zero), 1);
    let mut listed: Vec<CandidatePlace> = input
        .candidates
        .iter()
        .zip(&places)
        .enumerate()
        .map(|(index, (candidate, place))| CandidatePlace {
            candidate: candidate.clone(),
            place: *place,
            score: scores.as_ref().and_then(|scores| scores.get(index)).map(|score| half(*score)),
            score_high: outlook.as_ref().and_then(|outlook| outlook.high(index)).map(half),
            may_win: outlook.as_ref().map(|outlook| outlook.may_win(index)),
            wins_for_sure: outlook.as_ref().map(|outlook| outlook.wins_for_sure(index)),
        })
        .collect();
    listed.sort_by(|a, b| (a.place, &a.candidate).cmp(&(b.place, &b.candidate)));
    let winners = listed.iter().filter(|row| row.place == 1).map(|row| row.candidate.clone()).collect();
    MethodResult { method, winners, places: listed, rounds, order_of_ids_decided }
}

fn doubled(counts: &[i64]) -> Vec<i64> {
    counts.iter().map(|count| 2 * count).collect()
}

/// What outstanding ballots can do to additive scores.
struct Outlook<'a> {
    scores: &'a [i64],
    gain: i64,
}

impl Outlook<'_> {
    fn high(&self, place: usize) -> Option<i64> {
        self.scores.get(place).map(|score| score + self.gain)
    }
    fn others(&self, place: usize) -> Option<i64> {
        let others = self.scores.iter().enumerate().filter(|(other, _)| *other != place);
        others.map(|(_, score)| *score).max()
    }
    fn may_win(&self, place: usize) -> bool {
        self.others(place).is_none_or(|best| self.high(place).is_some_and(|high| high >= best))
    }
    fn wins_for_sure(&self, place: usize) -> bool {
        self.others(place).is_none_or(|best| self.scores.get(place).is_some_and(|score| *score > best + self.gain))
    }
}

fn round(count: &runoff::Count, candidates: &[Id]) -> Round {
    let name = |place: &usize| candidates.get(*place).cloned();
    Round {
        votes: count
            .votes
            .iter()
            .zip(candidates)
            .filter_map(|(votes, id)| Some((id.clone(), votes.clone()?)))
            .collect(),
        out: count.out.iter().filter_map(name).collect(),
        exhausted: count.exhausted.clone(),
    }
}

fn findings(input: &VoteInput, results: &[MethodResult]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for result in results {
        let args = [("method", Arg::Text(s::voting_method(result.method))), ("items", Arg::list(&result.winners))];
        if result.winners.len() > 1 {
            findings.push(Finding::new(Severity::Warn, &s::VOTE_TIE, "/results", &args).rule("R-37"));
        }
        if result.order_of_ids_decided {
            findings.push(Finding::new(Severity::Warn, &s::ORDER_DECIDED, "/results", &args).rule("R-37"));
        }
    }
    if results.windows(2).any(|pair| matches!(pair, [a, b] if a.winners != b.winners)) {
        findings.push(Finding::new(Severity::Info, &s::VOTES_DISAGREE, "/results", &[]).rule("R-42"));
    }
    for veto in &input.vetoes {
        let args = [("item", Arg::from(&veto.candidate)), ("reason", veto.reason.clone().into())];
        findings.push(Finding::new(Severity::Warn, &s::VETO, veto.candidate.as_str(), &args).rule("R-42"));
    }
    findings
}

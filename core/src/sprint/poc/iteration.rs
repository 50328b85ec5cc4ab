//! Start small, measure, iterate: how much the pilot takes on, and its rounds so far.

use std::collections::BTreeMap;
use std::num::NonZeroU8;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::record::Poc;
use super::sentences;
use crate::base::text::Arg;
use crate::base::{Answer, Code, Date, Finding, Id, Pointer, Problem, Problems, Severity, Text};

/// Most rounds of one proof of concept.
pub const MAX_ITERATIONS: usize = 100;

/// How small it starts: one process, one group, one source of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Processes.
    pub processes: NonZeroU8,
    /// Groups of users.
    pub groups: NonZeroU8,
    /// Sources of data.
    pub data_sources: NonZeroU8,
}

impl Scope {
    fn is_wide(self) -> bool {
        [self.processes, self.groups, self.data_sources].into_iter().any(|count| count > NonZeroU8::MIN)
    }
}

/// One round: something was changed, then it was measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Iteration {
    /// Unique among the rounds.
    pub id: Id,
    /// First day.
    #[serde(default)]
    pub start: Answer<Date>,
    /// Last day; not before the first day.
    #[serde(default)]
    pub end: Answer<Date>,
    /// What is different from the round before, in words; for the first round, what is tried.
    #[serde(default)]
    pub change: Answer<String>,
    /// The measurements of this round, by id; a measurement belongs to one round.
    #[serde(default)]
    pub measurements: Vec<Id>,
}

/// Rounds in the order of time, each with measurements that exist and belong to no other round.
pub(super) fn check(poc: &Poc, at: &Pointer, problems: &mut Problems) {
    let list = at.field("iterations");
    problems.at_most(list.clone(), poc.iterations.len(), MAX_ITERATIONS);
    problems.unique_ids(&list, poc.iterations.iter().map(|round| &round.id));
    let known: Vec<&str> = poc.measurements.each().map(|(_, _, m)| m.id().as_str()).collect();
    let mut owners: BTreeMap<&Id, &Id> = BTreeMap::new();
    // Where the rounds before have got to; the first one begins with the proof of concept.
    let mut reached = poc.start.given().copied();
    let too_early = |at: Pointer, day: Date, bound: Option<Date>, problems: &mut Problems| {
        if let Some(bound) = bound.filter(|bound| day < *bound) {
            let expected = sentences::NOT_BEFORE.with(&[("day", bound.into())]);
            problems.push(Problem::new(Code::WrongOrder, at).found(day).expected(expected));
        }
    };
    for (index, round) in poc.iterations.iter().enumerate() {
        let at = list.index(index);
        for (name, day) in [("start", round.start), ("end", round.end)] {
            if let Answer::Given(day) = day {
                too_early(at.field(name), day, reached, problems);
                reached = reached.max(Some(day));
            }
        }
        for (place, id) in round.measurements.iter().enumerate() {
            let at = at.field("measurements").index(place);
            problems.reference(at.clone(), id.as_str(), known.iter().copied());
            if let Some(owner) = owners.insert(id, &round.id) {
                let expected = sentences::ONE_ROUND.with(&[("round", owner.into())]);
                problems.push(Problem::new(Code::Contradiction, at).found(id).expected(expected));
            }
        }
    }
}

/// What is noticed about scope and rounds.
pub(super) fn findings(poc: &Poc, findings: &mut Vec<Finding>) {
    let mut add = |severity, sentence, about: &Id, args: &[(&str, Arg)]| {
        findings.push(Finding::new(severity, sentence, about.as_str(), args).rule("R-63"));
    };
    if poc.scope.given().is_some_and(|scope| scope.is_wide()) {
        add(Severity::Info, &sentences::SCOPE_WIDE, &poc.id, &[]);
    }
    for round in &poc.iterations {
        if round.measurements.is_empty() && round.end.given().is_some() {
            add(Severity::Warn, &sentences::ROUND_NOT_MEASURED, &round.id, &[("round", (&round.id).into())]);
        }
    }
    // The prototype changed since: what an earlier round measured says nothing about the present one.
    let Some((last, earlier)) = poc.iterations.split_last() else { return };
    for criterion in &poc.success_criteria {
        if let Some(round) = earlier.iter().find(|round| round.measurements.contains(&criterion.metric)) {
            let args =
                [("criterion", (&criterion.id).into()), ("round", (&round.id).into()), ("last", (&last.id).into())];
            add(Severity::Warn, &sentences::JUDGED_BY_EARLIER_ROUND, &criterion.id, &args);
        }
    }
}

/// What to ask about scope and rounds.
pub(super) fn questions(poc: &Poc) -> impl Iterator<Item = Text> + '_ {
    let scope = poc.scope.given().is_none().then(|| sentences::ASK_SCOPE.text());
    let unsaid = poc.iterations.iter().filter(|round| round.change.given().is_none());
    let changes = unsaid.map(|round| sentences::ASK_CHANGE.with(&[("round", (&round.id).into())]));
    scope.into_iter().chain(changes)
}

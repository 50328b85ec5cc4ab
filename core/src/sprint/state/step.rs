//! One event applied: first every reason against it, then the change.

use std::collections::BTreeSet;

use crate::base::{Code, Error, Finding, Pointer, Problem, Problems, Text};
use crate::sprint::phase::SprintPhase;

use super::event::{Event, What};
use super::sentences as say;
use super::{SprintState, Stage};

/// Most people of a case.
pub(super) const MAX_PEOPLE: usize = 400;
pub(super) fn first_event() -> Text {
    say::FIRST_OPENED.text()
}

/// The state after the first event.
pub(super) fn open(event: &Event) -> Result<(SprintState, Vec<Finding>), Error> {
    let What::Opened { case, company, guests, decision_owner } = &event.what else {
        let at = Pointer::root().field("what").field("type");
        return Err(Problem::new(Code::NotAllowed, at).expected(first_event()).into());
    };
    let what = Pointer::root().field("what");
    let mut problems = Problems::new();
    if company.is_empty() {
        problems.push(Problem::new(Code::TooFew, what.field("company")).found(0).expected(say::EMPTY.text()));
    }
    problems.at_most(what.field("company"), company.len(), MAX_PEOPLE);
    problems.at_most(what.field("guests"), guests.len(), MAX_PEOPLE);
    let mut seen = BTreeSet::new();
    for (list, people) in [("company", company), ("guests", guests)] {
        for (index, person) in people.iter().enumerate() {
            if !seen.insert(person) {
                problems.push(Problem::new(Code::DuplicateId, what.field(list).index(index)).found(person));
            }
        }
    }
    if let Some(owner) = decision_owner {
        problems.reference(what.field("decision_owner"), owner.as_str(), seen.iter().map(|id| id.as_str()));
    }
    problems.finish()?;
    let state = SprintState {
        case: case.clone(),
        company: company.iter().cloned().collect(),
        guests: guests.iter().cloned().collect(),
        decision_owner: decision_owner.clone(),
        stage: Stage::Waiting { next: SprintPhase::OpportunityMapping },
        runs: Vec::new(),
        decisions: Vec::new(),
        iteration: 1,
        last_day: event.on,
        events: 1,
    };
    let findings = state.outside_owner().into_iter().collect();
    Ok((state, findings))
}

impl SprintState {
    /// Applies an event in place; nothing changes when it is refused.
    pub(super) fn advance(&mut self, event: &Event) -> Result<Vec<Finding>, Error> {
        let mut problems = Problems::new();
        if event.on < self.last_day {
            let problem = Problem::new(Code::WrongOrder, Pointer::root().field("on")).found(event.on);
            problems.push(problem.expected(say::NOT_BEFORE.with(&[("day", self.last_day.into())])));
        }
        if matches!(self.stage, Stage::Mvp { .. } | Stage::Stopped { .. }) {
            let at = Pointer::root().field("what").field("type");
            problems.push(Problem::new(Code::NotAllowed, at).hint(say::OVER.text()));
        } else {
            self.check(event, &mut problems)?;
        }
        problems.finish()?;
        let findings = self.change(event)?;
        self.last_day = event.on;
        self.events += 1;
        Ok(findings)
    }
}

//! The operations `sprint.apply` and `sprint.replay`: the course of a sprint as a pure function of its events (R-11, R-16, R-17,
//! R-25, R-26).
//!
//! A state is written by [`SprintState::apply`] alone. A document never carries a state, only the events that lead to it: a
//! state whose deliverables are missing cannot be written down.
//!
//! ```text
//! opened → W1 → W2 → W3 → W4 → PoC → review → go: over, on to the MVP
//!                               ↑      │      → stop: over
//!                               └─ iterate
//! ```
//! Each phase is started, may be paused and resumed, and is closed once nothing is missing. `stopped` ends the case at any time.
//!
//! | part | idea |
//! |---|---|
//! | [`event`] | what happens, as data |
//! | `check` | every reason against an event |
//! | `change`, `remarks` | what an event changes, and what it gives cause to say |
//! | [`missing`] | what a phase still lacks |
//! | [`replay`] | the operations |

mod change;
mod check;
pub mod event;
pub mod missing;
mod remarks;
pub mod replay;
mod sentences;
mod step;
#[cfg(test)]
mod tests;
mod verdict;

use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;

use crate::base::{Date, Error, Finding, Id};
use crate::sprint::decision::{Decision, Topic};
use crate::sprint::phase::SprintPhase;
use crate::sprint::template::DeliverableKind;

use event::{Deliverable, Event};

/// Where a case stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Stage {
    /// A phase is to be started.
    Waiting {
        /// Which.
        next: SprintPhase,
    },
    /// A phase is running.
    Running {
        /// Which.
        phase: SprintPhase,
    },
    /// A phase was paused.
    Paused {
        /// Which.
        phase: SprintPhase,
    },
    /// The review said go: on to the first usable version.
    Mvp {
        /// With conditions?
        with_conditions: bool,
    },
    /// The case is buried: by the review, or before.
    Stopped {
        /// Why; `review` when the review decided it.
        reason: String,
    },
}

/// One meeting of a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Session {
    /// The first day.
    pub started_on: Date,
    /// The last day; absent while it is running.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<Date>,
    /// Who is there.
    pub attending: Vec<Id>,
}

/// One run of a phase. Proof of concept and review may run several times.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PhaseRun {
    /// The phase.
    pub phase: SprintPhase,
    /// Its meetings.
    pub sessions: Vec<Session>,
    /// What it delivered, one of each kind.
    pub deliverables: Vec<Deliverable>,
    /// When it was closed; absent while it is running or paused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_on: Option<Date>,
}

impl PhaseRun {
    /// What was delivered of this kind.
    pub fn deliverable(&self, kind: DeliverableKind) -> Option<&Deliverable> {
        self.deliverables.iter().find(|deliverable| deliverable.kind() == kind)
    }
    fn last_day(&self) -> Option<Date> {
        let session = self.sessions.last()?;
        self.closed_on.or(session.ended_on).or(Some(session.started_on))
    }
}

/// A decision and the run of the phase it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LoggedDecision {
    /// Index into `runs`.
    pub run: usize,
    /// The decision.
    pub decision: Decision,
    /// Calendar days from question to decision; absent while open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<i32>,
}

/// The state of a case; the fields can be read, only events write them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SprintState {
    /// The case.
    case: Id,
    /// People of the company.
    company: BTreeSet<Id>,
    /// People from outside.
    guests: BTreeSet<Id>,
    /// Who decides; absent while nobody is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    decision_owner: Option<Id>,
    /// Where the case stands.
    stage: Stage,
    /// The runs of the phases, in order.
    runs: Vec<PhaseRun>,
    /// The decisions, in order of their questions.
    decisions: Vec<LoggedDecision>,
    /// Rounds of the proof of concept so far, from 1.
    iteration: u32,
    /// The day of the last event.
    last_day: Date,
    /// How many events led here.
    events: usize,
}

impl SprintState {
    /// The case.
    pub const fn case(&self) -> &Id {
        &self.case
    }
    /// Who decides.
    pub const fn decision_owner(&self) -> Option<&Id> {
        self.decision_owner.as_ref()
    }
    /// Where the case stands.
    pub const fn stage(&self) -> &Stage {
        &self.stage
    }
    /// The runs of the phases, in order.
    pub fn runs(&self) -> &[PhaseRun] {
        &self.runs
    }
    /// The decisions, in order of their questions.
    pub fn decisions(&self) -> &[LoggedDecision] {
        &self.decisions
    }
    /// Rounds of the proof of concept so far, from 1.
    pub const fn iteration(&self) -> u32 {
        self.iteration
    }
    /// The day of the last event.
    pub const fn last_day(&self) -> Date {
        self.last_day
    }

    /// The state after an event, and what it gives cause to say. `state` is `None` before the first event.
    ///
    /// # Errors
    /// Every reason why the event cannot happen now; pointers start at the event.
    pub fn apply(state: Option<&Self>, event: &Event) -> Result<(Self, Vec<Finding>), Error> {
        match state {
            None => step::open(event),
            Some(state) => {
                let mut next = state.clone();
                let findings = next.advance(event)?;
                Ok((next, findings))
            }
        }
    }

    fn knows(&self, person: &Id) -> bool {
        self.company.contains(person) || self.guests.contains(person)
    }
    /// The phase that questions and deliverables belong to now.
    const fn current_phase(&self) -> Option<SprintPhase> {
        match self.stage {
            Stage::Waiting { next } => Some(next),
            Stage::Running { phase } | Stage::Paused { phase } => Some(phase),
            Stage::Mvp { .. } | Stage::Stopped { .. } => None,
        }
    }
    /// The index of the run that is current or about to start.
    fn current_run(&self) -> usize {
        match self.stage {
            Stage::Waiting { .. } => self.runs.len(),
            _ => self.runs.len().saturating_sub(1),
        }
    }
    /// The last deliverable of this kind.
    pub fn deliverable(&self, kind: DeliverableKind) -> Option<&Deliverable> {
        self.runs.iter().rev().find_map(|run| run.deliverable(kind))
    }
    /// The decision on a topic within a run.
    fn decision_in(&self, run: usize, topic: Topic) -> Option<&Decision> {
        self.decisions.iter().find(|one| one.run == run && one.decision.topic == topic).map(|one| &one.decision)
    }
    /// The last decision taken on a topic.
    pub fn decided(&self, topic: Topic) -> Option<&Decision> {
        let taken = |one: &&LoggedDecision| one.decision.topic == topic && one.decision.decided_on.is_some();
        self.decisions.iter().rev().find(taken).map(|one| &one.decision)
    }
}

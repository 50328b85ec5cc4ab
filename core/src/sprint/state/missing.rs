//! What a phase still lacks before it can be closed.

use schemars::JsonSchema;
use serde::Serialize;

use crate::base::text::Arg;
use crate::base::{Date, Error, Id, Text};
use crate::sprint::decision::Topic;
use crate::sprint::it_check::ItVerdict;
use crate::sprint::phase::SprintPhase;
use crate::sprint::template::{DeliverableKind, SprintTemplate};

use super::event::Deliverable;
use super::sentences as say;
use super::{PhaseRun, SprintState};

/// One thing that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Gap {
    /// Nobody decides.
    DecisionOwner,
    /// Something was not delivered.
    Deliverable {
        /// What.
        deliverable: DeliverableKind,
    },
    /// Something was delivered but is not finished.
    Unfinished {
        /// What.
        deliverable: DeliverableKind,
    },
    /// Something was not decided.
    Decision {
        /// About what.
        topic: Topic,
    },
    /// A question that was raised in this phase is open, and its answer due.
    OpenQuestion {
        /// Which.
        decision: Id,
    },
    /// A decision names something that is not there.
    Inconsistent {
        /// About what.
        topic: Topic,
    },
}

/// One thing that is missing, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Missing {
    /// What.
    pub gap: Gap,
    /// In words.
    pub text: Text,
}

impl SprintState {
    /// What the current phase lacks; empty when it can be closed, or when nothing is running.
    ///
    /// # Errors
    /// [`crate::base::Code::BadCatalogue`] if the built-in template cannot be read, which a test rules out.
    pub fn missing(&self) -> Result<Vec<Missing>, Error> {
        self.missing_on(self.last_day)
    }
    /// What the current phase lacks if it is to be closed on this day.
    pub(super) fn missing_on(&self, day: Date) -> Result<Vec<Missing>, Error> {
        let Some(run) = self.runs.last().filter(|run| run.closed_on.is_none()) else { return Ok(Vec::new()) };
        lacks(self, self.runs.len() - 1, run, day)
    }
}

/// What a run lacks.
fn lacks(state: &SprintState, index: usize, run: &PhaseRun, day: Date) -> Result<Vec<Missing>, Error> {
    let mut list = Vec::new();
    let phase = || ("phase", Arg::from(run.phase.short()));
    let mut add = |gap, text| list.push(Missing { gap, text });
    let Some(template) = SprintTemplate::standard()?.phase(run.phase) else { return Ok(Vec::new()) };
    for wanted in &template.deliverables {
        let what = ("what", Arg::from(wanted.title.clone()));
        match run.deliverable(wanted.kind) {
            None => add(Gap::Deliverable { deliverable: wanted.kind }, say::MISSING_DELIVERABLE.with(&[phase(), what])),
            Some(delivered) => {
                if let Some(text) = unfinished(run.phase, delivered) {
                    add(Gap::Unfinished { deliverable: wanted.kind }, text);
                }
            }
        }
    }
    if !template.decisions.is_empty() && state.decision_owner.is_none() {
        add(Gap::DecisionOwner, say::MISSING_OWNER.with(&[phase()]));
    }
    for wanted in &template.decisions {
        let taken = state.decision_in(index, wanted.topic).is_some_and(|decision| decision.decided_on.is_some());
        if !taken {
            let args = [phase(), ("what", wanted.question.clone().into())];
            add(Gap::Decision { topic: wanted.topic }, say::MISSING_DECISION.with(&args));
        }
    }
    for one in state.decisions.iter().filter(|one| one.run == index && one.decision.decided_on.is_none()) {
        // A question whose answer is due later may stay open.
        let due = one.decision.due.is_none_or(|due| due <= day);
        if due && !template.decisions.iter().any(|wanted| wanted.topic == one.decision.topic) {
            let args = [phase(), ("what", one.decision.question.clone().into())];
            add(Gap::OpenQuestion { decision: one.decision.id.clone() }, say::MISSING_OPEN.with(&args));
        }
    }
    list.extend(inconsistent(state, index, run));
    Ok(list)
}

/// Delivered, but not finished.
fn unfinished(phase: SprintPhase, delivered: &Deliverable) -> Option<Text> {
    let phase = ("phase", Arg::from(phase.short()));
    match delivered {
        Deliverable::FramedProcess { errors, delays, frustration, .. } => {
            let open: Vec<Text> = [
                (errors.is_none(), say::ERRORS.text()),
                (delays.is_none(), say::DELAYS.text()),
                (frustration.is_none(), say::FRUSTRATION.text()),
            ]
            .into_iter()
            .filter_map(|(open, name)| open.then_some(name))
            .collect();
            (!open.is_empty()).then(|| say::MISSING_MARKS.with(&[phase, ("what", Arg::list(open))]))
        }
        Deliverable::ItCheck { verdict: ItVerdict::Incomplete } => Some(say::MISSING_TOPICS.with(&[phase])),
        _ => None,
    }
}

/// Decisions that name what is not there.
fn inconsistent(state: &SprintState, index: usize, run: &PhaseRun) -> Vec<Missing> {
    let mut list = Vec::new();
    let decided = |topic| state.decision_in(index, topic).filter(|decision| decision.decided_on.is_some());
    let mut compare = |topic, known: &[Id], sentence: &crate::base::Sentence| {
        let strange: Vec<&Id> =
            decided(topic).map_or(&[][..], |one| &one.result).iter().filter(|id| !known.contains(id)).collect();
        if !strange.is_empty() {
            let args = [("phase", run.phase.short().into()), ("what", Arg::list(strange))];
            list.push(Missing { gap: Gap::Inconsistent { topic }, text: sentence.with(&args) });
        }
    };
    if let Some(Deliverable::PainPointList { pain_points }) = run.deliverable(DeliverableKind::PainPointList) {
        compare(Topic::ThreePainPoints, pain_points, &say::NOT_IN_LIST);
        if let Some(three) = decided(Topic::ThreePainPoints) {
            compare(Topic::FirstPainPoint, &three.result, &say::NOT_IN_LIST);
        }
    }
    if let Some(Deliverable::ConceptCard { concept, .. }) = run.deliverable(DeliverableKind::ConceptCard) {
        compare(Topic::Concept, std::slice::from_ref(concept), &say::NOT_THE_CONCEPT);
    }
    list
}

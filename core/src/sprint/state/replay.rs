//! The operations `sprint.apply` and `sprint.replay`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::{Error, Finding, Pointer, Problem, Problems, SchemaVersion};

use super::SprintState;
use super::event::Event;
use super::missing::Missing;
use super::step;

/// Most events of a case.
pub const MAX_EVENTS: usize = 10_000;

/// What has happened and what happens now.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApplyInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// What has happened so far, in order; empty before the first event.
    #[serde(default)]
    pub history: Vec<Event>,
    /// What happens now.
    pub event: Event,
}

/// What has happened.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplayInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// What has happened, in order; at least one event.
    pub events: Vec<Event>,
}

/// The state after one event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Applied {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The state after the event.
    pub state: SprintState,
    /// What this event gives cause to say.
    pub findings: Vec<Finding>,
    /// What the current phase still lacks.
    pub missing: Vec<Missing>,
}

/// The state after all events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Replayed {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The state after the last event.
    pub state: SprintState,
    /// What each event gave cause to say, in order.
    pub findings: Vec<EventFinding>,
    /// What the current phase still lacks.
    pub missing: Vec<Missing>,
}

/// A finding and the event behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EventFinding {
    /// Index of the event.
    pub event: usize,
    /// The finding.
    pub finding: Finding,
}

/// One event after a history.
///
/// # Errors
/// Every reason why the event cannot happen now, at `/event`; or why an event of the history could not happen.
pub fn apply(input: &ApplyInput) -> Result<Applied, Error> {
    let root = Pointer::root();
    let history = run(&input.history, &root.field("history"))?;
    let state = history.map(|(state, _)| state);
    let (state, findings) =
        SprintState::apply(state.as_ref(), &input.event).map_err(|error| moved(error, &root.field("event")))?;
    let missing = state.missing()?;
    Ok(Applied { schema_version: SchemaVersion, state, findings, missing })
}

/// All events in order.
///
/// # Errors
/// No event, or every reason why the first impossible event could not happen.
pub fn replay(input: &ReplayInput) -> Result<Replayed, Error> {
    let at = Pointer::root().field("events");
    match run(&input.events, &at)? {
        None => Err(Problem::new(crate::base::Code::TooFew, at).found(0).expected(step::first_event()).into()),
        Some((state, findings)) => {
            let missing = state.missing()?;
            Ok(Replayed { schema_version: SchemaVersion, state, findings, missing })
        }
    }
}

fn run(events: &[Event], at: &Pointer) -> Result<Option<(SprintState, Vec<EventFinding>)>, Error> {
    let mut problems = Problems::new();
    problems.at_most(at.clone(), events.len(), MAX_EVENTS);
    problems.finish()?;
    let mut all = Vec::new();
    let mut current: Option<SprintState> = None;
    for (index, event) in events.iter().enumerate() {
        let result = match &mut current {
            None => step::open(event).map(|(state, findings)| {
                current = Some(state);
                findings
            }),
            Some(state) => state.advance(event),
        };
        let findings = result.map_err(|error| moved(error, &at.index(index)))?;
        all.extend(findings.into_iter().map(|finding| EventFinding { event: index, finding }));
    }
    Ok(current.map(|state| (state, all)))
}

/// The same problems, with their pointers below `at`.
fn moved(mut error: Error, at: &Pointer) -> Error {
    for problem in &mut error.problems {
        // Pointers of an event start at the event; fields are plain names and numbers.
        let inner = problem.pointer.as_str().split('/').filter(|part| !part.is_empty());
        problem.pointer = inner.fold(at.clone(), |pointer, part| pointer.field(part));
    }
    error
}

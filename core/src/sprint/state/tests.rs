//! The worked course, and random courses checked against a list kept by hand.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::event::What;
use super::*;
use crate::base::Code;
use crate::sprint::it_check::ItVerdict;

fn course() -> Vec<Event> {
    let text = include_str!("../../../../tests/cases/sprint.replay/remscheid.json");
    let case: Value = serde_json::from_str(text).unwrap();
    serde_json::from_value(case["input"]["events"].clone()).unwrap()
}

fn event(on: &str, what: Value) -> Event {
    serde_json::from_value(json!({ "on": on, "what": what })).unwrap()
}

fn state_after(events: &[Event]) -> SprintState {
    events.iter().fold(None, |state, event| Some(SprintState::apply(state.as_ref(), event).unwrap().0)).unwrap()
}

/// What must have happened within a run before it may be closed, written down by hand.
fn demanded(phase: SprintPhase) -> (&'static [&'static str], &'static [&'static str]) {
    match phase {
        SprintPhase::OpportunityMapping => (&["pain_point_list"], &["three_pain_points", "first_pain_point"]),
        SprintPhase::Framing => (&["framed_process"], &[]),
        SprintPhase::ConceptDevelopment => (&["concept_card", "burials"], &["concept"]),
        SprintPhase::Prototyping => (&["it_check", "prototype_record"], &[]),
        SprintPhase::Poc => (&["success_criteria", "measurements"], &[]),
        SprintPhase::Review => (&[], &["next_step"]),
        SprintPhase::Mvp => (&[], &[]),
    }
}

fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

/// Checks the accepted events alone: nothing was closed without what its phase demands, phases came in
/// order, only the one who decides decided.
fn audit(accepted: &[Event], state: &SprintState) {
    let mut owner: Option<Id> = None;
    let mut delivered: Vec<String> = Vec::new();
    let mut topics: Vec<(Id, String, bool)> = Vec::new();
    let mut closed: Vec<SprintPhase> = Vec::new();
    for event in accepted {
        match &event.what {
            What::Opened { decision_owner, .. } => owner.clone_from(decision_owner),
            What::DecisionOwnerNamed { person, replaces } => {
                assert_eq!(&owner, replaces);
                owner = Some(person.clone());
            }
            What::Delivered { deliverable } => {
                let unfinished = match deliverable {
                    Deliverable::FramedProcess { errors, delays, frustration, .. } => {
                        errors.is_none() || delays.is_none() || frustration.is_none()
                    }
                    Deliverable::ItCheck { verdict } => *verdict == ItVerdict::Incomplete,
                    _ => false,
                };
                let name = word(&deliverable.kind());
                delivered.retain(|other| *other != name);
                if !unfinished {
                    delivered.push(name);
                }
            }
            What::QuestionRaised { decision, topic, .. } => topics.push((decision.clone(), word(topic), false)),
            What::Decided { decision, by, .. } => {
                assert!(by.contains(owner.as_ref().unwrap()));
                let found = topics.iter_mut().find(|(id, ..)| id == decision).unwrap();
                assert!(!found.2, "decided twice");
                found.2 = true;
            }
            What::PhaseClosed { phase } => {
                let (deliverables, decisions) = demanded(*phase);
                for wanted in deliverables {
                    assert!(delivered.iter().any(|name| name == wanted), "{phase:?} closed without {wanted}");
                }
                for wanted in decisions {
                    assert!(
                        topics.iter().any(|(_, topic, done)| topic == wanted && *done),
                        "{phase:?} closed without {wanted}"
                    );
                }
                delivered.clear();
                topics.clear();
                let order = match closed.last() {
                    None => SprintPhase::OpportunityMapping,
                    Some(SprintPhase::Review) => SprintPhase::Poc,
                    Some(last) => last.next().unwrap(),
                };
                assert_eq!(*phase, order);
                closed.push(*phase);
            }
            _ => {}
        }
    }
    let in_state: Vec<SprintPhase> =
        state.runs().iter().filter(|run| run.closed_on.is_some()).map(|run| run.phase).collect();
    assert_eq!(in_state, closed);
    assert_eq!(state.decision_owner(), owner.as_ref());
    assert!(accepted.windows(2).all(|pair| pair[0].on <= pair[1].on));
    for pair in state.runs().windows(2) {
        assert!(pair[0].closed_on.unwrap() < pair[1].sessions[0].started_on, "phases on different days");
    }
}

#[test]
fn the_worked_course_ends_with_go_with_conditions() {
    let state = state_after(&course());
    assert_eq!(state.stage(), &Stage::Mvp { with_conditions: true });
    audit(&course(), &state);
    assert_eq!(state.decided(Topic::FirstPainPoint).unwrap().result, [Id::new("PP01").unwrap()]);
}

#[test]
fn closing_names_everything_that_is_missing() {
    let state = state_after(&course()[..2]);
    let close = event("2026-12-03", json!({ "type": "phase_closed", "phase": "opportunity_mapping" }));
    let error = SprintState::apply(Some(&state), &close).unwrap_err();
    assert_eq!(error.problems.len(), 3);
    assert!(error.problems.iter().all(|problem| problem.code == Code::NotAllowed));
    let german: Vec<&str> = error.problems.iter().map(|problem| &*problem.message.de).collect();
    assert_eq!(german[0], "W1 kann nicht enden: Es fehlt „Liste der Schmerzpunkte“.");
    assert_eq!(state.missing().unwrap().len(), 3);
}

#[test]
fn a_second_decision_owner_is_refused_unless_the_first_is_replaced() {
    let state = state_after(&course()[..1]);
    let name = |replaces: Value| {
        event("2026-11-21", json!({ "type": "decision_owner_named", "person": "T5", "replaces": replaces }))
    };
    assert_eq!(SprintState::apply(Some(&state), &name(Value::Null)).unwrap_err().code(), Code::NotAllowed);
    assert_eq!(SprintState::apply(Some(&state), &name(json!("T2"))).unwrap_err().code(), Code::NotAllowed);
    let (state, _) = SprintState::apply(Some(&state), &name(json!("T1"))).unwrap();
    assert_eq!(state.decision_owner(), Some(&Id::new("T5").unwrap()));
}

#[test]
fn a_refused_event_changes_nothing() {
    let mut state = state_after(&course()[..4]);
    let before = state.clone();
    for event in course().into_iter().rev() {
        if state.advance(&event).is_err() {
            assert_eq!(state, before);
        } else {
            state = before.clone();
        }
    }
}

#[test]
fn iterating_goes_back_to_the_proof_of_concept_and_asks_for_new_results() {
    let mut events = course();
    for event in &mut events {
        if let What::Decided { decision, result, .. } = &mut event.what
            && *decision == "DEC4"
        {
            *result = vec![Id::new("iterate").unwrap()];
        }
    }
    let state = state_after(&events);
    assert_eq!((state.stage(), state.iteration()), (&Stage::Waiting { next: SprintPhase::Poc }, 2));
    let (state, _) =
        SprintState::apply(Some(&state), &event("2027-02-04", json!({ "type": "phase_started", "phase": "poc" })))
            .unwrap();
    let close = event("2027-02-20", json!({ "type": "phase_closed", "phase": "poc" }));
    assert_eq!(SprintState::apply(Some(&state), &close).unwrap_err().problems.len(), 2);
}

#[test]
fn a_blocker_in_the_it_check_keeps_the_proof_of_concept_from_starting() {
    let mut events = course();
    let poc =
        events.iter().position(|one| matches!(one.what, What::PhaseStarted { phase: SprintPhase::Poc, .. })).unwrap();
    for event in &mut events {
        if let What::Delivered { deliverable: Deliverable::ItCheck { verdict } } = &mut event.what {
            *verdict = ItVerdict::NoGo;
        }
    }
    let state = state_after(&events[..poc]);
    assert_eq!(SprintState::apply(Some(&state), &events[poc]).unwrap_err().code(), Code::NotAllowed);
}

/// Events that do not fit the course, or not there.
fn strays() -> Vec<Value> {
    let phases = ["opportunity_mapping", "framing", "concept_development", "prototyping", "poc", "review", "mvp"];
    let mut list = vec![
        json!({ "type": "decision_owner_named", "person": "T5" }),
        json!({ "type": "decision_owner_named", "person": "T5", "replaces": "T1" }),
        json!({ "type": "decision_owner_named", "person": "T1", "replaces": "T5" }),
        json!({ "type": "joined", "person": "X9", "company": false }),
        json!({ "type": "question_raised", "decision": "Q1", "topic": "other", "question": "?" }),
        json!({ "type": "decided", "decision": "Q1", "by": ["T1"], "result": ["ja"] }),
        json!({ "type": "decided", "decision": "DEC1", "by": ["T2"], "result": ["PP01", "PP02", "PP04"] }),
        json!({ "type": "decided", "decision": "DEC1", "by": ["T1", "T2"], "result": ["PP01", "PP02", "PP99"] }),
        json!({ "type": "decided", "decision": "DEC3", "by": ["T1"], "result": ["K2"] }),
        json!({ "type": "decided", "decision": "DEC4", "by": ["T1"], "result": ["iterate"] }),
        json!({ "type": "delivered", "deliverable": { "kind": "framed_process", "process": "PR01", "errors": [] } }),
        json!({ "type": "delivered", "deliverable": { "kind": "it_check", "verdict": "incomplete" } }),
        json!({ "type": "delivered", "deliverable": { "kind": "pain_point_list", "pain_points": ["PP01", "PP02"] } }),
        json!({ "type": "stopped", "by": "T1", "reason": "zu teuer" }),
    ];
    for phase in phases {
        list.push(json!({ "type": "phase_started", "phase": phase, "attending": ["T2"] }));
        list.push(json!({ "type": "phase_paused", "phase": phase }));
        list.push(json!({ "type": "phase_closed", "phase": phase }));
    }
    list
}

/// One change to the worked course.
#[derive(Debug, Clone)]
enum Mutation {
    Drop(usize),
    Repeat(usize),
    Swap(usize, usize),
    Insert(usize, usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        (0..40_usize).prop_map(Mutation::Drop),
        (0..40_usize).prop_map(Mutation::Repeat),
        (0..40_usize, 0..40_usize).prop_map(|(a, b)| Mutation::Swap(a, b)),
        (0..40_usize, 0..35_usize).prop_map(|(at, which)| Mutation::Insert(at, which)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_order_of_events_leads_to_a_state_whose_deliverables_are_missing(
        mutations in proptest::collection::vec(mutation(), 0..25),
        rounds in 1..3_usize,
    ) {
        let (course, strays) = (course(), strays());
        let mut whats: Vec<(Date, What)> = Vec::new();
        for _ in 0..rounds {
            whats.extend(course.iter().map(|event| (event.on, event.what.clone())));
        }
        for mutation in mutations {
            let n = whats.len();
            if n == 0 {
                break;
            }
            match mutation {
                Mutation::Drop(at) => { whats.remove(at % n); }
                Mutation::Repeat(at) => { let copy = whats[at % n].clone(); whats.push(copy); }
                Mutation::Swap(a, b) => whats.swap(a % n, b % n),
                Mutation::Insert(at, which) => {
                    let (day, _) = whats[at % n];
                    let what = serde_json::from_value(strays[which % strays.len()].clone()).unwrap();
                    whats.insert(at % n, (day, what));
                }
            }
        }
        let mut accepted: Vec<Event> = Vec::new();
        let mut state: Option<SprintState> = None;
        for (on, what) in whats {
            let event = Event { on, what };
            if let Ok((next, _)) = SprintState::apply(state.as_ref(), &event) {
                accepted.push(event);
                state = Some(next);
                audit(&accepted, state.as_ref().unwrap());
            }
        }
        // Replaying the accepted events, through JSON, gives the same state.
        if let Some(state) = state {
            let text = serde_json::to_string(&accepted).unwrap();
            let events = serde_json::from_str(&text).unwrap();
            let replayed = replay::replay(&replay::ReplayInput { schema_version: Default::default(), events }).unwrap();
            prop_assert_eq!(replayed.state, state);
        }
    }
}

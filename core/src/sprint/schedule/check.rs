//! What a calendar may not contain.

use std::collections::BTreeSet;

use crate::base::{Code, Date, Error, Id, Pointer, Problem, Problems};

use super::input::{
    Approval, Calendar, MAX_ALTERNATIVES, MAX_DAYS, MAX_PEOPLE, MAX_PHASES, MAX_SCENARIOS, ScheduleInput,
};
use super::sentences as say;

/// Every problem of the input.
pub(super) fn check(input: &ScheduleInput) -> Result<(), Error> {
    let mut problems = Problems::new();
    let root = Pointer::root();
    calendar(&input.calendar, &root.field("calendar"), &mut problems);
    let scenarios = root.field("scenarios");
    problems.at_most(scenarios.clone(), input.scenarios.len(), MAX_SCENARIOS);
    problems.unique_ids(&scenarios, input.scenarios.iter().map(|scenario| &scenario.id));
    for (index, scenario) in input.scenarios.iter().enumerate() {
        if let Approval::LeadTime { working_days, .. } = scenario.approval {
            let at = scenarios.index(index).field("approval").field("working_days");
            within(&mut problems, at, working_days, 1, 750);
        }
    }
    within(&mut problems, root.field("alternatives"), input.alternatives.into(), 0, MAX_ALTERNATIVES.into());
    within(&mut problems, root.field("slack_working_days"), input.slack_working_days, 0, 250);
    problems.finish()
}

fn within(problems: &mut Problems, at: Pointer, value: u32, low: u32, high: u32) {
    if !(low..=high).contains(&value) {
        let expected = say::RANGE.with(&[("low", low.into()), ("high", high.into())]);
        problems.push(Problem::new(Code::OutOfRange, at).found(value).expected(expected));
    }
}

fn not_before(problems: &mut Problems, at: Pointer, date: Date, first: Date) {
    if date < first {
        let expected = say::AFTER_TODAY.with(&[("date", first.into())]);
        problems.push(Problem::new(Code::WrongOrder, at).found(date).expected(expected));
    }
}

fn calendar(calendar: &Calendar, at: &Pointer, problems: &mut Problems) {
    not_before(problems, at.field("earliest_start"), calendar.earliest_start, calendar.today);
    not_before(problems, at.field("horizon"), calendar.horizon, calendar.earliest_start);
    if calendar.horizon.days_since(calendar.today) > MAX_DAYS {
        let expected = say::WITHIN_DAYS.with(&[("n", MAX_DAYS.into())]);
        problems.push(Problem::new(Code::OutOfRange, at.field("horizon")).found(calendar.horizon).expected(expected));
    }
    if calendar.weekly_working_days.is_empty() {
        too_few(problems, at.field("weekly_working_days"));
    }
    if calendar.phases.is_empty() {
        too_few(problems, at.field("phases"));
    }
    within(problems, at.field("max_workshops_per_week"), calendar.max_workshops_per_week.into(), 1, 7);
    within(problems, at.field("poc").field("working_days"), calendar.poc.working_days, 1, 250);
    problems.at_most(at.field("absences"), calendar.absences.0.len(), MAX_PEOPLE);
    people(problems, &at.field("review").field("required"), &calendar.review.required, calendar);

    let phases = at.field("phases");
    problems.at_most(phases.clone(), calendar.phases.len(), MAX_PHASES);
    problems.unique_ids(&phases, calendar.phases.iter().map(|phase| &phase.id));
    let mut latest = None;
    for (index, phase) in calendar.phases.iter().enumerate() {
        let at = phases.index(index);
        if let Some(this) = phase.workshop.phase() {
            if latest.is_some_and(|latest| this < latest) {
                let problem = Problem::new(Code::WrongOrder, at.field("workshop")).found(this.short());
                problems.push(problem.expected(say::PHASE_ORDER.text()));
            }
            latest = latest.max(Some(this));
        }
        within(problems, at.field("gap_before"), phase.gap_before, 0, 250);
        people(problems, &at.field("pool"), &phase.pool, calendar);
        for (number, person) in phase.required.iter().enumerate() {
            let at = at.field("required").index(number);
            if !phase.pool.contains(person) {
                let problem = Problem::new(Code::Contradiction, at).found(person);
                problems.push(problem.hint(say::REQUIRED_IN_POOL.text()));
            } else if phase.required.iter().take(number).any(|other| other == person) {
                problems.push(Problem::new(Code::DuplicateId, at).found(person));
            }
        }
        if usize::try_from(phase.min_attending).is_ok_and(|min| min > phase.pool.len()) {
            let expected = say::MIN_WITHIN_POOL.with(&[("n", phase.pool.len().into())]);
            let problem = Problem::new(Code::Contradiction, at.field("min_attending")).found(phase.min_attending);
            problems.push(problem.expected(expected));
        }
    }
}

fn too_few(problems: &mut Problems, at: Pointer) {
    problems.push(Problem::new(Code::TooFew, at).found(0).expected(say::AT_LEAST_ONE.text()));
}

/// Known people, each once.
fn people(problems: &mut Problems, at: &Pointer, ids: &[Id], calendar: &Calendar) {
    problems.at_most(at.clone(), ids.len(), MAX_PEOPLE);
    let mut seen = BTreeSet::new();
    for (index, id) in ids.iter().enumerate() {
        if !seen.insert(id) {
            problems.push(Problem::new(Code::DuplicateId, at.index(index)).found(id));
        }
        if !calendar.absences.0.contains_key(id) {
            let problem = Problem::new(Code::UnknownReference, at.index(index)).found(id);
            problems.push(problem.hint(say::DIARY.text()));
        }
    }
}

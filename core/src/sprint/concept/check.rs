//! What a document about concepts must not say.

use std::collections::BTreeSet;

use super::canvas::{Concept, Limits, MAX_CONCEPTS, MAX_ENTRIES, MAX_WORKING_DAYS};
use super::develop::ConceptInput;
use super::sentences;
use crate::base::{Code, Money, Pointer, Problem, Problems};

pub(super) fn check(input: &ConceptInput, problems: &mut Problems) {
    let root = Pointer::root();
    let at = root.field("concept_development");
    let development = &input.concept_development;
    limits(&development.limits, &at.field("limits"), problems);
    let list = at.field("concepts");
    problems.at_most(list.clone(), development.concepts.len(), MAX_CONCEPTS);
    problems.unique_ids(&list, development.concepts.iter().map(|concept| &concept.id));
    problems.at_most(root.field("pain_points"), input.pain_points.len(), super::develop::MAX_PAIN_POINTS);
    problems.unique_ids(&root.field("pain_points"), input.pain_points.iter().map(|point| &point.id));
    problems.at_most(root.field("steps"), input.steps.len(), MAX_ENTRIES);
    problems.unique_ids(&root.field("steps"), input.steps.iter().map(|step| &step.id));
    for (index, point) in input.pain_points.iter().enumerate() {
        if let Some(cost) = point.annual_cost_cents.given().filter(|cost| cost.low.is_negative()) {
            let at = root.field("pain_points").index(index).field("annual_cost_cents");
            problems.push(Problem::new(Code::OutOfRange, at).found(&cost.low).expected(sentences::NOT_NEGATIVE.text()));
        }
    }
    for (index, entry) in development.concepts.iter().enumerate() {
        concept(entry, input, &list.index(index), problems);
    }
    let mut kinds = BTreeSet::new();
    for (index, minimum) in input.minimums.iter().enumerate() {
        if !kinds.insert(minimum.decision_kind) {
            problems.push(Problem::new(Code::DuplicateId, root.field("minimums").index(index).field("decision_kind")));
        }
    }
    let list = at.field("burials");
    problems.at_most(list.clone(), development.burials.len(), MAX_CONCEPTS);
    let mut buried = BTreeSet::new();
    for (index, burial) in development.burials.iter().enumerate() {
        let at = list.index(index);
        let known = development.concepts.iter().map(|concept| concept.id.as_str());
        problems.reference(at.field("concept"), burial.concept.as_str(), known);
        if !buried.insert(&burial.concept) {
            problems.push(Problem::new(Code::DuplicateId, at.field("concept")).found(&burial.concept));
        }
        if burial.reasons.is_empty() {
            problems.push(Problem::new(Code::TooFew, at.field("reasons")).expected(sentences::ONE_REASON.text()));
        }
        problems.at_most(at.field("reasons"), burial.reasons.len(), MAX_ENTRIES);
    }
}

fn limits(limits: &Limits, at: &Pointer, problems: &mut Problems) {
    if limits.max_one_off_cost_cents.is_negative() {
        problems.push(negative(at.field("max_one_off_cost_cents"), limits.max_one_off_cost_cents));
    }
    for (name, days) in
        [("max_poc_working_days", limits.max_poc_working_days), ("max_mvp_working_days", limits.max_mvp_working_days)]
    {
        if days > MAX_WORKING_DAYS {
            problems.push(too_long(at.field(name), days));
        }
    }
}

fn negative(at: Pointer, amount: Money) -> Problem {
    Problem::new(Code::OutOfRange, at).found(amount.cents()).expected(sentences::NOT_NEGATIVE.text())
}

fn too_long(at: Pointer, days: u16) -> Problem {
    Problem::new(Code::OutOfRange, at)
        .found(days)
        .expected(sentences::AT_MOST_DAYS.with(&[("n", MAX_WORKING_DAYS.into())]))
}

fn concept(concept: &Concept, input: &ConceptInput, at: &Pointer, problems: &mut Problems) {
    for (name, amount) in [
        ("one_off_cost_cents", concept.one_off_cost_cents),
        ("run_cost_cents_per_year", concept.run_cost_cents_per_year),
    ] {
        if let Some(amount) = amount.given().filter(|amount| amount.is_negative()) {
            problems.push(negative(at.field(name), *amount));
        }
    }
    for (name, days) in [("poc_working_days", concept.poc_working_days), ("mvp_working_days", concept.mvp_working_days)]
    {
        if let Some(days) = days.given().filter(|days| **days > MAX_WORKING_DAYS) {
            problems.push(too_long(at.field(name), *days));
        }
    }
    for (name, count) in [
        ("addresses_steps", concept.addresses_steps.len()),
        ("input", concept.input.len()),
        ("output", concept.output.len()),
        ("data_sources", concept.data_sources.len()),
        ("interfaces", concept.interfaces.len()),
        ("authors", concept.authors.given().map_or(0, Vec::len)),
        ("go_no_go", concept.go_no_go.len()),
    ] {
        problems.at_most(at.field(name), count, MAX_ENTRIES);
    }
    problems.unique_ids(&at.field("data_sources"), concept.data_sources.iter().map(|source| &source.id));
    problems.unique_ids(&at.field("interfaces"), concept.interfaces.iter().map(|interface| &interface.id));
    // Without lists to refer to, there is nothing to compare with.
    if let Some(pain_point) = &concept.pain_point
        && !input.pain_points.is_empty()
    {
        let known = input.pain_points.iter().map(|point| point.id.as_str());
        problems.reference(at.field("pain_point"), pain_point.as_str(), known);
    }
    let mut steps = BTreeSet::new();
    for (index, step) in concept.addresses_steps.iter().enumerate() {
        let at = at.field("addresses_steps").index(index);
        if !steps.insert(step) {
            problems.push(Problem::new(Code::DuplicateId, at.clone()).found(step));
        }
        if !input.steps.is_empty() {
            problems.reference(at, step.as_str(), input.steps.iter().map(|step| step.id.as_str()));
        }
    }
    let mut questions = BTreeSet::new();
    for (index, answer) in concept.go_no_go.iter().enumerate() {
        if !questions.insert(answer.question) {
            problems.push(Problem::new(Code::DuplicateId, at.field("go_no_go").index(index).field("question")));
        }
    }
}

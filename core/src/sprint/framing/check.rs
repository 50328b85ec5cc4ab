//! What a process must not say.

use std::collections::{BTreeMap, BTreeSet};

use super::flow::Flow;
use super::process::{MAX_ENTRIES, MAX_LOOPS, MAX_MINUTES, MAX_PARALLEL_STEPS, MAX_STEPS, MIN_STEPS, Process};
use super::sentences;
use crate::base::{Code, Pointer, Problem, Problems};

pub(super) fn check(process: &Process, at: &Pointer, problems: &mut Problems) {
    let before = problems.len();
    let list = at.field("steps");
    if process.steps.len() < MIN_STEPS {
        problems.push(
            Problem::new(Code::TooFew, list.clone())
                .found(process.steps.len())
                .expected(sentences::AT_LEAST_STEPS.with(&[("n", MIN_STEPS.into())])),
        );
    }
    problems.at_most(list.clone(), process.steps.len(), MAX_STEPS);
    problems.at_most(at.field("loops"), process.loops.len(), MAX_LOOPS);
    problems.at_most(at.field("framers"), process.framers.len(), MAX_ENTRIES);
    problems.unique_ids(&list, process.steps.iter().map(|step| &step.id));
    problems.unique_ids(&at.field("loops"), process.loops.iter().map(|edge| &edge.id));
    problems.unique_ids(&at.field("parallel"), process.parallel.iter().map(|block| &block.id));
    let mut framers = BTreeSet::new();
    for (index, framer) in process.framers.iter().enumerate() {
        if !framers.insert(framer) {
            problems.push(Problem::new(Code::DuplicateId, at.field("framers").index(index)).found(framer));
        }
    }
    for (index, step) in process.steps.iter().enumerate() {
        let at = list.index(index);
        for (name, value) in [
            ("process_minutes", step.process_minutes),
            ("wait_before_minutes", step.wait_before_minutes),
            ("rework_minutes", step.rework_minutes),
        ] {
            if let Some(minutes) = value.given().filter(|minutes| **minutes > MAX_MINUTES) {
                problems.push(
                    Problem::new(Code::OutOfRange, at.field(name))
                        .found(minutes)
                        .expected(sentences::MINUTES.with(&[("n", MAX_MINUTES.into())])),
                );
            }
        }
        for (name, count) in [
            ("frustration", step.frustration.len()),
            ("errors", step.errors.len()),
            ("systems", step.systems.len()),
            ("context_variables", step.context_variables.len()),
        ] {
            problems.at_most(at.field(name), count, MAX_ENTRIES);
        }
    }
    references(process, at, problems);
    // Only a process whose parts fit together can be asked whether it ends.
    if problems.len() == before
        && let Err(edge) = Flow::of(process).visits()
    {
        problems.push(endless(process, at, edge));
    }
}

/// The problem of a loop that is always taken.
pub(super) fn endless(process: &Process, at: &Pointer, edge: usize) -> Problem {
    let mut problem = Problem::new(Code::Cycle, at.field("loops").index(edge).field("probability_permille"))
        .message(sentences::ENDLESS.text())
        .hint(sentences::ENDLESS_HINT.text());
    if let Some(edge) = process.loops.get(edge) {
        problem = problem.found(edge.probability_permille.get());
    }
    problem
}

fn references(process: &Process, at: &Pointer, problems: &mut Problems) {
    let place: BTreeMap<&str, usize> =
        process.steps.iter().enumerate().map(|(index, step)| (step.id.as_str(), index)).collect();
    for (index, edge) in process.loops.iter().enumerate() {
        let at = at.field("loops").index(index);
        problems.reference(at.field("after"), edge.after.as_str(), place.keys().copied());
        problems.reference(at.field("back_to"), edge.back_to.as_str(), place.keys().copied());
        if let (Some(after), Some(back_to)) = (place.get(edge.after.as_str()), place.get(edge.back_to.as_str()))
            && back_to > after
        {
            problems.push(
                Problem::new(Code::WrongOrder, at.field("back_to"))
                    .found(&edge.back_to)
                    .expected(sentences::NOT_LATER.with(&[("step", (&edge.after).into())])),
            );
        }
    }
    let mut taken = BTreeSet::new();
    for (index, block) in process.parallel.iter().enumerate() {
        let at = at.field("parallel").index(index).field("branches");
        if block.branches.len() < 2 {
            problems.push(
                Problem::new(Code::TooFew, at.clone())
                    .found(block.branches.len())
                    .expected(sentences::TWO_BRANCHES.text()),
            );
        }
        let mut members: Vec<usize> = Vec::new();
        for (number, branch) in block.branches.iter().enumerate() {
            let at = at.index(number);
            if branch.is_empty() {
                problems.push(Problem::new(Code::TooFew, at.clone()).expected(sentences::ONE_STEP.text()));
            }
            for (position, step) in branch.iter().enumerate() {
                problems.reference(at.index(position), step.as_str(), place.keys().copied());
                if !taken.insert(step) {
                    problems.push(Problem::new(Code::DuplicateId, at.index(position)).found(step));
                }
                members.extend(place.get(step.as_str()));
            }
        }
        problems.at_most(at.clone(), members.len(), MAX_PARALLEL_STEPS);
        members.sort_unstable();
        let neighbours = members.windows(2).all(|pair| matches!(pair, [a, b] if b - a == 1));
        if !neighbours {
            problems.push(Problem::new(Code::Contradiction, at).expected(sentences::NEIGHBOURS.text()));
        }
    }
}

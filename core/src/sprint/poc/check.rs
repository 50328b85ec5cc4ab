//! What a record of a proof of concept must not say.

use std::collections::BTreeSet;

use super::record::{Count, Measurement, Poc};
use super::review::{MAX_CRITERIA, MAX_MEASUREMENTS, MAX_STOP_RULES};
use super::sentences;
use super::statistics::{MAX_COMPARED, MAX_GROUP, MAX_ITEMS, MAX_PAIRS};
use crate::base::{Answer, Code, Money, Pointer, Problem, Problems, Text};

pub(super) fn check(poc: &Poc, at: &Pointer, problems: &mut Problems) {
    problems.at_most(at.field("success_criteria"), poc.success_criteria.len(), MAX_CRITERIA);
    problems.at_most(at.field("stop_rules"), poc.stop_rules.len(), MAX_STOP_RULES);
    problems.unique_ids(&at.field("success_criteria"), poc.success_criteria.iter().map(|c| &c.id));
    problems.unique_ids(&at.field("stop_rules"), poc.stop_rules.iter().map(|r| &r.id));
    if let (Answer::Given(start), Answer::Given(end)) = (poc.start, poc.end)
        && end < start
    {
        problems.push(Problem::new(Code::WrongOrder, at.field("end")).found(end).expected(sentences::END.text()));
    }
    for (name, amount) in [("budget_cents", poc.budget_cents), ("spent_cents", poc.spent_cents)] {
        if amount.given().is_some_and(|amount| amount.is_negative()) {
            problems.push(out_of_range(at.field(name), sentences::NOT_NEGATIVE.text()));
        }
    }
    if poc.budget_cents == Answer::Given(Money::ZERO) && !poc.spent_cents.given().is_none_or(|s| s.is_zero()) {
        problems.push(out_of_range(at.field("budget_cents"), sentences::ABOVE_ZERO.text()));
    }
    for (index, rule) in poc.stop_rules.iter().enumerate() {
        if rule.day == Some(0) {
            problems.push(
                out_of_range(at.field("stop_rules").index(index).field("day"), sentences::DAY_FROM_ONE.text()).found(0),
            );
        }
        if rule.limit < 0 {
            problems.push(
                out_of_range(at.field("stop_rules").index(index).field("limit"), sentences::NOT_NEGATIVE.text())
                    .found(rule.limit),
            );
        }
    }
    super::iteration::check(poc, at, problems);
    measurements(poc, &at.field("measurements"), problems);
    criteria(poc, &at.field("success_criteria"), problems);
}

fn out_of_range(at: Pointer, expected: Text) -> Problem {
    Problem::new(Code::OutOfRange, at).expected(expected)
}

fn criteria(poc: &Poc, at: &Pointer, problems: &mut Problems) {
    let known: Vec<&str> = poc.measurements.each().map(|(_, _, m)| m.id().as_str()).collect();
    for (index, criterion) in poc.success_criteria.iter().enumerate() {
        problems.reference(at.index(index).field("metric"), criterion.metric.as_str(), known.iter().copied());
        if let Some(measurement) = poc.measurements.find(&criterion.metric)
            && !measurement.readings().contains(&criterion.reading)
        {
            let fitting: Vec<String> = measurement.readings().iter().map(|r| super::criteria::word(*r)).collect();
            problems.push(
                Problem::new(Code::Contradiction, at.index(index).field("use"))
                    .found(super::criteria::word(criterion.reading))
                    .expected(Text::same(fitting.join(", "))),
            );
        }
    }
}

fn measurements(poc: &Poc, at: &Pointer, problems: &mut Problems) {
    let mut ids = BTreeSet::new();
    let count = poc.measurements.each().count();
    problems.at_most(at.clone(), count, MAX_MEASUREMENTS);
    for (list, index, measurement) in poc.measurements.each() {
        let at = at.field(list).index(index);
        if !ids.insert(measurement.id()) {
            problems.push(Problem::new(Code::DuplicateId, at.field("id")).found(measurement.id()));
        }
        if measurement.unit().is_none_or(|unit| unit.trim().is_empty()) {
            problems.push(Problem::new(Code::MissingUnit, at.field("unit")).hint(sentences::STATE_UNIT.text()));
        }
        match measurement {
            Measurement::Paired(m) => {
                problems.at_most(at.field("pairs"), m.pairs.len(), MAX_PAIRS);
                let mut items = BTreeSet::new();
                for (place, pair) in m.pairs.iter().enumerate() {
                    if !items.insert(&pair.item) {
                        let at = at.field("pairs").index(place).field("item");
                        problems.push(Problem::new(Code::DuplicateId, at).found(&pair.item));
                    }
                }
            }
            Measurement::Unpaired(m) => {
                problems.at_most(at.field("before"), m.before.len(), MAX_GROUP);
                problems.at_most(at.field("after"), m.after.len(), MAX_GROUP);
            }
            Measurement::Share(m) => counted(&m.count, MAX_ITEMS, &at.field("count"), problems),
            Measurement::Comparison(m) => {
                counted(&m.before, MAX_COMPARED, &at.field("before"), problems);
                counted(&m.after, MAX_COMPARED, &at.field("after"), problems);
            }
            Measurement::Value(_) => {}
        }
    }
}

fn counted(count: &Answer<Count>, most: u32, at: &Pointer, problems: &mut Problems) {
    let Answer::Given(count) = count else { return };
    if count.n == 0 || count.n > most {
        problems.push(out_of_range(at.field("n"), sentences::ITEMS.with(&[("n", most.into())])).found(count.n));
    }
    if count.hits > count.n {
        problems.push(
            out_of_range(at.field("hits"), sentences::AT_MOST_ITEMS.with(&[("n", count.n.into())])).found(count.hits),
        );
    }
}

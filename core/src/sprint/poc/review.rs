//! The operation `sprint.poc`: does the idea carry?

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::check::check;
use super::criteria::{CriterionStatus, JudgedCriterion, judge as judge_criteria};
use super::measured::{Measured, measured};
use super::record::{Poc, StopKind};
use super::sentences;
use super::stop::{JudgedStopRule, StopStatus, judge as judge_stop_rules};
use crate::base::text::Arg;
use crate::base::{
    Answer, Error, Finding, Id, Pointer, Problems, Ratio, SchemaVersion, Sentence, Severity, Text, Trace, Truth,
};

/// Most success criteria.
pub const MAX_CRITERIA: usize = 100;
/// Most stop rules.
pub const MAX_STOP_RULES: usize = 100;
/// Most measurements.
pub const MAX_MEASUREMENTS: usize = 100;
/// Working days a proof of concept is meant to take.
pub const USUAL_WORKING_DAYS: std::ops::RangeInclusive<u16> = 10..=15;

/// The record of a proof of concept.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PocInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The record.
    pub poc: Poc,
}

/// What comes after a proof of concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PocVerdict {
    /// Go on to the product.
    Go,
    /// Go on; what was missed becomes a condition.
    GoWithConditions,
    /// Improve and try again.
    Iterate,
    /// Stop; bury early.
    Stop,
    /// Facts are missing; several verdicts are still possible.
    Open,
}

/// The verdict with everything it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PocReview {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The proof of concept.
    pub id: Id,
    /// What comes next.
    pub verdict: PocVerdict,
    /// Verdicts that the missing facts still allow; one when the verdict is reached.
    pub possible: Vec<PocVerdict>,
    /// The stop rule or the criteria that decided it.
    pub decided_by: Vec<Id>,
    /// Why, in a sentence.
    pub reason: Text,
    /// Every criterion.
    pub criteria: Vec<JudgedCriterion>,
    /// Every stop rule, in order of time.
    pub stop_rules: Vec<JudgedStopRule>,
    /// What the measurements say.
    pub measured: Measured,
    /// What to ask to close the gaps.
    pub questions: Vec<Text>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// The formula with its parameters.
    pub trace: Trace,
}

/// Judges a proof of concept (F-9): a stop rule that fired → stop; a must criterion missed → iterate, or stop when no
/// iteration is left; only should criteria missed → go with conditions; else go.
///
/// While facts are missing the verdict is open, with the verdicts that are still possible: a fact that is added only
/// ever narrows them.
///
/// # Errors
/// Duplicate ids, measurements without unit, criteria on unknown measurements or on figures that a measurement does
/// not have, counts out of range — all at once.
pub fn review(input: &PocInput) -> Result<PocReview, Error> {
    let mut problems = Problems::new();
    check(&input.poc, &Pointer::root().field("poc"), &mut problems);
    problems.finish()?;
    Ok(evaluate(&input.poc))
}

/// The same for a record that was checked before.
pub(crate) fn evaluate(poc: &Poc) -> PocReview {
    let criteria = judge_criteria(poc);
    let stop_rules = judge_stop_rules(poc);
    let measured = measured(poc);
    let possible = possible(poc, &criteria, &stop_rules);
    let verdict = match possible.as_slice() {
        [only] => *only,
        _ => PocVerdict::Open,
    };
    let (decided_by, reason) = reason(verdict, &criteria, &stop_rules);
    let mut findings = Vec::new();
    frame_findings(poc, &mut findings);
    agreement_findings(poc, &mut findings);
    stop_findings(poc, &stop_rules, &mut findings);
    sample_findings(&measured, &mut findings);
    let questions = questions(poc, &criteria, &stop_rules);
    PocReview {
        schema_version: SchemaVersion,
        id: poc.id.clone(),
        verdict,
        possible,
        decided_by,
        reason,
        criteria,
        stop_rules,
        measured,
        questions,
        findings,
        trace: Trace::of("F-9").parameter("z", super::statistics::wilson::Z).input("/poc"),
    }
}

/// Both values a truth can still take.
fn values(truth: Truth) -> &'static [bool] {
    match truth {
        Truth::Yes => &[true],
        Truth::No => &[false],
        Truth::Open => &[true, false],
    }
}

/// Was any criterion of this weight missed?
fn missed(criteria: &[JudgedCriterion], must: bool) -> Truth {
    Truth::any(criteria.iter().filter(|c| c.must == must).map(|c| match c.status {
        CriterionStatus::Met => Truth::No,
        CriterionStatus::NotMet => Truth::Yes,
        CriterionStatus::Open => Truth::Open,
    }))
}

/// Every verdict that the missing facts still allow.
fn possible(poc: &Poc, criteria: &[JudgedCriterion], rules: &[JudgedStopRule]) -> Vec<PocVerdict> {
    let stop = Truth::any(rules.iter().map(JudgedStopRule::truth));
    let must = if criteria.is_empty() { Truth::Open } else { missed(criteria, true) };
    let should = if criteria.is_empty() { Truth::Open } else { missed(criteria, false) };
    let again = Truth::from(poc.iterations_left.map(|left| left > 0));
    let mut found = BTreeSet::new();
    for &stop in values(stop) {
        for &must in values(must) {
            for &should in values(should) {
                for &again in values(again) {
                    found.insert(match (stop, must, should, again) {
                        (true, ..) | (_, true, _, false) => PocVerdict::Stop,
                        (_, true, _, true) => PocVerdict::Iterate,
                        (_, _, true, _) => PocVerdict::GoWithConditions,
                        _ => PocVerdict::Go,
                    });
                }
            }
        }
    }
    found.into_iter().collect()
}

fn reason(verdict: PocVerdict, criteria: &[JudgedCriterion], rules: &[JudgedStopRule]) -> (Vec<Id>, Text) {
    let not_met = |must: bool| -> Vec<Id> {
        let missed = criteria.iter().filter(|c| c.must == must && c.status == CriterionStatus::NotMet);
        missed.map(|c| c.id.clone()).collect()
    };
    let list = |ids: &[Id]| [("ids", Arg::list(ids)), ("n", ids.len().into())];
    match verdict {
        PocVerdict::Go => (Vec::new(), sentences::ALL_MET.text()),
        PocVerdict::GoWithConditions => {
            let ids = not_met(false);
            let text = sentences::SHOULD_MISSED.with(&list(&ids));
            (ids, text)
        }
        PocVerdict::Iterate => {
            let ids = not_met(true);
            let text = sentences::MUST_MISSED.with(&list(&ids));
            (ids, text)
        }
        PocVerdict::Stop => match rules.iter().find(|rule| rule.status == StopStatus::Fired) {
            Some(rule) => (vec![rule.id.clone()], sentences::STOP_FIRED.with(&[("rule", (&rule.id).into())])),
            None => {
                let ids = not_met(true);
                let text = sentences::NO_ITERATION_LEFT.with(&list(&ids));
                (ids, text)
            }
        },
        PocVerdict::Open => (Vec::new(), sentences::STILL_OPEN.text()),
    }
}

fn about(poc: &Poc, severity: Severity, sentence: &Sentence, rule: &'static str, args: &[(&str, Arg)]) -> Finding {
    Finding::new(severity, sentence, poc.id.as_str(), args).rule(rule)
}

fn frame_findings(poc: &Poc, findings: &mut Vec<Finding>) {
    if let Answer::Given(days) = poc.planned_working_days {
        let args = [("days", days.into()), ("most", (*USUAL_WORKING_DAYS.end()).into())];
        if days > *USUAL_WORKING_DAYS.end() {
            findings.push(about(poc, Severity::Warn, &sentences::TOO_LONG, "R-64", &args));
        } else if days < *USUAL_WORKING_DAYS.start() {
            findings.push(about(poc, Severity::Info, &sentences::VERY_SHORT, "R-64", &args));
        }
    }
    match poc.real_data {
        Answer::Given(false) => findings.push(about(poc, Severity::Warn, &sentences::DEMO_ONLY, "R-61", &[])),
        Answer::Given(true) if poc.data_used.is_none() => {
            findings.push(about(poc, Severity::Info, &sentences::DATA_NOT_RECORDED, "R-61", &[]));
        }
        _ => {}
    }
    super::iteration::findings(poc, findings);
    if !poc.success_criteria.is_empty() && !poc.success_criteria.iter().any(|c| c.must) {
        findings.push(about(poc, Severity::Warn, &sentences::NO_MUST, "R-62", &[]));
    }
    if poc.stop_rules.is_empty() {
        findings.push(about(poc, Severity::Warn, &sentences::NO_STOP_RULE, "R-65", &[]));
    }
}

/// Criteria that were agreed on the first day or later.
fn agreement_findings(poc: &Poc, findings: &mut Vec<Finding>) {
    let Answer::Given(start) = poc.start else { return };
    for criterion in &poc.success_criteria {
        if let Answer::Given(agreed) = criterion.agreed_on
            && agreed >= start
        {
            let args = [("criterion", (&criterion.id).into()), ("agreed", agreed.into()), ("start", start.into())];
            let finding = Finding::new(Severity::Warn, &sentences::AFTER_START, criterion.id.as_str(), &args);
            findings.push(finding.rule("R-62"));
        }
    }
}

fn stop_findings(poc: &Poc, rules: &[JudgedStopRule], findings: &mut Vec<Finding>) {
    let fired = rules.iter().find(|rule| rule.status == StopStatus::Fired);
    if let (Some(rule), Answer::Given(worked)) = (fired, poc.worked_days)
        && let Some(day) = rule.day
        && worked > day
    {
        let args = [("rule", (&rule.id).into()), ("day", day.into()), ("worked", worked.into())];
        findings
            .push(Finding::new(Severity::Warn, &sentences::CONTINUED_AFTER_STOP, rule.id.as_str(), &args).rule("R-65"));
    }
    // The observed share of the budget, given and computed, must be the same figure up to rounding.
    for rule in poc.stop_rules.iter().filter(|rule| rule.rule == StopKind::SpentShareOfBudgetPermilleAbove) {
        if let (Answer::Given(observed), Answer::Given(spent), Answer::Given(budget)) =
            (rule.observed, poc.spent_cents, poc.budget_cents)
            && let Some(share) = spent.ratio().checked_div(&budget.ratio())
        {
            let computed = share * Ratio::from(1000);
            if (&computed - &Ratio::from(observed)).abs() > Ratio::one() {
                let args = [
                    ("rule", (&rule.id).into()),
                    ("observed", observed.into()),
                    ("computed", Arg::Decimal(computed.rounded(1), 1)),
                ];
                findings.push(
                    Finding::new(Severity::Warn, &sentences::SPENT_DIFFERS, rule.id.as_str(), &args).rule("R-65"),
                );
            }
        }
    }
}

fn sample_findings(measured: &Measured, findings: &mut Vec<Finding>) {
    for result in measured.paired.iter().filter(|result| !result.enough_for_5_percent) {
        let args = [
            ("id", (&result.id).into()),
            ("n", result.n.into()),
            ("p", Arg::Decimal(result.smallest_possible_p.value, 4)),
        ];
        findings.push(Finding::new(Severity::Info, &sentences::TOO_FEW_PAIRS, result.id.as_str(), &args).rule("R-67"));
    }
}

fn questions(poc: &Poc, criteria: &[JudgedCriterion], rules: &[JudgedStopRule]) -> Vec<Text> {
    let mut questions = Vec::new();
    if poc.success_criteria.is_empty() {
        questions.push(sentences::ASK_CRITERIA.text());
    }
    questions.extend(criteria.iter().filter_map(|c| c.question.clone()));
    questions.extend(rules.iter().filter_map(|r| r.question.clone()));
    if poc.iterations_left.given().is_none() && !missed(criteria, true).is_no() {
        questions.push(sentences::ASK_ITERATIONS.text());
    }
    if poc.real_data.given().is_none() {
        questions.push(sentences::ASK_REAL_DATA.text());
    }
    questions.extend(super::iteration::questions(poc));
    if poc.planned_working_days.given().is_none() {
        questions.push(sentences::ASK_LENGTH.text());
    }
    if poc.start.given().is_none() {
        questions.push(sentences::ASK_START.text());
    }
    for criterion in poc.success_criteria.iter().filter(|c| c.agreed_on.given().is_none()) {
        questions.push(sentences::ASK_AGREED.with(&[("criterion", (&criterion.id).into())]));
    }
    questions
}

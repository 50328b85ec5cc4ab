//! The operation `sprint.sample_size`: how much must be measured, asked before the start.

use num_bigint::BigUint;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

use super::sentences;
use super::statistics::sign::{binomials, smallest_p};
use super::statistics::wilson::{self, lower_against};
use super::statistics::{MAX_ITEMS, MAX_PAIRS, PValue};
use crate::base::scale::Permille;
use crate::base::{
    Answer, Code, Error, Finding, Id, Pointer, Problem, Problems, Ratio, SchemaVersion, Severity, Text, Trace,
};

/// Most plans in one document.
pub const MAX_PLANS: usize = 100;

/// What is to be measured.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SampleSizeInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// Measurements in pairs.
    #[serde(default)]
    pub pairs: Vec<PairPlan>,
    /// Counted shares.
    #[serde(default)]
    pub shares: Vec<SharePlan>,
}

/// A measurement in pairs that is to show that something changed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PairPlan {
    /// Unique among all plans.
    pub id: Id,
    /// Level of the two-sided test in permille, 1 to 500; 50 is usual.
    #[serde(default = "five_percent")]
    pub level_permille: u16,
    /// Share of pairs expected to get better, in permille, above 500.
    #[serde(default)]
    pub expected_better_permille: Answer<Permille>,
    /// How sure the measurement should be to show it, in permille.
    #[serde(default = "four_in_five")]
    pub power_permille: Permille,
    /// Pairs that are planned.
    #[serde(default)]
    pub planned: Answer<u32>,
}

fn five_percent() -> u16 {
    50
}

fn four_in_five() -> Permille {
    Permille::new(800).unwrap_or(Permille::MAX)
}

/// A counted share whose Wilson 95 % interval is to lie at or above a threshold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SharePlan {
    /// Unique among all plans.
    pub id: Id,
    /// The share that is expected, in permille.
    pub expected_permille: Permille,
    /// What the lower end of the interval must reach, in permille; below the expected share.
    pub threshold_permille: Permille,
    /// Items that are planned.
    #[serde(default)]
    pub planned: Answer<u32>,
}

/// How much must be measured.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SampleSize {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// Measurements in pairs.
    pub pairs: Vec<PairNeed>,
    /// Counted shares.
    pub shares: Vec<ShareNeed>,
    /// What to ask.
    pub questions: Vec<Text>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// The formula with its parameters.
    pub trace: Trace,
}

/// Pairs that are needed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PairNeed {
    /// The plan.
    pub id: Id,
    /// The fewest pairs with `2 / 2ⁿ` at or below the level: with fewer, no result whatever can speak.
    pub fewest: usize,
    /// The smallest two-sided p of so many pairs.
    pub smallest_p: PValue,
    /// The fewest pairs with which the sign test shows the expected share of better pairs with the wanted power.
    pub for_expected_effect: Option<usize>,
    /// Are the planned pairs enough for what is known?
    pub enough: Option<bool>,
}

/// Items that are needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ShareNeed {
    /// The plan.
    pub id: Id,
    /// The fewest items with which the expected share (hits rounded down) reaches the threshold.
    pub fewest: u32,
    /// From so many items on, every number is enough.
    pub always_enough_from: u32,
    /// Are the planned items enough?
    pub enough: Option<bool>,
}

/// How much must be measured before the start.
///
/// # Errors
/// Duplicate ids, a level or power out of range, an expected share that is not better than what is to be shown.
pub fn sample_size(input: &SampleSizeInput) -> Result<SampleSize, Error> {
    check(input)?;
    let mut questions = Vec::new();
    let mut findings = Vec::new();
    let mut pairs = Vec::with_capacity(input.pairs.len());
    for plan in &input.pairs {
        pairs.push(pair_need(plan, &mut questions, &mut findings));
    }
    let mut shares = Vec::with_capacity(input.shares.len());
    for plan in &input.shares {
        let need = share_need(plan);
        judge_items(plan, &need, &mut questions, &mut findings);
        shares.push(need);
    }
    Ok(SampleSize {
        schema_version: SchemaVersion,
        pairs,
        shares,
        questions,
        findings,
        trace: Trace::of("F-9").parameter("z", super::statistics::wilson::Z),
    })
}

fn check(input: &SampleSizeInput) -> Result<(), Error> {
    let mut problems = Problems::new();
    let (pairs, shares) = (Pointer::root().field("pairs"), Pointer::root().field("shares"));
    problems.at_most(pairs.clone(), input.pairs.len(), MAX_PLANS);
    problems.at_most(shares.clone(), input.shares.len(), MAX_PLANS);
    problems.unique_ids(&pairs, input.pairs.iter().map(|plan| &plan.id));
    problems.unique_ids(&shares, input.shares.iter().map(|plan| &plan.id));
    let range = |at: Pointer, found: u32, low: u16, high: u32| {
        Problem::new(Code::OutOfRange, at)
            .found(found)
            .expected(sentences::FROM_TO.with(&[("low", low.into()), ("high", high.into())]))
    };
    for (index, plan) in input.pairs.iter().enumerate() {
        let at = pairs.index(index);
        if !(1..=500).contains(&plan.level_permille) {
            problems.push(range(at.field("level_permille"), plan.level_permille.into(), 1, 500));
        }
        if !(1..=999).contains(&plan.power_permille.get()) {
            problems.push(range(at.field("power_permille"), plan.power_permille.get().into(), 1, 999));
        }
        if let Answer::Given(better) = plan.expected_better_permille
            && better.get() <= 500
        {
            problems.push(range(at.field("expected_better_permille"), better.get().into(), 501, 1000));
        }
    }
    for (index, plan) in input.shares.iter().enumerate() {
        let at = shares.index(index);
        if plan.threshold_permille >= plan.expected_permille {
            problems.push(
                Problem::new(Code::Contradiction, at.field("expected_permille"))
                    .found(plan.expected_permille.get())
                    .expected(sentences::SHARES_APART.text()),
            );
        }
        if let Answer::Given(planned) = plan.planned
            && !(1..=MAX_ITEMS).contains(&planned)
        {
            problems.push(range(at.field("planned"), planned, 1, MAX_ITEMS));
        }
    }
    problems.finish()
}

fn pair_need(plan: &PairPlan, questions: &mut Vec<Text>, findings: &mut Vec<Finding>) -> PairNeed {
    let level = Ratio::permille(i64::from(plan.level_permille));
    // 2 / 2ⁿ ≤ level; a level of one permille needs eleven pairs.
    let reaches = |n: &usize| smallest_p(*n).exact.is_some_and(|p| p <= level);
    let fewest = (1..=MAX_PAIRS).find(reaches).unwrap_or(MAX_PAIRS);
    let for_expected_effect = plan
        .expected_better_permille
        .given()
        .and_then(|better| (fewest..=MAX_PAIRS).find(|n| has_power(*n, plan, *better)));
    let needed = for_expected_effect.unwrap_or(fewest);
    // More pairs are not always better: the steps of the test can make one pair more a little weaker.
    let enough = plan.planned.given().map(|planned| {
        let planned = usize::try_from(*planned).unwrap_or(MAX_PAIRS).min(MAX_PAIRS);
        planned >= fewest
            && plan.expected_better_permille.given().is_none_or(|better| has_power(planned, plan, *better))
    });
    let out_of_reach = plan.expected_better_permille.given().is_some() && for_expected_effect.is_none();
    let subject = plan.id.as_str();
    if out_of_reach {
        findings.push(
            Finding::new(Severity::Warn, &sentences::NEVER_ENOUGH, subject, &[("n", MAX_PAIRS.into())]).rule("R-67"),
        );
    } else if let Answer::Given(planned) = plan.planned {
        let args = [("planned", planned.into()), ("needed", needed.into())];
        let finding = if enough == Some(true) {
            Finding::new(Severity::Info, &sentences::PAIRS_ENOUGH, subject, &args)
        } else {
            Finding::new(Severity::Warn, &sentences::PAIRS_TOO_FEW, subject, &args)
        };
        findings.push(finding.rule("R-67"));
    } else {
        questions.push(sentences::ASK_PLANNED.with(&[("id", (&plan.id).into())]));
    }
    PairNeed { id: plan.id.clone(), fewest, smallest_p: smallest_p(fewest), for_expected_effect, enough }
}

/// Does the sign test of `n` pairs reject with at least the wanted probability when each pair gets better with the
/// expected one? Counted exactly over whole numbers.
fn has_power(n: usize, plan: &PairPlan, better: Permille) -> bool {
    // The largest number of worse pairs that still rejects: 2 · P(at most so many) ≤ level.
    let everything = BigUint::from(1_u8) << n;
    let mut tail = BigUint::ZERO;
    let mut rejecting = 0;
    for ways in binomials(n) {
        tail += ways;
        if &tail * 2_u8 * 1000_u32 > &everything * plan.level_permille {
            break;
        }
        rejecting += 1;
    }
    let (good, bad) = (BigUint::from(better.get()), BigUint::from(1000 - better.get()));
    let exponent = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let favourable: BigUint = binomials(n)
        .take(rejecting)
        .enumerate()
        .map(|(worse, ways)| ways * bad.pow(exponent(worse)) * good.pow(exponent(n - worse)))
        .sum();
    favourable * 1000_u32 >= BigUint::from(1000_u32).pow(exponent(n)) * plan.power_permille.get()
}

fn share_need(plan: &SharePlan) -> ShareNeed {
    let (expected, threshold) = (plan.expected_permille.ratio(), plan.threshold_permille.ratio());
    let enough = |n: u32| {
        let hits = u64::from(n) * u64::from(plan.expected_permille.get()) / 1000;
        let against = u32::try_from(hits).ok().and_then(|hits| lower_against(hits, n, &threshold));
        against.is_some_and(Ordering::is_ge)
    };
    // The expected share itself needs so many items; rounding the hits down can only ask for more.
    let distance = &expected - &threshold;
    let variance = &threshold * &(Ratio::one() - &threshold);
    let bound = (&wilson::z_squared() * &variance).checked_div(&(&distance * &distance)).map_or(1, |n| n.ceil().max(1));
    let first = u32::try_from(bound).unwrap_or(u32::MAX);
    // One hit less than expected is less than rounding down can cost: from there on every number is enough.
    let surely = |n: u32| {
        let point = &expected - &Ratio::new(1, i64::from(n)).unwrap_or_else(Ratio::one);
        wilson::lower_end_against(&point, n, &threshold).is_ge()
    };
    let gaps = std::iter::successors(Some(1_u32), |gap| gap.checked_mul(2));
    let last = gaps.map(|gap| first.saturating_add(gap)).find(|n| *n == u32::MAX || surely(*n)).unwrap_or(u32::MAX);
    ShareNeed {
        id: plan.id.clone(),
        fewest: (first..=last).find(|n| enough(*n)).unwrap_or(last),
        always_enough_from: (first..=last).rev().find(|n| !enough(*n)).map_or(first, |failing| failing + 1),
        enough: plan.planned.given().map(|planned| enough(*planned)),
    }
}

fn judge_items(plan: &SharePlan, need: &ShareNeed, questions: &mut Vec<Text>, findings: &mut Vec<Finding>) {
    let Answer::Given(planned) = plan.planned else {
        questions.push(sentences::ASK_PLANNED.with(&[("id", (&plan.id).into())]));
        return;
    };
    let args = [("planned", planned.into()), ("needed", need.always_enough_from.into())];
    let finding = if need.enough == Some(true) {
        Finding::new(Severity::Info, &sentences::ITEMS_ENOUGH, plan.id.as_str(), &args)
    } else {
        Finding::new(Severity::Warn, &sentences::ITEMS_TOO_FEW, plan.id.as_str(), &args)
    };
    findings.push(finding.rule("R-67"));
}

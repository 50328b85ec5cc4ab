//! The operation `priority.ahp`: weights from comparisons in pairs (Saaty 1977, 1980).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use super::eigen::{self, Judgements};
use super::matrix::place_of;
use super::sentences as s;
use crate::base::text::Arg;
use crate::base::{Code, Error, Finding, Id, Pointer, Problem, Problems, Ratio, SchemaVersion, Severity};

/// Most elements that are compared in pairs; random indices are published up to 15.
pub const MAX_ELEMENTS: usize = 15;
/// Consistency ratio up to which comparisons are usually accepted (Saaty).
pub const CONSISTENCY_LIMIT: f64 = 0.1;

/// One comparison: how many times as important `a` is as `b`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// Who judges; the judgements of several people on one pair are joined by their geometric mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub participant: Option<Id>,
    /// The first element.
    pub a: Id,
    /// The second element.
    pub b: Id,
    /// From 1/9 (b matters far more) to 9 (a matters far more); a fraction such as "1/3" is exact.
    pub value: Ratio,
}

/// Which table of random indices stands behind the consistency ratio.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RandomIndex {
    /// Saaty, The Analytic Hierarchy Process (1980): 0.58 for 3 elements … 1.59 for 15. For 12 elements prints
    /// differ (1.48 or 1.54); 1.48 is used.
    #[default]
    Saaty1980,
    /// Alonso and Lamata (2006), 100,000 matrices: 0.5245 for 3 elements … 1.5838 for 15.
    AlonsoLamata2006,
}

impl RandomIndex {
    /// The mean consistency index of random judgements; zero below 3 elements.
    pub fn of(self, elements: usize) -> Option<f64> {
        const SAATY: [f64; 15] =
            [0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];
        const ALONSO_LAMATA: [f64; 15] = [
            0.0, 0.0, 0.5245, 0.8815, 1.1086, 1.2479, 1.3417, 1.4056, 1.4499, 1.4854, 1.5141, 1.5365, 1.5551, 1.5713,
            1.5838,
        ];
        let table = match self {
            Self::Saaty1980 => SAATY,
            Self::AlonsoLamata2006 => ALONSO_LAMATA,
        };
        table.get(elements.checked_sub(1)?).copied()
    }
}

/// Elements and their comparisons.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AhpInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// What is compared, 1 to 15.
    pub elements: Vec<Id>,
    /// The comparisons, each pair once per participant in either direction. Pairs may be missing as long as
    /// the rest links all elements.
    #[serde(default)]
    pub comparisons: Vec<Comparison>,
    /// The table of random indices.
    #[serde(default)]
    pub random_index: RandomIndex,
}

/// Weights and how well the comparisons fit together.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Ahp {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The weights, in order of the elements.
    pub weights: Vec<AhpWeight>,
    /// The principal eigenvalue.
    pub lambda_max: f64,
    /// `(λmax − n) / (n − 1)`.
    pub consistency_index: f64,
    /// Consistency index / random index; null with missing comparisons (the published tables assume complete
    /// ones) and below 3 elements, where judgements cannot contradict each other.
    pub consistency_ratio: Option<f64>,
    /// The table behind the ratio.
    pub random_index_table: RandomIndex,
    /// The random index used.
    pub random_index: Option<f64>,
    /// Geometric consistency index (Aguarón and Moreno-Jiménez 2003) of the geometric-mean weights; null as above.
    pub geometric_consistency_index: Option<f64>,
    /// The comparisons, the one that fits least first.
    pub fits: Vec<Fit>,
    /// Circles of three: `a` over `b` over `c` over `a`.
    pub circles: Vec<Circle>,
    /// Pairs without a comparison.
    pub missing: Vec<Pair>,
    /// What to look at.
    pub findings: Vec<Finding>,
}

/// The weight of an element by both methods.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AhpWeight {
    /// The element.
    pub element: Id,
    /// From the principal eigenvector (missing comparisons: Harker 1987); the sum is 1.
    pub eigenvector: f64,
    /// From row geometric means (missing comparisons: logarithmic least squares); the sum is 1.
    pub geometric_mean: f64,
}

/// How a comparison fits the others.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Fit {
    /// The first element.
    pub a: Id,
    /// The second element.
    pub b: Id,
    /// The judgement (geometric mean over the participants).
    pub value: f64,
    /// What the eigenvector weights imply: weight of a / weight of b.
    pub implied: f64,
    /// The larger of `value / implied` and its reciprocal; 1 fits perfectly.
    pub factor: f64,
}

/// A circle of three judgements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Circle {
    /// Preferred to `b`.
    pub a: Id,
    /// Preferred to `c`.
    pub b: Id,
    /// Preferred to `a`.
    pub c: Id,
}

/// Two elements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Pair {
    /// The first.
    pub a: Id,
    /// The second.
    pub b: Id,
}

/// Weights from comparisons in pairs, and where they contradict each other.
///
/// # Errors
/// All problems of references, range and repeated pairs; [`Code::Infeasible`] when the comparisons do
/// not link all elements.
pub fn ahp(input: &AhpInput) -> Result<Ahp, Error> {
    let judgements = read(input)?;
    let groups = judgements.groups();
    if let [first, second, ..] = groups.as_slice() {
        let name = |group: &Vec<usize>| Arg::list(group.iter().filter_map(|place| input.elements.get(*place)));
        let hint = s::NOT_LINKED.with(&[("a", name(first)), ("b", name(second))]);
        return Err(Problem::new(Code::Infeasible, Pointer::root().field("comparisons")).hint(hint).into());
    }
    let count = input.elements.len();
    let (eigenvector, lambda_max) = eigen::principal(&judgements);
    let logs = eigen::least_squares(&judgements);
    let geometric = eigen::from_logs(&logs);
    let missing = judgements.missing();
    let complete = missing.is_empty() && count > 2;
    let consistency_index = if count > 1 { ((lambda_max - count as f64) / (count - 1) as f64).max(0.0) } else { 0.0 };
    let random_index = input.random_index.of(count).filter(|_| complete);
    let consistency_ratio = random_index.map(|random| consistency_index / random);
    let name = |place: usize| input.elements.get(place).cloned();
    let mut fits: Vec<Fit> = judgements
        .given()
        .filter_map(|(a, b, value)| {
            let implied = eigenvector.get(a)? / eigenvector.get(b)?;
            let factor = (value / implied).max(implied / value);
            Some(Fit { a: name(a)?, b: name(b)?, value, implied, factor })
        })
        .collect();
    // Judgements equally far off keep the order of the elements.
    fits.sort_by(|x, y| y.factor.total_cmp(&x.factor));
    let circles: Vec<Circle> = judgements
        .circles()
        .into_iter()
        .filter_map(|(a, b, c)| Some(Circle { a: name(a)?, b: name(b)?, c: name(c)? }))
        .collect();
    Ok(Ahp {
        schema_version: SchemaVersion,
        weights: input
            .elements
            .iter()
            .zip(eigenvector.iter().zip(&geometric))
            .map(|(element, (eigenvector, geometric_mean))| AhpWeight {
                element: element.clone(),
                eigenvector: *eigenvector,
                geometric_mean: *geometric_mean,
            })
            .collect(),
        findings: findings(consistency_ratio, fits.first(), &circles, missing.len()),
        geometric_consistency_index: complete.then(|| judgements.geometric_consistency(&logs)),
        missing: missing.into_iter().filter_map(|(a, b)| Some(Pair { a: name(a)?, b: name(b)? })).collect(),
        lambda_max,
        consistency_index,
        consistency_ratio,
        random_index_table: input.random_index,
        random_index,
        fits,
        circles,
    })
}

fn findings(ratio: Option<f64>, worst: Option<&Fit>, circles: &[Circle], missing: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let (Some(ratio), Some(worst)) = (ratio.filter(|ratio| *ratio > CONSISTENCY_LIMIT), worst) {
        let args = [
            ("ratio", Arg::Decimal(ratio, 3)),
            ("a", Arg::from(&worst.a)),
            ("b", Arg::from(&worst.b)),
            ("value", Arg::Decimal(worst.value, 2)),
            ("implied", Arg::Decimal(worst.implied, 2)),
        ];
        findings.push(Finding::new(Severity::Warn, &s::INCONSISTENT, "/comparisons", &args));
    }
    for circle in circles {
        let args = [("a", (&circle.a).into()), ("b", (&circle.b).into()), ("c", (&circle.c).into())];
        findings.push(Finding::new(Severity::Warn, &s::CIRCLE, circle.a.as_str(), &args));
    }
    if missing > 0 {
        findings.push(Finding::new(Severity::Info, &s::PAIRS_MISSING, "/comparisons", &[("n", missing.into())]));
    }
    findings
}

/// Checked comparisons: per pair the mean logarithm over the participants.
fn read(input: &AhpInput) -> Result<Judgements, Error> {
    let mut problems = Problems::new();
    let root = Pointer::root();
    let (elements, list) = (root.field("elements"), root.field("comparisons"));
    if input.elements.is_empty() {
        problems.push(Problem::new(Code::TooFew, elements.clone()).found(0).expected(s::AT_LEAST_ONE.text()));
    }
    problems.at_most(elements.clone(), input.elements.len(), MAX_ELEMENTS);
    problems.at_most(list.clone(), input.comparisons.len(), 100_000);
    let mut seen = BTreeSet::new();
    for (place, element) in input.elements.iter().enumerate() {
        if !seen.insert(element) {
            problems.push(Problem::new(Code::DuplicateId, elements.index(place)).found(element));
        }
    }
    let (low, high) = (Ratio::new(1, 9).unwrap_or_else(Ratio::one), Ratio::from(9));
    let mut judged = BTreeSet::new();
    let mut judgements: BTreeMap<(usize, usize), Vec<f64>> = BTreeMap::new();
    for (index, comparison) in input.comparisons.iter().enumerate() {
        let here = list.index(index);
        let a = place_of(input.elements.iter(), comparison.a.as_str(), here.field("a"), &mut problems);
        let b = place_of(input.elements.iter(), comparison.b.as_str(), here.field("b"), &mut problems);
        if comparison.value < low || comparison.value > high {
            let range = s::SCALE.with(&[("low", "1/9".into()), ("high", 9.into())]);
            let problem = Problem::new(Code::OutOfRange, here.field("value"));
            problems.push(problem.found(&comparison.value).expected(range));
            continue;
        }
        let (Some(a), Some(b)) = (a, b) else { continue };
        if a == b {
            problems.push(Problem::new(Code::Contradiction, here).found(&comparison.a).hint(s::WITH_ITSELF.text()));
            continue;
        }
        let pair = (a.min(b), a.max(b));
        if !judged.insert((&comparison.participant, pair)) {
            problems.push(
                Problem::new(Code::Contradiction, here)
                    .found(format!("{} / {}", comparison.a, comparison.b))
                    .hint(s::PAIR_TWICE.text()),
            );
        }
        let value = if a < b { Some(comparison.value.clone()) } else { Ratio::one().checked_div(&comparison.value) };
        judgements.entry(pair).or_default().extend(value.map(|value| value.to_f64()));
    }
    problems.finish()?;
    let joined = judgements.into_iter().map(|(pair, values)| (pair, geometric_mean(&values)));
    Ok(Judgements::new(input.elements.len(), joined.collect()))
}

fn geometric_mean(values: &[f64]) -> f64 {
    match values {
        [only] => *only,
        _ => libm::exp(values.iter().map(|value| libm::log(*value)).sum::<f64>() / values.len() as f64),
    }
}

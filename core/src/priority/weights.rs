//! Weights of criteria: given, equal, or derived from the data or from comparisons.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::agreement::Polarity;
use super::bwm::{self, BestWorst};
use super::matrix::{self, Criterion, Numbers, bounds};
use super::sentences as s;
use crate::base::{Code, Error, Figure, Id, Pointer, Problem, Problems, Ratio};

/// Where the weights come from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Weighting {
    /// From the criteria, divided by their sum.
    #[default]
    Given,
    /// The same for all.
    Equal,
    /// Shannon entropy: a criterion in which the items differ more weighs more. Needs values of zero or
    /// more, at least two items and a criterion that is not constant. Ignores polarity.
    Entropy,
    /// CRITIC (Diakoulaki, Mavrotas and Papayannakis 1995): spread × conflict with the others, after
    /// min–max normalisation in the direction of each polarity. A constant criterion gets weight 0.
    Critic,
    /// Best-worst method, linear model (Rezaei 2016).
    BestWorst {
        /// The most important criterion.
        best: Id,
        /// The least important criterion.
        worst: Id,
        /// How much the best is preferred to each criterion, 1 to 9, in order of the criteria.
        best_to_others: Vec<u8>,
        /// How much each criterion is preferred to the worst, 1 to 9, in order of the criteria.
        others_to_worst: Vec<u8>,
    },
}

/// The weight of a criterion.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CriterionWeight {
    /// The criterion.
    pub criterion: Id,
    /// Its share, 0 to 1.
    pub weight: f64,
    /// The same exactly, where it is a fraction.
    pub exact: Option<Ratio>,
}

/// How well best-worst comparisons fit together.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct BestWorstFit {
    /// ξ*, the largest deviation left; 0 is perfect.
    pub xi: Figure,
    /// Input-based consistency ratio, 0 (perfect) to 1.
    pub consistency_ratio: Figure,
}

/// Weights in order of the criteria.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// Shares; their sum is 1.
    pub shares: Vec<f64>,
    /// The same exactly, where they are fractions.
    pub exact: Option<Vec<Ratio>>,
    /// Fit of best-worst comparisons.
    pub fit: Option<BestWorstFit>,
}

impl Weights {
    fn of(exact: Vec<Ratio>) -> Self {
        Self { shares: exact.iter().map(Ratio::to_f64).collect(), exact: Some(exact), fit: None }
    }
    /// One entry per criterion.
    pub fn listed(&self, criteria: &[Criterion]) -> Vec<CriterionWeight> {
        let exact = |place: usize| self.exact.as_ref().and_then(|exact| exact.get(place)).cloned();
        let all = criteria.iter().zip(&self.shares).enumerate();
        all.map(|(place, (criterion, share))| CriterionWeight {
            criterion: criterion.id.clone(),
            weight: *share,
            exact: exact(place),
        })
        .collect()
    }
}

/// Problems of the comparisons.
pub(super) fn check(weighting: &Weighting, criteria: &[Criterion], at: &Pointer, problems: &mut Problems) {
    let Weighting::BestWorst { best, worst, best_to_others, others_to_worst } = weighting else { return };
    problems.at_most(at.clone(), criteria.len(), bwm::MAX_CRITERIA);
    let best = matrix::column_of(criteria, best.as_str(), at.field("best"), problems);
    let worst = matrix::column_of(criteria, worst.as_str(), at.field("worst"), problems);
    let (Some(best), Some(worst)) = (best, worst) else { return };
    for (name, list, own) in [("best_to_others", best_to_others, best), ("others_to_worst", others_to_worst, worst)] {
        let here = at.field(name);
        if list.len() != criteria.len() {
            let code = if list.len() < criteria.len() { Code::TooFew } else { Code::TooMany };
            let wanted = s::ONE_PER_CRITERION.with(&[("n", criteria.len().into())]);
            problems.push(Problem::new(code, here.clone()).found(list.len()).expected(wanted));
        }
        for (place, value) in list.iter().enumerate() {
            let wanted = if place == own { 1..=1 } else { 1..=9 };
            if !wanted.contains(value) {
                let range = s::SCALE.with(&[("low", 1.into()), ("high", (*wanted.end()).into())]);
                problems.push(Problem::new(Code::OutOfRange, here.index(place)).found(value).expected(range));
            }
        }
    }
    if let (Some(a), Some(b)) = (best_to_others.get(worst), others_to_worst.get(best))
        && a != b
    {
        let problem = Problem::new(Code::Contradiction, at.field("others_to_worst").index(best));
        problems.push(problem.found(b).hint(s::BEST_TO_WORST_TWICE.with(&[("n", (*a).into())])));
    }
}

/// The weights in force.
///
/// # Errors
/// [`Code::Infeasible`] when the data give no weights.
pub(super) fn weights(
    weighting: &Weighting,
    criteria: &[Criterion],
    numbers: &Numbers,
    at: &Pointer,
) -> Result<Weights, Error> {
    let infeasible = || Error::from(Problem::new(Code::Infeasible, at.clone()).hint(s::NO_WEIGHTS.text()));
    match weighting {
        Weighting::Given => given(criteria).ok_or_else(infeasible),
        Weighting::Equal => {
            let count = i64::try_from(criteria.len()).unwrap_or(i64::MAX);
            Ok(Weights::of(vec![Ratio::new(1, count).ok_or_else(infeasible)?; criteria.len()]))
        }
        Weighting::Entropy => shares(entropy(numbers).ok_or_else(infeasible)?).ok_or_else(infeasible),
        Weighting::Critic => shares(critic(numbers)).ok_or_else(infeasible),
        Weighting::BestWorst { best, worst, best_to_others, others_to_worst } => {
            let place = |id: &Id| criteria.iter().position(|criterion| criterion.id == *id);
            let BestWorst { weights, xi, consistency_ratio } = place(best)
                .zip(place(worst))
                .and_then(|(best, worst)| bwm::best_worst(best, worst, best_to_others, others_to_worst))
                .ok_or_else(infeasible)?;
            let fit = BestWorstFit { xi: Figure::new(xi, 4), consistency_ratio: Figure::new(consistency_ratio, 4) };
            Ok(Weights { fit: Some(fit), ..Weights::of(weights) })
        }
    }
}

/// The weights of the criteria, divided by their sum; none when that is zero.
pub(super) fn given(criteria: &[Criterion]) -> Option<Weights> {
    let sum: Ratio = criteria.iter().map(|criterion| &criterion.weight).sum();
    criteria.iter().map(|criterion| criterion.weight.checked_div(&sum)).collect::<Option<_>>().map(Weights::of)
}

fn shares(raw: Vec<f64>) -> Option<Weights> {
    let sum: f64 = raw.iter().sum();
    (sum > 0.0 && sum.is_finite()).then(|| Weights {
        shares: raw.iter().map(|value| value / sum).collect(),
        exact: None,
        fit: None,
    })
}

/// `1 + Σ p ln p / ln n` per criterion with `p = x / Σx`; 0 · ln 0 counts as 0.
fn entropy(numbers: &Numbers) -> Option<Vec<f64>> {
    let scale = libm::log(numbers.rows() as f64);
    let fits =
        numbers.rows() > 1 && numbers.columns.iter().all(|column| bounds(column).0 >= 0.0 && bounds(column).1 > 0.0);
    let divergence = |column: &Vec<f64>| {
        let (low, high) = bounds(column);
        if low == high {
            return 0.0;
        }
        let sum: f64 = column.iter().sum();
        let terms = column.iter().map(|x| x / sum).filter(|p| *p > 0.0).map(|p| p * libm::log(p));
        (1.0 + terms.sum::<f64>() / scale).max(0.0)
    };
    fits.then(|| numbers.columns.iter().map(divergence).collect())
}

/// `σⱼ Σₖ (1 − rⱼₖ)` per criterion after min–max normalisation; correlations with a constant criterion count as 0.
fn critic(numbers: &Numbers) -> Vec<f64> {
    let rows = numbers.rows().max(1) as f64;
    let centred: Vec<Vec<f64>> = numbers
        .iter()
        .map(|(column, polarity)| {
            let (low, high) = bounds(column);
            let span = if high > low { high - low } else { 1.0 };
            let unit: Vec<f64> = column
                .iter()
                .map(|x| match polarity {
                    Polarity::HigherIsBetter => (x - low) / span,
                    Polarity::LowerIsBetter => (high - x) / span,
                })
                .collect();
            let mean = unit.iter().sum::<f64>() / rows;
            unit.into_iter().map(|x| x - mean).collect()
        })
        .collect();
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let lengths: Vec<f64> = centred
        .iter()
        .zip(&numbers.columns)
        .map(|(centred, column)| {
            let (low, high) = bounds(column);
            if low == high { 0.0 } else { product(centred, centred).sqrt() }
        })
        .collect();
    let conflict = |own: &Vec<f64>, length: f64| -> f64 {
        let others = centred.iter().zip(&lengths);
        others
            .map(|(other, other_length)| {
                let both = length * other_length;
                1.0 - if both > 0.0 { product(own, other) / both } else { 0.0 }
            })
            .sum()
    };
    centred
        .iter()
        .zip(&lengths)
        .map(|(own, length)| if *length > 0.0 { length * conflict(own, *length) } else { 0.0 })
        .collect()
}

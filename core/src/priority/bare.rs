//! A matrix of bare numbers, ranked: the methods of `priority.rank` for notebooks that hold arrays, without
//! an id, a text or an object per item.

use schemars::JsonSchema;
use serde::Deserialize;

use super::agreement::Polarity;
use super::matrix::{Criterion, MAX_COLUMNS, MAX_ROWS, MAX_VALUE, Numbers};
use super::method::{self, Method};
use super::placing::Placing;
use super::sentences as s;
use super::weights::{self, Weighting};
use crate::base::{Code, Error, Id, Pointer, Problem, Problems, Ratio};

/// How to rank a matrix of bare numbers.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MatrixRule {
    /// Which end of each column is good, in order of the columns.
    pub polarity: Vec<Polarity>,
    /// Where the weights come from.
    pub weights: MatrixWeights,
    /// The method. Where it names criteria, these are the columns, counted from `"0"`.
    pub method: Method,
}

/// Where the weights of the columns come from.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MatrixWeights {
    /// Zero or more each, in order of the columns; they are divided by their sum.
    Given(Vec<f64>),
    /// The same for all.
    Equal,
    /// Shannon entropy, as [`Weighting::Entropy`].
    Entropy,
    /// CRITIC, as [`Weighting::Critic`].
    Critic,
}

/// Scores and places, in order of the rows.
#[derive(Debug, Clone, PartialEq)]
pub struct MatrixRanking {
    /// The score that decides. More is better, except for VIKOR (Q: less is better).
    pub scores: Vec<f64>,
    /// The place, from 1; ties share the better place.
    pub places: Vec<usize>,
    /// The weights in force, in order of the columns; their sum is 1.
    pub weights: Vec<f64>,
}

/// Ranks a matrix of bare numbers, column by column: the scores and places that `priority.rank` gives the same values.
///
/// Weights given are divided by their sum in doubles, where `priority.rank` divides fractions: scores may
/// differ in the last bits.
///
/// # Errors
/// All problems of shape and values at once, each at `/values/<row>/<column>`, `/weights/<column>`, `/polarity` or
/// `/method`; a column that the method cannot take at `/columns/<column>`. There are no gaps here: what is not known is for
/// `priority.rank`, which lists such items.
///
/// ```
/// use machbar::priority::agreement::Polarity::{HigherIsBetter, LowerIsBetter};
/// use machbar::priority::bare::{MatrixRule, MatrixWeights, rank_matrix};
/// use machbar::priority::{method::Method, normalize::Normalization};
/// let rule = MatrixRule {
///     polarity: vec![HigherIsBetter, LowerIsBetter],
///     weights: MatrixWeights::Given(vec![2.0, 1.0]),
///     method: Method::WeightedSum { normalization: Normalization::MinMax },
/// };
/// let ranking = rank_matrix(vec![vec![1.0, 5.0, 3.0], vec![10.0, 30.0, 20.0]], &rule).unwrap();
/// assert_eq!(ranking.places, [3, 1, 2]);
/// ```
pub fn rank_matrix(columns: Vec<Vec<f64>>, rule: &MatrixRule) -> Result<MatrixRanking, Error> {
    check(&columns, rule)?;
    let criteria = criteria(&rule.polarity);
    let numbers = Numbers { columns, polarity: rule.polarity.clone() };
    let weighting = match &rule.weights {
        MatrixWeights::Given(_) => Weighting::Given,
        MatrixWeights::Equal => Weighting::Equal,
        MatrixWeights::Entropy => Weighting::Entropy,
        MatrixWeights::Critic => Weighting::Critic,
    };
    let at = Pointer::root().field("weights");
    let weights = match &rule.weights {
        MatrixWeights::Given(given) => {
            let sum: f64 = given.iter().sum();
            given.iter().map(|weight| weight / sum).collect()
        }
        _ => weights::weights(&weighting, &criteria, &numbers, &at)?.shares,
    };
    let scores = method::scores(&rule.method, &criteria, &numbers, &weights, &Pointer::root().field("columns"))?;
    let places = Placing::of(&scores.values, scores.less_is_better).places();
    Ok(MatrixRanking { scores: scores.values, places, weights })
}

/// Columns as criteria, called by their number.
fn criteria(polarity: &[Polarity]) -> Vec<Criterion> {
    let criterion = |(place, polarity): (usize, &Polarity)| {
        Some(Criterion {
            id: Id::new(&place.to_string())?,
            label: None,
            polarity: *polarity,
            weight: Ratio::one(),
            scale: None,
        })
    };
    polarity.iter().enumerate().filter_map(criterion).collect()
}

fn check(columns: &[Vec<f64>], rule: &MatrixRule) -> Result<(), Error> {
    let mut problems = Problems::new();
    let root = Pointer::root();
    let values = root.field("values");
    let rows = columns.iter().map(Vec::len).max().unwrap_or(0);
    for (count, limit) in [(rows, MAX_ROWS), (columns.len(), MAX_COLUMNS)] {
        if count == 0 {
            problems.push(Problem::new(Code::TooFew, values.clone()).found(0).expected(s::AT_LEAST_ONE.text()));
        }
        problems.at_most(values.clone(), count, limit);
    }
    problems.finish()?;
    let mut problems = Problems::new();
    let wanted = || s::ONE_PER_CRITERION.with(&[("n", columns.len().into())]);
    let fits = |count: usize, at: Pointer, problems: &mut Problems| {
        if count != columns.len() {
            let code = if count < columns.len() { Code::TooFew } else { Code::TooMany };
            problems.push(Problem::new(code, at).found(count).expected(wanted()));
        }
    };
    fits(rule.polarity.len(), root.field("polarity"), &mut problems);
    for row in columns.iter().map(Vec::len).filter(|length| *length < rows) {
        problems.push(Problem::new(Code::TooFew, values.index(row)).expected(wanted()));
    }
    for (place, column) in columns.iter().enumerate() {
        // One pass for the usual case; the places only when something is wrong.
        if column.iter().all(|value| value.abs() <= MAX_VALUE) {
            continue;
        }
        for (row, value) in column.iter().enumerate() {
            number(*value, -MAX_VALUE, || values.index(row).index(place), &mut problems);
        }
    }
    if let MatrixWeights::Given(given) = &rule.weights {
        let at = root.field("weights");
        fits(given.len(), at.clone(), &mut problems);
        given.iter().enumerate().for_each(|(place, weight)| number(*weight, 0.0, || at.index(place), &mut problems));
        if !given.is_empty() && given.iter().all(|weight| *weight == 0.0) {
            problems.push(Problem::new(Code::OutOfRange, at).found(0).hint(s::ZERO_WEIGHTS.text()));
        }
    }
    rule.method.check(&criteria(&rule.polarity), rows, &root.field("method"), &mut problems);
    problems.finish()
}

/// Not a number, or beyond its range.
fn number(value: f64, low: f64, at: impl FnOnce() -> Pointer, problems: &mut Problems) {
    if !value.is_finite() {
        let problem = Problem::new(Code::BadFormat, at()).found(value).expected(s::FINITE.text());
        problems.push(problem.hint(s::NO_GAPS_HERE.text()));
    } else if !(low..=MAX_VALUE).contains(&value) {
        let range = s::SCALE.with(&[("low", low.to_string().into()), ("high", MAX_VALUE.to_string().into())]);
        problems.push(Problem::new(Code::OutOfRange, at()).found(value).expected(range));
    }
}

//! A decision matrix: items in rows, criteria in columns, with polarity, weight and scale.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::agreement::Polarity;
use super::sentences as s;
use crate::base::{Answer, Code, Error, Id, Pointer, Problem, Problems, Ratio, Text};

/// Most items of a decision matrix.
pub const MAX_ROWS: usize = 100_000;
/// Most criteria of a decision matrix.
pub const MAX_COLUMNS: usize = 100;
/// Largest magnitude of a value: sums and squares stay far from the bounds of a double.
pub const MAX_VALUE: f64 = 1e15;

/// One criterion of a decision matrix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Its id.
    pub id: Id,
    /// Its name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// Which end is good. Never left to a guess in a sum of mixed scales.
    pub polarity: Polarity,
    /// Its weight, zero or more; 1 unless stated. Weights are divided by their sum.
    #[serde(default = "Ratio::one")]
    pub weight: Ratio,
    /// Its scale; values off the scale are refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
}

impl Criterion {
    /// The name that people read.
    pub fn name(&self) -> Text {
        self.label.clone().unwrap_or_else(|| Text::same(self.id.as_str()))
    }
}

/// The lowest and highest value that may be given.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// The lowest value.
    pub low: f64,
    /// The highest value.
    pub high: f64,
}

/// One row of a decision matrix.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The item.
    pub id: Id,
    /// One value per criterion, in order of the criteria; null when not asked, `"dont_know"` otherwise.
    pub values: Vec<Answer<f64>>,
}

/// An item that a method cannot place, because a value is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unranked {
    /// The item.
    pub item: Id,
    /// The criteria without a value, in order of the criteria.
    pub missing: Vec<Id>,
}

/// The numbers of the complete rows, column by column.
#[derive(Debug, Clone, PartialEq)]
pub struct Numbers {
    /// Per criterion the values of the items, in order of the items.
    pub columns: Vec<Vec<f64>>,
    /// Per criterion which end is good.
    pub polarity: Vec<Polarity>,
}

impl Numbers {
    /// How many items.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, Vec::len)
    }
    /// Columns with their polarity.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Vec<f64>, Polarity)> {
        self.columns.iter().zip(self.polarity.iter().copied())
    }
}

impl Polarity {
    /// 1 where more is better, −1 where less is.
    pub const fn sign(self) -> f64 {
        match self {
            Self::HigherIsBetter => 1.0,
            Self::LowerIsBetter => -1.0,
        }
    }
}

/// Lowest and highest value of a column; zero and zero without a value.
pub(super) fn bounds(column: &[f64]) -> (f64, f64) {
    let mut values = column.iter().copied();
    let Some(first) = values.next() else { return (0.0, 0.0) };
    values.fold((first, first), |(low, high), value| (low.min(value), high.max(value)))
}

/// Every semantic problem of criteria and rows.
pub(super) fn check(criteria: &[Criterion], items: &[Row], at: &Pointer, problems: &mut Problems) {
    let (columns, rows) = (at.field("criteria"), at.field("items"));
    for (list, count, limit) in [(&columns, criteria.len(), MAX_COLUMNS), (&rows, items.len(), MAX_ROWS)] {
        if count == 0 {
            problems.push(Problem::new(Code::TooFew, list.clone()).found(0).expected(s::AT_LEAST_ONE.text()));
        }
        problems.at_most(list.clone(), count, limit);
    }
    problems.unique_ids(&columns, criteria.iter().map(|criterion| &criterion.id));
    problems.unique_ids(&rows, items.iter().map(|item| &item.id));
    for (index, criterion) in criteria.iter().enumerate() {
        let here = columns.index(index);
        if criterion.weight.is_negative() {
            let problem = Problem::new(Code::OutOfRange, here.field("weight")).found(&criterion.weight);
            problems.push(problem.expected(s::NOT_NEGATIVE.text()));
        }
        if let Some(scale) = criterion.scale
            && !(scale.low < scale.high && scale.low >= -MAX_VALUE && scale.high <= MAX_VALUE)
        {
            let problem = Problem::new(Code::WrongOrder, here.field("scale"));
            problems.push(problem.found(format!("{}..{}", scale.low, scale.high)).hint(s::LOW_BELOW_HIGH.text()));
        }
    }
    if !criteria.is_empty() && criteria.iter().all(|criterion| criterion.weight.is_zero()) {
        problems.push(Problem::new(Code::OutOfRange, columns).found(0).hint(s::ZERO_WEIGHTS.text()));
    }
    for (index, item) in items.iter().enumerate() {
        let list = rows.index(index).field("values");
        if item.values.len() != criteria.len() {
            let code = if item.values.len() < criteria.len() { Code::TooFew } else { Code::TooMany };
            let wanted = s::ONE_PER_CRITERION.with(&[("n", criteria.len().into())]);
            problems.push(Problem::new(code, list.clone()).found(item.values.len()).expected(wanted));
        }
        for (place, (value, criterion)) in item.values.iter().zip(criteria).enumerate() {
            let Some(value) = value.given() else { continue };
            let (low, high) = criterion.scale.map_or((-MAX_VALUE, MAX_VALUE), |scale| (scale.low, scale.high));
            if !(low..=high).contains(value) {
                problems.push(
                    Problem::new(Code::OutOfRange, list.index(place))
                        .found(value)
                        .expected(s::SCALE.with(&[("low", low.to_string().into()), ("high", high.to_string().into())])),
                );
            }
        }
    }
}

/// Splits checked rows into those a method can place and those it cannot.
///
/// # Errors
/// [`Code::TooFew`] when no row is complete.
pub(super) fn split<'a>(
    criteria: &[Criterion],
    items: &'a [Row],
    at: &Pointer,
) -> Result<(Vec<&'a Id>, Numbers, Vec<Unranked>), Error> {
    let mut columns = vec![Vec::with_capacity(items.len()); criteria.len()];
    let (mut ids, mut unranked) = (Vec::with_capacity(items.len()), Vec::new());
    for item in items {
        if item.values.iter().all(|value| value.given().is_some()) {
            ids.push(&item.id);
            for (column, value) in columns.iter_mut().zip(&item.values) {
                column.extend(value.given());
            }
        } else {
            let gaps = item.values.iter().zip(criteria).filter(|(value, _)| value.given().is_none());
            unranked.push(Unranked {
                item: item.id.clone(),
                missing: gaps.map(|(_, criterion)| criterion.id.clone()).collect(),
            });
        }
    }
    if ids.is_empty() {
        let problem = Problem::new(Code::TooFew, at.field("items")).found(0);
        return Err(problem.hint(s::NO_COMPLETE_ROW.text()).into());
    }
    Ok((ids, Numbers { columns, polarity: criteria.iter().map(|criterion| criterion.polarity).collect() }, unranked))
}

/// A reference to a criterion by id: its column.
pub(super) fn column_of(criteria: &[Criterion], id: &str, at: Pointer, problems: &mut Problems) -> Option<usize> {
    place_of(criteria.iter().map(|criterion| &criterion.id), id, at, problems)
}

/// A reference to one of a list of ids: its place.
pub(super) fn place_of<'a>(
    ids: impl Iterator<Item = &'a Id> + Clone,
    id: &str,
    at: Pointer,
    problems: &mut Problems,
) -> Option<usize> {
    let found = ids.clone().position(|known| *known == *id);
    if found.is_none() {
        problems.reference(at, id, ids.map(Id::as_str));
    }
    found
}

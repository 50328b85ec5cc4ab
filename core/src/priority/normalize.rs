//! Bringing criteria to one scale where more is better.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::agreement::Polarity;
use super::matrix::{Criterion, Numbers, bounds};

/// How the values of a criterion become comparable. In all of them more is better afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Normalization {
    /// `(x − min) / (max − min)`, turned for costs: `(max − x) / (max − min)`. A constant criterion becomes 1 throughout.
    MinMax,
    /// `x / max`; for costs `1 − x / max`. Needs a highest value above zero.
    Max,
    /// `x / Σx`; for costs `(1/x) / Σ(1/x)`. Needs values above zero.
    Sum,
    /// `x / √Σx²`; for costs `1 − x / √Σx²`. Needs a value other than zero.
    Vector,
    /// `(x − low) / (high − low)` on the stated scale, turned for costs: the only one that new items cannot shift.
    Scale,
}

impl Normalization {
    /// Can these columns be normalised? Gives the first column that cannot.
    pub fn obstacle(self, numbers: &Numbers, criteria: &[Criterion]) -> Option<usize> {
        numbers.columns.iter().zip(criteria).position(|(column, criterion)| match self {
            Self::MinMax => false,
            Self::Max => bounds(column).1 <= 0.0,
            Self::Sum => bounds(column).0 <= 0.0,
            Self::Vector => column.iter().all(|value| *value == 0.0),
            Self::Scale => criterion.scale.is_none(),
        })
    }

    /// The columns on one scale; call [`Normalization::obstacle`] first.
    pub fn apply(self, numbers: &Numbers, criteria: &[Criterion]) -> Vec<Vec<f64>> {
        numbers
            .iter()
            .zip(criteria)
            .map(|((column, polarity), criterion)| self.column(column, polarity, criterion))
            .collect()
    }

    fn column(self, column: &[f64], polarity: Polarity, criterion: &Criterion) -> Vec<f64> {
        let (low, high) = match (self, criterion.scale) {
            (Self::Scale, Some(scale)) => (scale.low, scale.high),
            _ => bounds(column),
        };
        let benefit = polarity == Polarity::HigherIsBetter;
        match self {
            Self::MinMax | Self::Scale if low == high => vec![1.0; column.len()],
            Self::MinMax | Self::Scale => {
                let span = high - low;
                if benefit { each(column, |x| (x - low) / span) } else { each(column, |x| (high - x) / span) }
            }
            Self::Max => {
                if benefit {
                    each(column, |x| x / high)
                } else {
                    each(column, |x| 1.0 - x / high)
                }
            }
            Self::Sum => {
                if benefit {
                    let sum: f64 = column.iter().sum();
                    each(column, |x| x / sum)
                } else {
                    let sum: f64 = column.iter().map(|x| 1.0 / x).sum();
                    each(column, |x| 1.0 / x / sum)
                }
            }
            Self::Vector => {
                // Divided by the largest magnitude first: squares neither overflow nor vanish.
                let top = low.abs().max(high.abs());
                let length = top * column.iter().map(|x| (x / top) * (x / top)).sum::<f64>().sqrt();
                if benefit { each(column, |x| x / length) } else { each(column, |x| 1.0 - x / length) }
            }
        }
    }
}

fn each(column: &[f64], change: impl Fn(f64) -> f64) -> Vec<f64> {
    column.iter().map(|value| change(*value)).collect()
}

//! Comparisons of amounts that may be missing: a whole number of cents between bounds against zero.

use crate::base::law::{Comparison, Quantity, Rule};
use crate::base::{Answer, Money, Ratio, Truth};

/// A sum of amounts in cents, or in parts of a cent, each known or missing; `None`: unbounded on that side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Between {
    low: Option<i128>,
    high: Option<i128>,
}

/// The figure of a rule as numerator and denominator: `x > n/d × y` is `d × x − n × y > 0`.
pub(super) fn parts(rule: &Rule) -> (i128, i128) {
    match &rule.quantity {
        Quantity::Value(value) => (i128::from(*value), 1),
        Quantity::Ratio(ratio) => ratio.parts().map_or((0, 1), |(top, bottom)| (i128::from(top), i128::from(bottom))),
    }
}

impl Between {
    /// An amount that is never negative.
    pub(super) fn amount(answer: &Answer<Money>) -> Self {
        match answer.given() {
            Some(money) => Self::exactly(money.cents()),
            None => Self { low: Some(0), high: None },
        }
    }
    /// An amount of either sign.
    pub(super) fn signed(answer: &Answer<Money>) -> Self {
        answer.given().map_or(Self { low: None, high: None }, |money| Self::exactly(money.cents()))
    }
    fn exactly(cents: i64) -> Self {
        let known = Some(i128::from(cents));
        Self { low: known, high: known }
    }
    pub(super) fn plus(self, other: Self) -> Self {
        let sum = |a: Option<i128>, b: Option<i128>| Some(a? + b?);
        Self { low: sum(self.low, other.low), high: sum(self.high, other.high) }
    }
    pub(super) fn minus(self, other: Self) -> Self {
        let less = |a: Option<i128>, b: Option<i128>| Some(a? - b?);
        Self { low: less(self.low, other.high), high: less(self.high, other.low) }
    }
    /// Times a factor that is not negative.
    pub(super) fn times(self, factor: i128) -> Self {
        Self { low: self.low.map(|value| value * factor), high: self.high.map(|value| value * factor) }
    }
    /// The part above zero, or below zero as a positive amount.
    pub(super) fn split(self) -> (Self, Self) {
        let above = |value: i128| value.max(0);
        let below = |value: i128| (-value).max(0);
        let positive = Self { low: Some(self.low.map_or(0, above)), high: self.high.map(above) };
        let negative = Self { low: Some(self.high.map_or(0, below)), high: self.low.map(below) };
        (positive, negative)
    }
    /// Does the value stand to zero as the rule's comparison demands of `figure − threshold`?
    pub(super) fn holds(self, rule: &Rule) -> Truth {
        let Some(comparison) = rule.comparison else { return Truth::Open };
        let at = |value: Option<i128>| value.map(|value| comparison.holds(value.cmp(&0)));
        // The end at which the comparison is hardest, and the end at which it is easiest.
        let (hard, easy) = match comparison {
            Comparison::Above | Comparison::AtLeast => (at(self.low), at(self.high)),
            Comparison::Below | Comparison::AtMost => (at(self.high), at(self.low)),
        };
        match (hard, easy) {
            (Some(true), _) => Truth::Yes,
            (_, Some(false)) => Truth::No,
            _ => Truth::Open,
        }
    }
    /// The value, when it is certain.
    pub(super) fn exact(self) -> Option<Ratio> {
        let low = self.low.filter(|_| self.low == self.high)?;
        Ratio::wide(low, 1)
    }
}

//! Comparisons of amounts that may be missing: a value between bounds against zero.

use crate::base::law::{Comparison, Rule};
use crate::base::{Answer, Money, Ratio, Truth};

/// A sum of amounts, each known or missing; `None`: unbounded on that side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Between {
    pub low: Option<Ratio>,
    pub high: Option<Ratio>,
}

impl Between {
    /// An amount that is never negative.
    pub(super) fn amount(answer: &Answer<Money>) -> Self {
        match answer.given() {
            Some(money) => Self { low: Some(money.ratio()), high: Some(money.ratio()) },
            None => Self { low: Some(Ratio::zero()), high: None },
        }
    }
    /// An amount of either sign.
    pub(super) fn signed(answer: &Answer<Money>) -> Self {
        let known = answer.given().map(|money| money.ratio());
        Self { low: known.clone(), high: known }
    }
    pub(super) fn plus(&self, other: &Self) -> Self {
        let sum = |a: &Option<Ratio>, b: &Option<Ratio>| Some(a.as_ref()? + b.as_ref()?);
        Self { low: sum(&self.low, &other.low), high: sum(&self.high, &other.high) }
    }
    pub(super) fn minus(&self, other: &Self) -> Self {
        let less = |a: &Option<Ratio>, b: &Option<Ratio>| Some(a.as_ref()? - b.as_ref()?);
        Self { low: less(&self.low, &other.high), high: less(&self.high, &other.low) }
    }
    /// Times a factor that is not negative.
    pub(super) fn times(&self, factor: &Ratio) -> Self {
        let scale = |value: &Option<Ratio>| Some(value.as_ref()? * factor);
        Self { low: scale(&self.low), high: scale(&self.high) }
    }
    /// The part above zero, or below zero as a positive amount.
    pub(super) fn split(&self) -> (Self, Self) {
        let above = |value: &Ratio| if value.is_negative() { Ratio::zero() } else { value.clone() };
        let below = |value: &Ratio| if value.is_negative() { value.abs() } else { Ratio::zero() };
        let positive =
            Self { low: Some(self.low.as_ref().map_or_else(Ratio::zero, above)), high: self.high.as_ref().map(above) };
        let negative =
            Self { low: Some(self.high.as_ref().map_or_else(Ratio::zero, below)), high: self.low.as_ref().map(below) };
        (positive, negative)
    }
    /// Does the value stand to zero as the rule's comparison demands of `figure − threshold`?
    pub(super) fn holds(&self, rule: &Rule) -> Truth {
        let Some(comparison) = rule.comparison else { return Truth::Open };
        let zero = Ratio::zero();
        let at = |value: &Option<Ratio>| value.as_ref().map(|value| comparison.holds(value.cmp(&zero)));
        // The end at which the comparison is hardest, and the end at which it is easiest.
        let (hard, easy) = match comparison {
            Comparison::Above | Comparison::AtLeast => (at(&self.low), at(&self.high)),
            Comparison::Below | Comparison::AtMost => (at(&self.high), at(&self.low)),
        };
        match (hard, easy) {
            (Some(true), _) => Truth::Yes,
            (_, Some(false)) => Truth::No,
            _ => Truth::Open,
        }
    }
    /// The value, when it is certain.
    pub(super) fn exact(&self) -> Option<&Ratio> {
        self.low.as_ref().filter(|low| self.high.as_ref() == Some(*low))
    }
}

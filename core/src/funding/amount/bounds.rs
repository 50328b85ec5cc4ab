//! Bounds of amounts: scaled while reckoning, whole cents in answers.

use crate::base::Money;

/// Parts of a cent.
pub(super) const SCALE: i128 = 1_000_000_000_000;

/// Bounds of a scaled amount; `None` above means without bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) low: i128,
    pub(crate) high: Option<i128>,
}

impl Bounds {
    pub(crate) const ZERO: Self = Self { low: 0, high: Some(0) };

    pub(super) fn plus(self, other: Self) -> Self {
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(a + b),
            _ => None,
        };
        Self { low: self.low + other.low, high }
    }
    pub(super) fn scaled(self, low: i128, high: i128, divisor: i128) -> Self {
        if low == divisor && high == divisor {
            return self;
        }
        // Nothing times anything is nothing, also when the base has no bound.
        let top = if high == 0 { Some(0) } else { self.high.map(|value| value * high / divisor) };
        Self { low: self.low * low / divisor, high: top }
    }
    pub(super) fn at_most(self, other: Self) -> Self {
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (one, None) | (None, one) => one,
        };
        Self { low: self.low.min(other.low), high }
    }
    /// Whole cents, rounded down.
    pub(crate) fn cents(self) -> Range {
        // Dividing 128 bits takes as long as everything else together; most amounts are nothing.
        let cents = |value: i128| match value {
            0 => Money::ZERO,
            value => Money::from_cents(i64::try_from(value / SCALE).unwrap_or(i64::MAX)),
        };
        Range { low: cents(self.low), high: self.high.map(cents) }
    }
}

pub(super) fn scaled(money: Money) -> i128 {
    i128::from(money.cents()) * SCALE
}

/// Bounds of an amount in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// The least.
    pub low: Money,
    /// The most; none without bound.
    pub high: Option<Money>,
}

impl Range {
    /// Nothing.
    pub const ZERO: Self = Self { low: Money::ZERO, high: Some(Money::ZERO) };

    /// The amount when both ends agree.
    pub fn exact(self) -> Option<Money> {
        self.high.filter(|high| *high == self.low)
    }
    /// Both added.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let high = self.high.zip(other.high).map(|(a, b)| a + b);
        Self { low: self.low + other.low, high }
    }
    /// Both cut.
    #[must_use]
    pub fn at_most(self, low: Money, high: Option<Money>) -> Self {
        let top = match (self.high, high) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (one, None) | (None, one) => one,
        };
        Self { low: self.low.min(low), high: top }
    }
}

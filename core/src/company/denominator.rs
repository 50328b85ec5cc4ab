//! A common denominator: ratios become whole numbers, so that sums and comparisons stay exact and fast.

use super::graph::MAX_DENOMINATOR;
use crate::base::Ratio;

/// The greatest common divisor.
pub(super) const fn gcd(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Gathers a common denominator.
pub(super) struct Common {
    pub value: i64,
    /// Did the denominator grow beyond [`MAX_DENOMINATOR`]?
    pub broken: bool,
}

impl Common {
    pub(super) const fn new(value: i64) -> Self {
        Self { value, broken: false }
    }
    pub(super) fn add(&mut self, denominator: i64) {
        if denominator <= 0 || self.value % denominator == 0 {
            return;
        }
        match self.value.checked_mul(denominator / gcd(self.value, denominator)) {
            Some(value) if value <= MAX_DENOMINATOR => self.value = value,
            _ => self.broken = true,
        }
    }
    pub(super) fn ratio(&mut self, ratio: &Ratio) {
        match ratio.parts() {
            Some((_, denominator)) => self.add(denominator),
            None => self.broken = true,
        }
    }
    /// The ratio in parts of the denominator; it must have been added before.
    pub(super) fn scale(&self, ratio: &Ratio) -> i64 {
        ratio.parts().map_or(0, |(top, bottom)| top.saturating_mul(self.value / bottom.max(1)))
    }
}

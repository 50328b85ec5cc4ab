//! Money: integer euro cents, net of value added tax unless a field says gross.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use super::ratio::Ratio;

/// An amount in euro cents. JSON: an integer; field names end in `_cents`.
///
/// At the border an amount lies within ±[`Money::LIMIT`] (one trillion euros), so that sums over
/// every collection a document may hold stay far from the bounds of 64 bits. Arithmetic saturates
/// at those bounds instead of wrapping or panicking.
///
/// ```
/// use machbar::base::{Money, Lang};
/// let net = Money::from_euros(107_002) + Money::from_cents(13);
/// assert_eq!(net.cents(), 10_700_213);
/// assert_eq!(net.show(Lang::De), "107.002,13 €");
/// assert_eq!(net.show(Lang::En), "€107,002.13");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(transparent)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest amount a document may state, in either direction: 10¹⁴ cents.
    pub const LIMIT: i64 = 100_000_000_000_000;

    /// An amount in cents.
    pub const fn from_cents(cents: i64) -> Self {
        Self(cents)
    }
    /// An amount in whole euros (saturating).
    pub const fn from_euros(euros: i64) -> Self {
        Self(euros.saturating_mul(100))
    }
    /// The cents.
    pub const fn cents(self) -> i64 {
        self.0
    }
    /// Below zero?
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }
    /// Exactly zero?
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
    /// The exact value as a ratio, in cents.
    pub fn ratio(self) -> Ratio {
        Ratio::from(self.0)
    }
    /// `self × ratio`, rounded half away from zero to a cent.
    pub fn times(self, ratio: &Ratio) -> Self {
        (self.ratio() * ratio).to_money()
    }
    /// `self × permille / 1000`, rounded down towards zero: a grant never exceeds its share.
    pub const fn permille_floor(self, permille: i64) -> Self {
        let cents = self.0 as i128 * permille as i128 / 1000;
        Self(clamp(cents))
    }
    /// As many times as stated (saturating).
    pub const fn repeat(self, count: i64) -> Self {
        Self(self.0.saturating_mul(count))
    }
    /// The amount as people read it, with both cents.
    pub fn show(self, lang: super::Lang) -> String {
        let magnitude = self.0.unsigned_abs();
        let euros = super::text::group_thousands(magnitude / 100, lang);
        let cents = magnitude % 100;
        let sign = if self.0 < 0 { "−" } else { "" };
        match lang {
            super::Lang::De => format!("{sign}{euros},{cents:02} €"),
            super::Lang::En => format!("{sign}€{euros}.{cents:02}"),
        }
    }
    /// The amount in whole euros, rounded half away from zero, as people read it.
    pub fn show_euros(self, lang: super::Lang) -> String {
        let euros = super::text::group_thousands((self.0.unsigned_abs() + 50) / 100, lang);
        let sign = if self.0 < 0 { "−" } else { "" };
        match lang {
            super::Lang::De => format!("{sign}{euros} €"),
            super::Lang::En => format!("{sign}€{euros}"),
        }
    }
}

const fn clamp(value: i128) -> i64 {
    if value > i64::MAX as i128 {
        i64::MAX
    } else if value < i64::MIN as i128 {
        i64::MIN
    } else {
        value as i64
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.show(super::Lang::En))
    }
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}
impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}
impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}
impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}
impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}
impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}
impl<'a> Sum<&'a Money> for Money {
    fn sum<I: Iterator<Item = &'a Self>>(iter: I) -> Self {
        iter.copied().sum()
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let cents = i64::deserialize(deserializer)?;
        if cents.unsigned_abs() > Self::LIMIT.unsigned_abs() {
            return Err(serde::de::Error::custom(format!("{cents} cents is beyond one trillion euros")));
        }
        Ok(Self(cents))
    }
}

impl JsonSchema for Money {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Money".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "integer",
            "minimum": -Self::LIMIT,
            "maximum": Self::LIMIT,
            "description": "An amount in euro cents."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Lang;

    #[test]
    fn shows_cents_and_groups_in_both_languages() {
        assert_eq!(Money::from_cents(-5).show(Lang::De), "−0,05 €");
        assert_eq!(Money::from_cents(12_345_678_901).show(Lang::En), "€123,456,789.01");
        assert_eq!(Money::from_cents(1_250_050).show_euros(Lang::De), "12.501 €");
    }

    #[test]
    fn a_share_is_never_rounded_up() {
        assert_eq!(Money::from_cents(999).permille_floor(500).cents(), 499);
    }
}

//! Exact fractions. Rounding happens only where a figure is shown.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};
use std::str::FromStr;

use super::money::Money;

/// An exact fraction of any size.
///
/// JSON out: a string, `"7/20"` or `"3"`. JSON in: that string, an integer, or a decimal number,
/// which is read as it is written (`0.35` is exactly 7/20).
///
/// ```
/// use machbar::base::Ratio;
/// let share: Ratio = "0.35".parse().unwrap();
/// assert_eq!(share.to_string(), "7/20");
/// assert_eq!((share * &Ratio::from(80)).to_string(), "28");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ratio(BigRational);

impl Ratio {
    /// Longest text that is read as a ratio, in bytes.
    pub const MAX_TEXT: usize = 64;

    /// `numerator / denominator`; `None` for a zero denominator.
    pub fn new(numerator: i64, denominator: i64) -> Option<Self> {
        (denominator != 0).then(|| Self(BigRational::new(numerator.into(), denominator.into())))
    }
    /// The same for whole numbers of any size.
    pub fn of_big(numerator: BigInt, denominator: BigInt) -> Option<Self> {
        (!denominator.is_zero()).then(|| Self(BigRational::new(numerator, denominator)))
    }
    /// `n / 1000`.
    pub fn permille(n: i64) -> Self {
        Self(BigRational::new(n.into(), BigInt::from(1000)))
    }
    /// `n / 100`.
    pub fn percent(n: i64) -> Self {
        Self(BigRational::new(n.into(), BigInt::from(100)))
    }
    /// Zero.
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }
    /// One.
    pub fn one() -> Self {
        Self::from(1)
    }
    /// Exactly zero?
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }
    /// Below zero?
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }
    /// Numerator and denominator in lowest terms, the denominator above zero; `None` beyond 64 bits.
    pub fn parts(&self) -> Option<(i64, i64)> {
        Some((self.0.numer().to_i64()?, self.0.denom().to_i64()?))
    }
    /// `numerator / denominator` of 128 bits; `None` for a zero denominator.
    pub fn wide(numerator: i128, denominator: i128) -> Option<Self> {
        (denominator != 0).then(|| Self(BigRational::new(numerator.into(), denominator.into())))
    }
    /// The magnitude.
    pub fn abs(&self) -> Self {
        Self(self.0.abs())
    }
    /// `self / other`; `None` when `other` is zero.
    pub fn checked_div(&self, other: &Self) -> Option<Self> {
        (!other.is_zero()).then(|| Self(&self.0 / &other.0))
    }
    /// The nearest double, for statistics and display; saturates to ±`f64::MAX`.
    pub fn to_f64(&self) -> f64 {
        match self.0.to_f64() {
            Some(value) if value.is_finite() => value,
            _ if self.is_negative() => f64::MIN,
            _ => f64::MAX,
        }
    }
    /// Rounded half away from zero to a whole number; saturates at 64 bits.
    pub fn round(&self) -> i64 {
        saturate(&self.0.round().to_integer())
    }
    /// Rounded towards negative infinity; saturates at 64 bits.
    pub fn floor(&self) -> i64 {
        saturate(&self.0.floor().to_integer())
    }
    /// Rounded towards positive infinity; saturates at 64 bits.
    pub fn ceil(&self) -> i64 {
        saturate(&self.0.ceil().to_integer())
    }
    /// As cents, rounded half away from zero.
    pub fn to_money(&self) -> Money {
        Money::from_cents(self.round())
    }
    /// Rounded half away from zero to `decimals` places, as the double nearest to that decimal.
    pub fn rounded(&self, decimals: u32) -> f64 {
        let scale = BigInt::from(10).pow(decimals.min(15));
        let scaled = (&self.0 * BigRational::from(scale.clone())).round().to_integer();
        // Both operands are exact in a double for every figure we show (below 2^53), and IEEE
        // division is correctly rounded: the result is the double nearest to the decimal.
        Self(BigRational::new(scaled, scale)).to_f64()
    }
}

fn saturate(value: &BigInt) -> i64 {
    value.to_i64().unwrap_or(if value.is_negative() { i64::MIN } else { i64::MAX })
}

impl From<i64> for Ratio {
    fn from(value: i64) -> Self {
        Self(BigRational::from(BigInt::from(value)))
    }
}
impl From<Money> for Ratio {
    fn from(value: Money) -> Self {
        Self::from(value.cents())
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl FromStr for Ratio {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WANTED: &str = "expected a fraction such as \"7/20\" or a decimal such as \"0.35\"";
        if text.len() > Self::MAX_TEXT {
            return Err("a fraction has at most 64 characters");
        }
        let whole = |part: &str| {
            let digits = part.strip_prefix('-').unwrap_or(part);
            if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
                return Err(WANTED);
            }
            part.parse::<BigInt>().map_err(|_| WANTED)
        };
        if let Some((top, bottom)) = text.split_once('/') {
            let (top, bottom) = (whole(top)?, whole(bottom)?);
            if !bottom.is_positive() {
                return Err("the denominator must be above zero");
            }
            return Ok(Self(BigRational::new(top, bottom)));
        }
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => {
                let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
                (mantissa, exponent.parse::<i32>().map_err(|_| WANTED)?)
            }
            None => (text, 0),
        };
        let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if mantissa.ends_with('.') || exponent.abs() > 40 {
            return Err(WANTED);
        }
        let digits = whole(&format!("{integer}{fraction}"))?;
        let places = i32::try_from(fraction.len()).map_err(|_| WANTED)? - exponent;
        let power = BigInt::from(10).pow(places.unsigned_abs());
        Ok(Self(if places >= 0 { BigRational::new(digits, power) } else { BigRational::from(digits * power) }))
    }
}

macro_rules! operator {
    ($($trait:ident $method:ident),*) => {$(
        impl $trait for Ratio {
            type Output = Ratio;
            fn $method(self, other: Ratio) -> Ratio { Ratio($trait::$method(self.0, other.0)) }
        }
        impl $trait<&Ratio> for Ratio {
            type Output = Ratio;
            fn $method(self, other: &Ratio) -> Ratio { Ratio($trait::$method(self.0, &other.0)) }
        }
        impl $trait<&Ratio> for &Ratio {
            type Output = Ratio;
            fn $method(self, other: &Ratio) -> Ratio { Ratio($trait::$method(&self.0, &other.0)) }
        }
    )*};
}
operator!(Add add, Sub sub, Mul mul);

/// Division by a non-zero constant; for anything else use [`Ratio::checked_div`].
impl Div<std::num::NonZeroI64> for Ratio {
    type Output = Self;
    fn div(self, divisor: std::num::NonZeroI64) -> Self {
        Self(self.0 / BigRational::from(BigInt::from(divisor.get())))
    }
}
impl AddAssign<&Self> for Ratio {
    fn add_assign(&mut self, other: &Self) {
        self.0 += &other.0;
    }
}
impl Neg for Ratio {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}
impl Sum for Ratio {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::zero(), Add::add)
    }
}
impl<'a> Sum<&'a Ratio> for Ratio {
    fn sum<I: Iterator<Item = &'a Self>>(iter: I) -> Self {
        iter.fold(Self::zero(), |sum, item| sum + item)
    }
}

impl Serialize for Ratio {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Ratio {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Ratio;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number or a fraction such as \"7/20\"")
            }
            fn visit_i64<E>(self, value: i64) -> Result<Ratio, E> {
                Ok(Ratio::from(value))
            }
            fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Ratio, E> {
                Ok(Ratio(BigRational::from(BigInt::from(value))))
            }
            fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Ratio, E> {
                // Rust prints the shortest decimal that reads back as the same double.
                format!("{value}").parse().map_err(E::custom)
            }
            fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<Ratio, E> {
                value.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl JsonSchema for Ratio {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Ratio".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": ["number", "string"],
            "format": "ratio",
            "description": "An exact fraction: \"7/20\", an integer, or a decimal that is read as written."
        })
    }
}

/// An exact figure together with the value that people read.
///
/// ```
/// use machbar::base::{Figure, Ratio};
/// let figure = Figure::new(Ratio::new(122, 37).unwrap(), 2);
/// assert_eq!(serde_json::to_string(&figure).unwrap(), r#"{"exact":"122/37","rounded":3.3}"#);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The exact value.
    pub exact: Ratio,
    /// The same, rounded half away from zero for display.
    pub rounded: f64,
}

impl Figure {
    /// The exact value, shown with `decimals` places.
    pub fn new(exact: Ratio, decimals: u32) -> Self {
        let rounded = exact.rounded(decimals);
        Self { exact, rounded }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_fractions_integers_and_decimals_exactly() {
        for (json, shown) in
            [("\"7/20\"", "7/20"), ("3", "3"), ("0.1", "1/10"), ("\"-1.25e1\"", "-25/2"), ("1e3", "1000")]
        {
            assert_eq!(serde_json::from_str::<Ratio>(json).unwrap().to_string(), shown);
        }
        for bad in ["\"1/0\"", "\"\"", "\"1.\"", "\"--1\"", "\"1/-2\"", "\"1e99999\"", "true"] {
            assert!(serde_json::from_str::<Ratio>(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn rounds_half_away_from_zero() {
        assert_eq!(Ratio::new(5, 2).unwrap().round(), 3);
        assert_eq!(Ratio::new(-5, 2).unwrap().round(), -3);
        assert_eq!(Ratio::new(2005, 1000).unwrap().rounded(2), 2.01);
    }
}

//! Exact fractions. Rounding happens only where a figure is shown.

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cmp::Ordering;
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
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Ratio(Form);

/// A fraction in lowest terms, the denominator above zero. Whatever fits 64 bits is small: every value has one form.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Form {
    /// Numerator (never `i64::MIN`) and denominator.
    Small(i64, i64),
    Big(Box<BigRational>),
}
use Form::{Big, Small};

impl Ratio {
    /// Longest text that is read as a ratio, in bytes.
    pub const MAX_TEXT: usize = 64;

    /// `numerator / denominator`; `None` for a zero denominator.
    pub fn new(numerator: i64, denominator: i64) -> Option<Self> {
        Self::wide(numerator.into(), denominator.into())
    }
    /// The same for whole numbers of any size.
    pub fn of_big(numerator: BigInt, denominator: BigInt) -> Option<Self> {
        (!denominator.is_zero()).then(|| Self::from_big(BigRational::new(numerator, denominator)))
    }
    /// `numerator / denominator` of 128 bits; `None` for a zero denominator.
    pub fn wide(numerator: i128, denominator: i128) -> Option<Self> {
        (denominator != 0).then(|| Self::quotient(numerator, denominator))
    }
    /// `n / 1000`.
    pub fn permille(n: i64) -> Self {
        Self::quotient(n.into(), 1000)
    }
    /// `n / 1000000`.
    pub fn ppm(n: i64) -> Self {
        Self::quotient(n.into(), 1_000_000)
    }
    /// `n / 100`.
    pub fn percent(n: i64) -> Self {
        Self::quotient(n.into(), 100)
    }
    /// Zero.
    pub fn zero() -> Self {
        Self(Small(0, 1))
    }
    /// One.
    pub fn one() -> Self {
        Self(Small(1, 1))
    }

    /// The denominator is not zero.
    fn quotient(numerator: i128, denominator: i128) -> Self {
        let (top, bottom) = (numerator.unsigned_abs(), denominator.unsigned_abs());
        let divisor = match (u64::try_from(top), u64::try_from(bottom)) {
            (Ok(top), Ok(bottom)) => top.gcd(&bottom).into(),
            _ => top.gcd(&bottom),
        };
        let small = |part: u128| i64::try_from(part / divisor.max(1)).ok();
        match (small(top), small(bottom)) {
            (Some(top), Some(bottom)) if (numerator < 0) == (denominator < 0) => Self(Small(top, bottom)),
            (Some(top), Some(bottom)) => Self(Small(-top, bottom)),
            _ => Self(Big(Box::new(BigRational::new(numerator.into(), denominator.into())))),
        }
    }
    fn from_big(value: BigRational) -> Self {
        match (value.numer().to_i64(), value.denom().to_i64()) {
            (Some(top), Some(bottom)) if top != i64::MIN => Self(Small(top, bottom)),
            _ => Self(Big(Box::new(value))),
        }
    }
    fn to_big(&self) -> Cow<'_, BigRational> {
        match &self.0 {
            Small(top, bottom) => Cow::Owned(BigRational::new_raw((*top).into(), (*bottom).into())),
            Big(value) => Cow::Borrowed(value),
        }
    }

    /// Exactly zero?
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Small(0, _))
    }
    /// Below zero?
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Small(top, _) => *top < 0,
            Big(value) => value.is_negative(),
        }
    }
    /// Numerator and denominator in lowest terms, the denominator above zero; `None` beyond 64 bits.
    pub fn parts(&self) -> Option<(i64, i64)> {
        match &self.0 {
            Small(top, bottom) => Some((*top, *bottom)),
            Big(value) => Some((value.numer().to_i64()?, value.denom().to_i64()?)),
        }
    }
    /// The magnitude.
    pub fn abs(&self) -> Self {
        match &self.0 {
            Small(top, bottom) => Self(Small(top.abs(), *bottom)),
            Big(value) => Self::from_big(value.abs()),
        }
    }
    /// `self / other`; `None` when `other` is zero.
    pub fn checked_div(&self, other: &Self) -> Option<Self> {
        match (&self.0, &other.0) {
            (_, Small(0, _)) => None,
            (Small(a, b), Small(c, d)) => {
                Some(Self::quotient(i128::from(*a) * i128::from(*d), i128::from(*b) * i128::from(*c)))
            }
            _ => Some(Self::from_big(&*self.to_big() / &*other.to_big())),
        }
    }
    /// The nearest double, for statistics and display; saturates to ±`f64::MAX`.
    pub fn to_f64(&self) -> f64 {
        // Both parts are exact in a double and IEEE division is correctly rounded.
        if let Small(top, bottom) = self.0
            && top.unsigned_abs().max(bottom.unsigned_abs()) <= EXACT_IN_F64
        {
            return top as f64 / bottom as f64;
        }
        match self.to_big().to_f64() {
            Some(value) if value.is_finite() => value,
            _ if self.is_negative() => f64::MIN,
            _ => f64::MAX,
        }
    }
    /// Rounded half away from zero to a whole number; saturates at 64 bits.
    pub fn round(&self) -> i64 {
        match &self.0 {
            Small(top, bottom) => narrow(rounded_quotient((*top).into(), (*bottom).into())),
            Big(value) => saturate(&value.round().to_integer()),
        }
    }
    /// Rounded towards negative infinity; saturates at 64 bits.
    pub fn floor(&self) -> i64 {
        match &self.0 {
            Small(top, bottom) => top.div_euclid(*bottom),
            Big(value) => saturate(&value.floor().to_integer()),
        }
    }
    /// Rounded towards positive infinity; saturates at 64 bits.
    pub fn ceil(&self) -> i64 {
        match &self.0 {
            Small(top, bottom) => -(-top).div_euclid(*bottom),
            Big(value) => saturate(&value.ceil().to_integer()),
        }
    }
    /// As cents, rounded half away from zero.
    pub fn to_money(&self) -> Money {
        Money::from_cents(self.round())
    }
    /// Rounded half away from zero to `decimals` places, as the double nearest to that decimal.
    pub fn rounded(&self, decimals: u32) -> f64 {
        let scale = 10_i64.pow(decimals.min(15));
        match &self.0 {
            Small(top, bottom) => {
                let scaled = rounded_quotient(i128::from(*top) * i128::from(scale), (*bottom).into());
                Self::quotient(scaled, scale.into()).to_f64()
            }
            Big(value) => {
                let scaled = (&**value * BigRational::from(BigInt::from(scale))).round().to_integer();
                Self::from_big(BigRational::new(scaled, scale.into())).to_f64()
            }
        }
    }
}

/// Whole numbers up to here are exact in a double.
const EXACT_IN_F64: u64 = 1 << 53;

/// `top / bottom` rounded half away from zero; `bottom` is above zero, both are far from the ends of 128 bits.
fn rounded_quotient(top: i128, bottom: i128) -> i128 {
    let magnitude = (2 * top.abs() + bottom) / (2 * bottom);
    if top < 0 { -magnitude } else { magnitude }
}

fn narrow(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}

fn saturate(value: &BigInt) -> i64 {
    value.to_i64().unwrap_or(if value.is_negative() { i64::MIN } else { i64::MAX })
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Small(a, b), Small(c, d)) if b == d => a.cmp(c),
            (Small(a, b), Small(c, d)) => (i128::from(*a) * i128::from(*d)).cmp(&(i128::from(*c) * i128::from(*b))),
            _ => self.to_big().cmp(&other.to_big()),
        }
    }
}

impl From<i64> for Ratio {
    fn from(value: i64) -> Self {
        Self::quotient(value.into(), 1)
    }
}
impl From<Money> for Ratio {
    fn from(value: Money) -> Self {
        Self::from(value.cents())
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Small(top, 1) => write!(f, "{top}"),
            Small(top, bottom) => write!(f, "{top}/{bottom}"),
            Big(value) => write!(f, "{value}"),
        }
    }
}
impl fmt::Debug for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
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
            return Ok(Self::from_big(BigRational::new(top, bottom)));
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
        Ok(Self::from_big(if places >= 0 {
            BigRational::new(digits, power)
        } else {
            BigRational::from(digits * power)
        }))
    }
}

/// What an operator does to small fractions, and to those beyond 64 bits. Products of two 64-bit numbers and the
/// sum of two such products fit 128 bits, as no numerator is `i64::MIN`.
macro_rules! operator {
    ($($trait:ident $method:ident ($a:ident, $b:ident, $c:ident, $d:ident) $top:expr;)*) => {$(
        impl $trait<&Ratio> for &Ratio {
            type Output = Ratio;
            fn $method(self, other: &Ratio) -> Ratio {
                if let (Small($a, $b), Small($c, $d)) = (&self.0, &other.0) {
                    let ($a, $b, $c, $d) = (i128::from(*$a), i128::from(*$b), i128::from(*$c), i128::from(*$d));
                    return Ratio::quotient($top, $b * $d);
                }
                Ratio::from_big($trait::$method(&*self.to_big(), &*other.to_big()))
            }
        }
        impl $trait for Ratio {
            type Output = Ratio;
            fn $method(self, other: Ratio) -> Ratio { $trait::$method(&self, &other) }
        }
        impl $trait<&Ratio> for Ratio {
            type Output = Ratio;
            fn $method(self, other: &Ratio) -> Ratio { $trait::$method(&self, other) }
        }
    )*};
}
operator! {
    Add add (a, b, c, d) a * d + c * b;
    Sub sub (a, b, c, d) a * d - c * b;
    Mul mul (a, b, c, d) a * c;
}

/// Division by a non-zero constant; for anything else use [`Ratio::checked_div`].
impl Div<std::num::NonZeroI64> for Ratio {
    type Output = Self;
    fn div(self, divisor: std::num::NonZeroI64) -> Self {
        match &self.0 {
            Small(top, bottom) => Self::quotient((*top).into(), i128::from(*bottom) * i128::from(divisor.get())),
            Big(value) => Self::from_big(&**value / BigRational::from(BigInt::from(divisor.get()))),
        }
    }
}
impl AddAssign<&Self> for Ratio {
    fn add_assign(&mut self, other: &Self) {
        *self = &*self + other;
    }
}
impl Neg for Ratio {
    type Output = Self;
    fn neg(self) -> Self {
        match self.0 {
            Small(top, bottom) => Self(Small(-top, bottom)),
            Big(value) => Self::from_big(-*value),
        }
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
        serializer.collect_str(self)
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
                Ok(Ratio::quotient(value.into(), 1))
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
    fn schema_name() -> Cow<'static, str> {
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
    use proptest::prelude::*;

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

    /// Numbers of every size, those about the edge of 64 bits among them.
    fn wide() -> impl Strategy<Value = i128> {
        prop_oneof![
            -20_i128..20,
            any::<i64>().prop_map(i128::from),
            (-3_i128..3).prop_map(|off| i128::from(i64::MAX) + off),
            (-3_i128..3).prop_map(|off| i128::from(i64::MIN) + off),
            (i128::MIN / 4..i128::MAX / 4),
        ]
    }

    proptest! {
        /// Whatever the size, the result is that of the plain big fractions.
        #[test]
        fn agrees_with_big_fractions(a in wide(), b in wide(), c in wide(), d in wide(), decimals in 0_u32..=15) {
            prop_assume!(b != 0 && d != 0);
            let big = |top: i128, bottom: i128| BigRational::new(top.into(), bottom.into());
            let (x, y) = (Ratio::wide(a, b).unwrap(), Ratio::wide(c, d).unwrap());
            let (p, q) = (big(a, b), big(c, d));
            let same = |ratio: &Ratio, wanted: &BigRational| {
                ratio.to_string() == wanted.to_string() && *ratio == Ratio::from_big(wanted.clone())
            };
            prop_assert!(same(&x, &p));
            prop_assert!(same(&(&x + &y), &(&p + &q)));
            prop_assert!(same(&(&x - &y), &(&p - &q)));
            prop_assert!(same(&(&x * &y), &(&p * &q)));
            prop_assert!(same(&-x.clone(), &-p.clone()));
            prop_assert!(same(&x.abs(), &p.abs()));
            prop_assert_eq!(x.cmp(&y), p.cmp(&q));
            prop_assert_eq!(x.is_negative(), p.is_negative());
            match x.checked_div(&y) {
                Some(quotient) => prop_assert!(same(&quotient, &(&p / &q))),
                None => prop_assert_eq!(c, 0),
            }
            prop_assert_eq!(x.round(), saturate(&p.round().to_integer()));
            prop_assert_eq!(x.floor(), saturate(&p.floor().to_integer()));
            prop_assert_eq!(x.ceil(), saturate(&p.ceil().to_integer()));
            prop_assert_eq!(x.to_f64(), p.to_f64().unwrap());
            let scale = BigRational::from(BigInt::from(10).pow(decimals));
            prop_assert_eq!(x.rounded(decimals), ((&p * &scale).round() / &scale).to_f64().unwrap());
        }
    }

    #[test]
    fn rounds_half_away_from_zero() {
        assert_eq!(Ratio::new(5, 2).unwrap().round(), 3);
        assert_eq!(Ratio::new(-5, 2).unwrap().round(), -3);
        assert_eq!(Ratio::new(2005, 1000).unwrap().rounded(2), 2.01);
    }
}

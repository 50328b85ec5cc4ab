//! Sign test, exact.

use num_bigint::BigUint;
use schemars::JsonSchema;
use serde::Serialize;

use super::PValue;
use crate::base::Ratio;

/// Result of the test.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SignTest {
    /// Pairs where old is above new.
    pub positive: usize,
    /// Pairs where old is below new.
    pub negative: usize,
    /// Two-sided.
    pub p_two_sided: PValue,
}

/// Sign test of differences, zeros dropped: twice the smaller tail of the binomial distribution, at most one.
pub fn sign_test(differences: &[Ratio]) -> SignTest {
    let negative = differences.iter().filter(|d| d.is_negative()).count();
    let positive = differences.iter().filter(|d| !d.is_negative() && !d.is_zero()).count();
    let n = negative + positive;
    let tail: BigUint = binomials(n).take(negative.min(positive) + 1).sum();
    SignTest { positive, negative, p_two_sided: PValue::of(tail * 2_u8, BigUint::from(1_u8) << n) }
}

/// The smallest two-sided p that `n` pairs can reach, in both the sign and the signed-rank test: `2 / 2ⁿ`.
///
/// ```
/// use machbar::sprint::poc::statistics::sign::smallest_p;
/// assert_eq!(smallest_p(5).exact.unwrap().to_string(), "1/16");
/// ```
pub fn smallest_p(n: usize) -> PValue {
    PValue::of(BigUint::from(2_u8), BigUint::from(1_u8) << n)
}

/// `n` over 0, 1, … n.
pub(crate) fn binomials(n: usize) -> impl Iterator<Item = BigUint> {
    (0..=n).scan(BigUint::from(1_u8), move |next, k| {
        let this = next.clone();
        *next = &this * (n - k) / (k + 1);
        Some(this)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smallest_values_of_small_samples() {
        // n = 3 0.25, 4 0.125, 5 0.0625, 6 0.031, 7 0.016, 8 0.008.
        for (n, p) in [(3, 0.25), (4, 0.125), (5, 0.0625), (6, 0.031_25), (7, 0.015_625), (8, 0.007_812_5)] {
            assert_eq!(smallest_p(n).value, p);
            let all: Vec<Ratio> = vec![Ratio::one(); n];
            assert_eq!(sign_test(&all).p_two_sided.value, p);
        }
        assert_eq!(sign_test(&[]).p_two_sided, PValue::one());
        assert_eq!(smallest_p(0).value, 1.0);
    }

    #[test]
    fn a_row_of_pascals_triangle() {
        let row: Vec<u32> = binomials(5).map(|b| u32::try_from(b).unwrap()).collect();
        assert_eq!(row, [1, 5, 10, 10, 5, 1]);
    }
}

//! Wilcoxon signed-rank test, exact.

use num_bigint::BigUint;
use schemars::JsonSchema;
use serde::Serialize;

use super::PValue;
use super::sample::doubled_ranks;
use crate::base::{Figure, Ratio};

/// Result of the test.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SignedRank {
    /// Pairs that differ; the others are dropped.
    pub n_nonzero: usize,
    /// Rank sum of the pairs where old is above new.
    pub w_plus: Figure,
    /// Rank sum of the pairs where old is below new.
    pub w_minus: Figure,
    /// Two-sided.
    pub p_two_sided: PValue,
}

/// Wilcoxon signed-rank test of differences: zeros dropped, average ranks for ties, the distribution over all
/// 2ⁿ signs counted. Two-sided p is twice the smaller tail, at most one; one when nothing differs.
///
/// Meant for at most [`super::MAX_PAIRS`] differences.
///
/// ```
/// use machbar::base::Ratio;
/// use machbar::sprint::poc::statistics::signed_rank::signed_rank;
/// let all_better: Vec<Ratio> = (1..=5).map(Ratio::from).collect();
/// assert_eq!(signed_rank(&all_better).p_two_sided.exact.unwrap().to_string(), "1/16");
/// ```
pub fn signed_rank(differences: &[Ratio]) -> SignedRank {
    let nonzero: Vec<&Ratio> = differences.iter().filter(|d| !d.is_zero()).collect();
    let ranks = doubled_ranks(&nonzero.iter().map(|d| d.abs()).collect::<Vec<_>>());
    let (mut plus, mut minus) = (0, 0);
    for (difference, rank) in nonzero.iter().zip(&ranks) {
        *(if difference.is_negative() { &mut minus } else { &mut plus }) += rank;
    }
    let half = |doubled: usize| Figure::new(half(doubled), 1);
    SignedRank {
        n_nonzero: nonzero.len(),
        w_plus: half(plus),
        w_minus: half(minus),
        p_two_sided: two_sided(&ranks, plus.min(minus)),
    }
}

fn half(doubled: usize) -> Ratio {
    i64::try_from(doubled).ok().and_then(|doubled| Ratio::new(doubled, 2)).unwrap_or_else(Ratio::zero)
}

/// The distribution is symmetric: twice the share of sign patterns with a rank sum of at most `smaller`.
fn two_sided(doubled_ranks: &[usize], smaller: usize) -> PValue {
    if doubled_ranks.is_empty() {
        return PValue::one();
    }
    // counts[s]: subsets of the ranks seen so far with sum s; sums above `smaller` never matter.
    let mut counts = vec![0_u128; smaller + 1];
    if let Some(empty) = counts.first_mut() {
        *empty = 1;
    }
    for &rank in doubled_ranks {
        for sum in (rank..=smaller).rev() {
            let without = counts.get(sum - rank).copied().unwrap_or(0);
            if let Some(count) = counts.get_mut(sum) {
                *count += without;
            }
        }
    }
    let tail: BigUint = counts.into_iter().map(BigUint::from).sum();
    PValue::of(tail * 2_u8, BigUint::from(1_u8) << doubled_ranks.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// All 2ⁿ signs, one by one, over ranks computed by counting.
    fn brute_force(differences: &[i64]) -> Option<Ratio> {
        let kept: Vec<i64> = differences.iter().copied().filter(|d| *d != 0).collect();
        let doubled = |d: i64| -> usize {
            let below = kept.iter().filter(|x| x.abs() < d.abs()).count();
            let tied = kept.iter().filter(|x| x.abs() == d.abs()).count();
            2 * below + tied + 1
        };
        let ranks: Vec<usize> = kept.iter().map(|d| doubled(*d)).collect();
        let total: usize = ranks.iter().sum();
        let seen: usize = kept.iter().zip(&ranks).filter(|(d, _)| **d > 0).map(|(_, r)| r).sum();
        let extreme = |sum: usize| sum.abs_diff(total - sum) >= seen.abs_diff(total - seen);
        let mut count = 0;
        for signs in 0_u32..1 << kept.len() {
            let sum: usize = ranks.iter().enumerate().filter(|(i, _)| signs >> i & 1 == 1).map(|(_, r)| r).sum();
            count += i64::from(extreme(sum));
        }
        Ratio::new(count, 1 << kept.len())
    }

    proptest! {
        #[test]
        fn equals_the_enumeration_of_all_signs(differences in prop::collection::vec(-6_i64..=6, 0..12)) {
            let ratios: Vec<Ratio> = differences.iter().copied().map(Ratio::from).collect();
            prop_assert_eq!(signed_rank(&ratios).p_two_sided.exact, brute_force(&differences));
        }

        #[test]
        fn scale_and_direction_do_not_matter(differences in prop::collection::vec(-9_i64..=9, 1..40)) {
            let ratios: Vec<Ratio> = differences.iter().copied().map(Ratio::from).collect();
            let scaled: Vec<Ratio> = ratios.iter().map(|d| d * &Ratio::new(-3, 7).unwrap()).collect();
            let (one, other) = (signed_rank(&ratios), signed_rank(&scaled));
            prop_assert_eq!(one.p_two_sided, other.p_two_sided);
            prop_assert_eq!(one.w_plus, other.w_minus);
        }
    }

    #[test]
    fn critical_values_are_those_of_the_exact_distribution() {
        // Largest smaller rank sum with p ≤ 5 %: n = 6 → 0, 7 → 2, 8 → 3, 9 → 5, 10 → 8, 11 → 10, 12 → 13.
        for (n, critical) in [(6, 0), (7, 2), (8, 3), (9, 5), (10, 8), (11, 10), (12, 13)] {
            let ranks: Vec<usize> = (1..=n).map(|rank| 2 * rank).collect();
            assert!(two_sided(&ranks, 2 * critical).value <= 0.05, "n = {n}");
            assert!(two_sided(&ranks, 2 * critical + 2).value > 0.05, "n = {n}");
        }
    }

    #[test]
    fn the_largest_sample_is_counted_without_overflow() {
        let all: Vec<Ratio> = (1..=120).map(Ratio::from).collect();
        assert!(signed_rank(&all).p_two_sided.value < 1e-35);
        let even: Vec<Ratio> = (1..=120).map(|d| Ratio::from(if d % 2 == 0 { d } else { -d })).collect();
        assert!(signed_rank(&even).p_two_sided.value > 0.5);
    }
}

//! Mann–Whitney test (rank sum of two groups), exact.

use num_bigint::BigUint;
use schemars::JsonSchema;
use serde::Serialize;

use super::PValue;
use super::sample::doubled_ranks;
use crate::base::{Figure, Ratio};

/// Result of the test.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RankSum {
    /// Pairs (before, after) where before is larger; ties count one half.
    pub u: Figure,
    /// Two-sided.
    pub p_two_sided: PValue,
}

/// Mann–Whitney test of two groups: average ranks for ties, every way to choose the first group counted.
/// Two-sided p is twice the smaller tail, at most one. `None` when a group is empty.
///
/// Meant for at most [`super::MAX_GROUP`] values per group.
pub fn rank_sum(before: &[Ratio], after: &[Ratio]) -> Option<RankSum> {
    if before.is_empty() || after.is_empty() {
        return None;
    }
    let pooled: Vec<Ratio> = before.iter().chain(after).cloned().collect();
    let ranks = doubled_ranks(&pooled);
    let seen: usize = ranks.iter().take(before.len()).sum();
    // ways[k][s]: subsets of k ranks with doubled sum s.
    let most: usize = ranks.iter().sum();
    let mut ways = vec![vec![0_u128; most + 1]; before.len() + 1];
    *ways.first_mut()?.first_mut()? = 1;
    for &rank in &ranks {
        for k in (1..=before.len()).rev() {
            let (fewer, these) = ways.split_at_mut(k);
            let (source, target) = (fewer.last()?, these.first_mut()?);
            for (to, from) in target.iter_mut().skip(rank).zip(source) {
                *to += from;
            }
        }
    }
    let of_size = ways.last()?;
    let sum = |counts: &[u128]| counts.iter().copied().map(BigUint::from).sum::<BigUint>();
    let low = sum(of_size.get(..=seen)?);
    let high = sum(of_size.get(seen..)?);
    let doubled_u = seen - before.len() * (before.len() + 1);
    Some(RankSum {
        u: Figure::new(Ratio::new(i64::try_from(doubled_u).ok()?, 2)?, 1),
        p_two_sided: PValue::of(low.min(high) * 2_u8, sum(of_size)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every choice of the first group, U counted pair by pair.
    fn brute_force(before: &[i64], after: &[i64]) -> (Ratio, Ratio) {
        let pooled: Vec<i64> = before.iter().chain(after).copied().collect();
        let doubled_u = |in_first: &dyn Fn(usize) -> bool| -> i64 {
            let mut u = 0;
            for (i, a) in pooled.iter().enumerate().filter(|(i, _)| in_first(*i)) {
                for (j, b) in pooled.iter().enumerate() {
                    if !in_first(j) && i != j {
                        u += 1 + (a - b).signum();
                    }
                }
            }
            u
        };
        let seen = doubled_u(&|i| i < before.len());
        let (mut low, mut high, mut all) = (0, 0, 0);
        for set in 0_u32..1 << pooled.len() {
            if set.count_ones() as usize == before.len() {
                let u = doubled_u(&|i| set >> i & 1 == 1);
                low += i64::from(u <= seen);
                high += i64::from(u >= seen);
                all += 1;
            }
        }
        (Ratio::new(seen, 2).unwrap(), Ratio::new(2 * low.min(high), all).unwrap().min(Ratio::one()))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn equals_the_enumeration(before in prop::collection::vec(0_i64..6, 1..6), after in prop::collection::vec(0_i64..6, 1..6)) {
            let ratios = |values: &[i64]| values.iter().copied().map(Ratio::from).collect::<Vec<_>>();
            let result = rank_sum(&ratios(&before), &ratios(&after)).unwrap();
            let (u, p) = brute_force(&before, &after);
            prop_assert_eq!(result.u.exact, u);
            prop_assert_eq!(result.p_two_sided.exact, Some(p));
        }
    }

    #[test]
    fn an_empty_group_has_no_result() {
        assert_eq!(rank_sum(&[], &[Ratio::one()]), None);
    }
}

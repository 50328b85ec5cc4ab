//! Fisher's exact test of two shares.

use num_bigint::BigUint;

use super::PValue;

/// Two-sided Fisher's exact test: hits among items in two groups.
///
/// Two-sided as R and SciPy define it: the probabilities of all tables with the same margins that are at most
/// as likely as the one seen. Those programs compare doubles and allow a relative slack (R: 1 + 10⁻⁷) so that
/// equally likely tables are not lost to rounding; here whole numbers are compared, so no slack is needed.
///
/// `None` when a group has more hits than items.
///
/// ```
/// use machbar::sprint::poc::statistics::fisher::fisher;
/// assert_eq!(fisher((3, 3), (0, 3)).unwrap().exact.unwrap().to_string(), "1/10");
/// ```
pub fn fisher((hits_a, items_a): (u32, u32), (hits_b, items_b): (u32, u32)) -> Option<PValue> {
    if hits_a > items_a || hits_b > items_b {
        return None;
    }
    let hits = hits_a + hits_b;
    let first = hits.saturating_sub(items_b);
    let last = hits.min(items_a);
    // weight(x) = C(items_a, x) · C(items_b, hits − x): how many ways lead to x hits in the first group.
    let mut weight = choose(items_a, first) * choose(items_b, hits - first);
    let mut weights = Vec::new();
    for x in first..=last {
        let next = if x < last {
            &weight * (items_a - x) * (hits - x) / (x + 1) / (items_b + x + 1 - hits)
        } else {
            BigUint::ZERO
        };
        weights.push(std::mem::replace(&mut weight, next));
    }
    let seen = weights.get(usize::try_from(hits_a - first).ok()?)?.clone();
    let all: BigUint = weights.iter().sum();
    let extreme: BigUint = weights.iter().filter(|w| **w <= seen).sum();
    Some(PValue::of(extreme, all))
}

fn choose(n: u32, k: u32) -> BigUint {
    (0..k.min(n - k)).fold(BigUint::from(1_u8), |product, i| product * (n - i) / (i + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Ratio;
    use proptest::prelude::*;

    /// Every way to distribute the hits over the items, one by one.
    fn brute_force(a: (u32, u32), b: (u32, u32)) -> Option<Ratio> {
        let items = a.1 + b.1;
        let hits = a.0 + b.0;
        let mut ways = vec![0_i64; a.1 as usize + 1];
        for set in 0_u32..1 << items {
            if set.count_ones() == hits {
                ways[(set & ((1 << a.1) - 1)).count_ones() as usize] += 1;
            }
        }
        let seen = ways[a.0 as usize];
        Ratio::new(ways.iter().filter(|w| **w <= seen).sum(), ways.iter().sum())
    }

    proptest! {
        #[test]
        fn equals_the_enumeration(a in (0_u32..=7, 0_u32..=7), b in (0_u32..=7, 0_u32..=7)) {
            let a = (a.0.min(a.1), a.1);
            let b = (b.0.min(b.1), b.1);
            prop_assert_eq!(fisher(a, b).unwrap().exact, brute_force(a, b));
        }
    }

    #[test]
    fn more_hits_than_items_is_no_table() {
        assert_eq!(fisher((4, 3), (0, 3)), None);
    }

    #[test]
    fn large_groups_stay_exact() {
        // Equal shares: no table is more likely than the one seen.
        assert_eq!(fisher((2500, 5000), (2500, 5000)).unwrap().value, 1.0);
    }
}

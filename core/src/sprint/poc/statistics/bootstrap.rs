//! Percentile interval of a median: the bootstrap, with every resample counted instead of some drawn.

use schemars::JsonSchema;
use serde::Serialize;

use crate::base::Ratio;

/// A 95 % interval.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Interval {
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

/// Share of the resamples below the lower end, and above the upper one.
const TAIL: f64 = 0.025;
/// Sums of some thousand probabilities are this exact.
const ROUNDING: f64 = 1e-12;

/// Percentile interval (95 %) of the median (B. Efron, 1979): between the 2.5 % and the 97.5 % point of the medians of all
/// nⁿ samples of n values drawn with replacement. Their distribution has a closed form (J. Maritz and R. Jarrett, 1978),
/// so nothing is sampled and no seed is needed. `None` for fewer than two values.
pub fn median_interval(values: &[Ratio]) -> Option<Interval> {
    if values.len() < 2 {
        return None;
    }
    let mut sorted: Vec<f64> = values.iter().map(Ratio::to_f64).collect();
    sorted.sort_by(f64::total_cmp);
    let mut medians = medians(&sorted);
    medians.sort_by(|a, b| a.0.total_cmp(&b.0));
    let point = |level: f64| {
        let mut below = 0.0;
        medians.iter().find_map(|(median, probability)| {
            below += probability;
            (below >= level - ROUNDING).then_some(*median)
        })
    };
    Some(Interval { lower: point(TAIL)?, upper: point(1.0 - TAIL)? })
}

/// Every median that a resample can have, with its probability.
fn medians(sorted: &[f64]) -> Vec<(f64, f64)> {
    let n = sorted.len();
    // Rank of the (lower) middle value, from 1.
    let middle = n.div_ceil(2);
    // The chance that the middle value of a resample is at most the i-th value, for i from 0 to n.
    let at_most: Vec<f64> = (0..=n).map(|i| at_least(middle, n, i as f64 / n as f64)).collect();
    let at = steps(&at_most);
    if n % 2 == 1 {
        return sorted.iter().copied().zip(at).collect();
    }
    // An even count: the mean of the two in the middle, the i-th and the j-th value. One half of the resample is at
    // most i with i among it, the other at least j with j among it.
    let halves: Vec<f64> = (0..=n).map(|k| power(k as f64 / n as f64, middle)).collect();
    let choices = (1..=middle).fold(1.0, |product, k| product * (middle + k) as f64 / k as f64);
    let ends = steps(&halves);
    let mut medians = Vec::with_capacity(n * (n + 1) / 2);
    for (i, ((low, at), end)) in sorted.iter().zip(at).zip(&ends).enumerate() {
        let above = halves.get(n - i - 1).copied().unwrap_or(0.0);
        medians.push((*low, at - choices * end * above));
        // The chance of starting at the j-th value is that of ending at the j-th from behind.
        for (j, high) in sorted.iter().enumerate().skip(i + 1) {
            let start = ends.get(n - j - 1).copied().unwrap_or(0.0);
            medians.push(((low + high) / 2.0, choices * end * start));
        }
    }
    medians
}

/// Differences of neighbours.
fn steps(sums: &[f64]) -> Vec<f64> {
    sums.iter().zip(sums.iter().skip(1)).map(|(before, after)| after - before).collect()
}

/// By multiplication, the same on every platform.
fn power(base: f64, exponent: usize) -> f64 {
    std::iter::repeat_n(base, exponent).product()
}

/// P(Bin(n, p) ≥ k), the terms from the last one down.
fn at_least(k: usize, n: usize, p: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    let (mut term, mut sum) = (power(p, n), 0.0);
    for successes in (k..=n).rev() {
        sum += term;
        term *= successes as f64 / (n - successes + 1) as f64 * (1.0 - p) / p;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sprint::poc::statistics::sample::median;

    /// The ends from all nⁿ resamples.
    fn counted(values: &[Ratio]) -> (f64, f64) {
        let n = values.len();
        let total = n.pow(n as u32);
        let mut medians: Vec<f64> = (0..total)
            .map(|mut code| {
                let resample: Vec<Ratio> = (0..n)
                    .map(|_| {
                        let value = values[code % n].clone();
                        code /= n;
                        value
                    })
                    .collect();
                median(&resample).unwrap().to_f64()
            })
            .collect();
        medians.sort_by(f64::total_cmp);
        // The smallest median that at least 2.5 % (97.5 %) of the resamples do not exceed.
        let end = |permille: usize| medians[(total * permille).div_ceil(1000) - 1];
        (end(25), end(975))
    }

    #[test]
    fn every_resample_is_counted() {
        let samples: &[&[i64]] = &[
            &[4, 9],
            &[3, 3, 8],
            &[1, 4, 6, 10],
            &[5, 5, 5, 9],
            &[10, 20, 30, 40, 50],
            &[-7, 0, 0, 2, 11, 30],
            &[1, 2, 4, 8, 16, 32, 64],
        ];
        for values in samples {
            let values: Vec<Ratio> = values.iter().copied().map(Ratio::from).collect();
            let interval = median_interval(&values).unwrap();
            assert_eq!((interval.lower, interval.upper), counted(&values), "{values:?}");
        }
        assert_eq!(median_interval(&[Ratio::one()]), None);
    }

    #[test]
    fn probabilities_sum_to_one() {
        for n in [2, 3, 12, 39, 40, 119, 120] {
            let values: Vec<f64> = (0..n).map(f64::from).collect();
            let sum: f64 = medians(&values).iter().map(|(_, probability)| probability).sum();
            assert!((sum - 1.0).abs() < 1e-11, "{n}: {sum}");
        }
    }
}

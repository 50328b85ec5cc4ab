//! Percentile interval of a median by resampling.

use schemars::JsonSchema;
use serde::Serialize;

use crate::base::Ratio;

/// Resamples drawn: the 250th and the 9,750th of them are the ends of the 95 % interval.
pub const RESAMPLES: usize = 9_999;
const LOWER: usize = 249;
const UPPER: usize = 9_749;

/// A 95 % interval from resampling.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Interval {
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
    /// The seed that gives these ends again.
    pub seed: u64,
}

/// Percentile interval (95 %) of the median: [`RESAMPLES`] samples drawn with replacement by a PCG generator that
/// starts from `seed`. The same seed gives the same interval everywhere. `None` for fewer than two values.
pub fn median_interval(values: &[Ratio], seed: u64) -> Option<Interval> {
    if values.len() < 2 {
        return None;
    }
    let mut sorted: Vec<&Ratio> = values.iter().collect();
    sorted.sort();
    let sorted: Vec<f64> = sorted.into_iter().map(Ratio::to_f64).collect();
    let count = u64::try_from(sorted.len()).ok()?;
    let mut generator = oorandom::Rand64::new(u128::from(seed));
    let mut drawn = vec![0_usize; sorted.len()];
    let mut medians: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            drawn.fill(0);
            for _ in 0..count {
                let index = usize::try_from(generator.rand_range(0..count)).unwrap_or(0);
                if let Some(times) = drawn.get_mut(index) {
                    *times += 1;
                }
            }
            median_of_drawn(&sorted, &drawn)
        })
        .collect();
    medians.sort_by(f64::total_cmp);
    Some(Interval { lower: *medians.get(LOWER)?, upper: *medians.get(UPPER)?, seed })
}

/// The median of a resample that holds `sorted[i]` `drawn[i]` times.
fn median_of_drawn(sorted: &[f64], drawn: &[usize]) -> f64 {
    let n = sorted.len();
    let (low, high) = ((n - 1) / 2, n / 2);
    let (mut seen, mut sum) = (0, 0.0);
    for (value, times) in sorted.iter().zip(drawn) {
        let until = seen + times;
        sum += f64::from(u8::from((seen..until).contains(&low))) * value;
        sum += f64::from(u8::from((seen..until).contains(&high))) * value;
        seen = until;
    }
    sum / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sprint::poc::statistics::sample::median;

    fn ratios(values: &[i64]) -> Vec<Ratio> {
        values.iter().copied().map(Ratio::from).collect()
    }

    #[test]
    fn the_same_seed_gives_the_same_interval() {
        let values = ratios(&[3, 9, 12, 1, 7, 7, 20, 5]);
        assert_eq!(median_interval(&values, 7), median_interval(&values, 7));
        assert_eq!(median_interval(&ratios(&[4]), 7), None);
    }

    #[test]
    fn the_median_of_a_resample_is_its_median() {
        for drawn in [[2, 0, 1, 1], [0, 0, 4, 0], [1, 1, 1, 1], [3, 1, 0, 0]] {
            let sorted = [1.0, 4.0, 6.0, 10.0];
            let resample: Vec<i64> =
                sorted.iter().zip(drawn).flat_map(|(v, times)| std::iter::repeat_n(*v as i64, times)).collect();
            assert_eq!(median_of_drawn(&sorted, &drawn), median(&ratios(&resample)).unwrap().to_f64());
        }
    }

    #[test]
    fn the_ends_are_near_the_exact_ones() {
        // Five values: the median of a resample is the k-th value when at least three draws are at most it.
        // P(median ≤ 1st) = P(Bin(5, 1/5) ≥ 3) = 0.0579 > 2.5 %, so the ends are the smallest and the largest.
        let interval = median_interval(&ratios(&[10, 20, 30, 40, 50]), 1).unwrap();
        assert_eq!((interval.lower, interval.upper), (10.0, 50.0));
    }
}

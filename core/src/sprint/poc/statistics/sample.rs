//! Location of a sample: median, mean, Hodges–Lehmann.

use std::num::NonZeroI64;

use crate::base::Ratio;

const TWO: NonZeroI64 = match NonZeroI64::new(2) {
    Some(two) => two,
    None => NonZeroI64::MIN,
};

/// The middle value; the mean of the two middle ones for an even count; `None` for no values.
pub fn median(values: &[Ratio]) -> Option<Ratio> {
    let mut sorted: Vec<&Ratio> = values.iter().collect();
    sorted.sort();
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(upper.clone());
    }
    let lower = *sorted.get(sorted.len() / 2 - 1)?;
    Some((lower + upper) / TWO)
}

/// The arithmetic mean; `None` for no values.
pub fn mean(values: &[Ratio]) -> Option<Ratio> {
    let count = i64::try_from(values.len()).ok()?;
    values.iter().sum::<Ratio>().checked_div(&Ratio::from(count))
}

/// The one-sample Hodges–Lehmann estimate: the median of the Walsh averages `(dᵢ + dⱼ)/2`, `i ≤ j`.
pub fn hodges_lehmann(differences: &[Ratio]) -> Option<Ratio> {
    let walsh: Vec<Ratio> = differences
        .iter()
        .enumerate()
        .flat_map(|(i, a)| differences.iter().skip(i).map(move |b| (a + b) / TWO))
        .collect();
    median(&walsh)
}

/// The two-sample Hodges–Lehmann estimate: the median of all differences `before − after`.
pub fn shift(before: &[Ratio], after: &[Ratio]) -> Option<Ratio> {
    let all: Vec<Ratio> = before.iter().flat_map(|b| after.iter().map(move |a| b - a)).collect();
    median(&all)
}

/// Twice the rank of every value, ties sharing their average rank; in the order of the input.
///
/// Doubling keeps average ranks whole: values at sorted places `a..=b` (from 1) all get `a + b`.
pub(crate) fn doubled_ranks(values: &[Ratio]) -> Vec<usize> {
    let mut order: Vec<(usize, &Ratio)> = values.iter().enumerate().collect();
    order.sort_by(|x, y| x.1.cmp(y.1));
    let mut ranks = vec![0; values.len()];
    let mut before = 0;
    for group in order.chunk_by(|x, y| x.1 == y.1) {
        let doubled = (before + 1) + (before + group.len());
        for (index, _) in group {
            if let Some(rank) = ranks.get_mut(*index) {
                *rank = doubled;
            }
        }
        before += group.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratios(values: &[i64]) -> Vec<Ratio> {
        values.iter().copied().map(Ratio::from).collect()
    }

    #[test]
    fn medians_of_even_and_odd_counts() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&ratios(&[5, 1, 3])).unwrap().to_string(), "3");
        assert_eq!(median(&ratios(&[4, 1])).unwrap().to_string(), "5/2");
    }

    #[test]
    fn tied_values_share_their_rank() {
        // Ranks 1, 2.5, 2.5, 4.
        assert_eq!(doubled_ranks(&ratios(&[7, 3, 7, 9])), [5, 2, 5, 8]);
    }

    #[test]
    fn hodges_lehmann_by_hand() {
        // Walsh averages of 1, 4: 1, 2.5, 4.
        assert_eq!(hodges_lehmann(&ratios(&[1, 4])).unwrap().to_string(), "5/2");
        assert_eq!(shift(&ratios(&[10, 20]), &ratios(&[5])).unwrap().to_string(), "10");
    }
}

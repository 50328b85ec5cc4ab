//! Do the raters agree? Kendall's W with tie correction (F-3), straight-liners.

use crate::base::{Figure, Ratio};

/// Fewest answers of which "all the same" means anything.
pub const STRAIGHT_LINE_FROM: usize = 3;

/// Kendall's coefficient of concordance with tie correction: 0 (no agreement) to 1 (same order).
///
/// `W = 12·Σ(Rᵢ−R̄)² / (m²(n³−n) − m·ΣΣ(t³−t))` over m raters (rows) and n items (columns), exact.
/// None below two raters or two items, for rows of different length, and when every rater gives
/// every item the same value (the quotient is 0/0).
///
/// ```
/// use machbar::priority::concordance::kendall_w;
/// let w = kendall_w(&[vec![1, 2, 3, 4], vec![2, 1, 3, 4], vec![1, 2, 4, 3]]).unwrap();
/// assert_eq!(w.exact.to_string(), "37/45");
/// ```
pub fn kendall_w(rows: &[Vec<i64>]) -> Option<Figure> {
    let (m, n) = (rows.len(), rows.first()?.len());
    if m < 2 || n < 2 || rows.iter().any(|row| row.len() != n) {
        return None;
    }
    let whole = |count: usize| Ratio::from(i64::try_from(count).unwrap_or(i64::MAX));
    let cube_less = |count: usize| whole(count) * &(whole(count) * &whole(count) - Ratio::one());
    let mut sums = vec![0_i64; n];
    let mut ties = Ratio::zero();
    for row in rows {
        // Points from the bottom instead of ranks from the top: W does not see the direction.
        for (sum, points) in sums.iter_mut().zip(super::figures::twice_borda(row)) {
            *sum += points;
        }
        let mut sorted = row.clone();
        sorted.sort_unstable();
        for group in sorted.chunk_by(|a, b| a == b).filter(|group| group.len() > 1) {
            ties += &cube_less(group.len());
        }
    }
    let total: Ratio = sums.iter().map(|sum| Ratio::from(*sum)).sum();
    let squares: Ratio = sums.iter().map(|sum| Ratio::from(*sum) * &Ratio::from(*sum)).sum();
    // Sums are doubled ranks: the squared deviations are four times as large.
    let deviation = (squares * &whole(n) - total.clone() * &total).checked_div(&(whole(n) * &Ratio::from(4)))?;
    let most = whole(m) * &whole(m) * &cube_less(n) - whole(m) * &ties;
    Some(Figure::new((deviation * &Ratio::from(12)).checked_div(&most)?, 4))
}

/// Did this rater give everything the same value? At least three answers; missing ones are passed over.
pub fn straight_line(answers: &[Option<i64>]) -> bool {
    let mut given = answers.iter().flatten();
    let Some(first) = given.next() else { return false };
    answers.iter().flatten().count() >= STRAIGHT_LINE_FROM && given.all(|value| value == first)
}

/// The rows of raters who answered everything.
pub fn complete_rows<'a>(rows: impl IntoIterator<Item = &'a Vec<Option<i64>>>) -> Vec<Vec<i64>> {
    rows.into_iter().filter_map(|row| row.iter().copied().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extremes_and_undefined_cases() {
        let w = |rows: &[Vec<i64>]| kendall_w(rows).map(|figure| figure.exact.to_string());
        assert_eq!(w(&[vec![1, 2, 3], vec![1, 2, 3]]).unwrap(), "1");
        assert_eq!(w(&[vec![1, 2, 3], vec![3, 2, 1]]).unwrap(), "0");
        assert_eq!(w(&[vec![4, 4, 4], vec![2, 2, 2]]), None);
        assert_eq!(w(&[vec![1, 2, 3]]), None);
        assert_eq!(w(&[vec![1], vec![2]]), None);
    }

    #[test]
    fn a_straight_line_needs_three_answers() {
        assert!(straight_line(&[Some(3), None, Some(3), Some(3)]));
        assert!(!straight_line(&[Some(3), Some(3), None]));
        assert!(!straight_line(&[Some(3), Some(3), Some(4)]));
    }
}

//! TOPSIS (Hwang and Yoon 1981): near the ideal, far from its opposite.

use super::matrix::bounds;

/// Distances and closeness of one item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Closeness {
    /// Euclidean distance to the ideal: the best weighted value of every criterion.
    pub to_ideal: f64,
    /// Euclidean distance to the anti-ideal.
    pub to_anti_ideal: f64,
    /// `to_anti_ideal / (to_ideal + to_anti_ideal)`, 0 to 1; 1/2 when both are zero (all items alike).
    pub closeness: f64,
}

/// Closeness per item from columns in which more is better, and weights.
///
/// With vector normalisation this is the original method: turning a cost `r` into `1 − r` swaps
/// ideal and anti-ideal and leaves every distance as it is. Items may be ranked otherwise when
/// others are added or dropped (rank reversal): ideal, anti-ideal and normalisation move with them.
pub fn topsis(normalized: &[Vec<f64>], weights: &[f64]) -> Vec<Closeness> {
    let rows = normalized.first().map_or(0, Vec::len);
    let mut squares = vec![(0.0_f64, 0.0_f64); rows];
    for (column, weight) in normalized.iter().zip(weights) {
        let (low, high) = bounds(column);
        for ((to_ideal, to_anti), value) in squares.iter_mut().zip(column) {
            let (short, over) = (weight * (high - value), weight * (value - low));
            *to_ideal += short * short;
            *to_anti += over * over;
        }
    }
    let close = |(to_ideal, to_anti): (f64, f64)| {
        let (to_ideal, to_anti_ideal) = (to_ideal.sqrt(), to_anti.sqrt());
        let both = to_ideal + to_anti_ideal;
        let closeness = if both > 0.0 { to_anti_ideal / both } else { 0.5 };
        Closeness { to_ideal, to_anti_ideal, closeness }
    };
    squares.into_iter().map(close).collect()
}

//! The best-worst method, linear model (Rezaei 2015, 2016), solved in exact fractions.

use super::simplex::{Bound, Constraint, minimize};
use crate::base::Ratio;

/// Most criteria of a best-worst comparison.
pub const MAX_CRITERIA: usize = 20;

/// Weights and how well the comparisons fit together.
#[derive(Debug, Clone, PartialEq)]
pub struct BestWorst {
    /// The weights, in order of the criteria; their sum is 1.
    pub weights: Vec<Ratio>,
    /// ξ*: the largest deviation `|w_B − a_Bj·w_j|` or `|w_j − a_jW·w_W|`; 0 for consistent comparisons.
    pub xi: Ratio,
    /// Input-based consistency ratio (Liang, Brunelli and Rezaei 2020):
    /// `max |a_Bj·a_jW − a_BW| / (a_BW² − a_BW)`; 0 for consistent comparisons or `a_BW` = 1.
    pub consistency_ratio: Ratio,
}

/// Weights that minimise the largest deviation, given the best criterion, the worst one, how much
/// the best is preferred to each and each to the worst (1 to 9, 1 for itself).
pub fn best_worst(best: usize, worst: usize, best_to_others: &[u8], others_to_worst: &[u8]) -> Option<BestWorst> {
    let count = best_to_others.len();
    let whole = |value: u8| Ratio::from(i64::from(value));
    let mut constraints = Vec::new();
    let mut deviation = |of: usize, factor: u8, from: usize| {
        if of == from {
            return;
        }
        for sign in [1, -1] {
            let mut coefficients = vec![Ratio::zero(); count + 1];
            for (place, value) in
                [(of, Ratio::from(sign)), (from, whole(factor) * &Ratio::from(-sign)), (count, Ratio::from(-1))]
            {
                if let Some(cell) = coefficients.get_mut(place) {
                    *cell = value;
                }
            }
            constraints.push(Constraint { coefficients, bound: Bound::AtMost, right: Ratio::zero() });
        }
    };
    for (place, (to, from)) in best_to_others.iter().zip(others_to_worst).enumerate() {
        deviation(best, *to, place);
        if place != best {
            deviation(place, *from, worst);
        }
    }
    let mut sum = vec![Ratio::one(); count];
    sum.push(Ratio::zero());
    constraints.push(Constraint { coefficients: sum, bound: Bound::Exactly, right: Ratio::one() });
    let mut costs = vec![Ratio::zero(); count];
    costs.push(Ratio::one());
    let mut weights = minimize(&costs, &constraints)?;
    let xi = weights.pop()?;
    let most = whole(*best_to_others.get(worst)?);
    let worst_fit =
        best_to_others.iter().zip(others_to_worst).map(|(a, b)| (whole(*a) * &whole(*b) - &most).abs()).max()?;
    let span = most.clone() * &most - &most;
    Some(BestWorst { weights, xi, consistency_ratio: worst_fit.checked_div(&span).unwrap_or_else(Ratio::zero) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consistent_comparisons_give_their_quotients() {
        // Weights 8 : 4 : 2 : 1.
        let result = best_worst(0, 3, &[1, 2, 4, 8], &[8, 4, 2, 1]).unwrap();
        let weights: Vec<String> = result.weights.iter().map(ToString::to_string).collect();
        assert_eq!(weights, ["8/15", "4/15", "2/15", "1/15"]);
        assert!(result.xi.is_zero() && result.consistency_ratio.is_zero());
    }

    #[test]
    fn the_car_of_rezaei() {
        // Rezaei (2016), buying a car: quality, price, comfort, safety, style; best is price, worst is style.
        let result = best_worst(1, 4, &[2, 1, 4, 2, 8], &[4, 8, 2, 4, 1]).unwrap();
        let weights: Vec<f64> = result.weights.iter().map(Ratio::to_f64).collect();
        for (found, published) in weights.iter().zip([0.2105, 0.4211, 0.1053, 0.2105, 0.0526]) {
            assert!((found - published).abs() < 5e-5, "{weights:?}");
        }
    }
}

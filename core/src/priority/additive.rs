//! Weighted sum and weighted product.

use super::matrix::Numbers;

/// What each criterion adds to each item: weight × normalised value, column by column.
pub fn weighted_sum(normalized: &[Vec<f64>], weights: &[f64]) -> Vec<Vec<f64>> {
    normalized.iter().zip(weights).map(|(column, weight)| column.iter().map(|value| weight * value).collect()).collect()
}

/// The sum over the criteria, item by item.
pub fn totals(contributions: &[Vec<f64>]) -> Vec<f64> {
    let rows = contributions.first().map_or(0, Vec::len);
    contributions.iter().fold(vec![0.0; rows], |mut totals, column| {
        totals.iter_mut().zip(column).for_each(|(total, value)| *total += value);
        totals
    })
}

/// The logarithm of `Π xⱼ^(±wⱼ)`, criterion by criterion; costs have a negative exponent. Values must lie above zero.
///
/// Bridgman (1922), Miller and Starr (1969). Units cancel: another unit multiplies every score by
/// the same factor.
pub fn weighted_product_logs(numbers: &Numbers, weights: &[f64]) -> Vec<Vec<f64>> {
    let each = |((column, polarity), weight): ((&Vec<f64>, super::agreement::Polarity), &f64)| {
        let exponent = weight * polarity.sign();
        column.iter().map(|value| exponent * libm::log(*value)).collect()
    };
    numbers.iter().zip(weights).map(each).collect()
}

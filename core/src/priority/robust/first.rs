//! Can an item be first under any weighting at all?
//!
//! The weighting plays a matrix game against a mixture of the other items. In doubles the game takes
//! microseconds and nearly always ends with a proof; what lies within rounding goes to the exact linear program.

use super::super::simplex::{Bound, Constraint, minimize};
use super::stability::ExactSum;
use crate::base::Ratio;

/// What doubles may settle: a sum of products of at most 30 weights with differences of scores from 0 to 1, each
/// wrong in the last bit, lies within 1e-13 of the true one.
const CERTAIN: f64 = 1e-12;

impl ExactSum {
    /// Is there a weighting in which no other item scores higher? Exact.
    pub(super) fn can_be_first(&self, item: usize) -> bool {
        let Some(own) = self.rows.get(item) else { return false };
        let others = || self.rows.iter().enumerate().filter(|(place, _)| *place != item).map(|(_, row)| row);
        let leads: Vec<Vec<f64>> = others()
            .map(|row| own.iter().zip(row).map(|(own, other)| own.to_f64() - other.to_f64()).collect())
            .collect();
        by_game(&leads).unwrap_or_else(|| {
            let behind = |other: &Vec<Ratio>| Constraint {
                coefficients: other.iter().zip(own).map(|(other, own)| other.clone() - own).collect(),
                bound: Bound::AtMost,
                right: Ratio::zero(),
            };
            let mut constraints: Vec<Constraint> = others().map(behind).collect();
            let whole = vec![Ratio::one(); own.len()];
            constraints.push(Constraint { coefficients: whole, bound: Bound::Exactly, right: Ratio::one() });
            minimize(&vec![Ratio::zero(); own.len()], &constraints).is_some()
        })
    }
}

/// The answer where doubles prove it, from the leads of the item over each other one, criterion by criterion.
///
/// `max over w of min over i of Σⱼ wⱼ lᵢⱼ` is `min over m of max over j of Σᵢ mᵢ lᵢⱼ` (von Neumann 1928): a weighting `w` with
/// which the item leads everybody proves yes, a mixture `m` of the others that leads the item on
/// every criterion proves no.
fn by_game(leads: &[Vec<f64>]) -> Option<bool> {
    // Leads lie between −1 and 1; moved up, the value of the game is above zero and divides.
    const UP: f64 = 2.0;
    let columns = leads.first()?.len();
    let column = |j: usize| leads.iter().filter_map(move |row| row.get(j).copied());
    let most = |j: usize| Constraint {
        coefficients: column(j).map(|lead| lead + UP).collect(),
        bound: Bound::AtMost,
        right: 1.0,
    };
    let mixture = shares(minimize(&vec![-1.0; leads.len()], &(0..columns).map(most).collect::<Vec<_>>()));
    let behind = |j: usize| dot(column(j), &mixture) < -CERTAIN;
    if !mixture.is_empty() && (0..columns).all(behind) {
        return Some(false);
    }
    let least = |row: &Vec<f64>| Constraint {
        coefficients: row.iter().map(|lead| -lead - UP).collect(),
        bound: Bound::AtMost,
        right: -1.0,
    };
    let weights = shares(minimize(&vec![1.0; columns], &leads.iter().map(least).collect::<Vec<_>>()));
    let ahead = |row: &Vec<f64>| dot(row.iter().copied(), &weights) > CERTAIN;
    (!weights.is_empty() && leads.iter().all(ahead)).then_some(true)
}

/// A proposal as shares with sum 1, none below zero; empty without one.
fn shares(proposal: Option<Vec<f64>>) -> Vec<f64> {
    let positive: Vec<f64> = proposal.unwrap_or_default().into_iter().map(|share| share.max(0.0)).collect();
    let sum: f64 = positive.iter().sum();
    if sum > 0.0 && sum.is_finite() { positive.into_iter().map(|share| share / sum).collect() } else { Vec::new() }
}

fn dot(values: impl Iterator<Item = f64>, shares: &[f64]) -> f64 {
    values.zip(shares).map(|(value, share)| value * share).sum()
}

#[cfg(test)]
mod tests {
    use super::super::stability::tests::{seesaw, sums};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn three_on_a_seesaw() {
        let sum = seesaw();
        assert!(sum.can_be_first(0) && sum.can_be_first(1) && !sum.can_be_first(2));
    }

    /// Level at one single weighting: doubles cannot tell, the exact program can.
    #[test]
    fn touching_the_top_is_enough() {
        let mut sum = seesaw();
        let half = || Ratio::new(1, 2).unwrap();
        sum.rows[2] = vec![half(), half()];
        assert_eq!(by_game(&[vec![-0.5, 0.5], vec![0.5, -0.5]]), None);
        assert!(sum.can_be_first(2));
        sum.rows[2] = vec![half(), Ratio::new(499_999, 1_000_000).unwrap()];
        assert!(!sum.can_be_first(2));
    }

    #[test]
    fn alone_one_is_always_first() {
        assert!(ExactSum { rows: vec![vec![Ratio::zero()]], weights: vec![Ratio::one()] }.can_be_first(0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        /// Where doubles answer, they answer what the exact program answers: also on tables full of ties.
        #[test]
        fn doubles_agree_with_fractions(sum in sums()) {
            for item in 0..sum.rows.len() {
                let own = &sum.rows[item];
                let others: Vec<&Vec<Ratio>> =
                    sum.rows.iter().enumerate().filter(|(place, _)| *place != item).map(|(_, row)| row).collect();
                let behind = |row: &&Vec<Ratio>| Constraint {
                    coefficients: row.iter().zip(own).map(|(other, own)| other.clone() - own).collect(),
                    bound: Bound::AtMost,
                    right: Ratio::zero(),
                };
                let whole = Constraint {
                    coefficients: vec![Ratio::one(); own.len()],
                    bound: Bound::Exactly,
                    right: Ratio::one(),
                };
                let constraints: Vec<Constraint> = others.iter().map(behind).chain([whole]).collect();
                let exact = minimize(&vec![Ratio::zero(); own.len()], &constraints).is_some();
                let leads: Vec<Vec<f64>> = others.iter()
                    .map(|row| own.iter().zip(*row).map(|(own, other)| own.to_f64() - other.to_f64()).collect()).collect();
                prop_assert_eq!(by_game(&leads).unwrap_or(exact), exact);
                prop_assert_eq!(sum.can_be_first(item), exact);
            }
        }
    }
}

//! Exact limits of a weighted sum: how far weights may move before the choice changes.

use super::super::simplex::{Bound, Constraint, minimize};
use crate::base::Ratio;

/// A weighted sum in exact fractions.
#[derive(Debug, Clone)]
pub(super) struct ExactSum {
    /// Normalised values per item, in order of the criteria.
    pub(super) rows: Vec<Vec<Ratio>>,
    /// Weights; their sum is 1.
    pub(super) weights: Vec<Ratio>,
}

/// Less and more weight on one criterion at which an item leaves the top; none if it never does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Limits {
    pub(super) low: Option<Ratio>,
    pub(super) high: Option<Ratio>,
}

/// The smallest shift of weight that brings one item level with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shift {
    /// How much weight moves, 0 to 1.
    pub(super) moved: Ratio,
    /// The weights afterwards.
    pub(super) weights: Vec<Ratio>,
}

fn dot(a: &[Ratio], b: &[Ratio]) -> Ratio {
    a.iter().zip(b).filter(|(a, b)| !a.is_zero() && !b.is_zero()).map(|(a, b)| a * b).sum()
}

impl ExactSum {
    /// Between which weights of a criterion an item of the top stays there, the others keeping their proportions.
    ///
    /// The score of every item is linear in the one weight; between the crossings with the item's own
    /// line nothing changes. At a limit the item is level with the one that passes it.
    pub(super) fn limits(&self, item: usize, criterion: usize, top: usize) -> Limits {
        let Some(now) = self.weights.get(criterion) else { return Limits { low: None, high: None } };
        let rest = Ratio::one() - now;
        let others = i64::try_from(self.weights.len().saturating_sub(1)).unwrap_or(i64::MAX);
        // The weights of the others, as if this criterion had none; equal ones if it has everything.
        let proportions: Vec<Ratio> = self
            .weights
            .iter()
            .enumerate()
            .map(|(place, weight)| match weight.checked_div(&rest) {
                _ if place == criterion => Ratio::zero(),
                Some(share) => share,
                None => Ratio::new(1, others).unwrap_or_else(Ratio::zero),
            })
            .collect();
        // Per item the score without the criterion, and with nothing else.
        let ends: Vec<(Ratio, Ratio)> = self
            .rows
            .iter()
            .map(|row| (dot(row, &proportions), row.get(criterion).cloned().unwrap_or_else(Ratio::zero)))
            .collect();
        let Some((own_without, own_only)) = ends.get(item) else { return Limits { low: None, high: None } };
        // Leads of the others over the item at both ends of the weight.
        let leads: Vec<(Ratio, Ratio)> = ends
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != item)
            .map(|(_, (without, only))| (without.clone() - own_without, only.clone() - own_only))
            .collect();
        let mut crossings: Vec<Ratio> = leads
            .iter()
            .filter_map(|(start, end)| start.checked_div(&(start.clone() - end)))
            .filter(|at| !at.is_negative() && *at <= Ratio::one())
            .collect();
        crossings.sort_unstable();
        crossings.dedup();
        let out = |at: &Ratio| {
            let rest = Ratio::one() - at;
            let ahead = leads.iter().filter(|(start, end)| {
                let lead = start.clone() * &rest + end.clone() * at;
                !lead.is_zero() && !lead.is_negative()
            });
            ahead.count() >= top
        };
        let middle = |a: &Ratio, b: &Ratio| (a.clone() + b).checked_div(&Ratio::from(2)).unwrap_or_else(Ratio::zero);
        let above: Vec<&Ratio> = crossings.iter().filter(|at| *at >= now).collect();
        let one = Ratio::one();
        let high = above.iter().enumerate().find(|(index, at)| {
            let next = above.get(index + 1).copied().unwrap_or(&one);
            ***at < one && out(&middle(at, next))
        });
        let below: Vec<&Ratio> = crossings.iter().rev().filter(|at| *at <= now).collect();
        let zero = Ratio::zero();
        let low = below.iter().enumerate().find(|(index, at)| {
            let next = below.get(index + 1).copied().unwrap_or(&zero);
            ***at > zero && out(&middle(at, next))
        });
        Limits { low: low.map(|(_, at)| (**at).clone()), high: high.map(|(_, at)| (**at).clone()) }
    }

    /// The smallest shift of weight after which `behind` is level with `ahead`; none if no weighting does that.
    ///
    /// Weight goes from the criteria that favour `ahead` most to the one that favours it least: a
    /// fractional knapsack, so the greedy order is the best one.
    pub(super) fn shift(&self, ahead: usize, behind: usize) -> Option<Shift> {
        let leads: Vec<Ratio> =
            self.rows.get(ahead)?.iter().zip(self.rows.get(behind)?).map(|(a, b)| a.clone() - b).collect();
        let mut lead = dot(&leads, &self.weights);
        let (target, least) = leads.iter().enumerate().min_by(|a, b| a.1.cmp(b.1))?;
        let mut from: Vec<usize> = (0..leads.len()).filter(|place| *place != target).collect();
        from.sort_by(|a, b| leads.get(*b).cmp(&leads.get(*a)));
        let (mut weights, mut moved) = (self.weights.clone(), Ratio::zero());
        for place in from {
            if lead.is_zero() || lead.is_negative() {
                break;
            }
            let gain = leads.get(place)?.clone() - least;
            let wanted = lead.checked_div(&gain)?;
            let amount = wanted.min(weights.get(place)?.clone());
            lead = lead - gain * &amount;
            moved += &amount;
            let cell = weights.get_mut(place)?;
            *cell = cell.clone() - &amount;
            *weights.get_mut(target)? += &amount;
        }
        (lead.is_zero() || lead.is_negative()).then_some(Shift { moved, weights })
    }

    /// Is there a weighting in which no other item scores higher? Exact, by linear programming.
    pub(super) fn can_be_first(&self, item: usize) -> bool {
        let Some(own) = self.rows.get(item) else { return false };
        let behind = |other: &Vec<Ratio>| Constraint {
            coefficients: other.iter().zip(own).map(|(other, own)| other.clone() - own).collect(),
            bound: Bound::AtMost,
            right: Ratio::zero(),
        };
        let mut constraints: Vec<Constraint> =
            self.rows.iter().enumerate().filter(|(place, _)| *place != item).map(|(_, row)| behind(row)).collect();
        constraints.push(Constraint {
            coefficients: vec![Ratio::one(); own.len()],
            bound: Bound::Exactly,
            right: Ratio::one(),
        });
        minimize(&vec![Ratio::zero(); own.len()], &constraints).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    impl ExactSum {
        fn scores(&self) -> Vec<Ratio> {
            self.rows.iter().map(|row| dot(row, &self.weights)).collect()
        }
    }

    fn ratio(top: i64, bottom: i64) -> Ratio {
        Ratio::new(top, bottom).unwrap()
    }

    /// Two items, two criteria: A is 1 and 0, B is 0 and 1, C is 2/5 everywhere.
    fn seesaw() -> ExactSum {
        let rows =
            vec![vec![Ratio::one(), Ratio::zero()], vec![Ratio::zero(), Ratio::one()], vec![ratio(2, 5), ratio(2, 5)]];
        ExactSum { rows, weights: vec![ratio(3, 4), ratio(1, 4)] }
    }

    #[test]
    fn limits_by_hand() {
        let sum = seesaw();
        // A leads while its weight is at least 1/2 (against B) and 2/5 (against C).
        assert_eq!(sum.limits(0, 0, 1), Limits { low: Some(ratio(1, 2)), high: None });
        assert_eq!(sum.limits(0, 1, 1), Limits { low: None, high: Some(ratio(1, 2)) });
        // Among the first two it stays until C passes it as well.
        assert_eq!(sum.limits(0, 0, 2), Limits { low: Some(ratio(2, 5)), high: None });
        assert_eq!(sum.limits(0, 0, 3), Limits { low: None, high: None });
        assert_eq!(sum.shift(0, 1).unwrap().moved, ratio(1, 4));
        assert!(sum.can_be_first(0) && sum.can_be_first(1) && !sum.can_be_first(2));
    }

    fn sums() -> impl Strategy<Value = ExactSum> {
        (2..6_usize, 2..5_usize).prop_flat_map(|(rows, columns)| {
            let row = prop::collection::vec(0..=10_i64, columns);
            let weights = prop::collection::vec(1..=9_i64, columns);
            (prop::collection::vec(row, rows), weights).prop_map(|(rows, weights)| {
                let total: i64 = weights.iter().sum();
                ExactSum {
                    rows: rows.iter().map(|row| row.iter().map(|value| ratio(*value, 10)).collect()).collect(),
                    weights: weights.iter().map(|weight| ratio(*weight, total)).collect(),
                }
            })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// The greedy shift is the optimum of the linear program that moves weight.
        #[test]
        fn the_shift_is_the_smallest(sum in sums()) {
            let scores = sum.scores();
            let (ahead, behind) = if scores[0] >= scores[1] { (0, 1) } else { (1, 0) };
            let leads: Vec<Ratio> =
                sum.rows[ahead].iter().zip(&sum.rows[behind]).map(|(a, b)| a.clone() - b).collect();
            let count = leads.len();
            // Variables: weight added, weight taken.
            let mut constraints = vec![
                Constraint {
                    coefficients: leads.iter().cloned().chain(leads.iter().map(|lead| -lead.clone())).collect(),
                    bound: Bound::AtMost,
                    right: -dot(&leads, &sum.weights),
                },
                Constraint {
                    coefficients: (0..2 * count).map(|j| Ratio::from(if j < count { 1 } else { -1 })).collect(),
                    bound: Bound::Exactly,
                    right: Ratio::zero(),
                },
            ];
            for (place, weight) in sum.weights.iter().enumerate() {
                let coefficients = (0..2 * count).map(|j| Ratio::from(i64::from(j == count + place))).collect();
                constraints.push(Constraint { coefficients, bound: Bound::AtMost, right: weight.clone() });
            }
            let costs: Vec<Ratio> = (0..2 * count).map(|j| Ratio::from(i64::from(j < count))).collect();
            let best = minimize(&costs, &constraints).map(|x| x.iter().take(count).sum::<Ratio>());
            prop_assert_eq!(sum.shift(ahead, behind).map(|shift| shift.moved), best);
        }

        /// Just inside a limit the item is among the top, just outside it is not.
        #[test]
        fn limits_hold_on_both_sides(sum in sums(), top in 1..3_usize) {
            let scores = sum.scores();
            let item = (0..scores.len()).max_by(|a, b| scores[*a].cmp(&scores[*b])).unwrap();
            let inside = |criterion: usize, weight: &Ratio| {
                let rest = Ratio::one() - &sum.weights[criterion];
                let factor = (Ratio::one() - weight).checked_div(&rest).unwrap();
                let weights = sum.weights.iter().enumerate()
                    .map(|(j, w)| if j == criterion { weight.clone() } else { w * &factor }).collect();
                let moved = ExactSum { rows: sum.rows.clone(), weights }.scores();
                moved.iter().filter(|score| **score > moved[item]).count() < top
            };
            let step = ratio(1, 1_000_000_000);
            for criterion in 0..sum.weights.len() {
                let limits = sum.limits(item, criterion, top);
                if let Some(high) = limits.high {
                    prop_assert!(inside(criterion, &high) && !inside(criterion, &(high.clone() + &step)));
                } else {
                    prop_assert!(inside(criterion, &Ratio::one()));
                }
                if let Some(low) = limits.low {
                    prop_assert!(inside(criterion, &low) && !inside(criterion, &(low.clone() - &step)));
                } else {
                    prop_assert!(inside(criterion, &Ratio::zero()));
                }
            }
        }
    }
}

//! Exact limits of a weighted sum: how far weights may move before the choice changes.
//!
//! Doubles settle what lies clear of a boundary, fractions the rest and every figure that is shown.

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
    /// The scores of all items over the weight of one criterion, the others keeping their proportions.
    pub(super) fn lines(&self, criterion: usize) -> Option<Lines<'_>> {
        let now = self.weights.get(criterion)?;
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
        let line = |row: &Vec<Ratio>| Some(Line::new(dot(row, &proportions), row.get(criterion)?.clone()));
        Some(Lines { now, lines: self.rows.iter().map(line).collect::<Option<_>>()? })
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
}

/// A score as a line over the weight of one criterion, or the difference of two.
struct Line {
    /// Without the criterion, and with nothing else.
    ends: [Ratio; 2],
    /// The same in doubles.
    near: [f64; 2],
}

/// Signs of values between −1 and 1 that doubles get right: rounding moves them by less than 1e-15.
const CERTAIN: f64 = 1e-12;

impl Line {
    fn new(without: Ratio, only: Ratio) -> Self {
        let near = [without.to_f64(), only.to_f64()];
        Self { ends: [without, only], near }
    }
    /// How far the line lies over another.
    fn over(&self, other: &Self) -> Self {
        let [without, only] = &self.ends;
        let [other_without, other_only] = &other.ends;
        Self::new(without.clone() - other_without, only.clone() - other_only)
    }
    /// Where the line crosses zero.
    fn crossing(&self) -> Option<Ratio> {
        let [without, only] = &self.ends;
        without.checked_div(&(without.clone() - only)).filter(|at| !at.is_negative() && *at <= Ratio::one())
    }
    /// Above zero at this weight?
    fn positive(&self, at: &Ratio, near: f64) -> bool {
        let value = self.near[0] * (1.0 - near) + self.near[1] * near;
        if value.abs() > CERTAIN {
            return value > 0.0;
        }
        let [without, only] = &self.ends;
        let value = without.clone() * (Ratio::one() - at) + only.clone() * at;
        !value.is_zero() && !value.is_negative()
    }
}

/// The scores of all items over the weight of one criterion.
pub(super) struct Lines<'a> {
    now: &'a Ratio,
    lines: Vec<Line>,
}

impl Lines<'_> {
    /// Between which weights an item of the top stays there.
    ///
    /// Between the crossings with the item's own line nothing changes. At a limit the item is level with
    /// the one that passes it.
    pub(super) fn limits(&self, item: usize, top: usize) -> Limits {
        let Some(own) = self.lines.get(item) else { return Limits { low: None, high: None } };
        let leads: Vec<Line> =
            self.lines.iter().enumerate().filter(|(place, _)| *place != item).map(|(_, line)| line.over(own)).collect();
        let mut crossings: Vec<Ratio> = leads.iter().filter_map(Line::crossing).collect();
        crossings.sort_unstable();
        crossings.dedup();
        let out_between = |a: &Ratio, b: &Ratio| {
            let middle = (a.clone() + b).checked_div(&Ratio::from(2)).unwrap_or_else(Ratio::zero);
            let near = middle.to_f64();
            leads.iter().filter(|lead| lead.positive(&middle, near)).count() >= top
        };
        let (zero, one) = (Ratio::zero(), Ratio::one());
        let above: Vec<&Ratio> = crossings.iter().filter(|at| *at >= self.now).collect();
        let high = above
            .iter()
            .enumerate()
            .find(|(index, at)| ***at < one && out_between(at, above.get(index + 1).copied().unwrap_or(&one)));
        let below: Vec<&Ratio> = crossings.iter().rev().filter(|at| *at <= self.now).collect();
        let low = below
            .iter()
            .enumerate()
            .find(|(index, at)| ***at > zero && out_between(at, below.get(index + 1).copied().unwrap_or(&zero)));
        Limits { low: low.map(|(_, at)| (**at).clone()), high: high.map(|(_, at)| (**at).clone()) }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::super::simplex::{Bound, Constraint, minimize};
    use super::*;
    use proptest::prelude::*;

    impl ExactSum {
        fn limits(&self, item: usize, criterion: usize, top: usize) -> Limits {
            self.lines(criterion).unwrap().limits(item, top)
        }
        fn scores(&self) -> Vec<Ratio> {
            self.rows.iter().map(|row| dot(row, &self.weights)).collect()
        }
    }

    fn ratio(top: i64, bottom: i64) -> Ratio {
        Ratio::new(top, bottom).unwrap()
    }

    /// Two items, two criteria: A is 1 and 0, B is 0 and 1, C is 2/5 everywhere.
    pub(in super::super) fn seesaw() -> ExactSum {
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
    }

    pub(in super::super) fn sums() -> impl Strategy<Value = ExactSum> {
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

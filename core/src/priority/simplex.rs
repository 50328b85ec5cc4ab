//! Linear programs, in exact fractions or in doubles: the simplex method with Bland's rule.

use std::cmp::Ordering;

use crate::base::Ratio;

/// Numbers in which a linear program is worked out.
pub(super) trait Number: Clone {
    /// Pivots after which it gives up. Exact numbers need no limit: Bland's rule visits no basis twice.
    const MOST_PIVOTS: usize;
    fn zero() -> Self;
    fn one() -> Self;
    fn is_zero(&self) -> bool;
    fn is_negative(&self) -> bool;
    fn negated(&self) -> Self;
    fn quotient(&self, by: &Self) -> Option<Self>;
    /// `self − a × b`.
    fn less_product(&self, a: &Self, b: &Self) -> Self;
    fn order(&self, other: &Self) -> Ordering;
}

impl Number for Ratio {
    const MOST_PIVOTS: usize = usize::MAX;
    fn zero() -> Self {
        Self::zero()
    }
    fn one() -> Self {
        Self::one()
    }
    fn is_zero(&self) -> bool {
        self.is_zero()
    }
    fn is_negative(&self) -> bool {
        self.is_negative()
    }
    fn negated(&self) -> Self {
        -self.clone()
    }
    fn quotient(&self, by: &Self) -> Option<Self> {
        self.checked_div(by)
    }
    fn less_product(&self, a: &Self, b: &Self) -> Self {
        self.clone() - a.clone() * b
    }
    fn order(&self, other: &Self) -> Ordering {
        self.cmp(other)
    }
}

/// What lies nearer to zero counts as zero: a solution in doubles is a proposal for the caller to check.
const NOISE: f64 = 1e-11;

impl Number for f64 {
    const MOST_PIVOTS: usize = 2_000;
    fn zero() -> Self {
        0.0
    }
    fn one() -> Self {
        1.0
    }
    fn is_zero(&self) -> bool {
        self.abs() <= NOISE
    }
    fn is_negative(&self) -> bool {
        *self < -NOISE
    }
    fn negated(&self) -> Self {
        -self
    }
    fn quotient(&self, by: &Self) -> Option<Self> {
        (*by != 0.0).then(|| self / by)
    }
    fn less_product(&self, a: &Self, b: &Self) -> Self {
        self - a * b
    }
    fn order(&self, other: &Self) -> Ordering {
        self.total_cmp(other)
    }
}

/// What a constraint says of `coefficients · x`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// At most the right side.
    AtMost,
    /// Exactly the right side.
    Exactly,
}

/// One constraint over variables that are zero or more.
#[derive(Debug, Clone)]
pub(super) struct Constraint<N = Ratio> {
    pub(super) coefficients: Vec<N>,
    pub(super) bound: Bound,
    pub(super) right: N,
}

/// The values of the variables that minimise `costs · x`; none when nothing fits or nothing bounds it (in
/// doubles also when rounding leads astray).
pub(super) fn minimize<N: Number>(costs: &[N], constraints: &[Constraint<N>]) -> Option<Vec<N>> {
    let variables = costs.len();
    let slacks = constraints.iter().filter(|c| c.bound == Bound::AtMost).count();
    let negative = |c: &Constraint<N>| c.right.is_negative();
    let needs_artificial = |c: &Constraint<N>| c.bound == Bound::Exactly || negative(c);
    let artificials = constraints.iter().filter(|c| needs_artificial(c)).count();
    let width = variables + slacks + artificials;
    let mut tableau = Tableau { rows: Vec::new(), basis: Vec::new() };
    let (mut slack, mut artificial) = (variables, variables + slacks);
    for constraint in constraints {
        let mut row: Vec<N> = constraint.coefficients.clone();
        row.resize(width + 1, N::zero());
        if constraint.bound == Bound::AtMost {
            set(&mut row, slack, N::one());
        }
        set(&mut row, width, constraint.right.clone());
        if negative(constraint) {
            row = row.iter().map(N::negated).collect();
        }
        if needs_artificial(constraint) {
            set(&mut row, artificial, N::one());
            tableau.basis.push(artificial);
            artificial += 1;
        } else {
            tableau.basis.push(slack);
        }
        slack += usize::from(constraint.bound == Bound::AtMost);
        tableau.rows.push(row);
    }
    // First phase: drive the artificial variables to zero.
    let first: Vec<N> = (0..width).map(|j| if j >= variables + slacks { N::one() } else { N::zero() }).collect();
    if artificials > 0 {
        tableau.run(&first, width)?;
        if !tableau.value(&first).is_zero() {
            return None;
        }
        tableau.drive_out(variables + slacks);
    }
    // Second phase: the real costs; artificial variables may no longer enter.
    let mut second = costs.to_vec();
    second.resize(width, N::zero());
    tableau.run(&second, variables + slacks)?;
    let mut solution = vec![N::zero(); variables];
    for (row, basic) in tableau.rows.iter().zip(&tableau.basis) {
        if let (Some(place), Some(value)) = (solution.get_mut(*basic), row.last()) {
            *place = value.clone();
        }
    }
    Some(solution)
}

fn set<N>(row: &mut [N], place: usize, value: N) {
    if let Some(cell) = row.get_mut(place) {
        *cell = value;
    }
}

/// Rows of coefficients with the right side last, and the basic variable of each row.
struct Tableau<N> {
    rows: Vec<Vec<N>>,
    basis: Vec<usize>,
}

impl<N: Number> Tableau<N> {
    fn value(&self, costs: &[N]) -> N {
        let parts =
            self.rows.iter().zip(&self.basis).filter_map(|(row, basic)| Some((costs.get(*basic)?, row.last()?)));
        parts.fold(N::zero(), |less, (cost, value)| less.less_product(cost, value)).negated()
    }
    /// Pivots until no variable below `allowed` lowers the costs; none when they fall without end.
    fn run(&mut self, costs: &[N], allowed: usize) -> Option<()> {
        // Reduced costs, kept up to date with every pivot.
        let mut reduced = costs.to_vec();
        reduced.push(N::zero());
        for (row, basic) in self.rows.iter().zip(&self.basis) {
            let cost = costs.get(*basic)?.clone();
            subtract(&mut reduced, row, &cost);
        }
        for _ in 0..N::MOST_PIVOTS {
            let Some(enters) = reduced.iter().take(allowed).position(N::is_negative) else { return Some(()) };
            let leaves = self.leaving(enters)?;
            self.pivot(leaves, enters);
            let factor = reduced.get(enters)?.clone();
            subtract(&mut reduced, self.rows.get(leaves)?, &factor);
        }
        None
    }
    /// Takes artificial variables (from `allowed` on) that are left in the basis at zero out of it, so that
    /// they stay zero; rows that say nothing else are dropped.
    fn drive_out(&mut self, allowed: usize) {
        let mut index = 0;
        while let (Some(row), Some(basic)) = (self.rows.get(index), self.basis.get(index)) {
            if *basic < allowed {
                index += 1;
                continue;
            }
            match row.iter().take(allowed).position(|cell| !cell.is_zero()) {
                Some(enters) => {
                    self.pivot(index, enters);
                    index += 1;
                }
                None => {
                    self.rows.remove(index);
                    self.basis.remove(index);
                }
            }
        }
    }
    /// The row with the smallest ratio; ties go to the smallest basic variable.
    fn leaving(&self, enters: usize) -> Option<usize> {
        let rows = self.rows.iter().zip(&self.basis).enumerate();
        let ratios = rows.filter_map(|(index, (row, basic))| {
            let coefficient = row.get(enters).filter(|c| !c.is_zero() && !c.is_negative())?;
            Some((row.last()?.quotient(coefficient)?, *basic, index))
        });
        ratios.min_by(|a, b| a.0.order(&b.0).then(a.1.cmp(&b.1))).map(|(_, _, index)| index)
    }
    fn pivot(&mut self, leaves: usize, enters: usize) {
        let Some(row) = self.rows.get_mut(leaves) else { return };
        let Some(pivot) = row.get(enters).cloned() else { return };
        for cell in row.iter_mut().filter(|cell| !cell.is_zero()) {
            if let Some(quotient) = cell.quotient(&pivot) {
                *cell = quotient;
            }
        }
        let row = row.clone();
        for (_, other) in self.rows.iter_mut().enumerate().filter(|(index, _)| *index != leaves) {
            if let Some(factor) = other.get(enters).cloned() {
                subtract(other, &row, &factor);
            }
        }
        if let Some(basic) = self.basis.get_mut(leaves) {
            *basic = enters;
        }
    }
}

/// `row − factor × other`.
fn subtract<N: Number>(row: &mut [N], other: &[N], factor: &N) {
    if factor.is_zero() {
        return;
    }
    for (cell, value) in row.iter_mut().zip(other).filter(|(_, value)| !value.is_zero()) {
        *cell = cell.less_product(value, factor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(coefficients: &[i64], bound: Bound, right: i64) -> Constraint {
        Constraint {
            coefficients: coefficients.iter().map(|c| Ratio::from(*c)).collect(),
            bound,
            right: Ratio::from(right),
        }
    }
    /// The same in doubles.
    fn doubles(costs: &[i64], constraints: &[Constraint]) -> Option<Vec<f64>> {
        let costs: Vec<f64> = costs.iter().map(|c| *c as f64).collect();
        let double = |c: &Constraint| Constraint {
            coefficients: c.coefficients.iter().map(Ratio::to_f64).collect(),
            bound: c.bound,
            right: c.right.to_f64(),
        };
        minimize(&costs, &constraints.iter().map(double).collect::<Vec<_>>())
    }
    fn solve(costs: &[i64], constraints: &[Constraint]) -> Option<Vec<String>> {
        let costs: Vec<Ratio> = costs.iter().map(|c| Ratio::from(*c)).collect();
        minimize(&costs, constraints).map(|x| x.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn small_programs() {
        use Bound::{AtMost, Exactly};
        // max 3x + 5y, x ≤ 4, 2y ≤ 12, 3x + 2y ≤ 18: (2, 6), the textbook's glass company.
        let glass = [row(&[1, 0], AtMost, 4), row(&[0, 2], AtMost, 12), row(&[3, 2], AtMost, 18)];
        assert_eq!(solve(&[-3, -5], &glass).unwrap(), ["2", "6"]);
        assert_eq!(doubles(&[-3, -5], &glass).unwrap(), [2.0, 6.0]);
        // min x + y with x + 2y = 3 and x ≥ 1.
        assert_eq!(solve(&[1, 1], &[row(&[1, 2], Exactly, 3), row(&[-1, 0], AtMost, -1)]).unwrap(), ["1", "1"]);
        // Redundant equations leave artificial variables in the basis at zero.
        let twice = [row(&[1, 1, -1], Exactly, 0), row(&[2, 2, -2], Exactly, 0), row(&[0, 0, -1], AtMost, -3)];
        assert_eq!(solve(&[1, 2, 0], &twice).unwrap(), ["3", "0", "3"]);
        assert_eq!(doubles(&[1, 2, 0], &twice).unwrap(), [3.0, 0.0, 3.0]);
        assert_eq!(solve(&[1], &[row(&[1], AtMost, -1)]), None);
        assert_eq!(solve(&[-1], &[row(&[-1], AtMost, 0)]), None);
    }
}

//! A linear program over sets of items, as a source of good prices.
//!
//! Each item is claimed once, each group of options used once, headroom is shared: the dual values
//! are prices for [`super::bound`]. Everything here is floating point and may be wrong without harm:
//! the bound that prunes is worked out in integers from whatever prices come out.

/// A column: its rows with their coefficients, and what it is worth.
#[derive(Debug, Clone)]
struct Column {
    rows: Vec<(usize, f64)>,
    worth: f64,
    option: usize,
    items: u64,
}

/// The columns looked at so far and the current basis.
#[derive(Debug, Clone)]
pub(super) struct Master {
    rows: usize,
    /// What it costs to leave a row empty; high where a row must be full.
    idle: Vec<f64>,
    columns: Vec<Column>,
    /// What stands in each place of the basis.
    basis: Vec<Place>,
    within: Vec<bool>,
    /// The inverse of the basis, row by row.
    inverse: Vec<f64>,
    level: Vec<f64>,
}

/// What stands in a place of the basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// What is left of a row.
    Idle(usize),
    /// A column.
    Column(usize),
}

const SMALL: f64 = 1e-9;
/// Steps after which dual values are worked out afresh.
const FRESH: usize = 20;
/// Less gain than this is none.
const ENOUGH: f64 = 1e-7;

impl Master {
    /// Rows with their right sides; `must` are rows that have to be full.
    pub(super) fn new(right: Vec<f64>, must: &[bool], dear: f64) -> Self {
        let rows = right.len();
        let mut inverse = vec![0.0; rows * rows];
        inverse.iter_mut().step_by(rows + 1).for_each(|one| *one = 1.0);
        Self {
            rows,
            level: right,
            idle: must.iter().map(|must| if *must { -dear } else { 0.0 }).collect(),
            columns: Vec::new(),
            basis: (0..rows).map(Place::Idle).collect(),
            within: Vec::new(),
            inverse,
        }
    }

    /// Adds a column unless it is there already.
    pub(super) fn add(&mut self, option: usize, items: u64, rows: Vec<(usize, f64)>, worth: f64) -> bool {
        let known =
            |column: &Column| column.option == option && column.items == items && (column.worth - worth).abs() < SMALL;
        if self.columns.iter().any(known) {
            return false;
        }
        self.columns.push(Column { rows, worth, option, items });
        self.within.push(false);
        true
    }

    fn cost(&self, row: usize) -> f64 {
        match self.basis.get(row) {
            Some(Place::Column(column)) => self.columns.get(*column).map_or(0.0, |column| column.worth),
            Some(Place::Idle(row)) => self.idle.get(*row).copied().unwrap_or(0.0),
            None => 0.0,
        }
    }

    /// The dual value of each row.
    pub(super) fn duals(&self) -> Vec<f64> {
        let mut duals = vec![0.0; self.rows];
        for (row, line) in self.inverse.chunks_exact(self.rows).enumerate() {
            let cost = self.cost(row);
            if cost != 0.0 {
                duals.iter_mut().zip(line).for_each(|(dual, value)| *dual += cost * value);
            }
        }
        duals
    }

    /// Pivots until no column is worth more than the duals say, or the count of steps is used up.
    pub(super) fn solve(&mut self, steps: usize) {
        let mut duals = self.duals();
        for step in 0..steps {
            // After many steps the first instead of the best: no circles.
            let first = step > steps / 2;
            let mut enter: Option<(Place, f64)> = None;
            let mut offer = |place: Place, gain: f64| {
                if gain > ENOUGH && enter.is_none_or(|(_, best)| !first && gain > best) {
                    enter = Some((place, gain));
                }
            };
            for (index, (column, within)) in self.columns.iter().zip(&self.within).enumerate() {
                if !within {
                    let paid = column.rows.iter().map(|(row, value)| value * duals.get(*row).copied().unwrap_or(0.0));
                    offer(Place::Column(index), column.worth - paid.sum::<f64>());
                }
            }
            for (row, (dual, idle)) in duals.iter().zip(&self.idle).enumerate() {
                offer(Place::Idle(row), idle - dual);
            }
            let Some((place, gain)) = enter else { return };
            let mut change = vec![0.0; self.rows];
            match place {
                Place::Column(index) => {
                    for (row, value) in self.columns.get(index).map(|column| &column.rows).into_iter().flatten() {
                        self.inverse_column(*row, *value, &mut change);
                    }
                }
                Place::Idle(row) => self.inverse_column(row, 1.0, &mut change),
            }
            let mut leave: Option<(usize, f64, f64)> = None;
            for (row, (level, change)) in self.level.iter().zip(&change).enumerate() {
                if *change > SMALL {
                    let ratio = level.max(0.0) / change;
                    if leave
                        .is_none_or(|(_, best, size)| ratio < best - SMALL || (ratio < best + SMALL && *change > size))
                    {
                        leave = Some((row, ratio, *change));
                    }
                }
            }
            let Some((out, ratio, _)) = leave else { return };
            self.pivot(out, place, &change, ratio);
            // What enters is worth nothing beyond the new values; now and then they are worked out afresh.
            if step % FRESH == FRESH - 1 {
                duals = self.duals();
            } else {
                let line = self.inverse.iter().skip(out * self.rows);
                duals.iter_mut().zip(line).for_each(|(dual, value)| *dual += gain * value);
            }
        }
    }

    fn inverse_column(&self, row: usize, value: f64, change: &mut [f64]) {
        for (line, place) in self.inverse.chunks_exact(self.rows).zip(change) {
            *place += value * line.get(row).copied().unwrap_or(0.0);
        }
    }

    fn pivot(&mut self, out: usize, place: Place, change: &[f64], ratio: f64) {
        let (Some(pivot), Some(basis)) = (change.get(out).copied(), self.basis.get_mut(out)) else { return };
        let old = std::mem::replace(basis, place);
        for (one, used) in [(old, false), (place, true)] {
            if let Place::Column(column) = one
                && let Some(within) = self.within.get_mut(column)
            {
                *within = used;
            }
        }
        let size = self.rows;
        let line: Vec<f64> = self.inverse.iter().skip(out * size).take(size).map(|value| value / pivot).collect();
        for (row, (place, factor)) in self.inverse.chunks_exact_mut(size).zip(change).enumerate() {
            if row == out {
                place.copy_from_slice(&line);
            } else if *factor != 0.0 {
                place.iter_mut().zip(&line).for_each(|(value, pivot)| *value -= factor * pivot);
            }
        }
        for (row, (level, factor)) in self.level.iter_mut().zip(change).enumerate() {
            if row == out {
                *level = ratio;
            } else {
                *level -= factor * ratio;
            }
        }
    }

    /// The columns in use: option, items, how much.
    pub(super) fn used(&self) -> impl Iterator<Item = (usize, u64, f64)> + '_ {
        self.basis.iter().zip(&self.level).filter_map(|(place, level)| {
            let Place::Column(column) = place else { return None };
            let column = self.columns.get(*column)?;
            (*level > 1e-7).then_some((column.option, column.items, *level))
        })
    }

    /// The columns worth keeping for a problem nearby: those that cost less than a loss beyond the dual values.
    pub(super) fn columns(&self, loss: f64) -> impl Iterator<Item = (usize, u64)> + '_ {
        let duals = self.duals();
        let paid = move |column: &Column| -> f64 {
            column.rows.iter().map(|(row, value)| value * duals.get(*row).copied().unwrap_or(0.0)).sum()
        };
        let worth = self.columns.iter().filter(move |column| paid(column) - column.worth <= loss);
        worth.map(|column| (column.option, column.items))
    }
}

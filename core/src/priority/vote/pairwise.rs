//! Methods that look at pairs: who would beat whom (Condorcet), Copeland, Schulze, ranked pairs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How strong a victory is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Voters who prefer the winner (Schulze's recommendation).
    #[default]
    WinningVotes,
    /// Voters for the winner minus voters for the loser (Tideman's choice).
    Margins,
}

/// A square table of counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Square {
    size: usize,
    cells: Vec<u64>,
}

impl Square {
    /// All zero.
    pub fn zero(size: usize) -> Self {
        Self { size, cells: vec![0; size * size] }
    }
    /// How many rows and columns.
    pub const fn size(&self) -> usize {
        self.size
    }
    /// A cell; zero outside.
    pub fn at(&self, row: usize, column: usize) -> u64 {
        if column < self.size { self.cells.get(row * self.size + column).copied().unwrap_or(0) } else { 0 }
    }
    /// A row.
    pub fn row(&self, row: usize) -> &[u64] {
        self.cells.get(row * self.size..(row + 1) * self.size).unwrap_or_default()
    }
    pub(super) fn add(&mut self, row: usize, column: usize, count: u64) {
        if let Some(cell) = self.cells.get_mut(row * self.size + column) {
            *cell += count;
        }
    }
    fn set(&mut self, row: usize, column: usize, value: u64) {
        if let Some(cell) = self.cells.get_mut(row * self.size + column) {
            *cell = value;
        }
    }
    /// Does more than half of those with a preference put `a` before `b`?
    pub fn beats(&self, a: usize, b: usize) -> bool {
        self.at(a, b) > self.at(b, a)
    }
}

/// The candidate that beats every other one, if there is one.
pub fn condorcet_winner(votes: &Square) -> Option<usize> {
    (0..votes.size()).find(|a| (0..votes.size()).all(|b| *a == b || votes.beats(*a, b)))
}

/// Copeland: victories + half the ties, doubled to stay whole.
pub fn twice_copeland(votes: &Square) -> Vec<i64> {
    let points = |a: usize, b: usize| match votes.at(a, b).cmp(&votes.at(b, a)) {
        std::cmp::Ordering::Greater => 2,
        std::cmp::Ordering::Equal => 1,
        std::cmp::Ordering::Less => 0,
    };
    (0..votes.size()).map(|a| (0..votes.size()).filter(|b| *b != a).map(|b| points(a, b)).sum()).collect()
}

/// The strength of every victory; zero where there is none.
fn victories(votes: &Square, strength: Strength) -> Square {
    let mut table = Square::zero(votes.size());
    for a in 0..votes.size() {
        for b in (0..votes.size()).filter(|b| votes.beats(a, *b)) {
            let value = match strength {
                Strength::WinningVotes => votes.at(a, b),
                Strength::Margins => votes.at(a, b) - votes.at(b, a),
            };
            table.set(a, b, value);
        }
    }
    table
}

/// Places from a strict partial order: one more than the number of those who stand before.
fn places(size: usize, before: impl Fn(usize, usize) -> bool) -> Vec<usize> {
    (0..size).map(|b| 1 + (0..size).filter(|a| *a != b && before(*a, b)).count()).collect()
}

/// Schulze (beatpath): strength of the strongest path each way, by Floyd and Warshall in O(n³).
pub fn schulze(votes: &Square, strength: Strength) -> (Vec<usize>, Square) {
    let mut paths = victories(votes, strength);
    let size = paths.size();
    for via in 0..size {
        let onward = paths.row(via).to_vec();
        for from in (0..size).filter(|from| *from != via) {
            let first = paths.at(from, via);
            if first == 0 {
                continue;
            }
            for (to, next) in onward.iter().enumerate() {
                let path = first.min(*next);
                if to != from && path > paths.at(from, to) {
                    paths.set(from, to, path);
                }
            }
        }
    }
    (places(size, |a, b| paths.at(a, b) > paths.at(b, a)), paths)
}

/// What ranked pairs gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankedPairs {
    /// Place per candidate, from 1.
    pub places: Vec<usize>,
    /// Did victories of the same strength contradict each other, so that their order mattered?
    pub order_mattered: bool,
}

/// Ranked pairs (Tideman 1987): victories from the strongest down, each kept unless it closes a circle.
///
/// Victories of the same strength go in the order of `rank_of` (winner first, then loser), which is the
/// tie-breaking order of Zavist and Tideman (1989). Trying every order instead takes exponential
/// time; here the result says whether the order mattered. O(n⁴) at worst, whatever the ties.
pub fn ranked_pairs(votes: &Square, strength: Strength, rank_of: &[usize]) -> RankedPairs {
    let size = votes.size();
    let table = victories(votes, strength);
    let rank = |place: usize| rank_of.get(place).copied().unwrap_or(place);
    let mut pairs: Vec<(u64, usize, usize)> = (0..size)
        .flat_map(|a| (0..size).map(move |b| (a, b)))
        .map(|(a, b)| (table.at(a, b), a, b))
        .filter(|(value, _, _)| *value > 0)
        .collect();
    pairs.sort_by_key(|&(value, a, b)| (std::cmp::Reverse(value), rank(a), rank(b)));
    // reach(a, b) > 0: a stands before b by what is locked.
    let mut reach = Square::zero(size);
    let mut order_mattered = false;
    for group in pairs.chunk_by(|a, b| a.0 == b.0) {
        let before = reach.clone();
        for &(_, winner, loser) in group {
            if reach.at(loser, winner) > 0 {
                order_mattered |= before.at(loser, winner) == 0;
                continue;
            }
            if reach.at(winner, loser) == 0 {
                lock(&mut reach, winner, loser);
            }
        }
    }
    RankedPairs { places: places(size, |a, b| reach.at(a, b) > 0), order_mattered }
}

/// Everyone at or above the winner now stands before everyone at or below the loser.
fn lock(reach: &mut Square, winner: usize, loser: usize) {
    let size = reach.size();
    let below: Vec<usize> = (0..size).filter(|x| *x == loser || reach.at(loser, *x) > 0).collect();
    for above in (0..size).filter(|x| *x == winner || reach.at(*x, winner) > 0).collect::<Vec<_>>() {
        below.iter().for_each(|x| reach.set(above, *x, 1));
    }
}

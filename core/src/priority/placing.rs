//! Scores to places: best first, what ties side by side.

/// Scores nearer than this (relative to the larger magnitude, at least 1) are a tie.
pub const TIE_TOLERANCE: f64 = 1e-12;

/// Rows from best to worst, those that tie in one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placing {
    /// The rows; within a group in no order that means anything.
    rows: Vec<usize>,
    /// How many rows each group has, from the top down.
    sizes: Vec<usize>,
}

impl Placing {
    /// Sorts the rows by their scores.
    pub(super) fn of(scores: &[f64], less_is_better: bool) -> Self {
        let sign = if less_is_better { 1.0 } else { -1.0 };
        // The number beside the row: sorting reads memory in order.
        let mut keyed: Vec<(f64, usize)> = scores.iter().map(|score| sign * score).zip(0..).collect();
        keyed.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let near =
            |a: &(f64, usize), b: &(f64, usize)| (a.0 - b.0).abs() <= TIE_TOLERANCE * a.0.abs().max(b.0.abs()).max(1.0);
        let sizes = keyed.chunk_by(near).map(<[_]>::len).collect();
        Self { rows: keyed.into_iter().map(|(_, row)| row).collect(), sizes }
    }

    /// The groups from the top down, each sorted by a key of its rows.
    pub(super) fn groups<K: Ord>(mut self, key: impl Fn(usize) -> K) -> Vec<Vec<usize>> {
        let mut groups = Vec::with_capacity(self.sizes.len());
        let mut rest = self.rows.as_mut_slice();
        for size in self.sizes {
            let Some((group, after)) = rest.split_at_mut_checked(size) else { break };
            group.sort_unstable_by_key(|row| key(*row));
            groups.push(group.to_vec());
            rest = after;
        }
        groups
    }

    /// The place of each row, from 1; ties share the better place.
    pub(super) fn places(&self) -> Vec<usize> {
        let mut places = vec![0; self.rows.len()];
        let (mut rows, mut place) = (self.rows.iter(), 1);
        for size in &self.sizes {
            for row in rows.by_ref().take(*size) {
                places.get_mut(*row).into_iter().for_each(|cell| *cell = place);
            }
            place += size;
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_share_the_better_place() {
        let placing = Placing::of(&[0.5, 0.7, 0.5 + 1e-14, 0.1], false);
        assert_eq!(placing.places(), [2, 1, 2, 4]);
        assert_eq!(placing.groups(|row| row), [vec![1], vec![0, 2], vec![3]]);
        assert_eq!(Placing::of(&[0.5, 0.7, 0.5, 0.1], true).places(), [2, 4, 2, 1]);
        assert_eq!(Placing::of(&[0.0, -0.0], false).places(), [1, 1]);
    }
}

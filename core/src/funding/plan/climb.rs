//! Good plans to start from: every item goes where it adds most, then single items move.

use super::bound::bits;
use super::instance::Assignment;
use super::search::Search;

impl Search<'_> {
    /// Rows go where they add most, dearest first, then single rows move.
    pub(super) fn start_from(&mut self, plan: Assignment, price: &[i64]) {
        let rows = &self.query.instance.rows;
        let first = |row: usize| rows.get(row).map_or(64, |row| row.items.trailing_zeros() as usize);
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by_key(|row| (std::cmp::Reverse(price.get(first(*row)).copied().unwrap_or(0)), *row));
        self.climb(plan, &order);
    }

    /// Moves single rows as long as the plan gets better.
    fn climb(&mut self, start: Assignment, order: &[usize]) {
        let mut current = start;
        let mut score = self.offer(&current).unwrap_or(i64::MIN / 2);
        for _ in 0..6 {
            let before = score;
            for &row in order {
                let items = self.query.instance.rows.get(row).map_or(0, |row| row.items);
                let kept = bits(items).find_map(|item| Some((item, current.get(item).copied().flatten()?)));
                let mut top = (score, kept);
                for way in self.ways(row, u64::MAX).into_iter().filter(|way| *way != kept) {
                    put(&mut current, items, way);
                    if let Some(found) = self.offer(&current).filter(|found| *found > top.0) {
                        top = (found, way);
                    }
                }
                put(&mut current, items, top.1);
                score = top.0;
            }
            if score <= before {
                break;
            }
        }
    }
}

/// Lets one of the items of a row go to an option, or none.
fn put(assignment: &mut Assignment, items: u64, way: Option<(usize, usize)>) {
    for item in bits(items) {
        if let Some(place) = assignment.get_mut(item) {
            *place = way.filter(|(chosen, _)| *chosen == item).map(|(_, option)| option);
        }
    }
}

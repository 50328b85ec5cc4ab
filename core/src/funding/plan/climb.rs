//! Good plans to start from: every item goes where it adds most, then single items move.

use super::instance::Assignment;
use super::search::Search;

impl Search<'_> {
    /// A plan from nothing: items go where they add most, dearest first, then single items move.
    pub(super) fn construct(&mut self, price: &[i64]) {
        let items = self.instance.items.len();
        let mut order: Vec<usize> = (0..items).collect();
        order.sort_by_key(|item| (std::cmp::Reverse(price.get(*item).copied().unwrap_or(0)), *item));
        self.climb(vec![None; items], &order);
    }

    /// Moves single items as long as the plan gets better.
    fn climb(&mut self, start: Assignment, order: &[usize]) {
        let mut current = start;
        let mut score = self.offer(&current).unwrap_or(i64::MIN / 2);
        for _ in 0..6 {
            let before = score;
            for &item in order {
                let kept = current.get(item).copied().flatten();
                let mut top = (score, kept);
                let choices = self.instance.choices.get(item).into_iter().flatten();
                let usable = choices.zip(self.allowed.get(item).into_iter().flatten()).filter(|(_, ok)| **ok);
                let options: Vec<Option<usize>> =
                    usable.map(|(choice, _)| Some(choice.option)).chain([None]).filter(|to| *to != kept).collect();
                for option in options {
                    if let Some(place) = current.get_mut(item) {
                        *place = option;
                    }
                    if let Some(found) = self.offer(&current).filter(|found| *found > top.0) {
                        top = (found, option);
                    }
                }
                if let Some(place) = current.get_mut(item) {
                    *place = top.1;
                }
                score = top.0;
            }
            if score <= before {
                break;
            }
        }
    }
}

//! In how many fiscal years the cost that is claimed under a tax allowance can arise: so often its yearly limits are
//! there in a plan.

use super::compile::Compiled;
use super::situation::Payment;

impl Compiled<'_> {
    /// The first and the last day on which cost of each position can arise, whatever is claimed; `None` where the
    /// calendar ends before.
    pub(super) fn arising(&self) -> Option<Vec<(i32, i32)>> {
        let places = self.situation.positions.len();
        let mut most = vec![0; places];
        for (place, choices) in self.position_of.iter().zip(&self.instance.choices) {
            let releases = choices.iter().filter_map(|choice| self.slots.get(choice.option)).map(|slot| slot.release);
            if let (Some(most), Some(release)) = (most.get_mut(*place), releases.max()) {
                *most = release.max(*most);
            }
        }
        let (soon, late) = self.days.span(&vec![0; places], &most, &vec![None; places]);
        let (soon, late) = (soon?, late?);
        let of_place = |(place, position): (usize, &super::situation::Position)| {
            let instalments = position.payment == Payment::TwelveMonths;
            let over = |day: i32| {
                if instalments { self.days.number(self.days.date(day).add_months(11)) } else { day }
            };
            let begins = (self.days.begin_of(place, &soon, false), self.days.begin_of(place, &late, false));
            let (mut first, mut last) = (begins.0, self.days.end_of(place, &late, false).max(over(begins.1)));
            if position.arises_at_end() {
                first = self.days.end_of(place, &soon, false);
            }
            if let Some(wait) = self.days.can_wait(place) {
                let release = most.get(place).copied().unwrap_or(0);
                first = first.min(wait);
                last = last.max(over(self.days.moved_until(place, release, &late)?));
            }
            Some((first, last))
        };
        self.situation.positions.iter().enumerate().map(of_place).collect()
    }

    /// So many fiscal years what can be claimed under an option can touch, one at least.
    pub(super) fn years_touched(&self, arising: &[(i32, i32)], option: usize) -> i64 {
        let items = (0..self.instance.items.len()).filter(|item| self.instance.choice(*item, option).is_some());
        let spans = items.filter_map(|item| arising.get(*self.position_of.get(item)?));
        let (first, last) = spans.fold((i32::MAX, i32::MIN), |all, span| (all.0.min(span.0), all.1.max(span.1)));
        if last < first {
            return 1;
        }
        let mut count = 1;
        let mut end = self.fiscal_year_end(first);
        while end < last {
            end = self.fiscal_year_end(end + 1);
            count += 1;
        }
        count
    }
}

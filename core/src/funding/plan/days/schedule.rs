//! When each step starts, given when its orders may be signed.
//!
//! Every rule here only ever pushes later, so the milestone under several reasons for delay is the latest of the
//! milestones under each alone; the search relies on that.

use super::{Days, Ordering, Step, Terms};
use crate::funding::plan::situation::{Payment, Position};

/// The first and the last day of each step.
pub(crate) type Spans = Vec<(i32, i32)>;

/// When everything happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Schedule {
    /// Per step.
    pub(crate) spans: Spans,
    /// Per position: the day of its order.
    pub(crate) orders: Vec<i32>,
}

/// What becomes of a start that is later than promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Promise {
    /// There is no such schedule.
    Breaks,
    /// The step starts on the promised day: in no lawful plan it starts later.
    Holds,
}

impl Days {
    /// The earliest schedule.
    ///
    /// `release` is, per position, the day before which its claim allows no order (0: none);
    /// `moved` are positions that leave their step; `taken` is, per position, its quote, the stated one where
    /// nothing is said. `None` when a promised latest start cannot be kept.
    pub(crate) fn schedule_with(&self, release: &[i32], moved: &[usize], taken: &[usize]) -> Option<Schedule> {
        let quote = |place: usize, order: &Ordering| order.quotes.get(taken.get(place).copied().unwrap_or(0)).copied();
        self.run(release, moved, Promise::Breaks, &quote, &|step| step.length)
    }

    /// The first day on which the milestone can be over with the fastest quote of every position but one, of which
    /// the quote is known: no schedule with that quote is faster, whichever positions are moved out of their step.
    pub(crate) fn soonest(&self, release: &[i32], known: Option<(usize, usize)>) -> Option<i32> {
        let quote = |place: usize, order: &Ordering| match known {
            Some((at, quote)) if at == place => order.quotes.get(quote).copied(),
            _ => self.quickest(order),
        };
        // Whoever leaves a step holds it up no more; where everybody can leave, nobody knows whose length is left.
        let movable: Vec<usize> = self.movable().collect();
        let length = |place: &usize| self.quickest(self.orders.get(*place)?)?.length;
        let shortest = |step: &Step| step.positions.iter().filter_map(length).chain([step.length]).min().unwrap_or(0);
        let moving = self.run(release, &movable, Promise::Breaks, &quote, &shortest);
        let staying = || self.run(release, &[], Promise::Breaks, &quote, &|step| step.length);
        moving.or_else(staying).map(|schedule| self.milestone(&schedule))
    }

    /// The soonest and the latest schedule when each position is released between two days, with a quote that is
    /// known or any; what was promised is kept. Positions that may be moved stay.
    pub(crate) fn span(
        &self,
        least: &[i32],
        most: &[i32],
        quotes: &[Option<usize>],
    ) -> (Option<Schedule>, Option<Schedule>) {
        let known = |place: usize, order: &Ordering| {
            quotes.get(place).copied().flatten().and_then(|quote| order.quotes.get(quote).copied())
        };
        let own = |step: &Step| step.length;
        let soon = self.run(
            least,
            &[],
            Promise::Breaks,
            &|place, order| known(place, order).or_else(|| self.quickest(order)),
            &own,
        );
        let late = self.run(
            most,
            &[],
            Promise::Holds,
            &|place, order| known(place, order).or_else(|| self.slowest(order)),
            &own,
        );
        (soon, late)
    }

    /// The latest order and the longest length over all quotes.
    fn slowest(&self, order: &Ordering) -> Option<Terms> {
        let own = self.steps.get(order.stage)?.length;
        let earliest = order.quotes.iter().map(|quote| quote.earliest).max()?;
        let length = order.quotes.iter().map(|quote| quote.length.unwrap_or(own)).max();
        Some(Terms { earliest, length })
    }

    /// The earliest order and the shortest length over all quotes.
    pub(super) fn quickest(&self, order: &Ordering) -> Option<Terms> {
        let own = self.steps.get(order.stage)?.length;
        let earliest = order.quotes.iter().map(|quote| quote.earliest).min()?;
        let length = order.quotes.iter().map(|quote| quote.length.unwrap_or(own)).min();
        Some(Terms { earliest, length })
    }

    /// `quote` says what is taken of a position, `empty` how long a step is from which every position was moved.
    fn run(
        &self,
        release: &[i32],
        moved: &[usize],
        promise: Promise,
        quote: &dyn Fn(usize, &Ordering) -> Option<Terms>,
        empty: &dyn Fn(&Step) -> u32,
    ) -> Option<Schedule> {
        let mut spans: Spans = vec![(0, 0); self.steps.len()];
        let mut days = vec![0; self.orders.len()];
        let over = |spans: &Spans, stage: &usize| spans.get(*stage).map_or(0, |span| span.1 + 1);
        for &index in &self.sequence {
            let step = self.steps.get(index)?;
            let mut start = step.earliest;
            for (before, gap) in &step.after {
                let end = spans.get(*before)?.1;
                start = start.max(self.working_after(end, gap + 1)?);
            }
            let staying = || step.positions.iter().filter(|place| !moved.contains(place));
            // Within a step nothing is signed before every approval that the step waits for.
            let gate = staying().filter_map(|place| release.get(*place)).max().copied().unwrap_or(0);
            let mut length: Option<u32> = None;
            for &place in staying() {
                let order = self.orders.get(place)?;
                let terms = quote(place, order)?;
                length = length.max(Some(terms.length.unwrap_or(step.length)));
                let on = match order.ordered {
                    Some(day) => day,
                    None => {
                        let free = order.after.iter().map(|stage| over(&spans, stage)).max().unwrap_or(0);
                        self.working_from(terms.earliest.max(free).max(gate))?
                    }
                };
                *days.get_mut(place)? = on;
                start = start.max(on);
            }
            let start = if step.start_days.is_empty() {
                self.working_from(start)?
            } else {
                *step.start_days.iter().find(|day| **day >= start)?
            };
            let start = match (step.latest, promise) {
                (Some(latest), Promise::Breaks) if start > latest => return None,
                (Some(latest), Promise::Holds) => start.min(latest),
                _ => start,
            };
            if promise == Promise::Holds {
                for place in staying() {
                    let on = days.get_mut(*place)?;
                    *on = start.min(*on);
                }
            }
            let length = length.unwrap_or_else(|| empty(step));
            *spans.get_mut(index)? = (start, self.working_after(start, length.saturating_sub(1))?);
        }
        for &place in moved {
            let order = self.orders.get(place)?;
            let free = order.after.iter().map(|stage| over(&spans, stage)).max().unwrap_or(0);
            let release = release.get(place).copied().unwrap_or(0);
            let (wait, earliest) = (order.can_wait?, quote(place, order)?.earliest);
            *days.get_mut(place)? = self.working_from(earliest.max(free).max(release).max(wait))?;
        }
        Some(Schedule { spans, orders: days })
    }

    /// The last day of the milestone; 0 if none is marked.
    pub(crate) fn milestone(&self, schedule: &Schedule) -> i32 {
        self.milestone.and_then(|stage| schedule.spans.get(stage)).map_or(0, |span| span.1)
    }

    /// The last day of the work of a position.
    pub(crate) fn end_of(&self, position: usize, schedule: &Schedule, moved: bool) -> i32 {
        let ordered = schedule.orders.get(position).copied().unwrap_or(0);
        match self.orders.get(position) {
            Some(order) if !moved => schedule.spans.get(order.until).map_or(ordered, |span| span.1),
            _ => ordered,
        }
    }
    /// The first day of the work of a position.
    pub(crate) fn begin_of(&self, position: usize, schedule: &Schedule, moved: bool) -> i32 {
        let ordered = schedule.orders.get(position).copied().unwrap_or(0);
        match self.orders.get(position) {
            Some(order) if !moved => schedule.spans.get(order.stage).map_or(ordered, |span| span.0),
            _ => ordered,
        }
    }

    /// The payments of a position: (day, amount in cents).
    pub(crate) fn payments(
        &self,
        position: &Position,
        place: usize,
        schedule: &Schedule,
        moved: bool,
    ) -> Vec<(i32, i64)> {
        let net = position.net_cents.given().map_or(0, |net| net.cents());
        let on = schedule.orders.get(place).copied().unwrap_or(0);
        let end = self.end_of(place, schedule, moved);
        let start = if moved { on } else { schedule.spans.get(self.stage_of(place)).map_or(on, |span| span.0) };
        match position.payment {
            Payment::OnOrder => vec![(on, net)],
            Payment::AtStart => vec![(start, net)],
            Payment::AtEnd => vec![(end, net)],
            Payment::TwelveMonths => (0..12)
                .map(|month| {
                    let rest = if month == 11 { net - net / 12 * 11 } else { net / 12 };
                    (self.number(self.date(start).add_months(month)), rest)
                })
                .collect(),
        }
    }
}

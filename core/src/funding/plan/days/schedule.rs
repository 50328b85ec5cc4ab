//! When each step starts, given when its orders may be signed.
//!
//! Every rule here only ever pushes later, so the milestone under several reasons for delay is the latest of the
//! milestones under each alone; the search relies on that.

use super::{Days, Ordering, Terms};
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

/// Which schedule is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// The one of a plan; there is none if a start is later than promised.
    Exact,
    /// In no plan anything is sooner, whatever is moved.
    Soonest,
    /// In no lawful plan a step is later, whatever is moved: it starts on the promised day at the latest.
    Latest,
}

impl Days {
    /// The earliest schedule.
    ///
    /// `release` is, per position, the day before which its claim allows no order (0: none);
    /// `moved` are positions that leave their step; `taken` is, per position, its quote, the stated one where
    /// nothing is said. `None` when a promised latest start cannot be kept.
    pub(crate) fn schedule_with(&self, release: &[i32], moved: &[usize], taken: &[usize]) -> Option<Schedule> {
        self.run(release, moved, Aim::Exact, &|place, order| {
            order.quotes.get(taken.get(place).copied().unwrap_or(0)).copied()
        })
    }

    /// The first day on which the milestone can be over with the fastest quote of every position but one, of which
    /// the quote is known: no schedule with that quote is faster, whichever positions are moved out of their step.
    pub(crate) fn soonest(&self, release: &[i32], known: Option<(usize, usize)>) -> Option<i32> {
        let movable: Vec<usize> = self.movable().collect();
        let schedule = self.run(release, &movable, Aim::Soonest, &|place, order| match known {
            Some((at, quote)) if at == place => order.quotes.get(quote).copied(),
            _ => self.quickest(order),
        });
        schedule.map(|schedule| self.milestone(&schedule))
    }

    /// The soonest and the latest schedule when each position is released between two days, with a quote that is
    /// known or any, and those that may be moved stay or not; what was promised is kept. The latest says nothing of
    /// positions that are moved.
    pub(crate) fn span(
        &self,
        least: &[i32],
        most: &[i32],
        quotes: &[Option<usize>],
    ) -> (Option<Schedule>, Option<Schedule>) {
        let known = |place: usize, order: &Ordering| {
            quotes.get(place).copied().flatten().and_then(|quote| order.quotes.get(quote).copied())
        };
        let movable: Vec<usize> = self.movable().collect();
        let soon = self
            .run(least, &movable, Aim::Soonest, &|place, order| known(place, order).or_else(|| self.quickest(order)));
        let late =
            self.run(most, &[], Aim::Latest, &|place, order| known(place, order).or_else(|| self.slowest(order)));
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
        aim: Aim,
        quote: &dyn Fn(usize, &Ordering) -> Option<Terms>,
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
            let start = match (step.latest, aim) {
                (Some(latest), Aim::Latest) => start.min(latest),
                (Some(latest), _) if start > latest => return None,
                _ => start,
            };
            if aim == Aim::Latest {
                for place in staying() {
                    let on = days.get_mut(*place)?;
                    *on = start.min(*on);
                }
            }
            let lengths = || step.positions.iter().filter_map(|place| quote(*place, self.orders.get(*place)?)?.length);
            let length = match (length, aim) {
                // Nothing may stay: then the step takes its own time.
                (Some(length), Aim::Latest) if step.positions.iter().all(|place| self.can_wait(*place).is_some()) => {
                    length.max(step.length)
                }
                (Some(length), _) => length,
                (None, Aim::Soonest) => lengths().fold(step.length, u32::min),
                (None, _) => step.length,
            };
            *spans.get_mut(index)? = (start, self.working_after(start, length.saturating_sub(1))?);
        }
        for &place in moved {
            let order = self.orders.get(place)?;
            let free = order.after.iter().map(|stage| over(&spans, stage)).max().unwrap_or(0);
            let earliest = quote(place, order)?.earliest.max(free);
            // Where it may also stay in its step it waits for nothing else.
            let until = match aim {
                Aim::Soonest => 0,
                _ => release.get(place).copied().unwrap_or(0).max(order.can_wait?),
            };
            *days.get_mut(place)? = self.working_from(earliest.max(until))?;
        }
        Some(Schedule { spans, orders: days })
    }

    /// The last day on which a position that may be moved is ordered beside its step, released at a day, when no step is
    /// later than in a schedule.
    pub(crate) fn moved_until(&self, position: usize, release: i32, late: &Schedule) -> Option<i32> {
        let order = self.orders.get(position)?;
        let free = order.after.iter().filter_map(|stage| late.spans.get(*stage)).map(|span| span.1 + 1).max();
        let earliest = order.quotes.iter().map(|quote| quote.earliest).max()?;
        self.working_from(earliest.max(free.unwrap_or(0)).max(release).max(order.can_wait?))
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

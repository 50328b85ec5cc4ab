//! Dates of the steps: when each can start, given when its orders may be signed.
//!
//! Days are counted from the day of the plan. Every rule here only ever pushes later, so the
//! milestone under several reasons for delay is the latest of the milestones under each alone;
//! the search relies on that.

use super::situation::{Payment, Position, Situation, Stage};
use crate::base::calendar::holidays_nrw;
use crate::base::{Date, DateRange, Id};

/// Days after the day of the plan that are looked at: more than ten years.
pub(crate) const REACH: i32 = 4_000;

/// The first and the last day of each step.
pub(crate) type Spans = Vec<(i32, i32)>;

/// A step, with everything about it in day numbers.
#[derive(Debug, Clone)]
struct Step {
    earliest: i32,
    latest: Option<i32>,
    start_days: Vec<i32>,
    length: u32,
    /// Steps before it and the working days between.
    after: Vec<(usize, u32)>,
    positions: Vec<usize>,
}

/// When a quote allows an order, and how long the step takes with it (none: the step's own length).
#[derive(Debug, Clone, Copy)]
struct Terms {
    earliest: i32,
    length: Option<u32>,
}

/// A position, as far as its order is concerned.
#[derive(Debug, Clone)]
struct Ordering {
    stage: usize,
    until: usize,
    /// The stated quote, then the others.
    quotes: Vec<Terms>,
    ordered: Option<i32>,
    after: Vec<usize>,
    can_wait: Option<i32>,
}

/// The calendar of a plan.
#[derive(Debug, Clone)]
pub(crate) struct Days {
    origin: Date,
    working: Vec<bool>,
    steps: Vec<Step>,
    orders: Vec<Ordering>,
    /// Steps in an order in which each comes after those it waits for.
    sequence: Vec<usize>,
    milestone: Option<usize>,
}

/// When everything happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Schedule {
    /// Per step.
    pub(crate) spans: Spans,
    /// Per position: the day of its order.
    pub(crate) orders: Vec<i32>,
}

/// A step that cannot start in time whatever is claimed where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LateStep {
    pub(crate) stage: usize,
    /// It could start from this day on, apart from the days on which it can.
    pub(crate) from: i32,
    /// The first possible start; `None` when no day is left on which it can.
    pub(crate) soonest: Option<i32>,
    /// The steps before it that hold each other up, first one first; without itself.
    pub(crate) chain: Vec<usize>,
    /// What holds it up.
    pub(crate) held: Held,
}

/// What holds a step up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// Its own earliest start, or the days on which it can start.
    Itself,
    /// A step before it.
    Step(usize),
    /// A position that cannot be ordered earlier, or was ordered for later.
    Position(usize),
}

/// The steps that hold up a step, first one first.
fn chain(held: &[Held], mut stage: usize) -> Vec<usize> {
    let mut chain = Vec::new();
    while let Some(Held::Step(before)) = held.get(stage)
        && chain.len() < held.len()
    {
        chain.push(*before);
        stage = *before;
    }
    chain.reverse();
    chain
}

impl Days {
    /// `None` if the steps wait for each other in a circle or name an unknown step.
    pub(crate) fn new(situation: &Situation) -> Option<Self> {
        let origin = situation.as_of;
        let working = working_days(situation);
        let day = |date: Date| date.days_since(origin);
        let find = |id: &Id| situation.stages.iter().position(|stage| stage.id == *id);
        let ordering = |position: &Position| {
            let earliest = |date: Option<Date>| date.map_or(0, day).max(0);
            let stated = Terms { earliest: earliest(position.earliest_order), length: None };
            let others = position
                .quotes
                .iter()
                .map(|quote| Terms { earliest: earliest(quote.earliest_order), length: quote.working_days });
            Some(Ordering {
                stage: find(&position.stage)?,
                until: find(position.until.as_ref().unwrap_or(&position.stage))?,
                quotes: std::iter::once(stated).chain(others).collect(),
                ordered: position.ordered_on.map(day),
                after: position.order_after.iter().map(find).collect::<Option<_>>()?,
                can_wait: position.can_wait_until.map(day),
            })
        };
        let orders: Vec<Ordering> = situation.positions.iter().map(ordering).collect::<Option<_>>()?;
        let step = |(index, stage): (usize, &Stage)| {
            let mut start_days: Vec<i32> = stage.start_days.iter().copied().map(day).collect();
            start_days.sort_unstable();
            let after = stage.after.iter().map(|after| Some((find(&after.stage)?, after.gap_working_days)));
            Some(Step {
                earliest: stage.earliest.map_or(0, day).max(0),
                latest: stage.latest.map(day),
                start_days,
                length: stage.working_days,
                after: after.collect::<Option<_>>()?,
                positions: (0..orders.len())
                    .filter(|place| orders.get(*place).is_some_and(|order| order.stage == index))
                    .collect(),
            })
        };
        let steps: Vec<Step> = situation.stages.iter().enumerate().map(step).collect::<Option<_>>()?;
        let sequence = sequence(&steps, &orders)?;
        let milestone = situation.stages.iter().position(|stage| stage.milestone);
        Some(Self { origin, working, steps, orders, sequence, milestone })
    }

    /// The date of a day number.
    pub(crate) fn date(&self, day: i32) -> Date {
        self.origin.add_days(day)
    }
    /// The number of a date.
    pub(crate) fn number(&self, date: Date) -> i32 {
        date.days_since(self.origin)
    }
    /// The first working day on or after a day.
    pub(crate) fn working_from(&self, day: i32) -> Option<i32> {
        (day.max(0)..REACH).find(|day| self.is_working(*day))
    }
    /// The working day that comes so many working days later (0: the first on or after).
    pub(crate) fn working_after(&self, day: i32, count: u32) -> Option<i32> {
        let mut day = if count == 0 { self.working_from(day)? } else { day };
        for _ in 0..count {
            day = self.working_from(day + 1)?;
        }
        Some(day)
    }
    /// The working days from one day to another, both included.
    pub(crate) fn working_within(&self, from: i32, until: i32) -> impl Iterator<Item = i32> + '_ {
        (from..=until).filter(|day| self.is_working(*day))
    }
    fn is_working(&self, day: i32) -> bool {
        usize::try_from(day).ok().and_then(|day| self.working.get(day)) == Some(&true)
    }
    /// Which positions may be moved out of their step.
    pub(crate) fn movable(&self) -> impl Iterator<Item = usize> + '_ {
        let free = |order: &Ordering| order.can_wait.is_some() && order.ordered.is_none();
        self.orders.iter().enumerate().filter(move |(_, order)| free(order)).map(|(index, _)| index)
    }
    /// The step of a position.
    pub(crate) fn stage_of(&self, position: usize) -> usize {
        self.orders.get(position).map_or(usize::MAX, |order| order.stage)
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
    /// Is the position already ordered?
    pub(crate) fn is_ordered(&self, position: usize) -> bool {
        self.orders.get(position).is_some_and(|order| order.ordered.is_some())
    }

    /// The earliest schedule.
    ///
    /// `release` is, per position, the day before which its claim allows no order (0: none);
    /// `moved` are positions that leave their step; `taken` is, per position, its quote, the stated one where
    /// nothing is said. `None` when a promised latest start cannot be kept.
    pub(crate) fn schedule_with(&self, release: &[i32], moved: &[usize], taken: &[usize]) -> Option<Schedule> {
        self.run(release, moved, &|place, order| order.quotes.get(taken.get(place).copied().unwrap_or(0)).copied())
    }

    /// The same with the fastest quote of every position but one, of which the quote is known: no schedule with
    /// that quote is faster.
    pub(crate) fn fastest(&self, release: &[i32], known: Option<(usize, usize)>) -> Option<Schedule> {
        self.run(release, &[], &|place, order| match known {
            Some((at, quote)) if at == place => order.quotes.get(quote).copied(),
            _ => self.quickest(order),
        })
    }

    /// The earliest order and the shortest length over all quotes.
    fn quickest(&self, order: &Ordering) -> Option<Terms> {
        let own = self.steps.get(order.stage)?.length;
        let earliest = order.quotes.iter().map(|quote| quote.earliest).min()?;
        let length = order.quotes.iter().map(|quote| quote.length.unwrap_or(own)).min();
        Some(Terms { earliest, length })
    }

    fn run(
        &self,
        release: &[i32],
        moved: &[usize],
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
            if step.latest.is_some_and(|latest| start > latest) {
                return None;
            }
            let length = length.unwrap_or(step.length);
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

    /// The steps that cannot start in time even if nothing has to be waited for, and what holds each up.
    pub(crate) fn late_steps(&self) -> Vec<LateStep> {
        let mut spans: Spans = vec![(0, 0); self.steps.len()];
        let mut held: Vec<Held> = vec![Held::Itself; self.steps.len()];
        let mut late = Vec::new();
        for &index in &self.sequence {
            let Some(step) = self.steps.get(index) else { continue };
            let (mut start, mut by) = (step.earliest, Held::Itself);
            let mut push = |day: Option<i32>, cause: Held| {
                if let Some(day) = day.filter(|day| *day > start) {
                    (start, by) = (day, cause);
                }
            };
            for (before, gap) in &step.after {
                let end = spans.get(*before).and_then(|span| self.working_after(span.1, gap + 1));
                push(end, Held::Step(*before));
            }
            let mut length: Option<u32> = None;
            for place in &step.positions {
                let Some(order) = self.orders.get(*place) else { continue };
                let Some(terms) = self.quickest(order) else { continue };
                length = length.max(terms.length);
                push(order.ordered.or_else(|| self.working_from(terms.earliest)), Held::Position(*place));
                for stage in order.after.iter().filter(|_| order.ordered.is_none()) {
                    push(spans.get(*stage).and_then(|span| self.working_from(span.1 + 1)), Held::Step(*stage));
                }
            }
            let possible = if step.start_days.is_empty() {
                self.working_from(start)
            } else {
                step.start_days.iter().find(|day| **day >= start).copied()
            };
            if let Some(place) = held.get_mut(index) {
                *place = by;
            }
            let Some(first) = possible else {
                late.push(LateStep { stage: index, from: start, soonest: None, chain: chain(&held, index), held: by });
                return late;
            };
            if step.latest.is_some_and(|latest| first > latest) {
                let chain = chain(&held, index);
                late.push(LateStep { stage: index, from: start, soonest: Some(first), chain, held: by });
            }
            let length = length.unwrap_or(step.length);
            let last = self.working_after(first, length.saturating_sub(1)).unwrap_or(REACH);
            if let Some(span) = spans.get_mut(index) {
                *span = (first, last);
            }
        }
        late
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

/// Which days are working days, from the day of the plan on.
fn working_days(situation: &Situation) -> Vec<bool> {
    let origin = situation.as_of;
    let last = origin.add_days(REACH - 1);
    let mut working: Vec<bool> =
        (0..REACH).map(|day| situation.calendar.weekdays.contains(&origin.add_days(day).weekday().into())).collect();
    let mut close = |date: Date| {
        if let Some(day) = usize::try_from(date.days_since(origin)).ok().and_then(|day| working.get_mut(day)) {
            *day = false;
        }
    };
    for year in origin.year()..=last.year() {
        holidays_nrw(year).into_iter().for_each(|(date, _)| close(date));
    }
    for range in &situation.calendar.closures {
        let within = DateRange::new(range.first().max(origin), range.last().min(last));
        within.into_iter().flat_map(DateRange::days).for_each(&mut close);
    }
    working
}

/// An order in which every step comes after those it waits for; `None` for a circle.
fn sequence(steps: &[Step], orders: &[Ordering]) -> Option<Vec<usize>> {
    let waits: Vec<Vec<usize>> = steps
        .iter()
        .map(|step| {
            let by_order = step.positions.iter().filter_map(|place| orders.get(*place)).flat_map(|o| o.after.clone());
            step.after.iter().map(|(stage, _)| *stage).chain(by_order).collect()
        })
        .collect();
    let mut done = vec![false; steps.len()];
    let mut sequence = Vec::with_capacity(steps.len());
    while sequence.len() < steps.len() {
        let ready = |index: &usize| {
            done.get(*index) == Some(&false)
                && waits.get(*index).into_iter().flatten().all(|before| done.get(*before) == Some(&true))
        };
        let next = (0..steps.len()).find(ready)?;
        *done.get_mut(next)? = true;
        sequence.push(next);
    }
    Some(sequence)
}

//! The calendar of a plan: its steps and orders in day numbers, counted from the day of the plan.

mod late;
mod schedule;

pub(crate) use late::{Held, LateStep};
pub(crate) use schedule::Schedule;

use super::situation::{Position, Situation, Stage};
use crate::base::calendar::holidays_nrw;
use crate::base::{Date, DateRange, Id};

/// Days after the day of the plan that are looked at: more than ten years.
pub(crate) const REACH: i32 = 4_000;

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

    /// The last day that is looked at.
    pub(crate) fn last(&self) -> Date {
        self.date(REACH - 1)
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
    /// Is the position already ordered?
    pub(crate) fn is_ordered(&self, position: usize) -> bool {
        self.orders.get(position).is_some_and(|order| order.ordered.is_some())
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

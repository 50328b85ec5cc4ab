//! The calendar compiled: every day of the horizon once, every diary as one flag per day.

use crate::base::calendar::is_holiday_nrw;
use crate::base::{Date, DateRange, Id};

use super::input::{Calendar, PhasePlan};

/// Why a day is or is not a working day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayKind {
    Working,
    NotWeekly,
    Holiday,
    Closed,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Day {
    pub(super) date: Date,
    pub(super) kind: DayKind,
    /// Working days from the start of the grid up to and including this day.
    pub(super) ordinal: u32,
    /// Number of the ISO week, counted from an arbitrary Monday.
    pub(super) week: i32,
}

impl Day {
    pub(super) fn is_working(&self) -> bool {
        self.kind == DayKind::Working
    }
}

/// Whose diary a flag belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Party {
    Facilitator,
    Venue,
    Person(usize),
}

/// One phase with people as indices into [`Grid::people`].
#[derive(Debug, Clone)]
pub(super) struct Phase<'c> {
    pub(super) plan: &'c PhasePlan,
    pub(super) required: Vec<usize>,
    pub(super) pool: Vec<usize>,
    pub(super) gap: u32,
    pub(super) min: usize,
}

/// Days, diaries and phases.
#[derive(Debug, Clone)]
pub(super) struct Grid<'c> {
    pub(super) calendar: &'c Calendar,
    pub(super) days: Vec<Day>,
    pub(super) people: Vec<&'c Id>,
    pub(super) phases: Vec<Phase<'c>>,
    pub(super) reviewers: Vec<usize>,
    person_away: Vec<Vec<bool>>,
    facilitator_away: Vec<bool>,
    venue_taken: Vec<bool>,
}

/// A Monday before the calendar of [`Date`] ends; only differences matter.
fn week_of(date: Date, monday: Date) -> i32 {
    date.days_since(monday).div_euclid(7)
}

impl<'c> Grid<'c> {
    /// Compiles a calendar that has passed the checks. The grid starts the day before `today`, so that
    /// a day of travel before the first day can be looked up.
    pub(super) fn new(calendar: &'c Calendar) -> Self {
        let first = calendar.today.previous();
        let count = usize::try_from(calendar.horizon.days_since(first)).unwrap_or(0) + 1;
        let monday = first.add_days(-i32::from(first.weekday().to_monday_zero_offset()));
        let mut days = Vec::with_capacity(count);
        let (mut date, mut ordinal) = (first, 0);
        for _ in 0..count {
            let kind = if !calendar.weekly_working_days.contains(&date.weekday().into()) {
                DayKind::NotWeekly
            } else if is_holiday_nrw(date) {
                DayKind::Holiday
            } else if calendar.company_closure.iter().any(|range| range.contains(date)) {
                DayKind::Closed
            } else {
                ordinal += 1;
                DayKind::Working
            };
            days.push(Day { date, kind, ordinal, week: week_of(date, monday) });
            date = date.next();
        }
        let flags = |ranges: &[DateRange]| {
            let mut flags = vec![false; count];
            for range in ranges {
                let from = range.first().days_since(first).max(0);
                let to = range.last().days_since(first);
                for day in from..=to.min(i32::try_from(count).unwrap_or(i32::MAX) - 1) {
                    if let Some(flag) = usize::try_from(day).ok().and_then(|day| flags.get_mut(day)) {
                        *flag = true;
                    }
                }
            }
            flags
        };
        let people: Vec<&Id> = calendar.absences.0.keys().collect();
        let indices = |ids: &[Id]| ids.iter().filter_map(|id| people.binary_search(&id).ok()).collect::<Vec<_>>();
        let phases = calendar
            .phases
            .iter()
            .map(|plan| Phase {
                plan,
                required: indices(&plan.required),
                pool: indices(&plan.pool),
                gap: plan.gap_before,
                min: usize::try_from(plan.min_attending).unwrap_or(usize::MAX),
            })
            .collect();
        Self {
            calendar,
            days,
            phases,
            reviewers: indices(&calendar.review.required),
            person_away: calendar.absences.0.values().map(|ranges| flags(ranges)).collect(),
            facilitator_away: flags(&calendar.facilitator_unavailable),
            venue_taken: flags(&calendar.venue_unavailable),
            people,
        }
    }

    pub(super) fn day(&self, index: usize) -> Option<&Day> {
        self.days.get(index)
    }
    pub(super) fn index_of(&self, date: Date) -> Option<usize> {
        let first = self.days.first()?.date;
        usize::try_from(date.days_since(first)).ok().filter(|index| *index < self.days.len())
    }
    pub(super) fn away(&self, party: Party, day: usize) -> bool {
        let flags = match party {
            Party::Facilitator => Some(&self.facilitator_away),
            Party::Venue => Some(&self.venue_taken),
            Party::Person(person) => self.person_away.get(person),
        };
        flags.and_then(|flags| flags.get(day)).copied().unwrap_or(true)
    }
    /// Changes one diary entry.
    pub(super) fn set_away(&mut self, party: Party, day: usize, away: bool) {
        let flags = match party {
            Party::Facilitator => Some(&mut self.facilitator_away),
            Party::Venue => Some(&mut self.venue_taken),
            Party::Person(person) => self.person_away.get_mut(person),
        };
        if let Some(flag) = flags.and_then(|flags| flags.get_mut(day)) {
            *flag = away;
        }
    }
    pub(super) fn name(&self, person: usize) -> String {
        self.people.get(person).map_or_else(String::new, |id| id.as_str().to_owned())
    }
    pub(super) fn id(&self, person: usize) -> Option<Id> {
        self.people.get(person).map(|id| (*id).clone())
    }

    /// Whoever of these is there on the day, in the given order.
    pub(super) fn present<'g>(&'g self, people: &'g [usize], day: usize) -> impl Iterator<Item = usize> + 'g {
        people.iter().copied().filter(move |person| !self.away(Party::Person(*person), day))
    }
    /// Whoever of these is missing on the day, in the given order.
    pub(super) fn absent<'g>(&'g self, people: &'g [usize], day: usize) -> impl Iterator<Item = usize> + 'g {
        people.iter().copied().filter(move |person| self.away(Party::Person(*person), day))
    }
    /// Must the facilitator travel on the day before, and cannot?
    pub(super) fn arrival_blocked(&self, day: usize) -> bool {
        self.calendar.facilitator_arrives_day_before
            && day.checked_sub(1).is_none_or(|before| self.away(Party::Facilitator, before))
    }
    /// Does the day suit the phase, looked at by itself?
    pub(super) fn suits(&self, phase: &Phase<'_>, day: usize) -> bool {
        self.day(day).is_some_and(Day::is_working)
            && !self.away(Party::Facilitator, day)
            && !self.arrival_blocked(day)
            && !self.away(Party::Venue, day)
            && self.absent(&phase.required, day).next().is_none()
            && self.present(&phase.pool, day).count() >= phase.min
    }
}

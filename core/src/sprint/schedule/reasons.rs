//! Why a day was not taken: every rule it breaks, with the people behind it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::base::text::Arg;
use crate::base::{Date, DateRange, Id, Lang, Text, calendar};

use super::grid::{DayKind, Grid, Party, Phase};
use super::search;
use super::sentences as say;

/// One rule that a day breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Obstacle {
    /// Not one of the company's days of the week.
    NotWorking,
    /// A statutory holiday of North Rhine-Westphalia.
    PublicHoliday {
        /// Its name.
        name: Text,
    },
    /// Within a company closure.
    CompanyClosed,
    /// Too close to the workshop before.
    MinimumGap {
        /// Working days wanted in between.
        wanted: u32,
        /// Working days in between.
        found: u32,
    },
    /// The week already holds as many workshops as allowed.
    WeekFull {
        /// Workshops in this week before it.
        workshops: u32,
    },
    /// The facilitator is not available.
    FacilitatorUnavailable,
    /// The facilitator cannot travel on the day before.
    FacilitatorArrival,
    /// The venue is taken.
    VenueUnavailable,
    /// Required people are absent.
    RequiredAbsent {
        /// Who, in the order of the plan.
        persons: Vec<Id>,
    },
    /// Too few of the pool are there.
    TooFewAttending {
        /// How many would attend.
        attending: u32,
        /// How many are needed.
        needed: u32,
        /// Who is absent, in the order of the pool.
        absent: Vec<Id>,
    },
}

impl Obstacle {
    /// In words.
    pub fn text(&self) -> Text {
        let who = |ids: &[Id]| Arg::list(ids.iter());
        match self {
            Self::NotWorking => say::NOT_WORKING.text(),
            Self::PublicHoliday { name } => say::HOLIDAY.with(&[("name", name.clone().into())]),
            Self::CompanyClosed => say::CLOSED.text(),
            Self::MinimumGap { wanted, .. } => say::GAP.with(&[("n", (*wanted).into())]),
            Self::WeekFull { workshops } => say::WEEK_FULL.with(&[("n", (*workshops).into())]),
            Self::FacilitatorUnavailable => say::FACILITATOR.text(),
            Self::FacilitatorArrival => say::ARRIVAL.text(),
            Self::VenueUnavailable => say::VENUE.text(),
            Self::RequiredAbsent { persons } => say::REQUIRED_ABSENT.with(&[("who", who(persons))]),
            Self::TooFewAttending { attending, needed, absent } => {
                say::TOO_FEW.with(&[("n", (*attending).into()), ("min", (*needed).into()), ("who", who(absent))])
            }
        }
    }
}

/// Days that were not taken, and why: the same for every day of the range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Rejection {
    /// The days.
    pub days: DateRange,
    /// Every rule they break; never empty.
    pub obstacles: Vec<Obstacle>,
    /// In words.
    pub text: Text,
}

/// Which date is looked for.
#[derive(Clone, Copy)]
pub(super) enum Sought<'g, 'c> {
    Workshop(&'g Phase<'c>),
    Review,
}

/// Every rule that the day breaks for the date that is sought after these workshops.
pub(super) fn obstacles(grid: &Grid<'_>, sought: Sought<'_, '_>, workshops: &[usize], index: usize) -> Vec<Obstacle> {
    let Some(day) = grid.day(index) else { return Vec::new() };
    match day.kind {
        DayKind::NotWeekly => return vec![Obstacle::NotWorking],
        DayKind::Holiday => return vec![Obstacle::PublicHoliday { name: holiday_name(day.date) }],
        DayKind::Closed => return vec![Obstacle::CompanyClosed],
        DayKind::Working => {}
    }
    let ids = |people: Vec<usize>| people.into_iter().filter_map(|person| grid.id(person)).collect::<Vec<_>>();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut found = Vec::new();
    let required = match sought {
        Sought::Review => &grid.reviewers,
        Sought::Workshop(phase) => {
            if let Some(gap) = search::gap_before(grid, workshops, index).filter(|gap| *gap < phase.gap) {
                found.push(Obstacle::MinimumGap { wanted: phase.gap, found: gap });
            }
            let in_week = search::in_week(grid, workshops, index);
            if in_week >= usize::from(grid.calendar.max_workshops_per_week) {
                found.push(Obstacle::WeekFull { workshops: count(in_week) });
            }
            if grid.away(Party::Facilitator, index) {
                found.push(Obstacle::FacilitatorUnavailable);
            } else if grid.arrival_blocked(index) {
                found.push(Obstacle::FacilitatorArrival);
            }
            if grid.away(Party::Venue, index) {
                found.push(Obstacle::VenueUnavailable);
            }
            &phase.required
        }
    };
    let absent: Vec<usize> = grid.absent(required, index).collect();
    if !absent.is_empty() {
        found.push(Obstacle::RequiredAbsent { persons: ids(absent) });
    }
    if let Sought::Workshop(phase) = sought {
        let attending = grid.present(&phase.pool, index).count();
        if attending < phase.min {
            found.push(Obstacle::TooFewAttending {
                attending: count(attending),
                needed: count(phase.min),
                absent: ids(grid.absent(&phase.pool, index).collect()),
            });
        }
    }
    found
}

/// The name of a statutory holiday.
fn holiday_name(date: Date) -> Text {
    let list = calendar::holidays_nrw(date.year());
    list.into_iter().find(|(day, _)| *day == date).map_or_else(|| Text::same(""), |(_, name)| name)
}

/// Why none of the days `from..until` was taken; neighbouring days with the same reasons together.
pub(super) fn rejections(
    grid: &Grid<'_>,
    sought: Sought<'_, '_>,
    workshops: &[usize],
    from: usize,
    until: usize,
) -> Vec<Rejection> {
    let mut list: Vec<(Date, Date, Vec<Obstacle>)> = Vec::new();
    for index in from..until {
        let Some(day) = grid.day(index) else { continue };
        let found = obstacles(grid, sought, workshops, index);
        match list.last_mut() {
            Some((_, last, same)) if same_reason(same, &found) => *last = day.date,
            _ => list.push((day.date, day.date, found)),
        }
    }
    list.into_iter()
        .filter_map(|(first, last, obstacles)| {
            let words =
                |lang| obstacles.iter().map(|one| one.text().get(lang).to_owned()).collect::<Vec<_>>().join("; ");
            let why = Arg::Text(Text { de: words(Lang::De).into(), en: words(Lang::En).into() });
            let args = [("day", first.into()), ("last", last.into()), ("why", why)];
            let sentence = if first == last { &say::ON_DAY } else { &say::ON_DAYS };
            Some(Rejection { days: DateRange::new(first, last)?, text: sentence.with(&args), obstacles })
        })
        .collect()
}

/// The same reasons for two days? The gap counts on from day to day; it is one reason.
fn same_reason(one: &[Obstacle], other: &[Obstacle]) -> bool {
    let plain = |obstacle: &Obstacle| match obstacle {
        Obstacle::MinimumGap { wanted, .. } => Obstacle::MinimumGap { wanted: *wanted, found: 0 },
        other => other.clone(),
    };
    one.iter().map(plain).eq(other.iter().map(plain))
}

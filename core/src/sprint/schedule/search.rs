//! Finding dates: the earliest ones day by day, the best ones by keeping the k best beginnings per day.

use super::grid::{Day, Grid};
use super::input::{MAX_PHASES, Objective};

/// The dates of a plan, as indices into the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) workshops: Vec<usize>,
    pub(super) poc_start: usize,
    pub(super) poc_end: usize,
    pub(super) review: usize,
}

/// What a plan that could not be finished got stuck on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stuck {
    /// The dates found so far.
    pub(super) workshops: Vec<usize>,
    /// First day from which the next date was sought.
    pub(super) from: usize,
}

/// The earliest dates from day `start` on.
///
/// Every rule only looks back, so the earliest day for each phase in turn gives the smallest date of
/// every phase among all valid plans. Proof by induction: let `g` be these dates and `f` any valid
/// plan with `g[j] ≤ f[j]` for all earlier phases. The gap before `f[k]` also separates it from `g[k-1]`. If the
/// week of `f[k]` already held the limit of `g`'s dates, these being at most `f`'s and increasing, `f`
/// would hold as many in the same week. So `f[k]` is a day that was open to `g`, and `g[k] ≤ f[k]`.
pub(super) fn earliest(grid: &Grid<'_>, start: usize) -> Result<Plan, Stuck> {
    let mut workshops: Vec<usize> = Vec::with_capacity(grid.phases.len());
    for phase in &grid.phases {
        let from = workshops.last().map_or(start, |last| last + 1);
        let found = (from..grid.days.len())
            .find(|day| grid.suits(phase, *day) && fits_after(grid, &workshops, phase.gap, *day));
        match found {
            Some(day) => workshops.push(day),
            None => return Err(Stuck { workshops, from }),
        }
    }
    finish(grid, workshops)
}

/// Gap and week limit against the workshops before.
pub(super) fn fits_after(grid: &Grid<'_>, workshops: &[usize], gap: u32, day: usize) -> bool {
    gap_before(grid, workshops, day).is_none_or(|found| found >= gap)
        && in_week(grid, workshops, day) < usize::from(grid.calendar.max_workshops_per_week)
}

/// Working days strictly between the last workshop and the day; `None` for the first workshop.
pub(super) fn gap_before(grid: &Grid<'_>, workshops: &[usize], day: usize) -> Option<u32> {
    let (last, day) = (grid.day(*workshops.last()?)?, grid.day(day)?);
    Some(day.ordinal.saturating_sub(u32::from(day.is_working())).saturating_sub(last.ordinal))
}

/// Workshops in the week of the day.
pub(super) fn in_week(grid: &Grid<'_>, workshops: &[usize], day: usize) -> usize {
    let week = grid.day(day).map(|day| day.week);
    workshops.iter().filter(|other| grid.day(**other).map(|day| day.week) == week).count()
}

/// Adds proof of concept and review to the dates of the workshops.
pub(super) fn finish(grid: &Grid<'_>, workshops: Vec<usize>) -> Result<Plan, Stuck> {
    let last = workshops.last().copied().unwrap_or(0);
    let mut working = (last + 1..grid.days.len()).filter(|day| grid.day(*day).is_some_and(Day::is_working));
    let (Some(poc_start), length) = (working.next(), grid.calendar.poc.working_days) else {
        return Err(Stuck { workshops, from: last + 1 });
    };
    let more = usize::try_from(length).unwrap_or(usize::MAX).saturating_sub(1);
    let poc_end = if more == 0 { Some(poc_start) } else { working.nth(more - 1) };
    let Some(poc_end) = poc_end else { return Err(Stuck { workshops, from: poc_start }) };
    let review = (poc_end + 1..grid.days.len()).find(|day| review_suits(grid, *day));
    match review {
        Some(review) => Ok(Plan { workshops, poc_start, poc_end, review }),
        None => Err(Stuck { workshops, from: poc_end + 1 }),
    }
}

/// Is it a working day with all reviewers?
pub(super) fn review_suits(grid: &Grid<'_>, day: usize) -> bool {
    grid.day(day).is_some_and(Day::is_working) && grid.absent(&grid.reviewers, day).next().is_none()
}

/// The beginning of a plan: its cost so far and its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Beginning {
    cost: u64,
    dates: [u16; MAX_PHASES],
}

/// The k best beginnings that end on one day with so many workshops in its week, best first.
#[derive(Debug, Clone, Default)]
struct Shelf(Vec<Beginning>);

impl Shelf {
    fn offer(&mut self, beginning: Beginning, keep: usize) {
        if self.0.len() == keep && self.0.last().is_some_and(|worst| *worst <= beginning) {
            return;
        }
        let at = self.0.partition_point(|other| *other < beginning);
        self.0.insert(at, beginning);
        self.0.truncate(keep);
    }
}

/// The `keep` best plans whose review is not later than day `latest_review`, best first.
///
/// A beginning matters to what follows only through its last day and the number of workshops in that
/// day's week, and cost is added up; so the best plans are made of best beginnings.
pub(super) fn best(
    grid: &Grid<'_>,
    start: usize,
    objective: Objective,
    latest_review: usize,
    keep: usize,
) -> Vec<(u64, Plan)> {
    let limit = usize::from(grid.calendar.max_workshops_per_week);
    let days = grid.days.len().min(latest_review);
    // states[day * limit + workshops in its week - 1]
    let mut states: Vec<Shelf> = Vec::new();
    for (number, phase) in grid.phases.iter().enumerate() {
        let mut next: Vec<Shelf> = vec![Shelf::default(); days * limit];
        let (mut earlier, mut merged) = (Shelf::default(), start);
        for day in start..days {
            if !grid.suits(phase, day) {
                continue;
            }
            let Some(here) = grid.day(day) else { continue };
            let absent = grid.absent(&phase.pool, day).count() as u64;
            let mut put = |beginning: Beginning, gap: u64, in_week: usize| {
                let cost = beginning.cost
                    + match objective {
                        Objective::Earliest => 0,
                        Objective::FewestAbsences => absent,
                        Objective::EvenSpacing => gap * gap,
                    };
                let mut dates = beginning.dates;
                if let (Some(slot), Ok(day)) = (dates.get_mut(number), u16::try_from(day)) {
                    *slot = day;
                }
                if let Some(shelf) = next.get_mut(day * limit + in_week - 1) {
                    shelf.offer(Beginning { cost, dates }, keep);
                }
            };
            if number == 0 {
                put(Beginning { cost: 0, dates: [0; MAX_PHASES] }, 0, 1);
                continue;
            }
            if objective != Objective::EvenSpacing {
                // Where waiting costs nothing, all days of earlier weeks count alike: their best are kept together.
                while grid.day(merged).is_some_and(|there| {
                    there.week < here.week && (here.ordinal - 1).saturating_sub(there.ordinal) >= phase.gap
                }) {
                    let shelves = states.get(merged * limit..(merged + 1) * limit).unwrap_or(&[]);
                    shelves.iter().flat_map(|shelf| &shelf.0).for_each(|one| earlier.offer(*one, keep));
                    merged += 1;
                }
                earlier.0.iter().for_each(|one| put(*one, 0, 1));
            }
            for before in merged..day {
                let Some(there) = grid.day(before) else { continue };
                let between = (here.ordinal - 1).saturating_sub(there.ordinal);
                if !there.is_working() || between < phase.gap {
                    continue;
                }
                for count in 1..=limit {
                    let in_week = if there.week == here.week { count + 1 } else { 1 };
                    if in_week > limit {
                        continue;
                    }
                    for beginning in states.get(before * limit + count - 1).map_or(&[][..], |shelf| &shelf.0) {
                        put(*beginning, u64::from(between - phase.gap), in_week);
                    }
                }
            }
        }
        states = next;
    }
    let mut plans: Vec<(u64, usize, [u16; MAX_PHASES], Plan)> = Vec::new();
    for beginning in states.iter().flat_map(|shelf| &shelf.0) {
        let workshops = beginning.dates.iter().take(grid.phases.len()).map(|day| usize::from(*day)).collect();
        if let Ok(plan) = finish(grid, workshops)
            && plan.review <= latest_review
        {
            plans.push((beginning.cost, plan.review, beginning.dates, plan));
        }
    }
    plans.sort_by_key(|one| (one.0, one.1, one.2));
    plans.truncate(keep);
    plans.into_iter().map(|(cost, _, _, plan)| (cost, plan)).collect()
}

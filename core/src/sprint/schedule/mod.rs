//! The operation `sprint.schedule`: dates for workshops, proof of concept and review (F-11, R-14, R-15).
//!
//! The rules:
//! * a workshop takes place on a working day of the company on which facilitator and venue are free;
//! * all required people are there, and at least `min_attending` of the pool;
//! * at least `gap_before` company working days lie strictly between two workshops;
//! * at most `max_workshops_per_week` workshops in one ISO week;
//! * the proof of concept starts on the first working day after the last workshop and takes
//!   `poc.working_days` working days;
//! * the review is the first working day after it on which all of `review.required` are there.
//!
//! | part | idea |
//! |---|---|
//! | [`input`] | diaries, closures, phases, approval scenarios |
//! | `grid` | the calendar compiled to one row per day |
//! | `search` | earliest and best dates |
//! | [`reasons`] | why a day was not taken |
//! | [`levers`] | which diary entry stands in the way |

mod check;
mod grid;
pub mod input;
pub mod levers;
pub mod reasons;
mod search;
mod sentences;
#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::base::{Date, Error, Finding, Id, SchemaVersion, Severity, Text, Trace};
use crate::sprint::load::{self, WeekLoad, WorkshopDay};
use crate::sprint::phase::{SprintPhase, WorkshopKind};

use grid::Grid;
use input::{Approval, Calendar, Objective, Scenario, ScheduleInput};
use levers::Lever;
use reasons::{Obstacle, Rejection, Sought};
use search::{Plan, Stuck};
use sentences as say;

/// The schedules of all scenarios.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ScheduleReport {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// One entry per scenario, in the given order.
    pub scenarios: Vec<ScenarioSchedule>,
    /// How the dates were found.
    pub trace: Trace,
}

/// The answer for one scenario.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ScenarioSchedule {
    /// The scenario; `no_approval` where none was given.
    pub id: String,
    /// What had to be waited for.
    pub approval: Approval,
    /// The first day on which a workshop may take place.
    pub earliest_allowed_start: Option<Date>,
    /// The dates, or why there are none.
    pub outcome: ScheduleOutcome,
}

/// Dates, or why there are none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "status", rename_all = "snake_case")]
#[allow(clippy::large_enum_variant)] // one per scenario; boxing would not save anything that matters
pub enum ScheduleOutcome {
    /// There are dates.
    Found {
        /// The schedule with the earliest review.
        earliest: Schedule,
        /// The best schedule by the objective; the same where the objective is `earliest`.
        best: Schedule,
        /// The next-best schedules by the objective, best first.
        alternatives: Vec<Schedule>,
        /// Why none of the earliest dates can be earlier: every day before each of them, with the rules it breaks.
        proof: Vec<DateProof>,
        /// Diary entries that stand in the way of an earlier review, the strongest first.
        levers: Vec<Lever>,
        /// Workshop days per person and ISO week of the best schedule.
        load: Vec<WeekLoad>,
        /// What is worth knowing.
        findings: Vec<Finding>,
    },
    /// There are none within the horizon.
    Infeasible {
        /// The date that cannot be found.
        stuck_at: Milestone,
        /// In words.
        text: Text,
        /// Every day that was tried for it, with the rules it breaks.
        rejections: Vec<Rejection>,
        /// How many of these days each person blocks, most first.
        blocked_days: Vec<BlockedDays>,
    },
}

/// The dates of one schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// The workshops in order.
    pub workshops: Vec<WorkshopDate>,
    /// First day of the proof of concept.
    pub poc_start: Date,
    /// Last day of the proof of concept.
    pub poc_end: Date,
    /// The review.
    pub review: Date,
    /// Absences: pool members missing, summed over all workshops.
    pub absences: u32,
    /// Sum of squares of the working days between workshops beyond the minimum gap.
    pub unevenness: u64,
    /// Calendar days from the first workshop to the review: the time that really passes.
    pub elapsed_days: i32,
    /// Calendar days from `today` to the first workshop.
    pub days_to_first_workshop: i32,
}

/// One workshop with its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkshopDate {
    /// The phase.
    pub id: Id,
    /// What it is.
    pub workshop: WorkshopKind,
    /// The day.
    pub date: Date,
    /// Who is there, in the order of the pool.
    pub attending: Vec<Id>,
    /// Who is not, in the order of the pool.
    pub absent: Vec<Id>,
}

/// Why a date cannot be earlier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DateProof {
    /// Which date.
    pub milestone: Milestone,
    /// The date.
    pub date: Date,
    /// Every day before it that was looked at: from the earliest allowed start or the day after the date before.
    pub rejections: Vec<Rejection>,
}

/// A date of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Milestone {
    /// The first day on which work may begin.
    Start,
    /// A workshop.
    Workshop {
        /// The phase.
        id: Id,
    },
    /// The days of the proof of concept.
    Poc,
    /// The review.
    Review,
}

impl Milestone {
    /// In words.
    pub fn text(&self) -> Text {
        match self {
            Self::Start => say::START.text(),
            Self::Workshop { id } => Text::same(id.as_str()),
            Self::Poc => say::POC.text(),
            Self::Review => say::REVIEW.text(),
        }
    }
}

/// How many days a person blocks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BlockedDays {
    /// The person.
    pub person: Id,
    /// Days on which the person is among those missing.
    pub days: u32,
}

/// Dates for every scenario.
///
/// # Errors
/// All problems of the calendar: unknown or repeated people, phases out of order, an end before a start.
pub fn schedule(input: &ScheduleInput) -> Result<ScheduleReport, Error> {
    check::check(input)?;
    let grid = Grid::new(&input.calendar);
    let scenarios = if input.scenarios.is_empty() {
        vec![plan_scenario(&grid, input, "no_approval", Approval::None)]
    } else {
        input
            .scenarios
            .iter()
            .map(|Scenario { id, approval }| plan_scenario(&grid, input, id.as_str(), *approval))
            .collect()
    };
    let calendar = &input.calendar;
    let trace = Trace::of("F-11")
        .input("/calendar")
        .parameter("objective", objective_name(input.objective))
        .parameter("max_workshops_per_week", calendar.max_workshops_per_week)
        .parameter("poc_working_days", calendar.poc.working_days)
        .parameter("slack_working_days", input.slack_working_days)
        .note(say::WHY_EARLIEST.text());
    Ok(ScheduleReport { schema_version: SchemaVersion, scenarios, trace })
}

const fn objective_name(objective: Objective) -> &'static str {
    match objective {
        Objective::Earliest => "earliest",
        Objective::FewestAbsences => "fewest_absences",
        Objective::EvenSpacing => "even_spacing",
    }
}

/// The first day on which work may begin; `None` when no working day follows within ten years.
pub fn earliest_allowed_start(calendar: &Calendar, approval: Approval) -> Option<Date> {
    let days = calendar.working_days();
    let after_approval = |approved: Date| days.on_or_after(approved.next());
    let start = match approval {
        Approval::None => Some(calendar.earliest_start),
        Approval::LeadTime { working_days, applied_on } => {
            days.after(applied_on.unwrap_or(calendar.earliest_start), working_days).and_then(after_approval)
        }
        Approval::Approved { on } => after_approval(on),
        Approval::MayStart { from } => Some(from),
    };
    start.map(|start| start.max(calendar.earliest_start))
}

fn plan_scenario(grid: &Grid<'_>, input: &ScheduleInput, id: &str, approval: Approval) -> ScenarioSchedule {
    let start = earliest_allowed_start(grid.calendar, approval);
    let outcome = match start.and_then(|start| grid.index_of(start)) {
        None => ScheduleOutcome::Infeasible {
            stuck_at: Milestone::Start,
            text: say::NO_START.with(&[("horizon", grid.calendar.horizon.into())]),
            rejections: Vec::new(),
            blocked_days: Vec::new(),
        },
        Some(start) => match search::earliest(grid, start) {
            Ok(plan) => found(grid, input, start, &plan),
            Err(stuck) => infeasible(grid, &stuck),
        },
    };
    ScenarioSchedule { id: id.to_owned(), approval, earliest_allowed_start: start, outcome }
}

fn found(grid: &Grid<'_>, input: &ScheduleInput, start: usize, plan: &Plan) -> ScheduleOutcome {
    let earliest = show(grid, plan);
    let keep = usize::from(input.alternatives) + 1;
    let plans = match (input.objective, keep) {
        (Objective::Earliest, 1) => Vec::new(),
        (Objective::Earliest, _) => search::best(grid, start, Objective::Earliest, grid.days.len() - 1, keep),
        (objective, _) => search::best(grid, start, objective, with_slack(grid, plan, input.slack_working_days), keep),
    };
    let mut plans = plans.into_iter().map(|(_, plan)| show(grid, &plan));
    let best = plans.next().unwrap_or_else(|| earliest.clone());
    let alternatives = plans.collect();
    let days: Vec<WorkshopDay> = best
        .workshops
        .iter()
        .map(|workshop| WorkshopDay { date: workshop.date, half_days: 2, attending: workshop.attending.clone() })
        .collect();
    let (load, mut findings) = load::loads(&days, grid.calendar.max_workshops_per_week.into());
    findings.extend(findings_of(grid.calendar, &best));
    ScheduleOutcome::Found {
        proof: proof(grid, start, plan),
        levers: levers::levers(grid, start, plan),
        earliest,
        best,
        alternatives,
        load,
        findings,
    }
}

/// The day that lies `slack` working days after the review, or the last of the horizon.
fn with_slack(grid: &Grid<'_>, plan: &Plan, slack: u32) -> usize {
    let limit = grid.day(plan.review).map_or(0, |day| day.ordinal) + slack;
    let later = grid.days.iter().rposition(|day| day.ordinal <= limit);
    later.unwrap_or(plan.review)
}

fn show(grid: &Grid<'_>, plan: &Plan) -> Schedule {
    let date = |index: usize| grid.day(index).map_or(grid.calendar.horizon, |day| day.date);
    let mut absences = 0;
    let mut unevenness = 0;
    let mut workshops = Vec::with_capacity(plan.workshops.len());
    for (number, (phase, day)) in grid.phases.iter().zip(&plan.workshops).enumerate() {
        let ids =
            |people: &mut dyn Iterator<Item = usize>| people.filter_map(|person| grid.id(person)).collect::<Vec<_>>();
        let absent = ids(&mut grid.absent(&phase.pool, *day));
        absences += u32::try_from(absent.len()).unwrap_or(u32::MAX);
        let before = plan.workshops.get(..number).unwrap_or(&[]);
        let gap = search::gap_before(grid, before, *day).map_or(0, |gap| u64::from(gap.saturating_sub(phase.gap)));
        unevenness += gap * gap;
        workshops.push(WorkshopDate {
            id: phase.plan.id.clone(),
            workshop: phase.plan.workshop,
            date: date(*day),
            attending: ids(&mut grid.present(&phase.pool, *day)),
            absent,
        });
    }
    let first = plan.workshops.first().map_or(grid.calendar.today, |day| date(*day));
    Schedule {
        workshops,
        poc_start: date(plan.poc_start),
        poc_end: date(plan.poc_end),
        review: date(plan.review),
        absences,
        unevenness,
        elapsed_days: date(plan.review).days_since(first),
        days_to_first_workshop: first.days_since(grid.calendar.today),
    }
}

fn proof(grid: &Grid<'_>, start: usize, plan: &Plan) -> Vec<DateProof> {
    let mut from = start;
    let mut list = Vec::new();
    for (number, (phase, day)) in grid.phases.iter().zip(&plan.workshops).enumerate() {
        let before = plan.workshops.get(..number).unwrap_or(&[]);
        let Some(date) = grid.day(*day).map(|day| day.date) else { continue };
        let rejections = reasons::rejections(grid, Sought::Workshop(phase), before, from, *day);
        let milestone = Milestone::Workshop { id: phase.plan.id.clone() };
        list.push(DateProof { milestone, date, rejections });
        from = day + 1;
    }
    if let Some(day) = grid.day(plan.review) {
        let rejections = reasons::rejections(grid, Sought::Review, &plan.workshops, plan.poc_end + 1, plan.review);
        list.push(DateProof { milestone: Milestone::Review, date: day.date, rejections });
    }
    list
}

fn infeasible(grid: &Grid<'_>, stuck: &Stuck) -> ScheduleOutcome {
    let next = grid.phases.get(stuck.workshops.len());
    let (stuck_at, sought) = match next {
        Some(phase) => (Milestone::Workshop { id: phase.plan.id.clone() }, Some(Sought::Workshop(phase))),
        // Nothing is sought for the proof of concept: it needs working days only.
        None if poc_fits(grid, &stuck.workshops) => (Milestone::Review, Some(Sought::Review)),
        None => (Milestone::Poc, None),
    };
    let rejections = sought.map_or_else(Vec::new, |sought| {
        reasons::rejections(grid, sought, &stuck.workshops, stuck.from, grid.days.len())
    });
    let mut blocked: BTreeMap<Id, u32> = BTreeMap::new();
    for rejection in &rejections {
        let length = u32::try_from(rejection.days.last().days_since(rejection.days.first()) + 1).unwrap_or(0);
        let mut people: Vec<&Id> = Vec::new();
        for obstacle in &rejection.obstacles {
            match obstacle {
                Obstacle::RequiredAbsent { persons } => people.extend(persons),
                Obstacle::TooFewAttending { absent, .. } => people.extend(absent),
                _ => {}
            }
        }
        people.sort_unstable();
        people.dedup();
        people.into_iter().for_each(|person| *blocked.entry(person.clone()).or_default() += length);
    }
    let mut blocked_days: Vec<BlockedDays> =
        blocked.into_iter().map(|(person, days)| BlockedDays { person, days }).collect();
    blocked_days.sort_by(|a, b| b.days.cmp(&a.days).then_with(|| a.person.cmp(&b.person)));
    let first = grid.day(stuck.from).map_or(grid.calendar.horizon, |day| day.date);
    let text = say::NO_DAY.with(&[
        ("phase", stuck_at.text().into()),
        ("first", first.into()),
        ("last", grid.calendar.horizon.into()),
    ]);
    ScheduleOutcome::Infeasible { stuck_at, text, rejections, blocked_days }
}

/// Do the days of the proof of concept fit before the horizon?
fn poc_fits(grid: &Grid<'_>, workshops: &[usize]) -> bool {
    let last = workshops.last().copied().unwrap_or(0);
    let left = grid.days.get(last + 1..).unwrap_or(&[]).iter().filter(|day| day.is_working()).count();
    u32::try_from(left).is_ok_and(|left| left >= grid.calendar.poc.working_days)
}

fn findings_of(calendar: &Calendar, best: &Schedule) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let (Some(latest), Some(first)) = (calendar.latest_w1, best.workshops.first())
        && first.date > latest
    {
        let args = [("phase", (&first.id).into()), ("date", first.date.into()), ("latest", latest.into())];
        findings.push(Finding::new(Severity::Warn, &say::PROMISE, first.id.as_str(), &args).rule("R-9"));
    }
    let days = calendar.poc.working_days;
    let args = [("n", days.into())];
    if days > 15 {
        findings.push(Finding::new(Severity::Warn, &say::LONG_POC, SprintPhase::Poc.short(), &args).rule("R-14"));
    } else if days < 10 {
        findings.push(Finding::new(Severity::Info, &say::SHORT_POC, SprintPhase::Poc.short(), &args).rule("R-14"));
    }
    findings
}

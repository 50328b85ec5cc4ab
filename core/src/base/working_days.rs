//! The operation `calendar.working_days`: how many days a company works between two dates in North Rhine-Westphalia.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::calendar::{WorkDay, WorkingDays, holidays_nrw};
use super::holidays::{Holiday, weekday};
use super::text::sentences;
use super::{Code, Date, DateRange, Error, Pointer, Problem, Problems, SchemaVersion};

/// Longest range, in days.
pub const MAX_DAYS: i32 = 3_700;
/// Most closures.
pub const MAX_CLOSURES: usize = 200;

sentences! {
    YEARS = "working_days.years" { de: "Tage von 1995 bis 2200", en: "days from 1995 to 2200" }
    LENGTH = "working_days.length" { de: "höchstens {n} Tage", en: "at most {n} days" }
    NO_WEEKDAY = "working_days.no_weekday" { de: "mindestens ein Wochentag", en: "at least one day of the week" }
}

/// Which days.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkingDaysInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// First and last day, both included; at most 3 700 days from 1995 to 2200.
    pub range: DateRange,
    /// The days of the week on which the company works; left out: Monday to Friday.
    #[serde(default = "monday_to_friday")]
    pub weekdays: Vec<WorkDay>,
    /// When the company is closed; at most 200 entries.
    #[serde(default)]
    pub closed: Vec<DateRange>,
    /// Should every working day be listed?
    #[serde(default)]
    pub list: bool,
}

fn monday_to_friday() -> Vec<WorkDay> {
    vec![WorkDay::Mon, WorkDay::Tue, WorkDay::Wed, WorkDay::Thu, WorkDay::Fri]
}

/// The working days of a range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WorkingDaysReport {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// First and last day, both included.
    pub range: DateRange,
    /// How many days the company works.
    pub working_days: u32,
    /// How many calendar days the range has.
    pub calendar_days: u32,
    /// The holidays of the range, on whatever day of the week.
    pub holidays: Vec<Holiday>,
    /// Every working day, when asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<Vec<Date>>,
}

/// Counts the working days of a range.
///
/// # Errors
/// [`Code::OutOfRange`] for days outside 1995 to 2200, [`Code::TooMany`] for too long a range or too many closures,
/// [`Code::TooFew`] without any day of the week.
///
/// ```
/// use machbar::base::working_days::working_days;
/// let input = serde_json::from_str(r#"{ "range": "2026-12-21..2027-01-10", "closed": ["2026-12-24..2026-12-31"] }"#).unwrap();
/// assert_eq!(working_days(&input).unwrap().working_days, 8);
/// ```
pub fn working_days(input: &WorkingDaysInput) -> Result<WorkingDaysReport, Error> {
    let root = Pointer::root();
    let mut problems = Problems::new();
    let (first, last) = (input.range.first(), input.range.last());
    if first.year() < 1995 {
        problems.push(Problem::new(Code::OutOfRange, root.field("range")).found(input.range).expected(YEARS.text()));
    }
    if last.days_since(first) >= MAX_DAYS {
        let expected = LENGTH.with(&[("n", MAX_DAYS.into())]);
        problems.push(Problem::new(Code::TooMany, root.field("range")).found(input.range).expected(expected));
    }
    if input.weekdays.is_empty() {
        problems.push(Problem::new(Code::TooFew, root.field("weekdays")).found(0).expected(NO_WEEKDAY.text()));
    }
    problems.at_most(root.field("closed"), input.closed.len(), MAX_CLOSURES);
    problems.finish()?;
    let calendar = WorkingDays::new(input.weekdays.iter().copied(), input.closed.clone());
    let days: Vec<Date> = input.range.days().filter(|day| calendar.is_working_day(*day)).collect();
    let holidays = (first.year()..=last.year())
        .flat_map(holidays_nrw)
        .filter(|(date, _)| input.range.contains(*date))
        .map(|(date, name)| Holiday { date, name, weekday: weekday(date) })
        .collect();
    Ok(WorkingDaysReport {
        schema_version: SchemaVersion,
        range: input.range,
        working_days: u32::try_from(days.len()).unwrap_or(u32::MAX),
        calendar_days: u32::try_from(last.days_since(first) + 1).unwrap_or(0),
        holidays,
        days: input.list.then_some(days),
    })
}

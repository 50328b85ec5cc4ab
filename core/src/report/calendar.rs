//! The operation `sprint.calendar_file`: a schedule as an iCalendar file (RFC 5545) that calendar programs read.
//!
//! Times are written in UTC, so that no program needs a definition of the German time zone. Identifiers and the time stamp
//! are arguments: the same input gives the same bytes, and a later file with a higher `sequence` replaces the entries of an
//! earlier one.

use chrono::{NaiveDate, TimeZone as _, Utc};
use icalendar::{Calendar, Class, Component as _, Event, EventLike as _, EventStatus, Property};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::folding::folded;
use crate::base::text::{Arg, sentences};
use crate::base::{Code, Date, Error, Id, Lang, Moment, Pointer, Problem, Problems, SchemaVersion, Text, Weekday};
use crate::sprint::phase::SprintPhase;
use crate::sprint::schedule::{Schedule, WorkshopDate};
use crate::sprint::template::SprintTemplate;

/// Minutes of a day.
const DAY: u32 = 24 * 60;
/// Longest text of a place, in characters.
pub const MAX_PLACE: usize = 200;
/// Longest domain, in bytes (RFC 1035).
pub const MAX_DOMAIN: usize = 253;

sentences! {
    POC = "calendar.poc" { de: "Machbarkeitsnachweis {case}", en: "Proof of concept {case}" }
    REVIEW = "calendar.review" { de: "Review {case}: weiter, Auflagen, noch eine Runde oder Schluss", en: "Review {case}: go, conditions, iterate or stop" }
    WORKSHOP = "calendar.workshop" { de: "{id}: {title}", en: "{id}: {title}" }
    ATTENDING = "calendar.attending" { de: "Dabei: {who}", en: "Attending: {who}" }
    ABSENT = "calendar.absent" { de: "Abwesend: {who}", en: "Absent: {who}" }
    AGENDA = "calendar.agenda" { de: "Ablauf:", en: "Agenda:" }
    NAME = "calendar.name" { de: "KI-Sprint {case}", en: "AI sprint {case}" }
    DOMAIN = "calendar.domain" { de: "ein Name wie beispiel.de: Buchstaben, Ziffern, Punkte, Bindestriche", en: "a name such as example.org: letters, digits, dots, hyphens" }
    PLACE = "calendar.place" { de: "1 bis 200 Zeichen ohne Steuerzeichen", en: "1 to 200 characters without control characters" }
    WITHIN_DAY = "calendar.within_day" { de: "ein Ende am selben Tag", en: "an end on the same day" }
    ORDER = "calendar.order" { de: "ein Tag nach dem {day}", en: "a day after {day}" }
    ONE_WORKSHOP = "calendar.one_workshop" { de: "mindestens ein Workshop", en: "at least one workshop" }
    MINUTES = "calendar.minutes" { de: "1 bis 1.440 Minuten", en: "1 to 1,440 minutes" }
}

/// A schedule and how to write it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarFileInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The case; part of every identifier.
    pub case: Id,
    /// The schedule, as `sprint.schedule` gives it.
    pub schedule: Schedule,
    /// German or English.
    #[serde(default)]
    pub lang: Lang,
    /// When the file is made, in German local time.
    pub stamp: Moment,
    /// The domain that makes identifiers unique in the world: `beispiel.de`.
    pub uid_domain: String,
    /// 0 for the first file, one more for each change.
    #[serde(default)]
    pub sequence: u32,
    /// Are the dates fixed? Otherwise they are tentative.
    #[serde(default)]
    pub confirmed: bool,
    /// Where the workshops take place.
    #[serde(default)]
    pub place: Option<String>,
    /// Start of a workshop in minutes after midnight, German local time; default 540 (9:00).
    #[serde(default = "nine")]
    #[schemars(range(min = 0, max = 1439))]
    pub starts_at_minute: u32,
    /// Length of a workshop in minutes; default 480.
    #[serde(default = "eight_hours")]
    #[schemars(range(min = 1, max = 1440))]
    pub workshop_minutes: u32,
    /// Length of the review in minutes; default 120.
    #[serde(default = "two_hours")]
    #[schemars(range(min = 1, max = 1440))]
    pub review_minutes: u32,
}

const fn nine() -> u32 {
    540
}
const fn eight_hours() -> u32 {
    480
}
const fn two_hours() -> u32 {
    120
}

/// A calendar file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CalendarFile {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// A name for the file.
    pub file_name: String,
    /// Its media type.
    pub media_type: String,
    /// The file: lines of at most 75 bytes, ended by CR LF.
    pub text: String,
}

/// Writes a schedule as an iCalendar file.
///
/// # Errors
/// Dates out of order, an end after midnight, a domain or place that cannot be written.
pub fn calendar_file(input: &CalendarFileInput) -> Result<CalendarFile, Error> {
    check(input)?;
    let schedule = &input.schedule;
    let case = [("case", Arg::from(&input.case))];
    let mut calendar = Calendar::new();
    calendar.properties =
        Property::from_array([("VERSION", "2.0"), ("PRODID", "-//machbar//sprint//EN"), ("CALSCALE", "GREGORIAN")]);
    calendar.append_property(("METHOD", "PUBLISH"));
    calendar.name(NAME.with(&case).get(input.lang));

    let template = SprintTemplate::standard()?;
    for workshop in &schedule.workshops {
        let args = [("id", (&workshop.id).into()), ("title", workshop.workshop.title().into())];
        let mut event = entry(input, workshop.id.as_str(), &WORKSHOP.with(&args));
        timed(&mut event, input, workshop.date, input.workshop_minutes)?;
        event.description(&description(input, template, workshop));
        if let Some(place) = &input.place {
            event.location(place);
        }
        calendar.push(event.done());
    }
    let mut poc = entry(input, "poc", &POC.with(&case));
    poc.starts(naive(schedule.poc_start)?).ends(naive(schedule.poc_end.next())?);
    poc.add_property("TRANSP", "TRANSPARENT");
    if let Some(phase) = template.phase(SprintPhase::Poc) {
        poc.description(phase.goal.get(input.lang));
    }
    calendar.push(poc.done());
    let mut review = entry(input, "review", &REVIEW.with(&case));
    timed(&mut review, input, schedule.review, input.review_minutes)?;
    if let Some(phase) = template.phase(SprintPhase::Review) {
        review.description(phase.goal.get(input.lang));
    }
    calendar.push(review.done());
    Ok(CalendarFile {
        schema_version: SchemaVersion,
        file_name: format!("{}.ics", file_stem(input.case.as_str())),
        media_type: "text/calendar; charset=utf-8".to_owned(),
        text: folded(&calendar.to_string()),
    })
}

/// What all entries have in common.
fn entry(input: &CalendarFileInput, name: &str, summary: &Text) -> Event {
    let mut event = Event::new();
    let (hour, minute) = input.stamp.time();
    let stamp = utc(input.stamp.date, u32::from(hour) * 60 + u32::from(minute));
    event
        .uid(&format!("{}-{}@{}", file_stem(input.case.as_str()), file_stem(name), input.uid_domain))
        .add_property("DTSTAMP", stamp_text(stamp))
        .sequence(input.sequence)
        .class(Class::Private)
        .status(if input.confirmed { EventStatus::Confirmed } else { EventStatus::Tentative })
        .summary(summary.get(input.lang));
    event
}

/// Start and end in UTC.
fn timed(event: &mut Event, input: &CalendarFileInput, date: Date, minutes: u32) -> Result<(), Error> {
    let start = utc(date, input.starts_at_minute);
    let end = utc(date, input.starts_at_minute + minutes);
    let moment = |(day, minute): (Date, u32)| {
        let time = naive(day)?.and_hms_opt(minute / 60, minute % 60, 0).ok_or_else(internal)?;
        Ok::<_, Error>(Utc.from_utc_datetime(&time))
    };
    event.starts(moment(start)?).ends(moment(end)?);
    Ok(())
}

/// Goal, people and the agenda with clock times.
fn description(input: &CalendarFileInput, template: &SprintTemplate, workshop: &WorkshopDate) -> String {
    let mut lines = Vec::new();
    let phase = workshop.workshop.phase().and_then(|phase| template.phase(phase));
    if let Some(phase) = phase {
        lines.push(phase.goal.get(input.lang).to_owned());
    }
    for (sentence, people) in [(&ATTENDING, &workshop.attending), (&ABSENT, &workshop.absent)] {
        if !people.is_empty() {
            lines.push(sentence.with(&[("who", Arg::list(people.iter()))]).get(input.lang).to_owned());
        }
    }
    // The agenda of the template, where it fills the time.
    if let Some(phase) = phase
        && phase.agenda.iter().map(|item| item.minutes).sum::<u32>() == input.workshop_minutes
    {
        lines.push(AGENDA.text().get(input.lang).to_owned());
        let mut minute = input.starts_at_minute;
        for item in &phase.agenda {
            lines.push(format!("{:02}:{:02} {}", minute / 60, minute % 60, item.title.get(input.lang)));
            minute += item.minutes;
        }
    }
    lines.join("\n")
}

/// Letters, digits and hyphens of an id; anything else becomes its code point, so that two ids never meet.
pub(super) fn file_stem(id: &str) -> String {
    use std::fmt::Write as _;
    let mut stem = String::with_capacity(id.len());
    for c in id.chars() {
        if c.is_ascii_alphanumeric() || c == '-' {
            stem.push(c);
        } else {
            let _ = write!(stem, "_{:x}_", u32::from(c));
        }
    }
    stem
}

/// A minute of German local time in UTC, by the rule of Directive 2000/84/EC: summer time from 01:00 UTC on the last
/// Sunday in March to 01:00 UTC on the last Sunday in October.
pub(super) fn utc(date: Date, minute: u32) -> (Date, u32) {
    let last_sunday = |month| {
        let next = Date::new(date.year(), month, 31)?;
        (0..7).map(|back| next.add_days(-back)).find(|day| day.weekday() == Weekday::Sunday)
    };
    // In local time: 02:00 in March; in October the hour from 02:00 happens twice and is read as summer time.
    let after = |start: Option<Date>, hour: u32| start.is_some_and(|start| (date, minute) >= (start, hour * 60));
    let summer = after(last_sunday(3), 2) && !after(last_sunday(10), 3);
    let offset = if summer { 120 } else { 60 };
    match minute.checked_sub(offset) {
        Some(minute) if minute < DAY => (date, minute),
        Some(minute) => (date.next(), minute - DAY),
        None => (date.previous(), minute + DAY - offset),
    }
}

pub(super) fn stamp_text((date, minute): (Date, u32)) -> String {
    format!("{:04}{:02}{:02}T{:02}{:02}00Z", date.year(), date.month(), date.day(), minute / 60, minute % 60)
}

pub(super) fn naive(date: Date) -> Result<NaiveDate, Error> {
    let part = |value: i8| u32::try_from(value).unwrap_or(0);
    NaiveDate::from_ymd_opt(date.year().into(), part(date.month()), part(date.day())).ok_or_else(internal)
}

fn internal() -> Error {
    Problem::new(Code::Internal, Pointer::root()).into()
}

/// The domain makes identifiers unique in the world.
pub(super) fn check_domain(domain: &str, problems: &mut Problems) {
    let label = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    if domain.len() > MAX_DOMAIN || !domain.split('.').all(label) {
        let problem = Problem::new(Code::BadFormat, Pointer::root().field("uid_domain")).found(domain);
        problems.push(problem.expected(DOMAIN.text()));
    }
}

fn check(input: &CalendarFileInput) -> Result<(), Error> {
    let mut problems = Problems::new();
    let root = Pointer::root();
    let schedule = root.field("schedule");
    let list = schedule.field("workshops");
    if input.schedule.workshops.is_empty() {
        problems.push(Problem::new(Code::TooFew, list.clone()).found(0).expected(ONE_WORKSHOP.text()));
    }
    problems.at_most(list.clone(), input.schedule.workshops.len(), crate::sprint::schedule::input::MAX_PHASES);
    problems.unique_ids(&list, input.schedule.workshops.iter().map(|workshop| &workshop.id));
    let mut last: Option<Date> = None;
    let mut after = |at: Pointer, date: Date, same: bool| {
        if let Some(last) = last.filter(|last| date < *last || (date == *last && !same)) {
            let problem = Problem::new(Code::WrongOrder, at).found(date);
            problems.push(problem.expected(ORDER.with(&[("day", last.into())])));
        }
        last = last.max(Some(date));
    };
    for (index, workshop) in input.schedule.workshops.iter().enumerate() {
        after(list.index(index).field("date"), workshop.date, false);
    }
    after(schedule.field("poc_start"), input.schedule.poc_start, false);
    after(schedule.field("poc_end"), input.schedule.poc_end, true);
    after(schedule.field("review"), input.schedule.review, false);
    for (index, workshop) in input.schedule.workshops.iter().enumerate() {
        if matches!(workshop.id.as_str(), "poc" | "review") {
            problems.push(Problem::new(Code::DuplicateId, list.index(index).field("id")).found(&workshop.id));
        }
    }
    check_domain(&input.uid_domain, &mut problems);
    if let Some(place) = &input.place
        && (place.trim().is_empty() || place.chars().count() > MAX_PLACE || place.chars().any(char::is_control))
    {
        let problem = Problem::new(Code::BadFormat, root.field("place")).found(place);
        problems.push(problem.expected(PLACE.text()));
    }
    for (name, minutes) in [("workshop_minutes", input.workshop_minutes), ("review_minutes", input.review_minutes)] {
        if !(1..=DAY).contains(&minutes) {
            let problem = Problem::new(Code::OutOfRange, root.field(name)).found(minutes);
            problems.push(problem.expected(MINUTES.text()));
        } else if input.starts_at_minute.saturating_add(minutes) > DAY {
            let problem = Problem::new(Code::OutOfRange, root.field(name)).found(minutes);
            problems.push(problem.expected(WITHIN_DAY.text()));
        }
    }
    problems.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_time_becomes_utc_at_the_days_of_change() {
        let at = |date: &str, minute| {
            let (day, minute) = utc(date.parse().unwrap(), minute);
            format!("{day} {:02}:{:02}", minute / 60, minute % 60)
        };
        // Summer time 2027 runs from 28 March to 31 October.
        assert_eq!(at("2027-03-27", 540), "2027-03-27 08:00");
        assert_eq!(at("2027-03-28", 119), "2027-03-28 00:59");
        assert_eq!(at("2027-03-28", 180), "2027-03-28 01:00");
        assert_eq!(at("2027-10-30", 540), "2027-10-30 07:00");
        assert_eq!(at("2027-10-31", 540), "2027-10-31 08:00");
        assert_eq!(at("2027-01-01", 30), "2026-12-31 23:30");
        assert_eq!(at("2027-07-01", 60), "2027-06-30 23:00");
        assert_eq!(at("2027-07-01", 1440), "2027-07-01 22:00");
    }

    #[test]
    fn two_ids_never_share_an_identifier() {
        assert_ne!(file_stem("W 1"), file_stem("W_1"));
        assert_ne!(file_stem("a.b"), file_stem("a_b"));
        assert_eq!(file_stem("W1"), "W1");
    }
}

//! The operation `funding.calendar_file`: the acts of a funding plan as an iCalendar file (RFC 5545).
//!
//! Every act is an entry for whole days that blocks no time. Identifiers and the time stamp are arguments, as
//! for [`super::calendar`]: a later file with a higher `sequence` replaces the entries of an earlier one.

use icalendar::{Calendar, Class, Component as _, Event, EventLike as _, Property};
use schemars::JsonSchema;
use serde::Deserialize;

use super::calendar::{CalendarFile, check_domain, file_stem, naive, stamp_text, utc};
use super::folding::folded;
use crate::base::text::{Arg, sentences};
use crate::base::{Code, Error, Id, Lang, Moment, Pointer, Problem, Problems, SchemaVersion};
use crate::funding::plan::tasks::{Act, Task};

/// Most acts of a file.
pub const MAX_ACTS: usize = 1_000;

sentences! {
    NAME = "funding_calendar.name" { de: "Förderplan {case}", en: "Funding plan {case}" }
    UNTIL_FIRST = "funding_calendar.until_first" { de: "ein letzter Tag, der nicht vor dem ersten liegt", en: "a last day that is not before the first" }
}

/// The acts of a plan and how to write them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActsFileInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The case; part of every identifier.
    pub case: Id,
    /// The acts, as a plan of `funding.plan` lists them; 1 to [`MAX_ACTS`].
    pub tasks: Vec<Task>,
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
}

/// Writes the acts of a funding plan as an iCalendar file.
///
/// # Errors
/// No or too many acts, a last day before the first, a domain that cannot be written.
pub fn acts_file(input: &ActsFileInput) -> Result<CalendarFile, Error> {
    let mut problems = Problems::new();
    let list = Pointer::root().field("tasks");
    if input.tasks.is_empty() {
        problems.push(Problem::new(Code::TooFew, list.clone()).found(0));
    }
    problems.at_most(list.clone(), input.tasks.len(), MAX_ACTS);
    for (index, task) in input.tasks.iter().enumerate() {
        if let Some(until) = task.until.filter(|until| *until < task.on) {
            let at = list.index(index).field("until");
            problems.push(Problem::new(Code::WrongOrder, at).found(until).expected(UNTIL_FIRST.text()));
        }
    }
    check_domain(&input.uid_domain, &mut problems);
    problems.finish()?;

    let case = file_stem(input.case.as_str());
    let (hour, minute) = input.stamp.time();
    let stamp = stamp_text(utc(input.stamp.date, u32::from(hour) * 60 + u32::from(minute)));
    let mut calendar = Calendar::new();
    calendar.properties =
        Property::from_array([("VERSION", "2.0"), ("PRODID", "-//machbar//funding//EN"), ("CALSCALE", "GREGORIAN")]);
    calendar.append_property(("METHOD", "PUBLISH"));
    calendar.name(NAME.with(&[("case", Arg::from(&input.case))]).get(input.lang));
    for (index, task) in input.tasks.iter().enumerate() {
        // The same kind of act for the same subject more than once: by its place among them.
        let same = |other: &&Task| other.act == task.act && other.subject == task.subject;
        let nth = input.tasks.iter().take(index).filter(same).count();
        let name = format!("{}-{}-{nth}", act_key(task.act), file_stem(task.subject.as_str()));
        let mut event = Event::new();
        event
            .uid(&format!("{case}-{name}@{}", input.uid_domain))
            .add_property("DTSTAMP", &stamp)
            .sequence(input.sequence)
            .class(Class::Private)
            .summary(task.text.get(input.lang));
        event.starts(naive(task.on)?).ends(naive(task.until.unwrap_or(task.on).next())?);
        event.add_property("TRANSP", "TRANSPARENT");
        calendar.push(event.done());
    }
    Ok(CalendarFile {
        schema_version: SchemaVersion,
        file_name: format!("{case}-funding.ics"),
        media_type: "text/calendar; charset=utf-8".to_owned(),
        text: folded(&calendar.to_string()),
    })
}

const fn act_key(act: Act) -> &'static str {
    match act {
        Act::File => "file",
        Act::Wait => "wait",
        Act::Sign => "sign",
        Act::Start => "start",
        Act::Report => "report",
        Act::Certify => "certify",
        Act::Claim => "claim",
        Act::Money => "money",
        Act::Repay => "repay",
    }
}

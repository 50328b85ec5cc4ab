//! The operation `sprint.package`: workshops only make sense as a package.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::text::Arg;
use crate::base::{
    Code, DateRange, Error, Figure, Finding, Pointer, Problem, Problems, Ratio, SchemaVersion, Severity, Truth,
    text::sentences,
};
use crate::sprint::phase::{SprintPhase, WorkshopKind};

use super::agenda::Format;

/// Most workshops of an order.
pub const MAX_WORKSHOPS: usize = 50;

sentences! {
    MISSING = "sprint.package.missing" {
        de: "Im Paket fehlt: {missing}. Ein einzelner Workshop schließt die Lücke zwischen den Erfahrungen nicht.",
        en: "Missing from the package: {missing}. A single workshop does not close the gap between levels of experience.",
    }
    OTHER = "sprint.package.other" {
        de: "Workshop {n} ist keiner der vier und ersetzt keine Phase.",
        en: "Workshop {n} is none of the four and replaces no phase.",
    }
    TOO_SHORT = "sprint.package.too_short" {
        de: "{days} Workshoptage sind zu wenig; ein Paket hat 3 bis 4.",
        en: "{days} workshop days are too few; a package has 3 to 4.",
    }
    TOO_LONG = "sprint.package.too_long" {
        de: "{days} Workshoptage sind zu viel; ein Paket hat 3 bis 4.",
        en: "{days} workshop days are too many; a package has 3 to 4.",
    }
    REMOTE = "sprint.package.remote_w1" {
        de: "Workshop 1 ist aus der Ferne geplant; vor Ort entsteht mehr.",
        en: "Workshop 1 is planned remotely; more comes of it on site.",
    }
    NO_POC = "sprint.package.no_poc" {
        de: "Nach den Workshops ist kein Machbarkeitsnachweis geplant.",
        en: "No proof of concept is planned after the workshops.",
    }
    LONG_POC = "sprint.package.poc_too_long" {
        de: "Der Machbarkeitsnachweis ist mit {n} Arbeitstagen länger als zwei bis drei Wochen (10 bis 15).",
        en: "With {n} working days the proof of concept is longer than two to three weeks (10 to 15).",
    }
    SHORT_POC = "sprint.package.poc_too_short" {
        de: "Der Machbarkeitsnachweis ist mit {n} Arbeitstagen kürzer als zwei Wochen (10).",
        en: "With {n} working days the proof of concept is shorter than two weeks (10).",
    }
    HALF_DAYS = "sprint.package.half_days" { de: "1 bis 20 halbe Tage", en: "1 to 20 half days" }
    AT_LEAST_ONE = "sprint.package.at_least_one" { de: "mindestens ein Workshop", en: "at least one workshop" }
    AFTER = "sprint.package.after" {
        de: "nach dem Ende des vorigen Workshops ({date}); die Reihenfolge ist W1, W2, W3, W4",
        en: "after the end of the workshop before ({date}); the order is W1, W2, W3, W4",
    }
    ORDER = "sprint.package.order" {
        de: "Opportunity Mapping, Framing, Konzept, Prototyping in dieser Reihenfolge",
        en: "opportunity mapping, framing, concept development, prototyping in this order",
    }
    ONE_DAY = "sprint.package.days_fit" {
        de: "höchstens {n} halbe Tage in diesem Zeitraum",
        en: "at most {n} half days within these dates",
    }
}

/// An order of workshops.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PackageInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The workshops in order.
    pub workshops: Vec<OrderedWorkshop>,
    /// Length of the proof of concept in working days; absent when none is planned.
    #[serde(default)]
    pub poc_working_days: Option<u32>,
}

/// One workshop of an order.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderedWorkshop {
    /// What it is.
    pub workshop: WorkshopKind,
    /// Its length in half days, 1 to 20; default 2.
    #[serde(default = "two")]
    #[schemars(range(min = 1, max = 20))]
    pub half_days: u8,
    /// Where people meet.
    #[serde(default)]
    pub format: Format,
    /// When it takes place, where that is fixed: a day or several.
    #[serde(default)]
    pub days: Option<DateRange>,
}

const fn two() -> u8 {
    2
}

/// What a check of an order found.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PackageReport {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// Are all four workshops in it? A single workshop may be ordered but is never complete.
    pub complete: Truth,
    /// Which of the four are missing.
    pub missing: Vec<SprintPhase>,
    /// Workshop days; half days count half. Other meetings do not count.
    pub workshop_days: Figure,
    /// What is worth changing.
    pub findings: Vec<Finding>,
}

/// Checks whether an order of workshops is a sprint.
///
/// # Errors
/// No workshop, half days out of range, workshops out of order or overlapping.
pub fn package(input: &PackageInput) -> Result<PackageReport, Error> {
    check(input)?;
    let phases: Vec<SprintPhase> = input.workshops.iter().filter_map(|one| one.workshop.phase()).collect();
    let missing: Vec<SprintPhase> =
        SprintPhase::WORKSHOPS.into_iter().filter(|phase| !phases.contains(phase)).collect();
    let halves: i64 =
        input.workshops.iter().filter(|one| one.workshop.phase().is_some()).map(|one| i64::from(one.half_days)).sum();
    let workshop_days = Figure::new(Ratio::new(halves, 2).unwrap_or_else(Ratio::zero), 1);
    let mut findings = Vec::new();
    if !missing.is_empty() {
        let args = [("missing", Arg::list(missing.iter().map(|phase| phase.title())))];
        findings.push(Finding::new(Severity::Warn, &MISSING, "/workshops", &args).rule("R-12"));
    }
    for (index, one) in input.workshops.iter().enumerate() {
        let subject = Pointer::root().field("workshops").index(index);
        if one.workshop == WorkshopKind::Other {
            let args = [("n", (index + 1).into())];
            findings.push(Finding::new(Severity::Info, &OTHER, subject.as_str(), &args).rule("R-10"));
        }
        if one.workshop == WorkshopKind::OpportunityMapping && one.format == Format::Remote {
            findings.push(Finding::new(Severity::Warn, &REMOTE, subject.as_str(), &[]).rule("R-101"));
        }
    }
    let days = [("days", Arg::Decimal(workshop_days.rounded, usize::from(halves % 2 == 1)))];
    if halves < 6 {
        findings.push(Finding::new(Severity::Warn, &TOO_SHORT, "/workshops", &days).rule("R-13"));
    } else if halves > 8 {
        findings.push(Finding::new(Severity::Warn, &TOO_LONG, "/workshops", &days).rule("R-13"));
    }
    let args = |n: u32| [("n", n.into())];
    match input.poc_working_days {
        None => findings.push(Finding::new(Severity::Warn, &NO_POC, "/poc_working_days", &[]).rule("R-14")),
        Some(n) if n > 15 => {
            findings.push(Finding::new(Severity::Warn, &LONG_POC, "/poc_working_days", &args(n)).rule("R-14"));
        }
        Some(n) if n < 10 => {
            findings.push(Finding::new(Severity::Info, &SHORT_POC, "/poc_working_days", &args(n)).rule("R-14"));
        }
        Some(_) => {}
    }
    let complete = Truth::from(missing.is_empty());
    Ok(PackageReport { schema_version: SchemaVersion, complete, missing, workshop_days, findings })
}

fn check(input: &PackageInput) -> Result<(), Error> {
    let mut problems = Problems::new();
    let list = Pointer::root().field("workshops");
    if input.workshops.is_empty() {
        problems.push(Problem::new(Code::TooFew, list.clone()).found(0).expected(AT_LEAST_ONE.text()));
    }
    problems.at_most(list.clone(), input.workshops.len(), MAX_WORKSHOPS);
    let (mut latest, mut end) = (None, None);
    for (index, one) in input.workshops.iter().enumerate() {
        let at = list.index(index);
        if !(1..=20).contains(&one.half_days) {
            let problem = Problem::new(Code::OutOfRange, at.field("half_days")).found(one.half_days);
            problems.push(problem.expected(HALF_DAYS.text()));
        }
        if let Some(phase) = one.workshop.phase() {
            if latest.is_some_and(|latest| phase < latest) {
                let problem = Problem::new(Code::WrongOrder, at.field("workshop")).found(phase.short());
                problems.push(problem.expected(ORDER.text()));
            }
            latest = latest.max(Some(phase));
        }
        if let Some(days) = one.days {
            if let Some(end) = end.filter(|end| days.first() <= *end) {
                let problem = Problem::new(Code::WrongOrder, at.field("days")).found(days);
                problems.push(problem.expected(AFTER.with(&[("date", Arg::Date(end))])));
            }
            let length = days.last().days_since(days.first()) + 1;
            if i32::from(one.half_days) > 2 * length {
                let problem = Problem::new(Code::Contradiction, at.field("half_days")).found(one.half_days);
                problems.push(problem.expected(ONE_DAY.with(&[("n", (2 * length).into())])));
            }
            end = end.max(Some(days.last()));
        }
    }
    problems.finish()
}

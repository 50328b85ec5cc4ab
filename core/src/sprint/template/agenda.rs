//! The operation `sprint.agenda`: a good workshop starts with the problem, not with technology.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::{Code, Error, Finding, Pointer, Problem, Problems, SchemaVersion, Severity, Text, text::sentences};
use crate::sprint::phase::SprintPhase;

use super::SprintTemplate;

/// Most items of an agenda.
pub const MAX_ITEMS: usize = 100;
/// Minutes of half a day, breaks included.
pub const HALF_DAY_MINUTES: u32 = 240;
/// Longest stretch without a break before a finding, in minutes.
pub const LONGEST_STRETCH: u32 = 150;

sentences! {
    NOT_PROBLEM_FIRST = "sprint.agenda.not_problem_first" {
        de: "Der erste inhaltliche Punkt ist nicht das Problem, sondern „{item}“. Beginnen Sie mit dem, was im Betrieb weh tut.",
        en: "The first item of substance is not the problem but \"{item}\". Start with what hurts in the business.",
    }
    DEMO = "sprint.agenda.demo" {
        de: "„{item}“ ist eine Vorführung. Bild- und Videospielereien lösen kein Problem im Unternehmen.",
        en: "\"{item}\" is a demo. Image and video tricks solve no problem of the company.",
    }
    NO_PROBLEM = "sprint.agenda.no_problem" {
        de: "Die Tagesordnung handelt nirgends vom Problem.",
        en: "The agenda never deals with the problem.",
    }
    MORE_TECHNOLOGY = "sprint.agenda.more_technology" {
        de: "Technik bekommt {technology} Minuten, Problem und Arbeit daran nur {problem}.",
        en: "Technology gets {technology} minutes, the problem and the work on it only {problem}.",
    }
    NO_DECISION = "sprint.agenda.no_decision" {
        de: "In diesem Workshop fällt eine Entscheidung ({question}), aber kein Punkt sieht Zeit dafür vor.",
        en: "This workshop decides something ({question}), but no item leaves time for it.",
    }
    TOO_LONG = "sprint.agenda.too_long" {
        de: "{minutes} Minuten passen nicht in {limit}.",
        en: "{minutes} minutes do not fit into {limit}.",
    }
    NO_BREAK = "sprint.agenda.no_break" {
        de: "Vor „{item}“ liegen {minutes} Minuten ohne Pause.",
        en: "Before \"{item}\" there are {minutes} minutes without a break.",
    }
    REMOTE = "sprint.agenda.remote_w1" {
        de: "Workshop 1 findet aus der Ferne statt. Vor Ort entsteht mehr; planen Sie ihn vor Ort.",
        en: "Workshop 1 takes place remotely. More comes of it on site; plan it on site.",
    }
    AT_LEAST_ONE = "sprint.agenda.at_least_one" { de: "mindestens ein Punkt", en: "at least one item" }
    MINUTES = "sprint.agenda.minutes" { de: "1 bis 1.440 Minuten", en: "1 to 1,440 minutes" }
    HALF_DAYS = "sprint.agenda.half_days" { de: "1 bis 4 halbe Tage", en: "1 to 4 half days" }
    WORKSHOP_ONLY = "sprint.agenda.workshop_only" { de: "einer der vier Workshops", en: "one of the four workshops" }
}

/// What an item is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgendaItemKind {
    /// The problem in the business.
    Problem,
    /// Work on it.
    Work,
    /// A decision.
    Decision,
    /// Technology that the work needs.
    Technology,
    /// Showing what technology can do.
    Demo,
    /// Arrival, organisation, next date.
    Admin,
    /// A break.
    Break,
}

impl AgendaItemKind {
    const fn is_substance(self) -> bool {
        !matches!(self, Self::Admin | Self::Break)
    }
}

/// One item of an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// What it is about.
    pub kind: AgendaItemKind,
    /// Its length in minutes, 1 to 1,440.
    #[schemars(range(min = 1, max = 1440))]
    pub minutes: u32,
    /// What happens.
    pub title: Text,
}

/// Where people meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// All in one room.
    #[default]
    OnSite,
    /// Some in the room, some by video.
    Hybrid,
    /// All by video.
    Remote,
}

/// An agenda to check.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgendaInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// Which workshop.
    pub phase: SprintPhase,
    /// Its length in half days, 1 to 4; default 2.
    #[serde(default = "two")]
    #[schemars(range(min = 1, max = 4))]
    pub half_days: u8,
    /// Where people meet.
    #[serde(default)]
    pub format: Format,
    /// The items in order.
    pub items: Vec<AgendaItem>,
}

const fn two() -> u8 {
    2
}

/// What a check of an agenda found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AgendaReport {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// All minutes, breaks included.
    pub total_minutes: u32,
    /// Minutes on the problem, the work on it and decisions.
    pub problem_minutes: u32,
    /// Minutes on technology and demos.
    pub technology_minutes: u32,
    /// What is worth changing.
    pub findings: Vec<Finding>,
}

/// Checks an agenda.
///
/// # Errors
/// No item, a phase that is no workshop, minutes or half days out of range.
pub fn agenda(input: &AgendaInput) -> Result<AgendaReport, Error> {
    check(input)?;
    let at = |index: usize| Pointer::root().field("items").index(index).as_str().to_owned();
    let sum = |kinds: &[AgendaItemKind]| {
        input.items.iter().filter(|item| kinds.contains(&item.kind)).map(|item| item.minutes).sum::<u32>()
    };
    use AgendaItemKind::{Decision, Demo, Problem as OnProblem, Technology, Work};
    let problem_minutes = sum(&[OnProblem, Work, Decision]);
    let technology_minutes = sum(&[Technology, Demo]);
    let total_minutes: u32 = input.items.iter().map(|item| item.minutes).sum();
    let mut findings = Vec::new();

    let first = input.items.iter().enumerate().find(|(_, item)| item.kind.is_substance());
    if let Some((index, item)) = first.filter(|(_, item)| item.kind != OnProblem) {
        let args = [("item", item.title.clone().into())];
        findings.push(Finding::new(Severity::Warn, &NOT_PROBLEM_FIRST, at(index), &args).rule("R-1"));
    }
    for (index, item) in input.items.iter().enumerate().filter(|(_, item)| item.kind == Demo) {
        let args = [("item", item.title.clone().into())];
        findings.push(Finding::new(Severity::Warn, &DEMO, at(index), &args).rule("R-1"));
    }
    if !input.items.iter().any(|item| item.kind == OnProblem) {
        findings.push(Finding::new(Severity::Warn, &NO_PROBLEM, "/items", &[]).rule("R-1"));
    }
    if technology_minutes > problem_minutes {
        let args = [("technology", technology_minutes.into()), ("problem", problem_minutes.into())];
        findings.push(Finding::new(Severity::Warn, &MORE_TECHNOLOGY, "/items", &args).rule("R-1"));
    }
    let decisions = SprintTemplate::standard()?.phase(input.phase).map_or(&[][..], |phase| &phase.decisions);
    if !input.items.iter().any(|item| item.kind == Decision) {
        for decision in decisions {
            let args = [("question", decision.question.clone().into())];
            findings.push(Finding::new(Severity::Warn, &NO_DECISION, "/items", &args).rule("R-26"));
        }
    }
    let limit = u32::from(input.half_days) * HALF_DAY_MINUTES;
    if total_minutes > limit {
        let args = [("minutes", total_minutes.into()), ("limit", limit.into())];
        findings.push(Finding::new(Severity::Warn, &TOO_LONG, "/items", &args).rule("R-8"));
    }
    findings.extend(long_stretches(input));
    if input.format == Format::Remote && input.phase == SprintPhase::OpportunityMapping {
        findings.push(Finding::new(Severity::Warn, &REMOTE, "/format", &[]).rule("R-101"));
    }
    Ok(AgendaReport { schema_version: SchemaVersion, total_minutes, problem_minutes, technology_minutes, findings })
}

/// Breaks that come too late.
fn long_stretches(input: &AgendaInput) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut stretch = 0;
    let end = input.items.len();
    for (index, item) in input.items.iter().enumerate() {
        let pause = item.kind == AgendaItemKind::Break;
        if !pause {
            stretch += item.minutes;
        }
        if (pause || index + 1 == end) && stretch > LONGEST_STRETCH {
            let args = [("item", item.title.clone().into()), ("minutes", stretch.into())];
            let subject = Pointer::root().field("items").index(index);
            findings.push(Finding::new(Severity::Info, &NO_BREAK, subject.as_str(), &args).rule("R-15"));
        }
        if pause {
            stretch = 0;
        }
    }
    findings
}

fn check(input: &AgendaInput) -> Result<(), Error> {
    let mut problems = Problems::new();
    let root = Pointer::root();
    if !input.phase.is_workshop() {
        let problem = Problem::new(Code::UnknownValue, root.field("phase")).found(input.phase.short());
        problems.push(problem.expected(WORKSHOP_ONLY.text()));
    }
    if !(1..=4).contains(&input.half_days) {
        let problem = Problem::new(Code::OutOfRange, root.field("half_days")).found(input.half_days);
        problems.push(problem.expected(HALF_DAYS.text()));
    }
    let items = root.field("items");
    if input.items.is_empty() {
        problems.push(Problem::new(Code::TooFew, items.clone()).found(0).expected(AT_LEAST_ONE.text()));
    }
    problems.at_most(items.clone(), input.items.len(), MAX_ITEMS);
    for (index, item) in input.items.iter().enumerate() {
        if !(1..=1440).contains(&item.minutes) {
            let at = items.index(index).field("minutes");
            problems.push(Problem::new(Code::OutOfRange, at).found(item.minutes).expected(MINUTES.text()));
        }
    }
    problems.finish()
}

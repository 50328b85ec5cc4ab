//! The operation `sprint.decisions`: most projects fail because nobody decides.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::text::{Arg, sentences};
use crate::base::{
    Answer, Code, Date, Error, Figure, Finding, Id, Pointer, Problem, Problems, Ratio, SchemaVersion, Severity,
};
use crate::sprint::phase::SprintPhase;
use crate::sprint::team::attendance::DECIDING;
use crate::sprint::template::SprintTemplate;

/// Most decisions of a case.
pub const MAX_DECISIONS: usize = 500;
/// Most meetings of a case.
pub const MAX_MEETINGS: usize = 500;
/// Most people in one list.
pub const MAX_PEOPLE: usize = 200;

sentences! {
    ENDED_WITHOUT = "sprint.decisions.ended_without_decision" {
        de: "{phase} endete am {day}, ohne dass entschieden war: {question}",
        en: "{phase} ended on {day} without a decision on: {question}",
    }
    FOLLOW_UP = "sprint.decisions.follow_up_while_open" {
        de: "Für den {day} ist ein Termin angesetzt, obwohl „{question}“ seit {due} fällig ist. Erst entscheiden, dann wieder treffen.",
        en: "A meeting is set for {day} although \"{question}\" has been due since {due}. Decide first, then meet again.",
    }
    COMMITTEE = "sprint.decisions.committee" {
        de: "„{question}“ haben {n} Personen gemeinsam entschieden ({who}). Entscheiden soll eine.",
        en: "\"{question}\" was decided by {n} people together ({who}). One should decide.",
    }
    BY_OTHER = "sprint.decisions.not_by_owner" {
        de: "„{question}“ hat {who} entschieden; entscheiden soll {owner}.",
        en: "\"{question}\" was decided by {who}; {owner} should decide.",
    }
    NO_OWNER = "sprint.decisions.no_owner" {
        de: "Es ist niemand benannt, der entscheidet.",
        en: "Nobody is named who decides.",
    }
    OWNER_ABSENT = "sprint.decisions.owner_absent" {
        de: "{phase} am {day}: {owner} entscheidet, ist aber nicht dabei.",
        en: "{phase} on {day}: {owner} decides but is not there.",
    }
    OVERDUE = "sprint.decisions.overdue" {
        de: "„{question}“ war am {due} fällig und ist seit {n} Tagen offen.",
        en: "\"{question}\" was due on {due} and has been open for {n} days since.",
    }
    NO_DUE = "sprint.decisions.no_due_date" {
        de: "„{question}“ hat kein Fälligkeitsdatum.",
        en: "\"{question}\" has no due date.",
    }
    NOT_BEFORE = "sprint.decisions.not_before" { de: "ein Tag ab {day}", en: "a day from {day}" }
    NOT_AFTER = "sprint.decisions.not_after" { de: "ein Tag bis {day}", en: "a day up to {day}" }
    WHO_AND_WHAT = "sprint.decisions.who_and_what" {
        de: "Zu einer Entscheidung gehören Tag, Person und Ergebnis; sonst fehlt alles drei.",
        en: "A decision has a day, a person and a result; otherwise none of the three.",
    }
}

/// What a decision is about. All but `other` belong to a phase of the template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// W1: which three pain points.
    ThreePainPoints,
    /// W1: which one first.
    FirstPainPoint,
    /// W3: which concept, which are buried.
    Concept,
    /// Review: go, go with conditions, iterate or stop.
    NextStep,
    /// Anything else.
    Other,
}

/// A question and, once it is decided, the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Unique id.
    pub id: Id,
    /// The phase in which it is to be taken.
    pub phase: SprintPhase,
    /// What it is about.
    pub topic: Topic,
    /// The question.
    pub question: String,
    /// When the question was put.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_on: Option<Date>,
    /// When the answer is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// When it was decided; absent while open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Date>,
    /// Who decided; one person is right.
    #[serde(default)]
    pub decided_by: Vec<Id>,
    /// What was decided: ids of pain points or of a concept, `go`, `go_with_conditions`, `iterate` or `stop`, or words.
    #[serde(default)]
    pub result: Vec<Id>,
}

impl Decision {
    /// Calendar days from the question to the decision.
    pub fn days(&self) -> Option<i32> {
        Some(self.decided_on?.days_since(self.asked_on?))
    }
    /// Still undecided on this day, though due before it?
    pub fn is_overdue_on(&self, day: Date) -> bool {
        self.due.is_some_and(|due| due < day) && self.decided_on.is_none_or(|decided| decided >= day)
    }
}

/// A meeting that took place or is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// The phase it belongs to.
    pub phase: SprintPhase,
    /// The day.
    pub date: Date,
    /// Who is there; nothing follows while that is not known.
    #[serde(default)]
    pub attending: Answer<Vec<Id>>,
}

impl Meeting {
    /// A meeting of an event: an empty list says nothing about who was there.
    pub(crate) fn of(phase: SprintPhase, date: Date, attending: Vec<Id>) -> Self {
        let attending = Some(attending).filter(|list| !list.is_empty()).into();
        Self { phase, date, attending }
    }
}

/// Decisions and meetings of a case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionsInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The day as of which to look.
    pub as_of: Date,
    /// Who decides.
    #[serde(default)]
    pub decision_owner: Option<Id>,
    /// The decisions.
    pub decisions: Vec<Decision>,
    /// Meetings, past and planned.
    #[serde(default)]
    pub meetings: Vec<Meeting>,
}

/// How a case decides.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DecisionsReport {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// Decided by the day looked at.
    pub decided: Vec<Id>,
    /// Open on that day.
    pub open: Vec<Id>,
    /// Open and past their due date.
    pub overdue: Vec<Id>,
    /// Calendar days from question to decision, where both days are known.
    pub days: Vec<DecisionDays>,
    /// The median of these days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median_days: Option<Figure>,
    /// What is worth acting on.
    pub findings: Vec<Finding>,
}

/// How long one decision took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DecisionDays {
    /// The decision.
    pub id: Id,
    /// Calendar days.
    pub days: i32,
}

/// Checks how a case decides.
///
/// # Errors
/// A repeated id, a decision before its question, a decided day without person or result, a decision in the future.
pub fn decisions(input: &DecisionsInput) -> Result<DecisionsReport, Error> {
    check(input)?;
    let as_of = input.as_of;
    let owner = input.decision_owner.as_ref();
    let mut findings = Vec::new();
    if owner.is_none() {
        findings.push(Finding::new(Severity::Block, &NO_OWNER, "/decision_owner", &[]).rule("R-25"));
    }
    for decision in &input.decisions {
        findings.extend(of_decision(decision, owner));
        if decision.is_overdue_on(as_of) {
            findings.extend(overdue(decision, as_of));
        }
    }
    for meeting in &input.meetings {
        findings.extend(absent_owner(meeting, owner));
        for decision in input.decisions.iter().filter(|decision| decision.is_overdue_on(meeting.date)) {
            findings.extend(follow_up(decision, meeting.date));
        }
    }
    findings.extend(ended_without(input)?);

    let ids = |keep: &dyn Fn(&Decision) -> bool| {
        input.decisions.iter().filter(|one| keep(one)).map(|one| one.id.clone()).collect::<Vec<_>>()
    };
    let days: Vec<DecisionDays> = input
        .decisions
        .iter()
        .filter_map(|decision| Some(DecisionDays { id: decision.id.clone(), days: decision.days()? }))
        .collect();
    Ok(DecisionsReport {
        schema_version: SchemaVersion,
        decided: ids(&|one| one.decided_on.is_some()),
        open: ids(&|one| one.decided_on.is_none()),
        overdue: ids(&|one| one.decided_on.is_none() && one.is_overdue_on(as_of)),
        median_days: median(days.iter().map(|one| i64::from(one.days)).collect()),
        days,
        findings,
    })
}

fn median(mut days: Vec<i64>) -> Option<Figure> {
    days.sort_unstable();
    let upper = *days.get(days.len() / 2)?;
    let lower = *days.get((days.len() - 1) / 2)?;
    Some(Figure::new(Ratio::new(lower + upper, 2)?, 1))
}

fn check(input: &DecisionsInput) -> Result<(), Error> {
    let mut problems = Problems::new();
    let list = Pointer::root().field("decisions");
    problems.at_most(list.clone(), input.decisions.len(), MAX_DECISIONS);
    problems.at_most(Pointer::root().field("meetings"), input.meetings.len(), MAX_MEETINGS);
    problems.unique_ids(&list, input.decisions.iter().map(|decision| &decision.id));
    for (index, decision) in input.decisions.iter().enumerate() {
        let at = list.index(index);
        problems.at_most(at.field("decided_by"), decision.decided_by.len(), MAX_PEOPLE);
        problems.at_most(at.field("result"), decision.result.len(), MAX_PEOPLE);
        let given = [decision.decided_on.is_some(), !decision.decided_by.is_empty(), !decision.result.is_empty()];
        if given.contains(&true) && given.contains(&false) {
            problems.push(Problem::new(Code::Contradiction, at.clone()).found(&decision.id).hint(WHO_AND_WHAT.text()));
        }
        let mut not_before = |field: &str, day: Option<Date>, first: Option<Date>| {
            if let (Some(day), Some(first)) = (day, first)
                && day < first
            {
                let expected = NOT_BEFORE.with(&[("day", first.into())]);
                problems.push(Problem::new(Code::WrongOrder, at.field(field)).found(day).expected(expected));
            }
        };
        not_before("decided_on", decision.decided_on, decision.asked_on);
        not_before("due", decision.due, decision.asked_on);
        if let Some(day) = decision.decided_on.filter(|day| *day > input.as_of) {
            let expected = NOT_AFTER.with(&[("day", input.as_of.into())]);
            problems.push(Problem::new(Code::WrongOrder, at.field("decided_on")).found(day).expected(expected));
        }
    }
    problems.finish()
}

/// What is wrong with the way one decision was taken.
pub(crate) fn of_decision(decision: &Decision, owner: Option<&Id>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let question = || ("question", Arg::from(decision.question.clone()));
    let who = || ("who", Arg::list(decision.decided_by.iter()));
    if decision.decided_by.len() > 1 {
        let args = [question(), who(), ("n", decision.decided_by.len().into())];
        findings.push(Finding::new(Severity::Warn, &COMMITTEE, decision.id.as_str(), &args).rule("R-25"));
    }
    if let (Some(owner), false) = (owner, decision.decided_by.is_empty())
        && !decision.decided_by.contains(owner)
    {
        let args = [question(), who(), ("owner", owner.into())];
        findings.push(Finding::new(Severity::Warn, &BY_OTHER, decision.id.as_str(), &args).rule("R-25"));
    }
    if decision.due.is_none() && decision.decided_on.is_none() {
        findings.push(Finding::new(Severity::Info, &NO_DUE, decision.id.as_str(), &[question()]).rule("R-26"));
    }
    findings
}

fn overdue(decision: &Decision, as_of: Date) -> Option<Finding> {
    let due = decision.due.filter(|_| decision.decided_on.is_none())?;
    let args =
        [("question", Arg::from(decision.question.clone())), ("due", due.into()), ("n", as_of.days_since(due).into())];
    Some(Finding::new(Severity::Warn, &OVERDUE, decision.id.as_str(), &args).rule("R-26"))
}

/// The one who decides is missing where something is decided.
pub(crate) fn absent_owner(meeting: &Meeting, owner: Option<&Id>) -> Option<Finding> {
    let attending = meeting.attending.given()?;
    let owner = owner.filter(|owner| DECIDING.contains(&meeting.phase) && !attending.contains(owner))?;
    let args = [("phase", meeting.phase.short().into()), ("day", meeting.date.into()), ("owner", owner.into())];
    Some(Finding::new(Severity::Block, &OWNER_ABSENT, meeting.phase.short(), &args).rule("R-25"))
}

/// A meeting although a due decision is open.
pub(crate) fn follow_up(decision: &Decision, day: Date) -> Option<Finding> {
    let args = [("question", Arg::from(decision.question.clone())), ("day", day.into()), ("due", decision.due?.into())];
    Some(Finding::new(Severity::Warn, &FOLLOW_UP, decision.id.as_str(), &args).rule("R-26"))
}

/// A phase ended without what it has to decide.
pub(crate) fn without(phase: SprintPhase, day: Date, question: Arg) -> Finding {
    let args = [("phase", phase.short().into()), ("day", day.into()), ("question", question)];
    Finding::new(Severity::Block, &ENDED_WITHOUT, phase.short(), &args).rule("R-26")
}

/// Phases whose last meeting is over without the decisions of the template.
fn ended_without(input: &DecisionsInput) -> Result<Vec<Finding>, Error> {
    let mut findings = Vec::new();
    for template in &SprintTemplate::standard()?.phases {
        let dates = input.meetings.iter().filter(|meeting| meeting.phase == template.phase).map(|meeting| meeting.date);
        let Some(last) = dates.max().filter(|last| *last <= input.as_of) else { continue };
        for wanted in &template.decisions {
            let taken = |one: &Decision| one.topic == wanted.topic && one.decided_on.is_some_and(|day| day <= last);
            if !input.decisions.iter().any(taken) {
                findings.push(without(template.phase, last, wanted.question.clone().into()));
            }
        }
    }
    Ok(findings)
}

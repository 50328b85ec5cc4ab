//! The operation `sprint.team`: is this the right team, and can it carry on alone (R-15, R-20 to, F-10)?
//!
//! | part | idea |
//! |---|---|
//! | [`person`] | who takes part |
//! | [`coverage`] | functions in the room, by two rule sets |
//! | [`experience`] | spread of the experience with AI, pairings |
//! | [`attendance`] | who must be there in which phase |

pub mod attendance;
pub mod coverage;
pub mod experience;
pub mod person;
mod sentences;
#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::base::text::Arg;
use crate::base::{
    Code, Error, Finding, Id, OpenQuestion, Pointer, Problem, Problems, SchemaVersion, Severity, Trace, Truth,
};
use crate::sprint::load::{self, WeekLoad, WorkshopDay};

use attendance::{Attendance, AttendanceRule};
use coverage::{Coverage, CoverageRule};
use experience::{Pairing, Spread};
use person::{Function, Level, MethodSkill, Participant};
use sentences as say;

/// Most people of a team, participants and others each.
pub const MAX_PEOPLE: usize = 200;
/// Most workshop days, attendance lists and rules, each.
pub const MAX_ENTRIES: usize = 200;

/// Who takes part, and by which rules the team is judged.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The participants of the sprint, at least one.
    pub participants: Vec<Participant>,
    /// Others around it: clerks, works council, data protection, facilitator, developer.
    #[serde(default)]
    pub other_people: Vec<Participant>,
    /// Which functions must be there; default: both standard rules.
    #[serde(default = "CoverageRule::standard")]
    pub coverage_rules: Vec<CoverageRule>,
    /// Who must be there in which phase; default: the standard rules.
    #[serde(default = "AttendanceRule::standard")]
    pub attendance_rules: Vec<AttendanceRule>,
    /// Who is there in which phase, where that is known.
    #[serde(default)]
    pub attendance: Vec<Attendance>,
    /// Dated workshops, for the load per week.
    #[serde(default)]
    pub workshop_days: Vec<WorkshopDay>,
    /// Limits.
    #[serde(default)]
    pub parameters: TeamParameters,
}

impl TeamInput {
    /// These people under the standard rules.
    pub fn new(participants: Vec<Participant>, other_people: Vec<Participant>) -> Self {
        Self {
            schema_version: SchemaVersion,
            participants,
            other_people,
            coverage_rules: CoverageRule::standard(),
            attendance_rules: AttendanceRule::standard(),
            attendance: Vec::new(),
            workshop_days: Vec::new(),
            parameters: TeamParameters::default(),
        }
    }
}

/// Limits; all of them are choices of this project, printed in the trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TeamParameters {
    /// Gap of experience from which a team is heterogeneous, 1 to 4; default 3.
    #[schemars(range(min = 1, max = 4))]
    pub heterogeneous_gap: u8,
    /// Step of method skill that counts as able, 1 to 4; default 3.
    #[schemars(range(min = 1, max = 4))]
    pub able_step: u8,
    /// Number of different functions with an able person; default 2.
    #[schemars(range(min = 1, max = 20))]
    pub able_functions: u32,
    /// Workshop days per person and ISO week; default 2.
    #[schemars(range(min = 1, max = 7))]
    pub max_workshop_days_per_week: u32,
}

impl Default for TeamParameters {
    fn default() -> Self {
        Self { heterogeneous_gap: 3, able_step: 3, able_functions: 2, max_workshop_days_per_week: 2 }
    }
}

/// What was found out about the team.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TeamReport {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The functions of the participants, by name.
    pub functions: Vec<Function>,
    /// One entry per coverage rule, in the given order.
    pub coverage: Vec<Coverage>,
    /// Who decides; exactly one is right.
    pub decision_owners: Vec<Id>,
    /// The experience of the participants with AI.
    pub ai_experience: Spread,
    /// Who should work with whom; empty unless the team is heterogeneous.
    pub pairings: Vec<Pairing>,
    /// Skill in the method.
    pub method_skill: MethodSkillReport,
    /// Workshop days per person and ISO week.
    pub load: Vec<WeekLoad>,
    /// What is worth acting on.
    pub findings: Vec<Finding>,
    /// Questions whose answers would settle what is open.
    pub questions: Vec<OpenQuestion>,
    /// Rules and limits used.
    pub trace: Trace,
}

/// Can the team use the method on its own?
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MethodSkillReport {
    /// Participants who have reached the step, in the given order.
    pub able: Vec<Id>,
    /// Their functions.
    pub functions: Vec<Function>,
    /// Participants whose skill has risen.
    pub improved: Vec<Id>,
    /// Steps gained, summed over those with both answers.
    pub steps_gained: i32,
    /// Are there enough able people of different functions? *Open* when missing answers could still settle it.
    pub met: Truth,
}

/// The method skill of these people.
pub fn method_skill(people: &[Participant], parameters: &TeamParameters) -> MethodSkillReport {
    let step = |answer: &crate::base::Answer<MethodSkill>| answer.given().map(|skill| skill.step());
    let mut able = Vec::new();
    let (mut functions, mut possible) = (BTreeSet::new(), BTreeSet::new());
    let mut improved = Vec::new();
    let mut steps_gained = 0;
    for person in people {
        let after = step(&person.method_skill_after);
        match after {
            Some(after) if after >= parameters.able_step => {
                able.push(person.id.clone());
                functions.insert(person.function);
                possible.insert(person.function);
            }
            Some(_) => {}
            None => {
                possible.insert(person.function);
            }
        }
        if let (Some(before), Some(after)) = (step(&person.method_skill_before), after) {
            steps_gained += i32::from(after) - i32::from(before);
            if after > before {
                improved.push(person.id.clone());
            }
        }
    }
    let enough = |set: &BTreeSet<Function>| u32::try_from(set.len()).is_ok_and(|n| n >= parameters.able_functions);
    let met = match (enough(&functions), enough(&possible)) {
        (true, _) => Truth::Yes,
        (false, true) => Truth::Open,
        (false, false) => Truth::No,
    };
    MethodSkillReport { able, functions: by_name(functions), improved, steps_gained, met }
}

fn by_name(functions: BTreeSet<Function>) -> Vec<Function> {
    let mut list: Vec<Function> = functions.into_iter().collect();
    list.sort_by_key(|function| function.key());
    list
}

/// Checks a team.
///
/// # Errors
/// Nobody takes part, an id occurs twice, a rule or an attendance list names somebody unknown, a
/// parameter is out of range. Two decision owners or none are a finding, not an error.
pub fn team(input: &TeamInput) -> Result<TeamReport, Error> {
    check(input)?;
    let parameters = &input.parameters;
    let people = &input.participants;
    let all: Vec<&Participant> = people.iter().chain(&input.other_people).collect();
    let owners: Vec<&Participant> = all.iter().copied().filter(|person| person.decision_owner).collect();
    let owner_ids: Vec<&Id> = owners.iter().map(|person| &person.id).collect();

    let coverage: Vec<Coverage> =
        input.coverage_rules.iter().map(|rule| coverage::coverage(rule, people, &input.other_people)).collect();
    let mut findings: Vec<Finding> = coverage.iter().filter_map(Coverage::finding).collect();
    findings.extend(owner_finding(&owners));

    let spread = experience::spread(people, parameters.heterogeneous_gap);
    let pairings = if spread.heterogeneous.is_yes() { experience::pairings(people) } else { Vec::new() };
    findings.extend(spread_findings(&spread, &pairings));

    for at in &input.attendance {
        findings.extend(attendance::check(&input.attendance_rules, &all, &owner_ids, at));
    }
    let skill = method_skill(people, parameters);
    findings.extend(skill_findings(people, &skill, parameters));
    let (load, overload) = load::loads(&input.workshop_days, parameters.max_workshop_days_per_week);
    findings.extend(overload);

    let functions = by_name(people.iter().map(|person| person.function).collect());
    let trace = Trace::of("F-10")
        .input("/participants")
        .input("/other_people")
        .parameter("heterogeneous_gap", parameters.heterogeneous_gap)
        .parameter("able_step", parameters.able_step)
        .parameter("able_functions", parameters.able_functions)
        .parameter("max_workshop_days_per_week", parameters.max_workshop_days_per_week);
    Ok(TeamReport {
        schema_version: SchemaVersion,
        functions,
        coverage,
        decision_owners: owner_ids.into_iter().cloned().collect(),
        questions: questions(people, &spread, &skill),
        ai_experience: spread,
        pairings,
        method_skill: skill,
        load,
        findings,
        trace,
    })
}

fn check(input: &TeamInput) -> Result<(), Error> {
    let mut problems = Problems::new();
    let root = Pointer::root();
    let (participants, others) = (root.field("participants"), root.field("other_people"));
    if input.participants.is_empty() {
        let expected = say::AT_LEAST_ONE.text();
        problems.push(Problem::new(Code::TooFew, participants.clone()).found(0).expected(expected));
    }
    problems.at_most(participants.clone(), input.participants.len(), MAX_PEOPLE);
    problems.at_most(others.clone(), input.other_people.len(), MAX_PEOPLE);
    problems.unique_ids(&participants, input.participants.iter().map(|person| &person.id));
    let mut known: BTreeSet<&Id> = input.participants.iter().map(|person| &person.id).collect();
    for (index, person) in input.other_people.iter().enumerate() {
        if !known.insert(&person.id) {
            problems.push(Problem::new(Code::DuplicateId, others.index(index).field("id")).found(&person.id));
        }
    }
    let mut references = |at: Pointer, ids: &[Id]| {
        problems.at_most(at.clone(), ids.len(), MAX_PEOPLE);
        for (index, id) in ids.iter().enumerate() {
            problems.reference(at.index(index), id.as_str(), known.iter().map(|id| id.as_str()));
        }
    };
    for (index, at) in input.attendance.iter().enumerate() {
        references(root.field("attendance").index(index).field("present"), &at.present);
    }
    for (index, day) in input.workshop_days.iter().enumerate() {
        references(root.field("workshop_days").index(index).field("attending"), &day.attending);
    }
    let lists = [
        ("coverage_rules", input.coverage_rules.len()),
        ("attendance_rules", input.attendance_rules.len()),
        ("attendance", input.attendance.len()),
        ("workshop_days", input.workshop_days.len()),
    ];
    for (name, count) in lists {
        problems.at_most(root.field(name), count, MAX_ENTRIES);
    }
    problems.unique_ids(&root.field("coverage_rules"), input.coverage_rules.iter().map(|rule| &rule.id));
    problems.append(check_parameters(&input.parameters));
    for (index, day) in input.workshop_days.iter().enumerate() {
        let at = root.field("workshop_days").index(index).field("half_days");
        problems.append(within(at, day.half_days.into(), 2));
    }
    problems.finish()
}

/// The value lies between 1 and `high`.
fn within(at: Pointer, value: u32, high: u32) -> Problems {
    let mut problems = Problems::new();
    if !(1..=high).contains(&value) {
        let expected = say::RANGE.with(&[("low", 1.into()), ("high", high.into())]);
        problems.push(Problem::new(Code::OutOfRange, at).found(value).expected(expected));
    }
    problems
}

/// Every limit lies within its range; pointers start at `/parameters`.
pub fn check_parameters(parameters: &TeamParameters) -> Problems {
    let at = Pointer::root().field("parameters");
    let ranges = [
        ("heterogeneous_gap", u32::from(parameters.heterogeneous_gap), 4),
        ("able_step", u32::from(parameters.able_step), 4),
        ("able_functions", parameters.able_functions, 20),
        ("max_workshop_days_per_week", parameters.max_workshop_days_per_week, 7),
    ];
    let mut problems = Problems::new();
    for (name, value, high) in ranges {
        problems.append(within(at.field(name), value, high));
    }
    problems
}

fn owner_finding(owners: &[&Participant]) -> Option<Finding> {
    let finding = match owners {
        [] => Finding::new(Severity::Block, &say::NO_OWNER, "decision_owner", &[]),
        [owner] if owner.level == Level::External => {
            let args = [("who", Arg::from(&owner.id))];
            Finding::new(Severity::Warn, &say::OUTSIDE_OWNER, owner.id.as_str(), &args)
        }
        [_] => return None,
        several => {
            let who = Arg::list(several.iter().map(|person| &person.id));
            let args = [("n", several.len().into()), ("who", who)];
            Finding::new(Severity::Block, &say::SEVERAL_OWNERS, "decision_owner", &args)
        }
    };
    Some(finding.rule("R-25"))
}

fn spread_findings(spread: &Spread, pairings: &[Pairing]) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let (Truth::Yes, Some(gap)) = (spread.heterogeneous, spread.gap) {
        let pairs =
            pairings.iter().map(|pair| say::PAIR.with(&[("high", (&pair.high).into()), ("low", (&pair.low).into())]));
        let args = [("gap", gap.into()), ("pairs", Arg::list(pairs))];
        findings
            .push(Finding::new(Severity::Warn, &say::HETEROGENEOUS, "ai_experience", &args).rule("R-24").rule("F-10"));
    }
    if spread.answers * 2 < spread.of {
        let args = [("n", spread.answers.into()), ("of", spread.of.into())];
        findings.push(Finding::new(Severity::Warn, &say::FEW_ANSWERS, "ai_experience", &args).rule("F-10"));
    }
    findings
}

fn skill_findings(people: &[Participant], skill: &MethodSkillReport, parameters: &TeamParameters) -> Vec<Finding> {
    let mut findings = Vec::new();
    for person in people {
        if let (Some(before), Some(after)) = (person.method_skill_before.given(), person.method_skill_after.given())
            && after < before
        {
            let args = [("who", Arg::from(&person.id))];
            findings.push(Finding::new(Severity::Info, &say::SKILL_FELL, person.id.as_str(), &args).rule("R-29"));
        }
    }
    if skill.met.is_no() {
        let args = [
            ("n", skill.functions.len().into()),
            ("step", parameters.able_step.into()),
            ("min", parameters.able_functions.into()),
        ];
        findings.push(Finding::new(Severity::Warn, &say::SKILL_NOT_YET, "method_skill", &args).rule("R-29"));
    }
    findings
}

fn questions(people: &[Participant], spread: &Spread, skill: &MethodSkillReport) -> Vec<OpenQuestion> {
    let mut list = Vec::new();
    for (index, person) in people.iter().enumerate() {
        let at = Pointer::root().field("participants").index(index);
        let who = [("who", Arg::from(&person.id))];
        if spread.heterogeneous.is_open() && person.ai_experience.given().is_none() {
            list.push(OpenQuestion::new(&at.field("ai_experience"), &say::ASK_EXPERIENCE, &who));
        }
        if skill.met.is_open() && person.method_skill_after.given().is_none() {
            list.push(OpenQuestion::new(&at.field("method_skill_after"), &say::ASK_SKILL, &who));
        }
    }
    list
}

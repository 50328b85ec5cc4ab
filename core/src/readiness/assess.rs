//! The operation `readiness.assess`: three groups, the limiting one, adoption, next step, gaps.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::adoption::{Adoption, AdoptionFacts};
use super::ladder::{Ladder, Rung, ladder};
use super::own::{Group, GroupResult, OwnReadiness, group_result, limiting};
use super::sentences;
use super::skills::{SkillGap, SkillNeed, gap};
use crate::base::scale::Level;
use crate::base::{
    Answer, Code, Date, Error, Finding, Id, Pointer, Problem, Problems, Ratio, SchemaVersion, Severity, Text, Trace,
    Truth,
};

/// Most needs, evidence entries and targets.
pub const MAX_ENTRIES: usize = 500;

/// What the company says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// Levels from 0 (none) to 4 (established).
    #[serde(default)]
    pub own: OwnReadiness,
    /// What levels rest on.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// Facts about the use of AI.
    #[serde(default)]
    pub adoption: AdoptionFacts,
    /// Where the company wants to go.
    #[serde(default)]
    pub targets: Vec<String>,
    /// Data that the accepted concepts need.
    #[serde(default)]
    pub data_needs: Vec<DataNeed>,
    /// Skills that they need.
    #[serde(default)]
    pub skill_needs: Vec<SkillNeed>,
    /// Does a gate of solvability block the use case?
    #[serde(default)]
    pub gate_blocked: Answer<bool>,
    /// The day of the assessment; tells which gaps are urgent.
    #[serde(default)]
    pub as_of: Option<Date>,
    /// Mean that every group should reach for a use case to suit the company.
    #[serde(default = "AssessInput::usual_minimum")]
    pub minimum_mean: Level,
}

impl AssessInput {
    /// These levels alone.
    pub fn new(own: OwnReadiness) -> Self {
        Self {
            schema_version: SchemaVersion,
            own,
            evidence: Vec::new(),
            adoption: AdoptionFacts::default(),
            targets: Vec::new(),
            data_needs: Vec::new(),
            skill_needs: Vec::new(),
            gate_blocked: Answer::NotAsked,
            as_of: None,
            minimum_mean: Self::usual_minimum(),
        }
    }

    /// The mean that every group should reach, unless stated: 2 of 4 (our choice).
    pub(crate) fn usual_minimum() -> Level {
        Level::new(2).unwrap_or(Level::MAX)
    }
}

/// What a level rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The item, for example `data.quality`.
    pub item: String,
    /// What shows it.
    pub text: String,
}

/// Data that a concept needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DataNeed {
    /// Unique among the needs.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// Can it be used?
    #[serde(default)]
    pub available: Answer<bool>,
    /// Who is responsible for it.
    #[serde(default)]
    pub owner: Option<Id>,
}

/// Does a use case suit the company?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Suitability {
    /// Yes.
    Suitable,
    /// Once the groups below the minimum are strengthened.
    Conditional,
    /// A gate blocks it.
    NotSuitable,
    /// Facts are missing.
    Open,
}

/// How far the company is.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Readiness {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// Data, infrastructure, skills.
    pub groups: Vec<GroupResult>,
    /// The group with the smallest mean; ties in the order data, infrastructure, skills.
    pub limiting: Option<Group>,
    /// *Yes* when no missing level can change which group limits.
    pub limiting_certain: Truth,
    /// Items at zero, `group.item`.
    pub zero_items: Vec<String>,
    /// Groups whose mean is certainly below the minimum.
    pub below_minimum: Vec<Group>,
    /// Does a use case suit the company?
    pub suitability: Suitability,
    /// How far AI is in use.
    pub adoption: Adoption,
    /// The next step.
    pub ladder: Ladder,
    /// From here to the targets.
    pub roadmap: Roadmap,
    /// What to ask.
    pub questions: Vec<Text>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// The formula with its parameters.
    pub trace: Trace,
}

/// From here to the targets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Roadmap {
    /// Where the company wants to go.
    pub targets: Vec<String>,
    /// Data that are certainly missing.
    pub data_to_get: Vec<Id>,
    /// Gaps in skills.
    pub skill_gaps: Vec<SkillGap>,
}

/// Assesses readiness.
///
/// # Errors
/// Duplicate ids, evidence on unknown items, contradicting facts about adoption — all at once.
pub fn assess(input: &AssessInput) -> Result<Readiness, Error> {
    let mut problems = Problems::new();
    check(input, &mut problems);
    problems.finish()?;
    Ok(evaluate(input))
}

fn check(input: &AssessInput, problems: &mut Problems) {
    let root = Pointer::root();
    for (name, count) in [
        ("evidence", input.evidence.len()),
        ("targets", input.targets.len()),
        ("data_needs", input.data_needs.len()),
        ("skill_needs", input.skill_needs.len()),
    ] {
        problems.at_most(root.field(name), count, MAX_ENTRIES);
    }
    let known: Vec<String> = input.own.keyed().map(|(key, _)| key).collect();
    for (index, evidence) in input.evidence.iter().enumerate() {
        let at = root.field("evidence").index(index).field("item");
        problems.reference(at, &evidence.item, known.iter().map(String::as_str));
    }
    problems.unique_ids(&root.field("data_needs"), input.data_needs.iter().map(|need| &need.id));
    let mut roles = std::collections::BTreeSet::new();
    for (index, need) in input.skill_needs.iter().enumerate() {
        if !roles.insert(&need.role) {
            let at = root.field("skill_needs").index(index).field("role");
            problems.push(Problem::new(Code::DuplicateId, at).found(&need.role));
        }
    }
    input.adoption.check(&root.field("adoption"), problems);
}

/// The same for an input that was checked before.
pub(crate) fn evaluate(input: &AssessInput) -> Readiness {
    let groups: Vec<GroupResult> = input.own.groups().iter().map(|(id, items)| group_result(*id, items)).collect();
    let (limiting, limiting_certain) = limiting(&groups);
    let adoption = input.adoption.adoption();
    let ladder = ladder(&input.own.skills, &adoption);
    let zero = |level: Answer<Level>| level == Answer::Given(Level::MIN);
    let mut questions = item_questions(&input.own);
    questions.extend(adoption.questions.iter().cloned());
    if input.gate_blocked.given().is_none() {
        questions.push(sentences::ASK_GATE.text());
    }
    for need in input.data_needs.iter().filter(|need| need.available.given().is_none()) {
        questions.push(sentences::ASK_DATA.with(&[("name", need.name.clone().into())]));
    }
    for need in input.skill_needs.iter().filter(|need| need.have.given().is_none()) {
        questions.push(sentences::ASK_HAVE.with(&[("role", need.name().into())]));
    }
    let mut findings = group_findings(&groups);
    findings.extend(item_findings(input, &ladder));
    Readiness {
        schema_version: SchemaVersion,
        limiting,
        limiting_certain,
        zero_items: input.own.keyed().filter(|(_, item)| zero(item.level)).map(|(key, _)| key).collect(),
        below_minimum: groups.iter().filter(|group| below(group, input).is_yes()).map(|group| group.id).collect(),
        suitability: suitability(input, &groups),
        groups,
        adoption,
        ladder,
        roadmap: Roadmap {
            targets: input.targets.clone(),
            data_to_get: input
                .data_needs
                .iter()
                .filter(|need| need.available == Answer::Given(false))
                .map(|need| need.id.clone())
                .collect(),
            skill_gaps: input.skill_needs.iter().map(|need| gap(need, input.as_of)).collect(),
        },
        questions,
        findings,
        trace: Trace::of("F-14").parameter("minimum_mean", input.minimum_mean.get()).input("/own"),
    }
}

/// Is the mean below the minimum, whatever the missing levels turn out to be?
fn below(group: &GroupResult, input: &AssessInput) -> Truth {
    let minimum = Ratio::from(i64::from(input.minimum_mean.get()));
    if group.highest.exact < minimum {
        Truth::Yes
    } else if group.lowest.exact >= minimum {
        Truth::No
    } else {
        Truth::Open
    }
}

fn suitability(input: &AssessInput, groups: &[GroupResult]) -> Suitability {
    let weak = Truth::any(groups.iter().map(|group| below(group, input)));
    match (Truth::from(input.gate_blocked), weak) {
        (Truth::Yes, _) => Suitability::NotSuitable,
        (Truth::No, Truth::Yes) => Suitability::Conditional,
        (Truth::No, Truth::No) => Suitability::Suitable,
        _ => Suitability::Open,
    }
}

fn item_questions(own: &OwnReadiness) -> Vec<Text> {
    own.keyed()
        .filter(|(_, item)| item.level.given().is_none())
        .map(|(_, item)| sentences::ASK_LEVEL.with(&[("item", item.words.into())]))
        .collect()
}

fn group_findings(groups: &[GroupResult]) -> Vec<Finding> {
    groups
        .iter()
        .filter(|group| 2 * group.given < group.of)
        .map(|group| {
            let args = [("given", group.given.into()), ("of", group.of.into()), ("group", group.id.key().into())];
            Finding::new(Severity::Warn, &sentences::FEW_ANSWERS, group.id.key(), &args).rule("F-14")
        })
        .collect()
}

fn item_findings(input: &AssessInput, ladder: &Ladder) -> Vec<Finding> {
    let mut findings = Vec::new();
    let shown = |item: &str| input.evidence.iter().any(|evidence| evidence.item == item);
    for (key, item) in input.own.keyed() {
        let high = item.level.given().is_some_and(|level| level.get() >= 3);
        if high && ["data.quality", "data.privacy", "data.access"].contains(&key.as_str()) && !shown(&key) {
            let args = [("item", item.words.into())];
            findings.push(Finding::new(Severity::Info, &sentences::NO_EVIDENCE, key, &args).rule("R-78"));
        }
    }
    let weak_test = input.own.infrastructure.test_environment.given().is_some_and(|level| level.get() <= 1);
    if weak_test && ladder.next_step.is_some_and(|rung| rung <= Rung::Pilot) {
        let subject = "infrastructure.test_environment";
        findings.push(Finding::new(Severity::Info, &sentences::USE_SANDBOX, subject, &[]).rule("R-85"));
    }
    if input.own.governance_watch.ethics_rules == Answer::Given(Level::MIN) {
        let subject = "governance_watch.ethics_rules";
        findings.push(Finding::new(Severity::Warn, &sentences::NO_ETHICS_RULES, subject, &[]).rule("R-80"));
    }
    findings
}

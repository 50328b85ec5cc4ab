//! Who must be in the room in which phase, and the one who decides.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::text::Arg;
use crate::base::{Finding, Id, Severity};
use crate::sprint::phase::SprintPhase;

use super::coverage::Need;
use super::person::{Level, Participant};
use super::sentences as say;

/// Who is meant by a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum Wanted {
    /// Anybody of one of these levels.
    Level {
        /// The levels.
        any_of: Vec<Level>,
    },
    /// Anybody whose function meets one of these needs.
    Function {
        /// The needs.
        any_of: Vec<Need>,
    },
    /// Anybody employed by the company.
    Company,
}

impl Wanted {
    fn meets(&self, person: &Participant) -> bool {
        match self {
            Self::Level { any_of } => any_of.contains(&person.level),
            Self::Function { any_of } => any_of.iter().any(|need| need.met_by(person.function)),
            Self::Company => person.level != Level::External,
        }
    }
    fn text(&self) -> Arg {
        match self {
            Self::Level { any_of } => Arg::list(any_of.iter().map(|level| level.title())),
            Self::Function { any_of } => Arg::list(any_of.iter().map(|need| need.title())),
            Self::Company => Arg::Text(crate::base::Text::of("Unternehmen", "company")),
        }
    }
}

/// At least so many of these must be there in the phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AttendanceRule {
    /// The phase.
    pub phase: SprintPhase,
    /// Who.
    pub wanted: Wanted,
    /// How many, at least 1.
    #[schemars(range(min = 1, max = 200))]
    pub min: u32,
}

impl AttendanceRule {
    /// The standard rules: W1 management and department heads; W2 somebody who does the work
    /// (department level), W3 the company itself with a department, W4 the IT.
    pub fn standard() -> Vec<Self> {
        let level = |any_of: &[Level]| Wanted::Level { any_of: any_of.to_vec() };
        let function = |need| Wanted::Function { any_of: vec![need] };
        let rule = |phase, wanted, min| Self { phase, wanted, min };
        vec![
            rule(SprintPhase::OpportunityMapping, level(&[Level::CLevel]), 1),
            rule(SprintPhase::OpportunityMapping, level(&[Level::DepartmentHead]), 1),
            rule(SprintPhase::Framing, function(Need::Domain), 1),
            rule(SprintPhase::Framing, level(&[Level::DepartmentHead, Level::TeamLead, Level::Staff]), 2),
            rule(SprintPhase::ConceptDevelopment, Wanted::Company, 2),
            rule(SprintPhase::ConceptDevelopment, function(Need::Domain), 1),
            rule(SprintPhase::Prototyping, function(Need::It), 1),
        ]
    }
}

/// Who is there in a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    /// The phase.
    pub phase: SprintPhase,
    /// Ids of those present.
    pub present: Vec<Id>,
}

/// Phases in which something is decided: the decision owner must be there.
pub const DECIDING: [SprintPhase; 3] =
    [SprintPhase::OpportunityMapping, SprintPhase::ConceptDevelopment, SprintPhase::Review];

/// Every rule that one phase breaks.
pub fn check(rules: &[AttendanceRule], people: &[&Participant], owners: &[&Id], at: &Attendance) -> Vec<Finding> {
    let present: Vec<&Participant> = people.iter().copied().filter(|person| at.present.contains(&person.id)).collect();
    let mut findings = Vec::new();
    for rule in rules.iter().filter(|rule| rule.phase == at.phase) {
        let found = present.iter().filter(|person| rule.wanted.meets(person)).count();
        if u32::try_from(found).is_ok_and(|found| found < rule.min) {
            let args = [
                ("phase", at.phase.short().into()),
                ("min", rule.min.into()),
                ("need", rule.wanted.text()),
                ("found", found.into()),
            ];
            let requirement = if at.phase == SprintPhase::OpportunityMapping { "R-20" } else { "R-21" };
            findings.push(Finding::new(Severity::Warn, &say::ATTENDANCE, at.phase.short(), &args).rule(requirement));
        }
    }
    if let ([owner], true) = (owners, DECIDING.contains(&at.phase))
        && !at.present.contains(owner)
    {
        let args = [("phase", at.phase.short().into()), ("who", (*owner).into())];
        findings.push(Finding::new(Severity::Block, &say::OWNER_ABSENT, at.phase.short(), &args).rule("R-25"));
    }
    findings
}

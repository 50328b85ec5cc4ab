//! Which functions are in the room.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::base::text::Arg;
use crate::base::{Finding, Id, Severity, Text};

use super::person::{Function, Participant};
use super::sentences as say;

/// What a rule wants in the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Data protection officer.
    DataProtection,
    /// Developers.
    Development,
    /// Any department that knows the work (production, sales, planning, quality, …).
    Domain,
    /// Finance and controlling.
    Finance,
    /// Information technology.
    It,
    /// Management.
    Management,
    /// Production.
    Production,
    /// Purchasing.
    Purchasing,
    /// Quality.
    Quality,
    /// Sales.
    Sales,
    /// Works council.
    WorksCouncil,
}

impl Need {
    /// Does the function meet the need?
    pub fn met_by(self, function: Function) -> bool {
        match self {
            Self::Domain => function.is_domain(),
            Self::DataProtection => function == Function::DataProtection,
            Self::Development => function == Function::Development,
            Self::Finance => function == Function::Finance,
            Self::It => function == Function::It,
            Self::Management => function == Function::Management,
            Self::Production => function == Function::Production,
            Self::Purchasing => function == Function::Purchasing,
            Self::Quality => function == Function::Quality,
            Self::Sales => function == Function::Sales,
            Self::WorksCouncil => function == Function::WorksCouncil,
        }
    }
    /// The name for people.
    pub const fn title(self) -> Text {
        match self {
            Self::Domain => say::DOMAIN.text(),
            Self::DataProtection => Function::DataProtection.title(),
            Self::Development => Function::Development.title(),
            Self::Finance => Function::Finance.title(),
            Self::It => Function::It.title(),
            Self::Management => Function::Management.title(),
            Self::Production => Function::Production.title(),
            Self::Purchasing => Function::Purchasing.title(),
            Self::Quality => Function::Quality.title(),
            Self::Sales => Function::Sales.title(),
            Self::WorksCouncil => Function::WorksCouncil.title(),
        }
    }
}

/// Whose functions count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Circle {
    /// The participants of the sprint.
    Participants,
    /// Participants and the other people around the sprint.
    Everybody,
}

/// A set of functions that must be there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CoverageRule {
    /// Unique id: `cross_functional`, `interdisciplinary`, or your own.
    pub id: Id,
    /// Whose functions count.
    pub among: Circle,
    /// What must be there; at least one need.
    pub required: Vec<Need>,
}

impl CoverageRule {
    /// Id of the first standard rule: production, IT, sales and management among the participants.
    pub const CROSS_FUNCTIONAL: &'static str = "cross_functional";
    /// Id of the second standard rule: development, department and data protection among everybody.
    pub const INTERDISCIPLINARY: &'static str = "interdisciplinary";

    /// The two standard rules.
    pub fn standard() -> Vec<Self> {
        let rule =
            |id: &str, among, required: &[Need]| Id::new(id).map(|id| Self { id, among, required: required.to_vec() });
        [
            rule(
                Self::CROSS_FUNCTIONAL,
                Circle::Participants,
                &[Need::It, Need::Management, Need::Production, Need::Sales],
            ),
            rule(Self::INTERDISCIPLINARY, Circle::Everybody, &[Need::DataProtection, Need::Development, Need::Domain]),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// What one rule found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Coverage {
    /// The rule.
    pub rule: Id,
    /// What it wants.
    pub required: Vec<Need>,
    /// Who meets each need.
    pub covered_by: BTreeMap<Need, Vec<Id>>,
    /// What is missing.
    pub missing: Vec<Need>,
}

/// Applies a rule to the people.
pub fn coverage(rule: &CoverageRule, participants: &[Participant], others: &[Participant]) -> Coverage {
    let others = match rule.among {
        Circle::Participants => &[],
        Circle::Everybody => others,
    };
    let mut required = rule.required.clone();
    required.sort_unstable();
    required.dedup();
    let covered_by: BTreeMap<Need, Vec<Id>> = required
        .iter()
        .map(|need| {
            let people = participants.iter().chain(others).filter(|person| need.met_by(person.function));
            (*need, people.map(|person| person.id.clone()).collect::<Vec<_>>())
        })
        .filter(|(_, people)| !people.is_empty())
        .collect();
    let missing = required.iter().copied().filter(|need| !covered_by.contains_key(need)).collect();
    Coverage { rule: rule.id.clone(), required, covered_by, missing }
}

impl Coverage {
    /// A finding when something is missing.
    pub fn finding(&self) -> Option<Finding> {
        if self.missing.is_empty() {
            return None;
        }
        let args =
            [("rule", Arg::from(&self.rule)), ("missing", Arg::list(self.missing.iter().map(|need| need.title())))];
        let finding = |sentence| Finding::new(Severity::Warn, sentence, self.rule.as_str(), &args);
        Some(match self.rule.as_str() {
            CoverageRule::CROSS_FUNCTIONAL => finding(&say::CROSS_FUNCTIONAL).rule("R-22"),
            CoverageRule::INTERDISCIPLINARY => finding(&say::INTERDISCIPLINARY).rule("R-23"),
            _ => finding(&say::CUSTOM),
        })
    }
}

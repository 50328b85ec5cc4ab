//! Nine questions before building, answered as traffic lights.
//!
//! They follow the go / no-go questions known from CPMAI (read in secondary sources), in our own words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::sentences;
use crate::base::{Answer, Date, Id, Sentence, Text};

/// A question before building.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GateQuestion {
    /// Business: is the problem clear?
    ProblemDefined,
    /// Business: is the company willing to pay for the change?
    WillingToInvest,
    /// Business: can the return be measured?
    ReturnMeasurable,
    /// Data: do they show what matters?
    DataRepresentative,
    /// Data: are they enough and within reach?
    DataAccessible,
    /// Data: are they good enough?
    DataReliable,
    /// Doing: are technology, infrastructure and skills there?
    MeansAvailable,
    /// Doing: can it be built in the time?
    TimeAcceptable,
    /// Doing: can it run where it is needed?
    RunsWhereNeeded,
}

impl GateQuestion {
    /// All nine.
    pub const ALL: [Self; 9] = [
        Self::ProblemDefined,
        Self::WillingToInvest,
        Self::ReturnMeasurable,
        Self::DataRepresentative,
        Self::DataAccessible,
        Self::DataReliable,
        Self::MeansAvailable,
        Self::TimeAcceptable,
        Self::RunsWhereNeeded,
    ];

    /// The question in words.
    pub fn text(self) -> Text {
        let sentence: &Sentence = match self {
            Self::ProblemDefined => &sentences::GATE_PROBLEM,
            Self::WillingToInvest => &sentences::GATE_INVEST,
            Self::ReturnMeasurable => &sentences::GATE_RETURN,
            Self::DataRepresentative => &sentences::GATE_REPRESENTATIVE,
            Self::DataAccessible => &sentences::GATE_ACCESSIBLE,
            Self::DataReliable => &sentences::GATE_RELIABLE,
            Self::MeansAvailable => &sentences::GATE_MEANS,
            Self::TimeAcceptable => &sentences::GATE_TIME,
            Self::RunsWhereNeeded => &sentences::GATE_RUNS,
        };
        sentence.text()
    }
}

/// A light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// Yes.
    Green,
    /// Yes, if a condition is met.
    Yellow,
    /// No.
    Red,
}

/// An answer to one of the questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GateAnswer {
    /// The question; each at most once.
    pub question: GateQuestion,
    /// The light.
    #[serde(default)]
    pub light: Answer<Light>,
    /// Who sees to the condition of a yellow light.
    #[serde(default)]
    pub owner: Option<Id>,
    /// Until when.
    #[serde(default)]
    pub due: Option<Date>,
}

/// May building start?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GoNoGo {
    /// All green.
    Go,
    /// Some yellow.
    GoWithConditions,
    /// Not decidable: an answer is missing.
    Open,
    /// Some red.
    NoGo,
}

/// The verdict and the questions that are open. A red light decides at once; else a missing answer keeps it open.
pub(super) fn go_no_go(answers: &[GateAnswer]) -> (GoNoGo, Vec<Text>) {
    let light = |question: GateQuestion| {
        answers.iter().find(|answer| answer.question == question).and_then(|answer| answer.light.given())
    };
    let open: Vec<Text> =
        GateQuestion::ALL.into_iter().filter(|q| light(*q).is_none()).map(GateQuestion::text).collect();
    let any = |wanted: Light| answers.iter().any(|answer| answer.light == Answer::Given(wanted));
    let verdict = if any(Light::Red) {
        GoNoGo::NoGo
    } else if !open.is_empty() {
        GoNoGo::Open
    } else if any(Light::Yellow) {
        GoNoGo::GoWithConditions
    } else {
        GoNoGo::Go
    };
    (verdict, open)
}

//! Incentive effect: the application comes before the start of works (Art 6, Art 2(23)).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::{Answer, Date, Truth};

/// How the aid is given, and what happened when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Scheme {
    /// Aid on application (grant, loan, guarantee).
    Application {
        /// The day on which the written application reached the authority.
        #[serde(default)]
        applied_on: Answer<Date>,
        /// Everything done or firmly planned for the project, in any order.
        #[serde(default)]
        steps: Answer<Vec<Step>>,
    },
    /// A tax measure such as the research allowance (Art 6(4)).
    TaxMeasure {
        /// A legal right by objective criteria, without discretion of the authority?
        #[serde(default)]
        legal_right: Answer<bool>,
        /// The first day on which the measure was in force.
        #[serde(default)]
        in_force_since: Answer<Date>,
        /// Everything done or firmly planned for the project, in any order.
        #[serde(default)]
        steps: Answer<Vec<Step>>,
    },
}

impl Default for Scheme {
    fn default() -> Self {
        Self::Application { applied_on: Answer::NotAsked, steps: Answer::NotAsked }
    }
}

/// A step of the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What.
    pub kind: StepKind,
    /// When it was, or is to be, binding.
    pub date: Date,
}

/// What a step is; only some of them start the works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Construction works for the investment.
    Construction,
    /// A legally binding order of equipment or dedicated hardware.
    Order,
    /// A signed contract for development or other services of the project.
    ServiceContract,
    /// Hiring specifically for the project.
    Hiring,
    /// Taking over the assets of an establishment.
    TakeOver,
    /// Another commitment that makes the project irreversible.
    OtherCommitment,
    /// Buying land: no start.
    LandPurchase,
    /// Permits and other preparatory work: no start.
    Preparation,
    /// A feasibility study under a contract of its own: no start.
    FeasibilityStudy,
    /// A workshop or readiness check: no start.
    Workshop,
    /// Obtaining offers: no start.
    Offer,
}

impl StepKind {
    /// Does it start the works?
    pub const fn starts_works(self) -> bool {
        match self {
            Self::Construction
            | Self::Order
            | Self::ServiceContract
            | Self::Hiring
            | Self::TakeOver
            | Self::OtherCommitment => true,
            Self::LandPurchase | Self::Preparation | Self::FeasibilityStudy | Self::Workshop | Self::Offer => false,
        }
    }
}

/// The first day on which works start; `None` when no step starts them.
pub fn start_of_works(steps: &[Step]) -> Option<Date> {
    steps.iter().filter(|step| step.kind.starts_works()).map(|step| step.date).min()
}

/// Is an application on the very day of the start in time? The text says "before"; some authorities accept the same day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SameDay {
    /// No: never too late.
    #[default]
    TooLate,
    /// Yes.
    InTime,
}

/// Whether the incentive effect is given. Without a start there is nothing that could come too early.
pub fn incentive_effect(scheme: &Scheme, same_day: SameDay) -> Truth {
    let start = |steps: &Answer<Vec<Step>>| steps.given().map(|steps| start_of_works(steps));
    match scheme {
        Scheme::Application { applied_on, steps } => match (applied_on.given(), start(steps)) {
            (_, Some(None)) => Truth::Yes,
            (Some(applied), Some(Some(start))) => {
                Truth::from(*applied < start || (*applied == start && same_day == SameDay::InTime))
            }
            (None, _) | (_, None) => Truth::Open,
        },
        Scheme::TaxMeasure { legal_right, in_force_since, steps } => {
            let before = match (in_force_since.given(), start(steps)) {
                (_, Some(None)) => Truth::Yes,
                (Some(since), Some(Some(start))) => Truth::from(*since <= start),
                (None, _) | (_, None) => Truth::Open,
            };
            Truth::from(*legal_right) & before
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn verdict(applied: &str, kind: StepKind, date: &str) -> Truth {
        let steps = Answer::Given(vec![Step { kind, date: day(date) }]);
        incentive_effect(&Scheme::Application { applied_on: Answer::Given(day(applied)), steps }, SameDay::TooLate)
    }

    #[test]
    fn the_application_comes_strictly_before_the_start() {
        assert_eq!(verdict("2026-11-19", StepKind::Order, "2026-11-20"), Truth::Yes);
        assert_eq!(verdict("2026-11-20", StepKind::Order, "2026-11-20"), Truth::No);
        assert_eq!(verdict("2026-11-21", StepKind::ServiceContract, "2026-11-20"), Truth::No);
        assert_eq!(verdict("2026-11-21", StepKind::FeasibilityStudy, "2026-11-20"), Truth::Yes);
        assert_eq!(incentive_effect(&Scheme::default(), SameDay::InTime), Truth::Open);
    }

    #[test]
    fn a_tax_measure_needs_no_application() {
        let scheme = |since: &str| Scheme::TaxMeasure {
            legal_right: Answer::Given(true),
            in_force_since: Answer::Given(day(since)),
            steps: Answer::Given(vec![Step { kind: StepKind::Hiring, date: day("2020-01-02") }]),
        };
        assert_eq!(incentive_effect(&scheme("2020-01-02"), SameDay::TooLate), Truth::Yes);
        assert_eq!(incentive_effect(&scheme("2020-01-03"), SameDay::InTime), Truth::No);
    }
}

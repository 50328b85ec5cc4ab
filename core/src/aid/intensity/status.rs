//! Which version of the regulation covers a grant on a day.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::law::Law;
use crate::base::{Answer, Date, Truth};

/// A version of the general block exemption regulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GberVersion {
    /// Reg. (EU) 651/2014, from July 2023 as amended by Reg. (EU) 2023/1315.
    #[default]
    #[serde(rename = "651_2014")]
    Reg651Of2014,
    /// The regulation that is to follow; a draft was published on 25 February 2026. Not in force as far as is known.
    Successor,
}

/// How a grant on a day stands to the regulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GberStatus {
    /// The regulation is in force.
    InForce,
    /// It has ended; schemes that existed stay exempt for some months.
    Transition,
    /// It does not cover grants of that day any more.
    Ended,
    /// It did not yet cover grants of that day.
    NotYet,
    /// No such version is in force.
    SuccessorNotInForce,
}

const WINDING_DOWN: &str = "gber.winding_down";

impl GberStatus {
    /// The status for a grant on the day, and the day as of which the figures of the regulation are read.
    pub fn on(law: &Law, version: GberVersion, date: Date) -> (Self, Option<Date>) {
        if version == GberVersion::Successor {
            return (Self::SuccessorNotInForce, None);
        }
        let versions = law.versions(WINDING_DOWN);
        if versions.iter().any(|rule| rule.applies_on(date)) {
            return (Self::InForce, Some(date));
        }
        let Some(last) = versions.iter().rev().find(|rule| rule.valid_to.is_some_and(|last| last < date)) else {
            return (Self::NotYet, None);
        };
        let months = last.value().and_then(|months| i32::try_from(months).ok()).unwrap_or(0);
        match last.valid_to {
            Some(end) if date < end.next().add_months(months) => (Self::Transition, Some(end)),
            _ => (Self::Ended, None),
        }
    }

    /// Does the regulation cover a grant, given whether its scheme existed before the end?
    pub fn covers(self, existing_scheme: Answer<bool>) -> Truth {
        match self {
            Self::InForce => Truth::Yes,
            Self::Transition => Truth::from(existing_scheme),
            Self::Ended | Self::NotYet | Self::SuccessorNotInForce => Truth::No,
        }
    }
}

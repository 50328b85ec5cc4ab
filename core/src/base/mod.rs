//! The ground floor: values that every room above uses, and the border where documents come in.
//!
//! | module | one idea |
//! |---|---|
//! | [`money`] | integer euro cents |
//! | [`ratio`] | exact fractions, and figures that show both the exact and the rounded value |
//! | [`estimate`] | low / mid / high |
//! | [`answer`] | given / not asked / don't know |
//! | [`truth`] | yes / no / open |
//! | [`date`] | dates, moments, periods down to quarter precision, ranges |
//! | [`calendar`] | public holidays of North Rhine-Westphalia, working days |
//! | [`holidays`] | the operation `calendar.holidays` |
//! | [`working_days`] | the operation `calendar.working_days` |
//! | [`text`] | sentences in German and English, as data |
//! | [`finding`] | what a check noticed |
//! | [`trace`] | where a figure comes from: formula, rule, source, confidence |
//! | [`id`] | identifiers |
//! | [`member_state`] | the states whose aid is counted separately |
//! | [`scale`] | small bounded scales: permille, levels, ratings |
//! | [`law`] | dated law: thresholds and rates with window, trigger, source |
//! | [`grounds`] | what an answer of law rests on: rules applied, questions open, findings |
//! | [`error`] | the one error type, its codes and problems |
//! | [`border`] | documents in, documents out |

pub mod answer;
pub mod border;
pub mod calendar;
pub mod date;
mod diagnose;
pub mod error;
pub mod estimate;
pub mod finding;
pub mod grounds;
pub mod holidays;
pub mod id;
pub mod law;
mod locate;
pub mod member_state;
pub mod money;
pub mod ratio;
pub mod scale;
mod shape;
pub mod text;
pub mod trace;
pub mod truth;
pub mod working_days;

pub use answer::Answer;
pub use date::{Date, DateRange, Moment, Period, Weekday};
pub use error::{Code, Error, Pointer, Problem, Problems};
pub use estimate::Estimate;
pub use finding::{Finding, Severity};
pub use grounds::{AppliedRule, Grounds, OpenQuestion};
pub use id::Id;
pub use member_state::MemberState;
pub use money::Money;
pub use ratio::{Figure, Ratio};
pub use text::{Lang, Sentence, Text};
pub use trace::{Confidence, Source, Trace};
pub use truth::Truth;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The version of the documents that this library reads and writes.
///
/// A document without `schema_version` is read as the current version; any other number is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SchemaVersion;

impl SchemaVersion {
    /// The number that stands in documents.
    pub const CURRENT: u32 = 1;
}

impl Default for SchemaVersion {
    fn default() -> Self {
        Self
    }
}

impl Serialize for SchemaVersion {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(Self::CURRENT)
    }
}

impl<'de> Deserialize<'de> for SchemaVersion {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u32::deserialize(deserializer)? {
            Self::CURRENT => Ok(Self),
            other => Err(serde::de::Error::custom(format!("schema version {other}, expected {}", Self::CURRENT))),
        }
    }
}

impl JsonSchema for SchemaVersion {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SchemaVersion".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "const": Self::CURRENT, "description": "Version of the document format." })
    }
}

//! Gaps in skills, and what helps against them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::{Answer, Date, Id, Text};

/// Days within which a gap counts as urgent: nobody is trained or hired from abroad in less than half a year.
pub const URGENT_DAYS: i32 = 183;

/// Skills that are needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillNeed {
    /// The role, for example `data_scientist`; unique.
    pub role: Id,
    /// Its name for people; the id in words when absent.
    #[serde(default)]
    pub label: Option<Text>,
    /// Persons needed.
    pub needed: u16,
    /// Persons there.
    #[serde(default)]
    pub have: Answer<u16>,
    /// Until when.
    #[serde(default)]
    pub until: Answer<Date>,
    /// The pain points that cannot be solved without them.
    #[serde(default)]
    pub pain_points: Vec<Id>,
}

impl SkillNeed {
    /// The name that people read.
    pub fn name(&self) -> Text {
        self.label.clone().unwrap_or_else(|| Text::same(self.role.as_str().replace('_', " ")))
    }
}

/// What helps against a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CounterMeasure {
    /// Train own people.
    Training,
    /// Work with a university or an institute.
    ResearchCooperation,
    /// Hire from abroad.
    HiringAbroad,
    /// Buy it in.
    ExternalPartner,
    /// Ask a member of the cluster.
    ClusterPartner,
}

/// A gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SkillGap {
    /// The role.
    pub role: Id,
    /// Persons missing; nothing while nobody says how many there are.
    pub missing: Option<u16>,
    /// Is it wanted within [`URGENT_DAYS`]? Nothing while dates are unknown.
    pub urgent: Option<bool>,
    /// What helps, most useful first; nothing when no one is missing.
    pub counter_measures: Vec<CounterMeasure>,
}

/// The gap of a need. Urgent gaps are bridged from outside while own people learn; others are closed from inside.
pub fn gap(need: &SkillNeed, as_of: Option<Date>) -> SkillGap {
    let missing = need.have.given().map(|have| need.needed.saturating_sub(*have));
    let urgent = match (need.until, as_of) {
        (Answer::Given(until), Some(today)) => Some(until.days_since(today) < URGENT_DAYS),
        _ => None,
    };
    let counter_measures = match (missing, urgent) {
        (Some(0), _) => Vec::new(),
        (_, Some(true)) => {
            vec![CounterMeasure::ExternalPartner, CounterMeasure::ClusterPartner, CounterMeasure::Training]
        }
        _ => vec![
            CounterMeasure::Training,
            CounterMeasure::ResearchCooperation,
            CounterMeasure::ClusterPartner,
            CounterMeasure::HiringAbroad,
            CounterMeasure::ExternalPartner,
        ],
    };
    SkillGap { role: need.role.clone(), missing, urgent, counter_measures }
}

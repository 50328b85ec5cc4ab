//! What a schedule is made from: diaries, closures, phases, approval scenarios.

use schemars::JsonSchema;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::fmt;

use crate::base::calendar::{WorkDay, WorkingDays};
use crate::base::{Date, DateRange, Id, SchemaVersion};
use crate::sprint::phase::WorkshopKind;

/// Most phases of a plan.
pub const MAX_PHASES: usize = 12;
/// Most people whose diaries are read.
pub const MAX_PEOPLE: usize = 200;
/// Longest planning horizon, in calendar days from `today`.
pub const MAX_DAYS: i32 = 1_100;
/// Most approval scenarios in one call.
pub const MAX_SCENARIOS: usize = 20;
/// Most next-best schedules.
pub const MAX_ALTERNATIVES: u8 = 50;

/// A calendar and the scenarios for which to plan.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScheduleInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// Diaries, closures and phases.
    pub calendar: Calendar,
    /// When work may begin, from the funding side; without any entry one scenario `no_approval`.
    #[serde(default)]
    pub scenarios: Vec<Scenario>,
    /// What makes one schedule better than another.
    #[serde(default)]
    pub objective: Objective,
    /// How many working days later than the earliest possible review the best schedule may end, where
    /// the objective is not `earliest`: 0 to 250, default 10.
    #[serde(default = "ten")]
    #[schemars(range(min = 0, max = 250))]
    pub slack_working_days: u32,
    /// How many next-best schedules to list, 0 to 50; default 3.
    #[serde(default = "three")]
    #[schemars(range(min = 0, max = MAX_ALTERNATIVES))]
    pub alternatives: u8,
}

impl ScheduleInput {
    /// The earliest dates for these scenarios, with three alternatives.
    pub fn new(calendar: Calendar, scenarios: Vec<Scenario>) -> Self {
        Self {
            schema_version: SchemaVersion,
            calendar,
            scenarios,
            objective: Objective::Earliest,
            slack_working_days: ten(),
            alternatives: three(),
        }
    }
}

const fn ten() -> u32 {
    10
}
const fn three() -> u8 {
    3
}

/// What makes a schedule the best. Ties fall to the earlier review, then to the earlier dates from the
/// first workshop on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Objective {
    /// The earliest review.
    #[default]
    Earliest,
    /// The fewest absences: pool members missing, summed over all workshops.
    FewestAbsences,
    /// An even rhythm: the smallest sum of squares of the working days that lie between two workshops
    /// beyond their minimum gap.
    EvenSpacing,
}

/// When work may begin, from the funding side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Unique name.
    pub id: Id,
    /// What has to be waited for.
    pub approval: Approval,
}

/// What has to be waited for before the first workshop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Approval {
    /// Nothing: work may begin on `earliest_start`.
    None,
    /// The approval arrives a number of company working days after the application; work may begin on
    /// the first company working day after the approval.
    LeadTime {
        /// Company working days from the day after the application to the approval, 1 to 750.
        #[schemars(range(min = 1, max = 750))]
        working_days: u32,
        /// The day of the application (not counted); default: `earliest_start`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        applied_on: Option<Date>,
    },
    /// The day of the approval is known; work may begin on the first company working day after it.
    Approved {
        /// The day on which the approval arrives.
        on: Date,
    },
    /// Work may begin on this day, for example because the application alone protects the start.
    MayStart {
        /// The first day.
        from: Date,
    },
}

/// Diaries, closures, phases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// The day from which the plan is made.
    pub today: Date,
    /// First day on which a workshop may take place without any approval.
    pub earliest_start: Date,
    /// Last day that is looked at; the review must lie within.
    pub horizon: Date,
    /// The company's days of the week; default Monday to Friday. Statutory holidays of North
    /// Rhine-Westphalia are left out by themselves.
    #[serde(default = "monday_to_friday")]
    pub weekly_working_days: Vec<WorkDay>,
    /// Company closures.
    #[serde(default)]
    pub company_closure: Vec<DateRange>,
    /// Days on which the facilitator is not available.
    #[serde(default)]
    pub facilitator_unavailable: Vec<DateRange>,
    /// The facilitator travels the day before and must be free on that day as well.
    #[serde(default)]
    pub facilitator_arrives_day_before: bool,
    /// Days on which the venue is taken.
    #[serde(default)]
    pub venue_unavailable: Vec<DateRange>,
    /// The diary of everybody who takes part: days of absence. Somebody who is always there has an empty list.
    pub absences: Diaries,
    /// The workshops in their order.
    pub phases: Vec<PhasePlan>,
    /// At most so many workshops in one ISO week; default 2.
    #[serde(default = "two")]
    #[schemars(range(min = 1, max = 7))]
    pub max_workshops_per_week: u8,
    /// The proof of concept.
    #[serde(default)]
    pub poc: PocPlan,
    /// The review.
    #[serde(default)]
    pub review: ReviewPlan,
    /// The promise made for the first workshop, if any: a finding when it is broken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest_w1: Option<Date>,
}

fn monday_to_friday() -> Vec<WorkDay> {
    use WorkDay::{Fri, Mon, Thu, Tue, Wed};
    vec![Mon, Tue, Wed, Thu, Fri]
}
const fn two() -> u8 {
    2
}

impl Calendar {
    /// The working days of the company.
    pub fn working_days(&self) -> WorkingDays {
        WorkingDays::new(self.weekly_working_days.iter().copied(), self.company_closure.clone())
    }
}

/// One workshop to be dated. A workshop of two days is two entries with the gap 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PhasePlan {
    /// Unique name: `W1`.
    pub id: Id,
    /// What it is.
    pub workshop: WorkshopKind,
    /// Who must be there; all of them are members of the pool.
    #[serde(default)]
    pub required: Vec<Id>,
    /// Who is invited.
    pub pool: Vec<Id>,
    /// At least so many of the pool must be there.
    #[serde(default)]
    pub min_attending: u32,
    /// Company working days strictly between the workshop before and this one, 0 to 250.
    #[serde(default)]
    #[schemars(range(min = 0, max = 250))]
    pub gap_before: u32,
}

/// The proof of concept in the calendar: it starts on the first working day after the last workshop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PocPlan {
    /// Its length in company working days, 1 to 250; default 15; above 15 a finding.
    #[schemars(range(min = 1, max = 250))]
    pub working_days: u32,
}
impl Default for PocPlan {
    fn default() -> Self {
        Self { working_days: 15 }
    }
}

/// The review in the calendar: the first working day after the proof of concept with these people present.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewPlan {
    /// Who must be there.
    #[serde(default)]
    pub required: Vec<Id>,
}

/// Days of absence by person. A person stands there once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Diaries(pub BTreeMap<Id, Vec<DateRange>>);

impl<'de> Deserialize<'de> for Diaries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Diaries;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object from person to days of absence")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Diaries, A::Error> {
                let mut diaries = BTreeMap::new();
                while let Some(person) = map.next_key::<Id>()? {
                    if diaries.contains_key(&person) {
                        return Err(A::Error::custom(format!("duplicate field `{person}`")));
                    }
                    diaries.insert(person, map.next_value()?);
                }
                Ok(Diaries(diaries))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

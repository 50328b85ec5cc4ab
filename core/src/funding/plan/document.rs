//! A plan as a document: ours or a human's.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::{Date, Id, Money};

/// Who pays what, and when everything happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// What is filed; at most [`Plan::MAX_APPLICATIONS`].
    #[serde(default)]
    pub applications: Vec<Application>,
    /// What is claimed under which application; what is not named here the company pays itself.
    /// At most [`Plan::MAX_CLAIMS`].
    #[serde(default)]
    pub claims: Vec<Claim>,
    /// When each position is ordered.
    pub orders: Vec<Order>,
    /// When each step starts.
    pub starts: Vec<StageStart>,
}

impl Plan {
    /// Most applications.
    pub const MAX_APPLICATIONS: usize = 128;
    /// Most claims.
    pub const MAX_CLAIMS: usize = 600;
}

/// An application for a grant, a voucher or a tax allowance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// Its name within the plan.
    pub id: Id,
    /// The offer.
    pub offer: Id,
    /// When it is filed. A tax allowance is claimed once for every fiscal year, after its end.
    pub filed_on: Date,
    /// When the decision is expected; for an offer without a decision, the day of filing.
    pub decided_on: Date,
    /// The last day of the fiscal year for which a tax allowance is claimed; absent: the one in which the work of what
    /// is claimed ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fiscal_year_end: Option<Date>,
    /// The grant asked for, in cents; for a loan its gross grant equivalent.
    pub amount_cents: Money,
    /// What is lent, in cents, where the offer is a loan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loan_cents: Option<Money>,
}

/// A part of a position that is claimed under an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// The position.
    pub position: Id,
    /// The application.
    pub application: Id,
    /// How much of the position's net amount, in cents: all of it, whole parts of a position that may be split, or what
    /// arises in the fiscal year of a tax allowance.
    pub net_cents: Money,
    /// The application for a grant whose own share of the position is claimed here, under a tax allowance that counts
    /// it; absent: the position itself, or a part of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_share_of: Option<Id>,
}

/// When a position is ordered; for own work: when it begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Order {
    /// The position.
    pub position: Id,
    /// Not before this day.
    pub on: Date,
    /// The position has been moved out of its step: it starts when it is ordered.
    #[serde(default)]
    pub moved: bool,
    /// The quote that is taken in place of the stated one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Id>,
}

/// When a step starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StageStart {
    /// The step.
    pub stage: Id,
    /// Its first day.
    pub on: Date,
    /// Its last day.
    pub until: Date,
}

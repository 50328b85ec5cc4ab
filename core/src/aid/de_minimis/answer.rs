//! What `aid.de_minimis` answers.

use schemars::JsonSchema;
use serde::Serialize;

use super::ledger::{Bounds, Room};
use super::regulation::{Counting, Regulation, WindowEdge};
use crate::base::{Date, Grounds, Id, MemberState, Money, Pointer, SchemaVersion, Text, Truth};

/// What is left of the ceilings, and how plans fare.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DeMinimis {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The day asked for.
    pub as_of: Date,
    /// The member state asked for.
    pub member_state: MemberState,
    /// The reading used for the third anniversary.
    pub window_edge: WindowEdge,
    /// Headroom on the day: the general regulation first, then every sector that the ledger or the plan touches.
    pub headroom: Vec<Headroom>,
    /// The recorded grants, in the order of the document, and whether they count on the day.
    pub grants: Vec<GrantStanding>,
    /// Later days on which headroom under the general regulation grows.
    pub returns: Vec<Return>,
    /// The planned grants, in the order of the document.
    pub planned: Vec<PlannedStanding>,
    /// Do all planned grants fit together?
    pub plan_fits: Truth,
    /// What the declaration to the authority must list.
    pub declaration: Declaration,
    /// The rules, questions and findings behind the answer.
    pub grounds: Grounds,
}

/// The room under one regulation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Headroom {
    /// The regulation.
    pub regulation: Regulation,
    /// How grants are counted.
    pub counting: Counting,
    /// Room whatever the missing facts are, in cents.
    pub at_least_cents: Money,
    /// Room if every missing fact turns out well, in cents.
    pub at_most_cents: Money,
    /// What already counts towards the binding ceiling.
    pub used: Bounds,
    /// The binding ceiling in cents.
    pub ceiling_cents: Money,
    /// The rule of the binding ceiling.
    pub rule: String,
    /// First day of the binding period.
    pub first: Date,
    /// Last day of the binding period.
    pub last: Date,
}

impl Headroom {
    pub(super) fn new(regulation: Regulation, counting: Counting, room: &Room) -> Self {
        Self {
            regulation,
            counting,
            at_least_cents: room.at_least,
            at_most_cents: room.at_most,
            used: room.used,
            ceiling_cents: room.limit.highest,
            rule: room.limit.rule.to_owned(),
            first: room.first,
            last: room.last,
        }
    }
}

/// Whether a recorded grant counts on the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct GrantStanding {
    /// JSON pointer to the grant.
    pub grant: Pointer,
    /// Its date.
    pub date: Date,
    /// Its gross grant equivalent.
    pub amount: Bounds,
    /// What of it counts for the undertaking on the day; nothing when it does not count.
    pub counted: Bounds,
    /// What of it the undertaking holds on the day, after mergers, splits, purchases and sales.
    pub held: Bounds,
    /// Who holds it on the day, after mergers and splits, as far as that is the undertaking.
    pub holders: Vec<Id>,
    /// The first day on which it no longer counts, if it counts now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaves_on: Option<Date>,
    /// Why it does not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Text>,
}

/// A day on which headroom grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Return {
    /// The day.
    pub date: Date,
    /// Room from then on, whatever the missing facts are, in cents.
    pub at_least_cents: Money,
    /// Room from then on, if every missing fact turns out well, in cents.
    pub at_most_cents: Money,
    /// By how much the upper figure grows over the day before, in cents.
    pub gain_cents: Money,
}

/// How a planned grant fares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlannedStanding {
    /// The planned grant.
    pub id: Id,
    /// Its gross grant equivalent.
    pub amount: Bounds,
    /// May it be granted as a whole? Both of the following.
    pub verdict: Truth,
    /// Does the amount stay within every ceiling in every period that contains it?
    pub amount_fits: Truth,
    /// Does the regulation cover the purpose and the form?
    pub covered: Truth,
    /// The room before this grant, after the planned grants that come earlier; absent when no ceiling is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room: Option<Headroom>,
    /// The authority must enter it in the register by this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub register_entry_by: Option<Date>,
    /// Why not, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Text>,
}

/// The declaration to the granting authority (De-minimis-Erklärung).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Declaration {
    /// Does the authority have to ask for it on the day?
    pub required: bool,
    /// JSON pointers to the grants it must list: all of any regulation in the three years before the day; before 2024 in the
    /// fiscal year and the two before it.
    pub grants: Vec<Pointer>,
    /// Their sum.
    pub sum: Bounds,
    /// What to do.
    pub text: Text,
    /// Who registers, and since when.
    pub register: Text,
}

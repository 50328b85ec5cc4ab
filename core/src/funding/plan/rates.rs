//! What an offer pays for, how much of it counts, and limits that several costs share.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::situation::Position;
use crate::base::{Id, Money, Text};
use crate::company::SizeClass;
use crate::funding::costs::{CostKind, Phase};

/// What is paid for, and how much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferRate {
    /// For these kinds of cost.
    pub kinds: Vec<CostKind>,
    /// In these phases; empty: in all.
    #[serde(default)]
    pub phases: Vec<Phase>,
    /// For these positions only; empty: for all. At most [`OfferRate::MAX_POSITIONS`].
    #[serde(default)]
    pub positions: Vec<Id>,
    /// For this quote of the positions only; absent: for every quote, or, with an amount that counts
    /// (`counted_cents`), for the stated one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Id>,
    /// For companies of these sizes; empty: for all.
    #[serde(default)]
    pub sizes: Vec<SizeClass>,
    /// How much of the cost counts, in parts per million (contract research: 700,000), above zero.
    #[serde(default = "OfferRate::all")]
    pub counted_ppm: u32,
    /// So much of a whole position takes the place of its net amount, in cents (prices per hour or day); of a part its
    /// share.
    #[serde(default)]
    pub counted_cents: Option<Money>,
    /// Flat rate on top of the counted cost, in parts per million of it (overhead: 200,000); at most 3,000,000.
    #[serde(default)]
    pub overhead_ppm: u32,
    /// The limit of the offer that it shares with other rates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Id>,
    /// Rate on the counted cost with overhead, in parts per million, 1 to 1,000,000.
    pub rate_ppm: u32,
    /// What it brings is de minimis aid although the tax allowance is not: own work of a sole proprietor
    /// (FZulG § 9(5)). Of tax allowances only; the day on which the fiscal year's application is filed is the day of the
    /// grant.
    #[serde(default)]
    pub de_minimis: bool,
    /// Questions on which this rate hangs; none: it is sure. At most [`OfferRate::MAX_QUESTIONS`].
    #[serde(default)]
    pub questions: Vec<Text>,
}

impl OfferRate {
    /// All of it, in parts per million.
    pub const WHOLE: u32 = 1_000_000;
    /// Largest flat rate.
    pub const MAX_OVERHEAD: u32 = 3_000_000;
    /// Most positions named.
    pub const MAX_POSITIONS: usize = 40;
    /// Most questions.
    pub const MAX_QUESTIONS: usize = 20;

    /// What counts of a cost, with overhead, in parts per million of parts per million.
    pub(crate) fn share(&self) -> i128 {
        i128::from(self.counted_ppm) * (1_000_000 + i128::from(self.overhead_ppm))
    }
    /// The cost that counts of a part of a position, with overhead, in cents: numerator and denominator.
    pub(crate) fn counted(&self, part: i64, position: &Position) -> (i128, i128) {
        let whole = position.net_cents.given().map_or(1, |net| net.cents().max(1));
        match self.counted_cents {
            Some(most) => (i128::from(most.cents()) * i128::from(part) * self.share(), TRILLION * i128::from(whole)),
            None => (i128::from(part) * self.share(), TRILLION),
        }
    }
    /// What it brings for a whole position, in cents × 10¹⁸: of several rates the highest holds.
    pub(crate) fn strength(&self, position: &Position) -> i128 {
        let whole = self.counted_cents.or(position.net_cents.given().copied()).map_or(0, |money| money.cents());
        i128::from(whole) * self.share() * i128::from(self.rate_ppm)
    }
    /// May it pay for this position, whatever the size of the company?
    pub fn covers(&self, position: &Position, phase: Phase) -> bool {
        self.kinds.contains(&position.kind)
            && (self.phases.is_empty() || self.phases.contains(&phase))
            && (self.positions.is_empty() || self.positions.contains(&position.id))
            && match &self.quote {
                Some(quote) => position.taken.as_ref() == Some(quote),
                None => self.counted_cents.is_none() || position.taken.is_none(),
            }
    }

    const fn all() -> u32 {
        Self::WHOLE
    }
}

/// Parts per million of parts per million.
const TRILLION: i128 = 1_000_000_000_000;

/// A limit on the cost that counts under several rates together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SharedLimit {
    /// Its name; rates name it. They all count the same share with the same flat rate on top.
    pub id: Id,
    /// Most cost, in cents, before share and flat rate.
    #[serde(default)]
    pub cost_max_cents: Option<Money>,
    /// Most cost as a share of other cost claimed in the same application.
    #[serde(default)]
    pub share: Option<ShareOfOthers>,
}

/// A share of other cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareOfOthers {
    /// In parts per million, above zero.
    pub ppm: u32,
    /// Of the net cost of these kinds; none of them counts under the limit itself.
    pub kinds: Vec<CostKind>,
    /// In these phases; empty: in all.
    #[serde(default)]
    pub phases: Vec<Phase>,
}

impl ShareOfOthers {
    /// Most of a million: a hundred times the other cost.
    pub const MAX: u32 = 100_000_000;

    /// Is it a share of the cost of such a position?
    pub fn is_of(&self, kind: CostKind, phase: Phase) -> bool {
        self.kinds.contains(&kind) && (self.phases.is_empty() || self.phases.contains(&phase))
    }
}

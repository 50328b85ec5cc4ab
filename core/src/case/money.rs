//! The money side of a case: cost positions, own funds, earlier aid.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::sentences as s;
use crate::aid::de_minimis::DeMinimisInput;
use crate::base::{Answer, Code, Id, Money, Pointer, Problem, Problems, Text};
use crate::funding::plan::PlanInput;

/// Most cost positions of a case.
pub const MAX_COST_POSITIONS: usize = 200;

/// What the sprint costs and what stands against it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundingSituation {
    /// What has to be paid for.
    #[serde(default)]
    pub cost_positions: Vec<CostPosition>,
    /// Own funds for the sprint, by calendar year, in cents.
    #[serde(default)]
    pub own_funds: Vec<OwnFunds>,
    /// Earlier de minimis aid and the day of the next award.
    #[serde(default)]
    pub de_minimis: Option<DeMinimisInput>,
}

/// Something that has to be paid for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostPosition {
    /// Unique among the positions.
    pub id: Id,
    /// In which phase.
    pub phase: CostPhase,
    /// What kind of cost.
    pub kind: CostKind,
    /// In words.
    #[serde(default)]
    pub text: Option<String>,
    /// How many units.
    #[serde(default)]
    pub quantity: Option<u32>,
    /// The unit.
    #[serde(default)]
    pub unit: Option<Id>,
    /// Price of a unit, in cents net.
    #[serde(default)]
    pub unit_price_cents: Option<Money>,
    /// The whole position, in cents net.
    pub net_cents: Money,
    /// Who provides it; none for own staff.
    #[serde(default)]
    pub provider: Option<String>,
    /// Is the provider independent of the company?
    #[serde(default)]
    pub provider_independent: Answer<bool>,
}

/// The phases that cost money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CostPhase {
    /// The workshops.
    Workshop,
    /// The proof of concept.
    Poc,
    /// The first product.
    Mvp,
    /// Roll-out.
    Rollout,
    /// Training of staff.
    Qualification,
}

/// Kinds of cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CostKind {
    /// Advice from outside.
    ExternalConsulting,
    /// Development from outside.
    ExternalDevelopment,
    /// Own staff.
    OwnPersonnel,
    /// Software and cloud.
    SoftwareCloud,
    /// Devices.
    Hardware,
    /// Training.
    Training,
    /// Anything else.
    Other,
}

impl CostKind {
    /// Is money paid to others?
    pub const fn is_external(self) -> bool {
        !matches!(self, Self::OwnPersonnel)
    }
}

/// Own funds of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnFunds {
    /// Calendar year.
    pub year: i16,
    /// In cents.
    pub cents: Money,
}

/// What the sprint costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CostView {
    /// Everything, in cents net.
    pub planned_net_cents: Money,
    /// By phase.
    pub by_phase: BTreeMap<CostPhase, Money>,
    /// Money paid to others.
    pub external_only_cents: Money,
    /// External cost beyond the own funds of all years stated; nothing when no own funds are stated.
    pub self_paid_gap_cents: Option<Money>,
}

impl FundingSituation {
    pub(super) fn check(&self, at: &Pointer, problems: &mut Problems) {
        let list = at.field("cost_positions");
        problems.at_most(list.clone(), self.cost_positions.len(), MAX_COST_POSITIONS);
        problems.unique_ids(&list, self.cost_positions.iter().map(|position| &position.id));
        for (index, position) in self.cost_positions.iter().enumerate() {
            if position.net_cents.is_negative() {
                problems.push(
                    Problem::new(Code::OutOfRange, list.index(index).field("net_cents"))
                        .found(position.net_cents.cents())
                        .expected(Text::of("mindestens 0 Cent", "at least 0 cents")),
                );
            }
            if let (Some(quantity), Some(price)) = (position.quantity, position.unit_price_cents) {
                // A unit price is often rounded: half a cent per unit may be missing.
                let off = (price.repeat(i64::from(quantity)) - position.net_cents).cents().unsigned_abs();
                if off > u64::from(quantity) {
                    problems.push(
                        Problem::new(Code::Contradiction, list.index(index).field("net_cents"))
                            .found(position.net_cents.cents())
                            .expected(
                                s::QUANTITY_TIMES_PRICE.with(&[("sum", price.repeat(i64::from(quantity)).into())]),
                            ),
                    );
                }
            }
        }
    }

    /// A position that stands here and in the plan costs the same in both.
    pub(super) fn agrees(&self, plan: &PlanInput, problems: &mut Problems) {
        let positions = Pointer::root().field("funding_plan").field("situation").field("positions");
        for (index, position) in plan.situation.positions.iter().enumerate() {
            let here = self.cost_positions.iter().find(|cost| cost.id == position.id);
            if let (Some(cost), Some(net)) = (here, position.net_cents.given())
                && cost.net_cents != *net
            {
                problems.push(
                    Problem::new(Code::Contradiction, positions.index(index).field("net_cents"))
                        .found(net.cents())
                        .expected(s::AS_COST_POSITION.with(&[("net", cost.net_cents.into())])),
                );
            }
        }
    }

    pub(super) fn view(&self) -> CostView {
        let mut by_phase: BTreeMap<CostPhase, Money> = BTreeMap::new();
        for position in &self.cost_positions {
            *by_phase.entry(position.phase).or_default() += position.net_cents;
        }
        let external: Money = self
            .cost_positions
            .iter()
            .filter(|position| position.kind.is_external())
            .map(|position| position.net_cents)
            .sum();
        let own: Money = self.own_funds.iter().map(|funds| funds.cents).sum();
        CostView {
            planned_net_cents: self.cost_positions.iter().map(|position| position.net_cents).sum(),
            by_phase,
            external_only_cents: external,
            self_paid_gap_cents: (!self.own_funds.is_empty()).then(|| (external - own).max(Money::ZERO)),
        }
    }
}

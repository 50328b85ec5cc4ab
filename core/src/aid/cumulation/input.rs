//! The document that `aid.cumulate` reads, and everything that can be wrong with it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::super::intensity::input::check_measure;
use super::super::intensity::{AssistedArea, Measure, Research};
use super::sentences as say;
use crate::base::{Answer, Code, Date, Error, Id, Money, Pointer, Problem, Problems, SchemaVersion};
use crate::company::SizeClass;

/// Most cost items of a project.
pub const MAX_ITEMS: usize = 500;
/// Most aids of a project.
pub const MAX_AIDS: usize = 100;

/// A project with its cost items and all aid for it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CumulateInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The day of the (latest) grant.
    pub grant_date: Date,
    /// Did the schemes exist before the block exemption regulation ended? Asked after 2026-12-31 only.
    #[serde(default)]
    pub existing_scheme: Answer<bool>,
    /// Size of the enterprise.
    #[serde(default)]
    pub size: Answer<SizeClass>,
    /// Where the project is carried out, on the regional aid map.
    #[serde(default)]
    pub area: Answer<AssistedArea>,
    /// De minimis headroom on the day, before the aids below, in cents (see `aid.de_minimis`).
    #[serde(default)]
    pub de_minimis_headroom_cents: Answer<Money>,
    /// The identifiable costs.
    pub items: Vec<CumulatedItem>,
    /// The aids.
    pub aids: Vec<Aid>,
}

/// An identifiable cost.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CumulatedItem {
    /// Its name.
    pub id: Id,
    /// The cost in cents, without deductible VAT.
    pub cost_cents: Money,
}

/// An aid and what it pays for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Aid {
    /// Its name.
    pub id: Id,
    /// On what legal ground it stands.
    pub ground: Ground,
    /// What it pays of which item; for aid without identifiable costs leave it empty.
    #[serde(default)]
    pub shares: Vec<AidShare>,
    /// For aid without identifiable costs (Art 22): the nominal amount of a loan, the guaranteed amount, or the gross grant
    /// equivalent, in cents.
    #[serde(default)]
    pub amount_cents: Answer<Money>,
}

/// What an aid pays of an item.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AidShare {
    /// The item.
    pub item: Id,
    /// The gross grant equivalent in cents.
    #[serde(default)]
    pub amount_cents: Answer<Money>,
    /// For the research allowance: the part of the cost that enters its base, in cents, before the 60 or 70 % for
    /// contracts and before overhead.
    #[serde(default)]
    pub base_cents: Answer<Money>,
}

/// The legal ground of an aid.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Ground {
    /// Exempt under the block exemption regulation.
    BlockExempted {
        /// The measure.
        measure: Measure,
    },
    /// Research allowance: a tax measure under Art 25.
    ResearchAllowance {
        /// The project as the regulation sees it.
        research: Research,
    },
    /// De minimis aid for these costs.
    DeMinimis,
    /// Approved by a decision of the Commission with an intensity of its own.
    Approved {
        /// The highest intensity of the decision in permille.
        permille: u16,
    },
    /// Centrally managed money of the Union: no state aid.
    CentralUnionFunds {
        /// The most favourable funding rate of Union law in permille.
        #[serde(default)]
        rate_permille: Answer<u16>,
    },
}

impl Ground {
    pub(super) const fn is_state_aid(&self) -> bool {
        !matches!(self, Self::CentralUnionFunds { .. } | Self::DeMinimis)
    }
    /// The measure of the regulation, if it stands on one.
    pub(super) fn measure(&self) -> Option<Measure> {
        match self {
            Self::BlockExempted { measure } => Some(measure.clone()),
            Self::ResearchAllowance { research } => Some(Measure::Research(research.clone())),
            Self::DeMinimis | Self::Approved { .. } | Self::CentralUnionFunds { .. } => None,
        }
    }
}

pub(super) fn check(input: &CumulateInput) -> Result<(), Error> {
    let mut problems = Problems::new();
    let root = Pointer::root();
    problems.at_most(root.field("items"), input.items.len(), MAX_ITEMS);
    problems.at_most(root.field("aids"), input.aids.len(), MAX_AIDS);
    problems.unique_ids(&root.field("items"), input.items.iter().map(|item| &item.id));
    problems.unique_ids(&root.field("aids"), input.aids.iter().map(|aid| &aid.id));
    let mut amount = |amount: Option<&Money>, at: Pointer| {
        if let Some(amount) = amount.filter(|amount| amount.is_negative()) {
            problems.push(Problem::new(Code::OutOfRange, at).found(amount.cents()).expected(say::NOT_NEGATIVE.text()));
        }
    };
    amount(input.de_minimis_headroom_cents.given(), root.field("de_minimis_headroom_cents"));
    for (index, item) in input.items.iter().enumerate() {
        amount(Some(&item.cost_cents), root.field("items").index(index).field("cost_cents"));
    }
    for (index, aid) in input.aids.iter().enumerate() {
        amount(aid.amount_cents.given(), root.field("aids").index(index).field("amount_cents"));
        for (place, share) in aid.shares.iter().enumerate() {
            let at = root.field("aids").index(index).field("shares").index(place);
            amount(share.amount_cents.given(), at.field("amount_cents"));
            amount(share.base_cents.given(), at.field("base_cents"));
        }
    }
    for (index, aid) in input.aids.iter().enumerate() {
        let at = root.field("aids").index(index);
        for (place, share) in aid.shares.iter().enumerate() {
            let at = at.field("shares").index(place).field("item");
            problems.reference(at.clone(), share.item.as_str(), input.items.iter().map(|item| item.id.as_str()));
            if aid.shares.iter().take(place).any(|earlier| earlier.item == share.item) {
                problems.push(Problem::new(Code::DuplicateId, at).found(&share.item));
            }
        }
        let start_up = matches!(&aid.ground, Ground::BlockExempted { measure: Measure::StartUp(_) });
        if aid.amount_cents.given().is_some() && !start_up {
            let problem = Problem::new(Code::Contradiction, at.field("amount_cents"));
            problems.push(problem.hint(say::AMOUNT_OF_SHARES.text()));
        }
        let ground = at.field("ground");
        let rate = match &aid.ground {
            Ground::Approved { permille } => Some(("permille", *permille)),
            Ground::CentralUnionFunds { rate_permille: Answer::Given(rate) } => Some(("rate_permille", *rate)),
            _ => None,
        };
        if let Some((field, rate)) = rate.filter(|(_, rate)| *rate > 1000) {
            let at = ground.field(field);
            problems.push(Problem::new(Code::OutOfRange, at).found(rate).expected(say::PERMILLE.text()));
        }
        if let Some(measure) = aid.ground.measure() {
            let field = if matches!(aid.ground, Ground::BlockExempted { .. }) { "measure" } else { "research" };
            check_measure(&measure, &ground.field(field), &mut problems);
        }
    }
    problems.finish()
}

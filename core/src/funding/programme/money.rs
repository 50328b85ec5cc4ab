//! What a programme pays for, at which rate, up to which cap.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::{Money, Source, Text};
use crate::funding::costs::{CostKind, Phase, Unit, words};
use crate::funding::rule::{Rule, Slot};

use super::Per;

words! {
    /// What kind of money a component is.
    ComponentKind {
        Grant = "grant", "Zuschuss", "grant";
        TaxAllowance = "tax_allowance", "Steuerzulage", "tax allowance";
        Loan = "loan", "Darlehen", "loan";
        Equity = "equity", "Beteiligung", "equity stake";
        Service = "service", "kostenfreie Leistung", "service free of charge";
        WageReplacement = "wage_replacement", "Entgeltersatz an die Beschäftigten", "wage replacement paid to the employees";
        Depreciation = "depreciation", "Abschreibung eines vollen ersten Jahres", "depreciation of a full first year";
    }
}

impl ComponentKind {
    /// Money that need not be paid back.
    pub const fn is_grant(self) -> bool {
        matches!(self, Self::Grant | Self::TaxAllowance)
    }
}

words! {
    /// What a cap cuts.
    CapOn {
        Base = "base", "auf die Bemessungsgrundlage", "on the cost base";
        Grant = "grant", "auf die Förderung", "on the grant";
    }
}

/// A cost that a component pays for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pays {
    /// The kinds of cost.
    pub kinds: Vec<CostKind>,
    /// The phases; empty for all.
    pub phases: Vec<Phase>,
    /// How much of the cost counts, in parts per million.
    pub share_ppm: i64,
    /// Per unit: which unit, most units, and a price per unit.
    pub per_unit: Option<PerUnit>,
    /// At most this share (parts per million) of the cost of these kinds.
    pub relative: Option<(i64, Vec<CostKind>)>,
    /// At most this amount.
    pub limit: Option<Money>,
    /// Only when this holds.
    pub when: Option<Rule>,
}

impl Pays {
    /// Does the entry cover costs of this kind in this phase?
    pub fn covers(&self, kind: CostKind, phase: Phase) -> bool {
        self.kinds.contains(&kind) && (self.phases.is_empty() || self.phases.contains(&phase))
    }
}

/// A limit or price per unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PerUnit {
    /// What is counted.
    pub unit: Unit,
    /// Most that counts per unit.
    pub max: Option<Money>,
    /// A fixed price per unit in place of the cost.
    pub flat: Option<Money>,
    /// Most units.
    pub units_max: Option<i64>,
}

/// An amount that somebody states, in place of costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stated {
    /// The fact (money).
    pub fact: Slot,
    /// Multiplied by this count.
    pub times: Option<Slot>,
    /// The amount is for so many of the count, at least 1.
    pub per: i64,
}

/// The most that counts of the wage of one person in a year.
///
/// Costs do not say whose wage they are. With the highest wage known, at least the share `max / highest` of them
/// counts, because nobody earns more; without it nothing is sure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WageLimit {
    /// The kinds of cost that are wages.
    pub kinds: Vec<CostKind>,
    /// The fact (money): the highest yearly wage among those who work on the project.
    pub highest: Slot,
    /// The most per person and year, above zero.
    pub max: Money,
    /// Who says so, and how sure that is.
    pub source: Source,
}

/// A percentage on top of the base (overhead).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overhead {
    /// Parts per million.
    pub ppm: i64,
    /// Of the cost of these kinds; empty for all.
    pub of_kinds: Vec<CostKind>,
    /// Only when this holds.
    pub when: Option<Rule>,
    /// What it is.
    pub text: Option<Text>,
}

/// A rate; the highest that applies counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// Parts per million.
    pub ppm: i64,
    /// Lower end where the source gives a range, else the same.
    pub low_ppm: i64,
    /// For whom or what.
    pub when: Option<Rule>,
    /// What it is.
    pub text: Option<Text>,
}

/// Points on top of the rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bonus {
    /// Parts per million.
    pub ppm: i64,
    /// When it is given.
    pub when: Option<Rule>,
    /// What it is.
    pub text: Text,
}

/// A fixed amount; the highest that applies counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The amount.
    pub amount: Money,
    /// Lower end where the source gives a range, else the same.
    pub low: Money,
    /// For whom or what.
    pub when: Option<Rule>,
    /// Multiplied by this count.
    pub times: Option<Slot>,
    /// What it is.
    pub text: Option<Text>,
}

/// A cap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cap {
    /// On the cost base or on the grant.
    pub on: CapOn,
    /// The most.
    pub max: Money,
    /// Only when this holds.
    pub when: Option<Rule>,
    /// For which stretch.
    pub per: Per,
    /// Multiplied by this count.
    pub times: Option<Slot>,
}

/// One stream of money of a programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Unique within the programme.
    pub id: String,
    /// What the stream is called, where the programme has several.
    pub name: Option<Text>,
    /// What kind of money.
    pub kind: ComponentKind,
    /// The costs it pays for.
    pub pays: Vec<Pays>,
    /// In place of costs: a stated amount.
    pub stated: Option<Stated>,
    /// The most that counts of a person's wage.
    pub wage_limit: Option<WageLimit>,
    /// What comes on top of the base.
    pub overheads: Vec<Overhead>,
    /// The rates.
    pub rates: Vec<Rate>,
    /// The bonuses.
    pub bonuses: Vec<Bonus>,
    /// Highest rate with all bonuses, in parts per million.
    pub rate_max_ppm: i64,
    /// Fixed amounts in place of rates.
    pub fixed: Vec<Fixed>,
    /// The caps.
    pub caps: Vec<Cap>,
    /// Least eligible cost; below it nothing is paid.
    pub cost_min: Option<Money>,
    /// Least grant (Bagatellgrenze); below it nothing is paid.
    pub grant_min: Option<Money>,
    /// Most total cost; above it the programme does not apply.
    pub cost_max: Option<Money>,
    /// Must a cost of this component be there for the programme to apply?
    pub required: bool,
}

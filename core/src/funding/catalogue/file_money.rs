//! What a programme pays, as its TOML file holds it: streams of money, rates, caps, limits.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use crate::base::{Confidence, Money, Ratio};
use crate::funding::costs::{CostKind, Phase, Unit};
use crate::funding::node::{Node, euros};
use crate::funding::programme::{CapOn, ComponentKind, Per};
use crate::funding::vocabulary::FileText;

/// `"15000 EUR"`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Euros(pub(super) Money);

impl<'de> Deserialize<'de> for Euros {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        euros(&text).map(Self).ok_or_else(|| {
            serde::de::Error::custom(format!("expected an amount such as \"15000 EUR\", found \"{text}\""))
        })
    }
}
impl JsonSchema for Euros {
    fn schema_name() -> Cow<'static, str> {
        "Euros".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "euros",
            "description": "An amount with its currency in quotes: \"15000 EUR\" or \"15_000.50 EUR\"."
        })
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ComponentFile {
    /// Unique within the programme.
    pub(super) id: String,
    /// What the stream is called, where the programme has several.
    #[serde(default)]
    pub(super) name: Option<FileText>,
    /// grant, tax_allowance, loan, equity, service or depreciation.
    pub(super) kind: ComponentKind,
    /// The costs it pays for.
    #[serde(default)]
    pub(super) pays: Vec<PaysFile>,
    /// In place of costs: an amount that a fact states.
    #[serde(default)]
    pub(super) base: Option<StatedFile>,
    /// The most that counts of a person's wage in a year.
    #[serde(default)]
    pub(super) wage_limit: Option<WageLimitFile>,
    /// On top of the base.
    #[serde(default)]
    pub(super) overhead: Vec<OverheadFile>,
    /// The rates.
    #[serde(default)]
    pub(super) rate: Vec<RateFile>,
    /// The bonuses.
    #[serde(default)]
    pub(super) bonus: Vec<BonusFile>,
    /// Highest rate with bonuses, in per cent.
    #[serde(default)]
    pub(super) rate_max_percent: Option<Ratio>,
    /// Fixed amounts in place of rates.
    #[serde(default)]
    pub(super) fixed: Vec<FixedFile>,
    /// The caps.
    #[serde(default)]
    pub(super) cap: Vec<CapFile>,
    /// Least eligible cost.
    #[serde(default)]
    pub(super) cost_min: Option<Euros>,
    /// Least grant.
    #[serde(default)]
    pub(super) grant_min: Option<Euros>,
    /// Most eligible cost.
    #[serde(default)]
    pub(super) cost_max: Option<Euros>,
    /// Set to false for an extra that the programme does not depend on.
    #[serde(default = "yes")]
    pub(super) required: bool,
}

fn yes() -> bool {
    true
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PaysFile {
    /// Kinds of cost.
    pub(super) kinds: Vec<CostKind>,
    /// Phases; all when absent.
    #[serde(default)]
    pub(super) phases: Vec<Phase>,
    /// How much of the cost counts, in per cent; 100 when absent.
    #[serde(default)]
    pub(super) share_percent: Option<Ratio>,
    /// Limits per unit.
    #[serde(default)]
    pub(super) per_unit: Option<PerUnitFile>,
    /// At most a share of other costs, or an amount.
    #[serde(default)]
    pub(super) at_most: Option<AtMostFile>,
    /// Only when this holds.
    #[serde(default)]
    pub(super) when: Option<Node>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PerUnitFile {
    /// What is counted.
    pub(super) unit: Unit,
    /// Most that counts per unit.
    #[serde(default)]
    pub(super) max: Option<Euros>,
    /// A fixed price per unit in place of the cost.
    #[serde(default)]
    pub(super) flat: Option<Euros>,
    /// Most units.
    #[serde(default)]
    pub(super) units_max: Option<u32>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AtMostFile {
    /// Per cent.
    #[serde(default)]
    pub(super) percent: Option<Ratio>,
    /// Of the cost of these kinds.
    #[serde(default)]
    pub(super) of: Vec<CostKind>,
    /// In place of both: an amount.
    #[serde(default)]
    pub(super) amount: Option<Euros>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OverheadFile {
    /// Per cent of the base.
    pub(super) percent: Ratio,
    /// Of these kinds only.
    #[serde(default)]
    pub(super) of: Vec<CostKind>,
    /// Only when this holds.
    #[serde(default)]
    pub(super) when: Option<Node>,
    /// What it is.
    #[serde(default)]
    pub(super) text: Option<FileText>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RateFile {
    /// Per cent, at most 100.
    pub(super) percent: Ratio,
    /// Lower end where the source gives a range.
    #[serde(default)]
    pub(super) percent_low: Option<Ratio>,
    /// For whom or what.
    #[serde(default)]
    pub(super) when: Option<Node>,
    /// What it is.
    #[serde(default)]
    pub(super) text: Option<FileText>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BonusFile {
    /// Points on top of the rate.
    pub(super) points: Ratio,
    /// When it is given.
    #[serde(default)]
    pub(super) when: Option<Node>,
    /// What it is.
    pub(super) text: FileText,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FixedFile {
    /// The amount.
    pub(super) amount: Euros,
    /// Lower end where the source gives a range.
    #[serde(default)]
    pub(super) amount_low: Option<Euros>,
    /// For whom or what.
    #[serde(default)]
    pub(super) when: Option<Node>,
    /// Multiplied by this fact (a count).
    #[serde(default)]
    pub(super) times: Option<String>,
    /// What it is.
    #[serde(default)]
    pub(super) text: Option<FileText>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CapFile {
    /// base or grant.
    pub(super) on: CapOn,
    /// The most.
    pub(super) max: Euros,
    /// Only when this holds.
    #[serde(default)]
    pub(super) when: Option<Node>,
    /// For which stretch.
    pub(super) per: Per,
    /// Multiplied by this fact (a count).
    #[serde(default)]
    pub(super) times: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StatedFile {
    /// The fact (money) that is the base.
    pub(super) fact: String,
    /// Multiplied by this fact (a count).
    #[serde(default)]
    pub(super) times: Option<String>,
    /// The amount is for so many of `times`; 1 when absent.
    #[serde(default)]
    pub(super) per: Option<u32>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WageLimitFile {
    /// The kinds of cost that are wages.
    pub(super) kinds: Vec<CostKind>,
    /// The fact (money): the highest yearly wage of anybody who works on the project.
    pub(super) highest: String,
    /// The most that counts per person and year.
    pub(super) max: Euros,
    /// Key of the source.
    pub(super) source: String,
    /// Lower than the confidence of the source where the reading is uncertain.
    #[serde(default)]
    pub(super) confidence: Option<Confidence>,
}

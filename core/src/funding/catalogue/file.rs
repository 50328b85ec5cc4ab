//! A programme as its TOML file holds it. `core/catalogue/README.md` explains every key.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use crate::base::{Confidence, Date, Id, Money, Period, Ratio, SchemaVersion};
use crate::funding::costs::{CostKind, Phase, Unit};
use crate::funding::facts::FactsInput;
use crate::funding::node::{Node, euros};
use crate::funding::programme::{
    Act, AidBasis, CapOn, ComponentKind, Fit, Instrument, Level, Per, ProgrammeState, SameCosts, StartRule,
};
use crate::funding::timeline::{Instant, WindowStatus};
use crate::funding::verdict::Verdict;
use crate::funding::vocabulary::{FactFile, FileText};

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
            "description": "An amount with its currency in quotes: \"15000 EUR\" or \"15_000.50 EUR\"."
        })
    }
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ProgrammeFile {
    #[serde(default)]
    #[allow(dead_code)] // read for its check
    pub(super) schema_version: SchemaVersion,
    /// The stable id; also the file name.
    pub(super) id: Id,
    /// encoded, listed_only or closed.
    pub(super) state: ProgrammeState,
    /// The official name.
    pub(super) name: FileText,
    /// The short name.
    pub(super) short: String,
    /// What it is.
    #[serde(default)]
    pub(super) summary: Option<FileText>,
    /// eu, federal, nrw, other_land or municipal.
    pub(super) level: Level,
    /// The funder.
    pub(super) funder: String,
    /// The body that decides.
    #[serde(default)]
    pub(super) body: String,
    /// Guideline or statute with date.
    #[serde(default)]
    pub(super) legal_basis: Option<String>,
    /// The official page.
    #[serde(default)]
    pub(super) link: Option<String>,
    /// The state-aid basis.
    pub(super) aid_basis: AidBasis,
    /// What the applicant receives.
    pub(super) instrument: Instrument,
    /// The family.
    #[serde(default)]
    pub(super) family: Option<Id>,
    /// The day of which the file states the facts.
    pub(super) checked_on: Date,
    /// Windows for applications.
    #[serde(default)]
    pub(super) applications: Vec<WindowFile>,
    /// Windows for approvals.
    #[serde(default)]
    pub(super) approvals: Vec<WindowFile>,
    /// Access by lot.
    #[serde(default)]
    pub(super) lottery: Option<LotteryFile>,
    /// The conditions.
    #[serde(default)]
    pub(super) condition: Vec<ConditionFile>,
    /// Phase → yes or conditional.
    #[serde(default)]
    pub(super) phases: BTreeMap<Phase, Fit>,
    /// The streams of money.
    #[serde(default)]
    pub(super) component: Vec<ComponentFile>,
    /// The start rule.
    #[serde(default)]
    pub(super) start: Option<StartFile>,
    /// From application to decision.
    #[serde(default)]
    pub(super) lead_time: Option<LeadTimeFile>,
    /// How often.
    #[serde(default)]
    pub(super) frequency: Vec<FrequencyFile>,
    /// What may be combined.
    #[serde(default)]
    pub(super) cumulation: Option<CumulationFile>,
    /// What to hand in.
    #[serde(default)]
    pub(super) documents: Vec<FileText>,
    /// The steps.
    #[serde(default)]
    pub(super) procedure: Vec<StepFile>,
    /// Traps and hints.
    #[serde(default)]
    pub(super) notes: Vec<FileText>,
    /// The sources; at least one.
    #[serde(default)]
    pub(super) source: Vec<SourceFile>,
    /// Where sources disagree.
    #[serde(default)]
    pub(super) conflict: Vec<ConflictFile>,
    /// What nobody could verify.
    #[serde(default)]
    pub(super) unverified: Vec<FileText>,
    /// Examples that the tests run.
    #[serde(default)]
    pub(super) example: Vec<ExampleFile>,
    /// Further facts that this programme needs.
    #[serde(default)]
    pub(super) fact: Vec<FactFile>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WindowFile {
    /// open, unconfirmed, call, announced or stopped.
    pub(super) status: WindowStatus,
    /// First day or minute.
    #[serde(default)]
    pub(super) from: Option<Instant>,
    /// Last day, or the minute at which it ends.
    #[serde(default)]
    pub(super) until: Option<Instant>,
    /// When decisions are expected.
    #[serde(default)]
    pub(super) decision: Option<Period>,
    /// Who is exempt from a stop.
    #[serde(default)]
    pub(super) exempt: Option<Node>,
    /// What there is to say.
    #[serde(default)]
    pub(super) text: Option<FileText>,
    /// Key of the source.
    #[serde(default)]
    pub(super) source: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LotteryFile {
    /// Chance per draw in per cent, when published.
    #[serde(default)]
    pub(super) percent: Option<Ratio>,
    /// Known days of draws.
    #[serde(default)]
    pub(super) draws: Vec<Date>,
    /// How it works.
    pub(super) text: FileText,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConditionFile {
    /// Unique within the programme.
    pub(super) id: String,
    /// The rule.
    pub(super) require: Node,
    /// The requirement as a sentence; made from the vocabulary when absent and the rule is one comparison.
    #[serde(default)]
    pub(super) text: Option<FileText>,
    /// Number or section in the source.
    #[serde(default)]
    pub(super) cite: Option<String>,
    /// Key of the source.
    pub(super) source: String,
    /// Lower than the confidence of the source where the reading is uncertain.
    #[serde(default)]
    pub(super) confidence: Option<Confidence>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ComponentFile {
    /// Unique within the programme.
    pub(super) id: String,
    /// grant, tax_allowance, loan, equity, service or depreciation.
    pub(super) kind: ComponentKind,
    /// The costs it pays for.
    #[serde(default)]
    pub(super) pays: Vec<PaysFile>,
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
pub(super) struct StartFile {
    /// The rule.
    pub(super) rule: StartRule,
    /// What counts as the start.
    #[serde(default)]
    pub(super) text: Option<FileText>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LeadTimeFile {
    /// When all goes well, in calendar days.
    pub(super) best_days: u32,
    /// As a rule.
    pub(super) usual_days: u32,
    /// When it is late.
    pub(super) late_days: u32,
    /// Key of the source; absent: an assumption.
    #[serde(default)]
    pub(super) source: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FrequencyFile {
    /// So many times.
    pub(super) count: u32,
    /// In this stretch.
    pub(super) per: Per,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CumulationFile {
    /// Other money for the same costs.
    pub(super) same_costs: SameCosts,
    /// Programmes or families that exclude this one.
    #[serde(default)]
    pub(super) excludes: Vec<Id>,
    /// What there is to say.
    #[serde(default)]
    pub(super) text: Option<FileText>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StepFile {
    /// What kind of step.
    pub(super) act: Act,
    /// What is done.
    pub(super) text: FileText,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceFile {
    /// The key by which rules name it.
    pub(super) key: String,
    /// What it is called.
    pub(super) name: String,
    /// Where it is published.
    #[serde(default)]
    pub(super) address: Option<String>,
    /// The date the source bears, as it writes it.
    #[serde(default)]
    pub(super) dated: Option<String>,
    /// When it was read.
    pub(super) read_on: Date,
    /// verified (primary text or official body), secondary, unverified.
    pub(super) confidence: Confidence,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConflictFile {
    /// About what.
    pub(super) topic: FileText,
    /// Who says what; at least two.
    pub(super) values: Vec<ConflictValueFile>,
    /// What is used, and why.
    pub(super) used: FileText,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConflictValueFile {
    /// The value, as words.
    pub(super) value: String,
    /// Key of the source.
    pub(super) source: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ExampleFile {
    /// What it shows.
    pub(super) name: String,
    /// Day or minute of the question.
    pub(super) at: Instant,
    /// Has the body confirmed that applications are possible?
    #[serde(default)]
    pub(super) confirmed_open: bool,
    /// The expected verdict.
    pub(super) verdict: Verdict,
    /// The expected exact amount.
    #[serde(default)]
    pub(super) amount: Option<Euros>,
    /// The expected lower end.
    #[serde(default)]
    pub(super) amount_low: Option<Euros>,
    /// The expected upper end.
    #[serde(default)]
    pub(super) amount_high: Option<Euros>,
    /// The expected exact amount of what is no grant (loan, stake, depreciation).
    #[serde(default)]
    pub(super) other_amount: Option<Euros>,
    /// Ids of conditions that must be no.
    #[serde(default)]
    pub(super) fails: Vec<String>,
    /// The facts by domain.
    #[serde(default)]
    pub(super) facts: FactsInput,
}

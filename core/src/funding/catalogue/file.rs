//! A programme as its TOML file holds it. `core/catalogue/README.md` explains every key.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::file_money::{ComponentFile, Euros};
use crate::base::{Confidence, Date, Id, Period, Ratio, SchemaVersion};
use crate::funding::costs::Phase;
use crate::funding::facts::FactsInput;
use crate::funding::node::Node;
use crate::funding::programme::{Act, AidBasis, Fit, Instrument, Level, Per, ProgrammeState, SameCosts, StartRule};
use crate::funding::timeline::{Instant, WindowStatus};
use crate::funding::verdict::Verdict;
use crate::funding::vocabulary::{FactFile, FileText};

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
    /// Its expected lower end.
    #[serde(default)]
    pub(super) other_amount_low: Option<Euros>,
    /// Its expected upper end.
    #[serde(default)]
    pub(super) other_amount_high: Option<Euros>,
    /// Ids of conditions that must be no.
    #[serde(default)]
    pub(super) fails: Vec<String>,
    /// The facts by domain.
    #[serde(default)]
    pub(super) facts: FactsInput,
}

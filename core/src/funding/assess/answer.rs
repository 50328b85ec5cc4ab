//! The answer of `funding.assess`.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::super::costs::Phase;
use super::super::facts::Origin;
use super::super::programme::{
    AidBasis, CapOn, ComponentKind, Conflict, Fit, Gate, Instrument, Level, SameCosts, StartRule,
};
use super::super::timeline::{Instant, StatusNow};
use super::super::verdict::Verdict;
use super::super::vocabulary::FactType;
use crate::base::{Confidence, Date, Figure, Finding, Id, Money, SchemaVersion, Source, Text, Truth};

/// What every programme of the catalogue means for these facts.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Assessment {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The day or minute of the question.
    pub at: Instant,
    /// The catalogue that was used.
    pub catalogue: CatalogueInfo,
    /// How many programmes have each verdict, in the order of the verdicts.
    pub counts: Vec<Count>,
    /// The programmes: eligible first, then open, not open for applications, listed only, not eligible, closed;
    /// within a verdict by the most they can pay, then by id.
    pub programmes: Vec<ProgrammeAnswer>,
    /// What is missing, as questions; the one that touches most money first.
    pub questions: Vec<FactQuestion>,
}

/// The catalogue behind an answer.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CatalogueInfo {
    /// How many programmes were looked at.
    pub programmes: usize,
    /// The oldest day at which one of them was checked.
    pub oldest_check: Option<Date>,
    /// The latest.
    pub latest_check: Option<Date>,
}

/// A verdict with its number.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Count {
    /// The verdict.
    pub verdict: Verdict,
    /// So many programmes.
    pub programmes: usize,
}

/// One programme.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ProgrammeAnswer {
    /// Its id.
    pub id: Id,
    /// Its official name.
    pub name: Text,
    /// Its short name.
    pub short: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The verdict as a sentence.
    pub sentence: Text,
    /// All conditions together, whatever the window says.
    pub conditions_met: Truth,
    /// When one may apply.
    pub applications: WindowAnswer,
    /// Every condition (or, on request, those that are not *yes*).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<ConditionAnswer>,
    /// Facts whose answer could still change the verdict or the amount.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// What it pays; absent where no amount rule is known or the verdict rules it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<AmountAnswer>,
    /// What the applicant receives.
    pub instrument: Instrument,
    /// The state-aid basis.
    pub aid_basis: AidBasis,
    /// What must happen before the first binding order.
    pub start: StartAnswer,
    /// What to look out for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Finding>,
    /// The rest, on full detail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<Details>,
}

/// Terms that do not depend on the facts.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Details {
    /// What it is.
    pub summary: Option<Text>,
    /// Who gives the money.
    pub level: Level,
    /// The funder.
    pub funder: String,
    /// The body that decides.
    pub body: String,
    /// Guideline or statute.
    pub legal_basis: Option<String>,
    /// Official page.
    pub link: Option<String>,
    /// Phases that it can pay.
    pub phases: Vec<PhaseAnswer>,
    /// What to hand in.
    pub documents: Vec<Text>,
    /// The steps.
    pub procedure: Vec<Text>,
    /// Other money for the same costs.
    pub same_costs: SameCosts,
    /// Traps and hints.
    pub notes: Vec<Text>,
    /// Where sources disagree.
    pub conflicts: Vec<Conflict>,
    /// What nobody could verify.
    pub unverified: Vec<Text>,
    /// The sources.
    pub sources: Vec<Source>,
}

/// A phase that a programme can pay.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PhaseAnswer {
    /// The phase.
    pub phase: Phase,
    /// As such or under conditions.
    pub fit: Fit,
}

/// When one may apply.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WindowAnswer {
    /// What holds at that time.
    pub status: StatusNow,
    /// May one apply? *Open* where the catalogue cannot say.
    pub possible: Truth,
    /// As a sentence.
    pub text: Text,
    /// Last day or minute of the window.
    pub deadline: Option<Instant>,
    /// The next opening.
    pub opens: Option<Instant>,
    /// What holds for approvals; absent as long as no stop is known.
    pub approvals: Option<StatusNow>,
    /// The day of which the catalogue states this.
    pub checked_on: Date,
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ConditionAnswer {
    /// Its id.
    pub id: String,
    /// Met?
    pub value: Truth,
    /// The requirement.
    pub text: Text,
    /// The facts it reads.
    pub facts: Vec<FactUsed>,
    /// Number or section in the source; absent for conditions that follow from the terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cite: Option<String>,
    /// The source; absent for conditions that follow from the terms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// How sure the catalogue is.
    pub confidence: Confidence,
}

/// A fact that a condition reads.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FactUsed {
    /// Its id.
    pub id: String,
    /// The value as documents hold it; null when not asked, `"dont_know"` when unknown.
    pub value: Value,
    /// Where it comes from.
    pub origin: Origin,
}

/// What a programme pays.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AmountAnswer {
    /// The grant to the cent, when nothing is missing.
    pub exact_cents: Option<Money>,
    /// The least, also when an open condition may still fail.
    pub low_cents: Money,
    /// The most; null when no bound is known.
    pub high_cents: Option<Money>,
    /// What the de minimis headroom cut off the upper end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cut_by_de_minimis_cents: Option<Money>,
    /// The streams of money.
    pub components: Vec<ComponentAnswer>,
}

/// One stream of money.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ComponentAnswer {
    /// Its id.
    pub id: String,
    /// What kind of money.
    pub kind: ComponentKind,
    /// Eligible cost before overhead and caps.
    pub eligible: Bounds,
    /// The base after overhead and caps.
    pub base: Bounds,
    /// The rate with bonuses; absent for fixed amounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<RateAnswer>,
    /// Bonuses and overheads with whether they apply.
    pub extras: Vec<Extra>,
    /// The caps with what each cut.
    pub caps: Vec<CapAnswer>,
    /// What it pays.
    pub pays: Bounds,
    /// What remains with the applicant, out of the eligible cost.
    pub own_share: Bounds,
}

/// Lower and upper end in cents; no upper end when no bound is known.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Bounds {
    /// The least.
    pub low_cents: Money,
    /// The most.
    pub high_cents: Option<Money>,
}

/// A rate.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RateAnswer {
    /// The lower end in per cent.
    pub low_percent: Figure,
    /// The upper end in per cent.
    pub high_percent: Figure,
}

/// A bonus or overhead.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Extra {
    /// What it is.
    pub text: Text,
    /// Points or per cent.
    pub percent: Figure,
    /// Does it apply?
    pub applies: Truth,
}

/// A cap.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CapAnswer {
    /// What it cuts.
    pub on: CapOn,
    /// The cap.
    pub max_cents: Money,
    /// As a sentence.
    pub text: Text,
    /// Does it apply?
    pub applies: Truth,
    /// What it cut off.
    pub cut: Bounds,
    /// Who says so, where that is not the legal basis of the programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// What must happen before the first binding order.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StartAnswer {
    /// The rule.
    pub rule: StartRule,
    /// What a plan must wait for.
    pub gate: Gate,
    /// In plain words.
    pub text: Text,
    /// What counts as the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<Text>,
}

/// A question to a person: one fact of the vocabulary.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FactQuestion {
    /// The fact that it asks for.
    pub fact: String,
    /// Its type.
    pub r#type: FactType,
    /// Unit of a count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Text>,
    /// Its name.
    pub label: Text,
    /// The question.
    pub question: Text,
    /// Where a person finds the answer.
    pub where_found: Text,
    /// The values of a choice or checklist.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<ValueText>,
    /// Was the answer "I don't know"?
    pub answered_dont_know: bool,
    /// Programmes whose verdict or amount may depend on it.
    pub programmes: Vec<Id>,
    /// The sum of the most that these can pay, as far as bounded.
    pub at_stake_cents: Money,
}

/// A value with its words.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ValueText {
    /// As documents hold it.
    pub id: String,
    /// As people read it.
    pub text: Text,
}

//! A funding programme in the form in which it is evaluated and planned with.

mod money;
mod procedure;
mod words;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

pub use money::{Bonus, Cap, CapOn, Component, ComponentKind, Fixed, Overhead, Pays, PerUnit, Rate, Stated, WageLimit};
pub use procedure::{Act, Cumulation, Frequency, LeadTime, Lottery, Step};
pub use words::{AidBasis, Fit, Gate, Instrument, Level, Per, ProgrammeState, SameCosts, StartRule};

use super::costs::Phase;
use super::facts::FactsInput;
use super::rule::{Rule, Slot};
use super::timeline::{Instant, Timeline};
use crate::base::{Confidence, Date, Id, Money, Source, Text};

/// A source of a programme, with its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgrammeSource {
    /// The key by which conditions and rules name it.
    pub key: String,
    /// Name, address, read date and confidence.
    pub source: Source,
    /// The date the source itself bears, as it writes it.
    pub dated: Option<String>,
}

/// A condition with its citation and sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Unique within the programme.
    pub id: String,
    /// The rule.
    pub rule: Rule,
    /// The facts that the rule reads, each once, in order of slot.
    pub slots: Vec<Slot>,
    /// The requirement as a sentence.
    pub text: Text,
    /// Where the source says so: number, section.
    pub cite: Option<String>,
    /// Index of the source.
    pub source: usize,
    /// How sure we are; not above the confidence of the source.
    pub confidence: Confidence,
}

/// Sources that disagree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Conflict {
    /// About what.
    pub topic: Text,
    /// Who says what.
    pub values: Vec<ConflictValue>,
    /// What this catalogue uses, and why.
    pub used: Text,
}

/// What one source says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ConflictValue {
    /// The value, as words.
    pub value: String,
    /// Name of the source.
    pub source: String,
}

/// What an example expects of an amount: its exact value, or one of its ends, or nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Expected {
    /// The exact amount.
    pub exact: Option<Money>,
    /// The lower end.
    pub low: Option<Money>,
    /// The upper end.
    pub high: Option<Money>,
}

/// An example of a programme file: facts and what must come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The line of its file on which it stands.
    pub line: usize,
    /// What it shows.
    pub name: String,
    /// The day or minute of the question.
    pub at: Instant,
    /// The facts.
    pub facts: FactsInput,
    /// Has the body confirmed that applications are possible?
    pub confirmed_open: bool,
    /// The expected verdict.
    pub verdict: super::verdict::Verdict,
    /// The expected amount of grants.
    pub amount: Expected,
    /// The expected amount of what is no grant.
    pub other_amount: Expected,
    /// Conditions that must be *no*.
    pub fails: Vec<String>,
}

/// A funding programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    /// Stable id; two catalogues merge by it.
    pub id: Id,
    /// How much is known.
    pub state: ProgrammeState,
    /// Official name.
    pub name: Text,
    /// Short name.
    pub short: String,
    /// What it is, in a sentence or two.
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
    /// The state-aid basis.
    pub aid_basis: AidBasis,
    /// What the applicant receives.
    pub instrument: Instrument,
    /// Programmes of one family share a limit or exclude each other.
    pub family: Option<Id>,
    /// The day of which this file states the facts.
    pub checked_on: Date,
    /// When applications are taken.
    pub applications: Timeline,
    /// When approvals are given; empty: as far as known without stops.
    pub approvals: Timeline,
    /// Access by lot.
    pub lottery: Option<Lottery>,
    /// The conditions.
    pub conditions: Vec<Condition>,
    /// Which phases it can pay.
    pub phases: BTreeMap<Phase, Fit>,
    /// What it pays.
    pub components: Vec<Component>,
    /// What must happen before the first binding order.
    pub start: StartRule,
    /// What counts as the start.
    pub start_text: Option<Text>,
    /// From application to decision.
    pub lead_time: Option<LeadTime>,
    /// How often.
    pub frequency: Vec<Frequency>,
    /// What may be combined.
    pub cumulation: Cumulation,
    /// What to hand in.
    pub documents: Vec<Text>,
    /// The steps.
    pub procedure: Vec<Step>,
    /// Traps and hints.
    pub notes: Vec<Text>,
    /// The sources.
    pub sources: Vec<ProgrammeSource>,
    /// Where sources disagree.
    pub conflicts: Vec<Conflict>,
    /// Fields that nobody could verify, in words.
    pub unverified: Vec<Text>,
    /// Examples that the tests run.
    pub examples: Vec<Example>,
}

impl Programme {
    /// Most conditions of a programme.
    pub const MAX_CONDITIONS: usize = 200;

    /// Can it be evaluated (and not only listed)?
    pub fn is_evaluated(&self) -> bool {
        self.state != ProgrammeState::ListedOnly && !(self.conditions.is_empty() && self.components.is_empty())
    }
}

//! What a concept is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::burial::Burial;
use super::fit::{ApplicationField, DecisionKind};
use super::go_no_go::GateAnswer;
use crate::base::estimate::Estimated;
use crate::base::scale::{Level, Permille};
use crate::base::{Answer, Id, Money};

/// Most concepts.
pub const MAX_CONCEPTS: usize = 200;
/// Most entries of any list of a concept.
pub const MAX_ENTRIES: usize = 200;
/// Longest duration, in working days.
pub const MAX_WORKING_DAYS: u16 = 5_000;

/// Everything the third workshop brings forth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConceptDevelopment {
    /// What an idea must keep to.
    pub limits: Limits,
    /// At most [`MAX_CONCEPTS`].
    pub concepts: Vec<Concept>,
    /// Burials that were decided.
    #[serde(default)]
    pub burials: Vec<Burial>,
}

/// Limits that the company set before anybody fell in love with an idea (F-7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Highest one-off cost, in cents.
    pub max_one_off_cost_cents: Money,
    /// Longest proof of concept.
    pub max_poc_working_days: u16,
    /// Longest way to the first product.
    pub max_mvp_working_days: u16,
    /// Lowest technical score.
    pub min_technical_score: Level,
    /// Longest payback, in months, judged at mid.
    pub max_payback_months: u16,
}

/// One concept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// Unique among the concepts.
    pub id: Id,
    /// A few words.
    pub title: String,
    /// The pain point it relieves. A concept without one is buried: absent means none.
    #[serde(default)]
    pub pain_point: Option<Id>,
    /// Steps of the framed process that it supports.
    #[serde(default)]
    pub addresses_steps: Vec<Id>,
    /// What goes in.
    #[serde(default)]
    pub input: Vec<String>,
    /// What comes out.
    #[serde(default)]
    pub output: Vec<String>,
    /// Where the data come from.
    #[serde(default)]
    pub data_sources: Vec<DataSource>,
    /// What it is connected to.
    #[serde(default)]
    pub interfaces: Vec<Interface>,
    /// Who decides in the end.
    #[serde(default)]
    pub human_control: Answer<HumanControl>,
    /// How people meet it.
    #[serde(default)]
    pub interface_kind: Answer<InterfaceKind>,
    /// Where it runs.
    #[serde(default)]
    pub deployment: Answer<Deployment>,
    /// How well it explains its results.
    #[serde(default)]
    pub explainability: Answer<Explainability>,
    /// What kind of decision its output serves; sets the explainability and the control that are needed.
    #[serde(default)]
    pub decision_kind: Answer<DecisionKind>,
    /// How quickly it must answer.
    #[serde(default)]
    pub latency: Answer<LatencyClass>,
    /// Field of application; some demand closer scrutiny.
    #[serde(default)]
    pub application_field: Option<ApplicationField>,
    /// Cost until it runs, in cents.
    #[serde(default)]
    pub one_off_cost_cents: Answer<Money>,
    /// Running cost, in cents a year.
    #[serde(default)]
    pub run_cost_cents_per_year: Answer<Money>,
    /// Working days of the proof of concept.
    #[serde(default)]
    pub poc_working_days: Answer<u16>,
    /// Working days to the first product.
    #[serde(default)]
    pub mvp_working_days: Answer<u16>,
    /// Technical feasibility.
    #[serde(default)]
    pub technical_score: Answer<Level>,
    /// Does a law, a contract or an agreement forbid it?
    #[serde(default)]
    pub legal_block: Answer<bool>,
    /// Share of the pain cost it takes away where it is used, in permille.
    #[serde(default)]
    pub effect_permille: Answer<Estimated<Permille>>,
    /// Share of cases in which it is used, in permille.
    #[serde(default)]
    pub adoption_permille: Answer<Permille>,
    /// Would a way without AI be enough?
    #[serde(default)]
    pub non_ai_alternative_enough: Answer<bool>,
    /// Three facts that tell a standard tool from an individual solution.
    #[serde(default)]
    pub needs: Needs,
    /// Who thought it up; the facilitator alone is a finding.
    #[serde(default)]
    pub authors: Answer<Vec<Author>>,
    /// Whom it could hurt.
    #[serde(default)]
    pub ethics: Answer<Ethics>,
    /// Answers to the nine questions before building.
    #[serde(default)]
    pub go_no_go: Vec<GateAnswer>,
}

/// Where data come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DataSource {
    /// Unique within the concept.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// Records, files or messages.
    #[serde(default)]
    pub rows: Answer<u64>,
    /// From when to when, in words.
    #[serde(default)]
    pub period: Option<String>,
    /// Can it be used?
    #[serde(default)]
    pub available: Answer<bool>,
    /// Can the concept do without it?
    #[serde(default)]
    pub optional: bool,
    /// Who is responsible for it.
    #[serde(default)]
    pub owner: Answer<Id>,
    /// Does it hold personal data?
    #[serde(default)]
    pub personal_data: Answer<bool>,
    /// How confidential it is.
    #[serde(default)]
    pub confidentiality: Answer<Confidentiality>,
    /// How good the data are.
    #[serde(default)]
    pub quality: Answer<Level>,
}

/// Kinds of data sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A database.
    Sql,
    /// Files on a drive.
    FileShare,
    /// Messages.
    Mail,
    /// Machines (OPC UA).
    OpcUa,
    /// A programming interface.
    Api,
    /// Tables kept by people.
    Spreadsheet,
    /// Paper.
    Paper,
    /// A shared pool of data.
    Pool,
    /// It does not exist yet.
    None,
    /// Anything else.
    Other,
}

/// How confidential data are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidentiality {
    /// Anybody may know.
    Public,
    /// Not for outsiders.
    Internal,
    /// Protected by contracts or secrecy.
    Confidential,
}

/// A connection to another system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interface {
    /// Unique within the concept.
    pub id: Id,
    /// The other system.
    pub system: String,
    /// Which way data flow.
    pub direction: InterfaceDirection,
    /// How.
    #[serde(default)]
    pub technique: Option<String>,
    /// Does it exist?
    #[serde(default)]
    pub available: Answer<bool>,
    /// Can the concept do without it?
    #[serde(default)]
    pub optional: bool,
    /// Days of work to set it up.
    #[serde(default)]
    pub effort_days: Answer<u16>,
}

/// Which way data flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InterfaceDirection {
    /// From the other system.
    Read,
    /// To the other system.
    Write,
}

/// Who decides in the end, from least to most human.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HumanControl {
    /// The system alone.
    None,
    /// People look at a sample.
    ReviewSample,
    /// People approve every output.
    ApproveEachOutput,
    /// The system and people work it out together.
    Joint,
    /// The system advises, people decide.
    AdviseOnly,
}

/// How people meet it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InterfaceKind {
    /// Inside a form they use anyway.
    EmbeddedForm,
    /// Over night.
    Batch,
    /// It calls when something is wrong.
    Alert,
    /// A picture of the state.
    Dashboard,
    /// A machine.
    Machine,
    /// A conversation.
    Chat,
}

/// Where it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Deployment {
    /// On servers of the company.
    OnPremises,
    /// At the machine.
    Edge,
    /// With a provider that processes in the EU.
    EuCloud,
    /// One of the two; not decided yet, both are fit.
    OnPremisesOrEuCloud,
    /// With a provider, place not assured.
    VendorCloud,
    /// Partly here, partly there.
    Mixed,
}

/// How well it explains its results, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Explainability {
    /// Not at all.
    None,
    /// It shows what it drew on.
    Sources,
    /// It gives reasons.
    Reasons,
    /// Every step can be followed later.
    FullTrace,
}

/// How quickly it must answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LatencyClass {
    /// Hours are fine.
    Batch,
    /// Seconds.
    Interactive,
    /// At once, or something breaks.
    RealTime,
}

/// Three facts that tell a standard tool from an individual solution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Needs {
    /// Must it know the company's own data?
    pub own_data: Answer<bool>,
    /// Must it be connected to the process?
    pub process_interface: Answer<bool>,
    /// Must it follow a rule that only this process has?
    pub process_rule: Answer<bool>,
}

/// Somebody who thought it up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Author {
    /// Who.
    pub person: Id,
    /// From where.
    pub side: Side,
}

/// Where somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Works for the company.
    Company,
    /// Runs the workshops.
    Facilitator,
    /// Anybody else from outside.
    External,
}

/// Whom it could hurt. Findings only, no score.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Ethics {
    /// Groups of people it touches.
    pub affected_groups: Vec<String>,
    /// Could it disadvantage some of them?
    pub possible_discrimination: Answer<bool>,
    /// Could it be misused?
    pub misuse: Answer<bool>,
    /// Has the company a rule for that?
    pub guideline_exists: Answer<bool>,
}

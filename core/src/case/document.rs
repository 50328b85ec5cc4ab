//! One company's sprint as one document. Every part may be missing: what is there is evaluated.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::aid::de_minimis::DeMinimisInput;
use crate::base::scale::Level;
use crate::base::{Answer, Date, Id, Lang, Money, SchemaVersion};
use crate::cluster::idea::ProjectIdea;
use crate::cluster::organisation::Organisation;
use crate::company::graph::SizeInput;
use crate::funding::costs::Cost;
use crate::funding::plan::PlanInput;
use crate::pain::cost::CostParameters;
use crate::pain::{PainAnswer, PainPoint};
use crate::priority::ballot::{DotBallot, Rating};
use crate::priority::figures::CostClasses;
use crate::priority::ranking::Measure;
use crate::priority::solvability::Solvability;
use crate::readiness::adoption::AdoptionFacts;
use crate::readiness::assess::{AssessInput, Evidence};
use crate::readiness::licences::Licence;
use crate::readiness::own::OwnReadiness;
use crate::readiness::questionnaire::Questionnaire;
use crate::readiness::skills::SkillNeed;
use crate::sprint::concept::canvas::ConceptDevelopment;
use crate::sprint::decision::Decision;
use crate::sprint::framing::process::Process;
use crate::sprint::it_check::ItItem;
use crate::sprint::poc::record::Poc;
use crate::sprint::schedule::input::{Calendar, Scenario};
use crate::sprint::team::person::Participant;

/// A sprint from pain point to prototype.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// Name of the case.
    pub case: Id,
    /// The day on which the case was written; rules that need a day are asked as of it.
    pub written: Date,
    /// `true` when the whole case is invented.
    #[serde(default)]
    pub invented: bool,
    /// The language of its texts.
    #[serde(default)]
    pub language: Option<Lang>,
    /// Remarks for people; no rule reads them.
    #[serde(default)]
    pub remarks: Vec<String>,
    /// The company.
    pub company: Company,
    /// Who takes part in the workshops.
    #[serde(default)]
    pub participants: Vec<Participant>,
    /// Others who are asked or heard.
    #[serde(default)]
    pub other_people: Vec<Participant>,
    /// Workshop 1: what hurts.
    #[serde(default)]
    pub opportunity_mapping: Option<OpportunityMapping>,
    /// How doable each pain point is.
    #[serde(default)]
    pub solvability: Option<Solvability>,
    /// Workshop 2: the process behind the chosen pain point.
    #[serde(default)]
    pub framing: Option<Process>,
    /// Workshop 3: concepts and their limits.
    #[serde(default)]
    pub concept_development: Option<ConceptDevelopment>,
    /// Workshop 4: the IT check.
    #[serde(default)]
    pub it_check: Option<Vec<ItItem>>,
    /// The proof of concept.
    #[serde(default)]
    pub poc: Option<Poc>,
    /// Is the company ready?
    #[serde(default)]
    pub readiness: Option<ReadinessSection>,
    /// Partners outside: ideas for several, and who might take part.
    #[serde(default)]
    pub cluster: Option<ClusterSection>,
    /// Licences bought earlier.
    #[serde(default)]
    pub earlier_licences: Vec<Licence>,
    /// Decisions with owner and date.
    #[serde(default)]
    pub decisions: Vec<Decision>,
    /// Answers for the compliance triage, by id of the question.
    #[serde(default)]
    pub compliance: Option<BTreeMap<Id, Answer<bool>>>,
    /// Money: cost positions, own funds, earlier aid.
    #[serde(default)]
    pub funding_situation: Option<FundingSituation>,
    /// What `funding.plan` takes: positions with dates, own money, earlier aid, known facts. The decision paper shows its
    /// plans; `case.evaluate` leaves it alone.
    #[serde(default)]
    pub funding_plan: Option<PlanInput>,
    /// Diaries, closures and phases.
    #[serde(default)]
    pub calendar: Option<CalendarSection>,
    /// Days on which phases took place: `W1`, `poc_start`, `review`, …
    #[serde(default)]
    pub held_on: BTreeMap<Id, Date>,
}

/// The company.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Company {
    /// Unique name in all parts of the document.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// `true` when it does not exist.
    #[serde(default)]
    pub invented: bool,
    /// Legal form as in the register: `GmbH`.
    #[serde(default)]
    pub legal_form: Option<String>,
    /// Town of the seat.
    #[serde(default)]
    pub town: Option<String>,
    /// District of the seat.
    #[serde(default)]
    pub district: Option<String>,
    /// Land of the seat, ISO 3166-2 without country: `NW`.
    #[serde(default)]
    pub state: Option<String>,
    /// Chamber.
    #[serde(default)]
    pub chamber: Option<String>,
    /// Year of foundation.
    #[serde(default)]
    pub founded: Option<i16>,
    /// In the hands of a family?
    #[serde(default)]
    pub family_owned: Answer<bool>,
    /// Industry, WZ 2008: `25.73`.
    #[serde(default)]
    pub sector_wz2008: Option<String>,
    /// Industry in words.
    #[serde(default)]
    pub sector_text: Option<String>,
    /// What it makes.
    #[serde(default)]
    pub products: Vec<String>,
    /// People employed, by heads.
    #[serde(default)]
    pub employees_headcount: Answer<u32>,
    /// Accounts and owners.
    #[serde(default)]
    pub size: Option<SizeInput>,
    /// The works council.
    #[serde(default)]
    pub works_council: Option<WorksCouncil>,
    /// Where the data protection officer comes from.
    #[serde(default)]
    pub data_protection_officer: Answer<Officer>,
    /// People in IT.
    #[serde(default)]
    pub it_staff: Answer<u32>,
    /// Systems in use.
    #[serde(default)]
    pub it_landscape: Vec<ItSystem>,
}

/// A works council.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorksCouncil {
    /// Is there one?
    pub exists: bool,
    /// Its members.
    #[serde(default)]
    pub members: Option<u16>,
}

/// Where the data protection officer comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Officer {
    /// An employee.
    Internal,
    /// From outside.
    External,
    /// Nobody is designated.
    None,
}

/// A system in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItSystem {
    /// What it is.
    pub system: String,
    /// Where it runs.
    #[serde(default)]
    pub operated: Option<Id>,
    /// Since which year.
    #[serde(default)]
    pub since: Option<i16>,
    /// Its database.
    #[serde(default)]
    pub database: Option<String>,
    /// Files it holds.
    #[serde(default)]
    pub files: Option<u64>,
}

/// Workshop 1: what hurts.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpportunityMapping {
    /// The leading question.
    #[serde(default)]
    pub question: Option<String>,
    /// What people answered.
    #[serde(default)]
    pub answers: Vec<PainAnswer>,
    /// What hurts.
    pub pain_points: Vec<PainPoint>,
    /// Ratings, 1 to 5.
    #[serde(default)]
    pub ratings: Vec<Rating>,
    /// Dots each participant had.
    #[serde(default)]
    pub votes_per_participant: Option<u32>,
    /// Were the dots hidden until all were cast?
    #[serde(default)]
    pub votes_hidden_until_all_cast: Answer<bool>,
    /// Dots.
    #[serde(default)]
    pub votes: Vec<DotBallot>,
    /// What decides who is among the three.
    #[serde(default)]
    pub measure: Measure,
    /// Cost classes of the pain index.
    #[serde(default)]
    pub cost_class_limits_cents: CostClasses,
    /// Assumptions of the cost of pain.
    #[serde(default)]
    pub parameters: CostParameters,
}

/// Is the company ready?
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadinessSection {
    /// Our own three groups.
    #[serde(default)]
    pub own: Option<OwnReadiness>,
    /// What levels rest on.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// Facts about the use of AI.
    #[serde(default)]
    pub adoption: AdoptionFacts,
    /// Where the company wants to go.
    #[serde(default)]
    pub targets: Vec<String>,
    /// Skills that are needed. What data are needed follows from the accepted concepts.
    #[serde(default)]
    pub skill_needs: Vec<SkillNeed>,
    /// Mean that every group should reach for a use case to suit the company.
    #[serde(default = "AssessInput::usual_minimum")]
    pub minimum_mean: Level,
    /// Answers to the EDIH digital maturity assessment.
    #[serde(default)]
    pub dma: Option<Questionnaire>,
}

/// Partners outside.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ClusterSection {
    /// Ideas that exist already. Others are drafted from pain points that need skills which are missing.
    pub ideas: Vec<ProjectIdea>,
    /// Who might take part.
    pub organisations: Vec<Organisation>,
}

/// Diaries and the approval scenarios for which to plan.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarSection {
    /// Diaries, closures and phases.
    pub plan: Calendar,
    /// When work may begin, from the funding side.
    #[serde(default)]
    pub scenarios: Vec<Scenario>,
}

/// What the sprint costs and what stands against it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FundingSituation {
    /// What has to be paid for; empty when the document has a `funding_plan`, which holds the positions then.
    #[serde(default)]
    pub cost_positions: Vec<Cost>,
    /// Own funds for the sprint, by calendar year; empty when the `funding_plan` has budgets.
    #[serde(default)]
    pub own_funds: Vec<OwnFunds>,
    /// Earlier de minimis aid and the day of the next award.
    #[serde(default)]
    pub de_minimis: Option<DeMinimisInput>,
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

//! What follows from a case, part by part.

use schemars::JsonSchema;
use serde::Serialize;

use super::backlog::CaseBacklog;
use super::gaps::Gap;
use super::money::CostView;
use crate::aid::de_minimis::DeMinimis;
use crate::base::{Finding, Id, SchemaVersion};
use crate::cluster::draft::DraftedIdeas;
use crate::company::size::SizeReport;
use crate::compliance::triage::Triage;
use crate::pain::cost::CostOfPain;
use crate::priority::choose::Choice;
use crate::readiness::assess::Readiness;
use crate::readiness::licences::Licences;
use crate::readiness::maturity::Maturity;
use crate::sprint::concept::develop::Concepts;
use crate::sprint::decision::DecisionsReport;
use crate::sprint::framing::measures::Framing;
use crate::sprint::it_check::ItCheck;
use crate::sprint::outcome::Outcomes;
use crate::sprint::poc::review::PocReview;
use crate::sprint::schedule::ScheduleReport;
use crate::sprint::team::TeamReport;

/// Everything that follows from a case. A part is nothing while the document lacks it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Evaluation {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The case.
    pub case: Id,
    /// What the pain costs.
    pub pain: Option<CostOfPain>,
    /// Three pain points, the doable one, the biggest beside it.
    pub choice: Option<Choice>,
    /// What remains for later: pain points that were not chosen, ideas that were buried.
    pub backlog: Option<CaseBacklog>,
    /// Which pain points are for partners; nothing while the document names no skills and no ideas.
    pub project_ideas: Option<DraftedIdeas>,
    /// Who takes part.
    pub team: Option<TeamReport>,
    /// The process behind the pain.
    pub process: Option<Framing>,
    /// Concepts, accepted and buried.
    pub concepts: Option<Concepts>,
    /// The IT check.
    pub it_check: Option<ItCheck>,
    /// The proof of concept.
    pub poc: Option<PocReview>,
    /// Readiness in three groups.
    pub readiness: Option<Readiness>,
    /// Digital maturity.
    pub maturity: Option<Maturity>,
    /// Licences bought earlier.
    pub licences: Option<Licences>,
    /// Decisions taken and open.
    pub decisions: Option<DecisionsReport>,
    /// What the sprint leaves behind: met, not met or open.
    pub outcomes: Option<Outcomes>,
    /// What law asks of the idea.
    pub compliance: Option<Triage>,
    /// Dates for every approval scenario.
    pub schedule: Option<ScheduleReport>,
    /// The size class.
    pub size: Option<SizeReport>,
    /// Headroom for de minimis aid.
    pub de_minimis: Option<DeMinimis>,
    /// What it costs and what is missing.
    pub cost: Option<CostView>,
    /// What shows when parts of the document are laid side by side.
    pub findings: Vec<Finding>,
    /// Parts that the document lacks, by their effect on the result.
    pub missing: Vec<Gap>,
}

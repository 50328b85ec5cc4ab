//! Does the concept fit: standard tool or not, explained and controlled enough, running in the right place?

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::canvas::{Concept, Confidentiality, Deployment, Explainability, HumanControl, LatencyClass, Needs};
use crate::base::scale::Level;
use crate::base::{Answer, Truth};

/// What kind of decision the output serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecisionKind {
    /// Finding and showing what is there.
    Search,
    /// Drafts that people finish.
    Draft,
    /// Offers, prices, dates for customers.
    CommercialOffer,
    /// Plans inside the company.
    InternalPlanning,
    /// Good or scrap, maintain or go on.
    QualityOrMaintenance,
    /// Setting machines.
    MachineControl,
    /// Rights of customers: credit, contracts, complaints.
    CustomerRights,
    /// People: hiring, judging, shifts.
    People,
}

/// The least explainability and human control for a kind of decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Minimum {
    /// The kind of decision.
    pub decision_kind: DecisionKind,
    /// The least explainability.
    pub explainability: Explainability,
    /// The least human control.
    pub human_control: HumanControl,
}

/// Our own table (a choice, not a rule of law); a document may bring another one.
pub fn default_minimums() -> Vec<Minimum> {
    use DecisionKind as D;
    use Explainability as E;
    use HumanControl as H;
    [
        (D::Search, E::Sources, H::None),
        (D::Draft, E::Sources, H::ApproveEachOutput),
        (D::CommercialOffer, E::Sources, H::ApproveEachOutput),
        (D::InternalPlanning, E::Reasons, H::ReviewSample),
        (D::QualityOrMaintenance, E::Reasons, H::ReviewSample),
        (D::MachineControl, E::FullTrace, H::ReviewSample),
        (D::CustomerRights, E::FullTrace, H::ApproveEachOutput),
        (D::People, E::FullTrace, H::AdviseOnly),
    ]
    .into_iter()
    .map(|(decision_kind, explainability, human_control)| Minimum { decision_kind, explainability, human_control })
    .collect()
}

/// Field of application: industry, health, mobility.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApplicationField {
    /// Lines that set themselves.
    IndustrySelfCalibration,
    /// Predicting maintenance.
    IndustryMaintenancePrediction,
    /// Lines that run almost alone.
    IndustryNearAutonomousLine,
    /// Finding diseases.
    HealthDiagnostics,
    /// Treatment made for one person.
    HealthPersonalisedMedicine,
    /// Robots in treatment.
    HealthRobotics,
    /// Predicting disease.
    HealthDiseasePrediction,
    /// Planning treatment.
    HealthTreatmentPlan,
    /// Care.
    HealthCare,
    /// Vehicles that drive themselves.
    MobilityAutonomousVehicle,
    /// Steering traffic.
    MobilityTrafficControl,
    /// Platforms over several means of transport.
    MobilityMultimodalPlatform,
    /// Anything else.
    Other,
}

impl ApplicationField {
    /// Health and autonomous driving: decisions must be open to scrutiny.
    pub fn high_scrutiny(self) -> bool {
        matches!(
            self,
            Self::HealthDiagnostics
                | Self::HealthPersonalisedMedicine
                | Self::HealthRobotics
                | Self::HealthDiseasePrediction
                | Self::HealthTreatmentPlan
                | Self::HealthCare
                | Self::MobilityAutonomousVehicle
        )
    }
}

/// What a concept must offer, and whether it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Required {
    /// The least explainability; nothing while the kind of decision is unknown.
    pub explainability: Option<Explainability>,
    /// Is it explained well enough?
    pub explained_enough: Truth,
    /// The least human control; nothing while the kind of decision is unknown.
    pub human_control: Option<HumanControl>,
    /// Is it controlled well enough?
    pub controlled_enough: Truth,
}

/// What a concept must offer. A field under high scrutiny asks for reasons and approval at least.
pub(super) fn required(concept: &Concept, minimums: &[Minimum]) -> Required {
    let entry =
        concept.decision_kind.given().and_then(|kind| minimums.iter().find(|entry| entry.decision_kind == *kind));
    let scrutiny = concept.application_field.is_some_and(ApplicationField::high_scrutiny);
    let explainability =
        entry.map(|e| if scrutiny { e.explainability.max(Explainability::Reasons) } else { e.explainability });
    let human_control =
        entry.map(|e| if scrutiny { e.human_control.max(HumanControl::ApproveEachOutput) } else { e.human_control });
    Required {
        explained_enough: reaches(concept.explainability, explainability),
        controlled_enough: reaches(concept.human_control, human_control),
        explainability,
        human_control,
    }
}

fn reaches<T: PartialOrd>(has: Answer<T>, needs: Option<T>) -> Truth {
    match (has.given(), needs) {
        (Some(has), Some(needs)) => (*has >= needs).into(),
        _ => Truth::Open,
    }
}

/// How much of its own a solution needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ToolFit {
    /// A standard tool does it; no project is needed.
    Standard,
    /// A standard tool, connected to data or process.
    Configured,
    /// A solution for this process.
    Individual,
    /// Facts are missing.
    Open,
}

/// A rule of its own → individual; own data or an interface → configured; none of it → standard.
pub(super) fn tool_fit(needs: &Needs) -> ToolFit {
    let connected = Truth::from(needs.own_data) | Truth::from(needs.process_interface);
    match (Truth::from(needs.process_rule), connected) {
        (Truth::Yes, _) => ToolFit::Individual,
        (Truth::No, Truth::Yes) => ToolFit::Configured,
        (Truth::No, Truth::No) => ToolFit::Standard,
        _ => ToolFit::Open,
    }
}

/// Do confidential data go to a place that is not assured?
pub(super) fn confidential_outside(concept: &Concept) -> bool {
    concept.deployment == Answer::Given(Deployment::VendorCloud)
        && concept
            .data_sources
            .iter()
            .any(|source| source.confidentiality == Answer::Given(Confidentiality::Confidential))
}

/// Must it answer at once over a connection that is not up to it?
pub(super) fn latency_mismatch(concept: &Concept, connectivity: Answer<Level>) -> bool {
    let cloud = matches!(concept.deployment, Answer::Given(Deployment::VendorCloud | Deployment::EuCloud));
    let weak = connectivity.given().is_some_and(|level| level.get() < 3);
    concept.latency == Answer::Given(LatencyClass::RealTime) && cloud && weak
}

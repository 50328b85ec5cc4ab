//! The phases of a sprint, in their order, and the kinds of workshops.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::Text;

/// The phases of a sprint in the order in which they happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SprintPhase {
    /// Workshop 1: from 10 to 15 pain points to three.
    OpportunityMapping,
    /// Workshop 2: steps, errors, delays and frustration of one process.
    Framing,
    /// Workshop 3: input, output, data sources, interfaces; ideas are buried.
    ConceptDevelopment,
    /// Workshop 4: IT check and first prototype with real data.
    Prototyping,
    /// Proof of concept, two to three weeks.
    Poc,
    /// Go, go with conditions, iterate or stop.
    Review,
    /// Minimum viable product: planned already, decided in the review.
    Mvp,
}

impl SprintPhase {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::OpportunityMapping,
        Self::Framing,
        Self::ConceptDevelopment,
        Self::Prototyping,
        Self::Poc,
        Self::Review,
        Self::Mvp,
    ];
    /// The four workshops, in order.
    pub const WORKSHOPS: [Self; 4] =
        [Self::OpportunityMapping, Self::Framing, Self::ConceptDevelopment, Self::Prototyping];

    /// The short name that people use: `W1` … `W4`, `PoC`, `Review`, `MVP`.
    pub const fn short(self) -> &'static str {
        match self {
            Self::OpportunityMapping => "W1",
            Self::Framing => "W2",
            Self::ConceptDevelopment => "W3",
            Self::Prototyping => "W4",
            Self::Poc => "PoC",
            Self::Review => "Review",
            Self::Mvp => "MVP",
        }
    }
    /// The name in full.
    pub const fn title(self) -> Text {
        match self {
            Self::OpportunityMapping => Text::of("Chancen kartieren (Opportunity Mapping)", "Opportunity Mapping"),
            Self::Framing => Text::of("Prozess eingrenzen (Framing Session)", "Framing Session"),
            Self::ConceptDevelopment => {
                Text::of("KI-Konzept entwickeln (AI Concept Development)", "AI Concept Development")
            }
            Self::Prototyping => Text::of("Prototyp bauen (Prototyping)", "Prototyping"),
            Self::Poc => Text::of("Machbarkeitsnachweis (Proof of Concept)", "Proof of Concept"),
            Self::Review => Text::of("Review mit Entscheidung", "Review with decision"),
            Self::Mvp => Text::of("Erste nutzbare Fassung (MVP)", "Minimum viable product"),
        }
    }
    /// Is it one of the four workshops?
    pub const fn is_workshop(self) -> bool {
        matches!(self, Self::OpportunityMapping | Self::Framing | Self::ConceptDevelopment | Self::Prototyping)
    }
    /// The phase after this one.
    pub const fn next(self) -> Option<Self> {
        match self {
            Self::OpportunityMapping => Some(Self::Framing),
            Self::Framing => Some(Self::ConceptDevelopment),
            Self::ConceptDevelopment => Some(Self::Prototyping),
            Self::Prototyping => Some(Self::Poc),
            Self::Poc => Some(Self::Review),
            Self::Review => Some(Self::Mvp),
            Self::Mvp => None,
        }
    }
}

/// What a workshop is. A retrospective, strategy meeting or retreat is `other` and never satisfies a phase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkshopKind {
    /// Workshop 1.
    OpportunityMapping,
    /// Workshop 2.
    Framing,
    /// Workshop 3.
    ConceptDevelopment,
    /// Workshop 4.
    Prototyping,
    /// Anything else.
    Other,
}

impl WorkshopKind {
    /// The phase that such a workshop satisfies.
    pub const fn phase(self) -> Option<SprintPhase> {
        match self {
            Self::OpportunityMapping => Some(SprintPhase::OpportunityMapping),
            Self::Framing => Some(SprintPhase::Framing),
            Self::ConceptDevelopment => Some(SprintPhase::ConceptDevelopment),
            Self::Prototyping => Some(SprintPhase::Prototyping),
            Self::Other => None,
        }
    }
    /// The name in full.
    pub const fn title(self) -> Text {
        match self.phase() {
            Some(phase) => phase.title(),
            None => Text::of("Anderer Termin", "Other meeting"),
        }
    }
}

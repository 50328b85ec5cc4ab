//! What is missing, by its effect on the result: first what most other parts wait for.

use schemars::JsonSchema;
use serde::Serialize;

use super::document::Case;
use super::sentences as s;
use crate::base::{Pointer, Sentence, Text};

/// A part of the document that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Gap {
    /// Where it belongs.
    pub pointer: Pointer,
    /// What stays open without it.
    pub text: Text,
}

pub(super) fn gaps(case: &Case) -> Vec<Gap> {
    let parts: [(bool, &str, &Sentence); 13] = [
        (case.opportunity_mapping.is_none(), "/opportunity_mapping", &s::GAP_PAIN),
        (case.solvability.is_none(), "/solvability", &s::GAP_SOLVABILITY),
        (case.participants.is_empty(), "/participants", &s::GAP_PARTICIPANTS),
        (case.concept_development.is_none(), "/concept_development", &s::GAP_CONCEPT),
        (case.framing.is_none(), "/framing", &s::GAP_FRAMING),
        (case.calendar.is_none(), "/calendar", &s::GAP_CALENDAR),
        (case.funding_situation.is_none() && case.funding_plan.is_none(), "/funding_situation", &s::GAP_FUNDING),
        (case.company.size.is_none(), "/company/size", &s::GAP_SIZE),
        (case.it_check.is_none(), "/it_check", &s::GAP_IT_CHECK),
        (case.poc.is_none(), "/poc", &s::GAP_POC),
        (case.readiness.is_none(), "/readiness", &s::GAP_READINESS),
        (case.compliance.is_none(), "/compliance", &s::GAP_COMPLIANCE),
        (case.decisions.is_empty(), "/decisions", &s::GAP_DECISIONS),
    ];
    parts
        .into_iter()
        .filter(|(missing, ..)| *missing)
        .map(|(_, pointer, sentence)| Gap { pointer: Pointer::parse(pointer), text: sentence.text() })
        .collect()
}

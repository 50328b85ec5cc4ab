//! The backlog of a case: pain points that were not chosen, and ideas that were buried.

use schemars::JsonSchema;
use serde::Serialize;

use super::document::Case;
use super::sentences as s;
use crate::base::text::spaced;
use crate::base::{Id, SchemaVersion, Text};
use crate::priority::backlog::{Backlog, BacklogItem};
use crate::sprint::concept::burial::{Burial, BurialReason};
use crate::sprint::concept::develop::Concepts;

/// What remains for later.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CaseBacklog {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// Pain points: unblocked first, then most solvability points, highest annual cost, smallest id.
    pub items: Vec<BacklogItem>,
    /// Buried ideas in the order of the concepts, whatever their pain point: chosen, put back or none.
    pub buried: Vec<BuriedConcept>,
}

/// A buried idea that waits for its condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BuriedConcept {
    /// The concept.
    pub concept: Id,
    /// Its title.
    pub title: String,
    /// The pain point it was for; none: for none.
    pub pain_point: Option<Id>,
    /// Every reason, declared or found by a gate.
    pub reasons: Vec<BurialReason>,
    /// What would have to change, one sentence per reason.
    pub reopen_if: Vec<Text>,
    /// Who declared it, when, and what would reopen it in the words of the company; none while nobody declared it.
    pub burial: Option<Burial>,
}

impl From<Backlog> for CaseBacklog {
    fn from(backlog: Backlog) -> Self {
        Self { schema_version: backlog.schema_version, items: backlog.items, buried: Vec::new() }
    }
}

impl CaseBacklog {
    /// Takes in every buried idea; a pain point in the list also says so itself.
    pub(super) fn bury(&mut self, case: &Case, concepts: &Concepts) {
        let Some(section) = &case.concept_development else { return };
        for concept in section.concepts.iter().filter(|concept| concepts.buried.contains(&concept.id)) {
            let Some(judged) = concepts.concepts.iter().find(|one| one.id == concept.id) else { continue };
            if let Some(item) = self.items.iter_mut().find(|item| Some(&item.pain_point) == concept.pain_point.as_ref())
            {
                let args = [("title", concept.title.clone().into()), ("conditions", spaced(&judged.reopen_if).into())];
                item.reasons.push(s::BURIED_IDEA.with(&args));
            }
            self.buried.push(BuriedConcept {
                concept: concept.id.clone(),
                title: concept.title.clone(),
                pain_point: concept.pain_point.clone(),
                reasons: judged.reasons.clone(),
                reopen_if: judged.reopen_if.clone(),
                burial: section.burials.iter().find(|burial| burial.concept == concept.id).cloned(),
            });
        }
    }
}

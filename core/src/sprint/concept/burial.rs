//! Burials: reasons, the decision, what would reopen it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::canvas::{Concept, Limits};
use super::sentences;
use crate::base::{Date, Id, Text};

/// Why an idea is buried. The first three come from the method itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BurialReason {
    /// Costs more than the limit.
    TooExpensive,
    /// Takes longer than the limits.
    TooSlow,
    /// Cannot be built, or a source or an interface it needs is not there.
    Infeasible,
    /// A law, a contract or an agreement forbids it.
    NotPermitted,
    /// Relieves no pain point or supports no step.
    NoLinkToPainPoint,
    /// Pays back too late or never.
    NoPayback,
    /// A way without AI is enough.
    NonAiAlternative,
}

/// A burial that was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Burial {
    /// The concept.
    pub concept: Id,
    /// At least one.
    pub reasons: Vec<BurialReason>,
    /// Who declared it; this may be the facilitator.
    pub declared_by: Id,
    /// When.
    pub date: Date,
    /// What would reopen it, in the words of the company.
    #[serde(default)]
    pub reopen_if: Option<String>,
}

/// What would have to change for the reason to fall away.
pub(super) fn reopen_if(reason: BurialReason, concept: &Concept, limits: &Limits) -> Text {
    match reason {
        BurialReason::TooExpensive => {
            sentences::REOPEN_CHEAPER.with(&[("limit", limits.max_one_off_cost_cents.into())])
        }
        BurialReason::TooSlow => sentences::REOPEN_FASTER
            .with(&[("poc", limits.max_poc_working_days.into()), ("mvp", limits.max_mvp_working_days.into())]),
        BurialReason::Infeasible => {
            let missing = super::gates::unavailable(concept);
            if missing.is_empty() {
                sentences::REOPEN_FEASIBLE.with(&[("score", limits.min_technical_score.get().into())])
            } else {
                sentences::REOPEN_AVAILABLE.with(&[
                    ("missing", crate::base::text::Arg::list(missing)),
                    ("score", limits.min_technical_score.get().into()),
                ])
            }
        }
        BurialReason::NotPermitted => sentences::REOPEN_PERMITTED.text(),
        BurialReason::NoLinkToPainPoint => sentences::REOPEN_LINKED.text(),
        BurialReason::NoPayback => sentences::REOPEN_PAYBACK.with(&[("months", limits.max_payback_months.into())]),
        BurialReason::NonAiAlternative => sentences::REOPEN_ALTERNATIVE.text(),
    }
}

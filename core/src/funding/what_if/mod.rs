//! The operation `funding.what_if`: the smallest changes that open a programme, and how near a bound is.
//!
//! Only facts that the applicant can change are changed (start, costs, partners, provider, form,
//! features of the project …), never the Land, the size or the past. Changes are searched by their
//! number: one fact, then two, then three; within a number, those that leave fewest questions come first.

mod near;
mod opening;
mod outcome;
mod size;
mod trials;
mod words;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::inquiry::InquiryInput;
use super::timeline::Instant;
use super::verdict::Verdict;
use crate::base::{Error, Id, Money, SchemaVersion, Text, Truth};

/// Most facts changed together.
pub const MAX_CHANGES: usize = 3;
/// Most options per programme.
pub const MAX_OPTIONS: usize = 10;
/// Most trials per programme.
const MAX_TRIALS: usize = 20_000;

/// What would open programmes, and which bounds are near.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WhatIf {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// Programmes that are not eligible, or not open for applications, in order of id.
    pub programmes: Vec<Opening>,
    /// Bounds of counts, amounts and dates, and of the size class where it follows from `law.company_size`, at which a
    /// verdict, amount or rate changes; the nearest first within a fact.
    pub bounds: Vec<NearBound>,
}

/// How a programme could be opened.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Opening {
    /// The programme.
    pub programme: Id,
    /// Its short name.
    pub short: String,
    /// The verdict now.
    pub verdict: Verdict,
    /// When applications are not possible now: the next opening, when known.
    pub apply_from: Option<Instant>,
    /// The smallest changes; empty when no change of changeable facts helps (or none is needed but the date).
    pub options: Vec<Way>,
    /// Conditions that fail on facts nobody can change.
    pub blocked_by: Vec<String>,
    /// Was the search cut short by its limit?
    pub cut_short: bool,
}

/// One set of changes.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Way {
    /// What to change.
    pub changes: Vec<Change>,
    /// All conditions together after the change; *open* when questions remain.
    pub conditions: Truth,
    /// The most that the programme then pays; null without a known bound.
    pub high_cents: Option<Money>,
    /// Facts that must then still be answered.
    pub still_missing: Vec<String>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Change {
    /// The fact.
    pub fact: String,
    /// The value now.
    pub from: Value,
    /// The value that helps.
    pub to: Value,
    /// As a sentence.
    pub text: Text,
}

/// A bound near a stated value.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct NearBound {
    /// The fact.
    pub fact: String,
    /// The value now.
    pub value: Value,
    /// The first value beyond the bound.
    pub beyond: Value,
    /// How far it is: persons, cents, days …; for the size class annual work units, in every closing.
    pub distance: i64,
    /// The programme.
    pub programme: Id,
    /// The verdict now and beyond.
    pub verdict: (Verdict, Verdict),
    /// The most that is paid now and beyond.
    pub high_cents: (Option<Money>, Option<Money>),
    /// As a sentence.
    pub text: Text,
}

/// Searches for openings and near bounds.
///
/// # Errors
/// As [`super::assess::assess`].
pub fn what_if(input: &InquiryInput) -> Result<WhatIf, Error> {
    let inquiry = input.read()?;
    let now = inquiry.evaluate(&inquiry.facts);
    let classes = size::next_classes(&inquiry, input.law.company_size.as_ref());
    let mut programmes = Vec::new();
    let mut bounds = Vec::new();
    for quick in &now {
        let Some(programme) = inquiry.programme(quick) else { continue };
        if !programme.is_evaluated() || quick.verdict == Verdict::Closed {
            continue;
        }
        if matches!(quick.verdict, Verdict::NotEligible | Verdict::NotOpenForApplications) {
            programmes.push(opening::opening(&inquiry, programme, quick));
        }
        near::bounds(&inquiry, programme, quick, &mut bounds);
        size::bounds(&inquiry, &classes, programme, quick, &mut bounds);
    }
    bounds.sort_by(|a, b| (&a.fact, a.distance, &a.programme).cmp(&(&b.fact, b.distance, &b.programme)));
    Ok(WhatIf { schema_version: SchemaVersion, programmes, bounds })
}

//! The operation `funding.screen`: verdict, amount and failing conditions of every programme, and nothing else.
//!
//! For lists and whole customer bases, where the sentences of `funding.assess` would be thrown away. Both
//! operations take the same facts and give the same verdicts and amounts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::assess::answer::Bounds;
use super::assess::{CatalogueInput, Situation};
use super::evaluate::failing;
use super::facts::FactsInput;
use super::law::LawInput;
use super::timeline::Instant;
use super::verdict::Verdict;
use crate::base::{Error, Id, SchemaVersion};

/// Company and project at a time.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScreenInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The day or minute of the question, local time in Germany; a day means its first minute.
    pub at: Instant,
    /// What is known.
    #[serde(default)]
    pub facts: FactsInput,
    /// Inputs of law operations that work facts out.
    #[serde(default)]
    pub law: LawInput,
    /// Which programmes.
    #[serde(default)]
    pub catalogue: CatalogueInput,
    /// Programmes whose body has confirmed that applications are possible.
    #[serde(default)]
    pub confirmed_open: Vec<Id>,
}

/// Every programme in brief.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Screening {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The day or minute of the question.
    pub at: Instant,
    /// The programmes in order of id.
    pub programmes: Vec<Screened>,
}

/// One programme in brief.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Screened {
    /// Its id.
    pub id: Id,
    /// The verdict.
    pub verdict: Verdict,
    /// What it grants; absent when the verdict rules every grant out, and for programmes that are only listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grant: Option<Bounds>,
    /// Ids of every condition that is not met; absent when there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub failing: Vec<String>,
}

/// Screens every programme.
///
/// # Errors
/// Unknown or mistyped facts, faulty added programmes, unknown ids: all at once.
///
/// ```
/// let document = br#"{"at":"2026-11-20","facts":{"company":{"state":"HE"}},"catalogue":{"only":["nrw-mid-digitalisierung-2026"]}}"#;
/// let answer = String::from_utf8(machbar::call("funding.screen", document).unwrap()).unwrap();
/// assert!(answer.contains(r#""verdict":"not_eligible","failing":["seat"]"#));
/// ```
pub fn screen(input: &ScreenInput) -> Result<Screening, Error> {
    let situation = Situation::read(input.at, &input.facts, &input.law, &input.catalogue, &input.confirmed_open)?;
    let programmes = situation.evaluate(&situation.facts).into_iter().filter_map(|quick| {
        let programme = situation.catalogue.programmes().get(quick.programme)?;
        let possible = matches!(quick.verdict, Verdict::Eligible | Verdict::Open | Verdict::NotOpenForApplications);
        let grants = quick.grants;
        Some(Screened {
            id: programme.id.clone(),
            verdict: quick.verdict,
            grant: possible.then_some(Bounds { low_cents: grants.low, high_cents: grants.high }),
            failing: failing(programme, &quick, &situation.facts).map(str::to_owned).collect(),
        })
    });
    Ok(Screening { schema_version: SchemaVersion, at: input.at, programmes: programmes.collect() })
}

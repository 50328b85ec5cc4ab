//! The operation `catalogue.diff`: what changed between two catalogues, and whose answers change.

mod terms;
mod why;

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::terms::differing;
use self::why::{Answered, changed_answer};
use super::catalogue::{Catalogue, CatalogueInput};
use super::facts::{Facts, FactsInput};
use super::timeline::Instant;
use super::verdict::Verdict;
use crate::base::{Error, Id, Money, Pointer, Problems, SchemaVersion, Text, Truth};

/// Two catalogues and companies to try them on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DiffInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The older catalogue.
    pub before: CatalogueInput,
    /// The newer catalogue.
    pub after: CatalogueInput,
    /// The day or minute of the question.
    pub at: Instant,
    /// Companies whose answers are compared.
    #[serde(default)]
    pub companies: Vec<CompanyFacts>,
}

/// A company with what is known of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CompanyFacts {
    /// Its id.
    pub id: Id,
    /// What is known.
    #[serde(default)]
    pub facts: FactsInput,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Diff {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// New programmes.
    pub added: Vec<Id>,
    /// Programmes that are gone.
    pub removed: Vec<Id>,
    /// Programmes whose terms changed.
    pub changed: Vec<ChangedProgramme>,
    /// Companies whose answers change, in order of id.
    pub companies: Vec<ChangedCompany>,
}

/// A programme whose terms changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChangedProgramme {
    /// Its id.
    pub id: Id,
    /// The terms that differ: names as in the file; conditions as `condition.<id>`, components as `component.<id>`.
    pub terms: Vec<String>,
}

/// A company whose answers change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChangedCompany {
    /// Its id.
    pub id: Id,
    /// Programmes whose answer changes, in order of id.
    pub answers: Vec<ChangedAnswer>,
}

/// An answer that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChangedAnswer {
    /// The programme.
    pub programme: Id,
    /// The verdict before; null when the programme was not there.
    pub before: Option<Verdict>,
    /// The verdict after; null when the programme is gone.
    pub after: Option<Verdict>,
    /// The most that was paid before, in cents.
    pub high_before_cents: Option<Money>,
    /// The most that is paid after, in cents.
    pub high_after_cents: Option<Money>,
    /// Conditions whose value differs, with the sentence of the newer file (or of the older when it is gone).
    pub because: Vec<ChangedCondition>,
    /// Components that pay something else, in order of id.
    pub components: Vec<ChangedComponent>,
    /// Did the window for applications change its answer?
    pub window_changed: bool,
    /// What changes and why, as a sentence.
    pub text: Text,
}

/// A condition whose value differs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct ChangedCondition {
    /// Its id.
    pub id: String,
    /// Its value before; null when it was not there.
    pub before: Option<Truth>,
    /// Its value after; null when it is gone.
    pub after: Option<Truth>,
    /// German sentence; empty for conditions that follow from the terms.
    pub de: String,
    /// English sentence; empty for conditions that follow from the terms.
    pub en: String,
}

/// A component that pays something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ChangedComponent {
    /// Its id.
    pub id: String,
    /// The most that it paid before, in cents; null when it was not there or had no bound.
    pub high_before_cents: Option<Money>,
    /// The most that it pays after, in cents; null when it is gone or has no bound.
    pub high_after_cents: Option<Money>,
}

/// Most companies at once.
pub const MAX_COMPANIES: usize = 100_000;

/// Compares two catalogues.
///
/// # Errors
/// Faulty files or facts, with their place.
pub fn diff(input: &DiffInput) -> Result<Diff, Error> {
    let root = Pointer::root();
    let mut problems = Problems::new();
    problems.at_most(root.field("companies"), input.companies.len(), MAX_COMPANIES);
    problems.unique_ids(&root.field("companies"), input.companies.iter().map(|company| &company.id));
    problems.finish()?;
    let before = input.before.resolve(&root.field("before"))?;
    let after = input.after.resolve(&root.field("after"))?;
    let ids = |catalogue: &Catalogue, choice: &CatalogueInput| -> BTreeSet<Id> {
        let chosen = catalogue.programmes().iter().filter(|programme| choice.includes(&programme.id));
        chosen.map(|programme| programme.id.clone()).collect()
    };
    let (old, new) = (ids(&before, &input.before), ids(&after, &input.after));
    let changed = old
        .intersection(&new)
        .filter_map(|id| {
            let terms = differing(before.get(id.as_str())?, after.get(id.as_str())?);
            (!terms.is_empty()).then(|| ChangedProgramme { id: id.clone(), terms })
        })
        .collect();
    let mut companies = Vec::new();
    for (index, company) in input.companies.iter().enumerate() {
        let mut problems = Problems::new();
        let at = root.field("companies").index(index).field("facts");
        // A fact that only one of the catalogues knows is read where it is known.
        let old_facts = known(&company.facts, &before, &after, input.at, &at, &mut problems);
        let new_facts = known(&company.facts, &after, &before, input.at, &at, &mut problems);
        problems.finish()?;
        let mut answers = Vec::new();
        for id in old.union(&new) {
            let old_answer = Answered::by(&before, id, old.contains(id), input.at, &old_facts);
            let new_answer = Answered::by(&after, id, new.contains(id), input.at, &new_facts);
            let result = |one: &Option<Answered>| one.as_ref().map(Answered::result);
            if result(&old_answer) != result(&new_answer) {
                answers.push(changed_answer(id, old_answer.as_ref(), new_answer.as_ref()));
            }
        }
        if !answers.is_empty() {
            companies.push(ChangedCompany { id: company.id.clone(), answers });
        }
    }
    companies.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(Diff {
        schema_version: SchemaVersion,
        added: new.difference(&old).cloned().collect(),
        removed: old.difference(&new).cloned().collect(),
        changed,
        companies,
    })
}

/// The facts as one catalogue reads them; facts of the other alone are left out.
fn known(
    input: &FactsInput,
    here: &Catalogue,
    there: &Catalogue,
    at: Instant,
    pointer: &Pointer,
    problems: &mut Problems,
) -> Facts {
    let mut own = input.clone();
    let foreign: Vec<String> = input
        .iter()
        .map(|(id, _)| id)
        .filter(|id| here.vocabulary().slot(id).is_none() && there.vocabulary().slot(id).is_some())
        .collect();
    for id in foreign {
        own.remove(&id);
    }
    Facts::read(&own, here.vocabulary(), at.date(), pointer, problems)
}

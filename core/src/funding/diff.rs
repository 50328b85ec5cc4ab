//! The operation `catalogue.diff`: what changed between two catalogues, and whose answers change.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, CatalogueInput};
use super::evaluate::{AUTOMATIC, Quick, quick, terms};
use super::facts::{Facts, FactsInput};
use super::programme::Programme;
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
    /// Did the window for applications change its answer?
    pub window_changed: bool,
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
            let old_answer = answer(&before, id, old.contains(id), input.at, &old_facts);
            let new_answer = answer(&after, id, new.contains(id), input.at, &new_facts);
            let key = |one: &Option<(Quick, Vec<Named>)>| one.as_ref().map(|(quick, _)| (quick.verdict, quick.grants));
            if key(&old_answer) == key(&new_answer) {
                continue;
            }
            answers.push(changed_answer(id, old_answer.as_ref(), new_answer.as_ref()));
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

/// A condition with its value and sentence.
type Named = (String, Truth, Text);

fn answer(catalogue: &Catalogue, id: &Id, chosen: bool, at: Instant, facts: &Facts) -> Option<(Quick, Vec<Named>)> {
    let programme = catalogue.get(id.as_str()).filter(|_| chosen)?;
    let result = quick(catalogue, 0, programme, at, facts, false);
    let own = programme.conditions.iter();
    let mut values: Vec<Named> =
        own.map(|condition| (condition.id.clone(), condition.rule.value(facts), condition.text.clone())).collect();
    let terms = terms(programme, &catalogue.core_slots(), facts).values();
    values.extend(AUTOMATIC.iter().zip(terms).map(|(id, value)| ((*id).to_owned(), value, Text::same(""))));
    Some((result, values))
}

fn changed_answer(id: &Id, before: Option<&(Quick, Vec<Named>)>, after: Option<&(Quick, Vec<Named>)>) -> ChangedAnswer {
    let named = |one: Option<&(Quick, Vec<Named>)>| one.map(|(_, values)| values.clone()).unwrap_or_default();
    let (old, new) = (named(before), named(after));
    let ids: BTreeSet<&String> = old.iter().chain(&new).map(|(id, ..)| id).collect();
    let mut because: Vec<ChangedCondition> = Vec::new();
    if before.is_some() && after.is_some() {
        for id in ids {
            let find = |list: &[Named]| list.iter().find(|(other, ..)| other == id).cloned();
            let (old, new) = (find(&old), find(&new));
            let value = |one: &Option<Named>| one.as_ref().map(|(_, value, _)| *value);
            if value(&old) == value(&new) {
                continue;
            }
            let (before, after) = (value(&old), value(&new));
            let text = new.or(old).map_or_else(|| Text::same(""), |(_, _, text)| text);
            because.push(ChangedCondition {
                id: id.clone(),
                before,
                after,
                de: text.de.into_owned(),
                en: text.en.into_owned(),
            });
        }
    }
    let window = |one: Option<&(Quick, Vec<Named>)>| one.map(|(quick, _)| quick.applications);
    ChangedAnswer {
        programme: id.clone(),
        before: before.map(|(quick, _)| quick.verdict),
        after: after.map(|(quick, _)| quick.verdict),
        high_before_cents: before.and_then(|(quick, _)| quick.grants.high),
        high_after_cents: after.and_then(|(quick, _)| quick.grants.high),
        because,
        window_changed: window(before) != window(after),
    }
}

/// The terms in which two versions of a programme differ.
fn differing(old: &Programme, new: &Programme) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    let mut differ = |name: &str, same: bool| {
        if !same {
            terms.push(name.to_owned());
        }
    };
    differ("state", old.state == new.state);
    differ("name", old.name == new.name);
    differ("summary", old.summary == new.summary);
    differ("level", old.level == new.level);
    differ("funder", old.funder == new.funder);
    differ("body", old.body == new.body);
    differ("legal_basis", old.legal_basis == new.legal_basis);
    differ("link", old.link == new.link);
    differ("aid_basis", old.aid_basis == new.aid_basis);
    differ("instrument", old.instrument == new.instrument);
    differ("family", old.family == new.family);
    differ("checked_on", old.checked_on == new.checked_on);
    differ("applications", old.applications == new.applications);
    differ("approvals", old.approvals == new.approvals);
    differ("lottery", old.lottery == new.lottery);
    differ("phases", old.phases == new.phases);
    differ("start", (old.start, &old.start_text) == (new.start, &new.start_text));
    differ("lead_time", old.lead_time == new.lead_time);
    differ("frequency", old.frequency == new.frequency);
    differ("cumulation", old.cumulation == new.cumulation);
    differ("documents", old.documents == new.documents);
    differ("procedure", old.procedure == new.procedure);
    differ("notes", old.notes == new.notes);
    differ("source", old.sources == new.sources);
    differ("conflict", old.conflicts == new.conflicts);
    differ("unverified", old.unverified == new.unverified);
    let ids: BTreeSet<&String> = old.conditions.iter().chain(&new.conditions).map(|condition| &condition.id).collect();
    for id in ids {
        let find = |programme: &Programme| programme.conditions.iter().find(|condition| condition.id == *id).cloned();
        differ(&format!("condition.{id}"), find(old) == find(new));
    }
    let ids: BTreeSet<&String> = old.components.iter().chain(&new.components).map(|component| &component.id).collect();
    for id in ids {
        let find = |programme: &Programme| programme.components.iter().find(|component| component.id == *id).cloned();
        differ(&format!("component.{id}"), find(old) == find(new));
    }
    terms
}

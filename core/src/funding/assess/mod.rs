//! The operation `funding.assess`: company, project and date against the catalogue.

pub mod answer;
mod explain;
mod sentences;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Deserialize;

pub use answer::{Assessment, Question};
use answer::{CatalogueInfo, Count, ProgrammeAnswer, ValueText};

use super::catalogue::{Catalogue, ProgrammeText};
use super::evaluate::{Quick, quick};
use super::facts::{Facts, FactsInput};
use super::law::LawInput;
use super::open::open_facts;
use super::programme::Programme;
use super::rule::Slot;
use super::timeline::Instant;
use super::verdict::Verdict;
use super::vocabulary::Derivation;
use crate::base::{Answer, Error, Id, Money, Pointer, Problems, SchemaVersion, Text};

/// Which programmes are looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CatalogueInput {
    /// Leave the programmes of the library out.
    #[serde(default)]
    pub without_embedded: bool,
    /// Further programmes as TOML; one with the id of another replaces it when it was checked later.
    #[serde(default)]
    pub add: Vec<ProgrammeText>,
    /// Only these programmes; all when absent.
    #[serde(default)]
    pub only: Option<Vec<Id>>,
}

impl CatalogueInput {
    /// Most programmes that a document may add.
    pub const LIMIT: usize = 2_000;

    /// The catalogue; borrowed when it is the one of the library.
    ///
    /// # Errors
    /// Every fault of the added files, and ids in `only` that do not exist.
    pub fn resolve(&self, at: &Pointer) -> Result<Cow<'static, Catalogue>, Error> {
        let mut problems = Problems::new();
        problems.at_most(at.field("add"), self.add.len(), Self::LIMIT);
        problems.finish()?;
        let catalogue = if self.without_embedded {
            Cow::Owned(Catalogue::empty()?.with(&self.add, &at.field("add"))?)
        } else if self.add.is_empty() {
            Cow::Borrowed(Catalogue::embedded()?)
        } else {
            Cow::Owned(Catalogue::embedded()?.with(&self.add, &at.field("add"))?)
        };
        let mut problems = Problems::new();
        for (index, id) in self.only.iter().flatten().enumerate() {
            let known = catalogue.programmes().iter().map(|programme| programme.id.as_str());
            problems.reference(at.field("only").index(index), id.as_str(), known);
        }
        problems.finish()?;
        Ok(catalogue)
    }

    /// Is the programme among those looked at?
    pub fn includes(&self, id: &Id) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(id))
    }
}

/// How much is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// Verdicts and amounts.
    Verdicts,
    /// Also the conditions that are not met or open.
    Reasons,
    /// Every condition, documents, procedure, sources.
    #[default]
    Full,
}

/// Company and project at a time.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessInput {
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
    /// How much is written down.
    #[serde(default)]
    pub detail: Detail,
}

/// The parsed parts of a question.
pub(crate) struct Situation<'a> {
    pub(crate) catalogue: Cow<'static, Catalogue>,
    pub(crate) facts: Facts,
    pub(crate) at: Instant,
    pub(crate) confirmed: &'a [Id],
    pub(crate) choice: &'a CatalogueInput,
}

impl<'a> Situation<'a> {
    pub(crate) fn read(
        at: Instant,
        facts: &FactsInput,
        law: &LawInput,
        choice: &'a CatalogueInput,
        confirmed: &'a [Id],
    ) -> Result<Self, Error> {
        let root = Pointer::root();
        let catalogue = choice.resolve(&root.field("catalogue"))?;
        let mut problems = Problems::new();
        let mut facts = Facts::read(facts, catalogue.vocabulary(), at.date(), &root.field("facts"), &mut problems);
        law.apply(&mut facts, catalogue.vocabulary(), &root.field("law"), &mut problems);
        for (index, id) in confirmed.iter().enumerate() {
            let known = catalogue.programmes().iter().map(|programme| programme.id.as_str());
            problems.reference(root.field("confirmed_open").index(index), id.as_str(), known);
        }
        problems.finish()?;
        Ok(Self { catalogue, facts, at, confirmed, choice })
    }

    /// One programme, explained.
    pub(crate) fn answer(&self, programme: &Programme, quick: &Quick, detail: Detail) -> answer::ProgrammeAnswer {
        explain::programme(self, programme, quick, detail)
    }

    /// The facts that are missing for a programme, in order of slot. A day that follows from another day by
    /// default is left out while that other day is missing too: one question is enough.
    pub(crate) fn missing(&self, programme: &Programme, quick: &Quick) -> Vec<Slot> {
        let mut slots = open_facts(programme, quick, &self.catalogue.core_slots(), &self.facts);
        slots.retain(|slot| {
            let fact = self.catalogue.vocabulary().get(*slot);
            match fact.and_then(|fact| fact.derivation.as_ref()) {
                Some(Derivation::AsOfOrLater(from)) => self.facts.raw(*from).given().is_some(),
                _ => true,
            }
        });
        slots
    }

    /// Verdict and amount of every chosen programme, in order of id.
    pub(crate) fn evaluate(&self, facts: &Facts) -> Vec<Quick> {
        let programmes = self.catalogue.programmes().iter().enumerate();
        programmes
            .filter(|(_, programme)| self.choice.includes(&programme.id))
            .map(|(index, programme)| {
                quick(&self.catalogue, index, programme, self.at, facts, self.confirmed.contains(&programme.id))
            })
            .collect()
    }
}

/// Assesses every programme.
///
/// # Errors
/// Unknown or mistyped facts, faulty added programmes, unknown ids: all at once.
///
/// ```
/// let document = br#"{"at":"2026-11-20","facts":{"company":{"state":"NW"}},"detail":"verdicts"}"#;
/// let answer = machbar::call("funding.assess", document).unwrap();
/// assert!(String::from_utf8(answer).unwrap().contains("\"verdict\":\"open\""));
/// ```
pub fn assess(input: &AssessInput) -> Result<Assessment, Error> {
    let situation = Situation::read(input.at, &input.facts, &input.law, &input.catalogue, &input.confirmed_open)?;
    let quick = situation.evaluate(&situation.facts);
    let mut programmes: Vec<(Quick, ProgrammeAnswer)> = quick
        .iter()
        .filter_map(|quick| {
            let programme = situation.catalogue.programmes().get(quick.programme)?;
            Some((*quick, explain::programme(&situation, programme, quick, input.detail)))
        })
        .collect();
    programmes.sort_by(|(a, left), (b, right)| {
        let key = |quick: &Quick| (rank(quick.verdict), quick.grants.high.map_or(i64::MIN, |high| -high.cents()));
        key(a).cmp(&key(b)).then_with(|| left.id.cmp(&right.id))
    });
    let count = |verdict: &Verdict| Count {
        verdict: *verdict,
        programmes: quick.iter().filter(|quick| quick.verdict == *verdict).count(),
    };
    let checks =
        || quick.iter().filter_map(|quick| situation.catalogue.programmes().get(quick.programme)).map(|p| p.checked_on);
    Ok(Assessment {
        schema_version: SchemaVersion,
        at: input.at,
        catalogue: CatalogueInfo {
            programmes: quick.len(),
            oldest_check: checks().min(),
            latest_check: checks().max(),
        },
        counts: Verdict::ALL.iter().map(count).collect(),
        questions: questions(&situation, &quick),
        programmes: programmes.into_iter().map(|(_, answer)| answer).collect(),
    })
}

fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Eligible => 0,
        Verdict::Open => 1,
        Verdict::NotOpenForApplications => 2,
        Verdict::ListedOnly => 3,
        Verdict::NotEligible => 4,
        Verdict::Closed => 5,
    }
}

/// What is missing for the programmes that are still open or whose amount is a range.
fn questions(situation: &Situation<'_>, quick: &[Quick]) -> Vec<Question> {
    let mut needed: std::collections::BTreeMap<Slot, Vec<&Quick>> = std::collections::BTreeMap::new();
    for quick in quick {
        if let Some(programme) = situation.catalogue.programmes().get(quick.programme) {
            for slot in situation.missing(programme, quick) {
                needed.entry(slot).or_default().push(quick);
            }
        }
    }
    let mut questions: Vec<Question> =
        needed.into_iter().filter_map(|(slot, programmes)| question(situation, slot, &programmes)).collect();
    // Stable: equal stakes keep the order of the vocabulary.
    questions.sort_by_key(|question| {
        (std::cmp::Reverse(question.at_stake_cents), std::cmp::Reverse(question.programmes.len()))
    });
    questions
}

/// The question for a fact.
pub(crate) fn question(situation: &Situation<'_>, slot: Slot, programmes: &[&Quick]) -> Option<Question> {
    let fact = situation.catalogue.vocabulary().get(slot)?;
    let ids = programmes.iter().filter_map(|quick| situation.catalogue.programmes().get(quick.programme));
    Some(Question {
        fact: fact.id.clone(),
        r#type: fact.kind,
        unit: fact.unit.clone(),
        label: fact.label.clone(),
        question: fact.question.clone(),
        where_found: fact.where_found.clone(),
        values: fact
            .values
            .iter()
            .map(|member| ValueText {
                id: member.id.clone(),
                text: Text { de: member.de.clone().into(), en: member.en.clone().into() },
            })
            .collect(),
        answered_dont_know: situation.facts.raw(slot) == Answer::DontKnow,
        programmes: ids.map(|programme| programme.id.clone()).collect(),
        at_stake_cents: programmes.iter().filter_map(|quick| quick.grants.high).sum::<Money>(),
    })
}

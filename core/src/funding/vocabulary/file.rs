//! Facts as TOML files hold them, and the reading of a vocabulary with every fault at once.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use super::{Derivation, Fact, FactType, Member, Vocabulary};
use crate::base::border::Reader;
use crate::base::text::sentences;
use crate::base::{Code, Error, Pointer, Problem, Problems, Text};
use crate::funding::costs::Phase;
use crate::funding::document::Document;
use crate::funding::node::{Node, compile};
use crate::funding::rule::Slot;

sentences! {
    ID_FORM = "funding.vocabulary.id_form" {
        de: "Bereich, Punkt, Name in Kleinbuchstaben, zum Beispiel company.state; Beträge enden auf _cents",
        en: "domain, dot, name in lower case, for example company.state; amounts end in _cents",
    }
    NEW_FACT = "funding.vocabulary.new_fact" {
        de: "eine neue Kennung; eine Angabe, die es schon gibt, lesen Bedingungen ohne eigenes [[fact]]",
        en: "a new id; conditions read a fact that exists without a [[fact]] of their own",
    }
    NEEDS_VALUES = "funding.vocabulary.needs_values" {
        de: "bei choice und set 1 bis 64 Werte (values oder values_of), sonst keine",
        en: "1 to 64 values (values or values_of) for choice and set, none otherwise",
    }
    DERIVE_ONE = "funding.vocabulary.derive_one" {
        de: "genau eines von when (bool), months_since (count), phases_of (set), as_of (date), as_of_or_later (date), operation",
        en: "exactly one of when (bool), months_since (count), phases_of (set), as_of (date), as_of_or_later (date), operation",
    }
    DERIVE_TYPE = "funding.vocabulary.derive_type" { de: "eine Angabe vom Typ {type}", en: "a fact of type {type}" }
}

/// A bilingual text as files hold it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileText {
    /// German.
    #[serde(deserialize_with = "words")]
    #[schemars(extend("format" = "words"))]
    de: String,
    /// English.
    #[serde(deserialize_with = "words")]
    #[schemars(extend("format" = "words"))]
    en: String,
}

fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.trim().is_empty() { Err(serde::de::Error::custom("expected a text that is not empty")) } else { Ok(text) }
}

impl From<FileText> for Text {
    fn from(text: FileText) -> Self {
        Self { de: text.de.into(), en: text.en.into() }
    }
}

/// A fact as files hold it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FactFile {
    /// `domain.name`.
    id: String,
    /// Its type.
    r#type: FactType,
    /// The unit of a count.
    #[serde(default)]
    unit: Option<FileText>,
    /// Its name.
    label: FileText,
    /// The question to a person.
    question: FileText,
    /// Where a person finds the answer.
    r#where: FileText,
    /// Can the applicant change it within the project?
    #[serde(default)]
    changeable: bool,
    /// The values of a choice or set.
    #[serde(default)]
    values: Vec<Member>,
    /// The same values as that fact, or `phases`.
    #[serde(default)]
    values_of: Option<String>,
    /// How it follows from others.
    #[serde(default)]
    derive: Option<DeriveFile>,
}

/// A derivation as files hold it: exactly one key.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DeriveFile {
    /// A rule over other facts.
    #[serde(default)]
    when: Option<Node>,
    /// A fact of type date.
    #[serde(default)]
    months_since: Option<String>,
    /// A fact of type costs.
    #[serde(default)]
    phases_of: Option<String>,
    /// `true`: the day of the question.
    #[serde(default)]
    as_of: bool,
    /// A fact of type date: the day of the question, or that day when it is later.
    #[serde(default)]
    as_of_or_later: Option<String>,
    /// An operation of the library.
    #[serde(default)]
    operation: Option<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct VocabularyFile {
    /// The facts.
    fact: Vec<FactFile>,
}

impl Vocabulary {
    /// Reads a vocabulary on its own.
    ///
    /// # Errors
    /// Every problem with its line.
    pub fn read(name: &str, text: &str) -> Result<Self, Error> {
        let document = Document::parse(name, text, Pointer::root())?;
        let file = document.read(&Reader::<VocabularyFile>::new())?;
        let mut problems = Problems::new();
        let vocabulary = Self::default().extended(file.fact, &Pointer::root().field("fact"), &mut problems);
        document.finish(problems)?;
        Ok(vocabulary)
    }

    /// The same vocabulary with more facts behind it; slots that exist keep their place.
    pub(crate) fn extended(&self, files: Vec<FactFile>, at: &Pointer, problems: &mut Problems) -> Self {
        let mut all = self.clone();
        problems.at_most(at.clone(), all.facts.len() + files.len(), Self::LIMIT);
        let before = problems.len();
        let mut derivations = Vec::new();
        for (index, file) in files.into_iter().enumerate() {
            let at = at.index(index);
            if all.slot(&file.id).is_some() {
                let problem = Problem::new(Code::DuplicateId, at.field("id")).found(&file.id);
                problems.push(problem.expected(NEW_FACT.text()));
                continue;
            }
            if !well_formed(&file) {
                problems.push(Problem::new(Code::BadFormat, at.field("id")).found(&file.id).expected(ID_FORM.text()));
            }
            let values = all.values(&file, &at, problems);
            if let (Some(derive), Ok(slot)) = (file.derive, u16::try_from(all.facts.len())) {
                derivations.push((Slot(slot), derive, at.field("derive")));
            }
            all.note(&file.id, Slot(u16::try_from(all.facts.len()).unwrap_or(u16::MAX)));
            all.facts.push(Fact {
                id: file.id,
                kind: file.r#type,
                unit: file.unit.map(Text::from),
                label: file.label.into(),
                question: file.question.into(),
                where_found: file.r#where.into(),
                changeable: file.changeable,
                values,
                derivation: None,
            });
        }
        for (slot, derive, at) in derivations {
            let derivation = all.derivation(slot, derive, &at, problems);
            if let Some(fact) = all.facts.get_mut(slot.index()) {
                fact.derivation = derivation;
            }
        }
        if problems.len() == before {
            all.order(at, problems);
        }
        all
    }

    fn values(&self, file: &FactFile, at: &Pointer, problems: &mut Problems) -> Vec<Member> {
        let values = match file.values_of.as_deref() {
            None => file.values.clone(),
            Some("phases") => Phase::ALL
                .iter()
                .map(|phase| {
                    let text = phase.text();
                    Member { id: phase.key().to_owned(), de: text.de.into(), en: text.en.into() }
                })
                .collect(),
            Some(other) => match self.slot(other) {
                Some(slot) => self.get(slot).map(|fact| fact.values.clone()).unwrap_or_default(),
                None => {
                    problems.reference(at.field("values_of"), other, self.ids());
                    return Vec::new();
                }
            },
        };
        let wants = matches!(file.r#type, FactType::Choice | FactType::Set);
        let both = file.values_of.is_some() && !file.values.is_empty();
        if both || wants != (1..=64).contains(&values.len()) || (!wants && !values.is_empty()) {
            problems.push(
                Problem::new(Code::Contradiction, at.field("values")).found(values.len()).expected(NEEDS_VALUES.text()),
            );
        }
        problems.unique_ids(&at.field("values"), values.iter().map(|member| &member.id));
        values
    }

    fn derivation(&self, slot: Slot, derive: DeriveFile, at: &Pointer, problems: &mut Problems) -> Option<Derivation> {
        let kind = self.get(slot)?.kind;
        let typed = |id: &str, field: &str, wanted: FactType, problems: &mut Problems| {
            let at = at.field(field);
            let Some(slot) = self.slot(id) else {
                problems.reference(at, id, self.ids());
                return None;
            };
            let found = self.get(slot)?.kind;
            if found != wanted {
                let expected = DERIVE_TYPE.with(&[("type", format!("{wanted:?}").to_lowercase().into())]);
                problems.push(Problem::new(Code::WrongType, at).found(id).expected(expected));
                return None;
            }
            Some(slot)
        };
        let days = (derive.as_of, derive.as_of_or_later);
        match (derive.when, derive.months_since, derive.phases_of, derive.operation, days, kind) {
            (Some(node), None, None, None, (false, None), FactType::Bool) => {
                compile(&node, self, &at.field("when"), problems).map(Derivation::When)
            }
            (None, Some(id), None, None, (false, None), FactType::Count) => {
                typed(&id, "months_since", FactType::Date, problems).map(Derivation::MonthsSince)
            }
            (None, None, Some(id), None, (false, None), FactType::Set) => {
                typed(&id, "phases_of", FactType::Costs, problems).map(Derivation::PhasesOf)
            }
            (None, None, None, None, (true, None), FactType::Date) => Some(Derivation::AsOf),
            (None, None, None, None, (false, Some(id)), FactType::Date) => {
                typed(&id, "as_of_or_later", FactType::Date, problems).map(Derivation::AsOfOrLater)
            }
            (None, None, None, Some(operation), (false, None), _) => Some(Derivation::Operation(operation)),
            _ => {
                problems.push(Problem::new(Code::Contradiction, at.clone()).expected(DERIVE_ONE.text()));
                None
            }
        }
    }
}

fn well_formed(file: &FactFile) -> bool {
    let word = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    };
    let parts = file.id.split_once('.').is_some_and(|(domain, name)| word(domain) && word(name));
    let cents = file.id.ends_with("_cents") == (file.r#type == FactType::Money);
    let unit = file.unit.is_some() == (file.r#type == FactType::Count);
    parts && cents && unit && file.id.len() <= 128
}

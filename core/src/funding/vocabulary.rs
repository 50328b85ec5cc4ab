//! The vocabulary: every fact a rule may read, with type, unit, label, question and derivation.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::costs::Phase;
use super::document::Document;
use super::node::{Node, compile};
use super::rule::{Rule, Slot};
use crate::base::border::Reader;
use crate::base::error::did_you_mean;
use crate::base::text::sentences;
use crate::base::{Code, Error, Pointer, Problem, Problems, Text};

sentences! {
    ID_FORM = "funding.vocabulary.id_form" {
        de: "Bereich, Punkt, Name in Kleinbuchstaben, zum Beispiel company.state; Beträge enden auf _cents",
        en: "domain, dot, name in lower case, for example company.state; amounts end in _cents",
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
    CYCLE = "funding.vocabulary.cycle" { de: "Die Ableitung führt im Kreis: {path}.", en: "The derivation runs in a circle: {path}." }
}

/// The type of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FactType {
    /// Yes or no.
    Bool,
    /// A whole number from 0 to one billion, in the unit of the fact.
    Count,
    /// An amount in cents.
    Money,
    /// A day.
    Date,
    /// One of a list.
    Choice,
    /// Any number of a list, also none.
    Set,
    /// Cost positions ([`super::costs::Cost`]).
    Costs,
}

/// A value that a choice or a set may take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// How it stands in documents.
    pub id: String,
    /// German.
    pub de: String,
    /// English.
    pub en: String,
}

/// How a fact follows from others when nobody gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Derivation {
    /// Yes or no by a rule.
    When(Rule),
    /// Full months from that day to the day of the question.
    MonthsSince(Slot),
    /// The phases in which costs arise.
    PhasesOf(Slot),
    /// The day of the question; nobody states it.
    AsOf,
    /// The day of the question, or that day when it is later. Holds where nobody states another day.
    AsOfOrLater(Slot),
    /// Another operation of the library works it out.
    Operation(String),
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// `domain.name`.
    pub id: String,
    /// Its type.
    pub kind: FactType,
    /// The unit of a count.
    pub unit: Option<Text>,
    /// Its name.
    pub label: Text,
    /// The question to a person.
    pub question: Text,
    /// Where a person finds the answer.
    pub where_found: Text,
    /// Can the applicant change it within the project?
    pub changeable: bool,
    /// The values of a choice or set.
    pub values: Vec<Member>,
    /// How it follows from others.
    pub derivation: Option<Derivation>,
}

impl Fact {
    /// The place of a value.
    pub fn member(&self, id: &str) -> Option<u32> {
        self.values.iter().position(|member| member.id == id).and_then(|index| u32::try_from(index).ok())
    }
    /// The value at a place.
    pub fn member_at(&self, index: i64) -> Option<&Member> {
        usize::try_from(index).ok().and_then(|index| self.values.get(index))
    }
    /// Can a document state it? The day of the question stands elsewhere.
    pub fn is_stated(&self) -> bool {
        self.derivation != Some(Derivation::AsOf)
    }
    /// Domain and name.
    pub fn path(&self) -> (&str, &str) {
        self.id.split_once('.').unwrap_or(("", &self.id))
    }
}

/// A bilingual text as files hold it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileText {
    /// German.
    de: String,
    /// English.
    en: String,
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

/// All facts, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Vocabulary {
    facts: Vec<Fact>,
    by_id: BTreeMap<String, Slot>,
    /// Facts with a derivation that can be evaluated here, inputs first.
    derived: Vec<Slot>,
}

impl Vocabulary {
    /// Most facts of a vocabulary.
    pub const LIMIT: usize = 1_000;

    /// The facts that come with the library.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: OnceLock<Vocabulary> = OnceLock::new();
        EMBEDDED.get_or_init(|| {
            let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/catalogue/vocabulary.toml"));
            // The test `the_embedded_vocabulary_is_sound` reads the same file; an unreadable one never ships.
            Self::read("vocabulary.toml", text).unwrap_or_default()
        })
    }

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
            if all.by_id.contains_key(&file.id) {
                problems.push(Problem::new(Code::DuplicateId, at.field("id")).found(&file.id));
                continue;
            }
            if !well_formed(&file) {
                problems.push(Problem::new(Code::BadFormat, at.field("id")).found(&file.id).expected(ID_FORM.text()));
            }
            let values = all.values(&file, &at, problems);
            if let (Some(derive), Ok(slot)) = (file.derive, u16::try_from(all.facts.len())) {
                derivations.push((Slot(slot), derive, at.field("derive")));
            }
            all.by_id.insert(file.id.clone(), Slot(u16::try_from(all.facts.len()).unwrap_or(u16::MAX)));
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

    /// Inputs before what follows from them; refuses circles.
    fn order(&mut self, at: &Pointer, problems: &mut Problems) {
        #[derive(Clone, Copy, PartialEq)]
        enum Mark {
            New,
            Open,
            Done,
        }
        fn inputs(derivation: &Derivation) -> Vec<Slot> {
            match derivation {
                Derivation::When(rule) => rule.slots(),
                Derivation::MonthsSince(slot) | Derivation::PhasesOf(slot) | Derivation::AsOfOrLater(slot) => {
                    vec![*slot]
                }
                Derivation::AsOf | Derivation::Operation(_) => Vec::new(),
            }
        }
        let facts = &self.facts;
        let mut marks = vec![Mark::New; facts.len()];
        let mut derived = Vec::new();
        for root in 0..facts.len() {
            // Depth first with an explicit stack: a fact, and whether its inputs are done.
            let mut stack = vec![(root, false)];
            while let Some((index, done)) = stack.pop() {
                let Some(derivation) = facts.get(index).and_then(|fact| fact.derivation.as_ref()) else { continue };
                let Some(mark) = marks.get_mut(index) else { continue };
                if done {
                    *mark = Mark::Done;
                    derived.push(Slot(u16::try_from(index).unwrap_or(u16::MAX)));
                    continue;
                }
                if *mark == Mark::Done {
                    continue;
                }
                *mark = Mark::Open;
                stack.push((index, true));
                for input in inputs(derivation) {
                    if marks.get(input.index()) == Some(&Mark::Open) {
                        let mut path: Vec<String> = stack
                            .iter()
                            .filter(|(_, done)| *done)
                            .filter_map(|(index, _)| facts.get(*index))
                            .map(|fact| fact.id.clone())
                            .collect();
                        path.extend(facts.get(input.index()).map(|fact| fact.id.clone()));
                        problems.push(
                            Problem::new(Code::Cycle, at.clone())
                                .hint(CYCLE.with(&[("path", path.join(" → ").into())])),
                        );
                        return;
                    }
                    stack.push((input.index(), false));
                }
            }
        }
        derived.dedup();
        self.derived = derived;
    }

    /// The facts in their order.
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }
    /// Every slot in order.
    pub fn slots(&self) -> impl Iterator<Item = Slot> + use<> {
        (0..self.facts.len()).filter_map(|index| u16::try_from(index).ok()).map(Slot)
    }
    /// The slots of derived facts, inputs first.
    pub(crate) fn derived(&self) -> &[Slot] {
        &self.derived
    }
    /// The slot of a fact.
    pub fn slot(&self, id: &str) -> Option<Slot> {
        self.by_id.get(id).copied()
    }
    /// The fact in a slot.
    pub fn get(&self, slot: Slot) -> Option<&Fact> {
        self.facts.get(slot.index())
    }
    /// Every id.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.facts.iter().map(|fact| fact.id.as_str())
    }
    /// The fact with the most similar id.
    pub(crate) fn near(&self, id: &str) -> Option<Text> {
        did_you_mean(id, &self.ids().collect::<Vec<_>>())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_vocabulary_is_sound() {
        let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/catalogue/vocabulary.toml"));
        let vocabulary = Vocabulary::read("vocabulary.toml", text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(&vocabulary, Vocabulary::embedded());
        assert!(vocabulary.facts().len() > 30);
        for fact in vocabulary.facts() {
            assert!(fact.question.de.ends_with('?') && fact.question.en.ends_with('?'), "{}", fact.id);
        }
    }

    const TEXTS: &str = "label={de=\"a\",en=\"a\"}\nquestion={de=\"a?\",en=\"a?\"}\nwhere={de=\"a\",en=\"a\"}\n";

    fn error(facts: &[(&str, &str)]) -> Error {
        let text: String = facts.iter().map(|(id, rest)| format!("[[fact]]\nid=\"{id}\"\n{TEXTS}{rest}\n")).collect();
        Vocabulary::read("v.toml", &text).unwrap_err()
    }

    #[test]
    fn derived_facts_in_a_circle_are_refused() {
        let derive = |other: &str| format!("type=\"bool\"\nderive={{when={{fact=\"{other}\",is=true}}}}");
        let found = error(&[("a.b", &derive("a.c")), ("a.c", &derive("a.d")), ("a.d", &derive("a.b"))]);
        assert_eq!(found.code(), Code::Cycle);
        let hint = found.problems[0].hint.clone().unwrap().en;
        assert!(["a.b", "a.c", "a.d"].iter().all(|id| hint.contains(id)), "{hint}");
        assert_eq!(error(&[("a.b", &derive("a.b"))]).code(), Code::Cycle);
    }

    #[test]
    fn faults_are_named() {
        assert_eq!(error(&[("a.b", "type=\"money\"")]).code(), Code::BadFormat);
        assert_eq!(error(&[("a.b", "type=\"choice\"")]).code(), Code::Contradiction);
        assert_eq!(error(&[("a.b", "type=\"bool\""), ("a.b", "type=\"bool\"")]).code(), Code::DuplicateId);
        let derive = "type=\"count\"\nunit={de=\"m\",en=\"m\"}\nderive={months_since=\"a.x\"}";
        assert_eq!(error(&[("a.x", "type=\"bool\""), ("a.b", derive)]).code(), Code::WrongType);
    }
}

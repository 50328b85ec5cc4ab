//! The vocabulary: every fact a rule may read, with type, unit, label, question and derivation.

mod file;
mod order;

use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(crate) use file::{FactFile, FileText};

use super::rule::{Rule, Slot};
use crate::base::Text;
use crate::base::error::did_you_mean;

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
        path(&self.id)
    }
}

fn path(id: &str) -> (&str, &str) {
    id.split_once('.').unwrap_or(("", id))
}

/// The facts of one domain, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Domain {
    name: String,
    /// In order of name.
    slots: Vec<(String, Slot)>,
}

impl Domain {
    /// The slot of the fact of that name.
    pub(crate) fn slot(&self, name: &str) -> Option<Slot> {
        let found = self.slots.binary_search_by(|(other, _)| other.as_str().cmp(name)).ok()?;
        self.slots.get(found).map(|(_, slot)| *slot)
    }
}

/// All facts, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Vocabulary {
    facts: Vec<Fact>,
    domains: Vec<Domain>,
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
        let (domain, name) = path(id);
        self.domain(domain)?.slot(name)
    }
    /// The facts of a domain.
    pub(crate) fn domain(&self, name: &str) -> Option<&Domain> {
        // A handful of domains: looking through them is quicker than any table.
        self.domains.iter().find(|domain| domain.name == name)
    }
    /// The names of the domains.
    pub(crate) fn domains(&self) -> impl Iterator<Item = &str> {
        self.domains.iter().map(|domain| domain.name.as_str())
    }
    /// Notes the slot of an id that is new.
    fn note(&mut self, id: &str, slot: Slot) {
        let (domain, name) = path(id);
        if self.domain(domain).is_none() {
            self.domains.push(Domain { name: domain.to_owned(), slots: Vec::new() });
        }
        let Some(domain) = self.domains.iter_mut().find(|other| other.name == domain) else { return };
        let at = domain.slots.partition_point(|(other, _)| other.as_str() < name);
        domain.slots.insert(at, (name.to_owned(), slot));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Code, Error};

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

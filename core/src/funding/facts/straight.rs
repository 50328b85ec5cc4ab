//! The short way from a document to facts: each value goes into its slot while it is read, nothing is kept in between.
//!
//! The first thing that is not as expected ends the reading. Who wants every fault with its place reads the
//! document again as a [`FactsInput`](super::FactsInput) and asks [`Facts::read`].

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::read::costs_are_sound;
use super::{Facts, MAX_COUNT};
use crate::base::answer::DONT_KNOW;
use crate::base::{Answer, Date, Money};
use crate::funding::costs::{Cost, CostKind, Phase, Unit};
use crate::funding::node::day_number;
use crate::funding::rule::Slot;
use crate::funding::vocabulary::{Domain, Fact, FactType, Vocabulary};

/// Reads facts by domain and name against a vocabulary.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Straight<'v> {
    pub(crate) vocabulary: &'v Vocabulary,
    /// The day of the question.
    pub(crate) as_of: Date,
}

impl<'de> DeserializeSeed<'de> for Straight<'_> {
    type Value = Facts;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Facts, D::Error> {
        let mut facts = Facts::none(self.vocabulary, self.as_of);
        let seen = vec![false; self.vocabulary.facts().len()];
        deserializer.deserialize_map(Domains { vocabulary: self.vocabulary, facts: &mut facts, seen })?;
        facts.derive(self.vocabulary);
        Ok(facts)
    }
}

struct Domains<'v, 'f> {
    vocabulary: &'v Vocabulary,
    facts: &'f mut Facts,
    /// Facts that were read, so that none is read twice.
    seen: Vec<bool>,
}

impl<'de> Visitor<'de> for Domains<'_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of domains")
    }
    fn visit_map<A: MapAccess<'de>>(mut self, mut domains: A) -> Result<(), A::Error> {
        let vocabulary = self.vocabulary;
        let mut read: Vec<&Domain> = Vec::with_capacity(8);
        while let Some(domain) = domains.next_key_seed(Word(|name: &str| vocabulary.domain(name)))? {
            let domain = domain.ok_or_else(|| A::Error::custom("an unknown domain"))?;
            if read.iter().any(|other| std::ptr::eq(*other, domain)) {
                return Err(A::Error::custom("a domain twice"));
            }
            domains.next_value_seed(Fields { all: &mut self, domain })?;
            read.push(domain);
        }
        Ok(())
    }
}

/// A text that is looked up while it is read.
struct Word<F>(F);

impl<'de, T, F: FnOnce(&str) -> T> DeserializeSeed<'de> for Word<F> {
    type Value = T;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T, F: FnOnce(&str) -> T> Visitor<'_> for Word<F> {
    type Value = T;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }
    fn visit_str<E>(self, text: &str) -> Result<T, E> {
        Ok((self.0)(text))
    }
}

struct Fields<'d, 'v, 'f> {
    all: &'d mut Domains<'v, 'f>,
    domain: &'v Domain,
}

impl<'de> DeserializeSeed<'de> for Fields<'_, '_, '_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Fields<'_, '_, '_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of facts")
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let vocabulary = self.all.vocabulary;
        let domain = self.domain;
        while let Some(slot) = fields.next_key_seed(Word(|name: &str| domain.slot(name)))? {
            let Some((slot, fact)) = slot.and_then(|slot| Some((slot, vocabulary.get(slot)?))) else {
                return Err(A::Error::custom("an unknown fact"));
            };
            match self.all.seen.get_mut(slot.index()) {
                Some(seen) if !*seen => *seen = true,
                _ => return Err(A::Error::custom("a fact twice")),
            }
            fields.next_value_seed(Value { facts: &mut *self.all.facts, slot, fact })?;
        }
        Ok(())
    }
}

struct Value<'a> {
    facts: &'a mut Facts,
    slot: Slot,
    fact: &'a Fact,
}

impl Value<'_> {
    fn put<E: serde::de::Error>(self, value: Option<i64>) -> Result<(), E> {
        let value = value.filter(|_| self.fact.is_stated()).ok_or_else(|| E::custom("not a value of this fact"))?;
        self.facts.set(self.slot, Answer::Given(value));
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a fact")
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }
    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        let read = (self.fact.kind == FactType::Bool).then_some(i64::from(value));
        self.put(read)
    }
    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        let limit = match self.fact.kind {
            FactType::Count => MAX_COUNT,
            FactType::Money => Money::LIMIT,
            _ => return Err(E::custom("not a number")),
        };
        self.put(Some(value).filter(|value| (0..=limit).contains(value)))
    }
    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        let value = i64::try_from(value).map_err(E::custom)?;
        self.visit_i64(value)
    }
    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<(), E> {
        let read = match self.fact.kind {
            _ if value == DONT_KNOW && self.fact.is_stated() => {
                self.facts.set(self.slot, Answer::DontKnow);
                return Ok(());
            }
            FactType::Choice => self.fact.member(value).map(i64::from),
            FactType::Date => value.parse().ok().map(day_number),
            _ => None,
        };
        self.put(read)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        match self.fact.kind {
            FactType::Set => {
                let mut mask = 0_i64;
                let fact = self.fact;
                while let Some(member) = items.next_element_seed(Word(|name: &str| fact.member(name)))? {
                    match member.map(|bit| 1_i64 << bit) {
                        Some(bit) if mask & bit == 0 => mask |= bit,
                        _ => return Err(A::Error::custom("not a member, or twice")),
                    }
                }
                self.put(Some(mask))
            }
            FactType::Costs => {
                let mut costs = Vec::with_capacity(16);
                while let Some(cost) = items.next_element_seed(CostFields)? {
                    costs.push(cost);
                    if costs.len() > Cost::LIMIT {
                        break;
                    }
                }
                if !costs_are_sound(&costs) {
                    return Err(A::Error::custom("a cost out of bounds"));
                }
                self.facts.set_costs(self.slot, costs);
                Ok(())
            }
            _ => Err(A::Error::custom("not a list")),
        }
    }
}

/// One cost position; a list of its values in order, which serde would take too, is none.
struct CostFields;

impl<'de> DeserializeSeed<'de> for CostFields {
    type Value = Cost;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cost, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for CostFields {
    type Value = Cost;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a cost position")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Cost, A::Error> {
        const NAMES: [&str; 6] = ["id", "phase", "kind", "net_cents", "quantity", "unit"];
        let (mut id, mut phase, mut kind, mut unit) = (None, None, None, Unit::Lump);
        let (mut net_cents, mut quantity) = (Answer::NotAsked, Answer::NotAsked);
        let mut seen = [false; NAMES.len()];
        let position = |name: &str| NAMES.iter().position(|other| *other == name);
        while let Some(field) = fields.next_key_seed(Word(position))? {
            let field = field.ok_or_else(|| A::Error::custom("an unknown field"))?;
            match seen.get_mut(field) {
                Some(seen) if !*seen => *seen = true,
                _ => return Err(A::Error::custom("a field twice")),
            }
            match field {
                0 => id = fields.next_value()?,
                1 => phase = fields.next_value_seed(Word(|word: &str| find(Phase::ALL, Phase::key, word)))?,
                2 => kind = fields.next_value_seed(Word(|word: &str| find(CostKind::ALL, CostKind::key, word)))?,
                3 => net_cents = fields.next_value()?,
                4 => quantity = fields.next_value()?,
                _ => {
                    let word = fields.next_value_seed(Word(|word: &str| find(Unit::ALL, Unit::key, word)))?;
                    unit = word.ok_or_else(|| A::Error::custom("an unknown unit"))?;
                }
            }
        }
        let (Some(phase), Some(kind)) = (phase, kind) else { return Err(A::Error::custom("a field is missing")) };
        Ok(Cost { id, phase, kind, net_cents, quantity, unit })
    }
}

/// The word that is written so.
fn find<T: Copy>(all: &[T], key: impl Fn(T) -> &'static str, word: &str) -> Option<T> {
    all.iter().copied().find(|one| key(*one) == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Pointer, Problems};
    use crate::funding::facts::FactsInput;

    /// Both ways of reading: the short one, and the one that names every fault.
    fn both(text: &str) -> (Option<Facts>, Option<Facts>) {
        let (vocabulary, as_of) = (Vocabulary::embedded(), "2026-11-20".parse().unwrap());
        let mut reader = serde_json::Deserializer::from_str(text);
        let short = Straight { vocabulary, as_of }.deserialize(&mut reader).ok().filter(|_| reader.end().is_ok());
        let long = serde_json::from_str::<FactsInput>(text).ok().and_then(|input| {
            let mut problems = Problems::new();
            let facts = Facts::read(&input, vocabulary, as_of, &Pointer::root(), &mut problems);
            problems.is_empty().then_some(facts)
        });
        (short, long)
    }

    #[test]
    fn the_short_way_takes_and_refuses_what_the_long_way_does() {
        let good = [
            include_str!("../../../../tests/bench/funding_facts.json"),
            "{}",
            r#"{"company":null,"project":{}}"#,
            r#"{"company":{"state":"NW","size":null,"headcount":"dont_know","founded":"1961-04-01","circumstances":[]}}"#,
            r#"{"company":{"founded":"2025-11-20","age_months":40}}"#,
            r#"{"project":{"costs":[],"begun":false,"features":["ai","ar_vr"]}}"#,
            r#"{"project":{"costs":[{"phase":"poc","kind":"hardware"},{"id":"a","phase":"mvp","kind":"training","net_cents":"dont_know","quantity":3,"unit":"day"}]}}"#,
            r#"{"company":{"sta\u0074e":"NW"}}"#,
            r#"{"company":{"headcount":1000000000,"turnover_cents":100000000000000}}"#,
        ];
        for text in good {
            let (short, long) = both(text);
            assert!(long.is_some(), "{text}");
            assert_eq!(short, long, "{text}");
        }
        let bad = [
            "[]",
            "3",
            r#"{"company":3}"#,
            r#"{"company":{"state":"NW","state":"NW"}}"#,
            r#"{"company":{"state":null,"state":"NW"}}"#,
            r#"{"company":{},"company":{}}"#,
            r#"{"company":null,"company":{"state":"NW"}}"#,
            r#"{"compny":{"state":"NW"}}"#,
            r#"{"compny":{}}"#,
            r#"{"company":{"stat":"NW"}}"#,
            r#"{"company":{"state":"NRW"}}"#,
            r#"{"company":{"state":["NW"]}}"#,
            r#"{"company":{"headcount":-1}}"#,
            r#"{"company":{"headcount":1000000001}}"#,
            r#"{"company":{"headcount":18446744073709551615}}"#,
            r#"{"company":{"headcount":1.5}}"#,
            r#"{"company":{"headcount":"120"}}"#,
            r#"{"company":{"headcount":true}}"#,
            r#"{"company":{"headcount":{"n":1}}}"#,
            r#"{"company":{"founded":"1961-02-30"}}"#,
            r#"{"company":{"circumstances":["insolvency","insolvency"]}}"#,
            r#"{"company":{"circumstances":[1]}}"#,
            r#"{"company":{"circumstances":"insolvency"}}"#,
            r#"{"project":{"begun":1}}"#,
            r#"{"project":{"application_date":"2026-11-20"}}"#,
            r#"{"project":{"application_date":"dont_know"}}"#,
            r#"{"project":{"costs":{}}}"#,
            r#"{"project":{"costs":[{"phase":"poc","kind":"hardware","net_cents":-1}]}}"#,
            r#"{"project":{"costs":[{"phase":"poc","kind":"hardware","quantity":1000001}]}}"#,
            r#"{"project":{"costs":[{"id":"a","phase":"poc","kind":"hardware"},{"id":"a","phase":"poc","kind":"hardware"}]}}"#,
            r#"{"project":{"costs":[{"phase":"poc"}]}}"#,
            r#"{"project":{"costs":[{"phase":{"poc":null},"kind":"hardware"}]}}"#,
            r#"{"project":{"costs":[[null,"poc","hardware",1,1,"lump"]]}}"#,
            r#"{"project":{"costs":[{"phase":"poc","phase":"poc","kind":"hardware"}]}}"#,
            r#"{"project":{"costs":[{"phase":"poc","kind":"hardware","note":1}]}}"#,
            r#"{"project":{"costs":[{"phase":"poc","kind":"hardware","unit":"box"}]}}"#,
        ];
        for text in bad {
            assert_eq!(both(text), (None, None), "{text}");
        }
    }
}

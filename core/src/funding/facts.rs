//! What is known about a company and its project.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::costs::{Cost, Phase};
use super::node::{day_number, day_of};
use super::rule::Slot;
use super::vocabulary::{Derivation, Fact, FactType, Vocabulary};
use crate::base::answer::DONT_KNOW;
use crate::base::border::{self, Reader};
use crate::base::error::did_you_mean;
use crate::base::text::sentences;
use crate::base::{Answer, Code, Date, Money, Pointer, Problem, Problems};

sentences! {
    EXPECTED = "funding.facts.expected" { de: "{what}; null, wenn nicht gefragt; \"dont_know\", wenn unbekannt", en: "{what}; null when not asked; \"dont_know\" when unknown" }
    COUNT = "funding.facts.count" { de: "eine ganze Zahl von 0 bis 1.000.000.000 ({unit}), ohne Einheit und Anführungszeichen", en: "a whole number from 0 to 1,000,000,000 ({unit}), without unit and quotes" }
    MONEY = "funding.facts.money" { de: "ein Betrag in Cent als ganze Zahl ab 0", en: "an amount in cents as a whole number from 0" }
    BOOL = "funding.facts.bool" { de: "true oder false", en: "true or false" }
    DATE = "funding.facts.date" { de: "ein Tag, geschrieben JJJJ-MM-TT", en: "a day, written YYYY-MM-DD" }
    CHOICE = "funding.facts.choice" { de: "einer der Werte: {list}", en: "one of the values: {list}" }
    SET = "funding.facts.set" { de: "eine Liste aus: {list}; leer, wenn nichts zutrifft", en: "a list of: {list}; empty when none applies" }
    DAY_OF_QUESTION = "funding.facts.day_of_question" { de: "keine Angabe: das ist der Tag der Frage (at)", en: "no statement: this is the day of the question (at)" }
    COSTS = "funding.facts.costs" { de: "eine Liste von Kostenpositionen mit phase, kind und net_cents", en: "a list of cost positions with phase, kind and net_cents" }

}

/// Facts by domain: `{"company": {"state": "NW"}, "project": {…}}`. A fact is its value, null when
/// nobody asked, or `"dont_know"`. The ids stand in the vocabulary of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FactsInput(BTreeMap<String, Map<String, Value>>);

impl FactsInput {
    /// Sets a fact to a value as documents hold it.
    pub fn set(&mut self, id: &str, value: Value) {
        let (domain, name) = id.split_once('.').unwrap_or(("", id));
        self.0.entry(domain.to_owned()).or_default().insert(name.to_owned(), value);
    }
    /// Takes a fact away.
    pub fn remove(&mut self, id: &str) -> Option<Value> {
        let (domain, name) = id.split_once('.')?;
        self.0.get_mut(domain)?.remove(name)
    }
    /// Every fact that stands there: id and value.
    pub fn iter(&self) -> impl Iterator<Item = (String, &Value)> {
        self.0
            .iter()
            .flat_map(|(domain, facts)| facts.iter().map(move |(name, value)| (format!("{domain}.{name}"), value)))
    }
}

/// A JSON value whose objects hold every field once.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct StrictVisitor;
        impl<'de> Visitor<'de> for StrictVisitor {
            type Value = Strict;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a value")
            }
            fn visit_bool<E>(self, value: bool) -> Result<Strict, E> {
                Ok(Strict(value.into()))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Strict, E> {
                Ok(Strict(value.into()))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Strict, E> {
                Ok(Strict(value.into()))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Strict, E> {
                Ok(Strict(value.into()))
            }
            fn visit_str<E>(self, value: &str) -> Result<Strict, E> {
                Ok(Strict(value.into()))
            }
            fn visit_unit<E>(self) -> Result<Strict, E> {
                Ok(Strict(Value::Null))
            }
            fn visit_none<E>(self) -> Result<Strict, E> {
                Ok(Strict(Value::Null))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Strict, A::Error> {
                let mut list = Vec::new();
                while let Some(Strict(item)) = items.next_element()? {
                    list.push(item);
                }
                Ok(Strict(Value::Array(list)))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Strict, A::Error> {
                let mut object = Map::new();
                while let Some(name) = fields.next_key::<String>()? {
                    let Strict(value) = fields.next_value()?;
                    if object.contains_key(&name) {
                        return Err(A::Error::custom(format!("duplicate field `{name}`")));
                    }
                    object.insert(name, value);
                }
                Ok(Strict(Value::Object(object)))
            }
        }
        deserializer.deserialize_any(StrictVisitor)
    }
}

impl<'de> Deserialize<'de> for FactsInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Strict(Value::Object(domains)) = Strict::deserialize(deserializer)? else {
            return Err(D::Error::custom("expected an object of domains"));
        };
        let mut facts = BTreeMap::new();
        for (domain, value) in domains {
            match value {
                Value::Object(fields) => facts.insert(domain, fields),
                Value::Null => None,
                _ => return Err(D::Error::custom(format!("the domain `{domain}` is an object of facts"))),
            };
        }
        Ok(Self(facts))
    }
}

impl Serialize for FactsInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl JsonSchema for FactsInput {
    fn schema_name() -> Cow<'static, str> {
        "Facts".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let costs = generator.subschema_for::<Vec<Cost>>().to_value();
        let mut domains: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
        for fact in Vocabulary::embedded().facts().iter().filter(|fact| fact.is_stated()) {
            let (domain, name) = fact.path();
            let words = || fact.values.iter().map(|member| json!(member.id)).collect::<Vec<_>>();
            let value = match fact.kind {
                FactType::Bool => json!({ "type": "boolean" }),
                FactType::Count => json!({ "type": "integer", "minimum": 0, "maximum": MAX_COUNT }),
                FactType::Money => json!({ "type": "integer", "minimum": 0, "maximum": Money::LIMIT }),
                FactType::Date => json!({ "type": "string", "format": "date" }),
                FactType::Choice => json!({ "enum": words() }),
                FactType::Set => json!({ "type": "array", "items": { "enum": words() }, "uniqueItems": true }),
                FactType::Costs => costs.clone(),
            };
            let unit = fact.unit.as_ref().map(|unit| format!(" In {}.", unit.en)).unwrap_or_default();
            let description = format!("{}: {}{unit} {}", fact.label.en, fact.question.en, fact.where_found.en);
            let schema =
                json!({ "description": description, "anyOf": [value, { "const": DONT_KNOW }, { "type": "null" }] });
            domains.entry(domain).or_default().insert(name.to_owned(), schema);
        }
        let properties: Map<String, Value> = domains
            .into_iter()
            .map(|(domain, facts)| {
                (
                    domain.to_owned(),
                    json!({ "type": ["object", "null"], "description": "Facts of this domain.", "properties": facts }),
                )
            })
            .collect();
        schemars::Schema::try_from(json!({
            "type": "object",
            "description": "Facts by domain. A fact is its value, null when nobody asked, or \"dont_know\". A catalogue may bring further facts.",
            "properties": properties
        }))
        .unwrap_or_default()
    }
}

/// Largest count.
pub const MAX_COUNT: i64 = 1_000_000_000;

/// Where a fact comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Stated in the input.
    Given,
    /// Follows from other facts.
    Derived,
    /// Stated in the input, although it would also follow from other facts.
    GivenOverDerived,
    /// Nobody asked.
    NotAsked,
    /// Asked; the answer was "I don't know".
    DontKnow,
}

/// The facts of one company and project, by slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    values: Vec<Answer<i64>>,
    origins: Vec<Origin>,
    costs: Vec<Cost>,
    as_of: Date,
}

impl Facts {
    /// Nothing known.
    pub fn none(vocabulary: &Vocabulary, as_of: Date) -> Self {
        let count = vocabulary.facts().len();
        Self { values: vec![Answer::NotAsked; count], origins: vec![Origin::NotAsked; count], costs: Vec::new(), as_of }
    }

    /// Reads the facts of a document against a vocabulary; reports every fault.
    pub fn read(
        input: &FactsInput,
        vocabulary: &Vocabulary,
        as_of: Date,
        at: &Pointer,
        problems: &mut Problems,
    ) -> Self {
        let mut facts = Self::none(vocabulary, as_of);
        let mut id = String::new();
        for (domain, fields) in &input.0 {
            for (name, value) in fields {
                // Places are written down only for faults.
                let at = || at.field(domain).field(name);
                id.clear();
                id.extend([domain.as_str(), ".", name.as_str()]);
                let Some(slot) = vocabulary.slot(&id) else {
                    let mut problem = Problem::new(Code::UnknownField, at()).found(&id);
                    let here: Vec<&str> = vocabulary
                        .facts()
                        .iter()
                        .map(Fact::path)
                        .filter(|(other, _)| other == domain)
                        .map(|(_, name)| name)
                        .collect();
                    problem.hint = did_you_mean(name, &here).or_else(|| vocabulary.near(&id));
                    problems.push(problem);
                    continue;
                };
                let Some(fact) = vocabulary.get(slot) else { continue };
                match value {
                    Value::Null => {}
                    _ if !fact.is_stated() => {
                        problems.push(Problem::new(Code::Contradiction, at()).expected(DAY_OF_QUESTION.text()));
                    }
                    Value::String(text) if text == DONT_KNOW => facts.set(slot, Answer::DontKnow),
                    value if fact.kind == FactType::Costs => {
                        if let Some(costs) = read_costs(value, &at(), problems) {
                            facts.costs = costs;
                            facts.set(slot, Answer::Given(1));
                        }
                    }
                    value => {
                        if let Some(value) = read_value(value, fact, &at, problems) {
                            facts.set(slot, Answer::Given(value));
                        }
                    }
                }
            }
        }
        facts.derive(vocabulary);
        facts
    }

    /// Sets a fact that stands in the input.
    pub(crate) fn set(&mut self, slot: Slot, answer: Answer<i64>) {
        if let (Some(value), Some(origin)) = (self.values.get_mut(slot.index()), self.origins.get_mut(slot.index())) {
            *value = answer;
            *origin = match answer {
                Answer::Given(_) => Origin::Given,
                Answer::NotAsked => Origin::NotAsked,
                Answer::DontKnow => Origin::DontKnow,
            };
        }
    }

    /// Sets a fact that an operation worked out; a statement in the input stays.
    pub(crate) fn set_derived(&mut self, slot: Slot, value: i64) {
        if let (Some(answer), Some(origin)) = (self.values.get_mut(slot.index()), self.origins.get_mut(slot.index())) {
            if matches!(origin, Origin::Given | Origin::GivenOverDerived) {
                *origin = Origin::GivenOverDerived;
            } else {
                *answer = Answer::Given(value);
                *origin = Origin::Derived;
            }
        }
    }

    /// Sets the costs.
    pub(crate) fn set_costs(&mut self, slot: Slot, costs: Vec<Cost>) {
        self.costs = costs;
        self.set(slot, Answer::Given(1));
    }

    /// Works out the derived facts that nobody gave. Calling it again after [`Facts::set`] refreshes them.
    pub(crate) fn derive(&mut self, vocabulary: &Vocabulary) {
        for &slot in vocabulary.derived() {
            let Some(derivation) = vocabulary.get(slot).and_then(|fact| fact.derivation.as_ref()) else { continue };
            // What an operation worked out stays as it is.
            if matches!(derivation, Derivation::Operation(_)) {
                continue;
            }
            let derived = self.derived(derivation);
            // A default gives way to a statement without a word.
            let is_default = matches!(derivation, Derivation::AsOfOrLater(_));
            let Some(origin) = self.origins.get_mut(slot.index()) else { continue };
            match (*origin, derived) {
                (Origin::Given | Origin::GivenOverDerived, Some(_)) if !is_default => {
                    *origin = Origin::GivenOverDerived
                }
                (Origin::Given | Origin::GivenOverDerived, _) => *origin = Origin::Given,
                (_, Some(value)) => {
                    *origin = Origin::Derived;
                    if let Some(answer) = self.values.get_mut(slot.index()) {
                        *answer = Answer::Given(value);
                    }
                }
                (Origin::Derived, None) => {
                    *origin = Origin::NotAsked;
                    if let Some(answer) = self.values.get_mut(slot.index()) {
                        *answer = Answer::NotAsked;
                    }
                }
                (Origin::NotAsked | Origin::DontKnow, None) => {}
            }
        }
    }

    fn derived(&self, derivation: &Derivation) -> Option<i64> {
        match derivation {
            Derivation::When(rule) => match rule.value(self) {
                crate::base::Truth::Yes => Some(1),
                crate::base::Truth::No => Some(0),
                crate::base::Truth::Open => None,
            },
            Derivation::MonthsSince(slot) => {
                let founded = day_of(*self.raw(*slot).given()?)?;
                let months = (i32::from(self.as_of.year()) - i32::from(founded.year())) * 12
                    + i32::from(self.as_of.month())
                    - i32::from(founded.month());
                let full = if founded.add_months(months) > self.as_of { months - 1 } else { months };
                // A company founded in the future has no age yet.
                Some(i64::from(full.max(0)))
            }
            Derivation::PhasesOf(slot) => {
                self.raw(*slot).given()?;
                let bit =
                    |phase: Phase| Phase::ALL.iter().position(|other| *other == phase).map_or(0, |at| 1_i64 << at);
                Some(self.costs.iter().fold(0, |mask, cost| mask | bit(cost.phase)))
            }
            Derivation::AsOf => Some(day_number(self.as_of)),
            Derivation::AsOfOrLater(slot) => Some(day_number(self.as_of).max(*self.raw(*slot).given()?)),
            Derivation::Operation(_) => None,
        }
    }

    /// The value in a slot as an integer (see [`super::rule::Op`]).
    pub fn raw(&self, slot: Slot) -> Answer<i64> {
        self.values.get(slot.index()).copied().unwrap_or(Answer::NotAsked)
    }
    /// Where the fact comes from.
    pub fn origin(&self, slot: Slot) -> Origin {
        self.origins.get(slot.index()).copied().unwrap_or(Origin::NotAsked)
    }
    /// The cost positions, when the costs are given.
    pub fn costs(&self) -> &[Cost] {
        &self.costs
    }
    /// The day of the question.
    pub fn as_of(&self) -> Date {
        self.as_of
    }
    /// The fact as documents hold it.
    pub fn value(&self, slot: Slot, fact: &Fact) -> Value {
        match self.raw(slot) {
            Answer::NotAsked => Value::Null,
            Answer::DontKnow => DONT_KNOW.into(),
            Answer::Given(value) => show(value, fact, &self.costs),
        }
    }
}

/// A stored value as documents hold it.
pub(crate) fn show(value: i64, fact: &Fact, costs: &[Cost]) -> Value {
    match fact.kind {
        FactType::Bool => Value::Bool(value != 0),
        FactType::Count | FactType::Money => value.into(),
        FactType::Date => day_of(value).map_or(Value::Null, |day| day.to_string().into()),
        FactType::Choice => fact.member_at(value).map_or(Value::Null, |member| member.id.clone().into()),
        FactType::Set => Value::Array(
            fact.values
                .iter()
                .enumerate()
                .filter(|(index, _)| (value.cast_unsigned() >> index) & 1 == 1)
                .map(|(_, member)| member.id.clone().into())
                .collect(),
        ),
        FactType::Costs => serde_json::to_value(costs).unwrap_or_default(),
    }
}

fn read_costs(value: &Value, at: &Pointer, problems: &mut Problems) -> Option<Vec<Cost>> {
    static READER: Reader<Vec<Cost>> = Reader::new();
    let costs = match Vec::<Cost>::deserialize(value) {
        Ok(costs) if READER.fits(value) => costs,
        // Read again along the schema, to name every fault with its place.
        _ => match border::write(value).and_then(|bytes| READER.read(&bytes)) {
            Ok(costs) => costs,
            Err(error) => {
                for mut problem in error.problems {
                    problem.pointer = at.join(&problem.pointer);
                    if problem.pointer == *at && problem.expected.is_none() {
                        problem = problem.expected(COSTS.text());
                    }
                    problems.push(problem);
                }
                return None;
            }
        },
    };
    let before = problems.len();
    problems.at_most(at.clone(), costs.len(), Cost::LIMIT);
    let mut seen = std::collections::BTreeSet::new();
    for (index, cost) in costs.iter().enumerate() {
        let at = at.index(index);
        if cost.net_cents.given().is_some_and(|money| money.is_negative()) {
            problems.push(Problem::new(Code::OutOfRange, at.field("net_cents")).expected(MONEY.text()));
        }
        if cost.quantity.given().is_some_and(|&n| n > Cost::MAX_QUANTITY) {
            problems.push(Problem::new(Code::OutOfRange, at.field("quantity")).found(Cost::MAX_QUANTITY));
        }
        if let Some(id) = &cost.id
            && !seen.insert(id)
        {
            problems.push(Problem::new(Code::DuplicateId, at.field("id")).found(id));
        }
    }
    (problems.len() == before).then_some(costs)
}

/// One given value as an integer.
fn read_value(value: &Value, fact: &Fact, at: &dyn Fn() -> Pointer, problems: &mut Problems) -> Option<i64> {
    let members = || fact.values.iter().map(|member| member.id.as_str()).collect::<Vec<_>>();
    let fault = |code: Code, what: crate::base::Text| {
        let mut problem =
            Problem::new(code, at()).found(shorten(value)).expected(EXPECTED.with(&[("what", what.into())]));
        if matches!(fact.kind, FactType::Choice | FactType::Set)
            && let Some(word) = value.as_str()
        {
            problem.hint = did_you_mean(word, &members());
        }
        Box::new(problem)
    };
    let whole = |limit: i64, what: &dyn Fn() -> crate::base::Text| match value {
        Value::Number(number) if number.is_i64() || number.is_u64() => {
            let read = number.as_i64().filter(|n| (0..=limit).contains(n));
            read.ok_or_else(|| fault(Code::OutOfRange, what()))
        }
        _ => Err(fault(Code::WrongType, what())),
    };
    let read = match fact.kind {
        FactType::Bool => value.as_bool().map(i64::from).ok_or_else(|| fault(Code::WrongType, BOOL.text())),
        FactType::Count => whole(MAX_COUNT, &|| {
            let unit = fact.unit.clone().unwrap_or_else(|| crate::base::Text::same(""));
            COUNT.with(&[("unit", unit.into())])
        }),
        FactType::Money => whole(Money::LIMIT, &|| MONEY.text()),
        FactType::Date => match value {
            Value::String(text) => text.parse().map(day_number).map_err(|_| fault(Code::BadFormat, DATE.text())),
            _ => Err(fault(Code::WrongType, DATE.text())),
        },
        FactType::Choice => match value {
            Value::String(text) => fact
                .member(text)
                .map(i64::from)
                .ok_or_else(|| fault(Code::UnknownValue, CHOICE.with(&[("list", members().join(", ").into())]))),
            _ => Err(fault(Code::WrongType, CHOICE.with(&[("list", members().join(", ").into())]))),
        },
        FactType::Set => {
            let expected = || SET.with(&[("list", members().join(", ").into())]);
            match value {
                Value::Array(items) => {
                    let mut mask = 0_i64;
                    let before = problems.len();
                    for (index, item) in items.iter().enumerate() {
                        let bit = item.as_str().and_then(|word| fact.member(word)).map(|bit| 1_i64 << bit);
                        let code = match bit {
                            Some(bit) if mask & bit == 0 => {
                                mask |= bit;
                                continue;
                            }
                            Some(_) => Code::DuplicateId,
                            None if item.is_string() => Code::UnknownValue,
                            None => Code::WrongType,
                        };
                        let mut problem =
                            Problem::new(code, at().index(index)).found(shorten(item)).expected(expected());
                        problem.hint = item.as_str().and_then(|word| did_you_mean(word, &members()));
                        problems.push(problem);
                    }
                    if problems.len() > before {
                        return None;
                    }
                    Ok(mask)
                }
                _ => Err(fault(Code::WrongType, expected())),
            }
        }
        FactType::Costs => Err(fault(Code::WrongType, COSTS.text())),
    };
    read.map_err(|problem| problems.push(*problem)).ok()
}

fn shorten(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string().chars().take(100).collect(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(document: Value) -> Result<Facts, crate::base::Error> {
        let input: FactsInput = serde_json::from_value(document).unwrap();
        let mut problems = Problems::new();
        let as_of = "2026-11-20".parse().unwrap();
        let facts = Facts::read(&input, Vocabulary::embedded(), as_of, &Pointer::root(), &mut problems);
        problems.finish().map(|()| facts)
    }

    #[test]
    fn every_fault_of_the_facts_comes_at_once() {
        let error = read(json!({
            "company": { "headcount": "120 Stück", "founded": "1961-02-30", "state": "NRW", "sise": 1, "turnover_cents": 1.5 },
            "project": { "costs": [{ "phase": "pok", "kind": "hardware", "net_cents": "12" }], "features": ["ki"] },
            "compny": { "state": "NW" }
        }))
        .unwrap_err();
        let found: Vec<_> = error.problems.iter().map(|p| (p.code, p.pointer.as_str().to_owned())).collect();
        for expected in [
            (Code::WrongType, "/company/headcount"),
            (Code::BadFormat, "/company/founded"),
            (Code::UnknownValue, "/company/state"),
            (Code::UnknownField, "/company/sise"),
            (Code::WrongType, "/company/turnover_cents"),
            (Code::UnknownValue, "/project/costs/0/phase"),
            (Code::WrongType, "/project/costs/0/net_cents"),
            (Code::UnknownValue, "/project/features/0"),
            (Code::UnknownField, "/compny/state"),
        ] {
            assert!(found.contains(&(expected.0, expected.1.to_owned())), "{expected:?} not in {found:?}");
        }
        assert_eq!(found.len(), 9);
    }

    #[test]
    fn repeated_fields_are_refused() {
        assert!(serde_json::from_str::<FactsInput>(r#"{"company":{"state":"NW","state":"BY"}}"#).is_err());
        assert!(serde_json::from_str::<FactsInput>(r#"{"company":{},"company":{}}"#).is_err());
        assert!(serde_json::from_str::<FactsInput>(r#"{"company":3}"#).is_err());
        assert!(serde_json::from_str::<FactsInput>(r#"{"company":null}"#).is_ok());
    }

    #[test]
    fn ages_count_full_months_and_given_values_win() {
        let vocabulary = Vocabulary::embedded();
        let age = vocabulary.slot("company.age_months").unwrap();
        for (founded, months) in [("2025-11-20", 12), ("2025-11-21", 11), ("2026-11-20", 0), ("2027-05-01", 0)] {
            let facts = read(json!({ "company": { "founded": founded } })).unwrap();
            assert_eq!(facts.raw(age), Answer::Given(months), "{founded}");
            assert_eq!(facts.origin(age), Origin::Derived);
        }
        let facts = read(json!({ "company": { "founded": "2025-11-20", "age_months": 40 } })).unwrap();
        assert_eq!((facts.raw(age), facts.origin(age)), (Answer::Given(40), Origin::GivenOverDerived));
    }

    #[test]
    fn a_set_may_be_empty_and_members_come_back() {
        let vocabulary = Vocabulary::embedded();
        let slot = vocabulary.slot("project.features").unwrap();
        let facts = read(json!({ "project": { "features": [] } })).unwrap();
        assert_eq!(facts.raw(slot), Answer::Given(0));
        let facts = read(json!({ "project": { "features": ["ar_vr", "ai"] } })).unwrap();
        assert_eq!(facts.value(slot, vocabulary.get(slot).unwrap()), json!(["ai", "ar_vr"]));
    }
}

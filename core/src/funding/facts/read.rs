//! From a document to facts: every fault with its place, all at once.

use serde::Deserialize as _;
use serde_json::Value;

use super::{Facts, FactsInput, MAX_COUNT};
use crate::base::answer::DONT_KNOW;
use crate::base::border::{self, Reader};
use crate::base::error::did_you_mean;
use crate::base::text::sentences;
use crate::base::{Answer, Code, Date, Money, Pointer, Problem, Problems};
use crate::funding::costs::Cost;
use crate::funding::node::day_number;
use crate::funding::vocabulary::{Fact, FactType, Vocabulary};

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

/// Longest list: a checklist has at most 64 members, each named once.
const SET_LIMIT: usize = 64;

impl Facts {
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
            if fields.is_empty() && vocabulary.domain(domain).is_none() {
                let mut problem = Problem::new(Code::UnknownField, at.field(domain)).found(domain);
                problem.hint = did_you_mean(domain, &vocabulary.domains().collect::<Vec<_>>());
                problems.push(problem);
            }
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
    if costs_are_sound(&costs) {
        return Some(costs);
    }
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
    None
}

/// No more positions than allowed, every figure within its bounds, every name once.
pub(super) fn costs_are_sound(costs: &[Cost]) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    costs.len() <= Cost::LIMIT
        && costs.iter().all(|cost| {
            cost.net_cents.given().is_none_or(|money| !money.is_negative())
                && cost.quantity.given().is_none_or(|&n| n <= Cost::MAX_QUANTITY)
        })
        && costs.iter().filter_map(|cost| cost.id.as_ref()).all(|id| seen.insert(id))
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
                    problems.at_most(at(), items.len(), SET_LIMIT);
                    if problems.len() > before {
                        return None;
                    }
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
                        if code == Code::UnknownValue {
                            problem.hint = item.as_str().and_then(|word| did_you_mean(word, &members()));
                        }
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
    use crate::funding::facts::Origin;
    use serde_json::json;

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
    fn a_set_may_be_empty_and_members_come_back() {
        let vocabulary = Vocabulary::embedded();
        let slot = vocabulary.slot("project.features").unwrap();
        let facts = read(json!({ "project": { "features": [] } })).unwrap();
        assert_eq!(facts.raw(slot), Answer::Given(0));
        let facts = read(json!({ "project": { "features": ["ar_vr", "ai"] } })).unwrap();
        assert_eq!(facts.value(slot, vocabulary.get(slot).unwrap()), json!(["ai", "ar_vr"]));
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
}

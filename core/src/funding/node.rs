//! Conditions as files hold them, and their compilation against a vocabulary.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::rule::{Op, Rule, Test};
use super::vocabulary::{Fact, FactType, Vocabulary};
use crate::base::error::did_you_mean;
use crate::base::text::sentences;
use crate::base::{Code, Date, Money, Pointer, Problem, Problems, Text};

sentences! {
    FACTS_STAND = "funding.condition.facts_stand" { de: "Die Angaben stehen in vocabulary.toml; eine Datei kann mit [[fact]] eigene mitbringen.", en: "The facts stand in vocabulary.toml; a file may bring its own with [[fact]]." }
    ONE_KEY = "funding.node.one_key" {
        de: "genau eines von all, any, not oder fact mit genau einem Vergleich (is, in, at_least, at_most, has_any, has_all, has_none)",
        en: "exactly one of all, any, not, or fact with exactly one comparison (is, in, at_least, at_most, has_any, has_all, has_none)",
    }
    OPERATORS = "funding.node.operators" {
        de: "{fact} ist vom Typ {type}; dafür gibt es {list}",
        en: "{fact} is of type {type}; it can be compared with {list}",
    }
    WANTS = "funding.node.wants" { de: "{what}", en: "{what}" }
    MONEY = "funding.node.money" { de: "ein Betrag mit Währung, zum Beispiel \"15000 EUR\"", en: "an amount with its currency, for example \"15000 EUR\"" }
    COUNT = "funding.node.count" { de: "eine ganze Zahl ({unit}) ohne Anführungszeichen", en: "a whole number ({unit}) without quotes" }
    DATE = "funding.node.date" { de: "ein Datum wie \"2026-01-31\"", en: "a date such as \"2026-01-31\"" }
    BOOL = "funding.node.bool" { de: "true oder false", en: "true or false" }
    MEMBER = "funding.node.member" { de: "einer der Werte: {list}", en: "one of the values: {list}" }
    AT_MOST_TESTS = "funding.node.at_most_tests" { de: "höchstens {n} Vergleiche und {depth} Ebenen", en: "at most {n} comparisons and {depth} levels" }
}

/// A condition as files hold it: `{ all = […] }`, `{ any = […] }`, `{ not = … }` or one fact with one comparison.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Node {
    /// All of these hold.
    #[serde(default)]
    all: Option<Vec<Node>>,
    /// At least one of these holds.
    #[serde(default)]
    any: Option<Vec<Node>>,
    /// This does not hold.
    #[serde(default)]
    not: Option<Vec<Node>>,
    /// The id of a fact of the vocabulary.
    #[serde(default)]
    fact: Option<String>,
    /// It is exactly this.
    #[serde(default)]
    is: Option<Value>,
    /// It is one of these.
    #[serde(default)]
    r#in: Option<Vec<Value>>,
    /// It is this or more (counts, amounts, dates).
    #[serde(default)]
    at_least: Option<Value>,
    /// It is this or less (counts, amounts, dates).
    #[serde(default)]
    at_most: Option<Value>,
    /// The set holds one of these.
    #[serde(default)]
    has_any: Option<Vec<Value>>,
    /// The set holds all of these.
    #[serde(default)]
    has_all: Option<Vec<Value>>,
    /// The set holds none of these.
    #[serde(default)]
    has_none: Option<Vec<Value>>,
}

/// Compiles a condition; reports every fault and then gives nothing.
pub(crate) fn compile(node: &Node, vocabulary: &Vocabulary, at: &Pointer, problems: &mut Problems) -> Option<Rule> {
    let before = problems.len();
    let mut tests = 0;
    let rule = walk(node, vocabulary, at, problems, &mut tests, 0);
    if tests > Rule::MAX_TESTS {
        problems.push(too_big(at));
    }
    if problems.len() > before { None } else { rule }
}

fn too_big(at: &Pointer) -> Problem {
    Problem::new(Code::TooMany, at.clone())
        .expected(AT_MOST_TESTS.with(&[("n", Rule::MAX_TESTS.into()), ("depth", Rule::MAX_DEPTH.into())]))
}

fn walk(
    node: &Node,
    vocabulary: &Vocabulary,
    at: &Pointer,
    problems: &mut Problems,
    tests: &mut usize,
    depth: usize,
) -> Option<Rule> {
    if depth > Rule::MAX_DEPTH {
        problems.push(too_big(at));
        return None;
    }
    let mut parts = |list: &[Node], name: &str, problems: &mut Problems| -> Option<Box<[Rule]>> {
        if list.is_empty() {
            problems.push(Problem::new(Code::TooFew, at.field(name)));
        }
        let rules: Vec<Option<Rule>> = list
            .iter()
            .enumerate()
            .map(|(index, part)| walk(part, vocabulary, &at.field(name).index(index), problems, tests, depth + 1))
            .collect();
        rules.into_iter().collect()
    };
    let comparisons = [
        node.is.is_some(),
        node.r#in.is_some(),
        node.at_least.is_some(),
        node.at_most.is_some(),
        node.has_any.is_some(),
        node.has_all.is_some(),
        node.has_none.is_some(),
    ]
    .into_iter()
    .filter(|given| *given)
    .count();
    match (&node.all, &node.any, &node.not, &node.fact, comparisons) {
        (Some(list), None, None, None, 0) => parts(list, "all", problems).map(Rule::All),
        (None, Some(list), None, None, 0) => parts(list, "any", problems).map(Rule::Any),
        (None, None, Some(list), None, 0) => {
            parts(list, "not", problems).map(|rules| Rule::Not(Box::new(Rule::Any(rules))))
        }
        (None, None, None, Some(id), 1) => {
            *tests += 1;
            leaf(node, id, vocabulary, at, problems)
        }
        _ => {
            problems.push(Problem::new(Code::BadFormat, at.clone()).expected(ONE_KEY.text()));
            None
        }
    }
}

fn leaf(node: &Node, id: &str, vocabulary: &Vocabulary, at: &Pointer, problems: &mut Problems) -> Option<Rule> {
    let Some((slot, fact)) = vocabulary.slot(id).and_then(|slot| Some((slot, vocabulary.get(slot)?))) else {
        let mut problem = Problem::new(Code::UnknownReference, at.field("fact")).found(id);
        problem.hint = vocabulary.near(id).or_else(|| Some(FACTS_STAND.text()));
        problems.push(problem);
        return None;
    };
    let test = |op| Rule::Test(Test { slot, op });
    let mask = |values: &[Value], name: &str, problems: &mut Problems| {
        let mut mask = 0_u64;
        for (index, value) in values.iter().enumerate() {
            mask |= 1 << read(value, fact, &at.field(name).index(index), problems)?.clamp(0, 63);
        }
        if values.is_empty() {
            problems.push(Problem::new(Code::TooFew, at.field(name)));
        }
        Some(mask)
    };
    let bad_operator = |problems: &mut Problems| {
        let list = match fact.kind {
            FactType::Bool => "is",
            FactType::Choice => "is, in",
            FactType::Count | FactType::Money | FactType::Date => "is, at_least, at_most",
            FactType::Set => "has_any, has_all, has_none",
            FactType::Costs => "—",
        };
        problems.push(Problem::new(Code::WrongType, at.clone()).expected(OPERATORS.with(&[
            ("fact", id.to_owned().into()),
            ("type", type_name(fact.kind).into()),
            ("list", list.into()),
        ])));
        None
    };
    use FactType::{Bool, Choice, Count, Date, Money, Set};
    match fact.kind {
        Bool | Choice => {
            if let Some(value) = &node.is {
                let value = read(value, fact, &at.field("is"), problems)?;
                Some(test(Op::OneOf(1 << value.clamp(0, 63))))
            } else if let (Choice, Some(values)) = (fact.kind, &node.r#in) {
                mask(values, "in", problems).map(|mask| test(Op::OneOf(mask)))
            } else {
                bad_operator(problems)
            }
        }
        Count | Money | Date => {
            if let Some(value) = &node.at_least {
                read(value, fact, &at.field("at_least"), problems).map(|low| test(Op::AtLeast(low)))
            } else if let Some(value) = &node.at_most {
                read(value, fact, &at.field("at_most"), problems).map(|high| test(Op::AtMost(high)))
            } else if let Some(value) = &node.is {
                let value = read(value, fact, &at.field("is"), problems)?;
                Some(Rule::All(Box::new([test(Op::AtLeast(value)), test(Op::AtMost(value))])))
            } else {
                bad_operator(problems)
            }
        }
        Set => {
            if let Some(values) = &node.has_any {
                mask(values, "has_any", problems).map(|mask| test(Op::HasAny(mask)))
            } else if let Some(values) = &node.has_all {
                mask(values, "has_all", problems).map(|mask| test(Op::HasAll(mask)))
            } else if let Some(values) = &node.has_none {
                mask(values, "has_none", problems).map(|mask| Rule::Not(Box::new(test(Op::HasAny(mask)))))
            } else {
                bad_operator(problems)
            }
        }
        FactType::Costs => bad_operator(problems),
    }
}

/// The name of a type as files write it.
pub(crate) fn type_name(kind: FactType) -> &'static str {
    match kind {
        FactType::Bool => "bool",
        FactType::Count => "count",
        FactType::Money => "money",
        FactType::Date => "date",
        FactType::Choice => "choice",
        FactType::Set => "set",
        FactType::Costs => "costs",
    }
}

/// One value of a comparison as an integer.
fn read(value: &Value, fact: &Fact, at: &Pointer, problems: &mut Problems) -> Option<i64> {
    let (read, expected) = match fact.kind {
        FactType::Bool => (value.as_bool().map(i64::from), BOOL.text()),
        FactType::Count => {
            let unit = fact.unit.clone().unwrap_or_else(|| Text::same(""));
            (value.as_i64().filter(|n| *n >= 0), COUNT.with(&[("unit", unit.into())]))
        }
        FactType::Money => (value.as_str().and_then(euros).map(Money::cents), MONEY.text()),
        FactType::Date => (value.as_str().and_then(|text| text.parse().ok()).map(day_number), DATE.text()),
        FactType::Choice | FactType::Set => {
            let list: Vec<&str> = fact.values.iter().map(|member| member.id.as_str()).collect();
            let found = value.as_str().and_then(|id| fact.member(id)).map(i64::from);
            if found.is_none()
                && let Some(hint) = value.as_str().and_then(|id| did_you_mean(id, &list))
            {
                problems.push(Problem::new(Code::UnknownValue, at.clone()).found(value).hint(hint));
                return None;
            }
            (found, MEMBER.with(&[("list", list.join(", ").into())]))
        }
        FactType::Costs => (None, WANTS.with(&[("what", "—".into())])),
    };
    if read.is_none() {
        let code = match (fact.kind, value) {
            (FactType::Money, Value::Number(_)) => Code::MissingUnit,
            (FactType::Choice | FactType::Set, Value::String(_)) => Code::UnknownValue,
            (FactType::Money | FactType::Date, Value::String(_)) => Code::BadFormat,
            _ => Code::WrongType,
        };
        problems.push(Problem::new(code, at.clone()).found(value).expected(expected));
    }
    read
}

/// Days since 1900-01-01.
pub(crate) fn day_number(date: Date) -> i64 {
    Date::new(1900, 1, 1).map_or(0, |first| i64::from(date.days_since(first)))
}

/// The day of that number.
pub(crate) fn day_of(number: i64) -> Option<Date> {
    let days = i32::try_from(number).ok()?;
    Date::new(1900, 1, 1).map(|first| first.add_days(days))
}

/// `"15000 EUR"`, `"15_000.50 EUR"`: an amount as catalogue files write it.
pub(crate) fn euros(text: &str) -> Option<Money> {
    let number = text.strip_suffix("EUR")?.trim_end().replace('_', "");
    let (whole, cents) = number.split_once('.').unwrap_or((&number, "00"));
    if cents.len() != 2 || whole.is_empty() || !format!("{whole}{cents}").bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let cents = whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents.parse().ok()?)?;
    (cents <= Money::LIMIT).then(|| Money::from_cents(cents))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_carry_their_currency() {
        assert_eq!(euros("15000 EUR").unwrap().cents(), 1_500_000);
        assert_eq!(euros("15_000.50EUR").unwrap().cents(), 1_500_050);
        for bad in ["15000", "15.000 EUR", "-1 EUR", "1,50 EUR", "EUR", "1e3 EUR", "99999999999999999 EUR"] {
            assert!(euros(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn faults_of_a_condition_are_named() {
        let codes = |text: &str| {
            let node: Node = toml::from_str(text).unwrap();
            let mut problems = Problems::new();
            assert!(compile(&node, Vocabulary::embedded(), &Pointer::root(), &mut problems).is_none(), "{text}");
            problems.finish().unwrap_err().problems[0].clone()
        };
        let unknown = codes("fact = \"company.sise\"\nin = [\"small\"]");
        assert_eq!(unknown.code, Code::UnknownReference);
        assert!(unknown.hint.unwrap().en.contains("company.size"));
        assert_eq!(codes("fact = \"company.headcount\"\nat_most = \"249 staff\"").code, Code::WrongType);
        assert_eq!(codes("fact = \"company.turnover_cents\"\nat_most = 50000000").code, Code::MissingUnit);
        assert_eq!(codes("fact = \"company.size\"\nin = [\"smal\"]").code, Code::UnknownValue);
        assert_eq!(codes("fact = \"project.begin\"\nat_least = \"2026-02-30\"").code, Code::BadFormat);
        assert_eq!(codes("fact = \"company.size\"\nat_least = 3").code, Code::WrongType);
        assert_eq!(codes("fact = \"company.size\"").code, Code::BadFormat);
        assert_eq!(codes("all = []").code, Code::TooFew);
        let deep = format!("{}fact=\"project.begun\",is=true{}", "all=[{".repeat(20), "}]".repeat(20));
        assert_eq!(codes(&deep).code, Code::TooMany);
    }

    #[test]
    fn days_are_numbered_and_named_again() {
        for text in ["1900-01-01", "2026-11-20", "2200-12-31"] {
            let date: Date = text.parse().unwrap();
            assert_eq!(day_of(day_number(date)), Some(date));
        }
    }
}

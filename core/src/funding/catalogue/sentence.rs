//! Sentences for conditions of one comparison, made from the vocabulary.

use crate::base::text::{Arg, sentences};
use crate::base::{Money, Text};
use crate::funding::node::day_of;
use crate::funding::rule::{Op, Rule, Test};
use crate::funding::vocabulary::{Fact, FactType, Vocabulary};

sentences! {
    IS_YES = "funding.condition.is_yes" { de: "{label}: ja", en: "{label}: yes" }
    IS_NO = "funding.condition.is_no" { de: "{label}: nein", en: "{label}: no" }
    ONE_OF = "funding.condition.one_of" { de: "{label}: {list}", en: "{label}: {list}" }
    NONE_OF = "funding.condition.none_of" { de: "{label}: nicht {list}", en: "{label}: not {list}" }
    AT_LEAST = "funding.condition.at_least" { de: "{label}: mindestens {bound}", en: "{label}: at least {bound}" }
    AT_MOST = "funding.condition.at_most" { de: "{label}: höchstens {bound}", en: "{label}: at most {bound}" }
    FROM = "funding.condition.from" { de: "{label}: ab {bound}", en: "{label}: from {bound}" }
    UNTIL = "funding.condition.until" { de: "{label}: bis {bound}", en: "{label}: until {bound}" }
    ALL_OF = "funding.condition.all_of" { de: "{label}: {list}", en: "{label}: {list}" }
    WITH_UNIT = "funding.condition.with_unit" { de: "{n} {unit}", en: "{n} {unit}" }
}

/// The sentence of a rule of one comparison or its negation; none for anything larger.
pub(super) fn of_rule(rule: &Rule, vocabulary: &Vocabulary) -> Option<Text> {
    match rule {
        Rule::Test(test) => of_test(*test, vocabulary, false),
        Rule::Not(inner) => match &**inner {
            Rule::Test(test) => of_test(*test, vocabulary, true),
            Rule::Any(parts) => match &**parts {
                [Rule::Test(test)] => of_test(*test, vocabulary, true),
                _ => None,
            },
            Rule::All(_) | Rule::Not(_) => None,
        },
        Rule::All(_) | Rule::Any(_) => None,
    }
}

fn of_test(test: Test, vocabulary: &Vocabulary, negated: bool) -> Option<Text> {
    let fact = vocabulary.get(test.slot)?;
    let label = || ("label", Arg::from(fact.label.clone()));
    let members = |mask: u64| {
        let members = fact.values.iter().enumerate().filter(move |(index, _)| (mask >> index) & 1 == 1);
        or_list(members.map(|(_, member)| Text { de: member.de.clone().into(), en: member.en.clone().into() }))
    };
    Some(match (test.op, negated) {
        (Op::OneOf(mask), negated) if fact.kind == FactType::Bool => {
            let yes = (mask >> 1) & 1 == 1;
            if yes != negated { IS_YES.with(&[label()]) } else { IS_NO.with(&[label()]) }
        }
        (Op::OneOf(mask) | Op::HasAny(mask), false) => ONE_OF.with(&[label(), ("list", members(mask).into())]),
        (Op::OneOf(mask) | Op::HasAny(mask), true) => NONE_OF.with(&[label(), ("list", members(mask).into())]),
        (Op::HasAll(mask), false) => {
            let members = fact.values.iter().enumerate().filter(|(index, _)| (mask >> index) & 1 == 1);
            let list = members.map(|(_, member)| Text { de: member.de.clone().into(), en: member.en.clone().into() });
            ALL_OF.with(&[label(), ("list", Arg::list(list))])
        }
        (Op::AtLeast(bound), false) => {
            let sentence = if fact.kind == FactType::Date { FROM } else { AT_LEAST };
            sentence.with(&[label(), ("bound", bound_text(bound, fact)?)])
        }
        (Op::AtMost(bound), false) => {
            let sentence = if fact.kind == FactType::Date { UNTIL } else { AT_MOST };
            sentence.with(&[label(), ("bound", bound_text(bound, fact)?)])
        }
        (Op::AtLeast(_) | Op::AtMost(_) | Op::HasAll(_), true) => return None,
    })
}

fn bound_text(bound: i64, fact: &Fact) -> Option<Arg> {
    Some(match fact.kind {
        FactType::Money => Money::from_cents(bound).into(),
        FactType::Date => day_of(bound)?.into(),
        _ => {
            let unit = fact.unit.clone().unwrap_or_else(|| Text::same(""));
            WITH_UNIT.with(&[("n", bound.into()), ("unit", unit.into())]).into()
        }
    })
}

/// "a, b oder c" / "a, b or c".
fn or_list(items: impl Iterator<Item = Text>) -> Text {
    let items: Vec<Text> = items.collect();
    let join = |words: Vec<&str>, or: &str| match words.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} {or} {last}", rest.join(", ")),
    };
    Text {
        de: join(items.iter().map(|text| &*text.de).collect(), "oder").into(),
        en: join(items.iter().map(|text| &*text.en).collect(), "or").into(),
    }
}

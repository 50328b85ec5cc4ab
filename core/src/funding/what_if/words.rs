//! Values of facts as people read them.

use serde_json::Value;

use super::super::rule::Slot;
use super::super::vocabulary::{FactType, Vocabulary};
use crate::base::text::{Arg, sentences};
use crate::base::{Date, Lang, Money, Text};

sentences! {
    NOTHING = "funding.what_if.nothing" { de: "keine Angabe", en: "not stated" }
    YES = "funding.what_if.yes" { de: "ja", en: "yes" }
    NO = "funding.what_if.no" { de: "nein", en: "no" }
    NONE = "funding.what_if.none" { de: "nichts davon", en: "none of these" }
    COSTS_NOW = "funding.what_if.costs_now" { de: "die geplanten Kosten", en: "the planned costs" }
}

/// What stands for a value that is not there.
pub(super) fn nothing() -> Text {
    NOTHING.text()
}

/// A value as people read it.
pub(super) fn value_text(value: &Value, slot: Slot, vocabulary: &Vocabulary) -> Text {
    let Some(fact) = vocabulary.get(slot) else { return NOTHING.text() };
    let member = |id: &str| {
        let member = fact.values.iter().find(|member| member.id == id);
        member.map_or_else(
            || Text::same(id),
            |member| Text { de: member.de.clone().into(), en: member.en.clone().into() },
        )
    };
    match (fact.kind, value) {
        (_, Value::Null) => NOTHING.text(),
        (FactType::Costs, _) => COSTS_NOW.text(),
        (_, Value::Bool(true)) => YES.text(),
        (_, Value::Bool(false)) => NO.text(),
        (FactType::Money, Value::Number(cents)) => {
            let money = Money::from_cents(cents.as_i64().unwrap_or(0));
            Text { de: money.show(Lang::De).into(), en: money.show(Lang::En).into() }
        }
        (FactType::Set, Value::Array(items)) if items.is_empty() => NONE.text(),
        (FactType::Set, Value::Array(items)) => {
            let texts: Vec<Text> = items.iter().filter_map(Value::as_str).map(member).collect();
            let list = Arg::list(texts);
            Text { de: list.show(Lang::De).into(), en: list.show(Lang::En).into() }
        }
        (FactType::Choice, Value::String(id)) => member(id),
        (FactType::Date, Value::String(text)) => text.parse::<Date>().map_or_else(
            |_| Text::same(text.clone()),
            |day| Text { de: day.show(Lang::De).into(), en: day.show(Lang::En).into() },
        ),
        (_, Value::String(text)) => Text::same(text.clone()),
        (_, other) => Text::same(other.to_string()),
    }
}

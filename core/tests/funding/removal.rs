//! Less is known: a verdict may only become open.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::ask::call;
use crate::profiles::{DAYS, complete, law, numbers};

/// Everything of a document that can be left unsaid: every fact, what a cost position says of its amount and
/// quantity, every single statement within the inputs of the law operations.
fn statements(document: &Value) -> Vec<String> {
    let mut places = Vec::new();
    for (domain, fields) in document["facts"].as_object().unwrap() {
        places.extend(fields.as_object().unwrap().keys().map(|name| format!("/facts/{domain}/{name}")));
    }
    for index in 0..document["facts"]["project"]["costs"].as_array().unwrap().len() {
        places.extend(["net_cents", "quantity"].map(|name| format!("/facts/project/costs/{index}/{name}")));
    }
    if let Some(law) = document.get("law") {
        places.extend(law.as_object().unwrap().keys().map(|name| format!("/law/{name}")));
        leaves(law, "/law", &mut places);
    }
    places
}

fn leaves(value: &Value, at: &str, places: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| leaves(field, &format!("{at}/{name}"), places));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| leaves(item, &format!("{at}/{index}"), places));
        }
        _ => places.push(at.to_owned()),
    }
}

/// A complete company and project; for every other seed size class, difficulty and headroom follow from law inputs.
fn document(next: &mut impl FnMut(u64) -> u64) -> Value {
    let mut document =
        json!({ "at": DAYS[next(6) as usize], "detail": "reasons", "facts": complete(next), "confirmed_open": [] });
    if next(2) == 0 {
        document["law"] = law();
        document["facts"]["company"].as_object_mut().unwrap().remove("size");
        document["facts"]["aid"].as_object_mut().unwrap().retain(|name, _| name == "recent" || name == "route");
    }
    document
}

/// What is said of one programme.
struct Said {
    verdict: String,
    conditions: String,
    possible: String,
    /// The least and the most, in cents.
    amount: Option<(i64, i64)>,
    /// The conditions that are not met.
    failing: Vec<String>,
}

fn said(answer: &Value) -> BTreeMap<String, Said> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let programmes = answer["programmes"].as_array().unwrap().iter().map(|programme| {
        let conditions = programme["conditions"].as_array().into_iter().flatten();
        let said = Said {
            verdict: text(&programme["verdict"]),
            conditions: text(&programme["conditions_met"]),
            possible: text(&programme["applications"]["possible"]),
            amount: programme.get("amount").map(|amount| {
                let most = amount["high_cents"].as_i64().unwrap_or(i64::MAX);
                (amount["low_cents"].as_i64().unwrap(), most)
            }),
            failing: conditions.filter(|c| c["value"] == "no").map(|condition| text(&condition["id"])).collect(),
        };
        (text(&programme["id"]), said)
    });
    programmes.collect()
}

fn only_opens(before: &str, after: &str) -> bool {
    after == before || after == "open"
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn taking_facts_away_only_opens(seed in any::<u64>(), take in 1_u64..8) {
        let mut next = numbers(seed);
        let full = document(&mut next);
        let places = statements(&full);
        let mut less = full.clone();
        for _ in 0..take {
            let place = &places[next(places.len() as u64) as usize];
            let before = less.clone();
            // What stood within something that is gone already is gone.
            let Some(value) = less.pointer_mut(place) else { continue };
            *value = if next(2) == 0 { Value::Null } else { json!("dont_know") };
            // Names and forms within law inputs cannot be left out.
            if machbar::call("funding.screen", &bytes(&less)).is_err() {
                prop_assert!(place.starts_with("/law/"), "{} cannot be left unsaid", place);
                less = before;
            }
        }
        let (before, after) = (said(&call("funding.assess", &full)), said(&call("funding.assess", &less)));
        for ((id, before), (other, after)) in before.iter().zip(&after) {
            prop_assert_eq!(id, other);
            prop_assert!(only_opens(&before.conditions, &after.conditions), "{}: {} {}", id, before.conditions, after.conditions);
            prop_assert!(only_opens(&before.possible, &after.possible), "{}: {} {}", id, before.possible, after.possible);
            // Two reasons for no, and one of them is gone.
            let closed_anyway = before.possible == "no"
                && (before.verdict.as_str(), after.verdict.as_str()) == ("not_eligible", "not_open_for_applications");
            prop_assert!(only_opens(&before.verdict, &after.verdict) || closed_anyway, "{}: {} {}", id, before.verdict, after.verdict);
            for condition in &after.failing {
                prop_assert!(before.failing.contains(condition), "{}: {} fails now", id, condition);
            }
            // The range with fewer facts holds the range with more.
            if let (Some((least, most)), Some((low, high))) = (before.amount, after.amount) {
                prop_assert!(low <= least && most <= high, "{}: {} to {} became {} to {}", id, least, most, low, high);
            }
        }
    }
}

fn bytes(document: &Value) -> Vec<u8> {
    let mut short = document.clone();
    short.as_object_mut().unwrap().remove("detail");
    short.to_string().into_bytes()
}

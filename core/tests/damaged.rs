//! Every place of the shared cases' inputs damaged in many ways: an answer or an error, never a fault inside the library.
//!
//! Sums of the largest numbers, empty lists, entries twice, days at the edges of the calendar, fields left out. Every third
//! place of each operation's input is damaged in one way; `MACHBAR_DAMAGE=all cargo test --test damaged` damages all of them
//! in every way (34,000 documents, some minutes).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod case_files;

use case_files::{cases_dir, input_bytes, json_files, places};
use machbar::base::Code;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What can happen to a value; `None` takes it out of its object.
fn damages(value: &Value) -> Vec<Option<Value>> {
    let mut all = vec![None, Some(Value::Null)];
    match value {
        Value::Number(_) => all.extend(
            [
                json!(0),
                json!(-1),
                json!(1),
                json!(3),
                json!(i64::MAX),
                json!(i64::MIN),
                json!(u64::MAX),
                json!(900_000_000_000_000_i64),
                json!(4_000_000_000_u32),
                json!(0.5),
                json!(1e308),
                json!(5e-324),
            ]
            .map(Some),
        ),
        Value::String(text) => {
            let edges: &[&str] = match (text.len(), text.as_bytes().get(4)) {
                (10, Some(b'-')) => &["1900-01-01", "2200-12-31", "2024-02-29", "2026-12-31", "2023-12-31"],
                (16, Some(b'-')) => &["1900-01-01T00:00", "2200-12-31T23:59"],
                _ if text.contains('/') => &["0/1", "1/1", "-1/3", "9223372036854775807/2", "1/9223372036854775807"],
                _ => &["", "\u{0}", "ß", "true"],
            };
            all.extend(edges.iter().map(|edge| Some(json!(edge))));
            all.push(Some(json!("ä".repeat(5_000))));
        }
        Value::Bool(truth) => all.push(Some(json!(!truth))),
        Value::Array(items) => {
            all.push(Some(json!([])));
            if let (Some(first), Some(last)) = (items.first(), items.last()) {
                all.push(Some(json!([first])));
                all.push(Some(Value::Array(items.iter().chain([last]).cloned().collect())));
                all.push(Some(Value::Array(items.iter().rev().cloned().collect())));
            }
        }
        Value::Object(_) => all.push(Some(json!({}))),
        Value::Null => {}
    }
    all
}

/// The document with the damage, or nothing where it cannot be done.
fn damaged(document: &Value, pointer: &str, damage: &Option<Value>) -> Option<Value> {
    let mut changed = document.clone();
    match damage {
        Some(value) => *changed.pointer_mut(pointer)? = value.clone(),
        None => {
            let (parent, name) = pointer.rsplit_once('/')?;
            let name = name.replace("~1", "/").replace("~0", "~");
            match changed.pointer_mut(parent)? {
                Value::Object(fields) => drop(fields.remove(&name)?),
                Value::Array(items) => drop(items.remove(name.parse().ok()?)),
                _ => return None,
            }
        }
    }
    (changed != *document).then_some(changed)
}

#[test]
fn damaged_documents_never_meet_a_fault() {
    let all = std::env::var("MACHBAR_DAMAGE").is_ok_and(|what| what == "all");
    let only = std::env::var("MACHBAR_OPERATION").ok();
    let (mut place, mut tried, mut faults) = (0, 0, Vec::new());
    std::panic::set_hook(Box::new(|_| {}));
    for operation in machbar::ops::OPERATIONS {
        if only.as_ref().is_some_and(|only| only != operation.name) {
            continue;
        }
        let mut seen = BTreeSet::new();
        for path in json_files(&cases_dir().join(operation.name)) {
            let case: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            if case.get("output").is_none() {
                continue;
            }
            let document: Value = serde_json::from_slice(&input_bytes(&path, &case)).unwrap();
            for (pointer, alike) in places(&document) {
                let value = document.pointer(&pointer).unwrap();
                let damages = damages(value);
                if !seen.insert(alike) {
                    continue;
                }
                place += 1;
                // Otherwise one kind of damage at every third place, another one from place to place.
                let chosen: Vec<&Option<Value>> = match all {
                    true => damages.iter().collect(),
                    false if place % 3 == 0 => damages.iter().skip(place / 3 % damages.len()).take(1).collect(),
                    false => continue,
                };
                for damage in chosen {
                    let Some(changed) = damaged(&document, &pointer, damage) else { continue };
                    tried += 1;
                    let bytes = serde_json::to_vec(&changed).unwrap();
                    let outcome = catch_unwind(AssertUnwindSafe(|| operation.call(&bytes)));
                    let fault = match outcome {
                        Ok(Ok(_)) => None,
                        Ok(Err(error)) => (error.code() == Code::Internal).then(|| error.to_string()),
                        Err(panic) => Some(
                            panic
                                .downcast_ref::<String>()
                                .cloned()
                                .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
                                .unwrap_or_default(),
                        ),
                    };
                    if let Some(fault) = fault {
                        let file = path.file_name().unwrap().to_string_lossy();
                        let shown = damage
                            .as_ref()
                            .map_or("left out".to_owned(), |value| value.to_string().chars().take(40).collect());
                        faults.push(format!("{} {file} {pointer} {shown}: {fault:.300}", operation.name));
                    }
                }
            }
        }
    }
    drop(std::panic::take_hook());
    println!("{tried} documents");
    assert!(tried > 1_000 || only.is_some(), "only {tried} documents were tried");
    assert!(faults.is_empty(), "{} of {tried} met a fault:\n{}", faults.len(), faults.join("\n"));
}

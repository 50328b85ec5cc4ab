//! Every value of the shared cases turned into another JSON kind: nothing that the schema does not promise is read.
//!
//! serde takes a list for a struct (by position) and an object with one field for a bare word; documents of machbar are
//! stricter. Each place of each operation's input is tried once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod case_files;

use case_files::{cases_dir, input_bytes, json_files, places};
use machbar::base::Code;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;

#[test]
fn no_value_of_another_kind_is_read() {
    let (mut tried, mut read) = (0, Vec::new());
    for operation in machbar::ops::OPERATIONS {
        let mut seen = BTreeSet::new();
        for path in json_files(&cases_dir().join(operation.name)) {
            let case: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            if case.get("output").is_none() {
                continue;
            }
            let document: Value = serde_json::from_slice(&input_bytes(&path, &case)).unwrap();
            for (pointer, alike) in places(&document) {
                let other = match document.pointer(&pointer).unwrap() {
                    Value::Object(fields) if !fields.is_empty() => Value::Array(fields.values().cloned().collect()),
                    Value::String(word) => json!({ word.as_str(): null }),
                    _ => continue,
                };
                if !seen.insert(alike) {
                    continue;
                }
                let mut changed = document.clone();
                *changed.pointer_mut(&pointer).unwrap() = other;
                tried += 1;
                match operation.call(&serde_json::to_vec(&changed).unwrap()) {
                    Ok(_) => read.push(format!("{} {pointer} of {}", operation.name, path.display())),
                    Err(error) => assert_ne!(error.code(), Code::Internal, "{} {pointer}", operation.name),
                }
            }
        }
    }
    assert!(tried > 2_000, "only {tried} places were tried");
    assert!(read.is_empty(), "{} of {tried} were read:\n{}", read.len(), read.join("\n"));
}

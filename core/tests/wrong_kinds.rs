//! Every value of the shared cases turned into another JSON kind: nothing that the schema does not promise is read.
//!
//! serde takes a list for a struct (by position) and an object with one field for a bare word; documents of machbar are
//! stricter. Each place of each operation's input is tried once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod case_files;

use case_files::{cases_dir, input_bytes, json_files};
use machbar::base::Code;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;

/// The places of a document as pointers, outermost first.
fn places(value: &Value, at: String, into: &mut Vec<String>) {
    into.push(at.clone());
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, field)| {
            places(field, format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), into);
        }),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| places(item, format!("{at}/{index}"), into));
        }
        _ => {}
    }
}

/// The pointer without the numbers of list items, and the fields beside it: places that are read alike.
fn likeness(document: &Value, pointer: &str) -> String {
    let plain: Vec<&str> =
        pointer.split('/').map(|part| if part.parse::<usize>().is_ok() { "*" } else { part }).collect();
    let parent = pointer.rsplit_once('/').and_then(|(parent, _)| document.pointer(parent));
    let siblings = parent.and_then(Value::as_object).map(|fields| fields.keys().cloned().collect::<Vec<_>>());
    format!("{} {siblings:?}", plain.join("/"))
}

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
            let mut pointers = Vec::new();
            places(&document, String::new(), &mut pointers);
            for pointer in pointers {
                let other = match document.pointer(&pointer).unwrap() {
                    Value::Object(fields) if !fields.is_empty() => Value::Array(fields.values().cloned().collect()),
                    Value::String(word) => json!({ word.as_str(): null }),
                    _ => continue,
                };
                if !seen.insert(likeness(&document, &pointer)) {
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

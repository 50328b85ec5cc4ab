//! The committed JSON Schemas are those of the code. `MACHBAR_BLESS=1` rewrites them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use machbar::ops::OPERATIONS;
use serde_json::Value;

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../include/schema")
}

/// One file per operation: `{"input": …, "output": …}`.
fn wanted() -> BTreeMap<String, String> {
    let text = |operation: &machbar::ops::Operation| {
        serde_json::to_string_pretty(&serde_json::to_value(operation.schemas()).unwrap()).unwrap() + "\n"
    };
    OPERATIONS.iter().map(|operation| (format!("{}.json", operation.name), text(operation))).collect()
}

fn committed() -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(directory()) else { return BTreeMap::new() };
    entries
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap()))
        .collect()
}

#[test]
fn the_committed_schemas_are_current() {
    let wanted = wanted();
    if std::env::var_os("MACHBAR_BLESS").is_some() {
        fs::create_dir_all(directory()).unwrap();
        for name in committed().keys().filter(|name| !wanted.contains_key(*name)) {
            fs::remove_file(directory().join(name)).unwrap();
        }
        for (name, text) in &wanted {
            fs::write(directory().join(name), text).unwrap();
        }
    }
    let committed = committed();
    let stale: Vec<&String> =
        wanted.keys().chain(committed.keys()).filter(|name| wanted.get(*name) != committed.get(*name)).collect();
    assert!(
        stale.is_empty(),
        "not current in include/schema: {stale:?}\nrun `MACHBAR_BLESS=1 cargo test -p machbar --test schema` (or tests/bless) and look at the difference"
    );
}

#[test]
fn every_field_is_described() {
    let mut missing = Vec::new();
    for operation in OPERATIONS {
        let schemas = operation.schemas();
        for (side, schema) in [("input", &schemas.input), ("output", &schemas.output)] {
            let schema = schema.as_value();
            let definitions = schema.get("$defs").and_then(Value::as_object).into_iter().flatten();
            for (name, definition) in definitions.chain([(&side.to_owned(), schema)]) {
                for (field, described) in definition.get("properties").and_then(Value::as_object).into_iter().flatten()
                {
                    // A field that only refers to a type may leave the words to the type; a tag needs none.
                    let silent = ["description", "$ref", "const"].iter().all(|key| described.get(*key).is_none());
                    if silent {
                        missing.push(format!("{} {side} {name}.{field}", operation.name));
                    }
                }
            }
        }
    }
    assert!(missing.is_empty(), "no description:\n{}", missing.join("\n"));
}

//! Runs every shared case file of `tests/cases/<operation>/`.
//!
//! A case: `about` (what it shows), optionally `source`, one input (`input`, `input_file`,
//! `input_text`, `input_hex` or `input_repeat`) and either `output` or `error`.
//! `MACHBAR_BLESS=1 cargo test --test cases` writes what came out; read the diff before committing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod case_files;

use case_files::{cases_dir, input_bytes, json_files};
use serde_json::Value;
use std::fs;

#[test]
fn every_case_gives_what_it_says() {
    let bless = std::env::var_os("MACHBAR_BLESS").is_some();
    let mut failures = Vec::new();
    for operation in machbar::ops::OPERATIONS {
        let dir = cases_dir().join(operation.name);
        let files = if dir.is_dir() { json_files(&dir) } else { Vec::new() };
        assert!(!files.is_empty(), "operation {} has no case", operation.name);
        for path in files {
            let mut case: Value = serde_json::from_slice(&fs::read(&path).unwrap())
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert!(case["about"].is_string(), "{}: no `about`", path.display());
            let (key, bytes) = match operation.call(&input_bytes(&path, &case)) {
                Ok(bytes) => ("output", bytes),
                Err(error) => ("error", serde_json::to_vec(&error).unwrap()),
            };
            let actual: Value = serde_json::from_slice(&bytes).unwrap();
            if case.get(key) == Some(&actual) {
                continue;
            }
            if bless {
                let object = case.as_object_mut().unwrap();
                object.remove("output");
                object.remove("error");
                object.insert(key.to_owned(), actual);
                fs::write(&path, serde_json::to_string_pretty(&case).unwrap() + "\n").unwrap();
            } else {
                failures.push(format!("{}: {key} is {actual}", path.display()));
            }
        }
    }
    assert!(failures.is_empty(), "{} cases differ:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_case_directory_is_an_operation() {
    for entry in fs::read_dir(cases_dir()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let name = path.file_name().unwrap().to_str().unwrap();
            assert!(machbar::ops::find(name).is_ok(), "{name} is no operation");
        }
    }
}

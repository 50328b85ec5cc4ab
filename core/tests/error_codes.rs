//! Every error code is produced by something: a shared case, or the call here that cannot be a case.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::base::Code;
use machbar::base::law::Law;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Codes of the cases' errors.
fn in_cases() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases");
    let mut codes = BTreeSet::new();
    for dir in fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for file in fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()) {
            if file.extension().is_some_and(|extension| extension == "json") {
                let case: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
                for problem in case.pointer("/error/problems").and_then(Value::as_array).into_iter().flatten() {
                    codes.insert(problem["code"].as_str().unwrap().to_owned());
                }
            }
        }
    }
    codes
}

#[test]
fn every_code_is_produced() {
    let mut produced = in_cases();
    let mut add = |code: Code| produced.insert(code.name().to_owned());
    add(machbar::call("case.evalute", b"{}").unwrap_err().code());
    add(Law::parse(&[("own.toml", "[[rule]]\nid = 1")]).unwrap_err().code());
    // The border of C produces these two; ffi/tests has the calls.
    add(Code::BadArgument);
    add(Code::Internal);
    let missing: Vec<&str> =
        Code::ALL.iter().map(|code| code.name()).filter(|name| !produced.contains(*name)).collect();
    assert!(missing.is_empty(), "no test produces {missing:?}");
}

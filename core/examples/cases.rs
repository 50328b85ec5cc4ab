//! Writes every shared case as plain files that any language can read: `cargo run --example cases -- <directory>`.
//!
//! `manifest.tsv` has one line per case: operation, status (0 or the number of the error code), file
//! with the input, file with the exact bytes that must come out (the result, or the error as JSON),
//! and the case file it comes from.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../tests/case_files/mod.rs"]
mod case_files;

use case_files::{cases_dir, input_bytes, json_files};
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

fn main() {
    let out = std::env::args().nth(1).expect("usage: cases <directory>");
    let out = Path::new(&out);
    fs::create_dir_all(out).unwrap();
    let mut manifest = String::new();
    let mut count = 0;
    for operation in machbar::ops::OPERATIONS {
        for path in json_files(&cases_dir().join(operation.name)) {
            let case: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            let input = input_bytes(&path, &case);
            let (status, wanted) = match operation.call(&input) {
                Ok(bytes) => (0, bytes),
                Err(error) => (error.code().number(), serde_json::to_vec(&error).unwrap()),
            };
            let (input_name, wanted_name) = (format!("{count}.in"), format!("{count}.out"));
            fs::write(out.join(&input_name), input).unwrap();
            fs::write(out.join(&wanted_name), wanted).unwrap();
            let stem = path.file_name().unwrap().to_str().unwrap();
            writeln!(manifest, "{}\t{status}\t{input_name}\t{wanted_name}\t{stem}", operation.name).unwrap();
            count += 1;
        }
    }
    fs::write(out.join("manifest.tsv"), manifest).unwrap();
    println!("{count} cases in {}", out.display());
}

//! Shared case files: where they are and what goes in. Used by the tests and by `examples/cases.rs`.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The shared cases.
pub(crate) fn cases_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases")
}

/// The case files of a directory, in order of name.
pub(crate) fn json_files(dir: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    files
}

/// The document that a case is about.
pub(crate) fn input_bytes(path: &Path, case: &Value) -> Vec<u8> {
    if let Some(input) = case.get("input") {
        return serde_json::to_vec(input).unwrap();
    }
    if let Some(file) = case.get("input_file") {
        return fs::read(path.parent().unwrap().join(file.as_str().unwrap())).unwrap();
    }
    if let Some(text) = case.get("input_text") {
        return text.as_str().unwrap().as_bytes().to_vec();
    }
    if let Some(hex) = case.get("input_hex") {
        let digits = hex.as_str().unwrap();
        return (0..digits.len()).step_by(2).map(|i| u8::from_str_radix(&digits[i..i + 2], 16).unwrap()).collect();
    }
    let repeat = case.get("input_repeat").unwrap_or_else(|| panic!("{}: no input", path.display()));
    let part = |key: &str| repeat.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
    let times = usize::try_from(repeat["times"].as_u64().unwrap()).unwrap();
    (part("before") + &part("repeat").repeat(times) + &part("after")).into_bytes()
}

/// Every place of a document, outermost first: its pointer, and a name that places that are read alike share.
#[allow(dead_code)]
pub(crate) fn places(document: &Value) -> Vec<(String, String)> {
    let mut pointers = Vec::new();
    gather(document, String::new(), &mut pointers);
    let alike = pointers.iter().map(|pointer| likeness(document, pointer)).collect::<Vec<_>>();
    pointers.into_iter().zip(alike).collect()
}

fn gather(value: &Value, at: String, into: &mut Vec<String>) {
    into.push(at.clone());
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, field)| {
            gather(field, format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), into);
        }),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| gather(item, format!("{at}/{index}"), into));
        }
        _ => {}
    }
}

/// The pointer without the numbers of list items, and the fields beside it.
fn likeness(document: &Value, pointer: &str) -> String {
    let plain: Vec<&str> =
        pointer.split('/').map(|part| if part.parse::<usize>().is_ok() { "*" } else { part }).collect();
    let parent = pointer.rsplit_once('/').and_then(|(parent, _)| document.pointer(parent));
    let siblings = parent.and_then(Value::as_object).map(|fields| fields.keys().cloned().collect::<Vec<_>>());
    format!("{} {siblings:?}", plain.join("/"))
}

//! Operations by name.

use serde_json::Value;

/// The answer of an operation.
pub(crate) fn call(operation: &str, document: &Value) -> Value {
    let bytes = machbar::call(operation, document.to_string().as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    serde_json::from_slice(&bytes).unwrap()
}

/// The first problem of an operation that refuses its document: code and place.
pub(crate) fn code(operation: &str, document: &Value) -> String {
    let error = machbar::call(operation, document.to_string().as_bytes()).unwrap_err();
    format!("{} {}", error.code().name(), error.problems[0].pointer)
}

/// The programme of an answer with that id.
pub(crate) fn programme<'a>(answer: &'a Value, id: &str) -> &'a Value {
    answer["programmes"].as_array().unwrap().iter().find(|programme| programme["id"] == id).unwrap()
}

/// Sets a fact, named by its id, among facts by domain.
pub(crate) fn set(facts: &mut Value, id: &str, value: Value) {
    let (domain, name) = id.split_once('.').unwrap();
    facts[domain][name] = value;
}

//! Every capability by name: the list that C and Python call.
//!
//! An operation is a pure function from one documented type to another. The typed function is for
//! Rust; [`call`] takes the name and a JSON document and gives a JSON document.

use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::base::{self, Code, Error, Pointer, Problem, border};
use crate::company;

/// One row of the list.
#[derive(Clone, Copy)]
pub struct Operation {
    /// The name, for example `case.evaluate`.
    pub name: &'static str,
    /// One sentence on what it answers.
    pub summary: &'static str,
    /// JSON Schema of the input.
    pub input_schema: fn() -> Schema,
    /// JSON Schema of the output.
    pub output_schema: fn() -> Schema,
    run: fn(&[u8]) -> Result<Vec<u8>, Error>,
}

impl Operation {
    /// Runs the operation on a JSON document.
    ///
    /// # Errors
    /// All problems of the document.
    pub fn call(&self, document: &[u8]) -> Result<Vec<u8>, Error> {
        (self.run)(document)
    }
}

/// Builds the list from rows `"name": Input => Output = function, "summary";`.
macro_rules! operations {
    ($( $name:literal : $input:ty => $output:ty = $function:path, $summary:literal ; )*) => {
        /// Every operation, in order of name.
        pub static OPERATIONS: &[Operation] = &[$(
            Operation {
                name: $name,
                summary: $summary,
                input_schema: schema_of::<$input>,
                output_schema: schema_of::<$output>,
                run: |document| run::<$input, $output>(document, $function),
            },
        )*];
    };
}

fn schema_of<T: JsonSchema>() -> Schema {
    schemars::schema_for!(T)
}

fn run<I: DeserializeOwned + JsonSchema, O: Serialize>(
    document: &[u8],
    function: fn(&I) -> Result<O, Error>,
) -> Result<Vec<u8>, Error> {
    border::write(&function(&border::read(document)?)?)
}

operations! {
    "calendar.holidays": base::holidays::HolidaysInput => base::holidays::Holidays = base::holidays::holidays,
        "Statutory holidays of North Rhine-Westphalia in a year.";
    "company.size": company::graph::SizeInput => company::size::SizeReport = company::size::size,
        "Size class of an enterprise from its ownership graph and closed accounts.";
}

/// The operation of that name.
///
/// # Errors
/// [`Code::UnknownOperation`] with the nearest name as hint.
pub fn find(name: &str) -> Result<&'static Operation, Error> {
    if let Some(operation) = OPERATIONS.iter().find(|operation| operation.name == name) {
        return Ok(operation);
    }
    let names: Vec<&str> = OPERATIONS.iter().map(|operation| operation.name).collect();
    let mut problem = Problem::new(Code::UnknownOperation, Pointer::root()).found(name);
    problem.hint = crate::base::error::did_you_mean(name, &names);
    Err(problem.into())
}

/// Runs an operation by name: JSON in, JSON out.
///
/// # Errors
/// An unknown name, or all problems of the document.
pub fn call(operation: &str, document: &[u8]) -> Result<Vec<u8>, Error> {
    find(operation)?.call(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_unique() {
        assert!(OPERATIONS.windows(2).all(|pair| pair[0].name < pair[1].name));
    }

    #[test]
    fn an_unknown_name_is_refused() {
        assert_eq!(call("case.evalute", b"{}").unwrap_err().code(), Code::UnknownOperation);
    }
}

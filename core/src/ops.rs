//! Every capability by name: the list that C and Python call.
//!
//! An operation is a pure function from one documented type to another. The typed function is for
//! Rust; [`call`] takes the name and a JSON document and gives a JSON document.

use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::base::{self, Code, Error, Pointer, Problem, border};
use crate::{pain, readiness, sprint};

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
    "pain.cost": pain::cost::CostInput => pain::cost::CostOfPain = pain::cost::cost_of_pain,
        "What pain points cost a year, and which figure drives the cost (F-1).";
    "readiness.assess": readiness::assess::AssessInput => readiness::assess::Readiness = readiness::assess::assess,
        "Where data, infrastructure and skills stand, what limits, how far AI is in use, the next step (F-14).";
    "readiness.licences": readiness::licences::LicencesInput => readiness::licences::Licences = readiness::licences::licences,
        "What licences cost that nobody uses, and whether they were rolled out without a plan (F-12).";
    "readiness.maturity": readiness::maturity::MaturityInput => readiness::maturity::Maturity = readiness::maturity::maturity,
        "Digital maturity after the EDIH questionnaire; not the official result (F-13).";
    "sprint.concept": sprint::concept::develop::ConceptInput => sprint::concept::develop::Concepts = sprint::concept::develop::develop,
        "Judges concepts: gates with all reasons, benefit and payback, fit, burials, comparison (F-7, F-8).";
    "sprint.framing": sprint::framing::measures::FramingInput => sprint::framing::measures::Framing = sprint::framing::measures::framing,
        "Measures of a process with loops and parallel steps, its cost, its hotspots, what a change would do (F-6).";
    "sprint.it_check": sprint::it_check::ItCheckInput => sprint::it_check::ItCheck = sprint::it_check::it_check,
        "Judges the IT check of sixteen topics before a prototype.";
    "sprint.poc": sprint::poc::review::PocInput => sprint::poc::review::PocReview = sprint::poc::review::review,
        "Judges a proof of concept: criteria, stop rules, exact small-sample statistics, verdict (F-9).";
    "sprint.sample_size": sprint::poc::sample_size::SampleSizeInput => sprint::poc::sample_size::SampleSize = sprint::poc::sample_size::sample_size,
        "How many pairs or items must be measured, asked before the start.";
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

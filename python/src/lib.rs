//! The Python border: objects in, objects out, errors as exceptions.
//!
//! | module | one idea |
//! |---|---|
//! | [`read`] | Python objects to the bytes of a document |
//! | [`give`] | the bytes of a result to Python objects |
//! | [`matrix`] | matrices of bare numbers, as buffers in and out |
//! | [`raise`] | errors to exceptions |
//!
//! All work runs with the interpreter lock released; a panic is caught before it reaches pyo3.

use std::any::Any;
use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use machbar::base::{Code, Error, Pointer, Problem, border};
use machbar::ops::{self, OPERATIONS};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

mod give;
mod matrix;
mod raise;
mod read;

use raise::Fault;

/// Runs the work; a panic becomes [`Code::Internal`].
fn guard<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| Err(internal(&*payload).into()))
}

fn internal(payload: &(dyn Any + Send)) -> Error {
    let words =
        payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    Problem::new(Code::Internal, Pointer::root()).found(words.unwrap_or("panic")).into()
}

/// The name as text; a lone surrogate cannot be part of any name.
fn name<'a>(operation: &'a Bound<'_, PyString>) -> Cow<'a, str> {
    operation.to_string_lossy()
}

/// Runs an operation with the lock released. Bytes and text are immutable in Python, so lending
/// them to the work is sound.
fn run(py: Python<'_>, operation: &Bound<'_, PyString>, document: &[u8]) -> Result<Vec<u8>, Fault> {
    let operation = name(operation).into_owned();
    py.detach(|| guard(|| Ok(ops::call(&operation, document)?)))
}

/// Runs an operation: a document in (dict, JSON text or JSON bytes), a dict out.
#[pyfunction]
fn call<'py>(
    py: Python<'py>,
    operation: &Bound<'py, PyString>,
    document: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let outcome = match read::text(document) {
        Some(bytes) => bytes.and_then(|bytes| run(py, operation, &bytes)),
        None => guard(|| read::document(document)).and_then(|bytes| run(py, operation, &bytes)),
    };
    outcome.and_then(|bytes| guard(|| give::value(py, &bytes))).map_err(|fault| fault.raise(py))
}

/// Runs an operation: JSON in, JSON out, nothing converted.
#[pyfunction]
fn call_json<'py>(
    py: Python<'py>,
    operation: &Bound<'py, PyString>,
    document: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyBytes>> {
    let Some(bytes) = read::text(document) else {
        return Err(pyo3::exceptions::PyTypeError::new_err(format!(
            "document must be str or bytes, not {}",
            document.get_type().name()?
        )));
    };
    bytes
        .and_then(|bytes| run(py, operation, &bytes))
        .map(|bytes| PyBytes::new(py, &bytes))
        .map_err(|fault| fault.raise(py))
}

/// The bytes that stand for a document, as `call` would read it.
#[pyfunction]
fn to_json<'py>(py: Python<'py>, document: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyBytes>> {
    guard(|| read::document(document)).map(|bytes| PyBytes::new(py, &bytes)).map_err(|fault| fault.raise(py))
}

/// Scores, places and weights of a matrix of bare numbers: `machbar.priority.rank_matrix`.
#[pyfunction]
fn rank_matrix<'py>(
    py: Python<'py>,
    values: &Bound<'py, PyAny>,
    polarity: &Bound<'py, PyAny>,
    weights: &Bound<'py, PyAny>,
    method: &Bound<'py, PyAny>,
) -> PyResult<matrix::Ranking<'py>> {
    guard(|| matrix::rank(py, values, polarity, weights, method)).map_err(|fault| fault.raise(py))
}

/// Name and summary of every operation, in order of name.
#[pyfunction]
fn operations() -> Vec<(&'static str, &'static str)> {
    OPERATIONS.iter().map(|operation| (operation.name, operation.summary)).collect()
}

/// The JSON Schemas of an operation: `{"input": …, "output": …}`.
#[pyfunction]
fn schema<'py>(py: Python<'py>, operation: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
    guard(|| Ok(border::write(&ops::find(&name(operation))?.schemas())?))
        .and_then(|bytes| guard(|| give::value(py, &bytes)))
        .map_err(|fault| fault.raise(py))
}

/// Number, name, German and English meaning of every error code, in order of number.
#[pyfunction]
fn codes() -> Vec<(u16, &'static str, String, String)> {
    Code::ALL
        .iter()
        .map(|code| (code.number(), code.name(), code.meaning().de.into_owned(), code.meaning().en.into_owned()))
        .collect()
}

#[pymodule]
fn _machbar(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_function(wrap_pyfunction!(call, module)?)?;
    module.add_function(wrap_pyfunction!(call_json, module)?)?;
    module.add_function(wrap_pyfunction!(to_json, module)?)?;
    module.add_function(wrap_pyfunction!(rank_matrix, module)?)?;
    module.add_function(wrap_pyfunction!(operations, module)?)?;
    module.add_function(wrap_pyfunction!(schema, module)?)?;
    module.add_function(wrap_pyfunction!(codes, module)?)?;
    Ok(())
}

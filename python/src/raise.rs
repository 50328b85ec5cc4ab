//! Errors to exceptions: `machbar.MachbarError` and what is below it.

use machbar::base::{Error, Lang};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyList;

use crate::give;

/// Why a call gave no result.
pub(crate) enum Fault {
    /// Problems of the document, or a fault of machbar.
    Machbar(Error),
    /// An exception that the caller's own objects raised while they were read.
    Python(PyErr),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Machbar(error)
    }
}
impl From<PyErr> for Fault {
    fn from(error: PyErr) -> Self {
        Self::Python(error)
    }
}

impl Fault {
    /// The exception to raise.
    pub(crate) fn raise(self, py: Python<'_>) -> PyErr {
        match self {
            Self::Python(error) => error,
            Self::Machbar(error) => exception(py, &error).unwrap_or_else(|failure| failure),
        }
    }
}

/// Builds the exception; the classes are Python's, in `machbar/_errors.py`.
fn exception(py: Python<'_>, error: &Error) -> PyResult<PyErr> {
    static MAKE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let make = MAKE.import(py, "machbar._errors", "from_problems")?;
    let problems = PyList::empty(py);
    for problem in &error.problems {
        let fields = serde_json::to_vec(problem).unwrap_or_default();
        let fields = give::value(py, &fields).map_err(|fault| fault.raise(py))?;
        problems.append((problem.code.number(), fields, problem.show(Lang::De), problem.show(Lang::En)))?;
    }
    let value = make.call1((problems, error.not_listed))?;
    Ok(PyErr::from_value(value))
}

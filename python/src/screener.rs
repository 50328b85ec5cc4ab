//! Many companies against one catalogue at one time: `machbar.Screener`.
//!
//! The facts go from the caller's dict straight into their slots; the answer is made of objects that the
//! screener holds ready. One company takes microseconds, so the interpreter lock stays held.

use machbar::base::Truth;
use machbar::base::border;
use machbar::funding::Programme;
use machbar::funding::facts::Facts;
use machbar::funding::screen::{Screener as Core, condition_id};
use machbar::funding::verdict::Verdict;
use pyo3::basic::CompareOp;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyInt, PyMappingProxy, PyString, PyTuple};

use crate::guard;
use crate::raise::Fault;
use crate::read;
use crate::straight::Object;

/// Programmes at a time, made ready for many companies.
///
/// The document is that of ``funding.screen`` without the company: ``at``, and where wanted ``catalogue`` and
/// ``confirmed_open``. It is checked here; every problem at once is a :class:`MachbarError`.
///
/// >>> import machbar
/// >>> screener = machbar.Screener({"at": "2026-11-20"})
/// >>> screener.screen({"company": {"state": "HE"}}).failing["nrw-mid-digitalisierung-2026"]
/// ('seat',)
#[pyclass(frozen, module = "machbar", name = "Screener")]
pub(crate) struct Screener {
    core: Core,
    rows: Vec<Row>,
    /// The words of the verdicts, in the order of [`Verdict::ALL`].
    verdicts: Vec<Py<PyString>>,
    /// `no`, `open` and `yes`.
    truths: [Py<PyString>; 3],
    none: Py<PyTuple>,
}

/// What an answer about one programme is made of.
struct Row {
    id: Py<PyString>,
    /// The ids of the conditions by place.
    conditions: Vec<Py<PyString>>,
}

impl Row {
    fn new(py: Python<'_>, programme: &Programme) -> Self {
        let ids = (0..).map_while(|place| condition_id(programme, place));
        Self {
            id: PyString::intern(py, programme.id.as_str()).unbind(),
            conditions: ids.map(|id| PyString::intern(py, id).unbind()).collect(),
        }
    }

    fn failing<'py>(
        &self,
        py: Python<'py>,
        places: impl Iterator<Item = usize>,
    ) -> PyResult<Option<Bound<'py, PyTuple>>> {
        let ids: Vec<&Bound<'py, PyString>> =
            places.filter_map(|place| self.conditions.get(place)).map(|id| id.bind(py)).collect();
        if ids.is_empty() { Ok(None) } else { PyTuple::new(py, ids).map(Some) }
    }
}

#[pymethods]
impl Screener {
    #[new]
    #[pyo3(signature = (document, /))]
    fn new(py: Python<'_>, document: &Bound<'_, PyAny>) -> PyResult<Self> {
        Self::make(py, document).map_err(|fault| fault.raise(py))
    }

    /// The ids of the programmes, in the order of every answer.
    #[getter]
    fn programmes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.rows.iter().map(|row| row.id.bind(py)))
    }

    /// Verdict, grant and failing conditions of every programme, as ``funding.screen`` gives them.
    ///
    /// ``facts`` by domain, as in the document of ``funding.screen``: a dict or JSON.
    #[pyo3(signature = (facts, /))]
    fn screen(&self, py: Python<'_>, facts: &Bound<'_, PyAny>) -> PyResult<QuickScreening> {
        let facts = self.facts(facts).map_err(|fault| fault.raise(py))?;
        let (verdicts, grants, failing) = (PyDict::new(py), PyDict::new(py), PyDict::new(py));
        for (row, quick) in self.rows.iter().zip(self.core.screen(&facts)) {
            let id = row.id.bind(py);
            if let Some(word) = self.verdicts.get(quick.verdict as usize) {
                verdicts.set_item(id, word.bind(py))?;
            }
            if let Some(range) = quick.possible_grant() {
                let low = PyInt::new(py, range.low.cents()).into_any();
                let high = match range.high {
                    Some(high) if high == range.low => low.clone(),
                    Some(high) => PyInt::new(py, high.cents()).into_any(),
                    None => py.None().into_bound(py),
                };
                grants.set_item(id, PyTuple::new(py, [low, high])?)?;
            }
            if let Some(ids) = row.failing(py, self.core.failing(&quick, &facts))? {
                failing.set_item(id, ids)?;
            }
        }
        let frozen = |dict: Bound<'_, PyDict>| PyMappingProxy::new(py, dict.as_mapping()).unbind();
        Ok(QuickScreening { verdicts: frozen(verdicts), grants: frozen(grants), failing: frozen(failing) })
    }

    /// Only the conditions of the programme files, without windows, costs and amounts: for every programme whether
    /// all are met (``"yes"``, ``"no"``, ``"open"``) and the ids of those that are not.
    #[pyo3(signature = (facts, /))]
    fn conditions<'py>(&self, py: Python<'py>, facts: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyMappingProxy>> {
        let facts = self.facts(facts).map_err(|fault| fault.raise(py))?;
        let answer = PyDict::new(py);
        let [no, open, yes] = &self.truths;
        for (row, conditions) in self.rows.iter().zip(self.core.conditions(&facts)) {
            let word = match conditions.value {
                Truth::No => no,
                Truth::Open => open,
                Truth::Yes => yes,
            };
            let failing = row.failing(py, self.core.failing_conditions(&conditions, &facts))?;
            let failing = failing.unwrap_or_else(|| self.none.bind(py).clone());
            answer.set_item(row.id.bind(py), PyTuple::new(py, [word.bind(py).as_any(), failing.as_any()])?)?;
        }
        Ok(PyMappingProxy::new(py, answer.as_mapping()))
    }

    fn __repr__(&self) -> String {
        format!("<Screener of {} programmes at {}>", self.rows.len(), self.core.at())
    }
}

impl Screener {
    fn make(py: Python<'_>, document: &Bound<'_, PyAny>) -> Result<Self, Fault> {
        let bytes = match read::text(document) {
            Some(bytes) => bytes?.into_owned(),
            None => guard(|| read::document(document))?,
        };
        let core = py.detach(|| guard(|| Ok(Core::new(&border::read(&bytes)?)?)))?;
        let word = |text: &str| PyString::intern(py, text).unbind();
        Ok(Self {
            rows: core.programmes().map(|programme| Row::new(py, programme)).collect(),
            core,
            verdicts: Verdict::ALL.iter().map(|verdict| word(verdict.key())).collect(),
            truths: ["no", "open", "yes"].map(word),
            none: PyTuple::empty(py).unbind(),
        })
    }

    /// The facts; when the short way ends at a fault, the long way names all of them.
    fn facts(&self, facts: &Bound<'_, PyAny>) -> Result<Facts, Fault> {
        guard(|| match read::text(facts) {
            Some(bytes) => Ok(self.core.facts(&bytes?)?),
            None => match self.core.read_facts(Object(facts)) {
                Ok(facts) => Ok(facts),
                Err(_) => Ok(self.core.facts(&read::document(facts)?)?),
            },
        })
    }
}

/// Every programme in brief, by id: the answer of :meth:`Screener.screen`.
#[pyclass(frozen, module = "machbar", name = "QuickScreening")]
pub(crate) struct QuickScreening {
    /// The verdict of every programme, in order of id.
    #[pyo3(get)]
    verdicts: Py<PyMappingProxy>,
    /// Lowest and highest grant in cents (``None`` without bound), where the verdict leaves one possible.
    #[pyo3(get)]
    grants: Py<PyMappingProxy>,
    /// Ids of the conditions that are not met, where there are any.
    #[pyo3(get)]
    failing: Py<PyMappingProxy>,
}

#[pymethods]
impl QuickScreening {
    fn __richcmp__(&self, py: Python<'_>, other: &Bound<'_, PyAny>, op: CompareOp) -> PyResult<Py<PyAny>> {
        let (CompareOp::Eq | CompareOp::Ne, Ok(other)) = (op, other.cast::<Self>()) else {
            return Ok(py.NotImplemented());
        };
        let other = other.get();
        let pairs = [(&self.verdicts, &other.verdicts), (&self.grants, &other.grants), (&self.failing, &other.failing)];
        let mut equal = true;
        for (one, two) in pairs {
            equal &= one.bind(py).as_any().eq(two.bind(py))?;
        }
        Ok((equal == matches!(op, CompareOp::Eq)).into_pyobject(py)?.to_owned().into_any().unbind())
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("<QuickScreening of {} programmes>", self.verdicts.bind(py).len()?))
    }
}

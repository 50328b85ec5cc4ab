//! Python objects to the bytes of a document.
//!
//! Accepted are None, bool, int, finite float, str, list, tuple, dict and any other mapping with
//! text keys, and further: `datetime.date` and `datetime.datetime` (written as the document wants
//! them), `decimal.Decimal` and `fractions.Fraction` (exact or refused), whole numbers of other
//! libraries (`__index__`) and results of machbar (`to_dict`). Everything else is refused, all of it
//! at once, each with its place.

use std::borrow::Cow;

use machbar::base::{Code, Pointer, Problem, Problems, Text, border};
use pyo3::exceptions::{PyOverflowError, PyRuntimeError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{
    PyBool, PyByteArray, PyBytes, PyDict, PyFloat, PyInt, PyIterator, PyList, PyMapping, PyString, PyTuple, PyType,
};

use crate::raise::Fault;

/// The bytes of a document that is JSON already: text or bytes; nothing for any other object.
pub(crate) fn text<'a>(document: &'a Bound<'_, PyAny>) -> Option<Result<Cow<'a, [u8]>, Fault>> {
    if let Ok(bytes) = document.cast::<PyBytes>() {
        return Some(Ok(Cow::Borrowed(bytes.as_bytes())));
    }
    if let Ok(text) = document.cast::<PyString>() {
        return Some(match text.to_str() {
            Ok(text) => Ok(Cow::Borrowed(text.as_bytes())),
            Err(_) => Err(Fault::Machbar(surrogate(Pointer::root()).into())),
        });
    }
    if let Ok(bytes) = document.cast::<PyByteArray>() {
        return Some(Ok(Cow::Owned(bytes.to_vec())));
    }
    if document.get_type().name().is_ok_and(|name| name == "memoryview") {
        let bytes = document.call_method0("tobytes").and_then(|bytes| Ok(bytes.cast::<PyBytes>()?.as_bytes().to_vec()));
        return Some(bytes.map(Cow::Owned).map_err(Fault::Python));
    }
    None
}

/// The bytes of a document made of Python objects.
pub(crate) fn document(document: &Bound<'_, PyAny>) -> Result<Vec<u8>, Fault> {
    let mut writer = Writer { bytes: Vec::with_capacity(256), problems: Problems::new(), open: Vec::new() };
    writer.value(document, &At::Root)?;
    writer.problems.finish()?;
    Ok(writer.bytes)
}

/// Where the writer is; a pointer is only made of it when there is something to report.
enum At<'a> {
    Root,
    Field(&'a At<'a>, &'a str),
    Index(&'a At<'a>, usize),
}

impl At<'_> {
    fn pointer(&self) -> Pointer {
        match self {
            Self::Root => Pointer::root(),
            Self::Field(parent, name) => parent.pointer().field(name),
            Self::Index(parent, index) => parent.pointer().index(*index),
        }
    }
}

struct Writer {
    bytes: Vec<u8>,
    problems: Problems,
    /// The containers that are being written, outermost first, by address.
    open: Vec<usize>,
}

impl Writer {
    /// Notes a problem; `null` keeps the text in shape until the end.
    fn refuse(&mut self, problem: Problem) -> Result<(), Fault> {
        self.problems.push(problem);
        self.bytes.extend_from_slice(b"null");
        Ok(())
    }

    /// Small values cannot fail to be written to memory.
    fn plain(&mut self, value: &(impl serde::Serialize + ?Sized)) -> Result<(), Fault> {
        serde_json::to_writer(&mut self.bytes, value)
            .map_err(|error| Problem::new(Code::Internal, Pointer::root()).found(error))
            .map_err(|problem| Fault::Machbar(problem.into()))
    }

    fn value(&mut self, value: &Bound<'_, PyAny>, at: &At<'_>) -> Result<(), Fault> {
        // The common types first, by exact type.
        if let Ok(text) = value.cast_exact::<PyString>() {
            return self.string(text, at);
        }
        if let Ok(number) = value.cast_exact::<PyInt>() {
            return self.whole(number.as_any(), at);
        }
        if let Ok(dict) = value.cast::<PyDict>() {
            return self.nested(value, at, |writer| writer.dict(dict, at));
        }
        if let Ok(list) = value.cast::<PyList>() {
            return self.nested(value, at, |writer| writer.items(list.iter(), at));
        }
        if value.is_none() {
            self.bytes.extend_from_slice(b"null");
            return Ok(());
        }
        if let Ok(truth) = value.cast_exact::<PyBool>() {
            self.bytes.extend_from_slice(if truth.is_true() { b"true" } else { b"false" });
            return Ok(());
        }
        if let Ok(number) = value.cast::<PyFloat>() {
            return self.float(number.value(), at);
        }
        if let Ok(tuple) = value.cast::<PyTuple>() {
            return self.nested(value, at, |writer| writer.items(tuple.iter(), at));
        }
        self.rarer(value, at)
    }

    fn rarer(&mut self, value: &Bound<'_, PyAny>, at: &At<'_>) -> Result<(), Fault> {
        let py = value.py();
        if let Ok(text) = value.cast::<PyString>() {
            return self.string(text, at);
        }
        if value.cast::<PyInt>().is_ok() {
            return self.whole(value, at);
        }
        if value.is_instance(class(&DATETIME, py, "datetime", "datetime")?)? {
            return self.moment(value, at);
        }
        if value.is_instance(class(&DATE, py, "datetime", "date")?)? {
            return self
                .plain(&*value.call_method0("isoformat")?.cast::<PyString>().map_err(PyErr::from)?.to_string_lossy());
        }
        if value.is_instance(class(&DECIMAL, py, "decimal", "Decimal")?)? {
            return self.decimal(value, at);
        }
        if value.is_instance(class(&FRACTION, py, "fractions", "Fraction")?)? {
            let text = value.str()?;
            return self.string(&text, at);
        }
        if value.is_instance(class(&RESULT, py, "machbar._result", "Result")?)? {
            return self.value(&value.call_method0("to_dict")?, at);
        }
        if let Ok(mapping) = value.cast::<PyMapping>() {
            return self.nested(value, at, |writer| writer.mapping(mapping, at));
        }
        if !value.is_instance_of::<PyType>() && value.hasattr("__index__")? {
            let number = value.call_method0("__index__")?;
            return self.whole(&number, at);
        }
        let hint = if value.is_instance_of::<PyBytes>() {
            Text::of("Bytes bitte erst in Text wandeln (decode).", "Decode bytes to text first.")
        } else if value.hasattr("__iter__")? {
            Text::of("Bitte erst in eine Liste wandeln (list).", "Make it a list first.")
        } else if value.hasattr("__float__")? {
            Text::of("Bitte erst in eine Zahl wandeln (float).", "Make it a float first.")
        } else {
            Text::of(
                "Erlaubt sind None, bool, int, float, str, list, tuple, dict, date, datetime, Decimal und Fraction.",
                "Allowed are None, bool, int, float, str, list, tuple, dict, date, datetime, Decimal and Fraction.",
            )
        };
        self.refuse(Problem::new(Code::WrongType, at.pointer()).found(value.get_type().name()?).hint(hint))
    }

    /// Writes a container, unless it is too deep, too large or inside itself.
    fn nested(
        &mut self,
        container: &Bound<'_, PyAny>,
        at: &At<'_>,
        write: impl FnOnce(&mut Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let address = container.as_ptr() as usize;
        if self.open.contains(&address) {
            return self.refuse(
                Problem::new(Code::Cycle, at.pointer())
                    .hint(Text::of("Dieses Objekt enthält sich selbst.", "This object contains itself.")),
            );
        }
        if self.open.len() >= border::MAX_DEPTH {
            let limit = border::MAX_DEPTH;
            return self.refuse(Problem::new(Code::TooDeep, at.pointer()).expected(Text {
                de: format!("höchstens {limit} Ebenen").into(),
                en: format!("at most {limit} levels").into(),
            }));
        }
        self.open.push(address);
        let outcome = write(self);
        self.open.pop();
        outcome
    }

    /// Objects that are used many times can make a small structure a huge document.
    fn check_size(&self) -> Result<(), Fault> {
        if self.bytes.len() <= border::MAX_BYTES {
            return Ok(());
        }
        let limit = border::MAX_BYTES;
        Err(Fault::Machbar(
            Problem::new(Code::TooLarge, Pointer::root())
                .expected(Text {
                    de: format!("höchstens {limit} Bytes").into(),
                    en: format!("at most {limit} bytes").into(),
                })
                .into(),
        ))
    }

    fn dict(&mut self, dict: &Bound<'_, PyDict>, at: &At<'_>) -> Result<(), Fault> {
        self.bytes.push(b'{');
        let mut first = true;
        let count = dict.len();
        for (key, value) in dict.iter() {
            self.field(&key, &value, at, &mut first)?;
            // Reading the value may have run the caller's code.
            if dict.len() != count {
                return Err(PyRuntimeError::new_err("dictionary changed size while it was read").into());
            }
        }
        self.bytes.push(b'}');
        Ok(())
    }

    fn mapping(&mut self, mapping: &Bound<'_, PyMapping>, at: &At<'_>) -> Result<(), Fault> {
        self.bytes.push(b'{');
        let mut first = true;
        for pair in PyIterator::from_object(mapping.call_method0("items")?.as_any())? {
            let (key, value): (Bound<'_, PyAny>, Bound<'_, PyAny>) = pair?.extract()?;
            self.field(&key, &value, at, &mut first)?;
        }
        self.bytes.push(b'}');
        Ok(())
    }

    fn field(
        &mut self,
        key: &Bound<'_, PyAny>,
        value: &Bound<'_, PyAny>,
        at: &At<'_>,
        first: &mut bool,
    ) -> Result<(), Fault> {
        let Ok(name) = key.cast::<PyString>() else {
            self.problems.push(
                Problem::new(Code::WrongType, at.pointer())
                    .found(shown(key))
                    .expected(Text::of("Texte als Namen von Feldern", "text as names of fields")),
            );
            return Ok(());
        };
        let Ok(name) = name.to_str() else {
            self.problems.push(surrogate(at.pointer()));
            return Ok(());
        };
        self.check_size()?;
        if !std::mem::take(first) {
            self.bytes.push(b',');
        }
        self.plain(name)?;
        self.bytes.push(b':');
        self.value(value, &At::Field(at, name))
    }

    fn items<'py>(&mut self, items: impl Iterator<Item = Bound<'py, PyAny>>, at: &At<'_>) -> Result<(), Fault> {
        self.bytes.push(b'[');
        for (index, item) in items.enumerate() {
            self.check_size()?;
            if index > 0 {
                self.bytes.push(b',');
            }
            self.value(&item, &At::Index(at, index))?;
        }
        self.bytes.push(b']');
        Ok(())
    }

    fn string(&mut self, text: &Bound<'_, PyString>, at: &At<'_>) -> Result<(), Fault> {
        match text.to_str() {
            Ok(text) => self.plain(text),
            Err(_) => self.refuse(surrogate(at.pointer())),
        }
    }

    fn whole(&mut self, number: &Bound<'_, PyAny>, at: &At<'_>) -> Result<(), Fault> {
        match number.extract::<i64>() {
            Ok(value) => self.plain(&value),
            Err(error) if error.is_instance_of::<PyOverflowError>(number.py()) => match number.extract::<u64>() {
                Ok(value) => self.plain(&value),
                // Not shown in full: a number may have millions of digits.
                Err(_) => {
                    let bits: usize = number.call_method0("bit_length")?.extract()?;
                    self.refuse(
                        Problem::new(Code::OutOfRange, at.pointer()).found(format_args!("{bits} bits")).expected(
                            Text::of("eine ganze Zahl mit höchstens 64 Bit", "a whole number of at most 64 bits"),
                        ),
                    )
                }
            },
            Err(error) => Err(error.into()),
        }
    }

    fn float(&mut self, number: f64, at: &At<'_>) -> Result<(), Fault> {
        if number.is_finite() {
            return self.plain(&number);
        }
        self.refuse(
            Problem::new(Code::BadFormat, at.pointer())
                .found(number)
                .expected(Text::of("eine endliche Zahl", "a finite number"))
                .hint(Text::of(
                    "Was nicht bekannt ist, bleibt weg oder ist None, nie NaN.",
                    "What is not known is left out or None, never NaN.",
                )),
        )
    }

    /// A moment is local time to the minute; anything finer or with a zone would be lost.
    fn moment(&mut self, value: &Bound<'_, PyAny>, at: &At<'_>) -> Result<(), Fault> {
        let text = value.call_method0("isoformat")?;
        let text = text.cast::<PyString>().map_err(PyErr::from)?.to_string_lossy();
        match text.strip_suffix(":00").filter(|minute| minute.len() == "2026-11-20T08:00".len()) {
            Some(minute) => self.plain(minute),
            None => self.refuse(
                Problem::new(Code::BadFormat, at.pointer())
                    .found(&text)
                    .expected(Text::of(
                        "eine Ortszeit auf die Minute, ohne Zeitzone",
                        "a local time to the minute, without a zone",
                    ))
                    .hint(Text::of(
                        "Für einen Tag: value.date(); sonst value.replace(second=0, microsecond=0, tzinfo=None).",
                        "For a day: value.date(); otherwise value.replace(second=0, microsecond=0, tzinfo=None).",
                    )),
            ),
        }
    }

    /// A decimal is written with its own digits if a double can carry them, else refused.
    fn decimal(&mut self, value: &Bound<'_, PyAny>, at: &At<'_>) -> Result<(), Fault> {
        let number: f64 = value.call_method0("__float__").and_then(|number| number.extract()).unwrap_or(f64::NAN);
        if !number.is_finite() {
            return self.float(number, at);
        }
        let whole = value.call_method0("to_integral_value")?;
        if whole.eq(value)? && number.abs() < 1e19 {
            return self.whole(&value.call_method0("__int__")?, at);
        }
        let back =
            class(&DECIMAL, value.py(), "decimal", "Decimal")?.call1((PyFloat::new(value.py(), number).repr()?,))?;
        if back.eq(value)? {
            return self.plain(&number);
        }
        self.refuse(
            Problem::new(Code::OutOfRange, at.pointer())
                .found(value.str()?)
                .expected(Text::of("höchstens 17 Stellen", "at most 17 digits"))
                .hint(Text::of(
                    "Als Text oder Fraction bleibt der Wert genau.",
                    "As text or Fraction the value stays exact.",
                )),
        )
    }
}

fn surrogate(at: Pointer) -> Problem {
    Problem::new(Code::NotUtf8, at).hint(Text::of(
        "Der Text enthält ein halbes Zeichen (Surrogat).",
        "The text holds half a character (a lone surrogate).",
    ))
}

/// How a key that is no text looks; its own `repr` may fail or be long.
fn shown(object: &Bound<'_, PyAny>) -> String {
    object.repr().map(|text| text.to_string_lossy().into_owned()).unwrap_or_else(|_| "?".to_owned())
}

static DATE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
static DATETIME: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
static DECIMAL: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
static FRACTION: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
static RESULT: PyOnceLock<Py<PyAny>> = PyOnceLock::new();

/// A class, imported when the first object that is none of the common types comes along.
fn class<'py>(
    cell: &'static PyOnceLock<Py<PyAny>>,
    py: Python<'py>,
    module: &str,
    name: &str,
) -> PyResult<&'py Bound<'py, PyAny>> {
    cell.import(py, module, name)
}

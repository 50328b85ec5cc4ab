//! Matrices of bare numbers: the buffers of arrays or lists of lists in, buffers out, nothing per item.

use machbar::base::border::Reader;
use machbar::base::{Code, Pointer, Problem, Problems, Text};
use machbar::priority::bare::{MatrixRule, MatrixWeights, rank_matrix};
use pyo3::buffer::{Element, ElementType, PyBuffer, PyUntypedBuffer};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyFloat, PyInt, PyList, PyMemoryView, PyString, PyTuple};

use crate::raise::Fault;
use crate::read;

/// Scores, places and weights, as memory views of doubles, 64-bit integers and doubles.
pub(crate) type Ranking<'py> = (Bound<'py, PyAny>, Bound<'py, PyAny>, Bound<'py, PyAny>);

/// Ranks; the work runs with the lock released.
pub(crate) fn rank<'py>(
    py: Python<'py>,
    values: &Bound<'py, PyAny>,
    polarity: &Bound<'py, PyAny>,
    weights: &Bound<'py, PyAny>,
    method: &Bound<'py, PyAny>,
) -> Result<Ranking<'py>, Fault> {
    let columns = matrix(values, &Pointer::root().field("values"))?;
    let mut rule = rule(py, polarity, weights, method)?;
    if !weights.is_instance_of::<PyString>() {
        rule.weights = MatrixWeights::Given(list(weights, &Pointer::root().field("weights"))?);
    }
    let ranking = py.detach(|| crate::guard(|| Ok(rank_matrix(columns, &rule)?)))?;
    Ok((
        view(py, &ranking.scores, "d", |score| score.to_ne_bytes())?,
        view(py, &ranking.places, "q", |place| i64::try_from(*place).unwrap_or(i64::MAX).to_ne_bytes())?,
        view(py, &ranking.weights, "d", |weight| weight.to_ne_bytes())?,
    ))
}

/// Everything but the numbers, read as any document is.
fn rule(
    py: Python<'_>,
    polarity: &Bound<'_, PyAny>,
    weights: &Bound<'_, PyAny>,
    method: &Bound<'_, PyAny>,
) -> Result<MatrixRule, Fault> {
    let document = PyDict::new(py);
    document.set_item("polarity", polarity)?;
    if method.is_instance_of::<PyString>() {
        let kind = PyDict::new(py);
        kind.set_item("kind", method)?;
        document.set_item("method", kind)?;
    } else {
        document.set_item("method", method)?;
    }
    // Numbers take its place later.
    match weights.cast::<PyString>() {
        Ok(word) => document.set_item("weights", word)?,
        Err(_) => document.set_item("weights", "equal")?,
    }
    static READER: Reader<MatrixRule> = Reader::new();
    Ok(READER.read(&read::document(document.as_any())?)?)
}

/// Numbers as a read-only buffer that array libraries take without a copy.
fn view<'py, T>(
    py: Python<'py>,
    values: &[T],
    format: &str,
    bytes: impl Fn(&T) -> [u8; 8],
) -> Result<Bound<'py, PyAny>, Fault> {
    let written = PyBytes::new_with(py, 8 * values.len(), |target| {
        for (place, value) in target.as_chunks_mut().0.iter_mut().zip(values) {
            *place = bytes(value);
        }
        Ok(())
    })?;
    Ok(PyMemoryView::from(written.as_any())?.call_method1("cast", (format,))?)
}

/// The columns of a matrix.
fn matrix(values: &Bound<'_, PyAny>, at: &Pointer) -> Result<Vec<Vec<f64>>, Fault> {
    match PyUntypedBuffer::get(values) {
        Ok(buffer) => {
            let &[rows, columns] = buffer.shape() else { return Err(wrong_shape(&buffer, at, 2)) };
            typed(values, &buffer, at, Read { rows, columns })
        }
        Err(_) => nested(values, at),
    }
}

/// The numbers of a list.
fn list(values: &Bound<'_, PyAny>, at: &Pointer) -> Result<Vec<f64>, Fault> {
    if let Ok(buffer) = PyUntypedBuffer::get(values) {
        let &[columns] = buffer.shape() else { return Err(wrong_shape(&buffer, at, 1)) };
        return Ok(typed(values, &buffer, at, Read { rows: 1, columns })?.into_iter().flatten().collect());
    }
    let mut problems = Problems::new();
    let numbers = row(values, at, &mut problems)?;
    problems.finish()?;
    Ok(numbers)
}

fn wrong_shape(buffer: &PyUntypedBuffer, at: &Pointer, dimensions: u8) -> Fault {
    let expected = match dimensions {
        1 => Text::of("eine Zahl je Spalte", "one number per column"),
        _ => Text::of("eine Zeile je Eintrag, eine Spalte je Kriterium", "a row per item, a column per criterion"),
    };
    Fault::Machbar(
        Problem::new(Code::WrongType, at.clone())
            .found(format!("shape {:?}", buffer.shape()))
            .expected(expected)
            .into(),
    )
}

/// How to read a buffer whose type of numbers is known.
struct Read {
    rows: usize,
    columns: usize,
}

impl Read {
    fn of<T: Element>(
        &self,
        py: Python<'_>,
        buffer: &PyUntypedBuffer,
        number: impl Fn(T) -> f64,
    ) -> Result<Vec<Vec<f64>>, Fault> {
        let buffer: &PyBuffer<T> = buffer.as_typed()?;
        if buffer.is_c_contiguous() {
            let cells = buffer.to_vec(py)?;
            let mut columns = vec![Vec::with_capacity(self.rows); self.columns];
            for row in cells.chunks_exact(self.columns.max(1)) {
                columns.iter_mut().zip(row).for_each(|(column, cell)| column.push(number(*cell)));
            }
            return Ok(columns);
        }
        // Transposed or strided: column by column, which is what is wanted.
        let cells = buffer.to_fortran_vec(py)?;
        Ok(cells
            .chunks_exact(self.rows.max(1))
            .map(|column| column.iter().map(|cell| number(*cell)).collect())
            .collect())
    }
}

/// Doubles from a buffer of any native numbers.
fn typed(
    values: &Bound<'_, PyAny>,
    buffer: &PyUntypedBuffer,
    at: &Pointer,
    read: Read,
) -> Result<Vec<Vec<f64>>, Fault> {
    use ElementType::{Float, SignedInteger, UnsignedInteger};
    let py = values.py();
    // Whole numbers beyond 2^53 lose digits, and are refused for their size all the same.
    let foreign: &[u8] = if cfg!(target_endian = "little") { b">!" } else { b"<" };
    let kind = match buffer.format().to_bytes() {
        [order, ..] if foreign.contains(order) => ElementType::Unknown,
        _ => ElementType::from_format(buffer.format()),
    };
    match kind {
        Float { bytes: 8 } => read.of(py, buffer, |x: f64| x),
        Float { bytes: 4 } => read.of(py, buffer, |x: f32| x.into()),
        SignedInteger { bytes: 8 } => read.of(py, buffer, |x: i64| x as f64),
        SignedInteger { bytes: 4 } => read.of(py, buffer, |x: i32| x.into()),
        SignedInteger { bytes: 2 } => read.of(py, buffer, |x: i16| x.into()),
        SignedInteger { bytes: 1 } => read.of(py, buffer, |x: i8| x.into()),
        UnsignedInteger { bytes: 8 } => read.of(py, buffer, |x: u64| x as f64),
        UnsignedInteger { bytes: 4 } => read.of(py, buffer, |x: u32| x.into()),
        UnsignedInteger { bytes: 2 } => read.of(py, buffer, |x: u16| x.into()),
        UnsignedInteger { bytes: 1 } => read.of(py, buffer, |x: u8| x.into()),
        _ => Err(Fault::Machbar(
            Problem::new(Code::WrongType, at.clone())
                .found(format!("format {:?}", buffer.format().to_string_lossy()))
                .expected(Text::of("Zahlen dieses Rechners", "native numbers"))
                .hint(Text::of(
                    "Bitte erst in Gleitkommazahlen wandeln: astype(float).",
                    "Make them doubles first: astype(float).",
                ))
                .into(),
        )),
    }
}

/// Columns from a list of lists.
fn nested(values: &Bound<'_, PyAny>, at: &Pointer) -> Result<Vec<Vec<f64>>, Fault> {
    let mut problems = Problems::new();
    let mut columns: Vec<Vec<f64>> = Vec::new();
    let mut width = None;
    for (index, item) in items(values, at, &mut problems)?.into_iter().enumerate() {
        let here = at.index(index);
        let row = row(&item, &here, &mut problems)?;
        let width = *width.get_or_insert(row.len());
        if row.len() != width {
            let code = if row.len() < width { Code::TooFew } else { Code::TooMany };
            problems.push(Problem::new(code, here).found(row.len()).expected(Text {
                de: format!("{width} Werte wie in der ersten Zeile").into(),
                en: format!("{width} values as in the first row").into(),
            }));
            continue;
        }
        columns.resize(width, Vec::new());
        columns.iter_mut().zip(row).for_each(|(column, number)| column.push(number));
    }
    problems.finish()?;
    Ok(columns)
}

fn row(values: &Bound<'_, PyAny>, at: &Pointer, problems: &mut Problems) -> Result<Vec<f64>, Fault> {
    let items = items(values, at, problems)?;
    items.iter().enumerate().map(|(place, value)| number(value, at, place, problems)).collect()
}

/// The entries of a list or tuple.
fn items<'py>(
    values: &Bound<'py, PyAny>,
    at: &Pointer,
    problems: &mut Problems,
) -> Result<Vec<Bound<'py, PyAny>>, Fault> {
    if let Ok(list) = values.cast::<PyList>() {
        return Ok(list.iter().collect());
    }
    if let Ok(tuple) = values.cast::<PyTuple>() {
        return Ok(tuple.iter().collect());
    }
    problems.push(
        Problem::new(Code::WrongType, at.clone())
            .found(values.get_type().name()?)
            .expected(Text::of("ein Feld von Zahlen oder eine Liste", "an array of numbers or a list"))
            .hint(Text::of(
                "Einen DataFrame bitte erst wandeln: to_numpy(float).",
                "Turn a data frame into an array first: to_numpy(float).",
            )),
    );
    Ok(Vec::new())
}

/// A number of a list; what is none is noted.
fn number(value: &Bound<'_, PyAny>, at: &Pointer, place: usize, problems: &mut Problems) -> Result<f64, Fault> {
    if let Ok(number) = value.cast::<PyFloat>() {
        return Ok(number.value());
    }
    if value.is_instance_of::<PyInt>() && !value.is_instance_of::<PyBool>() {
        // Beyond the range of a double it is as far out of range as infinity.
        return Ok(value.extract().unwrap_or(f64::INFINITY));
    }
    let problem = Problem::new(Code::WrongType, at.index(place)).found(value.get_type().name()?);
    problems.push(problem.expected(Text::of("eine Zahl", "a number")).hint(Text::of(
        "Was nicht bekannt ist, gehört in priority.rank: dort ist None erlaubt.",
        "What is not known belongs into priority.rank, which takes None.",
    )));
    Ok(0.0)
}

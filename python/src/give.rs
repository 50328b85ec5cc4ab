//! The bytes of a result to Python objects, without a tree in between.

use std::cell::RefCell;
use std::fmt;

use machbar::base::{Code, Error, Pointer, Problem};
use pyo3::IntoPyObjectExt as _;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyString};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::raise::Fault;

/// Objects for a JSON text that machbar itself wrote.
pub(crate) fn value<'py>(py: Python<'py>, bytes: &[u8]) -> Result<Bound<'py, PyAny>, Fault> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let keys = RefCell::new(Vec::new());
    Build(py, &keys).deserialize(&mut reader).map_err(|error| {
        let problem = Problem::new(Code::Internal, Pointer::root()).found(error);
        Fault::Machbar(Error::from(problem))
    })
}

/// The first names of fields that were met, each with its object.
type Keys<'py> = RefCell<Vec<(Box<str>, Bound<'py, PyString>)>>;

/// So many names are looked up one by one; any further ones in the table of the interpreter.
const MOST_KEYS: usize = 32;

#[derive(Clone, Copy)]
struct Build<'py, 'k>(Python<'py>, &'k Keys<'py>);

impl<'de, 'py> DeserializeSeed<'de> for Build<'py, '_> {
    type Value = Bound<'py, PyAny>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

fn object<'py, T: IntoPyObject<'py>, E: serde::de::Error>(py: Python<'py>, value: T) -> Result<Bound<'py, PyAny>, E> {
    value.into_bound_py_any(py).map_err(E::custom)
}

impl<'de, 'py> Visitor<'de> for Build<'py, '_> {
    type Value = Bound<'py, PyAny>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }
    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(self.0.None().into_bound(self.0))
    }
    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<Self::Value, E> {
        object(self.0, value)
    }
    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Self::Value, E> {
        object(self.0, value)
    }
    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Self::Value, E> {
        object(self.0, value)
    }
    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Self::Value, E> {
        object(self.0, value)
    }
    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(PyString::new(self.0, value).into_any())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let list = PyList::empty(self.0);
        while let Some(item) = items.next_element_seed(self)? {
            list.append(item).map_err(serde::de::Error::custom)?;
        }
        Ok(list.into_any())
    }
    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let dict = PyDict::new(self.0);
        while let Some(key) = fields.next_key_seed(Key(self))? {
            dict.set_item(key, fields.next_value_seed(self)?).map_err(serde::de::Error::custom)?;
        }
        Ok(dict.into_any())
    }
}

/// Names of fields repeat: each is one object, shared.
struct Key<'py, 'k>(Build<'py, 'k>);

impl<'de, 'py> DeserializeSeed<'de> for Key<'py, '_> {
    type Value = Bound<'py, PyString>;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'py> Visitor<'_> for Key<'py, '_> {
    type Value = Bound<'py, PyString>;
    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name")
    }
    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        let Build(py, keys) = self.0;
        let mut keys = keys.borrow_mut();
        if let Some((_, known)) = keys.iter().find(|(name, _)| **name == *value) {
            return Ok(known.clone());
        }
        let key = PyString::intern(py, value);
        if keys.len() < MOST_KEYS {
            keys.push((value.into(), key.clone()));
        }
        Ok(key)
    }
}

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
    let internal = |error: &dyn fmt::Display| {
        let problem = Problem::new(Code::Internal, Pointer::root()).found(error);
        Fault::Machbar(Error::from(problem))
    };
    // Once for the whole text, instead of once for every string in it.
    let text = std::str::from_utf8(bytes).map_err(|error| internal(&error))?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let words = RefCell::new(Words::new());
    Build(py, &words).deserialize(&mut reader).map_err(|error| internal(&error))
}

/// Names of fields and short values repeat a thousand times in a long answer: the object of each is found again
/// by a hash of its bytes. Of two words with one place the later stays.
struct Words<'py>([Option<(Box<str>, Bound<'py, PyString>)>; Words::PLACES]);

impl<'py> Words<'py> {
    const PLACES: usize = 512;
    /// Longer values rarely repeat.
    const LONGEST: usize = 40;

    fn new() -> Self {
        Self([const { None }; Self::PLACES])
    }

    /// The object of a word; `make` makes it when it was not met before.
    fn object(&mut self, word: &str, make: impl FnOnce() -> Bound<'py, PyString>) -> Bound<'py, PyString> {
        // FNV-1a.
        let hash = word.bytes().fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        let Some(place) = self.0.get_mut((hash ^ (hash >> 16)) as usize % Self::PLACES) else { return make() };
        if let Some((known, object)) = place
            && **known == *word
        {
            return object.clone();
        }
        let object = make();
        *place = Some((word.into(), object.clone()));
        object
    }
}

#[derive(Clone, Copy)]
struct Build<'py, 'k>(Python<'py>, &'k RefCell<Words<'py>>);

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
        let make = || PyString::new(self.0, value);
        if value.len() > Words::LONGEST {
            return Ok(make().into_any());
        }
        Ok(self.1.borrow_mut().object(value, make).into_any())
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
        let Build(py, words) = self.0;
        Ok(words.borrow_mut().object(value, || PyString::intern(py, value)))
    }
}

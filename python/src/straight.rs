//! Python objects as a serde format, for what reads them without a document in between.
//!
//! Only the plain types of JSON; whatever else is met ends the reading, and the caller takes the long way
//! ([`crate::read`]), which knows every type and names every fault.

use std::fmt;

use pyo3::prelude::*;
use pyo3::types::dict::BoundDictIterator;
use pyo3::types::list::BoundListIterator;
use pyo3::types::{PyBool, PyDict, PyInt, PyList, PyString};
use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer as _, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

/// An object.
#[derive(Clone, Copy)]
pub(crate) struct Object<'a, 'py>(pub(crate) &'a Bound<'py, PyAny>);

/// The reading ended; the long way says why.
#[derive(Debug)]
pub(crate) struct Ended;

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a plain document")
    }
}
impl std::error::Error for Ended {}
impl Error for Ended {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl<'de> Deserializer<'de> for Object<'_, '_> {
    type Error = Ended;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Ended> {
        let object = self.0;
        if let Ok(text) = object.cast_exact::<PyString>() {
            return visitor.visit_str(text.to_str().map_err(|_| Ended)?);
        }
        if let Ok(number) = object.cast_exact::<PyInt>() {
            return visitor.visit_i64(number.extract().map_err(|_| Ended)?);
        }
        if let Ok(truth) = object.cast_exact::<PyBool>() {
            return visitor.visit_bool(truth.is_true());
        }
        if let Ok(list) = object.cast_exact::<PyList>() {
            return visitor.visit_seq(Items(list.iter()));
        }
        if let Ok(dict) = object.cast_exact::<PyDict>() {
            return visitor.visit_map(Fields { fields: dict.iter(), value: None });
        }
        if object.is_none() { visitor.visit_unit() } else { Err(Ended) }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Ended> {
        if self.0.is_none() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Ended> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Ended> {
        let text = self.0.cast_exact::<PyString>().map_err(|_| Ended)?;
        let word: StrDeserializer<'_, Ended> = text.to_str().map_err(|_| Ended)?.into_deserializer();
        word.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

struct Items<'py>(BoundListIterator<'py>);

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Ended;
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Ended> {
        self.0.next().map(|item| seed.deserialize(Object(&item))).transpose()
    }
}

struct Fields<'py> {
    fields: BoundDictIterator<'py>,
    value: Option<Bound<'py, PyAny>>,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Ended;
    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Ended> {
        let Some((key, value)) = self.fields.next() else { return Ok(None) };
        if !key.is_instance_of::<PyString>() {
            return Err(Ended);
        }
        self.value = Some(value);
        seed.deserialize(Object(&key)).map(Some)
    }
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Ended> {
        seed.deserialize(Object(&self.value.take().ok_or(Ended)?))
    }
}

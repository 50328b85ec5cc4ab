//! Which JSON kinds may stand at each place of a document.
//!
//! serde reads a struct from a list by position and a bare word from an object with one empty field. Neither is what a
//! schema promises, so a document that serde accepted is looked over once more, along its schema and without
//! building anything. What looks wrong here is judged exactly by [`diagnose`](super::diagnose).

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// A set of JSON kinds.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Kinds(u8);

impl Kinds {
    const NONE: Self = Self(0);
    const NULL: Self = Self(1);
    const BOOL: Self = Self(2);
    const NUMBER: Self = Self(4);
    const STRING: Self = Self(8);
    const ARRAY: Self = Self(16);
    const OBJECT: Self = Self(32);
    const ANY: Self = Self(63);

    fn has(self, kind: Self) -> bool {
        self.0 & kind.0 == kind.0
    }

    fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn of_name(name: &str) -> Self {
        match name {
            "null" => Self::NULL,
            "boolean" => Self::BOOL,
            "number" | "integer" => Self::NUMBER,
            "string" => Self::STRING,
            "array" => Self::ARRAY,
            "object" => Self::OBJECT,
            _ => Self::ANY,
        }
    }

    fn of_value(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOL,
            Value::Number(_) => Self::NUMBER,
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }

    /// What one alternative admits by itself.
    fn of_schema(schema: &Value) -> Self {
        if let Some(constant) = schema.get("const") {
            return Self::of_value(constant);
        }
        if let Some(words) = schema.get("enum").and_then(Value::as_array) {
            return words.iter().map(Self::of_value).fold(Self::NONE, Self::and);
        }
        match schema.get("type") {
            Some(Value::String(name)) => Self::of_name(name),
            Some(Value::Array(names)) => {
                names.iter().filter_map(Value::as_str).map(Self::of_name).fold(Self::NONE, Self::and)
            }
            _ => Self::ANY,
        }
    }
}

/// One place, or many places that look alike: the alternatives of the schema that may stand there, as one.
struct Place {
    kinds: Kinds,
    fields: BTreeMap<Box<str>, usize>,
    /// Fields that are not named.
    rest: Option<usize>,
    /// No alternative knows other fields.
    closed: bool,
    items: Option<usize>,
}

impl Place {
    /// Nothing in it can be wrong.
    fn is_free(&self) -> bool {
        self.kinds == Kinds::ANY && self.fields.is_empty() && self.rest.is_none() && self.items.is_none()
    }
}

/// The kinds at every place of the documents of a type.
pub(super) struct Shape {
    places: Vec<Place>,
}

impl Shape {
    /// The shape of a type's documents.
    pub(super) fn of<T: JsonSchema>() -> Self {
        let schema = schemars::schema_for!(T).to_value();
        let mut drawing = Drawing {
            definitions: schema.get("$defs").and_then(Value::as_object),
            places: Vec::new(),
            known: BTreeMap::new(),
        };
        drawing.place(vec![&schema]);
        Self { places: drawing.places.into_iter().flatten().collect() }
    }

    /// Whether every value is of a kind that may stand at its place. `false` may be a false alarm where alternatives
    /// of an object differ; `true` never hides a wrong kind.
    pub(super) fn fits<'de, D: Deserializer<'de>>(&self, document: D) -> bool {
        self.look(0).deserialize(document).is_ok()
    }

    fn look(&self, place: usize) -> Look<'_> {
        Look { shape: self, place: self.places.get(place) }
    }
}

/// The places while they are drawn: an entry is empty until its inside is known, since types may hold themselves.
struct Drawing<'s> {
    definitions: Option<&'s Map<String, Value>>,
    places: Vec<Option<Place>>,
    /// A place by the alternatives that may stand there, told apart by where they stand in the schema.
    known: BTreeMap<Vec<usize>, usize>,
}

impl<'s> Drawing<'s> {
    /// The alternatives of a schema, without references and choices.
    fn flatten(&self, schema: &'s Value, into: &mut Vec<&'s Value>) {
        let target = schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|reference| reference.strip_prefix("#/$defs/"))
            .and_then(|name| self.definitions?.get(name));
        let mut choice = target.is_some();
        target.into_iter().for_each(|target| self.flatten(target, into));
        for key in ["oneOf", "anyOf", "allOf"] {
            for branch in schema.get(key).and_then(Value::as_array).into_iter().flatten() {
                choice = true;
                self.flatten(branch, into);
            }
        }
        if !choice || schema.get("properties").is_some() {
            into.push(schema);
        }
    }

    fn place(&mut self, schemas: Vec<&'s Value>) -> usize {
        let mut alternatives = Vec::new();
        schemas.into_iter().for_each(|schema| self.flatten(schema, &mut alternatives));
        let address = |schema: &&'s Value| std::ptr::from_ref::<Value>(schema) as usize;
        alternatives.sort_by_key(address);
        alternatives.dedup_by_key(|schema| address(schema));
        let key: Vec<usize> = alternatives.iter().map(address).collect();
        if let Some(&place) = self.known.get(&key) {
            return place;
        }
        let place = self.places.len();
        self.places.push(None);
        self.known.insert(key, place);
        let drawn = self.draw(&alternatives);
        if let Some(entry) = self.places.get_mut(place) {
            *entry = Some(drawn);
        }
        place
    }

    fn draw(&mut self, alternatives: &[&'s Value]) -> Place {
        let mut kinds = alternatives.iter().map(|schema| Kinds::of_schema(schema)).fold(Kinds::NONE, Kinds::and);
        // Lists and objects side by side: only the exact walk can tell which alternative is meant.
        if kinds != Kinds::ANY && kinds.has(Kinds::ARRAY) && kinds.has(Kinds::OBJECT) {
            kinds = Kinds(kinds.0 & !Kinds::ARRAY.0);
        }
        let mut fields: BTreeMap<&'s str, Vec<&'s Value>> = BTreeMap::new();
        let (mut rest, mut items) = (Vec::new(), Vec::new());
        for schema in alternatives {
            for (name, field) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
                fields.entry(name).or_default().push(field);
            }
            rest.extend(schema.get("additionalProperties").filter(|rest| rest.is_object()));
            items.extend(schema.get("items").filter(|items| items.is_object()));
            items.extend(schema.get("prefixItems").and_then(Value::as_array).into_iter().flatten());
        }
        let mut inside = |schemas: Vec<&'s Value>| (!schemas.is_empty()).then(|| self.place(schemas));
        let (rest, items) = (inside(rest), inside(items));
        let fields = fields.into_iter().map(|(name, field)| (name.into(), self.place(field))).collect();
        let closed = rest.is_none()
            && alternatives.iter().any(|schema| schema.get("additionalProperties") == Some(&Value::Bool(false)));
        Place { kinds, fields, rest, closed, items }
    }
}

/// Looks at one value; an error says that it does not fit.
struct Look<'s> {
    shape: &'s Shape,
    /// Nothing is known of the place: anything fits.
    place: Option<&'s Place>,
}

impl<'s> Look<'s> {
    fn kind<E: Error>(&self, kind: Kinds) -> Result<(), E> {
        match self.place {
            Some(place) if !place.kinds.has(kind) => Err(E::custom("another kind is expected")),
            _ => Ok(()),
        }
    }

    fn inside(&self, place: Option<usize>) -> Look<'s> {
        Look { shape: self.shape, place: place.and_then(|place| self.shape.places.get(place)) }
    }
}

impl<'de> DeserializeSeed<'de> for Look<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.place {
            Some(place) if !place.is_free() => deserializer.deserialize_any(self),
            _ => deserializer.deserialize_ignored_any(IgnoredAny).map(|_| ()),
        }
    }
}

impl<'de> Visitor<'de> for Look<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value of the schema")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.kind(Kinds::NULL)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.kind(Kinds::BOOL)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.kind(Kinds::NUMBER)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.kind(Kinds::NUMBER)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.kind(Kinds::NUMBER)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        self.kind(Kinds::STRING)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.kind(Kinds::ARRAY)?;
        let inside = self.place.and_then(|place| place.items);
        while items.next_element_seed(self.inside(inside))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        self.kind(Kinds::OBJECT)?;
        let inside = Cell::new(None);
        while fields.next_key_seed(Name { place: self.place, inside: &inside })?.is_some() {
            fields.next_value_seed(self.inside(inside.get()))?;
        }
        Ok(())
    }
}

/// Finds the place of a field by its name.
struct Name<'s> {
    place: Option<&'s Place>,
    inside: &'s Cell<Option<usize>>,
}

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<(), E> {
        self.inside.set(self.place.and_then(|place| place.fields.get(name).copied().or(place.rest)));
        match (self.place, self.inside.get()) {
            (Some(place), None) if place.closed => Err(E::custom("no such field")),
            _ => Ok(()),
        }
    }
}

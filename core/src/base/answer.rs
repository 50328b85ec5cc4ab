//! Answers: a missing fact is neither zero nor no.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What somebody said: a value, nothing because nobody asked, or "I don't know".
///
/// JSON: the value; `null` or an absent field for *not asked*; the string `"dont_know"`.
/// (So `Answer<String>` cannot carry the text `dont_know`.)
///
/// ```
/// use machbar::base::Answer;
/// let read = |text| serde_json::from_str::<Answer<u8>>(text).unwrap();
/// assert_eq!(read("4"), Answer::Given(4));
/// assert_eq!(read("null"), Answer::NotAsked);
/// assert_eq!(read("\"dont_know\""), Answer::DontKnow);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Answer<T> {
    /// A value.
    Given(T),
    /// The question was not put, or not answered.
    #[default]
    NotAsked,
    /// The question was put; the answer was "I don't know".
    DontKnow,
}

/// How "I don't know" stands in a document.
pub const DONT_KNOW: &str = "dont_know";

impl<T> Answer<T> {
    /// The value, if one was given.
    pub const fn given(&self) -> Option<&T> {
        match self {
            Self::Given(value) => Some(value),
            Self::NotAsked | Self::DontKnow => None,
        }
    }
    /// Was the question left out altogether?
    pub const fn is_not_asked(&self) -> bool {
        matches!(self, Self::NotAsked)
    }
    /// The value through `f`.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Answer<U> {
        match self {
            Self::Given(value) => Answer::Given(f(value)),
            Self::NotAsked => Answer::NotAsked,
            Self::DontKnow => Answer::DontKnow,
        }
    }
    /// The answer by reference.
    pub const fn as_ref(&self) -> Answer<&T> {
        match self {
            Self::Given(value) => Answer::Given(value),
            Self::NotAsked => Answer::NotAsked,
            Self::DontKnow => Answer::DontKnow,
        }
    }
}

impl<T> From<Option<T>> for Answer<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::NotAsked, Self::Given)
    }
}

impl<T: Serialize> Serialize for Answer<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Given(value) => value.serialize(serializer),
            Self::NotAsked => serializer.serialize_none(),
            Self::DontKnow => serializer.serialize_str(DONT_KNOW),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Answer<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        match &value {
            serde_json::Value::Null => Ok(Self::NotAsked),
            serde_json::Value::String(text) if text == DONT_KNOW => Ok(Self::DontKnow),
            // Read from an owned value: `T` must not borrow from the document.
            _ => deserialize_owned(value).map(Self::Given).map_err(serde::de::Error::custom),
        }
    }
}

fn deserialize_owned<'de, T: Deserialize<'de>>(value: serde_json::Value) -> Result<T, serde_json::Error> {
    T::deserialize(value)
}

impl<T: JsonSchema> JsonSchema for Answer<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("AnswerOf{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let value = generator.subschema_for::<T>();
        schemars::json_schema!({
            "anyOf": [value, { "const": DONT_KNOW }, { "type": "null" }],
            "description": "A value, null when nobody asked, or \"dont_know\"."
        })
    }
}

//! Three-point estimates.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Low, mid and high, in this order of size.
///
/// ```
/// use machbar::base::Estimate;
/// assert!(Estimate::new(1, 2, 3).is_some());
/// assert!(Estimate::new(3, 2, 1).is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "{T}Estimate", extend("format" = "estimate"))]
pub struct Estimate<T> {
    /// The cautious end.
    pub low: T,
    /// The expected value.
    pub mid: T,
    /// The optimistic end.
    pub high: T,
}

impl<T: PartialOrd> Estimate<T> {
    /// `None` unless `low ≤ mid ≤ high`.
    pub fn new(low: T, mid: T, high: T) -> Option<Self> {
        (low <= mid && mid <= high).then_some(Self { low, mid, high })
    }
}

impl<T> Estimate<T> {
    /// The same figure three times.
    pub fn certain(value: T) -> Self
    where
        T: Clone,
    {
        Self { low: value.clone(), mid: value.clone(), high: value }
    }
    /// Each of the three through `f`.
    pub fn map<U>(&self, f: impl Fn(&T) -> U) -> Estimate<U> {
        Estimate { low: f(&self.low), mid: f(&self.mid), high: f(&self.high) }
    }
}

impl<'de, T: PartialOrd + Deserialize<'de>> Deserialize<'de> for Estimate<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Raw<T> {
            low: T,
            mid: T,
            high: T,
        }
        let raw = Raw::deserialize(deserializer)?;
        Self::new(raw.low, raw.mid, raw.high)
            .ok_or_else(|| serde::de::Error::custom("an estimate needs low ≤ mid ≤ high"))
    }
}

/// A figure that is either certain or given as low / mid / high.
///
/// JSON: a plain value, or `{"low": …, "mid": …, "high": …}`.
///
/// ```
/// use machbar::base::estimate::Estimated;
/// let read = |text| serde_json::from_str::<Estimated<u32>>(text).unwrap();
/// assert_eq!(read("122").mid, 122);
/// assert_eq!(read(r#"{"low":100,"mid":122,"high":150}"#).high, 150);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimated<T>(Estimate<T>);

impl<T: Clone + PartialEq> Estimated<T> {
    /// One certain value.
    pub fn certain(value: T) -> Self {
        Self(Estimate::certain(value))
    }
    /// No spread between low and high?
    pub fn is_certain(&self) -> bool {
        self.0.low == self.0.high
    }
}

impl<T> From<Estimate<T>> for Estimated<T> {
    fn from(estimate: Estimate<T>) -> Self {
        Self(estimate)
    }
}

impl<T> std::ops::Deref for Estimated<T> {
    type Target = Estimate<T>;
    fn deref(&self) -> &Estimate<T> {
        &self.0
    }
}

impl<T: Serialize + Clone + PartialEq> Serialize for Estimated<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_certain() { self.0.mid.serialize(serializer) } else { self.0.serialize(serializer) }
    }
}

impl<'de, T: PartialOrd + Clone + PartialEq + Deserialize<'de>> Deserialize<'de> for Estimated<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        if value.is_object() {
            Estimate::deserialize(value).map(Self).map_err(serde::de::Error::custom)
        } else {
            T::deserialize(value).map(Self::certain).map_err(serde::de::Error::custom)
        }
    }
}

impl<T: JsonSchema> JsonSchema for Estimated<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Estimated{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let value = generator.subschema_for::<T>();
        let estimate = generator.subschema_for::<Estimate<T>>();
        schemars::json_schema!({
            "anyOf": [value, estimate],
            "description": "A certain value, or low, mid and high."
        })
    }
}

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

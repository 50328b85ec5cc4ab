//! An exact probability.

use num_bigint::BigUint;
use schemars::JsonSchema;
use serde::Serialize;

use crate::base::Ratio;

/// The probability, if nothing had changed, of a result at least as far from "no change" as the one seen.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PValue {
    /// The exact fraction; left out when it would not fit into 64 characters.
    pub exact: Option<Ratio>,
    /// The nearest double.
    pub value: f64,
    /// Rounded to six places for display.
    pub rounded: f64,
}

impl PValue {
    /// `favourable / all`, at most one.
    pub fn of(favourable: BigUint, all: BigUint) -> Self {
        let exact = Ratio::of_big(favourable.into(), all.into()).unwrap_or_else(Ratio::one).min(Ratio::one());
        let short = exact.to_string().len() <= Ratio::MAX_TEXT;
        Self { value: exact.to_f64(), rounded: exact.rounded(6), exact: short.then_some(exact) }
    }
    /// Certain: nothing speaks against "no change".
    pub fn one() -> Self {
        Self { exact: Some(Ratio::one()), value: 1.0, rounded: 1.0 }
    }
}

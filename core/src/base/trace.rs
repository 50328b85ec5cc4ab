//! Where a figure comes from.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Date, Text};

/// How sure we are of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Written from knowledge, not re-read.
    Unverified,
    /// Read in a secondary source.
    Secondary,
    /// Read in the legal or primary text itself.
    Verified,
}

/// A source of a fact.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is called, with article or section: `Reg. (EU) 2023/2831 Art 3(2)`.
    pub name: Cow<'static, str>,
    /// Where it is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Cow<'static, str>>,
    /// When it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_on: Option<Date>,
    /// How sure we are.
    pub confidence: Confidence,
}

/// How a result was reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Trace {
    /// The formula or rule: `F-1`, `GBER Art 2(18)(a)`.
    pub formula: Cow<'static, str>,
    /// JSON pointers to the facts used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<String>,
    /// The parameters with the values used, so that no weight is hidden.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<Cow<'static, str>, String>,
    /// The steps in words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Text>,
}

impl Trace {
    /// A trace of the formula.
    pub fn of(formula: &'static str) -> Self {
        Self { formula: Cow::Borrowed(formula), inputs: Vec::new(), parameters: BTreeMap::new(), notes: Vec::new() }
    }
    /// With a fact used.
    #[must_use]
    pub fn input(mut self, pointer: impl Into<String>) -> Self {
        self.inputs.push(pointer.into());
        self
    }
    /// With a parameter.
    #[must_use]
    pub fn parameter(mut self, name: &'static str, value: impl ToString) -> Self {
        self.parameters.insert(Cow::Borrowed(name), value.to_string());
        self
    }
    /// With a step in words.
    #[must_use]
    pub fn note(mut self, text: Text) -> Self {
        self.notes.push(text);
        self
    }
}

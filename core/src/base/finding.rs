//! Findings: what a check noticed without failing.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

use super::text::Arg;
use super::{Sentence, Text};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Worth acting on.
    Warn,
    /// Nothing should go on before this is settled.
    Block,
}

/// Something that a check noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// Stable code, for example `pain.count.too_few`.
    pub code: Cow<'static, str>,
    /// How much it matters.
    pub severity: Severity,
    /// What it is about: an id or a JSON pointer.
    pub subject: String,
    /// The sentence.
    pub text: Text,
    /// The rules behind it: requirement (`R-33`), formula (`F-3`) or article.
    pub rules: Vec<Cow<'static, str>>,
}

impl Finding {
    /// A finding from a sentence; its key becomes the code.
    pub fn new(severity: Severity, sentence: &Sentence, subject: impl Into<String>, args: &[(&str, Arg)]) -> Self {
        Self {
            code: Cow::Borrowed(sentence.key),
            severity,
            subject: subject.into(),
            text: sentence.with(args),
            rules: Vec::new(),
        }
    }
    /// The same with a rule added.
    #[must_use]
    pub fn rule(mut self, rule: &'static str) -> Self {
        self.rules.push(Cow::Borrowed(rule));
        self
    }
}

//! What an answer of law rests on: the rules applied, with source and confidence, and the questions still open.

use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

use super::law::{Comparison, Law, Rule, Unit};
use super::text::{Arg, sentences};
use super::{Confidence, Date, Finding, Pointer, Ratio, Sentence, Severity, Source, Text};

sentences! {
    UNVERIFIED = "law.unverified_rule" { de: "Die Regel „{rule}“ ({source}) bestimmt das Ergebnis, ist aber nicht am Gesetzestext nachgelesen.", en: "The rule \"{rule}\" ({source}) decides the result but was not re-read in the legal text." }
    NOT_LEGAL_ADVICE = "law.not_legal_advice" { de: "Keine Rechtsberatung: Maßgeblich ist die Entscheidung der zuständigen Behörde.", en: "Not legal advice: the competent authority decides." }
}

/// A rule of law that an answer rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AppliedRule {
    /// The rule in the law files, for example `de_minimis.2023_2831.ceiling`.
    pub rule: String,
    /// First day of validity.
    pub valid_from: Date,
    /// Last day of validity, included; absent: open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// How a fact is held against the figure; absent for rates and plain figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Comparison>,
    /// The figure, exact, in `unit`.
    pub figure: Ratio,
    /// What the figure counts.
    pub unit: Unit,
    /// Did it decide the result?
    pub decisive: bool,
    /// Where the rule stands, and how sure we are.
    pub source: Source,
    /// What people should know about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// Something to ask; the answer would narrow or close an open result.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct OpenQuestion {
    /// JSON pointer to the fact in the input.
    pub about: String,
    /// Stable key of the question.
    pub key: String,
    /// The question.
    pub text: Text,
}

impl OpenQuestion {
    /// A question about a place of the input.
    pub(crate) fn new(about: &Pointer, sentence: &Sentence, args: &[(&str, Arg)]) -> Self {
        Self { about: about.as_str().to_owned(), key: sentence.key.to_owned(), text: sentence.with(args) }
    }
}

/// Why an answer is what it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
pub struct Grounds {
    /// The rules applied, in order of id and date.
    pub rules: Vec<AppliedRule>,
    /// What is still to ask, in order of place.
    pub questions: Vec<OpenQuestion>,
    /// What else was noticed, in the order in which it was noticed.
    pub findings: Vec<Finding>,
}

/// Gathers grounds while an answer is worked out.
#[derive(Debug, Default)]
pub(crate) struct Gather {
    rules: BTreeMap<(Box<str>, Date), AppliedRule>,
    questions: BTreeSet<OpenQuestion>,
    findings: Vec<Finding>,
}

impl Gather {
    /// A rule was looked at.
    pub(crate) fn rule(&mut self, rule: &Rule) {
        self.note_rule(rule, false);
    }
    /// A rule decided the result.
    pub(crate) fn decisive(&mut self, rule: &Rule) {
        self.note_rule(rule, true);
    }
    fn note_rule(&mut self, rule: &Rule, decisive: bool) {
        let entry = self.rules.entry((rule.id.clone(), rule.valid_from)).or_insert_with(|| AppliedRule {
            rule: rule.id.to_string(),
            valid_from: rule.valid_from,
            valid_to: rule.valid_to,
            comparison: rule.comparison,
            figure: rule.ratio(),
            unit: rule.unit,
            decisive: false,
            source: rule.source.clone(),
            note: rule.note.clone(),
        });
        entry.decisive |= decisive;
    }
    /// The version of a rule that applies on the day was looked at, if there is one.
    pub(crate) fn rule_on(&mut self, law: &Law, id: &str, date: Date) {
        if let Some(rule) = law.rule(id, date) {
            self.rule(rule);
        }
    }
    /// Something is to be asked; the same question about the same place is kept once.
    pub(crate) fn question(&mut self, about: &Pointer, question: &Sentence, args: &[(&str, Arg)]) {
        self.questions.insert(OpenQuestion::new(about, question, args));
    }
    /// Something was noticed; the same finding is kept once.
    pub(crate) fn finding(&mut self, finding: Finding) {
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
    /// Something was noticed about a place.
    pub(crate) fn notice(&mut self, severity: Severity, sentence: &Sentence, about: &Pointer, args: &[(&str, Arg)]) {
        self.finding(Finding::new(severity, sentence, about.as_str(), args));
    }
    /// Everything, with a warning for each decisive rule that nobody re-read.
    pub(crate) fn finish(mut self) -> Grounds {
        let unverified: Vec<Finding> = self
            .rules
            .values()
            .filter(|rule| rule.decisive && rule.source.confidence == Confidence::Unverified)
            .map(|rule| {
                let args =
                    [("rule", rule.rule.clone().into()), ("source", rule.source.name.clone().into_owned().into())];
                Finding::new(Severity::Warn, &UNVERIFIED, rule.rule.clone(), &args)
            })
            .collect();
        unverified.into_iter().for_each(|finding| self.finding(finding));
        self.findings.push(Finding::new(Severity::Info, &NOT_LEGAL_ADVICE, "", &[]));
        Grounds {
            rules: self.rules.into_values().collect(),
            questions: self.questions.into_iter().collect(),
            findings: self.findings,
        }
    }
}

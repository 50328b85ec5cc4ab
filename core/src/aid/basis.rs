//! What an answer rests on: the rules applied, with source and confidence, and the questions still open.

use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

use crate::base::law::{Law, Rule, Unit};
use crate::base::text::{Arg, sentences};
use crate::base::{Confidence, Date, Finding, Pointer, Ratio, Sentence, Severity, Source, Text};

sentences! {
    UNVERIFIED = "aid.unverified_rule" { de: "Die Regel „{rule}“ ({source}) bestimmt das Ergebnis, ist aber nicht am Gesetzestext nachgelesen.", en: "The rule \"{rule}\" ({source}) decides the result but was not re-read in the legal text." }
    NOT_LEGAL_ADVICE = "aid.not_legal_advice" { de: "Keine Rechtsberatung: Maßgeblich ist die Entscheidung der zuständigen Behörde.", en: "Not legal advice: the competent authority decides." }
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct OpenQuestion {
    /// JSON pointer to the fact in the input.
    pub about: String,
    /// Stable key of the question.
    pub key: String,
    /// The question.
    pub text: Text,
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
pub(super) struct Gather {
    rules: BTreeMap<(Box<str>, Date), AppliedRule>,
    questions: BTreeMap<(String, &'static str), OpenQuestion>,
    findings: Vec<Finding>,
}

impl Gather {
    /// A rule was looked at.
    pub(super) fn rule(&mut self, rule: &Rule) {
        self.note_rule(rule, false);
    }
    /// A rule decided the result.
    pub(super) fn decisive(&mut self, rule: &Rule) {
        self.note_rule(rule, true);
    }
    fn note_rule(&mut self, rule: &Rule, decisive: bool) {
        let entry = self.rules.entry((rule.id.clone(), rule.valid_from)).or_insert_with(|| AppliedRule {
            rule: rule.id.to_string(),
            valid_from: rule.valid_from,
            valid_to: rule.valid_to,
            figure: rule.ratio(),
            unit: rule.unit,
            decisive: false,
            source: rule.source.clone(),
            note: rule.note.clone(),
        });
        entry.decisive |= decisive;
    }
    /// The version of a rule that applies on the day was looked at, if there is one.
    pub(super) fn rule_on(&mut self, law: &Law, id: &str, date: Date) {
        if let Some(rule) = law.rule(id, date) {
            self.rule(rule);
        }
    }
    /// Something is to be asked; the same question about the same place is kept once.
    pub(super) fn question(&mut self, about: &Pointer, question: &Sentence, args: &[(&str, Arg)]) {
        self.questions.entry((about.as_str().to_owned(), question.key)).or_insert_with(|| OpenQuestion {
            about: about.as_str().to_owned(),
            key: question.key.to_owned(),
            text: question.with(args),
        });
    }
    /// Something was noticed; the same finding is kept once.
    pub(super) fn finding(&mut self, finding: Finding) {
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
    /// Something was noticed about a place.
    pub(super) fn notice(&mut self, severity: Severity, sentence: &Sentence, about: &Pointer, args: &[(&str, Arg)]) {
        self.finding(Finding::new(severity, sentence, about.as_str(), args));
    }
    /// Everything, with a warning for each decisive rule that nobody re-read.
    pub(super) fn finish(mut self) -> Grounds {
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
            questions: self.questions.into_values().collect(),
            findings: self.findings,
        }
    }
}

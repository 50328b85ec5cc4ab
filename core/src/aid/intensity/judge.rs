//! One pass over the facts: every missing one is taken at its best or at its worst, and asked for.

use crate::base::law::Law;
use crate::base::{Answer, Date, Money, Ratio, Sentence};

/// How missing facts turn out. No fact of this law is good in one place and bad in another, so the two passes bound
/// every result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Luck {
    /// Each missing fact turns out badly.
    Worst,
    /// Each missing fact turns out well.
    Best,
}

/// What one pass used and asked.
pub(crate) struct Judge<'a> {
    law: &'a Law,
    date: Date,
    luck: Luck,
    /// The rules that entered the result.
    pub(crate) rules: Vec<&'static str>,
    /// The facts that were missing: field of the measure, and the question.
    pub(crate) questions: Vec<(&'static str, &'static Sentence)>,
    /// What kept the measure from being eligible.
    pub(crate) obstacles: Vec<&'static Sentence>,
}

impl<'a> Judge<'a> {
    pub(crate) const fn new(law: &'a Law, date: Date, luck: Luck) -> Self {
        Self { law, date, luck, rules: Vec::new(), questions: Vec::new(), obstacles: Vec::new() }
    }
    /// The day as of which rules are read.
    pub(crate) const fn date(&self) -> Date {
        self.date
    }
    /// A whole number of the law; `None` when it has no such rule on the day.
    pub(crate) fn value(&mut self, rule: &'static str) -> Option<i64> {
        let value = self.law.rule(rule, self.date)?.value()?;
        self.rules.push(rule);
        Some(value)
    }
    /// A whole number of the law that may turn out not to matter; note it with [`Judge::used`] when it does.
    pub(crate) fn peek(&self, rule: &str) -> Option<i64> {
        self.law.rule(rule, self.date)?.value()
    }
    /// The rule decided something.
    pub(crate) fn used(&mut self, rule: &'static str) {
        self.rules.push(rule);
    }
    /// A share in permille; zero when the law has no such rule on the day (then the bonus does not exist).
    pub(crate) fn permille(&mut self, rule: &'static str) -> i64 {
        self.value(rule).unwrap_or(0)
    }
    /// An amount; `None` when the law has no such rule on the day.
    pub(crate) fn amount(&mut self, rule: &'static str) -> Option<Money> {
        self.value(rule).map(Money::from_cents)
    }
    /// Is the luck good?
    pub(crate) fn hopes(&self) -> bool {
        self.luck == Luck::Best
    }
    /// A fact; when it is missing it is asked for and `test` is taken as the luck has it.
    pub(crate) fn test<T>(
        &mut self,
        answer: &Answer<T>,
        field: &'static str,
        question: &'static Sentence,
        test: impl FnOnce(&T) -> bool,
    ) -> bool {
        match answer {
            Answer::Given(value) => test(value),
            Answer::NotAsked | Answer::DontKnow => {
                self.questions.push((field, question));
                self.hopes()
            }
        }
    }
    /// A fact that is good when true.
    pub(crate) fn yes(&mut self, answer: &Answer<bool>, field: &'static str, question: &'static Sentence) -> bool {
        self.test(answer, field, question, |value| *value)
    }
    /// A share of at most, or at least, so many permille.
    pub(crate) fn share(
        &mut self,
        answer: &Answer<Ratio>,
        field: &'static str,
        question: &'static Sentence,
        rule: &'static str,
    ) -> bool {
        let Some(found) = self.law.rule(rule, self.date) else { return false };
        self.rules.push(rule);
        let threshold = found.share();
        let comparison = found.comparison;
        self.test(answer, field, question, |share| comparison.is_some_and(|sign| sign.holds(share.cmp(&threshold))))
    }
    /// A condition without which there is no aid; notes the obstacle when it fails.
    pub(crate) fn must(&mut self, holds: bool, obstacle: &'static Sentence) -> bool {
        if !holds {
            self.obstacles.push(obstacle);
        }
        holds
    }
}

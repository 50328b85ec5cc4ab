//! What is known about a company and its project.

mod document;
mod read;
mod straight;

pub use document::FactsInput;
pub(crate) use straight::Straight;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::costs::{Cost, Phase};
use super::node::{day_number, day_of};
use super::rule::Slot;
use super::vocabulary::{Derivation, Fact, FactType, Vocabulary};
use crate::base::answer::DONT_KNOW;
use crate::base::{Answer, Date};

/// Largest count.
pub const MAX_COUNT: i64 = 1_000_000_000;

/// Where a fact comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Stated in the input.
    Given,
    /// Follows from other facts.
    Derived,
    /// Stated in the input, although it would also follow from other facts.
    GivenOverDerived,
    /// Nobody asked.
    NotAsked,
    /// Asked; the answer was "I don't know".
    DontKnow,
}

/// The facts of one company and project, by slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    values: Vec<Answer<i64>>,
    origins: Vec<Origin>,
    costs: Vec<Cost>,
    as_of: Date,
}

impl Facts {
    /// Nothing known.
    pub fn none(vocabulary: &Vocabulary, as_of: Date) -> Self {
        let count = vocabulary.facts().len();
        Self { values: vec![Answer::NotAsked; count], origins: vec![Origin::NotAsked; count], costs: Vec::new(), as_of }
    }

    /// Sets a fact that stands in the input.
    pub(crate) fn set(&mut self, slot: Slot, answer: Answer<i64>) {
        if let (Some(value), Some(origin)) = (self.values.get_mut(slot.index()), self.origins.get_mut(slot.index())) {
            *value = answer;
            *origin = match answer {
                Answer::Given(_) => Origin::Given,
                Answer::NotAsked => Origin::NotAsked,
                Answer::DontKnow => Origin::DontKnow,
            };
        }
    }

    /// Sets a fact that an operation worked out; a statement in the input stays.
    pub(crate) fn set_derived(&mut self, slot: Slot, value: i64) {
        if let (Some(answer), Some(origin)) = (self.values.get_mut(slot.index()), self.origins.get_mut(slot.index())) {
            if matches!(origin, Origin::Given | Origin::GivenOverDerived) {
                *origin = Origin::GivenOverDerived;
            } else {
                *answer = Answer::Given(value);
                *origin = Origin::Derived;
            }
        }
    }

    /// Sets the costs.
    pub(crate) fn set_costs(&mut self, slot: Slot, costs: Vec<Cost>) {
        self.costs = costs;
        self.set(slot, Answer::Given(1));
    }

    /// Works out the derived facts that nobody gave. Calling it again after [`Facts::set`] refreshes them.
    pub(crate) fn derive(&mut self, vocabulary: &Vocabulary) {
        for &slot in vocabulary.derived() {
            let Some(derivation) = vocabulary.get(slot).and_then(|fact| fact.derivation.as_ref()) else { continue };
            // What an operation worked out stays as it is.
            if matches!(derivation, Derivation::Operation(_)) {
                continue;
            }
            let derived = self.derived(derivation);
            // A default gives way to a statement without a word.
            let is_default = matches!(derivation, Derivation::AsOfOrLater(_));
            let Some(origin) = self.origins.get_mut(slot.index()) else { continue };
            match (*origin, derived) {
                (Origin::Given | Origin::GivenOverDerived, Some(_)) if !is_default => {
                    *origin = Origin::GivenOverDerived
                }
                (Origin::Given | Origin::GivenOverDerived, _) => *origin = Origin::Given,
                (_, Some(value)) => {
                    *origin = Origin::Derived;
                    if let Some(answer) = self.values.get_mut(slot.index()) {
                        *answer = Answer::Given(value);
                    }
                }
                (Origin::Derived, None) => {
                    *origin = Origin::NotAsked;
                    if let Some(answer) = self.values.get_mut(slot.index()) {
                        *answer = Answer::NotAsked;
                    }
                }
                (Origin::NotAsked | Origin::DontKnow, None) => {}
            }
        }
    }

    fn derived(&self, derivation: &Derivation) -> Option<i64> {
        match derivation {
            Derivation::When(rule) => match rule.value(self) {
                crate::base::Truth::Yes => Some(1),
                crate::base::Truth::No => Some(0),
                crate::base::Truth::Open => None,
            },
            Derivation::MonthsSince(slot) => {
                let founded = day_of(*self.raw(*slot).given()?)?;
                let months = (i32::from(self.as_of.year()) - i32::from(founded.year())) * 12
                    + i32::from(self.as_of.month())
                    - i32::from(founded.month());
                let full = if founded.add_months(months) > self.as_of { months - 1 } else { months };
                // A company founded in the future has no age yet.
                Some(i64::from(full.max(0)))
            }
            Derivation::PhasesOf(slot) => {
                self.raw(*slot).given()?;
                let bit =
                    |phase: Phase| Phase::ALL.iter().position(|other| *other == phase).map_or(0, |at| 1_i64 << at);
                Some(self.costs.iter().fold(0, |mask, cost| mask | bit(cost.phase)))
            }
            Derivation::AsOf => Some(day_number(self.as_of)),
            Derivation::AsOfOrLater(slot) => Some(day_number(self.as_of).max(*self.raw(*slot).given()?)),
            Derivation::Operation(_) => None,
        }
    }

    /// The value in a slot as an integer (see [`super::rule::Op`]).
    pub fn raw(&self, slot: Slot) -> Answer<i64> {
        self.values.get(slot.index()).copied().unwrap_or(Answer::NotAsked)
    }
    /// Where the fact comes from.
    pub fn origin(&self, slot: Slot) -> Origin {
        self.origins.get(slot.index()).copied().unwrap_or(Origin::NotAsked)
    }
    /// The cost positions, when the costs are given.
    pub fn costs(&self) -> &[Cost] {
        &self.costs
    }
    /// The day of the question.
    pub fn as_of(&self) -> Date {
        self.as_of
    }
    /// The fact as documents hold it.
    pub fn value(&self, slot: Slot, fact: &Fact) -> Value {
        match self.raw(slot) {
            Answer::NotAsked => Value::Null,
            Answer::DontKnow => DONT_KNOW.into(),
            Answer::Given(value) => show(value, fact, &self.costs),
        }
    }
}

/// A stored value as documents hold it.
pub(crate) fn show(value: i64, fact: &Fact, costs: &[Cost]) -> Value {
    match fact.kind {
        FactType::Bool => Value::Bool(value != 0),
        FactType::Count | FactType::Money => value.into(),
        FactType::Date => day_of(value).map_or(Value::Null, |day| day.to_string().into()),
        FactType::Choice => fact.member_at(value).map_or(Value::Null, |member| member.id.clone().into()),
        FactType::Set => Value::Array(
            fact.values
                .iter()
                .enumerate()
                .filter(|(index, _)| (value.cast_unsigned() >> index) & 1 == 1)
                .map(|(_, member)| member.id.clone().into())
                .collect(),
        ),
        FactType::Costs => serde_json::to_value(costs).unwrap_or_default(),
    }
}

//! Facts that the law operations work out: size class, difficulty, de minimis headroom.

use schemars::JsonSchema;
use serde::Deserialize;

use super::facts::Facts;
use super::vocabulary::{Derivation, Vocabulary};
use crate::aid::de_minimis::{DeMinimisInput, de_minimis};
use crate::aid::difficulty::difficulty;
use crate::aid::difficulty::facts::DifficultyInput;
use crate::base::{Error, Pointer, Problems, Truth};
use crate::company::SizeClass;
use crate::company::graph::SizeInput;
use crate::company::size::size;

/// Inputs of law operations whose results become facts, unless the same fact is stated: then the
/// statement counts and the answer says so.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LawInput {
    /// Input of `company.size`; gives `company.size`. A small mid-cap is no SME and counts as large.
    #[serde(default)]
    pub company_size: Option<SizeInput>,
    /// Input of `aid.difficulty`; gives `aid.difficulty`.
    #[serde(default)]
    pub difficulty: Option<DifficultyInput>,
    /// Input of `aid.de_minimis`; gives `aid.de_minimis_headroom_cents` under the general regulation, once no
    /// missing fact can change it.
    #[serde(default)]
    pub de_minimis: Option<DeMinimisInput>,
}

impl LawInput {
    /// Works the facts out and adds them.
    pub(super) fn apply(&self, facts: &mut Facts, vocabulary: &Vocabulary, at: &Pointer, problems: &mut Problems) {
        let mut take = |operation: &str, field: &str, result: Result<Option<i64>, Error>| match result {
            Ok(Some(value)) => {
                let derived = vocabulary.slots().filter(|slot| {
                    let derivation = vocabulary.get(*slot).and_then(|fact| fact.derivation.as_ref());
                    matches!(derivation, Some(Derivation::Operation(name)) if name == operation)
                });
                derived.for_each(|slot| facts.set_derived(slot, value));
            }
            Ok(None) => {}
            Err(error) => {
                for mut problem in error.problems {
                    problem.pointer = at.field(field).join(&problem.pointer);
                    problems.push(problem);
                }
            }
        };
        if let Some(input) = &self.company_size {
            let class = |class: SizeClass| {
                let fact = vocabulary.get(vocabulary.slot("company.size")?)?;
                fact.member(class_id(class)).map(i64::from)
            };
            take("company.size", "company_size", size(input).map(|report| report.class.and_then(class)));
        }
        if let Some(input) = &self.difficulty {
            let truth = |value| match value {
                Truth::Yes => Some(1),
                Truth::No => Some(0),
                Truth::Open => None,
            };
            take("aid.difficulty", "difficulty", difficulty(input).map(|report| truth(report.in_difficulty)));
        }
        if let Some(input) = &self.de_minimis {
            let room = de_minimis(input).map(|report| {
                let general = report.headroom.first()?;
                let sure = general.at_least_cents == general.at_most_cents;
                sure.then(|| general.at_least_cents.cents().max(0))
            });
            take("aid.de_minimis", "de_minimis", room);
        }
    }
}

/// A size class as the fact `company.size` holds it: a small mid-cap is no SME.
pub(crate) fn class_id(class: SizeClass) -> &'static str {
    match class {
        SizeClass::Micro => "micro",
        SizeClass::Small => "small",
        SizeClass::Medium => "medium",
        SizeClass::SmallMidCap | SizeClass::Large => "large",
    }
}

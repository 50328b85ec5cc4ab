//! How far AI is in use: from facts, never self-chosen.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::sentences;
use crate::base::{Answer, Code, Pointer, Problem, Problems, Text, Truth};

/// Facts about the use of AI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AdoptionFacts {
    /// Does anybody use AI at work?
    pub any_use: Answer<bool>,
    /// Is or was there a pilot with an end and criteria?
    pub pilot: Answer<bool>,
    /// Is AI part of daily work in at least one process?
    pub productive_use: Answer<bool>,
    /// Is the effect of the productive use measured?
    pub effect_measured: Answer<bool>,
    /// Is it in daily, measured use in several processes?
    pub several_processes: Answer<bool>,
}

/// How far AI is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AdoptionStage {
    /// Not at all.
    None,
    /// People try things.
    Experimenting,
    /// There is a pilot, or daily use whose effect nobody measures.
    Piloting,
    /// Daily use with a measured effect.
    Productive,
    /// Daily use with a measured effect in several processes.
    Scaled,
}

/// The stage as far as the facts tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Adoption {
    /// The stage; nothing while facts are missing that matter.
    pub stage: Option<AdoptionStage>,
    /// Stages that the missing facts still allow.
    pub possible: Vec<AdoptionStage>,
    /// What to ask.
    pub questions: Vec<Text>,
}

/// `[any use, pilot, productive, measured, several]`, all known.
type Known = [bool; 5];

/// Can these facts be true together? What comes later needs what comes before.
fn consistent([any, pilot, productive, measured, several]: Known) -> bool {
    (any || !pilot && !productive) && (productive || !measured) && (measured || !several)
}

fn stage([any, pilot, productive, measured, several]: Known) -> AdoptionStage {
    match (any, pilot, productive && measured, several) {
        (_, _, true, true) => AdoptionStage::Scaled,
        (_, _, true, false) => AdoptionStage::Productive,
        (_, true, ..) => AdoptionStage::Piloting,
        _ if productive => AdoptionStage::Piloting,
        (true, ..) => AdoptionStage::Experimenting,
        _ => AdoptionStage::None,
    }
}

impl AdoptionFacts {
    const fn list(&self) -> [Answer<bool>; 5] {
        [self.any_use, self.pilot, self.productive_use, self.effect_measured, self.several_processes]
    }
    /// Every consistent way to fill what is missing.
    fn completions(&self) -> impl Iterator<Item = Known> {
        let facts = self.list();
        (0_u8..32).filter_map(move |bits| {
            let mut known = [false; 5];
            for (place, (slot, fact)) in known.iter_mut().zip(facts).enumerate() {
                *slot = bits >> place & 1 == 1;
                if fact.given().is_some_and(|given| given != slot) {
                    return None;
                }
            }
            consistent(known).then_some(known)
        })
    }
    pub(super) fn check(&self, at: &Pointer, problems: &mut Problems) {
        if self.completions().next().is_none() {
            problems
                .push(Problem::new(Code::Contradiction, at.clone()).expected(sentences::ADOPTION_CONSISTENT.text()));
        }
    }
    /// The stage as far as the facts tell.
    pub fn adoption(&self) -> Adoption {
        let possible: BTreeSet<AdoptionStage> = self.completions().map(stage).collect();
        let questions = if possible.len() == 1 { Vec::new() } else { self.questions() };
        let mut stages = possible.iter();
        let only = match (stages.next(), stages.next()) {
            (Some(only), None) => Some(*only),
            _ => None,
        };
        Adoption { stage: only, possible: possible.into_iter().collect(), questions }
    }
    fn questions(&self) -> Vec<Text> {
        self.list()
            .into_iter()
            .zip([
                &sentences::ASK_ANY_USE,
                &sentences::ASK_PILOT,
                &sentences::ASK_PRODUCTIVE,
                &sentences::ASK_MEASURED,
                &sentences::ASK_SEVERAL,
            ])
            .filter(|(fact, _)| fact.given().is_none())
            .map(|(_, sentence)| sentence.text())
            .collect()
    }
}

impl Adoption {
    /// Is the stage at least this one?
    pub fn at_least(&self, stage: AdoptionStage) -> Truth {
        let reached = self.possible.iter().filter(|possible| **possible >= stage).count();
        match reached {
            0 => Truth::No,
            all if all == self.possible.len() => Truth::Yes,
            _ => Truth::Open,
        }
    }
}

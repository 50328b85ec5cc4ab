//! The next step: inform, learn, try, pilot, operate.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::adoption::{Adoption, AdoptionStage};
use super::own::SkillsReadiness;
use crate::base::scale::Level;
use crate::base::{Answer, Truth};

/// A rung of the ladder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rung {
    /// Know what it is about.
    Inform,
    /// Be able to do it.
    Learn,
    /// Try it in a safe place.
    Try,
    /// Prove it on one process.
    Pilot,
    /// Run it every day and measure it.
    Operate,
}

/// How far up a rung was climbed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RungState {
    /// The rung.
    pub rung: Rung,
    /// Is it behind the company?
    pub done: Truth,
}

/// The ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Ladder {
    /// From the bottom.
    pub rungs: Vec<RungState>,
    /// The lowest rung that is not done; nothing at the top, and while a fact below it is missing.
    pub next_step: Option<Rung>,
}

fn at_least(level: Answer<Level>, wanted: u8) -> Truth {
    level.given().map_or(Truth::Open, |level| (level.get() >= wanted).into())
}

/// The ladder from skills and stage of adoption. Done means: *inform* basics of AI at 1 or more; *learn* basics or
/// training at 2 or more; *try* people experiment; *pilot* a pilot ran; *operate* daily use with a measured effect.
pub fn ladder(skills: &SkillsReadiness, adoption: &Adoption) -> Ladder {
    let rungs = [
        (Rung::Inform, at_least(skills.ai_basics, 1)),
        (Rung::Learn, at_least(skills.ai_basics, 2) | at_least(skills.ai_literacy_training, 2)),
        (Rung::Try, adoption.at_least(AdoptionStage::Experimenting)),
        (Rung::Pilot, adoption.at_least(AdoptionStage::Piloting)),
        (Rung::Operate, adoption.at_least(AdoptionStage::Productive)),
    ]
    .map(|(rung, done)| RungState { rung, done });
    let first = rungs.iter().find(|state| !state.done.is_yes());
    let next_step = first.filter(|state| state.done.is_no()).map(|state| state.rung);
    Ladder { rungs: rungs.to_vec(), next_step }
}

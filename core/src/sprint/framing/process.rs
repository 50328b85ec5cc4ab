//! A process as the people describe it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::scale::{Permille, Rating};
use crate::base::{Answer, Id};

/// Fewest steps of a process.
pub const MIN_STEPS: usize = 2;
/// Most steps of a process.
pub const MAX_STEPS: usize = 40;
/// Most steps of one parallel block.
pub const MAX_PARALLEL_STEPS: usize = 12;
/// Most loops.
pub const MAX_LOOPS: usize = 100;
/// Longest time of a step, in minutes (about two working years).
pub const MAX_MINUTES: u32 = 200_000;
/// Most ratings, errors, systems or influences per step, and most framers.
pub const MAX_ENTRIES: usize = 200;

/// A process: steps in order, some of them side by side, some paths leading back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Process {
    /// Its id.
    pub process_id: Id,
    /// A few words.
    pub title: String,
    /// The pain point it hurts in.
    #[serde(default)]
    pub pain_point: Option<Id>,
    /// Items that run through it in two weeks.
    #[serde(default)]
    pub items_per_fortnight: Answer<u32>,
    /// Who described it.
    #[serde(default)]
    pub framers: Vec<Id>,
    /// In order; 2 to 40.
    pub steps: Vec<Step>,
    /// Neighbouring steps that run side by side.
    #[serde(default)]
    pub parallel: Vec<Parallel>,
    /// Paths that lead back to an earlier step.
    #[serde(default)]
    pub loops: Vec<BackEdge>,
}

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Unique among the steps.
    pub id: Id,
    /// A few words.
    pub title: String,
    /// Who does it.
    #[serde(default)]
    pub role: Option<Id>,
    /// Share of items on which it runs at all, in permille; all of them when left out.
    #[serde(default = "always")]
    pub execution_permille: Permille,
    /// Working minutes on one item (touch time).
    #[serde(default)]
    pub process_minutes: Answer<u32>,
    /// Minutes an item waits before the step, in working time.
    #[serde(default)]
    pub wait_before_minutes: Answer<u32>,
    /// Share of items that the next step can use as they are (complete and accurate), in permille.
    #[serde(default)]
    pub ca_permille: Answer<Permille>,
    /// Working minutes to put an item right that is not.
    #[serde(default)]
    pub rework_minutes: Answer<u32>,
    /// What goes wrong.
    #[serde(default)]
    pub errors: Vec<String>,
    /// Why items wait.
    #[serde(default)]
    pub delay_cause: Option<String>,
    /// How frustrating it is, one rating per framer.
    #[serde(default)]
    pub frustration: Vec<Answer<Rating>>,
    /// Systems that hold evidence of it.
    #[serde(default)]
    pub systems: Vec<Id>,
    /// Is the step a conversation?
    #[serde(default)]
    pub conversation: Answer<bool>,
    /// What influences it.
    #[serde(default)]
    pub context_variables: Vec<ContextVariable>,
}

fn always() -> Permille {
    Permille::MAX
}

/// Something that influences a step, such as humidity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContextVariable {
    /// What it is.
    pub name: String,
    /// Its unit.
    #[serde(default)]
    pub unit: Option<String>,
    /// Does anybody record it?
    #[serde(default)]
    pub recorded: Answer<bool>,
    /// Where it is recorded.
    #[serde(default)]
    pub source: Option<String>,
}

/// Branches that run side by side; the process goes on when the slowest is done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parallel {
    /// Unique among the parallel blocks.
    pub id: Id,
    /// At least two; each a chain of steps. Together they are neighbouring steps of the process.
    pub branches: Vec<Vec<Id>>,
}

/// A path that leads back: after a step, with some probability, the item returns to an earlier one (or to the same).
///
/// A path from or into a parallel block leads from its end or to its beginning: the block runs again as a whole.
/// Several paths from one step exclude each other, so their probabilities add up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BackEdge {
    /// Unique among the loops.
    pub id: Id,
    /// After this step, if it ran.
    pub after: Id,
    /// The step to which the item returns; not later than `after`.
    pub back_to: Id,
    /// How often that happens, in permille.
    pub probability_permille: Permille,
}

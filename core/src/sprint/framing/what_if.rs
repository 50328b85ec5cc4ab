//! What a change of a step does to time and money.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::flow::Flow;
use super::measures::{Rates, Totals, rolled};
use super::process::Process;
use super::sentences;
use crate::base::{Code, Error, Figure, Id, Money, Pointer, Problem, Problems, Ratio};

/// Most what-if scenarios.
pub const MAX_WHAT_IFS: usize = 100;
/// Most changes of one scenario.
pub const MAX_CHANGES: usize = 100;
/// Largest factor, in permille: a hundredfold.
pub const MAX_FACTOR: u32 = 100_000;

/// A scenario: several changes at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WhatIf {
    /// Unique among the scenarios.
    pub id: Id,
    /// A few words.
    #[serde(default)]
    pub title: Option<String>,
    /// Applied together.
    pub changes: Vec<Change>,
}

/// One figure, multiplied. "Halve the error rate of step S1" is `error_rate`, `S1`, 500.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Which figure.
    pub lever: Lever,
    /// The step, or the loop for its probability.
    pub target: Id,
    /// What it is multiplied with, in permille; at most [`MAX_FACTOR`].
    pub factor_permille: u32,
}

/// What can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lever {
    /// Share of items that are not usable as they are. Loops are changed on their own.
    ErrorRate,
    /// Working minutes.
    ProcessMinutes,
    /// Waiting before the step.
    WaitMinutes,
    /// Minutes to put an item right.
    ReworkMinutes,
    /// Share of items on which the step runs at all.
    Execution,
    /// Probability of a loop.
    LoopProbability,
}

/// What a scenario does, loops included. Whatever needs a missing figure is left out.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Effect {
    /// The scenario.
    pub id: Id,
    /// From arrival to hand-over, in minutes.
    pub lead_minutes: Option<Difference>,
    /// Working minutes per item, rework included.
    pub touch_minutes: Option<Difference>,
    /// Share of items that every step hands on usable at first, in percent.
    pub rolled_ca_percent: Option<Difference>,
    /// Working hours saved a year.
    pub saved_hours_per_year: Option<Figure>,
    /// Cost saved a year, in cents.
    pub saved_cost_cents_per_year: Option<Money>,
}

/// A figure before and after.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Difference {
    /// Before.
    pub before: Figure,
    /// After.
    pub after: Figure,
    /// After less before.
    pub change: Figure,
}

impl Difference {
    fn of(before: Option<Ratio>, after: Option<Ratio>) -> Option<Self> {
        let (before, after) = (before?, after?);
        let change = Figure::new(&after - &before, 2);
        Some(Self { before: Figure::new(before, 2), after: Figure::new(after, 2), change })
    }
}

pub(super) fn check_what_if(scenarios: &[WhatIf], process: &Process, at: &Pointer, problems: &mut Problems) {
    problems.at_most(at.clone(), scenarios.len(), MAX_WHAT_IFS);
    problems.unique_ids(at, scenarios.iter().map(|scenario| &scenario.id));
    for (index, scenario) in scenarios.iter().enumerate() {
        let at = at.index(index).field("changes");
        problems.at_most(at.clone(), scenario.changes.len(), MAX_CHANGES);
        for (index, change) in scenario.changes.iter().enumerate() {
            let at = at.index(index);
            let wanted = change.target.as_str();
            if change.lever == Lever::LoopProbability {
                problems.reference(at.field("target"), wanted, process.loops.iter().map(|edge| edge.id.as_str()));
            } else {
                problems.reference(at.field("target"), wanted, process.steps.iter().map(|step| step.id.as_str()));
            }
            if change.factor_permille > MAX_FACTOR {
                problems.push(
                    Problem::new(Code::OutOfRange, at.field("factor_permille"))
                        .found(change.factor_permille)
                        .expected(sentences::AT_MOST.with(&[("n", MAX_FACTOR.into())])),
                );
            }
        }
    }
}

/// What a scenario does.
///
/// # Errors
/// A share that the change would lift above one, or a loop that would never end.
pub(super) fn effect(
    scenario: &WhatIf,
    index: usize,
    process: &Process,
    flow: &Flow,
    rates: &Rates<'_>,
) -> Result<Effect, Error> {
    let at = Pointer::root().field("what_if").index(index);
    let changed = apply(scenario, process, flow, &at.field("changes"))?;
    let endless = |edge: usize| {
        let named = process.loops.get(edge).map(|edge| edge.id.to_string()).unwrap_or_default();
        Problem::new(Code::Cycle, at.clone()).message(sentences::ENDLESS.text()).found(named)
    };
    let (before, after) = (flow.visits().map_err(endless)?, changed.visits().map_err(endless)?);
    let (old, new) = (Totals::of(flow, &before), Totals::of(&changed, &after));
    let saved = |old: Option<Ratio>, new: Option<Ratio>| Some(old? - new?);
    Ok(Effect {
        id: scenario.id.clone(),
        touch_minutes: Difference::of(old.touch(), new.touch()),
        rolled_ca_percent: Difference::of(percent(rolled(flow)), percent(rolled(&changed))),
        saved_hours_per_year: saved(rates.hours(&old), rates.hours(&new)).map(|hours| Figure::new(hours, 1)),
        saved_cost_cents_per_year: saved(rates.yearly(flow, &before, true), rates.yearly(&changed, &after, true))
            .map(|cost| cost.to_money()),
        lead_minutes: Difference::of(old.lead, new.lead),
    })
}

fn percent(share: Option<Ratio>) -> Option<Ratio> {
    share.map(|share| share * Ratio::from(100))
}

fn apply(scenario: &WhatIf, process: &Process, flow: &Flow, at: &Pointer) -> Result<Flow, Error> {
    let mut changed = flow.clone();
    let mut problems = Problems::new();
    for (index, change) in scenario.changes.iter().enumerate() {
        let factor = Ratio::permille(i64::from(change.factor_permille));
        let mut share_above_one = false;
        if change.lever == Lever::LoopProbability {
            let edge = process.loops.iter().position(|edge| edge.id == change.target);
            if let Some(edge) = edge.and_then(|edge| changed.loops.get_mut(edge)) {
                edge.probability = &edge.probability * &factor;
                share_above_one = edge.probability > Ratio::one();
            }
        } else if let Some(step) =
            process.steps.iter().position(|step| step.id == change.target).and_then(|s| changed.steps.get_mut(s))
        {
            let scale = |figure: &mut Option<Ratio>| *figure = figure.take().map(|value| value * &factor);
            match change.lever {
                Lever::ErrorRate => {
                    scale(&mut step.error_rate);
                    share_above_one = step.error_rate.as_ref().is_some_and(|rate| *rate > Ratio::one());
                }
                Lever::ProcessMinutes => scale(&mut step.process),
                Lever::WaitMinutes => scale(&mut step.wait),
                Lever::ReworkMinutes => scale(&mut step.rework),
                Lever::Execution => {
                    step.execution = &step.execution * &factor;
                    share_above_one = step.execution > Ratio::one();
                }
                Lever::LoopProbability => {}
            }
        }
        if share_above_one {
            problems.push(
                Problem::new(Code::OutOfRange, at.index(index).field("factor_permille"))
                    .found(change.factor_permille)
                    .expected(sentences::SHARE_AT_MOST_ONE.text()),
            );
        }
    }
    problems.finish()?;
    Ok(changed)
}

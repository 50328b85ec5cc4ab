//! Three separate lists of hotspots; never one mixed score.

use schemars::JsonSchema;
use serde::Serialize;

use super::process::Process;
use crate::base::{Answer, Figure, Id, Ratio};
use crate::sprint::poc::statistics::sample::median;

/// Where errors, delays and frustration arise. Steps without an answer are left out.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Hotspots {
    /// Smallest share of usable items first; value in permille.
    pub error: Vec<Hotspot>,
    /// Longest expected wait first; value in minutes.
    pub delay: Vec<Hotspot>,
    /// Highest median frustration first; value 1 to 5.
    pub frustration: Vec<Hotspot>,
}

/// A step in one of the lists.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Hotspot {
    /// 1 is worst; steps with the same value share their rank.
    pub rank: usize,
    /// The step.
    pub step: Id,
    /// What it is ranked by.
    pub value: Figure,
}

impl Hotspots {
    /// The steps that share the first rank of a list.
    pub fn worst(list: &[Hotspot]) -> Vec<&Id> {
        list.iter().filter(|entry| entry.rank == 1).map(|entry| &entry.step).collect()
    }
}

/// Median of the given ratings of a step, and how many there are.
pub(super) fn median_frustration(ratings: &[Answer<crate::base::scale::Rating>]) -> (Option<Ratio>, usize) {
    let given: Vec<Ratio> =
        ratings.iter().filter_map(|r| r.given()).map(|rating| Ratio::from(i64::from(rating.get()))).collect();
    (median(&given), given.len())
}

pub(super) fn hotspots(process: &Process) -> Hotspots {
    let error = process.steps.iter().filter_map(|step| {
        let usable = step.ca_permille.given()?;
        Some((&step.id, Ratio::from(-i64::from(usable.get()))))
    });
    let delay = process.steps.iter().filter_map(|step| {
        let wait = step.wait_before_minutes.given()?;
        Some((&step.id, Ratio::from(i64::from(*wait)) * step.execution_permille.ratio()))
    });
    let frustration =
        process.steps.iter().filter_map(|step| Some((&step.id, median_frustration(&step.frustration).0?)));
    Hotspots {
        // Ranked by the negative share; shown as the share.
        error: ranked(error, |value| Figure::new(-value, 0)),
        delay: ranked(delay, |value| Figure::new(value, 2)),
        frustration: ranked(frustration, |value| Figure::new(value, 1)),
    }
}

/// Largest value first, steps of the same value in the order of the process.
fn ranked<'a>(entries: impl Iterator<Item = (&'a Id, Ratio)>, show: impl Fn(Ratio) -> Figure) -> Vec<Hotspot> {
    let mut sorted: Vec<(&Id, Ratio)> = entries.collect();
    sorted.sort_by(|a, b| b.1.cmp(&a.1));
    let mut list = Vec::with_capacity(sorted.len());
    for group in sorted.chunk_by(|a, b| a.1 == b.1) {
        let rank = list.len() + 1;
        list.extend(group.iter().map(|(step, value)| Hotspot {
            rank,
            step: (*step).clone(),
            value: show(value.clone()),
        }));
    }
    list
}

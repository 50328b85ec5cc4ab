//! The raters drawn again and again: does the choice hang on who happened to be in the room?

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use super::super::matrix::Row;
use super::super::sentences as s;
use super::smaa;
use crate::base::{Code, Id, Pointer, Problem, Problems};

/// Most raters.
pub const MAX_RATERS: usize = 200;

/// What one rater says about each item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rater {
    /// Who rates.
    pub participant: Id,
    /// Items with one value per criterion, in order of the criteria; gaps are passed over.
    pub items: Vec<Row>,
}

/// Shares of resampled groups.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct GroupShare {
    /// In which the item is first.
    pub first: f64,
    /// In which it is among the top.
    pub in_top: f64,
}

/// Answers of one item and criterion, by rater.
type Cell = Vec<Option<f64>>;

/// Answers per item and criterion.
#[derive(Debug, Clone)]
pub(super) struct Panel {
    raters: usize,
    cells: Vec<Vec<Cell>>,
}

/// Every semantic problem of the raters.
pub(super) fn check(raters: &[Rater], items: &[Row], criteria: usize, at: &Pointer, problems: &mut Problems) {
    problems.at_most(at.clone(), raters.len(), MAX_RATERS);
    let known: BTreeSet<&str> = items.iter().map(|item| item.id.as_str()).collect();
    let mut seen = BTreeSet::new();
    for (index, rater) in raters.iter().enumerate() {
        let here = at.index(index);
        if !seen.insert(&rater.participant) {
            problems.push(Problem::new(Code::DuplicateId, here.field("participant")).found(&rater.participant));
        }
        let list = here.field("items");
        problems.unique_ids(&list, rater.items.iter().map(|row| &row.id));
        for (place, row) in rater.items.iter().enumerate() {
            problems.reference_in(list.index(place).field("id"), row.id.as_str(), &known);
            if row.values.len() != criteria {
                let code = if row.values.len() < criteria { Code::TooFew } else { Code::TooMany };
                let wanted = s::ONE_PER_CRITERION.with(&[("n", criteria.into())]);
                problems.push(
                    Problem::new(code, list.index(place).field("values")).found(row.values.len()).expected(wanted),
                );
            }
        }
    }
}

impl Panel {
    pub(super) fn new(raters: &[Rater], items: &[&Id], criteria: usize) -> Self {
        let places: BTreeMap<&str, usize> = items.iter().zip(0..).map(|(id, place)| (id.as_str(), place)).collect();
        let mut cells = vec![vec![vec![None; raters.len()]; criteria]; items.len()];
        for (voice, rater) in raters.iter().enumerate() {
            for row in &rater.items {
                let Some(columns) = places.get(row.id.as_str()).and_then(|place| cells.get_mut(*place)) else {
                    continue;
                };
                for (cell, value) in columns.iter_mut().zip(&row.values) {
                    if let Some(answer) = cell.get_mut(voice) {
                        *answer = value.given().copied();
                    }
                }
            }
        }
        Self { raters: raters.len(), cells }
    }

    /// A pair of item and criterion that nobody rated.
    pub(super) fn unrated(&self) -> Option<(usize, usize)> {
        self.cells
            .iter()
            .enumerate()
            .find_map(|(item, columns)| Some((item, columns.iter().position(|cell| cell.iter().all(Option::is_none))?)))
    }

    /// Medians over a group (how often each rater is in it); a cell without an answer there keeps the median of all.
    fn medians(&self, group: &[usize]) -> Vec<Vec<f64>> {
        let everybody = vec![1; self.raters];
        let value = |cell: &Cell| median(cell, group).or_else(|| median(cell, &everybody)).unwrap_or(0.0);
        let columns = self.cells.first().map_or(0, Vec::len);
        (0..columns).map(|column| self.cells.iter().filter_map(|row| row.get(column)).map(value).collect()).collect()
    }

    /// Shares per item over resampled groups of the same size.
    ///
    /// `score` gives the scores for columns of medians; more is better, ties share the better rank.
    pub(super) fn resample(
        &self,
        seed: u64,
        samples: u64,
        top: usize,
        score: impl Fn(Vec<Vec<f64>>) -> Vec<f64>,
    ) -> Vec<GroupShare> {
        let mut draw = smaa::resampling(seed);
        let mut counts = vec![(0_u64, 0_u64); self.cells.len()];
        for _ in 0..samples {
            let mut group = vec![0; self.raters];
            for _ in 0..self.raters {
                group.get_mut(draw(self.raters)).into_iter().for_each(|times| *times += 1);
            }
            let scores = score(self.medians(&group));
            for ((first, in_top), own) in counts.iter_mut().zip(&scores) {
                let ahead = scores.iter().filter(|other| *other > own).count();
                *first += u64::from(ahead == 0);
                *in_top += u64::from(ahead < top);
            }
        }
        let share = |count: u64| count as f64 / samples.max(1) as f64;
        counts.into_iter().map(|(first, in_top)| GroupShare { first: share(first), in_top: share(in_top) }).collect()
    }
}

fn median(cell: &Cell, times: &[usize]) -> Option<f64> {
    let mut values: Vec<f64> = cell
        .iter()
        .zip(times)
        .filter_map(|(answer, times)| Some((*answer.as_ref()?, *times)))
        .flat_map(|(value, times)| std::iter::repeat_n(value, times))
        .collect();
    values.sort_unstable_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    Some((values.get(last / 2)? + values.get(last.div_ceil(2))?) / 2.0)
}

//! Rankings whose ties are reported before a documented chain breaks them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

use super::figures::ItemFigures;
use crate::base::{Figure, Id, Ratio};

/// What decides the order of the pain points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Most dots first.
    #[default]
    Dots,
    /// Highest pain index first (F-4).
    PainIndex,
    /// Highest annual cost first.
    AnnualCost,
    /// Most Borda points of the impact ratings first (F-3).
    Borda,
}

impl Measure {
    /// All of them, in the order in which results list them.
    pub const ALL: [Self; 4] = [Self::Dots, Self::PainIndex, Self::AnnualCost, Self::Borda];

    /// The value of an item; none while a part of it is missing.
    pub fn value(self, item: &ItemFigures) -> Option<Ratio> {
        match self {
            Self::Dots => Some(Ratio::from(i64::from(item.dots))),
            Self::PainIndex => item.pain_index.as_ref().map(|figure| figure.exact.clone()),
            Self::AnnualCost => item.annual_cost_cents.given().map(|cost| Ratio::from(*cost)),
            Self::Borda => Some(item.borda_impact.exact.clone()),
        }
    }
}

/// What settled the order of items with the same value, in order of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TieBreak {
    /// More dots go first.
    Dots,
    /// The higher annual cost goes first; unknown cost last.
    AnnualCost,
    /// The id, bytewise: no reason of substance.
    Id,
}

/// Items with the same value.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Tie {
    /// The items, in the order they got.
    pub items: Vec<Id>,
    /// The value they share; null for items whose value is missing.
    pub value: Option<Figure>,
    /// The last link of the chain that was needed.
    pub broken_by: TieBreak,
    /// Does the tie decide who is among the top?
    pub decides_top: bool,
}

/// Items in order, with every tie.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Ranking {
    /// What decided.
    pub measure: Measure,
    /// First to last. Items whose value is missing come last.
    pub order: Vec<Id>,
    /// The first ones, as many as asked for.
    pub top: Vec<Id>,
    /// Items with the same value, from the top down.
    pub ties: Vec<Tie>,
}

/// Orders by a measure; ties go by dots, then by annual cost (both highest first), then by id.
pub fn rank(items: &[ItemFigures], measure: Measure, top: usize) -> Ranking {
    let mut rows: Vec<(Option<Ratio>, &ItemFigures)> = items.iter().map(|item| (measure.value(item), item)).collect();
    let by_dots = |a: &ItemFigures, b: &ItemFigures| b.dots.cmp(&a.dots);
    let by_cost = |a: &ItemFigures, b: &ItemFigures| b.annual_cost_cents.given().cmp(&a.annual_cost_cents.given());
    rows.sort_by(|(value_a, a), (value_b, b)| {
        value_b.cmp(value_a).then_with(|| by_dots(a, b)).then_with(|| by_cost(a, b)).then_with(|| a.id.cmp(&b.id))
    });
    let mut ties = Vec::new();
    let mut start = 0;
    for group in rows.chunk_by(|a, b| a.0 == b.0) {
        let end = start + group.len();
        if group.len() > 1 {
            let same = |pair: &[(Option<Ratio>, &ItemFigures)], by: &dyn Fn(&ItemFigures, &ItemFigures) -> Ordering| matches!(pair, [(_, a), (_, b)] if by(a, b) == Ordering::Equal);
            let link = |pair: &[(Option<Ratio>, &ItemFigures)]| match (same(pair, &by_dots), same(pair, &by_cost)) {
                (false, _) => TieBreak::Dots,
                (true, false) => TieBreak::AnnualCost,
                (true, true) => TieBreak::Id,
            };
            let broken_by = group.windows(2).map(link).max().unwrap_or(TieBreak::Id);
            ties.push(Tie {
                items: group.iter().map(|(_, item)| item.id.clone()).collect(),
                value: group.first().and_then(|(value, _)| value.clone()).map(|value| Figure::new(value, 1)),
                broken_by,
                decides_top: start < top && top < end,
            });
        }
        start = end;
    }
    let order: Vec<Id> = rows.into_iter().map(|(_, item)| item.id.clone()).collect();
    Ranking { measure, top: order.iter().take(top).cloned().collect(), order, ties }
}

/// The items that are among the top of every ranking, in the order of the first.
pub fn in_every_top(rankings: &[Ranking]) -> Vec<Id> {
    let Some((first, rest)) = rankings.split_first() else { return Vec::new() };
    first.top.iter().filter(|id| rest.iter().all(|ranking| ranking.top.contains(id))).cloned().collect()
}

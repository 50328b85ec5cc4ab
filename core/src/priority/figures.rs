//! What the votes and ratings of a workshop say about each pain point (F-2, F-3, F-4).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::ballot::{DotBallot, RATING_HIGH, RATING_LOW, Rating};
use crate::base::{Answer, Figure, Id, Money, Ratio, Text};

/// Something to choose from, with what it costs today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// Its id.
    pub id: Id,
    /// Its name for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it costs a year, in euro cents.
    #[serde(default)]
    pub annual_cost_cents: Answer<Money>,
    /// What would help without AI, if anything is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub non_ai_alternative: Option<String>,
}

impl Candidate {
    /// The name that people read.
    pub fn name(&self) -> String {
        match &self.title {
            Some(title) => format!("{} ({title})", self.id),
            None => self.id.to_string(),
        }
    }
    pub(super) fn text(&self) -> Text {
        Text::same(self.name())
    }
}

/// Annual cost at which the cost classes 2, 3, 4 and 5 begin, in euro cents and in ascending order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct CostClasses(pub [Money; 4]);

impl Default for CostClasses {
    /// 2,500 / 10,000 / 25,000 / 60,000 € (our proposal).
    fn default() -> Self {
        Self([2_500, 10_000, 25_000, 60_000].map(Money::from_euros))
    }
}

impl CostClasses {
    /// The class of an amount, 1 to 5: one more than the number of limits it reaches.
    pub fn class(&self, annual_cost: Money) -> u8 {
        self.0.iter().fold(1, |class, limit| class + u8::from(annual_cost >= *limit))
    }
    /// Strictly ascending and above zero?
    pub fn ascending(&self) -> bool {
        self.0.first().is_some_and(|first| *first > Money::ZERO) && self.0.is_sorted_by(|a, b| a < b)
    }
}

/// The figures of one pain point.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ItemFigures {
    /// The pain point.
    pub id: Id,
    /// What it costs a year, in euro cents.
    pub annual_cost_cents: Answer<Money>,
    /// Cost class 1 to 5.
    pub cost_class: Option<u8>,
    /// Median of the impact ratings given (F-2).
    pub median_impact: Option<Figure>,
    /// How many rated the impact.
    pub impact_answers: u32,
    /// Median of the frustration ratings given (F-2).
    pub median_frustration: Option<Figure>,
    /// How many rated the frustration.
    pub frustration_answers: u32,
    /// Dots.
    pub dots: u32,
    /// Borda points of the impact ratings (F-3): per rater, number of items rated − average rank.
    pub borda_impact: Figure,
    /// Median impact + median frustration + cost class (F-4); null while a part is missing.
    pub pain_index: Option<Figure>,
}

/// Counts per rating of one criterion: medians of few distinct values without sorting.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Histogram([u32; (RATING_HIGH - RATING_LOW) as usize + 1]);

impl Histogram {
    fn slot(&mut self, answer: Answer<u8>) -> Option<&mut u32> {
        let value = *answer.given()?;
        self.0.get_mut(usize::from(value.checked_sub(RATING_LOW)?))
    }
    fn count(&self) -> u32 {
        self.0.iter().sum()
    }
    /// The value at a place (from 0) of the sorted answers.
    fn at(&self, place: u32) -> i64 {
        let mut passed = 0;
        for (value, count) in (i64::from(RATING_LOW)..).zip(self.0) {
            passed += count;
            if place < passed {
                return value;
            }
        }
        i64::from(RATING_HIGH)
    }
    /// Twice the median, a whole number.
    fn twice_median(&self) -> Option<i64> {
        let count = self.count();
        (count > 0).then(|| self.at((count - 1) / 2) + self.at(count / 2))
    }
}

/// What is known of one item, in a form from which one participant can be taken out again.
#[derive(Debug, Clone, Copy, Default)]
struct ItemTally {
    impact: Histogram,
    frustration: Histogram,
    dots: u32,
    twice_borda: i64,
}

/// Twice the Borda points of one ballot of values, the highest value first: `2 × (n − average rank)`.
///
/// ```
/// // 5 is first (2 points), the two 3s share ranks 2 and 3 (n − 2.5 = half a point each).
/// assert_eq!(machbar::priority::figures::twice_borda(&[3, 5, 3]), [1, 4, 1]);
/// ```
pub fn twice_borda(values: &[i64]) -> Vec<i64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    values
        .iter()
        .map(|value| {
            let below = sorted.partition_point(|other| other < value);
            let up_to = sorted.partition_point(|other| other <= value);
            // Average rank from the top of a tied group = n − (below + up_to − 1) / 2, so n − rank = …
            i64::try_from(below + up_to).unwrap_or(i64::MAX) - 1
        })
        .collect()
}

/// The ballots of a workshop, counted; participants can be left out one at a time.
#[derive(Debug, Clone)]
pub struct Tally<'a> {
    items: &'a [Candidate],
    classes: CostClasses,
    counts: Vec<ItemTally>,
    /// Per participant: places of the items in `counts` with the rating, and the dotted items.
    ratings: BTreeMap<&'a Id, Vec<(usize, &'a Rating)>>,
    votes: BTreeMap<&'a Id, Vec<usize>>,
}

impl<'a> Tally<'a> {
    /// Counts checked ballots; what points at no item is not counted.
    pub fn new(items: &'a [Candidate], ratings: &'a [Rating], votes: &'a [DotBallot], classes: CostClasses) -> Self {
        let places: BTreeMap<&Id, usize> = items.iter().enumerate().map(|(place, item)| (&item.id, place)).collect();
        let mut tally = Self {
            items,
            classes,
            counts: vec![ItemTally::default(); items.len()],
            ratings: BTreeMap::new(),
            votes: BTreeMap::new(),
        };
        for rating in ratings {
            if let Some(&place) = places.get(&rating.pain_point) {
                tally.ratings.entry(&rating.participant).or_default().push((place, rating));
            }
        }
        for ballot in votes {
            let dotted = ballot.pain_points.iter().filter_map(|item| places.get(item).copied());
            tally.votes.entry(&ballot.participant).or_default().extend(dotted);
        }
        let everybody: Vec<&Id> = tally.participants();
        everybody.into_iter().for_each(|participant| tally.count(participant, true));
        tally
    }

    /// Everybody who rated or voted, in order of id.
    pub fn participants(&self) -> Vec<&'a Id> {
        let mut all: Vec<&Id> = self.ratings.keys().chain(self.votes.keys()).copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn count(&mut self, participant: &Id, add: bool) {
        let step = |count: &mut u32| *count = if add { *count + 1 } else { count.saturating_sub(1) };
        for (place, rating) in self.ratings.get(participant).into_iter().flatten() {
            if let Some(item) = self.counts.get_mut(*place) {
                item.impact.slot(rating.impact).map(step);
                item.frustration.slot(rating.frustration).map(step);
            }
        }
        for place in self.votes.get(participant).into_iter().flatten() {
            if let Some(item) = self.counts.get_mut(*place) {
                step(&mut item.dots);
            }
        }
        let rated = self.ratings.get(participant).into_iter().flatten();
        let (places, values): (Vec<usize>, Vec<i64>) =
            rated.filter_map(|(place, rating)| Some((*place, i64::from(*rating.impact.given()?)))).unzip();
        for (place, points) in places.into_iter().zip(twice_borda(&values)) {
            if let Some(item) = self.counts.get_mut(place) {
                item.twice_borda += if add { points } else { -points };
            }
        }
    }

    /// The same ballots without one participant.
    #[must_use]
    pub fn without(&self, participant: &Id) -> Self {
        let mut rest = self.clone();
        rest.count(participant, false);
        rest.ratings.remove(participant);
        rest.votes.remove(participant);
        rest
    }

    /// The figures of every item, in the order of the items.
    pub fn figures(&self) -> Vec<ItemFigures> {
        self.items.iter().zip(&self.counts).map(|(item, count)| self.item(item, count)).collect()
    }

    fn item(&self, item: &Candidate, count: &ItemTally) -> ItemFigures {
        let half = |twice: i64| Figure::new(Ratio::new(twice, 2).unwrap_or_else(Ratio::zero), 1);
        let (impact, frustration) = (count.impact.twice_median(), count.frustration.twice_median());
        let cost_class = item.annual_cost_cents.given().map(|cost| self.classes.class(*cost));
        let twice_index = || Some(impact? + frustration? + 2 * i64::from(cost_class?));
        ItemFigures {
            id: item.id.clone(),
            annual_cost_cents: item.annual_cost_cents,
            cost_class,
            median_impact: impact.map(half),
            impact_answers: count.impact.count(),
            median_frustration: frustration.map(half),
            frustration_answers: count.frustration.count(),
            dots: count.dots,
            borda_impact: half(count.twice_borda),
            pain_index: twice_index().map(half),
        }
    }

    /// Per participant the impact ratings of all items in order; null where none was given.
    pub fn impact_table(&self) -> BTreeMap<&'a Id, Vec<Option<i64>>> {
        let row = |ratings: &Vec<(usize, &'a Rating)>| {
            let mut row = vec![None; self.items.len()];
            for (place, rating) in ratings {
                if let Some(cell) = row.get_mut(*place) {
                    *cell = rating.impact.given().map(|value| i64::from(*value));
                }
            }
            row
        };
        self.ratings.iter().map(|(participant, ratings)| (*participant, row(ratings))).collect()
    }
}

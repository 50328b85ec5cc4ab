//! The operation `priority.agreement`: one criterion, many raters, missing answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use super::ballot::{MAX_ITEMS, MAX_PARTICIPANTS, MAX_RATINGS};
use super::concordance;
use super::figures::{Tally, twice_borda};
use super::sentences as s;
use crate::base::{
    Answer, Code, Error, Figure, Finding, Id, Pointer, Problem, Problems, Ratio, SchemaVersion, Severity,
};

/// Which end of a scale is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// More is better: benefit, impact, ease.
    HigherIsBetter,
    /// Less is better: cost, effort, complexity.
    LowerIsBetter,
}

/// One rating.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemRating {
    /// Who rates.
    pub participant: Id,
    /// What is rated.
    pub item: Id,
    /// The value; null when not asked, `"dont_know"` when asked in vain.
    #[serde(default)]
    pub value: Answer<i32>,
}

/// Ratings of several people on one criterion.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreementInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// What is rated, 1 to 1000.
    pub items: Vec<Id>,
    /// Lowest value of the scale.
    pub low: i32,
    /// Highest value of the scale.
    pub high: i32,
    /// Which end is good. It has no default.
    pub polarity: Polarity,
    /// The ratings, one per participant and item at most.
    pub ratings: Vec<ItemRating>,
    /// How many count as the top when participants are left out in turn; 3 unless stated.
    #[serde(default = "three")]
    pub top: u32,
}

const fn three() -> u32 {
    3
}

/// Do the raters agree?
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Agreement {
    /// Kendall's W with tie correction over the raters who rated everything: 0 (none) to 1 (same order).
    /// Null below two raters or two items, and when all of them gave everything the same value.
    pub kendall_w: Option<Figure>,
    /// How many rated everything.
    pub raters: usize,
    /// Who left something out and is not part of W, in order of id.
    pub incomplete: Vec<Id>,
    /// Who gave at least three answers, all the same, in order of id.
    pub straight_liners: Vec<Id>,
}

/// The result of `priority.agreement`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct GroupRating {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// Per item, best first.
    pub items: Vec<ItemConsensus>,
    /// Do the raters agree?
    pub agreement: Agreement,
    /// The top without each participant in turn, in order of id.
    pub without_one: Vec<TopWithoutOne>,
    /// What to look at.
    pub findings: Vec<Finding>,
}

/// What the group says about one item.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ItemConsensus {
    /// The item.
    pub item: Id,
    /// Place, from 1; items with the same Borda points share it.
    pub rank: usize,
    /// Borda points: per rater, number of items rated − average rank.
    pub borda: Figure,
    /// Median of the answers given; null without an answer.
    pub median: Option<Figure>,
    /// How many answered.
    pub answers: usize,
    /// How many said that they do not know.
    pub dont_know: usize,
}

/// The top of the group without one participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TopWithoutOne {
    /// Who is left out.
    pub participant: Id,
    /// Items that enter the top, in order of id.
    pub enters: Vec<Id>,
    /// Items that leave it, in order of id.
    pub leaves: Vec<Id>,
}

/// The group's view: medians, Borda order, Kendall's W, straight-liners, leave-one-rater-out.
///
/// An item that a rater did not rate gets no Borda points from that rater.
///
/// # Errors
/// All problems of scale, references, repeated ratings and counts; no answer at all.
pub fn agreement(input: &AgreementInput) -> Result<GroupRating, Error> {
    check(input)?;
    let table = Table::new(input);
    let totals = table.totals();
    let order = table.order(&totals);
    let top = usize::try_from(input.top).unwrap_or(usize::MAX).min(input.items.len());
    let mut items = Vec::with_capacity(order.len());
    for (position, &place) in order.iter().enumerate() {
        let borda = totals.get(place).copied().unwrap_or(0);
        let same = |before: &ItemConsensus| before.borda.exact == half(borda).exact;
        let rank =
            items.last().filter(|before| same(before)).map_or(position + 1, |before: &ItemConsensus| before.rank);
        if let Some(item) = input.items.get(place) {
            items.push(table.consensus(place, item, rank, half(borda)));
        }
    }
    let mut findings = Vec::new();
    for item in &items {
        if 2 * item.answers < table.rows.len() {
            let args = [
                ("item", (&item.item).into()),
                ("n", item.answers.into()),
                ("of", table.rows.len().into()),
                ("what", s::RATING.text().into()),
            ];
            findings.push(Finding::new(Severity::Warn, &s::FEW_ANSWERS, item.item.as_str(), &args).rule("F-2"));
        }
    }
    let agreement = table.agreement();
    for rater in &agreement.straight_liners {
        let args = [("participant", rater.into())];
        findings.push(Finding::new(Severity::Warn, &s::STRAIGHT_LINER, rater.as_str(), &args).rule("R-42"));
    }
    let without_one = table.without_one(&totals, &order, top);
    Ok(GroupRating { schema_version: SchemaVersion, items, agreement, without_one, findings })
}

/// Agreement of the impact ratings of a workshop.
pub fn of_impact(tally: &Tally<'_>) -> Agreement {
    of_rows(&tally.impact_table())
}

fn of_rows(rows: &BTreeMap<&Id, Vec<Option<i64>>>) -> Agreement {
    let complete = concordance::complete_rows(rows.values());
    let ids = |fits: &dyn Fn(&[Option<i64>]) -> bool| {
        rows.iter().filter(|(_, row)| fits(row)).map(|(id, _)| (*id).clone()).collect()
    };
    Agreement {
        kendall_w: concordance::kendall_w(&complete),
        raters: complete.len(),
        incomplete: ids(&|row| row.iter().any(Option::is_none)),
        straight_liners: ids(&concordance::straight_line),
    }
}

fn half(twice: i64) -> Figure {
    Figure::new(Ratio::new(twice, 2).unwrap_or_else(Ratio::zero), 1)
}

/// Answers by rater and item; values turned so that more is better.
struct Table<'a> {
    items: &'a [Id],
    sign: i64,
    rows: BTreeMap<&'a Id, Vec<Option<i64>>>,
    dont_know: BTreeMap<&'a Id, usize>,
}

impl<'a> Table<'a> {
    fn new(input: &'a AgreementInput) -> Self {
        let places: BTreeMap<&Id, usize> = input.items.iter().enumerate().map(|(place, id)| (id, place)).collect();
        let sign = match input.polarity {
            Polarity::HigherIsBetter => 1,
            Polarity::LowerIsBetter => -1,
        };
        let mut rows = BTreeMap::new();
        let mut dont_know = BTreeMap::new();
        for rating in &input.ratings {
            let row = rows.entry(&rating.participant).or_insert_with(|| vec![None; input.items.len()]);
            if let Some(cell) = places.get(&rating.item).and_then(|place| row.get_mut(*place)) {
                *cell = rating.value.given().map(|value| sign * i64::from(*value));
            }
            if rating.value == Answer::DontKnow {
                *dont_know.entry(&rating.item).or_insert(0) += 1;
            }
        }
        Self { items: &input.items, sign, rows, dont_know }
    }
    /// Twice the Borda points that one rater gives, by place.
    fn points(&self, row: &[Option<i64>]) -> Vec<i64> {
        let given: Vec<i64> = row.iter().flatten().copied().collect();
        let mut points = twice_borda(&given).into_iter();
        row.iter().map(|cell| cell.and_then(|_| points.next()).unwrap_or(0)).collect()
    }
    fn totals(&self) -> Vec<i64> {
        self.rows.values().fold(vec![0; self.items.len()], |mut totals, row| {
            totals.iter_mut().zip(self.points(row)).for_each(|(total, points)| *total += points);
            totals
        })
    }
    /// Places, most points first, then by id.
    fn order(&self, totals: &[i64]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.items.len()).collect();
        order.sort_by(|a, b| {
            totals.get(*b).cmp(&totals.get(*a)).then_with(|| self.items.get(*a).cmp(&self.items.get(*b)))
        });
        order
    }
    fn consensus(&self, place: usize, item: &Id, rank: usize, borda: Figure) -> ItemConsensus {
        let mut values: Vec<i64> = self.rows.values().filter_map(|row| row.get(place).copied().flatten()).collect();
        values.sort_unstable();
        let middle = |place: usize| values.get(place).copied();
        let median = values.len().checked_sub(1).and_then(|last| Some(middle(last / 2)? + middle(last.div_ceil(2))?));
        ItemConsensus {
            dont_know: self.dont_know.get(item).copied().unwrap_or(0),
            item: item.clone(),
            rank,
            borda,
            median: median.map(|twice| half(self.sign * twice)),
            answers: values.len(),
        }
    }
    fn agreement(&self) -> Agreement {
        of_rows(&self.rows)
    }
    fn without_one(&self, totals: &[i64], order: &[usize], top: usize) -> Vec<TopWithoutOne> {
        let set = |order: &[usize]| -> BTreeSet<&'a Id> {
            order.iter().take(top).filter_map(|place| self.items.get(*place)).collect()
        };
        let before = set(order);
        let one = |(participant, row): (&&Id, &Vec<Option<i64>>)| {
            let rest: Vec<i64> = totals.iter().zip(self.points(row)).map(|(total, own)| total - own).collect();
            let after = set(&self.order(&rest));
            let missing = |a: &BTreeSet<&Id>, b: &BTreeSet<&Id>| a.difference(b).map(|id| (*id).clone()).collect();
            TopWithoutOne {
                participant: (*participant).clone(),
                enters: missing(&after, &before),
                leaves: missing(&before, &after),
            }
        };
        self.rows.iter().map(one).collect()
    }
}

fn check(input: &AgreementInput) -> Result<(), Error> {
    let mut problems = Problems::new();
    let root = Pointer::root();
    let (items, ratings) = (root.field("items"), root.field("ratings"));
    if input.items.is_empty() {
        problems.push(Problem::new(Code::TooFew, items.clone()).found(0).expected(s::AT_LEAST_ONE.text()));
    }
    problems.at_most(items.clone(), input.items.len(), MAX_ITEMS);
    problems.at_most(ratings.clone(), input.ratings.len(), MAX_RATINGS);
    let mut known = BTreeSet::new();
    for (index, item) in input.items.iter().enumerate() {
        if !known.insert(item.as_str()) {
            problems.push(Problem::new(Code::DuplicateId, items.index(index)).found(item));
        }
    }
    if input.low >= input.high {
        problems
            .push(Problem::new(Code::WrongOrder, root.field("high")).found(input.high).hint(s::LOW_BELOW_HIGH.text()));
    }
    if input.top == 0 {
        problems.push(Problem::new(Code::OutOfRange, root.field("top")).found(0).expected(s::AT_LEAST_ONE.text()));
    }
    let (mut seen, mut raters) = (BTreeSet::new(), BTreeSet::new());
    for (index, rating) in input.ratings.iter().enumerate() {
        let here = ratings.index(index);
        raters.insert(&rating.participant);
        problems.reference_in(here.field("item"), rating.item.as_str(), &known);
        if let Some(value) = rating.value.given().filter(|value| !(input.low..=input.high).contains(value)) {
            problems.push(
                Problem::new(Code::OutOfRange, here.field("value"))
                    .found(value)
                    .expected(s::SCALE.with(&[("low", input.low.into()), ("high", input.high.into())])),
            );
        }
        if !seen.insert((&rating.participant, &rating.item)) {
            problems.push(
                Problem::new(Code::Contradiction, here)
                    .found(format!("{} / {}", rating.participant, rating.item))
                    .hint(s::RATED_TWICE.text()),
            );
        }
    }
    problems.at_most(ratings.clone(), raters.len(), MAX_PARTICIPANTS);
    if problems.is_empty() && input.ratings.iter().all(|rating| rating.value.given().is_none()) {
        problems.push(Problem::new(Code::TooFew, ratings).found(0).hint(s::NO_ANSWER.text()));
    }
    problems.finish()
}

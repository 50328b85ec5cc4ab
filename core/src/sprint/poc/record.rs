//! What a proof of concept is: its frame, its criteria, its stop rules, its measurements.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::iteration::{Iteration, Scope};
use crate::base::{Answer, Date, Id, Money, Ratio};

/// A proof of concept (R-61…R-67).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Poc {
    /// Its id.
    pub id: Id,
    /// The concept that is tried.
    pub concept: Id,
    /// Time box in working days; two to three weeks are meant.
    #[serde(default)]
    pub planned_working_days: Answer<u16>,
    /// First day.
    #[serde(default)]
    pub start: Answer<Date>,
    /// Last day.
    #[serde(default)]
    pub end: Answer<Date>,
    /// Working days worked so far (all of them once it is over).
    #[serde(default)]
    pub worked_days: Answer<u16>,
    /// Agreed budget, in cents.
    #[serde(default)]
    pub budget_cents: Answer<Money>,
    /// Spent so far, in cents.
    #[serde(default)]
    pub spent_cents: Answer<Money>,
    /// Does the old way stay in charge while the prototype runs beside it?
    #[serde(default)]
    pub shadow_mode: Answer<bool>,
    /// Does it run on real data of the company?
    #[serde(default)]
    pub real_data: Answer<bool>,
    /// How much data it runs on and from when, in words.
    #[serde(default)]
    pub data_used: Option<String>,
    /// How small it starts.
    #[serde(default)]
    pub scope: Answer<Scope>,
    /// The rounds so far, in the order of time; at most [`super::iteration::MAX_ITERATIONS`].
    #[serde(default)]
    pub iterations: Vec<Iteration>,
    /// Rounds of improvement that are still allowed.
    #[serde(default)]
    pub iterations_left: Answer<u8>,
    /// At most [`super::review::MAX_CRITERIA`].
    #[serde(default)]
    pub success_criteria: Vec<Criterion>,
    /// At most [`super::review::MAX_STOP_RULES`].
    #[serde(default)]
    pub stop_rules: Vec<StopRule>,
    /// What was measured.
    #[serde(default)]
    pub measurements: Measurements,
}

/// A success criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Unique among the criteria.
    pub id: Id,
    /// The measurement it judges, by id.
    pub metric: Id,
    /// Which figure of the measurement is compared.
    #[serde(rename = "use")]
    pub reading: Reading,
    /// The good side of the threshold.
    pub direction: Direction,
    /// In the unit that [`Reading`] names.
    pub threshold: Ratio,
    /// Must it be met? Otherwise it should.
    pub must: bool,
    /// When it was agreed; before the start, or a finding says so.
    #[serde(default)]
    pub agreed_on: Answer<Date>,
}

/// Which figure of a measurement a criterion compares with its threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// A single value in its unit, or the share seen in permille.
    Point,
    /// Lower end of the Wilson 95 % interval of a share, in permille.
    #[serde(rename = "wilson_95_lower")]
    Wilson95Lower,
    /// Upper end of the Wilson 95 % interval of a share, in permille.
    #[serde(rename = "wilson_95_upper")]
    Wilson95Upper,
    /// Median over pairs of `(old − new) / old`, in permille.
    MedianOfPairedReductions,
    /// `(median old − median new) / median old`, in permille; with or without pairs.
    ReductionOfMedians,
    /// Hodges–Lehmann estimate of `old − new`, in the unit of the measurement; with or without pairs.
    HodgesLehmann,
    /// Share before less share after, in permille.
    DifferenceOfShares,
}

/// The good side of a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The figure or more.
    AtLeast,
    /// The figure or less.
    AtMost,
}

/// A rule, agreed before the start, that ends the proof of concept early.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StopRule {
    /// Unique among the rules.
    pub id: Id,
    /// What it watches.
    pub rule: StopKind,
    /// The working day of the proof of concept on which it is judged, counted from 1; left out, the day is the
    /// limit itself for rules about a day, and the end for the others.
    #[serde(default)]
    pub day: Option<u16>,
    /// In the unit of the rule.
    pub limit: i64,
    /// What was observed, in the unit of the rule.
    #[serde(default)]
    pub observed: Answer<i64>,
}

/// What a stop rule watches, in the words and the unit of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StopKind {
    /// Observed: the day on which access was there. Fires when later than the limit.
    DataAccessNotGrantedByPocDay,
    /// Observed: the day on which the state before was measured. Fires when later than the limit.
    NoBaselineByPocDay,
    /// Observed: a share in permille on the day. Fires below the limit.
    QualityPermilleBelowAtPocDay,
    /// Observed: spent / budget in permille; computed when not given. Fires above the limit.
    SpentShareOfBudgetPermilleAbove,
    /// Observed: working days worked; taken from the record when not given. Fires above the limit.
    WorkingDaysAbove,
    /// Observed: decision owners who are missing at the review. Fires above the limit.
    NoDecisionOwnerAtReview,
}

/// What was measured. Ids are unique over all five lists.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Measurements {
    /// The same item the old way and the new way.
    pub paired: Vec<Paired>,
    /// Some items the old way, others the new way.
    pub unpaired: Vec<Unpaired>,
    /// Counted shares.
    pub shares: Vec<CountedShare>,
    /// Counted shares before and after.
    pub share_comparisons: Vec<ShareComparison>,
    /// Single values.
    pub values: Vec<SingleValue>,
}

/// Which kind of effect is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MetricKind {
    /// Working or waiting time.
    Time,
    /// Errors, accuracy.
    Quality,
    /// Standstill.
    Downtime,
    /// Money.
    Cost,
    /// Energy, material, emissions.
    Energy,
    /// What people say about it.
    Satisfaction,
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// More is better.
    HigherIsBetter,
    /// Less is better.
    LowerIsBetter,
}

/// The same items, once the old way and once the new way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paired {
    /// Unique among all measurements.
    pub id: Id,
    /// What kind of effect.
    pub kind: MetricKind,
    /// Unit of the values. A measurement without unit is refused.
    #[serde(default)]
    pub unit: Option<String>,
    /// Which way is better.
    pub polarity: Polarity,
    /// How it was measured: who, in which order, drawn how.
    #[serde(default)]
    pub design: Option<String>,
    /// At most [`super::statistics::MAX_PAIRS`].
    #[serde(default)]
    pub pairs: Vec<Pair>,
}

/// One item, both ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The item; unique within the measurement.
    pub item: Id,
    /// The old way.
    pub old: Ratio,
    /// The new way.
    pub new: Ratio,
}

/// Some items before, others after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unpaired {
    /// Unique among all measurements.
    pub id: Id,
    /// What kind of effect.
    pub kind: MetricKind,
    /// Unit of the values. A measurement without unit is refused.
    #[serde(default)]
    pub unit: Option<String>,
    /// Which way is better.
    pub polarity: Polarity,
    /// How it was measured.
    #[serde(default)]
    pub design: Option<String>,
    /// At most [`super::statistics::MAX_GROUP`] values.
    #[serde(default)]
    pub before: Vec<Ratio>,
    /// At most [`super::statistics::MAX_GROUP`] values.
    #[serde(default)]
    pub after: Vec<Ratio>,
}

/// A counted share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountedShare {
    /// Unique among all measurements.
    pub id: Id,
    /// What kind of effect.
    pub kind: MetricKind,
    /// What is counted. A measurement without unit is refused.
    #[serde(default)]
    pub unit: Option<String>,
    /// Which way is better.
    pub polarity: Polarity,
    /// How it was measured.
    #[serde(default)]
    pub design: Option<String>,
    /// The count, once there is one.
    #[serde(default)]
    pub count: Answer<Count>,
}

/// So many among so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Count {
    /// Items, 1 to [`super::statistics::MAX_ITEMS`].
    pub n: u32,
    /// Items with the property; at most `n`.
    pub hits: u32,
}

/// A counted share before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareComparison {
    /// Unique among all measurements.
    pub id: Id,
    /// What kind of effect.
    pub kind: MetricKind,
    /// What is counted. A measurement without unit is refused.
    #[serde(default)]
    pub unit: Option<String>,
    /// Which way is better.
    pub polarity: Polarity,
    /// How it was measured.
    #[serde(default)]
    pub design: Option<String>,
    /// Before; at most [`super::statistics::MAX_COMPARED`] items.
    #[serde(default)]
    pub before: Answer<Count>,
    /// After; at most [`super::statistics::MAX_COMPARED`] items.
    #[serde(default)]
    pub after: Answer<Count>,
}

/// A single value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SingleValue {
    /// Unique among all measurements.
    pub id: Id,
    /// What kind of effect.
    pub kind: MetricKind,
    /// Unit of the value. A measurement without unit is refused.
    #[serde(default)]
    pub unit: Option<String>,
    /// Which way is better.
    pub polarity: Polarity,
    /// The value, once there is one.
    #[serde(default)]
    pub value: Answer<Ratio>,
}

/// A measurement of any kind.
#[derive(Debug, Clone, Copy)]
pub(super) enum Measurement<'m> {
    /// See [`Paired`].
    Paired(&'m Paired),
    /// See [`Unpaired`].
    Unpaired(&'m Unpaired),
    /// See [`CountedShare`].
    Share(&'m CountedShare),
    /// See [`ShareComparison`].
    Comparison(&'m ShareComparison),
    /// See [`SingleValue`].
    Value(&'m SingleValue),
}

impl<'m> Measurement<'m> {
    pub(super) fn id(&self) -> &'m Id {
        match self {
            Self::Paired(m) => &m.id,
            Self::Unpaired(m) => &m.id,
            Self::Share(m) => &m.id,
            Self::Comparison(m) => &m.id,
            Self::Value(m) => &m.id,
        }
    }
    pub(super) fn unit(&self) -> Option<&'m str> {
        match self {
            Self::Paired(m) => m.unit.as_deref(),
            Self::Unpaired(m) => m.unit.as_deref(),
            Self::Share(m) => m.unit.as_deref(),
            Self::Comparison(m) => m.unit.as_deref(),
            Self::Value(m) => m.unit.as_deref(),
        }
    }
    /// The figures of this kind of measurement that a criterion can compare.
    pub(super) const fn readings(&self) -> &'static [Reading] {
        match self {
            Self::Paired(_) => {
                &[Reading::MedianOfPairedReductions, Reading::ReductionOfMedians, Reading::HodgesLehmann]
            }
            Self::Unpaired(_) => &[Reading::ReductionOfMedians, Reading::HodgesLehmann],
            Self::Share(_) => &[Reading::Point, Reading::Wilson95Lower, Reading::Wilson95Upper],
            Self::Comparison(_) => &[Reading::DifferenceOfShares],
            Self::Value(_) => &[Reading::Point],
        }
    }
}

impl Measurements {
    /// Every measurement with the name of its list and its place there.
    pub(super) fn each(&self) -> impl Iterator<Item = (&'static str, usize, Measurement<'_>)> {
        let paired = self.paired.iter().enumerate().map(|(i, m)| ("paired", i, Measurement::Paired(m)));
        let unpaired = self.unpaired.iter().enumerate().map(|(i, m)| ("unpaired", i, Measurement::Unpaired(m)));
        let shares = self.shares.iter().enumerate().map(|(i, m)| ("shares", i, Measurement::Share(m)));
        let compared = self
            .share_comparisons
            .iter()
            .enumerate()
            .map(|(i, m)| ("share_comparisons", i, Measurement::Comparison(m)));
        let values = self.values.iter().enumerate().map(|(i, m)| ("values", i, Measurement::Value(m)));
        paired.chain(unpaired).chain(shares).chain(compared).chain(values)
    }
    pub(super) fn find(&self, id: &Id) -> Option<Measurement<'_>> {
        self.each().map(|(_, _, m)| m).find(|m| m.id() == id)
    }
}

//! The ranking methods under one roof: what they need, what they give.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::matrix::{Criterion, Numbers, bounds, column_of};
use super::normalize::Normalization;
use super::promethee::{self, MAX_GAUSSIAN, Preference};
use super::rank::too_many;
use super::scoring::{self, Quadrant};
use super::sentences as s;
use super::vikor::{self, Vikor};
use super::{additive, topsis};
use crate::base::{Code, Error, Id, Pointer, Problem, Problems};

/// A ranking method.
///
/// Outranking of the ELECTRE family is left out: PROMETHEE I already shows what the data do not order,
/// with fewer thresholds to defend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Method {
    /// `Σ wⱼ rᵢⱼ` of normalised values.
    WeightedSum {
        /// How values become comparable; min–max unless stated.
        #[serde(default = "min_max")]
        normalization: Normalization,
    },
    /// `Π xᵢⱼ^(±wⱼ)` of the values themselves; needs values above zero. Units cancel.
    WeightedProduct,
    /// Closeness to the ideal (Hwang and Yoon 1981).
    Topsis {
        /// How values become comparable; vector (the original) unless stated.
        #[serde(default = "vector")]
        normalization: Normalization,
    },
    /// Compromise of group utility and individual regret (Opricović and Tzeng 2004).
    Vikor {
        /// Weight of the group utility, 0 to 1; 1/2 unless stated.
        #[serde(default = "one_half")]
        v: f64,
    },
    /// Outranking flows (Brans and Vincke 1985): net flows rank (II), pairs not ordered are listed (I).
    Promethee {
        /// One preference function per criterion, in order of the criteria; usual for all when empty.
        #[serde(default)]
        preferences: Vec<Preference>,
    },
    /// `reach × impact × confidence / effort`; ids of the criteria. Weights are not used.
    Rice {
        /// Reach.
        reach: Id,
        /// Impact.
        impact: Id,
        /// Confidence.
        confidence: Id,
        /// Effort, above zero.
        effort: Id,
    },
    /// `(business value + time criticality + risk reduction) / job size`; ids of the criteria. Weights are not used.
    Wsjf {
        /// Business value.
        business_value: Id,
        /// Time criticality.
        time_criticality: Id,
        /// Risk reduction or opportunity enablement.
        risk_reduction: Id,
        /// Job size, above zero.
        job_size: Id,
    },
    /// `impact × confidence × ease`; ids of the criteria. Weights are not used.
    Ice {
        /// Impact.
        impact: Id,
        /// Confidence.
        confidence: Id,
        /// Ease.
        ease: Id,
    },
    /// Impact against effort: quick wins, big bets, fill-ins, time sinks; within one the higher
    /// `impact − effort` on the span of each line first. Weights are not used.
    Quadrants {
        /// Impact.
        impact: Id,
        /// Effort.
        effort: Id,
        /// From where impact counts as high; the middle of its scale, else the median, unless stated.
        #[serde(default)]
        high_impact_from: Option<f64>,
        /// From where effort counts as high; the middle of its scale, else the median, unless stated.
        #[serde(default)]
        high_effort_from: Option<f64>,
    },
}

const fn min_max() -> Normalization {
    Normalization::MinMax
}
const fn vector() -> Normalization {
    Normalization::Vector
}
const fn one_half() -> f64 {
    0.5
}

/// What a method gives, item by item.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Scores {
    pub(super) values: Vec<f64>,
    pub(super) less_is_better: bool,
    pub(super) parts: Vec<(&'static str, Vec<f64>)>,
    /// Per criterion what it adds to each item.
    pub(super) contributions: Vec<Vec<f64>>,
    pub(super) quadrants: Vec<Quadrant>,
    pub(super) vikor: Option<Vikor>,
}

impl Method {
    /// The criteria that a score card reads, by the name of the field.
    fn roles(&self) -> Vec<(&'static str, &Id)> {
        match self {
            Self::Rice { reach, impact, confidence, effort } => {
                vec![("reach", reach), ("impact", impact), ("confidence", confidence), ("effort", effort)]
            }
            Self::Wsjf { business_value, time_criticality, risk_reduction, job_size } => vec![
                ("business_value", business_value),
                ("time_criticality", time_criticality),
                ("risk_reduction", risk_reduction),
                ("job_size", job_size),
            ],
            Self::Ice { impact, confidence, ease } => {
                vec![("impact", impact), ("confidence", confidence), ("ease", ease)]
            }
            Self::Quadrants { impact, effort, .. } => vec![("impact", impact), ("effort", effort)],
            _ => Vec::new(),
        }
    }

    /// Every problem that the values need not be looked at for.
    pub(super) fn check(&self, criteria: &[Criterion], rows: usize, at: &Pointer, problems: &mut Problems) {
        for (name, id) in self.roles() {
            column_of(criteria, id.as_str(), at.field(name), problems);
        }
        match self {
            Self::Vikor { v } if !(0.0..=1.0).contains(v) => problems
                .push(Problem::new(Code::OutOfRange, at.field("v")).found(v).expected(s::BETWEEN_ZERO_AND_ONE.text())),
            Self::Promethee { preferences } => {
                let list = at.field("preferences");
                if !preferences.is_empty() && preferences.len() != criteria.len() {
                    let code = if preferences.len() < criteria.len() { Code::TooFew } else { Code::TooMany };
                    let wanted = s::ONE_PER_CRITERION.with(&[("n", criteria.len().into())]);
                    problems.push(Problem::new(code, list.clone()).found(preferences.len()).expected(wanted));
                }
                for (place, preference) in preferences.iter().enumerate() {
                    if !preference.sound() {
                        problems.push(Problem::new(Code::OutOfRange, list.index(place)).expected(s::THRESHOLDS.text()));
                    }
                }
                if preferences.iter().any(|preference| matches!(preference, Preference::Gaussian { .. }))
                    && let Some(problem) = too_many(list, rows, MAX_GAUSSIAN)
                {
                    problems.push(problem);
                }
            }
            _ => {}
        }
    }
}

/// The scores of complete rows; `at` points at the list of columns.
///
/// # Errors
/// [`Code::OutOfRange`] for values that the method cannot take.
pub(super) fn scores(
    method: &Method,
    criteria: &[Criterion],
    numbers: &Numbers,
    weights: &[f64],
    at: &Pointer,
) -> Result<Scores, Error> {
    let normalized = |normalization: Normalization| match normalization.obstacle(numbers, criteria) {
        None => Ok(normalization.apply(numbers, criteria)),
        Some(column) => {
            Err(Error::from(Problem::new(Code::OutOfRange, at.index(column)).hint(s::CANNOT_NORMALIZE.text())))
        }
    };
    Ok(match method {
        Method::WeightedSum { normalization } => {
            let contributions = additive::weighted_sum(&normalized(*normalization)?, weights);
            Scores { values: additive::totals(&contributions), contributions, ..Scores::default() }
        }
        Method::WeightedProduct => {
            positive(numbers, 0..numbers.columns.len(), at)?;
            let contributions = additive::weighted_product_logs(numbers, weights);
            let values = additive::totals(&contributions).into_iter().map(libm::exp).collect();
            Scores { values, contributions, ..Scores::default() }
        }
        Method::Topsis { normalization } => {
            let rows = topsis::topsis(&normalized(*normalization)?, weights);
            Scores {
                values: rows.iter().map(|row| row.closeness).collect(),
                parts: vec![
                    ("to_ideal", rows.iter().map(|row| row.to_ideal).collect()),
                    ("to_anti_ideal", rows.iter().map(|row| row.to_anti_ideal).collect()),
                ],
                ..Scores::default()
            }
        }
        Method::Vikor { v } => {
            let vikor = vikor::vikor(numbers, weights, *v);
            Scores {
                values: vikor.q.clone(),
                less_is_better: true,
                parts: vec![("s", vikor.s.clone()), ("r", vikor.r.clone()), ("q", vikor.q.clone())],
                vikor: Some(vikor),
                ..Scores::default()
            }
        }
        Method::Promethee { preferences } => {
            let flows = promethee::flows(numbers, weights, preferences);
            Scores {
                values: additive::totals(&flows.net_by_criterion),
                parts: vec![("leaving", flows.leaving), ("entering", flows.entering)],
                contributions: flows.net_by_criterion,
                ..Scores::default()
            }
        }
        Method::Rice { .. } | Method::Wsjf { .. } | Method::Ice { .. } => score_card(method, criteria, numbers, at)?,
        Method::Quadrants { high_impact_from, high_effort_from, .. } => {
            quadrants(method, criteria, numbers, *high_impact_from, *high_effort_from)
        }
    })
}

/// Values of these columns must lie above zero.
fn positive(numbers: &Numbers, columns: impl IntoIterator<Item = usize>, at: &Pointer) -> Result<(), Error> {
    let mut problems = Problems::new();
    for column in columns {
        if numbers.columns.get(column).is_some_and(|values| bounds(values).0 <= 0.0) {
            problems.push(
                Problem::new(Code::OutOfRange, at.index(column))
                    .found(numbers.columns.get(column).map_or(0.0, |values| bounds(values).0))
                    .expected(s::ABOVE_ZERO.text()),
            );
        }
    }
    problems.finish()
}

/// The columns that a score card reads, in the order of its fields.
fn role_columns(method: &Method, criteria: &[Criterion]) -> Vec<usize> {
    let place = |id: &Id| criteria.iter().position(|criterion| criterion.id == *id);
    method.roles().into_iter().filter_map(|(_, id)| place(id)).collect()
}

fn score_card(method: &Method, criteria: &[Criterion], numbers: &Numbers, at: &Pointer) -> Result<Scores, Error> {
    let columns = role_columns(method, criteria);
    if !matches!(method, Method::Ice { .. }) {
        positive(numbers, columns.last().copied(), at)?;
    }
    let value = |row: usize| {
        let mut values = columns.iter().filter_map(|column| numbers.columns.get(*column)?.get(row).copied());
        let mut next = || values.next().unwrap_or(0.0);
        let (a, b, c) = (next(), next(), next());
        match method {
            Method::Rice { .. } => scoring::rice(a, b, c, next()),
            Method::Wsjf { .. } => scoring::wsjf(a, b, c, next()),
            _ => scoring::ice(a, b, c),
        }
    };
    Ok(Scores { values: (0..numbers.rows()).map(value).collect(), ..Scores::default() })
}

fn quadrants(
    method: &Method,
    criteria: &[Criterion],
    numbers: &Numbers,
    high_impact_from: Option<f64>,
    high_effort_from: Option<f64>,
) -> Scores {
    let columns = role_columns(method, criteria);
    let side = |role: usize, stated: Option<f64>| -> Vec<(bool, f64)> {
        let Some(place) = columns.get(role) else { return Vec::new() };
        let (Some(values), Some(criterion)) = (numbers.columns.get(*place), criteria.get(*place)) else {
            return Vec::new();
        };
        let (low, high) = criterion.scale.map_or_else(|| bounds(values), |scale| (scale.low, scale.high));
        let middle = criterion.scale.map(|scale| (scale.low + scale.high) / 2.0).or_else(|| scoring::median(values));
        let line = stated.or(middle).unwrap_or(0.0);
        let span = if high > low { high - low } else { 1.0 };
        values.iter().map(|value| (*value >= line, (value - low) / span)).collect()
    };
    let (impact, effort) = (side(0, high_impact_from), side(1, high_effort_from));
    let both = || impact.iter().zip(&effort);
    let quadrants: Vec<Quadrant> = both().map(|(impact, effort)| Quadrant::of(impact.0, effort.0)).collect();
    // Quadrants lie 3 apart: within one, −1 to 1 decides.
    let base = |quadrant: &Quadrant| match quadrant {
        Quadrant::QuickWin => 9.0,
        Quadrant::BigBet => 6.0,
        Quadrant::FillIn => 3.0,
        Quadrant::TimeSink => 0.0,
    };
    let values = both().zip(&quadrants).map(|((impact, effort), quadrant)| base(quadrant) + impact.1 - effort.1);
    Scores { values: values.collect(), quadrants, ..Scores::default() }
}

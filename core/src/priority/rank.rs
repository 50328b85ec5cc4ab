//! The operation `priority.rank`: a decision matrix, one method, an order.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::matrix::{self, Criterion, MAX_ROWS, Numbers, Row, Unranked, bounds};
use super::method::{self, Method, Scores};
use super::placing::{Placing, TIE_TOLERANCE};
use super::promethee::{self, Relation};
use super::scoring::Quadrant;
use super::sentences as s;
use super::vikor;
use super::weights::{self, BestWorstFit, CriterionWeight, Weighting};
use crate::base::text::Arg;
use crate::base::{Code, Error, Finding, Id, Pointer, Problem, Problems, SchemaVersion, Severity, Text};

/// Up to so many items each criterion's contribution and the relations of PROMETHEE I are listed.
pub const DETAILS_UP_TO: usize = 200;

/// A decision matrix and how to rank it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RankInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The criteria, 1 to 100.
    pub criteria: Vec<Criterion>,
    /// The items with their values, 1 to 100,000.
    pub items: Vec<Row>,
    /// The method.
    pub method: Method,
    /// Where the weights come from; the criteria unless stated.
    #[serde(default)]
    pub weighting: Weighting,
    /// Sentences for neighbours in the ranking ("A before B because …"), up to 200 items, additive methods.
    #[serde(default)]
    pub explain: bool,
}

/// The order and where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RankedMatrix {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The weights in force, in order of the criteria.
    pub weights: Vec<CriterionWeight>,
    /// Fit of best-worst comparisons, where these gave the weights.
    pub weighting_fit: Option<BestWorstFit>,
    /// The items, best first; ties in order of id.
    pub ranking: Vec<Placed>,
    /// Items that share a place, from the top down.
    pub ties: Vec<Vec<Id>>,
    /// Items without a place, for lack of values, in the order of the input.
    pub unranked: Vec<Unranked>,
    /// VIKOR: the compromise; several items when the first does not lead clearly. Else empty.
    pub compromise: Vec<Id>,
    /// PROMETHEE I: pairs that the two flows do not order, up to 200 items. Else empty.
    pub not_ordered: Vec<PairRelation>,
    /// Why neighbours stand in this order, if asked for.
    pub explanation: Vec<Text>,
    /// What to look at.
    pub findings: Vec<Finding>,
}

/// One item in its place.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Placed {
    /// The item.
    pub item: Id,
    /// Its place, from 1; ties share the better place.
    pub place: usize,
    /// The score that decides. More is better, except for VIKOR (Q: less is better).
    pub score: f64,
    /// What the score is made of, by name: distances (TOPSIS), S, R and Q (VIKOR), flows (PROMETHEE).
    pub parts: BTreeMap<&'static str, f64>,
    /// What each criterion adds, in order of the criteria; their sum is the score. Weighted product: of its
    /// logarithm. Empty for methods that do not add up, and beyond 200 items.
    pub contributions: Vec<f64>,
    /// The quadrant of impact against effort.
    pub quadrant: Option<Quadrant>,
}

/// Two items that PROMETHEE I does not order.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PairRelation {
    /// The one with the higher net flow.
    pub a: Id,
    /// The other.
    pub b: Id,
    /// How they stand to each other.
    pub relation: Relation,
}

/// Ranks a decision matrix.
///
/// Items with a missing value are not ranked and listed with what is missing; a gap is never read as
/// a number. Weights need not sum to one: they are divided by their sum, and the result prints them.
///
/// # Errors
/// All problems of the document: scales, references, counts, thresholds, values the method cannot take.
pub fn rank(input: &RankInput) -> Result<RankedMatrix, Error> {
    let root = Pointer::root();
    let mut problems = Problems::new();
    matrix::check(&input.criteria, &input.items, &root, &mut problems);
    weights::check(&input.weighting, &input.criteria, &root.field("weighting"), &mut problems);
    input.method.check(&input.criteria, input.items.len(), &root.field("method"), &mut problems);
    problems.finish()?;
    let (ids, numbers, unranked) = matrix::split(&input.criteria, &input.items, &root)?;
    let weights = weights::weights(&input.weighting, &input.criteria, &numbers, &root.field("weighting"))?;
    let scores = method::scores(&input.method, &input.criteria, &numbers, &weights.shares, &root.field("criteria"))?;
    let groups = Placing::of(&scores.values, scores.less_is_better).groups(|row| ids.get(row));
    let order: Vec<usize> = groups.iter().flatten().copied().collect();
    let name = |places: &[usize]| places.iter().filter_map(|place| ids.get(*place)).map(|id| (*id).clone()).collect();
    let detailed = ids.len() <= DETAILS_UP_TO;
    let mut ranking = Vec::with_capacity(ids.len());
    for group in &groups {
        let place = ranking.len() + 1;
        let placed = group.iter().filter_map(|&row| Some((row, *ids.get(row)?, *scores.values.get(row)?)));
        ranking.extend(placed.map(|(row, id, score)| Placed {
            item: id.clone(),
            place,
            score,
            parts: scores.parts.iter().filter_map(|(name, values)| Some((*name, *values.get(row)?))).collect(),
            contributions: if detailed { column_values(&scores.contributions, row) } else { Vec::new() },
            quadrant: scores.quadrants.get(row).copied(),
        }));
    }
    Ok(RankedMatrix {
        schema_version: SchemaVersion,
        ties: groups.iter().filter(|group| group.len() > 1).map(|group| name(group)).collect(),
        compromise: scores.vikor.as_ref().map(|v| name(&vikor::compromise(v, &order))).unwrap_or_default(),
        not_ordered: if detailed { not_ordered(&scores, &order, &ids) } else { Vec::new() },
        explanation: if input.explain && detailed { explanation(&ranking, &input.criteria) } else { Vec::new() },
        findings: findings(input, &numbers, &unranked),
        weights: weights.listed(&input.criteria),
        weighting_fit: weights.fit,
        ranking,
        unranked,
    })
}

fn column_values(columns: &[Vec<f64>], row: usize) -> Vec<f64> {
    columns.iter().filter_map(|column| column.get(row).copied()).collect()
}

fn not_ordered(scores: &Scores, order: &[usize], ids: &[&Id]) -> Vec<PairRelation> {
    let part = |name: &str, row: usize| {
        let part = scores.parts.iter().find(|(key, _)| *key == name);
        part.and_then(|(_, values)| values.get(row)).copied()
    };
    let flows = |row: usize| Some((part("leaving", row)?, part("entering", row)?));
    let mut pairs = Vec::new();
    for (index, &a) in order.iter().enumerate() {
        for &b in order.iter().skip(index + 1) {
            let (Some(own), Some(other), Some(a), Some(b)) = (flows(a), flows(b), ids.get(a), ids.get(b)) else {
                continue;
            };
            let relation = promethee::relation((own.0, other.0), (own.1, other.1), TIE_TOLERANCE);
            if relation != Relation::Outranks {
                pairs.push(PairRelation { a: (*a).clone(), b: (*b).clone(), relation });
            }
        }
    }
    pairs
}

fn explanation(ranking: &[Placed], criteria: &[Criterion]) -> Vec<Text> {
    let pairs = ranking.iter().zip(ranking.iter().skip(1));
    pairs.filter(|(a, b)| a.place != b.place).filter_map(|(a, b)| before(a, b, criteria)).collect()
}

fn before(a: &Placed, b: &Placed, criteria: &[Criterion]) -> Option<Text> {
    let mut gaps: Vec<(f64, Text)> = a
        .contributions
        .iter()
        .zip(&b.contributions)
        .zip(criteria)
        .map(|((own, other), criterion)| (own - other, criterion.name()))
        .filter(|(gap, _)| gap.abs() > TIE_TOLERANCE)
        .collect();
    gaps.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    let side = |positive: bool| -> Vec<Arg> {
        let fits = gaps.iter().filter(|(gap, _)| (*gap > 0.0) == positive);
        fits.map(|(gap, name)| {
            let lead = [("name", Arg::Text(name.clone())), ("n", Arg::Decimal(gap.abs(), 3))];
            Arg::Text(s::CRITERION_LEAD.with(&lead))
        })
        .collect()
    };
    let (for_a, against) = (side(true), side(false));
    if for_a.is_empty() {
        return None;
    }
    let args = [
        ("a", Arg::from(&a.item)),
        ("b", Arg::from(&b.item)),
        ("score_a", Arg::Decimal(a.score, 3)),
        ("score_b", Arg::Decimal(b.score, 3)),
        ("for", Arg::List(for_a)),
    ];
    Some(if against.is_empty() {
        s::ITEM_BEFORE.with(&args)
    } else {
        s::ITEM_BEFORE_BUT.with(&[&args[..], &[("against", Arg::List(against))]].concat())
    })
}

fn findings(input: &RankInput, numbers: &Numbers, unranked: &[Unranked]) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !unranked.is_empty() {
        findings.push(Finding::new(Severity::Warn, &s::LEFT_OUT, "/items", &[("n", unranked.len().into())]));
    }
    for (criterion, column) in input.criteria.iter().zip(&numbers.columns) {
        let (low, high) = bounds(column);
        if low == high && column.len() > 1 {
            let args = [("name", criterion.name().into())];
            findings.push(Finding::new(Severity::Info, &s::CONSTANT, criterion.id.as_str(), &args));
        }
    }
    findings
}

/// More items than a method takes.
pub(super) fn too_many(at: Pointer, found: usize, limit: usize) -> Option<Problem> {
    (found > limit.min(MAX_ROWS)).then(|| {
        let wanted = s::GAUSSIAN_LIMIT.with(&[("n", limit.into())]);
        Problem::new(Code::TooMany, at).found(found).expected(wanted)
    })
}

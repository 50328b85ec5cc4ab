//! The operation `priority.robustness`: how sure a choice is.

pub mod bootstrap;
mod first;
pub mod smaa;
mod stability;
mod words;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::additive;
use super::agreement::Polarity;
use super::matrix::{self, Criterion, Numbers, Row, Unranked, bounds, place_of};
use super::method::{self, Method};
use super::normalize::Normalization;
use super::sentences as s;
use super::weights::{self, CriterionWeight};
use crate::base::{Answer, Code, Error, Figure, Finding, Id, Pointer, Problem, Problems, Ratio, SchemaVersion, Text};
use bootstrap::{GroupShare, Panel, Rater};
use smaa::{Gap, Model};
use stability::ExactSum;

/// Most items.
pub const MAX_ITEMS: usize = 200;
/// Most criteria.
pub const MAX_CRITERIA: usize = 30;
/// Most samples.
pub const MAX_SAMPLES: u32 = 100_000_000;
/// Most groups drawn from the raters.
pub const MAX_GROUPS: u32 = 100_000;
/// Most threads.
pub const MAX_THREADS: u8 = 64;
/// Up to so many items it is worked out exactly whether each can be first.
pub const EXACT_FIRST_UP_TO: usize = 40;

/// Which weightings are admissible.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Admissible {
    /// All weights of zero or more with sum 1, evenly.
    #[default]
    All,
    /// Those in which the criteria matter in this order, evenly.
    Ordered {
        /// Every criterion once, the most important first.
        order: Vec<Id>,
    },
}

/// A decision matrix and how to shake it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RobustnessInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The criteria with their weights, 1 to 30.
    pub criteria: Vec<Criterion>,
    /// The items with their values, 1 to 200. With normalisation by scale a missing value is drawn from the
    /// whole scale; otherwise the item is left out.
    pub items: Vec<Row>,
    /// How values become comparable in the weighted sum: `min_max` (unless stated) or `scale`.
    #[serde(default = "min_max")]
    pub normalization: Normalization,
    /// How many count as the top; 3 unless stated.
    #[serde(default = "three")]
    pub top: u32,
    /// Which weightings are admissible; all unless stated.
    #[serde(default)]
    pub admissible: Admissible,
    /// Seed of the random numbers; the same seed gives the same bytes.
    pub seed: u64,
    /// Weightings drawn, 1 to 100,000,000; 10,000 unless stated.
    #[serde(default = "ten_thousand")]
    pub samples: u32,
    /// Threads to draw them with, 1 to 64; 1 unless stated. The result does not depend on it.
    #[serde(default = "one")]
    pub threads: u8,
    /// The raters behind the values, for resampling; independent of the values of `items`.
    #[serde(default)]
    pub raters: Vec<Rater>,
    /// Groups drawn from the raters, 1 to 100,000; 1,000 unless stated.
    #[serde(default = "one_thousand")]
    pub groups: u32,
    /// Other methods to rank by, with the weights of the criteria.
    #[serde(default)]
    pub methods: Vec<Method>,
}

const fn min_max() -> Normalization {
    Normalization::MinMax
}
const fn three() -> u32 {
    3
}
const fn ten_thousand() -> u32 {
    10_000
}
const fn one_thousand() -> u32 {
    1_000
}
const fn one() -> u8 {
    1
}

/// How sure the choice is.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Robustness {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The seed used.
    pub seed: u64,
    /// Weightings drawn.
    pub samples: u32,
    /// Each sampled share lies within this of the true one in 95 of 100 runs (Hoeffding).
    pub error_bound: f64,
    /// The same for shares of resampled groups; null without raters.
    pub group_error_bound: Option<f64>,
    /// The weights in force, in order of the criteria.
    pub weights: Vec<CriterionWeight>,
    /// The items, best first with these weights.
    pub items: Vec<ItemRobustness>,
    /// For each item of the top and each criterion: the weights between which it stays there. Exact; empty
    /// while values are missing.
    pub limits: Vec<WeightLimit>,
    /// The smallest shift of weight that brings another item level with the first. Exact; null if none can.
    pub changes_first: Option<WeightShift>,
    /// The smallest shift of weight that brings an item from outside level with one of the top. Exact.
    pub changes_top: Option<WeightShift>,
    /// The top by each other method.
    pub methods: Vec<MethodTop>,
    /// Items among the top by the weighted sum and by every other method.
    pub in_every_top: Vec<Id>,
    /// Items left out for lack of values.
    pub unranked: Vec<Unranked>,
    /// The result in sentences.
    pub explanation: Vec<Text>,
    /// What to look at.
    pub findings: Vec<Finding>,
}

/// How sure the place of an item is.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ItemRobustness {
    /// The item.
    pub item: Id,
    /// Its place with the weights in force; ties share the better place. Missing values count as the middle of
    /// their scale here.
    pub place: usize,
    /// Its score with these weights, 0 to 1.
    pub score: f64,
    /// Share of the admissible weightings in which it takes rank 1, 2, …; ties share the better rank.
    pub acceptability: Vec<f64>,
    /// Share in which it is among the top.
    pub in_top: f64,
    /// Mean of the weightings in which it is first, in order of the criteria; null if it never was.
    pub central_weights: Option<Vec<f64>>,
    /// Confidence: share of the possible values with which it is first at its central weights; 1 when nothing
    /// is missing; null if it never was first.
    pub confidence: Option<f64>,
    /// Is there any weighting at all that makes it first (alone or level)? Exact; null beyond 40 items or with missing values.
    pub can_be_first: Option<bool>,
    /// Shares over resampled groups of raters; null without raters.
    pub groups: Option<GroupShare>,
}

/// Between which weights of a criterion an item stays among the top, the others keeping their proportions.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WeightLimit {
    /// The item.
    pub item: Id,
    /// The criterion.
    pub criterion: Id,
    /// The weight now.
    pub weight: Figure,
    /// Below this weight it leaves the top; null if it never does.
    pub low: Option<Figure>,
    /// Above this weight it leaves the top; null if it never does.
    pub high: Option<Figure>,
}

/// A shift of weight that changes the choice.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WeightShift {
    /// Who comes level.
    pub enters: Id,
    /// With whom.
    pub leaves: Id,
    /// How much weight moves from some criteria to others, 0 to 1.
    pub moved: Figure,
    /// The weights afterwards, in order of the criteria.
    pub weights: Vec<Figure>,
}

/// The top by a method.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct MethodTop {
    /// The method.
    pub method: Method,
    /// Its top; all that tie for the last place among them are in it.
    pub top: Vec<Id>,
}

/// Shakes weights, raters and methods and says what stays.
///
/// # Errors
/// All problems of the document; a normalisation that is not a plain fraction; raters who left an item
/// without any answer.
pub fn robustness(input: &RobustnessInput) -> Result<Robustness, Error> {
    check(input)?;
    let root = Pointer::root();
    let filled = fill(input);
    let (ids, numbers, unranked) = matrix::split(&input.criteria, &filled.items, &root)?;
    let weights = weights::given(&input.criteria).ok_or_else(|| {
        Error::from(Problem::new(Code::Infeasible, root.field("criteria")).hint(s::NO_WEIGHTS.text()))
    })?;
    let columns = input.normalization.apply(&numbers, &input.criteria);
    let scores = additive::totals(&additive::weighted_sum(&columns, &weights.shares));
    let top = usize::try_from(input.top).unwrap_or(usize::MAX).min(ids.len());
    let order = by_score(&scores, &ids);
    let model = Model {
        columns: &columns,
        gaps: &filled.gaps,
        order: &admissible(input),
        fixed: None,
        seed: input.seed,
        samples: input.samples.into(),
        threads: input.threads.into(),
    };
    let exact = weights
        .exact
        .as_ref()
        .filter(|_| filled.gaps.is_empty())
        .and_then(|weights| Some(ExactSum { rows: exact_rows(input, &numbers)?, weights: weights.clone() }));
    let groups = groups(input, &ids, &weights.shares, top)?;
    let items = items(&model, &ids, &scores, &order, top, exact.as_ref(), groups.as_deref());
    let methods = methods(input, &numbers, &weights.shares, &ids, top)?;
    let leading: Vec<usize> = order.iter().take(top).copied().collect();
    let stays = |id: &&Id| methods.iter().all(|method| method.top.contains(id));
    let mut result = Robustness {
        schema_version: SchemaVersion,
        seed: input.seed,
        samples: input.samples,
        error_bound: smaa::error_bound(input.samples.into()),
        group_error_bound: groups.as_ref().map(|_| smaa::error_bound(input.groups.into())),
        limits: exact.as_ref().map(|exact| limits(exact, input, &ids, &leading, top)).unwrap_or_default(),
        changes_first: exact.as_ref().and_then(|exact| smallest(exact, &ids, &order, 1)),
        changes_top: exact.as_ref().and_then(|exact| smallest(exact, &ids, &order, top)),
        in_every_top: leading.iter().filter_map(|row| ids.get(*row).copied()).filter(stays).cloned().collect(),
        weights: weights.listed(&input.criteria),
        methods,
        items,
        unranked,
        explanation: Vec::new(),
        findings: Vec::new(),
    };
    result.explanation = words::sentences(input, &result, top);
    result.findings = words::findings(&result, &filled.names, top);
    Ok(result)
}

fn check(input: &RobustnessInput) -> Result<(), Error> {
    let mut problems = Problems::new();
    let root = Pointer::root();
    matrix::check(&input.criteria, &input.items, &root, &mut problems);
    problems.at_most(root.field("items"), input.items.len(), MAX_ITEMS);
    problems.at_most(root.field("criteria"), input.criteria.len(), MAX_CRITERIA);
    let mut range = |name: &str, value: u64, high: u64| {
        if !(1..=high).contains(&value) {
            let wanted = s::SCALE.with(&[("low", 1.into()), ("high", i64::try_from(high).unwrap_or(i64::MAX).into())]);
            problems.push(Problem::new(Code::OutOfRange, root.field(name)).found(value).expected(wanted));
        }
    };
    range("samples", input.samples.into(), MAX_SAMPLES.into());
    range("groups", input.groups.into(), MAX_GROUPS.into());
    range("threads", input.threads.into(), MAX_THREADS.into());
    range("top", input.top.into(), MAX_ITEMS as u64);
    match input.normalization {
        Normalization::MinMax => {}
        Normalization::Scale => {
            for (index, _) in input.criteria.iter().enumerate().filter(|(_, criterion)| criterion.scale.is_none()) {
                problems.push(Problem::new(Code::MissingField, root.field("criteria").index(index).field("scale")));
            }
        }
        _ => problems
            .push(Problem::new(Code::NotAllowed, root.field("normalization")).hint(s::PLAIN_NORMALIZATION.text())),
    }
    if let Admissible::Ordered { order } = &input.admissible {
        let at = root.field("admissible").field("order");
        let mut seen = std::collections::BTreeSet::new();
        for (index, id) in order.iter().enumerate() {
            place_of(input.criteria.iter().map(|c| &c.id), id.as_str(), at.index(index), &mut problems);
            if !seen.insert(id) {
                problems.push(Problem::new(Code::DuplicateId, at.index(index)).found(id));
            }
        }
        if seen.len() < input.criteria.len() {
            let wanted = s::ONE_PER_CRITERION.with(&[("n", input.criteria.len().into())]);
            problems.push(Problem::new(Code::TooFew, at).found(seen.len()).expected(wanted));
        }
    }
    for (index, method) in input.methods.iter().enumerate() {
        method.check(&input.criteria, input.items.len(), &root.field("methods").index(index), &mut problems);
    }
    bootstrap::check(&input.raters, &input.items, input.criteria.len(), &root.field("raters"), &mut problems);
    problems.finish()
}

/// Rows whose gaps, where they are drawn, hold the middle of the scale.
struct Filled {
    items: Vec<Row>,
    gaps: Vec<Gap>,
    names: Vec<Id>,
}

fn fill(input: &RobustnessInput) -> Filled {
    let (mut items, mut gaps, mut names) = (input.items.clone(), Vec::new(), Vec::new());
    if input.normalization == Normalization::Scale {
        for (row, item) in items.iter_mut().enumerate() {
            let before = gaps.len();
            for (column, (value, criterion)) in item.values.iter_mut().zip(&input.criteria).enumerate() {
                if let (None, Some(scale)) = (value.given(), criterion.scale) {
                    *value = Answer::Given(scale.low + (scale.high - scale.low) / 2.0);
                    gaps.push(Gap { row, column });
                }
            }
            if gaps.len() > before {
                names.push(item.id.clone());
            }
        }
    }
    Filled { items, gaps, names }
}

fn by_score(scores: &[f64], ids: &[&Id]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    let score = |row: usize| scores.get(row).copied().unwrap_or(0.0);
    order.sort_by(|a, b| score(*b).total_cmp(&score(*a)).then_with(|| ids.get(*a).cmp(&ids.get(*b))));
    order
}

/// Columns from the most to the least important; empty for all weightings.
fn admissible(input: &RobustnessInput) -> Vec<usize> {
    match &input.admissible {
        Admissible::All => Vec::new(),
        Admissible::Ordered { order } => {
            order.iter().filter_map(|id| input.criteria.iter().position(|criterion| criterion.id == *id)).collect()
        }
    }
}

/// The normalised values as exact fractions; none for values that are no short decimals.
fn exact_rows(input: &RobustnessInput, numbers: &Numbers) -> Option<Vec<Vec<Ratio>>> {
    let exact = |value: f64| format!("{value}").parse::<Ratio>().ok();
    let mut rows = vec![Vec::with_capacity(numbers.columns.len()); numbers.rows()];
    for ((column, polarity), criterion) in numbers.iter().zip(&input.criteria) {
        let (low, high) = match (input.normalization, criterion.scale) {
            (Normalization::Scale, Some(scale)) => (scale.low, scale.high),
            _ => bounds(column),
        };
        let (low, high) = (exact(low)?, exact(high)?);
        let span = high.clone() - &low;
        for (row, value) in rows.iter_mut().zip(column) {
            let value = exact(*value)?;
            let gain = match polarity {
                Polarity::HigherIsBetter => value - &low,
                Polarity::LowerIsBetter => high.clone() - &value,
            };
            row.push(gain.checked_div(&span).unwrap_or_else(Ratio::one));
        }
    }
    Some(rows)
}

fn items(
    model: &Model<'_>,
    ids: &[&Id],
    scores: &[f64],
    order: &[usize],
    top: usize,
    exact: Option<&ExactSum>,
    groups: Option<&[GroupShare]>,
) -> Vec<ItemRobustness> {
    let (rows, columns) = (ids.len(), model.columns.len());
    let counts = model.sample();
    let samples = model.samples.max(1) as f64;
    let one = |row: usize| {
        let ranks = counts.ranks.get(row * rows..(row + 1) * rows).unwrap_or_default();
        let sums = counts.weights.get(row * columns..(row + 1) * columns).unwrap_or_default();
        let firsts = ranks.first().copied().unwrap_or(0);
        let central: Option<Vec<f64>> = (firsts > 0).then(|| sums.iter().map(|sum| sum / firsts as f64).collect());
        let score = *scores.get(row)?;
        Some(ItemRobustness {
            item: (*ids.get(row)?).clone(),
            place: 1 + scores.iter().filter(|other| **other > score).count(),
            score,
            acceptability: ranks.iter().map(|count| *count as f64 / samples).collect(),
            in_top: ranks.iter().take(top).sum::<u64>() as f64 / samples,
            confidence: central.as_ref().map(|weights| confidence(model, row, weights)),
            central_weights: central,
            can_be_first: exact.filter(|_| rows <= EXACT_FIRST_UP_TO).map(|exact| exact.can_be_first(row)),
            groups: groups.and_then(|groups| groups.get(row)).copied(),
        })
    };
    order.iter().filter_map(|row| one(*row)).collect()
}

/// Share of the possible values with which an item is first at its central weights (at most 10,000 draws).
fn confidence(model: &Model<'_>, row: usize, weights: &[f64]) -> f64 {
    let samples = if model.gaps.is_empty() { 1 } else { model.samples.min(10_000) };
    let counts = Model { fixed: Some(weights), samples, threads: 1, ..model.clone() }.sample();
    let firsts = counts.ranks.get(row * model.columns.first().map_or(0, Vec::len)).copied().unwrap_or(0);
    firsts as f64 / samples as f64
}

fn groups(input: &RobustnessInput, ids: &[&Id], weights: &[f64], top: usize) -> Result<Option<Vec<GroupShare>>, Error> {
    if input.raters.is_empty() {
        return Ok(None);
    }
    let panel = Panel::new(&input.raters, ids, input.criteria.len());
    if let Some((item, criterion)) = panel.unrated() {
        let name = |id: Option<&Id>| id.map_or_else(String::new, ToString::to_string);
        let found =
            format!("{} / {}", name(ids.get(item).copied()), name(input.criteria.get(criterion).map(|c| &c.id)));
        let problem = Problem::new(Code::TooFew, Pointer::root().field("raters")).found(found);
        return Err(problem.hint(s::NOBODY_RATED.text()).into());
    }
    let polarity: Vec<Polarity> = input.criteria.iter().map(|criterion| criterion.polarity).collect();
    let score = |columns: Vec<Vec<f64>>| {
        let numbers = Numbers { columns, polarity: polarity.clone() };
        additive::totals(&additive::weighted_sum(&input.normalization.apply(&numbers, &input.criteria), weights))
    };
    Ok(Some(panel.resample(input.seed, input.groups.into(), top, score)))
}

fn methods(
    input: &RobustnessInput,
    numbers: &Numbers,
    weights: &[f64],
    ids: &[&Id],
    top: usize,
) -> Result<Vec<MethodTop>, Error> {
    let one = |method: &Method| {
        let scores = method::scores(method, &input.criteria, numbers, weights, &Pointer::root().field("criteria"))?;
        let sign = if scores.less_is_better { -1.0 } else { 1.0 };
        let values: Vec<f64> = scores.values.iter().map(|value| sign * value).collect();
        let order = by_score(&values, ids);
        let inside = |row: &&usize| {
            let own = values.get(**row).copied().unwrap_or(f64::NEG_INFINITY);
            values.iter().filter(|other| **other > own).count() < top
        };
        let top = order.iter().filter(inside).filter_map(|row| ids.get(*row)).map(|id| (*id).clone()).collect();
        Ok(MethodTop { method: method.clone(), top })
    };
    input.methods.iter().map(one).collect()
}

/// Where the weights of each criterion may lie without moving these items out of the first `top`.
fn limits(exact: &ExactSum, input: &RobustnessInput, ids: &[&Id], leading: &[usize], top: usize) -> Vec<WeightLimit> {
    let figure = |ratio: Ratio| Figure::new(ratio, 4);
    let lines: Vec<_> = (0..input.criteria.len()).filter_map(|column| exact.lines(column)).collect();
    let mut limits = Vec::new();
    for &row in leading {
        for ((criterion, weight), lines) in input.criteria.iter().zip(&exact.weights).zip(&lines) {
            let Some(id) = ids.get(row) else { continue };
            let found = lines.limits(row, top);
            limits.push(WeightLimit {
                item: (*id).clone(),
                criterion: criterion.id.clone(),
                weight: figure(weight.clone()),
                low: found.low.map(figure),
                high: found.high.map(figure),
            });
        }
    }
    limits
}

/// The smallest shift that brings someone from outside the first `top` level with someone inside.
fn smallest(exact: &ExactSum, ids: &[&Id], order: &[usize], top: usize) -> Option<WeightShift> {
    let (inside, outside) = order.split_at_checked(top)?;
    let pairs = inside.iter().flat_map(|a| outside.iter().map(move |b| (*a, *b)));
    let shifts = pairs.filter_map(|(ahead, behind)| Some((exact.shift(ahead, behind)?, ahead, behind)));
    let (shift, ahead, behind) = shifts.min_by(|a, b| a.0.moved.cmp(&b.0.moved))?;
    Some(WeightShift {
        enters: (*ids.get(behind)?).clone(),
        leaves: (*ids.get(ahead)?).clone(),
        moved: Figure::new(shift.moved, 4),
        weights: shift.weights.into_iter().map(|weight| Figure::new(weight, 4)).collect(),
    })
}

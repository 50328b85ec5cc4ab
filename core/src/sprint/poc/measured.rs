//! What the measurements say: the effect first, then how likely chance alone would give it.

use schemars::JsonSchema;
use serde::Serialize;

use super::record::{Measurement, Paired, Poc, Polarity, ShareComparison, Unpaired};
use super::sentences;
use super::statistics::PValue;
use super::statistics::bootstrap::{Interval, median_interval};
use super::statistics::fisher::fisher;
use super::statistics::rank_sum::{RankSum, rank_sum};
use super::statistics::sample::{hodges_lehmann, mean, median, shift};
use super::statistics::sign::{SignTest, sign_test, smallest_p};
use super::statistics::signed_rank::{SignedRank, signed_rank};
use super::statistics::wilson::{Share, share};
use crate::base::{Figure, Id, Ratio, Text};

/// What all measurements say.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
pub struct Measured {
    /// Measurements in pairs.
    pub paired: Vec<PairedResult>,
    /// Measurements without pairs.
    pub unpaired: Vec<UnpairedResult>,
    /// Shares.
    pub shares: Vec<ShareResult>,
    /// Shares before and after.
    pub share_comparisons: Vec<ComparisonResult>,
}

/// Which way the middle of the measurement moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// To the better.
    Better,
    /// Not at all.
    Same,
    /// To the worse.
    Worse,
}

impl Effect {
    /// From `old − new`.
    fn of(difference: &Ratio, polarity: Polarity) -> Self {
        if difference.is_zero() {
            return Self::Same;
        }
        let lower = !difference.is_negative();
        if lower == (polarity == Polarity::LowerIsBetter) { Self::Better } else { Self::Worse }
    }
}

/// What a measurement in pairs says. Differences are `old − new`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PairedResult {
    /// The measurement.
    pub id: Id,
    /// Unit of the differences.
    pub unit: String,
    /// Pairs.
    pub n: usize,
    /// Which way the median difference points.
    pub effect: Effect,
    /// Middle of the old values.
    pub median_old: Figure,
    /// Middle of the new values.
    pub median_new: Figure,
    /// `(median old − median new) / median old`, in permille; nothing when the median was zero.
    pub reduction_of_medians_permille: Option<Figure>,
    /// Middle of the reductions of each pair, in permille; not the same figure as the one above. Nothing when an
    /// old value is zero.
    pub median_of_paired_reductions_permille: Option<Figure>,
    /// Mean of the differences.
    pub mean_difference: Figure,
    /// Middle of the differences.
    pub median_difference: Figure,
    /// Hodges–Lehmann estimate of the difference.
    pub hodges_lehmann: Figure,
    /// 95 % bootstrap interval of the median difference, over all resamples.
    pub median_difference_interval: Option<Interval>,
    /// Wilcoxon signed-rank test.
    pub wilcoxon: SignedRank,
    /// Sign test.
    pub sign_test: SignTest,
    /// The smallest two-sided p that so many pairs can reach.
    pub smallest_possible_p: PValue,
    /// Can so many pairs speak at the 5 % level at all?
    pub enough_for_5_percent: bool,
    /// What may lie behind the effect besides the prototype.
    pub threats: Vec<Text>,
}

/// What a measurement without pairs says. Differences are `before − after`.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct UnpairedResult {
    /// The measurement.
    pub id: Id,
    /// Unit of the differences.
    pub unit: String,
    /// Values before.
    pub n_before: usize,
    /// Values after.
    pub n_after: usize,
    /// Which way the shift points.
    pub effect: Effect,
    /// Middle before.
    pub median_before: Figure,
    /// Middle after.
    pub median_after: Figure,
    /// In permille of the median before; nothing when that is zero.
    pub reduction_of_medians_permille: Option<Figure>,
    /// Hodges–Lehmann estimate of the shift.
    pub hodges_lehmann: Figure,
    /// Mann–Whitney test.
    pub mann_whitney: RankSum,
    /// What may lie behind the effect besides the prototype.
    pub threats: Vec<Text>,
}

/// What a counted share says.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ShareResult {
    /// The measurement.
    pub id: Id,
    /// What is counted.
    pub unit: String,
    /// The share with its interval.
    pub share: Share,
}

/// What two shares say.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ComparisonResult {
    /// The measurement.
    pub id: Id,
    /// What is counted.
    pub unit: String,
    /// Which way the share moved.
    pub effect: Effect,
    /// Before.
    pub before: Share,
    /// After.
    pub after: Share,
    /// Before less after, in permille.
    pub difference_permille: Figure,
    /// Fisher's exact test, two-sided.
    pub fisher_p_two_sided: PValue,
}

/// What the measurements say that hold data.
pub(super) fn measured(poc: &Poc) -> Measured {
    let mut all = Measured::default();
    for (_, _, measurement) in poc.measurements.each() {
        match measurement {
            Measurement::Paired(m) => all.paired.extend(paired(m)),
            Measurement::Unpaired(m) => all.unpaired.extend(unpaired(m)),
            Measurement::Share(m) => all.shares.extend(m.count.given().and_then(|count| {
                Some(ShareResult { id: m.id.clone(), unit: unit(&m.unit), share: share(count.hits, count.n)? })
            })),
            Measurement::Comparison(m) => all.share_comparisons.extend(comparison(m)),
            Measurement::Value(_) => {}
        }
    }
    all
}

fn unit(unit: &Option<String>) -> String {
    unit.clone().unwrap_or_default()
}

fn permille(part: &Ratio, whole: &Ratio) -> Option<Ratio> {
    Some(part.checked_div(whole)? * Ratio::from(1000))
}

/// `(median old − median new) / median old`, in permille.
pub(super) fn reduction_of_medians(old: &[Ratio], new: &[Ratio]) -> Option<Ratio> {
    let (old, new) = (median(old)?, median(new)?);
    permille(&(&old - &new), &old)
}

/// Middle of the reductions of each pair, in permille.
pub(super) fn median_of_paired_reductions(m: &Paired) -> Option<Ratio> {
    let reductions: Option<Vec<Ratio>> =
        m.pairs.iter().map(|pair| permille(&(&pair.old - &pair.new), &pair.old)).collect();
    median(&reductions?)
}

pub(super) fn differences(m: &Paired) -> Vec<Ratio> {
    m.pairs.iter().map(|pair| &pair.old - &pair.new).collect()
}

pub(super) fn olds(m: &Paired) -> Vec<Ratio> {
    m.pairs.iter().map(|pair| pair.old.clone()).collect()
}

pub(super) fn news(m: &Paired) -> Vec<Ratio> {
    m.pairs.iter().map(|pair| pair.new.clone()).collect()
}

fn paired(m: &Paired) -> Option<PairedResult> {
    let differences = differences(m);
    let (old, new) = (olds(m), news(m));
    let n = differences.len();
    let middle = median(&differences)?;
    let smallest = smallest_p(n);
    Some(PairedResult {
        id: m.id.clone(),
        unit: unit(&m.unit),
        n,
        effect: Effect::of(&middle, m.polarity),
        median_old: Figure::new(median(&old)?, 2),
        median_new: Figure::new(median(&new)?, 2),
        reduction_of_medians_permille: reduction_of_medians(&old, &new).map(|r| Figure::new(r, 1)),
        median_of_paired_reductions_permille: median_of_paired_reductions(m).map(|r| Figure::new(r, 1)),
        mean_difference: Figure::new(mean(&differences)?, 3),
        median_difference: Figure::new(middle, 2),
        hodges_lehmann: Figure::new(hodges_lehmann(&differences)?, 2),
        median_difference_interval: median_interval(&differences),
        wilcoxon: signed_rank(&differences),
        sign_test: sign_test(&differences),
        enough_for_5_percent: smallest.value <= 0.05,
        smallest_possible_p: smallest,
        threats: [sentences::THREAT_LEARNING, sentences::THREAT_NOVELTY, sentences::THREAT_EASY_ITEMS]
            .iter()
            .map(|sentence| sentence.text())
            .collect(),
    })
}

fn unpaired(m: &Unpaired) -> Option<UnpairedResult> {
    let moved = shift(&m.before, &m.after)?;
    Some(UnpairedResult {
        id: m.id.clone(),
        unit: unit(&m.unit),
        n_before: m.before.len(),
        n_after: m.after.len(),
        effect: Effect::of(&moved, m.polarity),
        median_before: Figure::new(median(&m.before)?, 2),
        median_after: Figure::new(median(&m.after)?, 2),
        reduction_of_medians_permille: reduction_of_medians(&m.before, &m.after).map(|r| Figure::new(r, 1)),
        hodges_lehmann: Figure::new(moved, 2),
        mann_whitney: rank_sum(&m.before, &m.after)?,
        threats: [
            sentences::THREAT_REGRESSION,
            sentences::THREAT_SEASON,
            sentences::THREAT_PARALLEL,
            sentences::THREAT_NOVELTY,
            sentences::THREAT_EASY_ITEMS,
        ]
        .iter()
        .map(|sentence| sentence.text())
        .collect(),
    })
}

/// Share before less share after, in permille.
pub(super) fn difference_of_shares(m: &ShareComparison) -> Option<Ratio> {
    let point = |hits: u32, n: u32| Ratio::new(i64::from(hits) * 1000, i64::from(n));
    let (before, after) = (m.before.given()?, m.after.given()?);
    Some(point(before.hits, before.n)? - point(after.hits, after.n)?)
}

fn comparison(m: &ShareComparison) -> Option<ComparisonResult> {
    let (before, after) = (m.before.given()?, m.after.given()?);
    let difference = difference_of_shares(m)?;
    Some(ComparisonResult {
        id: m.id.clone(),
        unit: unit(&m.unit),
        effect: Effect::of(&difference, m.polarity),
        before: share(before.hits, before.n)?,
        after: share(after.hits, after.n)?,
        difference_permille: Figure::new(difference, 2),
        fisher_p_two_sided: fisher((before.hits, before.n), (after.hits, after.n))?,
    })
}

//! Which criteria are met.

use schemars::JsonSchema;
use serde::Serialize;

use super::measured::{
    difference_of_shares, differences, median_of_paired_reductions, news, olds, reduction_of_medians,
};
use super::record::{Criterion, Direction, Measurement, Poc, Reading};
use super::sentences;
use super::statistics::sample::{hodges_lehmann, shift};
use super::statistics::wilson::{lower_against, share, upper_against};
use crate::base::{Answer, Figure, Id, Ratio, Text, Truth};

/// Is a criterion met?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CriterionStatus {
    /// Yes.
    Met,
    /// No.
    NotMet,
    /// The measurement is missing.
    Open,
}

impl From<Truth> for CriterionStatus {
    fn from(truth: Truth) -> Self {
        match truth {
            Truth::Yes => Self::Met,
            Truth::No => Self::NotMet,
            Truth::Open => Self::Open,
        }
    }
}

/// One criterion, judged.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct JudgedCriterion {
    /// The criterion.
    pub id: Id,
    /// Must it be met?
    pub must: bool,
    /// Is it?
    pub status: CriterionStatus,
    /// The figure that was compared, in the unit of the reading; nothing while it is open.
    pub observed: Option<Figure>,
    /// What it was compared with.
    pub threshold: Ratio,
    /// What to ask while it is open.
    pub question: Option<Text>,
}

pub(super) fn judge(poc: &Poc) -> Vec<JudgedCriterion> {
    poc.success_criteria.iter().map(|criterion| one(criterion, poc)).collect()
}

fn one(criterion: &Criterion, poc: &Poc) -> JudgedCriterion {
    let measurement = poc.measurements.find(&criterion.metric);
    let (status, observed) = match measurement.and_then(|m| read(&m, criterion)) {
        Some((met, observed)) => (CriterionStatus::from(Truth::from(met)), Some(observed)),
        None => (CriterionStatus::Open, None),
    };
    let question = (status == CriterionStatus::Open).then(|| {
        sentences::ASK_MEASUREMENT
            .with(&[("criterion", (&criterion.id).into()), ("metric", (&criterion.metric).into())])
    });
    JudgedCriterion {
        id: criterion.id.clone(),
        must: criterion.must,
        status,
        observed,
        threshold: criterion.threshold.clone(),
        question,
    }
}

/// Whether the criterion is met, and the figure that was compared; nothing while there is no data.
fn read(measurement: &Measurement<'_>, criterion: &Criterion) -> Option<(bool, Figure)> {
    let plain = |value: Ratio, decimals: u32| {
        let met = match criterion.direction {
            Direction::AtLeast => value >= criterion.threshold,
            Direction::AtMost => value <= criterion.threshold,
        };
        (met, Figure::new(value, decimals))
    };
    match (measurement, criterion.reading) {
        (Measurement::Value(m), Reading::Point) => Some(plain(m.value.given()?.clone(), 2)),
        (Measurement::Share(m), Reading::Point) => {
            let count = m.count.given()?;
            Some(plain(Ratio::new(i64::from(count.hits) * 1000, i64::from(count.n))?, 2))
        }
        (Measurement::Share(m), Reading::Wilson95Lower | Reading::Wilson95Upper) => {
            let Answer::Given(count) = m.count else { return None };
            let interval = share(count.hits, count.n)?;
            let limit = &criterion.threshold * &Ratio::permille(1);
            let lower = criterion.reading == Reading::Wilson95Lower;
            let end = if lower { interval.wilson_95_lower } else { interval.wilson_95_upper };
            let against = if lower { lower_against } else { upper_against };
            let met = match criterion.direction {
                Direction::AtLeast => against(count.hits, count.n, &limit)?.is_ge(),
                Direction::AtMost => against(count.hits, count.n, &limit)?.is_le(),
            };
            let shown = format!("{end:.6}").parse::<Ratio>().ok()? * Ratio::from(1000);
            Some((met, Figure::new(shown, 3)))
        }
        (Measurement::Paired(m), Reading::MedianOfPairedReductions) => Some(plain(median_of_paired_reductions(m)?, 1)),
        (Measurement::Paired(m), Reading::ReductionOfMedians) => {
            Some(plain(reduction_of_medians(&olds(m), &news(m))?, 1))
        }
        (Measurement::Paired(m), Reading::HodgesLehmann) => Some(plain(hodges_lehmann(&differences(m))?, 2)),
        (Measurement::Unpaired(m), Reading::ReductionOfMedians) => {
            Some(plain(reduction_of_medians(&m.before, &m.after)?, 1))
        }
        (Measurement::Unpaired(m), Reading::HodgesLehmann) => Some(plain(shift(&m.before, &m.after)?, 2)),
        (Measurement::Comparison(m), Reading::DifferenceOfShares) => Some(plain(difference_of_shares(m)?, 2)),
        _ => None,
    }
}

/// The word of a reading as it stands in documents.
pub(super) fn word(reading: Reading) -> String {
    serde_json::to_value(reading).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

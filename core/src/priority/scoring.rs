//! Score cards of product teams: RICE, WSJF, ICE, impact against effort.
//!
//! They multiply and divide ratings as if these were measured quantities; half a point at the low
//! end of a divisor moves more than a point at the high end. Use them to start a conversation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where an item stands in the field of impact against effort.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quadrant {
    /// High impact, low effort.
    QuickWin,
    /// High impact, high effort: a bet.
    BigBet,
    /// Low impact, low effort.
    FillIn,
    /// Low impact, high effort: drop it.
    TimeSink,
}

impl Quadrant {
    /// The quadrant; an item on a line counts as high.
    pub const fn of(high_impact: bool, high_effort: bool) -> Self {
        match (high_impact, high_effort) {
            (true, false) => Self::QuickWin,
            (true, true) => Self::BigBet,
            (false, false) => Self::FillIn,
            (false, true) => Self::TimeSink,
        }
    }
}

/// RICE (Intercom 2016): `reach × impact × confidence / effort`.
pub fn rice(reach: f64, impact: f64, confidence: f64, effort: f64) -> f64 {
    reach * impact * confidence / effort
}

/// WSJF (SAFe): `(business value + time criticality + risk reduction) / job size`.
pub fn wsjf(business_value: f64, time_criticality: f64, risk_reduction: f64, job_size: f64) -> f64 {
    (business_value + time_criticality + risk_reduction) / job_size
}

/// ICE as a product: `impact × confidence × ease`. (Some teams take the mean; that is a weighted sum of three.)
pub fn ice(impact: f64, confidence: f64, ease: f64) -> f64 {
    impact * confidence * ease
}

/// The median of a column, the mean of the two middle values for an even count.
pub(super) fn median(column: &[f64]) -> Option<f64> {
    let mut values = column.to_vec();
    values.sort_unstable_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    Some((values.get(last / 2)? + values.get(last.div_ceil(2))?) / 2.0)
}

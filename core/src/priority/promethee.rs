//! PROMETHEE I and II (Brans and Vincke 1985): outranking flows.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::agreement::Polarity;
use super::matrix::Numbers;

/// How a difference `d` in favour of an item becomes a preference from 0 to 1 (types I to VI of Brans and Vincke).
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Preference {
    /// I: any `d > 0` counts fully.
    #[default]
    Usual,
    /// II: `d > q` counts fully, up to `q` nothing.
    UShape {
        /// Indifference threshold, zero or more, in units of the criterion.
        q: f64,
    },
    /// III: `d / p` up to `p`, then fully.
    VShape {
        /// Preference threshold, above zero, in units of the criterion.
        p: f64,
    },
    /// IV: nothing up to `q`, one half up to `p`, then fully.
    Level {
        /// Indifference threshold, zero or more.
        q: f64,
        /// Preference threshold, above `q`.
        p: f64,
    },
    /// V: nothing up to `q`, `(d − q) / (p − q)` up to `p`, then fully.
    Linear {
        /// Indifference threshold, zero or more.
        q: f64,
        /// Preference threshold, above `q`.
        p: f64,
    },
    /// VI: `1 − exp(−d² / 2s²)` for `d > 0`. Compares every pair: at most 3,000 items.
    Gaussian {
        /// The point of inflexion, above zero.
        s: f64,
    },
}

/// Most items with a Gaussian preference, which compares every pair.
pub const MAX_GAUSSIAN: usize = 3_000;

impl Preference {
    /// Are the thresholds in order?
    pub fn sound(self) -> bool {
        let fits = |value: f64| value.is_finite() && value <= super::matrix::MAX_VALUE;
        match self {
            Self::Usual => true,
            Self::UShape { q } => fits(q) && q >= 0.0,
            Self::VShape { p } => fits(p) && p > 0.0,
            Self::Level { q, p } | Self::Linear { q, p } => fits(p) && q >= 0.0 && p > q,
            Self::Gaussian { s } => fits(s) && s > 0.0,
        }
    }
    /// The preference for a difference.
    pub fn of(self, d: f64) -> f64 {
        let full = |yes: bool| if yes { 1.0 } else { 0.0 };
        match self {
            _ if d <= 0.0 => 0.0,
            Self::Usual => 1.0,
            Self::UShape { q } => full(d > q),
            Self::VShape { p } => (d / p).min(1.0),
            Self::Level { q, p } => (full(d > q) + full(d > p)) / 2.0,
            Self::Linear { q, p } => ((d - q) / (p - q)).clamp(0.0, 1.0),
            Self::Gaussian { s } => 1.0 - libm::exp(-(d * d) / (2.0 * s * s)),
        }
    }
}

/// The flows per item, and what each criterion adds to the net flow.
#[derive(Debug, Clone, PartialEq)]
pub struct Flows {
    /// Φ⁺: how much an item is preferred to the others, 0 to 1.
    pub leaving: Vec<f64>,
    /// Φ⁻: how much the others are preferred to it, 0 to 1.
    pub entering: Vec<f64>,
    /// Φ = Φ⁺ − Φ⁻ per criterion, weighted; their sum is the net flow of PROMETHEE II.
    pub net_by_criterion: Vec<Vec<f64>>,
}

/// The flows of all items: O(criteria · n log n) except with Gaussian preferences.
///
/// The preference functions are sums of ramps and steps of the difference, so with the values of a
/// criterion sorted, all comparisons of one item are a few prefix sums.
pub fn flows(numbers: &Numbers, weights: &[f64], preferences: &[Preference]) -> Flows {
    let rows = numbers.rows();
    let others = if rows > 1 { (rows - 1) as f64 } else { 1.0 };
    let mut flows = Flows { leaving: vec![0.0; rows], entering: vec![0.0; rows], net_by_criterion: Vec::new() };
    for (index, ((column, polarity), weight)) in numbers.iter().zip(weights).enumerate() {
        let preference = preferences.get(index).copied().unwrap_or_default();
        let (leaving, entering) = one_criterion(column, polarity, preference);
        let mut net = Vec::with_capacity(rows);
        for (place, (out, into)) in leaving.into_iter().zip(entering).enumerate() {
            let (out, into) = (weight * out / others, weight * into / others);
            if let (Some(leaving), Some(entering)) = (flows.leaving.get_mut(place), flows.entering.get_mut(place)) {
                *leaving += out;
                *entering += into;
            }
            net.push(out - into);
        }
        flows.net_by_criterion.push(net);
    }
    flows
}

/// Sums of the preferences of each item over all others, and of all others over it.
fn one_criterion(column: &[f64], polarity: Polarity, preference: Preference) -> (Vec<f64>, Vec<f64>) {
    let gains: Vec<f64> = column.iter().map(|value| polarity.sign() * value).collect();
    if let Preference::Gaussian { .. } = preference {
        let sum = |place: &f64, sign: f64| gains.iter().map(|other| preference.of(sign * (place - other))).sum();
        return (gains.iter().map(|own| sum(own, 1.0)).collect(), gains.iter().map(|own| sum(own, -1.0)).collect());
    }
    let over = Sorted::new(gains.iter().copied());
    // "Others over me" is "me over others" with all signs turned.
    let under = Sorted::new(gains.iter().map(|gain| -gain));
    (
        gains.iter().map(|own| over.preferred(*own, preference)).collect(),
        gains.iter().map(|own| under.preferred(-own, preference)).collect(),
    )
}

/// Sorted values with their running sums, measured from the lowest.
struct Sorted {
    values: Vec<f64>,
    sums: Vec<f64>,
    low: f64,
}

impl Sorted {
    fn new(values: impl Iterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.collect();
        values.sort_unstable_by(f64::total_cmp);
        let low = values.first().copied().unwrap_or(0.0);
        let mut sum = 0.0;
        let mut sums = vec![0.0];
        sums.extend(values.iter().map(|value| {
            sum += value - low;
            sum
        }));
        Self { values, sums, low }
    }
    /// How many values lie more than `threshold` below `own`.
    fn below(&self, own: f64, threshold: f64) -> usize {
        self.values.partition_point(|value| own - value > threshold)
    }
    /// Sum of the preferences of `own` over every value.
    fn preferred(&self, own: f64, preference: Preference) -> f64 {
        match preference {
            Preference::Usual => self.below(own, 0.0) as f64,
            Preference::UShape { q } => self.below(own, q) as f64,
            Preference::Level { q, p } => (self.below(own, q) + self.below(own, p)) as f64 / 2.0,
            Preference::VShape { p } => self.ramp(own, 0.0, p),
            Preference::Linear { q, p } => self.ramp(own, q, p),
            // Compared pair by pair, never sorted.
            Preference::Gaussian { .. } => 0.0,
        }
    }
    /// Sum of `(d − q) / (p − q)`, cut to 0..1.
    fn ramp(&self, own: f64, q: f64, p: f64) -> f64 {
        let (full, partly) = (self.below(own, p), self.below(own, q));
        let at = |place: usize| self.sums.get(place).copied().unwrap_or(0.0);
        let count = (partly - full) as f64;
        full as f64 + (count * (own - self.low - q) - (at(partly) - at(full))) / (p - q)
    }
}

/// How two items stand to each other in PROMETHEE I.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Both flows are at least as good, one is better.
    Outranks,
    /// Both flows are the same.
    Indifferent,
    /// One flow is better, the other worse: the data do not order them.
    Incomparable,
}

/// PROMETHEE I: the relation of an item to one with a lower or equal net flow.
pub fn relation(leaving: (f64, f64), entering: (f64, f64), tolerance: f64) -> Relation {
    let (out, into) = (leaving.0 - leaving.1, entering.1 - entering.0);
    match (out.abs() <= tolerance, into.abs() <= tolerance) {
        (true, true) => Relation::Indifferent,
        _ if out >= -tolerance && into >= -tolerance => Relation::Outranks,
        _ => Relation::Incomparable,
    }
}

//! VIKOR (Opricović 1998; Opricović and Tzeng 2004): group utility against individual regret.

use super::agreement::Polarity;
use super::matrix::{Numbers, bounds};

/// The three measures per item; less is better in all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Vikor {
    /// Group utility: `Sᵢ = Σⱼ wⱼ (fⱼ* − fᵢⱼ) / (fⱼ* − fⱼ⁻)`.
    pub s: Vec<f64>,
    /// Individual regret: the largest of those terms.
    pub r: Vec<f64>,
    /// `Qᵢ = v (Sᵢ − S*) / (S⁻ − S*) + (1 − v) (Rᵢ − R*) / (R⁻ − R*)`.
    pub q: Vec<f64>,
}

/// VIKOR with the weight `v` of the group utility (1/2: consensus).
///
/// A constant criterion adds nothing; a quotient 0/0 (all S or all R alike) counts as 0.
pub fn vikor(numbers: &Numbers, weights: &[f64], v: f64) -> Vikor {
    let rows = numbers.rows();
    let (mut s, mut r) = (vec![0.0_f64; rows], vec![0.0_f64; rows]);
    for ((column, polarity), weight) in numbers.iter().zip(weights) {
        let (low, high) = bounds(column);
        if low == high {
            continue;
        }
        for ((s, r), value) in s.iter_mut().zip(&mut r).zip(column) {
            let short = match polarity {
                Polarity::HigherIsBetter => high - value,
                Polarity::LowerIsBetter => value - low,
            };
            let term = weight * short / (high - low);
            *s += term;
            *r = r.max(term);
        }
    }
    let ((s_low, s_high), (r_low, r_high)) = (bounds(&s), bounds(&r));
    let share = |value: f64, low: f64, high: f64| if high > low { (value - low) / (high - low) } else { 0.0 };
    let q =
        s.iter().zip(&r).map(|(s, r)| v * share(*s, s_low, s_high) + (1.0 - v) * share(*r, r_low, r_high)).collect();
    Vikor { s, r, q }
}

/// The compromise: places (by Q) of the items among which Q does not separate.
///
/// The first by Q alone when it leads by at least `1 / (n − 1)` (acceptable advantage) and is also
/// first by S or by R (acceptable stability); with advantage but no stability the first two;
/// without advantage every item within less than `1 / (n − 1)` of the first.
pub fn compromise(vikor: &Vikor, by_q: &[usize]) -> Vec<usize> {
    let q = |place: &usize| vikor.q.get(*place).copied().unwrap_or(f64::INFINITY);
    let (Some(first), Some(second)) = (by_q.first(), by_q.get(1)) else { return by_q.to_vec() };
    let margin = 1.0 / (by_q.len() - 1) as f64;
    if q(second) - q(first) < margin {
        return by_q.iter().take_while(|place| q(place) - q(first) < margin).copied().collect();
    }
    let best = |values: &[f64]| values.get(*first).is_some_and(|own| values.iter().all(|other| own <= other));
    if best(&vikor.s) || best(&vikor.r) { vec![*first] } else { vec![*first, *second] }
}

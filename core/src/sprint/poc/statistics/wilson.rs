//! Wilson interval of a share.

use schemars::JsonSchema;
use serde::Serialize;
use std::cmp::Ordering;

use crate::base::{Figure, Ratio};

/// The 97.5 % point of the standard normal distribution.
pub const Z: f64 = 1.959_963_984_540_054;

/// A share with its 95 % interval.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Share {
    /// Items.
    pub n: u32,
    /// Items with the property.
    pub hits: u32,
    /// The share seen, in thousandths.
    pub point_permille: Figure,
    /// Lower end of the Wilson 95 % interval, 0 to 1, rounded to six places.
    pub wilson_95_lower: f64,
    /// Upper end, 0 to 1, rounded to six places.
    pub wilson_95_upper: f64,
}

/// A share of `hits` among `n`; `None` for no items or more hits than items.
///
/// The ends are computed in doubles (one square root) and agree with the exact ones to 10⁻¹²; decisions do not
/// rest on them but on [`lower_against`] and [`upper_against`].
pub fn share(hits: u32, n: u32) -> Option<Share> {
    if n == 0 || hits > n {
        return None;
    }
    let (count, p) = (f64::from(n), f64::from(hits) / f64::from(n));
    let squared = Z * Z;
    let centre = p + squared / (2.0 * count);
    let spread = Z * (p * (1.0 - p) / count + squared / (4.0 * count * count)).sqrt();
    let scale = 1.0 + squared / count;
    let six = |value: f64| (value.clamp(0.0, 1.0) * 1e6).round() / 1e6;
    Some(Share {
        n,
        hits,
        point_permille: Figure::new(point(hits, n)? * Ratio::from(1000), 2),
        wilson_95_lower: six((centre - spread) / scale),
        wilson_95_upper: six((centre + spread) / scale),
    })
}

fn point(hits: u32, n: u32) -> Option<Ratio> {
    Ratio::new(i64::from(hits), i64::from(n))
}

/// Where the lower end of the interval lies against `limit`; `None` for no items or more hits than items.
pub fn lower_against(hits: u32, n: u32, limit: &Ratio) -> Option<Ordering> {
    if n == 0 || hits > n {
        return None;
    }
    Some(lower_end_against(&point(hits, n)?, n, limit))
}

/// The same for a share `point` from 0 to 1 that need not be a whole number of hits.
///
/// Exact, with z as it is written: the ends are the roots of `n(p − t)² = z² t(1 − t)`.
pub fn lower_end_against(point: &Ratio, n: u32, limit: &Ratio) -> Ordering {
    if limit.is_negative() {
        return Ordering::Greater;
    }
    if limit.is_zero() {
        return point.cmp(limit);
    }
    if *limit >= Ratio::one() || point < limit {
        return Ordering::Less;
    }
    let distance = point - limit;
    let reach = &(&distance * &distance) * &Ratio::from(i64::from(n));
    reach.cmp(&(&z_squared() * &(limit * &(Ratio::one() - limit))))
}

/// z², exactly as z is written.
pub(crate) fn z_squared() -> Ratio {
    let z = Ratio::new(1_959_963_984_540_054, 1_000_000_000_000_000).unwrap_or_else(Ratio::one);
    &z * &z
}

/// Where the upper end of the interval lies against `limit`: the mirror image of [`lower_against`].
pub fn upper_against(hits: u32, n: u32, limit: &Ratio) -> Option<Ordering> {
    lower_against(n.checked_sub(hits)?, n, &(Ratio::one() - limit)).map(Ordering::reverse)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_extremes_stay_inside() {
        let none = share(0, 10).unwrap();
        assert_eq!(none.wilson_95_lower, 0.0);
        // 1 / (1 + n/z²) for zero hits.
        assert!((none.wilson_95_upper - Z * Z / (10.0 + Z * Z)).abs() < 1e-6);
        assert_eq!(share(10, 10).unwrap().wilson_95_upper, 1.0);
        assert_eq!(share(0, 0), None);
        assert_eq!(share(2, 1), None);
    }

    proptest! {
        #[test]
        fn the_exact_comparison_agrees_with_the_interval(n in 1_u32..400, hits in 0_u32..400, limit in 0_i64..=1000) {
            let hits = hits.min(n);
            let interval = share(hits, n).unwrap();
            let t = limit as f64 / 1000.0;
            let limit = Ratio::permille(limit);
            // Within a rounding step of the limit the shown double cannot tell; the exact comparison can.
            if (interval.wilson_95_lower - t).abs() > 1e-6 {
                let shown = interval.wilson_95_lower.total_cmp(&t);
                prop_assert_eq!(lower_against(hits, n, &limit), Some(shown));
            }
            if (interval.wilson_95_upper - t).abs() > 1e-6 {
                let shown = interval.wilson_95_upper.total_cmp(&t);
                prop_assert_eq!(upper_against(hits, n, &limit), Some(shown));
            }
        }
    }
}

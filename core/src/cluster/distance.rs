//! How far apart two places are (F-15).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::{Code, Pointer, Problem, Problems, Text};

/// Mean radius of the earth in kilometres (IUGG, R1).
pub const EARTH_RADIUS_KM: f64 = 6371.0088;

/// A place on the map.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Degrees north, -90 to 90.
    pub lat: f64,
    /// Degrees east, -180 to 180.
    pub lon: f64,
}

impl Place {
    /// Great-circle distance in kilometres by the haversine formula, rounded to metres. As the crow flies: roads are longer.
    ///
    /// ```
    /// use machbar::cluster::distance::Place;
    /// // Wuppertal and Köln
    /// let km = Place { lat: 51.267, lon: 7.183 }.distance_km(&Place { lat: 50.933, lon: 6.95 });
    /// assert_eq!(km, 40.546);
    /// ```
    pub fn distance_km(&self, other: &Self) -> f64 {
        let half = |from: f64, to: f64| {
            let sine = libm::sin((to - from).to_radians() / 2.0);
            sine * sine
        };
        let across = libm::cos(self.lat.to_radians()) * libm::cos(other.lat.to_radians());
        let h = half(self.lat, other.lat) + across * half(self.lon, other.lon);
        let km = 2.0 * EARTH_RADIUS_KM * libm::asin(h.clamp(0.0, 1.0).sqrt());
        libm::round(km * 1000.0) / 1000.0
    }

    pub(super) fn check(&self, at: &Pointer, problems: &mut Problems) {
        for (name, value, most) in [("lat", self.lat, 90.0), ("lon", self.lon, 180.0)] {
            if !(-most..=most).contains(&value) {
                problems.push(
                    Problem::new(Code::OutOfRange, at.field(name))
                        .found(value)
                        .expected(Text::same(format!("-{most} … {most}"))),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn place(lat: f64, lon: f64) -> Place {
        Place { lat, lon }
    }

    /// A quarter of the way round, and the whole way to the other side.
    #[test]
    fn known_arcs() {
        let quarter = std::f64::consts::FRAC_PI_2 * EARTH_RADIUS_KM;
        assert!((place(0.0, 0.0).distance_km(&place(0.0, 90.0)) - quarter).abs() < 0.001);
        assert!((place(90.0, 0.0).distance_km(&place(-90.0, 0.0)) - 2.0 * quarter).abs() < 0.001);
    }

    proptest! {
        /// The same by the angle between two vectors, which is exact where the haversine is not in doubt.
        #[test]
        fn agrees_with_the_angle_between_vectors(a in (-89.0..89.0, -180.0..180.0), b in (-89.0..89.0, -180.0..180.0)) {
            let vector = |(lat, lon): (f64, f64)| {
                let (lat, lon) = (lat.to_radians(), lon.to_radians());
                [libm::cos(lat) * libm::cos(lon), libm::cos(lat) * libm::sin(lon), libm::sin(lat)]
            };
            let (u, v) = (vector(a), vector(b));
            let cross = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
            let sine = cross.iter().map(|x| x * x).sum::<f64>().sqrt();
            let cosine: f64 = u.iter().zip(v).map(|(x, y)| x * y).sum();
            let expected = EARTH_RADIUS_KM * libm::atan2(sine, cosine);
            let found = place(a.0, a.1).distance_km(&place(b.0, b.1));
            prop_assert!((found - expected).abs() < 0.01, "{found} {expected}");
            prop_assert_eq!(found, place(b.0, b.1).distance_km(&place(a.0, a.1)));
        }
    }
}

//! What counts of each item, in one unit so fine that nothing has to be rounded.

use super::compile::Compiled;
use super::instance::{Opt, Shared};
use super::offer::{Offer, SharedLimit};

/// A number of cents: numerator, and denominator above zero.
pub(super) type Fraction = (i128, i128);

/// Parts per million of parts per million: every share of a whole position is a multiple of one of these.
const TRILLION: i128 = 1_000_000_000_000;
/// The finest unit with which sums still fit: 60 items of 400 million euros at a rate in parts per million.
const FINEST: i128 = 50_000_000_000_000_000_000;

/// More fiscal years than the calendar of a plan touches.
const YEARS: i64 = 12;

fn common(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

fn reduced((numerator, denominator): Fraction) -> Fraction {
    let common = common(numerator, denominator);
    (numerator / common, denominator / common)
}

/// A trillionth of a cent, or the coarsest finer unit in which all these are whole numbers. Should it be finer than
/// [`FINEST`] (parts of several positions that count with prices per unit), a trillionth of a cent: then what counts is
/// rounded down to that.
fn unit(fractions: impl Iterator<Item = Fraction>) -> i128 {
    let mut unit = TRILLION;
    for fraction in fractions {
        let (_, denominator) = reduced(fraction);
        match (unit / common(unit, denominator)).checked_mul(denominator) {
            Some(finer) if finer <= FINEST => unit = finer,
            _ => return TRILLION,
        }
    }
    unit
}

/// In units, rounded down.
fn units(fraction: Fraction, unit: i128) -> i128 {
    let (numerator, denominator) = reduced(fraction);
    if unit % denominator == 0 {
        return numerator * (unit / denominator);
    }
    numerator / denominator * unit + numerator % denominator * unit / denominator
}

/// A limit before it is in units: however much is claimed, and by how much each item raises it.
type Open = (Option<Fraction>, Option<Vec<Fraction>>);

impl Compiled<'_> {
    /// Fills in what counts; `counted` is per item and choice.
    pub(super) fn count(&mut self, counted: &[Vec<Fraction>]) {
        let limits: Vec<Vec<Open>> = (0..self.instance.options.len())
            .map(|option| self.offer_of(option).map_or_else(Vec::new, |offer| self.limits_of(offer)))
            .collect();
        let of_limits = limits.iter().flatten().flat_map(|(most, raised)| most.iter().chain(raised.iter().flatten()));
        let unit = unit(counted.iter().flatten().chain(of_limits).copied());
        self.instance.unit = unit;
        for (choice, counted) in self.instance.choices.iter_mut().flatten().zip(counted.iter().flatten()) {
            choice.counted.base = units(*counted, unit);
        }
        let shared = |(most, raised): Open| Shared {
            most: most.map_or(i128::MAX, |most| units(most, unit)),
            raised_by: raised.map(|items| items.into_iter().map(|by| units(by, unit)).collect()),
        };
        let arising = if self.by_year.is_empty() { None } else { self.arising() };
        let years = |option: usize| arising.as_ref().map_or(YEARS, |days| self.years_touched(days, option).min(YEARS));
        let years: Vec<i64> = (0..limits.len()).map(years).collect();
        for (index, ((option, limits), years)) in self.instance.options.iter_mut().zip(limits).zip(years).enumerate() {
            option.shared = limits.into_iter().map(shared).collect();
            if let Some(of_year) = self.by_year.get_mut(&index) {
                of_year.shared.clone_from(&option.shared);
                loosen(option, of_year.base_cap, years);
            }
        }
    }

    fn limits_of(&self, offer: &Offer) -> Vec<Open> {
        let open = |limit: &SharedLimit| -> Open {
            let share = offer.rates.iter().find(|rate| rate.limit.as_ref() == Some(&limit.id)).map_or(0, |r| r.share());
            let most = limit.cost_max_cents.map(|most| (i128::from(most.cents()) * share, TRILLION));
            let raised = limit.share.as_ref().map(|of| {
                let raises = |item: usize| {
                    let place = self.position_of.get(item)?;
                    let position = self.situation.positions.get(*place)?;
                    let stage = self.situation.stages.iter().find(|stage| stage.id == position.stage)?;
                    let net = self.instance.items.get(item).filter(|_| of.is_of(position.kind, stage.phase))?.net;
                    Some((i128::from(net) * i128::from(of.ppm) * share, TRILLION * 1_000_000))
                };
                (0..self.instance.items.len()).map(|item| raises(item).unwrap_or((0, 1))).collect()
            });
            (most, raised)
        };
        offer.limits.iter().map(open).collect()
    }
}

/// The limits of one fiscal year, loosened to all years of a plan together.
fn loosen(option: &mut Opt, base_cap: i64, years: i64) {
    option.base_cap = base_cap.saturating_mul(years);
    for limit in &mut option.shared {
        limit.most = limit.most.saturating_mul(years.into());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_is_rounded_in_the_common_unit(
            fractions in prop::collection::vec((0_i128..4_000_000_000_000, 1_i128..300), 1..4),
        ) {
            let unit = unit(fractions.iter().copied());
            for (numerator, denominator) in fractions {
                // value × unit = units, as whole numbers.
                prop_assert_eq!(numerator * unit, units((numerator, denominator), unit) * denominator);
            }
        }
    }

    #[test]
    fn a_third_of_a_cent_three_times_is_a_cent() {
        let third = (1, 3);
        let unit = unit(std::iter::once(third));
        assert_eq!((unit, 3 * units(third, unit)), (3 * TRILLION, unit));
    }

    #[test]
    fn the_finest_unit_has_room_for_its_own_denominator() {
        let fraction = (FINEST - 1, FINEST);
        let unit = unit(std::iter::once(fraction));
        assert_eq!((unit, units(fraction, unit)), (FINEST, FINEST - 1));
    }

    #[test]
    fn too_fine_a_unit_gives_way_to_rounding_down() {
        let primes = [999_999_937, 999_999_929, 999_999_893];
        assert_eq!(unit(primes.into_iter().map(|prime| (1, prime))), TRILLION);
        assert_eq!(units((2, 3), TRILLION), 666_666_666_666);
        assert_eq!(
            unit([FINEST, 7_000_000_000 * TRILLION - 1].into_iter().map(|denominator| (1, denominator))),
            TRILLION
        );
    }
}

//! What counts of wages where a programme limits the wage of a person.

use super::bounds::{Bounds, scaled};
use crate::base::Truth;
use crate::funding::costs::{Cost, Unit};
use crate::funding::facts::Facts;
use crate::funding::programme::WageLimit;

/// The limit of a person's wage, for what is known of the highest one.
pub(super) struct Wages<'a> {
    limit: &'a WageLimit,
    /// In cents a year.
    highest: Option<i64>,
    /// Does anybody earn more than counts?
    pub(super) cuts: Truth,
}

impl<'a> Wages<'a> {
    pub(super) fn of(limit: &'a WageLimit, facts: &Facts) -> Self {
        let highest = facts.raw(limit.highest).given().copied();
        Self { limit, highest, cuts: highest.map_or(Truth::Open, |highest| (highest > limit.max.cents()).into()) }
    }

    /// What counts of a position. Nobody earns more than the highest wage, so at least the share `max / highest`
    /// does; with person-months stated, never more than these at the limit.
    fn counted(&self, cost: &Cost, net: Bounds) -> Bounds {
        if self.cuts.is_no() || !self.limit.kinds.contains(&cost.kind) {
            return net;
        }
        let max = i128::from(self.limit.max.cents());
        let low = self.highest.map_or(0, |highest| net.low * max / i128::from(highest.max(1)));
        let at_least = Bounds { low, high: net.high };
        match cost.count(Unit::Month).map(|months| scaled(self.limit.max) * i128::from(months) / 12) {
            Some(top) => at_least.at_most(Bounds { low: top, high: Some(top) }),
            None => at_least,
        }
    }
}

/// The amount of a position, as far as it counts.
pub(super) fn net_of(cost: &Cost, wages: Option<&Wages>) -> Bounds {
    let net = cost.net_cents.given().map(|money| scaled(*money));
    let net = Bounds { low: net.unwrap_or(0), high: net };
    wages.map_or(net, |wages| wages.counted(cost, net))
}

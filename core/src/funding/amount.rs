//! What a programme pays: exact where the facts are complete, bounds where they are not.
//!
//! Every step rises with its inputs, so the lower bound comes from all lower bounds and the upper
//! from all upper ones. Inside, money is in millionths of a millionth of a cent (128 bits); a grant
//! is rounded down to a cent at the very end, because it must not exceed its share.

mod bounds;
mod wages;

pub(crate) use bounds::Bounds;
pub use bounds::Range;
use bounds::scaled;
use wages::{Wages, net_of};

use super::costs::CostKind;
use super::facts::Facts;
use super::programme::{CapOn, Component, Pays, Stated};
use super::rule::{Rule, Slot};
use crate::base::{Answer, Money, Truth};

const PPM: i128 = 1_000_000;

/// What a cap did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CapEffect {
    /// Index in the component.
    pub index: usize,
    /// Does the cap apply?
    pub applies: Truth,
    /// What it cut off the lower and upper bound, rounded down to a cent.
    pub cut: Range,
}

/// How a component was computed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps {
    /// The eligible cost before overhead and caps.
    pub eligible: Range,
    /// Does the limit of a person's wage apply, and what did it cut off the eligible cost?
    pub wage_limit: Option<(Truth, Range)>,
    /// The base after overhead and caps.
    pub base: Range,
    /// The rate with bonuses, parts per million, low and high.
    pub rate_ppm: (i64, i64),
    /// Does each bonus apply?
    pub bonuses: Vec<Truth>,
    /// Does each overhead apply?
    pub overheads: Vec<Truth>,
    /// Each cap.
    pub caps: Vec<CapEffect>,
}

impl Steps {
    /// Before any step.
    pub(crate) const NONE: Self = Self {
        eligible: Range::ZERO,
        wage_limit: None,
        base: Range::ZERO,
        rate_ppm: (0, 0),
        bonuses: Vec::new(),
        overheads: Vec::new(),
        caps: Vec::new(),
    };
}

/// The outcome of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// What it pays.
    pub grant: Range,
    /// Is a cost there that it pays?
    pub has_costs: Truth,
    /// Does a rate or fixed amount apply?
    pub has_rate: Truth,
    /// Is the least cost reached and the most not exceeded?
    pub cost_in_bounds: Truth,
    /// Is the least grant reached?
    pub reaches_minimum: Truth,
}

fn holds(when: Option<&Rule>, facts: &Facts) -> Truth {
    when.map_or(Truth::Yes, |rule| rule.value(facts))
}

/// What one component pays. With `steps`, every step is written down.
pub(crate) fn component(component: &Component, costs: Slot, facts: &Facts, mut steps: Option<&mut Steps>) -> Outcome {
    let known = facts.raw(costs).given().is_some();
    let wages = component.wage_limit.as_ref().map(|limit| Wages::of(limit, facts)).filter(|wages| !wages.cuts.is_no());
    let stated = component.stated.map(|stated| amount_stated(stated, facts));
    let mut eligible = stated.unwrap_or(Bounds::ZERO);
    let mut base = eligible;
    let mut before_wages = eligible;
    let mut has_costs = if component.pays.is_empty() { Truth::Yes } else { Truth::No };
    for pays in &component.pays {
        let applies = holds(pays.when.as_ref(), facts);
        if applies.is_no() {
            continue;
        }
        let paid = |wages: Option<&Wages>| {
            let part = paid(pays, known, facts, wages);
            if applies.is_open() { Bounds { low: 0, ..part } } else { part }
        };
        let part = paid(wages.as_ref());
        // A wage of which little counts is a cost all the same.
        let uncut = if wages.is_some() { paid(None) } else { part };
        has_costs = has_costs | positive(uncut);
        before_wages = before_wages.plus(uncut);
        eligible = eligible.plus(part);
        base = base.plus(overheads(component, pays, part, facts));
    }
    if let Some(steps) = steps.as_deref_mut() {
        steps.eligible = eligible.cents();
        steps.overheads = component.overheads.iter().map(|o| holds(o.when.as_ref(), facts)).collect();
        steps.wage_limit = component.wage_limit.as_ref().map(|_| {
            let cuts = wages.as_ref().map_or(Truth::No, |wages| wages.cuts);
            (cuts, cut(before_wages, eligible))
        });
    }
    base = caps(component, CapOn::Base, base, facts, steps.as_deref_mut());
    if let Some(steps) = steps.as_deref_mut() {
        steps.base = base.cents();
    }

    let (mut grant, has_rate) = if !component.fixed.is_empty() {
        let (fixed, truth) = fixed(component, facts);
        (if component.pays.is_empty() { fixed } else { fixed.at_most(base) }, truth)
    } else if component.rates.is_empty() {
        // A rate that nobody published: anything up to the base.
        (Bounds { low: 0, high: base.high }, Truth::Yes)
    } else {
        let (low, high, truth) = rate(component, facts, steps.as_deref_mut());
        (base.scaled(low.into(), high.into(), PPM), truth)
    };
    grant = caps(component, CapOn::Grant, grant, facts, steps);

    let mut cost_in_bounds = component.cost_min.map_or(Truth::Yes, |least| at_least(eligible, scaled(least)));
    if let Some(most) = component.cost_max {
        cost_in_bounds = cost_in_bounds & !at_least(eligible, scaled(most) + 1);
    }
    let reaches_minimum = component.grant_min.map_or(Truth::Yes, |least| at_least(grant, scaled(least)));
    let pays = has_costs & has_rate & cost_in_bounds & reaches_minimum;
    let grant = match pays {
        Truth::Yes => grant,
        Truth::Open => Bounds { low: 0, high: grant.high },
        Truth::No => Bounds::ZERO,
    };
    Outcome { grant: grant.cents(), has_costs, has_rate, cost_in_bounds, reaches_minimum }
}

fn positive(bounds: Bounds) -> Truth {
    at_least(bounds, 1)
}

fn at_least(bounds: Bounds, least: i128) -> Truth {
    if bounds.low >= least {
        Truth::Yes
    } else if bounds.high.is_none_or(|high| high >= least) {
        Truth::Open
    } else {
        Truth::No
    }
}

/// The cost that one entry counts.
fn paid(pays: &Pays, known: bool, facts: &Facts, wages: Option<&Wages>) -> Bounds {
    if !known {
        let top = [unit_ceiling(pays), pays.limit.map(scaled)].into_iter().flatten().min();
        return Bounds { low: 0, high: top.map(|top| top * i128::from(pays.share_ppm) / PPM) };
    }
    let mut sum = Bounds::ZERO;
    // Units of all positions; none when one of them is not stated in this unit.
    let mut units: Option<i128> = Some(0);
    for cost in facts.costs().iter().filter(|cost| pays.covers(cost.kind, cost.phase)) {
        let net = net_of(cost, wages);
        let Some(per_unit) = pays.per_unit else {
            sum = sum.plus(net);
            continue;
        };
        let count = cost.count(per_unit.unit).map(i128::from);
        units = units.zip(count).map(|(sum, count)| sum + count);
        let limit = per_unit.flat.or(per_unit.max).map(scaled);
        let part = match (per_unit.flat, limit, count) {
            (Some(_), Some(price), Some(count)) => Bounds { low: price * count, high: Some(price * count) },
            (Some(_), _, _) => Bounds { low: 0, high: None },
            (None, Some(price), Some(count)) => net.at_most(Bounds { low: price * count, high: Some(price * count) }),
            (None, Some(_), None) => Bounds { low: 0, ..net },
            (None, None, _) => net,
        };
        sum = sum.plus(part);
    }
    if let Some(most) = pays.per_unit.and_then(|per_unit| per_unit.units_max).map(i128::from) {
        match units {
            // More units than count: each unit at the average.
            Some(units) if units > most => sum = sum.scaled(most, most, units),
            Some(_) => {}
            None => sum.low = 0,
        }
        if let Some(top) = unit_ceiling(pays) {
            sum = sum.at_most(Bounds { low: top, high: Some(top) });
        }
    }
    if let Some((ppm, of)) = &pays.relative {
        let others = facts
            .costs()
            .iter()
            .filter(|cost| of.contains(&cost.kind) && (pays.phases.is_empty() || pays.phases.contains(&cost.phase)));
        let limit = others.fold(Bounds::ZERO, |sum, cost| sum.plus(net_of(cost, wages)));
        sum = sum.at_most(limit.scaled((*ppm).into(), (*ppm).into(), PPM));
    }
    if let Some(limit) = pays.limit.map(scaled) {
        sum = sum.at_most(Bounds { low: limit, high: Some(limit) });
    }
    sum.scaled(pays.share_ppm.into(), pays.share_ppm.into(), PPM)
}

/// The most that a limit per unit allows.
fn unit_ceiling(pays: &Pays) -> Option<i128> {
    let per_unit = pays.per_unit?;
    let price = per_unit.flat.or(per_unit.max)?;
    Some(scaled(price) * i128::from(per_unit.units_max?))
}

fn overheads(component: &Component, pays: &Pays, part: Bounds, facts: &Facts) -> Bounds {
    let covers = |of: &[CostKind]| of.is_empty() || pays.kinds.iter().all(|kind| of.contains(kind));
    let mut sum = part;
    for overhead in component.overheads.iter().filter(|overhead| covers(&overhead.of_kinds)) {
        let applies = holds(overhead.when.as_ref(), facts);
        let low = if applies.is_yes() { overhead.ppm } else { 0 };
        let high = if applies.is_no() { 0 } else { overhead.ppm };
        sum = sum.plus(part.scaled(low.into(), high.into(), PPM));
    }
    sum
}

/// The rate with bonuses, low and high, and whether one applies at all.
fn rate(component: &Component, facts: &Facts, steps: Option<&mut Steps>) -> (i64, i64, Truth) {
    let (mut low, mut high, mut truth) = (0, 0, Truth::No);
    for rate in &component.rates {
        let applies = holds(rate.when.as_ref(), facts);
        truth = truth | applies;
        if applies.is_yes() {
            low = low.max(rate.low_ppm);
        }
        if !applies.is_no() {
            high = high.max(rate.ppm);
        }
    }
    for bonus in &component.bonuses {
        match holds(bonus.when.as_ref(), facts) {
            Truth::Yes => {
                low += bonus.ppm;
                high += bonus.ppm;
            }
            Truth::Open => high += bonus.ppm,
            Truth::No => {}
        }
    }
    low = low.min(component.rate_max_ppm);
    high = high.min(component.rate_max_ppm);
    if let Some(steps) = steps {
        steps.rate_ppm = (low, high);
        steps.bonuses = component.bonuses.iter().map(|bonus| holds(bonus.when.as_ref(), facts)).collect();
    }
    (low, high, truth)
}

/// A stated amount, times a count where the programme says so; no more than amounts may be at the border.
fn amount_stated(stated: Stated, facts: &Facts) -> Bounds {
    let amount = facts.raw(stated.fact).given().map(|cents| Money::from_cents(*cents));
    let product = match amount {
        Some(amount) => times(amount, stated.times, facts),
        None => Bounds { low: 0, high: None },
    };
    let per = i128::from(stated.per.max(1));
    let limit = scaled(Money::from_cents(Money::LIMIT));
    let shared = |value: i128| (value / per).min(limit);
    Bounds { low: shared(product.low), high: product.high.map(shared) }
}

fn times(money: Money, times: Option<Slot>, facts: &Facts) -> Bounds {
    match times.map(|slot| facts.raw(slot)) {
        None => Bounds { low: scaled(money), high: Some(scaled(money)) },
        Some(Answer::Given(count)) => {
            let product = scaled(money) * i128::from(count);
            Bounds { low: product, high: Some(product) }
        }
        Some(Answer::NotAsked | Answer::DontKnow) => Bounds { low: 0, high: None },
    }
}

fn fixed(component: &Component, facts: &Facts) -> (Bounds, Truth) {
    let (mut bounds, mut truth) = (Bounds::ZERO, Truth::No);
    for fixed in &component.fixed {
        let applies = holds(fixed.when.as_ref(), facts);
        truth = truth | applies;
        let amount = times(fixed.amount, fixed.times, facts);
        if applies.is_yes() {
            bounds.low = bounds.low.max(times(fixed.low, fixed.times, facts).low);
        }
        if !applies.is_no() {
            bounds.high = bounds.high.zip(amount.high).map(|(a, b)| a.max(b));
        }
    }
    (bounds, truth)
}

fn caps(component: &Component, on: CapOn, mut sum: Bounds, facts: &Facts, mut steps: Option<&mut Steps>) -> Bounds {
    for (index, cap) in component.caps.iter().enumerate().filter(|(_, cap)| cap.on == on) {
        let applies = holds(cap.when.as_ref(), facts);
        let limit = times(cap.max, cap.times, facts);
        let before = sum;
        match applies {
            Truth::Yes => sum = sum.at_most(limit),
            Truth::Open => sum.low = sum.low.min(limit.low),
            Truth::No => {}
        }
        if let Some(steps) = steps.as_deref_mut() {
            steps.caps.push(CapEffect { index, applies, cut: cut(before, sum) });
        }
    }
    sum
}

/// What was cut off both ends.
fn cut(before: Bounds, after: Bounds) -> Range {
    let high = before.high.zip(after.high).map(|(before, after)| before - after);
    Bounds { low: before.low - after.low, high }.cents()
}

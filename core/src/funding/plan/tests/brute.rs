//! Every assignment of every part to every application, judged by the check.
//!
//! Dates come from a fixed point over the rules, day by day; amounts from the check's own arithmetic.

use crate::base::calendar::WorkingDays;
use crate::base::{Date, Id, Money};
use crate::funding::plan::compile::{Compiled, Slot};
use crate::funding::plan::document::{Application, Claim, Order, Plan, StageStart};
use crate::funding::plan::offer::{Offer, OfferBasis, OfferInstrument, Pace, Start};
use crate::funding::plan::situation::{Position, Situation, WindowEdge};

/// Few enough assignments to try them all?
pub(super) fn is_small(situation: &Situation) -> bool {
    let slots = Compiled::new(situation, Pace::Usual).unwrap().slots.len() + 1;
    let parts: u32 = situation.positions.iter().map(|position| u32::from(position.parts)).sum();
    slots.pow(parts) <= 520
}

/// The highest value of a lawful plan, in cents × permille of chance.
pub(super) fn best(situation: &Situation) -> Option<i64> {
    let slots = Compiled::new(situation, Pace::Usual).unwrap().slots;
    let mut parts: Vec<(&Position, i64)> = Vec::new();
    for position in &situation.positions {
        let net = position.net_cents.given().unwrap().cents();
        let count = i64::from(position.parts);
        parts.push((position, net - net / count * (count - 1)));
        parts.extend((1..count).map(|_| (position, net / count)));
    }
    let mut all: Vec<(i64, Vec<usize>, Vec<i64>)> = Vec::new();
    let radix = slots.len() + 1;
    for code in 0..radix.pow(parts.len() as u32) {
        let to: Vec<usize> = (0..parts.len()).map(|place| code / radix.pow(place as u32) % radix).collect();
        if let Some((value, grants)) = value(situation, &slots, &parts, &to) {
            all.push((value, to, grants));
        }
    }
    all.sort_by_key(|entry| std::cmp::Reverse(entry.0));
    all.into_iter().find(|(_, to, grants)| lawful(situation, &slots, &parts, to, grants)).map(|(value, ..)| value)
}

fn offer_of<'a>(situation: &'a Situation, slot: &Slot) -> &'a Offer {
    &situation.offers[slot.offer]
}

/// The value and the grant of each slot; `to` holds 0 for nothing, else the slot plus one.
fn value(situation: &Situation, slots: &[Slot], parts: &[(&Position, i64)], to: &[usize]) -> Option<(i64, Vec<i64>)> {
    let mut grants = vec![0; slots.len()];
    for (index, slot) in slots.iter().enumerate() {
        // (rate in permille, counted cost in millionths of a cent)
        let mut rows: Vec<(i128, i128)> = Vec::new();
        let offer = offer_of(situation, slot);
        for ((position, net), _) in parts.iter().zip(to).filter(|(_, to)| **to == index + 1) {
            rows.push(row(offer, position, *net)?);
        }
        if rows.is_empty() {
            continue;
        }
        rows.sort_by(|a, b| b.cmp(a));
        let mut room = offer.base_cap_cents.map_or(i128::MAX, |cap| i128::from(cap.cents()) * 1_000_000);
        let mut sum = 0;
        for (rate, counted) in rows {
            sum += counted.min(room) * rate;
            room -= counted.min(room);
        }
        let grant = i64::try_from(sum / 1_000_000_000).unwrap();
        grants[index] = offer.grant_cap_cents.map_or(grant, |cap| grant.min(cap.cents()));
        if grants[index] == 0 {
            return None;
        }
    }
    let grants = within_ceiling(situation, slots, grants)?;
    let value = |index: usize| {
        let offer = offer_of(situation, &slots[index]);
        grants[index] * i64::from(offer.chance_permille) - offer.effort_cents.cents() * 1000
    };
    let value = (0..slots.len()).filter(|index| grants[*index] > 0).map(value).sum();
    Some((value, grants))
}

/// The dearest rate for a small company, limited by the position's intensity where that applies.
fn row(offer: &Offer, position: &Position, net: i64) -> Option<(i128, i128)> {
    let mut best: Option<(i128, i128)> = None;
    for rate in offer.rates.iter().filter(|rate| rate.kinds.contains(&position.kind)) {
        let counted = i128::from(net) * i128::from(rate.counted_permille) * (1000 + i128::from(rate.overhead_permille));
        let this = (i128::from(rate.rate_permille), counted);
        if best.is_none_or(|(r, c)| this.0 * this.1 > r * c) {
            best = Some(this);
        }
    }
    let (rate, counted) = best?;
    match position.max_intensity_permille {
        Some(most) if matches!(offer.basis, OfferBasis::Gber | OfferBasis::Tax) => {
            Some((rate.min(i128::from(most)), counted))
        }
        _ => Some((rate, counted)),
    }
}

/// Cuts de minimis grants, trying every order in which room could be given out.
fn within_ceiling(situation: &Situation, slots: &[Slot], grants: Vec<i64>) -> Option<Vec<i64>> {
    let offer = |index: usize| offer_of(situation, &slots[index]);
    let used: Vec<usize> =
        (0..slots.len()).filter(|i| grants[*i] > 0 && offer(*i).basis == OfferBasis::DeMinimis).collect();
    let date = |index: usize| situation.as_of.add_days(slots[index].decided);
    let room = |day: Date, grants: &[i64]| {
        let counts = |granted: Date| match situation.de_minimis.edge {
            WindowEdge::Inclusive => granted.add_years(3) >= day,
            WindowEdge::Exclusive => granted.add_years(3) > day,
        };
        let before: i64 =
            situation.de_minimis.grants.iter().filter(|g| counts(g.granted_on)).map(|g| g.amount_cents.cents()).sum();
        let with: i64 = used.iter().filter(|i| date(**i) <= day).map(|i| grants[*i]).sum();
        situation.de_minimis.ceiling_cents.cents() - before - with
    };
    let mut best: Option<(i64, Vec<i64>)> = None;
    for order in orders(&used) {
        let mut cut = grants.clone();
        for index in &used {
            cut[*index] = offer(*index).grant_min_cents.map_or(1, |least| least.cents().max(1));
        }
        if used.iter().any(|index| room(date(*index), &cut) < 0) {
            continue;
        }
        for index in order {
            let free = used.iter().filter(|i| date(**i) >= date(index)).map(|i| room(date(*i), &cut)).min().unwrap();
            cut[index] = (cut[index] + free).min(grants[index]);
        }
        let worth: i64 = used.iter().map(|i| cut[*i] * i64::from(offer(*i).chance_permille)).sum();
        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
            best = Some((worth, cut));
        }
    }
    best.map(|(_, cut)| cut)
}

fn orders(items: &[usize]) -> Vec<Vec<usize>> {
    if items.is_empty() {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (place, item) in items.iter().enumerate() {
        let mut rest = items.to_vec();
        rest.remove(place);
        for mut order in orders(&rest) {
            order.insert(0, *item);
            all.push(order);
        }
    }
    all
}

fn lawful(situation: &Situation, slots: &[Slot], parts: &[(&Position, i64)], to: &[usize], grants: &[i64]) -> bool {
    let movable: Vec<&Id> = situation
        .positions
        .iter()
        .filter(|position| position.can_wait_until.is_some() && position.ordered_on.is_none())
        .map(|position| &position.id)
        .collect();
    (0..1_u32 << movable.len()).any(|set| {
        let moved: Vec<&Id> =
            movable.iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1).map(|(_, id)| *id).collect();
        let plan = plan(situation, slots, parts, to, grants, &moved);
        plan.is_some_and(|plan| super::broken(situation, &plan).is_empty())
    })
}

/// The plan with the earliest dates, by going round until nothing changes any more.
fn plan(
    situation: &Situation,
    slots: &[Slot],
    parts: &[(&Position, i64)],
    to: &[usize],
    grants: &[i64],
    moved: &[&Id],
) -> Option<Plan> {
    let week = WorkingDays::new(situation.calendar.weekdays.iter().copied(), situation.calendar.closures.clone());
    let origin = situation.as_of;
    let releases: Vec<(&Id, Date)> = parts
        .iter()
        .zip(to)
        .filter(|(_, to)| **to > 0)
        .map(|((position, _), to)| {
            let slot = &slots[*to - 1];
            let day = match offer_of(situation, slot).start {
                Start::Free => origin,
                Start::GrantBeforeStart => origin.add_days(slot.decided),
                Start::ApplicationBeforeStart => origin.add_days(slot.filed + 1),
            };
            (&position.id, day)
        })
        .collect();
    let mut orders: Vec<Order> = situation
        .positions
        .iter()
        .map(|p| Order { position: p.id.clone(), on: origin, moved: moved.contains(&&p.id) })
        .collect();
    let mut starts: Vec<StageStart> = situation
        .stages
        .iter()
        .map(|stage| StageStart { stage: stage.id.clone(), on: origin, until: origin })
        .collect();
    for _ in 0..20 {
        let before = (orders.clone(), starts.clone());
        for (order, position) in orders.iter_mut().zip(&situation.positions) {
            if let Some(day) = position.ordered_on {
                order.on = day;
                continue;
            }
            let mut day = position.earliest_order.unwrap_or(origin).max(origin);
            for stage in &position.order_after {
                day = day.max(starts.iter().find(|start| start.stage == *stage)?.until.next());
            }
            let in_step = |id: &Id| {
                situation.positions.iter().any(|p| p.id == *id && p.stage == position.stage) && !moved.contains(&id)
            };
            for (id, release) in &releases {
                if **id == position.id || (!order.moved && in_step(id)) {
                    day = day.max(*release);
                }
            }
            if order.moved {
                day = day.max(position.can_wait_until?);
            }
            order.on = week.on_or_after(day)?;
        }
        for place in 0..starts.len() {
            let stage = &situation.stages[place];
            let mut day = stage.earliest.unwrap_or(origin).max(origin);
            for after in &stage.after {
                let before = starts.iter().find(|start| start.stage == after.stage)?;
                day = day.max(week.after(before.until, after.gap_working_days + 1)?);
            }
            for (order, position) in orders.iter().zip(&situation.positions) {
                if position.stage == stage.id && !order.moved {
                    day = day.max(order.on);
                }
            }
            day = if stage.start_days.is_empty() {
                week.on_or_after(day)?
            } else {
                *stage.start_days.iter().filter(|start| **start >= day).min()?
            };
            starts[place].on = day;
            starts[place].until = week.after(day, stage.working_days - 1)?;
        }
        if before == (orders.clone(), starts.clone()) {
            break;
        }
    }
    let mut applications = Vec::new();
    let mut claims: Vec<Claim> = Vec::new();
    for (index, slot) in slots.iter().enumerate().filter(|(index, _)| grants[*index] > 0) {
        let id = Id::new(&format!("A{index}"))?;
        let offer = offer_of(situation, slot);
        for ((position, net), _) in parts.iter().zip(to).filter(|(_, to)| **to == index + 1) {
            match claims.iter_mut().find(|claim| claim.position == position.id && claim.application == id) {
                Some(claim) => claim.net_cents += Money::from_cents(*net),
                None => claims.push(Claim {
                    position: position.id.clone(),
                    application: id.clone(),
                    net_cents: Money::from_cents(*net),
                }),
            }
        }
        let (filed_on, decided_on) = if offer.instrument == OfferInstrument::TaxAllowance {
            let late = origin.add_years(5);
            (late, late)
        } else {
            (origin.add_days(slot.filed), origin.add_days(slot.decided))
        };
        let amount_cents = Money::from_cents(grants[index]);
        applications.push(Application { id, offer: offer.id.clone(), filed_on, decided_on, amount_cents });
    }
    Some(Plan { applications, claims, orders, starts })
}

//! Every quote for every position, every assignment of every part to every application, judged by the check.
//!
//! Dates come from a fixed point over the rules, day by day; amounts from an arithmetic of its own. Where an allowance counts
//! own shares every set of the programmes in use is tried that it counts them of.

use crate::base::calendar::WorkingDays;
use crate::base::{Answer, Date, Id, Money};
use crate::funding::plan::compile::Compiled;
use crate::funding::plan::document::{Application, Claim, Order, Plan, StageStart};
use crate::funding::plan::offer::{Loan, Offer, OfferBasis, OfferInstrument, Pace, Start};
use crate::funding::plan::situation::{Payment, Position, Situation, WindowEdge};
use crate::funding::plan::slots::Slot;
use std::collections::BTreeSet;

use super::own_share;

const TRILLION: i128 = 1_000_000_000_000;

/// The quotes of every position, each way once: 0 is the stated one.
fn ways(situation: &Situation) -> Vec<Vec<usize>> {
    situation.positions.iter().fold(vec![Vec::new()], |ways, position| {
        let longer = |way: &Vec<usize>| -> Vec<Vec<usize>> {
            (0..=position.quotes.len()).map(|quote| [way.clone(), vec![quote]].concat()).collect()
        };
        ways.iter().flat_map(longer).collect()
    })
}

/// Few enough assignments to try them all?
pub(super) fn is_small(situation: &Situation) -> bool {
    let slots = plain_slots(situation).len() + 1;
    let parts: u32 = situation.positions.iter().map(|position| u32::from(position.parts)).sum();
    slots.pow(parts) * ways(situation).len() <= 520
}

/// Every application that could be filed, each once.
fn plain_slots(situation: &Situation) -> Vec<Slot> {
    let compiled = Compiled::new(situation, Pace::Usual).unwrap();
    let slots = compiled.slots.iter().zip(&compiled.instance.options);
    slots.filter(|(_, option)| option.own_share.is_none()).map(|(slot, _)| slot.clone()).collect()
}

/// A situation with its quotes chosen.
pub(super) struct World<'a> {
    /// With the figures of the quotes in the positions.
    pub(super) situation: Situation,
    pub(super) slots: &'a [Slot],
    way: &'a [usize],
    /// Per position: how long its step takes with the quote.
    lengths: Vec<u32>,
    /// Place of the position and net amount.
    parts: Vec<(usize, i64)>,
    /// What the quotes cost more than the cheapest.
    surcharge: i64,
}

/// The highest value of a lawful plan, in cents × permille of chance, against the cheapest quotes.
pub(super) fn best(original: &Situation) -> Option<i64> {
    let slots = plain_slots(original);
    let mut best: Option<i64> = None;
    for way in ways(original) {
        let world = world(original, &slots, &way);
        let radix = slots.len() + 1;
        for code in 0..radix.pow(world.parts.len() as u32) {
            let to: Vec<usize> = (0..world.parts.len()).map(|place| code / radix.pow(place as u32) % radix).collect();
            for of in world.counted_of(&to) {
                let most = world.most(&to, &of).filter(|most| best.is_none_or(|best| *most > best));
                let Some(most) = most else { continue };
                for (plan, value) in world.plans(&to, &of) {
                    assert!(value <= most);
                    if best.is_none_or(|best| value > best) && super::broken(original, &plan).is_empty() {
                        best = Some(value);
                    }
                }
            }
        }
    }
    best
}

fn world<'a>(original: &Situation, slots: &'a [Slot], way: &'a [usize]) -> World<'a> {
    let mut situation = original.clone();
    let (mut parts, mut lengths, mut surcharge) = (Vec::new(), Vec::new(), 0);
    for (place, position) in situation.positions.iter_mut().enumerate() {
        let stage = original.stages.iter().find(|stage| stage.id == position.stage).unwrap();
        let nets = position.quotes.iter().map(|quote| quote.net_cents.cents());
        let least = nets.chain([position.net_cents.given().unwrap().cents()]).min().unwrap();
        let mut length = stage.working_days;
        if way[place] > 0 {
            let quote = position.quotes[way[place] - 1].clone();
            position.net_cents = Answer::Given(quote.net_cents);
            position.provider_independent = quote.provider_independent;
            position.earliest_order = quote.earliest_order;
            if let Some(research) = quote.research {
                position.research = Answer::Given(research);
            }
            length = quote.working_days.unwrap_or(length);
        }
        lengths.push(length);
        let net = position.net_cents.given().unwrap().cents();
        surcharge += net - least;
        let count = i64::from(position.parts);
        parts.push((place, net - net / count * (count - 1)));
        parts.extend((1..count).map(|_| (place, net / count)));
    }
    World { situation, slots, way, lengths, parts, surcharge }
}

/// What an application brings and costs.
pub(super) struct Filed {
    pub(super) slot: usize,
    pub(super) year_end: Option<Date>,
    pub(super) filed_on: Date,
    pub(super) decided_on: Date,
    /// Place of the position and net amount.
    pub(super) claims: Vec<(usize, i64)>,
    /// Place of the position, own share, and the application whose own share it is.
    pub(super) own: Vec<(usize, i64, usize)>,
    pub(super) grant: i64,
    /// What of it is de minimis aid.
    pub(super) small: i64,
    pub(super) lent: i64,
    pub(super) interest: i64,
}

/// The dearest rate for a small company, limited by the position's intensity where that applies.
pub(super) fn row(offer: &Offer, position: &Position, net: i64) -> Option<(i128, i128, bool, bool)> {
    let mut best: Option<(i128, i128, bool, bool)> = None;
    for rate in offer.rates.iter().filter(|rate| rate.kinds.contains(&position.kind)) {
        let counted = i128::from(net) * i128::from(rate.counted_ppm) * (1_000_000 + i128::from(rate.overhead_ppm));
        let this = (i128::from(rate.rate_ppm), counted, rate.de_minimis, rate.limit.is_some());
        if best.is_none_or(|(r, c, ..)| this.0 * this.1 > r * c) {
            best = Some(this);
        }
    }
    let (rate, counted, small, limited) = best?;
    match position.max_intensity_permille {
        Some(most) if matches!(offer.basis, OfferBasis::Gber | OfferBasis::Tax) => {
            Some((rate.min(i128::from(most) * 1000), counted, small, limited))
        }
        _ => Some((rate, counted, small, limited)),
    }
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

impl World<'_> {
    pub(super) fn offer(&self, slot: usize) -> &Offer {
        &self.situation.offers[self.slots[slot].offer]
    }

    pub(super) fn claims(&self, to: &[usize], slot: usize) -> Vec<(usize, i64)> {
        self.parts.iter().zip(to).filter(|(_, to)| **to == slot + 1).map(|(part, _)| *part).collect()
    }

    /// No plan of this assignment is worth more; `None` if something is claimed where nothing is paid.
    fn most(&self, to: &[usize], of: &BTreeSet<usize>) -> Option<i64> {
        let mut most = -self.surcharge * 1000;
        for slot in 0..self.slots.len() {
            let (offer, mut claims) = (self.offer(slot), self.claims(to, slot));
            if offer.own_share == own_share::COUNTS {
                // As if nothing of it were funded.
                claims.extend(self.topped(to, of).into_iter().filter(|(place, _)| self.admits(offer, *place)));
            }
            if claims.is_empty() {
                continue;
            }
            let free = if offer.instrument == OfferInstrument::TaxAllowance { i64::MAX } else { 0 };
            let grant = self.grant(offer, &claims, free, |_| true)?;
            if grant == 0 {
                return None;
            }
            let worth = if offer.loan.is_some() { 0 } else { i64::from(offer.chance_permille) };
            most += grant * worth - offer.effort_cents.cents() * 1000;
        }
        Some(most)
    }

    /// The grant for claims; `free`: caps do not matter.
    pub(super) fn grant(
        &self,
        offer: &Offer,
        claims: &[(usize, i64)],
        free: i64,
        counts: impl Fn(bool) -> bool,
    ) -> Option<i64> {
        let mut rows: Vec<(i128, i128, bool)> = Vec::new();
        let mut own = 0;
        for (place, net) in claims {
            let position = &self.situation.positions[*place];
            let (rate, counted, small, limited) = row(offer, position, *net)?;
            if counts(small) {
                rows.push((rate, counted, limited));
                own += if position.is_external() { 0 } else { i128::from(*net) };
            }
        }
        rows.sort_by(|a, b| b.cmp(a));
        let cap = offer.base_cap_cents.filter(|_| free == 0);
        let mut room = cap.map_or(i128::MAX, |cap| i128::from(cap.cents()) * TRILLION);
        // Everything ten thousandfold and a hundredfold: a share of a share of a cent is whole.
        let mut shared = offer.limits.first().map_or(i128::MAX, |limit| {
            let rate = offer.rates.iter().find(|rate| rate.limit.is_some()).unwrap();
            let share = i128::from(rate.counted_ppm) * (1_000_000 + i128::from(rate.overhead_ppm));
            let by_cost = limit.cost_max_cents.map_or(i128::MAX, |most| i128::from(most.cents()) * share * 1_000_000);
            limit.share.as_ref().map_or(by_cost, |of| own * i128::from(of.ppm) * share)
        });
        if free != 0 {
            shared = i128::MAX;
        }
        room = room.saturating_mul(1_000_000);
        let mut sum = num_bigint::BigInt::from(0);
        for (rate, counted, limited) in rows {
            let wanted = counted * 1_000_000;
            let taken = wanted.min(room).min(if limited { shared } else { i128::MAX });
            room -= taken;
            shared -= if limited { taken } else { 0 };
            sum += num_bigint::BigInt::from(taken) * rate;
        }
        let grant = i64::try_from(sum / num_bigint::BigInt::from(TRILLION) / TRILLION).unwrap();
        Some(offer.grant_cap_cents.map_or(grant, |cap| grant.min(cap.cents())))
    }

    /// The plans of an assignment with their values, one for every set of positions that are moved.
    fn plans(&self, to: &[usize], of: &BTreeSet<usize>) -> Vec<(Plan, i64)> {
        let movable = |position: &&Position| position.can_wait_until.is_some() && position.ordered_on.is_none();
        let movable: Vec<&Id> = self.situation.positions.iter().filter(movable).map(|position| &position.id).collect();
        let sets = (0..1_u32 << movable.len()).map(|set| {
            let chosen = movable.iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1);
            chosen.map(|(_, id)| *id).collect::<Vec<&Id>>()
        });
        sets.filter_map(|moved| self.plan(to, of, &moved)).collect()
    }

    fn plan(&self, to: &[usize], of: &BTreeSet<usize>, moved: &[&Id]) -> Option<(Plan, i64)> {
        let (orders, starts) = self.dates(to, moved)?;
        let alone = self.filed(to, &orders, &starts, of.is_empty())?;
        let filed = self.within_ceiling(alone)?;
        let filed = if of.is_empty() { filed } else { self.topped_up(filed, of, &orders, &starts)? };
        let name = |index: usize| Id::new(&format!("A{index}"));
        let (mut applications, mut claims): (Vec<Application>, Vec<Claim>) = (Vec::new(), Vec::new());
        let mut value = -self.surcharge * 1000;
        for (index, filed) in filed.iter().enumerate() {
            let id = name(index)?;
            let offer = self.offer(filed.slot);
            for (place, net) in &filed.claims {
                let position = &self.situation.positions[*place].id;
                let same = |claim: &&mut Claim| claim.position == *position && claim.application == id;
                match claims.iter_mut().find(same) {
                    Some(claim) => claim.net_cents += Money::from_cents(*net),
                    None => claims.push(Claim {
                        position: position.clone(),
                        application: id.clone(),
                        net_cents: Money::from_cents(*net),
                        own_share_of: None,
                    }),
                }
            }
            for (place, net, of) in &filed.own {
                let position = self.situation.positions[*place].id.clone();
                let (application, own_share_of) = (id.clone(), Some(name(*of)?));
                claims.push(Claim { position, application, net_cents: Money::from_cents(*net), own_share_of });
            }
            let worth = if offer.loan.is_some() { 0 } else { i64::from(offer.chance_permille) };
            value += filed.grant * worth - (offer.effort_cents.cents() + filed.interest) * 1000;
            applications.push(Application {
                id,
                offer: offer.id.clone(),
                filed_on: filed.filed_on,
                decided_on: filed.decided_on,
                amount_cents: Money::from_cents(filed.grant),
                fiscal_year_end: filed.year_end,
                loan_cents: offer.loan.map(|_| Money::from_cents(filed.lent)),
            });
        }
        Some((Plan { applications, claims, orders, starts }, value))
    }

    /// What of a claim arises in which fiscal year, day by day or instalment by instalment.
    pub(super) fn by_year(
        &self,
        (place, net): (usize, i64),
        orders: &[Order],
        starts: &[StageStart],
    ) -> Vec<(Date, (usize, i64))> {
        let position = &self.situation.positions[place];
        let last = position.until.as_ref().unwrap_or(&position.stage);
        let find = |stage: &Id| starts.iter().find(|start| start.stage == *stage).unwrap();
        let (begin, end) = match orders[place].moved {
            true => (orders[place].on, orders[place].on),
            false => (find(&position.stage).on, find(last).until),
        };
        let week = WorkingDays::new(
            self.situation.calendar.weekdays.iter().copied(),
            self.situation.calendar.closures.clone(),
        );
        let mut days = vec![end];
        if position.parts == 1 && !position.is_external() {
            days.clear();
            let mut day = begin;
            while day <= end {
                if week.is_working_day(day) {
                    days.push(day);
                }
                day = day.next();
            }
        } else if position.parts == 1 && position.payment == Payment::TwelveMonths {
            days = (0..12).map(|month| begin.add_months(month)).collect();
        }
        // Day after day, each year what has become whole cents since the last.
        let mut years: Vec<(Date, (usize, i64))> = Vec::new();
        let mut paid = 0;
        for (count, day) in days.iter().enumerate() {
            let so_far = net * (count as i64 + 1) / days.len() as i64;
            let year = self.year_of(*day);
            match years.last_mut().filter(|(known, _)| *known == year) {
                Some((_, (_, sum))) => *sum += so_far - paid,
                None => years.push((year, (place, so_far - paid))),
            }
            paid = so_far;
        }
        years.retain(|(_, (_, net))| *net > 0);
        years
    }

    /// The last day of the fiscal year of a day.
    fn year_of(&self, day: Date) -> Date {
        let mut day = day.next();
        while day.day() != 1 || day.month() != i8::try_from(self.situation.fiscal_year_start_month).unwrap() {
            day = day.next();
        }
        day.previous()
    }

    /// What is filed, before the ceiling: tax allowances by fiscal year.
    fn filed(&self, to: &[usize], orders: &[Order], starts: &[StageStart], complete: bool) -> Option<Vec<Filed>> {
        let mut all = Vec::new();
        for (index, slot) in self.slots.iter().enumerate() {
            let (offer, claims) = (self.offer(index), self.claims(to, index));
            if claims.is_empty() {
                continue;
            }
            let day = |number: i32| self.situation.as_of.add_days(number);
            if offer.instrument != OfferInstrument::TaxAllowance {
                let grant = self.grant(offer, &claims, 0, |_| true)?;
                let cost: i64 = claims.iter().map(|(_, net)| *net).sum();
                let (lent, interest) = offer.loan.map_or((0, 0), |loan| lend(&loan, cost));
                all.push(Filed {
                    slot: index,
                    year_end: None,
                    filed_on: day(slot.filed),
                    decided_on: day(slot.decided),
                    claims,
                    own: Vec::new(),
                    grant,
                    small: if offer.basis == OfferBasis::DeMinimis { grant } else { 0 },
                    lent,
                    interest,
                });
                continue;
            }
            let arising: Vec<(Date, (usize, i64))> =
                claims.iter().flat_map(|claim| self.by_year(*claim, orders, starts)).collect();
            let mut years: Vec<Date> = arising.iter().map(|(year, _)| *year).collect();
            years.sort_unstable();
            years.dedup();
            let mut left = offer.grant_cap_cents.map_or(i64::MAX, |cap| cap.cents());
            for last in years {
                let now = arising.iter().filter(|(year, _)| *year == last);
                let claims: Vec<(usize, i64)> = now.map(|(_, claim)| *claim).collect();
                let grant = self.grant(offer, &claims, 0, |_| true)?.min(left);
                left -= grant;
                let others = self.grant(offer, &claims, 0, |small| !small)?.min(grant);
                all.push(Filed {
                    slot: index,
                    year_end: Some(last),
                    filed_on: last.next(),
                    decided_on: last.next(),
                    claims,
                    own: Vec::new(),
                    grant,
                    small: grant - others,
                    lent: 0,
                    interest: 0,
                });
            }
        }
        // What an allowance brings alone need not be lawful where own shares come to it.
        all.iter().all(|filed| filed.grant > 0 || (!complete && filed.year_end.is_some())).then_some(all)
    }

    /// Cuts de minimis grants, trying every order in which room could be given out.
    fn within_ceiling(&self, mut filed: Vec<Filed>) -> Option<Vec<Filed>> {
        let aid = &self.situation.de_minimis;
        let used: Vec<usize> = (0..filed.len()).filter(|index| filed[*index].small > 0).collect();
        let wanted: Vec<i64> = filed.iter().map(|filed| filed.small).collect();
        let least: Vec<i64> = filed
            .iter()
            .map(|filed| {
                let offer = self.offer(filed.slot);
                let least = offer.grant_min_cents.map_or(1, |least| least.cents().max(1));
                let least = (least - (filed.grant - filed.small)).max(0).min(filed.small);
                if offer.loan.is_some() { filed.small } else { least }
            })
            .collect();
        let date = |index: usize| filed[index].decided_on;
        let room = |day: Date, cut: &[i64]| {
            let counts = |granted: Date| match aid.edge {
                WindowEdge::Inclusive => granted.add_years(3) >= day,
                WindowEdge::Exclusive => granted.add_years(3) > day,
            };
            let before = aid.grants.iter().filter(|g| counts(g.granted_on)).map(|g| g.amount_cents.cents());
            let with: i64 = used.iter().filter(|i| date(**i) <= day).map(|i| cut[*i]).sum();
            aid.ceiling_cents.cents() - before.sum::<i64>() - with
        };
        let mut best: Option<(i64, Vec<i64>)> = None;
        for order in orders(&used) {
            let mut cut = vec![0; filed.len()];
            for index in &used {
                cut[*index] = least[*index];
            }
            if used.iter().any(|index| room(date(*index), &cut) < 0) {
                continue;
            }
            for index in order {
                let free =
                    used.iter().filter(|i| date(**i) >= date(index)).map(|i| room(date(*i), &cut)).min().unwrap();
                cut[index] = (cut[index] + free).min(wanted[index]);
            }
            let chance = |index: usize| i64::from(self.offer(filed[index].slot).chance_permille);
            let worth: i64 = used.iter().map(|i| cut[*i] * chance(*i)).sum();
            if best.as_ref().is_none_or(|(most, _)| worth > *most) {
                best = Some((worth, cut));
            }
        }
        let (_, cut) = best?;
        for index in used {
            filed[index].grant -= wanted[index] - cut[index];
            filed[index].small = cut[index];
        }
        Some(filed)
    }

    /// The earliest dates, by going round until nothing changes any more.
    fn dates(&self, to: &[usize], moved: &[&Id]) -> Option<(Vec<Order>, Vec<StageStart>)> {
        let situation = &self.situation;
        let week = WorkingDays::new(situation.calendar.weekdays.iter().copied(), situation.calendar.closures.clone());
        let origin = situation.as_of;
        let released = self.parts.iter().zip(to).filter(|(_, to)| **to > 0).map(|((place, _), to)| {
            let slot = &self.slots[*to - 1];
            let day = match self.offer(*to - 1).start {
                Start::Free => origin,
                Start::GrantBeforeStart => origin.add_days(slot.decided),
                Start::ApplicationBeforeStart => origin.add_days(slot.filed + 1),
            };
            (&situation.positions[*place].id, day)
        });
        let releases: Vec<(&Id, Date)> = released.collect();
        let order = |(place, position): (usize, &Position)| Order {
            position: position.id.clone(),
            on: origin,
            moved: moved.contains(&&position.id),
            quote: self.way[place].checked_sub(1).map(|quote| position.quotes[quote].id.clone()),
        };
        let mut orders: Vec<Order> = situation.positions.iter().enumerate().map(order).collect();
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
                let staying = situation.positions.iter().enumerate().filter(|(_, p)| p.stage == stage.id);
                let staying = staying.filter(|(place, _)| !orders[*place].moved);
                let longest = staying.map(|(place, _)| self.lengths[place]).max().unwrap_or(stage.working_days);
                starts[place].until = week.after(day, longest - 1)?;
            }
            if before == (orders.clone(), starts.clone()) {
                break;
            }
        }
        Some((orders, starts))
    }
}

/// What is lent for a cost, and what it costs.
fn lend(loan: &Loan, cost: i64) -> (i64, i64) {
    let share = cost * i64::from(loan.share_permille) / 1000;
    let lent = loan.max_cents.map_or(share, |most| most.cents().min(share));
    let step = i64::from(loan.instalment_months.unwrap());
    let (term, grace) = (i64::from(loan.term_months), i64::from(loan.grace_months));
    let (mut owed, mut interest, mut month) = (lent, 0, 0);
    while month < term {
        month += step;
        let year = i128::from(loan.interest_ppm.unwrap_or(0)) * i128::from(owed) * i128::from(step);
        interest += i64::try_from((year + 11_999_999) / 12_000_000).unwrap();
        if month > grace {
            owed -= lent / ((term - grace) / step);
        }
    }
    (lent, interest)
}

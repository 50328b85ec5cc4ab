//! Every quote for every position, every assignment of every part to every application, judged by the check.
//!
//! Where an allowance counts own shares every set of the programmes in use is tried that it counts them of.

mod dates;
mod money;
mod own_share;

use crate::base::{Answer, Id, Money};
use crate::funding::plan::compile::Compiled;
use crate::funding::plan::document::{Application, Claim, Plan};
use crate::funding::plan::offer::{Offer, OfferInstrument, Pace};
use crate::funding::plan::situation::{Position, Situation};
use crate::funding::plan::slots::Slot;
use std::collections::BTreeSet;

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
struct World<'a> {
    /// With the figures of the quotes in the positions.
    situation: Situation,
    slots: &'a [Slot],
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

impl World<'_> {
    fn offer(&self, slot: usize) -> &Offer {
        &self.situation.offers[self.slots[slot].offer]
    }

    fn claims(&self, to: &[usize], slot: usize) -> Vec<(usize, i64)> {
        self.parts.iter().zip(to).filter(|(_, to)| **to == slot + 1).map(|(part, _)| *part).collect()
    }

    /// No plan of this assignment is worth more; `None` if something is claimed where nothing is paid.
    fn most(&self, to: &[usize], of: &BTreeSet<usize>) -> Option<i64> {
        let mut most = -self.surcharge * 1000;
        for slot in 0..self.slots.len() {
            let (offer, mut claims) = (self.offer(slot), self.claims(to, slot));
            if !offer.own_share.is_excluded() {
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
}

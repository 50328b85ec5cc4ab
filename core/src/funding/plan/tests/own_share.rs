//! Own shares against brute force, and faults put into plans that use them.

use num_bigint::BigInt;
use std::collections::BTreeSet;

use super::brute::{Filed, World, row};
use super::{broken, brute, random, searched};
use crate::base::{Answer, Date, Id, Money};
use crate::funding::costs::CostKind;
use crate::funding::plan::Plan;
use crate::funding::plan::document::{Claim, Order, StageStart};
use crate::funding::plan::offer::{Offer, OfferBasis, OfferInstrument, OfferRate, OwnShare};
use crate::funding::plan::situation::Situation;

pub(super) const COUNTS: OwnShare = OwnShare::Counts;

/// Place of the position, cents, and the application whose own share it is.
type Arising = (usize, i64, Option<usize>);

impl World<'_> {
    fn allowance(&self) -> Option<usize> {
        (0..self.slots.len()).find(|slot| self.offer(*slot).own_share == COUNTS)
    }

    /// Every set of the programmes in use whose own shares could count, the empty one first.
    pub(super) fn counted_of(&self, to: &[usize]) -> Vec<BTreeSet<usize>> {
        let mut sets = vec![BTreeSet::new()];
        if self.allowance().is_none() {
            return sets;
        }
        let grants: BTreeSet<usize> = to
            .iter()
            .filter_map(|to| to.checked_sub(1))
            .filter(|slot| self.offer(*slot).instrument == OfferInstrument::Grant)
            .map(|slot| self.slots[slot].offer)
            .collect();
        for offer in grants {
            let with: Vec<BTreeSet<usize>> = sets.iter().map(|set| set | &BTreeSet::from([offer])).collect();
            sets.extend(with);
        }
        sets
    }

    /// Everything claimed under these programmes.
    pub(super) fn topped(&self, to: &[usize], of: &BTreeSet<usize>) -> Vec<(usize, i64)> {
        let slots = (0..self.slots.len()).filter(|slot| of.contains(&self.slots[*slot].offer));
        slots.flat_map(|slot| self.claims(to, slot)).collect()
    }

    /// Could the position be claimed under the offer itself, and not as de minimis aid?
    pub(super) fn admits(&self, offer: &Offer, place: usize) -> bool {
        let position = &self.situation.positions[place];
        let net = position.net_cents.given().unwrap().cents();
        row(offer, position, net).is_some_and(|(rate, _, small, _)| rate > 0 && !small)
            && !(offer.research_only && position.research == Answer::Given(false))
            && !(offer.independent_provider
                && position.is_external()
                && position.provider_independent == Answer::Given(false))
    }

    /// The allowance claimed anew, with the own shares that the grants leave; `None` when there are none.
    pub(super) fn topped_up(
        &self,
        mut filed: Vec<Filed>,
        of: &BTreeSet<usize>,
        orders: &[Order],
        starts: &[StageStart],
    ) -> Option<Vec<Filed>> {
        let slot = self.allowance()?;
        let offer = self.offer(slot);
        let (before, mut all): (Vec<Filed>, Vec<Filed>) =
            std::mem::take(&mut filed).into_iter().partition(|one| one.slot == slot);
        let mut own: Vec<(usize, i64, usize)> = Vec::new();
        for (index, grant) in all.iter().enumerate() {
            if of.contains(&self.slots[grant.slot].offer) {
                own.extend(self.own_shares(offer, grant).into_iter().map(|(place, cents)| (place, cents, index)));
            }
        }
        own.retain(|(_, cents, _)| *cents > 0);
        if own.is_empty() {
            return None;
        }
        let mut arising: Vec<(Date, Arising)> = Vec::new();
        for claim in before.iter().flat_map(|one| one.claims.iter().map(|claim| (one.year_end.unwrap(), claim))) {
            arising.push((claim.0, (claim.1.0, claim.1.1, None)));
        }
        for (place, cents, index) in own {
            for (year, (place, cents)) in self.by_year((place, cents), orders, starts) {
                arising.push((year, (place, cents, Some(index))));
            }
        }
        let years: BTreeSet<Date> = arising.iter().map(|(year, _)| *year).collect();
        let mut left = offer.grant_cap_cents.map_or(i64::MAX, |cap| cap.cents());
        for last in years {
            let now: Vec<Arising> = arising.iter().filter(|(year, _)| *year == last).map(|(_, claim)| *claim).collect();
            let claims: Vec<(usize, i64)> = now.iter().map(|(place, net, _)| (*place, *net)).collect();
            let grant = self.grant(offer, &claims, 0, |_| true)?.min(left);
            left -= grant;
            let small = grant - self.grant(offer, &claims, 0, |small| !small)?.min(grant);
            let kept = before.iter().find(|one| one.year_end == Some(last)).map_or(0, |one| one.small);
            let cut = (small - kept).max(0);
            all.push(Filed {
                slot,
                year_end: Some(last),
                filed_on: last.next(),
                decided_on: last.next(),
                claims: now.iter().filter(|one| one.2.is_none()).map(|one| (one.0, one.1)).collect(),
                own: now.iter().filter_map(|one| Some((one.0, one.1, one.2?))).collect(),
                grant: grant - cut,
                small: small - cut,
                lent: 0,
                interest: 0,
            });
        }
        all.iter().all(|one| one.grant > 0).then_some(all)
    }

    /// What an allowance counts of the positions that a grant funds, position by position.
    fn own_shares(&self, allowance: &Offer, grant: &Filed) -> Vec<(usize, i64)> {
        let of = self.offer(grant.slot);
        let places: BTreeSet<usize> = grant.claims.iter().map(|(place, _)| *place).collect();
        let cost =
            |place: usize| -> i64 { grant.claims.iter().filter(|claim| claim.0 == place).map(|claim| claim.1).sum() };
        let brings = |place: usize| {
            let (rate, counted, ..) = row(of, &self.situation.positions[place], cost(place)).unwrap();
            BigInt::from(rate) * counted
        };
        let all: BigInt = places.iter().map(|place| brings(*place)).sum();
        let up = |top: BigInt, bottom: &BigInt| i64::try_from((top + bottom - 1) / bottom).unwrap();
        let mut found = Vec::new();
        for place in places {
            if !self.admits(allowance, place) {
                continue;
            }
            let position = &self.situation.positions[place];
            let net = cost(place);
            let funded = up(brings(place) * grant.grant, &all);
            let mut own = (net - funded).max(0);
            if let Some(most) = position.max_intensity_permille {
                let aid = if of.basis == OfferBasis::None { 0 } else { funded };
                // Permille of the cost that the allowance may still bring.
                let room = (i128::from(most) * i128::from(net) - 1000 * i128::from(aid)).max(0);
                let (rate, counted, ..) = row(allowance, position, net).unwrap();
                // A cent of own share brings rate × counted / net, in trillionths of millionths of a cent.
                let top = BigInt::from(room) * 1_000_000_000_000_000_i64 * net;
                own = own.min(i64::try_from(top / (BigInt::from(rate) * counted)).unwrap_or(i64::MAX));
            }
            found.push((place, own));
        }
        found
    }
}

/// A random situation whose first tax allowance counts own shares; in three of four it admits every kind of cost and
/// stands back behind the grants, many of which intensity and ceiling cut.
fn situation(seed: u64) -> Option<Situation> {
    let mut situation = random::situation(seed);
    situation.offers.iter().find(|offer| offer.instrument == OfferInstrument::Grant)?;
    let offer = situation.offers.iter_mut().find(|offer| offer.may_count_own_shares())?;
    offer.own_share = COUNTS;
    if seed.is_multiple_of(4) {
        return Some(situation);
    }
    (offer.research_only, offer.independent_provider) = (false, false);
    let known = offer.rates[0].clone();
    for kind in [CostKind::ExternalConsulting, CostKind::ExternalDevelopment, CostKind::OwnPersonnel] {
        if !offer.rates.iter().any(|rate| rate.kinds.contains(&kind)) {
            let rate = OfferRate { kinds: vec![kind], limit: None, de_minimis: false, ..known.clone() };
            offer.rates.push(rate);
        }
    }
    let mut r = random::Random::new(seed);
    for rate in &mut offer.rates {
        rate.rate_ppm = rate.rate_ppm.min(200_000 + r.below(200_000) as u32);
    }
    offer.effort_cents = Money::from_cents(r.below(5_000) as i64);
    for grant in situation.offers.iter_mut().filter(|offer| offer.instrument == OfferInstrument::Grant) {
        (grant.research_only, grant.independent_provider) = (false, false);
    }
    for position in &mut situation.positions {
        if r.below(2) == 0 {
            position.max_intensity_permille = Some(300 + r.below(600) as u16);
        }
    }
    if r.below(3) == 0 {
        situation.de_minimis.ceiling_cents = Money::from_cents(30_000_000 + r.below(1_500_000) as i64);
        situation.de_minimis.grants[0].amount_cents = Money::from_cents(29_500_000);
        situation.de_minimis.grants[0].granted_on = "2026-01-15".parse().unwrap();
    }
    Some(situation)
}

fn own(plan: &Plan) -> impl Iterator<Item = &Claim> {
    plan.claims.iter().filter(|claim| claim.own_share_of.is_some())
}

fn offer_of<'a>(situation: &'a Situation, plan: &Plan, application: &Id) -> &'a Offer {
    let application = plan.applications.iter().find(|one| one.id == *application).unwrap();
    situation.offers.iter().find(|offer| offer.id == application.offer).unwrap()
}

#[test]
fn own_shares_of_small_situations_equal_brute_force() {
    let (mut counted, mut used, mut limited, mut alone, mut cut, mut years, mut capped) = (0, 0, 0, 0, 0, 0, 0);
    for seed in 1_000.. {
        if counted == 300 {
            break;
        }
        let Some(situation) = situation(seed) else { continue };
        if !brute::is_small(&situation) {
            continue;
        }
        counted += 1;
        let found = searched(&situation);
        if let Some((plan, _)) = &found {
            assert_eq!(broken(&situation, plan), Vec::<String>::new(), "seed {seed}");
        }
        let exact = brute::best(&situation);
        assert_eq!(found.as_ref().map(|(_, value)| *value), exact, "seed {seed}");
        let Some((plan, _)) = found else { continue };
        let Some(first) = own(&plan).next() else { continue };
        used += 1;
        let tax: Vec<&Id> = own(&plan).map(|claim| &claim.application).collect();
        let whole = |claim: &Claim| {
            let position = situation.positions.iter().find(|position| position.id == claim.position).unwrap();
            position.max_intensity_permille.is_some()
        };
        limited += i32::from(own(&plan).any(whole));
        alone += i32::from(
            plan.claims.iter().all(|claim| !tax.contains(&&claim.application) || claim.own_share_of.is_some()),
        );
        let of = first.own_share_of.as_ref().unwrap();
        let grant = offer_of(&situation, &plan, of);
        // Without the ceiling there would be more of the grant.
        let mut wide = situation.clone();
        wide.de_minimis.grants.clear();
        wide.offers.retain(|offer| offer.id == grant.id);
        let asked = |plan: &Plan| {
            plan.applications.iter().filter(|one| one.offer == grant.id).map(|one| one.amount_cents).sum::<Money>()
        };
        let most = searched(&wide).map_or(Money::ZERO, |(plan, _)| asked(&plan));
        cut += i32::from(grant.basis == OfferBasis::DeMinimis && asked(&plan) < most);
        years += i32::from(tax.iter().any(|one| *one != tax[0]));
        capped += i32::from(offer_of(&situation, &plan, tax[0]).base_cap_cents.is_some());
    }
    assert!(used > 60 && limited > 15 && alone > 15, "{used} {limited} {alone} {cut} {years} {capped}");
    assert!(cut > 5 && years > 3 && capped > 10, "{cut} {years} {capped}");
}

#[test]
fn every_fault_in_an_own_share_is_caught() {
    let (mut tried, mut intensity) = (0, 0);
    for seed in 1_000..1_500 {
        let Some(situation) = situation(seed) else { continue };
        let Some((plan, _)) = searched(&situation) else { continue };
        for (index, claim) in plan.claims.iter().enumerate().filter(|(_, claim)| claim.own_share_of.is_some()) {
            let mut faults: Vec<(&str, &str, Plan, Situation)> = Vec::new();
            let mut with = |name, code, change: &dyn Fn(&mut Plan, &mut Situation)| {
                let (mut plan, mut situation) = (plan.clone(), situation.clone());
                change(&mut plan, &mut situation);
                faults.push((name, code, plan, situation));
            };
            with("a euro too much", "", &|plan, _| plan.claims[index].net_cents += Money::from_euros(1));
            with("claimed although excluded", "own_share_excluded", &|_, situation| {
                situation.offers.iter_mut().for_each(|offer| offer.own_share = OwnShare::Excluded);
            });
            with("claimed as if it were no own share", "claimed_twice", &|plan, _| {
                plan.claims[index].own_share_of = None
            });
            with("claimed twice", "", &|plan, _| {
                plan.claims.push(claim.clone());
            });
            with("of the allowance itself", "own_share_of_nothing", &|plan, _| {
                plan.claims[index].own_share_of = Some(claim.application.clone());
            });
            with("of a cost that is funded as a whole", "own_share_twice", &|plan, situation| {
                // The grant pays everything.
                let of = claim.own_share_of.as_ref().unwrap();
                let costs: Money =
                    plan.claims.iter().filter(|other| other.application == *of).map(|other| other.net_cents).sum();
                let grant = plan.applications.iter_mut().find(|one| one.id == *of).unwrap();
                grant.amount_cents = costs.repeat(1_000);
                situation.positions.iter_mut().for_each(|position| position.max_intensity_permille = None);
            });
            for (name, code, faulty, situation) in faults {
                tried += 1;
                let found = broken(&situation, &faulty);
                intensity += i32::from(found.iter().any(|one| one.contains("own_share_intensity")));
                assert!(found.iter().any(|one| one.contains(code)), "seed {seed}: {name} went unseen: {found:?}");
            }
        }
    }
    assert!(tried > 300 && intensity > 10, "only {tried} faults, {intensity} of intensity");
}

//! Own shares, by an arithmetic of its own.

use num_bigint::BigInt;
use std::collections::BTreeSet;

use super::World;
use super::money::{Filed, row};
use crate::base::{Answer, Date};
use crate::funding::plan::document::{Order, StageStart};
use crate::funding::plan::offer::{Offer, OfferBasis, OfferInstrument};

/// Place of the position, cents, and the application whose own share it is.
type Arising = (usize, i64, Option<usize>);

impl World<'_> {
    fn allowance(&self) -> Option<usize> {
        (0..self.slots.len()).find(|slot| !self.offer(*slot).own_share.is_excluded())
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

//! Amounts, by an arithmetic of its own.

use super::World;
use crate::base::Date;
use crate::funding::plan::document::{Order, StageStart};
use crate::funding::plan::offer::{Loan, Offer, OfferBasis, OfferInstrument};
use crate::funding::plan::situation::{Position, WindowEdge};

const TRILLION: i128 = 1_000_000_000_000;

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

    /// What is filed, before the ceiling: tax allowances by fiscal year.
    pub(super) fn filed(
        &self,
        to: &[usize],
        orders: &[Order],
        starts: &[StageStart],
        complete: bool,
    ) -> Option<Vec<Filed>> {
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
    pub(super) fn within_ceiling(&self, mut filed: Vec<Filed>) -> Option<Vec<Filed>> {
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

//! What is filed under an assignment, and when its money comes: one application per option, for a tax allowance
//! one per fiscal year, with the own shares that it counts.

use std::collections::BTreeMap;

use super::ceiling::{Take, keep};
use super::compile::{Bar, Compiled};
use super::days::Schedule;
use super::instance::{Counted, Opt, Outcome, Shared, bits};
use super::lending::{amount, instalments};
use super::offer::{Offer, OfferBasis, OfferInstrument};
use crate::aid::de_minimis::FiscalYearStart;

/// An application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filing {
    pub(crate) option: usize,
    /// Day of filing; for a tax allowance the first after the fiscal year.
    pub(crate) filed: i32,
    /// Day of the decision; for a tax allowance the day of filing.
    pub(crate) decided: i32,
    /// The items claimed.
    pub(crate) items: Vec<usize>,
    /// Of each item the net cost claimed, in cents.
    pub(crate) nets: Vec<i64>,
    /// For a tax allowance: the last day of the fiscal year.
    pub(crate) year_end: Option<i32>,
    /// The grant in cents; for a loan its gross grant equivalent.
    pub(crate) grant: i64,
    /// What is lent, in cents.
    pub(crate) lent: i64,
    /// What the loan costs over its term, in cents.
    pub(crate) interest: i64,
    /// The last day of the work that is claimed.
    pub(crate) ends: i32,
    /// When the money of a grant arrives.
    pub(crate) paid_on: i32,
}

/// The fiscal year of a tax allowance, before the ceiling.
struct Year {
    last: i32,
    /// Items and what of each arises in the year, net, in cents.
    parts: Vec<(usize, i64)>,
    ends: i32,
    grant: i64,
    /// What of it is de minimis aid.
    small: i64,
}

impl Compiled<'_> {
    /// The offer of an option.
    pub(crate) fn offer_of(&self, option: usize) -> Option<&Offer> {
        self.situation.offers.get(self.slots.get(option)?.offer)
    }

    /// Why an offer is not used for a position, if a rule forbids it.
    pub(crate) fn bar(&self, offer: usize, position: usize) -> Option<&Bar> {
        self.barred.get(&offer).or_else(|| self.barred_pairs.get(&(offer, position)))
    }

    /// Everything that is filed, and the grant of each option; `None` when an application breaks a limit of its year.
    pub(crate) fn filings(
        &self,
        assignment: &[Option<usize>],
        outcome: &Outcome,
        schedule: &Schedule,
        moved: &[usize],
    ) -> Option<(Vec<Filing>, Vec<i64>)> {
        let used = self.instance.used(assignment);
        let topped = self.instance.with_own_shares(used).map(|(_, terms)| terms.allowance).next();
        let direct = |option: usize| -> Vec<(usize, i64)> {
            let mine = assignment.iter().zip(&self.instance.items).enumerate();
            mine.filter(|(_, (to, _))| **to == Some(option)).map(|(item, (_, known))| (item, known.net)).collect()
        };
        let mut years: BTreeMap<usize, Vec<Year>> = BTreeMap::new();
        for option in bits(used) {
            if self.offer_of(option)?.instrument == OfferInstrument::TaxAllowance {
                // What is claimed alone tells how much room under the ceiling is taken; rules are kept with own shares.
                let all = Some(option) != topped;
                years.insert(option, self.years(option, &direct(option), all, schedule, moved)?);
            }
        }
        let mut grants = outcome.grants.clone();
        if years.values().flatten().any(|year| year.small > 0) {
            self.cut(assignment, &mut grants, &mut years)?;
        }
        if let Some(allowance) = topped {
            let own = self.own_shares(assignment, &grants);
            if own.is_empty() {
                return None;
            }
            let before = years.remove(&allowance).unwrap_or_default();
            let own = own.into_iter().map(|one| (one.item, one.cents)).collect();
            let mut all = self.years(allowance, &[direct(allowance), own].concat(), true, schedule, moved)?;
            for year in &mut all {
                let kept = before.iter().find(|known| known.last == year.last).map_or(0, |known| known.small);
                let over = (year.small - kept).max(0);
                (year.grant, year.small) = (year.grant - over, year.small - over);
                if year.grant < self.by_year.get(&allowance)?.grant_min {
                    return None;
                }
            }
            years.insert(allowance, all);
        }
        let mut filings = Vec::new();
        for option in bits(used) {
            let (offer, slot) = (self.offer_of(option)?, self.slots.get(option)?);
            if let Some(years) = years.remove(&option) {
                *grants.get_mut(option)? = years.iter().map(|year| year.grant).sum();
                filings.extend(years.into_iter().map(|year| Filing {
                    option,
                    filed: year.last + 1,
                    decided: year.last + 1,
                    items: year.parts.iter().map(|(item, _)| *item).collect(),
                    nets: year.parts.iter().map(|(_, net)| *net).collect(),
                    year_end: Some(year.last),
                    grant: year.grant,
                    lent: 0,
                    interest: 0,
                    ends: year.ends,
                    paid_on: offer.paid_after(year.last),
                }));
                continue;
            }
            let items: Vec<usize> =
                (0..assignment.len()).filter(|item| assignment.get(*item) == Some(&Some(option))).collect();
            let ends = items.iter().filter_map(|item| self.ends(*item, schedule, moved)).max()?;
            let nets: Vec<i64> =
                items.iter().filter_map(|item| self.instance.items.get(*item)).map(|item| item.net).collect();
            let cost: i64 = nets.iter().sum();
            let lent = offer.loan.as_ref().map_or(0, |loan| amount(loan, cost));
            if offer.loan.is_some() && lent <= 0 {
                return None;
            }
            let interest = |loan| instalments(loan, lent).iter().map(|one| one.interest).sum();
            filings.push(Filing {
                option,
                filed: slot.filed,
                decided: slot.decided,
                items,
                nets,
                year_end: None,
                grant: grants.get(option).copied()?,
                lent,
                interest: offer.loan.as_ref().map_or(0, interest),
                ends,
                paid_on: offer.paid_after(ends.max(slot.decided)),
            });
        }
        filings.sort_by_key(|filing| (filing.filed, filing.decided, filing.option));
        Some((filings, grants))
    }

    /// Expected grants less effort and interest, in cents × permille.
    pub(super) fn worth_of(&self, filings: &[Filing]) -> i64 {
        let worth = |filing: &Filing| {
            let option = self.instance.options.get(filing.option)?;
            let cost = option.effort.saturating_add(filing.interest).saturating_mul(1000);
            Some(filing.grant * option.chance - cost)
        };
        filings.iter().filter_map(worth).sum()
    }

    /// The last day of the work of an item.
    fn ends(&self, item: usize, schedule: &Schedule, moved: &[usize]) -> Option<i32> {
        let place = *self.position_of.get(item)?;
        Some(self.days.end_of(place, schedule, moved.contains(&place)))
    }

    /// A tax allowance by fiscal year, for so much of each item; `complete`: each year has to keep its rules.
    fn years(
        &self,
        option: usize,
        claimed: &[(usize, i64)],
        complete: bool,
        schedule: &Schedule,
        moved: &[usize],
    ) -> Option<Vec<Year>> {
        let (offer, terms) = (self.offer_of(option)?, self.by_year.get(&option)?);
        let mut by_year: BTreeMap<i32, Vec<(usize, i64)>> = BTreeMap::new();
        for (item, amount) in claimed {
            for (last, net) in self.arises(*item, *amount, schedule, moved)? {
                by_year.entry(last).or_default().push((*item, net));
            }
        }
        let mut left = terms.grant_cap;
        let mut years = Vec::new();
        for (last, parts) in by_year {
            let cost = |external: bool| -> i64 {
                let known = parts.iter().filter_map(|(item, net)| Some((self.instance.items.get(*item)?, *net)));
                known.filter(|(item, _)| !external || item.external).map(|(_, net)| net).sum()
            };
            if complete && !terms.admits(cost(false), cost(true)) {
                return None;
            }
            let cap = Opt { grant_cap: left, shared: self.shared_of_year(terms, &parts), ..terms.clone() };
            let grant = self.grant_of(option, &parts, &cap, |_| true);
            if complete && grant < terms.grant_min {
                return None;
            }
            left -= grant;
            let small = if offer.basis == OfferBasis::DeMinimis {
                grant
            } else {
                grant - self.grant_of(option, &parts, &cap, |small| !small).min(grant)
            };
            let ends = parts.iter().filter_map(|(item, _)| self.ends(*item, schedule, moved)).max()?.min(last);
            years.push(Year { last, parts, ends, grant, small });
        }
        Some(years)
    }

    /// What of an amount of an item arises in which fiscal year, by its last day, in cents (FZulG § 5(1)).
    ///
    /// Pay is received as it is worked for: own work is spread over its working days. What is paid in twelve
    /// instalments arises with them. Everything else arises when its work ends, and so does a position in parts.
    fn arises(&self, item: usize, net: i64, schedule: &Schedule, moved: &[usize]) -> Option<Vec<(i32, i64)>> {
        let (place, quote) = (*self.position_of.get(item)?, *self.quote_of.get(item)?);
        let position = self.quotes.get(place)?.get(quote)?;
        let aside = moved.contains(&place);
        let (from, until) = (self.days.begin_of(place, schedule, aside), self.days.end_of(place, schedule, aside));
        let days: Vec<i32> = if position.arises_at_end() {
            vec![until]
        } else if position.is_external() {
            (0..12).map(|month| self.days.number(self.days.date(from).add_months(month))).collect()
        } else {
            self.days.working_within(from, until).collect()
        };
        let mut counts: BTreeMap<i32, i64> = BTreeMap::new();
        for day in &days {
            *counts.entry(self.fiscal_year_end(*day)).or_insert(0) += 1;
        }
        let all = i64::try_from(days.len()).ok().filter(|all| *all > 0);
        let Some(all) = all else { return Some(vec![(self.fiscal_year_end(until), net)]) };
        // What has arisen by the end of each year, rounded down: the last year takes the remainder.
        let (mut passed, mut before) = (0, 0);
        let mut years = Vec::new();
        for (last, count) in counts {
            passed += count;
            let by_then = i64::try_from(i128::from(net) * i128::from(passed) / i128::from(all)).ok()?;
            if by_then > before {
                years.push((last, by_then - before));
            }
            before = by_then;
        }
        Some(years)
    }

    /// Shares of other cost, by what of it arises in the year.
    fn shared_of_year(&self, terms: &Opt, parts: &[(usize, i64)]) -> Vec<Shared> {
        let mut shared = terms.shared.clone();
        for raised_by in shared.iter_mut().filter_map(|limit| limit.raised_by.as_mut()) {
            for (item, by) in raised_by.iter_mut().enumerate() {
                let net = parts.iter().find(|(other, _)| *other == item).map_or(0, |(_, net)| *net);
                *by = self.share_of(item, net, *by);
            }
        }
        shared
    }

    /// Of something that belongs to a whole item what belongs to a part of its net cost.
    pub(super) fn share_of(&self, item: usize, net: i64, whole: i128) -> i128 {
        let (all, net) = (self.instance.items.get(item).map_or(1, |item| i128::from(item.net.max(1))), i128::from(net));
        whole / all * net + whole % all * net / all
    }

    /// The grant for the choices that a test lets through.
    fn grant_of(&self, option: usize, parts: &[(usize, i64)], terms: &Opt, counts: impl Fn(bool) -> bool) -> i64 {
        let choices = parts.iter().filter_map(|(item, net)| Some((self.instance.choice(*item, option)?, *net)));
        let mut claimed: Vec<Counted> = choices
            .filter(|(choice, _)| counts(choice.small))
            .map(|(choice, net)| {
                let base = self.share_of(choice.counted.item, net, choice.counted.base);
                Counted { base, ..choice.counted }
            })
            .collect();
        self.instance.grant(terms, &mut claimed)
    }

    /// The last day of the fiscal year of a day.
    pub(super) fn fiscal_year_end(&self, day: i32) -> i32 {
        let start = FiscalYearStart::new(self.situation.fiscal_year_start_month).unwrap_or_default();
        let next = start.first_day(start.year_of(self.days.date(day)).saturating_add(1));
        next.map_or(day, |next| self.days.number(next) - 1)
    }

    /// Cuts grants and the de minimis part of tax allowances so that the ceiling holds on every day of a grant.
    fn cut(
        &self,
        assignment: &[Option<usize>],
        grants: &mut Vec<i64>,
        years: &mut BTreeMap<usize, Vec<Year>>,
    ) -> Option<()> {
        let (set, whole) = self.instance.claims(assignment)?;
        *grants = whole;
        let mut takes = Vec::new();
        for (option, take) in self.instance.takes(set, grants) {
            let rank = usize::try_from(self.slots.get(option)?.decided).ok()?;
            takes.push(Take { rank, ..take });
        }
        let plain = takes.len();
        for (option, years) in years.iter() {
            let terms = self.by_year.get(option)?;
            // A year that takes no room does not mind a ledger that is full on its day.
            for year in years.iter().filter(|year| year.small > 0) {
                let rank = usize::try_from(year.last + 1).ok()?;
                let least = (terms.grant_min - (year.grant - year.small)).max(0).min(year.small);
                takes.push(Take { rank, wanted: year.small, least, worth: terms.chance });
            }
        }
        let room =
            |rank: usize| i32::try_from(rank).map_or(0, |day| self.situation.de_minimis.room_on(self.days.date(day)));
        let kept = keep(&takes, room)?;
        let options: Vec<usize> = self.instance.takes(set, grants).into_iter().map(|(option, _)| option).collect();
        for (option, kept) in options.iter().zip(&kept) {
            *grants.get_mut(*option)? = *kept;
        }
        let cut = years.values_mut().flatten().filter(|year| year.small > 0);
        for (year, kept) in cut.zip(kept.iter().skip(plain)) {
            (year.grant, year.small) = (year.grant - (year.small - kept), *kept);
        }
        Some(())
    }
}

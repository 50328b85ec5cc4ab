//! Which applications could be filed when, and which exclude each other.

use std::collections::BTreeMap;

use super::compile::{Bar, Compiled, rate_for};
use super::days::REACH;
use super::instance::{FREE, MAX_OPTIONS, Opt};
use super::lending::least_interest;
use super::offer::{LeadUnit, Offer, OfferBasis, OfferFrequency, OfferInstrument, Pace, Standing, Start, Window};
use super::situation::{Position, WindowEdge};
use crate::base::Date;
use crate::funding::programme::Per;

/// Most filing dates that are tried for one offer.
const MAX_SLOTS: usize = 6;

/// More fiscal years than the calendar of a plan touches.
pub(super) const YEARS: i64 = 12;

/// An application that could be filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slot {
    /// The offer, in the order of the document.
    pub(crate) offer: usize,
    /// First, second, … application under the same offer.
    pub(crate) lane: u8,
    /// Day of filing.
    pub(crate) filed: i32,
    /// Day of the decision.
    pub(crate) decided: i32,
    /// First day on which a claimed position may be ordered.
    pub(crate) release: i32,
}

impl Compiled<'_> {
    /// Every application that could be filed, offers in order of id.
    pub(super) fn options(&mut self, pace: Pace) {
        let mut order: Vec<usize> = (0..self.situation.offers.len()).collect();
        order.sort_by_key(|place| self.situation.offers.get(*place).map(|offer| &offer.id));
        let mut first: BTreeMap<usize, Vec<(i32, i32)>> = BTreeMap::new();
        for &place in &order {
            let Some(offer) = self.situation.offers.get(place) else { continue };
            match self.dates(offer, pace, 0, 0) {
                Ok(dates) => {
                    first.insert(place, dates);
                }
                Err(bar) => {
                    self.barred.insert(place, bar);
                }
            }
        }
        // In a queue the next application is filed after the decision on another.
        for _ in 0..2 {
            let known = first.clone();
            for (place, dates) in &mut first {
                let Some(offer) = self.situation.offers.get(*place) else { continue };
                let Some(queue) = &offer.queue else { continue };
                let in_queue = |other: &usize| {
                    self.situation.offers.get(*other).is_some_and(|other| other.queue.as_ref() == Some(queue))
                };
                for (_, decided) in known.iter().filter(|(other, _)| in_queue(other)).flat_map(|(_, dates)| dates) {
                    for date in self.dates(offer, pace, *decided, 0).unwrap_or_default() {
                        dates.push(date);
                    }
                }
            }
            for dates in first.values_mut() {
                dates.sort_unstable();
                dates.dedup();
                self.cut |= dates.len() > MAX_SLOTS;
                dates.truncate(MAX_SLOTS);
            }
        }
        self.wait_for_headroom(&mut first, pace);
        for place in order {
            let Some(offer) = self.situation.offers.get(place) else { continue };
            for lane in 0..self.lanes(offer) {
                for &(filed, decided) in first.get(&place).into_iter().flatten() {
                    if lane > 0 && self.allowed_from(offer, lane, filed) != Some(filed) {
                        continue;
                    }
                    if self.slots.len() >= MAX_OPTIONS {
                        self.cut = true;
                        continue;
                    }
                    let release = match offer.start {
                        Start::GrantBeforeStart => decided,
                        Start::ApplicationBeforeStart => filed + 1,
                        Start::Free => 0,
                    };
                    self.slots.push(Slot { offer: place, lane, filed, decided, release });
                }
            }
        }
        let conflicts: Vec<u128> = (0..self.slots.len()).map(|index| self.conflicts(index)).collect();
        for (index, conflicts) in conflicts.into_iter().enumerate() {
            let Some(slot) = self.slots.get(index) else { continue };
            let Some(offer) = self.situation.offers.get(slot.offer) else { continue };
            let cents = |money: Option<crate::base::Money>, none: i64| money.map_or(none, |money| money.cents());
            let copy_of = self.slots.iter().take(index).rposition(|before| {
                before.offer == slot.offer && before.filed == slot.filed && before.lane + 1 == slot.lane
            });
            let loan = offer.instrument == OfferInstrument::Loan;
            let all: i64 = self.instance.items.iter().map(|item| item.net).sum();
            let terms = Opt {
                interest: offer.loan.as_ref().map_or(0, |loan| least_interest(loan, all)),
                chance: if loan { 0 } else { i64::from(offer.chance_permille) },
                loan,
                effort: offer.effort_cents.cents(),
                base_cap: cents(offer.base_cap_cents, FREE),
                shared: Vec::new(),
                grant_cap: cents(offer.grant_cap_cents, FREE / 1_000_000),
                grant_min: cents(offer.grant_min_cents, 1).max(1),
                cost_min: cents(offer.cost_min_cents, 0),
                cost_max: cents(offer.cost_max_cents, FREE),
                external_min: offer.external_min_permille.map_or(0, i64::from),
                external_max: offer.external_max_permille.map_or(1000, i64::from),
                conflicts,
                copy_of,
                de_minimis: None,
                loosened: offer.instrument == OfferInstrument::TaxAllowance,
                own_share: None,
            };
            if offer.instrument == OfferInstrument::TaxAllowance {
                self.by_year.insert(index, terms.clone());
                let base_cap = terms.base_cap.saturating_mul(YEARS);
                self.instance.options.push(Opt { base_cap, cost_max: FREE, ..terms });
            } else {
                self.instance.options.push(terms);
            }
        }
    }

    /// Most applications of an offer that could be of use: one for each part of each position that it pays for.
    fn lanes(&self, offer: &Offer) -> u8 {
        if offer.instrument == OfferInstrument::TaxAllowance {
            return 1;
        }
        let paid = |position: &&Position| rate_for(offer, position, self.situation).is_some();
        let parts = self.situation.positions.iter().filter(paid).map(|position| usize::from(position.parts));
        offer.applications_max.min(u8::try_from(parts.sum::<usize>().max(1)).unwrap_or(u8::MAX))
    }

    /// The first day from a day on, on which a further application is allowed beside so many others of the plan.
    fn allowed_from(&self, offer: &Offer, others: u8, from: i32) -> Option<i32> {
        let mut date = self.days.date(from);
        loop {
            let free = offer.frequency.iter().map(|often| self.free_from(often, offer, others, date));
            let later = free.collect::<Option<Vec<Date>>>()?.into_iter().max().unwrap_or(date);
            if later <= date {
                return Some(self.days.number(date));
            }
            date = later;
        }
    }

    /// The same under one statement alone; a later day may break it again.
    fn free_from(&self, often: &OfferFrequency, offer: &Offer, others: u8, date: Date) -> Option<Date> {
        let earlier = || offer.earlier_grants.iter().copied();
        // What is beside it in the plan is taken to lie in the same stretch: never too often.
        let left = usize::from(often.count).checked_sub(1 + usize::from(others))?;
        let year = |date: Date| i32::from(date.year());
        let business_year = |date: Date| self.fiscal_year_end(self.days.number(date));
        let within = |key: &dyn Fn(Date) -> i32| earlier().filter(|grant| key(*grant) == key(date)).count() > left;
        let months = match often.per {
            Per::Months12 => 12,
            Per::Months24 => 24,
            Per::Months36 => 36,
            Per::CalendarYear if within(&year) => return Date::new(date.year() + 1, 1, 1),
            Per::BusinessYear if within(&business_year) => return Some(self.days.date(business_year(date) + 1)),
            Per::Programme | Per::Person if earlier().count() > left => return None,
            _ => return Some(date),
        };
        let mut ends: Vec<Date> = earlier().map(|grant| grant.add_months(months)).filter(|end| *end > date).collect();
        ends.sort_unstable();
        // When so many have run out that no more than the rest are left.
        Some(ends.len().checked_sub(left + 1).and_then(|place| ends.get(place)).copied().unwrap_or(date))
    }

    /// Filing and decision of an offer in each of its windows, not filed before a day, beside so many other
    /// applications of the offer.
    fn dates(&self, offer: &Offer, pace: Pace, not_before: i32, others: u8) -> Result<Vec<(i32, i32)>, Bar> {
        if !matches!(offer.standing, Standing::Eligible | Standing::Open { .. }) {
            return Err(Bar::Standing);
        }
        if offer.instrument == OfferInstrument::TaxAllowance {
            return Ok(vec![(0, 0)]);
        }
        if offer.instrument == OfferInstrument::Loan && self.situation.budgets.is_empty() {
            return Err(Bar::NoNeed);
        }
        let always = [Window { opens: None, closes: None, decides: None }];
        let windows = if offer.windows.is_empty() { &always[..] } else { &offer.windows[..] };
        let ready = self.days.working_after(0, offer.preparation_working_days).ok_or(Bar::TooFar)?;
        let mut found = Vec::new();
        let mut bar = Bar::NoWindow;
        for window in windows {
            let opens = window.opens.map_or(0, |date| self.days.number(date));
            let Some(filed) = self.days.working_from(ready.max(opens).max(not_before)) else { continue };
            let Some(filed) = self.file_from(offer, others, filed) else {
                bar = Bar::TooOften;
                continue;
            };
            if window.closes.is_some_and(|last| self.days.number(last) < filed) {
                continue;
            }
            let decided = match (window.decides, &offer.decision) {
                (Some(date), _) => self.days.number(date).max(filed),
                (None, Some(lead)) => match lead.unit {
                    LeadUnit::CalendarDays => filed + i32::try_from(lead.at(pace)).unwrap_or(REACH),
                    LeadUnit::WorkingDays => self.days.working_after(filed, lead.at(pace)).unwrap_or(REACH),
                },
                (None, None) if offer.start == Start::GrantBeforeStart => {
                    bar = Bar::NoDecisionTime;
                    continue;
                }
                (None, None) => filed,
            };
            // Within three years no planned grant leaves the de minimis window of another.
            if decided >= self.last_decision() {
                bar = Bar::TooFar;
                continue;
            }
            found.push((filed, decided));
        }
        found.sort_unstable();
        found.dedup();
        if found.is_empty() { Err(bar) } else { Ok(found) }
    }

    /// The first working day from a working day on, on which an application is allowed.
    fn file_from(&self, offer: &Offer, others: u8, mut filed: i32) -> Option<i32> {
        loop {
            let allowed = self.days.working_from(self.allowed_from(offer, others, filed)?)?;
            if allowed == filed {
                return Some(filed);
            }
            filed = allowed;
        }
    }

    fn last_decision(&self) -> i32 {
        self.days.number(self.situation.as_of.add_years(3))
    }

    /// Adds later filings where room for de minimis aid comes back, if room could be short.
    fn wait_for_headroom(&mut self, first: &mut BTreeMap<usize, Vec<(i32, i32)>>, pace: Pace) {
        let situation = self.situation;
        let now = situation.de_minimis.room_on(situation.as_of);
        let total = situation.positions.iter().filter_map(|position| position.net_cents.given()).map(|net| net.cents());
        if now >= total.sum::<i64>() {
            return;
        }
        let mut returns: Vec<i32> = situation
            .de_minimis
            .grants
            .iter()
            .map(|grant| {
                let anniversary = grant.granted_on.add_years(3);
                match situation.de_minimis.edge {
                    WindowEdge::Inclusive => anniversary.next(),
                    WindowEdge::Exclusive => anniversary,
                }
            })
            .map(|date| self.days.number(date))
            .filter(|day| *day > 0 && *day < self.last_decision())
            .collect();
        returns.sort_unstable();
        returns.dedup();
        for (place, dates) in first.iter_mut() {
            let Some(offer) = situation.offers.get(*place) else { continue };
            if offer.basis != OfferBasis::DeMinimis {
                continue;
            }
            for back in &returns {
                let Some((filed, decided)) = dates.first().copied() else { continue };
                let lead = decided - filed;
                let mut from = (back - lead).max(filed);
                // The lead time may count working days: step until the decision is late enough.
                while from < *back {
                    match self.dates(offer, pace, from, 0).unwrap_or_default().first() {
                        Some((_, decided)) if decided < back => from += 1,
                        Some(date) => {
                            dates.push(*date);
                            break;
                        }
                        None => break,
                    }
                }
            }
            dates.sort_unstable();
            dates.dedup();
            self.cut |= dates.len() > MAX_SLOTS;
            dates.truncate(MAX_SLOTS);
        }
    }

    /// Which options exclude this one.
    fn conflicts(&self, index: usize) -> u128 {
        let Some(slot) = self.slots.get(index) else { return 0 };
        let Some(offer) = self.situation.offers.get(slot.offer) else { return 0 };
        let excludes = |other: &Slot| {
            let Some(there) = self.situation.offers.get(other.offer) else { return false };
            let same_lane = other.offer == slot.offer && other.lane == slot.lane;
            let family = other.offer != slot.offer && offer.family.is_some() && offer.family == there.family;
            let pending = slot.filed < other.decided && other.filed < slot.decided || slot.filed == other.filed;
            let apart = other.offer != slot.offer && (offer.shuts_out(there) || there.shuts_out(offer));
            let queue = offer.queue.is_some() && offer.queue == there.queue && pending;
            same_lane || family || apart || queue
        };
        let others = self.slots.iter().enumerate().filter(|(other, slot)| *other != index && excludes(slot));
        others.fold(0, |set, (other, _)| set | 1 << other)
    }

    /// Ranks the granting dates of de minimis aid and what may still be granted on each.
    pub(super) fn headroom(&mut self) {
        let takes = |slot: &Slot| {
            // The day of a tax allowance is known only with the dates of the plan.
            self.situation.offers.get(slot.offer).is_some_and(|offer| {
                offer.basis == OfferBasis::DeMinimis && offer.instrument != OfferInstrument::TaxAllowance
            })
        };
        let mut dates: Vec<i32> = self.slots.iter().filter(|slot| takes(slot)).map(|slot| slot.decided).collect();
        dates.sort_unstable();
        dates.dedup();
        let ranks: Vec<Option<usize>> = self
            .slots
            .iter()
            .map(|slot| if takes(slot) { dates.iter().position(|date| *date == slot.decided) } else { None })
            .collect();
        for (option, rank) in self.instance.options.iter_mut().zip(ranks) {
            option.de_minimis = rank;
        }
        self.instance.headroom =
            dates.iter().map(|day| self.situation.de_minimis.room_on(self.days.date(*day))).collect();
    }
}

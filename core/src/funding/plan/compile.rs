//! From words and dates to numbers: which applications could be filed when, and which item could be
//! claimed under each.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::columns::Reach;
use super::days::{Days, REACH};
use super::instance::{Choice, FREE, Instance, Item, MAX_OPTIONS, Opt, Row};
use super::lending::least_interest;
use super::offer::{Certainty, LeadUnit, Offer, OfferBasis, OfferInstrument, OfferRate, Pace, Standing, Start, Window};
use super::settle::Combination;
use super::situation::{Position, Situation, WindowEdge};
use crate::base::Answer;
use crate::company::SizeClass;

/// Levels of risk, smallest first.
pub(crate) mod risk {
    /// Only money that the law promises.
    pub(crate) const LEGAL_CLAIM: u8 = 0;
    /// A body decides.
    pub(crate) const DISCRETION: u8 = 1;
    /// A fact is missing.
    pub(crate) const OPEN: u8 = 2;
    /// It is unconfirmed whether applications are taken.
    pub(crate) const UNCONFIRMED: u8 = 3;
    /// Lots are drawn.
    pub(crate) const LOTTERY: u8 = 4;
}

/// Most filing dates that are tried for one offer.
const MAX_SLOTS: usize = 6;

/// More fiscal years than the calendar of a plan touches.
const YEARS: i64 = 12;

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

/// Why an offer cannot be used, or not for a position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Bar {
    /// Conditions do not hold, applications are not taken, or it is only listed.
    Standing,
    /// No window is left.
    NoWindow,
    /// Nobody published how long a decision takes, and nothing may start before it.
    NoDecisionTime,
    /// The decision would come more than three years from now.
    TooFar,
    /// This kind of cost in this phase is not paid for.
    Kind,
    /// Not for companies of this size.
    Size,
    /// The provider is not independent.
    Provider,
    /// It is not research or development.
    Research,
    /// It is already ordered.
    Ordered,
    /// Waiting for it would break a promised start.
    Promise,
    /// A loan, and no budget says that money could be short.
    NoNeed,
}

/// A plan's problem in numbers, with the way back to words.
#[derive(Debug, Clone)]
pub(crate) struct Compiled<'a> {
    pub(crate) situation: &'a Situation,
    pub(crate) days: Days,
    pub(crate) instance: Instance,
    /// Per option.
    pub(crate) slots: Vec<Slot>,
    /// Per item: the position, in the order of the document.
    pub(crate) position_of: Vec<usize>,
    /// Per item: the quote of the position, the stated one first.
    pub(crate) quote_of: Vec<usize>,
    /// Per position: the position as each quote has it, the stated one first.
    pub(crate) quotes: Vec<Vec<Position>>,
    /// Every way to choose quotes, the cheapest first.
    pub(crate) combinations: Vec<Combination>,
    /// Terms of tax allowances for a fiscal year; in the instance they are loosened to all years together.
    pub(crate) by_year: BTreeMap<usize, Opt>,
    /// Does nothing but the arithmetic of the instance decide?
    pub(crate) plain: bool,
    /// Offers that cannot be used at all.
    pub(crate) barred: BTreeMap<usize, Bar>,
    /// (offer, position) pairs that cannot be used.
    pub(crate) barred_pairs: BTreeMap<(usize, usize), Bar>,
    /// More applications were possible than are looked at.
    pub(crate) cut: bool,
    /// What each option can take, once somebody asked.
    pub(super) reach: OnceCell<Vec<Reach>>,
}

/// A fact that is missing for a pair.
pub(crate) fn missing_fact(
    offer: &Offer,
    position: &Position,
    size: &Answer<SizeClass>,
    rates_hang_on_size: bool,
) -> bool {
    (offer.independent_provider && position.is_external() && position.provider_independent.given().is_none())
        || (offer.research_only && position.research.given().is_none())
        || (rates_hang_on_size && size.given().is_none())
}

/// The rate that holds for a position, the highest that fits; with an unknown size the lowest over all sizes.
pub(crate) fn rate_for<'a>(
    offer: &'a Offer,
    position: &Position,
    situation: &Situation,
) -> Option<(&'a OfferRate, bool)> {
    let phase = situation.stages.iter().find(|stage| stage.id == position.stage)?.phase;
    let best = |size: SizeClass| {
        let mut rates: Vec<&OfferRate> = offer
            .rates
            .iter()
            .filter(|rate| rate.covers(position, phase))
            .filter(|rate| rate.sizes.is_empty() || rate.sizes.contains(&size))
            .collect();
        rates.sort_by_key(|rate| std::cmp::Reverse(rate.strength(position)));
        rates.first().copied()
    };
    if let Some(size) = situation.size.given() {
        return best(*size).map(|rate| (rate, false));
    }
    let each: Vec<Option<&OfferRate>> = SizeClass::ALL.iter().map(|size| best(*size)).collect();
    let hangs = each.windows(2).any(|pair| pair.first() != pair.last());
    each.into_iter().flatten().min_by_key(|rate| rate.strength(position)).map(|rate| (rate, hangs))
}

/// Per position: the position as each quote has it, the stated one first.
fn quotes(situation: &Situation) -> Vec<Vec<Position>> {
    let each = |position: &Position| {
        let others = position.quotes.iter().map(|quote| position.by(quote));
        std::iter::once(position.clone()).chain(others).collect()
    };
    situation.positions.iter().map(each).collect()
}

impl<'a> Compiled<'a> {
    /// `None` if the steps wait for each other in a circle.
    pub(crate) fn new(situation: &'a Situation, pace: Pace) -> Option<Self> {
        let days = Days::new(situation)?;
        let mut compiled = Self {
            situation,
            days,
            instance: Instance::default(),
            slots: Vec::new(),
            position_of: Vec::new(),
            quote_of: Vec::new(),
            quotes: quotes(situation),
            combinations: Vec::new(),
            by_year: BTreeMap::new(),
            plain: false,
            barred: BTreeMap::new(),
            barred_pairs: BTreeMap::new(),
            cut: false,
            reach: OnceCell::new(),
        };
        compiled.items();
        compiled.options(pace);
        compiled.choices();
        compiled.headroom();
        compiled.combinations = compiled.all_combinations();
        compiled.plain = compiled.is_plain();
        Some(compiled)
    }

    /// Positions in order of id, each in its parts.
    fn items(&mut self) {
        let mut order: Vec<usize> = (0..self.situation.positions.len()).collect();
        order.sort_by_key(|place| self.situation.positions.get(*place).map(|position| &position.id));
        for place in order {
            let quotes = self.quotes.get(place).map_or(&[][..], Vec::as_slice);
            let net = |quote: &Position| quote.net_cents.given().map_or(0, |net| net.cents());
            let parts = quotes.first().map_or(1, |stated| i64::from(stated.parts.max(1)));
            let least = quotes.iter().map(net).min().unwrap_or(0);
            // The first part takes the remainder of the division.
            let share = |net: i64, part: i64| if part == 0 { net - net / parts * (parts - 1) } else { net / parts };
            let begin = self.instance.items.len();
            let mut before: Option<usize> = None;
            for part in 0..parts {
                let same = |quote: &Position| share(net(quote), part) == share(net(quote), part - 1);
                let twin = before.filter(|_| part > 0 && quotes.iter().all(same));
                let row = self.instance.rows.len();
                before = Some(row);
                let mut items = 0;
                for (index, quote) in quotes.iter().enumerate() {
                    items |= 1_u64 << self.instance.items.len();
                    self.instance.items.push(Item {
                        net: share(net(quote), part),
                        surcharge: (net(quote) - least) / parts,
                        external: quote.is_external(),
                        apart: 0,
                        row,
                    });
                    self.position_of.push(place);
                    self.quote_of.push(index);
                }
                self.instance.rows.push(Row { items, twin });
            }
            let mine: Vec<usize> = (begin..self.instance.items.len()).collect();
            for &item in &mine {
                let apart = mine
                    .iter()
                    .filter(|other| **other != item && self.quote_of.get(**other) != self.quote_of.get(item));
                let apart = apart.fold(0_u64, |set, other| set | 1 << other);
                if let Some(item) = self.instance.items.get_mut(item) {
                    item.apart = apart;
                }
            }
        }
    }

    /// Every application that could be filed, offers in order of id.
    fn options(&mut self, pace: Pace) {
        let mut order: Vec<usize> = (0..self.situation.offers.len()).collect();
        order.sort_by_key(|place| self.situation.offers.get(*place).map(|offer| &offer.id));
        let mut first: BTreeMap<usize, Vec<(i32, i32)>> = BTreeMap::new();
        for &place in &order {
            let Some(offer) = self.situation.offers.get(place) else { continue };
            match self.dates(offer, pace, 0) {
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
                    for date in self.dates(offer, pace, *decided).unwrap_or_default() {
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
            let single = offer.once_per_years.is_some() || offer.instrument == OfferInstrument::TaxAllowance;
            let lanes = if single { 1 } else { offer.applications_max };
            for lane in 0..lanes {
                for &(filed, decided) in first.get(&place).into_iter().flatten() {
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
                grant_cap: cents(offer.grant_cap_cents, FREE / 1_000_000),
                grant_min: cents(offer.grant_min_cents, 1).max(1),
                cost_min: cents(offer.cost_min_cents, 0),
                cost_max: cents(offer.cost_max_cents, FREE),
                external_min: offer.external_min_permille.map_or(0, i64::from),
                external_max: offer.external_max_permille.map_or(1000, i64::from),
                conflicts,
                copy_of,
                de_minimis: None,
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

    /// Filing and decision of an offer in each of its windows, not filed before a day.
    fn dates(&self, offer: &Offer, pace: Pace, not_before: i32) -> Result<Vec<(i32, i32)>, Bar> {
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
        let rested = offer
            .once_per_years
            .and_then(|years| offer.earlier_grants.iter().max().map(|last| last.add_years(i16::from(years))))
            .map_or(0, |date| self.days.number(date));
        let mut found = Vec::new();
        let mut bar = Bar::NoWindow;
        for window in windows {
            let opens = window.opens.map_or(0, |date| self.days.number(date));
            let Some(filed) = self.days.working_from(ready.max(opens).max(rested).max(not_before)) else { continue };
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
                    match self.dates(offer, pace, from).unwrap_or_default().first() {
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

    /// Which item may be claimed under which option.
    fn choices(&mut self) {
        let situation = self.situation;
        let nobody = vec![0; situation.positions.len()];
        let free_day = self.days.fastest(&nobody, None).map(|schedule| self.days.milestone(&schedule));
        let mut known: BTreeMap<(usize, usize, i32), Option<i32>> = BTreeMap::new();
        let movable: Vec<usize> = self.days.movable().collect();
        let mut working: BTreeSet<(usize, usize)> = BTreeSet::new();
        for item in 0..self.instance.items.len() {
            let mut row = Vec::new();
            let place = self.position_of.get(item).copied().unwrap_or(0);
            let quote = self.quote_of.get(item).copied().unwrap_or(0);
            let Some(position) = self.quotes.get(place).and_then(|quotes| quotes.get(quote)) else { continue };
            for (index, slot) in self.slots.iter().enumerate() {
                let Some(offer) = situation.offers.get(slot.offer) else { continue };
                let (rate, level) = match self.admits(offer, place, position, slot) {
                    Ok(found) => found,
                    Err(bar) => {
                        self.barred_pairs.entry((slot.offer, place)).or_insert(bar);
                        continue;
                    }
                };
                let day = *known.entry((place, quote, slot.release)).or_insert_with(|| {
                    let mut release = nobody.clone();
                    if let Some(day) = release.get_mut(place) {
                        *day = slot.release;
                    }
                    let waiting = self.days.fastest(&release, Some((place, quote)));
                    let waiting = waiting.map(|schedule| self.days.milestone(&schedule));
                    // Moved out of its step it delays nothing.
                    if movable.contains(&place) { free_day.or(waiting) } else { waiting }
                });
                let Some(day) = day else {
                    self.barred_pairs.entry((slot.offer, place)).or_insert(Bar::Promise);
                    continue;
                };
                let net = self.instance.items.get(item).map_or(0, |item| item.net);
                let base = rate.counted(net, position);
                let highest = match (offer.basis, position.max_intensity_permille) {
                    (OfferBasis::Gber | OfferBasis::Tax, Some(highest)) => rate.rate_permille.min(highest),
                    _ => rate.rate_permille,
                };
                if highest > 0 && base > 0 {
                    let small = rate.de_minimis;
                    row.push(Choice { option: index, base, rate: i64::from(highest), day, risk: level, small });
                    working.insert((slot.offer, place));
                }
            }
            self.instance.choices.push(row);
        }
        // A pair that works on one of several dates, or with one of several quotes, is not barred.
        self.barred_pairs.retain(|pair, _| !working.contains(pair));
    }

    fn admits(
        &self,
        offer: &'a Offer,
        place: usize,
        position: &Position,
        slot: &Slot,
    ) -> Result<(&'a OfferRate, u8), Bar> {
        let Some((rate, hangs_on_size)) = rate_for(offer, position, self.situation) else {
            let other_size =
                offer.rates.iter().any(|rate| rate.kinds.contains(&position.kind) && !rate.sizes.is_empty());
            return Err(if other_size { Bar::Size } else { Bar::Kind });
        };
        if offer.independent_provider && position.is_external() && position.provider_independent == Answer::Given(false)
        {
            return Err(Bar::Provider);
        }
        if offer.research_only && position.research == Answer::Given(false) {
            return Err(Bar::Research);
        }
        if self.days.is_ordered(place) && slot.release > 0 {
            return Err(Bar::Ordered);
        }
        let open = matches!(offer.standing, Standing::Open { .. })
            || !rate.questions.is_empty()
            || missing_fact(offer, position, &self.situation.size, hangs_on_size);
        let level = match offer.certainty {
            Certainty::LegalClaim => risk::LEGAL_CLAIM,
            Certainty::Discretion => risk::DISCRETION,
            Certainty::Lottery => risk::LOTTERY,
        };
        let unconfirmed = matches!(offer.standing, Standing::Open { unconfirmed: true, .. });
        let level = if open { level.max(risk::OPEN) } else { level };
        Ok((rate, if unconfirmed { level.max(risk::UNCONFIRMED) } else { level }))
    }

    /// Ranks the granting dates of de minimis aid and what may still be granted on each.
    fn headroom(&mut self) {
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

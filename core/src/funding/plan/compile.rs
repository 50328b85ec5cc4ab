//! From words and dates to numbers: the items, and which could be claimed under which application.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::columns::Reach;
use super::counting::Fraction;
use super::days::Days;
use super::instance::{Choice, Counted, Instance, Item, Opt, Row};
use super::offer::{Certainty, Offer, OfferBasis, OfferRate, Pace, Standing};
use super::settle::Combination;
use super::situation::{Position, Situation};
use super::slots::Slot;
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

/// Why an offer cannot be used, or not for a position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Bar {
    /// Conditions do not hold, applications are not taken, or it is only listed.
    Standing,
    /// No window is left.
    NoWindow,
    /// It was granted as often as it is.
    TooOften,
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
        compiled.own_share_options();
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
                        highest: quote.max_intensity_permille.map(|highest| i64::from(highest) * 1000),
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

    /// Which item may be claimed under which option.
    fn choices(&mut self) {
        let situation = self.situation;
        let nobody = vec![0; situation.positions.len()];
        let mut known: BTreeMap<(usize, usize, i32), Option<i32>> = BTreeMap::new();
        let mut working: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut counted: Vec<Vec<Fraction>> = Vec::new();
        for item in 0..self.instance.items.len() {
            let (mut row, mut amounts) = (Vec::new(), Vec::new());
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
                    self.days.soonest(&release, Some((place, quote)))
                });
                let Some(day) = day else {
                    self.barred_pairs.entry((slot.offer, place)).or_insert(Bar::Promise);
                    continue;
                };
                let net = self.instance.items.get(item).map_or(0, |item| item.net);
                let amount = rate.counted(net, position);
                let highest = match (offer.basis, position.max_intensity_permille) {
                    (OfferBasis::Gber | OfferBasis::Tax, Some(highest)) => {
                        i64::from(rate.rate_ppm).min(i64::from(highest) * 1000)
                    }
                    _ => i64::from(rate.rate_ppm),
                };
                if highest > 0 && amount.0 > 0 {
                    let limit = offer.limits.iter().position(|limit| rate.limit.as_ref() == Some(&limit.id));
                    // The base is filled in when the unit is known.
                    let counted = Counted { item, base: 0, rate: highest, limit };
                    row.push(Choice { option: index, counted, day, risk: level, small: rate.de_minimis });
                    amounts.push(amount);
                    working.insert((slot.offer, place));
                }
            }
            self.instance.choices.push(row);
            counted.push(amounts);
        }
        self.count(&counted);
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
            || (slot.lane > 0 && !offer.further_questions.is_empty())
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
}

//! What one stream of money of a programme pays for each position, for a company and its facts.

use super::ask;
use super::offer::{Offer, OfferRate, ShareOfOthers, SharedLimit};
use super::situation::{Position, Situation};
use crate::base::{Id, Money, Text, Truth};
use crate::funding::costs::{CostKind, Phase};
use crate::funding::facts::Facts;
use crate::funding::programme::{AidBasis, Cap, Component, ComponentKind, Pays, Programme};
use crate::funding::rule::{Op, Rule, Slot, Test};
use crate::funding::vocabulary::Vocabulary;

/// One stream of money of a programme, for a company and its positions.
pub(super) struct Part<'a> {
    pub(super) programme: &'a Programme,
    pub(super) part: &'a Component,
    pub(super) situation: &'a Situation,
    pub(super) facts: &'a Facts,
    pub(super) vocabulary: &'a Vocabulary,
    /// Does the offer hang on questions anyway?
    pub(super) conditional: bool,
}

/// A cost that the stream pays for.
#[derive(Clone, Copy)]
struct Entry<'a> {
    /// Its place in the component.
    place: usize,
    pays: &'a Pays,
    /// Overhead, parts per million.
    on_top: i64,
}

impl Entry<'_> {
    /// A share of the cost and nothing else?
    fn is_plain(&self) -> bool {
        self.pays.per_unit.is_none() && self.pays.relative.is_none() && self.pays.limit.is_none()
    }
}

/// What the limit of a person's wage leaves of wages.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wages {
    /// All of them.
    Whole,
    /// At least `max / highest`, in cents a year.
    AtLeast { max: i64, highest: i64 },
    /// Nobody said how high the highest is.
    Unknown,
}

impl Wages {
    /// What counts for sure of an amount.
    fn of(self, amount: i64) -> i64 {
        match self {
            Self::AtLeast { max, highest } => {
                i64::try_from(i128::from(amount) * i128::from(max) / i128::from(highest.max(1))).unwrap_or(0)
            }
            Self::Whole | Self::Unknown => amount,
        }
    }
}

/// Is a missing fact taken as favourable?
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hope {
    No,
    Yes,
}

impl Part<'_> {
    fn holds(&self, when: Option<&Rule>, hope: Hope) -> bool {
        match when.map_or(Truth::Yes, |rule| rule.value(self.facts)) {
            Truth::Yes => true,
            Truth::Open => hope == Hope::Yes,
            Truth::No => false,
        }
    }

    /// What it pays for each position. Where the offer hangs on questions anyway they are taken as answered
    /// in its favour; otherwise what is sure counts, and what hangs on a question only where nothing is sure.
    pub(super) fn rates(&self) -> (Vec<OfferRate>, Vec<SharedLimit>) {
        let mut rates: Vec<OfferRate> = Vec::new();
        for position in &self.situation.positions {
            let Some(stage) = self.situation.stages.iter().find(|stage| stage.id == position.stage) else { continue };
            if !self.programme.phases.is_empty() && !self.programme.phases.contains_key(&stage.phase) {
                continue;
            }
            let sure = self.rate(position, stage.phase, Hope::No);
            let rate = match sure {
                Some(rate) if !self.conditional => Some(rate),
                sure => self.rate(position, stage.phase, Hope::Yes).map(|mut rate| {
                    if sure.as_ref() != Some(&rate) {
                        rate.questions = self.questions(position, stage.phase);
                    }
                    rate
                }),
            };
            let Some(mut rate) = rate else { continue };
            self.own_work(position, &mut rate);
            let same = |other: &OfferRate| other.phases == rate.phases && other.kinds == rate.kinds;
            if !rate.positions.is_empty() || !rates.iter().any(|other| same(other) && *other == rate) {
                rates.push(rate);
            }
        }
        rates.truncate(Offer::MAX_RATES);
        let limits = self.limits(&rates);
        (rates, limits)
    }

    /// Own work of a sole proprietor is de minimis aid although the allowance is not, with what comes on top of it
    /// (FZulG § 9(5); agreed pay of partners is not). Where nobody knows the legal form it takes room, and is asked.
    fn own_work(&self, position: &Position, rate: &mut OfferRate) {
        let tax = self.part.kind == ComponentKind::TaxAllowance && self.programme.aid_basis == AidBasis::TaxGber;
        let form = self.vocabulary.slot("company.legal_form").and_then(|slot| Some((slot, self.vocabulary.get(slot)?)));
        let (true, CostKind::OwnerHours, Some((slot, fact))) = (tax, position.kind, form) else { return };
        let alone = ["sole_proprietor", "profession"].iter().filter_map(|form| fact.member(form));
        let mask = alone.fold(0, |mask, place| mask | 1 << place);
        let alone = Rule::Test(Test { slot, op: Op::OneOf(mask) }).value(self.facts);
        rate.de_minimis = !alone.is_no();
        if alone.is_open() && !rate.questions.contains(&fact.question) {
            rate.questions.insert(0, fact.question.clone());
            rate.questions.truncate(OfferRate::MAX_QUESTIONS);
        }
    }

    /// What counts of a position, over all entries that cover it: their shares add up.
    fn rate(&self, position: &Position, phase: Phase, hope: Hope) -> Option<OfferRate> {
        let entries = self.entries(position, phase, hope);
        let first = *entries.first()?;
        let wages = self.wages(position.kind);
        if wages == Wages::Unknown && hope == Hope::No {
            return None;
        }
        let cut = matches!(wages, Wages::AtLeast { .. });
        let mut rate = OfferRate {
            kinds: vec![position.kind],
            phases: vec![phase],
            positions: Vec::new(),
            quote: None,
            sizes: Vec::new(),
            de_minimis: false,
            counted_ppm: u32::try_from(first.pays.share_ppm).ok()?.min(OfferRate::WHOLE),
            counted_cents: None,
            overhead_ppm: u32::try_from(first.on_top).ok()?.min(OfferRate::MAX_OVERHEAD),
            limit: None,
            rate_ppm: u32::try_from(self.percentage(hope)).ok()?.min(OfferRate::WHOLE),
            questions: Vec::new(),
        };
        let alike = entries.iter().all(|entry| entry.on_top == first.on_top);
        let shares: i64 = entries.iter().map(|entry| entry.pays.share_ppm).sum();
        if entries.len() == 1 {
            rate.limit = self.limit_of(first).map(|limit| limit.id);
            if first.pays.per_unit.is_some() || cut {
                self.count(&mut rate, position, self.raw(first.pays, position))?;
            }
        } else if alike && !cut && entries.iter().all(|entry| entry.is_plain()) {
            rate.counted_ppm = u32::try_from(shares).ok()?.min(OfferRate::WHOLE);
        } else if alike
            && entries.iter().all(|one| one.pays.share_ppm == first.pays.share_ppm && self.limit_of(*one).is_none())
        {
            // Prices per unit that add up (40 euros an hour, and 30 more since 2024).
            let raw: i64 = entries.iter().map(|entry| self.raw(entry.pays, position)).sum();
            self.count(&mut rate, position, raw)?;
        } else {
            let counted = entries.iter().map(|entry| self.apportioned(*entry, position)).sum();
            (rate.counted_ppm, rate.overhead_ppm) = (OfferRate::WHOLE, 0);
            self.count(&mut rate, position, counted)?;
        }
        (rate.rate_ppm > 0 && rate.counted_ppm > 0).then_some(rate)
    }

    /// The entries that cover a position. Shares of more than the whole are alternatives of which nobody knows which
    /// holds: the one that counts least.
    fn entries(&self, position: &Position, phase: Phase, hope: Hope) -> Vec<Entry<'_>> {
        let covering = self.part.pays.iter().enumerate().filter(|(_, pays)| pays.covers(position.kind, phase));
        let held = covering.filter(|(_, pays)| self.holds(pays.when.as_ref(), hope));
        let entry = |(place, pays)| Entry { place, pays, on_top: self.on_top(pays, hope) };
        let mut entries: Vec<Entry<'_>> = held.map(entry).collect();
        let priced = |entry: &Entry<'_>| entry.pays.per_unit.is_some_and(|per_unit| per_unit.flat.is_some());
        let shares: i64 = entries.iter().filter(|entry| !priced(entry)).map(|entry| entry.pays.share_ppm).sum();
        if shares > i64::from(OfferRate::WHOLE) {
            let least = entries.iter().min_by_key(|entry| (self.apportioned(**entry, position), entry.place)).copied();
            entries = least.into_iter().collect();
        }
        entries
    }

    /// So much of a position, in cents, takes the place of its net amount.
    fn count(&self, rate: &mut OfferRate, position: &Position, counted: i64) -> Option<()> {
        rate.positions = vec![position.id.clone()];
        rate.counted_cents = Some(Money::from_cents(counted)).filter(|counted| *counted <= Situation::MAX_NET);
        (counted > 0 && rate.counted_cents.is_some()).then_some(())
    }

    /// The limits that the rates of an offer name.
    fn limits(&self, rates: &[OfferRate]) -> Vec<SharedLimit> {
        let entries = self.part.pays.iter().enumerate();
        let all = entries.filter_map(|(place, pays)| self.limit_of(Entry { place, pays, on_top: 0 }));
        all.filter(|limit| rates.iter().any(|rate| rate.limit.as_ref() == Some(&limit.id))).collect()
    }

    /// The limit that an entry sets on all positions together.
    fn limit_of(&self, entry: Entry<'_>) -> Option<SharedLimit> {
        let pays = entry.pays;
        // Fixed prices for no more than so many units; at other prices each unit counts with the average.
        let priced = pays.per_unit.and_then(|per_unit| Some(per_unit.flat?.repeat(per_unit.units_max?)));
        let cost_max_cents = [pays.limit, priced].into_iter().flatten().min();
        let share = pays.relative.as_ref().and_then(|(ppm, kinds)| {
            // A share of wages of which not all count is a share of those that do.
            let ppm = kinds.iter().map(|kind| self.wages(*kind).of(*ppm)).min().unwrap_or(*ppm);
            let ppm = u32::try_from(ppm).ok()?;
            Some(ShareOfOthers { ppm, kinds: kinds.clone(), phases: pays.phases.clone() })
        });
        let id = Id::new(&format!("limit-{}", entry.place + 1))?;
        (cost_max_cents.is_some() || share.is_some()).then_some(SharedLimit { id, cost_max_cents, share })
    }

    /// All positions that an entry covers.
    fn covered<'b>(&'b self, pays: &'b Pays) -> impl Iterator<Item = &'b Position> {
        self.situation.positions.iter().filter(|position| {
            let stage = self.situation.stages.iter().find(|stage| stage.id == position.stage);
            stage.is_some_and(|stage| pays.covers(position.kind, stage.phase))
        })
    }

    /// What an entry counts of a position before its limit and share, in cents: its price for the units, or the cost.
    fn raw(&self, pays: &Pays, position: &Position) -> i64 {
        let net = self.wages(position.kind).of(position.net_cents.given().map_or(0, |net| net.cents()));
        let Some(per_unit) = pays.per_unit else { return net };
        let units = |position: &Position| {
            let given = if position.unit == per_unit.unit { position.quantity.given() } else { None };
            given.map(|count| i64::from(*count))
        };
        let Some(count) = units(position) else { return 0 };
        let cost = match (per_unit.flat, per_unit.max) {
            (Some(flat), _) => return flat.repeat(count).cents(),
            (None, Some(most)) => most.repeat(count).cents().min(net),
            (None, None) => net,
        };
        let all: i64 = self.covered(pays).filter_map(units).sum();
        match per_unit.units_max {
            // More units than count: each at the average.
            Some(most) if all > most => {
                i64::try_from(i128::from(cost) * i128::from(most) / i128::from(all)).unwrap_or(0)
            }
            _ => cost,
        }
    }

    /// What an entry counts of a position with its share and overhead, in cents rounded down; of a limit over several
    /// positions its part. Never more than a plan could have.
    fn apportioned(&self, entry: Entry<'_>, position: &Position) -> i64 {
        // A share of other costs hangs on what else is claimed.
        if entry.pays.relative.is_some() {
            return 0;
        }
        let mut counted = i128::from(self.raw(entry.pays, position));
        let sum: i128 = self.covered(entry.pays).map(|other| i128::from(self.raw(entry.pays, other))).sum();
        let limit = self.limit_of(entry).and_then(|limit| limit.cost_max_cents);
        if let Some(limit) = limit.map(|limit| i128::from(limit.cents()).min(sum)) {
            counted = counted * limit / sum.max(1);
        }
        let share = i128::from(entry.pays.share_ppm) * i128::from(1_000_000 + entry.on_top);
        i64::try_from(counted * share / 1_000_000_000_000).unwrap_or(0)
    }

    /// What the limit of a person's wage leaves of a kind of cost.
    fn wages(&self, kind: CostKind) -> Wages {
        let Some(limit) = self.part.wage_limit.as_ref().filter(|limit| limit.kinds.contains(&kind)) else {
            return Wages::Whole;
        };
        let max = limit.max.cents();
        match self.facts.raw(limit.highest).given() {
            Some(&highest) if highest > max => Wages::AtLeast { max, highest },
            Some(_) => Wages::Whole,
            None => Wages::Unknown,
        }
    }

    /// Overhead on an entry, parts per million.
    fn on_top(&self, pays: &Pays, hope: Hope) -> i64 {
        let meant = |of: &[CostKind]| of.is_empty() || pays.kinds.iter().all(|kind| of.contains(kind));
        let overheads = self.part.overheads.iter().filter(|overhead| meant(&overhead.of_kinds));
        overheads.filter(|overhead| self.holds(overhead.when.as_ref(), hope)).map(|overhead| overhead.ppm).sum()
    }

    /// The rate with its bonuses, parts per million.
    fn percentage(&self, hope: Hope) -> i64 {
        if self.part.rates.is_empty() {
            // A fixed amount pays the whole base up to the amount.
            return 1_000_000;
        }
        let rates = self.part.rates.iter().filter(|rate| self.holds(rate.when.as_ref(), hope));
        let Some(rate) = rates.map(|rate| rate.low_ppm).max() else { return 0 };
        let bonuses = self.part.bonuses.iter().filter(|bonus| self.holds(bonus.when.as_ref(), hope));
        (rate + bonuses.map(|bonus| bonus.ppm).sum::<i64>()).min(self.part.rate_max_ppm)
    }

    /// The questions on which a position hangs.
    fn questions(&self, position: &Position, phase: Phase) -> Vec<Text> {
        let entries = self.part.pays.iter().filter(|pays| pays.covers(position.kind, phase));
        let rules = entries
            .filter_map(|pays| pays.when.as_ref())
            .chain(self.part.rates.iter().filter_map(|rate| rate.when.as_ref()))
            .chain(self.part.bonuses.iter().filter_map(|bonus| bonus.when.as_ref()))
            .chain(self.part.overheads.iter().filter_map(|overhead| overhead.when.as_ref()))
            .chain(self.part.fixed.iter().filter_map(|fixed| fixed.when.as_ref()));
        let mut questions = ask::behind(rules, self.facts, self.vocabulary);
        if self.wages(position.kind) == Wages::Unknown {
            let highest = self.part.wage_limit.as_ref().and_then(|limit| self.vocabulary.get(limit.highest));
            questions.extend(highest.map(|fact| fact.question.clone()));
        }
        questions.truncate(OfferRate::MAX_QUESTIONS);
        questions
    }

    /// A cap that may apply; per year or person it holds for the whole plan or one person: never too much.
    pub(super) fn cap(&self, cap: &Cap) -> Option<Money> {
        if cap.when.as_ref().is_some_and(|rule| rule.value(self.facts).is_no()) {
            return None;
        }
        Some(self.times(cap.max, cap.times))
    }

    fn times(&self, amount: Money, times: Option<Slot>) -> Money {
        let count = times.and_then(|slot| self.facts.raw(slot).given().copied());
        match (times, count) {
            (Some(_), Some(count)) => amount.repeat(count),
            _ => amount,
        }
    }

    /// A fixed amount in place of a rate: no more than that is paid.
    pub(super) fn fixed(&self) -> Option<Money> {
        let hope = if self.conditional { Hope::Yes } else { Hope::No };
        let fixed = self.part.fixed.iter().filter(|fixed| self.holds(fixed.when.as_ref(), hope));
        fixed.map(|fixed| self.times(fixed.low, fixed.times)).max()
    }
}

//! Own shares: what a grant does not fund of a cost, counted by a tax allowance.
//!
//! FZulG § 7(2) keeps cost out of the base "insofar" ("soweit") as it is funded elsewhere. Whether the part that the
//! company bears itself may count then is disputed: the finance ministry answers in its FAQ that it may not, whatever
//! the amount of the other funding (as told by the institute iit, forschungszulagenrechner.de, "Die Kombination mit
//! anderen Fördermaßnahmen", no date; the FAQ itself and the letters of 11 November 2021 and 7 February 2023 were not
//! read: confidence *reported*). So an offer leaves it out unless the caller says `counts`.
//!
//! The rule then, for each position claimed under an application for a grant that the allowance would also admit:
//!
//! 1. The grant, after all caps and after the ceiling for de minimis aid, is spread over the positions in proportion to
//!    what each brings before the caps. What falls on a position is funded, rounded up to a cent; the rest is own share.
//! 2. The own share enters with the allowance's counted share and rate, in the fiscal years in which the work of the
//!    position lies, together with what is claimed under the allowance alone: caps of the year hold for both.
//! 3. No more of it enters than the highest aid intensity leaves: funded part and allowance together (GBER Art 8(3);
//!    Reg. 2023/2831 Art 5(2)). A grant that is no state aid does not count there.
//! 4. Own work that would be de minimis aid (FZulG § 9(5)) has no own share, and room under the ceiling is given out as
//!    if there were none.
//! 5. Of a programme the own shares of all its applications enter, or none: as its own applications they stand beside
//!    the plain ones, which they exclude. An allowance that is claimed for own shares alone is claimed if it pays,
//!    its effort included.

use super::compile::{Compiled, risk};
use super::front::Pick;
use super::instance::{Choice, Counted, FREE, Instance, MAX_OPTIONS, Opt, PPM, bits};
use super::offer::{OfferBasis, OfferInstrument, OwnShare};
use crate::base::Ratio;

/// That a tax allowance counts the own shares of what is claimed under an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OwnShares {
    /// The option of the tax allowance.
    pub(crate) allowance: usize,
    /// The same application without own shares.
    pub(crate) plain: usize,
    /// Does the grant count towards the highest aid intensity?
    pub(crate) aid: bool,
    /// No cent of own share brings more, in parts per million.
    pub(crate) most_ppm: i64,
}

impl Instance {
    /// The options that an assignment uses, as bits, with the tax allowance that counts own shares.
    pub(crate) fn used(&self, assignment: &[Option<usize>]) -> u128 {
        let used = assignment.iter().flatten().fold(0_u128, |set, option| set | 1 << option);
        self.with_own_shares(used).fold(used, |set, (_, terms)| set | 1 << terms.allowance)
    }

    /// Of these options those with own shares.
    pub(crate) fn with_own_shares(&self, used: u128) -> impl Iterator<Item = (usize, OwnShares)> + '_ {
        bits(used).filter_map(|option| Some((option, self.options.get(option)?.own_share?)))
    }

    /// The most that a cent less of the option's grant brings as own share, in permille of a cent.
    pub(super) fn own_share_of_a_cent(&self, option: &Opt) -> i64 {
        let Some(terms) = option.own_share else { return 0 };
        let chance = self.options.get(terms.allowance).map_or(0, |allowance| allowance.chance);
        (chance * terms.most_ppm + 999_999) / 1_000_000
    }

    /// At most what counts of the own shares of items claimed together for a grant; it is never less than what the rule
    /// gives for this grant.
    pub(super) fn own_shares_at_most(
        &self,
        terms: &OwnShares,
        grant: i64,
        claimed: impl Iterator<Item = Counted> + Clone,
    ) -> impl Iterator<Item = Counted> {
        let sum: i128 = claimed.clone().map(|one| one.worth()).sum();
        claimed.filter_map(move |one| self.own_share_at_most(terms, one.item, at_least(grant, one.worth(), sum)))
    }

    /// At most what counts of the own share of an item of which at least so many cents are funded.
    pub(super) fn own_share_at_most(&self, terms: &OwnShares, item: usize, funded: i64) -> Option<Counted> {
        let choice = self.choice(item, terms.allowance).filter(|choice| !choice.small)?;
        let known = self.items.get(item)?;
        let (all, own) = (i128::from(known.net.max(1)), i128::from((known.net - funded).max(0)));
        let whole = choice.counted.base;
        let mut base = whole / all * own + up(whole % all * own, all);
        if let Some(highest) = known.highest {
            let room = self.room_for_own_share(terms, highest, known.net, funded);
            base = base.min(up(room * self.unit, i128::from(choice.counted.rate.max(1))));
        }
        (base > 0).then_some(Counted { base, ..choice.counted })
    }

    /// What the highest intensity leaves beside the funded part of a cost, in cents × parts per million.
    fn room_for_own_share(&self, terms: &OwnShares, highest: i64, net: i64, funded: i64) -> i128 {
        let aid = if terms.aid { i128::from(funded) * PPM } else { 0 };
        (i128::from(highest) * i128::from(net) - aid).max(0)
    }

    /// The grant of the allowance with own shares, no less than it can be, for grants that are known; `None` where no
    /// own share is left.
    pub(super) fn allowance_at_most(
        &self,
        assignment: &[Option<usize>],
        used: u128,
        grants: &[i64],
    ) -> Option<(usize, i64)> {
        let of = |option: usize| {
            let to = assignment.iter().enumerate().filter(move |(_, to)| **to == Some(option));
            to.filter_map(move |(item, _)| self.choice(item, option)).map(|choice| choice.counted)
        };
        let mut own: Vec<Counted> = Vec::new();
        let mut allowance = None;
        for (option, terms) in self.with_own_shares(used) {
            allowance = Some(terms.allowance);
            own.extend(self.own_shares_at_most(&terms, grants.get(option).copied().unwrap_or(0), of(option)));
        }
        let allowance = allowance.filter(|_| !own.is_empty())?;
        own.extend(of(allowance));
        Some((allowance, self.grant(self.options.get(allowance)?, &mut own)))
    }

    /// What a deeper cut of de minimis grants could bring as own shares beyond what it takes, in cents × permille: own
    /// work under the allowance may take room that is not known here.
    pub(super) fn slack_of_cuts(&self, used: u128, grants: &[i64]) -> i64 {
        let slack = |(index, _): (usize, OwnShares)| {
            let option = self.options.get(index).filter(|option| option.de_minimis.is_some())?;
            let more = (self.own_share_of_a_cent(option) - option.chance).max(0);
            Some((grants.get(index)? - option.grant_min.max(1)).max(0).saturating_mul(more))
        };
        self.with_own_shares(used).filter_map(slack).sum()
    }
}

/// `numerator / denominator` rounded up, of numbers not below zero.
fn up(numerator: i128, denominator: i128) -> i128 {
    (numerator + denominator - 1) / denominator
}

/// A part of a grant in proportion to a weight, never too much.
fn at_least(grant: i64, weight: i128, sum: i128) -> i64 {
    // Weights may need all 128 bits; 62 leave room for the product.
    let shift = (128 - sum.leading_zeros()).saturating_sub(62);
    let part = i128::from(grant) * (weight >> shift) / ((sum >> shift) + i128::from(shift > 0)).max(1);
    i64::try_from(part).unwrap_or(0)
}

/// What enters of the own share of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entered {
    pub(super) item: usize,
    /// The option under which the item is claimed.
    pub(super) option: usize,
    /// The option of the tax allowance.
    pub(super) allowance: usize,
    pub(super) cents: i64,
    /// What the highest intensity keeps out of the position's own share, in cents; told with its first item.
    pub(super) kept_out: i64,
}

impl Compiled<'_> {
    /// The own shares that a plan counts.
    pub(super) fn own_shares_of_plan(&self, pick: &Pick) -> Vec<Entered> {
        self.own_shares(&pick.found.assignment, &pick.settled.grants)
    }

    /// What counts of the own shares of a plan under a tax allowance.
    pub(super) fn counted_own_shares(&self, pick: &Pick, allowance: usize) -> impl Iterator<Item = Counted> {
        let own = self.own_shares_of_plan(pick).into_iter().filter(move |one| one.allowance == allowance);
        own.filter_map(move |one| {
            let counted = self.instance.choice(one.item, allowance)?.counted;
            Some(Counted { base: self.share_of(one.item, one.cents, counted.base), ..counted })
        })
    }

    /// Puts beside each application for a grant the same with own shares, if an offer counts them.
    pub(super) fn own_share_options(&mut self) {
        let counts =
            |offer: usize| self.situation.offers.get(offer).is_some_and(|offer| offer.own_share == OwnShare::Counts);
        let Some(allowance) = self.slots.iter().position(|slot| counts(slot.offer)) else { return };
        let plain = self.instance.options.len();
        let mut of: Vec<usize> = (0..plain).collect();
        for option in 0..plain {
            let Some(terms) = self.own_shares_of(option, allowance) else { continue };
            if self.slots.len() >= MAX_OPTIONS {
                self.cut = true;
                break;
            }
            let (Some(slot), Some(rules)) = (self.slots.get(option), self.instance.options.get(option)) else {
                continue;
            };
            // The twin of the application that this one is used after.
            let copy_of = rules.copy_of.and_then(|first| of.iter().skip(plain).position(|known| *known == first));
            let copy_of = copy_of.map(|place| place + plain);
            let twin = Opt { own_share: Some(terms), copy_of, ..rules.clone() };
            let slot = slot.clone();
            self.instance.options.push(twin);
            self.slots.push(slot);
            of.push(option);
        }
        if of.len() == plain {
            return;
        }
        self.own_share_choices(allowance, &of, plain);
        self.exclude_plain(allowance, &of);
        // The limits of its years hold for what is claimed with the own shares: here it is bound by no more than caps.
        if let Some(rules) = self.instance.options.get_mut(allowance) {
            (rules.grant_min, rules.cost_min, rules.cost_max) = (0, 0, FREE);
            (rules.external_min, rules.external_max) = (0, 1000);
            rules.shared.iter_mut().for_each(|limit| limit.raised_by = None);
        }
    }

    /// How the allowance counts own shares of an option; `None` where it cannot.
    fn own_shares_of(&self, option: usize, allowance: usize) -> Option<OwnShares> {
        let offer = self.offer_of(option).filter(|offer| offer.instrument == OfferInstrument::Grant)?;
        self.instance.options.get(option).filter(|rules| rules.conflicts >> allowance & 1 == 0)?;
        let both = |item: usize| {
            self.instance.choice(item, option)?;
            let choice = self.instance.choice(item, allowance).filter(|choice| !choice.small)?;
            let known = self.instance.items.get(item)?;
            // Where the highest intensity binds, a cent less of the grant is a cent more of the allowance.
            let most = choice.counted.worth() / (self.instance.unit.max(1) * i128::from(known.net.max(1))) + 1;
            let most = i64::try_from(most).unwrap_or(i64::MAX / 1_000_000);
            Some(if known.highest.is_some() { most.max(1_000_000) } else { most })
        };
        let most_ppm = (0..self.instance.items.len()).filter_map(both).max()?;
        Some(OwnShares { allowance, plain: option, aid: offer.basis != OfferBasis::None, most_ppm })
    }

    /// What may be claimed under a twin: the same, and at the risk of the open reading where there is an own share.
    fn own_share_choices(&mut self, allowance: usize, of: &[usize], plain: usize) {
        for row in &mut self.instance.choices {
            let own = row.iter().find(|choice| choice.option == allowance && !choice.small).map(|choice| choice.risk);
            let twin = |(place, option): (usize, &usize)| {
                let choice = row.iter().find(|choice| choice.option == *option)?;
                let risk = own.map_or(choice.risk, |own| choice.risk.max(own).max(risk::OPEN));
                Some(Choice { option: place, risk, ..*choice })
            };
            let twins: Vec<Choice> = of.iter().enumerate().skip(plain).filter_map(twin).collect();
            row.extend(twins);
        }
    }

    /// A twin excludes what its application and the allowance exclude, and every plain application of its programme.
    fn exclude_plain(&mut self, allowance: usize, of: &[usize]) {
        let known: Vec<u128> = self.instance.options.iter().map(|option| option.conflicts).collect();
        let before = |one: usize, two: usize| known.get(one).is_some_and(|set| set >> two & 1 == 1);
        let offer = |option: usize| self.slots.get(option).map(|slot| slot.offer);
        let twin = |option: usize| self.instance.options.get(option).is_some_and(|rules| rules.own_share.is_some());
        let apart = |one: usize, two: usize| {
            let (Some(&first), Some(&second)) = (of.get(one), of.get(two)) else { return false };
            before(first, second)
                || (twin(one) != twin(two) && offer(one) == offer(two))
                || (twin(one) && before(allowance, second))
                || (twin(two) && before(allowance, first))
        };
        let all = 0..of.len();
        let conflicts: Vec<u128> = all
            .clone()
            .map(|one| all.clone().filter(|two| *two != one && apart(one, *two)).fold(0, |set, two| set | 1 << two))
            .collect();
        for (option, conflicts) in self.instance.options.iter_mut().zip(conflicts) {
            option.conflicts = conflicts;
        }
    }

    /// The own shares that enter under an assignment whose grants are known.
    pub(super) fn own_shares(&self, assignment: &[Option<usize>], grants: &[i64]) -> Vec<Entered> {
        let mut found = Vec::new();
        for (option, terms) in self.instance.with_own_shares(self.instance.used(assignment)) {
            let items: Vec<usize> =
                (0..assignment.len()).filter(|item| assignment.get(*item) == Some(&Some(option))).collect();
            let weight = |item: &usize| self.instance.choice(*item, option).map_or(0, |choice| choice.counted.worth());
            let sum: i128 = items.iter().map(weight).sum();
            let grant = Ratio::from(grants.get(option).copied().unwrap_or(0));
            let mut places: Vec<usize> = items.iter().filter_map(|item| self.position_of.get(*item)).copied().collect();
            places.dedup();
            for place in places {
                // The parts of a position are one cost.
                let mine = || items.iter().copied().filter(|item| self.position_of.get(*item) == Some(&place));
                let part = Ratio::wide(mine().map(|item| weight(&item)).sum(), sum).unwrap_or_else(Ratio::one);
                let (mut left, mut kept_out) =
                    self.own_share(&terms, mine(), (part * &grant).ceil()).unwrap_or_default();
                for item in mine() {
                    let here = self.instance.items.get(item).map_or(0, |item| item.net).min(left);
                    left -= here;
                    if here > 0 {
                        found.push(Entered { item, option, allowance: terms.allowance, cents: here, kept_out });
                        kept_out = 0;
                    }
                }
            }
        }
        found
    }

    /// What enters of a position's own share when so much of it is funded, and what the highest intensity keeps out, in
    /// cents.
    fn own_share(
        &self,
        terms: &OwnShares,
        items: impl Iterator<Item = usize> + Clone,
        funded: i64,
    ) -> Option<(i64, i64)> {
        let first = items.clone().next()?;
        let choice = self.instance.choice(first, terms.allowance).filter(|choice| !choice.small)?;
        let net: i64 = items.filter_map(|item| self.instance.items.get(item)).map(|item| item.net).sum();
        let own = (net - funded).max(0);
        let known = self.instance.items.get(first)?;
        let Some(highest) = known.highest else { return Some((own, 0)) };
        let room = Ratio::wide(self.instance.room_for_own_share(terms, highest, net, funded), PPM)?;
        let brings = Ratio::wide(choice.counted.worth(), self.instance.unit * PPM * i128::from(known.net.max(1)))?;
        let enters = room.checked_div(&brings).map_or(own, |most| most.floor().min(own));
        Some((enters, own - enters))
    }
}

//! What limits an application, and what one more euro brings.
//!
//! A limit that binds is moved by one euro and everything is solved again; so is the cost of a position
//! where no limit binds. What comes out holds for that euro, it is no rate.

use schemars::JsonSchema;
use serde::Serialize;

use super::again::Again;
use super::margin::{Margin, Worth};
use super::sentences as s;
use super::title;
use crate::base::text::Arg;
use crate::base::{Answer, Id, Money, Ratio, Text};
use crate::funding::plan::compile::Compiled;
use crate::funding::plan::front::Pick;
use crate::funding::plan::instance::Counted;
use crate::funding::plan::offer::{Offer, OfferBasis};
use crate::funding::plan::own_share::Entered;
use crate::funding::plan::situation::{Position, Situation};

/// What limits an application or the whole plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Limit {
    /// The offer, the position (highest intensity) or the budget (own funds).
    pub subject: Id,
    /// Which limit.
    pub rule: LimitRule,
    /// In words.
    pub text: Text,
    /// What the limit cuts off, in cents; for own funds: what the best plan would bring more without it, or, unless
    /// proven, at least so much more.
    pub cut_cents: Money,
    /// For own funds, unless proven: at most so much more, in cents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cut_at_most_cents: Option<Money>,
    /// What the best plan with the same dates and risk brings more when the limit is one euro wider (a rate: when
    /// the cost is one euro higher), in cents, rounded down, or, unless proven, at least so much more; absent when it
    /// was not asked for, and when no plan was found.
    pub one_more_euro_cents: Option<Money>,
    /// Unless proven: at most so much more, in cents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one_more_euro_at_most_cents: Option<Money>,
    /// Was every search behind it finished?
    pub proven: bool,
}

/// A limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LimitRule {
    /// The rate alone: no cap binds.
    Rate,
    /// Cap on the counted cost.
    BaseCap,
    /// Limit that several rates share.
    SharedLimit,
    /// Cap on the grant.
    GrantCap,
    /// Ceiling for de minimis aid.
    Ceiling,
    /// Largest cost that may be claimed.
    CostCap,
    /// Highest aid intensity of a position.
    Intensity,
    /// Own funds and credit.
    OwnFunds,
}

const EURO: Money = Money::from_euros(1);

impl Compiled<'_> {
    /// What limits each application, highest intensities and own funds, and what one more euro brings.
    pub(crate) fn limits(&self, pick: &Pick, again: Option<&Again<'_>>) -> Vec<Limit> {
        let grants = pick.found.outcome.grants.iter().enumerate().filter(|(_, grant)| **grant > 0);
        let mut limits: Vec<Limit> =
            grants.filter_map(|(option, grant)| self.of_application(pick, option, *grant, again)).collect();
        limits.extend(self.intensities(pick));
        limits.extend(self.own_share_intensities(pick));
        limits.extend(again.into_iter().flat_map(|again| self.own_funds(pick, again)));
        limits
    }

    /// How much more the best plan brings after a change.
    fn gain(&self, pick: &Pick, again: &Again<'_>, situation: &Situation) -> Margin {
        let solved = again.solve(pick, situation, self.latest(pick));
        Margin::more(solved.worth, Worth::of(&pick.found))
    }

    fn of_application(&self, pick: &Pick, index: usize, grant: i64, again: Option<&Again<'_>>) -> Option<Limit> {
        let (offer, option) = (self.offer_at(index)?, self.instance.options.get(index)?);
        let place = self.slots.get(index)?.offer;
        let items = || pick.found.assignment.iter().enumerate().filter(move |(_, to)| **to == Some(index));
        let direct = items().filter_map(|(item, _)| self.instance.choice(item, index)).map(|choice| choice.counted);
        let mut claimed: Vec<Counted> = direct.chain(self.counted_own_shares(pick, index)).collect();
        let full = self.instance.cents(claimed.iter().map(Counted::worth).sum());
        let capped = self.instance.grant(option, &mut claimed);
        let binding = (0..option.shared.len()).find(|place| {
            let mut wider = option.clone();
            wider.shared.iter_mut().skip(*place).take(1).for_each(|limit| {
                (limit.most, limit.raised_by) = (i128::MAX, None);
            });
            self.instance.grant(&wider, &mut claimed) > capped
        });
        let cost: i64 = items().filter_map(|(item, _)| self.instance.items.get(item)).map(|item| item.net).sum();
        let small = |item: usize| self.instance.choice(item, index).is_some_and(|choice| choice.small);
        let cuttable = offer.basis == OfferBasis::DeMinimis || items().any(|(item, _)| small(item));
        let yearly = option.loosened && offer.base_cap_cents.is_some() && !cuttable;
        let rule = match () {
            // The cap of a year cuts more than that of all years together.
            () if grant < capped && yearly => LimitRule::BaseCap,
            () if grant < capped && cuttable => LimitRule::Ceiling,
            () if full > capped && capped == option.grant_cap => LimitRule::GrantCap,
            () if full > capped && binding.is_some() => LimitRule::SharedLimit,
            () if full > capped => LimitRule::BaseCap,
            () if cost == option.cost_max => LimitRule::CostCap,
            () => LimitRule::Rate,
        };
        // Of a rate: the position on which one more euro brings most.
        let own = self.own_shares_of_plan(pick).into_iter().filter(|one| one.allowance == index).map(|one| one.item);
        let dearest = items()
            .map(|(item, _)| item)
            .chain(own)
            .filter_map(|item| Some((self.instance.choice(item, index)?, item)))
            .filter_map(|(choice, item)| {
                let net = self.instance.items.get(item)?.net.max(1);
                Some((choice.counted.worth() / i128::from(net), std::cmp::Reverse(item)))
            })
            .max()
            .and_then(|(_, std::cmp::Reverse(item))| self.position_of.get(item).copied());
        let position = dearest.and_then(|place| self.situation.positions.get(place));
        let more = again.and_then(|again| {
            let changed = match rule {
                LimitRule::Rate => again.with_costs(|situation| add_cost(situation, dearest, &pick.settled.taken))?,
                LimitRule::SharedLimit => {
                    // A share of other cost is no amount that could be a euro wider.
                    offer.limits.get(binding?)?.cost_max_cents?;
                    again.with(|situation| widen_shared(situation, place, binding))
                }
                rule => again.with(|situation| widen(situation, place, rule)),
            };
            Some(self.gain(pick, again, &changed)).filter(|more| !more.impossible())
        });
        let args = [
            ("offer", offer.name.clone().into()),
            ("cut", Money::from_cents(full - grant).into()),
            ("position", position.map(title).map_or_else(|| s::NOTHING.text().into(), Arg::from)),
            ("more", amount(more)),
        ];
        let cut = Money::from_cents(full - grant);
        Some(Limit::new(offer.id.clone(), rule, said(rule, more.is_some()).with(&args), cut, more))
    }

    /// Positions whose highest aid intensity cuts the rate of an offer.
    fn intensities(&self, pick: &Pick) -> Vec<Limit> {
        let mut limits: Vec<Limit> = Vec::new();
        for (item, option) in pick.found.assignment.iter().enumerate() {
            let Some(limit) = option.and_then(|option| self.intensity(pick, item, option)) else { continue };
            match limits.iter_mut().find(|known| known.subject == limit.subject && known.text == limit.text) {
                Some(known) => known.cut_cents += limit.cut_cents,
                None => limits.push(limit),
            }
        }
        limits
    }

    fn intensity(&self, pick: &Pick, item: usize, option: usize) -> Option<Limit> {
        let (offer, choice) = (self.offer_at(option)?, self.instance.choice(item, option)?);
        let position: &Position = self.taken(&pick.settled, *self.position_of.get(item)?)?;
        let highest = position.max_intensity_permille.map(|permille| i64::from(permille) * 1000)?;
        let (rate, _) = super::super::compile::rate_for(offer, position, self.situation)?;
        let binds = matches!(offer.basis, OfferBasis::Gber | OfferBasis::Tax) && i64::from(rate.rate_ppm) > highest;
        if !binds || pick.found.outcome.grants.get(option).is_none_or(|grant| *grant == 0) {
            return None;
        }
        let cut = self.instance.cents(choice.counted.base * i128::from(i64::from(rate.rate_ppm) - highest));
        let args = [
            ("offer", offer.name.clone().into()),
            ("position", title(position).into()),
            ("highest", percent(highest)),
            ("rate", percent(i64::from(rate.rate_ppm))),
        ];
        let text = s::LIMIT_INTENSITY.with(&args);
        Some(Limit::new(position.id.clone(), LimitRule::Intensity, text, Money::from_cents(cut), None))
    }

    /// Positions whose highest aid intensity keeps a part of their own share out.
    fn own_share_intensities(&self, pick: &Pick) -> Vec<Limit> {
        let limit = |one: &Entered| {
            let counted = self.instance.choice(one.item, one.allowance)?.counted;
            let position = self.taken(&pick.settled, *self.position_of.get(one.item)?)?;
            let base = self.share_of(one.item, one.kept_out, counted.base);
            let cut = Money::from_cents(self.instance.cents(base * i128::from(counted.rate)));
            let highest = i64::from(position.max_intensity_permille?) * 1000;
            let args = [
                ("grant", self.offer_at(one.option)?.name.clone().into()),
                ("offer", self.offer_at(one.allowance)?.name.clone().into()),
                ("position", title(position).into()),
                ("highest", percent(highest)),
                ("kept_out", Money::from_cents(one.kept_out).into()),
            ];
            let text = s::LIMIT_OWN_SHARE.with(&args);
            Some(Limit::new(position.id.clone(), LimitRule::Intensity, text, cut, None))
        };
        self.own_shares_of_plan(pick).iter().filter(|one| one.kept_out > 0).filter_map(limit).collect()
    }

    /// Budgets that keep a better plan out.
    fn own_funds(&self, pick: &Pick, again: &Again<'_>) -> Vec<Limit> {
        let cost: i64 = self.instance.items.iter().filter(|item| item.external).map(|item| item.net).sum();
        let mut limits = Vec::new();
        for (index, budget) in self.situation.budgets.iter().enumerate() {
            if budget.own_cents.cents() + budget.credit_cents.cents() >= cost {
                continue;
            }
            let without = again.with(|situation| {
                situation.budgets.remove(index);
            });
            let cut = self.gain(pick, again, &without);
            let wider = again.with(|situation| {
                if let Some(budget) = situation.budgets.get_mut(index) {
                    budget.own_cents += EURO;
                }
            });
            let more = if cut.is_nothing() { Margin::NOTHING } else { self.gain(pick, again, &wider) };
            let args = [("budget", (&budget.id).into()), ("cut", cut.words()), ("more", amount(Some(more)))];
            let sentence = match () {
                () if cut.is_positive() => &s::LIMIT_OWN_FUNDS,
                () if cut.is_nothing() => &s::LIMIT_NO_OWN_FUNDS,
                () => &s::LIMIT_OWN_FUNDS_OPEN,
            };
            let (cut_cents, cut_at_most_cents, proven) = cut.document();
            let limit = Limit::new(
                budget.id.clone(),
                LimitRule::OwnFunds,
                sentence.with(&args),
                cut_cents.unwrap_or(Money::ZERO),
                Some(more),
            );
            limits.push(Limit { cut_at_most_cents, proven: limit.proven && proven, ..limit });
        }
        limits
    }
}

impl Limit {
    fn new(subject: Id, rule: LimitRule, text: Text, cut_cents: Money, more: Option<Margin>) -> Self {
        let (one_more_euro_cents, one_more_euro_at_most_cents, proven) =
            more.map_or((None, None, true), Margin::document);
        let cut_at_most_cents = None;
        Self {
            subject,
            rule,
            text,
            cut_cents,
            cut_at_most_cents,
            one_more_euro_cents,
            one_more_euro_at_most_cents,
            proven,
        }
    }
}

/// A share in parts per million, in per cent.
fn percent(ppm: i64) -> Arg {
    Ratio::new(ppm, 1_000_000).map_or_else(|| Arg::from(ppm), |share| Arg::percent(&share, 1))
}

/// An amount, or *nothing*.
fn amount(more: Option<Margin>) -> Arg {
    let some = more.filter(|more| !(more.is_nothing() && more.least() == Some(Money::ZERO)));
    some.map_or_else(|| s::NOTHING.text().into(), Margin::words)
}

/// One more euro of cost, in the quote that is taken.
fn add_cost(situation: &mut Situation, place: Option<usize>, taken: &[usize]) {
    let Some(place) = place else { return };
    let Some(position) = situation.positions.get_mut(place) else { return };
    let other = taken.get(place).and_then(|quote| quote.checked_sub(1));
    if let Some(quote) = other.and_then(|quote| position.quotes.get_mut(quote)) {
        quote.net_cents += EURO;
    } else if let Some(net) = position.net_cents.given().copied() {
        position.net_cents = Answer::Given(net + EURO);
    }
}

/// One more euro of room.
fn widen(situation: &mut Situation, place: usize, rule: LimitRule) {
    if rule == LimitRule::Ceiling {
        situation.de_minimis.ceiling_cents += EURO;
        return;
    }
    let Some(offer): Option<&mut Offer> = situation.offers.get_mut(place) else { return };
    let cap = match rule {
        LimitRule::BaseCap => &mut offer.base_cap_cents,
        LimitRule::GrantCap => &mut offer.grant_cap_cents,
        _ => &mut offer.cost_max_cents,
    };
    *cap = cap.map(|limit| limit + EURO);
}

/// One more euro under a shared limit.
fn widen_shared(situation: &mut Situation, place: usize, limit: Option<usize>) {
    let limits = situation.offers.get_mut(place).map(|offer| &mut offer.limits);
    let limit = limits.zip(limit).and_then(|(limits, limit)| limits.get_mut(limit));
    if let Some(most) = limit.and_then(|limit| limit.cost_max_cents.as_mut()) {
        *most += EURO;
    }
}

fn said(rule: LimitRule, more: bool) -> &'static crate::base::Sentence {
    match (rule, more) {
        (LimitRule::Ceiling, true) => &s::LIMIT_CEILING,
        (LimitRule::Ceiling, false) => &s::LIMIT_CEILING_ALONE,
        (LimitRule::GrantCap, true) => &s::LIMIT_GRANT_CAP,
        (LimitRule::GrantCap, false) => &s::LIMIT_GRANT_CAP_ALONE,
        (LimitRule::SharedLimit, true) => &s::LIMIT_SHARED,
        (LimitRule::SharedLimit, false) => &s::LIMIT_SHARED_ALONE,
        (LimitRule::BaseCap, true) => &s::LIMIT_BASE_CAP,
        (LimitRule::BaseCap, false) => &s::LIMIT_BASE_CAP_ALONE,
        (LimitRule::CostCap, true) => &s::LIMIT_COST_CAP,
        (LimitRule::CostCap, false) => &s::LIMIT_COST_CAP_ALONE,
        (_, true) => &s::LIMIT_RATE,
        (_, false) => &s::LIMIT_RATE_ALONE,
    }
}

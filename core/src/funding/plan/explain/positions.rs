//! Per position: who pays, why, and what the next best would be.

use schemars::JsonSchema;
use serde::Serialize;

use super::excluded::bar_text;
use super::margin::{Margin, Worth};
use super::nodes::Nodes;
use super::sentences as s;
use super::title;
use crate::base::text::Arg;
use crate::base::{Id, Money, Ratio, Text};
use crate::funding::plan::compile::{Bar, Compiled, rate_for};
use crate::funding::plan::front::Pick;
use crate::funding::plan::offer::{Offer, OfferInstrument};
use crate::funding::plan::query::Unfound;

/// Who pays a position, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PositionReason {
    /// The position.
    pub position: Id,
    /// Offers under which it, or its own share, is claimed; empty: the company pays itself.
    pub offers: Vec<Id>,
    /// Who would pay it otherwise, per offer that pays it.
    pub next_best: Vec<NextBest>,
    /// The reasons, the decisive one first.
    pub why: Vec<Text>,
}

/// Who would pay a position if an offer did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NextBest {
    /// The offer that pays it in the plan.
    pub instead_of: Id,
    /// The offers that would pay it in the best plan that was found with the same dates and risk; empty: the company
    /// itself.
    pub offers: Vec<Id>,
    /// How much less the best such plan would bring, in cents, or, unless proven, at least so much less; absent when
    /// there is no such plan.
    pub less_cents: Option<Money>,
    /// Unless proven: at most so much less, in cents; absent also when no such plan was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub less_at_most_cents: Option<Money>,
    /// Was the search for that plan finished?
    pub proven: bool,
}

impl Compiled<'_> {
    /// Per position: who pays and why.
    pub(crate) fn reasons(&self, pick: &Pick, nodes: &Nodes) -> Vec<PositionReason> {
        let places = 0..self.situation.positions.len();
        places.filter_map(|place| self.reason(pick, place, nodes)).collect()
    }

    fn reason(&self, pick: &Pick, place: usize, nodes: &Nodes) -> Option<PositionReason> {
        let position = self.taken(&pick.settled, place)?;
        let used = self.used(&self.of_position(place, &pick.found.assignment));
        let (mut why, mut next_best) = (Vec::new(), Vec::new());
        why.extend(self.why_this_quote(pick, place, nodes));
        let mine = |option: usize| self.slots.get(option).map(|slot| slot.offer);
        // Several applications of one programme are one reason.
        let mut each: Vec<usize> =
            used.iter().copied().filter(|option| self.claims_itself(pick, place, *option)).collect();
        each.dedup_by_key(|option| mine(*option));
        for option in &each {
            let (text, next) = self.paid_by(pick, place, *option, nodes)?;
            why.push(text);
            next_best.push(next);
        }
        why.extend(self.own_share_here(pick, place));
        if used.is_empty() {
            why.push(s::SELF_PAID.text());
        }
        let alone = why.len();
        for (index, offer) in self.situation.offers.iter().enumerate() {
            if used.iter().any(|option| self.slots.get(*option).is_some_and(|slot| slot.offer == index)) {
                continue;
            }
            match self.bar(index, place) {
                Some(bar @ (Bar::Provider | Bar::Research | Bar::Ordered | Bar::Promise)) => {
                    why.push(bar_text(bar, offer, Some(&title(position))));
                }
                Some(_) => {}
                None if used.is_empty() => why.extend(self.stands_back(pick, place, index)),
                None => {}
            }
        }
        if used.is_empty() && why.len() == alone {
            why.push(s::NOBODY_PAYS.text());
        }
        Some(PositionReason { position: position.id.clone(), offers: self.ids(&used), next_best, why })
    }

    /// Does the position itself, or a part of it, go to the option?
    fn claims_itself(&self, pick: &Pick, place: usize, option: usize) -> bool {
        self.of_position(place, &pick.found.assignment).contains(&Some(option))
    }

    /// What a tax allowance counts of the position's own share.
    fn own_share_here(&self, pick: &Pick, place: usize) -> Option<Text> {
        let here = |item: &usize| self.position_of.get(*item) == Some(&place);
        let own = self.own_shares_of_plan(pick);
        let net: i64 = own.iter().filter(|one| here(&one.item)).map(|one| one.cents).sum();
        let first = own.iter().find(|one| here(&one.item))?;
        let args = [
            ("offer", self.offer_at(first.allowance)?.name.clone().into()),
            ("grant", self.offer_at(first.option)?.name.clone().into()),
            ("net", Money::from_cents(net).into()),
        ];
        Some(s::OWN_SHARE_HERE.with(&args))
    }

    /// Where the items of a position go.
    pub(super) fn of_position(&self, place: usize, assignment: &[Option<usize>]) -> Vec<Option<usize>> {
        self.position_of.iter().zip(assignment).filter(|(at, _)| **at == place).map(|(_, to)| *to).collect()
    }

    /// Why this offer, and not the next best.
    fn paid_by(&self, pick: &Pick, place: usize, option: usize, nodes: &Nodes) -> Option<(Text, NextBest)> {
        let position = self.taken(&pick.settled, place)?;
        let offer = self.offer_at(option)?;
        if offer.instrument == OfferInstrument::Loan {
            return Some(self.lent_by(pick, place, option, offer, nodes));
        }
        let (rate, _) = rate_for(offer, position, self.situation)?;
        let net = position.net_cents.given().map_or(1, |net| net.cents().max(1));
        let share = Ratio::wide(rate.strength(position), i128::from(net) * 1_000_000_000_000_000_000)?;
        let mine = |other: usize| self.slots.get(other).map(|slot| slot.offer);
        let other = self.without(nodes, pick, |item, other| {
            self.position_of.get(item) == Some(&place) && mine(other) == mine(option)
        });
        let less = Margin::less(Worth::searched(&other), Worth::exact(pick.found.outcome.value));
        let instead = other.as_ref().map(|other| self.used(&self.of_position(place, &other.assignment)));
        let instead = instead.unwrap_or_default();
        let names = self.names(&instead);
        let args = [
            ("offer", offer.name.clone().into()),
            ("percent", Arg::percent(&share, 1)),
            ("next", if names.is_empty() { s::YOURSELF.text().into() } else { Arg::list(names) }),
            ("less", less.words()),
        ];
        let sentence = match &other {
            Err(Unfound::Nothing { .. }) => &s::PAID_BY_ONLY,
            Err(Unfound::NodeLimit { .. }) => &s::PAID_BY_OPEN,
            Ok(_) if less.is_nothing() && less.least() == Some(Money::ZERO) => &s::PAID_BY_EQUAL,
            Ok(_) if less.is_nothing() => &s::PAID_BY_NO_LESS,
            Ok(_) if less.proven() => &s::PAID_BY,
            Ok(_) => &s::PAID_BY_CUT,
        };
        Some((sentence.with(&args), NextBest::of(offer, self.ids(&instead), less)))
    }

    /// What a loan is there for.
    fn lent_by(&self, pick: &Pick, place: usize, option: usize, offer: &Offer, nodes: &Nodes) -> (Text, NextBest) {
        let mine = |other: usize| self.slots.get(other).map(|slot| slot.offer);
        let other = self.without(nodes, pick, |_, other| mine(other) == mine(option));
        let less = Margin::less(Worth::searched(&other), Worth::exact(pick.found.outcome.value));
        let sentence = match &other {
            Ok(_) => &s::LENT_FOR_MORE,
            Err(Unfound::Nothing { .. }) => &s::LENT_TO_BE_ABLE,
            Err(Unfound::NodeLimit { .. }) => &s::LENT_OPEN,
        };
        let instead = other.map(|other| self.used(&self.of_position(place, &other.assignment))).unwrap_or_default();
        let lent = pick.settled.filings.iter().find(|filing| filing.option == option).map_or(0, |filing| filing.lent);
        let args =
            [("offer", offer.name.clone().into()), ("lent", Money::from_cents(lent).into()), ("less", less.words())];
        (sentence.with(&args), NextBest::of(offer, self.ids(&instead), less))
    }
}

impl NextBest {
    fn of(instead_of: &Offer, offers: Vec<Id>, less: Margin) -> Self {
        let (less_cents, less_at_most_cents, proven) = less.document();
        Self { instead_of: instead_of.id.clone(), offers, less_cents, less_at_most_cents, proven }
    }
}

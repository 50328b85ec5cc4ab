//! Facts that are missing, and what hangs on them.

use schemars::JsonSchema;
use serde::Serialize;

use super::in_a_row;
use super::margin::{Margin, Worth};
use super::nodes::Nodes;
use super::sentences as s;
use crate::base::text::Arg;
use crate::base::{Finding, Id, Money, Severity, Text};
use crate::funding::plan::compile::{Compiled, rate_for, risk};
use crate::funding::plan::front::Pick;
use crate::funding::plan::offer::{Offer, Standing};
use crate::funding::plan::situation::Position;

/// A fact that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlanQuestion {
    /// The question.
    pub text: Text,
    /// The offers that hang on it.
    pub offers: Vec<Id>,
    /// How much less the best plan brings if the answer is unfavourable, in cents, or, unless proven, at least so much
    /// less; all of it when no plan is left.
    pub at_stake_cents: Money,
    /// Unless proven: at most so much less, in cents; absent also when it was not found out whether a plan is left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_stake_at_most_cents: Option<Money>,
    /// Was the search for the plan that is left finished?
    pub proven: bool,
}

/// A question with the offers and items that hang on it.
struct Asked {
    text: Text,
    offers: Vec<usize>,
    items: Vec<usize>,
    /// Do only own shares hang on it?
    own_shares: bool,
}

impl Compiled<'_> {
    /// Facts that are missing, the one with most money at stake first.
    pub(crate) fn questions(&self, pick: &Pick, nodes: &Nodes) -> Vec<PlanQuestion> {
        let offer_of = |option: usize| self.slots.get(option).map(|slot| slot.offer);
        let mut questions: Vec<PlanQuestion> = Vec::new();
        for asked in self.asked(pick) {
            let tops = |option: usize| {
                let terms = self.instance.options.get(option).and_then(|rules| rules.own_share);
                terms.and_then(|terms| offer_of(terms.allowance)).is_some_and(|offer| asked.offers.contains(&offer))
            };
            // An allowance that is not there counts no own share either.
            let gone = |item: usize, option: usize| {
                let mine = !asked.own_shares && offer_of(option).is_some_and(|offer| asked.offers.contains(&offer));
                tops(option) || (mine && asked.items.contains(&item))
            };
            let rest = Worth::searched(&self.without(nodes, pick, gone));
            let rest = if rest.impossible() { Worth::exact(0) } else { rest };
            let stake = Margin::less(rest, Worth::of(&pick.found));
            let (least, at_stake_at_most_cents, proven) = stake.document();
            let offers = asked.offers.iter().filter_map(|offer| self.situation.offers.get(*offer));
            questions.push(PlanQuestion {
                text: asked.text,
                offers: offers.map(|offer| offer.id.clone()).collect(),
                // Without a fact no plan brings more.
                at_stake_cents: least.unwrap_or(Money::ZERO).max(Money::ZERO),
                at_stake_at_most_cents,
                proven,
            });
        }
        questions.sort_by_key(|question| std::cmp::Reverse(question.at_stake_cents));
        questions
    }

    /// What a plan relies on without knowing it, what is assumed, and what nobody verified: per offer.
    pub(crate) fn relies_on(&self, pick: &Pick) -> Vec<Finding> {
        let asked = self.asked(pick);
        let mut findings = Vec::new();
        let used = self.used(&pick.found.assignment);
        let mut offers: Vec<usize> =
            used.iter().filter_map(|option| self.slots.get(*option)).map(|slot| slot.offer).collect();
        offers.sort_unstable();
        offers.dedup();
        for index in offers {
            let Some(offer) = self.situation.offers.get(index) else { continue };
            let mut say = |severity, sentence, list: Vec<Text>| {
                let args = [("offer", offer.name.clone().into()), ("list", in_a_row(&list).into())];
                findings.push(Finding::new(severity, sentence, offer.id.as_str(), &args));
            };
            let mine = asked.iter().filter(|asked| asked.offers.contains(&index));
            let open: Vec<Text> = mine.map(|asked| asked.text.clone()).collect();
            let unconfirmed = matches!(offer.standing, Standing::Open { unconfirmed: true, .. });
            match (open.is_empty(), unconfirmed) {
                (true, false) => {}
                (_, true) => say(Severity::Warn, &s::RELIES_UNCONFIRMED, open),
                (false, false) => say(Severity::Warn, &s::RELIES_OPEN, open),
            }
            if !offer.assumed.is_empty() {
                say(Severity::Warn, &s::RELIES_ASSUMED, offer.assumed.clone());
            }
            if offer.sources.iter().any(|source| source.confidence == crate::base::Confidence::Unverified) {
                say(Severity::Info, &s::UNVERIFIED, Vec::new());
            }
        }
        findings
    }

    /// Every question on which the plan hangs, once.
    fn asked(&self, pick: &Pick) -> Vec<Asked> {
        let mut asked: Vec<Asked> = Vec::new();
        if pick.risk < risk::OPEN {
            return asked;
        }
        for (index, offer) in self.situation.offers.iter().enumerate() {
            let uses = |item: &usize| {
                let option = pick.found.assignment.get(*item).copied().flatten();
                option.and_then(|option| self.slots.get(option)).is_some_and(|slot| slot.offer == index)
            };
            let items: Vec<usize> = (0..self.instance.items.len()).filter(uses).collect();
            if items.is_empty() {
                continue;
            }
            if let Standing::Open { questions, .. } = &offer.standing {
                questions.iter().for_each(|question| ask(&mut asked, question.clone(), index, &items));
            }
            let further = |item: &usize| {
                let option = pick.found.assignment.get(*item).copied().flatten();
                option.and_then(|option| self.slots.get(option)).is_some_and(|slot| slot.lane > 0)
            };
            let later: Vec<usize> = items.iter().copied().filter(further).collect();
            if !later.is_empty() {
                offer.further_questions.iter().for_each(|question| ask(&mut asked, question.clone(), index, &later));
            }
            for place in 0..self.situation.positions.len() {
                let mine = items.iter().copied().filter(|item| self.position_of.get(*item) == Some(&place));
                let mine: Vec<usize> = mine.collect();
                // What is open is open of the quote that is taken.
                if let Some(position) = self.taken(&pick.settled, place).filter(|_| !mine.is_empty()) {
                    self.of_pair(&mut asked, (index, offer), position, &mine);
                }
            }
        }
        asked.extend(self.asked_of_own_shares(pick));
        asked
    }

    /// Whether own shares count at all.
    fn asked_of_own_shares(&self, pick: &Pick) -> Option<Asked> {
        let own = self.own_shares_of_plan(pick);
        let allowance = own.first()?.allowance;
        let args = [("offer", self.offer_at(allowance)?.name.clone().into())];
        Some(Asked {
            text: s::ASK_OWN_SHARE.with(&args),
            offers: vec![self.slots.get(allowance)?.offer],
            items: own.iter().map(|one| one.item).collect(),
            own_shares: true,
        })
    }

    /// The questions on which an offer hangs for a position.
    fn of_pair(&self, asked: &mut Vec<Asked>, (index, offer): (usize, &Offer), position: &Position, hit: &[usize]) {
        let Some((rate, hangs)) = rate_for(offer, position, self.situation) else { return };
        rate.questions.iter().for_each(|question| ask(asked, question.clone(), index, hit));
        let args: [(&str, Arg); 2] =
            [("position", super::title(position).into()), ("offer", offer.name.clone().into())];
        if offer.independent_provider && position.is_external() && position.provider_independent.given().is_none() {
            ask(asked, s::ASK_INDEPENDENT.with(&args), index, hit);
        }
        if offer.research_only && position.research.given().is_none() {
            ask(asked, s::ASK_RESEARCH.with(&args), index, hit);
        }
        if hangs && self.situation.size.given().is_none() {
            ask(asked, s::ASK_SIZE.with(&args), index, hit);
        }
    }
}

fn ask(asked: &mut Vec<Asked>, text: Text, offer: usize, items: &[usize]) {
    match asked.iter_mut().find(|known| known.text == text) {
        Some(known) => {
            if !known.offers.contains(&offer) {
                known.offers.push(offer);
            }
            known.items.extend(items);
        }
        None => asked.push(Asked { text, offers: vec![offer], items: items.to_vec(), own_shares: false }),
    }
}

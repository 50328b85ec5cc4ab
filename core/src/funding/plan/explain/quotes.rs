//! Why a position goes to another provider than the stated one.

use super::margin::{Margin, Worth};
use super::nodes::Nodes;
use super::sentences as s;
use crate::base::{Money, Text};
use crate::funding::plan::compile::Compiled;
use crate::funding::plan::front::Pick;
use crate::funding::plan::instance::{Choice, Outcome};
use crate::funding::plan::offer::OfferInstrument;
use crate::funding::plan::query::{Known, Limits, Unfound};
use crate::funding::plan::search::best;

impl Compiled<'_> {
    /// Sum of the grants of options, in cents; a loan is none.
    pub(crate) fn money(&self, grants: &[i64]) -> i64 {
        let counts =
            |option: usize| self.offer_of(option).is_some_and(|offer| offer.instrument != OfferInstrument::Loan);
        grants.iter().enumerate().filter(|(option, _)| counts(*option)).map(|(_, grant)| *grant).sum()
    }

    /// What the quote brings that is taken in place of the stated one; `None` where the stated one is taken.
    pub(crate) fn why_this_quote(&self, pick: &Pick, place: usize, nodes: &Nodes) -> Option<Text> {
        let (stated, taken) = (self.situation.positions.get(place)?, self.taken(&pick.settled, place)?);
        let quote = taken.taken.clone()?;
        let (latest, risk) = (self.latest(pick), pick.risk);
        let only = self.with_stated(place);
        let judge = |to: &[Option<usize>], outcome: &Outcome| only.judge(to, outcome, latest);
        let stated_only =
            |item: usize, _: &Choice| self.position_of.get(item) != Some(&place) || self.quote_of.get(item) == Some(&0);
        let known = Known { plan: Some(&pick.found), best: true };
        let found = nodes.search(|nodes| {
            let query = self.query(Limits { day: latest, risk, nodes }, stated_only).within_funds(self).knowing(known);
            best(&query, &judge)
        });
        let net = |position: &crate::funding::plan::situation::Position| {
            position.net_cents.given().copied().unwrap_or(Money::ZERO)
        };
        let name = |provider: &Option<String>, other: &str| provider.clone().unwrap_or_else(|| other.to_owned());
        let less = Margin::less(Worth::searched(&found), Worth::exact(pick.found.outcome.value));
        let args = [
            ("provider", name(&taken.provider, quote.as_str()).into()),
            ("quote", quote.as_str().to_owned().into()),
            ("net", net(taken).into()),
            ("stated", name(&stated.provider, stated.id.as_str()).into()),
            ("before", net(stated).into()),
            ("less", less.words()),
        ];
        Some(match found {
            Ok(_) => s::QUOTE_TAKEN.with(&args),
            Err(Unfound::Nothing { .. }) => s::QUOTE_NEEDED.with(&args),
            Err(Unfound::NodeLimit { .. }) => s::QUOTE_OPEN.with(&args),
        })
    }

    /// The same problem with only the stated quote of a position.
    fn with_stated(&self, place: usize) -> Self {
        let mut only = self.clone();
        only.combinations.retain(|way| way.taken.get(place) == Some(&0));
        only.plain = false;
        only
    }
}

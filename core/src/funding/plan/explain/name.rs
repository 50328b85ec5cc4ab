//! The plan in plain words.

use super::sentences as s;
use crate::base::text::Arg;
use crate::base::{Money, Text};
use crate::funding::plan::compile::Compiled;
use crate::funding::plan::front::Pick;
use crate::funding::plan::offer::Start;

/// So many self-paid positions are named; more are *the rest*.
const NAMED: usize = 2;

impl Compiled<'_> {
    /// When it begins, who pays, what it brings and when the prototype is ready.
    pub(crate) fn name(&self, pick: &Pick, baseline: &Pick) -> Text {
        let first = |pick: &Pick| pick.settled.schedule.spans.iter().map(|span| span.0).min().unwrap_or(0);
        let options = self.used(&pick.found.assignment);
        let waits = options
            .iter()
            .filter_map(|option| self.offer_at(*option))
            .any(|offer| offer.start == Start::GrantBeforeStart);
        let start = [("start", self.days.date(first(pick)).into())];
        let begin =
            if first(pick) > first(baseline) && waits { s::NAME_WAIT.with(&start) } else { s::NAME_BEGIN.with(&start) };
        let ready = [("ready", self.days.date(pick.settled.milestone).into())];
        let ready = if self.has_milestone() { s::NAME_READY.with(&ready) } else { Text::of("", "") };
        if options.is_empty() {
            return s::NAME_SELF.with(&[("begin", begin.into()), ("ready", ready.into())]);
        }
        let grant = Money::from_cents(pick.settled.money());
        let expected = self.expected(&pick.settled.grants);
        let money = [("grant", grant.into()), ("expected", expected.into())];
        let money = if expected < grant { s::NAME_UP_TO.with(&money) } else { s::NAME_SUM.with(&money) };
        let uses = s::NAME_USES.with(&[("offers", Arg::list(self.names(&options)))]);
        let claimed = |place: usize| {
            self.position_of.iter().zip(&pick.found.assignment).any(|(at, to)| *at == place && to.is_some())
        };
        let own = self.situation.positions.iter().enumerate().filter(|(place, _)| !claimed(*place));
        let own: Vec<Text> = own.map(|(_, position)| super::title(position)).collect();
        let (second, third) = if own.len() > NAMED {
            (uses, s::NAME_REST.text())
        } else {
            (s::NAME_OWN.with(&[("own", Arg::list(own.clone()))]), uses)
        };
        let args = [
            ("begin", begin.into()),
            ("second", second.into()),
            ("third", third.clone().into()),
            ("money", money.into()),
            ("ready", ready.into()),
        ];
        if own.is_empty() { s::NAME_ALL.with(&args) } else { s::NAME_SOME.with(&args) }
    }
}

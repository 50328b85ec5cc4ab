//! Programmes that could be used and are not: the rule or the money that keeps them out of a plan.

use super::cents;
use super::excluded::{Cause, Unused};
use super::margin::{Margin, Worth};
use super::nodes::Nodes;
use super::sentences as s;
use crate::base::text::Arg;
use crate::base::{Money, Text};
use crate::funding::plan::compile::Compiled;
use crate::funding::plan::front::Pick;
use crate::funding::plan::instance::{Choice, Counted, Outcome};
use crate::funding::plan::offer::Offer;
use crate::funding::plan::query::{Found, Known, Limits, Unfound};
use crate::funding::plan::report::RiskLevel;
use crate::funding::plan::search::best;

/// What keeps a programme out.
struct Why {
    cause: Cause,
    reason: Text,
    /// Was every search behind it finished?
    proven: bool,
}

impl Why {
    /// Whatever a search would say.
    const fn sure(cause: Cause, reason: Text) -> Self {
        Self { cause, reason, proven: true }
    }

    /// A search was cut short before it was clear.
    const fn open(reason: Text) -> Self {
        Self { cause: Cause::Undecided, reason, proven: false }
    }
}

/// Where to look for plans that use an application.
#[derive(Clone, Copy)]
struct Within {
    risk: u8,
    latest: i32,
    /// By the rules of money alone, or only what can be carried out?
    lawful_only: bool,
}

impl Compiled<'_> {
    /// The usable programmes that a plan does not use, each with the reason.
    pub(crate) fn passed_over(&self, pick: &Pick, nodes: &Nodes) -> Vec<Unused> {
        let mut list = Vec::new();
        for (index, offer) in self.situation.offers.iter().enumerate() {
            let mine = |option: &usize| self.slots.get(*option).is_some_and(|slot| slot.offer == index);
            if self.used(&pick.found.assignment).iter().any(mine) {
                continue;
            }
            if let Some(Why { cause, reason, proven }) = self.why_not(pick, index, offer, nodes) {
                let (offer, name) = (offer.id.clone(), offer.name.clone());
                list.push(Unused { offer, name, cause, proven, reasons: vec![reason] });
            }
        }
        list.sort_by(|a, b| (a.cause, &a.offer).cmp(&(b.cause, &b.offer)));
        list
    }

    /// The choices of an offer, with their items.
    pub(super) fn choices_of(&self, index: usize) -> impl Iterator<Item = (usize, &Choice)> {
        let rows = self.instance.choices.iter().enumerate();
        let all = rows.flat_map(|(item, row)| row.iter().map(move |choice| (item, choice)));
        all.filter(move |(_, choice)| self.slots.get(choice.option).is_some_and(|slot| slot.offer == index))
    }

    fn why_not(&self, pick: &Pick, index: usize, offer: &Offer, nodes: &Nodes) -> Option<Why> {
        let name = || ("offer", offer.name.clone().into());
        let calmest = self.choices_of(index).map(|(_, choice)| choice.risk).min()?;
        if let Some(text) = self.too_small(index, offer) {
            return Some(Why::sure(Cause::TooSmall, text));
        }
        if let Some(text) = self.not_worth(index, offer) {
            return Some(Why::sure(Cause::BringsNoMore, text));
        }
        let mut options: Vec<usize> = self.choices_of(index).map(|(_, choice)| choice.option).collect();
        options.sort_unstable();
        options.dedup();
        let least = |option: &usize| self.instance.options.get(*option).map_or(1, |rules| rules.grant_min.max(1));
        let no_room = |option: &usize| {
            let rank = self.instance.options.get(*option).and_then(|rules| rules.de_minimis);
            rank.and_then(|rank| self.instance.headroom.get(rank)).is_some_and(|room| *room < least(option))
        };
        if options.iter().all(no_room) {
            let ceiling = self.situation.de_minimis.ceiling_cents;
            return Some(Why::sure(Cause::Ceiling, s::CEILING_FULL.with(&[name(), ("ceiling", ceiling.into())])));
        }
        let within = Within { risk: pick.risk.max(calmest), latest: self.latest(pick), lawful_only: false };
        let (worth, best) = self.with_any(pick, &options, within, nodes);
        let now = pick.found.outcome.value;
        if let Some((option, found)) = best {
            return Some(match () {
                () if calmest <= pick.risk => self.worse(pick, offer, option, &found, worth),
                () if found.outcome.value > now => Why::sure(Cause::Riskier, self.riskier(pick, offer, calmest)),
                () if worth.most.is_some_and(|most| most > now) => {
                    let more = Margin::more(worth, Worth::exact(now));
                    let level = RiskLevel::of(calmest).text();
                    Why::open(s::RISKIER_OPEN.with(&[name(), ("risk", level.into()), ("more", more.words())]))
                }
                () => self.worse(pick, offer, option, &found, worth),
            });
        }
        // Nothing was found; but is there nothing?
        if let Some(most) = worth.most {
            let bound = Margin::more(worth, Worth::exact(now));
            let args = [name(), ("more", bound.words())];
            return Some(if most <= now {
                let reason = s::BRINGS_NO_MORE_IF_ANY.with(&args);
                Why { cause: Cause::BringsNoMore, reason, proven: false }
            } else {
                Why::open(s::UNDECIDED.with(&args))
            });
        }
        Some(self.later(pick, index, &options, within, nodes).unwrap_or_else(|| {
            let (worth, _) =
                self.with_any(pick, &options, Within { latest: i32::MAX, lawful_only: true, ..within }, nodes);
            match (worth.least, worth.most) {
                (Some(_), _) => Why::sure(Cause::OwnFunds, s::NOT_AFFORDED.with(&[name()])),
                (None, None) => Why::sure(Cause::TooSmall, s::OUT_OF_BOUNDS.with(&[name()])),
                (None, Some(_)) => Why::open(s::NOT_AFFORDED_OR_BOUNDS.with(&[name()])),
            }
        }))
    }

    /// The best plan that uses one of these options: what it brings, and which was found.
    fn with_any(
        &self,
        pick: &Pick,
        options: &[usize],
        within: Within,
        nodes: &Nodes,
    ) -> (Worth, Option<(usize, Found)>) {
        let (mut worth, mut best) = (Worth::unfound(Unfound::Nothing { nodes: 0 }), None);
        for option in options {
            let result = self.forced(pick, *option, within, nodes);
            worth = worth.best(Worth::searched(&result));
            if let Ok(found) = result
                && best.as_ref().is_none_or(|(_, other): &(usize, Found)| found.outcome.value > other.outcome.value)
            {
                best = Some((*option, found));
            }
        }
        (worth, best)
    }

    /// With it the prototype comes later than in this plan: on which day at the earliest. `None` if no plan uses it,
    /// however late.
    fn later(&self, pick: &Pick, index: usize, options: &[usize], within: Within, nodes: &Nodes) -> Option<Why> {
        let offer = self.situation.offers.get(index)?;
        let milestone = |option: usize, latest: i32| {
            let found = self.forced(pick, option, Within { latest, ..within }, nodes)?;
            let outcome = self.instance.evaluate(&found.assignment);
            let settled = outcome.and_then(|outcome| self.settle(&found.assignment, &outcome, latest));
            settled.map(|settled| settled.milestone).ok_or(Unfound::Nothing { nodes: 0 })
        };
        let (mut soonest, mut proven): (Option<i32>, bool) = (None, true);
        // No plan with a choice is ready before the day that the choice alone allows.
        let alone = self.choices_of(index).map(|(_, choice)| choice.day).min()?;
        if let Some(day) = options.iter().find_map(|option| milestone(*option, alone).ok()) {
            soonest = Some(day);
        } else {
            for option in options {
                loop {
                    match milestone(*option, soonest.map_or(i32::MAX, |day| day - 1)) {
                        Ok(day) => soonest = Some(day),
                        Err(unfound) => {
                            proven &= matches!(unfound, Unfound::Nothing { .. });
                            break;
                        }
                    }
                }
            }
        }
        let args = |day: i32| {
            [
                ("offer", offer.name.clone().into()),
                ("day", self.days.date(day).into()),
                ("milestone", self.days.date(pick.settled.milestone).into()),
            ]
        };
        match soonest {
            Some(day) if proven => Some(Why::sure(Cause::Later, s::LATER.with(&args(day)))),
            Some(day) => Some(Why { cause: Cause::Later, reason: s::LATER_OPEN.with(&args(day)), proven }),
            None if proven => None,
            None => Some(Why::open(s::LATER_OR_NEVER.with(&args(pick.settled.milestone)))),
        }
    }

    pub(super) fn riskier(&self, pick: &Pick, offer: &Offer, level: u8) -> Text {
        s::RISKIER.with(&[
            ("offer", offer.name.clone().into()),
            ("risk", RiskLevel::of(level).text().into()),
            ("mine", RiskLevel::of(pick.risk).text().into()),
        ])
    }

    /// Least cost or least grant out of reach even if everything were claimed there, each position with one of its
    /// quotes.
    fn too_small(&self, index: usize, offer: &Offer) -> Option<Text> {
        let (cost, grant) = self.most_of(index)?;
        let name = ("offer", offer.name.clone().into());
        if let Some(least) = offer.cost_min_cents.filter(|least| cost < least.cents()) {
            let args = [name, ("cost", Money::from_cents(cost).into()), ("limit", least.into())];
            return Some(s::COST_TOO_SMALL.with(&args));
        }
        let least = offer.grant_min_cents.filter(|least| grant < least.cents())?;
        Some(s::GRANT_TOO_SMALL.with(&[name, ("grant", Money::from_cents(grant).into()), ("limit", least.into())]))
    }

    /// Whatever is claimed, the application costs as much as it lets expect.
    fn not_worth(&self, index: usize, offer: &Offer) -> Option<Text> {
        let own_share =
            |option: usize| self.instance.options.get(option).is_some_and(|rules| rules.own_share.is_some());
        if offer.loan.is_some() || self.choices_of(index).any(|(_, choice)| own_share(choice.option)) {
            return None;
        }
        let (_, first) = self.choices_of(index).next()?;
        let rules = self.instance.options.get(first.option)?;
        let (_, grant) = self.most_of(index)?;
        let (expected, effort) = (cents(grant.saturating_mul(rules.chance)), Money::from_cents(rules.effort));
        let args = [("offer", offer.name.clone().into()), ("grant", expected.into()), ("effort", effort.into())];
        (effort > Money::ZERO && expected <= effort).then(|| s::NOT_WORTH.with(&args))
    }

    /// The most cost that can be claimed under an offer in one application, and the most that it brings, in cents.
    fn most_of(&self, index: usize) -> Option<(i64, i64)> {
        let (mut cost, mut grant): (Option<i64>, i64) = (None, 0);
        let mut options: Vec<usize> = self.choices_of(index).map(|(_, choice)| choice.option).collect();
        options.sort_unstable();
        options.dedup();
        for option in options {
            let rules = self.instance.options.get(option)?;
            let mine: Vec<(usize, &Choice)> =
                self.choices_of(index).filter(|(_, choice)| choice.option == option).collect();
            for way in self.ways_of(&mine) {
                let taken = mine.iter().filter(|(item, _)| {
                    let place = self.position_of.get(*item).and_then(|place| way.get(*place));
                    place == self.quote_of.get(*item)
                });
                let items = taken.clone().filter_map(|(item, _)| self.instance.items.get(*item));
                cost = cost.max(Some(items.map(|item| item.net).sum()));
                let mut claimed: Vec<Counted> = taken.map(|(_, choice)| choice.counted).collect();
                grant = grant.max(self.instance.grant(rules, &mut claimed));
            }
        }
        Some((cost?, grant))
    }

    /// The ways to choose quotes that differ in the positions of these choices; the others keep the stated one.
    fn ways_of(&self, choices: &[(usize, &Choice)]) -> Vec<Vec<usize>> {
        let concerned = |place: usize| choices.iter().any(|(item, _)| self.position_of.get(*item) == Some(&place));
        let concerned: Vec<bool> = (0..self.situation.positions.len()).map(concerned).collect();
        let stated = |(quote, concerned): (&usize, &bool)| if *concerned { *quote } else { 0 };
        let mut ways: Vec<Vec<usize>> =
            self.combinations.iter().map(|way| way.taken.iter().zip(&concerned).map(stated).collect()).collect();
        ways.sort_unstable();
        ways.dedup();
        ways
    }

    /// The best plan that uses an option.
    fn forced(&self, pick: &Pick, option: usize, within: Within, nodes: &Nodes) -> Result<Found, Unfound> {
        let Within { risk, latest, lawful_only } = within;
        let best_known = !lawful_only && risk <= pick.risk && latest <= self.latest(pick);
        let known = Known { plan: Some(&pick.found), best: best_known };
        let judge = |to: &[Option<usize>], outcome: &Outcome| {
            let used = outcome.grants.get(option).is_some_and(|grant| *grant > 0);
            match (used, lawful_only) {
                (false, _) => None,
                (true, true) => Some(outcome.value),
                (true, false) => self.judge(to, outcome, latest),
            }
        };
        let found = nodes.search(|nodes| {
            let query =
                self.query(Limits { day: latest, risk, nodes }, |_, _| true).forcing(1 << option).knowing(known);
            best(&if lawful_only { query } else { query.within_funds(self) }, &judge)
        });
        if lawful_only { found } else { found.map(|found| self.carried_out(found, latest)) }
    }

    /// The best plan with the offer brings less, or no more.
    fn worse(&self, pick: &Pick, offer: &Offer, option: usize, found: &Found, worth: Worth) -> Why {
        let less = Margin::less(worth, Worth::exact(pick.found.outcome.value));
        let grant = found.outcome.grants.get(option).copied().unwrap_or(0);
        let chance = self.instance.options.get(option).map_or(1000, |rules| rules.chance);
        let expected = cents(grant * chance);
        let claimed = self.titles(|item| found.assignment.get(item).copied().flatten() == Some(option));
        let conflicts = self.instance.options.get(option).map_or(0, |rules| rules.conflicts);
        let rivals: Vec<usize> =
            self.used(&pick.found.assignment).into_iter().filter(|used| conflicts >> used & 1 == 1).collect();
        let args = [
            ("offer", offer.name.clone().into()),
            ("other", Arg::list(self.names(&rivals))),
            ("positions", Arg::list(claimed)),
            ("grant", expected.into()),
            ("effort", offer.effort_cents.into()),
            ("less", less.words()),
            ("more", less.turned().words()),
        ];
        let proven = less.proven();
        let (cause, sentence) = match () {
            // Only where the search for this plan was itself cut short.
            () if less.turned().is_positive() => (Cause::Undecided, &s::BETTER_FOUND),
            () if less.is_nothing() => (Cause::BringsNoMore, &s::BRINGS_AS_MUCH),
            () if !rivals.is_empty() => (Cause::ExcludedByOther, &s::EXCLUDED_BY),
            () if !proven => (Cause::BringsNoMore, &s::BRINGS_LESS_CUT),
            () if expected <= offer.effort_cents => (Cause::BringsNoMore, &s::NOT_WORTH),
            () => (Cause::BringsNoMore, &s::BRINGS_LESS),
        };
        Why { cause, reason: sentence.with(&args), proven }
    }
}

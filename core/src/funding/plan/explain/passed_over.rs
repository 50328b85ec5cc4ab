//! Programmes that could be used and are not: the rule or the money that keeps them out of a plan.

use super::excluded::{Cause, Unused};
use super::sentences as s;
use super::{cents, title};
use crate::base::text::Arg;
use crate::base::{Money, Sentence, Text};
use crate::funding::plan::compile::Compiled;
use crate::funding::plan::front::Pick;
use crate::funding::plan::instance::{Choice, Counted, FREE, Instance, Opt, Outcome};
use crate::funding::plan::offer::Offer;
use crate::funding::plan::query::{Found, Known, Limits};
use crate::funding::plan::report::RiskLevel;
use crate::funding::plan::search::best;

impl Compiled<'_> {
    /// The usable programmes that a plan does not use, each with the reason.
    pub(crate) fn passed_over(&self, pick: &Pick, nodes: u64) -> Vec<Unused> {
        let mut list = Vec::new();
        for (index, offer) in self.situation.offers.iter().enumerate() {
            let mine = |option: &usize| self.slots.get(*option).is_some_and(|slot| slot.offer == index);
            if self.used(&pick.found.assignment).iter().any(mine) {
                continue;
            }
            if let Some((cause, reason)) = self.why_not(pick, index, offer, nodes) {
                list.push(Unused { offer: offer.id.clone(), name: offer.name.clone(), cause, reasons: vec![reason] });
            }
        }
        list.sort_by(|a, b| (a.cause, &a.offer).cmp(&(b.cause, &b.offer)));
        list
    }

    /// The choices of an offer, with their items.
    fn choices_of(&self, index: usize) -> impl Iterator<Item = (usize, &Choice)> {
        let rows = self.instance.choices.iter().enumerate();
        let all = rows.flat_map(|(item, row)| row.iter().map(move |choice| (item, choice)));
        all.filter(move |(_, choice)| self.slots.get(choice.option).is_some_and(|slot| slot.offer == index))
    }

    fn why_not(&self, pick: &Pick, index: usize, offer: &Offer, nodes: u64) -> Option<(Cause, Text)> {
        let name = || ("offer", offer.name.clone().into());
        let calmest = self.choices_of(index).map(|(_, choice)| choice.risk).min()?;
        if let Some(text) = self.too_small(index, offer) {
            return Some((Cause::TooSmall, text));
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
            return Some((Cause::Ceiling, s::CEILING_FULL.with(&[name(), ("ceiling", ceiling.into())])));
        }
        let latest = self.latest(pick);
        let risk = pick.risk.max(calmest);
        let with = |lawful_only: bool| {
            let latest = if lawful_only { i32::MAX } else { latest };
            let plans = options
                .iter()
                .filter_map(|option| Some((*option, self.forced(pick, *option, risk, latest, nodes, lawful_only)?)));
            plans.max_by_key(|(option, found)| (found.outcome.value, std::cmp::Reverse(*option)))
        };
        if let Some((option, found)) = with(false) {
            if found.outcome.value > pick.found.outcome.value && calmest > pick.risk {
                return Some((Cause::Riskier, self.riskier(pick, offer, calmest)));
            }
            return Some(self.worse(pick, offer, option, &found));
        }
        let waiting = options.iter().filter_map(|option| {
            let found = self.forced(pick, *option, risk, i32::MAX, nodes, false)?;
            let outcome = self.instance.evaluate(&found.assignment)?;
            Some(self.settle(&found.assignment, &outcome, i32::MAX)?.milestone)
        });
        if let Some(day) = waiting.min() {
            let args = [
                name(),
                ("day", self.days.date(day).into()),
                ("milestone", self.days.date(pick.settled.milestone).into()),
            ];
            return Some((Cause::Later, s::LATER.with(&args)));
        }
        Some(match with(true) {
            Some(_) => (Cause::OwnFunds, s::NOT_AFFORDED.with(&[name()])),
            None => (Cause::TooSmall, s::OUT_OF_BOUNDS.with(&[name()])),
        })
    }

    fn riskier(&self, pick: &Pick, offer: &Offer, level: u8) -> Text {
        s::RISKIER.with(&[
            ("offer", offer.name.clone().into()),
            ("risk", RiskLevel::of(level).text().into()),
            ("mine", RiskLevel::of(pick.risk).text().into()),
        ])
    }

    /// Least cost or least grant out of reach even if everything were claimed there, each position with one of its
    /// quotes.
    fn too_small(&self, index: usize, offer: &Offer) -> Option<Text> {
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
        let cost = cost?;
        let name = ("offer", offer.name.clone().into());
        if let Some(least) = offer.cost_min_cents.filter(|least| cost < least.cents()) {
            let args = [name, ("cost", Money::from_cents(cost).into()), ("limit", least.into())];
            return Some(s::COST_TOO_SMALL.with(&args));
        }
        let least = offer.grant_min_cents.filter(|least| grant < least.cents())?;
        Some(s::GRANT_TOO_SMALL.with(&[name, ("grant", Money::from_cents(grant).into()), ("limit", least.into())]))
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

    /// The best plan that uses an option; by the rules of money alone, or one that can be carried out.
    fn forced(
        &self,
        pick: &Pick,
        option: usize,
        risk: u8,
        latest: i32,
        nodes: u64,
        lawful_only: bool,
    ) -> Option<Found> {
        let limits = Limits { day: latest, risk, nodes };
        let known =
            Known { plan: Some(&pick.found), best: !lawful_only && risk <= pick.risk && latest <= self.latest(pick) };
        let query = self.query(limits, |_, _| true).forcing(1 << option).knowing(known);
        let query = if lawful_only { query } else { query.within_funds(self) };
        let judge = |to: &[Option<usize>], outcome: &Outcome| {
            let used = outcome.grants.get(option).is_some_and(|grant| *grant > 0);
            match (used, lawful_only) {
                (false, _) => None,
                (true, true) => Some(outcome.value),
                (true, false) => self.judge(to, outcome, latest),
            }
        };
        best(&query, &judge).ok()
    }

    /// The best plan with the offer brings less, or no more.
    fn worse(&self, pick: &Pick, offer: &Offer, option: usize, found: &Found) -> (Cause, Text) {
        let less = cents(pick.found.outcome.value - found.outcome.value);
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
            ("less", less.into()),
        ];
        match () {
            () if less <= Money::ZERO => (Cause::BringsNoMore, s::BRINGS_AS_MUCH.with(&args)),
            () if !rivals.is_empty() => (Cause::ExcludedByOther, s::EXCLUDED_BY.with(&args)),
            () if expected <= offer.effort_cents => (Cause::BringsNoMore, s::NOT_WORTH.with(&args)),
            () => (Cause::BringsNoMore, s::BRINGS_LESS.with(&args)),
        }
    }

    /// Why an offer that could pay for a position that the company pays itself does not.
    pub(super) fn stands_back(&self, pick: &Pick, place: usize, index: usize) -> Option<Text> {
        let offer = self.situation.offers.get(index)?;
        let position = self.situation.positions.get(place)?;
        let name = || ("offer", offer.name.clone().into());
        // Each application with each quote of the position, all its parts.
        let mut ways: Vec<(usize, usize, &Choice)> = self
            .choices_of(index)
            .filter(|(item, _)| self.position_of.get(*item) == Some(&place))
            .filter_map(|(item, choice)| Some((choice.option, *self.quote_of.get(item)?, choice)))
            .collect();
        ways.sort_by_key(|(option, quote, _)| (*option, *quote));
        ways.dedup_by_key(|(option, quote, _)| (*option, *quote));
        let latest = self.latest(pick);
        let used = self.used(&pick.found.assignment);
        let now = self.instance.evaluate(&pick.found.assignment)?.value;
        let mut rivals: Vec<usize> = Vec::new();
        let mut best: Option<(i64, i64, i64)> = None;
        let mut broken: Option<&Sentence> = None;
        let (mut afforded, mut tempting): (bool, Vec<&Choice>) = (false, Vec::new());
        for (option, quote, choice) in ways {
            let rules = self.instance.options.get(option)?;
            let conflicts: Vec<usize> =
                used.iter().copied().filter(|other| rules.conflicts >> other & 1 == 1).collect();
            if !conflicts.is_empty() {
                rivals.extend(conflicts);
                continue;
            }
            let mut to = pick.found.assignment.clone();
            for (item, target) in to.iter_mut().enumerate() {
                let here = self.position_of.get(item) == Some(&place) && self.quote_of.get(item) == Some(&quote);
                if here && self.instance.choice(item, option).is_some() {
                    *target = Some(option);
                }
            }
            let Some(outcome) = self.instance.evaluate(&to) else {
                broken = broken.or_else(|| self.broken_rule(&to, option));
                continue;
            };
            if outcome.value > now && (choice.risk > pick.risk || choice.day > latest) {
                tempting.push(choice);
                continue;
            }
            let carried_out = self.judge(&to, &outcome, latest);
            afforded |= carried_out.is_some();
            let gain = carried_out.map_or(outcome.value - now, |value| value - pick.found.outcome.value);
            let before = pick.found.outcome.grants.get(option).copied().unwrap_or(0);
            let grant = outcome.grants.get(option).copied().unwrap_or(0) - before;
            let effort = if before > 0 { 0 } else { rules.effort };
            best = best.max(Some((gain, grant * rules.chance, effort)));
        }
        // It would bring more: what keeps it out is that it is less sure, or late.
        let soon = tempting.iter().filter(|choice| choice.day <= latest).map(|choice| choice.risk).min();
        if let Some(level) = soon {
            return Some(self.riskier(pick, offer, level));
        }
        if let Some(day) = tempting.iter().map(|choice| choice.day).min() {
            let milestone = self.days.date(pick.settled.milestone);
            let args = [name(), ("day", self.days.date(day).into()), ("milestone", milestone.into())];
            return Some(s::LATER.with(&args));
        }
        let Some((gain, grant, effort)) = best else {
            rivals.sort_unstable();
            rivals.dedup();
            let args = [name(), ("other", Arg::list(self.names(&rivals))), ("position", title(position).into())];
            return Some(if rivals.is_empty() {
                broken.unwrap_or(&s::NOT_WITHIN).with(&args)
            } else {
                s::SHUT_OUT.with(&args)
            });
        };
        let (expected, effort) = (cents(grant), Money::from_cents(effort));
        let args = [name(), ("grant", expected.into()), ("effort", effort.into()), ("less", cents(-gain).into())];
        Some(match () {
            () if grant <= 0 => s::USED_UP.with(&args),
            () if !afforded => s::NOT_AFFORDED_HERE.with(&args),
            () if effort > Money::ZERO && expected <= effort => s::NOT_WORTH.with(&args),
            () if gain < 0 => s::DISPLACES.with(&args),
            () => s::NO_MORE.with(&args),
        })
    }

    /// The rule of an option that an assignment breaks: the one without which it would be lawful.
    fn broken_rule(&self, to: &[Option<usize>], option: usize) -> Option<&'static Sentence> {
        let lawful = |relax: Relax| {
            let mut instance = self.instance.clone();
            relax(&mut instance, option);
            instance.evaluate(to).is_some()
        };
        let rules: [(Relax, &Sentence); 5] = [
            (|instance, _| instance.headroom.fill(FREE / 1_000_000), &s::NOT_WITHIN_CEILING),
            (|instance, option| relaxed(instance, option, |rules| rules.cost_min = 0), &s::NOT_WITHIN_COST_MIN),
            (|instance, option| relaxed(instance, option, |rules| rules.cost_max = FREE), &s::NOT_WITHIN_COST_MAX),
            (|instance, option| relaxed(instance, option, |rules| rules.grant_min = 1), &s::NOT_WITHIN_GRANT_MIN),
            (
                |instance, option| {
                    relaxed(instance, option, |rules| (rules.external_min, rules.external_max) = (0, 1000));
                },
                &s::NOT_WITHIN_EXTERNAL,
            ),
        ];
        rules.into_iter().find(|(relax, _)| lawful(*relax)).map(|(_, sentence)| sentence)
    }
}

/// Takes a rule away from an option.
type Relax = fn(&mut Instance, usize);

/// Changes the rules of an option.
fn relaxed(instance: &mut Instance, option: usize, change: fn(&mut Opt)) {
    if let Some(rules) = instance.options.get_mut(option) {
        change(rules);
    }
}

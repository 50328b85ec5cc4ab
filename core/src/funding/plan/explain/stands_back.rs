//! Why an offer that could pay for a position that the company pays itself does not.

use super::sentences as s;
use super::{cents, title};
use crate::base::text::Arg;
use crate::base::{Money, Sentence, Text};
use crate::funding::plan::compile::Compiled;
use crate::funding::plan::front::Pick;
use crate::funding::plan::instance::{Choice, FREE, Instance, Opt};

impl Compiled<'_> {
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

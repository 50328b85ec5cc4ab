//! The smallest changes that open one programme.

use std::collections::BTreeSet;

use super::super::evaluate::{AUTOMATIC, Quick, terms};
use super::super::facts::show;
use super::super::inquiry::Inquiry;
use super::super::open::{automatic_slots, open_facts};
use super::super::programme::Programme;
use super::super::rule::Slot;
use super::trials::{Trial, choose, trials};
use super::words::{nothing, value_text};
use super::{Change, MAX_CHANGES, MAX_OPTIONS, MAX_TRIALS, Opening, Way};
use crate::base::text::{Arg, sentences};
use crate::base::{Answer, Money, Truth};

sentences! {
    CHANGE = "funding.what_if.change" { de: "„{label}“: {from} → {to}", en: "\"{label}\": {from} → {to}" }
    COSTS_NEW = "funding.what_if.costs_new" { de: "zusätzlich {amount} für {kind} in der Phase {phase}", en: "additionally {amount} for {kind} in the phase {phase}" }
}

/// Open questions after the change, the change, and what then holds.
type Found = (usize, Vec<(Slot, Trial)>, Quick);

pub(super) fn opening(inquiry: &Inquiry, programme: &Programme, now: &Quick) -> Opening {
    let vocabulary = inquiry.catalogue().vocabulary();
    let core = inquiry.catalogue().core_slots();
    let mut result = Opening {
        programme: programme.id.clone(),
        short: programme.short.clone(),
        verdict: now.verdict,
        apply_from: (now.applications == Truth::No)
            .then(|| programme.applications.next_opening(inquiry.at().start()))
            .flatten(),
        options: Vec::new(),
        blocked_by: Vec::new(),
        cut_short: false,
    };
    if !now.conditions.is_no() {
        return result;
    }
    let requirements = requirements(inquiry, programme);
    for one in requirements.iter().filter(|one| one.fails && one.changeable.is_empty()) {
        result.blocked_by.push(one.id.to_owned());
    }
    result.blocked_by.sort_unstable();
    if !result.blocked_by.is_empty() {
        return result;
    }
    let needed: Vec<&Requirement> = requirements.iter().filter(|one| one.fails).collect();
    let trials: Vec<(Slot, Vec<Trial>)> =
        candidates(&requirements).into_iter().map(|slot| (slot, trials(inquiry, programme, slot))).collect();
    let mut left = MAX_TRIALS;
    for size in 1..=MAX_CHANGES.min(trials.len()) {
        let mut found: Vec<Found> = Vec::new();
        choose(&trials, size, &mut Vec::new(), &mut |chosen| {
            // What fails must be touched, each of it.
            let touched = |one: &&Requirement| chosen.iter().any(|(slot, _)| one.changeable.contains(slot));
            if left == 0 || !needed.iter().all(touched) {
                return;
            }
            left -= 1;
            let mut facts = inquiry.facts.clone();
            for (slot, trial) in chosen {
                match trial {
                    Trial::Value(value) => facts.set(*slot, Answer::Given(*value)),
                    Trial::Costs(costs) => facts.set_costs(*slot, costs.clone()),
                }
            }
            facts.derive(vocabulary);
            let after = inquiry.judge(now, programme, &facts);
            if !after.conditions.is_no() {
                let missing = open_facts(programme, &after, &core, &facts).len();
                found.push((missing, chosen.to_vec(), after));
            }
        });
        result.cut_short = left == 0;
        if !found.is_empty() {
            found.sort_by(|(a, x, _), (b, y, _)| {
                let slots = |list: &[(Slot, Trial)]| list.iter().map(|(slot, _)| *slot).collect::<Vec<_>>();
                a.cmp(b).then_with(|| slots(x).cmp(&slots(y)))
            });
            // One way per set of facts: the first is the one nearest to what is stated.
            let mut seen: Vec<Vec<Slot>> = Vec::new();
            for (_, chosen, after) in found {
                let slots: Vec<Slot> = chosen.iter().map(|(slot, _)| *slot).collect();
                if seen.contains(&slots) || result.options.len() >= MAX_OPTIONS {
                    continue;
                }
                seen.push(slots);
                result.options.push(way(inquiry, programme, &chosen, &after));
            }
            break;
        }
    }
    result
}

/// A condition with the facts it reads that are stated and that the applicant can change.
struct Requirement<'a> {
    id: &'a str,
    fails: bool,
    changeable: Vec<Slot>,
}

/// The conditions of the file, then those that follow from the terms.
fn requirements<'a>(inquiry: &Inquiry, programme: &'a Programme) -> Vec<Requirement<'a>> {
    let vocabulary = inquiry.catalogue().vocabulary();
    let core = inquiry.catalogue().core_slots();
    let requirement = |id: &'a str, fails: bool, slots: &[Slot]| {
        let can_change = |slot: &&Slot| {
            vocabulary.get(**slot).is_some_and(|fact| fact.changeable) && inquiry.facts.raw(**slot).given().is_some()
        };
        Requirement { id, fails, changeable: slots.iter().filter(can_change).copied().collect() }
    };
    let own = programme
        .conditions
        .iter()
        .map(|condition| requirement(&condition.id, condition.rule.value(&inquiry.facts).is_no(), &condition.slots));
    let values = terms(programme, &core, &inquiry.facts).values();
    let automatic = AUTOMATIC.iter().zip(values).enumerate();
    let automatic =
        automatic.map(|(index, (id, value))| requirement(id, value.is_no(), &automatic_slots(programme, index, &core)));
    own.chain(automatic).collect()
}

/// The facts of what fails; and since changing one may break another condition, the facts that can mend that too.
fn candidates(requirements: &[Requirement]) -> Vec<Slot> {
    let mut facts: BTreeSet<Slot> =
        requirements.iter().filter(|one| one.fails).flat_map(|one| one.changeable.iter().copied()).collect();
    loop {
        let before = facts.len();
        for one in requirements {
            if one.changeable.iter().any(|slot| facts.contains(slot)) {
                facts.extend(&one.changeable);
            }
        }
        if facts.len() == before {
            return facts.into_iter().collect();
        }
    }
}

fn way(inquiry: &Inquiry, programme: &Programme, chosen: &[(Slot, Trial)], after: &Quick) -> Way {
    let vocabulary = inquiry.catalogue().vocabulary();
    let core = inquiry.catalogue().core_slots();
    let mut facts = inquiry.facts.clone();
    let mut changes = Vec::new();
    for (slot, trial) in chosen {
        let Some(fact) = vocabulary.get(*slot) else { continue };
        let from = inquiry.facts.value(*slot, fact);
        let from_text = value_text(&from, *slot, vocabulary);
        let (to, to_text) = match trial {
            Trial::Value(value) => {
                facts.set(*slot, Answer::Given(*value));
                let to = show(*value, fact, &[]);
                let text = value_text(&to, *slot, vocabulary);
                (to, text)
            }
            Trial::Costs(costs) => {
                facts.set_costs(*slot, costs.clone());
                let text = costs.last().map(|cost| {
                    COSTS_NEW.with(&[
                        ("amount", cost.net_cents.given().copied().unwrap_or(Money::ZERO).into()),
                        ("kind", cost.kind.text().into()),
                        ("phase", cost.phase.text().into()),
                    ])
                });
                (show(1, fact, costs), text.unwrap_or_else(nothing))
            }
        };
        let label = Arg::from(fact.label.clone());
        let text = CHANGE.with(&[("label", label), ("from", from_text.into()), ("to", to_text.into())]);
        changes.push(Change { fact: fact.id.clone(), from, to, text });
    }
    facts.derive(vocabulary);
    let missing = open_facts(programme, after, &core, &facts);
    Way {
        changes,
        conditions: after.conditions,
        high_cents: after.grants.high,
        still_missing: missing.into_iter().filter_map(|slot| vocabulary.get(slot)).map(|f| f.id.clone()).collect(),
    }
}

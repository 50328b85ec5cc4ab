//! Which facts are missing for a programme.

use super::evaluate::{AUTOMATIC, CoreSlots, Quick, terms};
use super::facts::Facts;
use super::programme::{AidBasis, Component, Gate, Programme};
use super::rule::{Rule, Slot};
use super::verdict::Verdict;

/// Every fact that the terms of a component read.
pub(crate) fn component_slots(component: &Component, costs: Slot) -> Vec<Slot> {
    let mut slots = Vec::new();
    let mut rule = |rule: Option<&Rule>| {
        if let Some(rule) = rule {
            slots.extend(rule.slots());
        }
    };
    component.pays.iter().for_each(|part| rule(part.when.as_ref()));
    component.overheads.iter().for_each(|part| rule(part.when.as_ref()));
    component.rates.iter().for_each(|part| rule(part.when.as_ref()));
    component.bonuses.iter().for_each(|part| rule(part.when.as_ref()));
    component.fixed.iter().for_each(|part| rule(part.when.as_ref()));
    component.caps.iter().for_each(|part| rule(part.when.as_ref()));
    slots.extend(component.fixed.iter().filter_map(|part| part.times));
    slots.extend(component.caps.iter().filter_map(|part| part.times));
    slots.extend(component.wage_limit.iter().map(|limit| limit.highest));
    slots.extend(component.stated.iter().flat_map(|stated| [Some(stated.fact), stated.times]).flatten());
    if !component.pays.is_empty() {
        slots.push(costs);
    }
    slots
}

/// Every fact that a programme reads, each once, in order of slot.
pub(crate) fn all_slots(programme: &Programme, core: &CoreSlots) -> Vec<Slot> {
    let mut slots: Vec<Slot> =
        programme.conditions.iter().flat_map(|condition| condition.slots.iter().copied()).collect();
    slots.extend(term_slots(programme, core));
    for window in &programme.applications.windows {
        if let Some(rule) = &window.exempt {
            slots.extend(rule.slots());
        }
    }
    slots.sort_unstable();
    slots.dedup();
    slots
}

/// Every fact that the terms of a programme read.
fn term_slots(programme: &Programme, core: &CoreSlots) -> Vec<Slot> {
    let mut slots: Vec<Slot> =
        programme.components.iter().flat_map(|component| component_slots(component, core.costs)).collect();
    if programme.start.gate() != Gate::Free {
        slots.push(core.begun);
    }
    if !programme.phases.is_empty() && slots.iter().all(|slot| *slot != core.costs) {
        slots.push(core.phases);
    }
    if programme.aid_basis == AidBasis::DeMinimis {
        slots.push(core.headroom);
    }
    slots
}

/// The facts without an answer that could still close the verdict or the amount, in order of slot.
/// None once the verdict cannot become *eligible*.
pub(crate) fn open_facts(programme: &Programme, quick: &Quick, core: &CoreSlots, facts: &Facts) -> Vec<Slot> {
    if !matches!(quick.verdict, Verdict::Open | Verdict::Eligible) {
        return Vec::new();
    }
    let mut slots = Vec::new();
    for condition in &programme.conditions {
        condition.rule.open_slots(facts, &mut slots);
    }
    let missing = |slot: &Slot| {
        facts.raw(*slot).given().is_none() || (*slot == core.costs && facts.costs().iter().any(incomplete))
    };
    let terms = terms(programme, core, facts);
    if terms.not_begun.is_open() {
        slots.push(core.begun);
    }
    let settled = terms.values().iter().all(|value| value.is_yes()) && terms.grants.exact().is_some();
    if !settled || terms.others.exact().is_none() {
        slots.extend(term_slots(programme, core).into_iter().filter(missing));
    }
    if let (_, Some(window)) = programme.applications.at(super::timeline::Instant::Day(facts.as_of()).start())
        && let Some(rule) = &window.exempt
    {
        rule.open_slots(facts, &mut slots);
    }
    slots.sort_unstable();
    slots.dedup();
    slots
}

/// A position without its amount.
fn incomplete(cost: &super::costs::Cost) -> bool {
    cost.net_cents.given().is_none()
}

/// The facts that an automatic condition reads.
pub(crate) fn automatic_slots(programme: &Programme, index: usize, core: &CoreSlots) -> Vec<Slot> {
    let mut slots = match AUTOMATIC.get(index).copied() {
        Some("not_begun") => vec![core.begun],
        Some("de_minimis") => vec![core.headroom],
        Some("costs") => {
            let mut slots = vec![core.costs, core.phases];
            let whens = programme.components.iter().flat_map(|c| &c.pays).filter_map(|pays| pays.when.as_ref());
            whens.for_each(|rule| slots.extend(rule.slots()));
            slots
        }
        Some("rate") => {
            let rules = programme.components.iter().flat_map(|component| {
                let rates = component.rates.iter().filter_map(|rate| rate.when.as_ref());
                rates.chain(component.fixed.iter().filter_map(|fixed| fixed.when.as_ref()))
            });
            rules.flat_map(Rule::slots).collect()
        }
        Some("cost_bounds") => vec![core.costs],
        Some(_) => {
            term_slots(programme, core).into_iter().filter(|s| *s != core.begun && *s != core.headroom).collect()
        }
        None => Vec::new(),
    };
    slots.sort_unstable();
    slots.dedup();
    slots
}

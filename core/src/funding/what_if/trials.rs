//! Values worth trying for a fact that the applicant can change, those nearest to what is stated first.

use super::super::costs::{Cost, Unit};
use super::super::inquiry::Inquiry;
use super::super::probe;
use super::super::programme::Programme;
use super::super::rule::Slot;
use super::super::vocabulary::FactType;
use crate::base::{Answer, Money, Ratio};

/// A value that a fact could take.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Trial {
    Value(i64),
    Costs(Vec<Cost>),
}

/// Every choice of `size` facts with one trial each.
pub(super) fn choose(
    trials: &[(Slot, Vec<Trial>)],
    size: usize,
    chosen: &mut Vec<(Slot, Trial)>,
    visit: &mut impl FnMut(&[(Slot, Trial)]),
) {
    if size == 0 {
        visit(chosen);
        return;
    }
    for (index, (slot, values)) in trials.iter().enumerate() {
        for value in values {
            chosen.push((*slot, value.clone()));
            choose(trials.get(index + 1..).unwrap_or_default(), size - 1, chosen, visit);
            chosen.pop();
        }
    }
}

/// Values worth trying, those nearest to what is stated first.
pub(super) fn trials(inquiry: &Inquiry, programme: &Programme, slot: Slot) -> Vec<Trial> {
    let vocabulary = inquiry.catalogue().vocabulary();
    let core = inquiry.catalogue().core_slots();
    let Some(fact) = vocabulary.get(slot) else { return Vec::new() };
    if fact.kind == FactType::Costs {
        return cost_trials(inquiry, programme);
    }
    let now = inquiry.facts.raw(slot).given().copied();
    let mut values = probe::values(programme, slot, vocabulary, &core);
    if fact.kind == FactType::Set
        && let Some(now) = now
    {
        // From what is stated: add or take away what the programme tells apart.
        let known = values.clone();
        let told_apart = known.iter().fold(0, |mask, value| mask | value);
        values = known.into_iter().map(|value| (now & !told_apart) | value).collect();
    }
    values.retain(|value| Some(*value) != now);
    values.sort_by_key(|value| {
        let distance = match (fact.kind, now) {
            (FactType::Set, Some(now)) => i64::from((value ^ now).count_ones()),
            (FactType::Count | FactType::Money | FactType::Date, Some(now)) => (value - now).abs(),
            _ => 0,
        };
        (distance, *value)
    });
    values.dedup();
    values.into_iter().map(Trial::Value).collect()
}

/// One more position of a kind that the programme pays, just large enough for its least cost and grant.
fn cost_trials(inquiry: &Inquiry, programme: &Programme) -> Vec<Trial> {
    let mut trials = Vec::new();
    for component in programme.components.iter().filter(|component| component.required) {
        let rate = component.rates.iter().map(|rate| rate.low_ppm).filter(|ppm| *ppm > 0).min();
        let by_grant = component.grant_min.zip(rate).and_then(|(least, ppm)| {
            let share = Ratio::new(ppm, 1_000_000)?;
            Some(Money::from_cents(least.ratio().checked_div(&share)?.ceil()))
        });
        let wanted = component.cost_min.max(by_grant).unwrap_or(Money::from_euros(1_000));
        for pays in &component.pays {
            let present: Money = inquiry
                .facts
                .costs()
                .iter()
                .filter(|cost| pays.covers(cost.kind, cost.phase))
                .filter_map(|cost| cost.net_cents.given())
                .sum();
            let (Some(kind), phase) =
                (pays.kinds.first(), pays.phases.first().or_else(|| programme.phases.keys().next()))
            else {
                continue;
            };
            let Some(phase) = phase else { continue };
            if present >= wanted {
                continue;
            }
            let mut costs = inquiry.facts.costs().to_vec();
            costs.push(Cost {
                id: None,
                phase: *phase,
                kind: *kind,
                net_cents: Answer::Given(wanted - present),
                quantity: Answer::NotAsked,
                unit: Unit::Lump,
            });
            trials.push(Trial::Costs(costs));
        }
    }
    trials
}

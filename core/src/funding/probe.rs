//! Answers worth trying: for each fact, one value per way in which a programme can tell values apart.

use super::evaluate::CoreSlots;
use super::programme::{AidBasis, Programme};
use super::rule::{Op, Rule, Slot, Test};
use super::vocabulary::{FactType, Vocabulary};

/// Most values tried for one fact of one programme.
const MOST: usize = 2_048;

/// Every rule of a programme that a fact may decide.
pub(crate) fn rules(programme: &Programme) -> impl Iterator<Item = &Rule> {
    let conditions = programme.conditions.iter().map(|condition| &condition.rule);
    let exempt = programme.applications.windows.iter().filter_map(|window| window.exempt.as_ref());
    let terms = programme.components.iter().flat_map(|component| {
        let pays = component.pays.iter().filter_map(|part| part.when.as_ref());
        let overheads = component.overheads.iter().filter_map(|part| part.when.as_ref());
        let rates = component.rates.iter().filter_map(|part| part.when.as_ref());
        let bonuses = component.bonuses.iter().filter_map(|part| part.when.as_ref());
        let fixed = component.fixed.iter().filter_map(|part| part.when.as_ref());
        let caps = component.caps.iter().filter_map(|part| part.when.as_ref());
        pays.chain(overheads).chain(rates).chain(bonuses).chain(fixed).chain(caps)
    });
    conditions.chain(exempt).chain(terms)
}

/// The tests of a fact in a programme.
fn tests(programme: &Programme, slot: Slot) -> Vec<Op> {
    let mut ops = Vec::new();
    for rule in rules(programme) {
        rule.tests(&mut |Test { slot: other, op }| {
            if *other == slot {
                ops.push(*op);
            }
        });
    }
    ops
}

/// Values of a fact of which one stands for every value the programme can tell apart.
/// Costs are not among them: they are tried as a whole.
pub(crate) fn values(programme: &Programme, slot: Slot, vocabulary: &Vocabulary, core: &CoreSlots) -> Vec<i64> {
    let Some(fact) = vocabulary.get(slot) else { return Vec::new() };
    let ops = tests(programme, slot);
    match fact.kind {
        FactType::Bool => vec![0, 1],
        FactType::Choice => {
            let count = i64::try_from(fact.values.len()).unwrap_or(0);
            let mut seen = Vec::new();
            let mut kept = Vec::new();
            for value in 0..count {
                let signature: Vec<bool> = ops.iter().map(|op| op.passes(value)).collect();
                if !seen.contains(&signature) {
                    seen.push(signature);
                    kept.push(value);
                }
            }
            kept
        }
        FactType::Count | FactType::Money | FactType::Date => {
            let mut values = vec![0];
            for op in ops {
                match op {
                    Op::AtLeast(bound) => values.extend([bound - 1, bound]),
                    Op::AtMost(bound) => values.extend([bound, bound + 1]),
                    Op::OneOf(_) | Op::HasAny(_) | Op::HasAll(_) => {}
                }
            }
            if slot == core.headroom && programme.aid_basis == AidBasis::DeMinimis {
                values.extend([1, crate::base::Money::LIMIT]);
            }
            for component in &programme.components {
                let caps = component.caps.iter().filter_map(|cap| cap.times);
                let fixed = component.fixed.iter().filter_map(|fixed| fixed.times);
                let stated = component.stated.iter().flat_map(|stated| [stated.times, Some(stated.fact)]).flatten();
                if caps.chain(fixed).chain(stated).any(|other| other == slot) {
                    values.extend([1, 2]);
                }
                if let Some(limit) = component.wage_limit.as_ref().filter(|limit| limit.highest == slot) {
                    values.extend([limit.max.cents(), limit.max.cents().saturating_mul(2)]);
                }
            }
            values.retain(|value| *value >= 0);
            values.sort_unstable();
            values.dedup();
            values
        }
        FactType::Set => {
            let mut masks: Vec<u64> = ops
                .iter()
                .filter_map(|op| match op {
                    Op::HasAny(mask) | Op::HasAll(mask) => Some(*mask),
                    Op::AtLeast(_) | Op::AtMost(_) | Op::OneOf(_) => None,
                })
                .collect();
            if slot == core.phases {
                masks.push(programme.phases.keys().fold(0, |mask, p| mask | super::evaluate::phase_bit(*p)));
            }
            subsets(fact.values.len(), &masks)
        }
        FactType::Costs => Vec::new(),
    }
}

/// Sets of which one stands for every set that the masks can tell apart.
fn subsets(members: usize, masks: &[u64]) -> Vec<i64> {
    // Members that stand in the same masks are alike: none, one or all of them.
    let mut classes: Vec<(Vec<bool>, u64)> = Vec::new();
    for member in 0..members.min(64) {
        let bit = 1_u64 << member;
        let signature: Vec<bool> = masks.iter().map(|mask| mask & bit != 0).collect();
        if signature.iter().all(|inside| !inside) {
            continue;
        }
        match classes.iter_mut().find(|(other, _)| *other == signature) {
            Some((_, class)) => *class |= bit,
            None => classes.push((signature, bit)),
        }
    }
    let mut sets = vec![0_u64];
    for (_, class) in classes {
        let first = class & class.wrapping_neg();
        let mut more: Vec<u64> = sets.iter().map(|set| set | class).collect();
        if first != class {
            more.extend(sets.iter().map(|set| set | first));
        }
        if sets.len() + more.len() > MOST {
            // Too many combinations: each class on its own, on top of what there is.
            sets.push(class);
            continue;
        }
        sets.extend(more);
    }
    sets.sort_unstable();
    sets.dedup();
    sets.into_iter().map(u64::cast_signed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subsets_stand_for_every_set() {
        // Against all 2^6 sets: every combination of outcomes of the tests occurs among the few.
        let ops = [Op::HasAny(0b000_011), Op::HasAll(0b000_111), Op::HasAny(0b010_000)];
        let few = subsets(6, &[0b000_011, 0b000_111, 0b010_000]);
        let outcome = |set: i64| ops.map(|op| op.passes(set));
        for set in 0..64 {
            assert!(few.iter().any(|other| outcome(*other) == outcome(set)), "{set:b}");
        }
        assert!(few.len() < 32);
    }
}

//! Bounds that are near a stated value.

use super::super::evaluate::Quick;
use super::super::facts::show;
use super::super::inquiry::Inquiry;
use super::super::open::all_slots;
use super::super::probe;
use super::super::programme::Programme;
use super::super::rule::{Op, Test};
use super::super::vocabulary::FactType;
use super::NearBound;
use super::words::value_text;
use crate::base::text::{Arg, sentences};
use crate::base::{Answer, Money};

sentences! {
    BOUND = "funding.what_if.bound" { de: "{programme}: ab „{label}“ = {value} (Abstand {distance}) ändert sich {what}.", en: "{programme}: from \"{label}\" = {value} (distance {distance}) {what} changes." }
    THE_VERDICT = "funding.what_if.the_verdict" { de: "das Urteil", en: "the verdict" }
    THE_AMOUNT = "funding.what_if.the_amount" { de: "der Betrag", en: "the amount" }
}

/// For every stated count, amount and date of a programme: the nearest bound on either side that changes the result.
pub(super) fn bounds(inquiry: &Inquiry, programme: &Programme, now: &Quick, out: &mut Vec<NearBound>) {
    let vocabulary = inquiry.catalogue().vocabulary();
    let core = inquiry.catalogue().core_slots();
    for slot in all_slots(programme, &core) {
        let Some(fact) = vocabulary.get(slot) else { continue };
        let Answer::Given(value) = inquiry.facts.raw(slot) else { continue };
        if !matches!(fact.kind, FactType::Count | FactType::Money | FactType::Date) {
            continue;
        }
        let mut beyond: Vec<i64> = Vec::new();
        for rule in probe::rules(programme) {
            rule.tests(&mut |Test { slot: other, op }| {
                if *other == slot {
                    match op {
                        Op::AtLeast(bound) if *bound <= value => beyond.push(bound - 1),
                        Op::AtLeast(bound) => beyond.push(*bound),
                        Op::AtMost(bound) if *bound >= value => beyond.push(bound + 1),
                        Op::AtMost(bound) => beyond.push(*bound),
                        Op::OneOf(_) | Op::HasAny(_) | Op::HasAll(_) => {}
                    }
                }
            });
        }
        beyond.retain(|other| *other >= 0 && *other != value);
        for above in [false, true] {
            let side = beyond.iter().copied().filter(|other| (*other > value) == above);
            let mut side: Vec<i64> = side.collect();
            side.sort_by_key(|other| (other - value).abs());
            for other in side {
                let mut facts = inquiry.facts.clone();
                facts.set(slot, Answer::Given(other));
                facts.derive(vocabulary);
                let after = inquiry.judge(now, programme, &facts);
                if (after.verdict, after.grants) == (now.verdict, now.grants) {
                    continue;
                }
                let value_shown = show(value, fact, &[]);
                let beyond = show(other, fact, &[]);
                let what = if after.verdict == now.verdict { THE_AMOUNT } else { THE_VERDICT };
                let distance = (other - value).abs();
                let shown_distance = match fact.kind {
                    FactType::Money => Arg::from(Money::from_cents(distance)),
                    _ => Arg::from(distance),
                };
                out.push(NearBound {
                    fact: fact.id.clone(),
                    text: BOUND.with(&[
                        ("programme", programme.short.clone().into()),
                        ("label", fact.label.clone().into()),
                        ("value", value_text(&beyond, slot, vocabulary).into()),
                        ("distance", shown_distance),
                        ("what", what.text().into()),
                    ]),
                    value: value_shown,
                    beyond,
                    distance,
                    programme: programme.id.clone(),
                    verdict: (now.verdict, after.verdict),
                    high_cents: (now.grants.high, after.grants.high),
                });
                break;
            }
        }
    }
}

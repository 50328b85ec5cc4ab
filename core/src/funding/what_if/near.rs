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
use super::outcome::Outcome;
use super::words::value_text;
use crate::base::text::{Arg, sentences};
use crate::base::{Answer, Money};

sentences! {
    ABOVE = "funding.what_if.above" { de: "{programme}: Ab „{label}“ = {value} ({distance} mehr) {what}.", en: "{programme}: from \"{label}\" = {value} ({distance} more) {what}." }
    BELOW = "funding.what_if.below" { de: "{programme}: Bei „{label}“ bis {value} ({distance} weniger) {what}.", en: "{programme}: with \"{label}\" up to {value} ({distance} less) {what}." }
    EARLIER = "funding.what_if.earlier" { de: "{programme}: Bei „{label}“ bis {value} ({distance} früher) {what}.", en: "{programme}: with \"{label}\" up to {value} ({distance} earlier) {what}." }
    LATER = "funding.what_if.later" { de: "{programme}: Ab „{label}“ = {value} ({distance} später) {what}.", en: "{programme}: from \"{label}\" = {value} ({distance} later) {what}." }
    DAYS = "funding.what_if.days" { de: "{n} Tage", en: "{n} days" }
    ONE_DAY = "funding.what_if.one_day" { de: "1 Tag", en: "1 day" }
}

/// For every stated count, amount and date of a programme: the nearest bound on either side that changes the result.
pub(super) fn bounds(inquiry: &Inquiry, programme: &Programme, now: &Quick, out: &mut Vec<NearBound>) {
    let vocabulary = inquiry.catalogue().vocabulary();
    let core = inquiry.catalogue().core_slots();
    let before = Outcome::of(inquiry, programme, *now, &inquiry.facts);
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
                let after = Outcome::of(inquiry, programme, inquiry.judge(now, programme, &facts), &facts);
                let Some(what) = before.becomes(&after) else { continue };
                let value_shown = show(value, fact, &[]);
                let beyond = show(other, fact, &[]);
                let distance = (other - value).abs();
                let shown_distance = match fact.kind {
                    FactType::Money => Arg::from(Money::from_cents(distance)),
                    FactType::Date if distance == 1 => ONE_DAY.text().into(),
                    FactType::Date => DAYS.with(&[("n", distance.into())]).into(),
                    _ => Arg::from(distance),
                };
                let sentence = match (fact.kind == FactType::Date, above) {
                    (true, true) => &LATER,
                    (true, false) => &EARLIER,
                    (false, true) => &ABOVE,
                    (false, false) => &BELOW,
                };
                out.push(NearBound {
                    fact: fact.id.clone(),
                    text: sentence.with(&[
                        ("programme", programme.short.clone().into()),
                        ("label", fact.label.clone().into()),
                        ("value", value_text(&beyond, slot, vocabulary).into()),
                        ("distance", shown_distance),
                        ("what", what.into()),
                    ]),
                    value: value_shown,
                    beyond,
                    distance,
                    programme: programme.id.clone(),
                    verdict: (now.verdict, after.quick.verdict),
                    high_cents: (now.grants.high, after.quick.grants.high),
                });
                break;
            }
        }
    }
}

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
use crate::base::{Answer, Money, Text};

sentences! {
    ABOVE = "funding.what_if.above" { de: "{programme}: Ab „{label}“ = {value} ({distance} mehr) {what}.", en: "{programme}: from \"{label}\" = {value} ({distance} more) {what}." }
    BELOW = "funding.what_if.below" { de: "{programme}: Bei „{label}“ bis {value} ({distance} weniger) {what}.", en: "{programme}: with \"{label}\" up to {value} ({distance} less) {what}." }
    EARLIER = "funding.what_if.earlier" { de: "{programme}: Bei „{label}“ bis {value} ({distance} früher) {what}.", en: "{programme}: with \"{label}\" up to {value} ({distance} earlier) {what}." }
    LATER = "funding.what_if.later" { de: "{programme}: Ab „{label}“ = {value} ({distance} später) {what}.", en: "{programme}: from \"{label}\" = {value} ({distance} later) {what}." }
    DAYS = "funding.what_if.days" { de: "{n} Tage", en: "{n} days" }
    ONE_DAY = "funding.what_if.one_day" { de: "1 Tag", en: "1 day" }
    THE_VERDICT = "funding.what_if.the_verdict" { de: "lautet das Urteil „{after}“ statt „{before}“", en: "the verdict is \"{after}\" instead of \"{before}\"" }
    THE_AMOUNT = "funding.what_if.the_amount" { de: "beträgt die Förderung höchstens {after} statt {before}", en: "the grant is at most {after} instead of {before}" }
    NO_BOUND = "funding.what_if.no_bound" { de: "unbegrenzt", en: "unlimited" }
    THE_RANGE = "funding.what_if.the_range" { de: "beträgt die Förderung mindestens {after} statt {before}", en: "the grant is at least {after} instead of {before}" }
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
                        ("what", what_changes(now, &after).into()),
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

/// The verdict before and after, or the amount where the verdict stays.
fn what_changes(now: &Quick, after: &Quick) -> Text {
    if now.verdict != after.verdict {
        return THE_VERDICT.with(&[("after", after.verdict.text().into()), ("before", now.verdict.text().into())]);
    }
    if now.grants.high == after.grants.high {
        return THE_RANGE.with(&[("after", after.grants.low.into()), ("before", now.grants.low.into())]);
    }
    let high = |quick: &Quick| quick.grants.high.map_or_else(|| NO_BOUND.text().into(), Arg::from);
    THE_AMOUNT.with(&[("after", high(after)), ("before", high(now))])
}

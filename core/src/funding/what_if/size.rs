//! How near the company is to another size class, where the class was worked out from its accounts.

use super::super::evaluate::Quick;
use super::super::facts::{Origin, show};
use super::super::inquiry::Inquiry;
use super::super::law::class_id;
use super::super::open::all_slots;
use super::super::programme::Programme;
use super::super::rule::Slot;
use super::NearBound;
use super::outcome::Outcome;
use super::words::value_text;
use crate::base::text::sentences;
use crate::base::{Answer, Ratio};
use crate::company::graph::SizeInput;
use crate::company::size::size;

sentences! {
    LARGER = "funding.what_if.larger" { de: "{programme}: Ist die Belegschaft (Jahresarbeitseinheiten) in jedem Abschluss um {distance} größer, gilt das Unternehmen als „{class}“; dann {what}.", en: "{programme}: with staff (annual work units) higher by {distance} in every closing the company counts as \"{class}\"; then {what}." }
    SMALLER = "funding.what_if.smaller" { de: "{programme}: Ist die Belegschaft (Jahresarbeitseinheiten) in jedem Abschluss um {distance} kleiner, gilt das Unternehmen als „{class}“; dann {what}.", en: "{programme}: with staff (annual work units) lower by {distance} in every closing the company counts as \"{class}\"; then {what}." }
}

/// Most annual work units by which the staff is changed.
const FARTHEST: i64 = 1_000;

/// The next size class in one direction.
pub(super) struct NextClass {
    slot: Slot,
    /// The class as the fact holds it.
    value: i64,
    /// So many annual work units away.
    distance: i64,
    larger: bool,
}

/// The next classes above and below; none where the class is stated or open, or headcounts are missing.
pub(super) fn next_classes(inquiry: &Inquiry, input: Option<&SizeInput>) -> Vec<NextClass> {
    let vocabulary = inquiry.catalogue().vocabulary();
    let slot = vocabulary.slot("company.size").filter(|slot| inquiry.facts.origin(*slot) == Origin::Derived);
    let (Some(input), Some(slot)) = (input, slot) else { return Vec::new() };
    let Answer::Given(now) = inquiry.facts.raw(slot) else { return Vec::new() };
    let class = |step: i64| -> Option<i64> {
        let report = size(&shifted(input, step)?).ok()?;
        vocabulary.get(slot)?.member(class_id(report.class?)).map(i64::from)
    };
    [true, false]
        .into_iter()
        .filter_map(|larger| {
            let at = |distance: i64| class(if larger { distance } else { -distance });
            // More staff never makes the class smaller: the first step at which it differs is found by halving.
            let (mut same, mut other) = (0, farthest(input, larger));
            at(other).filter(|value| *value != now)?;
            while other - same > 1 {
                let middle = same + (other - same) / 2;
                if at(middle)? == now { same = middle } else { other = middle }
            }
            Some(NextClass { slot, value: at(other)?, distance: other, larger })
        })
        .collect()
}

/// The enterprise in question with so many annual work units more in every closing.
fn shifted(input: &SizeInput, step: i64) -> Option<SizeInput> {
    let mut input = input.clone();
    let own = input.enterprises.iter_mut().find(|enterprise| enterprise.id == input.enterprise)?;
    for accounts in &mut own.accounts {
        let staff = accounts.awu.given()? + &Ratio::from(step);
        if staff.is_negative() {
            return None;
        }
        accounts.awu = Answer::Given(staff);
    }
    Some(input)
}

fn farthest(input: &SizeInput, larger: bool) -> i64 {
    let own = input.enterprises.iter().filter(|enterprise| enterprise.id == input.enterprise);
    let least = own.flat_map(|enterprise| &enterprise.accounts).filter_map(|one| one.awu.given()).min();
    if larger { FARTHEST } else { least.map_or(0, Ratio::floor).min(FARTHEST) }
}

/// What the next classes mean for a programme that asks for the class.
pub(super) fn bounds(
    inquiry: &Inquiry,
    classes: &[NextClass],
    programme: &Programme,
    now: &Quick,
    out: &mut Vec<NearBound>,
) {
    let vocabulary = inquiry.catalogue().vocabulary();
    let reads = all_slots(programme, &inquiry.catalogue().core_slots());
    let before = Outcome::of(inquiry, programme, *now, &inquiry.facts);
    for next in classes.iter().filter(|next| reads.contains(&next.slot)) {
        let Some(fact) = vocabulary.get(next.slot) else { continue };
        let mut facts = inquiry.facts.clone();
        facts.set(next.slot, Answer::Given(next.value));
        facts.derive(vocabulary);
        let after = Outcome::of(inquiry, programme, inquiry.judge(now, programme, &facts), &facts);
        let Some(what) = before.becomes(&after) else { continue };
        let beyond = show(next.value, fact, &[]);
        let sentence = if next.larger { &LARGER } else { &SMALLER };
        out.push(NearBound {
            fact: fact.id.clone(),
            text: sentence.with(&[
                ("programme", programme.short.clone().into()),
                ("distance", next.distance.into()),
                ("class", value_text(&beyond, next.slot, vocabulary).into()),
                ("what", what.into()),
            ]),
            value: inquiry.facts.value(next.slot, fact),
            beyond,
            distance: next.distance,
            programme: programme.id.clone(),
            verdict: (now.verdict, after.quick.verdict),
            high_cents: (now.grants.high, after.quick.grants.high),
        });
    }
}

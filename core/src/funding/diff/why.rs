//! One answer before and after, and why it changes.

use std::collections::BTreeSet;

use super::super::amount::{Range, component};
use super::super::assess::automatic_text;
use super::super::catalogue::Catalogue;
use super::super::evaluate::{AUTOMATIC, Quick, quick, terms};
use super::super::facts::Facts;
use super::super::programme::Programme;
use super::super::timeline::Instant;
use super::super::verdict::Verdict;
use super::{ChangedAnswer, ChangedComponent, ChangedCondition};
use crate::base::text::{Arg, sentences};
use crate::base::{Id, Money, Text, Truth};

sentences! {
    NEW = "catalogue.diff.new" { de: "{name} ist neu im Katalog. Urteil: {after}.", en: "{name} is new in the catalogue. Verdict: {after}." }
    GONE = "catalogue.diff.gone" { de: "{name} steht nicht mehr im Katalog. Urteil bisher: {before}.", en: "{name} is no longer in the catalogue. Verdict so far: {before}." }
    VERDICT = "catalogue.diff.verdict" { de: "{name}: „{before}“ wird zu „{after}“.", en: "{name}: \"{before}\" becomes \"{after}\"." }
    AMOUNT = "catalogue.diff.amount" { de: "{name}: Die Förderung beträgt höchstens {after} statt {before}.", en: "{name}: the grant is at most {after} instead of {before}." }
    LEAST = "catalogue.diff.least" { de: "{name}: Die Förderung beträgt mindestens {after} statt {before}.", en: "{name}: the grant is at least {after} instead of {before}." }
    NO_BOUND = "catalogue.diff.no_bound" { de: "unbegrenzt", en: "unlimited" }
    BECAUSE = "catalogue.diff.because" { de: "{what} Grund: {list}.", en: "{what} Reason: {list}." }
    CONDITION = "catalogue.diff.condition" { de: "Bedingung {id} ({before} → {after})", en: "condition {id} ({before} → {after})" }
    NO_CONDITION = "catalogue.diff.no_condition" { de: "keine", en: "none" }
    COMPONENT = "catalogue.diff.component" { de: "Bestandteil {id} (höchstens {after} statt {before})", en: "component {id} (at most {after} instead of {before})" }
    WINDOW = "catalogue.diff.window" { de: "die Antragsfrist", en: "the window for applications" }
    AID_BASIS = "catalogue.diff.aid_basis" { de: "die beihilferechtliche Grundlage", en: "the state-aid basis" }
    YES = "catalogue.diff.yes" { de: "erfüllt", en: "met" }
    NO = "catalogue.diff.no" { de: "nicht erfüllt", en: "not met" }
    OPEN = "catalogue.diff.open" { de: "offen", en: "open" }
}

/// What one catalogue answers on one programme.
pub(super) struct Answered<'a> {
    catalogue: &'a Catalogue,
    programme: &'a Programme,
    facts: &'a Facts,
    quick: Quick,
}

/// A condition with its value and sentence.
type Named<'a> = (&'a str, Truth, Text);

impl<'a> Answered<'a> {
    pub(super) fn by(catalogue: &'a Catalogue, id: &Id, chosen: bool, at: Instant, facts: &'a Facts) -> Option<Self> {
        let programme = catalogue.get(id.as_str()).filter(|_| chosen)?;
        Some(Self { catalogue, programme, facts, quick: quick(catalogue, 0, programme, at, facts, false) })
    }

    /// What must be the same for an answer to be unchanged.
    pub(super) fn result(&self) -> (Verdict, Range) {
        (self.quick.verdict, self.quick.grants)
    }

    /// Every condition, those that follow from the terms included.
    fn conditions(&self) -> Vec<Named<'a>> {
        let own = self.programme.conditions.iter();
        let own = own.map(|one| (one.id.as_str(), one.rule.value(self.facts), one.text.clone()));
        let values = terms(self.programme, &self.catalogue.core_slots(), self.facts).values();
        let automatic = AUTOMATIC
            .iter()
            .zip(values)
            .map(|(id, value)| (*id, value, automatic_text(self.programme, id).unwrap_or_else(|| Text::same(""))));
        own.chain(automatic).collect()
    }

    /// What each component pays.
    fn components(&self) -> Vec<(&'a str, Range)> {
        let costs = self.catalogue.core_slots().costs;
        let parts = self.programme.components.iter();
        parts.map(|part| (part.id.as_str(), component(part, costs, self.facts, None).grant)).collect()
    }
}

pub(super) fn changed_answer(id: &Id, before: Option<&Answered>, after: Option<&Answered>) -> ChangedAnswer {
    let (mut because, mut components) = (Vec::new(), Vec::new());
    if let (Some(before), Some(after)) = (before, after) {
        because = changed_conditions(before, after);
        components = changed_components(before, after);
    }
    let window = |one: Option<&Answered>| one.map(|one| one.quick.applications);
    let window_changed = window(before) != window(after);
    let verdict = |one: Option<&Answered>| one.map(|one| one.quick.verdict);
    let high = |one: Option<&Answered>| one.and_then(|one| one.quick.grants.high);
    ChangedAnswer {
        programme: id.clone(),
        before: verdict(before),
        after: verdict(after),
        high_before_cents: high(before),
        high_after_cents: high(after),
        text: sentence(before, after, &because, &components, window_changed),
        because,
        components,
        window_changed,
    }
}

fn changed_conditions(before: &Answered, after: &Answered) -> Vec<ChangedCondition> {
    let (old, new) = (before.conditions(), after.conditions());
    let ids: BTreeSet<&str> = old.iter().chain(&new).map(|(id, ..)| *id).collect();
    let changed = ids.into_iter().filter_map(|id| {
        let find = |list: &[Named]| list.iter().find(|(other, ..)| *other == id).map(|(_, value, _)| *value);
        let (before, after) = (find(&old), find(&new));
        let (.., text) = new.iter().chain(&old).find(|(other, ..)| *other == id)?;
        let (de, en) = (text.de.clone().into_owned(), text.en.clone().into_owned());
        (before != after).then(|| ChangedCondition { id: id.to_owned(), before, after, de, en })
    });
    changed.collect()
}

fn changed_components(before: &Answered, after: &Answered) -> Vec<ChangedComponent> {
    let (old, new) = (before.components(), after.components());
    let ids: BTreeSet<&str> = old.iter().chain(&new).map(|(id, _)| *id).collect();
    let changed = ids.into_iter().filter_map(|id| {
        let find = |list: &[(&str, Range)]| list.iter().find(|(other, _)| *other == id).map(|(_, range)| *range);
        let (before, after) = (find(&old), find(&new));
        (before != after).then(|| ChangedComponent {
            id: id.to_owned(),
            high_before_cents: before.and_then(|range| range.high),
            high_after_cents: after.and_then(|range| range.high),
        })
    });
    changed.collect()
}

fn sentence(
    before: Option<&Answered>,
    after: Option<&Answered>,
    because: &[ChangedCondition],
    components: &[ChangedComponent],
    window_changed: bool,
) -> Text {
    let name = |one: &Answered| ("name", Arg::from(one.programme.short.clone()));
    let verdict = |key: &'static str, one: &Answered| (key, Arg::from(one.quick.verdict.text()));
    let (old, new) = match (before, after) {
        (Some(old), Some(new)) => (old, new),
        (None, Some(new)) => return NEW.with(&[name(new), verdict("after", new)]),
        (Some(old), None) => return GONE.with(&[name(old), verdict("before", old)]),
        (None, None) => return Text::same(""),
    };
    let (least, most) = ((old.quick.grants.low, new.quick.grants.low), (old.quick.grants.high, new.quick.grants.high));
    let what = if old.quick.verdict != new.quick.verdict {
        VERDICT.with(&[name(new), verdict("before", old), verdict("after", new)])
    } else if most.0 != most.1 {
        AMOUNT.with(&[name(new), ("before", money(most.0)), ("after", money(most.1))])
    } else {
        LEAST.with(&[name(new), ("before", least.0.into()), ("after", least.1.into())])
    };
    let conditions = because.iter().map(|one| {
        let (before, after) = (value(one.before), value(one.after));
        CONDITION.with(&[("id", one.id.clone().into()), ("before", before), ("after", after)])
    });
    // What a component pays is no reason for a verdict.
    let amounts = components.iter().filter(|_| old.quick.verdict == new.quick.verdict).map(|one| {
        let (before, after) = (money(one.high_before_cents), money(one.high_after_cents));
        COMPONENT.with(&[("id", one.id.clone().into()), ("before", before), ("after", after)])
    });
    let window = window_changed.then(|| WINDOW.text());
    let basis = (old.programme.aid_basis != new.programme.aid_basis).then(|| AID_BASIS.text());
    let reasons: Vec<Text> = conditions.chain(amounts).chain(window).chain(basis).collect();
    if reasons.is_empty() { what } else { BECAUSE.with(&[("what", what.into()), ("list", Arg::list(reasons))]) }
}

fn value(value: Option<Truth>) -> Arg {
    let sentence = match value {
        Some(Truth::Yes) => YES,
        Some(Truth::No) => NO,
        Some(Truth::Open) => OPEN,
        None => NO_CONDITION,
    };
    sentence.text().into()
}

fn money(high: Option<Money>) -> Arg {
    high.map_or_else(|| NO_BOUND.text().into(), Arg::from)
}

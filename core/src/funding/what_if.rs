//! The operation `funding.what_if`: the smallest changes that open a programme, and how near a bound is.
//!
//! Only facts that the applicant can change are changed (start, costs, partners, provider, form,
//! features of the project …), never the Land, the size or the past. Changes are searched by their
//! number: one fact, then two, then three; within a number, those that leave fewest questions come first.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::assess::{CatalogueInput, Situation};
use super::costs::{Cost, Unit};
use super::evaluate::{AUTOMATIC, Quick, quick, terms};
use super::facts::{Facts, FactsInput, show};
use super::law::LawInput;
use super::open::{all_slots, automatic_slots, open_facts};
use super::probe;
use super::programme::Programme;
use super::rule::{Op, Slot, Test};
use super::timeline::Instant;
use super::verdict::Verdict;
use super::vocabulary::{FactType, Vocabulary};
use crate::base::text::{Arg, sentences};
use crate::base::{Answer, Error, Id, Money, Ratio, SchemaVersion, Text, Truth};

sentences! {
    CHANGE = "funding.what_if.change" { de: "„{label}“: {from} → {to}", en: "\"{label}\": {from} → {to}" }
    NOTHING = "funding.what_if.nothing" { de: "keine Angabe", en: "not stated" }
    YES = "funding.what_if.yes" { de: "ja", en: "yes" }
    NO = "funding.what_if.no" { de: "nein", en: "no" }
    NONE = "funding.what_if.none" { de: "nichts davon", en: "none of these" }
    COSTS_NOW = "funding.what_if.costs_now" { de: "die geplanten Kosten", en: "the planned costs" }
    COSTS_NEW = "funding.what_if.costs_new" { de: "zusätzlich {amount} für {kind} in der Phase {phase}", en: "additionally {amount} for {kind} in the phase {phase}" }
    BOUND = "funding.what_if.bound" { de: "{programme}: ab „{label}“ = {value} (Abstand {distance}) ändert sich {what}.", en: "{programme}: from \"{label}\" = {value} (distance {distance}) {what} changes." }
    THE_VERDICT = "funding.what_if.the_verdict" { de: "das Urteil", en: "the verdict" }
    THE_AMOUNT = "funding.what_if.the_amount" { de: "der Betrag", en: "the amount" }
}

/// Most facts changed together.
pub const MAX_CHANGES: usize = 3;
/// Most options per programme.
pub const MAX_OPTIONS: usize = 10;
/// Most trials per programme.
const MAX_TRIALS: usize = 20_000;

/// What is known, and which programmes matter.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WhatIfInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The day or minute of the question.
    pub at: Instant,
    /// What is known.
    #[serde(default)]
    pub facts: FactsInput,
    /// Inputs of law operations that work facts out.
    #[serde(default)]
    pub law: LawInput,
    /// Which programmes.
    #[serde(default)]
    pub catalogue: CatalogueInput,
    /// Programmes whose body has confirmed that applications are possible.
    #[serde(default)]
    pub confirmed_open: Vec<Id>,
}

/// What would open programmes, and which bounds are near.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WhatIf {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// Programmes that are not eligible, or not open for applications, in order of id.
    pub programmes: Vec<Opening>,
    /// Bounds of counts, amounts and dates at which a verdict or amount changes; the nearest first within a fact.
    pub bounds: Vec<NearBound>,
}

/// How a programme could be opened.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Opening {
    /// The programme.
    pub programme: Id,
    /// Its short name.
    pub short: String,
    /// The verdict now.
    pub verdict: Verdict,
    /// When applications are not possible now: the next opening, when known.
    pub apply_from: Option<Instant>,
    /// The smallest changes; empty when no change of changeable facts helps (or none is needed but the date).
    pub options: Vec<Way>,
    /// Conditions that fail on facts nobody can change.
    pub blocked_by: Vec<String>,
    /// Was the search cut short by its limit?
    pub cut_short: bool,
}

/// One set of changes.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Way {
    /// What to change.
    pub changes: Vec<Change>,
    /// All conditions together after the change; *open* when questions remain.
    pub conditions: Truth,
    /// The most that the programme then pays; null without a known bound.
    pub high_cents: Option<Money>,
    /// Facts that must then still be answered.
    pub still_missing: Vec<String>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Change {
    /// The fact.
    pub fact: String,
    /// The value now.
    pub from: Value,
    /// The value that helps.
    pub to: Value,
    /// As a sentence.
    pub text: Text,
}

/// A bound near a stated value.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct NearBound {
    /// The fact.
    pub fact: String,
    /// The value now.
    pub value: Value,
    /// The first value beyond the bound.
    pub beyond: Value,
    /// How far it is: persons, cents, days …
    pub distance: i64,
    /// The programme.
    pub programme: Id,
    /// The verdict now and beyond.
    pub verdict: (Verdict, Verdict),
    /// The most that is paid now and beyond.
    pub high_cents: (Option<Money>, Option<Money>),
    /// As a sentence.
    pub text: Text,
}

/// Searches for openings and near bounds.
///
/// # Errors
/// As [`super::assess::assess`].
pub fn what_if(input: &WhatIfInput) -> Result<WhatIf, Error> {
    let situation = Situation::read(input.at, &input.facts, &input.law, &input.catalogue, &input.confirmed_open)?;
    let now = situation.evaluate(&situation.facts);
    let mut programmes = Vec::new();
    let mut bounds = Vec::new();
    for quick in &now {
        let Some(programme) = situation.catalogue.programmes().get(quick.programme) else { continue };
        if !programme.is_evaluated() || quick.verdict == Verdict::Closed {
            continue;
        }
        if matches!(quick.verdict, Verdict::NotEligible | Verdict::NotOpenForApplications) {
            programmes.push(opening(&situation, programme, quick));
        }
        near_bounds(&situation, programme, quick, &mut bounds);
    }
    bounds.sort_by(|a, b| (&a.fact, a.distance, &a.programme).cmp(&(&b.fact, b.distance, &b.programme)));
    Ok(WhatIf { schema_version: SchemaVersion, programmes, bounds })
}

fn judge(situation: &Situation<'_>, programme: &Programme, index: usize, facts: &Facts) -> Quick {
    let confirmed = situation.confirmed.contains(&programme.id);
    quick(&situation.catalogue, index, programme, situation.at, facts, confirmed)
}

/// A value that a fact could take.
#[derive(Debug, Clone, PartialEq)]
enum Trial {
    Value(i64),
    Costs(Vec<Cost>),
}

/// Open questions after the change, the change, and what then holds.
type Found = (usize, Vec<(Slot, Trial)>, Quick);

fn opening(situation: &Situation<'_>, programme: &Programme, now: &Quick) -> Opening {
    let vocabulary = situation.catalogue.vocabulary();
    let core = situation.catalogue.core_slots();
    let mut result = Opening {
        programme: programme.id.clone(),
        short: programme.short.clone(),
        verdict: now.verdict,
        apply_from: (now.applications == Truth::No)
            .then(|| programme.applications.next_opening(situation.at.start()))
            .flatten(),
        options: Vec::new(),
        blocked_by: Vec::new(),
        cut_short: false,
    };
    if !now.conditions.is_no() {
        return result;
    }
    // Facts of failing conditions that can be changed.
    let mut candidates: Vec<Slot> = Vec::new();
    let mut failing: Vec<(String, Vec<Slot>)> = Vec::new();
    for condition in &programme.conditions {
        if condition.rule.value(&situation.facts).is_no() {
            failing.push((condition.id.clone(), condition.slots.clone()));
        }
    }
    let values = terms(programme, &core, &situation.facts).values();
    for (index, (id, value)) in AUTOMATIC.iter().zip(values).enumerate() {
        if value.is_no() {
            failing.push(((*id).to_owned(), automatic_slots(programme, index, &core)));
        }
    }
    for (id, slots) in failing {
        let before = candidates.len();
        for slot in slots {
            let Some(fact) = vocabulary.get(slot) else { continue };
            if fact.changeable && situation.facts.raw(slot).given().is_some() {
                candidates.push(slot);
            }
        }
        if candidates.len() == before {
            result.blocked_by.push(id);
        }
    }
    result.blocked_by.sort_unstable();
    if !result.blocked_by.is_empty() {
        return result;
    }
    candidates.sort_unstable();
    candidates.dedup();
    let trials: Vec<(Slot, Vec<Trial>)> =
        candidates.iter().map(|slot| (*slot, trials(situation, programme, *slot))).collect();
    let mut left = MAX_TRIALS;
    for size in 1..=MAX_CHANGES.min(trials.len()) {
        let mut found: Vec<Found> = Vec::new();
        choose(&trials, size, &mut Vec::new(), &mut |chosen| {
            if left == 0 {
                return;
            }
            left -= 1;
            let mut facts = situation.facts.clone();
            for (slot, trial) in chosen {
                match trial {
                    Trial::Value(value) => facts.set(*slot, Answer::Given(*value)),
                    Trial::Costs(costs) => facts.set_costs(*slot, costs.clone()),
                }
            }
            facts.derive(vocabulary);
            let after = judge(situation, programme, now.programme, &facts);
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
                result.options.push(way(situation, programme, &chosen, &after));
            }
            break;
        }
    }
    result
}

/// Every choice of `size` facts with one trial each.
fn choose(
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
fn trials(situation: &Situation<'_>, programme: &Programme, slot: Slot) -> Vec<Trial> {
    let vocabulary = situation.catalogue.vocabulary();
    let core = situation.catalogue.core_slots();
    let Some(fact) = vocabulary.get(slot) else { return Vec::new() };
    if fact.kind == FactType::Costs {
        return cost_trials(situation, programme);
    }
    let now = situation.facts.raw(slot).given().copied();
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
fn cost_trials(situation: &Situation<'_>, programme: &Programme) -> Vec<Trial> {
    let mut trials = Vec::new();
    for component in programme.components.iter().filter(|component| component.required) {
        let rate = component.rates.iter().map(|rate| rate.low_ppm).filter(|ppm| *ppm > 0).min();
        let by_grant = component.grant_min.zip(rate).and_then(|(least, ppm)| {
            let share = Ratio::new(ppm, 1_000_000)?;
            Some(Money::from_cents(least.ratio().checked_div(&share)?.ceil()))
        });
        let wanted = component.cost_min.max(by_grant).unwrap_or(Money::from_euros(1_000));
        for pays in &component.pays {
            let present: Money = situation
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
            let mut costs = situation.facts.costs().to_vec();
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

fn way(situation: &Situation<'_>, programme: &Programme, chosen: &[(Slot, Trial)], after: &Quick) -> Way {
    let vocabulary = situation.catalogue.vocabulary();
    let core = situation.catalogue.core_slots();
    let mut facts = situation.facts.clone();
    let mut changes = Vec::new();
    for (slot, trial) in chosen {
        let Some(fact) = vocabulary.get(*slot) else { continue };
        let from = situation.facts.value(*slot, fact);
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
                (show(1, fact, costs), text.unwrap_or_else(|| NOTHING.text()))
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

/// A value as people read it.
fn value_text(value: &Value, slot: Slot, vocabulary: &Vocabulary) -> Text {
    let Some(fact) = vocabulary.get(slot) else { return NOTHING.text() };
    let member = |id: &str| {
        let member = fact.values.iter().find(|member| member.id == id);
        member.map_or_else(
            || Text::same(id),
            |member| Text { de: member.de.clone().into(), en: member.en.clone().into() },
        )
    };
    match (fact.kind, value) {
        (_, Value::Null) => NOTHING.text(),
        (FactType::Costs, _) => COSTS_NOW.text(),
        (_, Value::Bool(true)) => YES.text(),
        (_, Value::Bool(false)) => NO.text(),
        (FactType::Money, Value::Number(cents)) => {
            let money = Money::from_cents(cents.as_i64().unwrap_or(0));
            Text { de: money.show(crate::base::Lang::De).into(), en: money.show(crate::base::Lang::En).into() }
        }
        (FactType::Set, Value::Array(items)) if items.is_empty() => NONE.text(),
        (FactType::Set, Value::Array(items)) => {
            let texts: Vec<Text> = items.iter().filter_map(Value::as_str).map(member).collect();
            let list = Arg::list(texts);
            Text { de: list.show(crate::base::Lang::De).into(), en: list.show(crate::base::Lang::En).into() }
        }
        (FactType::Choice, Value::String(id)) => member(id),
        (_, Value::String(text)) => Text::same(text.clone()),
        (_, other) => Text::same(other.to_string()),
    }
}

/// For every stated count, amount and date of a programme: the nearest bound on either side that changes the result.
fn near_bounds(situation: &Situation<'_>, programme: &Programme, now: &Quick, out: &mut Vec<NearBound>) {
    let vocabulary = situation.catalogue.vocabulary();
    let core = situation.catalogue.core_slots();
    for slot in all_slots(programme, &core) {
        let Some(fact) = vocabulary.get(slot) else { continue };
        let Answer::Given(value) = situation.facts.raw(slot) else { continue };
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
                let mut facts = situation.facts.clone();
                facts.set(slot, Answer::Given(other));
                facts.derive(vocabulary);
                let after = judge(situation, programme, now.programme, &facts);
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

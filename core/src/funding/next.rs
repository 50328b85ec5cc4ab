//! The operation `funding.next_question`: the question whose answer decides most.
//!
//! A fact *decides* a programme when some answer makes its verdict final. The question asked is the
//! one with the most money at stake over the programmes it decides; then the one that decides most
//! programmes; then the one that changes most amounts; then the first of the vocabulary.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::assess::answer::Question;
use super::assess::{CatalogueInput, Situation, question};
use super::costs::{Cost, CostKind, Phase, Unit};
use super::evaluate::{Quick, quick};
use super::facts::{Facts, FactsInput};
use super::law::LawInput;
use super::open::open_facts;
use super::probe;
use super::programme::Programme;
use super::rule::Slot;
use super::timeline::Instant;
use super::vocabulary::{Derivation, FactType};
use crate::base::text::sentences;
use crate::base::{Answer, Error, Id, Money, SchemaVersion, Text};

sentences! {
    DONE = "funding.next.done" { de: "Keine weitere Antwort kann ein Ergebnis ändern.", en: "No further answer can change a result." }
    DECIDES = "funding.next.decides" { de: "Die Antwort kann über {n} Programme entscheiden; es geht um bis zu {money}.", en: "The answer can decide {n} programmes; up to {money} are at stake." }
    CHANGES = "funding.next.changes" { de: "Die Antwort ändert Beträge oder führt zu weiteren Fragen.", en: "The answer changes amounts or leads to further questions." }
}

/// What is known, and which programmes matter.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NextInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The day or minute of the question.
    pub at: Instant,
    /// What is known; facts answered with `"dont_know"` are not asked again.
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

/// The next question.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct NextQuestion {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// Nothing more to ask?
    pub done: bool,
    /// The question; absent when done.
    pub question: Option<Question>,
    /// Why this one.
    pub reason: Text,
    /// Programmes that an answer can decide at once.
    pub decides: Vec<Id>,
    /// The other questions, best first: their facts.
    pub then: Vec<String>,
    /// Programmes whose verdict is final, whatever else is answered.
    pub settled: usize,
    /// Programmes that are still open or whose amount is still a range.
    pub unsettled: usize,
}

/// How much a question is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Worth {
    slot: Slot,
    stake: Money,
    decides: Vec<usize>,
    changes: usize,
}

/// The question whose answer decides most.
///
/// # Errors
/// As [`super::assess::assess`].
pub fn next_question(input: &NextInput) -> Result<NextQuestion, Error> {
    let situation = Situation::read(input.at, &input.facts, &input.law, &input.catalogue, &input.confirmed_open)?;
    let now = situation.evaluate(&situation.facts);
    let worths = worths(&situation, &now);
    let core = situation.catalogue.core_slots();
    let unsettled = now
        .iter()
        .filter(|quick| {
            let programme = situation.catalogue.programmes().get(quick.programme);
            programme.is_some_and(|programme| !open_facts(programme, quick, &core, &situation.facts).is_empty())
        })
        .count();
    let by_index: BTreeMap<usize, &Quick> = now.iter().map(|quick| (quick.programme, quick)).collect();
    let id = |index: &usize| situation.catalogue.programmes().get(*index).map(|programme| programme.id.clone());
    let best = worths.first();
    let asked = best.and_then(|best| {
        let touched: Vec<&Quick> = now
            .iter()
            .filter(|quick| {
                let programme = situation.catalogue.programmes().get(quick.programme);
                programme.is_some_and(|programme| {
                    let open = open_facts(programme, quick, &core, &situation.facts);
                    open.into_iter().any(|slot| ask_as(&situation, slot) == best.slot)
                })
            })
            .collect();
        question(&situation, best.slot, &touched)
    });
    let reason = match best {
        None => DONE.text(),
        Some(best) if best.decides.is_empty() => CHANGES.text(),
        Some(best) => DECIDES.with(&[("n", best.decides.len().into()), ("money", best.stake.into())]),
    };
    let vocabulary = situation.catalogue.vocabulary();
    Ok(NextQuestion {
        schema_version: SchemaVersion,
        done: best.is_none(),
        question: asked,
        reason,
        decides: best.map(|best| best.decides.iter().filter_map(id).collect()).unwrap_or_default(),
        then: worths
            .iter()
            .skip(1)
            .filter_map(|worth| vocabulary.get(worth.slot))
            .map(|fact| fact.id.clone())
            .collect(),
        settled: by_index.len() - unsettled,
        unsettled,
    })
}

/// The fact that is asked in place of one that follows from it.
fn ask_as(situation: &Situation<'_>, slot: Slot) -> Slot {
    let derivation = situation.catalogue.vocabulary().get(slot).and_then(|fact| fact.derivation.as_ref());
    match derivation {
        Some(Derivation::MonthsSince(from) | Derivation::PhasesOf(from) | Derivation::AsOfOrLater(from))
            if situation.facts.raw(*from) == Answer::NotAsked =>
        {
            *from
        }
        _ => slot,
    }
}

/// Every question worth asking, best first.
fn worths(situation: &Situation<'_>, now: &[Quick]) -> Vec<Worth> {
    let core = situation.catalogue.core_slots();
    let mut worths: BTreeMap<Slot, Worth> = BTreeMap::new();
    for before in now {
        let Some(programme) = situation.catalogue.programmes().get(before.programme) else { continue };
        for slot in open_facts(programme, before, &core, &situation.facts) {
            let asked = ask_as(situation, slot);
            if situation.facts.raw(asked) == Answer::DontKnow || situation.facts.raw(slot) == Answer::DontKnow {
                continue;
            }
            let effect = effect(situation, programme, before, slot);
            let from_condition = programme
                .conditions
                .iter()
                .any(|condition| condition.slots.contains(&slot) && condition.rule.value(&situation.facts).is_open());
            if effect == Effect::None && !from_condition {
                continue;
            }
            let worth = worths.entry(asked).or_insert_with(|| Worth {
                slot: asked,
                stake: Money::ZERO,
                decides: Vec::new(),
                changes: 0,
            });
            if effect == Effect::Decides && !worth.decides.contains(&before.programme) {
                worth.decides.push(before.programme);
                worth.stake += before.grants.high.unwrap_or(Money::ZERO);
            }
            worth.changes += 1;
        }
    }
    let mut list: Vec<Worth> = worths.into_values().collect();
    list.sort_by(|a, b| {
        (b.stake, b.decides.len(), b.changes).cmp(&(a.stake, a.decides.len(), a.changes)).then(a.slot.cmp(&b.slot))
    });
    list
}

/// What the best answer to a question does to one programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    None,
    Changes,
    Decides,
}

fn effect(situation: &Situation<'_>, programme: &Programme, before: &Quick, slot: Slot) -> Effect {
    let mut best = Effect::None;
    let mut facts = situation.facts.clone();
    let mut judge = |facts: &Facts| {
        let confirmed = situation.confirmed.contains(&programme.id);
        let after = quick(&situation.catalogue, before.programme, programme, situation.at, facts, confirmed);
        let effect = if before.conditions.is_open() && !after.conditions.is_open() {
            Effect::Decides
        } else if (after.verdict, after.grants, after.conditions) != (before.verdict, before.grants, before.conditions)
        {
            Effect::Changes
        } else {
            Effect::None
        };
        best = best.max(effect);
        best == Effect::Decides
    };
    let vocabulary = situation.catalogue.vocabulary();
    let core = situation.catalogue.core_slots();
    if vocabulary.get(slot).is_some_and(|fact| fact.kind == FactType::Costs) {
        for costs in [Vec::new(), ample(programme)] {
            facts.set_costs(slot, costs);
            facts.derive(vocabulary);
            if judge(&facts) {
                break;
            }
        }
    } else {
        for value in probe::values(programme, slot, vocabulary, &core) {
            facts.set(slot, Answer::Given(value));
            facts.derive(vocabulary);
            if judge(&facts) {
                break;
            }
        }
    }
    best
}

/// One large position of every kind in every phase that the programme pays.
pub(crate) fn ample(programme: &Programme) -> Vec<Cost> {
    let pays = || programme.components.iter().flat_map(|component| &component.pays);
    let mut costs = Vec::new();
    for &kind in CostKind::ALL {
        for &phase in Phase::ALL {
            if pays().any(|entry| entry.covers(kind, phase)) {
                costs.push(Cost {
                    id: None,
                    phase,
                    kind,
                    net_cents: Answer::Given(Money::from_euros(1_000_000)),
                    quantity: Answer::NotAsked,
                    unit: Unit::Lump,
                });
            }
        }
    }
    costs
}

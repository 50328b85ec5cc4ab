//! The operation `funding.next_question`: the question whose answer decides most.
//!
//! A fact *decides* a programme when some answer makes its verdict final; then the whole grant is at
//! stake. Where it only moves the amount, what it moves is at stake. The question asked is the one with
//! the most money at stake (an amount without bound before any other); then the one that decides most
//! programmes; then the one that changes most; then the first of the vocabulary.
//!
//! The questions end (`done`) when no answer can change a result any more. Before that the case is
//! *decided* when all answers together can move at most a tenth of the money in play. Loans, stakes
//! and services are no money here: questions that only matter for them come last.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::amount::Range;
use super::assess::{FactQuestion, question};
use super::costs::{Cost, CostKind, Phase, Unit};
use super::evaluate::Quick;
use super::facts::Facts;
use super::inquiry::{Inquiry, InquiryInput};
use super::open::open_facts;
use super::probe;
use super::programme::Programme;
use super::rule::Slot;
use super::verdict::Verdict;
use super::vocabulary::{Derivation, FactType};
use crate::base::text::{Arg, sentences};
use crate::base::{Answer, Error, Id, Money, SchemaVersion, Text};

sentences! {
    DONE = "funding.next.done" { de: "Keine weitere Antwort kann ein Ergebnis ändern.", en: "No further answer can change a result." }
    DECIDES = "funding.next.decides" { de: "Die Antwort kann über {n} Programme entscheiden; es geht um bis zu {money}.", en: "The answer can decide {n} programmes; up to {money} are at stake." }
    CHANGES = "funding.next.changes" { de: "Die Antwort ändert Beträge oder führt zu weiteren Fragen; es geht um bis zu {money}.", en: "The answer changes amounts or leads to further questions; up to {money} are at stake." }
    UNBOUNDED = "funding.next.unbounded" { de: "einen Betrag ohne Obergrenze", en: "an amount without bound" }
}

/// The next question.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct NextQuestion {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// Nothing more to ask?
    pub done: bool,
    /// Done, or all questions that are left can move at most a tenth of the money in play. What hangs on a
    /// fact answered with `"dont_know"` stays in play and is moved by no question.
    pub decided: bool,
    /// The grants and tax allowances that are still possible, upper bounds added, in cents; null without bound.
    pub in_play_cents: Option<Money>,
    /// How much of it further answers can still move, in cents; null without bound.
    pub at_stake_cents: Option<Money>,
    /// The question; absent when done.
    pub question: Option<FactQuestion>,
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
    /// Per programme the most that is at stake.
    stakes: BTreeMap<usize, Stake>,
    decides: Vec<usize>,
    changes: usize,
}

impl Worth {
    fn stake(&self) -> Stake {
        self.stakes.values().fold(Stake::NONE, |sum, stake| sum.plus(*stake))
    }
}

/// Money at stake; amounts without bound count before all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Stake {
    unbounded: usize,
    bounded: Money,
}

impl Stake {
    const NONE: Self = Self { unbounded: 0, bounded: Money::ZERO };

    /// An upper bound.
    fn of(high: Option<Money>) -> Self {
        high.map_or(Self { unbounded: 1, ..Self::NONE }, |bounded| Self { unbounded: 0, bounded })
    }
    /// By how much an answer moves the ends of a range.
    fn moved(before: Range, after: Range) -> Self {
        let distance = |a: Money, b: Money| if a > b { a - b } else { b - a };
        let low = Self::of(Some(distance(before.low, after.low)));
        let high = match (before.high, after.high) {
            (Some(a), Some(b)) => Self::of(Some(distance(a, b))),
            (None, None) => Self::NONE,
            _ => Self::of(None),
        };
        low.max(high)
    }
    fn plus(self, other: Self) -> Self {
        Self { unbounded: self.unbounded + other.unbounded, bounded: self.bounded + other.bounded }
    }
    fn money(self) -> Option<Money> {
        (self.unbounded == 0).then_some(self.bounded)
    }
    /// At most a tenth of the other.
    fn is_at_most_a_tenth_of(self, other: Self) -> bool {
        self.unbounded == 0 && (other.unbounded > 0 || self.bounded.cents().saturating_mul(10) <= other.bounded.cents())
    }
    fn words(self) -> Arg {
        self.money().map_or_else(|| UNBOUNDED.text().into(), Arg::from)
    }
}

/// Every question worth asking, best first, and what is at stake altogether.
struct Outlook {
    worths: Vec<Worth>,
    in_play: Stake,
    at_stake: Stake,
}

/// The question whose answer decides most.
///
/// # Errors
/// As [`super::assess::assess`].
pub fn next_question(input: &InquiryInput) -> Result<NextQuestion, Error> {
    let inquiry = input.read()?;
    let now = inquiry.evaluate(&inquiry.facts);
    let Outlook { worths, in_play, at_stake } = outlook(&inquiry, &now);
    let core = inquiry.catalogue().core_slots();
    let unsettled = now
        .iter()
        .filter(|quick| {
            let programme = inquiry.programme(quick);
            programme.is_some_and(|programme| !open_facts(programme, quick, &core, &inquiry.facts).is_empty())
        })
        .count();
    let by_index: BTreeMap<usize, &Quick> = now.iter().map(|quick| (quick.programme, quick)).collect();
    let id = |index: &usize| inquiry.catalogue().programmes().get(*index).map(|programme| programme.id.clone());
    let best = worths.first();
    let asked = best.and_then(|best| {
        let touched: Vec<&Quick> = now
            .iter()
            .filter(|quick| {
                let programme = inquiry.programme(quick);
                programme.is_some_and(|programme| {
                    let open = open_facts(programme, quick, &core, &inquiry.facts);
                    open.into_iter().any(|slot| ask_as(&inquiry, slot) == best.slot)
                })
            })
            .collect();
        question(&inquiry, best.slot, &touched)
    });
    let reason = match best {
        None => DONE.text(),
        Some(best) if best.decides.is_empty() => CHANGES.with(&[("money", best.stake().words())]),
        Some(best) => DECIDES.with(&[("n", best.decides.len().into()), ("money", best.stake().words())]),
    };
    let vocabulary = inquiry.catalogue().vocabulary();
    Ok(NextQuestion {
        schema_version: SchemaVersion,
        done: best.is_none(),
        decided: best.is_none() || (in_play != Stake::NONE && at_stake.is_at_most_a_tenth_of(in_play)),
        in_play_cents: in_play.money(),
        at_stake_cents: at_stake.money(),
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
fn ask_as(inquiry: &Inquiry, slot: Slot) -> Slot {
    let derivation = inquiry.catalogue().vocabulary().get(slot).and_then(|fact| fact.derivation.as_ref());
    match derivation {
        Some(Derivation::MonthsSince(from) | Derivation::PhasesOf(from) | Derivation::AsOfOrLater(from))
            if inquiry.facts.raw(*from) == Answer::NotAsked =>
        {
            *from
        }
        _ => slot,
    }
}

fn outlook(inquiry: &Inquiry, now: &[Quick]) -> Outlook {
    let core = inquiry.catalogue().core_slots();
    let mut worths: BTreeMap<Slot, Worth> = BTreeMap::new();
    let (mut in_play, mut at_stake) = (Stake::NONE, Stake::NONE);
    for before in now.iter().filter(|quick| matches!(quick.verdict, Verdict::Open | Verdict::Eligible)) {
        let Some(programme) = inquiry.programme(before) else { continue };
        let whole = Stake::of(before.grants.high);
        in_play = in_play.plus(whole);
        let mut movable = Movable::Nothing;
        for slot in open_facts(programme, before, &core, &inquiry.facts) {
            let asked = ask_as(inquiry, slot);
            if inquiry.facts.raw(asked) == Answer::DontKnow || inquiry.facts.raw(slot) == Answer::DontKnow {
                continue;
            }
            let effect = effect(inquiry, programme, before, slot);
            let from_condition = programme
                .conditions
                .iter()
                .any(|condition| condition.slots.contains(&slot) && condition.rule.value(&inquiry.facts).is_open());
            if effect == Effect::None && !from_condition {
                continue;
            }
            let stake = match effect {
                Effect::Decides => whole,
                Effect::Changes(moved) => moved,
                Effect::None => Stake::NONE,
            };
            let worth = worths.entry(asked).or_insert_with(|| Worth {
                slot: asked,
                stakes: BTreeMap::new(),
                decides: Vec::new(),
                changes: 0,
            });
            // Several facts may be asked as one: a programme counts once, with the most.
            let most = worth.stakes.entry(before.programme).or_insert(Stake::NONE);
            *most = stake.max(*most);
            if effect == Effect::Decides && !worth.decides.contains(&before.programme) {
                worth.decides.push(before.programme);
            }
            worth.changes += 1;
            movable = if from_condition || effect == Effect::Decides || slot == core.costs {
                Movable::Whole
            } else {
                movable.and(stake)
            };
        }
        at_stake = at_stake.plus(match movable {
            Movable::Nothing => Stake::NONE,
            Movable::By(stake) => stake,
            // Answers together move an amount within its range, whatever each moves alone.
            Movable::Range => Stake::moved(before.grants, Range { high: Some(before.grants.low), ..before.grants }),
            Movable::Whole => whole,
        });
    }
    let mut worths: Vec<Worth> = worths.into_values().collect();
    worths.sort_by_cached_key(|worth| (Reverse((worth.stake(), worth.decides.len(), worth.changes)), worth.slot));
    Outlook { worths, in_play, at_stake }
}

/// What all missing answers together can move of one programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Movable {
    Nothing,
    /// One answer, by so much.
    By(Stake),
    /// Several answers, within the range of the amount.
    Range,
    /// Everything: the verdict is open, or the costs.
    Whole,
}

impl Movable {
    fn and(self, stake: Stake) -> Self {
        match self {
            Self::Nothing => Self::By(stake),
            Self::By(_) | Self::Range => Self::Range,
            Self::Whole => Self::Whole,
        }
    }
}

/// What the best answer to a question does to one programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    None,
    Changes(Stake),
    Decides,
}

fn effect(inquiry: &Inquiry, programme: &Programme, before: &Quick, slot: Slot) -> Effect {
    let mut best = Effect::None;
    let mut facts = inquiry.facts.clone();
    let mut judge = |facts: &Facts| {
        let after = inquiry.judge(before, programme, facts);
        let effect = if before.conditions.is_open() && !after.conditions.is_open() {
            Effect::Decides
        } else if (after.verdict, after.grants, after.conditions) != (before.verdict, before.grants, before.conditions)
        {
            Effect::Changes(Stake::moved(before.grants, after.grants))
        } else {
            Effect::None
        };
        best = best.max(effect);
        best == Effect::Decides
    };
    let vocabulary = inquiry.catalogue().vocabulary();
    let core = inquiry.catalogue().core_slots();
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

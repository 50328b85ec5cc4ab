//! The fast path: verdict, amount and failing conditions of every programme, without sentences.

use super::amount::{Outcome, Range, component};
use super::catalogue::Catalogue;
use super::facts::Facts;
use super::programme::{AidBasis, Gate, Programme};
use super::rule::Slot;
use super::timeline::{Instant, StatusNow, Timeline, Window};
use super::verdict::Verdict;
use crate::base::{Answer, Money, Truth};

/// Ids of the conditions that follow from the terms of a programme; a file may not use them.
pub const AUTOMATIC: &[&str] = &["not_begun", "costs", "rate", "cost_bounds", "grant_minimum", "de_minimis"];

/// The facts that the engine itself reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoreSlots {
    /// `project.costs`.
    pub costs: Slot,
    /// `project.phases`.
    pub phases: Slot,
    /// `project.begun`.
    pub begun: Slot,
    /// `aid.de_minimis_headroom_cents`.
    pub headroom: Slot,
}

/// After so many days without a check a window counts as unconfirmed.
pub const UNCONFIRMED_AFTER_DAYS: i32 = 365;

/// What follows from the terms of a programme, apart from its own conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// Nothing was ordered yet, where the start rule asks for it.
    pub not_begun: Truth,
    /// A cost is there that the programme pays.
    pub costs: Truth,
    /// A rate applies.
    pub rate: Truth,
    /// The cost lies within the bounds.
    pub cost_bounds: Truth,
    /// The least grant is reached.
    pub grant_minimum: Truth,
    /// De minimis headroom is left.
    pub de_minimis: Truth,
    /// The sum of grants and tax allowances.
    pub grants: Range,
    /// The sum of what is no grant: loans, stakes, depreciation.
    pub others: Range,
}

impl Terms {
    /// The values, in the order of [`AUTOMATIC`].
    pub fn values(&self) -> [Truth; 6] {
        [self.not_begun, self.costs, self.rate, self.cost_bounds, self.grant_minimum, self.de_minimis]
    }
}

/// Verdict and amount of one programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quick {
    /// Index in the catalogue.
    pub programme: usize,
    /// The verdict.
    pub verdict: Verdict,
    /// All conditions together.
    pub conditions: Truth,
    /// May one apply?
    pub applications: Truth,
    /// Grants and tax allowances; nothing when not eligible.
    pub grants: Range,
    /// What is no grant: loans, stakes, depreciation; nothing when not eligible.
    pub others: Range,
    /// Conditions of the file that are *no*: one bit per index below 64.
    pub failing: u64,
    /// Conditions of [`AUTOMATIC`] that are *no*: one bit per index.
    pub failing_terms: u8,
}

/// The terms of a programme for these facts.
pub(crate) fn terms(programme: &Programme, slots: &CoreSlots, facts: &Facts) -> Terms {
    let mut terms = Terms {
        not_begun: Truth::Yes,
        costs: Truth::Yes,
        rate: Truth::Yes,
        cost_bounds: Truth::Yes,
        grant_minimum: Truth::Yes,
        de_minimis: Truth::Yes,
        grants: Range::ZERO,
        others: Range::ZERO,
    };
    if programme.start.gate() != Gate::Free {
        terms.not_begun = match facts.raw(slots.begun) {
            Answer::Given(begun) => (begun == 0).into(),
            Answer::NotAsked | Answer::DontKnow => Truth::Open,
        };
    }
    let mut any_cost = Truth::No;
    let mut wants_cost = false;
    for part in &programme.components {
        let outcome = component(part, slots.costs, facts, None);
        add(&mut terms, part.kind.is_grant(), outcome);
        if part.required {
            if part.pays.is_empty() {
                any_cost = Truth::Yes;
            }
            wants_cost = true;
            any_cost = any_cost | outcome.has_costs;
            terms.rate = terms.rate & (outcome.has_rate | !outcome.has_costs);
            terms.cost_bounds = terms.cost_bounds & (outcome.cost_in_bounds | !outcome.has_costs);
            terms.grant_minimum = terms.grant_minimum & (outcome.reaches_minimum | !outcome.has_costs);
        }
    }
    if wants_cost {
        terms.costs = any_cost;
    }
    // Costs outside every phase that the programme pays: no without knowing the amounts.
    if !programme.phases.is_empty()
        && let Answer::Given(phases) = facts.raw(slots.phases)
    {
        let paid = programme.phases.keys().fold(0, |mask, phase| mask | phase_bit(*phase));
        if phases.cast_unsigned() & paid == 0 {
            terms.costs = Truth::No;
        }
    } else if !programme.phases.is_empty() && !wants_cost {
        terms.costs = Truth::Open;
    }
    if programme.aid_basis == AidBasis::DeMinimis {
        match facts.raw(slots.headroom) {
            Answer::Given(cents) => {
                let headroom = Money::from_cents(cents);
                terms.de_minimis = (cents > 0).into();
                terms.grants = terms.grants.at_most(headroom, Some(headroom));
            }
            Answer::NotAsked | Answer::DontKnow => {
                terms.de_minimis = Truth::Open;
                terms.grants.low = Money::ZERO;
            }
        }
    }
    terms
}

/// The bit of a phase in the fact `project.phases`, whose values stand in the same order.
pub(crate) fn phase_bit(phase: super::costs::Phase) -> u64 {
    super::costs::Phase::ALL.iter().position(|other| *other == phase).map_or(0, |at| 1 << at)
}

fn add(terms: &mut Terms, is_grant: bool, outcome: Outcome) {
    let sum = if is_grant { &mut terms.grants } else { &mut terms.others };
    *sum = sum.plus(outcome.grant);
}

/// May one apply at that time, by what the timeline says of it? Windows not checked for a year count as unconfirmed.
fn applications(
    programme: &Programme,
    at: Instant,
    now: (StatusNow, Option<&Window>),
    confirmed: bool,
    facts: &Facts,
) -> Truth {
    let truth = Timeline::truth(now, facts);
    let (status, _) = now;
    if confirmed {
        let undecided =
            matches!(status, StatusNow::Unconfirmed | StatusNow::Call | StatusNow::Unknown | StatusNow::Open);
        return if undecided { Truth::Yes } else { truth };
    }
    let stale = at.date().days_since(programme.checked_on) > UNCONFIRMED_AFTER_DAYS;
    if stale && status == StatusNow::Open { Truth::Open } else { truth }
}

/// From the parts to the verdict.
fn verdict(programme: &Programme, status: StatusNow, applications: Truth, conditions: Truth) -> Verdict {
    if status == StatusNow::Ended {
        return Verdict::Closed;
    }
    if !programme.is_evaluated() {
        return match (applications, status) {
            (Truth::No, _) => Verdict::NotOpenForApplications,
            (_, StatusNow::Unknown) if programme.state == super::programme::ProgrammeState::Closed => Verdict::Closed,
            _ => Verdict::ListedOnly,
        };
    }
    match (conditions, applications) {
        (Truth::No, _) => Verdict::NotEligible,
        (_, Truth::No) => Verdict::NotOpenForApplications,
        (Truth::Yes, Truth::Yes) => Verdict::Eligible,
        _ => Verdict::Open,
    }
}

/// Verdict, amount and failing conditions of one programme.
pub fn quick(
    catalogue: &Catalogue,
    index: usize,
    programme: &Programme,
    at: Instant,
    facts: &Facts,
    confirmed: bool,
) -> Quick {
    let mut conditions = Truth::Yes;
    let mut failing = 0_u64;
    for (index, condition) in programme.conditions.iter().enumerate() {
        let value = condition.rule.value(facts);
        conditions = conditions & value;
        if value.is_no() && index < 64 {
            failing |= 1 << index;
        }
    }
    let terms = terms(programme, &catalogue.core_slots(), facts);
    let mut failing_terms = 0_u8;
    for (index, value) in terms.values().into_iter().enumerate() {
        conditions = conditions & value;
        if value.is_no() {
            failing_terms |= 1 << index;
        }
    }
    let now = programme.applications.at(at.start());
    let applications = applications(programme, at, now, confirmed, facts);
    let verdict = verdict(programme, now.0, applications, conditions);
    let sure = |range: Range| match conditions {
        Truth::No => Range::ZERO,
        Truth::Open => Range { low: Money::ZERO, high: range.high },
        Truth::Yes => range,
    };
    let (grants, others) = (sure(terms.grants), sure(terms.others));
    Quick { programme: index, verdict, conditions, applications, grants, others, failing, failing_terms }
}

/// Ids of every condition that is *no*, those of the file first, then the automatic ones.
pub(crate) fn failing<'a>(
    programme: &'a Programme,
    quick: &Quick,
    facts: &'a Facts,
) -> impl Iterator<Item = &'a str> + use<'a> {
    let (own, terms) = (quick.failing, quick.failing_terms);
    let conditions = programme.conditions.iter().enumerate().filter(move |(index, condition)| {
        // The mask holds the first 64 conditions.
        if *index < 64 { own >> index & 1 == 1 } else { condition.rule.value(facts).is_no() }
    });
    let automatic = AUTOMATIC.iter().enumerate().filter(move |(index, _)| terms >> index & 1 == 1);
    conditions.map(|(_, condition)| condition.id.as_str()).chain(automatic.map(|(_, id)| *id))
}

/// Every programme of a catalogue, in its order.
pub fn evaluate(catalogue: &Catalogue, at: Instant, facts: &Facts) -> Vec<Quick> {
    let programmes = catalogue.programmes().iter().enumerate();
    programmes.map(|(index, programme)| quick(catalogue, index, programme, at, facts, false)).collect()
}

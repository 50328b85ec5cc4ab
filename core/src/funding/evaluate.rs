//! The fast path: verdict, amount and failing conditions of every programme, without sentences.

use super::amount::{Outcome, Range, component};
use super::catalogue::Catalogue;
use super::facts::Facts;
use super::programme::{AidBasis, Gate, Programme};
use super::rule::Slot;
use super::timeline::{Instant, StatusNow, Timeline};
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

/// What the timeline of a programme says at a minute; the same for every company.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    status: StatusNow,
    /// Index of the window that says so.
    window: Option<usize>,
    /// Not checked for a year.
    stale: bool,
}

impl Standing {
    pub(crate) fn of(programme: &Programme, at: Instant) -> Self {
        let (status, window) = programme.applications.at(at.start());
        let windows = &programme.applications.windows;
        Self {
            status,
            window: window.and_then(|window| windows.iter().position(|other| std::ptr::eq(other, window))),
            stale: at.date().days_since(programme.checked_on) > UNCONFIRMED_AFTER_DAYS,
        }
    }

    /// May one apply? Windows not checked for a year count as unconfirmed.
    fn applications(self, programme: &Programme, confirmed: bool, facts: &Facts) -> Truth {
        let window = self.window.and_then(|index| programme.applications.windows.get(index));
        let truth = Timeline::truth((self.status, window), facts);
        if confirmed {
            let undecided =
                matches!(self.status, StatusNow::Unconfirmed | StatusNow::Call | StatusNow::Unknown | StatusNow::Open);
            return if undecided { Truth::Yes } else { truth };
        }
        if self.stale && self.status == StatusNow::Open { Truth::Open } else { truth }
    }
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

/// Its own conditions together, and which are *no*: one bit per index below 64.
pub(crate) fn own_conditions(programme: &Programme, facts: &Facts) -> (Truth, u64) {
    let mut all = Truth::Yes;
    let mut failing = 0_u64;
    for (index, condition) in programme.conditions.iter().enumerate() {
        let value = condition.rule.value(facts);
        all = all & value;
        if value.is_no() && index < 64 {
            failing |= 1 << index;
        }
    }
    (all, failing)
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
    judge(&catalogue.core_slots(), index, programme, Standing::of(programme, at), facts, confirmed)
}

/// The same, with the timeline looked up before.
pub(crate) fn judge(
    slots: &CoreSlots,
    index: usize,
    programme: &Programme,
    standing: Standing,
    facts: &Facts,
    confirmed: bool,
) -> Quick {
    let (mut conditions, failing) = own_conditions(programme, facts);
    let terms = terms(programme, slots, facts);
    let mut failing_terms = 0_u8;
    for (index, value) in terms.values().into_iter().enumerate() {
        conditions = conditions & value;
        if value.is_no() {
            failing_terms |= 1 << index;
        }
    }
    let applications = standing.applications(programme, confirmed, facts);
    let verdict = verdict(programme, standing.status, applications, conditions);
    let sure = |range: Range| match conditions {
        Truth::No => Range::ZERO,
        Truth::Open => Range { low: Money::ZERO, high: range.high },
        Truth::Yes => range,
    };
    let (grants, others) = (sure(terms.grants), sure(terms.others));
    Quick { programme: index, verdict, conditions, applications, grants, others, failing, failing_terms }
}

/// Conditions of a programme that are *no*: those of the file by index, then the automatic ones behind them.
pub(crate) fn failing_places(
    programme: &Programme,
    failing: u64,
    failing_terms: u8,
    facts: &Facts,
) -> impl Iterator<Item = usize> {
    // The mask holds the first 64 conditions.
    let later = programme.conditions.iter().enumerate().skip(64);
    let later = later.filter(|(_, condition)| condition.rule.value(facts).is_no()).map(|(index, _)| index);
    let automatic = bits(u64::from(failing_terms)).map(|bit| programme.conditions.len() + bit);
    bits(failing).chain(later).chain(automatic)
}

/// The id of the condition at a place: those of the file by index, then the automatic ones.
pub fn condition_id(programme: &Programme, place: usize) -> Option<&str> {
    let own = programme.conditions.len();
    match place.checked_sub(own) {
        None => programme.conditions.get(place).map(|condition| condition.id.as_str()),
        Some(automatic) => AUTOMATIC.get(automatic).copied(),
    }
}

/// The places of the ones, from below.
fn bits(mut mask: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = mask.trailing_zeros();
        mask &= mask.wrapping_sub(1);
        (bit < 64).then_some(bit as usize)
    })
}

/// Ids of every condition that is *no*, those of the file first, then the automatic ones.
pub(crate) fn failing<'a>(
    programme: &'a Programme,
    quick: &Quick,
    facts: &'a Facts,
) -> impl Iterator<Item = &'a str> + use<'a> {
    let places = failing_places(programme, quick.failing, quick.failing_terms, facts);
    places.filter_map(|place| condition_id(programme, place))
}

/// Every programme of a catalogue, in its order.
pub fn evaluate(catalogue: &Catalogue, at: Instant, facts: &Facts) -> Vec<Quick> {
    let programmes = catalogue.programmes().iter().enumerate();
    programmes.map(|(index, programme)| quick(catalogue, index, programme, at, facts, false)).collect()
}

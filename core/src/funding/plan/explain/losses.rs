//! What happens when an application is refused, not drawn or decided late: the plan that is left then.

use schemars::JsonSchema;
use serde::Serialize;

use super::sentences as s;
use super::{cents, in_a_row};
use crate::base::text::Arg;
use crate::base::{Date, Id, Money, Text};
use crate::funding::plan::compile::Compiled;
use crate::funding::plan::document::Plan;
use crate::funding::plan::front::Pick;
use crate::funding::plan::instance::{Assignment, Choice, Outcome};
use crate::funding::plan::offer::{Certainty, LeadUnit, Offer, OfferInstrument, Pace, Start};
use crate::funding::plan::query::Limits;
use crate::funding::plan::search::best;
use crate::funding::plan::settle::Settled;

/// What happens when an application fails or is decided late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fallback {
    /// The offer.
    pub offer: Id,
    /// What goes wrong.
    pub event: Failure,
    /// When that is known; absent when nobody published how long a decision takes.
    pub known_on: Option<Date>,
    /// In words.
    pub text: Text,
    /// What is left of the grants then, in cents, with whatever can still be applied for.
    pub grant_cents: Money,
    /// The last day of the milestone then.
    pub milestone: Option<Date>,
    /// What own funds and credit lack then, in cents; zero when they suffice.
    pub missing_cents: Money,
    /// The plan from then on; absent when a promised start cannot be kept.
    pub plan: Option<Plan>,
}

/// What can go wrong with an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// It is refused.
    Refused,
    /// It is not drawn.
    DrawLost,
    /// It is decided as late as it may be.
    Late,
}

impl Compiled<'_> {
    /// What happens when an application that is not sure fails, or is decided late.
    pub(crate) fn fallbacks(&self, pick: &Pick, pace: Pace, nodes: u64) -> Vec<Fallback> {
        let used = || pick.found.outcome.grants.iter().enumerate().filter(|(_, grant)| **grant > 0);
        let lost = used().filter_map(|(option, grant)| self.lost(pick, option, *grant, nodes));
        let late = used().filter_map(|(option, grant)| self.late(pick, option, *grant, pace, nodes));
        lost.chain(late).collect()
    }

    /// The day on which a decision is known, if anybody published how long it takes.
    fn known(&self, option: usize) -> Option<i32> {
        let (slot, offer) = (self.slots.get(option)?, self.offer_at(option)?);
        (offer.decision.is_some() || self.fixed(offer, slot.decided)).then_some(slot.decided)
    }

    /// Is this the fixed day of a round?
    fn fixed(&self, offer: &Offer, decided: i32) -> bool {
        offer.windows.iter().any(|window| window.decides.map(|day| self.days.number(day)) == Some(decided))
    }

    fn lost(&self, pick: &Pick, lost: usize, grant: i64, nodes: u64) -> Option<Fallback> {
        let offer = self.offer_at(lost)?;
        if offer.certainty == Certainty::LegalClaim {
            return None;
        }
        let known = self.known(lost);
        let (assignment, settled) = self.rest(pick, lost, known, nodes)?;
        let left: i64 = settled.money();
        let before: i64 = pick.settled.money();
        let mine = |item: usize| pick.found.assignment.get(item).copied().flatten() == Some(lost);
        let to = |item: usize| assignment.get(item).copied().flatten();
        let heirs: Vec<usize> = {
            let taken: Assignment =
                (0..assignment.len()).map(|item| if mine(item) { to(item) } else { None }).collect();
            self.used(&taken)
        };
        let own = self.titles(|item| mine(item) && to(item).is_none());
        let draw = offer.certainty == Certainty::Lottery;
        let lent = pick.settled.filings.iter().find(|filing| filing.option == lost).map_or(0, |filing| filing.lent);
        let mut args = vec![
            ("offer", offer.name.clone().into()),
            ("grant", Money::from_cents(grant).into()),
            ("lent", Money::from_cents(lent).into()),
            ("left", Money::from_cents(left).into()),
            ("before", Money::from_cents(before).into()),
            ("heirs", Arg::list(self.names(&heirs))),
            ("positions", Arg::list(self.titles(|item| mine(item) && to(item).is_some()))),
            ("own", Arg::list(own.clone())),
        ];
        if let Some(day) = known {
            args.push(("day", self.days.date(day).into()));
        }
        let loan = offer.loan.is_some();
        let first = match (loan, draw, known) {
            (true, _, Some(_)) => &s::IF_LOAN_LOST,
            (true, _, None) => &s::IF_LOAN_LOST_SOME_DAY,
            (false, true, Some(_)) => &s::IF_DRAW_LOST,
            (false, true, None) => &s::IF_DRAW_LOST_SOME_DAY,
            (false, false, Some(_)) => &s::IF_REFUSED,
            (false, false, None) => &s::IF_REFUSED_SOME_DAY,
        };
        let then = match (heirs.is_empty(), own.is_empty()) {
            (true, _) if loan => &s::THEN_WITHOUT_LOAN,
            (true, _) => &s::THEN_YOURSELF,
            (false, true) => &s::THEN_OTHERS,
            (false, false) => &s::THEN_BOTH,
        };
        let worst = self.shortfalls(&settled).into_iter().max_by_key(|short| short.missing);
        let mut parts = vec![first.with(&args), then.with(&args)];
        if let Some(short) = &worst
            && let Some(budget) = self.situation.budgets.get(short.budget)
        {
            let args = [
                ("budget", (&budget.id).into()),
                ("missing", Money::from_cents(short.missing).into()),
                ("day", self.days.date(short.day).into()),
            ];
            parts.push(s::THEN_MISSING.with(&args));
        }
        Some(Fallback {
            offer: offer.id.clone(),
            event: if draw { Failure::DrawLost } else { Failure::Refused },
            known_on: known.map(|day| self.days.date(day)),
            text: in_a_row(&parts),
            grant_cents: Money::from_cents(left),
            milestone: self.has_milestone().then(|| self.days.date(settled.milestone)),
            missing_cents: Money::from_cents(worst.map_or(0, |short| short.missing)),
            plan: Some(self.plan(&settled)),
        })
    }

    /// What is left when an application fails: the others stay as they are; what was claimed here goes where an
    /// application is still possible. Work that has begun by then is lost for whatever wants to be asked before.
    fn rest(&self, pick: &Pick, lost: usize, known: Option<i32>, nodes: u64) -> Option<(Assignment, Settled)> {
        let orders = &pick.settled.schedule.orders;
        let begun = |place: usize| known.is_none_or(|day| orders.get(place).is_none_or(|order| *order < day));
        let offer_of = |option: usize| self.slots.get(option).map(|slot| slot.offer);
        let may = |item: usize, choice: &Choice| {
            let now = pick.found.assignment.get(item).copied().flatten();
            if now != Some(lost) {
                // Without the tax allowance the application stands alone.
                let terms = now.and_then(|option| self.instance.options.get(option)?.own_share);
                let alone = terms.filter(|terms| terms.allowance == lost).map(|terms| terms.plain);
                return alone.or(now) == Some(choice.option);
            }
            let begun = self.position_of.get(item).is_none_or(|place| begun(*place));
            // Whoever was refused does not ask the same body for the same again.
            offer_of(choice.option) != offer_of(lost) && self.still_possible(choice.option, known, begun)
        };
        let waited = self.slots.get(lost).map_or(0, |slot| slot.release);
        let release = |to: &[Option<usize>]| {
            let mut release = self.releases(to);
            for (item, place) in self.position_of.iter().enumerate() {
                if pick.found.assignment.get(item).copied().flatten() == Some(lost)
                    && let Some(day) = release.get_mut(*place)
                {
                    *day = waited.max(*day);
                }
            }
            release
        };
        let limits = Limits { day: i32::MAX, risk: pick.risk, nodes };
        let judge = |to: &[Option<usize>], outcome: &Outcome| {
            self.days.schedule_with(&release(to), &pick.settled.moved, &pick.settled.taken).map(|_| outcome.value)
        };
        let found = best(&self.query(limits, may), &judge).ok()?;
        let release = release(&found.assignment);
        // What is not ordered by then can still be moved.
        let movable: Vec<usize> = self.days.movable().filter(|place| !begun(*place)).collect();
        let settled = self.least_short(&found.assignment, &found.outcome, &release, &pick.settled, &movable)?;
        Some((found.assignment, settled))
    }

    /// May an option still be applied for?
    fn still_possible(&self, option: usize, known: Option<i32>, begun: bool) -> bool {
        let (Some(slot), Some(offer)) = (self.slots.get(option), self.offer_at(option)) else { return false };
        if offer.instrument == OfferInstrument::TaxAllowance {
            return true;
        }
        let later = known.is_some_and(|day| slot.filed >= day);
        let any_day = offer.start == Start::Free && offer.windows.iter().all(|window| window.closes.is_none());
        any_day || (later && (!begun || offer.start == Start::Free))
    }

    /// The dates with the least money missing, with as few positions moved as possible.
    fn least_short(
        &self,
        assignment: &[Option<usize>],
        outcome: &Outcome,
        release: &[i32],
        before: &Settled,
        movable: &[usize],
    ) -> Option<Settled> {
        let (moved, taken) = (&before.moved, &before.taken);
        let free: Vec<usize> = movable.iter().copied().filter(|place| !moved.contains(place)).collect();
        let free = free.get(..free.len().min(super::super::settle::MAX_MOVABLE)).unwrap_or_default();
        let mut sets: Vec<u32> = (0..1_u32 << free.len()).collect();
        sets.sort_by_key(|set| (set.count_ones(), *set));
        let mut best: Option<(i64, Settled)> = None;
        for set in sets {
            let also = free.iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1).map(|(_, place)| *place);
            let mut moved: Vec<usize> = moved.iter().copied().chain(also).collect();
            moved.sort_unstable();
            let Some(schedule) = self.days.schedule_with(release, &moved, taken) else { continue };
            let Some(settled) = self.settled(assignment, outcome, schedule, moved, taken) else { continue };
            let missing: i64 = self.shortfalls(&settled).iter().map(|short| short.missing).sum();
            if best.as_ref().is_none_or(|(least, _)| missing < *least) {
                best = Some((missing, settled));
            }
            if missing == 0 {
                break;
            }
        }
        best.map(|(_, settled)| settled)
    }

    /// When nothing may start before a decision, and that comes as late as it may.
    fn late(&self, pick: &Pick, option: usize, grant: i64, pace: Pace, nodes: u64) -> Option<Fallback> {
        let (slot, offer) = (self.slots.get(option)?, self.offer_at(option)?);
        let lead = offer.decision.as_ref()?;
        if offer.start != Start::GrantBeforeStart || self.fixed(offer, slot.decided) || lead.late <= lead.at(pace) {
            return None;
        }
        let decided = self.decided_at(option, Pace::Late)?;
        let release = self.released(&pick.found.assignment, |other, day| if other == option { decided } else { day });
        let (moved, taken) = (&pick.settled.moved, &pick.settled.taken);
        let outcome = self.instance.evaluate(&pick.found.assignment)?;
        let settled = self
            .days
            .schedule_with(&release, moved, taken)
            .and_then(|schedule| self.settled(&pick.found.assignment, &outcome, schedule, moved.clone(), taken));
        let has = self.has_milestone();
        let moves = has && settled.as_ref().is_some_and(|late| late.milestone != pick.settled.milestone);
        let without =
            || self.without(nodes, pick, |_, other| self.slots.get(other).map(|s| s.offer) == Some(slot.offer));
        let left: i64 = match &settled {
            Some(late) => late.money(),
            None => without().map_or(0, |found| self.money(&found.outcome.grants)),
        };
        let ready = settled.as_ref().map(|late| self.days.date(late.milestone));
        let lent = pick.settled.filings.iter().find(|filing| filing.option == option && filing.lent > 0);
        let grant = lent.map_or(grant, |filing| filing.lent);
        let args = [
            ("offer", offer.name.clone().into()),
            ("day", self.days.date(decided).into()),
            ("usual", self.days.date(slot.decided).into()),
            ("ready", ready.map_or_else(|| Arg::Str("".into()), Arg::from)),
            ("milestone", self.days.date(pick.settled.milestone).into()),
            ("grant", Money::from_cents(grant).into()),
            ("left", Money::from_cents(left).into()),
        ];
        let sentence = match (&settled, moves) {
            (Some(_), true) => &s::IF_LATE,
            (Some(_), false) => &s::IF_LATE_NOTHING,
            (None, _) => &s::IF_LATE_BREAKS,
        };
        let shortfalls = settled.as_ref().map(|late| self.shortfalls(late)).unwrap_or_default();
        let missing = shortfalls.iter().map(|short| short.missing).max().unwrap_or(0);
        Some(Fallback {
            offer: offer.id.clone(),
            event: Failure::Late,
            known_on: Some(self.days.date(slot.decided)),
            text: sentence.with(&args),
            grant_cents: Money::from_cents(left),
            milestone: ready.filter(|_| has),
            missing_cents: Money::from_cents(missing),
            plan: settled.map(|late| self.plan(&late)),
        })
    }

    /// The day of a decision at another pace.
    fn decided_at(&self, option: usize, pace: Pace) -> Option<i32> {
        let (slot, offer) = (self.slots.get(option)?, self.offer_at(option)?);
        let lead = offer.decision.as_ref()?;
        match lead.unit {
            LeadUnit::CalendarDays => Some(slot.filed + i32::try_from(lead.at(pace)).ok()?),
            LeadUnit::WorkingDays => self.days.working_after(slot.filed, lead.at(pace)),
        }
    }

    /// The milestone if every office decides at another pace; `None` when a promise breaks then.
    pub(crate) fn at_pace(&self, pick: &Pick, pace: Pace) -> Option<i32> {
        let release = self.released(&pick.found.assignment, |option, release| {
            let (Some(slot), Some(offer)) = (self.slots.get(option), self.offer_at(option)) else { return release };
            if offer.start != Start::GrantBeforeStart || self.fixed(offer, slot.decided) {
                return release;
            }
            self.decided_at(option, pace).unwrap_or(release)
        });
        let schedule = self.days.schedule_with(&release, &pick.settled.moved, &pick.settled.taken)?;
        Some(self.days.milestone(&schedule))
    }

    /// The grants weighted with their chance, in cents, rounded down.
    pub(crate) fn expected(&self, grants: &[i64]) -> Money {
        let used = self.slots.iter().zip(grants);
        cents(
            used.filter_map(|(slot, grant)| {
                let offer = self.situation.offers.get(slot.offer).filter(|offer| offer.loan.is_none())?;
                Some(grant * i64::from(offer.chance_permille))
            })
            .sum(),
        )
    }
}

//! What happens when an application is refused, not drawn or decided late: the plan that is left then.

use schemars::JsonSchema;
use serde::Serialize;

use super::margin::Worth;
use super::nodes::Nodes;
use super::sentences as s;
use super::{cents, in_a_row};
use crate::base::text::Arg;
use crate::base::{Date, Id, Money, Text};
use crate::funding::plan::compile::Compiled;
use crate::funding::plan::document::Plan;
use crate::funding::plan::front::Pick;
use crate::funding::plan::instance::Assignment;
use crate::funding::plan::offer::{Certainty, LeadUnit, Offer, Pace, Start};
use crate::funding::plan::query::{Found, Unfound};

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
    /// Was the search for what can still be applied for finished?
    pub proven: bool,
    /// At most so much more could be expected with other applications, in cents; zero when proven.
    pub gap_cents: Money,
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
    pub(crate) fn fallbacks(&self, pick: &Pick, pace: Pace, nodes: &Nodes) -> Vec<Fallback> {
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

    fn lost(&self, pick: &Pick, lost: usize, grant: i64, nodes: &Nodes) -> Option<Fallback> {
        let offer = self.offer_at(lost)?;
        if offer.certainty == Certainty::LegalClaim {
            return None;
        }
        let known = self.known(lost);
        let (found, settled) = self.rest(pick, lost, known, nodes)?;
        let assignment = &found.assignment;
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
        let (proven, gap_cents) = gap(&found);
        if !proven {
            parts.push(s::THEN_PERHAPS_MORE.with(&[("gap", gap_cents.into())]));
        }
        Some(Fallback {
            offer: offer.id.clone(),
            event: if draw { Failure::DrawLost } else { Failure::Refused },
            known_on: known.map(|day| self.days.date(day)),
            text: in_a_row(&parts),
            grant_cents: Money::from_cents(left),
            proven,
            gap_cents,
            milestone: self.has_milestone().then(|| self.days.date(settled.milestone)),
            missing_cents: Money::from_cents(worst.map_or(0, |short| short.missing)),
            plan: Some(self.plan(&settled)),
        })
    }

    /// When nothing may start before a decision, and that comes as late as it may.
    fn late(&self, pick: &Pick, option: usize, grant: i64, pace: Pace, nodes: &Nodes) -> Option<Fallback> {
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
        let mine = |other: usize| self.slots.get(other).map(|slot| slot.offer) == Some(slot.offer);
        let without = settled.is_none().then(|| self.without(nodes, pick, |_, other| mine(other)));
        let left: i64 = match (&settled, &without) {
            (Some(late), _) => late.money(),
            (None, Some(Ok(found))) => self.money(&found.outcome.grants),
            (None, _) => 0,
        };
        let (proven, gap_cents) = match &without {
            Some(Ok(found)) => gap(found),
            Some(Err(Unfound::NodeLimit { bound, .. })) => (false, cents((*bound).max(0))),
            _ => (true, Money::ZERO),
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
        let sentence = match (&settled, &without) {
            (Some(_), _) if moves => &s::IF_LATE,
            (Some(_), _) => &s::IF_LATE_NOTHING,
            (None, Some(Err(Unfound::Nothing { .. }))) => &s::IF_LATE_BREAKS_ALL,
            (None, Some(Err(Unfound::NodeLimit { .. }))) => &s::IF_LATE_BREAKS_OPEN,
            (None, _) => &s::IF_LATE_BREAKS,
        };
        let mut parts = vec![sentence.with(&args)];
        if !proven && left > 0 {
            parts.push(s::THEN_PERHAPS_MORE.with(&[("gap", gap_cents.into())]));
        }
        let shortfalls = settled.as_ref().map(|late| self.shortfalls(late)).unwrap_or_default();
        let missing = shortfalls.iter().map(|short| short.missing).max().unwrap_or(0);
        Some(Fallback {
            offer: offer.id.clone(),
            event: Failure::Late,
            known_on: Some(self.days.date(slot.decided)),
            text: in_a_row(&parts),
            grant_cents: Money::from_cents(left),
            proven,
            gap_cents,
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

/// Is it proven that no other plan brings more, and how much more at most?
fn gap(found: &Found) -> (bool, Money) {
    let worth = Worth::of(found);
    let more = worth.most.zip(worth.least).map_or(0, |(most, least)| most - least);
    let gap = Money::from_cents((more + 999).div_euclid(1000));
    (gap == Money::ZERO, gap)
}

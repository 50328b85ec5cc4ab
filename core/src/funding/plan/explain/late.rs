//! What happens when a decision comes as late as it may.

use super::losses::{Failure, Fallback, gap};
use super::nodes::Nodes;
use super::sentences as s;
use super::{cents, in_a_row};
use crate::base::Money;
use crate::base::text::Arg;
use crate::funding::plan::cash::Shortfall;
use crate::funding::plan::compile::Compiled;
use crate::funding::plan::front::Pick;
use crate::funding::plan::offer::{LeadUnit, Pace, Start};
use crate::funding::plan::query::Unfound;
use crate::funding::plan::settle::Settled;

impl Compiled<'_> {
    /// When something waits for a decision that comes as late as it may: what may start only then, or the money.
    pub(super) fn late(&self, pick: &Pick, option: usize, grant: i64, pace: Pace, nodes: &Nodes) -> Option<Fallback> {
        let (slot, offer) = (self.slots.get(option)?, self.offer_at(option)?);
        let lead = offer.decision.as_ref()?;
        if self.fixed(offer, slot.decided) || lead.late <= lead.at(pace) {
            return None;
        }
        let decided = self.decided_at(option, Pace::Late)?;
        let waits = offer.start == Start::GrantBeforeStart;
        let changed = |other: usize, day: i32| if waits && other == option { decided } else { day };
        let release = self.released(&pick.found.assignment, changed);
        let (moved, taken) = (&pick.settled.moved, &pick.settled.taken);
        let outcome = self.instance.evaluate(&pick.found.assignment)?;
        let settled = self
            .days
            .schedule_with(&release, moved, taken)
            .and_then(|schedule| self.settled(&pick.found.assignment, &outcome, schedule, moved.clone(), taken))
            .map(|settled| self.decided_on(settled, option, decided));
        let worst = settled.as_ref().and_then(|late| self.worst(late));
        if !waits && worst.is_none() {
            return None;
        }
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
            (Some(_), _) if !waits => &s::IF_LATE_MONEY,
            (Some(_), _) if moves => &s::IF_LATE,
            (Some(_), _) if has => &s::IF_LATE_NOTHING,
            (Some(late), _) if late.schedule == pick.settled.schedule => &s::IF_LATE_NO_STEP,
            (Some(_), _) => &s::IF_LATE_STEPS,
            (None, Some(Err(Unfound::Nothing { .. }))) => &s::IF_LATE_BREAKS_ALL,
            (None, Some(Err(Unfound::NodeLimit { .. }))) => &s::IF_LATE_BREAKS_OPEN,
            (None, _) => &s::IF_LATE_BREAKS,
        };
        let mut parts = vec![sentence.with(&args)];
        parts.extend(worst.as_ref().and_then(|short| self.missing(short)));
        if !proven && left > 0 {
            parts.push(s::THEN_PERHAPS_MORE.with(&[("gap", gap_cents.into())]));
        }
        Some(Fallback {
            offer: offer.id.clone(),
            event: Failure::Late,
            known_on: Some(self.days.date(slot.decided)),
            text: in_a_row(&parts),
            grant_cents: Money::from_cents(left),
            proven,
            gap_cents,
            milestone: ready.filter(|_| has),
            missing_cents: Money::from_cents(worst.map_or(0, |short| short.missing)),
            plan: settled.map(|late| self.plan(&late)),
        })
    }

    /// The same with an application decided on another day.
    fn decided_on(&self, mut settled: Settled, option: usize, decided: i32) -> Settled {
        for filing in settled.filings.iter_mut().filter(|filing| filing.option == option) {
            let day = filing.ends.max(decided);
            filing.decided = decided;
            filing.paid_on = self.offer_at(option).map_or(day, |offer| offer.paid_after(day));
        }
        settled
    }

    /// The budget that lacks most.
    pub(super) fn worst(&self, settled: &Settled) -> Option<Shortfall> {
        self.shortfalls(settled).into_iter().max_by_key(|short| short.missing)
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
}

//! Can an assignment be carried out? Dates, positions that are moved, money over time.

use super::compile::{Bar, Compiled};
use super::days::Schedule;
use super::instance::Outcome;
use super::offer::OfferInstrument;
use super::situation::Budget;
use crate::base::Date;

/// Most positions that may be moved out of their step.
pub(crate) const MAX_MOVABLE: usize = 10;

/// An assignment with its dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settled {
    pub(crate) schedule: Schedule,
    /// Positions moved out of their step.
    pub(crate) moved: Vec<usize>,
    /// The last day of the milestone.
    pub(crate) milestone: i32,
}

/// By how much a budget is overdrawn, and when it is worst.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shortfall {
    /// The budget, in the order of the document.
    pub(crate) budget: usize,
    /// Missing cents.
    pub(crate) missing: i64,
    /// The worst day.
    pub(crate) day: i32,
}

impl Compiled<'_> {
    /// The earliest dates under an assignment, with as few positions moved as possible.
    ///
    /// `None` if a promise breaks, the milestone is later than `latest`, or money runs out.
    pub(crate) fn settle(&self, assignment: &[Option<usize>], grants: &[i64], latest: i32) -> Option<Settled> {
        let release = self.releases(assignment);
        let movable: Vec<usize> = self.days.movable().take(MAX_MOVABLE).collect();
        let mut choices: Vec<u32> = (0..1_u32 << movable.len()).collect();
        choices.sort_by_key(|set| (set.count_ones(), *set));
        for set in choices {
            let moved: Vec<usize> =
                movable.iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1).map(|(_, place)| *place).collect();
            let Some(schedule) = self.days.schedule(&release, &moved) else { continue };
            let milestone = self.days.milestone(&schedule);
            if milestone > latest || !self.shortfalls(assignment, grants, &schedule, &moved).is_empty() {
                continue;
            }
            return Some(Settled { schedule, moved, milestone });
        }
        None
    }

    /// The dates when money does not matter.
    pub(crate) fn settle_without_money(&self, assignment: &[Option<usize>], latest: i32) -> Option<Settled> {
        let release = self.releases(assignment);
        let schedule = self.days.schedule(&release, &[])?;
        let milestone = self.days.milestone(&schedule);
        (milestone <= latest).then_some(Settled { schedule, moved: Vec::new(), milestone })
    }

    /// Does nothing but the arithmetic of the instance decide?
    pub(crate) fn is_plain(&self) -> bool {
        let cost: i64 = self.instance.items.iter().filter(|item| item.external).map(|item| item.net).sum();
        let enough = |budget: &Budget| budget.own_cents.cents() + budget.credit_cents.cents() >= cost;
        self.situation.budgets.iter().all(enough) && self.days.movable().next().is_none()
    }

    /// Per position: the day before which its claims allow no order.
    pub(crate) fn releases(&self, assignment: &[Option<usize>]) -> Vec<i32> {
        let mut release = vec![0; self.situation.positions.len()];
        for (place, option) in self.position_of.iter().zip(assignment) {
            if let (Some(slot), Some(day)) = (option.and_then(|option| self.slots.get(option)), release.get_mut(*place))
            {
                *day = slot.release.max(*day);
            }
        }
        release
    }

    /// When the money of an option arrives.
    pub(crate) fn paid_on(
        &self,
        option: usize,
        assignment: &[Option<usize>],
        schedule: &Schedule,
        moved: &[usize],
    ) -> Option<i32> {
        let offer = self.situation.offers.get(self.slots.get(option)?.offer)?;
        let mine =
            self.position_of.iter().zip(assignment).filter(|(_, to)| **to == Some(option)).map(|(place, _)| *place);
        let end = mine.map(|place| self.days.end_of(place, schedule, moved.contains(&place))).max()?;
        let from = if offer.instrument == OfferInstrument::TaxAllowance {
            let year = self.days.date(end).year();
            Date::new(year, 12, 31).map_or(end, |date| self.days.number(date))
        } else {
            end
        };
        Some(from + i32::try_from(offer.payout_days).unwrap_or(0))
    }

    /// Every budget that is overdrawn.
    pub(crate) fn shortfalls(
        &self,
        assignment: &[Option<usize>],
        grants: &[i64],
        schedule: &Schedule,
        moved: &[usize],
    ) -> Vec<Shortfall> {
        if self.situation.budgets.is_empty() {
            return Vec::new();
        }
        // (day, money in after money out, amount)
        let mut flows: Vec<(i32, bool, i64)> = Vec::new();
        for (place, position) in
            self.situation.positions.iter().enumerate().filter(|(_, position)| position.is_external())
        {
            let payments = self.days.payments(position, place, schedule, moved.contains(&place));
            flows.extend(payments.into_iter().map(|(day, amount)| (day, false, amount)));
        }
        for (option, grant) in grants.iter().enumerate().filter(|(_, grant)| **grant > 0) {
            if let Some(day) = self.paid_on(option, assignment, schedule, moved) {
                flows.push((day, true, -grant));
            }
        }
        flows.sort_unstable();
        let mut short = Vec::new();
        for (index, budget) in self.situation.budgets.iter().enumerate() {
            let limit = budget.own_cents.cents() + budget.credit_cents.cents();
            let (first, last) = (self.days.number(budget.days.first()), self.days.number(budget.days.last()));
            let mut spent = 0;
            let mut worst: Option<Shortfall> = None;
            for (day, _, amount) in flows.iter().filter(|(day, ..)| *day >= first && *day <= last) {
                spent += amount;
                let missing = spent - limit;
                if missing > 0 && worst.as_ref().is_none_or(|worst| missing > worst.missing) {
                    worst = Some(Shortfall { budget: index, missing, day: *day });
                }
            }
            short.extend(worst);
        }
        short
    }

    /// The judge of the search.
    pub(crate) fn judge(&self, assignment: &[Option<usize>], outcome: &Outcome, latest: i32) -> Option<i64> {
        if self.is_plain() {
            return Some(outcome.value);
        }
        self.settle(assignment, &outcome.grants, latest).map(|_| outcome.value)
    }

    /// Why an offer is not used for a position, if a rule forbids it.
    pub(crate) fn bar(&self, offer: usize, position: usize) -> Option<&Bar> {
        self.barred.get(&offer).or_else(|| self.barred_pairs.get(&(offer, position)))
    }
}

//! Several planned grants against the ledger and against each other.

use crate::base::{Date, Money, Truth};

use super::ledger::{Bounds, Entry, Ledger, Room};
use super::regulation::{Regulation, WindowEdge};

/// A grant that is to be awarded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// The expected day of the award.
    pub date: Date,
    /// The regulation.
    pub regulation: Regulation,
    /// The gross grant equivalent.
    pub amount: Bounds,
}

/// How one planned grant fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    /// Does the whole grant stay within every ceiling in every period that contains it? If not, all of it loses the
    /// cover of the regulation (Art 3(7)); nothing is trimmed.
    pub fits: Truth,
    /// The room before this grant; `None` when the regulation is not in force on the day.
    pub room: Option<Room>,
}

impl Ledger {
    /// Checks planned grants one after the other in order of date (then of the list). A grant that fits is added to
    /// the ledger before the next is looked at; one that does not is left out; an open one counts as anything from
    /// nothing to its whole amount. The results stand in the order of the list.
    pub fn check(&self, plans: &[Plan], edge: WindowEdge) -> Vec<Fit> {
        let mut ledger = self.clone();
        let mut order: Vec<(usize, &Plan)> = plans.iter().enumerate().collect();
        order.sort_by_key(|(index, plan)| (plan.date, *index));
        let mut fits: Vec<(usize, Fit)> = Vec::with_capacity(plans.len());
        for (index, plan) in order {
            let fit = ledger.fit(plan, edge);
            let counted = match fit.fits {
                Truth::Yes => Some(plan.amount),
                Truth::Open => Some(Bounds { at_least_cents: Money::ZERO, ..plan.amount }),
                Truth::No => None,
            };
            if let Some(amount) = counted {
                let entry = Entry {
                    date: plan.date,
                    regulation: plan.regulation,
                    amount,
                    counts_from: None,
                    counts_until: None,
                };
                ledger.add(entry);
            }
            fits.push((index, fit));
        }
        fits.sort_by_key(|(index, _)| *index);
        fits.into_iter().map(|(_, fit)| fit).collect()
    }

    /// Whether one more grant stays within every ceiling.
    pub fn fit(&self, plan: &Plan, edge: WindowEdge) -> Fit {
        let room = self.room(plan.date, plan.regulation, edge);
        let fits = match room {
            None => Truth::No,
            Some(room) if plan.amount.at_least_cents > room.at_most => Truth::No,
            Some(room) if plan.amount.at_most_cents.is_some_and(|most| most <= room.at_least) => Truth::Yes,
            Some(_) => Truth::Open,
        };
        Fit { fits, room }
    }
}

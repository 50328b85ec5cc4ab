//! Money over time: what is paid, what comes back, what is lent; no budget is overdrawn.

use std::collections::BTreeMap;

use super::compile::Compiled;
use super::filings::Filing;
use super::lending::instalments;
use super::offer::{Disbursed, OfferInstrument};
use super::settle::Settled;
use super::situation::Position;

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

/// Within a day: what is called for a payment comes in time for it, everything else after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Call,
    Payment,
    Receipt,
}

impl Compiled<'_> {
    /// Every budget that is overdrawn.
    pub(crate) fn shortfalls(&self, settled: &Settled) -> Vec<Shortfall> {
        if self.situation.budgets.is_empty() {
            return Vec::new();
        }
        let mut flows: Vec<(i32, Turn, i64)> = Vec::new();
        for place in 0..self.situation.positions.len() {
            flows.extend(self.payments(settled, place).into_iter().map(|(day, amount)| (day, Turn::Payment, amount)));
        }
        for filing in &settled.filings {
            let Some(offer) = self.offer_of(filing.option) else { continue };
            if offer.instrument == OfferInstrument::Loan {
                self.lend(settled, filing, &mut flows);
            } else {
                flows.push((filing.paid_on, Turn::Receipt, -filing.grant));
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

    /// What is paid for a position, and when; own work takes no cash.
    fn payments(&self, settled: &Settled, place: usize) -> Vec<(i32, i64)> {
        let external = self.taken(settled, place).is_some_and(Position::is_external);
        if external { self.bills(settled, place) } else { Vec::new() }
    }

    /// The position as the quote taken has it.
    pub(crate) fn taken(&self, settled: &Settled, place: usize) -> Option<&Position> {
        self.quotes.get(place)?.get(settled.taken.get(place).copied().unwrap_or(0))
    }

    /// When the cost of a position is due, own work included.
    fn bills(&self, settled: &Settled, place: usize) -> Vec<(i32, i64)> {
        let moved = settled.moved.contains(&place);
        let position = self.taken(settled, place);
        position.map_or_else(Vec::new, |position| self.days.payments(position, place, &settled.schedule, moved))
    }

    /// What a loan brings and takes.
    fn lend(&self, settled: &Settled, filing: &Filing, flows: &mut Vec<(i32, Turn, i64)>) {
        let Some(loan) = self.offer_of(filing.option).and_then(|offer| offer.loan.as_ref()) else { return };
        match loan.disbursed {
            Disbursed::OnDecision => flows.push((filing.decided, Turn::Receipt, -filing.lent)),
            Disbursed::OnCall => {
                let mut financed: BTreeMap<usize, i64> = BTreeMap::new();
                for item in &filing.items {
                    if let (Some(place), Some(item)) = (self.position_of.get(*item), self.instance.items.get(*item)) {
                        *financed.entry(*place).or_insert(0) += item.net;
                    }
                }
                let mut calls: Vec<(i32, i64)> = Vec::new();
                for (place, net) in financed {
                    let bills = self.bills(settled, place);
                    let whole: i128 = bills.iter().map(|(_, amount)| i128::from(*amount)).sum();
                    for (day, amount) in bills {
                        // What is financed of the bill, and of that what is lent.
                        let part = i128::from(amount) * i128::from(net) * i128::from(loan.share_permille);
                        calls.push((day, i64::try_from(part / (whole.max(1) * 1000)).unwrap_or(0)));
                    }
                }
                calls.sort_unstable();
                let mut left = filing.lent;
                for (day, wanted) in calls {
                    let called = wanted.min(left);
                    left -= called;
                    // A bill from before the decision is refinanced on its day.
                    let turn = if day < filing.decided { Turn::Receipt } else { Turn::Call };
                    flows.push((day.max(filing.decided), turn, -called));
                }
            }
        }
        let decided = self.days.date(filing.decided);
        for one in instalments(loan, filing.lent) {
            let day = self.days.number(decided.add_months(i32::from(one.month)));
            flows.push((day, Turn::Payment, one.repaid + one.interest));
        }
    }
}

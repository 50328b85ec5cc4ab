//! The rule about money over time: bills, grants, loans, day by day.

use super::check::Findings;
use super::check_dates::{begin_of, end_of, ordered, tax_year_end, year_after};
use super::check_money::{net, offer_of, position_of};
use super::document::{Application, Plan};
use super::offer::{Disbursed, Loan, OfferInstrument};
use super::sentences as s;
use super::situation::{Payment, Position, Situation};
use crate::base::{Date, Money, Ratio};

const PLAN: &str = "plan";

/// Money by day: in time for the bills of the day, the bills, and what comes after them.
#[derive(Default)]
struct Cash {
    before: Vec<(Date, Money)>,
    bills: Vec<(Date, Money)>,
    after: Vec<(Date, Money)>,
}

/// No budget is overdrawn.
pub(super) fn budgets(situation: &Situation, plan: &Plan, findings: &mut Findings) {
    let mut cash = Cash::default();
    for position in situation.positions.iter().filter(|position| position.is_external()) {
        cash.bills.extend(bills(situation, plan, position));
    }
    for application in &plan.applications {
        let Some(offer) = offer_of(situation, application) else { continue };
        if let Some(loan) = &offer.loan {
            lend(situation, plan, application, loan, &mut cash);
            continue;
        }
        let claimed = plan.claims.iter().filter(|claim| claim.application == application.id);
        let last = claimed.filter_map(|claim| end_of(situation, plan, position_of(situation, claim)?)).max();
        let Some(last) = last else { continue };
        let from = if offer.instrument == OfferInstrument::TaxAllowance {
            let end = tax_year_end(situation, plan, application);
            end.unwrap_or_else(|| year_after(situation, last).previous())
        } else {
            application.decided_on.max(last)
        };
        let days = i32::try_from(offer.payout_days).unwrap_or(i32::MAX);
        cash.after.push((from.add_days(days), application.amount_cents));
    }
    for budget in &situation.budgets {
        let limit = budget.own_cents + budget.credit_cents;
        let sum = |flows: &[(Date, Money)], until: &dyn Fn(Date) -> bool| -> Money {
            flows.iter().filter(|(day, _)| budget.days.contains(*day) && until(*day)).map(|(_, money)| *money).sum()
        };
        let mut worst: Option<(Date, Money)> = None;
        for (day, _) in cash.bills.iter().filter(|(day, _)| budget.days.contains(*day)) {
            let paid = sum(&cash.bills, &|other| other <= *day);
            // A grant that arrives on the same day comes too late for the payment.
            let there = sum(&cash.before, &|other| other <= *day) + sum(&cash.after, &|other| other < *day);
            let missing = paid - there - limit;
            if missing > Money::ZERO && worst.is_none_or(|(_, most)| missing > most) {
                worst = Some((*day, missing));
            }
        }
        if let Some((day, missing)) = worst {
            let args = [("budget", (&budget.id).into()), ("missing", missing.into()), ("day", day.into())];
            findings.block(&s::BUDGET, budget.id.as_str(), PLAN, &args);
        }
    }
}

/// When a position is paid.
fn bills(situation: &Situation, plan: &Plan, position: &Position) -> Vec<(Date, Money)> {
    let (Some(order), Some(begin), Some(end)) =
        (ordered(plan, position), begin_of(plan, position), end_of(situation, plan, position))
    else {
        return Vec::new();
    };
    match position.payment {
        Payment::OnOrder => vec![(order, net(position))],
        Payment::AtStart => vec![(begin, net(position))],
        Payment::AtEnd => vec![(end, net(position))],
        Payment::TwelveMonths => {
            let each = Money::from_cents(net(position).cents() / 12);
            let mut months: Vec<(Date, Money)> = (0..11).map(|month| (begin.add_months(month), each)).collect();
            months.push((begin.add_months(11), net(position) - each.repeat(11)));
            months
        }
    }
}

/// What a loan brings, and its instalments.
fn lend(situation: &Situation, plan: &Plan, application: &Application, loan: &Loan, cash: &mut Cash) {
    let lent = application.loan_cents.unwrap_or(Money::ZERO);
    let decided = application.decided_on;
    if loan.disbursed == Disbursed::OnDecision {
        cash.after.push((decided, lent));
    } else {
        let mut calls: Vec<(Date, Money)> = Vec::new();
        for claim in plan.claims.iter().filter(|claim| claim.application == application.id) {
            let Some(position) = position_of(situation, claim) else { continue };
            let claimed = claim.net_cents.ratio().checked_div(&net(position).ratio()).unwrap_or_else(Ratio::one);
            let share = claimed * &Ratio::permille(i64::from(loan.share_permille));
            for (day, amount) in bills(situation, plan, position) {
                calls.push((day, Money::from_cents((amount.ratio() * &share).floor())));
            }
        }
        calls.sort_unstable();
        let mut left = lent;
        for (day, wanted) in calls {
            let called = wanted.min(left);
            left -= called;
            if day < decided {
                cash.after.push((decided, called));
            } else {
                cash.before.push((day, called));
            }
        }
    }
    let step = i64::from(loan.instalment_months.unwrap_or(loan.term_months).max(1));
    let (term, grace) = (i64::from(loan.term_months), i64::from(loan.grace_months));
    let turns = ((term - grace) / step).max(1);
    let yearly = Ratio::new(i64::from(loan.interest_ppm.unwrap_or(0)), 1_000_000).unwrap_or_else(Ratio::zero);
    let stretch = yearly * &Ratio::new(step, 12).unwrap_or_else(Ratio::zero);
    let mut owed = lent;
    let mut month = step;
    while month <= term {
        let interest = Money::from_cents((owed.ratio() * &stretch).ceil());
        let repaid = if month <= grace {
            Money::ZERO
        } else if month == term {
            owed
        } else {
            Money::from_cents(lent.cents() / turns)
        };
        owed -= repaid;
        cash.bills.push((decided.add_months(i32::try_from(month).unwrap_or(i32::MAX)), repaid + interest));
        month += step;
    }
}

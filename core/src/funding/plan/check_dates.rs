//! The rules about the dates of steps and orders, and when a cost arises.

use super::check::Findings;
use super::document::{Application, Order, Plan, StageStart};
use super::offer::Start;
use super::sentences as s;
use super::situation::{Payment, Position, Situation, Stage};
use crate::base::calendar::WorkingDays;
use crate::base::text::Arg;
use crate::base::{Date, Id, Money, Ratio, Sentence};

const PLAN: &str = "plan";
const ART_6: &str = "GBER Art 6(2); VV zu § 44 LHO";

pub(super) fn calendar(situation: &Situation) -> WorkingDays {
    WorkingDays::new(situation.calendar.weekdays.iter().copied(), situation.calendar.closures.clone())
}
fn start_of<'a>(plan: &'a Plan, stage: &Id) -> Option<&'a StageStart> {
    plan.starts.iter().find(|start| start.stage == *stage)
}
fn order_of<'a>(plan: &'a Plan, position: &Id) -> Option<&'a Order> {
    plan.orders.iter().find(|order| order.position == *position)
}

/// A day that the calendar may not have any more.
pub(super) fn day_or_none(day: Option<Date>) -> Arg {
    day.map_or_else(|| s::NONE_REACHED.text().into(), Arg::from)
}

/// Every step is there, on a day on which it can be, after what it waits for, as long as it takes.
pub(super) fn steps(situation: &Situation, plan: &Plan, findings: &mut Findings) {
    let week = calendar(situation);
    for stage in &situation.stages {
        let Some(start) = start_of(plan, &stage.id) else {
            findings.block(&s::STEP_MISSING, stage.id.as_str(), PLAN, &[("stage", stage.called().into())]);
            continue;
        };
        let possible = if stage.start_days.is_empty() {
            week.is_working_day(start.on)
        } else {
            stage.start_days.contains(&start.on)
        };
        if !possible {
            let next = if stage.start_days.is_empty() {
                week.on_or_after(start.on)
            } else {
                stage.start_days.iter().filter(|day| **day > start.on).min().copied()
            };
            let args = [("stage", stage.called().into()), ("day", start.on.into()), ("next", day_or_none(next))];
            findings.block(&s::STEP_DAY, stage.id.as_str(), PLAN, &args);
        }
        let earliest = stage.earliest.unwrap_or(situation.as_of).max(situation.as_of);
        if start.on < earliest {
            let args = [("stage", stage.called().into()), ("day", start.on.into()), ("earliest", earliest.into())];
            findings.block(&s::STEP_EARLY, stage.id.as_str(), PLAN, &args);
        }
        if let Some(latest) = stage.latest.filter(|latest| start.on > *latest) {
            let args = [("stage", stage.called().into()), ("day", start.on.into()), ("latest", latest.into())];
            findings.block(&s::STEP_LATE, stage.id.as_str(), PLAN, &args);
        }
        let last = week.after(start.on, stage.working_days.saturating_sub(1));
        if last != Some(start.until) {
            let args = [
                ("stage", stage.called().into()),
                ("day", start.on.into()),
                ("n", stage.working_days.into()),
                ("until", start.until.into()),
                ("last", day_or_none(last)),
            ];
            findings.block(&s::STEP_LENGTH, stage.id.as_str(), PLAN, &args);
        }
        for after in &stage.after {
            let Some(before) = start_of(plan, &after.stage) else { continue };
            let gap = if start.on > before.until { Some(week.between(before.until, start.on)) } else { None };
            if gap.is_none_or(|gap| gap < after.gap_working_days) {
                let args = [
                    ("stage", stage.called().into()),
                    ("day", start.on.into()),
                    ("before", situation.stage_called(&after.stage).into()),
                    ("earliest", day_or_none(week.after(before.until, after.gap_working_days + 1))),
                ];
                findings.block(&s::STEP_ORDER, stage.id.as_str(), PLAN, &args);
            }
        }
    }
}

/// Nothing is ordered before it may be, and no step starts before its orders.
pub(super) fn orders(situation: &Situation, plan: &Plan, findings: &mut Findings) {
    for position in &situation.positions {
        let Some(order) = order_of(plan, &position.id) else {
            findings.block(&s::ORDER_MISSING, position.id.as_str(), PLAN, &[("position", position.called().into())]);
            continue;
        };
        let mut block = |sentence: &Sentence, other: Option<Date>| {
            let args =
                [("position", position.called().into()), ("day", order.on.into()), ("other", day_or_none(other))];
            findings.block(sentence, position.id.as_str(), PLAN, &args);
        };
        match position.ordered_on {
            Some(day) if day != order.on => block(&s::ORDER_FIXED, Some(day)),
            Some(_) => {}
            None => {
                let earliest = position.earliest_order.unwrap_or(situation.as_of).max(situation.as_of);
                if order.on < earliest {
                    block(&s::ORDER_EARLY, Some(earliest));
                }
            }
        }
        match position.can_wait_until.filter(|_| position.ordered_on.is_none()) {
            _ if !order.moved => {}
            None => block(&s::NOT_MOVABLE, None),
            Some(until) if order.on < until => block(&s::MOVED_EARLY, Some(until)),
            Some(_) => {}
        }
        for stage in position.order_after.iter().filter(|_| position.ordered_on.is_none()) {
            let Some(before) = start_of(plan, stage).filter(|before| order.on <= before.until) else { continue };
            let args = [
                ("position", position.called().into()),
                ("day", order.on.into()),
                ("stage", situation.stage_called(stage).into()),
                ("until", before.until.into()),
            ];
            findings.block(&s::ORDER_BEFORE_STEP, position.id.as_str(), PLAN, &args);
        }
        if let Some(start) = start_of(plan, &position.stage).filter(|start| !order.moved && start.on < order.on) {
            let args = [
                ("stage", situation.stage_called(&position.stage).into()),
                ("start", start.on.into()),
                ("position", position.called().into()),
                ("day", order.on.into()),
            ];
            findings.block(&s::STEP_BEFORE_ORDER, position.stage.as_str(), PLAN, &args);
        }
    }
    for application in &plan.applications {
        start_rule(situation, plan, application, findings);
    }
}

/// No claimed position, and no other position of its step, is ordered before the programme allows.
fn start_rule(situation: &Situation, plan: &Plan, application: &Application, findings: &mut Findings) {
    let Some(offer) = situation.offers.iter().find(|offer| offer.id == application.offer) else { return };
    let (allowed, on): (fn(Date, Date) -> bool, Date) = match offer.start {
        Start::Free => return,
        Start::GrantBeforeStart => (|order, decided| order >= decided, application.decided_on),
        Start::ApplicationBeforeStart => (|order, filed| order > filed, application.filed_on),
    };
    let claimed = |position: &Position| {
        plan.claims.iter().any(|claim| claim.application == application.id && claim.position == position.id)
    };
    let stays = |position: &Position| order_of(plan, &position.id).is_some_and(|order| !order.moved);
    for position in &situation.positions {
        let together = |other: &Position| other.stage == position.stage && stays(other) && claimed(other);
        let bound = claimed(position)
            || (stays(position) && position.ordered_on.is_none() && situation.positions.iter().any(together));
        let Some(order) = order_of(plan, &position.id).filter(|_| bound) else { continue };
        if !allowed(order.on, on) {
            let args = [
                ("position", position.called().into()),
                ("day", order.on.into()),
                ("offer", offer.name.clone().into()),
                ("act", on.into()),
            ];
            findings.block(&s::STARTED_TOO_EARLY, position.id.as_str(), ART_6, &args);
        }
    }
}

/// The last day of the fiscal year for which a tax allowance is claimed.
pub(super) fn tax_year_end(situation: &Situation, plan: &Plan, application: &Application) -> Option<Date> {
    let last = || claimed_ends(plan, situation, application).into_iter().max();
    application.fiscal_year_end.or_else(|| last().map(|last| year_after(situation, last).previous()))
}

/// What of a position arises in a fiscal year: own work by its working days, twelve instalments by theirs, everything
/// else and what is in parts when it ends. Rounded so that all that arose by the end of a year is rounded down.
pub(super) fn arises(situation: &Situation, plan: &Plan, position: &Position, year: i16) -> Money {
    let net = position.net_cents.given().copied().unwrap_or(Money::ZERO);
    let until = |year: i16| Money::from_cents((net.ratio() * &passed(situation, plan, position, year)).floor());
    until(year) - until(year - 1)
}

/// How much of the cost of a position has arisen by the end of a fiscal year, from nothing to one.
pub(super) fn passed(situation: &Situation, plan: &Plan, position: &Position, year: i16) -> Ratio {
    let (Some(begin), Some(end)) = (begin_of(plan, position), end_of(situation, plan, position)) else {
        return Ratio::zero();
    };
    let mut days: Vec<Date> = vec![end];
    if position.parts <= 1 && !position.is_external() {
        let week = calendar(situation);
        let span = std::iter::successors(Some(begin), |day| Some(day.next())).take_while(|day| *day <= end);
        days = span.filter(|day| week.is_working_day(*day)).collect();
        if days.is_empty() {
            days.push(end);
        }
    } else if position.parts <= 1 && position.payment == Payment::TwelveMonths {
        days = (0..12).map(|month| begin.add_months(month)).collect();
    }
    let passed = days.iter().filter(|day| fiscal_year(situation, **day) <= year).count();
    let share = Ratio::new(i64::try_from(passed).unwrap_or(0), i64::try_from(days.len()).unwrap_or(1));
    share.unwrap_or_else(Ratio::zero)
}

fn claimed_ends(plan: &Plan, situation: &Situation, application: &Application) -> Vec<Date> {
    let claims = plan.claims.iter().filter(|claim| claim.application == application.id);
    let positions =
        claims.filter_map(|claim| situation.positions.iter().find(|position| position.id == claim.position));
    positions.filter_map(|position| end_of(situation, plan, position)).collect()
}

pub(super) fn year_of(plan: &Plan, situation: &Situation, application: &Application) -> Option<i16> {
    tax_year_end(situation, plan, application).map(|end| fiscal_year(situation, end))
}

/// The calendar year in which the fiscal year of a day began.
pub(super) fn fiscal_year(situation: &Situation, day: Date) -> i16 {
    let begun = i16::from(day.month()) >= i16::from(situation.fiscal_year_start_month);
    if begun { day.year() } else { day.year() - 1 }
}

/// The first day after the fiscal year of a day.
pub(super) fn year_after(situation: &Situation, day: Date) -> Date {
    let month = i8::try_from(situation.fiscal_year_start_month).unwrap_or(1);
    Date::new(fiscal_year(situation, day) + 1, month, 1).unwrap_or(day)
}

/// The day on which the work of a position ends.
pub(super) fn end_of(situation: &Situation, plan: &Plan, position: &Position) -> Option<Date> {
    let order = order_of(plan, &position.id)?;
    if order.moved {
        return Some(order.on);
    }
    let last = position.until.as_ref().unwrap_or(&position.stage);
    let stage: &Stage = situation.stages.iter().find(|stage| stage.id == *last)?;
    start_of(plan, &stage.id).map(|start| start.until)
}

/// The day on which the work of a position starts.
pub(super) fn begin_of(plan: &Plan, position: &Position) -> Option<Date> {
    let order = order_of(plan, &position.id)?;
    if order.moved { Some(order.on) } else { start_of(plan, &position.stage).map(|start| start.on) }
}

/// The day of the order.
pub(super) fn ordered(plan: &Plan, position: &Position) -> Option<Date> {
    order_of(plan, &position.id).map(|order| order.on)
}

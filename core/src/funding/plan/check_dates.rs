//! The rules about dates: steps, orders, applications.

use super::check::Findings;
use super::document::{Application, Claim, Order, Plan, StageStart};
use super::offer::{LeadUnit, Offer, OfferInstrument, Standing, Start};
use super::sentences as s;
use super::situation::{Payment, Position, Situation, Stage};
use crate::base::calendar::WorkingDays;
use crate::base::text::Arg;
use crate::base::{Date, Id, Money, Period, Ratio, Sentence, Severity, Text};
use crate::funding::programme::Per;

const PLAN: &str = "plan";
const ART_6: &str = "GBER Art 6(2); VV zu § 44 LHO";

fn calendar(situation: &Situation) -> WorkingDays {
    WorkingDays::new(situation.calendar.weekdays.iter().copied(), situation.calendar.closures.clone())
}
fn start_of<'a>(plan: &'a Plan, stage: &Id) -> Option<&'a StageStart> {
    plan.starts.iter().find(|start| start.stage == *stage)
}
fn order_of<'a>(plan: &'a Plan, position: &Id) -> Option<&'a Order> {
    plan.orders.iter().find(|order| order.position == *position)
}

/// A day that the calendar may not have any more.
fn day_or_none(day: Option<Date>) -> Arg {
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

/// Applications are filed when they can be, decided no sooner than they can be, and do not exclude each other.
pub(super) fn applications(situation: &Situation, plan: &Plan, findings: &mut Findings) {
    let offer_of = |application: &Application| situation.offers.iter().find(|offer| offer.id == application.offer);
    for application in &plan.applications {
        let Some(offer) = offer_of(application) else { continue };
        standing(offer, application, findings);
        if offer.instrument != OfferInstrument::TaxAllowance {
            filing(situation, offer, application, findings);
        } else {
            tax_year(plan, situation, application, findings);
        }
        let tax = offer.instrument == OfferInstrument::TaxAllowance;
        let again = |other: &&Application| {
            other.offer == offer.id
                && (!tax || year_of(plan, situation, other) == year_of(plan, situation, application))
        };
        let times = plan.applications.iter().filter(again).count();
        let most = if tax { 1 } else { usize::from(offer.applications_max) };
        if times > most {
            let args = [("offer", offer.name.clone().into()), ("n", most.into())];
            let sentence = if tax { &s::TOO_OFTEN_YEAR } else { &s::TOO_OFTEN };
            findings.block(sentence, application.id.as_str(), PLAN, &args);
        }
        if !tax {
            often(situation, plan, offer, application, findings);
        }
    }
    for (index, one) in plan.applications.iter().enumerate() {
        for two in plan.applications.iter().skip(index + 1) {
            let (Some(first), Some(second)) = (offer_of(one), offer_of(two)) else { continue };
            let args = [("first", first.name.clone().into()), ("second", second.name.clone().into())];
            if first.id != second.id && first.family.is_some() && first.family == second.family {
                findings.block(&s::SAME_FAMILY, two.id.as_str(), PLAN, &args);
            }
            if first.id != second.id && (names(first, second) || names(second, first)) {
                findings.block(&s::SAME_FAMILY, two.id.as_str(), PLAN, &args);
            }
            let both_pending =
                (one.filed_on < two.decided_on && two.filed_on < one.decided_on) || one.filed_on == two.filed_on;
            if first.queue.is_some() && first.queue == second.queue && both_pending {
                findings.block(&s::SAME_QUEUE, two.id.as_str(), PLAN, &args);
            }
        }
    }
}

/// Does one offer name the other, or its family, as excluded?
fn names(one: &Offer, other: &Offer) -> bool {
    one.excludes.contains(&other.id) || other.family.as_ref().is_some_and(|family| one.excludes.contains(family))
}

fn standing(offer: &Offer, application: &Application, findings: &mut Findings) {
    // Sentences of their own after the first.
    let args = |why: &[Text]| {
        let more = |words: fn(&Text) -> &str| why.iter().map(|why| format!(" {}", words(why))).collect::<String>();
        let why = Text { de: more(|text| &text.de).into(), en: more(|text| &text.en).into() };
        [("offer", offer.name.clone().into()), ("why", why.into())]
    };
    let subject = application.id.as_str();
    let one = std::slice::from_ref;
    match &offer.standing {
        Standing::Eligible => {}
        Standing::Open { questions, .. } => {
            findings.say(Severity::Warn, &s::USES_OPEN, subject, PLAN, &args(questions));
        }
        Standing::NotEligible { reasons } => findings.block(&s::USES_NOT_ELIGIBLE, subject, PLAN, &args(reasons)),
        Standing::NotOpen { reason } => findings.block(&s::USES_NOT_OPEN, subject, PLAN, &args(one(reason))),
        Standing::Unplannable { reason } => findings.block(&s::USES_UNPLANNABLE, subject, PLAN, &args(one(reason))),
        Standing::ListedOnly => findings.block(&s::USES_LISTED_ONLY, subject, PLAN, &args(&[])),
    }
}

fn filing(situation: &Situation, offer: &Offer, application: &Application, findings: &mut Findings) {
    let week = calendar(situation);
    let filed = application.filed_on;
    let subject = application.id.as_str();
    let args = [("offer", offer.name.clone().into()), ("day", filed.into())];
    let ready = week.after(situation.as_of, offer.preparation_working_days);
    let ready = ready.unwrap_or(situation.as_of).max(situation.as_of);
    if filed < ready {
        let args = [("offer", offer.name.clone().into()), ("day", filed.into()), ("ready", ready.into())];
        findings.block(&s::FILED_EARLY, subject, PLAN, &args);
    }
    let takes = |window: &super::offer::Window| {
        window.opens.is_none_or(|day| filed >= day) && window.closes.is_none_or(|day| filed <= day)
    };
    if !offer.windows.is_empty() && !offer.windows.iter().any(takes) {
        let next = offer.windows.iter().filter_map(|window| window.opens).filter(|opens| *opens > filed).min();
        let args = [("offer", offer.name.clone().into()), ("day", filed.into()), ("next", day_or_none(next))];
        findings.block(&s::OUTSIDE_WINDOW, subject, PLAN, &args);
    }
    // The decision is not assumed before the fastest one that was ever published.
    let fixed = offer.windows.iter().filter(|window| takes(window)).find_map(|window| window.decides);
    let soonest = match (fixed, &offer.decision) {
        (Some(day), _) => day.max(filed),
        (None, Some(lead)) => match lead.unit {
            LeadUnit::CalendarDays => filed.add_days(i32::try_from(lead.best).unwrap_or(i32::MAX)),
            LeadUnit::WorkingDays => week.after(filed, lead.best).unwrap_or(filed),
        },
        (None, None) => {
            if offer.start == Start::GrantBeforeStart {
                findings.block(&s::NO_DECISION_TIME, subject, PLAN, &args);
            }
            filed
        }
    };
    if application.decided_on < soonest {
        let args =
            [("offer", offer.name.clone().into()), ("day", application.decided_on.into()), ("soonest", soonest.into())];
        findings.block(&s::DECIDED_EARLY, subject, PLAN, &args);
    }
    if application.decided_on >= situation.as_of.add_years(3) {
        findings.block(&s::DECIDED_FAR, subject, PLAN, &args);
    }
}

/// No programme is granted more often than it is, earlier grants included, and a further application may be open.
fn often(situation: &Situation, plan: &Plan, offer: &Offer, application: &Application, findings: &mut Findings) {
    let subject = application.id.as_str();
    let place = |one: &Application| plan.applications.iter().position(|other| other.id == one.id);
    let mut before: Vec<&Application> = plan.applications.iter().filter(|other| other.offer == offer.id).collect();
    before.retain(|other| (other.filed_on, place(other)) < (application.filed_on, place(application)));
    for rule in &offer.frequency {
        let filed = application.filed_on;
        let lasts = |granted: Date, months: i32| granted.add_months(months) > filed;
        let same_year = |date: Date| date.year() == filed.year();
        let same_business_year = |date: Date| fiscal_year(situation, date) == fiscal_year(situation, filed);
        let counts = |granted: Date, applied: Date| match rule.per {
            Per::Months12 => lasts(granted, 12),
            Per::Months24 => lasts(granted, 24),
            Per::Months36 => lasts(granted, 36),
            Per::CalendarYear => same_year(applied),
            Per::BusinessYear => same_business_year(applied),
            Per::Programme | Per::Person => true,
            Per::Project => applied >= situation.as_of,
            Per::Application => false,
        };
        let earlier = offer.earlier_grants.iter().filter(|granted| counts(**granted, **granted)).count();
        let planned = before.iter().filter(|other| counts(other.decided_on, other.filed_on)).count();
        if earlier + planned >= usize::from(rule.count) {
            let args =
                [("offer", offer.name.clone().into()), ("n", rule.count.into()), ("per", rule.per.text().into())];
            findings.block(&s::TOO_SOON_AGAIN, subject, PLAN, &args);
        }
    }
    if !before.is_empty() && !offer.further_questions.is_empty() {
        let args =
            [("offer", offer.name.clone().into()), ("questions", Arg::list(offer.further_questions.iter().cloned()))];
        findings.say(Severity::Warn, &s::FURTHER_OPEN, subject, PLAN, &args);
    }
}

/// A tax allowance is claimed for one fiscal year, after its end, and for no more than arose in it.
fn tax_year(plan: &Plan, situation: &Situation, application: &Application, findings: &mut Findings) {
    let Some(end) = tax_year_end(situation, plan, application) else { return };
    let subject = application.id.as_str();
    let year = fiscal_year(situation, end);
    if year_after(situation, end).previous() != end {
        let args = [("day", end.into()), ("end", year_after(situation, end).previous().into())];
        findings.block(&s::TAX_YEAR_END, subject, "FZulG § 5", &args);
    }
    if fiscal_year(situation, application.filed_on) <= year {
        let args = [("day", application.filed_on.into()), ("year", Arg::Period(Period::Year(year)))];
        findings.block(&s::TAX_TOO_EARLY, subject, "FZulG § 5", &args);
    }
    for position in &situation.positions {
        let here = |claim: &&Claim| claim.application == application.id && claim.position == position.id;
        let claimed: Money = plan.claims.iter().filter(here).map(|claim| claim.net_cents).sum();
        let most = arises(situation, plan, position, year);
        if claimed > most {
            let args = [
                ("position", position.called().into()),
                ("claimed", claimed.into()),
                ("end", end.into()),
                ("most", most.into()),
            ];
            findings.block(&s::TAX_OTHER_YEAR, subject, "FZulG § 5(1)", &args);
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

fn year_of(plan: &Plan, situation: &Situation, application: &Application) -> Option<i16> {
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

//! The rules about applications: when they are filed and decided, how often, and which exclude each other.

use super::check::Findings;
use super::check_dates::{arises, calendar, day_or_none, fiscal_year, tax_year_end, year_after, year_of};
use super::document::{Application, Claim, Plan};
use super::offer::{LeadUnit, Offer, OfferInstrument, Standing, Start};
use super::sentences as s;
use super::situation::{Position, Situation};
use crate::base::text::Arg;
use crate::base::{Date, Money, Period, Severity, Text};
use crate::funding::programme::Per;

const PLAN: &str = "plan";

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
        within_year(position, claimed, most, end, subject, findings);
    }
}

/// No more of a position is claimed than arises in the fiscal year that ends on a day.
pub(super) fn within_year(
    position: &Position,
    claimed: Money,
    most: Money,
    end: Date,
    subject: &str,
    findings: &mut Findings,
) {
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

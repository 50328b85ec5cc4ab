//! The rules about money: claims, amounts, de minimis, budgets.

use super::check::Findings;
use super::check_dates::{arises, fiscal_year, tax_year_end};
use super::document::{Application, Claim, Plan};
use super::offer::{Offer, OfferBasis, OfferInstrument, OfferRate, SharedLimit};
use super::sentences as s;
use super::situation::{Position, Situation, WindowEdge};
use crate::base::text::Arg;
use crate::base::{Answer, Date, Id, Money, Ratio, Severity, Text};
use crate::company::SizeClass;

const PLAN: &str = "plan";
const DOUBLE: &str = "GBER Art 8; FZulG § 7(2)";
const ART_4: &str = "Reg. (EU) 2023/2831 Art 4";
const ART_3: &str = "Reg. (EU) 2023/2831 Art 3(2)";

pub(super) fn position_of<'a>(situation: &'a Situation, claim: &Claim) -> Option<&'a Position> {
    situation.positions.iter().find(|position| position.id == claim.position)
}
pub(super) fn offer_of<'a>(situation: &'a Situation, application: &Application) -> Option<&'a Offer> {
    situation.offers.iter().find(|offer| offer.id == application.offer)
}
pub(super) fn net(position: &Position) -> Money {
    position.net_cents.given().copied().unwrap_or(Money::ZERO)
}

/// No euro is claimed twice, and each is claimed only where it may be.
pub(super) fn claims(situation: &Situation, plan: &Plan, findings: &mut Findings) {
    for position in &situation.positions {
        // An own share is no further part of the position; it has rules of its own.
        let (own, mine): (Vec<&Claim>, Vec<&Claim>) =
            plan.claims.iter().filter(|claim| claim.position == position.id).partition(|c| c.own_share_of.is_some());
        let sum: Money = mine.iter().map(|claim| claim.net_cents).sum();
        if sum > net(position) {
            let args = [("position", position.called().into()), ("sum", sum.into()), ("net", net(position).into())];
            findings.block(&s::CLAIMED_TWICE, position.id.as_str(), DOUBLE, &args);
        }
        // What arises in several fiscal years is claimed in each of them.
        let of_year = |claim: &Claim| {
            let application = plan.applications.iter().find(|application| application.id == claim.application)?;
            offer_of(situation, application).filter(|offer| offer.instrument == OfferInstrument::TaxAllowance)?;
            let year = fiscal_year(situation, tax_year_end(situation, plan, application)?);
            Some(arises(situation, plan, position, year))
        };
        let whole =
            mine.iter().all(|claim| claim.net_cents == net(position) || of_year(claim) == Some(claim.net_cents));
        let empty = mine.iter().any(|claim| claim.net_cents <= Money::ZERO);
        if position.parts <= 1 && !whole && !empty {
            let args = [
                ("position", position.called().into()),
                ("claimed", Arg::list(mine.iter().map(|claim| claim.net_cents))),
                ("net", net(position).into()),
            ];
            findings.block(&s::NOT_SPLITTABLE, position.id.as_str(), PLAN, &args);
        }
        if position.parts > 1 && !empty && sum <= net(position) && !in_parts(position, &mine) {
            let args = [
                ("position", position.called().into()),
                ("claimed", Arg::list(mine.iter().map(|claim| claim.net_cents))),
                ("parts", position.parts.into()),
                ("part", part(position).into()),
                ("first", first_part(position).into()),
            ];
            let exact = first_part(position) == part(position);
            let sentence = if exact { &s::NO_PARTS } else { &s::NO_PARTS_FIRST };
            findings.block(sentence, position.id.as_str(), PLAN, &args);
        }
        for claim in mine.iter().chain(&own) {
            if claim.net_cents <= Money::ZERO {
                findings.block(&s::EMPTY_CLAIM, position.id.as_str(), PLAN, &[("position", position.called().into())]);
            }
            let application = plan.applications.iter().find(|application| application.id == claim.application);
            if let Some(offer) = application.and_then(|application| offer_of(situation, application)) {
                pair(situation, position, offer, findings);
            }
        }
    }
}

/// An equal part of a position; all but the first are one.
fn part(position: &Position) -> Money {
    Money::from_cents(net(position).cents() / i64::from(position.parts.max(1)))
}

/// The first part takes the remainder of the division.
fn first_part(position: &Position) -> Money {
    net(position) - part(position).repeat(i64::from(position.parts.max(1)) - 1)
}

/// Can the claims be made up of whole parts, each claimed once?
fn in_parts(position: &Position, claims: &[&Claim]) -> bool {
    let (part, first) = (part(position).cents(), first_part(position).cents());
    let others = i64::from(position.parts) - 1;
    let count = |cents: i64| match part {
        0 => (cents == 0).then_some(0),
        part => (cents >= 0 && cents % part == 0).then_some(cents / part),
    };
    // The first part is in one of the claims, or in none.
    let holders = std::iter::once(None).chain((0..claims.len()).map(Some));
    let made_up = |holder: Option<usize>| {
        let rest = |(place, claim): (usize, &&Claim)| {
            count(claim.net_cents.cents() - if Some(place) == holder { first } else { 0 })
        };
        let counts: Option<Vec<i64>> = claims.iter().enumerate().map(rest).collect();
        counts.is_some_and(|counts| counts.iter().sum::<i64>() <= others)
    };
    holders.into_iter().any(made_up)
}

/// May this position be claimed under this offer?
fn pair(situation: &Situation, position: &Position, offer: &Offer, findings: &mut Findings) {
    let args = [("position", position.called().into()), ("offer", offer.name.clone().into())];
    let subject = position.id.as_str();
    let possible = rates(situation, position, offer);
    if possible.is_empty() {
        let stage = situation.stages.iter().find(|stage| stage.id == position.stage);
        let [one, two] = args.clone();
        let phase = stage.map_or_else(|| Text::same(""), |stage| stage.phase.text());
        let args = [one, two, ("kind", position.kind.text().into()), ("phase", phase.into())];
        findings.block(&s::NOT_PAID_FOR, subject, PLAN, &args);
    }
    if situation.size.given().is_none() && possible.windows(2).any(|pair| pair.first() != pair.last()) {
        findings.say(Severity::Warn, &s::SIZE_UNKNOWN, subject, PLAN, &args);
    }
    if let Some(rate) = possible.first().filter(|rate| !rate.questions.is_empty()) {
        let [one, two] = args.clone();
        let args = [one, two, ("questions", Arg::list(rate.questions.iter().cloned()))];
        findings.say(Severity::Warn, &s::RATE_OPEN, subject, PLAN, &args);
    }
    if offer.independent_provider && position.is_external() {
        match position.provider_independent {
            Answer::Given(true) => {}
            Answer::Given(false) => findings.block(&s::NOT_INDEPENDENT, subject, PLAN, &args),
            _ => findings.say(Severity::Warn, &s::INDEPENDENCE_UNKNOWN, subject, PLAN, &args),
        }
    }
    if offer.research_only {
        match position.research {
            Answer::Given(true) => {}
            Answer::Given(false) => findings.block(&s::NOT_RESEARCH, subject, "FZulG § 2", &args),
            _ => findings.say(Severity::Warn, &s::RESEARCH_UNKNOWN, subject, "FZulG § 2", &args),
        }
    }
}

/// The rate for every size the company may have; one entry per size, sizes without a rate left out.
pub(super) fn rates<'a>(situation: &Situation, position: &Position, offer: &'a Offer) -> Vec<&'a OfferRate> {
    let Some(stage) = situation.stages.iter().find(|stage| stage.id == position.stage) else { return Vec::new() };
    let sizes: Vec<SizeClass> = situation.size.given().map_or_else(|| SizeClass::ALL.to_vec(), |size| vec![*size]);
    let worth = |rate: &OfferRate| counted(rate, position, net(position)) * &Ratio::ppm(rate.rate_ppm.into());
    let mut found = Vec::new();
    for size in sizes {
        let mut top: Option<&OfferRate> = None;
        for rate in &offer.rates {
            let fits = rate.kinds.contains(&position.kind)
                && (rate.phases.is_empty() || rate.phases.contains(&stage.phase))
                && (rate.positions.is_empty() || rate.positions.contains(&position.id))
                && (rate.sizes.is_empty() || rate.sizes.contains(&size))
                && (rate.quote == position.taken || (rate.quote.is_none() && rate.counted_cents.is_none()));
            if fits && top.is_none_or(|best| worth(rate) > worth(best)) {
                top = Some(rate);
            }
        }
        found.extend(top);
    }
    found
}

/// The cost that counts of an amount claimed of a position, with overhead.
pub(super) fn counted(rate: &OfferRate, position: &Position, claimed: Money) -> Ratio {
    let cost = match rate.counted_cents {
        Some(whole) => claimed.ratio() * &whole.ratio().checked_div(&net(position).ratio()).unwrap_or_else(Ratio::zero),
        None => claimed.ratio(),
    };
    cost * &factor(rate)
}

/// What counts of a cost, with overhead.
fn factor(rate: &OfferRate) -> Ratio {
    Ratio::ppm(rate.counted_ppm.into()) * &(Ratio::one() + &Ratio::ppm(rate.overhead_ppm.into()))
}

/// How much may count under a limit of an offer, beside what is claimed.
fn room(situation: &Situation, offer: &Offer, limit: &SharedLimit, claims: &[(&Position, Money)]) -> Option<Ratio> {
    let rate = offer.rates.iter().find(|rate| rate.limit.as_ref() == Some(&limit.id))?;
    let of_others = limit.share.as_ref().map(|share| {
        let phase = |position: &Position| {
            situation.stages.iter().find(|stage| stage.id == position.stage).map(|stage| stage.phase)
        };
        let counts = |position: &Position| {
            let inside = |phase| share.phases.is_empty() || share.phases.contains(&phase);
            share.kinds.contains(&position.kind) && phase(position).is_some_and(inside)
        };
        let others: Money = claims.iter().filter(|(position, _)| counts(position)).map(|(_, net)| *net).sum();
        others.ratio() * &Ratio::ppm(share.ppm.into())
    });
    let most = [limit.cost_max_cents.map(|most| most.ratio()), of_others].into_iter().flatten().min()?;
    Some(most * &factor(rate))
}

/// Each application asks for no more than its rates, caps and intensities allow, and reaches its floors.
pub(super) fn amounts(situation: &Situation, plan: &Plan, findings: &mut Findings) {
    for application in &plan.applications {
        let Some(offer) = offer_of(situation, application) else { continue };
        let subject = application.id.as_str();
        let mine: Vec<(&Position, Money)> = plan
            .claims
            .iter()
            .filter(|claim| claim.application == application.id)
            .filter_map(|claim| Some((position_of(situation, claim)?, claim.net_cents)))
            .collect();
        let name = || ("offer", offer.name.clone().into());
        if mine.is_empty() {
            findings.block(&s::NOTHING_CLAIMED, subject, PLAN, &[name()]);
            continue;
        }
        let cost: Money = mine.iter().map(|(_, net)| *net).sum();
        let external: Money = mine.iter().filter(|(position, _)| position.is_external()).map(|(_, net)| *net).sum();
        if let Some(least) = offer.cost_min_cents.filter(|least| cost < *least) {
            findings.block(&s::COST_BELOW, subject, PLAN, &[name(), ("cost", cost.into()), ("limit", least.into())]);
        }
        if let Some(most) = offer.cost_max_cents.filter(|most| cost > *most) {
            findings.block(&s::COST_ABOVE, subject, PLAN, &[name(), ("cost", cost.into()), ("limit", most.into())]);
        }
        let share = external.ratio().checked_div(&cost.ratio()).unwrap_or_else(Ratio::zero);
        let low = offer.external_min_permille.is_some_and(|least| share < Ratio::permille(i64::from(least)));
        let high = offer.external_max_permille.is_some_and(|most| share > Ratio::permille(i64::from(most)));
        if low || high {
            let percent = |permille: Option<u16>, other: u16| {
                Arg::percent(&Ratio::permille(i64::from(permille.unwrap_or(other))), 1)
            };
            let args = [
                name(),
                ("share", Arg::percent(&share, 1)),
                ("least", percent(offer.external_min_permille, 0)),
                ("most", percent(offer.external_max_permille, 1000)),
            ];
            findings.block(&s::EXTERNAL_SHARE, subject, PLAN, &args);
        }
        let most = most(situation, offer, &mine);
        let asked = application.amount_cents;
        loan(offer, application, cost, most, findings);
        if asked > most {
            findings.block(&s::TOO_MUCH, subject, PLAN, &[name(), ("asked", asked.into()), ("most", most.into())]);
        }
        let least = offer.grant_min_cents.unwrap_or(Money::ZERO).max(Money::from_cents(1));
        if asked < least {
            findings.block(&s::TOO_LITTLE, subject, PLAN, &[name(), ("asked", asked.into()), ("least", least.into())]);
        }
    }
}

/// A loan lends no more than its share of the cost, and its gross grant equivalent is not understated.
fn loan(offer: &Offer, application: &Application, cost: Money, most: Money, findings: &mut Findings) {
    let subject = application.id.as_str();
    let name = || ("offer", offer.name.clone().into());
    let Some(terms) = &offer.loan else {
        if application.loan_cents.is_some() {
            findings.block(&s::LENT_BY_GRANT, subject, PLAN, &[name()]);
        }
        return;
    };
    let share = Money::from_cents((cost.ratio() * &Ratio::permille(i64::from(terms.share_permille))).floor());
    let largest = terms.max_cents.map_or(share, |cap| cap.min(share));
    let lent = application.loan_cents.unwrap_or(Money::ZERO);
    let args = [name(), ("lent", lent.into()), ("most", largest.into())];
    if lent <= Money::ZERO || lent > largest {
        findings.block(&s::LENT_TOO_MUCH, subject, PLAN, &args);
        return;
    }
    let part = lent.ratio().checked_div(&largest.ratio()).unwrap_or_else(Ratio::one);
    if application.amount_cents.ratio() < most.ratio() * &part {
        findings.block(
            &s::EQUIVALENT_TOO_SMALL,
            subject,
            ART_4,
            &[name(), ("asked", application.amount_cents.into()), ("least", most.into())],
        );
    }
}

/// The most that may be granted for these claims.
fn most(situation: &Situation, offer: &Offer, claims: &[(&Position, Money)]) -> Money {
    // Rate, counted cost, limit; dearest rate first: counted cost beyond a limit falls away at the end.
    let mut rows: Vec<(Ratio, Ratio, Option<&Id>)> = Vec::new();
    for (position, net) in claims {
        let worth = |rate: &&OfferRate| counted(rate, position, *net) * &Ratio::ppm(rate.rate_ppm.into());
        let Some(rate) = rates(situation, position, offer).into_iter().min_by_key(worth) else { continue };
        let limited = matches!(offer.basis, OfferBasis::Gber | OfferBasis::Tax);
        let mut share = Ratio::ppm(rate.rate_ppm.into());
        if let Some(highest) = position.max_intensity_permille.filter(|_| limited) {
            share = share.min(Ratio::permille(highest.into()));
        }
        rows.push((share, counted(rate, position, *net), rate.limit.as_ref()));
    }
    rows.sort_by(|a, b| b.0.cmp(&a.0));
    let mut left: Vec<(&Id, Ratio)> =
        offer.limits.iter().filter_map(|limit| Some((&limit.id, room(situation, offer, limit, claims)?))).collect();
    let mut whole = offer.base_cap_cents.map(|cap| cap.ratio());
    let mut sum = Ratio::zero();
    for (rate, counted, limit) in rows {
        let mut rooms: Vec<&mut Ratio> = whole.iter_mut().collect();
        rooms.extend(left.iter_mut().filter(|(id, _)| limit == Some(*id)).map(|(_, room)| room));
        let taken = rooms.iter().map(|room| (**room).clone()).fold(counted, Ratio::min);
        rooms.into_iter().for_each(|room| *room = room.clone() - &taken);
        sum += &(taken * &rate);
    }
    let grant = Money::from_cents(sum.floor());
    offer.grant_cap_cents.map_or(grant, |cap| cap.min(grant))
}

/// What of an application is de minimis aid: all of it, nothing, or of a tax allowance what own work brings.
fn small_part(situation: &Situation, plan: &Plan, application: &Application) -> Money {
    let Some(offer) = offer_of(situation, application) else { return Money::ZERO };
    if offer.basis == OfferBasis::DeMinimis {
        return application.amount_cents;
    }
    let own = |position: &&Position| rates(situation, position, offer).iter().any(|rate| rate.de_minimis);
    let claims = plan.claims.iter().filter(|claim| claim.application == application.id);
    let claims = claims.filter_map(|claim| Some((position_of(situation, claim)?, claim.net_cents)));
    let (small, other): (Vec<_>, Vec<_>) = claims.partition(|(position, _)| own(position));
    if small.is_empty() {
        return Money::ZERO;
    }
    (application.amount_cents - most(situation, offer, &other)).max(Money::ZERO)
}

/// The cap on the grants of a tax allowance holds over all its years.
pub(super) fn tax_caps(situation: &Situation, plan: &Plan, findings: &mut Findings) {
    let taxes = situation.offers.iter().filter(|offer| offer.instrument == OfferInstrument::TaxAllowance);
    for offer in taxes {
        let mine = plan.applications.iter().filter(|application| application.offer == offer.id);
        let asked: Money = mine.map(|application| application.amount_cents).sum();
        if let Some(most) = offer.grant_cap_cents.filter(|cap| asked > *cap) {
            let args = [("offer", offer.name.clone().into()), ("asked", asked.into()), ("most", most.into())];
            findings.block(&s::TOO_MUCH, offer.id.as_str(), PLAN, &args);
        }
    }
}

/// The ceiling holds at every granting date of the plan, over the three years before it.
pub(super) fn de_minimis(situation: &Situation, plan: &Plan, findings: &mut Findings) {
    let rule = &situation.de_minimis;
    let planned: Vec<(Date, Money)> = plan
        .applications
        .iter()
        .map(|application| (application.decided_on, small_part(situation, plan, application)))
        .filter(|(_, amount)| *amount > Money::ZERO)
        .collect();
    let mut dates: Vec<Date> = planned.iter().map(|(date, _)| *date).collect();
    dates.sort_unstable();
    dates.dedup();
    for date in dates {
        let counts = |granted: Date| {
            let until = granted.add_years(3);
            match rule.edge {
                WindowEdge::Inclusive => until >= date,
                WindowEdge::Exclusive => until > date,
            }
        };
        // Grants that exist already count even when they are dated later.
        let before: Money =
            rule.grants.iter().filter(|grant| counts(grant.granted_on)).map(|grant| grant.amount_cents).sum();
        let with: Money =
            planned.iter().filter(|(day, _)| *day <= date && counts(*day)).map(|(_, amount)| *amount).sum();
        let total = before + with;
        if total > rule.ceiling_cents {
            let args = [("day", date.into()), ("sum", total.into()), ("ceiling", rule.ceiling_cents.into())];
            findings.block(&s::CEILING, date.to_string(), ART_3, &args);
        }
    }
}

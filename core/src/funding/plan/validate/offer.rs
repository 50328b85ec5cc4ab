//! What is wrong with the terms of an offer.

use super::within;
use crate::base::{Code, Money, Pointer, Problem, Problems};
use crate::funding::plan::offer::{
    Lead, Loan, Offer, OfferFrequency, OfferInstrument, OfferRate, ShareOfOthers, Standing,
};
use crate::funding::plan::sentences as s;
use crate::funding::plan::situation::{Position, Situation, Stage};

pub(super) fn check(problems: &mut Problems, situation: &Situation, offer: &Offer, at: &Pointer) {
    problems.at_most(at.field("rates"), offer.rates.len(), Offer::MAX_RATES);
    problems.at_most(at.field("assumed"), offer.assumed.len(), Offer::MAX_ASSUMED);
    problems.at_most(at.field("excludes"), offer.excludes.len(), Offer::MAX_EXCLUDED);
    problems.at_most(at.field("windows"), offer.windows.len(), Offer::MAX_WINDOWS);
    let usable = matches!(offer.standing, Standing::Eligible | Standing::Open { .. });
    if offer.rates.is_empty() && usable {
        problems.push(Problem::new(Code::TooFew, at.field("rates")).expected(s::ONE_RATE.text()));
    }
    within(problems, at.field("chance_permille"), i64::from(offer.chance_permille), 1, 1000);
    within(
        problems,
        at.field("applications_max"),
        i64::from(offer.applications_max),
        1,
        i64::from(Offer::MAX_APPLICATIONS),
    );
    problems.at_most(at.field("frequency"), offer.frequency.len(), Offer::MAX_FREQUENCIES);
    for (index, often) in offer.frequency.iter().enumerate() {
        let here = at.field("frequency").index(index).field("count");
        within(problems, here, often.count.into(), 1, OfferFrequency::MAX_COUNT.into());
    }
    problems.at_most(at.field("further_questions"), offer.further_questions.len(), OfferRate::MAX_QUESTIONS);
    if offer.certificate.is_some() && offer.instrument != OfferInstrument::TaxAllowance {
        problems.push(Problem::new(Code::Contradiction, at.field("certificate")).message(s::CERTIFICATE_OF_TAX.text()));
    }
    if !offer.own_share.is_excluded() && !offer.may_count_own_shares() {
        problems.push(Problem::new(Code::Contradiction, at.field("own_share")).message(s::OWN_SHARE_OF_TAX.text()));
    }
    within(problems, at.field("payout_days"), i64::from(offer.payout_days), 0, i64::from(Offer::MAX_PAYOUT_DAYS));
    within(
        problems,
        at.field("preparation_working_days"),
        i64::from(offer.preparation_working_days),
        0,
        i64::from(Stage::MAX_DAYS),
    );
    for (index, rate) in offer.rates.iter().enumerate() {
        let here = at.field("rates").index(index);
        let whole = i64::from(OfferRate::WHOLE);
        within(problems, here.field("rate_ppm"), i64::from(rate.rate_ppm), 1, whole);
        names(problems, situation, rate, &here);
        problems.at_most(here.field("positions"), rate.positions.len(), OfferRate::MAX_POSITIONS);
        problems.at_most(here.field("questions"), rate.questions.len(), OfferRate::MAX_QUESTIONS);
        if let Some(counted) = rate.counted_cents {
            within(problems, here.field("counted_cents"), counted.cents(), 1, Situation::MAX_NET.cents());
        }
        within(problems, here.field("counted_ppm"), i64::from(rate.counted_ppm), 1, whole);
        within(problems, here.field("overhead_ppm"), rate.overhead_ppm.into(), 0, OfferRate::MAX_OVERHEAD.into());
        if let Some(limit) = &rate.limit {
            let known = offer.limits.iter().map(|limit| limit.id.as_str());
            problems.reference(here.field("limit"), limit.as_str(), known);
        }
    }
    limits(problems, offer, at);
    loan(problems, offer, at);
    for (name, share) in
        [("external_min_permille", offer.external_min_permille), ("external_max_permille", offer.external_max_permille)]
    {
        if let Some(share) = share {
            within(problems, at.field(name), i64::from(share), 0, 1000);
        }
    }
    for (name, money) in [
        ("base_cap_cents", offer.base_cap_cents),
        ("grant_cap_cents", offer.grant_cap_cents),
        ("grant_min_cents", offer.grant_min_cents),
        ("cost_min_cents", offer.cost_min_cents),
        ("cost_max_cents", offer.cost_max_cents),
        ("effort_cents", Some(offer.effort_cents)),
    ] {
        if let Some(money) = money {
            within(problems, at.field(name), money.cents(), 0, Money::LIMIT / 100);
        }
    }
    if let (Some(least), Some(most)) = (offer.cost_min_cents, offer.cost_max_cents)
        && least > most
    {
        problems.push(
            Problem::new(Code::Contradiction, at.field("cost_min_cents"))
                .found(least.cents())
                .expected(s::AT_MOST.with(&[("amount", most.cents().into())]))
                .message(s::LEAST_ABOVE_MOST.text()),
        );
    }
    if let (Some(least), Some(most)) = (offer.external_min_permille, offer.external_max_permille)
        && least > most
    {
        problems.push(
            Problem::new(Code::Contradiction, at.field("external_min_permille"))
                .found(least)
                .expected(s::AT_MOST.with(&[("amount", most.into())]))
                .message(s::EXTERNAL_ABOVE_MOST.text()),
        );
    }
    for (index, window) in offer.windows.iter().enumerate() {
        let later =
            [("closes", window.closes, &s::WINDOW_ENDS_FIRST), ("decides", window.decides, &s::WINDOW_DECIDES_FIRST)];
        for (field, day, message) in later {
            if let (Some(opens), Some(day)) = (window.opens, day)
                && day < opens
            {
                problems.push(
                    Problem::new(Code::WrongOrder, at.field("windows").index(index).field(field))
                        .found(day)
                        .expected(s::DAY_FROM.with(&[("day", opens.into())]))
                        .message(message.text()),
                );
            }
        }
    }
    if let Some(lead) = &offer.decision {
        within(problems, at.field("decision").field("late"), i64::from(lead.late), 0, i64::from(Lead::MAX));
        if lead.best > lead.usual || lead.usual > lead.late {
            problems.push(
                Problem::new(Code::WrongOrder, at.field("decision"))
                    .found(format!("{}, {}, {}", lead.best, lead.usual, lead.late))
                    .expected(s::LEAD_ORDER.text())
                    .message(s::LEAD_OUT_OF_ORDER.text()),
            );
        }
    }
}

/// A rate is for some kind of cost, and for positions and quotes that there are.
fn names(problems: &mut Problems, situation: &Situation, rate: &OfferRate, at: &Pointer) {
    if rate.kinds.is_empty() {
        problems.push(Problem::new(Code::TooFew, at.field("kinds")).expected(s::ONE_KIND.text()));
    }
    for (index, position) in rate.positions.iter().enumerate() {
        let known = situation.positions.iter().map(|position| position.id.as_str());
        problems.reference(at.field("positions").index(index), position.as_str(), known);
    }
    if let Some(quote) = &rate.quote {
        let named = |position: &&Position| rate.positions.is_empty() || rate.positions.contains(&position.id);
        let quotes = situation.positions.iter().filter(named).flat_map(|position| &position.quotes);
        problems.reference(at.field("quote"), quote.as_str(), quotes.map(|quote| quote.id.as_str()));
    }
}

/// Shared limits limit something, and the rates of one count the same share of the cost, never of their own.
fn limits(problems: &mut Problems, offer: &Offer, at: &Pointer) {
    let list = at.field("limits");
    problems.at_most(list.clone(), offer.limits.len(), Offer::MAX_LIMITS);
    problems.unique_ids(&list, offer.limits.iter().map(|limit| &limit.id));
    for (index, limit) in offer.limits.iter().enumerate() {
        let here = list.index(index);
        if let Some(most) = limit.cost_max_cents {
            within(problems, here.field("cost_max_cents"), most.cents(), 0, Money::LIMIT / 100);
        }
        if let Some(share) = &limit.share {
            within(problems, here.field("share").field("ppm"), share.ppm.into(), 1, ShareOfOthers::MAX.into());
            if share.kinds.is_empty() {
                let kinds = here.field("share").field("kinds");
                problems.push(Problem::new(Code::TooFew, kinds).expected(s::ONE_KIND.text()));
            }
        }
        if limit.cost_max_cents.is_none() && limit.share.is_none() {
            problems.push(Problem::new(Code::MissingField, here.clone()).message(s::LIMIT_OF_NOTHING.text()));
        }
        let rates = || offer.rates.iter().filter(|rate| rate.limit.as_ref() == Some(&limit.id));
        let same = |rate: &OfferRate| (rate.counted_ppm, rate.overhead_ppm);
        if rates().any(|rate| rates().next().is_some_and(|first| same(first) != same(rate))) {
            problems.push(Problem::new(Code::Contradiction, here.clone()).message(s::LIMIT_OF_UNLIKE.text()));
        }
        let own = |share: &ShareOfOthers| rates().any(|rate| rate.kinds.iter().any(|kind| share.kinds.contains(kind)));
        if limit.share.as_ref().is_some_and(own) {
            problems.push(Problem::new(Code::Contradiction, here.field("share")).message(s::LIMIT_OF_ITSELF.text()));
        }
    }
}

/// A loan has terms that fit together, and only a loan; only a tax allowance has rates that are de minimis aid apart.
fn loan(problems: &mut Problems, offer: &Offer, at: &Pointer) {
    for (index, rate) in offer.rates.iter().enumerate() {
        if rate.de_minimis && offer.instrument != OfferInstrument::TaxAllowance {
            let here = at.field("rates").index(index).field("de_minimis");
            problems.push(Problem::new(Code::Contradiction, here).message(s::SMALL_PART_OF_TAX.text()));
        }
    }
    let here = at.field("loan");
    let Some(loan) = &offer.loan else {
        if offer.instrument == OfferInstrument::Loan {
            problems.push(Problem::new(Code::MissingField, here).message(s::LOAN_WITHOUT_TERMS.text()));
        }
        return;
    };
    if offer.instrument != OfferInstrument::Loan {
        problems.push(Problem::new(Code::Contradiction, here.clone()).message(s::TERMS_WITHOUT_LOAN.text()));
    }
    within(problems, here.field("share_permille"), i64::from(loan.share_permille), 1, 1000);
    within(problems, here.field("term_months"), i64::from(loan.term_months), 1, i64::from(Loan::MAX_MONTHS));
    let last = i64::from(loan.term_months) - 1;
    within(problems, here.field("grace_months"), i64::from(loan.grace_months), 0, last.max(0));
    if let Some(most) = loan.max_cents {
        within(problems, here.field("max_cents"), most.cents(), 1, Money::LIMIT / 100);
    }
    if let Some(interest) = loan.interest_ppm {
        within(problems, here.field("interest_ppm"), i64::from(interest), 0, i64::from(Loan::MAX_INTEREST));
    }
    if let Some(step) = loan.instalment_months {
        within(problems, here.field("instalment_months"), i64::from(step), 1, i64::from(loan.term_months));
    }
    let step = loan.step();
    if loan.term_months % step != 0 || loan.grace_months % step != 0 {
        problems.push(
            Problem::new(Code::Contradiction, here.field("instalment_months"))
                .found(step)
                .expected(
                    s::LOAN_STEPS_OF.with(&[("term", loan.term_months.into()), ("grace", loan.grace_months.into())]),
                )
                .message(s::LOAN_STEPS.text()),
        );
    }
}

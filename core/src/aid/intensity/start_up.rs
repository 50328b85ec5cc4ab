//! Start-up aid (Art 22): a maximum amount by form, term, area and innovation.

use crate::base::{Answer, Money, Ratio};

use super::facts::{Facts, area};
use super::judge::Judge;
use super::measure::{AssistedArea, StartUp, StartUpForm};
use super::sentences as say;

/// The maximum amount in cents, rounded down; `None` when a condition fails.
pub(super) fn ceiling(judge: &mut Judge<'_>, aid: &StartUp, facts: &Facts) -> Option<Money> {
    let years = judge.value("gber.22.age").and_then(|years| i16::try_from(years).ok()).unwrap_or(0);
    let date = facts.granted_on.unwrap_or(judge.date());
    let young = judge.test(&aid.registered_on, "registered_on", &say::ASK_REGISTERED, |day| {
        *day <= date && date <= day.add_years(years)
    });
    let untouched = judge.yes(&aid.untouched, "untouched", &say::ASK_UNTOUCHED);
    let young = judge.must(young, &say::TOO_OLD);
    if !(judge.must(untouched, &say::NOT_UNTOUCHED) && young) {
        return None;
    }
    let base = match aid.form {
        StartUpForm::Loan => judge.amount("gber.22.loan"),
        StartUpForm::Guarantee => {
            let share = &aid.guaranteed_share;
            let fits = judge.share(share, "guaranteed_share", &say::ASK_GUARANTEED_SHARE, "gber.22.guarantee_share");
            if !judge.must(fits, &say::GUARANTEE_TOO_LARGE) {
                return None;
            }
            judge.amount("gber.22.guarantee")
        }
        StartUpForm::Grant => judge.amount("gber.22.grant"),
    }?;
    let mut factor = match area(judge, facts) {
        AssistedArea::A => Ratio::permille(judge.permille("gber.22.a_area")),
        AssistedArea::C => Ratio::permille(judge.permille("gber.22.c_area")),
        AssistedArea::None => Ratio::one(),
    };
    if judge.yes(&aid.innovative, "innovative", &say::ASK_INNOVATIVE) {
        factor = factor * &Ratio::from(judge.value("gber.22.innovative").unwrap_or(1));
    }
    if aid.form != StartUpForm::Grant {
        factor = factor * &by_term(judge, &aid.term_months)?;
    }
    Some(Money::from_cents((base.ratio() * &factor).floor()))
}

/// Ten years at the maximum; a shorter term raises it by `10 years / term`, below five years as for five.
fn by_term(judge: &mut Judge<'_>, term: &Answer<u16>) -> Option<Ratio> {
    let full = judge.value("gber.22.term")?;
    let floor = judge.value("gber.22.term_floor")?;
    let months = match term {
        Answer::Given(months) => i64::from(*months),
        Answer::NotAsked | Answer::DontKnow => {
            judge.questions.push(("term_months", &say::ASK_TERM));
            if judge.hopes() { floor } else { full }
        }
    };
    if !judge.must(months <= full, &say::TERM_TOO_LONG) {
        return None;
    }
    Ratio::new(full, months.max(floor))
}

//! What a programme means for some facts, and in words what becomes of it for others.

use super::super::amount::{Steps, component};
use super::super::evaluate::Quick;
use super::super::facts::Facts;
use super::super::inquiry::Inquiry;
use super::super::programme::Programme;
use super::super::verdict::Verdict;
use crate::base::text::{Arg, sentences};
use crate::base::{Ratio, Text};

sentences! {
    THE_VERDICT = "funding.what_if.the_verdict" { de: "lautet das Urteil „{after}“ statt „{before}“", en: "the verdict is \"{after}\" instead of \"{before}\"" }
    THE_RATE = "funding.what_if.the_rate" { de: "beträgt der Fördersatz höchstens {after} % statt {before} %", en: "the rate is at most {after}% instead of {before}%" }
    THE_AMOUNT = "funding.what_if.the_amount" { de: "beträgt die Förderung höchstens {after} statt {before}", en: "the grant is at most {after} instead of {before}" }
    THE_LEAST = "funding.what_if.the_least" { de: "beträgt die Förderung mindestens {after} statt {before}", en: "the grant is at least {after} instead of {before}" }
    RATE_AND = "funding.what_if.rate_and" { de: "{rate}, und die Förderung {most} statt {before}", en: "{rate}, and the grant {most} instead of {before}" }
    AT_MOST = "funding.what_if.at_most" { de: "beträgt höchstens {after}", en: "is at most {after}" }
    NO_BOUND = "funding.what_if.no_bound" { de: "unbegrenzt", en: "unlimited" }
}

/// Verdict, amount and rates.
pub(super) struct Outcome {
    pub(super) quick: Quick,
    /// The highest rate of each component with rates, in parts per million.
    rates: Vec<i64>,
}

impl Outcome {
    pub(super) fn of(inquiry: &Inquiry, programme: &Programme, quick: Quick, facts: &Facts) -> Self {
        let costs = inquiry.catalogue().core_slots().costs;
        let graded = programme.components.iter().filter(|part| part.kind.is_grant() && !part.rates.is_empty());
        let rates = graded.map(|part| {
            let mut steps = Steps::NONE;
            component(part, costs, facts, Some(&mut steps));
            steps.rate_ppm.1
        });
        // Where nothing is paid, no rate applies.
        let possible = matches!(quick.verdict, Verdict::Eligible | Verdict::Open | Verdict::NotOpenForApplications);
        Self { quick, rates: if possible { rates.collect() } else { Vec::new() } }
    }

    /// What is different after; nothing where verdict, amount and rate stay.
    pub(super) fn becomes(&self, after: &Self) -> Option<Text> {
        let (old, new) = (&self.quick, &after.quick);
        if old.verdict != new.verdict {
            return Some(
                THE_VERDICT.with(&[("after", new.verdict.text().into()), ("before", old.verdict.text().into())]),
            );
        }
        let high = |quick: &Quick| quick.grants.high.map_or_else(|| NO_BOUND.text().into(), Arg::from);
        let rate =
            self.rates.iter().zip(&after.rates).find(|(before, after)| before != after).map(|(before, after)| {
                let percent =
                    |ppm: i64| Arg::percent(&Ratio::new(ppm, 1_000_000).unwrap_or_else(Ratio::zero), places(ppm));
                THE_RATE.with(&[("after", percent(*after)), ("before", percent(*before))])
            });
        match (rate, old.grants.high == new.grants.high) {
            (Some(rate), true) => Some(rate),
            (Some(rate), false) => {
                let most = AT_MOST.with(&[("after", high(new))]);
                Some(RATE_AND.with(&[("rate", rate.into()), ("most", most.into()), ("before", high(old))]))
            }
            (None, false) => Some(THE_AMOUNT.with(&[("after", high(new)), ("before", high(old))])),
            (None, true) => (old.grants.low != new.grants.low)
                .then(|| THE_LEAST.with(&[("after", new.grants.low.into()), ("before", old.grants.low.into())])),
        }
    }
}

/// Decimals that a rate in parts per million needs as a percentage.
fn places(ppm: i64) -> u8 {
    match () {
        () if ppm % 10_000 == 0 => 0,
        () if ppm % 1_000 == 0 => 1,
        () => 2,
    }
}

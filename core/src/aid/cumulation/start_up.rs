//! Aid without identifiable costs: several start-up aids together keep within their maxima (GBER Art 22(4), 8(4)).

use super::View;
use super::input::Ground;
use super::sentences as say;
use super::{AidLimit, Facts, max_intensity};
use crate::aid::de_minimis::Bounds;
use crate::aid::intensity::Measure;
use crate::base::grounds::Gather;
use crate::base::{Answer, Money, Pointer};

impl View<'_> {
    /// The limit on all start-up aid, in parts of the largest maximum; `None` without such aid.
    pub(super) fn start_ups(&self, gather: &mut Gather) -> Option<AidLimit> {
        let granted_on = Some(self.input.grant_date);
        let facts = Facts { size: self.input.size, area: self.input.area, granted_on };
        let mut found: Vec<(Answer<Money>, Money, Money)> = Vec::new();
        for (index, aid) in self.input.aids.iter().enumerate() {
            let Ground::BlockExempted { measure: measure @ Measure::StartUp(_) } = &aid.ground else { continue };
            let at = Pointer::root().field("aids").index(index);
            let (mut low, mut high) = (Money::ZERO, Money::ZERO);
            if let Some(date) = self.law_date.filter(|_| !self.covered.is_no()) {
                let limit = max_intensity(self.law, date, measure, &facts);
                limit.rules.iter().filter_map(|id| self.law.rule(id, date)).for_each(|rule| gather.decisive(rule));
                // The maximum is what an unlimited plan would get.
                (low, high) = limit.aid(Money::from_cents(Money::LIMIT));
                if low != high {
                    gather.question(&at.field("ground"), &say::ASK_FACTS, &[("aid", (&aid.id).into())]);
                }
            }
            if aid.amount_cents.given().is_none() {
                gather.question(&at.field("amount_cents"), &say::ASK_START_UP, &[("aid", (&aid.id).into())]);
            }
            found.push((aid.amount_cents, if self.covered.is_yes() { low } else { Money::ZERO }, high));
        }
        let worst = found.iter().map(|(_, low, _)| *low).max()?;
        let best = found.iter().map(|(_, _, high)| *high).max()?;
        let mut sum = Bounds::exactly(Money::ZERO);
        for (amount, low, high) in found {
            sum = sum.plus(match amount {
                Answer::Given(amount) => Bounds {
                    at_least_cents: converted(amount, best, high).unwrap_or(amount),
                    at_most_cents: converted(amount, worst, low),
                },
                Answer::NotAsked | Answer::DontKnow => Bounds::UNKNOWN,
            });
        }
        Some(AidLimit::new(&say::START_UPS, (worst, best), sum))
    }
}

/// What an amount is of the largest maximum, given its own, rounded up to a cent; `None` when its own is nothing.
fn converted(amount: Money, largest: Money, own: Money) -> Option<Money> {
    let share = amount.ratio().checked_div(&own.ratio())?;
    Some(Money::from_cents((share * &largest.ratio()).ceil()))
}

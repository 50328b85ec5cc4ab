//! Where a plan reckons more simply than the law or the bank, or where that is easily overlooked.

use super::sentences as s;
use super::title;
use crate::base::text::Arg;
use crate::base::{Finding, Money, Severity, Text};
use crate::funding::plan::compile::Compiled;
use crate::funding::plan::filings::Filing;
use crate::funding::plan::front::Pick;
use crate::funding::plan::offer::{Offer, OfferBasis, OfferInstrument};

impl Compiled<'_> {
    /// Own work that is de minimis aid, interest that nobody stated, work across the end of a fiscal year.
    pub(crate) fn remarks(&self, pick: &Pick) -> Vec<Finding> {
        let mut findings = Vec::new();
        for filing in &pick.settled.filings {
            let Some(offer) = self.offer_at(filing.option) else { continue };
            if offer.loan.is_some_and(|loan| loan.interest_ppm.is_none() && filing.lent > 0) {
                let args = [("offer", offer.name.clone().into()), ("lent", Money::from_cents(filing.lent).into())];
                findings.push(Finding::new(Severity::Warn, &s::INTEREST_UNKNOWN, offer.id.as_str(), &args));
            }
            if offer.instrument == OfferInstrument::TaxAllowance {
                findings.extend(self.own_work(filing, offer));
                self.two_years(pick, filing, offer, &mut findings);
            }
        }
        findings
    }

    /// The own hours of a year that take room under the ceiling.
    fn own_work(&self, filing: &Filing, offer: &Offer) -> Option<Finding> {
        let small = |item: usize| {
            filing.items.contains(&item) && self.instance.choice(item, filing.option).is_some_and(|choice| choice.small)
        };
        let positions: Vec<Text> = self.titles(small);
        if positions.is_empty() || offer.basis == OfferBasis::DeMinimis {
            return None;
        }
        let args = [("offer", offer.name.clone().into()), ("positions", Arg::list(positions))];
        Some(Finding::new(Severity::Info, &s::OWN_WORK, offer.id.as_str(), &args))
    }

    /// Work that does not end in the fiscal year in which it begins.
    fn two_years(&self, pick: &Pick, filing: &Filing, offer: &Offer, findings: &mut Vec<Finding>) {
        let mut places: Vec<usize> =
            filing.items.iter().filter_map(|item| self.position_of.get(*item)).copied().collect();
        places.sort_unstable();
        places.dedup();
        for place in places {
            let Some(position) = self.situation.positions.get(place) else { continue };
            let moved = pick.settled.moved.contains(&place);
            let from = self.days.begin_of(place, &pick.settled.schedule, moved);
            let until = self.days.end_of(place, &pick.settled.schedule, moved);
            let end = self.fiscal_year_end(from);
            if until <= end {
                continue;
            }
            let date = |day: i32| Arg::from(self.days.date(day));
            let args = [
                ("offer", offer.name.clone().into()),
                ("position", title(position).into()),
                ("from", date(from)),
                ("until", date(until)),
                ("end", date(end)),
            ];
            findings.push(Finding::new(Severity::Warn, &s::TWO_YEARS, position.id.as_str(), &args));
        }
    }
}

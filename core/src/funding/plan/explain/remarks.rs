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
    /// Own work that is de minimis aid, interest that nobody stated, work across the end of a fiscal year, own shares of
    /// funded cost.
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
        findings.extend((0..self.instance.options.len()).filter_map(|option| self.own_share_left_out(pick, option)));
        findings.extend(self.own_share_counted(pick));
        findings
    }

    /// The own shares that the plan counts in a tax allowance, and by which reading of the law.
    fn own_share_counted(&self, pick: &Pick) -> Option<Finding> {
        let own = self.own_shares_of_plan(pick);
        let offer = self.offer_at(own.first()?.allowance)?;
        let args = [
            ("offer", offer.name.clone().into()),
            ("positions", Arg::list(self.titles(|item| own.iter().any(|one| one.item == item)))),
            ("net", Money::from_cents(own.iter().map(|one| one.cents).sum()).into()),
        ];
        Some(Finding::new(Severity::Warn, &s::OWN_SHARE_COUNTED, offer.id.as_str(), &args).rule("FZulG § 7(2)"))
    }

    /// What the company bears itself of costs that others fund: whether a tax allowance may count it is disputed
    /// (FZulG § 7(2), "soweit"), so that the plan leaves it out and says what hangs on it.
    fn own_share_left_out(&self, pick: &Pick, option: usize) -> Option<Finding> {
        let leaves_out =
            |offer: &Offer| offer.instrument == OfferInstrument::TaxAllowance && offer.own_share.is_excluded();
        let offer = self.offer_at(option).filter(|offer| leaves_out(offer))?;
        let (mut items, mut more) = (Vec::new(), 0_i128);
        for filing in &pick.settled.filings {
            let instrument = self.offer_at(filing.option)?.instrument;
            let cost: i64 = filing.nets.iter().sum();
            if instrument != OfferInstrument::Grant || filing.grant >= cost {
                continue;
            }
            let choices = filing.items.iter().filter_map(|item| self.instance.choice(*item, option));
            for choice in choices {
                // The grant is divided by cost.
                let whole = i128::from(self.instance.cents(choice.counted.worth()));
                more += whole * i128::from(cost - filing.grant) / i128::from(cost.max(1));
                items.push(choice.counted.item);
            }
        }
        let more = i64::try_from(more).ok().filter(|more| *more > 0)?;
        let args = [
            ("offer", offer.name.clone().into()),
            ("positions", Arg::list(self.titles(|item| items.contains(&item)))),
            ("more", Money::from_cents(more).into()),
        ];
        Some(Finding::new(Severity::Info, &s::OWN_SHARE, offer.id.as_str(), &args).rule("FZulG § 7(2)"))
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

    /// Work across the end of a fiscal year: what of it is claimed for the year, or that it counts where it ends.
    fn two_years(&self, pick: &Pick, filing: &Filing, offer: &Offer, findings: &mut Vec<Finding>) {
        let mut places: Vec<usize> =
            filing.items.iter().filter_map(|item| self.position_of.get(*item)).copied().collect();
        places.sort_unstable();
        places.dedup();
        for place in places {
            let (Some(position), Some(year_end)) = (self.situation.positions.get(place), filing.year_end) else {
                continue;
            };
            let moved = pick.settled.moved.contains(&place);
            let from = self.days.begin_of(place, &pick.settled.schedule, moved);
            let until = self.days.end_of(place, &pick.settled.schedule, moved);
            let end = self.fiscal_year_end(from);
            let years = || pick.settled.filings.iter().filter(|other| other.option == filing.option);
            let whole = |item: usize| -> i64 {
                let each = years().flat_map(|year| year.items.iter().zip(&year.nets));
                each.filter(|(other, _)| **other == item).map(|(_, net)| *net).sum()
            };
            let own = |(item, net): (&usize, &i64)| {
                (self.position_of.get(*item) == Some(&place)).then(|| (*net, whole(*item)))
            };
            let claimed: Vec<(i64, i64)> = filing.items.iter().zip(&filing.nets).filter_map(own).collect();
            let split = claimed.iter().any(|(part, whole)| part < whole);
            if until <= end && !split {
                continue;
            }
            let date = |day: i32| Arg::from(self.days.date(day));
            let args = [
                ("offer", offer.name.clone().into()),
                ("position", title(position).into()),
                ("from", date(from)),
                ("until", date(until)),
                ("end", date(if split { year_end } else { end })),
                ("net", Money::from_cents(claimed.iter().map(|(part, _)| *part).sum()).into()),
            ];
            let (severity, sentence) =
                if split { (Severity::Info, &s::PART_OF_YEAR) } else { (Severity::Warn, &s::TWO_YEARS) };
            findings.push(Finding::new(severity, sentence, position.id.as_str(), &args));
        }
    }
}

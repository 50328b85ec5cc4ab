//! From an assignment to the document of a plan.

use std::collections::BTreeMap;

use super::compile::Compiled;
use super::document::{Application, Claim, Order, Plan, StageStart};
use super::filings::Filing;
use super::settle::Settled;
use crate::base::{Id, Money};

impl Compiled<'_> {
    /// The plan of an assignment. Applications are numbered in order of filing, then of offer.
    pub(crate) fn plan(&self, settled: &Settled) -> Plan {
        let situation = self.situation;
        let mut applications = Vec::new();
        let mut sums: BTreeMap<(&Id, Id, Option<Id>), i64> = BTreeMap::new();
        for (index, filing) in settled.filings.iter().enumerate() {
            let (Some(offer), Some(id)) = (self.offer_of(filing.option), filing_id(index)) else { continue };
            applications.push(Application {
                id: id.clone(),
                offer: offer.id.clone(),
                filed_on: self.days.date(filing.filed),
                decided_on: self.days.date(filing.decided),
                amount_cents: Money::from_cents(filing.grant),
                fiscal_year_end: filing.year_end.map(|day| self.days.date(day)),
                loan_cents: offer.loan.map(|_| Money::from_cents(filing.lent)),
            });
            for (item, net) in filing.items.iter().zip(&filing.nets) {
                let position = self.position_of.get(*item).and_then(|place| situation.positions.get(*place));
                if let Some(position) = position {
                    let of = self.own_share_of(settled, filing, *item).and_then(filing_id);
                    *sums.entry((&position.id, id.clone(), of)).or_insert(0) += net;
                }
            }
        }
        let claims = sums
            .into_iter()
            .map(|((position, application, own_share_of), net)| Claim {
                position: position.clone(),
                application,
                net_cents: Money::from_cents(net),
                own_share_of,
            })
            .collect();
        let orders = situation
            .positions
            .iter()
            .zip(&settled.schedule.orders)
            .enumerate()
            .map(|(place, (position, day))| Order {
                position: position.id.clone(),
                on: self.days.date(*day),
                moved: settled.moved.contains(&place),
                quote: self.taken(settled, place).and_then(|position| position.taken.clone()),
            })
            .collect();
        let starts = situation
            .stages
            .iter()
            .zip(&settled.schedule.spans)
            .map(|(stage, (first, last))| StageStart {
                stage: stage.id.clone(),
                on: self.days.date(*first),
                until: self.days.date(*last),
            })
            .collect();
        Plan { applications, claims, orders, starts }
    }
}

impl Compiled<'_> {
    /// The filing, by its place, of which a tax allowance claims the own share of an item; `None` where it claims the
    /// item itself.
    pub(super) fn own_share_of(&self, settled: &Settled, filing: &Filing, item: usize) -> Option<usize> {
        let terms = |other: &Filing| self.instance.options.get(other.option)?.own_share;
        let tops = |other: &Filing| terms(other).is_some_and(|terms| terms.allowance == filing.option);
        settled.filings.iter().position(|other| tops(other) && other.items.contains(&item))
    }
}

/// The name of an application by its place in the order of filing.
pub(crate) fn filing_id(index: usize) -> Option<Id> {
    Id::new(&format!("A{}", index + 1))
}

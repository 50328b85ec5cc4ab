//! From an assignment to the document of a plan.

use std::collections::BTreeMap;

use super::compile::Compiled;
use super::document::{Application, Claim, Order, Plan, StageStart};
use super::offer::OfferInstrument;
use super::settle::Settled;
use crate::base::{Date, Id, Money};

impl Compiled<'_> {
    /// The plan of an assignment. Applications are numbered in order of filing, then of offer.
    pub(crate) fn plan(&self, assignment: &[Option<usize>], grants: &[i64], settled: &Settled) -> Plan {
        let situation = self.situation;
        let mut used: Vec<usize> = assignment.iter().flatten().copied().collect();
        used.sort_unstable();
        used.dedup();
        let mut filed: Vec<(Date, Date, usize)> = used
            .iter()
            .filter_map(|option| {
                let slot = self.slots.get(*option)?;
                let offer = situation.offers.get(slot.offer)?;
                if offer.instrument == OfferInstrument::TaxAllowance {
                    // Claimed when the year of the cost is over.
                    let money = self.paid_on(*option, assignment, &settled.schedule, &settled.moved)?;
                    let payout = i32::try_from(offer.payout_days).unwrap_or(0);
                    let claim = self.days.date(money - payout).next();
                    return Some((claim, claim, *option));
                }
                Some((self.days.date(slot.filed), self.days.date(slot.decided), *option))
            })
            .collect();
        filed.sort_unstable();
        let mut name: BTreeMap<usize, Id> = BTreeMap::new();
        let mut applications = Vec::new();
        for (index, (filed_on, decided_on, option)) in filed.into_iter().enumerate() {
            let offer = self.slots.get(option).and_then(|slot| situation.offers.get(slot.offer));
            let (Some(offer), Some(id)) = (offer, Id::new(&format!("A{}", index + 1))) else { continue };
            name.insert(option, id.clone());
            let amount = grants.get(option).copied().unwrap_or(0);
            applications.push(Application {
                id,
                offer: offer.id.clone(),
                filed_on,
                decided_on,
                amount_cents: Money::from_cents(amount),
            });
        }
        let mut sums: BTreeMap<(&Id, &Id), i64> = BTreeMap::new();
        for ((item, place), option) in self.instance.items.iter().zip(&self.position_of).zip(assignment) {
            let position = situation.positions.get(*place);
            let application = option.and_then(|option| name.get(&option));
            if let (Some(position), Some(application)) = (position, application) {
                *sums.entry((&position.id, application)).or_insert(0) += item.net;
            }
        }
        let claims = sums
            .into_iter()
            .map(|((position, application), net)| Claim {
                position: position.clone(),
                application: application.clone(),
                net_cents: Money::from_cents(net),
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

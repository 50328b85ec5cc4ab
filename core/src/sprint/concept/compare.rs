//! Concepts side by side.

use schemars::JsonSchema;
use serde::Serialize;

use super::benefit::Exact;
use super::canvas::Concept;
use super::gates::ConceptVerdict;
use crate::base::{Estimate, Figure, Id, Money, Ratio};

/// One concept in the comparison.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Compared {
    /// Place: accepted before open before buried; then payback at mid, one-off cost, id.
    pub place: usize,
    /// The concept.
    pub concept: Id,
    /// What becomes of it.
    pub verdict: ConceptVerdict,
    /// Cost until it runs, in cents.
    pub one_off_cost_cents: Option<Money>,
    /// Working days of proof of concept and first product together.
    pub working_days: Option<u32>,
    /// Net saving at mid, in cents a year.
    pub net_saving_cents: Option<Money>,
    /// Payback at mid, in months; nothing when unknown or never.
    pub payback_months: Option<Figure>,
    /// Concepts, not buried, that are no worse in cost, time and payback and better in one of them.
    pub dominated_by: Vec<Id>,
}

/// What is compared.
pub(super) struct Entry<'c> {
    pub(super) concept: &'c Concept,
    pub(super) verdict: ConceptVerdict,
    pub(super) scenarios: Option<Estimate<Exact>>,
}

impl Entry<'_> {
    fn days(&self) -> Option<u32> {
        let (poc, mvp) = (self.concept.poc_working_days.given()?, self.concept.mvp_working_days.given()?);
        Some(u32::from(*poc) + u32::from(*mvp))
    }
    fn payback(&self) -> Option<&Ratio> {
        self.scenarios.as_ref()?.mid.payback.as_ref()
    }
    /// Cost, days, payback; nothing while one of them is unknown.
    fn known(&self) -> Option<(Money, u32, &Ratio)> {
        Some((*self.concept.one_off_cost_cents.given()?, self.days()?, self.payback()?))
    }
    fn dominates(&self, other: &Self) -> bool {
        match (self.known(), other.known()) {
            (Some((cost, days, payback)), Some((other_cost, other_days, other_payback))) => {
                let no_worse = cost <= other_cost && days <= other_days && payback <= other_payback;
                no_worse && (cost < other_cost || days < other_days || payback < other_payback)
            }
            _ => false,
        }
    }
}

pub(super) fn compare(entries: &[Entry<'_>]) -> Vec<Compared> {
    let mut order: Vec<&Entry<'_>> = entries.iter().collect();
    order.sort_by(|a, b| {
        let payback = |entry: &Entry<'_>| (entry.payback().is_none(), entry.payback().cloned());
        let cost = |entry: &Entry<'_>| {
            let cost = entry.concept.one_off_cost_cents.given().copied();
            (cost.is_none(), cost)
        };
        (a.verdict, payback(a), cost(a), &a.concept.id).cmp(&(b.verdict, payback(b), cost(b), &b.concept.id))
    });
    order
        .iter()
        .enumerate()
        .map(|(index, entry)| Compared {
            place: index + 1,
            concept: entry.concept.id.clone(),
            verdict: entry.verdict,
            one_off_cost_cents: entry.concept.one_off_cost_cents.given().copied(),
            working_days: entry.days(),
            net_saving_cents: entry.scenarios.as_ref().map(|scenarios| scenarios.mid.net.to_money()),
            payback_months: entry.payback().map(|months| Figure::new(months.clone(), 1)),
            dominated_by: entries
                .iter()
                .filter(|other| other.verdict != ConceptVerdict::Buried && other.dominates(entry))
                .map(|other| other.concept.id.clone())
                .collect(),
        })
        .collect()
}

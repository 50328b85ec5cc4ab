//! What a concept saves, and when it has paid for itself (F-8).

use schemars::JsonSchema;
use serde::Serialize;

use super::canvas::Concept;
use crate::base::estimate::Estimated;
use crate::base::{Estimate, Figure, Money, Ratio};

/// One scenario.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Benefit {
    /// Pain cost × effect × adoption, in cents a year.
    pub gross_saving_cents: Money,
    /// Gross saving less running cost, in cents a year.
    pub net_saving_cents: Money,
    /// One-off cost / net saving × 12; nothing when the net saving is not above zero.
    pub payback_months: Option<Figure>,
}

/// The exact figures of one scenario.
#[derive(Debug, Clone)]
pub(super) struct Exact {
    pub(super) gross: Ratio,
    pub(super) net: Ratio,
    /// `None`: it never pays back.
    pub(super) payback: Option<Ratio>,
}

/// Low, mid and high; nothing while a figure is missing.
pub(super) fn exact(concept: &Concept, pain_cost: Option<&Estimated<Ratio>>) -> Option<Estimate<Exact>> {
    let pain = pain_cost?;
    let effect = concept.effect_permille.given()?;
    let adoption = concept.adoption_permille.given()?.ratio();
    let run = concept.run_cost_cents_per_year.given()?.ratio();
    let one_off = concept.one_off_cost_cents.given()?.ratio();
    let at = |pain: &Ratio, effect: &crate::base::scale::Permille| {
        let gross = &(pain * &effect.ratio()) * &adoption;
        let net = &gross - &run;
        let positive = !net.is_negative() && !net.is_zero();
        let months = if positive { one_off.checked_div(&net) } else { None };
        Exact { gross, net, payback: months.map(|years| years * Ratio::from(12)) }
    };
    Some(Estimate {
        low: at(&pain.low, &effect.low),
        mid: at(&pain.mid, &effect.mid),
        high: at(&pain.high, &effect.high),
    })
}

impl Exact {
    pub(super) fn shown(&self) -> Benefit {
        Benefit {
            gross_saving_cents: self.gross.to_money(),
            net_saving_cents: self.net.to_money(),
            payback_months: self.payback.clone().map(|months| Figure::new(months, 1)),
        }
    }
}

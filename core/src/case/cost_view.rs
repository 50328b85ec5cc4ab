//! The operation `case.cost_view`: "AI is too expensive for us" answered with figures.
//!
//! Beside what the company would pay alone stands what it pays with each plan of `funding.plan`, and after how many months
//! the accepted concept has brought that back. All planned costs count, own hours and the running cost of the first year
//! too, although the saving is already net of running cost: the payback is rather too late than too early. (The payback of
//! `sprint.concept` counts the one-off cost of the concept alone, F-8.)

use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

use super::document::Case;
use super::evaluate::evaluate;
use super::evaluation::Evaluation;
use super::money::CostView;
use super::sentences as s;
use crate::base::text::Arg;
use crate::base::{Code, Error, Estimate, Figure, Id, Lang, Money, Pointer, Ratio, SchemaVersion, Text, Trace};
use crate::funding::plan::plan;
use crate::funding::plan::report::{NamedPlan, PlanReport, RiskLevel};

/// What it costs, alone and with public money.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CostAnswer {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The costs; nothing while the document has none.
    pub cost: Option<CostView>,
    /// The concept whose saving pays it back; nothing while none is accepted.
    pub concept: Option<Id>,
    /// Everything paid by the company itself; nothing while the document has no costs.
    pub self_paid: Option<Burden>,
    /// With each plan, in the order of `funding.plan`; empty while the document asks for none or none is possible.
    pub funded: Vec<FundedBurden>,
    /// Why there is no plan, where the document asks for one.
    pub no_plan: Vec<Text>,
    /// The answer in sentences.
    pub explanation: Vec<Text>,
    /// The formula.
    pub trace: Trace,
}

/// What the company bears.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Burden {
    /// In cents net.
    pub own_share_cents: Money,
    /// Months until the saving has brought it back, for the low, mid and high saving; nothing when it never does or no
    /// concept is accepted.
    pub payback_months: Option<Estimate<Option<Figure>>>,
}

/// What the company bears under a plan.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FundedBurden {
    /// The plan in plain words.
    pub name: Text,
    /// Cost claimed under its programmes, in cents net.
    pub claimed_net_cents: Money,
    /// Grants if all are given, in cents.
    pub grant_cents: Money,
    /// How sure the money is.
    pub risk: RiskLevel,
    /// What is left to the company.
    pub burden: Burden,
}

/// Answers what it costs.
///
/// # Errors
/// All problems of the case. That nothing can be planned is no problem: the answer says why.
pub fn cost_view(case: &Case) -> Result<CostAnswer, Error> {
    let evaluation = evaluate(case)?;
    let report = plans(case)?;
    Ok(answer(case, &evaluation, report.as_ref().map(Result::as_ref)))
}

/// The plans that the document asks for, or why there is none.
///
/// # Errors
/// All problems of the plan's input.
pub(crate) fn plans(case: &Case) -> Result<Option<Result<PlanReport, Error>>, Error> {
    match case.funding_plan.as_ref().map(plan) {
        None => Ok(None),
        Some(Err(error)) if error.problems.iter().any(|problem| problem.code != Code::Infeasible) => {
            Err(error.within(&Pointer::root().field("funding_plan")))
        }
        Some(report) => Ok(Some(report)),
    }
}

/// The same from results that are there already.
pub(crate) fn answer(case: &Case, evaluation: &Evaluation, report: Option<Result<&PlanReport, &Error>>) -> CostAnswer {
    let accepted = evaluation.concepts.as_ref().and_then(|concepts| {
        let id = concepts.accepted.first()?;
        let judged = concepts.concepts.iter().find(|one| one.id == *id)?;
        Some((id, judged.scenarios.as_ref()?.map(|benefit| benefit.net_saving_cents)))
    });
    let saving = accepted.as_ref().map(|(_, saving)| saving);
    let cost = evaluation.cost.clone().filter(|cost| !cost.planned_net_cents.is_zero());
    let self_paid = cost.as_ref().map(|cost| burden(cost.planned_net_cents, saving));
    let plans = report.and_then(Result::ok).map_or(&[][..], |report| &report.plans);
    let prices: BTreeMap<&Id, Money> = case
        .funding_plan
        .iter()
        .flat_map(|plan| &plan.situation.positions)
        .filter_map(|position| Some((&position.id, *position.net_cents.given()?)))
        .collect();
    let funded: Vec<FundedBurden> =
        plans.iter().filter(|plan| plan.grant_cents > Money::ZERO).map(|plan| funded(plan, &prices, saving)).collect();
    let refused = report.and_then(Result::err);
    CostAnswer {
        schema_version: SchemaVersion,
        concept: accepted.as_ref().map(|(id, _)| (*id).clone()),
        explanation: explanation(cost.as_ref(), self_paid.as_ref(), funded.first()),
        cost,
        self_paid,
        funded,
        no_plan: refused.iter().flat_map(|error| &error.problems).map(|problem| problem.message.clone()).collect(),
        trace: Trace::of("own share / net saving a year × 12").input("/funding_plan").input("/concept_development"),
    }
}

fn burden(own_share: Money, saving: Option<&Estimate<Money>>) -> Burden {
    let months = |saving: &Money| {
        let months =
            Ratio::new(own_share.cents().checked_mul(12)?, saving.cents()).filter(|_| *saving > Money::ZERO)?;
        Some(Figure::new(months, 1))
    };
    Burden { own_share_cents: own_share, payback_months: saving.map(|saving| saving.map(months)) }
}

fn funded(plan: &NamedPlan, prices: &BTreeMap<&Id, Money>, saving: Option<&Estimate<Money>>) -> FundedBurden {
    let mut claimed: BTreeMap<&Id, Money> = BTreeMap::new();
    // An own share is a part of a position that is claimed already.
    for claim in plan.plan.claims.iter().filter(|claim| claim.own_share_of.is_none()) {
        *claimed.entry(&claim.position).or_default() += claim.net_cents;
    }
    // A cost that two programmes share counts once.
    let capped = |(position, net): (&Id, Money)| prices.get(position).map_or(net, |price| net.min(*price));
    FundedBurden {
        name: plan.name.clone(),
        claimed_net_cents: claimed.into_iter().map(capped).sum(),
        grant_cents: plan.grant_cents,
        risk: plan.risk,
        burden: burden(plan.own_share_cents, saving),
    }
}

fn explanation(cost: Option<&CostView>, alone: Option<&Burden>, funded: Option<&FundedBurden>) -> Vec<Text> {
    let mut lines = Vec::new();
    if let (Some(cost), Some(alone)) = (cost, alone) {
        let args = [("cost", whole(cost.planned_net_cents)), ("months", months(alone))];
        lines.push(s::PAID_ALONE.with(&args));
        if !cost.unpriced.is_empty() {
            lines.push(s::UNPRICED.with(&[("n", cost.unpriced.len().into())]));
        }
    }
    if let Some(funded) = funded {
        let args = [
            ("grant", whole(funded.grant_cents)),
            ("own", whole(funded.burden.own_share_cents)),
            ("months", months(&funded.burden)),
        ];
        lines.push(s::PAID_WITH_GRANT.with(&args));
    }
    lines
}

fn whole(amount: Money) -> Arg {
    Arg::Text(Text { de: amount.show_euros(Lang::De).into(), en: amount.show_euros(Lang::En).into() })
}

fn months(burden: &Burden) -> Arg {
    match &burden.payback_months {
        None => Arg::Text(s::PAYBACK_OPEN.text()),
        Some(Estimate { mid: Some(mid), .. }) => {
            Arg::Text(s::PAYBACK_AFTER.with(&[("n", Arg::Decimal(mid.exact.rounded(0), 0))]))
        }
        Some(_) => Arg::Text(s::PAYBACK_NEVER.text()),
    }
}

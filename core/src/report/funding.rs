//! The funding plan on the decision paper: what each plan brings, what it risks, what is to be done next.

use super::paper::{Line, euro_text, euros, labelled, plain};
use super::sentences as s;
use crate::base::text::Arg;
use crate::base::{Error, Id, Money, Text};
use crate::case::Case;
use crate::funding::plan::report::{NamedPlan, PlanReport, RiskLevel};
use crate::funding::plan::tasks::Act;

/// So many acts fit on a page.
const ACTS: usize = 6;

/// A line per plan, the baseline among them; the acts of the first; the question with most money at stake.
pub(super) fn lines(report: &PlanReport, case: &Case) -> Vec<Line> {
    let offers = case.funding_plan.iter().flat_map(|input| &input.situation.offers).chain(&report.offers);
    let names: Vec<(&Id, &Text)> = offers.map(|offer| (&offer.id, &offer.name)).collect();
    let funded: Vec<&NamedPlan> = report.plans.iter().filter(|plan| plan.grant_cents > Money::ZERO).collect();
    let mut lines: Vec<Line> = funded.iter().map(|plan| funded_line(plan, &names)).collect();
    if let Some(first) = lines.first_mut() {
        first.emphasised = true;
    }
    let milestone = date(report.baseline.milestone);
    lines.push(labelled(euro_text(Money::ZERO), s::SELF_PAID_PLAN.with(&[("date", milestone)])));
    let acts = funded.first().into_iter().flat_map(|plan| &plan.tasks);
    lines.extend(
        acts.filter(|task| matches!(task.act, Act::File | Act::Claim))
            .take(ACTS)
            .map(|task| labelled(s::ON.with(&[("date", task.on.into())]), task.text.clone())),
    );
    if let Some(question) = report.questions.first() {
        let stake = [("text", question.text.clone().into()), ("stake", euros(question.at_stake_cents))];
        lines.push(labelled(s::QUESTION.text(), s::QUESTION_AT_STAKE.with(&stake)));
    }
    lines
}

fn funded_line(plan: &NamedPlan, names: &[(&Id, &Text)]) -> Line {
    let mut used: Vec<Arg> = Vec::new();
    for application in &plan.plan.applications {
        let name = names.iter().find(|(id, _)| **id == application.offer).map(|(_, name)| (*name).clone());
        let name = Arg::Text(name.unwrap_or_else(|| Text::same(application.offer.as_str())));
        if !used.contains(&name) {
            used.push(name);
        }
    }
    let args = [
        ("offers", Arg::List(used)),
        ("own", euros(plan.own_share_cents)),
        ("date", date(plan.milestone)),
        ("risk", risk(plan).into()),
    ];
    labelled(euro_text(plan.grant_cents), s::FUNDED_PLAN.with(&args))
}

fn date(day: Option<crate::base::Date>) -> Arg {
    day.map_or_else(|| Arg::Text(s::NO_DATE.text()), Arg::from)
}

fn risk(plan: &NamedPlan) -> Text {
    match plan.risk {
        RiskLevel::LegalClaim => s::RISK_CLAIM.text(),
        RiskLevel::Discretion => s::RISK_DISCRETION.text(),
        RiskLevel::OpenFacts => s::RISK_OPEN.text(),
        RiskLevel::Unconfirmed => s::RISK_UNCONFIRMED.text(),
        RiskLevel::Lottery => s::RISK_LOTTERY.with(&[("expected", euros(plan.expected_cents))]),
    }
}

/// Why there is none, and what to do.
pub(super) fn no_plan(error: &Error) -> Vec<Line> {
    let reasons = error.problems.iter().map(|problem| labelled(s::NO_PLAN.text(), problem.message.clone()));
    reasons.chain(error.problems.iter().filter_map(|problem| problem.hint.clone()).map(plain)).collect()
}

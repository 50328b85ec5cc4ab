//! The funding plan on the decision paper: what each plan brings, what it risks, what is to be done next.

use super::paper::{Line, euro_text, euros, labelled, plain};
use super::sentences as s;
use crate::base::text::Arg;
use crate::base::{Error, Id, Money, Text};
use crate::case::Case;
use crate::funding::plan::explain::{Failure, Fallback, IfAssumed, Week, WeekChange};
use crate::funding::plan::report::{NamedPlan, PlanReport, RiskLevel};
use crate::funding::plan::tasks::Act;

/// So many acts fit on a page.
const ACTS: usize = 6;

/// So many failures are named, the dearest first; the rest stand in the result of `funding.plan`.
const FAILURES: usize = 1;

/// A line per plan, the baseline among them; the acts of the first, what happens when it fails and what a week costs;
/// the question with most money at stake, and what it is worth to ask for.
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
    lines.extend(funded.first().into_iter().flat_map(|plan| hangs_on(plan)));
    if let Some(question) = report.questions.first() {
        // A search that was cut short knows two ends.
        let (sentence, stake) = match question.at_stake_at_most_cents {
            _ if question.proven => (&s::QUESTION_AT_STAKE, question.at_stake_cents),
            Some(most) => (&s::QUESTION_AT_STAKE_AT_MOST, most),
            None => (&s::QUESTION_AT_STAKE_AT_LEAST, question.at_stake_cents),
        };
        let args = [("text", question.text.clone().into()), ("stake", euros(stake))];
        lines.push(labelled(s::QUESTION.text(), sentence.with(&args)));
    }
    // A board is not sent after small sums, nor after money of which nobody knows whether it can be applied for.
    let most = funded.first().map_or(Money::ZERO, |plan| plan.grant_cents);
    let worth = |assumed: &&IfAssumed| {
        let counts = assumed.more_cents > Money::ZERO && assumed.more_cents.cents() >= most.cents() / 10;
        counts && assumed.risk != RiskLevel::Unconfirmed
    };
    if let Some(assumed) = report.if_assumed.iter().find(worth) {
        let args = [("text", assumed.text.clone().into()), ("ask", assumed.ask.clone().into())];
        lines.push(labelled(s::WORTH_ASKING.text(), s::TEXT_AND_ASK.with(&args)));
    }
    lines
}

/// What happens when its applications fail, and what a decision that comes a week later costs.
fn hangs_on(plan: &NamedPlan) -> Vec<Line> {
    let mut failures: Vec<&Fallback> = plan.if_lost.iter().filter(|lost| lost.event != Failure::Late).collect();
    failures.sort_by_key(|lost| lost.grant_cents);
    let mut lines: Vec<Line> =
        failures.iter().take(FAILURES).map(|lost| labelled(s::IF_IT_FAILS.text(), lost.text.clone())).collect();
    let costs = |week: &&Week| {
        let later = week.change == WeekChange::DecisionLater;
        later && (week.milestone != plan.milestone || week.more_cents.is_none_or(Money::is_negative))
    };
    let week = plan.weeks.iter().find(costs);
    lines.extend(week.map(|week| labelled(s::A_WEEK_LATER.text(), week.text.clone())));
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
        sure @ (RiskLevel::LegalClaim | RiskLevel::Discretion | RiskLevel::OpenFacts | RiskLevel::Unconfirmed) => {
            sure.text()
        }
        RiskLevel::Lottery => s::RISK_LOTTERY.with(&[("expected", euros(plan.expected_cents))]),
    }
}

/// Why there is none, and what to do.
pub(super) fn no_plan(error: &Error) -> Vec<Line> {
    let reasons = error.problems.iter().map(|problem| labelled(s::NO_PLAN.text(), problem.message.clone()));
    reasons.chain(error.problems.iter().filter_map(|problem| problem.hint.clone()).map(plain)).collect()
}

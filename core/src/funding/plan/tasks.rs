//! What is to be done, in order of date.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::compile::Compiled;
use super::document::Plan;
use super::filings::Filing;
use super::front::Pick;
use super::lending::instalments;
use super::offer::{Disbursed, Loan, OfferInstrument, Start};
use super::sentences as s;
use crate::base::{Date, Id, Money, Text};

/// What kind of act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// File an application.
    File,
    /// Wait for the decision; sign nothing.
    Wait,
    /// Sign a contract, place an order, begin own work.
    Sign,
    /// A step starts.
    Start,
    /// Report the use of the money.
    Report,
    /// Have research certified, before a tax allowance is claimed.
    Certify,
    /// Claim a tax allowance.
    Claim,
    /// The money should be there.
    Money,
    /// An instalment of a loan is due.
    Repay,
}

/// Something to do on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// The day.
    pub on: Date,
    /// The last day, where it takes longer (a step, a wait).
    #[serde(default)]
    pub until: Option<Date>,
    /// What kind of act.
    pub act: Act,
    /// In words.
    pub text: Text,
    /// The application, position or step that it is about.
    pub subject: Id,
}

impl Compiled<'_> {
    /// The acts of a plan, in order of date.
    pub(crate) fn tasks(&self, pick: &Pick, plan: &Plan) -> Vec<Task> {
        let mut tasks = Vec::new();
        for (application, filing) in plan.applications.iter().zip(&pick.settled.filings) {
            let Some(offer) = self.offer_of(filing.option) else { continue };
            let args = [
                ("offer", offer.name.clone().into()),
                // Of a loan what is lent: its gross grant equivalent is nothing that anybody applies for.
                ("grant", application.loan_cents.unwrap_or(application.amount_cents).into()),
                ("day", application.decided_on.into()),
                ("filed", application.filed_on.into()),
            ];
            let mut add = |on: Date, until: Option<Date>, act: Act, text: Text| {
                tasks.push(Task { on, until, act, text, subject: application.id.clone() });
            };
            let paid = self.days.date(filing.paid_on);
            if offer.instrument == OfferInstrument::TaxAllowance {
                // One certificate for all years of a project.
                let earlier = pick.settled.filings.iter().find(|other| other.option == filing.option);
                if let Some(certificate) = offer.certificate.as_ref().filter(|_| earlier == Some(filing)) {
                    let begins = filing.items.iter().filter_map(|item| self.begins(*item, pick)).min();
                    let from = begins.map_or(application.filed_on, |day| self.days.date(day));
                    let args = [
                        ("offer", offer.name.clone().into()),
                        ("day", application.filed_on.into()),
                        ("certificate", certificate.clone().into()),
                    ];
                    add(from, Some(application.filed_on), Act::Certify, s::TASK_CERTIFY.with(&args));
                }
                add(application.filed_on, None, Act::Claim, s::TASK_CLAIM.with(&args));
            } else {
                let waits = application.decided_on > application.filed_on;
                let file = if waits { &s::TASK_FILE } else { &s::TASK_FILE_AND_BEGIN };
                add(application.filed_on, None, Act::File, file.with(&args));
                if offer.start == Start::GrantBeforeStart && waits {
                    add(application.filed_on, Some(application.decided_on), Act::Wait, s::TASK_WAIT.with(&args));
                }
                add(self.days.date(filing.ends).next(), None, Act::Report, s::TASK_REPORT.with(&args));
            }
            match &offer.loan {
                Some(loan) => self.loan_tasks(filing, loan, &mut add),
                None => add(paid, None, Act::Money, s::TASK_MONEY.with(&args)),
            }
        }
        for order in &plan.orders {
            let position = self.situation.positions.iter().find(|position| position.id == order.position);
            let Some(position) = position.filter(|position| position.ordered_on.is_none()) else { continue };
            let args = [("position", position.called().into()), ("day", order.on.into())];
            let text = match (order.moved, position.is_external()) {
                (true, _) => s::TASK_MOVED.with(&args),
                (false, true) => s::TASK_SIGN.with(&args),
                (false, false) => s::TASK_BEGIN.with(&args),
            };
            tasks.push(Task { on: order.on, until: None, act: Act::Sign, text, subject: position.id.clone() });
        }
        for start in &plan.starts {
            let args = [
                ("stage", self.situation.stage_called(&start.stage).into()),
                ("day", start.on.into()),
                ("until", start.until.into()),
            ];
            let text = if start.until > start.on { s::TASK_START.with(&args) } else { s::TASK_DAY.with(&args) };
            tasks.push(Task {
                on: start.on,
                until: (start.until > start.on).then_some(start.until),
                act: Act::Start,
                text,
                subject: start.stage.clone(),
            });
        }
        tasks.sort_by(|a, b| (a.on, a.act, &a.subject).cmp(&(b.on, b.act, &b.subject)));
        tasks
    }

    /// The first day of the work of an item, not before the day of the plan.
    fn begins(&self, item: usize, pick: &Pick) -> Option<i32> {
        let place = *self.position_of.get(item)?;
        Some(self.days.begin_of(place, &pick.settled.schedule, pick.settled.moved.contains(&place)).max(0))
    }

    /// When a loan comes and when it has to be paid back.
    fn loan_tasks(&self, filing: &Filing, loan: &Loan, add: &mut dyn FnMut(Date, Option<Date>, Act, Text)) {
        let name = self.offer_of(filing.option).map_or_else(|| Text::same(""), |offer| offer.name.clone());
        let decided = self.days.date(filing.decided);
        let args = [("offer", name.clone().into()), ("lent", Money::from_cents(filing.lent).into())];
        let sentence = match loan.disbursed {
            Disbursed::OnCall => &s::TASK_LOAN_ON_CALL,
            Disbursed::OnDecision => &s::TASK_LOAN_COMES,
        };
        add(decided, None, Act::Money, sentence.with(&args));
        for one in instalments(loan, filing.lent) {
            let args = [
                ("offer", name.clone().into()),
                ("repaid", Money::from_cents(one.repaid).into()),
                ("interest", Money::from_cents(one.interest).into()),
            ];
            let due = if loan.interest_ppm.is_some() { &s::TASK_REPAY } else { &s::TASK_REPAY_UNKNOWN };
            add(decided.add_months(i32::from(one.month)), None, Act::Repay, due.with(&args));
        }
    }
}

//! What is to be done, in order of date.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::compile::Compiled;
use super::document::Plan;
use super::front::Pick;
use super::offer::{OfferInstrument, Start};
use super::sentences as s;
use crate::base::{Date, Id, Text};

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
    /// Claim a tax allowance.
    Claim,
    /// The money should be there.
    Money,
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
        for application in &plan.applications {
            let offer = self.situation.offers.iter().find(|offer| offer.id == application.offer);
            let option = pick.found.outcome.grants.iter().enumerate().find(|(option, grant)| {
                let slot = self.slots.get(*option);
                let same = slot
                    .and_then(|slot| self.situation.offers.get(slot.offer))
                    .is_some_and(|o| o.id == application.offer);
                **grant > 0
                    && same
                    && (slot.is_some_and(|slot| self.days.date(slot.filed) == application.filed_on)
                        || offer.is_some_and(|offer| offer.instrument == OfferInstrument::TaxAllowance))
            });
            let (Some(offer), Some((option, _))) = (offer, option) else { continue };
            let args = [
                ("offer", offer.name.clone().into()),
                ("grant", application.amount_cents.into()),
                ("day", application.decided_on.into()),
                ("filed", application.filed_on.into()),
            ];
            let mut add = |on: Date, until: Option<Date>, act: Act, text: Text| {
                tasks.push(Task { on, until, act, text, subject: application.id.clone() });
            };
            let paid = self.paid_on(option, &pick.found.assignment, &pick.settled.schedule, &pick.settled.moved);
            if offer.instrument == OfferInstrument::TaxAllowance {
                add(application.filed_on, None, Act::Claim, s::TASK_CLAIM.with(&args));
            } else {
                let waits = application.decided_on > application.filed_on;
                let file = if waits { &s::TASK_FILE } else { &s::TASK_FILE_AND_BEGIN };
                add(application.filed_on, None, Act::File, file.with(&args));
                if offer.start == Start::GrantBeforeStart && waits {
                    add(application.filed_on, Some(application.decided_on), Act::Wait, s::TASK_WAIT.with(&args));
                }
                if let Some(paid) = paid {
                    let end = self.days.date(paid - i32::try_from(offer.payout_days).unwrap_or(0));
                    add(end.next(), None, Act::Report, s::TASK_REPORT.with(&args));
                }
            }
            if let Some(paid) = paid {
                add(self.days.date(paid), None, Act::Money, s::TASK_MONEY.with(&args));
            }
        }
        for order in &plan.orders {
            let position = self.situation.positions.iter().find(|position| position.id == order.position);
            let Some(position) = position.filter(|position| position.ordered_on.is_none()) else { continue };
            let args = [("position", super::explain::title(position).into()), ("day", order.on.into())];
            let text = match (order.moved, position.is_external()) {
                (true, _) => s::TASK_MOVED.with(&args),
                (false, true) => s::TASK_SIGN.with(&args),
                (false, false) => s::TASK_BEGIN.with(&args),
            };
            tasks.push(Task { on: order.on, until: None, act: Act::Sign, text, subject: position.id.clone() });
        }
        for start in &plan.starts {
            let args = [("stage", (&start.stage).into()), ("day", start.on.into()), ("until", start.until.into())];
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
}

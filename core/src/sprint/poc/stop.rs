//! Stop rules, in order of time.

use schemars::JsonSchema;
use serde::Serialize;

use super::record::{Poc, StopKind, StopRule};
use super::sentences;
use crate::base::{Id, Ratio, Text, Truth};

/// Has a stop rule fired?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StopStatus {
    /// Yes.
    Fired,
    /// Its day has come and it has not.
    NotFired,
    /// Its day has not come yet.
    NotDue,
    /// Its day has come and nobody says what was observed.
    Open,
}

/// One stop rule, judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct JudgedStopRule {
    /// The rule.
    pub id: Id,
    /// What it watches.
    pub rule: StopKind,
    /// The working day on which it is judged; nothing for "at the end".
    pub day: Option<u16>,
    /// Has it fired?
    pub status: StopStatus,
    /// What was observed, given or computed.
    pub observed: Option<i64>,
    /// What to ask while it is open or not due.
    pub question: Option<Text>,
}

impl JudgedStopRule {
    /// For the verdict: a rule that is not due yet may still fire.
    pub(super) fn truth(&self) -> Truth {
        match self.status {
            StopStatus::Fired => Truth::Yes,
            StopStatus::NotFired => Truth::No,
            StopStatus::NotDue | StopStatus::Open => Truth::Open,
        }
    }
}

/// All rules in order of the day on which they are judged; those judged at the end come last; then by id.
pub(super) fn judge(poc: &Poc) -> Vec<JudgedStopRule> {
    let mut judged: Vec<JudgedStopRule> = poc.stop_rules.iter().map(|rule| one(rule, poc)).collect();
    judged.sort_by(|a, b| (a.day.unwrap_or(u16::MAX), &a.id).cmp(&(b.day.unwrap_or(u16::MAX), &b.id)));
    judged
}

fn one(rule: &StopRule, poc: &Poc) -> JudgedStopRule {
    let by_day = matches!(rule.rule, StopKind::DataAccessNotGrantedByPocDay | StopKind::NoBaselineByPocDay);
    let day = rule.day.or_else(|| if by_day { u16::try_from(rule.limit).ok() } else { None });
    let observed = rule.observed.given().copied().or_else(|| computed(rule.rule, poc));
    let due = match (poc.worked_days.given(), day) {
        (Some(worked), Some(day)) => *worked >= day,
        _ => true,
    };
    let fires = |observed: i64| match rule.rule {
        StopKind::QualityPermilleBelowAtPocDay => observed < rule.limit,
        _ => {
            exact(rule.rule, poc).filter(|_| rule.observed.given().is_none()).unwrap_or_else(|| Ratio::from(observed))
                > Ratio::from(rule.limit)
        }
    };
    let status = match observed {
        Some(observed) if fires(observed) => StopStatus::Fired,
        Some(_) => StopStatus::NotFired,
        None if due => StopStatus::Open,
        None => StopStatus::NotDue,
    };
    let unknown = matches!(status, StopStatus::Open | StopStatus::NotDue);
    let question = unknown.then(|| sentences::ASK_OBSERVED.with(&[("rule", (&rule.id).into())]));
    JudgedStopRule { id: rule.id.clone(), rule: rule.rule, day, status, observed, question }
}

/// The exact figure that the record itself holds for a rule.
fn exact(kind: StopKind, poc: &Poc) -> Option<Ratio> {
    match kind {
        StopKind::SpentShareOfBudgetPermilleAbove => {
            let (spent, budget) = (poc.spent_cents.given()?, poc.budget_cents.given()?);
            Some(spent.ratio().checked_div(&budget.ratio())? * Ratio::from(1000))
        }
        StopKind::WorkingDaysAbove => poc.worked_days.given().map(|days| Ratio::from(i64::from(*days))),
        _ => None,
    }
}

fn computed(kind: StopKind, poc: &Poc) -> Option<i64> {
    exact(kind, poc).map(|value| value.floor())
}

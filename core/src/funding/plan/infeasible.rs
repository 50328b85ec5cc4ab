//! Why nothing can be planned: dates that cannot be kept, own funds that do not suffice.

use super::compile::Compiled;
use super::days::{Held, LateStep};
use super::explain::again::Again;
use super::front::Pick;
use super::query::Unfound;
use super::report::PlanInput;
use super::sentences as s;
use super::situation::Stage;
use super::validate;
use crate::base::text::{Arg, spaced};
use crate::base::{Code, Date, Error, Id, Money, Pointer, Problem, Problems, Text};

/// So many positions are tried and named that would close a gap if they could wait.
const NAMED: usize = 3;

/// Which promise cannot be kept even without waiting for anything, and what holds it up.
pub(super) fn impossible_dates(compiled: &Compiled<'_>, at: &Pointer) -> Error {
    let mut problems = Problems::new();
    for late in compiled.days.late_steps() {
        if let Some(problem) = late_step(compiled, &late, at) {
            problems.push(problem);
        }
    }
    problems
        .finish()
        .err()
        .unwrap_or_else(|| Problem::new(Code::Infeasible, at.field("stages")).message(s::NO_DATES.text()).into())
}

fn late_step(compiled: &Compiled<'_>, late: &LateStep, at: &Pointer) -> Option<Problem> {
    let stage = compiled.situation.stages.get(late.stage)?;
    let here = at.field("stages").index(late.stage);
    let from = compiled.days.date(late.from);
    let Some(soonest) = late.soonest.map(|day| compiled.days.date(day)) else {
        let args = [("stage", stage.called().into()), ("day", from.into()), ("last", compiled.days.last().into())];
        if stage.start_days.is_empty() {
            let problem = Problem::new(Code::Infeasible, here).message(s::BEYOND_CALENDAR.with(&args));
            return Some(problem.hint(s::BEYOND_CALENDAR_HINT.text()));
        }
        let problem = Problem::new(Code::Infeasible, here.field("start_days"))
            .message(s::NO_START_DAY.with(&args))
            .expected(s::START_DAY_FROM.with(&args))
            .hint(held_by(compiled, late, from)?);
        return Some(match stage.start_days.iter().max() {
            Some(last) => problem.found(last),
            None => problem,
        });
    };
    let args = [("stage", stage.called().into()), ("day", soonest.into())];
    let problem = Problem::new(Code::Infeasible, here.field("latest"))
        .message(s::PROMISE_IMPOSSIBLE.with(&args))
        .expected(s::DAY_FROM.with(&args))
        .hint(held_by(compiled, late, from)?);
    Some(match stage.latest {
        Some(latest) => problem.found(latest),
        None => problem,
    })
}

/// What holds a step up, in words.
fn held_by(compiled: &Compiled<'_>, late: &LateStep, from: Date) -> Option<Text> {
    let stages = &compiled.situation.stages;
    let names = late.chain.iter().filter_map(|stage| stages.get(*stage)).map(Stage::called);
    Some(match late.held {
        Held::Itself => s::HELD_ITSELF.with(&[("stage", stages.get(late.stage)?.called().into())]),
        Held::Step(_) => s::HELD_BY_STEPS.with(&[("steps", Arg::list(names))]),
        Held::Position(place) => {
            let position = compiled.situation.positions.get(place)?;
            s::HELD_BY_POSITION.with(&[("position", position.called().into()), ("day", from.into())])
        }
    })
}

/// The search ended before it found a plan: nobody knows whether there is one.
pub(super) fn cut_short(nodes: u64) -> Error {
    let count = |nodes: u64| i64::try_from(nodes).unwrap_or(i64::MAX).into();
    let args = [("nodes", count(nodes)), ("most", count(PlanInput::MAX_NODES))];
    Problem::new(Code::Unfinished, Pointer::root().field("node_limit"))
        .message(s::CUT_SHORT.with(&args))
        .found(nodes)
        .expected(s::MORE_THAN.with(&args))
        .hint(s::CUT_SHORT_HINT.with(&args))
        .into()
}

/// How much more credit the cheapest plan needs in every budget, in cents, as far as searches say.
pub(super) struct Gap {
    /// So much is not enough; proven.
    pub(super) short: i64,
    /// So much is enough: there is a plan.
    pub(super) enough: i64,
    /// That plan.
    plan: Pick,
}

impl Gap {
    /// `None` if even with credit for every bill no plan was found.
    pub(super) fn of(compiled: &Compiled<'_>, again: &Again<'_>) -> Result<Self, Unfound> {
        let cost: i64 = compiled.instance.items.iter().filter(|item| item.external).map(|item| item.net).sum();
        let plan = affordable(again, cost)?;
        let mut gap = Self { short: 0, enough: cost, plan };
        // The plan that was found lacks less than it was lent.
        let needs = |plan: &Pick| compiled.shortfalls(&plan.settled).iter().map(|short| short.missing).max();
        // Down to the least that a plan was found for: what stays open counts as not enough.
        let mut open: Option<i64> = None;
        let mut least = gap.short;
        while least + 1 < gap.enough {
            let middle = least + (gap.enough - least) / 2;
            match affordable(again, middle) {
                Ok(plan) => {
                    gap.enough = needs(&plan).unwrap_or(middle).clamp(least + 1, middle);
                    gap.plan = plan;
                }
                Err(Unfound::Nothing { .. }) => (least, gap.short) = (middle, middle.max(gap.short)),
                Err(Unfound::NodeLimit { .. }) => {
                    open = Some(open.map_or(middle, |open| open.min(middle)));
                    least = middle;
                }
            }
        }
        // Up to the most that is proven to be too little: what stays open counts as enough.
        let mut most = open.unwrap_or(gap.enough);
        while open.is_some() && gap.short + 1 < most {
            let middle = gap.short + (most - gap.short) / 2;
            match affordable(again, middle) {
                Err(Unfound::Nothing { .. }) => gap.short = middle,
                Ok(_) | Err(Unfound::NodeLimit { .. }) => most = middle,
            }
        }
        // With exactly so much another plan may bring more.
        if let Ok(plan) = affordable(again, gap.enough) {
            gap.plan = plan;
        }
        Ok(gap)
    }

    /// Is a cent less not enough?
    pub(super) const fn proven(&self) -> bool {
        self.short + 1 == self.enough
    }
}

/// Which budget is too small, by how much at least, on which day, and what would help.
pub(super) fn too_little_money(compiled: &Compiled<'_>, again: &Again<'_>, at: &Pointer) -> Error {
    let mut problems = Problems::new();
    let gap = match Gap::of(compiled, again) {
        Ok(gap) => Some(gap),
        Err(Unfound::Nothing { .. }) => None,
        Err(unfound @ Unfound::NodeLimit { .. }) => return cut_short(unfound.nodes()),
    };
    for (gap, short) in
        gap.iter().flat_map(|gap| compiled.shortfalls(&gap.plan.settled).into_iter().map(move |short| (gap, short)))
    {
        let Some(budget) = compiled.situation.budgets.get(short.budget) else { continue };
        let wait = later_helps(compiled, again, short.budget);
        let have = budget.own_cents + budget.credit_cents;
        let args = [
            ("budget", (&budget.id).into()),
            ("missing", Money::from_cents(short.missing).into()),
            ("short", Money::from_cents(gap.short).into()),
            ("day", compiled.days.date(short.day).into()),
            ("grant", Money::from_cents(gap.plan.settled.money()).into()),
            ("after", budget.days.last().into()),
            ("positions", Arg::list(wait.helps.clone())),
            ("open", Arg::list(wait.open.clone())),
            ("amount", (have.cents() + short.missing).into()),
        ];
        let message = match (gap.proven(), gap.plan.settled.money()) {
            (true, 0) => &s::BUDGET_TOO_SMALL_ALONE,
            (true, _) => &s::BUDGET_TOO_SMALL,
            (false, _) if gap.short == 0 => &s::BUDGET_TOO_SMALL_OPEN,
            (false, _) => &s::BUDGET_TOO_SMALL_CUT,
        };
        let expected = if gap.proven() { &s::AT_LEAST } else { &s::IS_ENOUGH };
        let hint = if wait.helps.is_empty() { &s::BUDGET_HINT } else { &s::BUDGET_HINT_WAIT };
        let mut hints = vec![hint.with(&args)];
        if !wait.open.is_empty() {
            hints.push(s::BUDGET_HINT_OPEN.with(&args));
        }
        problems.push(
            Problem::new(Code::Infeasible, at.field("budgets").index(short.budget))
                .message(message.with(&args))
                .found(have.cents())
                .expected(expected.with(&args))
                .hint(spaced(&hints)),
        );
    }
    problems
        .finish()
        .err()
        .unwrap_or_else(|| Problem::new(Code::Infeasible, at.field("budgets")).message(s::NO_PLAN.text()).into())
}

/// The best plan with so much more credit in every budget.
fn affordable(again: &Again<'_>, amount: i64) -> Result<Pick, Unfound> {
    let richer = again.with(|situation| {
        for budget in &mut situation.budgets {
            budget.credit_cents += Money::from_cents(amount);
        }
    });
    again.plan(None, &richer, i32::MAX, u8::MAX)
}

/// Positions each of which would close the gap if it could wait until the budget is over.
#[derive(Default)]
struct Waiting {
    /// A plan was found.
    helps: Vec<Text>,
    /// The search was cut short before it found one.
    open: Vec<Text>,
}

fn later_helps(compiled: &Compiled<'_>, again: &Again<'_>, budget: usize) -> Waiting {
    let mut waiting = Waiting::default();
    let Some(after) = compiled.situation.budgets.get(budget).map(|budget| budget.days.last().next()) else {
        return waiting;
    };
    let milestone = compiled.situation.stages.iter().find(|stage| stage.milestone).map(|stage| &stage.id);
    // Without it there is no prototype.
    let needed = |stage: &Id| {
        milestone.is_some_and(|last| last == stage || validate::way(compiled.situation, last, stage).is_some())
    };
    for (place, position) in compiled.situation.positions.iter().enumerate() {
        let fixed = !position.is_external() || position.ordered_on.is_some() || needed(&position.stage);
        if waiting.helps.len() == NAMED || fixed || position.can_wait_until.is_some() {
            continue;
        }
        let waits = again.with(|situation| {
            if let Some(position) = situation.positions.get_mut(place) {
                position.can_wait_until = Some(after);
            }
        });
        match again.plan(None, &waits, i32::MAX, u8::MAX) {
            Ok(_) => waiting.helps.push(position.called()),
            Err(Unfound::NodeLimit { .. }) => waiting.open.push(position.called()),
            Err(Unfound::Nothing { .. }) => {}
        }
    }
    waiting.open.truncate(NAMED);
    waiting
}

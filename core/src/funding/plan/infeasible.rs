//! Why nothing can be planned: dates that cannot be kept, own funds that do not suffice.

use super::compile::Compiled;
use super::days::{Held, LateStep};
use super::explain::again::Again;
use super::report::PlanInput;
use super::sentences as s;
use super::situation::Stage;
use super::validate;
use crate::base::text::Arg;
use crate::base::{Code, Date, Error, Id, Money, Pointer, Problem, Problems, Text};

/// So many positions are tried and named that would close a gap if they could wait.
const NAMED: usize = 3;
/// Most nodes of each try.
const NODES: u64 = 20_000;

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

/// Which budget is too small, by how much at least, on which day, and what would help.
pub(super) fn too_little_money(compiled: &Compiled<'_>, again: &Again<'_>, at: &Pointer) -> Error {
    let again = Again { nodes: again.nodes.min(NODES), ..*again };
    let cost: i64 = compiled.instance.items.iter().filter(|item| item.external).map(|item| item.net).sum();
    let (mut short, mut enough) = (0, cost);
    while short + 1 < enough {
        let middle = short + (enough - short) / 2;
        if affordable(&again, middle) { enough = middle } else { short = middle }
    }
    let mut problems = Problems::new();
    let richer = again.with(|situation| lend(situation, enough));
    let plan = Compiled::new(&richer, again.pace).and_then(|richer| richer.best(i32::MAX, u8::MAX, again.nodes).ok());
    if let Some(pick) = plan {
        let grant = Money::from_cents(pick.settled.money());
        for short in compiled.shortfalls(&pick.settled) {
            let Some(budget) = compiled.situation.budgets.get(short.budget) else { continue };
            let later = later_helps(compiled, &again, short.budget);
            let args = [
                ("budget", (&budget.id).into()),
                ("missing", Money::from_cents(short.missing).into()),
                ("day", compiled.days.date(short.day).into()),
                ("grant", grant.into()),
                ("after", budget.days.last().into()),
                ("positions", Arg::list(later.clone())),
            ];
            let small = if grant.is_zero() { &s::BUDGET_TOO_SMALL_ALONE } else { &s::BUDGET_TOO_SMALL };
            let hint = if later.is_empty() { &s::BUDGET_HINT } else { &s::BUDGET_HINT_WAIT };
            let enough = (budget.own_cents + budget.credit_cents).cents() + short.missing;
            problems.push(
                Problem::new(Code::Infeasible, at.field("budgets").index(short.budget))
                    .message(small.with(&args))
                    .found((budget.own_cents + budget.credit_cents).cents())
                    .expected(s::AT_LEAST.with(&[("amount", enough.into())]))
                    .hint(hint.with(&args)),
            );
        }
    }
    problems
        .finish()
        .err()
        .unwrap_or_else(|| Problem::new(Code::Infeasible, at.field("budgets")).message(s::NO_PLAN.text()).into())
}

fn lend(situation: &mut super::Situation, amount: i64) {
    for budget in &mut situation.budgets {
        budget.credit_cents += Money::from_cents(amount);
    }
}

/// Is there a plan with so much more credit?
fn affordable(again: &Again<'_>, amount: i64) -> bool {
    again.solve(&again.with(|situation| lend(situation, amount)), i32::MAX, u8::MAX).is_some()
}

/// Positions each of which would close the gap if it could wait until the budget is over.
fn later_helps(compiled: &Compiled<'_>, again: &Again<'_>, budget: usize) -> Vec<Text> {
    let mut found = Vec::new();
    let Some(after) = compiled.situation.budgets.get(budget).map(|budget| budget.days.last().next()) else {
        return found;
    };
    let milestone = compiled.situation.stages.iter().find(|stage| stage.milestone).map(|stage| &stage.id);
    // Without it there is no prototype.
    let needed = |stage: &Id| {
        milestone.is_some_and(|last| last == stage || validate::way(compiled.situation, last, stage).is_some())
    };
    for (place, position) in compiled.situation.positions.iter().enumerate() {
        let fixed = !position.is_external() || position.ordered_on.is_some() || needed(&position.stage);
        if found.len() == NAMED || fixed {
            continue;
        }
        let waits = again.with(|situation| {
            if let Some(position) = situation.positions.get_mut(place) {
                position.can_wait_until = Some(after);
            }
        });
        if position.can_wait_until.is_none() && again.solve(&waits, i32::MAX, u8::MAX).is_some() {
            found.push(position.called());
        }
    }
    found
}

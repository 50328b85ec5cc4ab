//! What is said when the searches behind reasons are cut short: every range holds what a finished search says, and what
//! brute force says.

use super::{brute, explained, large, random};
use crate::base::{Id, Money};
use crate::funding::plan::compile::Compiled;
use crate::funding::plan::explain::again::Again;
use crate::funding::plan::explain::nodes::Nodes;
use crate::funding::plan::explain::{Cause, Failure, LimitRule};
use crate::funding::plan::front::{Front, Objective, Pick};
use crate::funding::plan::infeasible::Gap;
use crate::funding::plan::offer::Pace;
use crate::funding::plan::query::Unfound;
use crate::funding::plan::report::NamedPlan;
use crate::funding::plan::situation::Situation;
use crate::funding::plan::{Plan, PlanInput, PlanReport, plan};
use serde_json::json;
use std::collections::BTreeMap;

/// The report when all reasons share so many nodes.
fn reasoned(situation: &Situation, nodes: u64) -> Option<PlanReport> {
    let input = json!({
        "situation": {"as_of": "2026-11-20", "stages": [], "positions": []},
        "node_limit": PlanInput::MAX_NODES, "reason_node_limit": nodes,
    });
    let mut input: PlanInput = serde_json::from_value(input).unwrap();
    input.situation = situation.clone();
    plan(&input).ok()
}

fn large(seed: u64) -> Situation {
    serde_json::from_value(large::situation(seed, 8, 12)).unwrap()
}

/// A figure of a report: at least, at most, exact?
type Range = (Option<Money>, Option<Money>, bool);

/// Every figure that a search stands behind, by what it is about.
fn ranges(report: &PlanReport) -> BTreeMap<String, Range> {
    let mut all = BTreeMap::new();
    let mut add = |key: String, (least, most, proven): Range| {
        assert!(!proven || most.is_none(), "{key}: an exact figure has no other end");
        assert!(proven || least.is_none() || most.is_none() || least < most, "{key}");
        assert!(proven || least.is_some() || most.is_some(), "{key}: nothing is said");
        assert_eq!(all.insert(key, (least, if proven { least } else { most }, proven)), None);
    };
    for (index, plan) in report.plans.iter().enumerate() {
        for position in &plan.positions {
            for next in &position.next_best {
                let key = format!("{index} {} instead of {}", position.position, next.instead_of);
                add(key, (next.less_cents, next.less_at_most_cents, next.proven));
            }
        }
        for (place, limit) in plan.limits.iter().enumerate() {
            let key = format!("{index} {place} {:?} of {}", limit.rule, limit.subject);
            let euro = (limit.one_more_euro_cents, limit.one_more_euro_at_most_cents);
            let exact = euro.1.is_none() && (limit.proven || limit.cut_at_most_cents.is_some());
            add(key.clone(), (euro.0, euro.1, exact));
            if limit.rule == LimitRule::OwnFunds {
                let exact = limit.cut_at_most_cents.is_none();
                add(format!("{key}, cut"), (Some(limit.cut_cents), limit.cut_at_most_cents, exact));
            }
        }
        for (place, week) in plan.weeks.iter().enumerate() {
            let key = format!("{index} {place} {:?} of {:?}", week.change, week.subject);
            add(key, (week.more_cents, week.more_at_most_cents, week.proven));
        }
    }
    for (place, assumed) in report.if_assumed.iter().enumerate() {
        let least = if assumed.proven { assumed.more_cents } else { Money::ZERO };
        let most = (!assumed.proven).then_some(assumed.more_cents);
        add(format!("{place} assumed {}", assumed.offer), (Some(least), most, assumed.proven));
    }
    for question in &report.questions {
        let range = (Some(question.at_stake_cents), question.at_stake_at_most_cents, question.proven);
        add(format!("{} {:?}", question.text.en, question.offers), range);
    }
    all
}

/// What the applications of a plan are expected to bring less their effort, in cents × permille.
fn worth(situation: &Situation, plan: &Plan) -> i64 {
    let of = |id: &Id| situation.offers.iter().find(|offer| offer.id == *id).unwrap();
    let each = plan.applications.iter().map(|application| {
        let offer = of(&application.offer);
        application.amount_cents.cents() * i64::from(offer.chance_permille) - 1000 * offer.effort_cents.cents()
    });
    each.sum()
}

fn without_gaps(plan: &NamedPlan) -> bool {
    let reasons = plan.passed_over.iter().flat_map(|unused| &unused.reasons);
    let why = plan.positions.iter().flat_map(|position| &position.why);
    let more = plan.limits.iter().map(|limit| &limit.text).chain(plan.weeks.iter().map(|week| &week.text));
    let all = reasons.chain(why).chain(more).chain(plan.if_lost.iter().map(|lost| &lost.text));
    all.into_iter().all(|text| !text.de.contains('{') && !text.en.contains('{'))
}

/// How many figures of the cut report are ranges, after each was held against the finished one.
fn held(situation: &Situation, cut: &PlanReport, full: &PlanReport, seed: u64) -> usize {
    let (some, all) = (ranges(cut), ranges(full));
    assert!(some.keys().eq(all.keys()), "seed {seed}");
    let mut open = 0;
    for (key, (least, most, proven)) in &some {
        let (exact, _, finished) = all[key];
        assert!(finished, "seed {seed}: {key}");
        let held = match exact {
            // No plan to compare with: an end is open.
            None => *proven == (least.is_none() && most.is_none()) && (least.is_none() || most.is_none()),
            Some(exact) => least.is_none_or(|least| least <= exact) && most.is_none_or(|most| exact <= most),
        };
        assert!(held, "seed {seed}: {key} {exact:?} in {least:?}..{most:?}");
        open += usize::from(!proven);
    }
    for (plan, whole) in cut.plans.iter().zip(&full.plans) {
        for next in plan.positions.iter().chain(&whole.positions).flat_map(|position| &position.next_best) {
            assert!(!next.offers.contains(&next.instead_of), "seed {seed}: {next:?}");
        }
        assert!(without_gaps(plan), "seed {seed}");
        assert_eq!(plan.plan, whole.plan, "seed {seed}: reasons change no plan");
        for unused in &plan.passed_over {
            let other = whole.passed_over.iter().find(|other| other.offer == unused.offer).unwrap();
            assert!(other.proven, "seed {seed}: {unused:?}");
            assert!(!unused.proven || unused.cause == other.cause, "seed {seed}: {unused:?} {other:?}");
            assert!(unused.cause != Cause::Undecided || !unused.proven, "seed {seed}: {unused:?} {other:?}");
            open += usize::from(!unused.proven);
        }
        for (lost, other) in plan.if_lost.iter().zip(&whole.if_lost) {
            assert_eq!((&lost.offer, lost.event), (&other.offer, other.event), "seed {seed}");
            assert_eq!(lost.proven, lost.gap_cents == Money::ZERO);
            let (Some(left), Some(best), true) = (&lost.plan, &other.plan, lost.event != Failure::Late) else {
                continue;
            };
            let (left, best) = (worth(situation, left), worth(situation, best));
            assert!(left <= best && best <= left + 1000 * lost.gap_cents.cents(), "seed {seed}: {lost:?}");
            open += usize::from(!lost.proven);
        }
    }
    let said = cut.findings.iter().any(|finding| finding.code == "plan.reasons_cut");
    assert!(said || open == 0, "seed {seed}: {open} ranges and no word about it");
    assert!(full.findings.iter().all(|finding| finding.code != "plan.reasons_cut"));
    open
}

#[test]
fn every_range_holds_what_the_finished_search_says() {
    let mut open = 0;
    for seed in 0..8 {
        let situation = large(seed);
        let full = reasoned(&situation, PlanInput::MAX_NODES).unwrap();
        for nodes in [1, 30, 200] {
            open += held(&situation, &reasoned(&situation, nodes).unwrap(), &full, seed);
        }
    }
    assert!(open > 30, "{open}");
}

#[test]
fn ranges_of_tight_situations_hold_what_the_finished_search_says() {
    let mut open = 0;
    for seed in 0..150 {
        let situation = random::situation(seed);
        let (Some(full), Some(cut)) = (reasoned(&situation, PlanInput::MAX_NODES), reasoned(&situation, 1)) else {
            continue;
        };
        // Loans and interest are no grants: what is left then is compared in the other test.
        let mut cut = cut;
        cut.plans.iter_mut().for_each(|plan| plan.if_lost.clear());
        open += held(&situation, &cut, &full, seed);
    }
    assert!(open > 20, "{open}");
}

#[test]
fn a_euro_more_of_a_limit_lies_in_the_range_by_brute_force() {
    let (mut compared, mut open) = (0, 0);
    for seed in 0..400 {
        let situation = explained::sure(seed);
        if !brute::is_small(&situation) {
            continue;
        }
        let Some(report) = reasoned(&situation, 1) else { continue };
        let value = brute::best(&situation).unwrap();
        for limit in &report.plans[0].limits {
            let Some(wider) = explained::a_euro_wider(&situation, limit) else { continue };
            let more = Money::from_cents((brute::best(&wider).unwrap() - value).div_euclid(1000));
            let least = limit.one_more_euro_cents.unwrap();
            let most = limit.one_more_euro_at_most_cents.unwrap_or(least);
            assert!((least..=most).contains(&more), "seed {seed}: {more:?} {limit:?}");
            compared += 1;
            open += i32::from(least < most);
        }
    }
    assert!(compared > 80, "{compared} {open}");
}

#[test]
fn what_own_funds_lack_is_proven_or_lies_between_two_proven_amounts() {
    let (mut proven, mut between) = (0, 0);
    for seed in 0..500 {
        let mut situation = random::situation(seed);
        if situation.budgets.is_empty() || !brute::is_small(&situation) {
            continue;
        }
        for budget in &mut situation.budgets {
            (budget.own_cents, budget.credit_cents) = (Money::from_cents(budget.own_cents.cents() / 5), Money::ZERO);
        }
        if brute::best(&situation).is_some() {
            continue;
        }
        let Some(mut compiled) = Compiled::new(&situation, Pace::Usual) else { continue };
        compiled.aim(Objective::ExpectedMoney);
        for nodes in [PlanInput::MAX_NODES, 40, 1] {
            let nodes = Nodes::new(nodes, nodes);
            let again = Again {
                given: &situation,
                programmes: None,
                whole: &situation,
                pace: Pace::Usual,
                nodes: &nodes,
                objective: Objective::ExpectedMoney,
            };
            let gap = match Gap::of(&compiled, &again) {
                Ok(gap) => gap,
                // Dates alone forbid every plan.
                Err(Unfound::Nothing { .. }) => continue,
                Err(unfound) => panic!("seed {seed}: {unfound:?}"),
            };
            let affordable = |amount: i64| {
                let mut richer = situation.clone();
                richer.budgets.iter_mut().for_each(|budget| budget.credit_cents += Money::from_cents(amount));
                brute::best(&richer).is_some()
            };
            assert!(affordable(gap.enough), "seed {seed}: {} is enough", gap.enough);
            assert!(!affordable(gap.short), "seed {seed}: {} is too little", gap.short);
            if gap.proven() {
                proven += 1;
            } else {
                between += 1;
                assert!(nodes.cut() > 0);
            }
        }
    }
    assert!(proven > 30 && between > 0, "{proven} {between}");
}

#[test]
fn a_front_is_whole_or_says_that_a_search_was_cut_short() {
    let (mut whole, mut cut) = (0, 0);
    for seed in 0..400 {
        let situation = random::situation(seed);
        let Some(mut compiled) = Compiled::new(&situation, Pace::Usual) else { continue };
        compiled.aim(Objective::ExpectedMoney);
        let Ok(full) = compiled.front(PlanInput::MAX_NODES, Objective::ExpectedMoney) else { continue };
        assert!(!full.cut, "seed {seed}");
        for nodes in [0, 2] {
            let Ok(some) = compiled.front(nodes, Objective::ExpectedMoney) else { continue };
            if some.cut {
                cut += 1;
            } else if some.picks.iter().all(|pick| pick.found.proven()) {
                let ends = |front: &Front| -> Vec<(i64, i32, u8)> {
                    let end = |pick: &Pick| (pick.found.outcome.value, pick.settled.milestone, pick.risk);
                    front.picks.iter().map(end).collect()
                };
                assert_eq!(ends(&some), ends(&full), "seed {seed}");
                whole += 1;
            }
        }
    }
    assert!(whole > 100 && cut > 10, "{whole} {cut}");
}

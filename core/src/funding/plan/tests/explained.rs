//! What a plan says about itself, against brute force and against the check.

use super::{broken, brute, random};
use crate::base::{Answer, Money};
use crate::funding::plan::explain::assumed::Missing;
use crate::funding::plan::explain::{Failure, Limit, LimitRule};
use crate::funding::plan::situation::Situation;
use crate::funding::plan::{PlanInput, PlanReport, plan};
use serde_json::json;

fn planned(situation: &Situation) -> Option<PlanReport> {
    let mut input: PlanInput = serde_json::from_value(json!({
        "situation": {"as_of": "2026-11-20", "stages": [], "positions": []},
    }))
    .unwrap();
    input.situation = situation.clone();
    plan(&input).ok()
}

/// Everything sure and nothing waited for: then nothing but money limits a plan.
pub(super) fn sure(seed: u64) -> Situation {
    let mut situation = random::situation(seed);
    for stage in &mut situation.stages {
        stage.milestone = false;
    }
    for position in &mut situation.positions {
        position.provider_independent = Answer::Given(true);
        position.research = Answer::Given(true);
    }
    for offer in &mut situation.offers {
        offer.certainty = crate::funding::plan::offer::Certainty::LegalClaim;
    }
    situation
}

/// The situation in which a limit is a euro wider; `None` where that says nothing or the limit is no amount.
pub(super) fn a_euro_wider(situation: &Situation, limit: &Limit) -> Option<Situation> {
    let mut wider = situation.clone();
    let offer = wider.offers.iter_mut().find(|offer| offer.id == limit.subject);
    let cap = match (limit.rule, offer) {
        (LimitRule::BaseCap, Some(offer)) => &mut offer.base_cap_cents,
        (LimitRule::GrantCap, Some(offer)) => &mut offer.grant_cap_cents,
        (LimitRule::SharedLimit, Some(offer)) => {
            offer.limits[0].cost_max_cents?;
            &mut offer.limits[0].cost_max_cents
        }
        (LimitRule::CostCap, Some(offer)) => &mut offer.cost_max_cents,
        (LimitRule::Ceiling, _) => {
            wider.de_minimis.ceiling_cents += Money::from_euros(1);
            return Some(wider);
        }
        (LimitRule::OwnFunds, _) => {
            wider.budgets[0].own_cents += Money::from_euros(1);
            return Some(wider);
        }
        _ => return None,
    };
    *cap = cap.map(|cap| cap + Money::from_euros(1));
    Some(wider)
}

#[test]
fn what_one_more_euro_brings_is_what_brute_force_says() {
    let (mut compared, mut rules) = (0, std::collections::BTreeMap::new());
    for seed in 0..600 {
        let situation = sure(seed);
        if !brute::is_small(&situation) {
            continue;
        }
        let Some(report) = planned(&situation) else { continue };
        let value = brute::best(&situation).unwrap();
        for limit in &report.plans[0].limits {
            if limit.rule == LimitRule::OwnFunds {
                let mut free = situation.clone();
                free.budgets.clear();
                let free = brute::best(&free).unwrap();
                assert_eq!(limit.cut_cents.cents(), (free - value).div_euclid(1000), "seed {seed}");
            }
            let Some(wider) = a_euro_wider(&situation, limit) else {
                assert!(
                    limit.rule != LimitRule::SharedLimit || limit.one_more_euro_cents.is_none(),
                    "a share of other cost is no amount: seed {seed}"
                );
                continue;
            };
            let more = brute::best(&wider).unwrap() - value;
            assert_eq!(limit.one_more_euro_cents.unwrap().cents(), more.div_euclid(1000), "seed {seed} {limit:?}");
            compared += 1;
            *rules.entry(limit.rule).or_insert(0) += 1;
        }
    }
    assert!(compared > 100 && rules.len() >= 4, "{rules:?}");
}

#[test]
fn every_fallback_is_a_plan_that_the_check_accepts() {
    let (mut lost, mut late, mut short) = (0, 0, 0);
    for seed in 0..250 {
        let situation = random::situation(seed);
        let Some(report) = planned(&situation) else { continue };
        for plan in &report.plans {
            assert_eq!(broken(&situation, &plan.plan), Vec::<String>::new(), "seed {seed}");
            for fallback in &plan.if_lost {
                let Some(left) = &fallback.plan else { continue };
                let mut rich = situation.clone();
                if fallback.missing_cents > Money::ZERO {
                    rich.budgets.clear();
                    short += 1;
                }
                assert_eq!(broken(&rich, left), Vec::<String>::new(), "seed {seed} {:?}", fallback.text.en);
                // A loan is no grant.
                let grants = left.applications.iter().filter(|application| application.loan_cents.is_none());
                let sum: Money = grants.map(|application| application.amount_cents).sum();
                assert_eq!(sum, fallback.grant_cents, "seed {seed}");
                if fallback.event == Failure::Late {
                    late += 1;
                } else {
                    lost += 1;
                    assert!(left.applications.len() <= plan.plan.applications.len() + 2);
                }
            }
        }
    }
    assert!(lost > 100 && late > 20 && short > 5, "{lost} {late} {short}");
}

#[test]
fn every_usable_offer_is_used_or_passed_over_or_excluded_with_a_reason() {
    for seed in 0..250 {
        let situation = random::situation(seed);
        let Some(report) = planned(&situation) else { continue };
        for plan in &report.plans {
            for offer in &situation.offers {
                let used = plan.plan.applications.iter().any(|application| application.offer == offer.id);
                let passed = plan.passed_over.iter().filter(|other| other.offer == offer.id).count();
                let excluded = report.unused.iter().filter(|other| other.offer == offer.id).count();
                assert_eq!(usize::from(used) + passed + excluded, 1, "seed {seed} {}", offer.id);
            }
            let reasons = plan.passed_over.iter().chain(&report.unused);
            assert!(reasons.clone().all(|unused| !unused.reasons.is_empty()));
            for position in &plan.positions {
                assert!(
                    position.why.iter().all(|text| !text.de.contains('{') && !text.en.contains('{')),
                    "{position:?}"
                );
                assert!(position.offers.len() == position.next_best.len());
            }
            assert!(reasons.flat_map(|unused| &unused.reasons).all(|text| !text.de.contains('{')));
            assert!(plan.weeks.iter().all(|week| !week.text.de.contains('{') && !week.text.en.contains('{')));
            assert!(plan.if_lost.iter().all(|lost| !lost.text.de.contains('{') && !lost.text.en.contains('{')));
        }
    }
}

/// One position of 4,000.00 with a quote of 3,500.00, both independent.
fn with_two_quotes(offer: serde_json::Value) -> PlanReport {
    let input: PlanInput = serde_json::from_value(json!({
        "situation": {
            "as_of": "2026-11-20", "size": "small",
            "stages": [{"id": "poc", "phase": "poc", "working_days": 5}],
            "positions": [{
                "id": "a", "stage": "poc", "kind": "external_development", "net_cents": 400_000,
                "quotes": [{"id": "Q2", "net_cents": 350_000}],
            }],
            "offers": [offer],
        },
    }))
    .unwrap();
    plan(&input).unwrap()
}

fn grant(rate: u32) -> serde_json::Value {
    json!({
        "id": "g", "name": {"de": "Zuschuss", "en": "grant"}, "basis": "none", "start": "free",
        "rates": [{"kinds": ["external_development"], "rate_ppm": rate}],
    })
}

#[test]
fn quotes_of_a_position_are_never_claimed_together() {
    // 4,000.00 at most, not 7,500.00, can be claimed at once.
    let mut offer = grant(500_000);
    offer["cost_min_cents"] = json!(500_000);
    let report = with_two_quotes(offer);
    let reason = report.plans[0].passed_over[0].reasons[0].en.clone();
    assert!(reason.contains("€5,000.00") && reason.contains("€4,000.00"), "{reason}");
    let mut offer = grant(500_000);
    offer["grant_min_cents"] = json!(300_000);
    let report = with_two_quotes(offer);
    let reason = report.plans[0].passed_over[0].reasons[0].en.clone();
    assert!(reason.contains("€3,000.00") && reason.contains("€2,000.00"), "{reason}");
    // A tenth of 3,500.00 does not pay an application of 360.00: that is the reason, not a limit.
    let mut offer = grant(100_000);
    offer["effort_cents"] = json!(36_000);
    let report = with_two_quotes(offer);
    let why: Vec<&str> = report.plans[0].positions[0].why.iter().map(|text| &*text.en).collect();
    assert!(why.iter().any(|text| text.contains("€350.00") && text.contains("€360.00")), "{why:?}");
}

#[test]
fn an_unplannable_draw_of_the_caller_hides_no_programme_of_the_catalogue() {
    let file = include_str!("../../../../../tests/cases/funding.plan/remscheid.json");
    let mut document: serde_json::Value = serde_json::from_str::<serde_json::Value>(file).unwrap()["input"].take();
    for assumption in document["programmes"]["assumptions"].as_array_mut().unwrap() {
        assumption.as_object_mut().unwrap().remove("chance_permille");
    }
    let drawn = |document: &serde_json::Value| -> Vec<String> {
        let report = plan(&serde_json::from_value(document.clone()).unwrap()).unwrap();
        let chances = report.if_assumed.iter().filter(|one| one.missing == Missing::Chance);
        chances.map(|one| format!("{} {}", one.offer, one.more_cents.cents())).collect()
    };
    let before = drawn(&document);
    assert!(before.iter().any(|one| one.starts_with("nrw-mid-digitalisierung-2026")), "{before:?}");
    let mut own = grant(500_000);
    own["certainty"] = json!("lottery");
    own["standing"] = json!({"verdict": "unplannable", "reason": {"de": "unbekannt", "en": "unknown"}});
    document["situation"]["offers"] = json!([own]);
    assert_eq!(drawn(&document), before);
}

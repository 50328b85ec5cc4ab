//! A plan never uses a programme without saying what it does not know: over random gaps in the facts, on the real
//! catalogue.

use super::random::Random;
use crate::funding::assess::{AssessInput, assess};
use crate::funding::plan::report::RiskLevel;
use crate::funding::plan::{PlanInput, plan};
use crate::funding::verdict::Verdict;
use serde_json::{Value, json};

/// What the plan takes from the situation, whatever the facts say.
const KNOWN_TO_THE_PLAN: [&str; 6] = [
    "project.costs",
    "project.begun",
    "project.begin",
    "project.phases",
    "company.size",
    "aid.de_minimis_headroom_cents",
];

/// The worked case, with facts, answers about positions and confirmations taken away at random.
fn with_gaps(seed: u64) -> Value {
    let file = include_str!("../../../../../tests/cases/funding.plan/remscheid.json");
    let mut input: Value = serde_json::from_str::<Value>(file).unwrap()["input"].take();
    let mut r = Random::new(seed);
    input["sensitivity"] = json!(false);
    // What the case leaves open is known in half of the runs.
    if r.below(2) == 0 {
        let project = &mut input["programmes"]["facts"]["project"];
        project["features"] = json!(["ai", "technical_uncertainty", "marketable_product", "prepares_rd"]);
        project["provider"] = json!(["seat_eu_eea", "bafa_registered"]);
    }
    let groups: Vec<String> = input["programmes"]["facts"].as_object().unwrap().keys().cloned().collect();
    for group in groups {
        let facts = input["programmes"]["facts"][&group].as_object_mut().unwrap();
        let names: Vec<String> = facts.keys().cloned().collect();
        for name in names {
            match r.below(5) {
                0 => drop(facts.remove(&name)),
                1 => drop(facts.insert(name, json!("dont_know"))),
                _ => {}
            }
        }
    }
    for position in input["situation"]["positions"].as_array_mut().unwrap() {
        for field in ["provider_independent", "research"] {
            if r.below(3) == 0 {
                position[field] = json!("dont_know");
            }
        }
    }
    if r.below(4) == 0 {
        input["situation"]["size"] = json!("dont_know");
    }
    input
}

#[test]
fn no_plan_uses_what_is_stopped_listed_or_open_without_saying_so() {
    let (mut used, mut open) = (0, 0);
    for seed in 0..60 {
        let document = with_gaps(seed);
        let input: PlanInput = match serde_json::from_value(document.clone()) {
            Ok(input) => input,
            Err(error) => panic!("seed {seed}: {error}"),
        };
        let Ok(report) = plan(&input) else { continue };
        let question: AssessInput = serde_json::from_value(json!({
            "at": document["situation"]["as_of"],
            "facts": document["programmes"]["facts"],
            "catalogue": document["programmes"].get("catalogue").cloned().unwrap_or(json!({})),
            "confirmed_open": document["programmes"].get("confirmed_open").cloned().unwrap_or(json!([])),
        }))
        .unwrap();
        let verdicts = assess(&question).unwrap();
        for plan in &report.plans {
            for application in &plan.plan.applications {
                used += 1;
                let programme = application.offer.as_str().split('/').next().unwrap();
                let answer = verdicts.programmes.iter().find(|answer| answer.id.as_str() == programme).unwrap();
                // Without the costs a verdict may be open where the plan knows more, never the other way round.
                assert!(
                    !matches!(answer.verdict, Verdict::ListedOnly | Verdict::Closed | Verdict::NotEligible),
                    "seed {seed}: {programme} {:?}",
                    answer.verdict
                );
                let said = plan.findings.iter().filter(|finding| finding.subject == application.offer.as_str());
                let codes: Vec<&str> = said.map(|finding| &*finding.code).collect();
                let says_so =
                    codes.iter().any(|code| *code == "plan.relies_open" || *code == "plan.relies_unconfirmed");
                let unknown = answer.conditions.iter().any(|condition| {
                    let mut missing =
                        condition.facts.iter().filter(|fact| fact.value.is_null() || fact.value == "dont_know");
                    condition.value.is_open()
                        && condition.source.is_some()
                        && missing.all(|fact| !KNOWN_TO_THE_PLAN.contains(&fact.id.as_str()))
                });
                if unknown {
                    open += 1;
                    assert!(says_so, "seed {seed}: {programme} {codes:?}");
                    assert!(plan.risk >= RiskLevel::OpenFacts, "seed {seed}: {programme}");
                }
                if says_so && plan.plan == report.plans[0].plan {
                    let asked = report.questions.iter().any(|question| question.offers.contains(&application.offer));
                    assert!(asked, "seed {seed}: {programme} has no question");
                }
            }
        }
        let stakes: Vec<i64> = report.questions.iter().map(|question| question.at_stake_cents.cents()).collect();
        assert!(stakes.windows(2).all(|pair| pair[0] >= pair[1]), "seed {seed}: {stakes:?}");
    }
    assert!(used > 60 && open > 20, "{used} {open}");
}

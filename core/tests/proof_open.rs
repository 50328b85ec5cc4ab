//! Taking facts away may open a verdict; it never turns it into another one.
//!
//! Every test fills a document with random facts, judges it, blanks some of them and judges again.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;

fn call(operation: &str, document: &Value) -> Value {
    let answer = machbar::call(operation, &serde_json::to_vec(document).unwrap());
    serde_json::from_slice(&answer.unwrap_or_else(|error| panic!("{error}"))).unwrap()
}

fn worked_case(operation: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases").join(operation).join("remscheid.json");
    let case: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    case["input"].clone()
}

/// Sets the chosen places to null.
fn blanked(document: &Value, places: &[String], chosen: &[bool]) -> Value {
    let mut document = document.clone();
    for (place, _) in places.iter().zip(chosen).filter(|(_, chosen)| **chosen) {
        *document.pointer_mut(place).unwrap_or_else(|| panic!("no {place}")) = Value::Null;
    }
    document
}

fn mask() -> impl Strategy<Value = Vec<bool>> {
    // Sometimes a few facts are missing, sometimes most.
    prop_oneof![Just(0.1), Just(0.5)].prop_flat_map(|p| prop::collection::vec(prop::bool::weighted(p), 120))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn proof_of_concept(
        thresholds in prop::collection::vec(0_i64..1000, 5),
        musts in prop::collection::vec(any::<bool>(), 5),
        observed in prop::collection::vec(0_i64..1300, 4),
        left in 0_u8..2,
        chosen in mask(),
    ) {
        let mut full = worked_case("sprint.poc");
        let poc = &mut full["poc"];
        poc["iterations_left"] = left.into();
        for (i, (threshold, must)) in thresholds.iter().zip(&musts).enumerate() {
            poc["success_criteria"][i]["threshold"] = (*threshold).into();
            poc["success_criteria"][i]["must"] = (*must).into();
        }
        for (i, value) in observed.iter().enumerate() {
            // The small limits of two rules would otherwise always fire.
            let limit = [300, 700, 1250, 1250][i];
            poc["stop_rules"][i]["limit"] = limit.into();
            poc["stop_rules"][i]["observed"] = (if i == 1 { value + 500 } else { value * limit / 1250 }).into();
        }
        // Nothing of the money, or the share could be computed from it.
        poc["spent_cents"] = Value::Null;
        let mut places: Vec<String> = (0..4).map(|i| format!("/poc/stop_rules/{i}/observed")).collect();
        places.extend((0..3).map(|i| format!("/poc/measurements/shares/{i}/count")));
        places.push("/poc/measurements/values/0/value".to_owned());
        places.push("/poc/iterations_left".to_owned());
        let before = call("sprint.poc", &full);
        let after = call("sprint.poc", &blanked(&full, &places, &chosen));
        prop_assert_ne!(&before["verdict"], "open");
        let possible = after["possible"].as_array().unwrap();
        prop_assert!(possible.contains(&before["verdict"]));
        if possible.len() == 1 {
            prop_assert_eq!(&after["verdict"], &before["verdict"]);
        } else {
            prop_assert_eq!(&after["verdict"], "open");
            prop_assert!(!after["questions"].as_array().unwrap().is_empty());
        }
    }

    #[test]
    fn it_check(statuses in prop::collection::vec(0_u8..8, 16), chosen in mask()) {
        let mut full = worked_case("sprint.it_check");
        for (i, status) in statuses.iter().enumerate() {
            full["it_check"][i]["status"] = match status { 0 => "blocker", 1 | 2 => "condition", _ => "ok" }.into();
        }
        let before = call("sprint.it_check", &full);
        let mut fewer = full.clone();
        let items = fewer["it_check"].as_array_mut().unwrap();
        for (item, _) in items.iter_mut().zip(&chosen).filter(|(_, chosen)| **chosen) {
            item["status"] = "unknown".into();
        }
        let after = call("sprint.it_check", &fewer);
        prop_assert!(after["verdict"] == before["verdict"] || after["verdict"] == "incomplete");
        // Leaving an item out is the same as not knowing.
        let mut kept = chosen.iter();
        fewer["it_check"].as_array_mut().unwrap().retain(|_| !kept.next().unwrap());
        let without = call("sprint.it_check", &fewer);
        prop_assert_eq!(&without["verdict"], &after["verdict"]);
        prop_assert_eq!(&without["questions"], &after["questions"]);
    }

    #[test]
    fn concepts(
        costs in prop::collection::vec(0_i64..9_000_000, 4),
        days in prop::collection::vec(0_i64..25, 4),
        flags in prop::collection::vec(prop::bool::weighted(0.2), 8),
        chosen in mask(),
    ) {
        let mut full = worked_case("sprint.concept");
        let mut places = vec!["/pain_points/0/annual_cost_cents".to_owned()];
        for k in 0..4 {
            let at = format!("/concept_development/concepts/{k}");
            let concept = full.pointer_mut(&at).unwrap();
            concept["one_off_cost_cents"] = costs[k].into();
            concept["poc_working_days"] = days[k].into();
            concept["legal_block"] = flags[2 * k].into();
            concept["non_ai_alternative_enough"] = flags[2 * k + 1].into();
            for field in ["one_off_cost_cents", "run_cost_cents_per_year", "poc_working_days", "mvp_working_days",
                          "technical_score", "effect_permille", "adoption_permille", "legal_block",
                          "non_ai_alternative_enough", "data_sources/0/available", "interfaces/0/available"] {
                places.push(format!("{at}/{field}"));
            }
        }
        let before = call("sprint.concept", &full);
        let after = call("sprint.concept", &blanked(&full, &places, &chosen));
        for (before, after) in before["concepts"].as_array().unwrap().iter().zip(after["concepts"].as_array().unwrap()) {
            prop_assert_ne!(&before["verdict"], "open");
            if after["verdict"] == "open" {
                prop_assert!(!after["questions"].as_array().unwrap().is_empty());
            } else {
                prop_assert_eq!(&after["verdict"], &before["verdict"]);
            }
            let reasons = before["reasons"].as_array().unwrap();
            prop_assert!(after["reasons"].as_array().unwrap().iter().all(|reason| reasons.contains(reason)));
        }
    }

    #[test]
    fn readiness(levels in prop::collection::vec(0_u8..=4, 18), facts in 0_u8..32, gate in any::<bool>(), chosen in mask()) {
        let mut full = worked_case("readiness.assess");
        let mut places = Vec::new();
        let groups = [
            ("data", ["inventory", "access", "quality", "ownership", "privacy", "availability_across_systems"]),
            ("infrastructure", ["connectivity", "servers_or_cloud", "interfaces", "security", "backup", "test_environment"]),
            ("skills", ["ai_basics", "data_skills", "process_knowledge", "project_management", "it_operations", "ai_literacy_training"]),
        ];
        for (g, (group, items)) in groups.iter().enumerate() {
            for (i, item) in items.iter().enumerate() {
                full["own"][group][item] = levels[6 * g + i].into();
                places.push(format!("/own/{group}/{item}"));
            }
        }
        for (bit, fact) in ["any_use", "pilot", "productive_use", "effect_measured", "several_processes"].iter().enumerate() {
            full["adoption"][fact] = (facts >> bit & 1 == 1).into();
            places.push(format!("/adoption/{fact}"));
        }
        full["gate_blocked"] = gate.into();
        places.push("/gate_blocked".to_owned());
        // Facts that contradict each other are refused; they are no company.
        let Ok(before) = machbar::call("readiness.assess", &serde_json::to_vec(&full).unwrap()) else { return Ok(()) };
        let before: Value = serde_json::from_slice(&before).unwrap();
        let after = call("readiness.assess", &blanked(&full, &places, &chosen));
        if after["limiting_certain"] == "yes" {
            prop_assert_eq!(&after["limiting"], &before["limiting"]);
        }
        prop_assert!(after["suitability"] == before["suitability"] || after["suitability"] == "open");
        prop_assert!(after["adoption"]["possible"].as_array().unwrap().contains(&before["adoption"]["stage"]));
        prop_assert!(after["ladder"]["next_step"].is_null() || after["ladder"]["next_step"] == before["ladder"]["next_step"]);
        for (before, after) in before["groups"].as_array().unwrap().iter().zip(after["groups"].as_array().unwrap()) {
            let mean = before["mean"]["rounded"].as_f64().unwrap();
            prop_assert!(after["lowest"]["rounded"].as_f64().unwrap() <= mean);
            prop_assert!(after["highest"]["rounded"].as_f64().unwrap() >= mean);
        }
    }

    #[test]
    fn digital_maturity(rows in prop::collection::vec(0_u8..=5, 12), chosen in mask()) {
        let mut full = worked_case("readiness.maturity");
        let mut places = Vec::new();
        for i in 0..7 {
            full["dma"]["Q4"][i] = rows[i].into();
            places.push(format!("/dma/Q4/{i}"));
        }
        for i in 0..5 {
            full["dma"]["Q9"][i] = rows[7 + i].into();
            places.push(format!("/dma/Q9/{i}"));
        }
        for i in 0..10 {
            places.push(format!("/dma/Q1/{i}/already"));
            places.push(format!("/dma/Q1/{i}/plan"));
        }
        places.extend((0..5).map(|i| format!("/dma/Q11/{i}")));
        places.extend([2, 3, 5, 6, 7, 8, 10].map(|q| format!("/dma/Q{q}")));
        let before = call("readiness.maturity", &full);
        let after = call("readiness.maturity", &blanked(&full, &places, &chosen));
        let total = before["total"]["rounded"].as_f64().unwrap();
        prop_assert!(after["lowest"]["rounded"].as_f64().unwrap() <= total);
        prop_assert!(after["highest"]["rounded"].as_f64().unwrap() >= total);
        prop_assert!(after["band"].is_null() || after["band"] == before["band"]);
        prop_assert!(after["total"].is_null() || after["total"] == before["total"]);
    }

    #[test]
    fn licences(parts in prop::collection::vec(any::<bool>(), 4), chosen in mask()) {
        let mut full = worked_case("readiness.licences");
        let fields = ["use_case_defined", "metric_defined", "decision_owner_named", "training_hours_per_user"];
        for (field, there) in fields.iter().zip(&parts) {
            full["licences"][0][field] =
                if *field == "training_hours_per_user" { json!(if *there { 2 } else { 0 }) } else { json!(there) };
        }
        let places: Vec<String> = fields.iter().map(|field| format!("/licences/0/{field}")).collect();
        let before = call("readiness.licences", &full);
        let after = call("readiness.licences", &blanked(&full, &places, &chosen));
        let (before, after) = (&before["licences"][0]["spray_and_pray"], &after["licences"][0]["spray_and_pray"]);
        prop_assert!(after == before || after == "open");
    }
}

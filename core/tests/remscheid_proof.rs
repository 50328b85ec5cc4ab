//! The figures of the worked case that framing, concept, IT check, proof of concept and readiness must give.
//!
//! They were computed independently (exact fractions, cross-checked with SciPy); here they stand as literals.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::{Value, json};
use std::path::Path;

fn output(operation: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases").join(operation).join("remscheid.json");
    let case: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let answer = machbar::call(operation, &serde_json::to_vec(&case["input"]).unwrap());
    serde_json::from_slice(&answer.unwrap_or_else(|error| panic!("{error}"))).unwrap()
}

fn rounded(value: &Value) -> f64 {
    value["rounded"].as_f64().unwrap_or_else(|| panic!("no figure: {value}"))
}

fn by_id<'v>(list: &'v Value, id: &str) -> &'v Value {
    list.as_array().unwrap().iter().find(|entry| entry["id"] == id).unwrap()
}

#[test]
fn process() {
    let framing = output("sprint.framing");
    for pass in ["one_pass", "with_loops"] {
        let measures = &framing[pass];
        for (name, expected) in [
            ("process_minutes", 122.0),
            ("wait_minutes", 3600.0),
            ("lead_minutes", 3722.0),
            ("lead_working_days", 7.754),
            ("activity_ratio_percent", 3.28),
            ("expected_rework_minutes", 15.6),
            ("expected_touch_minutes", 137.6),
        ] {
            assert_eq!(rounded(&measures[name]), expected, "{name}");
        }
    }
    assert_eq!(rounded(&framing["rolled_ca_percent"]), 29.61);
    for (list, step) in [("error", "S1"), ("delay", "S2"), ("frustration", "S3")] {
        assert_eq!(framing["hotspots"][list][0]["step"], step);
        assert_eq!(framing["hotspots"][list][1]["rank"], 2, "{list}: a single worst step");
    }
    let medians: Vec<f64> =
        framing["steps"].as_array().unwrap().iter().map(|step| rounded(&step["median_frustration"])).collect();
    assert_eq!(medians, [3.0, 4.0, 5.0, 3.0, 3.0, 2.0, 2.0]);
    // F-1 counts the process time of one pass: the same figure on both ways.
    assert_eq!(framing["cost"]["process_cost_cents"], 10_700_213);
    assert_eq!(framing["cost"]["reconciled"], "yes");
    // Half of 30 % errors at ten minutes each.
    assert_eq!(rounded(&framing["what_if"][0]["touch_minutes"]["change"]), -1.5);
}

#[test]
fn concepts() {
    let result = output("sprint.concept");
    let concept = |id| by_id(&result["concepts"], id);
    for (id, scenario, gross, net, payback) in [
        ("K1", "low", 1_819_036, 1_199_036, Some(38.4)),
        ("K1", "mid", 3_183_313, 2_563_313, Some(18.0)),
        ("K1", "high", 4_092_832, 3_472_832, Some(13.3)),
        ("K2", "low", 2_568_051, 168_051, Some(1313.9)),
        ("K2", "mid", 3_852_077, 1_452_077, Some(152.1)),
        ("K2", "high", 4_494_090, 2_094_090, Some(105.4)),
        ("K3", "low", 267_505, -1_232_495, None),
        ("K3", "mid", 535_011, -964_989, None),
        ("K3", "high", 802_516, -697_484, None),
    ] {
        let benefit = &concept(id)["scenarios"][scenario];
        assert_eq!(benefit["gross_saving_cents"], gross, "{id} {scenario}");
        assert_eq!(benefit["net_saving_cents"], net, "{id} {scenario}");
        assert_eq!(benefit["payback_months"].get("rounded").and_then(Value::as_f64), payback, "{id} {scenario}");
    }
    assert_eq!(concept("K4")["scenarios"], Value::Null);
    for (id, verdict, reasons) in [
        ("K1", "accepted", json!([])),
        ("K2", "buried", json!(["too_expensive", "too_slow", "no_payback"])),
        ("K3", "buried", json!(["too_expensive", "too_slow", "infeasible", "no_payback"])),
        ("K4", "buried", json!(["infeasible", "no_link_to_pain_point"])),
    ] {
        assert_eq!(concept(id)["verdict"], verdict, "{id}");
        assert_eq!(concept(id)["reasons"], reasons, "{id}");
    }
    assert_eq!(result["buried"], json!(["K2", "K3", "K4"]));
    assert_eq!(result["avoided_one_off_cost_cents"], 30_800_000);
    assert_eq!(concept("K1")["addresses_steps"], json!(["S1", "S3", "S5"]));
}

#[test]
fn it_check() {
    let check = output("sprint.it_check");
    assert_eq!(check["total"], 16);
    assert_eq!(check["ok"], 13);
    assert_eq!(check["conditions"], json!(["IT04", "IT05", "IT06"]));
    assert_eq!(check["blockers"], json!([]));
    assert_eq!(check["verdict"], "go_with_conditions");
    assert_eq!(check["findings"], json!([]));
}

#[test]
fn proof_of_concept() {
    let review = output("sprint.poc");
    let quotes = by_id(&review["measured"]["paired"], "quote_minutes");
    for (name, expected) in [
        ("median_old", 123.0),
        ("median_new", 84.5),
        ("reduction_of_medians_permille", 313.0),
        ("median_of_paired_reductions_permille", 306.3),
        ("mean_difference", 34.917),
        ("median_difference", 39.0),
        ("hodges_lehmann", 36.75),
    ] {
        assert_eq!(rounded(&quotes[name]), expected, "{name}");
    }
    let wilcoxon = &quotes["wilcoxon"];
    assert_eq!(wilcoxon["n_nonzero"], 12);
    assert_eq!(rounded(&wilcoxon["w_plus"]), 77.0);
    assert_eq!(rounded(&wilcoxon["w_minus"]), 1.0);
    assert_eq!(wilcoxon["p_two_sided"]["exact"], "1/1024");
    assert_eq!(rounded(&wilcoxon["p_two_sided"]), 0.000_977);
    assert_eq!(rounded(&quotes["sign_test"]["p_two_sided"]), 0.006_348);

    for (id, point, lower, upper) in [
        ("field_accuracy", 935.71, 0.917_064, 0.950_397),
        ("critical_field_accuracy", 962.5, 0.930_28, 0.980_148),
        ("similar_job_hit_at_3", 716.67, 0.592_327, 0.814_932),
    ] {
        let share = &by_id(&review["measured"]["shares"], id)["share"];
        assert_eq!(rounded(&share["point_permille"]), point, "{id}");
        assert_eq!(share["wilson_95_lower"], lower, "{id}");
        assert_eq!(share["wilson_95_upper"], upper, "{id}");
    }
    let flawed = by_id(&review["measured"]["share_comparisons"], "flawed_quotes");
    assert_eq!(rounded(&flawed["fisher_p_two_sided"]), 0.268_107);

    let rating = by_id(&review["measured"]["paired"], "user_rating");
    assert_eq!(rating["n"], 5);
    assert_eq!(rating["smallest_possible_p"]["value"], 0.0625);
    assert_eq!(rating["enough_for_5_percent"], false);
    assert_eq!(rating["wilcoxon"]["p_two_sided"]["value"], 0.125);
    assert_eq!(rating["wilcoxon"]["n_nonzero"], 4);

    let statuses: Vec<&Value> = review["criteria"].as_array().unwrap().iter().map(|c| &c["status"]).collect();
    assert_eq!(statuses, ["met", "met", "not_met", "met", "met"]);
    assert!(review["stop_rules"].as_array().unwrap().iter().all(|rule| rule["status"] == "not_fired"));
    assert_eq!(review["verdict"], "go_with_conditions");
    assert_eq!(review["decided_by"], json!(["SC3"]));
}

#[test]
fn readiness() {
    let own = output("readiness.assess");
    for (group, mean) in [("data", 2.167), ("infrastructure", 2.833), ("skills", 2.0)] {
        assert_eq!(rounded(&by_id(&own["groups"], group)["mean"]), mean, "{group}");
    }
    assert_eq!(own["limiting"], "skills");
    assert_eq!(own["zero_items"], json!(["governance_watch.ethics_rules"]));
}

#[test]
fn digital_maturity() {
    let maturity = output("readiness.maturity");
    let score = |list: &str, id: &str| rounded(&by_id(&maturity[list], id)["score"]);
    for (id, expected) in [
        ("Q1", 7.5),
        ("Q2", 4.0),
        ("Q3", 6.0),
        ("Q4", 3.714),
        ("Q5", 4.286),
        ("Q6", 3.75),
        ("Q7", 3.75),
        ("Q8", 6.667),
        ("Q9", 2.8),
        ("Q10", 3.0),
        ("Q11", 6.0),
    ] {
        assert_eq!(score("questions", id), expected, "{id}");
    }
    for (id, expected) in [("D1", 57.5), ("D2", 48.57), ("D3", 40.18), ("D4", 52.08), ("D5", 28.0), ("D6", 45.0)] {
        assert_eq!(score("dimensions", id), expected, "{id}");
    }
    assert_eq!(rounded(&maturity["total"]), 45.22);
    assert_eq!(maturity["band"], "average");
}

#[test]
fn licences() {
    let result = output("readiness.licences");
    let licence = &result["licences"][0];
    assert_eq!(licence["paid_cents"], 225_000);
    assert_eq!(licence["idle_cents"], 123_000);
    assert_eq!(rounded(&licence["idle_share_percent"]), 54.7);
    assert_eq!(rounded(&licence["break_even_minutes_per_seat_month"]), 37.27);
    assert_eq!(licence["spray_and_pray"], "yes");
    assert_eq!(licence["missing"], json!(["use_case", "training", "metric", "decision_owner"]));
}

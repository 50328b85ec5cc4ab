//! The workshop case against figures that an independent script computed with exact fractions.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::base::Ratio;
use serde_json::Value;

const CASE: &str = include_str!("../../tests/cases/priority.choose/workshop.json");
const BACKLOG: &str = include_str!("../../tests/cases/priority.backlog/workshop.json");
const EXPECTED: &str = include_str!("data/workshop-expected.json");

fn call(operation: &str, case: &str) -> Value {
    let case: Value = serde_json::from_str(case).unwrap();
    let input = serde_json::to_vec(&case["input"]).unwrap();
    serde_json::from_slice(&machbar::call(operation, &input).unwrap()).unwrap()
}

/// The exact part of a figure against a decimal.
fn exact(figure: &Value, decimal: &Value) -> bool {
    let exact: Ratio = serde_json::from_value(figure["exact"].clone()).unwrap();
    let expected: Ratio = serde_json::from_value(decimal.clone()).unwrap();
    exact == expected
}

#[test]
fn figures_of_every_pain_point() {
    let (choice, expected) = (call("priority.choose", CASE), serde_json::from_str::<Value>(EXPECTED).unwrap());
    let wanted = expected["pain_points"].as_array().unwrap();
    assert_eq!(choice["figures"].as_array().unwrap().len(), wanted.len());
    for (item, wanted) in choice["figures"].as_array().unwrap().iter().zip(wanted) {
        for key in ["id", "annual_cost_cents", "cost_class", "frustration_answers", "dots"] {
            assert_eq!(item[key], wanted[key], "{key} of {}", wanted["id"]);
        }
        for key in ["median_impact", "median_frustration", "borda_impact", "pain_index"] {
            assert!(exact(&item[key], &wanted[key]), "{key} of {}: {} for {}", wanted["id"], item[key], wanted[key]);
        }
    }
}

#[test]
fn rankings_agreement_and_choice() {
    let (choice, expected) = (call("priority.choose", CASE), serde_json::from_str::<Value>(EXPECTED).unwrap());
    let rankings = &expected["rankings"];
    for (index, (measure, order, top)) in [
        ("dots", "by_dots", "dots"),
        ("pain_index", "by_pain_index", "pain_index"),
        ("annual_cost", "by_annual_cost", "annual_cost"),
        ("borda", "by_borda_impact", "borda"),
    ]
    .into_iter()
    .enumerate()
    {
        let ranking = &choice["rankings"][index];
        assert_eq!(ranking["measure"], measure);
        assert_eq!(ranking["order"], rankings[order], "{measure}");
        assert_eq!(ranking["top"], rankings["top3_by_method"][top], "{measure}");
    }
    assert_eq!(choice["in_every_top"], rankings["in_every_top3"]);
    assert_eq!(choice["agreement"]["kendall_w"]["rounded"], expected["kendall_w_impact"]);
    assert_eq!(choice["top"], expected["top3"]);
    assert_eq!(choice["biggest"], expected["biggest_of_top3"]);
    assert_eq!(choice["chosen"], expected["chosen_most_solvable_of_top3"]);
    assert_eq!(choice["most_solvable_overall"], expected["most_solvable_overall"]);
    assert_eq!(choice["settled"], "yes");
    let solvability = choice["solvability"].as_array().unwrap();
    assert_eq!(solvability.len(), expected["solvability"].as_object().unwrap().len());
    for item in solvability {
        let wanted = &expected["solvability"][item["pain_point"].as_str().unwrap()];
        assert_eq!(item["points"], wanted["points"]);
        assert_eq!(item["of"], wanted["of"]);
        assert_eq!(item["score_percent"]["rounded"], wanted["score_percent"]);
        assert_eq!(item["blocked_by"], wanted["blocked_by"]);
    }
}

#[test]
fn backlog_order() {
    let (backlog, expected) = (call("priority.backlog", BACKLOG), serde_json::from_str::<Value>(EXPECTED).unwrap());
    let order: Vec<&Value> = backlog["items"].as_array().unwrap().iter().map(|item| &item["pain_point"]).collect();
    assert_eq!(order, expected["backlog_order"].as_array().unwrap().iter().collect::<Vec<_>>());
}

/// 100,000 pain points: the cost is computed, the ranking is made; a choice of three takes at most 1,000 and says so.
#[test]
fn a_hundred_thousand_pain_points() {
    let ids = || (0..100_000).map(|n| format!("P{n:05}"));
    let points: Vec<Value> = ids().map(|id| serde_json::json!({ "id": id, "title": "x" })).collect();
    let ask = |operation: &str, input: &Value| machbar::call(operation, &serde_json::to_vec(input).unwrap());

    let cost = ask("pain.cost", &serde_json::json!({ "pain_points": points })).unwrap();
    let cost: Value = serde_json::from_slice(&cost).unwrap();
    assert_eq!(cost["pain_points"].as_array().unwrap().len(), 100_000);

    let items: Vec<Value> = ids().map(|id| serde_json::json!({ "id": id })).collect();
    for (operation, field) in [("priority.choose", "items"), ("priority.backlog", "items")] {
        let error = ask(operation, &serde_json::json!({ field: items })).unwrap_err();
        let problem = &error.problems[0];
        assert_eq!((problem.code, problem.pointer.as_str()), (machbar::base::Code::TooMany, "/items"), "{operation}");
        assert_eq!(problem.found, "100000");
        assert!(problem.expected.as_ref().unwrap().en.contains("1,000"), "{error}");
    }

    // The larger the number, the better by both criteria.
    let rows: Vec<Value> =
        ids().enumerate().map(|(n, id)| serde_json::json!({ "id": id, "values": [n, 7 * n] })).collect();
    let matrix = serde_json::json!({
        "criteria": [
            { "id": "a", "polarity": "higher_is_better", "weight": 1 },
            { "id": "b", "polarity": "higher_is_better", "weight": 1 },
        ],
        "items": rows,
        "method": { "kind": "topsis" },
    });
    let ranking: Value = serde_json::from_slice(&ask("priority.rank", &matrix).unwrap()).unwrap();
    let ranking = ranking["ranking"].as_array().unwrap();
    assert_eq!(
        (ranking.len(), &ranking[0]["item"], &ranking[99_999]["item"]),
        (100_000, &"P99999".into(), &"P00000".into())
    );
}

//! The limit of a person's wage against the people themselves: whoever works at whatever wage, what counts of each
//! lies within the range of the answer, and the range closes where one person stands in a position of their own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;
use serde_json::{Value, json};

/// A year's wage in cents up to which the ZIM counts it.
const LIMIT: i64 = 12_000_000;

fn grant(wage: Option<i64>, costs: &Value) -> (i64, i64) {
    let mut facts = json!({
        "applicant": { "kind": "company" }, "aid": { "difficulty": false, "recent": [] },
        "company": { "state": "NW", "size": "small", "headcount": 30, "age_months": 240, "weak_region": false, "circumstances": [] },
        "project": {
            "begun": false, "double_funding": false, "partners": [], "features": ["technical_uncertainty"], "costs": costs,
        },
    });
    if let Some(wage) = wage {
        facts["project"]["highest_wage_cents"] = json!(wage);
    }
    let document = json!({ "at": "2026-06-01", "catalogue": { "only": ["bund-zim-einzelprojekt"] }, "facts": facts });
    let bytes = machbar::call("funding.screen", document.to_string().as_bytes()).unwrap_or_else(|e| panic!("{e}"));
    let answer: Value = serde_json::from_slice(&bytes).unwrap();
    let found = &answer["programmes"][0];
    assert_eq!(found["verdict"], "eligible", "{found}");
    (found["grant"]["low_cents"].as_i64().unwrap(), found["grant"]["high_cents"].as_i64().unwrap())
}

/// 40 % of the counted wages doubled, at most of 690,000 euro.
fn paid(counted: f64) -> f64 {
    (2.0 * counted).min(69_000_000.0) * 0.4
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_counts_of_each_person_lies_within_the_range(
        people in prop::collection::vec((3_000_000_i64..30_000_000, 1_i64..=18), 1..5),
        in_months: bool,
    ) {
        // Whole cents per month, so that no position is rounded.
        let people: Vec<(i64, i64)> = people.iter().map(|(wage, months)| (wage / 12 * 12, *months)).collect();
        let cost: i64 = people.iter().map(|(wage, months)| wage / 12 * months).sum();
        let months: i64 = people.iter().map(|(_, months)| months).sum();
        let counted: f64 = people.iter().map(|(wage, months)| (*wage).min(LIMIT) as f64 / 12.0 * *months as f64).sum();
        let highest = people.iter().map(|(wage, _)| *wage).max().unwrap();
        let mut position = json!({ "phase": "mvp", "kind": "own_personnel", "net_cents": cost });
        if in_months {
            position["quantity"] = json!(months);
            position["unit"] = json!("month");
        }
        let costs = json!([position]);
        let truth = paid(counted);
        let (low, high) = grant(Some(highest), &costs);
        prop_assert!(low as f64 <= truth + 1.0 && truth - 1.0 <= high as f64, "{} not in {}..{}", truth, low, high);
        let (low_unknown, high_unknown) = grant(None, &costs);
        prop_assert!(low_unknown == 0 && high_unknown >= high && low_unknown <= low);
        if highest <= LIMIT || (people.len() == 1 && in_months) {
            prop_assert!((low as f64 - truth).abs() <= 1.0 && (high as f64 - truth).abs() <= 1.0);
        }
    }
}

#[test]
fn a_missing_wage_leaves_the_verdict_and_is_asked() {
    let costs = json!([{ "phase": "mvp", "kind": "own_personnel", "net_cents": 10_000_000 }]);
    assert_eq!(grant(Some(9_000_000), &costs), (8_000_000, 8_000_000));
    assert_eq!(grant(None, &costs), (0, 8_000_000));
}

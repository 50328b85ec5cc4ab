//! Amounts against a second calculation.

use proptest::prelude::*;
use serde_json::json;

use crate::ask::{call, programme};
use crate::profiles::{costs, numbers};

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn amounts_of_three_programmes_equal_a_second_calculation(seed in any::<u64>()) {
        let mut next = numbers(seed);
        let costs = costs(&mut next);
        let sum = |kinds: &[&str], phases: &[&str]| -> i128 {
            costs.iter()
                .filter(|cost| kinds.contains(&cost["kind"].as_str().unwrap()) && phases.contains(&cost["phase"].as_str().unwrap()))
                .map(|cost| i128::from(cost["net_cents"].as_i64().unwrap()))
                .sum()
        };
        let hours: i128 = costs.iter()
            .filter(|cost| cost["kind"] == "owner_hours" && ["concept", "poc", "mvp"].contains(&cost["phase"].as_str().unwrap()))
            .map(|cost| if cost["unit"] == "hour" { i128::from(cost["quantity"].as_i64().unwrap()) } else { -1 })
            .fold(0, |sum, hours| if sum < 0 || hours < 0 { -1 } else { sum + hours });
        prop_assume!(hours >= 0);
        let sme = next(2) == 0;
        let new = next(2) == 0;
        let document = json!({ "at": "2026-11-20", "detail": "verdicts", "facts": {
            "applicant": { "kind": "company" },
            "company": { "state": "NW", "size": if sme { "small" } else { "large" }, "circumstances": [], "sector": "manufacturing",
                "founded": "1961-04-01", "legal_form": "sole_proprietor" },
            "aid": { "difficulty": false, "de_minimis_headroom_cents": 30_000_000, "recent": [] },
            "project": { "begun": false, "begin": if new { "2026-12-01" } else { "2025-12-01" }, "double_funding": false,
                "features": ["ai", "marketable_product", "technical_uncertainty", "rd_until_mvp"],
                "provider": ["bafa_registered", "seat_eu_eea"], "consulting": "individual", "costs": costs },
        }});
        let answer = call("funding.assess", &document);
        let paid = |id: &str| {
            programme(&answer, id)["amount"]["exact_cents"].as_i64().map_or(0, i128::from)
        };
        let external = sum(&["external_consulting", "external_development"], &["concept", "poc", "mvp", "rollout"]);
        let half = (external / 2).min(1_500_000);
        let mid = if sme && external >= 800_000 && half >= 400_000 { half } else { 0 };
        prop_assert_eq!(paid("nrw-mid-digitalisierung-2026"), mid);

        let consulting = sum(&["external_consulting"], &["workshop", "framing", "concept", "security"]);
        let bafa = if sme { consulting.min(350_000) / 2 } else { 0 };
        prop_assert_eq!(paid("bund-bafa-unternehmensberatung"), bafa);

        let phases = ["concept", "poc", "mvp", "security"];
        // The day of the work decides, not the begin of the project.
        let per_hour = 10_000;
        // Scaled by 1,000 so that 70 % and 120 % stay whole.
        let base = sum(&["own_personnel"], &phases) * 1000 + sum(&["external_development"], &phases) * 700 + hours * per_hour * 1000;
        let base = (if new { base * 6 / 5 } else { base }).min(1_200_000_000 * 1000);
        let allowance = base * if sme { 35 } else { 25 } / 100 / 1000;
        prop_assert_eq!(paid("bund-forschungszulage"), allowance);
    }
}

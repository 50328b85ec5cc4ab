//! Small random situations in which every rule can bind.

use crate::base::Date;
use crate::funding::plan::situation::Situation;
use serde_json::json;

/// SplitMix64.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x2545_F491_4F6C_DD1D) ^ 0x9E37_79B9)
    }
    /// From a state as it is.
    pub(super) fn of(state: u64) -> Self {
        Self(state)
    }
    pub(super) fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % count
    }
    fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }
}

pub(super) fn situation(seed: u64) -> Situation {
    let mut r = Random::new(seed);
    let as_of: Date = "2026-11-20".parse().unwrap();
    let day = |days: u64| as_of.add_days(i32::try_from(days).unwrap()).to_string();
    let kinds = ["external_consulting", "external_development", "own_personnel"];
    let count = 2 + r.below(3);
    // A sequence of their own: what else is drawn stays the same.
    let mut deliveries = Random::new(!seed);
    let mut positions = Vec::new();
    for index in 0..count {
        let mut position = json!({
            "id": format!("P{index}"),
            "stage": if r.one_in(2) { "S1" } else { "S2" },
            "kind": (kinds[r.below(3) as usize]),
            "net_cents": 1 + r.below(2_000_000),
            "provider_independent": match r.below(6) { 0 => json!(false), 1 => json!("dont_know"), _ => json!(true) },
            "research": match r.below(4) { 0 => json!(false), 1 => json!(null), _ => json!(true) },
            "payment": (["on_order", "at_start", "at_end", "twelve_months"][r.below(4) as usize]),
        });
        if r.one_in(6) {
            position["parts"] = json!(2);
        }
        if r.one_in(6) {
            position["can_wait_until"] = json!(day(100 + r.below(300)));
        }
        if r.one_in(10) {
            position["ordered_on"] = json!("2026-11-10");
        } else if deliveries.one_in(6) {
            position["earliest_order"] = json!(day(deliveries.below(120)));
        }
        if r.one_in(5) && position["stage"] == "S2" {
            position["order_after"] = json!(["S1"]);
        }
        if r.one_in(6) {
            position["until"] = json!("S2");
        }
        if r.one_in(4) {
            position["max_intensity_permille"] = json!(200 + r.below(500));
        }
        if r.one_in(4) && position["ordered_on"].is_null() {
            let quotes: Vec<_> = (0..1 + r.below(2)).map(|index| quote(&mut r, index, as_of)).collect();
            position["quotes"] = json!(quotes);
        }
        positions.push(position);
    }
    let tight = r.one_in(2);
    let mut offers = Vec::new();
    for index in 0..1 + r.below(3) + u64::from(tight) {
        let mut rates = Vec::new();
        for kind in kinds {
            if !r.one_in(3) {
                rates.push(json!({
                    "kinds": [kind],
                    // In half of the cases no whole per cent: a third, two thirds, anything.
                    "rate_ppm": match r.below(4) { 0 => 333_333, 1 => 1 + r.below(1_000_000), _ => 1_000 * (100 + r.below(800)) },
                    "counted_ppm": match r.below(8) { 0 => 700_000, 1 => 666_667, _ => 1_000_000 },
                    "overhead_ppm": match r.below(8) { 0 => 200_000, 1 => 123_457, _ => 0 },
                    "de_minimis": false,
                }));
            }
        }
        if rates.is_empty() {
            rates.push(json!({"kinds": kinds, "rate_ppm": 500_000, "sizes": ["micro", "small"]}));
        }
        let tax = r.one_in(2) && (index > 0 || !tight);
        if tax && r.one_in(2) {
            for rate in rates.iter_mut().filter(|rate| rate["kinds"] == json!(["own_personnel"])) {
                rate["de_minimis"] = json!(true);
            }
        }
        let loan = tight && (index == 0 || r.one_in(4));
        let tax = tax && !loan;
        let limits = if loan { json!([]) } else { limits(&mut r, &mut rates) };
        let mut offer = json!({
            "id": format!("O{index}"),
            "limits": limits,
            "name": {"de": format!("Programm {index}"), "en": format!("Programme {index}")},
            "instrument": if tax { "tax_allowance" } else if loan { "loan" } else { "grant" },
            "basis": if tax { "tax" } else { ["de_minimis", "de_minimis", "gber", "none"][r.below(4) as usize] },
            "certainty": (["legal_claim", "discretion", "lottery"][r.below(3) as usize]),
            "chance_permille": if r.one_in(4) { 1 + r.below(999) } else { 1000 },
            "rates": rates,
            "start": if tax { "free" } else { ["grant_before_start", "application_before_start", "free"][r.below(3) as usize] },
            "preparation_working_days": r.below(6),
            "decision": {"best": 5, "usual": 5 + r.below(60), "late": 90, "unit": if r.one_in(2) { "calendar_days" } else { "working_days" }},
            "independent_provider": r.one_in(3),
            "research_only": r.one_in(4),
            "effort_cents": r.below(60_000),
            "payout_days": r.below(90),
        });
        for (name, range, often) in [
            ("base_cap_cents", 2_000_000, 3),
            ("grant_cap_cents", 1_000_000, 3),
            ("grant_min_cents", 400_000, 4),
            ("cost_min_cents", 1_500_000, 4),
            ("cost_max_cents", 3_000_000, 4),
        ] {
            if r.one_in(often) {
                offer[name] = json!(1 + r.below(range));
            }
        }
        if let (Some(least), Some(most)) = (offer["cost_min_cents"].as_u64(), offer["cost_max_cents"].as_u64())
            && least > most
        {
            offer["cost_max_cents"] = json!(least + most);
        }
        if loan {
            // The rate is the gross grant equivalent.
            offer["rates"] = json!([{"kinds": kinds, "rate_ppm": 1 + r.below(120_000)}]);
            if !r.one_in(3) {
                // Without limits of its own it is there when it is needed.
                for name in ["grant_min_cents", "cost_min_cents", "cost_max_cents", "grant_cap_cents"] {
                    offer[name] = json!(null);
                }
                (offer["independent_provider"], offer["research_only"]) = (json!(false), json!(false));
            }
            let step = 1 + r.below(6);
            offer["start"] = json!("free");
            offer["loan"] = json!({
                "share_permille": if r.one_in(2) { 1000 } else { 500 + r.below(501) },
                "disbursed": if r.one_in(2) { "on_call" } else { "on_decision" },
                "term_months": step * (6 + r.below(6)),
                "grace_months": step * r.below(6),
                "instalment_months": step,
            });
            if r.one_in(2) {
                offer["loan"]["interest_ppm"] = json!(r.below(60_000));
            }
            if r.one_in(3) {
                offer["loan"]["max_cents"] = json!(1 + r.below(2_000_000));
            }
        }
        if r.one_in(5) {
            offer["external_min_permille"] = json!(r.below(700));
        }
        if r.one_in(5) {
            let least = offer["external_min_permille"].as_u64().unwrap_or(0);
            offer["external_max_permille"] = json!((300 + r.below(600)).max(least));
        }
        if r.one_in(5) {
            offer["applications_max"] = json!(2);
        }
        if r.one_in(5) {
            offer["family"] = json!("F");
        }
        if r.one_in(4) && !tax {
            offer["queue"] = json!("Q");
        }
        if r.one_in(5) && !tax {
            offer["earlier_grants"] = json!(["2025-12-01"]);
            let per = ["months_12", "months_24", "months_36", "calendar_year", "business_year", "programme", "project"];
            offer["frequency"] = json!([{"count": 1 + r.below(2), "per": (per[r.below(7) as usize])}]);
        }
        if r.one_in(4) && !tax && offer["queue"].is_null() {
            offer["windows"] = json!([
                {"opens": day(r.below(20)), "closes": day(20 + r.below(40))},
                {"opens": day(80), "closes": day(120), "decides": day(125)},
            ]);
        }
        offers.push(offer);
    }
    let mut budgets = Vec::new();
    if tight {
        budgets.push(json!({"id": "B", "days": "2026-11-20..2027-12-31", "own_cents": 100_000 + r.below(1_800_000), "credit_cents": r.below(500_000)}));
    }
    let mut grants = vec![json!({"granted_on": "2024-01-15", "amount_cents": r.below(500_000)})];
    if r.one_in(3) {
        grants.push(json!({"granted_on": "2026-03-01", "amount_cents": 29_000_000 + r.below(900_000)}));
    }
    let mut second = json!({"id": "S2", "phase": "mvp", "after": [{"stage": "S1", "gap_working_days": r.below(5)}], "working_days": 1 + r.below(30)});
    if r.one_in(4) {
        second["latest"] = json!(day(40 + r.below(200)));
    }
    serde_json::from_value(json!({
        "as_of": as_of.to_string(),
        "size": "small",
        "fiscal_year_start_month": ([1, 1, 2, 12][r.below(4) as usize]),
        "calendar": {"closures": ["2026-12-23..2027-01-03"]},
        "stages": [
            second,
            {"id": "S1", "phase": "poc", "working_days": 1 + r.below(15), "milestone": true,
             "start_days": if r.one_in(3) { json!([day(10), day(31), day(61), day(95), day(150), day(399)]) } else { json!([]) }},
        ],
        "positions": positions,
        "offers": offers,
        "budgets": budgets,
        "de_minimis": {"grants": grants, "edge": if r.one_in(2) { "inclusive" } else { "exclusive" }},
    }))
    .unwrap()
}

/// A limit that all rates share, or one that is a share of own personnel cost for the others.
fn limits(r: &mut Random, rates: &mut [serde_json::Value]) -> serde_json::Value {
    if !r.one_in(5) {
        return json!([]);
    }
    let of_others = r.one_in(2);
    let own = json!(["own_personnel"]);
    let or = |value: &serde_json::Value, none: u64| json!(value.as_u64().unwrap_or(none));
    let (counted, overhead) = (or(&rates[0]["counted_ppm"], 1_000_000), or(&rates[0]["overhead_ppm"], 0));
    let mut named = false;
    for rate in rates.iter_mut().filter(|rate| !of_others || rate["kinds"] != own) {
        if of_others && rate["kinds"].as_array().unwrap().contains(&own[0]) {
            continue;
        }
        (rate["counted_ppm"], rate["overhead_ppm"]) = (counted.clone(), overhead.clone());
        rate["limit"] = json!("L");
        named = true;
    }
    match (named, of_others) {
        (false, _) => json!([]),
        (true, false) => json!([{"id": "L", "cost_max_cents": 1 + r.below(2_000_000)}]),
        (true, true) => json!([{"id": "L", "share": {"ppm": 1 + r.below(1_500_000), "kinds": own}}]),
    }
}

fn quote(r: &mut Random, index: u64, as_of: Date) -> serde_json::Value {
    let mut quote = json!({
        "id": format!("Q{index}"),
        "provider": format!("Anbieter {index}"),
        "provider_independent": match r.below(4) { 0 => json!(false), 1 => json!("dont_know"), _ => json!(true) },
        "net_cents": 1 + r.below(2_000_000),
    });
    if r.one_in(4) {
        quote["research"] = json!(r.one_in(2));
    }
    if r.one_in(4) {
        quote["earliest_order"] = json!(as_of.add_days(i32::try_from(r.below(90)).unwrap()).to_string());
    }
    if r.one_in(4) {
        quote["working_days"] = json!(1 + r.below(25));
    }
    quote
}

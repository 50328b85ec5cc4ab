//! Large situations that are hard to close: 20 positions, 30 programmes, tight headroom.
//!
//! The generator is the one of the benchmark. The values were found by HiGHS 1.15.1 on the same model (gap 0)
//! for 29 and 31, and by an older search without a linear program for the others.

use super::random::Random;
use crate::funding::plan::{PlanInput, plan};
use serde_json::{Value, json};

pub(super) fn situation(seed: u64, positions: u64, offers: u64) -> Value {
    let mut r = Random::of(seed * 7919);
    let kinds = ["external_consulting", "external_development", "own_personnel", "training", "software_cloud"];
    let positions: Vec<_> = (0..positions)
        .map(|index| {
            json!({
                "id": format!("P{index:02}"), "stage": (["poc", "mvp"][r.below(2) as usize]),
                "kind": (kinds[r.below(5) as usize]), "net_cents": 100_000 * (2 + r.below(38)), "provider_independent": true,
            })
        })
        .collect();
    let offers: Vec<_> = (0..offers)
        .map(|index| {
            let mut rates = Vec::new();
            for kind in kinds {
                if r.below(100) < 45 {
                    rates.push(json!({"kinds": [kind], "rate_ppm": 250_000 + 50_000 * r.below(12)}));
                }
            }
            if rates.is_empty() {
                rates.push(json!({"kinds": ["training"], "rate_ppm": 500_000}));
            }
            let mut offer = json!({
                "id": format!("O{index:02}"), "name": {"de": "P", "en": "P"}, "rates": rates,
                "basis": (["de_minimis", "gber"][r.below(2) as usize]),
                "start": (["grant_before_start", "free"][r.below(2) as usize]),
                "decision": {"best": 10, "usual": 10 + r.below(120), "late": 200},
                // Closed before headroom returns: nothing to wait for.
                "windows": [{"closes": "2027-06-30"}],
                "grant_cap_cents": 100_000 * (2 + r.below(28)), "effort_cents": 10_000 * r.below(12),
                "chance_permille": if r.below(10) == 0 { 300 } else { 1000 },
            });
            if r.below(3) == 0 {
                offer["cost_min_cents"] = json!(100_000 * (1 + r.below(9)));
            }
            if r.below(4) == 0 {
                offer["cost_max_cents"] = json!(100_000 * (12 + r.below(80)));
            }
            if r.below(3) == 0 {
                offer["family"] = json!(format!("F{}", r.below(5)));
            }
            offer
        })
        .collect();
    json!({
        "as_of": "2026-11-20", "size": "small", "positions": positions, "offers": offers,
        "stages": [
            {"id": "poc", "phase": "poc", "working_days": 15, "milestone": true, "latest": "2027-02-26"},
            {"id": "mvp", "phase": "mvp", "working_days": 40, "after": [{"stage": "poc"}]},
        ],
        "de_minimis": {"grants": [{"granted_on": "2025-05-05", "amount_cents": 10_000_000 + r.below(14_000_000)}]},
    })
}

#[test]
fn tight_headroom_is_closed_within_few_nodes() {
    for (seed, cents, nodes) in [
        (29, 22_615_421, 1_000),
        (31, 18_866_636, 5_000),
        (111, 17_415_384, 500),
        (187, 17_383_634, 500),
        (236, 16_079_245, 500),
    ] {
        let input: PlanInput = serde_json::from_value(
            json!({"only_best": true, "node_limit": nodes, "situation": situation(seed, 20, 30)}),
        )
        .unwrap();
        let report = plan(&input).unwrap();
        let best = &report.plans[0];
        assert!(best.proven, "seed {seed}: {} cents short after {} nodes", best.gap_cents.cents(), best.nodes);
        let worth = (best.expected_cents - best.effort_cents).cents();
        assert_eq!(worth, cents, "seed {seed}");
    }
}

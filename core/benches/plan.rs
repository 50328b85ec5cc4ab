//! The funding plan: the best of 12 and 20 positions × 30 programmes, and the whole front with reasons.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::funding::plan::{PlanInput, plan};
use serde_json::json;

fn main() {
    divan::main();
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % count
    }
}

/// A random situation: caps, least and largest cost, families, effort, de minimis, waiting, a promised start.
fn situation(seed: u64, positions: u64, offers: u64, only_best: bool) -> PlanInput {
    let mut r = Random(seed * 7919);
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
            let mut rates: Vec<_> = kinds
                .iter()
                .flat_map(|kind| {
                    let paid = r.below(100) < 45;
                    paid.then(|| json!({"kinds": [kind], "rate_permille": 250 + 50 * r.below(12)}))
                })
                .collect();
            if rates.is_empty() {
                rates.push(json!({"kinds": ["training"], "rate_permille": 500}));
            }
            let mut offer = json!({
                "id": format!("O{index:02}"), "name": {"de": "P", "en": "P"}, "rates": rates,
                "basis": (["de_minimis", "gber"][r.below(2) as usize]),
                "start": (["grant_before_start", "free"][r.below(2) as usize]),
                "decision": {"best": 10, "usual": 10 + r.below(120), "late": 200},
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
    serde_json::from_value(json!({
        "only_best": only_best,
        "situation": {
            "as_of": "2026-11-20", "size": "small", "positions": positions, "offers": offers,
            "stages": [
                {"id": "poc", "phase": "poc", "working_days": 15, "milestone": true, "latest": "2027-02-26"},
                {"id": "mvp", "phase": "mvp", "working_days": 40, "after": [{"stage": "poc"}]},
            ],
            "de_minimis": {"grants": [{"granted_on": "2025-05-05", "amount_cents": 10_000_000 + r.below(14_000_000)}]},
        },
    }))
    .unwrap()
}

#[divan::bench(args = [12, 20])]
fn best_of_random(bencher: divan::Bencher<'_, '_>, positions: u64) {
    let inputs: Vec<PlanInput> = (0..300).map(|seed| situation(seed, positions, 30, true)).collect();
    let next = std::cell::Cell::new(0);
    bencher.bench_local(|| {
        let index = next.replace((next.get() + 1) % inputs.len());
        plan(&inputs[index]).map(|report| report.plans.len())
    });
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn front_with_reasons(bencher: divan::Bencher<'_, '_>) {
    let inputs: Vec<PlanInput> = (0..20).map(|seed| situation(seed, 12, 30, false)).collect();
    let next = std::cell::Cell::new(0);
    bencher.bench_local(|| {
        let index = next.replace((next.get() + 1) % inputs.len());
        plan(&inputs[index]).map(|report| report.plans.len())
    });
}

//! Random companies, projects and days.

use machbar::funding::vocabulary::{FactType, Vocabulary};
use serde_json::{Value, json};

use crate::ask::set;

/// Days at which questions are asked: before, within and after stops, rounds and windows.
pub(crate) const DAYS: [&str; 6] = ["2023-03-01", "2024-11-20", "2025-12-31", "2026-06-15", "2026-11-20", "2027-07-01"];

/// A small generator of numbers below a bound (SplitMix64).
pub(crate) fn numbers(mut state: u64) -> impl FnMut(u64) -> u64 {
    move |below| {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % below.max(1)
    }
}

/// The items in a random order.
pub(crate) fn shuffled<T>(mut items: Vec<T>, next: &mut impl FnMut(u64) -> u64) -> Vec<T> {
    for last in (1..items.len()).rev() {
        items.swap(last, next(last as u64 + 1) as usize);
    }
    items
}

/// A value for every fact that people state.
pub(crate) fn complete(next: &mut impl FnMut(u64) -> u64) -> Value {
    let mut facts = json!({});
    for fact in Vocabulary::embedded().facts() {
        let follows = [
            "company.age_months",
            "company.weak_region",
            "project.phases",
            "project.cost_date",
            "project.application_date",
        ];
        if follows.contains(&fact.id.as_str()) {
            continue;
        }
        let value = match fact.kind {
            FactType::Bool => json!(next(3) == 0),
            FactType::Count => {
                json!([0, 1, 5, 9, 10, 24, 36, 49, 50, 120, 121, 249, 250, 499, 500, 2000][next(16) as usize])
            }
            FactType::Money => json!(
                [0, 1, 399_999, 400_000, 3_000_000, 5_000_000, 5_000_001, 10_000_000, 30_000_000_u64][next(9) as usize]
            ),
            FactType::Date => json!(
                ["1961-04-01", "2020-01-01", "2020-01-02", "2025-12-31", "2026-01-01", "2026-12-01"][next(6) as usize]
            ),
            FactType::Choice => {
                // Half of the time the first value, so that programmes are reached at all.
                let index = if next(2) == 0 { 0 } else { next(fact.values.len() as u64) };
                json!(fact.values[index as usize].id)
            }
            FactType::Set => {
                let bad = ["company.circumstances", "aid.recent"].contains(&fact.id.as_str());
                let one_in = if bad { 12 } else { 2 };
                let chosen = fact.values.iter().filter(|_| next(one_in) == 0).map(|member| member.id.clone());
                json!(chosen.collect::<Vec<_>>())
            }
            FactType::Costs => json!(costs(next)),
        };
        set(&mut facts, &fact.id, value);
    }
    facts
}

pub(crate) fn costs(next: &mut impl FnMut(u64) -> u64) -> Vec<Value> {
    let phases = ["workshop", "framing", "concept", "poc", "mvp", "rollout", "qualification"];
    let kinds = ["external_consulting", "external_development", "own_personnel", "training", "hardware", "owner_hours"];
    (0..=next(5))
        .map(|_| {
            let net =
                [0, 1, 349_999, 350_000, 799_999, 800_000, 2_999_999, 3_000_001, 700_000_000_u64][next(9) as usize];
            json!({
                "phase": phases[next(7) as usize], "kind": kinds[next(6) as usize], "net_cents": net,
                "quantity": next(40), "unit": (["lump", "day", "hour"][next(3) as usize]),
            })
        })
        .collect()
}

/// Inputs of the three law operations, from which size class, difficulty and headroom follow.
pub(crate) fn law() -> Value {
    let case = include_str!("../../../tests/cases/funding.assess/law.json");
    serde_json::from_str::<Value>(case).unwrap()["input"]["law"].take()
}

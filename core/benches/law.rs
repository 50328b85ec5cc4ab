//! Company size of a group of twenty nodes, and the difficulty test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use divan::{Bencher, black_box};
use machbar::aid::difficulty::{difficulty, facts::DifficultyInput};
use machbar::base::law::Law;
use machbar::company::classify;
use machbar::company::graph::SizeInput;
use machbar::company::size::size;
use serde_json::json;

fn main() {
    divan::main();
}

/// Sixteen enterprises in a group with partners and a cross-holding, two persons, a university and a town; three closings each.
fn group() -> SizeInput {
    let enterprises: Vec<_> = (0..16)
        .map(|i| {
            let accounts: Vec<_> = (2023..2026)
                .map(|year| {
                    json!({ "closing": format!("{year}-12-31"), "awu": format!("{}/10", 95 + i * 7),
                        "turnover_cents": 100_000_000 + i * 1_000_000, "balance_sheet_cents": 90_000_000 })
                })
                .collect();
            json!({ "id": format!("enterprise-{i:02}"), "accounts": accounts, "unlisted_holders": "none_reaches_quarter" })
        })
        .collect();
    let share = |holder: &str, target: usize, share: &str| json!({ "holder": holder, "enterprise": format!("enterprise-{target:02}"), "capital": share, "votes": share });
    let mut holdings: Vec<_> =
        (1..12).map(|i| share(&format!("enterprise-{:02}", (i - 1) / 2), i, ["0.6", "0.35", "0.51"][i % 3])).collect();
    holdings.extend((12..16).map(|i| share(&format!("enterprise-{i:02}"), i - 12, "0.25")));
    holdings.push(share("enterprise-03", 0, "0.1"));
    holdings.push(share("person-a", 0, "0.55"));
    holdings.push(share("person-b", 15, "0.9"));
    holdings.push(share("town", 2, "0.2"));
    holdings.push(share("university", 4, "0.3"));
    serde_json::from_value(json!({
        "enterprise": "enterprise-00", "as_of": "2026-11-20", "enterprises": enterprises,
        "persons": [{ "id": "person-a", "controls_other_enterprises": false }, { "id": "person-b", "controls_other_enterprises": false }],
        "public_bodies": [{ "id": "town" }, { "id": "university", "investor": { "kind": "university" } }],
        "markets": [], "holdings": holdings,
    }))
    .unwrap()
}

#[divan::bench]
fn verdict_of_20_nodes(bencher: Bencher) {
    let mut input = group();
    // One market for all, so that the verdict is decided.
    let ids: Vec<_> = input.enterprises.iter().map(|enterprise| enterprise.id.clone()).collect();
    input.markets.push(machbar::company::graph::MarketStatement { enterprises: ids, same_or_adjacent: true });
    assert!(classify(&input, Law::embedded()).unwrap().class.is_some());
    bencher.bench_local(|| classify(black_box(&input), Law::embedded()));
}

#[divan::bench]
fn open_verdict_of_20_nodes(bencher: Bencher) {
    let mut input = group();
    input.holdings[3].votes = machbar::base::Answer::DontKnow;
    bencher.bench_local(|| classify(black_box(&input), Law::embedded()));
}

#[divan::bench]
fn report_of_20_nodes(bencher: Bencher) {
    let input = group();
    bencher.bench_local(|| size(black_box(&input)));
}

#[divan::bench]
fn difficulty_of_a_company(bencher: Bencher) {
    let input: DifficultyInput = serde_json::from_value(json!({
        "grant_date": "2026-11-20", "sme": true, "part_of_group": false,
        "company": { "legal_form": "gmbh", "founded": "1961-01-01",
            "own_funds": { "subscribed_capital_cents": 10_000_000, "share_premium_cents": 0, "other_capital_reserves_cents": 0,
                "retained_earnings_cents": 500_000_000, "profit_carried_forward_cents": 0, "other_own_funds_cents": 0,
                "loss_carried_forward_cents": 0, "result_cents": 12_345 },
            "insolvency_proceedings": false, "insolvency_criteria": false, "rescue_aid_open": false, "restructuring_plan_open": false },
    }))
    .unwrap();
    bencher.bench_local(|| difficulty(black_box(&input)));
}

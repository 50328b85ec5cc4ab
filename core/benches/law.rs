//! The whole law check of one company in a group of twenty nodes, and its parts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use divan::{Bencher, black_box};
use machbar::aid::de_minimis::{Entry, FiscalYearStart, Ledger, Limits, Regulation, Variant, WindowEdge};
use machbar::aid::difficulty::{difficulty, facts::DifficultyInput, in_difficulty};
use machbar::aid::intensity::{AssistedArea, Collaboration, Facts, Measure, Research, ResearchCategory, max_intensity};
use machbar::aid::single_undertaking::{SingleUndertakingInput, members};
use machbar::base::law::Law;
use machbar::base::{Answer, Date, Money};
use machbar::company::classify;
use machbar::company::graph::SizeInput;
use machbar::company::size::size;
use serde_json::{Value, json};
use std::sync::Arc;

fn main() {
    divan::main();
}

/// Sixteen enterprises in a group with partners and a cross-holding, two persons, a university and a town; three closings each.
fn document() -> Value {
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
    // One market for all, so that the verdict is decided.
    let ids: Vec<String> = (0..16).map(|i| format!("enterprise-{i:02}")).collect();
    json!({
        "enterprise": "enterprise-00", "as_of": "2026-11-20", "enterprises": enterprises,
        "persons": [{ "id": "person-a", "controls_other_enterprises": false }, { "id": "person-b", "controls_other_enterprises": false }],
        "public_bodies": [{ "id": "town" }, { "id": "university", "investor": { "kind": "university" } }],
        "markets": [{ "enterprises": ids, "same_or_adjacent": true }], "holdings": holdings,
    })
}

fn group() -> SizeInput {
    serde_json::from_value(document()).unwrap()
}

fn undertaking() -> SingleUndertakingInput {
    let mut document = document();
    document.as_object_mut().unwrap().remove("markets");
    serde_json::from_value(document).unwrap()
}

fn books() -> DifficultyInput {
    serde_json::from_value(json!({
        "grant_date": "2026-11-20", "sme": true, "part_of_group": false,
        "company": { "legal_form": "gmbh", "founded": "1961-01-01",
            "own_funds": { "subscribed_capital_cents": 10_000_000, "share_premium_cents": 0, "other_capital_reserves_cents": 0,
                "retained_earnings_cents": 500_000_000, "profit_carried_forward_cents": 0, "other_own_funds_cents": 0,
                "loss_carried_forward_cents": 0, "result_cents": 12_345 },
            "insolvency_proceedings": false, "insolvency_criteria": false, "rescue_aid_open": false, "restructuring_plan_open": false },
    }))
    .unwrap()
}

#[divan::bench]
fn verdict_of_20_nodes(bencher: Bencher) {
    let input = group();
    assert!(classify(&input, Law::embedded()).unwrap().class.is_some());
    bencher.bench_local(|| classify(black_box(&input), Law::embedded()));
}

#[divan::bench]
fn open_verdict_of_20_nodes(bencher: Bencher) {
    let mut input = group();
    input.holdings[3].votes = Answer::DontKnow;
    bencher.bench_local(|| classify(black_box(&input), Law::embedded()));
}

#[divan::bench]
fn report_of_20_nodes(bencher: Bencher) {
    let input = group();
    bencher.bench_local(|| size(black_box(&input)));
}

#[divan::bench]
fn single_undertaking_of_20_nodes(bencher: Bencher) {
    let input = undertaking();
    bencher.bench_local(|| members(black_box(&input), Law::embedded()).unwrap().len());
}

#[divan::bench]
fn difficulty_verdict_of_a_company(bencher: Bencher) {
    let input = books();
    bencher.bench_local(|| in_difficulty(black_box(&input), Law::embedded()));
}

#[divan::bench]
fn difficulty_report_of_a_company(bencher: Bencher) {
    let input = books();
    bencher.bench_local(|| difficulty(black_box(&input)));
}

/// Size of a group of 20 nodes, difficulty, single undertaking of the same group, headroom of a new ledger of 50 grants,
/// intensity of a project.
#[divan::bench]
fn whole_law_check_of_one_company(bencher: Bencher) {
    let (group, undertaking, books, law) = (group(), undertaking(), books(), Law::embedded());
    let limits = Arc::new(Limits::new(law, Variant::default()));
    let date: Date = "2026-11-20".parse().unwrap();
    let first: Date = "2024-01-15".parse().unwrap();
    let grants: Vec<Entry> = (0..50)
        .map(|i| Entry::new(first.add_days(i * 73 % 2_500), Regulation::General, Money::from_euros(4_000)))
        .collect();
    let project = Measure::Research(Research {
        category: ResearchCategory::Experimental,
        collaboration: Answer::Given(Collaboration::None),
        dissemination: Answer::Given(false),
        licensing: Answer::Given(false),
        cross_border: Answer::DontKnow,
    });
    bencher.bench_local(|| {
        let class = classify(black_box(&group), law).unwrap().class.unwrap();
        let difficulty = in_difficulty(black_box(&books), law).unwrap();
        let together = members(black_box(&undertaking), law).unwrap().len();
        let ledger =
            Ledger::new(Arc::clone(&limits), FiscalYearStart::default(), true, black_box(&grants).iter().copied());
        let headroom = ledger.headroom(date, WindowEdge::Inclusive);
        let facts = Facts { size: Answer::Given(class), area: Answer::Given(AssistedArea::None), granted_on: None };
        let rate = max_intensity(law, date, &project, &facts).at_most_permille;
        (difficulty, together, headroom, rate)
    });
}

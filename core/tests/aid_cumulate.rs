//! Cumulation: a missing fact opens a verdict and never flips it, and what may be added stays within its bounds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::aid::cumulation::{CumulateInput, Cumulation, cumulate};
use machbar::base::{Money, Truth};
use proptest::prelude::*;
use serde_json::{Value, json};

fn ground() -> impl Strategy<Value = Value> {
    let research = prop::sample::select(vec!["industrial", "experimental"]).prop_flat_map(|category| {
        any::<bool>().prop_map(move |spread| {
            json!({ "category": category, "collaboration": { "with": "none" }, "dissemination": spread, "licensing": false,
                "cross_border": { "open_call": false, "states": 0, "collaborating_states": 0, "dissemination_states": 0 } })
        })
    });
    prop_oneof![
        research.clone().prop_map(|mut project| {
            project["article"] = json!("research");
            json!({ "kind": "block_exempted", "measure": project })
        }),
        research.prop_map(|project| json!({ "kind": "research_allowance", "research": project })),
        Just(json!({ "kind": "de_minimis" })),
        (0..1_001_i64).prop_map(|permille| json!({ "kind": "approved", "permille": permille })),
        (0..1_001_i64).prop_map(|permille| json!({ "kind": "central_union_funds", "rate_permille": permille })),
    ]
}

/// A project in which everything is known.
fn project() -> impl Strategy<Value = Value> {
    let aid = (ground(), prop::collection::vec((0..40_000_i64, 0..100_000_i64), 2));
    let size = prop::sample::select(vec!["small", "medium", "large"]);
    (prop::collection::vec(1..100_000_i64, 2), prop::collection::vec(aid, 1..4), size, 0..60_000_i64).prop_map(
        |(costs, aids, size, headroom)| {
            let items: Vec<Value> = costs
                .iter()
                .enumerate()
                .map(|(i, cost)| json!({ "id": format!("i{i}"), "cost_cents": cost }))
                .collect();
            let aids: Vec<Value> = aids
                .into_iter()
                .enumerate()
                .map(|(n, (ground, shares))| {
                    let shares: Vec<Value> = shares
                        .iter()
                        .enumerate()
                        .map(|(i, (amount, base))| {
                            // Nobody may claim more than the cost as base.
                            let base = (*base).min(costs[i]);
                            json!({ "item": format!("i{i}"), "amount_cents": amount, "base_cents": base })
                        })
                        .collect();
                    json!({ "id": format!("a{n}"), "ground": ground, "shares": shares })
                })
                .collect();
            json!({ "grant_date": "2026-11-20", "size": size, "area": "none", "de_minimis_headroom_cents": headroom,
                "items": items, "aids": aids })
        },
    )
}

fn answer(document: &Value) -> Cumulation {
    let input: CumulateInput = serde_json::from_value(document.clone()).unwrap();
    cumulate(&input).unwrap_or_else(|error| panic!("{error}\n{document}"))
}

/// Takes one fact away.
fn hide(document: &mut Value, which: usize, place: usize) {
    let aids = document["aids"].as_array().map_or(1, Vec::len);
    let aid = place % aids;
    match which {
        0 => document["size"] = json!("dont_know"),
        1 => document["area"] = Value::Null,
        2 => document["de_minimis_headroom_cents"] = Value::Null,
        3 => document["aids"][aid]["shares"][place / aids % 2]["amount_cents"] = Value::Null,
        4 => document["aids"][aid]["shares"][place / aids % 2]["base_cents"] = json!("dont_know"),
        _ => {
            let ground = &mut document["aids"][aid]["ground"];
            match ground["kind"].as_str().unwrap() {
                "central_union_funds" => ground["rate_permille"] = Value::Null,
                "block_exempted" => ground["measure"]["dissemination"] = json!("dont_know"),
                "research_allowance" => ground["research"]["dissemination"] = Value::Null,
                _ => {}
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_fact_taken_away_opens_and_never_flips(
        document in project(), hidden in prop::collection::vec((0..6_usize, 0..12_usize), 1..6),
    ) {
        let full = answer(&document);
        prop_assert!(!full.lawful.is_open());
        let mut open = document.clone();
        for (which, place) in hidden {
            hide(&mut open, which, place);
            let found = answer(&open);
            prop_assert!(found.lawful.is_open() || found.lawful == full.lawful, "{:?} in {}", found.lawful, open);
            for (known, item) in full.items.iter().zip(&found.items) {
                prop_assert!(item.lawful.is_open() || item.lawful == known.lawful);
                prop_assert!(item.may_add_at_least_cents <= known.may_add_at_least_cents, "{open}");
                prop_assert!(known.may_add_at_most_cents <= item.may_add_at_most_cents, "{open}");
            }
        }
    }

    /// Start-up aids stand together as long as the shares of their maxima add up to at most one; a fact taken away opens
    /// and never flips.
    #[test]
    fn start_ups_share_their_maxima(
        aids in prop::collection::vec((0..3_usize, 0..180_000_000_i64, any::<bool>(), 48..121_i64), 1..5),
        size in prop::sample::select(vec!["small", "medium"]), area in 0..3_usize,
        hidden in prop::collection::vec((0..6_usize, 0..4_usize), 1..5),
    ) {
        const FORMS: [(&str, i64); 3] = [("loan", 110_000_000), ("guarantee", 165_000_000), ("grant", 50_000_000)];
        // Parts of one over a common denominator, so that the comparison is exact.
        let (mut used, mut whole) = (0_i128, 1_i128);
        let mut list = Vec::new();
        for (n, (form, amount, innovative, term)) in aids.iter().enumerate() {
            let (name, maximum) = FORMS[*form];
            list.push(json!({ "id": format!("s{n}"), "amount_cents": amount, "ground": { "kind": "block_exempted", "measure": {
                "article": "start_up", "form": name, "registered_on": "2024-01-01", "untouched": true, "innovative": innovative,
                "term_months": term, "guaranteed_share": "4/5" } } }));
            let by_area = [2, 3, 4][area]; // halves
            let by_term = if *form == 2 { (1, 1) } else { (120, (*term).max(60)) };
            // The maximum in whole cents, as the regulation is applied to money.
            let ceiling = maximum * by_area * if *innovative { 2 } else { 1 } * by_term.0 / (2 * by_term.1);
            used = used * i128::from(ceiling) + i128::from(*amount) * whole;
            whole *= i128::from(ceiling);
        }
        let document = json!({ "grant_date": "2026-11-20", "size": size, "area": (["none", "c", "a"][area]), "items": [], "aids": list });
        let nothing = aids.iter().all(|(_, amount, _, _)| *amount == 0);
        let lawful = if size == "small" { used <= whole } else { nothing };
        let full = answer(&document);
        // Each amount is converted to the largest maximum and rounded up to a cent: the very edge may be too much.
        let edge = used <= whole && whole - used <= whole / 10_000_000;
        prop_assert!(full.lawful == Truth::from(lawful) || edge, "{}", document);
        let mut open = document.clone();
        for (which, place) in hidden {
            let aid = place % aids.len();
            match which {
                0 => open["size"] = Value::Null,
                1 => open["area"] = Value::Null,
                2 => open["aids"][aid]["amount_cents"] = json!("dont_know"),
                3 => open["aids"][aid]["ground"]["measure"]["innovative"] = Value::Null,
                4 => open["aids"][aid]["ground"]["measure"]["term_months"] = Value::Null,
                _ => open["aids"][aid]["ground"]["measure"]["registered_on"] = Value::Null,
            }
            let found = answer(&open).lawful;
            prop_assert!(found.is_open() || found == full.lawful || edge, "{:?} in {}", found, open);
        }
    }

    /// What may be added may be added, and one cent more may not: as aid approved without a limit of its own.
    #[test]
    fn what_may_be_added_is_exactly_what_may_be_added(mut document in project(), plain in 0..501_i64) {
        // Small aids, the first of them approved, so that most projects are lawful and there is state aid to add to.
        for aid in document["aids"].as_array_mut().unwrap() {
            for share in aid["shares"].as_array_mut().unwrap() {
                share["amount_cents"] = json!(share["amount_cents"].as_i64().unwrap() / 20);
                share["base_cents"] = json!(0);
            }
        }
        document["aids"][0]["ground"] = json!({ "kind": "approved", "permille": 500 + plain });
        let full = answer(&document);
        if !full.lawful.is_yes() {
            return Ok(());
        }
        for (index, item) in full.items.iter().enumerate() {
            prop_assert_eq!(item.may_add_at_least_cents, item.may_add_at_most_cents);
            let with = |cents: i64| {
                // More of an aid that pays for the item already, so that no limit is added with it.
                let mut more = document.clone();
                let amount = &mut more["aids"][0]["shares"][index]["amount_cents"];
                *amount = json!(amount.as_i64().unwrap() + cents);
                let answer = answer(&more);
                // A limit on the base of the allowance is no limit on what another aid may add.
                Truth::all(answer.items.iter().flat_map(|item| &item.limits).chain(&answer.project)
                    .filter(|limit| limit.key != "aid.cumulate.allowance_base").map(|limit| limit.kept))
            };
            let room = item.may_add_at_most_cents;
            prop_assert!(room >= Money::ZERO);
            prop_assert_eq!(with(room.cents()), Truth::Yes, "{} more in {}", room.cents(), document);
            prop_assert_eq!(with(room.cents() + 1), Truth::No, "{} more and a cent in {}", room.cents(), document);
        }
    }
}

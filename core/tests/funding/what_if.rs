//! Changes that open a programme, and bounds that are near.

use std::collections::BTreeSet;

use machbar::base::Truth;
use machbar::funding::evaluate::Quick;
use machbar::funding::facts::FactsInput;
use machbar::funding::screen::Screener;
use serde_json::{Value, json};

use crate::ask::call;
use crate::profiles::numbers;
use crate::questionnaire;
use crate::small::{typed, typed_facts};

#[test]
fn what_if_finds_the_single_change_and_never_another_land() {
    let mut facts = FactsInput::default();
    for (id, value) in [
        ("applicant.kind", json!("company")),
        ("company.state", json!("NW")),
        ("company.size", json!("medium")),
        ("company.sector", json!("manufacturing")),
        ("company.circumstances", json!([])),
        ("company.founded", json!("1961-01-01")),
        ("aid.recent", json!([])),
        ("aid.de_minimis_headroom_cents", json!(28_775_000)),
        ("project.begun", json!(false)),
        ("project.double_funding", json!(false)),
        ("project.consulting", json!("group")),
        ("project.provider", json!(["bafa_registered"])),
        ("project.costs", questionnaire::answer("project.costs")),
    ] {
        facts.set(id, value);
    }
    let ask = |facts: &FactsInput| {
        call(
            "funding.what_if",
            &json!({ "at": "2026-11-20", "facts": facts, "catalogue": { "only": ["bund-bafa-unternehmensberatung"] } }),
        )
    };
    let answer = ask(&facts);
    let options = answer["programmes"][0]["options"].as_array().unwrap();
    assert_eq!(options.len(), 1, "{answer}");
    assert_eq!(options[0]["changes"].as_array().unwrap().len(), 1);
    assert_eq!(options[0]["changes"][0]["fact"], "project.consulting");
    assert_eq!(options[0]["changes"][0]["to"], "individual");
    assert_eq!((&options[0]["conditions"], &options[0]["high_cents"]), (&json!("yes"), &json!(175_000)));
    // Two changes when two conditions fail; the change is then eligible when it is carried out.
    facts.set("project.provider", json!([]));
    let answer = ask(&facts);
    let changes = answer["programmes"][0]["options"][0]["changes"].as_array().unwrap().clone();
    assert_eq!(changes.len(), 2, "{answer}");
    for change in &changes {
        facts.set(change["fact"].as_str().unwrap(), change["to"].clone());
    }
    let after = call(
        "funding.assess",
        &json!({ "at": "2026-11-20", "facts": facts, "catalogue": { "only": ["bund-bafa-unternehmensberatung"] } }),
    );
    assert_eq!(after["programmes"][0]["verdict"], "eligible");
    // What nobody can change is named, not changed.
    facts.set("company.size", json!("large"));
    let answer = ask(&facts);
    assert_eq!(answer["programmes"][0]["blocked_by"], json!(["size"]));
    assert_eq!(answer["programmes"][0]["options"], json!([]));
}

#[test]
fn bounds_that_are_near_are_named_with_their_distance() {
    let facts = json!({ "applicant": { "kind": "individual" }, "person": { "state": "NW", "of_age": true, "income_cents": 4_999_900, "jointly_assessed": false },
        "aid": { "recent": [] }, "project": { "begun": false, "double_funding": false, "costs": [{ "phase": "qualification", "kind": "training", "net_cents": 80_000 }] } });
    let answer = call(
        "funding.what_if",
        &json!({ "at": "2026-11-20", "facts": facts, "catalogue": { "only": ["nrw-bildungsscheck-2"] } }),
    );
    let bound = &answer["bounds"][0];
    assert_eq!(
        (&bound["fact"], &bound["beyond"], &bound["distance"]),
        (&json!("person.income_cents"), &json!(5_000_001), &json!(101))
    );
    assert_eq!(bound["verdict"], json!(["eligible", "not_eligible"]));
}

/// A company of so many annual work units in both closings, and the bounds of its size class.
fn near_size(awu: [&str; 2], costs: Option<Value>) -> Vec<Value> {
    let accounts = |closing: &str, awu: &str| json!({ "closing": closing, "awu": awu, "turnover_cents": 1_960_000_000_i64, "balance_sheet_cents": 1_410_000_000 });
    let law = json!({ "company_size": { "as_of": "2026-11-20", "enterprise": "a",
        "enterprises": [{ "id": "a", "accounts": [accounts("2024-12-31", awu[0]), accounts("2025-12-31", awu[1])] }],
        "holdings": [{ "holder": "p", "enterprise": "a", "capital": "1", "votes": "1" }],
        "persons": [{ "id": "p", "controls_other_enterprises": false }] } });
    let mut facts = json!({ "applicant": { "kind": "company" }, "company": { "state": "NW", "legal_form": "corporation", "circumstances": [] },
        "aid": { "difficulty": false }, "project": { "begun": false, "begin": "2027-01-04", "double_funding": false,
        "features": ["technical_uncertainty"], "provider": ["bafa_registered", "seat_eu_eea"] } });
    if let Some(costs) = costs {
        facts["project"]["costs"] = costs;
    }
    let only = ["bund-forschungszulage", "bund-bafa-unternehmensberatung"];
    let document = json!({ "at": "2026-11-20", "facts": facts, "law": law, "catalogue": { "only": only } });
    let answer = call("funding.what_if", &document);
    answer["bounds"].as_array().unwrap().iter().filter(|bound| bound["fact"] == "company.size").cloned().collect()
}

#[test]
fn two_more_employees_and_the_rate_drops() {
    let research =
        |bounds: &[Value]| bounds.iter().find(|bound| bound["programme"] == "bund-forschungszulage").cloned();
    // 10,000 euros of own staff and a fifth for overheads: 35 per cent for an SME, 25 otherwise.
    let costs = json!([{ "phase": "poc", "kind": "own_personnel", "net_cents": 1_000_000 }]);
    let bounds = near_size(["248", "248"], Some(costs));
    let bound = research(&bounds).unwrap();
    assert_eq!((&bound["value"], &bound["beyond"], &bound["distance"]), (&json!("medium"), &json!("large"), &json!(2)));
    assert_eq!(bound["high_cents"], json!([420_000, 300_000]));
    let text = bound["text"]["de"].as_str().unwrap();
    assert!(
        text.contains("in jedem Abschluss um 2 größer") && text.contains("Fördersatz höchstens 25 % statt 35 %"),
        "{text}"
    );
    // Without costs the rate is all there is to say.
    let bound = research(&near_size(["248", "248"], None)).unwrap();
    assert!(bound["text"]["en"].as_str().unwrap().contains("the rate is at most 25% instead of 35%"), "{bound}");
    // A status is lost only when two closings in a row are beyond the bound (Annex I Art 4(2)): 240 lacks ten.
    let lasting = near_size(["240", "248.5"], None);
    assert_eq!(research(&lasting).unwrap()["distance"], json!(10));
    // Once lost it is not won back by one closing below.
    let lost = near_size(["248.5", "240"], None);
    assert_eq!(research(&lost).unwrap()["distance"], json!(2));
    // Advice is for SMEs only.
    let bounds = near_size(["248", "248"], None);
    let advice = bounds.iter().find(|bound| bound["programme"] == "bund-bafa-unternehmensberatung").unwrap();
    assert_eq!(advice["verdict"], json!(["open", "not_eligible"]));
    // Nobody is near a class that no programme tells apart.
    assert!(bounds.iter().all(|bound| bound["beyond"] == "large"), "{bounds:?}");
}

/// Small catalogues with a company each, of which nearly everything is known.
fn companies() -> impl Iterator<Item = (u64, Value, Value, Screener)> {
    (0..150).map(|seed| {
        let catalogue = json!({ "without_embedded": true, "add": typed(seed) });
        let screener = json!({ "at": "2026-11-20", "catalogue": catalogue }).to_string();
        let screener = Screener::new(&machbar::base::border::read(screener.as_bytes()).unwrap()).unwrap();
        let mut next = numbers(seed ^ 0x5EED);
        let mut known = json!({});
        for (fact, values) in typed_facts() {
            if next(8) > 0 {
                known[fact] = values[next(values.len() as u64) as usize].clone();
            }
        }
        (seed, catalogue, known, screener)
    })
}

fn screen(screener: &Screener, known: &Value) -> Vec<Quick> {
    screener.screen(&screener.facts(json!({ "t": known }).to_string().as_bytes()).unwrap())
}

/// Every set of so many stated facts that can be changed, with every other value of each.
fn changes(known: &Value, size: usize) -> Vec<(BTreeSet<&'static str>, Value)> {
    let mut all = vec![(BTreeSet::new(), known.clone())];
    for (fact, values) in typed_facts() {
        if fact == "b" || known.get(fact).is_none() {
            continue;
        }
        let more: Vec<_> = all
            .iter()
            .filter(|(facts, _)| facts.len() < size)
            .flat_map(|(facts, then)| {
                values.iter().filter(|value| **value != known[fact]).map(move |value| {
                    let (mut facts, mut then) = (facts.clone(), then.clone());
                    facts.insert(fact);
                    then[fact] = value.clone();
                    (facts, then)
                })
            })
            .collect();
        all.extend(more);
    }
    all.retain(|(facts, _)| facts.len() == size);
    all
}

#[test]
fn the_changes_are_the_smallest_of_all_changes() {
    let (mut opened, mut blocked, mut largest) = (0, 0, 0);
    for (seed, catalogue, known, screener) in companies() {
        let answer =
            call("funding.what_if", &json!({ "at": "2026-11-20", "catalogue": catalogue, "facts": { "t": known } }));
        let refused: Vec<usize> =
            (0..4).filter(|index| screen(&screener, &known)[*index].conditions == Truth::No).collect();
        let openings = answer["programmes"].as_array().unwrap();
        assert_eq!(openings.len(), refused.len(), "seed {seed}");
        for (opening, index) in openings.iter().zip(refused) {
            assert_eq!(opening["programme"], json!(format!("p{index}")));
            assert_eq!(opening["cut_short"], json!(false));
            // Each set of facts once, of the least number for which some values open the programme.
            let smallest: BTreeSet<BTreeSet<&str>> = (1..=3)
                .map(|size| {
                    let opens = |(_, then): &(_, Value)| screen(&screener, then)[index].conditions != Truth::No;
                    changes(&known, size).into_iter().filter(opens).map(|(facts, _)| facts).collect::<BTreeSet<_>>()
                })
                .find(|sets| !sets.is_empty())
                .unwrap_or_default();
            let mut said = BTreeSet::new();
            for way in opening["options"].as_array().unwrap() {
                let mut then = known.clone();
                let mut facts = BTreeSet::new();
                for change in way["changes"].as_array().unwrap() {
                    let fact = change["fact"].as_str().unwrap().trim_start_matches("t.");
                    assert_eq!(change["from"], known[fact]);
                    then[fact] = change["to"].clone();
                    facts.insert(fact);
                }
                let after = screen(&screener, &then)[index].conditions;
                assert_ne!(after, Truth::No, "seed {seed} p{index} {known} {way}");
                assert_eq!(way["conditions"], json!(if after == Truth::Yes { "yes" } else { "open" }));
                assert!(said.insert(facts));
            }
            assert_eq!(said, smallest, "seed {seed} p{index} {known} {opening}");
            opened += usize::from(!smallest.is_empty());
            blocked += usize::from(smallest.is_empty());
            largest = largest.max(smallest.first().map_or(0, BTreeSet::len));
        }
    }
    assert!(opened > 150 && blocked > 10 && largest >= 2, "{opened} {blocked} {largest}");
}

#[test]
fn near_bounds_are_the_nearest_of_all_values() {
    let mut bounds = 0;
    for (seed, catalogue, known, screener) in companies() {
        let Some(value) = known["number"].as_i64() else { continue };
        let answer =
            call("funding.what_if", &json!({ "at": "2026-11-20", "catalogue": catalogue, "facts": { "t": known } }));
        let now = screen(&screener, &known);
        for (index, file) in catalogue["add"].as_array().unwrap().iter().enumerate() {
            // Where the number multiplies an amount, every step changes it: no bounds.
            if file["toml"].as_str().unwrap().contains("times") {
                continue;
            }
            let differs = |other: &i64| {
                let mut then = known.clone();
                then["number"] = json!(other);
                let after = screen(&screener, &then)[index];
                (after.verdict, after.grants) != (now[index].verdict, now[index].grants)
            };
            let wanted: BTreeSet<i64> =
                [(0..value).rev().find(differs), (value + 1..20).find(differs)].into_iter().flatten().collect();
            let said = answer["bounds"].as_array().unwrap().iter();
            let said =
                said.filter(|bound| bound["programme"] == json!(format!("p{index}")) && bound["fact"] == "t.number");
            let said: BTreeSet<i64> = said
                .map(|bound| {
                    assert_eq!(bound["distance"], json!((bound["beyond"].as_i64().unwrap() - value).abs()));
                    bound["beyond"].as_i64().unwrap()
                })
                .collect();
            assert_eq!(said, wanted, "seed {seed} p{index} {known}");
            bounds += wanted.len();
        }
    }
    assert!(bounds > 60, "{bounds}");
}

//! The embedded catalogue: every file is sound, every example gives what it says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::funding::Catalogue;
use machbar::funding::vocabulary::Vocabulary;
use serde_json::{Value, json};

fn catalogue() -> &'static Catalogue {
    Catalogue::embedded().unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_example_gives_what_it_says() {
    let failures: Vec<String> = catalogue().differing_examples().iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{} examples differ:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_file_is_named_after_its_programme() {
    for (name, text) in Catalogue::embedded_files() {
        let id = name.strip_suffix(".toml").unwrap();
        assert!(text.contains(&format!("id = \"{id}\"")), "{name}");
        assert!(catalogue().get(id).is_some(), "{name}");
    }
    assert_eq!(Catalogue::embedded_files().len(), catalogue().programmes().len());
}

const FILES: &[(&str, &str)] =
    &[("nrw-bildungsscheck-2.toml", include_str!("../catalogue/programmes/nrw-bildungsscheck-2.toml"))];

/// The file with one figure changed: every example that rests on the figure must say so.
#[test]
fn an_example_that_gives_something_else_is_named_with_both_sides() {
    let changed = FILES[0].1.replacen("percent = 50", "percent = 40", 1);
    let found = Catalogue::read([("nrw-bildungsscheck-2.toml", changed.as_str())]).unwrap().differing_examples();
    let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert!(lines[0].contains("Kurs für 800 Euro") && lines[0].contains("eligible"), "{lines:?}");
    assert!(lines[0].contains("320") && lines[0].contains("400"), "{lines:?}");

    let opened = FILES[0].1.replacen("fails = [\"income\"]", "", 1);
    let found = Catalogue::read([("nrw-bildungsscheck-2.toml", opened.as_str())]).unwrap().differing_examples();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].fails, (vec![], vec!["income".to_owned()]));
}

#[test]
fn a_catalogue_stands_on_the_vocabulary_of_the_caller() {
    let embedded = include_str!("../catalogue/vocabulary.toml");
    let longer = embedded.replacen("id = \"person.of_age\"", "id = \"person.adult\"", 1);
    let own = Catalogue::over(Vocabulary::read("own.toml", &longer).unwrap()).unwrap();
    let error = own.with_files(FILES.iter().copied()).unwrap_err();
    assert!(error.to_string().contains("person.of_age"), "{error}");
    let same = Catalogue::over(Vocabulary::read("own.toml", embedded).unwrap()).unwrap();
    let read = same.with_files(FILES.iter().copied()).unwrap();
    assert!(read.differing_examples().is_empty());

    let lacking = embedded.replacen("id = \"project.begun\"", "id = \"project.began\"", 1);
    assert!(Catalogue::over(Vocabulary::read("own.toml", &lacking).unwrap()).is_err());
}

fn call(operation: &str, document: &Value) -> Value {
    let bytes = machbar::call(operation, document.to_string().as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    serde_json::from_slice(&bytes).unwrap()
}

/// The programme file of the research allowance and the law operation `aid.research_allowance` come to the same
/// amount on both sides of every date at which rate, cap, contract share, price of an hour or overhead changed.
#[test]
fn the_research_allowance_follows_the_law_on_every_date() {
    let dates = ["2020-01-02", "2020-06-30", "2020-07-01", "2024-03-27", "2024-03-28", "2025-12-31", "2026-01-01"];
    let mut compared = 0;
    for (begun, arose, ordered) in dates
        .iter()
        .flat_map(|begun| dates.iter().map(move |arose| (begun, arose)))
        .flat_map(|(begun, arose)| dates.iter().map(move |ordered| (*begun, *arose, *ordered)))
        .filter(|(begun, arose, ordered)| begun <= ordered && ordered <= arose)
    {
        for (size, wages, fee, minutes) in [
            ("micro", 0, 0, 480),
            ("small", 6_000_000, 2_000_001, 60),
            ("medium", 190_000_000, 10_000_000, 60),
            ("large", 390_000_000, 9_999_999, 120),
            ("small", 1_100_000_000_u64, 0, 60),
            ("large", 1_300_000_000, 1_000_000, 60),
        ] {
            let law = call(
                "aid.research_allowance",
                &json!({
                    "claimant": { "in_difficulty": false, "recovery_order": false, "taxable": true },
                    "linked": false, "size": size, "de_minimis_headroom_cents": 30_000_000,
                    "projects": [{ "id": "p", "began_on": begun, "certified": true, "other_aid_cents": 0 }],
                    "expenditure": [
                        { "id": "w", "project": "p", "arose_on": arose, "funded_cents": 0,
                          "kind": { "kind": "wages", "amount_cents": wages } },
                        { "id": "c", "project": "p", "arose_on": arose, "funded_cents": 0,
                          "kind": { "kind": "contract", "fee_cents": fee, "contractor_in_eea": true, "ordered_on": ordered } },
                        { "id": "h", "project": "p", "arose_on": arose, "funded_cents": 0,
                          "kind": { "kind": "own_work", "days": [{ "date": arose, "minutes": minutes }] } },
                    ],
                }),
            );
            let file = call(
                "funding.screen",
                &json!({
                    "at": "2026-11-20", "catalogue": { "only": ["bund-forschungszulage"] },
                    "facts": {
                        "applicant": { "kind": "company" }, "aid": { "difficulty": false },
                        "company": { "state": "NW", "size": size, "circumstances": [], "legal_form": "sole_proprietor" },
                        "project": {
                            "begin": begun, "cost_date": arose, "order_date": ordered, "double_funding": false,
                            "features": ["technical_uncertainty"], "provider": ["seat_eu_eea"],
                            "costs": [
                                { "phase": "poc", "kind": "own_personnel", "net_cents": wages },
                                { "phase": "poc", "kind": "external_development", "net_cents": fee },
                                { "phase": "poc", "kind": "owner_hours", "net_cents": 0, "quantity": minutes / 60, "unit": "hour" },
                            ],
                        },
                    },
                }),
            );
            assert_eq!(law["at_least_cents"], law["at_most_cents"], "{begun} {arose} {ordered} {size}: {law}");
            let found = &file["programmes"][0];
            assert_eq!(found["verdict"], "eligible");
            assert_eq!(found["grant"]["low_cents"], found["grant"]["high_cents"]);
            assert_eq!(
                found["grant"]["low_cents"], law["at_least_cents"],
                "{begun} {arose} {ordered} {size} {wages} {fee}"
            );
            compared += 1;
        }
    }
    assert_eq!(compared, 84 * 6);
}

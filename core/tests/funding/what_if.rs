//! Changes that open a programme, and bounds that are near.

use machbar::funding::facts::FactsInput;
use serde_json::json;

use crate::ask::call;
use crate::questionnaire;

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

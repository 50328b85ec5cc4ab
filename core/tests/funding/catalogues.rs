//! Two catalogues: merged, compared; one catalogue examined.

use machbar::base::{Answer, Money};
use machbar::funding::Catalogue;
use serde_json::{Value, json};

use crate::ask::call;
use crate::small::{FILE, parts};

#[test]
fn lint_finds_what_can_never_hold() {
    let mut text = FILE.to_owned() + &parts().concat();
    text +=
        "[[condition]]\nid = \"never\"\nsource = \"s\"\nrequire = { fact = \"company.headcount\", at_least = 41 }\n";
    text += "[[condition]]\nid = \"always\"\nsource = \"s\"\ntext = { de = \"a\", en = \"a\" }\nrequire = { any = [{ fact = \"project.begun\", is = true }, { fact = \"project.begun\", is = false }] }\n";
    let answer = call(
        "catalogue.lint",
        &json!({ "on": "2027-11-20", "catalogue": { "without_embedded": true, "add": [{ "toml": text }] } }),
    );
    let codes: Vec<&str> =
        answer["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect();
    for code in [
        "catalogue.lint.never_together",
        "catalogue.lint.always",
        "catalogue.lint.stale_source",
        "catalogue.lint.stale_file",
    ] {
        assert!(codes.contains(&code), "{code} not in {codes:?}");
    }
    assert!(!codes.contains(&"catalogue.lint.never"));
    let embedded = call("catalogue.lint", &json!({ "on": "2026-11-20" }));
    let blocked: Vec<&Value> =
        embedded["findings"].as_array().unwrap().iter().filter(|f| f["severity"] == "block").collect();
    assert!(blocked.is_empty(), "{blocked:?}");
}

#[test]
fn a_later_file_replaces_and_diff_says_for_whom() {
    let (_, bafa) = Catalogue::embedded_files().iter().find(|(name, _)| name.starts_with("bund-bafa")).unwrap();
    let newer = bafa.replace("checked_on = \"2026-11-20\"", "checked_on = \"2026-12-01\"").replace(
        "require = { fact = \"company.size\", in = [\"micro\", \"small\", \"medium\"] }",
        "require = { fact = \"company.size\", in = [\"micro\", \"small\"] }",
    );
    let mut facts = json!({ "company": { "state": "NW", "size": "medium" } });
    let document = |facts: &Value| json!({ "at": "2026-12-05", "before": {}, "after": { "add": [{ "toml": newer }] }, "companies": [{ "id": "a", "facts": facts }] });
    let answer = call("catalogue.diff", &document(&facts));
    assert_eq!(
        answer["changed"],
        json!([{ "id": "bund-bafa-unternehmensberatung", "terms": ["checked_on", "condition.size"] }])
    );
    let change = &answer["companies"][0]["answers"][0];
    assert_eq!((&change["before"], &change["after"]), (&json!("open"), &json!("not_eligible")));
    assert_eq!(change["because"][0]["id"], "size");
    facts["company"]["size"] = json!("small");
    assert_eq!(call("catalogue.diff", &document(&facts))["companies"], json!([]));
    // An older file changes nothing.
    let older = newer.replace("checked_on = \"2026-12-01\"", "checked_on = \"2026-01-01\"");
    let unchanged = json!({ "at": "2026-12-05", "before": {}, "after": { "add": [{ "toml": older }] } });
    assert_eq!(call("catalogue.diff", &unchanged)["changed"], json!([]));
}

#[test]
fn merging_two_catalogues_keeps_the_later_file() {
    let embedded = Catalogue::embedded().unwrap();
    let merged = Catalogue::empty().unwrap().merged(embedded).unwrap().merged(embedded).unwrap();
    assert_eq!(merged.programmes(), embedded.programmes());
    assert_eq!(Answer::from(Some(Money::ZERO)), Answer::Given(Money::ZERO));
}

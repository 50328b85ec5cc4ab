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

/// One edit of each kind, and for each a company that notices it and one that does not.
#[test]
fn diff_says_which_of_several_companies_notice_and_why() {
    let file = |start: &str| Catalogue::embedded_files().iter().find(|(name, _)| name.starts_with(start)).unwrap().1;
    let edit = |text: &str, from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        json!({ "toml": text.replacen("checked_on = \"2026-11-20\"", "checked_on = \"2026-12-01\"", 1).replace(from, to) })
    };
    let bafa = file("bund-bafa-unternehmensberatung");
    // A condition becomes narrower; a rate falls; a window closes; a programme is new.
    let size = "require = { fact = \"company.size\", in = [\"micro\", \"small\", \"medium\"] }";
    let narrower = edit(bafa, size, "require = { fact = \"company.size\", in = [\"micro\", \"small\"] }");
    let lower = edit(file("nrw-bildungsscheck-2"), "percent = 50", "percent = 40");
    let new = json!({ "toml": FILE.to_owned() + &parts().concat() });
    let course = json!({ "applicant": { "kind": "individual" }, "person": { "state": "NW", "of_age": true, "income_cents": 2_000_000, "jointly_assessed": false },
        "aid": { "recent": [] }, "project": { "begun": false, "double_funding": false, "costs": [{ "phase": "qualification", "kind": "training", "net_cents": 80_000 }] } });
    let mut rich = course.clone();
    rich["person"]["income_cents"] = json!(9_000_000);
    let medium = json!({ "company": { "size": "medium" }, "applicant": { "kind": "company" } });
    let small = json!({ "company": { "size": "small" }, "applicant": { "kind": "company" } });
    let companies: Vec<Value> = [("course", &course), ("medium", &medium), ("rich", &rich), ("small", &small)]
        .iter()
        .map(|(id, facts)| json!({ "id": id, "facts": facts }))
        .collect();
    let only = ["bund-bafa-unternehmensberatung", "nrw-bildungsscheck-2", "x-test"];
    let answer = |add: &[&Value], only: &[&str]| {
        call(
            "catalogue.diff",
            &json!({ "at": "2026-12-05", "before": { "only": only }, "after": { "only": only, "add": add }, "companies": companies }),
        )
    };
    let noticed = |answer: &Value| -> Vec<(String, String, Vec<String>)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let each = answer["companies"].as_array().unwrap().iter().flat_map(|company| {
            company["answers"].as_array().unwrap().iter().map(move |one| {
                let because = one["because"].as_array().unwrap().iter().map(|condition| text(&condition["id"]));
                let components = one["components"].as_array().unwrap().iter().map(|component| text(&component["id"]));
                (text(&company["id"]), text(&one["programme"]), because.chain(components).collect())
            })
        });
        each.collect()
    };
    let reasons = |list: &[&str]| list.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
    let bafa_only = answer(&[&narrower], &only[..1]);
    assert_eq!(noticed(&bafa_only), [("medium".into(), only[0].into(), reasons(&["size"]))]);
    let text = bafa_only["companies"][0]["answers"][0]["text"]["de"].as_str().unwrap().to_owned();
    assert_eq!(
        text,
        "BAFA-Beratungsförderung: „offen: es fehlen Angaben“ wird zu „nicht förderfähig“. Grund: Bedingung size (erfüllt → nicht erfüllt)."
    );
    let rate = answer(&[&lower], &only[1..2]);
    assert_eq!(noticed(&rate).len(), 1, "{rate}");
    let change = &rate["companies"][0]["answers"][0];
    // 800 euros of training: half of it, then two fifths.
    assert_eq!((&change["high_before_cents"], &change["high_after_cents"]), (&json!(40_000), &json!(32_000)));
    assert_eq!(change["components"].as_array().unwrap().len(), 1);
    assert!(change["text"]["en"].as_str().unwrap().contains("at most €320.00 instead of €400.00"), "{change}");
    let both = answer(&[&narrower, &lower], &only[..2]);
    assert_eq!(noticed(&both).len(), 2);
    // The window: the embedded file closes for everybody who could still get money.
    let closed = edit(file("nrw-bildungsscheck-2"), "status = \"open\"", "status = \"stopped\"");
    let stopped = answer(&[&closed], &only[1..2]);
    let change = &stopped["companies"][0]["answers"][0];
    assert_eq!((&change["window_changed"], &change["because"]), (&json!(true), &json!([])));
    assert!(change["text"]["de"].as_str().unwrap().ends_with("Grund: die Antragsfrist."), "{change}");
    // A new programme is noticed by everybody.
    let fresh = call(
        "catalogue.diff",
        &json!({ "at": "2026-12-05", "before": { "without_embedded": true }, "after": { "without_embedded": true, "add": [new] }, "companies": companies }),
    );
    assert_eq!(fresh["added"], json!(["x-test"]));
    assert_eq!(noticed(&fresh).len(), 4);
}

//! Bad input is named, not repaired.

use serde_json::json;

use crate::ask::{call, code};
use crate::small::{FILE, alone, parts};

#[test]
fn bad_catalogues_and_facts_are_named() {
    let good = FILE.to_owned() + &parts().concat();
    let fault = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        code("funding.assess", &alone(&good.replacen(from, to, 1), json!({})))
    };
    assert_eq!(
        fault("company.size", "company.sise"),
        "unknown_reference /catalogue/add/0/toml/condition/0/require/fact"
    );
    assert_eq!(
        fault("at_most = 40", "at_most = \"40\""),
        "wrong_type /catalogue/add/0/toml/condition/2/require/at_most"
    );
    assert_eq!(
        fault("from = \"2026-01-01\"", "from = \"2026-01-01\", until = \"2025-12-31\""),
        "wrong_order /catalogue/add/0/toml/applications/0/until"
    );
    assert_eq!(fault("verdict = \"open\"", "verdict = \"closed\""), "too_few /catalogue/add/0/toml/example");
    assert_eq!(fault("from = \"2026-01-01\"", "from = \"2026-02-30\"").split(' ').next().unwrap(), "bad_format");
    let component = "[[component]]\nid = \"g\"\nkind = \"grant\"\n[[component.pays]]\nkinds = [\"training\"]\n[[component.rate]]\npercent = 101\n";
    let document = alone(&(good.clone() + component), json!({}));
    assert_eq!(code("funding.assess", &document), "out_of_range /catalogue/add/0/toml/component/0/rate/0/percent");
    let error = machbar::call("funding.assess", document.to_string().as_bytes()).unwrap_err();
    let line = (good.clone() + component).lines().position(|line| line == "percent = 101").unwrap() + 1;
    assert!(
        error.problems[0].message.en.contains(&format!("x.toml, line {line}:")),
        "{}",
        error.problems[0].message.en
    );
    let source = parts().into_iter().find(|part| part.starts_with("[[source]]")).unwrap();
    assert!(fault(&source, "").starts_with("too_few /catalogue/add/0/toml/source"));
    for (facts, expected) in [
        (json!({ "company": { "headcount": "120 Stück" } }), "wrong_type /facts/company/headcount"),
        (json!({ "company": { "founded": "1961-02-30" } }), "bad_format /facts/company/founded"),
        (json!({ "company": { "stat": "NW" } }), "unknown_field /facts/company/stat"),
    ] {
        assert_eq!(code("funding.assess", &json!({ "at": "2026-11-20", "facts": facts })), expected);
    }
    let nan = br#"{"at":"2026-11-20","facts":{"company":{"headcount":NaN}}}"#;
    assert_eq!(machbar::call("funding.assess", nan).unwrap_err().code().name(), "not_json");
}

#[test]
fn ten_megabytes_of_nesting_are_refused() {
    let times = 1_000_000;
    let deep = format!("{{\"at\":\"2026-11-20\",\"facts\":{{\"a\":{}}}}}", "[".repeat(10 * times));
    assert_eq!(machbar::call("funding.assess", deep.as_bytes()).unwrap_err().code().name(), "too_deep");
    let nested = |levels: usize| {
        format!(
            "{FILE}\n[[condition]]\nid = \"a\"\nsource = \"s\"\nrequire = {}{}",
            "{any=[".repeat(levels),
            "]}".repeat(levels)
        )
    };
    assert!(code("funding.assess", &alone(&nested(1_250_000), json!({}))).starts_with("too_large"));
    let error = code("funding.assess", &alone(&nested(20_000), json!({})));
    assert_eq!(error, "too_deep /catalogue/add/0/toml");
    let wide = format!(
        "{FILE}\n[[condition]]\nid = \"a\"\nsource = \"s\"\ntext = {{ de = \"a\", en = \"a\" }}\nrequire = {{ any = [{}] }}",
        "{ fact = \"project.begun\", is = true },".repeat(2_000)
    );
    let error = machbar::call("funding.assess", alone(&wide, json!({})).to_string().as_bytes()).unwrap_err();
    let too_many = error.problems.iter().find(|problem| problem.code.name() == "too_many").unwrap();
    assert_eq!(too_many.pointer.as_str(), "/catalogue/add/0/toml/condition/0/require");
}

/// Six megabytes of any and all in ten files, each as large as a file may be: read and answered like any other.
#[test]
fn megabytes_of_rules_within_the_limits_are_answered() {
    let parts: Vec<String> = (0..30)
        .map(|k| format!("{{ all = [{{ fact = \"project.begun\", is = {} }}, {{ fact = \"company.headcount\", at_least = {k} }}] }}", k % 2 == 0))
        .collect();
    let conditions: String = (0..190)
        .map(|index| {
            let any = parts.join(", ");
            format!("[[condition]]\nid = \"c{index}\"\nsource = \"s\"\ntext = {{ de = \"c\", en = \"c\" }}\nrequire = {{ any = [{any}] }}\n")
        })
        .collect();
    let source = "[[source]]\nkey = \"s\"\nname = \"s\"\nread_on = \"2026-11-20\"\nconfidence = \"verified\"\n";
    let files: Vec<serde_json::Value> = (0..10)
        .map(|number| {
            let head = FILE.replace("x-test", &format!("x-{number}")).replace("\"encoded\"", "\"closed\"");
            json!({ "toml": head + source + &conditions })
        })
        .collect();
    let document = json!({ "at": "2026-11-20", "catalogue": { "without_embedded": true, "add": files },
        "facts": { "project": { "begun": true }, "company": { "headcount": 28 } } });
    let text = document.to_string();
    assert!(text.len() > 5_000_000, "{}", text.len());
    for operation in ["funding.screen", "funding.next_question", "funding.what_if"] {
        machbar::call(operation, text.as_bytes()).unwrap();
    }
    // Begun, and 28 at least 28: the part before the last holds.
    assert!(
        call("funding.screen", &document)["programmes"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["verdict"] == "eligible")
    );
}

//! What an assessment says.

use serde_json::json;

use crate::ask::{call, programme};

#[test]
fn one_fact_gives_a_sensible_first_answer() {
    let answer = call("funding.assess", &json!({ "at": "2026-11-20", "facts": { "company": { "state": "NW" } } }));
    let programmes = answer["programmes"].as_array().unwrap();
    assert!(programmes.iter().any(|programme| programme["verdict"] == "open"));
    assert!(programmes.iter().all(|programme| programme["verdict"] != "eligible"));
    assert!(answer["questions"].as_array().unwrap().len() > 5);
    let elsewhere = call("funding.assess", &json!({ "at": "2026-11-20", "facts": { "company": { "state": "BY" } } }));
    assert_eq!(programme(&elsewhere, "nrw-mid-digitalisierung-2026")["verdict"], "not_eligible");
}

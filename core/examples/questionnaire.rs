//! The questionnaire for an invented tool maker in Remscheid: from one fact to a decision.
//!
//! `cargo run --example questionnaire`
#![allow(clippy::indexing_slicing)] // JSON answers whose fields the schema promises
use std::collections::BTreeMap;

use serde_json::{Value, json};

/// What the company answers; everything else it does not know.
fn answer(fact: &str) -> Value {
    match fact {
        "applicant.kind" => json!("company"),
        "project.state" => json!("NW"),
        "company.size" => json!("medium"),
        "company.headcount" | "company.establishment_headcount" => json!(120),
        "company.turnover_cents" => json!(1_960_000_000_i64),
        "company.founded" => json!("1961-01-01"),
        "company.legal_form" => json!("corporation"),
        "company.sector" => json!("manufacturing"),
        "company.circumstances" | "company.regions" | "aid.recent" | "project.partners" => json!([]),
        "aid.difficulty" | "project.begun" | "project.double_funding" => json!(false),
        "aid.de_minimis_headroom_cents" => json!(28_775_000),
        "project.begin" => json!("2027-01-04"),
        "project.features" => json!(["ai", "technical_uncertainty", "own_data"]),
        "project.consulting" => json!("individual"),
        "project.provider" => json!(["bafa_registered", "seat_eu_eea"]),
        "project.costs" => json!([
            { "phase": "workshop", "kind": "external_consulting", "net_cents": 580_000 },
            { "phase": "poc", "kind": "external_development", "net_cents": 980_000 },
            { "phase": "poc", "kind": "own_personnel", "net_cents": 832_000 },
            { "phase": "mvp", "kind": "external_development", "net_cents": 2_860_000 },
            { "phase": "mvp", "kind": "own_personnel", "net_cents": 2_184_000 },
            { "phase": "mvp", "kind": "software_cloud", "net_cents": 620_000 },
            { "phase": "qualification", "kind": "training", "net_cents": 390_000 },
            { "phase": "mvp", "kind": "hardware", "net_cents": 740_000 },
        ]),
        _ => json!("dont_know"),
    }
}

fn ask(operation: &str, document: &Value) -> Result<Value, Box<dyn std::error::Error>> {
    let bytes = machbar::call(operation, document.to_string().as_bytes())?;
    Ok(serde_json::from_slice(&bytes)?)
}

/// What is settled after so many questions.
fn verdict(questions: usize, next: &Value) -> String {
    let money = |key: &str| next[key].as_i64().map_or("?".to_owned(), money);
    let (play, stake) = (money("in_play_cents"), money("at_stake_cents"));
    format!("Nach {questions} Fragen entschieden: {play} sind möglich, weitere Antworten bewegen davon noch {stake}.")
}

fn money(cents: i64) -> String {
    machbar::base::Money::from_cents(cents).show(machbar::base::Lang::De)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut facts = json!({ "company": { "state": "NW" } });
    let mut decided = false;
    for number in 1.. {
        let next = ask("funding.next_question", &json!({ "at": "2026-11-20", "facts": facts }))?;
        if !decided && next["decided"] == json!(true) {
            decided = true;
            println!("\n{}\n", verdict(number - 1, &next));
        }
        let Some(fact) = next.pointer("/question/fact").and_then(Value::as_str) else { break };
        let question = next.pointer("/question/question/de").and_then(Value::as_str).unwrap_or_default();
        let said = answer(fact);
        let short = if fact == "project.costs" { "8 Positionen, 91.860,00 €".to_owned() } else { said.to_string() };
        println!("{number:2}. {question}\n    {short}");
        if let Some((domain, name)) = fact.split_once('.')
            && let Some(domains) = facts.as_object_mut()
            && let Some(domain) = domains.entry(domain).or_insert_with(|| json!({})).as_object_mut()
        {
            domain.insert(name.to_owned(), said);
        }
    }
    let answer = ask("funding.assess", &json!({ "at": "2026-11-20", "facts": facts, "detail": "verdicts" }))?;
    println!();
    let mut others: BTreeMap<&str, usize> = BTreeMap::new();
    for programme in answer.pointer("/programmes").and_then(Value::as_array).into_iter().flatten() {
        match programme["verdict"].as_str().unwrap_or_default() {
            "eligible" | "open" => println!("- {}", programme["sentence"]["de"].as_str().unwrap_or_default()),
            other => *others.entry(other).or_default() += 1,
        }
    }
    let others: Vec<String> = others.iter().map(|(verdict, count)| format!("{verdict}: {count}")).collect();
    println!("- übrige: {}", others.join(", "));
    Ok(())
}

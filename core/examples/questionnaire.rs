//! The questionnaire for an invented tool maker in Remscheid: from one fact to a decision.
//!
//! `cargo run --example questionnaire`, in English with `-- --lang=en`.
#![allow(clippy::indexing_slicing)] // JSON answers whose fields the schema promises
use std::error::Error;
use std::fmt::Write as _;

use machbar::base::{Lang, Money};
use machbar::funding::verdict::Verdict;
use serde_json::{Value, json};

/// What the company answers; everything else it does not know.
pub(crate) fn answer(fact: &str) -> Value {
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

fn ask(operation: &str, document: &Value) -> Result<Value, Box<dyn Error>> {
    let bytes = machbar::call(operation, document.to_string().as_bytes())?;
    Ok(serde_json::from_slice(&bytes)?)
}

/// What is settled after so many questions.
fn decision(questions: usize, next: &Value, lang: Lang) -> String {
    let money = |key: &str| next[key].as_i64().map_or("?".to_owned(), |cents| Money::from_cents(cents).show(lang));
    let (play, stake) = (money("in_play_cents"), money("at_stake_cents"));
    match lang {
        Lang::De => format!(
            "Nach {questions} Fragen entschieden: {play} sind möglich, weitere Antworten bewegen davon noch {stake}."
        ),
        Lang::En => {
            format!("Decided after {questions} questions: {play} are possible, further answers move {stake} of it.")
        }
    }
}

/// An answer as it stands in the transcript.
fn said(answer: &Value, lang: Lang) -> String {
    let Some(costs) = answer.as_array().filter(|items| items.iter().any(Value::is_object)) else {
        return answer.to_string();
    };
    let sum: Money = costs.iter().filter_map(|cost| cost["net_cents"].as_i64()).map(Money::from_cents).sum();
    let (count, sum) = (costs.len(), sum.show(lang));
    match lang {
        Lang::De => format!("{count} Positionen, {sum}"),
        Lang::En => format!("{count} positions, {sum}"),
    }
}

/// The questions with their answers, when the case is decided, and what comes out.
pub(crate) fn transcript(lang: Lang) -> Result<String, Box<dyn Error>> {
    let (text, others) = match lang {
        Lang::De => ("de", "übrige"),
        Lang::En => ("en", "others"),
    };
    let mut out = String::new();
    let mut facts = json!({ "company": { "state": "NW" } });
    let mut decided = false;
    for number in 1.. {
        let next = ask("funding.next_question", &json!({ "at": "2026-11-20", "facts": facts }))?;
        if !decided && next["decided"] == json!(true) {
            decided = true;
            writeln!(out, "\n{}\n", decision(number - 1, &next, lang))?;
        }
        let Some(fact) = next.pointer("/question/fact").and_then(Value::as_str) else { break };
        let question = next["question"]["question"][text].as_str().unwrap_or_default();
        let answer = answer(fact);
        writeln!(out, "{number:2}. {question}\n    {}", said(&answer, lang))?;
        if let Some((domain, name)) = fact.split_once('.') {
            facts[domain][name] = answer;
        }
    }
    let answer = ask("funding.assess", &json!({ "at": "2026-11-20", "facts": facts, "detail": "verdicts" }))?;
    writeln!(out)?;
    for programme in answer["programmes"].as_array().into_iter().flatten() {
        if ["eligible", "open"].iter().any(|verdict| programme["verdict"] == *verdict) {
            writeln!(out, "- {}", programme["sentence"][text].as_str().unwrap_or_default())?;
        }
    }
    let mut rest = Vec::new();
    for count in answer["counts"].as_array().into_iter().flatten() {
        let verdict: Verdict = serde_json::from_value(count["verdict"].clone())?;
        if !matches!(verdict, Verdict::Eligible | Verdict::Open) && count["programmes"] != json!(0) {
            rest.push(format!("{} {}", count["programmes"], verdict.text().get(lang)));
        }
    }
    writeln!(out, "- {others}: {}", rest.join(", "))?;
    Ok(out)
}

fn main() -> Result<(), Box<dyn Error>> {
    let english = std::env::args().skip(1).any(|argument| argument == "--lang=en");
    print!("{}", transcript(if english { Lang::En } else { Lang::De })?);
    Ok(())
}

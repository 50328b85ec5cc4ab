//! One company with every fact known against the embedded catalogue. `tests/bench/funding.py` measures the
//! same facts from Python, beside rules engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::base::{Confidence, Pointer, Problems, Text, Truth, border};
use machbar::funding::Catalogue;
use machbar::funding::evaluate::{Quick, evaluate};
use machbar::funding::facts::{Facts, FactsInput};
use machbar::funding::screen::Screener;
use machbar::funding::timeline::Instant;

fn main() {
    let catalogue = catalogue();
    let conditions: usize = catalogue.programmes().iter().map(|programme| programme.conditions.len()).sum();
    eprintln!("{} programmes, {conditions} conditions", catalogue.programmes().len());
    divan::main();
}

const FACTS: &str = include_str!("../../tests/bench/funding_facts.json");

fn catalogue() -> &'static Catalogue {
    Catalogue::embedded().unwrap()
}

fn at() -> Instant {
    "2026-11-20".parse().unwrap()
}

fn facts() -> Facts {
    let input: FactsInput = serde_json::from_str(FACTS).unwrap();
    let mut problems = Problems::new();
    let facts = Facts::read(&input, catalogue().vocabulary(), at().date(), &Pointer::root(), &mut problems);
    problems.finish().unwrap();
    facts
}

/// Verdicts, amounts and failing conditions; the target is 25 µs.
#[divan::bench]
fn verdicts_amounts_and_failing_conditions(bencher: divan::Bencher) {
    let (catalogue, facts, at) = (catalogue(), facts(), at());
    bencher.bench_local(|| -> Vec<Quick> { evaluate(catalogue, at, divan::black_box(&facts)) });
}

/// A condition with its own value, sentence, citation, confidence, source and the facts it reads.
struct Reason<'a> {
    value: Truth,
    text: &'a Text,
    cite: Option<&'a str>,
    confidence: Confidence,
    source: &'a str,
    facts: Vec<(&'a str, Option<i64>)>,
}

/// The same with every condition's reason; the target is 50 µs.
#[divan::bench]
fn with_every_reason(bencher: divan::Bencher) {
    let (catalogue, facts, at) = (catalogue(), facts(), at());
    let vocabulary = catalogue.vocabulary();
    bencher.bench_local(|| {
        let verdicts = evaluate(catalogue, at, divan::black_box(&facts));
        let mut reasons = Vec::with_capacity(512);
        for programme in catalogue.programmes() {
            reasons.extend(programme.conditions.iter().map(|condition| {
                Reason {
                    value: condition.rule.value(&facts),
                    text: &condition.text,
                    cite: condition.cite.as_deref(),
                    confidence: condition.confidence,
                    source: &programme.sources[condition.source].source.name,
                    facts: condition
                        .slots
                        .iter()
                        .map(|slot| (vocabulary.get(*slot).unwrap().id.as_str(), facts.raw(*slot).given().copied()))
                        .collect(),
                }
            }));
        }
        let seen: usize = reasons.iter().map(|r| r.text.de.len() + r.source.len() + r.facts.len()).sum();
        let known = reasons.iter().filter(|r| !r.value.is_open() && r.confidence >= Confidence::Unverified);
        (verdicts, seen, known.count(), reasons.iter().filter(|r| r.cite.is_some()).count())
    });
}

/// From the facts of a document to their slots.
#[divan::bench]
fn read_facts(bencher: divan::Bencher) {
    let input: FactsInput = serde_json::from_str(FACTS).unwrap();
    let (vocabulary, on) = (catalogue().vocabulary(), at().date());
    bencher.bench_local(|| {
        let mut problems = Problems::new();
        Facts::read(divan::black_box(&input), vocabulary, on, &Pointer::root(), &mut problems)
    });
}

/// The same straight from JSON, and then verdicts, amounts and failing conditions, all ready for many companies.
#[divan::bench]
fn screener_from_json(bencher: divan::Bencher) {
    let screener = Screener::new(&border::read(br#"{"at":"2026-11-20"}"#).unwrap()).unwrap();
    bencher.bench_local(|| {
        let facts = screener.facts(divan::black_box(FACTS.as_bytes())).unwrap();
        (screener.screen(&facts), facts)
    });
}

/// Only the conditions of the files.
#[divan::bench]
fn screener_conditions(bencher: divan::Bencher) {
    let screener = Screener::new(&border::read(br#"{"at":"2026-11-20"}"#).unwrap()).unwrap();
    let facts = facts();
    bencher.bench_local(|| screener.conditions(divan::black_box(&facts)));
}

/// From JSON to JSON: the brief answer, then the long one in three lengths.
#[divan::bench]
fn json_to_json_screen(bencher: divan::Bencher) {
    let document = format!(r#"{{"at":"2026-11-20","facts":{FACTS}}}"#);
    bencher.bench_local(|| machbar::call("funding.screen", divan::black_box(document.as_bytes())).unwrap());
}

#[divan::bench(args = ["verdicts", "reasons", "full"])]
fn json_to_json_assess(bencher: divan::Bencher, detail: &str) {
    let document = format!(r#"{{"at":"2026-11-20","detail":"{detail}","facts":{FACTS}}}"#);
    bencher.bench_local(|| machbar::call("funding.assess", divan::black_box(document.as_bytes())).unwrap());
}

/// Reading and checking the embedded catalogue.
#[divan::bench]
fn load_catalogue() -> usize {
    Catalogue::read(Catalogue::embedded_files().iter().copied()).unwrap().programmes().len()
}

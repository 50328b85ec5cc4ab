//! One company against forty programmes: the embedded ones, copied under other ids.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::base::{Pointer, Problems};
use machbar::funding::Catalogue;
use machbar::funding::catalogue::ProgrammeText;
use machbar::funding::evaluate::{Quick, evaluate};
use machbar::funding::facts::{Facts, FactsInput};
use machbar::funding::timeline::Instant;

fn main() {
    divan::main();
}

/// The four programmes that serve as patterns, ten times.
fn forty() -> Catalogue {
    let patterns = [
        "bund-bafa-unternehmensberatung",
        "bund-forschungszulage",
        "nrw-bildungsscheck-2",
        "nrw-mid-digitalisierung-2026",
    ];
    let mut texts = Vec::new();
    for copy in 0..10 {
        for id in patterns {
            let (name, text) =
                Catalogue::embedded_files().iter().find(|(name, _)| name.trim_end_matches(".toml") == id).unwrap();
            let toml = text.replacen(&format!("id = \"{id}\""), &format!("id = \"{id}-{copy}\""), 1);
            texts.push(ProgrammeText { name: (*name).to_owned(), toml });
        }
    }
    Catalogue::empty().unwrap().with(&texts, &Pointer::root()).unwrap()
}

const FACTS: &str = r#"{"applicant":{"kind":"company"},
"company":{"state":"NW","size":"medium","headcount":120,"founded":"1961-01-01","legal_form":"corporation","sector":"manufacturing","circumstances":[]},
"aid":{"difficulty":false,"de_minimis_headroom_cents":28775000,"recent":[]},
"project":{"begun":false,"begin":"2027-01-04","double_funding":false,"features":["ai","technical_uncertainty","own_data"],"consulting":"individual",
"provider":["bafa_registered","seat_eu_eea"],"costs":[
{"phase":"workshop","kind":"external_consulting","net_cents":580000,"quantity":4,"unit":"day"},
{"phase":"poc","kind":"external_development","net_cents":980000},{"phase":"poc","kind":"own_personnel","net_cents":832000},
{"phase":"mvp","kind":"external_development","net_cents":2860000},{"phase":"mvp","kind":"own_personnel","net_cents":2184000},
{"phase":"mvp","kind":"software_cloud","net_cents":620000},{"phase":"qualification","kind":"training","net_cents":390000},
{"phase":"mvp","kind":"hardware","net_cents":740000}]}}"#;

fn facts(catalogue: &Catalogue) -> Facts {
    let input: FactsInput = serde_json::from_str(FACTS).unwrap();
    let mut problems = Problems::new();
    let at: Instant = "2026-11-20".parse().unwrap();
    let facts = Facts::read(&input, catalogue.vocabulary(), at.date(), &Pointer::root(), &mut problems);
    problems.finish().unwrap();
    facts
}

/// Verdicts, amounts and failing conditions; the target is 25 µs.
#[divan::bench]
fn forty_programmes(bencher: divan::Bencher) {
    let catalogue = forty();
    let facts = facts(&catalogue);
    let at: Instant = "2026-11-20".parse().unwrap();
    bencher.bench_local(|| -> Vec<Quick> { evaluate(&catalogue, at, divan::black_box(&facts)) });
}

/// The same with every condition's own value, sentence, citation and facts at hand; the target is 50 µs.
#[divan::bench]
fn forty_programmes_with_reasons(bencher: divan::Bencher) {
    let catalogue = forty();
    let facts = facts(&catalogue);
    let at: Instant = "2026-11-20".parse().unwrap();
    bencher.bench_local(|| {
        let verdicts = evaluate(&catalogue, at, divan::black_box(&facts));
        let reasons: Vec<_> = catalogue
            .programmes()
            .iter()
            .flat_map(|programme| &programme.conditions)
            .map(|condition| (condition, condition.rule.value(&facts)))
            .collect();
        (verdicts, reasons.len())
    });
}

/// From JSON to JSON, verdicts only, embedded catalogue.
#[divan::bench]
fn json_to_json_verdicts(bencher: divan::Bencher) {
    let document = format!(r#"{{"at":"2026-11-20","detail":"verdicts","facts":{FACTS}}}"#);
    bencher.bench_local(|| machbar::call("funding.assess", divan::black_box(document.as_bytes())).unwrap());
}

/// Reading and checking the embedded catalogue.
#[divan::bench]
fn load_catalogue() -> usize {
    Catalogue::read(Catalogue::embedded_files().iter().copied()).unwrap().programmes().len()
}

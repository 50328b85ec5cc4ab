//! A whole case through the whole chain: typed, and from JSON to JSON. The peer is `serde_json` reading the same document and
//! writing the same result as plain values: the least that any program pays for this border.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use machbar::base::border;
use machbar::case::{Case, Evaluation, evaluate};
use std::time::{Duration, Instant};

const REMSCHEID: &[u8] = include_bytes!("../../tests/cases/remscheid.json");

fn main() {
    divan::main();
    let result: serde_json::Value =
        serde_json::from_slice(&machbar::call("case.evaluate", REMSCHEID).unwrap()).unwrap();
    let ours = median(|| machbar::call("case.evaluate", divan::black_box(REMSCHEID)).unwrap());
    let peer = median(|| border_alone(&result));
    let ratio = ours.as_secs_f64() / peer.as_secs_f64();
    eprintln!("case.evaluate, JSON to JSON: {ours:.1?}; serde_json at the same border: {peer:.1?}; ratio {ratio:.1}");
}

/// The middle of 101 rounds.
fn median<T>(work: impl Fn() -> T) -> Duration {
    let round = |_| {
        let since = Instant::now();
        divan::black_box(work());
        since.elapsed()
    };
    let mut rounds: Vec<Duration> = (0..101).map(round).collect();
    rounds.sort_unstable();
    rounds[50]
}

fn border_alone(result: &serde_json::Value) -> Vec<u8> {
    let document: serde_json::Value = serde_json::from_slice(divan::black_box(REMSCHEID)).unwrap();
    divan::black_box(document);
    serde_json::to_vec(divan::black_box(result)).unwrap()
}

#[divan::bench]
fn evaluate_remscheid(bencher: divan::Bencher<'_, '_>) {
    let case: Case = border::read(REMSCHEID).unwrap();
    bencher.bench_local(|| -> Evaluation { evaluate(divan::black_box(&case)).unwrap() });
}

#[divan::bench]
fn json_to_json() -> Vec<u8> {
    machbar::call("case.evaluate", divan::black_box(REMSCHEID)).unwrap()
}

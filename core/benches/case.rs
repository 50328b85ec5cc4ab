//! A whole case through the whole chain: typed, and from JSON to JSON.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use machbar::base::border;
use machbar::case::{Case, Evaluation, evaluate};

const REMSCHEID: &[u8] = include_bytes!("../../tests/cases/remscheid.json");

fn main() {
    divan::main();
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

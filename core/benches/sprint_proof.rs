//! Framing, concepts, proof of concept and the exact tests behind it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::base::Ratio;
use machbar::sprint::poc::statistics::{bootstrap, fisher, rank_sum, sample, signed_rank};

fn main() {
    divan::main();
}

/// The input of the worked case of an operation.
fn worked_case(operation: &str) -> Vec<u8> {
    let path = format!("{}/../tests/cases/{operation}/remscheid.json", env!("CARGO_MANIFEST_DIR"));
    let case: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    serde_json::to_vec(&case["input"]).unwrap()
}

#[divan::bench(args = [
    "sprint.framing", "sprint.concept", "sprint.it_check", "sprint.poc",
    "readiness.assess", "readiness.maturity", "readiness.licences",
])]
fn worked_case_as_json(bencher: divan::Bencher, operation: &str) {
    let document = worked_case(operation);
    bencher.bench(|| machbar::call(operation, divan::black_box(&document)).unwrap());
}

fn differences(n: i64) -> Vec<Ratio> {
    (1..=n).map(|i| Ratio::from(i * 37 % 23 - 8)).collect()
}

#[divan::bench(args = [12, 40, 120])]
fn wilcoxon(bencher: divan::Bencher, n: i64) {
    let differences = differences(n);
    bencher.bench(|| signed_rank::signed_rank(divan::black_box(&differences)));
}

#[divan::bench(args = [12, 40, 120])]
fn hodges_lehmann(bencher: divan::Bencher, n: i64) {
    let differences = differences(n);
    bencher.bench(|| sample::hodges_lehmann(divan::black_box(&differences)));
}

#[divan::bench(args = [12, 40, 120])]
fn bootstrap_interval(bencher: divan::Bencher, n: i64) {
    let differences = differences(n);
    bencher.bench(|| bootstrap::median_interval(divan::black_box(&differences)));
}

#[divan::bench(args = [10, 40])]
fn mann_whitney(bencher: divan::Bencher, n: i64) {
    let (before, after) = (differences(n), differences(n));
    bencher.bench(|| rank_sum::rank_sum(divan::black_box(&before), divan::black_box(&after)));
}

#[divan::bench(args = [24, 500, 5000])]
fn fisher_exact(bencher: divan::Bencher, n: u32) {
    bencher.bench(|| fisher::fisher(divan::black_box((n / 3, n)), divan::black_box((n / 4, n))));
}

//! Ranking, voting and robustness: what a call costs, and what the bare method costs.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use divan::{Bencher, black_box};
use machbar::base::{Answer, Id, Ratio, SchemaVersion};
use machbar::priority::agreement::Polarity;
use machbar::priority::matrix::{Criterion, Numbers, Row, Scale};
use machbar::priority::method::Method;
use machbar::priority::normalize::Normalization;
use machbar::priority::promethee::{Preference, flows};
use machbar::priority::rank::{RankInput, rank};
use machbar::priority::robust::{Admissible, RobustnessInput, robustness};
use machbar::priority::topsis::topsis;
use machbar::priority::weights::Weighting;

fn main() {
    divan::main();
}

/// Values from 1 to 10 that differ, without a random number generator.
fn value(row: usize, column: usize) -> f64 {
    1.0 + ((row * 7919 + column * 104_729 + row * row * 31) % 9_000) as f64 / 1_000.0
}

fn criteria(count: usize) -> Vec<Criterion> {
    (0..count)
        .map(|place| Criterion {
            id: Id::new(&format!("c{place}")).unwrap(),
            label: None,
            polarity: if place % 3 == 2 { Polarity::LowerIsBetter } else { Polarity::HigherIsBetter },
            weight: Ratio::from(1 + place as i64),
            scale: Some(Scale { low: 0.0, high: 10.0 }),
        })
        .collect()
}

fn rows(count: usize, columns: usize) -> Vec<Row> {
    (0..count)
        .map(|row| Row {
            id: Id::new(&format!("i{row}")).unwrap(),
            values: (0..columns).map(|column| Answer::Given(value(row, column))).collect(),
        })
        .collect()
}

fn input(items: usize, columns: usize, method: Method) -> RankInput {
    RankInput {
        schema_version: SchemaVersion,
        criteria: criteria(columns),
        items: rows(items, columns),
        method,
        weighting: Weighting::Given,
        explain: false,
    }
}

fn numbers(items: usize, columns: usize) -> Numbers {
    Numbers {
        columns: (0..columns).map(|column| (0..items).map(|row| value(row, column)).collect()).collect(),
        polarity: criteria(columns).iter().map(|criterion| criterion.polarity).collect(),
    }
}

const TOPSIS: Method = Method::Topsis { normalization: Normalization::Vector };

/// One ranking of a workshop's size, typed in and out.
#[divan::bench]
fn topsis_15_by_6(bencher: Bencher) {
    let input = input(15, 6, TOPSIS);
    bencher.bench(|| rank(black_box(&input)).unwrap());
}

/// The same as a document.
#[divan::bench]
fn topsis_15_by_6_json(bencher: Bencher) {
    let criteria: Vec<serde_json::Value> = criteria(6).iter().map(|c| serde_json::to_value(c).unwrap()).collect();
    let items: Vec<serde_json::Value> = rows(15, 6).iter().map(|row| serde_json::to_value(row).unwrap()).collect();
    let document =
        serde_json::json!({ "criteria": criteria, "items": items, "method": { "kind": "topsis" } }).to_string();
    bencher.bench(|| machbar::call("priority.rank", black_box(document.as_bytes())).unwrap());
}

/// The bare method on a large table.
#[divan::bench(sample_count = 20)]
fn topsis_100_000_by_8(bencher: Bencher) {
    let (numbers, criteria) = (numbers(100_000, 8), criteria(8));
    let weights = [0.125; 8];
    bencher.bench(|| topsis(&Normalization::Vector.apply(black_box(&numbers), &criteria), &weights));
}

/// The whole operation on a large table: checks, ids, order, ties.
#[divan::bench(sample_count = 10)]
fn rank_100_000_by_8(bencher: Bencher) {
    let input = input(100_000, 8, TOPSIS);
    bencher.bench(|| rank(black_box(&input)).unwrap());
}

/// Sorting instead of comparing all pairs: ten times the items cost little more than ten times the time.
#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 10)]
fn promethee_linear_by_8(bencher: Bencher, items: usize) {
    let numbers = numbers(items, 8);
    let preferences = [Preference::Linear { q: 0.5, p: 2.0 }; 8];
    bencher.bench(|| flows(black_box(&numbers), &[0.125; 8], &preferences));
}

/// A million weightings of 15 items on 6 criteria.
#[divan::bench(args = [1, 2], sample_count = 5)]
fn smaa_1_000_000_by_threads(bencher: Bencher, threads: u8) {
    let input = RobustnessInput {
        schema_version: SchemaVersion,
        criteria: criteria(6),
        items: rows(15, 6),
        normalization: Normalization::MinMax,
        top: 3,
        admissible: Admissible::All,
        seed: 1,
        samples: 1_000_000,
        threads,
        raters: Vec::new(),
        groups: 1,
        methods: Vec::new(),
    };
    bencher.bench(|| robustness(black_box(&input)).unwrap());
}

//! What the ranking methods promise, checked on random matrices; and counter-examples where one fails a promise.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::base::{Answer, Id, Ratio, SchemaVersion};
use machbar::priority::agreement::Polarity;
use machbar::priority::matrix::{Criterion, Numbers, Row};
use machbar::priority::method::Method;
use machbar::priority::normalize::Normalization;
use machbar::priority::promethee::{Preference, flows};
use machbar::priority::rank::{RankInput, RankedMatrix, rank};
use machbar::priority::weights::Weighting;
use proptest::prelude::*;
use std::collections::BTreeMap;

#[derive(Debug, Clone)]
struct Case {
    /// Row by row, whole numbers from 1 to 20: differences and thresholds hit exactly.
    rows: Vec<Vec<f64>>,
    weights: Vec<i64>,
    higher: Vec<bool>,
}

fn cases() -> impl Strategy<Value = Case> {
    (2..9_usize, 1..5_usize).prop_flat_map(|(rows, columns)| {
        (
            prop::collection::vec(prop::collection::vec((1..=20_u8).prop_map(f64::from), columns), rows),
            prop::collection::vec(1..10_i64, columns),
            prop::collection::vec(any::<bool>(), columns),
        )
            .prop_map(|(rows, weights, higher)| Case { rows, weights, higher })
    })
}

fn polarity(higher: bool) -> Polarity {
    if higher { Polarity::HigherIsBetter } else { Polarity::LowerIsBetter }
}

fn input(case: &Case, method: Method) -> RankInput {
    let id = |kind: &str, place: usize| Id::new(&format!("{kind}{place}")).unwrap();
    RankInput {
        schema_version: SchemaVersion,
        criteria: case
            .weights
            .iter()
            .zip(&case.higher)
            .enumerate()
            .map(|(place, (weight, higher))| Criterion {
                id: id("c", place),
                label: None,
                polarity: polarity(*higher),
                weight: Ratio::from(*weight),
                scale: None,
            })
            .collect(),
        items: case
            .rows
            .iter()
            .enumerate()
            .map(|(place, row)| Row { id: id("i", place), values: row.iter().copied().map(Answer::Given).collect() })
            .collect(),
        method,
        weighting: Weighting::Given,
        explain: false,
    }
}

fn scores(result: &RankedMatrix) -> BTreeMap<String, f64> {
    result.ranking.iter().map(|row| (row.item.to_string(), row.score)).collect()
}

fn places(result: &RankedMatrix) -> BTreeMap<String, usize> {
    result.ranking.iter().map(|row| (row.item.to_string(), row.place)).collect()
}

fn run(case: &Case, method: Method) -> RankedMatrix {
    rank(&input(case, method)).unwrap()
}

fn methods() -> Vec<Method> {
    vec![
        Method::WeightedSum { normalization: Normalization::MinMax },
        Method::WeightedSum { normalization: Normalization::Sum },
        Method::WeightedProduct,
        Method::Topsis { normalization: Normalization::Vector },
        Method::Vikor { v: 0.5 },
        Method::Promethee { preferences: Vec::new() },
    ]
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// The order of the items in the document changes no score.
    #[test]
    fn neutrality(case in cases()) {
        for method in methods() {
            let mut turned = input(&case, method.clone());
            turned.items.reverse();
            let (one, other) = (scores(&run(&case, method)), scores(&rank(&turned).unwrap()));
            for (item, score) in one {
                prop_assert!(near(score, other[&item]));
            }
        }
    }

    /// Another unit for a criterion changes no score (weighted product: all by one factor, so no place).
    #[test]
    fn units_do_not_matter(case in cases(), factor in prop::sample::select(vec![0.001, 0.5, 60.0, 1000.0])) {
        for method in methods() {
            let mut scaled = case.clone();
            scaled.rows.iter_mut().for_each(|row| row[0] *= factor);
            let (one, other) = (run(&case, method.clone()), run(&scaled, method.clone()));
            prop_assert_eq!(places(&one), places(&other));
            if method != Method::WeightedProduct {
                let other = scores(&other);
                for (item, score) in scores(&one) {
                    prop_assert!(near(score, other[&item]));
                }
            }
        }
    }

    /// Weights count by their proportions only.
    #[test]
    fn weights_need_not_sum_to_one(case in cases(), factor in 2..50_i64) {
        for method in methods() {
            let mut heavier = case.clone();
            heavier.weights.iter_mut().for_each(|weight| *weight *= factor);
            prop_assert_eq!(run(&case, method.clone()), run(&heavier, method));
        }
    }

    /// Reversal: with every polarity turned, TOPSIS gives 1 − closeness, PROMETHEE the negative flow.
    #[test]
    fn reversal(case in cases()) {
        let mut turned = case.clone();
        turned.higher.iter_mut().for_each(|higher| *higher = !*higher);
        let topsis = Method::Topsis { normalization: Normalization::Vector };
        let (one, other) = (scores(&run(&case, topsis.clone())), scores(&run(&turned, topsis)));
        for (item, score) in one {
            prop_assert!(near(score, 1.0 - other[&item]));
        }
        let usual = Method::Promethee { preferences: Vec::new() };
        let (one, other) = (scores(&run(&case, usual.clone())), scores(&run(&turned, usual)));
        for (item, score) in one {
            prop_assert!(near(score, -other[&item]));
        }
    }

    /// An item that gets better on one criterion never loses net flow (PROMETHEE) nor product.
    #[test]
    fn monotonicity(case in cases(), item in any::<prop::sample::Index>(), column in any::<prop::sample::Index>()) {
        let (item, column) = (item.index(case.rows.len()), column.index(case.weights.len()));
        let mut better = case.clone();
        better.rows[item][column] += if case.higher[column] { 5.0 } else { -0.5 };
        for method in [Method::Promethee { preferences: Vec::new() }, Method::WeightedProduct] {
            let (before, after) = (run(&case, method.clone()), run(&better, method));
            let key = format!("i{item}");
            prop_assert!(scores(&after)[&key] >= scores(&before)[&key] - 1e-12);
            prop_assert!(places(&after)[&key] <= places(&before)[&key]);
        }
    }

    /// Sorted prefix sums give what comparing every pair gives, also at thresholds and ties.
    #[test]
    fn promethee_by_brute_force(case in cases(), kind in 0..5_u8, q in 0..4_u8, more in 1..6_u8) {
        let (q, p) = (f64::from(q), f64::from(q) + f64::from(more));
        let preference = match kind {
            0 => Preference::Usual,
            1 => Preference::UShape { q },
            2 => Preference::VShape { p },
            3 => Preference::Level { q, p },
            _ => Preference::Linear { q, p },
        };
        let columns = case.weights.len();
        let total: i64 = case.weights.iter().sum();
        let weights: Vec<f64> = case.weights.iter().map(|weight| *weight as f64 / total as f64).collect();
        let numbers = Numbers {
            columns: (0..columns).map(|j| case.rows.iter().map(|row| row[j]).collect()).collect(),
            polarity: case.higher.iter().map(|higher| polarity(*higher)).collect(),
        };
        let found = flows(&numbers, &weights, &vec![preference; columns]);
        let pi = |a: usize, b: usize| -> f64 {
            (0..columns)
                .map(|j| {
                    let gain = case.rows[a][j] - case.rows[b][j];
                    weights[j] * preference.of(if case.higher[j] { gain } else { -gain })
                })
                .sum()
        };
        let rows = case.rows.len();
        for a in 0..rows {
            let others = || (0..rows).filter(|b| *b != a);
            let leaving: f64 = others().map(|b| pi(a, b)).sum::<f64>() / (rows - 1) as f64;
            let entering: f64 = others().map(|b| pi(b, a)).sum::<f64>() / (rows - 1) as f64;
            prop_assert!(near(found.leaving[a], leaving) && near(found.entering[a], entering));
        }
    }

    /// What the criteria contribute adds up to the score.
    #[test]
    fn contributions_add_up(case in cases()) {
        for method in [Method::WeightedSum { normalization: Normalization::Vector }, Method::Promethee { preferences: Vec::new() }] {
            for row in run(&case, method).ranking {
                prop_assert!(near(row.contributions.iter().sum(), row.score));
            }
        }
    }
}

fn order(rows: &[(f64, f64)], method: Method) -> Vec<String> {
    let case =
        Case { rows: rows.iter().map(|(a, b)| vec![*a, *b]).collect(), weights: vec![1, 1], higher: vec![true, true] };
    run(&case, method).ranking.iter().map(|row| row.item.to_string()).collect()
}

#[test]
fn a_new_item_can_turn_two_others_round() {
    // Rank reversal: the last item is added, comes last, and yet the ones before it change places.
    let reversals: [(Method, &[(f64, f64)]); 2] = [
        (
            Method::WeightedSum { normalization: Normalization::MinMax },
            &[(8.0, 12.0), (14.0, 14.0), (19.0, 3.0), (4.0, 7.0)],
        ),
        (Method::Topsis { normalization: Normalization::Vector }, &[(16.0, 6.0), (9.0, 10.0), (14.0, 1.0)]),
    ];
    for (method, rows) in reversals {
        let (last, others) = (format!("i{}", rows.len() - 1), &rows[..rows.len() - 1]);
        let before = order(others, method.clone());
        let mut after = order(rows, method);
        assert_eq!(after.pop().unwrap(), last);
        assert_ne!(before, after);
    }
}

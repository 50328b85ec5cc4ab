//! Framing against a second implementation: the fundamental matrix of the absorbing Markov chain, solved exactly,
//! and every combination of steps that run or do not, one by one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};
use proptest::prelude::*;
use serde_json::{Value, json};

type Q = BigRational;

fn q(numerator: i64, denominator: i64) -> Q {
    Q::new(numerator.into(), denominator.into())
}

#[derive(Debug, Clone)]
struct Random {
    /// Execution, process minutes, waiting minutes, usable share, rework minutes.
    steps: Vec<(i64, i64, i64, i64, i64)>,
    /// First and last step of the parallel block, if any; odd and even places are its two branches.
    block: Option<(usize, usize)>,
    /// After, back to, permille.
    loops: Vec<(usize, usize, i64)>,
}

fn processes() -> impl Strategy<Value = Random> {
    let step = (prop::sample::select(vec![0_i64, 250, 500, 900, 1000]), 0_i64..90, 0_i64..500, 0_i64..=1000, 0_i64..40);
    prop::collection::vec(step, 2..8).prop_flat_map(|steps| {
        let n = steps.len();
        let block = prop::option::of((0..n, 0..n)).prop_map(|pair| pair.map(|(a, b)| (a.min(b), a.max(b))));
        let block = block.prop_map(|pair| pair.filter(|(a, b)| b > a));
        let edge = (0..n, 0..n, 0_i64..=240).prop_map(|(a, b, p)| (a.max(b), a.min(b), p));
        (Just(steps), block, prop::collection::vec(edge, 0..4)).prop_map(|(steps, block, loops)| Random {
            steps,
            block,
            loops,
        })
    })
}

fn id(step: usize) -> String {
    format!("S{step:02}")
}

fn document(random: &Random) -> Value {
    let steps: Vec<Value> = random
        .steps
        .iter()
        .enumerate()
        .map(|(i, (e, pt, wait, ca, rework))| {
            json!({"id": id(i), "title": "x", "execution_permille": e, "process_minutes": pt,
                   "wait_before_minutes": wait, "ca_permille": ca, "rework_minutes": rework})
        })
        .collect();
    let parallel: Vec<Value> = random
        .block
        .iter()
        .map(|(a, b)| {
            let branch = |odd: usize| (*a..=*b).filter(|i| i % 2 == odd).map(id).collect::<Vec<_>>();
            json!({"id": "P", "branches": [branch(0), branch(1)]})
        })
        .collect();
    let loops: Vec<Value> = random
        .loops
        .iter()
        .enumerate()
        .map(|(i, (after, to, p))| json!({"id": format!("L{i}"), "after": id(*after), "back_to": id(*to), "probability_permille": p}))
        .collect();
    json!({"framing": {"process_id": "P", "title": "x", "steps": steps, "parallel": parallel, "loops": loops}})
}

/// Steps of every unit, in order.
fn units(random: &Random) -> Vec<Vec<usize>> {
    let mut units: Vec<Vec<usize>> = Vec::new();
    for step in 0..random.steps.len() {
        match random.block {
            Some((a, b)) if a < step && step <= b => units.last_mut().unwrap().push(step),
            _ => units.push(vec![step]),
        }
    }
    units
}

/// First row of `(I − Q)⁻¹`: solves `x (I − Q) = e₁` by Gauss–Jordan elimination.
fn visits(random: &Random, units: &[Vec<usize>]) -> Vec<Q> {
    let n = units.len();
    let unit_of = |step: usize| units.iter().position(|unit| unit.contains(&step)).unwrap();
    let mut transition = vec![vec![Q::zero(); n]; n];
    for (unit, row) in transition.iter_mut().enumerate() {
        let mut forward = Q::one();
        for (after, to, p) in random.loops.iter().filter(|(after, _, _)| unit_of(*after) == unit) {
            let taken = q(random.steps[*after].0, 1000) * q(*p, 1000);
            forward -= taken.clone();
            row[unit_of(*to)] += taken;
        }
        if unit + 1 < n {
            row[unit + 1] += forward;
        }
    }
    // Rows of the system: column j of (I − Q), right-hand side e₁.
    let mut system: Vec<Vec<Q>> = (0..n)
        .map(|j| {
            let mut row: Vec<Q> =
                (0..n).map(|i| if i == j { Q::one() } else { Q::zero() } - transition[i][j].clone()).collect();
            row.push(if j == 0 { Q::one() } else { Q::zero() });
            row
        })
        .collect();
    for pivot in 0..n {
        let swap = (pivot..n).find(|row| !system[*row][pivot].is_zero()).unwrap();
        system.swap(pivot, swap);
        let divisor = system[pivot][pivot].clone();
        system[pivot].iter_mut().for_each(|value| *value /= divisor.clone());
        let pivot_row = system[pivot].clone();
        for (index, row) in system.iter_mut().enumerate() {
            if index != pivot {
                let factor = row[pivot].clone();
                row.iter_mut().zip(&pivot_row).for_each(|(value, p)| *value -= factor.clone() * p);
            }
        }
    }
    system.into_iter().map(|row| row[n].clone()).collect()
}

/// The expected longest branch, over every combination of steps that run or do not.
fn duration(random: &Random, unit: &[usize]) -> Q {
    let mut expected = Q::zero();
    for ran in 0_u32..1 << unit.len() {
        let mut probability = Q::one();
        let mut branches = [0_i64; 2];
        for (place, step) in unit.iter().enumerate() {
            let (e, pt, wait, ..) = random.steps[*step];
            if ran >> place & 1 == 1 {
                probability *= q(e, 1000);
                branches[step % 2] += pt + wait;
            } else {
                probability *= q(1000 - e, 1000);
            }
        }
        expected += probability * Q::from(BigInt::from(branches[0].max(branches[1])));
    }
    expected
}

fn exact(value: &Value) -> Q {
    let text = value["exact"].as_str().unwrap();
    let (top, bottom) = text.split_once('/').unwrap_or((text, "1"));
    Q::new(top.parse().unwrap(), bottom.parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn equals_the_fundamental_matrix(random in processes()) {
        let answer = machbar::call("sprint.framing", &serde_json::to_vec(&document(&random)).unwrap());
        let framing: Value = serde_json::from_slice(&answer.unwrap()).unwrap();
        let units = units(&random);
        let visits = visits(&random, &units);
        let mut lead = Q::zero();
        let mut process = Q::zero();
        let mut rework = Q::zero();
        for (unit, count) in units.iter().zip(&visits) {
            lead += duration(&random, unit) * count;
            for step in unit {
                let (e, pt, _, ca, again) = random.steps[*step];
                let runs = q(e, 1000) * count;
                prop_assert_eq!(&exact(&framing["steps"][*step]["runs"]), &runs);
                process += runs.clone() * q(pt, 1);
                rework += runs * q(1000 - ca, 1000) * q(again, 1);
            }
        }
        let measures = &framing["with_loops"];
        prop_assert_eq!(exact(&measures["lead_minutes"]), lead);
        prop_assert_eq!(exact(&measures["process_minutes"]), process.clone());
        prop_assert_eq!(exact(&measures["expected_touch_minutes"]), process + rework);
    }

    #[test]
    fn a_what_if_equals_the_process_framed_anew(random in processes(), factor in 0_i64..=1000) {
        // Scale the first step's errors once as a what-if, once in the process itself (shares stay whole permille).
        let mut before = random.clone();
        before.steps[0].3 = 1000 - (1000 - before.steps[0].3) / 10 * 10;
        let mut after = before.clone();
        let percent = factor / 100;
        after.steps[0].3 = 1000 - (1000 - before.steps[0].3) / 10 * percent;
        let mut asked = document(&before);
        asked["what_if"] = json!([{"id": "W", "changes": [
            {"lever": "error_rate", "target": "S00", "factor_permille": percent * 100}]}]);
        let call = |document: &Value| -> Value {
            serde_json::from_slice(&machbar::call("sprint.framing", &serde_json::to_vec(document).unwrap()).unwrap()).unwrap()
        };
        let (asked, framed) = (call(&asked), call(&document(&after)));
        let effect = &asked["what_if"][0];
        prop_assert_eq!(&effect["touch_minutes"]["after"], &framed["with_loops"]["expected_touch_minutes"]);
        prop_assert_eq!(&effect["rolled_ca_percent"]["after"], &framed["rolled_ca_percent"]);
        prop_assert_eq!(&effect["lead_minutes"]["after"], &framed["with_loops"]["lead_minutes"]);
    }
}

//! Schedules of the worked case: ten people over 30 weeks, and a wider one with 8 people over 26 weeks.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::sprint::schedule::input::{Objective, ScheduleInput};
use machbar::sprint::schedule::schedule;
use serde_json::{Value, json};

fn main() {
    divan::main();
}

fn remscheid() -> ScheduleInput {
    let case: Value = serde_json::from_str(include_str!("../../tests/cases/sprint.schedule/remscheid.json")).unwrap();
    serde_json::from_value(case["input"].clone()).unwrap()
}

/// 8 people over 26 weeks; every person away on about one day in eight, spread by a fixed rule.
fn half_a_year() -> ScheduleInput {
    let first: machbar::base::Date = "2027-01-04".parse().unwrap();
    let away = |person: i32| -> Vec<String> {
        (0..182).filter(|day| (day * 7 + person * 5) % 17 < 2).map(|day| first.add_days(day).to_string()).collect()
    };
    let people: Vec<String> = (1..=8).map(|n| format!("T{n}")).collect();
    let absences: Value =
        people.iter().zip(1..).map(|(id, n)| (id.clone(), json!(away(n)))).collect::<serde_json::Map<_, _>>().into();
    let phase = |id: &str, kind: &str, gap: u32| json!({ "id": id, "workshop": kind, "pool": people, "required": ["T1"], "min_attending": 5, "gap_before": gap });
    serde_json::from_value(json!({
        "calendar": {
            "today": first, "earliest_start": first, "horizon": first.add_days(181), "absences": absences,
            "phases": [
                phase("W1", "opportunity_mapping", 0), phase("W2", "framing", 2),
                phase("W3", "concept_development", 3), phase("W4", "prototyping", 5),
            ],
            "review": { "required": ["T1", "T5"] },
        },
    }))
    .unwrap()
}

#[divan::bench]
fn worked_case_three_scenarios(bencher: divan::Bencher) {
    let input = remscheid();
    bencher.bench(|| schedule(divan::black_box(&input)).unwrap());
}

#[divan::bench(args = ["earliest", "fewest_absences", "even_spacing"])]
fn half_a_year_with_three_alternatives(bencher: divan::Bencher, objective: &str) {
    let mut input = half_a_year();
    input.objective = match objective {
        "fewest_absences" => Objective::FewestAbsences,
        "even_spacing" => Objective::EvenSpacing,
        _ => Objective::Earliest,
    };
    bencher.bench(|| schedule(divan::black_box(&input)).unwrap());
}

#[divan::bench]
fn half_a_year_without_slack_limit(bencher: divan::Bencher) {
    let mut input = half_a_year();
    input.objective = Objective::EvenSpacing;
    input.slack_working_days = 250;
    input.alternatives = 10;
    bencher.bench(|| schedule(divan::black_box(&input)).unwrap());
}

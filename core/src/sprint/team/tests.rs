use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;

fn case() -> TeamInput {
    let text = include_str!("../../../../tests/cases/sprint.team/remscheid.json");
    let case: Value = serde_json::from_str(text).unwrap();
    serde_json::from_value(case["input"].clone()).unwrap()
}

#[test]
fn the_worked_case_has_the_figures_computed_independently() {
    let report = team(&case()).unwrap();
    let names: Vec<&str> = report.functions.iter().map(|function| function.key()).collect();
    assert_eq!(names, ["it", "management", "planning", "production", "purchasing", "quality", "sales"]);
    assert!(report.coverage.iter().all(|coverage| coverage.missing.is_empty()));
    assert_eq!(report.decision_owners, [Id::new("T1").unwrap()]);
    let spread = &report.ai_experience;
    assert_eq!((spread.min, spread.max, spread.gap), (Some(0), Some(4), Some(4)));
    assert_eq!((spread.mean.as_ref().unwrap().rounded, spread.sd_population), (1.625, Some(1.317)));
    assert_eq!(spread.heterogeneous, Truth::Yes);
    let able: Vec<&str> = report.method_skill.able.iter().map(Id::as_str).collect();
    assert_eq!(able, ["T3", "T5", "T6", "T8"]);
    assert_eq!(report.method_skill.met, Truth::Yes);
}

#[test]
fn two_decision_owners_or_none_are_a_finding() {
    let codes = |input: &TeamInput| team(input).unwrap().findings.into_iter().map(|f| f.code).collect::<Vec<_>>();
    let mut input = case();
    input.participants[4].decision_owner = true;
    assert!(codes(&input).contains(&"sprint.team.several_decision_owners".into()));
    input.participants[4].decision_owner = false;
    input.participants[0].decision_owner = false;
    assert!(codes(&input).contains(&"sprint.team.no_decision_owner".into()));
}

fn people(steps: &[Option<u8>]) -> Vec<Participant> {
    let person = |(index, step): (usize, &Option<u8>)| json!({ "id": format!("P{index:02}"), "role": "r", "function": "sales", "level": "staff", "ai_experience": step });
    serde_json::from_value(Value::Array(steps.iter().enumerate().map(person).collect())).unwrap()
}

proptest! {
    /// Textbook formulas in floating point.
    #[test]
    fn spread_agrees_with_the_textbook(steps in proptest::collection::vec(0..=4_u8, 1..30)) {
        let spread = experience::spread(&people(&steps.iter().map(|step| Some(*step)).collect::<Vec<_>>()), 3);
        let n = steps.len() as f64;
        let mean = steps.iter().map(|step| f64::from(*step)).sum::<f64>() / n;
        let variance = steps.iter().map(|step| (f64::from(*step) - mean).powi(2)).sum::<f64>() / n;
        prop_assert!((spread.mean.unwrap().rounded - mean).abs() <= 0.000_500_001);
        prop_assert!((spread.variance.unwrap().rounded - variance).abs() <= 0.000_500_001);
        prop_assert!((spread.sd_population.unwrap() - variance.sqrt()).abs() <= 0.000_500_001);
        let gap = steps.iter().max().unwrap() - steps.iter().min().unwrap();
        prop_assert_eq!(spread.heterogeneous, Truth::from(gap >= 3));
    }

    /// A verdict that was reached with answers missing holds however they are filled in; *open* can go both ways.
    #[test]
    fn a_missing_answer_never_flips_the_verdict(
        steps in proptest::collection::vec(proptest::option::of(0..=4_u8), 1..6),
        limit in 1..=4_u8,
    ) {
        let verdict = |steps: &[Option<u8>]| experience::spread(&people(steps), limit).heterogeneous;
        let reached = verdict(&steps);
        let missing: Vec<usize> = (0..steps.len()).filter(|index| steps[*index].is_none()).collect();
        let mut seen = std::collections::BTreeSet::new();
        for fill in 0..5_usize.pow(missing.len() as u32) {
            let mut full = steps.clone();
            for (place, index) in missing.iter().enumerate() {
                full[*index] = Some((fill / 5_usize.pow(place as u32) % 5) as u8);
            }
            seen.insert(verdict(&full));
        }
        match reached {
            Truth::Open => prop_assert_eq!(seen.len(), 2),
            verdict => prop_assert_eq!(seen.into_iter().collect::<Vec<_>>(), vec![verdict]),
        }
    }

    #[test]
    fn pairs_join_the_upper_with_the_lower_half(steps in proptest::collection::vec(0..=4_u8, 0..12)) {
        let people = people(&steps.iter().map(|step| Some(*step)).collect::<Vec<_>>());
        let pairs = experience::pairings(&people);
        let step = |id: &Id| people.iter().find(|p| p.id == *id).unwrap().ai_experience.given().unwrap().step();
        let mut used = std::collections::BTreeSet::new();
        for pair in &pairs {
            prop_assert!(used.insert(&pair.high) && used.insert(&pair.low));
            prop_assert_eq!(step(&pair.high) - step(&pair.low), pair.gap);
        }
        if let (Some(first), Some(max), Some(min)) = (pairs.first(), steps.iter().max(), steps.iter().min()) {
            prop_assert_eq!(first.gap, max - min);
        }
    }
}

//! The embedded catalogue: every file is sound, every example gives what it says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::base::{Pointer, Problems};
use machbar::funding::evaluate::{AUTOMATIC, quick};
use machbar::funding::facts::Facts;
use machbar::funding::{Catalogue, Programme};

fn catalogue() -> &'static Catalogue {
    Catalogue::embedded().unwrap_or_else(|error| panic!("{error}"))
}

fn failures(programme: &Programme) -> Vec<String> {
    let catalogue = catalogue();
    let mut failures = Vec::new();
    for example in &programme.examples {
        let mut problems = Problems::new();
        let facts =
            Facts::read(&example.facts, catalogue.vocabulary(), example.at.date(), &Pointer::root(), &mut problems);
        problems.finish().unwrap();
        let result = quick(catalogue, 0, programme, example.at, &facts, false);
        let mut failing: Vec<&str> = programme
            .conditions
            .iter()
            .enumerate()
            .filter(|(index, _)| result.failing >> index & 1 == 1)
            .map(|(_, condition)| condition.id.as_str())
            .collect();
        failing.extend(
            AUTOMATIC.iter().enumerate().filter(|(i, _)| result.failing_terms >> i & 1 == 1).map(|(_, id)| *id),
        );
        let mut wanted: Vec<&str> = example.fails.iter().map(String::as_str).collect();
        failing.sort_unstable();
        wanted.sort_unstable();
        let amounts = [
            example.amount.is_none_or(|amount| result.grants.exact() == Some(amount)),
            example.amount_low.is_none_or(|low| result.grants.low == low),
            example.amount_high.is_none_or(|high| result.grants.high == Some(high)),
        ];
        if result.verdict != example.verdict || failing != wanted || amounts.contains(&false) {
            failures.push(format!(
                "{} “{}”: {:?} {failing:?} {:?}; expected {:?} {wanted:?} {:?} {:?}..{:?}",
                programme.id,
                example.name,
                result.verdict,
                result.grants,
                example.verdict,
                example.amount,
                example.amount_low,
                example.amount_high
            ));
        }
    }
    failures
}

#[test]
fn every_example_gives_what_it_says() {
    let failures: Vec<String> = catalogue().programmes().iter().flat_map(|programme| failures(programme)).collect();
    assert!(failures.is_empty(), "{} examples differ:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_file_is_named_after_its_programme() {
    for (name, text) in Catalogue::embedded_files() {
        let id = name.strip_suffix(".toml").unwrap();
        assert!(text.contains(&format!("id = \"{id}\"")), "{name}");
        assert!(catalogue().get(id).is_some(), "{name}");
    }
    assert_eq!(Catalogue::embedded_files().len(), catalogue().programmes().len());
}

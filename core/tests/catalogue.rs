//! The embedded catalogue: every file is sound, every example gives what it says.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::funding::Catalogue;
use machbar::funding::vocabulary::Vocabulary;

fn catalogue() -> &'static Catalogue {
    Catalogue::embedded().unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn every_example_gives_what_it_says() {
    let failures: Vec<String> = catalogue().differing_examples().iter().map(ToString::to_string).collect();
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

const FILES: &[(&str, &str)] =
    &[("nrw-bildungsscheck-2.toml", include_str!("../catalogue/programmes/nrw-bildungsscheck-2.toml"))];

/// The file with one figure changed: every example that rests on the figure must say so.
#[test]
fn an_example_that_gives_something_else_is_named_with_both_sides() {
    let changed = FILES[0].1.replacen("percent = 50", "percent = 40", 1);
    let found = Catalogue::read([("nrw-bildungsscheck-2.toml", changed.as_str())]).unwrap().differing_examples();
    let lines: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert!(lines[0].contains("Kurs für 800 Euro") && lines[0].contains("eligible"), "{lines:?}");
    assert!(lines[0].contains("320") && lines[0].contains("400"), "{lines:?}");

    let opened = FILES[0].1.replacen("fails = [\"income\"]", "", 1);
    let found = Catalogue::read([("nrw-bildungsscheck-2.toml", opened.as_str())]).unwrap().differing_examples();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].fails, (vec![], vec!["income".to_owned()]));
}

#[test]
fn a_catalogue_stands_on_the_vocabulary_of_the_caller() {
    let embedded = include_str!("../catalogue/vocabulary.toml");
    let longer = embedded.replacen("id = \"person.of_age\"", "id = \"person.adult\"", 1);
    let own = Catalogue::over(Vocabulary::read("own.toml", &longer).unwrap()).unwrap();
    let error = own.with_files(FILES.iter().copied()).unwrap_err();
    assert!(error.to_string().contains("person.of_age"), "{error}");
    let same = Catalogue::over(Vocabulary::read("own.toml", embedded).unwrap()).unwrap();
    let read = same.with_files(FILES.iter().copied()).unwrap();
    assert!(read.differing_examples().is_empty());

    let lacking = embedded.replacen("id = \"project.begun\"", "id = \"project.began\"", 1);
    assert!(Catalogue::over(Vocabulary::read("own.toml", &lacking).unwrap()).is_err());
}

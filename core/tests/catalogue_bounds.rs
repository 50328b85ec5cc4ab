//! Every figure that decides an amount is held by an example: moved by one euro or one point, some example of the
//! file gives something else.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::funding::Catalogue;
use std::ops::Range;

/// Figures that bind nobody who applies alone, or only where another figure binds already.
const NEVER_BINDS: &[(&str, &str)] = &[
    // 35 % of the yearly base of 12 million is less.
    ("bund-forschungszulage.toml", "15000000 EUR"),
    // For all partners together; one partner stays below by the cap on its base.
    ("bund-zim-kooperation.toml", "3000000 EUR"),
    ("bund-zim-kooperation.toml", "2300000 EUR"),
    // Half of 30 days at 1,100 euro is the same.
    ("bund-go-digital.toml", "16500 EUR"),
];

/// Where amounts and percentages of `[[component]]` tables stand, with the values beside them.
fn figures(text: &str) -> Vec<(Range<usize>, Vec<String>)> {
    let mut found = Vec::new();
    let mut inside = false;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with('[') {
            inside = line.starts_with("[[component");
        }
        if inside && !line.starts_with("text") && !line.starts_with('#') {
            for (at, _) in line.match_indices(" EUR\"") {
                let from = line[..at].rfind('"').unwrap() + 1;
                let euros: f64 = line[from..at].replace('_', "").parse().unwrap();
                let beside = [euros + 1.0, euros - 1.0].iter().map(|value| format!("{value:.2}")).collect();
                found.push((start + from..start + at, beside));
            }
            for key in ["percent = ", "percent_low = ", "points = "] {
                for (at, _) in line.match_indices(key) {
                    let from = at + key.len();
                    let digits = line[from..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap();
                    let percent: f64 = line[from..from + digits].parse().unwrap();
                    // Below the lower end another rate may already count: the highest that applies does.
                    let beside: &[f64] = if key.starts_with("percent_low") { &[1.0] } else { &[1.0, -1.0] };
                    let beside = beside.iter().map(|step| percent + step).filter(|value| (0.0..=100.0).contains(value));
                    found.push((start + from..start + from + digits, beside.map(|value| value.to_string()).collect()));
                }
            }
        }
        start += line.len();
    }
    found
}

#[test]
fn every_amount_and_rate_is_held_by_an_example() {
    let mut unheld = Vec::new();
    let mut count = 0;
    for (name, text) in Catalogue::embedded_files() {
        if !text.contains("[[example]]") {
            continue;
        }
        for (place, beside) in figures(text) {
            let figure = &text[place.clone()];
            if NEVER_BINDS.iter().any(|(file, value)| file == name && value.starts_with(&format!("{figure} "))) {
                continue;
            }
            count += 1;
            for value in beside {
                let moved = format!("{}{value}{}", &text[..place.start], &text[place.end..]);
                let noticed = Catalogue::read([(*name, moved.as_str())])
                    .map_or(true, |catalogue| !catalogue.differing_examples().is_empty());
                if !noticed {
                    let line = text[..place.start].matches('\n').count() + 1;
                    unheld.push(format!("{name}, line {line}: {figure} may as well be {value}"));
                }
            }
        }
    }
    assert!(count >= 200, "only {count} figures found");
    assert!(unheld.is_empty(), "{} of {count} figures stand in no example:\n{}", unheld.len(), unheld.join("\n"));
}

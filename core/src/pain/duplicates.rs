//! Which notes may mean the same: proposals, never automatic (R-35).
//!
//! Each title becomes a set of word parts: lower case, umlauts spelled out, German and English
//! inflection removed (Snowball stems), compounds matched by shared parts of at least five letters,
//! and frequent words left out. Similarity is a weighted Dice coefficient of the parts, from 0 to 1.

use rust_stemmers::{Algorithm, Stemmer};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Code, Error, Figure, Id, Pointer, Problem, Problems, Ratio, SchemaVersion, Text};

/// Most titles that are compared with each other.
pub const MAX_TITLES: usize = 2_000;
/// Shortest shared part of two compounds, in letters.
const SHORTEST_PART: usize = 5;

/// Titles to compare.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DuplicatesInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The pain points, at most 2,000.
    pub items: Vec<Titled>,
    /// From which similarity a pair is proposed: 0 to 1, default 1/2.
    #[serde(default = "half")]
    pub threshold: Ratio,
}

fn half() -> Ratio {
    Ratio::percent(50)
}

/// A pain point by its words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Titled {
    /// Its id.
    pub id: Id,
    /// Its words.
    pub title: String,
}

/// Pairs that may mean the same.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Duplicates {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// Most similar first.
    pub proposals: Vec<Proposal>,
    /// Proposals joined into groups: what a person might merge in one go.
    pub groups: Vec<Vec<Id>>,
}

/// A pair that may mean the same.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Proposal {
    /// The earlier one in the list.
    pub first: Id,
    /// The later one.
    pub second: Id,
    /// From 0 (nothing shared) to 1 (the same words).
    pub similarity: Figure,
    /// The word parts that both share.
    pub shared: Vec<String>,
}

/// Proposes pairs of pain points that may mean the same.
///
/// # Errors
/// More than [`MAX_TITLES`] titles, a repeated id, a threshold outside 0 to 1.
///
/// ```
/// let document = r#"{"items":[{"id":"A","title":"Angebotserstellung dauert lange"},
///                            {"id":"B","title":"Erstellung der Angebote dauert zu lange"}]}"#;
/// let input = machbar::base::border::read(document.as_bytes()).unwrap();
/// assert_eq!(machbar::pain::duplicates::duplicates(&input).unwrap().proposals.len(), 1);
/// ```
pub fn duplicates(input: &DuplicatesInput) -> Result<Duplicates, Error> {
    let mut problems = Problems::new();
    let items = Pointer::root().field("items");
    problems.at_most(items.clone(), input.items.len(), MAX_TITLES);
    problems.unique_ids(&items, input.items.iter().map(|item| &item.id));
    if input.threshold.is_negative() || input.threshold > Ratio::one() {
        problems.push(
            Problem::new(Code::OutOfRange, Pointer::root().field("threshold"))
                .found(&input.threshold)
                .expected(Text::of("0 bis 1", "0 to 1")),
        );
    }
    problems.finish()?;
    let words: Vec<BTreeSet<String>> = input.items.iter().map(|item| word_stems(&item.title)).collect();
    let mut proposals = Vec::new();
    for (i, (first, first_words)) in input.items.iter().zip(&words).enumerate() {
        for (second, second_words) in input.items.iter().zip(&words).skip(i + 1) {
            let (similarity, shared) = similarity(first_words, second_words);
            if similarity >= input.threshold && !shared.is_empty() {
                proposals.push(Proposal {
                    first: first.id.clone(),
                    second: second.id.clone(),
                    similarity: Figure::new(similarity, 3),
                    shared,
                });
            }
        }
    }
    proposals.sort_by(|a, b| {
        b.similarity.exact.cmp(&a.similarity.exact).then_with(|| (&a.first, &a.second).cmp(&(&b.first, &b.second)))
    });
    let groups = groups(&input.items, &proposals);
    Ok(Duplicates { schema_version: SchemaVersion, proposals, groups })
}

/// Words that say little about what hurts.
const FREQUENT: &[&str] = &[
    "aber", "alle", "als", "an", "and", "auf", "aus", "bei", "bis", "das", "dauert", "dem", "den", "der", "des", "die",
    "durch", "ein", "eine", "einem", "einen", "einer", "es", "for", "fuer", "hat", "im", "immer", "in", "is", "ist",
    "it", "lange", "mit", "nicht", "nie", "noch", "oder", "of", "on", "ohne", "sehr", "sich", "sind", "takes", "the",
    "to", "too", "ueber", "um", "und", "uns", "viel", "von", "werden", "wie", "wir", "wird", "with", "zu", "zum",
    "zur", "long", "are", "a", "we", "our", "by", "hand", "from",
];

fn word_stems(title: &str) -> BTreeSet<String> {
    let german = Stemmer::create(Algorithm::German);
    let english = Stemmer::create(Algorithm::English);
    let mut plain = String::with_capacity(title.len());
    for c in title.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' => plain.push_str("ae"),
            'ö' => plain.push_str("oe"),
            'ü' => plain.push_str("ue"),
            'ß' => plain.push_str("ss"),
            c if c.is_alphanumeric() => plain.push(c),
            _ => plain.push(' '),
        }
    }
    plain
        .split_whitespace()
        .filter(|word| word.len() > 1 && !FREQUENT.contains(word))
        .map(|word| {
            let stem = german.stem(word).into_owned();
            // The shorter of both stems: "Quotations" and "quotation" meet, German words stay.
            let other = english.stem(word).into_owned();
            if other.len() < stem.len() && other.len() >= SHORTEST_PART { other } else { stem }
        })
        .collect()
}

/// How much of two words is shared, in letters: all of them, or a part at the edge of a compound.
fn shared_letters(a: &str, b: &str) -> usize {
    if a == b {
        return a.len();
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let inside = short.len() >= SHORTEST_PART && (long.starts_with(short) || long.ends_with(short));
    if inside { short.len() } else { 0 }
}

/// Weighted Dice: shared letters counted once per word, over all letters.
fn similarity(a: &BTreeSet<String>, b: &BTreeSet<String>) -> (Ratio, Vec<String>) {
    let letters = |words: &BTreeSet<String>| words.iter().map(String::len).sum::<usize>();
    let total = letters(a) + letters(b);
    let mut shared = BTreeSet::new();
    let mut matched = 0;
    for (own, others) in [(a, b), (b, a)] {
        for word in own {
            let best = others.iter().map(|other| (shared_letters(word, other), other)).max_by_key(|(count, _)| *count);
            if let Some((count, other)) = best.filter(|(count, _)| *count > 0) {
                // A compound that holds the whole other word is covered as far as that word reaches.
                matched += count;
                shared.insert(if word.len() <= other.len() { word.clone() } else { other.clone() });
            }
        }
    }
    let as_i64 = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let ratio = Ratio::new(as_i64(matched), as_i64(total.max(1))).unwrap_or_else(Ratio::zero);
    (ratio, shared.into_iter().collect())
}

/// Connected components of the proposals, in the order of the list.
fn groups(items: &[Titled], proposals: &[Proposal]) -> Vec<Vec<Id>> {
    let mut leader: BTreeMap<&Id, &Id> = items.iter().map(|item| (&item.id, &item.id)).collect();
    for proposal in proposals {
        if let (Some(&a), Some(&b)) = (leader.get(&proposal.first), leader.get(&proposal.second)) {
            leader.values_mut().filter(|id| **id == b).for_each(|id| *id = a);
        }
    }
    let mut members: BTreeMap<&Id, Vec<Id>> = BTreeMap::new();
    for item in items {
        if let Some(&head) = leader.get(&item.id) {
            members.entry(head).or_default().push(item.id.clone());
        }
    }
    let mut groups: Vec<Vec<Id>> = members.into_values().filter(|group| group.len() > 1).collect();
    let position = |group: &[Id]| items.iter().position(|item| Some(&item.id) == group.first());
    groups.sort_by_key(|group| position(group));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(a: &str, b: &str) -> f64 {
        similarity(&word_stems(a), &word_stems(b)).0.to_f64()
    }

    #[test]
    fn compounds_umlauts_and_inflection_meet() {
        assert!(of("Angebotserstellung", "Erstellung der Angebote") > 0.5);
        assert!(of("Übersetzung von Anleitungen", "Uebersetzungen der Anleitung") > 0.9);
        assert!(of("Prüfprotokolle doppelt erfasst", "Prüfprotokoll wird doppelt erfasst") > 0.9);
        assert!(of("Quotations are slow", "slow quotation") > 0.9);
    }

    #[test]
    fn different_problems_stay_apart() {
        assert!(of("Angebote dauern zu lange", "Einkauf vergleicht Preise") < 0.2);
        assert!(of("Stillstand der Fräsmaschine", "Ausfall des Servers") < 0.2);
    }

    proptest::proptest! {
        #[test]
        fn similarity_is_symmetric_and_bounded(a in "[a-zäöüß ]{0,40}", b in "[a-zäöüß ]{0,40}") {
            let (x, y) = (of(&a, &b), of(&b, &a));
            proptest::prop_assert!((x - y).abs() < 1e-12 && (0.0..=1.0).contains(&x));
        }
    }
}

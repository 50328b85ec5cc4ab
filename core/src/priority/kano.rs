//! The operation `priority.kano`: what people take for granted, pay for, or are delighted by (Kano 1984).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use super::ballot::{MAX_ITEMS, MAX_PARTICIPANTS, MAX_RATINGS};
use super::sentences as s;
use crate::base::{Answer, Code, Error, Figure, Id, Pointer, Problem, Problems, Ratio, SchemaVersion};

/// How somebody feels about having, or lacking, a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Feeling {
    /// I like it.
    Like,
    /// I expect it.
    Expect,
    /// I do not care.
    Neutral,
    /// I can live with it.
    LiveWith,
    /// I dislike it.
    Dislike,
}

/// What a pair of answers says about a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum KanoCategory {
    /// Taken for granted; its absence annoys (Basismerkmal).
    MustBe,
    /// The more the better (Leistungsmerkmal).
    OneDimensional,
    /// Not missed, but delights (Begeisterungsmerkmal).
    Attractive,
    /// Does not matter.
    Indifferent,
    /// Not wanted.
    Reverse,
    /// The two answers contradict each other.
    Questionable,
}

impl KanoCategory {
    /// The evaluation table of Kano, Seraku, Takahashi and Tsuji (1984) as printed by Berger et al. (1993).
    pub const fn of(with: Feeling, without: Feeling) -> Self {
        use Feeling::{Dislike, Like};
        match (with, without) {
            (Like, Like) | (Dislike, Dislike) => Self::Questionable,
            (Like, Dislike) => Self::OneDimensional,
            (Like, _) => Self::Attractive,
            (Dislike, _) | (_, Like) => Self::Reverse,
            (_, Dislike) => Self::MustBe,
            _ => Self::Indifferent,
        }
    }
}

/// The two answers of one person on one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KanoAnswer {
    /// Who answers.
    pub participant: Id,
    /// The item.
    pub item: Id,
    /// How would you feel with it?
    #[serde(default)]
    pub with: Answer<Feeling>,
    /// How would you feel without it?
    #[serde(default)]
    pub without: Answer<Feeling>,
}

/// Items and answers.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KanoInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The items, 1 to 1000.
    pub items: Vec<Id>,
    /// The answers, one per participant and item at most.
    pub answers: Vec<KanoAnswer>,
}

/// Items in the order to take care of them.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Kano {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// Must-be first, then one-dimensional, attractive, indifferent, reverse, questionable, not classified; within one
    /// category what annoys most when missing, then what pleases most, then by id.
    pub items: Vec<KanoItem>,
}

/// What the group says about one item.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct KanoItem {
    /// The item.
    pub item: Id,
    /// The category most people put it in. In a tie the one that comes first in the order
    /// must-be, one-dimensional, attractive, indifferent (Berger et al.); null without an answer.
    pub category: Option<KanoCategory>,
    /// The categories that tie for most answers, if several do.
    pub tied: Vec<KanoCategory>,
    /// How many people per category.
    pub counts: BTreeMap<KanoCategory, u32>,
    /// Pairs of answers that lack one or both.
    pub incomplete: u32,
    /// Satisfaction with it: `(A + O) / (A + O + M + I)`, 0 to 1; null without such answers.
    pub better: Option<Figure>,
    /// Dissatisfaction without it: `−(O + M) / (A + O + M + I)`, −1 to 0; null without such answers.
    pub worse: Option<Figure>,
}

/// Sorts answers to pairs of questions into Kano's categories.
///
/// # Errors
/// All problems of references and repeated answers; no complete pair of answers at all.
pub fn kano(input: &KanoInput) -> Result<Kano, Error> {
    check(input)?;
    let mut counts: BTreeMap<&Id, (BTreeMap<KanoCategory, u32>, u32)> = BTreeMap::new();
    for answer in &input.answers {
        let (by_category, incomplete) = counts.entry(&answer.item).or_default();
        match (answer.with.given(), answer.without.given()) {
            (Some(with), Some(without)) => *by_category.entry(KanoCategory::of(*with, *without)).or_insert(0) += 1,
            _ => *incomplete += 1,
        }
    }
    let mut items: Vec<KanoItem> = input
        .items
        .iter()
        .map(|item| {
            let (counts, incomplete) = counts.remove(item).unwrap_or_default();
            judged(item, counts, incomplete)
        })
        .collect();
    let worth = |figure: &Option<Figure>| figure.as_ref().map(|figure| figure.exact.abs());
    items.sort_by(|a, b| {
        let known = |item: &KanoItem| (item.category.is_none(), item.category);
        known(a)
            .cmp(&known(b))
            .then_with(|| worth(&b.worse).cmp(&worth(&a.worse)))
            .then_with(|| worth(&b.better).cmp(&worth(&a.better)))
            .then_with(|| a.item.cmp(&b.item))
    });
    Ok(Kano { schema_version: SchemaVersion, items })
}

fn judged(item: &Id, counts: BTreeMap<KanoCategory, u32>, incomplete: u32) -> KanoItem {
    use KanoCategory::{Attractive, Indifferent, MustBe, OneDimensional};
    let most = counts.values().max().copied();
    let leading: Vec<KanoCategory> =
        counts.iter().filter(|(_, count)| Some(**count) == most).map(|(category, _)| *category).collect();
    let of = |categories: &[KanoCategory]| -> i64 {
        categories.iter().filter_map(|category| counts.get(category)).map(|count| i64::from(*count)).sum()
    };
    let all = of(&[MustBe, OneDimensional, Attractive, Indifferent]);
    let share = |part: i64| Ratio::new(part, all).map(|share| Figure::new(share, 3));
    KanoItem {
        item: item.clone(),
        category: leading.first().copied(),
        better: share(of(&[Attractive, OneDimensional])),
        worse: share(-of(&[OneDimensional, MustBe])),
        tied: if leading.len() > 1 { leading } else { Vec::new() },
        counts,
        incomplete,
    }
}

fn check(input: &KanoInput) -> Result<(), Error> {
    let mut problems = Problems::new();
    let (items, answers) = (Pointer::root().field("items"), Pointer::root().field("answers"));
    if input.items.is_empty() {
        problems.push(Problem::new(Code::TooFew, items.clone()).found(0).expected(s::AT_LEAST_ONE.text()));
    }
    problems.at_most(items.clone(), input.items.len(), MAX_ITEMS);
    problems.at_most(answers.clone(), input.answers.len(), MAX_RATINGS);
    let mut known = BTreeSet::new();
    for (index, item) in input.items.iter().enumerate() {
        if !known.insert(item.as_str()) {
            problems.push(Problem::new(Code::DuplicateId, items.index(index)).found(item));
        }
    }
    let (mut seen, mut people) = (BTreeSet::new(), BTreeSet::new());
    for (index, answer) in input.answers.iter().enumerate() {
        let here = answers.index(index);
        people.insert(&answer.participant);
        problems.reference_in(here.field("item"), answer.item.as_str(), &known);
        if !seen.insert((&answer.participant, &answer.item)) {
            problems.push(
                Problem::new(Code::Contradiction, here)
                    .found(format!("{} / {}", answer.participant, answer.item))
                    .hint(s::RATED_TWICE.text()),
            );
        }
    }
    problems.at_most(answers.clone(), people.len(), MAX_PARTICIPANTS);
    let complete = |answer: &KanoAnswer| answer.with.given().is_some() && answer.without.given().is_some();
    if problems.is_empty() && !input.answers.iter().any(complete) {
        problems.push(Problem::new(Code::TooFew, answers).found(0).hint(s::NO_ANSWER.text()));
    }
    problems.finish()
}

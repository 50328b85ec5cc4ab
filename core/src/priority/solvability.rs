//! How doable something is: criteria from 0 to 4 with weights and gates (F-5).

use schemars::JsonSchema;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::ballot::MAX_ITEMS;
use super::sentences as s;
use crate::base::{Answer, Code, Figure, Id, Pointer, Problem, Problems, Ratio, Text, Truth};

/// Highest score of a criterion; 4 is always good.
pub const SCORE_HIGH: u8 = 4;
/// Most criteria.
pub const MAX_CRITERIA: usize = 50;
/// Highest weight of a criterion.
pub const WEIGHT_HIGH: u16 = 1_000;

/// One criterion of solvability.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SolvabilityCriterion {
    /// Its id, for example `data_access`.
    pub id: Id,
    /// Its weight, 1 to 1000.
    pub weight: u16,
    /// A gate: a score of 0 blocks, whatever the points.
    #[serde(default)]
    pub gate: bool,
    /// Its name for people; the nine criteria of F-5 have names of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
}

impl SolvabilityCriterion {
    /// The name that people read.
    pub fn name(&self) -> Text {
        self.label
            .clone()
            .or_else(|| s::criterion_name(self.id.as_str()))
            .unwrap_or_else(|| Text::same(self.id.as_str()))
    }
    fn weight(&self) -> u64 {
        self.weight.into()
    }
}

/// The scores of one pain point: an object with `pain_point` and one field per criterion.
///
/// JSON: `{"pain_point": "PP01", "data_access": 4, "data_quality": "dont_know"}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SolvabilityScores {
    /// What is judged.
    pub pain_point: Id,
    /// Score per criterion, 0 (worst) to 4 (best).
    pub scores: BTreeMap<Id, Answer<u8>>,
}

/// The judgements of solvability of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Solvability {
    /// What the scale means, in words of the document; not evaluated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<String>,
    /// The criteria; empty for the nine of F-5 with their weights and gates.
    #[serde(default)]
    pub criteria: Vec<SolvabilityCriterion>,
    /// The scores per pain point.
    #[serde(default)]
    pub scores: Vec<SolvabilityScores>,
}

/// The nine criteria of F-5 with weights and gates, version 1 (our proposal; print them beside a result).
pub fn default_criteria() -> Vec<SolvabilityCriterion> {
    [
        ("data_access", 3, true),
        ("data_quality", 2, false),
        ("process_stability", 2, false),
        ("measurability", 2, false),
        ("interface_ease", 1, false),
        ("legal_ease", 1, true),
        ("owner_commitment", 2, true),
        ("time_fit", 2, false),
        ("cost_fit", 1, false),
    ]
    .into_iter()
    .filter_map(|(id, weight, gate)| Some(SolvabilityCriterion { id: Id::new(id)?, weight, gate, label: None }))
    .collect()
}

/// What one criterion adds.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Contribution {
    /// The criterion.
    pub criterion: Id,
    /// Its name.
    pub name: Text,
    /// The score given, 0 to 4; null when not asked.
    pub score: Answer<u8>,
    /// Weight × score; 0 while the score is missing.
    pub points: u64,
    /// Weight × 4.
    pub of: u64,
}

/// How doable one item is.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Solvable {
    /// The item.
    pub pain_point: Id,
    /// Points from the scores given; missing ones count nothing.
    pub points: u64,
    /// Points if every missing score were a 4.
    pub points_high: u64,
    /// Most points possible.
    pub of: u64,
    /// Points as a percentage of the most possible.
    pub score_percent: Figure,
    /// Is it blocked by a gate? Open while a gate has no score and none is 0.
    pub blocked: Truth,
    /// Gates with a score of 0, in order of criteria.
    pub blocked_by: Vec<Id>,
    /// Criteria without a score, in order of criteria.
    pub missing: Vec<Id>,
    /// Where the points come from, in order of criteria.
    pub contributions: Vec<Contribution>,
}

impl Solvable {
    /// Is there any score at all? What nobody judged is not doable, not undoable: it is open.
    pub fn judged(&self) -> bool {
        self.missing.len() < self.contributions.len()
    }
}

impl Solvability {
    /// The criteria in force.
    pub fn criteria_in_force(&self) -> Vec<SolvabilityCriterion> {
        if self.criteria.is_empty() { default_criteria() } else { self.criteria.clone() }
    }

    /// Every semantic problem of the section.
    pub fn check(&self, items: &BTreeSet<&str>, at: &Pointer, problems: &mut Problems) {
        let criteria = self.criteria_in_force();
        let list = at.field("criteria");
        problems.at_most(list.clone(), criteria.len(), MAX_CRITERIA);
        problems.unique_ids(&list, criteria.iter().map(|criterion| &criterion.id));
        for (index, criterion) in criteria.iter().enumerate() {
            if criterion.weight == 0 || criterion.weight > WEIGHT_HIGH {
                problems.push(
                    Problem::new(Code::OutOfRange, list.index(index).field("weight"))
                        .found(criterion.weight)
                        .expected(s::SCALE.with(&[("low", 1.into()), ("high", WEIGHT_HIGH.into())])),
                );
            }
        }
        let known: BTreeSet<&str> = criteria.iter().map(|criterion| criterion.id.as_str()).collect();
        let rows = at.field("scores");
        problems.at_most(rows.clone(), self.scores.len(), MAX_ITEMS);
        let mut seen = BTreeSet::new();
        for (index, row) in self.scores.iter().enumerate() {
            let here = rows.index(index);
            problems.reference_in(here.field("pain_point"), row.pain_point.as_str(), items);
            if !seen.insert(&row.pain_point) {
                problems.push(Problem::new(Code::DuplicateId, here.field("pain_point")).found(&row.pain_point));
            }
            for (criterion, score) in &row.scores {
                let place = here.field(criterion.as_str());
                if !known.contains(criterion.as_str()) {
                    problems.reference(place, criterion.as_str(), known.iter().copied());
                } else if let Some(value) = score.given().filter(|&&value| value > SCORE_HIGH) {
                    problems.push(
                        Problem::new(Code::OutOfRange, place)
                            .found(value)
                            .expected(s::SCALE.with(&[("low", 0.into()), ("high", SCORE_HIGH.into())])),
                    );
                }
            }
        }
    }

    /// Points, gates and gaps of every item asked for; an item without a row misses every score.
    pub fn assess<'a>(&self, items: impl IntoIterator<Item = &'a Id>) -> BTreeMap<Id, Solvable> {
        let criteria = self.criteria_in_force();
        let rows: BTreeMap<&Id, &SolvabilityScores> = self.scores.iter().map(|row| (&row.pain_point, row)).collect();
        items.into_iter().map(|item| (item.clone(), solvable(item, &criteria, rows.get(item).copied()))).collect()
    }
}

fn solvable(item: &Id, criteria: &[SolvabilityCriterion], row: Option<&SolvabilityScores>) -> Solvable {
    let contributions: Vec<Contribution> = criteria
        .iter()
        .map(|criterion| {
            let score = row.and_then(|row| row.scores.get(&criterion.id)).copied().unwrap_or_default();
            Contribution {
                criterion: criterion.id.clone(),
                name: criterion.name(),
                score,
                points: criterion.weight() * u64::from(score.given().copied().unwrap_or(0)),
                of: criterion.weight() * u64::from(SCORE_HIGH),
            }
        })
        .collect();
    let open = |contribution: &&Contribution| contribution.score.given().is_none();
    let points = contributions.iter().map(|c| c.points).sum();
    let of: u64 = contributions.iter().map(|c| c.of).sum();
    let gates = || criteria.iter().zip(&contributions).filter(|(criterion, _)| criterion.gate);
    let share = |points: u64| {
        let whole = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
        Ratio::new(whole(points) * 100, whole(of)).unwrap_or_else(Ratio::zero)
    };
    Solvable {
        pain_point: item.clone(),
        points,
        points_high: points + contributions.iter().filter(open).map(|c| c.of).sum::<u64>(),
        of,
        score_percent: Figure::new(share(points), 1),
        blocked: Truth::any(gates().map(|(_, c)| c.score.map(|score| score == 0).into())),
        blocked_by: gates().filter(|(_, c)| c.score == Answer::Given(0)).map(|(_, c)| c.criterion.clone()).collect(),
        missing: contributions.iter().filter(open).map(|c| c.criterion.clone()).collect(),
        contributions,
    }
}

const PAIN_POINT: &str = "pain_point";

impl Serialize for SolvabilityScores {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap as _;
        let mut map = serializer.serialize_map(Some(self.scores.len() + 1))?;
        map.serialize_entry(PAIN_POINT, &self.pain_point)?;
        for (criterion, score) in &self.scores {
            map.serialize_entry(criterion, score)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for SolvabilityScores {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Row;
        impl<'de> Visitor<'de> for Row {
            type Value = SolvabilityScores;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with pain_point and one score per criterion")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<SolvabilityScores, A::Error> {
                use serde::de::Error as _;
                let (mut pain_point, mut scores) = (None, BTreeMap::new());
                while let Some(key) = map.next_key::<Id>()? {
                    let again = if key == PAIN_POINT {
                        pain_point.replace(map.next_value()?).is_some()
                    } else {
                        scores.insert(key.clone(), map.next_value()?).is_some()
                    };
                    if again {
                        return Err(A::Error::custom(format_args!("duplicate field `{key}`")));
                    }
                }
                let pain_point = pain_point.ok_or_else(|| A::Error::missing_field(PAIN_POINT))?;
                Ok(SolvabilityScores { pain_point, scores })
            }
        }
        deserializer.deserialize_map(Row)
    }
}

impl JsonSchema for SolvabilityScores {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SolvabilityScores".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let (id, score) = (generator.subschema_for::<Id>(), generator.subschema_for::<Answer<u8>>());
        schemars::json_schema!({
            "type": "object",
            "description": "The scores of one pain point: 0 (worst) to 4 (best) per criterion id.",
            "properties": { PAIN_POINT: id },
            "required": [PAIN_POINT],
            "additionalProperties": score
        })
    }
}

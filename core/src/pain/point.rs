//! A pain point, and what people said about it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::field::UseCaseField;
use crate::base::estimate::Estimated;
use crate::base::{Answer, Code, Id, Money, Pointer, Problem, Problems, Text};

/// A concrete pain point. Every quantity may be a value, low / mid / high, or unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PainPoint {
    /// Unique among the pain points.
    pub id: Id,
    /// A few words.
    pub title: String,
    /// Where it hurts.
    #[serde(default)]
    pub department: Option<String>,
    /// What people said, in a sentence.
    #[serde(default)]
    pub statement: Option<String>,
    /// Field of use, for example `quotation`, `quality_control`, `predictive_maintenance`, or a word of your own.
    #[serde(default)]
    pub use_case_field: Option<UseCaseField>,
    /// Working minutes per occurrence and person.
    #[serde(default)]
    pub minutes_per_occurrence: Answer<Estimated<u32>>,
    /// Occurrences in two weeks, in the whole company.
    #[serde(default)]
    pub occurrences_per_fortnight: Answer<Estimated<u32>>,
    /// Persons busy with one occurrence.
    #[serde(default)]
    pub persons_per_occurrence: Answer<Estimated<u32>>,
    /// Full employer cost of one hour worked, in cents.
    #[serde(default)]
    pub hourly_cost_cents: Answer<Estimated<Money>>,
    /// Cost of one occurrence besides working time (scrap, penalties), in cents.
    #[serde(default)]
    pub other_cost_cents_per_occurrence: Answer<Estimated<Money>>,
    /// Is it the same every time?
    #[serde(default)]
    pub repetitive: Answer<bool>,
    /// The process it belongs to.
    #[serde(default)]
    pub process_id: Option<Id>,
    /// What would help without AI.
    #[serde(default)]
    pub non_ai_alternative: Option<String>,
}

/// One person's answer to "what cost you 90 minutes in the last two weeks?".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PainAnswer {
    /// Who answered.
    pub participant: Id,
    /// About which pain point.
    pub pain_point: Id,
    /// Minutes in the last 14 days.
    pub minutes_last_14_days: u32,
    /// Is it repetitive?
    #[serde(default)]
    pub repetitive: Answer<bool>,
    /// Is it frustrating?
    #[serde(default)]
    pub frustrating: Answer<bool>,
}

/// Largest number of pain points in one document.
pub const MAX_PAIN_POINTS: usize = 100_000;
/// Largest number of answers in one document.
pub const MAX_ANSWERS: usize = 1_000_000;
/// Largest quantity: minutes, occurrences or persons.
pub const MAX_QUANTITY: u32 = 10_000_000;

/// Problems of a list of pain points and the answers about them.
pub(crate) fn check(points: &[PainPoint], answers: &[PainAnswer], at: &Pointer, problems: &mut Problems) {
    let list = at.field("pain_points");
    problems.at_most(list.clone(), points.len(), MAX_PAIN_POINTS);
    problems.at_most(at.field("answers"), answers.len(), MAX_ANSWERS);
    problems.unique_ids(&list, points.iter().map(|point| &point.id));
    for (index, point) in points.iter().enumerate() {
        for (name, quantity) in [
            ("minutes_per_occurrence", &point.minutes_per_occurrence),
            ("occurrences_per_fortnight", &point.occurrences_per_fortnight),
            ("persons_per_occurrence", &point.persons_per_occurrence),
        ] {
            if let Some(high) = quantity.given().map(|estimate| estimate.high).filter(|high| *high > MAX_QUANTITY) {
                problems.push(
                    Problem::new(Code::OutOfRange, list.index(index).field(name))
                        .found(high)
                        .expected(Text::of("0 bis 10.000.000", "0 to 10,000,000")),
                );
            }
        }
        for (name, amount) in [
            ("hourly_cost_cents", &point.hourly_cost_cents),
            ("other_cost_cents_per_occurrence", &point.other_cost_cents_per_occurrence),
        ] {
            if let Some(low) = amount.given().map(|estimate| estimate.low).filter(|low| low.is_negative()) {
                problems.push(
                    Problem::new(Code::OutOfRange, list.index(index).field(name))
                        .found(low.cents())
                        .expected(Text::of("mindestens 0 Cent", "at least 0 cents")),
                );
            }
        }
    }
    let known: std::collections::BTreeSet<&str> = points.iter().map(|point| point.id.as_str()).collect();
    for (index, answer) in answers.iter().enumerate() {
        let place = at.field("answers").index(index).field("pain_point");
        problems.reference_in(place, answer.pain_point.as_str(), &known);
    }
}

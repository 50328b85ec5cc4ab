//! How far the experience with AI lies apart, and who should work with whom (R-24, F-10).

use schemars::JsonSchema;
use serde::Serialize;

use crate::base::{Answer, Figure, Id, Ratio, Truth};

use super::person::{AiExperience, Participant};

/// The spread of the experience with AI among those who answered.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Spread {
    /// How many answered.
    pub answers: u32,
    /// How many were asked.
    pub of: u32,
    /// The lowest step, 0 to 4; absent without any answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<u8>,
    /// The highest step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<u8>,
    /// Highest minus lowest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap: Option<u8>,
    /// The mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean: Option<Figure>,
    /// The population variance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variance: Option<Figure>,
    /// The population standard deviation, rounded to three decimals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sd_population: Option<f64>,
    /// Is the gap at least the limit? *Open* when a missing answer could still widen it that far.
    pub heterogeneous: Truth,
}

/// The spread over these people; `limit` is the gap from which a team counts as heterogeneous.
pub fn spread(people: &[Participant], limit: u8) -> Spread {
    let steps: Vec<i64> = people.iter().filter_map(|person| step(person.ai_experience)).map(i64::from).collect();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let (answers, of) = (count(steps.len()), count(people.len()));
    let n = i64::from(answers);
    let (sum, squares) = steps.iter().fold((0, 0), |(sum, squares), step| (sum + step, squares + step * step));
    let narrow = |step: &i64| u8::try_from(*step).unwrap_or(AiExperience::MAX);
    let (min, max) = (steps.iter().min().map(narrow), steps.iter().max().map(narrow));
    let gap = max.zip(min).map(|(max, min)| max - min);
    // n·Σx² − (Σx)² over n² is the population variance, exactly.
    let variance = Ratio::new(n * squares - sum * sum, n * n);
    // How far the gap could still open: one missing answer can lie at one end of the scale, two at both.
    let widest = match (of - answers, gap, min.zip(max)) {
        (0, gap, _) => gap.unwrap_or(0),
        (1, _, None) => 0,
        (1, _, Some((min, max))) => max.max(AiExperience::MAX - min),
        _ => AiExperience::MAX,
    };
    let heterogeneous = if gap.is_some_and(|gap| gap >= limit) {
        Truth::Yes
    } else if widest >= limit {
        Truth::Open
    } else {
        Truth::No
    };
    Spread {
        answers,
        of,
        min,
        max,
        gap,
        mean: Ratio::new(sum, n).map(|mean| Figure::new(mean, 3)),
        sd_population: variance.as_ref().map(|variance| (variance.to_f64().sqrt() * 1000.0).round() / 1000.0),
        variance: variance.map(|variance| Figure::new(variance, 3)),
        heterogeneous,
    }
}

fn step(answer: Answer<AiExperience>) -> Option<u8> {
    answer.given().map(|step| step.step())
}

/// Two people who work together: the one with more experience helps the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Pairing {
    /// Who has more experience.
    pub high: Id,
    /// Who has less.
    pub low: Id,
    /// Steps between them, at least 1.
    pub gap: u8,
}

/// Highest with lowest, second highest with second lowest, and so on; equal experience in order of id.
/// Nobody is in two pairs; people of equal experience are not paired.
pub fn pairings(people: &[Participant]) -> Vec<Pairing> {
    let mut order: Vec<(u8, &Id)> =
        people.iter().filter_map(|person| step(person.ai_experience).map(|step| (step, &person.id))).collect();
    order.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let (high, low) = order.split_at(order.len() / 2);
    let mut low = low.to_vec();
    low.sort_unstable();
    high.iter()
        .zip(low)
        .filter_map(|((more, high), (less, low))| {
            let gap = more.checked_sub(less).filter(|gap| *gap > 0)?;
            Some(Pairing { high: (*high).clone(), low: low.clone(), gap })
        })
        .collect()
}

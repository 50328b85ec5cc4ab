//! The operation `funding.assess`: company, project and date against the catalogue.

pub mod answer;
mod explain;
mod sentences;

pub use answer::{Assessment, FactQuestion};
use answer::{CatalogueInfo, Count, ProgrammeAnswer, ValueText};
pub(crate) use explain::{automatic_text, programme as explain};

use super::evaluate::Quick;
use super::inquiry::{AssessInput, Inquiry};
use super::rule::Slot;
use super::verdict::Verdict;
use crate::base::{Answer, Error, Money, SchemaVersion, Text};

/// Assesses every programme.
///
/// # Errors
/// Unknown or mistyped facts, faulty added programmes, unknown ids: all at once.
///
/// ```
/// let document = br#"{"at":"2026-11-20","facts":{"company":{"state":"NW"}},"detail":"verdicts"}"#;
/// let answer = machbar::call("funding.assess", document).unwrap();
/// assert!(String::from_utf8(answer).unwrap().contains("\"verdict\":\"open\""));
/// ```
pub fn assess(input: &AssessInput) -> Result<Assessment, Error> {
    let inquiry = input.read()?;
    let quick = inquiry.evaluate(&inquiry.facts);
    let mut programmes: Vec<(Quick, ProgrammeAnswer)> = quick
        .iter()
        .filter_map(|quick| {
            let programme = inquiry.programme(quick)?;
            Some((*quick, explain(&inquiry, programme, quick, input.detail)))
        })
        .collect();
    programmes.sort_by(|(a, left), (b, right)| {
        let key = |quick: &Quick| (rank(quick.verdict), quick.grants.high.map_or(i64::MIN, |high| -high.cents()));
        key(a).cmp(&key(b)).then_with(|| left.id.cmp(&right.id))
    });
    let count = |verdict: &Verdict| Count {
        verdict: *verdict,
        programmes: quick.iter().filter(|quick| quick.verdict == *verdict).count(),
    };
    let checks = || quick.iter().filter_map(|quick| inquiry.programme(quick)).map(|programme| programme.checked_on);
    Ok(Assessment {
        schema_version: SchemaVersion,
        at: input.at,
        catalogue: CatalogueInfo {
            programmes: quick.len(),
            oldest_check: checks().min(),
            latest_check: checks().max(),
        },
        counts: Verdict::ALL.iter().map(count).collect(),
        questions: questions(&inquiry, &quick),
        programmes: programmes.into_iter().map(|(_, answer)| answer).collect(),
    })
}

fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Eligible => 0,
        Verdict::Open => 1,
        Verdict::NotOpenForApplications => 2,
        Verdict::ListedOnly => 3,
        Verdict::NotEligible => 4,
        Verdict::Closed => 5,
    }
}

/// What is missing for the programmes that are still open or whose amount is a range.
fn questions(inquiry: &Inquiry, quick: &[Quick]) -> Vec<FactQuestion> {
    let mut needed: std::collections::BTreeMap<Slot, Vec<&Quick>> = std::collections::BTreeMap::new();
    for quick in quick {
        if let Some(programme) = inquiry.programme(quick) {
            for slot in inquiry.missing(programme, quick) {
                needed.entry(slot).or_default().push(quick);
            }
        }
    }
    let mut questions: Vec<FactQuestion> =
        needed.into_iter().filter_map(|(slot, programmes)| question(inquiry, slot, &programmes)).collect();
    // Stable: equal stakes keep the order of the vocabulary.
    questions.sort_by_key(|question| {
        (std::cmp::Reverse(question.at_stake_cents), std::cmp::Reverse(question.programmes.len()))
    });
    questions
}

/// The question for a fact.
pub(crate) fn question(inquiry: &Inquiry, slot: Slot, programmes: &[&Quick]) -> Option<FactQuestion> {
    let fact = inquiry.catalogue().vocabulary().get(slot)?;
    let ids = programmes.iter().filter_map(|quick| inquiry.programme(quick));
    Some(FactQuestion {
        fact: fact.id.clone(),
        r#type: fact.kind,
        unit: fact.unit.clone(),
        label: fact.label.clone(),
        question: fact.question.clone(),
        where_found: fact.where_found.clone(),
        values: fact
            .values
            .iter()
            .map(|member| ValueText {
                id: member.id.clone(),
                text: Text { de: member.de.clone().into(), en: member.en.clone().into() },
            })
            .collect(),
        answered_dont_know: inquiry.facts.raw(slot) == Answer::DontKnow,
        programmes: ids.map(|programme| programme.id.clone()).collect(),
        at_stake_cents: programmes.iter().filter_map(|quick| quick.grants.high).sum::<Money>(),
    })
}

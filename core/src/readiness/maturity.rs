//! The operation `readiness.maturity`: a digital maturity figure after the EDIH assessment (F-13).
//!
//! The scoring follows a public re-implementation; the official weights could not be verified. The figure is
//! therefore never called the official score.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::num::NonZeroI64;

use super::questionnaire::{
    Area, DataManagement, DataSecurity, Green, Investment, Involvement, Means, Preparation, Questionnaire,
    SkillBuilding, Stage,
};
use super::sentences;
use crate::base::scale::{Extent, Usage};
use crate::base::{
    Answer, Code, Confidence, Date, Error, Figure, Finding, Pointer, Problem, Problems, Ratio, SchemaVersion, Severity,
    Source, Text, Trace,
};

/// A filled questionnaire.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MaturityInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The answers.
    pub dma: Questionnaire,
}

/// Digital maturity in figures. A figure that needs a missing answer is left out; its bounds are given.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Maturity {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// When in the course of support.
    pub stage: Stage,
    /// The day.
    pub date: Date,
    /// Every question, 0 to 10.
    pub questions: Vec<Scored>,
    /// Every dimension, 0 to 100.
    pub dimensions: Vec<Scored>,
    /// Mean of the dimensions, 0 to 100.
    pub total: Option<Figure>,
    /// The total if every missing answer were the lowest.
    pub lowest: Figure,
    /// The total if every missing answer were the highest.
    pub highest: Figure,
    /// The band; nothing while missing answers leave several.
    pub band: Option<Band>,
    /// What the figure is not.
    pub note: Text,
    /// What to ask.
    pub open: Vec<Text>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// Where the scoring comes from, and how sure we are.
    pub sources: Vec<Source>,
    /// The formula.
    pub trace: Trace,
}

/// A question or a dimension in figures.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Scored {
    /// `Q1` to `Q11`, `D1` to `D6`.
    pub id: &'static str,
    /// What it is about.
    pub label: Text,
    /// The figure; nothing while an answer is missing.
    pub score: Option<Figure>,
    /// The least it can be.
    pub lowest: Figure,
    /// The most it can be.
    pub highest: Figure,
}

/// Bands of the total: up to 25, up to 50, up to 75, above.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Up to 25.
    Basic,
    /// Above 25, up to 50.
    Average,
    /// Above 50, up to 75.
    ModeratelyAdvanced,
    /// Above 75.
    Advanced,
}

impl Band {
    fn of(total: &Ratio) -> Self {
        match total {
            total if *total <= Ratio::from(25) => Self::Basic,
            total if *total <= Ratio::from(50) => Self::Average,
            total if *total <= Ratio::from(75) => Self::ModeratelyAdvanced,
            _ => Self::Advanced,
        }
    }
}

/// What a figure can be: one value when both ends agree.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Range {
    low: Ratio,
    high: Ratio,
}

impl Range {
    fn sure(value: Ratio) -> Self {
        Self { low: value.clone(), high: value }
    }
    /// Points out of a number of points, on a scale of 0 to 10.
    fn points(low: i64, high: i64, of: i64) -> Self {
        let scale = |points: i64| Ratio::new(10 * points, of).unwrap_or_else(Ratio::zero);
        Self { low: scale(low), high: scale(high) }
    }
    fn open() -> Self {
        Self { low: Ratio::zero(), high: Ratio::from(10) }
    }
    /// The mean of several, times ten.
    fn mean(parts: &[&Self], times: i64) -> Self {
        let count = i64::try_from(parts.len()).ok().and_then(NonZeroI64::new).unwrap_or(NonZeroI64::MIN);
        let mean =
            |end: fn(&Self) -> &Ratio| parts.iter().map(|part| end(part)).sum::<Ratio>() * Ratio::from(times) / count;
        Self { low: mean(|part| &part.low), high: mean(|part| &part.high) }
    }
    fn is_sure(&self) -> bool {
        self.low == self.high
    }
    fn scored(&self, id: &'static str, label: Text, decimals: u32) -> Scored {
        Scored {
            id,
            label,
            score: self.is_sure().then(|| Figure::new(self.low.clone(), decimals)),
            lowest: Figure::new(self.low.clone(), decimals),
            highest: Figure::new(self.high.clone(), decimals),
        }
    }
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn ticks<T>(answer: &Answer<Vec<T>>, of: usize) -> Range {
    answer.given().map_or_else(Range::open, |ticked| {
        let points = count(ticked.len());
        Range::points(points, points, count(of))
    })
}

/// Rows of 0 to `top`, out of `top` points each.
fn rows<T: Copy>(answer: &Answer<impl AsRef<[Answer<T>]>>, top: i64, points: fn(T) -> i64) -> Range {
    let Some(rows) = answer.given() else { return Range::open() };
    let rows = rows.as_ref();
    let sum = |missing: i64| rows.iter().map(|row| row.given().map_or(missing, |value| points(*value))).sum();
    Range::points(sum(0), sum(top), top * count(rows.len()))
}

/// Half points: two for an investment, one for a plan.
fn investments(answer: &Answer<Vec<Investment>>) -> Range {
    let Some(rows) = answer.given() else { return Range::open() };
    let (mut low, mut high) = (0, 0);
    for area in Area::ALL {
        let row = rows.iter().find(|row| row.area == *area);
        let already = row.and_then(|row| row.already.given().copied());
        let plan = row.and_then(|row| row.plan.given().copied());
        let points = |already: bool, plan: bool| if already { 2 } else { i64::from(plan) };
        low += points(already.unwrap_or(false), plan.unwrap_or(false));
        high += points(already.unwrap_or(true), plan.unwrap_or(true));
    }
    Range::points(low, high, 2 * count(Area::ALL.len()))
}

/// The exclusive answer gives nothing, alone or with others.
fn data_management(answer: &Answer<Vec<DataManagement>>) -> Range {
    match answer.given() {
        Some(ticked) if ticked.contains(&DataManagement::NotCollectedDigitally) => Range::sure(Ratio::zero()),
        _ => ticks(answer, DataManagement::ALL.len()),
    }
}

/// Digital maturity of a company.
///
/// # Errors
/// An answer ticked twice, an area named twice.
pub fn maturity(input: &MaturityInput) -> Result<Maturity, Error> {
    let mut problems = Problems::new();
    check(&input.dma, &Pointer::root().field("dma"), &mut problems);
    problems.finish()?;
    Ok(evaluate(&input.dma))
}

fn check(dma: &Questionnaire, at: &Pointer, problems: &mut Problems) {
    fn twice<T: Ord + Serialize>(ticked: Option<&Vec<T>>, at: Pointer, problems: &mut Problems) {
        let mut seen = std::collections::BTreeSet::new();
        for (index, tick) in ticked.into_iter().flatten().enumerate() {
            if !seen.insert(tick) {
                let word = serde_json::to_value(tick).ok().and_then(|value| value.as_str().map(str::to_owned));
                problems.push(Problem::new(Code::DuplicateId, at.index(index)).found(word.unwrap_or_default()));
            }
        }
    }
    let areas: Option<Vec<Area>> = dma.q1.given().map(|rows| rows.iter().map(|row| row.area).collect());
    twice(areas.as_ref(), at.field("Q1"), problems);
    twice(dma.q2.given(), at.field("Q2"), problems);
    twice(dma.q3.given(), at.field("Q3"), problems);
    twice(dma.q5.given(), at.field("Q5"), problems);
    twice(dma.q6.given(), at.field("Q6"), problems);
    twice(dma.q7.given(), at.field("Q7"), problems);
    twice(dma.q8.given(), at.field("Q8"), problems);
    twice(dma.q10.given(), at.field("Q10"), problems);
}

/// The same for answers that were checked before.
pub(crate) fn evaluate(dma: &Questionnaire) -> Maturity {
    let usage = |usage: Usage| i64::from(usage.get());
    let extent = |extent: Extent| i64::from(extent.get());
    let (q1, q2) = (investments(&dma.q1), ticks(&dma.q2, Preparation::ALL.len()));
    let (q3, q4) = (ticks(&dma.q3, Means::ALL.len()), rows(&dma.q4, 5, usage));
    let (q5, q6) = (ticks(&dma.q5, SkillBuilding::ALL.len()), ticks(&dma.q6, Involvement::ALL.len()));
    let (q7, q8) = (data_management(&dma.q7), ticks(&dma.q8, DataSecurity::ALL.len()));
    let q9 = rows(&dma.q9, 5, usage);
    let (q10, q11) = (ticks(&dma.q10, Green::ALL.len()), rows(&dma.q11, 2, extent));
    let dimensions = [
        ("D1", sentences::D1.text(), Range::mean(&[&q1, &q2], 10)),
        ("D2", sentences::D2.text(), Range::mean(&[&q3, &q4], 10)),
        ("D3", sentences::D3.text(), Range::mean(&[&q5, &q6], 10)),
        ("D4", sentences::D4.text(), Range::mean(&[&q7, &q8], 10)),
        ("D5", sentences::D5.text(), Range::mean(&[&q9], 10)),
        ("D6", sentences::D6.text(), Range::mean(&[&q10, &q11], 10)),
    ];
    let questions = [
        ("Q1", sentences::Q1.text(), q1),
        ("Q2", sentences::Q2.text(), q2),
        ("Q3", sentences::Q3.text(), q3),
        ("Q4", sentences::Q4.text(), q4),
        ("Q5", sentences::Q5.text(), q5),
        ("Q6", sentences::Q6.text(), q6),
        ("Q7", sentences::Q7.text(), q7),
        ("Q8", sentences::Q8.text(), q8),
        ("Q9", sentences::Q9.text(), q9),
        ("Q10", sentences::Q10.text(), q10),
        ("Q11", sentences::Q11.text(), q11),
    ];
    let ends: Vec<&Range> = dimensions.iter().map(|(_, _, range)| range).collect();
    let total = Range::mean(&ends, 1);
    let (least, most) = (Band::of(&total.low), Band::of(&total.high));
    Maturity {
        schema_version: SchemaVersion,
        stage: dma.stage,
        date: dma.date,
        total: total.is_sure().then(|| Figure::new(total.low.clone(), 2)),
        lowest: Figure::new(total.low, 2),
        highest: Figure::new(total.high, 2),
        band: (least == most).then_some(least),
        note: sentences::NOT_OFFICIAL.text(),
        open: questions
            .iter()
            .filter(|(_, _, range)| !range.is_sure())
            .map(|(id, label, _)| {
                sentences::ASK_QUESTION.with(&[("id", (*id).into()), ("label", label.clone().into())])
            })
            .collect(),
        questions: questions.into_iter().map(|(id, label, range)| range.scored(id, label, 3)).collect(),
        dimensions: dimensions.into_iter().map(|(id, label, range)| range.scored(id, label, 2)).collect(),
        findings: exclusive_finding(dma),
        sources: sources(),
        trace: Trace::of("F-13").input("/dma"),
    }
}

fn exclusive_finding(dma: &Questionnaire) -> Vec<Finding> {
    let ticked = dma.q7.given().map_or(&[][..], Vec::as_slice);
    if ticked.len() > 1 && ticked.contains(&DataManagement::NotCollectedDigitally) {
        vec![Finding::new(Severity::Warn, &sentences::EXCLUSIVE, "/dma/Q7", &[]).rule("F-13")]
    } else {
        Vec::new()
    }
}

fn sources() -> Vec<Source> {
    let read_on = Date::new(2026, 11, 20);
    vec![
        Source {
            name: "EDIH network, frequently asked questions on the digital maturity assessment (dimensions)".into(),
            address: Some("https://european-digital-innovation-hubs.ec.europa.eu".into()),
            read_on,
            confidence: Confidence::Verified,
        },
        Source {
            name: "A public re-implementation of the scoring (points per question, bands)".into(),
            address: None,
            read_on,
            confidence: Confidence::Unverified,
        },
    ]
}

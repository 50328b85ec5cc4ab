//! What a pain point costs a year (F-1), and which figure drives it.
//!
//! `(minutes × occurrences × persons / 60 × hourly cost + occurrences × other cost) × fortnights`,
//! computed exactly and rounded once, half away from zero, to a cent.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::point::{PainAnswer, PainPoint, check};
use super::sentences;
use crate::base::estimate::Estimated;
use crate::base::text::Arg;
use crate::base::{
    Answer, Code, Error, Estimate, Figure, Finding, Id, Money, Pointer, Problem, Problems, Ratio, SchemaVersion,
    Sentence, Severity, Text, Trace,
};

/// Employer cost per hour worked, manufacturing, Germany 2024 (Destatis, April 2025, read second-hand).
pub const DESTATIS_2024_MANUFACTURING: Money = Money::from_cents(4_830);

/// What stands in when nobody states the cost of an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HourlyCostFallback {
    /// Nothing: the cost stays open.
    #[default]
    None,
    /// 48.30 € (Germany, manufacturing, 2024, Destatis); each use is reported.
    Destatis2024Manufacturing,
}

/// The figures that are ours to choose; all are printed in the trace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CostParameters {
    /// Fortnights worked in a year, 1 to 26. 22 is an assumption (44 working weeks), not sourced.
    #[schemars(range(min = 1, max = 26))]
    pub fortnights_per_year: u8,
    /// Minutes in two weeks from which a pain point counts as one of the "90 minutes" (R-31).
    pub ninety_minutes: u32,
    /// What stands in for an unknown hourly cost.
    pub hourly_cost_fallback: HourlyCostFallback,
}

impl Default for CostParameters {
    fn default() -> Self {
        Self { fortnights_per_year: 22, ninety_minutes: 90, hourly_cost_fallback: HourlyCostFallback::None }
    }
}

/// Pain points and what people said about them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// At most 100,000.
    pub pain_points: Vec<PainPoint>,
    /// Answers to the leading question.
    #[serde(default)]
    pub answers: Vec<PainAnswer>,
    /// Assumptions.
    #[serde(default)]
    pub parameters: CostParameters,
}

/// What all of it costs.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CostOfPain {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// In the order of the input.
    pub pain_points: Vec<PainCost>,
    /// Sum over the pain points whose cost is known, in cents a year.
    pub total_annual_cost_cents: Estimate<Money>,
    /// Sum of the hours in two weeks over the pain points whose hours are known.
    pub total_hours_per_fortnight: Estimate<Figure>,
    /// Pain points with at least one answer of 90 minutes or more, in the order of the input.
    pub ninety_minutes_qualified: Vec<Id>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// The formula with its parameters.
    pub trace: Trace,
}

/// What one pain point costs.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PainCost {
    /// The pain point.
    pub id: Id,
    /// Working hours in two weeks; nothing when a quantity is missing.
    pub hours_per_fortnight: Option<Estimate<Figure>>,
    /// Cost in cents a year; nothing when a quantity is missing.
    pub annual_cost_cents: Option<Estimate<Money>>,
    /// What drives the cost, strongest first.
    pub drivers: Vec<Driver>,
    /// What to ask to close the gaps.
    pub questions: Vec<Text>,
}

/// How much the cost moves with one figure while the others stay at mid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Driver {
    /// The figure.
    pub quantity: Quantity,
    /// Cost at the figure's high less cost at its low, in cents a year.
    pub swing_cents: Money,
    /// Change of the cost when the figure rises by a tenth, in cents a year.
    pub tenth_more_cents: Money,
}

/// The figures of F-1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// Minutes per occurrence and person.
    Minutes,
    /// Occurrences in two weeks.
    Occurrences,
    /// Persons per occurrence.
    Persons,
    /// Cost of an hour.
    HourlyCost,
    /// Other cost per occurrence.
    OtherCost,
}

/// One complete set of the five figures.
#[derive(Clone)]
struct Figures {
    minutes: Ratio,
    occurrences: Ratio,
    persons: Ratio,
    hourly: Ratio,
    other: Ratio,
}

impl Figures {
    fn hours(&self) -> Ratio {
        let sixtieth = Ratio::new(1, 60).unwrap_or_else(Ratio::zero);
        &(&(&self.minutes * &self.occurrences) * &self.persons) * &sixtieth
    }
    fn annual(&self, fortnights: u8) -> Ratio {
        let fortnight = &(&self.hours() * &self.hourly) + &(&self.occurrences * &self.other);
        &fortnight * &Ratio::from(i64::from(fortnights))
    }
    fn with(&self, quantity: Quantity, value: Ratio) -> Self {
        let mut changed = self.clone();
        *(match quantity {
            Quantity::Minutes => &mut changed.minutes,
            Quantity::Occurrences => &mut changed.occurrences,
            Quantity::Persons => &mut changed.persons,
            Quantity::HourlyCost => &mut changed.hourly,
            Quantity::OtherCost => &mut changed.other,
        }) = value;
        changed
    }
    fn get(&self, quantity: Quantity) -> &Ratio {
        match quantity {
            Quantity::Minutes => &self.minutes,
            Quantity::Occurrences => &self.occurrences,
            Quantity::Persons => &self.persons,
            Quantity::HourlyCost => &self.hourly,
            Quantity::OtherCost => &self.other,
        }
    }
}

const QUANTITIES: [Quantity; 5] =
    [Quantity::Minutes, Quantity::Occurrences, Quantity::Persons, Quantity::HourlyCost, Quantity::OtherCost];

fn count(estimate: &Estimated<u32>) -> Estimate<Ratio> {
    estimate.map(|value| Ratio::from(i64::from(*value)))
}
fn amount(estimate: &Estimated<Money>) -> Estimate<Ratio> {
    estimate.map(|value| value.ratio())
}

/// The figures of one pain point at low, mid and high, or the questions that are open.
fn figures(point: &PainPoint, hourly: &Answer<Estimated<Money>>) -> Result<Estimate<Figures>, Vec<&'static Sentence>> {
    let minutes = point.minutes_per_occurrence.given().map(count);
    let occurrences = point.occurrences_per_fortnight.given().map(count);
    let persons = point.persons_per_occurrence.given().map(count);
    let hourly = hourly.given().map(amount);
    let other = point.other_cost_cents_per_occurrence.given().map(amount);
    let missing: Vec<_> = [
        (minutes.is_none(), &sentences::MINUTES),
        (occurrences.is_none(), &sentences::OCCURRENCES),
        (persons.is_none(), &sentences::PERSONS),
        (hourly.is_none(), &sentences::HOURLY_COST),
        (other.is_none(), &sentences::OTHER_COST),
    ]
    .into_iter()
    .filter_map(|(absent, question)| absent.then_some(question))
    .collect();
    match (minutes, occurrences, persons, hourly, other) {
        (Some(minutes), Some(occurrences), Some(persons), Some(hourly), Some(other)) => {
            let at = |pick: fn(&Estimate<Ratio>) -> &Ratio| Figures {
                minutes: pick(&minutes).clone(),
                occurrences: pick(&occurrences).clone(),
                persons: pick(&persons).clone(),
                hourly: pick(&hourly).clone(),
                other: pick(&other).clone(),
            };
            Ok(Estimate { low: at(|e| &e.low), mid: at(|e| &e.mid), high: at(|e| &e.high) })
        }
        _ => Err(missing),
    }
}

fn drivers(figures: &Estimate<Figures>, fortnights: u8) -> Vec<Driver> {
    let tenth = Ratio::new(11, 10).unwrap_or_else(Ratio::one);
    let base = figures.mid.annual(fortnights);
    let mut drivers: Vec<Driver> = QUANTITIES
        .iter()
        .map(|&quantity| {
            let at = |value: &Ratio| figures.mid.with(quantity, value.clone()).annual(fortnights);
            let swing = &at(figures.high.get(quantity)) - &at(figures.low.get(quantity));
            let more = &at(&(figures.mid.get(quantity) * &tenth)) - &base;
            Driver { quantity, swing_cents: swing.to_money(), tenth_more_cents: more.to_money() }
        })
        .collect();
    drivers.sort_by(|a, b| {
        (b.swing_cents, b.tenth_more_cents).cmp(&(a.swing_cents, a.tenth_more_cents)).then(a.quantity.cmp(&b.quantity))
    });
    drivers
}

/// The cost of pain of every pain point.
///
/// # Errors
/// Duplicate ids, answers about unknown pain points, quantities out of range — all at once.
///
/// ```
/// let document = br#"{"pain_points":[{"id":"PP01","title":"Quotes","minutes_per_occurrence":122,
///   "occurrences_per_fortnight":46,"persons_per_occurrence":1,"hourly_cost_cents":5200,
///   "other_cost_cents_per_occurrence":0}]}"#;
/// let input = machbar::base::border::read(document).unwrap();
/// let cost = machbar::pain::cost::cost_of_pain(&input).unwrap();
/// assert_eq!(cost.pain_points[0].annual_cost_cents.as_ref().unwrap().mid.cents(), 10_700_213);
/// ```
pub fn cost_of_pain(input: &CostInput) -> Result<CostOfPain, Error> {
    let mut problems = Problems::new();
    check(&input.pain_points, &input.answers, &Pointer::root(), &mut problems);
    check_parameters(&input.parameters, &Pointer::root().field("parameters"), &mut problems);
    problems.finish()?;
    Ok(evaluate(&input.pain_points, &input.answers, &input.parameters))
}

pub(crate) fn check_parameters(parameters: &CostParameters, at: &Pointer, problems: &mut Problems) {
    if !(1..=26).contains(&parameters.fortnights_per_year) {
        problems.push(
            Problem::new(Code::OutOfRange, at.field("fortnights_per_year"))
                .found(parameters.fortnights_per_year)
                .expected(Text::of("1 bis 26", "1 to 26")),
        );
    }
}

/// The exact annual cost in cents, for rooms that go on computing; `None` while a figure is missing.
pub fn exact_annual(point: &PainPoint, parameters: &CostParameters) -> Option<Estimate<Ratio>> {
    let figures = figures(point, &hourly_cost(point, parameters)).ok()?;
    Some(figures.map(|figures| figures.annual(parameters.fortnights_per_year)))
}

/// The hourly cost stated, or the one that stands in.
fn hourly_cost(point: &PainPoint, parameters: &CostParameters) -> Answer<Estimated<Money>> {
    let stated = point.hourly_cost_cents;
    match parameters.hourly_cost_fallback {
        HourlyCostFallback::Destatis2024Manufacturing if stated.given().is_none() => {
            Answer::Given(Estimated::certain(DESTATIS_2024_MANUFACTURING))
        }
        _ => stated,
    }
}

/// The same for a list that was checked before.
pub(crate) fn evaluate(points: &[PainPoint], answers: &[PainAnswer], parameters: &CostParameters) -> CostOfPain {
    let fortnights = parameters.fortnights_per_year;
    let mut findings = count_findings(points.len());
    let mut total_cost = Estimate::certain(Money::ZERO);
    let mut total_hours = Estimate::certain(Ratio::zero());
    let mut costs = Vec::with_capacity(points.len());
    for point in points {
        let hourly = hourly_cost(point, parameters);
        if hourly != point.hourly_cost_cents {
            let args = [("cost", DESTATIS_2024_MANUFACTURING.into())];
            findings.push(about(point, Severity::Info, &sentences::HOURLY_COST_FALLBACK, &args));
        }
        let title = [("title", Arg::from(point.title.clone()))];
        costs.push(match figures(point, &hourly) {
            Ok(figures) => {
                let annual = figures.map(|f| f.annual(fortnights).to_money());
                let hours = figures.map(Figures::hours);
                total_cost = Estimate {
                    low: total_cost.low + annual.low,
                    mid: total_cost.mid + annual.mid,
                    high: total_cost.high + annual.high,
                };
                total_hours = Estimate {
                    low: &total_hours.low + &hours.low,
                    mid: &total_hours.mid + &hours.mid,
                    high: &total_hours.high + &hours.high,
                };
                PainCost {
                    id: point.id.clone(),
                    hours_per_fortnight: Some(hours.map(|h| Figure::new(h.clone(), 2))),
                    annual_cost_cents: Some(annual),
                    drivers: drivers(&figures, fortnights),
                    questions: Vec::new(),
                }
            }
            Err(missing) => {
                let (severity, sentence) = if missing.len() >= 4 {
                    (Severity::Warn, &sentences::NOT_CONCRETE)
                } else {
                    (Severity::Warn, &sentences::COST_OPEN)
                };
                let questions: Vec<Text> = missing.iter().map(|question| question.with(&title)).collect();
                let names = Arg::list(missing.iter().map(|question| quantity_name(question)));
                findings.push(about(point, severity, sentence, &[("missing", names)]).rule("R-34"));
                PainCost {
                    id: point.id.clone(),
                    hours_per_fortnight: None,
                    annual_cost_cents: None,
                    drivers: Vec::new(),
                    questions,
                }
            }
        });
    }
    CostOfPain {
        schema_version: SchemaVersion,
        pain_points: costs,
        total_annual_cost_cents: total_cost,
        total_hours_per_fortnight: total_hours.map(|hours| Figure::new(hours.clone(), 2)),
        ninety_minutes_qualified: qualified(points, answers, parameters.ninety_minutes),
        findings,
        trace: Trace::of("F-1")
            .parameter("fortnights_per_year", fortnights)
            .parameter("ninety_minutes", parameters.ninety_minutes)
            .input("/pain_points"),
    }
}

fn quantity_name(question: &Sentence) -> Text {
    match question.key {
        "pain.question.minutes" => Text::of("Minuten", "minutes"),
        "pain.question.occurrences" => Text::of("Häufigkeit", "frequency"),
        "pain.question.persons" => Text::of("Personen", "persons"),
        "pain.question.hourly_cost" => Text::of("Stundenkosten", "hourly cost"),
        _ => Text::of("sonstige Kosten", "other cost"),
    }
}

fn about(point: &PainPoint, severity: Severity, sentence: &Sentence, args: &[(&str, Arg)]) -> Finding {
    let mut all = vec![("title", Arg::from(point.title.clone()))];
    all.extend_from_slice(args);
    Finding::new(severity, sentence, point.id.as_str(), &all)
}

/// R-33: ten to fifteen pain points are usual; never an error.
fn count_findings(n: usize) -> Vec<Finding> {
    const USUAL: (usize, usize) = (10, 15);
    let args = [("n", n.into()), ("low", USUAL.0.into()), ("high", USUAL.1.into())];
    let sentence = if n < USUAL.0 {
        &sentences::TOO_FEW
    } else if n > USUAL.1 {
        &sentences::TOO_MANY
    } else {
        return Vec::new();
    };
    vec![Finding::new(Severity::Info, sentence, "/pain_points", &args).rule("R-33")]
}

/// R-31: somebody lost at least so many minutes to it in two weeks.
fn qualified(points: &[PainPoint], answers: &[PainAnswer], minutes: u32) -> Vec<Id> {
    let long: std::collections::BTreeSet<&Id> = answers
        .iter()
        .filter(|answer| answer.minutes_last_14_days >= minutes)
        .map(|answer| &answer.pain_point)
        .collect();
    points.iter().filter(|point| long.contains(&point.id)).map(|point| point.id.clone()).collect()
}

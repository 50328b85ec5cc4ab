//! The operation `sprint.framing`: process measures (F-6), cost per year, hotspots, what-if.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::check::check;
use super::flow::Flow;
use super::hotspots::{Hotspots, hotspots, median_frustration};
use super::process::{MAX_ENTRIES, Process, Step};
use super::sentences;
use super::what_if::{Effect, WhatIf, check_what_if, effect};
use crate::base::estimate::Estimated;
use crate::base::text::Arg;
use crate::base::{
    Answer, Code, Error, Figure, Finding, Id, Money, Pointer, Problem, Problems, Ratio, SchemaVersion, Sentence,
    Severity, Text, Trace, Truth,
};

/// A framed process and what is asked of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FramingInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The process.
    pub framing: Process,
    /// Steps that a concept is to support; each needs a data trace (R-49).
    #[serde(default)]
    pub supported_steps: Vec<Id>,
    /// Full employer cost of one hour worked, in cents, for roles without a rate of their own.
    #[serde(default)]
    pub hourly_cost_cents: Answer<Money>,
    /// Rates by role.
    #[serde(default)]
    pub role_costs: Vec<RoleCost>,
    /// What the pain point costs a year by its own account (F-1), in cents.
    #[serde(default)]
    pub pain_annual_cost_cents: Answer<Estimated<Money>>,
    /// Changes to try; at most [`super::what_if::MAX_WHAT_IFS`].
    #[serde(default)]
    pub what_if: Vec<WhatIf>,
    /// Assumptions.
    #[serde(default)]
    pub parameters: FramingParameters,
}

/// The cost of an hour of a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleCost {
    /// The role, as the steps name it.
    pub role: Id,
    /// Full employer cost of one hour worked, in cents.
    pub hourly_cost_cents: Money,
}

/// The figures that are ours to choose; all are printed in the trace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FramingParameters {
    /// Fortnights worked in a year, 1 to 26. 22 is an assumption (44 working weeks), not sourced.
    #[schemars(range(min = 1, max = 26))]
    pub fortnights_per_year: u8,
    /// Minutes of a working day, 1 to 1,440.
    #[schemars(range(min = 1, max = 1440))]
    pub working_day_minutes: u16,
    /// Difference between process cost and pain cost, in percent of the pain cost, above which a finding says so.
    pub tolerance_percent: u16,
}

impl Default for FramingParameters {
    fn default() -> Self {
        Self { fortnights_per_year: 22, working_day_minutes: 480, tolerance_percent: 20 }
    }
}

/// What the process looks like in figures. Whatever needs a missing figure is left out.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Framing {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The process.
    pub process_id: Id,
    /// Measures of an item that runs through once, loops left aside (F-6).
    pub one_pass: Measures,
    /// Measures with every loop as often as it is expected; the same as `one_pass` without loops.
    pub with_loops: Measures,
    /// Share of items that every step hands on usable at first, in percent.
    pub rolled_ca_percent: Option<Figure>,
    /// Share of items that never take a loop, in percent.
    pub no_loop_percent: Figure,
    /// Every step.
    pub steps: Vec<StepMeasures>,
    /// Errors, delays, frustration.
    pub hotspots: Hotspots,
    /// What the process costs a year.
    pub cost: YearlyCost,
    /// What the changes would do.
    pub what_if: Vec<Effect>,
    /// What to ask, most useful first.
    pub questions: Vec<Text>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// The formula with its parameters.
    pub trace: Trace,
}

/// Expected figures per item.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Measures {
    /// Working minutes of the steps themselves.
    pub process_minutes: Option<Figure>,
    /// Minutes of waiting, in working time.
    pub wait_minutes: Option<Figure>,
    /// From arrival to hand-over, waiting included; of parallel branches the longest counts.
    pub lead_minutes: Option<Figure>,
    /// The same in working days.
    pub lead_working_days: Option<Figure>,
    /// Process time as a share of lead time, in percent; above 100 only when people work side by side.
    pub activity_ratio_percent: Option<Figure>,
    /// Working minutes to put right what was not usable.
    pub expected_rework_minutes: Option<Figure>,
    /// Process time and rework together.
    pub expected_touch_minutes: Option<Figure>,
}

/// One step in figures.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StepMeasures {
    /// The step.
    pub step: Id,
    /// How often it runs per item, loops included.
    pub runs: Figure,
    /// Middle of the given ratings, 1 to 5.
    pub median_frustration: Option<Figure>,
    /// Ratings the middle rests on.
    pub frustration_answers: usize,
}

/// What the process costs a year.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct YearlyCost {
    /// Items a year.
    pub items: Option<Figure>,
    /// Working hours a year, rework and loops included.
    pub hours: Option<Figure>,
    /// Cost of the process time of one pass, in cents a year: what F-1 counts.
    pub process_cost_cents: Option<Money>,
    /// Cost of all touch time, rework and loops included, in cents a year.
    pub touch_cost_cents: Option<Money>,
    /// The pain cost it is compared with (mid), in cents a year.
    pub pain_cost_cents: Option<Money>,
    /// `(touch cost − pain cost) / pain cost`, in percent.
    pub difference_percent: Option<Figure>,
    /// Does the difference stay within the tolerance?
    pub reconciled: Truth,
}

/// Exact figures of a flow.
pub(super) struct Totals {
    pub(super) process: Option<Ratio>,
    pub(super) wait: Option<Ratio>,
    pub(super) lead: Option<Ratio>,
    pub(super) rework: Option<Ratio>,
}

impl Totals {
    pub(super) fn of(flow: &Flow, visits: &[Ratio]) -> Self {
        let runs = flow.runs(visits);
        let total = |figure: fn(&super::flow::StepFigures) -> Option<Ratio>| -> Option<Ratio> {
            flow.steps.iter().zip(&runs).map(|(step, runs)| Some(figure(step)? * runs)).sum()
        };
        Self {
            process: total(|step| step.process.clone()),
            wait: total(|step| step.wait.clone()),
            lead: flow.lead(visits),
            rework: total(rework),
        }
    }
    pub(super) fn touch(&self) -> Option<Ratio> {
        Some(self.process.as_ref()? + self.rework.as_ref()?)
    }
}

/// Expected rework of one run: the share that is not usable times the minutes to put it right.
fn rework(step: &super::flow::StepFigures) -> Option<Ratio> {
    match (&step.error_rate, &step.rework) {
        (Some(rate), _) if rate.is_zero() => Some(Ratio::zero()),
        (_, Some(minutes)) if minutes.is_zero() => Some(Ratio::zero()),
        (Some(rate), Some(minutes)) => Some(rate * minutes),
        _ => None,
    }
}

/// `Π (1 − e(1 − c))`.
pub(super) fn rolled(flow: &Flow) -> Option<Ratio> {
    flow.steps.iter().try_fold(Ratio::one(), |product, step| {
        Some(product * (Ratio::one() - &step.execution * step.error_rate.as_ref()?))
    })
}

fn measures(totals: &Totals, parameters: &FramingParameters) -> Measures {
    let show = |value: &Option<Ratio>| value.clone().map(|value| Figure::new(value, 2));
    let day = Ratio::from(i64::from(parameters.working_day_minutes));
    let ratio = totals.lead.as_ref().and_then(|lead| totals.process.as_ref()?.checked_div(lead));
    Measures {
        process_minutes: show(&totals.process),
        wait_minutes: show(&totals.wait),
        lead_minutes: show(&totals.lead),
        lead_working_days: totals.lead.as_ref().and_then(|lead| lead.checked_div(&day)).map(|d| Figure::new(d, 3)),
        activity_ratio_percent: ratio.map(percent),
        expected_rework_minutes: show(&totals.rework),
        expected_touch_minutes: show(&totals.touch()),
    }
}

fn percent(share: Ratio) -> Figure {
    Figure::new(share * Ratio::from(100), 2)
}

/// Cost of an hour per step, where known.
pub(super) struct Rates<'i> {
    input: &'i FramingInput,
}

impl<'i> Rates<'i> {
    pub(super) fn of(input: &'i FramingInput) -> Self {
        Self { input }
    }
    fn hour(&self, step: &Step) -> Option<Ratio> {
        let own = self.input.role_costs.iter().find(|rate| Some(&rate.role) == step.role.as_ref());
        own.map(|rate| rate.hourly_cost_cents).or(self.input.hourly_cost_cents.given().copied()).map(Money::ratio)
    }
    fn items(&self) -> Option<Ratio> {
        let fortnights = Ratio::from(i64::from(self.input.parameters.fortnights_per_year));
        Some(Ratio::from(i64::from(*self.input.framing.items_per_fortnight.given()?)) * fortnights)
    }
    /// Working hours a year.
    pub(super) fn hours(&self, totals: &Totals) -> Option<Ratio> {
        (self.items()? * totals.touch()?).checked_div(&Ratio::from(60))
    }
    /// Cost a year in cents; with or without rework.
    pub(super) fn yearly(&self, flow: &Flow, visits: &[Ratio], with_rework: bool) -> Option<Ratio> {
        let runs = flow.runs(visits);
        let per_item: Option<Ratio> = self
            .input
            .framing
            .steps
            .iter()
            .zip(&flow.steps)
            .zip(&runs)
            .map(|((step, figures), runs)| {
                let again = if with_rework { rework(figures)? } else { Ratio::zero() };
                let minutes = (figures.process.as_ref()? + &again) * runs;
                // A step that takes no time costs nothing, whoever does it.
                if minutes.is_zero() { Some(minutes) } else { Some(minutes * self.hour(step)?) }
            })
            .sum();
        (per_item? * self.items()?).checked_div(&Ratio::from(60))
    }
}

/// Frames a process.
///
/// # Errors
/// Fewer than 2 or more than 40 steps, duplicate ids, unknown references, probabilities above one, a loop that never
/// ends, a loop that leads forward, parallel branches that are no neighbours — all at once.
///
/// ```
/// let document = br#"{"framing":{"process_id":"P","title":"Quotes","steps":[
///   {"id":"A","title":"Enter","process_minutes":10,"wait_before_minutes":30},
///   {"id":"B","title":"Check","process_minutes":5,"wait_before_minutes":15}],
///   "loops":[{"id":"L","after":"B","back_to":"A","probability_permille":500}]}}"#;
/// let input = machbar::base::border::read(document).unwrap();
/// let framing = machbar::sprint::framing::measures::framing(&input).unwrap();
/// assert_eq!(framing.one_pass.lead_minutes.unwrap().rounded, 60.0);
/// assert_eq!(framing.with_loops.lead_minutes.unwrap().rounded, 120.0);
/// ```
pub fn framing(input: &FramingInput) -> Result<Framing, Error> {
    let mut problems = Problems::new();
    check_input(input, &mut problems);
    problems.finish()?;
    evaluate(input)
}

fn check_input(input: &FramingInput, problems: &mut Problems) {
    let root = Pointer::root();
    check(&input.framing, &root.field("framing"), problems);
    let range = |at: Pointer, found: u16, high: u16| {
        Problem::new(Code::OutOfRange, at).found(found).expected(sentences::FROM_ONE.with(&[("n", high.into())]))
    };
    let at = root.field("parameters");
    if !(1..=26).contains(&input.parameters.fortnights_per_year) {
        problems.push(range(at.field("fortnights_per_year"), input.parameters.fortnights_per_year.into(), 26));
    }
    if !(1..=1440).contains(&input.parameters.working_day_minutes) {
        problems.push(range(at.field("working_day_minutes"), input.parameters.working_day_minutes, 1440));
    }
    let steps = || input.framing.steps.iter().map(|step| step.id.as_str());
    problems.at_most(root.field("supported_steps"), input.supported_steps.len(), MAX_ENTRIES);
    for (index, step) in input.supported_steps.iter().enumerate() {
        problems.reference(root.field("supported_steps").index(index), step.as_str(), steps());
    }
    problems.at_most(root.field("role_costs"), input.role_costs.len(), MAX_ENTRIES);
    let negative = |at: Pointer| Problem::new(Code::OutOfRange, at).expected(sentences::NOT_NEGATIVE.text());
    let mut roles = std::collections::BTreeSet::new();
    for (index, rate) in input.role_costs.iter().enumerate() {
        let at = root.field("role_costs").index(index);
        if !roles.insert(&rate.role) {
            problems.push(Problem::new(Code::DuplicateId, at.field("role")).found(&rate.role));
        }
        if rate.hourly_cost_cents.is_negative() {
            problems.push(negative(at.field("hourly_cost_cents")).found(rate.hourly_cost_cents.cents()));
        }
    }
    if let Some(cost) = input.hourly_cost_cents.given().filter(|cost| cost.is_negative()) {
        problems.push(negative(root.field("hourly_cost_cents")).found(cost.cents()));
    }
    if let Some(cost) = input.pain_annual_cost_cents.given().filter(|cost| cost.low.is_negative()) {
        problems.push(negative(root.field("pain_annual_cost_cents")).found(cost.low.cents()));
    }
    check_what_if(&input.what_if, &input.framing, &root.field("what_if"), problems);
}

/// The same for an input that was checked before.
pub(crate) fn evaluate(input: &FramingInput) -> Result<Framing, Error> {
    let process = &input.framing;
    let flow = Flow::of(process);
    let endless = |edge| super::check::endless(process, &Pointer::root().field("framing"), edge);
    let visits = flow.visits().map_err(endless)?;
    let once = flow.one_pass();
    let (one_pass, looped) = (Totals::of(&flow, &once), Totals::of(&flow, &visits));
    let rates = Rates::of(input);
    let cost = cost(input, &flow, &once, &visits, &looped);
    let mut effects = Vec::with_capacity(input.what_if.len());
    for (index, change) in input.what_if.iter().enumerate() {
        effects.push(effect(change, index, process, &flow, &rates)?);
    }
    let mut findings = Vec::new();
    step_findings(input, &mut findings);
    cost_findings(input, &cost, &mut findings);
    Ok(Framing {
        schema_version: SchemaVersion,
        process_id: process.process_id.clone(),
        one_pass: measures(&one_pass, &input.parameters),
        with_loops: measures(&looped, &input.parameters),
        rolled_ca_percent: rolled(&flow).map(percent),
        no_loop_percent: percent(flow.straight()),
        steps: process
            .steps
            .iter()
            .zip(flow.runs(&visits))
            .map(|(step, runs)| {
                let (median, answers) = median_frustration(&step.frustration);
                StepMeasures {
                    step: step.id.clone(),
                    runs: Figure::new(runs, 3),
                    median_frustration: median.map(|median| Figure::new(median, 1)),
                    frustration_answers: answers,
                }
            })
            .collect(),
        hotspots: hotspots(process),
        cost,
        what_if: effects,
        questions: questions(input),
        findings,
        trace: Trace::of("F-6")
            .parameter("fortnights_per_year", input.parameters.fortnights_per_year)
            .parameter("working_day_minutes", input.parameters.working_day_minutes)
            .parameter("tolerance_percent", input.parameters.tolerance_percent)
            .input("/framing"),
    })
}

fn cost(input: &FramingInput, flow: &Flow, once: &[Ratio], visits: &[Ratio], looped: &Totals) -> YearlyCost {
    let rates = Rates::of(input);
    let touch = rates.yearly(flow, visits, true);
    let pain = input.pain_annual_cost_cents.given().map(|cost| cost.mid);
    let difference = match (&touch, pain) {
        (Some(touch), Some(pain)) => {
            (touch - &pain.ratio()).checked_div(&pain.ratio()).map(|share| share * Ratio::from(100))
        }
        _ => None,
    };
    let tolerance = Ratio::from(i64::from(input.parameters.tolerance_percent));
    YearlyCost {
        items: rates.items().map(|items| Figure::new(items, 0)),
        hours: rates.hours(looped).map(|hours| Figure::new(hours, 1)),
        process_cost_cents: rates.yearly(flow, once, false).map(|cost| cost.to_money()),
        touch_cost_cents: touch.map(|cost| cost.to_money()),
        pain_cost_cents: pain,
        reconciled: difference.as_ref().map_or(Truth::Open, |difference| (difference.abs() <= tolerance).into()),
        difference_percent: difference.map(|difference| Figure::new(difference, 1)),
    }
}

fn about(step: &Step, severity: Severity, sentence: &Sentence, rule: &'static str, args: &[(&str, Arg)]) -> Finding {
    let mut all = vec![("step", Arg::from(&step.id)), ("title", step.title.clone().into())];
    all.extend_from_slice(args);
    Finding::new(severity, sentence, step.id.as_str(), &all).rule(rule)
}

fn step_findings(input: &FramingInput, findings: &mut Vec<Finding>) {
    let framers = input.framing.framers.len();
    for step in &input.framing.steps {
        let possible = framers.max(step.frustration.len());
        let given = step.frustration.iter().filter(|rating| rating.given().is_some()).count();
        if given > 0 && 2 * given < possible {
            let args = [("given", given.into()), ("possible", possible.into())];
            findings.push(about(step, Severity::Warn, &sentences::FEW_RATINGS, "R-46", &args));
        }
        for variable in step.context_variables.iter().filter(|v| v.recorded == Answer::Given(false)) {
            let args = [("variable", variable.name.clone().into())];
            findings.push(about(step, Severity::Warn, &sentences::NOT_RECORDED, "R-7", &args));
        }
        if input.supported_steps.contains(&step.id) && step.systems.is_empty() {
            findings.push(about(step, Severity::Warn, &sentences::NO_DATA_TRACE, "R-49", &[]));
        }
    }
}

fn cost_findings(input: &FramingInput, cost: &YearlyCost, findings: &mut Vec<Finding>) {
    if cost.reconciled.is_no()
        && let (Some(touch), Some(pain), Some(difference)) =
            (cost.touch_cost_cents, cost.pain_cost_cents, &cost.difference_percent)
    {
        let args = [
            ("process", touch.into()),
            ("pain", pain.into()),
            ("difference", Arg::Decimal(difference.rounded, 1)),
            ("tolerance", input.parameters.tolerance_percent.into()),
        ];
        let subject = input.framing.process_id.as_str();
        findings.push(Finding::new(Severity::Warn, &sentences::COST_DIFFERS, subject, &args).rule("R-47"));
    }
}

/// Questions, those first that keep the most figures from being computed.
fn questions(input: &FramingInput) -> Vec<Text> {
    let mut questions = Vec::new();
    let steps = &input.framing.steps;
    let mut ask = |sentence: &Sentence, missing: &dyn Fn(&Step) -> bool| {
        for step in steps.iter().filter(|step| missing(step)) {
            questions.push(sentence.with(&[("step", (&step.id).into()), ("title", step.title.clone().into())]));
        }
    };
    ask(&sentences::ASK_PROCESS, &|step| step.process_minutes.given().is_none());
    ask(&sentences::ASK_WAIT, &|step| step.wait_before_minutes.given().is_none());
    ask(&sentences::ASK_CA, &|step| step.ca_permille.given().is_none());
    ask(&sentences::ASK_REWORK, &|step| {
        let always_right = step.ca_permille.given().is_some_and(|ca| ca.get() == 1000);
        step.rework_minutes.given().is_none() && !always_right
    });
    ask(&sentences::ASK_FRUSTRATION, &|step| step.frustration.iter().all(|rating| rating.given().is_none()));
    if input.framing.items_per_fortnight.given().is_none() {
        questions.push(sentences::ASK_ITEMS.text());
    }
    if input.hourly_cost_cents.given().is_none() {
        let priced = |role: &Id| input.role_costs.iter().any(|rate| rate.role == *role);
        let roles: std::collections::BTreeSet<&Id> = steps.iter().filter_map(|step| step.role.as_ref()).collect();
        for role in roles.into_iter().filter(|role| !priced(role)) {
            questions.push(sentences::ASK_ROLE_COST.with(&[("role", role.into())]));
        }
        if steps.iter().any(|step| step.role.is_none()) {
            questions.push(sentences::ASK_HOURLY_COST.text());
        }
    }
    if input.pain_annual_cost_cents.given().is_none() {
        questions.push(sentences::ASK_PAIN_COST.text());
    }
    questions
}

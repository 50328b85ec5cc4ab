//! The operation `readiness.licences`: seats that nobody uses, and roll-outs without a plan (F-12).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::sentences;
use crate::base::text::Arg;
use crate::base::{
    Answer, Code, Date, Error, Figure, Finding, Money, Pointer, Problem, Problems, Ratio, SchemaVersion, Sentence,
    Severity, Text, Trace, Truth,
};

/// Most licences in one document.
pub const MAX_LICENCES: usize = 1_000;
/// Most months of one licence.
pub const MAX_MONTHS: usize = 600;
/// Most seats of one licence.
pub const MAX_SEATS: u32 = 1_000_000;
/// Months after the start within which a roll-out must be reviewed.
pub const REVIEW_MONTHS: i32 = 3;

/// Licences that were rolled out.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LicencesInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// At most [`MAX_LICENCES`].
    pub licences: Vec<Licence>,
    /// Full employer cost of one hour worked, in cents; for the break-even.
    #[serde(default)]
    pub hourly_cost_cents: Answer<Money>,
}

/// A roll-out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// What it is.
    pub product: String,
    /// Seats paid for; at most [`MAX_SEATS`].
    pub seats: u32,
    /// Price of a seat and month, in cents.
    pub price_cents_per_seat_month: Money,
    /// First day.
    #[serde(default)]
    pub start: Answer<Date>,
    /// Last day.
    #[serde(default)]
    pub end: Answer<Date>,
    /// People who used it, month by month from the start; months without an answer are left out of the idle cost.
    pub active_users_per_month: Vec<Answer<u32>>,
    /// Was a use case defined?
    #[serde(default)]
    pub use_case_defined: Answer<bool>,
    /// Hours of training per user; none is a missing plan.
    #[serde(default)]
    pub training_hours_per_user: Answer<Ratio>,
    /// Was a metric defined?
    #[serde(default)]
    pub metric_defined: Answer<bool>,
    /// Was somebody named who decides?
    #[serde(default)]
    pub decision_owner_named: Answer<bool>,
    /// When the roll-out is reviewed.
    #[serde(default)]
    pub review_on: Answer<Date>,
    /// Do several people share one personal account?
    #[serde(default)]
    pub shared_account: Answer<bool>,
}

/// What a plan needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanPart {
    /// A use case.
    UseCase,
    /// Training.
    Training,
    /// A metric.
    Metric,
    /// Somebody who decides.
    DecisionOwner,
}

/// What the licences cost.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Licences {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// In the order of the input.
    pub licences: Vec<LicenceResult>,
    /// Paid for all, in cents.
    pub paid_cents: Money,
    /// Paid for seats that nobody used, in cents.
    pub idle_cents: Money,
    /// What to ask.
    pub questions: Vec<Text>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// The formula.
    pub trace: Trace,
}

/// What one roll-out costs.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LicenceResult {
    /// What it is.
    pub product: String,
    /// Months counted.
    pub months: usize,
    /// Seats × price × months, in cents.
    pub paid_cents: Money,
    /// Seats that nobody used × price, over the months with an answer, in cents.
    pub idle_cents: Money,
    /// Months without an answer.
    pub months_unknown: usize,
    /// Idle as a share of what was paid for the months with an answer, in percent.
    pub idle_share_percent: Option<Figure>,
    /// Minutes that a seat must save a month to pay for itself.
    pub break_even_minutes_per_seat_month: Option<Figure>,
    /// Rolled out without a plan: at least two of use case, training, metric, owner are missing.
    pub spray_and_pray: Truth,
    /// What is certainly missing.
    pub missing: Vec<PlanPart>,
}

/// What licences cost, used or not.
///
/// # Errors
/// More active users than seats, an end before the start, negative prices — all at once.
pub fn licences(input: &LicencesInput) -> Result<Licences, Error> {
    let mut problems = Problems::new();
    check(input, &mut problems);
    problems.finish()?;
    Ok(evaluate(input))
}

fn check(input: &LicencesInput, problems: &mut Problems) {
    let list = Pointer::root().field("licences");
    problems.at_most(list.clone(), input.licences.len(), MAX_LICENCES);
    let range = |at: Pointer, sentence: &Sentence, n: i64| {
        Problem::new(Code::OutOfRange, at).expected(sentence.with(&[("n", n.into())]))
    };
    if let Some(cost) = input.hourly_cost_cents.given().filter(|cost| cost.is_negative() || cost.is_zero()) {
        let at = Pointer::root().field("hourly_cost_cents");
        problems.push(range(at, &sentences::AT_LEAST, 1).found(cost.cents()));
    }
    for (index, licence) in input.licences.iter().enumerate() {
        let at = list.index(index);
        let users = at.field("active_users_per_month");
        problems.at_most(users.clone(), licence.active_users_per_month.len(), MAX_MONTHS);
        if licence.seats == 0 || licence.seats > MAX_SEATS {
            problems.push(range(at.field("seats"), &sentences::FROM_ONE, MAX_SEATS.into()).found(licence.seats));
        }
        if licence.price_cents_per_seat_month.is_negative() {
            let price = licence.price_cents_per_seat_month.cents();
            problems.push(range(at.field("price_cents_per_seat_month"), &sentences::AT_LEAST, 0).found(price));
        }
        if let Some(hours) = licence.training_hours_per_user.given().filter(|hours| hours.is_negative()) {
            problems.push(range(at.field("training_hours_per_user"), &sentences::AT_LEAST, 0).found(hours));
        }
        for (month, active) in licence.active_users_per_month.iter().enumerate() {
            if let Some(active) = active.given().filter(|active| **active > licence.seats) {
                problems.push(range(users.index(month), &sentences::AT_MOST, licence.seats.into()).found(active));
            }
        }
        if let (Answer::Given(start), Answer::Given(end)) = (licence.start, licence.end)
            && end < start
        {
            problems.push(
                Problem::new(Code::WrongOrder, at.field("end")).found(end).expected(sentences::NOT_BEFORE_START.text()),
            );
        }
    }
}

/// The same for an input that was checked before.
pub(crate) fn evaluate(input: &LicencesInput) -> Licences {
    let mut questions = Vec::new();
    let mut findings = Vec::new();
    let results: Vec<LicenceResult> = input
        .licences
        .iter()
        .enumerate()
        .map(|(index, licence)| {
            let result = result(licence, &input.hourly_cost_cents);
            ask(licence, &mut questions);
            notice(licence, &result, &Pointer::root().field("licences").index(index), &mut findings);
            result
        })
        .collect();
    if input.hourly_cost_cents.given().is_none() && !input.licences.is_empty() {
        questions.push(sentences::ASK_HOURLY_COST.text());
    }
    Licences {
        schema_version: SchemaVersion,
        paid_cents: results.iter().map(|result| result.paid_cents).sum(),
        idle_cents: results.iter().map(|result| result.idle_cents).sum(),
        licences: results,
        questions,
        findings,
        trace: Trace::of("F-12").parameter("review_months", REVIEW_MONTHS).input("/licences"),
    }
}

/// The parts of a plan, each with what is known about it.
fn parts(licence: &Licence) -> [(PlanPart, Truth, &'static Sentence); 4] {
    let trained = licence.training_hours_per_user.given().map_or(Truth::Open, |hours| (!hours.is_zero()).into());
    [
        (PlanPart::UseCase, licence.use_case_defined.into(), &sentences::ASK_USE_CASE),
        (PlanPart::Training, trained, &sentences::ASK_TRAINING),
        (PlanPart::Metric, licence.metric_defined.into(), &sentences::ASK_METRIC),
        (PlanPart::DecisionOwner, licence.decision_owner_named.into(), &sentences::ASK_DECISION_OWNER),
    ]
}

fn result(licence: &Licence, hourly: &Answer<Money>) -> LicenceResult {
    let price = licence.price_cents_per_seat_month;
    let seats = i64::from(licence.seats);
    let given: Vec<i64> =
        licence.active_users_per_month.iter().filter_map(Answer::given).map(|n| i64::from(*n)).collect();
    let months = licence.active_users_per_month.len();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let idle_seats: i64 = given.iter().map(|active| seats - active).sum();
    let parts = parts(licence);
    let missing = parts.iter().filter(|(_, there, _)| there.is_no()).count();
    let unknown = parts.iter().filter(|(_, there, _)| there.is_open()).count();
    LicenceResult {
        product: licence.product.clone(),
        months,
        paid_cents: price.repeat(seats).repeat(count(months)),
        idle_cents: price.repeat(idle_seats),
        months_unknown: months - given.len(),
        idle_share_percent: Ratio::new(100 * idle_seats, seats * count(given.len())).map(|share| Figure::new(share, 1)),
        break_even_minutes_per_seat_month: hourly
            .given()
            .and_then(|hourly| (price.ratio() * Ratio::from(60)).checked_div(&hourly.ratio()))
            .map(|minutes| Figure::new(minutes, 2)),
        spray_and_pray: if missing >= 2 {
            Truth::Yes
        } else if missing + unknown < 2 {
            Truth::No
        } else {
            Truth::Open
        },
        missing: parts.iter().filter(|(_, there, _)| there.is_no()).map(|(part, _, _)| *part).collect(),
    }
}

fn ask(licence: &Licence, questions: &mut Vec<Text>) {
    let args = [("product", Arg::from(licence.product.clone()))];
    questions.extend(parts(licence).iter().filter(|(_, there, _)| there.is_open()).map(|(_, _, ask)| ask.with(&args)));
    if licence.active_users_per_month.iter().any(|active| active.given().is_none()) {
        questions.push(sentences::ASK_ACTIVE.with(&args));
    }
}

fn notice(licence: &Licence, result: &LicenceResult, at: &Pointer, findings: &mut Vec<Finding>) {
    let mut add = |severity: Severity, sentence: &Sentence, rule: &'static str, more: &[(&str, Arg)]| {
        let mut args = vec![("product", Arg::from(licence.product.clone()))];
        args.extend_from_slice(more);
        findings.push(Finding::new(severity, sentence, at.as_str(), &args).rule(rule));
    };
    if result.spray_and_pray.is_yes() {
        add(Severity::Warn, &sentences::SPRAY_AND_PRAY, "R-69", &[("n", result.missing.len().into())]);
    }
    if licence.shared_account == Answer::Given(true) {
        add(Severity::Warn, &sentences::SHARED_ACCOUNT, "R-72", &[]);
    }
    if let Answer::Given(start) = licence.start {
        let latest = start.add_months(REVIEW_MONTHS);
        match licence.review_on {
            Answer::Given(review) if review <= latest => {}
            Answer::Given(review) => {
                add(
                    Severity::Warn,
                    &sentences::REVIEW_LATE,
                    "R-69",
                    &[("review", review.into()), ("latest", latest.into())],
                );
            }
            Answer::NotAsked | Answer::DontKnow => {
                add(Severity::Info, &sentences::NO_REVIEW, "R-69", &[("latest", latest.into())]);
            }
        }
    }
    // Months that were counted and months between the dates should be the same.
    if let (Answer::Given(start), Answer::Given(end)) = (licence.start, licence.end) {
        let months = i32::try_from(result.months).unwrap_or(i32::MAX);
        let whole = start.add_months(months) > end && (months == 0 || start.add_months(months - 1) <= end);
        if !whole {
            let args = [("months", result.months.into()), ("start", start.into()), ("end", end.into())];
            add(Severity::Warn, &sentences::MONTHS_DIFFER, "F-12", &args);
        }
    }
}

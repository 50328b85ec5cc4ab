//! The operation `aid.intensity`: what the regulation allows for each cost item of a project.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::discount;
use super::facts::Facts;
use super::incentive::{Scheme, Step, incentive_effect, start_of_works};
use super::input::{CostItem, IntensityInput, check};
use super::measure::{Article, Measure, ResearchCategory};
use super::rate::{Intensity, max_intensity};
use super::sentences as say;
use super::status::GberStatus;
use super::threshold::{Raised, ResearchCosts, threshold};
use crate::base::grounds::{Gather, Grounds};
use crate::base::law::Law;
use crate::base::text::Arg;
use crate::base::{Date, Error, Figure, Id, Money, Pointer, Ratio, SchemaVersion, Sentence, Severity, Text, Truth};

/// What the regulation allows.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Intensities {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The day of the grant.
    pub grant_date: Date,
    /// How the day stands to the regulation.
    pub status: GberStatus,
    /// Does the regulation cover the grant?
    pub covered: Truth,
    /// The items, in the order of the document.
    pub items: Vec<ItemIntensity>,
    /// The notification thresholds of the project.
    pub thresholds: Vec<Threshold>,
    /// Start-up aid of several forms: shares of the maxima used, together at most one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_up_mix: Option<StartUpMix>,
    /// The incentive effect.
    pub incentive: Incentive,
    /// The rules, questions and findings behind the answer.
    pub grounds: Grounds,
}

/// The limit for an item; bounds where facts are missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ItemIntensity {
    /// The item.
    pub id: Id,
    /// The article.
    pub article: Article,
    /// Is it within the scope of the regulation (Art 1)? Amounts are given while that is open; they are nothing when it is
    /// not.
    pub in_scope: Truth,
    /// May it be aided under the article?
    pub eligible: Truth,
    /// Eligible cost in cents, discounted and with indirect costs, whatever the discount rate is.
    pub cost_at_least_cents: Money,
    /// Eligible cost in cents without discounting where the rate is not known.
    pub cost_at_most_cents: Money,
    /// Intensity in permille whatever the missing facts of the measure are.
    pub at_least_permille: i64,
    /// Intensity in permille if every missing fact turns out well.
    pub at_most_permille: i64,
    /// Aid in cents whatever the missing facts of the measure are, rounded down.
    pub at_least_cents: Money,
    /// Aid in cents if every missing fact turns out well, rounded down.
    pub at_most_cents: Money,
    /// Why it is not eligible, or not in scope.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Text>,
}

/// A notification threshold and what the project could reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Threshold {
    /// The article.
    pub article: Article,
    /// For research: the category that decides, by the larger part of the costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub research: Option<ResearchCategory>,
    /// For a feasibility study, whose threshold is its own: the item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<Id>,
    /// The threshold in cents; aid above it must be notified.
    pub threshold_cents: Money,
    /// Its rule.
    pub rule: String,
    /// Highest aid whatever the missing facts are, in cents.
    pub aid_at_least_cents: Money,
    /// Highest aid if every missing fact turns out well, in cents.
    pub aid_at_most_cents: Money,
    /// Does the highest aid stay at or below the threshold?
    pub within: Truth,
}

/// Start-up aid of several forms (Art 22(4)).
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StartUpMix {
    /// Sum of the shares of the maxima if every missing fact turns out well.
    pub at_least: Figure,
    /// The same whatever the missing facts are; absent when a maximum may be nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Figure>,
    /// Is the sum at most one?
    pub within: Truth,
}

/// The incentive effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Incentive {
    /// Is it given?
    pub given: Truth,
    /// The first day on which works start; absent when unknown or not started.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_of_works: Option<Date>,
    /// Why.
    pub text: Text,
}

/// The highest intensity and amount for each cost item of a project.
///
/// # Errors
/// All problems of the document: negative amounts, shares above one, repeated ids, too many items.
pub fn intensity(input: &IntensityInput) -> Result<Intensities, Error> {
    intensity_under(input, Law::embedded())
}

/// The same under a law of the caller's.
///
/// # Errors
/// As [`intensity`].
pub fn intensity_under(input: &IntensityInput, law: &Law) -> Result<Intensities, Error> {
    check(input, law)?;
    let mut gather = Gather::default();
    let (status, law_date) = GberStatus::on(law, input.version, input.grant_date);
    let covered = status.covers(input.existing_scheme);
    let root = Pointer::root();
    let at = root.field("grant_date");
    match status {
        GberStatus::InForce => {}
        GberStatus::Transition => {
            gather.notice(Severity::Warn, &say::TRANSITION, &at, &[]);
            if covered.is_open() {
                gather.question(&root.field("existing_scheme"), &say::ASK_EXISTING_SCHEME, &[]);
            }
        }
        GberStatus::Ended | GberStatus::NotYet => {
            gather.notice(Severity::Warn, &say::NOT_COVERED, &at, &[("date", input.grant_date.into())]);
        }
        GberStatus::SuccessorNotInForce => {
            gather.notice(Severity::Warn, &say::SUCCESSOR, &root.field("version"), &[]);
        }
    }
    if let Some(rule) = law.versions("gber.winding_down").last() {
        gather.rule(rule);
    }
    let area = super::place::area(input.area, &input.municipality, input.grant_date, &mut gather);
    let facts = Facts { size: input.size, area, granted_on: Some(input.grant_date) };
    let mut items = Vec::with_capacity(input.items.len());
    let mut limits: Vec<Option<Intensity>> = Vec::with_capacity(input.items.len());
    for (index, item) in input.items.iter().enumerate() {
        let at = root.field("items").index(index).field("measure");
        let limit = law_date.filter(|_| !covered.is_no()).map(|date| max_intensity(law, date, &item.measure, &facts));
        if let (Some(limit), Some(date)) = (&limit, law_date) {
            for id in &limit.rules {
                if let Some(rule) = law.rule(id, date) {
                    gather.decisive(rule);
                }
            }
            ask(limit, &at, &mut gather);
        }
        let mut reasons = Vec::new();
        let in_scope = super::scope::within(input.beneficiary, item.measure.article(), &mut gather, &mut reasons);
        let cost = eligible_cost(input, item, &root.field("items").index(index), &mut gather);
        items.push(item_answer(item, cost, limit.as_ref(), covered, (in_scope, reasons)));
        limits.push(limit);
    }
    let thresholds = law_date.map(|date| thresholds(input, law, date, &items, &mut gather)).unwrap_or_default();
    let start_up_mix = start_up_mix(input, &items, &limits);
    let incentive = incentive(input, &mut gather);
    Ok(Intensities {
        schema_version: SchemaVersion,
        grant_date: input.grant_date,
        status,
        covered,
        items,
        thresholds,
        start_up_mix,
        incentive,
        grounds: gather.finish(),
    })
}

fn ask(limit: &Intensity, at: &Pointer, gather: &mut Gather) {
    for (field, question) in &limit.questions {
        let place = match field.strip_prefix('/') {
            Some(field) => Pointer::root().field(field),
            None => field.split('/').fold(at.clone(), |at, part| at.field(part)),
        };
        gather.question(&place, question, &[]);
        if *field == super::AREA {
            gather.notice(Severity::Info, &say::AREA_LIST, &place, &[]);
        }
    }
}

/// The eligible cost, discounted and with the flat rate for indirect costs, rounded down: whatever the discount rate is,
/// and without discounting where it is not known.
fn eligible_cost(input: &IntensityInput, item: &CostItem, at: &Pointer, gather: &mut Gather) -> (Money, Money) {
    let on = input.grant_date;
    let (low, high) = match (item.payments.as_slice(), input.discount_rate.given()) {
        ([], _) => (item.cost_cents.ratio(), item.cost_cents.ratio()),
        (payments, Some(rate)) => {
            let args = [("rate", Arg::percent(rate, 2))];
            gather.notice(Severity::Info, &discount::DISCOUNTED, &at.field("payments"), &args);
            let worth = discount::present_value(payments, rate, on);
            (worth.clone(), worth)
        }
        (payments, None) => {
            let worth = discount::worth(payments, &input.discount_rate, on);
            if worth.exact().is_none() {
                let place = Pointer::root().field("discount_rate");
                gather.question(&place, &discount::ASK_DISCOUNT_RATE, &[]);
            }
            (worth.at_least_cents.ratio(), worth.at_most_cents.unwrap_or(item.cost_cents).ratio())
        }
    };
    let factor = Ratio::one() + &Ratio::permille(i64::from(item.indirect_permille));
    let whole = |cost: Ratio| Money::from_cents((cost * &factor).floor());
    (whole(low), whole(high))
}

fn item_answer(
    item: &CostItem,
    (cost_at_least_cents, cost_at_most_cents): (Money, Money),
    limit: Option<&Intensity>,
    covered: Truth,
    (in_scope, mut reasons): (Truth, Vec<&'static Sentence>),
) -> ItemIntensity {
    if let Some(limit) = limit.filter(|limit| !limit.eligible.is_yes()) {
        reasons.extend(&limit.obstacles);
    }
    let limit = limit.filter(|_| !in_scope.is_no());
    let low = limit.map_or(Money::ZERO, |limit| limit.aid(cost_at_least_cents).0);
    let high = limit.map_or(Money::ZERO, |limit| limit.aid(cost_at_most_cents).1);
    let sure = covered.is_yes();
    ItemIntensity {
        id: item.id.clone(),
        article: item.measure.article(),
        in_scope,
        eligible: limit.map_or(Truth::No, |limit| limit.eligible & covered),
        cost_at_least_cents,
        cost_at_most_cents,
        at_least_permille: limit.filter(|_| sure).map_or(0, |limit| limit.at_least_permille),
        at_most_permille: limit.map_or(0, |limit| limit.at_most_permille),
        at_least_cents: if sure { low } else { Money::ZERO },
        at_most_cents: high,
        reasons: reasons.into_iter().map(Sentence::text).collect(),
    }
}

/// One threshold per article; each feasibility study has its own.
fn thresholds(
    input: &IntensityInput,
    law: &Law,
    date: Date,
    items: &[ItemIntensity],
    gather: &mut Gather,
) -> Vec<Threshold> {
    let raised = Raised { eureka: input.eureka, repayable_advance: input.repayable_advance };
    let mut costs = ResearchCosts::default();
    for item in &input.items {
        let Measure::Research(research) = &item.measure else { continue };
        match research.category {
            ResearchCategory::Fundamental => costs.fundamental += item.cost_cents,
            ResearchCategory::Industrial => costs.industrial += item.cost_cents,
            ResearchCategory::Experimental => costs.experimental += item.cost_cents,
            ResearchCategory::Feasibility => {}
        }
    }
    let main = costs.main_category(law, date);
    if input.items.iter().any(|item| item.measure.article() == Article::Art25) {
        gather.rule_on(law, "gber.4.25.half", date);
        for (applies, id) in [(input.eureka, "gber.4.25.eureka"), (input.repayable_advance, "gber.4.25.repayable")] {
            if applies {
                gather.rule_on(law, id, date);
            }
        }
    }
    let mut list: Vec<Threshold> = Vec::new();
    for (item, answer) in input.items.iter().zip(items) {
        let study =
            matches!(&item.measure, Measure::Research(research) if research.category == ResearchCategory::Feasibility);
        let article = answer.article;
        let category = if study { ResearchCategory::Feasibility } else { main };
        let known = list.iter_mut().find(|known| known.article == article && known.item.is_none() && !study);
        if let Some(known) = known {
            known.aid_at_least_cents += answer.at_least_cents;
            known.aid_at_most_cents += answer.at_most_cents;
            continue;
        }
        let Some((rule, amount)) = threshold(law, date, article, category, raised) else { continue };
        gather.rule(rule);
        list.push(Threshold {
            article,
            research: (article == Article::Art25).then_some(category),
            item: study.then(|| item.id.clone()),
            threshold_cents: amount,
            rule: rule.id.to_string(),
            aid_at_least_cents: answer.at_least_cents,
            aid_at_most_cents: answer.at_most_cents,
            within: Truth::Open,
        });
    }
    for threshold in &mut list {
        threshold.within = if threshold.aid_at_most_cents <= threshold.threshold_cents {
            Truth::Yes
        } else if threshold.aid_at_least_cents > threshold.threshold_cents {
            Truth::No
        } else {
            Truth::Open
        };
        if !threshold.within.is_yes() {
            if let Some(rule) = law.rule(&threshold.rule, date) {
                gather.decisive(rule);
            }
            let args = [("aid", threshold.aid_at_most_cents.into()), ("threshold", threshold.threshold_cents.into())];
            gather.notice(Severity::Warn, &say::NOTIFY, &Pointer::root().field("items"), &args);
        }
    }
    let total: Money = items.iter().map(|item| item.at_most_cents).sum();
    gather.rule_on(law, "gber.9.publication", date);
    if let Some(rule) = law.rule("gber.9.publication", date)
        && Some(total.cents()) > rule.value()
    {
        let amount = Money::from_cents(rule.value().unwrap_or(0));
        gather.notice(
            Severity::Info,
            &say::PUBLISHED,
            &Pointer::root().field("items"),
            &[("threshold", amount.into())],
        );
    }
    list
}

/// The shares of the maxima of start-up aid that the planned amounts use.
fn start_up_mix(input: &IntensityInput, items: &[ItemIntensity], limits: &[Option<Intensity>]) -> Option<StartUpMix> {
    let mut low = Some(Ratio::zero());
    let mut high = Some(Ratio::zero());
    let mut count = 0;
    for ((item, answer), limit) in input.items.iter().zip(items).zip(limits) {
        let (Measure::StartUp(_), Some(limit)) = (&item.measure, limit) else { continue };
        if limit.eligible.is_no() {
            return None;
        }
        count += 1;
        // The ceiling is what an unlimited plan would get.
        let (worst, best) = limit.aid(Money::from_cents(Money::LIMIT));
        let share = |ceiling: Money| item.cost_cents.ratio().checked_div(&ceiling.ratio());
        low = low.zip(share(best)).map(|(sum, share)| sum + share);
        high = high.zip(share(worst).filter(|_| answer.eligible.is_yes())).map(|(sum, share)| sum + share);
    }
    if count == 0 {
        return None;
    }
    let one = Ratio::one();
    let within = match (&low, &high) {
        (None, _) => Truth::No,
        (Some(low), _) if *low > one => Truth::No,
        (_, Some(high)) if *high <= one => Truth::Yes,
        _ => Truth::Open,
    };
    Some(StartUpMix {
        at_least: Figure::new(low.unwrap_or(one), 4),
        at_most: high.map(|high| Figure::new(high, 4)),
        within,
    })
}

fn incentive(input: &IntensityInput, gather: &mut Gather) -> Incentive {
    let at = Pointer::root().field("scheme");
    // Start-up aid alone needs no incentive effect.
    if !input.items.is_empty() && input.items.iter().all(|item| item.measure.article() == Article::Art22) {
        return Incentive { given: Truth::Yes, start_of_works: None, text: say::NO_TEST.text() };
    }
    let given = incentive_effect(&input.scheme, input.same_day);
    let (steps, applied) = match &input.scheme {
        Scheme::Application { applied_on, steps } => (steps, applied_on.given().copied()),
        Scheme::TaxMeasure { steps, .. } => (steps, None),
    };
    let start = steps.given().and_then(|steps: &Vec<Step>| start_of_works(steps));
    if given.is_open() {
        if steps.given().is_none() {
            gather.question(&at.field("steps"), &say::ASK_STEPS, &[]);
        }
        match &input.scheme {
            Scheme::Application { applied_on, .. } => {
                if applied_on.given().is_none() {
                    gather.question(&at.field("applied_on"), &say::ASK_APPLIED, &[]);
                }
            }
            Scheme::TaxMeasure { legal_right, in_force_since, .. } => {
                if legal_right.given().is_none() {
                    gather.question(&at.field("legal_right"), &say::ASK_LEGAL_RIGHT, &[]);
                }
                if in_force_since.given().is_none() {
                    gather.question(&at.field("in_force_since"), &say::ASK_IN_FORCE_SINCE, &[]);
                }
            }
        }
    }
    let text = match (&input.scheme, given, start) {
        (Scheme::TaxMeasure { .. }, Truth::Yes, _) => say::TAX_MEASURE.text(),
        (_, Truth::Open, _) => say::INCENTIVE_OPEN.text(),
        (_, Truth::Yes, None) => say::NOT_STARTED.text(),
        (_, Truth::Yes, Some(_)) => say::IN_TIME.text(),
        (Scheme::TaxMeasure { .. }, Truth::No, _) => say::NO_LEGAL_RIGHT.text(),
        (_, Truth::No, Some(start)) => say::TOO_EARLY.with(&[("start", start.into())]),
        (_, Truth::No, None) => say::NO_LEGAL_RIGHT.text(),
    };
    if start.is_some() && applied == start {
        gather.notice(Severity::Warn, &say::SAME_DAY, &Pointer::root().field("same_day"), &[]);
    }
    if matches!(input.scheme, Scheme::Application { .. }) {
        gather.notice(Severity::Info, &say::BUDGET_LAW, &at, &[]);
    }
    Incentive { given, start_of_works: start, text }
}

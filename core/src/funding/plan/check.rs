//! The operation `funding.check_plan`: every rule that a plan breaks, whoever made it.
//!
//! Written on its own, from the rules: it shares the documents with the search and nothing else.
//! It does not ask whether a plan is good, only whether it is lawful and can be carried out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::check_cash;
use super::check_dates;
use super::check_filings;
use super::check_money;
use super::check_own_share;
use super::document::{Application, Plan};
use super::offer::OfferInstrument;
use super::sentences as s;
use super::situation::Situation;
use super::validate;
use crate::base::text::Arg;
use crate::base::{Answer, Code, Error, Finding, Id, Money, Pointer, Problem, SchemaVersion, Sentence, Severity};

/// A situation and a plan for it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// What is to be paid, when it may happen, and who might pay.
    pub situation: Situation,
    /// Who pays what, and when everything happens.
    pub plan: Plan,
}

/// What the check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CheckReport {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// No rule is broken.
    pub lawful: bool,
    /// Every broken rule (`block`) and everything a plan must say about itself (`warn`, `info`).
    pub findings: Vec<Finding>,
    /// Sum of the grants asked for, in cents; a loan is none.
    pub grant_cents: Money,
    /// What the company pays itself in the end, in cents.
    pub own_share_cents: Money,
}

/// Gathers findings.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) list: Vec<Finding>,
}

impl Findings {
    pub(super) fn block(
        &mut self,
        sentence: &Sentence,
        subject: impl Into<String>,
        rule: &'static str,
        args: &[(&str, Arg)],
    ) {
        self.list.push(Finding::new(Severity::Block, sentence, subject, args).rule(rule));
    }
    pub(super) fn say(
        &mut self,
        severity: Severity,
        sentence: &Sentence,
        subject: impl Into<String>,
        rule: &'static str,
        args: &[(&str, Arg)],
    ) {
        self.list.push(Finding::new(severity, sentence, subject, args).rule(rule));
    }
}

/// Every rule that the plan breaks.
///
/// # Errors
/// Problems of the situation, references of the plan that point at nothing, too many entries.
pub fn check_plan(input: &CheckInput) -> Result<CheckReport, Error> {
    let (situation, plan) = (&input.situation, &input.plan);
    let mut problems = validate::validate(situation, &Pointer::root().field("situation"));
    let at = Pointer::root().field("plan");
    problems.at_most(at.field("applications"), plan.applications.len(), Plan::MAX_APPLICATIONS);
    problems.at_most(at.field("claims"), plan.claims.len(), Plan::MAX_CLAIMS);
    problems.at_most(at.field("orders"), plan.orders.len(), Situation::MAX_POSITIONS);
    problems.at_most(at.field("starts"), plan.starts.len(), Situation::MAX_STAGES);
    problems.unique_ids(&at.field("applications"), plan.applications.iter().map(|application| &application.id));
    let positions = || situation.positions.iter().map(|position| position.id.as_str());
    for (index, application) in plan.applications.iter().enumerate() {
        let here = at.field("applications").index(index);
        problems.reference(
            here.field("offer"),
            application.offer.as_str(),
            situation.offers.iter().map(|offer| offer.id.as_str()),
        );
    }
    for (index, claim) in plan.claims.iter().enumerate() {
        let here = at.field("claims").index(index);
        problems.reference(here.field("position"), claim.position.as_str(), positions());
        let known = plan.applications.iter().map(|application| application.id.as_str());
        problems.reference(here.field("application"), claim.application.as_str(), known.clone());
        if let Some(of) = &claim.own_share_of {
            problems.reference(here.field("own_share_of"), of.as_str(), known);
        }
    }
    for (index, order) in plan.orders.iter().enumerate() {
        let here = at.field("orders").index(index);
        problems.reference(here.field("position"), order.position.as_str(), positions());
        if let Some(quote) = &order.quote {
            let of = situation.positions.iter().filter(|position| position.id == order.position);
            let known = of.flat_map(|position| &position.quotes).map(|quote| quote.id.as_str());
            problems.reference(here.field("quote"), quote.as_str(), known);
        }
    }
    for (index, start) in plan.starts.iter().enumerate() {
        let known = situation.stages.iter().map(|stage| stage.id.as_str());
        problems.reference(at.field("starts").index(index).field("stage"), start.stage.as_str(), known);
    }
    once(&mut problems, &at.field("orders"), plan.orders.iter().map(|order| order.position.as_str()));
    once(&mut problems, &at.field("starts"), plan.starts.iter().map(|start| start.stage.as_str()));
    problems.finish()?;

    let ordered = as_ordered(situation, plan);
    let situation = &ordered;
    let mut findings = Findings::default();
    check_dates::steps(situation, plan, &mut findings);
    check_dates::orders(situation, plan, &mut findings);
    check_filings::applications(situation, plan, &mut findings);
    check_money::claims(situation, plan, &mut findings);
    check_money::amounts(situation, plan, &mut findings);
    check_own_share::own_shares(situation, plan, &mut findings);
    check_money::tax_caps(situation, plan, &mut findings);
    check_money::de_minimis(situation, plan, &mut findings);
    check_cash::budgets(situation, plan, &mut findings);
    let list = findings.list;
    let lent = |application: &&Application| {
        situation.offers.iter().any(|offer| offer.id == application.offer && offer.instrument == OfferInstrument::Loan)
    };
    let grants = plan.applications.iter().filter(|application| !lent(application));
    let grant: Money = grants.map(|application| application.amount_cents).sum();
    let cost: Money = situation.positions.iter().filter_map(|position| position.net_cents.given()).sum();
    Ok(CheckReport {
        schema_version: SchemaVersion,
        lawful: list.iter().all(|finding| finding.severity != Severity::Block),
        findings: list,
        grant_cents: grant,
        own_share_cents: cost - grant,
    })
}

/// The situation with the quotes that the plan takes in place of the stated ones.
fn as_ordered(situation: &Situation, plan: &Plan) -> Situation {
    let mut ordered = situation.clone();
    let mut lengths: Vec<(Id, u32)> = Vec::new();
    for position in &mut ordered.positions {
        let Some(order) = plan.orders.iter().find(|order| order.position == position.id) else { continue };
        let quote = position.quotes.iter().find(|quote| Some(&quote.id) == order.quote.as_ref()).cloned();
        let stage = situation.stages.iter().find(|stage| stage.id == position.stage);
        if let Some(stage) = stage.filter(|_| !order.moved) {
            let own = quote.as_ref().and_then(|quote| quote.working_days);
            lengths.push((stage.id.clone(), own.unwrap_or(stage.working_days)));
        }
        let Some(quote) = quote else { continue };
        position.net_cents = Answer::Given(quote.net_cents);
        position.quantity = quote.quantity;
        position.provider = quote.provider;
        position.provider_independent = quote.provider_independent;
        position.earliest_order = quote.earliest_order;
        if let Some(research) = quote.research {
            position.research = Answer::Given(research);
        }
        position.taken = Some(quote.id);
    }
    for stage in &mut ordered.stages {
        // The slowest of the step's positions decides how long it takes.
        let longest = lengths.iter().filter(|(id, _)| *id == stage.id).map(|(_, days)| *days).max();
        stage.working_days = longest.unwrap_or(stage.working_days);
    }
    ordered
}

fn once<'a>(problems: &mut crate::base::Problems, at: &Pointer, ids: impl Iterator<Item = &'a str>) {
    let mut seen = std::collections::BTreeSet::new();
    for (index, id) in ids.enumerate() {
        if !seen.insert(id) {
            problems.push(Problem::new(Code::Contradiction, at.index(index)).found(id).message(s::TWICE.text()));
        }
    }
}

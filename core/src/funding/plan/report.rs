//! The operation `funding.plan`: the plans worth choosing between, explained.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::compile::Compiled;
use super::document::Plan;
use super::explain::{Fallback, Limit, PositionReason, Question, Unused};
use super::front::Pick;
use super::offer::{Offer, Pace, Standing};
use super::programmes::{self, Programmes};
use super::sentences as s;
use super::situation::Situation;
use super::tasks::Task;
use super::validate;
use crate::base::{Code, Date, Error, Finding, Id, Money, Pointer, Problem, Problems, SchemaVersion, Severity, Text};
use crate::funding::costs::Phase;

/// What is to be planned.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlanInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// What is to be paid, when it may happen, and who might pay.
    pub situation: Situation,
    /// Programmes of the catalogue that become offers beside those of the situation; absent: none.
    #[serde(default)]
    pub programmes: Option<Programmes>,
    /// How fast offices are assumed to decide.
    #[serde(default)]
    pub pace: Pace,
    /// Most nodes of each search, 1 to 10,000,000. When it is hit, the gap is reported.
    #[serde(default = "PlanInput::nodes")]
    pub node_limit: u64,
    /// Only the plan with most money, without alternatives, reasons and fallbacks: the fast answer.
    #[serde(default)]
    pub only_best: bool,
}

impl PlanInput {
    /// Most nodes that may be asked for.
    pub const MAX_NODES: u64 = 10_000_000;

    const fn nodes() -> u64 {
        1_000_000
    }
}

/// The plans, and what there is to say about them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PlanReport {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The day of the plan.
    pub as_of: Date,
    /// Sum of all positions, in cents.
    pub planned_net_cents: Money,
    /// Sum of the positions paid to others, in cents.
    pub external_cents: Money,
    /// Sums by phase, in order of phase.
    pub by_phase: Vec<PhaseSum>,
    /// Everything paid by the company itself.
    pub baseline: NamedPlan,
    /// Plans that no other beats in money, time and risk together; most money first.
    pub plans: Vec<NamedPlan>,
    /// Programmes that the first plan does not use, with the rule or reason.
    pub unused: Vec<Unused>,
    /// Facts that are missing, the one with most money at stake first.
    pub questions: Vec<Question>,
    /// The usable offers that came from the catalogue: with these added to those of the situation,
    /// `funding.check_plan` takes every plan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<Offer>,
    /// What else there is to know.
    pub findings: Vec<Finding>,
}

/// The cost of a phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PhaseSum {
    /// The phase.
    pub phase: Phase,
    /// Net, in cents.
    pub net_cents: Money,
}

/// How sure the money of a plan is; the least sure part counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RiskLevel {
    /// The law promises all of it.
    LegalClaim,
    /// A body decides.
    Discretion,
    /// It hangs on facts that are missing.
    OpenFacts,
    /// It hangs on programmes of which nobody confirmed that they take applications.
    Unconfirmed,
    /// Lots are drawn.
    Lottery,
}

/// A plan with its figures and reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NamedPlan {
    /// In plain words.
    pub name: Text,
    /// The plan itself; `funding.check_plan` takes it as it is.
    pub plan: Plan,
    /// Sum of the grants if all are given, in cents.
    pub grant_cents: Money,
    /// Sum of the grants weighted with their chance, in cents, rounded down.
    pub expected_cents: Money,
    /// What the applications cost, in cents.
    pub effort_cents: Money,
    /// What is lent, in cents; no grant, it is paid back.
    pub loan_cents: Money,
    /// What the loans cost over their terms, in cents, as far as their interest is stated.
    pub interest_cents: Money,
    /// What the company pays itself in the end if all grants are given, in cents, without effort and interest.
    pub own_share_cents: Money,
    /// The last day of the milestone, if one is marked.
    pub milestone: Option<Date>,
    /// The same if every office decides fast.
    pub milestone_best: Option<Date>,
    /// The same if every office decides late; absent also when a promised start breaks then.
    pub milestone_late: Option<Date>,
    /// How sure the money is.
    pub risk: RiskLevel,
    /// No plan with this milestone and risk brings more; otherwise see the gap.
    pub proven: bool,
    /// At most so much more is possible, in cents.
    pub gap_cents: Money,
    /// Nodes of the search that found it.
    pub nodes: u64,
    /// Per position: who pays and why.
    pub positions: Vec<PositionReason>,
    /// What limits each application, and what one more euro brings.
    pub limits: Vec<Limit>,
    /// What happens when an application that is not sure fails.
    pub if_lost: Vec<Fallback>,
    /// What is to be done, in order of date.
    pub tasks: Vec<Task>,
    /// What the plan must say about itself.
    pub findings: Vec<Finding>,
}

/// The best lawful ways to pay for the sprint, with dates.
///
/// # Errors
/// Every problem of the input; [`Code::Infeasible`] with the reason when nothing can be planned.
pub fn plan(input: &PlanInput) -> Result<PlanReport, Error> {
    let at = Pointer::root().field("situation");
    let mut problems = validate::validate(&input.situation, &at);
    if input.node_limit == 0 || input.node_limit > PlanInput::MAX_NODES {
        let most = i64::try_from(PlanInput::MAX_NODES).unwrap_or(i64::MAX);
        let wanted = s::FROM_TO.with(&[("least", 1_i64.into()), ("most", most.into())]);
        problems.push(
            Problem::new(Code::OutOfRange, Pointer::root().field("node_limit"))
                .found(input.node_limit)
                .expected(wanted),
        );
    }
    problems.finish()?;
    let derived = match &input.programmes {
        Some(programmes) => programmes::offers(programmes, &input.situation, &Pointer::root().field("programmes"))?,
        None => Vec::new(),
    };
    let mut situation = input.situation.clone();
    situation.offers.extend(derived.iter().cloned());
    let situation = &situation;
    let compiled = Compiled::new(situation, input.pace).ok_or_else(|| Problem::new(Code::Cycle, at.field("stages")))?;
    let Some(baseline) = compiled.all_self_paid() else { return Err(impossible_dates(&compiled, &at)) };
    let picks: Vec<Pick> = if input.only_best {
        compiled.best(i32::MAX, u8::MAX, input.node_limit).into_iter().collect()
    } else {
        compiled.front(input.node_limit)
    };
    if picks.is_empty() {
        return Err(too_little_money(&compiled, &at, input.node_limit));
    }
    let plans: Vec<NamedPlan> =
        picks.iter().map(|pick| compiled.named(pick, &baseline, input.node_limit, !input.only_best)).collect();
    let mut findings = Vec::new();
    if compiled.cut {
        findings.push(Finding::new(Severity::Warn, &s::TOO_MANY_DATES, "offers", &[]));
    }
    let usable = |offer: &&Offer| matches!(offer.standing, Standing::Eligible | Standing::Open { .. });
    for offer in situation.offers.iter().filter(usable) {
        if offer.sources.iter().any(|source| source.confidence == crate::base::Confidence::Unverified) {
            let args = [("offer", offer.name.clone().into())];
            findings.push(Finding::new(Severity::Info, &s::UNVERIFIED, offer.id.as_str(), &args));
        }
    }
    let first = picks.first().filter(|_| !input.only_best);
    let net = |position: &super::situation::Position| position.net_cents.given().copied().unwrap_or(Money::ZERO);
    let phases = Phase::ALL.iter().map(|phase| {
        let here = |id: &Id| situation.stages.iter().any(|stage| stage.id == *id && stage.phase == *phase);
        let sum = situation.positions.iter().filter(|position| here(&position.stage)).map(net).sum();
        PhaseSum { phase: *phase, net_cents: sum }
    });
    Ok(PlanReport {
        schema_version: SchemaVersion,
        as_of: situation.as_of,
        planned_net_cents: situation.positions.iter().map(net).sum(),
        external_cents: situation.positions.iter().filter(|position| position.is_external()).map(net).sum(),
        by_phase: phases.filter(|sum| !sum.net_cents.is_zero()).collect(),
        baseline: compiled.named(&baseline, &baseline, input.node_limit, false),
        unused: first.map(|pick| compiled.unused(pick)).unwrap_or_default(),
        questions: first.map(|pick| compiled.questions(pick, input.node_limit)).unwrap_or_default(),
        plans,
        offers: derived.into_iter().filter(|offer| usable(&offer)).collect(),
        findings,
    })
}

/// Which promise cannot be kept even without waiting for anything.
fn impossible_dates(compiled: &Compiled<'_>, at: &Pointer) -> Error {
    let mut problems = Problems::new();
    for index in compiled.days.broken_promises() {
        let Some(stage) = compiled.situation.stages.get(index) else { continue };
        let mut problem = Problem::new(Code::Infeasible, at.field("stages").index(index).field("latest"))
            .message(s::PROMISE_IMPOSSIBLE.with(&[("stage", (&stage.id).into())]));
        if let Some(latest) = stage.latest {
            problem = problem.found(latest);
        }
        problems.push(problem);
    }
    problems
        .finish()
        .err()
        .unwrap_or_else(|| Problem::new(Code::Infeasible, at.field("stages")).message(s::NO_DATES.text()).into())
}

/// Which budget is too small, by how much, and when it is worst.
fn too_little_money(compiled: &Compiled<'_>, at: &Pointer, nodes: u64) -> Error {
    let mut free = compiled.situation.clone();
    // As if money did not matter; budgets stay, so that the same offers can be used.
    free.budgets.iter_mut().for_each(|budget| budget.own_cents = Money::from_euros(10_000_000_000));
    let mut problems = Problems::new();
    let richest = Compiled::new(&free, Pace::Usual).and_then(|free| free.best(i32::MAX, u8::MAX, nodes));
    if let Some(pick) = richest {
        let grant: i64 = pick.settled.money();
        for short in compiled.shortfalls(&pick.settled) {
            let Some(budget) = compiled.situation.budgets.get(short.budget) else { continue };
            let args = [
                ("budget", (&budget.id).into()),
                ("missing", Money::from_cents(short.missing).into()),
                ("day", compiled.days.date(short.day).into()),
                ("grant", Money::from_cents(grant).into()),
            ];
            problems.push(
                Problem::new(Code::Infeasible, at.field("budgets").index(short.budget))
                    .message(s::BUDGET_TOO_SMALL.with(&args))
                    .hint(s::BUDGET_HINT.with(&args)),
            );
        }
    }
    problems
        .finish()
        .err()
        .unwrap_or_else(|| Problem::new(Code::Infeasible, at.field("budgets")).message(s::NO_PLAN.text()).into())
}

impl Compiled<'_> {
    fn named(&self, pick: &Pick, baseline: &Pick, nodes: u64, explained: bool) -> NamedPlan {
        let outcome = &pick.found.outcome;
        let plan = self.plan(&pick.settled);
        let filings = &pick.settled.filings;
        let used = || filings.iter().filter_map(|filing| Some((self.instance.options.get(filing.option)?, filing)));
        let grant = Money::from_cents(pick.settled.money());
        let expected: i64 = used().map(|(option, filing)| filing.grant * option.chance).sum();
        let cost: Money = (0..self.situation.positions.len())
            .filter_map(|place| self.taken(&pick.settled, place)?.net_cents.given())
            .sum();
        let dated = |day: i32| self.situation.stages.iter().any(|stage| stage.milestone).then(|| self.days.date(day));
        let mut findings = Vec::new();
        for short in self.shortfalls(&pick.settled) {
            let Some(budget) = self.situation.budgets.get(short.budget) else { continue };
            let args = [
                ("budget", (&budget.id).into()),
                ("missing", Money::from_cents(short.missing).into()),
                ("day", self.days.date(short.day).into()),
            ];
            findings.push(Finding::new(Severity::Block, &s::BUDGET, budget.id.as_str(), &args));
        }
        let late = self.at_pace(pick, Pace::Late);
        if explained && late.is_none() {
            findings.push(Finding::new(Severity::Warn, &s::LATE_BREAKS, "stages", &[]));
        }
        let gap = (pick.found.bound - outcome.value).max(0);
        NamedPlan {
            name: self.name(pick, baseline),
            grant_cents: grant,
            expected_cents: Money::from_cents(expected / 1000),
            effort_cents: used().map(|(option, _)| Money::from_cents(option.effort)).sum(),
            loan_cents: Money::from_cents(filings.iter().map(|filing| filing.lent).sum()),
            interest_cents: Money::from_cents(filings.iter().map(|filing| filing.interest).sum()),
            own_share_cents: cost - grant,
            milestone: dated(pick.settled.milestone),
            milestone_best: self.at_pace(pick, Pace::Best).and_then(dated),
            milestone_late: late.and_then(dated),
            risk: match pick.risk {
                0 => RiskLevel::LegalClaim,
                1 => RiskLevel::Discretion,
                2 => RiskLevel::OpenFacts,
                3 => RiskLevel::Unconfirmed,
                _ => RiskLevel::Lottery,
            },
            proven: pick.found.proven(),
            gap_cents: Money::from_cents((gap + 999) / 1000),
            nodes: pick.found.nodes,
            positions: if explained { self.reasons(pick, nodes) } else { Vec::new() },
            limits: if explained { self.limits(pick) } else { Vec::new() },
            if_lost: if explained { self.fallbacks(pick, nodes) } else { Vec::new() },
            tasks: self.tasks(pick, &plan),
            findings,
            plan,
        }
    }
}

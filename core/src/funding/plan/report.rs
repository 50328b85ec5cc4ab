//! The operation `funding.plan`: the plans worth choosing between, explained.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::compile::{Compiled, risk};
use super::document::Plan;
use super::explain::again::Again;
use super::explain::nodes::Nodes;
use super::explain::{Fallback, IfAssumed, Limit, PlanQuestion, PositionReason, Unused, Week};
use super::front::{Front, Objective, Pick};
use super::infeasible;
use super::offer::{Offer, Pace, Standing};
use super::programmes::{self, Programmes};
use super::query::Unfound;
use super::sentences as s;
use super::situation::Situation;
use super::tasks::Task;
use super::validate;
use crate::base::{Code, Date, Error, Finding, Id, Money, Pointer, Problem, SchemaVersion, Severity, Text};
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
    /// What counts as most money, and which plan comes first.
    #[serde(default)]
    pub objective: Objective,
    /// Most nodes of each search, 1 to 10,000,000. When it is hit, the gap is reported.
    #[serde(default = "PlanInput::nodes")]
    pub node_limit: u64,
    /// Nodes that the searches behind all reasons share, 1 to 10,000,000: what the next best brings, why a programme is
    /// passed over, a euro or a week more, what is left when an application fails. They are used in order: the first
    /// plan, the questions, the assumptions, the further plans; no search takes more than an eighth of what is left.
    /// A search that they cut short gives a range in place of a figure, and its answer is not `proven`.
    #[serde(default = "PlanInput::reason_nodes")]
    pub reason_node_limit: u64,
    /// Only the plan that the objective puts first, without alternatives, reasons and fallbacks: the fast answer.
    #[serde(default)]
    pub only_best: bool,
    /// Say also what one more euro and one more week would bring, and what programmes would bring that publish no
    /// decision time. Each is a search of its own; true when absent.
    #[serde(default = "PlanInput::yes")]
    pub sensitivity: bool,
}

impl PlanInput {
    /// Most nodes that may be asked for.
    pub const MAX_NODES: u64 = 10_000_000;

    const fn nodes() -> u64 {
        1_000_000
    }
    const fn reason_nodes() -> u64 {
        10_000
    }
    const fn yes() -> bool {
        true
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
    /// Plans that no other beats in money, time and risk together; the one first that the objective puts first.
    pub plans: Vec<NamedPlan>,
    /// Which of these plans is best by each measure.
    pub best_by: BestBy,
    /// Programmes that no plan can use, with the rule or reason. Those that could be used and are not stand in each plan.
    pub unused: Vec<Unused>,
    /// What programmes would bring that stay out because something is not published; the most first. No plan uses it.
    pub if_assumed: Vec<IfAssumed>,
    /// Facts on which the first plan hangs, the one with most money at stake first.
    pub questions: Vec<PlanQuestion>,
    /// The usable offers that came from the catalogue: with these added to those of the situation,
    /// `funding.check_plan` takes every plan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<Offer>,
    /// What else there is to know.
    pub findings: Vec<Finding>,
}

/// Places in [`PlanReport::plans`]; of equals the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BestBy {
    /// Grants weighted with their chance, less what the applications cost.
    pub expected_money: usize,
    /// Sum of the grants if all are given.
    pub most_grant: usize,
    /// What the company pays itself in the end if all grants are given, with what the applications cost.
    pub least_own_share: usize,
    /// The prototype that is ready first.
    pub earliest_prototype: usize,
    /// The money that is most sure.
    pub least_risk: usize,
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

impl RiskLevel {
    pub(super) const fn of(level: u8) -> Self {
        match level {
            risk::LEGAL_CLAIM => Self::LegalClaim,
            risk::DISCRETION => Self::Discretion,
            risk::OPEN => Self::OpenFacts,
            risk::UNCONFIRMED => Self::Unconfirmed,
            _ => Self::Lottery,
        }
    }
    /// As people read it.
    pub const fn text(self) -> Text {
        match self {
            Self::LegalClaim => s::RISK_CLAIM.text(),
            Self::Discretion => s::RISK_DISCRETION.text(),
            Self::OpenFacts => s::RISK_OPEN.text(),
            Self::Unconfirmed => s::RISK_UNCONFIRMED.text(),
            Self::Lottery => s::RISK_LOTTERY.text(),
        }
    }
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
    /// Programmes that could be used and are not, with the reason.
    pub passed_over: Vec<Unused>,
    /// What limits each application, and what one more euro brings.
    pub limits: Vec<Limit>,
    /// What one more week would bring, and a decision that comes a week later or earlier.
    pub weeks: Vec<Week>,
    /// What happens when an application that is not sure fails, or is decided late.
    pub if_lost: Vec<Fallback>,
    /// What is to be done, in order of date.
    pub tasks: Vec<Task>,
    /// What the plan must say about itself.
    pub findings: Vec<Finding>,
}

/// The best lawful ways to pay for the sprint, with dates.
///
/// # Errors
/// Every problem of the input; [`Code::Infeasible`] with the reason when nothing can be planned, [`Code::Unfinished`]
/// when the search ended before it found anything.
pub fn plan(input: &PlanInput) -> Result<PlanReport, Error> {
    let at = Pointer::root().field("situation");
    let mut problems = validate::validate(&input.situation, &at);
    for (field, nodes) in [("node_limit", input.node_limit), ("reason_node_limit", input.reason_node_limit)] {
        if nodes == 0 || nodes > PlanInput::MAX_NODES {
            let most = i64::try_from(PlanInput::MAX_NODES).unwrap_or(i64::MAX);
            let wanted = s::FROM_TO.with(&[("least", 1_i64.into()), ("most", most.into())]);
            problems.push(Problem::new(Code::OutOfRange, Pointer::root().field(field)).found(nodes).expected(wanted));
        }
    }
    problems.finish()?;
    let derived = match &input.programmes {
        Some(programmes) => programmes::offers(programmes, &input.situation, &Pointer::root().field("programmes"))?,
        None => Vec::new(),
    };
    let mut situation = input.situation.clone();
    situation.offers.extend(derived.iter().cloned());
    let situation = &situation;
    let nodes = Nodes::new(input.reason_node_limit, input.node_limit);
    let again = Again {
        given: &input.situation,
        programmes: input.programmes.as_ref(),
        whole: situation,
        pace: input.pace,
        nodes: &nodes,
        objective: input.objective,
    };
    let mut compiled =
        Compiled::new(situation, input.pace).ok_or_else(|| Problem::new(Code::Cycle, at.field("stages")))?;
    compiled.aim(input.objective);
    let Some(baseline) = compiled.all_self_paid() else {
        return Err(infeasible::impossible_dates(&compiled, &at));
    };
    let by_money = !matches!(input.objective, Objective::EarliestPrototype | Objective::LeastRisk);
    let found = if input.only_best && by_money {
        compiled.best(i32::MAX, u8::MAX, input.node_limit).map(|pick| Front { picks: vec![pick], cut: false })
    } else {
        compiled.front(input.node_limit, input.objective)
    };
    let Front { mut picks, cut } = found.map_err(|unfound| match unfound {
        Unfound::Nothing { .. } => infeasible::too_little_money(&compiled, &again, &at),
        Unfound::NodeLimit { .. } => infeasible::cut_short(input.node_limit),
    })?;
    if input.only_best {
        picks.truncate(1);
    }
    let explained = !input.only_best;
    let tried = Some(&again).filter(|_| explained && input.sensitivity);
    let name = |pick: &Pick| compiled.named(pick, &baseline, &again, explained, tried);
    // What is used up first matters most: the first plan, what hangs on it, what is worth asking, the other plans.
    let (first, others) = picks.split_first().ok_or_else(|| infeasible::cut_short(input.node_limit))?;
    let mut plans = vec![name(first)];
    let questions = if explained { compiled.questions(first, &nodes) } else { Vec::new() };
    let most = picks.iter().map(|pick| &pick.found).max_by_key(|found| found.outcome.value);
    let if_assumed = most.zip(tried).map(|(found, again)| compiled.if_assumed(found, again)).unwrap_or_default();
    plans.extend(others.iter().map(name));
    let usable = |offer: &Offer| matches!(offer.standing, Standing::Eligible | Standing::Open { .. });
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
        baseline: compiled.named(&baseline, &baseline, &again, false, None),
        best_by: BestBy::of(&plans),
        unused: if explained { compiled.excluded() } else { Vec::new() },
        if_assumed,
        questions,
        findings: findings(&compiled, &plans, &nodes, cut),
        plans,
        offers: derived.into_iter().filter(usable).collect(),
    })
}

impl BestBy {
    fn of(plans: &[NamedPlan]) -> Self {
        fn least<K: Ord>(plans: &[NamedPlan], key: impl Fn(&NamedPlan) -> K) -> usize {
            plans.iter().enumerate().min_by_key(|(place, plan)| (key(plan), *place)).map_or(0, |(place, _)| place)
        }
        Self {
            expected_money: least(plans, |plan| std::cmp::Reverse(plan.expected_cents - plan.effort_cents)),
            most_grant: least(plans, |plan| std::cmp::Reverse(plan.grant_cents)),
            least_own_share: least(plans, |plan| plan.own_share_cents + plan.effort_cents),
            earliest_prototype: least(plans, |plan| plan.milestone),
            least_risk: least(plans, |plan| plan.risk),
        }
    }
}

/// What there is to know about all plans together.
fn findings(compiled: &Compiled<'_>, plans: &[NamedPlan], nodes: &Nodes, cut: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    if cut {
        findings.push(Finding::new(Severity::Warn, &s::FRONT_CUT, "plans", &[]));
    }
    if nodes.cut() > 0 {
        let args = [("n", i64::try_from(nodes.cut()).unwrap_or(i64::MAX).into())];
        findings.push(Finding::new(Severity::Info, &s::REASONS_CUT, "plans", &args));
    }
    if compiled.cut {
        findings.push(Finding::new(Severity::Warn, &s::TOO_MANY_DATES, "offers", &[]));
    }
    let aid = &compiled.situation.de_minimis;
    let as_of = compiled.situation.as_of;
    let room = aid.room_on(as_of);
    if room < 0 {
        let mut days = aid.grants.iter().map(|grant| grant.granted_on.add_years(3)).filter(|day| *day >= as_of);
        let back = days.by_ref().map(Date::next).filter(|day| aid.room_on(*day) > 0).min();
        let args = [
            ("ceiling", aid.ceiling_cents.into()),
            ("date", as_of.into()),
            ("over", Money::from_cents(-room).into()),
            ("back", back.map_or_else(|| s::NONE_REACHED.text().into(), crate::base::text::Arg::from)),
        ];
        findings.push(Finding::new(Severity::Warn, &s::LEDGER_OVER, "de_minimis", &args));
    }
    for budget in compiled.situation.budgets.iter().filter(|budget| budget.days.last() < as_of) {
        let args = [("budget", (&budget.id).into()), ("day", budget.days.last().into())];
        findings.push(Finding::new(Severity::Warn, &s::PAST_BUDGET, budget.id.as_str(), &args));
    }
    if compiled.situation.offers.is_empty() {
        findings.push(Finding::new(Severity::Warn, &s::NO_OFFERS, "offers", &[]));
    } else if plans.iter().all(|plan| plan.grant_cents.is_zero()) {
        findings.push(Finding::new(Severity::Warn, &s::NO_MONEY, "plans", &[]));
    }
    findings
}

impl Compiled<'_> {
    fn named(
        &self,
        pick: &Pick,
        baseline: &Pick,
        again: &Again<'_>,
        explained: bool,
        tried: Option<&Again<'_>>,
    ) -> NamedPlan {
        let nodes = again.nodes;
        let outcome = &pick.found.outcome;
        let plan = self.plan(&pick.settled);
        let filings = &pick.settled.filings;
        let used = || filings.iter().filter_map(|filing| self.offer_of(filing.option));
        let grant = Money::from_cents(pick.settled.money());
        let cost: Money = (0..self.situation.positions.len())
            .filter_map(|place| self.taken(&pick.settled, place)?.net_cents.given())
            .sum();
        let dated = |day: i32| self.has_milestone().then(|| self.days.date(day));
        let mut findings = self.relies_on(pick);
        findings.extend(self.remarks(pick));
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
            expected_cents: self.expected(&pick.settled.grants),
            effort_cents: used().map(|offer| offer.effort_cents).sum(),
            loan_cents: Money::from_cents(filings.iter().map(|filing| filing.lent).sum()),
            interest_cents: Money::from_cents(filings.iter().map(|filing| filing.interest).sum()),
            own_share_cents: cost - grant,
            milestone: dated(pick.settled.milestone),
            milestone_best: self.at_pace(pick, Pace::Best).and_then(dated),
            milestone_late: late.and_then(dated),
            risk: RiskLevel::of(pick.risk),
            proven: pick.found.proven(),
            gap_cents: Money::from_cents((gap + 999) / 1000),
            nodes: pick.found.nodes,
            positions: if explained { self.reasons(pick, nodes) } else { Vec::new() },
            passed_over: if explained { self.passed_over(pick, nodes) } else { Vec::new() },
            limits: if explained { self.limits(pick, tried) } else { Vec::new() },
            weeks: tried.map(|again| self.weeks(pick, again)).unwrap_or_default(),
            if_lost: if explained { self.fallbacks(pick, again.pace, nodes) } else { Vec::new() },
            tasks: self.tasks(pick, &plan),
            findings,
            plan,
        }
    }
}

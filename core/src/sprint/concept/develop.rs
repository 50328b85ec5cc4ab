//! The operation `sprint.concept`: which concept, which ones are buried, and why.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::benefit::{Benefit, Exact, exact};
use super::burial::{Burial, BurialReason, reopen_if};
use super::canvas::{Concept, ConceptDevelopment, InterfaceKind, Side};
use super::check::check;
use super::compare::{Compared, Entry, compare};
use super::fit::{
    Minimum, Required, ToolFit, confidential_outside, default_minimums, latency_mismatch, required, tool_fit,
};
use super::gates::{ConceptVerdict, Gate, gates, verdict};
use super::go_no_go::{GoNoGo, Light, go_no_go};
use super::sentences;
use crate::base::estimate::Estimated;
use crate::base::scale::Level;
use crate::base::text::Arg;
use crate::base::{
    Answer, Error, Estimate, Finding, Id, Money, Problems, Ratio, SchemaVersion, Sentence, Severity, Text, Trace, Truth,
};

/// Most pain points.
pub const MAX_PAIN_POINTS: usize = 10_000;

/// Concepts with what they refer to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConceptInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// Limits, concepts, burials.
    pub concept_development: ConceptDevelopment,
    /// What the pain points cost a year (F-1); at most [`MAX_PAIN_POINTS`].
    #[serde(default)]
    pub pain_points: Vec<PainPointCost>,
    /// The steps of the framed process.
    #[serde(default)]
    pub steps: Vec<FramedStep>,
    /// How good the company's connection is (readiness, 0 to 4).
    #[serde(default)]
    pub connectivity: Answer<Level>,
    /// The least explainability and control per kind of decision; kinds that are left out keep our own table.
    #[serde(default)]
    pub minimums: Vec<Minimum>,
}

/// What a pain point costs a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PainPointCost {
    /// The pain point.
    pub id: Id,
    /// In cents, exact: rounding here would show in the saving.
    #[serde(default)]
    pub annual_cost_cents: Answer<Estimated<Ratio>>,
}

/// A step of the framed process, as far as concepts ask about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FramedStep {
    /// The step.
    pub id: Id,
    /// Is it a conversation?
    #[serde(default)]
    pub conversation: Answer<bool>,
}

/// All concepts, judged.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Concepts {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// In the order of the input.
    pub concepts: Vec<JudgedConcept>,
    /// Accepted ones, in the order of the comparison.
    pub accepted: Vec<Id>,
    /// Buried ones, in the order of the input.
    pub buried: Vec<Id>,
    /// Planned one-off cost of the buried ones, in cents: an upper estimate of what burying saved.
    pub avoided_one_off_cost_cents: Money,
    /// Side by side.
    pub comparison: Vec<Compared>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// The formulas.
    pub trace: Trace,
}

/// One concept, judged.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct JudgedConcept {
    /// The concept.
    pub id: Id,
    /// What becomes of it.
    pub verdict: ConceptVerdict,
    /// Every reason that buries it.
    pub reasons: Vec<BurialReason>,
    /// What would have to change, one sentence per reason.
    pub reopen_if: Vec<Text>,
    /// Every gate.
    pub gates: Vec<Gate>,
    /// Saving and payback; nothing without pain point or while a figure is missing.
    pub scenarios: Option<Estimate<Benefit>>,
    /// Steps it supports.
    pub addresses_steps: Vec<Id>,
    /// Standard tool or not.
    pub tool_fit: ToolFit,
    /// Explainability and human control.
    pub required: Required,
    /// The nine questions before building.
    pub go_no_go: GoNoGo,
    /// What to ask to close the gaps.
    pub questions: Vec<Text>,
}

/// Judges concepts: gates with all reasons (F-7), benefit and payback (F-8), fit, comparison.
///
/// # Errors
/// Duplicate ids, unknown pain points, steps or concepts, negative amounts, burials without reason — all at once.
pub fn develop(input: &ConceptInput) -> Result<Concepts, Error> {
    let mut problems = Problems::new();
    check(input, &mut problems);
    problems.finish()?;
    Ok(evaluate(input))
}

/// The same for an input that was checked before.
pub(crate) fn evaluate(input: &ConceptInput) -> Concepts {
    let development = &input.concept_development;
    // A caller's entry comes before ours of the same kind.
    let minimums: Vec<Minimum> = input.minimums.iter().copied().chain(default_minimums()).collect();
    let mut findings = Vec::new();
    let mut judged = Vec::with_capacity(development.concepts.len());
    let mut entries = Vec::with_capacity(development.concepts.len());
    for concept in &development.concepts {
        let pain_cost = concept
            .pain_point
            .as_ref()
            .and_then(|id| input.pain_points.iter().find(|point| point.id == *id))
            .and_then(|point| point.annual_cost_cents.given());
        let burial = development.burials.iter().find(|burial| burial.concept == concept.id);
        let scenarios = exact(concept, pain_cost);
        let result = judge(concept, input, scenarios.as_ref(), pain_cost.is_some(), burial, &minimums);
        burial_findings(concept, &result, burial, &mut findings);
        concept_findings(concept, input, &result, scenarios.as_ref(), &mut findings);
        entries.push(Entry { concept, verdict: result.verdict, scenarios });
        judged.push(result);
    }
    let comparison = compare(&entries);
    let buried = |result: &&JudgedConcept| result.verdict == ConceptVerdict::Buried;
    Concepts {
        schema_version: SchemaVersion,
        accepted: comparison
            .iter()
            .filter(|entry| entry.verdict == ConceptVerdict::Accepted)
            .map(|entry| entry.concept.clone())
            .collect(),
        buried: judged.iter().filter(buried).map(|result| result.id.clone()).collect(),
        avoided_one_off_cost_cents: entries
            .iter()
            .filter(|entry| entry.verdict == ConceptVerdict::Buried)
            .filter_map(|entry| entry.concept.one_off_cost_cents.given())
            .sum(),
        concepts: judged,
        comparison,
        findings,
        trace: Trace::of("F-7, F-8").input("/concept_development").input("/pain_points"),
    }
}

fn judge(
    concept: &Concept,
    input: &ConceptInput,
    scenarios: Option<&Estimate<Exact>>,
    pain_cost_known: bool,
    burial: Option<&Burial>,
    minimums: &[Minimum],
) -> JudgedConcept {
    let limits = &input.concept_development.limits;
    let gates = gates(concept, limits, scenarios, pain_cost_known);
    let declared = |reason: BurialReason| burial.is_some_and(|burial| burial.reasons.contains(&reason));
    let reasons: Vec<BurialReason> =
        gates.iter().filter(|gate| gate.applies.is_yes() || declared(gate.reason)).map(|gate| gate.reason).collect();
    let verdict = if reasons.is_empty() { verdict(&gates) } else { ConceptVerdict::Buried };
    let required = required(concept, minimums);
    let tool_fit = tool_fit(&concept.needs);
    let (go_no_go, gate_questions) = go_no_go(&concept.go_no_go);
    // Nothing more is asked about an idea that is buried anyway.
    let mut questions: Vec<Text> = Vec::new();
    if verdict != ConceptVerdict::Buried {
        for question in gates.iter().flat_map(|gate| &gate.questions) {
            if !questions.contains(question) {
                questions.push(question.clone());
            }
        }
        questions.extend(fit_questions(concept, input, &required, tool_fit));
        if !concept.go_no_go.is_empty() {
            questions.extend(gate_questions);
        }
    }
    JudgedConcept {
        id: concept.id.clone(),
        verdict,
        reopen_if: reasons.iter().map(|reason| reopen_if(*reason, concept, limits)).collect(),
        reasons,
        gates,
        scenarios: scenarios.map(|scenarios| scenarios.map(Exact::shown)),
        addresses_steps: concept.addresses_steps.clone(),
        tool_fit,
        required,
        go_no_go,
        questions,
    }
}

fn fit_questions(concept: &Concept, input: &ConceptInput, required: &Required, tool_fit: ToolFit) -> Vec<Text> {
    let chat = concept.interface_kind == Answer::Given(InterfaceKind::Chat);
    [
        (concept.decision_kind.given().is_none(), &sentences::ASK_DECISION_KIND),
        (required.explained_enough.is_open() && concept.explainability.given().is_none(), &sentences::ASK_EXPLAINED),
        (required.controlled_enough.is_open() && concept.human_control.given().is_none(), &sentences::ASK_CONTROL),
        (tool_fit == ToolFit::Open, &sentences::ASK_NEEDS),
        (concept.authors.given().is_none(), &sentences::ASK_AUTHORS),
        (chat && conversational(input).is_open(), &sentences::ASK_CONVERSATION),
        (concept.deployment.given().is_none(), &sentences::ASK_DEPLOYMENT),
    ]
    .into_iter()
    .filter(|(asked, _)| *asked)
    .map(|(_, sentence)| sentence.text())
    .collect()
}

/// Is any step of the framed process a conversation?
fn conversational(input: &ConceptInput) -> Truth {
    if input.steps.is_empty() {
        return Truth::Open;
    }
    Truth::any(input.steps.iter().map(|step| step.conversation.into()))
}

fn about(
    concept: &Concept,
    severity: Severity,
    sentence: &Sentence,
    rule: &'static str,
    args: &[(&str, Arg)],
) -> Finding {
    let mut all = vec![("title", Arg::from(concept.title.clone()))];
    all.extend_from_slice(args);
    Finding::new(severity, sentence, concept.id.as_str(), &all).rule(rule)
}

/// A burial is a decision: it is recorded, and its reasons are true.
fn burial_findings(concept: &Concept, result: &JudgedConcept, burial: Option<&Burial>, findings: &mut Vec<Finding>) {
    match burial {
        None if result.verdict == ConceptVerdict::Buried => {
            findings.push(about(concept, Severity::Info, &sentences::BURIAL_NOT_RECORDED, "R-55", &[]));
        }
        Some(burial) => {
            let contradicted =
                result.gates.iter().any(|gate| burial.reasons.contains(&gate.reason) && gate.applies.is_no());
            if contradicted {
                findings.push(about(concept, Severity::Warn, &sentences::BURIAL_CONTRADICTED, "R-55", &[]));
            }
            if burial.reopen_if.is_none() {
                findings.push(about(concept, Severity::Info, &sentences::NO_REOPEN_CONDITION, "R-55", &[]));
            }
        }
        None => {}
    }
}

fn concept_findings(
    concept: &Concept,
    input: &ConceptInput,
    result: &JudgedConcept,
    scenarios: Option<&Estimate<Exact>>,
    findings: &mut Vec<Finding>,
) {
    let chat = concept.interface_kind == Answer::Given(InterfaceKind::Chat);
    let company = |authors: &Vec<_>| authors.iter().any(|author: &super::canvas::Author| author.side == Side::Company);
    let ethics = concept.ethics.given();
    let personal = concept.data_sources.iter().any(|source| source.personal_data == Answer::Given(true));
    for (applies, severity, sentence, rule) in [
        (chat && conversational(input).is_no(), Severity::Warn, &sentences::CHAT_WITHOUT_CONVERSATION, "R-5"),
        (
            concept.authors.given().is_some_and(|authors| !company(authors)),
            Severity::Warn,
            &sentences::NO_COMPANY_AUTHOR,
            "R-27",
        ),
        (result.required.explained_enough.is_no(), Severity::Warn, &sentences::EXPLAINED_TOO_LITTLE, "R-58"),
        (result.required.controlled_enough.is_no(), Severity::Warn, &sentences::CONTROLLED_TOO_LITTLE, "R-57"),
        (confidential_outside(concept), Severity::Warn, &sentences::CONFIDENTIAL_OUTSIDE, "R-59"),
        (latency_mismatch(concept, input.connectivity), Severity::Warn, &sentences::LATENCY, "R-76"),
        (result.tool_fit == ToolFit::Standard, Severity::Info, &sentences::STANDARD_TOOL, "R-6"),
        (personal, Severity::Info, &sentences::PERSONAL_DATA, "R-79"),
        (
            ethics.is_some_and(|ethics| {
                let risk = [ethics.possible_discrimination, ethics.misuse].contains(&Answer::Given(true));
                risk && ethics.guideline_exists != Answer::Given(true)
            }),
            Severity::Warn,
            &sentences::ETHICS,
            "R-80",
        ),
    ] {
        if applies {
            findings.push(about(concept, severity, sentence, rule, &[]));
        }
    }
    for answer in concept.go_no_go.iter().filter(|answer| answer.light == Answer::Given(Light::Yellow)) {
        if answer.owner.is_none() || answer.due.is_none() {
            let args = [("question", answer.question.text().into())];
            findings.push(about(concept, Severity::Warn, &sentences::YELLOW_WITHOUT_OWNER, "R-60", &args));
        }
    }
    low_case(concept, input, result, scenarios, findings);
}

/// Accepted at mid, yet the cautious scenario misses the limit: people should know.
fn low_case(
    concept: &Concept,
    input: &ConceptInput,
    result: &JudgedConcept,
    scenarios: Option<&Estimate<Exact>>,
    findings: &mut Vec<Finding>,
) {
    let months = input.concept_development.limits.max_payback_months;
    let Some(scenarios) = scenarios.filter(|_| result.verdict == ConceptVerdict::Accepted) else { return };
    match &scenarios.low.payback {
        Some(payback) if *payback <= Ratio::from(i64::from(months)) => {}
        Some(payback) => {
            let args = [("months", Arg::Decimal(payback.rounded(1), 1)), ("limit", months.into())];
            findings.push(about(concept, Severity::Info, &sentences::LOW_CASE_LATE, "F-8", &args));
        }
        None => findings.push(about(concept, Severity::Warn, &sentences::LOW_CASE_NEVER, "F-8", &[])),
    }
}

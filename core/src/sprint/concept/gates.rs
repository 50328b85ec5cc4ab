//! Accepted or buried, with all reasons that apply (F-7).

use schemars::JsonSchema;
use serde::Serialize;

use super::benefit::Exact;
use super::burial::BurialReason;
use super::canvas::{Concept, Limits};
use super::sentences;
use crate::base::{Answer, Estimate, Ratio, Text, Truth};

/// One reason to bury, judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Gate {
    /// The reason.
    pub reason: BurialReason,
    /// Does it apply? *Yes* buries the concept.
    pub applies: Truth,
    /// What to ask while it is open.
    pub questions: Vec<Text>,
}

/// What becomes of a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConceptVerdict {
    /// No reason against it.
    Accepted,
    /// No reason is certain, but facts are missing.
    Open,
    /// At least one reason applies.
    Buried,
}

/// Names of needed sources and interfaces that are certainly not available.
pub(super) fn unavailable(concept: &Concept) -> Vec<String> {
    let sources = concept.data_sources.iter().filter(|s| !s.optional && s.available == Answer::Given(false));
    let interfaces = concept.interfaces.iter().filter(|i| !i.optional && i.available == Answer::Given(false));
    sources.map(|source| source.name.clone()).chain(interfaces.map(|interface| interface.system.clone())).collect()
}

/// Every reason in the order of [`BurialReason`].
pub(super) fn gates(
    concept: &Concept,
    limits: &Limits,
    scenarios: Option<&Estimate<Exact>>,
    pain_cost_known: bool,
) -> Vec<Gate> {
    let linked = concept.pain_point.is_some() && !concept.addresses_steps.is_empty();
    vec![
        too_expensive(concept, limits),
        too_slow(concept, limits),
        infeasible(concept, limits),
        gate(BurialReason::NotPermitted, concept.legal_block.into(), || vec![sentences::ASK_LEGAL.text()]),
        gate(BurialReason::NoLinkToPainPoint, Truth::from(!linked), Vec::new),
        no_payback(concept, limits, scenarios, pain_cost_known),
        gate(BurialReason::NonAiAlternative, concept.non_ai_alternative_enough.into(), || {
            vec![sentences::ASK_ALTERNATIVE.text()]
        }),
    ]
}

fn gate(reason: BurialReason, applies: Truth, questions: impl FnOnce() -> Vec<Text>) -> Gate {
    Gate { reason, applies, questions: if applies.is_open() { questions() } else { Vec::new() } }
}

fn above<T: PartialOrd>(value: &Answer<T>, limit: &T) -> Truth {
    value.given().map_or(Truth::Open, |value| (value > limit).into())
}

fn too_expensive(concept: &Concept, limits: &Limits) -> Gate {
    let applies = above(&concept.one_off_cost_cents, &limits.max_one_off_cost_cents);
    gate(BurialReason::TooExpensive, applies, || vec![sentences::ASK_ONE_OFF.text()])
}

fn too_slow(concept: &Concept, limits: &Limits) -> Gate {
    let poc = above(&concept.poc_working_days, &limits.max_poc_working_days);
    let mvp = above(&concept.mvp_working_days, &limits.max_mvp_working_days);
    gate(BurialReason::TooSlow, poc | mvp, || {
        let asked = [(poc, &sentences::ASK_POC_DAYS), (mvp, &sentences::ASK_MVP_DAYS)];
        asked.into_iter().filter(|(truth, _)| truth.is_open()).map(|(_, sentence)| sentence.text()).collect()
    })
}

fn infeasible(concept: &Concept, limits: &Limits) -> Gate {
    let score = concept.technical_score.given().map_or(Truth::Open, |s| (*s < limits.min_technical_score).into());
    let mut questions = Vec::new();
    if score.is_open() {
        questions.push(sentences::ASK_TECHNICAL.text());
    }
    let mut missing = Truth::No;
    for source in concept.data_sources.iter().filter(|source| !source.optional) {
        let absent = !Truth::from(source.available);
        if absent.is_open() {
            questions.push(sentences::ASK_SOURCE.with(&[("name", source.name.clone().into())]));
        }
        missing = missing | absent;
    }
    for interface in concept.interfaces.iter().filter(|interface| !interface.optional) {
        let absent = !Truth::from(interface.available);
        if absent.is_open() {
            questions.push(sentences::ASK_INTERFACE.with(&[("name", interface.system.clone().into())]));
        }
        missing = missing | absent;
    }
    // A canvas with an empty list says nothing about what the concept needs.
    for (empty, sentence) in [
        (concept.input.is_empty(), &sentences::ASK_INPUT),
        (concept.output.is_empty(), &sentences::ASK_OUTPUT),
        (concept.data_sources.is_empty(), &sentences::ASK_SOURCES),
        (concept.interfaces.is_empty(), &sentences::ASK_INTERFACES),
    ] {
        if empty {
            questions.push(sentence.text());
            missing = missing | Truth::Open;
        }
    }
    gate(BurialReason::Infeasible, score | missing, || questions)
}

fn no_payback(concept: &Concept, limits: &Limits, scenarios: Option<&Estimate<Exact>>, pain_cost_known: bool) -> Gate {
    // Without a pain point there is nothing to save; that reason is given elsewhere.
    if concept.pain_point.is_none() {
        return gate(BurialReason::NoPayback, Truth::No, Vec::new);
    }
    let limit = Ratio::from(i64::from(limits.max_payback_months));
    let applies = scenarios
        .map_or(Truth::Open, |scenarios| scenarios.mid.payback.as_ref().is_none_or(|months| *months > limit).into());
    gate(BurialReason::NoPayback, applies, || {
        [
            (!pain_cost_known, &sentences::ASK_PAIN_COST),
            (concept.effect_permille.given().is_none(), &sentences::ASK_EFFECT),
            (concept.adoption_permille.given().is_none(), &sentences::ASK_ADOPTION),
            (concept.run_cost_cents_per_year.given().is_none(), &sentences::ASK_RUN_COST),
            (concept.one_off_cost_cents.given().is_none(), &sentences::ASK_ONE_OFF),
        ]
        .into_iter()
        .filter(|(missing, _)| *missing)
        .map(|(_, sentence)| sentence.text())
        .collect()
    })
}

/// The verdict over all gates: one certain reason buries; else an open one keeps it open.
pub(super) fn verdict(gates: &[Gate]) -> ConceptVerdict {
    match Truth::any(gates.iter().map(|gate| gate.applies)) {
        Truth::Yes => ConceptVerdict::Buried,
        Truth::Open => ConceptVerdict::Open,
        Truth::No => ConceptVerdict::Accepted,
    }
}

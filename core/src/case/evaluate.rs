//! The operation `case.evaluate`: every room of the house on its part of the document.
//!
//! Nothing is computed here: each part is handed to the operation that owns it, the results of one
//! are the input of the next, and all problems of all parts are reported together.

use schemars::JsonSchema;
use serde::Serialize;

use super::document::Case;
use super::gaps::{Gap, gaps};
use super::money::CostView;
use super::places::{Places, gather};
use crate::aid::de_minimis::{DeMinimis, de_minimis};
use crate::base::{Answer, Date, Error, Id, Pointer, Problems, SchemaVersion};
use crate::company::size::{SizeReport, size};
use crate::compliance::triage::{Triage, TriageInput, triage};
use crate::pain::cost::{self, CostOfPain, DESTATIS_2024_MANUFACTURING};
use crate::priority::backlog::{Backlog, BacklogInput, backlog};
use crate::priority::choose::{Choice, ChooseInput, choose};
use crate::priority::figures::Candidate;
use crate::readiness::assess::{AssessInput, Readiness, assess};
use crate::readiness::licences::{Licences, LicencesInput, licences};
use crate::readiness::maturity::{Maturity, MaturityInput, maturity};
use crate::sprint::concept::develop::{ConceptInput, Concepts, FramedStep, PainPointCost, develop};
use crate::sprint::decision::{DecisionsInput, DecisionsReport, decisions};
use crate::sprint::framing::measures::{Framing, FramingInput, framing};
use crate::sprint::it_check::{ItCheck, ItCheckInput, it_check};
use crate::sprint::poc::review::{PocInput, PocReview, review};
use crate::sprint::schedule::input::ScheduleInput;
use crate::sprint::schedule::{ScheduleReport, schedule};
use crate::sprint::team::{TeamInput, TeamReport, team};

/// Everything that follows from a case. A part is nothing while the document lacks it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Evaluation {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The case.
    pub case: Id,
    /// What the pain costs.
    pub pain: Option<CostOfPain>,
    /// Three pain points, the doable one, the biggest beside it.
    pub choice: Option<Choice>,
    /// What remains for later.
    pub backlog: Option<Backlog>,
    /// Who takes part.
    pub team: Option<TeamReport>,
    /// The process behind the pain.
    pub process: Option<Framing>,
    /// Concepts, accepted and buried.
    pub concepts: Option<Concepts>,
    /// The IT check.
    pub it_check: Option<ItCheck>,
    /// The proof of concept.
    pub poc: Option<PocReview>,
    /// Readiness in three groups.
    pub readiness: Option<Readiness>,
    /// Digital maturity.
    pub maturity: Option<Maturity>,
    /// Licences bought earlier.
    pub licences: Option<Licences>,
    /// Decisions taken and open.
    pub decisions: Option<DecisionsReport>,
    /// What law asks of the idea.
    pub compliance: Option<Triage>,
    /// Dates for every approval scenario.
    pub schedule: Option<ScheduleReport>,
    /// The size class.
    pub size: Option<SizeReport>,
    /// Headroom for de minimis aid.
    pub de_minimis: Option<DeMinimis>,
    /// What it costs and what is missing.
    pub cost: Option<CostView>,
    /// Parts that the document lacks, by their effect on the result.
    pub missing: Vec<Gap>,
}

const SECTION: &str = "/opportunity_mapping";

/// Evaluates a case.
///
/// # Errors
/// All problems of all parts, each at its place in the document.
///
/// ```
/// let document = br#"{"case":"small","written":"2026-11-20","company":{"id":"c","name":"Beispiel GmbH"},
///   "opportunity_mapping":{"pain_points":[{"id":"P1","title":"Quotes take too long"}]}}"#;
/// let case = machbar::base::border::read(document).unwrap();
/// let evaluation = machbar::case::evaluate(&case).unwrap();
/// assert_eq!(evaluation.missing[0].pointer.as_str(), "/solvability");
/// ```
pub fn evaluate(case: &Case) -> Result<Evaluation, Error> {
    let mut problems = Problems::new();
    let pain = pain(case, &mut problems);
    let (choice, backlog) = choice(case, pain.as_ref(), &mut problems);
    let process = process(case, &mut problems);
    let concepts = concepts(case, &mut problems);
    let it_check = case.it_check.as_ref().and_then(|items| {
        let input = ItCheckInput { schema_version: SchemaVersion, it_check: items.clone(), as_of: None };
        gather(it_check(&input), &[], &mut problems)
    });
    let poc = case.poc.as_ref().and_then(|poc| {
        let input = PocInput { schema_version: SchemaVersion, poc: poc.clone() };
        gather(review(&input), &[], &mut problems)
    });
    let (readiness, maturity) = readiness(case, &mut problems);
    let licences = licences_of(case, &mut problems);
    let team = team_of(case, &mut problems);
    let schedule = case.calendar.as_ref().and_then(|section| {
        let input = ScheduleInput::new(section.plan.clone(), section.scenarios.clone());
        gather(
            schedule(&input),
            &[("/calendar", "/calendar/plan"), ("/scenarios", "/calendar/scenarios")],
            &mut problems,
        )
    });
    let decisions = decisions_of(case, &mut problems);
    let compliance = compliance(case, &mut problems);
    let size =
        case.company.size.as_ref().and_then(|graph| gather(size(graph), &[("", "/company/size")], &mut problems));
    let situation = case.funding_situation.as_ref();
    if let Some(situation) = situation {
        situation.check(&Pointer::root().field("funding_situation"), &mut problems);
        if let Some(plan) = &case.funding_plan {
            situation.agrees(plan, &mut problems);
        }
    }
    let de_minimis = situation
        .and_then(|situation| situation.de_minimis.as_ref())
        .and_then(|ledger| gather(de_minimis(ledger), &[("", "/funding_situation/de_minimis")], &mut problems));
    problems.finish()?;
    Ok(Evaluation {
        schema_version: SchemaVersion,
        case: case.case.clone(),
        pain,
        choice,
        backlog,
        team,
        process,
        concepts,
        it_check,
        poc,
        readiness,
        maturity,
        licences,
        decisions,
        compliance,
        schedule,
        size,
        de_minimis,
        cost: situation.map(super::money::FundingSituation::view),
        missing: gaps(case),
    })
}

fn pain(case: &Case, problems: &mut Problems) -> Option<CostOfPain> {
    let section = case.opportunity_mapping.as_ref()?;
    let at = Pointer::parse(SECTION);
    let mut own = Problems::new();
    crate::pain::point::check(&section.pain_points, &section.answers, &at, &mut own);
    cost::check_parameters(&section.parameters, &at.field("parameters"), &mut own);
    let sound = own.is_empty();
    problems.append(own);
    sound.then(|| cost::evaluate(&section.pain_points, &section.answers, &section.parameters))
}

fn candidates(case: &Case, pain: &CostOfPain) -> Vec<Candidate> {
    let points = case.opportunity_mapping.iter().flat_map(|section| &section.pain_points);
    points
        .zip(&pain.pain_points)
        .map(|(point, cost)| Candidate {
            id: point.id.clone(),
            title: Some(point.title.clone()),
            annual_cost_cents: cost.annual_cost_cents.map(|annual| annual.mid).into(),
            non_ai_alternative: point.non_ai_alternative.clone(),
        })
        .collect()
}

fn choice(case: &Case, pain: Option<&CostOfPain>, problems: &mut Problems) -> (Option<Choice>, Option<Backlog>) {
    let (Some(section), Some(pain)) = (case.opportunity_mapping.as_ref(), pain) else { return (None, None) };
    let solvability = case.solvability.clone().unwrap_or_default();
    let input = ChooseInput {
        items: candidates(case, pain),
        ratings: section.ratings.clone(),
        votes: section.votes.clone(),
        votes_per_participant: section.votes_per_participant,
        solvability: solvability.clone(),
        measure: section.measure,
        top: 3,
        cost_class_limits_cents: section.cost_class_limits_cents,
        schema_version: SchemaVersion,
    };
    let places: &Places = &[
        ("/items", "/opportunity_mapping/pain_points"),
        ("/ratings", "/opportunity_mapping/ratings"),
        ("/votes", "/opportunity_mapping/votes"),
        ("/votes_per_participant", "/opportunity_mapping/votes_per_participant"),
        ("/cost_class_limits_cents", "/opportunity_mapping/cost_class_limits_cents"),
    ];
    let Some(choice) = gather(choose(&input), places, problems) else { return (None, None) };
    let rest = BacklogInput {
        schema_version: SchemaVersion,
        items: input.items,
        solvability,
        chosen: choice.chosen.iter().cloned().collect(),
        top: choice.top.clone(),
        reasons: Vec::new(),
    };
    let backlog = gather(backlog(&rest), places, problems);
    (Some(choice), backlog)
}

fn process(case: &Case, problems: &mut Problems) -> Option<Framing> {
    let process = case.framing.as_ref()?;
    let section = case.opportunity_mapping.as_ref();
    let point = section
        .and_then(|section| section.pain_points.iter().find(|point| Some(&point.id) == process.pain_point.as_ref()));
    let annual = point.and_then(|point| cost::exact_annual(point, &section?.parameters));
    let supported = case.concept_development.iter().flat_map(|section| &section.concepts);
    let input = FramingInput {
        schema_version: SchemaVersion,
        framing: process.clone(),
        supported_steps: supported_steps(supported.flat_map(|concept| &concept.addresses_steps)),
        hourly_cost_cents: point.map_or(Answer::NotAsked, |point| point.hourly_cost_cents.map(|hourly| hourly.mid)),
        role_costs: Vec::new(),
        pain_annual_cost_cents: annual.map(|annual| annual.map(crate::base::Ratio::to_money).into()).into(),
        what_if: Vec::new(),
        parameters: Default::default(),
    };
    gather(framing(&input), &[("/supported_steps", "/concept_development/concepts")], problems)
}

fn supported_steps<'a>(steps: impl Iterator<Item = &'a Id>) -> Vec<Id> {
    let unique: std::collections::BTreeSet<&Id> = steps.collect();
    unique.into_iter().cloned().collect()
}

fn concepts(case: &Case, problems: &mut Problems) -> Option<Concepts> {
    let section = case.concept_development.as_ref()?;
    let points = case.opportunity_mapping.iter().flat_map(|mapping| {
        mapping.pain_points.iter().map(|point| PainPointCost {
            id: point.id.clone(),
            annual_cost_cents: cost::exact_annual(point, &mapping.parameters).map(Into::into).into(),
        })
    });
    let steps = case.framing.iter().flat_map(|process| &process.steps);
    let input = ConceptInput {
        schema_version: SchemaVersion,
        concept_development: section.clone(),
        pain_points: points.collect(),
        steps: steps.map(|step| FramedStep { id: step.id.clone(), conversation: step.conversation }).collect(),
        connectivity: case
            .readiness
            .as_ref()
            .and_then(|readiness| readiness.own.as_ref())
            .map_or(Answer::NotAsked, |own| own.infrastructure.connectivity),
        minimums: Vec::new(),
    };
    gather(
        develop(&input),
        &[("/pain_points", "/opportunity_mapping/pain_points"), ("/steps", "/framing/steps")],
        problems,
    )
}

fn readiness(case: &Case, problems: &mut Problems) -> (Option<Readiness>, Option<Maturity>) {
    let Some(section) = case.readiness.as_ref() else { return (None, None) };
    let own = section.own.as_ref().and_then(|own| {
        let mut input = AssessInput::new(*own);
        input.adoption = section.adoption;
        gather(assess(&input), &[("/own", "/readiness/own"), ("/adoption", "/readiness/adoption")], problems)
    });
    let maturity = section.dma.as_ref().and_then(|dma| {
        let input = MaturityInput { schema_version: SchemaVersion, dma: dma.clone() };
        gather(maturity(&input), &[("/dma", "/readiness/dma")], problems)
    });
    (own, maturity)
}

fn licences_of(case: &Case, problems: &mut Problems) -> Option<Licences> {
    if case.earlier_licences.is_empty() {
        return None;
    }
    let input = LicencesInput {
        schema_version: SchemaVersion,
        licences: case.earlier_licences.clone(),
        // The break-even needs some cost of an hour; the trace of the licences names it.
        hourly_cost_cents: Answer::Given(DESTATIS_2024_MANUFACTURING),
    };
    gather(licences(&input), &[("/licences", "/earlier_licences")], problems)
}

fn team_of(case: &Case, problems: &mut Problems) -> Option<TeamReport> {
    if case.participants.is_empty() {
        return None;
    }
    let input = TeamInput::new(case.participants.clone(), case.other_people.clone());
    gather(team(&input), &[], problems)
}

/// The day on which the case is looked at.
fn as_of(case: &Case) -> Date {
    case.calendar.as_ref().map_or(case.written, |section| section.plan.today)
}

fn decisions_of(case: &Case, problems: &mut Problems) -> Option<DecisionsReport> {
    // A case may record days after the one on which it was planned.
    if case.decisions.is_empty() {
        return None;
    }
    let as_of = case.held_on.values().copied().fold(as_of(case), Date::max);
    let owner = case.participants.iter().find(|person| person.decision_owner);
    let input = DecisionsInput {
        schema_version: SchemaVersion,
        as_of,
        decision_owner: owner.map(|person| person.id.clone()),
        decisions: case.decisions.clone(),
        meetings: Vec::new(),
    };
    gather(decisions(&input), &[], problems)
}

fn compliance(case: &Case, problems: &mut Problems) -> Option<Triage> {
    let answers = case.compliance.clone()?;
    let input = TriageInput { schema_version: SchemaVersion, date: as_of(case), answers };
    gather(triage(&input), &[("/answers", "/compliance")], problems)
}

//! From the document to the input of each room, and back: problems at their place in the document.

use super::backlog::CaseBacklog;
use super::document::Case;
use super::places::{Places, gather, relocate};
use super::sentences as s;
use crate::base::{Answer, Date, Id, Pointer, Problems, Ratio, SchemaVersion, Truth};
use crate::cluster::draft::{COMPETENCE, DraftInput, DraftedIdeas, draft_ideas};
use crate::compliance::triage::{Triage, TriageInput, triage};
use crate::pain::cost::{self, CostOfPain, DESTATIS_2024_MANUFACTURING};
use crate::priority::backlog::{BacklogInput, backlog};
use crate::priority::choose::{Choice, ChooseInput, choose};
use crate::priority::figures::Candidate;
use crate::readiness::assess::{AssessInput, DataNeed, Readiness, assess};
use crate::readiness::licences::{Licences, LicencesInput, licences};
use crate::readiness::maturity::{Maturity, MaturityInput, maturity};
use crate::sprint::concept::develop::{ConceptInput, Concepts, FramedStep, PainPointCost, develop};
use crate::sprint::decision::{DecisionsInput, DecisionsReport, Meeting, decisions};
use crate::sprint::framing::measures::{Framing, FramingInput, framing};
use crate::sprint::outcome::{Outcomes, OutcomesInput, PrototypeFacts, outcomes};
use crate::sprint::phase::SprintPhase;
use crate::sprint::poc::review::{PocReview, PocVerdict};
use crate::sprint::team::{TeamInput, TeamReport, team};

const SECTION: &str = "/opportunity_mapping";

pub(super) fn pain(case: &Case, problems: &mut Problems) -> Option<CostOfPain> {
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

pub(super) fn choice(
    case: &Case,
    pain: Option<&CostOfPain>,
    problems: &mut Problems,
) -> (Option<Choice>, Option<CaseBacklog>) {
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
    let backlog = gather(backlog(&rest), places, problems).map(CaseBacklog::from);
    (Some(choice), backlog)
}

pub(super) fn project_ideas(case: &Case, problems: &mut Problems) -> Option<DraftedIdeas> {
    let section = case.opportunity_mapping.as_ref()?;
    let needs = case.readiness.as_ref().map(|section| section.skill_needs.clone()).unwrap_or_default();
    let cluster = case.cluster.clone().unwrap_or_default();
    let scored = case.solvability.iter().flat_map(|section| &section.criteria).any(|one| one.id == *COMPETENCE);
    if !scored && cluster.ideas.is_empty() && needs.iter().all(|need| need.pain_points.is_empty()) {
        return None;
    }
    let input = DraftInput {
        schema_version: SchemaVersion,
        initiator: case.company.id.clone(),
        as_of: Some(as_of(case)),
        pain_points: section.pain_points.clone(),
        skill_needs: needs,
        solvability: case.solvability.clone().unwrap_or_default(),
        ideas: cluster.ideas,
        organisations: cluster.organisations,
    };
    let places: &Places = &[
        ("/pain_points", "/opportunity_mapping/pain_points"),
        ("/skill_needs", "/readiness/skill_needs"),
        ("/ideas", "/cluster/ideas"),
        ("/organisations", "/cluster/organisations"),
    ];
    let mut drafted = gather(draft_ideas(&input), places, problems)?;
    // Where nobody says what a pain point needs, the case asks nothing: most are solved by those who are there.
    drafted.pain_points.retain(|one| !one.lacks_competence.is_open() || one.idea.is_some() || !one.reasons.is_empty());
    for question in &mut drafted.questions {
        question.about = relocate(&Pointer::parse(&question.about), places).as_str().to_owned();
    }
    Some(drafted)
}

/// What is put back for want of competence says so, with the idea for partners.
pub(super) fn name_ideas(backlog: &mut CaseBacklog, ideas: &DraftedIdeas) {
    for item in &mut backlog.items {
        let lacking = ideas.pain_points.iter().find(|one| one.pain_point == item.pain_point);
        if let Some(one) = lacking.filter(|one| one.lacks_competence.is_yes()) {
            item.reasons.extend(one.reasons.iter().cloned());
            item.reasons.extend(one.idea.iter().map(|idea| s::IDEA_FOR_PARTNERS.with(&[("id", (&idea.id).into())])));
        }
    }
}

pub(super) fn outcomes_of(
    case: &Case,
    backlog: Option<&CaseBacklog>,
    poc: Option<&PocReview>,
    problems: &mut Problems,
) -> Option<Outcomes> {
    if case.participants.is_empty() && poc.is_none() {
        return None;
    }
    let prototype = poc.zip(case.poc.as_ref()).map(|(review, poc)| {
        let works = match review.verdict {
            PocVerdict::Go | PocVerdict::GoWithConditions => Answer::Given(true),
            PocVerdict::Iterate | PocVerdict::Stop => Answer::Given(false),
            PocVerdict::Open => Answer::NotAsked,
        };
        vec![PrototypeFacts { id: review.id.clone(), works, real_data: poc.real_data }]
    });
    let input = OutcomesInput {
        schema_version: SchemaVersion,
        prototypes: prototype.into(),
        participants: case.participants.clone(),
        backlog: backlog.map(|list| list.items.iter().map(|item| item.pain_point.clone()).collect()).into(),
        parameters: Default::default(),
    };
    gather(outcomes(&input), &[], problems)
}

pub(super) fn process(case: &Case, problems: &mut Problems) -> Option<Framing> {
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
        pain_annual_cost_cents: annual.map(|annual| annual.map(Ratio::to_money).into()).into(),
        what_if: Vec::new(),
        parameters: Default::default(),
    };
    gather(framing(&input), &[("/supported_steps", "/concept_development/concepts")], problems)
}

fn supported_steps<'a>(steps: impl Iterator<Item = &'a Id>) -> Vec<Id> {
    let unique: std::collections::BTreeSet<&Id> = steps.collect();
    unique.into_iter().cloned().collect()
}

pub(super) fn concepts(case: &Case, problems: &mut Problems) -> Option<Concepts> {
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

/// Does a gate block what was chosen, or everything that is in front?
fn gate_blocked(choice: Option<&Choice>) -> Answer<bool> {
    let Some(choice) = choice else { return Answer::NotAsked };
    let in_question = |id: &Id| choice.chosen.as_ref().map_or(choice.top.contains(id), |chosen| chosen == id);
    let blocked =
        choice.solvability.iter().filter(|one| one.judged() && in_question(&one.pain_point)).map(|one| one.blocked);
    match (blocked.clone().count(), Truth::all(blocked)) {
        (0, _) | (_, Truth::Open) => Answer::NotAsked,
        (_, truth) => Answer::Given(truth.is_yes()),
    }
}

/// Data that concepts need which are accepted or may be.
fn data_needs(case: &Case, concepts: Option<&Concepts>) -> Vec<DataNeed> {
    let alive = |id: &Id| concepts.is_some_and(|concepts| !concepts.buried.contains(id));
    let all = case.concept_development.iter().flat_map(|section| &section.concepts);
    all.filter(|concept| alive(&concept.id))
        .flat_map(|concept| concept.data_sources.iter().map(move |source| (&concept.id, source)))
        .filter(|(_, source)| !source.optional)
        .filter_map(|(concept, source)| {
            Some(DataNeed {
                id: Id::new(&format!("{concept}/{}", source.id))?,
                name: source.name.clone(),
                available: source.available,
                owner: source.owner.given().cloned(),
            })
        })
        .collect()
}

pub(super) fn readiness(
    case: &Case,
    choice: Option<&Choice>,
    concepts: Option<&Concepts>,
    problems: &mut Problems,
) -> (Option<Readiness>, Option<Maturity>) {
    let Some(section) = case.readiness.as_ref() else { return (None, None) };
    let own = section.own.as_ref().and_then(|own| {
        let input = AssessInput {
            evidence: section.evidence.clone(),
            adoption: section.adoption,
            targets: section.targets.clone(),
            data_needs: data_needs(case, concepts),
            skill_needs: section.skill_needs.clone(),
            gate_blocked: gate_blocked(choice),
            as_of: Some(as_of(case)),
            minimum_mean: section.minimum_mean,
            ..AssessInput::new(*own)
        };
        let places: &Places = &[("", "/readiness"), ("/data_needs", "/concept_development/concepts")];
        gather(assess(&input), places, problems)
    });
    let maturity = section.dma.as_ref().and_then(|dma| {
        let input = MaturityInput { schema_version: SchemaVersion, dma: dma.clone() };
        gather(maturity(&input), &[("/dma", "/readiness/dma")], problems)
    });
    (own, maturity)
}

pub(super) fn licences_of(case: &Case, problems: &mut Problems) -> Option<Licences> {
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

pub(super) fn team_of(case: &Case, problems: &mut Problems) -> Option<TeamReport> {
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

/// The phases that took place, by their days; who was there is not in the case.
fn meetings(case: &Case) -> Vec<Meeting> {
    let held = |phase: SprintPhase| {
        let day = case.held_on.iter().find(|(name, _)| name.as_str().eq_ignore_ascii_case(phase.short()))?.1;
        Some(Meeting { phase, date: *day, attending: Answer::NotAsked })
    };
    SprintPhase::ALL.into_iter().filter_map(held).collect()
}

pub(super) fn decisions_of(case: &Case, problems: &mut Problems) -> Option<DecisionsReport> {
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
        meetings: meetings(case),
    };
    gather(decisions(&input), &[], problems)
}

pub(super) fn compliance(case: &Case, problems: &mut Problems) -> Option<Triage> {
    let answers = case.compliance.clone()?;
    let input = TriageInput { schema_version: SchemaVersion, date: as_of(case), answers };
    gather(triage(&input), &[("/answers", "/compliance")], problems)
}

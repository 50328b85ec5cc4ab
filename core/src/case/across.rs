//! What only shows when two parts of the document are laid side by side. Nothing is changed: people decide what is right.

use super::document::Case;
use super::evaluation::Evaluation;
use super::sentences as s;
use crate::base::scale::Level;
use crate::base::text::Arg;
use crate::base::{Answer, Finding, Id, Severity, Text, Truth};
use crate::priority::solvability::{Contribution, Solvable};
use crate::readiness::own::OwnReadiness;
use crate::sprint::concept::canvas::Concept;
use crate::sprint::team::person::Function;

/// Steps between a score and the readiness of the company from which people should look again (our choice).
const STEPS_APART: u8 = 2;

pub(super) fn findings(case: &Case, evaluation: &Evaluation) -> Vec<Finding> {
    let mut findings = scores_against_readiness(case, evaluation);
    findings.extend(data_protection(case, evaluation));
    findings.extend(works_council(case));
    findings.extend(competence(case, evaluation));
    findings
}

fn title(case: &Case, id: &Id) -> String {
    let points = case.opportunity_mapping.iter().flat_map(|section| &section.pain_points);
    points.filter(|point| point.id == *id).map(|point| point.title.clone()).next().unwrap_or_else(|| id.to_string())
}

/// What the company as a whole says about a criterion of one pain point.
fn of_the_company(criterion: &Id, own: &OwnReadiness) -> Option<(Text, Answer<Level>)> {
    let (group, key) = match criterion.as_str() {
        "data_access" => (own.data.items(), "access"),
        "data_quality" => (own.data.items(), "quality"),
        "interface_ease" => (own.infrastructure.items(), "interfaces"),
        _ => return None,
    };
    group.into_iter().find(|item| item.key == key).map(|item| (item.words, item.level))
}

/// Readiness informs the scores of those in front and never changes one.
fn scores_against_readiness(case: &Case, evaluation: &Evaluation) -> Vec<Finding> {
    let own = case.readiness.as_ref().and_then(|section| section.own.as_ref());
    let (Some(choice), Some(own)) = (&evaluation.choice, own) else { return Vec::new() };
    let in_front = |one: &&Solvable| choice.top.contains(&one.pain_point);
    let compare = |one: &Solvable, score: &Contribution| {
        let (item, level) = of_the_company(&score.criterion, own)?;
        let level = level.given()?.get();
        let (sentence, severity) = match score.score.given() {
            None => (&s::NOT_RATED_YET, Severity::Info),
            Some(score) if *score >= level.saturating_add(STEPS_APART) => (&s::RATED_HIGHER, Severity::Warn),
            Some(_) => return None,
        };
        let args = [
            ("title", title(case, &one.pain_point).into()),
            ("criterion", score.name.clone().into()),
            ("score", score.score.given().copied().map_or(Arg::Str("".into()), Arg::from)),
            ("item", item.into()),
            ("level", level.into()),
        ];
        Some(Finding::new(severity, sentence, one.pain_point.as_str(), &args).rule("R-74"))
    };
    choice
        .solvability
        .iter()
        .filter(in_front)
        .flat_map(|one| one.contributions.iter().filter_map(move |score| compare(one, score)))
        .collect()
}

fn uses_personal_data(concept: &Concept) -> bool {
    concept.data_sources.iter().any(|source| source.personal_data == Answer::Given(true))
}

fn data_protection(case: &Case, evaluation: &Evaluation) -> Vec<Finding> {
    let accepted = evaluation.concepts.iter().flat_map(|concepts| &concepts.accepted);
    let concepts = case.concept_development.iter().flat_map(|section| &section.concepts);
    let personal: Vec<&Concept> = concepts.filter(|concept| uses_personal_data(concept)).collect();
    let named = case.participants.iter().chain(&case.other_people);
    let in_team = named.into_iter().any(|person| person.function == Function::DataProtection);
    let denied = case
        .compliance
        .as_ref()
        .is_some_and(|answers| answers.get("data_protection.personal_data") == Some(&Answer::Given(false)));
    let mut findings = Vec::new();
    for id in accepted.filter(|id| personal.iter().any(|concept| concept.id == **id)) {
        let about = [("concept", Arg::from(id))];
        if !in_team && !case.participants.is_empty() {
            let finding = Finding::new(Severity::Warn, &s::NO_DATA_PROTECTION, id.as_str(), &about);
            findings.push(finding.rule("R-79").rule("R-23"));
        }
        if denied {
            findings.push(Finding::new(Severity::Warn, &s::PERSONAL_DATA_DENIED, id.as_str(), &about).rule("R-79"));
        }
    }
    findings
}

fn works_council(case: &Case) -> Option<Finding> {
    let exists = case.company.works_council.as_ref()?.exists;
    let answer = case.compliance.as_ref()?.get("works_council.exists")?.given()?;
    (*answer != exists).then(|| {
        Finding::new(Severity::Warn, &s::WORKS_COUNCIL_DENIED, "/compliance/works_council.exists", &[])
            .rule("BetrVG § 1")
    })
}

fn competence(case: &Case, evaluation: &Evaluation) -> Option<Finding> {
    let chosen = evaluation.choice.as_ref()?.chosen.as_ref()?;
    let ideas = evaluation.project_ideas.as_ref()?;
    let one = ideas.pain_points.iter().find(|one| one.pain_point == *chosen)?;
    (one.lacks_competence == Truth::Yes).then(|| {
        let args = [("title", title(case, chosen).into())];
        Finding::new(Severity::Warn, &s::CHOSEN_LACKS_COMPETENCE, chosen.as_str(), &args).rule("R-86")
    })
}

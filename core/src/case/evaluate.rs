//! The operation `case.evaluate`: every room of the house on its part of the document.
//!
//! Nothing is computed here: each part is handed to the operation that owns it, the results of one
//! are the input of the next, and all problems of all parts are reported together.

use super::document::Case;
use super::evaluation::Evaluation;
use super::gaps::gaps;
use super::places::gather;
use super::{across, parts};
use crate::aid::de_minimis::de_minimis;
use crate::base::{Error, Problems, SchemaVersion};
use crate::company::size::size;
use crate::sprint::it_check::{ItCheckInput, it_check};
use crate::sprint::poc::review::{PocInput, review};
use crate::sprint::schedule::input::ScheduleInput;
use crate::sprint::schedule::schedule;

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
    let pain = parts::pain(case, &mut problems);
    let (choice, mut backlog) = parts::choice(case, pain.as_ref(), &mut problems);
    let project_ideas = parts::project_ideas(case, &mut problems);
    if let (Some(backlog), Some(ideas)) = (&mut backlog, &project_ideas) {
        parts::name_ideas(backlog, ideas);
    }
    let process = parts::process(case, &mut problems);
    let concepts = parts::concepts(case, &mut problems);
    if let (Some(backlog), Some(concepts)) = (&mut backlog, &concepts) {
        backlog.bury(case, concepts);
    }
    let it_check = case.it_check.as_ref().and_then(|items| {
        let input = ItCheckInput { schema_version: SchemaVersion, it_check: items.clone(), as_of: None };
        gather(it_check(&input), &[], &mut problems)
    });
    let poc = case.poc.as_ref().and_then(|poc| {
        let input = PocInput { schema_version: SchemaVersion, poc: poc.clone() };
        gather(review(&input), &[], &mut problems)
    });
    let (readiness, maturity) = parts::readiness(case, choice.as_ref(), concepts.as_ref(), &mut problems);
    let licences = parts::licences_of(case, &mut problems);
    let team = parts::team_of(case, &mut problems);
    let schedule = case.calendar.as_ref().and_then(|section| {
        let input = ScheduleInput::new(section.plan.clone(), section.scenarios.clone());
        gather(
            schedule(&input),
            &[("/calendar", "/calendar/plan"), ("/scenarios", "/calendar/scenarios")],
            &mut problems,
        )
    });
    let decisions = parts::decisions_of(case, &mut problems);
    let compliance = parts::compliance(case, &mut problems);
    let size =
        case.company.size.as_ref().and_then(|graph| gather(size(graph), &[("", "/company/size")], &mut problems));
    let outcomes = parts::outcomes_of(case, backlog.as_ref(), poc.as_ref(), &mut problems);
    let situation = case.funding_situation.as_ref();
    if let Some(situation) = situation {
        situation.check(case, &mut problems);
    }
    let de_minimis = situation
        .and_then(|situation| situation.de_minimis.as_ref())
        .and_then(|ledger| gather(de_minimis(ledger), &[("", "/funding_situation/de_minimis")], &mut problems));
    problems.finish()?;
    let mut evaluation = Evaluation {
        schema_version: SchemaVersion,
        case: case.case.clone(),
        pain,
        choice,
        backlog,
        project_ideas,
        team,
        process,
        concepts,
        it_check,
        poc,
        readiness,
        maturity,
        licences,
        decisions,
        outcomes,
        compliance,
        schedule,
        size,
        de_minimis,
        cost: super::money::view(case),
        findings: Vec::new(),
        missing: gaps(case),
    };
    evaluation.findings = across::findings(case, &evaluation);
    Ok(evaluation)
}

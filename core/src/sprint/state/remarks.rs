//! What a deliverable gives cause to say.

use crate::base::text::Arg;
use crate::base::{Finding, Severity};
use crate::sprint::decision::Topic;
use crate::sprint::it_check::ItVerdict;
use crate::sprint::template::DeliverableKind;

use super::SprintState;
use super::event::Deliverable;
use super::sentences as say;

/// Fewest pain points that count as explored.
const FEW: usize = 10;
/// Most pain points before merging.
const MANY: usize = 15;

impl SprintState {
    /// What a deliverable gives cause to say.
    pub(super) fn about(&self, deliverable: &Deliverable) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut add = |severity, sentence, subject: &str, args: &[(&str, Arg)], rule| {
            findings.push(Finding::new(severity, sentence, subject, args).rule(rule));
        };
        match deliverable {
            Deliverable::PainPointList { pain_points } => {
                let args = [("n", pain_points.len().into())];
                if pain_points.len() < FEW {
                    add(Severity::Warn, &say::FEW_POINTS, "pain_point_list", &args, "R-33");
                } else if pain_points.len() > MANY {
                    add(Severity::Warn, &say::MANY_POINTS, "pain_point_list", &args, "R-33");
                }
            }
            Deliverable::FramedProcess { process, errors, delays, frustration } => {
                if [errors, delays, frustration].iter().all(|marks| marks.as_ref().is_some_and(Vec::is_empty)) {
                    add(Severity::Warn, &say::NO_MARKS, process.as_str(), &[], "R-48");
                }
            }
            Deliverable::ConceptCard { concept, pain_point, authors } => {
                if !authors.iter().any(|author| self.company.contains(author)) {
                    let args = [("what", concept.into())];
                    add(Severity::Warn, &say::NO_COMPANY_AUTHOR, concept.as_str(), &args, "R-27");
                }
                if let Some(first) = self.decided(Topic::FirstPainPoint).and_then(|one| one.result.first())
                    && first != pain_point
                {
                    let args = [("what", pain_point.into()), ("wanted", first.into())];
                    add(Severity::Warn, &say::OTHER_POINT, concept.as_str(), &args, "R-17");
                }
                if let Some(Deliverable::PainPointList { pain_points }) =
                    self.deliverable(DeliverableKind::PainPointList)
                    && !pain_points.contains(pain_point)
                {
                    let args = [("what", pain_point.into())];
                    add(Severity::Warn, &say::UNKNOWN_POINT, concept.as_str(), &args, "R-2");
                }
            }
            Deliverable::Burials { buried } if buried.is_empty() => {
                add(Severity::Info, &say::NO_BURIALS, "burials", &[], "R-53");
            }
            Deliverable::ItCheck { verdict: ItVerdict::NoGo } => {
                add(Severity::Block, &say::IT_NO_GO, "it_check", &[], "R-60");
            }
            Deliverable::PrototypeRecord { prototype, real_data: false } => {
                add(Severity::Warn, &say::NOT_REAL, prototype.as_str(), &[], "R-61");
            }
            Deliverable::SuccessCriteria { agreed_on, .. } => {
                let start = self.runs.last().and_then(|run| run.sessions.first()).map(|session| session.started_on);
                if let Some(start) = start.filter(|start| agreed_on >= start) {
                    let args = [("day", (*agreed_on).into()), ("start", start.into())];
                    add(Severity::Warn, &say::LATE_CRITERIA, "success_criteria", &args, "R-62");
                }
            }
            Deliverable::Burials { .. }
            | Deliverable::ItCheck { .. }
            | Deliverable::PrototypeRecord { .. }
            | Deliverable::Measurements { .. } => {}
        }
        findings
    }
}

//! The change that an event makes, once nothing speaks against it.

use crate::base::text::Arg;
use crate::base::{Date, Error, Finding, Id, Severity};
use crate::sprint::decision::{self, Decision, Meeting, Topic};
use crate::sprint::phase::SprintPhase;
use crate::sprint::template::SprintTemplate;
use crate::sprint::template::agenda::Format;

use super::event::{Deliverable, Event, What};
use super::sentences as say;
use super::verdict::{Verdict, verdict};
use super::{LoggedDecision, PhaseRun, Session, SprintState, Stage, missing};

impl SprintState {
    pub(super) fn change(&mut self, event: &Event) -> Result<Vec<Finding>, Error> {
        let mut findings = Vec::new();
        match &event.what {
            What::Opened { .. } => {}
            What::Joined { person, company } => {
                let list = if *company { &mut self.company } else { &mut self.guests };
                list.insert(person.clone());
            }
            What::DecisionOwnerNamed { person, .. } => {
                self.decision_owner = Some(person.clone());
                findings.extend(self.outside_owner());
            }
            What::PhaseStarted { phase, attending, format } => {
                let session = Session { started_on: event.on, ended_on: None, attending: attending.clone() };
                match (&self.stage, self.runs.last_mut()) {
                    (Stage::Paused { .. }, Some(run)) => run.sessions.push(session),
                    _ => self.runs.push(PhaseRun {
                        phase: *phase,
                        sessions: vec![session],
                        deliverables: Vec::new(),
                        closed_on: None,
                    }),
                }
                self.stage = Stage::Running { phase: *phase };
                let meeting = Meeting::of(*phase, event.on, attending.clone());
                findings.extend(decision::absent_owner(&meeting, self.decision_owner.as_ref()));
                let due = self.decisions.iter().map(|one| &one.decision).filter(|one| one.is_overdue_on(event.on));
                findings.extend(due.filter_map(|one| decision::follow_up(one, event.on)));
                if *format == Format::Remote && *phase == SprintPhase::OpportunityMapping {
                    findings.push(Finding::new(Severity::Warn, &say::REMOTE, phase.short(), &[]).rule("R-101"));
                }
            }
            What::PhasePaused { phase } => {
                let missing = self.missing_on(event.on)?;
                if let Some(session) = self.runs.last_mut().and_then(|run| run.sessions.last_mut()) {
                    session.ended_on = Some(event.on);
                }
                self.stage = Stage::Paused { phase: *phase };
                findings.extend(self.paused(*phase, event.on, missing)?);
            }
            What::PhaseClosed { phase } => {
                if let Some(run) = self.runs.last_mut() {
                    run.closed_on = Some(event.on);
                    if let Some(session) = run.sessions.last_mut() {
                        session.ended_on = Some(event.on);
                    }
                }
                self.stage = self.after(*phase);
            }
            What::QuestionRaised { decision, topic, question, due } => {
                let Some(phase) = self.current_phase() else { return Ok(findings) };
                let decision = Decision {
                    id: decision.clone(),
                    phase,
                    topic: *topic,
                    question: question.clone(),
                    asked_on: Some(event.on),
                    due: *due,
                    decided_on: None,
                    decided_by: Vec::new(),
                    result: Vec::new(),
                };
                findings.extend(decision::of_decision(&decision, self.decision_owner.as_ref()));
                self.decisions.push(LoggedDecision { run: self.current_run(), decision, days: None });
            }
            What::Decided { decision: id, by, result } => {
                let owner = self.decision_owner.clone();
                let attending = self.attending_now().map(<[Id]>::to_vec);
                if let Some(logged) = self.decisions.iter_mut().find(|one| one.decision.id == *id) {
                    logged.decision.decided_on = Some(event.on);
                    logged.decision.decided_by.clone_from(by);
                    logged.decision.result.clone_from(result);
                    logged.days = logged.decision.days();
                    findings.extend(decision::of_decision(&logged.decision, owner.as_ref()));
                    let phase = logged.decision.phase;
                    if let Some(attending) = attending {
                        let meeting = Meeting::of(phase, event.on, attending);
                        findings.extend(decision::absent_owner(&meeting, owner.as_ref()));
                    }
                }
            }
            What::Delivered { deliverable } => {
                findings.extend(self.about(deliverable));
                if let Some(run) = self.runs.last_mut() {
                    run.deliverables.retain(|other| other.kind() != deliverable.kind());
                    run.deliverables.push(deliverable.clone());
                    run.deliverables.sort_by_key(Deliverable::kind);
                }
            }
            What::Stopped { reason, .. } => self.stage = Stage::Stopped { reason: reason.clone() },
        }
        Ok(findings)
    }

    /// Where the case stands once this phase is closed.
    fn after(&mut self, phase: SprintPhase) -> Stage {
        let run = self.runs.len().saturating_sub(1);
        if phase == SprintPhase::Review {
            let decided = self.decision_in(run, Topic::NextStep).map(|one| one.result.as_slice());
            return match decided.and_then(verdict) {
                Some(Verdict::Go) => Stage::Mvp { with_conditions: false },
                Some(Verdict::GoWithConditions) => Stage::Mvp { with_conditions: true },
                Some(Verdict::Iterate) => {
                    self.iteration += 1;
                    Stage::Waiting { next: SprintPhase::Poc }
                }
                Some(Verdict::Stop) | None => Stage::Stopped { reason: "review".to_owned() },
            };
        }
        Stage::Waiting { next: phase.next().unwrap_or(phase) }
    }

    /// Who is in the room, if a meeting is running.
    fn attending_now(&self) -> Option<&[Id]> {
        match self.stage {
            Stage::Running { .. } => Some(&self.runs.last()?.sessions.last()?.attending),
            _ => None,
        }
    }

    pub(super) fn outside_owner(&self) -> Option<Finding> {
        let owner = self.decision_owner.as_ref().filter(|owner| !self.company.contains(*owner))?;
        let args = [("who", Arg::from(owner))];
        Some(Finding::new(Severity::Warn, &say::OUTSIDE_OWNER, owner.as_str(), &args).rule("R-25"))
    }

    /// A meeting that ends without its result.
    fn paused(&self, phase: SprintPhase, on: Date, missing: Vec<missing::Missing>) -> Result<Vec<Finding>, Error> {
        let mut findings = Vec::new();
        let run = self.runs.len().saturating_sub(1);
        let template = SprintTemplate::standard()?.phase(phase);
        for wanted in template.map_or(&[][..], |template| &template.decisions) {
            if self.decision_in(run, wanted.topic).is_none_or(|one| one.decided_on.is_none()) {
                findings.push(decision::without(phase, on, wanted.question.clone().into()));
            }
        }
        if !missing.is_empty() {
            let args = [("phase", phase.short().into()), ("day", on.into()), ("n", missing.len().into())];
            findings.push(Finding::new(Severity::Warn, &say::PAUSED, phase.short(), &args).rule("R-16"));
        }
        Ok(findings)
    }
}

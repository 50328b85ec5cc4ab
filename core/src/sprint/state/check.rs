//! Every reason why an event cannot happen now.

use std::collections::BTreeSet;

use crate::base::{Code, Date, Error, Id, Pointer, Problem, Problems, Text};
use crate::sprint::decision::Topic;
use crate::sprint::it_check::ItVerdict;
use crate::sprint::phase::SprintPhase;
use crate::sprint::template::{DeliverableKind, SprintTemplate};

use super::event::{Deliverable, Event, What};
use super::sentences as say;
use super::step::MAX_PEOPLE;
use super::verdict::verdict;
use super::{SprintState, Stage};

/// Most ids in one list of an event.
const MAX_IDS: usize = 1_000;
fn refused(at: &str, found: impl std::fmt::Display, expected: Text) -> Problem {
    Problem::new(Code::NotAllowed, Pointer::root().field("what").field(at)).found(found).expected(expected)
}

impl SprintState {
    pub(super) fn check(&self, event: &Event, problems: &mut Problems) -> Result<(), Error> {
        match &event.what {
            What::Opened { .. } => {
                let at = Pointer::root().field("what").field("type");
                problems.push(Problem::new(Code::NotAllowed, at).hint(say::OPENED_TWICE.text()));
            }
            What::Joined { person, .. } => {
                let at = Pointer::root().field("what").field("person");
                if self.knows(person) {
                    problems.push(Problem::new(Code::DuplicateId, at.clone()).found(person));
                }
                problems.at_most(at, self.company.len() + self.guests.len() + 1, MAX_PEOPLE);
            }
            What::DecisionOwnerNamed { person, replaces } => {
                self.people("person", std::slice::from_ref(person), problems);
                if let Some(owner) = self.decision_owner.as_ref().filter(|owner| Some(*owner) != replaces.as_ref()) {
                    let problem =
                        refused("replaces", replaces.as_ref().map_or("", Id::as_str), Text::same(owner.as_str()));
                    problems.push(problem.hint(say::ALREADY_OWNER.with(&[("who", owner.into())])));
                } else if let (None, Some(replaces)) = (&self.decision_owner, replaces) {
                    problems.push(refused("replaces", replaces, say::NO_OWNER.text()));
                }
            }
            What::PhaseStarted { phase, attending, .. } => {
                self.people("attending", attending, problems);
                self.check_start(*phase, event.on, problems);
            }
            What::PhasePaused { phase } => self.check_running(*phase, problems),
            What::PhaseClosed { phase } => {
                self.check_running(*phase, problems);
                if problems.is_empty() {
                    let at = Pointer::root().field("what").field("phase");
                    for missing in self.missing_on(event.on)? {
                        let problem = Problem::new(Code::NotAllowed, at.clone()).found(phase.short());
                        problems.push(problem.message(missing.text));
                    }
                }
            }
            What::QuestionRaised { decision, topic, due, .. } => {
                self.check_question(decision, *topic, *due, event.on, problems)?;
            }
            What::Decided { decision, by, result } => self.check_decided(decision, by, result, problems),
            What::Delivered { deliverable } => self.check_delivered(deliverable, event.on, problems)?,
            What::Stopped { by, .. } => {
                self.people("by", std::slice::from_ref(by), problems);
                self.only_owner("by", std::slice::from_ref(by), problems);
            }
        }
        Ok(())
    }

    /// Everybody is known, nobody stands there twice.
    fn people(&self, at: &str, people: &[Id], problems: &mut Problems) {
        let at = Pointer::root().field("what").field(at);
        problems.at_most(at.clone(), people.len(), MAX_PEOPLE);
        for (index, person) in people.iter().enumerate() {
            let at = if people.len() == 1 { at.clone() } else { at.index(index) };
            if !self.knows(person) {
                let problem = Problem::new(Code::UnknownReference, at.clone()).found(person);
                problems.push(problem.hint(say::KNOWN_PERSON.text()));
            }
            if people.iter().take(index).any(|other| other == person) {
                problems.push(Problem::new(Code::DuplicateId, at).found(person));
            }
        }
    }

    /// The one who decides is among them.
    fn only_owner(&self, at: &str, by: &[Id], problems: &mut Problems) {
        let found = by.iter().map(Id::as_str).collect::<Vec<_>>().join(", ");
        match &self.decision_owner {
            None => problems.push(refused(at, found, say::NO_OWNER.text())),
            Some(owner) if !by.contains(owner) => {
                problems.push(refused(at, found, say::ONLY_OWNER.with(&[("who", owner.into())])));
            }
            Some(_) => {}
        }
    }

    fn check_start(&self, phase: SprintPhase, on: Date, problems: &mut Problems) {
        let next = match self.stage {
            Stage::Waiting { next } => next,
            Stage::Paused { phase } => phase,
            Stage::Running { phase: running } => {
                let expected = say::RUNNING.with(&[("phase", running.short().into())]);
                problems.push(refused("phase", phase.short(), expected));
                return;
            }
            Stage::Mvp { .. } | Stage::Stopped { .. } => return,
        };
        if phase != next {
            let expected = say::NEXT_PHASE.with(&[("phase", next.short().into())]);
            problems.push(refused("phase", phase.short(), expected));
            return;
        }
        let it_check = self.deliverable(DeliverableKind::ItCheck);
        if phase == SprintPhase::Poc && matches!(it_check, Some(Deliverable::ItCheck { verdict: ItVerdict::NoGo })) {
            problems.push(refused("phase", phase.short(), say::NO_GO.text()));
        }
        // Phases follow each other on different days.
        if let (Stage::Waiting { .. }, Some(last)) = (&self.stage, self.runs.last())
            && let Some(day) = last.last_day().filter(|day| on <= *day)
        {
            let args = [("day", day.into()), ("phase", last.phase.short().into())];
            let problem = Problem::new(Code::WrongOrder, Pointer::root().field("on")).found(on);
            problems.push(problem.expected(say::AFTER.with(&args)));
        }
    }

    fn check_running(&self, phase: SprintPhase, problems: &mut Problems) {
        if self.stage != (Stage::Running { phase }) {
            let expected = say::NOT_RUNNING.with(&[("phase", phase.short().into())]);
            problems.push(refused("phase", phase.short(), expected));
        }
    }

    fn check_question(
        &self,
        id: &Id,
        topic: Topic,
        due: Option<Date>,
        on: Date,
        problems: &mut Problems,
    ) -> Result<(), Error> {
        if self.decisions.iter().any(|one| one.decision.id == *id) {
            let at = Pointer::root().field("what").field("decision");
            problems.push(Problem::new(Code::DuplicateId, at).found(id));
        }
        if let Some(due) = due.filter(|due| *due < on) {
            let problem = Problem::new(Code::WrongOrder, Pointer::root().field("what").field("due")).found(due);
            problems.push(problem.expected(say::NOT_BEFORE.with(&[("day", on.into())])));
        }
        if let (Some(phase), true) = (self.current_phase(), topic != Topic::Other) {
            let template = SprintTemplate::standard()?.phase(phase);
            if !template.is_some_and(|template| template.decisions.iter().any(|wanted| wanted.topic == topic)) {
                let expected = say::TOPIC_ELSEWHERE.with(&[("phase", phase.short().into())]);
                problems.push(refused("topic", id, expected));
            } else if self.decision_in(self.current_run(), topic).is_some() {
                problems.push(refused("topic", id, say::TOPIC_TWICE.text()));
            }
        }
        Ok(())
    }

    fn check_decided(&self, id: &Id, by: &[Id], result: &[Id], problems: &mut Problems) {
        let what = Pointer::root().field("what");
        self.people("by", by, problems);
        self.only_owner("by", by, problems);
        problems.at_most(what.field("result"), result.len(), MAX_IDS);
        let Some(logged) = self.decisions.iter().find(|one| one.decision.id == *id) else {
            let known = self.decisions.iter().map(|one| one.decision.id.as_str());
            problems.reference(what.field("decision"), id.as_str(), known);
            return;
        };
        if logged.decision.decided_on.is_some() {
            problems.push(refused("decision", id, say::DECIDED_ALREADY.text()));
        }
        let expected = match logged.decision.topic {
            Topic::ThreePainPoints => {
                let listed =
                    match self.runs.get(logged.run).and_then(|run| run.deliverable(DeliverableKind::PainPointList)) {
                        Some(Deliverable::PainPointList { pain_points }) => pain_points.len().min(3),
                        _ => 3,
                    };
                let different: BTreeSet<&Id> = result.iter().collect();
                let fits = result.len() == listed && different.len() == listed;
                (!fits).then(|| say::UP_TO_THREE.with(&[("n", listed.into())]))
            }
            Topic::FirstPainPoint | Topic::Concept => (result.len() != 1).then(|| say::ONE.text()),
            Topic::NextStep => verdict(result).is_none().then(|| say::VERDICT.text()),
            Topic::Other => result.is_empty().then(|| say::EMPTY.text()),
        };
        if let Some(expected) = expected {
            let found = result.iter().map(Id::as_str).collect::<Vec<_>>().join(", ");
            problems.push(Problem::new(Code::OutOfRange, what.field("result")).found(found).expected(expected));
        }
    }

    fn check_delivered(&self, deliverable: &Deliverable, on: Date, problems: &mut Problems) -> Result<(), Error> {
        let at = Pointer::root().field("what").field("deliverable");
        let phase = match self.stage {
            Stage::Running { phase } | Stage::Paused { phase } => Some(phase),
            _ => None,
        };
        let template = match phase {
            Some(phase) => SprintTemplate::standard()?.phase(phase),
            None => None,
        };
        let wanted = template.is_some_and(|phase| phase.deliverables.iter().any(|one| one.kind == deliverable.kind()));
        if !wanted {
            let name = phase.or(self.current_phase()).map_or("", SprintPhase::short);
            let expected = say::DELIVERABLE_ELSEWHERE.with(&[("phase", name.into())]);
            problems.push(Problem::new(Code::NotAllowed, at.field("kind")).expected(expected));
        }
        let mut filled = |field: &str, ids: &[Id]| {
            problems.at_most(at.field(field), ids.len(), MAX_IDS);
            if ids.is_empty() {
                problems.push(Problem::new(Code::TooFew, at.field(field)).found(0).expected(say::EMPTY.text()));
            }
            for (index, id) in ids.iter().enumerate() {
                if ids.iter().take(index).any(|other| other == id) {
                    problems.push(Problem::new(Code::DuplicateId, at.field(field).index(index)).found(id));
                }
            }
        };
        match deliverable {
            Deliverable::PainPointList { pain_points } => filled("pain_points", pain_points),
            Deliverable::ConceptCard { authors, .. } => {
                filled("authors", authors);
                for (index, author) in authors.iter().enumerate().filter(|(_, author)| !self.knows(author)) {
                    let problem = Problem::new(Code::UnknownReference, at.field("authors").index(index)).found(author);
                    problems.push(problem.hint(say::KNOWN_PERSON.text()));
                }
            }
            Deliverable::Burials { buried } => {
                problems.at_most(at.field("buried"), buried.len(), MAX_IDS);
                for (index, idea) in buried.iter().enumerate() {
                    let at = at.field("buried").index(index);
                    if idea.reasons.is_empty() {
                        problems
                            .push(Problem::new(Code::TooFew, at.field("reasons")).found(0).expected(say::EMPTY.text()));
                    }
                    if let Some(person) = idea.declared_by.as_ref().filter(|person| !self.knows(person)) {
                        let problem = Problem::new(Code::UnknownReference, at.field("declared_by")).found(person);
                        problems.push(problem.hint(say::KNOWN_PERSON.text()));
                    }
                }
            }
            Deliverable::SuccessCriteria { criteria, agreed_on } => {
                filled("criteria", criteria);
                if *agreed_on > on {
                    let problem = Problem::new(Code::WrongOrder, at.field("agreed_on")).found(agreed_on);
                    problems.push(problem.expected(say::NOT_AFTER.with(&[("day", on.into())])));
                }
            }
            Deliverable::Measurements { series } => filled("series", series),
            Deliverable::FramedProcess { .. } | Deliverable::ItCheck { .. } | Deliverable::PrototypeRecord { .. } => {}
        }
        Ok(())
    }
}

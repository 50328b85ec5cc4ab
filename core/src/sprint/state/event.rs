//! What happens in a sprint, as data that can be replayed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::{Date, Id};
use crate::sprint::decision::Topic;
use crate::sprint::it_check::ItVerdict;
use crate::sprint::phase::SprintPhase;
use crate::sprint::template::DeliverableKind;
use crate::sprint::template::agenda::Format;

/// Something that happened on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The day; never before the day of the event before.
    pub on: Date,
    /// What happened.
    pub what: What,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum What {
    /// The case begins; always the first event.
    Opened {
        /// The case.
        case: Id,
        /// People of the company.
        company: Vec<Id>,
        /// People from outside: facilitator, developer, data protection officer.
        #[serde(default)]
        guests: Vec<Id>,
        /// Who decides, if that is settled already.
        #[serde(default)]
        decision_owner: Option<Id>,
    },
    /// Somebody joins.
    Joined {
        /// Who.
        person: Id,
        /// Employed by the company?
        company: bool,
    },
    /// Somebody becomes the one who decides.
    DecisionOwnerNamed {
        /// Who.
        person: Id,
        /// Whom this person replaces; needed when somebody decides already.
        #[serde(default)]
        replaces: Option<Id>,
    },
    /// A workshop, the proof of concept or the review begins, or goes on after a pause.
    PhaseStarted {
        /// Which.
        phase: SprintPhase,
        /// Who is there.
        #[serde(default)]
        attending: Vec<Id>,
        /// Where people meet.
        #[serde(default)]
        format: Format,
    },
    /// The meeting ends although the phase is not finished.
    PhasePaused {
        /// Which.
        phase: SprintPhase,
    },
    /// A question that somebody has to decide.
    QuestionRaised {
        /// Unique id of the decision.
        decision: Id,
        /// What it is about.
        topic: Topic,
        /// The question.
        question: String,
        /// When the answer is due.
        #[serde(default)]
        due: Option<Date>,
    },
    /// The answer.
    Decided {
        /// The decision.
        decision: Id,
        /// Who decided; one person is right.
        by: Vec<Id>,
        /// What was decided: ids of pain points or of a concept, `go`, `go_with_conditions`, `iterate` or `stop`, or words.
        result: Vec<Id>,
    },
    /// Something that the phase has to deliver; a second one of the same kind replaces the first.
    Delivered {
        /// What.
        deliverable: Deliverable,
    },
    /// The phase is finished; refused while something is missing.
    PhaseClosed {
        /// Which.
        phase: SprintPhase,
    },
    /// The case is buried.
    Stopped {
        /// By whom: the one who decides.
        by: Id,
        /// Why.
        reason: String,
    },
}

/// What a phase delivers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Deliverable {
    /// W1: the pain points.
    PainPointList {
        /// Their ids.
        pain_points: Vec<Id>,
    },
    /// W2: the process. A list that is empty says "looked, found none"; an absent one says "not looked yet".
    FramedProcess {
        /// The process.
        process: Id,
        /// Steps with errors.
        #[serde(default)]
        errors: Option<Vec<Id>>,
        /// Steps with delays.
        #[serde(default)]
        delays: Option<Vec<Id>>,
        /// Steps with frustration.
        #[serde(default)]
        frustration: Option<Vec<Id>>,
    },
    /// W3: the concept.
    ConceptCard {
        /// The concept.
        concept: Id,
        /// The pain point that it solves.
        pain_point: Id,
        /// Who worked it out.
        authors: Vec<Id>,
    },
    /// W3: the buried ideas; an empty list says "there was no other idea".
    Burials {
        /// One entry per idea.
        buried: Vec<BuriedIdea>,
    },
    /// W4: the IT check.
    ItCheck {
        /// How it ended.
        verdict: ItVerdict,
    },
    /// W4: the record of the prototype.
    PrototypeRecord {
        /// The prototype.
        prototype: Id,
        /// Did it run with real data?
        real_data: bool,
    },
    /// Proof of concept: the agreed criteria.
    SuccessCriteria {
        /// Their ids.
        criteria: Vec<Id>,
        /// When they were agreed.
        agreed_on: Date,
    },
    /// Proof of concept: what was measured.
    Measurements {
        /// Ids of the series.
        series: Vec<Id>,
    },
}

/// A buried idea.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BuriedIdea {
    /// The idea.
    pub concept: Id,
    /// Why, at least one reason.
    pub reasons: Vec<Id>,
    /// Who declared it; the facilitator may.
    #[serde(default)]
    pub declared_by: Option<Id>,
}

impl Deliverable {
    /// What it is.
    pub const fn kind(&self) -> DeliverableKind {
        match self {
            Self::PainPointList { .. } => DeliverableKind::PainPointList,
            Self::FramedProcess { .. } => DeliverableKind::FramedProcess,
            Self::ConceptCard { .. } => DeliverableKind::ConceptCard,
            Self::Burials { .. } => DeliverableKind::Burials,
            Self::ItCheck { .. } => DeliverableKind::ItCheck,
            Self::PrototypeRecord { .. } => DeliverableKind::PrototypeRecord,
            Self::SuccessCriteria { .. } => DeliverableKind::SuccessCriteria,
            Self::Measurements { .. } => DeliverableKind::Measurements,
        }
    }
}

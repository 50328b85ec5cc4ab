//! Questions, topics and duties as data (`core/catalogue/compliance/`).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

use crate::base::{Code, Confidence, Date, Error, Pointer, Problem};

/// The area of law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// Regulation (EU) 2024/1689.
    AiAct,
    /// GDPR and BDSG.
    DataProtection,
    /// BetrVG.
    WorksCouncil,
}

/// A question that can be answered yes or no.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YesNoQuestion {
    /// For example `ai_act.infers`.
    pub id: String,
    /// The provision that asks it.
    pub rule: String,
    /// How sure we are of the rule.
    pub confidence: Confidence,
    /// German.
    pub de: String,
    /// English.
    pub en: String,
}

/// Something that applies or does not.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// For example `ai_act.prohibited`.
    pub id: String,
    /// The area of law.
    pub area: Area,
    /// The provision.
    pub rule: String,
    /// How sure we are of the rule.
    pub confidence: Confidence,
    /// German.
    pub de: String,
    /// English.
    pub en: String,
    /// What must be done when it applies.
    #[serde(default)]
    pub duty: Vec<Duty>,
}

/// Whom a duty meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Develops the system, or has it developed, under its own name (Anbieter).
    Provider,
    /// Uses it under its authority (Betreiber).
    Deployer,
}

/// What must be done, and from when.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Duty {
    /// For example `ai_act.literacy`.
    pub id: String,
    /// First day on which the duty applies; none: it applied throughout.
    #[serde(default)]
    pub from: Option<Date>,
    /// The day that held before the amendment of 2026.
    #[serde(default)]
    pub moved_from: Option<Date>,
    /// Whom it meets; none: everybody to whom the topic applies.
    #[serde(default)]
    pub role: Option<Role>,
    /// The provision.
    pub rule: String,
    /// How sure we are of rule and date.
    pub confidence: Confidence,
    /// German.
    pub de: String,
    /// English.
    pub en: String,
}

/// All questions and topics.
#[derive(Debug)]
pub struct Catalogue {
    /// In the order in which they are asked.
    pub questions: Vec<YesNoQuestion>,
    /// In the order in which they are shown.
    pub topics: Vec<Topic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionFile {
    question: Vec<YesNoQuestion>,
}
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicFile {
    topic: Vec<Topic>,
}

impl Catalogue {
    /// The catalogue that is built in.
    ///
    /// # Errors
    /// [`Code::BadCatalogue`] if the files cannot be read, which a test rules out.
    pub fn embedded() -> Result<&'static Self, Error> {
        static CATALOGUE: OnceLock<Result<Catalogue, String>> = OnceLock::new();
        let parsed = CATALOGUE.get_or_init(|| {
            let questions: QuestionFile = toml::from_str(include_str!("../../catalogue/compliance/questions.toml"))
                .map_err(|error| error.to_string())?;
            let topics: TopicFile = toml::from_str(include_str!("../../catalogue/compliance/topics.toml"))
                .map_err(|error| error.to_string())?;
            Ok(Self { questions: questions.question, topics: topics.topic })
        });
        parsed.as_ref().map_err(|reason| Problem::new(Code::BadCatalogue, Pointer::root()).found(reason).into())
    }
}

//! The IT check before the prototype: sixteen topics, as data.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::base::text::sentences;
use crate::base::{Date, Error, Finding, Id, Pointer, Problems, SchemaVersion, Severity, Text, Trace};

/// Most items.
pub const MAX_ITEMS: usize = 500;

/// Declares the topics once: name in documents, label, question.
macro_rules! topics {
    ($( $name:ident: $label_de:literal, $label_en:literal, $ask_de:literal, $ask_en:literal; )*) => {
        /// What the IT check asks about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum Topic {
            $( #[doc = $ask_en] $name, )*
        }

        impl Topic {
            /// All sixteen.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// What it is called.
            pub const fn label(self) -> Text {
                match self { $(Self::$name => Text::of($label_de, $label_en),)* }
            }
            /// The question to ask.
            pub const fn question(self) -> Text {
                match self { $(Self::$name => Text::of($ask_de, $ask_en),)* }
            }
        }
    };
}

topics! {
    DataLocation: "Ort der Daten", "data location", "Wo liegen die Daten?", "Where do the data lie?";
    DataAccess: "Zugang zu den Daten", "data access", "Ist der Lesezugriff bis zum dritten Tag des Proof of Concept zugesagt?", "Is read access promised by day three of the proof of concept?";
    DataVolumeQuality: "Umfang und Qualität", "volume and quality", "Reichen Umfang und Qualität der Daten?", "Are there enough data, and are they good enough?";
    Confidentiality: "Vertraulichkeit", "confidentiality", "Was sagen Verträge mit Kunden zur Vertraulichkeit?", "What do contracts with customers say about confidentiality?";
    PersonalData: "Personenbezug", "personal data", "Haben die Daten einen Personenbezug?", "Are there personal data?";
    WorksCouncil: "Betriebsrat", "works council", "Ist der Betriebsrat eingebunden?", "Is the works council involved?";
    InterfaceRead: "Schnittstelle zum Lesen", "read interface", "Gibt es eine Schnittstelle zum Lesen?", "Is there an interface to read from?";
    InterfaceWrite: "Schnittstelle zum Schreiben", "write interface", "Gibt es eine Schnittstelle zum Schreiben?", "Is there an interface to write to?";
    Compute: "Rechenleistung", "compute", "Reicht die Rechenleistung?", "Is there enough computing power?";
    IdentityRights: "Anmeldung und Rechte", "identity and rights", "Wie melden sich die Leute an, und wer darf was?", "How do people sign in, and who may do what?";
    BackupRecovery: "Sicherung und Rückfall", "backup and fallback", "Wie wird gesichert, und wie geht es zurück auf den alten Weg?", "How is it backed up, and how does one fall back on the old way?";
    LoggingTraceability: "Nachvollziehbarkeit", "logging and traceability", "Lässt sich jeder Vorschlag später nachvollziehen?", "Can every suggestion be traced later?";
    Security: "Sicherheit der Eingaben", "security of inputs", "Wie werden Eingaben und Anhänge auf Schadsoftware und Manipulation geprüft?", "How are inputs and attachments checked for malware and manipulation?";
    Licences: "Lizenzen", "licences", "Sind die Lizenzen geklärt?", "Are the licences settled?";
    AiActClass: "Klasse nach der KI-Verordnung", "AI Act class", "Ist die Risikoklasse nach der KI-Verordnung geprüft?", "Is the risk class under the AI Act checked?";
    OperationsOwner: "Betrieb danach", "owner of operations", "Wer betreibt es nach dem Proof of Concept?", "Who runs it after the proof of concept?";
}

sentences! {
    NO_OWNER = "it_check.condition_without_owner" { de: "{topic} ({item}): Die Bedingung hat niemanden, der sie erfüllt.", en: "{topic} ({item}): the condition has nobody to meet it." }
    NO_DUE = "it_check.condition_without_due_date" { de: "{topic} ({item}): Die Bedingung hat keinen Termin.", en: "{topic} ({item}): the condition has no date." }
    OVERDUE = "it_check.condition_overdue" { de: "{topic} ({item}): Die Bedingung war am {due} fällig.", en: "{topic} ({item}): the condition was due on {due}." }
    ASK_OWNER = "it_check.question.owner" { de: "{topic}: Wer erfüllt die Bedingung?", en: "{topic}: who meets the condition?" }
    ASK_DUE = "it_check.question.due" { de: "{topic}: Bis wann ist die Bedingung erfüllt?", en: "{topic}: by when is the condition met?" }
}

/// The answers of the IT check.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItCheckInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// Several items on one topic are fine; at most [`MAX_ITEMS`].
    pub it_check: Vec<ItItem>,
    /// The day of the check; conditions due before it are overdue.
    #[serde(default)]
    pub as_of: Option<Date>,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ItItem {
    /// Unique among the items.
    pub id: Id,
    /// The topic.
    pub topic: Topic,
    /// The question in the words of the company.
    #[serde(default)]
    pub question: Option<String>,
    /// How it stands; left out means unknown.
    #[serde(default)]
    pub status: ItStatus,
    /// What was found.
    #[serde(default)]
    pub finding: Option<String>,
    /// Who sees to it.
    #[serde(default)]
    pub owner: Option<Id>,
    /// Until when.
    #[serde(default)]
    pub due: Option<Date>,
}

/// How an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ItStatus {
    /// Settled.
    Ok,
    /// Fine if a condition is met.
    Condition,
    /// It cannot be done this way.
    Blocker,
    /// Nobody knows yet.
    #[default]
    Unknown,
}

/// May the prototype start?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ItVerdict {
    /// Yes.
    Go,
    /// Yes, if the conditions are met.
    GoWithConditions,
    /// Nobody can say: answers are missing.
    Incomplete,
    /// No.
    NoGo,
}

/// How the IT check ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ItCheck {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// Items.
    pub total: usize,
    /// Items that are settled.
    pub ok: usize,
    /// Items with a condition.
    pub conditions: Vec<Id>,
    /// Items that block.
    pub blockers: Vec<Id>,
    /// Items that nobody could answer.
    pub unknown: Vec<Id>,
    /// Topics without any item.
    pub missing_topics: Vec<Topic>,
    /// May the prototype start?
    pub verdict: ItVerdict,
    /// Every topic, in order.
    pub topics: Vec<TopicState>,
    /// What to ask to close the gaps.
    pub questions: Vec<Text>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// The rule.
    pub trace: Trace,
}

/// How a topic stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TopicState {
    /// The topic.
    pub topic: Topic,
    /// What it is called.
    pub label: Text,
    /// The worst of its items: a blocker, else unknown, else a condition; unknown without items.
    pub status: ItStatus,
}

/// Judges the IT check: a blocker → no go; else anything unknown or missing → incomplete; else a condition → go with
/// conditions; else go.
///
/// # Errors
/// Duplicate ids, too many items.
pub fn it_check(input: &ItCheckInput) -> Result<ItCheck, Error> {
    let mut problems = Problems::new();
    let list = Pointer::root().field("it_check");
    problems.at_most(list.clone(), input.it_check.len(), MAX_ITEMS);
    problems.unique_ids(&list, input.it_check.iter().map(|item| &item.id));
    problems.finish()?;
    Ok(evaluate(&input.it_check, input.as_of))
}

/// The same for items that were checked before.
pub(crate) fn evaluate(items: &[ItItem], as_of: Option<Date>) -> ItCheck {
    let with = |status: ItStatus| items.iter().filter(move |item| item.status == status);
    let ids = |status: ItStatus| with(status).map(|item| item.id.clone()).collect::<Vec<_>>();
    let (conditions, blockers, unknown) = (ids(ItStatus::Condition), ids(ItStatus::Blocker), ids(ItStatus::Unknown));
    let topics = topic_states(items);
    let present = |topic: &Topic| items.iter().any(|item| item.topic == *topic);
    let missing_topics: Vec<Topic> = Topic::ALL.iter().copied().filter(|topic| !present(topic)).collect();
    let verdict = if !blockers.is_empty() {
        ItVerdict::NoGo
    } else if !unknown.is_empty() || !missing_topics.is_empty() {
        ItVerdict::Incomplete
    } else if !conditions.is_empty() {
        ItVerdict::GoWithConditions
    } else {
        ItVerdict::Go
    };
    let mut questions: Vec<Text> = Topic::ALL
        .iter()
        .filter(|topic| {
            let mut of_topic = items.iter().filter(|item| item.topic == **topic).peekable();
            of_topic.peek().is_none() || of_topic.any(|item| item.status == ItStatus::Unknown)
        })
        .map(|topic| topic.question())
        .collect();
    let mut findings = Vec::new();
    for item in with(ItStatus::Condition) {
        condition(item, as_of, &mut questions, &mut findings);
    }
    ItCheck {
        schema_version: SchemaVersion,
        total: items.len(),
        ok: with(ItStatus::Ok).count(),
        conditions,
        blockers,
        unknown,
        missing_topics,
        verdict,
        topics,
        questions,
        findings,
        trace: Trace::of("R-60").input("/it_check"),
    }
}

fn topic_states(items: &[ItItem]) -> Vec<TopicState> {
    // A blocker decides; what is unknown may still turn into one; so both come before a condition.
    let weight = |status: ItStatus| match status {
        ItStatus::Ok => 0,
        ItStatus::Condition => 1,
        ItStatus::Unknown => 2,
        ItStatus::Blocker => 3,
    };
    let mut worst: BTreeMap<Topic, ItStatus> = BTreeMap::new();
    for item in items {
        let entry = worst.entry(item.topic).or_insert(item.status);
        if weight(item.status) > weight(*entry) {
            *entry = item.status;
        }
    }
    let state = |topic: &Topic| TopicState {
        topic: *topic,
        label: topic.label(),
        status: worst.get(topic).copied().unwrap_or(ItStatus::Unknown),
    };
    Topic::ALL.iter().map(state).collect()
}

/// A condition needs an owner and a date that has not passed.
fn condition(item: &ItItem, as_of: Option<Date>, questions: &mut Vec<Text>, findings: &mut Vec<Finding>) {
    let args = [("topic", item.topic.label().into()), ("item", (&item.id).into())];
    if item.owner.is_none() {
        findings.push(Finding::new(Severity::Warn, &NO_OWNER, item.id.as_str(), &args).rule("R-60"));
        questions.push(ASK_OWNER.with(&args));
    }
    match (item.due, as_of) {
        (None, _) => {
            findings.push(Finding::new(Severity::Warn, &NO_DUE, item.id.as_str(), &args).rule("R-60"));
            questions.push(ASK_DUE.with(&args));
        }
        (Some(due), Some(today)) if due < today => {
            let args = [("topic", item.topic.label().into()), ("item", (&item.id).into()), ("due", due.into())];
            findings.push(Finding::new(Severity::Warn, &OVERDUE, item.id.as_str(), &args).rule("R-60"));
        }
        _ => {}
    }
}

//! The operation `compliance.triage`: what applies, what is open, what to do and by when.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::{Area, Catalogue, Duty, Role};
use super::rules::{Facts, applies};
use crate::base::text::sentences;
use crate::base::{Answer, Code, Confidence, Date, Error, Id, Pointer, Problem, Problems, SchemaVersion, Text, Truth};

sentences! {
    DISCLAIMER = "compliance.disclaimer" {
        de: "Dies ist eine erste Einordnung, keine Rechtsberatung und keine Bestätigung. Angaben mit dem Vermerk „unverified“ sind nicht am Gesetzestext geprüft.",
        en: "This is a first classification, not legal advice and not a confirmation. Statements marked \"unverified\" were not checked against the legal text.",
    }
    NOT_ASKED_YET = "compliance.ask" { de: "Klären: {question}", en: "Clarify: {question}" }
    ONLY_RESEARCH = "compliance.only_research" {
        de: "Die Pflichten der KI-Verordnung gelten noch nicht (Art. 2 Abs. 8). Ordnen Sie das System neu ein, bevor Sie es in Betrieb nehmen, in Verkehr bringen oder unter realen Bedingungen testen.",
        en: "The duties of the AI Act do not apply yet (Art 2(8)). Classify the system again before it is put into service, placed on the market or tested in real-world conditions.",
    }
    FROM = "compliance.from" { de: "Ab {date}: {duty}", en: "From {date}: {duty}" }
}

/// What is known about an idea.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TriageInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The day for which the law is asked.
    pub date: Date,
    /// Answers by id of the question: true, false, null or "dont_know". Missing ones were not asked.
    #[serde(default)]
    pub answers: BTreeMap<Id, Answer<bool>>,
}

/// The class under the AI Act; the first that fits, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AiClass {
    /// No AI system in the sense of Art 3(1).
    NoAiSystem,
    /// Art 5.
    Prohibited,
    /// Art 6.
    HighRisk,
    /// Art 50.
    Transparency,
    /// Everything else: only Art 4 applies.
    Minimal,
}

/// How far the works council is involved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorksCouncilStep {
    /// Nothing follows from the answers.
    None,
    /// Inform and consult (§ 90).
    Inform,
    /// Agree first (§ 87(1) no. 6).
    Codetermination,
}

/// What applies and what is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Triage {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The day for which the law was asked.
    pub date: Date,
    /// Classes under the AI Act that are still possible; one when decided. While a system is only researched
    /// (`ai_act.research_only`) this is its class once it is in service.
    pub ai_classes: Vec<AiClass>,
    /// Steps with the works council that are still possible; one when decided.
    pub works_council_steps: Vec<WorksCouncilStep>,
    /// Every topic with its verdict.
    pub topics: Vec<TopicVerdict>,
    /// What must be done where a topic applies or is open, by date. Research alone has no duties of the AI Act
    /// (Art 2(8)); while it is open whether there is only research, none of them is certain.
    pub duties: Vec<DutyVerdict>,
    /// The questions that would close what is open, in order.
    pub questions: Vec<UnansweredQuestion>,
    /// What to do next.
    pub next_steps: Vec<Text>,
    /// What this answer is not.
    pub disclaimer: Text,
}

/// A topic with its verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TopicVerdict {
    /// The topic.
    pub id: String,
    /// The area of law.
    pub area: Area,
    /// Does it apply?
    pub applies: Truth,
    /// What it says.
    pub text: Text,
    /// The provision.
    pub rule: String,
    /// How sure we are of the rule.
    pub confidence: Confidence,
    /// The answers used.
    pub because: BTreeMap<String, Answer<bool>>,
}

/// A duty with its date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DutyVerdict {
    /// The duty.
    pub id: String,
    /// Does the topic behind it apply, and does the duty meet the company in its role? Never `no`.
    pub applies: Truth,
    /// Whom it meets; none: everybody to whom the topic applies.
    pub role: Option<Role>,
    /// First day of the duty; none: it applied throughout.
    pub from: Option<Date>,
    /// The day that held before the amendment of 2026, where it was moved.
    pub moved_from: Option<Date>,
    /// Is that day reached on the day asked?
    pub in_force: bool,
    /// What must be done.
    pub text: Text,
    /// The provision.
    pub rule: String,
    /// How sure we are of rule and date.
    pub confidence: Confidence,
}

/// A question that is not answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UnansweredQuestion {
    /// The id under which the answer goes.
    pub id: String,
    /// The question.
    pub text: Text,
    /// The provision that asks it.
    pub rule: String,
    /// The open topics that wait for it.
    pub topics: Vec<String>,
}

/// The topic that switches the duties of the AI Act off.
const RESEARCH_ONLY: &str = "ai_act.research_only";

fn text(de: &str, en: &str) -> Text {
    Text { de: de.to_owned().into(), en: en.to_owned().into() }
}

/// Classifies an idea under AI Act, data protection and works constitution law.
///
/// # Errors
/// Answers to questions that do not exist, each with the nearest id.
///
/// ```
/// let input = machbar::base::border::read(br#"{"date":"2026-11-20","answers":{"ai_act.infers":false}}"#).unwrap();
/// let triage = machbar::compliance::triage(&input).unwrap();
/// assert_eq!(triage.ai_classes, [machbar::compliance::triage::AiClass::NoAiSystem]);
/// ```
pub fn triage(input: &TriageInput) -> Result<Triage, Error> {
    let catalogue = Catalogue::embedded()?;
    let mut problems = Problems::new();
    for id in input.answers.keys() {
        let known = catalogue.questions.iter().map(|question| question.id.as_str());
        problems.reference(Pointer::root().field("answers").field(id.as_str()), id.as_str(), known);
    }
    problems.finish()?;

    let facts = Facts::new(&input.answers);
    let mut topics: Vec<TopicVerdict> = Vec::with_capacity(catalogue.topics.len());
    let role = |role: Role| {
        let topic = match role {
            Role::Provider => "ai_act.provider",
            Role::Deployer => "ai_act.deployer",
        };
        applies(topic, &Facts::new(&input.answers)).unwrap_or(Truth::Open)
    };
    let research_only = applies(RESEARCH_ONLY, &Facts::new(&input.answers)).unwrap_or(Truth::Open);
    let mut duties = Vec::new();
    let mut waiting: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for topic in &catalogue.topics {
        let verdict = applies(&topic.id, &facts)
            .ok_or_else(|| Problem::new(Code::BadCatalogue, Pointer::root()).found(&topic.id))?;
        let read = facts.take_read();
        let answer = |question: &str| input.answers.get(question).copied().unwrap_or_default();
        if verdict.is_open() {
            for question in read.iter().filter(|question| answer(question).given().is_none()) {
                waiting.entry(question).or_default().push(topic.id.clone());
            }
        }
        if !verdict.is_no() {
            let due = if topic.area == Area::AiAct { verdict & !research_only } else { verdict };
            let met = |duty: &Duty| duty.role.map_or(due, |wanted| due & role(wanted));
            let meeting = topic.duty.iter().map(|duty| (duty, met(duty))).filter(|(_, applies)| !applies.is_no());
            duties.extend(meeting.map(|(duty, applies)| duty_verdict(duty, applies, input.date)));
        }
        topics.push(TopicVerdict {
            id: topic.id.clone(),
            area: topic.area,
            applies: verdict,
            text: text(&topic.de, &topic.en),
            rule: topic.rule.clone(),
            confidence: topic.confidence,
            because: read.into_iter().map(|question| (question.to_owned(), answer(question))).collect(),
        });
    }
    duties.sort_by_key(|duty| (!duty.applies.is_yes(), duty.from));
    let questions: Vec<UnansweredQuestion> = catalogue
        .questions
        .iter()
        .filter_map(|question| {
            let topics = waiting.remove(question.id.as_str())?;
            let text = text(&question.de, &question.en);
            Some(UnansweredQuestion { id: question.id.clone(), text, rule: question.rule.clone(), topics })
        })
        .collect();
    let value = |id: &str| topics.iter().find(|topic| topic.id == id).map_or(Truth::Open, |topic| topic.applies);
    Ok(Triage {
        schema_version: SchemaVersion,
        date: input.date,
        ai_classes: ai_classes(&value, input.date),
        works_council_steps: works_council_steps(&value),
        next_steps: next_steps(research_only, &duties, &questions, input.date),
        topics,
        duties,
        questions,
        disclaimer: DISCLAIMER.text(),
    })
}

fn duty_verdict(duty: &Duty, applies: Truth, date: Date) -> DutyVerdict {
    DutyVerdict {
        id: duty.id.clone(),
        applies,
        role: duty.role,
        from: duty.from,
        moved_from: duty.moved_from,
        in_force: duty.from.is_none_or(|from| from <= date),
        text: text(&duty.de, &duty.en),
        rule: duty.rule.clone(),
        confidence: duty.confidence,
    }
}

/// The first of the classes that fits; several while facts are missing.
fn ai_classes(value: &impl Fn(&str) -> Truth, date: Date) -> Vec<AiClass> {
    let mut possible = BTreeSet::new();
    let system = value("ai_act.system");
    if !system.is_yes() {
        possible.insert(AiClass::NoAiSystem);
    }
    if !system.is_no() {
        // The two later prohibitions count from their first day.
        let december = Date::new(2026, 12, 2).is_some_and(|from| from <= date);
        let later = if december { value("ai_act.prohibited_from_december") } else { Truth::No };
        let chain = [
            (AiClass::Prohibited, value("ai_act.prohibited") | later),
            (AiClass::HighRisk, value("ai_act.high_risk_product") | value("ai_act.high_risk_use")),
            (
                AiClass::Transparency,
                Truth::any(
                    [
                        "ai_act.tell_people",
                        "ai_act.mark_content",
                        "ai_act.mark_content_older",
                        "ai_act.inform_biometric",
                        "ai_act.disclose",
                    ]
                    .map(value),
                ),
            ),
            (AiClass::Minimal, Truth::Yes),
        ];
        for (class, fits) in chain {
            if !fits.is_no() {
                possible.insert(class);
            }
            if fits.is_yes() {
                break;
            }
        }
    }
    possible.into_iter().collect()
}

fn works_council_steps(value: &impl Fn(&str) -> Truth) -> Vec<WorksCouncilStep> {
    let codetermination = value("works_council.codetermination");
    let inform = value("works_council.inform");
    let mut steps = Vec::new();
    if codetermination.is_yes() {
        return vec![WorksCouncilStep::Codetermination];
    }
    if !inform.is_yes() {
        steps.push(WorksCouncilStep::None);
    }
    if !inform.is_no() {
        steps.push(WorksCouncilStep::Inform);
    }
    if codetermination.is_open() {
        steps.push(WorksCouncilStep::Codetermination);
    }
    steps
}

/// That research has no duties yet; duties that apply, soonest first; the first questions.
fn next_steps(research_only: Truth, duties: &[DutyVerdict], questions: &[UnansweredQuestion], date: Date) -> Vec<Text> {
    const QUESTIONS_SHOWN: usize = 5;
    let due = duties.iter().filter(|duty| duty.applies.is_yes()).map(|duty| match duty.from {
        Some(from) if from > date => FROM.with(&[("date", from.into()), ("duty", duty.text.clone().into())]),
        _ => duty.text.clone(),
    });
    let ask = questions
        .iter()
        .take(QUESTIONS_SHOWN)
        .map(|question| NOT_ASKED_YET.with(&[("question", question.text.clone().into())]));
    let research = research_only.is_yes().then(|| ONLY_RESEARCH.text());
    research.into_iter().chain(due).chain(ask).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn input(answers: &[(&str, bool)]) -> TriageInput {
        TriageInput {
            schema_version: SchemaVersion,
            date: "2026-11-20".parse().unwrap(),
            answers: answers.iter().map(|(id, yes)| (Id::new(id).unwrap(), Answer::Given(*yes))).collect(),
        }
    }

    #[test]
    fn every_topic_has_a_formula_and_every_question_is_read() {
        let catalogue = Catalogue::embedded().unwrap();
        let answers = BTreeMap::new();
        let facts = Facts::new(&answers);
        let mut read = BTreeSet::new();
        for topic in &catalogue.topics {
            assert!(applies(&topic.id, &facts).is_some(), "{}", topic.id);
            read.extend(facts.take_read());
        }
        let asked: BTreeSet<&str> = catalogue.questions.iter().map(|question| question.id.as_str()).collect();
        assert_eq!(read, asked);
    }

    #[test]
    fn nothing_known_leaves_every_class_possible() {
        let result = triage(&input(&[])).unwrap();
        assert_eq!(result.ai_classes.len(), 5);
        assert!(result.topics.iter().all(|topic| topic.applies.is_open()));
    }

    #[test]
    fn emotion_inference_at_work_is_prohibited_whatever_else_is_unknown() {
        let result = triage(&input(&[("ai_act.infers", true), ("ai_act.prohibited.emotion_at_work", true)])).unwrap();
        assert_eq!(result.ai_classes, [AiClass::Prohibited]);
    }

    #[test]
    fn profiling_closes_the_exception() {
        let result = triage(&input(&[
            ("ai_act.infers", true),
            ("ai_act.use.employment", true),
            ("ai_act.exception.profiles_people", true),
        ]))
        .unwrap();
        let high_risk = result.topics.iter().find(|topic| topic.id == "ai_act.high_risk_use").unwrap();
        assert!(high_risk.applies.is_yes());
        let duty = result.duties.iter().find(|duty| duty.id == "ai_act.high_risk_use_deployer").unwrap();
        assert!(!duty.in_force && duty.applies.is_open());
        assert!(duty.moved_from < duty.from);
    }

    #[test]
    fn duties_of_the_other_role_are_left_out() {
        let chat = |develops| {
            let answers = [
                ("ai_act.infers", true),
                ("ai_act.develops", develops),
                ("ai_act.changes_high_risk", false),
                ("ai_act.transparency.talks_to_people", true),
                ("ai_act.transparency.obvious", false),
            ];
            triage(&input(&answers)).unwrap().duties.iter().any(|duty| duty.id == "ai_act.tell_people_duty")
        };
        assert!(chat(true) && !chat(false));
    }

    #[test]
    fn research_alone_has_no_duties_under_the_ai_act_and_what_is_in_service_has_them() {
        let in_service =
            ["ai_act.develops", "ai_act.uses", "ai_act.imports", "ai_act.distributes", "ai_act.gpai.provides_model"];
        let with = |only: bool, service: &[(&str, bool)]| {
            let mut answers = vec![("ai_act.infers", true), ("ai_act.only_research", only)];
            answers.extend_from_slice(service);
            let result = triage(&input(&answers)).unwrap();
            let literacy = result.duties.iter().find(|duty| duty.id == "ai_act.literacy").map(|duty| duty.applies);
            let any = result.duties.iter().any(|duty| duty.rule.starts_with("AI Act"));
            assert!(result.duties.iter().any(|duty| duty.rule.starts_with("GDPR")));
            (literacy, any)
        };
        let none = in_service.map(|question| (question, false));
        assert_eq!(with(true, &none), (None, false));
        assert_eq!(with(true, &[]), (Some(Truth::Open), true));
        assert_eq!(with(false, &none), (Some(Truth::Yes), true));
        for question in in_service {
            assert_eq!(with(true, &[(question, true)]), (Some(Truth::Yes), true), "{question}");
        }
    }

    #[test]
    fn no_answer_ever_says_compliant() {
        let catalogue = Catalogue::embedded().unwrap();
        let topics = catalogue.topics.iter().flat_map(|topic| {
            let duties = topic.duty.iter().map(|duty| (&duty.de, &duty.en));
            std::iter::once((&topic.de, &topic.en)).chain(duties)
        });
        for (de, en) in topics {
            assert!(!en.to_lowercase().contains("complian"), "{en}");
            assert!(!["rechtskonform", "zulässig ist", "unbedenklich"].iter().any(|word| de.contains(word)), "{de}");
        }
    }

    proptest! {
        /// One more answer may close an open topic; it never flips one, and never adds a class.
        #[test]
        fn an_answer_never_flips_a_verdict(known in proptest::collection::vec(proptest::option::of(any::<bool>()), 80), extra in 0_usize..80, value: bool) {
            let catalogue = Catalogue::embedded().unwrap();
            let ids: Vec<&str> = catalogue.questions.iter().map(|question| question.id.as_str()).collect();
            let given: Vec<(&str, bool)> = ids.iter().zip(&known).filter_map(|(id, answer)| answer.map(|yes| (*id, yes))).collect();
            let extra = ids[extra % ids.len()];
            prop_assume!(given.iter().all(|(id, _)| *id != extra));
            let before = triage(&input(&given)).unwrap();
            let mut more = given.clone();
            more.push((extra, value));
            let after = triage(&input(&more)).unwrap();
            for (old, new) in before.topics.iter().zip(&after.topics) {
                prop_assert!(old.applies.is_open() || old.applies == new.applies, "{}", old.id);
            }
            // A duty that is certain stays so, and none is added.
            let duty = |result: &Triage, id: &str| result.duties.iter().find(|duty| duty.id == id).map(|duty| duty.applies);
            for old in &before.duties {
                prop_assert!(old.applies.is_open() || duty(&after, &old.id) == Some(old.applies), "{}", old.id);
            }
            prop_assert!(after.duties.iter().all(|new| duty(&before, &new.id).is_some()));
            prop_assert!(after.ai_classes.iter().all(|class| before.ai_classes.contains(class)));
            prop_assert!(after.works_council_steps.iter().all(|step| before.works_council_steps.contains(step)));
        }
    }
}

//! The operation `sprint.outcomes`: what a sprint must leave behind: a working prototype, a team that can use the
//! method on its own, a prioritised list of further ideas.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::text::{Arg, sentences};
use crate::base::{
    Answer, Code, Error, Id, OpenQuestion, Pointer, Problem, Problems, SchemaVersion, Sentence, Text, Truth,
};
use crate::sprint::team::person::Participant;
use crate::sprint::team::{self, MAX_PEOPLE, TeamParameters};

/// Most prototypes and most entries of the list.
pub const MAX_ENTRIES: usize = 1_000;

sentences! {
    PROTOTYPE_YES = "sprint.outcomes.prototype.yes" { de: "Ein Prototyp arbeitet mit echten Daten: {what}.", en: "A prototype works with real data: {what}." }
    PROTOTYPE_NO = "sprint.outcomes.prototype.no" { de: "Kein Prototyp arbeitet mit echten Daten.", en: "No prototype works with real data." }
    PROTOTYPE_OPEN = "sprint.outcomes.prototype.open" { de: "Ob ein Prototyp mit echten Daten arbeitet, ist offen.", en: "Whether a prototype works with real data is open." }
    SKILL_YES = "sprint.outcomes.method_skill.yes" { de: "Das Team kann die Methode allein anwenden: {what}.", en: "The team can use the method on its own: {what}." }
    SKILL_NO = "sprint.outcomes.method_skill.no" { de: "Das Team kann die Methode noch nicht allein anwenden.", en: "The team cannot use the method on its own yet." }
    SKILL_OPEN = "sprint.outcomes.method_skill.open" { de: "Ob das Team die Methode allein anwenden kann, ist offen.", en: "Whether the team can use the method on its own is open." }
    BACKLOG_YES = "sprint.outcomes.backlog.yes" { de: "Es gibt eine geordnete Liste weiterer Vorhaben ({n}); als Nächstes: {what}.", en: "There is an ordered list of further ideas ({n}); next: {what}." }
    BACKLOG_NO = "sprint.outcomes.backlog.no" { de: "Es gibt keine Liste weiterer Vorhaben.", en: "There is no list of further ideas." }
    BACKLOG_OPEN = "sprint.outcomes.backlog.open" { de: "Ob es eine Liste weiterer Vorhaben gibt, ist offen.", en: "Whether there is a list of further ideas is open." }
    ASK_PROTOTYPES = "sprint.outcomes.ask_prototypes" { de: "Welche Prototypen gibt es?", en: "Which prototypes are there?" }
    ASK_WORKS = "sprint.outcomes.ask_works" { de: "Arbeitet {what}?", en: "Does {what} work?" }
    ASK_REAL = "sprint.outcomes.ask_real_data" { de: "Läuft {what} mit echten Daten?", en: "Does {what} run with real data?" }
    ASK_SKILL = "sprint.outcomes.ask_skill" { de: "Wie sicher wendet {what} die Methode nach dem Sprint an (0 bis 4)?", en: "How well does {what} use the method after the sprint (0 to 4)?" }
    ASK_BACKLOG = "sprint.outcomes.ask_backlog" { de: "Welche weiteren Vorhaben stehen auf der Liste, in welcher Reihenfolge?", en: "Which further ideas are on the list, in which order?" }
}

/// What is known at the end of a sprint.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutcomesInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The prototypes.
    #[serde(default)]
    pub prototypes: Answer<Vec<PrototypeFacts>>,
    /// The participants with their skill in the method.
    #[serde(default)]
    pub participants: Vec<Participant>,
    /// The further ideas, first one first.
    #[serde(default)]
    pub backlog: Answer<Vec<Id>>,
    /// When the method counts as mastered.
    #[serde(default)]
    pub parameters: TeamParameters,
}

/// What is known of a prototype.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrototypeFacts {
    /// The prototype.
    pub id: Id,
    /// Does it do what it was built for?
    #[serde(default)]
    pub works: Answer<bool>,
    /// Does it run with real data?
    #[serde(default)]
    pub real_data: Answer<bool>,
}

/// The three outcomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Outcomes {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// A working prototype with real data.
    pub prototype: Outcome,
    /// A team that can use the method on its own.
    pub method_skill: Outcome,
    /// A prioritised list of further ideas.
    pub backlog: Outcome,
    /// All three?
    pub all: Truth,
    /// Questions whose answers would settle what is open.
    pub questions: Vec<OpenQuestion>,
}

/// One outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Outcome {
    /// Met?
    pub met: Truth,
    /// What shows it: prototypes, people, ideas.
    pub evidence: Vec<Id>,
    /// In words.
    pub text: Text,
}

/// The three outcomes with their evidence.
///
/// # Errors
/// A repeated id, or more entries than allowed.
pub fn outcomes(input: &OutcomesInput) -> Result<Outcomes, Error> {
    check(input)?;
    let mut questions = Vec::new();
    let root = Pointer::root();
    let mut ask = |about: Pointer, sentence: &Sentence, args: &[(&str, Arg)]| {
        questions.push(OpenQuestion::new(&about, sentence, args));
    };

    let (met, evidence) = match input.prototypes.given() {
        None => {
            ask(root.field("prototypes"), &ASK_PROTOTYPES, &[]);
            (Truth::Open, Vec::new())
        }
        Some(list) => {
            let verdict = |one: &PrototypeFacts| Truth::from(one.works) & Truth::from(one.real_data);
            let met = Truth::any(list.iter().map(verdict));
            for (index, one) in list.iter().enumerate().filter(|(_, one)| met.is_open() && verdict(one).is_open()) {
                let at = root.field("prototypes").index(index);
                let what = [("what", Arg::from(&one.id))];
                if one.works.given().is_none() {
                    ask(at.field("works"), &ASK_WORKS, &what);
                }
                if one.real_data.given().is_none() {
                    ask(at.field("real_data"), &ASK_REAL, &what);
                }
            }
            (met, list.iter().filter(|one| verdict(one).is_yes()).map(|one| one.id.clone()).collect())
        }
    };
    let prototype = outcome(met, evidence, [&PROTOTYPE_YES, &PROTOTYPE_OPEN, &PROTOTYPE_NO]);

    let skill = team::method_skill(&input.participants, &input.parameters);
    // Nobody listed: nobody was asked.
    let met = if input.participants.is_empty() { Truth::Open } else { skill.met };
    for (index, person) in input.participants.iter().enumerate() {
        if met.is_open() && person.method_skill_after.given().is_none() {
            let at = root.field("participants").index(index).field("method_skill_after");
            ask(at, &ASK_SKILL, &[("what", (&person.id).into())]);
        }
    }
    let method_skill = outcome(met, skill.able, [&SKILL_YES, &SKILL_OPEN, &SKILL_NO]);

    let (met, evidence) = match input.backlog.given() {
        None => {
            ask(root.field("backlog"), &ASK_BACKLOG, &[]);
            (Truth::Open, Vec::new())
        }
        Some(list) => (Truth::from(!list.is_empty()), list.clone()),
    };
    let mut backlog = outcome(met, evidence, [&BACKLOG_YES, &BACKLOG_OPEN, &BACKLOG_NO]);
    if let Some(first) = backlog.evidence.first() {
        backlog.text = BACKLOG_YES.with(&[("n", backlog.evidence.len().into()), ("what", first.into())]);
    }
    let all = prototype.met & method_skill.met & backlog.met;
    Ok(Outcomes { schema_version: SchemaVersion, prototype, method_skill, backlog, all, questions })
}

fn outcome(met: Truth, evidence: Vec<Id>, [yes, open, no]: [&Sentence; 3]) -> Outcome {
    let sentence = match met {
        Truth::Yes => yes,
        Truth::Open => open,
        Truth::No => no,
    };
    let args = [("what", Arg::list(evidence.iter())), ("n", evidence.len().into())];
    Outcome { met, text: sentence.with(&args), evidence }
}

fn check(input: &OutcomesInput) -> Result<(), Error> {
    let mut problems = Problems::new();
    let root = Pointer::root();
    let prototypes = input.prototypes.given().map_or(&[][..], Vec::as_slice);
    problems.at_most(root.field("prototypes"), prototypes.len(), MAX_ENTRIES);
    problems.unique_ids(&root.field("prototypes"), prototypes.iter().map(|one| &one.id));
    problems.at_most(root.field("participants"), input.participants.len(), MAX_PEOPLE);
    problems.unique_ids(&root.field("participants"), input.participants.iter().map(|one| &one.id));
    let backlog = input.backlog.given().map_or(&[][..], Vec::as_slice);
    problems.at_most(root.field("backlog"), backlog.len(), MAX_ENTRIES);
    let mut seen = std::collections::BTreeSet::new();
    for (index, id) in backlog.iter().enumerate() {
        if !seen.insert(id) {
            problems.push(Problem::new(Code::DuplicateId, root.field("backlog").index(index)).found(id));
        }
    }
    problems.append(team::check_parameters(&input.parameters));
    problems.finish()
}

//! Questions behind rules that are still open.

use super::sentences as s;
use crate::base::Text;
use crate::base::text::Arg;
use crate::funding::facts::Facts;
use crate::funding::programme::{Gate, Programme};
use crate::funding::rule::{Op, Rule, Slot, Test};
use crate::funding::vocabulary::{FactType, Vocabulary};

/// The questions that would settle these rules, each once, in order of fact; a checklist is asked by
/// the members that matter.
pub(super) fn behind<'a>(rules: impl Iterator<Item = &'a Rule>, facts: &Facts, vocabulary: &Vocabulary) -> Vec<Text> {
    let mut tests: Vec<Test> = Vec::new();
    for rule in rules {
        let mut slots = Vec::new();
        rule.open_slots(facts, &mut slots);
        rule.tests(&mut |test| {
            if slots.contains(&test.slot) && !tests.contains(test) {
                tests.push(*test);
            }
        });
    }
    tests.sort_by_key(|test| (test.slot, mask(test)));
    let mut questions: Vec<Text> = Vec::new();
    for test in &tests {
        questions.extend(question(test, vocabulary).filter(|text| !questions.contains(text)));
    }
    questions
}

/// The questions on which the verdict hangs: conditions, and whether something was begun.
pub(super) fn of_programme(programme: &Programme, begun: Slot, facts: &Facts, vocabulary: &Vocabulary) -> Vec<Text> {
    let mut questions = behind(programme.conditions.iter().map(|condition| &condition.rule), facts, vocabulary);
    if programme.start.gate() != Gate::Free && facts.raw(begun).given().is_none() {
        questions.extend(vocabulary.get(begun).map(|fact| fact.question.clone()));
    }
    questions
}

const fn mask(test: &Test) -> u64 {
    match test.op {
        Op::HasAny(mask) | Op::HasAll(mask) => mask,
        Op::AtLeast(_) | Op::AtMost(_) | Op::OneOf(_) => 0,
    }
}

fn question(test: &Test, vocabulary: &Vocabulary) -> Option<Text> {
    let fact = vocabulary.get(test.slot)?;
    let mask = mask(test);
    if fact.kind != FactType::Set || mask == 0 {
        return Some(fact.question.clone());
    }
    let places = (0..64).filter(|place| mask >> place & 1 == 1);
    let members = places.filter_map(|place| fact.member_at(place));
    let words = members.map(|member| Text { de: member.de.clone().into(), en: member.en.clone().into() });
    let args = [("question", Arg::from(fact.question.clone())), ("members", joined(words.collect()).into())];
    Some(s::ASK_MEMBERS.with(&args))
}

fn joined(words: Vec<Text>) -> Text {
    let join = |words: Vec<&str>| words.join("; ");
    Text {
        de: join(words.iter().map(|text| &*text.de).collect()).into(),
        en: join(words.iter().map(|text| &*text.en).collect()).into(),
    }
}

//! The worked case from one fact to a decision: the transcript of README.md, and that no shorter one is possible.

use std::path::Path;

use machbar::base::Lang;
use machbar::funding::vocabulary::Vocabulary;
use serde_json::{Value, json};

use crate::ask::{call, set};
use crate::questionnaire::{answer, transcript};

/// `MACHBAR_BLESS=1` rewrites the block.
#[test]
fn the_transcript_in_the_readme_is_what_the_example_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once("```text\n 1. ").unwrap();
    let (_, after) = rest.split_once("```").unwrap();
    let wanted = format!("{before}```text\n{}```{after}", transcript(Lang::De).unwrap());
    if std::env::var_os("MACHBAR_BLESS").is_some() {
        std::fs::write(&path, &wanted).unwrap();
    } else {
        assert!(readme == wanted, "README.md is not current: run tests/bless and look at the difference");
    }
    // The same questions in English, and nothing in it that is German.
    let english = transcript(Lang::En).unwrap();
    assert_eq!(english.lines().count(), transcript(Lang::De).unwrap().lines().count());
    assert!(!english.contains("Fragen") && !english.contains("noch offen"), "{english}");
}

fn next(facts: &Value) -> Value {
    call("funding.next_question", &json!({ "at": "2026-11-20", "facts": facts }))
}

/// The questions that are asked: how many until the case is decided, and all of them.
fn asked() -> (usize, Vec<String>) {
    let mut facts = json!({ "company": { "state": "NW" } });
    let (mut decided, mut asked) = (None, Vec::new());
    loop {
        let answer_now = next(&facts);
        if answer_now["decided"] == json!(true) && decided.is_none() {
            decided = Some(asked.len());
        }
        let Some(fact) = answer_now["question"]["fact"].as_str() else { break };
        set(&mut facts, fact, answer(fact));
        asked.push(fact.to_owned());
    }
    (decided.unwrap(), asked)
}

/// Who knows every answer but one of these knows too little. Fewer answers never settle what more answers leave
/// unsettled: a range with fewer facts holds the range with more, and what it holds beyond it is both in play and
/// at stake, so that the share at stake only falls as answers come. Hence no order of questions gets by with fewer.
#[test]
fn no_questionnaire_for_the_worked_case_is_shorter() {
    let (decided, asked) = asked();
    assert!(decided <= 15, "{asked:?}");
    // Everything that the company can say, whether it is asked or not.
    let mut complete = json!({ "company": { "state": "NW" } });
    for fact in Vocabulary::embedded().facts() {
        // A fact that follows from others is theirs to say, unless the questionnaire asks for it.
        if fact.derivation.is_none() || asked.contains(&fact.id) {
            set(&mut complete, &fact.id, answer(&fact.id));
        }
    }
    assert_eq!(next(&complete)["done"], json!(true));
    for (number, fact) in asked.iter().enumerate() {
        let mut without = complete.clone();
        set(&mut without, fact, Value::Null);
        let left = next(&without);
        assert_eq!(left["done"], json!(false), "{fact} is asked and not needed");
        if number < decided {
            assert_eq!(left["decided"], json!(false), "{fact} is asked and not needed for the decision");
        }
    }
}

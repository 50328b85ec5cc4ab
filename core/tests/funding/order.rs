//! The order in which things are written down does not show: shuffled, the answers are the same to the byte.

use machbar::funding::Catalogue;
use machbar::funding::vocabulary::{FactType, Vocabulary};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::profiles::{DAYS, complete, numbers, shuffled};
use crate::small::FILE;

/// A programme file with its conditions in another order.
fn shuffled_conditions(text: &str, next: &mut impl FnMut(u64) -> u64) -> String {
    let mut blocks: Vec<String> = vec![String::new()];
    for line in text.lines() {
        // Tables of a table (`[[component.rate]]`) stay with it.
        let starts = line.starts_with("[[") && !line.contains('.');
        if starts {
            blocks.push(String::new());
        }
        let block = blocks.last_mut().unwrap();
        block.push_str(line);
        block.push('\n');
    }
    let is_condition = |block: &String| block.starts_with("[[condition]]");
    let conditions: Vec<String> = blocks.iter().filter(|block| is_condition(block)).cloned().collect();
    let mut conditions = shuffled(conditions, next).into_iter();
    blocks.into_iter().map(|block| if is_condition(&block) { conditions.next().unwrap() } else { block }).collect()
}

/// An object as text, its fields in another order.
fn object(
    fields: &Map<String, Value>,
    next: &mut impl FnMut(u64) -> u64,
    write: &dyn Fn(&str, &Value) -> String,
) -> String {
    let fields = fields.iter().map(|(name, value)| format!("{}:{}", json!(name), write(name, value))).collect();
    format!("{{{}}}", shuffled(fields, next).join(","))
}

/// Facts as text: domains, facts within a domain and members of checklists in another order.
fn shuffled_facts(facts: &Value, next: &mut impl FnMut(u64) -> u64) -> String {
    let mut domains = Map::new();
    for (domain, fields) in facts.as_object().unwrap() {
        let mut fields = fields.as_object().unwrap().clone();
        for (name, value) in &mut fields {
            let fact = Vocabulary::embedded()
                .slot(&format!("{domain}.{name}"))
                .and_then(|slot| Vocabulary::embedded().get(slot));
            if let (Some(FactType::Set), Some(members)) = (fact.map(|fact| fact.kind), value.as_array_mut()) {
                *members = shuffled(std::mem::take(members), next);
            }
        }
        domains.insert(domain.clone(), json!(object(&fields, next, &|_, value| value.to_string())));
    }
    object(&domains, next, &|_, text| text.as_str().unwrap().to_owned())
}

/// The whole catalogue as files of the caller.
fn document(at: &str, facts: &str, files: &[(String, String)]) -> String {
    let files: Vec<Value> = files.iter().map(|(name, toml)| json!({ "name": name, "toml": toml })).collect();
    format!(r#"{{"at":"{at}","facts":{facts},"catalogue":{}}}"#, json!({ "without_embedded": true, "add": files }))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn order_of_programmes_conditions_and_facts_does_not_show(seed in any::<u64>(), keep in 1_u64..4) {
        let mut next = numbers(seed);
        let at = DAYS[next(6) as usize];
        let mut facts = complete(&mut next);
        // Some facts are missing, so that there are questions.
        for (_, fields) in facts.as_object_mut().unwrap() {
            fields.as_object_mut().unwrap().retain(|_, _| next(4) < keep);
        }
        let files: Vec<(String, String)> =
            Catalogue::embedded_files().iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let plain = document(at, &facts.to_string(), &files);
        let files = shuffled(files, &mut next).into_iter().map(|(name, text)| (name, shuffled_conditions(&text, &mut next)));
        let files: Vec<(String, String)> = files.collect();
        let mixed = document(at, &shuffled_facts(&facts, &mut next), &files);
        prop_assert_ne!(&plain, &mixed);
        for operation in ["funding.assess", "funding.screen", "funding.next_question", "funding.what_if"] {
            let answer = |document: &str| machbar::call(operation, document.as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap());
            let (first, second) = (answer(&plain).unwrap(), answer(&mixed).unwrap());
            prop_assert!(first == second, "{operation}: {}", difference(&first, &second));
        }
    }
}

/// Two files that each bring a fact of their own, equal in everything else.
#[test]
fn order_of_files_does_not_show_in_the_order_of_the_facts_they_bring() {
    let file = |id: &str, fact: &str| {
        let text = FILE.replace("x-test", id).replace("\"encoded\"", "\"closed\"");
        let text = text
            + &format!(
                "[[fact]]\nid = \"t.{fact}\"\ntype = \"bool\"\nlabel = {{ de = \"f\", en = \"f\" }}\nquestion = {{ de = \"f?\", en = \"f?\" }}\nwhere = {{ de = \"f\", en = \"f\" }}\n"
            )
            + &format!(
                "[[condition]]\nid = \"c\"\nsource = \"s\"\nrequire = {{ fact = \"t.{fact}\", is = true }}\ntext = {{ de = \"c\", en = \"c\" }}\n"
            )
            + "[[source]]\nkey = \"s\"\nname = \"s\"\nread_on = \"2026-11-20\"\nconfidence = \"verified\"\n";
        (id.to_owned(), text)
    };
    let (one, other) = (file("x-one", "b"), file("x-two", "a"));
    for operation in ["funding.assess", "funding.next_question"] {
        let ask = |files: &[(String, String)]| {
            machbar::call(operation, document("2026-11-20", "{}", files).as_bytes()).unwrap()
        };
        assert_eq!(ask(&[one.clone(), other.clone()]), ask(&[other.clone(), one.clone()]), "{operation}");
    }
}

/// Where two texts part.
fn difference(first: &str, second: &str) -> String {
    let at = first.bytes().zip(second.bytes()).take_while(|(a, b)| a == b).count();
    let near = |text: &str| {
        String::from_utf8_lossy(&text.as_bytes()[at.saturating_sub(200)..(at + 100).min(text.len())]).into_owned()
    };
    format!("{}\n--- and ---\n{}", near(first), near(second))
}

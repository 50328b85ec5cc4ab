//! The next question against brute force, and the worked case.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use machbar::base::{Money, Truth};
use machbar::funding::evaluate::Quick;
use machbar::funding::screen::Screener;
use serde_json::{Value, json};

use crate::ask::{call, programme, set};
use crate::profiles::numbers;
use crate::questionnaire::answer;
use crate::small::{kleene, small, typed, typed_facts};

#[test]
fn the_next_question_is_the_best_by_brute_force() {
    for seed in 0..60 {
        let (texts, model) = small(seed);
        let mut next = numbers(seed ^ 0xABCD);
        let mut known = [None; 5];
        for _ in 0..7 {
            let facts: serde_json::Map<String, Value> =
                (0..5).filter_map(|i| known[i].map(|value: bool| (format!("f{i}"), json!(value)))).collect();
            let answer = call(
                "funding.next_question",
                &json!({
                "at": "2026-11-20", "catalogue": { "without_embedded": true, "add": texts }, "facts": { "t": facts } }),
            );
            // Every unknown fact: which open programmes does one of its two answers settle, and what is at stake?
            let mut best: Option<(i64, usize, Reverse<usize>)> = None;
            for fact in (0..5).filter(|fact| known[*fact].is_none()) {
                let settled: Vec<i64> = model
                    .iter()
                    .filter(|(_, _, clauses)| kleene(clauses, &known).is_none())
                    .filter(|(_, _, clauses)| {
                        [false, true].iter().any(|value| {
                            let mut then = known;
                            then[fact] = Some(*value);
                            kleene(clauses, &then).is_some()
                        })
                    })
                    .map(|(_, money, _)| *money)
                    .collect();
                if !settled.is_empty() {
                    best = best.max(Some((settled.iter().sum(), settled.len(), Reverse(fact))));
                }
            }
            let open = model.iter().any(|(_, _, clauses)| kleene(clauses, &known).is_none());
            assert_eq!(answer["done"], json!(!open), "seed {seed} {known:?} {answer}");
            if !open {
                break;
            }
            let asked: usize = answer["question"]["fact"].as_str().unwrap().trim_start_matches("t.f").parse().unwrap();
            if let Some((money, count, _)) = best {
                let decides = answer["decides"].as_array().unwrap().len();
                assert_eq!(decides, count, "seed {seed} {known:?} {answer}");
                let decided: i64 = model
                    .iter()
                    .filter(|(id, ..)| answer["decides"].as_array().unwrap().contains(&json!(id)))
                    .map(|(_, money, _)| *money)
                    .sum();
                assert_eq!(decided, money, "seed {seed} {known:?} {answer}");
            }
            known[asked] = Some(next(2) == 0);
        }
    }
}

/// Money at stake: how many amounts without bound, and the sum of the others.
type Stake = (usize, i64);

fn plus(a: Stake, b: Stake) -> Stake {
    (a.0 + b.0, a.1 + b.1)
}

fn upper(high: Option<Money>) -> Stake {
    high.map_or((1, 0), |money| (0, money.cents()))
}

/// How far the ends of a range move.
fn moved(before: &Quick, after: &Quick) -> Stake {
    let low = (0, (before.grants.low.cents() - after.grants.low.cents()).abs());
    let high = match (before.grants.high, after.grants.high) {
        (Some(a), Some(b)) => (0, (a.cents() - b.cents()).abs()),
        (None, None) => (0, 0),
        _ => (1, 0),
    };
    low.max(high)
}

/// Facts of every kind and amounts that hang on them: every value of every unknown fact is tried.
#[test]
fn the_next_question_is_the_best_of_all_values_of_all_facts() {
    let (mut asked, mut unbounded, mut amounts) = (0, 0, 0);
    for seed in 0..80 {
        let catalogue = json!({ "without_embedded": true, "add": typed(seed) });
        let screener = json!({ "at": "2026-11-20", "catalogue": catalogue }).to_string();
        let screener = Screener::new(&machbar::base::border::read(screener.as_bytes()).unwrap()).unwrap();
        let screen =
            |known: &Value| screener.screen(&screener.facts(json!({ "t": known }).to_string().as_bytes()).unwrap());
        let mut next = numbers(seed ^ 0xABCD);
        let mut known = json!({});
        for _ in 0..6 {
            let document = json!({ "at": "2026-11-20", "catalogue": catalogue, "facts": { "t": known } });
            let answer = call("funding.next_question", &document);
            let now = screen(&known);
            let in_play =
                now.iter().filter(|quick| quick.conditions != Truth::No).map(|quick| upper(quick.grants.high));
            let in_play = in_play.fold((0, 0), plus);
            assert_eq!(
                answer["in_play_cents"],
                if in_play.0 > 0 { Value::Null } else { json!(in_play.1) },
                "seed {seed} {known}"
            );
            // By fact: what is at stake, and how many programmes one of its values decides.
            let mut worth: BTreeMap<&str, (Stake, usize)> = BTreeMap::new();
            for (fact, values) in &typed_facts() {
                if known.get(*fact).is_some() {
                    continue;
                }
                let mut decides = vec![false; now.len()];
                let mut most = vec![(0, 0); now.len()];
                for value in values {
                    let mut then = known.clone();
                    then[*fact] = value.clone();
                    for (index, (before, after)) in now.iter().zip(screen(&then)).enumerate() {
                        decides[index] |= before.conditions == Truth::Open && after.conditions != Truth::Open;
                        most[index] = most[index].max(moved(before, &after));
                    }
                }
                let stakes = now.iter().enumerate().map(|(index, quick)| match () {
                    () if quick.conditions == Truth::No => (0, 0),
                    () if decides[index] => upper(quick.grants.high),
                    () => most[index],
                });
                worth.insert(fact, (stakes.fold((0, 0), plus), decides.iter().filter(|decides| **decides).count()));
            }
            let best = worth.values().copied().max().filter(|best| *best != ((0, 0), 0));
            let Some(fact) = answer["question"]["fact"].as_str() else {
                assert_eq!(best, None, "seed {seed} {known} {answer}");
                break;
            };
            let fact = fact.trim_start_matches("t.");
            if let Some(best) = best {
                assert_eq!(worth[fact], best, "seed {seed} {known}: {fact} {worth:?}");
                assert_eq!(answer["decides"].as_array().unwrap().len(), best.1, "seed {seed} {known} {answer}");
                asked += 1;
                unbounded += usize::from(best.0.0 > 0);
                amounts += usize::from(best.1 == 0);
            }
            let facts = typed_facts();
            let (_, values) = facts.iter().find(|(id, _)| *id == fact).unwrap();
            known[fact] = values[next(values.len() as u64) as usize].clone();
        }
    }
    assert!(asked > 150 && unbounded > 10 && amounts > 10, "{asked} {unbounded} {amounts}");
}

/// The worked case, but for an internal tool with a group workshop and a provider that BAFA does not know.
fn remscheid(fact: &str) -> Value {
    match fact {
        "project.consulting" => json!("group"),
        "project.provider" => json!(["seat_eu_eea"]),
        fact => answer(fact),
    }
}

#[test]
fn the_questionnaire_reaches_a_decision_for_the_worked_case_in_fifteen_questions() {
    // The programmes that a company in North Rhine-Westphalia would look at first for this project.
    let only = [
        "nrw-mid-digitalisierung-2026",
        "bund-forschungszulage",
        "bund-bafa-unternehmensberatung",
        "nrw-bildungsscheck-2",
    ];
    let mut facts = json!({ "company": { "state": "NW" } });
    let mut asked = Vec::new();
    loop {
        let document = json!({ "at": "2026-11-20", "facts": facts, "catalogue": { "only": only } });
        let answer = call("funding.next_question", &document);
        if answer["done"] == json!(true) {
            break;
        }
        let fact = answer["question"]["fact"].as_str().unwrap().to_owned();
        assert!(!asked.contains(&fact), "{fact} asked twice");
        set(&mut facts, &fact, remscheid(&fact));
        asked.push(fact);
        assert!(asked.len() <= 15, "{asked:?}");
    }
    let answer = call("funding.assess", &json!({ "at": "2026-11-20", "facts": facts, "catalogue": { "only": only } }));
    let verdict = |id: &str| {
        let found = programme(&answer, id);
        (found["verdict"].as_str().unwrap().to_owned(), found["amount"]["exact_cents"].clone())
    };
    // 8,320.00 own hours + 70 % of 9,800.00 = 15,180.00; × 1.2 × 35 % = 6,375.60 (worked by hand).
    assert_eq!(verdict("bund-forschungszulage"), ("eligible".into(), json!(637_560)));
    // An internal tool, a group workshop, a company: three noes.
    for id in ["nrw-mid-digitalisierung-2026", "bund-bafa-unternehmensberatung", "nrw-bildungsscheck-2"] {
        assert_eq!(verdict(id).0, "not_eligible", "{id}");
    }
}

/// An answer that nobody planned: any value of the type, or none.
fn anything(question: &Value, next: &mut impl FnMut(u64) -> u64) -> Value {
    let members: Vec<&Value> =
        question["values"].as_array().map(|c| c.iter().map(|m| &m["id"]).collect()).unwrap_or_default();
    match question["type"].as_str().unwrap() {
        "bool" => json!(next(2) == 1),
        "choice" => members[next(members.len() as u64) as usize].clone(),
        "set" => json!(members.iter().filter(|_| next(2) == 1).collect::<Vec<_>>()),
        "date" => json!(["2024-01-01", "2026-12-01", "2027-06-30"][next(3) as usize]),
        _ => json!([0, 1, 40, 5_000, 40_000_000][next(5) as usize]),
    }
}

/// Upper bounds of grants by programme; services carry no amount.
fn highs(facts: &Value) -> BTreeMap<String, i64> {
    let answer = call("funding.assess", &json!({ "at": "2026-11-20", "facts": facts, "detail": "verdicts" }));
    let programmes = answer["programmes"].as_array().unwrap().iter();
    let usable = programmes.filter(|p| ["eligible", "open"].contains(&p["verdict"].as_str().unwrap()));
    let high = |p: &Value| p.get("amount").map_or(0, |amount| amount["high_cents"].as_i64().unwrap());
    usable.map(|p| (p["id"].as_str().unwrap().to_owned(), high(p))).collect()
}

#[test]
fn the_whole_catalogue_is_decided_in_fifteen_questions_and_later_answers_move_no_more_than_said() {
    let mut facts = json!({ "company": { "state": "NW" } });
    let mut asked = 0;
    let decided = loop {
        let next = call("funding.next_question", &json!({ "at": "2026-11-20", "facts": facts }));
        if next["decided"] == json!(true) {
            break next;
        }
        let fact = next["question"]["fact"].as_str().unwrap();
        set(&mut facts, fact, answer(fact));
        asked += 1;
        assert!(asked <= 15, "{facts}");
    };
    assert_eq!(decided["done"], json!(false));
    let before = highs(&facts);
    let (play, stake) = (decided["in_play_cents"].as_i64().unwrap(), decided["at_stake_cents"].as_i64().unwrap());
    assert_eq!(play, before.values().sum::<i64>());
    assert!(stake * 10 <= play && stake > 0, "{stake} of {play}");
    // Whatever is answered from here on, the bounds move by no more than that.
    for seed in 0..4 {
        let mut next = numbers(seed);
        let mut facts = facts.clone();
        for _ in 0..40 {
            let answer = call("funding.next_question", &json!({ "at": "2026-11-20", "facts": facts }));
            let Some(fact) = answer["question"]["fact"].as_str() else { break };
            set(&mut facts, fact, anything(&answer["question"], &mut next));
        }
        let after = highs(&facts);
        let moved: i64 = before.iter().map(|(id, high)| (high - after.get(id).copied().unwrap_or(0)).abs()).sum();
        assert!(moved <= stake, "seed {seed}: {moved} of {stake}");
    }
}

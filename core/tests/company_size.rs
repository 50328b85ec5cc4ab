//! Company size against a second, naive implementation, and the properties that must hold for every graph.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::needless_range_loop, clippy::type_complexity)] // the naive implementation is a matrix by index

mod company_graphs;

use company_graphs::{Dice, graph};
use machbar::base::Ratio;
use machbar::base::law::Law;
use machbar::company::graph::SizeInput;
use machbar::company::size::{Relation, SizeReport, size};
use machbar::company::{SizeClass, classify};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

fn read(document: &Value) -> SizeInput {
    serde_json::from_value(document.clone()).unwrap()
}
fn report(document: &Value) -> SizeReport {
    size(&read(document)).unwrap_or_else(|error| panic!("{error}\n{document}"))
}
fn possible(document: &Value) -> BTreeSet<SizeClass> {
    classify(&read(document), Law::embedded()).unwrap().possible.into_iter().collect()
}

/// The definition written out with names, sets and a relation matrix; nothing shared with the library but `Ratio`.
struct Naive {
    awu: Vec<Ratio>,
    turnover: Vec<Ratio>,
    balance: Vec<Ratio>,
    public: bool,
    linked: BTreeSet<String>,
    weight: BTreeMap<String, Ratio>,
    class: SizeClass,
}

fn ratio(value: &Value) -> Ratio {
    serde_json::from_value(value.clone()).unwrap()
}

fn naive(document: &Value) -> Naive {
    let list = |key: &str| document[key].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let names: Vec<String> = list("enterprises").iter().map(|node| text(&node["id"])).collect();
    let place: BTreeMap<String, usize> = names.iter().cloned().zip(0..).collect();
    let n = names.len();
    let investor: Vec<Option<Value>> = list("enterprises").iter().map(|node| node.get("investor").cloned()).collect();
    let half = Ratio::new(1, 2).unwrap();
    let quarter = Ratio::new(1, 4).unwrap();
    let holdings: Vec<(String, usize, Ratio, Ratio)> = list("holdings")
        .iter()
        .map(|h| (text(&h["holder"]), place[&text(&h["enterprise"])], ratio(&h["capital"]), ratio(&h["votes"])))
        .collect();
    let rights: Vec<(String, usize)> = list("controls")
        .iter()
        .filter(|c| c["exists"] == json!(true))
        .filter(|c| {
            let passive = place
                .get(&text(&c["holder"]))
                .and_then(|h| investor[*h].as_ref())
                .is_some_and(|i| i["involved_in_management"] == json!(false));
            !(passive && c["right"] == json!("dominant_influence"))
        })
        .map(|c| (text(&c["holder"]), place[&text(&c["enterprise"])]))
        .collect();
    // What a set of outside holders controls: repeat until nothing is added.
    let controlled = |seeds: &BTreeSet<String>, barred: &dyn Fn(usize) -> bool| -> BTreeSet<usize> {
        let mut inside: BTreeSet<usize> = BTreeSet::new();
        loop {
            let mut next = inside.clone();
            let counts =
                |holder: &String| seeds.contains(holder) || place.get(holder).is_some_and(|h| inside.contains(h));
            for target in 0..n {
                let votes: Ratio =
                    holdings.iter().filter(|(h, t, ..)| *t == target && counts(h)).map(|(.., v)| v.clone()).sum();
                let right = rights.iter().any(|(h, t)| *t == target && counts(h));
                if (votes > half || right) && !barred(target) {
                    next.insert(target);
                }
            }
            if next == inside {
                return inside;
            }
            inside = next;
        }
    };
    let mut linked = vec![vec![false; n]; n];
    (0..n).for_each(|i| linked[i][i] = true);
    for (holder, target) in &rights {
        if let Some(h) = place.get(holder) {
            linked[*h][*target] = true;
        }
    }
    let market: BTreeMap<(String, String), bool> = list("markets")
        .iter()
        .map(|m| ((text(&m["enterprises"][0]), text(&m["enterprises"][1])), m["same_or_adjacent"] == json!(true)))
        .collect();
    let mut units: Vec<BTreeSet<String>> = list("persons").iter().map(|p| BTreeSet::from([text(&p["id"])])).collect();
    for group in list("acting_jointly").iter().filter(|g| g["acting_jointly"] == json!(true)) {
        units.push(group["persons"].as_array().unwrap().iter().map(text).collect());
    }
    for unit in &units {
        let reach = controlled(unit, &|_| false);
        for a in &reach {
            for b in &reach {
                let same = |x: usize, y: usize| market.get(&(names[x].clone(), names[y].clone())) == Some(&true);
                if same(*a, *b) || same(*b, *a) {
                    linked[*a][*b] = true;
                }
            }
        }
    }
    let close = |linked: &mut Vec<Vec<bool>>| {
        loop {
            let mut changed = false;
            for i in 0..n {
                for j in 0..n {
                    if linked[i][j] && !linked[j][i] {
                        linked[j][i] = true;
                        changed = true;
                    }
                }
            }
            for k in 0..n {
                for i in 0..n {
                    if linked[i][k] {
                        for j in 0..n {
                            if linked[k][j] && !linked[i][j] {
                                linked[i][j] = true;
                                changed = true;
                            }
                        }
                    }
                }
            }
            if !changed {
                return;
            }
        }
    };
    close(&mut linked);
    // Votes of enterprises by target.
    let mut into: Vec<Vec<(usize, Ratio)>> = vec![Vec::new(); n];
    for (holder, target, _, votes) in &holdings {
        if let Some(h) = place.get(holder) {
            into[*target].push((*h, votes.clone()));
        }
    }
    loop {
        let mut found = None;
        'search: for target in 0..n {
            for x in 0..n {
                if linked[x][target] {
                    continue;
                }
                let votes: Ratio = into[target].iter().filter(|(h, _)| linked[x][*h]).map(|(_, v)| v.clone()).sum();
                if votes > half {
                    found = Some((x, target));
                    break 'search;
                }
            }
        }
        let Some((x, target)) = found else { break };
        linked[x][target] = true;
        close(&mut linked);
    }
    let focus = place[&text(&document["enterprise"])];
    let exempt = |h: usize| investor[h].is_some() && !linked[focus][h];
    let mut weight = BTreeMap::new();
    for x in 0..n {
        if linked[focus][x] {
            weight.insert(names[x].clone(), Ratio::one());
            continue;
        }
        let mut best = Ratio::zero();
        for target in 0..n {
            let sum = |pick: &dyn Fn(&(String, usize, Ratio, Ratio)) -> Ratio, from: &dyn Fn(usize) -> bool| -> Ratio {
                holdings.iter().filter(|h| h.1 == target && place.get(&h.0).is_some_and(|p| from(*p))).map(pick).sum()
            };
            let (capital, votes) =
                (|h: &(String, usize, Ratio, Ratio)| h.2.clone(), |h: &(String, usize, Ratio, Ratio)| h.3.clone());
            if linked[focus][target] {
                let from = |p: usize| linked[x][p] && !exempt(p);
                best = best.max(sum(&capital, &from)).max(sum(&votes, &from));
            } else if linked[x][target] {
                let from = |p: usize| linked[focus][p];
                best = best.max(sum(&capital, &from)).max(sum(&votes, &from));
            }
        }
        if best >= quarter {
            weight.insert(names[x].clone(), best);
        }
    }
    let mut bodies: BTreeSet<String> = list("public_bodies").iter().map(|b| text(&b["id"])).collect();
    // More than half of the five seats.
    let board = |node: &Value| node["board"]["of_public_bodies"].as_u64().is_some_and(|seats| seats >= 3);
    bodies.extend((0..n).filter(|x| board(&list("enterprises")[*x]) && !exempt(*x)).map(|x| names[x].clone()));
    let mut public = false;
    if !bodies.is_empty() {
        let reach = controlled(&bodies, &|t| exempt(t));
        let of_public = |h: &String| bodies.contains(h) || place.get(h).is_some_and(|p| reach.contains(p));
        let sum = |pick: &dyn Fn(&(String, usize, Ratio, Ratio)) -> Ratio| -> Ratio {
            holdings.iter().filter(|h| h.1 == focus && of_public(&h.0)).map(pick).sum()
        };
        public = reach.contains(&focus)
            || bodies.contains(&names[focus])
            || sum(&|h| h.2.clone()) >= quarter
            || sum(&|h| h.3.clone()) >= quarter;
    }
    let figure = |key: &str| -> Vec<Ratio> {
        // Oldest first.
        (0..3)
            .map(|year| {
                list("enterprises")
                    .iter()
                    .filter_map(|node| Some(ratio(&node["accounts"][year][key]) * weight.get(&text(&node["id"]))?))
                    .sum()
            })
            .collect()
    };
    let (awu, turnover, balance) = (figure("awu"), figure("turnover_cents"), figure("balance_sheet_cents"));
    let million = |n: i64| Ratio::from(n * 100_000_000);
    let within = |year: usize, k: usize| {
        let heads = [10, 50, 250, 750][k];
        let (t, b) = ([2, 10, 50, 150][k], [2, 10, 43, 129][k]);
        awu[year] < Ratio::from(heads) && (turnover[year] <= million(t) || balance[year] <= million(b))
    };
    let class = (0..4).find(|k| {
        let mut flag = within(0, *k);
        for year in 1..3 {
            if within(year, *k) != flag && within(year - 1, *k) != flag {
                flag = !flag;
            }
        }
        flag
    });
    let class = if public { SizeClass::Large } else { class.map_or(SizeClass::Large, |k| SizeClass::ALL[k]) };
    let linked = (0..n).filter(|x| linked[focus][*x]).map(|x| names[x].clone()).collect();
    Naive { awu, turnover, balance, public, linked, weight, class }
}

fn agree(document: &Value) {
    let (found, wanted) = (report(document), naive(document));
    assert_eq!(found.class, Some(wanted.class), "{document}");
    assert_eq!(found.public_bodies.quarter_or_more.is_yes(), wanted.public);
    let linked: BTreeSet<String> = found
        .relations
        .iter()
        .filter(|relation| matches!(relation.relation, Relation::Linked | Relation::Itself))
        .map(|relation| relation.node.to_string())
        .collect();
    assert_eq!(linked, wanted.linked, "{document}");
    for relation in &found.relations {
        if let Some(share) = &relation.share {
            let wanted = wanted.weight.get(relation.node.as_str()).cloned().unwrap_or_else(Ratio::zero);
            assert_eq!(share.exact, wanted, "{} in {document}", relation.node);
        }
    }
    for (year, period) in found.periods.iter().rev().enumerate() {
        for (span, wanted) in [
            (&period.awu, &wanted.awu[year]),
            (&period.turnover_cents, &wanted.turnover[year]),
            (&period.balance_sheet_cents, &wanted.balance[year]),
        ] {
            assert_eq!(&span.at_least.exact, wanted, "{document}");
            assert_eq!(&span.at_most.as_ref().unwrap().exact, wanted, "{document}");
        }
    }
}

/// Makes facts unknown one after the other; every step must keep what was possible before.
fn blank(document: &mut Value, dice: &mut Dice) {
    let pick = |list: &Value, dice: &mut Dice| {
        list.as_array().map(Vec::len).filter(|n| *n > 0).map(|n| dice.roll(n as u64) as usize)
    };
    match dice.roll(8) {
        0 => {
            let node = pick(&document["enterprises"], dice).unwrap();
            let key = ["awu", "turnover_cents", "balance_sheet_cents"][dice.roll(3) as usize];
            let year = dice.roll(3) as usize;
            document["enterprises"][node]["accounts"][year][key] =
                if dice.roll(2) == 0 { Value::Null } else { json!("dont_know") };
        }
        1 => {
            let node = pick(&document["enterprises"], dice).unwrap();
            document["enterprises"][node]["unlisted_holders"] = Value::Null;
        }
        2 => {
            if let Some(at) = pick(&document["holdings"], dice) {
                let key = ["capital", "votes"][dice.roll(2) as usize];
                document["holdings"][at][key] = Value::Null;
            }
        }
        3 => {
            if let Some(at) = pick(&document["controls"], dice) {
                document["controls"][at]["exists"] = json!("dont_know");
            }
        }
        4 => {
            if let Some(at) = pick(&document["markets"], dice) {
                document["markets"].as_array_mut().unwrap().remove(at);
            }
        }
        5 => {
            for node in document["enterprises"].as_array_mut().unwrap() {
                if let Some(board) = node.get_mut("board") {
                    board["of_public_bodies"] = json!("dont_know");
                }
            }
        }
        6 => {
            if let Some(at) = pick(&document["acting_jointly"], dice) {
                document["acting_jointly"][at]["acting_jointly"] = Value::Null;
            }
        }
        _ => {
            if let Some(at) = pick(&document["persons"], dice) {
                document["persons"][at]["controls_other_enterprises"] = Value::Null;
            }
        }
    }
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn agrees_with_the_naive_implementation(seed: u64, n in 1_u64..10) {
        agree(&graph(seed, n));
    }

    #[test]
    fn a_further_fact_never_flips_a_verdict(seed: u64, n in 1_u64..7) {
        let mut document = graph(seed, n);
        let full = possible(&document);
        prop_assert_eq!(full.len(), 1);
        let mut dice = Dice(seed ^ 0xABCD);
        let mut before = full.clone();
        for _ in 0..6 {
            blank(&mut document, &mut dice);
            let after = possible(&document);
            prop_assert!(before.is_subset(&after), "{:?} -> {:?} in {}", before, after, document);
            before = after;
        }
    }

    #[test]
    fn every_open_result_comes_with_a_question(seed: u64, n in 1_u64..7) {
        let mut document = graph(seed, n);
        let mut dice = Dice(seed ^ 0x1234);
        for _ in 0..4 {
            blank(&mut document, &mut dice);
        }
        let found = report(&document);
        prop_assert_eq!(found.class.is_none(), !found.grounds.questions.is_empty(), "{}", document);
    }

    #[test]
    fn the_order_of_nodes_does_not_matter(seed: u64, n in 1_u64..10) {
        let document = graph(seed, n);
        let mut turned = document.clone();
        for key in ["enterprises", "persons", "holdings", "controls", "markets"] {
            turned[key].as_array_mut().unwrap().reverse();
        }
        let (a, b) = (report(&document), report(&turned));
        prop_assert_eq!((a.class, a.periods, a.standing), (b.class, b.periods, b.standing));
        let by_name = |report: SizeReport| report.relations.into_iter().map(|r| (r.node, (r.relation, r.share))).collect::<BTreeMap<_, _>>();
        prop_assert_eq!(by_name(report(&document)), by_name(report(&turned)));
    }

    #[test]
    fn a_linked_enterprise_that_grows_never_makes_the_group_smaller(seed: u64, n in 2_u64..8, more in 1_u64..1000) {
        let document = graph(seed, n);
        let before = report(&document);
        let mut grown = document.clone();
        for relation in before.relations.iter().filter(|r| matches!(r.relation, Relation::Linked | Relation::Partner)) {
            for node in grown["enterprises"].as_array_mut().unwrap() {
                if node["id"] == json!(relation.node.as_str()) {
                    for year in node["accounts"].as_array_mut().unwrap() {
                        year["awu"] = json!((ratio(&year["awu"]) + Ratio::from(more as i64)).to_string());
                        year["turnover_cents"] = json!(year["turnover_cents"].as_u64().unwrap() + more * 1_000_000);
                    }
                }
            }
        }
        prop_assert!(report(&grown).class >= before.class);
    }

    #[test]
    fn scaling_the_shares_of_a_fully_consolidated_group_changes_nothing(
        shares in prop::collection::vec(1_u64..=1000, 1..6), factor in 1_u64..=1000, awu in 1_u64..800,
    ) {
        let document = |factor: u64| {
            let accounts = json!([{ "closing": "2025-12-31", "awu": awu, "turnover_cents": 1, "balance_sheet_cents": 1 }]);
            let mut nodes = vec![json!({
                "id": "h", "unlisted_holders": "none_reaches_quarter",
                "consolidated": { "accounts": accounts, "includes": (0..shares.len()).map(|i| json!({ "enterprise": format!("s{i}") })).collect::<Vec<_>>() },
            })];
            nodes.extend((0..shares.len()).map(|i| json!({ "id": format!("s{i}"), "unlisted_holders": "none_reaches_quarter" })));
            let holdings: Vec<Value> = shares.iter().enumerate().map(|(i, share)| {
                let share = format!("{}/1000000", share * factor);
                json!({ "holder": "h", "enterprise": format!("s{i}"), "capital": share, "votes": share })
            }).collect();
            json!({ "enterprise": "s0", "as_of": "2026-11-20", "enterprises": nodes, "holdings": holdings })
        };
        let (whole, scaled) = (report(&document(1000)), report(&document(factor)));
        prop_assert_eq!(&whole.periods, &scaled.periods);
        prop_assert_eq!(&whole.contributions, &scaled.contributions);
        prop_assert_eq!(whole.class, scaled.class);
        prop_assert!(whole.class.is_some());
    }
}

#[test]
fn graphs_of_up_to_200_nodes_with_cycles_agree_too() {
    let mut rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    for n in [30, 80, 196] {
        agree(&graph(rng.next_u64(), n));
    }
}

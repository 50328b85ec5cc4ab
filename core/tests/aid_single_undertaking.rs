//! The single undertaking against a second implementation by repeated matrix closure, and against added facts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::aid::single_undertaking::{SingleUndertakingInput, members, single_undertaking};
use machbar::base::law::Law;
use machbar::base::{Id, Ratio, Truth};
use proptest::prelude::*;
use serde_json::{Value, json};

fn id(index: usize) -> Id {
    Id::new(&format!("n{index:03}")).unwrap()
}

/// Holder, enterprise, permille of votes (`None`: unknown).
type Edge = (usize, usize, Option<i64>);
/// Holder, enterprise, does the right exist (`None`: unknown).
type Right = (usize, usize, Option<bool>);

fn input(nodes: usize, edges: &[Edge], rights: &[Right]) -> SingleUndertakingInput {
    let enterprises: Vec<Value> = (0..nodes).map(|n| json!({ "id": id(n) })).collect();
    let holdings: Vec<Value> = edges
        .iter()
        .map(|(holder, target, votes)| {
            let votes = votes.map_or(json!("dont_know"), |votes| json!(Ratio::permille(votes)));
            json!({ "holder": id(*holder), "enterprise": id(*target), "votes": votes })
        })
        .collect();
    let controls: Vec<Value> = rights
        .iter()
        .map(|(holder, target, exists)| {
            json!({ "holder": id(*holder), "enterprise": id(*target), "right": "appoints_board", "exists": exists })
        })
        .collect();
    let document = json!({
        "enterprise": id(0), "as_of": "2026-11-20", "enterprises": enterprises, "holdings": holdings, "controls": controls,
    });
    serde_json::from_value(document).unwrap()
}

/// Together or not, as a full matrix, closed again and again until nothing changes. Votes of each class are added.
fn by_matrix(nodes: usize, edges: &[Edge], rights: &[Right]) -> Vec<bool> {
    let mut together = vec![vec![false; nodes]; nodes];
    for (n, row) in together.iter_mut().enumerate() {
        row[n] = true;
    }
    for (holder, target, exists) in rights {
        if *exists == Some(true) {
            together[*holder][*target] = true;
            together[*target][*holder] = true;
        }
    }
    loop {
        let before = together.clone();
        for k in 0..nodes {
            for i in 0..nodes {
                for j in 0..nodes {
                    if together[i][k] && together[k][j] {
                        together[i][j] = true;
                    }
                }
            }
        }
        for class in 0..nodes {
            for target in 0..nodes {
                let votes: i64 = edges
                    .iter()
                    .filter(|(holder, of, _)| *of == target && together[class][*holder] && !together[*holder][target])
                    .map(|(.., votes)| votes.unwrap_or(0))
                    .sum();
                if votes > 500 {
                    together[class][target] = true;
                    together[target][class] = true;
                }
            }
        }
        if together == before {
            return together[0].clone();
        }
    }
}

fn graph() -> impl Strategy<Value = (usize, Vec<Edge>, Vec<Right>)> {
    (2..14usize).prop_flat_map(|nodes| {
        let votes = prop_oneof![6 => prop::sample::select(vec![100i64, 250, 300, 500, 501, 1000]).prop_map(Some), 1 => Just(None)];
        let edges = prop::collection::vec((0..nodes, 0..nodes, votes), 0..18);
        let exists = prop_oneof![Just(Some(true)), Just(Some(false)), Just(None)];
        let rights = prop::collection::vec((0..nodes, 0..nodes, exists), 0..4);
        (Just(nodes), edges, rights).prop_map(|(nodes, edges, rights)| {
            // Votes of one enterprise stay within all of them.
            let mut left = vec![1000i64; nodes];
            let mut kept: Vec<Edge> = Vec::new();
            for (holder, target, votes) in edges {
                let votes = votes.map(|votes| votes.min(left[target]));
                left[target] -= votes.unwrap_or(0);
                if holder != target && !kept.iter().any(|(h, t, _)| (*h, *t) == (holder, target)) {
                    kept.push((holder, target, votes));
                }
            }
            (nodes, kept, rights)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn certain_members_agree_with_the_matrix((nodes, edges, rights) in graph()) {
        let document = input(nodes, &edges, &rights);
        let answer = single_undertaking(&document).unwrap();
        let light = members(&document, Law::embedded()).unwrap();
        let explained: Vec<_> = answer.members.iter().map(|member| (&member.id, member.belongs)).collect();
        prop_assert_eq!(light, explained);
        let expected = by_matrix(nodes, &edges, &rights);
        for (n, together) in expected.iter().enumerate() {
            let certain = answer.members.iter().any(|m| m.id == id(n) && m.belongs == Truth::Yes);
            prop_assert_eq!(certain, *together, "node {}", n);
        }
    }

    /// Learning a share or a right may close an open membership; it never changes one already decided.
    #[test]
    fn an_open_membership_never_flips((nodes, edges, rights) in graph(), known in prop::collection::vec((0..1001i64, any::<bool>()), 22)) {
        let before = single_undertaking(&input(nodes, &edges, &rights)).unwrap();
        let mut left = vec![1000i64; nodes];
        for (_, target, votes) in &edges {
            left[*target] -= votes.unwrap_or(0);
        }
        let filled: Vec<Edge> = edges.iter().zip(&known).map(|((holder, target, votes), (guess, _))| {
            let votes = votes.unwrap_or_else(|| {
                let votes = (*guess).min(left[*target]);
                left[*target] -= votes;
                votes
            });
            (*holder, *target, Some(votes))
        }).collect();
        let decided: Vec<_> = rights.iter().zip(&known).map(|((h, t, exists), (_, guess))| (*h, *t, Some(exists.unwrap_or(*guess)))).collect();
        let after = single_undertaking(&input(nodes, &filled, &decided)).unwrap();
        prop_assert!(after.complete);
        let verdict = |answer: &machbar::aid::single_undertaking::SingleUndertaking, n: usize| {
            answer.members.iter().find(|m| m.id == id(n)).map_or(Truth::No, |m| m.belongs)
        };
        for n in 0..nodes {
            let (was, is) = (verdict(&before, n), verdict(&after, n));
            prop_assert!(was.is_open() || was == is, "node {} was {:?}, is {:?}", n, was, is);
        }
    }
}

/// A ring and a star of 200 nodes end.
#[test]
fn large_graphs_with_cycles_end() {
    let ring: Vec<Edge> = (0..200).map(|n| (n, (n + 1) % 200, Some(600))).collect();
    assert_eq!(single_undertaking(&input(200, &ring, &[])).unwrap().members.len(), 200);
    let star: Vec<Edge> = (1..200).map(|n| (0, n, Some(501))).collect();
    assert_eq!(single_undertaking(&input(200, &star, &[])).unwrap().members.len(), 200);
}

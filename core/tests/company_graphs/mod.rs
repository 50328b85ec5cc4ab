//! Random ownership graphs for the tests of the company size.

use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A small generator of its own, so that a graph depends on one number only.
pub(crate) struct Dice(pub(crate) u64);
impl Dice {
    pub(crate) fn roll(&mut self, below: u64) -> u64 {
        // SplitMix64 (Steele, Lea, Flood 2014).
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % below
    }
}

/// A graph in which everything is known: enterprises that hold each other in cycles, persons, public bodies, investors.
pub(crate) fn graph(seed: u64, enterprises: u64) -> Value {
    let mut dice = Dice(seed);
    let e = |i: u64| format!("e{i:03}");
    let persons = dice.roll(4);
    let bodies = u64::from(dice.roll(4) == 0);
    let mut nodes = Vec::new();
    for i in 0..enterprises {
        let base = [3, 8, 20, 60, 200][dice.roll(5) as usize];
        let accounts: Vec<Value> = (0..3)
            .map(|year| {
                json!({
                    "closing": format!("{}-12-31", 2023 + year),
                    "awu": format!("{}/{}", base * 2 + dice.roll(15), 2 + dice.roll(2)),
                    "turnover_cents": dice.roll(3_000_000_000),
                    "balance_sheet_cents": dice.roll(3_000_000_000),
                })
            })
            .collect();
        let mut node = json!({ "id": e(i), "accounts": accounts, "unlisted_holders": "none_reaches_quarter" });
        if i > 0 && dice.roll(8) == 0 {
            let kind = ["venture_capital", "institutional", "university"][dice.roll(3) as usize];
            node["investor"] = json!({ "kind": kind, "involved_in_management": dice.roll(2) == 0 });
        }
        if dice.roll(10) == 0 {
            node["board"] = json!({ "seats": 5, "of_public_bodies": dice.roll(6) });
        }
        nodes.push(node);
    }
    let mut holders: Vec<String> = (0..enterprises).map(e).collect();
    holders.extend((0..persons).map(|p| format!("p{p}")));
    holders.extend((0..bodies).map(|b| format!("b{b}")));
    let (mut holdings, mut controls) = (Vec::new(), Vec::new());
    for target in 0..enterprises {
        let (mut capital, mut votes) = (1000, 1000);
        let mut seen = BTreeSet::new();
        for _ in 0..dice.roll(4) {
            let holder = holders[dice.roll(holders.len() as u64) as usize].clone();
            if holder == e(target) || !seen.insert(holder.clone()) {
                continue;
            }
            let part = |left: u64, dice: &mut Dice| {
                let wanted = [250, 500, 501, 249, 300, 120, 700][dice.roll(7) as usize];
                wanted.min(left)
            };
            let c = part(capital, &mut dice);
            let v = if dice.roll(3) == 0 { part(votes, &mut dice) } else { c.min(votes) };
            (capital, votes) = (capital - c, votes - v);
            let share = |n: u64| format!("{n}/1000");
            holdings.push(json!({ "holder": holder, "enterprise": e(target), "capital": share(c), "votes": share(v) }));
        }
        if dice.roll(10) == 0 {
            let right = ["appoints_board", "dominant_influence", "voting_agreement"][dice.roll(3) as usize];
            let holder = holders[dice.roll(holders.len() as u64) as usize].clone();
            if holder != e(target) {
                let exists = dice.roll(4) != 0;
                controls.push(json!({ "holder": holder, "enterprise": e(target), "right": right, "exists": exists }));
            }
        }
    }
    let mut markets = Vec::new();
    if persons > 0 {
        for a in 0..enterprises {
            for b in a + 1..enterprises {
                markets.push(json!({ "enterprises": [e(a), e(b)], "same_or_adjacent": dice.roll(2) == 0 }));
            }
        }
    }
    let joint: Vec<Value> = (persons > 1)
        .then(|| json!({ "persons": ["p0", "p1"], "acting_jointly": dice.roll(2) == 0 }))
        .into_iter()
        .collect();
    json!({
        "enterprise": e(0),
        "as_of": "2026-11-20",
        "enterprises": nodes,
        "persons": (0..persons).map(|p| json!({ "id": format!("p{p}"), "controls_other_enterprises": false })).collect::<Vec<_>>(),
        "public_bodies": (0..bodies).map(|b| json!({ "id": format!("b{b}") })).collect::<Vec<_>>(),
        "holdings": holdings,
        "controls": controls,
        "acting_jointly": joint,
        "markets": markets,
    })
}

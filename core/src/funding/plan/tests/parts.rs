//! Whole parts of a position: every way to give them to two applications is accepted, nothing else is.

use super::broken;
use crate::funding::plan::Plan;
use crate::funding::plan::situation::Situation;
use serde_json::json;
use std::collections::BTreeSet;

const GRANTS: [&str; 2] = ["g", "h"];

/// A position in parts, and two grants that pay all of what is claimed.
fn split(net: i64, parts: i64) -> Situation {
    let offers = GRANTS.map(|id| {
        json!({"id": id, "name": {"de": id, "en": id}, "basis": "none", "start": "free",
            "rates": [{"kinds": ["training"], "rate_ppm": 1_000_000}]})
    });
    serde_json::from_value(json!({
        "as_of": "2026-11-20",
        "stages": [{"id": "s", "phase": "workshop"}],
        "positions": [{"id": "p", "stage": "s", "kind": "training", "net_cents": net, "parts": parts}],
        "offers": offers,
    }))
    .unwrap()
}

fn claims(situation: &Situation, amounts: &[i64]) -> Plan {
    let of = |name: &str| {
        GRANTS.iter().zip(amounts).filter(|(_, cents)| **cents > 0).map(|(id, cents)| match name {
        "claims" => json!({"position": "p", "application": id, "net_cents": cents}),
        _ => json!({"id": id, "offer": id, "filed_on": "2026-11-20", "decided_on": "2026-11-20", "amount_cents": cents}),
    }).collect::<Vec<_>>()
    };
    let plan = json!({
        "applications": of("applications"),
        "claims": of("claims"),
        "orders": [{"position": "p", "on": situation.as_of}],
        "starts": [{"stage": "s", "on": situation.as_of, "until": situation.as_of}],
    });
    serde_json::from_value(plan).unwrap()
}

#[test]
fn whole_parts_each_once_and_nothing_else() {
    let mut refused = 0;
    for (net, parts) in
        [(1, 1), (7, 1), (6, 2), (7, 2), (2, 3), (9, 3), (10, 3), (11, 3), (7, 4), (8, 4), (11, 4), (5, 6), (17, 6)]
    {
        let sizes: Vec<i64> = (0..parts).map(|part| net / parts + if part == 0 { net % parts } else { 0 }).collect();
        // Each part to nobody, to the first or to the second.
        let ways = 3_usize.pow(parts as u32);
        let made: BTreeSet<[i64; 2]> = (0..ways)
            .map(|way| {
                let mut sums = [0; 2];
                for (part, size) in sizes.iter().enumerate() {
                    if let Some(sum) = (way / 3_usize.pow(part as u32) % 3).checked_sub(1) {
                        sums[sum] += size;
                    }
                }
                sums
            })
            .collect();
        let situation = split(net, parts);
        for one in 0..=net + 1 {
            for two in 0..=net + 1 {
                let findings = broken(&situation, &claims(&situation, &[one, two]));
                assert_eq!(
                    findings.is_empty(),
                    made.contains(&[one, two]),
                    "{net} in {parts}: {one} + {two}: {findings:?}"
                );
                refused += i32::from(!findings.is_empty());
            }
        }
    }
    assert!(refused > 500, "{refused}");
}

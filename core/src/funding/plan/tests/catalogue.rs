//! The examples of the programme files against the plan: the same facts, the same euros.

use crate::base::Id;
use crate::funding::Catalogue;
use crate::funding::plan::{PlanInput, plan};
use crate::funding::programme::Example;
use crate::funding::verdict::Verdict;
use serde_json::{Value, json};

/// The best plan with one programme for the costs of an example, in cents.
fn planned(programme: &Id, example: &Example) -> Option<i64> {
    let facts = serde_json::to_value(&example.facts).unwrap();
    let costs = facts["project"]["costs"].as_array().cloned().unwrap_or_default();
    if costs.is_empty() {
        return None;
    }
    let stages: Vec<Value> = costs
        .iter()
        .enumerate()
        .map(|(index, cost)| json!({"id": format!("S{index}"), "phase": cost["phase"]}))
        .collect();
    let positions: Vec<Value> = costs
        .iter()
        .enumerate()
        .map(|(index, cost)| {
            json!({
                "id": format!("P{index}"), "stage": format!("S{index}"), "kind": cost["kind"],
                // Where a price per unit counts the cost itself does not matter.
                "net_cents": cost["net_cents"].as_i64().unwrap_or(1),
                "quantity": cost["quantity"], "unit": cost["unit"].as_str().unwrap_or("lump"),
                "provider_independent": true, "research": true,
            })
        })
        .collect();
    let ceiling = facts["aid"]["de_minimis_headroom_cents"].as_i64().unwrap_or(30_000_000);
    let input: PlanInput = serde_json::from_value(json!({
        "only_best": true,
        "situation": {
            "as_of": example.at.date(), "stages": stages, "positions": positions,
            "de_minimis": {"ceiling_cents": ceiling},
        },
        "programmes": {
            "facts": facts,
            "catalogue": {"only": [programme]},
            "confirmed_open": if example.confirmed_open { json!([programme]) } else { json!([]) },
            "assumptions": [{"chance_permille": 1000, "decision": {"best": 1, "usual": 2, "late": 3}}],
        },
    }))
    .unwrap();
    let report = plan(&input).unwrap();
    Some(report.plans[0].grant_cents.cents())
}

#[test]
fn a_plan_pays_what_the_examples_of_the_catalogue_say() {
    let (mut equal, mut less) = (0, Vec::new());
    for programme in Catalogue::embedded().unwrap().programmes() {
        for example in programme.examples.iter().filter(|example| example.verdict == Verdict::Eligible) {
            let Some(amount) = example.amount.exact.map(|amount| amount.cents()) else { continue };
            let Some(found) = planned(&programme.id, example) else { continue };
            // Terms that an offer cannot express are left out: never more than the programme pays.
            assert!(found <= amount, "{}, {}: {found} planned, {amount} by the rules", programme.id, example.name);
            if found == amount {
                equal += 1;
            } else {
                less.push(format!("{}, {}: {found} of {amount}", programme.id, example.name));
            }
        }
    }
    assert!(equal >= 8 && 4 * less.len() <= equal, "{equal} equal; less: {less:#?}");
}

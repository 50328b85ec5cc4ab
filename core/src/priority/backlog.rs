//! The operation `priority.backlog`: what remains, in the order to take it up.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::ballot::MAX_ITEMS;
use super::choose::{Order, costs};
use super::figures::Candidate;
use super::sentences as s;
use super::solvability::Solvability;
use crate::base::text::Arg;
use crate::base::{Answer, Code, Error, Figure, Id, Money, Pointer, Problem, Problems, SchemaVersion, Text, Truth};

/// A choice that was made, and everything it was made from.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BacklogInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// Everything there was to choose from, 1 to 1000.
    pub items: Vec<Candidate>,
    /// How doable each item is.
    #[serde(default)]
    pub solvability: Solvability,
    /// What was chosen and is no longer open.
    #[serde(default)]
    pub chosen: Vec<Id>,
    /// The items that were among the top (the chosen ones included), if that is to stand in the reasons.
    #[serde(default)]
    pub top: Vec<Id>,
    /// Why an item was put back, in words of the people who decided.
    #[serde(default)]
    pub reasons: Vec<BacklogReason>,
}

/// A reason given by people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BacklogReason {
    /// The item.
    pub pain_point: Id,
    /// The reason.
    pub reason: String,
}

/// The prioritised list of what remains.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Backlog {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// Unblocked first, then most solvability points, highest annual cost, smallest id.
    pub items: Vec<BacklogItem>,
}

/// One item of the backlog.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct BacklogItem {
    /// Its place, from 1.
    pub place: usize,
    /// The item.
    pub pain_point: Id,
    /// Solvability points.
    pub points: u64,
    /// Most points possible.
    pub of: u64,
    /// Points as a percentage of the most possible.
    pub score_percent: Figure,
    /// What it costs a year, in euro cents.
    pub annual_cost_cents: Answer<Money>,
    /// Is it blocked by a gate?
    pub blocked: Truth,
    /// The gates that block it.
    pub blocked_by: Vec<Id>,
    /// Why it is here and not chosen.
    pub reasons: Vec<Text>,
}

/// Orders everything that was not chosen.
///
/// # Errors
/// All problems of references, scales and counts.
pub fn backlog(input: &BacklogInput) -> Result<Backlog, Error> {
    check(input)?;
    let solvable = input.solvability.assess(input.items.iter().map(|item| &item.id));
    let order = Order { solvable: &solvable, cost: costs(&input.items) };
    let mut rest: Vec<Id> =
        input.items.iter().map(|item| &item.id).filter(|id| !input.chosen.contains(id)).cloned().collect();
    order.sort(&mut rest);
    let items = rest
        .into_iter()
        .filter_map(|id| solvable.get(&id))
        .zip(1..)
        .map(|(item, place)| BacklogItem {
            place,
            annual_cost_cents: order.cost.get(&item.pain_point).copied().into(),
            points: item.points,
            of: item.of,
            score_percent: item.score_percent.clone(),
            blocked: item.blocked,
            blocked_by: item.blocked_by.clone(),
            reasons: reasons(input, item),
            pain_point: item.pain_point.clone(),
        })
        .collect();
    Ok(Backlog { schema_version: SchemaVersion, items })
}

fn reasons(input: &BacklogInput, item: &super::solvability::Solvable) -> Vec<Text> {
    let id = &item.pain_point;
    let names = |fits: &dyn Fn(&Id) -> bool| {
        let all = item.contributions.iter().filter(|c| fits(&c.criterion));
        Arg::List(all.map(|c| Arg::Text(c.name.clone())).collect())
    };
    let mut reasons = Vec::new();
    if item.blocked.is_yes() {
        reasons.push(s::BLOCKED_BY.with(&[("gates", names(&|id| item.blocked_by.contains(id)))]));
    }
    if !item.missing.is_empty() {
        reasons.push(s::MISSING_SCORES.with(&[("criteria", names(&|id| item.missing.contains(id)))]));
    }
    if !input.top.is_empty() {
        reasons.push(match (input.top.contains(id), input.chosen.is_empty()) {
            (true, false) => s::LESS_SOLVABLE.text(),
            (true, true) => s::IN_FRONT_UNDECIDED.text(),
            (false, _) => s::NOT_AMONG_TOP.text(),
        });
    }
    let own = input.reasons.iter().filter(|reason| reason.pain_point == *id);
    reasons.extend(own.map(|reason| Text::same(reason.reason.clone())));
    reasons
}

fn check(input: &BacklogInput) -> Result<(), Error> {
    let mut problems = Problems::new();
    let root = Pointer::root();
    let items = root.field("items");
    if input.items.is_empty() {
        problems.push(Problem::new(Code::TooFew, items.clone()).found(0).expected(s::AT_LEAST_ONE.text()));
    }
    problems.at_most(items.clone(), input.items.len(), MAX_ITEMS);
    problems.unique_ids(&items, input.items.iter().map(|item| &item.id));
    let known: BTreeSet<&str> = input.items.iter().map(|item| item.id.as_str()).collect();
    for (name, ids) in [("chosen", &input.chosen), ("top", &input.top)] {
        for (index, id) in ids.iter().enumerate() {
            problems.reference_in(root.field(name).index(index), id.as_str(), &known);
        }
    }
    for (index, reason) in input.reasons.iter().enumerate() {
        let at = root.field("reasons").index(index).field("pain_point");
        problems.reference_in(at, reason.pain_point.as_str(), &known);
    }
    input.solvability.check(&known, &root.field("solvability"), &mut problems);
    problems.finish()
}

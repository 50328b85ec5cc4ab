//! The operation `priority.choose`: three of n, the most doable of the three, the biggest beside it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use super::agreement::{self, Agreement};
use super::ballot::{self, DotBallot, MAX_ITEMS, Rating};
use super::explain;
use super::figures::{Candidate, CostClasses, ItemFigures, Tally};
use super::ranking::{self, Measure, Ranking};
use super::sentences as s;
use super::solvability::{Solvability, Solvable};
use crate::base::{Code, Error, Finding, Id, Money, Pointer, Problem, Problems, SchemaVersion, Text, Trace, Truth};

/// What was handed in at the workshop.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChooseInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// What there is to choose from, 1 to 1000.
    pub items: Vec<Candidate>,
    /// Ratings of impact and frustration.
    #[serde(default)]
    pub ratings: Vec<Rating>,
    /// Dots, cast secretly.
    #[serde(default)]
    pub votes: Vec<DotBallot>,
    /// How many dots each participant had; null when nobody fixed it.
    #[serde(default)]
    pub votes_per_participant: Option<u32>,
    /// How doable each item is.
    #[serde(default)]
    pub solvability: Solvability,
    /// What decides who is among the top; dots unless stated.
    #[serde(default)]
    pub measure: Measure,
    /// How many are taken on, 1 to 100; 3 unless stated.
    #[serde(default = "three")]
    pub top: u8,
    /// Annual cost at which the cost classes 2 to 5 begin, in euro cents.
    #[serde(default)]
    pub cost_class_limits_cents: CostClasses,
}

/// three are prioritised.
const TOP: u8 = 3;
const fn three() -> u8 {
    TOP
}

/// The choice and everything that speaks for and against it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Choice {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The most doable of the top by the scores given; null when none of them has a score or gates block them all.
    pub chosen: Option<Id>,
    /// Yes when no missing answer can change it any more; open otherwise.
    pub settled: Truth,
    /// The one of the top that costs most today; null while no cost is known.
    pub biggest: Option<Id>,
    /// The most doable of all items, whether or not it is among the top.
    pub most_solvable_overall: Option<Id>,
    /// The items taken on, in order.
    pub top: Vec<Id>,
    /// The items that are among the top by dots, pain index, annual cost and Borda points alike.
    pub in_every_top: Vec<Id>,
    /// The ranking by each measure.
    pub rankings: Vec<Ranking>,
    /// The figures per item, in the order of the input.
    pub figures: Vec<ItemFigures>,
    /// How doable each item is, in order of id.
    pub solvability: Vec<Solvable>,
    /// Do the raters agree on the impact?
    pub agreement: Agreement,
    /// What would change if one participant had stayed at home.
    pub without_one: Vec<WithoutOne>,
    /// The choice in sentences.
    pub explanation: Vec<Text>,
    /// What to look at before going on.
    pub findings: Vec<Finding>,
    /// How it was reached, with every parameter.
    pub trace: Trace,
}

/// The result without one participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WithoutOne {
    /// Who is left out.
    pub participant: Id,
    /// The top without that participant.
    pub top: Vec<Id>,
    /// What would be chosen.
    pub chosen: Option<Id>,
    /// Are other items among the top?
    pub top_changes: bool,
}

/// Chooses: ranks by the measure, takes the top, and among those the most doable (R-37, R-38, F-5).
///
/// Order among the top and overall: unblocked before open before blocked, points, annual cost, id.
/// An item that is blocked, or that nobody judged, is never chosen. Missing scores count nothing until they are given; `settled`
/// says whether they could still change the choice.
///
/// # Errors
/// All problems of references, scales, repeated votes and counts.
pub fn choose(input: &ChooseInput) -> Result<Choice, Error> {
    check(input)?;
    let top = usize::from(input.top).min(input.items.len());
    let tally = Tally::new(&input.items, &input.ratings, &input.votes, input.cost_class_limits_cents);
    let figures = tally.figures();
    let rankings: Vec<Ranking> =
        Measure::ALL.into_iter().map(|measure| ranking::rank(&figures, measure, top)).collect();
    let deciding = ranking::rank(&figures, input.measure, top);
    let solvable = input.solvability.assess(input.items.iter().map(|item| &item.id));
    let order = Order { solvable: &solvable, cost: costs(&input.items) };
    let chosen = order.first(&deciding.top);
    let all: Vec<Id> = input.items.iter().map(|item| item.id.clone()).collect();
    let mut choice = Choice {
        schema_version: SchemaVersion,
        settled: order.settled(chosen.as_ref(), &deciding.top) & top_settled(&deciding, &figures),
        biggest: biggest(&deciding.top, &input.items),
        most_solvable_overall: order.first(&all),
        in_every_top: ranking::in_every_top(&rankings),
        agreement: agreement::of_impact(&tally),
        without_one: without_one(input, &tally, &deciding, &order, top),
        chosen,
        top: deciding.top,
        rankings,
        figures,
        explanation: Vec::new(),
        findings: Vec::new(),
        trace: trace(input),
        solvability: Vec::new(),
    };
    choice.explanation = explain::sentences(input, &choice, &order);
    choice.findings = explain::findings(input, &choice, &order);
    choice.solvability = solvable.into_values().collect();
    Ok(choice)
}

fn check(input: &ChooseInput) -> Result<(), Error> {
    let mut problems = Problems::new();
    let root = Pointer::root();
    let items = root.field("items");
    if input.items.is_empty() {
        problems.push(Problem::new(Code::TooFew, items.clone()).found(0).expected(s::AT_LEAST_ONE.text()));
    }
    problems.at_most(items.clone(), input.items.len(), MAX_ITEMS);
    problems.unique_ids(&items, input.items.iter().map(|item| &item.id));
    if !(1..=100).contains(&input.top) {
        problems.push(
            Problem::new(Code::OutOfRange, root.field("top"))
                .found(input.top)
                .expected(s::SCALE.with(&[("low", 1.into()), ("high", 100.into())])),
        );
    }
    if !input.cost_class_limits_cents.ascending() {
        problems.push(
            Problem::new(Code::WrongOrder, root.field("cost_class_limits_cents")).expected(s::LIMITS_ASCEND.text()),
        );
    }
    let known: BTreeSet<&str> = input.items.iter().map(|item| item.id.as_str()).collect();
    ballot::check_ratings(&input.ratings, &known, &root.field("ratings"), &mut problems);
    ballot::check_votes(&input.votes, input.votes_per_participant, &known, &root.field("votes"), &mut problems);
    input.solvability.check(&known, &root.field("solvability"), &mut problems);
    problems.finish()
}

/// Can no missing rating or cost change who is among the top?
fn top_settled(deciding: &Ranking, figures: &[ItemFigures]) -> Truth {
    let cost_known = |id: &Id| figures.iter().any(|item| item.id == *id && item.annual_cost_cents.given().is_some());
    let known = figures.iter().all(|item| deciding.measure.value(item).is_some())
        && deciding.ties.iter().filter(|tie| tie.decides_top).all(|tie| tie.items.iter().all(cost_known));
    if known || deciding.top.len() == figures.len() { Truth::Yes } else { Truth::Open }
}

/// Annual cost per item where it is known.
pub(super) fn costs(items: &[Candidate]) -> BTreeMap<&Id, Money> {
    items.iter().filter_map(|item| Some((&item.id, *item.annual_cost_cents.given()?))).collect()
}

/// The item with the highest known annual cost; ties go to the smaller id.
pub fn biggest(top: &[Id], items: &[Candidate]) -> Option<Id> {
    let costs = costs(items);
    let known = top.iter().filter_map(|id| Some((*costs.get(id)?, std::cmp::Reverse(id))));
    known.max().map(|(_, id)| id.0.clone())
}

/// The order in which items are doable.
pub(super) struct Order<'a> {
    pub(super) solvable: &'a BTreeMap<Id, Solvable>,
    pub(super) cost: BTreeMap<&'a Id, Money>,
}

impl Order<'_> {
    /// Unblocked, most points, highest annual cost, smallest id first.
    pub(super) fn sort(&self, ids: &mut [Id]) {
        ids.sort_by(|a, b| self.key(b).cmp(&self.key(a)).then_with(|| a.cmp(b)));
    }
    fn key(&self, id: &Id) -> (Truth, u64, Option<Money>) {
        let solvable = self.solvable.get(id);
        let free = solvable.map_or(Truth::Open, |solvable| !solvable.blocked);
        (free, solvable.map_or(0, |solvable| solvable.points), self.cost.get(id).copied())
    }
    /// The most doable of those that have a score and that no gate blocks.
    pub(super) fn first(&self, ids: &[Id]) -> Option<Id> {
        let mut ids = ids.to_vec();
        self.sort(&mut ids);
        ids.into_iter().find(|id| self.solvable.get(id).is_some_and(|item| item.judged() && !item.blocked.is_yes()))
    }
    /// Does `a` go before `b` at equal points, whatever else comes to be known?
    fn costs_decide(&self, a: &Id, b: &Id) -> bool {
        match (self.cost.get(a), self.cost.get(b)) {
            (Some(cost_a), Some(cost_b)) => (cost_a, std::cmp::Reverse(a)) > (cost_b, std::cmp::Reverse(b)),
            _ => false,
        }
    }
    /// Can no missing score change the choice among the top?
    fn settled(&self, chosen: Option<&Id>, top: &[Id]) -> Truth {
        let Some(winner) = chosen.and_then(|id| self.solvable.get(id)) else {
            // Only a gate scored 0 blocks, and a score given stays.
            let blocked = |id: &Id| self.solvable.get(id).is_some_and(|item| item.blocked.is_yes());
            return if top.iter().all(blocked) { Truth::Yes } else { Truth::Open };
        };
        let safe = winner.blocked.is_no()
            && top.iter().filter(|id| **id != winner.pain_point).filter_map(|id| self.solvable.get(id)).all(|rival| {
                rival.blocked.is_yes()
                    || rival.points_high < winner.points
                    || (rival.points_high == winner.points && self.costs_decide(&winner.pain_point, &rival.pain_point))
            });
        if safe { Truth::Yes } else { Truth::Open }
    }
}

fn without_one(
    input: &ChooseInput,
    tally: &Tally<'_>,
    deciding: &Ranking,
    order: &Order<'_>,
    top: usize,
) -> Vec<WithoutOne> {
    let same = |a: &[Id], b: &[Id]| a.iter().collect::<BTreeSet<_>>() == b.iter().collect::<BTreeSet<_>>();
    let one = |participant: &Id| {
        let rest = ranking::rank(&tally.without(participant).figures(), input.measure, top).top;
        WithoutOne {
            participant: participant.clone(),
            chosen: order.first(&rest),
            top_changes: !same(&rest, &deciding.top),
            top: rest,
        }
    };
    tally.participants().into_iter().map(one).collect()
}

fn trace(input: &ChooseInput) -> Trace {
    let CostClasses(limits) = input.cost_class_limits_cents;
    let limits: Vec<String> = limits.iter().map(|limit| limit.cents().to_string()).collect();
    let weights: Vec<String> = input
        .solvability
        .criteria_in_force()
        .iter()
        .map(|c| format!("{}={}{}", c.id, c.weight, if c.gate { "*" } else { "" }))
        .collect();
    Trace::of("F-2, F-3, F-4, F-5")
        .parameter("top", input.top)
        .parameter("cost_class_limits_cents", limits.join(" "))
        .parameter("solvability_weights", weights.join(" "))
        .note(s::TIE_CHAIN.text())
        .note(s::SOLVABLE_CHAIN.text())
}

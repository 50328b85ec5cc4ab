//! The money side of a case: what it costs, own funds, earlier aid.
//!
//! Costs stand in one place. Before anything is planned that is `funding_situation/cost_positions`; once the document has a
//! `funding_plan`, its positions are the costs (they say who provides what and when it is ordered), and its budgets the own
//! funds. The ledger of earlier aid stays here beside the grants of the plan, because they are two things: the ledger works
//! out gross grant equivalents over several regulations for the single undertaking, the plan takes dates and amounts.

use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

use super::document::{Case, FundingSituation};
use super::sentences as s;
use crate::base::{Code, Id, Money, Pointer, Problem, Problems};
use crate::funding::costs::{CostKind, Phase};

/// Most cost positions of a case.
pub const MAX_COST_POSITIONS: usize = 200;

/// What the sprint costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CostView {
    /// Everything that has a price, in cents net.
    pub planned_net_cents: Money,
    /// By phase.
    pub by_phase: BTreeMap<Phase, Money>,
    /// Money paid to others.
    pub external_only_cents: Money,
    /// External cost beyond the own funds stated; nothing when no own funds are stated.
    pub self_paid_gap_cents: Option<Money>,
    /// Pointers to positions without a price: the sums above are at least what is said.
    pub unpriced: Vec<Pointer>,
}

impl FundingSituation {
    pub(super) fn check(&self, case: &Case, problems: &mut Problems) {
        let at = Pointer::root().field("funding_situation");
        let list = at.field("cost_positions");
        problems.at_most(list.clone(), self.cost_positions.len(), MAX_COST_POSITIONS);
        let mut seen = std::collections::BTreeSet::new();
        for (index, position) in self.cost_positions.iter().enumerate() {
            let here = list.index(index);
            if let Some(id) = position.id.as_ref().filter(|id| !seen.insert(*id)) {
                problems.push(Problem::new(Code::DuplicateId, here.field("id")).found(id));
            }
            if let Some(net) = position.net_cents.given().filter(|net| net.is_negative()) {
                problems.push(
                    Problem::new(Code::OutOfRange, here.field("net_cents"))
                        .found(net.cents())
                        .expected(s::NOT_NEGATIVE.text()),
                );
            }
        }
        let Some(plan) = &case.funding_plan else { return };
        if !self.cost_positions.is_empty() {
            problems.push(
                Problem::new(Code::Contradiction, list)
                    .found(self.cost_positions.len())
                    .expected(s::ONE_LIST.with(&[("place", "funding_plan/situation/positions".into())])),
            );
        }
        if !self.own_funds.is_empty() && !plan.situation.budgets.is_empty() {
            problems.push(
                Problem::new(Code::Contradiction, at.field("own_funds"))
                    .found(self.own_funds.len())
                    .expected(s::ONE_LIST.with(&[("place", "funding_plan/situation/budgets".into())])),
            );
        }
    }
}

/// A position, wherever it stands.
struct Priced {
    at: Pointer,
    phase: Option<Phase>,
    kind: CostKind,
    net: Option<Money>,
}

/// The costs of the document, from the one place where they stand.
fn positions(case: &Case) -> Vec<Priced> {
    if let Some(plan) = &case.funding_plan {
        let list = Pointer::root().field("funding_plan").field("situation").field("positions");
        let phase_of = |stage: &Id| plan.situation.stages.iter().find(|one| one.id == *stage).map(|one| one.phase);
        let positions = plan.situation.positions.iter().enumerate().map(|(index, position)| Priced {
            at: list.index(index).field("net_cents"),
            phase: phase_of(&position.stage),
            kind: position.kind,
            net: position.net_cents.given().copied(),
        });
        return positions.collect();
    }
    let list = Pointer::root().field("funding_situation").field("cost_positions");
    let costs = case.funding_situation.iter().flat_map(|situation| &situation.cost_positions);
    costs
        .enumerate()
        .map(|(index, cost)| Priced {
            at: list.index(index).field("net_cents"),
            phase: Some(cost.phase),
            kind: cost.kind,
            net: cost.net_cents.given().copied(),
        })
        .collect()
}

/// What the sprint costs; nothing while the document has neither costs nor funds.
pub(super) fn view(case: &Case) -> Option<CostView> {
    case.funding_situation.as_ref().map(|_| ()).or(case.funding_plan.as_ref().map(|_| ()))?;
    let positions = positions(case);
    let mut by_phase: BTreeMap<Phase, Money> = BTreeMap::new();
    for (phase, net) in positions.iter().filter_map(|position| position.phase.zip(position.net)) {
        *by_phase.entry(phase).or_default() += net;
    }
    let external: Money =
        positions.iter().filter(|position| position.kind.is_external()).filter_map(|position| position.net).sum();
    let funds = case.funding_situation.iter().flat_map(|situation| &situation.own_funds).map(|funds| funds.cents);
    let budgets = case.funding_plan.iter().flat_map(|plan| &plan.situation.budgets).map(|budget| budget.own_cents);
    let own: Vec<Money> = funds.chain(budgets).collect();
    Some(CostView {
        planned_net_cents: positions.iter().filter_map(|position| position.net).sum(),
        by_phase,
        external_only_cents: external,
        self_paid_gap_cents: (!own.is_empty()).then(|| (external - own.into_iter().sum::<Money>()).max(Money::ZERO)),
        unpriced: positions.into_iter().filter(|position| position.net.is_none()).map(|position| position.at).collect(),
    })
}

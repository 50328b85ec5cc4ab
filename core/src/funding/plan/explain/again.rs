//! The whole problem solved again with something changed: what a euro or a week is worth is found by trying it.

use super::margin::Worth;
use super::nodes::Nodes;
use crate::base::Pointer;
use crate::funding::plan::compile::Compiled;
use crate::funding::plan::front::{Objective, Pick};
use crate::funding::plan::offer::Pace;
use crate::funding::plan::programmes::{self, Programmes};
use crate::funding::plan::query::{Found, Known, Unfound};
use crate::funding::plan::situation::Situation;

/// The problem as it was given.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Again<'a> {
    /// With the offers of the caller alone.
    pub(crate) given: &'a Situation,
    /// The programmes from which further offers come.
    pub(crate) programmes: Option<&'a Programmes>,
    /// With every offer.
    pub(crate) whole: &'a Situation,
    pub(crate) pace: Pace,
    pub(crate) nodes: &'a Nodes,
    pub(crate) objective: Objective,
}

/// What the best plan of a changed problem brings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Solved {
    pub(crate) worth: Worth,
    /// The last day of the milestone in the plan that was found.
    pub(crate) milestone: Option<i32>,
}

impl Solved {
    pub(crate) fn of(result: &Result<Pick, Unfound>) -> Self {
        match result {
            Ok(pick) => Self { worth: Worth::of(&pick.found), milestone: Some(pick.settled.milestone) },
            Err(unfound) => Self { worth: Worth::unfound(*unfound), milestone: None },
        }
    }
}

impl Again<'_> {
    /// The best plan of a changed situation, within a latest milestone and a highest risk, when the best plan before
    /// the change is known.
    pub(crate) fn plan(
        &self,
        known: Option<&Found>,
        situation: &Situation,
        latest: i32,
        risk: u8,
    ) -> Result<Pick, Unfound> {
        // Steps that wait for each other in a circle have no plan.
        let mut compiled = Compiled::new(situation, self.pace).ok_or(Unfound::Nothing { nodes: 0 })?;
        compiled.aim(self.objective);
        let known = Known { plan: known, best: false };
        self.nodes.search(|nodes| compiled.best_near(latest, risk, nodes, known))
    }

    /// What it brings.
    pub(crate) fn solve(&self, known: &Pick, situation: &Situation, latest: i32) -> Solved {
        Solved::of(&self.plan(Some(&known.found), situation, latest, known.risk))
    }

    /// The situation with something changed.
    pub(crate) fn with(&self, change: impl FnOnce(&mut Situation)) -> Situation {
        let mut situation = self.whole.clone();
        change(&mut situation);
        situation
    }

    /// The situation with costs changed: what programmes count of them is worked out again.
    pub(crate) fn with_costs(&self, change: impl FnOnce(&mut Situation)) -> Option<Situation> {
        let Some(programmes) = self.programmes else { return Some(self.with(change)) };
        let mut situation = self.given.clone();
        change(&mut situation);
        let offers = programmes::offers(programmes, &situation, &Pointer::root()).ok()?;
        situation.offers.extend(offers);
        Some(situation)
    }
}

//! The whole problem solved again with something changed: what a euro or a week is worth is found by trying it.

use crate::base::Pointer;
use crate::funding::plan::compile::Compiled;
use crate::funding::plan::front::{Objective, Pick};
use crate::funding::plan::offer::Pace;
use crate::funding::plan::programmes::{self, Programmes};
use crate::funding::plan::query::{Found, Known};
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
    pub(crate) nodes: u64,
    pub(crate) objective: Objective,
}

/// What the best plan of a changed problem brings.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Solved {
    /// In cents × permille.
    pub(crate) value: i64,
    /// The last day of the milestone.
    pub(crate) milestone: i32,
    /// Was the search finished?
    pub(crate) proven: bool,
}

impl Solved {
    pub(crate) fn of(pick: &Pick) -> Self {
        Self { value: pick.found.outcome.value, milestone: pick.settled.milestone, proven: pick.found.proven() }
    }
}

impl Again<'_> {
    /// The best plan of a changed situation, within a latest milestone and a highest risk.
    pub(crate) fn solve(&self, situation: &Situation, latest: i32, risk: u8) -> Option<Solved> {
        self.solve_near(None, situation, latest, risk)
    }

    /// The same when the best plan before the change is known.
    pub(crate) fn solve_near(
        &self,
        plan: Option<&Found>,
        situation: &Situation,
        latest: i32,
        risk: u8,
    ) -> Option<Solved> {
        let mut compiled = Compiled::new(situation, self.pace)?;
        compiled.aim(self.objective);
        let pick = compiled.best_near(latest, risk, self.nodes, Known { plan, best: false }).ok()?;
        Some(Solved::of(&pick))
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

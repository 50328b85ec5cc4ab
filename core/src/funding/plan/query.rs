//! What a search looks for, what is known beforehand, and what it finds.

use super::columns::{Reach, UNIT};
use super::compile::Compiled;
use super::instance::{Assignment, Choice, Instance, Outcome};

/// What limits a search.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Choices with a later milestone are left out.
    pub(crate) day: i32,
    /// Choices with a higher risk are left out.
    pub(crate) risk: u8,
    /// Most nodes.
    pub(crate) nodes: u64,
}

/// What a search looks for.
#[derive(Debug, Clone)]
pub(crate) struct Query<'a> {
    pub(super) instance: &'a Instance,
    /// What each option can take when every choice is allowed.
    pub(super) reach: &'a [Reach],
    /// Per item, in order of option: may it be chosen?
    pub(super) allowed: Vec<Vec<bool>>,
    /// Options that have to be used, as bits; the judge must refuse assignments that do not use them.
    pub(super) forced: u128,
    /// Most nodes.
    pub(super) nodes: u64,
    pub(super) known: Known<'a>,
    /// Who says whether money suffices below a node; none: it does not matter.
    pub(super) purse: Option<&'a Compiled<'a>>,
}

/// What is known of a problem nearby: with it a search finds nothing else, only sooner.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Known<'a> {
    /// A plan of it, with the prices that proved it.
    pub(crate) plan: Option<&'a Found>,
    /// Every plan is one of the problem that it was the best of: none exceeds what was proven of it.
    pub(crate) best: bool,
}

/// The prices that prove a plan, and the sets of items that they were made from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Guide {
    /// Per item.
    pub(super) price: Vec<i64>,
    /// Of headroom for de minimis aid.
    pub(super) aid: i64,
    pub(super) seeds: Vec<(usize, u64)>,
}

impl<'a> Query<'a> {
    pub(crate) fn new(
        instance: &'a Instance,
        reach: &'a [Reach],
        limits: Limits,
        may: impl Fn(usize, &Choice) -> bool,
    ) -> Self {
        let within = |choice: &Choice| choice.day <= limits.day && choice.risk <= limits.risk;
        let row = |(item, choices): (usize, &Vec<Choice>)| {
            choices.iter().map(|choice| within(choice) && may(item, choice)).collect()
        };
        let allowed = instance.choices.iter().enumerate().map(row).collect();
        Self { instance, reach, allowed, forced: 0, nodes: limits.nodes, known: Known::default(), purse: None }
    }

    pub(crate) fn forcing(mut self, options: u128) -> Self {
        self.forced = options;
        self
    }

    pub(crate) fn knowing(mut self, known: Known<'a>) -> Self {
        self.known = known;
        self
    }

    /// Nodes below which own funds do not suffice are left out.
    pub(crate) fn within_funds(mut self, of: &'a Compiled<'a>) -> Self {
        self.purse = Some(of);
        self
    }

    /// The known plan as far as its choices are allowed here.
    pub(super) fn start(&self) -> Option<Assignment> {
        let known = &self.known.plan?.assignment;
        let may = |item: usize, option: usize| {
            let choices = self.instance.choices.get(item)?.iter().zip(self.allowed.get(item)?);
            choices.filter(|(_, ok)| **ok).find(|(choice, _)| choice.option == option).map(|_| option)
        };
        let same = known.len() == self.instance.items.len();
        same.then(|| known.iter().enumerate().map(|(item, to)| may(item, (*to)?)).collect())
    }

    /// The score that nothing exceeds, in units.
    pub(super) fn most(&self) -> i64 {
        match self.known.plan.filter(|_| self.known.best) {
            Some(plan) if plan.proven() => score(&plan.outcome),
            Some(plan) => plan.bound.saturating_mul(UNIT),
            None => i64::MAX,
        }
    }
}

/// The best assignment found.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// Where each item goes.
    pub(crate) assignment: Assignment,
    /// What it brings.
    pub(crate) outcome: Outcome,
    /// No assignment brings more than this, in cents × permille.
    pub(crate) bound: i64,
    /// Nodes visited.
    pub(crate) nodes: u64,
    /// What proves it, as far as it helps with problems nearby.
    pub(crate) guide: Guide,
}

impl AsRef<Self> for Found {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl Found {
    /// Is it proven that nothing brings more?
    pub(crate) fn proven(&self) -> bool {
        self.bound <= self.outcome.value
    }
}

/// Why a search found nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfound {
    /// There is nothing.
    Nothing {
        /// Nodes visited.
        nodes: u64,
    },
    /// The nodes were used up before anything was found.
    NodeLimit {
        /// Nodes visited.
        nodes: u64,
        /// Nothing brings more than this, in cents × permille.
        bound: i64,
    },
}

impl Unfound {
    /// Nodes visited.
    pub(crate) const fn nodes(&self) -> u64 {
        match self {
            Self::Nothing { nodes } | Self::NodeLimit { nodes, .. } => *nodes,
        }
    }
}

/// Says what a complete assignment is worth once dates and money over time are taken into account;
/// `None` when it cannot be carried out. Never more than the outcome's own value.
pub(crate) type Judge<'a> = &'a dyn Fn(&[Option<usize>], &Outcome) -> Option<i64>;

/// What plans are compared by: their value, among equals fewer applications.
pub(super) fn score(outcome: &Outcome) -> i64 {
    outcome.value.saturating_mul(UNIT).saturating_sub(i64::try_from(outcome.used).unwrap_or(UNIT))
}

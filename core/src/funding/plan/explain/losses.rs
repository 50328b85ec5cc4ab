//! What happens when an application is refused, not drawn or decided late: the plan that is left then.

use schemars::JsonSchema;
use serde::Serialize;

use super::margin::Worth;
use super::nodes::Nodes;
use super::sentences as s;
use super::{cents, in_a_row};
use crate::base::text::Arg;
use crate::base::{Date, Id, Money, Text};
use crate::funding::plan::cash::Shortfall;
use crate::funding::plan::compile::Compiled;
use crate::funding::plan::document::Plan;
use crate::funding::plan::front::Pick;
use crate::funding::plan::instance::Assignment;
use crate::funding::plan::offer::{Certainty, Offer, Pace};
use crate::funding::plan::query::Found;

/// What happens when an application fails or is decided late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fallback {
    /// The offer.
    pub offer: Id,
    /// What goes wrong.
    pub event: Failure,
    /// When that is known; absent when nobody published how long a decision takes.
    pub known_on: Option<Date>,
    /// In words.
    pub text: Text,
    /// What is left of the grants then, in cents, with whatever can still be applied for.
    pub grant_cents: Money,
    /// The last day of the milestone then.
    pub milestone: Option<Date>,
    /// Was the search for what can still be applied for finished?
    pub proven: bool,
    /// At most so much more could be expected with other applications, in cents; zero when proven.
    pub gap_cents: Money,
    /// What own funds and credit lack then, in cents; zero when they suffice.
    pub missing_cents: Money,
    /// The plan from then on; absent when a promised start cannot be kept.
    pub plan: Option<Plan>,
}

/// What can go wrong with an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    /// It is refused.
    Refused,
    /// It is not drawn.
    DrawLost,
    /// It is decided as late as it may be.
    Late,
}

impl Compiled<'_> {
    /// What happens when an application that is not sure fails, or is decided late.
    pub(crate) fn fallbacks(&self, pick: &Pick, pace: Pace, nodes: &Nodes) -> Vec<Fallback> {
        let used = || pick.found.outcome.grants.iter().enumerate().filter(|(_, grant)| **grant > 0);
        let lost = used().filter_map(|(option, grant)| self.lost(pick, option, *grant, nodes));
        let late = used().filter_map(|(option, grant)| self.late(pick, option, *grant, pace, nodes));
        lost.chain(late).collect()
    }

    /// What a budget lacks, in words.
    pub(super) fn missing(&self, short: &Shortfall) -> Option<Text> {
        let budget = self.situation.budgets.get(short.budget)?;
        let args = [
            ("budget", (&budget.id).into()),
            ("missing", Money::from_cents(short.missing).into()),
            ("day", self.days.date(short.day).into()),
        ];
        Some(s::THEN_MISSING.with(&args))
    }

    /// The day on which a decision is known, if anybody published how long it takes.
    fn known(&self, option: usize) -> Option<i32> {
        let (slot, offer) = (self.slots.get(option)?, self.offer_at(option)?);
        (offer.decision.is_some() || self.fixed(offer, slot.decided)).then_some(slot.decided)
    }

    /// Is this the fixed day of a round?
    pub(super) fn fixed(&self, offer: &Offer, decided: i32) -> bool {
        offer.windows.iter().any(|window| window.decides.map(|day| self.days.number(day)) == Some(decided))
    }

    fn lost(&self, pick: &Pick, lost: usize, grant: i64, nodes: &Nodes) -> Option<Fallback> {
        let offer = self.offer_at(lost)?;
        if offer.certainty == Certainty::LegalClaim {
            return None;
        }
        let known = self.known(lost);
        let (found, settled) = self.rest(pick, lost, known, nodes)?;
        let assignment = &found.assignment;
        let left: i64 = settled.money();
        let before: i64 = pick.settled.money();
        let mine = |item: usize| pick.found.assignment.get(item).copied().flatten() == Some(lost);
        let to = |item: usize| assignment.get(item).copied().flatten();
        let heirs: Vec<usize> = {
            let taken: Assignment =
                (0..assignment.len()).map(|item| if mine(item) { to(item) } else { None }).collect();
            self.used(&taken)
        };
        let own = self.titles(|item| mine(item) && to(item).is_none());
        let draw = offer.certainty == Certainty::Lottery;
        let lent = pick.settled.filings.iter().find(|filing| filing.option == lost).map_or(0, |filing| filing.lent);
        let mut args = vec![
            ("offer", offer.name.clone().into()),
            ("grant", Money::from_cents(grant).into()),
            ("lent", Money::from_cents(lent).into()),
            ("left", Money::from_cents(left).into()),
            ("before", Money::from_cents(before).into()),
            ("heirs", Arg::list(self.names(&heirs))),
            ("positions", Arg::list(self.titles(|item| mine(item) && to(item).is_some()))),
            ("own", Arg::list(own.clone())),
        ];
        if let Some(day) = known {
            args.push(("day", self.days.date(day).into()));
        }
        let loan = offer.loan.is_some();
        let first = match (loan, draw, known) {
            (true, _, Some(_)) => &s::IF_LOAN_LOST,
            (true, _, None) => &s::IF_LOAN_LOST_SOME_DAY,
            (false, true, Some(_)) => &s::IF_DRAW_LOST,
            (false, true, None) => &s::IF_DRAW_LOST_SOME_DAY,
            (false, false, Some(_)) => &s::IF_REFUSED,
            (false, false, None) => &s::IF_REFUSED_SOME_DAY,
        };
        let then = match (heirs.is_empty(), own.is_empty()) {
            (true, _) if loan => &s::THEN_WITHOUT_LOAN,
            (true, _) => &s::THEN_YOURSELF,
            (false, true) => &s::THEN_OTHERS,
            (false, false) => &s::THEN_BOTH,
        };
        let worst = self.worst(&settled);
        let mut parts = vec![first.with(&args), then.with(&args)];
        parts.extend(worst.as_ref().and_then(|short| self.missing(short)));
        let (proven, gap_cents) = gap(&found);
        if !proven {
            parts.push(s::THEN_PERHAPS_MORE.with(&[("gap", gap_cents.into())]));
        }
        Some(Fallback {
            offer: offer.id.clone(),
            event: if draw { Failure::DrawLost } else { Failure::Refused },
            known_on: known.map(|day| self.days.date(day)),
            text: in_a_row(&parts),
            grant_cents: Money::from_cents(left),
            proven,
            gap_cents,
            milestone: self.has_milestone().then(|| self.days.date(settled.milestone)),
            missing_cents: Money::from_cents(worst.map_or(0, |short| short.missing)),
            plan: Some(self.plan(&settled)),
        })
    }

    /// The grants weighted with their chance, in cents, rounded down.
    pub(crate) fn expected(&self, grants: &[i64]) -> Money {
        let used = self.slots.iter().zip(grants);
        cents(
            used.filter_map(|(slot, grant)| {
                let offer = self.situation.offers.get(slot.offer).filter(|offer| offer.loan.is_none())?;
                Some(grant * i64::from(offer.chance_permille))
            })
            .sum(),
        )
    }
}

/// Is it proven that no other plan brings more, and how much more at most?
pub(super) fn gap(found: &Found) -> (bool, Money) {
    let worth = Worth::of(found);
    let more = worth.most.zip(worth.least).map_or(0, |(most, least)| most - least);
    let gap = Money::from_cents((more + 999).div_euclid(1000));
    (gap == Money::ZERO, gap)
}

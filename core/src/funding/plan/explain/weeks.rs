//! What one more week brings: for the prototype, for a promised start, for a decision.
//!
//! A date is moved by seven days and everything is solved again.

use schemars::JsonSchema;
use serde::Serialize;

use super::again::{Again, Solved};
use super::margin::{Margin, Worth};
use super::sentences as s;
use crate::base::text::Arg;
use crate::base::{Date, Id, Money, Text};
use crate::funding::plan::compile::Compiled;
use crate::funding::plan::front::Pick;
use crate::funding::plan::offer::{LeadUnit, Offer, Start};
use crate::funding::plan::query::Known;

/// What changes when a date moves by a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Week {
    /// Which date moves.
    pub change: WeekChange,
    /// The step of the promise or the offer of the decision.
    pub subject: Option<Id>,
    /// How much more (below zero: less) the best plan with the same risk brings, in cents, rounded down, or, unless
    /// proven, at least so much more; absent when no plan is possible any more, or, unless proven, none was found. A
    /// decision: with the prototype on the same day as in this plan.
    pub more_cents: Option<Money>,
    /// Unless proven: at most so much more, in cents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more_at_most_cents: Option<Money>,
    /// The last day of the prototype then; for a decision: of this plan, when it waits for it. Absent when there is none.
    pub milestone: Option<Date>,
    /// Were the searches behind it finished?
    pub proven: bool,
    /// In words.
    pub text: Text,
}

/// A date that moves by seven days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WeekChange {
    /// The prototype may be ready a week later.
    PrototypeLater,
    /// The prototype must be ready a week earlier.
    PrototypeEarlier,
    /// A start was promised for a week later.
    PromiseLater,
    /// A decision comes a week later.
    DecisionLater,
    /// A decision comes a week earlier.
    DecisionEarlier,
}

const WEEK: i32 = 7;

impl Week {
    fn new(change: WeekChange, subject: Option<&Id>, more: Margin, milestone: Option<Date>, text: Text) -> Self {
        let (more_cents, more_at_most_cents, proven) = more.document();
        Self { change, subject: subject.cloned(), more_cents, more_at_most_cents, milestone, proven, text }
    }
}

impl Compiled<'_> {
    /// What one more week, or one week less, would bring.
    pub(crate) fn weeks(&self, pick: &Pick, again: &Again<'_>) -> Vec<Week> {
        let mut weeks = Vec::new();
        if self.has_milestone() {
            weeks.push(self.prototype(pick, again, WeekChange::PrototypeLater, WEEK));
            weeks.push(self.prototype(pick, again, WeekChange::PrototypeEarlier, -WEEK));
        }
        let promised = self.situation.stages.iter().enumerate().filter(|(_, stage)| stage.latest.is_some());
        weeks.extend(promised.filter_map(|(index, _)| self.promise(pick, again, index)));
        for option in self.used(&pick.found.assignment) {
            weeks.extend(self.decision(pick, again, option, WeekChange::DecisionLater, WEEK));
            weeks.extend(self.decision(pick, again, option, WeekChange::DecisionEarlier, -WEEK));
        }
        weeks
    }

    /// The best plan with the same risk and a prototype until a day.
    fn solved(&self, pick: &Pick, again: &Again<'_>, latest: i32) -> Solved {
        let known = Known { plan: Some(&pick.found), best: latest <= self.latest(pick) };
        Solved::of(&again.nodes.search(|nodes| self.best_near(latest, pick.risk, nodes, known)))
    }

    fn prototype(&self, pick: &Pick, again: &Again<'_>, change: WeekChange, by: i32) -> Week {
        let latest = pick.settled.milestone + by;
        let solved = self.solved(pick, again, latest);
        let more = Margin::more(solved.worth, Worth::of(&pick.found));
        let ready = solved.milestone.map(|day| self.days.date(day));
        let args = [
            ("day", self.days.date(latest).into()),
            ("ready", ready.map_or_else(|| Arg::Str("".into()), Arg::from)),
            ("more", more.words()),
            ("less", more.turned().words()),
        ];
        let later = change == WeekChange::PrototypeLater;
        let sentence = match ready {
            _ if later && more.is_positive() => &s::WEEK_LATER,
            _ if later && more.is_nothing() => &s::WEEK_LATER_NOTHING,
            _ if later => &s::WEEK_LATER_OPEN,
            None if more.impossible() => &s::WEEK_EARLIER_IMPOSSIBLE,
            None => &s::WEEK_EARLIER_OPEN,
            Some(_) if more.turned().is_nothing() => &s::WEEK_EARLIER_NOTHING,
            Some(_) => &s::WEEK_EARLIER,
        };
        Week::new(change, None, more, ready, sentence.with(&args))
    }

    fn promise(&self, pick: &Pick, again: &Again<'_>, index: usize) -> Option<Week> {
        let stage = self.situation.stages.get(index)?;
        let later = stage.latest?.add_days(WEEK);
        let situation = again.with(|situation| {
            if let Some(stage) = situation.stages.get_mut(index) {
                stage.latest = Some(later);
            }
        });
        // The prototype may move along.
        let latest = if self.has_milestone() { pick.settled.milestone.saturating_add(WEEK) } else { i32::MAX };
        let solved = again.solve(pick, &situation, latest);
        let held = self.solved(pick, again, latest);
        let more = Margin::more(solved.worth, held.worth);
        let ready = solved.milestone.filter(|_| self.has_milestone()).map(|day| self.days.date(day));
        let args = [("stage", (&stage.id).into()), ("day", later.into()), ("more", more.words())];
        let sentence = match () {
            () if more.is_positive() => &s::PROMISE_LATER,
            () if more.is_nothing() => &s::PROMISE_LATER_NOTHING,
            () => &s::PROMISE_LATER_OPEN,
        };
        Some(Week::new(WeekChange::PromiseLater, Some(&stage.id), more, ready, sentence.with(&args)))
    }

    /// Only where something waits for the decision.
    fn decision(&self, pick: &Pick, again: &Again<'_>, option: usize, change: WeekChange, by: i32) -> Option<Week> {
        let (slot, offer) = (self.slots.get(option)?, self.offer_at(option)?);
        if offer.start != Start::GrantBeforeStart || slot.decided <= slot.filed {
            return None;
        }
        let decided = (slot.decided + by).max(slot.filed);
        let shifted =
            self.released(&pick.found.assignment, |other, release| if other == option { decided } else { release });
        let waiting = self.days.schedule_with(&shifted, &pick.settled.moved, &pick.settled.taken);
        let waiting = waiting.map(|schedule| self.days.milestone(&schedule));
        let place = slot.offer;
        let situation = again.with(|situation| {
            if let Some(offer) = situation.offers.get_mut(place) {
                shift(offer, by);
            }
        });
        let solved = again.solve(pick, &situation, self.latest(pick));
        let more = Margin::more(solved.worth, Worth::of(&pick.found));
        let has = self.has_milestone();
        let ready = waiting.filter(|_| has).map(|day| self.days.date(day));
        let args = [
            ("offer", offer.name.clone().into()),
            ("day", self.days.date(decided).into()),
            ("ready", ready.map_or_else(|| Arg::Str("".into()), Arg::from)),
            ("milestone", self.days.date(pick.settled.milestone).into()),
            ("more", more.words()),
            ("less", more.turned().words()),
        ];
        let moves = has && waiting.is_some_and(|day| day != pick.settled.milestone);
        // Another plan keeps the day: without a loss, at a price, or nobody knows whether there is one.
        let found = solved.worth.least.is_some();
        let sentence = match (change, waiting) {
            (WeekChange::DecisionLater, None) if more.impossible() => &s::DECISION_LATER_IMPOSSIBLE,
            (WeekChange::DecisionLater, None) if found => &s::DECISION_LATER_BREAKS,
            (WeekChange::DecisionLater, None) => &s::DECISION_LATER_BREAKS_OPEN,
            (WeekChange::DecisionLater, Some(_)) if moves && found && more.turned().is_nothing() => &s::DECISION_LATER,
            (WeekChange::DecisionLater, Some(_)) if moves && found => &s::DECISION_LATER_OR,
            (WeekChange::DecisionLater, Some(_)) if moves && more.impossible() => &s::DECISION_LATER_ALONE,
            (WeekChange::DecisionLater, Some(_)) if moves => &s::DECISION_LATER_OPEN,
            (WeekChange::DecisionLater, Some(_)) => &s::DECISION_LATER_NOTHING,
            (_, _) if more.is_positive() => &s::DECISION_EARLIER_MORE,
            (_, _) if !more.is_nothing() && !more.impossible() => &s::DECISION_EARLIER_OPEN,
            (_, _) if moves => &s::DECISION_EARLIER,
            (_, _) => &s::DECISION_EARLIER_NOTHING,
        };
        Some(Week::new(change, Some(&offer.id), more, ready, sentence.with(&args)))
    }

    /// Per position: the day before which its claims allow no order, with the release of options changed.
    pub(super) fn released(&self, assignment: &[Option<usize>], change: impl Fn(usize, i32) -> i32) -> Vec<i32> {
        let mut release = vec![0; self.situation.positions.len()];
        for (place, option) in self.position_of.iter().zip(assignment) {
            if let Some(option) = option
                && let (Some(slot), Some(day)) = (self.slots.get(*option), release.get_mut(*place))
            {
                *day = change(*option, slot.release).max(*day);
            }
        }
        release
    }
}

/// Every decision of an offer moves by so many days; five working days are a week.
fn shift(offer: &mut Offer, by: i32) {
    if let Some(lead) = &mut offer.decision {
        let by = match lead.unit {
            LeadUnit::CalendarDays => by,
            LeadUnit::WorkingDays => by / WEEK * 5,
        };
        for days in [&mut lead.best, &mut lead.usual, &mut lead.late] {
            *days = days.saturating_add_signed(by);
        }
    }
    for window in &mut offer.windows {
        window.decides = window.decides.map(|day| day.add_days(by));
    }
}

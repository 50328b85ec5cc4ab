//! Steps that cannot start in time whatever is claimed where, and what holds them up.

use super::Days;
use super::schedule::Spans;

/// A step that cannot start in time whatever is claimed where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LateStep {
    pub(crate) stage: usize,
    /// It could start from this day on, apart from the days on which it can.
    pub(crate) from: i32,
    /// The first possible start; `None` when no day is left on which it can, or too few for its work.
    pub(crate) soonest: Option<i32>,
    /// The steps before it that hold each other up, first one first; without itself.
    pub(crate) chain: Vec<usize>,
    /// What holds it up.
    pub(crate) held: Held,
}

/// What holds a step up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    /// Its own earliest start, or the days on which it can start.
    Itself,
    /// A step before it.
    Step(usize),
    /// A position that cannot be ordered earlier, or was ordered for later.
    Position(usize),
}

/// The steps that hold up a step, first one first.
fn chain(held: &[Held], mut stage: usize) -> Vec<usize> {
    let mut chain = Vec::new();
    while let Some(Held::Step(before)) = held.get(stage)
        && chain.len() < held.len()
    {
        chain.push(*before);
        stage = *before;
    }
    chain.reverse();
    chain
}

impl Days {
    /// The steps that cannot start in time even if nothing has to be waited for, and what holds each up.
    pub(crate) fn late_steps(&self) -> Vec<LateStep> {
        let mut spans: Spans = vec![(0, 0); self.steps.len()];
        let mut held: Vec<Held> = vec![Held::Itself; self.steps.len()];
        let mut late = Vec::new();
        for &index in &self.sequence {
            let Some(step) = self.steps.get(index) else { continue };
            let (mut start, mut by) = (step.earliest, Held::Itself);
            let mut push = |day: Option<i32>, cause: Held| {
                if let Some(day) = day.filter(|day| *day > start) {
                    (start, by) = (day, cause);
                }
            };
            let mut beyond = false;
            for (before, gap) in &step.after {
                let end = spans.get(*before).and_then(|span| self.working_after(span.1, gap + 1));
                beyond |= end.is_none();
                push(end, Held::Step(*before));
            }
            let mut length: Option<u32> = None;
            for place in &step.positions {
                let Some(order) = self.orders.get(*place) else { continue };
                let Some(terms) = self.quickest(order) else { continue };
                length = length.max(terms.length);
                push(order.ordered.or_else(|| self.working_from(terms.earliest)), Held::Position(*place));
                for stage in order.after.iter().filter(|_| order.ordered.is_none()) {
                    push(spans.get(*stage).and_then(|span| self.working_from(span.1 + 1)), Held::Step(*stage));
                }
            }
            let possible = if step.start_days.is_empty() {
                self.working_from(start)
            } else {
                step.start_days.iter().find(|day| **day >= start).copied()
            };
            if let Some(place) = held.get_mut(index) {
                *place = by;
            }
            let length = length.unwrap_or(step.length);
            let last = possible.and_then(|first| self.working_after(first, length.saturating_sub(1)));
            let (Some(first), Some(last), false) = (possible, last, beyond) else {
                late.push(LateStep { stage: index, from: start, soonest: None, chain: chain(&held, index), held: by });
                return late;
            };
            if step.latest.is_some_and(|latest| first > latest) {
                let chain = chain(&held, index);
                late.push(LateStep { stage: index, from: start, soonest: Some(first), chain, held: by });
            }
            if let Some(span) = spans.get_mut(index) {
                *span = (first, last);
            }
        }
        late
    }
}

//! What would bring the review forward: one diary entry at a time.

use schemars::JsonSchema;
use serde::Serialize;

use crate::base::text::Arg;
use crate::base::{Date, Id, Text};

use super::grid::{Grid, Party};
use super::search::{self, Plan};
use super::sentences as say;

/// Most levers that are listed.
pub const MAX_LEVERS: usize = 20;

/// Whose diary entry it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Who {
    /// The facilitator.
    Facilitator,
    /// The venue.
    Venue,
    /// A person.
    Person {
        /// Who.
        id: Id,
    },
}

/// One diary entry which, if it were not there, would bring the review forward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Lever {
    /// Whose entry.
    pub who: Who,
    /// The day.
    pub day: Date,
    /// The review without it.
    pub review: Date,
    /// Calendar days gained.
    pub days_earlier: i32,
    /// In words.
    pub text: Text,
}

/// Every single diary entry whose absence would bring the review forward, the strongest first.
pub(super) fn levers(grid: &Grid<'_>, start: usize, plan: &Plan) -> Vec<Lever> {
    let Some(review) = grid.day(plan.review) else { return Vec::new() };
    let parties = [Party::Facilitator, Party::Venue].into_iter().chain((0..grid.people.len()).map(Party::Person));
    let mut trial = grid.clone();
    let mut found = Vec::new();
    for party in parties {
        // The day before the start matters for travel.
        for day in start.saturating_sub(1)..plan.review {
            let Some(here) = grid.day(day) else { continue };
            let travel = party == Party::Facilitator && grid.calendar.facilitator_arrives_day_before;
            if !grid.away(party, day) || !(here.is_working() || travel) {
                continue;
            }
            trial.set_away(party, day, false);
            let other = opens_a_day(&trial, start, plan, day).then(|| search::earliest(&trial, start));
            trial.set_away(party, day, true);
            let Some(Ok(other)) = other else { continue };
            let Some(earlier) = grid.day(other.review).filter(|_| other.review < plan.review) else { continue };
            let (who, name): (Who, Arg) = match party {
                Party::Facilitator => (Who::Facilitator, say::FACILITATOR_NAME.text().into()),
                Party::Venue => (Who::Venue, say::VENUE_NAME.text().into()),
                Party::Person(person) => match grid.id(person) {
                    Some(id) => (Who::Person { id }, grid.name(person).into()),
                    None => continue,
                },
            };
            let days_earlier = review.date.days_since(earlier.date);
            let args = [
                ("who", name),
                ("day", here.date.into()),
                ("review", earlier.date.into()),
                ("planned", review.date.into()),
            ];
            let lever = Lever { who, day: here.date, review: earlier.date, days_earlier, text: say::LEVER.with(&args) };
            found.push((std::cmp::Reverse(days_earlier), here.date, party, lever));
        }
    }
    found.sort_by_key(|one| (one.0, one.1, one.2));
    found.into_iter().take(MAX_LEVERS).map(|(.., lever)| lever).collect()
}

/// Is there a date for which this day, or the day after it, was looked at in vain and now suits?
/// Otherwise the search would run exactly as before.
fn opens_a_day(trial: &Grid<'_>, start: usize, plan: &Plan, day: usize) -> bool {
    let mut from = start;
    for (number, (phase, date)) in trial.phases.iter().zip(&plan.workshops).enumerate() {
        let before = plan.workshops.get(..number).unwrap_or(&[]);
        let open = |day: usize| {
            (from..*date).contains(&day) && trial.suits(phase, day) && search::fits_after(trial, before, phase.gap, day)
        };
        if open(day) || open(day + 1) {
            return true;
        }
        from = date + 1;
    }
    (plan.poc_end + 1..plan.review).contains(&day) && search::review_suits(trial, day)
}

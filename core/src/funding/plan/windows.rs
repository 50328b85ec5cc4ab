//! The days on which a programme takes applications, as a plan needs them.

use super::offer::Window;
use crate::base::{Date, Truth};
use crate::funding::facts::Facts;
use crate::funding::programme::Programme;
use crate::funding::timeline::{self, Instant, StatusNow, WindowStatus};

/// Are applications taken?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// In these windows, by a source.
    Yes,
    /// Believed so: to be confirmed.
    Perhaps,
    /// No window is left, or approvals are stopped without an end.
    Never,
}

/// The first whole day on or after an instant.
fn first_day(instant: Instant) -> Date {
    match instant {
        Instant::Day(date) => date,
        Instant::Minute(moment) => {
            if Instant::Day(moment.date).start() == moment {
                moment.date
            } else {
                moment.date.next()
            }
        }
    }
}

/// The last whole day that ends with an instant.
fn last_day(instant: Instant) -> Date {
    match instant {
        Instant::Day(date) => date,
        Instant::Minute(moment) => moment.date.previous(),
    }
}

/// The windows from a day on, without the stops, and whether they can be relied on.
///
/// Announced windows take no applications yet. Where a source says *open*, mere beliefs are left out.
pub(super) fn of(programme: &Programme, as_of: Date, facts: &Facts, now: Truth) -> (Vec<Window>, Taken) {
    let start = Instant::Day(as_of).start();
    if programme.approvals.at(start).0 == StatusNow::Stopped
        && programme.approvals.at(start).1.is_some_and(|window| window.until.is_none())
    {
        return (Vec::new(), Taken::Never);
    }
    let timeline = &programme.applications;
    if timeline.windows.is_empty() {
        return (Vec::new(), if now.is_yes() { Taken::Yes } else { Taken::Perhaps });
    }
    let of_status = |wanted: &[WindowStatus]| -> Vec<Window> {
        let stops = timeline.windows.iter().filter(|window| {
            let exempt = window.exempt.as_ref().is_some_and(|rule| rule.value(facts).is_yes());
            window.status == WindowStatus::Stopped && !exempt
        });
        let stops: Vec<&timeline::Window> = stops.collect();
        let windows = timeline.windows.iter().filter(|window| wanted.contains(&window.status));
        let mut pieces: Vec<Window> = windows.flat_map(|window| without(window, &stops)).collect();
        pieces.retain(|piece| piece.closes.is_none_or(|last| last >= as_of));
        pieces.sort_by_key(|piece| (piece.opens, piece.closes));
        pieces
    };
    let sure = of_status(&[WindowStatus::Open]);
    // A window that nobody checked for a year is a belief, unless the body confirmed it.
    let open_now = sure.iter().any(|piece| piece.opens.is_none_or(|first| first <= as_of));
    let doubtful = open_now && now.is_open();
    if !sure.is_empty() && !doubtful {
        return (sure, Taken::Yes);
    }
    let believed = of_status(&[WindowStatus::Open, WindowStatus::Unconfirmed, WindowStatus::Call]);
    match (believed.is_empty(), now) {
        (true, _) => (Vec::new(), Taken::Never),
        (false, Truth::Yes) => (believed, Taken::Yes),
        (false, _) => (believed, Taken::Perhaps),
    }
}

/// A window with the stops cut out.
fn without(window: &timeline::Window, stops: &[&timeline::Window]) -> Vec<Window> {
    let decides = window.decision.map(|period| period.last());
    let mut pieces = vec![(window.from.map(first_day), window.until.map(last_day))];
    for stop in stops {
        let (from, until) = (stop.from.map(last_day_before), stop.until.map(first_day_after));
        pieces = pieces
            .into_iter()
            .flat_map(|(opens, closes)| {
                let before = (
                    opens,
                    match (closes, from) {
                        (Some(last), Some(cut)) => Some(last.min(cut)),
                        (one, other) => one.or(other),
                    },
                );
                let after = (
                    match (opens, until) {
                        (Some(first), Some(cut)) => Some(first.max(cut)),
                        (one, other) => one.or(other),
                    },
                    closes,
                );
                [from.is_some().then_some(before), until.is_some().then_some(after)]
            })
            .flatten()
            .filter(|(opens, closes)| opens.zip(*closes).is_none_or(|(first, last)| first <= last))
            .collect();
    }
    pieces.into_iter().map(|(opens, closes)| Window { opens, closes, decides }).collect()
}

/// The last whole day before an instant.
fn last_day_before(instant: Instant) -> Date {
    instant.date().previous()
}

/// The first whole day after the stretch that ends with an instant.
fn first_day_after(instant: Instant) -> Date {
    match instant {
        Instant::Day(date) => date.next(),
        Instant::Minute(_) => first_day(instant),
    }
}

//! What is wrong with a situation before anything is planned or checked.

mod offer;

use super::offer::Offer;
use super::sentences as s;
use super::settle::MAX_MOVABLE;
use super::situation::{Calendar, Position, Situation, Stage};
use crate::base::text::Arg;
use crate::base::{Code, Date, Id, Money, Pointer, Problem, Problems};

/// Gathers every problem of a situation; pointers start at `at`.
pub(crate) fn validate(situation: &Situation, at: &Pointer) -> Problems {
    let mut problems = Problems::new();
    let list = |name: &str| at.field(name);
    problems.at_most(list("stages"), situation.stages.len(), Situation::MAX_STAGES);
    problems.at_most(list("positions"), situation.positions.len(), Situation::MAX_POSITIONS);
    problems.at_most(list("offers"), situation.offers.len(), Situation::MAX_OFFERS);
    problems.at_most(list("budgets"), situation.budgets.len(), Situation::MAX_BUDGETS);
    let grants = list("de_minimis").field("grants");
    problems.at_most(grants.clone(), situation.de_minimis.grants.len(), Situation::MAX_GRANTS);
    let closures = list("calendar").field("closures");
    problems.at_most(closures, situation.calendar.closures.len(), Calendar::MAX_CLOSURES);
    if situation.calendar.weekdays.is_empty() {
        problems.push(Problem::new(Code::TooFew, list("calendar").field("weekdays")).expected(s::ONE_WEEKDAY.text()));
    }
    if situation.positions.is_empty() {
        problems.push(Problem::new(Code::TooFew, list("positions")).expected(s::ONE_POSITION.text()));
    }
    problems.unique_ids(&list("stages"), situation.stages.iter().map(|stage| &stage.id));
    problems.unique_ids(&list("positions"), situation.positions.iter().map(|position| &position.id));
    problems.unique_ids(&list("offers"), situation.offers.iter().map(|offer| &offer.id));
    problems.unique_ids(&list("budgets"), situation.budgets.iter().map(|budget| &budget.id));
    for (index, stage) in situation.stages.iter().enumerate() {
        check_stage(&mut problems, situation, stage, &list("stages").index(index));
    }
    let mut milestones = situation.stages.iter().enumerate().filter(|(_, stage)| stage.milestone);
    if let Some((second, stage)) = milestones.nth(1) {
        let here = list("stages").index(second).field("milestone");
        problems.push(Problem::new(Code::Contradiction, here).found(&stage.id).message(s::ONE_MILESTONE.text()));
    }
    for (index, position) in situation.positions.iter().enumerate() {
        check_position(&mut problems, situation, position, &list("positions").index(index));
    }
    let each = |position: &Position| usize::from(position.parts) * (1 + position.quotes.len());
    let items: usize = situation.positions.iter().map(each).sum();
    if items > Situation::MAX_ITEMS && situation.positions.len() <= Situation::MAX_POSITIONS {
        let wanted = s::AT_MOST_ITEMS.with(&[("n", Situation::MAX_ITEMS.into())]);
        problems.push(
            Problem::new(Code::TooMany, list("positions"))
                .found(items)
                .expected(wanted)
                .hint(s::AT_MOST_ITEMS_HINT.text()),
        );
    }
    let movable = situation.positions.iter().filter(|position| position.can_wait_until.is_some()).count();
    if movable > MAX_MOVABLE {
        let wanted = s::AT_MOST_MOVABLE.with(&[("n", MAX_MOVABLE.into())]);
        problems.push(Problem::new(Code::TooMany, list("positions")).found(movable).expected(wanted));
    }
    let ways =
        situation.positions.iter().fold(1_usize, |ways, position| ways.saturating_mul(1 + position.quotes.len()));
    if ways > Situation::MAX_COMBINATIONS {
        let wanted = s::AT_MOST_WAYS.with(&[("n", Situation::MAX_COMBINATIONS.into())]);
        problems.push(Problem::new(Code::TooMany, list("positions")).found(ways).expected(wanted));
    }
    let month = i64::from(situation.fiscal_year_start_month);
    within(&mut problems, list("fiscal_year_start_month"), month, 1, 12);
    for (index, offer) in situation.offers.iter().enumerate() {
        offer::check(&mut problems, situation, offer, &list("offers").index(index));
        let counts = |offer: &Offer| !offer.own_share.is_excluded() && offer.may_count_own_shares();
        if counts(offer) && situation.offers.iter().take(index).any(counts) {
            let here = list("offers").index(index).field("own_share");
            problems.push(Problem::new(Code::Contradiction, here).message(s::ONE_COUNTS.text()));
        }
    }
    let mut amount = |at: Pointer, money: Money| {
        if money.is_negative() {
            problems.push(Problem::new(Code::OutOfRange, at).found(money.cents()).expected(s::NOT_NEGATIVE.text()));
        }
    };
    for (index, grant) in situation.de_minimis.grants.iter().enumerate() {
        amount(grants.index(index).field("amount_cents"), grant.amount_cents);
    }
    amount(list("de_minimis").field("ceiling_cents"), situation.de_minimis.ceiling_cents);
    for (index, budget) in situation.budgets.iter().enumerate() {
        amount(list("budgets").index(index).field("own_cents"), budget.own_cents);
        amount(list("budgets").index(index).field("credit_cents"), budget.credit_cents);
    }
    if problems.is_empty() {
        check_order(&mut problems, situation, at);
    }
    problems
}

/// Steps that wait for each other in a circle, and positions that end before they begin.
fn check_order(problems: &mut Problems, situation: &Situation, at: &Pointer) {
    if let Some(circle) =
        situation.stages.iter().filter_map(|stage| way(situation, &stage.id, &stage.id)).min_by_key(Vec::len)
    {
        let place = circle.first().and_then(|first| situation.stages.iter().position(|stage| stage.id == **first));
        let here = place.map_or_else(|| at.field("stages"), |place| at.field("stages").index(place).field("after"));
        let names: Vec<&str> = circle.iter().map(|id| id.as_str()).collect();
        problems.push(
            Problem::new(Code::Cycle, here).found(names.join(" → ")).message(s::STAGE_CYCLE.text()).hint(
                s::STAGE_CYCLE_HINT
                    .with(&[("steps", Arg::list(circle.iter().skip(1).map(|id| situation.stage_called(id))))]),
            ),
        );
        return;
    }
    for (index, position) in situation.positions.iter().enumerate() {
        let Some(until) = position.until.as_ref().filter(|until| **until != position.stage) else { continue };
        if way(situation, &position.stage, until).is_some() {
            let args = [
                ("stage", situation.stage_called(&position.stage).into()),
                ("until", situation.stage_called(until).into()),
            ];
            problems.push(
                Problem::new(Code::WrongOrder, at.field("positions").index(index).field("until"))
                    .found(until)
                    .message(s::UNTIL_BEFORE.with(&args)),
            );
        }
    }
}

/// The shortest way over the steps that a step waits for, from it to another (or back to itself).
pub(super) fn way<'a>(situation: &'a Situation, from: &'a Id, to: &Id) -> Option<Vec<&'a Id>> {
    let waits_for = |id: &Id| {
        let own = situation.stages.iter().filter(|stage| stage.id == *id).flat_map(|stage| &stage.after);
        let ordered = situation.positions.iter().filter(|position| position.stage == *id);
        let ordered = ordered.flat_map(|position| &position.order_after);
        own.map(|after| &after.stage).chain(ordered).collect::<Vec<&'a Id>>()
    };
    let mut ways: Vec<Vec<&Id>> = vec![vec![from]];
    let mut seen: Vec<&Id> = Vec::new();
    let mut next = 0;
    while let Some(way) = ways.get(next).cloned() {
        next += 1;
        for id in way.last().map(|last| waits_for(last)).unwrap_or_default() {
            if seen.contains(&id) {
                continue;
            }
            seen.push(id);
            let longer: Vec<&Id> = way.iter().copied().chain([id]).collect();
            if id == to {
                return Some(longer);
            }
            ways.push(longer);
        }
    }
    None
}

fn check_stage(problems: &mut Problems, situation: &Situation, stage: &Stage, at: &Pointer) {
    let ids = || situation.stages.iter().map(|stage| stage.id.as_str());
    for (index, after) in stage.after.iter().enumerate() {
        let here = at.field("after").index(index);
        problems.reference(here.field("stage"), after.stage.as_str(), ids());
        within(
            problems,
            here.field("gap_working_days"),
            i64::from(after.gap_working_days),
            0,
            i64::from(Stage::MAX_DAYS),
        );
    }
    within(problems, at.field("working_days"), i64::from(stage.working_days), 1, i64::from(Stage::MAX_DAYS));
    problems.at_most(at.field("start_days"), stage.start_days.len(), Stage::MAX_START_DAYS);
    let past = |day: &Date| *day < situation.as_of;
    let args = [("stage", stage.called().into()), ("day", situation.as_of.into())];
    if let Some(latest) = stage.latest.filter(past) {
        problems.push(
            Problem::new(Code::WrongOrder, at.field("latest"))
                .found(latest)
                .expected(s::DAY_FROM.with(&args))
                .message(s::PAST_PROMISE.with(&args)),
        );
    }
    if let Some(last) = stage.start_days.iter().max().filter(|last| past(last)) {
        problems.push(
            Problem::new(Code::WrongOrder, at.field("start_days"))
                .found(last)
                .expected(s::START_DAY_FROM.with(&args))
                .message(s::PAST_START_DAYS.with(&args)),
        );
    }
    if let (Some(earliest), Some(latest)) = (stage.earliest, stage.latest)
        && latest < earliest
    {
        problems.push(
            Problem::new(Code::WrongOrder, at.field("latest"))
                .found(latest)
                .expected(s::DAY_FROM.with(&[("day", earliest.into())]))
                .message(s::LATEST_BEFORE_EARLIEST.text()),
        );
    }
}

fn check_position(problems: &mut Problems, situation: &Situation, position: &Position, at: &Pointer) {
    let ids = || situation.stages.iter().map(|stage| stage.id.as_str());
    problems.reference(at.field("stage"), position.stage.as_str(), ids());
    if let Some(until) = &position.until {
        problems.reference(at.field("until"), until.as_str(), ids());
    }
    for (index, stage) in position.order_after.iter().enumerate() {
        problems.reference(at.field("order_after").index(index), stage.as_str(), ids());
        if *stage == position.stage {
            problems.push(
                Problem::new(Code::Contradiction, at.field("order_after").index(index))
                    .found(stage)
                    .message(s::OWN_STAGE.text()),
            );
        }
    }
    let net = at.field("net_cents");
    match position.net_cents.given() {
        None => problems.push(
            Problem::new(Code::MissingField, net)
                .message(s::NO_AMOUNT.with(&[("position", position.called().into())]))
                .expected(s::FROM_TO.with(&[("least", 1_i64.into()), ("most", Situation::MAX_NET.cents().into())]))
                .hint(s::NO_AMOUNT_HINT.text()),
        ),
        Some(amount) => within(problems, net, amount.cents(), 1, Situation::MAX_NET.cents()),
    }
    within(problems, at.field("parts"), i64::from(position.parts), 1, i64::from(Position::MAX_PARTS));
    if let Some(ordered) = position.ordered_on
        && ordered > situation.as_of
    {
        problems.push(
            Problem::new(Code::Contradiction, at.field("ordered_on"))
                .found(ordered)
                .expected(s::DAY_UNTIL.with(&[("day", situation.as_of.into())]))
                .message(s::ORDERED_LATER.text())
                .hint(s::ORDERED_LATER_HINT.text()),
        );
    }
    if let Some(day) = position.can_wait_until.filter(|day| *day < situation.as_of) {
        problems.push(
            Problem::new(Code::WrongOrder, at.field("can_wait_until"))
                .found(day)
                .expected(s::DAY_FROM.with(&[("day", situation.as_of.into())]))
                .message(s::WAITS_FOR_THE_PAST.text()),
        );
    }
    if let Some(intensity) = position.max_intensity_permille {
        within(problems, at.field("max_intensity_permille"), i64::from(intensity), 0, 1000);
    }
    let quotes = at.field("quotes");
    problems.at_most(quotes.clone(), position.quotes.len(), Position::MAX_QUOTES);
    problems.unique_ids(&quotes, position.quotes.iter().map(|quote| &quote.id));
    if position.ordered_on.is_some() && !position.quotes.is_empty() {
        problems.push(
            Problem::new(Code::Contradiction, quotes.clone())
                .found(position.quotes.len())
                .message(s::ORDERED_WITH_QUOTES.text())
                .hint(s::ORDERED_WITH_QUOTES_HINT.text()),
        );
    }
    for (index, quote) in position.quotes.iter().enumerate() {
        let here = quotes.index(index);
        within(problems, here.field("net_cents"), quote.net_cents.cents(), 1, Situation::MAX_NET.cents());
        if let Some(days) = quote.working_days {
            within(problems, here.field("working_days"), i64::from(days), 1, i64::from(Stage::MAX_DAYS));
        }
    }
}

fn within(problems: &mut Problems, at: Pointer, found: i64, least: i64, most: i64) {
    if found < least || found > most {
        let wanted = s::FROM_TO.with(&[("least", least.into()), ("most", most.into())]);
        problems.push(Problem::new(Code::OutOfRange, at).found(found).expected(wanted));
    }
}

//! Whose aid it is today: members of the undertaking over time, mergers and splits (Art 3(8), 3(9)).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::base::{Answer, Code, Date, Id, Money, Pointer, Problem, Problems, Severity};

use super::ledger::Bounds;
use super::sentences as say;
use crate::base::grounds::Gather;

/// An enterprise of the single undertaking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Member {
    /// The enterprise.
    pub id: Id,
    /// Member from this day on (acquisition); absent: from the beginning. All its earlier aid counts from then on.
    #[serde(default)]
    pub since: Option<Date>,
    /// Member up to and including this day (sale); absent: still. Its aid leaves with it.
    #[serde(default)]
    pub until: Option<Date>,
}

/// Something that moves earlier aid from one enterprise to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// Enterprises become one: all earlier aid of all of them counts for the successor (Art 3(8)).
    Merger {
        /// The day on which it takes effect.
        date: Date,
        /// The enterprises that merge.
        parties: Vec<Id>,
        /// The successor: one of the parties or a new enterprise.
        into: Id,
    },
    /// An enterprise becomes several: earlier aid goes to the part that used it; where that cannot be said, by book
    /// value of equity on the day (Art 3(9)).
    Split {
        /// The day on which it takes effect.
        date: Date,
        /// The enterprise that is split.
        from: Id,
        /// The parts; the enterprise itself may be one of them.
        parts: Vec<Part>,
        /// Grants whose user is known.
        #[serde(default)]
        assigned: Vec<Assignment>,
    },
}

impl Event {
    fn date(&self) -> Date {
        match self {
            Self::Merger { date, .. } | Self::Split { date, .. } => *date,
        }
    }
}

/// A part of a split enterprise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The enterprise.
    pub to: Id,
    /// Book value of its equity on the day of the split, in cents, not negative.
    #[serde(default)]
    pub equity_cents: Answer<Money>,
}

/// A grant and the part that used it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// The id of the grant.
    pub grant: Id,
    /// The part.
    pub to: Id,
}

/// A grant before history has been applied.
pub(super) struct Granted<'a> {
    pub(super) id: Option<&'a Id>,
    pub(super) date: Date,
    pub(super) beneficiary: &'a Id,
    pub(super) amount: Bounds,
}

/// Who holds which part of a grant from when to when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Holding {
    /// Index of the grant.
    pub(super) grant: usize,
    pub(super) holder: Id,
    pub(super) amount: Bounds,
    pub(super) from: Date,
    pub(super) until: Option<Date>,
}

/// Everything wrong with members and events on their own.
pub(super) fn check(members: &[Member], events: &[Event], problems: &mut Problems) {
    let list = Pointer::root().field("undertaking");
    problems.unique_ids(&list, members.iter().map(|member| &member.id));
    for (index, member) in members.iter().enumerate() {
        if let (Some(since), Some(until)) = (member.since, member.until)
            && until < since
        {
            let at = list.index(index).field("until");
            problems.push(
                Problem::new(Code::WrongOrder, at)
                    .found(until)
                    .expected(say::NOT_BEFORE.with(&[("date", since.into())])),
            );
        }
    }
    for (index, event) in events.iter().enumerate() {
        let at = Pointer::root().field("events").index(index);
        match event {
            Event::Merger { parties, into, .. } => {
                let mut all: Vec<&Id> = parties.iter().collect();
                all.push(into);
                all.sort_unstable();
                all.dedup();
                if all.len() < 2 {
                    problems.push(
                        Problem::new(Code::TooFew, at.field("parties"))
                            .found(parties.len())
                            .expected(say::TWO_PARTIES.text()),
                    );
                }
            }
            Event::Split { parts, assigned, .. } => {
                if parts.is_empty() {
                    problems
                        .push(Problem::new(Code::TooFew, at.field("parts")).found(0).expected(say::ONE_PART.text()));
                }
                for (place, part) in parts.iter().enumerate() {
                    if let Answer::Given(equity) = part.equity_cents
                        && equity.is_negative()
                    {
                        let at = at.field("parts").index(place).field("equity_cents");
                        problems.push(
                            Problem::new(Code::OutOfRange, at).found(equity.cents()).expected(say::NOT_NEGATIVE.text()),
                        );
                    }
                    if parts.iter().take(place).any(|earlier| earlier.to == part.to) {
                        let at = at.field("parts").index(place).field("to");
                        problems.push(Problem::new(Code::DuplicateId, at).found(&part.to));
                    }
                }
                for (place, assignment) in assigned.iter().enumerate() {
                    let at = at.field("assigned").index(place).field("to");
                    problems.reference(at, assignment.to.as_str(), parts.iter().map(|part| part.to.as_str()));
                }
            }
        }
    }
}

/// Follows every grant through the events, in order of date (then of the document).
pub(super) fn follow(
    grants: &[Granted<'_>],
    events: &[Event],
    problems: &mut Problems,
    gather: &mut Gather,
) -> Vec<Holding> {
    let mut order: Vec<(usize, &Event)> = events.iter().enumerate().collect();
    order.sort_by_key(|(_, event)| event.date());
    let mut holdings: Vec<Holding> = Vec::new();
    for (index, grant) in grants.iter().enumerate() {
        let mut own = vec![Holding {
            grant: index,
            holder: grant.beneficiary.clone(),
            amount: grant.amount,
            from: grant.date,
            until: None,
        }];
        for (place, event) in &order {
            if event.date() <= grant.date {
                if let Event::Merger { parties, into, date } = event
                    && parties.contains(grant.beneficiary)
                    && into != grant.beneficiary
                    && *date < grant.date
                {
                    let at = Pointer::root().field("grants").index(index).field("beneficiary");
                    problems.push(
                        Problem::new(Code::Contradiction, at)
                            .found(grant.beneficiary)
                            .hint(say::ABSORBED_BEFORE.with(&[("into", into.into()), ("date", (*date).into())])),
                    );
                }
                continue;
            }
            let at = Pointer::root().field("events").index(*place);
            apply(event, grant, &mut own, &at, gather);
        }
        holdings.extend(own);
    }
    holdings
}

fn apply(event: &Event, grant: &Granted<'_>, own: &mut Vec<Holding>, at: &Pointer, gather: &mut Gather) {
    let date = event.date();
    let mut moved = Vec::new();
    for holding in own.iter_mut().filter(|holding| holding.until.is_none()) {
        match event {
            Event::Merger { parties, into, .. } => {
                if parties.contains(&holding.holder) && holding.holder != *into {
                    holding.until = Some(date.previous());
                    moved.push(Holding { holder: into.clone(), from: date, until: None, ..holding.clone() });
                }
            }
            Event::Split { from, parts, assigned, .. } => {
                if holding.holder != *from {
                    continue;
                }
                holding.until = Some(date.previous());
                let user = assigned.iter().find(|assignment| Some(&assignment.grant) == grant.id);
                let shares = match user {
                    Some(assignment) => vec![(assignment.to.clone(), holding.amount)],
                    None => by_equity(parts, holding.amount, at, gather),
                };
                moved.extend(shares.into_iter().map(|(holder, amount)| Holding {
                    grant: holding.grant,
                    holder,
                    amount,
                    from: date,
                    until: None,
                }));
            }
        }
    }
    own.extend(moved);
}

/// Pro rata to the book value of equity, each part rounded up to a cent; anything up to the whole where it is unknown.
fn by_equity(parts: &[Part], amount: Bounds, at: &Pointer, gather: &mut Gather) -> Vec<(Id, Bounds)> {
    let total = parts
        .iter()
        .map(|part| part.equity_cents.given().copied())
        .try_fold(Money::ZERO, |sum, equity| equity.map(|equity| sum + equity))
        .filter(|total| !total.is_zero());
    gather.notice(Severity::Info, &say::SPLIT_BY_EQUITY, at, &[]);
    parts
        .iter()
        .enumerate()
        .map(|(index, part)| {
            let share = part
                .equity_cents
                .given()
                .zip(total)
                .and_then(|(equity, total)| equity.ratio().checked_div(&total.ratio()));
            let bounds = match share {
                Some(share) => {
                    let of = |money: Money| Money::from_cents((money.ratio() * &share).ceil());
                    Bounds { at_least_cents: of(amount.at_least_cents), at_most_cents: amount.at_most_cents.map(of) }
                }
                None => {
                    let at = at.field("parts").index(index).field("equity_cents");
                    gather.question(&at, &say::ASK_EQUITY, &[("part", (&part.to).into())]);
                    Bounds { at_least_cents: Money::ZERO, at_most_cents: amount.at_most_cents }
                }
            };
            (part.to.clone(), bounds)
        })
        .collect()
}

/// For how long a holding counts for the undertaking: once for every member that holds it.
pub(super) fn membership(holding: &Holding, members: &BTreeMap<&Id, &Member>) -> Option<(Date, Option<Date>)> {
    let member = members.get(&holding.holder)?;
    let from = member.since.map_or(holding.from, |since| since.max(holding.from));
    let until = match (member.until, holding.until) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    until.is_none_or(|until| from <= until).then_some((from, until))
}

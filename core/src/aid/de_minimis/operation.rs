//! The operation `aid.de_minimis`: headroom, the days on which it returns, planned grants, what must be declared.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::calendar::WorkingDays;
use crate::base::law::Law;
use crate::base::{Answer, Date, Error, Id, Money, Pointer, Problems, SchemaVersion, Severity, Truth};

use super::answer::{DeMinimis, Declaration, GrantStanding, Headroom, PlannedStanding, Return};
use super::history::{self, Granted, Holding};
use super::input::{DeMinimisInput, Exclusion, PlannedGrant};
use super::ledger::{Bounds, Entry, FiscalYearStart, Ledger, Room};
use super::limits::{Limits, Variant, last_day, window_rule};
use super::planned::{Fit, Plan};
use super::regulation::{Counting, Regulation, Sector, WindowEdge};
use super::sentences as say;
use crate::base::grounds::Gather;

/// What is left of the de minimis ceilings of a single undertaking.
///
/// # Errors
/// All problems of the document: dates on which a regulation was not in force, contradictory mergers, negative amounts,
/// unknown references, repeated ids, too many entries.
pub fn de_minimis(input: &DeMinimisInput) -> Result<DeMinimis, Error> {
    de_minimis_under(input, Law::embedded())
}

/// The same under a law of the caller's.
///
/// # Errors
/// As [`de_minimis`].
pub fn de_minimis_under(input: &DeMinimisInput, law: &Law) -> Result<DeMinimis, Error> {
    let limits = Arc::new(Limits::new(law, input.variant()));
    let mut problems = Problems::new();
    let mut gather = Gather::default();
    input.check(&limits, &mut problems);
    problems.finish()?;
    let mut problems = Problems::new();
    let book = Book::new(input, law, &mut problems, &mut gather);
    problems.finish()?;
    let complete = input.undertaking_complete == Answer::Given(true) && input.grants_complete == Answer::Given(true);
    let start = FiscalYearStart::new(input.fiscal_year_start_month).unwrap_or_default();
    let ledger = Ledger::new(Arc::clone(&limits), start, complete, book.entries.iter().map(|(_, entry)| *entry));
    let view = View { input, law, ledger: &ledger };

    let headroom = view.headroom(&mut gather);
    let grants = view.standings(&book);
    let returns = view.returns();
    let planned = view.planned(&mut gather);
    let declaration = view.declaration(&grants, &mut gather);
    if !complete {
        if input.undertaking_complete != Answer::Given(true) {
            gather.question(&Pointer::root().field("undertaking_complete"), &say::ASK_GROUP, &[]);
        }
        if input.grants_complete != Answer::Given(true) {
            gather.question(&Pointer::root().field("grants_complete"), &say::ASK_LEDGER, &[]);
        }
    }
    Ok(DeMinimis {
        schema_version: SchemaVersion,
        as_of: input.as_of,
        member_state: input.member_state,
        window_edge: input.window_edge,
        headroom,
        grants,
        returns,
        plan_fits: Truth::all(planned.iter().map(|standing| standing.verdict)),
        planned,
        declaration,
        grounds: gather.finish(),
    })
}

/// The recorded grants with their amounts and holders.
struct Book {
    amounts: Vec<Bounds>,
    holdings: Vec<Holding>,
    /// Index of the grant, and what of it counts when.
    entries: Vec<(usize, Entry)>,
}

impl Book {
    fn new(input: &DeMinimisInput, law: &Law, problems: &mut Problems, gather: &mut Gather) -> Self {
        let list = Pointer::root().field("grants");
        let mut amounts = Vec::with_capacity(input.grants.len());
        for (index, grant) in input.grants.iter().enumerate() {
            let at = list.index(index).field("value");
            amounts.push(if grant.member_state == input.member_state {
                grant.value.equivalent(law, grant.regulation, grant.date, &at, gather)
            } else {
                // Aid of another state does not count: its amount is not asked for.
                grant.value.equivalent(law, grant.regulation, grant.date, &at, &mut Gather::default())
            });
        }
        let granted: Vec<Granted<'_>> = input
            .grants
            .iter()
            .zip(&amounts)
            .map(|(grant, amount)| Granted {
                id: grant.id.as_ref(),
                date: grant.date,
                beneficiary: &grant.beneficiary,
                amount: *amount,
            })
            .collect();
        let holdings = history::follow(&granted, &input.events, problems, gather);
        let members: BTreeMap<&Id, _> = input.undertaking.iter().map(|member| (&member.id, member)).collect();
        let mut entries = Vec::new();
        for holding in &holdings {
            let Some(grant) = input.grants.get(holding.grant) else { continue };
            if grant.member_state != input.member_state {
                continue;
            }
            let Some((from, until)) = history::membership(holding, &members) else { continue };
            let entry = Entry {
                date: grant.date,
                regulation: grant.regulation,
                amount: holding.amount,
                counts_from: (from > grant.date).then_some(from),
                counts_until: until,
            };
            entries.push((holding.grant, entry));
        }
        if input.undertaking_complete != Answer::Given(true) {
            for (index, grant) in input.grants.iter().enumerate() {
                if !entries.iter().any(|(counted, _)| *counted == index) && grant.member_state == input.member_state {
                    let at = list.index(index).field("beneficiary");
                    gather.question(&at, &say::ASK_BENEFICIARY, &[("who", (&grant.beneficiary).into())]);
                }
            }
        }
        Self { amounts, holdings, entries }
    }
}

/// The ledger as the document asks to look at it.
struct View<'a> {
    input: &'a DeMinimisInput,
    law: &'a Law,
    ledger: &'a Ledger,
}

impl View<'_> {
    fn counting_on(&self, regulation: Regulation, date: Date) -> Counting {
        self.ledger.limits().on(regulation, date).map_or(Counting::RollingYears, |stretch| stretch.counting)
    }

    /// The regulations whose headroom matters: the general one, and those of the sectors touched.
    fn regulations(&self) -> Vec<Regulation> {
        let date = self.input.as_of;
        let general = self.ledger.general_on(date);
        let mut touched: Vec<Sector> = self.ledger.entries().map(|entry| entry.regulation.sector()).collect();
        touched.extend(self.input.planned.iter().map(|planned| planned.regulation.sector()));
        let mut list = vec![general];
        for regulation in Regulation::ALL {
            let in_force = self.ledger.limits().on(regulation, date).is_some_and(|stretch| !stretch.winding_down);
            if in_force && regulation.sector() != Sector::General && touched.contains(&regulation.sector()) {
                list.push(regulation);
            }
        }
        list
    }

    fn headroom(&self, gather: &mut Gather) -> Vec<Headroom> {
        let (date, edge) = (self.input.as_of, self.input.window_edge);
        let at = Pointer::root().field("as_of");
        let mut list = Vec::new();
        for regulation in self.regulations() {
            let named = [("date", date.into()), ("regulation", regulation.number().into())];
            let Some(room) = self.ledger.room(date, regulation, edge) else {
                gather.notice(Severity::Warn, &say::NOT_IN_FORCE, &at, &named);
                continue;
            };
            self.cite(regulation, date, &room, gather);
            if room.winding_down {
                gather.notice(Severity::Warn, &say::WINDING_DOWN, &at, &named);
            }
            if let Some(other) = self.ledger.room(date, regulation, edge.other())
                && (other.at_least, other.at_most) != (room.at_least, room.at_most)
            {
                let (inclusive, exclusive) = match edge {
                    WindowEdge::Inclusive => (room.at_most, other.at_most),
                    WindowEdge::Exclusive => (other.at_most, room.at_most),
                };
                let [day, number] = named;
                let args = [day, number, ("inclusive", inclusive.into()), ("exclusive", exclusive.into())];
                gather.notice(Severity::Warn, &say::EDGES_DIFFER, &at, &args);
            }
            if regulation == Regulation::Fishery {
                self.compare_fishery_counting(&room, &at, gather);
            }
            if room.used.at_least_cents > room.limit.highest {
                let args = [("used", room.used.at_least_cents.into()), ("ceiling", room.limit.highest.into())];
                gather.notice(Severity::Warn, &say::OVER, &at, &args);
            }
            if room.at_least < room.at_most {
                gather.notice(Severity::Warn, &say::UPPER_BOUND, &at, &[("room", room.at_most.into())]);
            }
            list.push(Headroom::new(regulation, self.counting_on(regulation, date), &room));
        }
        list
    }

    /// Warns where the two ways of counting fishery grants leave different room.
    fn compare_fishery_counting(&self, room: &Room, at: &Pointer, gather: &mut Gather) {
        let counting = self.input.fishery_counting;
        let variant = Variant { fishery_counting: counting.other(), ..self.input.variant() };
        let other = self.ledger.under(Arc::new(Limits::new(self.law, variant)));
        let date = self.input.as_of;
        let Some(other) = other.room(date, Regulation::Fishery, self.input.window_edge) else { return };
        if (other.at_least, other.at_most) == (room.at_least, room.at_most) {
            return;
        }
        let (rolling, fiscal) = match counting {
            Counting::RollingYears => (room.at_most, other.at_most),
            Counting::FiscalYears => (other.at_most, room.at_most),
        };
        let args = [("date", date.into()), ("rolling", rolling.into()), ("fiscal", fiscal.into())];
        gather.notice(Severity::Warn, &say::FISHERY_COUNTING, at, &args);
    }

    /// Names the rules of a room, and asks for what its ceiling hangs on.
    fn cite(&self, regulation: Regulation, date: Date, room: &Room, gather: &mut Gather) {
        let root = Pointer::root();
        if let Some(stretch) = self.ledger.limits().on(regulation, date) {
            for limit in &stretch.limits {
                gather.rule_on(self.law, limit.rule, last_day(self.law, limit.rule, date));
            }
            if stretch.counting == Counting::FiscalYears {
                gather.notice(Severity::Info, &say::OLD_REGULATION, &root.field("as_of"), &[]);
            }
        }
        let day = last_day(self.law, room.limit.rule, room.last);
        if let Some(rule) = self.law.rule(room.limit.rule, day) {
            gather.decisive(rule);
        }
        if room.winding_down
            && let Some(rule) = self.law.versions("de_minimis.winding_down").last()
        {
            gather.rule(rule);
        }
        let window = window_rule(self.counting_on(regulation, date));
        gather.rule_on(self.law, window, last_day(self.law, window, date));
        if room.limit.lowest < room.limit.highest {
            let only = |sector| room.limit.sectors == super::Sectors::only(sector);
            let (field, question) = if only(Sector::Fishery) {
                ("fishery_register", &say::ASK_FISHERY_REGISTER)
            } else if only(Sector::Agriculture) {
                ("agriculture_register", &say::ASK_AGRICULTURE_REGISTER)
            } else {
                ("road_freight", &say::ASK_ROAD_FREIGHT)
            };
            gather.question(&root.field(field), question, &[]);
        }
        if room.limit.rule == "de_minimis.services_joint_ceiling" {
            gather.notice(Severity::Warn, &say::SERVICES_READING, &root.field("services_joint_ceiling"), &[]);
        }
    }

    fn standings(&self, book: &Book) -> Vec<GrantStanding> {
        let (date, edge) = (self.input.as_of, self.input.window_edge);
        let counting = self.counting_on(self.ledger.general_on(date), date);
        let first = self.ledger.first_day(counting, date, edge);
        let members: BTreeMap<&Id, _> = self.input.undertaking.iter().map(|member| (&member.id, member)).collect();
        let mut list = Vec::with_capacity(self.input.grants.len());
        for (index, (grant, amount)) in self.input.grants.iter().zip(&book.amounts).enumerate() {
            let in_window = first <= grant.date && grant.date <= date;
            let now: Vec<&Entry> = book
                .entries
                .iter()
                .filter(|(of, _)| *of == index)
                .map(|(_, entry)| entry)
                .filter(|entry| entry.counts_from.is_none_or(|day| day <= date))
                .filter(|entry| entry.counts_until.is_none_or(|day| date <= day))
                .collect();
            let counts = in_window && !now.is_empty();
            let held = now.iter().fold(Bounds::exactly(Money::ZERO), |sum, entry| sum.plus(entry.amount));
            let mut holders: Vec<Id> = book
                .holdings
                .iter()
                .filter(|holding| holding.grant == index)
                .filter(|holding| {
                    history::membership(holding, &members)
                        .is_some_and(|(from, until)| from <= date && until.is_none_or(|day| date <= day))
                })
                .map(|holding| holding.holder.clone())
                .collect();
            holders.sort_unstable();
            let reason = if counts {
                None
            } else if grant.member_state != self.input.member_state {
                Some(say::OTHER_STATE.text())
            } else if now.is_empty() && grant.date <= date {
                Some(say::NOT_MEMBER.text())
            } else {
                Some(say::OUTSIDE_WINDOW.text())
            };
            list.push(GrantStanding {
                grant: Pointer::root().field("grants").index(index),
                date: grant.date,
                amount: *amount,
                counted: if counts { held } else { Bounds::exactly(Money::ZERO) },
                held,
                holders,
                leaves_on: counts.then(|| self.leaves_on(grant.date, counting)),
                reason,
            });
        }
        list
    }

    /// The first day on which a grant of that date no longer counts.
    fn leaves_on(&self, granted: Date, counting: Counting) -> Date {
        let years = |counting| self.ledger.limits().years(counting);
        let anniversary = granted.add_years(years(Counting::RollingYears));
        let rolling = match self.input.window_edge {
            WindowEdge::Inclusive => anniversary.next(),
            WindowEdge::Exclusive => anniversary,
        };
        let start = FiscalYearStart::new(self.input.fiscal_year_start_month).unwrap_or_default();
        let fiscal = start.first_day(start.year_of(granted) + years(Counting::FiscalYears)).unwrap_or(rolling);
        // A grant that fiscal years would have dropped after the change of law counts on by the calendar.
        let dropped = counting == Counting::FiscalYears
            && self.counting_on(self.ledger.general_on(fiscal), fiscal) == Counting::FiscalYears;
        if dropped { fiscal } else { rolling }
    }

    fn returns(&self) -> Vec<Return> {
        let edge = self.input.window_edge;
        let room_on = |date| self.ledger.room(date, self.ledger.general_on(date), edge);
        let mut list = Vec::new();
        let Some(mut before) = room_on(self.input.as_of) else { return list };
        for date in self.ledger.turning_days(self.input.as_of, edge) {
            let Some(room) = room_on(date) else { break };
            if room.at_most > before.at_most || room.at_least > before.at_least {
                list.push(Return {
                    date,
                    at_least_cents: room.at_least,
                    at_most_cents: room.at_most,
                    gain_cents: room.at_most - before.at_most,
                });
            }
            before = room;
        }
        list
    }

    fn planned(&self, gather: &mut Gather) -> Vec<PlannedStanding> {
        let plans: Vec<Plan> = self
            .input
            .planned
            .iter()
            .enumerate()
            .map(|(index, planned)| {
                let at = Pointer::root().field("planned").index(index).field("value");
                let amount = planned.value.equivalent(self.law, planned.regulation, planned.date, &at, gather);
                Plan { date: planned.date, regulation: planned.regulation, amount }
            })
            .collect();
        let fits = self.ledger.check(&plans, self.input.window_edge);
        let other = self.ledger.check(&plans, self.input.window_edge.other());
        let rows = self.input.planned.iter().zip(&plans).zip(fits.iter().zip(&other)).enumerate();
        rows.map(|(index, ((planned, plan), (fit, other)))| {
            let at = Pointer::root().field("planned").index(index);
            if fit.fits != other.fits {
                gather.notice(Severity::Warn, &say::PLAN_EDGES_DIFFER, &at, &[]);
            }
            self.standing(planned, plan, fit, &at, gather)
        })
        .collect()
    }

    fn standing(
        &self,
        planned: &PlannedGrant,
        plan: &Plan,
        fit: &Fit,
        at: &Pointer,
        gather: &mut Gather,
    ) -> PlannedStanding {
        let named = [("date", plan.date.into()), ("regulation", plan.regulation.number().into())];
        let mut reasons = Vec::new();
        match &fit.room {
            None => reasons.push(say::NOT_IN_FORCE.with(&named)),
            Some(room) => {
                self.cite(plan.regulation, plan.date, room, gather);
                if room.winding_down {
                    gather.notice(Severity::Warn, &say::WINDING_DOWN, at, &named);
                }
                if fit.fits.is_no() {
                    reasons.push(say::LOST_WHOLE.with(&[
                        ("amount", plan.amount.at_least_cents.into()),
                        ("ceiling", room.limit.highest.into()),
                        ("first", room.first.into()),
                        ("last", room.last.into()),
                        ("room", room.at_most.into()),
                    ]));
                }
            }
        }
        let purpose = match (plan.regulation.sector(), planned.exclusion) {
            (Sector::General, Answer::Given(Exclusion::None)) => Truth::Yes,
            (Sector::General, Answer::Given(_)) => {
                let [_, regulation] = named;
                reasons.push(say::EXCLUDED.with(&[regulation]));
                Truth::No
            }
            (Sector::General, Answer::NotAsked | Answer::DontKnow) => {
                gather.question(&at.field("exclusion"), &say::ASK_EXCLUSION, &[]);
                Truth::Open
            }
            (Sector::Agriculture | Sector::Fishery | Sector::Services, _) => Truth::Yes,
        };
        let covered = purpose & Truth::from(planned.value.transparent(self.law, plan.date));
        let register = match plan.regulation {
            Regulation::Agriculture => "de_minimis.register_agriculture",
            _ => "de_minimis.register",
        };
        let days = self.law.rule(register, plan.date);
        if let Some(rule) = days {
            gather.rule(rule);
        }
        let count = days.and_then(|rule| rule.value()).and_then(|days| u32::try_from(days).ok());
        PlannedStanding {
            id: planned.id.clone(),
            amount: plan.amount,
            verdict: fit.fits & covered,
            amount_fits: fit.fits,
            covered,
            room: fit
                .room
                .as_ref()
                .map(|room| Headroom::new(plan.regulation, self.counting_on(plan.regulation, plan.date), room)),
            register_entry_by: count.and_then(|count| WorkingDays::monday_to_friday().after(plan.date, count)),
            reasons,
        }
    }

    fn declaration(&self, grants: &[GrantStanding], gather: &mut Gather) -> Declaration {
        let date = self.input.as_of;
        let agriculture = self.input.planned.iter().any(|planned| planned.regulation == Regulation::Agriculture);
        let id = if agriculture { "de_minimis.declaration_agriculture" } else { "de_minimis.declaration" };
        let rule = self.law.rule(id, date);
        if let Some(rule) = rule {
            gather.rule(rule);
        }
        let counting = self.counting_on(self.ledger.general_on(date), date);
        let first = self.ledger.first_day(counting, date, WindowEdge::Inclusive);
        let mut listed = Vec::new();
        let mut sum = Bounds::exactly(Money::ZERO);
        for (standing, grant) in grants.iter().zip(&self.input.grants) {
            let here = grant.member_state == self.input.member_state && !standing.holders.is_empty();
            if here && first <= standing.date && standing.date <= date {
                listed.push(standing.grant.clone());
                sum = sum.plus(standing.held);
            }
        }
        Declaration {
            required: rule.is_some(),
            grants: listed,
            sum,
            text: match rule {
                Some(_) => say::DECLARE.with(&[("first", first.into())]),
                None => say::DECLARE_NOT_NEEDED.text(),
            },
            register: say::REGISTER.text(),
        }
    }
}

//! The de minimis ledger against a second implementation that tries every window day by day.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::aid::de_minimis::{Bounds, Entry, FiscalYearStart, Ledger, Limits, Plan, Regulation, Variant, WindowEdge};
use machbar::base::law::Law;
use machbar::base::{Answer, Date, Money, Truth};
use proptest::prelude::*;
use std::sync::Arc;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

const REGULATIONS: [Regulation; 4] =
    [Regulation::General, Regulation::Agriculture, Regulation::Fishery, Regulation::Services];

/// The ceilings from 2025 on, written down a second time: regulation, sectors counted (as indices above), cents.
const CEILINGS: [(usize, &[usize], i64); 11] = [
    (0, &[0], 30_000_000),
    (0, &[0, 1, 2], 30_000_000),
    (0, &[0, 1, 2, 3], 75_000_000),
    (1, &[1], 5_000_000),
    (1, &[0, 1, 2], 30_000_000),
    (1, &[0, 1, 2, 3], 75_000_000),
    (2, &[2], 3_000_000),
    (2, &[0, 1, 2], 30_000_000),
    (2, &[0, 1, 2, 3], 75_000_000),
    (3, &[3], 75_000_000),
    (3, &[0, 1, 2, 3], 75_000_000),
];

#[derive(Debug, Clone, Copy)]
struct G {
    date: Date,
    regulation: usize,
    cents: i64,
}

/// The same day so many years later, by year, month and day; 29 February falls back to the 28th.
fn years_later(date: Date, years: i16) -> Date {
    let year = date.year() + years;
    Date::new(year, date.month(), date.day()).unwrap_or_else(|| Date::new(year, date.month(), 28).unwrap())
}

/// Every three-year period that ends on a grant: is each ceiling of that grant's regulation kept?
fn lawful(grants: &[G], edge: WindowEdge) -> bool {
    grants.iter().all(|end| {
        let inside = |g: &&G| {
            let anniversary = years_later(g.date, 3);
            g.date <= end.date
                && match edge {
                    WindowEdge::Inclusive => anniversary >= end.date,
                    WindowEdge::Exclusive => anniversary > end.date,
                }
        };
        CEILINGS.iter().filter(|(regulation, ..)| *regulation == end.regulation).all(|(_, sectors, ceiling)| {
            let sum: i64 =
                grants.iter().filter(inside).filter(|g| sectors.contains(&g.regulation)).map(|g| g.cents).sum();
            sum <= *ceiling
        })
    })
}

fn ledger(grants: &[G]) -> Ledger {
    let variant = Variant { fishery_register: Answer::Given(false), ..Variant::default() };
    let limits = Arc::new(Limits::new(Law::embedded(), variant));
    let entries = grants.iter().map(|g| Entry::new(g.date, REGULATIONS[g.regulation], Money::from_cents(g.cents)));
    Ledger::new(limits, FiscalYearStart::default(), true, entries)
}

fn grant(from: i32, days: i32) -> impl Strategy<Value = G> {
    // Days cluster on anniversaries, amounts on the ceilings.
    let date = prop_oneof![
        (0..days).prop_map(move |n| day("2025-01-01").add_days(from + n)),
        (0..days / 365 + 1, -1..=1i32)
            .prop_map(move |(y, d)| day("2025-02-28").add_days(from).add_years(y as i16).add_days(d)),
    ];
    let cents = prop_oneof![1..20_000_000i64, Just(1i64), Just(5_000_000), Just(10_000_000), Just(15_000_000)];
    (date, prop_oneof![3 => Just(0usize), 1 => 0..4usize], cents).prop_map(|(date, regulation, cents)| G {
        date,
        regulation,
        cents,
    })
}

fn edge() -> impl Strategy<Value = WindowEdge> {
    prop_oneof![Just(WindowEdge::Inclusive), Just(WindowEdge::Exclusive)]
}

/// A lawful ledger: grants that would break a ceiling are left out.
fn lawful_part(grants: Vec<G>, edge: WindowEdge) -> Vec<G> {
    let mut kept: Vec<G> = Vec::new();
    for g in grants {
        kept.push(g);
        if !lawful(&kept, edge) {
            kept.pop();
        }
    }
    kept
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// The headroom is exactly the largest amount that keeps every window lawful.
    #[test]
    fn headroom_is_the_largest_lawful_amount(
        grants in prop::collection::vec(grant(0, 1_900), 0..12), new in grant(0, 1_900), edge in edge(),
    ) {
        let grants = lawful_part(grants, edge);
        let room = ledger(&grants).room(new.date, REGULATIONS[new.regulation], edge).unwrap();
        prop_assert_eq!(room.at_least, room.at_most);
        let with = |cents: i64| {
            let mut all = grants.clone();
            all.push(G { cents, ..new });
            lawful(&all, edge)
        };
        prop_assert!(with(room.at_most.cents()), "headroom {} is too much", room.at_most);
        prop_assert!(!with(room.at_most.cents() + 1), "headroom {} is too little", room.at_most);
    }

    /// Grants that count for some days only (mergers, splits, sales) enter exactly then.
    #[test]
    fn limited_grants_count_on_their_days(
        grants in prop::collection::vec((grant(0, 1_000), 0..1_400i32, 0..1_400i32, any::<(bool, bool)>()), 0..12),
        on in 1_000..1_900i32, edge in edge(),
    ) {
        let on = day("2025-01-01").add_days(on);
        let entries: Vec<Entry> = grants.iter().map(|(g, from, until, (starts, ends))| Entry {
            counts_from: starts.then(|| g.date.add_days(*from)),
            counts_until: ends.then(|| g.date.add_days(*until)),
            ..Entry::new(g.date, REGULATIONS[g.regulation], Money::from_cents(g.cents))
        }).collect();
        let variant = Variant { fishery_register: Answer::Given(false), ..Variant::default() };
        let limits = Arc::new(Limits::new(Law::embedded(), variant));
        let ledger = Ledger::new(limits, FiscalYearStart::default(), true, entries.iter().copied());
        let counted = |sectors: &[usize]| -> i64 {
            grants.iter().zip(&entries).filter(|((g, ..), entry)| {
                let anniversary = years_later(g.date, 3);
                let inside = g.date <= on && match edge {
                    WindowEdge::Inclusive => anniversary >= on,
                    WindowEdge::Exclusive => anniversary > on,
                };
                let then = entry.counts_from.is_none_or(|first| first <= on) && entry.counts_until.is_none_or(|last| on <= last);
                inside && then && sectors.contains(&g.regulation)
            }).map(|((g, ..), _)| g.cents).sum()
        };
        for (index, regulation) in REGULATIONS.into_iter().enumerate() {
            let wanted = CEILINGS.iter().filter(|(of, ..)| *of == index)
                .map(|(_, sectors, ceiling)| (ceiling - counted(sectors)).max(0)).min().unwrap();
            let room = ledger.room(on, regulation, edge).unwrap();
            prop_assert_eq!((room.at_least.cents(), room.at_most.cents()), (wanted, wanted), "{}", regulation);
        }
    }

    /// A plan is judged as brute force over every window judges it, grant by grant in order of date.
    #[test]
    fn plans_agree_with_brute_force(
        grants in prop::collection::vec(grant(0, 1_200), 0..8),
        planned in prop::collection::vec(grant(600, 1_200), 1..8),
        edge in edge(),
    ) {
        let grants = lawful_part(grants, edge);
        let plans: Vec<Plan> = planned.iter().map(|g| Plan {
            date: g.date, regulation: REGULATIONS[g.regulation], amount: Bounds::exactly(Money::from_cents(g.cents)),
        }).collect();
        let fits = ledger(&grants).check(&plans, edge);
        let mut order: Vec<usize> = (0..planned.len()).collect();
        order.sort_by_key(|i| (planned[*i].date, *i));
        let mut accepted = grants;
        for index in order {
            accepted.push(planned[index]);
            let expected = lawful(&accepted, edge);
            if !expected { accepted.pop(); }
            prop_assert_eq!(fits[index].fits, Truth::from(expected), "plan {}", index);
        }
    }

    /// One more grant, or a larger one, never makes more room.
    #[test]
    fn headroom_is_monotone_in_the_ledger(
        grants in prop::collection::vec(grant(0, 1_900), 0..12), more in grant(0, 1_900), on in grant(0, 1_900), edge in edge(),
    ) {
        let before = ledger(&grants);
        let mut after = before.clone();
        after.add(Entry::new(more.date, REGULATIONS[more.regulation], Money::from_cents(more.cents)));
        for regulation in REGULATIONS {
            let (a, b) = (before.room(on.date, regulation, edge).unwrap(), after.room(on.date, regulation, edge).unwrap());
            prop_assert!(b.at_most <= a.at_most && b.at_least <= a.at_least);
        }
        prop_assert!(before.headroom(on.date, WindowEdge::Inclusive) <= before.headroom(on.date, WindowEdge::Exclusive));
    }

    /// Learning an amount may close an open verdict; it never changes one already reached.
    #[test]
    fn an_open_verdict_never_flips(
        grants in prop::collection::vec((grant(0, 1_000), any::<bool>()), 0..8),
        planned in prop::collection::vec((grant(600, 1_200), any::<bool>()), 1..5),
        complete in any::<bool>(), edge in edge(),
    ) {
        let limits = |register| {
            let variant = Variant { fishery_register: register, ..Variant::default() };
            Arc::new(Limits::new(Law::embedded(), variant))
        };
        let amount = |g: &G, known: bool| if known { Bounds::exactly(Money::from_cents(g.cents)) } else { Bounds::UNKNOWN };
        let verdicts = |all_known: bool| -> Vec<Truth> {
            let register = if all_known { Answer::Given(true) } else { Answer::NotAsked };
            let entries = grants.iter().map(|(g, known)| Entry {
                amount: amount(g, *known || all_known),
                ..Entry::new(g.date, REGULATIONS[g.regulation], Money::ZERO)
            });
            let ledger = Ledger::new(limits(register), FiscalYearStart::default(), complete || all_known, entries);
            let plans: Vec<Plan> = planned.iter().map(|(g, known)| Plan {
                date: g.date, regulation: REGULATIONS[g.regulation], amount: amount(g, *known || all_known),
            }).collect();
            ledger.check(&plans, edge).into_iter().map(|fit| fit.fits).collect()
        };
        for (before, after) in verdicts(false).into_iter().zip(verdicts(true)) {
            prop_assert!(before == Truth::Open || before == after, "{before:?} became {after:?}");
        }
    }
}

/// Each rule's threshold: at, one below, one above, on the first and last day of its validity.
#[test]
fn thresholds_hold_to_the_cent_and_the_day() {
    let ledger = Ledger::embedded([]);
    for (date, regulation, euros) in [
        ("2014-01-01", Regulation::GeneralUntil2023, 100_000),
        ("2024-06-30", Regulation::GeneralUntil2023, 100_000),
        ("2024-01-01", Regulation::General, 300_000),
        ("2030-12-31", Regulation::General, 300_000),
        ("2031-06-30", Regulation::General, 300_000),
        ("2023-12-31", Regulation::ServicesUntil2023, 500_000),
        ("2024-01-01", Regulation::Services, 750_000),
        ("2019-03-13", Regulation::Agriculture, 15_000),
        ("2019-03-14", Regulation::Agriculture, 20_000),
        ("2024-12-15", Regulation::Agriculture, 20_000),
        ("2024-12-16", Regulation::Agriculture, 50_000),
        ("2032-12-31", Regulation::Agriculture, 50_000),
        ("2033-06-30", Regulation::Agriculture, 50_000),
        ("2029-12-31", Regulation::Fishery, 30_000),
    ] {
        for (offset, verdict) in [(-1, Truth::Yes), (0, Truth::Yes)] {
            let amount = Bounds::exactly(Money::from_cents(euros * 100 + offset));
            let plan = Plan { date: day(date), regulation, amount };
            assert_eq!(ledger.fit(&plan, WindowEdge::Inclusive).fits, verdict, "{regulation} {date}");
        }
        let above = Bounds::exactly(Money::from_cents(euros * 100 + 1));
        let fit = ledger.fit(&Plan { date: day(date), regulation, amount: above }, WindowEdge::Inclusive);
        assert_ne!(fit.fits, Truth::Yes, "{regulation} {date}");
    }
    for (date, regulation) in [
        ("2013-12-31", Regulation::GeneralUntil2023),
        ("2024-07-01", Regulation::GeneralUntil2023),
        ("2023-12-31", Regulation::General),
        ("2031-07-01", Regulation::General),
        ("2033-07-01", Regulation::Agriculture),
    ] {
        assert!(ledger.room(day(date), regulation, WindowEdge::Inclusive).is_none(), "{regulation} {date}");
    }
}

#[test]
fn a_window_begins_where_the_calendar_says() {
    let ledger = Ledger::embedded([]);
    let first = |end: &str, edge| ledger.room(day(end), Regulation::General, edge).unwrap().first.to_string();
    assert_eq!(first("2027-02-28", WindowEdge::Inclusive), "2024-02-28");
    assert_eq!(first("2027-02-28", WindowEdge::Exclusive), "2024-03-01");
    assert_eq!(first("2027-03-01", WindowEdge::Inclusive), "2024-03-01");
    assert_eq!(first("2028-02-29", WindowEdge::Inclusive), "2025-03-01");
    assert_eq!(first("2026-11-20", WindowEdge::Exclusive), "2023-11-21");
}

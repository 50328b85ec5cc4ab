//! The research allowance against a second calculation in whole units, and against completions of missing facts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::aid::research_allowance::{
    Claimant, DeMinimisExcess, Expenditure, GrowthActStart, Kind, OwnWorkOverhead, Project, PurchaseYear,
    ResearchAllowance, ResearchAllowanceInput, StraddlingYear, WorkedDay, allowance_of_year, contract_share,
    research_allowance, terms,
};
use machbar::base::law::Law;
use machbar::base::{Answer, Date, Id, Money, Ratio};
use machbar::company::SizeClass;
use proptest::prelude::*;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn id(text: &str) -> Id {
    Id::new(text).unwrap()
}

/// The figures of §§ 3 and 4 written down a second time: first day, cap in euros, percent for others and for SMEs.
const TERMS: [(&str, i64, i64, i64); 5] = [
    ("2020-01-02", 2_000_000, 25, 25),
    ("2020-07-01", 4_000_000, 25, 25),
    ("2024-03-28", 10_000_000, 25, 35),
    ("2026-01-01", 12_000_000, 25, 35),
    ("2200-12-31", 12_000_000, 25, 35),
];

#[test]
fn terms_change_on_the_day() {
    assert_eq!(terms(Law::embedded(), day("2020-01-01"), Some(GrowthActStart::default())), None);
    for pair in TERMS.windows(2) {
        for date in [day(pair[0].0), day(pair[1].0).previous()] {
            let (_, cap, rate, sme) = pair[0];
            assert_eq!(terms(Law::embedded(), date, None).unwrap().cap, Money::from_euros(cap), "{date}");
            assert_eq!(terms(Law::embedded(), date, None).unwrap().rate_permille, rate * 10, "{date}");
            assert_eq!(
                terms(Law::embedded(), date, Some(GrowthActStart::default())).unwrap().rate_permille,
                sme * 10,
                "{date}"
            );
        }
    }
    assert_eq!(contract_share(Law::embedded(), day("2024-03-27")), Some(Ratio::percent(60)));
    assert_eq!(contract_share(Law::embedded(), day("2024-03-28")), Some(Ratio::percent(70)));
}

/// The allowance of a year, cent by cent of the base in order of time, in hundredths of a cent.
fn by_hand(base: &[(Date, i64)], others: i64, sme: bool) -> i64 {
    let mut sorted = base.to_vec();
    sorted.sort();
    let (mut counted, mut hundredths) = (0_i64, 0_i128);
    for (date, amount) in sorted {
        let (_, cap, rate, more) = TERMS.iter().rev().find(|(first, ..)| day(first) <= date).unwrap();
        let room = (cap * 100 - others - counted).max(0);
        let taken = amount.min(room);
        counted += taken;
        hundredths += i128::from(taken) * i128::from(if sme { *more } else { *rate });
    }
    i64::try_from(hundredths / 100).unwrap()
}

fn wages(index: usize, date: Date, cents: i64, funded: Answer<Money>) -> Expenditure {
    Expenditure {
        id: id(&format!("w{index}")),
        project: id("p"),
        arose_on: date,
        funded_cents: funded,
        kind: Kind::Wages { amount_cents: Money::from_cents(cents), time_share: Ratio::one() },
    }
}

fn input(expenditure: Vec<Expenditure>, size: Answer<SizeClass>, began_on: Answer<Date>) -> ResearchAllowanceInput {
    ResearchAllowanceInput {
        schema_version: Default::default(),
        size,
        sme_increase_applied_for: true,
        claimant: Claimant {
            taxable: Answer::Given(true),
            in_difficulty: Answer::Given(false),
            recovery_order: Answer::Given(false),
        },
        fiscal_year_start_month: 1,
        linked: Answer::Given(false),
        group_use: Vec::new(),
        projects: vec![Project {
            id: id("p"),
            began_on,
            certified: Answer::Given(true),
            other_aid_cents: Answer::Given(Money::ZERO),
        }],
        expenditure,
        purchase_year: PurchaseYear::Literal,
        own_work_overhead: OwnWorkOverhead::Counts,
        sme_increase_from: GrowthActStart::default(),
        hour_rate_from: GrowthActStart::default(),
        straddling_year: StraddlingYear::default(),
        de_minimis_excess: DeMinimisExcess::default(),
        de_minimis_headroom_cents: Answer::NotAsked,
    }
}

fn amounts() -> impl Strategy<Value = Vec<(i32, i64)>> {
    let amount = prop_oneof![0..500_000_000i64, Just(200_000_000), Just(400_000_000), Just(1_000_000_001)];
    prop::collection::vec((0..366i32, amount), 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// The fast function and the operation agree with the calculation cent by cent.
    #[test]
    fn a_year_agrees_with_the_second_calculation(
        year in 2020..2029i16, amounts in amounts(), others in prop_oneof![Just(0i64), 0..1_300_000_000i64], sme in any::<bool>(),
    ) {
        let first = Date::new(year, 1, 2).unwrap();
        let base: Vec<(Date, i64)> =
            amounts.iter().map(|(days, cents)| (first.add_days(*days % 360), *cents)).collect();
        let expected = by_hand(&base, others, sme);
        let money: Vec<(Date, Money)> = base.iter().map(|(date, cents)| (*date, Money::from_cents(*cents))).collect();
        let fast = allowance_of_year(Law::embedded(), &money, Money::from_cents(others), sme);
        prop_assert_eq!(fast.cents(), expected);
        if others == 0 && expected <= 1_500_000_000 {
            let items = base.iter().enumerate().map(|(i, (date, cents))| wages(i, *date, *cents, Answer::Given(Money::ZERO)));
            let size = if sme { SizeClass::Small } else { SizeClass::Large };
            // Begun before 2026: no overhead.
            let answer = research_allowance(&input(items.collect(), Answer::Given(size), Answer::Given(day("2020-01-02")))).unwrap();
            prop_assert_eq!(answer.at_least_cents.cents(), expected);
            prop_assert_eq!(answer.at_most_cents.cents(), expected);
        }
    }

    /// The generous reading gives no less, and what is paid of own work keeps the de minimis headroom.
    #[test]
    fn readings_are_ordered_and_the_headroom_is_kept(
        days in prop::collection::vec((0..800i32, 1..1441u16), 0..20),
        wages_cents in prop::collection::vec((0..800i32, 0..900_000_000i64), 0..4),
        headroom in prop_oneof![Just(0i64), 0..3_000_000i64, Just(i64::MAX / 1_000_000)],
        sme in any::<bool>(), early_rate in any::<bool>(), early_hour in any::<bool>(), last_cap in any::<bool>(),
    ) {
        let first = day("2023-06-01");
        let worked = days.iter().map(|(day, minutes)| WorkedDay { date: first.add_days(*day), minutes: *minutes }).collect();
        let mut expenditure: Vec<Expenditure> = wages_cents
            .iter()
            .enumerate()
            .map(|(i, (days, cents))| wages(i, first.add_days(*days), *cents, Answer::Given(Money::ZERO)))
            .collect();
        let own = Expenditure { id: id("o"), kind: Kind::OwnWork { days: worked }, ..wages(0, first, 0, Answer::Given(Money::ZERO)) };
        expenditure.push(own);
        let size = if sme { SizeClass::Small } else { SizeClass::Large };
        let mut cautious = input(expenditure, Answer::Given(size), Answer::Given(first));
        cautious.de_minimis_headroom_cents = Answer::Given(Money::from_cents(headroom));
        let mut generous = cautious.clone();
        let start = |early| if early { GrowthActStart::StartOf2024 } else { GrowthActStart::EntryIntoForce };
        generous.sme_increase_from = start(early_rate);
        generous.hour_rate_from = start(early_hour);
        generous.straddling_year = if last_cap { StraddlingYear::LastCap } else { StraddlingYear::SeparateParts };
        let (less, more) = (research_allowance(&cautious).unwrap(), research_allowance(&generous).unwrap());
        // Where the cap binds, more early expenditure at the lower rate may crowd out later expenditure at the higher.
        let capped = |answer: &ResearchAllowance| answer.grounds.findings.iter().any(|f| f.code.ends_with(".capped"));
        if !sme || !(capped(&less) || capped(&more)) {
            prop_assert!(less.at_most_cents <= more.at_most_cents);
        }
        generous.de_minimis_excess = DeMinimisExcess::PaidUpToHeadroom;
        let up_to = research_allowance(&generous).unwrap();
        prop_assert!(more.payable_at_most_cents <= up_to.payable_at_most_cents);
        for answer in [&less, &more, &up_to] {
            prop_assert_eq!(answer.payable_at_least_cents, answer.payable_at_most_cents);
            // The part is rounded up, the whole down.
            let rest = (answer.at_most_cents - answer.de_minimis_at_most_cents).max(Money::ZERO);
            let paid = answer.payable_at_most_cents - rest;
            prop_assert!(paid <= Money::from_cents(headroom) && answer.payable_at_most_cents <= answer.at_most_cents);
            prop_assert!(!answer.de_minimis_fits.is_yes() || answer.payable_at_most_cents == answer.at_most_cents);
            prop_assert_eq!(answer.de_minimis_fits.is_yes(), answer.de_minimis_at_most_cents.cents() <= headroom);
        }
    }

    /// However the missing facts turn out, the allowance lies within the bounds.
    #[test]
    fn facts_only_narrow(
        amounts in amounts(),
        funded in prop::collection::vec(0..3u8, 6),
        size_known in any::<bool>(), began_known in any::<bool>(), linked_known in any::<bool>(), taxable_known in any::<bool>(),
        size in prop::sample::select(SizeClass::ALL.to_vec()),
        began in prop::sample::select(vec!["2019-05-01", "2025-12-31", "2026-01-01"]),
        taxable in any::<bool>(),
    ) {
        let items = |known: bool| -> Vec<Expenditure> {
            amounts.iter().enumerate().map(|(i, (days, cents))| {
                let amount = Answer::Given(Money::from_cents(i64::from(funded[i]) * cents / 3));
                let stated = if known || funded[i] != 1 { amount } else { Answer::DontKnow };
                wages(i, day("2026-01-01").add_days(*days), *cents, stated)
            }).collect()
        };
        let with = |known: bool| {
            let choose = |stated: bool| known || stated;
            let size = if choose(size_known) { Answer::Given(size) } else { Answer::NotAsked };
            let began = if choose(began_known) { Answer::Given(day(began)) } else { Answer::NotAsked };
            let mut input = input(items(known), size, began);
            if !choose(linked_known) { input.linked = Answer::DontKnow; }
            input.claimant.taxable = if choose(taxable_known) { Answer::Given(taxable) } else { Answer::NotAsked };
            research_allowance(&input).unwrap()
        };
        let (open, known) = (with(false), with(true));
        prop_assert_eq!(known.payable_at_least_cents, known.payable_at_most_cents);
        prop_assert!(open.payable_at_least_cents <= known.payable_at_least_cents);
        prop_assert!(known.payable_at_most_cents <= open.payable_at_most_cents);
        prop_assert_eq!(known.at_least_cents, known.at_most_cents);
        prop_assert!(open.at_least_cents <= known.at_least_cents && known.at_most_cents <= open.at_most_cents);
        prop_assert!(open.entitled.is_open() || open.entitled == known.entitled);
    }
}

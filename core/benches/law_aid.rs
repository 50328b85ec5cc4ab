//! State-aid law on the hot path: headroom of a ledger, and the aid of one project.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use divan::{Bencher, black_box};
use machbar::aid::de_minimis::{Entry, FiscalYearStart, Ledger, Limits, Regulation, Variant, WindowEdge};
use machbar::aid::intensity::{
    AssistedArea, Collaboration, Facts, Measure, Research, ResearchCategory, SameDay, Scheme, Step, StepKind,
    incentive_effect, max_intensity,
};
use machbar::aid::research_allowance::allowance_of_year;
use machbar::base::law::Law;
use machbar::base::{Answer, Date, Money};
use machbar::company::SizeClass;
use std::sync::Arc;

fn main() {
    divan::main();
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Fifty grants over ten years around 2026.
fn entries() -> Vec<Entry> {
    let first = day("2024-01-15");
    (0..50).map(|i| Entry::new(first.add_days(i * 73 % 2_500), Regulation::General, Money::from_euros(4_000))).collect()
}

fn limits() -> Arc<Limits> {
    Arc::new(Limits::new(Law::embedded(), Variant::default()))
}

/// Headroom on a day with grants before and after it.
#[divan::bench]
fn headroom_of_50_grants(bencher: Bencher) {
    let ledger = Ledger::new(limits(), FiscalYearStart::default(), true, entries());
    let date = day("2026-11-20");
    bencher.bench(|| black_box(&ledger).headroom(black_box(date), WindowEdge::Inclusive));
}

/// The same after the last grant: one window only.
#[divan::bench]
fn headroom_of_50_grants_all_past(bencher: Bencher) {
    let ledger = Ledger::new(limits(), FiscalYearStart::default(), true, entries());
    let date = day("2030-11-20");
    bencher.bench(|| black_box(&ledger).headroom(black_box(date), WindowEdge::Inclusive));
}

/// Ledger of 50 grants built and asked, four intensities, incentive effect, allowance of a year.
#[divan::bench]
fn aid_of_one_project(bencher: Bencher) {
    let (law, limits, entries, date) = (Law::embedded(), limits(), entries(), day("2026-11-20"));
    let facts =
        Facts { size: Answer::Given(SizeClass::Medium), area: Answer::Given(AssistedArea::None), granted_on: None };
    let project = |category| {
        Measure::Research(Research {
            category,
            collaboration: Answer::Given(Collaboration::None),
            dissemination: Answer::NotAsked,
            licensing: Answer::Given(false),
            cross_border: Answer::DontKnow,
        })
    };
    let measures = [
        project(ResearchCategory::Experimental),
        project(ResearchCategory::Industrial),
        Measure::SmeConsultancy { external_and_occasional: Answer::Given(true) },
        Measure::Training { mandatory: Answer::Given(false), disadvantaged: Answer::Given(false), maritime: false },
    ];
    let scheme = Scheme::Application {
        applied_on: Answer::Given(date),
        steps: Answer::Given(vec![Step { kind: StepKind::ServiceContract, date: day("2027-01-13") }]),
    };
    let base: Vec<(Date, Money)> =
        (1..=12).map(|m| (Date::new(2026, m, 28).unwrap(), Money::from_euros(9_000))).collect();
    bencher.bench(|| {
        let ledger =
            Ledger::new(Arc::clone(&limits), FiscalYearStart::default(), true, black_box(&entries).iter().copied());
        let headroom = ledger.headroom(date, WindowEdge::Inclusive);
        let cost = Money::from_euros(50_000);
        let aid: Money = measures.iter().map(|measure| max_intensity(law, date, measure, &facts).aid(cost).0).sum();
        let allowance = allowance_of_year(law, black_box(&base), Money::ZERO, true);
        (headroom, aid, incentive_effect(&scheme, SameDay::default()), allowance)
    });
}

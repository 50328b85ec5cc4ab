//! Intensities against the published table, and against every completion of missing facts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::aid::intensity::{
    AssistedArea, Collaboration, CrossBorder, EarlierAid, Facts, GberStatus, GberVersion, InnovationKind, Intensity,
    Measure, Research, ResearchCategory, StartUp, StartUpForm, max_intensity,
};
use machbar::base::law::Law;
use machbar::base::{Answer, Date, Money, Ratio, Truth};
use machbar::company::SizeClass;
use proptest::prelude::*;

const NOW: &str = "2026-11-20";

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn rate(date: &str, measure: &Measure, facts: &Facts) -> Intensity {
    max_intensity(Law::embedded(), day(date), measure, facts)
}

fn facts(size: SizeClass, area: AssistedArea) -> Facts {
    Facts { size: Answer::Given(size), area: Answer::Given(area), granted_on: None }
}

fn training(mandatory: Answer<bool>, disadvantaged: Answer<bool>, maritime: bool) -> Measure {
    Measure::Training { mandatory, disadvantaged, maritime }
}

fn plain(category: ResearchCategory) -> Research {
    Research {
        category,
        collaboration: Answer::Given(Collaboration::None),
        dissemination: Answer::Given(false),
        licensing: Answer::Given(false),
        cross_border: Answer::Given(CrossBorder {
            open_call: false,
            states: 0,
            collaborating_states: 0,
            dissemination_states: 0,
        }),
    }
}

fn permille(n: i64) -> Answer<Ratio> {
    Answer::Given(Ratio::permille(n))
}

/// The maximum table of Art 25: category, then [none, (c), (b), (d)] for large, medium, small, in percent.
/// Source: Reg. (EU) 651/2014 Art 25(5) to (7) as amended by 2023/1315, worked out by hand in the law dossier.
#[test]
fn research_rates_are_those_of_the_published_table() {
    use ResearchCategory::{Experimental, Feasibility, Fundamental, Industrial};
    let table: [(ResearchCategory, [[i64; 4]; 3]); 4] = [
        (Industrial, [[50, 55, 65, 75], [60, 65, 75, 80], [70, 75, 80, 80]]),
        (Experimental, [[25, 30, 40, 50], [35, 40, 50, 60], [45, 50, 60, 70]]),
        (Feasibility, [[50; 4], [60; 4], [70; 4]]),
        (Fundamental, [[100; 4]; 3]),
    ];
    for (category, rows) in table {
        for (size, row) in [SizeClass::Large, SizeClass::Medium, SizeClass::Small].into_iter().zip(rows) {
            let with_b = Research { dissemination: Answer::Given(true), ..plain(category) };
            let with_d = Research {
                licensing: Answer::Given(true),
                cross_border: Answer::Given(CrossBorder {
                    open_call: true,
                    states: 3,
                    collaborating_states: 3,
                    dissemination_states: 0,
                }),
                ..plain(category)
            };
            let found = [
                rate(NOW, &Measure::Research(plain(category)), &facts(size, AssistedArea::None)),
                rate(NOW, &Measure::Research(plain(category)), &facts(size, AssistedArea::C)),
                rate(NOW, &Measure::Research(with_b), &facts(size, AssistedArea::C)),
                rate(NOW, &Measure::Research(with_d), &facts(size, AssistedArea::A)),
            ];
            for (limit, percent) in found.iter().zip(row) {
                assert_eq!(limit.at_most_permille, percent * 10, "{category:?} {size:?}");
                assert_eq!(limit.at_least_permille, percent * 10);
            }
        }
    }
}

/// Before July 2023 there are neither (c), (d) nor the licensing commitment, and an a-area gives nothing.
#[test]
fn bonuses_of_2023_begin_in_2023() {
    let project = Research { licensing: Answer::Given(true), ..plain(ResearchCategory::Experimental) };
    for (date, area, percent) in [
        ("2023-06-30", AssistedArea::C, 250),
        ("2023-07-01", AssistedArea::C, 400),
        ("2023-06-30", AssistedArea::A, 250),
    ] {
        let limit = rate(date, &Measure::Research(project.clone()), &facts(SizeClass::Large, area));
        assert_eq!(limit.at_most_permille, percent, "{date} {area:?}");
    }
    let area = |date| {
        rate(date, &Measure::Research(plain(ResearchCategory::Experimental)), &facts(SizeClass::Large, AssistedArea::A))
            .at_most_permille
    };
    assert_eq!((area("2023-06-30"), area("2023-07-01")), (250, 400));
}

/// Collaboration: one undertaking may bear at most 70 %, research organisations must bear at least 10 %.
#[test]
fn collaboration_thresholds() {
    let with = |collaboration| {
        let project = Research { collaboration: Answer::Given(collaboration), ..plain(ResearchCategory::Experimental) };
        rate(NOW, &Measure::Research(project), &facts(SizeClass::Large, AssistedArea::None)).at_most_permille
    };
    let undertakings = |share, sme, states| {
        with(Collaboration::Undertakings {
            one_is_sme: Answer::Given(sme),
            two_states: Answer::Given(states),
            largest_share: permille(share),
        })
    };
    assert_eq!([699, 700, 701].map(|share| undertakings(share, true, false)), [400, 400, 250]);
    assert_eq!(undertakings(700, false, true), 400);
    assert_eq!(undertakings(500, false, false), 250);
    let research = |share, may_publish| {
        let may_publish = Answer::Given(may_publish);
        with(Collaboration::ResearchOrganisations { share: permille(share), may_publish })
    };
    assert_eq!([99, 100, 101].map(|share| research(share, true)), [250, 400, 400]);
    assert_eq!(research(500, false), 250);
    assert_eq!(with(Collaboration::Subcontractors), 250);
}

/// The cross-border bonus: three states, an open call, two collaborating states for an SME and three for a large one.
#[test]
fn cross_border_thresholds() {
    let with = |size, states, collaborating_states, dissemination_states, open_call| {
        let plan = CrossBorder { open_call, states, collaborating_states, dissemination_states };
        let project = Research { cross_border: Answer::Given(plan), ..plain(ResearchCategory::Experimental) };
        rate(NOW, &Measure::Research(project), &facts(size, AssistedArea::None)).at_most_permille
    };
    assert_eq!([2, 3, 4].map(|states| with(SizeClass::Large, states, 3, 3, true)), [250, 500, 500]);
    assert_eq!([2, 3].map(|states| with(SizeClass::Large, 3, states, 3, true)), [250, 500]);
    assert_eq!([1, 2].map(|states| with(SizeClass::Medium, 3, states, 3, true)), [350, 600]);
    assert_eq!([2, 3].map(|states| with(SizeClass::Large, 3, 3, states, true)), [250, 500]);
    assert_eq!(with(SizeClass::Large, 3, 3, 3, false), 250);
}

/// The other articles: percent for large, medium, small; `None`: not eligible.
#[test]
fn other_articles() {
    let yes = Answer::Given(true);
    let no = Answer::Given(false);
    let table: [(Measure, AssistedArea, [Option<i64>; 3]); 20] = [
        (Measure::SmeInvestment, AssistedArea::None, [None, Some(10), Some(20)]),
        (Measure::SmeConsultancy { external_and_occasional: yes }, AssistedArea::None, [None, Some(50), Some(50)]),
        (Measure::SmeConsultancy { external_and_occasional: no }, AssistedArea::None, [None, None, None]),
        (Measure::TradeFair, AssistedArea::None, [None, Some(50), Some(50)]),
        (Measure::ResearchInfrastructure { multi_state: no }, AssistedArea::None, [Some(50); 3]),
        (Measure::ResearchInfrastructure { multi_state: yes }, AssistedArea::None, [Some(60); 3]),
        (
            Measure::TestingInfrastructure { cross_border: no, sme_capacity: permille(799) },
            AssistedArea::None,
            [Some(25), Some(35), Some(45)],
        ),
        (
            Measure::TestingInfrastructure { cross_border: yes, sme_capacity: permille(800) },
            AssistedArea::None,
            [Some(40), Some(50), Some(60)],
        ),
        (Measure::ClusterInvestment, AssistedArea::None, [Some(50); 3]),
        (Measure::ClusterInvestment, AssistedArea::C, [Some(55); 3]),
        (Measure::ClusterInvestment, AssistedArea::A, [Some(65); 3]),
        (Measure::ClusterOperation { years: Answer::Given(10) }, AssistedArea::A, [Some(50); 3]),
        (Measure::ClusterOperation { years: Answer::Given(11) }, AssistedArea::A, [None; 3]),
        (Measure::ProcessInnovation { sme_share: permille(299) }, AssistedArea::None, [None, Some(50), Some(50)]),
        (Measure::ProcessInnovation { sme_share: permille(300) }, AssistedArea::None, [Some(15), Some(50), Some(50)]),
        (training(no, no, false), AssistedArea::None, [Some(50), Some(60), Some(70)]),
        (training(no, yes, false), AssistedArea::None, [Some(60), Some(70), Some(70)]),
        (training(yes, yes, false), AssistedArea::None, [None; 3]),
        (training(no, no, true), AssistedArea::None, [Some(100); 3]),
        (
            Measure::Innovation { kind: InnovationKind::SecondedStaff, earlier_services_aid: Answer::NotAsked },
            AssistedArea::None,
            [None, Some(50), Some(50)],
        ),
    ];
    for (measure, area, row) in table {
        for (size, percent) in [SizeClass::Large, SizeClass::Medium, SizeClass::Small].into_iter().zip(row) {
            let limit = rate(NOW, &measure, &facts(size, area));
            assert_eq!(limit.eligible, Truth::from(percent.is_some()), "{measure:?} {size:?}");
            assert_eq!(limit.at_most_permille, percent.unwrap_or(0) * 10, "{measure:?} {size:?}");
        }
    }
    // Neither kind of mid-cap is an SME.
    assert_eq!(
        rate(NOW, &Measure::SmeInvestment, &facts(SizeClass::SmallMidCap, AssistedArea::None)).eligible,
        Truth::No
    );
    assert_eq!(
        rate(
            "2023-06-30",
            &Measure::TestingInfrastructure { cross_border: no, sme_capacity: permille(0) },
            &facts(SizeClass::Small, AssistedArea::None)
        )
        .eligible,
        Truth::No
    );
}

/// Advisory services: in full up to 220,000 euros in three years, half beyond that.
#[test]
fn advisory_services_are_paid_in_full_up_to_a_total() {
    let aid = |earlier, cost, date| {
        let measure = Measure::Innovation {
            kind: InnovationKind::Services,
            earlier_services_aid: Answer::Given(vec![EarlierAid {
                date: day(date).add_days(-100),
                amount_cents: Money::from_cents(earlier),
            }]),
        };
        rate(date, &measure, &facts(SizeClass::Small, AssistedArea::None)).aid(Money::from_cents(cost)).1.cents()
    };
    assert_eq!(aid(0, 22_000_000, NOW), 22_000_000);
    assert_eq!(aid(0, 21_999_999, NOW), 21_999_999);
    assert_eq!(aid(0, 22_000_001, NOW), 22_000_000);
    assert_eq!(aid(0, 44_000_002, NOW), 22_000_001);
    assert_eq!(aid(20_000_000, 3_000_001, NOW), 2_000_000);
    assert_eq!(aid(22_000_000, 3_000_001, NOW), 1_500_000);
    assert_eq!(aid(0, 22_000_000, "2023-06-30"), 20_000_000);
}

#[test]
fn start_up_ceilings() {
    let aid = |form, term, area, innovative, date: &str, registered: &str| {
        let measure = Measure::StartUp(StartUp {
            form,
            term_months: Answer::Given(term),
            guaranteed_share: permille(800),
            registered_on: Answer::Given(day(registered)),
            untouched: Answer::Given(true),
            innovative: Answer::Given(innovative),
        });
        let limit = rate(date, &measure, &facts(SizeClass::Small, area));
        limit.eligible.is_yes().then(|| limit.aid(Money::from_euros(100_000_000)).1.cents() / 100)
    };
    use AssistedArea::{A, C, None as Outside};
    use StartUpForm::{Grant, Guarantee, Loan};
    let fresh = "2026-01-01";
    assert_eq!(aid(Loan, 120, Outside, false, NOW, fresh), Some(1_100_000));
    assert_eq!(aid(Loan, 121, Outside, false, NOW, fresh), None);
    assert_eq!(aid(Loan, 60, Outside, false, NOW, fresh), Some(2_200_000));
    assert_eq!(aid(Loan, 59, Outside, false, NOW, fresh), Some(2_200_000));
    assert_eq!(aid(Loan, 61, Outside, false, NOW, fresh), Some(2_163_934)); // 1.1 m × 120/61
    assert_eq!(aid(Guarantee, 120, C, false, NOW, fresh), Some(2_475_000));
    assert_eq!(aid(Grant, 1, A, false, NOW, fresh), Some(1_000_000));
    assert_eq!(aid(Grant, 1, Outside, true, NOW, fresh), Some(1_000_000));
    assert_eq!(aid(Grant, 1, Outside, false, "2023-06-30", "2023-01-01"), Some(400_000));
    assert_eq!(aid(Loan, 120, Outside, false, "2023-06-30", "2023-01-01"), Some(1_000_000));
    assert_eq!(aid(Guarantee, 120, Outside, false, "2023-06-30", "2023-01-01"), Some(1_500_000));
    // Up to five years after registration, to the day.
    assert_eq!(aid(Grant, 1, Outside, false, NOW, "2021-11-20"), Some(500_000));
    assert_eq!(aid(Grant, 1, Outside, false, NOW, "2021-11-19"), None);
    assert_eq!(aid(Grant, 1, Outside, false, NOW, "2026-11-21"), None);
}

#[test]
fn the_regulation_ends_and_winds_down() {
    let on = |date: &str| GberStatus::on(Law::embedded(), GberVersion::default(), day(date)).0;
    assert_eq!(on("2014-06-30"), GberStatus::NotYet);
    assert_eq!(on("2014-07-01"), GberStatus::InForce);
    assert_eq!(on("2026-12-31"), GberStatus::InForce);
    assert_eq!(on("2027-01-01"), GberStatus::Transition);
    assert_eq!(on("2027-06-30"), GberStatus::Transition);
    assert_eq!(on("2027-07-01"), GberStatus::Ended);
    let (status, date) = GberStatus::on(Law::embedded(), GberVersion::Successor, day("2027-07-01"));
    assert_eq!((status, date), (GberStatus::SuccessorNotInForce, None));
    assert_eq!(GberStatus::Transition.covers(Answer::NotAsked), Truth::Open);
}

fn answer<T: Clone + std::fmt::Debug + 'static>(values: Vec<T>) -> impl Strategy<Value = Answer<T>> {
    prop_oneof![Just(Answer::NotAsked), Just(Answer::DontKnow), prop::sample::select(values).prop_map(Answer::Given)]
}

fn shares() -> Vec<Ratio> {
    [0, 99, 100, 299, 300, 700, 701, 800, 1000].map(Ratio::permille).to_vec()
}

fn collaboration() -> impl Strategy<Value = Collaboration> {
    prop_oneof![
        Just(Collaboration::None),
        Just(Collaboration::Subcontractors),
        (answer(vec![true, false]), answer(vec![true, false]), answer(shares())).prop_map(
            |(one_is_sme, two_states, largest_share)| Collaboration::Undertakings {
                one_is_sme,
                two_states,
                largest_share
            }
        ),
        (answer(shares()), answer(vec![true, false]))
            .prop_map(|(share, may_publish)| Collaboration::ResearchOrganisations { share, may_publish }),
    ]
}

fn measure() -> impl Strategy<Value = Measure> {
    use ResearchCategory::{Experimental, Feasibility, Fundamental, Industrial};
    let flag = || answer(vec![true, false]);
    let research = (
        prop::sample::select(vec![Fundamental, Industrial, Experimental, Feasibility]),
        prop_oneof![Just(Answer::NotAsked), collaboration().prop_map(Answer::Given)],
        flag(),
        flag(),
        prop_oneof![
            Just(Answer::DontKnow),
            (any::<bool>(), 2..4u8, 1..4u8, 2..4u8).prop_map(
                |(open_call, states, collaborating_states, dissemination_states)| {
                    Answer::Given(CrossBorder { open_call, states, collaborating_states, dissemination_states })
                }
            ),
        ],
    )
        .prop_map(|(category, collaboration, dissemination, licensing, cross_border)| {
            Measure::Research(Research { category, collaboration, dissemination, licensing, cross_border })
        });
    let start_up = (
        prop::sample::select(vec![StartUpForm::Loan, StartUpForm::Guarantee, StartUpForm::Grant]),
        answer(vec![12u16, 60, 61, 120, 121]),
        answer(shares()),
        answer(vec![day("2020-01-01"), day("2024-01-01")]),
        flag(),
        flag(),
    )
        .prop_map(|(form, term_months, guaranteed_share, registered_on, untouched, innovative)| {
            Measure::StartUp(StartUp { form, term_months, guaranteed_share, registered_on, untouched, innovative })
        });
    prop_oneof![
        4 => research,
        2 => start_up,
        1 => Just(Measure::SmeInvestment),
        1 => flag().prop_map(|external_and_occasional| Measure::SmeConsultancy { external_and_occasional }),
        1 => flag().prop_map(|multi_state| Measure::ResearchInfrastructure { multi_state }),
        1 => (flag(), answer(shares())).prop_map(|(cross_border, sme_capacity)| Measure::TestingInfrastructure { cross_border, sme_capacity }),
        1 => Just(Measure::ClusterInvestment),
        1 => answer(vec![9u8, 10, 11]).prop_map(|years| Measure::ClusterOperation { years }),
        1 => answer(vec![Vec::new(), earlier(100_000), earlier(300_000)])
            .prop_map(|earlier_services_aid| Measure::Innovation { kind: InnovationKind::Services, earlier_services_aid }),
        1 => answer(shares()).prop_map(|sme_share| Measure::ProcessInnovation { sme_share }),
        1 => (flag(), flag(), any::<bool>())
            .prop_map(|(mandatory, disadvantaged, maritime)| Measure::Training { mandatory, disadvantaged, maritime }),
    ]
}

fn earlier(euros: i64) -> Vec<EarlierAid> {
    vec![EarlierAid { date: day("2019-12-31"), amount_cents: Money::from_euros(euros) }]
}

/// Fills the missing facts of a measure, the n-th with the n-th choice.
fn complete(measure: &Measure, choices: &[u32]) -> Measure {
    fn fill<T: Clone>(answer: &mut Answer<T>, values: &[T], next: &mut impl FnMut() -> u32) {
        if answer.given().is_none() {
            *answer = Answer::Given(values[next() as usize % values.len()].clone());
        }
    }
    let mut position = 0;
    let mut next = || {
        position += 1;
        choices[(position - 1) % choices.len()]
    };
    let flags = [true, false];
    let mut measure = measure.clone();
    match &mut measure {
        Measure::SmeInvestment | Measure::TradeFair | Measure::ClusterInvestment => {}
        Measure::SmeConsultancy { external_and_occasional: flag }
        | Measure::ResearchInfrastructure { multi_state: flag } => {
            fill(flag, &flags, &mut next);
        }
        Measure::StartUp(aid) => {
            fill(&mut aid.term_months, &[1, 60, 100, 120, 121], &mut next);
            fill(&mut aid.guaranteed_share, &shares(), &mut next);
            fill(&mut aid.registered_on, &[day("2020-01-01"), day("2024-01-01")], &mut next);
            fill(&mut aid.untouched, &flags, &mut next);
            fill(&mut aid.innovative, &flags, &mut next);
        }
        Measure::Research(research) => {
            let kinds = [
                Collaboration::None,
                Collaboration::Undertakings {
                    one_is_sme: Answer::Given(true),
                    two_states: Answer::Given(false),
                    largest_share: permille(700),
                },
            ];
            fill(&mut research.collaboration, &kinds, &mut next);
            match &mut research.collaboration {
                Answer::Given(Collaboration::Undertakings { one_is_sme, two_states, largest_share }) => {
                    fill(one_is_sme, &flags, &mut next);
                    fill(two_states, &flags, &mut next);
                    fill(largest_share, &shares(), &mut next);
                }
                Answer::Given(Collaboration::ResearchOrganisations { share, may_publish }) => {
                    fill(share, &shares(), &mut next);
                    fill(may_publish, &flags, &mut next);
                }
                _ => {}
            }
            fill(&mut research.dissemination, &flags, &mut next);
            fill(&mut research.licensing, &flags, &mut next);
            let plan =
                |states| CrossBorder { open_call: true, states, collaborating_states: 3, dissemination_states: 3 };
            fill(&mut research.cross_border, &[plan(2), plan(3)], &mut next);
        }
        Measure::TestingInfrastructure { cross_border, sme_capacity } => {
            fill(cross_border, &flags, &mut next);
            fill(sme_capacity, &shares(), &mut next);
        }
        Measure::ClusterOperation { years } => fill(years, &[10, 11], &mut next),
        Measure::Innovation { earlier_services_aid, .. } => {
            fill(earlier_services_aid, &[Vec::new(), earlier(300_000)], &mut next);
        }
        Measure::ProcessInnovation { sme_share } => fill(sme_share, &shares(), &mut next),
        Measure::Training { mandatory, disadvantaged, .. } => {
            fill(mandatory, &flags, &mut next);
            fill(disadvantaged, &flags, &mut next);
        }
    }
    measure
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// However the missing facts turn out, the result lies within the bounds, and a verdict once reached stays.
    #[test]
    fn facts_only_narrow(
        measure in measure(),
        size in answer(SizeClass::ALL.to_vec()),
        area in answer(vec![AssistedArea::None, AssistedArea::C, AssistedArea::A]),
        date in prop::sample::select(vec!["2020-01-01", "2023-07-01", NOW]),
        choices in prop::collection::vec(any::<u32>(), 9),
    ) {
        let open = rate(date, &measure, &Facts { size, area, granted_on: None });
        let size = size.given().copied().unwrap_or(SizeClass::ALL[choices[7] as usize % 5]);
        let areas = [AssistedArea::None, AssistedArea::C, AssistedArea::A];
        let area = area.given().copied().unwrap_or(areas[choices[8] as usize % 3]);
        let known = rate(date, &complete(&measure, &choices), &facts(size, area));
        prop_assert_eq!(known.at_least_permille, known.at_most_permille);
        prop_assert!(!known.eligible.is_open());
        prop_assert!(open.eligible.is_open() || open.eligible == known.eligible);
        prop_assert!(open.at_least_permille <= known.at_least_permille, "{:?}", open);
        prop_assert!(known.at_most_permille <= open.at_most_permille, "{:?}", open);
        let cost = Money::from_euros(250_000);
        let ((low, high), (exact, same)) = (open.aid(cost), known.aid(cost));
        prop_assert_eq!(exact, same);
        prop_assert!(low <= exact && exact <= high, "{} <= {} <= {}", low, exact, high);
        prop_assert!(exact <= cost);
    }
}

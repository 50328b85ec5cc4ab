//! The worked case, and a brute-force search that shares nothing with the code above but the input.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::base::Code;
use crate::base::calendar::holidays_nrw;

fn remscheid() -> ScheduleInput {
    let text = include_str!("../../../../tests/cases/sprint.schedule/remscheid.json");
    let case: Value = serde_json::from_str(text).unwrap();
    serde_json::from_value(case["input"].clone()).unwrap()
}

fn found(scenario: &ScenarioSchedule) -> (&Schedule, &Schedule, &[Schedule]) {
    match &scenario.outcome {
        ScheduleOutcome::Found { earliest, best, alternatives, .. } => (earliest, best, alternatives),
        other => panic!("{other:?}"),
    }
}

fn dates(schedule: &Schedule) -> Vec<String> {
    let all = schedule.workshops.iter().map(|workshop| workshop.date);
    all.chain([schedule.poc_start, schedule.poc_end, schedule.review]).map(|date| date.to_string()).collect()
}

#[test]
fn the_worked_case_has_the_dates_computed_independently() {
    let report = schedule(&remscheid()).unwrap();
    let expected = [
        (
            "2026-11-30",
            ["2026-12-03", "2026-12-14", "2026-12-18", "2027-01-12", "2027-01-13", "2027-02-02", "2027-02-03"],
        ),
        (
            "2027-01-08",
            ["2027-01-12", "2027-01-15", "2027-01-21", "2027-01-29", "2027-02-01", "2027-02-19", "2027-02-22"],
        ),
        (
            "2027-02-05",
            ["2027-02-05", "2027-02-10", "2027-02-16", "2027-02-24", "2027-02-25", "2027-03-17", "2027-03-18"],
        ),
    ];
    for (scenario, (start, wanted)) in report.scenarios.iter().zip(expected) {
        assert_eq!(scenario.earliest_allowed_start.unwrap().to_string(), start);
        assert_eq!(dates(found(scenario).0), wanted);
    }
    let first: Vec<&str> = found(&report.scenarios[0]).0.workshops[0].attending.iter().map(Id::as_str).collect();
    assert_eq!(first, ["T1", "T3", "T4", "T5", "T6", "T7", "T8"]);
}

#[test]
fn only_the_third_scenario_breaks_the_promise_for_the_first_workshop() {
    let report = schedule(&remscheid()).unwrap();
    let broken = report.scenarios.iter().map(|scenario| match &scenario.outcome {
        ScheduleOutcome::Found { findings, .. } => {
            findings.iter().any(|f| f.code == "sprint.schedule.w1_after_promise")
        }
        ScheduleOutcome::Infeasible { .. } => panic!(),
    });
    assert_eq!(broken.collect::<Vec<_>>(), [false, false, true]);
}

/// One plan of the brute force: cost, review, dates of workshops.
type Row = (u64, Date, Vec<Date>);

/// All valid plans, by trying every combination of days.
fn all_plans(input: &ScheduleInput) -> Vec<Row> {
    let calendar = &input.calendar;
    let holidays: BTreeSet<Date> =
        (2026..=2028).flat_map(|year| holidays_nrw(year).into_iter().map(|(date, _)| date)).collect();
    let mut working = Vec::new();
    let mut day = calendar.today;
    while day <= calendar.horizon {
        let closed = calendar.company_closure.iter().any(|range| range.days().any(|other| other == day));
        if !day.is_weekend() && !holidays.contains(&day) && !closed {
            working.push(day);
        }
        day = day.next();
    }
    let away = |person: &Id, date: Date| calendar.absences.0[person].iter().any(|range| range.contains(date));
    let taken = |ranges: &[crate::base::DateRange], date: Date| ranges.iter().any(|range| range.contains(date));
    let mut partial: Vec<(u64, Vec<usize>)> = vec![(0, Vec::new())];
    for phase in &calendar.phases {
        let mut longer = Vec::new();
        for (cost, plan) in &partial {
            for (index, date) in working.iter().enumerate() {
                if *date < calendar.earliest_start || taken(&calendar.facilitator_unavailable, *date) {
                    continue;
                }
                if calendar.facilitator_arrives_day_before && taken(&calendar.facilitator_unavailable, date.previous())
                {
                    continue;
                }
                if taken(&calendar.venue_unavailable, *date) || phase.required.iter().any(|person| away(person, *date))
                {
                    continue;
                }
                let missing = phase.pool.iter().filter(|person| away(person, *date)).count();
                if phase.pool.len() - missing < phase.min_attending as usize {
                    continue;
                }
                let mut extra = 0;
                if let Some(last) = plan.last() {
                    if index <= *last || index - last - 1 < phase.gap_before as usize {
                        continue;
                    }
                    extra = (index - last - 1 - phase.gap_before as usize) as u64;
                }
                let same_week = plan.iter().filter(|other| working[**other].iso_week() == date.iso_week()).count();
                if same_week + 1 > calendar.max_workshops_per_week as usize {
                    continue;
                }
                let more = match input.objective {
                    Objective::Earliest => 0,
                    Objective::FewestAbsences => missing as u64,
                    Objective::EvenSpacing => extra * extra,
                };
                longer.push((cost + more, plan.iter().copied().chain([index]).collect()));
            }
        }
        partial = longer;
    }
    let mut rows: Vec<Row> = Vec::new();
    for (cost, plan) in partial {
        let poc_end = plan.last().unwrap() + calendar.poc.working_days as usize;
        let mut after = working.iter().skip(poc_end + 1);
        let review = after.find(|date| !calendar.review.required.iter().any(|person| away(person, **date)));
        if let (true, Some(review)) = (poc_end < working.len(), review) {
            rows.push((cost, *review, plan.iter().map(|index| working[*index]).collect()));
        }
    }
    rows.sort();
    rows
}

fn ranges(max: usize, span: i32) -> impl Strategy<Value = Vec<String>> {
    let first: Date = "2026-12-14".parse().unwrap();
    proptest::collection::vec((0..span, 0..3_i32), 0..=max).prop_map(move |list| {
        let range = |(start, length)| format!("{}..{}", first.add_days(start), first.add_days(start + length));
        list.into_iter().map(range).collect()
    })
}

prop_compose! {
    fn phase()(
        gap in 0..3_u32,
        pool in proptest::sample::subsequence(vec!["A", "B", "C"], 1..=3),
        required in 0..3_usize,
        min in 0..4_usize,
    ) -> Value {
        let required: Vec<_> = pool.iter().take(required).copied().collect();
        json!({ "workshop": "other", "gap_before": gap, "min_attending": min.min(pool.len()), "pool": pool, "required": required })
    }
}

prop_compose! {
    fn small_case()(
        horizon in 14..34_i32,
        diaries in proptest::collection::vec(ranges(6, 30), 3),
        facilitator in ranges(4, 30),
        venue in ranges(2, 30),
        closure in ranges(1, 30),
        arrives in any::<bool>(),
        mut phases in proptest::collection::vec(phase(), 1..=3),
        per_week in 1..=3_u8,
        poc in 1..6_u32,
        reviewers in 0..3_usize,
        objective in proptest::sample::select(vec!["earliest", "fewest_absences", "even_spacing"]),
        slack in 0..8_u32,
        alternatives in 0..7_u8,
    ) -> ScheduleInput {
        for (index, phase) in phases.iter_mut().enumerate() {
            phase["id"] = json!(format!("P{index}"));
        }
        let first: Date = "2026-12-14".parse().unwrap();
        serde_json::from_value(json!({
            "objective": objective, "alternatives": alternatives, "slack_working_days": slack,
            "calendar": {
                "today": first, "earliest_start": first, "horizon": first.add_days(horizon),
                "company_closure": closure, "facilitator_unavailable": facilitator, "venue_unavailable": venue,
                "facilitator_arrives_day_before": arrives, "max_workshops_per_week": per_week,
                "absences": { "A": diaries[0], "B": diaries[1], "C": diaries[2] },
                "phases": phases, "poc": { "working_days": poc },
                "review": { "required": (["A", "B"][..reviewers.min(2)]).to_vec() },
            },
        })).unwrap()
    }
}

fn row(input: &ScheduleInput, schedule: &Schedule) -> Row {
    let cost = match input.objective {
        Objective::Earliest => 0,
        Objective::FewestAbsences => schedule.absences.into(),
        Objective::EvenSpacing => schedule.unevenness,
    };
    (cost, schedule.review, schedule.workshops.iter().map(|workshop| workshop.date).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn schedules_equal_a_brute_force_search(input in small_case()) {
        let rows = all_plans(&input);
        let report = schedule(&input).unwrap();
        match &report.scenarios[0].outcome {
            ScheduleOutcome::Infeasible { .. } => prop_assert!(rows.is_empty(), "{:?}", rows.first()),
            ScheduleOutcome::Found { earliest, best, alternatives, proof, .. } => {
                let first = rows.iter().map(|row| row.1).min().unwrap();
                prop_assert_eq!(earliest.review, first);
                // No valid plan has any date earlier than the earliest plan.
                for (number, workshop) in earliest.workshops.iter().enumerate() {
                    prop_assert_eq!(rows.iter().map(|row| row.2[number]).min().unwrap(), workshop.date);
                }
                // Every day before a date is accounted for.
                for (number, proof) in proof.iter().enumerate().take(earliest.workshops.len()) {
                    let from = if number == 0 { input.calendar.earliest_start } else { earliest.workshops[number - 1].date.next() };
                    let days: i32 = proof.rejections.iter().map(|r| r.days.last().days_since(r.days.first()) + 1).sum();
                    prop_assert_eq!(days, proof.date.days_since(from));
                    prop_assert!(proof.rejections.iter().all(|rejection| !rejection.obstacles.is_empty()));
                }
                let working = input.calendar.working_days();
                let in_time = |row: &&Row| input.objective == Objective::Earliest
                    || row.1 <= first
                    || working.between(first, row.1) < input.slack_working_days;
                let wanted: Vec<&Row> = rows.iter().filter(in_time).take(usize::from(input.alternatives) + 1).collect();
                let got: Vec<Row> = std::iter::once(best).chain(alternatives).map(|one| row(&input, one)).collect();
                prop_assert_eq!(got.iter().collect::<Vec<_>>(), wanted);
            }
        }
    }

    #[test]
    fn a_lever_does_what_it_says(input in small_case()) {
        let report = schedule(&input).unwrap();
        let ScheduleOutcome::Found { earliest, levers, .. } = &report.scenarios[0].outcome else { return Ok(()) };
        for lever in levers.iter().take(3) {
            let mut other = input.clone();
            let free = |ranges: &mut Vec<crate::base::DateRange>| {
                let days: BTreeSet<Date> = ranges.iter().flat_map(|range| range.days()).collect();
                *ranges = days
                    .into_iter()
                    .filter(|day| *day != lever.day)
                    .map(|day| crate::base::DateRange::new(day, day).unwrap())
                    .collect();
            };
            match &lever.who {
                levers::Who::Facilitator => free(&mut other.calendar.facilitator_unavailable),
                levers::Who::Venue => free(&mut other.calendar.venue_unavailable),
                levers::Who::Person { id } => free(other.calendar.absences.0.get_mut(id).unwrap()),
            }
            let review = all_plans(&other).iter().map(|row| row.1).min().unwrap();
            prop_assert_eq!(review, lever.review);
            prop_assert_eq!(earliest.review.days_since(review), lever.days_earlier);
        }
    }
}

#[test]
fn a_horizon_that_is_too_short_says_what_is_missing() {
    let mut input = remscheid();
    input.calendar.horizon = "2026-12-13".parse().unwrap();
    input.scenarios.truncate(1);
    let report = schedule(&input).unwrap();
    let ScheduleOutcome::Infeasible { stuck_at, blocked_days, rejections, .. } = &report.scenarios[0].outcome else {
        panic!()
    };
    assert_eq!(stuck_at, &Milestone::Workshop { id: Id::new("W2").unwrap() });
    assert_eq!(rejections.first().unwrap().days.to_string(), "2026-12-04");
    let blocked: BTreeMap<&str, u32> = blocked_days.iter().map(|one| (one.person.as_str(), one.days)).collect();
    assert_eq!(blocked, BTreeMap::from([("P9", 2), ("T3", 2), ("T8", 1)]));
}

#[test]
fn bad_calendars_are_refused_with_every_problem() {
    let mut input = remscheid();
    input.calendar.horizon = "2026-11-01".parse().unwrap();
    input.calendar.phases[0].pool.push(Id::new("T99").unwrap());
    input.calendar.phases[1].min_attending = 9;
    input.calendar.phases.swap(2, 3);
    let codes: Vec<Code> = schedule(&input).unwrap_err().problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [Code::WrongOrder, Code::UnknownReference, Code::Contradiction, Code::WrongOrder]);
}

//! Every figure of the independently computed Remscheid result comes out of `case.evaluate`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::Value;
use std::fs;
use std::path::Path;

fn load(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases").join(name);
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn evaluation() -> Value {
    let document = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/remscheid.json")).unwrap();
    serde_json::from_slice(&machbar::call("case.evaluate", &document).unwrap()).unwrap()
}

/// The element of a list with that id (or step, or pain point).
fn with_id<'v>(list: &'v Value, id: &str) -> &'v Value {
    let found = list
        .as_array()
        .unwrap()
        .iter()
        .find(|entry| ["id", "step", "pain_point", "measure"].iter().any(|key| entry[*key] == id));
    found.unwrap_or_else(|| panic!("no {id}"))
}

/// A figure as people read it.
fn number(value: &Value) -> f64 {
    value.as_f64().or_else(|| value["rounded"].as_f64()).unwrap_or_else(|| panic!("no figure: {value}"))
}

/// Equal, figures within 1e-9.
fn same(actual: &Value, expected: &Value, what: &str) {
    match expected {
        Value::Number(_) => {
            let (a, e) = (number(actual), expected.as_f64().unwrap());
            assert!((a - e).abs() < 1e-9, "{what}: {a}, expected {e}");
        }
        _ => assert_eq!(actual, expected, "{what}"),
    }
}

fn pairs(actual: &Value, expected: &Value, pairs: &[(&str, &str)]) {
    for (to, from) in pairs {
        let e = expected.pointer(from).unwrap_or_else(|| panic!("{from}"));
        let a = actual.pointer(to).unwrap_or_else(|| panic!("{to}"));
        same(a, e, from);
    }
}

#[test]
fn pain_and_choice() {
    let (actual, expected) = (evaluation(), load("remscheid.expected.json"));
    for point in expected["pain_points"].as_array().unwrap() {
        let id = point["id"].as_str().unwrap();
        let cost = with_id(&actual["pain"]["pain_points"], id);
        pairs(
            cost,
            point,
            &[("/hours_per_fortnight/mid", "/hours_per_fortnight"), ("/annual_cost_cents/mid", "/annual_cost_cents")],
        );
        let figures = with_id(&actual["choice"]["figures"], id);
        for key in [
            "cost_class",
            "median_impact",
            "median_frustration",
            "frustration_answers",
            "dots",
            "borda_impact",
            "pain_index",
        ] {
            same(&figures[key], &point[key], &format!("{id} {key}"));
        }
        let solvable = with_id(&actual["choice"]["solvability"], id);
        for key in ["points", "of", "score_percent", "blocked_by"] {
            same(&solvable[key], &expected["solvability"][id][key], &format!("{id} {key}"));
        }
    }
    pairs(
        &actual,
        &expected,
        &[
            ("/pain/ninety_minutes_qualified", "/ninety_minutes_qualified"),
            ("/pain/total_annual_cost_cents/mid", "/totals/annual_cost_cents"),
            ("/pain/total_hours_per_fortnight/mid", "/totals/hours_per_fortnight"),
            ("/choice/in_every_top", "/rankings/in_every_top3"),
            ("/choice/agreement/kendall_w", "/kendall_w_impact"),
            ("/choice/top", "/top3"),
            ("/choice/biggest", "/biggest_of_top3"),
            ("/choice/chosen", "/chosen_most_solvable_of_top3"),
            ("/choice/most_solvable_overall", "/most_solvable_overall"),
        ],
    );
    for (measure, order, top) in [
        ("dots", "by_dots", "dots"),
        ("pain_index", "by_pain_index", "pain_index"),
        ("annual_cost", "by_annual_cost", "annual_cost"),
        ("borda", "by_borda_impact", "borda"),
    ] {
        let ranking = with_id(&actual["choice"]["rankings"], measure);
        assert_eq!(ranking["order"], expected["rankings"][order], "{measure}");
        assert_eq!(ranking["top"], expected["rankings"]["top3_by_method"][top], "{measure}");
    }
    let backlog: Vec<&Value> =
        actual["backlog"]["items"].as_array().unwrap().iter().map(|item| &item["pain_point"]).collect();
    assert_eq!(serde_json::json!(backlog), expected["backlog_order"]);
}

#[test]
fn team_and_process() {
    let (actual, expected) = (evaluation(), load("remscheid.expected.json"));
    pairs(
        &actual,
        &expected,
        &[
            ("/team/functions", "/team/functions"),
            ("/team/coverage/0/required", "/team/required_functions"),
            ("/team/coverage/0/missing", "/team/missing_functions"),
            ("/team/ai_experience/min", "/team/ai_experience_min"),
            ("/team/ai_experience/max", "/team/ai_experience_max"),
            ("/team/ai_experience/mean", "/team/ai_experience_mean"),
            ("/team/ai_experience/sd_population", "/team/ai_experience_sd_population"),
            ("/team/ai_experience/gap", "/team/gap"),
            ("/team/method_skill/able", "/team/method_skill_after_at_least_3"),
            ("/process/one_pass/process_minutes", "/process/process_minutes"),
            ("/process/one_pass/wait_minutes", "/process/wait_minutes"),
            ("/process/one_pass/lead_minutes", "/process/lead_minutes"),
            ("/process/one_pass/lead_working_days", "/process/lead_working_days_480"),
            ("/process/one_pass/activity_ratio_percent", "/process/activity_ratio_percent"),
            ("/process/rolled_ca_percent", "/process/rolled_ca_percent"),
            ("/process/one_pass/expected_rework_minutes", "/process/expected_rework_minutes_per_item"),
            ("/process/one_pass/expected_touch_minutes", "/process/expected_touch_minutes_per_item"),
            ("/process/hotspots/error/0/step", "/process/hotspot_error"),
            ("/process/hotspots/delay/0/step", "/process/hotspot_delay"),
            ("/process/hotspots/frustration/0/step", "/process/hotspot_frustration"),
        ],
    );
    assert_eq!(actual["team"]["decision_owners"].as_array().unwrap().len(), 1);
    assert_eq!(actual["team"]["ai_experience"]["heterogeneous"], "yes");
    for (step, median) in expected["process"]["median_frustration"].as_object().unwrap() {
        same(&with_id(&actual["process"]["steps"], step)["median_frustration"], median, step);
    }
    assert_eq!(
        with_id(&actual["concepts"]["concepts"], "K1")["addresses_steps"],
        expected["process"]["addressed_by_K1"]
    );
}

#[test]
fn concepts_and_it_check() {
    let (actual, expected) = (evaluation(), load("remscheid.expected.json"));
    for concept in expected["concepts"].as_array().unwrap() {
        let id = concept["id"].as_str().unwrap();
        let judged = with_id(&actual["concepts"]["concepts"], id);
        assert_eq!(judged["verdict"], concept["verdict"], "{id}");
        assert_eq!(judged["reasons"], concept["reasons"], "{id}");
        for (name, scenario) in concept["scenarios"].as_object().into_iter().flatten() {
            for (key, value) in scenario.as_object().unwrap() {
                same(&judged["scenarios"][name][key], value, &format!("{id} {name} {key}"));
            }
        }
    }
    pairs(
        &actual,
        &expected,
        &[
            ("/concepts/buried", "/buried"),
            ("/concepts/avoided_one_off_cost_cents", "/avoided_one_off_cost_cents"),
            ("/it_check/total", "/it_check/total"),
            ("/it_check/ok", "/it_check/ok"),
            ("/it_check/conditions", "/it_check/conditions"),
            ("/it_check/blockers", "/it_check/blockers"),
            ("/it_check/verdict", "/it_check/verdict"),
        ],
    );
}

#[test]
fn proof_of_concept() {
    let (actual, expected) = (evaluation(), load("remscheid.expected.json"));
    let (measured, poc) = (&actual["poc"]["measured"], &expected["poc"]);
    pairs(
        with_id(&measured["paired"], "quote_minutes"),
        poc,
        &[
            ("/median_old", "/median_old"),
            ("/median_new", "/median_new"),
            ("/reduction_of_medians_permille", "/median_reduction_permille_of_medians"),
            ("/median_of_paired_reductions_permille", "/median_of_paired_reductions_permille"),
            ("/mean_difference", "/mean_difference_minutes"),
            ("/median_difference", "/median_difference_minutes"),
            ("/hodges_lehmann", "/hodges_lehmann_minutes"),
            ("/wilcoxon/n_nonzero", "/wilcoxon/n_nonzero"),
            ("/wilcoxon/w_plus", "/wilcoxon/w_plus"),
            ("/wilcoxon/w_minus", "/wilcoxon/w_minus"),
            ("/wilcoxon/p_two_sided/exact", "/wilcoxon/p_two_sided"),
            ("/wilcoxon/p_two_sided", "/wilcoxon/p_two_sided_decimal"),
            ("/sign_test/p_two_sided", "/sign_test_p_two_sided"),
        ],
    );
    pairs(
        with_id(&measured["paired"], "user_rating"),
        poc,
        &[
            ("/n", "/user_rating/n"),
            ("/smallest_possible_p", "/user_rating/smallest_possible_two_sided_p"),
            ("/enough_for_5_percent", "/user_rating/enough_for_5_percent"),
            ("/wilcoxon/p_two_sided", "/user_rating/wilcoxon_p_two_sided"),
            ("/wilcoxon/n_nonzero", "/user_rating/n_nonzero"),
        ],
    );
    for (id, key) in [
        ("field_accuracy", "field_accuracy"),
        ("critical_field_accuracy", "critical_field_accuracy"),
        ("similar_job_hit_at_3", "hit_at_3"),
    ] {
        pairs(
            with_id(&measured["shares"], id),
            &poc[key],
            &[
                ("/share/point_permille", "/point_permille"),
                ("/share/wilson_95_lower", "/wilson95/0"),
                ("/share/wilson_95_upper", "/wilson95/1"),
            ],
        );
    }
    let fisher = measured["share_comparisons"][0].pointer("/fisher_p_two_sided").unwrap();
    same(fisher, &poc["flawed_quotes_fisher_p_two_sided"], "Fisher");
    for (id, status) in poc["criteria"].as_object().unwrap() {
        assert_eq!(&with_id(&actual["poc"]["criteria"], id)["status"], status, "{id}");
    }
    assert_eq!(actual["poc"]["verdict"], poc["verdict"]);
    assert_eq!(actual["poc"]["decided_by"], serde_json::json!(["SC3"]));
    let fired = actual["poc"]["stop_rules"].as_array().unwrap().iter().filter(|rule| rule["status"] == "fired").count();
    assert_eq!(fired, poc["stop_rules_fired"].as_array().unwrap().len());
}

#[test]
fn readiness_and_licences() {
    let (actual, expected) = (evaluation(), load("remscheid.expected.json"));
    for group in ["data", "infrastructure", "skills"] {
        same(&with_id(&actual["readiness"]["groups"], group)["mean"], &expected["readiness"][group], group);
    }
    pairs(
        &actual,
        &expected,
        &[
            ("/readiness/limiting", "/readiness/limiting"),
            ("/readiness/zero_items", "/readiness/zero_items"),
            ("/maturity/total", "/readiness/dma/total"),
            ("/maturity/band", "/readiness/dma/level"),
            ("/licences/paid_cents", "/licences/paid_cents"),
            ("/licences/idle_cents", "/licences/idle_cents"),
            ("/licences/licences/0/idle_share_percent", "/licences/idle_share_percent"),
            (
                "/licences/licences/0/break_even_minutes_per_seat_month",
                "/licences/break_even_minutes_per_seat_month_at_4830",
            ),
            ("/licences/licences/0/missing", "/licences/missing"),
        ],
    );
    assert_eq!(actual["licences"]["licences"][0]["spray_and_pray"], "yes");
    for (list, block) in [("questions", "questions"), ("dimensions", "dimensions")] {
        for (id, score) in expected["readiness"]["dma"][block].as_object().unwrap() {
            let scored = &with_id(&actual["maturity"][list], id)["score"];
            // Questions are listed with three decimals.
            assert!((number(scored) - score.as_f64().unwrap()).abs() < 5e-4, "{id}");
        }
    }
}

#[test]
fn money_size_and_dates() {
    let (actual, expected) = (evaluation(), load("remscheid.expected.json"));
    pairs(
        &actual,
        &expected,
        &[
            ("/cost/planned_net_cents", "/funding/planned_net_cents"),
            ("/cost/by_phase", "/funding/by_phase"),
            ("/cost/external_only_cents", "/funding/external_only_cents"),
            ("/cost/self_paid_gap_cents", "/funding/self_paid_gap_vs_own_funds_2027_cents"),
            ("/de_minimis/headroom/0/used/at_least_cents", "/funding/de_minimis_sum_cents_award_2027_01_15"),
            ("/de_minimis/headroom/0/used/at_most_cents", "/funding/de_minimis_sum_cents_award_2027_01_15"),
        ],
    );
    assert_eq!(actual["size"]["standing"], "autonomous");
    assert_eq!(actual["size"]["class"], "medium");
    for (index, key) in ["0", "20", "40"].iter().enumerate() {
        let wanted = &expected["schedule"][format!("approval_lead_time_{key}_working_days")];
        let scenario = &actual["schedule"]["scenarios"][index];
        assert_eq!(scenario["earliest_allowed_start"], wanted["earliest_allowed_start"]);
        let found = &scenario["outcome"]["earliest"];
        for phase in ["W1", "W2", "W3", "W4"] {
            let workshop = with_id(&found["workshops"], phase);
            assert_eq!(workshop["date"], wanted[phase], "{key} {phase}");
            assert_eq!(workshop["attending"], wanted["attending"][phase], "{key} {phase}");
        }
        for day in ["poc_start", "poc_end", "review"] {
            assert_eq!(found[day], wanted[day], "{key} {day}");
        }
    }
}

//! One thing at a time is made wrong in a document that is right: the code and the place must be exactly that.

use crate::base::{Code, Pointer, Problem};
use crate::funding::plan::sentences;
use crate::funding::plan::situation::Situation;
use crate::funding::plan::validate::validate;
use serde_json::{Value, json};

/// A document in which everything occurs that can be wrong.
fn document() -> Value {
    let offer = |id: &str| {
        json!({
            "id": id, "name": {"de": id, "en": id}, "basis": "none", "start": "free",
            "rates": [{"kinds": ["training"], "rate_ppm": 500_000}],
        })
    };
    let mut grant = offer("grant");
    grant["rates"] = json!([
        {"kinds": ["external_consulting"], "rate_ppm": 500_000, "limit": "both", "positions": ["a"], "quote": "q"},
        {"kinds": ["training"], "rate_ppm": 400_000, "limit": "both"},
        {"kinds": ["travel"], "rate_ppm": 400_000, "counted_ppm": 700_000, "overhead_ppm": 200_000, "limit": "share"},
        {"kinds": ["hardware"], "rate_ppm": 400_000, "counted_cents": 5},
    ]);
    grant["limits"] = json!([
        {"id": "both", "cost_max_cents": 1_000},
        {"id": "share", "share": {"ppm": 350_000, "kinds": ["own_personnel"]}},
    ]);
    for (name, value) in [
        ("base_cap_cents", json!(1)),
        ("grant_cap_cents", json!(1)),
        ("grant_min_cents", json!(1)),
        ("cost_min_cents", json!(1)),
        ("cost_max_cents", json!(1)),
        ("external_min_permille", json!(300)),
        ("external_max_permille", json!(600)),
        ("windows", json!([{"opens": "2027-01-01", "closes": "2027-02-01", "decides": "2027-03-01"}])),
        ("decision", json!({"best": 1, "usual": 2, "late": 3})),
        ("frequency", json!([{"count": 1, "per": "calendar_year"}, {"count": 2, "per": "person"}])),
    ] {
        grant[name] = value;
    }
    let mut loan = offer("loan");
    loan["instrument"] = json!("loan");
    loan["loan"] =
        json!({"term_months": 24, "grace_months": 12, "instalment_months": 6, "max_cents": 5, "interest_ppm": 7});
    let mut tax = offer("tax");
    tax["instrument"] = json!("tax_allowance");
    tax["certificate"] = json!({"de": "B", "en": "B"});
    tax["rates"][0]["de_minimis"] = json!(true);
    let mut shares = offer("shares");
    (shares["instrument"], shares["basis"], shares["own_share"]) =
        (json!("tax_allowance"), json!("tax"), json!("counts"));
    json!({
        "as_of": "2026-11-20",
        "fiscal_year_start_month": 7,
        "stages": [
            {"id": "s", "phase": "poc", "milestone": true, "earliest": "2026-12-01", "latest": "2027-01-01"},
            {"id": "t", "phase": "mvp", "after": [{"stage": "s", "gap_working_days": 1}], "start_days": ["2027-02-01"]},
        ],
        "positions": [
            {"id": "a", "stage": "s", "kind": "external_consulting", "net_cents": 100, "parts": 2,
                "max_intensity_permille": 500, "quotes": [{"id": "q", "net_cents": 90, "working_days": 3}]},
            {"id": "b", "stage": "t", "until": "t", "kind": "training", "net_cents": 100, "order_after": ["s"]},
            {"id": "c", "stage": "t", "kind": "training", "net_cents": 100, "ordered_on": "2026-11-20"},
        ],
        "offers": [grant, loan, tax, shares],
        "de_minimis": {"grants": [{"granted_on": "2025-01-01", "amount_cents": 1}]},
        "budgets": [{"id": "w", "days": "2026-11-20..2027-12-31", "own_cents": 1}],
        "calendar": {"closures": ["2026-12-23..2027-01-03"]},
    })
}

fn problems(document: Value) -> Vec<Problem> {
    let situation: Situation = serde_json::from_value(document).unwrap();
    validate(&situation, &Pointer::root()).finish().err().map(|error| error.problems).unwrap_or_default()
}

/// (where it is changed, to what, where the problem is; empty: there), by code.
type Change = (&'static str, Value, &'static str);

fn many(count: usize, one: &Value) -> Value {
    Value::Array(vec![one.clone(); count])
}

/// So many entries, each with an id of its own.
fn numbered(count: usize, one: &Value) -> Value {
    let each = |index: usize| {
        let mut one = one.clone();
        one["id"] = json!(format!("n{index}"));
        one
    };
    Value::Array((0..count).map(each).collect())
}

/// The document with an entry more in a list.
fn and(list: &str, one: Value) -> Value {
    let mut all = document().pointer(list).cloned().unwrap_or_else(|| json!([]));
    all.as_array_mut().unwrap().push(one);
    all
}

fn out_of_range() -> Vec<Change> {
    let mut all = vec![
        ("/fiscal_year_start_month", json!(0), ""),
        ("/fiscal_year_start_month", json!(13), ""),
        ("/stages/0/working_days", json!(0), ""),
        ("/stages/0/working_days", json!(1_001), ""),
        ("/stages/1/after/0/gap_working_days", json!(1_001), ""),
        ("/positions/0/net_cents", json!(0), ""),
        ("/positions/0/net_cents", json!(10_000_000_001_i64), ""),
        ("/positions/0/parts", json!(0), ""),
        ("/positions/0/parts", json!(13), ""),
        ("/positions/0/max_intensity_permille", json!(1_001), ""),
        ("/positions/0/quotes/0/net_cents", json!(0), ""),
        ("/positions/0/quotes/0/working_days", json!(0), ""),
        ("/offers/0/chance_permille", json!(0), ""),
        ("/offers/0/chance_permille", json!(1_001), ""),
        ("/offers/0/applications_max", json!(0), ""),
        ("/offers/0/applications_max", json!(7), ""),
        ("/offers/0/frequency/1/count", json!(0), ""),
        ("/offers/0/frequency/0/count", json!(101), ""),
        ("/offers/0/payout_days", json!(3_001), ""),
        ("/offers/0/preparation_working_days", json!(1_001), ""),
        ("/offers/0/rates/1/rate_ppm", json!(0), ""),
        ("/offers/0/rates/1/rate_ppm", json!(1_000_001), ""),
        ("/offers/0/rates/3/counted_cents", json!(0), ""),
        ("/offers/0/rates/3/counted_ppm", json!(0), ""),
        ("/offers/0/rates/3/counted_ppm", json!(1_000_001), ""),
        ("/offers/0/rates/2/overhead_ppm", json!(3_000_001), ""),
        ("/offers/0/limits/0/cost_max_cents", json!(-1), ""),
        ("/offers/0/limits/1/share/ppm", json!(0), ""),
        ("/offers/0/limits/1/share/ppm", json!(100_000_001), ""),
        ("/offers/0/external_min_permille", json!(1_001), ""),
        ("/offers/0/external_max_permille", json!(1_001), ""),
        ("/offers/0/decision/late", json!(1_001), ""),
        ("/offers/1/loan/share_permille", json!(0), ""),
        ("/offers/1/loan/share_permille", json!(1_001), ""),
        ("/offers/1/loan/term_months", json!(366), ""),
        ("/offers/1/loan/grace_months", json!(24), ""),
        ("/offers/1/loan/max_cents", json!(0), ""),
        ("/offers/1/loan/interest_ppm", json!(300_001), ""),
        ("/de_minimis/grants/0/amount_cents", json!(-1), ""),
        ("/de_minimis/ceiling_cents", json!(-1), ""),
        ("/budgets/0/own_cents", json!(-1), ""),
        ("/budgets/0/credit_cents", json!(-1), ""),
    ];
    for name in ["base_cap_cents", "grant_cap_cents", "grant_min_cents", "cost_min_cents", "effort_cents"] {
        all.push((Box::leak(format!("/offers/0/{name}").into_boxed_str()), json!(-1), ""));
    }
    all
}

fn too_many() -> Vec<Change> {
    let (stage, position) = (json!({"phase": "mvp"}), json!({"stage": "s", "kind": "travel", "net_cents": 1}));
    let offer = &document()["offers"][1];
    let more = |list: &str, count: usize, one: &Value| {
        let mut all = document().pointer(list).cloned().unwrap_or_else(|| json!([]));
        all.as_array_mut().unwrap().extend(numbered(count, one).as_array().unwrap().clone());
        all
    };
    let text = json!({"de": "F", "en": "F"});
    vec![
        ("/stages", more("/stages", 31, &stage), ""),
        ("/positions", more("/positions", 38, &position), ""),
        ("/offers", more("/offers", 97, offer), ""),
        ("/budgets", more("/budgets", 20, &json!({"days": "2026-11-20..2027-12-31", "own_cents": 1})), ""),
        ("/de_minimis/grants", many(1_001, &json!({"granted_on": "2025-01-01", "amount_cents": 0})), ""),
        ("/calendar/closures", many(501, &json!("2026-12-24..2026-12-24")), ""),
        ("/stages/1/start_days", many(2_001, &json!("2027-02-01")), ""),
        ("/positions/1/quotes", numbered(9, &json!({"net_cents": 1})), ""),
        ("/offers/0/rates", and_rates(47), ""),
        ("/offers/0/limits", more("/offers/0/limits", 19, &json!({"cost_max_cents": 1})), ""),
        ("/offers/0/frequency", many(6, &json!({"count": 1, "per": "project"})), ""),
        ("/offers/0/windows", many(25, &json!({})), ""),
        ("/offers/0/assumed", many(21, &text), ""),
        ("/offers/0/excludes", many(201, &json!("x")), ""),
        ("/offers/0/further_questions", many(21, &text), ""),
        ("/offers/0/rates/1/questions", many(21, &text), ""),
        ("/offers/0/rates/1/positions", many(41, &json!("a")), ""),
        // More than 60 items: 12 parts under six quotes.
        ("/positions/1", many_items(), "/positions"),
        // More than 4,096 ways to choose: 2 · 9⁴.
        ("/positions", many_ways(), ""),
        ("/positions", more("/positions", 13, &movable()), ""),
    ]
}

fn and_rates(count: usize) -> Value {
    let mut all = document()["offers"][0]["rates"].clone();
    let more = many(count, &json!({"kinds": ["other"], "rate_ppm": 1}));
    all.as_array_mut().unwrap().extend(more.as_array().unwrap().clone());
    all
}

fn many_items() -> Value {
    let quotes = numbered(5, &json!({"net_cents": 12}));
    json!({"id": "b", "stage": "t", "kind": "training", "net_cents": 12, "parts": 12, "quotes": quotes})
}

fn many_ways() -> Value {
    let mut all = document()["positions"].clone();
    for index in 0..4 {
        let quotes = numbered(8, &json!({"net_cents": 12}));
        let one =
            json!({"id": format!("w{index}"), "stage": "t", "kind": "training", "net_cents": 12, "quotes": quotes});
        all.as_array_mut().unwrap().push(one);
    }
    all
}

fn movable() -> Value {
    json!({"stage": "t", "kind": "training", "net_cents": 1, "can_wait_until": "2027-06-01"})
}

/// The document's allowance counts own shares, too.
fn second_allowance() -> Value {
    let mut other = document()["offers"][3].clone();
    other["id"] = json!("second");
    other
}

fn contradictions() -> Vec<Change> {
    vec![
        ("/stages/1/milestone", json!(true), ""),
        ("/positions/1/order_after/0", json!("t"), ""),
        ("/positions/2/ordered_on", json!("2026-11-21"), ""),
        ("/positions/2/quotes", json!([{"id": "q", "net_cents": 1}]), ""),
        ("/offers/0/cost_min_cents", json!(2), ""),
        ("/offers/0/external_min_permille", json!(601), ""),
        ("/offers/0/own_share", json!("counts"), ""),
        ("/offers", and("/offers", second_allowance()), "/offers/4/own_share"),
        ("/offers/0/certificate", json!({"de": "B", "en": "B"}), ""),
        ("/offers/0/rates/1/de_minimis", json!(true), ""),
        ("/offers/0/loan", json!({"term_months": 12}), ""),
        ("/offers/1/loan/instalment_months", json!(5), ""),
        ("/offers/1/loan/grace_months", json!(9), "/offers/1/loan/instalment_months"),
        ("/offers/0/rates/1/counted_ppm", json!(700_000), "/offers/0/limits/0"),
        ("/offers/0/rates/1/overhead_ppm", json!(1), "/offers/0/limits/0"),
        ("/offers/0/limits/1/share/kinds", json!(["own_personnel", "travel"]), "/offers/0/limits/1/share"),
    ]
}

fn others() -> Vec<(Code, Change)> {
    let (missing, few, order) = (Code::MissingField, Code::TooFew, Code::WrongOrder);
    let (reference, twice) = (Code::UnknownReference, Code::DuplicateId);
    let stage = json!({"id": "s", "phase": "poc"});
    vec![
        (missing, ("/positions/0/net_cents", json!("dont_know"), "")),
        (missing, ("/positions/1/net_cents", json!(null), "")),
        (missing, ("/offers/1/loan", json!(null), "")),
        (missing, ("/offers/0/limits/0/cost_max_cents", json!(null), "/offers/0/limits/0")),
        (few, ("/calendar/weekdays", json!([]), "")),
        (few, ("/offers/1/rates", json!([]), "")),
        (few, ("/offers/1/rates/0/kinds", json!([]), "")),
        (few, ("/offers/0/limits/1/share/kinds", json!([]), "")),
        (order, ("/stages/0/latest", json!("2026-11-30"), "")),
        (order, ("/stages/1/latest", json!("2026-11-19"), "")),
        (order, ("/stages/1/start_days", json!(["2026-11-19"]), "")),
        (order, ("/positions/1/can_wait_until", json!("2026-11-19"), "")),
        (order, ("/positions/1/until", json!("s"), "")),
        (order, ("/offers/0/windows/0/closes", json!("2026-12-31"), "")),
        (order, ("/offers/0/windows/0/decides", json!("2026-12-31"), "")),
        (order, ("/offers/0/decision/usual", json!(0), "/offers/0/decision")),
        (order, ("/offers/0/decision/best", json!(3), "/offers/0/decision")),
        (Code::Cycle, ("/stages/0/after", json!([{"stage": "t"}]), "")),
        (Code::Cycle, ("/stages/1/after/0/stage", json!("t"), "/stages/1/after")),
        (Code::Cycle, ("/positions/0/order_after", json!(["t"]), "/stages/0/after")),
        (reference, ("/stages/1/after/0/stage", json!("r"), "")),
        (reference, ("/positions/0/stage", json!("r"), "")),
        (reference, ("/positions/0/until", json!("r"), "")),
        (reference, ("/positions/0/order_after", json!(["r"]), "/positions/0/order_after/0")),
        (reference, ("/offers/0/rates/2/limit", json!("sharing"), "")),
        (reference, ("/offers/0/rates/0/positions/0", json!("aa"), "")),
        (reference, ("/offers/0/rates/0/quote", json!("qq"), "")),
        (twice, ("/stages", and("/stages", stage), "/stages/2/id")),
        (twice, ("/positions/1/id", json!("c"), "/positions/2/id")),
        (twice, ("/offers/2/id", json!("loan"), "")),
        (twice, ("/budgets", and("/budgets", document()["budgets"][0].clone()), "/budgets/1/id")),
        (twice, ("/offers/0/limits/1/id", json!("both"), "")),
        (
            twice,
            (
                "/positions/0/quotes",
                and("/positions/0/quotes", json!({"id": "q", "net_cents": 1})),
                "/positions/0/quotes/1/id",
            ),
        ),
    ]
}

fn faults() -> Vec<(Code, Change)> {
    let of = |code: Code, changes: Vec<Change>| changes.into_iter().map(move |change| (code, change));
    let mut all: Vec<(Code, Change)> = of(Code::OutOfRange, out_of_range()).collect();
    all.extend(of(Code::TooMany, too_many()));
    all.extend(of(Code::Contradiction, contradictions()));
    all.extend(others());
    all
}

/// The document with a change; what is not there yet is put there.
fn changed(place: &str, value: Value) -> Value {
    let mut document = document();
    let (parent, name) = place.rsplit_once('/').unwrap();
    let parent = document.pointer_mut(parent).unwrap();
    match parent.as_array_mut() {
        Some(list) => list[name.parse::<usize>().unwrap()] = value,
        None => parent[name] = value,
    }
    document
}

/// Does a text follow a sentence of the tables?
fn follows(template: &str, text: &str) -> bool {
    let mut rest = text;
    for (index, part) in template.split('{').enumerate() {
        let fixed = if index == 0 { part } else { part.split_once('}').unwrap().1 };
        let Some(place) = rest.find(fixed).filter(|place| index > 0 || *place == 0) else { return false };
        rest = &rest[place + fixed.len()..];
    }
    true
}

/// Changes that break a second rule: a share above a thousand is above the largest share, too; quotes of a position and
/// rates under a limit are not found when its id is another.
const AND_MORE: [&str; 3] =
    ["/offers/0/external_min_permille", "/offers/0/rates/0/positions/0", "/offers/0/limits/1/id"];

#[test]
fn every_fault_has_its_code_and_its_place() {
    assert_eq!(problems(document()), Vec::new());
    for (code, (place, value, at)) in faults() {
        let found = problems(changed(place, value.clone()));
        let at = if at.is_empty() { place } else { at };
        let exactly = found.iter().any(|problem| problem.code == code && problem.pointer.as_str() == at);
        assert!(exactly, "{place} = {value:.80}: expected {code} at {at}, found {found:#?}");
        assert!(found.len() == 1 || AND_MORE.contains(&place), "{place}: something else is wrong, too: {found:#?}");
        for problem in &found {
            assert!(
                !problem.message.de.is_empty()
                    && !problem.message.en.is_empty()
                    && problem.message.de != problem.message.en
            );
        }
    }
}

#[test]
fn every_sentence_about_an_input_is_said() {
    let mut said = String::new();
    let mut empty = document();
    empty["positions"] = json!([]);
    let all = faults().into_iter().map(|(_, (place, value, _))| changed(place, value)).chain([empty]);
    for problem in all.flat_map(problems) {
        let texts = [Some(problem.message), problem.expected, problem.hint];
        for text in texts.into_iter().flatten() {
            said.push_str(&text.de);
            said.push('\n');
        }
    }
    let lines: Vec<&str> = said.lines().collect();
    let silent: Vec<&str> = sentences::ALL
        .iter()
        .filter(|sentence| sentence.key.starts_with("plan.input."))
        // A plan that names something twice: `funding.check_plan`.
        .filter(|sentence| sentence.key != "plan.input.twice")
        .filter(|sentence| !lines.iter().any(|line| follows(&sentence.text().de, line)))
        .map(|sentence| sentence.key)
        .collect();
    assert!(silent.is_empty(), "never said: {silent:?}");
}

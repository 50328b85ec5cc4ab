//! Properties of the funding engine, each against an independent oracle.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::base::{Answer, Money, Pointer, Problems, Truth};
use machbar::funding::Catalogue;
use machbar::funding::evaluate::{Quick, evaluate};
use machbar::funding::facts::{Facts, FactsInput};
use machbar::funding::timeline::Instant;
use machbar::funding::verdict::Verdict;
use machbar::funding::vocabulary::{FactType, Vocabulary};
use proptest::prelude::*;
use serde_json::{Value, json};

fn call(operation: &str, document: &Value) -> Value {
    let bytes = machbar::call(operation, document.to_string().as_bytes()).unwrap_or_else(|error| panic!("{error}"));
    serde_json::from_slice(&bytes).unwrap()
}

fn code(operation: &str, document: &Value) -> String {
    let error = machbar::call(operation, document.to_string().as_bytes()).unwrap_err();
    format!("{} {}", error.code().name(), error.problems[0].pointer)
}

fn quick(facts: &FactsInput, at: &str) -> Vec<Quick> {
    let catalogue = Catalogue::embedded().unwrap();
    let at: Instant = at.parse().unwrap();
    let mut problems = Problems::new();
    let facts = Facts::read(facts, catalogue.vocabulary(), at.date(), &Pointer::root(), &mut problems);
    problems.finish().unwrap();
    evaluate(catalogue, at, &facts)
}

/// A value for every fact that does not follow from another; all numbers from a seed.
fn complete(seed: &mut impl FnMut(u64) -> u64) -> FactsInput {
    let mut facts = FactsInput::default();
    for fact in Vocabulary::embedded().facts() {
        let follows = [
            "company.age_months",
            "company.weak_region",
            "project.phases",
            "project.cost_date",
            "project.application_date",
        ];
        if follows.contains(&fact.id.as_str()) {
            continue;
        }
        let value = match fact.kind {
            FactType::Bool => json!(seed(3) == 0),
            FactType::Count => {
                json!([0, 1, 5, 9, 10, 24, 36, 49, 50, 120, 121, 249, 250, 499, 500, 2000][seed(16) as usize])
            }
            FactType::Money => json!(
                [0, 1, 399_999, 400_000, 3_000_000, 5_000_000, 5_000_001, 10_000_000, 30_000_000_u64][seed(9) as usize]
            ),
            FactType::Date => json!(
                ["1961-04-01", "2020-01-01", "2020-01-02", "2025-12-31", "2026-01-01", "2026-12-01"][seed(6) as usize]
            ),
            FactType::Choice => {
                // Half of the time the first value, so that programmes are reached at all.
                let index = if seed(2) == 0 { 0 } else { seed(fact.values.len() as u64) };
                json!(fact.values[index as usize].id)
            }
            FactType::Set => {
                let bad = ["company.circumstances", "aid.recent"].contains(&fact.id.as_str());
                let one_in = if bad { 12 } else { 2 };
                let chosen = fact.values.iter().filter(|_| seed(one_in) == 0).map(|member| member.id.clone());
                json!(chosen.collect::<Vec<_>>())
            }
            FactType::Costs => json!(costs(seed)),
        };
        facts.set(&fact.id, value);
    }
    facts
}

fn costs(seed: &mut impl FnMut(u64) -> u64) -> Vec<Value> {
    let phases = ["workshop", "framing", "concept", "poc", "mvp", "rollout", "qualification"];
    let kinds = ["external_consulting", "external_development", "own_personnel", "training", "hardware", "owner_hours"];
    (0..=seed(5))
        .map(|_| {
            let net =
                [0, 1, 349_999, 350_000, 799_999, 800_000, 2_999_999, 3_000_001, 700_000_000_u64][seed(9) as usize];
            json!({
                "phase": phases[seed(7) as usize], "kind": kinds[seed(6) as usize], "net_cents": net,
                "quantity": seed(40), "unit": (["lump", "day", "hour"][seed(3) as usize]),
            })
        })
        .collect()
}

/// A small generator of numbers below a bound (SplitMix64).
fn numbers(mut state: u64) -> impl FnMut(u64) -> u64 {
    move |below| {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % below.max(1)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn taking_facts_away_only_opens(seed in any::<u64>(), take in 1_u64..8) {
        let mut next = numbers(seed);
        let full = complete(&mut next);
        let before = quick(&full, "2026-11-20");
        let ids: Vec<String> = full.iter().map(|(id, _)| id).collect();
        let mut less = full.clone();
        for _ in 0..take {
            let id = &ids[next(ids.len() as u64) as usize];
            if next(2) == 0 { less.remove(id); } else { less.set(id, json!("dont_know")); }
        }
        for (before, after) in before.iter().zip(quick(&less, "2026-11-20")) {
            // Hours of the owner that are not counted in hours leave a programme open from the start.
            let (false, Some(exact)) = (before.conditions.is_open(), before.grants.exact()) else { continue };
            prop_assert!(after.conditions == before.conditions || after.conditions == Truth::Open,
                "{:?} became {:?}", before, after);
            if before.applications == Truth::Yes {
                prop_assert!(after.verdict == before.verdict || after.verdict == Verdict::Open, "{:?} {:?}", before, after);
            }
            // The range with fewer facts holds the amount with all facts.
            prop_assert!(after.grants.low <= exact, "{:?} {:?}", before, after);
            if after.conditions != Truth::No {
                prop_assert!(after.grants.high.is_none_or(|high| high >= exact), "{:?} {:?}", before, after);
            }
        }
    }

    #[test]
    fn amounts_of_three_programmes_equal_a_second_calculation(seed in any::<u64>()) {
        let mut next = numbers(seed);
        let costs = costs(&mut next);
        let sum = |kinds: &[&str], phases: &[&str]| -> i128 {
            costs.iter()
                .filter(|cost| kinds.contains(&cost["kind"].as_str().unwrap()) && phases.contains(&cost["phase"].as_str().unwrap()))
                .map(|cost| i128::from(cost["net_cents"].as_i64().unwrap()))
                .sum()
        };
        let hours: i128 = costs.iter()
            .filter(|cost| cost["kind"] == "owner_hours" && ["concept", "poc", "mvp"].contains(&cost["phase"].as_str().unwrap()))
            .map(|cost| if cost["unit"] == "hour" { i128::from(cost["quantity"].as_i64().unwrap()) } else { -1 })
            .fold(0, |sum, hours| if sum < 0 || hours < 0 { -1 } else { sum + hours });
        prop_assume!(hours >= 0);
        let sme = next(2) == 0;
        let new = next(2) == 0;
        let document = json!({ "at": "2026-11-20", "detail": "verdicts", "facts": {
            "applicant": { "kind": "company" },
            "company": { "state": "NW", "size": if sme { "small" } else { "large" }, "circumstances": [], "sector": "manufacturing",
                "founded": "1961-04-01", "legal_form": "sole_proprietor" },
            "aid": { "difficulty": false, "de_minimis_headroom_cents": 30_000_000, "recent": [] },
            "project": { "begun": false, "begin": if new { "2026-12-01" } else { "2025-12-01" }, "double_funding": false,
                "features": ["ai", "marketable_product", "technical_uncertainty", "rd_until_mvp"],
                "provider": ["bafa_registered", "seat_eu_eea"], "consulting": "individual", "costs": costs },
        }});
        let answer = call("funding.assess", &document);
        let paid = |id: &str| {
            let programme = answer["programmes"].as_array().unwrap().iter().find(|p| p["id"] == id).unwrap();
            programme["amount"]["exact_cents"].as_i64().map_or(0, i128::from)
        };
        let external = sum(&["external_consulting", "external_development"], &["concept", "poc", "mvp", "rollout"]);
        let half = (external / 2).min(1_500_000);
        let mid = if sme && external >= 800_000 && half >= 400_000 { half } else { 0 };
        prop_assert_eq!(paid("nrw-mid-digitalisierung-2026"), mid);

        let consulting = sum(&["external_consulting"], &["workshop", "framing", "concept", "security"]);
        let bafa = if sme { consulting.min(350_000) / 2 } else { 0 };
        prop_assert_eq!(paid("bund-bafa-unternehmensberatung"), bafa);

        let phases = ["concept", "poc", "mvp", "security"];
        // The day of the work decides, not the begin of the project.
        let per_hour = 10_000;
        // Scaled by 1,000 so that 70 % and 120 % stay whole.
        let base = sum(&["own_personnel"], &phases) * 1000 + sum(&["external_development"], &phases) * 700 + hours * per_hour * 1000;
        let base = (if new { base * 6 / 5 } else { base }).min(1_200_000_000 * 1000);
        let allowance = base * if sme { 35 } else { 25 } / 100 / 1000;
        prop_assert_eq!(paid("bund-forschungszulage"), allowance);
    }
}

const FILE: &str = r#"
id = "x-test"
state = "encoded"
name = { de = "Probe", en = "Trial" }
short = "Probe"
level = "nrw"
funder = "Land"
aid_basis = "none"
instrument = "grant"
checked_on = "2026-11-20"
applications = [{ status = "open", from = "2026-01-01" }]
start = { rule = "free" }
"#;

fn parts() -> Vec<String> {
    let mut parts: Vec<String> = [
        r#"{ fact = "company.size", in = ["micro", "small"] }"#,
        r#"{ any = [{ fact = "company.state", is = "NW" }, { fact = "project.state", is = "NW" }] }"#,
        r#"{ fact = "company.headcount", at_most = 40 }"#,
    ]
    .iter()
    .enumerate()
    .map(|(i, rule)| {
        format!("[[condition]]\nid = \"c{i}\"\nrequire = {rule}\nsource = \"s\"\ntext = {{ de = \"Satz {i}\", en = \"sentence {i}\" }}\n")
    })
    .collect();
    parts.push(
        "[[source]]\nkey = \"s\"\nname = \"Quelle\"\nread_on = \"2026-11-20\"\nconfidence = \"verified\"\n".into(),
    );
    for (name, verdict, facts) in [
        ("a", "eligible", r#"{ company = { size = "small", state = "NW", headcount = 40 } }"#),
        ("b", "not_eligible", r#"{ company = { headcount = 41 } }"#),
        ("c", "open", "{}"),
    ] {
        let fails = if name == "b" { "fails = [\"c2\"]\n" } else { "" };
        parts.push(format!(
            "[[example]]\nname = \"{name}\"\nat = \"2026-11-20\"\nverdict = \"{verdict}\"\n{fails}facts = {facts}\n"
        ));
    }
    parts
}

fn alone(toml: &str, rest: Value) -> Value {
    let mut document = json!({ "at": "2026-11-20", "catalogue": { "without_embedded": true, "add": [{ "name": "x.toml", "toml": toml }] } });
    for (key, value) in rest.as_object().unwrap() {
        document[key] = value.clone();
    }
    document
}

#[test]
fn order_of_conditions_programmes_and_facts_does_not_show() {
    let parts = parts();
    let facts = json!({ "facts": { "company": { "size": "small", "headcount": 41 }, "project": { "state": "NW" } } });
    let first = call("funding.assess", &alone(&(FILE.to_owned() + &parts.concat()), facts.clone())).to_string();
    for turn in 1..parts.len() {
        let mut turned = parts.clone();
        turned.rotate_left(turn);
        turned.swap(0, turn / 2);
        assert_eq!(
            first,
            call("funding.assess", &alone(&(FILE.to_owned() + &turned.concat()), facts.clone())).to_string()
        );
    }
    let text = FILE.to_owned() + &parts.concat();
    let other = text.replace("x-test", "a-test");
    let two = |a: &str, b: &str, facts: &str| {
        let document = format!(
            r#"{{"at":"2026-11-20","catalogue":{{"add":[{{"toml":{}}},{{"toml":{}}}]}},"facts":{facts}}}"#,
            json!(a),
            json!(b)
        );
        machbar::call("funding.assess", document.as_bytes()).unwrap()
    };
    assert_eq!(
        two(&text, &other, r#"{"company":{"state":"NW","size":"small"},"project":{"begun":false}}"#),
        two(&other, &text, r#"{"project":{"begun":false},"company":{"size":"small","state":"NW"}}"#)
    );
}

#[test]
fn bad_catalogues_and_facts_are_named() {
    let good = FILE.to_owned() + &parts().concat();
    let fault = |from: &str, to: &str| {
        assert!(good.contains(from), "{from}");
        code("funding.assess", &alone(&good.replacen(from, to, 1), json!({})))
    };
    assert_eq!(
        fault("company.size", "company.sise"),
        "unknown_reference /catalogue/add/0/toml/condition/0/require/fact"
    );
    assert_eq!(
        fault("at_most = 40", "at_most = \"40\""),
        "wrong_type /catalogue/add/0/toml/condition/2/require/at_most"
    );
    assert_eq!(
        fault("from = \"2026-01-01\"", "from = \"2026-01-01\", until = \"2025-12-31\""),
        "wrong_order /catalogue/add/0/toml/applications/0/until"
    );
    assert_eq!(fault("verdict = \"open\"", "verdict = \"closed\""), "too_few /catalogue/add/0/toml/example");
    assert_eq!(fault("from = \"2026-01-01\"", "from = \"2026-02-30\"").split(' ').next().unwrap(), "bad_format");
    let component = "[[component]]\nid = \"g\"\nkind = \"grant\"\n[[component.pays]]\nkinds = [\"training\"]\n[[component.rate]]\npercent = 101\n";
    let document = alone(&(good.clone() + component), json!({}));
    assert_eq!(code("funding.assess", &document), "out_of_range /catalogue/add/0/toml/component/0/rate/0/percent");
    let error = machbar::call("funding.assess", document.to_string().as_bytes()).unwrap_err();
    let line = (good.clone() + component).lines().position(|line| line == "percent = 101").unwrap() + 1;
    assert!(
        error.problems[0].message.en.contains(&format!("x.toml, line {line}:")),
        "{}",
        error.problems[0].message.en
    );
    let source = parts().into_iter().find(|part| part.starts_with("[[source]]")).unwrap();
    assert!(fault(&source, "").starts_with("too_few /catalogue/add/0/toml/source"));
    for (facts, expected) in [
        (json!({ "company": { "headcount": "120 Stück" } }), "wrong_type /facts/company/headcount"),
        (json!({ "company": { "founded": "1961-02-30" } }), "bad_format /facts/company/founded"),
        (json!({ "company": { "stat": "NW" } }), "unknown_field /facts/company/stat"),
    ] {
        assert_eq!(code("funding.assess", &json!({ "at": "2026-11-20", "facts": facts })), expected);
    }
    let nan = br#"{"at":"2026-11-20","facts":{"company":{"headcount":NaN}}}"#;
    assert_eq!(machbar::call("funding.assess", nan).unwrap_err().code().name(), "not_json");
}

#[test]
fn ten_megabytes_of_nesting_are_refused() {
    let times = 1_000_000;
    let deep = format!("{{\"at\":\"2026-11-20\",\"facts\":{{\"a\":{}}}}}", "[".repeat(10 * times));
    assert_eq!(machbar::call("funding.assess", deep.as_bytes()).unwrap_err().code().name(), "too_deep");
    let nested = |levels: usize| {
        format!(
            "{FILE}\n[[condition]]\nid = \"a\"\nsource = \"s\"\nrequire = {}{}",
            "{any=[".repeat(levels),
            "]}".repeat(levels)
        )
    };
    assert!(code("funding.assess", &alone(&nested(1_250_000), json!({}))).starts_with("too_large"));
    let error = code("funding.assess", &alone(&nested(20_000), json!({})));
    assert!(error.starts_with("bad_catalogue") || error.starts_with("too_deep"), "{error}");
    let wide = format!(
        "{FILE}\n[[condition]]\nid = \"a\"\nsource = \"s\"\ntext = {{ de = \"a\", en = \"a\" }}\nrequire = {{ any = [{}] }}",
        "{ fact = \"project.begun\", is = true },".repeat(2_000)
    );
    let error = machbar::call("funding.assess", alone(&wide, json!({})).to_string().as_bytes()).unwrap_err();
    let too_many = error.problems.iter().find(|problem| problem.code.name() == "too_many").unwrap();
    assert_eq!(too_many.pointer.as_str(), "/catalogue/add/0/toml/condition/0/require");
}

/// A catalogue of small programmes over own facts, with the money of each.
#[allow(clippy::type_complexity)] // facts, and per programme its name, amount and conditions
fn small(seed: u64) -> (Vec<Value>, Vec<(String, i64, Vec<Vec<(usize, bool)>>)>) {
    let mut next = numbers(seed);
    let facts: String = (0..5)
        .map(|i| {
            format!("[[fact]]\nid = \"t.f{i}\"\ntype = \"bool\"\nlabel = {{ de = \"f\", en = \"f\" }}\nquestion = {{ de = \"f?\", en = \"f?\" }}\nwhere = {{ de = \"f\", en = \"f\" }}\n")
        })
        .collect();
    let mut texts = Vec::new();
    let mut model = Vec::new();
    for number in 0..4 {
        let money = 1_000 * (1 + next(6)) as i64;
        // Conditions, each an "any" of literals.
        let clauses: Vec<Vec<(usize, bool)>> =
            (0..=next(2)).map(|_| (0..=next(2)).map(|_| (next(5) as usize, next(2) == 0)).collect()).collect();
        let mut text = format!(
            "id = \"p{number}\"\nstate = \"closed\"\nname = {{ de = \"p\", en = \"p\" }}\nshort = \"p\"\nlevel = \"nrw\"\nfunder = \"l\"\naid_basis = \"none\"\ninstrument = \"grant\"\nchecked_on = \"2026-11-20\"\napplications = [{{ status = \"open\", from = \"2026-01-01\" }}]\nstart = {{ rule = \"free\" }}\n"
        );
        if number == 0 {
            text += &facts;
        }
        for (index, clause) in clauses.iter().enumerate() {
            let literals: Vec<String> =
                clause.iter().map(|(fact, yes)| format!("{{ fact = \"t.f{fact}\", is = {yes} }}")).collect();
            text += &format!(
                "[[condition]]\nid = \"c{index}\"\nsource = \"s\"\ntext = {{ de = \"c\", en = \"c\" }}\nrequire = {{ any = [{}] }}\n",
                literals.join(", ")
            );
        }
        text += &format!(
            "[[source]]\nkey = \"s\"\nname = \"s\"\nread_on = \"2026-11-20\"\nconfidence = \"verified\"\n[[component]]\nid = \"g\"\nkind = \"grant\"\n[[component.fixed]]\namount = \"{money} EUR\"\n"
        );
        texts.push(json!({ "name": format!("p{number}.toml"), "toml": text }));
        model.push((format!("p{number}"), money * 100, clauses));
    }
    (texts, model)
}

/// Three-valued value of "all of any" by trying every completion of the facts that its literals name.
fn kleene(clauses: &[Vec<(usize, bool)>], known: &[Option<bool>; 5]) -> Option<bool> {
    let clause = |literals: &Vec<(usize, bool)>| -> Option<bool> {
        let values: Vec<Option<bool>> =
            literals.iter().map(|(fact, yes)| known[*fact].map(|value| value == *yes)).collect();
        if values.contains(&Some(true)) {
            Some(true)
        } else if values.contains(&None) {
            None
        } else {
            Some(false)
        }
    };
    let values: Vec<Option<bool>> = clauses.iter().map(clause).collect();
    if values.contains(&Some(false)) {
        Some(false)
    } else if values.contains(&None) {
        None
    } else {
        Some(true)
    }
}

#[test]
fn the_next_question_is_the_best_by_brute_force() {
    for seed in 0..60 {
        let (texts, model) = small(seed);
        let mut next = numbers(seed ^ 0xABCD);
        let mut known = [None; 5];
        for _ in 0..7 {
            let facts: serde_json::Map<String, Value> =
                (0..5).filter_map(|i| known[i].map(|value: bool| (format!("f{i}"), json!(value)))).collect();
            let answer = call(
                "funding.next_question",
                &json!({
                "at": "2026-11-20", "catalogue": { "without_embedded": true, "add": texts }, "facts": { "t": facts } }),
            );
            // Every unknown fact: which open programmes does one of its two answers settle, and what is at stake?
            let mut best: Option<(i64, usize, std::cmp::Reverse<usize>)> = None;
            for fact in (0..5).filter(|fact| known[*fact].is_none()) {
                let settled: Vec<i64> = model
                    .iter()
                    .filter(|(_, _, clauses)| kleene(clauses, &known).is_none())
                    .filter(|(_, _, clauses)| {
                        [false, true].iter().any(|value| {
                            let mut then = known;
                            then[fact] = Some(*value);
                            kleene(clauses, &then).is_some()
                        })
                    })
                    .map(|(_, money, _)| *money)
                    .collect();
                if !settled.is_empty() {
                    best = best.max(Some((settled.iter().sum(), settled.len(), std::cmp::Reverse(fact))));
                }
            }
            let open = model.iter().any(|(_, _, clauses)| kleene(clauses, &known).is_none());
            assert_eq!(answer["done"], json!(!open), "seed {seed} {known:?} {answer}");
            if !open {
                break;
            }
            let asked: usize = answer["question"]["fact"].as_str().unwrap().trim_start_matches("t.f").parse().unwrap();
            if let Some((money, count, _)) = best {
                let decides = answer["decides"].as_array().unwrap().len();
                assert_eq!(decides, count, "seed {seed} {known:?} {answer}");
                let decided: i64 = model
                    .iter()
                    .filter(|(id, ..)| answer["decides"].as_array().unwrap().contains(&json!(id)))
                    .map(|(_, money, _)| *money)
                    .sum();
                assert_eq!(decided, money, "seed {seed} {known:?} {answer}");
            }
            known[asked] = Some(next(2) == 0);
        }
    }
}

/// The worked case as answers to questions.
fn remscheid(fact: &str) -> Value {
    match fact {
        "applicant.kind" => json!("company"),
        "company.state" | "project.state" => json!("NW"),
        "company.size" => json!("medium"),
        "company.headcount" | "company.establishment_headcount" => json!(120),
        "company.turnover_cents" => json!(1_960_000_000_i64),
        "company.founded" => json!("1961-01-01"),
        "company.legal_form" => json!("corporation"),
        "company.sector" => json!("manufacturing"),
        "company.circumstances" | "aid.recent" | "project.partners" => json!([]),
        "aid.difficulty" | "project.begun" | "project.double_funding" => json!(false),
        "aid.de_minimis_headroom_cents" => json!(30_000_000 - 1_225_000),
        "project.begin" => json!("2027-01-04"),
        "project.features" => json!(["ai", "technical_uncertainty", "own_data"]),
        "project.consulting" => json!("group"),
        "project.provider" => json!(["seat_eu_eea"]),
        "training.trainees" => json!(6),
        "training.hours" => json!(16),
        "project.costs" => json!([
            { "id": "CP1", "phase": "workshop", "kind": "external_consulting", "net_cents": 580_000, "quantity": 4, "unit": "day" },
            { "id": "CP2", "phase": "poc", "kind": "external_development", "net_cents": 980_000, "quantity": 1, "unit": "lump" },
            { "id": "CP3", "phase": "poc", "kind": "own_personnel", "net_cents": 832_000, "quantity": 160, "unit": "hour" },
            { "id": "CP4", "phase": "mvp", "kind": "external_development", "net_cents": 2_860_000, "quantity": 1, "unit": "lump" },
            { "id": "CP5", "phase": "mvp", "kind": "own_personnel", "net_cents": 2_184_000, "quantity": 420, "unit": "hour" },
            { "id": "CP6", "phase": "mvp", "kind": "software_cloud", "net_cents": 620_000, "quantity": 12, "unit": "month" },
            { "id": "CP7", "phase": "qualification", "kind": "training", "net_cents": 390_000, "quantity": 6, "unit": "person" },
            { "id": "CP8", "phase": "mvp", "kind": "hardware", "net_cents": 740_000, "quantity": 1, "unit": "piece" },
        ]),
        _ => json!("dont_know"),
    }
}

#[test]
fn the_questionnaire_reaches_a_decision_for_the_worked_case_in_fifteen_questions() {
    // The programmes that a company in North Rhine-Westphalia would look at first for this project.
    let only = [
        "nrw-mid-digitalisierung-2026",
        "bund-forschungszulage",
        "bund-bafa-unternehmensberatung",
        "nrw-bildungsscheck-2",
    ];
    let mut facts = json!({ "company": { "state": "NW" } });
    let mut asked = Vec::new();
    loop {
        let document = json!({ "at": "2026-11-20", "facts": facts, "catalogue": { "only": only } });
        let answer = call("funding.next_question", &document);
        if answer["done"] == json!(true) {
            break;
        }
        let fact = answer["question"]["fact"].as_str().unwrap().to_owned();
        assert!(!asked.contains(&fact), "{fact} asked twice");
        let (domain, name) = fact.split_once('.').unwrap();
        facts[domain][name] = remscheid(&fact);
        asked.push(fact);
        assert!(asked.len() <= 15, "{asked:?}");
    }
    let answer = call("funding.assess", &json!({ "at": "2026-11-20", "facts": facts, "catalogue": { "only": only } }));
    let verdict = |id: &str| {
        let programmes = answer["programmes"].as_array().unwrap();
        let found = programmes.iter().find(|programme| programme["id"] == id).unwrap();
        (found["verdict"].as_str().unwrap().to_owned(), found["amount"]["exact_cents"].clone())
    };
    // 8,320.00 own hours + 70 % of 9,800.00 = 15,180.00; × 1.2 × 35 % = 6,375.60 (worked by hand).
    assert_eq!(verdict("bund-forschungszulage"), ("eligible".into(), json!(637_560)));
    // An internal tool, a group workshop, a company: three noes.
    for id in ["nrw-mid-digitalisierung-2026", "bund-bafa-unternehmensberatung", "nrw-bildungsscheck-2"] {
        assert_eq!(verdict(id).0, "not_eligible", "{id}");
    }
}

/// An answer that nobody planned: any value of the type, or none.
fn anything(question: &Value, next: &mut impl FnMut(u64) -> u64) -> Value {
    let members: Vec<&Value> =
        question["values"].as_array().map(|c| c.iter().map(|m| &m["id"]).collect()).unwrap_or_default();
    match question["type"].as_str().unwrap() {
        "bool" => json!(next(2) == 1),
        "choice" => members[next(members.len() as u64) as usize].clone(),
        "set" => json!(members.iter().filter(|_| next(2) == 1).collect::<Vec<_>>()),
        "date" => json!(["2024-01-01", "2026-12-01", "2027-06-30"][next(3) as usize]),
        _ => json!([0, 1, 40, 5_000, 40_000_000][next(5) as usize]),
    }
}

/// Upper bounds of grants by programme; services carry no amount.
fn highs(facts: &Value) -> std::collections::BTreeMap<String, i64> {
    let answer = call("funding.assess", &json!({ "at": "2026-11-20", "facts": facts, "detail": "verdicts" }));
    let programmes = answer["programmes"].as_array().unwrap().iter();
    let usable = programmes.filter(|p| ["eligible", "open"].contains(&p["verdict"].as_str().unwrap()));
    let high = |p: &Value| p.get("amount").map_or(0, |amount| amount["high_cents"].as_i64().unwrap());
    usable.map(|p| (p["id"].as_str().unwrap().to_owned(), high(p))).collect()
}

#[test]
fn the_whole_catalogue_is_decided_in_fifteen_questions_and_later_answers_move_no_more_than_said() {
    let mut facts = json!({ "company": { "state": "NW" } });
    let mut asked = 0;
    let decided = loop {
        let next = call("funding.next_question", &json!({ "at": "2026-11-20", "facts": facts }));
        if next["decided"] == json!(true) {
            break next;
        }
        let fact = next["question"]["fact"].as_str().unwrap();
        let (domain, name) = fact.split_once('.').unwrap();
        // With a registered adviser a grant stays open at the decision.
        let registered = json!(["bafa_registered", "seat_eu_eea"]);
        facts[domain][name] = if fact == "project.provider" { registered } else { remscheid(fact) };
        asked += 1;
        assert!(asked <= 15, "{facts}");
    };
    assert_eq!(decided["done"], json!(false));
    let before = highs(&facts);
    let (play, stake) = (decided["in_play_cents"].as_i64().unwrap(), decided["at_stake_cents"].as_i64().unwrap());
    assert_eq!(play, before.values().sum::<i64>());
    assert!(stake * 10 <= play && stake > 0, "{stake} of {play}");
    // Whatever is answered from here on, the bounds move by no more than that.
    for seed in 0..4 {
        let mut next = numbers(seed);
        let mut facts = facts.clone();
        for _ in 0..40 {
            let answer = call("funding.next_question", &json!({ "at": "2026-11-20", "facts": facts }));
            let Some(fact) = answer["question"]["fact"].as_str() else { break };
            let (domain, name) = fact.split_once('.').unwrap();
            facts[domain][name] = anything(&answer["question"], &mut next);
        }
        let after = highs(&facts);
        let moved: i64 = before.iter().map(|(id, high)| (high - after.get(id).copied().unwrap_or(0)).abs()).sum();
        assert!(moved <= stake, "seed {seed}: {moved} of {stake}");
    }
}

#[test]
fn one_fact_gives_a_sensible_first_answer() {
    let answer = call("funding.assess", &json!({ "at": "2026-11-20", "facts": { "company": { "state": "NW" } } }));
    let programmes = answer["programmes"].as_array().unwrap();
    assert!(programmes.iter().any(|programme| programme["verdict"] == "open"));
    assert!(programmes.iter().all(|programme| programme["verdict"] != "eligible"));
    assert!(answer["questions"].as_array().unwrap().len() > 5);
    let elsewhere = call("funding.assess", &json!({ "at": "2026-11-20", "facts": { "company": { "state": "BY" } } }));
    let mid =
        elsewhere["programmes"].as_array().unwrap().iter().find(|p| p["id"] == "nrw-mid-digitalisierung-2026").unwrap();
    assert_eq!(mid["verdict"], "not_eligible");
}

#[test]
fn what_if_finds_the_single_change_and_never_another_land() {
    let mut facts = FactsInput::default();
    for (id, value) in [
        ("applicant.kind", json!("company")),
        ("company.state", json!("NW")),
        ("company.size", json!("medium")),
        ("company.sector", json!("manufacturing")),
        ("company.circumstances", json!([])),
        ("company.founded", json!("1961-01-01")),
        ("aid.recent", json!([])),
        ("aid.de_minimis_headroom_cents", json!(28_775_000)),
        ("project.begun", json!(false)),
        ("project.double_funding", json!(false)),
        ("project.consulting", json!("group")),
        ("project.provider", json!(["bafa_registered"])),
        ("project.costs", remscheid("project.costs")),
    ] {
        facts.set(id, value);
    }
    let ask = |facts: &FactsInput| {
        call(
            "funding.what_if",
            &json!({ "at": "2026-11-20", "facts": facts, "catalogue": { "only": ["bund-bafa-unternehmensberatung"] } }),
        )
    };
    let answer = ask(&facts);
    let options = answer["programmes"][0]["options"].as_array().unwrap();
    assert_eq!(options.len(), 1, "{answer}");
    assert_eq!(options[0]["changes"].as_array().unwrap().len(), 1);
    assert_eq!(options[0]["changes"][0]["fact"], "project.consulting");
    assert_eq!(options[0]["changes"][0]["to"], "individual");
    assert_eq!((&options[0]["conditions"], &options[0]["high_cents"]), (&json!("yes"), &json!(175_000)));
    // Two changes when two conditions fail; the change is then eligible when it is carried out.
    facts.set("project.provider", json!([]));
    let answer = ask(&facts);
    let changes = answer["programmes"][0]["options"][0]["changes"].as_array().unwrap().clone();
    assert_eq!(changes.len(), 2, "{answer}");
    for change in &changes {
        facts.set(change["fact"].as_str().unwrap(), change["to"].clone());
    }
    let after = call(
        "funding.assess",
        &json!({ "at": "2026-11-20", "facts": facts, "catalogue": { "only": ["bund-bafa-unternehmensberatung"] } }),
    );
    assert_eq!(after["programmes"][0]["verdict"], "eligible");
    // What nobody can change is named, not changed.
    facts.set("company.size", json!("large"));
    let answer = ask(&facts);
    assert_eq!(answer["programmes"][0]["blocked_by"], json!(["size"]));
    assert_eq!(answer["programmes"][0]["options"], json!([]));
}

#[test]
fn bounds_that_are_near_are_named_with_their_distance() {
    let facts = json!({ "applicant": { "kind": "individual" }, "person": { "state": "NW", "of_age": true, "income_cents": 4_999_900, "jointly_assessed": false },
        "aid": { "recent": [] }, "project": { "begun": false, "double_funding": false, "costs": [{ "phase": "qualification", "kind": "training", "net_cents": 80_000 }] } });
    let answer = call(
        "funding.what_if",
        &json!({ "at": "2026-11-20", "facts": facts, "catalogue": { "only": ["nrw-bildungsscheck-2"] } }),
    );
    let bound = &answer["bounds"][0];
    assert_eq!(
        (&bound["fact"], &bound["beyond"], &bound["distance"]),
        (&json!("person.income_cents"), &json!(5_000_001), &json!(101))
    );
    assert_eq!(bound["verdict"], json!(["eligible", "not_eligible"]));
}

#[test]
fn lint_finds_what_can_never_hold() {
    let mut text = FILE.to_owned() + &parts().concat();
    text +=
        "[[condition]]\nid = \"never\"\nsource = \"s\"\nrequire = { fact = \"company.headcount\", at_least = 41 }\n";
    text += "[[condition]]\nid = \"always\"\nsource = \"s\"\ntext = { de = \"a\", en = \"a\" }\nrequire = { any = [{ fact = \"project.begun\", is = true }, { fact = \"project.begun\", is = false }] }\n";
    let answer = call(
        "catalogue.lint",
        &json!({ "on": "2027-11-20", "catalogue": { "without_embedded": true, "add": [{ "toml": text }] } }),
    );
    let codes: Vec<&str> =
        answer["findings"].as_array().unwrap().iter().map(|finding| finding["code"].as_str().unwrap()).collect();
    for code in [
        "catalogue.lint.never_together",
        "catalogue.lint.always",
        "catalogue.lint.stale_source",
        "catalogue.lint.stale_file",
    ] {
        assert!(codes.contains(&code), "{code} not in {codes:?}");
    }
    assert!(!codes.contains(&"catalogue.lint.never"));
    let embedded = call("catalogue.lint", &json!({ "on": "2026-11-20" }));
    let blocked: Vec<&Value> =
        embedded["findings"].as_array().unwrap().iter().filter(|f| f["severity"] == "block").collect();
    assert!(blocked.is_empty(), "{blocked:?}");
}

#[test]
fn a_later_file_replaces_and_diff_says_for_whom() {
    let (_, bafa) = Catalogue::embedded_files().iter().find(|(name, _)| name.starts_with("bund-bafa")).unwrap();
    let newer = bafa.replace("checked_on = \"2026-11-20\"", "checked_on = \"2026-12-01\"").replace(
        "require = { fact = \"company.size\", in = [\"micro\", \"small\", \"medium\"] }",
        "require = { fact = \"company.size\", in = [\"micro\", \"small\"] }",
    );
    let mut facts = json!({ "company": { "state": "NW", "size": "medium" } });
    let document = |facts: &Value| json!({ "at": "2026-12-05", "before": {}, "after": { "add": [{ "toml": newer }] }, "companies": [{ "id": "a", "facts": facts }] });
    let answer = call("catalogue.diff", &document(&facts));
    assert_eq!(
        answer["changed"],
        json!([{ "id": "bund-bafa-unternehmensberatung", "terms": ["checked_on", "condition.size"] }])
    );
    let change = &answer["companies"][0]["answers"][0];
    assert_eq!((&change["before"], &change["after"]), (&json!("open"), &json!("not_eligible")));
    assert_eq!(change["because"][0]["id"], "size");
    facts["company"]["size"] = json!("small");
    assert_eq!(call("catalogue.diff", &document(&facts))["companies"], json!([]));
    // An older file changes nothing.
    let older = newer.replace("checked_on = \"2026-12-01\"", "checked_on = \"2026-01-01\"");
    let unchanged = json!({ "at": "2026-12-05", "before": {}, "after": { "add": [{ "toml": older }] } });
    assert_eq!(call("catalogue.diff", &unchanged)["changed"], json!([]));
}

#[test]
fn merging_two_catalogues_keeps_the_later_file() {
    let embedded = Catalogue::embedded().unwrap();
    let merged = Catalogue::empty().unwrap().merged(embedded).unwrap().merged(embedded).unwrap();
    assert_eq!(merged.programmes(), embedded.programmes());
    assert_eq!(Answer::from(Some(Money::ZERO)), Answer::Given(Money::ZERO));
}

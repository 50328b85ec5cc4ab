//! A maintainer copies a programme file and makes one mistake at a time: every message names file, line, what was
//! found and what helps.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use machbar::funding::Catalogue;

const NAME: &str = "nrw-x.toml";
const FILE: &str = include_str!("../catalogue/programmes/bund-bafa-unternehmensberatung.toml");

/// One mistake.
struct Mistake {
    what: &'static str,
    /// What stands in the file, and what the maintainer makes of it.
    change: (&'static str, &'static str),
    /// Where the message must point: the line of this text in the changed file.
    line_of: &'static str,
    /// The pointer, and words of the message, what was found, what is expected or what helps.
    says: &'static [&'static str],
}

const MISTAKES: &[Mistake] = &[
    Mistake {
        what: "unknown fact",
        change: ("fact = \"company.size\"", "fact = \"company.sise\""),
        line_of: "fact = \"company.sise\"",
        says: &["/condition/2/require/fact", "company.sise", "\"company.size\""],
    },
    Mistake { what: "misspelt key", change: ("short = ", "shorrt = "), line_of: "shorrt", says: &["/shorrt", "short"] },
    Mistake {
        what: "misspelt key in a condition",
        change: ("cite = \"Nr. 3.1\"\nsource", "cyte = \"Nr. 3.1\"\nsource"),
        line_of: "cyte",
        says: &["/condition/0/cyte", "cite"],
    },
    Mistake {
        what: "choice compared like a number",
        change: (
            "{ fact = \"company.size\", in = [\"micro\", \"small\", \"medium\"] }",
            "{ fact = \"company.size\", at_least = 2 }",
        ),
        line_of: "{ fact = \"company.size\", at_least",
        says: &["/condition/2/require", "company.size"],
    },
    Mistake {
        what: "number in quotes for a count",
        change: ("at_least = 12", "at_least = \"12\""),
        line_of: "at_least = \"12\"",
        says: &["/condition/5/require", "12"],
    },
    Mistake {
        what: "unit in a count",
        change: ("at_least = 12", "at_least = \"12 Monate\""),
        line_of: "at_least = \"12 Monate\"",
        says: &["/condition/5/require", "12 Monate"],
    },
    Mistake {
        what: "unknown member",
        change: ("\"micro\", \"small\", \"medium\"", "\"mikro\", \"small\", \"medium\""),
        line_of: "\"mikro\"",
        says: &["/condition/2/require", "mikro", "micro"],
    },
    Mistake {
        what: "amount without currency",
        change: ("max = \"3500 EUR\"", "max = \"3500\""),
        line_of: "max = \"3500\"",
        says: &["/component/0/cap/0/max", "3500", "15000 EUR"],
    },
    Mistake {
        what: "amount as a number",
        change: ("max = \"3500 EUR\"", "max = 3500"),
        line_of: "max = 3500",
        says: &["/component/0/cap/0/max", "15000 EUR"],
    },
    Mistake {
        what: "amount in German notation",
        change: ("max = \"3500 EUR\"", "max = \"3.500,00 EUR\""),
        line_of: "max = \"3.500,00",
        says: &["/component/0/cap/0/max", "15000 EUR"],
    },
    Mistake {
        what: "cap of nothing",
        change: ("max = \"3500 EUR\"", "max = \"0 EUR\""),
        line_of: "max = \"0 EUR\"",
        says: &["/component/0/cap/0/max", "more than zero"],
    },
    Mistake {
        what: "rate above 100 per cent",
        change: ("percent = 50\n", "percent = 150\n"),
        line_of: "percent = 150",
        says: &["/component/0/rate/0/percent", "150", "from 0 to 100"],
    },
    Mistake {
        what: "rate with a percent sign",
        change: ("percent = 50\n", "percent = \"50 %\"\n"),
        line_of: "percent = \"50 %\"",
        says: &["/component/0/rate/0/percent", "50 %", "number"],
    },
    Mistake {
        what: "lower end above the rate",
        change: ("percent_low = 50", "percent_low = 90"),
        line_of: "percent_low = 90",
        says: &["/component/0/rate/2/percent_low", "90", "at most 80"],
    },
    Mistake {
        what: "window ends before it starts",
        change: ("until = \"2026-12-31\"", "until = \"2022-12-31\""),
        line_of: "until = \"2022-12-31\"",
        says: &["/applications/0/until", "2022-12-31", "not before from"],
    },
    Mistake {
        what: "30 February",
        change: ("until = \"2026-12-31\"", "until = \"2026-02-30\""),
        line_of: "until = \"2026-02-30\"",
        says: &["/applications/0/until", "2026-02-30"],
    },
    Mistake {
        what: "date in German notation",
        change: ("checked_on = \"2026-11-20\"", "checked_on = \"20.11.2026\""),
        line_of: "checked_on = \"20.11.2026\"",
        says: &["/checked_on", "20.11.2026"],
    },
    Mistake {
        what: "open without a begin",
        change: ("from = \"2023-01-01\"\n", ""),
        line_of: "[[applications]]",
        says: &["/applications/0", "from", "unconfirmed"],
    },
    Mistake {
        what: "windows overlap",
        change: ("[start]", "[[applications]]\nstatus = \"unconfirmed\"\nfrom = \"2026-06-01\"\n\n[start]"),
        line_of: "[[applications]]\nstatus = \"unconfirmed\"",
        says: &["/applications/1", "overlap", "2026-12-31"],
    },
    Mistake {
        what: "exempt on an open window",
        change: (
            "source = \"calculator\"\n\n[start]",
            "source = \"calculator\"\nexempt = { fact = \"company.size\", is = \"micro\" }\n\n[start]",
        ),
        line_of: "exempt",
        says: &["/applications/0/exempt", "stopped"],
    },
    Mistake {
        what: "source missing in a condition",
        change: ("cite = \"Nr. 3.1\"\nsource = \"calculator\"", "cite = \"Nr. 3.1\""),
        line_of: "[[condition]]",
        says: &["/condition/0/source"],
    },
    Mistake {
        what: "source that does not exist",
        change: ("cite = \"Nr. 3.1\"\nsource = \"calculator\"", "cite = \"Nr. 3.1\"\nsource = \"calculater\""),
        line_of: "source = \"calculater\"",
        says: &["/condition/0/source", "calculater", "\"calculator\""],
    },
    Mistake {
        what: "source without read date",
        change: ("read_on = \"2026-11-20\"\n", ""),
        line_of: "[[source]]",
        says: &["/source/0/read_on"],
    },
    Mistake {
        what: "confidence that does not exist",
        change: ("confidence = \"secondary\"", "confidence = \"certain\""),
        line_of: "confidence = \"certain\"",
        says: &["/source/0/confidence", "certain", "verified", "secondary"],
    },
    Mistake {
        what: "English missing",
        change: ("en = \"Support for management consulting for SMEs\"", ""),
        line_of: "name = {",
        says: &["/name/en"],
    },
    Mistake {
        what: "English empty",
        change: ("en = \"Support for management consulting for SMEs\"", "en = \"\""),
        line_of: "name = {",
        says: &["/name/en", "not empty"],
    },
    Mistake {
        what: "condition id twice",
        change: ("id = \"germany\"", "id = \"applicant\""),
        line_of: "id = \"applicant\"\nrequire = { not",
        says: &["/condition/1/id", "applicant"],
    },
    Mistake {
        what: "condition with an automatic id",
        change: ("id = \"germany\"", "id = \"costs\""),
        line_of: "id = \"costs\"",
        says: &["/condition/1/id", "costs", "another id"],
    },
    Mistake {
        what: "component twice",
        change: ("[[conflict]]", "[[component]]\nid = \"grant\"\nkind = \"grant\"\n\n[[conflict]]"),
        line_of: "id = \"grant\"\nkind = \"grant\"\n\n[[conflict]]",
        says: &["/component/1/id", "grant"],
    },
    Mistake {
        what: "several comparisons without text",
        change: (
            "text = { de = \"Mindestens ein Jahr alt, oder Informationsgespräch mit einem Regionalpartner in den letzten drei Monaten\", en = \"At least one year old, or an information talk with a regional partner in the last three months\" }\n",
            "",
        ),
        line_of: "[[condition]]\nid = \"young_company\"",
        says: &["/condition/5", "text"],
    },
    Mistake {
        what: "no comparison",
        change: ("{ fact = \"applicant.kind\", is = \"company\" }", "{ fact = \"applicant.kind\" }"),
        line_of: "{ fact = \"applicant.kind\" }",
        says: &["/condition/0/require", "is"],
    },
    Mistake {
        what: "two comparisons in one",
        change: (
            "{ fact = \"company.age_months\", at_least = 12 }",
            "{ fact = \"company.age_months\", at_least = 12, at_most = 60 }",
        ),
        line_of: "at_most = 60",
        says: &["/condition/5/require"],
    },
    Mistake {
        what: "rate and fixed",
        change: ("[[component.cap]]", "[[component.fixed]]\namount = \"100 EUR\"\n\n[[component.cap]]"),
        line_of: "[[component.fixed]]",
        says: &["/component/0/fixed", "either rate or fixed"],
    },
    Mistake {
        what: "stated base beside costs",
        change: ("[[component.cap]]", "[component.base]\nfact = \"company.turnover_cents\"\n\n[[component.cap]]"),
        line_of: "[component.base]",
        says: &["/component/0/base", "either [component.base] or [[component.pays]]"],
    },
    Mistake {
        what: "wage limit on a fact that is no amount",
        change: (
            "[[component.cap]]",
            "[component.wage_limit]\nkinds = [\"own_personnel\"]\nhighest = \"company.size\"\nmax = \"1 EUR\"\nsource = \"calculator\"\n\n[[component.cap]]",
        ),
        line_of: "highest",
        says: &["/component/0/wage_limit/highest", "company.size", "a fact of type money"],
    },
    Mistake {
        what: "no kinds",
        change: ("kinds = [\"external_consulting\"]", "kinds = []"),
        line_of: "kinds = []",
        says: &["/component/0/pays/0/kinds", "external_consulting"],
    },
    Mistake {
        what: "unknown kind",
        change: ("kinds = [\"external_consulting\"]", "kinds = [\"consulting\"]"),
        line_of: "kinds = [\"consulting\"]",
        says: &["/component/0/pays/0/kinds/0", "consulting", "external_consulting"],
    },
    Mistake {
        what: "same cost twice",
        change: (
            "[[component.rate]]\npercent = 50",
            "[[component.pays]]\nkinds = [\"external_consulting\"]\n\n[[component.rate]]\npercent = 50",
        ),
        line_of: "[[component.pays]]\nkinds = [\"external_consulting\"]\n\n",
        says: &["/component/0/pays/1", "external_consulting, workshop", "without when"],
    },
    Mistake {
        what: "least grant above the cap",
        change: (
            "id = \"grant\"\nkind = \"grant\"",
            "id = \"grant\"\nkind = \"grant\"\ngrant_min = \"5000 EUR\"\n\n[[component.cap]]\non = \"grant\"\nmax = \"1000 EUR\"\nper = \"project\"",
        ),
        line_of: "grant_min",
        says: &["/component/0/grant_min", "€5,000.00", "at most €1,000.00 as in cap"],
    },
    Mistake {
        what: "cap per an unknown stretch",
        change: ("per = \"application\"", "per = \"year\""),
        line_of: "per = \"year\"",
        says: &["/component/0/cap/0/per", "year", "calendar_year"],
    },
    Mistake {
        what: "times that is no count",
        change: ("per = \"application\"", "per = \"application\"\ntimes = \"company.size\""),
        line_of: "times = \"company.size\"",
        says: &["/component/0/cap/0/times", "company.size", "count"],
    },
    Mistake {
        what: "cost floor above cost ceiling",
        change: (
            "id = \"grant\"\nkind = \"grant\"",
            "id = \"grant\"\nkind = \"grant\"\ncost_min = \"5000 EUR\"\ncost_max = \"3000 EUR\"",
        ),
        line_of: "cost_min",
        says: &["/component/0/cost_min", "€5,000.00", "at most €3,000.00"],
    },
    Mistake {
        what: "conflict with one value",
        change: (
            "  { value = \"3.500 €\", source = \"pervushin\" },\n  { value = \"3.200 oder 4.000 €\", source = \"startups\" },\n",
            "",
        ),
        line_of: "values = [\n  { value = \"3.500",
        says: &["/conflict/0/values", "two values"],
    },
    Mistake {
        what: "example without a verdict",
        change: ("verdict = \"eligible\"\namount = \"1750 EUR\"", "amount = \"1750 EUR\""),
        line_of: "[[example]]",
        says: &["/example/0/verdict"],
    },
    Mistake {
        what: "example contradicts itself",
        change: ("amount = \"1750 EUR\"", "amount = \"2900 EUR\""),
        line_of: "[[example]]",
        says: &["gives eligible €1,750.00", "says eligible €2,900.00"],
    },
    Mistake {
        what: "example with an unknown fact",
        change: ("size = \"medium\", sector", "seize = \"medium\", sector"),
        line_of: "seize",
        says: &["/example/0/facts/company", "seize", "size"],
    },
    Mistake {
        what: "example with a wrong unit",
        change: ("age_months = 780", "age_months = \"780 Monate\""),
        line_of: "age_months = \"780",
        says: &["/example/0/facts/company/age_months", "780 Monate"],
    },
    Mistake {
        what: "example fails an unknown condition",
        change: ("amount = \"1750 EUR\"", "fails = [\"sice\"]"),
        line_of: "fails = [\"sice\"]",
        says: &["/example/0/fails/0", "sice", "\"size\""],
    },
    Mistake {
        what: "no closing quote",
        change: ("short = \"BAFA-Beratungsförderung\"", "short = \"BAFA-Beratungsförderung"),
        line_of: "short = \"BAFA",
        says: &["BAFA-Beratungsförderung", "expected `\"`"],
    },
    Mistake {
        what: "key twice",
        change: ("short = \"BAFA-Beratungsförderung\"", "short = \"BAFA\"\nshort = \"BAFA\""),
        line_of: "short = \"BAFA\"\nsummary",
        says: &["duplicate key"],
    },
    Mistake {
        what: "key behind a table",
        change: ("[start]", "[start]\nlevel = \"federal\""),
        line_of: "level = \"federal\"\nrule",
        says: &["/start/level"],
    },
    Mistake {
        what: "listed only with conditions",
        change: ("state = \"encoded\"", "state = \"listed_only\""),
        line_of: "state = \"listed_only\"",
        says: &["/state", "no condition"],
    },
    Mistake {
        what: "no example that is open",
        change: ("verdict = \"open\"", "verdict = \"eligible\""),
        line_of: "[[example]]",
        says: &["/example", "verdict = \"open\""],
    },
    Mistake {
        what: "own fact in a circle",
        change: (
            "[[source]]",
            "[[fact]]\nid = \"bafa.one\"\ntype = \"bool\"\nlabel = { de = \"Eins\", en = \"one\" }\nquestion = { de = \"Eins?\", en = \"One?\" }\nwhere = { de = \"Akte.\", en = \"File.\" }\nderive = { when = { fact = \"bafa.two\", is = true } }\n\n[[fact]]\nid = \"bafa.two\"\ntype = \"bool\"\nlabel = { de = \"Zwei\", en = \"two\" }\nquestion = { de = \"Zwei?\", en = \"Two?\" }\nwhere = { de = \"Akte.\", en = \"File.\" }\nderive = { when = { fact = \"bafa.one\", is = true } }\n\n[[source]]",
        ),
        line_of: "[[fact]]\nid = \"bafa.one\"",
        says: &["/fact", "bafa.one", "bafa.two"],
    },
    Mistake {
        what: "own fact that exists",
        change: (
            "[[source]]",
            "[[fact]]\nid = \"company.headcount\"\ntype = \"count\"\nunit = { de = \"Personen\", en = \"persons\" }\nlabel = { de = \"Köpfe\", en = \"heads\" }\nquestion = { de = \"Wie viele?\", en = \"How many?\" }\nwhere = { de = \"Akte.\", en = \"File.\" }\n\n[[source]]",
        ),
        line_of: "id = \"company.headcount\"",
        says: &["/fact/0/id", "company.headcount"],
    },
    Mistake {
        what: "lead time that falls",
        change: ("[cumulation]", "[lead_time]\nbest_days = 30\nusual_days = 20\nlate_days = 40\n\n[cumulation]"),
        line_of: "[lead_time]",
        says: &["/lead_time", "usual_days"],
    },
    Mistake {
        what: "start rule that does not exist",
        change: ("rule = \"info_letter_before_start\"", "rule = \"letter_first\""),
        line_of: "rule = \"letter_first\"",
        says: &["/start/rule", "letter_first", "info_letter_before_start"],
    },
    Mistake {
        what: "phase that does not exist",
        change: ("phases = { workshop", "phases = { worckshop"),
        line_of: "phases = { worckshop",
        says: &["/phases", "worckshop", "workshop"],
    },
];

fn read(text: &str) -> String {
    match Catalogue::empty().unwrap().with_files([(NAME, text)]) {
        Err(error) => error.to_string(),
        Ok(catalogue) => catalogue.differing_examples().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
    }
}

#[test]
fn the_file_itself_is_sound() {
    assert_eq!(read(FILE), "");
}

#[test]
fn every_mistake_is_named_with_line_and_hint() {
    let mut failures = Vec::new();
    for Mistake { what, change: (from, to), line_of, says } in MISTAKES {
        assert!(FILE.contains(from), "{what}: the file holds no {from:?}");
        let text = FILE.replacen(from, to, 1);
        let line = text.find(line_of).map_or(0, |at| text[..at].matches('\n').count() + 1);
        let message = read(&text);
        // Faults of a file name the file; what an example gives is said of the programme.
        let places = [format!("{NAME}, line {line}:"), format!("bund-bafa-unternehmensberatung, line {line},")];
        let place = &places[0];
        // One mistake is one message; a misspelt key is missing as well.
        let lines = message.lines().count();
        if lines > 2
            || !places.iter().any(|place| message.contains(place))
            || says.iter().any(|words| !message.contains(words))
        {
            failures.push(format!("{what}: wanted {place} {says:?}\n   {message}"));
        }
    }
    assert!(failures.is_empty(), "{} of {} mistakes:\n{}", failures.len(), MISTAKES.len(), failures.join("\n"));
}

/// What is no fault of the format, but what a maintainer wants to know, stands in the lint.
#[test]
fn the_lint_names_spelled_out_umlauts_and_sources_of_the_future() {
    let text = FILE
        .replacen("Förderung von Unternehmensberatungen für KMU", "Foerderung von Unternehmensberatungen fuer KMU", 1)
        .replacen("read_on = \"2026-11-20\"", "read_on = \"2036-11-20\"", 1);
    let document = serde_json::json!({
        "on": "2026-11-21",
        "catalogue": { "without_embedded": true, "add": [{ "name": NAME, "toml": text }] },
    });
    let bytes = machbar::call("catalogue.lint", document.to_string().as_bytes()).unwrap_or_else(|e| panic!("{e}"));
    let answer: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let found: Vec<&str> =
        answer["findings"].as_array().unwrap().iter().filter_map(|finding| finding["text"]["en"].as_str()).collect();
    for words in ["\"Foerderung\"", "\"fuer\"", "in 3,652 days"] {
        assert!(found.iter().any(|text| text.contains(words)), "{words}: {found:?}");
    }
}

#[test]
fn no_embedded_file_spells_umlauts_out() {
    let bytes = machbar::call("catalogue.lint", br#"{"on": "2026-11-27"}"#).unwrap_or_else(|e| panic!("{e}"));
    let answer: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let codes = answer["findings"].as_array().unwrap().iter();
    let found: Vec<_> = codes.filter(|finding| finding["code"] == "catalogue.lint.transliterated").collect();
    assert!(found.is_empty(), "{found:?}");
}

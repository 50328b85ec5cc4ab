//! Every figure of the law is held by a shared case: moved by its smallest unit, or begun or ended a day sooner or later,
//! some case gives another answer.
//!
//! For a threshold of money, heads or hours the answer must differ in a verdict (a word, a yes or no, a finding, how many
//! there are of something), not only in a number that quotes it; for a share, a span or a count any number will do. The
//! list of rules in the grounds of an answer, which quotes every figure, never counts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod case_files;

use case_files::{cases_dir, input_bytes, json_files};
use machbar::Error;
use machbar::aid::cumulation::cumulate_under;
use machbar::aid::de_minimis::de_minimis_under;
use machbar::aid::difficulty::difficulty_under;
use machbar::aid::intensity::intensity_under;
use machbar::aid::research_allowance::research_allowance_under;
use machbar::aid::single_undertaking::single_undertaking_under;
use machbar::base::Date;
use machbar::base::law::Law;
use machbar::company::size::size_under;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;

/// The operations that read the law, and which rules each of them asks for.
const OPERATIONS: &[(&str, &[&str])] = &[
    ("company.size", &["sme.", "smc."]),
    ("aid.single_undertaking", &["de_minimis.single_undertaking."]),
    ("aid.de_minimis", &["de_minimis."]),
    ("aid.difficulty", &["difficulty.", "gber.winding_down"]),
    ("aid.intensity", &["gber."]),
    ("aid.cumulate", &["gber.", "fzulg.project_limit", "de_minimis.2023_2831.ceiling"]),
    ("aid.research_allowance", &["fzulg."]),
];

/// Rules outside whose window the others named are not asked for: they say when the regulation itself applies. What they
/// bound cannot matter beyond them; instead the regulation as a whole is moved.
const BOUNDS: &[(&str, &[&str])] = &[
    ("sme.micro.headcount", &["sme."]),
    ("smc.recommendation.headcount", &["smc.recommendation."]),
    ("smc.state_aid.headcount", &["smc.state_aid."]),
    ("de_minimis.2023_2831.ceiling", &["de_minimis.loan.", "de_minimis.guarantee.", "de_minimis.capital"]),
    (
        "de_minimis.1407_2013.ceiling",
        &[
            "de_minimis.1407_2013.",
            "de_minimis.joint_ceiling",
            "de_minimis.services_joint_ceiling",
            "de_minimis.declaration",
        ],
    ),
    ("de_minimis.360_2012.ceiling", &["de_minimis.360_2012.fiscal_years"]),
    ("de_minimis.1408_2013.ceiling", &["de_minimis.1408_2013.fiscal_years"]),
    ("de_minimis.717_2014.ceiling", &["de_minimis.717_2014."]),
    ("difficulty.crisis.arose", &["difficulty.crisis.grants"]),
    ("difficulty.share_capital_lost", &["difficulty."]),
    ("gber.winding_down", &["gber."]),
    ("gber.25.bonus.cross_border", &["gber.25.cross_border."]),
    ("gber.26a.rate", &["gber.26a."]),
    ("fzulg.cap", &["fzulg.rate", "fzulg.own_work.", "fzulg.contract", "fzulg.project_limit"]),
];

/// Rules that are read once for all days; their windows only say for which days they are cited.
const WITHOUT_DAYS: &[&str] = &["de_minimis.window", "de_minimis.window_fiscal_years", "de_minimis.winding_down"];

/// Changes that nobody can notice, and why.
const NEVER: &[&str] = &[
    // Headroom is asked for from 2014 on.
    "de_minimis.360_2012.fiscal_years from 2012-04-29: begins 2012-04-30",
    // A fiscal year begins on the first day of a month.
    "fzulg.depreciation_year from 2024-01-01: begins 2023-12-31",
    // 50 % and 20 % are the cap of 70 %.
    "gber.31.small from 2014-07-01: 200 becomes 201",
];

/// What an operation answers under a law, as a document; `None` when the input is no document of that operation.
fn answer(operation: &str, input: &[u8], law: &Law) -> Option<Value> {
    macro_rules! run {
        ($function:expr) => {
            document($function(&serde_json::from_slice(input).ok()?, law))
        };
    }
    Some(match operation {
        "company.size" => run!(size_under),
        "aid.single_undertaking" => run!(single_undertaking_under),
        "aid.de_minimis" => run!(de_minimis_under),
        "aid.difficulty" => run!(difficulty_under),
        "aid.intensity" => run!(intensity_under),
        "aid.cumulate" => run!(cumulate_under),
        _ => run!(research_allowance_under),
    })
}

fn document<T: serde::Serialize>(answer: Result<T, Error>) -> Value {
    match answer {
        Ok(answer) => serde_json::to_value(answer).unwrap(),
        Err(error) => serde_json::to_value(error).unwrap(),
    }
}

/// Takes the rules cited out of an answer; of an error nothing is cited and everything may be held.
fn take_cited(answer: &mut Value) -> Option<BTreeSet<String>> {
    let rules = answer.get_mut("grounds")?.as_object_mut()?.remove("rules")?;
    Some(rules.as_array()?.iter().map(|rule| rule["rule"].as_str().unwrap().to_owned()).collect())
}

/// The answer without its numbers and texts: the verdicts.
fn verdicts(answer: &Value) -> Value {
    match answer {
        Value::Number(_) => Value::Null,
        Value::Array(list) => list.iter().map(verdicts).collect(),
        Value::Object(fields) => {
            let figure = fields.contains_key("exact") || (fields.contains_key("de") && fields.contains_key("en"));
            match figure {
                true => Value::Null,
                false => fields.iter().map(|(key, value)| (key.clone(), verdicts(value))).collect(),
            }
        }
        other => other.clone(),
    }
}

struct Case {
    name: String,
    input: Vec<u8>,
    answer: Value,
    /// The rules that the answer cites; `None` for an error.
    cited: Option<BTreeSet<String>>,
}

/// All cases of every operation with their answers under the law as it is.
fn cases() -> BTreeMap<&'static str, Vec<Case>> {
    let law = Law::embedded();
    let read = |operation: &'static str| {
        let files = json_files(&cases_dir().join(operation)).into_iter();
        let cases = files.filter_map(|path| {
            let case: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            let input = input_bytes(&path, &case);
            let mut answer = answer(operation, &input, law)?;
            let cited = take_cited(&mut answer);
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            Some(Case { name, input, answer, cited })
        });
        (operation, cases.collect::<Vec<_>>())
    };
    OPERATIONS.iter().map(|(operation, _)| read(operation)).collect()
}

/// A file of the law and its rules.
struct File {
    name: &'static str,
    text: &'static str,
    rules: Vec<Place>,
}

/// Where the parts of a rule stand in its file.
struct Place {
    id: String,
    fields: BTreeMap<String, Range<usize>>,
}

impl Place {
    fn get<'t>(&self, text: &'t str, field: &str) -> Option<&'t str> {
        self.fields.get(field).map(|range| &text[range.clone()])
    }
}

fn files() -> Vec<File> {
    let read = |(name, text): &(&'static str, &'static str)| {
        let mut rules: Vec<Place> = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if line.starts_with("[[rule]]") {
                rules.push(Place { id: String::new(), fields: BTreeMap::new() });
            } else if let (Some(rule), Some((key, value))) = (rules.last_mut(), line.split_once(" = ")) {
                let value = value.trim_end();
                let quotes = usize::from(value.starts_with('"'));
                let from = start + key.len() + 3 + quotes;
                rule.fields.insert(key.to_owned(), from..from + value.len() - 2 * quotes);
                if key == "id" {
                    rule.id = value.trim_matches('"').to_owned();
                }
            }
            start += line.len();
        }
        File { name, text, rules }
    };
    Law::embedded_files().iter().map(read).collect()
}

/// A change to a file: what it does, and the edits in order of place.
struct Change {
    what: String,
    rule: String,
    edits: Vec<(Range<usize>, String)>,
    /// Is it a figure that moves, and not a day?
    figure: bool,
    /// Must a verdict notice it, or is any number enough?
    verdict: bool,
}

fn day(text: &str, days: i32) -> String {
    text.parse::<Date>().unwrap().add_days(days).to_string()
}

/// Thresholds of these are held by a verdict.
const BY_VERDICT: &[&str] = &["cents", "awu", "inhabitants", "hours"];

/// The rules that bound another one; one may bound itself.
fn bounds(id: &str) -> impl Iterator<Item = &'static str> {
    let found = move |(by, starts): &&(&str, &[&str])| id == *by || starts.iter().any(|start| id.starts_with(start));
    BOUNDS.iter().filter(found).map(|(by, _)| *by)
}

impl File {
    /// The first day of the earliest version and the last of the latest.
    fn window(&self, id: &str) -> (&str, Option<&str>) {
        let versions = || self.rules.iter().filter(|place| place.id == id);
        let first = versions().filter_map(|place| place.get(self.text, "valid_from")).min().unwrap();
        (
            first,
            versions().map(|place| place.get(self.text, "valid_to").unwrap_or("9999")).max().filter(|to| *to != "9999"),
        )
    }

    /// All edits that move the end of every window that is bounded by a rule and ends with it.
    fn together(&self, by: &str, field: &str, on: &str, step: i32) -> Vec<(Range<usize>, String)> {
        let moved =
            |place: &&Place| bounds(&place.id).any(|bound| bound == by) && place.get(self.text, field) == Some(on);
        let edit = |place: &Place| (place.fields[field].clone(), day(on, step));
        self.rules.iter().filter(moved).map(edit).collect()
    }

    /// Everything that is done to the figures.
    fn changes(&self) -> Vec<Change> {
        self.rules
            .iter()
            .flat_map(|place| self.moved_figure(place).into_iter().chain(self.moved_window(place)))
            .collect()
    }

    fn change(&self, place: &Place, what: &str, edits: Vec<(Range<usize>, String)>) -> Change {
        let from = place.get(self.text, "valid_from").unwrap();
        Change {
            what: format!("{} from {from}: {what}", place.id),
            rule: place.id.clone(),
            edits,
            figure: false,
            verdict: false,
        }
    }

    fn moved_figure(&self, place: &Place) -> Vec<Change> {
        let get = |field| place.get(self.text, field);
        let (unit, threshold) = (get("unit").unwrap(), get("comparison").is_some());
        // A rule without a figure of its own: it marks a stretch of time.
        if unit == "count" && !threshold && get("value") == Some("1") {
            return Vec::new();
        }
        let moved = |step: i64| {
            let (field, moved) = match (get("value"), get("ratio")) {
                (Some(value), _) => ("value", (value.replace('_', "").parse::<i64>().unwrap() + step).to_string()),
                (_, ratio) => {
                    let (top, bottom) = ratio.unwrap().split_once('/').unwrap_or((ratio.unwrap(), "1"));
                    let (top, bottom): (i64, i64) = (top.parse().unwrap(), bottom.parse().unwrap());
                    ("ratio", format!("{}/{}", top * 1000 + step * bottom, bottom * 1000))
                }
            };
            let what = format!("{} becomes {moved}", get(field).unwrap());
            let change = self.change(place, &what, vec![(place.fields[field].clone(), moved)]);
            Change { figure: true, verdict: threshold && BY_VERDICT.contains(&unit), ..change }
        };
        [-1, 1].map(moved).into()
    }

    fn moved_window(&self, place: &Place) -> Vec<Change> {
        let get = |field| place.get(self.text, field);
        let from = get("valid_from").unwrap();
        if WITHOUT_DAYS.contains(&&*place.id) {
            return Vec::new();
        }
        // Does another rule end the window as well? Then this one alone cannot matter beyond it.
        let others = || bounds(&place.id).filter(|by| *by != place.id);
        let begins_with_another = others().any(|by| self.window(by).0 == from);
        let ends_with_another = others().any(|by| self.window(by).1 == get("valid_to"));
        let is_bound = bounds(&place.id).any(|by| by == place.id);
        let version = |field, on: &str| {
            self.rules.iter().find(|other| other.id == place.id && other.get(self.text, field) == Some(on))
        };
        let mut list = Vec::new();
        // The first day, together with the last day of the version before.
        for step in [-1, 1] {
            let what = format!("begins {}", day(from, step));
            let mut edits = vec![(place.fields["valid_from"].clone(), day(from, step))];
            if let Some(before) = version("valid_to", &day(from, -1)) {
                edits.push((before.fields["valid_to"].clone(), day(from, step - 1)));
            } else if step < 0 && begins_with_another {
                continue;
            } else if step < 0 && is_bound {
                edits = self.together(&place.id, "valid_from", from, step);
            }
            list.push(self.change(place, &what, edits));
        }
        // The last day, where no version follows.
        let Some(to) = get("valid_to").filter(|to| version("valid_from", &day(to, 1)).is_none()) else { return list };
        for step in [-1, 1] {
            let what = format!("ends {}", day(to, step));
            let mut edits = vec![(place.fields["valid_to"].clone(), day(to, step))];
            if step > 0 && ends_with_another {
                continue;
            } else if step > 0 && is_bound {
                edits = self.together(&place.id, "valid_to", to, step);
            }
            list.push(self.change(place, &what, edits));
        }
        list
    }
}

fn changed(file: &File, change: &Change) -> String {
    let mut text = file.text.to_owned();
    let mut edits: Vec<_> = change.edits.iter().collect();
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, value) in edits {
        text.replace_range(range.clone(), value);
    }
    text
}

/// Does some case give another answer under the changed law? A moved figure must be cited in the answer that it changes.
fn is_noticed(cases: &BTreeMap<&'static str, Vec<Case>>, change: &Change, law: &Law) -> bool {
    let asks = |(_, rules): &&(&str, &[&str])| rules.iter().any(|start| change.rule.starts_with(start));
    let cites = |case: &&Case| !change.figure || case.cited.as_ref().is_none_or(|cited| cited.contains(&change.rule));
    OPERATIONS.iter().filter(asks).any(|(operation, _)| {
        cases[operation].iter().filter(cites).any(|case| {
            let mut found = answer(operation, &case.input, law).expect(&case.name);
            take_cited(&mut found);
            match change.verdict {
                true => found != case.answer && verdicts(&found) != verdicts(&case.answer),
                false => found != case.answer,
            }
        })
    })
}

#[test]
fn every_figure_of_the_law_is_held_by_a_case() {
    let cases = cases();
    let files = files();
    let mut count = 0;
    let mut unheld = Vec::new();
    for (position, file) in files.iter().enumerate() {
        for change in file.changes().into_iter().filter(|change| !NEVER.contains(&&*change.what)) {
            count += 1;
            let text = changed(file, &change);
            let mut all: Vec<(&str, &str)> = files.iter().map(|file| (file.name, file.text)).collect();
            all[position].1 = &text;
            // What the law itself refuses is noticed.
            let Ok(law) = Law::parse(&all) else { continue };
            if !is_noticed(&cases, &change, &law) {
                unheld.push(change.what);
            }
        }
    }
    assert!(count >= 700, "only {count} changes tried");
    assert!(unheld.is_empty(), "{} of {count} changes stand in no case:\n{}", unheld.len(), unheld.join("\n"));
}

//! From the file of a programme to its checked form.

mod money;
mod timeline;

use super::file::{ConditionFile, ExampleFile, ProgrammeFile};
use super::file_money::Euros;
use super::sentence::of_rule;
use crate::base::text::sentences;
use crate::base::{Code, Pointer, Problem, Problems, Ratio, Source, Text};
use crate::funding::facts::Facts;
use crate::funding::node::{Node, compile};
use crate::funding::programme::{
    Component, Condition, Conflict, ConflictValue, Cumulation, Example, Expected, Frequency, LeadTime, Lottery,
    Programme, ProgrammeSource, ProgrammeState, SameCosts, StartRule, Step,
};
use crate::funding::rule::Rule;
use crate::funding::verdict::Verdict;
use crate::funding::vocabulary::Vocabulary;

sentences! {
    PERCENT = "funding.catalogue.percent" { de: "von 0 bis {high} Prozent, höchstens vier Nachkommastellen", en: "from 0 to {high} per cent, at most four decimals" }
    NO_SOURCE = "funding.catalogue.no_source" { de: "mindestens eine Quelle: [[source]] mit key, name, read_on, confidence", en: "at least one source: [[source]] with key, name, read_on, confidence" }
    NO_EXAMPLE = "funding.catalogue.no_example" { de: "ein Beispiel mit verdict = \"{verdict}\"", en: "an example with verdict = \"{verdict}\"" }
    NEEDS_TEXT = "funding.catalogue.needs_text" { de: "text = { de = \"…\", en = \"…\" }, weil die Bedingung aus mehreren Vergleichen besteht", en: "text = { de = \"…\", en = \"…\" }, because the condition has several comparisons" }
    TWO_VALUES = "funding.catalogue.two_values" { de: "mindestens zwei Werte mit Quelle", en: "at least two values with their source" }
    RISING = "funding.catalogue.rising" { de: "best_days ≤ usual_days ≤ late_days ≤ 3650", en: "best_days ≤ usual_days ≤ late_days ≤ 3650" }
    LISTED = "funding.catalogue.listed" { de: "bei listed_only keine condition und keine component", en: "no condition and no component with listed_only" }
    ENCODED = "funding.catalogue.encoded" { de: "bei encoded mindestens eine condition und ein Fenster in applications", en: "at least one condition and one window in applications with encoded" }
    SOURCE_KEYS = "funding.catalogue.source_keys" { de: "Gemeint ist der key einer [[source]] dieser Datei.", en: "It is the key of a [[source]] of this file." }
    CONDITION_IDS = "funding.catalogue.condition_ids" { de: "Gemeint ist die id einer [[condition]] dieser Datei oder not_begun, costs, rate, cost_bounds, grant_minimum, de_minimis.", en: "It is the id of a [[condition]] of this file, or not_begun, costs, rate, cost_bounds, grant_minimum, de_minimis." }
    EMPTY = "funding.catalogue.empty" { de: "ein nicht leerer Text", en: "a text that is not empty" }
}

/// Checks a programme file; the vocabulary already holds the facts that the file brings.
pub(super) fn check(file: ProgrammeFile, vocabulary: &Vocabulary, problems: &mut Problems) -> Option<Programme> {
    let before = problems.len();
    let root = Pointer::root();
    let check = Check { vocabulary, sources: &file.source.iter().map(|s| s.key.clone()).collect::<Vec<_>>() };

    if file.source.is_empty() {
        problems.push(Problem::new(Code::TooFew, root.field("source")).expected(NO_SOURCE.text()));
    }
    problems.unique_ids(&root.field("source"), file.source.iter().map(|source| &source.key));
    problems.unique_ids(&root.field("condition"), file.condition.iter().map(|condition| &condition.id));
    problems.unique_ids(&root.field("component"), file.component.iter().map(|component| &component.id));
    problems.at_most(root.field("condition"), file.condition.len(), Programme::MAX_CONDITIONS);
    for (field, words) in [("short", &file.short), ("funder", &file.funder)] {
        if words.trim().is_empty() {
            problems.push(Problem::new(Code::TooFew, root.field(field)).expected(EMPTY.text()));
        }
    }
    match file.state {
        ProgrammeState::ListedOnly if !file.condition.is_empty() || !file.component.is_empty() => {
            problems.push(Problem::new(Code::Contradiction, root.field("state")).expected(LISTED.text()));
        }
        ProgrammeState::Encoded if file.condition.is_empty() || file.applications.is_empty() => {
            problems.push(Problem::new(Code::TooFew, root.field("state")).expected(ENCODED.text()));
        }
        _ => {}
    }

    let applications = check.timeline(file.applications, &root.field("applications"), problems);
    let approvals = check.timeline(file.approvals, &root.field("approvals"), problems);
    let sources: Vec<ProgrammeSource> = file
        .source
        .iter()
        .map(|source| ProgrammeSource {
            key: source.key.clone(),
            source: Source {
                name: source.name.clone().into(),
                address: source.address.clone().map(Into::into),
                read_on: Some(source.read_on),
                confidence: source.confidence,
            },
            dated: source.dated.clone(),
        })
        .collect();
    let ids: Vec<String> = file.condition.iter().map(|condition| condition.id.clone()).collect();
    let mut conditions: Vec<Condition> =
        each(file.condition, &root, "condition", |file, at| check.condition(file, &sources, at, problems))
            .into_iter()
            .flatten()
            .collect();
    // The order of the file is of no meaning: by id, so that it does not show in any answer.
    conditions.sort_by(|a, b| a.id.cmp(&b.id));
    let components: Vec<Component> =
        each(file.component, &root, "component", |file, at| check.component(file, &sources, at, problems));
    let lottery = file.lottery.map(|lottery| {
        let at = root.field("lottery").field("percent");
        Lottery {
            probability_ppm: lottery.percent.map(|percent| ppm(&percent, 100, &at, problems)),
            draws: lottery.draws,
            text: lottery.text.into(),
        }
    });
    let lead_time = file.lead_time.map(|lead| {
        let at = root.field("lead_time");
        if !(lead.best_days <= lead.usual_days && lead.usual_days <= lead.late_days && lead.late_days <= 3650) {
            problems.push(Problem::new(Code::WrongOrder, at.clone()).expected(RISING.text()));
        }
        LeadTime {
            best_days: lead.best_days,
            usual_days: lead.usual_days,
            late_days: lead.late_days,
            source: check.source(lead.source.as_deref(), &at, problems),
        }
    });
    let conflicts = each(file.conflict, &root, "conflict", |conflict, at| {
        if conflict.values.len() < 2 {
            problems.push(Problem::new(Code::TooFew, at.field("values")).expected(TWO_VALUES.text()));
        }
        let values = each(conflict.values, at, "values", |value, at| {
            let found = check.source(Some(&value.source), at, problems);
            let name = found.and_then(|index| sources.get(index)).map(|s| s.source.name.to_string());
            ConflictValue { value: value.value, source: name.unwrap_or_default() }
        });
        Conflict { topic: conflict.topic.into(), values, used: conflict.used.into() }
    });
    let examples: Vec<Example> =
        each(file.example, &root, "example", |example, at| check.example(example, &ids, at, problems));
    if file.state == ProgrammeState::Encoded {
        for verdict in [Verdict::Eligible, Verdict::NotEligible, Verdict::Open] {
            if !examples.iter().any(|example| example.verdict == verdict) {
                let expected = NO_EXAMPLE.with(&[("verdict", verdict.key().into())]);
                problems.push(Problem::new(Code::TooFew, root.field("example")).expected(expected));
            }
        }
    }
    let (start, start_text) =
        file.start.map_or((StartRule::Unknown, None), |start| (start.rule, start.text.map(Text::from)));
    let cumulation = file.cumulation.map_or(
        Cumulation { same_costs: SameCosts::Unknown, excludes: Vec::new(), text: None },
        |cumulation| Cumulation {
            same_costs: cumulation.same_costs,
            excludes: cumulation.excludes,
            text: cumulation.text.map(Text::from),
        },
    );

    (problems.len() == before).then(|| Programme {
        id: file.id,
        state: file.state,
        name: file.name.into(),
        short: file.short,
        summary: file.summary.map(Text::from),
        level: file.level,
        funder: file.funder,
        body: file.body,
        legal_basis: file.legal_basis,
        link: file.link,
        aid_basis: file.aid_basis,
        instrument: file.instrument,
        family: file.family,
        checked_on: file.checked_on,
        applications,
        approvals,
        lottery,
        conditions,
        phases: file.phases,
        components,
        start,
        start_text,
        lead_time,
        frequency: file.frequency.into_iter().map(|f| Frequency { count: f.count, per: f.per }).collect(),
        cumulation,
        documents: file.documents.into_iter().map(Text::from).collect(),
        procedure: file.procedure.into_iter().map(|s| Step { act: s.act, text: s.text.into() }).collect(),
        notes: file.notes.into_iter().map(Text::from).collect(),
        sources,
        conflicts,
        unverified: file.unverified.into_iter().map(Text::from).collect(),
        examples,
    })
}

struct Check<'a> {
    vocabulary: &'a Vocabulary,
    sources: &'a [String],
}

impl Check<'_> {
    fn source(&self, key: Option<&str>, at: &Pointer, problems: &mut Problems) -> Option<usize> {
        let key = key?;
        let found = self.sources.iter().position(|known| known == key);
        if found.is_none() {
            problems.reference(at.field("source"), key, self.sources.iter().map(String::as_str));
            problems.hint_last(&SOURCE_KEYS);
        }
        found
    }

    fn rule(&self, node: Option<Node>, at: &Pointer, problems: &mut Problems) -> Option<Rule> {
        compile(&node?, self.vocabulary, at, problems)
    }

    fn condition(
        &self,
        file: ConditionFile,
        sources: &[ProgrammeSource],
        at: &Pointer,
        problems: &mut Problems,
    ) -> Option<Condition> {
        let source = self.source(Some(&file.source), at, problems);
        let rule = compile(&file.require, self.vocabulary, &at.field("require"), problems)?;
        let text = match file.text.map(Text::from).or_else(|| of_rule(&rule, self.vocabulary)) {
            Some(text) => text,
            None => {
                problems.push(Problem::new(Code::MissingField, at.field("text")).expected(NEEDS_TEXT.text()));
                return None;
            }
        };
        let source = source?;
        let ceiling = sources.get(source)?.source.confidence;
        let confidence = file.confidence.map_or(ceiling, |own| own.min(ceiling));
        Some(Condition { id: file.id, slots: rule.slots(), rule, text, cite: file.cite, source, confidence })
    }

    /// `ids` are those of all conditions, also of the ones refused: these are reported at their own place.
    fn example(&self, file: ExampleFile, ids: &[String], at: &Pointer, problems: &mut Problems) -> Example {
        Facts::read(&file.facts, self.vocabulary, file.at.date(), &at.field("facts"), problems);
        let automatic = crate::funding::evaluate::AUTOMATIC;
        for (index, id) in file.fails.iter().enumerate() {
            if !ids.contains(id) && !automatic.contains(&id.as_str()) {
                let known = ids.iter().map(String::as_str).chain(automatic.iter().copied());
                problems.reference(at.field("fails").index(index), id, known);
                problems.hint_last(&CONDITION_IDS);
            }
        }
        let expected = |[exact, low, high]: [Option<Euros>; 3]| {
            let money = |euros: Option<Euros>| euros.map(|Euros(money)| money);
            Expected { exact: money(exact), low: money(low), high: money(high) }
        };
        Example {
            line: 0,
            name: file.name,
            at: file.at,
            facts: file.facts,
            confirmed_open: file.confirmed_open,
            verdict: file.verdict,
            amount: expected([file.amount, file.amount_low, file.amount_high]),
            other_amount: expected([file.other_amount, file.other_amount_low, file.other_amount_high]),
            fails: file.fails,
        }
    }
}

/// Per cent as parts per million; whole, within bounds.
fn ppm(percent: &Ratio, high: i64, at: &Pointer, problems: &mut Problems) -> i64 {
    let parts = percent * &Ratio::from(10_000);
    let value = parts.round();
    if Ratio::from(value) != parts || !(0..=high * 10_000).contains(&value) {
        let expected = PERCENT.with(&[("high", high.into())]);
        problems.push(Problem::new(Code::OutOfRange, at.clone()).found(percent).expected(expected));
    }
    value
}

/// Every entry of a list with its place.
fn each<F, T>(files: Vec<F>, at: &Pointer, field: &str, mut read: impl FnMut(F, &Pointer) -> T) -> Vec<T> {
    files.into_iter().enumerate().map(|(index, file)| read(file, &at.field(field).index(index))).collect()
}

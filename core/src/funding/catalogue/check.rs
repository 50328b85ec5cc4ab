//! From the file of a programme to its checked form.

use super::file::{
    BonusFile, CapFile, ComponentFile, ConditionFile, Euros, ExampleFile, FixedFile, OverheadFile, PaysFile,
    ProgrammeFile, RateFile, WindowFile,
};
use super::sentence::of_rule;
use crate::base::text::sentences;
use crate::base::{Code, Money, Pointer, Problem, Problems, Ratio, Source, Text};
use crate::funding::costs::{CostKind, Phase};
use crate::funding::facts::Facts;
use crate::funding::node::{Node, compile};
use crate::funding::programme::{
    Bonus, Cap, Component, Condition, Conflict, ConflictValue, Cumulation, Example, Fixed, Frequency, LeadTime,
    Lottery, Overhead, Pays, PerUnit, Programme, ProgrammeSource, ProgrammeState, Rate, SameCosts, StartRule, Step,
};
use crate::funding::rule::{Rule, Slot};
use crate::funding::timeline::{Timeline, Window, WindowStatus};
use crate::funding::verdict::Verdict;
use crate::funding::vocabulary::{FactType, Vocabulary};

sentences! {
    PERCENT = "funding.catalogue.percent" { de: "von 0 bis {high} Prozent, höchstens vier Nachkommastellen", en: "from 0 to {high} per cent, at most four decimals" }
    NO_SOURCE = "funding.catalogue.no_source" { de: "mindestens eine Quelle: [[source]] mit key, name, read_on, confidence", en: "at least one source: [[source]] with key, name, read_on, confidence" }
    NO_EXAMPLE = "funding.catalogue.no_example" { de: "ein Beispiel mit verdict = \"{verdict}\"", en: "an example with verdict = \"{verdict}\"" }
    WINDOW_ORDER = "funding.catalogue.window_order" { de: "until liegt nicht vor from ({from})", en: "until is not before from ({from})" }
    WINDOW_OVERLAP = "funding.catalogue.window_overlap" { de: "Fenster überschneiden sich nicht; nur stopped darf ein anderes überdecken", en: "windows do not overlap; only stopped may cover another" }
    OPEN_FROM = "funding.catalogue.open_from" { de: "from; ohne belegten Beginn heißt der Status unconfirmed", en: "from; without a known begin the status is unconfirmed" }
    EXEMPT = "funding.catalogue.exempt" { de: "exempt nur bei status = \"stopped\"", en: "exempt only with status = \"stopped\"" }
    NEEDS_TEXT = "funding.catalogue.needs_text" { de: "text = { de = \"…\", en = \"…\" }, weil die Bedingung aus mehreren Vergleichen besteht", en: "text = { de = \"…\", en = \"…\" }, because the condition has several comparisons" }
    RATE_OR_FIXED = "funding.catalogue.rate_or_fixed" { de: "entweder rate oder fixed", en: "either rate or fixed" }
    RATE_NEEDS_PAYS = "funding.catalogue.rate_needs_pays" { de: "mindestens ein [[component.pays]], auf das sich der Satz bezieht", en: "at least one [[component.pays]] to which the rate refers" }
    TWICE = "funding.catalogue.twice" { de: "Dieselbe Kostenart in derselben Phase steht in zwei pays ohne when.", en: "The same kind of cost in the same phase stands in two pays without when." }
    COUNT_FACT = "funding.catalogue.count_fact" { de: "eine Angabe vom Typ count", en: "a fact of type count" }
    TWO_VALUES = "funding.catalogue.two_values" { de: "mindestens zwei Werte mit Quelle", en: "at least two values with their source" }
    RISING = "funding.catalogue.rising" { de: "best_days ≤ usual_days ≤ late_days ≤ 3650", en: "best_days ≤ usual_days ≤ late_days ≤ 3650" }
    LISTED = "funding.catalogue.listed" { de: "bei listed_only keine condition und keine component", en: "no condition and no component with listed_only" }
    ENCODED = "funding.catalogue.encoded" { de: "bei encoded mindestens eine condition und ein Fenster in applications", en: "at least one condition and one window in applications with encoded" }
    AT_MOST = "funding.catalogue.at_most" { de: "entweder percent und of oder amount", en: "either percent and of, or amount" }
    ONE_UNIT_RULE = "funding.catalogue.one_unit_rule" { de: "max, flat oder units_max; nicht max und flat zugleich", en: "max, flat or units_max; not max and flat together" }
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
    let mut conditions: Vec<Condition> = file
        .condition
        .into_iter()
        .enumerate()
        .filter_map(|(index, file)| check.condition(file, &sources, &root.field("condition").index(index), problems))
        .collect();
    // The order of the file is of no meaning: by id, so that it does not show in any answer.
    conditions.sort_by(|a, b| a.id.cmp(&b.id));
    let components: Vec<Component> = file
        .component
        .into_iter()
        .enumerate()
        .map(|(index, file)| check.component(file, &root.field("component").index(index), problems))
        .collect();
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
    let conflicts = file
        .conflict
        .into_iter()
        .enumerate()
        .map(|(index, conflict)| {
            let at = root.field("conflict").index(index).field("values");
            if conflict.values.len() < 2 {
                problems.push(Problem::new(Code::TooFew, at.clone()).expected(TWO_VALUES.text()));
            }
            let values = conflict.values.into_iter().enumerate().map(|(index, value)| {
                let found = check.source(Some(&value.source), &at.index(index), problems);
                let name = found.and_then(|index| sources.get(index)).map(|s| s.source.name.to_string());
                ConflictValue { value: value.value, source: name.unwrap_or_default() }
            });
            let values = values.collect();
            Conflict { topic: conflict.topic.into(), values, used: conflict.used.into() }
        })
        .collect();
    let examples: Vec<Example> = file
        .example
        .into_iter()
        .enumerate()
        .map(|(index, example)| check.example(example, &conditions, &root.field("example").index(index), problems))
        .collect();
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
        }
        found
    }

    fn rule(&self, node: Option<Node>, at: &Pointer, problems: &mut Problems) -> Option<Rule> {
        compile(&node?, self.vocabulary, at, problems)
    }

    fn count(&self, fact: Option<String>, at: &Pointer, problems: &mut Problems) -> Option<Slot> {
        let id = fact?;
        let Some(slot) = self.vocabulary.slot(&id) else {
            problems.reference(at.field("times"), &id, self.vocabulary.ids());
            return None;
        };
        if self.vocabulary.get(slot).is_none_or(|fact| fact.kind != FactType::Count) {
            let problem = Problem::new(Code::WrongType, at.field("times")).found(id).expected(COUNT_FACT.text());
            problems.push(problem);
        }
        Some(slot)
    }

    fn timeline(&self, files: Vec<WindowFile>, at: &Pointer, problems: &mut Problems) -> Timeline {
        let mut windows = Vec::new();
        for (index, file) in files.into_iter().enumerate() {
            let at = at.index(index);
            if let (Some(from), Some(until)) = (file.from, file.until)
                && until.end() <= from.start()
            {
                let expected = WINDOW_ORDER.with(&[("from", from.to_string().into())]);
                problems.push(Problem::new(Code::WrongOrder, at.field("until")).found(until).expected(expected));
            }
            if file.status == WindowStatus::Open && file.from.is_none() {
                problems.push(Problem::new(Code::MissingField, at.field("from")).expected(OPEN_FROM.text()));
            }
            if file.exempt.is_some() && file.status != WindowStatus::Stopped {
                problems.push(Problem::new(Code::Contradiction, at.field("exempt")).expected(EXEMPT.text()));
            }
            let window = Window {
                status: file.status,
                from: file.from,
                until: file.until,
                decision: file.decision,
                exempt: self.rule(file.exempt, &at.field("exempt"), problems),
                text: file.text.map(Text::from),
                source: self.source(file.source.as_deref(), &at, problems),
            };
            let overlaps = |other: &Window| {
                let starts_before_end = |a: &Window, b: &Window| match (a.from, b.until) {
                    (Some(from), Some(until)) => from.start() < until.end(),
                    _ => true,
                };
                other.status != WindowStatus::Stopped
                    && window.status != WindowStatus::Stopped
                    && starts_before_end(&window, other)
                    && starts_before_end(other, &window)
            };
            if windows.iter().any(overlaps) {
                problems.push(Problem::new(Code::Contradiction, at.clone()).expected(WINDOW_OVERLAP.text()));
            }
            windows.push(window);
        }
        windows.sort_by_key(|window| window.from.map(|from| from.start()));
        Timeline { windows }
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

    fn component(&self, file: ComponentFile, at: &Pointer, problems: &mut Problems) -> Component {
        if !file.rate.is_empty() && !file.fixed.is_empty() {
            problems.push(Problem::new(Code::Contradiction, at.clone()).expected(RATE_OR_FIXED.text()));
        }
        if !file.rate.is_empty() && file.pays.is_empty() {
            problems.push(Problem::new(Code::TooFew, at.field("pays")).expected(RATE_NEEDS_PAYS.text()));
        }
        let each = |name: &str, index: usize| at.field(name).index(index);
        let pays: Vec<Pays> =
            file.pays.into_iter().enumerate().map(|(i, file)| self.pays(file, &each("pays", i), problems)).collect();
        self.paid_once(&pays, &at.field("pays"), problems);
        let rates: Vec<Rate> =
            file.rate.into_iter().enumerate().map(|(i, file)| self.rate(file, &each("rate", i), problems)).collect();
        let money = |euros: Option<Euros>| euros.map(|Euros(money)| money);
        Component {
            id: file.id,
            kind: file.kind,
            pays,
            overheads: (file.overhead.into_iter().enumerate())
                .map(|(i, file)| self.overhead(file, &each("overhead", i), problems))
                .collect(),
            rates,
            bonuses: (file.bonus.into_iter().enumerate())
                .map(|(i, file)| self.bonus(file, &each("bonus", i), problems))
                .collect(),
            rate_max_ppm: file
                .rate_max_percent
                .map_or(1_000_000, |percent| ppm(&percent, 100, &at.field("rate_max_percent"), problems)),
            fixed: (file.fixed.into_iter().enumerate())
                .map(|(i, file)| self.fixed(file, &each("fixed", i), problems))
                .collect(),
            caps: (file.cap.into_iter().enumerate())
                .map(|(i, file)| self.cap(file, &each("cap", i), problems))
                .collect(),
            cost_min: money(file.cost_min),
            grant_min: money(file.grant_min),
            cost_max: money(file.cost_max),
            required: file.required,
        }
    }

    fn pays(&self, file: PaysFile, at: &Pointer, problems: &mut Problems) -> Pays {
        if file.kinds.is_empty() {
            problems.push(Problem::new(Code::TooFew, at.field("kinds")));
        }
        let share = file.share_percent.unwrap_or_else(|| Ratio::from(100));
        let per_unit = file.per_unit.map(|unit| {
            let rules = (unit.max.is_some(), unit.flat.is_some(), unit.units_max.is_some());
            if matches!(rules, (true, true, _) | (false, false, false)) {
                problems.push(Problem::new(Code::Contradiction, at.field("per_unit")).expected(ONE_UNIT_RULE.text()));
            }
            PerUnit {
                unit: unit.unit,
                max: unit.max.map(|Euros(money)| money),
                flat: unit.flat.map(|Euros(money)| money),
                units_max: unit.units_max.map(i64::from),
            }
        });
        let at_most = at.field("at_most");
        let (relative, limit) = match file.at_most.map(|limit| (limit.percent, limit.of, limit.amount)) {
            None => (None, None),
            Some((Some(percent), of, None)) if !of.is_empty() => {
                (Some((ppm(&percent, 1000, &at_most.field("percent"), problems), of)), None)
            }
            Some((None, of, Some(Euros(amount)))) if of.is_empty() => (None, Some(amount)),
            Some(_) => {
                problems.push(Problem::new(Code::Contradiction, at_most).expected(AT_MOST.text()));
                (None, None)
            }
        };
        Pays {
            kinds: file.kinds,
            phases: file.phases,
            share_ppm: ppm(&share, 100, &at.field("share_percent"), problems),
            per_unit,
            relative,
            limit,
            when: self.rule(file.when, &at.field("when"), problems),
        }
    }

    fn paid_once(&self, pays: &[Pays], at: &Pointer, problems: &mut Problems) {
        for &kind in CostKind::ALL {
            for &phase in Phase::ALL {
                let covering = pays.iter().enumerate().filter(|(_, p)| p.when.is_none() && p.covers(kind, phase));
                if let Some((second, _)) = covering.skip(1).last() {
                    problems.push(Problem::new(Code::Contradiction, at.index(second)).expected(TWICE.text()));
                    return;
                }
            }
        }
    }

    fn rate(&self, file: RateFile, at: &Pointer, problems: &mut Problems) -> Rate {
        let high = ppm(&file.percent, 100, &at.field("percent"), problems);
        let low = file.percent_low.map_or(high, |low| ppm(&low, 100, &at.field("percent_low"), problems));
        if low > high {
            problems.push(Problem::new(Code::WrongOrder, at.field("percent_low")));
        }
        let when = self.rule(file.when, &at.field("when"), problems);
        Rate { ppm: high, low_ppm: low, when, text: file.text.map(Text::from) }
    }

    fn overhead(&self, file: OverheadFile, at: &Pointer, problems: &mut Problems) -> Overhead {
        Overhead {
            ppm: ppm(&file.percent, 1000, &at.field("percent"), problems),
            of_kinds: file.of,
            when: self.rule(file.when, &at.field("when"), problems),
            text: file.text.map(Text::from),
        }
    }

    fn bonus(&self, file: BonusFile, at: &Pointer, problems: &mut Problems) -> Bonus {
        Bonus {
            ppm: ppm(&file.points, 100, &at.field("points"), problems),
            when: self.rule(file.when, &at.field("when"), problems),
            text: file.text.into(),
        }
    }

    fn fixed(&self, file: FixedFile, at: &Pointer, problems: &mut Problems) -> Fixed {
        let low = file.amount_low.map_or(file.amount.0, |Euros(low)| low);
        if low > file.amount.0 {
            problems.push(Problem::new(Code::WrongOrder, at.field("amount_low")));
        }
        Fixed {
            amount: file.amount.0,
            low,
            when: self.rule(file.when, &at.field("when"), problems),
            times: self.count(file.times, at, problems),
            text: file.text.map(Text::from),
        }
    }

    fn cap(&self, file: CapFile, at: &Pointer, problems: &mut Problems) -> Cap {
        Cap {
            on: file.on,
            max: file.max.0,
            when: self.rule(file.when, &at.field("when"), problems),
            per: file.per,
            times: self.count(file.times, at, problems),
        }
    }

    fn example(&self, file: ExampleFile, conditions: &[Condition], at: &Pointer, problems: &mut Problems) -> Example {
        Facts::read(&file.facts, self.vocabulary, file.at.date(), &at.field("facts"), problems);
        let automatic = crate::funding::evaluate::AUTOMATIC;
        for (index, id) in file.fails.iter().enumerate() {
            let known = conditions.iter().map(|c| c.id.as_str()).chain(automatic.iter().copied());
            // A condition that was refused itself is reported at its own place.
            if !conditions.is_empty() {
                problems.reference(at.field("fails").index(index), id, known);
            }
        }
        let money = |euros: Option<Euros>| euros.map(|Euros(money)| money) as Option<Money>;
        Example {
            name: file.name,
            at: file.at,
            facts: file.facts,
            confirmed_open: file.confirmed_open,
            verdict: file.verdict,
            amount: money(file.amount),
            amount_low: money(file.amount_low),
            amount_high: money(file.amount_high),
            other_amount: money(file.other_amount),
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

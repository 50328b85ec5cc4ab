//! The operation `catalogue.lint`: what a maintainer should look at.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::catalogue::{Catalogue, CatalogueInput};
use super::evaluate::CoreSlots;
use super::facts::Facts;
use super::probe;
use super::programme::{Programme, ProgrammeState, StartRule};
use super::rule::Slot;
use super::verdict::Verdict;
use super::vocabulary::Vocabulary;
use crate::base::text::{Arg, sentences};
use crate::base::{Answer, Confidence, Date, Error, Finding, Pointer, SchemaVersion, Severity, Truth};

sentences! {
    STALE_SOURCE = "catalogue.lint.stale_source" { de: "Die Quelle „{name}“ wurde vor {days} Tagen gelesen.", en: "The source \"{name}\" was read {days} days ago." }
    FUTURE_SOURCE = "catalogue.lint.future_source" { de: "Die Quelle „{name}“ wurde laut Datei erst in {days} Tagen gelesen.", en: "The source \"{name}\" will be read in {days} days, says the file." }
    TRANSLITERATED = "catalogue.lint.transliterated" { de: "Umlaute sind umschrieben: „{word}“.", en: "Umlauts are spelled out: \"{word}\"." }
    STALE_FILE = "catalogue.lint.stale_file" { de: "Die Datei wurde vor {days} Tagen geprüft.", en: "The file was checked {days} days ago." }
    CONFLICT = "catalogue.lint.conflict" { de: "Quellen widersprechen sich: {topic}.", en: "Sources disagree: {topic}." }
    UNVERIFIED = "catalogue.lint.unverified" { de: "Nicht geprüft: {topic}.", en: "Not verified: {topic}." }
    NEVER = "catalogue.lint.never" { de: "Die Bedingung {id} kann nie erfüllt sein.", en: "The condition {id} can never hold." }
    NEVER_TOGETHER = "catalogue.lint.never_together" { de: "Diese Bedingungen können nicht zugleich erfüllt sein: {list}.", en: "These conditions cannot hold together: {list}." }
    ALWAYS = "catalogue.lint.always" { de: "Die Bedingung {id} ist immer erfüllt.", en: "The condition {id} always holds." }
    NO_EXAMPLE = "catalogue.lint.no_example" { de: "Es fehlt ein Beispiel mit dem Urteil „{verdict}“.", en: "An example with the verdict \"{verdict}\" is missing." }
    DIFFERS = "catalogue.lint.example_differs" { de: "Ein Beispiel gibt etwas anderes, als es sagt: {what}", en: "An example gives something else than it says: {what}" }
    FEW_SOURCES = "catalogue.lint.few_sources" { de: "Keine Quelle ist ein Rechtstext oder eine amtliche Stelle.", en: "No source is a legal text or an official body." }
    WINDOW_OVER = "catalogue.lint.window_over" { de: "Das letzte Fenster ist vorbei, die Datei steht noch auf encoded.", en: "The last window is over, the file still says encoded." }
    NO_START_RULE = "catalogue.lint.no_start_rule" { de: "Die Beginnregel fehlt.", en: "The start rule is missing." }
    UNUSED_SOURCE = "catalogue.lint.unused_source" { de: "Keine Bedingung, kein Fenster und kein Widerspruch nennt die Quelle „{name}“.", en: "No condition, window or conflict names the source \"{name}\"." }
}

/// Which catalogue, on which day.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LintInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The day from which ages are counted.
    pub on: Date,
    /// Which programmes.
    #[serde(default)]
    pub catalogue: CatalogueInput,
    /// Sources and files older than this many days are reported; 180 when absent.
    #[serde(default = "half_a_year")]
    pub stale_after_days: u16,
}

fn half_a_year() -> u16 {
    180
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Lint {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// How many programmes were looked at.
    pub programmes: usize,
    /// The findings: by severity, then programme, then code; the subject is the id of the programme.
    pub findings: Vec<Finding>,
}

/// Looks through a catalogue.
///
/// # Errors
/// Faulty programme files.
pub fn lint(input: &LintInput) -> Result<Lint, Error> {
    let catalogue = input.catalogue.resolve(&Pointer::root().field("catalogue"))?;
    let chosen = catalogue.programmes().iter().filter(|programme| input.catalogue.includes(&programme.id));
    let mut findings = Vec::new();
    let mut programmes = 0;
    for programme in chosen {
        programmes += 1;
        one(&catalogue, programme, input, &mut findings);
    }
    findings.sort_by(|a, b| {
        (b.severity, &a.subject, &a.code, &a.text.en).cmp(&(a.severity, &b.subject, &b.code, &b.text.en))
    });
    Ok(Lint { schema_version: SchemaVersion, programmes, findings })
}

fn one(catalogue: &Catalogue, programme: &Programme, input: &LintInput, out: &mut Vec<Finding>) {
    let id = programme.id.as_str();
    let mut push = |severity, sentence, args: &[(&str, Arg)]| out.push(Finding::new(severity, sentence, id, args));
    let limit = i32::from(input.stale_after_days);
    let age = |day: Date| input.on.days_since(day);
    if age(programme.checked_on) > limit {
        push(Severity::Warn, &STALE_FILE, &[("days", age(programme.checked_on).into())]);
    }
    for (index, source) in programme.sources.iter().enumerate() {
        let name = || Arg::from(source.source.name.to_string());
        if let Some(days) = source.source.read_on.map(age).filter(|days| *days > limit) {
            push(Severity::Warn, &STALE_SOURCE, &[("name", name()), ("days", days.into())]);
        }
        if let Some(days) = source.source.read_on.map(age).filter(|days| *days < 0) {
            push(Severity::Warn, &FUTURE_SOURCE, &[("name", name()), ("days", (-days).into())]);
        }
        let named = programme.conditions.iter().any(|condition| condition.source == index)
            || programme
                .applications
                .windows
                .iter()
                .chain(&programme.approvals.windows)
                .any(|w| w.source == Some(index))
            || programme.lead_time.as_ref().is_some_and(|lead| lead.source == Some(index))
            || programme.conflicts.iter().flat_map(|conflict| &conflict.values).any(|v| v.source == source.source.name);
        if !named && programme.is_evaluated() {
            push(Severity::Info, &UNUSED_SOURCE, &[("name", name())]);
        }
    }
    for conflict in &programme.conflicts {
        push(Severity::Info, &CONFLICT, &[("topic", conflict.topic.clone().into())]);
    }
    for topic in &programme.unverified {
        push(Severity::Info, &UNVERIFIED, &[("topic", topic.clone().into())]);
    }
    for word in german(programme).flat_map(spelled_out) {
        push(Severity::Warn, &TRANSLITERATED, &[("word", word.into())]);
    }
    if programme.sources.iter().all(|source| source.source.confidence != Confidence::Verified) {
        push(Severity::Warn, &FEW_SOURCES, &[]);
    }
    if !programme.is_evaluated() {
        return;
    }
    for verdict in [Verdict::Eligible, Verdict::NotEligible, Verdict::Open] {
        if !programme.examples.iter().any(|example| example.verdict == verdict) {
            push(Severity::Warn, &NO_EXAMPLE, &[("verdict", verdict.key().into())]);
        }
    }
    for difference in catalogue.differing_examples_of(programme) {
        push(Severity::Block, &DIFFERS, &[("what", difference.to_string().into())]);
    }
    if programme.start == StartRule::Unknown {
        push(Severity::Warn, &NO_START_RULE, &[]);
    }
    let over = programme.applications.at(crate::base::Moment::start_of(input.on)).0;
    if programme.state == ProgrammeState::Encoded && over == super::timeline::StatusNow::Ended {
        push(Severity::Warn, &WINDOW_OVER, &[]);
    }
    let core = catalogue.core_slots();
    let mut possible = true;
    for condition in &programme.conditions {
        match outcomes(programme, &[condition.id.as_str()], catalogue.vocabulary(), &core) {
            Some((_, false)) => {
                possible = false;
                push(Severity::Block, &NEVER, &[("id", condition.id.clone().into())]);
            }
            Some((false, true)) => push(Severity::Warn, &ALWAYS, &[("id", condition.id.clone().into())]),
            Some((true, true)) | None => {}
        }
    }
    // Conditions that share a fact may rule each other out.
    for group in groups(programme) {
        if possible
            && group.len() > 1
            && let Some((_, false)) = outcomes(programme, &group, catalogue.vocabulary(), &core)
        {
            let list = Arg::list(group.iter().map(|id| (*id).to_owned()));
            push(Severity::Block, &NEVER_TOGETHER, &[("list", list)]);
        }
    }
}

/// The German texts of a file.
fn german(programme: &Programme) -> impl Iterator<Item = &str> {
    let lists = [&programme.documents, &programme.notes, &programme.unverified].into_iter().flatten();
    let texts =
        [Some(&programme.name), programme.summary.as_ref(), programme.start_text.as_ref()].into_iter().flatten();
    let conditions = programme.conditions.iter().map(|condition| &condition.text);
    let steps = programme.procedure.iter().map(|step| &step.text);
    texts.chain(lists).chain(conditions).chain(steps).map(|text| &*text.de)
}

/// Words whose umlaut is spelled out; only stems in which no German word has the letters side by side.
fn spelled_out(text: &str) -> impl Iterator<Item = String> {
    const STEMS: [&str; 20] = [
        "fuer",
        "ueber",
        "foerder",
        "moeglich",
        "koenn",
        "muess",
        "zuschuess",
        "hoechst",
        "hoeh",
        "gruend",
        "waehr",
        "aender",
        "erklaer",
        "zusaetz",
        "pruef",
        "ausfuehr",
        "einfuehr",
        "beschaeft",
        "taetig",
        "buerg",
    ];
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| STEMS.iter().any(|stem| word.to_lowercase().contains(stem))).map(str::to_owned)
}

/// Groups of conditions linked by common facts.
fn groups(programme: &Programme) -> Vec<Vec<&str>> {
    let mut groups: Vec<(Vec<Slot>, Vec<&str>)> = Vec::new();
    for condition in &programme.conditions {
        let (linked, mut rest): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(slots, _)| slots.iter().any(|slot| condition.slots.contains(slot)));
        let mut slots = condition.slots.clone();
        let mut ids = vec![condition.id.as_str()];
        for (more_slots, more_ids) in linked {
            slots.extend(more_slots);
            ids.extend(more_ids);
        }
        ids.sort_unstable();
        rest.push((slots, ids));
        groups = rest;
    }
    groups.sort_by(|(_, a), (_, b)| a.cmp(b));
    groups.into_iter().map(|(_, ids)| ids).collect()
}

/// Can the conditions together be *no*, can they be *yes*? Over every combination of values the programme
/// can tell apart; `None` when there are too many.
fn outcomes(programme: &Programme, ids: &[&str], vocabulary: &Vocabulary, core: &CoreSlots) -> Option<(bool, bool)> {
    const MOST: usize = 50_000;
    let rules: Vec<_> = programme.conditions.iter().filter(|condition| ids.contains(&condition.id.as_str())).collect();
    let mut slots: Vec<Slot> = rules.iter().flat_map(|condition| condition.slots.iter().copied()).collect();
    slots.sort_unstable();
    slots.dedup();
    let values: Vec<Vec<i64>> = slots.iter().map(|slot| probe::values(programme, *slot, vocabulary, core)).collect();
    let count = values.iter().try_fold(1_usize, |product, list| product.checked_mul(list.len()))?;
    if count > MOST {
        return None;
    }
    let mut facts = Facts::none(vocabulary, programme.checked_on);
    let (mut no, mut yes) = (false, false);
    for number in 0..count {
        let mut rest = number;
        for (slot, list) in slots.iter().zip(&values) {
            let length = list.len().max(1);
            facts.set(*slot, list.get(rest % length).copied().map_or(Answer::NotAsked, Answer::Given));
            rest /= length;
        }
        match Truth::all(rules.iter().map(|condition| condition.rule.value(&facts))) {
            Truth::Yes => yes = true,
            Truth::No => no = true,
            Truth::Open => {}
        }
        if no && yes {
            break;
        }
    }
    Some((no, yes))
}

//! The operation `catalogue.import_fdb`: documents of the Förderdatenbank export as listed-only entries.
//!
//! The structure of the export is known from the descriptions of three public importers, not from the
//! publisher; the reader is therefore tolerant: it takes elements by their local name wherever they
//! stand, reports what it skipped and never derives a deadline (`dateOfExpiration` is the expiry of
//! the page, not of the programme; the status banner `header` is the only closing signal).

mod codes;
mod file;
mod read;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::codes::{APPLICANTS, AREAS, GIVERS, KINDS, REGIONS};
use self::read::{Fields, read};
use super::catalogue::Catalogue;
use crate::base::text::sentences;
use crate::base::{Date, Error, Pointer, Problems, SchemaVersion, Text};

sentences! {
    NOT_XML = "catalogue.fdb.not_xml" { de: "kein lesbares XML: {reason}", en: "no readable XML: {reason}" }
    NO_TITLE = "catalogue.fdb.no_title" { de: "kein Titel", en: "no title" }
    NOT_PROGRAMME = "catalogue.fdb.not_programme" { de: "kein Förderprogramm, sondern {kind}", en: "not a funding programme but {kind}" }
    TWICE = "catalogue.fdb.twice" { de: "die Kennung {id} kam schon vor", en: "the id {id} occurred before" }
    TOO_LARGE = "catalogue.fdb.too_large" { de: "größer als {n} Bytes", en: "larger than {n} bytes" }
    UNKNOWN_CODE = "catalogue.fdb.unknown_code" { de: "unbekannter Schlüssel „{code}“ in {path}", en: "unknown code \"{code}\" in {path}" }
    NOT_LOADABLE = "catalogue.fdb.not_loadable" { de: "der Eintrag lässt sich nicht laden: {reason}", en: "the entry cannot be loaded: {reason}" }
    EXPIRY_IGNORED = "catalogue.fdb.expiry_ignored" { de: "dateOfExpiration ist das Ende der Seite, nicht des Programms, und bleibt außer Betracht", en: "dateOfExpiration is the end of the page, not of the programme, and is left out" }
}

/// Most documents at once.
pub const MAX_DOCUMENTS: usize = 20_000;
/// Largest document in bytes.
pub const MAX_DOCUMENT_BYTES: usize = 2 << 20;

/// Documents of the export.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The day on which the export was fetched; it becomes `checked_on`.
    pub fetched_on: Date,
    /// The documents.
    pub documents: Vec<XmlDocument>,
}

/// One document.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct XmlDocument {
    /// Its path in the package.
    pub path: String,
    /// Its text.
    pub xml: String,
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Imported {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The entries, in order of id.
    pub entries: Vec<Entry>,
    /// Documents that gave no entry, with the reason, in order of path.
    pub skipped: Vec<Skipped>,
    /// What was left out of entries, in order of path.
    pub notes: Vec<Skipped>,
}

/// A listed-only programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Entry {
    /// Its id: `fdb-` and the file name.
    pub id: String,
    /// The path in the package.
    pub path: String,
    /// The title.
    pub title: String,
    /// Who gives the money, as the export codes it.
    pub giver: Option<String>,
    /// Areas of funding, as the export codes them.
    pub areas: Vec<String>,
    /// Who may apply, as the export codes it.
    pub applicants: Vec<String>,
    /// Kinds of funding, as the export codes them.
    pub kinds: Vec<String>,
    /// Regions as NUTS codes.
    pub regions: Vec<String>,
    /// The status banner, if any.
    pub banner: Option<String>,
    /// Does the banner say that it is closed?
    pub closed: bool,
    /// A link found in the document.
    pub link: Option<String>,
    /// The entry as a programme file.
    pub toml: String,
}

/// A document or part that was skipped.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Skipped {
    /// The path in the package.
    pub path: String,
    /// Why.
    #[serde(rename = "reason")]
    reason: TextOrd,
}

/// A text with an order, so that lists of reasons are sorted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
struct TextOrd {
    /// German.
    de: String,
    /// English.
    en: String,
}

impl From<Text> for TextOrd {
    fn from(text: Text) -> Self {
        Self { de: text.de.into_owned(), en: text.en.into_owned() }
    }
}

/// Reads documents of the export.
///
/// # Errors
/// Too many documents. A document that cannot be read is reported in `skipped`, not as an error.
pub fn import_fdb(input: &ImportInput) -> Result<Imported, Error> {
    let mut problems = Problems::new();
    problems.at_most(Pointer::root().field("documents"), input.documents.len(), MAX_DOCUMENTS);
    problems.finish()?;
    let mut entries: BTreeMap<String, Entry> = BTreeMap::new();
    let mut skipped = Vec::new();
    let mut notes = Vec::new();
    // In order of path, so that the order of the package does not matter.
    let mut documents: Vec<&XmlDocument> = input.documents.iter().collect();
    documents.sort_by(|a, b| (&a.path, &a.xml).cmp(&(&b.path, &b.xml)));
    for document in documents {
        let skip = |reason: Text| Skipped { path: document.path.clone(), reason: reason.into() };
        if document.xml.len() > MAX_DOCUMENT_BYTES {
            skipped.push(skip(TOO_LARGE.with(&[("n", MAX_DOCUMENT_BYTES.into())])));
            continue;
        }
        let fields = match read(&document.xml) {
            Ok(fields) => fields,
            Err(reason) => {
                skipped.push(skip(NOT_XML.with(&[("reason", reason.into())])));
                continue;
            }
        };
        let other = ["externerlink", "adresse", "download", "kontakt", "institution"];
        if other.contains(&fields.kind.to_lowercase().as_str()) {
            skipped.push(skip(NOT_PROGRAMME.with(&[("kind", fields.kind.clone().into())])));
            continue;
        }
        let Some(title) = fields.texts.get("title").filter(|title| !title.is_empty()) else {
            skipped.push(skip(NO_TITLE.text()));
            continue;
        };
        notes.extend(fields.left_out.iter().cloned().map(skip));
        if fields.texts.contains_key("dateOfExpiration") {
            notes.push(skip(EXPIRY_IGNORED.text()));
        }
        let entry = entry(document, title, &fields, input.fetched_on, &mut notes);
        if entries.contains_key(&entry.id) {
            skipped.push(skip(TWICE.with(&[("id", entry.id.clone().into())])));
            continue;
        }
        entries.insert(entry.id.clone(), entry);
    }
    // What leaves this door can be loaded.
    let mut loadable = Vec::with_capacity(entries.len());
    for entry in entries.into_values() {
        match Catalogue::read([(entry.id.as_str(), entry.toml.as_str())]) {
            Ok(_) => loadable.push(entry),
            Err(error) => {
                let reason = NOT_LOADABLE.with(&[("reason", error.to_string().into())]);
                skipped.push(Skipped { path: entry.path, reason: reason.into() });
            }
        }
    }
    skipped.sort();
    notes.sort();
    notes.dedup();
    Ok(Imported { schema_version: SchemaVersion, entries: loadable, skipped, notes })
}

fn entry(document: &XmlDocument, title: &str, fields: &Fields, fetched_on: Date, notes: &mut Vec<Skipped>) -> Entry {
    let mut found: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for reference in &fields.references {
        let mut parts = reference.rsplit('/').map(|part| part.split('.').next().unwrap_or(part).to_lowercase());
        let code = parts.next().unwrap_or_default();
        let folder = parts.next().unwrap_or_default();
        let region = REGIONS.iter().find(|(name, _)| *name == code).map(|(_, nuts)| (*nuts).to_owned());
        let known = |list: &[&str]| list.contains(&code.as_str());
        let (list, value) = match folder.as_str() {
            "foerdergeber" if known(GIVERS) => ("giver", Some(code.clone())),
            "foerderart" if known(KINDS) => ("kind", Some(code.clone())),
            "foerderberechtigte" if known(APPLICANTS) => ("applicant", Some(code.clone())),
            "foerderbereich" if known(AREAS) => ("area", Some(code.clone())),
            "foerdergebiet" if code == "sonstige" => continue,
            "foerdergebiet" => ("region", region),
            "foerdergeber" | "foerderart" | "foerderberechtigte" | "foerderbereich" => ("", None),
            _ => continue,
        };
        match value {
            Some(value) => {
                found.entry(list).or_default().insert(value);
            }
            None => {
                let reason = UNKNOWN_CODE.with(&[("code", code.into()), ("path", reference.clone().into())]);
                notes.push(Skipped { path: document.path.clone(), reason: reason.into() });
            }
        }
    }
    let list =
        |key: &str| -> Vec<String> { found.get(key).map(|set| set.iter().cloned().collect()).unwrap_or_default() };
    let stem = document.path.rsplit('/').next().unwrap_or("").trim_end_matches(".xml").to_lowercase();
    let slug: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(100).collect();
    let by_path = ["bund", "land", "eu", "kommune"]
        .into_iter()
        .find(|giver| document.path.to_lowercase().split('/').any(|part| part == *giver));
    let giver = list("giver").into_iter().next().or_else(|| by_path.map(str::to_owned));
    let banner = fields.texts.get("header").filter(|text| !text.is_empty()).cloned();
    let closed = banner.as_deref().is_some_and(|text| {
        let text = text.to_lowercase();
        ["nicht mehr möglich", "beendet", "ausgelaufen", "geschlossen", "eingestellt"]
            .iter()
            .any(|word| text.contains(word))
    });
    let mut entry = Entry {
        id: format!("fdb-{}", if slug.is_empty() { "document" } else { &slug }),
        path: document.path.clone(),
        title: title.to_owned(),
        giver,
        areas: list("area"),
        applicants: list("applicant"),
        kinds: list("kind"),
        regions: list("region"),
        banner,
        closed,
        link: fields.links.first().cloned(),
        toml: String::new(),
    };
    entry.toml = file::file(&entry, fetched_on);
    entry
}

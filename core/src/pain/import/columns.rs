//! Which column holds what: detected from headings and content, shown, correctable.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::cells::{heading_key, number, rating, uses_decimal_comma};
use super::source::Table;
use super::{ImportInput, sentences};
use crate::base::Text;

/// What a column holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ColumnRole {
    /// The words of the pain point.
    ItemText,
    /// Its id in the tool.
    ItemId,
    /// Where it hurts.
    Department,
    /// Tags or labels.
    Tags,
    /// More words.
    Description,
    /// The list, area or frame it lies in.
    Group,
    /// Votes or dots of all persons together.
    VotesTotal,
    /// Whether the card is archived.
    Archived,
    /// Who answered.
    Participant,
    /// The name of the criterion (one rating per row).
    Criterion,
    /// The rating (one rating per row).
    Value,
    /// Ratings of one criterion, by one person where the column names one, or of one item where rows are persons.
    Rating {
        /// The criterion.
        criterion: String,
        /// The person.
        #[serde(default)]
        participant: Option<String>,
        /// The pain point.
        #[serde(default)]
        item: Option<String>,
    },
    /// Dots for one pain point; rows are persons.
    Dots {
        /// The pain point.
        item: String,
    },
    /// Several chosen pain points in one cell, separated by semicolons; rows are persons.
    Choices,
    /// Not used.
    Unused,
}

/// The kind of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// A list of notes without headings, as whiteboards write it.
    NoteList,
    /// Notes with columns such as text, colour and position.
    NoteTable,
    /// Cards of a board with lists.
    Board,
    /// Issues of a tracker.
    Tracker,
    /// One row per pain point, one column per criterion and person.
    RatingsWide,
    /// One row per pain point, person and criterion.
    RatingsLong,
    /// One row per person, one column per pain point.
    VotesWide,
    /// Answers to a form, one row per person.
    Form,
    /// Any other table with a column of pain points.
    Table,
}

/// A column with what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Column {
    /// From 0.
    pub index: u16,
    /// Its heading; empty when there is none.
    pub heading: String,
    /// What it holds.
    pub role: ColumnRole,
    /// Why we think so.
    pub because: Text,
    /// Are its numbers written with a decimal comma?
    pub decimal_comma: bool,
}

/// What was detected.
pub(super) struct Detected {
    pub(super) layout: Layout,
    pub(super) header: bool,
    pub(super) columns: Vec<Column>,
}

/// Words of headings, German and English, without marks and capitals.
const HEADINGS: &[(ColumnRole, &[&str])] = &[
    (
        ColumnRole::ItemText,
        &[
            "painpoint",
            "painpoints",
            "schmerzpunkt",
            "schmerzpunkte",
            "summary",
            "zusammenfassung",
            "cardname",
            "stickytitle",
            "text",
            "titel",
            "title",
            "thema",
            "problem",
            "notiz",
            "note",
            "sticky",
            "idee",
            "idea",
        ],
    ),
    (ColumnRole::ItemId, &["issuekey", "vorgangsschlüssel", "cardid", "id", "nr", "nummer", "no", "kennung", "key"]),
    (ColumnRole::Department, &["bereich", "abteilung", "department", "fachbereich", "team"]),
    (
        ColumnRole::Tags,
        &["tags", "tag", "tag1", "tag2", "tag3", "tag4", "labels", "label", "stichwörter", "schlagworte"],
    ),
    (
        ColumnRole::Description,
        &["description", "beschreibung", "carddescription", "stickydescription", "kommentar", "comment", "anmerkungen"],
    ),
    (ColumnRole::Group, &["listname", "liste", "area", "frame", "rahmen", "gruppe", "cluster"]),
    (ColumnRole::VotesTotal, &["votes", "votecount", "stimmen", "punkte", "dots", "klebepunkte", "anzahlstimmen"]),
    (ColumnRole::Archived, &["archived", "archiviert"]),
    (
        ColumnRole::Participant,
        &["person", "teilnehmer", "teilnehmerin", "teilnehmende", "participant", "rater", "bewerter", "wer", "name"],
    ),
    (ColumnRole::Criterion, &["kriterium", "criterion", "kriterien"]),
    (ColumnRole::Value, &["wert", "value", "score", "bewertung", "rating", "note15"]),
];

fn known_heading(heading: &str) -> Option<ColumnRole> {
    let key = heading_key(heading);
    HEADINGS.iter().find(|(_, words)| words.contains(&key.as_str())).map(|(role, _)| role.clone())
}

/// `Nutzen (Anna)` as its two parts.
fn two_parts(heading: &str) -> Option<(&str, &str)> {
    let (first, second) = heading.trim().strip_suffix(')')?.rsplit_once('(')?;
    let (first, second) = (first.trim(), second.trim());
    (!first.is_empty() && !second.is_empty()).then_some((first, second))
}

pub(super) fn detect(table: &Table, input: &ImportInput) -> Detected {
    let width = table.width();
    let first: Vec<String> = (0..width)
        .map(|column| table.rows.first().map_or_else(String::new, |row| row.cell(column).to_owned()))
        .collect();
    let header = input.header.unwrap_or_else(|| looks_like_header(table, &first));
    let headings: Vec<String> = if header { first } else { vec![String::new(); width] };
    let layout = layout(table, &headings, header);
    let keys: Vec<String> = headings.iter().map(|heading| heading_key(heading)).collect();
    let mut taken_item_id = false;
    let mut columns = Vec::with_capacity(width);
    for (index, heading) in headings.iter().enumerate() {
        let body = || table.rows.iter().skip(usize::from(header)).map(move |row| row.cell(index));
        let decimal_comma = uses_decimal_comma(body());
        let said = input.columns.iter().find(|correction| usize::from(correction.column) == index);
        let (role, because) = if let Some(correction) = said {
            (correction.role.clone(), sentences::BY_PERSON.text())
        } else {
            let role = role(layout, index, heading, &keys, table, header);
            let because = match role {
                ColumnRole::Unused => sentences::NOT_USED.text(),
                _ if known_heading(heading).is_some() || two_parts(heading).is_some() => {
                    sentences::BY_HEADING.with(&[("heading", heading.clone().into())])
                }
                _ => sentences::BY_CONTENT.text(),
            };
            (role, because)
        };
        // Of several id columns the first counts.
        let role = if role == ColumnRole::ItemId && std::mem::replace(&mut taken_item_id, role == ColumnRole::ItemId) {
            ColumnRole::Unused
        } else {
            role
        };
        let index = u16::try_from(index).unwrap_or(u16::MAX);
        columns.push(Column { index, heading: heading.clone(), role, because, decimal_comma });
    }
    Detected { layout, header, columns }
}

/// A heading is known, or the first row differs in kind from the rows below.
fn looks_like_header(table: &Table, first: &[String]) -> bool {
    if first.iter().any(|heading| known_heading(heading).is_some() && first.len() > 1) {
        return true;
    }
    if first.len() == 1 {
        return first.first().is_some_and(|heading| known_heading(heading) == Some(ColumnRole::ItemText));
    }
    let number_below = |column: usize| table.rows.iter().skip(1).any(|row| number(row.cell(column), true).is_some());
    (1..first.len()).any(|column| {
        first.get(column).is_some_and(|heading| !heading.is_empty() && number(heading, true).is_none())
            && number_below(column)
    })
}

fn layout(table: &Table, headings: &[String], header: bool) -> Layout {
    let keys: Vec<String> = headings.iter().map(|heading| heading_key(heading)).collect();
    let has = |key: &str| keys.iter().any(|known| known == key);
    let has_role = |role: &ColumnRole| headings.iter().any(|heading| known_heading(heading).as_ref() == Some(role));
    if !header || headings.len() == 1 {
        return Layout::NoteList;
    }
    if has("issuekey") || (has("summary") && has("status")) {
        return Layout::Tracker;
    }
    if has("cardname") && has("listname") {
        return Layout::Board;
    }
    if has("stickytitle") || (has("text") && (has("bgcolor") || has("stickytype") || has("positionx"))) {
        return Layout::NoteTable;
    }
    if (has("startzeit") || has("starttime")) && (has("fertigstellungszeit") || has("completiontime")) {
        return Layout::Form;
    }
    if has_role(&ColumnRole::Participant) && has_role(&ColumnRole::Criterion) && has_role(&ColumnRole::Value) {
        return Layout::RatingsLong;
    }
    if !person_columns(headings).is_empty() {
        return Layout::RatingsWide;
    }
    if known_heading(headings.first().map_or("", String::as_str)) == Some(ColumnRole::Participant)
        && !has_role(&ColumnRole::ItemText)
        && dots_only(table)
    {
        return Layout::VotesWide;
    }
    Layout::Table
}

/// Every cell right of the first column is empty or a small whole number.
fn dots_only(table: &Table) -> bool {
    table.rows.iter().skip(1).all(|row| {
        row.cells.iter().skip(1).all(|cell| {
            let cell = cell.trim();
            cell.is_empty() || cell.parse::<u16>().is_ok()
        })
    })
}

/// Columns headed `criterion (person)` where a criterion or a person occurs at least twice.
fn person_columns(headings: &[String]) -> BTreeMap<usize, (String, String)> {
    let parts: Vec<(usize, (&str, &str))> = headings
        .iter()
        .enumerate()
        .filter_map(|(index, heading)| two_parts(heading).map(|parts| (index, parts)))
        .collect();
    parts
        .iter()
        .filter(|(index, (first, second))| {
            parts.iter().any(|(other, (f, s))| other != index && (f == first || s == second))
        })
        .map(|(index, (first, second))| (*index, ((*first).to_owned(), (*second).to_owned())))
        .collect()
}

fn role(layout: Layout, index: usize, heading: &str, keys: &[String], table: &Table, header: bool) -> ColumnRole {
    let body = || table.rows.iter().skip(usize::from(header)).map(move |row| row.cell(index));
    let rated = || {
        let mut any = false;
        let fits = body().all(|cell| {
            let read = rating(cell, true);
            any |= matches!(read, Some(crate::base::Answer::Given(_)));
            read.is_some()
        });
        fits && any
    };
    match layout {
        Layout::NoteList => match index {
            0 => ColumnRole::ItemText,
            1 => ColumnRole::Description,
            _ => ColumnRole::Unused,
        },
        Layout::VotesWide => match index {
            0 => ColumnRole::Participant,
            _ => ColumnRole::Dots { item: heading.to_owned() },
        },
        Layout::Form => form_role(heading, body, rated),
        Layout::RatingsWide => {
            if let Some((criterion, participant)) = two_parts(heading).filter(|_| rated()) {
                return ColumnRole::Rating {
                    criterion: criterion.to_owned(),
                    participant: Some(participant.to_owned()),
                    item: None,
                };
            }
            known_heading(heading).unwrap_or(ColumnRole::Unused)
        }
        Layout::Tracker => match two_parts(heading) {
            Some((first, criterion)) if heading_key(first) == "customfield" && rated() => {
                ColumnRole::Rating { criterion: criterion.to_owned(), participant: None, item: None }
            }
            _ => match heading_key(heading).as_str() {
                "summary" | "zusammenfassung" => ColumnRole::ItemText,
                "issuekey" | "vorgangsschlüssel" => ColumnRole::ItemId,
                "labels" | "stichwörter" => ColumnRole::Tags,
                "description" | "beschreibung" => ColumnRole::Description,
                "votes" | "stimmen" => ColumnRole::VotesTotal,
                _ => ColumnRole::Unused,
            },
        },
        Layout::Board => match heading_key(heading).as_str() {
            "cardname" => ColumnRole::ItemText,
            "cardid" => ColumnRole::ItemId,
            "carddescription" => ColumnRole::Description,
            "labels" => ColumnRole::Tags,
            "votecount" => ColumnRole::VotesTotal,
            "listname" => ColumnRole::Group,
            "archived" => ColumnRole::Archived,
            _ => ColumnRole::Unused,
        },
        Layout::NoteTable => {
            if heading_key(heading) == "stickydescription" && body().all(is_points) && body().next().is_some() {
                return ColumnRole::VotesTotal;
            }
            let known = known_heading(heading).unwrap_or(ColumnRole::Unused);
            // "Title" beside "Text" is the heading of the board, not the note.
            let second = known == ColumnRole::ItemText
                && keys.iter().take(index).any(|key| known_heading(key) == Some(ColumnRole::ItemText));
            if second { ColumnRole::Unused } else { known }
        }
        Layout::RatingsLong | Layout::Table => known_heading(heading).unwrap_or_else(|| {
            if layout == Layout::Table && !heading.is_empty() && rated() {
                ColumnRole::Rating { criterion: heading.to_owned(), participant: None, item: None }
            } else {
                ColumnRole::Unused
            }
        }),
    }
}

/// `7 Punkte`, `3 votes`.
fn is_points(cell: &str) -> bool {
    points(cell).is_some()
}

/// The count in `7 Punkte`, `3 votes` or `4`.
pub(super) fn points(cell: &str) -> Option<u32> {
    let mut words = cell.split_whitespace();
    let count = words.next()?.trim_end_matches(".0").parse().ok()?;
    let unit = words.next().map(heading_key);
    let fits = unit.is_none_or(|unit| {
        matches!(unit.as_str(), "punkte" | "punkt" | "points" | "stimmen" | "stimme" | "votes" | "vote" | "dots")
    });
    (fits && words.next().is_none()).then_some(count)
}

fn form_role<'t, I: Iterator<Item = &'t str>>(
    heading: &str,
    body: impl Fn() -> I,
    rated: impl FnOnce() -> bool,
) -> ColumnRole {
    match heading_key(heading).as_str() {
        "id" => return ColumnRole::Participant,
        "startzeit" | "starttime" | "fertigstellungszeit" | "completiontime" | "email" | "name" => {
            return ColumnRole::Unused;
        }
        _ => {}
    }
    let answers = || body().filter(|cell| !cell.is_empty());
    if answers().next().is_some() && answers().all(|cell| cell.ends_with(';')) {
        return ColumnRole::Choices;
    }
    if rated() {
        let quotes: &[_] = &['"', '„', '“', '”', '«', '»'];
        let mut parts = heading.split(quotes);
        return match (parts.next(), parts.next()) {
            (Some(question), Some(item)) => ColumnRole::Rating {
                criterion: question.trim().to_owned(),
                participant: None,
                item: Some(item.to_owned()),
            },
            _ => {
                ColumnRole::Rating { criterion: heading.to_owned(), participant: None, item: Some(heading.to_owned()) }
            }
        };
    }
    ColumnRole::Unused
}

//! Rows to pain points, ratings and votes. What cannot be read comes back with line and reason.

use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

use super::cells::{clean, heading_key, number, rating, same_text_key, uses_decimal_comma};
use super::columns::{Column, ColumnRole, Detected, Layout, points};
use super::source::{Row, Table};
use super::{ImportInput, ImportedCriterion, reason, sentences};
use crate::base::{Answer, Code, Error, Finding, Id, Pointer, Problem, Ratio, Severity, Text};

/// A pain point as the file states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ImportedItem {
    /// Its id in the tool, else `I001`, `I002`, …
    pub id: Id,
    /// Its words, without markup.
    pub title: String,
    /// The line of the file.
    pub line: u32,
    /// Where it hurts.
    pub department: Option<String>,
    /// More words.
    pub description: Option<String>,
    /// The list, area or frame it lies in.
    pub group: Option<String>,
    /// Tags or labels, without repetition.
    pub tags: Vec<String>,
}

/// A rating as the file states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ImportedRating {
    /// The line of the file.
    pub line: u32,
    /// Who rated; nothing where the file gives one figure for all.
    pub participant: Option<String>,
    /// What was rated.
    pub item: Id,
    /// By which criterion.
    pub criterion: String,
    /// The rating.
    pub value: Answer<Ratio>,
}

/// Dots as the file states them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Dots {
    /// The line of the file.
    pub line: u32,
    /// Who voted; nothing for a total of all persons.
    pub participant: Option<String>,
    /// For what.
    pub item: Id,
    /// How many.
    pub dots: u32,
}

/// A row, or a cell of it, that gave nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Skipped {
    /// The line of the file.
    pub line: u32,
    /// What stood there.
    pub found: String,
    /// Why it was left out.
    pub reason: Text,
}

#[derive(Default)]
pub(super) struct Gathered {
    pub(super) items: Vec<ImportedItem>,
    pub(super) ratings: Vec<ImportedRating>,
    pub(super) dots: Vec<Dots>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) findings: Vec<Finding>,
    by_text: BTreeMap<String, usize>,
    ids: BTreeSet<Id>,
}

/// Longest excerpt of a skipped row, in characters.
const EXCERPT: usize = 120;

impl Gathered {
    fn skip(&mut self, line: u32, found: &str, reason: Text) {
        let found = found.chars().take(EXCERPT).collect();
        self.skipped.push(Skipped { line, found, reason });
    }

    /// A new item; `None` (and a reason) when its text is empty.
    fn add(&mut self, line: u32, title: String, wanted_id: &str) -> Option<usize> {
        let key = same_text_key(&title);
        if key.is_empty() {
            self.skip(line, &title, reason(&sentences::NO_TEXT));
            return None;
        }
        let index = self.items.len();
        let id = Id::new(wanted_id).filter(|id| !self.ids.contains(id)).or_else(|| {
            (index + 1..)
                .map(|n| format!("I{n:03}"))
                .filter_map(|text| Id::new(&text))
                .find(|id| !self.ids.contains(id))
        })?;
        self.ids.insert(id.clone());
        self.by_text.entry(key).or_insert(index);
        self.items.push(ImportedItem {
            id,
            title,
            line,
            department: None,
            description: None,
            group: None,
            tags: Vec::new(),
        });
        Some(index)
    }

    /// The item of that text, made when it is new.
    fn item_of(&mut self, line: u32, text: &str) -> Option<Id> {
        let title = clean(text);
        let index = match self.by_text.get(&same_text_key(&title)) {
            Some(index) => *index,
            None => self.add(line, title, "")?,
        };
        self.items.get(index).map(|item| item.id.clone())
    }
}

pub(super) fn gather(table: &Table, detected: &Detected, input: &ImportInput) -> Result<Gathered, Error> {
    let mut gathered = Gathered::default();
    let body = || table.rows.iter().skip(usize::from(detected.header));
    let roles = |wanted: fn(&ColumnRole) -> bool| detected.columns.iter().any(|column| wanted(&column.role));
    let has_items = roles(|role| {
        matches!(
            role,
            ColumnRole::ItemText
                | ColumnRole::Dots { .. }
                | ColumnRole::Choices
                | ColumnRole::Rating { item: Some(_), .. }
        )
    });
    if !has_items {
        return Err(Problem::new(Code::Unreadable, Pointer::root().field("columns"))
            .hint(sentences::NO_ITEMS.text())
            .into());
    }
    let notes = Notes::of(table, detected, input);
    for row in body() {
        if input.skip_lines.contains(&row.line) {
            gathered.skip(row.line, &row.cells.join(" "), reason(&sentences::SAID));
        } else if row.is_empty() {
            gathered.skip(row.line, "", reason(&sentences::EMPTY));
        } else {
            match detected.layout {
                Layout::VotesWide | Layout::Form => person_row(&mut gathered, row, &detected.columns),
                Layout::RatingsLong => rating_row(&mut gathered, row, &detected.columns),
                _ => item_row(&mut gathered, row, detected, &notes),
            }
        }
    }
    for row in &table.unclosed {
        gathered.skip(row.line, row.cell(0), reason(&sentences::UNCLOSED_QUOTE));
    }
    gathered.skipped.sort_by_key(|skipped| skipped.line);
    if gathered.dots.is_empty() && gathered.ratings.is_empty() {
        gathered.findings.push(Finding::new(Severity::Info, &sentences::NO_VOTES, "/content", &[]).rule("R-30"));
    } else if !gathered.dots.is_empty() && gathered.dots.iter().all(|dots| dots.participant.is_none()) {
        gathered.findings.push(Finding::new(Severity::Warn, &sentences::VOTES_ARE_TOTALS, "/dots", &[]).rule("R-42"));
    }
    Ok(gathered)
}

/// What tells a note from a heading on a whiteboard.
struct Notes<'a> {
    input: &'a ImportInput,
    /// Rows before this line are the board's title.
    first_frame: u32,
    frames: BTreeMap<u32, String>,
}

impl<'a> Notes<'a> {
    fn of(table: &Table, detected: &Detected, input: &'a ImportInput) -> Self {
        let mut frames = BTreeMap::new();
        let mut first_frame = 0;
        if detected.layout == Layout::NoteList {
            for row in &table.rows {
                if let Some(name) = frame(row.cell(0)) {
                    if first_frame == 0 {
                        first_frame = row.line;
                    }
                    frames.insert(row.line, name.to_owned());
                }
            }
        }
        Self { input, first_frame, frames }
    }
    fn group(&self, line: u32) -> Option<&String> {
        self.frames.range(..line).next_back().map(|(_, name)| name).filter(|name| !name.is_empty())
    }
    /// Why a note is no pain point, if it is none.
    fn refuse(&self, row: &Row, title: &str) -> Option<&'static crate::base::Sentence> {
        if self.input.keep_lines.contains(&row.line) {
            return None;
        }
        if frame(row.cell(0)).is_some() {
            return Some(&sentences::FRAME);
        }
        if title.starts_with("http://") || title.starts_with("https://") {
            return Some(&sentences::LINK);
        }
        if title.ends_with('?') {
            return Some(&sentences::QUESTION);
        }
        let shouted = title.chars().any(char::is_alphabetic) && !title.chars().any(char::is_lowercase);
        let one_word = !title.contains(' ');
        (row.line < self.first_frame || shouted || one_word).then_some(&sentences::HEADING)
    }
}

/// `Frame 2: Cluster` → `Cluster`; `Frame` → the empty name.
fn frame(cell: &str) -> Option<&str> {
    let rest = cell.trim().strip_prefix("Frame").or_else(|| cell.trim().strip_prefix("Rahmen"))?;
    if rest.is_empty() {
        return Some("");
    }
    let (count, name) = rest.split_once(':').unwrap_or((rest, ""));
    count.trim().parse::<u16>().is_ok().then(|| name.trim())
}

/// One pain point per row.
fn item_row(gathered: &mut Gathered, row: &Row, detected: &Detected, notes: &Notes<'_>) {
    let cell_of = |wanted: &ColumnRole| {
        detected.columns.iter().find(|column| column.role == *wanted).map_or("", |column| row.cell(column.index.into()))
    };
    let title = clean(cell_of(&ColumnRole::ItemText));
    if matches!(heading_key(cell_of(&ColumnRole::Archived)).as_str(), "true" | "wahr" | "ja" | "yes" | "1") {
        return gathered.skip(row.line, &title, reason(&sentences::ARCHIVED));
    }
    let is_note = matches!(detected.layout, Layout::NoteList | Layout::NoteTable);
    if is_note {
        if let Some(sentence) = notes.refuse(row, &title) {
            return gathered.skip(row.line, &title, reason(sentence));
        }
        if gathered.by_text.contains_key(&same_text_key(&title)) {
            return gathered.skip(row.line, &title, reason(&sentences::REPEATED));
        }
    }
    let Some(index) = gathered.add(row.line, title, cell_of(&ColumnRole::ItemId)) else { return };
    let text_of = |wanted: &ColumnRole| Some(clean(cell_of(wanted))).filter(|text| !text.is_empty());
    let mut tags: Vec<String> = Vec::new();
    for column in detected.columns.iter().filter(|column| column.role == ColumnRole::Tags) {
        for tag in row.cell(column.index.into()).split(',') {
            // Boards write the colour behind the label: "Vertrieb (green)".
            let name = tag.trim().split(" (").next().unwrap_or("").trim();
            if !name.is_empty() && !tags.iter().any(|known| known == name) {
                tags.push(name.to_owned());
            }
        }
    }
    let group = text_of(&ColumnRole::Group).or_else(|| notes.group(row.line).cloned());
    let Some(item) = gathered.items.get_mut(index) else { return };
    item.department = text_of(&ColumnRole::Department);
    item.description = text_of(&ColumnRole::Description);
    item.group = group;
    item.tags = tags;
    let id = item.id.clone();
    for column in &detected.columns {
        let cell = row.cell(column.index.into());
        match &column.role {
            ColumnRole::VotesTotal if !cell.is_empty() => match points(cell) {
                Some(dots) => gathered.dots.push(Dots { line: row.line, participant: None, item: id.clone(), dots }),
                None => not_a_number(gathered, row, column, cell),
            },
            ColumnRole::Rating { criterion, participant, item: None } => {
                push_rating(gathered, row, column, participant.clone(), &id, criterion);
            }
            _ => {}
        }
    }
}

fn push_rating(
    gathered: &mut Gathered,
    row: &Row,
    column: &Column,
    participant: Option<String>,
    item: &Id,
    criterion: &str,
) {
    let cell = row.cell(column.index.into());
    match rating(cell, column.decimal_comma) {
        Some(value) => gathered.ratings.push(ImportedRating {
            line: row.line,
            participant,
            item: item.clone(),
            criterion: criterion.to_owned(),
            value,
        }),
        None => not_a_number(gathered, row, column, cell),
    }
}

fn not_a_number(gathered: &mut Gathered, row: &Row, column: &Column, cell: &str) {
    let name = if column.heading.is_empty() { column.index.to_string() } else { column.heading.clone() };
    let text = sentences::NOT_A_NUMBER.with(&[("column", name.into()), ("found", cell.to_owned().into())]);
    gathered.skip(row.line, cell, text);
}

/// One person per row.
fn person_row(gathered: &mut Gathered, row: &Row, columns: &[Column]) {
    let named = columns.iter().find(|column| column.role == ColumnRole::Participant);
    let person = named.map_or("", |column| row.cell(column.index.into())).to_owned();
    if person.is_empty() {
        return gathered.skip(row.line, &row.cells.join(" "), reason(&sentences::NO_PERSON));
    }
    for column in columns {
        let cell = row.cell(column.index.into());
        match &column.role {
            ColumnRole::Dots { item } => {
                let Some(id) = gathered.item_of(1, item) else { continue };
                if cell.is_empty() {
                    continue;
                }
                match points(cell) {
                    Some(0) => {}
                    Some(dots) => {
                        gathered.dots.push(Dots { line: row.line, participant: Some(person.clone()), item: id, dots });
                    }
                    None => not_a_number(gathered, row, column, cell),
                }
            }
            ColumnRole::Choices => {
                for choice in cell.split(';').filter(|choice| !choice.trim().is_empty()) {
                    if let Some(item) = gathered.item_of(row.line, choice) {
                        gathered.dots.push(Dots { line: row.line, participant: Some(person.clone()), item, dots: 1 });
                    }
                }
            }
            ColumnRole::Rating { criterion, item: Some(item), .. } => {
                if let Some(id) = gathered.item_of(1, item) {
                    push_rating(gathered, row, column, Some(person.clone()), &id, criterion);
                }
            }
            _ => {}
        }
    }
}

/// One rating per row.
fn rating_row(gathered: &mut Gathered, row: &Row, columns: &[Column]) {
    let find = |wanted: &ColumnRole| columns.iter().find(|column| column.role == *wanted);
    let cell = |wanted: &ColumnRole| find(wanted).map_or("", |column| row.cell(column.index.into())).to_owned();
    let (text, person, criterion) =
        (cell(&ColumnRole::ItemText), cell(&ColumnRole::Participant), cell(&ColumnRole::Criterion));
    let missing =
        [(&text, &sentences::NO_TEXT), (&person, &sentences::NO_PERSON), (&criterion, &sentences::NO_CRITERION)];
    if let Some((_, sentence)) = missing.into_iter().find(|(cell, _)| cell.is_empty()) {
        return gathered.skip(row.line, &row.cells.join(" "), reason(sentence));
    }
    if let (Some(item), Some(column)) = (gathered.item_of(row.line, &text), find(&ColumnRole::Value)) {
        push_rating(gathered, row, column, Some(person), &item, &criterion);
    }
}

/// Weights and directions from a sheet headed criterion, weight, direction.
pub(super) fn criteria(table: &Table) -> Vec<ImportedCriterion> {
    let mut found = Vec::new();
    for sheet in &table.other_sheets {
        let Some(head) = sheet.first() else { continue };
        let column = |words: &[&str]| head.cells.iter().position(|cell| words.contains(&heading_key(cell).as_str()));
        let Some(name) = column(&["kriterium", "criterion"]) else { continue };
        let weight = column(&["gewicht", "weight", "gewichtung"]);
        let direction = column(&["richtung", "direction", "polarität", "polarity"]);
        let comma = weight.is_some_and(|index| uses_decimal_comma(sheet.iter().map(|row| row.cell(index))));
        for row in sheet.iter().skip(1).filter(|row| !row.cell(name).is_empty()) {
            found.push(ImportedCriterion {
                name: row.cell(name).to_owned(),
                weight: weight.and_then(|index| number(row.cell(index), comma)),
                higher_is_better: direction.and_then(|index| match heading_key(row.cell(index)).as_str() {
                    "max" | "mehristbesser" | "higherisbetter" | "hoch" => Some(true),
                    "min" | "wenigeristbesser" | "lowerisbetter" | "niedrig" => Some(false),
                    _ => None,
                }),
            });
        }
    }
    found
}

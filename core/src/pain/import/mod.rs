//! Sticky notes, ratings and votes as people export them: whiteboards, spreadsheets, trackers, forms.
//!
//! | module | one idea |
//! |---|---|
//! | [`source`] | bytes to a table of cells: encoding, delimiter, workbook sheet |
//! | [`columns`] | which column holds what: detected, shown, correctable |
//! | [`cells`] | one cell to one value: numbers in both notations, "k. A.", HTML |
//! | [`rows`] | rows to pain points, ratings and votes; every row that was not read comes back with its reason |
//!
//! No row disappears: it is an item, a value, or it stands in `skipped` with line and reason.
//! Whiteboards do not export votes per person; only totals per item can be read there.

pub mod cells;
pub mod columns;
pub mod rows;
mod sentences;
pub mod source;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::{Code, Error, Finding, Pointer, Problem, Problems, Ratio, SchemaVersion, Text};
use columns::{Column, ColumnRole, Layout};
use rows::{Dots, ImportedItem, ImportedRating, Skipped};
use source::{Content, Delimiter, Encoding, Table};

/// A file, and corrections of what was detected.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The file.
    pub content: Content,
    /// The text encoding; detected when absent.
    #[serde(default)]
    pub encoding: Option<Encoding>,
    /// What separates cells; detected when absent.
    #[serde(default)]
    pub delimiter: Option<Delimiter>,
    /// The sheet of a workbook; the first when absent.
    #[serde(default)]
    pub sheet: Option<String>,
    /// Does the first row hold headings? Detected when absent.
    #[serde(default)]
    pub header: Option<bool>,
    /// Corrections: what these columns hold.
    #[serde(default)]
    pub columns: Vec<ColumnCorrection>,
    /// Lines to take as items although they look like headings (numbers as in `skipped`).
    #[serde(default)]
    pub keep_lines: Vec<u32>,
    /// Lines to leave out.
    #[serde(default)]
    pub skip_lines: Vec<u32>,
}

/// What a column holds, said by a person.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ColumnCorrection {
    /// The column, from 0.
    pub column: u16,
    /// What it holds.
    pub role: ColumnRole,
}

/// What the file held.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Import {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The encoding used; nothing for a workbook.
    pub encoding: Option<Encoding>,
    /// What separated the cells; nothing for a workbook.
    pub delimiter: Option<Delimiter>,
    /// The sheets of a workbook; the one that was read comes first.
    pub sheets: Vec<String>,
    /// The kind of export that was recognised.
    pub layout: Layout,
    /// Whether the first row holds headings.
    pub header: bool,
    /// What each column was taken for, and why.
    pub columns: Vec<Column>,
    /// The pain points.
    pub items: Vec<ImportedItem>,
    /// Ratings by person, item and criterion.
    pub ratings: Vec<ImportedRating>,
    /// Dots by person and item, or totals by item where the tool gives no person.
    pub dots: Vec<Dots>,
    /// Weights and directions of criteria, where a sheet states them.
    pub criteria: Vec<ImportedCriterion>,
    /// Rows that gave nothing, with the reason.
    pub skipped: Vec<Skipped>,
    /// What was noticed.
    pub findings: Vec<Finding>,
}

/// A criterion as a sheet states it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ImportedCriterion {
    /// Its name.
    pub name: String,
    /// Its weight, in the unit of the sheet.
    pub weight: Option<Ratio>,
    /// `true` when more is better.
    pub higher_is_better: Option<bool>,
}

/// Reads an export.
///
/// # Errors
/// Content that is neither text nor a workbook, a wrong encoding, an unknown sheet, a correction for
/// a column that does not exist, or a table in which no column holds pain points.
///
/// ```
/// let document = r#"{"content":{"text":"Pain Point;Stimmen\nAngebote dauern zu lange;7\n"}}"#;
/// let input = machbar::base::border::read(document.as_bytes()).unwrap();
/// let import = machbar::pain::import::import(&input).unwrap();
/// assert_eq!(import.items[0].title, "Angebote dauern zu lange");
/// assert_eq!(import.dots[0].dots, 7);
/// ```
pub fn import(input: &ImportInput) -> Result<Import, Error> {
    let table = Table::read(input)?;
    let mut problems = Problems::new();
    let width = table.width();
    for (index, correction) in input.columns.iter().enumerate() {
        if usize::from(correction.column) >= width {
            let highest = width.saturating_sub(1);
            problems.push(
                Problem::new(Code::OutOfRange, Pointer::root().field("columns").index(index).field("column"))
                    .found(correction.column)
                    .expected(sentences::COLUMN_RANGE.with(&[("n", highest.into())])),
            );
        }
    }
    problems.finish()?;
    let detected = columns::detect(&table, input);
    let gathered = rows::gather(&table, &detected, input)?;
    let criteria = rows::criteria(&table);
    Ok(Import {
        schema_version: SchemaVersion,
        encoding: table.encoding,
        delimiter: table.delimiter,
        sheets: table.sheets,
        layout: detected.layout,
        header: detected.header,
        columns: detected.columns,
        items: gathered.items,
        ratings: gathered.ratings,
        dots: gathered.dots,
        criteria,
        skipped: gathered.skipped,
        findings: gathered.findings,
    })
}

/// The reason as text, for [`Skipped`].
fn reason(sentence: &crate::base::Sentence) -> Text {
    sentence.text()
}

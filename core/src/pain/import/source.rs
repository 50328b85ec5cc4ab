//! Bytes to a table of cells.

use base64::Engine as _;
use calamine::Reader as _;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ImportInput, sentences};
use crate::base::text::Arg;
use crate::base::{Code, Error, Pointer, Problem, Text};

/// Most rows of a table.
pub const MAX_ROWS: usize = 100_000;
/// Most columns of a table.
pub const MAX_COLUMNS: usize = 1_000;

/// The file as text, or as bytes in base64 (workbooks, UTF-16, Windows-1252).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Content {
    /// The text of the file.
    Text(String),
    /// The bytes of the file, in standard base64.
    Base64(String),
}

/// How the bytes of a text file are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8, with or without byte-order mark.
    Utf8,
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
    /// Windows-1252, as German Excel writes CSV.
    Windows1252,
}

/// What separates the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// Tabulator.
    Tab,
    /// One cell per line.
    None,
}

/// One row with the line on which it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line in the file (row of the sheet), from 1.
    pub line: u32,
    /// The cells.
    pub cells: Vec<String>,
}

impl Row {
    /// The cell, empty when the row is shorter.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.trim())
    }
    /// No text in any cell?
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// The cells of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The encoding used.
    pub encoding: Option<Encoding>,
    /// The delimiter used.
    pub delimiter: Option<Delimiter>,
    /// Sheets of a workbook.
    pub sheets: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Lines that open a quote which nothing closes, each as one cell.
    pub unclosed: Vec<Row>,
    /// The rows of the other sheets of a workbook.
    pub other_sheets: Vec<Vec<Row>>,
}

impl Table {
    /// Columns of the widest row.
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }

    pub(super) fn read(input: &ImportInput) -> Result<Self, Error> {
        let at = Pointer::root().field("content");
        let table = match &input.content {
            Content::Text(text) => text_table(text.trim_start_matches('\u{feff}'), Encoding::Utf8, input.delimiter),
            Content::Base64(encoded) => {
                let bytes = base64::engine::general_purpose::STANDARD
                    .decode(encoded.trim())
                    .map_err(|_| Problem::new(Code::BadFormat, at.field("base64")).hint(sentences::BASE64.text()))?;
                if is_workbook(&bytes) {
                    workbook(&bytes, input.sheet.as_deref())?
                } else {
                    let encoding = input.encoding.unwrap_or_else(|| detect_encoding(&bytes));
                    text_table(&decode(&bytes, encoding)?, encoding, input.delimiter)
                }
            }
        };
        if table.rows.len() > MAX_ROWS || table.width() > MAX_COLUMNS {
            return Err(Problem::new(Code::TooMany, at)
                .found(format!("{} × {}", table.rows.len(), table.width()))
                .expected(sentences::TABLE_LIMIT.with(&[("rows", MAX_ROWS.into()), ("columns", MAX_COLUMNS.into())]))
                .into());
        }
        Ok(table)
    }
}

/// Zip container (xlsx, ods) or compound file (xls).
fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

fn detect_encoding(bytes: &[u8]) -> Encoding {
    match bytes {
        [0xFF, 0xFE, ..] => Encoding::Utf16Le,
        [0xFE, 0xFF, ..] => Encoding::Utf16Be,
        // Latin letters in UTF-16 leave every second byte zero.
        [_, 0, _, 0, ..] => Encoding::Utf16Le,
        [0, _, 0, _, ..] => Encoding::Utf16Be,
        _ if std::str::from_utf8(bytes).is_ok() => Encoding::Utf8,
        _ => Encoding::Windows1252,
    }
}

fn decode(bytes: &[u8], encoding: Encoding) -> Result<String, Error> {
    let label = match encoding {
        Encoding::Utf8 => encoding_rs::UTF_8,
        Encoding::Utf16Le => encoding_rs::UTF_16LE,
        Encoding::Utf16Be => encoding_rs::UTF_16BE,
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
    };
    let (text, malformed) = label.decode_with_bom_removal(bytes);
    if malformed {
        return Err(Problem::new(Code::BadFormat, Pointer::root().field("content").field("base64"))
            .hint(sentences::BAD_ENCODING.with(&[("encoding", label.name().into())]))
            .into());
    }
    Ok(text.into_owned())
}

fn text_table(text: &str, encoding: Encoding, delimiter: Option<Delimiter>) -> Table {
    let delimiter = delimiter.unwrap_or_else(|| detect_delimiter(text));
    let (rows, unclosed) = match delimiter {
        Delimiter::None => (lines(text), Vec::new()),
        Delimiter::Comma => records(text, b','),
        Delimiter::Semicolon => records(text, b';'),
        Delimiter::Tab => records(text, b'\t'),
    };
    Table {
        encoding: Some(encoding),
        delimiter: Some(delimiter),
        sheets: Vec::new(),
        rows,
        unclosed,
        other_sheets: Vec::new(),
    }
}

fn lines(text: &str) -> Vec<Row> {
    (1..).zip(text.lines()).map(|(line, cell)| Row { line, cells: vec![cell.to_owned()] }).collect()
}

/// The records of a text, and the lines that open a quote which nothing closes.
fn records(text: &str, delimiter: u8) -> (Vec<Row>, Vec<Row>) {
    // The reader counts a line only at its line feed; without the carriage return its count is right.
    let text = text.replace("\r\n", "\n");
    let (mut rows, mut unclosed) = (Vec::new(), Vec::new());
    let (mut rest, mut before) = (text.as_str(), 0_u32);
    while let Some(start) = unclosed_quote(rest, delimiter) {
        let (readable, tail) = rest.split_at(start);
        let (line, tail) = tail.split_once('\n').unwrap_or((tail, ""));
        read_records(readable, delimiter, before, &mut rows);
        before = before.saturating_add(line_breaks(readable)).saturating_add(1);
        unclosed.push(Row { line: before, cells: vec![line.to_owned()] });
        rest = tail;
    }
    read_records(rest, delimiter, before, &mut rows);
    (rows, unclosed)
}

fn line_breaks(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX)
}

fn read_records(text: &str, delimiter: u8, before: u32, rows: &mut Vec<Row>) {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    // The text is UTF-8 and rows may differ in length: reading cannot fail.
    for record in reader.records().flatten() {
        let line = record.position().map_or(0, |position| u32::try_from(position.line()).unwrap_or(u32::MAX));
        rows.push(Row { line: before.saturating_add(line), cells: record.iter().map(str::to_owned).collect() });
    }
}

/// Where the first line begins that opens a quote which is not closed at the end of a cell.
///
/// Such a quote would take the lines after it into one cell: to the end of the text, or to the first quote of a later
/// line, behind which the cell goes on. Within one line a quote that closes early harms no other row.
fn unclosed_quote(text: &str, delimiter: u8) -> Option<usize> {
    let (mut line_start, mut cell_start) = (0, true);
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        if byte == b'"' && cell_start {
            let mut lines = false;
            loop {
                match bytes.next() {
                    None => return Some(line_start),
                    Some((_, b'"')) if bytes.next_if(|(_, next)| *next == b'"').is_some() => {}
                    Some((_, b'"')) => break,
                    Some((_, inside)) => lines |= inside == b'\n',
                }
            }
            if lines && bytes.peek().is_some_and(|(_, next)| *next != delimiter && *next != b'\n') {
                return Some(line_start);
            }
        }
        cell_start = byte == delimiter || byte == b'\n';
        if byte == b'\n' {
            line_start = at + 1;
        }
    }
    None
}

/// The delimiter under which most rows have the same number of cells, more than one.
fn detect_delimiter(text: &str) -> Delimiter {
    let quoted = text.lines().any(|line| line.trim_start().starts_with('"'));
    let candidates = [(Delimiter::Semicolon, b';'), (Delimiter::Tab, b'\t'), (Delimiter::Comma, b',')];
    let scored = candidates.into_iter().filter_map(|(delimiter, byte)| {
        let widths: Vec<usize> = records(text, byte).0.iter().take(200).map(|row| row.cells.len()).collect();
        let first = widths.first().copied().filter(|width| *width > 1)?;
        let agree = widths.iter().filter(|width| **width == first).count();
        // Prose holds commas too: a table agrees with its first row nearly everywhere.
        (agree * 10 >= widths.len() * 8).then_some((first, delimiter))
    });
    match scored.max_by_key(|(width, _)| *width) {
        Some((_, delimiter)) => delimiter,
        // One quoted cell per row, as whiteboards write lists.
        None if quoted => Delimiter::Comma,
        None => Delimiter::None,
    }
}

fn workbook(bytes: &[u8], wanted: Option<&str>) -> Result<Table, Error> {
    let at = Pointer::root().field("content").field("base64");
    let unreadable = |error: &dyn std::fmt::Display| -> Error {
        Problem::new(Code::Unreadable, at.clone())
            .hint(sentences::BAD_WORKBOOK.with(&[("reason", error.to_string().into())]))
            .into()
    };
    let mut book = calamine::open_workbook_auto_from_rs(std::io::Cursor::new(bytes)).map_err(|e| unreadable(&e))?;
    let mut sheets = book.sheet_names();
    let chosen = match wanted {
        None => 0,
        Some(name) => sheets.iter().position(|sheet| sheet == name).ok_or_else(|| -> Error {
            Problem::new(Code::UnknownReference, Pointer::root().field("sheet"))
                .found(name)
                .expected(sentences::NO_SHEET.with(&[("list", Arg::list(sheets.clone()))]))
                .into()
        })?,
    };
    if chosen < sheets.len() {
        let name = sheets.remove(chosen);
        sheets.insert(0, name);
    }
    let mut all = Vec::with_capacity(sheets.len());
    for name in &sheets {
        let range = book.worksheet_range(name).map_err(|e| unreadable(&e))?;
        let first = range.start().map_or(0, |(row, _)| row);
        let rows = range.rows().zip(first + 1..).map(|(cells, line)| Row {
            line,
            // Excel keeps numbers as numbers; they are written with a point here.
            cells: cells.iter().map(ToString::to_string).collect(),
        });
        all.push(rows.collect());
    }
    if all.is_empty() {
        return Err(unreadable(&Text::of("keine Blätter", "no sheets").en));
    }
    let rows = all.remove(0);
    Ok(Table { encoding: None, delimiter: None, sheets, rows, unclosed: Vec::new(), other_sheets: all })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines_of(text: &str) -> (Vec<u32>, Vec<u32>) {
        let (rows, unclosed) = records(text, b';');
        (rows.iter().map(|row| row.line).collect(), unclosed.iter().map(|row| row.line).collect())
    }

    #[test]
    fn a_quote_that_nothing_closes_costs_its_own_line_only() {
        for (text, rows, unclosed) in [
            ("a;b\n\"c\nd\";1\ne;2\n", vec![1, 2, 4], vec![]),
            ("a;b\n\"c;1\nd;2\n", vec![1, 3], vec![2]),
            ("a;b\n\"c;1\n\"d; e\";2\nf;3\n", vec![1, 3, 4], vec![2]),
            ("a;b\r\nc;\"1\r\nd;2", vec![1, 3], vec![2]),
            ("\"a\n\"b\n\"c", vec![], vec![1, 2, 3]),
            // Closed early, or not at the start of a cell: other rows are safe.
            ("a;b\n\"c\" d;1\n5\" Rohr;2\n", vec![1, 2, 3], vec![]),
            ("a;\"b \"\"c\"\"\"\nd;2\n", vec![1, 2], vec![]),
            ("", vec![], vec![]),
        ] {
            assert_eq!(lines_of(text), (rows, unclosed), "{text:?}");
        }
    }

    #[test]
    fn a_hundred_thousand_open_quotes_are_read_in_passing() {
        let (rows, unclosed) = records(&"\"a;1\n".repeat(100_000), b';');
        assert_eq!((rows.len(), unclosed.len()), (0, 100_000));
    }
}

//! The one error type: stable code, place, what was found, what was expected, what to do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

use super::text::sentences;
use super::{Lang, SchemaVersion, Text};

/// Declares the codes once; the enum, the numbers, the meanings and the table in the docs follow.
macro_rules! codes {
    ($( $name:ident = $number:literal, $key:literal, $de:literal, $en:literal; )*) => {
        /// What went wrong. Numbers and names are stable: they are never reused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum Code {
            $( #[doc = $en] $name, )*
        }

        impl Code {
            /// Every code, in order of number.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The stable number; also the status code of the C interface.
            pub const fn number(self) -> u16 {
                match self { $(Self::$name => $number,)* }
            }
            /// The stable name, as it stands in documents.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
            /// What the code means.
            pub const fn meaning(self) -> Text {
                match self { $(Self::$name => Text::of($de, $en),)* }
            }
        }
    };
}

codes! {
    NotUtf8 = 1, "not_utf8", "Das Dokument ist kein gültiges UTF-8.", "The document is not valid UTF-8.";
    NotJson = 2, "not_json", "Das Dokument ist kein gültiges JSON.", "The document is not valid JSON.";
    TooLarge = 3, "too_large", "Das Dokument ist zu groß.", "The document is too large.";
    TooDeep = 4, "too_deep", "Das Dokument ist zu tief verschachtelt.", "The document is nested too deeply.";
    UnknownOperation = 5, "unknown_operation", "Diese Operation gibt es nicht.", "There is no such operation.";
    UnsupportedVersion = 6, "unsupported_version", "Diese Version des Formats wird nicht gelesen.", "This version of the format is not read.";
    UnknownField = 10, "unknown_field", "Dieses Feld gibt es hier nicht.", "There is no such field here.";
    MissingField = 11, "missing_field", "Ein Pflichtfeld fehlt.", "A required field is missing.";
    RepeatedField = 12, "repeated_field", "Ein Feld steht mehrfach da.", "A field is given more than once.";
    WrongType = 13, "wrong_type", "Der Wert hat den falschen Typ.", "The value has the wrong type.";
    UnknownValue = 14, "unknown_value", "Dieser Wert ist hier nicht vorgesehen.", "The value is not one of those allowed here.";
    OutOfRange = 15, "out_of_range", "Der Wert liegt außerhalb des erlaubten Bereichs.", "The value is out of range.";
    BadFormat = 16, "bad_format", "Der Wert ist nicht richtig geschrieben.", "The value is not written correctly.";
    TooMany = 17, "too_many", "Es sind zu viele Einträge.", "There are too many entries.";
    TooFew = 18, "too_few", "Es sind zu wenige Einträge.", "There are too few entries.";
    DuplicateId = 20, "duplicate_id", "Eine Kennung kommt mehrfach vor.", "An id occurs more than once.";
    UnknownReference = 21, "unknown_reference", "Der Verweis zeigt auf nichts.", "The reference points at nothing.";
    Contradiction = 22, "contradiction", "Angaben widersprechen sich.", "Statements contradict each other.";
    WrongOrder = 23, "wrong_order", "Die Reihenfolge stimmt nicht.", "The order is wrong.";
    Cycle = 24, "cycle", "Die Verweise bilden einen Kreis.", "The references form a cycle.";
    SumExceeded = 25, "sum_exceeded", "Die Summe überschreitet ihre Grenze.", "The sum exceeds its limit.";
    MissingUnit = 26, "missing_unit", "Eine Einheit fehlt.", "A unit is missing.";
    Infeasible = 30, "infeasible", "Es gibt keine Lösung unter diesen Bedingungen.", "There is no solution under these conditions.";
    NotAllowed = 31, "not_allowed", "Dieser Schritt ist jetzt nicht erlaubt.", "This step is not allowed now.";
    Unreadable = 32, "unreadable", "Der Inhalt lässt sich nicht lesen.", "The content cannot be read.";
    Unfinished = 33, "unfinished", "Die Suche endete an ihrer Grenze, bevor es ein Ergebnis gab.", "The search reached its limit before there was a result.";
    BadCatalogue = 40, "bad_catalogue", "Der Katalog ist fehlerhaft.", "The catalogue is faulty.";
    BadArgument = 90, "bad_argument", "Ein Argument des Aufrufs ist ungültig.", "An argument of the call is invalid.";
    Internal = 99, "internal", "Ein Fehler in machbar selbst; bitte melden.", "A fault in machbar itself; please report it.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "machbar::E{:04} {}", self.number(), self.name())
    }
}

/// A JSON pointer (RFC 6901) to a place in a document.
///
/// ```
/// use machbar::base::Pointer;
/// assert_eq!(Pointer::root().field("owners").index(2).field("a/b").as_str(), "/owners/2/a~1b");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    pub const fn root() -> Self {
        Self(String::new())
    }
    /// A pointer from its text.
    pub fn parse(text: &str) -> Self {
        Self(text.to_owned())
    }
    /// The field of an object.
    #[must_use]
    pub fn field(&self, name: &str) -> Self {
        let mut path = String::with_capacity(self.0.len() + name.len() + 1);
        path.push_str(&self.0);
        path.push('/');
        for c in name.chars() {
            match c {
                '~' => path.push_str("~0"),
                '/' => path.push_str("~1"),
                other => path.push(other),
            }
        }
        Self(path)
    }
    /// The element of an array.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }
    /// The place `inner` within this one.
    #[must_use]
    pub fn join(&self, inner: &Self) -> Self {
        Self(format!("{}{}", self.0, inner.0))
    }
    /// The pointer as text; empty for the whole document.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One thing that is wrong with an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Problem {
    /// The stable code.
    pub code: Code,
    /// Where.
    pub pointer: Pointer,
    /// What it means.
    pub message: Text,
    /// What stood there, shortened to 80 characters; empty when something is missing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub found: String,
    /// What may stand there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Text>,
    /// What to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
}

impl Problem {
    /// Longest excerpt of what was found, in characters.
    pub const MAX_FOUND: usize = 80;

    /// A problem at a place.
    pub fn new(code: Code, pointer: Pointer) -> Self {
        Self { code, pointer, message: code.meaning(), found: String::new(), expected: None, hint: None }
    }
    /// With a sentence of its own in place of the meaning of the code.
    #[must_use]
    pub fn message(mut self, text: Text) -> Self {
        self.message = text;
        self
    }
    /// With what was found.
    #[must_use]
    pub fn found(mut self, found: impl fmt::Display) -> Self {
        let text = found.to_string();
        self.found = if text.chars().count() > Self::MAX_FOUND {
            text.chars().take(Self::MAX_FOUND - 1).chain(['…']).collect()
        } else {
            text
        };
        self
    }
    /// With what was expected.
    #[must_use]
    pub fn expected(mut self, text: Text) -> Self {
        self.expected = Some(text);
        self
    }
    /// With what to do.
    #[must_use]
    pub fn hint(mut self, text: Text) -> Self {
        self.hint = Some(text);
        self
    }
}

impl Problem {
    /// The problem on one line, as people read it.
    pub fn show(&self, lang: Lang) -> String {
        let (at, document, found, expected, hint) = match lang {
            Lang::De => ("bei", "Dokument", "gefunden", "erwartet", "Hinweis"),
            Lang::En => ("at", "document", "found", "expected", "hint"),
        };
        let place = if self.pointer.as_str().is_empty() { document } else { self.pointer.as_str() };
        let mut line = format!("{} {at} {place}: {}", self.code, self.message.get(lang));
        if !self.found.is_empty() {
            line.push_str(&format!(" {found} `{}`", self.found));
        }
        if let Some(text) = &self.expected {
            line.push_str(&format!("; {expected} {}", text.get(lang)));
        }
        if let Some(text) = &self.hint {
            line.push_str(&format!("; {hint}: {}", text.get(lang)));
        }
        line
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.show(Lang::En))
    }
}

/// Why an operation gave no result: every problem of its input.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Error {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The problems; never empty.
    pub problems: Vec<Problem>,
    /// Problems beyond [`Problems::LIMIT`] that are counted but not listed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub not_listed: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // the signature serde asks for
fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl Error {
    /// The code of the first problem.
    pub fn code(&self) -> Code {
        self.problems.first().map_or(Code::Internal, |problem| problem.code)
    }

    /// The same problems of a document that is a part of another one.
    #[must_use]
    pub fn within(mut self, at: &Pointer) -> Self {
        for problem in &mut self.problems {
            problem.pointer = at.join(&problem.pointer);
        }
        self
    }

    /// Every problem, one per line, as people read it.
    pub fn show(&self, lang: Lang) -> String {
        let mut lines: Vec<String> = self.problems.iter().map(|problem| problem.show(lang)).collect();
        if self.not_listed > 0 {
            lines.push(match lang {
                Lang::De => format!("und {} weitere", self.not_listed),
                Lang::En => format!("and {} more", self.not_listed),
            });
        }
        lines.join("\n")
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.show(Lang::En))
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self { schema_version: SchemaVersion, problems: vec![problem], not_listed: 0 }
    }
}

/// Gathers problems, so that all of an input are reported at once.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    list: Vec<Problem>,
    not_listed: usize,
}

impl Problems {
    /// Most problems that are listed; the rest is counted.
    pub const LIMIT: usize = 200;

    /// None so far.
    pub const fn new() -> Self {
        Self { list: Vec::new(), not_listed: 0 }
    }
    /// One more.
    pub fn push(&mut self, problem: Problem) {
        if self.list.len() < Self::LIMIT { self.list.push(problem) } else { self.not_listed += 1 }
    }
    /// One more, unless the same was found at the same place before.
    pub fn push_once(&mut self, problem: Problem) {
        let same =
            |one: &Problem| (&one.pointer, one.code, &one.found) == (&problem.pointer, problem.code, &problem.found);
        if !self.list.iter().any(same) {
            self.push(problem);
        }
    }
    /// Nothing wrong so far?
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
    /// How many, listed or not.
    pub fn len(&self) -> usize {
        self.list.len() + self.not_listed
    }
    /// All of `other` as well.
    pub fn append(&mut self, other: Self) {
        self.not_listed += other.not_listed;
        other.list.into_iter().for_each(|problem| self.push(problem));
    }
    /// Every entry's id must occur once; reports each repetition at `/<list>/<index>/id`.
    pub fn unique_ids<'a, T: Ord + fmt::Display + 'a>(&mut self, list: &Pointer, ids: impl IntoIterator<Item = &'a T>) {
        let mut seen = std::collections::BTreeSet::new();
        for (index, id) in ids.into_iter().enumerate() {
            if !seen.insert(id) {
                self.push(Problem::new(Code::DuplicateId, list.index(index).field("id")).found(id));
            }
        }
    }
    /// A reference must be among the known ids; the hint names the nearest one.
    pub fn reference<'a>(&mut self, at: Pointer, wanted: &str, known: impl IntoIterator<Item = &'a str>) {
        let known: Vec<&str> = known.into_iter().collect();
        if known.contains(&wanted) {
            return;
        }
        let mut problem = Problem::new(Code::UnknownReference, at).found(wanted);
        if let Some(near) = nearest(wanted, known.iter().copied()) {
            problem = problem.hint(DID_YOU_MEAN.with(&[("name", near.to_owned().into())]));
        }
        self.push(problem);
    }
    /// The same for many references to many ids: each is looked up, and the nearest name is sought for problems that
    /// are listed only.
    pub fn reference_in(&mut self, at: Pointer, wanted: &str, known: &std::collections::BTreeSet<&str>) {
        if known.contains(wanted) {
            return;
        }
        if self.list.len() < Self::LIMIT {
            self.reference(at, wanted, known.iter().copied());
        } else {
            self.not_listed += 1;
        }
    }
    /// A list may hold at most `limit` entries.
    pub fn at_most(&mut self, at: Pointer, count: usize, limit: usize) {
        if count > limit {
            self.push(Problem::new(Code::TooMany, at).found(count).expected(AT_MOST.with(&[("n", limit.into())])));
        }
    }
    /// Gives the problem noted last a hint, unless it has one.
    pub fn hint_last(&mut self, hint: &super::Sentence) {
        if let Some(problem) = self.list.last_mut().filter(|problem| self.not_listed == 0 && problem.hint.is_none()) {
            problem.hint = Some(hint.text());
        }
    }
    /// An error with all that was gathered, or nothing.
    pub fn finish(self) -> Result<(), Error> {
        if self.list.is_empty() {
            return Ok(());
        }
        Err(Error { schema_version: SchemaVersion, problems: self.list, not_listed: self.not_listed })
    }
}

sentences! {
    DID_YOU_MEAN = "error.did_you_mean" { de: "Gemeint ist vielleicht „{name}“.", en: "Perhaps \"{name}\" is meant." }
    AT_MOST = "error.at_most" { de: "höchstens {n} Einträge", en: "at most {n} entries" }
}

/// A hint that names the most similar word, if one is similar enough.
pub(crate) fn did_you_mean(found: &str, known: &[&str]) -> Option<Text> {
    nearest(found, known.iter().copied()).map(|near| DID_YOU_MEAN.with(&[("name", near.to_owned().into())]))
}

/// The known word nearest to `found` by edit distance, if it is near at all.
fn nearest<'a>(found: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if found.len() > 128 {
        return None;
    }
    known
        .filter(|word| word.len() <= 128)
        .map(|word| (strsim::osa_distance(&found.to_lowercase(), &word.to_lowercase()), word))
        .filter(|(distance, word)| *distance <= 1 + word.chars().count() / 4)
        .min()
        .map(|(_, word)| word)
}

/// The table of codes as Markdown, as it stands in `core/ERRORS.md`.
pub fn code_table() -> String {
    use fmt::Write as _;
    let mut table = String::from(
        "# Error codes\n\nGenerated from `core/src/base/error.rs`. A number is never reused.\n\n| code | name | meaning | Bedeutung |\n|---|---|---|---|\n",
    );
    for code in Code::ALL {
        let meaning = code.meaning();
        let _ = writeln!(
            table,
            "| `machbar::E{:04}` | `{}` | {} | {} |",
            code.number(),
            code.name(),
            meaning.en,
            meaning.de
        );
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_numbers_rise_and_names_match_the_documents() {
        let mut last = 0;
        for code in Code::ALL {
            assert!(code.number() > last);
            last = code.number();
            assert_eq!(serde_json::to_string(code).unwrap(), format!("\"{}\"", code.name()));
        }
    }

    #[test]
    fn near_words_are_proposed_and_far_ones_are_not() {
        assert_eq!(nearest("tunrover", ["turnover", "headcount"].into_iter()), Some("turnover"));
        assert_eq!(nearest("abc", ["turnover"].into_iter()), None);
    }
}

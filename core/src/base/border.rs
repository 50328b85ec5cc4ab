//! The border: documents are read once, strictly, and written once.
//!
//! A good document goes straight through serde, and is looked over for values of a kind that the schema does not
//! allow. Only when something is wrong is the document walked along the JSON Schema of its type, to report **every**
//! problem with its place at once.

use std::marker::PhantomData;
use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde::{Deserializer, Serialize};

use super::diagnose;
use super::error::{Code, Error, Pointer, Problem};
use super::shape::Shape;
use super::text::sentences;

/// Largest document that is read, in bytes (64 MiB).
pub const MAX_BYTES: usize = 64 << 20;

/// Deepest nesting of arrays and objects that is read.
pub const MAX_DEPTH: usize = 127;

sentences! {
    AT_MOST_BYTES = "border.at_most_bytes" { de: "höchstens {n} Bytes", en: "at most {n} bytes" }
    UTF8_AT = "border.utf8_at" { de: "Das erste ungültige Byte steht an Stelle {n}.", en: "The first invalid byte is at offset {n}." }
    AT_MOST_DEPTH = "border.at_most_depth" { de: "höchstens {n} Ebenen", en: "at most {n} levels" }
    JSON_AT = "border.json_at" { de: "Zeile {line}, Spalte {column}: {reason}", en: "line {line}, column {column}: {reason}" }
}

/// Reads documents of one type. Keep one in a `static`: what it needs to know of the type is drawn up once.
///
/// ```
/// use machbar::base::{border::Reader, holidays::HolidaysInput};
/// static READER: Reader<HolidaysInput> = Reader::new();
/// assert_eq!(READER.read(br#"{"year": 2027}"#).unwrap().year, 2027);
/// // A list is no object, even where its values would fit one after the other.
/// assert!(READER.read(b"[1, 2027]").is_err());
/// ```
pub struct Reader<T> {
    shape: OnceLock<Shape>,
    of: PhantomData<fn() -> T>,
}

impl<T> Default for Reader<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Reader<T> {
    /// A reader that has read nothing yet.
    pub const fn new() -> Self {
        Self { shape: OnceLock::new(), of: PhantomData }
    }
}

impl<T: DeserializeOwned + JsonSchema> Reader<T> {
    /// Reads a document.
    ///
    /// # Errors
    /// All problems of the document: encoding, syntax, size and depth first; otherwise every unknown,
    /// missing, mistyped or out-of-range field together.
    pub fn read(&self, bytes: &[u8]) -> Result<T, Error> {
        if bytes.len() > MAX_BYTES {
            return Err(Problem::new(Code::TooLarge, Pointer::root())
                .found(bytes.len())
                .expected(AT_MOST_BYTES.with(&[("n", MAX_BYTES.into())]))
                .into());
        }
        let text = std::str::from_utf8(bytes).map_err(|error| {
            Problem::new(Code::NotUtf8, Pointer::root()).hint(UTF8_AT.with(&[("n", error.valid_up_to().into())]))
        })?;
        match serde_json::from_str(text) {
            Ok(document) if self.fits(&mut serde_json::Deserializer::from_str(text)) => Ok(document),
            // Either a value of the wrong kind or a false alarm.
            Ok(document) => match serde_json::from_str(text) {
                Ok(value) => diagnose::walk::<T>(&value).map(|()| document),
                Err(syntax) => Err(not_json(text, &syntax)),
            },
            Err(error) if error.is_data() => match serde_json::from_str(text) {
                // The whole text must be JSON before its fields are worth explaining.
                Ok(value) => Err(diagnose::explain::<T>(text, &value, &error)),
                Err(syntax) => Err(not_json(text, &syntax)),
            },
            Err(error) => Err(not_json(text, &error)),
        }
    }

    /// Whether every value is of a kind that may stand at its place; may be a false alarm, never a false all-clear.
    pub(crate) fn fits<'de, D: Deserializer<'de>>(&self, document: D) -> bool {
        self.shape.get_or_init(Shape::of::<T>).fits(document)
    }
}

/// Reads one document. Where many of a type are read, [`Reader`] is quicker.
///
/// # Errors
/// As [`Reader::read`].
pub fn read<T: DeserializeOwned + JsonSchema>(bytes: &[u8]) -> Result<T, Error> {
    Reader::new().read(bytes)
}

fn not_json(text: &str, error: &serde_json::Error) -> Error {
    // The parser names the depth limit only in its message; no other message holds this word.
    if error.to_string().starts_with("recursion limit exceeded") {
        return Problem::new(Code::TooDeep, Pointer::root())
            .expected(AT_MOST_DEPTH.with(&[("n", MAX_DEPTH.into())]))
            .into();
    }
    let message = error.to_string();
    let reason = message.rsplit_once(" at line ").map_or(message.as_str(), |(reason, _)| reason).to_owned();
    let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or("");
    Problem::new(Code::NotJson, Pointer::root())
        .found(line.trim())
        .hint(JSON_AT.with(&[
            ("line", error.line().into()),
            ("column", error.column().into()),
            ("reason", reason.into()),
        ]))
        .into()
}

/// Writes a result: fields in the order of the type, maps in the order of their keys, no spaces.
///
/// # Errors
/// [`Code::Internal`] if a result cannot be written, which no result type of this crate allows.
pub fn write<T: Serialize>(value: &T) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(value).map_err(|error| Problem::new(Code::Internal, Pointer::root()).found(error).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Answer, Date, Id, Money};
    use serde::Deserialize;

    #[derive(Debug, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Doc {
        id: Id,
        cost_cents: Money,
        #[serde(default)]
        staff: Answer<u32>,
        kind: Kind,
        dates: Vec<Date>,
    }
    #[derive(Debug, Deserialize, JsonSchema)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Loan,
        Grant,
    }

    fn codes(text: &str) -> Vec<(Code, String)> {
        let error = read::<Doc>(text.as_bytes()).unwrap_err();
        error.problems.into_iter().map(|p| (p.code, p.pointer.as_str().to_owned())).collect()
    }

    #[test]
    fn all_problems_come_at_once() {
        let found = codes(
            r#"{"id":"","cost_cents":"12","staf":3,"staff":"120 Stück","kind":"grnt","dates":["2026-02-30","2026-01-01"]}"#,
        );
        assert_eq!(
            found,
            [
                (Code::WrongType, "/cost_cents".into()),
                (Code::BadFormat, "/dates/0".into()),
                (Code::BadFormat, "/id".into()),
                (Code::UnknownValue, "/kind".into()),
                (Code::UnknownField, "/staf".into()),
                (Code::WrongType, "/staff".into()),
            ]
        );
    }

    #[test]
    fn good_documents_pass_and_answers_may_be_absent() {
        let doc: Doc = read(br#"{"id":"a","cost_cents":12,"kind":"loan","dates":[]}"#).unwrap();
        assert_eq!(doc.staff, Answer::NotAsked);
    }

    #[test]
    fn repeated_fields_are_refused() {
        assert_eq!(
            codes(r#"{"id":"a","id":"b","cost_cents":12,"kind":"loan","dates":[]}"#),
            [(Code::RepeatedField, "/id".into())]
        );
    }

    #[derive(Debug, Deserialize, JsonSchema)]
    #[serde(tag = "form", rename_all = "snake_case", deny_unknown_fields)]
    #[allow(dead_code)]
    enum MoneyForm {
        Loan { rate: u8 },
        Grant { cents: u8 },
        Stake { share: u8 },
    }

    #[test]
    fn an_unknown_tag_lists_every_alternative() {
        let error = read::<Vec<MoneyForm>>(br#"[{"form":"laon","rate":3},{"form":"grant","rate":3}]"#).unwrap_err();
        let first = &error.problems[0];
        assert_eq!((first.code, first.pointer.as_str()), (Code::UnknownValue, "/0/form"));
        assert_eq!(first.expected.as_ref().unwrap().en, "one of: loan, grant, stake");
        assert!(first.hint.as_ref().unwrap().en.contains("loan"));
        assert_eq!(error.problems.len(), 3, "{error}");
    }

    #[derive(Debug, Deserialize, JsonSchema)]
    #[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
    #[allow(dead_code)]
    enum Event {
        Paid { form: MoneyForm, place: Place },
        Moved { place: Vec<u8> },
    }
    #[derive(Debug, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Place {
        town: String,
        kind: Kind,
    }

    /// serde reads lists as structs, numbers as tags and objects as words; the schema allows none of it.
    #[test]
    fn values_of_another_kind_are_refused_where_serde_takes_them() {
        let places = |text: &str| {
            let error = read::<Vec<Event>>(text.as_bytes()).unwrap_err();
            error.problems.into_iter().map(|p| (p.code, p.pointer.as_str().to_owned())).collect::<Vec<_>>()
        };
        let good = r#"[{"event":"paid","form":{"form":"loan","rate":3},"place":{"town":"Hagen","kind":"loan"}}]"#;
        assert!(read::<Vec<Event>>(good.as_bytes()).is_ok());
        assert!(read::<Vec<Event>>(br#"[{"event":"moved","place":[1,2]}]"#).is_ok());
        let wrong = |was: &str, is: &str| places(&good.replace(was, is));
        assert_eq!(
            wrong(r#"{"town":"Hagen","kind":"loan"}"#, r#"["Hagen","loan"]"#),
            [(Code::WrongType, "/0/place".into())]
        );
        assert_eq!(wrong(r#"{"form":"loan","rate":3}"#, r#"["loan",3]"#), [(Code::WrongType, "/0/form".into())]);
        assert_eq!(wrong(r#""kind":"loan""#, r#""kind":{"loan":null}"#), [(Code::WrongType, "/0/place/kind".into())]);
        assert_eq!(wrong(r#""form":"loan""#, r#""form":0"#), [(Code::WrongType, "/0/form/form".into())]);
        assert_eq!(codes(r#"["a",12,null,"loan",[]]"#), [(Code::WrongType, String::new())]);
    }

    #[test]
    fn broken_documents_are_named() {
        assert_eq!(codes("{\"id\":")[0].0, Code::NotJson);
        assert_eq!(codes(&"[".repeat(500))[0].0, Code::TooDeep);
        assert_eq!(read::<Doc>(b"{\"id\":\"\xff\"}").unwrap_err().code(), Code::NotUtf8);
        assert_eq!(codes(r#"{"id":"a","cost_cents":NaN}"#)[0].0, Code::NotJson);
        assert_eq!(codes("{}").len(), 4);
        assert_eq!(codes("[]"), [(Code::WrongType, String::new())]);
        assert_eq!(
            codes(r#"{"id":"a","cost_cents":99999999999999999,"kind":"loan","dates":[]}"#)[0].0,
            Code::OutOfRange
        );
        assert_eq!(codes(r#"{"id":"a","cost_cents":1.5,"kind":"loan","dates":[]}"#)[0].0, Code::WrongType);
    }
}

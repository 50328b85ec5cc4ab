//! What C holds, and the guard around all work.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use machbar::base::{Code, Error, Lang, Pointer, Problem, border};

/// Outcome of a call: `MACHBAR_OK` or one of the `MACHBAR_E_…` codes. The numbers are stable and
/// never reused; new ones may be added, so treat an unknown number as a failure.
#[allow(non_camel_case_types)]
pub type machbar_status = i32;

/// A language: `MACHBAR_LANG_DE` or `MACHBAR_LANG_EN`.
#[allow(non_camel_case_types)]
pub type machbar_lang = u32;

/// German.
pub const MACHBAR_LANG_DE: machbar_lang = 0;
/// English.
pub const MACHBAR_LANG_EN: machbar_lang = 1;

/// The call went well.
pub(crate) const OK: machbar_status = 0;

/// A result, owned by the caller. Opaque.
///
/// Immutable: any number of threads may read it at the same time. Give it back with
/// `machbar_result_free`, once.
#[allow(non_camel_case_types)]
pub struct machbar_result {
    text: String,
}

impl machbar_result {
    /// JSON is text already; a broken byte (which the writer cannot make) would be replaced.
    pub(crate) fn new(json: Vec<u8>) -> Self {
        Self { text: text(json) }
    }
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

/// An error, owned by the caller. Opaque.
///
/// It lists every problem of the input. Immutable: any number of threads may read it at the same
/// time. Give it back with `machbar_error_free`, once.
#[allow(non_camel_case_types)]
pub struct machbar_error {
    code: machbar_status,
    name: String,
    pointer: String,
    de: String,
    en: String,
    json: String,
}

impl machbar_error {
    pub(crate) fn new(error: &Error) -> Self {
        let pointer = error.problems.first().map_or("", |problem| problem.pointer.as_str());
        Self {
            code: error.code().number().into(),
            name: error.code().name().into(),
            pointer: pointer.into(),
            de: error.show(Lang::De),
            en: error.show(Lang::En),
            json: text(border::write(error).unwrap_or_default()),
        }
    }
    pub(crate) fn code(&self) -> machbar_status {
        self.code
    }
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
    pub(crate) fn pointer(&self) -> &str {
        &self.pointer
    }
    pub(crate) fn message(&self, lang: machbar_lang) -> &str {
        if lang == MACHBAR_LANG_DE { &self.de } else { &self.en }
    }
    pub(crate) fn json(&self) -> &str {
        &self.json
    }
}

/// Does the work, and turns whatever happens into an object or an error; a panic becomes
/// [`Code::Internal`].
pub(crate) fn guard<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<Box<T>, Box<machbar_error>> {
    // Nothing outlives a caught panic: the closure owns or only reads what it touches.
    catch_unwind(AssertUnwindSafe(|| match work() {
        Ok(value) => Ok(Box::new(value)),
        Err(error) => Err(Box::new(machbar_error::new(&error))),
    }))
    .unwrap_or_else(|payload| Err(Box::new(machbar_error::new(&internal(&*payload)))))
}

fn internal(payload: &(dyn Any + Send)) -> Error {
    let words =
        payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    Problem::new(Code::Internal, Pointer::root()).found(words.unwrap_or("panic")).into()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_internal_error() {
        let error = guard::<machbar_result>(|| panic!("a planted {}", "fault")).err().unwrap();
        assert_eq!((error.code(), error.name()), (99, "internal"));
        assert!(error.message(MACHBAR_LANG_EN).contains("a planted fault"), "{}", error.message(MACHBAR_LANG_EN));
        assert!(error.json().starts_with(r#"{"schema_version":1,"problems":[{"code":"internal""#), "{}", error.json());
    }

    #[test]
    fn both_languages_name_every_problem() {
        let error = guard(|| machbar::call("calendar.holidays", br#"{"yaer":2027}"#)).err().unwrap();
        for lang in [MACHBAR_LANG_DE, MACHBAR_LANG_EN] {
            assert_eq!(error.message(lang).lines().count(), 2, "{}", error.message(lang));
        }
        assert!(error.message(MACHBAR_LANG_DE).contains("Pflichtfeld"));
        assert!(error.message(MACHBAR_LANG_EN).contains("required"));
    }
}

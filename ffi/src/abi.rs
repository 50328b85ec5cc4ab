//! The exported functions. Every `unsafe` of the crate is in this file.

use std::ffi::c_char;
use std::ptr;
use std::slice;

use machbar::base::{Code, Error, Pointer, Problem, Text, border};
use machbar::ops::{self, OPERATIONS};

use crate::objects::{OK, guard, machbar_error, machbar_lang, machbar_result, machbar_status};
use crate::screener::{machbar_screener, machbar_screening, machbar_verdict};

/// Number of this interface. It rises when something that a compiled program relies on changes;
/// functions and status codes may be added without that. Compare it with `machbar_abi_version()`.
pub const MACHBAR_ABI_VERSION: u32 = 1;

/// A piece of text that somebody else owns: UTF-8, `len` bytes from `data`.
///
/// `data` is never NULL, but no NUL byte follows the text: print it with `%.*s`. How long it lives is
/// said where it comes from.
#[repr(C)]
#[derive(Clone, Copy)]
#[allow(non_camel_case_types)]
pub struct machbar_text {
    /// First byte.
    pub data: *const c_char,
    /// Length [bytes].
    pub len: usize,
}

/// Lends a text to C; an empty one points at a real byte all the same.
fn lend(text: &str) -> machbar_text {
    let data = if text.is_empty() { c"".as_ptr() } else { text.as_ptr().cast() };
    machbar_text { data, len: text.len() }
}

fn bad_argument(name: &str, de: &'static str, en: &'static str) -> Error {
    Problem::new(Code::BadArgument, Pointer::root()).found(name).expected(Text::of(de, en)).into()
}

/// Borrows what the caller passed as pointer and length.
///
/// # Safety
/// `data` is NULL or points to `len` readable bytes that nobody changes while the borrow lives.
unsafe fn borrow<'a>(name: &str, data: *const c_char, len: usize) -> Result<&'a [u8], Error> {
    if data.is_null() {
        return Err(bad_argument(name, "ein Zeiger, der nicht NULL ist", "a pointer that is not NULL"));
    }
    if isize::try_from(len).is_err() {
        return Err(bad_argument(name, "eine Länge bis PTRDIFF_MAX", "a length of at most PTRDIFF_MAX"));
    }
    // SAFETY: not NULL, length checked; readable and unchanged by the contract of this function;
    // bytes have no alignment and no invalid values.
    Ok(unsafe { slice::from_raw_parts(data.cast::<u8>(), len) })
}

/// Borrows the name of an operation and finds the operation.
///
/// # Safety
/// As [`borrow`].
unsafe fn find(data: *const c_char, len: usize) -> Result<&'static ops::Operation, Error> {
    // SAFETY: passed on to our caller.
    let name = unsafe { borrow("operation", data, len) }?;
    ops::find(&String::from_utf8_lossy(name))
}

/// The one frame around every fallible function: out-parameters become NULL, the work runs guarded,
/// its outcome is handed over.
///
/// # Safety
/// `object` and `error` are each NULL or point to a place for one pointer; the work's borrows hold.
unsafe fn deliver<T>(
    name: &str,
    object: *mut *mut T,
    error: *mut *mut machbar_error,
    work: impl FnOnce() -> Result<T, Error>,
) -> machbar_status {
    // SAFETY: each pointer is checked for NULL and is otherwise writable by contract; `write` does
    // not read what was there before.
    unsafe {
        if !object.is_null() {
            object.write(ptr::null_mut());
        }
        if !error.is_null() {
            error.write(ptr::null_mut());
        }
    }
    let outcome = guard(|| {
        if object.is_null() {
            return Err(bad_argument(name, "ein Zeiger, der nicht NULL ist", "a pointer that is not NULL"));
        }
        work()
    });
    match outcome {
        Ok(value) => {
            // SAFETY: the guarded closure refused a NULL `object`.
            unsafe { object.write(Box::into_raw(value)) };
            OK
        }
        Err(problem) => {
            let code = problem.code();
            if !error.is_null() {
                // SAFETY: not NULL, writable by contract.
                unsafe { error.write(Box::into_raw(problem)) };
            }
            code
        }
    }
}

/// The number of the interface that this library was built with.
///
/// A program compares it with the `MACHBAR_ABI_VERSION` of the header it was compiled with, once,
/// before any other call. Any thread may call it at any time. It cannot fail.
#[unsafe(no_mangle)]
pub extern "C" fn machbar_abi_version() -> u32 {
    MACHBAR_ABI_VERSION
}

/// The version of this library, for example `0.1.0`.
///
/// The text is static: it lives as long as the library is loaded. Any thread may call this at any
/// time. It cannot fail.
#[unsafe(no_mangle)]
pub extern "C" fn machbar_version() -> machbar_text {
    lend(env!("CARGO_PKG_VERSION"))
}

/// Runs an operation: a JSON document in, a JSON document out.
///
/// - `operation`, `operation_len`: the name, for example `case.evaluate`, and its length [bytes].
/// - `document`, `document_len`: the input, UTF-8, and its length [bytes]; at most 64 MiB.
/// - `result`: where the result goes. Set to NULL first; on success the caller owns what it points
///   to and gives it back with `machbar_result_free`.
/// - `error`: where the error goes, or NULL if the code is enough. Set to NULL first; on failure
///   the caller owns what it points to and gives it back with `machbar_error_free`.
///
/// Returns `MACHBAR_OK`, or the code of the first problem; the error object lists all of them.
/// `MACHBAR_E_BAD_ARGUMENT` if `operation`, `document` or `result` is NULL, or a length is not
/// possible. `MACHBAR_E_INTERNAL` is a fault of this library; the caller's data are untouched and
/// later calls work.
///
/// The input is only read and not kept. The same input gives the same bytes. Nothing is shared
/// between calls: any number of threads may call this at the same time.
///
/// # Safety
/// The pointers hold what is said above; the two out-parameters do not overlap the input.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_call(
    operation: *const c_char,
    operation_len: usize,
    document: *const c_char,
    document_len: usize,
    result: *mut *mut machbar_result,
    error: *mut *mut machbar_error,
) -> machbar_status {
    // SAFETY: passed on to our caller.
    unsafe {
        deliver("result", result, error, || {
            // The document first: a NULL is a fault of the program, not of the name.
            let document = borrow("document", document, document_len)?;
            find(operation, operation_len)?.call(document).map(machbar_result::new)
        })
    }
}

/// The JSON Schemas of an operation: `{"input": …, "output": …}`, draft 2020-12.
///
/// - `operation`, `operation_len`: the name and its length [bytes].
/// - `result`, `error`: as for `machbar_call`.
///
/// Returns `MACHBAR_OK`, `MACHBAR_E_UNKNOWN_OPERATION` or `MACHBAR_E_BAD_ARGUMENT`. Any number of
/// threads may call this at the same time.
///
/// # Safety
/// As for `machbar_call`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_schema(
    operation: *const c_char,
    operation_len: usize,
    result: *mut *mut machbar_result,
    error: *mut *mut machbar_error,
) -> machbar_status {
    // SAFETY: passed on to our caller.
    unsafe {
        deliver("result", result, error, || {
            let operation = find(operation, operation_len)?;
            border::write(&operation.schemas()).map(machbar_result::new)
        })
    }
}

/// How many operations there are. Any thread may call it at any time. It cannot fail.
#[unsafe(no_mangle)]
pub extern "C" fn machbar_operation_count() -> usize {
    OPERATIONS.len()
}

/// The name of an operation, for example `case.evaluate`.
///
/// - `index`: from 0, below `machbar_operation_count()`, in order of name; beyond it the text is
///   empty.
///
/// The text is static: it lives as long as the library is loaded. Any thread may call this at any
/// time.
#[unsafe(no_mangle)]
pub extern "C" fn machbar_operation_name(index: usize) -> machbar_text {
    OPERATIONS.get(index).map_or_else(|| lend(""), |operation| lend(operation.name))
}

/// One English sentence on what an operation answers.
///
/// - `index`: as for `machbar_operation_name`.
///
/// The text is static: it lives as long as the library is loaded. Any thread may call this at any
/// time.
#[unsafe(no_mangle)]
pub extern "C" fn machbar_operation_summary(index: usize) -> machbar_text {
    OPERATIONS.get(index).map_or_else(|| lend(""), |operation| lend(operation.summary))
}

/// The JSON text of a result.
///
/// The text belongs to `result` and lives as long as it. NULL gives an empty text. Any number of
/// threads may read the same result at the same time.
///
/// # Safety
/// `result` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_result_text(result: *const machbar_result) -> machbar_text {
    // SAFETY: NULL, or alive by contract.
    unsafe { result.as_ref() }.map_or_else(|| lend(""), |result| lend(result.text()))
}

/// Gives a result back. NULL is fine and does nothing. Texts of the result are gone after this.
///
/// # Safety
/// `result` is NULL or came from this library and was not freed; no other thread uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_result_free(result: *mut machbar_result) {
    // SAFETY: passed on to our caller.
    unsafe { free(result) }
}

/// The code of the first problem; `MACHBAR_OK` for NULL.
///
/// # Safety
/// `error` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_error_code(error: *const machbar_error) -> machbar_status {
    // SAFETY: NULL, or alive by contract.
    unsafe { error.as_ref() }.map_or(OK, machbar_error::code)
}

/// The stable name of that code, for example `out_of_range`.
///
/// The text belongs to `error` and lives as long as it. NULL gives an empty text.
///
/// # Safety
/// `error` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_error_name(error: *const machbar_error) -> machbar_text {
    // SAFETY: NULL, or alive by contract.
    unsafe { error.as_ref() }.map_or_else(|| lend(""), |error| lend(error.name()))
}

/// Where the first problem is: a JSON pointer (RFC 6901), for example `/owners/2/share`; empty for
/// the document as a whole.
///
/// The text belongs to `error` and lives as long as it. NULL gives an empty text.
///
/// # Safety
/// `error` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_error_pointer(error: *const machbar_error) -> machbar_text {
    // SAFETY: NULL, or alive by contract.
    unsafe { error.as_ref() }.map_or_else(|| lend(""), |error| lend(error.pointer()))
}

/// All problems for people, one per line.
///
/// - `lang`: `MACHBAR_LANG_DE` or `MACHBAR_LANG_EN`; any other number gives English.
///
/// The text belongs to `error` and lives as long as it. NULL gives an empty text.
///
/// # Safety
/// `error` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_error_message(error: *const machbar_error, lang: machbar_lang) -> machbar_text {
    // SAFETY: NULL, or alive by contract.
    unsafe { error.as_ref() }.map_or_else(|| lend(""), |error| lend(error.message(lang)))
}

/// All problems as JSON: `{"schema_version": 1, "problems": [{"code", "pointer", "message", "found",
/// "expected", "hint"}, …]}`, texts in German and English.
///
/// The text belongs to `error` and lives as long as it. NULL gives an empty text.
///
/// # Safety
/// `error` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_error_json(error: *const machbar_error) -> machbar_text {
    // SAFETY: NULL, or alive by contract.
    unsafe { error.as_ref() }.map_or_else(|| lend(""), |error| lend(error.json()))
}

/// Gives an error back. NULL is fine and does nothing. Texts of the error are gone after this.
///
/// # Safety
/// `error` is NULL or came from this library and was not freed; no other thread uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_error_free(error: *mut machbar_error) {
    // SAFETY: passed on to our caller.
    unsafe { free(error) }
}

/// Makes the programmes of a catalogue ready at a time, to ask about many companies.
///
/// - `document`, `document_len`: the document of `funding.screen` without the company, UTF-8, and its
///   length [bytes]: `at`, and where wanted `catalogue` and `confirmed_open`.
/// - `screener`: where the screener goes. Set to NULL first; on success the caller owns what it points
///   to and gives it back with `machbar_screener_free`.
/// - `error`: as for `machbar_call`.
///
/// Returns `MACHBAR_OK`, or the code of the first problem. The document is only read and not kept.
///
/// # Safety
/// As for `machbar_call`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_screener_new(
    document: *const c_char,
    document_len: usize,
    screener: *mut *mut machbar_screener,
    error: *mut *mut machbar_error,
) -> machbar_status {
    // SAFETY: passed on to our caller.
    unsafe {
        deliver("screener", screener, error, || machbar_screener::new(borrow("document", document, document_len)?))
    }
}

/// How many programmes a screener answers for; 0 for NULL.
///
/// # Safety
/// `screener` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_screener_count(screener: *const machbar_screener) -> usize {
    // SAFETY: NULL, or alive by contract.
    unsafe { screener.as_ref() }.map_or(0, machbar_screener::count)
}

/// The id of a programme.
///
/// - `index`: from 0, below `machbar_screener_count()`, in order of id; beyond it the text is empty.
///
/// The text belongs to `screener` and lives as long as it.
///
/// # Safety
/// As for `machbar_screener_count`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_screener_programme(screener: *const machbar_screener, index: usize) -> machbar_text {
    // SAFETY: NULL, or alive by contract.
    unsafe { screener.as_ref() }.map_or_else(|| lend(""), |screener| lend(screener.programme(index)))
}

/// Verdict, grant and failing conditions of every programme for one company: what `funding.screen`
/// answers, without JSON on the way out.
///
/// - `screener`: the programmes. Only read: any number of threads may screen with it at the same time.
/// - `facts`, `facts_len`: the facts by domain, a JSON object as in the document of `funding.screen`,
///   UTF-8, and its length [bytes]. Only read and not kept.
/// - `screening`: where the answer goes. Set to NULL first; on success the caller owns what it points
///   to and gives it back with `machbar_screening_free`.
/// - `error`: as for `machbar_call`; the places in it begin at the facts.
///
/// Returns `MACHBAR_OK`, or the code of the first problem. `MACHBAR_E_BAD_ARGUMENT` if `screener`,
/// `facts` or `screening` is NULL.
///
/// # Safety
/// As for `machbar_call` and `machbar_screener_count`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_screener_screen(
    screener: *const machbar_screener,
    facts: *const c_char,
    facts_len: usize,
    screening: *mut *mut machbar_screening,
    error: *mut *mut machbar_error,
) -> machbar_status {
    // SAFETY: passed on to our caller.
    unsafe {
        deliver("screening", screening, error, || {
            let screener = screener.as_ref().ok_or_else(|| {
                bad_argument("screener", "ein Zeiger, der nicht NULL ist", "a pointer that is not NULL")
            })?;
            screener.screen(borrow("facts", facts, facts_len)?)
        })
    }
}

/// Gives a screener back. NULL is fine and does nothing. Its texts are gone after this; answers that it
/// gave stay.
///
/// # Safety
/// `screener` is NULL or came from this library and was not freed; no other thread uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_screener_free(screener: *mut machbar_screener) {
    // SAFETY: passed on to our caller.
    unsafe { free(screener) }
}

/// The verdict on a programme.
///
/// - `index`: as for `machbar_screener_programme`; beyond the last `MACHBAR_VERDICT_NONE`, also for NULL.
///
/// # Safety
/// `screening` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_screening_verdict(
    screening: *const machbar_screening,
    index: usize,
) -> machbar_verdict {
    // SAFETY: NULL, or alive by contract.
    unsafe { screening.as_ref() }.map_or(0, |screening| screening.verdict(index))
}

/// What a programme grants [euro cents].
///
/// - `index`: as for `machbar_screening_verdict`.
/// - `low`, `high`: where the least and the most go; each may be NULL. Without a known upper bound
///   `high` becomes `INT64_MAX`; where nothing is granted both become 0.
///
/// Returns 1 when the verdict leaves a grant possible, otherwise 0 (also for programmes that are only
/// listed, beyond the last index and for NULL).
///
/// # Safety
/// `screening` as for `machbar_screening_verdict`; `low` and `high` are NULL or point to a place for
/// one number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_screening_grant(
    screening: *const machbar_screening,
    index: usize,
    low: *mut i64,
    high: *mut i64,
) -> i32 {
    // SAFETY: NULL, or alive by contract.
    let grant = unsafe { screening.as_ref() }.and_then(|screening| screening.grant(index));
    let ends = grant.map_or((0, 0), |range| (range.low.cents(), range.high.map_or(i64::MAX, |high| high.cents())));
    // SAFETY: each pointer is checked for NULL and is otherwise writable by contract.
    unsafe {
        if !low.is_null() {
            low.write(ends.0);
        }
        if !high.is_null() {
            high.write(ends.1);
        }
    }
    grant.is_some().into()
}

/// How many conditions of a programme are not met.
///
/// - `index`: as for `machbar_screening_verdict`; beyond the last 0, also for NULL.
///
/// # Safety
/// As for `machbar_screening_verdict`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_screening_failing_count(screening: *const machbar_screening, index: usize) -> usize {
    // SAFETY: NULL, or alive by contract.
    unsafe { screening.as_ref() }.map_or(0, |screening| screening.failing_count(index))
}

/// The id of a condition that is not met, for example `size`.
///
/// - `index`: as for `machbar_screening_verdict`.
/// - `nth`: from 0, below `machbar_screening_failing_count()`; beyond it the text is empty.
///
/// The text belongs to `screening` and lives as long as it.
///
/// # Safety
/// As for `machbar_screening_verdict`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_screening_failing(
    screening: *const machbar_screening,
    index: usize,
    nth: usize,
) -> machbar_text {
    // SAFETY: NULL, or alive by contract.
    unsafe { screening.as_ref() }.map_or_else(|| lend(""), |screening| lend(screening.failing(index, nth)))
}

/// Gives an answer back. NULL is fine and does nothing. Its texts are gone after this.
///
/// # Safety
/// `screening` is NULL or came from this library and was not freed; no other thread uses it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn machbar_screening_free(screening: *mut machbar_screening) {
    // SAFETY: passed on to our caller.
    unsafe { free(screening) }
}

/// # Safety
/// `object` is NULL or came from `Box::into_raw` in [`deliver`] and was not freed.
unsafe fn free<T>(object: *mut T) {
    if !object.is_null() {
        // SAFETY: by contract; the type is the one it was made with, since each object has exactly
        // one constructor and one free function.
        drop(unsafe { Box::from_raw(object) });
    }
}

#[cfg(test)]
mod tests;

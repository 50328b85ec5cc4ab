use super::*;

fn call(operation: &str, document: &[u8]) -> (machbar_status, *mut machbar_result, *mut machbar_error) {
    let (mut result, mut error) = (ptr::dangling_mut(), ptr::dangling_mut());
    // SAFETY: live slices with their lengths, two places on the stack.
    let status = unsafe {
        machbar_call(
            operation.as_ptr().cast(),
            operation.len(),
            document.as_ptr().cast(),
            document.len(),
            &mut result,
            &mut error,
        )
    };
    (status, result, error)
}

fn read<'a>(text: machbar_text) -> &'a str {
    // SAFETY: texts handed out are UTF-8 and alive until their owner is freed.
    unsafe { std::str::from_utf8(slice::from_raw_parts(text.data.cast(), text.len)).unwrap() }
}

#[test]
fn a_good_call_fills_only_the_result() {
    let (status, result, error) = call("calendar.holidays", br#"{"year":2027}"#);
    assert_eq!((status, error), (OK, ptr::null_mut()));
    // SAFETY: alive until freed below.
    unsafe {
        assert_eq!(
            read(machbar_result_text(result)).as_bytes(),
            machbar::call("calendar.holidays", br#"{"year":2027}"#).unwrap()
        );
        machbar_result_free(result);
    }
}

#[test]
fn a_bad_call_fills_only_the_error() {
    let (status, result, error) = call("calendar.holidays", br#"{"year":"x"}"#);
    assert_eq!((status, result), (13, ptr::null_mut()));
    // SAFETY: alive until freed below.
    unsafe {
        assert_eq!(machbar_error_code(error), 13);
        assert_eq!(read(machbar_error_name(error)), "wrong_type");
        assert_eq!(read(machbar_error_pointer(error)), "/year");
        assert!(read(machbar_error_message(error, 0)).contains("falschen Typ"));
        assert!(read(machbar_error_message(error, 77)).contains("wrong type"));
        assert!(read(machbar_error_json(error)).starts_with('{'));
        machbar_error_free(error);
    }
}

#[test]
fn null_is_refused_or_harmless_everywhere() {
    let (mut result, mut error) = (ptr::dangling_mut(), ptr::null_mut());
    let text: *const c_char = c"{}".as_ptr();
    // SAFETY: NULL where NULL is allowed, live memory elsewhere.
    unsafe {
        for (operation, document) in [(ptr::null(), text), (text, ptr::null())] {
            assert_eq!(machbar_call(operation, 2, document, 2, &mut result, &mut error), 90);
            assert!(result.is_null());
            machbar_error_free(error);
        }
        assert_eq!(machbar_call(text, 2, text, 2, ptr::null_mut(), &mut error), 90);
        assert_eq!(read(machbar_error_json(error)).matches("bad_argument").count(), 1);
        machbar_error_free(error);
        assert_eq!(machbar_call(text, 2, text, 2, ptr::null_mut(), ptr::null_mut()), 90);
        assert_eq!(machbar_call(text, 2, text, usize::MAX, &mut result, ptr::null_mut()), 90);
        assert_eq!(machbar_schema(ptr::null(), 0, &mut result, ptr::null_mut()), 90);
        machbar_result_free(ptr::null_mut());
        machbar_error_free(ptr::null_mut());
        assert_eq!(machbar_error_code(ptr::null()), OK);
        for text in [
            machbar_result_text(ptr::null()),
            machbar_error_name(ptr::null()),
            machbar_error_pointer(ptr::null()),
            machbar_error_message(ptr::null(), 0),
            machbar_error_json(ptr::null()),
            machbar_operation_name(usize::MAX),
            machbar_operation_summary(usize::MAX),
        ] {
            assert!(!text.data.is_null() && text.len == 0);
        }
    }
}

#[test]
fn operations_are_listed_and_described() {
    assert_eq!(machbar_operation_count(), OPERATIONS.len());
    for (index, operation) in OPERATIONS.iter().enumerate() {
        assert_eq!(read(machbar_operation_name(index)), operation.name);
        assert_eq!(read(machbar_operation_summary(index)), operation.summary);
    }
    let mut result = ptr::null_mut();
    let name = "calendar.holidays";
    // SAFETY: live memory; freed once.
    unsafe {
        assert_eq!(machbar_schema(name.as_ptr().cast(), name.len(), &mut result, ptr::null_mut()), OK);
        assert!(read(machbar_result_text(result)).starts_with(r#"{"input":{"#));
        machbar_result_free(result);
        assert_eq!(machbar_schema(name.as_ptr().cast(), 3, &mut result, ptr::null_mut()), 5);
    }
}

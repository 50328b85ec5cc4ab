//! The committed table of error codes is the one the code gives.
#![allow(clippy::unwrap_used)]

#[test]
fn the_committed_table_is_current() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("ERRORS.md");
    let table = machbar::base::error::code_table();
    if std::env::var_os("MACHBAR_BLESS").is_some() {
        std::fs::write(&path, &table).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), table);
}

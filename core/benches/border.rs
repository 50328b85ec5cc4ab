//! The border: reading a small document and refusing a bad one.
use machbar::base::holidays::holidays;

fn main() {
    divan::main();
}

#[divan::bench]
fn good_document() -> Vec<u8> {
    machbar::call("calendar.holidays", divan::black_box(br#"{"year":2027}"#)).unwrap_or_default()
}

#[divan::bench]
fn typed() -> usize {
    let input = machbar::base::holidays::HolidaysInput { schema_version: Default::default(), year: 2027 };
    holidays(divan::black_box(&input)).map_or(0, |year| year.holidays.len())
}

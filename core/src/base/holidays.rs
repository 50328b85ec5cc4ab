//! The operation `calendar.holidays`: statutory holidays of North Rhine-Westphalia.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::calendar::{bridge_days_nrw, holidays_nrw, silent_days_nrw, soft_days};
use super::{Code, Date, Error, Lang, Pointer, Problem, SchemaVersion, Text};

/// Which year.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HolidaysInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The calendar year, 1995 to 2200 (the statute has had this list since 1995).
    pub year: i16,
}

/// The holidays of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Holidays {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The year.
    pub year: i16,
    /// In order of date.
    pub holidays: Vec<Holiday>,
    /// Silent days with stricter protection, some of them Sundays, in order of date.
    pub silent_days: Vec<Holiday>,
    /// Single working days between holidays and weekends, in order of date.
    pub bridge_days: Vec<Holiday>,
    /// Days that no law protects but that a plan leaves free: carnival, 24 and 27 to 31 December.
    pub soft_days: Vec<Holiday>,
}

/// One holiday.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Holiday {
    /// The day.
    pub date: Date,
    /// Its name.
    pub name: Text,
    /// The day of the week.
    pub weekday: Text,
}

/// The statutory holidays of a year (Feiertagsgesetz NW § 2(1)).
///
/// # Errors
/// [`Code::OutOfRange`] for a year outside 1995 to 2200.
///
/// ```
/// use machbar::base::holidays::{HolidaysInput, holidays};
/// let year = holidays(&HolidaysInput { schema_version: Default::default(), year: 2027 }).unwrap();
/// assert_eq!(year.holidays.len(), 11);
/// ```
pub fn holidays(input: &HolidaysInput) -> Result<Holidays, Error> {
    if !(1995..=Date::LAST_YEAR).contains(&input.year) {
        return Err(Problem::new(Code::OutOfRange, Pointer::root().field("year"))
            .found(input.year)
            .expected(Text::of("ein Jahr von 1995 bis 2200", "a year from 1995 to 2200"))
            .into());
    }
    let list = |days: Vec<(Date, Text)>| -> Vec<Holiday> {
        days.into_iter().map(|(date, name)| Holiday { date, name, weekday: weekday(date) }).collect()
    };
    Ok(Holidays {
        schema_version: SchemaVersion,
        year: input.year,
        holidays: list(holidays_nrw(input.year)),
        silent_days: list(silent_days_nrw(input.year)),
        bridge_days: list(bridge_days_nrw(input.year)),
        soft_days: list(soft_days(input.year)),
    })
}

/// The name of the day of the week.
pub(super) fn weekday(date: Date) -> Text {
    let name = |lang| super::date::weekday_name(date.weekday(), lang);
    Text::of(name(Lang::De), name(Lang::En))
}

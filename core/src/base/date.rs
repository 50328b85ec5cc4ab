//! Days, moments, periods and ranges. There is no "today" here: the date is always an argument.

use jiff::civil;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

use super::Lang;

pub use jiff::civil::Weekday;

/// A day of the Gregorian calendar from 1900-01-01 to 2200-12-31. JSON: `"2026-11-20"`.
///
/// ```
/// use machbar::base::Date;
/// let granted: Date = "2024-02-29".parse().unwrap();
/// assert_eq!(granted.add_years(3).to_string(), "2027-02-28");
/// assert!("2026-02-30".parse::<Date>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

impl Date {
    /// First year of the calendar.
    pub const FIRST_YEAR: i16 = 1900;
    /// Last year of the calendar.
    pub const LAST_YEAR: i16 = 2200;

    /// `None` for a day that does not exist or lies outside the calendar.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = civil::Date::new(year, month, day).ok()?;
        (Self::FIRST_YEAR..=Self::LAST_YEAR).contains(&year).then_some(Self(date))
    }
    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }
    /// The month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }
    /// The day of the month, 1 to 31.
    pub fn day(self) -> i8 {
        self.0.day()
    }
    /// Monday to Sunday.
    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }
    /// Year and week of ISO 8601.
    pub fn iso_week(self) -> (i16, i8) {
        let week = self.0.iso_week_date();
        (week.year(), week.week())
    }
    /// Saturday or Sunday?
    pub fn is_weekend(self) -> bool {
        matches!(self.weekday(), Weekday::Saturday | Weekday::Sunday)
    }
    /// So many days later (earlier when negative), kept within the calendar of jiff.
    pub fn add_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(days.clamp(-3_000_000, 3_000_000))))
    }
    /// So many calendar months later; the last day of a shorter month where the day does not exist.
    pub fn add_months(self, months: i32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().months(months.clamp(-30_000, 30_000))))
    }
    /// So many calendar years later; 29 February becomes 28 February where needed.
    pub fn add_years(self, years: i16) -> Self {
        self.add_months(i32::from(years) * 12)
    }
    /// Days from `earlier` to this day; negative when `earlier` is later.
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0.since(earlier.0).map_or(0, |span| span.get_days())
    }
    /// The day after.
    pub fn next(self) -> Self {
        self.add_days(1)
    }
    /// The day before.
    pub fn previous(self) -> Self {
        self.add_days(-1)
    }
    /// The underlying day of the calendar crate.
    pub fn civil(self) -> civil::Date {
        self.0
    }
    /// `20.11.2026` in German, `20 November 2026` in English.
    pub fn show(self, lang: Lang) -> String {
        match lang {
            Lang::De => format!("{:02}.{:02}.{}", self.day(), self.month(), self.year()),
            Lang::En => format!("{} {} {}", self.day(), month_name(self.month(), lang), self.year()),
        }
    }
}

/// The month's name.
pub fn month_name(month: i8, lang: Lang) -> &'static str {
    const DE: [&str; 12] = [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ];
    const EN: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let names = match lang {
        Lang::De => DE,
        Lang::En => EN,
    };
    usize::try_from(month - 1).ok().and_then(|index| names.get(index).copied()).unwrap_or("")
}

/// The weekday's name, in full.
pub fn weekday_name(day: Weekday, lang: Lang) -> &'static str {
    match (day, lang) {
        (Weekday::Monday, Lang::De) => "Montag",
        (Weekday::Tuesday, Lang::De) => "Dienstag",
        (Weekday::Wednesday, Lang::De) => "Mittwoch",
        (Weekday::Thursday, Lang::De) => "Donnerstag",
        (Weekday::Friday, Lang::De) => "Freitag",
        (Weekday::Saturday, Lang::De) => "Samstag",
        (Weekday::Sunday, Lang::De) => "Sonntag",
        (Weekday::Monday, Lang::En) => "Monday",
        (Weekday::Tuesday, Lang::En) => "Tuesday",
        (Weekday::Wednesday, Lang::En) => "Wednesday",
        (Weekday::Thursday, Lang::En) => "Thursday",
        (Weekday::Friday, Lang::En) => "Friday",
        (Weekday::Saturday, Lang::En) => "Saturday",
        (Weekday::Sunday, Lang::En) => "Sunday",
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}
impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Digits only, of the wanted length.
fn number(text: &str, length: usize) -> Option<i16> {
    (text.len() == length && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

impl FromStr for Date {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.splitn(3, '-');
        let (Some(year), Some(month), Some(day)) = (
            parts.next().and_then(|part| number(part, 4)),
            parts.next().and_then(|part| number(part, 2)),
            parts.next().and_then(|part| number(part, 2)),
        ) else {
            return Err("expected a date written YYYY-MM-DD");
        };
        let narrow = |value: i16| i8::try_from(value).unwrap_or(i8::MAX);
        Self::new(year, narrow(month), narrow(day)).ok_or("no such day between 1900-01-01 and 2200-12-31")
    }
}

/// Serialises through `Display` and reads through `FromStr`, with a schema of the given format.
macro_rules! textual {
    ($type:ident, $format:literal, $description:literal) => {
        impl Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(|reason| serde::de::Error::custom(format!("{reason}, found \"{text}\"")))
            }
        }
        impl JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "format": $format, "description": $description })
            }
        }
    };
}
textual!(Date, "date", "A day, YYYY-MM-DD, from 1900-01-01 to 2200-12-31.");
textual!(Moment, "moment", "A minute of local time in Germany, YYYY-MM-DDTHH:MM.");
textual!(Period, "period", "A day YYYY-MM-DD, month YYYY-MM, quarter YYYY-Qn or year YYYY.");
textual!(DateRange, "date-range", "A day YYYY-MM-DD or a range YYYY-MM-DD..YYYY-MM-DD, both ends included.");

/// A minute of local time in Germany (funding stops are announced to the hour). JSON: `"2021-10-07T20:00"`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day.
    pub date: Date,
    hour: u8,
    minute: u8,
}

impl Moment {
    /// `None` unless `hour ≤ 23` and `minute ≤ 59`.
    pub fn new(date: Date, hour: u8, minute: u8) -> Option<Self> {
        (hour <= 23 && minute <= 59).then_some(Self { date, hour, minute })
    }
    /// Midnight at the start of the day.
    pub fn start_of(date: Date) -> Self {
        Self { date, hour: 0, minute: 0 }
    }
    /// Hour and minute.
    pub fn time(self) -> (u8, u8) {
        (self.hour, self.minute)
    }
}
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{:02}:{:02}", self.date, self.hour, self.minute)
    }
}
impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl FromStr for Moment {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WANTED: &str = "expected a moment written YYYY-MM-DDTHH:MM";
        let (date, time) = text.split_once('T').ok_or(WANTED)?;
        let (hour, minute) = time.split_once(':').ok_or(WANTED)?;
        let narrow = |part| number(part, 2).and_then(|value| u8::try_from(value).ok()).ok_or(WANTED);
        Self::new(date.parse()?, narrow(hour)?, narrow(minute)?).ok_or(WANTED)
    }
}

/// A day, month, quarter or year: as precise as the source was. JSON: `"2026-02-03"`, `"2026-02"`,
/// `"2026-Q1"`, `"2026"`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// One day.
    Day(Date),
    /// A calendar month: year, month.
    Month(i16, i8),
    /// A quarter: year, 1 to 4.
    Quarter(i16, i8),
    /// A calendar year.
    Year(i16),
}

impl Period {
    /// The first day.
    pub fn first(self) -> Date {
        let (year, month) = match self {
            Self::Day(date) => return date,
            Self::Month(year, month) => (year, month),
            Self::Quarter(year, quarter) => (year, quarter * 3 - 2),
            Self::Year(year) => (year, 1),
        };
        Date(civil::Date::new(year, month, 1).unwrap_or(civil::Date::MIN))
    }
    /// The last day.
    pub fn last(self) -> Date {
        let months = match self {
            Self::Day(date) => return date,
            Self::Month(..) => 1,
            Self::Quarter(..) => 3,
            Self::Year(_) => 12,
        };
        self.first().add_months(months).previous()
    }
    /// Does the day lie within?
    pub fn contains(self, date: Date) -> bool {
        self.first() <= date && date <= self.last()
    }
    /// As people write it.
    pub fn show(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Day(date), _) => date.show(lang),
            (Self::Month(year, month), _) => format!("{} {year}", month_name(month, lang)),
            (Self::Quarter(year, quarter), Lang::De) => format!("{quarter}. Quartal {year}"),
            (Self::Quarter(year, quarter), Lang::En) => format!("Q{quarter} {year}"),
            (Self::Year(year), _) => year.to_string(),
        }
    }
}
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => write!(f, "{date}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}
impl fmt::Debug for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl FromStr for Period {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const WANTED: &str = "expected YYYY-MM-DD, YYYY-MM, YYYY-Qn or YYYY";
        let in_calendar =
            |text| number(text, 4).filter(|year| (Date::FIRST_YEAR..=Date::LAST_YEAR).contains(year)).ok_or(WANTED);
        let Some((year, rest)) = text.split_once('-') else {
            return Ok(Self::Year(in_calendar(text)?));
        };
        let year = in_calendar(year)?;
        if let Some(quarter) = rest.strip_prefix('Q') {
            let quarter = number(quarter, 1).and_then(|value| i8::try_from(value).ok());
            return quarter.filter(|q| (1..=4).contains(q)).map(|q| Self::Quarter(year, q)).ok_or(WANTED);
        }
        if rest.len() == 2 {
            let month = number(rest, 2).and_then(|value| i8::try_from(value).ok());
            return month.filter(|m| (1..=12).contains(m)).map(|m| Self::Month(year, m)).ok_or(WANTED);
        }
        text.parse().map(Self::Day)
    }
}

/// Days from `first` to `last`, both included. JSON: `"2026-12-23..2027-01-03"`, or one day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateRange {
    first: Date,
    last: Date,
}

impl DateRange {
    /// `None` when it ends before it starts.
    pub fn new(first: Date, last: Date) -> Option<Self> {
        (first <= last).then_some(Self { first, last })
    }
    /// The first day.
    pub fn first(self) -> Date {
        self.first
    }
    /// The last day, included.
    pub fn last(self) -> Date {
        self.last
    }
    /// Does the day lie within?
    pub fn contains(self, date: Date) -> bool {
        self.first <= date && date <= self.last
    }
    /// Every day.
    pub fn days(self) -> impl Iterator<Item = Date> {
        std::iter::successors(Some(self.first), |day| Some(day.next())).take_while(move |day| *day <= self.last)
    }
}
impl fmt::Display for DateRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { write!(f, "{}", self.first) } else { write!(f, "{}..{}", self.first, self.last) }
    }
}
impl fmt::Debug for DateRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl FromStr for DateRange {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        Self::new(first.parse()?, last.parse()?).ok_or("the range ends before it starts")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_are_read() {
        assert!("2026-12-31".parse::<Date>().is_ok());
        for bad in ["2026-02-30", "2026-2-03", "30.02.2026", "1899-12-31", "2201-01-01", "", "2026-12-31T00:00"] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
    }

    #[test]
    fn periods_have_edges() {
        let quarter: Period = "2026-Q1".parse().unwrap();
        assert_eq!(quarter.first().to_string(), "2026-01-01");
        assert_eq!(quarter.last().to_string(), "2026-03-31");
        assert_eq!("2028-02".parse::<Period>().unwrap().last().to_string(), "2028-02-29");
        for text in ["2026", "2026-11", "2026-Q4", "2026-11-20"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for bad in ["2026-Q5", "2026-13", "26", "2026-"] {
            assert!(bad.parse::<Period>().is_err(), "{bad}");
        }
    }

    #[test]
    fn ranges_include_both_ends() {
        let range: DateRange = "2026-12-30..2027-01-02".parse().unwrap();
        assert_eq!(range.days().count(), 4);
        assert!("2027-01-02..2026-12-30".parse::<DateRange>().is_err());
    }
}

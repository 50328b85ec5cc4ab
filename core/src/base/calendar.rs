//! Public holidays of North Rhine-Westphalia (Feiertagsgesetz NW § 2) and working days.

use jiff::civil::Weekday;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use super::text::sentences;
use super::{Date, DateRange, Text};

sentences! {
    NEW_YEAR = "holiday.new_year" { de: "Neujahr", en: "New Year's Day" }
    GOOD_FRIDAY = "holiday.good_friday" { de: "Karfreitag", en: "Good Friday" }
    EASTER_MONDAY = "holiday.easter_monday" { de: "Ostermontag", en: "Easter Monday" }
    LABOUR_DAY = "holiday.labour_day" { de: "Tag der Arbeit", en: "Labour Day" }
    ASCENSION = "holiday.ascension" { de: "Christi Himmelfahrt", en: "Ascension Day" }
    WHIT_MONDAY = "holiday.whit_monday" { de: "Pfingstmontag", en: "Whit Monday" }
    CORPUS_CHRISTI = "holiday.corpus_christi" { de: "Fronleichnam", en: "Corpus Christi" }
    GERMAN_UNITY = "holiday.german_unity" { de: "Tag der Deutschen Einheit", en: "Day of German Unity" }
    ALL_SAINTS = "holiday.all_saints" { de: "Allerheiligen", en: "All Saints' Day" }
    CHRISTMAS = "holiday.christmas" { de: "1. Weihnachtstag", en: "Christmas Day" }
    SECOND_CHRISTMAS = "holiday.second_christmas" { de: "2. Weihnachtstag", en: "Second Day of Christmas" }
}

/// Easter Sunday of the Gregorian calendar (Meeus/Jones/Butcher, *Astronomical Algorithms*, ch. 8).
///
/// `None` outside the calendar of [`Date`].
pub fn easter_sunday(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?)
}

/// The eleven statutory holidays of a year in order of date, with their names.
/// Empty outside the calendar of [`Date`].
///
/// ```
/// let names: Vec<_> = machbar::base::calendar::holidays_nrw(2027).into_iter().map(|(day, _)| day.to_string()).collect();
/// assert_eq!(names[1], "2027-03-26"); // Karfreitag
/// ```
pub fn holidays_nrw(year: i16) -> Vec<(Date, Text)> {
    let Some(easter) = easter_sunday(year) else { return Vec::new() };
    let fixed = |month, day, name: &super::Sentence| Date::new(year, month, day).map(|date| (date, name.text()));
    let moving = |offset, name: &super::Sentence| Some((easter.add_days(offset), name.text()));
    let mut all: Vec<_> = [
        fixed(1, 1, &NEW_YEAR),
        moving(-2, &GOOD_FRIDAY),
        moving(1, &EASTER_MONDAY),
        fixed(5, 1, &LABOUR_DAY),
        moving(39, &ASCENSION),
        moving(50, &WHIT_MONDAY),
        moving(60, &CORPUS_CHRISTI),
        fixed(10, 3, &GERMAN_UNITY),
        fixed(11, 1, &ALL_SAINTS),
        fixed(12, 25, &CHRISTMAS),
        fixed(12, 26, &SECOND_CHRISTMAS),
    ]
    .into_iter()
    .flatten()
    .collect();
    // Stable: where Ascension falls on 1 May (2008), Labour Day stays first.
    all.sort_by_key(|(date, _)| *date);
    all
}

/// Is the day a statutory holiday in North Rhine-Westphalia?
pub fn is_holiday_nrw(date: Date) -> bool {
    let fixed = matches!((date.month(), date.day()), (1, 1) | (5, 1) | (10, 3) | (11, 1) | (12, 25 | 26));
    fixed || easter_sunday(date.year()).is_some_and(|easter| matches!(date.days_since(easter), -2 | 1 | 39 | 50 | 60))
}

/// The days of the week on which a company works. JSON: `["mon", "tue", …]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkDay {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl From<Weekday> for WorkDay {
    fn from(day: Weekday) -> Self {
        match day {
            Weekday::Monday => Self::Mon,
            Weekday::Tuesday => Self::Tue,
            Weekday::Wednesday => Self::Wed,
            Weekday::Thursday => Self::Thu,
            Weekday::Friday => Self::Fri,
            Weekday::Saturday => Self::Sat,
            Weekday::Sunday => Self::Sun,
        }
    }
}

/// When a company works: days of the week, without public holidays and closures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingDays {
    weekdays: BTreeSet<WorkDay>,
    closed: Vec<DateRange>,
}

impl WorkingDays {
    /// Monday to Friday, no closures.
    pub fn monday_to_friday() -> Self {
        use WorkDay::{Fri, Mon, Thu, Tue, Wed};
        Self { weekdays: [Mon, Tue, Wed, Thu, Fri].into(), closed: Vec::new() }
    }
    /// The given days of the week without the given closures.
    pub fn new(weekdays: impl IntoIterator<Item = WorkDay>, closed: Vec<DateRange>) -> Self {
        Self { weekdays: weekdays.into_iter().collect(), closed }
    }
    /// Does the company work on this day?
    pub fn is_working_day(&self, date: Date) -> bool {
        self.weekdays.contains(&date.weekday().into())
            && !is_holiday_nrw(date)
            && !self.closed.iter().any(|range| range.contains(date))
    }
    /// The first working day on or after `date`, within ten years.
    pub fn on_or_after(&self, date: Date) -> Option<Date> {
        (0..3653).map(|days| date.add_days(days)).find(|day| self.is_working_day(*day))
    }
    /// The working day that comes `count` working days after `date` (0: the first on or after `date`).
    pub fn after(&self, date: Date, count: u32) -> Option<Date> {
        if count == 0 {
            return self.on_or_after(date);
        }
        let mut day = date;
        for _ in 0..count {
            day = self.on_or_after(day.next())?;
        }
        Some(day)
    }
    /// Working days strictly between two days.
    pub fn between(&self, earlier: Date, later: Date) -> u32 {
        let mut count = 0;
        let mut day = earlier.next();
        while day < later {
            count += u32::from(self.is_working_day(day));
            day = day.next();
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn easter_agrees_with_the_dossier_table() {
        for (year, easter) in [
            (2026, "2026-04-05"),
            (2027, "2027-03-28"),
            (2028, "2028-04-16"),
            (2029, "2029-04-01"),
            (2030, "2030-04-21"),
        ] {
            assert_eq!(easter_sunday(year), Some(date(easter)));
        }
    }

    #[test]
    fn the_list_and_the_test_agree_on_every_day() {
        for year in 1995..=2200 {
            let listed: BTreeSet<_> = holidays_nrw(year).into_iter().map(|(day, _)| day).collect();
            let mut day = Date::new(year, 1, 1).unwrap();
            while day.year() == year {
                assert_eq!(is_holiday_nrw(day), listed.contains(&day), "{day}");
                day = day.next();
            }
        }
    }

    #[test]
    fn working_days_skip_holidays_and_closures() {
        let days = WorkingDays::new(
            [WorkDay::Mon, WorkDay::Tue, WorkDay::Wed, WorkDay::Thu, WorkDay::Fri],
            vec!["2026-12-23..2027-01-03".parse().unwrap()],
        );
        assert_eq!(days.after(date("2026-12-22"), 1), Some(date("2027-01-04")));
        assert_eq!(days.after(date("2026-12-19"), 0), Some(date("2026-12-21")));
        assert_eq!(days.between(date("2026-12-21"), date("2027-01-05")), 2);
    }
}

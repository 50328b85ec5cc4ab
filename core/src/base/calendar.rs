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
    REFORMATION = "holiday.reformation_day" { de: "Reformationstag", en: "Reformation Day" }
    ALL_SAINTS = "holiday.all_saints" { de: "Allerheiligen", en: "All Saints' Day" }
    CHRISTMAS = "holiday.christmas" { de: "1. Weihnachtstag", en: "Christmas Day" }
    SECOND_CHRISTMAS = "holiday.second_christmas" { de: "2. Weihnachtstag", en: "Second Day of Christmas" }
    REMEMBRANCE = "holiday.remembrance" { de: "Volkstrauertag", en: "Remembrance Day (Volkstrauertag)" }
    SUNDAY_OF_THE_DEAD = "holiday.sunday_of_the_dead" { de: "Totensonntag", en: "Sunday of the Dead (Totensonntag)" }
    WOMENS_CARNIVAL = "holiday.womens_carnival" { de: "Weiberfastnacht", en: "Women's Carnival Day (Weiberfastnacht)" }
    ROSE_MONDAY = "holiday.rose_monday" { de: "Rosenmontag", en: "Carnival Monday (Rosenmontag)" }
    CHRISTMAS_EVE = "holiday.christmas_eve" { de: "Heiligabend", en: "Christmas Eve" }
    BETWEEN_THE_YEARS = "holiday.between_the_years" { de: "zwischen den Jahren", en: "between Christmas and New Year" }
    NEW_YEARS_EVE = "holiday.new_years_eve" { de: "Silvester", en: "New Year's Eve" }
    BRIDGE_DAY = "holiday.bridge_day" { de: "Brückentag", en: "bridge day" }
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

/// The year in which Reformation Day was a holiday in North Rhine-Westphalia too, for its 500th return; only once.
const REFORMATION_YEAR: i16 = 2017;

/// The statutory holidays of a year in order of date, with their names: eleven, in 2017 twelve.
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
        (year == REFORMATION_YEAR).then(|| fixed(10, 31, &REFORMATION)).flatten(),
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
    let once = (date.year(), date.month(), date.day()) == (REFORMATION_YEAR, 10, 31);
    fixed
        || once
        || easter_sunday(date.year()).is_some_and(|easter| matches!(date.days_since(easter), -2 | 1 | 39 | 50 | 60))
}

/// The first Sunday of Advent: the fourth Sunday before 25 December.
pub fn first_advent(year: i16) -> Option<Date> {
    let eve = Date::new(year, 12, 24)?;
    let since_sunday = i32::from(eve.weekday().to_sunday_zero_offset());
    Some(eve.add_days(-since_sunday - 21))
}

/// The silent days with stricter protection (Feiertagsgesetz NW § 6 with § 2(2)): Good Friday, All Saints' Day, Volkstrauertag, the
/// second Sunday before the first of Advent, and Totensonntag, the last one before it. In order of date.
pub fn silent_days_nrw(year: i16) -> Vec<(Date, Text)> {
    let (Some(easter), Some(advent)) = (easter_sunday(year), first_advent(year)) else { return Vec::new() };
    let all_saints = Date::new(year, 11, 1);
    [
        Some((easter.add_days(-2), GOOD_FRIDAY.text())),
        all_saints.map(|date| (date, ALL_SAINTS.text())),
        Some((advent.add_days(-14), REMEMBRANCE.text())),
        Some((advent.add_days(-7), SUNDAY_OF_THE_DEAD.text())),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Days that no law protects but that a plan in the Rhineland leaves free: Weiberfastnacht, Rosenmontag, 24 and 27 to 31
/// December. In order of date.
pub fn soft_days(year: i16) -> Vec<(Date, Text)> {
    let Some(easter) = easter_sunday(year) else { return Vec::new() };
    let mut days = vec![(easter.add_days(-52), WOMENS_CARNIVAL.text()), (easter.add_days(-48), ROSE_MONDAY.text())];
    let december = [24, 27, 28, 29, 30, 31].into_iter().filter_map(|day| Date::new(year, 12, day));
    days.extend(december.map(|date| {
        let name = match date.day() {
            24 => CHRISTMAS_EVE,
            31 => NEW_YEARS_EVE,
            _ => BETWEEN_THE_YEARS,
        };
        (date, name.text())
    }));
    days
}

/// A single day from Monday to Friday that is no holiday, between two days that are a holiday or weekend.
pub fn is_bridge_day(date: Date) -> bool {
    let free = |day: Date| day.is_weekend() || is_holiday_nrw(day);
    !free(date) && free(date.previous()) && free(date.next())
}

/// The bridge days of a year in order of date.
pub fn bridge_days_nrw(year: i16) -> Vec<(Date, Text)> {
    let Some(first) = Date::new(year, 1, 1) else { return Vec::new() };
    // Every bridge day lies next to a holiday; the holidays of the next year may lie next to 31 December.
    let mut days: Vec<Date> =
        holidays_nrw(year).into_iter().flat_map(|(day, _)| [day.previous(), day.next()]).collect();
    days.extend(Date::new(year, 12, 31));
    days.retain(|day| day.year() == first.year() && is_bridge_day(*day));
    days.sort();
    days.dedup();
    days.into_iter().map(|day| (day, BRIDGE_DAY.text())).collect()
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
    fn silent_and_soft_days_of_2026_and_2027() {
        // Published: Volkstrauertag 15 November 2026 and 14 November 2027, Totensonntag one week later, first Advent
        // 29 November 2026 and 28 November 2027; Rosenmontag as in the table of the statute's calendar.
        let days = |list: Vec<(Date, Text)>| list.into_iter().map(|(day, _)| day.to_string()).collect::<Vec<_>>();
        assert_eq!(first_advent(2026), Some(date("2026-11-29")));
        assert_eq!(first_advent(2027), Some(date("2027-11-28")));
        assert_eq!(days(silent_days_nrw(2026)), ["2026-04-03", "2026-11-01", "2026-11-15", "2026-11-22"]);
        assert_eq!(days(silent_days_nrw(2027)), ["2027-03-26", "2027-11-01", "2027-11-14", "2027-11-21"]);
        for (year, monday) in [(2026, "2026-02-16"), (2027, "2027-02-08"), (2028, "2028-02-28"), (2030, "2030-03-04")] {
            assert_eq!(days(soft_days(year))[1], monday);
            assert_eq!(soft_days(year)[0].0.weekday(), Weekday::Thursday);
        }
    }

    #[test]
    fn first_advent_is_a_sunday_from_27_november_to_3_december() {
        for year in 1995..=2200 {
            let advent = first_advent(year).unwrap();
            assert_eq!(advent.weekday(), Weekday::Sunday);
            assert!(advent >= Date::new(year, 11, 27).unwrap() && advent <= Date::new(year, 12, 3).unwrap());
        }
    }

    #[test]
    fn bridge_days_are_all_found() {
        for year in 1995..=2199 {
            let all: Vec<Date> = DateRange::new(Date::new(year, 1, 1).unwrap(), Date::new(year, 12, 31).unwrap())
                .unwrap()
                .days()
                .filter(|day| is_bridge_day(*day))
                .collect();
            let listed: Vec<Date> = bridge_days_nrw(year).into_iter().map(|(day, _)| day).collect();
            assert_eq!(all, listed, "{year}");
            let easter = easter_sunday(year).unwrap();
            // The Friday after Corpus Christi always is one, unless it is a holiday itself.
            assert!(listed.contains(&easter.add_days(61)));
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

//! When applications are taken and approvals given: windows, rounds, stops to the minute.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::facts::Facts;
use super::rule::Rule;
use crate::base::{Date, Moment, Period, Text, Truth};

/// A day or a minute of a day, local time in Germany. JSON: `"2026-11-20"` or `"2021-10-07T20:00"`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Instant {
    /// The whole day; as a question: its first minute.
    Day(Date),
    /// That minute.
    Minute(Moment),
}

impl Instant {
    /// The day.
    pub fn date(self) -> Date {
        match self {
            Self::Day(date) => date,
            Self::Minute(moment) => moment.date,
        }
    }
    /// The first minute.
    pub fn start(self) -> Moment {
        match self {
            Self::Day(date) => Moment::start_of(date),
            Self::Minute(moment) => moment,
        }
    }
    /// Is the minute at this day or minute, or later?
    pub fn is_reached(self, at: Moment) -> bool {
        match self {
            Self::Day(date) => date <= at.date,
            Self::Minute(moment) => moment <= at,
        }
    }
    /// Is a window that ends here over at that minute?
    pub fn is_over(self, at: Moment) -> bool {
        match self {
            Self::Day(date) => date < at.date,
            Self::Minute(moment) => moment <= at,
        }
    }
    /// The first minute after a window that ends here: the next day, or the minute itself.
    pub fn end(self) -> Moment {
        match self {
            Self::Day(date) => Moment::start_of(date.next()),
            Self::Minute(moment) => moment,
        }
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => date.fmt(f),
            Self::Minute(moment) => moment.fmt(f),
        }
    }
}
impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
impl FromStr for Instant {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.contains('T') { text.parse().map(Self::Minute) } else { text.parse().map(Self::Day) }
    }
}
impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(|reason| serde::de::Error::custom(format!("{reason}, found \"{text}\"")))
    }
}
impl JsonSchema for Instant {
    fn schema_name() -> Cow<'static, str> {
        "Instant".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "format": "instant",
            "description": "A day YYYY-MM-DD or a minute YYYY-MM-DDTHH:MM of local time in Germany."
        })
    }
}

/// What a window says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WindowStatus {
    /// Taken, by a source.
    Open,
    /// Believed to be taken; to be confirmed with the body.
    Unconfirmed,
    /// Taken only inside a thematic call.
    Call,
    /// Announced, not yet taken.
    Announced,
    /// Stopped, in spite of any other window.
    Stopped,
}

/// A stretch of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// What holds in it.
    pub status: WindowStatus,
    /// First day or minute; none when the source names none.
    pub from: Option<Instant>,
    /// Last day, or the minute at which it ends; none when open-ended.
    pub until: Option<Instant>,
    /// When decisions of a round are expected.
    pub decision: Option<Period>,
    /// Who is exempt from a stop.
    pub exempt: Option<Rule>,
    /// What there is to say.
    pub text: Option<Text>,
    /// Index of the source in the programme.
    pub source: Option<usize>,
}

impl Window {
    /// Does the minute lie in it?
    pub fn contains(&self, at: Moment) -> bool {
        self.from.is_none_or(|from| from.is_reached(at)) && self.until.is_none_or(|until| !until.is_over(at))
    }
}

/// What holds at a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StatusNow {
    /// Open, by a source.
    Open,
    /// Believed open; to be confirmed with the body.
    Unconfirmed,
    /// Open only inside a thematic call.
    Call,
    /// Announced, not yet open.
    Announced,
    /// Stopped.
    Stopped,
    /// Before the first window.
    NotYet,
    /// Between two windows.
    Between,
    /// After the last window.
    Ended,
    /// The catalogue holds no window.
    Unknown,
}

/// Windows in order of time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    /// The windows.
    pub windows: Vec<Window>,
}

impl Timeline {
    /// What holds at that minute, with the window that says so.
    pub fn at(&self, at: Moment) -> (StatusNow, Option<&Window>) {
        let inside = |stopped: bool| {
            self.windows
                .iter()
                .find(|window| (window.status == WindowStatus::Stopped) == stopped && window.contains(at))
        };
        if let Some(window) = inside(true).or_else(|| inside(false)) {
            let status = match window.status {
                WindowStatus::Open => StatusNow::Open,
                WindowStatus::Unconfirmed => StatusNow::Unconfirmed,
                WindowStatus::Call => StatusNow::Call,
                WindowStatus::Announced => StatusNow::Announced,
                WindowStatus::Stopped => StatusNow::Stopped,
            };
            return (status, Some(window));
        }
        let others = || self.windows.iter().filter(|window| window.status != WindowStatus::Stopped);
        let before = others().any(|window| window.until.is_some_and(|until| until.is_over(at)));
        let after = others().any(|window| window.from.is_some_and(|from| !from.is_reached(at)));
        let status = match (before, after) {
            (false, false) => StatusNow::Unknown,
            (false, true) => StatusNow::NotYet,
            (true, true) => StatusNow::Between,
            (true, false) => StatusNow::Ended,
        };
        (status, None)
    }

    /// May one apply, by what holds at a minute? Open where the catalogue cannot say.
    pub fn truth((status, window): (StatusNow, Option<&Window>), facts: &Facts) -> Truth {
        match status {
            StatusNow::Open => Truth::Yes,
            StatusNow::Unconfirmed | StatusNow::Call | StatusNow::Unknown => Truth::Open,
            StatusNow::Stopped => {
                let exempt = window.and_then(|window| window.exempt.as_ref());
                exempt.map_or(Truth::No, |rule| rule.value(facts))
            }
            StatusNow::Announced | StatusNow::NotYet | StatusNow::Between | StatusNow::Ended => Truth::No,
        }
    }

    /// The end of the window at that minute.
    pub fn deadline(&self, at: Moment) -> Option<Instant> {
        let (_, window) = self.at(at);
        window.filter(|window| window.status != WindowStatus::Stopped).and_then(|window| window.until)
    }

    /// The next minute at which a window for applications begins.
    pub fn next_opening(&self, at: Moment) -> Option<Instant> {
        let opens = |window: &&Window| !matches!(window.status, WindowStatus::Stopped | WindowStatus::Announced);
        self.windows
            .iter()
            .filter(opens)
            .filter_map(|window| window.from)
            .filter(|from| from.start() > at)
            .min_by_key(|from| from.start())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(status: WindowStatus, from: &str, until: &str) -> Window {
        let instant = |text: &str| (!text.is_empty()).then(|| text.parse().unwrap());
        Window {
            status,
            from: instant(from),
            until: instant(until),
            decision: None,
            exempt: None,
            text: None,
            source: None,
        }
    }

    #[test]
    fn a_stop_counts_to_the_minute() {
        let timeline = Timeline {
            windows: vec![
                window(WindowStatus::Open, "2020-01-01", "2021-12-31"),
                window(WindowStatus::Stopped, "2021-10-07T20:00", "2021-12-31"),
                window(WindowStatus::Open, "2022-08-01", ""),
            ],
        };
        let at = |text: &str| timeline.at(text.parse::<Instant>().unwrap().start()).0;
        assert_eq!(at("2019-12-31T23:59"), StatusNow::NotYet);
        assert_eq!(at("2021-10-07T19:59"), StatusNow::Open);
        assert_eq!(at("2021-10-07T20:00"), StatusNow::Stopped);
        assert_eq!(at("2021-12-31T23:59"), StatusNow::Stopped);
        assert_eq!(at("2022-01-01"), StatusNow::Between);
        assert_eq!(at("2030-01-01"), StatusNow::Open);
        let next = timeline.next_opening("2022-01-01".parse::<Instant>().unwrap().start());
        assert_eq!(next.unwrap().to_string(), "2022-08-01");
    }

    #[test]
    fn the_last_day_is_included() {
        let timeline = Timeline { windows: vec![window(WindowStatus::Open, "2023-01-01", "2026-12-31")] };
        let at = |text: &str| timeline.at(text.parse::<Instant>().unwrap().start()).0;
        assert_eq!(at("2026-12-31"), StatusNow::Open);
        assert_eq!(at("2026-12-31T23:59"), StatusNow::Open);
        assert_eq!(at("2027-01-01"), StatusNow::Ended);
        assert_eq!(Timeline::default().at("2026-01-01".parse::<Instant>().unwrap().start()).0, StatusNow::Unknown);
    }

    #[test]
    fn reached_and_over_are_the_first_and_the_next_minute() {
        let instants = ["2021-10-07", "2021-10-07T00:00", "2021-10-07T20:00", "2021-10-07T23:59", "2021-10-08"];
        for first in instants.map(|text| text.parse::<Instant>().unwrap()) {
            for at in instants.map(|text| text.parse::<Instant>().unwrap().start()) {
                assert_eq!(first.is_reached(at), first.start() <= at, "{first} {at:?}");
                assert_eq!(first.is_over(at), first.end() <= at, "{first} {at:?}");
            }
        }
    }
}

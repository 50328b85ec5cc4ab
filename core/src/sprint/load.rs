//! Workshop days per person and ISO week: a workshop for AI is more intense than other meetings.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use crate::base::{Date, Finding, Id, Severity, text::sentences};

sentences! {
    PERSON = "sprint.load.person" {
        de: "{who} hat in Woche {week} {n} Workshoptage; empfohlen sind höchstens {limit}.",
        en: "{who} has {n} workshop days in week {week}; at most {limit} are advised.",
    }
    FACILITATOR = "sprint.load.facilitator" {
        de: "Die Moderation hat in Woche {week} {n} Workshoptage; empfohlen sind höchstens {limit}.",
        en: "The facilitator has {n} workshop days in week {week}; at most {limit} are advised.",
    }
}

/// A day on which a workshop takes place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkshopDay {
    /// The day.
    pub date: Date,
    /// Its length in half days, 1 or 2; default 2.
    #[serde(default = "two")]
    #[schemars(range(min = 1, max = 2))]
    pub half_days: u8,
    /// Who is there.
    pub attending: Vec<Id>,
}

const fn two() -> u8 {
    2
}

/// The load of one ISO week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct WeekLoad {
    /// The week, ISO 8601: `2026-W51`.
    pub week: String,
    /// Half days of the facilitator.
    pub facilitator_half_days: u32,
    /// Half days per person.
    pub half_days: BTreeMap<Id, u32>,
}

/// The load of every week in which there is a workshop, in order, with a finding where somebody has
/// more than `limit` workshop days.
pub fn loads(days: &[WorkshopDay], limit: u32) -> (Vec<WeekLoad>, Vec<Finding>) {
    let mut weeks: BTreeMap<(i16, i8), (u32, BTreeMap<Id, u32>)> = BTreeMap::new();
    for day in days {
        let (facilitator, people) = weeks.entry(day.date.iso_week()).or_default();
        *facilitator += u32::from(day.half_days);
        for person in &day.attending {
            *people.entry(person.clone()).or_default() += u32::from(day.half_days);
        }
    }
    let mut findings = Vec::new();
    let loads = weeks
        .into_iter()
        .map(|((year, number), (facilitator_half_days, half_days))| {
            let week = format!("{year:04}-W{number:02}");
            let args = |n: u32| {
                let days = crate::base::text::Arg::Decimal(f64::from(n) / 2.0, usize::from(n % 2 == 1));
                [("week", week.clone().into()), ("n", days), ("limit", limit.into())]
            };
            if facilitator_half_days > 2 * limit {
                let finding = Finding::new(Severity::Warn, &FACILITATOR, week.clone(), &args(facilitator_half_days));
                findings.push(finding.rule("R-15"));
            }
            for (person, n) in half_days.iter().filter(|(_, n)| **n > 2 * limit) {
                let mut all = args(*n).to_vec();
                all.push(("who", person.into()));
                findings.push(Finding::new(Severity::Warn, &PERSON, person.as_str(), &all).rule("R-15"));
            }
            WeekLoad { week, facilitator_half_days, half_days }
        })
        .collect();
    (loads, findings)
}

//! From figures to status: the ceilings, and the two-period rule of Annex I Art 4(2).
//!
//! Internally there are six levels, smallest first: micro, small, medium, small mid-cap of the risk-finance rules,
//! small mid-cap of the 2025 Recommendation, large. Ceilings rise from level to level, so one number says which of
//! them a set of figures respects. Sets of levels are bit masks.

use super::SizeClass;
use super::graph::EarlierStatus;
use super::thresholds::{Ceiling, SizeLaw};
use crate::base::law::{Comparison, Rule};
use crate::base::{Code, Error, Pointer, Problem};

/// Count of levels.
pub(super) const LEVELS: usize = 6;
/// The level that no ceiling bounds.
pub(super) const TOP: u8 = 5;

/// A set of levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Levels(u8);

impl Levels {
    pub(super) const NONE: Self = Self(0);
    pub(super) const ALL: Self = Self(0b11_1111);

    pub(super) const fn one(level: u8) -> Self {
        Self(1 << level)
    }
    /// All from `low` to `high`.
    pub(super) const fn range(low: u8, high: u8) -> Self {
        Self((Self::ALL.0 >> (TOP - high)) & (Self::ALL.0 << low))
    }
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    pub(super) const fn has(self, level: u8) -> bool {
        self.0 >> level & 1 == 1
    }
    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }
    pub(super) fn lowest(self) -> u8 {
        (0..=TOP).find(|level| self.has(*level)).unwrap_or(TOP)
    }
    pub(super) fn highest(self) -> u8 {
        (0..=TOP).rev().find(|level| self.has(*level)).unwrap_or(0)
    }
    /// All levels between the lowest and the highest.
    pub(super) fn filled(self) -> Self {
        if self.is_empty() { self } else { Self::range(self.lowest(), self.highest()) }
    }
    pub(super) fn iter(self) -> impl Iterator<Item = u8> {
        (0..=TOP).filter(move |level| self.has(*level))
    }
}

/// The largest value of one figure at each level, in parts of a common unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits([i128; LEVELS - 1]);

impl Limits {
    fn of<'r>(law: &SizeLaw<'r>, pick: fn(&Ceiling<'r>) -> &'r Rule, unit: i128) -> Result<Self, Error> {
        let of = |ceiling: &Ceiling<'r>| limit(pick(ceiling), unit);
        let medium = of(&law.medium);
        let aid = law.mid_cap_state_aid.as_ref().map_or(medium, of);
        let recommended = law.mid_cap.as_ref().map_or(aid, of);
        let all = [of(&law.micro), of(&law.small), medium, aid, recommended];
        if !all.is_sorted() {
            return Err(Problem::new(Code::BadCatalogue, Pointer::root()).found(&pick(&law.micro).id).into());
        }
        Ok(Self(all))
    }
    /// The level of a value; unbounded values are at the top.
    pub(super) fn level(&self, value: Option<i128>) -> u8 {
        let Some(value) = value else { return TOP };
        let passed = self.0.iter().take_while(|limit| value > **limit).count();
        u8::try_from(passed).unwrap_or(TOP)
    }
}

/// The ceilings of all levels in parts of common units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub awu: Limits,
    pub turnover: Limits,
    pub balance: Limits,
    /// Is the small mid-cap of the Recommendation known on the day?
    pub mid_cap: bool,
}

impl Scale {
    /// Ceilings for values counted in `awu_unit` and `money_unit` parts.
    ///
    /// # Errors
    /// [`Code::BadCatalogue`] when the ceilings do not rise from class to class.
    pub(super) fn new(law: &SizeLaw<'_>, awu_unit: i128, money_unit: i128) -> Result<Self, Error> {
        Ok(Self {
            awu: Limits::of(law, |ceiling| ceiling.headcount, awu_unit)?,
            turnover: Limits::of(law, |ceiling| ceiling.turnover, money_unit)?,
            balance: Limits::of(law, |ceiling| ceiling.balance_sheet, money_unit)?,
            mid_cap: law.mid_cap.is_some(),
        })
    }

    /// The class of a level on the day.
    pub(super) const fn class(&self, level: u8) -> SizeClass {
        match level {
            0 => SizeClass::Micro,
            1 => SizeClass::Small,
            2 => SizeClass::Medium,
            3 | 4 if self.mid_cap => SizeClass::SmallMidCap,
            _ => SizeClass::Large,
        }
    }
}

/// The largest whole number of parts that respects the rule.
fn limit(rule: &Rule, unit: i128) -> i128 {
    let threshold = i128::from(rule.value().unwrap_or(0)) * unit;
    match rule.comparison {
        Some(Comparison::Below) => threshold - 1,
        _ => threshold,
    }
}

/// Lowest and highest value of a figure; no highest when something is not known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Range {
    pub low: i128,
    pub high: Option<i128>,
}

/// The three figures of one closing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub awu: Range,
    pub turnover: Range,
    pub balance: Range,
}

impl Totals {
    /// Every level that some completion of the figures reaches: headcount and one of the two money figures.
    pub(super) fn levels(&self, scale: &Scale) -> Levels {
        let level = |awu, turnover, balance| -> u8 {
            let money = scale.turnover.level(turnover).min(scale.balance.level(balance));
            scale.awu.level(awu).max(money)
        };
        let low = level(Some(self.awu.low), Some(self.turnover.low), Some(self.balance.low));
        let high = level(self.awu.high, self.turnover.high, self.balance.high);
        Levels::range(low, high)
    }
}

/// What may be the official level and the level of the last closing, as a set of pairs.
#[derive(Debug, Clone, Copy)]
struct Course(u64);

impl Course {
    const fn none() -> Self {
        Self(0)
    }
    const fn with(self, official: u8, last: u8) -> Self {
        Self(self.0 | 1 << (official as u64 * LEVELS as u64 + last as u64))
    }
    fn pairs(self) -> impl Iterator<Item = (u8, u8)> {
        (0..=TOP).flat_map(|official| (0..=TOP).map(move |last| (official, last))).filter(move |(official, last)| {
            self.0 >> (u64::from(*official) * LEVELS as u64 + u64::from(*last)) & 1 == 1
        })
    }
    /// The next closing at one of the levels.
    fn close(self, levels: Levels) -> Self {
        self.pairs().fold(Self::none(), |course, (official, last)| {
            levels.iter().fold(course, |course, now| course.with(next(official, last, now), now))
        })
    }
    fn official(self) -> Levels {
        self.pairs().fold(Levels::NONE, |levels, (official, _)| levels.or(Levels::one(official)))
    }
}

/// The two-period rule with one flag per ceiling: a flag follows the closing when the closing before already differed
/// from it; otherwise it stays. As ceilings nest, the flags stay nested and the smallest level whose flag is set says it
/// all.
const fn next(official: u8, last: u8, now: u8) -> u8 {
    let mut ceiling = 0;
    while ceiling < TOP {
        let (flag, before, within) = (official <= ceiling, last <= ceiling, now <= ceiling);
        let flag = if within != flag && before != flag { within } else { flag };
        if flag {
            return ceiling;
        }
        ceiling += 1;
    }
    TOP
}

/// Where the course of the status begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// The first closing given sets the status.
    FirstClosing,
    /// One of these before the first closing given, whose level before is not known.
    Before(Levels),
    /// One of these, settled, before the first closing given.
    Settled(Levels),
}

impl Start {
    pub(super) fn of(status: EarlierStatus) -> Self {
        match status {
            EarlierStatus::AsOldestAccounts => Self::FirstClosing,
            EarlierStatus::Unknown => Self::Before(Levels::ALL),
            EarlierStatus::Micro => Self::Before(Levels::one(0)),
            EarlierStatus::Small => Self::Before(Levels::one(1)),
            EarlierStatus::Medium => Self::Before(Levels::one(2)),
            EarlierStatus::SmallMidCap => Self::Before(Levels::range(3, 4)),
            EarlierStatus::Large => Self::Before(Levels::one(TOP)),
        }
    }
}

/// How many consecutive closings it takes to change the status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Periods {
    /// Every closing sets it.
    One,
    /// A second closing must confirm it.
    Two,
}

impl Periods {
    /// # Errors
    /// [`Code::BadCatalogue`] when the law asks for another number.
    pub(super) fn of(law: &SizeLaw<'_>) -> Result<Self, Error> {
        match law.periods.value() {
            Some(1) => Ok(Self::One),
            Some(2) => Ok(Self::Two),
            _ => Err(Problem::new(Code::BadCatalogue, Pointer::root()).found(&law.periods.id).into()),
        }
    }
}

/// The official levels after each closing; closings from the oldest to the latest.
pub(super) fn course(start: Start, periods: Periods, closings: impl IntoIterator<Item = Levels>) -> Vec<Levels> {
    let mut course = match start {
        Start::FirstClosing => None,
        Start::Before(levels) => Some(
            levels
                .iter()
                .flat_map(|official| (0..=TOP).map(move |last| (official, last)))
                .fold(Course::none(), |course, (official, last)| course.with(official, last)),
        ),
        Start::Settled(levels) => Some(levels.iter().fold(Course::none(), |course, level| course.with(level, level))),
    };
    closings
        .into_iter()
        .map(|levels| {
            let after = match (course, periods) {
                (None, _) | (_, Periods::One) => {
                    levels.iter().fold(Course::none(), |course, level| course.with(level, level))
                }
                (Some(course), Periods::Two) => course.close(levels),
            };
            course = Some(after);
            after.official()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::law::Law;

    fn levels(list: &[u8]) -> Vec<Levels> {
        list.iter().map(|level| Levels::one(*level)).collect()
    }
    fn last(start: Start, list: &[u8]) -> Vec<u8> {
        course(start, Periods::Two, levels(list)).last().unwrap().iter().collect()
    }

    #[test]
    fn one_crossing_does_not_change_the_status_two_do() {
        assert_eq!(last(Start::FirstClosing, &[1, 2]), [1]);
        assert_eq!(last(Start::FirstClosing, &[1, 2, 2]), [2]);
        assert_eq!(last(Start::FirstClosing, &[2, 1]), [2]);
        assert_eq!(last(Start::FirstClosing, &[2, 1, 1]), [1]);
        assert_eq!(last(Start::FirstClosing, &[1, 2, 1, 2]), [1]);
    }

    #[test]
    fn flags_run_separately() {
        // Micro, small, medium: the micro ceiling is exceeded twice, the small one only once.
        assert_eq!(last(Start::FirstClosing, &[0, 1, 2]), [1]);
        assert_eq!(last(Start::FirstClosing, &[2, 1, 0]), [1]);
    }

    #[test]
    fn an_unknown_past_leaves_the_status_open_until_two_closings_agree() {
        assert_eq!(last(Start::Before(Levels::ALL), &[1]), [0, 1, 2, 3, 4, 5]);
        assert_eq!(last(Start::Before(Levels::ALL), &[1, 1]), [1]);
        assert_eq!(last(Start::Before(Levels::ALL), &[1, 2]), [1, 2]);
    }

    /// The rule written out flag by flag, as the text has it.
    fn naive(closings: &[u8]) -> u8 {
        let mut official: [bool; 5] = std::array::from_fn(|k| closings[0] <= k as u8);
        for pair in closings.windows(2) {
            for (k, flag) in official.iter_mut().enumerate() {
                let (before, now) = (pair[0] <= k as u8, pair[1] <= k as u8);
                if now != *flag && before != *flag {
                    *flag = now;
                }
            }
        }
        official.iter().position(|flag| *flag).map_or(TOP, |k| k as u8)
    }

    #[test]
    fn agrees_with_the_rule_written_out_for_every_course_of_five_closings() {
        for number in 0..6_u32.pow(5) {
            let closings: Vec<u8> = (0..5).map(|digit| (number / 6_u32.pow(digit) % 6) as u8).collect();
            assert_eq!(last(Start::FirstClosing, &closings), [naive(&closings)], "{closings:?}");
        }
    }

    #[test]
    fn sets_of_courses_are_the_union_of_the_courses() {
        for (first, second, third) in [(0b11, 0b110, 0b1), (0b111, 0b1000, 0b11_0000), (0b1, 0b10_0001, 0b100)] {
            let mut wanted = Levels::NONE;
            for (a, b) in (0..6).flat_map(|a| (0..6).map(move |b| (a, b))) {
                for c in 0..6 {
                    if first >> a & 1 == 1 && second >> b & 1 == 1 && third >> c & 1 == 1 {
                        wanted = wanted.or(Levels::one(naive(&[a, b, c])));
                    }
                }
            }
            let found = course(Start::FirstClosing, Periods::Two, [first, second, third].map(Levels));
            assert_eq!(found.last(), Some(&wanted));
        }
    }

    #[test]
    fn every_ceiling_at_below_and_above() {
        let law = SizeLaw::on(Law::embedded(), "2026-11-20".parse().unwrap()).unwrap();
        let scale = Scale::new(&law, 10, 1).unwrap();
        let heads = [(100, 0), (500, 1), (2500, 2), (4990, 3), (7500, 4)];
        for (ceiling, level) in heads {
            // Strict, except 499, which may be reached.
            let edge = if ceiling == 4990 { 1 } else { 0 };
            assert_eq!(scale.awu.level(Some(ceiling - 1 + edge)), level);
            assert_eq!(scale.awu.level(Some(ceiling + edge)), level + 1);
        }
        for (limits, millions) in [(scale.turnover, [2, 10, 50, 100, 150]), (scale.balance, [2, 10, 43, 86, 129])] {
            for (level, ceiling) in millions.into_iter().enumerate() {
                let cents = ceiling * 100_000_000;
                let found = [cents - 1, cents, cents + 1].map(|value| usize::from(limits.level(Some(value))));
                assert_eq!(found, [level, level, level + 1]);
            }
        }
        assert_eq!(scale.awu.level(None), TOP);
    }
}

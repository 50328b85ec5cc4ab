//! The ledger: what was granted, what still counts, how much room is left on a day.

use std::ops::Range;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use crate::base::{Date, Money};

use super::limits::{Limit, Limits, Stretch};
use super::regulation::{Counting, Regulation, Sector, WindowEdge};

/// An amount that may not be known exactly, in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Bounds {
    /// At least so much.
    pub at_least_cents: Money,
    /// At most so much; absent: nobody knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most_cents: Option<Money>,
}

impl Bounds {
    /// An exact amount.
    pub const fn exactly(amount: Money) -> Self {
        Self { at_least_cents: amount, at_most_cents: Some(amount) }
    }
    /// Anything from nothing up to this amount.
    pub const fn up_to(amount: Money) -> Self {
        Self { at_least_cents: Money::ZERO, at_most_cents: Some(amount) }
    }
    /// An amount that nobody knows.
    pub const UNKNOWN: Self = Self { at_least_cents: Money::ZERO, at_most_cents: None };

    /// The amount, if it is known exactly.
    pub fn exact(self) -> Option<Money> {
        self.at_most_cents.filter(|most| *most == self.at_least_cents)
    }
    /// The sum; unknown when either is.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            at_least_cents: self.at_least_cents + other.at_least_cents,
            at_most_cents: self.at_most_cents.zip(other.at_most_cents).map(|(a, b)| a + b),
        }
    }
}

/// A grant that counts, or may count, for the undertaking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The day on which the legal right was conferred.
    pub date: Date,
    /// The regulation it was granted under.
    pub regulation: Regulation,
    /// The gross grant equivalent.
    pub amount: Bounds,
    /// It counts for grants from this day on (mergers bring in earlier aid); `None`: from its own date.
    pub counts_from: Option<Date>,
    /// It counts for grants up to this day (splits take earlier aid away); `None`: without end.
    pub counts_until: Option<Date>,
}

impl Entry {
    /// A grant of a known amount that counts as long as the law looks back.
    pub const fn new(date: Date, regulation: Regulation, amount: Money) -> Self {
        Self { date, regulation, amount: Bounds::exactly(amount), counts_from: None, counts_until: None }
    }
}

/// An entry with what every window asks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Line {
    entry: Entry,
    sector: Sector,
    anniversary: Date,
    fiscal_year: i16,
}

/// All de minimis aid of a single undertaking in one member state.
///
/// ```
/// use machbar::aid::de_minimis::{Entry, Ledger, Regulation, WindowEdge};
/// use machbar::base::{Date, Money};
/// let day = |text: &str| text.parse::<Date>().unwrap();
/// let ledger = Ledger::embedded([
///     Entry::new(day("2024-05-14"), Regulation::General, Money::from_euros(8_250)),
///     Entry::new(day("2026-02-03"), Regulation::General, Money::from_euros(4_000)),
/// ]);
/// assert_eq!(ledger.headroom(day("2027-01-15"), WindowEdge::Inclusive), Money::from_euros(300_000 - 12_250));
/// ```
#[derive(Debug, Clone)]
pub struct Ledger {
    limits: Arc<Limits>,
    /// In order of date.
    lines: Vec<Line>,
    /// What the lines before each place sum up to, by sector; lines that count for some days only are left out.
    sums: Vec<[Total; Sector::ALL.len()]>,
    /// The places of lines that count for some days only.
    limited: Vec<usize>,
    fiscal_year_start: FiscalYearStart,
    complete: bool,
}

/// The tightest ceiling so far.
struct Best {
    at_least: Money,
    at_most: Money,
    limit: Limit,
    used: Bounds,
    counting: Counting,
    last: Date,
}

/// A running sum of amounts.
#[derive(Debug, Clone, Copy, Default)]
struct Total {
    at_least: Money,
    /// Of the amounts that have an upper bound.
    at_most: Money,
    /// How many have none.
    unbounded: usize,
}

impl Total {
    fn add(&mut self, amount: Bounds) {
        self.at_least += amount.at_least_cents;
        match amount.at_most_cents {
            Some(most) => self.at_most += most,
            None => self.unbounded += 1,
        }
    }
    fn since(self, before: Self) -> Bounds {
        Bounds {
            at_least_cents: self.at_least - before.at_least,
            at_most_cents: (self.unbounded == before.unbounded).then(|| self.at_most - before.at_most),
        }
    }
}

/// The month in which the undertaking's fiscal year begins, 1 to 12; January unless stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FiscalYearStart(i8);

impl FiscalYearStart {
    /// `None` unless the month is one of 1 to 12.
    pub fn new(month: u8) -> Option<Self> {
        i8::try_from(month).ok().filter(|month| (1..=12).contains(month)).map(Self)
    }
    /// The calendar year in which the fiscal year of that day began.
    pub fn year_of(self, date: Date) -> i16 {
        if date.month() >= self.0 { date.year() } else { date.year() - 1 }
    }
    /// The first day of the fiscal year that begins in that calendar year.
    pub fn first_day(self, year: i16) -> Option<Date> {
        Date::new(year, self.0, 1)
    }
}

impl Default for FiscalYearStart {
    fn default() -> Self {
        Self(1)
    }
}

/// How much may still be granted on a day, and what decides that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Room whatever the missing facts are.
    pub at_least: Money,
    /// Room if every missing fact turns out well.
    pub at_most: Money,
    /// The ceiling that binds.
    pub limit: Limit,
    /// What already counts towards that ceiling.
    pub used: Bounds,
    /// First day of the binding period.
    pub first: Date,
    /// Last day of the binding period: the day of the grant, or of a later grant that shares a period with it.
    pub last: Date,
    /// Only for schemes that existed before the regulation ended.
    pub winding_down: bool,
}

impl Ledger {
    /// A ledger with the ceilings given; the entries may come in any order.
    ///
    /// `complete`: these are all grants of all enterprises of the single undertaking. Otherwise the headroom is an
    /// upper bound.
    pub fn new(
        limits: Arc<Limits>,
        fiscal_year_start: FiscalYearStart,
        complete: bool,
        entries: impl IntoIterator<Item = Entry>,
    ) -> Self {
        let mut ledger =
            Self { limits, lines: Vec::new(), sums: Vec::new(), limited: Vec::new(), fiscal_year_start, complete };
        ledger.lines = entries.into_iter().map(|entry| ledger.line(entry)).collect();
        ledger.lines.sort_by_key(|line| line.entry.date);
        ledger.sum_up();
        ledger
    }
    fn sum_up(&mut self) {
        let mut totals = [Total::default(); Sector::ALL.len()];
        self.limited.clear();
        self.sums.clear();
        self.sums.push(totals);
        for (place, line) in self.lines.iter().enumerate() {
            if line.entry.counts_from.is_some() || line.entry.counts_until.is_some() {
                self.limited.push(place);
            } else if let Some(total) = totals.get_mut(line.sector as usize) {
                total.add(line.entry.amount);
            }
            self.sums.push(totals);
        }
    }
    /// A complete ledger with the ceilings that are built in.
    pub fn embedded(entries: impl IntoIterator<Item = Entry>) -> Self {
        let limits = Limits::new(crate::base::law::Law::embedded(), super::Variant::default());
        Self::new(Arc::new(limits), FiscalYearStart::default(), true, entries)
    }
    fn line(&self, entry: Entry) -> Line {
        Line {
            entry,
            sector: entry.regulation.sector(),
            anniversary: entry.date.add_years(self.limits.years(Counting::RollingYears)),
            fiscal_year: self.fiscal_year_start.year_of(entry.date),
        }
    }
    /// The same grants under other ceilings.
    #[must_use]
    pub fn under(&self, limits: Arc<Limits>) -> Self {
        let entries = self.lines.iter().map(|line| line.entry);
        Self::new(limits, self.fiscal_year_start, self.complete, entries)
    }
    /// One more grant.
    pub fn add(&mut self, entry: Entry) {
        let line = self.line(entry);
        let place = self.lines.partition_point(|other| other.entry.date <= entry.date);
        self.lines.insert(place, line);
        self.sum_up();
    }
    /// Every entry in order of date.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.lines.iter().map(|line| &line.entry)
    }
    /// How many years count together: rolling ones, fiscal ones.
    fn looks_back(&self) -> (i16, i16) {
        (self.limits.years(Counting::RollingYears), self.limits.years(Counting::FiscalYears))
    }
    /// The ceilings.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The most that may be granted under Reg. (EU) 2023/2831 on the day (before 2024: Reg. (EU) 1407/2013); zero when
    /// neither is in force. Every grant that shares a period with the new one counts, later ones too.
    pub fn headroom(&self, date: Date, edge: WindowEdge) -> Money {
        self.room(date, self.general_on(date), edge).map_or(Money::ZERO, |room| room.at_most)
    }
    /// The general regulation for a grant on the day.
    pub fn general_on(&self, date: Date) -> Regulation {
        match self.limits.on(Regulation::General, date) {
            Some(_) => Regulation::General,
            None if self.limits.on(Regulation::GeneralUntil2023, date).is_some() => Regulation::GeneralUntil2023,
            None => Regulation::General,
        }
    }

    /// How much may still be granted under a regulation on the day; `None` when it is not in force then.
    pub fn room(&self, date: Date, regulation: Regulation, edge: WindowEdge) -> Option<Room> {
        let own = self.limits.on(regulation, date)?;
        let (rolling, fiscal) = self.looks_back();
        let anniversary = date.add_years(rolling);
        let fiscal_year = self.fiscal_year_start.year_of(date);
        let sector = regulation.sector();
        let mut binding = None;
        self.tighten(&mut binding, own, sector, date, edge);
        let later = self.lines.partition_point(|line| line.entry.date <= date);
        let (mut tested, mut stretch) = (None, own);
        for line in self.lines.get(later..).unwrap_or_default() {
            let entry = &line.entry;
            if entry.date > anniversary && line.fiscal_year > fiscal_year + (fiscal - 1) {
                break;
            }
            let already = tested == Some((entry.date, entry.regulation));
            if already || entry.counts_from.is_some_and(|first| entry.date < first) {
                continue;
            }
            tested = Some((entry.date, entry.regulation));
            if stretch.regulation != entry.regulation || !stretch.covers(entry.date) {
                let Some(found) = self.limits.on(entry.regulation, entry.date) else { continue };
                stretch = found;
            }
            let shared = match stretch.counting {
                Counting::RollingYears => reaches(anniversary, entry.date, edge),
                Counting::FiscalYears => fiscal_year >= line.fiscal_year - (fiscal - 1),
            };
            if shared {
                self.tighten(&mut binding, stretch, sector, entry.date, edge);
            }
        }
        binding.map(|best: Best| Room {
            at_least: if self.complete { best.at_least } else { Money::ZERO },
            at_most: best.at_most,
            limit: best.limit,
            used: best.used,
            first: self.first_day(best.counting, best.last, edge),
            last: best.last,
            winding_down: own.winding_down,
        })
    }

    /// Keeps the tightest of the ceilings that count the sector, for the window that ends on `end`.
    fn tighten(&self, binding: &mut Option<Best>, stretch: &Stretch, sector: Sector, end: Date, edge: WindowEdge) {
        let window = self.window(stretch.counting, end, edge);
        for limit in stretch.limits.iter().filter(|limit| limit.sectors.contains(sector)) {
            let used = self.sum(&window, limit, end);
            let left = |ceiling: Money, used: Money| (ceiling - used).max(Money::ZERO);
            let at_most = left(limit.highest, used.at_least_cents);
            let at_least = used.at_most_cents.map_or(Money::ZERO, |used| left(limit.lowest, used));
            let least = binding.as_ref().map_or(at_least, |best| best.at_least.min(at_least));
            match binding {
                Some(best) if at_most >= best.at_most => best.at_least = least,
                _ => {
                    let (limit, counting) = (*limit, stretch.counting);
                    *binding = Some(Best { at_least: least, at_most, limit, used, counting, last: end });
                }
            }
        }
    }

    /// The places of the grants whose date lies in the window that ends on `end`.
    fn window(&self, counting: Counting, end: Date, edge: WindowEdge) -> Range<usize> {
        let stop = self.lines.partition_point(|line| line.entry.date <= end);
        let start = match counting {
            Counting::RollingYears => self.lines.partition_point(|line| !reaches(line.anniversary, end, edge)),
            Counting::FiscalYears => {
                let first = self.fiscal_year_start.year_of(end) - (self.limits.years(Counting::FiscalYears) - 1);
                self.lines.partition_point(|line| line.fiscal_year < first)
            }
        };
        start.min(stop)..stop
    }

    /// What the grants of a window count towards a ceiling on its last day.
    fn sum(&self, window: &Range<usize>, limit: &Limit, end: Date) -> Bounds {
        let mut sum = Bounds::exactly(Money::ZERO);
        if let (Some(before), Some(after)) = (self.sums.get(window.start), self.sums.get(window.end)) {
            for ((sector, before), after) in Sector::ALL.into_iter().zip(before).zip(after) {
                if limit.sectors.contains(sector) {
                    sum = sum.plus(after.since(*before));
                }
            }
        }
        let limited = self.limited.iter().filter(|place| window.contains(*place));
        limited
            .filter_map(|place| self.lines.get(*place))
            .filter(|line| limit.sectors.contains(line.sector))
            .filter(|line| line.entry.counts_from.is_none_or(|first| first <= end))
            .filter(|line| line.entry.counts_until.is_none_or(|last| end <= last))
            .fold(sum, |sum, line| sum.plus(line.entry.amount))
    }

    /// The first day whose grants count in the window that ends on `end`.
    pub fn first_day(&self, counting: Counting, end: Date, edge: WindowEdge) -> Date {
        match counting {
            Counting::RollingYears => {
                // The earliest day whose anniversary still reaches; 29 February makes the way back uneven.
                let years = self.limits.years(Counting::RollingYears);
                let back = end.add_years(-years).add_days(-2);
                (0..5)
                    .map(|days| back.add_days(days))
                    .find(|day| reaches(day.add_years(years), end, edge))
                    .unwrap_or(end)
            }
            Counting::FiscalYears => {
                let year = self.fiscal_year_start.year_of(end) - (self.limits.years(Counting::FiscalYears) - 1);
                self.fiscal_year_start.first_day(year).unwrap_or(end)
            }
        }
    }

    /// What counts towards a ceiling for a grant on the day.
    pub fn used(&self, counting: Counting, limit: &Limit, date: Date, edge: WindowEdge) -> Bounds {
        self.sum(&self.window(counting, date, edge), limit, date)
    }

    /// The days after `date` on which something changes: a grant leaves the window or begins to count, a later grant
    /// falls, another ceiling begins to apply. In order, each once.
    pub fn turning_days(&self, date: Date, edge: WindowEdge) -> Vec<Date> {
        let (rolling, fiscal) = self.looks_back();
        let mut days: Vec<Date> = self.limits.first_days().collect();
        for line in &self.lines {
            days.push(match edge {
                WindowEdge::Inclusive => line.anniversary.next(),
                WindowEdge::Exclusive => line.anniversary,
            });
            days.push(line.entry.date);
            days.push(line.entry.date.next());
            days.extend(self.fiscal_year_start.first_day(line.fiscal_year + fiscal));
            days.extend(line.entry.counts_from);
            days.extend(line.entry.counts_until.map(Date::next));
            // A grant so long before this one no longer shares a period with it.
            let before = line.entry.date.add_years(-rolling);
            days.extend([before, before.next(), before.next().next()]);
        }
        days.retain(|day| *day > date);
        days.sort_unstable();
        days.dedup();
        days
    }
}

/// Does a grant with this third anniversary still count on `end`?
fn reaches(anniversary: Date, end: Date, edge: WindowEdge) -> bool {
    match edge {
        WindowEdge::Inclusive => anniversary >= end,
        WindowEdge::Exclusive => anniversary > end,
    }
}

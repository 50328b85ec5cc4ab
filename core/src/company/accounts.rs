//! Accounts: what an enterprise closed, on an annual basis, and the headcount in annual work units.

use schemars::JsonSchema;
use serde::Deserialize;

use super::sentences::{AWU_TWICE, FTE_RANGE, LEAVE_OUT, MONTHS_RANGE, MONTHS_WITHIN, NOT_NEGATIVE};
use crate::base::{Answer, Code, Date, Money, Pointer, Problem, Problems, Ratio};

/// Longest accounting period, in months.
pub const MAX_MONTHS: u8 = 18;
/// Largest headcount that is read.
pub const MAX_AWU: i64 = 10_000_000;
/// Most entries of one staff list.
pub const MAX_STAFF: usize = 10_000;

/// One closed accounting period.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Accounts {
    /// Closing date.
    pub closing: Date,
    /// Length in months, 1 to 18; the turnover of a short year is scaled to twelve.
    #[serde(default = "twelve")]
    pub months: u8,
    /// Approved? Only approved accounts count (Art 4(1)).
    #[serde(default = "yes")]
    pub approved: bool,
    /// Headcount in annual work units, averaged over the period.
    #[serde(default)]
    pub awu: Answer<Ratio>,
    /// The staff list instead of the headcount.
    #[serde(default)]
    pub staff: Vec<Staff>,
    /// Turnover of the period in cents, without VAT and other indirect taxes.
    #[serde(default)]
    pub turnover_cents: Answer<Money>,
    /// Balance sheet total at the closing date in cents.
    #[serde(default)]
    pub balance_sheet_cents: Answer<Money>,
}

const fn twelve() -> u8 {
    12
}
const fn yes() -> bool {
    true
}

/// A bona-fide estimate for twelve months.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Forecast {
    /// Headcount in annual work units.
    #[serde(default)]
    pub awu: Answer<Ratio>,
    /// Turnover of twelve months in cents.
    #[serde(default)]
    pub turnover_cents: Answer<Money>,
    /// Balance sheet total in cents.
    #[serde(default)]
    pub balance_sheet_cents: Answer<Money>,
}

/// People of one kind and the same working time.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// What they are to the enterprise.
    pub role: StaffRole,
    /// How many.
    #[serde(default = "one")]
    pub count: u32,
    /// Their share of full working time, 0 to 1.
    #[serde(default = "Ratio::one")]
    pub full_time_share: Ratio,
    /// Months worked in the period; left out: all of it.
    #[serde(default)]
    pub months: Option<Ratio>,
    /// Of these, months of maternity or parental leave, which do not count.
    #[serde(default = "Ratio::zero")]
    pub leave_months: Ratio,
}

const fn one() -> u32 {
    1
}

/// What people are to the enterprise (Annex I Art 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Employee.
    Employee,
    /// Works for the enterprise, is subordinate to it and an employee under national law (seconded, agency staff).
    Subordinate,
    /// Owner-manager.
    OwnerManager,
    /// Partner with a regular activity who draws financial advantages.
    ActivePartner,
    /// Apprentice or student under a vocational training contract; does not count.
    Trainee,
}

impl StaffRole {
    /// Does the headcount include them?
    pub const fn counts(self) -> bool {
        !matches!(self, Self::Trainee)
    }
}

/// The headcount of a staff list over a period of so many months: `Σ count × share × (months − leave) / period`.
///
/// ```
/// use machbar::base::Ratio;
/// use machbar::company::accounts::{Staff, StaffRole, awu};
/// let half = Staff {
///     role: StaffRole::Employee,
///     count: 3,
///     full_time_share: "1/2".parse().unwrap(),
///     months: Some(Ratio::from(6)),
///     leave_months: Ratio::zero(),
/// };
/// assert_eq!(awu(&[half], 12).to_string(), "3/4");
/// ```
pub fn awu(staff: &[Staff], period_months: u8) -> Ratio {
    let period = Ratio::from(i64::from(period_months.max(1)));
    staff
        .iter()
        .filter(|entry| entry.role.counts())
        .map(|entry| {
            let worked = entry.months.as_ref().unwrap_or(&period) - &entry.leave_months;
            let part = worked.checked_div(&period).unwrap_or_else(Ratio::zero);
            part * &entry.full_time_share * &Ratio::from(i64::from(entry.count))
        })
        .sum()
}

impl Accounts {
    /// The headcount, stated or from the staff list.
    pub fn headcount(&self) -> Answer<Ratio> {
        if self.staff.is_empty() { self.awu.clone() } else { Answer::Given(awu(&self.staff, self.months)) }
    }

    pub(super) fn check(&self, at: &dyn Fn() -> Pointer, problems: &mut Problems) {
        if !(1..=MAX_MONTHS).contains(&self.months) {
            let expected = MONTHS_RANGE.with(&[("high", MAX_MONTHS.into())]);
            problems.push(Problem::new(Code::OutOfRange, at().field("months")).found(self.months).expected(expected));
        }
        check_figures(&self.awu, &self.turnover_cents, &self.balance_sheet_cents, at, problems);
        if self.staff.is_empty() {
            return;
        }
        let list = at().field("staff");
        problems.at_most(list.clone(), self.staff.len(), MAX_STAFF);
        if self.awu.given().is_some() {
            problems.push(Problem::new(Code::Contradiction, list.clone()).hint(AWU_TWICE.text()));
        }
        for (index, entry) in self.staff.iter().enumerate().take(MAX_STAFF) {
            entry.check(self.months, &list.index(index), problems);
        }
    }
}

impl Forecast {
    pub(super) fn check(&self, at: &dyn Fn() -> Pointer, problems: &mut Problems) {
        check_figures(&self.awu, &self.turnover_cents, &self.balance_sheet_cents, at, problems);
    }
}

fn check_figures(
    awu: &Answer<Ratio>,
    turnover: &Answer<Money>,
    balance: &Answer<Money>,
    at: &dyn Fn() -> Pointer,
    problems: &mut Problems,
) {
    let refuse = |name, found: String, problems: &mut Problems| {
        let problem = Problem::new(Code::OutOfRange, at().field(name)).found(found);
        problems.push(problem.expected(NOT_NEGATIVE.text()).hint(LEAVE_OUT.text()));
    };
    let fits = |awu: &Ratio| match awu.parts() {
        Some((top, bottom)) => top >= 0 && i128::from(top) <= i128::from(MAX_AWU) * i128::from(bottom),
        None => !awu.is_negative() && *awu <= Ratio::from(MAX_AWU),
    };
    if let Some(value) = awu.given().filter(|value| !fits(value)) {
        refuse("awu", value.to_string(), problems);
    }
    for (name, amount) in [("turnover_cents", turnover), ("balance_sheet_cents", balance)] {
        if let Some(value) = amount.given().filter(|value| value.is_negative()) {
            refuse(name, value.cents().to_string(), problems);
        }
    }
}

impl Staff {
    fn check(&self, period: u8, at: &Pointer, problems: &mut Problems) {
        if self.full_time_share.is_negative() || self.full_time_share > Ratio::one() {
            problems.push(
                Problem::new(Code::OutOfRange, at.field("full_time_share"))
                    .found(&self.full_time_share)
                    .expected(FTE_RANGE.text()),
            );
        }
        let period = Ratio::from(i64::from(period));
        let months = self.months.as_ref().unwrap_or(&period);
        let within = |name: &str, value: &Ratio, limit: &Ratio, problems: &mut Problems| {
            if value.is_negative() || value > limit {
                let expected = MONTHS_WITHIN.with(&[("high", limit.to_string().into())]);
                problems.push(Problem::new(Code::OutOfRange, at.field(name)).found(value).expected(expected));
            }
        };
        within("months", months, &period, problems);
        within("leave_months", &self.leave_months, months, problems);
    }
}

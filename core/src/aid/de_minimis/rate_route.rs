//! The rate route: the advantage of a loan or guarantee is the difference to the market price, period by period.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::discount::{self, Payment};
use super::sentences as say;
use crate::base::{Answer, Code, Date, Money, Pointer, Problem, Problems, Ratio};

/// Longest term in months.
pub const MAX_MONTHS: u16 = 600;

/// A loan or guarantee, paid out on the day of the grant, and its price beside that of the market.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RateTerms {
    /// The loan, or the guaranteed part of it, in cents.
    pub amount_cents: Money,
    /// The term in months, 1 to 600.
    pub term_months: u16,
    /// How it is repaid.
    pub repayment: Repayment,
    /// Months at the beginning without repayment.
    #[serde(default)]
    pub grace_months: u16,
    /// How often interest or premium falls due, in months: 1, 3, 6 or 12. Repayments fall due on the same days.
    #[serde(default = "yearly")]
    pub interval_months: u8,
    /// The interest or premium rate charged, per year, 0 to 1.
    pub charged_rate: Ratio,
    /// The Commission's reference rate for the borrower on the day of the grant, or the safe-harbour premium, per year.
    #[serde(default)]
    pub market_rate: Answer<Ratio>,
    /// The discount rate per year on the day of the grant: the Commission's base rate plus 100 basis points.
    #[serde(default)]
    pub discount_rate: Answer<Ratio>,
}

const fn yearly() -> u8 {
    12
}

/// How a loan is repaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Repayment {
    /// All at the end.
    AtEnd,
    /// In equal parts at the end of every interval after the time of grace.
    EqualParts,
}

impl RateTerms {
    /// The advantage of every interval, on the day on which it falls due: outstanding amount × difference of the rates ×
    /// length, rounded up to a cent. `None` when the market rate is not known; nothing where it is not above the charge.
    pub(super) fn advantages(&self, granted: Date) -> Option<Vec<Payment>> {
        let difference = self.market_rate.given()?.clone() - &self.charged_rate;
        if difference.is_negative() {
            return Some(Vec::new());
        }
        let (term, interval) = (self.term_months, u16::from(self.interval_months.max(1)));
        let mut list = Vec::new();
        let mut from = 0_u16;
        while from < term {
            let to = (from + interval).min(term);
            let length = Ratio::new(i64::from(to - from), 12)?;
            let exact = self.outstanding(from)? * &difference * &length;
            let amount_cents = Money::from_cents(exact.ceil());
            list.push(Payment { date: granted.add_months(i32::from(to)), amount_cents });
            from = to;
        }
        Some(list)
    }

    /// What is outstanding after so many months.
    fn outstanding(&self, month: u16) -> Option<Ratio> {
        let whole = self.amount_cents.ratio();
        if self.repayment == Repayment::AtEnd {
            return Some(whole);
        }
        let interval = u16::from(self.interval_months.max(1));
        let parts = |months: u16| i64::from(months.div_ceil(interval));
        let due = self.term_months.saturating_sub(self.grace_months);
        let paid = parts(month.saturating_sub(self.grace_months));
        let left = Ratio::new((parts(due) - paid).max(0), parts(due).max(1))?;
        Some(whole * &left)
    }

    pub(super) fn check(&self, at: &Pointer, problems: &mut Problems) {
        let mut refuse = |field: &str, found: String, expected| {
            problems.push(Problem::new(Code::OutOfRange, at.field(field)).found(found).expected(expected));
        };
        if self.amount_cents.is_negative() {
            refuse("amount_cents", self.amount_cents.cents().to_string(), say::NOT_NEGATIVE.text());
        }
        if !(1..=MAX_MONTHS).contains(&self.term_months) {
            let expected = say::MONTHS.with(&[("high", MAX_MONTHS.into())]);
            refuse("term_months", self.term_months.to_string(), expected);
        }
        if self.grace_months >= self.term_months.max(1) {
            let expected = say::MONTHS_BELOW.with(&[("high", self.term_months.into())]);
            refuse("grace_months", self.grace_months.to_string(), expected);
        }
        if ![1, 3, 6, 12].contains(&self.interval_months) {
            refuse("interval_months", self.interval_months.to_string(), say::INTERVALS.text());
        } else if !self.grace_months.is_multiple_of(u16::from(self.interval_months)) {
            refuse("grace_months", self.grace_months.to_string(), say::WHOLE_INTERVALS.text());
        }
        discount::check_rate(Some(&self.charged_rate), || at.field("charged_rate"), problems);
        discount::check_rate(self.market_rate.given(), || at.field("market_rate"), problems);
        discount::check_rate(self.discount_rate.given(), || at.field("discount_rate"), problems);
    }
}

//! What later payments are worth on the day of the grant (Reg. (EU) 2023/2831 Art 3(6), Reg. (EU) 651/2014 Art 7(3)).
//!
//! The rates are the caller's: the Commission publishes base rates for each member state, to which its communication on
//! reference and discount rates (OJ C 14, 19.1.2008, p. 6) adds a margin. Nothing here invents a rate.
//!
//! The texts give no rule for parts of a year. Full years compound, the days of the part that is left count linearly;
//! that keeps every value an exact fraction.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::de_minimis::Bounds;
use crate::base::text::sentences;
use crate::base::{Answer, Code, Date, Money, Pointer, Problem, Problems, Ratio};

/// Most payments of one measure or cost.
pub const MAX_PAYMENTS: usize = 200;

sentences! {
    ASK_DISCOUNT_RATE = "aid.discount.ask.rate" { de: "Wie hoch ist der Abzinsungssatz am Tag der Gewährung (Basissatz der Kommission für den Mitgliedstaat plus 100 Basispunkte)?", en: "What is the discount rate on the day of the grant (the Commission's base rate for the member state plus 100 basis points)?" }
    DISCOUNTED = "aid.discount.discounted" { de: "Spätere Zahlungen sind mit {rate} % auf den Tag der Gewährung abgezinst: volle Jahre mit Zinseszins, der Rest des Jahres linear. Eine Zählweise für Teile eines Jahres gibt der Wortlaut nicht vor.", en: "Later payments are discounted at {rate} % to the day of the grant: full years compounded, the rest of a year linearly. The text gives no rule for parts of a year." }
    RATE_RANGE = "aid.discount.rate_range" { de: "ein Satz je Jahr von 0 bis 1 (0.0392 für 3,92 %)", en: "a rate per year from 0 to 1 (0.0392 for 3.92 %)" }
    NOT_NEGATIVE = "aid.discount.not_negative" { de: "null oder mehr", en: "zero or more" }
    ONE_PAYMENT = "aid.discount.one_payment" { de: "mindestens eine Zahlung", en: "at least one payment" }
}

/// A payment on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// When it is made.
    pub date: Date,
    /// Its nominal amount in cents.
    pub amount_cents: Money,
}

/// By how much an amount grows from one day to a later one at a rate per year; one when the day is not later.
///
/// ```
/// use machbar::aid::discount::growth;
/// let day = |text: &str| text.parse().unwrap();
/// let rate = "0.04".parse().unwrap();
/// assert_eq!(growth(&rate, day("2026-03-01"), day("2028-03-01")).to_string(), "676/625"); // 1.04²
/// assert_eq!(growth(&rate, day("2026-03-01"), day("2026-05-13")).to_string(), "126/125"); // 73 of 365 days
/// ```
pub fn growth(rate: &Ratio, from: Date, to: Date) -> Ratio {
    let mut years = 0_i16;
    while from.add_years(years + 1) <= to {
        years += 1;
    }
    let (last, next) = (from.add_years(years), from.add_years(years + 1));
    let (days, year) = (to.days_since(last).max(0), next.days_since(last).max(1));
    let part = Ratio::new(i64::from(days), i64::from(year)).unwrap_or_else(Ratio::zero);
    let each = Ratio::one() + rate;
    let compound = (0..years).fold(Ratio::one(), |product, _| product * &each);
    compound * &(Ratio::one() + &(part * rate))
}

/// The exact worth of payments on a day, in cents.
pub fn present_value(payments: &[Payment], rate: &Ratio, on: Date) -> Ratio {
    let worth = |payment: &Payment| payment.amount_cents.ratio().checked_div(&growth(rate, on, payment.date));
    payments.iter().filter_map(worth).sum()
}

/// The worth of payments on a day when the rate may be missing: at most their nominal sum, at least what is due by then.
/// Fractions of a cent are rounded up.
pub fn worth(payments: &[Payment], rate: &Answer<Ratio>, on: Date) -> Bounds {
    match rate.given() {
        Some(rate) => Bounds::exactly(Money::from_cents(present_value(payments, rate, on).ceil())),
        None => Bounds {
            at_least_cents: payments
                .iter()
                .filter(|payment| payment.date <= on)
                .map(|payment| payment.amount_cents)
                .sum(),
            at_most_cents: Some(payments.iter().map(|payment| payment.amount_cents).sum()),
        },
    }
}

/// A rate per year lies between nothing and all.
pub(super) fn check_rate(rate: Option<&Ratio>, at: impl FnOnce() -> Pointer, problems: &mut Problems) {
    if let Some(rate) = rate.filter(|rate| rate.is_negative() || **rate > Ratio::one()) {
        problems.push(Problem::new(Code::OutOfRange, at()).found(rate).expected(RATE_RANGE.text()));
    }
}

/// Payments are not negative and not too many.
pub(super) fn check_payments(payments: &[Payment], at: &Pointer, problems: &mut Problems) {
    problems.at_most(at.clone(), payments.len(), MAX_PAYMENTS);
    for (index, payment) in payments.iter().enumerate().take(MAX_PAYMENTS) {
        if payment.amount_cents.is_negative() {
            let at = at.index(index).field("amount_cents");
            let found = payment.amount_cents.cents();
            problems.push(Problem::new(Code::OutOfRange, at).found(found).expected(NOT_NEGATIVE.text()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Later payments are worth less, more payments more, and no rate makes them worth more than they are.
        #[test]
        fn worth_falls_with_time_and_rate(days in 0..4_000_i32, more in 0..800_i32, rate in 0..1_000_i64, cents in 1..1_000_000_i64) {
            let on: Date = "2024-02-29".parse().unwrap();
            let at = |days| [Payment { date: on.add_days(days), amount_cents: Money::from_cents(cents) }];
            let rate = Ratio::permille(rate);
            let (sooner, later) = (present_value(&at(days), &rate, on), present_value(&at(days + more), &rate, on));
            prop_assert!(later <= sooner && sooner <= Ratio::from(cents));
            prop_assert!(!later.is_negative());
            // Against the continuous formula: the linear part of a year never differs by more than r² / 8 of a year.
            let exact = cents as f64 / (1.0 + rate.to_f64()).powf(f64::from(days) / 365.25);
            let tolerance = cents as f64 * (rate.to_f64().powi(2) / 8.0 + 0.002 * rate.to_f64() + 1e-9);
            prop_assert!((sooner.to_f64() - exact).abs() <= tolerance, "{} {}", sooner.to_f64(), exact);
        }
    }

    #[test]
    fn without_a_rate_there_are_bounds() {
        let on: Date = "2026-03-01".parse().unwrap();
        let payment =
            |date: &str, cents| Payment { date: date.parse().unwrap(), amount_cents: Money::from_cents(cents) };
        let payments = [payment("2026-03-01", 100), payment("2027-03-01", 104)];
        let open = worth(&payments, &Answer::NotAsked, on);
        assert_eq!((open.at_least_cents.cents(), open.at_most_cents.map(Money::cents)), (100, Some(204)));
        assert_eq!(worth(&payments, &Answer::Given(Ratio::percent(4)), on).exact().map(Money::cents), Some(200));
    }
}

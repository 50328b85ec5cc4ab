//! A loan over time: how much, when it comes, when it is paid back, what it costs.

use super::offer::Loan;

/// Millionths of twelve months.
const YEAR: i128 = 12_000_000;

/// An instalment: months after the decision, repayment and interest in cents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Instalment {
    pub(crate) month: u16,
    pub(crate) repaid: i64,
    pub(crate) interest: i64,
}

/// What is lent for a cost, in cents, rounded down.
pub(crate) fn amount(loan: &Loan, cost: i64) -> i64 {
    let share = i128::from(cost) * i128::from(loan.share_permille) / 1000;
    let most = loan.max_cents.map_or(i64::MAX, |most| most.cents());
    i64::try_from(share).unwrap_or(i64::MAX).min(most)
}

/// The least that a cent of cost that is lent for costs over the term, in millionths of it, when no more than `all`
/// is lent for.
pub(crate) fn least_interest(loan: &Loan, all: i64) -> i64 {
    let step = i128::from(loan.step());
    let turns = i128::from(loan.term_months.saturating_sub(loan.grace_months)) / step;
    let grace = i128::from(loan.grace_months) / step;
    // Owed in full in the grace months, then less by an equal part each time.
    let halves = 2 * grace + turns.max(1) + 1;
    let (share, yearly) = (i128::from(loan.share_permille), i128::from(loan.interest_ppm.unwrap_or(0)));
    let whole = yearly * step * share * halves / (2 * 12 * 1000);
    let wanted = (i128::from(all) * share / 1000).max(1);
    let most = loan.max_cents.map_or(wanted, |most| i128::from(most.cents()).min(wanted));
    i64::try_from(whole * most / (wanted + 1)).unwrap_or(0)
}

/// The instalments: equal repayments after the grace months, the last with the remainder; interest on what is owed
/// since the last instalment, each rounded up to a cent.
pub(crate) fn instalments(loan: &Loan, lent: i64) -> Vec<Instalment> {
    let step = loan.step();
    let count = i64::from((loan.term_months.saturating_sub(loan.grace_months) / step).max(1));
    let (each, mut owed) = (lent / count, lent);
    let mut list = Vec::new();
    for month in (1..=loan.term_months / step).map(|turn| turn * step) {
        let parts = i128::from(loan.interest_ppm.unwrap_or(0)) * i128::from(step) * i128::from(owed);
        let interest = i64::try_from((parts + YEAR - 1) / YEAR).unwrap_or(i64::MAX);
        let repaid = match (month <= loan.grace_months, month == loan.term_months) {
            (true, _) => 0,
            (false, true) => owed,
            (false, false) => each,
        };
        owed -= repaid;
        list.push(Instalment { month, repaid, interest });
    }
    list
}

#[cfg(test)]
mod tests {
    use super::super::offer::Disbursed;
    use super::*;

    fn loan() -> Loan {
        Loan {
            share_permille: 800,
            max_cents: None,
            disbursed: Disbursed::OnDecision,
            term_months: 24,
            grace_months: 6,
            instalment_months: Some(6),
            interest_ppm: Some(30_000),
        }
    }

    #[test]
    fn eighty_per_cent_are_lent_up_to_the_largest_loan() {
        assert_eq!(amount(&loan(), 1_000_001), 800_000);
        let capped = Loan { max_cents: Some(crate::base::Money::from_cents(799_999)), ..loan() };
        assert_eq!(amount(&capped, 1_000_001), 799_999);
    }

    #[test]
    fn interest_is_paid_in_the_grace_months_and_the_last_instalment_takes_the_remainder() {
        // 10,000.00 at 3 % a year: half a year of 10,000 is 150; then 6,666.67 and 3,333.34 are owed.
        let list = instalments(&loan(), 1_000_000);
        let plain: Vec<(u16, i64, i64)> = list.iter().map(|one| (one.month, one.repaid, one.interest)).collect();
        assert_eq!(plain, [(6, 0, 15_000), (12, 333_333, 15_000), (18, 333_333, 10_001), (24, 333_334, 5_001)]);
    }

    #[test]
    fn without_instalments_all_is_paid_back_at_the_end() {
        let bullet = Loan { instalment_months: None, grace_months: 0, interest_ppm: None, ..loan() };
        assert_eq!(instalments(&bullet, 7), [Instalment { month: 24, repaid: 7, interest: 0 }]);
    }
}

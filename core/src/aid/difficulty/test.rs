//! The five limbs as verdicts, without words: what both the light and the explaining answer rest on.

use super::DifficultyLaw;
use super::Limb;
use super::facts::{DebtYear, DifficultyInput, DisputedForm, Undertaking};
use super::limits::{Between, parts};
use crate::base::law::Rule;
use crate::base::{Answer, Date, Truth};

/// One undertaking under the test.
#[derive(Clone, Copy)]
pub(super) struct Test<'e, 'l> {
    pub input: &'e DifficultyInput,
    pub law: &'e DifficultyLaw<'l>,
    pub of: &'e Undertaking,
    pub form: DisputedForm,
}

/// What one limb comes to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verdict {
    pub limb: Limb,
    /// Does it apply to undertakings of this kind?
    pub applies: Truth,
    /// Is its test met, whoever it applies to?
    pub test: Truth,
    /// Does the exception for young SMEs take it out?
    pub exempt: Truth,
}

impl Verdict {
    /// Does the limb hold?
    pub(super) fn holds(self) -> Truth {
        self.applies & self.test & !self.exempt
    }
}

/// Own funds: subscribed capital with premium, all other elements, losses, total.
pub(super) struct Capital {
    pub subscribed: Between,
    pub other: Between,
    pub losses: Between,
    pub equity: Between,
}

impl<'e> Test<'e, '_> {
    /// Every limb, (a) to (e).
    pub(super) fn verdicts(self) -> [Verdict; 5] {
        let capital = self.capital();
        let exempt = self.exempt();
        let of = self.of;
        let either = |limb, facts: [Answer<bool>; 2]| Verdict {
            limb,
            applies: Truth::Yes,
            test: Truth::any(facts.map(Truth::from)),
            exempt: Truth::No,
        };
        [
            Verdict { limb: Limb::A, applies: self.form(Limb::A), test: self.share_capital_lost(&capital), exempt },
            Verdict { limb: Limb::B, applies: self.form(Limb::B), test: self.capital_lost(&capital), exempt },
            either(Limb::C, [of.insolvency_proceedings, of.insolvency_criteria]),
            either(Limb::D, [of.rescue_aid_open, of.restructuring_plan_open]),
            Verdict {
                limb: Limb::E,
                applies: !Truth::from(self.input.sme),
                test: self.over_indebted(),
                exempt: Truth::No,
            },
        ]
    }

    /// Any limb?
    pub(super) fn in_difficulty(self) -> Truth {
        Truth::any(self.verdicts().map(Verdict::holds))
    }

    fn form(self, limb: Limb) -> Truth {
        self.of.legal_form.given().map_or(Truth::Open, |form| (form.limb(self.form) == Some(limb)).into())
    }

    pub(super) fn capital(self) -> Capital {
        let funds = &self.of.own_funds;
        let subscribed =
            Between::amount(&funds.subscribed_capital_cents).plus(Between::amount(&funds.share_premium_cents));
        let (profit, loss) = Between::signed(&funds.result_cents).split();
        let other = [
            &funds.other_capital_reserves_cents,
            &funds.retained_earnings_cents,
            &funds.profit_carried_forward_cents,
            &funds.other_own_funds_cents,
        ]
        .into_iter()
        .map(Between::amount)
        .fold(profit, Between::plus);
        let losses = Between::amount(&funds.loss_carried_forward_cents).plus(loss);
        let equity = match funds.equity_cents {
            Answer::Given(_) => Between::signed(&funds.equity_cents),
            _ => subscribed.plus(other).minus(losses),
        };
        Capital { subscribed, other, losses, equity }
    }

    /// More than half lost: losses that exceed all other elements by more than the share of the capital.
    fn share_capital_lost(self, capital: &Capital) -> Truth {
        let rule = self.law.share_capital_lost;
        let (part, whole) = parts(rule);
        let lost = capital.losses.minus(capital.other).times(whole);
        let by_items = lost.minus(capital.subscribed.times(part)).holds(rule);
        // The same from the total: subscribed − equity = losses − other.
        let by_total = capital.subscribed.times(whole - part).minus(capital.equity.times(whole)).holds(rule);
        if by_items.is_open() { by_total } else { by_items }
    }

    /// More than half of the capital shown in the accounts, which is everything before losses.
    fn capital_lost(self, capital: &Capital) -> Truth {
        let rule = self.law.capital_lost;
        let (part, whole) = parts(rule);
        let shown = capital.subscribed.plus(capital.other);
        let by_items = capital.losses.times(whole).minus(shown.times(part)).holds(rule);
        let by_total = shown.times(whole - part).minus(capital.equity.times(whole)).holds(rule);
        if by_items.is_open() { by_total } else { by_items }
    }

    /// The exception for young SMEs, and for risk-finance aid the wider one.
    fn exempt(self) -> Truth {
        let grant = self.input.grant_date;
        let within = |rule: &Rule, start: &Answer<Date>| {
            let years = rule.value().and_then(|years| i16::try_from(years).ok());
            match (start.given(), years, rule.comparison) {
                (Some(start), Some(years), Some(comparison)) => {
                    Truth::from(comparison.holds(grant.cmp(&start.add_years(years))))
                }
                _ => Truth::Open,
            }
        };
        let young = within(self.law.young_sme, &self.of.founded);
        let fit = self.input.risk_finance.as_ref().map_or(Truth::No, |facts| {
            within(self.law.risk_finance_sme, &facts.first_commercial_sale) & Truth::from(facts.found_fit)
        });
        Truth::from(self.input.sme) & (young | fit)
    }

    /// How many closed years count.
    fn wanted(self) -> usize {
        self.law.periods.value().and_then(|count| usize::try_from(count).ok()).unwrap_or(0)
    }

    /// The years that count, the latest first.
    pub(super) fn years(self) -> impl Iterator<Item = &'e DebtYear> {
        let grant = self.input.grant_date;
        let mut years: Vec<&DebtYear> = self.of.years.iter().filter(|year| year.closing <= grant).collect();
        years.sort_by_key(|year| std::cmp::Reverse(year.closing));
        years.into_iter().take(self.wanted())
    }

    fn over_indebted(self) -> Truth {
        let (mut found, mut count) = (Truth::Yes, 0);
        for year in self.years() {
            found = found & self.debt(year) & self.cover(year);
            count += 1;
        }
        if count < self.wanted() {
            // An undertaking younger than the periods has no such years.
            let span = i16::try_from(self.wanted()).unwrap_or(i16::MAX);
            let grant = self.input.grant_date;
            let young = self.of.founded.given().is_some_and(|founded| founded.add_years(span) > grant);
            found = found & if young { Truth::No } else { Truth::Open };
        }
        found
    }

    /// Book debt to equity above the threshold: `debt > threshold × equity`, so that equity of zero or below exceeds it.
    fn debt(self, year: &DebtYear) -> Truth {
        if year.equity_cents.given().is_some_and(|equity| equity.cents() <= 0) {
            return Truth::Yes;
        }
        let (times, whole) = parts(self.law.debt_to_equity);
        let debt = Between::amount(&year.debt_cents).times(whole);
        debt.minus(Between::signed(&year.equity_cents).times(times)).holds(self.law.debt_to_equity)
    }

    /// Interest cover below the threshold: `EBITDA < threshold × interest`; without interest there is nothing to cover.
    fn cover(self, year: &DebtYear) -> Truth {
        let (times, whole) = parts(self.law.interest_cover);
        let ebitda = Between::signed(&year.ebitda_cents).times(whole);
        let below = ebitda.minus(Between::amount(&year.interest_cents).times(times)).holds(self.law.interest_cover);
        match year.interest_cents.given() {
            Some(interest) if interest.is_zero() => Truth::No,
            Some(_) => below,
            // The interest may be nothing at all.
            None => below & Truth::Open,
        }
    }
}

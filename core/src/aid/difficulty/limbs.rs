//! The five limbs of the definition.

use std::borrow::Cow;

use super::facts::{DebtYear, DifficultyInput, LegalForm, Undertaking};
use super::limits::Between;
use super::{DifficultyLaw, LevelReport, Limb, LimbReport, NamedFigure, sentences};
use crate::base::grounds::Gather;
use crate::base::law::Rule;
use crate::base::{Answer, Date, Figure, Pointer, Ratio, Severity, Truth};

/// Examines one undertaking.
pub(super) struct Examiner<'e, 'l> {
    pub input: &'e DifficultyInput,
    pub law: &'e DifficultyLaw<'l>,
    pub of: &'e Undertaking,
    pub at: &'e Pointer,
    pub gather: &'e mut Gather,
}

/// Own funds: subscribed capital with premium, all other elements, losses, total.
struct Capital {
    subscribed: Between,
    other: Between,
    losses: Between,
    equity: Between,
}

impl Examiner<'_, '_> {
    pub(super) fn level(mut self) -> LevelReport {
        let limbs = vec![self.limb_a(), self.limb_b(), self.limb_c(), self.limb_d(), self.limb_e()];
        let in_difficulty = Truth::any(limbs.iter().map(|limb| limb.verdict));
        if in_difficulty.is_open() {
            for limb in limbs.iter().filter(|limb| limb.verdict.is_open()) {
                self.ask(limb);
            }
        }
        for limb in limbs.iter().filter(|limb| limb.verdict.is_yes()) {
            match limb.limb {
                Limb::A => self.gather.decisive(self.law.share_capital_lost),
                Limb::B => self.gather.decisive(self.law.capital_lost),
                Limb::E => {
                    self.gather.decisive(self.law.debt_to_equity);
                    self.gather.decisive(self.law.interest_cover);
                }
                Limb::C | Limb::D => {}
            }
        }
        let disputed = self.of.legal_form.given().is_some_and(|form| form.is_disputed());
        if disputed && limbs.iter().take(2).any(|limb| limb.test != Truth::No) {
            self.gather.notice(Severity::Warn, &sentences::FORM_READING, &self.at.field("legal_form"), &[]);
        }
        LevelReport { in_difficulty, limbs }
    }

    fn form(&self, is: fn(LegalForm) -> bool) -> Truth {
        self.of.legal_form.given().map_or(Truth::Open, |form| is(*form).into())
    }

    fn capital(&self) -> Capital {
        let funds = &self.of.own_funds;
        let subscribed =
            Between::amount(&funds.subscribed_capital_cents).plus(&Between::amount(&funds.share_premium_cents));
        let (profit, loss) = Between::signed(&funds.result_cents).split();
        let other = [
            &funds.other_capital_reserves_cents,
            &funds.retained_earnings_cents,
            &funds.profit_carried_forward_cents,
            &funds.other_own_funds_cents,
        ]
        .into_iter()
        .map(Between::amount)
        .fold(profit, |sum, item| sum.plus(&item));
        let losses = Between::amount(&funds.loss_carried_forward_cents).plus(&loss);
        let equity = match funds.equity_cents {
            Answer::Given(_) => Between::signed(&funds.equity_cents),
            _ => subscribed.plus(&other).minus(&losses),
        };
        Capital { subscribed, other, losses, equity }
    }

    /// More than half lost: losses that exceed all other elements by more than the share of the capital.
    fn lost(&self, rule: &Rule, capital: &Capital) -> Truth {
        let part = rule.ratio();
        let threshold = capital.subscribed.times(&part);
        let by_items = capital.losses.minus(&capital.other).minus(&threshold).holds(rule);
        // The same from the total: subscribed − equity = losses − other.
        let by_total = capital.subscribed.times(&(Ratio::one() - &part)).minus(&capital.equity).holds(rule);
        if by_items.is_open() { by_total } else { by_items }
    }

    fn figures(capital: &Capital) -> Vec<NamedFigure> {
        [
            ("subscribed_capital_and_premium", &capital.subscribed),
            ("other_own_funds", &capital.other),
            ("accumulated_losses", &capital.losses),
            ("equity", &capital.equity),
        ]
        .into_iter()
        .filter_map(|(name, value)| {
            let value = Figure::new(value.exact()?.clone(), 0);
            Some(NamedFigure { name, closing: None, value })
        })
        .collect()
    }

    fn limb_a(&self) -> LimbReport {
        let capital = self.capital();
        let applies = self.form(LegalForm::is_limited);
        let test = self.lost(self.law.share_capital_lost, &capital);
        let exempt = self.exempt();
        LimbReport {
            limb: Limb::A,
            verdict: applies & test & !exempt,
            applies,
            test,
            exempt,
            figures: Self::figures(&capital),
            rule: Cow::Borrowed("Reg. (EU) 651/2014 Art 2(18)(a)"),
            text: sentences::LIMB_A.text(),
        }
    }

    fn limb_b(&self) -> LimbReport {
        let capital = self.capital();
        let applies = self.form(LegalForm::is_unlimited);
        let rule = self.law.capital_lost;
        let part = rule.ratio();
        // The capital shown is everything before losses.
        let shown = capital.subscribed.plus(&capital.other);
        let by_items = capital.losses.minus(&shown.times(&part)).holds(rule);
        let by_total = shown.times(&(Ratio::one() - &part)).minus(&capital.equity).holds(rule);
        let test = if by_items.is_open() { by_total } else { by_items };
        let exempt = self.exempt();
        LimbReport {
            limb: Limb::B,
            verdict: applies & test & !exempt,
            applies,
            test,
            exempt,
            figures: Self::figures(&capital),
            rule: Cow::Borrowed("Reg. (EU) 651/2014 Art 2(18)(b)"),
            text: sentences::LIMB_B.text(),
        }
    }

    /// The exception for young SMEs, and for risk-finance aid the wider one.
    fn exempt(&self) -> Truth {
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

    fn either(limb: Limb, facts: [Answer<bool>; 2], rule: &'static str, text: crate::base::Text) -> LimbReport {
        let test = Truth::any(facts.map(Truth::from));
        let (applies, exempt) = (Truth::Yes, Truth::No);
        LimbReport { limb, verdict: test, applies, test, exempt, figures: Vec::new(), rule: Cow::Borrowed(rule), text }
    }

    fn limb_c(&self) -> LimbReport {
        let facts = [self.of.insolvency_proceedings, self.of.insolvency_criteria];
        Self::either(Limb::C, facts, "Reg. (EU) 651/2014 Art 2(18)(c)", sentences::LIMB_C.text())
    }

    fn limb_d(&self) -> LimbReport {
        let facts = [self.of.rescue_aid_open, self.of.restructuring_plan_open];
        Self::either(Limb::D, facts, "Reg. (EU) 651/2014 Art 2(18)(d)", sentences::LIMB_D.text())
    }

    fn limb_e(&mut self) -> LimbReport {
        let applies = !Truth::from(self.input.sme);
        let grant = self.input.grant_date;
        let wanted = self.law.periods.value().and_then(|count| usize::try_from(count).ok()).unwrap_or(0);
        let mut years: Vec<&DebtYear> = self.of.years.iter().filter(|year| year.closing <= grant).collect();
        years.sort_by_key(|year| std::cmp::Reverse(year.closing));
        let mut figures = Vec::new();
        let mut each = Vec::new();
        for year in years.iter().take(wanted) {
            each.push(self.debt(year, &mut figures));
            each.push(self.cover(year, &mut figures));
        }
        if years.len() < wanted {
            // An undertaking younger than the periods has no such years.
            let span = i16::try_from(wanted).unwrap_or(i16::MAX);
            let young = self.of.founded.given().is_some_and(|founded| founded.add_years(span) > grant);
            each.push(if young { Truth::No } else { Truth::Open });
        }
        let negative = |year: &&&DebtYear| year.equity_cents.given().is_some_and(|equity| equity.cents() <= 0);
        let test = Truth::all(each);
        if (applies & test) != Truth::No && years.iter().take(wanted).any(|year| negative(&year)) {
            self.gather.notice(Severity::Info, &sentences::NEGATIVE_EQUITY, &self.at.field("years"), &[]);
        }
        LimbReport {
            limb: Limb::E,
            verdict: applies & test,
            applies,
            test,
            exempt: Truth::No,
            figures,
            rule: Cow::Borrowed("Reg. (EU) 651/2014 Art 2(18)(e)"),
            text: sentences::LIMB_E.text(),
        }
    }

    /// Book debt to equity above the threshold: `debt > threshold × equity`, so that equity of zero or below exceeds it.
    fn debt(&self, year: &DebtYear, figures: &mut Vec<NamedFigure>) -> Truth {
        let (debt, equity) = (Between::amount(&year.debt_cents), Between::signed(&year.equity_cents));
        if let (Some(debt), Some(equity)) = (debt.exact(), equity.exact())
            && let Some(ratio) = debt.checked_div(equity).filter(|_| !equity.is_negative())
        {
            let value = Figure::new(ratio, 2);
            figures.push(NamedFigure { name: "debt_to_equity", closing: Some(year.closing), value });
        }
        if equity.exact().is_some_and(|equity| equity.is_negative() || equity.is_zero()) {
            return Truth::Yes;
        }
        debt.minus(&equity.times(&self.law.debt_to_equity.ratio())).holds(self.law.debt_to_equity)
    }

    /// Interest cover below the threshold: `EBITDA < threshold × interest`; without interest there is nothing to cover.
    fn cover(&self, year: &DebtYear, figures: &mut Vec<NamedFigure>) -> Truth {
        let (ebitda, interest) = (Between::signed(&year.ebitda_cents), Between::amount(&year.interest_cents));
        if let (Some(ebitda), Some(interest)) = (ebitda.exact(), interest.exact())
            && let Some(ratio) = ebitda.checked_div(interest)
        {
            let value = Figure::new(ratio, 2);
            figures.push(NamedFigure { name: "interest_cover", closing: Some(year.closing), value });
        }
        match year.interest_cents.given() {
            Some(interest) if interest.is_zero() => Truth::No,
            Some(_) => ebitda.minus(&interest.times(&self.law.interest_cover.ratio())).holds(self.law.interest_cover),
            // The interest may be nothing at all.
            None => {
                match ebitda.minus(&interest.times(&self.law.interest_cover.ratio())).holds(self.law.interest_cover) {
                    Truth::No => Truth::No,
                    _ => Truth::Open,
                }
            }
        }
    }

    fn ask(&mut self, limb: &LimbReport) {
        let at = self.at;
        let root = Pointer::root();
        let missing = |answer: Answer<bool>| answer.given().is_none();
        match limb.limb {
            Limb::A | Limb::B => {
                if limb.applies.is_open() {
                    self.gather.question(&at.field("legal_form"), &sentences::ASK_FORM, &[]);
                }
                if limb.test.is_open() {
                    self.gather.question(&at.field("own_funds"), &sentences::ASK_OWN_FUNDS, &[]);
                }
                if limb.exempt.is_open() {
                    if missing(self.input.sme) {
                        self.gather.question(&root.field("sme"), &sentences::ASK_SME, &[]);
                    }
                    if self.of.founded.given().is_none() {
                        self.gather.question(&at.field("founded"), &sentences::ASK_FOUNDED, &[]);
                    }
                    if self.input.risk_finance.is_some() {
                        self.gather.question(&root.field("risk_finance"), &sentences::ASK_SALE, &[]);
                    }
                }
            }
            Limb::C => {
                if missing(self.of.insolvency_proceedings) {
                    self.gather.question(&at.field("insolvency_proceedings"), &sentences::ASK_PROCEEDINGS, &[]);
                }
                if missing(self.of.insolvency_criteria) {
                    self.gather.question(&at.field("insolvency_criteria"), &sentences::ASK_CRITERIA, &[]);
                }
            }
            Limb::D => {
                if missing(self.of.rescue_aid_open) {
                    self.gather.question(&at.field("rescue_aid_open"), &sentences::ASK_RESCUE, &[]);
                }
                if missing(self.of.restructuring_plan_open) {
                    self.gather.question(&at.field("restructuring_plan_open"), &sentences::ASK_RESTRUCTURING, &[]);
                }
            }
            Limb::E => {
                if limb.applies.is_open() {
                    self.gather.question(&root.field("sme"), &sentences::ASK_SME, &[]);
                }
                if limb.test.is_open() {
                    self.gather.question(&at.field("years"), &sentences::ASK_YEARS, &[]);
                }
            }
        }
    }
}

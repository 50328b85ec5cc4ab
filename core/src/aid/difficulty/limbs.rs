//! The limbs in words: figures, rules, questions around the verdicts of [`super::test`].

use std::borrow::Cow;

use super::facts::{DebtYear, Undertaking};
use super::limits::Between;
use super::test::{Capital, Test, Verdict};
use super::{LevelReport, Limb, LimbReport, NamedFigure, sentences};
use crate::base::grounds::Gather;
use crate::base::{Answer, Figure, Pointer, Ratio, Severity, Truth};

/// Explains the verdicts on one undertaking.
pub(super) struct Examiner<'e, 'l> {
    pub test: Test<'e, 'l>,
    pub at: &'e Pointer,
    pub gather: &'e mut Gather,
}

impl Examiner<'_, '_> {
    pub(super) fn level(mut self) -> LevelReport {
        let test = self.test;
        let verdicts = test.verdicts();
        let in_difficulty = Truth::any(verdicts.map(Verdict::holds));
        for verdict in &verdicts {
            match (verdict.holds(), verdict.limb) {
                (Truth::Open, _) if in_difficulty.is_open() => self.ask(*verdict),
                (Truth::Yes, Limb::A) => self.gather.decisive(test.law.share_capital_lost),
                (Truth::Yes, Limb::B) => self.gather.decisive(test.law.capital_lost),
                (Truth::Yes, Limb::E) => {
                    self.gather.decisive(test.law.debt_to_equity);
                    self.gather.decisive(test.law.interest_cover);
                }
                _ => {}
            }
            if verdict.limb == Limb::E && verdict.holds() != Truth::No && test.years().any(no_equity) {
                self.gather.notice(Severity::Info, &sentences::NEGATIVE_EQUITY, &self.at.field("years"), &[]);
            }
        }
        let other = Test { form: test.form.flipped(), ..test };
        if other.in_difficulty() != in_difficulty {
            self.gather.notice(Severity::Warn, &sentences::FORM_READING, &self.at.field("legal_form"), &[]);
        }
        let capital = figures(&test.capital());
        let debts: Vec<NamedFigure> = test.years().flat_map(debt_figures).collect();
        let limbs = verdicts
            .into_iter()
            .map(|verdict| {
                let (figures, rule, text) = match verdict.limb {
                    Limb::A => (capital.clone(), "Reg. (EU) 651/2014 Art 2(18)(a)", sentences::LIMB_A.text()),
                    Limb::B => (capital.clone(), "Reg. (EU) 651/2014 Art 2(18)(b)", sentences::LIMB_B.text()),
                    Limb::C => (Vec::new(), "Reg. (EU) 651/2014 Art 2(18)(c)", sentences::LIMB_C.text()),
                    Limb::D => (Vec::new(), "Reg. (EU) 651/2014 Art 2(18)(d)", sentences::LIMB_D.text()),
                    Limb::E => (debts.clone(), "Reg. (EU) 651/2014 Art 2(18)(e)", sentences::LIMB_E.text()),
                };
                let Verdict { limb, applies, test, exempt } = verdict;
                LimbReport {
                    limb,
                    verdict: verdict.holds(),
                    applies,
                    test,
                    exempt,
                    figures,
                    rule: Cow::Borrowed(rule),
                    text,
                }
            })
            .collect();
        LevelReport { in_difficulty, limbs }
    }

    const fn of(&self) -> &Undertaking {
        self.test.of
    }

    fn ask(&mut self, limb: Verdict) {
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
                    if missing(self.test.input.sme) {
                        self.gather.question(&root.field("sme"), &sentences::ASK_SME, &[]);
                    }
                    if self.of().founded.given().is_none() {
                        self.gather.question(&at.field("founded"), &sentences::ASK_FOUNDED, &[]);
                    }
                    if self.test.input.risk_finance.is_some() {
                        self.gather.question(&root.field("risk_finance"), &sentences::ASK_SALE, &[]);
                    }
                }
            }
            Limb::C => {
                if missing(self.of().insolvency_proceedings) {
                    self.gather.question(&at.field("insolvency_proceedings"), &sentences::ASK_PROCEEDINGS, &[]);
                }
                if missing(self.of().insolvency_criteria) {
                    self.gather.question(&at.field("insolvency_criteria"), &sentences::ASK_CRITERIA, &[]);
                }
            }
            Limb::D => {
                if missing(self.of().rescue_aid_open) {
                    self.gather.question(&at.field("rescue_aid_open"), &sentences::ASK_RESCUE, &[]);
                }
                if missing(self.of().restructuring_plan_open) {
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

fn no_equity(year: &DebtYear) -> bool {
    year.equity_cents.given().is_some_and(|equity| equity.cents() <= 0)
}

fn figures(capital: &Capital) -> Vec<NamedFigure> {
    [
        ("subscribed_capital_and_premium", capital.subscribed),
        ("other_own_funds", capital.other),
        ("accumulated_losses", capital.losses),
        ("equity", capital.equity),
    ]
    .into_iter()
    .filter_map(|(name, value)| Some(NamedFigure { name, closing: None, value: Figure::new(value.exact()?, 0) }))
    .collect()
}

/// Debt to equity and interest cover of one year, as far as certain.
fn debt_figures(year: &DebtYear) -> impl Iterator<Item = NamedFigure> {
    let ratio = |top: Between, bottom: Between| -> Option<Ratio> { top.exact()?.checked_div(&bottom.exact()?) };
    let debt =
        ratio(Between::amount(&year.debt_cents), Between::signed(&year.equity_cents)).filter(|_| !no_equity(year));
    let cover = ratio(Between::signed(&year.ebitda_cents), Between::amount(&year.interest_cents));
    [("debt_to_equity", debt), ("interest_cover", cover)].into_iter().filter_map(|(name, ratio)| {
        Some(NamedFigure { name, closing: Some(year.closing), value: Figure::new(ratio?, 2) })
    })
}

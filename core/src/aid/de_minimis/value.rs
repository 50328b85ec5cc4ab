//! What a measure is worth as aid: the gross grant equivalent (Reg. (EU) 2023/2831 Art 4).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::law::Law;
use crate::base::text::Arg;
use crate::base::{Answer, Date, Money, Pointer, Ratio, Severity, Truth};

use super::super::discount::{self, Payment};
use super::ledger::Bounds;
use super::limits::last_day;
use super::rate_route::RateTerms;
use super::regulation::Regulation;
use super::sentences as say;
use crate::base::grounds::Gather;

/// The form of a measure, and what its gross grant equivalent follows from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "form", rename_all = "snake_case", deny_unknown_fields)]
pub enum AidValue {
    /// A grant, an interest subsidy, or any measure whose gross grant equivalent the authority states: gross, before
    /// tax, discounted to the day of the grant.
    Stated {
        /// The gross grant equivalent in cents.
        #[serde(default)]
        amount_cents: Answer<Money>,
        /// A cap that the measure carries, in cents; it stands in for an amount that is not known (recital 16).
        #[serde(default)]
        cap_cents: Option<Money>,
    },
    /// A loan under the flat formula of Art 4(3)(b).
    Loan {
        /// The loan in cents.
        amount_cents: Money,
        /// The term in months, at least 1.
        term_months: u16,
        /// The share of the loan covered by collateral, 0 to 1.
        #[serde(default)]
        collateral: Answer<Ratio>,
        /// Who borrows.
        #[serde(default)]
        borrower: Borrower,
    },
    /// A guarantee under the flat formula of Art 4(6)(b).
    Guarantee {
        /// The underlying loan in cents.
        loan_cents: Money,
        /// The guaranteed part of it in cents.
        guaranteed_cents: Money,
        /// The term in months, at least 1.
        term_months: u16,
        /// Are losses borne pro rata and on the same terms by lender and guarantor?
        #[serde(default)]
        losses_shared: Answer<bool>,
        /// Who borrows.
        #[serde(default)]
        borrower: Borrower,
    },
    /// A measure paid in several instalments: discounted to the day of the grant (Art 3(6)).
    Instalments {
        /// The payments, in any order.
        payments: Vec<Payment>,
        /// The discount rate per year on the day of the grant: the Commission's base rate plus 100 basis points.
        #[serde(default)]
        discount_rate: Answer<Ratio>,
    },
    /// A loan below the reference rate: the difference, discounted (Art 4(3)(c)).
    LoanAtRate(RateTerms),
    /// A guarantee below the safe-harbour premium: the difference, discounted (Art 4(6)(c)). The amount is the
    /// guaranteed part.
    GuaranteeAtPremium(RateTerms),
    /// Equity or quasi-equity: counts in full, within Art 4(4), 4(5).
    CapitalInjection {
        /// This injection in cents.
        amount_cents: Money,
        /// All public injections into the undertaking including this one, in cents.
        #[serde(default)]
        total_public_cents: Answer<Money>,
    },
}

/// What the flat formulas ask of a borrower (Art 4(3)(a), 4(6)(a)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Borrower {
    /// In collective insolvency proceedings, or meeting the criteria for them at the creditors' request?
    #[serde(default)]
    pub insolvent: Answer<bool>,
    /// A large undertaking (not an SME)?
    #[serde(default)]
    pub large: Answer<bool>,
    /// For a large undertaking: a credit rating comparable to at least B-?
    #[serde(default)]
    pub rated_b_minus: Answer<bool>,
}

impl Borrower {
    fn fits(self, at: &Pointer, gather: &mut Gather) -> Truth {
        let at = at.field("borrower");
        let mut ask = |answer: Answer<bool>, field: &str, question| {
            if answer.given().is_none() {
                gather.question(&at.field(field), question, &[]);
            }
            Truth::from(answer)
        };
        let solvent = !ask(self.insolvent, "insolvent", &say::ASK_INSOLVENT);
        let small = !ask(self.large, "large", &say::ASK_LARGE);
        let rated =
            if small.is_yes() { Truth::Yes } else { ask(self.rated_b_minus, "rated_b_minus", &say::ASK_RATING) };
        solvent & (small | rated)
    }
}

impl AidValue {
    /// Can the regulation cover a measure of this form at all? Only a capital injection beyond the limit cannot.
    pub(super) fn transparent(&self, law: &Law, date: Date) -> bool {
        match self {
            Self::CapitalInjection { total_public_cents: Answer::Given(total), .. } => {
                let day = last_day(law, "de_minimis.capital", date);
                law.rule("de_minimis.capital", day).is_none_or(|rule| Some(total.cents()) <= rule.value())
            }
            _ => true,
        }
    }

    /// The gross grant equivalent for a grant under the regulation on the day. Fractions of a cent are rounded up.
    ///
    /// Unknown when an amount is missing, when a condition of a flat formula is open, or when one does not hold (then
    /// only the authority's own calculation gives the figure). Questions and reasons go to `gather`.
    pub(super) fn equivalent(
        &self,
        law: &Law,
        regulation: Regulation,
        date: Date,
        at: &Pointer,
        gather: &mut Gather,
    ) -> Bounds {
        // While schemes are wound down, the figures of the last day hold.
        let day = last_day(law, regulation.ceiling_rule(), date);
        let flat = match self {
            Self::Stated { amount_cents: Answer::Given(amount), .. } => return Bounds::exactly(*amount),
            Self::Stated { cap_cents: Some(cap), .. } => {
                gather.notice(Severity::Info, &say::CAP_STANDS_IN, at, &[("cap", (*cap).into())]);
                return Bounds::exactly(*cap);
            }
            Self::Stated { .. } => {
                gather.question(&at.field("amount_cents"), &say::ASK_AMOUNT, &[]);
                return Bounds::UNKNOWN;
            }
            Self::Loan { amount_cents, term_months, collateral, borrower } => {
                let rule = law.rule("de_minimis.loan.collateral", day);
                rule.into_iter().for_each(|rule| gather.rule(rule));
                let enough = match (collateral, rule) {
                    (Answer::Given(share), Some(rule)) => Truth::from(*share >= rule.share()),
                    _ => {
                        gather.question(&at.field("collateral"), &say::ASK_COLLATERAL, &[]);
                        Truth::Open
                    }
                };
                Flat {
                    kind: "loan",
                    base: *amount_cents,
                    term_months: *term_months,
                    fits: enough & borrower.fits(at, gather),
                }
            }
            Self::Guarantee { loan_cents, guaranteed_cents, term_months, losses_shared, borrower } => {
                let rule = law.rule("de_minimis.guarantee.share", day);
                rule.into_iter().for_each(|rule| gather.rule(rule));
                let most = rule.map(|rule| rule.share());
                let share = most.is_some_and(|most| guaranteed_cents.ratio() <= loan_cents.ratio() * &most);
                if losses_shared.given().is_none() {
                    gather.question(&at.field("losses_shared"), &say::ASK_LOSSES, &[]);
                }
                let fits = Truth::from(share) & Truth::from(*losses_shared) & borrower.fits(at, gather);
                Flat { kind: "guarantee", base: *guaranteed_cents, term_months: *term_months, fits }
            }
            Self::Instalments { payments, discount_rate } => {
                return discounted(payments, discount_rate, date, at, gather);
            }
            Self::LoanAtRate(terms) | Self::GuaranteeAtPremium(terms) => {
                let Some(payments) = terms.advantages(date) else {
                    gather.question(&at.field("market_rate"), &say::ASK_MARKET_RATE, &[]);
                    return Bounds::UNKNOWN;
                };
                return discounted(&payments, &terms.discount_rate, date, at, gather);
            }
            Self::CapitalInjection { amount_cents, total_public_cents } => {
                let Some(rule) = law.rule("de_minimis.capital", day) else { return Bounds::UNKNOWN };
                gather.rule(rule);
                match total_public_cents {
                    Answer::Given(total) if Some(total.cents()) > rule.value() => {
                        gather.notice(Severity::Warn, &say::CAPITAL_TOO_MUCH, at, &[("total", (*total).into())]);
                        return Bounds::UNKNOWN;
                    }
                    Answer::Given(_) => return Bounds::exactly(*amount_cents),
                    Answer::NotAsked | Answer::DontKnow => {
                        gather.question(&at.field("total_public_cents"), &say::ASK_TOTAL_PUBLIC, &[]);
                        return Bounds::UNKNOWN;
                    }
                }
            }
        };
        flat.equivalent(law, regulation, day, at, gather)
    }
}

/// The worth of payments on the day of the grant, with the question or the note that belongs to it.
fn discounted(payments: &[Payment], rate: &Answer<Ratio>, date: Date, at: &Pointer, gather: &mut Gather) -> Bounds {
    let worth = discount::worth(payments, rate, date);
    match rate {
        Answer::Given(rate) => {
            let args = [("rate", Arg::percent(rate, 2))];
            gather.notice(Severity::Info, &discount::DISCOUNTED, at, &args);
        }
        Answer::NotAsked | Answer::DontKnow if worth.exact().is_none() => {
            gather.question(&at.field("discount_rate"), &discount::ASK_DISCOUNT_RATE, &[]);
        }
        Answer::NotAsked | Answer::DontKnow => {}
    }
    worth
}

/// A loan or guarantee on its way through a flat formula.
struct Flat {
    kind: &'static str,
    base: Money,
    term_months: u16,
    fits: Truth,
}

impl Flat {
    /// `ceiling × base / reference amount × term / reference term`.
    fn equivalent(&self, law: &Law, regulation: Regulation, date: Date, at: &Pointer, gather: &mut Gather) -> Bounds {
        let mut formula = None;
        if regulation == Regulation::General
            && let Some(ceiling) = law.rule(regulation.ceiling_rule(), date)
        {
            for length in ["short", "long"] {
                let rule = |what| law.rule(&format!("de_minimis.{}.{length}.{what}", self.kind), date);
                let (Some(amount), Some(term)) = (rule("amount"), rule("term")) else { continue };
                gather.rule(amount);
                gather.rule(term);
                let term_months = i64::from(self.term_months);
                if Some(self.base.cents()) <= amount.value() && Some(term_months) <= term.value() {
                    let share = self.base.ratio().checked_div(&amount.ratio());
                    let time = Ratio::from(term_months).checked_div(&term.ratio());
                    formula = share.zip(time).map(|(share, time)| ceiling.ratio() * &share * &time);
                    break;
                }
            }
        }
        match (self.fits, formula) {
            (Truth::Yes, Some(exact)) => Bounds::exactly(Money::from_cents(exact.ceil())),
            (Truth::Open, Some(_)) => Bounds::UNKNOWN,
            (Truth::No, _) | (_, None) => {
                gather.notice(Severity::Warn, &say::NO_FLAT_FORMULA, at, &[]);
                Bounds::UNKNOWN
            }
        }
    }
}

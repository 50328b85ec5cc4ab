//! The ceilings of company size on one day, resolved once from the dated law into plain numbers.

use crate::base::law::{Law, Rule};
use crate::base::{Date, Error};

/// The three ceilings of one class.
#[derive(Debug, Clone, Copy)]
pub struct Ceiling<'a> {
    /// Headcount in annual work units; mandatory.
    pub headcount: &'a Rule,
    /// Annual turnover in cents.
    pub turnover: &'a Rule,
    /// Balance sheet total in cents; one of the two money ceilings is enough.
    pub balance_sheet: &'a Rule,
}

/// Every rule that decides company size on one day.
#[derive(Debug, Clone, Copy)]
pub struct SizeLaw<'a> {
    /// Micro enterprises, Annex I Art 2(3).
    pub micro: Ceiling<'a>,
    /// Small enterprises, Annex I Art 2(2).
    pub small: Ceiling<'a>,
    /// Medium enterprises, Annex I Art 2(1).
    pub medium: Ceiling<'a>,
    /// Small mid-caps of Recommendation (EU) 2025/1099; `None` before it was published.
    pub mid_cap: Option<Ceiling<'a>>,
    /// Small mid-caps of the risk-finance rules; `None` before they applied.
    pub mid_cap_state_aid: Option<Ceiling<'a>>,
    /// Consecutive periods that change the status, Art 4(2).
    pub periods: &'a Rule,
    /// Share from which a holding makes a partner, in permille, Art 3(2).
    pub partner: &'a Rule,
    /// Share of votes above which a holding makes a linked enterprise, in permille, Art 3(3).
    pub linked: &'a Rule,
    /// Share of public bodies from which an enterprise is no SME, in permille, Art 3(4).
    pub public_body: &'a Rule,
    /// Share that nobody may reach for the declaration of dispersed capital, in permille, Art 3(5).
    pub dispersed: &'a Rule,
    /// Total investment of business angels in the same enterprise, in cents, Art 3(2)(a).
    pub angel_investment: &'a Rule,
    /// Annual budget of a local authority in cents, Art 3(2)(d).
    pub authority_budget: &'a Rule,
    /// Inhabitants of a local authority, Art 3(2)(d).
    pub authority_inhabitants: &'a Rule,
}

/// The ids of every rule that company size needs; those of the mid-caps may be absent on a date.
pub const RULES: &[&str] = &[
    "sme.micro.headcount",
    "sme.micro.turnover",
    "sme.micro.balance_sheet",
    "sme.small.headcount",
    "sme.small.turnover",
    "sme.small.balance_sheet",
    "sme.medium.headcount",
    "sme.medium.turnover",
    "sme.medium.balance_sheet",
    "smc.recommendation.headcount",
    "smc.recommendation.turnover",
    "smc.recommendation.balance_sheet",
    "smc.state_aid.headcount",
    "smc.state_aid.turnover",
    "smc.state_aid.balance_sheet",
    "sme.periods",
    "sme.partner",
    "sme.linked",
    "sme.public_body",
    "sme.dispersed",
    "sme.exempt.business_angel.investment",
    "sme.exempt.local_authority.budget",
    "sme.exempt.local_authority.inhabitants",
];

impl<'a> SizeLaw<'a> {
    /// The rules of the day.
    ///
    /// # Errors
    /// [`crate::base::Code::BadCatalogue`] when the law lacks a rule of the SME definition for the day (before 2005).
    pub fn on(law: &'a Law, date: Date) -> Result<Self, Error> {
        let ceiling = |headcount, turnover, balance_sheet| {
            Ok::<_, Error>(Ceiling {
                headcount: law.require(headcount, date)?,
                turnover: law.require(turnover, date)?,
                balance_sheet: law.require(balance_sheet, date)?,
            })
        };
        Ok(Self {
            micro: ceiling("sme.micro.headcount", "sme.micro.turnover", "sme.micro.balance_sheet")?,
            small: ceiling("sme.small.headcount", "sme.small.turnover", "sme.small.balance_sheet")?,
            medium: ceiling("sme.medium.headcount", "sme.medium.turnover", "sme.medium.balance_sheet")?,
            mid_cap: ceiling(
                "smc.recommendation.headcount",
                "smc.recommendation.turnover",
                "smc.recommendation.balance_sheet",
            )
            .ok(),
            mid_cap_state_aid: ceiling(
                "smc.state_aid.headcount",
                "smc.state_aid.turnover",
                "smc.state_aid.balance_sheet",
            )
            .ok(),
            periods: law.require("sme.periods", date)?,
            partner: law.require("sme.partner", date)?,
            linked: law.require("sme.linked", date)?,
            public_body: law.require("sme.public_body", date)?,
            dispersed: law.require("sme.dispersed", date)?,
            angel_investment: law.require("sme.exempt.business_angel.investment", date)?,
            authority_budget: law.require("sme.exempt.local_authority.budget", date)?,
            authority_inhabitants: law.require("sme.exempt.local_authority.inhabitants", date)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_exists() {
        crate::base::law::check_rule_ids(RULES);
        let law = SizeLaw::on(Law::embedded(), "2026-11-20".parse().unwrap()).unwrap();
        assert!(law.mid_cap.is_some() && law.mid_cap_state_aid.is_some());
        let old = SizeLaw::on(Law::embedded(), "2025-05-27".parse().unwrap()).unwrap();
        assert!(old.mid_cap.is_none() && old.mid_cap_state_aid.is_some());
        assert!(SizeLaw::on(Law::embedded(), "2004-12-31".parse().unwrap()).is_err());
    }
}

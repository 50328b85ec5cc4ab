//! What the difficulty test needs to know of an undertaking.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Limb;
use crate::base::{Answer, Date, Money, SchemaVersion};

/// Most closed years of one undertaking.
pub const MAX_YEARS: usize = 10;

/// The facts for the test whether an undertaking is in difficulty.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DifficultyInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The day of the grant, from 2014-07-01.
    pub grant_date: Date,
    /// Is the undertaking an SME on that day (see `company.size`)?
    #[serde(default)]
    pub sme: Answer<bool>,
    /// The company itself.
    pub company: Undertaking,
    /// Is it linked with other enterprises?
    #[serde(default)]
    pub part_of_group: Answer<bool>,
    /// The group it is linked with, by consolidated figures.
    #[serde(default)]
    pub group: Option<Undertaking>,
    /// Which limb tests a legal form whose place the law does not state? Default: the usual one.
    #[serde(default)]
    pub disputed_form: DisputedForm,
    /// Whose figures decide? Default: those of the company or of its group, the cautious reading.
    #[serde(default)]
    pub level: Level,
    /// On which day did the undertaking come to be in difficulty? Matters for the temporary exception of 2020 and 2021.
    #[serde(default)]
    pub arose_on: Answer<Date>,
    /// Was it in difficulty on 31 December 2019? Matters for the same exception.
    #[serde(default)]
    pub in_difficulty_at_end_of_2019: Answer<bool>,
    /// Only for risk-finance aid: facts for its wider exception.
    #[serde(default)]
    pub risk_finance: Option<RiskFinance>,
}

/// Which limb tests a GmbH & Co. KG, a cooperative, a GbR or a partnership of professionals. The law names types of
/// companies by the directive's lists only; practice was not re-read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DisputedForm {
    /// GmbH & Co. KG, GbR and PartG: limb (b). Cooperative: limb (a).
    #[default]
    Usual,
    /// GmbH & Co. KG: limb (a), because nobody is liable without limit in the end. GbR, PartG and cooperative: neither.
    Other,
}

impl DisputedForm {
    /// The other reading.
    pub const fn flipped(self) -> Self {
        match self {
            Self::Usual => Self::Other,
            Self::Other => Self::Usual,
        }
    }
}

/// Whose figures decide. The definition speaks of the undertaking; how authorities treat groups was not re-read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// In difficulty when the company or its group is.
    #[default]
    CompanyOrGroup,
    /// The company alone.
    CompanyAlone,
    /// The group alone, as one economic unit; the company where there is no group.
    GroupAlone,
}

/// Facts for the exception of risk-finance aid.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RiskFinance {
    /// The first commercial sale.
    #[serde(default)]
    pub first_commercial_sale: Answer<Date>,
    /// Did the chosen intermediary find it fit for risk-finance investment?
    #[serde(default)]
    pub found_fit: Answer<bool>,
}

/// One company, or a group by its consolidated figures.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Undertaking {
    /// Legal form (of the parent, for a group).
    #[serde(default)]
    pub legal_form: Answer<LegalForm>,
    /// Day of founding: establishment or registration.
    #[serde(default)]
    pub founded: Answer<Date>,
    /// Own funds of the last accounts.
    #[serde(default)]
    pub own_funds: OwnFunds,
    /// Is it in collective insolvency proceedings?
    #[serde(default)]
    pub insolvency_proceedings: Answer<bool>,
    /// Would it meet the criteria for such proceedings at the request of its creditors (DE: insolvent or
    /// over-indebted, §§ 17, 19 InsO)?
    #[serde(default)]
    pub insolvency_criteria: Answer<bool>,
    /// Did it receive rescue aid, and is the loan not repaid or the guarantee not ended?
    #[serde(default)]
    pub rescue_aid_open: Answer<bool>,
    /// Did it receive restructuring aid, and does the restructuring plan still run?
    #[serde(default)]
    pub restructuring_plan_open: Answer<bool>,
    /// Closed years, in any order; the two latest up to the grant count. Only for large undertakings.
    #[serde(default)]
    pub years: Vec<DebtYear>,
}

/// Legal forms, as far as the test tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LegalForm {
    /// GmbH.
    Gmbh,
    /// Unternehmergesellschaft (haftungsbeschränkt).
    Ug,
    /// Aktiengesellschaft.
    Ag,
    /// Societas Europaea.
    Se,
    /// Kommanditgesellschaft auf Aktien.
    Kgaa,
    /// Another form in which every member's liability is limited, also a foreign one.
    OtherLimited,
    /// Eingetragene Genossenschaft.
    RegisteredCooperative,
    /// Offene Handelsgesellschaft.
    Ohg,
    /// Kommanditgesellschaft.
    Kg,
    /// GmbH & Co. KG.
    GmbhCoKg,
    /// Gesellschaft bürgerlichen Rechts.
    Gbr,
    /// Partnerschaftsgesellschaft.
    Partg,
    /// Another form in which at least some members are fully liable, also a foreign one.
    OtherUnlimited,
    /// Sole proprietor or registered merchant.
    SoleProprietor,
    /// Freelancer.
    Freelancer,
    /// Registered association.
    Association,
    /// Foundation.
    Foundation,
}

impl LegalForm {
    /// Every form.
    pub const ALL: [Self; 17] = [
        Self::Gmbh,
        Self::Ug,
        Self::Ag,
        Self::Se,
        Self::Kgaa,
        Self::OtherLimited,
        Self::RegisteredCooperative,
        Self::Ohg,
        Self::Kg,
        Self::GmbhCoKg,
        Self::Gbr,
        Self::Partg,
        Self::OtherUnlimited,
        Self::SoleProprietor,
        Self::Freelancer,
        Self::Association,
        Self::Foundation,
    ];
    /// The limb that tests its capital: (a) for limited liability, (b) for fully liable members, none for the rest.
    pub const fn limb(self, disputed: DisputedForm) -> Option<Limb> {
        match (self, disputed) {
            (Self::Gmbh | Self::Ug | Self::Ag | Self::Se | Self::Kgaa | Self::OtherLimited, _)
            | (Self::RegisteredCooperative, DisputedForm::Usual)
            | (Self::GmbhCoKg, DisputedForm::Other) => Some(Limb::A),
            (Self::Ohg | Self::Kg | Self::OtherUnlimited, _)
            | (Self::GmbhCoKg | Self::Gbr | Self::Partg, DisputedForm::Usual) => Some(Limb::B),
            (Self::RegisteredCooperative | Self::Gbr | Self::Partg, DisputedForm::Other)
            | (Self::SoleProprietor | Self::Freelancer | Self::Association | Self::Foundation, _) => None,
        }
    }
}

/// Own funds by the items of a German balance sheet, in cents. Nothing is counted twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnFunds {
    /// Gezeichnetes Kapital; in a partnership the capital accounts of the partners before losses.
    #[serde(default)]
    pub subscribed_capital_cents: Answer<Money>,
    /// Share premium: Kapitalrücklage under § 272(2) no. 1 HGB.
    #[serde(default)]
    pub share_premium_cents: Answer<Money>,
    /// Other Kapitalrücklage, in particular § 272(2) no. 4 HGB.
    #[serde(default)]
    pub other_capital_reserves_cents: Answer<Money>,
    /// Gewinnrücklagen.
    #[serde(default)]
    pub retained_earnings_cents: Answer<Money>,
    /// Gewinnvortrag, not negative.
    #[serde(default)]
    pub profit_carried_forward_cents: Answer<Money>,
    /// Other elements that the accounts show as own funds, not negative. Subordinated loans are debt.
    #[serde(default)]
    pub other_own_funds_cents: Answer<Money>,
    /// Verlustvortrag, as a positive amount.
    #[serde(default)]
    pub loss_carried_forward_cents: Answer<Money>,
    /// Result of the year: Jahresüberschuss positive, Jahresfehlbetrag negative.
    #[serde(default)]
    pub result_cents: Answer<Money>,
    /// Own funds in total, where only the total is known; negative when a deficit is not covered by own funds.
    #[serde(default)]
    pub equity_cents: Answer<Money>,
}

/// Debt and interest of one closed year, in cents.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DebtYear {
    /// Closing date.
    pub closing: Date,
    /// Book debt at the closing date.
    #[serde(default)]
    pub debt_cents: Answer<Money>,
    /// Book equity at the closing date; may be negative.
    #[serde(default)]
    pub equity_cents: Answer<Money>,
    /// Earnings before interest, tax, depreciation and amortisation; may be negative.
    #[serde(default)]
    pub ebitda_cents: Answer<Money>,
    /// Interest of the year.
    #[serde(default)]
    pub interest_cents: Answer<Money>,
}

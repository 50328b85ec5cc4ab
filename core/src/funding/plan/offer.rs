//! What a programme offers, reduced to what a plan needs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use super::rates::{OfferRate, ShareOfOthers, SharedLimit};
use crate::base::{Date, Id, Money, Source, Text};
use crate::funding::programme::Per;

/// The terms of a programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// Its name, for example `bund-forschungszulage`.
    pub id: Id,
    /// As people call it.
    pub name: Text,
    /// May it be used at all?
    #[serde(default)]
    pub standing: Standing,
    /// What kind of money.
    #[serde(default)]
    pub instrument: OfferInstrument,
    /// The state-aid basis.
    pub basis: OfferBasis,
    /// Is there a claim, a decision or a draw?
    #[serde(default)]
    pub certainty: Certainty,
    /// Chance of getting it in permille, 1 to 1000.
    #[serde(default = "Offer::sure")]
    pub chance_permille: u16,
    /// What it pays for, and how much; the highest rate that fits counts. At most [`Offer::MAX_RATES`].
    pub rates: Vec<OfferRate>,
    /// Limits that several rates share; at most [`Offer::MAX_LIMITS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<SharedLimit>,
    /// Cap on the counted cost of an application, in cents; a tax allowance has one application per fiscal year.
    #[serde(default)]
    pub base_cap_cents: Option<Money>,
    /// Cap on the grant, in cents; for a tax allowance over all years of the plan.
    #[serde(default)]
    pub grant_cap_cents: Option<Money>,
    /// Smallest grant (Bagatellgrenze), in cents.
    #[serde(default)]
    pub grant_min_cents: Option<Money>,
    /// Least net cost claimed, in cents.
    #[serde(default)]
    pub cost_min_cents: Option<Money>,
    /// Largest net cost claimed, in cents.
    #[serde(default)]
    pub cost_max_cents: Option<Money>,
    /// Least share of external cost in the cost claimed, in permille.
    #[serde(default)]
    pub external_min_permille: Option<u16>,
    /// Largest share of external cost in the cost claimed, in permille.
    #[serde(default)]
    pub external_max_permille: Option<u16>,
    /// Must the provider be independent of the company?
    #[serde(default)]
    pub independent_provider: bool,
    /// Only for research and development?
    #[serde(default)]
    pub research_only: bool,
    /// The terms of a loan; only and always where the instrument is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loan: Option<Loan>,
    /// What must have happened before the first binding order.
    pub start: Start,
    /// When applications are taken; empty: at any time. At most [`Offer::MAX_WINDOWS`].
    #[serde(default)]
    pub windows: Vec<Window>,
    /// Working days needed to prepare the application.
    #[serde(default)]
    pub preparation_working_days: u32,
    /// Time from the application to the decision; absent when nobody published it.
    #[serde(default)]
    pub decision: Option<Lead>,
    /// Most applications in one plan, 1 to 6.
    #[serde(default = "Offer::once")]
    pub applications_max: u8,
    /// Earlier grants of this programme.
    #[serde(default)]
    pub earlier_grants: Vec<Date>,
    /// How often it is granted; earlier grants count, and the other applications of the plan. At most
    /// [`Offer::MAX_FREQUENCIES`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub frequency: Vec<OfferFrequency>,
    /// Questions on which every application after the first one hangs. At most [`OfferRate::MAX_QUESTIONS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further_questions: Vec<Text>,
    /// What has to be certified before a tax allowance is claimed, in words (the certificate of the BSFZ, FZulG § 6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<Text>,
    /// Of a tax allowance: may a cost that a grant of the plan funds enter its base with the part that the grant does
    /// not fund (FZulG § 7(2))? At most one offer says that it may.
    #[serde(default, skip_serializing_if = "OwnShare::is_excluded")]
    pub own_share: OwnShare,
    /// Of a family only one programme is granted.
    #[serde(default)]
    pub family: Option<Id>,
    /// Programmes of one queue: the next application only after the decision on the last.
    #[serde(default)]
    pub queue: Option<Id>,
    /// Offers, or families of offers, that cannot be granted beside this one. At most [`Offer::MAX_EXCLUDED`].
    #[serde(default)]
    pub excludes: Vec<Id>,
    /// What an application costs (hours, adviser), in cents.
    #[serde(default)]
    pub effort_cents: Money,
    /// Calendar days to the money: from the end of the work, or from the decision where that comes later; for a tax
    /// allowance from the end of the fiscal year.
    #[serde(default = "Offer::two_months")]
    pub payout_days: u32,
    /// The body that decides, to be asked.
    #[serde(default)]
    pub body: Option<String>,
    /// What the caller assumes because nobody publishes it, or in place of what is published. At most
    /// [`Offer::MAX_ASSUMED`].
    #[serde(default)]
    pub assumed: Vec<Text>,
    /// Sources of the terms.
    #[serde(default)]
    pub sources: Vec<Source>,
}

impl Offer {
    /// Most rates.
    pub const MAX_RATES: usize = 50;
    /// Most statements on how often.
    pub const MAX_FREQUENCIES: usize = 5;
    /// Most limits that several rates share.
    pub const MAX_LIMITS: usize = 20;
    /// Most windows.
    pub const MAX_WINDOWS: usize = 24;
    /// Most applications in one plan.
    pub const MAX_APPLICATIONS: u8 = 6;
    /// Most offers or families excluded.
    pub const MAX_EXCLUDED: usize = 200;
    /// Most assumptions.
    pub const MAX_ASSUMED: usize = 20;
    /// Longest time to the money, in days.
    pub const MAX_PAYOUT_DAYS: u32 = 3_000;

    /// Does it name the other, or the other's family, as excluded?
    pub fn shuts_out(&self, other: &Self) -> bool {
        self.excludes.iter().any(|id| *id == other.id || other.family.as_ref() == Some(id))
    }
    /// Could it count own shares of costs that grants fund: a tax allowance under the block exemption that is claimed
    /// whenever the work began?
    pub fn may_count_own_shares(&self) -> bool {
        self.instrument == OfferInstrument::TaxAllowance && self.basis == OfferBasis::Tax && self.start == Start::Free
    }
    const fn sure() -> u16 {
        1000
    }
    const fn once() -> u8 {
        1
    }
    /// The day of the money when the later of the end of the work and the decision, or the end of the fiscal year, is on
    /// a day (days are numbered).
    pub(super) fn paid_after(&self, day: i32) -> i32 {
        day.saturating_add(i32::try_from(self.payout_days).unwrap_or(i32::MAX))
    }
    const fn two_months() -> u32 {
        60
    }
}

/// How often a programme is granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfferFrequency {
    /// So many times, 1 to 100.
    pub count: u8,
    /// In this stretch; months run from the grant to the next application, a year is that of the application. A plan
    /// is one project.
    pub per: Per,
}

impl OfferFrequency {
    /// Most times.
    pub const MAX_COUNT: u8 = 100;
}

/// May a programme be used in a plan?
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "verdict", rename_all = "snake_case", deny_unknown_fields)]
pub enum Standing {
    /// Every condition that does not hang on the plan itself holds.
    #[default]
    Eligible,
    /// Facts are missing.
    Open {
        /// The questions that would settle it, the most important first.
        questions: Vec<Text>,
        /// Is it unconfirmed whether applications are taken at all?
        #[serde(default)]
        unconfirmed: bool,
    },
    /// A condition does not hold.
    NotEligible {
        /// Why.
        reasons: Vec<Text>,
    },
    /// No applications are taken (stopped, closed, between rounds).
    NotOpen {
        /// Why.
        reason: Text,
    },
    /// Too little is known of it for a verdict.
    ListedOnly,
    /// Its terms are no money for a cost of this plan (advice, a loan of unknown value, a chance that nobody published).
    Unplannable {
        /// Why.
        reason: Text,
    },
}

/// What kind of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfferInstrument {
    /// A grant; a loan counts with its gross grant equivalent as rate.
    #[default]
    Grant,
    /// A tax allowance: claimed after the calendar year in which the cost arose, paid after it.
    TaxAllowance,
    /// A loan: the rate is its gross grant equivalent, which counts towards every ceiling; what is lent is cash for a
    /// time, no grant.
    Loan,
}

/// Whether a tax allowance counts the own share of a cost that a grant funds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OwnShare {
    /// A cost that a grant funds does not enter the base at all: what the finance ministry's FAQ is reported to say.
    #[default]
    Excluded,
    /// What the grant does not fund enters the base: a reading of "soweit" that nobody confirmed. Every plan that uses it
    /// hangs on it and says so.
    Counts,
}

impl OwnShare {
    /// Is it left out?
    pub const fn is_excluded(&self) -> bool {
        matches!(self, Self::Excluded)
    }
}

/// How much is lent, when it comes and when it is paid back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Loan {
    /// How much of the claimed cost is lent, in permille, 1 to 1000.
    #[serde(default = "Loan::whole")]
    pub share_permille: u16,
    /// Largest loan, in cents.
    #[serde(default)]
    pub max_cents: Option<Money>,
    /// When the money comes.
    #[serde(default)]
    pub disbursed: Disbursed,
    /// Months from the decision to the last instalment, 1 to [`Loan::MAX_MONTHS`].
    pub term_months: u16,
    /// Months from the decision in which nothing is paid back; less than the term.
    #[serde(default)]
    pub grace_months: u16,
    /// Months from one instalment to the next; divides term and grace. The term when absent: all at once at its end.
    #[serde(default)]
    pub instalment_months: Option<u16>,
    /// Interest on what is owed, in millionths per year, paid with the instalments, also in the grace months; absent:
    /// nobody stated it, and the plan counts none and says so.
    #[serde(default)]
    pub interest_ppm: Option<u32>,
}

impl Loan {
    /// Longest term: thirty years.
    pub const MAX_MONTHS: u16 = 360;
    /// Highest interest per year: 30 per cent.
    pub const MAX_INTEREST: u32 = 300_000;

    const fn whole() -> u16 {
        1000
    }
    /// Months between instalments.
    pub fn step(&self) -> u16 {
        self.instalment_months.unwrap_or(self.term_months).max(1)
    }
}

/// When the money of a loan comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Disbursed {
    /// On call: in time for each payment of a financed position, with its share, until all is called.
    #[default]
    OnCall,
    /// All of it on the day of the decision, after the payments of that day.
    OnDecision,
}

/// The state-aid basis of the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfferBasis {
    /// De minimis, Regulation (EU) 2023/2831.
    DeMinimis,
    /// General block exemption, Regulation (EU) 651/2014: the position's highest intensity holds.
    Gber,
    /// Tax measure under the block exemption: the highest intensity holds.
    Tax,
    /// No state aid.
    None,
}

/// How sure the money is once the conditions hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// By law.
    LegalClaim,
    /// A body decides.
    #[default]
    Discretion,
    /// Lots are drawn.
    Lottery,
}

/// What must have happened before the first binding order (Vorhabenbeginn).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// The decision: not before its day.
    GrantBeforeStart,
    /// The application: on a later day than it (Art 6(2) GBER; the same day is treated as failing).
    ApplicationBeforeStart,
    /// Nothing.
    Free,
}

/// A stretch in which applications are taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// First day; absent: since always.
    #[serde(default)]
    pub opens: Option<Date>,
    /// Last day; absent: no end announced.
    #[serde(default)]
    pub closes: Option<Date>,
    /// The day of the decision or draw of this round, if it is fixed.
    #[serde(default)]
    pub decides: Option<Date>,
}

/// Time from the application to the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lead {
    /// When all goes well.
    pub best: u32,
    /// As a rule.
    pub usual: u32,
    /// When it is late.
    pub late: u32,
    /// Working days, or calendar days?
    #[serde(default)]
    pub unit: LeadUnit,
}

impl Lead {
    /// Longest time, in either unit.
    pub const MAX: u32 = 1_000;

    /// The time at a pace.
    pub const fn at(&self, pace: Pace) -> u32 {
        match pace {
            Pace::Best => self.best,
            Pace::Usual => self.usual,
            Pace::Late => self.late,
        }
    }
}

/// What a lead time counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LeadUnit {
    /// Days of the calendar.
    #[default]
    CalendarDays,
    /// Working days of the company's calendar.
    WorkingDays,
}

/// How fast offices decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// All goes well.
    Best,
    /// As a rule.
    #[default]
    Usual,
    /// Late.
    Late,
}

//! The document that `aid.de_minimis` reads, and everything that can be wrong with it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::text::Arg;
use crate::base::{Answer, Code, Date, Id, Pointer, Problem, Problems, Ratio, SchemaVersion};

use super::super::discount;
use super::history::{self, Event, Member};
use super::ledger::FiscalYearStart;
use super::limits::{Limits, ServicesJointCeiling, Variant};
use super::regulation::{Counting, Regulation, WindowEdge};
use super::sentences as say;
use super::value::AidValue;
use crate::base::MemberState;

/// Most enterprises in one undertaking.
pub const MAX_MEMBERS: usize = 1_000;
/// Most recorded grants.
pub const MAX_GRANTS: usize = 1_000;
/// Most mergers and splits.
pub const MAX_EVENTS: usize = 100;
/// Most planned grants.
pub const MAX_PLANNED: usize = 200;

/// The ledger of a single undertaking, and what is planned.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeMinimisInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// The day for which the headroom is asked: the day of a possible award, from 2014-01-01.
    pub as_of: Date,
    /// The member state whose ceiling is asked for; Germany unless stated.
    #[serde(default = "MemberState::germany")]
    pub member_state: MemberState,
    /// The enterprises of the single undertaking, at least one (see `aid.single_undertaking`).
    #[schemars(length(min = 1))]
    pub undertaking: Vec<Member>,
    /// Are these all enterprises of the single undertaking?
    #[serde(default)]
    pub undertaking_complete: Answer<bool>,
    /// De minimis aid granted so far, of any kind.
    #[serde(default)]
    pub grants: Vec<Grant>,
    /// Are these all de minimis grants to these enterprises of the last three years?
    #[serde(default)]
    pub grants_complete: Answer<bool>,
    /// Mergers and splits.
    #[serde(default)]
    pub events: Vec<Event>,
    /// Grants that are planned.
    #[serde(default)]
    pub planned: Vec<PlannedGrant>,
    /// Does a grant still count on its third anniversary? Default: yes (inclusive), the cautious reading.
    #[serde(default)]
    pub window_edge: WindowEdge,
    /// Is the sum with services of general economic interest held to their ceiling? Default: yes, the cautious reading.
    #[serde(default)]
    pub services_joint_ceiling: ServicesJointCeiling,
    /// Road freight for hire or reward? Matters for grants before 2024 only.
    #[serde(default)]
    pub road_freight: Answer<bool>,
    /// Did the member state keep a central register of agricultural de minimis aid? Matters for grants from 2019-03-14 to
    /// 2024-12-15 only.
    #[serde(default)]
    pub agriculture_register: Answer<bool>,
    /// Does the member state keep a central register of fishery de minimis aid?
    #[serde(default)]
    pub fishery_register: Answer<bool>,
    /// How are fishery grants counted since October 2023? The wording in force was not re-read; default: rolling years.
    #[serde(default)]
    pub fishery_counting: Counting,
    /// The month in which the undertaking's fiscal year begins, 1 to 12; January unless stated. Matters before 2024 only.
    #[serde(default = "january")]
    pub fiscal_year_start_month: u8,
}

const fn january() -> u8 {
    1
}

/// A grant on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// A name for the grant, for splits to refer to.
    #[serde(default)]
    pub id: Option<Id>,
    /// The day on which the legal right was conferred (date of the award), whatever the day of payment.
    pub date: Date,
    /// The enterprise that received it.
    pub beneficiary: Id,
    /// The regulation on the certificate.
    pub regulation: Regulation,
    /// The member state that granted it; Germany unless stated.
    #[serde(default = "MemberState::germany")]
    pub member_state: MemberState,
    /// What it is worth.
    pub value: AidValue,
    /// What it was for, in the applicant's words.
    #[serde(default)]
    pub purpose: Option<String>,
}

/// A grant that is planned, under the law of the member state asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PlannedGrant {
    /// A name for the grant.
    pub id: Id,
    /// The expected day of the award.
    pub date: Date,
    /// The regulation; 2023/2831 unless stated.
    #[serde(default = "general")]
    pub regulation: Regulation,
    /// What it is worth.
    pub value: AidValue,
    /// Does it serve a purpose that Art 1 of the general regulation excludes? Asked for general grants only.
    #[serde(default)]
    pub exclusion: Answer<Exclusion>,
}

const fn general() -> Regulation {
    Regulation::General
}

/// What the general regulation does not cover (Reg. (EU) 2023/2831 Art 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Exclusion {
    /// None of the following.
    None,
    /// Primary production of fishery and aquaculture products, or their processing and marketing with an amount fixed by
    /// price or quantity.
    Fishery,
    /// Primary production of agricultural products.
    PrimaryAgriculture,
    /// Processing and marketing of agricultural products, with an amount fixed by price or quantity or passed on to
    /// primary producers.
    AgriculturalProcessing,
    /// Export-related: tied to quantities exported, a distribution network or running costs of exporting. Trade fairs
    /// and studies for a new market are not meant.
    Export,
    /// Contingent on domestic over imported goods or services.
    DomesticGoods,
}

impl DeMinimisInput {
    /// The variant of the ceilings that the answers describe.
    pub(super) fn variant(&self) -> Variant {
        Variant {
            road_freight: self.road_freight,
            agriculture_register: self.agriculture_register,
            fishery_register: self.fishery_register,
            fishery_counting: self.fishery_counting,
            services_joint_ceiling: self.services_joint_ceiling,
        }
    }

    /// Everything wrong with the document.
    pub(super) fn check(&self, limits: &Limits, problems: &mut Problems) {
        let root = Pointer::root();
        problems.at_most(root.field("undertaking"), self.undertaking.len(), MAX_MEMBERS);
        problems.at_most(root.field("grants"), self.grants.len(), MAX_GRANTS);
        problems.at_most(root.field("events"), self.events.len(), MAX_EVENTS);
        problems.at_most(root.field("planned"), self.planned.len(), MAX_PLANNED);
        if self.undertaking.is_empty() {
            problems.push(Problem::new(Code::TooFew, root.field("undertaking")).found(0));
        }
        if self.as_of.year() < 2014 {
            let at = root.field("as_of");
            problems.push(Problem::new(Code::OutOfRange, at).found(self.as_of).expected(say::AFTER_2013.text()));
        }
        if FiscalYearStart::new(self.fiscal_year_start_month).is_none() {
            let at = root.field("fiscal_year_start_month");
            let found = self.fiscal_year_start_month;
            problems.push(Problem::new(Code::OutOfRange, at).found(found).expected(say::ONE_TO_TWELVE.text()));
        }
        history::check(&self.undertaking, &self.events, problems);
        problems.unique_ids(&root.field("planned"), self.planned.iter().map(|planned| &planned.id));
        let grants = root.field("grants");
        for (index, grant) in self.grants.iter().enumerate() {
            let at = grants.index(index);
            if let Some(id) = &grant.id
                && self.grants.iter().take(index).any(|earlier| earlier.id.as_ref() == Some(id))
            {
                problems.push(Problem::new(Code::DuplicateId, at.field("id")).found(id));
            }
            check_date(limits, grant.regulation, grant.date, &at, problems);
            check_value(&grant.value, &at.field("value"), problems);
        }
        for (index, planned) in self.planned.iter().enumerate() {
            let at = root.field("planned").index(index);
            // A plan beyond the end of the law gets an answer, one before its beginning is an error.
            if limits.on(planned.regulation, planned.date).is_none() && planned.date <= self.as_of {
                check_date(limits, planned.regulation, planned.date, &at, problems);
            }
            check_value(&planned.value, &at.field("value"), problems);
        }
        let ids: Vec<&str> = self.grants.iter().filter_map(|grant| grant.id.as_ref().map(Id::as_str)).collect();
        for (index, event) in self.events.iter().enumerate() {
            let Event::Split { assigned, .. } = event else { continue };
            for (place, assignment) in assigned.iter().enumerate() {
                let at = root.field("events").index(index).field("assigned").index(place).field("grant");
                problems.reference(at, assignment.grant.as_str(), ids.iter().copied());
            }
        }
    }
}

/// The regulation must have been in force on the day.
fn check_date(limits: &Limits, regulation: Regulation, date: Date, at: &Pointer, problems: &mut Problems) {
    if limits.on(regulation, date).is_some() {
        return;
    }
    let fitting: Vec<Arg> = Regulation::ALL
        .into_iter()
        .filter(|other| limits.on(*other, date).is_some())
        .map(|other| other.number().into())
        .collect();
    problems.push(
        Problem::new(Code::Contradiction, at.field("regulation"))
            .found(format_args!("{regulation}, {date}"))
            .expected(say::REGULATION_DATES.with(&[("date", date.into()), ("list", Arg::List(fitting))])),
    );
}

fn check_value(value: &AidValue, at: &Pointer, problems: &mut Problems) {
    let mut amounts = Vec::new();
    let mut term = None;
    match value {
        AidValue::Stated { amount_cents, cap_cents } => {
            amounts.push(("amount_cents", amount_cents.given().copied()));
            amounts.push(("cap_cents", *cap_cents));
        }
        AidValue::Loan { amount_cents, term_months, collateral, .. } => {
            amounts.push(("amount_cents", Some(*amount_cents)));
            term = Some(*term_months);
            if let Answer::Given(share) = collateral
                && (share.is_negative() || *share > Ratio::one())
            {
                let at = at.field("collateral");
                problems.push(Problem::new(Code::OutOfRange, at).found(share).expected(say::SHARE.text()));
            }
        }
        AidValue::Guarantee { loan_cents, guaranteed_cents, term_months, .. } => {
            amounts.push(("loan_cents", Some(*loan_cents)));
            amounts.push(("guaranteed_cents", Some(*guaranteed_cents)));
            term = Some(*term_months);
            if guaranteed_cents > loan_cents {
                let at = at.field("guaranteed_cents");
                let found = guaranteed_cents.cents();
                problems.push(Problem::new(Code::Contradiction, at).found(found).expected(say::NOT_ABOVE_LOAN.text()));
            }
        }
        AidValue::Instalments { payments, discount_rate } => {
            let list = at.field("payments");
            if payments.is_empty() {
                let expected = discount::ONE_PAYMENT.text();
                problems.push(Problem::new(Code::TooFew, list.clone()).found(0).expected(expected));
            }
            discount::check_payments(payments, &list, problems);
            discount::check_rate(discount_rate.given(), || at.field("discount_rate"), problems);
        }
        AidValue::LoanAtRate(terms) | AidValue::GuaranteeAtPremium(terms) => terms.check(at, problems),
        AidValue::CapitalInjection { amount_cents, total_public_cents } => {
            amounts.push(("amount_cents", Some(*amount_cents)));
            amounts.push(("total_public_cents", total_public_cents.given().copied()));
        }
    }
    for (field, amount) in amounts {
        if let Some(amount) = amount.filter(|amount| amount.is_negative()) {
            let at = at.field(field);
            problems.push(Problem::new(Code::OutOfRange, at).found(amount.cents()).expected(say::NOT_NEGATIVE.text()));
        }
    }
    if term == Some(0) {
        let at = at.field("term_months");
        problems.push(Problem::new(Code::OutOfRange, at).found(0).expected(say::AT_LEAST_ONE_MONTH.text()));
    }
}

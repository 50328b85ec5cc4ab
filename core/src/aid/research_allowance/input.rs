//! The document that `aid.research_allowance` reads, and everything that can be wrong with it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::{Answer, Code, Date, Id, Money, Pointer, Problem, Problems, Ratio, SchemaVersion};
use crate::company::SizeClass;

use super::super::de_minimis::FiscalYearStart;
use super::sentences as say;

/// Most projects of a claimant.
pub const MAX_PROJECTS: usize = 200;
/// Most expenditure items.
pub const MAX_ITEMS: usize = 5_000;
/// Most days of work in one item.
pub const MAX_DAYS: usize = 2_000;
/// Most fiscal years with a statement on the group.
pub const MAX_YEARS: usize = 100;

/// A claimant with projects and expenditure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResearchAllowanceInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// Size of the claimant (see `company.size`); an SME may ask for ten points more.
    #[serde(default)]
    pub size: Answer<SizeClass>,
    /// Is the increase for SMEs applied for? Yes unless stated.
    #[serde(default = "yes")]
    pub sme_increase_applied_for: bool,
    /// Who claims.
    #[serde(default)]
    pub claimant: Claimant,
    /// The month in which the fiscal year begins, 1 to 12; January unless stated.
    #[serde(default = "january")]
    pub fiscal_year_start_month: u8,
    /// Is the claimant linked with other claimants (controlling influence, § 290(2) to (4) HGB, at the end of the year)?
    #[serde(default)]
    pub linked: Answer<bool>,
    /// What linked claimants use of the shared cap, by fiscal year.
    #[serde(default)]
    pub group_use: Vec<GroupUse>,
    /// The projects.
    pub projects: Vec<Project>,
    /// The expenditure.
    pub expenditure: Vec<Expenditure>,
    /// How depreciation is cut in the year of purchase. Default: the literal, cautious reading.
    #[serde(default)]
    pub purchase_year: PurchaseYear,
    /// From when does the increase for SMEs apply? The statute gives no date. Default: expenditure from the entry into
    /// force.
    #[serde(default)]
    pub sme_increase_from: GrowthActStart,
    /// From when does the hour of own work count 70 euros? Default: work from the entry into force.
    #[serde(default)]
    pub hour_rate_from: GrowthActStart,
    /// What caps a fiscal year in which the cap changes? Default: each part by its own day, the cautious reading.
    #[serde(default)]
    pub straddling_year: StraddlingYear,
    /// What happens when the de minimis part exceeds the headroom? Default: all of that part is lost, the cautious reading.
    #[serde(default)]
    pub de_minimis_excess: DeMinimisExcess,
    /// Does the overhead on own work count as de minimis aid too? Default: yes, the cautious reading.
    #[serde(default)]
    pub own_work_overhead: OwnWorkOverhead,
    /// Headroom under the de minimis ledger for the part that rests on own work, in cents (see `aid.de_minimis`).
    #[serde(default)]
    pub de_minimis_headroom_cents: Answer<Money>,
}

const fn yes() -> bool {
    true
}
const fn january() -> u8 {
    1
}

/// Who claims (§ 1, § 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claimant {
    /// Income from agriculture, business or self-employment (§ 2(1) nos. 1 to 3 EStG), not tax-exempt?
    #[serde(default)]
    pub taxable: Answer<bool>,
    /// An undertaking in difficulty (see `aid.difficulty`)?
    #[serde(default)]
    pub in_difficulty: Answer<bool>,
    /// Is a recovery order of the Commission unpaid?
    #[serde(default)]
    pub recovery_order: Answer<bool>,
}

/// What linked claimants use of the cap in a fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupUse {
    /// The calendar year in which the fiscal year begins.
    pub year: i16,
    /// Their assessment base in cents.
    #[serde(default)]
    pub others_cents: Answer<Money>,
}

/// A research project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// Its name.
    pub id: Id,
    /// The day on which its work began.
    #[serde(default)]
    pub began_on: Answer<Date>,
    /// Is there a certificate (BSFZ) that it is research and development?
    #[serde(default)]
    pub certified: Answer<bool>,
    /// Other state aid for the project in cents; counts towards the limit per project.
    #[serde(default)]
    pub other_aid_cents: Answer<Money>,
}

/// An expenditure item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expenditure {
    /// Its name.
    pub id: Id,
    /// The project.
    pub project: Id,
    /// The day on which it arose; it decides the year, the cap and the rate. For work by the hour the days of the work
    /// decide instead, and this is the day of the statement.
    pub arose_on: Date,
    /// What part of it is funded otherwise (also with EU money), in cents: it is left out of the base (§ 7(2)).
    #[serde(default)]
    pub funded_cents: Answer<Money>,
    /// What it is.
    pub kind: Kind,
}

/// What an expenditure is (§ 3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Kind {
    /// Wages subject to wage tax and the employer's social security share, § 3(1), (2).
    Wages {
        /// Wages and the employer's share in cents.
        amount_cents: Money,
        /// Share of the working time spent on the project, 0 to 1; all of it unless stated.
        #[serde(default = "Ratio::one")]
        time_share: Ratio,
    },
    /// Own work of a sole proprietor, § 3(3) s. 1 and 2.
    OwnWork {
        /// The proven days.
        days: Vec<WorkedDay>,
    },
    /// Remuneration of a partner under a clear agreement, § 3(3) s. 3; at most the rate for own work.
    Partner {
        /// Who; the weekly limit holds for each.
        partner: Id,
        /// What was paid, in cents.
        amount_cents: Money,
        /// The proven days.
        days: Vec<WorkedDay>,
    },
    /// Depreciation of movable fixed assets, § 3(3a).
    Depreciation {
        /// Loss of value of the fiscal year in cents.
        value_loss_cents: Money,
        /// The day on which the asset was acquired or made.
        acquired_on: Date,
        /// Full months of the fiscal year after the purchase in which the conditions were not met, 0 to 12.
        #[serde(default)]
        months_not_met: u8,
        /// Movable, used only in the project, necessary for it (confirmed by the BSFZ), no low-value or pool item?
        #[serde(default)]
        qualifies: Answer<bool>,
    },
    /// Commissioned research, § 3(4).
    Contract {
        /// The fee in cents.
        fee_cents: Money,
        /// The day of the order; it decides the share.
        ordered_on: Date,
        /// What the contractor passes on to subcontractors, in cents: not eligible.
        #[serde(default)]
        subcontracted_cents: Money,
        /// Does the contractor have its place of management in the EU or EEA?
        #[serde(default)]
        contractor_in_eea: Answer<bool>,
    },
}

/// Work on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkedDay {
    /// The day.
    pub date: Date,
    /// Minutes worked for the project, 1 to 1440.
    pub minutes: u16,
}

/// How depreciation is cut in the year of purchase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PurchaseYear {
    /// As the words of § 3(3a) say: also for the full months before the purchase.
    #[default]
    Literal,
    /// Only for months after it, because the loss of value is already that of part of a year.
    AfterPurchase,
}

/// Whether the overhead on own work is de minimis aid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OwnWorkOverhead {
    /// It counts.
    #[default]
    Counts,
    /// It does not.
    DoesNotCount,
}

/// From when a rule of the Wachstumschancengesetz applies that has no date of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GrowthActStart {
    /// From its entry into force on 28 March 2024: most advisers.
    #[default]
    EntryIntoForce,
    /// For all of 2024: some advisers.
    StartOf2024,
}

/// What caps a fiscal year in which the cap changes (§ 3(5)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StraddlingYear {
    /// Expenditure of each stretch up to the cap of its days, all of them up to the last: what the ministry says of 2020.
    #[default]
    SeparateParts,
    /// The last cap of the year for all of its expenditure.
    LastCap,
}

/// What happens when the part that is de minimis aid exceeds the headroom (§ 9(5), Art 3(7) of the regulation).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeMinimisExcess {
    /// The whole part is lost.
    #[default]
    WholeLost,
    /// It is paid up to the headroom.
    PaidUpToHeadroom,
}

impl ResearchAllowanceInput {
    /// Everything wrong with the document.
    pub(super) fn check(&self, problems: &mut Problems) {
        let root = Pointer::root();
        problems.at_most(root.field("projects"), self.projects.len(), MAX_PROJECTS);
        problems.at_most(root.field("expenditure"), self.expenditure.len(), MAX_ITEMS);
        problems.at_most(root.field("group_use"), self.group_use.len(), MAX_YEARS);
        problems.unique_ids(&root.field("projects"), self.projects.iter().map(|project| &project.id));
        problems.unique_ids(&root.field("expenditure"), self.expenditure.iter().map(|item| &item.id));
        if FiscalYearStart::new(self.fiscal_year_start_month).is_none() {
            let at = root.field("fiscal_year_start_month");
            let found = self.fiscal_year_start_month;
            problems.push(Problem::new(Code::OutOfRange, at).found(found).expected(say::ONE_TO_TWELVE.text()));
        }
        for (index, group) in self.group_use.iter().enumerate() {
            let at = root.field("group_use").index(index);
            if self.group_use.iter().take(index).any(|earlier| earlier.year == group.year) {
                problems.push(Problem::new(Code::DuplicateId, at.field("year")).found(group.year));
            }
            not_negative(group.others_cents.given(), at.field("others_cents"), problems);
        }
        not_negative(self.de_minimis_headroom_cents.given(), root.field("de_minimis_headroom_cents"), problems);
        for (index, project) in self.projects.iter().enumerate() {
            let at = root.field("projects").index(index).field("other_aid_cents");
            not_negative(project.other_aid_cents.given(), at, problems);
        }
        for (index, item) in self.expenditure.iter().enumerate() {
            let at = root.field("expenditure").index(index);
            let projects = self.projects.iter().map(|project| project.id.as_str());
            problems.reference(at.field("project"), item.project.as_str(), projects);
            not_negative(item.funded_cents.given(), at.field("funded_cents"), problems);
            check_kind(&item.kind, &at.field("kind"), problems);
        }
    }
}

fn not_negative(amount: Option<&Money>, at: Pointer, problems: &mut Problems) {
    if let Some(amount) = amount.filter(|amount| amount.is_negative()) {
        problems.push(Problem::new(Code::OutOfRange, at).found(amount.cents()).expected(say::NOT_NEGATIVE.text()));
    }
}

fn check_kind(kind: &Kind, at: &Pointer, problems: &mut Problems) {
    match kind {
        Kind::Wages { amount_cents, time_share } => {
            not_negative(Some(amount_cents), at.field("amount_cents"), problems);
            if time_share.is_negative() || *time_share > Ratio::one() {
                let at = at.field("time_share");
                problems.push(Problem::new(Code::OutOfRange, at).found(time_share).expected(say::SHARE.text()));
            }
        }
        Kind::OwnWork { days } => check_days(days, at, problems),
        Kind::Partner { amount_cents, days, .. } => {
            not_negative(Some(amount_cents), at.field("amount_cents"), problems);
            check_days(days, at, problems);
        }
        Kind::Depreciation { value_loss_cents, months_not_met, .. } => {
            not_negative(Some(value_loss_cents), at.field("value_loss_cents"), problems);
            if *months_not_met > 12 {
                let at = at.field("months_not_met");
                problems.push(Problem::new(Code::OutOfRange, at).found(months_not_met).expected(say::MONTHS.text()));
            }
        }
        Kind::Contract { fee_cents, subcontracted_cents, .. } => {
            not_negative(Some(fee_cents), at.field("fee_cents"), problems);
            not_negative(Some(subcontracted_cents), at.field("subcontracted_cents"), problems);
            if subcontracted_cents > fee_cents {
                let at = at.field("subcontracted_cents");
                let found = subcontracted_cents.cents();
                problems.push(Problem::new(Code::SumExceeded, at).found(found).expected(say::NOT_ABOVE_FEE.text()));
            }
        }
    }
}

fn check_days(days: &[WorkedDay], at: &Pointer, problems: &mut Problems) {
    let list = at.field("days");
    problems.at_most(list.clone(), days.len(), MAX_DAYS);
    for (index, day) in days.iter().enumerate() {
        if !(1..=1440).contains(&day.minutes) {
            let at = list.index(index).field("minutes");
            problems.push(Problem::new(Code::OutOfRange, at).found(day.minutes).expected(say::MINUTES.text()));
        }
    }
}

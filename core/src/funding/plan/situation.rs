//! What a plan starts from: costs, steps of the sprint, offers of programmes, earlier aid, own money.
//!
//! Nothing here knows a programme by name: an [`Offer`] carries the terms of one, whether it comes
//! from the catalogue or from the caller.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::offer::Offer;
use crate::base::calendar::WorkDay;
use crate::base::{Answer, Date, DateRange, Id, Money, Text};
use crate::company::SizeClass;
use crate::funding::costs::{CostKind, Phase, Unit};

/// What is to be paid, when it may happen, and who might pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Situation {
    /// The day on which the plan is made; nothing is filed or ordered before it.
    pub as_of: Date,
    /// Size of the company in the sense of the SME definition; rates may depend on it.
    #[serde(default)]
    pub size: Answer<SizeClass>,
    /// When the company works.
    #[serde(default)]
    pub calendar: Calendar,
    /// The steps of the sprint, each after those it names; at most [`Situation::MAX_STAGES`].
    pub stages: Vec<Stage>,
    /// What is to be paid; at most [`Situation::MAX_POSITIONS`].
    pub positions: Vec<Position>,
    /// Who might pay; at most [`Situation::MAX_OFFERS`].
    #[serde(default)]
    pub offers: Vec<Offer>,
    /// Earlier de minimis aid of the single undertaking.
    #[serde(default)]
    pub de_minimis: DeMinimis,
    /// What the company can spend itself, by stretch of time; none: no limit stated.
    #[serde(default)]
    pub budgets: Vec<Budget>,
    /// The month in which the fiscal year begins, 1 to 12; a tax allowance has its base and its application by
    /// fiscal year.
    #[serde(default = "Situation::january")]
    pub fiscal_year_start_month: u8,
}

impl Situation {
    /// Most steps.
    pub const MAX_STAGES: usize = 32;
    /// Most positions.
    pub const MAX_POSITIONS: usize = 40;
    /// Most items, counting every part of a position that may be split, once for each of its quotes.
    pub const MAX_ITEMS: usize = 60;
    /// Most ways to choose a quote for every position.
    pub const MAX_COMBINATIONS: usize = 4_096;
    /// Most offers.
    pub const MAX_OFFERS: usize = 100;
    /// Most earlier grants.
    pub const MAX_GRANTS: usize = 1_000;
    /// Most budgets.
    pub const MAX_BUDGETS: usize = 20;
    /// Largest net amount of a position: 100 million euros.
    pub const MAX_NET: Money = Money::from_euros(100_000_000);

    const fn january() -> u8 {
        1
    }
    /// A step as the company calls it.
    pub(super) fn stage_called(&self, id: &Id) -> Text {
        self.stages.iter().find(|stage| stage.id == *id).map_or_else(|| Text::same(id.as_str()), Stage::called)
    }
}

/// A title in quotation marks, or the id.
fn called(title: Option<&str>, id: &Id) -> Text {
    title.map_or_else(
        || Text::same(id.as_str()),
        |title| Text { de: format!("„{title}“").into(), en: format!("\"{title}\"").into() },
    )
}

/// When the company works: days of the week, without NRW holidays and closures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Days of the week; Monday to Friday when absent.
    #[serde(default = "Calendar::usual")]
    pub weekdays: Vec<WorkDay>,
    /// Company closures; at most [`Calendar::MAX_CLOSURES`].
    #[serde(default)]
    pub closures: Vec<DateRange>,
}

impl Calendar {
    /// Most closures.
    pub const MAX_CLOSURES: usize = 500;

    fn usual() -> Vec<WorkDay> {
        vec![WorkDay::Mon, WorkDay::Tue, WorkDay::Wed, WorkDay::Thu, WorkDay::Fri]
    }
}

impl Default for Calendar {
    fn default() -> Self {
        Self { weekdays: Self::usual(), closures: Vec::new() }
    }
}

/// A step of the sprint: a workshop, the proof of concept, the review, the MVP.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    /// Its name, for example `W1`.
    pub id: Id,
    /// What it is, in the words of the company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// To which phase its costs belong.
    pub phase: Phase,
    /// Steps that must be over before it starts.
    #[serde(default)]
    pub after: Vec<After>,
    /// The earliest start, apart from everything else; `as_of` when absent.
    #[serde(default)]
    pub earliest: Option<Date>,
    /// The latest start that was promised.
    #[serde(default)]
    pub latest: Option<Date>,
    /// The only days on which it can start (diaries, rooms); empty: every working day.
    #[serde(default)]
    pub start_days: Vec<Date>,
    /// How long it takes, in working days including the first; 1 to 1,000.
    #[serde(default = "Stage::one_day")]
    pub working_days: u32,
    /// Is its end the prototype that everybody waits for? At most one step.
    #[serde(default)]
    pub milestone: bool,
}

impl Stage {
    /// Longest duration in working days.
    pub const MAX_DAYS: u32 = 1_000;
    /// Most start days listed.
    pub const MAX_START_DAYS: usize = 2_000;

    const fn one_day() -> u32 {
        1
    }
    /// As the company calls it, in quotation marks; without a title its id.
    pub(super) fn called(&self) -> Text {
        called(self.title.as_deref(), &self.id)
    }
}

/// A step that must be over before another starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct After {
    /// The step.
    pub stage: Id,
    /// Working days strictly between its last day and the start; 0 to 1,000.
    #[serde(default)]
    pub gap_working_days: u32,
}

/// A cost position.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// Its name, for example `CP1`.
    pub id: Id,
    /// What it is, in the words of the company.
    #[serde(default)]
    pub title: Option<String>,
    /// The step that cannot start before this is ordered.
    pub stage: Id,
    /// The step with whose end it ends, where that is a later one (a facilitator for four workshops).
    #[serde(default)]
    pub until: Option<Id>,
    /// What is paid for.
    pub kind: CostKind,
    /// Net amount in cents, above zero, at most [`Situation::MAX_NET`].
    #[serde(default)]
    pub net_cents: Answer<Money>,
    /// How many units, 0 to 1,000,000; programmes that pay per day, hour or person need it.
    #[serde(default)]
    pub quantity: Answer<u32>,
    /// What is counted; a lump sum when absent.
    #[serde(default = "Position::lump")]
    pub unit: Unit,
    /// Who provides it; absent for the company's own work.
    #[serde(default)]
    pub provider: Option<String>,
    /// Is the provider independent of the company (no common owners, no common management)?
    #[serde(default)]
    pub provider_independent: Answer<bool>,
    /// Is it research or development with technical uncertainty (FZulG § 2)?
    #[serde(default)]
    pub research: Answer<bool>,
    /// Not ordered before this day.
    #[serde(default)]
    pub earliest_order: Option<Date>,
    /// Already ordered (or, for own work, begun) on this day.
    #[serde(default)]
    pub ordered_on: Option<Date>,
    /// Steps that must be over before this is ordered, for example the review before the MVP contract.
    #[serde(default)]
    pub order_after: Vec<Id>,
    /// Equal parts in whole cents, the first with the remainder of the division, that may be claimed under different
    /// programmes, each as a whole; 1 to 12.
    #[serde(default = "Position::whole")]
    pub parts: u8,
    /// The company can do without it until this day: the position may be moved there, out of its step.
    #[serde(default)]
    pub can_wait_until: Option<Date>,
    /// When it is paid.
    #[serde(default)]
    pub payment: Payment,
    /// Highest aid intensity under the GBER in permille of eligible cost, if one applies.
    #[serde(default)]
    pub max_intensity_permille: Option<u16>,
    /// Other quotes for the same work, of which one may take the place of the stated one; at most
    /// [`Position::MAX_QUOTES`]. None where the position is ordered already.
    #[serde(default)]
    pub quotes: Vec<Quote>,
    /// The quote that is taken, where this is the position as a quote has it.
    #[serde(skip)]
    #[schemars(skip)]
    pub(crate) taken: Option<Id>,
}

/// Another quote for a position: the same work from somebody else, or on other terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// Its name within the position, for example `Q2`.
    pub id: Id,
    /// Who offers it.
    #[serde(default)]
    pub provider: Option<String>,
    /// Is this provider independent of the company?
    #[serde(default)]
    pub provider_independent: Answer<bool>,
    /// Net amount in cents, above zero, at most [`Situation::MAX_NET`].
    pub net_cents: Money,
    /// How many units, as in the position.
    #[serde(default)]
    pub quantity: Answer<u32>,
    /// Is it research or development in the hands of this provider? As in the position when absent.
    #[serde(default)]
    pub research: Option<bool>,
    /// Not ordered before this day.
    #[serde(default)]
    pub earliest_order: Option<Date>,
    /// Working days that the step takes with this provider, 1 to 1,000; the step's own when absent. Of several
    /// positions of a step the longest counts.
    #[serde(default)]
    pub working_days: Option<u32>,
}

impl Position {
    /// Most parts.
    pub const MAX_PARTS: u8 = 12;
    /// Most other quotes.
    pub const MAX_QUOTES: usize = 8;

    /// The position as a quote has it.
    pub(super) fn by(&self, quote: &Quote) -> Self {
        Self {
            net_cents: Answer::Given(quote.net_cents),
            quantity: quote.quantity,
            provider: quote.provider.clone(),
            provider_independent: quote.provider_independent,
            research: quote.research.map_or(self.research, Answer::Given),
            earliest_order: quote.earliest_order,
            quotes: Vec::new(),
            taken: Some(quote.id.clone()),
            ..self.clone()
        }
    }
    /// As the company calls it, in quotation marks; without a title its id.
    pub(super) fn called(&self) -> Text {
        called(self.title.as_deref(), &self.id)
    }
    const fn whole() -> u8 {
        1
    }
    const fn lump() -> Unit {
        Unit::Lump
    }
    /// Is it paid to somebody outside? Own work costs wages that are paid anyway: it takes no extra cash.
    pub const fn is_external(&self) -> bool {
        self.kind.is_external()
    }
    /// Does all of its cost arise when the work ends (FZulG § 5(1))? Own work arises day by day, what is paid in twelve
    /// instalments with them, unless the position is in parts.
    pub(super) fn arises_at_end(&self) -> bool {
        self.parts > 1 || (self.is_external() && self.payment != Payment::TwelveMonths)
    }
}

/// When a position is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Payment {
    /// On the day of the order.
    OnOrder,
    /// On the first day of its step.
    AtStart,
    /// On the last day of its step.
    #[default]
    AtEnd,
    /// In twelve equal monthly instalments from the first day of its step (the last one takes the remainder).
    TwelveMonths,
}

/// De minimis aid (Regulation (EU) 2023/2831) granted so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeMinimis {
    /// Grants of the single undertaking; at most [`Situation::MAX_GRANTS`].
    #[serde(default)]
    pub grants: Vec<PastGrant>,
    /// Ceiling over any period of three years, in cents.
    #[serde(default = "DeMinimis::ceiling")]
    pub ceiling_cents: Money,
    /// How the anniversary day counts.
    #[serde(default)]
    pub edge: WindowEdge,
}

impl DeMinimis {
    /// 300,000 euros (Art 3(2)).
    pub const fn ceiling() -> Money {
        Money::from_euros(300_000)
    }
    /// What the ceiling leaves on a granting date, in cents; below zero when it is exceeded already. Grants
    /// that exist count even when they are dated later.
    pub fn room_on(&self, date: Date) -> i64 {
        let counts = |granted: Date| {
            let anniversary = granted.add_years(3);
            match self.edge {
                WindowEdge::Inclusive => anniversary >= date,
                WindowEdge::Exclusive => anniversary > date,
            }
        };
        let used = self.grants.iter().filter(|grant| counts(grant.granted_on)).map(|grant| grant.amount_cents.cents());
        self.ceiling_cents.cents() - used.sum::<i64>()
    }
}

impl Default for DeMinimis {
    fn default() -> Self {
        Self { grants: Vec::new(), ceiling_cents: Self::ceiling(), edge: WindowEdge::default() }
    }
}

/// Does a grant still count on its third anniversary? The text gives no counting rule; practice differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WindowEdge {
    /// Yes: never grants too much.
    #[default]
    Inclusive,
    /// No.
    Exclusive,
}

/// A de minimis grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PastGrant {
    /// When the right to it was conferred.
    pub granted_on: Date,
    /// Gross grant equivalent in cents.
    pub amount_cents: Money,
}

/// What the company can spend in a stretch of time; grants are paid afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Budget {
    /// Its name, for example `own funds 2027`.
    pub id: Id,
    /// The days it is for.
    pub days: DateRange,
    /// Own money in cents.
    pub own_cents: Money,
    /// Credit line on top, in cents.
    #[serde(default)]
    pub credit_cents: Money,
}

//! The ceilings in force on a day, per regulation: its own, the one it shares with the sector regulations, the one it
//! shares with services of general economic interest.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::law::Law;
use crate::base::{Answer, Date, Money};

use super::regulation::{Counting, Regulation, Sector, Sectors};

/// Is the sum of all de minimis aid held to the ceiling for services of general economic interest? Reg. (EU) 2023/2831
/// Art 5(1) sets no joint ceiling; whether Reg. (EU) 2023/2832 does was not re-read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ServicesJointCeiling {
    /// Yes: never grants too much.
    #[default]
    Applies,
    /// No: services have a ceiling of their own only.
    None,
}

/// What decides between readings and variants of the ceilings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Variant {
    /// Road freight for hire or reward: the lower ceiling for grants before 2024.
    pub road_freight: Answer<bool>,
    /// Did the member state keep a central register for agricultural aid before December 2024? Then the higher ceiling
    /// of those years applies.
    pub agriculture_register: Answer<bool>,
    /// Does the member state keep a central register for fishery aid? Then the higher ceiling applies.
    pub fishery_register: Answer<bool>,
    /// How fishery grants are counted since October 2023: the wording in force was not re-read.
    pub fishery_counting: Counting,
    /// The joint ceiling with services of general economic interest.
    pub services_joint_ceiling: ServicesJointCeiling,
}

/// One ceiling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// The rule in the law files.
    pub rule: &'static str,
    /// Which sectors count towards it.
    pub sectors: Sectors,
    /// The ceiling if every missing fact turns out well.
    pub highest: Money,
    /// The ceiling whatever the missing facts are.
    pub lowest: Money,
}

/// The ceilings of one regulation over a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// First day.
    pub first: Date,
    /// Last day; `None`: open.
    pub last: Option<Date>,
    /// After the regulation's end: only for schemes that existed before.
    pub winding_down: bool,
    /// The regulation.
    pub regulation: Regulation,
    /// How grants are counted.
    pub counting: Counting,
    /// The ceilings; all must hold.
    pub limits: Vec<Limit>,
}

impl Stretch {
    /// Does the day lie within?
    pub fn covers(&self, date: Date) -> bool {
        self.first <= date && self.last.is_none_or(|last| date <= last)
    }
}

/// The ceilings of all regulations over time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Limits {
    stretches: Vec<Stretch>,
    rolling_years: i16,
    fiscal_years: i16,
}

const JOINT: &str = "de_minimis.joint_ceiling";
const SERVICES_JOINT: &str = "de_minimis.services_joint_ceiling";
const ROAD_FREIGHT: &str = "de_minimis.1407_2013.road_freight";
const AGRICULTURE_REGISTER: &str = "de_minimis.1408_2013.ceiling_with_register";
const FISHERY_REGISTER: &str = "de_minimis.717_2014.ceiling_with_register";
const WINDING_DOWN: &str = "de_minimis.winding_down";

impl Limits {
    /// The ceilings as the law has them.
    pub fn new(law: &Law, variant: Variant) -> Self {
        let mut stretches = Vec::new();
        for regulation in Regulation::ALL {
            let ids = [
                regulation.ceiling_rule(),
                regulation.fiscal_years_rule(),
                JOINT,
                SERVICES_JOINT,
                ROAD_FREIGHT,
                AGRICULTURE_REGISTER,
                FISHERY_REGISTER,
            ];
            let mut starts = BTreeSet::new();
            for rule in ids.iter().flat_map(|id| law.versions(id)) {
                starts.insert(rule.valid_from);
                starts.extend(rule.valid_to.map(Date::next));
            }
            let starts: Vec<Date> = starts.into_iter().collect();
            for (index, first) in starts.iter().copied().enumerate() {
                let last = starts.get(index + 1).map(|next| next.previous());
                let Some(limits) = limits_on(law, regulation, first, variant) else { continue };
                let counting = counting_on(law, regulation, first, variant);
                let stretch = Stretch { first, last, winding_down: false, regulation, counting, limits };
                stretches.push(stretch);
            }
            // Schemes keep the cover for some months after the regulation's last day.
            let tail = stretches.last().filter(|stretch| stretch.regulation == regulation).cloned();
            let Some((tail, end)) = tail.and_then(|tail| tail.last.map(|end| (tail, end))) else { continue };
            let months = law.versions(WINDING_DOWN).last().and_then(|rule| rule.value());
            if let Some(months) = months.and_then(|months| i32::try_from(months).ok()) {
                let last = Some(end.next().add_months(months).previous());
                stretches.push(Stretch { first: end.next(), last, winding_down: true, ..tail });
            }
        }
        let years = |counting| {
            let rule = law.versions(window_rule(counting)).last();
            rule.and_then(|rule| rule.value()).and_then(|years| i16::try_from(years).ok()).unwrap_or(i16::MAX)
        };
        Self { stretches, rolling_years: years(Counting::RollingYears), fiscal_years: years(Counting::FiscalYears) }
    }

    /// How many years a grant counts.
    pub const fn years(&self, counting: Counting) -> i16 {
        match counting {
            Counting::RollingYears => self.rolling_years,
            Counting::FiscalYears => self.fiscal_years,
        }
    }

    /// The ceilings of a regulation for a grant on the day; `None` when the regulation is not in force then.
    pub fn on(&self, regulation: Regulation, date: Date) -> Option<&Stretch> {
        self.stretches.iter().find(|stretch| stretch.regulation == regulation && stretch.covers(date))
    }

    /// The days on which some ceiling begins to apply.
    pub fn first_days(&self) -> impl Iterator<Item = Date> {
        self.stretches.iter().map(|stretch| stretch.first)
    }
}

/// The rule that says how many years are counted together.
pub(super) const fn window_rule(counting: Counting) -> &'static str {
    match counting {
        Counting::RollingYears => "de_minimis.window",
        Counting::FiscalYears => "de_minimis.window_fiscal_years",
    }
}

/// The day by which to look a rule up: after its end, its last day (schemes are wound down under it).
pub(super) fn last_day(law: &Law, id: &str, date: Date) -> Date {
    if law.rule(id, date).is_some() {
        return date;
    }
    law.versions(id).iter().filter_map(|rule| rule.valid_to).filter(|last| *last < date).max().unwrap_or(date)
}

fn counting_on(law: &Law, regulation: Regulation, date: Date, variant: Variant) -> Counting {
    if law.rule(regulation.fiscal_years_rule(), date).is_some() {
        Counting::FiscalYears
    } else if regulation == Regulation::Fishery {
        variant.fishery_counting
    } else {
        Counting::RollingYears
    }
}

fn limits_on(law: &Law, regulation: Regulation, date: Date, variant: Variant) -> Option<Vec<Limit>> {
    let cents = |id: &str| law.rule(id, date).and_then(|rule| rule.value()).map(Money::from_cents);
    let own_rule = regulation.ceiling_rule();
    let ceiling = cents(own_rule)?;
    let sectors = Sectors::only(regulation.sector());
    let mut own = Limit { rule: own_rule, sectors, highest: ceiling, lowest: ceiling };
    if let (Regulation::GeneralUntil2023, Some(lower)) = (regulation, cents(ROAD_FREIGHT)) {
        match variant.road_freight {
            Answer::Given(true) => own = Limit { rule: ROAD_FREIGHT, highest: lower, lowest: lower, ..own },
            Answer::Given(false) => {}
            Answer::NotAsked | Answer::DontKnow => own.lowest = lower,
        }
    }
    let register = match regulation {
        Regulation::Agriculture => Some((AGRICULTURE_REGISTER, variant.agriculture_register)),
        Regulation::Fishery => Some((FISHERY_REGISTER, variant.fishery_register)),
        _ => None,
    };
    if let Some((rule, kept)) = register
        && let Some(higher) = cents(rule)
    {
        match kept {
            Answer::Given(true) => own = Limit { rule, highest: higher, lowest: higher, ..own },
            Answer::Given(false) => {}
            Answer::NotAsked | Answer::DontKnow => own.highest = higher,
        }
    }
    let mut limits = vec![own];
    let mut joint = |rule: &'static str, sectors| {
        if let Some(ceiling) = cents(rule) {
            limits.push(Limit { rule, sectors, highest: ceiling, lowest: ceiling });
        }
    };
    if regulation.sector() != Sector::Services {
        joint(JOINT, Sectors::WITHOUT_SERVICES);
    }
    if variant.services_joint_ceiling == ServicesJointCeiling::Applies {
        joint(SERVICES_JOINT, Sectors::ALL);
    }
    Some(limits)
}

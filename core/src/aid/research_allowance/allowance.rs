//! From the base to the allowance: caps, rates, the limit per project (§ 3(5), § 4).

use std::collections::BTreeMap;

use crate::base::law::Law;
use crate::base::{Date, Money, Ratio};

use super::super::de_minimis::FiscalYearStart;
use super::input::{GrowthActStart, StraddlingYear};

/// The cap and the rate for expenditure that arose on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Terms {
    /// The cap on the base of the fiscal year, in cents.
    pub cap: Money,
    /// The rate in permille.
    pub rate_permille: i64,
}

/// The terms of a day; `None` before the law began. `sme`: the increase for SMEs is due and applied for, and from when.
pub fn terms(law: &Law, arose_on: Date, sme: Option<GrowthActStart>) -> Option<Terms> {
    let value = |id| law.rule(id, arose_on).and_then(|rule| rule.value());
    let early = |from| if from == GrowthActStart::StartOf2024 { value("fzulg.rate_sme_early_2024") } else { None };
    let more = sme.and_then(|from| value("fzulg.rate_sme").or_else(|| early(from))).unwrap_or(0);
    Some(Terms { cap: Money::from_cents(value("fzulg.cap")?), rate_permille: value("fzulg.rate")? + more })
}

/// The share of the fee for commissioned research that counts, by the day of the order; `None` before the law began.
pub fn contract_share(law: &Law, ordered_on: Date) -> Option<Ratio> {
    law.rule("fzulg.contract", ordered_on).map(|rule| rule.share())
}

/// The allowance for one fiscal year of one claimant, rounded down to a cent: eligible amounts by the day on which they
/// arose (after the cuts of § 3, with overhead), what linked claimants use of the cap, and whether the increase for
/// SMEs is due. A year that straddles a change is worked out in parts: each earlier part is limited by its own cap, the
/// total by the last one.
///
/// ```
/// use machbar::aid::research_allowance::allowance_of_year;
/// use machbar::base::{Money, law::Law};
/// // Wages of 86,000 and 70 % of an order of 44,000, both with 20 % overhead, at 35 %.
/// let base = Money::from_euros((86_000 + 30_800) * 120 / 100);
/// let allowance = allowance_of_year(Law::embedded(), &[("2026-06-30".parse().unwrap(), base)], Money::ZERO, true);
/// assert_eq!(allowance, Money::from_euros(49_056));
/// ```
pub fn allowance_of_year(law: &Law, base: &[(Date, Money)], others: Money, sme: bool) -> Money {
    let mut stretches: BTreeMap<Terms, Money> = BTreeMap::new();
    for (date, amount) in base {
        if let Some(terms) = terms(law, *date, sme.then(GrowthActStart::default)) {
            *stretches.entry(terms).or_default() += *amount;
        }
    }
    let (mut counted, mut permille) = (Money::ZERO, 0_i128);
    // Caps only ever rose, so that their order is the order of time.
    for (terms, amount) in stretches {
        let total = (counted + amount).min((terms.cap - others).max(Money::ZERO)).max(counted);
        permille += i128::from((total - counted).cents()) * i128::from(terms.rate_permille);
        counted = total;
    }
    Money::from_cents(i64::try_from(permille / 1000).unwrap_or(i64::MAX))
}

/// A part of the base on its way to the allowance.
#[derive(Debug, Clone)]
pub(super) struct Share {
    pub(super) project: usize,
    pub(super) date: Date,
    /// In cents.
    pub(super) amount: Ratio,
    /// What of it counts as de minimis aid, in cents.
    pub(super) de_minimis: Ratio,
}

/// What a year comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct YearResult {
    pub(super) base: Ratio,
    /// The base after the caps.
    pub(super) counted: Ratio,
    /// The last cap of the year that entered, without what others use.
    pub(super) cap: Money,
    pub(super) allowance: Ratio,
    pub(super) de_minimis: Ratio,
    /// Did a cap or the limit per project cut anything?
    pub(super) capped: bool,
    pub(super) project_limited: bool,
}

/// How the missing facts turn out.
pub(super) struct Assumption<'a> {
    /// From when the increase for SMEs applies, where it does.
    pub(super) sme: Option<GrowthActStart>,
    pub(super) straddling_year: StraddlingYear,
    /// What linked claimants use in the fiscal year; `None`: all of it.
    pub(super) others: &'a dyn Fn(i16) -> Option<Money>,
    /// Other aid for a project.
    pub(super) other_aid: &'a dyn Fn(usize) -> Option<Money>,
}

/// The allowance by fiscal year and by project.
pub(super) fn allowances(
    law: &Law,
    start: FiscalYearStart,
    shares: &[Share],
    assumption: &Assumption<'_>,
) -> (BTreeMap<i16, YearResult>, BTreeMap<usize, Ratio>) {
    let mut years: BTreeMap<i16, BTreeMap<Terms, Vec<&Share>>> = BTreeMap::new();
    for share in shares {
        if let Some(terms) = terms(law, share.date, assumption.sme) {
            years.entry(start.year_of(share.date)).or_default().entry(terms).or_default().push(share);
        }
    }
    let mut results = BTreeMap::new();
    let mut projects: BTreeMap<usize, Ratio> = BTreeMap::new();
    for (year, stretches) in years {
        let others = (assumption.others)(year);
        let mut result = YearResult {
            base: Ratio::zero(),
            counted: Ratio::zero(),
            cap: Money::ZERO,
            allowance: Ratio::zero(),
            de_minimis: Ratio::zero(),
            capped: false,
            project_limited: false,
        };
        let mut by_project: BTreeMap<usize, (Ratio, Ratio)> = BTreeMap::new();
        let last_cap = stretches.last_key_value().map(|(terms, _)| terms.cap);
        for (terms, list) in stretches {
            let sum: Ratio = list.iter().map(|share| &share.amount).sum();
            result.base += &sum;
            result.cap = terms.cap;
            let most = match assumption.straddling_year {
                StraddlingYear::SeparateParts => terms.cap,
                StraddlingYear::LastCap => last_cap.unwrap_or(terms.cap),
            };
            let cap = others.map_or(Money::ZERO, |others| (most - others).max(Money::ZERO)).ratio();
            let wanted = result.counted.clone() + &sum;
            let total = wanted.clone().min(cap).max(result.counted.clone());
            result.capped |= total < wanted;
            let factor = (total.clone() - &result.counted).checked_div(&sum).unwrap_or_else(Ratio::zero)
                * &Ratio::permille(terms.rate_permille);
            result.counted = total;
            for share in list {
                let entry = by_project.entry(share.project).or_insert_with(|| (Ratio::zero(), Ratio::zero()));
                entry.0 += &(share.amount.clone() * &factor);
                entry.1 += &(share.de_minimis.clone() * &factor);
            }
        }
        for (project, (allowance, de_minimis)) in by_project {
            let before = projects.entry(project).or_insert_with(Ratio::zero);
            let limit = project_limit(law, start, year);
            let room = match (limit, (assumption.other_aid)(project)) {
                (Some(limit), Some(other)) => (limit - other).max(Money::ZERO).ratio() - &*before,
                (Some(_), None) => Ratio::zero(),
                (None, _) => allowance.clone(),
            };
            let granted = allowance.clone().min(room.max(Ratio::zero()));
            result.project_limited |= granted < allowance;
            let factor = granted.checked_div(&allowance).unwrap_or_else(Ratio::zero);
            *before += &granted;
            result.allowance += &granted;
            result.de_minimis += &(de_minimis * &factor);
        }
        results.insert(year, result);
    }
    (results, projects)
}

/// The limit on all aid for one project, as of the end of the fiscal year.
fn project_limit(law: &Law, start: FiscalYearStart, year: i16) -> Option<Money> {
    let last = start.first_day(year.saturating_add(1))?.previous();
    law.rule("fzulg.project_limit", last)?.value().map(Money::from_cents)
}

//! What an expenditure contributes to the assessment base (§ 3), before caps.

use std::collections::BTreeMap;

use crate::base::law::Law;
use crate::base::{Answer, Date, Id, Money, Pointer, Ratio, Severity, Truth};

use super::super::de_minimis::FiscalYearStart;
use super::input::{Expenditure, GrowthActStart, Kind, Project, PurchaseYear, ResearchAllowanceInput, WorkedDay};
use super::sentences as say;
use crate::base::grounds::Gather;

/// Part of the base: so much arose on a day for a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Index of the item in the document.
    pub(super) item: usize,
    /// Index of the project in the document.
    pub(super) project: usize,
    pub(super) date: Date,
    /// Own work of a sole proprietor: de minimis aid.
    pub(super) own_work: bool,
    /// The eligible amount if every missing fact turns out well, with overhead, in cents.
    pub(super) amount: Ratio,
    /// The overhead in it.
    pub(super) overhead: Ratio,
    /// Whatever the missing facts are.
    pub(super) certain: Ratio,
}

/// The parts of every item.
pub(super) fn parts(input: &ResearchAllowanceInput, law: &Law, gather: &mut Gather) -> Vec<Part> {
    let start = FiscalYearStart::new(input.fiscal_year_start_month).unwrap_or_default();
    let allowed = allowed_minutes(input, law);
    let mut list = Vec::new();
    for (index, item) in input.expenditure.iter().enumerate() {
        let Some((place, project)) = input.projects.iter().enumerate().find(|(_, p)| p.id == item.project) else {
            continue;
        };
        let at = Pointer::root().field("expenditure").index(index);
        let found = Item { input, law, start, item, at: &at, allowed: &allowed }.amounts(index, gather);
        let (begun, overhead) = project_facts(law, item, project, place, gather);
        let funded = funding(item, &at, gather);
        let whole: Ratio = found.amounts.iter().map(|(_, amount)| amount.clone()).sum();
        for (date, amount) in found.amounts {
            // Several days of work: other funding is taken off in proportion.
            let share = amount.checked_div(&whole).unwrap_or_else(Ratio::zero);
            let cut = |funded: &Ratio| {
                let left = amount.clone() - &(found.eligible_share.clone() * funded * &share);
                if left.is_negative() { Ratio::zero() } else { left }
            };
            let best = cut(&funded.least);
            let worst = funded.most.as_ref().map_or_else(Ratio::zero, cut);
            let sure = found.fits.is_yes() && begun.is_yes();
            let possible = !(found.fits.is_no() || begun.is_no());
            if !possible {
                continue;
            }
            let low_overhead = if overhead.1.is_yes() { overhead.0.clone() } else { Ratio::zero() };
            let high_overhead = if overhead.1.is_no() { Ratio::zero() } else { overhead.0.clone() };
            let on_top = best.clone() * &high_overhead;
            list.push(Part {
                item: index,
                project: place,
                date,
                own_work: matches!(item.kind, Kind::OwnWork { .. }),
                amount: best + &on_top,
                overhead: on_top,
                certain: if sure { worst.clone() + &(worst * &low_overhead) } else { Ratio::zero() },
            });
        }
    }
    list
}

/// What other sources pay of an item.
struct Funded {
    least: Ratio,
    most: Option<Ratio>,
}

fn funding(item: &Expenditure, at: &Pointer, gather: &mut Gather) -> Funded {
    match item.funded_cents {
        Answer::Given(amount) => Funded { least: amount.ratio(), most: Some(amount.ratio()) },
        Answer::NotAsked | Answer::DontKnow => {
            gather.question(&at.field("funded_cents"), &say::ASK_FUNDED, &[]);
            Funded { least: Ratio::zero(), most: None }
        }
    }
}

/// Is the project young enough, and does it carry the overhead?
fn project_facts(
    law: &Law,
    item: &Expenditure,
    project: &Project,
    place: usize,
    gather: &mut Gather,
) -> (Truth, (Ratio, Truth)) {
    // The newest overhead there is, in case the project turns out to be young.
    let newest = law.versions("fzulg.overhead").last();
    match project.began_on {
        Answer::Given(began) => {
            let rule = law.rule("fzulg.overhead", began);
            if let Some(rule) = rule {
                gather.decisive(rule);
            }
            let begun = match item.kind {
                // For commissioned research the order decides.
                Kind::Contract { ordered_on, .. } => law.rule("fzulg.begun", ordered_on).is_some(),
                _ => law.rule("fzulg.begun", began).is_some(),
            };
            (Truth::from(begun), rule.map_or((Ratio::zero(), Truth::No), |rule| (rule.share(), Truth::Yes)))
        }
        Answer::NotAsked | Answer::DontKnow => {
            let at = Pointer::root().field("projects").index(place).field("began_on");
            gather.question(&at, &say::ASK_BEGAN, &[]);
            let begun = match item.kind {
                Kind::Contract { ordered_on, .. } => Truth::from(law.rule("fzulg.begun", ordered_on).is_some()),
                _ => Truth::Open,
            };
            (begun, newest.map_or((Ratio::zero(), Truth::No), |rule| (rule.share(), Truth::Open)))
        }
    }
}

/// The eligible amounts of one item by day, before other funding and overhead.
struct Found {
    amounts: Vec<(Date, Ratio)>,
    /// What share of a funded euro leaves the base with it.
    eligible_share: Ratio,
    fits: Truth,
}

struct Item<'a> {
    input: &'a ResearchAllowanceInput,
    law: &'a Law,
    start: FiscalYearStart,
    item: &'a Expenditure,
    at: &'a Pointer,
    allowed: &'a BTreeMap<(usize, usize), i64>,
}

impl Item<'_> {
    fn amounts(&self, index: usize, gather: &mut Gather) -> Found {
        let date = self.item.arose_on;
        let one = |amount: Ratio, fits| Found { amounts: vec![(date, amount)], eligible_share: Ratio::one(), fits };
        match &self.item.kind {
            Kind::Wages { amount_cents, time_share } => one(amount_cents.ratio() * time_share, Truth::Yes),
            Kind::OwnWork { days } => {
                Found { amounts: self.by_hour(index, days, gather), eligible_share: Ratio::one(), fits: Truth::Yes }
            }
            Kind::Partner { amount_cents, days, .. } => {
                let most: Ratio = self.by_hour(index, days, gather).into_iter().map(|(_, amount)| amount).sum();
                let paid = amount_cents.ratio();
                if paid > most {
                    gather.notice(Severity::Info, &say::PARTNER_CAPPED, self.at, &[("most", most.to_money().into())]);
                }
                one(paid.min(most), Truth::Yes)
            }
            Kind::Depreciation { value_loss_cents, acquired_on, months_not_met, qualifies } => {
                self.depreciation(*value_loss_cents, *acquired_on, *months_not_met, *qualifies, gather)
            }
            Kind::Contract { fee_cents, ordered_on, subcontracted_cents, contractor_in_eea } => {
                let rule = self.law.rule("fzulg.contract", *ordered_on);
                if let Some(rule) = rule {
                    gather.decisive(rule);
                }
                let share = rule.map_or_else(Ratio::zero, |rule| rule.share());
                if contractor_in_eea.given().is_none() {
                    gather.question(&self.at.field("kind").field("contractor_in_eea"), &say::ASK_EEA, &[]);
                }
                let fee = *fee_cents - *subcontracted_cents;
                Found {
                    amounts: vec![(date, fee.ratio() * &share)],
                    eligible_share: share,
                    fits: Truth::from(*contractor_in_eea),
                }
            }
        }
    }

    /// Minutes within the weekly limit at the rate of the day.
    fn by_hour(&self, index: usize, days: &[WorkedDay], gather: &mut Gather) -> Vec<(Date, Ratio)> {
        let mut list = Vec::with_capacity(days.len());
        let mut cut = false;
        for (place, day) in days.iter().enumerate() {
            let minutes = self.allowed.get(&(index, place)).copied().unwrap_or(0);
            cut |= minutes < i64::from(day.minutes);
            let early = self.law.rule("fzulg.own_work.hour_early_2024", day.date);
            if early.is_some() {
                let at = Pointer::root().field("hour_rate_from");
                gather.notice(Severity::Warn, &say::HOUR_RATE_2024, &at, &[]);
            }
            let early = early.filter(|_| self.input.hour_rate_from == GrowthActStart::StartOf2024);
            let Some(rule) = early.or_else(|| self.law.rule("fzulg.own_work.hour", day.date)) else { continue };
            gather.decisive(rule);
            if let Some(hours) = Ratio::new(minutes, 60) {
                list.push((day.date, rule.ratio() * &hours));
            }
        }
        if cut {
            gather.notice(Severity::Info, &say::WEEK_CAPPED, self.at, &[]);
            gather.rule_on(self.law, "fzulg.own_work.week", self.item.arose_on);
        }
        list
    }

    fn depreciation(
        &self,
        value_loss: Money,
        acquired_on: Date,
        months_not_met: u8,
        qualifies: Answer<bool>,
        gather: &mut Gather,
    ) -> Found {
        let at = self.at.field("kind");
        let date = self.item.arose_on;
        let year = self.start.year_of(date);
        let first = self.start.first_day(year).unwrap_or(date);
        let rule = self.law.rule("fzulg.depreciation", acquired_on);
        let young = rule.is_some() && self.law.rule("fzulg.depreciation_year", first).is_some();
        if let Some(rule) = rule {
            gather.decisive(rule);
        }
        if qualifies.given().is_none() {
            gather.question(&at.field("qualifies"), &say::ASK_QUALIFIES, &[]);
        }
        // Full months of the fiscal year before the purchase.
        let before = (0..12).take_while(|month| first.add_months(month + 1) <= acquired_on).count();
        let before = i64::try_from(before).unwrap_or(12);
        let mut missing = i64::from(months_not_met);
        if before > 0 && self.start.year_of(acquired_on) == year {
            gather.notice(Severity::Warn, &say::PURCHASE_YEAR, &at, &[("months", before.into())]);
            if self.input.purchase_year == PurchaseYear::Literal {
                missing += before;
            }
        }
        let months = rule.and_then(|rule| rule.value()).unwrap_or(12);
        let share = Ratio::new((months - missing).max(0), months).unwrap_or_else(Ratio::zero);
        Found {
            amounts: vec![(date, value_loss.ratio() * &share)],
            eligible_share: share,
            fits: Truth::from(young) & Truth::from(qualifies),
        }
    }
}

/// Minutes of each worked day that stay within the weekly limit of the person, earlier days first: keyed by item and
/// place of the day.
fn allowed_minutes(input: &ResearchAllowanceInput, law: &Law) -> BTreeMap<(usize, usize), i64> {
    let mut all: Vec<(Option<&Id>, Date, usize, usize, i64)> = Vec::new();
    for (index, item) in input.expenditure.iter().enumerate() {
        let (person, days) = match &item.kind {
            Kind::OwnWork { days } => (None, days),
            Kind::Partner { partner, days, .. } => (Some(partner), days),
            Kind::Wages { .. } | Kind::Depreciation { .. } | Kind::Contract { .. } => continue,
        };
        for (place, day) in days.iter().enumerate() {
            all.push((person, day.date, index, place, i64::from(day.minutes)));
        }
    }
    all.sort_unstable();
    let mut used: BTreeMap<(Option<&Id>, (i16, i8)), i64> = BTreeMap::new();
    let mut allowed = BTreeMap::new();
    for (person, date, index, place, minutes) in all {
        let limit = law.rule("fzulg.own_work.week", date).and_then(|rule| rule.value()).unwrap_or(0) * 60;
        let sum = used.entry((person, date.iso_week())).or_insert(0);
        let granted = minutes.min(limit - *sum).max(0);
        *sum += granted;
        allowed.insert((index, place), granted);
    }
    allowed
}

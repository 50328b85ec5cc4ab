//! The operation `aid.research_allowance`: what the allowance comes to, by year and by project.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use crate::base::law::Law;
use crate::base::{Answer, Date, Error, Id, Money, Pointer, Problems, Ratio, SchemaVersion, Severity, Text, Truth};

use super::super::de_minimis::FiscalYearStart;
use super::allowance::{Assumption, Share, YearResult, allowances, terms};
use super::base::{Part, parts};
use super::input::{DeMinimisExcess, OwnWorkOverhead, ResearchAllowanceInput};
use super::sentences as say;
use crate::base::grounds::{Gather, Grounds};

/// The research allowance of a claimant; bounds where facts are missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ResearchAllowance {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// May the claimant claim at all?
    pub entitled: Truth,
    /// What each item contributes to the base, in the order of the document, before caps, in cents rounded down.
    pub items: Vec<ItemBase>,
    /// By fiscal year.
    pub years: Vec<YearAllowance>,
    /// By project, in the order of the document.
    pub projects: Vec<ProjectAllowance>,
    /// All years, whatever the missing facts are, in cents.
    pub at_least_cents: Money,
    /// All years, if every missing fact turns out well, in cents.
    pub at_most_cents: Money,
    /// The part that is de minimis aid, at most, in cents rounded up.
    pub de_minimis_at_most_cents: Money,
    /// Does that part stay within the de minimis headroom?
    pub de_minimis_fits: Truth,
    /// What is left of all years once the de minimis headroom has been looked at, whatever the missing facts are, in cents.
    pub payable_at_least_cents: Money,
    /// The same if every missing fact turns out well, in cents.
    pub payable_at_most_cents: Money,
    /// What to do when.
    pub steps: Text,
    /// The rules, questions and findings behind the answer.
    pub grounds: Grounds,
}

/// What an item contributes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ItemBase {
    /// The item.
    pub id: Id,
    /// The eligible amount with overhead, whatever the missing facts are, in cents.
    pub at_least_cents: Money,
    /// The eligible amount with overhead, if every missing fact turns out well, in cents.
    pub at_most_cents: Money,
    /// The overhead in the upper figure, in cents.
    pub overhead_cents: Money,
}

/// A fiscal year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct YearAllowance {
    /// First day of the fiscal year.
    pub first: Date,
    /// Last day of the fiscal year.
    pub last: Date,
    /// The assessment base before caps, at least, in cents.
    pub base_at_least_cents: Money,
    /// The assessment base before caps, at most, in cents.
    pub base_at_most_cents: Money,
    /// The last cap that applies in the year, before what linked claimants use, in cents.
    pub cap_cents: Money,
    /// The allowance whatever the missing facts are, in cents rounded down.
    pub at_least_cents: Money,
    /// The allowance if every missing fact turns out well, in cents rounded down.
    pub at_most_cents: Money,
    /// The application to the tax office is possible from this day on.
    pub claim_from: Date,
}

/// A project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProjectAllowance {
    /// The project.
    pub id: Id,
    /// Its allowance over all years whatever the missing facts are, in cents rounded down.
    pub at_least_cents: Money,
    /// Its allowance over all years if every missing fact turns out well, in cents rounded down.
    pub at_most_cents: Money,
}

/// The research allowance (Forschungszulage) by fiscal year and by project.
///
/// # Errors
/// All problems of the document: unknown projects, repeated ids, negative amounts, shares above one, impossible days.
pub fn research_allowance(input: &ResearchAllowanceInput) -> Result<ResearchAllowance, Error> {
    research_allowance_under(input, Law::embedded())
}

/// The same under a law of the caller's.
///
/// # Errors
/// As [`research_allowance`].
pub fn research_allowance_under(input: &ResearchAllowanceInput, law: &Law) -> Result<ResearchAllowance, Error> {
    let mut problems = Problems::new();
    input.check(&mut problems);
    problems.finish()?;
    let mut gather = Gather::default();
    let start = FiscalYearStart::new(input.fiscal_year_start_month).unwrap_or_default();
    let entitled = entitled(input, &mut gather);
    let parts = parts(input, law, &mut gather);
    let claim = Claim { input, law, start, parts: &parts };
    let (best_years, best_projects) = claim.allowances(true);
    let (worst_years, worst_projects) = claim.allowances(false);
    claim.ask(&best_years, &mut gather);
    let sure = entitled.is_yes();
    let possible = !entitled.is_no();
    let cents = |exact: &Ratio| Money::from_cents(exact.floor());
    let least = |exact: Option<&Ratio>| exact.filter(|_| sure).map_or(Money::ZERO, cents);
    let most = |exact: Option<&Ratio>| exact.filter(|_| possible).map_or(Money::ZERO, cents);
    let mut years = Vec::new();
    for (year, best) in &best_years {
        let worst = worst_years.get(year);
        let first = start.first_day(*year);
        let next = year.checked_add(1).and_then(|year| start.first_day(year));
        let (Some(first), Some(next)) = (first, next) else { continue };
        years.push(YearAllowance {
            first,
            last: next.previous(),
            base_at_least_cents: worst.map_or(Money::ZERO, |worst| cents(&worst.base)),
            base_at_most_cents: cents(&best.base),
            cap_cents: best.cap,
            at_least_cents: least(worst.map(|worst| &worst.allowance)),
            at_most_cents: most(Some(&best.allowance)),
            claim_from: next,
        });
    }
    let projects = input.projects.iter().enumerate().map(|(index, project)| ProjectAllowance {
        id: project.id.clone(),
        at_least_cents: least(worst_projects.get(&index)),
        at_most_cents: most(best_projects.get(&index)),
    });
    let projects = projects.collect();
    let de_minimis: Ratio = best_years.values().filter(|_| possible).map(|year| &year.de_minimis).sum();
    let de_minimis = Money::from_cents(de_minimis.ceil());
    let certain: Ratio = worst_years.values().filter(|_| sure).map(|year| &year.de_minimis).sum();
    let certain = Money::from_cents(certain.ceil());
    let de_minimis_fits = claim.de_minimis_fits(de_minimis, certain, &mut gather);
    let at_least_cents: Money = years.iter().map(|year| year.at_least_cents).sum();
    let at_most_cents: Money = years.iter().map(|year| year.at_most_cents).sum();
    let (paid_least, paid_most) = claim.de_minimis_paid(certain, de_minimis);
    gather.notice(Severity::Info, &say::LETTER, &Pointer::root(), &[]);
    Ok(ResearchAllowance {
        schema_version: SchemaVersion,
        entitled,
        items: claim.items(),
        at_least_cents,
        at_most_cents,
        years,
        projects,
        de_minimis_at_most_cents: de_minimis,
        de_minimis_fits,
        payable_at_least_cents: (at_least_cents - certain + paid_least).max(Money::ZERO),
        payable_at_most_cents: (at_most_cents - de_minimis + paid_most).max(Money::ZERO),
        steps: say::STEPS.text(),
        grounds: gather.finish(),
    })
}

fn entitled(input: &ResearchAllowanceInput, gather: &mut Gather) -> Truth {
    let at = Pointer::root().field("claimant");
    let claimant = &input.claimant;
    let mut ask = |answer: Answer<bool>, field: &str, question| {
        if answer.given().is_none() {
            gather.question(&at.field(field), question, &[]);
        }
        Truth::from(answer)
    };
    let taxable = ask(claimant.taxable, "taxable", &say::ASK_TAXABLE);
    let sound = !ask(claimant.in_difficulty, "in_difficulty", &say::ASK_DIFFICULTY);
    let free = !ask(claimant.recovery_order, "recovery_order", &say::ASK_RECOVERY);
    let mut entitled = taxable & sound;
    if entitled.is_no() {
        gather.notice(Severity::Block, &say::NO_CLAIM, &at, &[]);
    }
    if free.is_no() {
        gather.notice(Severity::Block, &say::SUSPENDED, &at, &[]);
    }
    entitled = entitled & free;
    for (index, project) in input.projects.iter().enumerate() {
        if project.certified.given().is_none() {
            let at = Pointer::root().field("projects").index(index).field("certified");
            gather.question(&at, &say::ASK_CERTIFIED, &[]);
        }
    }
    entitled
}

struct Claim<'a> {
    input: &'a ResearchAllowanceInput,
    law: &'a Law,
    start: FiscalYearStart,
    parts: &'a [Part],
}

impl Claim<'_> {
    /// The allowances if every missing fact turns out well, or badly.
    fn allowances(&self, best: bool) -> (BTreeMap<i16, YearResult>, BTreeMap<usize, Ratio>) {
        let input = self.input;
        let certified = |project: usize| match input.projects.get(project).map(|project| project.certified) {
            Some(Answer::Given(certified)) => certified,
            _ => best,
        };
        let shares: Vec<Share> = self
            .parts
            .iter()
            .filter(|part| certified(part.project))
            .map(|part| {
                let amount = if best { part.amount.clone() } else { part.certain.clone() };
                let de_minimis = match (part.own_work, input.own_work_overhead) {
                    (false, _) => Ratio::zero(),
                    (true, OwnWorkOverhead::Counts) => amount.clone(),
                    (true, OwnWorkOverhead::DoesNotCount) => {
                        // The same share of every amount is overhead.
                        let without = part.amount.clone() - &part.overhead;
                        let share = without.checked_div(&part.amount).unwrap_or_else(Ratio::zero);
                        amount.clone() * &share
                    }
                };
                Share { project: part.project, date: part.date, amount, de_minimis }
            })
            .collect();
        let sme = input.sme_increase_applied_for && input.size.given().map_or(best, |size| size.is_sme());
        let sme = sme.then_some(input.sme_increase_from);
        let others = |year: i16| match input.linked {
            Answer::Given(false) => Some(Money::ZERO),
            Answer::Given(true) => {
                let stated = input.group_use.iter().find(|group| group.year == year);
                match stated.map(|group| group.others_cents) {
                    Some(Answer::Given(amount)) => Some(amount),
                    _ => best.then_some(Money::ZERO),
                }
            }
            Answer::NotAsked | Answer::DontKnow => best.then_some(Money::ZERO),
        };
        let other_aid = |project: usize| match input.projects.get(project).map(|project| project.other_aid_cents) {
            Some(Answer::Given(amount)) => Some(amount),
            _ => best.then_some(Money::ZERO),
        };
        let straddling_year = input.straddling_year;
        let assumption = Assumption { sme, straddling_year, others: &others, other_aid: &other_aid };
        allowances(self.law, self.start, &shares, &assumption)
    }

    /// Questions and findings about years, size, group and projects.
    fn ask(&self, years: &BTreeMap<i16, YearResult>, gather: &mut Gather) {
        let root = Pointer::root();
        let input = self.input;
        if input.size.given().is_none() && input.sme_increase_applied_for {
            gather.question(&root.field("size"), &say::ASK_SIZE, &[]);
        }
        if input.linked.given().is_none() {
            gather.question(&root.field("linked"), &say::ASK_LINKED, &[]);
        }
        for (index, project) in input.projects.iter().enumerate() {
            let at = root.field("projects").index(index).field("other_aid_cents");
            match project.other_aid_cents {
                Answer::Given(amount) if amount > Money::ZERO => {
                    gather.notice(Severity::Warn, &say::CHECK_CUMULATION, &at, &[]);
                }
                Answer::Given(_) => {}
                Answer::NotAsked | Answer::DontKnow => gather.question(&at, &say::ASK_OTHER_AID, &[]),
            }
        }
        let mut seen: BTreeMap<i16, BTreeSet<_>> = BTreeMap::new();
        for part in self.parts {
            let at = root.field("expenditure").index(part.item);
            let may_be_sme = input.size.given().is_none_or(|size| size.is_sme());
            if input.sme_increase_applied_for
                && may_be_sme
                && let Some(rule) = self.law.rule("fzulg.rate_sme_early_2024", part.date)
            {
                gather.rule(rule);
                gather.notice(Severity::Warn, &say::SME_INCREASE_2024, &root.field("sme_increase_from"), &[]);
            }
            match terms(self.law, part.date, Some(input.sme_increase_from)) {
                None => gather.notice(Severity::Warn, &say::OUTSIDE, &at, &[]),
                Some(terms) => {
                    seen.entry(self.start.year_of(part.date)).or_default().insert(terms);
                    for id in ["fzulg.cap", "fzulg.rate", "fzulg.rate_sme", "fzulg.project_limit"] {
                        gather.rule_on(self.law, id, part.date);
                    }
                }
            }
        }
        for (year, result) in years {
            let shown = || ("year", year.to_string().into());
            let at = root.field("group_use");
            if seen.get(year).is_some_and(|terms| terms.len() > 1) {
                gather.notice(Severity::Warn, &say::STRADDLES, &root.field("expenditure"), &[shown()]);
            }
            let stated = input.group_use.iter().find(|group| group.year == *year);
            if input.linked == Answer::Given(true) && stated.is_none_or(|group| group.others_cents.given().is_none()) {
                gather.question(&at, &say::ASK_OTHERS, &[shown()]);
            }
            if result.capped {
                let args = [shown(), ("cap", result.cap.into())];
                gather.notice(Severity::Warn, &say::CAPPED, &root.field("expenditure"), &args);
            }
            if result.project_limited {
                gather.notice(Severity::Warn, &say::PROJECT_LIMIT, &root.field("projects"), &[]);
            }
        }
    }

    fn de_minimis_fits(&self, most: Money, least: Money, gather: &mut Gather) -> Truth {
        if most.is_zero() {
            return Truth::Yes;
        }
        let at = Pointer::root().field("de_minimis_headroom_cents");
        gather.notice(Severity::Info, &say::OWN_WORK, &at, &[]);
        if self.parts.iter().any(|part| part.own_work && !part.overhead.is_zero()) {
            let at = Pointer::root().field("own_work_overhead");
            gather.notice(Severity::Warn, &say::OWN_WORK_OVERHEAD, &at, &[]);
        }
        match self.input.de_minimis_headroom_cents {
            Answer::Given(headroom) if most <= headroom => Truth::Yes,
            Answer::Given(headroom) => {
                let args = [("part", most.into()), ("headroom", headroom.into())];
                gather.notice(Severity::Warn, &say::DE_MINIMIS_LOST, &at, &args);
                if least > headroom { Truth::No } else { Truth::Open }
            }
            Answer::NotAsked | Answer::DontKnow => {
                gather.question(&at, &say::ASK_HEADROOM, &[]);
                Truth::Open
            }
        }
    }

    /// What is paid of the de minimis part, given that it lies between two amounts.
    fn de_minimis_paid(&self, least: Money, most: Money) -> (Money, Money) {
        let Answer::Given(headroom) = self.input.de_minimis_headroom_cents else { return (Money::ZERO, most) };
        match self.input.de_minimis_excess {
            _ if most <= headroom => (least, most),
            DeMinimisExcess::PaidUpToHeadroom => (least.min(headroom), headroom),
            DeMinimisExcess::WholeLost if least <= headroom => (Money::ZERO, headroom),
            DeMinimisExcess::WholeLost => (Money::ZERO, Money::ZERO),
        }
    }

    fn items(&self) -> Vec<ItemBase> {
        let cents = |exact: Ratio| Money::from_cents(exact.floor());
        let rows = self.input.expenditure.iter().enumerate().map(|(index, item)| {
            let of = |figure: fn(&Part) -> &Ratio| {
                cents(self.parts.iter().filter(|part| part.item == index).map(figure).sum())
            };
            ItemBase {
                id: item.id.clone(),
                at_least_cents: of(|part| &part.certain),
                at_most_cents: of(|part| &part.amount),
                overhead_cents: of(|part| &part.overhead),
            }
        });
        rows.collect()
    }
}

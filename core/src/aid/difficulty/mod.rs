//! The operation `aid.difficulty`: is the undertaking in difficulty (Reg. (EU) 651/2014 Art 2(18))?
//!
//! Every limb gets its own verdict with the figures that it rests on; a missing figure leaves a limb open unless the
//! figures that are known decide it. "More than half" is strict: exactly half lost is not difficulty.

mod crisis;
pub mod facts;
mod limbs;
mod limits;
mod sentences;
mod test;

use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Cow;

use self::facts::{DifficultyInput, Level, MAX_YEARS, OwnFunds, Undertaking};
use self::limbs::Examiner;
use self::test::Test;
use super::intensity::{GberStatus, GberVersion};
use crate::base::grounds::{Gather, Grounds};
use crate::base::law::{Law, Rule};
use crate::base::{
    Answer, Code, Date, Error, Figure, Money, Pointer, Problem, Problems, SchemaVersion, Severity, Text, Truth,
};

/// Is the undertaking in difficulty?
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Difficulty {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The day of the grant.
    pub grant_date: Date,
    /// Company and group together: the undertaking.
    pub in_difficulty: Truth,
    /// Does a temporary exception cover it all the same? Only for difficulty that arose in 2020 and 2021; *no* when it is
    /// not in difficulty.
    pub exception: Truth,
    /// Is it excluded from aid under the block exemption regulation: in difficulty without an exception?
    pub excluded: Truth,
    /// The company by itself.
    pub company: LevelReport,
    /// The group, when its figures are given.
    pub group: Option<LevelReport>,
    /// Rules, questions, findings.
    pub grounds: Grounds,
}

/// The test at one level.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LevelReport {
    /// Any limb?
    pub in_difficulty: Truth,
    /// The limbs (a) to (e).
    pub limbs: Vec<LimbReport>,
}

/// The limbs of the definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Limb {
    /// Limited liability company: share capital lost.
    A,
    /// Company with fully liable members: capital lost.
    B,
    /// Insolvency.
    C,
    /// Rescue or restructuring aid.
    D,
    /// Large undertaking: debt and interest cover.
    E,
}

/// One limb.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LimbReport {
    /// Which.
    pub limb: Limb,
    /// Does it hold?
    pub verdict: Truth,
    /// Does it apply to undertakings of this kind?
    pub applies: Truth,
    /// Is its test met, whoever it applies to?
    pub test: Truth,
    /// Does the exception for young SMEs take it out? Only (a) and (b) have one.
    pub exempt: Truth,
    /// The figures that it rests on, as far as certain.
    pub figures: Vec<NamedFigure>,
    /// The article.
    pub rule: Cow<'static, str>,
    /// In words.
    pub text: Text,
}

/// A figure of the test.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct NamedFigure {
    /// What it is, for example `subscribed_capital_and_premium`.
    pub name: &'static str,
    /// The year, where it belongs to one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closing: Option<Date>,
    /// The amount in cents, or the ratio.
    pub value: Figure,
}

/// The rules of the test on one day.
pub(super) struct DifficultyLaw<'l> {
    pub share_capital_lost: &'l Rule,
    pub capital_lost: &'l Rule,
    pub young_sme: &'l Rule,
    pub risk_finance_sme: &'l Rule,
    pub debt_to_equity: &'l Rule,
    pub interest_cover: &'l Rule,
    pub periods: &'l Rule,
}

/// The ids of every rule that the test needs.
pub const RULES: &[&str] = &[
    "difficulty.share_capital_lost",
    "difficulty.capital_lost",
    "difficulty.young_sme",
    "difficulty.risk_finance_sme",
    "difficulty.debt_to_equity",
    "difficulty.interest_cover",
    "difficulty.periods",
];

impl<'l> DifficultyLaw<'l> {
    fn on(law: &'l Law, date: Date) -> Result<Self, Error> {
        Ok(Self {
            share_capital_lost: law.require("difficulty.share_capital_lost", date)?,
            capital_lost: law.require("difficulty.capital_lost", date)?,
            young_sme: law.require("difficulty.young_sme", date)?,
            risk_finance_sme: law.require("difficulty.risk_finance_sme", date)?,
            debt_to_equity: law.require("difficulty.debt_to_equity", date)?,
            interest_cover: law.require("difficulty.interest_cover", date)?,
            periods: law.require("difficulty.periods", date)?,
        })
    }
    fn all(&self) -> [&'l Rule; 7] {
        [
            self.share_capital_lost,
            self.capital_lost,
            self.young_sme,
            self.risk_finance_sme,
            self.debt_to_equity,
            self.interest_cover,
            self.periods,
        ]
    }
}

/// Is the undertaking in difficulty, under the built-in law?
///
/// # Errors
/// All problems of the input: negative amounts, items that contradict the total of own funds, years twice, dates out
/// of range.
///
/// ```
/// use machbar::aid::difficulty::difficulty;
/// let input = serde_json::from_str(r#"{
///     "grant_date": "2026-11-20", "sme": true, "part_of_group": false,
///     "company": { "legal_form": "gmbh", "founded": "1961-01-01",
///         "own_funds": { "subscribed_capital_cents": 10000000, "equity_cents": 4999999 } } }"#).unwrap();
/// assert!(difficulty(&input).unwrap().in_difficulty.is_yes());
/// ```
pub fn difficulty(input: &DifficultyInput) -> Result<Difficulty, Error> {
    difficulty_under(input, Law::embedded())
}

/// Is the undertaking in difficulty, under a law of the caller's?
///
/// # Errors
/// As [`difficulty`].
pub fn difficulty_under(input: &DifficultyInput, law: &Law) -> Result<Difficulty, Error> {
    let rules = rules(input, law)?;
    check(input)?;
    let mut gather = Gather::default();
    rules.all().into_iter().for_each(|rule| gather.rule(rule));
    let root = Pointer::root();
    let mut examine = |undertaking: &Undertaking, at: &Pointer| {
        let test = Test { input, law: &rules, of: undertaking, form: input.disputed_form };
        Examiner { test, at, gather: &mut gather }.level()
    };
    let company = examine(&input.company, &root.field("company"));
    let group = input.group.as_ref().map(|group| examine(group, &root.field("group")));
    let beyond = group.as_ref().map(|group| group.in_difficulty);
    let in_difficulty = undertaking(input, company.in_difficulty, beyond);
    let asks = input.level != Level::CompanyAlone && input.part_of_group != Answer::Given(false);
    if in_difficulty.is_open() && group.is_none() && asks {
        gather.question(&root.field("part_of_group"), &sentences::ASK_GROUP, &[]);
    }
    if group.as_ref().is_some_and(|group| group.in_difficulty != company.in_difficulty) {
        gather.notice(Severity::Warn, &sentences::LEVELS_DIFFER, &root.field("group"), &[]);
    }
    let covered = if in_difficulty.is_no() { Truth::No } else { crisis::covers(input, law, &mut gather) };
    let (status, _) = GberStatus::on(law, GberVersion::default(), input.grant_date);
    if status != GberStatus::InForce {
        gather.notice(Severity::Warn, &sentences::AFTER_GBER, &root.field("grant_date"), &[]);
    }
    Ok(Difficulty {
        schema_version: SchemaVersion,
        grant_date: input.grant_date,
        in_difficulty,
        exception: in_difficulty & covered,
        excluded: in_difficulty & !covered,
        company,
        group,
        grounds: gather.finish(),
    })
}

/// The verdict alone, without words: company and group together, under a law of the caller's.
///
/// # Errors
/// As [`difficulty`].
pub fn in_difficulty(input: &DifficultyInput, law: &Law) -> Result<Truth, Error> {
    let rules = rules(input, law)?;
    check(input)?;
    let verdict = |of: &Undertaking| Test { input, law: &rules, of, form: input.disputed_form }.in_difficulty();
    Ok(undertaking(input, verdict(&input.company), input.group.as_ref().map(verdict)))
}

fn rules<'l>(input: &DifficultyInput, law: &'l Law) -> Result<DifficultyLaw<'l>, Error> {
    DifficultyLaw::on(law, input.grant_date).map_err(|error| -> Error {
        let mut problem = Problem::new(Code::OutOfRange, Pointer::root().field("grant_date")).found(input.grant_date);
        problem.hint = error.problems.into_iter().next().and_then(|problem| problem.hint);
        problem.into()
    })
}

/// The verdict on the undertaking from those on the company and its group.
fn undertaking(input: &DifficultyInput, company: Truth, group: Option<Truth>) -> Truth {
    let alone = input.part_of_group == Answer::Given(false);
    match (input.level, group) {
        (Level::CompanyAlone, _) => company,
        (Level::CompanyOrGroup, Some(group)) => company | group,
        (Level::GroupAlone, Some(group)) => group,
        (Level::CompanyOrGroup | Level::GroupAlone, None) if alone => company,
        (Level::CompanyOrGroup, None) => company | Truth::Open,
        (Level::GroupAlone, None) => Truth::Open,
    }
}

fn check(input: &DifficultyInput) -> Result<(), Error> {
    let mut problems = Problems::new();
    let root = Pointer::root();
    if let Some(day) = input.arose_on.given().filter(|day| **day > input.grant_date) {
        let at = root.field("arose_on");
        problems.push(Problem::new(Code::OutOfRange, at).found(day).expected(sentences::AROSE_LATER.text()));
    }
    check_undertaking(&input.company, input.grant_date, &root.field("company"), &mut problems);
    if let Some(group) = &input.group {
        check_undertaking(group, input.grant_date, &root.field("group"), &mut problems);
        if input.part_of_group == Answer::Given(false) {
            problems.push(Problem::new(Code::Contradiction, root.field("group")).hint(sentences::NO_GROUP.text()));
        }
    }
    problems.finish()
}

fn check_undertaking(of: &Undertaking, grant: Date, at: &Pointer, problems: &mut Problems) {
    if let Some(founded) = of.founded.given().filter(|founded| **founded > grant) {
        let place = at.field("founded");
        let expected = sentences::FOUNDED_LATER.text();
        problems.push(Problem::new(Code::OutOfRange, place).found(founded).expected(expected));
    }
    check_own_funds(&of.own_funds, &at.field("own_funds"), problems);
    let years = at.field("years");
    problems.at_most(years.clone(), of.years.len(), MAX_YEARS);
    for (position, year) in of.years.iter().enumerate().take(MAX_YEARS) {
        let place = years.index(position);
        for (name, amount) in [("debt_cents", &year.debt_cents), ("interest_cents", &year.interest_cents)] {
            not_negative(name, amount, &place, problems);
        }
        if of.years.iter().take(position).any(|other| other.closing == year.closing) {
            let hint = sentences::SAME_CLOSING.text();
            problems.push(Problem::new(Code::Contradiction, place.field("closing")).found(year.closing).hint(hint));
        }
    }
}

fn not_negative(name: &str, amount: &Answer<Money>, at: &Pointer, problems: &mut Problems) {
    if let Some(value) = amount.given().filter(|value| value.is_negative()) {
        problems.push(
            Problem::new(Code::OutOfRange, at.field(name))
                .found(value.cents())
                .expected(sentences::NOT_NEGATIVE.text()),
        );
    }
}

fn check_own_funds(funds: &OwnFunds, at: &Pointer, problems: &mut Problems) {
    let positive = [
        ("subscribed_capital_cents", &funds.subscribed_capital_cents),
        ("share_premium_cents", &funds.share_premium_cents),
        ("other_capital_reserves_cents", &funds.other_capital_reserves_cents),
        ("retained_earnings_cents", &funds.retained_earnings_cents),
        ("profit_carried_forward_cents", &funds.profit_carried_forward_cents),
        ("other_own_funds_cents", &funds.other_own_funds_cents),
    ];
    let loss = ("loss_carried_forward_cents", &funds.loss_carried_forward_cents);
    for (name, amount) in positive.into_iter().chain([loss]) {
        not_negative(name, amount, at, problems);
    }
    let items: Option<i64> = positive.iter().map(|(_, amount)| amount.given().map(|money| money.cents())).sum();
    let loss = funds.loss_carried_forward_cents.given().map(|money| money.cents());
    let result = funds.result_cents.given().map(|money| money.cents());
    if let (Some(items), Some(loss), Some(result), Some(equity)) = (items, loss, result, funds.equity_cents.given()) {
        let sum = items - loss + result;
        if sum != equity.cents() {
            problems.push(
                Problem::new(Code::Contradiction, at.field("equity_cents"))
                    .found(equity.cents())
                    .expected(Text::same(sum.to_string()))
                    .hint(sentences::EQUITY_DIFFERS.text()),
            );
        }
    }
}

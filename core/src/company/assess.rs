//! The class of size over every completion of the facts: the light answer, without words.

use super::SizeClass;
use super::facts::{self, Facts};
use super::graph::{EarlierStatus, OwnershipChangeKind, SizeInput, UnlistedHolders};
use super::ownership::{Edge, NONE, Net};
use super::status::{Levels, Periods, Range, Scale, Start, TOP, Totals, course};
use super::structure::{Atom, Completion, Evaluator, Structure};
use super::thresholds::SizeLaw;
use crate::base::law::Law;
use crate::base::{Code, Date, Error, Pointer, Problem, Problems, Truth};
use schemars::JsonSchema;
use serde::Serialize;

/// Most facts of the graph that are completed in every combination; beyond, the two extremes bound the answer.
const MAX_COMBINED: usize = 6;

/// The size of an enterprise, as far as the facts decide it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SizeVerdict {
    /// The class; `null` while facts are missing that decide.
    pub class: Option<SizeClass>,
    /// Every class that is possible, smallest first.
    pub possible: Vec<SizeClass>,
    /// Micro, small or medium?
    pub sme: Truth,
    /// Micro or small, as the bonuses of support law mean it?
    pub small: Truth,
    /// Small mid-cap, in both readings.
    pub small_mid_cap: SmallMidCap,
}

/// The two notions of a small mid-cap; neither is an SME, neither gives an SME bonus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SmallMidCap {
    /// Recommendation (EU) 2025/1099; has effect only where an act refers to it.
    pub recommendation_2025: Truth,
    /// The older notion of the risk-finance rules, carried into the block exemption.
    pub state_aid: Truth,
}

fn truth(yes: bool, no: bool) -> Truth {
    match (yes, no) {
        (true, true) => Truth::Open,
        (true, false) => Truth::Yes,
        _ => Truth::No,
    }
}

/// The levels that are possible without and with public control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Possible {
    pub plain: Levels,
    pub public: Levels,
}

impl Possible {
    pub(super) fn verdict(self, scale: &Scale, law: &SizeLaw<'_>) -> SizeVerdict {
        let plain = |levels: std::ops::RangeInclusive<u8>| levels.into_iter().any(|level| self.plain.has(level));
        let public = !self.public.is_empty();
        let mut possible: Vec<SizeClass> = self.plain.iter().map(|level| scale.class(level)).collect();
        if public {
            possible.push(SizeClass::Large);
        }
        possible.dedup();
        let class = match possible.as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        let state_aid_public = |levels: std::ops::RangeInclusive<u8>| levels.into_iter().any(|l| self.public.has(l));
        SizeVerdict {
            class,
            sme: truth(plain(0..=2), public || plain(3..=TOP)),
            small: truth(plain(0..=1), public || plain(2..=TOP)),
            small_mid_cap: SmallMidCap {
                recommendation_2025: truth(
                    law.mid_cap.is_some() && plain(3..=4),
                    law.mid_cap.is_none() || public || plain(0..=2) || plain(TOP..=TOP),
                ),
                // Not an SME, for whatever reason, and within the ceilings: a public holder does not matter here.
                state_aid: truth(
                    law.mid_cap_state_aid.is_some() && (plain(3..=3) || state_aid_public(0..=3)),
                    law.mid_cap_state_aid.is_none() || plain(0..=2) || plain(4..=TOP) || state_aid_public(4..=TOP),
                ),
            },
            possible,
        }
    }
}

/// Who declares that nobody holds a quarter lists nobody who does (Art 3(5)).
fn check_declarations(net: &Net<'_>, law: &SizeLaw<'_>) -> Result<(), Error> {
    let mut problems = Problems::new();
    for node in 0..net.enterprises {
        let declared = net.enterprise(node).and_then(|enterprise| enterprise.unlisted_holders.given());
        if declared != Some(&UnlistedHolders::DispersedDeclaration) {
            continue;
        }
        let reaches = |edge: &&Edge| net.stands(law.dispersed, edge.capital.low.max(edge.votes.low));
        if let Some(edge) = net.into(node).iter().find(reaches) {
            let at = Pointer::root().field("enterprises").index(node as usize).field("unlisted_holders");
            let args = [("holder", net.id(edge.holder).into())];
            problems.push(Problem::new(Code::Contradiction, at).hint(super::sentences::NOT_DISPERSED.with(&args)));
        }
    }
    problems.finish()
}

/// Ownership and the other facts of a document.
pub(super) type Parts<'n, 'a> = (&'n Net<'a>, &'n Facts<'a>);

/// Which closings count, and from what status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Plan {
    /// How many of the latest closings count for the status.
    pub used: usize,
    pub start: Start,
    /// How many closings in a row change the status.
    pub periods: Periods,
}

impl Plan {
    fn of(parts: Parts<'_, '_>, law: &SizeLaw<'_>) -> Result<Self, Error> {
        let (_, facts) = parts;
        let input = facts.input;
        let periods = Periods::of(law)?;
        let Some(change) = &input.ownership_change else {
            return Ok(Self { used: facts.periods, start: Start::of(input.earlier_status), periods });
        };
        if change.on > input.as_of {
            let at = Pointer::root().field("ownership_change").field("on");
            return Err(Problem::new(Code::OutOfRange, at)
                .found(change.on)
                .expected(super::sentences::UP_TO_DATE.with(&[("date", input.as_of.into())]))
                .into());
        }
        let after =
            (0..facts.periods).filter(|period| closing(parts, *period).is_none_or(|day| day >= change.on)).count();
        if change.kind == OwnershipChangeKind::LeftGroup && !input.leaving_group_immediate {
            let before = match Start::of(input.earlier_status) {
                Start::Before(levels) => levels,
                _ => Levels::ALL,
            };
            return Ok(Self { used: after, start: Start::Settled(before), periods });
        }
        // The structure of the day with the last closed accounts: the change takes effect at once.
        Ok(Self { used: after.max(1), start: Start::FirstClosing, periods })
    }
}

/// The closing date of a period of the enterprise in question, 0 the latest.
pub(super) fn closing((net, facts): Parts<'_, '_>, period: usize) -> Option<Date> {
    let own = facts.accounts(net.focus, period).or_else(|| facts.accounts(net.top(net.focus), period));
    own.map(|(accounts, _)| accounts.closing)
}

/// What the missing values of one kind of figure are taken for, to see whether they matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Probe {
    /// Everything from zero upwards.
    #[default]
    None,
    /// Missing headcounts, turnovers or balance sheets (0, 1, 2) as nothing.
    Nothing(u8),
    /// The same beyond every ceiling.
    Beyond(u8),
}

/// The aggregated figures of one period (Art 6).
pub(super) fn totals((net, facts): Parts<'_, '_>, structure: &Structure, period: usize, probe: Probe) -> Totals {
    let mut found = Totals::default();
    let (mut awu, mut turnover, mut balance) = (false, false, false);
    for (node, weight) in (0..net.enterprises).zip(&structure.weight) {
        let included = net.consolidated_in.get(node as usize).is_some_and(|parent| *parent != NONE);
        if *weight == 0 || included {
            continue;
        }
        let figures = facts.figures(node, period);
        let weight = i128::from(*weight);
        let add = |range: &mut Range, missing: &mut bool, value: Option<i128>| match value {
            Some(value) => range.low += weight * value,
            None => *missing = true,
        };
        add(&mut found.awu, &mut awu, figures.awu);
        add(&mut found.turnover, &mut turnover, figures.turnover);
        add(&mut found.balance, &mut balance, figures.balance);
    }
    let close = |range: &mut Range, missing: bool, kind: u8| match probe {
        Probe::Beyond(which) if which == kind && missing => *range = Range { low: i128::MAX, high: None },
        Probe::Nothing(which) if which == kind && !structure.boundless => range.high = Some(range.low),
        _ => range.high = (!missing && !structure.boundless).then_some(range.low),
    };
    close(&mut found.awu, awu, 0);
    close(&mut found.turnover, turnover, 1);
    close(&mut found.balance, balance, 2);
    found
}

/// The levels after each closing, the latest first: raw and official (empty where a closing does not count).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Closings {
    pub raw: Vec<Levels>,
    pub official: Vec<Levels>,
}

impl Closings {
    fn of(parts: Parts<'_, '_>, scale: &Scale, plan: Plan, structure: &Structure, probe: Probe) -> Self {
        let raw: Vec<Levels> =
            (0..parts.1.periods).map(|period| totals(parts, structure, period, probe).levels(scale)).collect();
        let mut official = course(plan.start, plan.periods, raw.iter().take(plan.used).rev().copied());
        official.reverse();
        if let (0, Start::Settled(levels)) = (plan.used, plan.start) {
            official.push(levels);
        }
        Self { raw, official }
    }
    fn now(&self) -> Levels {
        self.official.first().copied().unwrap_or_default()
    }
    fn join(&mut self, other: &Self, fill: bool) {
        let both = |mine: &mut Vec<Levels>, theirs: &[Levels]| {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                let all = mine.or(*theirs);
                *mine = if fill { all.filled() } else { all };
            }
        };
        both(&mut self.raw, &other.raw);
        both(&mut self.official, &other.official);
    }
}

/// Everything that is known about the size of an enterprise, before it is put into words.
pub(super) struct Assessment<'a, 'l> {
    pub net: Net<'a>,
    pub facts: Facts<'a>,
    pub law: SizeLaw<'l>,
    pub scale: Scale,
    pub plan: Plan,
    pub possible: Possible,
    pub closings: Closings,
    /// The structure under the completion of the smallest aggregate.
    pub low: Structure,
    /// The structure under the completion of the largest aggregate, where it differs.
    pub high: Option<Structure>,
    /// The facts of the graph that are not known and were consulted.
    pub atoms: Vec<Atom>,
}

impl<'a, 'l> Assessment<'a, 'l> {
    pub(super) fn of(input: &'a SizeInput, law: &'l Law) -> Result<Self, Error> {
        let rules = SizeLaw::on(law, input.as_of).map_err(|error| -> Error {
            let hint = error.problems.into_iter().next().and_then(|problem| problem.hint);
            let mut problem = Problem::new(Code::OutOfRange, Pointer::root().field("as_of")).found(input.as_of);
            problem.hint = hint;
            problem.into()
        })?;
        let (net, facts) = facts::read(input)?;
        check_declarations(&net, &rules)?;
        let parts = (&net, &facts);
        let unit = i128::from(net.unit);
        let scale = Scale::new(&rules, unit * i128::from(facts.awu_unit), unit * i128::from(facts.money_unit))?;
        let plan = Plan::of(parts, &rules)?;
        let (low, mut atoms) = Evaluator::run(parts, &rules, Completion::Low);
        let shares_open = net.edges.iter().any(|e| e.capital.low < e.capital.high || e.votes.low < e.votes.high);
        let mut closings = Closings::of(parts, &scale, plan, &low, Probe::None);
        let mut possible = Possible::default();
        possible.add(closings.now(), low.public);
        let mut found_high = None;
        if shares_open || !atoms.is_empty() {
            let (high, asked) = Evaluator::run(parts, &rules, Completion::High);
            atoms.extend(asked);
            atoms.sort_unstable();
            atoms.dedup();
            let same = (&high.weight, high.boundless, high.public) == (&low.weight, low.boundless, low.public);
            // Every combination, as long as no combination asks for a fact that the two extremes did not.
            let mut combined = None;
            if !same && !shares_open && atoms.len() <= MAX_COMBINED {
                let (mut all, mut met) = (closings.clone(), possible);
                let mut complete = true;
                for bits in 1..1_u32 << atoms.len() {
                    let (structure, asked) = Evaluator::run(parts, &rules, Completion::Bits(&atoms, bits));
                    complete &= asked.iter().all(|atom| atoms.binary_search(atom).is_ok());
                    let one = Closings::of(parts, &scale, plan, &structure, Probe::None);
                    met.add(one.now(), structure.public);
                    all.join(&one, false);
                }
                combined = complete.then_some((all, met));
            }
            match combined {
                Some(found) => (closings, possible) = found,
                None if !same => {
                    closings.join(&Closings::of(parts, &scale, plan, &high, Probe::None), true);
                    possible = Possible::between(closings.now(), &low, &high);
                }
                None => {}
            }
            found_high = (high != low).then_some(high);
        }
        Ok(Self { net, facts, law: rules, scale, plan, possible, closings, low, high: found_high, atoms })
    }

    /// The ownership and the other facts.
    pub(super) const fn parts(&self) -> Parts<'_, 'a> {
        (&self.net, &self.facts)
    }

    /// The classes that accounts before the oldest ones given could lead to, when they are not those of the answer.
    pub(super) fn other_classes_by_earlier_accounts(&self) -> Option<Vec<SizeClass>> {
        if self.plan.start != Start::FirstClosing || self.facts.input.ownership_change.is_some() {
            return None;
        }
        let raw = self.closings.raw.iter().take(self.plan.used).rev().copied();
        let levels = course(Start::Before(Levels::ALL), self.plan.periods, raw).last().copied()?;
        let possible =
            |levels| Possible { plain: levels, public: Levels::NONE }.verdict(&self.scale, &self.law).possible;
        let (others, own) = (possible(levels), possible(self.closings.now()));
        (others != own && !self.low.public).then_some(others)
    }

    /// Does the public-body rule come out differently when seats on boards are read the other way?
    pub(super) fn public_by_the_other_reading(&self) -> bool {
        if self.facts.input.enterprises.iter().all(|enterprise| enterprise.board.is_none()) {
            return false;
        }
        let board = self.facts.input.public_board.other();
        let other = |how| Evaluator::run_reading(self.parts(), &self.law, how, board).0.public;
        let high = self.high.as_ref().unwrap_or(&self.low);
        (other(Completion::Low), other(Completion::High)) != (self.low.public, high.public)
    }

    pub(super) fn verdict(&self) -> SizeVerdict {
        self.possible.verdict(&self.scale, &self.law)
    }

    /// The possible levels between the extremes when the missing figures of one kind are taken for nothing or beyond.
    pub(super) fn probe(&self, probe: Probe) -> Possible {
        let mut closings = Closings::of(self.parts(), &self.scale, self.plan, &self.low, probe);
        let high = self.high.as_ref().unwrap_or(&self.low);
        closings.join(&Closings::of(self.parts(), &self.scale, self.plan, high, probe), true);
        Possible::between(closings.now(), &self.low, high)
    }
}

impl Possible {
    fn add(&mut self, levels: Levels, public: bool) {
        let place = if public { &mut self.public } else { &mut self.plain };
        *place = place.or(levels);
    }
    fn between(levels: Levels, low: &Structure, high: &Structure) -> Self {
        Self {
            plain: if low.public { Levels::NONE } else { levels },
            public: if high.public { levels } else { Levels::NONE },
        }
    }
}

/// The size of an enterprise from its ownership graph: the verdict alone, for speed.
///
/// # Errors
/// All problems of the input; see [`super::size::size`].
pub fn classify(input: &SizeInput, law: &Law) -> Result<SizeVerdict, Error> {
    Ok(Assessment::of(input, law)?.verdict())
}

/// The size of an autonomous enterprise from its closed accounts, the oldest first.
///
/// ```
/// use machbar::base::{Answer, Money, Ratio, law::Law};
/// use machbar::company::{SizeClass, assess::{YearFigures, classify_autonomous}, graph::EarlierStatus};
/// let year = |awu: &str, turnover, balance| YearFigures {
///     awu: Answer::Given(awu.parse::<Ratio>().unwrap()),
///     turnover: Answer::Given(Money::from_euros(turnover)),
///     balance_sheet: Answer::Given(Money::from_euros(balance)),
/// };
/// let years = [year("114.5", 18_900_000, 13_800_000), year("116.8", 19_600_000, 14_100_000)];
/// let day = "2026-11-20".parse().unwrap();
/// let verdict = classify_autonomous(&years, EarlierStatus::default(), Law::embedded(), day).unwrap();
/// assert_eq!(verdict.class, Some(SizeClass::Medium));
/// ```
///
/// # Errors
/// [`Code::BadCatalogue`] when the law has no size rules for the day, [`Code::TooFew`] without figures,
/// [`Code::OutOfRange`] for a headcount that cannot be held exactly.
pub fn classify_autonomous(
    years: &[YearFigures],
    before: EarlierStatus,
    law: &Law,
    as_of: Date,
) -> Result<SizeVerdict, Error> {
    let rules = SizeLaw::on(law, as_of)?;
    if years.is_empty() {
        return Err(Problem::new(Code::TooFew, Pointer::root()).into());
    }
    let mut levels = Vec::with_capacity(years.len());
    let mut scale = Scale::new(&rules, 1, 1)?;
    for (position, year) in years.iter().enumerate() {
        let (top, bottom) = match year.awu.given() {
            None => (None, 1),
            Some(awu) => {
                let problem = || Problem::new(Code::OutOfRange, Pointer::root().index(position)).found(awu);
                let (top, bottom) = awu.parts().ok_or_else(problem)?;
                (Some(i128::from(top)), i128::from(bottom))
            }
        };
        scale = Scale::new(&rules, bottom, 1)?;
        let range = |value: Option<i128>| Range { low: value.unwrap_or(0), high: value };
        let money = |answer: &crate::base::Answer<crate::base::Money>| {
            range(answer.given().map(|money| i128::from(money.cents())))
        };
        let totals = Totals { awu: range(top), turnover: money(&year.turnover), balance: money(&year.balance_sheet) };
        levels.push(totals.levels(&scale));
    }
    let official = course(Start::of(before), Periods::of(&rules)?, levels);
    let plain = official.last().copied().unwrap_or_default();
    Ok(Possible { plain, public: Levels::NONE }.verdict(&scale, &rules))
}

/// The figures of one closed year of an autonomous enterprise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearFigures {
    /// Headcount in annual work units.
    pub awu: crate::base::Answer<crate::base::Ratio>,
    /// Turnover in cents, on an annual basis.
    pub turnover: crate::base::Answer<crate::base::Money>,
    /// Balance sheet total in cents.
    pub balance_sheet: crate::base::Answer<crate::base::Money>,
}

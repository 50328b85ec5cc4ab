//! The plans worth choosing between: most money, earliest prototype, least risk.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::columns::reach;
use super::compile::{Compiled, risk};
use super::instance::{Assignment, Choice, Outcome};
use super::query::{Found, Guide, Known, Limits, Query, Unfound};
use super::search::best;
use super::settle::Settled;

/// What counts as most money, and which plan comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Objective {
    /// Grants weighted with their chance, less what the applications cost; most first.
    #[default]
    ExpectedMoney,
    /// Grants if all are given, whatever the applications cost; most first.
    MostGrant,
    /// What the company pays in the end if all grants are given, with what the applications cost; least first.
    LeastOwnShare,
    /// The prototype that is ready first comes first, then expected money.
    EarliestPrototype,
    /// The plan that is most sure comes first, then expected money.
    LeastRisk,
}

/// A plan in numbers.
#[derive(Debug, Clone)]
pub(crate) struct Pick {
    pub(crate) found: Found,
    pub(crate) settled: Settled,
    pub(crate) risk: u8,
}

impl AsRef<Found> for Pick {
    fn as_ref(&self) -> &Found {
        &self.found
    }
}

/// The plans worth choosing between.
#[derive(Debug, Clone)]
pub(crate) struct Front {
    /// No other plan beats them; the one first that the objective puts first.
    pub(crate) picks: Vec<Pick>,
    /// A search for a further one was cut short before it found a plan.
    pub(crate) cut: bool,
}

impl Pick {
    fn value(&self) -> i64 {
        self.found.outcome.value
    }
    /// At least as good in money, time and risk, and better in one?
    fn beats(&self, other: &Self) -> bool {
        let mine = (self.value(), -self.settled.milestone, -i32::from(self.risk));
        let theirs = (other.value(), -other.settled.milestone, -i32::from(other.risk));
        mine.0 >= theirs.0 && mine.1 >= theirs.1 && mine.2 >= theirs.2 && mine != theirs
    }
}

impl Compiled<'_> {
    /// Lets the search look for what counts as most money.
    pub(crate) fn aim(&mut self, objective: Objective) {
        self.reach.take();
        // A loan is worth nothing by any measure; it is taken for its cash.
        for option in self.instance.options.iter_mut().filter(|option| !option.loan) {
            match objective {
                Objective::MostGrant => (option.chance, option.effort) = (1000, 0),
                Objective::LeastOwnShare => option.chance = 1000,
                Objective::ExpectedMoney | Objective::EarliestPrototype | Objective::LeastRisk => {}
            }
        }
    }

    /// The best plan within a latest milestone and a highest risk.
    pub(crate) fn best(&self, latest: i32, level: u8, nodes: u64) -> Result<Pick, Unfound> {
        self.best_near(latest, level, nodes, Known::default())
    }

    /// The same when a problem nearby is solved.
    pub(crate) fn best_near(&self, latest: i32, level: u8, nodes: u64, known: Known<'_>) -> Result<Pick, Unfound> {
        let limits = Limits { day: latest, risk: level, nodes };
        let query = self.query(limits, |_, _| true).within_funds(self).knowing(known);
        let mut found = best(&query, &|to, outcome| self.judge(to, outcome, latest))?;
        let nothing = Unfound::Nothing { nodes: found.nodes };
        let outcome = self.instance.evaluate(&found.assignment).ok_or(nothing)?;
        let settled = self.settle(&found.assignment, &outcome, latest).ok_or(nothing)?;
        found.outcome.grants.clone_from(&settled.grants);
        let risk = self.risk_of(&found.assignment);
        Ok(Pick { found, settled, risk })
    }

    /// A search among the choices that may be made.
    pub(crate) fn query(&self, limits: Limits, may: impl Fn(usize, &Choice) -> bool) -> Query<'_> {
        Query::new(&self.instance, self.reach.get_or_init(|| reach(&self.instance)), limits, may)
    }

    /// The highest risk among the choices of an assignment.
    fn risk_of(&self, assignment: &[Option<usize>]) -> u8 {
        let level =
            |(item, option): (usize, &Option<usize>)| self.instance.choice(item, (*option)?).map(|choice| choice.risk);
        assignment.iter().enumerate().filter_map(level).max().unwrap_or(risk::LEGAL_CLAIM)
    }

    /// Everything paid by the company itself; dates as if money did not matter.
    pub(crate) fn all_self_paid(&self) -> Option<Pick> {
        let assignment: Assignment = vec![None; self.instance.items.len()];
        let settled = self.settle_unpaid()?;
        let outcome = Outcome { value: settled.value, grants: vec![0; self.instance.options.len()], used: 0 };
        Some(Pick {
            found: Found { assignment, outcome, bound: 0, nodes: 0, guide: Guide::default() },
            settled,
            risk: risk::LEGAL_CLAIM,
        })
    }

    /// Every plan that no other beats in money, time and risk together; the one first that the objective puts first.
    ///
    /// # Errors
    /// When there is no plan at all, or none was found in time.
    pub(crate) fn front(&self, nodes: u64, objective: Objective) -> Result<Front, Unfound> {
        let mut levels: Vec<u8> = self.instance.choices.iter().flatten().map(|choice| choice.risk).collect();
        levels.push(risk::LEGAL_CLAIM);
        levels.sort_unstable();
        levels.dedup();
        let mut picks: Vec<Pick> = Vec::new();
        let mut unfound: Option<Unfound> = None;
        for level in levels.into_iter().rev() {
            // A plan with less risk than allowed is the best of the lower level, too.
            if picks.iter().any(|pick| pick.risk <= level) && self.same_as_before(&picks, level) {
                continue;
            }
            // Each plan is the best within less than the one before it.
            let mut latest = i32::MAX;
            let mut before: Option<Found> = None;
            loop {
                let known = Known { plan: before.as_ref(), best: true };
                let pick = match self.best_near(latest, level, nodes, known) {
                    Ok(pick) => pick,
                    Err(Unfound::Nothing { .. }) => break,
                    Err(cut @ Unfound::NodeLimit { .. }) => {
                        unfound = Some(cut);
                        break;
                    }
                };
                latest = pick.settled.milestone - 1;
                before = Some(pick.found.clone());
                let last = pick.found.outcome.used == 0;
                picks.push(pick);
                if last {
                    break;
                }
            }
        }
        if picks.is_empty() {
            return Err(unfound.unwrap_or(Unfound::Nothing { nodes: 0 }));
        }
        let all = picks.clone();
        picks.retain(|pick| !all.iter().any(|other| other.beats(pick)));
        picks.sort_by_key(|pick| {
            let money = std::cmp::Reverse(pick.value());
            let (day, risk, used) = (pick.settled.milestone, pick.risk, pick.found.outcome.used);
            match objective {
                Objective::EarliestPrototype => (i64::from(day), money, day, risk, used),
                Objective::LeastRisk => (i64::from(risk), money, day, risk, used),
                _ => (0, money, day, risk, used),
            }
        });
        picks.dedup_by(|a, b| (a.value(), a.settled.milestone, a.risk) == (b.value(), b.settled.milestone, b.risk));
        Ok(Front { picks, cut: unfound.is_some() })
    }

    /// Do all plans found so far keep to the level, so that searching it again finds them again?
    fn same_as_before(&self, picks: &[Pick], level: u8) -> bool {
        picks.iter().all(|pick| pick.risk <= level)
    }
}

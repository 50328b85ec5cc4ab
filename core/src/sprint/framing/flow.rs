//! How often every step runs, and how long the whole takes.
//!
//! The process is a chain of units: single steps, or blocks of parallel branches. From a unit an item goes on to the
//! next one or, along a loop, back to an earlier one: an absorbing Markov chain whose only way forward is one unit at
//! a time. Therefore the net flow across every gap between two units is exactly one item, which gives the expected
//! visits from the last unit backwards, without solving a system of equations:
//!
//! `visits(i) · forward(i) = 1 + Σ visits(k) · P(k → any unit up to i)` over the units `k` behind `i`.

use std::collections::{BTreeMap, BTreeSet};

use super::process::Process;
use crate::base::Ratio;

/// The figures of one step that the flow needs; nothing where unknown.
#[derive(Debug, Clone)]
pub(super) struct StepFigures {
    pub(super) execution: Ratio,
    pub(super) error_rate: Option<Ratio>,
    pub(super) process: Option<Ratio>,
    pub(super) wait: Option<Ratio>,
    pub(super) rework: Option<Ratio>,
}

/// A loop: after which step, from which unit to which, how often.
#[derive(Debug, Clone)]
pub(super) struct LoopFigures {
    pub(super) after_step: usize,
    pub(super) probability: Ratio,
    from: usize,
    to: usize,
}

/// A chain of units with their figures.
#[derive(Debug, Clone)]
pub(super) struct Flow {
    pub(super) steps: Vec<StepFigures>,
    pub(super) loops: Vec<LoopFigures>,
    /// Branches of every unit; a single step is one branch of one step.
    units: Vec<Vec<Vec<usize>>>,
}

fn minutes(value: Option<&u32>) -> Option<Ratio> {
    value.map(|minutes| Ratio::from(i64::from(*minutes)))
}

impl Flow {
    /// The flow of a process that was checked: ids are known and blocks are made of neighbouring steps.
    pub(super) fn of(process: &Process) -> Self {
        let place: BTreeMap<&str, usize> =
            process.steps.iter().enumerate().map(|(index, step)| (step.id.as_str(), index)).collect();
        let find = |id: &crate::base::Id| place.get(id.as_str()).copied();
        let steps = process
            .steps
            .iter()
            .map(|step| StepFigures {
                execution: step.execution_permille.ratio(),
                error_rate: step.ca_permille.given().map(|ca| Ratio::one() - ca.ratio()),
                process: minutes(step.process_minutes.given()),
                wait: minutes(step.wait_before_minutes.given()),
                rework: minutes(step.rework_minutes.given()),
            })
            .collect();
        let mut units: Vec<Vec<Vec<usize>>> = process
            .parallel
            .iter()
            .map(|block| block.branches.iter().map(|branch| branch.iter().filter_map(find).collect()).collect())
            .collect();
        let in_block: BTreeSet<usize> = units.iter().flatten().flatten().copied().collect();
        units.extend((0..process.steps.len()).filter(|index| !in_block.contains(index)).map(|index| vec![vec![index]]));
        units.sort_by_key(|unit| unit.iter().flatten().min().copied());
        let unit_of = |step: usize| units.iter().position(|unit| unit.iter().flatten().any(|other| *other == step));
        let loops = process
            .loops
            .iter()
            .filter_map(|edge| {
                let after_step = find(&edge.after)?;
                Some(LoopFigures {
                    after_step,
                    probability: edge.probability_permille.ratio(),
                    from: unit_of(after_step)?,
                    to: unit_of(find(&edge.back_to)?)?,
                })
            })
            .collect();
        Self { steps, loops, units }
    }

    /// How often a loop is taken after its unit: only if its step ran.
    fn taken(&self, edge: &LoopFigures) -> Ratio {
        self.steps.get(edge.after_step).map_or_else(Ratio::zero, |step| &step.execution * &edge.probability)
    }

    /// Probability to go on to the next unit.
    fn forward(&self, unit: usize) -> Ratio {
        Ratio::one() - self.loops.iter().filter(|edge| edge.from == unit).map(|edge| self.taken(edge)).sum::<Ratio>()
    }

    /// Expected visits of every unit; `Err` with the place of a loop that is always taken, so that no item ever
    /// arrives.
    pub(super) fn visits(&self) -> Result<Vec<Ratio>, usize> {
        let mut visits = vec![Ratio::zero(); self.units.len()];
        for unit in (0..self.units.len()).rev() {
            let returning: Ratio = self
                .loops
                .iter()
                .filter(|edge| edge.from > unit && edge.to <= unit)
                .filter_map(|edge| Some(visits.get(edge.from)? * &self.taken(edge)))
                .sum();
            let forward = self.forward(unit);
            let endless = || self.loops.iter().position(|edge| edge.from == unit).unwrap_or(0);
            if forward.is_negative() || forward.is_zero() {
                return Err(endless());
            }
            if let (Some(slot), Some(count)) = (visits.get_mut(unit), (Ratio::one() + returning).checked_div(&forward))
            {
                *slot = count;
            }
        }
        Ok(visits)
    }

    /// Expected runs of every step, given the visits of the units.
    pub(super) fn runs(&self, visits: &[Ratio]) -> Vec<Ratio> {
        let mut runs = vec![Ratio::zero(); self.steps.len()];
        for (unit, count) in self.units.iter().zip(visits) {
            for &step in unit.iter().flatten() {
                if let (Some(slot), Some(figures)) = (runs.get_mut(step), self.steps.get(step)) {
                    *slot = count * &figures.execution;
                }
            }
        }
        runs
    }

    /// One visit of every unit.
    pub(super) fn one_pass(&self) -> Vec<Ratio> {
        vec![Ratio::one(); self.units.len()]
    }

    /// Probability that an item never takes a loop.
    pub(super) fn straight(&self) -> Ratio {
        (0..self.units.len()).fold(Ratio::one(), |product, unit| product * self.forward(unit))
    }

    /// Expected minutes from arrival to hand-over, waiting included; nothing while a step's time is unknown.
    pub(super) fn lead(&self, visits: &[Ratio]) -> Option<Ratio> {
        self.units.iter().zip(visits).map(|(unit, count)| Some(&self.unit_lead(unit)? * count)).sum()
    }

    fn unit_lead(&self, branches: &[Vec<usize>]) -> Option<Ratio> {
        let spread: Option<Vec<BTreeMap<Ratio, Ratio>>> =
            branches.iter().map(|branch| self.durations(branch)).collect();
        Some(expected_maximum(&spread?))
    }

    /// Every duration a branch can have, with its probability.
    fn durations(&self, branch: &[usize]) -> Option<BTreeMap<Ratio, Ratio>> {
        let mut spread = BTreeMap::from([(Ratio::zero(), Ratio::one())]);
        for step in branch {
            let step = self.steps.get(*step)?;
            let duration = step.process.as_ref()? + step.wait.as_ref()?;
            let skipped = Ratio::one() - &step.execution;
            let mut next: BTreeMap<Ratio, Ratio> = BTreeMap::new();
            for (before, probability) in spread {
                let ran = &before + &duration;
                *next.entry(before).or_insert_with(Ratio::zero) += &(&probability * &skipped);
                *next.entry(ran).or_insert_with(Ratio::zero) += &(&probability * &step.execution);
            }
            spread = next;
        }
        Some(spread)
    }
}

/// The expected maximum of independent durations.
fn expected_maximum(branches: &[BTreeMap<Ratio, Ratio>]) -> Ratio {
    let all: BTreeSet<&Ratio> = branches.iter().flat_map(BTreeMap::keys).collect();
    let mut reached = Ratio::zero();
    let mut expected = Ratio::zero();
    for &duration in &all {
        let at_most = branches.iter().fold(Ratio::one(), |product, branch| {
            product * branch.range(..=duration).map(|(_, probability)| probability).sum::<Ratio>()
        });
        expected += &(duration * &(&at_most - &reached));
        reached = at_most;
    }
    expected
}

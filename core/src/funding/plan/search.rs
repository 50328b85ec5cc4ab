//! The exact search: branch and bound over the items, with the bound of [`super::bound`].
//!
//! Deterministic: the same instance gives the same plan. The budget is a count of nodes, not of
//! seconds; when it is used up the best plan so far is returned with the bound that is left.

use super::bound::{Node, Prices, Terms, bits};
use super::branching::{Child, halved, rank};
use super::columns::UNIT;
use super::instance::{Assignment, Outcome};
use super::liquidity::Partial;
use super::query::{Found, Guide, Judge, Query, Unfound, score};

/// Finds the assignment with the highest value; among equals the one with fewer applications.
///
/// # Errors
/// If no assignment is accepted by the judge, or none was found in time.
pub(crate) fn best(query: &Query<'_>, judge: Judge<'_>) -> Result<Found, Unfound> {
    let items = query.instance.items.len();
    let mut search = Search {
        query,
        judge,
        most: query.most(),
        best: None,
        nodes: 0,
        open: i64::MIN,
        assignment: vec![None; items],
        decided: 0,
        picks: Vec::new(),
        guide: Guide::default(),
    };
    search.offer(&vec![None; items]);
    search.run();
    let (nodes, open, guide) = (search.nodes, search.open, search.guide);
    let Some((_, assignment, outcome)) = search.best else {
        let bound = above(open);
        return Err(if open > i64::MIN { Unfound::NodeLimit { nodes, bound } } else { Unfound::Nothing { nodes } });
    };
    let bound = above(open).max(outcome.value);
    Ok(Found { assignment, outcome, bound, nodes, guide })
}

/// A bound in units, in cents × permille.
const fn above(open: i64) -> i64 {
    open.saturating_add(UNIT - 1).div_euclid(UNIT)
}

pub(super) struct Search<'a> {
    pub(super) query: &'a Query<'a>,
    judge: Judge<'a>,
    /// Nothing scores more than this, in units.
    most: i64,
    /// Score in units, assignment, outcome.
    pub(super) best: Option<(i64, Assignment, Outcome)>,
    nodes: u64,
    /// The highest bound of a branch that was left unexplored, in units.
    open: i64,
    pub(super) assignment: Assignment,
    /// Rows decided, as bits.
    pub(super) decided: u64,
    picks: Vec<(usize, u64)>,
    /// The prices at the root.
    guide: Guide,
}

/// Most rounds of the linear program at the root and below.
const ROUNDS: (usize, usize) = (200, 30);

impl Search<'_> {
    pub(super) fn lower(&self) -> i64 {
        self.best.as_ref().map_or(i64::MIN / 2, |(score, ..)| *score)
    }

    fn run(&mut self) {
        let items = self.query.instance.items.len();
        let free = if items >= 64 { u64::MAX } else { (1_u64 << items) - 1 };
        let options = &self.query.instance.options;
        let forced = super::instance::bits(self.query.forced);
        let closed = forced.filter_map(|option| options.get(option)).fold(0, |set, option| set | option.conflicts);
        let node = Node { taken: vec![0; options.len()], closed, forced: self.query.forced, free };
        let known = self.query.known.plan.map(|plan| &plan.guide).filter(|guide| guide.at.item.len() == items);
        let mut terms = Terms::new(self.query);
        // A problem nearby may have allowed more.
        let may = |(option, items): &&(usize, u64)| terms.allowed.get(*option).is_some_and(|may| items & !may == 0);
        let seeds: Vec<(usize, u64)> = known.iter().flat_map(|guide| &guide.seeds).filter(may).copied().collect();
        let seeds = &seeds[..];
        let mut prices = match known {
            Some(guide) => Prices::known(&terms, guide),
            None => Prices::first(&terms, items),
        };
        match self.query.start() {
            Some(plan) => self.start_from(plan, &prices.at.item),
            None => self.start_from(vec![None; items], &vec![0; items]),
        }
        self.guide = Guide { at: prices.at.clone(), seeds: seeds.to_vec() };
        if self.most <= self.lower() {
            return;
        }
        // Good prices need few steps to be better.
        let turns: &[usize] = if known.is_some() { &[10] } else { &[10, 20, 40, 80] };
        let mut bound = self.most;
        for &steps in turns {
            let Some(found) = prices.improve(&terms, &node, self.lower(), steps) else { return };
            bound = bound.min(found);
            let picks = prices.pack(&terms, &node);
            self.offer_picks(&picks);
            self.guide = Guide { at: prices.at.clone(), seeds: seeds.to_vec() };
            if bound <= self.lower() {
                return;
            }
            if steps == 40 {
                self.start_from(vec![None; items], &prices.at.item);
            }
            prices.strike(&mut terms, &node, found, self.lower());
        }
        self.branch(node, &terms, &prices, bound, seeds);
    }

    fn branch(&mut self, node: Node, terms: &Terms, prices: &Prices, bound: i64, seeds: &[(usize, u64)]) {
        if self.nodes >= self.query.nodes {
            self.open = self.open.max(bound);
            return;
        }
        self.nodes += 1;
        let (assignment, decided, allowed) = (&self.assignment, self.decided, &self.query.allowed);
        let at = Partial { assignment, decided, node: &node, allowed, groups: &terms.groups };
        if self.query.purse.is_some_and(|purse| purse.is_hopeless(&at)) {
            return;
        }
        if node.free == 0 {
            let leaf = self.assignment.clone();
            self.offer(&leaf);
            return;
        }
        let (mut terms, mut prices) = (terms.clone(), prices.clone());
        prices.strike(&mut terms, &node, i64::MAX, self.lower());
        let mut bound = bound;
        let mut used: Vec<(usize, u64, f64)> = Vec::new();
        let mut seeds = seeds.to_vec();
        if node.free.count_ones() >= 3 {
            let rounds = if self.nodes == 1 { ROUNDS.0 } else { ROUNDS.1 };
            match prices.linear(&terms, &node, self.lower(), &seeds, rounds) {
                Some(found) if found.bound.min(bound) > self.lower() => {
                    bound = bound.min(found.bound);
                    prices.strike(&mut terms, &node, found.bound, self.lower());
                    used = found.used;
                    seeds = found.seeds;
                    if self.nodes == 1 {
                        self.guide = Guide { at: prices.at.clone(), seeds: seeds.clone() };
                    }
                }
                _ => return,
            }
            used.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
            let whole: Vec<(usize, u64)> = used.iter().map(|(option, items, _)| (*option, items & node.free)).collect();
            self.offer_picks(&whole);
            if self.nodes % 8 == 1 {
                let picks = prices.pack(&terms, &node);
                self.offer_picks(&picks);
            }
            if bound <= self.lower() {
                return;
            }
        }
        let mut picks = std::mem::take(&mut self.picks);
        let relaxed = prices.relax(&terms, &node, &mut picks);
        let wanted = self.branch_on(&terms, &node, &prices, &picks);
        self.picks = picks;
        let (Some(_), Some(wanted)) = (relaxed, wanted) else { return };
        // Whether an application is filed at all decides most: its effort is paid whole or not.
        let forks = halved(&node, &used).into_iter().map(|option| self.fork(&node, &terms, &prices, option));
        let left = |children: &Vec<Child>| -> i64 {
            children.iter().fold(0_i64, |sum, child| sum.saturating_add(child.bound.saturating_sub(self.lower())))
        };
        if let Some(mut children) = forks.min_by_key(left) {
            children.sort_by_key(|child| std::cmp::Reverse(child.bound));
            for child in children {
                if child.bound > self.lower() {
                    self.branch(child.node, &terms, &prices, child.bound.min(bound), &seeds);
                }
            }
            return;
        }
        // Of the items that the linear program tears apart, the one that leaves least to be searched.
        let mut choice: Option<(usize, i64, usize, Vec<Child>)> = None;
        let mut torn = self.torn(&terms, &node, &used);
        if torn.is_empty() {
            torn.push(wanted);
        }
        for row in torn {
            let children = self.children(&node, &terms, &prices, row);
            let left =
                children.iter().fold(0_i64, |sum, child| sum.saturating_add(child.bound.saturating_sub(self.lower())));
            if choice.as_ref().is_none_or(|(count, least, ..)| (children.len(), left) < (*count, *least)) {
                choice = Some((children.len(), left, row, children));
            }
        }
        let Some((_, _, row, mut children)) = choice else { return };
        children.sort_by_key(|child| {
            (std::cmp::Reverse(child.bound), rank(child.option.map(|(_, option)| option)), child.option)
        });
        self.decided |= 1 << row;
        for child in children {
            if child.bound <= self.lower() {
                continue;
            }
            self.decide(row, child.option);
            self.branch(child.node, &terms, &prices, child.bound.min(bound), &seeds);
        }
        self.decide(row, None);
        self.decided &= !(1 << row);
    }

    /// Writes down where a row goes: an item of it and an option.
    fn decide(&mut self, row: usize, to: Option<(usize, usize)>) {
        for item in bits(self.query.instance.rows.get(row).map_or(0, |row| row.items)) {
            if let Some(place) = self.assignment.get_mut(item) {
                *place = to.filter(|(chosen, _)| *chosen == item).map(|(_, option)| option);
            }
        }
    }

    /// The row on which the relaxed plan errs most: wanted by several options, or by none at a price.
    /// A relaxed plan that claims nothing twice is offered as a plan.
    fn branch_on(&mut self, terms: &Terms, node: &Node, prices: &Prices, picks: &[(usize, u64)]) -> Option<usize> {
        let mut once = 0_u64;
        let mut twice = 0_u64;
        for (_, items) in picks {
            twice |= once & items;
            once |= terms.spent(*items);
        }
        self.offer_picks(picks);
        let price = |row: usize| prices.of_row(terms, row);
        let pick = |rows: &dyn Fn(u64) -> bool| {
            let rows = terms.rows_of(node.free).filter(|(_, items)| rows(*items)).map(|(row, _)| row);
            rows.max_by_key(|row| (price(*row), std::cmp::Reverse(*row)))
        };
        let row = pick(&|items| items & twice != 0)
            .or_else(|| pick(&|items| items & once == 0).filter(|row| price(*row) > 0))
            .or_else(|| pick(&|_| true))?;
        Some(self.first_twin(row))
    }

    /// Offers what is decided together with these sets; an item wanted twice stays with the first.
    fn offer_picks(&mut self, picks: &[(usize, u64)]) {
        let mut plan = self.assignment.clone();
        let mut given = 0_u64;
        for (option, items) in picks {
            for item in bits(*items & !given) {
                let Some(known) = self.query.instance.items.get(item) else { continue };
                if self.decided >> known.row & 1 == 1 || given >> item & 1 == 1 {
                    continue;
                }
                given |= 1 << item | known.apart;
                if let Some(place) = plan.get_mut(item) {
                    *place = Some(*option);
                }
            }
        }
        self.offer(&plan);
    }

    /// Keeps the assignment if it is lawful, can be carried out and is better; its score.
    pub(super) fn offer(&mut self, assignment: &[Option<usize>]) -> Option<i64> {
        let mut outcome = self.query.instance.evaluate(assignment)?;
        if score(&outcome) <= self.lower() {
            return Some(score(&outcome));
        }
        outcome.value = (self.judge)(assignment, &outcome)?.min(outcome.value);
        let score = score(&outcome);
        if score > self.lower() {
            self.best = Some((score, assignment.to_vec(), outcome));
        }
        Some(score)
    }
}

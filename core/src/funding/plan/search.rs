//! The exact search: branch and bound over the items, with the bound of [`super::bound`].
//!
//! Deterministic: the same instance gives the same plan. The budget is a count of nodes, not of
//! seconds; when it is used up the best plan so far is returned with the bound that is left.

use super::bound::{Node, Prices, Terms, bits};
use super::columns::{Reach, UNIT};
use super::instance::{Assignment, Instance, Outcome};

/// What limits a search.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    /// Choices with a later milestone are left out.
    pub(crate) day: i32,
    /// Choices with a higher risk are left out.
    pub(crate) risk: u8,
    /// Most nodes.
    pub(crate) nodes: u64,
}

/// The best assignment found.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// Where each item goes.
    pub(crate) assignment: Assignment,
    /// What it brings.
    pub(crate) outcome: Outcome,
    /// No assignment brings more than this, in cents × permille.
    pub(crate) bound: i64,
    /// Nodes visited.
    pub(crate) nodes: u64,
}

impl Found {
    /// Is it proven that nothing brings more?
    pub(crate) fn proven(&self) -> bool {
        self.bound <= self.outcome.value
    }
}

/// Says what a complete assignment is worth once dates and money over time are taken into account;
/// `None` when it cannot be carried out. Never more than the outcome's own value.
pub(crate) type Judge<'a> = &'a dyn Fn(&[Option<usize>], &Outcome) -> Option<i64>;

/// Finds the assignment with the highest value; among equals the one with fewer applications.
///
/// `None` if no assignment is accepted by the judge.
pub(crate) fn best(instance: &Instance, limits: Limits, judge: Judge<'_>) -> Option<Found> {
    best_with(instance, limits, 0, judge)
}

/// Is nothing found only because the limit of nodes was reached?
pub(crate) fn is_cut_short(instance: &Instance, limits: Limits, judge: Judge<'_>) -> bool {
    matches!(run(instance, limits, 0, judge), (None, open) if open > i64::MIN)
}

/// The same with options that have to be used, as bits; the judge must refuse assignments that do not use them.
pub(crate) fn best_with(instance: &Instance, limits: Limits, forced: u128, judge: Judge<'_>) -> Option<Found> {
    run(instance, limits, forced, judge).0
}

/// The best assignment found, and the highest bound of what was not looked at, in units.
fn run(instance: &Instance, limits: Limits, forced: u128, judge: Judge<'_>) -> (Option<Found>, i64) {
    let allowed: Vec<Vec<bool>> = instance
        .choices
        .iter()
        .map(|choices| choices.iter().map(|choice| choice.day <= limits.day && choice.risk <= limits.risk).collect())
        .collect();
    let items = instance.items.len();
    let mut search = Search {
        instance,
        judge,
        budget: limits.nodes,
        forced,
        allowed: &allowed,
        best: None,
        nodes: 0,
        open: i64::MIN,
        assignment: vec![None; items],
        decided: 0,
        picks: Vec::new(),
    };
    search.offer(&vec![None; items]);
    search.run();
    let (nodes, open) = (search.nodes, search.open);
    let found = search.best.map(|(_, assignment, outcome)| {
        let bound = (open.saturating_add(UNIT - 1) / UNIT).max(outcome.value);
        Found { assignment, outcome, bound, nodes }
    });
    (found, open)
}

pub(super) struct Search<'a> {
    pub(super) instance: &'a Instance,
    judge: Judge<'a>,
    budget: u64,
    /// Options that have to be used.
    forced: u128,
    pub(super) allowed: &'a [Vec<bool>],
    /// Score in units, assignment, outcome.
    pub(super) best: Option<(i64, Assignment, Outcome)>,
    nodes: u64,
    /// The highest bound of a branch that was left unexplored, in units.
    open: i64,
    assignment: Assignment,
    /// Rows decided, as bits.
    decided: u64,
    picks: Vec<(usize, u64)>,
}

/// Half of the most a row could bring alone: a start for the prices.
fn first_prices(terms: &Terms, items: usize) -> Vec<i64> {
    let mut price = vec![0_i64; items];
    for reach in &terms.reach {
        let singles: Vec<(usize, i64)> = match reach {
            Reach::Sets(columns) => columns
                .iter()
                .filter(|column| column.items.count_ones() == 1)
                .map(|column| (column.items.trailing_zeros() as usize, column.value))
                .collect(),
            Reach::Knapsack { pieces, .. } => pieces.clone(),
        };
        for (item, value) in singles {
            let row = terms.row_of.get(item).and_then(|row| terms.rows.get(*row)).copied().unwrap_or(0);
            for item in bits(row) {
                if let Some(place) = price.get_mut(item) {
                    *place = (*place).max(value / 2);
                }
            }
        }
    }
    price
}

/// Most items looked at before one is branched on.
const CANDIDATES: usize = 6;
/// Most rounds of the linear program at the root and below.
const ROUNDS: (usize, usize) = (200, 30);

/// An item decided.
struct Child {
    bound: i64,
    /// The item and its option; none: nobody pays, or no item was decided.
    option: Option<(usize, usize)>,
    node: Node,
}

/// The options that the linear program uses in part, most nearly by half first.
fn halved(node: &Node, used: &[(usize, u64, f64)]) -> Vec<usize> {
    let mut levels: Vec<(usize, f64)> = Vec::new();
    for (option, _, level) in used {
        match levels.iter_mut().find(|(other, _)| other == option) {
            Some((_, sum)) => *sum += level,
            None => levels.push((*option, *level)),
        }
    }
    levels.retain(|(option, level)| !node.holds(*option) && (1e-5..0.999_99).contains(level));
    levels.sort_by(|a, b| (a.1 - 0.5).abs().total_cmp(&(b.1 - 0.5).abs()).then(a.0.cmp(&b.0)));
    levels.into_iter().map(|(option, _)| option).take(CANDIDATES).collect()
}

/// Unclaimed comes last.
fn rank(choice: Option<usize>) -> usize {
    choice.unwrap_or(usize::MAX)
}

impl Search<'_> {
    fn lower(&self) -> i64 {
        self.best.as_ref().map_or(i64::MIN / 2, |(score, ..)| *score)
    }

    fn run(&mut self) {
        let items = self.instance.items.len();
        let free = if items >= 64 { u64::MAX } else { (1_u64 << items) - 1 };
        let forced = super::instance::bits(self.forced);
        let closed = forced.filter_map(|option| self.instance.options.get(option)).fold(0, |set, o| set | o.conflicts);
        let node = Node { taken: vec![0; self.instance.options.len()], closed, forced: self.forced, free };
        self.construct(&vec![0; items]);
        let mut terms = Terms::new(self.instance, self.allowed);
        let mut prices = Prices::new(&terms, first_prices(&terms, items));
        let mut bound = i64::MAX;
        for steps in [10, 20, 40, 80] {
            let Some(found) = prices.improve(&terms, &node, self.lower(), steps) else { return };
            bound = bound.min(found);
            let picks = prices.pack(&terms, &node);
            self.offer_picks(&picks);
            if bound <= self.lower() {
                return;
            }
            if steps == 40 {
                self.construct(&prices.price.clone());
            }
            prices.strike(&mut terms, &node, found, self.lower());
        }
        self.branch(node, &terms, &prices, bound, &[]);
    }

    fn branch(&mut self, node: Node, terms: &Terms, prices: &Prices, bound: i64, seeds: &[(usize, u64)]) {
        if self.nodes >= self.budget {
            self.open = self.open.max(bound);
            return;
        }
        self.nodes += 1;
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
            children.iter().fold(0_i64, |sum, child| sum.saturating_add(child.bound - self.lower()))
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
            let left = children.iter().fold(0_i64, |sum, child| sum.saturating_add(child.bound - self.lower()));
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
        for item in bits(self.instance.rows.get(row).map_or(0, |row| row.items)) {
            if let Some(place) = self.assignment.get_mut(item) {
                *place = to.filter(|(chosen, _)| *chosen == item).map(|(_, option)| option);
            }
        }
    }

    /// Where a row goes.
    fn of_row(&self, row: usize) -> Option<usize> {
        let items = self.instance.rows.get(row)?.items;
        bits(items).find_map(|item| self.assignment.get(item).copied().flatten())
    }

    /// With the option and without it, as far as something better may lie below.
    fn fork(&self, node: &Node, terms: &Terms, prices: &Prices, option: usize) -> Vec<Child> {
        let conflicts = self.instance.options.get(option).map_or(0, |rules| rules.conflicts);
        let with = Node { forced: node.forced | 1 << option, closed: node.closed | conflicts, ..node.clone() };
        let without = Node { closed: node.closed | 1 << option, ..node.clone() };
        let mut scratch = Vec::new();
        let mut children = Vec::new();
        for node in [with, without] {
            if let Some(bound) = prices.relax(terms, &node, &mut scratch)
                && bound > self.lower()
            {
                children.push(Child { bound, option: None, node });
            }
        }
        children
    }

    /// The items of a row with the options that they may be claimed under, and that nobody pays.
    pub(super) fn ways(&self, row: usize, free: u64) -> Vec<Option<(usize, usize)>> {
        let mut ways = Vec::new();
        for item in bits(self.instance.rows.get(row).map_or(0, |row| row.items) & free) {
            let choices = self.instance.choices.get(item).into_iter().flatten();
            let usable = choices.zip(self.allowed.get(item).into_iter().flatten()).filter(|(_, ok)| **ok);
            ways.extend(usable.map(|(choice, _)| Some((item, choice.option))));
        }
        ways.push(None);
        ways
    }

    /// What a row can be decided to be, as far as something better may lie below.
    fn children(&self, node: &Node, terms: &Terms, prices: &Prices, row: usize) -> Vec<Child> {
        let own = self.instance.rows.get(row).map_or(0, |row| row.items);
        let before = self.instance.rows.get(row).and_then(|row| row.twin);
        let before = before.filter(|twin| self.decided >> twin & 1 == 1).map(|twin| self.of_row(twin));
        let mut children = Vec::new();
        let mut scratch = Vec::new();
        for option in self.ways(row, node.free) {
            if before.is_some_and(|twin| rank(option.map(|(_, option)| option)) < rank(twin)) {
                continue;
            }
            let free = node.free & !own & !option.map_or(0, |(item, _)| terms.spent(1 << item));
            let mut child = Node { taken: node.taken.clone(), closed: node.closed, forced: node.forced, free };
            if let Some((item, option)) = option {
                let Some(rules) = self.instance.options.get(option) else { continue };
                let unused = node.taken.get(option) == Some(&0);
                let first_unused = rules.copy_of.is_some_and(|first| node.taken.get(first) == Some(&0));
                if node.closed >> option & 1 == 1 || (unused && first_unused) {
                    continue;
                }
                child.closed |= rules.conflicts;
                child.forced &= !(1 << option);
                if let Some(set) = child.taken.get_mut(option) {
                    *set |= 1 << item;
                }
            }
            if let Some(bound) = prices.relax(terms, &child, &mut scratch)
                && bound > self.lower()
            {
                children.push(Child { bound, option, node: child });
            }
        }
        children
    }

    /// The rows that the linear program divides among options or quotes, the most evenly divided first.
    fn torn(&self, terms: &Terms, node: &Node, used: &[(usize, u64, f64)]) -> Vec<usize> {
        let mut torn: Vec<(f64, usize)> = Vec::new();
        for (row, own) in terms.rows_of(node.free) {
            let mut shares: Vec<((usize, u64), f64)> = Vec::new();
            for (option, items, level) in used.iter().filter(|(_, items, _)| items & own != 0) {
                let way = (*option, items & own);
                match shares.iter_mut().find(|(other, _)| *other == way) {
                    Some((_, share)) => *share += level,
                    None => shares.push((way, *level)),
                }
            }
            let nobody = 1.0 - shares.iter().map(|(_, share)| *share).sum::<f64>();
            let most = shares.iter().map(|(_, share)| *share).fold(nobody, f64::max);
            if most < 1.0 - 1e-6 {
                torn.push((most, row));
            }
        }
        torn.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut rows: Vec<usize> = Vec::new();
        for (_, row) in torn.into_iter().take(CANDIDATES) {
            let row = self.first_twin(row);
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        rows
    }

    /// Parts of one position are decided in order: the first that is undecided.
    fn first_twin(&self, mut row: usize) -> usize {
        while let Some(twin) = self.instance.rows.get(row).and_then(|row| row.twin) {
            if self.decided >> twin & 1 == 1 {
                break;
            }
            row = twin;
        }
        row
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
                let Some(known) = self.instance.items.get(item) else { continue };
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
        let mut outcome = self.instance.evaluate(assignment)?;
        let score = |outcome: &Outcome| {
            outcome.value.saturating_mul(UNIT).saturating_sub(i64::try_from(outcome.used).unwrap_or(UNIT))
        };
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

//! Prices from the linear program over sets of items, made column by column.

use super::bound::{Node, Prices, Terms, bits};
use super::columns::{Reach, UNIT};
use super::master::Master;

/// Units in a euro: the scale of the linear program.
const EURO: f64 = (UNIT * 100_000) as f64;

/// Euros that it costs to leave a row empty that has to be full.
const DEAR: f64 = 1e7;

/// What the linear program says.
#[derive(Debug, Clone)]
pub(super) struct Relaxed {
    /// No plan below the node brings more, in units.
    pub(super) bound: i64,
    /// The sets in use: option, items, how much of it.
    pub(super) used: Vec<(usize, u64, f64)>,
    /// Sets to start from in a node below.
    pub(super) seeds: Vec<(usize, u64)>,
}

/// The problem below a node, and where everything stands in the program.
struct Frame<'a> {
    terms: &'a Terms,
    node: &'a Node,
    rows: Rows,
}

/// The row of each item, group and clique.
struct Rows {
    item: Vec<Option<usize>>,
    group: Vec<Option<usize>>,
    clique: Vec<Option<usize>>,
    /// The row of the first room; the others follow.
    rooms: usize,
    count: usize,
    must: Vec<bool>,
}

impl Rows {
    fn new(terms: &Terms, node: &Node, items: usize) -> Self {
        let mut rows = Self {
            item: vec![None; items],
            group: vec![None; terms.reach.len()],
            clique: Vec::with_capacity(terms.cliques.len()),
            rooms: 0,
            count: 0,
            must: Vec::new(),
        };
        for (_, items) in terms.rows_of(node.free) {
            for item in bits(items) {
                if let Some(place) = rows.item.get_mut(item) {
                    *place = Some(rows.count);
                }
            }
            rows.count += 1;
            rows.must.push(false);
        }
        for members in &terms.groups {
            let held = members.iter().copied().find(|option| node.holds(*option));
            let open = members
                .iter()
                .copied()
                .filter(|option| node.closed >> option & 1 == 0 && held.is_none_or(|held| held == *option));
            let open: Vec<usize> = open.collect();
            if open.is_empty() {
                continue;
            }
            for option in open {
                if let Some(place) = rows.group.get_mut(option) {
                    *place = Some(rows.count);
                }
            }
            rows.count += 1;
            rows.must.push(held.is_some());
        }
        for members in &terms.cliques {
            let open = members.iter().filter(|option| rows.group.get(**option).is_some_and(Option::is_some)).count();
            rows.clique.push((open > 1).then_some(rows.count));
            rows.count += usize::from(open > 1);
        }
        rows.must.resize(rows.count, false);
        rows.rooms = rows.count;
        rows.count += terms.rooms.len();
        rows.must.resize(rows.count, false);
        rows
    }
}

/// The price of a cent of a room from the dual value of its row, whose unit is the whole room.
fn cent_of(dual: f64, room: i64) -> i64 {
    ((dual * EURO / room.max(1) as f64).round() as i64).clamp(0, 1000 * UNIT)
}

impl Prices {
    /// Looks for the best prices by a linear program; keeps the best it meets. `None` if nothing lawful is
    /// below the node. Stops early once the bound is down to the target.
    pub(super) fn linear(
        &mut self,
        terms: &Terms,
        node: &Node,
        target: i64,
        seeds: &[(usize, u64)],
        rounds: usize,
    ) -> Option<Relaxed> {
        let frame = Frame { terms, node, rows: Rows::new(terms, node, self.at.item.len()) };
        let rows = &frame.rows;
        let mut master = Master::new(vec![1.0; rows.count], &rows.must, DEAR);
        let mut picks = Vec::new();
        let mut best = self.relax(terms, node, &mut picks)?;
        let mut kept = self.at.clone();
        let seeds: Vec<(usize, u64)> = seeds
            .iter()
            .copied()
            .filter(|(option, items)| {
                let taken = node.of(*option);
                items & !(taken | node.free) == 0 && taken & !items == 0
            })
            .collect();
        for (option, items) in &seeds {
            self.insert(&frame, &mut master, *option, *items);
        }
        self.price_in(&frame, &mut master, &[]);
        for _ in 0..rounds {
            if best <= target {
                break;
            }
            master.solve(4 * rows.count + 100);
            let duals = master.duals();
            let dual = |row: Option<usize>| row.and_then(|row| duals.get(row)).copied().unwrap_or(0.0);
            for (row, items) in terms.rows_of(node.free) {
                let item = items.trailing_zeros() as usize;
                let price = (dual(rows.item.get(item).copied().flatten()) * EURO).round().max(0.0) as i64;
                self.set(terms, row, price);
            }
            let of_rooms = duals.iter().skip(rows.rooms).zip(&terms.rooms);
            self.at.aid = of_rooms.map(|(dual, room)| cent_of(*dual, *room)).collect();
            self.at.clique = rows.clique.iter().map(|row| (dual(*row) * EURO).round().max(0.0) as i64).collect();
            self.update(terms);
            let bound = self.relax(terms, node, &mut picks)?;
            if bound < best {
                best = bound;
                kept.clone_from(&self.at);
            }
            if !self.price_in(&frame, &mut master, &duals) {
                break;
            }
        }
        self.at = kept;
        self.update(terms);
        let used = master.used().collect();
        let loss = best.saturating_sub(target) as f64 / EURO;
        Some(Relaxed { bound: best, used, seeds: master.columns(loss).collect() })
    }

    /// Adds the sets that are worth more than the program knows; were there any?
    fn price_in(&self, frame: &Frame<'_>, master: &mut Master, duals: &[f64]) -> bool {
        let (terms, node) = (frame.terms, frame.node);
        let mut any = false;
        for (option, row) in frame.rows.group.iter().enumerate() {
            let Some(row) = row else { continue };
            let taken = node.of(option);
            let least = duals.get(*row).map_or(i64::MIN / 4, |dual| (dual * EURO) as i64 + 1);
            for items in self.tops(terms, option, taken, node.free, least) {
                any |= self.insert(frame, master, option, items | taken);
            }
        }
        any
    }

    fn insert(&self, frame: &Frame<'_>, master: &mut Master, option: usize, items: u64) -> bool {
        let Frame { terms, node, rows } = frame;
        let Some(Some(row)) = rows.group.get(option) else { return false };
        let Some((value, grant)) = self.set_of(terms, option, items) else { return false };
        let mut line: Vec<(usize, f64)> = vec![(*row, 1.0)];
        for item in bits(items & node.free) {
            if let Some(Some(row)) = rows.item.get(item) {
                line.push((*row, 1.0));
            }
        }
        let of_cliques = terms.cliques.iter().zip(&rows.clique).filter(|(members, _)| members.contains(&option));
        line.extend(of_cliques.filter_map(|(_, row)| Some(((*row)?, 1.0))));
        let mut any = false;
        if let Some(Some(aided)) = terms.takes.get(option) {
            let chance = terms.chance.get(option).copied().unwrap_or(0);
            let takes = |grant: i64| {
                let rooms = terms.rooms.iter().enumerate().skip(aided.from);
                rooms.map(move |(place, room)| (rows.rooms + place, grant as f64 / (*room).max(1) as f64))
            };
            if self.of_aid(aided) > chance * UNIT && grant > aided.least {
                // Cut down to the smallest grant.
                let cut = line.iter().copied().chain(takes(aided.least)).collect();
                let worth = value.saturating_sub((grant - aided.least).saturating_mul(chance * UNIT));
                any |= master.add(option, items, cut, worth as f64 / EURO);
            }
            line.extend(takes(grant));
        }
        any |= master.add(option, items, line, value as f64 / EURO);
        any
    }

    /// Value and grant of a set.
    fn set_of(&self, terms: &Terms, option: usize, items: u64) -> Option<(i64, i64)> {
        match terms.reach.get(option)? {
            Reach::Sets(columns) => {
                let column = columns.iter().find(|column| column.items == items)?;
                Some((column.value, column.grant))
            }
            Reach::Knapsack { pieces, cap, effort } => {
                let sum: i64 = pieces.iter().filter(|(item, _)| items >> item & 1 == 1).map(|(_, value)| *value).sum();
                let sum = sum.min(*cap);
                let grant = sum.max(0) / UNIT / terms.chance.get(option).copied().unwrap_or(1).max(1);
                Some((sum - effort, grant))
            }
        }
    }
}

//! Better prices, and what follows from them: sets of items that can be struck out, plans that suggest themselves.

use super::bound::{Multipliers, Node, Prices, Terms, bits};
use super::columns::{Reach, UNIT};
use super::query::Guide;

/// Half of the most a row could bring alone: a start for the prices.
fn halves(terms: &Terms, items: usize) -> Vec<i64> {
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

impl Prices {
    /// Prices to start from when nothing is known.
    pub(super) fn first(terms: &Terms, items: usize) -> Self {
        Self::new(terms, Multipliers::of_items(terms, halves(terms, items)))
    }

    /// The prices of a problem nearby.
    pub(super) fn known(terms: &Terms, guide: &Guide) -> Self {
        Self::new(terms, guide.at.fitting(terms))
    }

    /// Looks for better prices by subgradient steps; keeps the best and returns their bound, or
    /// `None` if nothing lawful is below the node. Stops early once the bound is down to the target.
    pub(super) fn improve(&mut self, terms: &Terms, node: &Node, target: i64, steps: usize) -> Option<i64> {
        let mut best = i64::MAX;
        let mut kept = self.at.clone();
        let mut theta = 1.0_f64;
        let mut stale = 0;
        let mut picks = Vec::new();
        let mut count = vec![0_i32; terms.rows.len()];
        for _ in 0..steps {
            let bound = self.relax(terms, node, &mut picks)?;
            if bound < best {
                best = bound;
                kept.clone_from(&self.at);
                stale = 0;
            } else {
                stale += 1;
                if stale >= 6 {
                    theta *= 0.75;
                    stale = 0;
                }
            }
            if best <= target || theta < 0.002 {
                break;
            }
            count.fill(0);
            let mut left: Vec<i64> = terms.rooms.clone();
            for (option, items) in &picks {
                for item in bits(*items) {
                    if let Some(times) = terms.row_of.get(item).and_then(|row| count.get_mut(*row)) {
                        *times += 1;
                    }
                }
                if let Some(Some(aided)) = terms.takes.get(*option) {
                    let grant = self.grant_of(terms, *option, items | node.of(*option));
                    left.iter_mut().skip(aided.from).for_each(|left| *left = left.saturating_sub(grant));
                }
            }
            let mut norm = 0.0_f64;
            for (row, _) in terms.rows_of(node.free) {
                let slope = 1 - count.get(row).copied().unwrap_or(0);
                norm += f64::from(slope * slope);
            }
            // Headroom is priced by the permille of its whole, so that its slope has an item's scale.
            let slopes: Vec<(f64, f64)> = terms
                .rooms
                .iter()
                .zip(&left)
                .map(|(room, left)| ((*room).max(1) as f64, *left as f64))
                .map(|(room, left)| (room, left / room))
                .collect();
            norm += slopes.iter().map(|(_, slope)| slope * slope).sum::<f64>();
            let used = picks.iter().fold(0_u128, |set, (option, _)| set | 1 << option);
            let unused =
                |members: &Vec<usize>| members.iter().fold(1, |left, option| left - (used >> option & 1) as i32);
            let spare: Vec<f64> = terms.cliques.iter().map(unused).map(f64::from).collect();
            norm += spare.iter().map(|slope| slope * slope).sum::<f64>();
            if norm < 1e-9 {
                break;
            }
            let gap = (bound as f64 - target as f64).max(bound as f64 * 1e-5).max(1.0);
            let step = theta * gap / norm;
            for (row, _) in terms.rows_of(node.free) {
                let slope = f64::from(1 - count.get(row).copied().unwrap_or(0));
                let price = (self.of_row(terms, row) as f64 - step * slope).max(0.0) as i64;
                self.set(terms, row, price);
            }
            for (aid, (room, slope)) in self.at.aid.iter_mut().zip(&slopes) {
                *aid = ((*aid as f64 - step * slope / room).round() as i64).clamp(0, 1000 * UNIT);
            }
            for (price, slope) in self.at.clique.iter_mut().zip(&spare) {
                *price = (*price as f64 - step * slope).max(0.0) as i64;
            }
            self.update(terms);
        }
        self.at = kept;
        self.update(terms);
        Some(best)
    }

    fn grant_of(&self, terms: &Terms, option: usize, items: u64) -> i64 {
        match terms.reach.get(option) {
            Some(Reach::Sets(columns)) => {
                columns.iter().find(|column| column.items == items).map_or(0, |column| column.grant)
            }
            Some(Reach::Knapsack { pieces, cap, .. }) => {
                let sum: i64 = pieces.iter().filter(|(item, _)| items >> item & 1 == 1).map(|(_, value)| *value).sum();
                sum.clamp(0, *cap) / UNIT / terms.chance.get(option).copied().unwrap_or(1).max(1)
            }
            None => 0,
        }
    }

    /// Strikes out sets that no plan better than `target` below this node can contain.
    pub(super) fn strike(&mut self, terms: &mut Terms, node: &Node, bound: i64, target: i64) {
        for members in &terms.groups {
            let taken = |option: usize| node.of(option);
            let held = members.iter().find(|option| node.holds(**option));
            let gains = |option: &usize| self.gain(terms, *option, taken(*option), node.free).map(|(gain, _)| gain);
            let top = match held {
                Some(option) => gains(option).unwrap_or(0),
                None => members
                    .iter()
                    .filter(|option| node.closed >> **option & 1 == 0)
                    .filter_map(gains)
                    .max()
                    .unwrap_or(0)
                    .max(0),
            };
            let spare = bound.saturating_sub(top);
            for &option in members {
                let set = taken(option);
                let dead = node.closed >> option & 1 == 1 || held.is_some_and(|other| *other != option);
                let outside = !(set | node.free);
                let paid = self.of(set).saturating_sub(self.fee(option));
                let Some(worth) = self.worth.get_mut(option) else { continue };
                if let Some(Reach::Sets(columns)) = terms.reach.get_mut(option) {
                    let keep = |(worth, items): &(i64, u64)| {
                        !dead
                            && items & outside == 0
                            && set & !items == 0
                            && spare.saturating_add(*worth).saturating_add(paid) > target
                    };
                    let mut flags = worth.iter().map(keep);
                    columns.retain(|_| flags.next().unwrap_or(false));
                    worth.retain(keep);
                }
            }
        }
    }

    /// Sets that go together, most worth first: the makings of a plan.
    pub(super) fn pack(&self, terms: &Terms, node: &Node) -> Vec<(usize, u64)> {
        let mut all: Vec<(i64, usize, u64)> = Vec::new();
        for members in &terms.groups {
            for &option in members {
                if node.closed >> option & 1 == 1 {
                    continue;
                }
                let (set, list) = (node.taken.get(option).copied().unwrap_or(0), self.worth.get(option));
                let paid = self.of(set).saturating_sub(self.fee(option));
                if let Some(Reach::Sets(_)) = terms.reach.get(option) {
                    let fits = |items: u64| items & !(set | node.free) == 0 && set & !items == 0;
                    all.extend(
                        list.into_iter()
                            .flatten()
                            .filter(|(_, items)| fits(*items))
                            .map(|(worth, items)| (worth.saturating_add(paid), option, items & node.free)),
                    );
                } else if let Some((gain, items)) = self.gain(terms, option, set, node.free) {
                    all.push((gain, option, items));
                }
            }
        }
        all.sort_unstable_by_key(|(worth, option, items)| (std::cmp::Reverse(*worth), *option, *items));
        let (mut given, mut used) = (0_u64, 0_u128);
        let mut picks = Vec::new();
        for (_, option, items) in all {
            if items & given == 0 && used >> option & 1 == 0 {
                given |= terms.spent(items);
                used |= 1 << option;
                used |= terms.conflicts.get(option).copied().unwrap_or(0);
                picks.push((option, items));
            }
        }
        picks
    }
}

//! How much can still be had: a Lagrangian bound in integers.
//!
//! The rule "an item is claimed once" is priced instead of enforced: each item has a price, each
//! option takes the set of items that is worth most to it beyond their prices, and of options that
//! exclude each other only the best counts. For every set of prices the sum is at least the true
//! optimum; subgradient steps look for prices where it is small. The steps use floating point, the
//! bound itself does not: whatever the prices, it holds exactly.

use super::columns::{Column, Reach, UNIT};
use super::instance::{FREE, Opt};
use super::query::Query;
use super::sharing::{self, Aided};

/// Sets of one option that are looked at together.
const AT_ONCE: usize = 3;

/// What never changes during a search, except that sets of items proven useless are struck out.
#[derive(Debug, Clone)]
pub(super) struct Terms {
    /// What each option can take.
    pub(super) reach: Vec<Reach>,
    /// Per option: the items that may be claimed under it.
    pub(super) allowed: Vec<u64>,
    /// Per option: chance in permille.
    pub(super) chance: Vec<i64>,
    /// Per option: what a cent of its grant is worth at least, in [`UNIT`]s: with own shares a cent less of it brings
    /// something again.
    pub(super) cent: Vec<i64>,
    /// Per option: what it takes of the headroom for de minimis aid, where that can bind.
    pub(super) takes: Vec<Option<Aided>>,
    /// Per option: those it excludes.
    pub(super) conflicts: Vec<u128>,
    /// Groups of options of which at most one is used; every option is in one group.
    pub(super) groups: Vec<Vec<usize>>,
    /// Further sets of options of which at most one is used.
    pub(super) cliques: Vec<Vec<usize>>,
    /// The headroom in cents up to each date on which it can bind, in order of date.
    pub(super) rooms: Vec<i64>,
    /// Per row: its items.
    pub(super) rows: Vec<u64>,
    /// Per item: its row.
    pub(super) row_of: Vec<usize>,
    /// Per item: those that cannot be taken beside it.
    apart: Vec<u64>,
    /// Has a row several items?
    quotes: bool,
}

impl Terms {
    pub(super) fn new(query: &Query<'_>) -> Self {
        let (instance, options) = (query.instance, &query.instance.options);
        let mut allowed = vec![0_u64; options.len()];
        for (item, (choices, flags)) in instance.choices.iter().zip(&query.allowed).enumerate() {
            for (choice, _) in choices.iter().zip(flags).filter(|(_, ok)| **ok) {
                if let Some(items) = allowed.get_mut(choice.option) {
                    *items |= 1 << item;
                }
            }
        }
        let reach: Vec<Reach> = query.reach.iter().zip(&allowed).map(|(reach, items)| reach.within(*items)).collect();
        let groups = sharing::groups(options);
        let largest = |reach: &Reach, chance: i64| match reach {
            Reach::Sets(columns) => columns.iter().map(|column| column.grant).max().unwrap_or(0),
            Reach::Knapsack { cap, .. } => cap / UNIT / chance.max(1) + 1,
        };
        let aided = options.iter().zip(&reach);
        let aided = aided.filter_map(|(option, reach)| Some((option.de_minimis?, largest(reach, option.chance))));
        let rooms = sharing::rooms(&instance.headroom, &aided.collect::<Vec<_>>());
        let takes = |option: &Opt| {
            let rank = option.de_minimis?;
            let from = rooms.iter().position(|(last, _)| *last >= rank)?;
            Some(Aided { least: option.grant_min.max(1), from })
        };
        Self {
            reach,
            allowed,
            chance: options.iter().map(|option| option.chance).collect(),
            cent: options.iter().map(|option| (option.chance - instance.own_share_of_a_cent(option)) * UNIT).collect(),
            takes: options.iter().map(takes).collect(),
            conflicts: options.iter().map(|option| option.conflicts).collect(),
            cliques: sharing::cliques(options, &groups),
            groups,
            rooms: rooms.iter().map(|(_, room)| *room).collect(),
            rows: instance.rows.iter().map(|row| row.items).collect(),
            row_of: instance.items.iter().map(|item| item.row).collect(),
            apart: instance.items.iter().map(|item| item.apart).collect(),
            quotes: instance.rows.len() < instance.items.len(),
        }
    }

    /// The rows of which an item is among these, with those items.
    pub(super) fn rows_of(&self, items: u64) -> impl Iterator<Item = (usize, u64)> + '_ {
        self.rows.iter().map(move |row| row & items).enumerate().filter(|(_, items)| *items != 0)
    }

    /// These items and all that cannot be taken beside them.
    pub(super) fn spent(&self, items: u64) -> u64 {
        if !self.quotes {
            return items;
        }
        bits(items).filter_map(|item| self.apart.get(item)).fold(items, |all, apart| all | apart)
    }
}

/// The price of everything that is shared, in [`UNIT`]s.
#[derive(Debug, Clone, Default)]
pub(super) struct Multipliers {
    /// Per item; the same for all items of a row.
    pub(super) item: Vec<i64>,
    /// Per room: of a thousandth of a cent of headroom for de minimis aid.
    pub(super) aid: Vec<i64>,
    /// Per clique: of using one of its options.
    pub(super) clique: Vec<i64>,
}

impl Multipliers {
    /// Nothing has a price but items.
    pub(super) fn of_items(terms: &Terms, item: Vec<i64>) -> Self {
        Self { item, aid: vec![0; terms.rooms.len()], clique: vec![0; terms.cliques.len()] }
    }

    /// As far as they price the same things.
    pub(super) fn fitting(&self, terms: &Terms) -> Self {
        let plain = Self::of_items(terms, self.item.clone());
        let aid = if self.aid.len() == plain.aid.len() { self.aid.clone() } else { plain.aid };
        let clique = if self.clique.len() == plain.clique.len() { self.clique.clone() } else { plain.clique };
        Self { item: plain.item, aid, clique }
    }
}

/// Prices, and what each set is worth beyond them.
#[derive(Debug, Clone)]
pub(super) struct Prices {
    pub(super) at: Multipliers,
    /// Per option: what its use costs for the cliques that it is in.
    fee: Vec<i64>,
    /// Per option: what each set is worth beyond the prices (for a knapsack its pieces, cheapest first).
    pub(super) worth: Vec<Vec<(i64, u64)>>,
}

/// The state of the search that a bound is asked for.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Items decided for each option, as bits.
    pub(super) taken: Vec<u64>,
    /// Options that may not be used any more.
    pub(super) closed: u128,
    /// Options that have to be used.
    pub(super) forced: u128,
    /// Items not decided.
    pub(super) free: u64,
}

impl Node {
    /// Items decided for an option.
    pub(super) fn of(&self, option: usize) -> u64 {
        self.taken.get(option).copied().unwrap_or(0)
    }
    /// Is the option used in every plan below?
    pub(super) fn holds(&self, option: usize) -> bool {
        self.forced >> option & 1 == 1 || self.of(option) != 0
    }
}

pub(super) fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        if set == 0 {
            return None;
        }
        let item = set.trailing_zeros() as usize;
        set &= set - 1;
        Some(item)
    })
}

impl Prices {
    pub(super) fn new(terms: &Terms, at: Multipliers) -> Self {
        let count = terms.reach.len();
        let mut prices = Self { at, fee: vec![0; count], worth: vec![Vec::new(); count] };
        prices.update(terms);
        prices
    }

    /// The price of everything that is free, each row once.
    fn of_rows(&self, terms: &Terms, free: u64) -> i64 {
        if !terms.quotes {
            return self.of(free);
        }
        terms.rows_of(free).fold(0_i64, |sum, (_, items)| sum.saturating_add(self.of(items & items.wrapping_neg())))
    }

    /// Gives all items of a row one price.
    pub(super) fn set(&mut self, terms: &Terms, row: usize, price: i64) {
        for item in terms.rows.get(row).copied().map(bits).into_iter().flatten() {
            if let Some(place) = self.at.item.get_mut(item) {
                *place = price;
            }
        }
    }

    /// The price of a row.
    pub(super) fn of_row(&self, terms: &Terms, row: usize) -> i64 {
        let first = terms.rows.get(row).map_or(64, |items| items.trailing_zeros());
        usize::try_from(first).ok().and_then(|item| self.at.item.get(item)).copied().unwrap_or(0)
    }

    pub(super) fn of(&self, items: u64) -> i64 {
        bits(items).fold(0_i64, |sum, item| sum.saturating_add(self.at.item.get(item).copied().unwrap_or(0)))
    }

    /// What a set is worth when headroom has its price; the grant may be cut down to its smallest.
    fn net_of_aid(&self, terms: &Terms, option: usize, column: &Column) -> i64 {
        let Some(Some(aided)) = terms.takes.get(option) else { return column.value };
        let aid = self.of_aid(aided);
        let cent = terms.cent.get(option).copied().unwrap_or(0);
        let full = column.value.saturating_sub(column.grant.saturating_mul(aid));
        if aid <= cent {
            return full;
        }
        // Dearer than its worth: only the smallest grant would be taken.
        full.saturating_add((column.grant - aided.least).max(0).saturating_mul(aid - cent))
    }

    /// The price of a cent of aid in every room that it takes from.
    pub(super) fn of_aid(&self, aided: &Aided) -> i64 {
        self.at.aid.iter().skip(aided.from).sum()
    }

    /// Works out again what everything is worth.
    pub(super) fn update(&mut self, terms: &Terms) {
        self.fee.fill(0);
        for (members, price) in terms.cliques.iter().zip(&self.at.clique) {
            for option in members {
                if let Some(fee) = self.fee.get_mut(*option) {
                    *fee = fee.saturating_add(*price);
                }
            }
        }
        let mut worth = std::mem::take(&mut self.worth);
        for (option, (list, reach)) in worth.iter_mut().zip(&terms.reach).enumerate() {
            list.clear();
            match reach {
                Reach::Sets(columns) => list.extend(columns.iter().map(|column| {
                    (self.net_of_aid(terms, option, column).saturating_sub(self.of(column.items)), column.items)
                })),
                Reach::Knapsack { pieces, .. } => {
                    list.extend(pieces.iter().map(|(item, value)| (*value, 1_u64 << item)));
                    let cost = |set: u64| i128::from(self.of(set));
                    // What brings nothing comes last.
                    list.sort_unstable_by(|a, b| {
                        let ratio = (cost(a.1) * i128::from(b.0)).cmp(&(cost(b.1) * i128::from(a.0)));
                        let ratio = if a.0 > 0 && b.0 > 0 { ratio } else { (b.0 > 0).cmp(&(a.0 > 0)) };
                        ratio.then(a.1.cmp(&b.1))
                    });
                    continue;
                }
            }
        }
        self.worth = worth;
    }

    /// What using an option costs for the cliques that it is in.
    pub(super) fn fee(&self, option: usize) -> i64 {
        self.fee.get(option).copied().unwrap_or(0)
    }

    /// The most the option brings beyond the prices of the free items it takes, and which items
    /// those are; `None` if it cannot hold what is decided for it.
    #[inline]
    pub(super) fn gain(&self, terms: &Terms, option: usize, taken: u64, free: u64) -> Option<(i64, u64)> {
        let list = self.worth.get(option)?;
        match terms.reach.get(option)? {
            Reach::Sets(_) => {
                let outside = !(taken | free);
                let mut top: Option<&(i64, u64)> = None;
                for set in list {
                    if set.1 & outside == 0 && taken & !set.1 == 0 && top.is_none_or(|best| set.0 > best.0) {
                        top = Some(set);
                    }
                }
                let (value, items) = top?;
                Some((value.saturating_add(self.of(taken)).saturating_sub(self.fee(option)), items & free))
            }
            Reach::Knapsack { cap, effort, .. } => {
                let (keep, whole) = match (terms.takes.get(option), terms.chance.get(option)) {
                    // Own shares take no headroom: with them none is charged.
                    (Some(Some(aided)), Some(&chance)) if terms.cent.get(option) == Some(&(chance * UNIT)) => {
                        ((chance * UNIT - self.of_aid(aided)).max(0), (chance * UNIT).max(1))
                    }
                    _ => (1, 1),
                };
                let worth = |value: i64| {
                    i64::try_from((i128::from(value) * i128::from(keep) + i128::from(whole) - 1) / i128::from(whole))
                        .unwrap_or(FREE / 4)
                };
                let held: i64 = list.iter().filter(|(_, item)| item & taken != 0).map(|(value, _)| *value).sum();
                let mut room = (cap - held).max(0);
                let mut gain = worth(held.min(*cap));
                let mut items = 0;
                for (value, item) in list {
                    if item & free == 0 {
                        continue;
                    }
                    if room == 0 {
                        break;
                    }
                    let price = self.of(*item);
                    let part = (*value).min(room);
                    let cost = i64::try_from(i128::from(price) * i128::from(part) / i128::from((*value).max(1)));
                    let more = worth(part).saturating_sub(cost.unwrap_or(0));
                    if more <= 0 {
                        break;
                    }
                    gain = gain.saturating_add(more);
                    room -= part;
                    items |= item;
                }
                Some((gain.saturating_sub(*effort).saturating_sub(self.fee(option)), items))
            }
        }
    }

    /// The sets of an option that bring most beyond the prices, and more than `least`.
    pub(super) fn tops(&self, terms: &Terms, option: usize, taken: u64, free: u64, least: i64) -> Vec<u64> {
        if let Some(Reach::Sets(_)) = terms.reach.get(option) {
            let outside = !(taken | free);
            let paid = self.of(taken).saturating_sub(self.fee(option));
            let mut tops: Vec<(i64, u64)> = Vec::with_capacity(4);
            for set in self.worth.get(option).into_iter().flatten() {
                let worth = set.0.saturating_add(paid);
                if worth > least && set.1 & outside == 0 && taken & !set.1 == 0 {
                    let place = tops.iter().position(|other| worth > other.0).unwrap_or(tops.len());
                    if place < AT_ONCE {
                        tops.insert(place, (worth, set.1));
                        tops.truncate(AT_ONCE);
                    }
                }
            }
            return tops.into_iter().map(|(_, items)| items).collect();
        }
        let gain = self.gain(terms, option, taken, free);
        gain.filter(|(gain, _)| *gain > least).map(|(_, items)| items).into_iter().collect()
    }

    /// The relaxed problem at these prices; `None` if nothing lawful is below the node.
    pub(super) fn relax(&self, terms: &Terms, node: &Node, picks: &mut Vec<(usize, u64)>) -> Option<i64> {
        picks.clear();
        let mut bound = self.of_rows(terms, node.free);
        for (room, aid) in terms.rooms.iter().zip(&self.at.aid) {
            bound = bound.saturating_add(room.saturating_mul(*aid));
        }
        bound = self.at.clique.iter().fold(bound, |bound, price| bound.saturating_add(*price));
        for members in &terms.groups {
            let mut top = (0_i64, usize::MAX, 0_u64);
            for &option in members {
                if node.closed >> option & 1 == 1 {
                    continue;
                }
                let gain = self.gain(terms, option, node.of(option), node.free);
                if node.holds(option) {
                    let (gain, items) = gain?;
                    top = (gain, option, items);
                    break;
                }
                if let Some((gain, items)) = gain
                    && gain > top.0
                {
                    top = (gain, option, items);
                }
            }
            bound = bound.saturating_add(top.0);
            if top.1 != usize::MAX {
                picks.push((top.1, top.2));
            }
        }
        Some(bound)
    }
}

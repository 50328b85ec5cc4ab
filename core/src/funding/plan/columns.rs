//! What an option can take: every set of items worth claiming together.
//!
//! A set from which an item may be left out without losing grant is never needed, so an option
//! whose cap is reached by a few items has few sets. Where there are too many, the option is
//! treated as a knapsack that may take fractions, which is weaker but always valid.
//!
//! Where own shares count beside a grant an item that brings no grant may still bring an own share: every set is listed,
//! with at most what its own shares can bring. So is every set of a tax allowance: an item that brings nothing under the
//! limits of all years together may bring something under those of its year.

use super::instance::{Counted, FREE, Instance, Opt, PPM};
use super::own_share::OwnShares;

/// Values are cents × permille of chance × this, so that one application more or less decides
/// between plans that bring the same.
pub(super) const UNIT: i64 = 128;

/// Most sets that are listed for one option.
const MOST: usize = 30_000;
/// Most partial sets that are looked at for one option.
const EFFORT: usize = 1_000_000;

/// A set of items claimed together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    /// The items, as bits.
    pub(super) items: u64,
    /// What it brings less the effort, in [`UNIT`]s.
    pub(super) value: i64,
    /// The grant in cents.
    pub(super) grant: i64,
}

/// What an option can take.
#[derive(Debug, Clone)]
pub(crate) enum Reach {
    /// These sets and no others.
    Sets(Vec<Column>),
    /// Any set, up to a cap: (item, value) pairs in [`UNIT`]s.
    Knapsack {
        /// Item and largest value.
        pieces: Vec<(usize, i64)>,
        /// Cap on the sum.
        cap: i64,
        /// Effort in [`UNIT`]s.
        effort: i64,
    },
}

/// What counts for one item under one option.
#[derive(Debug, Clone, Copy)]
struct Piece {
    item: usize,
    net: i64,
    external: i64,
    counted: Counted,
    surcharge: i64,
    /// Items that cannot be taken beside it.
    apart: u64,
}

impl Reach {
    /// What is left of it when only these items may be taken: a set is worth listing or not whatever other items
    /// there are.
    pub(super) fn within(&self, items: u64) -> Self {
        match self {
            Self::Sets(columns) => {
                Self::Sets(columns.iter().filter(|column| column.items & !items == 0).copied().collect())
            }
            Self::Knapsack { pieces, cap, effort } => {
                let pieces = pieces.iter().filter(|(item, _)| items >> item & 1 == 1).copied().collect();
                Self::Knapsack { pieces, cap: *cap, effort: *effort }
            }
        }
    }
}

/// What each option can take.
pub(super) fn reach(instance: &Instance) -> Vec<Reach> {
    instance.options.iter().enumerate().map(|(index, option)| of_option(instance, index, option)).collect()
}

fn of_option(instance: &Instance, index: usize, option: &Opt) -> Reach {
    let mut pieces: Vec<Piece> = Vec::new();
    for (item, choices) in instance.choices.iter().enumerate() {
        for choice in choices {
            if let (true, Some(it)) = (choice.option == index, instance.items.get(item)) {
                let external = if it.external { it.net } else { 0 };
                let (net, surcharge, apart) = (it.net, it.surcharge, it.apart);
                pieces.push(Piece { item, net, external, counted: choice.counted, surcharge, apart });
            }
        }
    }
    // The dearest first: caps are reached early.
    pieces.sort_by_key(|piece| (std::cmp::Reverse(piece.counted.worth()), piece.item));
    // Own shares make a plan less simple by one application more.
    let simple = 1 + i64::from(option.own_share.is_some());
    let effort = option.effort.saturating_mul(1000).saturating_mul(UNIT).saturating_add(simple);
    if option.loan {
        // Any set may be worth its cash; none brings money, and each costs interest.
        let costs = |net: i64| {
            let units = i128::from(net) * i128::from(option.interest) / 1000 * i128::from(UNIT);
            i64::try_from(units).unwrap_or(FREE / 4)
        };
        let pieces = pieces.iter().map(|piece| (piece.item, -costs(piece.net) - extra(piece.surcharge)));
        return Reach::Knapsack { pieces: pieces.collect(), cap: 0, effort };
    }
    let unbound = option.grant_min <= 1
        && option.cost_min <= 0
        && option.cost_max == FREE
        && option.external_min <= 0
        && option.external_max >= 1000
        && option.shared.is_empty();
    let ceil = |piece: &Piece| instance.cents_up(piece.counted.worth());
    let top_rate = pieces.iter().map(|piece| piece.counted.rate).max().unwrap_or(0);
    let by_base = (i128::from(option.base_cap) * i128::from(top_rate) + PPM - 1) / PPM;
    let cap_cents = i64::try_from(by_base.min(i128::from(option.grant_cap))).unwrap_or(FREE);
    let sum: i64 = pieces.iter().fold(0_i64, |sum, piece| sum.saturating_add(ceil(piece)));
    let additive = unbound && sum <= cap_cents;
    if !additive || pieces.len() <= 4 {
        let alone = option.shared.iter().all(|limit| limit.raised_by.is_none());
        let plain = option.external_min <= 0 && option.external_max >= 1000 && alone;
        let worthwhile = match () {
            () if option.own_share.is_some() || option.loosened => Worthwhile::Every,
            () if plain => Worthwhile::Plain,
            () => Worthwhile::Compared,
        };
        if let Some(sets) = list(instance, option, &pieces, worthwhile, effort) {
            return Reach::Sets(sets);
        }
    }
    let scale = |cents: i64| cents.saturating_mul(option.chance).saturating_mul(UNIT);
    // Of a grant that nothing cuts each item keeps what it brings, less what rounding the whole takes.
    let whole = additive && option.de_minimis.is_none();
    let own = |piece: &Piece| {
        let terms = option.own_share.as_ref()?;
        let funded = if whole { (instance.cents(piece.counted.worth()) - 1).max(0) } else { 0 };
        let counted = instance.own_share_at_most(terms, piece.item, funded)?;
        Some(own_value(instance, terms, instance.cents_up(counted.worth())))
    };
    let own = |piece: &Piece| own(piece).unwrap_or(0);
    let worth = |piece: &Piece| scale(ceil(piece)).saturating_add(own(piece)).saturating_sub(extra(piece.surcharge));
    Reach::Knapsack {
        pieces: pieces.iter().map(|piece| (piece.item, worth(piece))).filter(|(_, worth)| *worth > 0).collect(),
        cap: pieces.iter().fold(scale(cap_cents.min(sum)), |cap, piece| cap.saturating_add(own(piece))),
        effort,
    }
}

/// Cents of a tax allowance for own shares in [`UNIT`]s.
fn own_value(instance: &Instance, terms: &OwnShares, cents: i64) -> i64 {
    let chance = instance.options.get(terms.allowance).map_or(0, |allowance| allowance.chance);
    cents.saturating_mul(chance).saturating_mul(UNIT)
}

/// Which sets are worth listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Worthwhile {
    /// Those that no item can be left out of: found while adding.
    Plain,
    /// The same, but conditions on shares of external or other cost are kept by comparing only.
    Compared,
    /// Every lawful one: what is left out could bring an own share, or something under the limits of its year.
    Every,
}

/// A surcharge in [`UNIT`]s.
const fn extra(cents: i64) -> i64 {
    cents.saturating_mul(1000).saturating_mul(UNIT)
}

/// Every set worth claiming, or `None` if there are too many.
fn list(
    instance: &Instance,
    option: &Opt,
    pieces: &[Piece],
    worthwhile: Worthwhile,
    effort: i64,
) -> Option<Vec<Column>> {
    let plain = worthwhile == Worthwhile::Plain;
    let mut walk = Walk {
        instance,
        option,
        pieces,
        plain,
        least: option.grant_min,
        base_cap: i128::from(option.base_cap).saturating_mul(instance.unit),
        grant_cap: i128::from(option.grant_cap).saturating_mul(instance.unit * PPM),
        found: Vec::new(),
        taken: Vec::with_capacity(pieces.len()),
        scratch: Vec::with_capacity(pieces.len()),
        looked: 0,
    };
    walk.go(0, Claimed::default())?;
    let mut found = walk.found;
    if worthwhile == Worthwhile::Compared {
        // Shares of external cost and shares of other cost are neither kept by adding nor by leaving out: compare all pairs.
        found.sort_unstable_by_key(|(items, grant, _)| (items.count_ones(), std::cmp::Reverse(*grant), *items));
        let mut kept: Vec<(u64, i64, i64)> = Vec::new();
        for (items, grant, surcharge) in found {
            if !kept.iter().any(|(other, more, _)| other & !items == 0 && *more >= grant) {
                kept.push((items, grant, surcharge));
            }
        }
        found = kept;
    }
    let value = |grant: i64, surcharge: i64| {
        grant.saturating_mul(option.chance).saturating_mul(UNIT) - effort - extra(surcharge)
    };
    let own = |items: u64, grant: i64| {
        let terms = option.own_share.as_ref()?;
        let claimed = pieces.iter().filter(|piece| items >> piece.item & 1 == 1).map(|piece| piece.counted);
        let mut own: Vec<Counted> = instance.own_shares_at_most(terms, grant, claimed).collect();
        let worth = instance.worth(instance.options.get(terms.allowance)?, &mut own);
        Some(own_value(instance, terms, instance.cents_up(worth)))
    };
    let value =
        |items: u64, grant: i64, surcharge: i64| value(grant, surcharge).saturating_add(own(items, grant).unwrap_or(0));
    let mut columns: Vec<Column> = found
        .into_iter()
        .map(|(items, grant, surcharge)| Column { items, value: value(items, grant, surcharge), grant })
        .collect();
    columns.sort_unstable_by_key(|column| (std::cmp::Reverse(column.value), column.items));
    Some(columns)
}

/// Sums over the items of a set.
#[derive(Clone, Copy, Default)]
struct Claimed {
    items: u64,
    cost: i64,
    external: i64,
    base: i128,
    /// What it would bring without any limit, in units × parts per million.
    open: i128,
    /// What it brings, in units × parts per million.
    worth: i128,
    surcharge: i64,
}

struct Walk<'a> {
    instance: &'a Instance,
    option: &'a Opt,
    pieces: &'a [Piece],
    /// Is there no condition on a share of external or other cost?
    plain: bool,
    /// In cents; of an allowance that counts own shares nothing.
    least: i64,
    /// In units.
    base_cap: i128,
    /// In units × parts per million.
    grant_cap: i128,
    /// Items, grant, surcharge.
    found: Vec<(u64, i64, i64)>,
    taken: Vec<Piece>,
    scratch: Vec<Counted>,
    looked: usize,
}

impl Walk<'_> {
    /// The set with the piece added.
    fn with(&mut self, set: &Claimed, piece: &Piece) -> Claimed {
        let mut sum = Claimed {
            items: set.items | 1 << piece.item,
            cost: set.cost + piece.net,
            external: set.external + piece.external,
            base: set.base + piece.counted.base,
            open: set.open + piece.counted.worth(),
            worth: 0,
            surcharge: set.surcharge + piece.surcharge,
        };
        sum.worth = self.worth(&sum, None, Some(piece));
        sum
    }

    /// What the pieces taken bring, one left out or one added; exact.
    fn worth(&mut self, sum: &Claimed, without: Option<&Piece>, with: Option<&Piece>) -> i128 {
        let (mut base, mut open) = (sum.base, sum.open);
        if let Some(piece) = without {
            base -= piece.counted.base;
            open -= piece.counted.worth();
        }
        if base <= self.base_cap && self.option.shared.is_empty() {
            return open.min(self.grant_cap);
        }
        self.scratch.clear();
        let left = self.taken.iter().filter(|piece| without.is_none_or(|out| out.item != piece.item));
        self.scratch.extend(left.chain(with).map(|piece| piece.counted));
        self.instance.worth(self.option, &mut self.scratch).min(self.grant_cap)
    }

    /// Adds every set that goes on from this one; `None` when there are too many.
    fn go(&mut self, at: usize, set: Claimed) -> Option<()> {
        self.looked += 1;
        if self.looked > EFFORT || self.found.len() > MOST {
            return None;
        }
        for index in at..self.pieces.len() {
            let piece = *self.pieces.get(index)?;
            if set.cost + piece.net > self.option.cost_max || piece.apart & set.items != 0 {
                continue;
            }
            let next = self.with(&set, &piece);
            // An item that adds nothing is needed only to reach a least cost or a share of external cost.
            if self.plain && set.cost >= self.option.cost_min && next.worth <= set.worth {
                continue;
            }
            self.taken.push(piece);
            let grant = self.instance.cents(next.worth);
            if self.lawful(&next, grant) && !(self.plain && self.needless(&next, grant)) {
                self.found.push((next.items, grant, next.surcharge));
            }
            self.go(index + 1, next)?;
            self.taken.pop();
        }
        Some(())
    }

    fn lawful(&self, set: &Claimed, grant: i64) -> bool {
        self.option.admits(set.cost, set.external) && grant >= self.least
    }

    /// Could one item be left out without losing grant?
    fn needless(&mut self, set: &Claimed, grant: i64) -> bool {
        (0..self.taken.len()).any(|place| {
            let Some(piece) = self.taken.get(place).copied() else { return false };
            set.cost - piece.net >= self.option.cost_min
                && set.cost > piece.net
                && self.instance.cents(self.worth(set, Some(&piece), None)) >= grant
        })
    }
}

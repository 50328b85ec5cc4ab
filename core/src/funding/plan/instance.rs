//! The arithmetic heart: which cost item goes to which application, in plain integers.
//!
//! Everything that has to do with dates, law and words is settled before an instance is built: a
//! [`Choice`] exists only if the item may be claimed there at all. What is left is exact
//! arithmetic: caps, floors, least and largest cost, shares of external cost, exclusions, the
//! ceiling for de minimis aid, the effort of an application and its chance.
//!
//! Units: amounts in cents; counted cost in micro-cents (10⁻⁶ cents, so that shares of shares stay
//! exact); values in cents × permille of chance.

use super::ceiling::{Take, keep};

/// No limit.
pub(crate) const FREE: i64 = i64::MAX;
/// Most options of an instance: conflicts are bit sets.
pub(crate) const MAX_OPTIONS: usize = 128;

/// A cost item under one of its quotes: a position, or one equal part of a position that may be split.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// Net amount in cents.
    pub(crate) net: i64,
    /// What it costs more than with the cheapest quote, in cents.
    pub(crate) surcharge: i64,
    /// Paid to somebody outside the company?
    pub(crate) external: bool,
    /// Items that cannot be claimed beside it, as bits: the same cost, or another part of its position, under
    /// another quote.
    pub(crate) apart: u64,
    /// The row that it belongs to.
    pub(crate) row: usize,
}

/// A cost that is claimed once: its item under each quote.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    /// The items, as bits.
    pub(crate) items: u64,
    /// The row before it that is the same in every respect.
    pub(crate) twin: Option<usize>,
}

/// An application that may be filed: a programme at a certain date.
#[derive(Debug, Clone)]
pub(crate) struct Opt {
    /// What a cent of it is worth: the chance of the grant in permille, 1 to 1000; nothing for a loan.
    pub(crate) chance: i64,
    /// A loan: taken whole or not at all, and never for its own sake.
    pub(crate) loan: bool,
    /// Of a loan: the least that a cent claimed costs in interest, in millionths.
    pub(crate) interest: i64,
    /// What the application costs, in cents.
    pub(crate) effort: i64,
    /// Largest counted cost in cents.
    pub(crate) base_cap: i64,
    /// Largest grant in cents.
    pub(crate) grant_cap: i64,
    /// Smallest grant in cents; below it there is none.
    pub(crate) grant_min: i64,
    /// Smallest net cost claimed, in cents.
    pub(crate) cost_min: i64,
    /// Largest net cost claimed, in cents.
    pub(crate) cost_max: i64,
    /// Least share of external cost in permille.
    pub(crate) external_min: i64,
    /// Largest share of external cost in permille.
    pub(crate) external_max: i64,
    /// Options that cannot be used together with this one.
    pub(crate) conflicts: u128,
    /// An earlier option with the same terms and dates; this one is used only after it.
    pub(crate) copy_of: Option<usize>,
    /// For de minimis aid: the rank of its granting date in [`Instance::headroom`].
    pub(crate) de_minimis: Option<usize>,
}

/// An item may be claimed under an option.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Choice {
    /// The option.
    pub(crate) option: usize,
    /// Counted cost in micro-cents.
    pub(crate) base: i64,
    /// Rate in permille.
    pub(crate) rate: i64,
    /// The day of the milestone that this choice alone would allow (days of the caller's calendar).
    pub(crate) day: i32,
    /// Risk level.
    pub(crate) risk: u8,
    /// Of a tax allowance: what it brings is de minimis aid.
    pub(crate) small: bool,
}

/// The whole problem.
#[derive(Debug, Clone, Default)]
pub(crate) struct Instance {
    /// The items, in canonical order.
    pub(crate) items: Vec<Item>,
    /// The costs behind the items, in canonical order.
    pub(crate) rows: Vec<Row>,
    /// The options, in canonical order.
    pub(crate) options: Vec<Opt>,
    /// Per item, in order of option.
    pub(crate) choices: Vec<Vec<Choice>>,
    /// What may still be granted as de minimis aid up to and with each granting date, in cents, in
    /// order of date. Within three years no planned grant leaves the window again.
    pub(crate) headroom: Vec<i64>,
}

/// The places of the ones, lowest first.
pub(crate) fn bits(mut set: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = (set != 0).then_some(set.trailing_zeros() as usize);
        set &= set.wrapping_sub(1);
        place
    })
}

/// Where every item goes: an option, or nowhere.
pub(crate) type Assignment = Vec<Option<usize>>;

/// What an assignment brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Expected grants less effort and less what the quotes cost more than the cheapest, in cents × permille.
    pub(crate) value: i64,
    /// The grant of every option, in cents; zero where it is not used.
    pub(crate) grants: Vec<i64>,
    /// How many options are used.
    pub(crate) used: usize,
}

impl Instance {
    /// The choice of an item for an option.
    pub(crate) fn choice(&self, item: usize, option: usize) -> Option<&Choice> {
        let choices = self.choices.get(item)?;
        choices.get(choices.binary_search_by_key(&option, |choice| choice.option).ok()?)
    }

    /// The grant of an option for these choices, before the ceiling for de minimis aid, in cents.
    ///
    /// Counted cost above the cap is left out where the rate is lowest: an applicant claims the
    /// cost that brings most.
    pub(crate) fn grant(option: &Opt, claimed: &mut [(i64, i64)]) -> i64 {
        claimed.sort_unstable_by_key(|(rate, _)| std::cmp::Reverse(*rate));
        let mut room = i128::from(option.base_cap).saturating_mul(1_000_000);
        let mut sum: i128 = 0;
        for (rate, base) in claimed.iter() {
            let counted = i128::from(*base).min(room);
            room -= counted;
            sum += counted * i128::from(*rate);
        }
        let cents = i64::try_from(sum / 1_000_000_000).unwrap_or(i64::MAX);
        cents.min(option.grant_cap)
    }

    /// What the assignment brings; `None` when it breaks a rule.
    pub(crate) fn evaluate(&self, assignment: &[Option<usize>]) -> Option<Outcome> {
        let (used, mut grants) = self.claims(assignment)?;
        let takes = self.takes(used, &grants);
        let kept = keep(&takes.iter().map(|(_, take)| *take).collect::<Vec<_>>(), |rank| {
            self.headroom.get(rank).copied().unwrap_or(0)
        })?;
        for ((option, _), kept) in takes.iter().zip(kept) {
            *grants.get_mut(*option)? = kept;
        }
        let value = self.value(used, &grants) - self.surcharge(assignment).saturating_mul(1000);
        Some(Outcome { value, grants, used: used.count_ones() as usize })
    }

    /// The options in use and their grants before the ceiling for de minimis aid; `None` when a rule is broken.
    pub(crate) fn claims(&self, assignment: &[Option<usize>]) -> Option<(u128, Vec<i64>)> {
        let (mut used, mut taken): (u128, u64) = (0, 0);
        for (item, option) in assignment.iter().enumerate() {
            if let Some(option) = option {
                used |= 1 << option;
                taken |= 1 << item;
            }
        }
        if bits(used).any(|index| self.options.get(index).is_none_or(|option| option.conflicts & used != 0)) {
            return None;
        }
        let mut grants = vec![0_i64; self.options.len()];
        let mut claimed: Vec<(i64, i64)> = Vec::with_capacity(assignment.len());
        for index in bits(used) {
            let option = self.options.get(index)?;
            claimed.clear();
            let (mut cost, mut external) = (0_i64, 0_i64);
            for (item, _) in assignment.iter().enumerate().filter(|(_, to)| **to == Some(index)) {
                let choice = self.choice(item, index)?;
                claimed.push((choice.rate, choice.base));
                let item = self.items.get(item)?;
                if item.apart & taken != 0 {
                    return None;
                }
                cost += item.net;
                external += if item.external { item.net } else { 0 };
            }
            let grant = Self::grant(option, &mut claimed);
            if !option.admits(cost, external) || grant < option.grant_min {
                return None;
            }
            *grants.get_mut(index)? = grant;
        }
        Some((used, grants))
    }

    /// What takes room under the ceiling for de minimis aid, by option.
    pub(crate) fn takes(&self, used: u128, grants: &[i64]) -> Vec<(usize, Take)> {
        let take = |index: usize| {
            let option = self.options.get(index)?;
            let wanted = grants.get(index).copied()?;
            let least = if option.loan { wanted } else { option.grant_min.max(1) };
            Some((index, Take { rank: option.de_minimis?, wanted, least, worth: option.chance }))
        };
        bits(used).filter_map(take).collect()
    }

    /// Expected grants less effort, in cents × permille.
    pub(crate) fn value(&self, used: u128, grants: &[i64]) -> i64 {
        bits(used)
            .filter_map(|index| Some((self.options.get(index)?, grants.get(index)?)))
            .map(|(option, grant)| grant * option.chance - option.effort.saturating_mul(1000))
            .sum()
    }

    /// What the claimed items cost more than with the cheapest quotes, in cents.
    fn surcharge(&self, assignment: &[Option<usize>]) -> i64 {
        self.items.iter().zip(assignment).filter(|(_, to)| to.is_some()).map(|(item, _)| item.surcharge).sum()
    }
}

impl Opt {
    /// Do the cost claimed and its external part keep to the limits?
    pub(crate) fn admits(&self, cost: i64, external: i64) -> bool {
        let (cost_wide, share) = (i128::from(cost), i128::from(external) * 1000);
        cost >= self.cost_min
            && cost <= self.cost_max
            && share >= i128::from(self.external_min) * cost_wide
            && share <= i128::from(self.external_max) * cost_wide
    }
}

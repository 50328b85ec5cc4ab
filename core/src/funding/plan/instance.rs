//! The arithmetic heart: which cost item goes to which application, in plain integers.
//!
//! Everything that has to do with dates, law and words is settled before an instance is built: a
//! [`Choice`] exists only if the item may be claimed there at all. What is left is exact
//! arithmetic: caps, floors, least and largest cost, shares of external cost, exclusions, the
//! ceiling for de minimis aid, the effort of an application and its chance.
//!
//! Units: amounts in cents; rates in parts per million; counted cost in the instance's own [`Instance::unit`], so fine
//! that every counted cost is a whole number; values in cents × permille of chance.

use super::ceiling::{Take, keep};
use super::own_share::OwnShares;

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
    /// Highest aid intensity, in parts per million.
    pub(crate) highest: Option<i64>,
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
    /// Limits that several items share.
    pub(crate) shared: Vec<Shared>,
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
    /// A tax allowance: its limits here are those of all its years together, and what it brings may be less.
    pub(crate) loosened: bool,
    /// That a tax allowance counts the own shares of what is claimed here.
    pub(crate) own_share: Option<OwnShares>,
}

/// A limit on the counted cost of several items together, in units of the instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shared {
    /// However much is claimed.
    pub(crate) most: i128,
    /// Where it is a share of other cost: by how much each item raises it from nothing.
    pub(crate) raised_by: Option<Vec<i128>>,
}

impl Shared {
    /// The limit beside what is claimed.
    fn beside(&self, claimed: &[Counted]) -> i128 {
        let Some(raised_by) = &self.raised_by else { return self.most };
        let raised: i128 = claimed.iter().filter_map(|one| raised_by.get(one.item)).sum();
        raised.min(self.most)
    }
}

/// An item may be claimed under an option.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Choice {
    /// The option.
    pub(crate) option: usize,
    /// What counts of it.
    pub(crate) counted: Counted,
    /// The day of the milestone that this choice alone would allow (days of the caller's calendar).
    pub(crate) day: i32,
    /// Risk level.
    pub(crate) risk: u8,
    /// Of a tax allowance: what it brings is de minimis aid.
    pub(crate) small: bool,
}

/// The cost that counts of an item under an option, and at which rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counted {
    /// The item.
    pub(crate) item: usize,
    /// In units of the instance.
    pub(crate) base: i128,
    /// In parts per million.
    pub(crate) rate: i64,
    /// The limit that it shares with others, a place in [`Opt::shared`].
    pub(crate) limit: Option<usize>,
}

impl Counted {
    /// What it brings without any limit, in units × parts per million.
    pub(crate) fn worth(&self) -> i128 {
        self.base * i128::from(self.rate)
    }
}

/// Parts per million.
pub(crate) const PPM: i128 = 1_000_000;

/// The whole problem.
#[derive(Debug, Clone, Default)]
pub(crate) struct Instance {
    /// So many units of counted cost are a cent.
    pub(crate) unit: i128,
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
    pub(crate) fn grant(&self, option: &Opt, claimed: &mut [Counted]) -> i64 {
        self.cents(self.worth(option, claimed)).min(option.grant_cap)
    }

    /// The same without the cap on the grant and exact, in units × parts per million.
    ///
    /// Counted cost above a limit is left out where the rate is lowest: an applicant claims the cost that brings
    /// most. Every choice shares at most one limit, so that taking the dearest first is best.
    pub(crate) fn worth(&self, option: &Opt, claimed: &mut [Counted]) -> i128 {
        claimed.sort_unstable_by_key(|counted| std::cmp::Reverse(counted.rate));
        let mut room = i128::from(option.base_cap).saturating_mul(self.unit);
        let mut shared: Vec<i128> = option.shared.iter().map(|limit| limit.beside(claimed)).collect();
        let mut sum: i128 = 0;
        for one in claimed.iter() {
            let limit = one.limit.and_then(|limit| shared.get_mut(limit));
            let counted = one.base.min(room).min(limit.as_ref().map_or(i128::MAX, |limit| **limit));
            room -= counted;
            if let Some(limit) = limit {
                *limit -= counted;
            }
            sum += counted * i128::from(one.rate);
        }
        sum
    }

    /// Units × parts per million in cents, rounded down.
    pub(crate) fn cents(&self, worth: i128) -> i64 {
        i64::try_from(worth / (self.unit.max(1) * PPM)).unwrap_or(i64::MAX)
    }

    /// The same rounded up.
    pub(crate) fn cents_up(&self, worth: i128) -> i64 {
        let whole = self.unit.max(1) * PPM;
        i64::try_from((worth + whole - 1) / whole).unwrap_or(i64::MAX)
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
        // Among equals the plan without own shares is the simpler one.
        let (mut all, mut slack, mut count) = (used, 0, used.count_ones() as usize);
        let topped = self.with_own_shares(used).count();
        if topped > 0 {
            let (allowance, grant) = self.allowance_at_most(assignment, used, &grants)?;
            *grants.get_mut(allowance)? = grant;
            all |= 1 << allowance;
            slack = self.slack_of_cuts(used, &grants);
            count = all.count_ones() as usize + topped;
        }
        let value = self.value(all, &grants) + slack - self.surcharge(assignment).saturating_mul(1000);
        Some(Outcome { value, grants, used: count })
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
        let mut claimed: Vec<Counted> = Vec::with_capacity(assignment.len());
        for index in bits(used) {
            let option = self.options.get(index)?;
            claimed.clear();
            let (mut cost, mut external) = (0_i64, 0_i64);
            for (item, _) in assignment.iter().enumerate().filter(|(_, to)| **to == Some(index)) {
                let choice = self.choice(item, index)?;
                claimed.push(choice.counted);
                let item = self.items.get(item)?;
                if item.apart & taken != 0 {
                    return None;
                }
                cost += item.net;
                external += if item.external { item.net } else { 0 };
            }
            let grant = self.grant(option, &mut claimed);
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

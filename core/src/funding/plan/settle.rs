//! Can an assignment be carried out? Quotes, dates, positions that are moved, money over time.

use super::compile::Compiled;
use super::days::Schedule;
use super::filings::Filing;
use super::instance::Outcome;

/// Most positions that may be moved out of their step.
pub(crate) const MAX_MOVABLE: usize = 10;

/// An assignment with its dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settled {
    pub(crate) schedule: Schedule,
    /// Positions moved out of their step.
    pub(crate) moved: Vec<usize>,
    /// Per position: the quote, the stated one first.
    pub(crate) taken: Vec<usize>,
    /// The last day of the milestone.
    pub(crate) milestone: i32,
    /// What is filed, in order of filing, then of offer.
    pub(crate) filings: Vec<Filing>,
    /// Per option: the grant, in cents.
    pub(crate) grants: Vec<i64>,
    /// Expected grants less effort, interest and what the quotes cost more than the cheapest, in cents × permille.
    pub(crate) value: i64,
}

impl Settled {
    /// Sum of the grants, in cents; a loan is none.
    pub(crate) fn money(&self) -> i64 {
        self.filings.iter().filter(|filing| filing.lent == 0).map(|filing| filing.grant).sum()
    }
}

/// A way to choose a quote for every position.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Combination {
    /// What it costs more than the cheapest quotes, in cents.
    pub(crate) surcharge: i64,
    /// Per position.
    pub(crate) taken: Vec<usize>,
}

impl Compiled<'_> {
    /// The best way to carry out an assignment: the cheapest quotes that dates and money allow, the earliest dates,
    /// as few positions moved as possible.
    ///
    /// `None` if a promise breaks, the milestone is later than `latest`, or money runs out.
    pub(crate) fn settle(&self, assignment: &[Option<usize>], outcome: &Outcome, latest: i32) -> Option<Settled> {
        let release = self.releases(assignment);
        let claimed = self.claimed_quotes(assignment)?;
        let used = self.instance.used(assignment);
        let slack = self.instance.slack_of_cuts(used, &outcome.grants);
        let plain = self.instance.value(used, &outcome.grants).saturating_add(slack);
        let movable: Vec<usize> = self.days.movable().take(MAX_MOVABLE).collect();
        let mut sets: Vec<u32> = (0..1_u32 << movable.len()).collect();
        sets.sort_by_key(|set| (set.count_ones(), *set));
        let mut best: Option<Settled> = None;
        let fits =
            |way: &&Combination| claimed.iter().zip(&way.taken).all(|(known, taken)| known.is_none_or(|k| k == *taken));
        for way in self.combinations.iter().filter(fits) {
            let most = plain - way.surcharge.saturating_mul(1000);
            if best.as_ref().is_some_and(|best| best.value >= most) {
                break;
            }
            for set in &sets {
                let moved: Vec<usize> = movable
                    .iter()
                    .enumerate()
                    .filter(|(bit, _)| set >> bit & 1 == 1)
                    .map(|(_, place)| *place)
                    .collect();
                let Some(schedule) = self.days.schedule_with(&release, &moved, &way.taken) else { continue };
                let milestone = self.days.milestone(&schedule);
                if milestone > latest {
                    continue;
                }
                let Some(settled) = self.settled(assignment, outcome, schedule, moved, &way.taken) else { continue };
                if best.as_ref().is_some_and(|best| best.value >= settled.value) {
                    continue;
                }
                if self.shortfalls(&settled).is_empty() {
                    let done = settled.value >= most;
                    best = Some(settled);
                    if done {
                        break;
                    }
                }
            }
        }
        best
    }

    /// An assignment with dates and quotes that are known, whatever money allows: what is filed then and what it brings.
    pub(crate) fn settled(
        &self,
        assignment: &[Option<usize>],
        outcome: &Outcome,
        schedule: Schedule,
        moved: Vec<usize>,
        taken: &[usize],
    ) -> Option<Settled> {
        let (filings, grants) = self.filings(assignment, outcome, &schedule, &moved)?;
        let surcharge = self.combinations.iter().find(|way| way.taken == taken)?.surcharge;
        let value = self.worth_of(&filings) - surcharge.saturating_mul(1000);
        let milestone = self.days.milestone(&schedule);
        Some(Settled { schedule, moved, taken: taken.to_vec(), milestone, filings, grants, value })
    }

    /// Everything paid by the company itself when money does not matter: with the stated quotes, or, where those break
    /// a promise, with the cheapest that do not.
    pub(crate) fn settle_unpaid(&self) -> Option<Settled> {
        let release = vec![0; self.situation.positions.len()];
        let stated = self.combinations.iter().filter(|way| way.taken.iter().all(|quote| *quote == 0));
        stated.chain(&self.combinations).find_map(|way| {
            let schedule = self.days.schedule_with(&release, &[], &way.taken)?;
            let milestone = self.days.milestone(&schedule);
            let value = -way.surcharge.saturating_mul(1000);
            let (taken, grants) = (way.taken.clone(), vec![0; self.instance.options.len()]);
            Some(Settled { schedule, moved: Vec::new(), taken, milestone, filings: Vec::new(), grants, value })
        })
    }

    /// Per position: the quote of what is claimed of it; `None` when two are claimed.
    fn claimed_quotes(&self, assignment: &[Option<usize>]) -> Option<Vec<Option<usize>>> {
        let mut claimed: Vec<Option<usize>> = vec![None; self.situation.positions.len()];
        for ((place, quote), _) in
            self.position_of.iter().zip(&self.quote_of).zip(assignment).filter(|(_, to)| to.is_some())
        {
            let known = claimed.get_mut(*place)?;
            if known.is_some_and(|known| known != *quote) {
                return None;
            }
            *known = Some(*quote);
        }
        Some(claimed)
    }

    /// Per position: the day before which its claims allow no order.
    pub(crate) fn releases(&self, assignment: &[Option<usize>]) -> Vec<i32> {
        let mut release = vec![0; self.situation.positions.len()];
        for (place, option) in self.position_of.iter().zip(assignment) {
            if let (Some(slot), Some(day)) = (option.and_then(|option| self.slots.get(option)), release.get_mut(*place))
            {
                *day = slot.release.max(*day);
            }
        }
        release
    }

    /// The judge of the search.
    pub(crate) fn judge(&self, assignment: &[Option<usize>], outcome: &Outcome, latest: i32) -> Option<i64> {
        if self.plain {
            return Some(outcome.value);
        }
        self.settle(assignment, outcome, latest).map(|settled| settled.value)
    }

    /// Does nothing but the arithmetic of the instance decide?
    pub(super) fn is_plain(&self) -> bool {
        let situation = self.situation;
        let cost: i64 = self.instance.items.iter().filter(|item| item.external).map(|item| item.net).sum();
        let enough = |own: i64, credit: i64| own + credit >= cost;
        let quotes_are_prices =
            situation.positions.iter().filter(|position| !position.quotes.is_empty()).all(|position| {
                let plain = |quote: &super::situation::Quote| {
                    quote.working_days.is_none() && quote.earliest_order == position.earliest_order
                };
                position.parts <= 1 && position.quotes.iter().all(plain)
            });
        let single = |option: usize| {
            self.offer_of(option).is_some_and(|offer| offer.instrument == super::offer::OfferInstrument::Grant)
        };
        situation.budgets.iter().all(|budget| enough(budget.own_cents.cents(), budget.credit_cents.cents()))
            && self.days.movable().next().is_none()
            && quotes_are_prices
            && (0..self.slots.len()).all(single)
    }

    /// Every way to choose quotes, the cheapest first.
    pub(super) fn all_combinations(&self) -> Vec<Combination> {
        let mut all = vec![Combination { surcharge: 0, taken: Vec::new() }];
        for quotes in &self.quotes {
            let net = |quote: &super::situation::Position| quote.net_cents.given().map_or(0, |net| net.cents());
            let least = quotes.iter().map(net).min().unwrap_or(0);
            all = all
                .into_iter()
                .flat_map(|way| {
                    quotes.iter().enumerate().map(move |(index, quote)| {
                        let mut next = way.clone();
                        next.surcharge += net(quote) - least;
                        next.taken.push(index);
                        next
                    })
                })
                .collect();
        }
        all.sort();
        all
    }
}

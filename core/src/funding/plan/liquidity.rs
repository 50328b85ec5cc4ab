//! What own funds and credit rule out before everything is decided.
//!
//! Below a node of the search every payment has a latest day, and everything that comes in has a first one. What
//! is certainly paid by a day, beyond the budget, has to have come in before it; where even the most that could
//! have come in does not suffice, no plan below the node can be carried out.

use super::bound::Node;
use super::compile::Compiled;
use super::days::Schedule;
use super::instance::Choice;
use super::lending::instalments;
use super::offer::OfferInstrument;
use super::situation::Position;

/// Where a search stands: what is decided, and what may still be chosen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Partial<'a> {
    pub(super) assignment: &'a [Option<usize>],
    /// Rows decided, as bits.
    pub(super) decided: u64,
    pub(super) node: &'a Node,
    /// Per item, in order of option.
    pub(super) allowed: &'a [Vec<bool>],
}

/// Money that has to have come in before a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Need {
    /// The day of the last payment that needs it.
    day: i32,
    /// In cents, above zero.
    cents: i64,
}

impl Compiled<'_> {
    /// Is it certain that nothing below the node stays within own funds and credit?
    pub(super) fn is_hopeless(&self, at: &Partial<'_>) -> bool {
        if self.plain || self.situation.budgets.is_empty() {
            return false;
        }
        let (soon, late) = self.span(at);
        // What is decided already breaks a promise.
        let Some(soon) = soon else { return true };
        let Some(late) = late else { return false };
        self.needs(at, &soon, &late).iter().any(|need| self.most_by(at, &soon, need.day) < need.cents)
    }

    /// The choices that are left for an item.
    fn left<'a>(&'a self, at: &Partial<'a>, item: usize) -> impl Iterator<Item = &'a Choice> + 'a {
        let row = self.instance.items.get(item).map_or(64, |item| item.row);
        let (decided, node, to) = (at.decided >> row & 1 == 1, at.node, at.assignment.get(item).copied().flatten());
        let choices = self.instance.choices.get(item).into_iter().flatten();
        let allowed = at.allowed.get(item).into_iter().flatten();
        choices.zip(allowed).filter(|(_, ok)| **ok).map(|(choice, _)| choice).filter(move |choice| {
            if decided {
                return to == Some(choice.option);
            }
            node.free >> item & 1 == 1 && node.closed >> choice.option & 1 == 0
        })
    }

    /// The soonest and the latest schedule of what may still happen.
    fn span(&self, at: &Partial<'_>) -> (Option<Schedule>, Option<Schedule>) {
        let places = self.situation.positions.len();
        let (mut least, mut most) = (vec![0; places], vec![0; places]);
        for (item, place) in self.position_of.iter().enumerate() {
            let claimed = at.assignment.get(item).copied().flatten().is_some();
            let releases = self.left(at, item).filter_map(|choice| self.slots.get(choice.option));
            let top = releases.map(|slot| slot.release).max().unwrap_or(0);
            if let (Some(least), Some(most)) = (least.get_mut(*place), most.get_mut(*place)) {
                *most = top.max(*most);
                // A position that may be moved holds up nobody.
                if claimed && !self.days.movable().any(|movable| movable == *place) {
                    *least = top.max(*least);
                }
            }
        }
        let known = |place: usize| {
            let mine = self.position_of.iter().zip(&self.quote_of).zip(at.assignment);
            mine.filter(|((at, _), to)| **at == place && to.is_some()).map(|((_, quote), _)| *quote).next()
        };
        let quotes: Vec<Option<usize>> = (0..places).map(known).collect();
        self.days.span(&least, &most, &quotes)
    }

    /// What is certainly paid beyond each budget, day by day where it grows.
    fn needs(&self, at: &Partial<'_>, soon: &Schedule, late: &Schedule) -> Vec<Need> {
        let mut bills: Vec<(i32, i32, i64)> = Vec::new();
        for place in 0..self.situation.positions.len() {
            let Some(position) = self.cheapest(at, place).filter(|position| position.is_external()) else { continue };
            let first = self.days.payments(position, place, soon, false);
            let last = self.days.payments(position, place, late, false);
            let waits = self.days.movable().any(|movable| movable == place);
            for ((first, amount), (last, _)) in first.iter().zip(&last) {
                // Moved out of its step it may be paid at any later time.
                let last = if waits { i32::MAX } else { *last };
                bills.push((*first, last, *amount));
            }
        }
        bills.sort_unstable_by_key(|(_, last, _)| *last);
        let mut needs = Vec::new();
        for budget in &self.situation.budgets {
            let (opens, ends) = (self.days.number(budget.days.first()), self.days.number(budget.days.last()));
            let mut over = -(budget.own_cents.cents() + budget.credit_cents.cents());
            for (_, day, amount) in bills.iter().filter(|(first, last, _)| *first >= opens && *last <= ends) {
                over += amount;
                if over > 0 {
                    needs.push(Need { day: *day, cents: over });
                }
            }
        }
        needs
    }

    /// The position as the cheapest quote has it that may still be taken.
    fn cheapest(&self, at: &Partial<'_>, place: usize) -> Option<&Position> {
        let claimed = self.position_of.iter().zip(&self.quote_of).zip(at.assignment);
        let known = claimed.filter(|((at, _), to)| **at == place && to.is_some()).map(|((_, quote), _)| *quote).next();
        let quotes = self.quotes.get(place)?;
        let net = |position: &&Position| position.net_cents.given().map_or(0, |net| net.cents());
        match known {
            Some(quote) => quotes.get(quote),
            None => quotes.iter().min_by_key(net),
        }
    }

    /// The most that can have come in for the payments of a day, in cents.
    fn most_by(&self, at: &Partial<'_>, soon: &Schedule, day: i32) -> i64 {
        let mut by_row = vec![0_i64; self.instance.rows.len()];
        let mut by_option = vec![0_i64; self.instance.options.len()];
        for item in 0..self.instance.items.len() {
            let row = self.instance.items.get(item).map_or(0, |item| item.row);
            for choice in self.left(at, item) {
                let money = self.brings_by(item, choice, soon, day);
                let own = self.own_share_by(item, choice, soon, day);
                if let (Some(row), Some(option)) = (by_row.get_mut(row), by_option.get_mut(choice.option)) {
                    *row = (money + own.map_or(0, |(_, own)| own)).max(*row);
                    *option += money;
                }
                if let Some((sum, own)) = own.and_then(|(option, own)| Some((by_option.get_mut(option)?, own))) {
                    *sum += own;
                }
            }
        }
        let capped = |(index, sum): (usize, &i64)| {
            let option = self.instance.options.get(index);
            option.map_or(0, |option| if option.loan { *sum } else { option.grant_cap.min(*sum) })
        };
        let options: i64 = by_option.iter().enumerate().map(capped).sum();
        by_row.iter().sum::<i64>().min(options)
    }

    /// The tax allowance that counts the own share of a choice, and the most that it can have brought for it by a day.
    fn own_share_by(&self, item: usize, choice: &Choice, soon: &Schedule, day: i32) -> Option<(usize, i64)> {
        let terms = self.instance.options.get(choice.option)?.own_share?;
        let own = self.instance.choice(item, terms.allowance)?;
        Some((terms.allowance, self.brings_by(item, own, soon, day)))
    }

    /// The most that a choice can have brought for the payments of a day, in cents.
    fn brings_by(&self, item: usize, choice: &Choice, soon: &Schedule, day: i32) -> i64 {
        let (Some(slot), Some(offer)) = (self.slots.get(choice.option), self.offer_of(choice.option)) else { return 0 };
        let net = self.instance.items.get(item).map_or(0, |item| item.net);
        if let Some(loan) = &offer.loan {
            if slot.decided > day {
                return 0;
            }
            let lent = net * i64::from(loan.share_permille) / 1000;
            let decided = self.days.date(slot.decided);
            let due = |month: u16| self.days.number(decided.add_months(i32::from(month))) <= day;
            let back = instalments(loan, lent).into_iter().take_while(|one| due(one.month));
            return (lent - back.map(|one| one.repaid).sum::<i64>()).max(0);
        }
        let Some(place) = self.position_of.get(item) else { return 0 };
        let moved = self.days.movable().any(|movable| movable == *place);
        let payout = i32::try_from(offer.payout_days).unwrap_or(i32::MAX);
        let from = match (moved, offer.instrument) {
            (true, OfferInstrument::TaxAllowance) => self.fiscal_year_end(0),
            (true, _) => 0,
            // Own work is paid for year by year.
            (false, OfferInstrument::TaxAllowance) => self.fiscal_year_end(self.days.begin_of(*place, soon, false)),
            (false, _) => self.days.end_of(*place, soon, false),
        };
        if from.saturating_add(payout) >= day {
            return 0;
        }
        let cents = self.instance.cents_up(choice.counted.worth());
        self.instance.options.get(choice.option).map_or(0, |option| option.grant_cap.min(cents))
    }
}

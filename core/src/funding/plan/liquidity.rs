//! What own funds and credit rule out before everything is decided.
//!
//! Below a node of the search every payment has a latest day, and everything that comes in has a first one. What
//! is certainly paid by a day, beyond the budget, has to have come in before it; where even the most that could
//! have come in does not suffice, no plan below the node can be carried out.

use super::bound::Node;
use super::compile::Compiled;
use super::days::Schedule;
use super::instance::{Choice, Counted};
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
    /// Groups of options of which at most one is used.
    pub(super) groups: &'a [Vec<usize>],
}

/// When things can happen below a node.
struct Outlook {
    /// Per position: the quote that is claimed already.
    quotes: Vec<Option<usize>>,
    soon: Schedule,
    late: Schedule,
    /// Per position that may be moved: the last day of its order if it is.
    moved: Vec<Option<i32>>,
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
    /// Is it certain that nothing below the node keeps every promise and stays within own funds and credit?
    pub(super) fn is_hopeless(&self, at: &Partial<'_>) -> bool {
        let promised = self.situation.stages.iter().any(|stage| stage.latest.is_some());
        if self.plain || (self.situation.budgets.is_empty() && !promised) {
            return false;
        }
        match self.outlook(at) {
            Ahead::Broken => true,
            Ahead::Unknown => false,
            Ahead::Known(outlook) => {
                self.needs(&outlook).iter().any(|need| self.most_by(at, &outlook, need.day) < need.cents)
            }
        }
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

    fn outlook(&self, at: &Partial<'_>) -> Ahead {
        let places = self.situation.positions.len();
        let (mut least, mut most) = (vec![0; places], vec![0; places]);
        let mut quotes = vec![None; places];
        for (item, place) in self.position_of.iter().enumerate() {
            let claimed = at.assignment.get(item).copied().flatten().is_some();
            let releases = self.left(at, item).filter_map(|choice| self.slots.get(choice.option));
            let top = releases.map(|slot| slot.release).max().unwrap_or(0);
            let (Some(least), Some(most), Some(quote)) =
                (least.get_mut(*place), most.get_mut(*place), quotes.get_mut(*place))
            else {
                continue;
            };
            *most = top.max(*most);
            if claimed {
                *least = top.max(*least);
                *quote = self.quote_of.get(item).copied();
            }
        }
        let (soon, late) = self.days.span(&least, &most, &quotes);
        // What is decided already breaks a promise.
        let Some(soon) = soon else { return Ahead::Broken };
        let Some(late) = late else { return Ahead::Unknown };
        let mut moved = vec![None; places];
        for place in self.days.movable() {
            let until = self.days.moved_until(place, most.get(place).copied().unwrap_or(0), &late);
            if let Some(moved) = moved.get_mut(place) {
                *moved = Some(until.unwrap_or(i32::MAX / 2));
            }
        }
        Ahead::Known(Outlook { quotes, soon, late, moved })
    }

    /// What is certainly paid beyond each budget, day by day where it grows.
    fn needs(&self, outlook: &Outlook) -> Vec<Need> {
        let mut bills: Vec<(i32, i32, i64)> = Vec::new();
        for place in 0..self.situation.positions.len() {
            let quoted = self.cheapest(outlook, place);
            if let Some(position) = quoted.filter(|position| position.is_external()) {
                bills.extend(self.bills_within(position, place, outlook));
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

    /// The payments of a position: first and last possible day, and amount.
    fn bills_within(&self, position: &Position, place: usize, outlook: &Outlook) -> Vec<(i32, i32, i64)> {
        let first = self.days.payments(position, place, &outlook.soon, false);
        let last = self.days.payments(position, place, &outlook.late, false);
        let stays = first.iter().zip(&last).map(|((first, amount), (last, _))| (*first, *last, *amount));
        let Some(until) = outlook.moved.get(place).copied().flatten() else { return stays.collect() };
        let on = |day: i32| {
            let mut schedule = outlook.soon.clone();
            if let Some(order) = schedule.orders.get_mut(place) {
                *order = day.max(*order);
            }
            self.days.payments(position, place, &schedule, true)
        };
        let (early, late) = (on(self.days.can_wait(place).unwrap_or(0)), on(until));
        stays
            .zip(early.iter().zip(&late))
            .map(|((first, last, amount), ((early, _), (late, _)))| (first.min(*early), last.max(*late), amount))
            .collect()
    }

    /// The position as the cheapest quote has it that may still be taken.
    fn cheapest(&self, outlook: &Outlook, place: usize) -> Option<&Position> {
        let quotes = self.quotes.get(place)?;
        let net = |position: &&Position| position.net_cents.given().map_or(0, |net| net.cents());
        match outlook.quotes.get(place).copied().flatten() {
            Some(quote) => quotes.get(quote),
            None => quotes.iter().min_by_key(net),
        }
    }

    /// The most that can have come in for the payments of a day, in cents.
    fn most_by(&self, at: &Partial<'_>, outlook: &Outlook, day: i32) -> i64 {
        let count = self.instance.options.len();
        let mut by_row = vec![0_i64; self.instance.rows.len()];
        let mut by_option = vec![0_i64; count];
        let mut left: Vec<Vec<Counted>> = vec![Vec::new(); count];
        let late = self.paid_after(at, outlook, day);
        for item in 0..self.instance.items.len() {
            let row = self.instance.items.get(item).map_or(0, |item| item.row);
            for choice in self.left(at, item) {
                let on_time = late >> choice.option & 1 == 0;
                let money = if on_time { self.brings_by(item, choice, outlook, day) } else { 0 };
                let own = self.own_share_by(item, choice, outlook, day);
                if let (Some(row), Some(option), Some(left)) =
                    (by_row.get_mut(row), by_option.get_mut(choice.option), left.get_mut(choice.option))
                {
                    *row = own.map_or(money, |(_, own)| money + own).max(*row);
                    *option += money;
                    left.push(choice.counted);
                }
                if let Some((own, money)) = own
                    && let (Some(sum), Some(left)) = (by_option.get_mut(own.option), left.get_mut(own.option))
                {
                    *sum += money;
                    left.push(own.counted);
                }
            }
        }
        let mut most = |option: usize| {
            let sum = by_option.get(option).copied().unwrap_or(0);
            let (Some(rules), Some(left)) = (self.instance.options.get(option), left.get_mut(option)) else {
                return sum;
            };
            if rules.loan || sum == 0 { sum } else { self.instance.grant(rules, left).min(sum) }
        };
        let options: i64 =
            at.groups.iter().map(|members| members.iter().map(|option| most(*option)).max().unwrap_or(0)).sum();
        by_row.iter().sum::<i64>().min(options)
    }

    /// Grants of which something is claimed already whose work ends too late for the payments of a day, as bits.
    fn paid_after(&self, at: &Partial<'_>, outlook: &Outlook, day: i32) -> u128 {
        let mut late = 0_u128;
        for (item, option) in at.assignment.iter().enumerate() {
            let Some((option, offer)) = option.and_then(|option| Some((option, self.offer_of(option)?))) else {
                continue;
            };
            let decided = self.slots.get(option).map_or(0, |slot| slot.decided);
            let ends = self.position_of.get(item).map_or(0, |place| self.ends_from(*place, outlook)).max(decided);
            if offer.instrument == OfferInstrument::Grant && offer.paid_after(ends) >= day {
                late |= 1 << option;
            }
        }
        late
    }

    /// The first day on which the work of a position can end.
    fn ends_from(&self, place: usize, outlook: &Outlook) -> i32 {
        let stays = self.days.end_of(place, &outlook.soon, false);
        self.days.can_wait(place).map_or(stays, |wait| stays.min(wait))
    }

    /// The choice under the tax allowance that counts the own share of a choice, and the most that it can have brought
    /// for it by a day.
    fn own_share_by(&self, item: usize, choice: &Choice, outlook: &Outlook, day: i32) -> Option<(&Choice, i64)> {
        let terms = self.instance.options.get(choice.option)?.own_share?;
        let own = self.instance.choice(item, terms.allowance)?;
        Some((own, self.brings_by(item, own, outlook, day)))
    }

    /// The most that a choice can have brought for the payments of a day, in cents.
    fn brings_by(&self, item: usize, choice: &Choice, outlook: &Outlook, day: i32) -> i64 {
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
        let Some(place) = self.position_of.get(item).copied() else { return 0 };
        let from = match offer.instrument {
            OfferInstrument::TaxAllowance => self.fiscal_year_end(self.arises_from(place, outlook)),
            _ => self.ends_from(place, outlook).max(slot.decided),
        };
        if offer.paid_after(from) >= day {
            return 0;
        }
        let cents = self.instance.cents_up(choice.counted.worth());
        self.instance.options.get(choice.option).map_or(0, |option| option.grant_cap.min(cents))
    }

    /// The first day on which cost of a position can arise: own work and instalments are counted year by year.
    fn arises_from(&self, place: usize, outlook: &Outlook) -> i32 {
        let position = self.situation.positions.get(place);
        if position.is_some_and(Position::arises_at_end) {
            return self.ends_from(place, outlook);
        }
        let begins = self.days.begin_of(place, &outlook.soon, false);
        self.days.can_wait(place).map_or(begins, |wait| begins.min(wait))
    }
}

/// What can be said of the dates below a node.
enum Ahead {
    /// A promise is broken.
    Broken,
    /// The calendar ends.
    Unknown,
    Known(Outlook),
}

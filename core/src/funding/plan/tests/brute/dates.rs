//! The earliest dates, by a fixed point over the rules, day by day.

use super::World;
use crate::base::calendar::WorkingDays;
use crate::base::{Date, Id};
use crate::funding::plan::document::{Order, StageStart};
use crate::funding::plan::offer::Start;
use crate::funding::plan::situation::{Payment, Position};

impl World<'_> {
    /// The earliest dates, by going round until nothing changes any more.
    pub(super) fn dates(&self, to: &[usize], moved: &[&Id]) -> Option<(Vec<Order>, Vec<StageStart>)> {
        let situation = &self.situation;
        let week = WorkingDays::new(situation.calendar.weekdays.iter().copied(), situation.calendar.closures.clone());
        let origin = situation.as_of;
        let released = self.parts.iter().zip(to).filter(|(_, to)| **to > 0).map(|((place, _), to)| {
            let slot = &self.slots[*to - 1];
            let day = match self.offer(*to - 1).start {
                Start::Free => origin,
                Start::GrantBeforeStart => origin.add_days(slot.decided),
                Start::ApplicationBeforeStart => origin.add_days(slot.filed + 1),
            };
            (&situation.positions[*place].id, day)
        });
        let releases: Vec<(&Id, Date)> = released.collect();
        let order = |(place, position): (usize, &Position)| Order {
            position: position.id.clone(),
            on: origin,
            moved: moved.contains(&&position.id),
            quote: self.way[place].checked_sub(1).map(|quote| position.quotes[quote].id.clone()),
        };
        let mut orders: Vec<Order> = situation.positions.iter().enumerate().map(order).collect();
        let mut starts: Vec<StageStart> = situation
            .stages
            .iter()
            .map(|stage| StageStart { stage: stage.id.clone(), on: origin, until: origin })
            .collect();
        for _ in 0..20 {
            let before = (orders.clone(), starts.clone());
            for (order, position) in orders.iter_mut().zip(&situation.positions) {
                if let Some(day) = position.ordered_on {
                    order.on = day;
                    continue;
                }
                let mut day = position.earliest_order.unwrap_or(origin).max(origin);
                for stage in &position.order_after {
                    day = day.max(starts.iter().find(|start| start.stage == *stage)?.until.next());
                }
                let in_step = |id: &Id| {
                    situation.positions.iter().any(|p| p.id == *id && p.stage == position.stage) && !moved.contains(&id)
                };
                for (id, release) in &releases {
                    if **id == position.id || (!order.moved && in_step(id)) {
                        day = day.max(*release);
                    }
                }
                if order.moved {
                    day = day.max(position.can_wait_until?);
                }
                order.on = week.on_or_after(day)?;
            }
            for place in 0..starts.len() {
                let stage = &situation.stages[place];
                let mut day = stage.earliest.unwrap_or(origin).max(origin);
                for after in &stage.after {
                    let before = starts.iter().find(|start| start.stage == after.stage)?;
                    day = day.max(week.after(before.until, after.gap_working_days + 1)?);
                }
                for (order, position) in orders.iter().zip(&situation.positions) {
                    if position.stage == stage.id && !order.moved {
                        day = day.max(order.on);
                    }
                }
                day = if stage.start_days.is_empty() {
                    week.on_or_after(day)?
                } else {
                    *stage.start_days.iter().filter(|start| **start >= day).min()?
                };
                starts[place].on = day;
                let staying = situation.positions.iter().enumerate().filter(|(_, p)| p.stage == stage.id);
                let staying = staying.filter(|(place, _)| !orders[*place].moved);
                let longest = staying.map(|(place, _)| self.lengths[place]).max().unwrap_or(stage.working_days);
                starts[place].until = week.after(day, longest - 1)?;
            }
            if before == (orders.clone(), starts.clone()) {
                break;
            }
        }
        Some((orders, starts))
    }

    /// What of a claim arises in which fiscal year, day by day or instalment by instalment.
    pub(super) fn by_year(
        &self,
        (place, net): (usize, i64),
        orders: &[Order],
        starts: &[StageStart],
    ) -> Vec<(Date, (usize, i64))> {
        let position = &self.situation.positions[place];
        let last = position.until.as_ref().unwrap_or(&position.stage);
        let find = |stage: &Id| starts.iter().find(|start| start.stage == *stage).unwrap();
        let (begin, end) = match orders[place].moved {
            true => (orders[place].on, orders[place].on),
            false => (find(&position.stage).on, find(last).until),
        };
        let week = WorkingDays::new(
            self.situation.calendar.weekdays.iter().copied(),
            self.situation.calendar.closures.clone(),
        );
        let mut days = vec![end];
        if position.parts == 1 && !position.is_external() {
            days.clear();
            let mut day = begin;
            while day <= end {
                if week.is_working_day(day) {
                    days.push(day);
                }
                day = day.next();
            }
        } else if position.parts == 1 && position.payment == Payment::TwelveMonths {
            days = (0..12).map(|month| begin.add_months(month)).collect();
        }
        // Day after day, each year what has become whole cents since the last.
        let mut years: Vec<(Date, (usize, i64))> = Vec::new();
        let mut paid = 0;
        for (count, day) in days.iter().enumerate() {
            let so_far = net * (count as i64 + 1) / days.len() as i64;
            let year = self.year_of(*day);
            match years.last_mut().filter(|(known, _)| *known == year) {
                Some((_, (_, sum))) => *sum += so_far - paid,
                None => years.push((year, (place, so_far - paid))),
            }
            paid = so_far;
        }
        years.retain(|(_, (_, net))| *net > 0);
        years
    }

    /// The last day of the fiscal year of a day.
    fn year_of(&self, day: Date) -> Date {
        let mut day = day.next();
        while day.day() != 1 || day.month() != i8::try_from(self.situation.fiscal_year_start_month).unwrap() {
            day = day.next();
        }
        day.previous()
    }
}

//! The plan that is left when an application fails.

use super::nodes::Nodes;
use crate::funding::plan::compile::Compiled;
use crate::funding::plan::front::Pick;
use crate::funding::plan::instance::{Choice, Outcome};
use crate::funding::plan::offer::{OfferInstrument, Start};
use crate::funding::plan::query::{Found, Known, Limits};
use crate::funding::plan::search::best;
use crate::funding::plan::settle::{MAX_MOVABLE, Settled};

impl Compiled<'_> {
    /// What is left when an application fails: the others stay as they are; what was claimed here goes where an
    /// application is still possible. Work that has begun by then is lost for whatever wants to be asked before.
    pub(super) fn rest(&self, pick: &Pick, lost: usize, known: Option<i32>, nodes: &Nodes) -> Option<(Found, Settled)> {
        let orders = &pick.settled.schedule.orders;
        let begun = |place: usize| known.is_none_or(|day| orders.get(place).is_none_or(|order| *order < day));
        let offer_of = |option: usize| self.slots.get(option).map(|slot| slot.offer);
        let may = |item: usize, choice: &Choice| {
            let now = pick.found.assignment.get(item).copied().flatten();
            if now != Some(lost) {
                // Without the tax allowance the application stands alone.
                let terms = now.and_then(|option| self.instance.options.get(option)?.own_share);
                let alone = terms.filter(|terms| terms.allowance == lost).map(|terms| terms.plain);
                return alone.or(now) == Some(choice.option);
            }
            let begun = self.position_of.get(item).is_none_or(|place| begun(*place));
            // Whoever was refused does not ask the same body for the same again.
            offer_of(choice.option) != offer_of(lost) && self.still_possible(choice.option, known, begun)
        };
        let waited = self.slots.get(lost).map_or(0, |slot| slot.release);
        let release = |to: &[Option<usize>]| {
            let mut release = self.releases(to);
            for (item, place) in self.position_of.iter().enumerate() {
                if pick.found.assignment.get(item).copied().flatten() == Some(lost)
                    && let Some(day) = release.get_mut(*place)
                {
                    *day = waited.max(*day);
                }
            }
            release
        };
        let judge = |to: &[Option<usize>], outcome: &Outcome| {
            self.days.schedule_with(&release(to), &pick.settled.moved, &pick.settled.taken).map(|_| outcome.value)
        };
        let near = Known { plan: Some(&pick.found), best: false };
        let found = nodes.search(|nodes| {
            let limits = Limits { day: i32::MAX, risk: pick.risk, nodes };
            best(&self.query(limits, may).knowing(near), &judge)
        });
        // Paying everything that was claimed here oneself is always possible.
        let found = found.ok()?;
        let release = release(&found.assignment);
        // What is not ordered by then can still be moved.
        let movable: Vec<usize> = self.days.movable().filter(|place| !begun(*place)).collect();
        let settled = self.least_short(&found.assignment, &found.outcome, &release, &pick.settled, &movable)?;
        Some((found, settled))
    }

    /// May an option still be applied for?
    fn still_possible(&self, option: usize, known: Option<i32>, begun: bool) -> bool {
        let (Some(slot), Some(offer)) = (self.slots.get(option), self.offer_at(option)) else { return false };
        if offer.instrument == OfferInstrument::TaxAllowance {
            return true;
        }
        let later = known.is_some_and(|day| slot.filed >= day);
        let any_day = offer.start == Start::Free && offer.windows.iter().all(|window| window.closes.is_none());
        any_day || (later && (!begun || offer.start == Start::Free))
    }

    /// The dates with the least money missing, with as few positions moved as possible.
    fn least_short(
        &self,
        assignment: &[Option<usize>],
        outcome: &Outcome,
        release: &[i32],
        before: &Settled,
        movable: &[usize],
    ) -> Option<Settled> {
        let (moved, taken) = (&before.moved, &before.taken);
        let free: Vec<usize> = movable.iter().copied().filter(|place| !moved.contains(place)).collect();
        let free = free.get(..free.len().min(MAX_MOVABLE)).unwrap_or_default();
        let mut sets: Vec<u32> = (0..1_u32 << free.len()).collect();
        sets.sort_by_key(|set| (set.count_ones(), *set));
        let mut best: Option<(i64, Settled)> = None;
        for set in sets {
            let also = free.iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1).map(|(_, place)| *place);
            let mut moved: Vec<usize> = moved.iter().copied().chain(also).collect();
            moved.sort_unstable();
            let Some(schedule) = self.days.schedule_with(release, &moved, taken) else { continue };
            let Some(settled) = self.settled(assignment, outcome, schedule, moved, taken) else { continue };
            let missing: i64 = self.shortfalls(&settled).iter().map(|short| short.missing).sum();
            if best.as_ref().is_none_or(|(least, _)| missing < *least) {
                best = Some((missing, settled));
            }
            if missing == 0 {
                break;
            }
        }
        best.map(|(_, settled)| settled)
    }
}

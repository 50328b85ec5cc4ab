//! What a programme would bring if what nobody publishes were assumed.
//!
//! A programme whose decision has to be waited for and takes nobody knows how long, or whose chance in a draw
//! nobody publishes, stays out of plans until the caller assumes something. Here stands what it would be worth, and
//! what to ask.

use schemars::JsonSchema;
use serde::Serialize;

use super::again::Again;
use super::in_a_row;
use super::margin::{Margin, Worth};
use super::sentences as s;
use crate::base::{Date, Id, Money, Pointer, Text};
use crate::funding::plan::compile::{Bar, Compiled};
use crate::funding::plan::front::Pick;
use crate::funding::plan::offer::{Certainty, Lead, LeadUnit, Offer, Standing};
use crate::funding::plan::programmes::{self, Assumption, Programmes};
use crate::funding::plan::query::{Found, Known, Unfound};
use crate::funding::plan::report::RiskLevel;
use crate::funding::plan::situation::Situation;

/// What a programme would bring if what nobody publishes were assumed. Each alone; no plan uses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct IfAssumed {
    /// The offer.
    pub offer: Id,
    /// Its name.
    pub name: Text,
    /// What is missing.
    pub missing: Missing,
    /// What to ask, and whom.
    pub ask: Text,
    /// At most so much more the best plan would bring, in cents: with a decision on the day of filing, or when drawn.
    pub more_cents: Money,
    /// Was the search for that plan finished? If not, it may bring less than the amount.
    pub proven: bool,
    /// The last day of the prototype in that plan.
    pub milestone: Option<Date>,
    /// A decision until this day would not move the prototype nor break a promise; absent when no day is too late
    /// or nothing is brought.
    pub decided_by: Option<Date>,
    /// How sure the money of that plan is.
    pub risk: RiskLevel,
    /// In words.
    pub text: Text,
}

/// What nobody publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// How long a decision takes (`decision` of an assumption).
    DecisionTime,
    /// The chance in the draw (`chance_permille` of an assumption).
    Chance,
}

impl Compiled<'_> {
    /// What the programmes that lack a published figure would bring beside the best of all plans, the most first.
    pub(crate) fn if_assumed(&self, now: &Found, again: &Again<'_>) -> Vec<IfAssumed> {
        let waits = self.barred.iter().filter(|(_, bar)| **bar == Bar::NoDecisionTime).map(|(index, _)| *index);
        let mut list: Vec<IfAssumed> = Vec::new();
        for index in waits {
            let situation = again.with(|situation| {
                if let Some(offer) = situation.offers.get_mut(index) {
                    offer.decision = Some(Lead { best: 0, usual: 0, late: 0, unit: LeadUnit::CalendarDays });
                }
            });
            let Some(offer) = self.situation.offers.get(index) else { continue };
            list.extend(tried(again, &situation, offer, Missing::DecisionTime, now));
        }
        for offer in again.programmes.into_iter().flat_map(|programmes| drawn(programmes, again)) {
            let situation = again.with(|situation| {
                situation.offers.retain(|other| other.id != offer.id);
                situation.offers.push(offer.clone());
            });
            list.extend(tried(again, &situation, &offer, Missing::Chance, now));
        }
        list.sort_by(|a, b| (b.more_cents, &a.offer).cmp(&(a.more_cents, &b.offer)));
        list
    }

    /// The last day of a decision that moves nothing.
    fn harmless_until(&self, pick: &Pick, option: usize) -> Option<Date> {
        let slot = self.slots.get(option)?;
        let harmless = |decided: i32| {
            let release = self.released(
                &pick.found.assignment,
                |other, day| {
                    if other == option && day > 0 { decided } else { day }
                },
            );
            let schedule = self.days.schedule_with(&release, &pick.settled.moved, &pick.settled.taken);
            schedule.is_some_and(|schedule| self.days.milestone(&schedule) <= pick.settled.milestone)
        };
        let (mut good, mut bad) = (slot.decided, self.days.number(self.situation.as_of.add_years(3)));
        if harmless(bad) {
            return None;
        }
        while good + 1 < bad {
            let middle = good + (bad - good) / 2;
            if harmless(middle) { good = middle } else { bad = middle }
        }
        Some(self.days.date(good))
    }
}

/// The offers of lotteries whose chance nobody publishes, as if every application were drawn.
fn drawn(programmes: &Programmes, again: &Again<'_>) -> Vec<Offer> {
    // An offer of the caller is no programme of the catalogue: nothing can be assumed of it.
    let own = |offer: &Offer| again.given.offers.iter().any(|given| given.id == offer.id);
    let undrawn = |offer: &&Offer| {
        let left_out = matches!(offer.standing, Standing::Unplannable { .. });
        left_out && offer.certainty == Certainty::Lottery && !own(offer)
    };
    let left_out: Vec<&Id> = again.whole.offers.iter().filter(undrawn).map(|offer| &offer.id).collect();
    let mut drawn = programmes.clone();
    for id in &left_out {
        match drawn.assumptions.iter_mut().find(|assumption| assumption.programme.as_ref() == Some(*id)) {
            Some(known) => known.chance_permille = known.chance_permille.or(Some(1000)),
            None => drawn.assumptions.push(Assumption {
                programme: Some((*id).clone()),
                chance_permille: Some(1000),
                ..Assumption::default()
            }),
        }
    }
    let without = Situation { offers: Vec::new(), ..again.given.clone() };
    let Ok(offers) = programmes::offers(&drawn, &without, &Pointer::root()) else { return Vec::new() };
    let usable = |offer: &Offer| matches!(offer.standing, Standing::Eligible | Standing::Open { .. });
    offers.into_iter().filter(|offer| usable(offer) && left_out.contains(&&offer.id)).collect()
}

/// The best plan with an assumption, against the best without.
fn tried(again: &Again<'_>, situation: &Situation, offer: &Offer, missing: Missing, now: &Found) -> Option<IfAssumed> {
    let mut compiled = Compiled::new(situation, again.pace)?;
    compiled.aim(again.objective);
    let known = Known { plan: Some(now), best: false };
    let result = again.nodes.search(|nodes| compiled.best_near(i32::MAX, u8::MAX, nodes, known));
    let worth = match &result {
        Ok(pick) => Worth::of(&pick.found),
        Err(unfound) => Worth::unfound(*unfound),
    };
    if matches!(result, Err(Unfound::Nothing { .. })) {
        return None;
    }
    let pick = result.ok();
    let of_offer = |option: &usize| compiled.offer_at(*option).is_some_and(|used| used.id == offer.id);
    let used = |pick: &Pick| compiled.used(&pick.found.assignment).into_iter().find(of_offer);
    let more = Margin::more(worth, Worth::of(now));
    let plan = pick.as_ref().and_then(|pick| Some((pick, used(pick)?)));
    // The best plan does not use it.
    let idle = worth.proven() && plan.is_none();
    let more_cents = more.most().filter(|more| !idle && *more > Money::ZERO).unwrap_or(Money::ZERO);
    let proven = idle || more.proven() || more_cents == Money::ZERO;
    let waits = plan.filter(|_| missing == Missing::DecisionTime);
    let decided_by = waits.and_then(|(pick, option)| compiled.harmless_until(pick, option));
    let milestone =
        plan.filter(|_| compiled.has_milestone()).map(|(pick, _)| compiled.days.date(pick.settled.milestone));
    let calmest = || {
        let choices = compiled.instance.choices.iter().flatten();
        choices.filter(|choice| of_offer(&choice.option)).map(|choice| choice.risk).min()
    };
    let risk = RiskLevel::of(pick.as_ref().map(|pick| pick.risk).or_else(calmest)?);
    let body = offer.body.clone().map_or_else(|| s::THE_BODY.text(), Text::same);
    let mut args = vec![("offer", offer.name.clone().into()), ("more", more_cents.into()), ("body", body.into())];
    args.push(("risk", risk.text().into()));
    if let Some(day) = decided_by {
        args.push(("day", day.into()));
    }
    let (ask, sentence) = match (missing, more_cents > Money::ZERO, decided_by) {
        (Missing::DecisionTime, true, Some(_)) => (&s::ASK_TIME, &s::ASSUMED_TIME_UNTIL),
        (Missing::DecisionTime, true, None) => (&s::ASK_TIME, &s::ASSUMED_TIME),
        (Missing::DecisionTime, false, _) => (&s::ASK_TIME, &s::ASSUMED_TIME_NOTHING),
        (Missing::Chance, true, _) => (&s::ASK_CHANCE, &s::ASSUMED_CHANCE),
        (Missing::Chance, false, _) => (&s::ASK_CHANCE, &s::ASSUMED_CHANCE_NOTHING),
    };
    let mut parts = vec![sentence.with(&args)];
    if !proven {
        parts.push(s::ASSUMED_PERHAPS_LESS.text());
    }
    Some(IfAssumed {
        offer: offer.id.clone(),
        name: offer.name.clone(),
        missing,
        ask: ask.with(&args),
        more_cents,
        proven,
        milestone,
        decided_by,
        risk,
        text: in_a_row(&parts),
    })
}

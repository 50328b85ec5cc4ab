//! Why a plan is as it is: reasons per position, what limits it, what if something fails, what is missing.

use schemars::JsonSchema;
use serde::Serialize;

use super::compile::{Bar, Compiled, rate_for, risk};
use super::front::Pick;
use super::instance::{FREE, Instance};
use super::offer::{Certainty, Offer, OfferInstrument, Pace, Standing, Start};
use super::sentences as s;
use crate::base::text::Arg;
use crate::base::{Date, Id, Money, Text};

/// Who pays a position, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PositionReason {
    /// The position.
    pub position: Id,
    /// Applications under which it is claimed; empty: the company pays itself.
    pub offers: Vec<Id>,
    /// The reasons, the decisive one first.
    pub why: Vec<Text>,
}

/// What limits an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Limit {
    /// The offer.
    pub offer: Id,
    /// The rule that binds, or the rate that one more euro brings.
    pub text: Text,
    /// What the limit cuts off, in cents.
    pub cut_cents: Money,
}

/// What happens when an application fails.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fallback {
    /// The offer that fails.
    pub offer: Id,
    /// When that is known.
    pub known_on: Date,
    /// In words.
    pub text: Text,
    /// What is left of the grants then, in cents, with whatever can still be applied for.
    pub grant_cents: Money,
}

/// A programme that is not used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Unused {
    /// The offer.
    pub offer: Id,
    /// Its name.
    pub name: Text,
    /// What keeps it out.
    pub cause: Cause,
    /// The rules or reasons.
    pub reasons: Vec<Text>,
}

/// What keeps a programme out of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// It could be used; the plan would bring no more.
    BringsNoMore,
    /// A programme of the plan excludes it.
    ExcludedByOther,
    /// It pays for no position of this plan, or not in time.
    NoPosition,
    /// No window is left, or no date of a decision can be named.
    NoDate,
    /// A condition does not hold.
    NotEligible,
    /// It takes no applications.
    NotOpen,
    /// No quantifiable money for these costs.
    Unplannable,
    /// Too little is known of it.
    ListedOnly,
}

/// A fact that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Question {
    /// The question.
    pub text: Text,
    /// The offers that hang on it.
    pub offers: Vec<Id>,
    /// How much less the best plan brings if the answer is unfavourable, in cents.
    pub at_stake_cents: Money,
}

impl Compiled<'_> {
    fn offer_at(&self, option: usize) -> Option<&Offer> {
        self.offer_of(option)
    }

    /// The best value when some choices are forbidden.
    fn without(&self, nodes: u64, pick: &Pick, forbidden: impl Fn(usize, usize) -> bool) -> i64 {
        let mut instance = self.instance.clone();
        for (item, choices) in instance.choices.iter_mut().enumerate() {
            choices.retain(|choice| !forbidden(item, choice.option));
        }
        let latest = pick.settled.milestone;
        let limits = super::search::Limits { day: latest, risk: pick.risk, nodes };
        let judge = |to: &[Option<usize>], outcome: &super::instance::Outcome| self.judge(to, outcome, latest);
        super::search::best(&instance, limits, &judge).map_or(0, |found| found.outcome.value)
    }

    /// Per position: who pays and why.
    pub(crate) fn reasons(&self, pick: &Pick, nodes: u64) -> Vec<PositionReason> {
        let places = 0..self.situation.positions.len();
        places.filter_map(|place| self.reason(pick, place, nodes)).collect()
    }

    fn reason(&self, pick: &Pick, place: usize, nodes: u64) -> Option<PositionReason> {
        let position = self.taken(&pick.settled, place)?;
        let items = || self.position_of.iter().enumerate().filter(move |(_, at)| **at == place).map(|(item, _)| item);
        let mut used: Vec<usize> =
            items().filter_map(|item| pick.found.assignment.get(item).copied().flatten()).collect();
        used.sort_unstable();
        used.dedup();
        let mut why: Vec<Text> = self.why_this_quote(pick, place, nodes).into_iter().collect();
        for option in &used {
            let offer = self.offer_at(*option)?;
            if offer.instrument == OfferInstrument::Loan {
                why.push(s::LOAN_FOR_CASH.with(&[("offer", offer.name.clone().into())]));
                continue;
            }
            let (rate, _) = rate_for(offer, position, self.situation)?;
            let net = position.net_cents.given().map_or(1, |net| net.cents().max(1));
            let share = rate.strength(position) / i128::from(net);
            let loss = pick.found.outcome.value
                - self.without(nodes, pick, |item, other| {
                    self.position_of.get(item) == Some(&place)
                        && self.slots.get(other).map(|slot| slot.offer)
                            == self.slots.get(*option).map(|slot| slot.offer)
                });
            let args = [
                ("offer", offer.name.clone().into()),
                ("percent", Arg::Decimal(share as f64 / 1e7, 1)),
                ("less", Money::from_cents(loss / 1000).into()),
            ];
            why.push(s::PAID_BY.with(&args));
        }
        if used.is_empty() {
            why.push(s::SELF_PAID.text());
        }
        for (index, offer) in self.situation.offers.iter().enumerate() {
            if used.iter().any(|option| self.slots.get(*option).is_some_and(|slot| slot.offer == index)) {
                continue;
            }
            match self.bar(index, place) {
                Some(bar @ (Bar::Provider | Bar::Research | Bar::Ordered | Bar::Promise)) => {
                    why.push(bar_text(bar, offer))
                }
                Some(_) => {}
                None if used.is_empty() => why.push(s::NOT_BETTER.with(&[("offer", offer.name.clone().into())])),
                None => {}
            }
        }
        let offers = used.iter().filter_map(|option| self.offer_at(*option)).map(|offer| offer.id.clone()).collect();
        Some(PositionReason { position: position.id.clone(), offers, why })
    }

    /// What limits each application, and what one more euro brings.
    pub(crate) fn limits(&self, pick: &Pick) -> Vec<Limit> {
        let mut limits = Vec::new();
        for (index, grant) in pick.found.outcome.grants.iter().enumerate().filter(|(_, grant)| **grant > 0) {
            let (Some(offer), Some(option)) = (self.offer_at(index), self.instance.options.get(index)) else {
                continue;
            };
            let mut claimed: Vec<(i64, i64)> = pick
                .found
                .assignment
                .iter()
                .enumerate()
                .filter(|(_, to)| **to == Some(index))
                .filter_map(|(item, _)| self.instance.choice(item, index))
                .map(|choice| (choice.rate, choice.base))
                .collect();
            let mut open = option.clone();
            (open.base_cap, open.grant_cap) = (FREE / 1_000_000_000, FREE / 1_000_000);
            let full = Instance::grant(&open, &mut claimed);
            let capped = Instance::grant(option, &mut claimed);
            let name = ("offer", offer.name.clone().into());
            let cut = Money::from_cents(full - grant);
            let args = [name, ("cut", cut.into())];
            let text = if *grant < capped {
                s::LIMIT_CEILING.with(&args)
            } else if full > capped && capped == option.grant_cap {
                s::LIMIT_GRANT_CAP.with(&args)
            } else if full > capped {
                s::LIMIT_BASE_CAP.with(&args)
            } else {
                let top = claimed.iter().map(|(rate, _)| *rate).max().unwrap_or(0);
                s::LIMIT_RATE
                    .with(&[("offer", offer.name.clone().into()), ("percent", Arg::Decimal(top as f64 / 10.0, 1))])
            };
            limits.push(Limit { offer: offer.id.clone(), text, cut_cents: cut });
        }
        limits
    }

    /// What happens when an application that is not sure fails.
    pub(crate) fn fallbacks(&self, pick: &Pick, nodes: u64) -> Vec<Fallback> {
        let used = pick.found.outcome.grants.iter().enumerate().filter(|(_, grant)| **grant > 0);
        used.filter_map(|(option, grant)| self.fallback(pick, option, *grant, nodes)).collect()
    }

    fn fallback(&self, pick: &Pick, lost: usize, grant: i64, nodes: u64) -> Option<Fallback> {
        let slot = self.slots.get(lost)?;
        let offer = self.offer_at(lost)?;
        if offer.certainty == Certainty::LegalClaim {
            return None;
        }
        // The others stay as they are; what was claimed here may go where an application is still possible.
        let mut instance = self.instance.clone();
        for (item, choices) in instance.choices.iter_mut().enumerate() {
            let now = pick.found.assignment.get(item).copied().flatten();
            choices.retain(|choice| {
                let later = self.slots.get(choice.option).is_some_and(|other| {
                    let tax = self
                        .offer_at(choice.option)
                        .is_some_and(|offer| offer.instrument == OfferInstrument::TaxAllowance);
                    tax || other.filed >= slot.decided
                });
                if now == Some(lost) { choice.option != lost && later } else { now == Some(choice.option) }
            });
        }
        let limits = super::search::Limits { day: i32::MAX, risk: pick.risk, nodes };
        let found = super::search::best(&instance, limits, &|_, outcome| Some(outcome.value))?;
        let left: i64 = self.money(&found.outcome.grants);
        let before: i64 = pick.settled.money();
        let args = [
            ("offer", offer.name.clone().into()),
            ("day", self.days.date(slot.decided).into()),
            ("grant", Money::from_cents(grant).into()),
            ("left", Money::from_cents(left).into()),
            ("less", Money::from_cents(before - left).into()),
        ];
        let text =
            if offer.certainty == Certainty::Lottery { s::IF_DRAW_LOST.with(&args) } else { s::IF_REFUSED.with(&args) };
        let known_on = self.days.date(slot.decided);
        Some(Fallback { offer: offer.id.clone(), known_on, text, grant_cents: Money::from_cents(left) })
    }

    /// Programmes that a plan does not use, with the rule or reason.
    pub(crate) fn unused(&self, pick: &Pick) -> Vec<Unused> {
        let mut unused = Vec::new();
        for (index, offer) in self.situation.offers.iter().enumerate() {
            let mine = |option: &usize| self.slots.get(*option).is_some_and(|slot| slot.offer == index);
            let used = pick.found.assignment.iter().flatten().any(mine);
            if !used {
                let (cause, reasons) = self.why_unused(pick, index, offer);
                unused.push(Unused { offer: offer.id.clone(), name: offer.name.clone(), cause, reasons });
            }
        }
        unused.sort_by(|a, b| (a.cause, &a.offer).cmp(&(b.cause, &b.offer)));
        unused
    }

    fn why_unused(&self, pick: &Pick, index: usize, offer: &Offer) -> (Cause, Vec<Text>) {
        if let Some(bar) = self.barred.get(&index) {
            return match (&offer.standing, bar) {
                (Standing::NotEligible { reasons }, Bar::Standing) if !reasons.is_empty() => {
                    (Cause::NotEligible, reasons.clone())
                }
                (Standing::NotEligible { .. }, Bar::Standing) => (Cause::NotEligible, vec![bar_text(bar, offer)]),
                (Standing::NotOpen { reason }, Bar::Standing) => (Cause::NotOpen, vec![reason.clone()]),
                (Standing::Unplannable { reason }, Bar::Standing) => (Cause::Unplannable, vec![reason.clone()]),
                (Standing::ListedOnly, Bar::Standing) => (Cause::ListedOnly, vec![bar_text(bar, offer)]),
                _ => (Cause::NoDate, vec![bar_text(bar, offer)]),
            };
        }
        let places = 0..self.situation.positions.len();
        let bars: Vec<&Bar> = places.filter_map(|place| self.barred_pairs.get(&(index, place))).collect();
        if bars.len() == self.situation.positions.len() {
            let mut texts: Vec<Text> = bars.iter().map(|bar| bar_text(bar, offer)).collect();
            texts.sort_by(|a, b| a.de.cmp(&b.de));
            texts.dedup();
            return (Cause::NoPosition, texts);
        }
        let excluded = self.slots.iter().enumerate().filter(|(_, slot)| slot.offer == index).find_map(|(option, _)| {
            let conflicts = self.instance.options.get(option)?.conflicts;
            pick.found.assignment.iter().flatten().find(|used| conflicts >> **used & 1 == 1).copied()
        });
        if let Some(other) = excluded.and_then(|option| self.offer_at(option)) {
            let args = [("offer", offer.name.clone().into()), ("other", other.name.clone().into())];
            return (Cause::ExcludedByOther, vec![s::EXCLUDED_BY.with(&args)]);
        }
        (Cause::BringsNoMore, vec![s::BRINGS_NO_MORE.with(&[("offer", offer.name.clone().into())])])
    }

    /// Facts that are missing, the one with most money at stake first.
    pub(crate) fn questions(&self, pick: &Pick, nodes: u64) -> Vec<Question> {
        if pick.risk < risk::OPEN {
            return Vec::new();
        }
        // Per question: the offers and items that hang on it.
        let mut asked: Vec<(Text, Vec<usize>, Vec<usize>)> = Vec::new();
        let mut ask =
            |text: Text, offer: usize, hit: &[usize]| match asked.iter_mut().find(|(known, ..)| *known == text) {
                Some((_, offers, items)) => {
                    offers.push(offer);
                    items.extend(hit);
                }
                None => asked.push((text, vec![offer], hit.to_vec())),
            };
        let offer_of = |option: usize| self.slots.get(option).map(|slot| slot.offer);
        for (index, offer) in self.situation.offers.iter().enumerate() {
            let uses =
                |item: &usize| pick.found.assignment.get(*item).copied().flatten().and_then(offer_of) == Some(index);
            let items: Vec<usize> = (0..self.instance.items.len()).filter(uses).collect();
            if items.is_empty() {
                continue;
            }
            if let Standing::Open { questions, .. } = &offer.standing {
                questions.iter().for_each(|question| ask(question.clone(), index, &items));
            }
            for (place, position) in self.situation.positions.iter().enumerate() {
                let hit: Vec<usize> =
                    items.iter().copied().filter(|item| self.position_of.get(*item) == Some(&place)).collect();
                let Some((rate, hangs)) = rate_for(offer, position, self.situation).filter(|_| !hit.is_empty()) else {
                    continue;
                };
                rate.questions.iter().for_each(|question| ask(question.clone(), index, &hit));
                let args = [("position", (&position.id).into()), ("offer", offer.name.clone().into())];
                if offer.independent_provider
                    && position.is_external()
                    && position.provider_independent.given().is_none()
                {
                    ask(s::ASK_INDEPENDENT.with(&args), index, &hit);
                }
                if offer.research_only && position.research.given().is_none() {
                    ask(s::ASK_RESEARCH.with(&args), index, &hit);
                }
                if hangs && self.situation.size.given().is_none() {
                    ask(s::ASK_SIZE.with(&args), index, &hit);
                }
            }
        }
        let mut questions: Vec<Question> = Vec::new();
        for (text, mut offers, hit) in asked {
            let gone = |item: usize, option: usize| {
                hit.contains(&item) && offer_of(option).is_some_and(|offer| offers.contains(&offer))
            };
            let rest = self.without(nodes, pick, gone);
            offers.dedup();
            let offers =
                offers.iter().filter_map(|offer| self.situation.offers.get(*offer)).map(|offer| offer.id.clone());
            let at_stake_cents = Money::from_cents((pick.found.outcome.value - rest) / 1000);
            questions.push(Question { text, offers: offers.collect(), at_stake_cents });
        }
        questions.sort_by_key(|question| std::cmp::Reverse(question.at_stake_cents));
        questions
    }

    /// The milestone if every office decides at another pace; `None` when a promise breaks then.
    pub(crate) fn at_pace(&self, pick: &Pick, pace: Pace) -> Option<i32> {
        let mut release = vec![0; self.situation.positions.len()];
        for (place, option) in self.position_of.iter().zip(&pick.found.assignment) {
            let Some(option) = option else { continue };
            let (slot, offer) = (self.slots.get(*option)?, self.offer_at(*option)?);
            let fixed =
                offer.windows.iter().any(|window| window.decides.map(|d| self.days.number(d)) == Some(slot.decided));
            let day = match (offer.start, &offer.decision) {
                (Start::GrantBeforeStart, Some(lead)) if !fixed => match lead.unit {
                    super::offer::LeadUnit::CalendarDays => slot.filed + i32::try_from(lead.at(pace)).ok()?,
                    super::offer::LeadUnit::WorkingDays => self.days.working_after(slot.filed, lead.at(pace))?,
                },
                _ => slot.release,
            };
            let known = release.get_mut(*place)?;
            *known = day.max(*known);
        }
        let schedule = self.days.schedule_with(&release, &pick.settled.moved, &pick.settled.taken)?;
        Some(self.days.milestone(&schedule))
    }

    /// The plan in plain words.
    pub(crate) fn name(&self, pick: &Pick, baseline: &Pick) -> Text {
        let first = pick.settled.schedule.spans.iter().map(|span| span.0).min().unwrap_or(0);
        let begun = baseline.settled.schedule.spans.iter().map(|span| span.0).min().unwrap_or(0);
        let mut options: Vec<usize> = pick.found.assignment.iter().flatten().copied().collect();
        options.sort_unstable();
        options.dedup();
        let mut names: Vec<Text> =
            options.iter().filter_map(|option| self.offer_at(*option)).map(|o| o.name.clone()).collect();
        names.dedup();
        let claimed = |place: usize| {
            self.position_of.iter().zip(&pick.found.assignment).any(|(at, to)| *at == place && to.is_some())
        };
        let mut own: Vec<Text> = Vec::new();
        for (_, position) in self.situation.positions.iter().enumerate().filter(|(place, _)| !claimed(*place)) {
            own.push(position.title.clone().map_or_else(|| Text::same(position.id.as_str()), Text::same));
        }
        let grant: i64 = pick.settled.money();
        let args = [
            ("start", self.days.date(first).into()),
            ("ready", self.days.date(pick.settled.milestone).into()),
            ("offers", Arg::list(names.clone())),
            ("own", Arg::list(own.clone())),
            ("grant", Money::from_cents(grant).into()),
        ];
        match (names.is_empty(), own.is_empty(), first > begun) {
            (true, ..) => s::NAME_SELF.with(&args),
            (false, true, false) => s::NAME_ALL.with(&args),
            (false, true, true) => s::NAME_WAIT_ALL.with(&args),
            (false, false, false) => s::NAME_SOME.with(&args),
            (false, false, true) => s::NAME_WAIT_SOME.with(&args),
        }
    }
}

/// The rule behind a bar.
fn bar_text(bar: &Bar, offer: &Offer) -> Text {
    let sentence = match bar {
        Bar::Standing => match offer.standing {
            Standing::ListedOnly => &s::USES_LISTED_ONLY,
            Standing::Unplannable { .. } => &s::USES_UNPLANNABLE,
            Standing::NotOpen { .. } => &s::USES_NOT_OPEN,
            _ => &s::USES_NOT_ELIGIBLE,
        },
        Bar::NoWindow => &s::BAR_WINDOW,
        Bar::NoDecisionTime => &s::BAR_DECISION_TIME,
        Bar::TooFar => &s::BAR_FAR,
        Bar::Kind => &s::BAR_KIND,
        Bar::Size => &s::BAR_SIZE,
        Bar::Provider => &s::BAR_PROVIDER,
        Bar::Research => &s::BAR_RESEARCH,
        Bar::Ordered => &s::BAR_ORDERED,
        Bar::Promise => &s::BAR_PROMISE,
        Bar::NoNeed => &s::BAR_NO_NEED,
    };
    sentence.with(&[("offer", offer.name.clone().into())])
}

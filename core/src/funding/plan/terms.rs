//! The terms of a typed programme as offers: one per stream of money.
//!
//! Nothing here gives more than the programme: what cannot be expressed in an offer (a share of other
//! costs, a cap per person without a count, a fraction below a permille) is left out or rounded down.

use super::explain::in_a_row;
use super::offer::{Certainty, Lead, LeadUnit, Offer, OfferBasis, OfferInstrument, OfferRate, Standing, Start, Window};
use super::programmes::{self, Assumption};
use super::sentences as s;
use super::situation::{Position, Situation};
use super::{ask, left_out};
use crate::base::{Id, Money, Text, Truth};
use crate::funding::costs::{CostKind, Phase};
use crate::funding::facts::Facts;
use crate::funding::programme::{AidBasis, Cap, CapOn, Component, ComponentKind, Gate, Instrument, Pays, Programme};
use crate::funding::rule::{Op, Rule, Slot, Test};
use crate::funding::vocabulary::Vocabulary;

/// Parts per million in a permille.
const PPM: i64 = 1_000;

/// Everything of an offer but the money.
pub(super) fn blank(programme: &Programme, standing: Standing, windows: Vec<Window>, assumption: &Assumption) -> Offer {
    let lottery = programme.lottery.is_some();
    let tax = programme.instrument == Instrument::TaxAllowance;
    let published = programme.lottery.as_ref().and_then(|lottery| lottery.probability_ppm);
    let chance =
        assumption.chance_permille.or_else(|| u16::try_from(published? / PPM).ok().filter(|chance| *chance > 0));
    let days = |calendar: &crate::funding::programme::LeadTime| Lead {
        best: calendar.best_days,
        usual: calendar.usual_days,
        late: calendar.late_days,
        unit: LeadUnit::CalendarDays,
    };
    let standing = match standing {
        Standing::Eligible | Standing::Open { .. } if lottery && chance.is_none() => {
            Standing::Unplannable { reason: s::NO_CHANCE.with(&[("offer", programme.short.clone().into())]) }
        }
        other => other,
    };
    Offer {
        id: programme.id.clone(),
        name: Text::same(programme.short.clone()),
        standing,
        instrument: if tax { OfferInstrument::TaxAllowance } else { OfferInstrument::Grant },
        basis: basis(programme.aid_basis),
        certainty: match (lottery, tax) {
            (true, _) => Certainty::Lottery,
            (false, true) => Certainty::LegalClaim,
            (false, false) => Certainty::Discretion,
        },
        chance_permille: chance.unwrap_or(1000),
        rates: Vec::new(),
        base_cap_cents: None,
        grant_cap_cents: None,
        grant_min_cents: None,
        cost_min_cents: None,
        cost_max_cents: None,
        external_min_permille: None,
        external_max_permille: None,
        independent_provider: false,
        research_only: false,
        loan: None,
        start: match programme.start.gate() {
            Gate::GrantBeforeStart => Start::GrantBeforeStart,
            Gate::ApplicationBeforeStart => Start::ApplicationBeforeStart,
            Gate::Free => Start::Free,
        },
        windows,
        preparation_working_days: assumption.preparation_working_days.unwrap_or(0),
        decision: assumption.decision.or_else(|| programme.lead_time.as_ref().map(days)),
        applications_max: 1,
        earlier_grants: Vec::new(),
        once_per_years: None,
        family: programme.family.clone(),
        queue: None,
        excludes: programme.cumulation.excludes.clone(),
        effort_cents: assumption.effort_cents.unwrap_or(Money::ZERO),
        payout_days: assumption.payout_days.unwrap_or(Assumption::PAYOUT_DAYS * if tax { 4 } else { 1 }),
        body: Some(if programme.body.is_empty() { &programme.funder } else { &programme.body })
            .filter(|body| !body.is_empty())
            .cloned(),
        assumed: assumption.texts(),
        sources: programmes::sources(programme, assumption),
    }
}

/// What is not sure to be no de minimis aid takes headroom: never too much.
const fn basis(basis: AidBasis) -> OfferBasis {
    match basis {
        AidBasis::None => OfferBasis::None,
        AidBasis::DeMinimis | AidBasis::DeMinimisOrGber | AidBasis::Unknown => OfferBasis::DeMinimis,
        AidBasis::Gber | AidBasis::Other => OfferBasis::Gber,
        AidBasis::TaxGber => OfferBasis::Tax,
    }
}

/// The offers of a programme that may be used: one per stream of grants, or one that says why there is none.
pub(super) fn offers(
    programme: &Programme,
    blank: Offer,
    situation: &Situation,
    facts: &Facts,
    vocabulary: &Vocabulary,
) -> Vec<Offer> {
    let reads = Reads::new(vocabulary);
    let independent = programme.conditions.iter().any(|condition| reads.forbids_own(&condition.rule));
    let conditional = matches!(blank.standing, Standing::Open { .. });
    // A stream that is only paid beside another cannot stand in a plan alone.
    let streams: Vec<&Component> =
        programme.components.iter().filter(|part| part.required && part.kind.is_grant()).collect();
    let several = streams.len() > 1;
    let mut offers = Vec::new();
    for part in &streams {
        let terms = Part { programme, part, situation, facts, vocabulary, conditional };
        let rates = terms.rates();
        let cap = |on: CapOn| part.caps.iter().filter(|cap| cap.on == on).filter_map(|cap| terms.cap(cap)).min();
        let fixed = terms.fixed();
        if rates.is_empty() || (part.rates.is_empty() && fixed.is_none()) {
            continue;
        }
        let research = |rule: &Rule| reads.wants_research(rule);
        let id = if several { Id::new(&format!("{}/{}", programme.id, part.id)) } else { None };
        let grant_cap = [cap(CapOn::Grant), fixed].into_iter().flatten().min();
        offers.push(Offer {
            id: id.unwrap_or_else(|| programme.id.clone()),
            name: if several { Text::same(format!("{}, {}", programme.short, part.id)) } else { blank.name.clone() },
            instrument: if part.kind == ComponentKind::TaxAllowance {
                OfferInstrument::TaxAllowance
            } else {
                OfferInstrument::Grant
            },
            rates,
            base_cap_cents: cap(CapOn::Base),
            grant_cap_cents: grant_cap,
            grant_min_cents: part.grant_min,
            cost_min_cents: part.cost_min,
            cost_max_cents: part.cost_max,
            independent_provider: independent,
            research_only: programme.conditions.iter().any(|condition| research(&condition.rule)),
            effort_cents: if offers.is_empty() { blank.effort_cents } else { Money::ZERO },
            ..blank.clone()
        });
    }
    if offers.is_empty() {
        let parts = left_out::parts(programme, situation, facts);
        let mut reasons: Vec<Text> = parts.into_iter().map(|part| part.reason).collect();
        if reasons.is_empty() {
            let (name, instrument) = (("offer", blank.name.clone().into()), programme.instrument.text());
            reasons.push(if streams.is_empty() {
                s::NO_GRANT.with(&[name, ("instrument", instrument.into())])
            } else {
                s::NO_MATCHING_TERMS.with(&[name])
            });
        }
        return vec![Offer { standing: Standing::Unplannable { reason: in_a_row(&reasons) }, ..blank }];
    }
    offers.extend(left_out::offers(programme, situation, facts, &blank));
    offers
}

/// Facts by which a programme tells research and foreign providers apart.
struct Reads {
    features: Option<(Slot, u64)>,
    provider: Option<(Slot, u64)>,
}

impl Reads {
    fn new(vocabulary: &Vocabulary) -> Self {
        let member = |fact: &str, word: &str| {
            let slot = vocabulary.slot(fact)?;
            Some((slot, 1_u64 << vocabulary.get(slot)?.member(word)?))
        };
        Self {
            features: member("project.features", "technical_uncertainty"),
            provider: member("project.provider", "same_enterprise"),
        }
    }
    /// Does the rule demand technical uncertainty?
    fn wants_research(&self, rule: &Rule) -> bool {
        let Some((slot, bit)) = self.features else { return false };
        match rule {
            Rule::Test(test) => {
                test.slot == slot
                    && match test.op {
                        Op::HasAny(mask) => mask == bit,
                        Op::HasAll(mask) => mask & bit != 0,
                        _ => false,
                    }
            }
            Rule::All(parts) => parts.iter().any(|part| self.wants_research(part)),
            Rule::Any(parts) => !parts.is_empty() && parts.iter().all(|part| self.wants_research(part)),
            Rule::Not(_) => false,
        }
    }
    /// Does the rule refuse a provider of the own enterprise?
    fn forbids_own(&self, rule: &Rule) -> bool {
        let Some((slot, bit)) = self.provider else { return false };
        match rule {
            Rule::Not(part) => {
                matches!(&**part, Rule::Test(test)
                if test.slot == slot && matches!(test.op, Op::HasAny(mask) if mask & bit != 0))
                    || matches!(&**part, Rule::Any(parts) if parts.iter().any(|part| matches!(part, Rule::Test(test)
                if test.slot == slot && matches!(test.op, Op::HasAny(mask) if mask & bit != 0))))
            }
            Rule::All(parts) => parts.iter().any(|part| self.forbids_own(part)),
            _ => false,
        }
    }
}

/// One stream of money of a programme, for a company and its positions.
struct Part<'a> {
    programme: &'a Programme,
    part: &'a Component,
    situation: &'a Situation,
    facts: &'a Facts,
    vocabulary: &'a Vocabulary,
    /// Does the offer hang on questions anyway?
    conditional: bool,
}

/// What the limit of a person's wage leaves of wages.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wages {
    /// All of them.
    Whole,
    /// At least `max / highest`, in cents a year.
    AtLeast { max: i128, highest: i128 },
    /// Nobody said how high the highest is.
    Unknown,
}

/// Is a missing fact taken as favourable?
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hope {
    No,
    Yes,
}

impl Part<'_> {
    fn holds(&self, when: Option<&Rule>, hope: Hope) -> bool {
        match when.map_or(Truth::Yes, |rule| rule.value(self.facts)) {
            Truth::Yes => true,
            Truth::Open => hope == Hope::Yes,
            Truth::No => false,
        }
    }

    /// What it pays for each position. Where the offer hangs on questions anyway they are taken as answered
    /// in its favour; otherwise what is sure counts, and what hangs on a question only where nothing is sure.
    fn rates(&self) -> Vec<OfferRate> {
        let mut rates: Vec<OfferRate> = Vec::new();
        for position in &self.situation.positions {
            let Some(stage) = self.situation.stages.iter().find(|stage| stage.id == position.stage) else { continue };
            if !self.programme.phases.is_empty() && !self.programme.phases.contains_key(&stage.phase) {
                continue;
            }
            let sure = self.rate(position, stage.phase, Hope::No);
            let rate = match sure {
                Some(rate) if !self.conditional => Some(rate),
                sure => self.rate(position, stage.phase, Hope::Yes).map(|mut rate| {
                    if sure.as_ref() != Some(&rate) {
                        rate.questions = self.questions(position, stage.phase);
                    }
                    rate
                }),
            };
            let Some(mut rate) = rate else { continue };
            self.own_work(position, &mut rate);
            let same = |other: &OfferRate| other.phases == rate.phases && other.kinds == rate.kinds;
            if !rate.positions.is_empty() || !rates.iter().any(|other| same(other) && *other == rate) {
                rates.push(rate);
            }
        }
        rates.truncate(Offer::MAX_RATES);
        rates
    }

    /// Own work of a sole proprietor is de minimis aid although the allowance is not, with what comes on top of it
    /// (FZulG § 9(5); agreed pay of partners is not). Where nobody knows the legal form it takes room, and is asked.
    fn own_work(&self, position: &Position, rate: &mut OfferRate) {
        let tax = self.part.kind == ComponentKind::TaxAllowance && self.programme.aid_basis == AidBasis::TaxGber;
        let form = self.vocabulary.slot("company.legal_form").and_then(|slot| Some((slot, self.vocabulary.get(slot)?)));
        let (true, CostKind::OwnerHours, Some((slot, fact))) = (tax, position.kind, form) else { return };
        let alone = ["sole_proprietor", "profession"].iter().filter_map(|form| fact.member(form));
        let mask = alone.fold(0, |mask, place| mask | 1 << place);
        let alone = Rule::Test(Test { slot, op: Op::OneOf(mask) }).value(self.facts);
        rate.de_minimis = !alone.is_no();
        if alone.is_open() && !rate.questions.contains(&fact.question) {
            rate.questions.insert(0, fact.question.clone());
            rate.questions.truncate(OfferRate::MAX_QUESTIONS);
        }
    }

    /// What counts of a position, over all entries that cover it: their shares add up.
    fn rate(&self, position: &Position, phase: Phase, hope: Hope) -> Option<OfferRate> {
        let covering = self.part.pays.iter().filter(|pays| pays.covers(position.kind, phase));
        let entries: Vec<(&Pays, i64)> = covering
            .filter(|pays| self.holds(pays.when.as_ref(), hope))
            .map(|pays| (pays, self.on_top(pays, hope)))
            .collect();
        let (_, on_top) = *entries.first()?;
        let wage = self.wages(position.kind);
        if wage == Wages::Unknown && hope == Hope::No {
            return None;
        }
        let plain = |(pays, other): &(&Pays, i64)| {
            !matches!(wage, Wages::AtLeast { .. })
                && pays.per_unit.is_none()
                && pays.relative.is_none()
                && pays.limit.is_none()
                && *other == on_top
        };
        let permille = |ppm: i64| u16::try_from(ppm / PPM).ok();
        let mut rate = OfferRate {
            kinds: vec![position.kind],
            phases: vec![phase],
            positions: Vec::new(),
            quote: None,
            sizes: Vec::new(),
            de_minimis: false,
            counted_permille: 1000,
            counted_cents: None,
            overhead_permille: 0,
            rate_permille: permille(self.percentage(hope))?.min(1000),
            questions: Vec::new(),
        };
        if entries.iter().all(plain) {
            let share: i64 = entries.iter().map(|(pays, _)| pays.share_ppm).sum();
            rate.counted_permille = permille(share)?.min(1000);
            rate.overhead_permille = permille(on_top)?.min(OfferRate::MAX_OVERHEAD);
        } else {
            let counted = entries.iter().map(|(pays, on_top)| self.counted(pays, position, *on_top)).sum();
            rate.positions = vec![position.id.clone()];
            rate.counted_cents = Some(Money::from_cents(counted)).filter(|counted| *counted <= Situation::MAX_NET);
            if counted <= 0 || rate.counted_cents.is_none() {
                return None;
            }
        }
        (rate.rate_permille > 0 && rate.counted_permille > 0).then_some(rate)
    }

    /// What an entry with prices per unit or a limit counts of a position, with overhead, in cents. Where
    /// the limit is for several positions each has its part of it.
    fn counted(&self, pays: &Pays, position: &Position, on_top: i64) -> i64 {
        // A share of other costs hangs on what else is claimed.
        if pays.relative.is_some() {
            return 0;
        }
        let phase_of = |position: &Position| {
            self.situation.stages.iter().find(|stage| stage.id == position.stage).map(|stage| stage.phase)
        };
        let all = || {
            let mine = |other: &&Position| phase_of(other).is_some_and(|phase| pays.covers(other.kind, phase));
            self.situation.positions.iter().filter(mine)
        };
        let units = |position: &Position| {
            let per_unit = pays.per_unit?;
            let given = if position.unit == per_unit.unit { position.quantity.given() } else { None };
            given.map(|count| i64::from(*count))
        };
        let raw = |position: &Position| -> i64 {
            let net = position.net_cents.given().map_or(0, |net| net.cents());
            let net = match self.wages(position.kind) {
                Wages::AtLeast { max, highest } => i64::try_from(i128::from(net) * max / highest).unwrap_or(0),
                Wages::Whole | Wages::Unknown => net,
            };
            let Some(per_unit) = pays.per_unit else { return net };
            let Some(count) = units(position) else { return 0 };
            match (per_unit.flat, per_unit.max) {
                (Some(flat), _) => flat.repeat(count).cents(),
                (None, Some(most)) => most.repeat(count).cents().min(net),
                (None, None) => net,
            }
        };
        let mut counted = i128::from(raw(position));
        let mut sum: i128 = all().map(|other| i128::from(raw(other))).sum();
        if let Some(most) = pays.per_unit.and_then(|per_unit| per_unit.units_max) {
            let count: i64 = all().filter_map(units).sum();
            if count > most {
                // More units than count: each at the average.
                counted = counted * i128::from(most) / i128::from(count);
                sum = sum * i128::from(most) / i128::from(count);
            }
        }
        if let Some(limit) = pays.limit.map(|limit| i128::from(limit.cents()))
            && sum > limit
        {
            counted = counted * limit / sum.max(1);
        }
        let share = i128::from(pays.share_ppm) * i128::from(1_000_000 + on_top);
        i64::try_from(counted * share / 1_000_000_000_000).unwrap_or(0)
    }

    /// What the limit of a person's wage leaves of a kind of cost.
    fn wages(&self, kind: CostKind) -> Wages {
        let Some(limit) = self.part.wage_limit.as_ref().filter(|limit| limit.kinds.contains(&kind)) else {
            return Wages::Whole;
        };
        let max = limit.max.cents();
        match self.facts.raw(limit.highest).given() {
            Some(&highest) if highest > max => Wages::AtLeast { max: max.into(), highest: highest.into() },
            Some(_) => Wages::Whole,
            None => Wages::Unknown,
        }
    }

    /// Overhead on an entry, parts per million.
    fn on_top(&self, pays: &Pays, hope: Hope) -> i64 {
        let meant = |of: &[CostKind]| of.is_empty() || pays.kinds.iter().all(|kind| of.contains(kind));
        let overheads = self.part.overheads.iter().filter(|overhead| meant(&overhead.of_kinds));
        overheads.filter(|overhead| self.holds(overhead.when.as_ref(), hope)).map(|overhead| overhead.ppm).sum()
    }

    /// The rate with its bonuses, parts per million.
    fn percentage(&self, hope: Hope) -> i64 {
        if self.part.rates.is_empty() {
            // A fixed amount pays the whole base up to the amount.
            return 1_000_000;
        }
        let rates = self.part.rates.iter().filter(|rate| self.holds(rate.when.as_ref(), hope));
        let Some(rate) = rates.map(|rate| rate.low_ppm).max() else { return 0 };
        let bonuses = self.part.bonuses.iter().filter(|bonus| self.holds(bonus.when.as_ref(), hope));
        (rate + bonuses.map(|bonus| bonus.ppm).sum::<i64>()).min(self.part.rate_max_ppm)
    }

    /// The questions on which a position hangs.
    fn questions(&self, position: &Position, phase: Phase) -> Vec<Text> {
        let entries = self.part.pays.iter().filter(|pays| pays.covers(position.kind, phase));
        let rules = entries
            .filter_map(|pays| pays.when.as_ref())
            .chain(self.part.rates.iter().filter_map(|rate| rate.when.as_ref()))
            .chain(self.part.bonuses.iter().filter_map(|bonus| bonus.when.as_ref()))
            .chain(self.part.overheads.iter().filter_map(|overhead| overhead.when.as_ref()))
            .chain(self.part.fixed.iter().filter_map(|fixed| fixed.when.as_ref()));
        let mut questions = ask::behind(rules, self.facts, self.vocabulary);
        let limit = self.part.wage_limit.as_ref().filter(|limit| limit.kinds.contains(&position.kind));
        if let Some(limit) = limit.filter(|limit| self.facts.raw(limit.highest).given().is_none()) {
            questions.extend(self.vocabulary.get(limit.highest).map(|fact| fact.question.clone()));
        }
        questions.truncate(OfferRate::MAX_QUESTIONS);
        questions
    }

    /// A cap that may apply; per year or person it holds for the whole plan or one person: never too much.
    fn cap(&self, cap: &Cap) -> Option<Money> {
        if cap.when.as_ref().is_some_and(|rule| rule.value(self.facts).is_no()) {
            return None;
        }
        Some(self.times(cap.max, cap.times))
    }

    fn times(&self, amount: Money, times: Option<Slot>) -> Money {
        let count = times.and_then(|slot| self.facts.raw(slot).given().copied());
        match (times, count) {
            (Some(_), Some(count)) => amount.repeat(count),
            _ => amount,
        }
    }

    /// A fixed amount in place of a rate: no more than that is paid.
    fn fixed(&self) -> Option<Money> {
        let hope = if self.conditional { Hope::Yes } else { Hope::No };
        let fixed = self.part.fixed.iter().filter(|fixed| self.holds(fixed.when.as_ref(), hope));
        fixed.map(|fixed| self.times(fixed.low, fixed.times)).max()
    }
}

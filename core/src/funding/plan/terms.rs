//! The terms of a typed programme as offers: one per stream of money.
//!
//! Nothing here gives more than the programme: what cannot be expressed in an offer is left out and named.

use super::explain::in_a_row;
use super::left_out;
use super::offer::{
    Certainty, Lead, LeadUnit, Offer, OfferBasis, OfferFrequency, OfferInstrument, OwnShare, Standing, Start, Window,
};
use super::programmes::{self, Assumption};
use super::sentences as s;
use super::situation::Situation;
use super::stream::Part;
use crate::base::text::Arg;
use crate::base::{Id, Money, Text};
use crate::funding::facts::Facts;
use crate::funding::programme::{
    Act, AidBasis, CapOn, Component, ComponentKind, Frequency, Gate, Instrument, Programme,
};
use crate::funding::rule::{Op, Rule, Slot};
use crate::funding::vocabulary::Vocabulary;

/// Parts per million in a permille.
const PERMILLE: i64 = 1_000;

/// Everything of an offer but the money.
pub(super) fn blank(programme: &Programme, standing: Standing, windows: Vec<Window>, assumption: &Assumption) -> Offer {
    let lottery = programme.lottery.is_some();
    let tax = programme.instrument == Instrument::TaxAllowance;
    let published = programme.lottery.as_ref().and_then(|lottery| lottery.probability_ppm);
    let chance =
        assumption.chance_permille.or_else(|| u16::try_from(published? / PERMILLE).ok().filter(|chance| *chance > 0));
    let days = |calendar: &crate::funding::programme::LeadTime| Lead {
        best: calendar.best_days,
        usual: calendar.usual_days,
        late: calendar.late_days,
        unit: LeadUnit::CalendarDays,
    };
    // A tax allowance has its fiscal years.
    let often: Vec<OfferFrequency> = programme.frequency.iter().filter(|_| !tax).map(frequency).collect();
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
        limits: Vec::new(),
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
        applications_max: if tax { 1 } else { often.iter().map(|often| often.count).min().unwrap_or(1) }
            .min(Offer::MAX_APPLICATIONS),
        earlier_grants: Vec::new(),
        further_questions: further_questions(programme, &often),
        certificate: certificate(programme).filter(|_| tax),
        own_share: OwnShare::Excluded,
        frequency: often,
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

fn frequency(often: &Frequency) -> OfferFrequency {
    let count = u8::try_from(often.count).unwrap_or(u8::MAX).clamp(1, OfferFrequency::MAX_COUNT);
    OfferFrequency { count, per: often.per }
}

/// Several applications for one project hang on whether the body takes them for several.
fn further_questions(programme: &Programme, often: &[OfferFrequency]) -> Vec<Text> {
    if often.is_empty() || often.iter().any(|often| often.count < 2) {
        return Vec::new();
    }
    let body = if programme.body.is_empty() { &programme.funder } else { &programme.body };
    let times =
        |often: &OfferFrequency| s::OFTEN.with(&[("count", often.count.into()), ("per", often.per.text().into())]);
    let args = [
        ("offer", programme.short.clone().into()),
        ("often", Arg::list(often.iter().map(times))),
        ("body", body.clone().into()),
    ];
    vec![s::ASK_FURTHER.with(&args)]
}

/// What the procedure says about a certificate.
fn certificate(programme: &Programme) -> Option<Text> {
    programme.procedure.iter().find(|step| step.act == Act::Register).map(|step| step.text.clone())
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
        let (rates, limits) = terms.rates();
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
            name: if several { stream_name(programme, part) } else { blank.name.clone() },
            instrument: if part.kind == ComponentKind::TaxAllowance {
                OfferInstrument::TaxAllowance
            } else {
                OfferInstrument::Grant
            },
            rates,
            limits,
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

/// The programme with the name of the stream.
fn stream_name(programme: &Programme, part: &Component) -> Text {
    let stream = part.name.clone().unwrap_or_else(|| Text::same(part.id.clone()));
    s::STREAM_NAME.with(&[("offer", programme.short.clone().into()), ("stream", stream.into())])
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

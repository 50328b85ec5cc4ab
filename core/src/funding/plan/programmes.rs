//! From the catalogue to offers: verdicts of `funding.assess`, terms of the typed programme.
//!
//! What the plan itself settles is taken from the situation and not from the facts: the costs, whether
//! something is ordered, and what the de minimis ceiling leaves.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::offer::{Lead, LeadUnit, Offer, OwnShare, Standing};
use super::sentences as s;
use super::situation::Situation;
use super::{ask, terms, windows};
use crate::base::text::Arg;
use crate::base::{Answer, Code, Confidence, Error, Id, Money, Pointer, Problem, Problems, Source, Text};
use crate::company::SizeClass;
use crate::funding::assess::answer::ProgrammeAnswer;
use crate::funding::assess::explain;
use crate::funding::catalogue::CatalogueInput;
use crate::funding::costs::Cost;
use crate::funding::evaluate::Quick;
use crate::funding::facts::FactsInput;
use crate::funding::inquiry::{Detail, Inquiry};
use crate::funding::law::LawInput;
use crate::funding::programme::{Instrument, Programme};
use crate::funding::timeline::Instant;
use crate::funding::verdict::Verdict;

/// The programmes of the catalogue, and what is known of company and project.
#[derive(Debug, Clone, PartialEq, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Programmes {
    /// What is known. Costs, whether something is ordered, and de minimis headroom come from the situation,
    /// whatever stands here; size and begin only where nothing stands here.
    #[serde(default)]
    pub facts: FactsInput,
    /// Inputs of law operations that work facts out.
    #[serde(default)]
    pub law: LawInput,
    /// Which programmes; those of the library when absent. An offer of the situation replaces the programme
    /// with its id.
    #[serde(default)]
    pub catalogue: CatalogueInput,
    /// Programmes whose body has confirmed that applications are possible.
    #[serde(default)]
    pub confirmed_open: Vec<Id>,
    /// What nobody publishes and the plan needs; at most [`Programmes::MAX_ASSUMPTIONS`], one per programme.
    #[serde(default)]
    pub assumptions: Vec<Assumption>,
    /// Does the research allowance count what a grant of the plan does not fund of a cost (FZulG § 7(2))? It concerns
    /// the tax allowance of the catalogue, unless an offer of the situation says it of itself.
    #[serde(default)]
    pub own_share: OwnShare,
}

impl Programmes {
    /// Most assumptions.
    pub const MAX_ASSUMPTIONS: usize = 500;
}

/// What the caller assumes of a programme, in place of what the catalogue knows itself. A plan that uses it says so.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assumption {
    /// The programme; absent: every programme, where neither an assumption of its own nor a published figure says
    /// anything. A `decision` here is the one assumption for all programmes that publish no decision time.
    #[serde(default)]
    pub programme: Option<Id>,
    /// What an application costs (hours, adviser), in cents; zero when nothing is assumed.
    #[serde(default)]
    pub effort_cents: Option<Money>,
    /// Chance of getting it in permille, 1 to 1000. A lottery without a chance is not planned with.
    #[serde(default)]
    pub chance_permille: Option<u16>,
    /// Working days needed to prepare the application; zero when nothing is assumed.
    #[serde(default)]
    pub preparation_working_days: Option<u32>,
    /// Time from the application to the decision.
    #[serde(default)]
    pub decision: Option<Lead>,
    /// Calendar days from the end of the work (for a tax allowance: of the calendar year) to the money;
    /// [`Assumption::PAYOUT_DAYS`] when nothing is assumed.
    #[serde(default)]
    pub payout_days: Option<u32>,
}

impl Assumption {
    /// Days to the money where nobody says anything; for a tax allowance four times as many.
    pub const PAYOUT_DAYS: u32 = 60;

    /// This one, completed by the one for all programmes where the programme publishes nothing itself.
    fn or(&self, general: Option<&Self>, programme: &Programme) -> Self {
        let Some(general) = general else { return self.clone() };
        let chance = programme.lottery.as_ref().and_then(|lottery| lottery.probability_ppm);
        // A tax allowance is claimed after the year: no decision is waited for.
        let waits = programme.instrument != Instrument::TaxAllowance;
        Self {
            programme: self.programme.clone(),
            effort_cents: self.effort_cents.or(general.effort_cents),
            chance_permille: self.chance_permille.or(general.chance_permille.filter(|_| chance.is_none())),
            preparation_working_days: self.preparation_working_days.or(general.preparation_working_days),
            decision: self.decision.or(general.decision.filter(|_| programme.lead_time.is_none() && waits)),
            payout_days: self.payout_days.or(general.payout_days),
        }
    }

    /// In words.
    pub(super) fn texts(&self) -> Vec<Text> {
        let mut texts = Vec::new();
        if let Some(lead) = &self.decision {
            let unit = match lead.unit {
                LeadUnit::CalendarDays => s::CALENDAR_DAYS.text(),
                LeadUnit::WorkingDays => s::WORKING_DAYS.text(),
            };
            let args = [
                ("best", lead.best.into()),
                ("usual", lead.usual.into()),
                ("late", lead.late.into()),
                ("unit", unit.into()),
            ];
            texts.push(s::ASSUMES_DECISION.with(&args));
        }
        if let Some(chance) = self.chance_permille {
            texts.push(s::ASSUMES_CHANCE.with(&[("percent", Arg::Decimal(f64::from(chance) / 10.0, 1))]));
        }
        if let Some(effort) = self.effort_cents {
            texts.push(s::ASSUMES_EFFORT.with(&[("effort", effort.into())]));
        }
        if let Some(days) = self.preparation_working_days {
            texts.push(s::ASSUMES_PREPARATION.with(&[("days", days.into())]));
        }
        if let Some(days) = self.payout_days {
            texts.push(s::ASSUMES_PAYOUT.with(&[("days", days.into())]));
        }
        texts
    }
}

/// The offers of the catalogue for a situation, in order of programme.
///
/// # Errors
/// Unknown or mistyped facts, faulty added programmes, unknown programmes: all at once.
pub(super) fn offers(programmes: &Programmes, situation: &Situation, at: &Pointer) -> Result<Vec<Offer>, Error> {
    let mut problems = Problems::new();
    problems.at_most(at.field("assumptions"), programmes.assumptions.len(), Programmes::MAX_ASSUMPTIONS);
    problems.finish()?;
    let facts = facts(programmes, situation);
    let read = Inquiry::read(
        Instant::Day(situation.as_of),
        &facts,
        &programmes.law,
        &programmes.catalogue,
        &programmes.confirmed_open,
    );
    let assessed = read.map_err(|error| error.within(at))?;
    let mut problems = Problems::new();
    let mut general = None;
    for (index, assumption) in programmes.assumptions.iter().enumerate() {
        let here = at.field("assumptions").index(index);
        match &assumption.programme {
            Some(id) => {
                let known = assessed.catalogue().programmes().iter().map(|programme| programme.id.as_str());
                problems.reference(here.field("programme"), id.as_str(), known);
            }
            None => general = Some(assumption),
        }
        if programmes.assumptions.iter().take(index).any(|other| other.programme == assumption.programme) {
            problems.push(Problem::new(Code::Contradiction, here).message(s::TWICE.text()));
        }
    }
    problems.finish()?;
    let mut offers = Vec::new();
    for quick in assessed.evaluate(&assessed.facts) {
        let Some(programme) = assessed.catalogue().programmes().get(quick.programme) else { continue };
        if situation.offers.iter().any(|offer| offer.id == programme.id) {
            continue;
        }
        let own = programmes.assumptions.iter().find(|one| one.programme.as_ref() == Some(&programme.id));
        let assumption = own.cloned().unwrap_or_default().or(general, programme);
        offers.extend(of_programme(&assessed, situation, programme, &quick, &assumption));
    }
    let said = situation.offers.iter().any(|offer| !offer.own_share.is_excluded());
    if let Some(offer) = offers.iter_mut().find(|offer| offer.may_count_own_shares()).filter(|_| !said) {
        offer.own_share = programmes.own_share;
    }
    Ok(offers)
}

/// What the plan knows itself goes into the facts.
fn facts(programmes: &Programmes, situation: &Situation) -> FactsInput {
    let mut facts = programmes.facts.clone();
    let costs: Vec<Cost> = situation
        .positions
        .iter()
        .filter_map(|position| {
            let phase = situation.stages.iter().find(|stage| stage.id == position.stage)?.phase;
            Some(Cost {
                id: Some(position.id.clone()),
                phase,
                kind: position.kind,
                net_cents: position.net_cents,
                quantity: position.quantity,
                unit: position.unit,
            })
        })
        .collect();
    facts.set("project.costs", serde_json::to_value(costs).unwrap_or(Value::Null));
    // The plan looks at the ceiling on every granting date; here it must only not rule out what comes back.
    let last = situation.as_of.add_years(3).previous();
    let room = situation.de_minimis.room_on(last).max(situation.de_minimis.room_on(situation.as_of)).max(0);
    facts.set("aid.de_minimis_headroom_cents", json!(room));
    let stated = |facts: &FactsInput, id: &str| facts.iter().any(|(name, value)| name == id && !value.is_null());
    let ordered = situation.positions.iter().filter(|position| position.ordered_on.is_some()).count();
    if ordered == 0 {
        facts.set("project.begun", json!(false));
    } else if ordered == situation.positions.len() {
        facts.set("project.begun", json!(true));
    }
    if !stated(&facts, "project.begin") {
        let first = situation.positions.iter().filter_map(|position| position.ordered_on).min();
        facts.set("project.begin", json!(first.unwrap_or(situation.as_of)));
    }
    if let (false, Answer::Given(size)) = (stated(&facts, "company.size"), &situation.size) {
        facts.set("company.size", json!(size_fact(*size)));
    }
    facts
}

/// The size as the vocabulary holds it: a small mid-cap is no SME.
const fn size_fact(size: SizeClass) -> &'static str {
    match size {
        SizeClass::Micro => "micro",
        SizeClass::Small => "small",
        SizeClass::Medium => "medium",
        SizeClass::SmallMidCap | SizeClass::Large => "large",
    }
}

/// One programme: an offer per stream of money, or one that says why it cannot be used.
fn of_programme(
    assessed: &Inquiry,
    situation: &Situation,
    programme: &Programme,
    quick: &Quick,
    assumption: &Assumption,
) -> Vec<Offer> {
    let answer = explain(assessed, programme, quick, Detail::Reasons);
    let (windows, window) = windows::of(programme, situation.as_of, &assessed.facts, quick.applications);
    let standing = match quick.verdict {
        Verdict::ListedOnly => Standing::ListedOnly,
        Verdict::Closed => Standing::NotOpen { reason: answer.sentence.clone() },
        Verdict::NotEligible => Standing::NotEligible { reasons: broken(&answer) },
        Verdict::Eligible | Verdict::Open | Verdict::NotOpenForApplications => match window {
            windows::Taken::Never => Standing::NotOpen { reason: answer.applications.text.clone() },
            taken => open_or_eligible(assessed, programme, quick, taken == windows::Taken::Perhaps),
        },
    };
    let blank = terms::blank(programme, standing, windows, assumption);
    if !matches!(blank.standing, Standing::Eligible | Standing::Open { .. }) {
        return vec![blank];
    }
    terms::offers(programme, blank, situation, &assessed.facts, assessed.catalogue().vocabulary())
}

/// The conditions that do not hold, each with its place in the source.
fn broken(answer: &ProgrammeAnswer) -> Vec<Text> {
    let failing = answer.conditions.iter().filter(|condition| condition.value.is_no());
    failing
        .map(|condition| {
            let place = [condition.cite.as_deref(), condition.source.as_ref().map(|source| &*source.name)];
            let place: Vec<&str> = place.into_iter().flatten().collect();
            let rule = ("rule", condition.text.clone().into());
            if place.is_empty() {
                return s::NOT_MET.with(&[rule]);
            }
            s::NOT_MET_AT.with(&[rule, ("place", place.join(", ").into())])
        })
        .collect()
}

fn open_or_eligible(assessed: &Inquiry, programme: &Programme, quick: &Quick, confirm: bool) -> Standing {
    let mut questions = if quick.conditions.is_yes() {
        Vec::new()
    } else {
        let catalogue = assessed.catalogue();
        ask::of_programme(programme, catalogue.core_slots().begun, &assessed.facts, catalogue.vocabulary())
    };
    if confirm {
        let body = if programme.body.is_empty() { &programme.funder } else { &programme.body };
        questions.push(s::ASK_WINDOW.with(&[("offer", programme.short.clone().into()), ("body", body.clone().into())]));
    }
    if questions.is_empty() { Standing::Eligible } else { Standing::Open { questions, unconfirmed: confirm } }
}

/// The sources of the terms; a time to the decision that the catalogue assumes itself is one without confidence.
pub(super) fn sources(programme: &Programme, assumption: &Assumption) -> Vec<Source> {
    let mut sources: Vec<Source> = programme.sources.iter().map(|source| source.source.clone()).collect();
    let unsourced = programme.lead_time.as_ref().is_some_and(|lead| lead.source.is_none());
    if assumption.decision.is_none() && unsourced {
        sources.push(Source {
            name: "Annahme: Dauer bis zur Entscheidung".into(),
            address: None,
            read_on: None,
            confidence: Confidence::Unverified,
        });
    }
    sources
}

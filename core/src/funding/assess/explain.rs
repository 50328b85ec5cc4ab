//! One programme, explained.

use super::super::amount::{Range, Steps, component};
use super::super::evaluate::{AUTOMATIC, CoreSlots, Quick, Terms, UNCONFIRMED_AFTER_DAYS, terms};
use super::super::facts::Origin;
use super::super::inquiry::{Detail, Inquiry};
use super::super::open::automatic_slots;
use super::super::programme::{AidBasis, CapOn, Component, Gate, Programme};
use super::super::rule::Slot;
use super::super::timeline::{Instant, StatusNow};
use super::super::verdict::Verdict;
use super::answer::{
    AmountAnswer, Bounds, CapAnswer, ComponentAnswer, ConditionAnswer, Details, Extra, FactUsed, PhaseAnswer,
    ProgrammeAnswer, RateAnswer, StartAnswer, WindowAnswer,
};
use super::sentences as say;

use crate::base::text::Arg;
use crate::base::{Confidence, Figure, Finding, Money, Ratio, Severity, Text, Truth};

/// A window that ends within so many days is worth a warning.
const NEAR_DAYS: i32 = 60;
/// After so many days the age of the facts is worth a warning.
const STALE_DAYS: i32 = 90;

/// One programme, explained.
pub(crate) fn programme(inquiry: &Inquiry, programme: &Programme, quick: &Quick, detail: Detail) -> ProgrammeAnswer {
    let core = inquiry.catalogue().core_slots();
    let terms = terms(programme, &core, &inquiry.facts);
    let evaluated = programme.is_evaluated();
    // Verdicts alone name only what is not met; the warnings of the longer answers look at every condition.
    let brief = detail == Detail::Verdicts;
    let conditions = if evaluated { conditions(inquiry, programme, &core, &terms, brief) } else { Vec::new() };
    let vocabulary = inquiry.catalogue().vocabulary();
    let open = inquiry.missing(programme, quick);
    let labels: Vec<Text> =
        open.iter().filter_map(|slot| vocabulary.get(*slot)).map(|fact| fact.label.clone()).collect();
    let possible = matches!(quick.verdict, Verdict::Eligible | Verdict::Open | Verdict::NotOpenForApplications);
    let amount = (evaluated && possible && !programme.components.is_empty())
        .then(|| amount(inquiry, programme, quick, &terms, &core));
    let sentence = sentence(programme, quick, &conditions, labels, amount.as_ref());
    let warnings = if !brief && evaluated && quick.verdict != Verdict::Closed {
        warnings(inquiry, programme, quick, &conditions)
    } else {
        Vec::new()
    };
    ProgrammeAnswer {
        id: programme.id.clone(),
        name: programme.name.clone(),
        short: programme.short.clone(),
        verdict: quick.verdict,
        sentence,
        conditions_met: if evaluated { quick.conditions } else { Truth::Open },
        applications: window(inquiry, programme, quick.applications),
        missing: open.iter().filter_map(|slot| vocabulary.get(*slot)).map(|fact| fact.id.clone()).collect(),
        amount,
        instrument: programme.instrument,
        aid_basis: programme.aid_basis,
        start: StartAnswer {
            rule: programme.start,
            gate: programme.start.gate(),
            text: programme.start.text(),
            detail: programme.start_text.clone(),
        },
        warnings,
        conditions: match detail {
            Detail::Verdicts => Vec::new(),
            Detail::Reasons => conditions.into_iter().filter(|condition| !condition.value.is_yes()).collect(),
            Detail::Full => conditions,
        },
        details: (detail == Detail::Full).then(|| details(programme)),
    }
}

fn conditions(
    inquiry: &Inquiry,
    programme: &Programme,
    core: &CoreSlots,
    terms: &Terms,
    only_failing: bool,
) -> Vec<ConditionAnswer> {
    let vocabulary = inquiry.catalogue().vocabulary();
    let used = |slots: &[Slot]| -> Vec<FactUsed> {
        let facts = slots.iter().filter_map(|slot| Some((*slot, vocabulary.get(*slot)?)));
        facts
            .map(|(slot, fact)| FactUsed {
                id: fact.id.clone(),
                value: inquiry.facts.value(slot, fact),
                origin: inquiry.facts.origin(slot),
            })
            .collect()
    };
    let mut answers: Vec<ConditionAnswer> = programme
        .conditions
        .iter()
        .map(|condition| (condition, condition.rule.value(&inquiry.facts)))
        .filter(|(_, value)| !only_failing || value.is_no())
        .map(|(condition, value)| ConditionAnswer {
            id: condition.id.clone(),
            value,
            text: condition.text.clone(),
            facts: used(&condition.slots),
            cite: condition.cite.clone(),
            source: programme.sources.get(condition.source).map(|source| source.source.clone()),
            confidence: condition.confidence,
        })
        .collect();
    for (index, (id, value)) in AUTOMATIC.iter().zip(terms.values()).enumerate() {
        if only_failing && !value.is_no() {
            continue;
        }
        let Some(text) = automatic_text(programme, id) else { continue };
        answers.push(ConditionAnswer {
            id: (*id).to_owned(),
            value,
            text,
            facts: used(&automatic_slots(programme, index, core)),
            cite: None,
            source: None,
            confidence: Confidence::Secondary,
        });
    }
    answers
}

/// The requirement, where the programme has it.
/// The sentence of a condition that follows from the terms; none where the programme has no such term.
pub(crate) fn automatic_text(programme: &Programme, id: &str) -> Option<Text> {
    let components = || programme.components.iter().filter(|component| component.required);
    Some(match id {
        "not_begun" if programme.start.gate() != Gate::Free => say::NOT_BEGUN.text(),
        "costs" if components().any(|c| !c.pays.is_empty()) || !programme.phases.is_empty() => say::COSTS.text(),
        "rate" if components().any(|c| !(c.rates.is_empty() && c.fixed.is_empty())) => say::RATE.text(),
        "cost_bounds" => {
            let low = components().filter_map(|c| c.cost_min).min();
            let high = components().filter_map(|c| c.cost_max).max();
            if low.is_none() && high.is_none() {
                return None;
            }
            let low = low.map(|low| say::FROM.with(&[("low", low.into())]));
            let high = high.map(|high| say::UP_TO.with(&[("high", high.into())]));
            let parts: Vec<Text> = low.into_iter().chain(high).collect();
            say::COST_BOUNDS.with(&[("bounds", Arg::list(parts))])
        }
        "grant_minimum" => {
            let low = components().filter_map(|c| c.grant_min).min()?;
            say::GRANT_MINIMUM.with(&[("low", low.into())])
        }
        "de_minimis" if programme.aid_basis == AidBasis::DeMinimis => say::DE_MINIMIS.text(),
        _ => return None,
    })
}

fn bounds(range: Range) -> Bounds {
    Bounds { low_cents: range.low, high_cents: range.high }
}

fn percent(ppm: i64) -> Figure {
    Figure::new(Ratio::new(ppm, 10_000).unwrap_or_else(Ratio::zero), 4)
}

fn amount(inquiry: &Inquiry, programme: &Programme, quick: &Quick, terms: &Terms, core: &CoreSlots) -> AmountAnswer {
    let components: Vec<(bool, Range, ComponentAnswer)> =
        programme.components.iter().map(|part| explained(inquiry, part, core)).collect();
    let before =
        components.iter().filter(|(is_grant, ..)| *is_grant).fold(Range::ZERO, |sum, (_, range, _)| sum.plus(*range));
    let cut = before.high.zip(terms.grants.high).map(|(before, after)| before - after);
    AmountAnswer {
        exact_cents: quick.grants.exact(),
        low_cents: quick.grants.low,
        high_cents: quick.grants.high,
        cut_by_de_minimis_cents: cut.filter(|cut| !cut.is_zero()),
        components: components.into_iter().map(|(.., answer)| answer).collect(),
    }
}

fn explained(inquiry: &Inquiry, part: &Component, core: &CoreSlots) -> (bool, Range, ComponentAnswer) {
    let mut steps = Steps::NONE;
    let outcome = component(part, core.costs, &inquiry.facts, Some(&mut steps));
    let bonuses = part.bonuses.iter().zip(&steps.bonuses).map(|(bonus, applies)| Extra {
        text: bonus.text.clone(),
        percent: percent(bonus.ppm),
        applies: *applies,
    });
    let overheads = part.overheads.iter().zip(&steps.overheads).map(|(overhead, applies)| Extra {
        text: overhead.text.clone().unwrap_or_else(|| Text::of("Gemeinkosten", "overhead")),
        percent: percent(overhead.ppm),
        applies: *applies,
    });
    let wages = part.wage_limit.as_ref().zip(steps.wage_limit).map(|(limit, (applies, cut))| CapAnswer {
        on: CapOn::Base,
        max_cents: limit.max,
        text: say::CAP_WAGE.with(&[("max", limit.max.into())]),
        applies,
        cut: bounds(cut),
        source: Some(limit.source.clone()),
    });
    let caps = steps.caps.iter().filter_map(|effect| {
        let cap = part.caps.get(effect.index)?;
        let sentence = match cap.on {
            CapOn::Base => say::CAP_BASE,
            CapOn::Grant => say::CAP_GRANT,
        };
        Some(CapAnswer {
            on: cap.on,
            max_cents: cap.max,
            text: sentence.with(&[("max", cap.max.into()), ("per", cap.per.text().into())]),
            applies: effect.applies,
            cut: bounds(effect.cut),
            source: None,
        })
    });
    let own = |cost: Money, grant: Money| if cost > grant { cost - grant } else { Money::ZERO };
    let answer = ComponentAnswer {
        id: part.id.clone(),
        kind: part.kind,
        eligible: bounds(steps.eligible),
        base: bounds(steps.base),
        rate: (!part.rates.is_empty())
            .then(|| RateAnswer { low_percent: percent(steps.rate_ppm.0), high_percent: percent(steps.rate_ppm.1) }),
        extras: bonuses.chain(overheads).collect(),
        caps: wages.into_iter().chain(caps).collect(),
        pays: bounds(outcome.grant),
        own_share: Bounds {
            low_cents: outcome.grant.high.map_or(Money::ZERO, |high| own(steps.eligible.low, high)),
            high_cents: steps.eligible.high.map(|high| own(high, outcome.grant.low)),
        },
    };
    (part.kind.is_grant(), outcome.grant, answer)
}

fn sentence(
    programme: &Programme,
    quick: &Quick,
    conditions: &[ConditionAnswer],
    missing: Vec<Text>,
    amount: Option<&AmountAnswer>,
) -> Text {
    let name = ("name", Arg::from(programme.short.clone()));
    let words = || {
        let money = programme.components.iter().any(|component| component.kind.is_grant());
        match amount {
            Some(amount) if money => match (amount.exact_cents, amount.high_cents) {
                (Some(exact), _) => say::EXACTLY.with(&[("amount", exact.into())]),
                (None, Some(high)) => say::BETWEEN.with(&[("low", amount.low_cents.into()), ("high", high.into())]),
                (None, None) if amount.low_cents == Money::ZERO => say::UNBOUNDED.text(),
                (None, None) => say::AT_LEAST.with(&[("low", amount.low_cents.into())]),
            },
            _ => say::NO_MONEY.with(&[("instrument", programme.instrument.text().into())]),
        }
    };
    match quick.verdict {
        Verdict::Eligible => say::IS_ELIGIBLE.with(&[name, ("amount", words().into())]),
        Verdict::NotEligible => {
            let failing = conditions.iter().filter(|condition| condition.value.is_no());
            let list: Vec<&Text> = failing.map(|condition| &condition.text).collect();
            let join = |words: Vec<&str>| words.join("; ");
            let list = Text {
                de: join(list.iter().map(|text| &*text.de).collect()).into(),
                en: join(list.iter().map(|text| &*text.en).collect()).into(),
            };
            say::IS_NOT_ELIGIBLE.with(&[name, ("list", list.into())])
        }
        Verdict::Open if missing.is_empty() => {
            say::IS_OPEN_WINDOW.with(&[name, ("body", body(programme)), ("amount", words().into())])
        }
        Verdict::Open => {
            let confirm = (quick.applications.is_open()).then(|| say::CONFIRM.text());
            let list = Arg::list(missing.into_iter().chain(confirm));
            say::IS_OPEN.with(&[name, ("list", list), ("amount", words().into())])
        }
        Verdict::NotOpenForApplications => say::IS_NOT_OPEN.with(&[name]),
        Verdict::ListedOnly => say::IS_LISTED.with(&[name]),
        Verdict::Closed => say::IS_CLOSED.with(&[name]),
    }
}

/// The body to ask, or the funder where no body is known.
fn body(programme: &Programme) -> Arg {
    if programme.body.is_empty() { programme.funder.clone().into() } else { programme.body.clone().into() }
}

fn instant(instant: Instant) -> Arg {
    match instant {
        Instant::Day(date) => date.into(),
        Instant::Minute(moment) => {
            let (hour, minute) = moment.time();
            let show = |lang| format!("{}, {hour:02}:{minute:02}", moment.date.show(lang));
            Text { de: show(crate::base::Lang::De).into(), en: show(crate::base::Lang::En).into() }.into()
        }
    }
}

fn window(inquiry: &Inquiry, programme: &Programme, possible: Truth) -> WindowAnswer {
    let at = inquiry.at().start();
    let (status, window) = programme.applications.at(at);
    let deadline = programme.applications.deadline(at);
    let opens = programme.applications.next_opening(at);
    let checked = || ("checked", Arg::from(programme.checked_on));
    let from = || ("from", opens.map_or_else(|| Arg::from("?"), instant));
    let text = match (status, deadline) {
        (StatusNow::Open, Some(until)) => say::OPEN_UNTIL.with(&[("until", instant(until)), checked()]),
        (StatusNow::Open, None) => say::OPEN_ENDED.with(&[checked()]),
        (StatusNow::Unconfirmed, _) => say::UNCONFIRMED.with(&[checked(), ("body", body(programme))]),
        (StatusNow::Call, _) => say::CALL.with(&[checked(), ("body", body(programme))]),
        (StatusNow::Announced, _) => say::ANNOUNCED.with(&[checked()]),
        (StatusNow::Stopped, _) => say::STOPPED.with(&[checked()]),
        (StatusNow::NotYet, _) => say::NOT_YET.with(&[from()]),
        (StatusNow::Between, _) => say::BETWEEN_WINDOWS.with(&[from()]),
        (StatusNow::Ended, _) => say::ENDED.text(),
        (StatusNow::Unknown, _) => say::UNKNOWN_WINDOW.with(&[checked()]),
    };
    let text = match window.and_then(|window| window.text.as_ref()) {
        Some(more) => {
            Text { de: format!("{} {}", text.de, more.de).into(), en: format!("{} {}", text.en, more.en).into() }
        }
        None => text,
    };
    let approvals = (!programme.approvals.windows.is_empty()).then(|| programme.approvals.at(at).0);
    WindowAnswer { status, possible, text, deadline, opens, approvals, checked_on: programme.checked_on }
}

fn warnings(inquiry: &Inquiry, programme: &Programme, quick: &Quick, conditions: &[ConditionAnswer]) -> Vec<Finding> {
    let id = programme.id.as_str();
    let warn = |severity, sentence, args: &[(&str, Arg)]| Finding::new(severity, sentence, id, args);
    let mut list = Vec::new();
    let at = inquiry.at().start();
    let age = inquiry.at().date().days_since(programme.checked_on);
    let (status, _) = programme.applications.at(at);
    if age > STALE_DAYS {
        list.push(warn(Severity::Warn, &say::STALE, &[("days", age.into()), ("checked", programme.checked_on.into())]));
    }
    if age > UNCONFIRMED_AFTER_DAYS && status == StatusNow::Open {
        list.push(warn(Severity::Warn, &say::STALE_WINDOW, &[]));
    }
    if quick.applications.is_open() {
        list.push(warn(Severity::Warn, &say::WINDOW, &[("body", body(programme))]));
    }
    if programme.approvals.at(at).0 == StatusNow::Stopped {
        list.push(warn(Severity::Warn, &say::APPROVALS_STOPPED, &[]));
    }
    if let Some(until) = programme.applications.deadline(at) {
        let days = until.date().days_since(inquiry.at().date());
        if days <= NEAR_DAYS {
            list.push(warn(Severity::Warn, &say::DEADLINE_NEAR, &[("days", days.into()), ("until", instant(until))]));
        }
    }
    if let Some(lottery) = &programme.lottery {
        list.push(warn(Severity::Warn, &say::LOTTERY, &[("text", lottery.text.clone().into())]));
    }
    for condition in conditions.iter().filter(|c| c.confidence == Confidence::Unverified) {
        list.push(warn(Severity::Info, &say::WEAK_CONDITION, &[("text", condition.text.clone().into())]));
    }
    if !programme.conflicts.is_empty() {
        let topics = programme.conflicts.iter().map(|conflict| conflict.topic.clone());
        list.push(warn(Severity::Info, &say::CONFLICTS, &[("list", Arg::list(topics))]));
    }
    if !programme.unverified.is_empty() {
        let topics = programme.unverified.iter().cloned();
        list.push(warn(Severity::Info, &say::UNVERIFIED, &[("list", Arg::list(topics))]));
    }
    if programme.lead_time.as_ref().is_some_and(|lead| lead.source.is_none()) {
        list.push(warn(Severity::Info, &say::LEAD_ASSUMED, &[]));
    }
    let mut overridden: Vec<&str> = conditions
        .iter()
        .flat_map(|condition| &condition.facts)
        .filter(|fact| fact.origin == Origin::GivenOverDerived)
        .map(|fact| fact.id.as_str())
        .collect();
    overridden.sort_unstable();
    overridden.dedup();
    let vocabulary = inquiry.catalogue().vocabulary();
    for fact in overridden.into_iter().filter_map(|id| vocabulary.get(vocabulary.slot(id)?)) {
        list.push(warn(Severity::Info, &say::OVERRIDDEN, &[("label", fact.label.clone().into())]));
    }
    list
}

fn details(programme: &Programme) -> Details {
    Details {
        summary: programme.summary.clone(),
        level: programme.level,
        funder: programme.funder.clone(),
        body: programme.body.clone(),
        legal_basis: programme.legal_basis.clone(),
        link: programme.link.clone(),
        phases: programme.phases.iter().map(|(phase, fit)| PhaseAnswer { phase: *phase, fit: *fit }).collect(),
        documents: programme.documents.clone(),
        procedure: programme.procedure.iter().map(|step| step.text.clone()).collect(),
        same_costs: programme.cumulation.same_costs,
        notes: programme.notes.clone(),
        conflicts: programme.conflicts.clone(),
        unverified: programme.unverified.clone(),
        sources: programme.sources.iter().map(|source| source.source.clone()).collect(),
    }
}

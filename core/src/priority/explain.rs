//! The choice in sentences, and what to look at before going on.

use std::collections::{BTreeMap, BTreeSet};

use super::choose::{Choice, ChooseInput, Order};
use super::figures::Candidate;
use super::ranking::{Measure, TieBreak};
use super::sentences as s;
use super::solvability::Solvable;
use crate::base::text::Arg;
use crate::base::{Finding, Id, Severity, Text};

/// Names of the items for people.
struct Names<'a>(BTreeMap<&'a Id, &'a Candidate>);

impl<'a> Names<'a> {
    fn new(input: &'a ChooseInput) -> Self {
        Self(input.items.iter().map(|item| (&item.id, item)).collect())
    }
    fn of(&self, id: &Id) -> Arg {
        Arg::Text(self.0.get(id).map_or_else(|| Text::same(id.as_str()), |item| item.text()))
    }
    fn list<'b>(&self, ids: impl IntoIterator<Item = &'b Id>) -> Arg {
        Arg::List(ids.into_iter().map(|id| self.of(id)).collect())
    }
}

/// The measure as people call it.
fn measure_name(measure: Measure) -> Arg {
    Arg::Text(match measure {
        Measure::Dots => s::BY_DOTS.text(),
        Measure::PainIndex => s::BY_PAIN_INDEX.text(),
        Measure::AnnualCost => s::BY_COST.text(),
        Measure::Borda => s::BY_BORDA.text(),
    })
}

pub(super) fn sentences(input: &ChooseInput, choice: &Choice, order: &Order<'_>) -> Vec<Text> {
    let names = Names::new(input);
    let mut texts = vec![s::TOP.with(&[("measure", measure_name(input.measure)), ("items", names.list(&choice.top))])];
    if let Some((id, cost)) = choice.biggest.as_ref().and_then(|id| Some((id, *order.cost.get(id)?))) {
        texts.push(s::BIGGEST.with(&[("item", names.of(id)), ("cost", cost.into())]));
    }
    match choice.chosen.as_ref().and_then(|id| order.solvable.get(id)) {
        None if choice.settled.is_yes() => texts.push(s::ALL_BLOCKED.text()),
        None => texts.push(s::NOT_JUDGED.text()),
        Some(winner) => {
            let points =
                [("item", names.of(&winner.pain_point)), ("points", whole(winner.points)), ("of", whole(winner.of))];
            texts.push(s::CHOSEN.with(&points));
            if choice.biggest.as_ref().is_some_and(|biggest| *biggest != winner.pain_point) {
                texts.push(s::NOT_THE_BIGGEST.text());
            }
            let rivals = choice.top.iter().filter(|id| **id != winner.pain_point);
            texts.extend(rivals.filter_map(|id| Some(before(winner, order.solvable.get(id)?))));
        }
    }
    if let Some(best) = choice.most_solvable_overall.as_ref().filter(|id| !choice.top.contains(id))
        && let Some(solvable) = order.solvable.get(best)
    {
        texts.push(s::EASIER_OUTSIDE.with(&[
            ("item", names.of(best)),
            ("points", whole(solvable.points)),
            ("of", whole(solvable.of)),
            ("measure", measure_name(input.measure)),
        ]));
    }
    texts
}

fn whole(value: u64) -> Arg {
    Arg::Int(i64::try_from(value).unwrap_or(i64::MAX))
}

/// "A before B because …": every criterion in which they differ, the largest difference first.
pub(super) fn before(a: &Solvable, b: &Solvable) -> Text {
    let ids = [("a", Arg::from(&a.pain_point)), ("b", Arg::from(&b.pain_point))];
    let points = [("points_a", whole(a.points)), ("points_b", whole(b.points))];
    let with = |more: &[(&'static str, Arg)]| [&ids[..], &points[..], more].concat();
    if b.blocked.is_yes() {
        let gates = b.contributions.iter().filter(|c| b.blocked_by.contains(&c.criterion));
        let gates = Arg::List(gates.map(|c| Arg::Text(c.name.clone())).collect());
        return s::BEFORE_BLOCKED.with(&with(&[("gates", gates)]));
    }
    let mut differences: Vec<(i64, &Text)> = a
        .contributions
        .iter()
        .zip(&b.contributions)
        .map(|(a, b)| (i64::try_from(a.points).unwrap_or(0) - i64::try_from(b.points).unwrap_or(0), &a.name))
        .collect();
    differences.sort_by_key(|(difference, _)| std::cmp::Reverse(difference.abs()));
    let side = |wanted: i64| -> Vec<Arg> {
        let fits = differences.iter().filter(|(difference, _)| difference.signum() == wanted);
        fits.map(|(difference, name)| {
            let gap = [("name", Arg::Text((*name).clone())), ("n", Arg::Int(difference.abs()))];
            Arg::Text(s::CRITERION_LEAD.with(&gap))
        })
        .collect()
    };
    let (for_a, for_b) = (side(1), side(-1));
    match (for_a.is_empty(), for_b.is_empty()) {
        (true, _) => s::BEFORE_BY_CHAIN.with(&with(&[])),
        (false, true) => s::BEFORE.with(&with(&[("for", Arg::List(for_a))])),
        (false, false) => s::BEFORE_BUT.with(&with(&[("for", Arg::List(for_a)), ("against", Arg::List(for_b))])),
    }
}

pub(super) fn findings(input: &ChooseInput, choice: &Choice, order: &Order<'_>) -> Vec<Finding> {
    let names = Names::new(input);
    let mut findings = Vec::new();
    for ranking in choice.rankings.iter().filter(|ranking| ranking.measure == input.measure) {
        for tie in ranking.ties.iter().filter(|tie| tie.decides_top) {
            let sentence = match tie.broken_by {
                TieBreak::Dots => &s::TIE_BY_DOTS,
                TieBreak::AnnualCost => &s::TIE_BY_COST,
                TieBreak::Id => &s::TIE_BY_ID,
            };
            let args = [("items", names.list(&tie.items))];
            findings.push(Finding::new(Severity::Warn, sentence, "/top", &args).rule("R-37"));
        }
    }
    if choice.in_every_top.len() < choice.top.len() {
        let sentence = if choice.in_every_top.is_empty() { &s::METHODS_SHARE_NONE } else { &s::METHODS_DISAGREE };
        let args = [("items", names.list(&choice.in_every_top))];
        findings.push(Finding::new(Severity::Info, sentence, "/rankings", &args).rule("R-42").rule("F-3"));
    }
    // Whatever leads a ranking or is taken on: the cure without AI must surface.
    let leaders = choice.rankings.iter().filter_map(|ranking| ranking.order.first());
    for id in leaders.chain(&choice.top).collect::<BTreeSet<_>>() {
        if let Some(other) = names.0.get(id).and_then(|item| item.non_ai_alternative.as_ref()) {
            let args = [("item", names.of(id)), ("alternative", other.clone().into())];
            findings.push(Finding::new(Severity::Info, &s::NON_AI, id.as_str(), &args));
        }
    }
    for id in &choice.top {
        let Some(solvable) = order.solvable.get(id).filter(|solvable| !solvable.missing.is_empty()) else { continue };
        let gaps = solvable.contributions.iter().filter(|c| c.score.given().is_none());
        let list = Arg::List(gaps.map(|c| Arg::Text(c.name.clone())).collect());
        let args = [("item", names.of(id)), ("criteria", list)];
        findings.push(Finding::new(Severity::Warn, &s::SCORES_MISSING, id.as_str(), &args).rule("F-5"));
    }
    let raters = choice.agreement.raters + choice.agreement.incomplete.len();
    for figures in &choice.figures {
        for (answers, name) in
            [(figures.impact_answers, s::IMPACT.text()), (figures.frustration_answers, s::FRUSTRATION.text())]
        {
            if raters > 0 && 2 * usize::try_from(answers).unwrap_or(usize::MAX) < raters {
                let args = [
                    ("item", names.of(&figures.id)),
                    ("n", answers.into()),
                    ("of", raters.into()),
                    ("what", Arg::Text(name)),
                ];
                findings.push(Finding::new(Severity::Warn, &s::FEW_ANSWERS, figures.id.as_str(), &args).rule("F-2"));
            }
        }
    }
    for rater in &choice.agreement.straight_liners {
        let args = [("participant", rater.into())];
        findings.push(Finding::new(Severity::Warn, &s::STRAIGHT_LINER, rater.as_str(), &args).rule("R-42"));
    }
    for one in choice.without_one.iter().filter(|one| one.chosen != choice.chosen) {
        let args = [("participant", Arg::from(&one.participant)), ("item", names.list(&one.chosen))];
        let sentence = if one.chosen.is_some() { &s::ONE_VOICE } else { &s::ONE_VOICE_NONE };
        findings.push(Finding::new(Severity::Warn, sentence, one.participant.as_str(), &args).rule("R-42"));
    }
    findings
}

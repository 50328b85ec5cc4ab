//! The content of the decision paper: one page for the board.

use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

use super::{funding, law, money, sentences as s, words};
use crate::base::text::{Arg, spaced};
use crate::base::{Error, Figure, Id, Lang, Money, Text};
use crate::case::{Case, Evaluation, cost_view, evaluate};
use crate::cluster::draft::Cooperation;
use crate::priority::solvability::Solvable;
use crate::sprint::concept::gates::ConceptVerdict;
use crate::sprint::poc::stop::StopStatus;
use crate::sprint::schedule::ScheduleOutcome;
use crate::sprint::schedule::input::Approval;

/// The decision paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Paper {
    /// Whose it is.
    pub title: Text,
    /// Date and remarks.
    pub subtitle: Text,
    /// In reading order; sections without content are left out.
    pub sections: Vec<Section>,
    /// Annual cost per pain point, the most expensive first, for a chart.
    pub costs: Vec<Bar>,
    /// What this paper is not.
    pub disclaimer: Text,
}

/// A section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Section {
    /// Its heading.
    pub title: Text,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line: words, with a label where it has one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Line {
    /// A word or two in front.
    pub label: Option<Text>,
    /// The words.
    pub text: Text,
    /// Is this what the paper proposes?
    pub emphasised: bool,
}

/// A bar of the chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Bar {
    /// The pain point.
    pub title: String,
    /// In cents a year.
    pub annual_cost_cents: Money,
    /// Is it the chosen one?
    pub chosen: bool,
}

pub(super) fn plain(text: Text) -> Line {
    Line { label: None, text, emphasised: false }
}
pub(super) fn labelled(label: Text, text: Text) -> Line {
    Line { label: Some(label), text, emphasised: false }
}
/// Whole euros, as people write them.
pub(super) fn euros(amount: Money) -> Arg {
    Arg::Text(euro_text(amount))
}
pub(super) fn euro_text(amount: Money) -> Text {
    Text { de: amount.show_euros(Lang::De).into(), en: amount.show_euros(Lang::En).into() }
}

impl Paper {
    /// The paper of a case: what `case.evaluate` finds, and the plans of `funding.plan` where the case asks for them.
    ///
    /// # Errors
    /// All problems of the case. That nothing can be planned is no problem of the paper: it says why.
    pub fn of(case: &Case) -> Result<Self, Error> {
        let evaluation = &evaluate(case)?;
        let report = cost_view::plans(case)?;
        let report = report.as_ref().map(Result::as_ref);
        let cost = cost_view::answer(case, evaluation, report);
        let plans = match report {
            None => Vec::new(),
            Some(Ok(report)) => funding::lines(report, case),
            Some(Err(error)) => funding::no_plan(error),
        };
        let titles: BTreeMap<&Id, &str> = case
            .opportunity_mapping
            .iter()
            .flat_map(|section| &section.pain_points)
            .map(|point| (&point.id, point.title.as_str()))
            .collect();
        let sections = [
            (s::PAIN, pain(evaluation)),
            (s::CHOICE, choice(evaluation, &titles)),
            (s::CONCEPT, concept(case, evaluation)),
            (s::PROOF, proof(evaluation)),
            (s::DATES, dates(evaluation)),
            (s::MONEY, money::lines(evaluation, &cost)),
            (s::FUNDING, plans),
            (s::LAW, law::lines(evaluation)),
            (s::MISSING, evaluation.missing.iter().map(|gap| plain(gap.text.clone())).collect()),
        ];
        let as_of = s::AS_OF.with(&[("date", case.written.into())]);
        let subtitle = if case.invented || case.company.invented {
            let remark = s::INVENTED.text();
            Text {
                de: format!("{} · {}", as_of.de, remark.de).into(),
                en: format!("{} · {}", as_of.en, remark.en).into(),
            }
        } else {
            as_of
        };
        Ok(Self {
            title: s::TITLE.with(&[("company", case.company.name.clone().into())]),
            subtitle,
            sections: sections
                .into_iter()
                .filter(|(_, lines)| !lines.is_empty())
                .map(|(title, lines)| Section { title: title.text(), lines })
                .collect(),
            costs: costs(evaluation, &titles),
            disclaimer: s::NOT_ADVICE.text(),
        })
    }
}

fn costs(evaluation: &Evaluation, titles: &BTreeMap<&Id, &str>) -> Vec<Bar> {
    let chosen = evaluation.choice.as_ref().and_then(|choice| choice.chosen.as_ref());
    let mut bars: Vec<Bar> = evaluation
        .pain
        .iter()
        .flat_map(|pain| &pain.pain_points)
        .filter_map(|point| {
            Some(Bar {
                title: (*titles.get(&point.id)?).to_owned(),
                annual_cost_cents: point.annual_cost_cents?.mid,
                chosen: chosen == Some(&point.id),
            })
        })
        .collect();
    bars.sort_by_key(|bar| std::cmp::Reverse(bar.annual_cost_cents));
    bars
}

fn pain(evaluation: &Evaluation) -> Vec<Line> {
    evaluation
        .pain
        .iter()
        .map(|pain| {
            plain(s::PAIN_COUNT.with(&[
                ("n", pain.pain_points.len().into()),
                ("cost", euros(pain.total_annual_cost_cents.mid)),
                ("hours", Arg::Decimal(pain.total_hours_per_fortnight.mid.rounded, 0)),
            ]))
        })
        .collect()
}

/// The points, as a range while scores are missing.
fn doable(solvable: &Solvable) -> Text {
    let whole = |points: u64| Arg::Int(i64::try_from(points).unwrap_or(i64::MAX));
    let args = [("low", whole(solvable.points)), ("high", whole(solvable.points_high)), ("of", whole(solvable.of))];
    match (solvable.judged(), solvable.missing.is_empty()) {
        (false, _) => s::UNJUDGED.text(),
        (true, false) => s::SOLVABLE_RANGE.with(&args),
        (true, true) => s::SOLVABLE.with(&args),
    }
}

fn choice(evaluation: &Evaluation, titles: &BTreeMap<&Id, &str>) -> Vec<Line> {
    let Some(choice) = evaluation.choice.as_ref() else { return Vec::new() };
    let point = |id: &Id, sentence: &crate::base::Sentence| {
        let cost = choice.figures.iter().find(|figures| figures.id == *id).and_then(|f| f.annual_cost_cents.given());
        let solvable = choice.solvability.iter().find(|solvable| solvable.pain_point == *id);
        sentence.with(&[
            ("title", titles.get(id).map_or_else(|| id.to_string(), |title| (*title).to_owned()).into()),
            (
                "cost",
                cost.map_or_else(
                    || s::COST_UNKNOWN.text().into(),
                    |cost| s::A_YEAR.with(&[("cost", euros(*cost))]).into(),
                ),
            ),
            ("solvable", solvable.map_or_else(|| s::UNJUDGED.text(), doable).into()),
        ])
    };
    let mut lines: Vec<Line> = choice
        .top
        .iter()
        .map(|id| {
            let chosen = choice.chosen.as_ref() == Some(id);
            let label = if chosen && choice.settled.is_yes() {
                s::DOABLE
            } else if chosen {
                s::DOABLE_SO_FAR
            } else if choice.biggest.as_ref() == Some(id) {
                s::BIGGEST
            } else if choice.chosen.is_some() {
                s::NOT_CHOSEN
            } else {
                s::IN_FRONT
            };
            Line { label: Some(label.text()), text: point(id, &s::POINT), emphasised: chosen }
        })
        .collect();
    if choice.chosen.is_none() {
        lines.push(plain(s::NONE_CHOSEN.text()));
    }
    if let Some(easier) = choice.most_solvable_overall.as_ref().filter(|id| !choice.top.contains(id)) {
        lines.push(plain(point(easier, &s::EASIER)));
    }
    lines.extend(evaluation.project_ideas.iter().flat_map(|ideas| &ideas.pain_points).filter_map(for_partners));
    lines
}

/// A pain point for which competence is missing: an idea for partners.
fn for_partners(one: &Cooperation) -> Option<Line> {
    let idea = one.idea.as_ref()?;
    let args = [("title", idea.title.clone().into()), ("reasons", spaced(&one.reasons).into())];
    Some(labelled(s::PARTNERS.text(), s::FOR_PARTNERS.with(&args)))
}

fn months(figure: Option<&Figure>) -> Arg {
    figure.map_or_else(|| s::NEVER.text().into(), |months| Arg::Decimal(months.rounded, 0))
}

fn concept(case: &Case, evaluation: &Evaluation) -> Vec<Line> {
    let Some(concepts) = evaluation.concepts.as_ref() else { return Vec::new() };
    let titles: BTreeMap<&Id, &str> = case
        .concept_development
        .iter()
        .flat_map(|section| &section.concepts)
        .map(|concept| (&concept.id, concept.title.as_str()))
        .collect();
    let mut lines: Vec<Line> = concepts
        .concepts
        .iter()
        .map(|judged| {
            let title: Arg =
                titles.get(&judged.id).map_or_else(|| judged.id.to_string(), |title| (*title).to_owned()).into();
            let label = match judged.verdict {
                ConceptVerdict::Accepted => s::ACCEPTED,
                ConceptVerdict::Open => s::OPEN,
                ConceptVerdict::Buried => s::BURIED,
            };
            let text = match (&judged.scenarios, judged.verdict) {
                (_, ConceptVerdict::Buried) => s::BURIED_BECAUSE.with(&[
                    ("title", title),
                    ("reasons", Arg::list(judged.reasons.iter().map(|reason| words::burial(*reason)))),
                ]),
                (Some(benefit), _) => s::BENEFIT.with(&[
                    ("title", title),
                    ("net", euros(benefit.mid.net_saving_cents)),
                    ("low", months(benefit.low.payback_months.as_ref())),
                    ("mid", months(benefit.mid.payback_months.as_ref())),
                    ("high", months(benefit.high.payback_months.as_ref())),
                ]),
                (None, _) => Text::same(title.show(Lang::De)),
            };
            let emphasised = judged.verdict == ConceptVerdict::Accepted;
            Line { label: Some(label.text()), text, emphasised }
        })
        .collect();
    if !concepts.avoided_one_off_cost_cents.is_zero() {
        lines.push(plain(s::AVOIDED.with(&[("cost", euros(concepts.avoided_one_off_cost_cents))])));
    }
    lines
}

fn ids(list: &[Id]) -> Arg {
    if list.is_empty() { s::NO_CONDITIONS.text().into() } else { Arg::list(list) }
}

fn proof(evaluation: &Evaluation) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(check) = &evaluation.it_check {
        let text = s::IT_COUNT.with(&[
            ("verdict", words::it(check.verdict).into()),
            ("ok", check.ok.into()),
            ("total", check.total.into()),
            ("conditions", ids(&check.conditions)),
        ]);
        lines.push(labelled(s::IT_CHECK.text(), text));
    }
    if let Some(poc) = &evaluation.poc {
        let text =
            s::POC_VERDICT.with(&[("verdict", words::poc(poc.verdict).into()), ("reason", poc.reason.clone().into())]);
        lines.push(Line { label: Some(s::POC.text()), text, emphasised: true });
        for paired in poc.measured.paired.iter().take(1) {
            let text = s::PAIRED.with(&[
                ("n", paired.n.into()),
                ("old", Arg::Decimal(paired.median_old.rounded, 1)),
                ("new", Arg::Decimal(paired.median_new.rounded, 1)),
                ("unit", words::unit(&paired.unit).into()),
                ("p", Arg::Decimal(paired.wilcoxon.p_two_sided.rounded, 4)),
            ]);
            lines.push(labelled(s::MEASURED.text(), text));
        }
        let fired: Vec<Id> =
            poc.stop_rules.iter().filter(|rule| rule.status == StopStatus::Fired).map(|rule| rule.id.clone()).collect();
        let text = s::STOP_COUNT.with(&[("n", poc.stop_rules.len().into()), ("fired", ids(&fired))]);
        lines.push(labelled(s::STOP_RULES.text(), text));
    }
    lines
}

fn dates(evaluation: &Evaluation) -> Vec<Line> {
    let scenarios = evaluation.schedule.iter().flat_map(|schedule| &schedule.scenarios);
    scenarios
        .map(|scenario| {
            let text = match &scenario.outcome {
                ScheduleOutcome::Found { best, .. } => s::SCENARIO.with(&[
                    (
                        "workshops",
                        Arg::List(
                            best.workshops
                                .iter()
                                .map(|held| {
                                    s::WORKSHOP.with(&[("id", (&held.id).into()), ("date", held.date.into())]).into()
                                })
                                .collect(),
                        ),
                    ),
                    ("review", best.review.into()),
                ]),
                ScheduleOutcome::Infeasible { text, .. } => s::NO_DATES.with(&[("text", text.clone().into())]),
            };
            labelled(approval(scenario.approval), text)
        })
        .collect()
}

fn approval(approval: Approval) -> Text {
    match approval {
        Approval::None => s::NO_APPROVAL.text(),
        Approval::LeadTime { working_days, .. } => s::LEAD_TIME.with(&[("n", working_days.into())]),
        Approval::Approved { on } => s::APPROVED_ON.with(&[("date", on.into())]),
        Approval::MayStart { from } => s::MAY_START.with(&[("date", from.into())]),
    }
}

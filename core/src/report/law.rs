//! Law and readiness on the decision paper.

use super::paper::{Line, euros, labelled};
use super::{sentences as s, words};
use crate::base::text::Arg;
use crate::base::{Lang, Text, Truth};
use crate::case::Evaluation;

/// What is still possible, separated by strokes.
pub(super) fn either(possible: impl Iterator<Item = Text>) -> Text {
    let texts: Vec<Text> = possible.collect();
    let join = |lang| texts.iter().map(|text| text.get(lang)).collect::<Vec<_>>().join(" / ");
    Text { de: join(Lang::De).into(), en: join(Lang::En).into() }
}

pub(super) fn lines(evaluation: &Evaluation) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(triage) = &evaluation.compliance {
        let open = |area: &str| triage.questions.iter().filter(|question| question.id.starts_with(area)).count();
        let classes = either(triage.ai_classes.iter().map(|class| words::ai_class(*class)));
        let text = s::QUESTIONS_OPEN.with(&[("classes", classes.into()), ("n", open("ai_act").into())]);
        lines.push(labelled(s::AI_ACT.text(), text));
        let topic = |id: &str| triage.topics.iter().find(|one| one.id == id).map_or(Truth::Open, |one| one.applies);
        let args = [
            ("personal", words::truth(topic("data_protection.applies")).into()),
            ("assessment", words::truth(topic("data_protection.impact_assessment")).into()),
            ("n", open("data_protection").into()),
        ];
        lines.push(labelled(s::DATA_PROTECTION.text(), s::PERSONAL_DATA.with(&args)));
        let steps = either(triage.works_council_steps.iter().map(|step| words::council(*step)));
        let text = s::QUESTIONS_OPEN.with(&[("classes", steps.into()), ("n", open("works_council").into())]);
        lines.push(labelled(s::WORKS_COUNCIL.text(), text));
    }
    if let Some(readiness) = &evaluation.readiness
        && let Some(limiting) = readiness.limiting
        && let Some(mean) =
            readiness.groups.iter().find(|group| group.id == limiting).and_then(|group| group.mean.as_ref())
    {
        let text =
            s::LIMITING.with(&[("group", words::group(limiting).into()), ("mean", Arg::Decimal(mean.rounded, 1))]);
        lines.push(labelled(s::READINESS.text(), text));
    }
    if let Some(licences) = &evaluation.licences {
        let text = s::IDLE.with(&[("paid", euros(licences.paid_cents)), ("idle", euros(licences.idle_cents))]);
        lines.push(labelled(s::LICENCES.text(), text));
    }
    lines
}

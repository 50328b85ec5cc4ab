//! The money on the decision paper: what it costs, what is left to the company, what the size of the company allows.

use super::law::either;
use super::paper::{Line, euro_text, euros, labelled, plain};
use super::sentences as s;
use crate::case::Evaluation;
use crate::case::cost_view::CostAnswer;

pub(super) fn lines(evaluation: &Evaluation, answer: &CostAnswer) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(cost) = &evaluation.cost {
        let text = s::PLANNED_NET
            .with(&[("net", euros(cost.planned_net_cents)), ("external", euros(cost.external_only_cents))]);
        lines.push(labelled(s::PLANNED.text(), text));
        if let Some(gap) = cost.self_paid_gap_cents {
            lines.push(labelled(s::OWN_GAP.text(), euro_text(gap)));
        }
    }
    lines.extend(answer.explanation.iter().cloned().map(plain));
    if let Some(size) = &evaluation.size {
        let text = match size.class {
            Some(class) => class.text(),
            None => s::SIZE_OPEN.with(&[("classes", either(size.possible.iter().map(|class| class.text())).into())]),
        };
        lines.push(labelled(s::SIZE.text(), text));
    }
    if let Some(ledger) = &evaluation.de_minimis {
        for headroom in ledger.headroom.iter().take(1) {
            let room = if headroom.at_least_cents == headroom.at_most_cents {
                euros(headroom.at_least_cents)
            } else {
                let range = [("low", euros(headroom.at_least_cents)), ("high", euros(headroom.at_most_cents))];
                s::HEADROOM_RANGE.with(&range).into()
            };
            let text = s::HEADROOM.with(&[
                ("used", euros(headroom.used.at_most_cents.unwrap_or(headroom.used.at_least_cents))),
                ("date", ledger.as_of.into()),
                ("room", room),
            ]);
            lines.push(labelled(s::DE_MINIMIS.text(), text));
        }
    }
    lines
}

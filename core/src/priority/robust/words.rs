//! How sure the choice is, in sentences.

use super::super::sentences as s;
use super::{Robustness, RobustnessInput};
use crate::base::text::Arg;
use crate::base::{Finding, Id, Sentence, Severity, Text};

/// Share below which a place among the top counts as shaky.
const SHAKY: f64 = 0.5;

fn percent(share: f64) -> Arg {
    Arg::Decimal(100.0 * share, 0)
}

pub(super) fn sentences(input: &RobustnessInput, result: &Robustness, top: usize) -> Vec<Text> {
    let name = |id: &Id| {
        let criterion = input.criteria.iter().find(|criterion| criterion.id == *id);
        Arg::Text(criterion.map_or_else(|| Text::same(id.as_str()), |criterion| criterion.name()))
    };
    let place = |first: Sentence, among: Sentence| {
        Arg::Text(if top == 1 { first.text() } else { among.with(&[("n", top.into())]) })
    };
    let (inside, out) = (place(s::INSIDE_FIRST, s::INSIDE_TOP), place(s::OUT_OF_FIRST, s::OUT_OF_TOP));
    let mut texts = Vec::new();
    for item in result.items.iter().take(top) {
        let args = [("item", Arg::from(&item.item)), ("inside", inside.clone()), ("share", percent(item.in_top))];
        texts.push(s::IN_TOP.with(&args));
        // The limit nearest to the weight in force, on either side.
        let near = result.limits.iter().filter(|limit| limit.item == item.item).flat_map(|limit| {
            [limit.low.as_ref(), limit.high.as_ref()].into_iter().flatten().map(move |at| (limit, at))
        });
        let distance =
            |entry: &(&super::WeightLimit, &crate::base::Figure)| (entry.1.exact.clone() - &entry.0.weight.exact).abs();
        if let Some((limit, at)) = near.min_by(|a, b| distance(a).cmp(&distance(b))) {
            texts.push(s::WOULD_TAKE.with(&[
                ("item", Arg::from(&item.item)),
                ("out", out.clone()),
                ("criterion", name(&limit.criterion)),
                ("at", Arg::Decimal(at.rounded, 2)),
                ("now", Arg::Decimal(limit.weight.rounded, 2)),
            ]));
        } else if !result.limits.is_empty() {
            texts.push(s::NO_SINGLE_WEIGHT.with(&[("item", Arg::from(&item.item)), ("out", out.clone())]));
        }
        if let Some(groups) = &item.groups {
            let args = [("item", Arg::from(&item.item)), ("inside", inside.clone()), ("share", percent(groups.in_top))];
            texts.push(s::IN_TOP_GROUPS.with(&args));
        }
    }
    if let Some(shift) = &result.changes_top {
        texts.push(s::SMALLEST_SHIFT.with(&[
            ("share", percent(shift.moved.exact.to_f64())),
            ("enters", Arg::from(&shift.enters)),
            ("leaves", Arg::from(&shift.leaves)),
        ]));
    }
    texts
}

pub(super) fn findings(result: &Robustness, with_gaps: &[Id], top: usize) -> Vec<Finding> {
    let mut findings = Vec::new();
    for item in result.items.iter().filter(|item| item.place <= top && item.in_top < SHAKY) {
        let args = [("item", Arg::from(&item.item)), ("share", percent(item.in_top))];
        findings.push(Finding::new(Severity::Warn, &s::SHAKY, item.item.as_str(), &args).rule("R-42"));
    }
    for id in with_gaps {
        findings.push(Finding::new(Severity::Info, &s::VALUES_DRAWN, id.as_str(), &[("item", id.into())]));
    }
    if !result.unranked.is_empty() {
        findings.push(Finding::new(Severity::Warn, &s::LEFT_OUT, "/items", &[("n", result.unranked.len().into())]));
    }
    findings
}

//! What a programme of the catalogue has and a plan cannot reckon with: never left out in silence.

use super::offer::{Certainty, Offer, Standing};
use super::sentences as s;
use super::situation::Situation;
use crate::base::text::Arg;
use crate::base::{Id, Ratio, Text};
use crate::funding::costs::CostKind;
use crate::funding::facts::Facts;
use crate::funding::programme::{Component, ComponentKind, Pays, Programme};

/// A stream of money, or a part of one, that no plan uses.
pub(super) struct LeftOut {
    /// What it is called within the programme.
    id: String,
    what: Text,
    /// Why.
    pub(super) reason: Text,
}

/// The streams that are no grant of their own, and shares of other cost beside other entries for the same cost; as far
/// as they would pay for a position.
pub(super) fn parts(programme: &Programme, situation: &Situation, facts: &Facts) -> Vec<LeftOut> {
    let covered = |pays: &&Pays| {
        let applies = pays.when.as_ref().is_none_or(|rule| !rule.value(facts).is_no());
        applies
            && situation.positions.iter().any(|position| {
                let stage = situation.stages.iter().find(|stage| stage.id == position.stage);
                stage.is_some_and(|stage| {
                    let phase = programme.phases.is_empty() || programme.phases.contains_key(&stage.phase);
                    phase && pays.covers(position.kind, stage.phase)
                })
            })
    };
    let mut parts = Vec::new();
    for part in &programme.components {
        let (name, pays) = (Text::same(programme.short.clone()), || part.pays.iter().filter(covered));
        if pays().next().is_none() {
            continue;
        }
        if !(part.required && part.kind.is_grant()) {
            let (id, what) = (part.id.clone(), part.kind.text());
            parts.push(LeftOut { id, what, reason: stream(programme, part, name) });
            continue;
        }
        let among = |pays: &&Pays| {
            part.pays.iter().filter(covered).any(|other| !std::ptr::eq(*pays, other) && meet(pays, other))
        };
        let shares = pays().filter(among).filter_map(|pays| Some((pays, pays.relative.as_ref()?)));
        for (index, (pays, (ppm, of))) in shares.enumerate() {
            let list = |kinds: &[CostKind]| Arg::list(kinds.iter().map(|kind| kind.text()));
            let Some(share) = Ratio::new(*ppm, 1_000_000) else { continue };
            let args = [
                ("offer", name.clone().into()),
                ("kinds", list(&pays.kinds)),
                ("percent", Arg::percent(&share, u8::from(*ppm % 10_000 != 0))),
                ("of", list(of)),
            ];
            parts.push(LeftOut {
                id: format!("{}-share-{index}", part.id),
                what: s::SHARE_OF_OTHERS.text(),
                reason: s::LEFT_OUT_SHARE.with(&args),
            });
        }
    }
    parts
}

/// Do both cover the same cost?
fn meet(one: &Pays, other: &Pays) -> bool {
    let phase = one.phases.is_empty() || other.phases.is_empty() || one.phases.iter().any(|p| other.phases.contains(p));
    phase && one.kinds.iter().any(|kind| other.kinds.contains(kind))
}

/// Why a stream that is no grant of its own is not planned with.
fn stream(programme: &Programme, part: &Component, name: Text) -> Text {
    let main: Vec<Text> =
        programme.components.iter().filter(|other| other.required).map(|other| other.kind.text()).collect();
    match part.kind {
        ComponentKind::Loan => s::LEFT_OUT_LOAN.with(&[("offer", name.into())]),
        ComponentKind::Grant | ComponentKind::TaxAllowance => {
            s::LEFT_OUT_BESIDE.with(&[("offer", name.into()), ("main", Arg::list(main))])
        }
        kind => s::NO_GRANT.with(&[("offer", name.into()), ("instrument", kind.text().into())]),
    }
}

/// The same as offers that say why they are not used.
pub(super) fn offers(programme: &Programme, situation: &Situation, facts: &Facts, blank: &Offer) -> Vec<Offer> {
    let offer = |part: LeftOut| {
        Some(Offer {
            id: Id::new(&format!("{}/{}", programme.id, part.id))?,
            name: s::LEFT_OUT_NAME.with(&[("offer", programme.short.clone().into()), ("what", part.what.into())]),
            standing: Standing::Unplannable { reason: part.reason },
            certainty: Certainty::Discretion,
            ..blank.clone()
        })
    };
    parts(programme, situation, facts).into_iter().filter_map(offer).collect()
}

//! Research and development (Art 25): the base by category, the bonuses, the cap.

use super::facts::{Facts, area, by_size, size};
use super::judge::Judge;
use super::measure::{AssistedArea, Collaboration, Research, ResearchCategory};
use super::sentences as say;
use crate::base::Answer;

/// The share in permille (Art 25(5) to (7)): base, bonus (a) by size, one bonus of (b), (c), (d), the cap.
pub(super) fn share(judge: &mut Judge<'_>, project: &Research, facts: &Facts) -> i64 {
    let base = match project.category {
        ResearchCategory::Fundamental => return judge.permille("gber.25.base.fundamental"),
        ResearchCategory::Feasibility => {
            let base = judge.permille("gber.25.base.feasibility");
            let medium = "gber.25.bonus.feasibility_medium";
            return base + by_size(judge, facts, medium, "gber.25.bonus.feasibility_small");
        }
        ResearchCategory::Industrial => judge.permille("gber.25.base.industrial"),
        ResearchCategory::Experimental => judge.permille("gber.25.base.experimental"),
    };
    let with_size = base + by_size(judge, facts, "gber.25.bonus.medium", "gber.25.bonus.small");
    let cap = judge.peek("gber.25.cap").unwrap_or(0);
    // Of (b), (c) and (d) only the best ones count, as many as may be combined: one.
    let most = judge.peek("gber.25.one_bonus").unwrap_or(0);
    let mut chosen: Vec<(i64, &'static str)> = Vec::new();
    if let Some(more) = judge.peek("gber.25.bonus.cross_border")
        && most > 0
        && cross_border(judge, project, facts)
    {
        chosen.push((more, "gber.25.bonus.cross_border"));
    }
    for (rule, holds) in [
        ("gber.25.bonus.dissemination", with_dissemination as fn(&mut Judge<'_>, &Research, &Facts) -> bool),
        ("gber.25.bonus.licensing", with_licensing),
        ("gber.25.bonus.collaboration", with_collaboration),
        ("gber.25.bonus.a_area", in_a_area),
        ("gber.25.bonus.c_area", in_c_area),
    ] {
        let Some(more) = judge.peek(rule) else { continue };
        let full = i64::try_from(chosen.len()).is_ok_and(|count| count >= most);
        let so_far: i64 = chosen.iter().map(|(bonus, _)| bonus).sum();
        let least = if full { chosen.iter().map(|(bonus, _)| *bonus).min().unwrap_or(i64::MAX) } else { 0 };
        // A bonus that could not raise the result is not asked for.
        if more > least && with_size + so_far < cap && holds(judge, project, facts) {
            if let Some(place) = chosen.iter().position(|(bonus, _)| full && *bonus == least) {
                chosen.remove(place);
            }
            chosen.push((more, rule));
        }
    }
    let mut total = with_size;
    for (more, rule) in chosen {
        judge.used(rule);
        judge.value("gber.25.one_bonus");
        total += more;
    }
    if total > cap {
        judge.used("gber.25.cap");
    }
    total.min(cap)
}

fn with_dissemination(judge: &mut Judge<'_>, project: &Research, _: &Facts) -> bool {
    judge.yes(&project.dissemination, "dissemination", &say::ASK_DISSEMINATION)
}

fn with_licensing(judge: &mut Judge<'_>, project: &Research, _: &Facts) -> bool {
    judge.yes(&project.licensing, "licensing", &say::ASK_LICENSING)
}

fn in_a_area(judge: &mut Judge<'_>, _: &Research, facts: &Facts) -> bool {
    area(judge, facts) == AssistedArea::A
}

fn in_c_area(judge: &mut Judge<'_>, _: &Research, facts: &Facts) -> bool {
    match facts.area {
        Answer::Given(area) => area == AssistedArea::C,
        Answer::NotAsked | Answer::DontKnow => area(judge, facts) != AssistedArea::None,
    }
}

fn with_collaboration(judge: &mut Judge<'_>, project: &Research, _: &Facts) -> bool {
    match &project.collaboration {
        Answer::Given(Collaboration::None | Collaboration::Subcontractors) => false,
        Answer::Given(Collaboration::Undertakings { one_is_sme, two_states, largest_share }) => {
            let wide = match (one_is_sme, two_states) {
                (Answer::Given(true), _) | (_, Answer::Given(true)) => true,
                _ => {
                    judge.yes(one_is_sme, "collaboration/one_is_sme", &say::ASK_ONE_SME)
                        | judge.yes(two_states, "collaboration/two_states", &say::ASK_TWO_STATES)
                }
            };
            wide && judge.share(
                largest_share,
                "collaboration/largest_share",
                &say::ASK_LARGEST_SHARE,
                "gber.25.largest_share",
            )
        }
        Answer::Given(Collaboration::ResearchOrganisations { share, may_publish }) => {
            judge.share(share, "collaboration/share", &say::ASK_RESEARCH_SHARE, "gber.25.research_share")
                && judge.yes(may_publish, "collaboration/may_publish", &say::ASK_PUBLISH)
        }
        Answer::NotAsked | Answer::DontKnow => {
            judge.questions.push(("collaboration", &say::ASK_COLLABORATION));
            judge.hopes()
        }
    }
}

fn cross_border(judge: &mut Judge<'_>, project: &Research, facts: &Facts) -> bool {
    let Answer::Given(plan) = &project.cross_border else {
        judge.questions.push(("cross_border", &say::ASK_CROSS_BORDER_PROJECT));
        return judge.hopes();
    };
    let least = |rule| judge.peek(rule).unwrap_or(i64::MAX);
    let states = i64::from(plan.states) >= least("gber.25.cross_border.states");
    let spread = i64::from(plan.dissemination_states) >= least("gber.25.cross_border.dissemination_states");
    let (sme, large) =
        (least("gber.25.cross_border.collaborating_sme"), least("gber.25.cross_border.collaborating_large"));
    if !plan.open_call {
        return false;
    }
    judge.used("gber.25.cross_border.states");
    if !states {
        return false;
    }
    judge.used("gber.25.cross_border.dissemination_states");
    judge.used("gber.25.cross_border.collaborating_sme");
    judge.used("gber.25.cross_border.collaborating_large");
    let collaborating = i64::from(plan.collaborating_states);
    let together = if collaborating >= sme.max(large) {
        true
    } else if collaborating < sme.min(large) {
        false
    } else {
        collaborating >= if size(judge, facts).is_sme() { sme } else { large }
    };
    together && (spread || judge.yes(&project.licensing, "licensing", &say::ASK_LICENSING))
}

//! Names of verdicts, as people read them.

use crate::base::{Text, Truth};
use crate::compliance::triage::{AiClass, WorksCouncilStep};
use crate::readiness::own::Group;
use crate::sprint::concept::burial::BurialReason;
use crate::sprint::it_check::ItVerdict;
use crate::sprint::poc::review::PocVerdict;

/// A unit of measurement; those that are not in the list stand as they are written.
pub(super) fn unit(unit: &str) -> Text {
    match unit {
        "minutes" => Text::of("Minuten", "minutes"),
        "hours" => Text::of("Stunden", "hours"),
        "days" => Text::of("Tage", "days"),
        "euros" => Text::of("Euro", "euros"),
        "points" => Text::of("Punkte", "points"),
        "pieces" => Text::of("Stück", "pieces"),
        other => Text::same(other),
    }
}

pub(super) const fn truth(truth: Truth) -> Text {
    match truth {
        Truth::Yes => Text::of("ja", "yes"),
        Truth::No => Text::of("nein", "no"),
        Truth::Open => Text::of("offen", "open"),
    }
}

pub(super) const fn burial(reason: BurialReason) -> Text {
    match reason {
        BurialReason::TooExpensive => Text::of("zu teuer", "too expensive"),
        BurialReason::TooSlow => Text::of("zu langsam", "too slow"),
        BurialReason::Infeasible => Text::of("nicht machbar", "infeasible"),
        BurialReason::NotPermitted => Text::of("nicht erlaubt", "not permitted"),
        BurialReason::NoLinkToPainPoint => Text::of("löst keinen Schmerzpunkt", "relieves no pain point"),
        BurialReason::NoPayback => Text::of("rechnet sich nicht", "does not pay back"),
        BurialReason::NonAiAlternative => Text::of("es geht ohne KI", "works without AI"),
    }
}

pub(super) const fn poc(verdict: PocVerdict) -> Text {
    match verdict {
        PocVerdict::Go => Text::of("Weiter", "Go"),
        PocVerdict::GoWithConditions => Text::of("Weiter mit Auflagen", "Go with conditions"),
        PocVerdict::Iterate => Text::of("Nachbessern und neu messen", "Improve and measure again"),
        PocVerdict::Stop => Text::of("Beenden", "Stop"),
        PocVerdict::Open => Text::of("Offen", "Open"),
    }
}

pub(super) const fn it(verdict: ItVerdict) -> Text {
    match verdict {
        ItVerdict::Go => Text::of("frei", "clear"),
        ItVerdict::GoWithConditions => Text::of("frei mit Auflagen", "clear with conditions"),
        ItVerdict::Incomplete => Text::of("unvollständig", "incomplete"),
        ItVerdict::NoGo => Text::of("gesperrt", "blocked"),
    }
}

pub(super) const fn ai_class(class: AiClass) -> Text {
    match class {
        AiClass::NoAiSystem => Text::of("kein KI-System", "no AI system"),
        AiClass::Prohibited => Text::of("verboten", "prohibited"),
        AiClass::HighRisk => Text::of("hohes Risiko", "high risk"),
        AiClass::Transparency => Text::of("Transparenzpflichten", "transparency duties"),
        AiClass::Minimal => Text::of("geringes Risiko", "minimal risk"),
    }
}

pub(super) const fn council(step: WorksCouncilStep) -> Text {
    match step {
        WorksCouncilStep::None => Text::of("nicht beteiligt", "not involved"),
        WorksCouncilStep::Inform => Text::of("unterrichten", "inform"),
        WorksCouncilStep::Codetermination => Text::of("mitbestimmen lassen", "codetermination"),
    }
}

pub(super) const fn group(group: Group) -> Text {
    match group {
        Group::Data => Text::of("Daten", "data"),
        Group::Infrastructure => Text::of("Infrastruktur", "infrastructure"),
        Group::Skills => Text::of("Fähigkeiten", "skills"),
    }
}

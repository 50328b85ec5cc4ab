//! What a check of the team says to people.

use crate::base::text::sentences;

sentences! {
    CROSS_FUNCTIONAL = "sprint.team.cross_functional" {
        de: "Im Raum fehlt: {missing}. Ohne diese Sicht entsteht eine Lösung, die im Betrieb nicht trägt.",
        en: "Missing in the room: {missing}. Without this view the solution will not hold in operation.",
    }
    INTERDISCIPLINARY = "sprint.team.interdisciplinary" {
        de: "Für Konzept, Prototyp und Machbarkeitsnachweis fehlt: {missing}.",
        en: "Missing for concept, prototype and proof of concept: {missing}.",
    }
    CUSTOM = "sprint.team.custom_rule" { de: "Nach der Regel „{rule}“ fehlt: {missing}.", en: "Missing by the rule \"{rule}\": {missing}." }
    DOMAIN = "sprint.team.domain" { de: "Fachbereich", en: "department" }
    NO_OWNER = "sprint.team.no_decision_owner" {
        de: "Niemand entscheidet. Benennen Sie genau eine Person, die entscheidet.",
        en: "Nobody decides. Name exactly one person who decides.",
    }
    SEVERAL_OWNERS = "sprint.team.several_decision_owners" {
        de: "{n} Personen sollen entscheiden ({who}). Benennen Sie genau eine.",
        en: "{n} people are to decide ({who}). Name exactly one.",
    }
    OUTSIDE_OWNER = "sprint.team.decision_owner_outside" {
        de: "{who} entscheidet, gehört aber nicht zum Unternehmen.",
        en: "{who} decides but is not part of the company.",
    }
    HETEROGENEOUS = "sprint.team.heterogeneous" {
        de: "Die KI-Erfahrung liegt {gap} Stufen auseinander. Planen Sie eine Vorbereitung und arbeiten Sie in Paaren: {pairs}.",
        en: "Experience with AI differs by {gap} steps. Plan a preparation session and work in pairs: {pairs}.",
    }
    FEW_ANSWERS = "sprint.team.few_answers" {
        de: "Nur {n} von {of} haben ihre KI-Erfahrung angegeben; die Werte sind nicht belastbar.",
        en: "Only {n} of {of} gave their experience with AI; the figures are not reliable.",
    }
    ATTENDANCE = "sprint.team.attendance" {
        de: "{phase}: mindestens {min} × {need}, anwesend sind {found}.",
        en: "{phase}: at least {min} × {need}, present are {found}.",
    }
    OWNER_ABSENT = "sprint.team.decision_owner_absent" {
        de: "{phase}: {who} entscheidet, ist aber nicht dabei.",
        en: "{phase}: {who} decides but is not there.",
    }
    SKILL_NOT_YET = "sprint.team.method_skill_not_met" {
        de: "Das Team kann die Methode noch nicht allein anwenden: {n} Funktionen haben Stufe {step}, nötig sind {min}.",
        en: "The team cannot use the method on its own yet: {n} functions have reached step {step}, {min} are needed.",
    }
    SKILL_FELL = "sprint.team.method_skill_fell" {
        de: "{who}: Die Stufe nach dem Sprint liegt unter der Stufe davor.",
        en: "{who}: the step after the sprint is below the step before it.",
    }
    ASK_EXPERIENCE = "sprint.team.ask_experience" {
        de: "Wie viel Erfahrung hat {who} mit KI (0 bis 4)?",
        en: "How much experience with AI does {who} have (0 to 4)?",
    }
    ASK_SKILL = "sprint.team.ask_skill" {
        de: "Wie sicher wendet {who} die Methode nach dem Sprint an (0 bis 4)?",
        en: "How well does {who} use the method after the sprint (0 to 4)?",
    }
    PAIR = "sprint.team.pair" { de: "{high} mit {low}", en: "{high} with {low}" }
    AT_LEAST_ONE = "sprint.team.at_least_one" { de: "mindestens eine Person", en: "at least one person" }
    RANGE = "sprint.team.range" { de: "von {low} bis {high}", en: "from {low} to {high}" }
}

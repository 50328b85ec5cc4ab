//! The sentences of this room.

use crate::base::text::sentences;

sentences! {
    TOO_FEW = "pain.count.too_few" {
        de: "{n} Schmerzpunkte sind wenig; üblich sind {low} bis {high}. Fragen Sie weiter nach.",
        en: "{n} pain points are few; {low} to {high} are usual. Keep asking.",
    }
    TOO_MANY = "pain.count.too_many" {
        de: "{n} Schmerzpunkte sind viele; üblich sind {low} bis {high}. Führen Sie zuerst Doppelte zusammen.",
        en: "{n} pain points are many; {low} to {high} are usual. Merge duplicates first.",
    }
    NOT_CONCRETE = "pain.not_concrete" {
        de: "„{title}“ ist nicht greifbar: Es fehlt jede Mengenangabe.",
        en: "\"{title}\" is not concrete: no quantity is given.",
    }
    COST_OPEN = "pain.cost_open" {
        de: "Die Kosten von „{title}“ sind offen. Es fehlt: {missing}.",
        en: "The cost of \"{title}\" is open. Missing: {missing}.",
    }
    HOURLY_COST_FALLBACK = "pain.hourly_cost_fallback" {
        de: "Für „{title}“ gilt der Durchschnitt von {cost} je Arbeitsstunde (Deutschland, verarbeitendes Gewerbe, 2024, Destatis, aus zweiter Hand gelesen).",
        en: "For \"{title}\" the average of {cost} per hour worked is used (Germany, manufacturing, 2024, Destatis, read second-hand).",
    }
    MINUTES = "pain.question.minutes" {
        de: "Wie viele Minuten kostet „{title}“ jedes Mal je Person?",
        en: "How many minutes does \"{title}\" take each time, per person?",
    }
    OCCURRENCES = "pain.question.occurrences" {
        de: "Wie oft kommt „{title}“ in zwei Wochen vor, im ganzen Unternehmen?",
        en: "How often does \"{title}\" happen in two weeks, in the whole company?",
    }
    PERSONS = "pain.question.persons" {
        de: "Wie viele Personen sind bei „{title}“ jedes Mal beschäftigt?",
        en: "How many people are busy with \"{title}\" each time?",
    }
    HOURLY_COST = "pain.question.hourly_cost" {
        de: "Was kostet eine Arbeitsstunde der Beteiligten bei „{title}“ das Unternehmen?",
        en: "What does an hour of the people busy with \"{title}\" cost the company?",
    }
    OTHER_COST = "pain.question.other_cost" {
        de: "Was kostet „{title}“ jedes Mal außer Arbeitszeit (Ausschuss, Strafen)?",
        en: "What does \"{title}\" cost each time besides working time (scrap, penalties)?",
    }
}

//! The sentences of the case.

use crate::base::text::sentences;

sentences! {
    AS_COST_POSITION = "case.as_cost_position" { de: "{net} wie unter funding_situation/cost_positions", en: "{net} as in funding_situation/cost_positions" }
    QUANTITY_TIMES_PRICE = "case.quantity_times_price" { de: "Menge × Preis = {sum}, bis auf Rundung", en: "quantity × price = {sum}, up to rounding" }
    GAP_PAIN = "case.gap.opportunity_mapping" {
        de: "Schmerzpunkte fehlen: Ohne sie gibt es keine Kosten, keine Auswahl und kein Konzept.",
        en: "Pain points are missing: without them there is no cost, no choice and no concept.",
    }
    GAP_SOLVABILITY = "case.gap.solvability" {
        de: "Die Lösbarkeit ist nicht bewertet: Der machbare Schmerzpunkt lässt sich nicht bestimmen.",
        en: "Solvability is not rated: the doable pain point cannot be determined.",
    }
    GAP_PARTICIPANTS = "case.gap.participants" {
        de: "Teilnehmende fehlen: Team und Termine bleiben offen.",
        en: "Participants are missing: team and dates stay open.",
    }
    GAP_FRAMING = "case.gap.framing" {
        de: "Der Prozess hinter dem gewählten Schmerzpunkt ist nicht beschrieben.",
        en: "The process behind the chosen pain point is not described.",
    }
    GAP_CONCEPT = "case.gap.concept_development" {
        de: "Es gibt noch kein Konzept: Nutzen und Rückfluss bleiben offen.",
        en: "There is no concept yet: benefit and payback stay open.",
    }
    GAP_IT_CHECK = "case.gap.it_check" {
        de: "Die IT-Prüfung fehlt: Ob der Prototyp starten darf, ist offen.",
        en: "The IT check is missing: whether the prototype may start is open.",
    }
    GAP_POC = "case.gap.poc" {
        de: "Kriterien und Messungen des Prototyps fehlen.",
        en: "Criteria and measurements of the prototype are missing.",
    }
    GAP_CALENDAR = "case.gap.calendar" {
        de: "Der Kalender fehlt: Es gibt keine Termine.",
        en: "The calendar is missing: there are no dates.",
    }
    GAP_SIZE = "case.gap.company_size" {
        de: "Abschlüsse und Eigentümer fehlen: Größenklasse und Fördersätze bleiben offen.",
        en: "Accounts and owners are missing: size class and funding rates stay open.",
    }
    GAP_FUNDING = "case.gap.funding_situation" {
        de: "Kostenpositionen und frühere Beihilfen fehlen: Zum Geld lässt sich nichts sagen.",
        en: "Cost positions and earlier aid are missing: nothing can be said about money.",
    }
    GAP_READINESS = "case.gap.readiness" {
        de: "Die Bereitschaft (Daten, Infrastruktur, Fähigkeiten) ist nicht erhoben.",
        en: "Readiness (data, infrastructure, skills) is not recorded.",
    }
    GAP_COMPLIANCE = "case.gap.compliance" {
        de: "Fragen zu KI-Verordnung, Datenschutz und Betriebsrat sind nicht beantwortet.",
        en: "Questions on AI Act, data protection and works council are not answered.",
    }
    GAP_DECISIONS = "case.gap.decisions" {
        de: "Entscheidungen mit Termin und Namen fehlen.",
        en: "Decisions with date and name are missing.",
    }
}

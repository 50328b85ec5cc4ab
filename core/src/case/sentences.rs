//! The sentences of the case.

use crate::base::text::sentences;

sentences! {
    NOT_NEGATIVE = "case.not_negative" { de: "mindestens 0 Cent", en: "at least 0 cents" }
    ONE_LIST = "case.one_list" { de: "eine leere Liste: Die Angaben stehen schon unter {place}", en: "an empty list: this stands in {place} already" }

    RATED_HIGHER = "case.rated_higher_than_readiness" {
        de: "„{title}“: {criterion} ist mit {score} von 4 bewertet; im ganzen Unternehmen steht „{item}“ bei {level}. Die Bewertung bleibt, wie sie ist; prüfen Sie sie.",
        en: "\"{title}\": {criterion} is scored {score} of 4; in the company as a whole \"{item}\" stands at {level}. The score stays as it is; look at it again.",
    }
    NOT_RATED_YET = "case.not_rated_readiness_known" {
        de: "„{title}“: {criterion} ist nicht bewertet. Anhaltspunkt: Im ganzen Unternehmen steht „{item}“ bei {level} von 4.",
        en: "\"{title}\": {criterion} is not scored. A hint: in the company as a whole \"{item}\" stands at {level} of 4.",
    }
    NO_DATA_PROTECTION = "case.no_data_protection_in_team" {
        de: "Das angenommene Konzept {concept} nutzt personenbezogene Daten; im Team ist niemand für Datenschutz.",
        en: "The accepted concept {concept} uses personal data; nobody in the team stands for data protection.",
    }
    PERSONAL_DATA_DENIED = "case.personal_data_denied" {
        de: "Das angenommene Konzept {concept} nutzt personenbezogene Daten; die rechtliche Einordnung geht von keinen aus.",
        en: "The accepted concept {concept} uses personal data; the legal triage assumes that there are none.",
    }
    WORKS_COUNCIL_DENIED = "case.works_council_contradiction" {
        de: "Die Angaben zum Betriebsrat beim Unternehmen und in der rechtlichen Einordnung widersprechen sich.",
        en: "What the company section and the legal triage say about a works council contradicts.",
    }
    CHOSEN_LACKS_COMPETENCE = "case.chosen_lacks_competence" {
        de: "Für den gewählten Schmerzpunkt „{title}“ fehlt Kompetenz im Haus; ohne Partner oder Weiterbildung ist er nicht lösbar.",
        en: "Competence in the house is missing for the chosen pain point \"{title}\"; without partners or training it cannot be solved.",
    }
    PAID_ALONE = "case.cost.alone" { de: "Alles selbst bezahlt kostet es {cost}; {months}.", en: "Self-paid it costs {cost}; {months}." }
    PAID_WITH_GRANT = "case.cost.with_grant" { de: "Mit {grant} Förderung bleiben {own}; {months}.", en: "With {grant} of grants {own} is left; {months}." }
    UNPRICED = "case.cost.unpriced" { de: "{n} Positionen sind ohne Preis: Es kostet mehr als hier steht.", en: "{n} positions have no price: it costs more than stated here." }
    PAYBACK_AFTER = "case.cost.payback_after" { de: "zurück nach {n} Monaten", en: "paid back after {n} months" }
    PAYBACK_NEVER = "case.cost.payback_never" { de: "es kommt nie zurück", en: "it is never paid back" }
    PAYBACK_OPEN = "case.cost.payback_open" { de: "wann es zurückkommt, ist ohne angenommenes Konzept offen", en: "when it is paid back is open without an accepted concept" }
    BURIED_IDEA = "case.buried_idea" { de: "Begrabene Idee dazu: „{title}“. {conditions}", en: "A buried idea for it: \"{title}\". {conditions}" }
    IDEA_FOR_PARTNERS = "case.idea_for_partners" { de: "Projektidee für Partner: {id}.", en: "Project idea for partners: {id}." }
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

//! The sentences of the decision paper.

use crate::base::text::sentences;

sentences! {
    TITLE = "paper.title" { de: "Entscheidungsvorlage: {company}", en: "Decision paper: {company}" }
    AS_OF = "paper.as_of" { de: "Stand {date}", en: "As of {date}" }
    INVENTED = "paper.invented" { de: "erfundenes Beispiel", en: "invented example" }
    PAIN = "paper.pain" { de: "Was schmerzt", en: "What hurts" }
    PAIN_COUNT = "paper.pain_count" {
        de: "{n} Schmerzpunkte kosten zusammen {cost} im Jahr ({hours} Stunden in zwei Wochen).",
        en: "{n} pain points cost {cost} a year together ({hours} hours in two weeks).",
    }
    CHOICE = "paper.choice" { de: "Die Wahl", en: "The choice" }
    POINT = "paper.point" { de: "{title}: {cost}, {solvable}", en: "{title}: {cost}, {solvable}" }
    A_YEAR = "paper.a_year" { de: "{cost} im Jahr", en: "{cost} a year" }
    SOLVABLE = "paper.solvable" { de: "lösbar {low} von {of}", en: "doable {low} of {of}" }
    SOLVABLE_RANGE = "paper.solvable_range" { de: "lösbar {low} bis {high} von {of}", en: "doable {low} to {high} of {of}" }
    UNJUDGED = "paper.unjudged" { de: "Lösbarkeit nicht bewertet", en: "not judged how doable" }
    COST_UNKNOWN = "paper.cost_unknown" { de: "Kosten offen", en: "cost open" }
    DOABLE = "paper.doable" { de: "→ machbar", en: "→ doable" }
    DOABLE_SO_FAR = "paper.doable_so_far" { de: "→ bisher machbar", en: "→ doable so far" }
    IN_FRONT = "paper.in_front" { de: "vorn", en: "in front" }
    BIGGEST = "paper.biggest" { de: "der größte", en: "the biggest" }
    NOT_CHOSEN = "paper.not_chosen" { de: "später", en: "later" }
    NONE_CHOSEN = "paper.none_chosen" { de: "Noch keine Wahl: Punktzahlen zur Lösbarkeit fehlen oder alle sind gesperrt.", en: "No choice yet: solvability scores are missing or all are blocked." }
    EASIER = "paper.easier" { de: "Noch leichter lösbar, aber nicht vorn: {title} ({solvable}).", en: "Even easier, but not in front: {title} ({solvable})." }
    PARTNERS = "paper.partners" { de: "mit Partnern", en: "with partners" }
    FOR_PARTNERS = "paper.for_partners" { de: "{title}. {reasons}", en: "{title}. {reasons}" }
    CONCEPT = "paper.concept" { de: "Das Konzept", en: "The concept" }
    ACCEPTED = "paper.accepted" { de: "angenommen", en: "accepted" }
    OPEN = "paper.open" { de: "offen", en: "open" }
    BURIED = "paper.buried" { de: "begraben", en: "buried" }
    BENEFIT = "paper.benefit" {
        de: "{title}: spart {net} im Jahr; bezahlt nach {mid} Monaten ({high} bis {low})",
        en: "{title}: saves {net} a year; paid back after {mid} months ({high} to {low})",
    }
    NEVER = "paper.never" { de: "nie", en: "never" }
    BURIED_BECAUSE = "paper.buried_because" { de: "{title}: {reasons}", en: "{title}: {reasons}" }
    AVOIDED = "paper.avoided" { de: "Vermiedene einmalige Kosten der begrabenen Ideen: höchstens {cost}.", en: "One-off cost avoided by burying: at most {cost}." }
    PROOF = "paper.proof" { de: "Der Beweis", en: "The proof" }
    IT_CHECK = "paper.it_check" { de: "IT-Prüfung", en: "IT check" }
    IT_COUNT = "paper.it_count" { de: "{verdict}; {ok} von {total} geklärt, Auflagen: {conditions}", en: "{verdict}; {ok} of {total} settled, conditions: {conditions}" }
    NO_CONDITIONS = "paper.no_conditions" { de: "keine", en: "none" }
    POC = "paper.poc" { de: "Prototyp", en: "Prototype" }
    POC_VERDICT = "paper.poc_verdict" { de: "{verdict}. {reason}", en: "{verdict}. {reason}" }
    MEASURED = "paper.measured" { de: "Messung", en: "Measurement" }
    PAIRED = "paper.paired" {
        de: "{n} Paare, derselbe Vorgang auf altem und neuem Weg: Median {old} → {new} ({unit}); Wilcoxon p = {p}",
        en: "{n} pairs, the same case the old and the new way: median {old} → {new} ({unit}); Wilcoxon p = {p}",
    }
    STOP_RULES = "paper.stop_rules" { de: "Stoppregeln", en: "Stop rules" }
    STOP_COUNT = "paper.stop_count" { de: "{n} vereinbart, ausgelöst: {fired}", en: "{n} agreed, fired: {fired}" }
    DATES = "paper.dates" { de: "Termine", en: "Dates" }
    SCENARIO = "paper.scenario" {
        de: "{workshops}; Review {review}",
        en: "{workshops}; review {review}",
    }
    NO_APPROVAL = "paper.no_approval" { de: "ohne Bewilligung", en: "no approval" }
    LEAD_TIME = "paper.lead_time" { de: "Bewilligung nach {n} Arbeitstagen", en: "approval after {n} working days" }
    APPROVED_ON = "paper.approved_on" { de: "Bewilligung am {date}", en: "approval on {date}" }
    MAY_START = "paper.may_start" { de: "Beginn ab {date}", en: "start from {date}" }
    WORKSHOP = "paper.workshop" { de: "{id} {date}", en: "{id} {date}" }
    NO_DATES = "paper.no_dates" { de: "keine Termine im Zeitraum: {text}", en: "no dates within the horizon: {text}" }
    MONEY = "paper.money" { de: "Das Geld", en: "The money" }
    PLANNED = "paper.planned" { de: "Geplant", en: "Planned" }
    PLANNED_NET = "paper.planned_net" { de: "{net} netto, davon {external} an Dritte", en: "{net} net, {external} of it to third parties" }
    OWN_GAP = "paper.own_gap" { de: "Über die eigenen Mittel hinaus", en: "Beyond own funds" }
    SIZE = "paper.size" { de: "Größe", en: "Size" }
    SIZE_OPEN = "paper.size_open" { de: "offen: {classes}", en: "open: {classes}" }
    DE_MINIMIS = "paper.de_minimis" { de: "De-minimis", en: "De minimis" }
    HEADROOM = "paper.headroom" {
        de: "{used} genutzt; am {date} frei: {room}",
        en: "{used} used; headroom on {date}: {room}",
    }
    HEADROOM_RANGE = "paper.headroom_range" { de: "{low} bis {high}", en: "{low} to {high}" }
    FUNDING = "paper.funding" { de: "Die Förderung", en: "The funding" }
    FUNDED_PLAN = "paper.funded_plan" {
        de: "{offers}; Eigenanteil {own}; Prototyp {date}; {risk}",
        en: "{offers}; own share {own}; prototype {date}; {risk}",
    }
    SELF_PAID_PLAN = "paper.self_paid_plan" { de: "alles selbst bezahlt; Prototyp {date}", en: "everything self-paid; prototype {date}" }
    NO_DATE = "paper.no_date" { de: "ohne Termin", en: "without a date" }
    RISK_LOTTERY = "paper.risk_lottery" { de: "mit Losverfahren, zu erwarten sind {expected}", en: "with a draw of lots, {expected} to be expected" }
    ON = "paper.on" { de: "{date}", en: "{date}" }
    QUESTION = "paper.question" { de: "Wichtigste Frage", en: "Main question" }
    QUESTION_AT_STAKE_AT_LEAST = "paper.question_at_stake_at_least" { de: "{text} Es geht um mindestens {stake}.", en: "{text} At stake: at least {stake}." }
    QUESTION_AT_STAKE_AT_MOST = "paper.question_at_stake_at_most" { de: "{text} Es geht um höchstens {stake}.", en: "{text} At stake: at most {stake}." }
    QUESTION_AT_STAKE = "paper.question_at_stake" { de: "{text} Es geht um {stake}.", en: "{text} At stake: {stake}." }
    IF_IT_FAILS = "paper.if_it_fails" { de: "Wenn es scheitert", en: "If it fails" }
    A_WEEK_LATER = "paper.a_week_later" { de: "Eine Woche später", en: "A week later" }
    WORTH_ASKING = "paper.worth_asking" { de: "Nachfragen lohnt sich", en: "Worth asking" }
    TEXT_AND_ASK = "paper.text_and_ask" { de: "{text} {ask}", en: "{text} {ask}" }
    NO_PLAN = "paper.no_plan" { de: "Kein Plan", en: "No plan" }
    LAW = "paper.law" { de: "Recht und Reife", en: "Law and readiness" }
    AI_ACT = "paper.ai_act" { de: "KI-Verordnung", en: "AI Act" }
    DATA_PROTECTION = "paper.data_protection" { de: "Datenschutz", en: "Data protection" }
    PERSONAL_DATA = "paper.personal_data" {
        de: "personenbezogene Daten: {personal}; Folgenabschätzung: {assessment} ({n} Fragen offen)",
        en: "personal data: {personal}; impact assessment: {assessment} ({n} questions open)",
    }
    WORKS_COUNCIL = "paper.works_council" { de: "Betriebsrat", en: "Works council" }
    QUESTIONS_OPEN = "paper.questions_open" { de: "{classes} ({n} Fragen offen)", en: "{classes} ({n} questions open)" }
    READINESS = "paper.readiness" { de: "Bereitschaft", en: "Readiness" }
    LIMITING = "paper.limiting" { de: "am schwächsten: {group} ({mean} von 4)", en: "weakest: {group} ({mean} of 4)" }
    LICENCES = "paper.licences" { de: "Frühere Lizenzen", en: "Earlier licences" }
    IDLE = "paper.idle" { de: "{paid} bezahlt, davon {idle} ungenutzt", en: "{paid} paid, {idle} of it unused" }
    MISSING = "paper.missing" { de: "Was fehlt", en: "What is missing" }
    NOT_ADVICE = "paper.not_advice" { de: "Keine Rechts- oder Förderberatung. Quellen, Daten und Sicherheit jeder Angabe stehen in den Ergebnissen von case.evaluate und funding.plan.", en: "Not legal or funding advice. Sources, dates and confidence of every statement are in the results of case.evaluate and funding.plan." }
    COST_CHART = "paper.cost_chart" { de: "Kosten der Schmerzpunkte im Jahr", en: "Cost of the pain points a year" }
}

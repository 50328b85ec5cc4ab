//! What a schedule says to people.

use crate::base::text::sentences;

sentences! {
    REQUIRED_IN_POOL = "sprint.schedule.required_in_pool" {
        de: "Wer teilnehmen muss, steht auch in der Einladung (pool).",
        en: "Whoever is required is also invited (pool).",
    }
    DIARY = "sprint.schedule.diary" {
        de: "Für diese Person fehlt der Kalender unter „absences“; ohne Abwesenheit steht dort eine leere Liste.",
        en: "This person has no diary under \"absences\"; without absences it is an empty list.",
    }
    MIN_WITHIN_POOL = "sprint.schedule.min_within_pool" { de: "höchstens {n}, so viele sind eingeladen", en: "at most {n}, the number invited" }
    AFTER_TODAY = "sprint.schedule.after_today" { de: "ein Tag ab {date}", en: "a day from {date}" }
    WITHIN_DAYS = "sprint.schedule.within_days" { de: "höchstens {n} Tage nach heute", en: "at most {n} days after today" }
    PHASE_ORDER = "sprint.schedule.phase_order" {
        de: "Die Workshops folgen in der Reihenfolge Opportunity Mapping, Framing, Konzept, Prototyping.",
        en: "The workshops follow in the order opportunity mapping, framing, concept development, prototyping.",
    }
    RANGE = "sprint.schedule.range" { de: "von {low} bis {high}", en: "from {low} to {high}" }
    AT_LEAST_ONE = "sprint.schedule.at_least_one" { de: "mindestens ein Eintrag", en: "at least one entry" }

    NOT_WORKING = "sprint.schedule.not_working" { de: "kein Arbeitstag der Firma", en: "no working day of the company" }
    HOLIDAY = "sprint.schedule.holiday" { de: "Feiertag: {name}", en: "public holiday: {name}" }
    CLOSED = "sprint.schedule.closed" { de: "Betriebsferien", en: "company closed" }
    GAP = "sprint.schedule.gap" { de: "Mindestabstand {n} Arbeitstage", en: "minimum gap of {n} working days" }
    WEEK_FULL = "sprint.schedule.week_full" { de: "Grenze je Woche erreicht (Workshops: {n})", en: "weekly limit reached (workshops: {n})" }
    FACILITATOR = "sprint.schedule.facilitator" { de: "Moderation nicht verfügbar", en: "facilitator not available" }
    ARRIVAL = "sprint.schedule.arrival" { de: "Anreisetag der Moderation nicht frei", en: "facilitator cannot travel on the day before" }
    VENUE = "sprint.schedule.venue" { de: "Raum belegt", en: "venue taken" }
    REQUIRED_ABSENT = "sprint.schedule.required_absent" { de: "abwesend, aber erforderlich: {who}", en: "absent though required: {who}" }
    TOO_FEW = "sprint.schedule.too_few" { de: "nur {n} von mindestens {min} dabei, abwesend: {who}", en: "only {n} of at least {min} present, absent: {who}" }
    FACILITATOR_NAME = "sprint.schedule.facilitator_name" { de: "Moderation", en: "facilitator" }
    VENUE_NAME = "sprint.schedule.venue_name" { de: "Raum", en: "venue" }
    ON_DAY = "sprint.schedule.on_day" { de: "{day}: {why}", en: "{day}: {why}" }
    ON_DAYS = "sprint.schedule.on_days" { de: "{day} bis {last}: {why}", en: "{day} to {last}: {why}" }
    LEVER = "sprint.schedule.lever" {
        de: "{who} am {day}: Wäre dieser Tag frei, läge der Review am {review} statt am {planned}.",
        en: "{who} on {day}: if that day were free, the review would be on {review} instead of {planned}.",
    }
    NO_DAY = "sprint.schedule.no_day" {
        de: "Für {phase} gibt es vom {first} bis zum {last} keinen Tag, der alle Regeln erfüllt.",
        en: "For {phase} no day from {first} to {last} meets all rules.",
    }
    NO_START = "sprint.schedule.no_start" {
        de: "Die Arbeit darf erst nach dem Ende des Planungszeitraums ({horizon}) beginnen.",
        en: "Work may begin only after the end of the planning horizon ({horizon}).",
    }

    START = "sprint.schedule.start" { de: "den Beginn", en: "the start" }
    POC = "sprint.schedule.poc" { de: "den Machbarkeitsnachweis", en: "the proof of concept" }
    REVIEW = "sprint.schedule.review" { de: "den Review", en: "the review" }

    PROMISE = "sprint.schedule.w1_after_promise" {
        de: "{phase} findet am {date} statt; zugesagt war spätestens der {latest}.",
        en: "{phase} takes place on {date}; promised was {latest} at the latest.",
    }
    LONG_POC = "sprint.schedule.poc_too_long" {
        de: "Der Machbarkeitsnachweis dauert {n} Arbeitstage; mehr als 15 sprengen den Rahmen von zwei bis drei Wochen.",
        en: "The proof of concept takes {n} working days; more than 15 break the time box of two to three weeks.",
    }
    SHORT_POC = "sprint.schedule.poc_short" {
        de: "Der Machbarkeitsnachweis dauert nur {n} Arbeitstage; üblich sind 10 bis 15.",
        en: "The proof of concept takes only {n} working days; 10 to 15 are usual.",
    }
    WHY_EARLIEST = "sprint.schedule.why_earliest" {
        de: "Jede Regel blickt nur zurück. Wer den frühesten Tag je Workshop nimmt, hat daher keinen Termin, der in irgendeinem anderen zulässigen Plan früher läge.",
        en: "Every rule only looks back. Taking the earliest day for each workshop therefore leaves no date that would be earlier in any other valid plan.",
    }
}

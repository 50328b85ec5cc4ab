//! What readiness has to say.

use crate::base::text::sentences;

sentences! {
    AT_LEAST = "readiness.expected.at_least" { de: "mindestens {n}", en: "at least {n}" }
    AT_MOST = "readiness.expected.at_most" { de: "höchstens {n}, die Zahl der Plätze", en: "at most {n}, the number of seats" }
    FROM_ONE = "readiness.expected.from_one" { de: "1 bis {n}", en: "1 to {n}" }
    NOT_BEFORE_START = "readiness.expected.end" { de: "ein Tag nicht vor dem Beginn", en: "a day not before the start" }
    ADOPTION_CONSISTENT = "readiness.expected.adoption" { de: "Angaben, die zusammenpassen: Wer KI täglich oder im Piloten nutzt, nutzt sie; gemessen wird nur, was im Einsatz ist; mehrere Prozesse setzen einen gemessenen voraus", en: "facts that fit together: whoever uses AI daily or in a pilot uses it; only what is in use is measured; several processes presuppose one that is measured" }

    ASK_LEVEL = "readiness.question.level" { de: "{item}: Wo stehen Sie, von 0 (gar nicht) bis 4 (etabliert)?", en: "{item}: where do you stand, from 0 (none) to 4 (established)?" }
    ASK_GATE = "readiness.question.gate" { de: "Sperrt ein Ausschlusskriterium den Anwendungsfall?", en: "Does a gate block the use case?" }
    ASK_DATA = "readiness.question.data" { de: "Sind die Daten „{name}“ nutzbar?", en: "Can the data \"{name}\" be used?" }
    ASK_HAVE = "readiness.question.have" { de: "Wie viele Personen haben Sie für die Rolle „{role}“?", en: "How many persons do you have for the role \"{role}\"?" }
    ASK_ANY_USE = "readiness.question.any_use" { de: "Nutzt jemand im Unternehmen KI bei der Arbeit?", en: "Does anybody in the company use AI at work?" }
    ASK_PILOT = "readiness.question.pilot" { de: "Gibt oder gab es einen Piloten mit Ende und Kriterien?", en: "Is or was there a pilot with an end and criteria?" }
    ASK_PRODUCTIVE = "readiness.question.productive" { de: "Gehört KI in mindestens einem Prozess zum Alltag?", en: "Is AI part of daily work in at least one process?" }
    ASK_MEASURED = "readiness.question.measured" { de: "Wird die Wirkung des täglichen Einsatzes gemessen?", en: "Is the effect of the daily use measured?" }
    ASK_SEVERAL = "readiness.question.several" { de: "Gilt das für mehrere Prozesse?", en: "Does that hold for several processes?" }

    FEW_ANSWERS = "readiness.few_answers" { de: "Nur {given} von {of} Angaben zur Gruppe „{group}“ liegen vor.", en: "Only {given} of {of} answers on the group \"{group}\" are there." }
    NO_EVIDENCE = "readiness.no_evidence" { de: "{item}: Für die hohe Einstufung ist kein Beleg genannt.", en: "{item}: no evidence is given for the high level." }
    USE_SANDBOX = "readiness.use_sandbox" { de: "Eine eigene Testumgebung fehlt weitgehend; die Testumgebung eines Clusters ist ein Weg.", en: "A test environment of your own is mostly missing; that of a cluster is a way." }
    NO_ETHICS_RULES = "readiness.no_ethics_rules" { de: "Regeln gegen Missbrauch und Benachteiligung fehlen.", en: "There are no rules against misuse and discrimination." }

    Q1 = "maturity.q1" { de: "Investitionen in die Digitalisierung nach Bereichen", en: "investment in digitalisation by area" }
    Q2 = "maturity.q2" { de: "Vorbereitung auf weitere Digitalisierung", en: "preparation for more digitalisation" }
    Q3 = "maturity.q3" { de: "digitale Mittel im Einsatz", en: "digital means in use" }
    Q4 = "maturity.q4" { de: "fortgeschrittene Technologien", en: "advanced technologies" }
    Q5 = "maturity.q5" { de: "Aufbau von Kompetenzen", en: "building skills" }
    Q6 = "maturity.q6" { de: "Einbindung der Beschäftigten", en: "involving staff" }
    Q7 = "maturity.q7" { de: "Umgang mit Daten", en: "managing data" }
    Q8 = "maturity.q8" { de: "Sicherheit der Daten", en: "securing data" }
    Q9 = "maturity.q9" { de: "KI und Automatisierung", en: "AI and automation" }
    Q10 = "maturity.q10" { de: "Nachhaltigkeit durch digitale Mittel", en: "sustainability by digital means" }
    Q11 = "maturity.q11" { de: "Umwelt bei digitalen Entscheidungen", en: "environment in digital decisions" }
    D1 = "maturity.d1" { de: "Digitale Geschäftsstrategie", en: "Digital business strategy" }
    D2 = "maturity.d2" { de: "Digitale Bereitschaft", en: "Digital readiness" }
    D3 = "maturity.d3" { de: "Digitalisierung mit den Menschen", en: "Human-centric digitalisation" }
    D4 = "maturity.d4" { de: "Datenmanagement und Vernetzung", en: "Data management and connectedness" }
    D5 = "maturity.d5" { de: "Automatisierung und KI", en: "Automation and AI" }
    D6 = "maturity.d6" { de: "Grüne Digitalisierung", en: "Green digitalisation" }
    NOT_OFFICIAL = "maturity.not_official" { de: "Eigene Rechnung nach einer öffentlichen Nachbildung; die amtlichen Gewichte sind nicht geprüft. Dies ist nicht das amtliche Ergebnis.", en: "Our own computation after a public re-implementation; the official weights are unverified. This is not the official result." }
    EXCLUSIVE = "maturity.exclusive_answer" { de: "„Daten werden nicht digital erfasst“ schließt jede andere Antwort aus; die Frage zählt 0.", en: "\"Data are not collected digitally\" excludes every other answer; the question counts 0." }
    ASK_QUESTION = "maturity.question" { de: "Frage {id} ({label}) ist nicht vollständig beantwortet.", en: "Question {id} ({label}) is not fully answered." }

    ASK_USE_CASE = "licences.question.use_case" { de: "{product}: War ein Anwendungsfall festgelegt?", en: "{product}: was a use case defined?" }
    ASK_TRAINING = "licences.question.training" { de: "{product}: Wie viele Stunden Schulung gab es je Person?", en: "{product}: how many hours of training were there per user?" }
    ASK_METRIC = "licences.question.metric" { de: "{product}: War eine Messgröße festgelegt?", en: "{product}: was a metric defined?" }
    ASK_DECISION_OWNER = "licences.question.decision_owner" { de: "{product}: Wer entscheidet über die Fortsetzung?", en: "{product}: who decides whether it goes on?" }
    ASK_ACTIVE = "licences.question.active" { de: "{product}: Wie viele Personen haben es in jedem Monat genutzt?", en: "{product}: how many people used it in each month?" }
    ASK_HOURLY_COST = "licences.question.hourly_cost" { de: "Was kostet eine Arbeitsstunde das Unternehmen?", en: "What does an hour of work cost the company?" }
    SPRAY_AND_PRAY = "licences.spray_and_pray" { de: "{product}: ohne Plan ausgerollt; {n} von 4 Teilen eines Plans fehlen.", en: "{product}: rolled out without a plan; {n} of 4 parts of a plan are missing." }
    SHARED_ACCOUNT = "licences.shared_account" { de: "{product}: Mehrere Personen teilen sich ein persönliches Konto; das widerspricht in der Regel den Bedingungen und macht Nutzung unsichtbar.", en: "{product}: several people share one personal account; that usually breaks the terms and hides the use." }
    NO_REVIEW = "licences.no_review" { de: "{product}: Es ist keine Überprüfung angesetzt; fällig ist sie spätestens am {latest}.", en: "{product}: no review is set; it is due by {latest} at the latest." }
    REVIEW_LATE = "licences.review_late" { de: "{product}: Die Überprüfung am {review} liegt später als drei Monate nach dem Beginn ({latest}).", en: "{product}: the review on {review} is later than three months after the start ({latest})." }
    MONTHS_DIFFER = "licences.months_differ" { de: "{product}: {months} Monate sind gezählt; das passt nicht zu {start} bis {end}.", en: "{product}: {months} months are counted; that does not fit {start} to {end}." }
}

//! What framing has to say.

use crate::base::text::sentences;

sentences! {
    AT_LEAST_STEPS = "framing.expected.steps" { de: "mindestens {n} Schritte", en: "at least {n} steps" }
    MINUTES = "framing.expected.minutes" { de: "höchstens {n} Minuten", en: "at most {n} minutes" }
    AT_MOST = "framing.expected.at_most" { de: "höchstens {n}", en: "at most {n}" }
    FROM_ONE = "framing.expected.from_one" { de: "1 bis {n}", en: "1 to {n}" }
    NOT_NEGATIVE = "framing.expected.not_negative" { de: "0 Cent oder mehr", en: "0 cents or more" }
    NOT_LATER = "framing.expected.not_later" { de: "der Schritt {step} selbst oder ein früherer", en: "step {step} itself or an earlier one" }
    TWO_BRANCHES = "framing.expected.branches" { de: "mindestens zwei Zweige", en: "at least two branches" }
    ONE_STEP = "framing.expected.one_step" { de: "mindestens ein Schritt je Zweig", en: "at least one step per branch" }
    NEIGHBOURS = "framing.expected.neighbours" { de: "Schritte, die im Prozess unmittelbar aufeinander folgen", en: "steps that follow one another directly in the process" }
    SHARE_AT_MOST_ONE = "framing.expected.share" { de: "ein Faktor, mit dem der Anteil höchstens 1 wird", en: "a factor that keeps the share at 1 or below" }
    ENDLESS = "framing.endless" { de: "Die Schleife endet nie: Kein Vorgang kommt je ans Ziel.", en: "The loop never ends: no item ever arrives." }
    ENDLESS_HINT = "framing.endless_hint" { de: "Die Wahrscheinlichkeiten aller Schleifen nach einem Schritt müssen zusammen unter 1000 ‰ bleiben.", en: "The probabilities of all loops after a step must stay below 1000 ‰ together." }

    FEW_RATINGS = "framing.few_ratings" { de: "{title} ({step}): Zum Frust liegen nur {given} von {possible} Bewertungen vor.", en: "{title} ({step}): only {given} of {possible} framers rated the frustration." }
    NOT_RECORDED = "framing.not_recorded" { de: "{title} ({step}): „{variable}“ beeinflusst den Schritt, wird aber nirgends erfasst.", en: "{title} ({step}): \"{variable}\" influences the step, but nobody records it." }
    NO_DATA_TRACE = "framing.no_data_trace" { de: "{title} ({step}) soll unterstützt werden, hinterlässt aber in keinem System eine Datenspur.", en: "{title} ({step}) is to be supported but leaves a data trace in no system." }
    COST_DIFFERS = "framing.cost_differs" { de: "Der Prozess kostet {process} im Jahr, der Schmerzpunkt war mit {pain} angesetzt: {difference} % Unterschied, mehr als {tolerance} %.", en: "The process costs {process} a year, the pain point was put at {pain}: {difference} % apart, more than {tolerance} %." }

    ASK_PROCESS = "framing.question.process" { de: "{title} ({step}): Wie viele Minuten wird an einem Vorgang gearbeitet?", en: "{title} ({step}): how many minutes of work does an item take?" }
    ASK_WAIT = "framing.question.wait" { de: "{title} ({step}): Wie lange liegt ein Vorgang vorher, in Minuten Arbeitszeit?", en: "{title} ({step}): how long does an item wait before it, in minutes of working time?" }
    ASK_CA = "framing.question.ca" { de: "{title} ({step}): Welcher Anteil ist für den nächsten Schritt ohne Nacharbeit brauchbar?", en: "{title} ({step}): which share can the next step use without rework?" }
    ASK_REWORK = "framing.question.rework" { de: "{title} ({step}): Wie viele Minuten kostet es, einen fehlerhaften Vorgang zu berichtigen?", en: "{title} ({step}): how many minutes does it take to put a faulty item right?" }
    ASK_FRUSTRATION = "framing.question.frustration" { de: "{title} ({step}): Wie sehr frustriert der Schritt, von 1 bis 5?", en: "{title} ({step}): how frustrating is the step, from 1 to 5?" }
    ASK_ITEMS = "framing.question.items" { de: "Wie viele Vorgänge laufen in zwei Wochen durch den Prozess?", en: "How many items run through the process in two weeks?" }
    ASK_ROLE_COST = "framing.question.role_cost" { de: "Was kostet eine Arbeitsstunde der Rolle „{role}“ das Unternehmen?", en: "What does an hour of the role \"{role}\" cost the company?" }
    ASK_HOURLY_COST = "framing.question.hourly_cost" { de: "Was kostet eine Arbeitsstunde das Unternehmen?", en: "What does an hour of work cost the company?" }
    ASK_PAIN_COST = "framing.question.pain_cost" { de: "Was kostet der Schmerzpunkt im Jahr?", en: "What does the pain point cost a year?" }
}

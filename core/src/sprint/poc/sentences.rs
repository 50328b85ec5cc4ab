//! What a proof of concept has to say.

use crate::base::text::sentences;

sentences! {
    END = "poc.expected.end" { de: "ein Tag nicht vor dem Beginn", en: "a day not before the start" }
    NOT_BEFORE = "poc.expected.not_before" { de: "ein Tag nicht vor dem {day}", en: "a day not before {day}" }
    ONE_ROUND = "poc.expected.one_round" { de: "eine Messung nur dieser Runde; sie gehört schon zu {round}", en: "a measurement of this round alone; it belongs to {round} already" }
    NOT_NEGATIVE = "poc.expected.not_negative" { de: "0 oder mehr", en: "0 or more" }
    ABOVE_ZERO = "poc.expected.above_zero" { de: "mehr als 0, wenn Geld ausgegeben wurde", en: "above 0 when money was spent" }
    DAY_FROM_ONE = "poc.expected.day" { de: "1 oder mehr: der erste Tag ist Tag 1", en: "1 or more: the first day is day 1" }
    ITEMS = "poc.expected.items" { de: "1 bis {n}", en: "1 to {n}" }
    AT_MOST_ITEMS = "poc.expected.hits" { de: "höchstens {n}, die Zahl der geprüften Stücke", en: "at most {n}, the number of items" }
    STATE_UNIT = "poc.hint.unit" { de: "Nennen Sie die Einheit der Werte, zum Beispiel „minutes“.", en: "State the unit of the values, for example \"minutes\"." }
    SHARES_APART = "poc.expected.shares_apart" { de: "ein Wert, der besser ist als die Schwelle", en: "a share better than the threshold" }
    FROM_TO = "poc.expected.from_to" { de: "{low} bis {high}", en: "{low} to {high}" }

    ALL_MET = "poc.reason.all_met" { de: "Alle Kriterien sind erfüllt, keine Abbruchregel hat gegriffen.", en: "All criteria are met and no stop rule has fired." }
    SHOULD_MISSED = "poc.reason.should_missed" { de: "Alle Muss-Kriterien sind erfüllt; verfehlt sind Soll-Kriterien ({n}): {ids}.", en: "All must criteria are met; should criteria missed ({n}): {ids}." }
    MUST_MISSED = "poc.reason.must_missed" { de: "Verfehlte Muss-Kriterien ({n}): {ids}. Eine weitere Runde ist noch erlaubt.", en: "Must criteria missed ({n}): {ids}. Another round is still allowed." }
    NO_ITERATION_LEFT = "poc.reason.no_iteration_left" { de: "Verfehlte Muss-Kriterien ({n}): {ids}. Es ist keine weitere Runde vereinbart.", en: "Must criteria missed ({n}): {ids}. No further round was agreed." }
    STOP_FIRED = "poc.reason.stop_fired" { de: "Die Abbruchregel {rule} hat gegriffen.", en: "Stop rule {rule} has fired." }
    STILL_OPEN = "poc.reason.open" { de: "Es fehlen noch Angaben; mehrere Ergebnisse sind möglich.", en: "Facts are missing; several verdicts are still possible." }

    TOO_LONG = "poc.too_long" { de: "{days} Arbeitstage sind geplant; gemeint sind zwei bis drei Wochen, höchstens {most} Tage.", en: "{days} working days are planned; two to three weeks are meant, at most {most} days." }
    VERY_SHORT = "poc.very_short" { de: "Nur {days} Arbeitstage sind geplant; üblich sind zwei bis drei Wochen, höchstens {most} Tage.", en: "Only {days} working days are planned; two to three weeks are usual, at most {most} days." }
    DEMO_ONLY = "poc.demo_only" { de: "Ohne echte Daten ist es eine Vorführung, kein Proof of Concept.", en: "Without real data it is a demo, not a proof of concept." }
    DATA_NOT_RECORDED = "poc.data_not_recorded" { de: "Menge und Zeitraum der verwendeten Daten sind nicht festgehalten.", en: "Amount and period of the data used are not recorded." }
    SCOPE_WIDE = "poc.scope_wide" { de: "Klein anfangen: ein Prozess, eine Gruppe, eine Datenquelle.", en: "Start small: one process, one group, one source of data." }
    ROUND_NOT_MEASURED = "poc.round_not_measured" { de: "Runde {round} ist zu Ende, ohne dass etwas gemessen wurde; so ist nicht zu sehen, ob die Änderung half.", en: "Round {round} ended without a measurement; nobody can see whether the change helped." }
    JUDGED_BY_EARLIER_ROUND = "poc.judged_by_earlier_round" { de: "Kriterium {criterion} urteilt nach einer Messung der Runde {round}; seither wurde der Prototyp geändert, zuletzt in Runde {last}.", en: "Criterion {criterion} is judged by a measurement of round {round}; the prototype was changed since, last in round {last}." }
    NO_MUST = "poc.no_must_criterion" { de: "Kein Kriterium ist ein Muss; so kann nichts das Vorhaben aufhalten.", en: "No criterion is a must; nothing could hold the project back." }
    NO_STOP_RULE = "poc.no_stop_rule" { de: "Es ist keine Abbruchregel vereinbart.", en: "No stop rule was agreed." }
    AFTER_START = "poc.criteria_after_start" { de: "Kriterium {criterion} wurde am {agreed} vereinbart, nicht vor dem Beginn am {start}.", en: "Criterion {criterion} was agreed on {agreed}, not before the start on {start}." }
    CONTINUED_AFTER_STOP = "poc.continued_after_stop" { de: "Abbruchregel {rule} griff an Tag {day}; gearbeitet wurde bis Tag {worked}.", en: "Stop rule {rule} fired on day {day}; work went on until day {worked}." }
    SPENT_DIFFERS = "poc.spent_differs" { de: "Regel {rule}: beobachtet sind {observed} ‰ des Budgets, aus den Beträgen ergeben sich {computed} ‰.", en: "Rule {rule}: {observed} ‰ of the budget were observed, the amounts give {computed} ‰." }
    TOO_FEW_PAIRS = "poc.too_few_pairs" { de: "{id}: Mit so wenigen Paaren (n = {n}) wird p nie kleiner als {p}; von „signifikant“ kann man erst ab sechs Paaren sprechen.", en: "{id}: with so few pairs (n = {n}) p never gets below {p}; nobody can speak of \"significant\" with fewer than six pairs." }

    THREAT_LEARNING = "poc.threat.learning" { de: "Lerneffekt: Wer denselben Fall zum zweiten Mal sieht, ist schneller.", en: "Learning: whoever sees the same item a second time is quicker." }
    THREAT_NOVELTY = "poc.threat.novelty" { de: "Reiz des Neuen: Am Anfang geben sich alle mehr Mühe.", en: "Novelty: at first everybody tries harder." }
    THREAT_REGRESSION = "poc.threat.regression" { de: "Rückkehr zur Mitte: Wurden als „vorher“ die schlechtesten Wochen gewählt?", en: "Regression to the mean: were the worst weeks chosen as \"before\"?" }
    THREAT_EASY_ITEMS = "poc.threat.easy_items" { de: "Auswahl: Wurden nur leichte oder glatte Fälle gemessen?", en: "Selection: were only easy items, only the happy path, measured?" }
    THREAT_SEASON = "poc.threat.season" { de: "Jahreszeit: Lagen vorher und nachher in verschieden vollen Wochen?", en: "Season: did before and after lie in weeks of different load?" }
    THREAT_PARALLEL = "poc.threat.parallel_changes" { de: "Anderes: Was hat sich im gleichen Zeitraum noch geändert?", en: "Parallel changes: what else changed in the same weeks?" }

    ASK_CRITERIA = "poc.question.criteria" { de: "Woran wollen Sie erkennen, dass die Idee trägt? Vereinbaren Sie Kriterien vor dem Beginn.", en: "How will you know that the idea carries? Agree on criteria before the start." }
    ASK_MEASUREMENT = "poc.question.measurement" { de: "Kriterium {criterion}: Was ergab die Messung „{metric}“?", en: "Criterion {criterion}: what did the measurement \"{metric}\" give?" }
    ASK_OBSERVED = "poc.question.observed" { de: "Abbruchregel {rule}: Was wurde beobachtet?", en: "Stop rule {rule}: what was observed?" }
    ASK_ITERATIONS = "poc.question.iterations" { de: "Wie viele weitere Runden sind noch erlaubt?", en: "How many further rounds are still allowed?" }
    ASK_REAL_DATA = "poc.question.real_data" { de: "Läuft der Prototyp mit echten Daten des Unternehmens?", en: "Does the prototype run on real data of the company?" }
    ASK_SCOPE = "poc.question.scope" { de: "Wie klein beginnt der Proof of Concept: wie viele Prozesse, Gruppen und Datenquellen?", en: "How small does the proof of concept start: how many processes, groups and sources of data?" }
    ASK_CHANGE = "poc.question.change" { de: "Runde {round}: Was ist anders als in der Runde davor?", en: "Round {round}: what is different from the round before?" }
    ASK_LENGTH = "poc.question.length" { de: "Wie viele Arbeitstage darf der Proof of Concept dauern?", en: "How many working days may the proof of concept take?" }
    ASK_START = "poc.question.start" { de: "Wann beginnt der Proof of Concept?", en: "When does the proof of concept start?" }
    ASK_AGREED = "poc.question.agreed" { de: "Kriterium {criterion}: Wann wurde es vereinbart?", en: "Criterion {criterion}: when was it agreed?" }

    PAIRS_ENOUGH = "sample_size.pairs_enough" { de: "{planned} Paare reichen; das Kleinste wären {needed}.", en: "{planned} pairs are enough; the least would be {needed}." }
    PAIRS_TOO_FEW = "sample_size.pairs_too_few" { de: "{planned} Paare reichen nicht; nötig sind mindestens {needed}.", en: "{planned} pairs are not enough; at least {needed} are needed." }
    NEVER_ENOUGH = "sample_size.never_enough" { de: "Mit höchstens {n} Paaren ist das nicht zu zeigen; messen Sie einen größeren Unterschied oder etwas anderes.", en: "At most {n} pairs cannot show this; measure a larger difference or something else." }
    ITEMS_ENOUGH = "sample_size.items_enough" { de: "{planned} Stück reichen, wenn der erwartete Anteil eintritt; ab {needed} reicht jede Zahl.", en: "{planned} items are enough if the share is as expected; from {needed} on every number is." }
    ITEMS_TOO_FEW = "sample_size.items_too_few" { de: "{planned} Stück reichen bei dem erwarteten Anteil nicht; ab {needed} reicht jede Zahl.", en: "{planned} items are not enough at the expected share; from {needed} on every number is." }
    ASK_PLANNED = "sample_size.question.planned" { de: "{id}: Wie viele wollen Sie messen?", en: "{id}: how many do you plan to measure?" }
}

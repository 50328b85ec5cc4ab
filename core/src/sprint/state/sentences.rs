//! What the course of a sprint says to people.

use crate::base::text::sentences;

sentences! {
    FIRST_OPENED = "sprint.state.first_opened" { de: "das erste Ereignis eröffnet den Fall („opened“)", en: "the first event opens the case (\"opened\")" }
    OPENED_TWICE = "sprint.state.opened_twice" { de: "Der Fall ist schon eröffnet.", en: "The case is open already." }
    OVER = "sprint.state.over" { de: "Der Fall ist abgeschlossen; es kann nichts mehr geschehen.", en: "The case is over; nothing more can happen." }
    NOT_BEFORE = "sprint.state.not_before" { de: "ein Tag ab {day}", en: "a day from {day}" }
    NOT_AFTER = "sprint.state.not_after" { de: "ein Tag bis {day}", en: "a day up to {day}" }
    AFTER = "sprint.state.after" { de: "ein Tag nach dem {day}, dem Ende von {phase}", en: "a day after {day}, the end of {phase}" }
    NEXT_PHASE = "sprint.state.next_phase" { de: "als Nächstes kommt {phase}", en: "next comes {phase}" }
    RUNNING = "sprint.state.running" { de: "{phase} läuft schon", en: "{phase} is running already" }
    NOT_RUNNING = "sprint.state.not_running" { de: "{phase} läuft nicht", en: "{phase} is not running" }
    KNOWN_PERSON = "sprint.state.known_person" { de: "Nehmen Sie die Person mit „joined“ auf.", en: "Add the person with \"joined\"." }
    ALREADY_OWNER = "sprint.state.already_owner" { de: "{who} entscheidet schon. Es entscheidet genau eine Person; nennen Sie unter „replaces“, wen sie ablöst.", en: "{who} decides already. Exactly one person decides; name in \"replaces\" whom the new one replaces." }
    NO_OWNER = "sprint.state.no_owner" { de: "Es ist niemand benannt, der entscheidet.", en: "Nobody is named who decides." }
    ONLY_OWNER = "sprint.state.only_owner" { de: "nur {who} entscheidet", en: "only {who} decides" }
    DECIDED_ALREADY = "sprint.state.decided_already" { de: "Das ist schon entschieden. Stellen Sie eine neue Frage.", en: "This is decided already. Raise a new question." }
    TOPIC_TWICE = "sprint.state.topic_twice" { de: "Diese Frage ist in dieser Phase schon gestellt.", en: "This question has been put in this phase already." }
    TOPIC_ELSEWHERE = "sprint.state.topic_elsewhere" { de: "diese Frage gehört nicht zu {phase}", en: "this question does not belong to {phase}" }
    DELIVERABLE_ELSEWHERE = "sprint.state.deliverable_elsewhere" { de: "dieses Ergebnis gehört nicht zu {phase}", en: "this deliverable does not belong to {phase}" }
    EMPTY = "sprint.state.empty" { de: "mindestens ein Eintrag", en: "at least one entry" }
    ONE = "sprint.state.one" { de: "genau ein Eintrag", en: "exactly one entry" }
    UP_TO_THREE = "sprint.state.up_to_three" { de: "{n} verschiedene Schmerzpunkte", en: "{n} different pain points" }
    VERDICT = "sprint.state.verdict" { de: "go, go_with_conditions, iterate oder stop", en: "go, go_with_conditions, iterate or stop" }
    NO_GO = "sprint.state.it_no_go" { de: "Die IT-Prüfung endete mit einem K.-o.-Befund. Beheben Sie ihn oder beerdigen Sie den Fall.", en: "The IT check ended with a blocker. Remove it or bury the case." }

    MISSING_DELIVERABLE = "sprint.state.missing_deliverable" { de: "{phase} kann nicht enden: Es fehlt „{what}“.", en: "{phase} cannot end: \"{what}\" is missing." }
    MISSING_DECISION = "sprint.state.missing_decision" { de: "{phase} kann nicht enden: Nicht entschieden ist „{what}“", en: "{phase} cannot end: not decided is \"{what}\"" }
    MISSING_OWNER = "sprint.state.missing_owner" { de: "{phase} kann nicht enden: Es ist niemand benannt, der entscheidet.", en: "{phase} cannot end: nobody is named who decides." }
    MISSING_MARKS = "sprint.state.missing_marks" { de: "{phase} kann nicht enden: Im Ablauf sind {what} noch nicht markiert.", en: "{phase} cannot end: {what} are not marked in the process yet." }
    MISSING_TOPICS = "sprint.state.missing_it_topics" { de: "{phase} kann nicht enden: Die IT-Prüfung hat noch offene Themen.", en: "{phase} cannot end: topics of the IT check are still open." }
    MISSING_OPEN = "sprint.state.missing_open_question" { de: "{phase} kann nicht enden: Offen ist noch „{what}“", en: "{phase} cannot end: still open is \"{what}\"" }
    NOT_IN_LIST = "sprint.state.not_in_list" { de: "{phase} kann nicht enden: Der Beschluss nennt {what}, das steht nicht in der Liste.", en: "{phase} cannot end: the decision names {what}, which is not in the list." }
    NOT_THE_CONCEPT = "sprint.state.not_the_concept" { de: "{phase} kann nicht enden: Beschlossen ist {what}, ausgearbeitet ist ein anderes Konzept.", en: "{phase} cannot end: decided is {what}, worked out is another concept." }
    ERRORS = "sprint.state.errors" { de: "Fehler", en: "errors" }
    DELAYS = "sprint.state.delays" { de: "Wartezeiten", en: "delays" }
    FRUSTRATION = "sprint.state.frustration" { de: "Frust", en: "frustration" }

    PAUSED = "sprint.state.paused_without_result" { de: "{phase} wurde am {day} ohne Abschluss unterbrochen (offene Punkte: {n}).", en: "{phase} was paused on {day} without being closed (open points: {n})." }
    FEW_POINTS = "sprint.state.few_pain_points" { de: "Nur {n} Schmerzpunkte: noch nicht gründlich gesucht. Üblich sind 10 bis 15.", en: "Only {n} pain points: not explored enough. 10 to 15 are usual." }
    MANY_POINTS = "sprint.state.many_pain_points" { de: "{n} Schmerzpunkte: Legen Sie zuerst Gleiches zusammen. Üblich sind 10 bis 15.", en: "{n} pain points: merge duplicates first. 10 to 15 are usual." }
    NO_COMPANY_AUTHOR = "sprint.state.no_company_author" { de: "Am Konzept {what} hat niemand aus dem Unternehmen mitgearbeitet. Die Lösung gehört dem Team.", en: "Nobody of the company worked on concept {what}. The solution belongs to the team." }
    OTHER_POINT = "sprint.state.other_pain_point" { de: "Das Konzept löst {what}; beschlossen war {wanted}.", en: "The concept solves {what}; decided was {wanted}." }
    UNKNOWN_POINT = "sprint.state.unknown_pain_point" { de: "Das Konzept löst {what}; dieser Schmerzpunkt steht nicht in der Liste.", en: "The concept solves {what}; this pain point is not in the list." }
    NO_BURIALS = "sprint.state.no_burials" { de: "Es wurde keine Idee beerdigt. Gab es wirklich nur eine?", en: "No idea was buried. Was there really only one?" }
    NOT_REAL = "sprint.state.not_real_data" { de: "Der Prototyp lief ohne echte Daten: Das ist eine Vorführung, kein Machbarkeitsnachweis.", en: "The prototype ran without real data: a demo, not a proof of concept." }
    IT_NO_GO = "sprint.state.it_check_no_go" { de: "Die IT-Prüfung endete mit einem K.-o.-Befund.", en: "The IT check ended with a blocker." }
    LATE_CRITERIA = "sprint.state.criteria_after_start" { de: "Die Erfolgskriterien wurden am {day} vereinbart, der Machbarkeitsnachweis lief seit dem {start}.", en: "The success criteria were agreed on {day}, the proof of concept had been running since {start}." }
    NO_MARKS = "sprint.state.no_hot_spots" { de: "Im Ablauf ist weder ein Fehler noch eine Wartezeit noch Frust markiert. Ist es der richtige Ablauf?", en: "No error, delay or frustration is marked in the process. Is it the right process?" }
    REMOTE = "sprint.state.remote_w1" { de: "Workshop 1 findet aus der Ferne statt; vor Ort entsteht mehr.", en: "Workshop 1 takes place remotely; more comes of it on site." }
    OUTSIDE_OWNER = "sprint.state.owner_outside" { de: "{who} entscheidet, gehört aber nicht zum Unternehmen.", en: "{who} decides but is not part of the company." }
}

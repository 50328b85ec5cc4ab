//! What the cluster has to say.

use crate::base::text::sentences;

sentences! {
    TWO_MEMBERS = "cluster.expected.two_members" { de: "mindestens 2 Mitglieder", en: "at least 2 members" }

    NOBODY_HAS = "cluster.reason.nobody_has" {
        de: "Für „{role}“ gibt es niemanden im Unternehmen; gebraucht: {needed}.",
        en: "Nobody in the company covers \"{role}\"; needed: {needed}.",
    }
    TOO_FEW_HAVE = "cluster.reason.too_few_have" {
        de: "Für „{role}“ gibt es {have} von {needed} Personen.",
        en: "For \"{role}\" there are {have} of {needed} persons.",
    }
    SCORED_LOW = "cluster.reason.scored_low" {
        de: "Die Kompetenz ist mit {score} von 4 bewertet.",
        en: "Competence is scored {score} of 4.",
    }
    ENOUGH = "cluster.reason.enough" {
        de: "Die nötige Kompetenz ist im Unternehmen da.",
        en: "The competence needed is there in the company.",
    }

    CONTRADICTION = "cluster.contradiction" {
        de: "„{title}“: Die Kompetenz ist mit {score} von 4 bewertet, zugleich fehlt {roles}. Eines davon stimmt nicht.",
        en: "\"{title}\": competence is scored {score} of 4, yet {roles} is missing. One of the two is wrong.",
    }
    NOBODY_OWNS = "cluster.nobody_owns" {
        de: "„{title}“: Im Unternehmen steht niemand dafür ein. Partner ersetzen das nicht.",
        en: "\"{title}\": nobody in the company stands behind it. Partners do not replace that.",
    }
    NONE_OFFERS = "cluster.none_offers" {
        de: "„{title}“: Keine der sichtbaren Organisationen bietet {roles} an.",
        en: "\"{title}\": none of the visible organisations offers {roles}.",
    }

    ASK_SKILLS = "cluster.question.skills" {
        de: "Welche Fähigkeiten braucht es, um „{title}“ zu lösen, und wie viele Personen haben sie?",
        en: "Which skills does it take to solve \"{title}\", and how many people have them?",
    }
    ASK_HAVE = "cluster.question.have" {
        de: "Wie viele Personen haben Sie für „{role}“?",
        en: "How many persons do you have for \"{role}\"?",
    }
    ASK_SCORE = "cluster.question.score" {
        de: "Wie gut reicht die Kompetenz im Haus für „{title}“, von 0 (gar nicht) bis 4 (voll)?",
        en: "How far does the competence in the house go for \"{title}\", from 0 (not at all) to 4 (fully)?",
    }
    ASK_COMPETENCES = "cluster.question.competences" {
        de: "Welche Kompetenz fehlt für „{title}“?",
        en: "Which competence is missing for \"{title}\"?",
    }
    ASK_TOPIC = "cluster.question.topic" {
        de: "Zu welchem Thema gehört „{title}“?",
        en: "Which topic does \"{title}\" belong to?",
    }
    ASK_PUBLIC = "cluster.question.public" {
        de: "Dürfen andere Mitglieder die Idee „{title}“ sehen?",
        en: "May other members see the idea \"{title}\"?",
    }
    ASK_MEMBERS = "cluster.question.min_members" {
        de: "Wie viele Partner braucht „{title}“ mindestens, Sie eingeschlossen?",
        en: "How many partners does \"{title}\" need at least, you included?",
    }
    ASK_RESEARCH = "cluster.question.requires_research" {
        de: "Muss bei „{title}“ eine Hochschule oder ein Forschungsinstitut dabei sein?",
        en: "Must a university or research institute take part in \"{title}\"?",
    }
    ASK_DISTANCE = "cluster.question.max_distance" {
        de: "Wie weit dürfen die Partner bei „{title}“ entfernt sein?",
        en: "How far away may the partners of \"{title}\" be?",
    }
    ASK_START = "cluster.question.earliest_start" {
        de: "Wann kann „{title}“ frühestens beginnen?",
        en: "When can \"{title}\" begin at the earliest?",
    }
}

//! The sentences of this floor.

use super::vote::VotingMethod;
use crate::base::Text;
use crate::base::text::sentences;

sentences! {
    SCALE = "priority.scale" { de: "von {low} bis {high}", en: "from {low} to {high}" }
    AT_LEAST_ONE = "priority.at_least_one" { de: "mindestens eins", en: "at least one" }
    RATED_TWICE = "priority.rated_twice" {
        de: "Jede Person bewertet jeden Punkt höchstens einmal.",
        en: "Each person rates each item at most once.",
    }
    DOTS_ALLOWED = "priority.dots_allowed" { de: "höchstens {n} Punkte je Person", en: "at most {n} dots per person" }
    DOT_TWICE = "priority.dot_twice" {
        de: "Jeder Eintrag bekommt von einer Person höchstens einen Punkt.",
        en: "An item gets at most one dot from each person.",
    }
    LIMITS_ASCEND = "priority.limits_ascend" { de: "vier aufsteigende Beträge über null", en: "four ascending amounts above zero" }
    LOW_BELOW_HIGH = "priority.low_below_high" {
        de: "Das untere Ende der Skala muss unter dem oberen liegen.",
        en: "The low end of the scale must lie below the high end.",
    }
    NO_ANSWER = "priority.no_answer" {
        de: "Niemand hat etwas bewertet; ohne eine einzige Antwort gibt es keine Rangfolge.",
        en: "Nobody rated anything; without a single answer there is no ranking.",
    }

    NOT_NEGATIVE = "priority.not_negative" { de: "null oder mehr", en: "zero or more" }
    FINITE = "priority.finite" { de: "eine endliche Zahl", en: "a finite number" }
    NO_GAPS_HERE = "priority.no_gaps_here" {
        de: "Eine Matrix aus bloßen Zahlen hat keine Lücken; priority.rank nimmt null und nennt die Einträge, denen ein Wert fehlt.",
        en: "A matrix of bare numbers has no gaps; priority.rank takes null and lists the items that lack a value.",
    }
    ZERO_WEIGHTS = "priority.zero_weights" {
        de: "Mindestens ein Kriterium braucht ein Gewicht über null.",
        en: "At least one criterion needs a weight above zero.",
    }
    ONE_PER_CRITERION = "priority.one_per_criterion" { de: "{n} Werte, einer je Kriterium", en: "{n} values, one per criterion" }
    NO_COMPLETE_ROW = "priority.no_complete_row" {
        de: "Kein Eintrag hat zu allen Kriterien einen Wert; ohne vollständige Zeile gibt es keine Rangfolge.",
        en: "No item has a value for every criterion; without a complete row there is no ranking.",
    }
    BEST_TO_WORST_TWICE = "priority.best_to_worst_twice" {
        de: "Derselbe Vergleich (bestes mit schlechtestem Kriterium) steht schon mit {n} da.",
        en: "The same comparison (best with worst criterion) already stands there as {n}.",
    }
    NO_WEIGHTS = "priority.no_weights" {
        de: "Aus diesen Werten folgen keine Gewichte: nötig sind mindestens zwei Einträge, Unterschiede und (Entropie) Werte ab null.",
        en: "These values give no weights: that takes at least two items, differences and (entropy) values of zero or more.",
    }
    CANNOT_NORMALIZE = "priority.cannot_normalize" {
        de: "Mit diesen Werten lässt sich das Kriterium so nicht normieren; nehmen Sie min_max oder geben Sie eine Skala an.",
        en: "This criterion cannot be normalised that way with these values; use min_max or state a scale.",
    }
    ABOVE_ZERO = "priority.above_zero" { de: "Werte über null", en: "values above zero" }
    THRESHOLDS = "priority.thresholds" {
        de: "Schwellen über null, die Indifferenz unter der Präferenz",
        en: "thresholds above zero, indifference below preference",
    }
    BETWEEN_ZERO_AND_ONE = "priority.between_zero_and_one" { de: "eine Zahl von 0 bis 1", en: "a number from 0 to 1" }
    GAUSSIAN_LIMIT = "priority.gaussian_limit" {
        de: "höchstens {n} Einträge, denn die Gauß-Präferenz vergleicht jedes Paar",
        en: "at most {n} items, for the Gaussian preference compares every pair",
    }
    LEFT_OUT = "priority.left_out" {
        de: "{n} Einträge haben Lücken und stehen nicht in der Rangfolge.",
        en: "{n} items have gaps and are not in the ranking.",
    }
    CONSTANT = "priority.constant" {
        de: "Beim Kriterium {name} haben alle denselben Wert; es unterscheidet nichts.",
        en: "All items have the same value for {name}; it tells nothing apart.",
    }
    ITEM_BEFORE = "priority.item_before" {
        de: "{a} vor {b} ({score_a} zu {score_b}) wegen: {for}.",
        en: "{a} before {b} ({score_a} to {score_b}) because of: {for}.",
    }
    ITEM_BEFORE_BUT = "priority.item_before_but" {
        de: "{a} vor {b} ({score_a} zu {score_b}) wegen: {for}; für {b} spricht: {against}.",
        en: "{a} before {b} ({score_a} to {score_b}) because of: {for}; in favour of {b}: {against}.",
    }

    RANKED_TWICE = "priority.ranked_twice" {
        de: "Jeder Eintrag steht auf einem Stimmzettel höchstens einmal.",
        en: "An item stands on a ballot at most once.",
    }
    NO_BALLOT = "priority.no_ballot" {
        de: "Ohne einen einzigen Stimmzettel gibt es kein Ergebnis.",
        en: "Without a single ballot there is no result.",
    }
    OTHER_BALLOTS = "priority.other_ballots" {
        de: "Dieses Verfahren braucht Stimmzettel der anderen Art (dotted für Punkte und Zustimmung, sonst ranked).",
        en: "This method needs ballots of the other kind (dotted for dots and approval, ranked otherwise).",
    }
    VOTE_TIE = "priority.vote_tie" {
        de: "Gleichstand an der Spitze nach {method}: {items}.",
        en: "A tie for the first place by {method}: {items}.",
    }
    ORDER_DECIDED = "priority.order_decided" {
        de: "Bei {method} widersprechen sich gleich starke Siege; die Reihenfolge der Kennungen hat entschieden. Vorn: {items}.",
        en: "With {method} victories of the same strength contradict each other; the order of the ids decided. In front: {items}.",
    }
    VOTES_DISAGREE = "priority.votes_disagree" {
        de: "Die Verfahren küren nicht denselben Sieger.",
        en: "The methods do not name the same winner.",
    }
    VETO = "priority.veto" { de: "Einspruch gegen {item}: {reason}", en: "Objection to {item}: {reason}" }
    VOTE_DOTS = "priority.vote.dots" { de: "Klebepunkten", en: "dots" }
    VOTE_APPROVAL = "priority.vote.approval" { de: "Zustimmung", en: "approval" }
    VOTE_BORDA = "priority.vote.borda" { de: "Borda", en: "Borda" }
    VOTE_COPELAND = "priority.vote.copeland" { de: "Copeland", en: "Copeland" }
    VOTE_SCHULZE = "priority.vote.schulze" { de: "Schulze", en: "Schulze" }
    VOTE_RANKED_PAIRS = "priority.vote.ranked_pairs" { de: "Ranked Pairs", en: "ranked pairs" }
    VOTE_RUNOFF = "priority.vote.runoff" { de: "Stichwahl mit Rangfolge", en: "instant run-off" }

    NOT_LINKED = "priority.not_linked" {
        de: "Es fehlt ein Vergleich, der {a} mit {b} verbindet.",
        en: "A comparison is missing that links {a} with {b}.",
    }
    WITH_ITSELF = "priority.with_itself" {
        de: "Ein Element wird nicht mit sich selbst verglichen.",
        en: "An element is not compared with itself.",
    }
    PAIR_TWICE = "priority.pair_twice" {
        de: "Dieses Paar hat dieselbe Person schon verglichen.",
        en: "The same person has compared this pair already.",
    }
    INCONSISTENT = "priority.inconsistent" {
        de: "Die Vergleiche widersprechen sich (Konsistenzverhältnis {ratio}). Am wenigsten passt {a} zu {b}: angegeben {value}, nach den übrigen {implied}.",
        en: "The comparisons contradict each other (consistency ratio {ratio}). Least fitting is {a} to {b}: stated {value}, implied by the rest {implied}.",
    }
    CIRCLE = "priority.circle" {
        de: "Die Vergleiche laufen im Kreis: {a} vor {b} vor {c} vor {a}.",
        en: "The comparisons run in a circle: {a} over {b} over {c} over {a}.",
    }
    PAIRS_MISSING = "priority.pairs_missing" {
        de: "{n} Vergleiche fehlen; die Gewichte folgen aus den übrigen, ein Konsistenzverhältnis gibt es dafür nicht.",
        en: "{n} comparisons are missing; the weights follow from the others, and there is no consistency ratio for that.",
    }

    PLAIN_NORMALIZATION = "priority.plain_normalization" {
        de: "Hier sind min_max und scale erlaubt: Nur damit bleiben die Grenzen exakte Brüche.",
        en: "Only min_max and scale are allowed here: with them the limits stay exact fractions.",
    }
    NOBODY_RATED = "priority.nobody_rated" {
        de: "Zu diesem Eintrag hat bei diesem Kriterium niemand etwas gesagt.",
        en: "Nobody said anything about this item on this criterion.",
    }
    INSIDE_FIRST = "priority.inside_first" { de: "auf dem ersten Platz", en: "in the first place" }
    INSIDE_TOP = "priority.inside_top" { de: "unter den ersten {n}", en: "among the first {n}" }
    OUT_OF_FIRST = "priority.out_of_first" { de: "vom ersten Platz", en: "out of the first place" }
    OUT_OF_TOP = "priority.out_of_top" { de: "aus den ersten {n}", en: "out of the first {n}" }
    IN_TOP = "priority.in_top" {
        de: "{item} ist bei {share} % aller zulässigen Gewichtungen {inside}.",
        en: "{item} is {inside} in {share} % of all admissible weightings.",
    }
    WOULD_TAKE = "priority.would_take" {
        de: "Erst ein Gewicht von {at} auf {criterion} (jetzt {now}) verdrängt {item} {out}.",
        en: "It would take a weight of {at} on {criterion} (now {now}) to push {item} {out}.",
    }
    NO_SINGLE_WEIGHT = "priority.no_single_weight" {
        de: "Kein einzelnes Gewicht verdrängt {item} {out}.",
        en: "No single weight pushes {item} {out}.",
    }
    IN_TOP_GROUPS = "priority.in_top_groups" {
        de: "{item} ist in {share} % der nachgezogenen Runden {inside}.",
        en: "{item} is {inside} in {share} % of the resampled groups.",
    }
    SMALLEST_SHIFT = "priority.smallest_shift" {
        de: "Werden {share} Prozentpunkte Gewicht verschoben, zieht {enters} mit {leaves} gleich; mit weniger ändert sich die Auswahl nicht.",
        en: "Moving {share} percentage points of weight brings {enters} level with {leaves}; with less the selection does not change.",
    }
    SHAKY = "priority.shaky" {
        de: "Der Platz von {item} hängt an den Gewichten: Nur bei {share} % der zulässigen Gewichtungen bleibt {item} vorn.",
        en: "The place of {item} hangs on the weights: {item} stays in front in only {share} % of the admissible weightings.",
    }
    VALUES_DRAWN = "priority.values_drawn" {
        de: "Bei {item} fehlen Werte; sie wurden über die ganze Skala gezogen.",
        en: "Values of {item} are missing; they were drawn from the whole scale.",
    }

    TIE_CHAIN = "priority.tie_chain" {
        de: "Bei Gleichstand entscheiden mehr Klebepunkte, dann höhere Jahreskosten, dann die Kennung.",
        en: "Ties go to more dots, then to the higher annual cost, then to the id.",
    }
    SOLVABLE_CHAIN = "priority.solvable_chain" {
        de: "Lösbarkeit: erst ohne Sperre, dann Punkte, dann Jahreskosten, dann Kennung.",
        en: "Solvability: unblocked first, then points, then annual cost, then id.",
    }

    BY_DOTS = "priority.by_dots" { de: "den Klebepunkten", en: "dots" }
    BY_PAIN_INDEX = "priority.by_pain_index" { de: "dem Schmerzindex", en: "pain index" }
    BY_COST = "priority.by_cost" { de: "den Jahreskosten", en: "annual cost" }
    BY_BORDA = "priority.by_borda" { de: "den Borda-Punkten der Wirkung", en: "Borda points of impact" }

    TOP = "priority.top" { de: "Vorn liegen nach {measure}: {items}.", en: "In front by {measure}: {items}." }
    BIGGEST = "priority.biggest" {
        de: "Am größten ist {item}: {cost} im Jahr.",
        en: "The biggest is {item}: {cost} a year.",
    }
    CHOSEN = "priority.chosen" {
        de: "Am ehesten lösbar ist {item}: {points} von {of} Punkten, keine Sperre bekannt.",
        en: "The most doable is {item}: {points} of {of} points, no gate known to block it.",
    }
    NOT_THE_BIGGEST = "priority.not_the_biggest" {
        de: "Gewählt wird nicht der größte, sondern der lösbarste Punkt.",
        en: "The choice is not the biggest but the most doable one.",
    }
    NOT_JUDGED = "priority.not_judged" {
        de: "Wie lösbar die vorderen sind, hat noch niemand bewertet: Der machbare lässt sich nicht bestimmen.",
        en: "Nobody has judged yet how doable the ones in front are: the doable one cannot be named.",
    }
    ALL_BLOCKED = "priority.all_blocked" {
        de: "Alle Punkte an der Spitze sind gesperrt; gewählt wird keiner, solange die Sperren bestehen.",
        en: "Everything in front is blocked; nothing is chosen while the gates are closed.",
    }
    EASIER_OUTSIDE = "priority.easier_outside" {
        de: "Noch leichter lösbar wäre {item} ({points} von {of} Punkten), liegt aber nach {measure} nicht vorn.",
        en: "Even more doable would be {item} ({points} of {of} points), but it is not in front by {measure}.",
    }
    CRITERION_LEAD = "priority.criterion_lead" { de: "{name} (+{n})", en: "{name} (+{n})" }
    BEFORE = "priority.before" {
        de: "{a} vor {b} ({points_a} zu {points_b} Punkte) wegen: {for}.",
        en: "{a} before {b} ({points_a} to {points_b} points) because of: {for}.",
    }
    BEFORE_BUT = "priority.before_but" {
        de: "{a} vor {b} ({points_a} zu {points_b} Punkte) wegen: {for}; für {b} spricht: {against}.",
        en: "{a} before {b} ({points_a} to {points_b} points) because of: {for}; in favour of {b}: {against}.",
    }
    BEFORE_BLOCKED = "priority.before_blocked" {
        de: "{a} vor {b} ({points_a} zu {points_b} Punkte), denn {b} ist gesperrt: {gates}.",
        en: "{a} before {b} ({points_a} to {points_b} points), for {b} is blocked: {gates}.",
    }
    BEFORE_BY_CHAIN = "priority.before_by_chain" {
        de: "{a} vor {b} ({points_a} zu {points_b} Punkte): Kein Kriterium spricht für {a}; entschieden haben offene Sperren, Jahreskosten oder die Kennung.",
        en: "{a} before {b} ({points_a} to {points_b} points): no criterion favours {a}; open gates, annual cost or the id decided.",
    }

    TIE_BY_DOTS = "priority.tie_by_dots" {
        de: "Gleichstand an der Grenze zwischen {items}; entschieden haben die Klebepunkte.",
        en: "A tie at the boundary between {items}; dots decided.",
    }
    TIE_BY_COST = "priority.tie_by_cost" {
        de: "Gleichstand an der Grenze zwischen {items}; entschieden haben die Jahreskosten.",
        en: "A tie at the boundary between {items}; annual cost decided.",
    }
    TIE_BY_ID = "priority.tie_by_id" {
        de: "Gleichstand an der Grenze zwischen {items}; entschieden hat nur die Kennung. Bitte stimmen Sie noch einmal ab.",
        en: "A tie at the boundary between {items}; only the id decided. Please vote again.",
    }
    METHODS_DISAGREE = "priority.methods_disagree" {
        de: "Die Verfahren sind sich nicht einig; bei allen vorn liegt nur: {items}.",
        en: "The methods disagree; in front by all of them is only: {items}.",
    }
    METHODS_SHARE_NONE = "priority.methods_share_none" {
        de: "Die Verfahren sind sich nicht einig; keiner der Punkte liegt bei allen vorn.",
        en: "The methods disagree; no item is in front by all of them.",
    }
    NON_AI = "priority.non_ai" {
        de: "Bei {item} hilft vielleicht etwas ohne KI: {alternative}.",
        en: "For {item} something without AI may help: {alternative}.",
    }
    SCORES_MISSING = "priority.scores_missing" {
        de: "Für {item} fehlen noch Werte: {criteria}.",
        en: "Scores are missing for {item}: {criteria}.",
    }
    FEW_ANSWERS = "priority.few_answers" {
        de: "{item}: Nur {n} von {of} Personen haben eine Angabe gemacht ({what}).",
        en: "{item}: only {n} of {of} people answered ({what}).",
    }
    IMPACT = "priority.impact" { de: "Wirkung", en: "impact" }
    FRUSTRATION = "priority.frustration" { de: "Frust", en: "frustration" }
    RATING = "priority.rating" { de: "Bewertung", en: "rating" }
    STRAIGHT_LINER = "priority.straight_liner" {
        de: "{participant} hat überall denselben Wert angegeben.",
        en: "{participant} gave every item the same value.",
    }
    ONE_VOICE = "priority.one_voice" {
        de: "Ohne {participant} fiele die Wahl auf {item}.",
        en: "Without {participant} the choice would be {item}.",
    }
    ONE_VOICE_NONE = "priority.one_voice_none" {
        de: "Ohne {participant} bliebe nichts wählbar: Alles an der Spitze ist gesperrt.",
        en: "Without {participant} nothing could be chosen: everything in front is blocked.",
    }

    BLOCKED_BY = "priority.blocked_by" { de: "Gesperrt durch: {gates}.", en: "Blocked by: {gates}." }
    MISSING_SCORES = "priority.missing_scores" { de: "Noch nicht beurteilt: {criteria}.", en: "Not judged yet: {criteria}." }
    LESS_SOLVABLE = "priority.less_solvable" {
        de: "Lag vorn, war aber weniger lösbar als der gewählte Punkt.",
        en: "Was in front but less doable than the one chosen.",
    }
    IN_FRONT_UNDECIDED = "priority.in_front_undecided" { de: "Liegt vorn; gewählt ist noch nichts.", en: "Is in front; nothing is chosen yet." }
    NOT_AMONG_TOP = "priority.not_among_top" { de: "Lag nicht vorn.", en: "Was not in front." }

    DATA_ACCESS = "priority.data_access" { de: "Zugang zu Daten", en: "access to data" }
    DATA_QUALITY = "priority.data_quality" { de: "Qualität der Daten", en: "quality of data" }
    PROCESS_STABILITY = "priority.process_stability" { de: "stabiler Ablauf", en: "stable process" }
    MEASURABILITY = "priority.measurability" { de: "Messbarkeit", en: "measurability" }
    INTERFACE_EASE = "priority.interface_ease" { de: "einfache Schnittstellen", en: "ease of interfaces" }
    LEGAL_EASE = "priority.legal_ease" { de: "rechtliche Unbedenklichkeit", en: "legal ease" }
    OWNER_COMMITMENT = "priority.owner_commitment" { de: "Rückhalt bei Verantwortlichen", en: "commitment of the owner" }
    TIME_FIT = "priority.time_fit" { de: "machbar in der Zeit", en: "fits the time" }
    COST_FIT = "priority.cost_fit" { de: "machbar mit dem Geld", en: "fits the money" }
}

/// What a voting method is called.
pub(super) const fn voting_method(method: VotingMethod) -> Text {
    match method {
        VotingMethod::Dots => VOTE_DOTS.text(),
        VotingMethod::Approval => VOTE_APPROVAL.text(),
        VotingMethod::Borda => VOTE_BORDA.text(),
        VotingMethod::Copeland => VOTE_COPELAND.text(),
        VotingMethod::Schulze => VOTE_SCHULZE.text(),
        VotingMethod::RankedPairs => VOTE_RANKED_PAIRS.text(),
        VotingMethod::InstantRunoff => VOTE_RUNOFF.text(),
    }
}

/// The name of one of the nine criteria of F-5.
pub(super) fn criterion_name(id: &str) -> Option<Text> {
    let sentence = match id {
        "data_access" => DATA_ACCESS,
        "data_quality" => DATA_QUALITY,
        "process_stability" => PROCESS_STABILITY,
        "measurability" => MEASURABILITY,
        "interface_ease" => INTERFACE_EASE,
        "legal_ease" => LEGAL_EASE,
        "owner_commitment" => OWNER_COMMITMENT,
        "time_fit" => TIME_FIT,
        "cost_fit" => COST_FIT,
        _ => return None,
    };
    Some(sentence.text())
}

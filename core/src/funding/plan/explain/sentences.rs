//! What a plan says about itself.

use crate::base::text::sentences;

sentences! {
    // The plan in plain words.
    NAME_BEGIN = "plan.name.begin" { de: "Am {start} beginnen", en: "Start on {start}" }
    NAME_WAIT = "plan.name.wait" { de: "Bis {start} auf die Entscheidung warten", en: "Wait for the decision until {start}" }
    NAME_USES = "plan.name.uses" { de: "{offers} nutzen", en: "use {offers}" }
    NAME_OWN = "plan.name.own" { de: "{own} selbst bezahlen", en: "pay {own} yourself" }
    NAME_REST = "plan.name.rest" { de: "den Rest selbst bezahlen", en: "pay the rest yourself" }
    NAME_SUM = "plan.name.sum" { de: "{grant}", en: "{grant}" }
    NAME_UP_TO = "plan.name.up_to" { de: "bis zu {grant}, zu erwarten sind {expected}", en: "up to {grant}, {expected} to be expected" }
    NAME_READY = "plan.name.ready" { de: "; Prototyp am {ready}", en: "; prototype on {ready}" }
    NAME_SELF = "plan.name.self" { de: "{begin} und alles selbst bezahlen{ready}", en: "{begin} and pay everything yourself{ready}" }
    NAME_ALL = "plan.name.all" { de: "{begin}, {third}: {money}{ready}", en: "{begin}, {third}: {money}{ready}" }
    NAME_SOME = "plan.name.some" { de: "{begin}, {second}, {third}: {money}{ready}", en: "{begin}, {second}, {third}: {money}{ready}" }

    // Why this programme and not the next best.
    PAID_BY = "plan.why.paid_by" { de: "{offer} trägt bis zu {percent} % dieser Kosten. Das Nächstbeste ({next}) brächte dem ganzen Plan {less} weniger.", en: "{offer} carries up to {percent} % of this cost. The next best ({next}) would bring the whole plan {less} less." }
    PAID_BY_EQUAL = "plan.why.paid_by_equal" { de: "{offer} trägt bis zu {percent} % dieser Kosten. Anders ({next}) brächte der Plan ebenso viel.", en: "{offer} carries up to {percent} % of this cost. Otherwise ({next}) the plan would bring just as much." }
    PAID_BY_ONLY = "plan.why.paid_by_only" { de: "{offer} trägt bis zu {percent} % dieser Kosten. Ohne diese Wahl hielte kein Plan Eigenmittel und zugesagte Termine ein.", en: "{offer} carries up to {percent} % of this cost. Without this choice no plan would keep own funds and promised dates." }
    YOURSELF = "plan.why.yourself" { de: "selbst bezahlen", en: "paying it yourself" }
    SELF_PAID = "plan.why.self_paid" { de: "Die Position wird selbst bezahlt.", en: "The company pays this position itself." }
    NOBODY_PAYS = "plan.why.nobody_pays" { de: "Kein nutzbares Programm bezahlt diese Kostenart in dieser Phase.", en: "No usable programme pays for this kind of cost in this phase." }
    USED_UP = "plan.why.used_up" { de: "{offer} bezahlt bereits andere Positionen; ein Höchstbetrag ist damit ausgeschöpft.", en: "{offer} pays for other positions already; that uses up a largest amount." }
    DISPLACES = "plan.why.displaces" { de: "{offer} brächte hier {grant}, der ganze Plan damit aber {less} weniger.", en: "{offer} would bring {grant} here, but the whole plan {less} less." }
    NO_MORE = "plan.why.no_more" { de: "{offer} könnte sie bezahlen; der ganze Plan brächte damit nicht mehr.", en: "{offer} could pay for it; the whole plan would bring no more." }
    NOT_WITHIN = "plan.why.not_within" { de: "{offer}: Mit dieser Position ließen sich Mindest- und Höchstbeträge, der Anteil externer Kosten oder die De-minimis-Obergrenze nicht einhalten.", en: "{offer}: with this position least and largest amounts, the share of external cost or the de minimis ceiling could not be kept." }
    NOT_WITHIN_CEILING = "plan.why.ceiling" { de: "{offer}: Die De-minimis-Obergrenze lässt dafür nichts übrig.", en: "{offer}: the de minimis ceiling leaves nothing for it." }
    NOT_WITHIN_COST_MIN = "plan.why.cost_min" { de: "{offer}: Diese Position allein erreicht die Mindestkosten nicht.", en: "{offer}: this position alone does not reach the least cost." }
    NOT_WITHIN_COST_MAX = "plan.why.cost_max" { de: "{offer}: Mit dieser Position lägen die Kosten über den Höchstkosten.", en: "{offer}: with this position the cost would exceed the largest cost." }
    NOT_WITHIN_GRANT_MIN = "plan.why.grant_min" { de: "{offer}: Mit dieser Position allein bliebe der Zuschuss unter dem Mindestbetrag.", en: "{offer}: with this position alone the grant would stay below the least amount." }
    NOT_WITHIN_EXTERNAL = "plan.why.external" { de: "{offer}: Mit dieser Position läge der Anteil externer Kosten außerhalb der Grenzen.", en: "{offer}: with this position the share of external cost would be out of bounds." }
    NOT_AFFORDED_HERE = "plan.why.not_afforded" { de: "{offer} brächte hier {grant}, aber Eigenmittel oder zugesagte Termine lassen es nicht zu.", en: "{offer} would bring {grant} here, but own funds or promised dates do not allow it." }
    SHUT_OUT = "plan.why.shut_out" { de: "{offer} und {other} schließen einander aus; der Plan nutzt {other}.", en: "{offer} and {other} exclude each other; the plan uses {other}." }

    // What limits it, and what one more euro brings.
    LIMIT_CEILING = "plan.limit.ceiling" { de: "{offer}: Die De-minimis-Obergrenze bindet und kürzt um {cut}. Ein Euro mehr Spielraum bringt {more}. Ein Euro mehr Kosten bringt nichts.", en: "{offer}: the de minimis ceiling binds and cuts {cut}. One more euro of headroom brings {more}. One more euro of cost brings nothing." }
    LIMIT_CEILING_ALONE = "plan.limit.ceiling_alone" { de: "{offer}: Die De-minimis-Obergrenze bindet und kürzt um {cut}.", en: "{offer}: the de minimis ceiling binds and cuts {cut}." }
    LIMIT_GRANT_CAP = "plan.limit.grant_cap" { de: "{offer}: Der Höchstbetrag bindet und kürzt um {cut}. Läge er einen Euro höher, brächte das {more}. Ein Euro mehr Kosten bringt nichts.", en: "{offer}: the largest grant binds and cuts {cut}. One euro higher it would bring {more}. One more euro of cost brings nothing." }
    LIMIT_GRANT_CAP_ALONE = "plan.limit.grant_cap_alone" { de: "{offer}: Der Höchstbetrag bindet und kürzt um {cut}.", en: "{offer}: the largest grant binds and cuts {cut}." }
    LIMIT_BASE_CAP = "plan.limit.base_cap" { de: "{offer}: Die Obergrenze der anrechenbaren Kosten bindet und kürzt um {cut}. Läge sie einen Euro höher, brächte das {more}. Ein Euro mehr Kosten bringt nichts.", en: "{offer}: the cap on the counted cost binds and cuts {cut}. One euro higher it would bring {more}. One more euro of cost brings nothing." }
    LIMIT_BASE_CAP_ALONE = "plan.limit.base_cap_alone" { de: "{offer}: Die Obergrenze der anrechenbaren Kosten bindet und kürzt um {cut}.", en: "{offer}: the cap on the counted cost binds and cuts {cut}." }
    LIMIT_SHARED = "plan.limit.shared" { de: "{offer}: Eine Grenze, die sich mehrere Kosten teilen, bindet und kürzt um {cut}. Ließe sie einen Euro mehr zu, brächte das {more}.", en: "{offer}: a limit that several costs share binds and cuts {cut}. If it allowed one euro more, that would bring {more}." }
    LIMIT_SHARED_ALONE = "plan.limit.shared_alone" { de: "{offer}: Eine Grenze, die sich mehrere Kosten teilen, bindet und kürzt um {cut}.", en: "{offer}: a limit that several costs share binds and cuts {cut}." }
    LIMIT_COST_CAP = "plan.limit.cost_cap" { de: "{offer}: Die Höchstkosten sind erreicht. Lägen sie einen Euro höher, brächte das {more}.", en: "{offer}: the largest cost is reached. One euro higher it would bring {more}." }
    LIMIT_COST_CAP_ALONE = "plan.limit.cost_cap_alone" { de: "{offer}: Die Höchstkosten sind erreicht.", en: "{offer}: the largest cost is reached." }
    LIMIT_RATE = "plan.limit.rate" { de: "{offer}: Keine Obergrenze bindet. Ein Euro mehr Kosten bei {position} bringt {more}.", en: "{offer}: no cap binds. One more euro of cost in {position} brings {more}." }
    LIMIT_RATE_ALONE = "plan.limit.rate_alone" { de: "{offer}: Keine Obergrenze bindet, nur der Fördersatz.", en: "{offer}: no cap binds, only the rate." }
    NOTHING = "plan.limit.nothing" { de: "nichts", en: "nothing" }
    LIMIT_INTENSITY = "plan.limit.intensity" { de: "{position}: Die höchste Beihilfeintensität von {highest} % bindet; der Satz von {offer} wäre {rate} %.", en: "{position}: the highest aid intensity of {highest} % binds; the rate of {offer} would be {rate} %." }
    LIMIT_OWN_FUNDS = "plan.limit.own_funds" { de: "„{budget}“ bindet: Ohne diese Grenze brächte der beste Plan {cut} mehr. Ein Euro mehr davon bringt {more}.", en: "\"{budget}\" binds: without this limit the best plan would bring {cut} more. One more euro of it brings {more}." }
    LIMIT_NO_OWN_FUNDS = "plan.limit.no_own_funds" { de: "„{budget}“ reicht für diesen Plan; mehr davon brächte nicht mehr Förderung.", en: "\"{budget}\" suffices for this plan; more of it would bring no more money." }

    // What one more week brings.
    WEEK_LATER = "plan.week.later" { de: "Darf der Prototyp eine Woche später fertig sein (bis {day}), bringt der beste Plan {more} mehr; er ist dann am {ready} fertig.", en: "If the prototype may be ready a week later (by {day}), the best plan brings {more} more; it is ready on {ready} then." }
    WEEK_LATER_NOTHING = "plan.week.later_nothing" { de: "Eine Woche mehr Zeit für den Prototyp (bis {day}) bringt kein Geld.", en: "One more week for the prototype (until {day}) brings no money." }
    WEEK_EARLIER = "plan.week.earlier" { de: "Muss der Prototyp eine Woche früher fertig sein (bis {day}), kostet das {less}; er ist dann am {ready} fertig.", en: "If the prototype must be ready a week earlier (by {day}), that costs {less}; it is ready on {ready} then." }
    WEEK_EARLIER_NOTHING = "plan.week.earlier_nothing" { de: "Der Prototyp kann ohne Verlust eine Woche früher fertig sein: am {ready}.", en: "The prototype can be ready a week earlier without a loss: on {ready}." }
    WEEK_EARLIER_IMPOSSIBLE = "plan.week.earlier_impossible" { de: "Eine Woche früher (bis {day}) ist der Prototyp auf keinem Weg fertig.", en: "A week earlier (by {day}) the prototype cannot be ready by any plan." }
    PROMISE_LATER = "plan.week.promise_later" { de: "Darf {stage} eine Woche später beginnen (bis {day}), bringt der beste Plan {more} mehr.", en: "If {stage} may start a week later (by {day}), the best plan brings {more} more." }
    PROMISE_LATER_NOTHING = "plan.week.promise_later_nothing" { de: "{stage} eine Woche später zuzusagen (bis {day}), bringt nicht mehr.", en: "Promising {stage} a week later (by {day}) brings no more." }
    DECISION_LATER = "plan.week.decision_later" { de: "Kommt die Entscheidung über {offer} eine Woche später (am {day}), ist der Prototyp erst am {ready} fertig; am {milestone} bliebe er ohne Verlust mit einem anderen Plan.", en: "If the decision on {offer} comes a week later (on {day}), the prototype is ready on {ready} only; another plan would keep {milestone} without a loss." }
    DECISION_LATER_OR = "plan.week.decision_later_or" { de: "Kommt die Entscheidung über {offer} eine Woche später (am {day}), ist der Prototyp erst am {ready} fertig; soll es beim {milestone} bleiben, kostet das {less}.", en: "If the decision on {offer} comes a week later (on {day}), the prototype is ready on {ready} only; keeping {milestone} costs {less}." }
    DECISION_LATER_NOTHING = "plan.week.decision_later_nothing" { de: "Kommt die Entscheidung über {offer} eine Woche später (am {day}), verschiebt das den Prototyp nicht.", en: "If the decision on {offer} comes a week later (on {day}), that does not delay the prototype." }
    DECISION_LATER_BREAKS = "plan.week.decision_later_breaks" { de: "Kommt die Entscheidung über {offer} eine Woche später (am {day}), lässt sich ein zugesagter Beginn nur mit einem anderen Plan halten; der bringt {less} weniger.", en: "If the decision on {offer} comes a week later (on {day}), only another plan keeps a promised start; it brings {less} less." }
    DECISION_LATER_IMPOSSIBLE = "plan.week.decision_later_impossible" { de: "Kommt die Entscheidung über {offer} eine Woche später (am {day}), hält kein Plan mehr alle Termine und Eigenmittel ein.", en: "If the decision on {offer} comes a week later (on {day}), no plan keeps every date and own funds any more." }
    DECISION_EARLIER = "plan.week.decision_earlier" { de: "Kommt die Entscheidung über {offer} eine Woche früher (am {day}), ist der Prototyp am {ready} fertig.", en: "If the decision on {offer} comes a week earlier (on {day}), the prototype is ready on {ready}." }
    DECISION_EARLIER_MORE = "plan.week.decision_earlier_more" { de: "Kommt die Entscheidung über {offer} eine Woche früher (am {day}), bringt der beste Plan {more} mehr.", en: "If the decision on {offer} comes a week earlier (on {day}), the best plan brings {more} more." }
    DECISION_EARLIER_NOTHING = "plan.week.decision_earlier_nothing" { de: "Kommt die Entscheidung über {offer} eine Woche früher (am {day}), bringt das weder Geld noch Zeit.", en: "If the decision on {offer} comes a week earlier (on {day}), that brings neither money nor time." }

    // What if it fails.
    IF_DRAW_LOST = "plan.if.draw_lost" { de: "Wird {offer} am {day} nicht gezogen, entfallen {grant}.", en: "If {offer} is not drawn on {day}, {grant} fall away." }
    IF_DRAW_LOST_SOME_DAY = "plan.if.draw_lost_some_day" { de: "Wird {offer} nicht gezogen (der Tag ist nicht bekannt), entfallen {grant}.", en: "If {offer} is not drawn (the day is not known), {grant} fall away." }
    IF_REFUSED = "plan.if.refused" { de: "Wird {offer} am {day} abgelehnt, entfallen {grant}.", en: "If {offer} is refused on {day}, {grant} fall away." }
    IF_REFUSED_SOME_DAY = "plan.if.refused_some_day" { de: "Wird {offer} abgelehnt (wann entschieden wird, ist nicht bekannt), entfallen {grant}.", en: "If {offer} is refused (when it is decided is not known), {grant} fall away." }
    IF_LOAN_LOST = "plan.if.loan_lost" { de: "Kommt {offer} nicht zustande, ein Darlehen über {lent} (das zeigt sich am {day}), fehlt dieses Geld auf Zeit; Förderung entfällt damit nicht.", en: "If {offer} does not come about, a loan of {lent} (known on {day}), this money is missing for a time; no grant falls away with it." }
    IF_LOAN_LOST_SOME_DAY = "plan.if.loan_lost_some_day" { de: "Kommt {offer} nicht zustande, ein Darlehen über {lent} (wann sich das zeigt, ist nicht bekannt), fehlt dieses Geld auf Zeit; Förderung entfällt damit nicht.", en: "If {offer} does not come about, a loan of {lent} (nobody knows when that shows), this money is missing for a time; no grant falls away with it." }
    THEN_WITHOUT_LOAN = "plan.if.then_without_loan" { de: "Dann bezahlen Sie {own} ohne dieses Darlehen; an Förderung bleiben {left}.", en: "Then you pay {own} without this loan; grants of {left} remain." }
    THEN_YOURSELF = "plan.if.then_yourself" { de: "Dann bezahlen Sie {own} selbst. Es bleiben {left} statt {before}.", en: "Then you pay {own} yourself. {left} remain instead of {before}." }
    THEN_OTHERS = "plan.if.then_others" { de: "Ersatz für {positions}: {heirs}. Es bleiben {left} statt {before}.", en: "Instead for {positions}: {heirs}. {left} remain instead of {before}." }
    THEN_BOTH = "plan.if.then_both" { de: "Ersatz für {positions}: {heirs}; {own} bezahlen Sie dann selbst. Es bleiben {left} statt {before}.", en: "Instead for {positions}: {heirs}; you pay {own} yourself then. {left} remain instead of {before}." }
    THEN_MISSING = "plan.if.then_missing" { de: "Dann fehlen {missing} in „{budget}“ (am {day}).", en: "\"{budget}\" then lacks {missing} (on {day})." }
    IF_LATE = "plan.if.late" { de: "Wird über {offer} erst am {day} entschieden (statt am {usual}), ist der Prototyp am {ready} fertig statt am {milestone}.", en: "If {offer} is decided on {day} only (instead of {usual}), the prototype is ready on {ready} instead of {milestone}." }
    IF_LATE_NOTHING = "plan.if.late_nothing" { de: "Wird über {offer} erst am {day} entschieden (statt am {usual}), verschiebt das den Prototyp nicht.", en: "If {offer} is decided on {day} only (instead of {usual}), that does not delay the prototype." }
    IF_LATE_BREAKS = "plan.if.late_breaks" { de: "Wird über {offer} erst am {day} entschieden (statt am {usual}), bricht ein zugesagter Beginn. Wer ihn halten will, verzichtet auf {offer} ({grant}); es bleiben {left}.", en: "If {offer} is decided on {day} only (instead of {usual}), a promised start breaks. Whoever keeps it goes without {offer} ({grant}); {left} remain." }

    // Programmes that are not used.
    RISKIER = "plan.unused.riskier" { de: "{offer} ist weniger sicher ({risk}) als alles in diesem Plan ({mine}).", en: "{offer} is less sure ({risk}) than anything in this plan ({mine})." }
    LATER = "plan.unused.later" { de: "{offer}: Wer darauf wartet, hat den Prototyp frühestens am {day} statt am {milestone}.", en: "{offer}: whoever waits for it has the prototype on {day} at the earliest instead of {milestone}." }
    COST_TOO_SMALL = "plan.unused.cost_too_small" { de: "{offer} verlangt Kosten ab {limit}; die passenden Positionen ergeben nur {cost}.", en: "{offer} demands cost from {limit}; the positions that fit add up to {cost} only." }
    GRANT_TOO_SMALL = "plan.unused.grant_too_small" { de: "{offer} bewilligt erst ab {limit}; mehr als {grant} kämen nicht zusammen.", en: "{offer} grants from {limit} only; no more than {grant} would come together." }
    OUT_OF_BOUNDS = "plan.unused.out_of_bounds" { de: "{offer}: Keine Auswahl der Positionen hält Mindest- und Höchstkosten und den Anteil externer Kosten ein.", en: "{offer}: no choice of positions keeps least and largest cost and the share of external cost." }
    CEILING_FULL = "plan.unused.ceiling_full" { de: "{offer}: Die De-minimis-Obergrenze von {ceiling} lässt an keinem möglichen Tag der Bewilligung etwas übrig.", en: "{offer}: the de minimis ceiling of {ceiling} leaves nothing on any possible day of the grant." }
    NOT_AFFORDED = "plan.unused.not_afforded" { de: "{offer}: Kein Plan damit hält Eigenmittel und zugesagte Termine ein.", en: "{offer}: no plan with it keeps own funds and promised dates." }
    EXCLUDED_BY = "plan.unused.excluded_by" { de: "{offer} und {other} schließen einander aus; mit {offer} brächte der beste Plan {less} weniger.", en: "{offer} and {other} exclude each other; with {offer} the best plan would bring {less} less." }
    NOT_WORTH = "plan.unused.not_worth" { de: "{offer} lässt {grant} erwarten; der Antrag kostet {effort}.", en: "{offer} is expected to bring {grant}; the application costs {effort}." }
    BRINGS_LESS = "plan.unused.brings_less" { de: "Der beste Plan mit {offer} (zu erwarten: {grant} für {positions}) brächte {less} weniger.", en: "The best plan with {offer} (expected: {grant} for {positions}) would bring {less} less." }
    BRINGS_AS_MUCH = "plan.unused.brings_as_much" { de: "Der beste Plan mit {offer} brächte nicht mehr als dieser.", en: "The best plan with {offer} would bring no more than this one." }
    THE_POSITION = "plan.bar.the_position" { de: "die Position", en: "the position" }
    BAR_WINDOW = "plan.bar.window" { de: "{offer}: Kein Antragsfenster ist mehr erreichbar.", en: "{offer}: no window for applications can be reached any more." }
    BAR_OFTEN = "plan.bar.often" { de: "{offer}: So oft, wie es bewilligt wird, wurde es schon bewilligt.", en: "{offer}: it has been granted as often as it ever is." }
    BAR_DECISION_TIME = "plan.bar.decision_time" { de: "{offer}: Wie lange eine Entscheidung dauert, ist nicht veröffentlicht, und vorher darf nichts beginnen. Ohne Annahme dazu wird nicht damit geplant.", en: "{offer}: how long a decision takes is not published, and nothing may start before it. Without an assumption it is not planned with." }
    BAR_FAR = "plan.bar.far" { de: "{offer}: Die Entscheidung käme erst nach mehr als drei Jahren.", en: "{offer}: the decision would come after more than three years." }
    BAR_KIND = "plan.bar.kind" { de: "{offer} bezahlt keine dieser Kostenarten in diesen Phasen.", en: "{offer} pays for none of these kinds of cost in these phases." }
    BAR_SIZE = "plan.bar.size" { de: "{offer} hat für Unternehmen dieser Größe keinen Satz.", en: "{offer} has no rate for companies of this size." }
    BAR_PROVIDER = "plan.bar.provider" { de: "{offer} verlangt einen unabhängigen Anbieter; der für {position} ist es nicht.", en: "{offer} demands an independent provider; the one for {position} is not." }
    BAR_RESEARCH = "plan.bar.research" { de: "{offer} fördert nur Forschung und Entwicklung; {position} gehört nicht dazu.", en: "{offer} pays for research and development only; {position} is neither." }
    BAR_ORDERED = "plan.bar.ordered" { de: "{offer}: Schon beauftragt ist {position}; die Beginnregel lässt keine Förderung mehr zu.", en: "{offer}: {position} is ordered already; the start rule allows no money any more." }
    BAR_PROMISE = "plan.bar.promise" { de: "{offer}: Damit auf die Entscheidung zu warten ({position}), bräche einen zugesagten Beginn.", en: "{offer}: waiting for the decision ({position}) would break a promised start." }

    // What nobody publishes.
    THE_BODY = "plan.assumed.the_body" { de: "der zuständigen Stelle", en: "the body in charge" }
    ASK_TIME = "plan.assumed.ask_time" { de: "Wie lange dauert es bei {body} vom Antrag für {offer} bis zur Entscheidung?", en: "How long does {body} take from an application for {offer} to the decision?" }
    ASK_CHANCE = "plan.assumed.ask_chance" { de: "Wie viele der Anträge für {offer} werden bei {body} gezogen?", en: "How many of the applications for {offer} does {body} draw?" }
    ASSUMED_TIME_UNTIL = "plan.assumed.time_until" { de: "{offer}: Wie lange eine Entscheidung dauert, ist nicht veröffentlicht. Fiele sie bis zum {day}, brächte der beste Plan bis zu {more} mehr ({risk}).", en: "{offer}: how long a decision takes is not published. If it came by {day}, the best plan would bring up to {more} more ({risk})." }
    ASSUMED_TIME = "plan.assumed.time" { de: "{offer}: Wie lange eine Entscheidung dauert, ist nicht veröffentlicht. Mit einer Annahme dazu brächte der beste Plan bis zu {more} mehr ({risk}).", en: "{offer}: how long a decision takes is not published. With an assumption the best plan would bring up to {more} more ({risk})." }
    ASSUMED_TIME_NOTHING = "plan.assumed.time_nothing" { de: "{offer}: Wie lange eine Entscheidung dauert, ist nicht veröffentlicht; auch eine sofortige brächte hier nicht mehr.", en: "{offer}: how long a decision takes is not published; even an immediate one would bring no more here." }
    ASSUMED_CHANCE = "plan.assumed.chance" { de: "{offer}: Die Chance im Losverfahren ist nicht veröffentlicht. Würde der Antrag gezogen, brächte der beste Plan {more} mehr.", en: "{offer}: the chance in the draw is not published. If the application were drawn, the best plan would bring {more} more." }
    ASSUMED_CHANCE_NOTHING = "plan.assumed.chance_nothing" { de: "{offer}: Die Chance im Losverfahren ist nicht veröffentlicht; auch gezogen brächte es hier nicht mehr.", en: "{offer}: the chance in the draw is not published; even when drawn it would bring no more here." }

    // What it relies on.
    RELIES_OPEN = "plan.relies_open" { de: "Der Plan stützt sich auf {offer}, obwohl noch offen ist: {list}", en: "The plan relies on {offer} although this is still open: {list}" }
    RELIES_UNCONFIRMED = "plan.relies_unconfirmed" { de: "Der Plan stützt sich auf {offer}, obwohl niemand bestätigt hat, dass Anträge möglich sind. Offen ist: {list}", en: "The plan relies on {offer} although nobody confirmed that applications are possible. Open: {list}" }
    RELIES_ASSUMED = "plan.relies_assumed" { de: "{offer}: Der Plan rechnet mit Annahmen des Aufrufers, nicht mit veröffentlichten Angaben: {list}", en: "{offer}: the plan reckons with assumptions of the caller, not with published figures: {list}" }
    UNVERIFIED = "plan.unverified" { de: "{offer}: Mindestens eine Angabe ist nicht überprüft. Vor dem Antrag bei der Stelle bestätigen lassen.", en: "{offer}: at least one statement is unverified. Have the body confirm it before applying." }
    OWN_WORK = "plan.own_work" { de: "{offer}: Was auf eigene Stunden entfällt ({positions}), zählt mit allen Zuschlägen darauf als De-minimis-Beihilfe (§ 9 Abs. 5 FZulG) und braucht Platz unter der Obergrenze.", en: "{offer}: what rests on own hours ({positions}) counts as de minimis aid with everything on top of it (FZulG section 9(5)) and takes room under the ceiling." }
    INTEREST_UNKNOWN = "plan.interest_unknown" { de: "{offer}: Den Zins auf {lent} hat niemand genannt; der Plan rechnet ohne Zins. Lassen Sie ihn sich von der Bank nennen, bevor Sie entscheiden.", en: "{offer}: nobody stated the interest on {lent}; the plan counts none. Have the bank state it before you decide." }
    TWO_YEARS = "plan.two_years" { de: "{offer}: {position} läuft vom {from} bis {until} über das Ende des Wirtschaftsjahres am {end}. Der Plan rechnet diese Kosten ganz dem Jahr zu, in dem die Arbeit endet; zu beantragen sind sie je Jahr, in dem sie entstehen, und damit können sich Beträge und der Tag des Geldes ändern.", en: "{offer}: {position} runs from {from} to {until} across the end of the fiscal year on {end}. The plan counts this cost wholly in the year in which the work ends; it has to be claimed for each year in which it arises, which may change amounts and the day of the money." }
    ASK_INDEPENDENT = "plan.ask.independent" { de: "Ist der Anbieter von {position} vom Unternehmen unabhängig? {offer} verlangt es.", en: "Is the provider of {position} independent of the company? {offer} demands it." }
    ASK_RESEARCH = "plan.ask.research" { de: "Ist {position} Forschung oder Entwicklung mit technischer Unsicherheit? {offer} verlangt es.", en: "Is {position} research or development with technical uncertainty? {offer} demands it." }
    ASK_SIZE = "plan.ask.size" { de: "Wie groß ist das Unternehmen nach der KMU-Definition? Der Satz von {offer} für {position} hängt daran.", en: "How large is the company under the SME definition? The rate of {offer} for {position} hangs on it." }
    BAR_NO_NEED = "plan.bar.no_need" { de: "{offer} ist ein Darlehen: kein Geld, das bleibt, und kein Budget, dem es fehlen könnte.", en: "{offer} is a loan: no money to keep, and no budget that could lack it." }
    QUOTE_TAKEN = "plan.why.quote_taken" { de: "Der Auftrag geht an {provider} (Angebot {quote}, {net}) statt an {stated} ({before}); mit dem genannten Anbieter brächte der beste Plan {less} weniger.", en: "The order goes to {provider} (quote {quote}, {net}) instead of {stated} ({before}); with the stated provider the best plan would bring {less} less." }
    QUOTE_NEEDED = "plan.why.quote_needed" { de: "Der Auftrag geht an {provider} (Angebot {quote}, {net}) statt an {stated} ({before}); mit dem genannten Anbieter hält kein Plan Termine und Mittel ein.", en: "The order goes to {provider} (quote {quote}, {net}) instead of {stated} ({before}); with the stated provider no plan keeps dates and money." }
    LENT_FOR_MORE = "plan.why.lent_for_more" { de: "{offer} leiht {lent} und gleicht aus, dass Zuschüsse erst nach der Ausgabe kommen; ohne das Darlehen brächte der beste Plan {less} weniger.", en: "{offer} lends {lent} and makes up for grants that arrive after the money is spent; without the loan the best plan would bring {less} less." }
    LENT_TO_BE_ABLE = "plan.why.lent_to_be_able" { de: "{offer} leiht {lent} und gleicht aus, dass Zuschüsse erst nach der Ausgabe kommen; ohne das Darlehen reichen eigene Mittel und Kredit für keinen Plan.", en: "{offer} lends {lent} and makes up for grants that arrive after the money is spent; without the loan own funds and credit suffice for no plan." }
}

//! The sentences of the plan and of its check.

use crate::base::text::sentences;

sentences! {
    // What is wrong with an input.
    ONE_WEEKDAY = "plan.input.one_weekday" { de: "mindestens ein Arbeitstag der Woche", en: "at least one working day of the week" }
    ONE_POSITION = "plan.input.one_position" { de: "mindestens eine Kostenposition", en: "at least one cost position" }
    ONE_RATE = "plan.input.one_rate" { de: "mindestens ein Fördersatz", en: "at least one rate" }
    ONE_MILESTONE = "plan.input.one_milestone" { de: "Nur ein Schritt kann der Prototyp sein, auf den alle warten.", en: "Only one step can be the prototype that everybody waits for." }
    STAGE_CYCLE = "plan.input.stage_cycle" { de: "Die Schritte warten im Kreis aufeinander.", en: "The steps wait for each other in a circle." }
    STAGE_CYCLE_HINT = "plan.input.stage_cycle_hint" { de: "Eine dieser Abhängigkeiten muss entfallen: {steps}.", en: "One of these dependencies has to go: {steps}." }
    UNTIL_BEFORE = "plan.input.until_before" { de: "Die Position soll mit {until} enden, aber {stage} beginnt erst danach.", en: "The position is to end with {until}, but {stage} starts only after that." }
    PAST_PROMISE = "plan.input.past_promise" { de: "Der für {stage} zugesagte Tag liegt vor dem Tag des Plans.", en: "The day promised for {stage} lies before the day of the plan." }
    PAST_START_DAYS = "plan.input.past_start_days" { de: "Alle möglichen Starttage von {stage} liegen vor dem Tag des Plans.", en: "Every possible start day of {stage} lies before the day of the plan." }
    NO_AMOUNT_HINT = "plan.input.no_amount_hint" { de: "Schätzen Sie den Betrag, oder lassen Sie die Position weg.", en: "Estimate the amount, or leave the position out." }
    AT_MOST_MOVABLE = "plan.input.at_most_movable" { de: "höchstens {n} Positionen, die warten können", en: "at most {n} positions that can wait" }
    NOT_NEGATIVE = "plan.input.not_negative" { de: "null oder mehr", en: "zero or more" }
    LATEST_BEFORE_EARLIEST = "plan.input.latest_before_earliest" { de: "Der späteste Beginn liegt vor dem frühesten.", en: "The latest start lies before the earliest." }
    OWN_STAGE = "plan.input.own_stage" { de: "Die Position kann nicht auf das Ende ihres eigenen Schritts warten.", en: "The position cannot wait for the end of its own step." }
    NO_AMOUNT = "plan.input.no_amount" { de: "Position {position} hat keinen Betrag; ohne Betrag lässt sie sich nicht planen.", en: "Position {position} has no amount; without one it cannot be planned." }
    ORDERED_LATER = "plan.input.ordered_later" { de: "Bereits bestellt kann nur sein, was vor dem Planungstag bestellt wurde.", en: "Only what was ordered by the day of the plan can be ordered already." }
    LEAST_ABOVE_MOST = "plan.input.least_above_most" { de: "Die Mindestkosten liegen über den Höchstkosten.", en: "The least cost lies above the largest." }
    WINDOW_ENDS_FIRST = "plan.input.window_ends_first" { de: "Das Fenster endet, bevor es beginnt.", en: "The window ends before it opens." }
    LEAD_ORDER = "plan.input.lead_order" { de: "Erwartet wird: bester Fall ≤ üblich ≤ spät.", en: "Expected: best ≤ usual ≤ late." }
    FROM_TO = "plan.input.from_to" { de: "von {least} bis {most}", en: "from {least} to {most}" }
    TWICE = "plan.input.twice" { de: "Das steht schon einmal da.", en: "This is given already." }

    // What a plan breaks.
    STEP_MISSING = "plan.check.step_missing" { de: "Der Plan nennt keinen Termin für {stage}.", en: "The plan gives no date for {stage}." }
    STEP_DAY = "plan.check.step_day" { de: "{stage} kann am {day} nicht beginnen: kein möglicher Tag.", en: "{stage} cannot start on {day}: not a possible day." }
    STEP_EARLY = "plan.check.step_early" { de: "{stage} beginnt am {day} und damit zu früh.", en: "{stage} starts on {day}, which is too early." }
    STEP_LATE = "plan.check.step_late" { de: "{stage} beginnt am {day}, zugesagt war spätestens der {latest}.", en: "{stage} starts on {day}; {latest} at the latest was promised." }
    STEP_LENGTH = "plan.check.step_length" { de: "{stage} ab {day}: Der letzte Tag passt nicht zur Dauer.", en: "{stage} from {day}: the last day does not match its duration." }
    STEP_ORDER = "plan.check.step_order" { de: "{stage} beginnt zu früh nach {before}.", en: "{stage} starts too soon after {before}." }
    ORDER_MISSING = "plan.check.order_missing" { de: "Der Plan sagt nicht, wann {position} beauftragt wird.", en: "The plan does not say when {position} is ordered." }
    ORDER_FIXED = "plan.check.order_fixed" { de: "{position} ist schon beauftragt; der Plan nennt den {day}.", en: "{position} is ordered already; the plan says {day}." }
    ORDER_EARLY = "plan.check.order_early" { de: "{position} kann am {day} noch nicht beauftragt werden.", en: "{position} cannot be ordered as early as {day}." }
    ORDER_BEFORE_STEP = "plan.check.order_before_step" { de: "{position} wird beauftragt, bevor {stage} vorbei ist.", en: "{position} is ordered before {stage} is over." }
    NOT_MOVABLE = "plan.check.not_movable" { de: "{position} kann nicht auf den {day} verschoben werden.", en: "{position} cannot be moved to {day}." }
    STEP_BEFORE_ORDER = "plan.check.step_before_order" { de: "{stage} beginnt, bevor {position} beauftragt ist.", en: "{stage} starts before {position} is ordered." }
    STARTED_TOO_EARLY = "plan.check.started_too_early" { de: "{position} wird am {day} beauftragt. Nach der Beginnregel von {offer} (maßgeblicher Tag: {act}) ist das zu früh; die Förderung ginge verloren.", en: "{position} is ordered on {day}. Under the start rule of {offer} (decisive day: {act}) this is too early; the money would be lost." }
    TOO_OFTEN = "plan.check.too_often" { de: "{offer} lässt in diesem Plan höchstens {n} Anträge zu.", en: "{offer} allows at most {n} applications in this plan." }
    SAME_FAMILY = "plan.check.same_family" { de: "{first} und {second} schließen einander aus.", en: "{first} and {second} exclude each other." }
    SAME_QUEUE = "plan.check.same_queue" { de: "{first} und {second}: Ein weiterer Antrag ist erst nach der Entscheidung über den vorigen möglich.", en: "{first} and {second}: the next application is possible only after the decision on the last." }
    USES_OPEN = "plan.check.uses_open" { de: "Der Plan stützt sich auf {offer}; ob die Bedingungen erfüllt sind, ist noch offen.", en: "The plan relies on {offer}; whether its conditions hold is still open." }
    USES_NOT_ELIGIBLE = "plan.check.uses_not_eligible" { de: "{offer}: Die Bedingungen sind nicht erfüllt.", en: "{offer}: the conditions do not hold." }
    USES_NOT_OPEN = "plan.check.uses_not_open" { de: "{offer} nimmt keine Anträge an.", en: "{offer} takes no applications." }
    USES_LISTED_ONLY = "plan.check.uses_listed_only" { de: "{offer} ist nur gelistet; für einen Plan ist zu wenig bekannt.", en: "{offer} is only listed; too little is known of it for a plan." }
    USES_UNPLANNABLE = "plan.check.uses_unplannable" { de: "Mit {offer} lässt sich nicht planen: kein bezifferbares Geld für diese Kosten.", en: "{offer} cannot be planned with: no quantifiable money for these costs." }
    RATE_OPEN = "plan.check.rate_open" { de: "{position}: Der Satz von {offer} hängt an offenen Fragen: {questions}", en: "{position}: the rate of {offer} hangs on open questions: {questions}" }
    FILED_EARLY = "plan.check.filed_early" { de: "Der Antrag für {offer} kann am {day} noch nicht fertig sein.", en: "The application for {offer} cannot be ready on {day}." }
    OUTSIDE_WINDOW = "plan.check.outside_window" { de: "{offer} nimmt am {day} keine Anträge an.", en: "{offer} takes no applications on {day}." }
    TOO_SOON_AGAIN = "plan.check.too_soon_again" { de: "{offer}: Seit der letzten Bewilligung müssen {years} Jahre vergangen sein.", en: "{offer}: {years} years must have passed since the last grant." }
    NO_DECISION_TIME = "plan.check.no_decision_time" { de: "Für {offer} ist keine Bearbeitungszeit bekannt, und vor der Bewilligung darf nichts beginnen; ein Antrag am {day} lässt sich nicht einplanen.", en: "No decision time is known for {offer}, and nothing may start before the grant; an application on {day} cannot be planned with." }
    DECIDED_EARLY = "plan.check.decided_early" { de: "Eine Entscheidung über {offer} am {day} ist zu früh angenommen; frühestens {soonest}.", en: "A decision on {offer} on {day} is assumed too early; {soonest} at the earliest." }
    DECIDED_FAR = "plan.check.decided_far" { de: "Der Antrag für {offer} vom {day} würde erst nach mehr als drei Jahren entschieden; so weit reicht kein Plan.", en: "The application for {offer} of {day} would be decided after more than three years; no plan reaches that far." }
    TAX_TOO_EARLY = "plan.check.tax_too_early" { de: "Die Zulage wird am {day} beantragt; Kosten aus {year} können erst im Folgejahr geltend gemacht werden.", en: "The allowance is claimed on {day}; cost of {year} can be claimed only in the year after." }
    CLAIMED_TWICE = "plan.check.claimed_twice" { de: "{position}: {sum} sind beantragt, die Position kostet {net}. Kein Euro darf doppelt gefördert werden.", en: "{position}: {sum} are claimed, the position costs {net}. No euro may be funded twice." }
    NOT_SPLITTABLE = "plan.check.not_splittable" { de: "{position} lässt sich nicht teilen.", en: "{position} cannot be split." }
    EMPTY_CLAIM = "plan.check.empty_claim" { de: "{position}: Der beantragte Betrag muss über null liegen.", en: "{position}: the amount claimed must be above zero." }
    NOT_PAID_FOR = "plan.check.not_paid_for" { de: "{offer} bezahlt {position} nicht (Kostenart, Phase oder Größe).", en: "{offer} does not pay for {position} (kind of cost, phase or size)." }
    SIZE_UNKNOWN = "plan.check.size_unknown" { de: "{position}: Der Satz von {offer} hängt an der Unternehmensgröße, und die ist nicht bekannt.", en: "{position}: the rate of {offer} hangs on the size of the company, which is not known." }
    NOT_INDEPENDENT = "plan.check.not_independent" { de: "{position}: {offer} verlangt einen unabhängigen Anbieter.", en: "{position}: {offer} demands an independent provider." }
    INDEPENDENCE_UNKNOWN = "plan.check.independence_unknown" { de: "{position}: Ob der Anbieter unabhängig ist, wie {offer} es verlangt, ist nicht bekannt.", en: "{position}: whether the provider is independent, as {offer} demands, is not known." }
    NOT_RESEARCH = "plan.check.not_research" { de: "{position} ist keine Forschung oder Entwicklung; {offer} fördert nur diese.", en: "{position} is not research or development; {offer} pays for nothing else." }
    RESEARCH_UNKNOWN = "plan.check.research_unknown" { de: "{position}: Ob es Forschung oder Entwicklung ist, wie {offer} es verlangt, ist nicht bekannt.", en: "{position}: whether it is research or development, as {offer} demands, is not known." }
    NOTHING_CLAIMED = "plan.check.nothing_claimed" { de: "Unter {offer} ist nichts beantragt.", en: "Nothing is claimed under {offer}." }
    COST_BELOW = "plan.check.cost_below" { de: "{offer}: {cost} liegen unter den Mindestkosten von {limit}.", en: "{offer}: {cost} are below the least cost of {limit}." }
    COST_ABOVE = "plan.check.cost_above" { de: "{offer}: {cost} liegen über den Höchstkosten von {limit}.", en: "{offer}: {cost} are above the largest cost of {limit}." }
    EXTERNAL_SHARE = "plan.check.external_share" { de: "{offer}: Der Anteil externer Kosten liegt außerhalb der Grenzen.", en: "{offer}: the share of external cost is out of bounds." }
    TOO_MUCH = "plan.check.too_much" { de: "{offer}: {asked} sind beantragt, höchstens {most} sind möglich.", en: "{offer}: {asked} are asked for, {most} at most are possible." }
    TOO_LITTLE = "plan.check.too_little" { de: "{offer}: {asked} sind beantragt, mindestens {least} müssen es sein.", en: "{offer}: {asked} are asked for, it must be {least} at least." }
    CEILING = "plan.check.ceiling" { de: "Am {day} summieren sich De-minimis-Beihilfen in drei Jahren auf {sum}; erlaubt sind {ceiling}. Die ganze neue Beihilfe verlöre ihre Grundlage.", en: "On {day} de minimis aid over three years adds up to {sum}; {ceiling} are allowed. The whole new aid would lose its basis." }
    BUDGET = "plan.check.budget" { de: "„{budget}“ reicht nicht: Am {day} fehlen {missing}. Zuschüsse kommen erst nach der Ausgabe.", en: "\"{budget}\" does not suffice: {missing} are missing on {day}. Grants arrive after the money is spent." }

    // What the catalogue says.
    RULE_AT = "plan.programme.rule_at" { de: "{rule} ({place})", en: "{rule} ({place})" }
    ASK_MEMBERS = "plan.programme.ask_members" { de: "{question} Entscheidend: {members}.", en: "{question} Decisive: {members}." }
    ASK_WINDOW = "plan.programme.ask_window" { de: "Bestätigt {body}, dass für {offer} Anträge möglich sind?", en: "Does {body} confirm that applications for {offer} are possible?" }
    ASSUMES_DECISION = "plan.programme.assumes_decision" { de: "Entscheidung nach {best} bis {late} {unit}, üblich {usual}.", en: "Decision after {best} to {late} {unit}, usually {usual}." }
    CALENDAR_DAYS = "plan.programme.calendar_days" { de: "Tagen", en: "days" }
    WORKING_DAYS = "plan.programme.working_days" { de: "Arbeitstagen", en: "working days" }
    ASSUMES_CHANCE = "plan.programme.assumes_chance" { de: "Chance {percent} %.", en: "Chance {percent} %." }
    ASSUMES_EFFORT = "plan.programme.assumes_effort" { de: "Aufwand für den Antrag {effort}.", en: "Effort for the application {effort}." }
    ASSUMES_PREPARATION = "plan.programme.assumes_preparation" { de: "Vorbereitung des Antrags in {days} Arbeitstagen.", en: "Preparing the application in {days} working days." }
    ASSUMES_PAYOUT = "plan.programme.assumes_payout" { de: "Geld nach {days} Tagen.", en: "Money after {days} days." }
    NO_CHANCE = "plan.programme.no_chance" { de: "{offer}: Der Zugang wird verlost, und niemand veröffentlicht die Chance; ohne Annahme dazu wird nicht damit geplant.", en: "{offer}: access is by lot and nobody publishes the chance; without an assumption it is not planned with." }
    NO_GRANT = "plan.programme.no_grant" { de: "{offer}: kein Zuschuss zu diesen Kosten, sondern: {instrument}.", en: "{offer}: no grant for these costs but: {instrument}." }
    NO_MATCHING_TERMS = "plan.programme.no_matching_terms" { de: "{offer}: Keine Position dieses Plans passt zu Kostenarten, Phasen und Sätzen des Programms.", en: "{offer}: no position of this plan matches the cost kinds, phases and rates of the programme." }

    // What a plan says about itself.
    RISK_CLAIM = "plan.risk.claim" { de: "Rechtsanspruch", en: "legal claim" }
    RISK_DISCRETION = "plan.risk.discretion" { de: "eine Stelle entscheidet", en: "a body decides" }
    RISK_OPEN = "plan.risk.open" { de: "hängt an offenen Angaben", en: "depends on open facts" }
    RISK_UNCONFIRMED = "plan.risk.unconfirmed" { de: "unbestätigt, ob Anträge möglich sind", en: "unconfirmed whether applications are possible" }
    RISK_LOTTERY = "plan.risk.lottery" { de: "Losverfahren", en: "draw of lots" }
    TOO_MANY_DATES = "plan.too_many_dates" { de: "Es gibt mehr mögliche Antragstermine, als geprüft wurden; geprüft wurden die frühesten.", en: "There are more possible filing dates than were looked at; the earliest ones were." }
    LATE_BREAKS = "plan.late_breaks" { de: "Kommen die Entscheidungen spät, lässt sich ein zugesagter Beginn nicht halten.", en: "If decisions come late, a promised start cannot be kept." }
    PROMISE_IMPOSSIBLE = "plan.promise_impossible" { de: "Auch ohne jedes Warten kann {stage} erst am {day} beginnen.", en: "Even without waiting for anything, {stage} can start on {day} only." }
    DAY_FROM = "plan.day_from" { de: "{day} oder später", en: "{day} or later" }
    HELD_ITSELF = "plan.held_itself" { de: "Das liegt am frühesten Beginn oder an den möglichen Starttagen von {stage} selbst.", en: "The earliest start or the possible start days of {stage} itself are the reason." }
    HELD_BY_STEPS = "plan.held_by_steps" { de: "Vorher müssen diese Schritte vorbei sein: {steps}. Kürzen Sie Dauern oder Abstände, oder sagen Sie einen späteren Tag zu.", en: "These steps must be over before: {steps}. Shorten durations or gaps, or promise a later day." }
    HELD_BY_POSITION = "plan.held_by_position" { de: "{position} kann nicht vor dem {day} beauftragt werden.", en: "{position} cannot be ordered before {day}." }
    NO_START_DAY = "plan.no_start_day" { de: "{stage} kann erst ab dem {day} beginnen, und ab da ist kein Starttag mehr angegeben.", en: "{stage} can start from {day} on only, and no start day is given from then on." }
    START_DAY_FROM = "plan.start_day_from" { de: "ein Starttag ab dem {day}", en: "a start day from {day} on" }
    NO_DATES = "plan.no_dates" { de: "Für die Schritte gibt es keine möglichen Termine; prüfen Sie Starttage und Reihenfolge.", en: "There are no possible dates for the steps; check start days and order." }
    BUDGET_TOO_SMALL = "plan.budget_too_small" { de: "„{budget}“ reicht für keinen Plan: Auch im günstigsten (mit {grant} Förderung) fehlen am {day} {missing}, weil Zuschüsse erst nach der Ausgabe kommen.", en: "\"{budget}\" suffices for no plan: even in the best case (with {grant} of grants) {missing} are missing on {day}, because grants arrive after the money is spent." }
    AT_LEAST = "plan.at_least" { de: "mindestens {amount}", en: "at least {amount}" }
    BUDGET_HINT = "plan.budget_hint" { de: "Ein um {missing} größerer Kreditrahmen schließt die Lücke.", en: "A credit line larger by {missing} closes the gap." }
    BUDGET_HINT_WAIT = "plan.budget_hint_wait" { de: "Ein um {missing} größerer Kreditrahmen schließt die Lücke, oder eine dieser Positionen kann bis nach dem {after} warten (`can_wait_until`): {positions}.", en: "A credit line larger by {missing} closes the gap, or one of these positions can wait until after {after} (`can_wait_until`): {positions}." }
    NO_MONEY = "plan.no_money" { de: "Kein Programm trägt zu diesem Vorhaben bei. Woran es jeweils liegt, steht bei den nicht genutzten Programmen.", en: "No programme contributes to this project. What keeps each out stands with the programmes that are not used." }
    LEDGER_OVER = "plan.ledger_over" { de: "Die bisherigen De-minimis-Beihilfen übersteigen die Obergrenze von {ceiling} am {date} um {over}. Weitere sind frühestens am {back} wieder möglich.", en: "Earlier de minimis aid exceeds the ceiling of {ceiling} on {date} by {over}. More is possible again on {back} at the earliest." }
    NONE_REACHED = "plan.none_reached" { de: "kein Tag", en: "no day" }
    NO_PLAN = "plan.no_plan" { de: "Kein Plan hält alle Bedingungen ein.", en: "No plan keeps every condition." }
    TASK_FILE = "plan.task.file" { de: "Antrag stellen: {offer}, {grant}; Entscheidung erwartet am {day}", en: "File the application: {offer}, {grant}; decision expected on {day}" }
    TASK_FILE_AND_BEGIN = "plan.task.file_and_begin" { de: "Antrag stellen: {offer}, {grant}; danach darf begonnen werden, ohne Bewilligung auf eigenes Risiko", en: "File the application: {offer}, {grant}; work may begin after that, without a decision at own risk" }
    TASK_WAIT = "plan.task.wait" { de: "Auf die Entscheidung über {offer} warten; bis {day} keinen Vertrag unterschreiben, der damit bezahlt werden soll ({grant})", en: "Wait for the decision on {offer}; until {day} sign no contract that is to be paid with it ({grant})" }
    TASK_REPORT = "plan.task.report" { de: "Verwendung nachweisen: {offer}, {grant} (Antrag vom {filed})", en: "Report the use of the money: {offer}, {grant} (application of {filed})" }
    TASK_CLAIM = "plan.task.claim" { de: "Beim Finanzamt beantragen: {offer}, {grant} (frühestens {day})", en: "Claim at the tax office: {offer}, {grant} ({day} at the earliest)" }
    TASK_MONEY = "plan.task.money" { de: "Geld sollte da sein: {offer}, {grant} (Antrag vom {filed})", en: "The money should be there: {offer}, {grant} (application of {filed})" }
    TASK_SIGN = "plan.task.sign" { de: "Beauftragen: {position}, frühestens am {day}", en: "Order: {position}, {day} at the earliest" }
    TASK_BEGIN = "plan.task.begin" { de: "Eigene Arbeit beginnt: {position}, frühestens am {day}", en: "Own work begins: {position}, {day} at the earliest" }
    TASK_MOVED = "plan.task.moved" { de: "Verschoben, jetzt beauftragen: {position}, am {day}", en: "Moved, order now: {position}, on {day}" }
    TASK_DAY = "plan.task.day" { de: "{stage} am {day}", en: "{stage} on {day}" }
    TASK_START = "plan.task.start" { de: "{stage} vom {day} bis {until}", en: "{stage} from {day} to {until}" }
}

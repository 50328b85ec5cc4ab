//! What an assessment says.

use crate::base::text::sentences;

sentences! {
    NOT_BEGUN = "funding.assess.not_begun" { de: "Das Vorhaben ist noch nicht begonnen: keine verbindliche Bestellung, kein Vertrag.", en: "The project has not begun: no binding order, no contract." }
    COSTS = "funding.assess.costs" { de: "Es gibt Kosten oder Phasen, die das Programm bezahlt.", en: "There are costs or phases that the programme pays." }
    RATE = "funding.assess.rate" { de: "Für das Unternehmen gilt ein Fördersatz.", en: "A funding rate applies to the company." }
    COST_BOUNDS = "funding.assess.cost_bounds" { de: "Die förderfähigen Kosten liegen zwischen Mindest- und Höchstbetrag: {bounds}.", en: "The eligible cost lies between the least and the most: {bounds}." }
    FROM = "funding.assess.from" { de: "ab {low}", en: "from {low}" }
    UP_TO = "funding.assess.up_to" { de: "bis {high}", en: "up to {high}" }
    GRANT_MINIMUM = "funding.assess.grant_minimum" { de: "Der Zuschuss erreicht die Bagatellgrenze von {low}.", en: "The grant reaches the minimum of {low}." }
    DE_MINIMIS = "funding.assess.de_minimis" { de: "Es ist noch De-minimis-Rahmen frei; ein Zuschuss darüber hinaus wäre als Ganzes nicht gedeckt.", en: "De minimis headroom is left; a grant beyond it would not be covered at all." }

    IS_ELIGIBLE = "funding.assess.is_eligible" { de: "{name}: alle Bedingungen erfüllt, Anträge sind möglich. {amount}", en: "{name}: every condition is met, applications are possible. {amount}" }
    IS_NOT_ELIGIBLE = "funding.assess.is_not_eligible" { de: "{name}: nicht förderfähig. Nicht erfüllt: {list}", en: "{name}: not eligible. Not met: {list}" }
    IS_OPEN = "funding.assess.is_open" { de: "{name}: noch offen. Zu klären: {list}. {amount}", en: "{name}: still open. To be settled: {list}. {amount}" }
    IS_OPEN_WINDOW = "funding.assess.is_open_window" { de: "{name}: die Bedingungen sind erfüllt; ob Anträge möglich sind, ist bei {body} zu erfragen. {amount}", en: "{name}: the conditions are met; ask {body} whether applications are possible. {amount}" }
    IS_NOT_OPEN = "funding.assess.is_not_open" { de: "{name}: nimmt zu diesem Zeitpunkt keine Anträge an.", en: "{name}: takes no applications at that time." }
    IS_LISTED = "funding.assess.is_listed" { de: "{name}: nur ein Hinweis; für ein Urteil ist zu wenig bekannt.", en: "{name}: a hint only; too little is known for a verdict." }
    IS_CLOSED = "funding.assess.is_closed" { de: "{name}: beendet.", en: "{name}: closed." }

    EXACTLY = "funding.assess.exactly" { de: "Betrag: {amount}.", en: "Amount: {amount}." }
    BETWEEN = "funding.assess.between" { de: "Betrag: {low} bis {high}.", en: "Amount: {low} to {high}." }
    AT_LEAST = "funding.assess.at_least" { de: "Betrag: mindestens {low}, nach oben offen.", en: "Amount: at least {low}, no upper bound known." }
    UNBOUNDED = "funding.assess.unbounded" { de: "Betrag: noch nicht zu beziffern, keine Obergrenze bekannt.", en: "Amount: cannot be given yet, no upper bound known." }
    NO_MONEY = "funding.assess.no_money" { de: "Kein Zuschuss, sondern: {instrument}.", en: "Not a grant but: {instrument}." }
    CONFIRM = "funding.assess.confirm" { de: "Bestätigung, dass Anträge möglich sind", en: "confirmation that applications are possible" }

    OPEN_UNTIL = "funding.assess.open_until" { de: "Anträge sind bis {until} möglich (Stand {checked}).", en: "Applications are possible until {until} (as of {checked})." }
    OPEN_ENDED = "funding.assess.open_ended" { de: "Anträge sind möglich; ein Ende ist nicht bekannt (Stand {checked}).", en: "Applications are possible; no end is known (as of {checked})." }
    UNCONFIRMED = "funding.assess.unconfirmed" { de: "Vermutlich offen, aber nicht bestätigt (Stand {checked}): vor jeder Zusage bei {body} nachfragen.", en: "Believed open but not confirmed (as of {checked}): ask {body} before promising anything." }
    CALL = "funding.assess.call" { de: "Anträge nur innerhalb eines Aufrufs (Stand {checked}): bei {body} nach dem nächsten Aufruf fragen.", en: "Applications only inside a call (as of {checked}): ask {body} for the next call." }
    ANNOUNCED = "funding.assess.announced" { de: "Angekündigt, noch nicht offen (Stand {checked}).", en: "Announced, not yet open (as of {checked})." }
    STOPPED = "funding.assess.stopped" { de: "Gestoppt (Stand {checked}).", en: "Stopped (as of {checked})." }
    NOT_YET = "funding.assess.not_yet" { de: "Noch nicht offen; Beginn {from}.", en: "Not open yet; begins {from}." }
    BETWEEN_WINDOWS = "funding.assess.between_windows" { de: "Zwischen zwei Runden; die nächste beginnt {from}.", en: "Between two rounds; the next begins {from}." }
    ENDED = "funding.assess.ended" { de: "Die letzte Antragsfrist ist vorbei.", en: "The last deadline has passed." }
    UNKNOWN_WINDOW = "funding.assess.unknown_window" { de: "Über die Antragsfristen ist nichts bekannt (Stand {checked}).", en: "Nothing is known about deadlines (as of {checked})." }

    STALE = "funding.warning.stale" { de: "Der Stand dieses Programms ist {days} Tage alt ({checked}).", en: "The facts of this programme are {days} days old ({checked})." }
    STALE_WINDOW = "funding.warning.stale_window" { de: "Seit über einem Jahr nicht geprüft: Die Antragsfrist gilt als unbestätigt.", en: "Not checked for over a year: the window counts as unconfirmed." }
    WINDOW = "funding.warning.window" { de: "Ob Anträge möglich sind, ist nicht bestätigt: bei {body} nachfragen.", en: "Whether applications are possible is not confirmed: ask {body}." }
    APPROVALS_STOPPED = "funding.warning.approvals_stopped" { de: "Anträge können möglich sein, Bewilligungen sind aber gestoppt.", en: "Applications may be possible, but approvals are stopped." }
    DEADLINE_NEAR = "funding.warning.deadline_near" { de: "Die Frist endet in {days} Tagen ({until}).", en: "The deadline is in {days} days ({until})." }
    LOTTERY = "funding.warning.lottery" { de: "Zugang durch Los: {text}", en: "Access by lot: {text}" }
    CONFLICTS = "funding.warning.conflicts" { de: "Quellen widersprechen sich zu: {list}.", en: "Sources disagree on: {list}." }
    UNVERIFIED = "funding.warning.unverified" { de: "Nicht geprüft: {list}.", en: "Not verified: {list}." }
    WEAK_CONDITION = "funding.warning.weak_condition" { de: "Diese Bedingung ist nicht geprüft: {text}", en: "This condition is not verified: {text}" }
    OVERRIDDEN = "funding.warning.overridden" { de: "„{label}“ ist angegeben, obwohl es aus anderen Angaben folgt; die Angabe gilt.", en: "\"{label}\" is stated although it follows from other facts; the statement counts." }
    LEAD_ASSUMED = "funding.warning.lead_assumed" { de: "Die Dauer bis zur Entscheidung ist eine Annahme.", en: "The time until the decision is an assumption." }

    CAP_BASE = "funding.assess.cap_base" { de: "Bemessungsgrundlage höchstens {max} {per}", en: "cost base at most {max} {per}" }
    CAP_WAGE = "funding.assess.cap_wage" { de: "Lohn höchstens {max} je Person und Jahr", en: "wage at most {max} per person and year" }
    CAP_GRANT = "funding.assess.cap_grant" { de: "Förderung höchstens {max} {per}", en: "grant at most {max} {per}" }
}

//! Sentences about company size.

use crate::base::text::sentences;

sentences! {
    AWU_TWICE = "size.awu_twice" { de: "Geben Sie entweder die Jahresarbeitseinheiten oder die Beschäftigtenliste an, nicht beides.", en: "Give either the annual work units or the staff list, not both." }
    FTE_RANGE = "size.fte_range" { de: "ein Anteil der Vollzeit von 0 bis 1", en: "a share of full time from 0 to 1" }
    MONTHS_RANGE = "size.months_range" { de: "1 bis {high} Monate", en: "1 to {high} months" }
    MONTHS_WITHIN = "size.months_within" { de: "0 bis {high} Monate", en: "0 to {high} months" }
    NOT_NEGATIVE = "size.not_negative" { de: "ein Wert ab 0 (höchstens 10 Millionen Beschäftigte)", en: "a value from 0 (at most 10 million people)" }
    COMMON_DENOMINATOR = "size.common_denominator" { de: "Werte mit einem gemeinsamen Nenner bis {n}; runden Sie sehr feine Brüche", en: "values with a common denominator up to {n}; round very fine fractions" }
    CONSOLIDATED_TWICE = "size.consolidated_twice" { de: "Ein Unternehmen gehört voll nur zu einem Konzernabschluss, und ein Konzernabschluss enthält nicht seine eigene Mutter. Nennen Sie es nur beim unmittelbaren Abschluss.", en: "An enterprise belongs in full to one consolidated account only, and consolidated accounts do not include their own parent. Name it with the nearest accounts only." }
    HOLDING_TWICE = "size.holding_twice" { de: "Diese Beteiligung steht schon da. Fassen Sie beide zusammen.", en: "This holding is already listed. Merge the two." }
    MARKET_BOTH = "size.market_both" { de: "Für dieselben zwei Unternehmen steht an anderer Stelle das Gegenteil.", en: "The opposite is stated elsewhere for the same two enterprises." }
    NO_INVESTOR_FACT = "size.no_investor_fact" { de: "Haushalt und Einwohner gehören nur zu einer Gebietskörperschaft (local_authority).", en: "Budget and inhabitants belong to a local authority (local_authority) only." }
    SAME_CLOSING = "size.same_closing" { de: "Für diesen Stichtag gibt es schon einen Abschluss.", en: "There are already accounts for this closing date." }
    NOT_DISPERSED = "size.not_dispersed" { de: "Erklärt ist, dass niemand 25 % oder mehr hält; „{holder}“ steht hier aber mit so viel.", en: "It is declared that nobody holds 25 % or more; but \"{holder}\" is listed with that much." }
    LEAVE_OUT = "size.leave_out" { de: "Was Sie nicht wissen, lassen Sie weg; null heißt, dass es nichts gibt.", en: "Leave out what you do not know; zero means that there is nothing." }
    NO_SUCH_NODE = "size.no_such_node" { de: "Führen Sie jedes Unternehmen, jede Person und jede öffentliche Stelle unter „enterprises“, „persons“ oder „public_bodies“ auf.", en: "List every enterprise, person and public body under \"enterprises\", \"persons\" or \"public_bodies\"." }
    TOO_LARGE = "size.too_large" { de: "Lassen Sie weg, was mit dem Unternehmen weder verbunden noch sein Partner ist.", en: "Leave out what is neither linked with the enterprise nor its partner." }
    SEATS_RANGE = "size.seats_range" { de: "0 bis {high} Sitze", en: "0 to {high} seats" }
    ONE_NAME = "size.one_name" { de: "Jedes Unternehmen, jede Person und jede öffentliche Stelle braucht eine eigene Kennung.", en: "Every enterprise, person and public body needs an id of its own." }
    SHARE_HINT = "size.share_hint" { de: "35 % schreiben Sie 0.35 oder \"7/20\".", en: "Write 35 % as 0.35 or \"7/20\"." }
    SHARE_RANGE = "size.share_range" { de: "ein Anteil von 0 bis 1", en: "a share from 0 to 1" }
    SUM_OF_SHARES = "size.sum_of_shares" { de: "Die Anteile an diesem Unternehmen ergeben zusammen mehr als 100 %.", en: "The shares in this enterprise add up to more than 100 %." }
    TWO_OR_MORE = "size.two_or_more" { de: "mindestens zwei", en: "two or more" }
    UP_TO_DATE = "size.up_to_date" { de: "ein Tag bis {date}", en: "a day up to {date}" }

    STEP_VOTES = "size.step.votes" { de: "„{from}“ und mit ihm verbundene Unternehmen haben {share} % der Stimmen in „{to}“.", en: "\"{from}\" and enterprises linked to it have {share} % of the votes in \"{to}\"." }
    STEP_BOARD = "size.step.board" { de: "„{from}“ darf die Mehrheit der Organe von „{to}“ bestellen oder abberufen.", en: "\"{from}\" may appoint or remove the majority of the bodies of \"{to}\"." }
    STEP_INFLUENCE = "size.step.influence" { de: "„{from}“ hat durch Vertrag oder Satzung beherrschenden Einfluss auf „{to}“.", en: "\"{from}\" has dominant influence over \"{to}\" by contract or articles." }
    STEP_AGREEMENT = "size.step.agreement" { de: "„{from}“ verfügt durch Vereinbarung allein über die Stimmenmehrheit in „{to}“.", en: "\"{from}\" alone controls the majority of votes in \"{to}\" by agreement." }
    STEP_CONSOLIDATED = "size.step.consolidated" { de: "„{from}“ bezieht „{to}“ voll in seinen Konzernabschluss ein.", en: "\"{from}\" includes \"{to}\" in full in its consolidated accounts." }
    STEP_PERSON = "size.step.person" { de: "„{person}“ (allein oder gemeinsam handelnd) beherrscht „{from}“ und „{to}“ auf demselben oder benachbarten Märkten.", en: "\"{person}\" (alone or acting jointly) controls \"{from}\" and \"{to}\" on the same or adjacent markets." }
    STEP_PARTNER = "size.step.partner" { de: "Beteiligung von {share} % zwischen der Gruppe des Unternehmens und „{node}“ oder dessen Gruppe", en: "a holding of {share} % between the group of the enterprise and \"{node}\" or its group" }

    PUBLIC_CONTROL = "size.public_control" { de: "Öffentliche Stellen kontrollieren 25 % oder mehr. Damit ist das Unternehmen unabhängig von den Zahlen kein KMU.", en: "Public bodies control 25 % or more. The enterprise is no SME, whatever its figures." }
    PUBLIC_BOARD = "size.public_board" { de: "Ob eine Mehrheit öffentlicher Stellen im Gremium eines Trägers (etwa einer Stiftung) genügt, damit sie das Unternehmen kontrollieren, ändert hier das Ergebnis („public_board“). Der Gerichtshof bejaht das (C-516/19); das Urteil ist nicht im Wortlaut nachgelesen.", en: "Whether a majority of public bodies on the board of an owner (such as a foundation) is enough for them to control the enterprise changes the result here (\"public_board\"). The Court says yes (C-516/19); the judgment was not re-read in full." }
    ONE_CLOSING = "size.one_closing" { de: "Es liegt nur ein Abschluss vor; er setzt hier den Status. Ein früherer Abschluss kann ihn ändern, denn der Status wechselt erst nach zwei Abschlüssen in Folge.", en: "There is only one closing, and it sets the status here. An earlier one may change it, as the status changes only after two closings in a row." }
    EARLIER_COUNTS = "size.earlier_counts" { de: "Der älteste angegebene Abschluss setzt hier den Ausgangsstatus. Abschlüsse davor könnten einen anderen Status ergeben: {list}. Geben Sie sie an oder nennen Sie den früheren Status.", en: "The oldest accounts given set the status to start from. Accounts before them could give another status: {list}. State them or the earlier status." }
    FAMILY_PRESUMED = "size.family_presumed" { de: "Familienangehörige gelten hier nach dem Leitfaden der Kommission als gemeinsam handelnd. Der Gerichtshof verlangt eine Gesamtwürdigung (C-110/13, nicht nachgelesen).", en: "Family members are taken to act jointly here, as the Commission's guide has it. The Court asks for an overall assessment (C-110/13, not re-read)." }
    LEAVING_PRACTICE = "size.leaving_practice" { de: "Ob ein Unternehmen, das eine Gruppe verlässt, sofort wieder KMU ist, wird unterschiedlich gehandhabt. Klären Sie das mit der Bewilligungsstelle.", en: "Whether an enterprise that leaves a group is an SME again at once is handled differently. Settle it with the granting authority." }
    CHANGE_COUNTS = "size.change_counts" { de: "Nach dem Wechsel in der Gruppe am {date} zählen die heutige Gruppe und ihre letzten Abschlüsse.", en: "After the change of the group on {date}, the group of today and its last accounts count." }
    FAMILY = "size.family" { de: "Bei Familienangehörigen vermutet der Leitfaden der Kommission, dass sie gemeinsam handeln.", en: "For family members the Commission's guide presumes that they act jointly." }
    DISPERSED = "size.dispersed" { de: "Für „{node}“ ist nach Treu und Glauben erklärt, dass niemand 25 % oder mehr hält.", en: "For \"{node}\" it is declared in good faith that nobody holds 25 % or more." }
    VOTES_ASSUMED = "size.votes_assumed" { de: "Wo nur Kapital oder nur Stimmen angegeben sind, gilt hier beides als gleich. Das ist eine Annahme.", en: "Where only capital or only votes are given, both are taken as equal here. This is an assumption." }
    EXEMPT = "size.exempt" { de: "„{node}“ ist ein Investor, dessen Beteiligung nicht zum Partnerunternehmen führt; seine Zahlen bleiben außer Ansatz.", en: "\"{node}\" is an investor whose holding makes no partner; its figures are left out." }
    IGNORED = "size.ignored_accounts" { de: "Ein Abschluss zum {date} zählt nicht: Er ist nicht festgestellt oder liegt nach dem Tag der Betrachtung.", en: "Accounts of {date} do not count: they are not approved or lie after the day in question." }
    ESTIMATED = "size.estimated" { de: "Das Unternehmen hat noch keinen festgestellten Abschluss; es zählt die Schätzung nach Treu und Glauben.", en: "The enterprise has no approved accounts yet; the estimate made in good faith counts." }
    BEYOND_LIST = "size.beyond_list" { de: "Es können Unternehmen mitzählen, die nicht angegeben sind. Darum hat der Wert keine Obergrenze.", en: "Enterprises that are not listed may count. Hence the value has no upper bound." }

    ASK_CONTROL = "size.ask.control" { de: "Hat „{holder}“ das genannte Recht über „{node}“?", en: "Does \"{holder}\" have the right named over \"{node}\"?" }
    ASK_JOINT = "size.ask.joint" { de: "Handeln {persons} bei ihren geschäftlichen Entscheidungen gemeinsam?", en: "Do {persons} act jointly in their business decisions?" }
    ASK_MARKET = "size.ask.market" { de: "Sind „{a}“ und „{b}“ zumindest teilweise auf demselben oder auf benachbarten (direkt vor- oder nachgelagerten) Märkten tätig?", en: "Do \"{a}\" and \"{b}\" work, at least in part, on the same or on adjacent (directly upstream or downstream) markets?" }
    ASK_MANAGEMENT = "size.ask.management" { de: "Mischt sich „{node}“ unmittelbar oder mittelbar in die Geschäftsführung ein?", en: "Does \"{node}\" involve itself, directly or indirectly, in management?" }
    ASK_ANGELS = "size.ask.angels" { de: "Wie viel haben Business Angels insgesamt in „{node}“ investiert?", en: "How much have business angels invested in \"{node}\" in total?" }
    ASK_AUTHORITY = "size.ask.authority" { de: "Wie hoch ist der Jahreshaushalt von „{node}“, und wie viele Einwohner hat die Gebietskörperschaft?", en: "What is the annual budget of \"{node}\", and how many inhabitants does the authority have?" }
    ASK_BOARD = "size.ask.board" { de: "Wie viele Sitze im Gremium von „{node}“ haben Vertreter öffentlicher Stellen (Ministerien, Kommunen, Kammern, staatliche Hochschulen)?", en: "How many seats on the board of \"{node}\" do representatives of public bodies hold (ministries, municipalities, chambers, public universities)?" }
    ASK_UNLISTED = "size.ask.unlisted" { de: "Wer hält die übrigen Anteile an „{node}“?", en: "Who holds the remaining shares in \"{node}\"?" }
    ASK_OTHER = "size.ask.other" { de: "Beherrscht „{node}“ weitere Unternehmen, die hier nicht stehen?", en: "Does \"{node}\" control further enterprises that are not listed here?" }
    ASK_SHARE = "size.ask.share" { de: "Welchen Anteil an Kapital und Stimmen hält „{holder}“ an „{node}“?", en: "What share of capital and votes does \"{holder}\" hold in \"{node}\"?" }
    ASK_ACCOUNTS = "size.ask.accounts" { de: "Welche Zahlen enthält der Abschluss von „{node}“ für die Periode {period} (1 = letzte)?", en: "What are the figures of the accounts of \"{node}\" for period {period} (1 = latest)?" }
    ASK_AWU = "size.ask.awu" { de: "Wie viele Jahresarbeitseinheiten hatte „{node}“ in der Periode {period} (1 = letzte)?", en: "How many annual work units did \"{node}\" have in period {period} (1 = latest)?" }
    ASK_TURNOVER = "size.ask.turnover" { de: "Wie hoch war der Jahresumsatz von „{node}“ in der Periode {period} (1 = letzte)?", en: "What was the annual turnover of \"{node}\" in period {period} (1 = latest)?" }
    ASK_BALANCE = "size.ask.balance" { de: "Wie hoch war die Bilanzsumme von „{node}“ in der Periode {period} (1 = letzte)?", en: "What was the balance sheet total of \"{node}\" in period {period} (1 = latest)?" }
    ASK_EARLIER = "size.ask.earlier" { de: "Was ergaben die Abschlüsse vor dem ältesten angegebenen, und welchen Status hatte das Unternehmen damals?", en: "What did the accounts before the oldest given say, and what was the status of the enterprise then?" }
}

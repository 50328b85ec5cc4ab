//! What the ledger says to people.

use crate::base::text::sentences;

sentences! {
    ASK_AMOUNT = "aid.de_minimis.ask.amount" { de: "Wie hoch ist das Bruttosubventionsäquivalent? Es steht in der De-minimis-Bescheinigung.", en: "What is the gross grant equivalent? The de minimis certificate states it." }
    ASK_COLLATERAL = "aid.de_minimis.ask.collateral" { de: "Welcher Anteil des Darlehens ist besichert?", en: "Which share of the loan is covered by collateral?" }
    ASK_MARKET_RATE = "aid.de_minimis.ask.market_rate" { de: "Welcher Referenzzinssatz der Kommission (bei Bürgschaften: welche Safe-Harbour-Prämie) gilt am Tag der Gewährung für das Unternehmen?", en: "Which reference rate of the Commission (for guarantees: which safe-harbour premium) holds for the undertaking on the day of the grant?" }
    ASK_INSOLVENT = "aid.de_minimis.ask.insolvent" { de: "Läuft ein Insolvenzverfahren, oder sind die Voraussetzungen dafür auf Antrag der Gläubiger erfüllt?", en: "Are there collective insolvency proceedings, or are the criteria for them at the creditors' request met?" }
    ASK_LARGE = "aid.de_minimis.ask.large" { de: "Ist das Unternehmen ein Großunternehmen (kein KMU)?", en: "Is the undertaking large (not an SME)?" }
    ASK_RATING = "aid.de_minimis.ask.rating" { de: "Hat das Großunternehmen ein Rating von mindestens B-?", en: "Is the large undertaking rated at least B-?" }
    ASK_LOSSES = "aid.de_minimis.ask.losses" { de: "Tragen Kreditgeber und Bürge Verluste anteilig und zu gleichen Bedingungen?", en: "Do lender and guarantor bear losses pro rata and on the same terms?" }
    ASK_TOTAL_PUBLIC = "aid.de_minimis.ask.total_public" { de: "Wie hoch sind alle öffentlichen Kapitalzuführungen an das Unternehmen zusammen?", en: "How much public capital has been injected into the undertaking in total?" }
    ASK_EQUITY = "aid.de_minimis.ask.equity" { de: "Wie hoch war der Buchwert des Eigenkapitals von {part} am Tag der Aufspaltung?", en: "What was the book value of the equity of {part} on the day of the split?" }
    ASK_GROUP = "aid.de_minimis.ask.group" { de: "Sind das alle Unternehmen des „einzigen Unternehmens“ (Mehrheit der Stimmrechte, Bestellungsrecht, beherrschender Einfluss) in diesem Mitgliedstaat?", en: "Are these all enterprises of the single undertaking (majority of votes, right of appointment, dominant influence) in this member state?" }
    ASK_LEDGER = "aid.de_minimis.ask.ledger" { de: "Sind alle De-minimis-Beihilfen dieser Unternehmen aus den letzten drei Jahren aufgeführt?", en: "Are all de minimis grants to these enterprises of the last three years listed?" }
    ASK_BENEFICIARY = "aid.de_minimis.ask.beneficiary" { de: "Gehört {who} zum einzigen Unternehmen?", en: "Does {who} belong to the single undertaking?" }
    ASK_EXCLUSION = "aid.de_minimis.ask.exclusion" { de: "Dient die Beihilfe einem ausgeschlossenen Zweck (Urerzeugung, Fischerei, Ausfuhr, Bevorzugung heimischer Waren)?", en: "Does the aid serve an excluded purpose (primary production, fishery, exports, domestic over imported goods)?" }
    ASK_ROAD_FREIGHT = "aid.de_minimis.ask.road_freight" { de: "Ist das Unternehmen im gewerblichen Straßengüterverkehr tätig?", en: "Does the undertaking carry freight by road for hire or reward?" }
    ASK_AGRICULTURE_REGISTER = "aid.de_minimis.ask.agriculture_register" { de: "Führte der Mitgliedstaat damals ein Zentralregister für Agrar-De-minimis-Beihilfen?", en: "Did the member state keep a central register of agricultural de minimis aid then?" }
    ASK_FISHERY_REGISTER = "aid.de_minimis.ask.fishery_register" { de: "Führt der Mitgliedstaat ein Zentralregister für De-minimis-Beihilfen im Fischereisektor?", en: "Does the member state keep a central register of fishery de minimis aid?" }

    CAP_STANDS_IN = "aid.de_minimis.cap_stands_in" { de: "Der Betrag ist nicht bekannt; gezählt wird die Obergrenze der Maßnahme, {cap} (Erwägungsgrund 16).", en: "The amount is not known; the cap of the measure, {cap}, is counted (recital 16)." }
    CAPITAL_TOO_MUCH = "aid.de_minimis.capital_too_much" { de: "Öffentliche Kapitalzuführungen von {total} überschreiten die Grenze; die Maßnahme ist nicht transparent (Art. 4 Abs. 4).", en: "Public injections of {total} exceed the limit; the measure is not transparent (Art 4(4))." }
    NO_FLAT_FORMULA = "aid.de_minimis.no_flat_formula" { de: "Die Pauschalformel ist nicht anwendbar; das Bruttosubventionsäquivalent muss die Bewilligungsstelle berechnen. Bitte geben Sie es als Betrag an.", en: "The flat formula does not apply; the granting authority must calculate the gross grant equivalent. Please state it as an amount." }
    SPLIT_BY_EQUITY = "aid.de_minimis.split_by_equity" { de: "Frühere Beihilfen werden nach dem Buchwert des Eigenkapitals aufgeteilt, auf den Cent aufgerundet (Art. 3 Abs. 9).", en: "Earlier aid is divided by book value of equity, rounded up to a cent (Art 3(9))." }

    EDGES_DIFFER = "aid.de_minimis.edges_differ" { de: "Am {date} hängt der Spielraum nach Verordnung {regulation} davon ab, ob eine Beihilfe am dritten Jahrestag noch zählt: {inclusive}, wenn sie zählt, {exclusive}, wenn nicht. Der Wortlaut regelt das nicht; die Praxis ist uneinheitlich.", en: "On {date} the headroom under Regulation {regulation} depends on whether a grant still counts on its third anniversary: {inclusive} if it does, {exclusive} if not. The text does not say; practice differs." }
    PLAN_EDGES_DIFFER = "aid.de_minimis.plan_edges_differ" { de: "Ob diese Beihilfe in die Höchstgrenze passt, hängt davon ab, ob eine frühere am dritten Jahrestag noch zählt. Verlegen Sie die Bewilligung um einen Tag oder fragen Sie die Bewilligungsstelle.", en: "Whether this grant fits depends on whether an earlier one still counts on its third anniversary. Move the award by a day or ask the granting authority." }
    LOST_WHOLE = "aid.de_minimis.lost_whole" { de: "Mit {amount} würde die Höchstgrenze von {ceiling} im Zeitraum {first} bis {last} überschritten. Dann verliert die ganze neue Beihilfe die Deckung der Verordnung (Art. 3 Abs. 7); gekürzt wird nicht. Eine neue Beihilfe von höchstens {room} wäre möglich.", en: "With {amount} the ceiling of {ceiling} would be exceeded in the period from {first} to {last}. Then the whole new grant loses the cover of the regulation (Art 3(7)); nothing is trimmed. A new grant of at most {room} would be possible." }
    NOT_IN_FORCE = "aid.de_minimis.not_in_force" { de: "Für den {date} enthält der Rechtskatalog keine geltende Höchstgrenze nach Verordnung {regulation}.", en: "The law catalogue has no ceiling in force under Regulation {regulation} for {date}." }
    WINDING_DOWN = "aid.de_minimis.winding_down" { de: "Am {date} ist Verordnung {regulation} ausgelaufen; nur bestehende Regelungen bleiben noch gedeckt (Art. 7 Abs. 3).", en: "On {date} Regulation {regulation} has ended; only existing schemes are still covered (Art 7(3))." }
    OLD_REGULATION = "aid.de_minimis.old_regulation" { de: "An diesem Tag zählen das laufende und die zwei vorangegangenen Steuerjahre, nicht drei Jahre nach Kalender.", en: "On this day the current and the two preceding fiscal years count, not three calendar years." }
    OVER = "aid.de_minimis.over" { de: "Die erfassten Beihilfen liegen mit {used} schon über der Höchstgrenze von {ceiling}.", en: "The recorded grants of {used} already exceed the ceiling of {ceiling}." }
    UPPER_BOUND = "aid.de_minimis.upper_bound" { de: "Der Spielraum von {room} ist eine Obergrenze: Es fehlen Angaben zu Unternehmen oder Beträgen.", en: "The headroom of {room} is an upper bound: facts on enterprises or amounts are missing." }
    EXCLUDED = "aid.de_minimis.excluded" { de: "Für diesen Zweck gilt Verordnung {regulation} nicht (Art. 1).", en: "Regulation {regulation} does not apply to this purpose (Art 1)." }
    FISHERY_COUNTING = "aid.de_minimis.fishery_counting" { de: "Am {date} hängt der Spielraum nach Verordnung 717/2014 davon ab, wie gezählt wird: {rolling} bei drei Jahren nach Kalender, {fiscal} bei drei Steuerjahren. Der geltende Wortlaut ist nicht nachgelesen.", en: "On {date} the headroom under Regulation 717/2014 depends on how grants are counted: {rolling} over three years by calendar, {fiscal} over three fiscal years. The wording in force was not re-read." }
    SERVICES_READING = "aid.de_minimis.services_reading" { de: "Die Summe mit DAWI-Beihilfen wird vorsichtig auf deren Höchstgrenze beschränkt; nachgelesen ist das nicht.", en: "The sum with aid for services of general economic interest is cautiously held to their ceiling; this was not re-read." }

    DECLARE = "aid.de_minimis.declare" { de: "In der De-minimis-Erklärung sind alle De-minimis-Beihilfen jeder Art anzugeben, die das einzige Unternehmen seit dem {first} erhalten hat.", en: "The de minimis declaration must list all de minimis aid of any kind that the single undertaking has received since {first}." }
    DECLARE_NOT_NEEDED = "aid.de_minimis.declare_not_needed" { de: "Das Zentralregister deckt drei Jahre ab; eine Erklärung ist nicht mehr vorgesehen. Führen Sie die Liste zur Kontrolle weiter.", en: "The central register covers three years; a declaration is no longer foreseen. Keep the list as a check." }
    REGISTER = "aid.de_minimis.register" { de: "Die Bewilligungsstelle trägt Beihilfen ab dem 01.01.2026 binnen 20 Arbeitstagen in das Zentralregister ein (Agrar ab 01.01.2027). Bis Ende 2028 ist die eigene Liste maßgeblich, weil das Register noch keine drei Jahre abdeckt.", en: "The granting authority enters aid from 1 January 2026 in the central register within 20 working days (agriculture from 1 January 2027). Until the end of 2028 your own list matters, because the register does not yet cover three years." }

    OTHER_STATE = "aid.de_minimis.other_state" { de: "anderer Mitgliedstaat", en: "another member state" }
    NOT_MEMBER = "aid.de_minimis.not_member" { de: "Der Begünstigte gehört an diesem Tag nicht zum einzigen Unternehmen.", en: "The beneficiary is not part of the single undertaking on this day." }
    OUTSIDE_WINDOW = "aid.de_minimis.outside_window" { de: "außerhalb des Zeitraums", en: "outside the period" }

    NOT_BEFORE = "aid.de_minimis.not_before" { de: "nicht vor dem {date}", en: "not before {date}" }
    TWO_PARTIES = "aid.de_minimis.two_parties" { de: "mindestens zwei verschiedene Unternehmen", en: "at least two different enterprises" }
    ONE_PART = "aid.de_minimis.one_part" { de: "mindestens ein Teil", en: "at least one part" }
    NOT_NEGATIVE = "aid.de_minimis.not_negative" { de: "null oder mehr", en: "zero or more" }
    ABSORBED_BEFORE = "aid.de_minimis.absorbed_before" { de: "Das Unternehmen ging am {date} in {into} auf; Begünstigter ist seitdem {into}.", en: "The enterprise became part of {into} on {date}; the beneficiary since then is {into}." }
    REGULATION_DATES = "aid.de_minimis.regulation_dates" { de: "eine Verordnung, die am {date} galt: {list}", en: "a regulation in force on {date}: {list}" }
    ONE_TO_TWELVE = "aid.de_minimis.one_to_twelve" { de: "ein Monat von 1 bis 12", en: "a month from 1 to 12" }
    AT_LEAST_ONE_MONTH = "aid.de_minimis.at_least_one_month" { de: "mindestens ein Monat", en: "at least one month" }
    SHARE = "aid.de_minimis.share" { de: "ein Anteil von 0 bis 1", en: "a share from 0 to 1" }
    MONTHS = "aid.de_minimis.months" { de: "1 bis {high} Monate", en: "1 to {high} months" }
    MONTHS_BELOW = "aid.de_minimis.months_below" { de: "weniger als die Laufzeit von {high} Monaten", en: "less than the term of {high} months" }
    INTERVALS = "aid.de_minimis.intervals" { de: "1, 3, 6 oder 12 Monate", en: "1, 3, 6 or 12 months" }
    WHOLE_INTERVALS = "aid.de_minimis.whole_intervals" { de: "ein Vielfaches des Zahlungsabstands", en: "a multiple of the interval" }
    NOT_ABOVE_LOAN = "aid.de_minimis.not_above_loan" { de: "höchstens der Betrag des Darlehens", en: "at most the amount of the loan" }
    AFTER_2013 = "aid.de_minimis.after_2013" { de: "ein Tag ab dem 01.01.2014", en: "a day from 1 January 2014" }
}

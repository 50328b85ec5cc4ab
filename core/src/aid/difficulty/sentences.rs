//! Sentences of the difficulty test.

use crate::base::text::sentences;

sentences! {
    LIMB_A = "difficulty.limb.a" { de: "Haftungsbeschränkte Gesellschaft: mehr als die Hälfte des gezeichneten Kapitals (mit Agio) durch aufgelaufene Verluste verloren", en: "Limited liability company: more than half of the subscribed capital (with premium) lost through accumulated losses" }
    LIMB_B = "difficulty.limb.b" { de: "Gesellschaft mit unbeschränkt haftenden Gesellschaftern: mehr als die Hälfte der ausgewiesenen Eigenmittel durch aufgelaufene Verluste verloren", en: "Company with fully liable members: more than half of the capital shown in the accounts lost through accumulated losses" }
    LIMB_C = "difficulty.limb.c" { de: "Insolvenzverfahren, oder die Voraussetzungen dafür auf Antrag der Gläubiger", en: "Collective insolvency proceedings, or the criteria for them at the creditors' request" }
    LIMB_D = "difficulty.limb.d" { de: "Rettungsbeihilfe noch offen, oder Umstrukturierungsplan läuft noch", en: "Rescue aid still open, or restructuring plan still running" }
    LIMB_E = "difficulty.limb.e" { de: "Kein KMU: in den letzten beiden Jahren Verschuldungsgrad über 7,5 und Zinsdeckung unter 1,0", en: "No SME: in the last two years debt to equity above 7.5 and interest cover below 1.0" }

    ASK_SME = "difficulty.ask.sme" { de: "Ist das Unternehmen am Tag der Bewilligung ein KMU?", en: "Is the undertaking an SME on the day of the grant?" }
    ASK_FORM = "difficulty.ask.form" { de: "Welche Rechtsform hat das Unternehmen?", en: "What is the legal form of the undertaking?" }
    ASK_FOUNDED = "difficulty.ask.founded" { de: "Wann wurde das Unternehmen gegründet?", en: "When was the undertaking founded?" }
    ASK_OWN_FUNDS = "difficulty.ask.own_funds" { de: "Wie setzt sich das Eigenkapital im letzten Abschluss zusammen (gezeichnetes Kapital, Agio, Rücklagen, Verluste)?", en: "How are the own funds of the last accounts made up (subscribed capital, premium, reserves, losses)?" }
    ASK_PROCEEDINGS = "difficulty.ask.proceedings" { de: "Läuft ein Insolvenzverfahren?", en: "Are insolvency proceedings under way?" }
    ASK_CRITERIA = "difficulty.ask.criteria" { de: "Ist das Unternehmen zahlungsunfähig oder überschuldet, sodass Gläubiger ein Insolvenzverfahren beantragen könnten?", en: "Is the undertaking insolvent or over-indebted, so that creditors could request insolvency proceedings?" }
    ASK_RESCUE = "difficulty.ask.rescue" { de: "Hat das Unternehmen eine Rettungsbeihilfe erhalten, die noch nicht zurückgezahlt oder beendet ist?", en: "Has the undertaking received rescue aid that is not yet repaid or ended?" }
    ASK_RESTRUCTURING = "difficulty.ask.restructuring" { de: "Läuft noch ein Umstrukturierungsplan aus einer Umstrukturierungsbeihilfe?", en: "Is a restructuring plan from restructuring aid still running?" }
    ASK_YEARS = "difficulty.ask.years" { de: "Wie hoch waren Schulden, Eigenkapital, EBITDA und Zinsen in den letzten beiden Jahren?", en: "What were debt, equity, EBITDA and interest in the last two years?" }
    ASK_GROUP = "difficulty.ask.group" { de: "Gehört das Unternehmen zu einer Gruppe verbundener Unternehmen, und wie lauten deren konsolidierte Zahlen?", en: "Does the company belong to a group of linked enterprises, and what are its consolidated figures?" }
    ASK_SALE = "difficulty.ask.sale" { de: "Wann war der erste kommerzielle Verkauf, und hält der Finanzintermediär das Unternehmen für geeignet?", en: "When was the first commercial sale, and does the intermediary find the undertaking fit?" }

    ASK_AROSE = "difficulty.ask.arose" { de: "Seit welchem Tag ist das Unternehmen in Schwierigkeiten?", en: "Since which day has the undertaking been in difficulty?" }
    ASK_END_OF_2019 = "difficulty.ask.end_of_2019" { de: "War das Unternehmen am 31.12.2019 schon in Schwierigkeiten?", en: "Was the undertaking already in difficulty on 31 December 2019?" }
    CRISIS_OVER = "difficulty.crisis_over" { de: "Die befristete Ausnahme für Schwierigkeiten, die 2020 und 2021 entstanden, wird nur auf Bewilligungen jener Zeit angewandt. Der Wortlaut nennt kein Ende; die Praxis ist nicht nachgelesen.", en: "The temporary exception for difficulty that arose in 2020 and 2021 is applied to grants of that time only. The text names no end; practice was not re-read." }
    AROSE_LATER = "difficulty.arose_later" { de: "ein Tag bis zur Bewilligung", en: "a day up to the grant" }
    FORM_READING = "difficulty.form_reading" { de: "Wie diese Rechtsform im Test einzuordnen ist, steht nicht ausdrücklich im Gesetz; nach der anderen Lesart („disputed_form“) fällt das Ergebnis anders aus. Die Praxis ist nicht nachgelesen.", en: "How this legal form fits into the test is not stated in the law; by the other reading (\"disputed_form\") the result differs. Practice was not re-read." }
    NEGATIVE_EQUITY = "difficulty.negative_equity" { de: "Bei Eigenkapital von null oder darunter gilt der Verschuldungsgrad als überschritten.", en: "With equity of zero or below, debt to equity counts as exceeded." }
    LEVELS_DIFFER = "difficulty.levels_differ" { de: "Das Unternehmen und seine Gruppe werden unterschiedlich beurteilt. Wessen Zahlen maßgeblich sind („level“), wird nicht einheitlich gesehen; vorsichtig zählen beide. Die Praxis ist nicht nachgelesen.", en: "The company and its group come out differently. Whose figures count (\"level\") is not seen alike everywhere; cautiously both do. Practice was not re-read." }
    AFTER_GBER = "difficulty.after_gber" { de: "Die AGVO gilt bis 31.12.2026; danach nur noch für bestehende Regelungen bis 30.06.2027. Prüfen Sie, ob es eine Nachfolgeverordnung gibt.", en: "The block exemption applies until 31 December 2026; after that only to existing schemes until 30 June 2027. Check whether there is a successor." }

    NOT_NEGATIVE = "difficulty.not_negative" { de: "ein Betrag ab 0", en: "an amount from 0" }
    EQUITY_DIFFERS = "difficulty.equity_differs" { de: "Die Summe der Einzelposten ergibt ein anderes Eigenkapital. Das Agio zählt nur einmal.", en: "The items add up to different own funds. The premium counts once." }
    SAME_CLOSING = "difficulty.same_closing" { de: "Für diesen Stichtag gibt es schon einen Eintrag.", en: "There is already an entry for this closing date." }
    FOUNDED_LATER = "difficulty.founded_later" { de: "ein Tag bis zur Bewilligung", en: "a day up to the grant" }
    NO_GROUP = "difficulty.no_group" { de: "Das Unternehmen gehört laut „part_of_group“ zu keiner Gruppe.", en: "According to \"part_of_group\" the company belongs to no group." }
}

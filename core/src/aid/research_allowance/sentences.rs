//! What the research allowance says to people.

use crate::base::text::sentences;

sentences! {
    ASK_SIZE = "aid.research_allowance.ask.size" { de: "Ist das Unternehmen ein KMU?", en: "Is the enterprise an SME?" }
    ASK_TAXABLE = "aid.research_allowance.ask.taxable" { de: "Hat der Anspruchsberechtigte Einkünfte aus Landwirtschaft, Gewerbe oder selbständiger Arbeit und ist nicht steuerbefreit?", en: "Does the claimant have income from agriculture, business or self-employment and is not tax-exempt?" }
    ASK_DIFFICULTY = "aid.research_allowance.ask.difficulty" { de: "Ist das Unternehmen in Schwierigkeiten?", en: "Is the undertaking in difficulty?" }
    ASK_RECOVERY = "aid.research_allowance.ask.recovery" { de: "Ist eine Rückforderung der Kommission noch unbezahlt?", en: "Is a recovery order of the Commission unpaid?" }
    ASK_LINKED = "aid.research_allowance.ask.linked" { de: "Ist der Anspruchsberechtigte mit anderen verbunden (beherrschender Einfluss nach § 290 HGB), die auch Zulage beantragen?", en: "Is the claimant linked with others (controlling influence, § 290 HGB) that claim as well?" }
    ASK_OTHERS = "aid.research_allowance.ask.others" { de: "Welche Bemessungsgrundlage nutzen verbundene Unternehmen im Wirtschaftsjahr {year}?", en: "Which assessment base do linked claimants use in the fiscal year {year}?" }
    ASK_BEGAN = "aid.research_allowance.ask.began" { de: "Wann hat die Arbeit an dem Vorhaben begonnen?", en: "When did the work on the project begin?" }
    ASK_FUNDED = "aid.research_allowance.ask.funded" { de: "Welcher Teil dieser Kosten wird anderweitig gefördert?", en: "Which part of this cost is funded otherwise?" }
    ASK_EEA = "aid.research_allowance.ask.eea" { de: "Hat der Auftragnehmer seine Geschäftsleitung in der EU oder im EWR?", en: "Does the contractor have its place of management in the EU or EEA?" }
    ASK_QUALIFIES = "aid.research_allowance.ask.qualifies" { de: "Ist das Wirtschaftsgut beweglich, wird es nur für das Vorhaben genutzt, ist es dafür erforderlich und kein geringwertiges Wirtschaftsgut?", en: "Is the asset movable, used for the project only, necessary for it, and no low-value item?" }
    ASK_CERTIFIED = "aid.research_allowance.ask.certified" { de: "Hat die BSFZ das Vorhaben als Forschung und Entwicklung bescheinigt?", en: "Has the BSFZ certified the project as research and development?" }
    ASK_OTHER_AID = "aid.research_allowance.ask.other_aid" { de: "Wie viel andere staatliche Beihilfe erhält das Vorhaben?", en: "How much other state aid does the project receive?" }
    ASK_HEADROOM = "aid.research_allowance.ask.headroom" { de: "Wie viel De-minimis-Spielraum ist frei?", en: "How much de minimis headroom is left?" }

    NO_CLAIM = "aid.research_allowance.no_claim" { de: "Kein Anspruch: steuerbefreit, keine begünstigten Einkünfte oder Unternehmen in Schwierigkeiten (§§ 1, 9 FZulG).", en: "No claim: tax-exempt, no eligible income or an undertaking in difficulty (§§ 1, 9 FZulG)." }
    SUSPENDED = "aid.research_allowance.suspended" { de: "Solange eine Rückforderung der Kommission offen ist, wird die Zulage nicht gewährt (§ 9 Abs. 3 FZulG).", en: "While a recovery order of the Commission is unpaid the allowance is not granted (§ 9(3) FZulG)." }
    PARTNER_CAPPED = "aid.research_allowance.partner_capped" { de: "Die Vergütung zählt nur bis zum Stundensatz für Eigenleistungen, hier {most}.", en: "The remuneration counts only up to the hourly rate for own work, here {most}." }
    WEEK_CAPPED = "aid.research_allowance.week_capped" { de: "Mehr als 40 Stunden je Woche zählen nicht.", en: "More than 40 hours a week do not count." }
    PURCHASE_YEAR = "aid.research_allowance.purchase_year" { de: "Anschaffung im Wirtschaftsjahr: Ob auch die {months} vollen Monate davor die Abschreibung kürzen, ist offen; das endgültige BMF-Schreiben liegt nicht vor.", en: "Purchase within the fiscal year: whether the {months} full months before it reduce the depreciation too is open; the final ministry letter is not known." }
    OUTSIDE = "aid.research_allowance.outside" { de: "Aufwand vor dem 02.01.2020 zählt nicht.", en: "Expenditure before 2 January 2020 does not count." }
    CAPPED = "aid.research_allowance.capped" { de: "Die Bemessungsgrundlage des Wirtschaftsjahres {year} überschreitet die Höchstgrenze von {cap}.", en: "The assessment base of the fiscal year {year} exceeds the cap of {cap}." }
    PROJECT_LIMIT = "aid.research_allowance.project_limit" { de: "Die staatlichen Beihilfen für ein Vorhaben sind auf 15 Mio. Euro begrenzt (§ 4 Abs. 3 FZulG); die Zulage wird gekürzt.", en: "State aid for one project is limited to 15 million euros (§ 4(3) FZulG); the allowance is reduced." }
    STRADDLES = "aid.research_allowance.straddles" { de: "Im Wirtschaftsjahr {year} ändert sich die Höchstgrenze oder der Satz. Die Teile sind getrennt gerechnet: der frühere bis zur früheren Grenze, die Summe bis zur späteren. Für 2020 sagt das BMF-Schreiben vom 11.11.2021 (Rn. 168) das so; für spätere Wechsel ist es nicht bestätigt.", en: "In the fiscal year {year} the cap or the rate changes. The parts are worked out separately: the earlier one up to the earlier cap, the sum up to the later one. For 2020 the ministry letter of 11 November 2021 (no. 168) says so; for later changes it is not confirmed." }
    OWN_WORK = "aid.research_allowance.own_work" { de: "Der Teil der Zulage auf Eigenleistungen ist De-minimis-Beihilfe (§ 9 Abs. 5 FZulG) und zählt gegen die 300.000 Euro.", en: "The part of the allowance on own work is de minimis aid (§ 9(5) FZulG) and counts towards the 300,000 euros." }
    OWN_WORK_OVERHEAD = "aid.research_allowance.own_work_overhead" { de: "Ob auch der Gemeinkostenzuschlag auf Eigenleistungen De-minimis-Beihilfe ist, ist offen.", en: "Whether the overhead on own work is de minimis aid as well is open." }
    DE_MINIMIS_LOST = "aid.research_allowance.de_minimis_lost" { de: "Der De-minimis-Teil von {part} übersteigt den Spielraum von {headroom}; ob dann ein Teil gezahlt wird, ist offen (Art. 3 Abs. 7 der Verordnung 2023/2831).", en: "The de minimis part of {part} exceeds the headroom of {headroom}; whether a part is paid then is open (Art 3(7) of Regulation 2023/2831)." }
    CHECK_CUMULATION = "aid.research_allowance.check_cumulation" { de: "Das Vorhaben erhält andere Beihilfen: Die Beihilfeintensität nach Art. 25 AGVO gilt für die Summe. Prüfen Sie das mit „aid.cumulate“.", en: "The project receives other aid: the intensity of Art 25 GBER applies to the sum. Check it with \"aid.cumulate\"." }
    LETTER = "aid.research_allowance.letter" { de: "Grundlage ist das Gesetz in der Fassung des Bundesportals vom 06.01.2026; spätere Änderungen und das endgültige BMF-Schreiben sind nicht nachgelesen.", en: "Based on the statute as built by the federal portal on 6 January 2026; later changes and the final ministry letter were not re-read." }
    STEPS = "aid.research_allowance.steps" { de: "Erst die Bescheinigung der BSFZ je Vorhaben (jederzeit, die erste je Wirtschaftsjahr ist kostenlos), dann nach Ablauf des Wirtschaftsjahres der Antrag beim Finanzamt. Ein Antrag vor Beginn ist nicht nötig.", en: "First the certificate of the BSFZ for each project (at any time, the first per fiscal year is free), then, after the fiscal year, the application to the tax office. No application before the start is needed." }

    ONE_TO_TWELVE = "aid.research_allowance.one_to_twelve" { de: "ein Monat von 1 bis 12", en: "a month from 1 to 12" }
    NOT_NEGATIVE = "aid.research_allowance.not_negative" { de: "null oder mehr", en: "zero or more" }
    SHARE = "aid.research_allowance.share" { de: "ein Anteil von 0 bis 1", en: "a share from 0 to 1" }
    MONTHS = "aid.research_allowance.months" { de: "0 bis 12 Monate", en: "0 to 12 months" }
    MINUTES = "aid.research_allowance.minutes" { de: "1 bis 1440 Minuten", en: "1 to 1440 minutes" }
    NOT_ABOVE_FEE = "aid.research_allowance.not_above_fee" { de: "höchstens die Vergütung", en: "at most the fee" }
}

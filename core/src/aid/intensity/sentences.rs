//! What the intensity check says to people.

use crate::base::text::sentences;

sentences! {
    ASK_SIZE = "aid.intensity.ask.size" { de: "Welche Größenklasse hat das Unternehmen (Kleinst-, kleines, mittleres, großes Unternehmen)?", en: "Which size class does the enterprise have (micro, small, medium, large)?" }
    ASK_AREA = "aid.intensity.ask.area" { de: "Liegt der Ort des Vorhabens in einem C- oder A-Fördergebiet der Fördergebietskarte?", en: "Is the project carried out in a c-area or a-area of the regional aid map?" }
    ASK_DIFFICULTY = "aid.intensity.ask.difficulty" { de: "Ist das Unternehmen ein Unternehmen in Schwierigkeiten?", en: "Is the undertaking in difficulty?" }
    ASK_RECOVERY = "aid.intensity.ask.recovery" { de: "Ist eine Rückforderungsanordnung der Kommission gegen das Unternehmen offen?", en: "Is a recovery order of the Commission against the undertaking outstanding?" }
    ASK_PURPOSE = "aid.intensity.ask.purpose" { de: "Dient die Beihilfe der Ausfuhr, bevorzugt sie heimische Waren, oder geht sie in die landwirtschaftliche Urerzeugung oder Fischerei?", en: "Does the aid serve exports, favour domestic goods, or go to primary agricultural production or fishery?" }
    ASK_EXTERNAL = "aid.intensity.ask.external" { de: "Beraten externe Fachleute, und zwar nicht laufend und nicht als übliche Betriebsausgabe?", en: "Are the consultants external, and the advice neither continuous nor a usual operating expense?" }
    ASK_MULTI_STATE = "aid.intensity.ask.multi_state" { de: "Finanzieren mindestens zwei Mitgliedstaaten die Infrastruktur, oder wurde sie auf EU-Ebene ausgewählt?", en: "Do at least two member states fund the infrastructure, or was it selected at Union level?" }
    ASK_CROSS_BORDER = "aid.intensity.ask.cross_border" { de: "Ist die Infrastruktur grenzüberschreitend oder auf EU-Ebene ausgewählt?", en: "Is the infrastructure cross-border or selected at Union level?" }
    ASK_SME_CAPACITY = "aid.intensity.ask.sme_capacity" { de: "Welcher Anteil der Jahreskapazität geht an KMU?", en: "Which share of the annual capacity goes to SMEs?" }
    ASK_YEARS = "aid.intensity.ask.years" { de: "Über wie viele Jahre läuft die Betriebsbeihilfe insgesamt?", en: "For how many years does the operating aid run in total?" }
    ASK_EARLIER_SERVICES = "aid.intensity.ask.earlier_services" { de: "Wie viel Beihilfe für Innovationsberatung und -unterstützung gab es in den drei Jahren davor?", en: "How much aid for innovation advisory and support services was received in the three years before?" }
    ASK_SME_SHARE = "aid.intensity.ask.sme_share" { de: "Welchen Anteil der förderfähigen Kosten tragen kooperierende KMU?", en: "Which share of the eligible costs do collaborating SMEs bear?" }
    ASK_MANDATORY = "aid.intensity.ask.mandatory" { de: "Dient die Schulung dazu, verbindliche nationale Ausbildungsnormen zu erfüllen?", en: "Does the training serve to meet mandatory national standards?" }
    ASK_DISADVANTAGED = "aid.intensity.ask.disadvantaged" { de: "Werden Menschen mit Behinderungen oder benachteiligte Arbeitnehmer geschult?", en: "Are workers with disabilities or disadvantaged workers trained?" }
    ASK_COLLABORATION = "aid.intensity.ask.collaboration" { de: "Arbeiten Sie wirksam mit anderen Unternehmen oder Forschungseinrichtungen zusammen (keine Unteraufträge)?", en: "Do you effectively collaborate with other undertakings or research organisations (not as subcontractors)?" }
    ASK_ONE_SME = "aid.intensity.ask.one_sme" { de: "Ist mindestens eines der zusammenarbeitenden Unternehmen ein KMU?", en: "Is at least one of the collaborating undertakings an SME?" }
    ASK_TWO_STATES = "aid.intensity.ask.two_states" { de: "Wird das Vorhaben in mindestens zwei Mitgliedstaaten (oder einem und einem EWR-Staat) durchgeführt?", en: "Is the project carried out in at least two member states (or one and an EEA state)?" }
    ASK_LARGEST_SHARE = "aid.intensity.ask.largest_share" { de: "Welchen größten Anteil der förderfähigen Kosten trägt ein einzelnes Unternehmen?", en: "Which largest share of the eligible costs does a single undertaking bear?" }
    ASK_RESEARCH_SHARE = "aid.intensity.ask.research_share" { de: "Welchen Anteil der förderfähigen Kosten tragen die Forschungseinrichtungen?", en: "Which share of the eligible costs do the research organisations bear?" }
    ASK_PUBLISH = "aid.intensity.ask.publish" { de: "Dürfen die Forschungseinrichtungen ihre Ergebnisse veröffentlichen?", en: "May the research organisations publish their own results?" }
    ASK_DISSEMINATION = "aid.intensity.ask.dissemination" { de: "Werden die Ergebnisse weit verbreitet (Konferenzen, Veröffentlichung, offene Software)?", en: "Are the results widely spread (conferences, publication, open software)?" }
    ASK_LICENSING = "aid.intensity.ask.licensing" { de: "Verpflichten Sie sich, Lizenzen an den Ergebnissen im EWR zum Marktpreis, nicht ausschließlich und diskriminierungsfrei zu vergeben?", en: "Do you commit to license the results in the EEA at market price, non-exclusively and without discrimination?" }
    ASK_CROSS_BORDER_PROJECT = "aid.intensity.ask.cross_border_project" { de: "Gehört das Vorhaben zu einem von mindestens drei Staaten gemeinsam entworfenen, offen ausgeschriebenen Projekt?", en: "Is the project part of one designed by at least three states and chosen in an open call?" }
    ASK_REGISTERED = "aid.intensity.ask.registered" { de: "Wann wurde das Unternehmen eingetragen?", en: "When was the enterprise registered?" }
    ASK_UNTOUCHED = "aid.intensity.ask.untouched" { de: "Ist das Unternehmen nicht börsennotiert, hat es keine Tätigkeit übernommen, keine Gewinne ausgeschüttet und ist es nicht durch Zusammenschluss entstanden?", en: "Is the enterprise unlisted, has taken over no other activity, distributed no profits and was not formed by a merger?" }
    ASK_GUARANTEED_SHARE = "aid.intensity.ask.guaranteed_share" { de: "Welcher Anteil des Darlehens ist verbürgt?", en: "Which share of the loan is guaranteed?" }
    ASK_INNOVATIVE = "aid.intensity.ask.innovative" { de: "Ist das Unternehmen ein innovatives Unternehmen im Sinne der AGVO?", en: "Is the enterprise an innovative one in the sense of the GBER?" }
    ASK_TERM = "aid.intensity.ask.term" { de: "Welche Laufzeit in Monaten?", en: "What is the term in months?" }
    ASK_EXISTING_SCHEME = "aid.intensity.ask.existing_scheme" { de: "Bestand die Förderregelung schon vor dem Ende der Verordnung am 31.12.2026?", en: "Did the aid scheme exist before the regulation ended on 31 December 2026?" }
    ASK_APPLIED = "aid.intensity.ask.applied" { de: "Wann ging der schriftliche Antrag bei der Behörde ein?", en: "When did the written application reach the authority?" }
    ASK_STEPS = "aid.intensity.ask.steps" { de: "Was wurde für das Vorhaben schon bestellt, beauftragt oder begonnen, und wann?", en: "What has been ordered, commissioned or begun for the project, and when?" }
    ASK_LEGAL_RIGHT = "aid.intensity.ask.legal_right" { de: "Besteht nach objektiven Kriterien ein Rechtsanspruch?", en: "Is there a legal right by objective criteria?" }
    ASK_IN_FORCE_SINCE = "aid.intensity.ask.in_force_since" { de: "Seit wann gilt die Steuerregelung?", en: "Since when has the tax measure been in force?" }

    ONLY_SME = "aid.intensity.only_sme" { de: "Nur für KMU.", en: "For SMEs only." }
    ONLY_SMALL = "aid.intensity.only_small" { de: "Nur für kleine und Kleinstunternehmen.", en: "For small and micro enterprises only." }
    NOT_EXTERNAL = "aid.intensity.not_external" { de: "Laufende, interne oder übliche Beratung ist nicht beihilfefähig.", en: "Continuous, internal or usual advice is not eligible." }
    SINCE_2023 = "aid.intensity.since_2023" { de: "Diesen Artikel gibt es erst seit dem 01.07.2023.", en: "This article exists since 1 July 2023 only." }
    TOO_MANY_YEARS = "aid.intensity.too_many_years" { de: "Betriebsbeihilfe ist auf zehn Jahre begrenzt.", en: "Operating aid is limited to ten years." }
    LARGE_NEEDS_SMES = "aid.intensity.large_needs_smes" { de: "Große Unternehmen nur bei wirksamer Zusammenarbeit mit KMU, die mindestens 30 % der Kosten tragen.", en: "Large enterprises only in effective collaboration with SMEs that bear at least 30 % of the costs." }
    MANDATORY_TRAINING = "aid.intensity.mandatory_training" { de: "Für Schulungen zur Erfüllung verbindlicher Normen gibt es keine Beihilfe.", en: "There is no aid for training that mandatory standards demand." }
    TOO_OLD = "aid.intensity.too_old" { de: "Die Eintragung liegt mehr als fünf Jahre zurück oder in der Zukunft.", en: "The registration is more than five years ago or in the future." }
    NOT_UNTOUCHED = "aid.intensity.not_untouched" { de: "Börsennotiert, Tätigkeit übernommen, Gewinne ausgeschüttet oder durch Zusammenschluss entstanden.", en: "Listed, activity taken over, profits distributed or formed by a merger." }
    GUARANTEE_TOO_LARGE = "aid.intensity.guarantee_too_large" { de: "Die Garantie übersteigt 80 % des Darlehens.", en: "The guarantee exceeds 80 % of the loan." }
    TERM_TOO_LONG = "aid.intensity.term_too_long" { de: "Die Laufzeit übersteigt zehn Jahre.", en: "The term exceeds ten years." }

    NOT_COVERED = "aid.intensity.not_covered" { de: "Die AGVO deckt Bewilligungen vom {date} nicht: Sie gilt vom 01.07.2014 bis 31.12.2026, für bestehende Regelungen bis 30.06.2027.", en: "The GBER does not cover grants of {date}: it applies from 1 July 2014 to 31 December 2026, for existing schemes until 30 June 2027." }
    SUCCESSOR = "aid.intensity.successor" { de: "Die Nachfolgeverordnung ist nach Kenntnisstand nicht in Kraft; veröffentlicht ist nur ein Entwurf vom 25.02.2026. Es wird nichts berechnet.", en: "The successor regulation is not in force as far as is known; only a draft of 25 February 2026 has been published. Nothing is calculated." }
    TRANSITION = "aid.intensity.transition" { de: "Die AGVO ist am 31.12.2026 ausgelaufen; nur bestehende Regelungen bleiben bis 30.06.2027 freigestellt.", en: "The GBER ended on 31 December 2026; only existing schemes stay exempt until 30 June 2027." }
    NOTIFY = "aid.intensity.notify" { de: "Die höchstmögliche Beihilfe von {aid} liegt über der Anmeldeschwelle von {threshold}; ohne Einzelgenehmigung sind höchstens {threshold} möglich.", en: "The highest possible aid of {aid} exceeds the notification threshold of {threshold}; without individual approval at most {threshold} are possible." }
    PUBLISHED = "aid.intensity.published" { de: "Einzelbeihilfen über {threshold} werden veröffentlicht.", en: "Individual awards above {threshold} are published." }
    SAME_DAY = "aid.intensity.same_day" { de: "Antrag und Beginn liegen am selben Tag. Ob das noch rechtzeitig ist, wird unterschiedlich gehandhabt; vorsichtig gilt es als zu spät. Fragen Sie die Bewilligungsstelle.", en: "Application and start fall on the same day. Whether that is in time is handled differently; cautiously it counts as too late. Ask the authority." }
    TOO_EARLY = "aid.intensity.too_early" { de: "Das Vorhaben begann am {start}, bevor der Antrag gestellt war. Es darf nicht gefördert werden (Art. 6 Abs. 2).", en: "The project started on {start}, before the application. It may not be aided (Art 6(2))." }
    NO_TEST = "aid.intensity.no_test" { de: "Für diesen Artikel wird kein Anreizeffekt geprüft (Art. 6 Abs. 5).", en: "No incentive effect is tested for this article (Art 6(5))." }
    TAX_MEASURE = "aid.intensity.tax_measure" { de: "Steuerliche Regelung mit Rechtsanspruch: Ein vorheriger Antrag ist nicht nötig (Art. 6 Abs. 4).", en: "Tax measure with a legal right: no prior application is needed (Art 6(4))." }
    NO_LEGAL_RIGHT = "aid.intensity.no_legal_right" { de: "Ohne Rechtsanspruch nach objektiven Kriterien oder vor Inkrafttreten der Regelung begonnen: Ein Anreizeffekt wird nicht angenommen (Art. 6 Abs. 4).", en: "Without a legal right by objective criteria, or begun before the measure was in force: no incentive effect is assumed (Art 6(4))." }
    IN_TIME = "aid.intensity.in_time" { de: "Der Antrag liegt vor dem Beginn des Vorhabens.", en: "The application comes before the start of works." }
    NOT_STARTED = "aid.intensity.not_started" { de: "Das Vorhaben hat nicht begonnen. Unterschreiben und bestellen Sie nichts vor dem Antrag.", en: "The project has not started. Sign and order nothing before the application." }
    INCENTIVE_OPEN = "aid.intensity.incentive_open" { de: "Ob der Antrag vor dem Beginn liegt, ist noch offen.", en: "Whether the application comes before the start is still open." }
    BUDGET_LAW = "aid.intensity.budget_law" { de: "Das deutsche Haushaltsrecht verlangt zusätzlich in der Regel die Bewilligung vor dem Beginn, wenn die Richtlinie nichts anderes erlaubt (VV zu § 44 BHO/LHO).", en: "German budget law in addition normally demands the award before the start, unless the programme allows otherwise (VV to § 44 BHO/LHO)." }
    AREA_LIST = "aid.intensity.area_list" { de: "Die Liste der C-Fördergebiete in Nordrhein-Westfalen ist nicht hinterlegt; bitte prüfen Sie die Gemeinde auf der Fördergebietskarte 2022–2027.", en: "The list of c-areas in North Rhine-Westphalia is not part of this library; please check the municipality on the regional aid map 2022–2027." }

    IN_DIFFICULTY = "aid.intensity.in_difficulty" { de: "Unternehmen in Schwierigkeiten sind von der AGVO ausgenommen (Art. 1 Abs. 4 Buchst. c).", en: "Undertakings in difficulty are outside the GBER (Art 1(4)(c))." }
    RECOVERY_ORDER = "aid.intensity.recovery_order" { de: "Solange eine Rückforderungsanordnung offen ist, ist die AGVO nicht anwendbar (Art. 1 Abs. 4 Buchst. a und b).", en: "While a recovery order is outstanding the GBER does not apply (Art 1(4)(a), (b))." }
    PURPOSE_EXCLUDED = "aid.intensity.purpose_excluded" { de: "Für diesen Zweck gilt der Artikel nicht (Art. 1 Abs. 2 und 3 AGVO).", en: "The article is not open to this purpose (GBER Art 1(2), (3))." }
    PLACE_NOT_LISTED = "aid.intensity.place_not_listed" { de: "Für die Gemeinde {key} enthält die hinterlegte Fördergebietskarte keine Angabe; sie ist unvollständig.", en: "The stored regional aid map says nothing of the municipality {key}; it is incomplete." }
    PLACE_SECONDARY = "aid.intensity.place_secondary" { de: "Die Einstufung von {name} folgt einer Sekundärquelle ({source}); die Karte der Kommissionsentscheidung ist nicht nachgelesen.", en: "The status of {name} follows a secondary source ({source}); the map of the Commission's decision was not read." }
    PLACE_PARTLY = "aid.intensity.place_partly" { de: "{name} liegt nur teilweise im C-Fördergebiet ({source}); die Adresse entscheidet.", en: "Only parts of {name} lie in the c-area ({source}); the address decides." }
    PLACE_DIFFERS = "aid.intensity.place_differs" { de: "Die angegebene Gebietseinstufung weicht von der hinterlegten für {name} ab ({source}). Es gilt hier die Angabe; bitte prüfen Sie sie.", en: "The area stated differs from the one stored for {name} ({source}). What is stated is used here; please check it." }
    PAYMENTS_SUM = "aid.intensity.payments_sum" { de: "zusammen {cost}, die Kosten der Position", en: "together {cost}, the cost of the item" }
    INDIRECT_LIMIT = "aid.intensity.indirect_limit" { de: "0 bis {most} Promille (nur für FuE-Vorhaben, seit Juli 2023)", en: "0 to {most} permille (research projects only, since July 2023)" }
    NOT_NEGATIVE = "aid.intensity.not_negative" { de: "null oder mehr", en: "zero or more" }
    SHARE = "aid.intensity.share" { de: "ein Anteil von 0 bis 1", en: "a share from 0 to 1" }
    ONE_MONTH = "aid.intensity.one_month" { de: "mindestens ein Monat", en: "at least one month" }
}

//! What the cumulation check says to people.

use crate::base::text::sentences;

sentences! {
    ASK_AMOUNT = "aid.cumulate.ask.amount" { de: "Wie hoch ist der Betrag von „{aid}“ für „{item}“?", en: "What is the amount of \"{aid}\" for \"{item}\"?" }
    ASK_FACTS = "aid.cumulate.ask.facts" { de: "Für die höchste Intensität von „{aid}“ fehlen Angaben; „aid.intensity“ stellt die einzelnen Fragen.", en: "Facts are missing for the highest intensity of \"{aid}\"; \"aid.intensity\" asks them one by one." }
    ASK_BASE = "aid.cumulate.ask.base" { de: "Mit welchem Betrag geht „{item}“ in die Bemessungsgrundlage der Forschungszulage ein (vor 60/70 % und Zuschlag)?", en: "With which amount does \"{item}\" enter the base of the research allowance (before 60/70 % and overhead)?" }
    ASK_HEADROOM = "aid.cumulate.ask.headroom" { de: "Wie viel De-minimis-Spielraum ist am Tag der Bewilligung frei?", en: "How much de minimis headroom is left on the day of the grant?" }
    ASK_EU_RATE = "aid.cumulate.ask.eu_rate" { de: "Welchen Fördersatz erlaubt das EU-Recht für „{aid}“ höchstens?", en: "Which highest funding rate does Union law allow for \"{aid}\"?" }
    ASK_EXISTING_SCHEME = "aid.cumulate.ask.existing_scheme" { de: "Bestand die Förderregelung schon vor dem Ende der AGVO am 31.12.2026?", en: "Did the scheme exist before the GBER ended on 31 December 2026?" }
    INTENSITY = "aid.cumulate.intensity" { de: "Beihilfen für dieselben Kosten bis zur höchsten zulässigen Intensität (Art. 8 Abs. 3 Buchst. b und Abs. 5 AGVO, Art. 5 Abs. 3 De-minimis-Verordnung)", en: "aid for the same costs up to the highest intensity (GBER Art 8(3)(b), 8(5), de minimis Art 5(3))" }
    COST = "aid.cumulate.cost" { de: "Zuwendungen nicht über den Kosten", en: "funding not above the cost" }
    EU_RATE = "aid.cumulate.eu_rate" { de: "öffentliche Mittel bis zum günstigsten Fördersatz des EU-Rechts (Art. 8 Abs. 2 AGVO)", en: "public funding up to the most favourable rate of Union law (GBER Art 8(2))" }
    ALLOWANCE_BASE = "aid.cumulate.allowance_base" { de: "anderweitig geförderte Kosten sind aus der Bemessungsgrundlage der Forschungszulage herauszunehmen (§ 7 Abs. 2 FZulG)", en: "costs funded otherwise leave the base of the research allowance (FZulG § 7(2))" }
    THRESHOLD = "aid.cumulate.threshold" { de: "staatliche Beihilfen bis zur Anmeldeschwelle (Art. 4 und Art. 8 Abs. 1 AGVO)", en: "state aid up to the notification threshold (GBER Art 4, 8(1))" }
    ALLOWANCE_PROJECT = "aid.cumulate.allowance_project" { de: "staatliche Beihilfen für ein Vorhaben mit Forschungszulage bis 15 Mio. Euro (§ 4 Abs. 3 FZulG)", en: "state aid for a project with research allowance up to 15 million euros (FZulG § 4(3))" }
    HEADROOM = "aid.cumulate.headroom" { de: "De-minimis-Beihilfen bis zum freien Spielraum (Art. 3 Abs. 2 und 7)", en: "de minimis aid up to the headroom (Art 3(2), 3(7))" }
    NOT_COVERED = "aid.cumulate.not_covered" { de: "Die AGVO deckt Bewilligungen vom {date} nicht oder nur für bestehende Regelungen.", en: "The GBER does not cover grants of {date}, or existing schemes only." }
    FREE = "aid.cumulate.free" { de: "Beihilfe ohne bestimmbare Kosten (Art. 22) ist mit kostenbezogener frei kombinierbar (Art. 8 Abs. 4 AGVO).", en: "Aid without identifiable costs (Art 22) combines freely with cost-based aid (GBER Art 8(4))." }
    START_UPS = "aid.cumulate.start_ups" { de: "Gründungsbeihilfen zusammen: Die ausgeschöpften Anteile ihrer Höchstbeträge ergeben höchstens eins (Art. 22 und Art. 8 Abs. 4 AGVO); umgerechnet auf den größten Höchstbetrag", en: "start-up aid together: the shares of the maxima that are used add up to at most one (GBER Art 22, 8(4)); converted to the largest maximum" }
    ASK_START_UP = "aid.cumulate.ask.start_up" { de: "Wie hoch ist „{aid}“ (Darlehen und Bürgschaften: Nennbetrag, sonst Bruttosubventionsäquivalent)?", en: "What is the amount of \"{aid}\" (loans and guarantees: nominal, otherwise gross grant equivalent)?" }
    AMOUNT_OF_SHARES = "aid.cumulate.amount_of_shares" { de: "Nur Beihilfen ohne bestimmbare Kosten (Art. 22) haben hier einen Betrag; bei allen anderen steht er bei den Kostenpositionen („shares“).", en: "Only aid without identifiable costs (Art 22) has an amount here; for all others it stands with the cost items (\"shares\")." }
    NOT_NEGATIVE = "aid.cumulate.not_negative" { de: "null oder mehr", en: "zero or more" }
    PERMILLE = "aid.cumulate.permille" { de: "0 bis 1000 Promille", en: "0 to 1000 permille" }
}

//! The sentences of the import.

use crate::base::text::sentences;

sentences! {
    COLUMN_RANGE = "import.column_range" { de: "eine Spalte von 0 bis {n}", en: "a column from 0 to {n}" }
    BASE64 = "import.base64" { de: "Der Inhalt ist kein gültiges Base64.", en: "The content is not valid base64." }
    NO_SHEET = "import.no_sheet" { de: "eines der Blätter: {list}", en: "one of the sheets: {list}" }
    BAD_WORKBOOK = "import.bad_workbook" { de: "Die Arbeitsmappe lässt sich nicht öffnen: {reason}", en: "The workbook cannot be opened: {reason}" }
    BAD_ENCODING = "import.bad_encoding" { de: "Der Text passt nicht zur Kodierung {encoding}.", en: "The text does not fit the encoding {encoding}." }
    TABLE_LIMIT = "import.table_limit" { de: "höchstens {rows} Zeilen und {columns} Spalten", en: "at most {rows} rows and {columns} columns" }
    NO_ITEMS = "import.no_items" {
        de: "Keine Spalte wurde als Schmerzpunkt erkannt. Nennen Sie sie in „columns“ mit der Rolle „item_text“.",
        en: "No column was recognised as pain points. Name it in \"columns\" with the role \"item_text\".",
    }
    EMPTY = "import.skip.empty" { de: "Die Zeile ist leer.", en: "The row is empty." }
    SAID = "import.skip.said" { de: "Auf Wunsch ausgelassen.", en: "Left out on request." }
    HEADING = "import.skip.heading" { de: "Sieht nach einer Überschrift aus.", en: "Looks like a heading." }
    FRAME = "import.skip.frame" { de: "Rahmen des Whiteboards.", en: "Frame of the whiteboard." }
    QUESTION = "import.skip.question" { de: "Sieht nach einer Leitfrage der Vorlage aus.", en: "Looks like a question of the template." }
    LINK = "import.skip.link" { de: "Ein Verweis, kein Schmerzpunkt.", en: "A link, not a pain point." }
    REPEATED = "import.skip.repeated" { de: "Dieselbe Notiz steht schon weiter oben.", en: "The same note stands further up." }
    ARCHIVED = "import.skip.archived" { de: "Archivierte Karte.", en: "Archived card." }
    UNCLOSED_QUOTE = "import.skip.unclosed_quote" {
        de: "Ein Anführungszeichen am Anfang einer Zelle wird nicht geschlossen; die Zeile ist nicht lesbar.",
        en: "A quotation mark at the start of a cell is not closed; the row cannot be read.",
    }
    NO_TEXT = "import.skip.no_text" { de: "Der Schmerzpunkt hat keinen Text.", en: "The pain point has no text." }
    NOT_A_NUMBER = "import.skip.not_a_number" { de: "In Spalte {column} steht keine Zahl: {found}", en: "Column {column} holds no number: {found}" }
    NO_PERSON = "import.skip.no_person" { de: "Die Zeile nennt keine Person.", en: "The row names no person." }
    NO_CRITERION = "import.skip.no_criterion" { de: "Die Zeile nennt kein Kriterium.", en: "The row names no criterion." }
    BY_HEADING = "import.because.heading" { de: "Überschrift „{heading}“", en: "heading \"{heading}\"" }
    BY_CONTENT = "import.because.content" { de: "Inhalt der Spalte", en: "content of the column" }
    BY_PERSON = "import.because.person" { de: "von Ihnen festgelegt", en: "set by you" }
    NOT_USED = "import.because.not_used" { de: "nicht gebraucht", en: "not used" }
    VOTES_ARE_TOTALS = "import.votes_are_totals" {
        de: "Diese Datei nennt Stimmen nur je Schmerzpunkt, nicht je Person; Ausreißer und laute Stimmen lassen sich damit nicht erkennen.",
        en: "This file gives votes per pain point only, not per person; outliers and loud voices cannot be seen from it.",
    }
    NO_VOTES = "import.no_votes" { de: "Die Datei enthält keine Stimmen.", en: "The file holds no votes." }
}

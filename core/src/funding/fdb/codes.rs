//! The code lists of the export.

/// The code lists: folder of the reference, code, meaning for us.
pub(super) const GIVERS: &[&str] = &["eu", "bund", "land", "kommune"];
pub(super) const KINDS: &[&str] = &["zuschuss", "darlehen", "beteiligung", "buergschaft", "garantie", "sonstige"];
pub(super) const APPLICANTS: &[&str] = &[
    "privatperson",
    "unternehmen",
    "forschungseinrichtung",
    "oeffentliche_einrichtung",
    "kommune",
    "verband_vereinigung",
    "existenzgruenderin",
    "hochschule",
    "bildungseinrichtung",
];
pub(super) const AREAS: &[&str] = &[
    "arbeit",
    "aus_weiterbildung",
    "aussenwirtschaft",
    "beratung",
    "corona",
    "digitalisierung",
    "energieeffizienz_erneuerbare_energien",
    "existenzgruendung_festigung",
    "forschung_innovation_themenoffen",
    "forschung_innovation_themenspezifisch",
    "frauenfoerderung",
    "gesundheit_soziales",
    "infrastruktur",
    "kultur_medien_sport",
    "landwirtschaft_laendliche_entwicklung",
    "messen_ausstellungen",
    "mobilitaet",
    "regionalfoerderung",
    "smart_cities_regionen",
    "staedtebau_stadterneuerung",
    "umwelt_naturschutz",
    "unternehmensfinanzierung",
    "wohnungsbau_modernisierung",
];
/// Region codes with their NUTS code; the misspelling stands in the export.
pub(super) const REGIONS: &[(&str, &str)] = &[
    ("_bundesweit", "DE"),
    ("baden_wuerttemberg", "DE1"),
    ("bayern", "DE2"),
    ("berlin", "DE3"),
    ("brandenburg", "DE4"),
    ("bremen", "DE5"),
    ("hamburg", "DE6"),
    ("hessen", "DE7"),
    ("mecklenburg_vorpommern", "DE8"),
    ("de_ni", "DE9"),
    ("nordrhein_westfalen", "DEA"),
    ("rheinland_pfalz", "DEB"),
    ("saarland", "DEC"),
    ("sachsen", "DED"),
    ("de_st", "DEE"),
    ("schlesig_holstein", "DEF"),
    ("thueringen", "DEG"),
];

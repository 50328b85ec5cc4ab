//! What a project costs: positions by phase and kind.
//!
//! The words of this file are the ones that programmes, plans and schedules share.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::{Answer, Id, Money, Text};

/// Declares an enum of words with their texts.
macro_rules! words {
    ($( #[$meta:meta] )* $name:ident { $( $(#[$doc:meta])* $variant:ident = $key:literal, $de:literal, $en:literal; )* }) => {
        $( #[$meta] )*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $( #[doc = $en] #[serde(rename = $key)] $variant, )* }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// How it stands in documents.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }
            /// As people read it.
            pub const fn text(self) -> Text {
                match self { $(Self::$variant => Text::of($de, $en),)* }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// A phase of the way from pain point to product in use.
    Phase {
        Workshop = "workshop", "Workshop (Opportunity Mapping)", "workshop (opportunity mapping)";
        Framing = "framing", "Prozessanalyse (Framing)", "process analysis (framing)";
        Concept = "concept", "KI-Konzept", "AI concept";
        Poc = "poc", "IT-Prüfung und Machbarkeitsnachweis (PoC)", "IT check and proof of concept";
        Mvp = "mvp", "erste produktive Fassung (MVP)", "first productive version (MVP)";
        Rollout = "rollout", "Einführung und Investition", "introduction and investment";
        Qualification = "qualification", "Qualifizierung", "training of staff";
        Hiring = "hiring", "Neueinstellung", "new staff";
        Security = "security", "IT-Sicherheit", "IT security";
        Ip = "ip", "Schutzrechte", "intellectual property";
        Consortium = "consortium", "Verbund oder Netzwerk", "consortium or network";
    }
}

words! {
    /// What is paid for.
    CostKind {
        ExternalConsulting = "external_consulting", "externe Beratung", "external consulting";
        ExternalDevelopment = "external_development", "externe Entwicklung, Auftragsforschung", "external development, contract research";
        OwnPersonnel = "own_personnel", "eigenes Personal", "own staff";
        OwnerHours = "owner_hours", "eigene Stunden der Inhaberin oder des Inhabers", "own hours of the owner";
        NewStaff = "new_staff", "Lohn neu eingestellter Personen", "wage of newly hired staff";
        Training = "training", "Lehrgangskosten", "course fees";
        TrainingWages = "training_wages", "Lohn während der Weiterbildung", "wages during training";
        SoftwareCloud = "software_cloud", "Software und Cloud", "software and cloud";
        Hardware = "hardware", "Hardware", "hardware";
        Depreciation = "depreciation", "Abschreibung projektgenutzter Anlagen", "depreciation of assets used for the project";
        Investment = "investment", "sonstige Investitionen", "other investment";
        Intellectual = "intellectual", "Patentanwalt, Recherche, Amtsgebühren", "patent attorney, searches, office fees";
        NetworkManagement = "network_management", "Netzwerkmanagement", "network management";
        Living = "living", "Lebensunterhalt der Gründenden", "living costs of founders";
        Travel = "travel", "Reisen", "travel";
        Other = "other", "Sonstiges", "other";
    }
}

words! {
    /// What a position counts.
    Unit {
        Lump = "lump", "pauschal", "lump sum";
        Day = "day", "Tag", "day";
        Hour = "hour", "Stunde", "hour";
        Month = "month", "Monat", "month";
        Person = "person", "Person", "person";
        Piece = "piece", "Stück", "piece";
    }
}

impl CostKind {
    /// Is it paid to somebody outside? Own work costs wages that are paid anyway, depreciation is no payment.
    pub const fn is_external(self) -> bool {
        !matches!(self, Self::OwnPersonnel | Self::OwnerHours | Self::TrainingWages | Self::Depreciation)
    }
}

/// One cost position of the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Its name, for example `CP1`; needed only where something refers to it.
    #[serde(default)]
    pub id: Option<Id>,
    /// The phase in which it arises.
    pub phase: Phase,
    /// What is paid for.
    pub kind: CostKind,
    /// The amount net of value added tax, in cents, zero or above.
    #[serde(default)]
    pub net_cents: Answer<Money>,
    /// How many units, 0 to 1,000,000; rules per day, hour or person need it. Own staff by the month counts
    /// person-months: two people for three months are six.
    #[serde(default)]
    pub quantity: Answer<u32>,
    /// What is counted; a lump sum when absent.
    #[serde(default = "Cost::lump")]
    pub unit: Unit,
}

impl Cost {
    /// Most positions of one project.
    pub const LIMIT: usize = 500;
    /// Largest quantity.
    pub const MAX_QUANTITY: u32 = 1_000_000;

    fn lump() -> Unit {
        Unit::Lump
    }
    /// The quantity in the wanted unit, when it was given in that unit.
    pub fn count(&self, unit: Unit) -> Option<i64> {
        if self.unit == unit { self.quantity.given().map(|&n| i64::from(n)) } else { None }
    }
}

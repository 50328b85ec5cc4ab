//! Who takes part: function, level, experience with AI, skill in the method.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::{Answer, Id, Text};

/// What a person does in or for the company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Function {
    /// Data protection officer, internal or external (Datenschutzbeauftragte).
    DataProtection,
    /// Develops the prototype.
    Development,
    /// Product or tool design (Konstruktion).
    Engineering,
    /// Facilitates the workshops.
    Facilitation,
    /// Finance and controlling.
    Finance,
    /// Human resources.
    HumanResources,
    /// Information technology.
    It,
    /// Legal.
    Legal,
    /// Logistics and warehouse.
    Logistics,
    /// Maintenance (Instandhaltung).
    Maintenance,
    /// Management (Geschäftsführung).
    Management,
    /// Marketing.
    Marketing,
    /// Anything else.
    Other,
    /// Costing and work planning (Kalkulation, Arbeitsvorbereitung).
    Planning,
    /// Production (Fertigung).
    Production,
    /// Purchasing.
    Purchasing,
    /// Quality.
    Quality,
    /// Sales.
    Sales,
    /// Customer service.
    Service,
    /// Works council (Betriebsrat).
    WorksCouncil,
}

impl Function {
    /// The name in documents.
    pub const fn key(self) -> &'static str {
        match self {
            Self::DataProtection => "data_protection",
            Self::Development => "development",
            Self::Engineering => "engineering",
            Self::Facilitation => "facilitation",
            Self::Finance => "finance",
            Self::HumanResources => "human_resources",
            Self::It => "it",
            Self::Legal => "legal",
            Self::Logistics => "logistics",
            Self::Maintenance => "maintenance",
            Self::Management => "management",
            Self::Marketing => "marketing",
            Self::Other => "other",
            Self::Planning => "planning",
            Self::Production => "production",
            Self::Purchasing => "purchasing",
            Self::Quality => "quality",
            Self::Sales => "sales",
            Self::Service => "service",
            Self::WorksCouncil => "works_council",
        }
    }
    /// The name for people.
    pub const fn title(self) -> Text {
        match self {
            Self::DataProtection => Text::of("Datenschutz", "data protection"),
            Self::Development => Text::of("Entwicklung", "development"),
            Self::Engineering => Text::of("Konstruktion", "engineering"),
            Self::Facilitation => Text::of("Moderation", "facilitation"),
            Self::Finance => Text::of("Finanzen", "finance"),
            Self::HumanResources => Text::of("Personal", "human resources"),
            Self::It => Text::of("IT", "IT"),
            Self::Legal => Text::of("Recht", "legal"),
            Self::Logistics => Text::of("Logistik", "logistics"),
            Self::Maintenance => Text::of("Instandhaltung", "maintenance"),
            Self::Management => Text::of("Geschäftsführung", "management"),
            Self::Marketing => Text::of("Marketing", "marketing"),
            Self::Other => Text::of("Sonstiges", "other"),
            Self::Planning => Text::of("Arbeitsvorbereitung", "planning"),
            Self::Production => Text::of("Fertigung", "production"),
            Self::Purchasing => Text::of("Einkauf", "purchasing"),
            Self::Quality => Text::of("Qualität", "quality"),
            Self::Sales => Text::of("Vertrieb", "sales"),
            Self::Service => Text::of("Kundendienst", "service"),
            Self::WorksCouncil => Text::of("Betriebsrat", "works council"),
        }
    }
    /// Does the person know a line of business from doing it (a department, *Fachbereich*)?
    pub const fn is_domain(self) -> bool {
        !matches!(
            self,
            Self::DataProtection
                | Self::Development
                | Self::Facilitation
                | Self::It
                | Self::Management
                | Self::Other
                | Self::WorksCouncil
        )
    }
}

/// Level in the company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Management.
    CLevel,
    /// Head of a department.
    DepartmentHead,
    /// Team lead.
    TeamLead,
    /// Staff.
    Staff,
    /// Not employed by the company.
    External,
}

impl Level {
    /// The name for people.
    pub const fn title(self) -> Text {
        match self {
            Self::CLevel => Text::of("Geschäftsführung", "management"),
            Self::DepartmentHead => Text::of("Abteilungsleitung", "department head"),
            Self::TeamLead => Text::of("Teamleitung", "team lead"),
            Self::Staff => Text::of("Mitarbeit", "staff"),
            Self::External => Text::of("extern", "external"),
        }
    }
}

/// Declares a scale from 0 to 4 with an anchor text for each step.
macro_rules! scale {
    ($(#[$meta:meta])* $name:ident, $description:literal, [$( $de:literal, $en:literal; )*]) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "u8", into = "u8")]
        pub struct $name(u8);

        impl $name {
            /// The highest step.
            pub const MAX: u8 = 4;
            /// What each step means, from 0 to 4.
            pub const ANCHORS: &'static [Text] = &[$(Text::of($de, $en)),*];

            /// `None` above 4.
            pub const fn new(step: u8) -> Option<Self> {
                if step <= Self::MAX { Some(Self(step)) } else { None }
            }
            /// The step, 0 to 4.
            pub const fn step(self) -> u8 {
                self.0
            }
        }
        impl TryFrom<u8> for $name {
            type Error = &'static str;
            fn try_from(step: u8) -> Result<Self, Self::Error> {
                Self::new(step).ok_or("a step from 0 to 4")
            }
        }
        impl From<$name> for u8 {
            fn from(value: $name) -> Self {
                value.0
            }
        }
        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "integer", "minimum": 0, "maximum": 4, "description": $description })
            }
        }
    };
}

scale! {
    /// Experience with AI, 0 to 4.
    AiExperience, "Experience with AI: 0 none, 1 has tried it, 2 uses it at times, 3 uses it daily, 4 builds with it.", [
        "noch nie genutzt", "never used";
        "schon ausprobiert", "has tried it";
        "nutzt sie gelegentlich bei der Arbeit", "uses it at work now and then";
        "nutzt sie täglich, kennt ihre Grenzen", "uses it daily and knows its limits";
        "baut eigene Abläufe damit und leitet andere an", "builds own workflows with it and guides others";
    ]
}
scale! {
    /// Skill in the method, 0 to 4.
    MethodSkill, "Skill in the method: 0 unknown, 1 has watched, 2 takes part, 3 runs it with help, 4 runs it alone.", [
        "kennt die Methode nicht", "does not know the method";
        "hat zugesehen", "has watched";
        "arbeitet sicher mit", "takes part with confidence";
        "führt Schritte selbst durch", "runs steps on their own";
        "leitet andere an", "guides others";
    ]
}

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// Unique id.
    pub id: Id,
    /// The role, as the company calls it: `head_it`.
    pub role: String,
    /// What the person does.
    pub function: Function,
    /// The department, as the company calls it.
    #[serde(default)]
    pub department: String,
    /// Level in the company.
    pub level: Level,
    /// Experience with AI, 0 to 4.
    #[serde(default)]
    pub ai_experience: Answer<AiExperience>,
    /// Skill in the method before the sprint, 0 to 4.
    #[serde(default)]
    pub method_skill_before: Answer<MethodSkill>,
    /// Skill in the method after the sprint, 0 to 4.
    #[serde(default)]
    pub method_skill_after: Answer<MethodSkill>,
    /// Does this person decide? Exactly one does.
    #[serde(default)]
    pub decision_owner: bool,
}

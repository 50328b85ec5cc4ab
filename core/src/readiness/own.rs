//! Three groups of our own: data, infrastructure, skills; beside them what governance has to watch.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::base::scale::Level;
use crate::base::{Answer, Figure, Ratio, Text, Truth};

/// Declares a group once: its items with key and words.
macro_rules! group {
    ($(#[$meta:meta])* $name:ident { $( $field:ident: $de:literal, $en:literal; )* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields, default)]
        pub struct $name {
            $( #[doc = $en] pub $field: Answer<Level>, )*
        }

        impl $name {
            /// Every item.
            pub fn items(&self) -> Vec<Item> {
                vec![$( Item { key: stringify!($field), words: Text::of($de, $en), level: self.$field }, )*]
            }
        }
    };
}

/// One item of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its key in documents.
    pub key: &'static str,
    /// What it is about.
    pub words: Text,
    /// The level given, 0 (none) to 4 (established).
    pub level: Answer<Level>,
}

group! {
    /// Where do data stand? Every item 0 (none) to 4 (established).
    DataReadiness {
        inventory: "Überblick über die Daten", "overview of the data";
        access: "Zugang zu den Daten", "access to the data";
        quality: "Qualität der Daten", "quality of the data";
        ownership: "Verantwortung für die Daten", "ownership of the data";
        privacy: "Datenschutz", "data protection";
        availability_across_systems: "Verfügbarkeit über Systeme hinweg", "availability across systems";
    }
}
group! {
    /// Where does infrastructure stand? Every item 0 (none) to 4 (established).
    InfrastructureReadiness {
        connectivity: "Anbindung (Glasfaser, Mobilfunk)", "connectivity (fibre, mobile)";
        servers_or_cloud: "Server oder Cloud", "servers or cloud";
        interfaces: "Schnittstellen", "interfaces";
        security: "IT-Sicherheit", "IT security";
        backup: "Datensicherung", "backup";
        test_environment: "Testumgebung", "test environment";
    }
}
group! {
    /// Where do skills stand? Every item 0 (none) to 4 (established).
    SkillsReadiness {
        ai_basics: "Grundwissen zu KI", "basics of AI";
        data_skills: "Umgang mit Daten", "data skills";
        process_knowledge: "Wissen über die Prozesse", "knowledge of the processes";
        project_management: "Projektarbeit", "project management";
        it_operations: "IT-Betrieb", "IT operations";
        ai_literacy_training: "Schulung zur KI-Kompetenz", "training in AI literacy";
    }
}
group! {
    /// What governance has to watch; it counts in no mean. Every item 0 (none) to 4 (established).
    GovernanceWatch {
        ethics_rules: "Regeln gegen Missbrauch und Benachteiligung", "rules against misuse and discrimination";
        explainability_expectation: "Erwartung an Nachvollziehbarkeit", "expectation of explainability";
        works_agreement: "Betriebsvereinbarung", "works agreement";
    }
}

/// The answers of the company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OwnReadiness {
    /// Data.
    pub data: DataReadiness,
    /// Infrastructure.
    pub infrastructure: InfrastructureReadiness,
    /// Skills.
    pub skills: SkillsReadiness,
    /// Governance.
    pub governance_watch: GovernanceWatch,
}

impl OwnReadiness {
    /// The items that count, by group, in the order in which ties are broken.
    pub(super) fn groups(&self) -> [(Group, Vec<Item>); 3] {
        [
            (Group::Data, self.data.items()),
            (Group::Infrastructure, self.infrastructure.items()),
            (Group::Skills, self.skills.items()),
        ]
    }
    /// Every item with its full key, `group.item`.
    pub(super) fn keyed(&self) -> impl Iterator<Item = (String, Item)> {
        let watch = ("governance_watch", self.governance_watch.items());
        let groups = self.groups().map(|(group, items)| (group.key(), items));
        groups
            .into_iter()
            .chain([watch])
            .flat_map(|(group, items)| items.into_iter().map(move |item| (format!("{group}.{}", item.key), item)))
    }
}

/// A group that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Data.
    Data,
    /// Infrastructure.
    Infrastructure,
    /// Skills.
    Skills,
}

impl Group {
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Infrastructure => "infrastructure",
            Self::Skills => "skills",
        }
    }
}

/// How a group stands.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct GroupResult {
    /// The group.
    pub id: Group,
    /// Mean of the given levels; nothing when none was given.
    pub mean: Option<Figure>,
    /// Levels given.
    pub given: usize,
    /// Items of the group.
    pub of: usize,
    /// The mean if every missing level were 0.
    pub lowest: Figure,
    /// The mean if every missing level were 4.
    pub highest: Figure,
}

pub(super) fn group_result(id: Group, items: &[Item]) -> GroupResult {
    let given: Vec<i64> =
        items.iter().filter_map(|item| item.level.given()).map(|level| i64::from(level.get())).collect();
    let sum: i64 = given.iter().sum();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let best = sum + 4 * count(items.len() - given.len());
    let over = |sum: i64, n: usize| Ratio::new(sum, count(n));
    let shown = |mean: Option<Ratio>| mean.map(|mean| Figure::new(mean, 3));
    let zero = || Figure::new(Ratio::zero(), 3);
    GroupResult {
        id,
        mean: shown(over(sum, given.len())),
        given: given.len(),
        of: items.len(),
        lowest: shown(over(sum, items.len())).unwrap_or_else(zero),
        highest: shown(over(best, items.len())).unwrap_or_else(zero),
    }
}

/// The group with the smallest mean, ties in the order data, infrastructure, skills; and whether the missing levels
/// could still change that. Nothing when a group has no level at all.
pub(super) fn limiting(groups: &[GroupResult]) -> (Option<Group>, Truth) {
    let means: Option<Vec<(&Ratio, &GroupResult)>> =
        groups.iter().map(|group| Some((&group.mean.as_ref()?.exact, group))).collect();
    let Some(least) = means.and_then(|means| means.into_iter().min_by_key(|(mean, group)| (*mean, group.id))) else {
        return (None, Truth::Open);
    };
    let least = least.1;
    let certain = groups
        .iter()
        .filter(|other| other.id != least.id)
        .all(|other| (&least.highest.exact, least.id) < (&other.lowest.exact, other.id));
    (Some(least.id), if certain { Truth::Yes } else { Truth::Open })
}

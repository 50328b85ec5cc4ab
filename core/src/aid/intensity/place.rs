//! Where a project is carried out, and what the regional aid map says of that place.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

use super::measure::AssistedArea;
use super::sentences as say;
use crate::base::grounds::Gather;
use crate::base::{Answer, Date, Pointer, Severity, Source};

const FILE: &str = include_str!("../../../catalogue/law/areas.toml");

/// An official municipality key (Amtlicher Gemeindeschlüssel): eight digits, `05` for North Rhine-Westphalia.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Municipality(#[schemars(regex(pattern = r"^[0-9]{8}$"))] String);

impl Municipality {
    /// `None` unless there are eight digits.
    pub fn new(key: &str) -> Option<Self> {
        (key.len() == 8 && key.bytes().all(|byte| byte.is_ascii_digit())).then(|| Self(key.to_owned()))
    }
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Municipality {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let key = String::deserialize(deserializer)?;
        Self::new(&key).ok_or_else(|| serde::de::Error::custom("expected an official municipality key of eight digits"))
    }
}

/// What the map says of a municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    /// All of it is a c-area.
    C,
    /// Parts of it are; the address decides.
    PartlyC,
    /// No part of it is assisted.
    None,
}

/// A municipality on the map.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: String,
    name: String,
    valid_from: Date,
    valid_to: Date,
    status: Status,
    source: Source,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Map {
    area: Vec<Entry>,
}

/// The map that is built in; read once.
fn map() -> &'static Map {
    static MAP: OnceLock<Map> = OnceLock::new();
    // A test reads the file; a fault there never leaves the house.
    MAP.get_or_init(|| toml::from_str(FILE).unwrap_or_default())
}

/// The area as stated, or as the map has it for the municipality on the day.
pub(super) fn area(
    stated: Answer<AssistedArea>,
    municipality: &Answer<Municipality>,
    date: Date,
    gather: &mut Gather,
) -> Answer<AssistedArea> {
    let Some(key) = municipality.given() else { return stated };
    let at = Pointer::root().field("municipality");
    let found =
        map().area.iter().find(|entry| entry.key == key.as_str() && entry.valid_from <= date && date <= entry.valid_to);
    let Some(entry) = found else {
        gather.notice(Severity::Info, &say::PLACE_NOT_LISTED, &at, &[("key", key.as_str().to_owned().into())]);
        return stated;
    };
    let args = [("name", entry.name.clone().into()), ("source", entry.source.name.clone().into_owned().into())];
    let listed = match entry.status {
        Status::C => Some(AssistedArea::C),
        Status::None => Some(AssistedArea::None),
        Status::PartlyC => None,
    };
    match (stated.given(), listed) {
        (Some(stated), Some(listed)) if *stated != listed => {
            gather.notice(Severity::Warn, &say::PLACE_DIFFERS, &at, &args);
        }
        (_, Some(_)) => gather.notice(Severity::Warn, &say::PLACE_SECONDARY, &at, &args),
        (_, None) => gather.notice(Severity::Warn, &say::PLACE_PARTLY, &at, &args),
    }
    match (stated, listed) {
        (Answer::NotAsked | Answer::DontKnow, Some(listed)) => Answer::Given(listed),
        (stated, _) => stated,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Confidence;

    #[test]
    fn the_map_is_sound() {
        let map: Map = toml::from_str(FILE).unwrap();
        assert!(!map.area.is_empty());
        for (index, entry) in map.area.iter().enumerate() {
            assert!(Municipality::new(&entry.key).is_some_and(|key| key.as_str().starts_with("05")), "{}", entry.key);
            assert!(entry.valid_from <= entry.valid_to && !entry.name.is_empty());
            assert!(map.area.iter().take(index).all(|other| other.key != entry.key), "{}", entry.key);
            // The map of the Commission's decision was not read.
            assert!(entry.source.confidence < Confidence::Verified);
        }
    }

    #[test]
    fn keys_have_eight_digits() {
        assert!(Municipality::new("05120000").is_some());
        assert!(["5120000", "051200000", "0512000x", ""].iter().all(|key| Municipality::new(key).is_none()));
    }
}

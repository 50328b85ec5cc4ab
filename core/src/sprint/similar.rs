//! The operation `sprint.comparable_cases`: cases of the same region, sector or field of use.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

use crate::base::{Answer, Error, Id, Pointer, Problems, SchemaVersion, Truth};
use crate::pain::UseCaseField;

/// Most cases that are looked through.
pub const MAX_CASES: usize = 100_000;

/// A sector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sector {
    /// Machine building.
    MachineBuilding,
    /// Makers of vehicles.
    Automotive,
    /// Suppliers of makers of vehicles.
    AutomotiveSupply,
    /// Chemicals.
    Chemicals,
    /// Steel and other basic metals.
    Steel,
    /// Metal working.
    MetalWorking,
    /// Tool making.
    ToolMaking,
    /// Logistics.
    Logistics,
    /// Anything else.
    Other,
}

impl Sector {
    /// Divisions and groups of the classification of economic activities WZ 2008 (NACE Rev. 2) that belong to the sector.
    pub const fn wz(self) -> &'static [&'static str] {
        match self {
            Self::MachineBuilding => &["28"],
            Self::Automotive => &["29"],
            Self::AutomotiveSupply => &["29.3"],
            Self::Chemicals => &["20"],
            Self::Steel => &["24"],
            Self::MetalWorking => &["25"],
            Self::ToolMaking => &["25.7"],
            Self::Logistics => &["49", "50", "51", "52", "53"],
            Self::Other => &[],
        }
    }
    /// The sectors that a WZ code belongs to, for example `25.73.1`; `other` alone when none does.
    pub fn of_wz(code: &str) -> Vec<Self> {
        const ALL: [Sector; 8] = [
            Sector::MachineBuilding,
            Sector::Automotive,
            Sector::AutomotiveSupply,
            Sector::Chemicals,
            Sector::Steel,
            Sector::MetalWorking,
            Sector::ToolMaking,
            Sector::Logistics,
        ];
        let found: Vec<Self> =
            ALL.into_iter().filter(|sector| sector.wz().iter().any(|prefix| code.starts_with(prefix))).collect();
        if found.is_empty() { vec![Self::Other] } else { found }
    }
}

/// What a case is about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CaseTags {
    /// The region, for example `bergisches_land`.
    pub region: Answer<Id>,
    /// The sectors of the company.
    pub sectors: Answer<BTreeSet<Sector>>,
    /// The field of use.
    pub field: Answer<UseCaseField>,
}

/// A case with its tags.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TaggedCase {
    /// The case.
    pub id: Id,
    /// What it is about.
    pub tags: CaseTags,
}

/// What to look for, and where.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComparableInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// What to look for; a tag that is not given does not matter.
    pub wanted: CaseTags,
    /// The cases to look through.
    pub cases: Vec<TaggedCase>,
}

/// The comparable cases.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ComparableCases {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// Cases that share every wanted tag, in order of id.
    pub comparable: Vec<Id>,
    /// Cases that lack a tag and might be comparable, in order of id.
    pub open: Vec<Id>,
}

/// Finds comparable cases.
///
/// # Errors
/// A repeated id, or too many cases.
pub fn comparable_cases(input: &ComparableInput) -> Result<ComparableCases, Error> {
    let list = Pointer::root().field("cases");
    let mut problems = Problems::new();
    problems.at_most(list.clone(), input.cases.len(), MAX_CASES);
    problems.unique_ids(&list, input.cases.iter().map(|case| &case.id));
    problems.finish()?;
    let pick = |wanted: Truth| {
        let mut ids: Vec<Id> = input
            .cases
            .iter()
            .filter(|case| compare(&input.wanted, &case.tags) == wanted)
            .map(|case| case.id.clone())
            .collect();
        ids.sort_unstable();
        ids
    };
    Ok(ComparableCases { schema_version: SchemaVersion, comparable: pick(Truth::Yes), open: pick(Truth::Open) })
}

fn compare(wanted: &CaseTags, found: &CaseTags) -> Truth {
    let same = |wanted: Option<bool>| wanted.map_or(Truth::Open, Truth::from);
    let region = wanted.region.given().map(|region| same(found.region.given().map(|other| other == region)));
    let sectors =
        wanted.sectors.given().map(|sectors| same(found.sectors.given().map(|other| !other.is_disjoint(sectors))));
    let field = wanted.field.given().map(|field| found.field.given().map_or(Truth::Open, |other| other.same(field)));
    Truth::all([region, sectors, field].into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wz_codes_lead_to_sectors() {
        assert_eq!(Sector::of_wz("25.73.1"), [Sector::MetalWorking, Sector::ToolMaking]);
        assert_eq!(Sector::of_wz("28.41"), [Sector::MachineBuilding]);
        assert_eq!(Sector::of_wz("62.01"), [Sector::Other]);
    }
}

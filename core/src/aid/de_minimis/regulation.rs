//! The de minimis regulations and the sectors they cover.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A de minimis regulation of the Union.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Regulation {
    /// Reg. (EU) 2023/2831: general, grants from 2024.
    #[serde(rename = "2023/2831")]
    General,
    /// Reg. (EU) 1407/2013: general, grants until 2023 (schemes until June 2024).
    #[serde(rename = "1407/2013")]
    GeneralUntil2023,
    /// Reg. (EU) 2023/2832: services of general economic interest (DAWI), grants from 2024.
    #[serde(rename = "2023/2832")]
    Services,
    /// Reg. (EU) 360/2012: services of general economic interest, grants until 2023.
    #[serde(rename = "360/2012")]
    ServicesUntil2023,
    /// Reg. (EU) 1408/2013: primary agricultural production.
    #[serde(rename = "1408/2013")]
    Agriculture,
    /// Reg. (EU) 717/2014: fishery and aquaculture.
    #[serde(rename = "717/2014")]
    Fishery,
}

impl Regulation {
    /// Every regulation, general ones first.
    pub const ALL: [Self; 6] = [
        Self::General,
        Self::GeneralUntil2023,
        Self::Services,
        Self::ServicesUntil2023,
        Self::Agriculture,
        Self::Fishery,
    ];

    /// The number, as it stands in documents.
    pub const fn number(self) -> &'static str {
        match self {
            Self::General => "2023/2831",
            Self::GeneralUntil2023 => "1407/2013",
            Self::Services => "2023/2832",
            Self::ServicesUntil2023 => "360/2012",
            Self::Agriculture => "1408/2013",
            Self::Fishery => "717/2014",
        }
    }
    /// The sector.
    pub const fn sector(self) -> Sector {
        match self {
            Self::General | Self::GeneralUntil2023 => Sector::General,
            Self::Services | Self::ServicesUntil2023 => Sector::Services,
            Self::Agriculture => Sector::Agriculture,
            Self::Fishery => Sector::Fishery,
        }
    }
    /// The rule that marks when grants under it are counted by fiscal years; outside its windows years roll.
    pub const fn fiscal_years_rule(self) -> &'static str {
        match self {
            Self::General | Self::GeneralUntil2023 => "de_minimis.1407_2013.fiscal_years",
            Self::Services | Self::ServicesUntil2023 => "de_minimis.360_2012.fiscal_years",
            Self::Agriculture => "de_minimis.1408_2013.fiscal_years",
            Self::Fishery => "de_minimis.717_2014.fiscal_years",
        }
    }
    /// The ceiling's rule in the law files.
    pub const fn ceiling_rule(self) -> &'static str {
        match self {
            Self::General => "de_minimis.2023_2831.ceiling",
            Self::GeneralUntil2023 => "de_minimis.1407_2013.ceiling",
            Self::Services => "de_minimis.2023_2832.ceiling",
            Self::ServicesUntil2023 => "de_minimis.360_2012.ceiling",
            Self::Agriculture => "de_minimis.1408_2013.ceiling",
            Self::Fishery => "de_minimis.717_2014.ceiling",
        }
    }
}

impl fmt::Display for Regulation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.number())
    }
}

/// What a regulation covers; the sectors have ceilings of their own and joint ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sector {
    /// Everything without a regulation of its own.
    General,
    /// Primary agricultural production.
    Agriculture,
    /// Fishery and aquaculture.
    Fishery,
    /// Services of general economic interest.
    Services,
}

impl Sector {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::General, Self::Agriculture, Self::Fishery, Self::Services];
}

/// A set of sectors that count towards the same ceiling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sectors(u8);

impl Sectors {
    /// One sector.
    pub const fn only(sector: Sector) -> Self {
        Self(1 << sector as u8)
    }
    /// General, agriculture and fishery: Reg. (EU) 2023/2831 Art 5(2).
    pub const WITHOUT_SERVICES: Self = Self(0b0111);
    /// All of them.
    pub const ALL: Self = Self(0b1111);

    /// Does the sector count?
    pub const fn contains(self, sector: Sector) -> bool {
        self.0 & (1 << sector as u8) != 0
    }
}

/// How grants are counted over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    /// Any period of three years, by calendar date (since 2024).
    #[default]
    RollingYears,
    /// The fiscal year of the grant and the two before it (until 2023).
    FiscalYears,
}

impl Counting {
    /// The other way.
    pub const fn other(self) -> Self {
        match self {
            Self::RollingYears => Self::FiscalYears,
            Self::FiscalYears => Self::RollingYears,
        }
    }
}

/// Does a grant still count on its third anniversary? The regulation gives no counting rule, practice differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WindowEdge {
    /// It counts on the anniversary: never grants too much.
    #[default]
    Inclusive,
    /// It no longer counts on the anniversary.
    Exclusive,
}

impl WindowEdge {
    /// The other reading.
    pub const fn other(self) -> Self {
        match self {
            Self::Inclusive => Self::Exclusive,
            Self::Exclusive => Self::Inclusive,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_documents_say() {
        for regulation in Regulation::ALL {
            assert_eq!(serde_json::to_string(&regulation).unwrap(), format!("\"{regulation}\""));
            crate::base::law::check_rule_ids(&[regulation.ceiling_rule(), regulation.fiscal_years_rule()]);
        }
    }

    #[test]
    fn services_stand_outside_the_joint_ceiling_of_the_general_regulation() {
        assert!(!Sectors::WITHOUT_SERVICES.contains(Sector::Services));
        assert!(
            [Sector::General, Sector::Agriculture, Sector::Fishery].map(|s| Sectors::WITHOUT_SERVICES.contains(s))
                == [true; 3]
        );
        assert!(Sectors::only(Sector::Fishery).contains(Sector::Fishery));
        assert!(!Sectors::only(Sector::Fishery).contains(Sector::Agriculture));
    }
}

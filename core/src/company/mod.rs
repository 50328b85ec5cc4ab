//! The company: ownership graph and size class (Annex I to Reg. (EU) 651/2014).
//!
//! | module | one idea |
//! |---|---|
//! | [`thresholds`] | the ceilings of the day, from the dated law |
//! | [`graph`] | what a document states of enterprises and their owners |
//! | [`accounts`] | closed years, staff lists, annual work units |
//! | [`assess`] | the class over every completion of the facts, without words |
//! | [`size`] | the operation `company.size` |

pub mod accounts;
mod advice;
pub mod assess;
pub mod graph;
mod net;
mod sentences;
pub mod size;
mod status;
mod structure;
pub mod thresholds;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The size of a company in the sense of the SME definition, smallest first.
///
/// The order is the order of size: a larger class is never more favourable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SizeClass {
    /// Kleinstunternehmen.
    Micro,
    /// Kleines Unternehmen.
    Small,
    /// Mittleres Unternehmen.
    Medium,
    /// No SME, but within the ceilings of Recommendation (EU) 2025/1099. No SME bonus in state-aid law.
    SmallMidCap,
    /// None of these.
    Large,
}

pub use assess::{SizeVerdict, classify, classify_autonomous};

impl SizeClass {
    /// Every class, smallest first.
    pub const ALL: [Self; 5] = [Self::Micro, Self::Small, Self::Medium, Self::SmallMidCap, Self::Large];

    /// Micro, small or medium.
    pub const fn is_sme(self) -> bool {
        matches!(self, Self::Micro | Self::Small | Self::Medium)
    }
    /// Small in the sense of support law: the small-enterprise bonus includes micro.
    pub const fn is_small(self) -> bool {
        matches!(self, Self::Micro | Self::Small)
    }
}

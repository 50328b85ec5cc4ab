//! The company: ownership graph and size class (Annex I to Reg. (EU) 651/2014).
//!
//! | module | one idea |
//! |---|---|
//! | [`thresholds`] | the ceilings of the day, from the dated law |
//! | [`graph`] | what a document states of enterprises and their owners |
//! | [`accounts`] | closed years, staff lists, annual work units |
//! | `ownership`, `read`, `denominator` | the graph by index, in whole numbers; everything that can be wrong with it |
//! | `forest` | who belongs together: control and added votes, shared with the single undertaking |
//! | `facts` | what a size document states beside ownership: figures, joint action, markets |
//! | `structure` | linked, partner, exempt: with what share each enterprise counts |
//! | `public` | the public-body rule |
//! | `status` | from figures to status: the two-period rule |
//! | [`assess`] | the class over every completion of the facts, without words |
//! | [`size`], `advice` | the operation `company.size`: the answer in words, what it rests on, what to ask |

pub mod accounts;
mod advice;
pub mod assess;
mod denominator;
mod facts;
pub(crate) mod forest;
pub mod graph;
pub(crate) mod ownership;
mod public;
mod read;
mod sentences;
pub mod size;
mod status;
mod structure;
pub mod thresholds;

use crate::base::Text;
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
    /// The class in words.
    pub const fn text(self) -> Text {
        match self {
            Self::Micro => Text::of("Kleinstunternehmen", "micro enterprise"),
            Self::Small => Text::of("kleines Unternehmen", "small enterprise"),
            Self::Medium => Text::of("mittleres Unternehmen", "medium-sized enterprise"),
            Self::SmallMidCap => Text::of("kleines Midcap-Unternehmen (kein KMU)", "small mid-cap (no SME)"),
            Self::Large => Text::of("großes Unternehmen", "large enterprise"),
        }
    }
    /// Small in the sense of support law: the small-enterprise bonus includes micro.
    pub const fn is_small(self) -> bool {
        matches!(self, Self::Micro | Self::Small)
    }
}

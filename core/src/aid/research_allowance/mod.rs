//! The research allowance (Forschungszulage): a tax credit for research and development, without competition and
//! without an application before the start (Forschungszulagengesetz, FZulG).
//!
//! | module | one idea |
//! |---|---|
//! | [`base`] | what an expenditure contributes to the base |
//! | [`allowance`] | caps, rates, the limit per project |
//! | [`input`], [`operation`] | the operation `aid.research_allowance` |

pub mod allowance;
mod base;
pub mod input;
pub mod operation;
mod sentences;

pub use allowance::{Terms, allowance_of_year, contract_share, terms};
pub use input::{
    Claimant, DeMinimisExcess, Expenditure, GroupUse, GrowthActStart, Kind, OwnWorkOverhead, Project, PurchaseYear,
    ResearchAllowanceInput, StraddlingYear, WorkedDay,
};
pub use operation::{ResearchAllowance, research_allowance, research_allowance_under};

//! What hurts: pain points, answers, what they cost, and how they come in.
//!
//! | module | one idea |
//! |---|---|
//! | [`point`] | a pain point, and one person's answer to the leading question (R-31, R-34) |
//! | [`field`] | where the potential lies: the field of use (R-3) |
//! | [`cost`] | what it costs a year, with low / mid / high, and which figure drives it (F-1) |
//! | [`duplicates`] | which notes may mean the same: proposals only (R-35) |
//! | [`merge`] | merging what a person found to be the same, without losing a vote (R-35) |
//! | [`import`] | sticky notes, ratings and votes as people export them (R-30) |

pub mod cost;
pub mod duplicates;
pub mod field;
pub mod import;
pub mod merge;
pub mod point;
mod sentences;

pub use field::UseCaseField;
pub use point::{PainAnswer, PainPoint};

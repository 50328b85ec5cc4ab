//! What hurts: pain points, answers, what they cost.
//!
//! | module | one idea |
//! |---|---|
//! | [`point`] | a pain point, and one person's answer to the leading question (R-31, R-34) |
//! | [`cost`] | what it costs a year, with low / mid / high, and which figure drives it (F-1) |

pub mod cost;
pub mod point;
mod sentences;

pub use point::{PainAnswer, PainPoint};

//! Proof of concept: criteria agreed before the start, stop rules, measurements, verdict.
//!
//! | module | one idea |
//! |---|---|
//! | [`record`] | what a proof of concept is: criteria, stop rules, measurements (R-61…R-67) |
//! | [`iteration`] | how small it starts, and its rounds (R-63) |
//! | [`measured`] | what the measurements say: effect first, test second (F-9) |
//! | [`criteria`] | which criteria are met |
//! | [`stop`] | which stop rule fired first |
//! | [`review`] | the operation `sprint.poc`: go, go with conditions, iterate or stop |
//! | [`sample_size`] | the operation `sprint.sample_size`: how much must be measured |
//! | [`statistics`] | exact tests for small samples |

mod check;
pub mod criteria;
pub mod iteration;
pub mod measured;
pub mod record;
pub mod review;
pub mod sample_size;
mod sentences;
pub mod statistics;
pub mod stop;

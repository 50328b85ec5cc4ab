//! Framing: which steps there are, where errors, delays and frustration arise, what the whole costs.
//!
//! | module | one idea |
//! |---|---|
//! | [`process`] | a process as the people describe it: steps, parallel branches, loops (R-43…) |
//! | [`flow`] | how often every step runs, and how long the whole takes, exactly |
//! | [`measures`] | the operation `sprint.framing`: measures, cost, hotspots (F-6) |
//! | [`hotspots`] | three separate lists: errors, delays, frustration (R-48) |
//! | [`what_if`] | what a change of a step does to time and money |

mod check;
pub mod flow;
pub mod hotspots;
pub mod measures;
pub mod process;
mod sentences;
pub mod what_if;

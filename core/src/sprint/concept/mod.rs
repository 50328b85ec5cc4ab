//! Concept development: the canvas, the gates, burials, benefit, fit, comparison.
//!
//! | module | one idea |
//! |---|---|
//! | [`canvas`] | what a concept is: input, output, sources, interfaces, cost, people (R-50…R-53) |
//! | [`gates`] | accepted or buried, with all reasons (F-7) |
//! | [`benefit`] | saving and payback at low, mid and high (F-8) |
//! | [`burial`] | what a burial records, and what would reopen it (R-54, R-55) |
//! | [`fit`] | standard tool or individual solution, explainability, human control, place of running (R-5, R-6, R-57…R-59) |
//! | [`go_no_go`] | nine questions before building, as traffic lights |
//! | [`compare`] | concepts side by side |
//! | [`develop`] | the operation `sprint.concept` |

pub mod benefit;
pub mod burial;
pub mod canvas;
mod check;
pub mod compare;
pub mod develop;
pub mod fit;
pub mod gates;
pub mod go_no_go;
mod sentences;

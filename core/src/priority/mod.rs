//! Which one first: ranking methods, group decision, robustness, choosing the doable one, backlog.
//!
//! | module | one idea |
//! |---|---|
//! | [`ballot`] | what participants hand in: ratings and dots |
//! | [`figures`] | medians, dots, Borda points, cost class, pain index per item |
//! | [`ranking`] | rankings whose ties are reported and then broken by a documented chain |
//! | [`concordance`] | Kendall's W, straight-liners |
//! | [`agreement`] | the operation `priority.agreement` |
//! | [`solvability`] | how doable something is: weighted criteria and gates |
//! | [`choose`] | the operation `priority.choose`: three of n, the most doable, the biggest beside it |
//! | [`backlog`] | the operation `priority.backlog` |
//! | [`matrix`] | a decision matrix: items, criteria with polarity, weight and scale |
//! | [`normalize`] | bringing criteria to one scale |
//! | [`weights`], [`bwm`] | weights given, equal, by entropy, CRITIC, best-worst |
//! | [`additive`], [`topsis`], [`vikor`], [`promethee`], [`scoring`] | one method each |
//! | [`method`], [`rank`] | the operation `priority.rank` |

pub mod additive;
pub mod agreement;
pub mod backlog;
pub mod ballot;
pub mod bwm;
pub mod choose;
pub mod concordance;
mod explain;
pub mod figures;
pub mod matrix;
pub mod method;
pub mod normalize;
pub mod promethee;
pub mod rank;
pub mod ranking;
pub mod scoring;
mod sentences;
mod simplex;
pub mod solvability;
pub mod topsis;
pub mod vikor;
pub mod weights;

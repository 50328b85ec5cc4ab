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

pub mod agreement;
pub mod backlog;
pub mod ballot;
pub mod choose;
pub mod concordance;
mod explain;
pub mod figures;
pub mod ranking;
mod sentences;
pub mod solvability;

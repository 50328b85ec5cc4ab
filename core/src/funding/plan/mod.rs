//! The funding plan: which programme pays which cost, applied for when, so that the company gets
//! the most money, or the earliest prototype, without breaking a rule.
//!
//! | module | one idea |
//! |---|---|
//! | [`situation`] | what is to be paid, when it may happen, earlier aid, own money |
//! | [`offer`], `rates` | the terms of a programme, reduced to what a plan needs |
//! | [`programmes`], `terms`, `stream`, `left_out`, `windows`, `ask` | offers from the catalogue: verdicts, terms, windows |
//! | [`document`] | a plan as a document |
//! | `days` | the calendar, dates of the steps, steps that start too late |
//! | `compile`, `slots`, `years`, `counting` | from words and dates to numbers: items, applications, what counts, in how many fiscal years |
//! | `instance`, `query`, `columns`, `bound`, `search`, `branching` | the exact search |
//! | `sharing`, `prices`, `linear`, `master`, `climb` | good prices by steps and by a linear program, good plans to start from |
//! | `liquidity` | what own funds rule out before everything is decided |
//! | `own_share` | what a grant leaves unfunded, counted by the research allowance where the caller says so |
//! | `settle`, `compose` | from an assignment back to dates, money over time and a document |
//! | `front` | money against time against risk |
//! | [`explain`], [`tasks`] | reasons, limits, a euro or a week more, what if it fails, what is to be done |
//! | `infeasible` | why nothing can be planned |
//! | [`report`] | the operation `funding.plan` |
//! | [`check`] | every rule that a plan breaks; shares nothing with the search |
//!
//! Terms of the catalogue that an offer cannot express are left out, never guessed, and named among the programmes
//! that are not used: streams that are only paid beside another one, shares of other cost beside further entries for the
//! same cost, loans (an offer of the situation may be one). Where more units than count are priced one by one each
//! counts with the average over all positions of the plan.
//!
//! Not modelled: a loan beside a grant for the same cost, parts of a contract that are accepted before it ends (it
//! counts in the fiscal year in which its work ends, and a finding says so; own work is claimed by its working days in
//! each year, twelve instalments by theirs), and an application that is held back although its window is open: each is
//! filed on the first day that the plan allows in one of its windows, and *proven* means under this rule.

mod ask;
mod bound;
mod branching;
mod cash;
mod ceiling;
pub mod check;
mod check_cash;
mod check_dates;
mod check_filings;
mod check_money;
mod check_own_share;
mod climb;
mod columns;
mod compile;
mod compose;
mod counting;
mod days;
pub mod document;
pub mod explain;
mod filings;
pub mod front;
mod infeasible;
mod instance;
mod left_out;
mod lending;
mod linear;
mod liquidity;
mod master;
pub mod offer;
mod own_share;
mod prices;
pub mod programmes;
mod query;
mod rates;
pub mod report;
mod search;
mod sentences;
mod settle;
mod sharing;
pub mod situation;
mod slots;
mod stream;
pub mod tasks;
mod terms;
mod validate;
mod windows;
mod years;

pub use check::{CheckInput, CheckReport, check_plan};
pub use document::Plan;
pub use offer::Offer;
pub use programmes::Programmes;
pub use report::{PlanInput, PlanReport, plan};
pub use situation::Situation;

#[cfg(test)]
mod tests;

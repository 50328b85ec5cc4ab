//! De minimis aid: small aid that needs no approval as long as it stays below a ceiling per single undertaking, member
//! state and period.
//!
//! | module | one idea |
//! |---|---|
//! | [`regulation`] | the regulations, their sectors and how they count time |
//! | [`limits`] | the ceilings in force on a day |
//! | [`ledger`] | what counts, and how much room is left |
//! | [`planned`] | several planned grants against the ledger and each other |
//! | [`value`] | the gross grant equivalent of loans, guarantees and the rest |
//! | [`rate_route`] | the advantage of a loan or guarantee over the market price |
//! | [`history`] | mergers, splits, members that come and go |
//! | [`input`], [`operation`], [`answer`] | the operation `aid.de_minimis` |

pub mod answer;
pub mod history;
pub mod input;
pub mod ledger;
pub mod limits;
pub mod operation;
pub mod planned;
pub mod rate_route;
pub mod regulation;
mod sentences;
pub mod value;

pub use answer::DeMinimis;
pub use history::{Event, Member};
pub use input::{DeMinimisInput, Exclusion, Grant, PlannedGrant};
pub use ledger::{Bounds, Entry, FiscalYearStart, Ledger, Room};
pub use limits::{Limit, Limits, ServicesJointCeiling, Variant};
pub use operation::{de_minimis, de_minimis_under};
pub use planned::{Fit, Plan};
pub use rate_route::{RateTerms, Repayment};
pub use regulation::{Counting, Regulation, Sector, Sectors, WindowEdge};
pub use value::{AidValue, Borrower};

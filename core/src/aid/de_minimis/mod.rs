//! De minimis aid: small aid that needs no approval as long as it stays below a ceiling per single undertaking, member
//! state and period.
//!
//! | module | one idea |
//! |---|---|
//! | [`regulation`] | the regulations, their sectors and how they count time |
//! | [`limits`] | the ceilings in force on a day |
//! | [`ledger`] | what counts, and how much room is left |

pub mod ledger;
pub mod limits;
pub mod regulation;

pub use ledger::{Bounds, Entry, FiscalYearStart, Ledger, Room};
pub use limits::{Limit, Limits, ServicesJointCeiling, Variant};
pub use regulation::{Counting, Regulation, Sector, Sectors, WindowEdge};

//! State-aid law: who counts as one undertaking, what is left of the de minimis ceiling, which share of a cost may be
//! paid, what may be added up, what the research allowance gives.
//!
//! Thresholds and rates are dated data in `core/catalogue/law/*.toml`; this module holds the mechanism. Nothing here is
//! legal advice; every answer names the rules it rests on, their validity and how sure we are of them.
//!
//! | module | one idea |
//! |---|---|
//! | [`discount`] | what later payments are worth on the day of the grant |
//! | [`difficulty`] | is the undertaking in difficulty? |
//! | [`single_undertaking`] | who counts as one undertaking |
//! | [`de_minimis`] | the ledger of small aid: windows, headroom, planned grants |
//! | [`intensity`] | the share of a cost that may be aided, thresholds, incentive effect |
//! | [`research_allowance`] | the tax credit for research (Forschungszulage) |
//! | [`cumulation`] | may these aids stand together |

pub mod cumulation;
pub mod de_minimis;
pub mod difficulty;
pub mod discount;
pub mod intensity;
pub mod research_allowance;
pub mod single_undertaking;

//! Exact statistics for small samples (F-9).
//!
//! Counts and probabilities are whole numbers and exact fractions; a double appears only where a figure is
//! shown, in the Wilson interval (a square root) and in the bootstrap (a resampling). Nothing is looked up in
//! a table of critical values: published tables differ, the distribution itself is computed.
//!
//! | module | one idea |
//! |---|---|
//! | [`sample`] | median, mean, Hodges–Lehmann estimates |
//! | [`p_value`] | an exact probability and the double that is shown |
//! | [`signed_rank`] | Wilcoxon signed-rank test with ties, zeros dropped |
//! | [`sign`] | sign test, and the pairs it needs |
//! | [`rank_sum`] | Mann–Whitney test with ties, for measurements that are no pairs |
//! | [`fisher`] | Fisher's exact test of two shares |
//! | [`wilson`] | Wilson interval of a share |
//! | [`bootstrap`] | percentile interval of a median over all resamples |

pub mod bootstrap;
pub mod fisher;
pub mod p_value;
pub mod rank_sum;
pub mod sample;
pub mod sign;
pub mod signed_rank;
pub mod wilson;

pub use p_value::PValue;

/// Most pairs of one measurement: the distribution of 2ⁿ signs is counted in 128 bits.
pub const MAX_PAIRS: usize = 120;
/// Most values per group of a measurement without pairs.
pub const MAX_GROUP: usize = 40;
/// Most items of a counted share.
pub const MAX_ITEMS: u32 = 1_000_000;
/// Most items per group when two shares are compared.
pub const MAX_COMPARED: u32 = 5_000;

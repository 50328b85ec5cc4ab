//! Funding: vocabulary of facts, conditions, catalogue, eligibility, amounts, next question, plan.
//!
//! In reading order:
//!
//! | module | one idea |
//! |---|---|
//! | [`costs`] | phases, kinds of cost, cost positions |
//! | [`vocabulary`] | every fact a rule may read |
//! | [`facts`] | what is known of a company and its project |
//! | [`rule`] | conditions in the form in which they are evaluated |
//! | [`timeline`] | windows, rounds, stops to the minute |
//! | [`programme`] | a programme with its terms |
//! | [`catalogue`] | programmes read from TOML, checked, merged |
//! | [`amount`] | what a programme pays |
//! | [`evaluate`] | verdicts, amounts and failing conditions, fast |
//! | [`verdict`] | the six verdicts |

pub mod amount;
pub mod catalogue;
pub mod costs;
mod document;
pub mod evaluate;
pub mod facts;
mod node;
pub mod programme;
pub mod rule;
pub mod timeline;
pub mod verdict;
pub mod vocabulary;

pub use catalogue::Catalogue;
pub use programme::Programme;

//! Funding: vocabulary of facts, conditions, catalogue, eligibility, amounts, next question, plan.
//!
//! In reading order:
//!
//! | module | one idea |
//! |---|---|
//! | [`costs`] | phases, kinds of cost, cost positions |
//! | [`vocabulary`] | every fact a rule may read |
//! | [`facts`] | what is known of a company and its project |
//! | [`law`] | facts that the law operations work out |
//! | [`rule`] | conditions in the form in which they are evaluated |
//! | [`timeline`] | windows, rounds, stops to the minute |
//! | [`programme`] | a programme with its terms |
//! | [`catalogue`] | programmes read from TOML, checked, merged |
//! | [`amount`] | what a programme pays |
//! | [`evaluate`] | verdicts, amounts and failing conditions, fast |
//! | [`plan`] | which programme pays which cost, and when |
//! | [`verdict`] | the six verdicts |
//! | [`inquiry`] | what every question about a company begins with |
//! | [`assess`] | the operation `funding.assess`: every programme with every reason |
//! | [`screen`] | the operation `funding.screen`: the same in brief, also for many companies |
//! | [`next`] | the operation `funding.next_question` |
//! | [`what_if`] | the operation `funding.what_if`: smallest changes, near bounds |
//! | [`diff`], [`lint`], [`export`], [`fdb`] | the operations of the catalogue maintainer |

pub mod amount;
pub mod assess;
pub mod catalogue;
pub mod costs;
pub mod diff;
mod document;
pub mod evaluate;
pub mod export;
pub mod facts;
pub mod fdb;
pub mod inquiry;
pub mod law;
pub mod lint;
pub mod next;
mod node;
mod open;
pub mod plan;
mod probe;
pub mod programme;
pub mod rule;
pub mod screen;
pub mod timeline;
pub mod verdict;
pub mod vocabulary;
pub mod what_if;

pub use catalogue::Catalogue;
pub use programme::Programme;

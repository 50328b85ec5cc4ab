//! The case document, and everything that follows from it in one call.
//!
//! | module | one idea |
//! |---|---|
//! | [`document`] | one company's sprint as one document; every part may be missing |
//! | [`money`] | cost positions and own funds |
//! | [`evaluate`] | the operation `case.evaluate`: every room of the house on its part of the document |
//! | [`evaluation`] | what comes out of it |
//! | `parts` | from the document to the input of each room |
//! | [`backlog`] | pain points that were not chosen, ideas that were buried |
//! | `across` | what only shows when two parts are laid side by side |
//! | [`cost_view`] | the operation `case.cost_view`: what the company bears, alone and with each funding plan |
//! | [`gaps`] | what is missing, by its effect on the result |

mod across;
pub mod backlog;
pub mod cost_view;
pub mod document;
pub mod evaluate;
pub mod evaluation;
pub mod gaps;
pub mod money;
mod parts;
mod places;
mod sentences;

pub use document::Case;
pub use evaluate::evaluate;
pub use evaluation::Evaluation;

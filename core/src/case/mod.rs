//! The case document, and everything that follows from it in one call.
//!
//! | module | one idea |
//! |---|---|
//! | [`document`] | one company's sprint as one document; every part may be missing |
//! | [`money`] | cost positions and own funds |
//! | [`evaluate`] | the operation `case.evaluate`: every room of the house on its part of the document |
//! | [`gaps`] | what is missing, by its effect on the result |

pub mod document;
pub mod evaluate;
pub mod gaps;
pub mod money;
mod places;
mod sentences;

pub use document::Case;
pub use evaluate::{Evaluation, evaluate};

//! What law applies to the idea: AI Act, data protection, works council.
//!
//! A triage, never a certificate: it says what applies, what does not, what is open and which
//! question would settle it. It never says "compliant".
//!
//! | module | one idea |
//! |---|---|
//! | [`catalogue`] | questions, topics and duties as data, with rule, date and confidence |
//! | [`rules`] | which answers lead to which topic: three-valued formulas |
//! | [`triage`] | the operation `compliance.triage` |

pub mod catalogue;
pub mod rules;
pub mod triage;

pub use triage::{TriageInput, triage};

//! Readiness: how far the company is, and where it is stuck.
//!
//! | module | one idea |
//! |---|---|
//! | [`own`] | three groups of our own: data, infrastructure, skills (F-14) |
//! | [`adoption`] | how far AI is in use, from facts and never self-chosen (R-71) |
//! | [`ladder`] | the next step: inform, learn, try, pilot, operate (R-144) |
//! | [`skills`] | gaps in skills, and what helps against them (R-82, R-83) |
//! | [`assess`] | the operation `readiness.assess` |
//! | [`questionnaire`] | the eleven questions of the digital maturity assessment |
//! | [`maturity`] | the operation `readiness.maturity` (F-13) |
//! | [`licences`] | the operation `readiness.licences`: seats that nobody uses (F-12) |

pub mod adoption;
pub mod assess;
pub mod ladder;
pub mod licences;
pub mod maturity;
pub mod own;
pub mod questionnaire;
mod sentences;
pub mod skills;

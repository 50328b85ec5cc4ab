//! Funding: vocabulary of facts, conditions, catalogue, eligibility, amounts, next question, plan.

pub mod costs;
pub mod plan;

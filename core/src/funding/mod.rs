//! Funding: vocabulary of facts, conditions, catalogue, eligibility, amounts, next question, plan.

//! Is the company ready: data, infrastructure, skills; EDIH digital maturity; licences without plan.

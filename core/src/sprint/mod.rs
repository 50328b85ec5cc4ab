//! The sprint: team, framing, concept and its gates, IT check, proof of concept, decisions, schedule.

pub mod load;
pub mod phase;
pub mod schedule;
pub mod team;

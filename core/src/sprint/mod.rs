//! The sprint: team, framing, concept and its gates, IT check, proof of concept, decisions, schedule.

pub mod concept;
pub mod decision;
pub mod framing;
pub mod it_check;
pub mod load;
pub mod phase;
pub mod poc;
pub mod schedule;
pub mod state;
pub mod team;
pub mod template;

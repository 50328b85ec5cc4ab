//! The sprint: team, framing, concept and its gates, IT check, proof of concept, decisions, schedule.

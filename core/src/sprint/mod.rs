//! The sprint: team, framing, concept and its gates, IT check, proof of concept, decisions, schedule.
//!
//! | module | one idea |
//! |---|---|
//! | [`phase`] | the phases in their order, the kinds of workshops |
//! | [`team`] | is this the right team, and can it carry on alone? |
//! | [`load`] | workshop days per person and week |
//! | [`schedule`] | dates, why they cannot be earlier, alternatives |
//! | [`template`] | the workshops as data; checks of agendas and packages |
//! | [`decision`] | who decides what by when |
//! | [`state`] | the course of a sprint from its events |
//! | [`framing`] | the process as it runs: times, errors, delays, frustration |
//! | [`concept`] | concepts, their gates, burials |
//! | [`it_check`] | 16 topics of the IT check |
//! | [`poc`] | criteria, stop rules, measurements, verdict |
//! | [`outcome`] | what a sprint must leave behind |
//! | [`offer`] | offers side by side |
//! | [`similar`] | comparable cases |
//! | [`venue`] | the place that costs least time on the road |
//!
//! # Not modelled
//!
//! * How many workshops a facilitator has run: informational, no result would use it.
//! * A built-in table of travel times: the caller gives the ways to [`venue`]; travel in the schedule is the day of
//!   arrival before a workshop (`facilitator_arrives_day_before`).
//! * Workshops over several days are several entries with the gap 0; two workshops on one day are not planned.
//! * Tags for principles and technologies on the paper: no rule would read them; what they stand for is asked where
//!   it decides (ethics of a concept, compliance, explainability).
//! * Practice examples: those of the sources could not be verified; only the kinds of effect are kept ([`poc::record`]).
//! * Money that is no grant, loan or tax relief (R-97: investors, accelerators, scholarships): the catalogue names such programmes,
//!   nothing is computed for them.
//! * The region as such: it carries no rule.
//! * School holidays and carnival: regional custom, not law; give them as closures or absences.

pub mod concept;
pub mod decision;
pub mod framing;
pub mod it_check;
pub mod load;
pub mod offer;
pub mod outcome;
pub mod phase;
pub mod poc;
pub mod schedule;
pub mod similar;
pub mod state;
pub mod team;
pub mod template;
pub mod venue;

//! The cluster: what one company cannot solve alone, as ideas for several.
//!
//! | module | one idea |
//! |---|---|
//! | [`idea`] | a project idea: who started it, what it is about, which competences it needs (R-126) |
//! | [`organisation`] | who is there, research among them, and what they offer (R-104, R-123, R-124) |
//! | [`distance`] | how far apart two places are (F-15) |
//! | [`draft`] | the operation `cluster.draft_ideas`: from a pain point that lacks competence to an idea (R-86, R-130) |
//!
//! # Not modelled
//!
//! Radar with map and news, scores of a match (F-16), consortia, membership and balance, the yearly programme
//! (R-106 to; F-16 to F-20).

pub mod distance;
pub mod draft;
pub mod idea;
pub mod organisation;
mod sentences;

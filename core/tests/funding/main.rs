//! Properties of the funding engine, each against an independent oracle.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod amounts;
mod ask;
mod assess;
mod bad_input;
mod catalogues;
mod fdb;
mod next_question;
mod order;
mod profiles;
#[path = "../../examples/questionnaire.rs"]
#[allow(dead_code)] // the example's own `main`
mod questionnaire;
mod removal;
mod small;
mod transcript;
mod what_if;

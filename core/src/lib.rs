//! **machbar** (German: *doable*) takes a company from pain point to funded AI prototype.
//!
//! The crate is a set of pure functions: no clock, no network, no files, no randomness. The date,
//! the seed and the catalogue are arguments; the same input gives the same bytes on every platform.
//!
//! In reading order, from the ground up (imports only ever point up this list):
//!
//! | floor | modules |
//! |---|---|
//! | ground | [`base`]: money, exact ratios, dates, answers, verdicts, texts, errors |
//! | first | [`pain`], [`company`] |
//! | second | [`priority`], [`aid`], [`readiness`], [`compliance`] |
//! | third | [`sprint`], [`funding`], [`cluster`] |
//! | fourth | [`case`]: one document through the whole chain |
//! | fifth | [`report`]: what people read |
//! | roof | [`ops`]: every capability by name, JSON in, JSON out |
#![forbid(unsafe_code)]

pub mod base;

pub mod company;
pub mod pain;

pub mod aid;
pub mod compliance;
pub mod priority;
pub mod readiness;

pub mod cluster;
pub mod funding;
pub mod sprint;

pub mod case;

pub mod report;

pub mod ops;

pub use base::Error;
pub use ops::call;

/// The snippets of the front page are tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct FrontPage;

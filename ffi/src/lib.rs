//! The C border of machbar, and nothing but the border: `machbar_call` takes the name of an
//! operation and a JSON document and gives a JSON document or an error object.
//!
//! | module | one idea |
//! |---|---|
//! | [`objects`] | what C holds: a result, an error, a piece of text; and the guard around the work |
//! | [`screener`] | what C holds to ask about many companies |
//! | [`abi`] | the exported functions; every `unsafe` of the crate |
//!
//! `include/machbar.h` is generated from these files by `tests/header.rs`.
#![warn(unsafe_op_in_unsafe_fn)]
#![deny(unsafe_code)]

#[allow(unsafe_code)]
pub mod abi;
pub mod objects;
pub mod screener;

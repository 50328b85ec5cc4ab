//! What people read: decision paper, HTML page.

pub mod calendar;

//! What people read: the decision paper as text, Markdown and a self-contained HTML page.
//!
//! | module | one idea |
//! |---|---|
//! | [`paper`] | the content of the decision paper, from a case and its evaluation (R-28) |
//! | `money`, `funding`, `law` | money, the funding plan, law and readiness on that paper |
//! | [`render`] | the same content for a terminal, as Markdown and as an HTML page |
//! | [`calendar`] | a schedule as an iCalendar file |
//! | `folding` | the lines of an iCalendar file |
//! | [`acts`] | the acts of a funding plan as an iCalendar file |
//! | [`operation`] | the operation `report.paper` |

pub mod acts;
pub mod calendar;
mod folding;
mod funding;
mod law;
mod money;
pub mod operation;
pub mod paper;
pub mod render;
mod sentences;
mod words;

pub use operation::{PaperInput, paper};
pub use paper::Paper;

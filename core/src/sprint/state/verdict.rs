//! What a review decides.

use crate::base::Id;

/// One of four words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Go,
    GoWithConditions,
    Iterate,
    Stop,
}

/// The verdict in the result of a decision, if it is one.
pub(super) fn verdict(result: &[Id]) -> Option<Verdict> {
    let [word] = result else { return None };
    match word.as_str() {
        "go" => Some(Verdict::Go),
        "go_with_conditions" => Some(Verdict::GoWithConditions),
        "iterate" => Some(Verdict::Iterate),
        "stop" => Some(Verdict::Stop),
        _ => None,
    }
}

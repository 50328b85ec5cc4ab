//! Problems found by a room point into that room's input; here they are led back into the case document.

use crate::base::{Error, Pointer, Problems};

/// From a place in a room's input to the place in the case document; the longest prefix counts.
pub(super) type Places = [(&'static str, &'static str)];

/// Adds the problems of a room, each at its place in the case document.
pub(super) fn gather<T>(result: Result<T, Error>, places: &Places, problems: &mut Problems) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(error) => {
            for mut problem in error.problems {
                problem.pointer = relocate(&problem.pointer, places);
                // Two rooms may read the same part.
                problems.push_once(problem);
            }
            None
        }
    }
}

/// The place in the case document.
pub(super) fn relocate(pointer: &Pointer, places: &Places) -> Pointer {
    let text = pointer.as_str();
    let within = |prefix: &str| {
        text.strip_prefix(prefix).filter(|rest| rest.is_empty() || rest.starts_with('/') || prefix.is_empty())
    };
    let best = places
        .iter()
        .filter_map(|(from, to)| within(from).map(|rest| (from.len(), *to, rest)))
        .max_by_key(|(length, ..)| *length);
    match best {
        Some((_, to, rest)) => Pointer::parse(&format!("{to}{rest}")),
        None => pointer.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_prefix_counts_and_names_are_whole() {
        let places: &Places = &[("", "/funding_situation"), ("/items", "/opportunity_mapping/pain_points")];
        let moved = |text: &str| relocate(&Pointer::parse(text), places).as_str().to_owned();
        assert_eq!(moved("/items/3/id"), "/opportunity_mapping/pain_points/3/id");
        assert_eq!(moved("/itemsets/3"), "/funding_situation/itemsets/3");
    }
}

//! Long lines of an iCalendar file (RFC 5545, 3.1): no line is longer than 75 bytes, and no character is cut.
//!
//! The writer of the calendar library folds too, but lets a line grow to 76 bytes.

/// Longest line in bytes, without its end.
pub(super) const LINE: usize = 75;

/// The same file with every line folded at [`LINE`] bytes.
pub(super) fn folded(file: &str) -> String {
    let unfolded = file.replace("\r\n ", "");
    let mut out = String::with_capacity(unfolded.len() + unfolded.len() / 25);
    for line in unfolded.split_terminator("\r\n") {
        let mut width = 0;
        for c in line.chars() {
            if width + c.len_utf8() > LINE {
                out.push_str("\r\n ");
                // The space that marks the fold counts.
                width = 1;
            }
            out.push(c);
            width += c.len_utf8();
        }
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lines_are_short_and_unfold_to_what_they_were(lines in proptest::collection::vec("[a-zäöüß€🛠 ;:,]{0,300}", 1..6)) {
            let plain: String = lines.iter().map(|line| format!("X:{line}\r\n")).collect();
            let out = folded(&plain);
            prop_assert!(out.split("\r\n").all(|line| line.len() <= LINE));
            // A line is full before the next begins: only the longest character may be missing.
            let parts: Vec<&str> = out.split("\r\n ").collect();
            for part in parts.split_last().map_or(&[][..], |(_, before)| before) {
                prop_assert!(part.rsplit("\r\n").next().is_some_and(|line| line.len() + 5 >= LINE));
            }
            prop_assert_eq!(out.replace("\r\n ", ""), plain);
        }
    }
}

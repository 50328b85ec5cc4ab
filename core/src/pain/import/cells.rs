//! One cell to one value.

use crate::base::{Answer, Ratio};

/// The text of a note: tags removed, entities decoded, white space folded, outer quotes kept.
pub fn clean(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        // Only what looks like a tag is removed: "< 5 Tage" stays.
        match after.split_once('>') {
            Some((tag, tail)) if is_tag(tag) => {
                plain.push(' ');
                rest = tail;
            }
            _ => {
                plain.push('<');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    html_escape::decode_html_entities(&plain).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_tag(inside: &str) -> bool {
    let name = inside.trim_start_matches('/');
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && inside.len() <= 200
}

/// What makes two notes the same: letters and digits only, lower case.
pub fn same_text_key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A heading without marks and capitals.
pub fn heading_key(text: &str) -> String {
    same_text_key(text)
}

/// A number in German or English notation: `3,5`, `3.5`, `13.750,00`, `1,234.5`, `25 %`, `1.200 €`.
///
/// `decimal_comma` settles the one ambiguous form, three digits after a single mark.
pub fn number(text: &str, decimal_comma: bool) -> Option<Ratio> {
    let trimmed = text.trim().trim_end_matches(['%', '€']).trim_end();
    let compact: String = trimmed.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'')).collect();
    if !compact.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '−')) {
        return None;
    }
    let compact = compact.replace('−', "-");
    let decimal = match (compact.rfind(','), compact.rfind('.')) {
        (Some(comma), Some(point)) => {
            if comma > point {
                ','
            } else {
                '.'
            }
        }
        (Some(comma), None) => {
            let thousands = compact.matches(',').count() > 1 || (!decimal_comma && compact.len() - comma == 4);
            if thousands { '.' } else { ',' }
        }
        (None, Some(point)) => {
            let thousands = compact.matches('.').count() > 1 || (decimal_comma && compact.len() - point == 4);
            if thousands { ',' } else { '.' }
        }
        (None, None) => '.',
    };
    let grouping = if decimal == ',' { '.' } else { ',' };
    compact.replace(grouping, "").replace(decimal, ".").trim_start_matches('+').parse().ok()
}

/// A rating cell: a number, nothing, or "don't know"; `None` for anything else.
pub fn rating(text: &str, decimal_comma: bool) -> Option<Answer<Ratio>> {
    let key = heading_key(text);
    match key.as_str() {
        "" | "ka" | "na" | "keineangabe" | "noanswer" | "nv" | "none" | "null" | "entfällt" => Some(Answer::NotAsked),
        "weißnicht" | "weissnicht" | "dontknow" | "idontknow" | "unbekannt" | "unknown" => Some(Answer::DontKnow),
        _ => number(text, decimal_comma).map(Answer::Given),
    }
}

/// Does a column of numbers use the decimal comma?
pub fn uses_decimal_comma<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let mut comma = 0_usize;
    let mut point = 0_usize;
    for cell in cells {
        let tail = |mark: char| {
            cell.trim().rsplit_once(mark).is_some_and(|(head, tail)| {
                (1..=2).contains(&tail.len())
                    && tail.bytes().all(|b| b.is_ascii_digit())
                    && head.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',' || b == b'-')
            })
        };
        comma += usize::from(tail(','));
        point += usize::from(tail('.'));
    }
    comma > point
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_lose_their_markup_but_not_their_meaning() {
        assert_eq!(clean("<p>Excel &amp; ERP</p>"), "Excel & ERP");
        assert_eq!(clean("dauert < 5 Tage\r\n immer"), "dauert < 5 Tage immer");
        assert_eq!(clean("a<br/>b"), "a b");
    }

    #[test]
    fn numbers_are_read_in_both_notations() {
        for (text, comma, value) in [
            ("3,5", true, "7/2"),
            ("3.5", false, "7/2"),
            ("13.750,00", true, "13750"),
            ("1,234.5", false, "2469/2"),
            ("1.200 €", true, "1200"),
            ("1,200", false, "1200"),
            ("1,250", true, "5/4"),
            ("25 %", true, "25"),
            ("−2", true, "-2"),
        ] {
            assert_eq!(number(text, comma).unwrap().to_string(), value, "{text}");
        }
        for bad in ["", "120 Stück", "3-4", "1,2,3.4.5", "."] {
            assert!(number(bad, true).is_none(), "{bad}");
        }
    }

    #[test]
    fn no_answer_is_not_zero() {
        assert_eq!(rating("k. A.", true), Some(Answer::NotAsked));
        assert_eq!(rating("weiß nicht", true), Some(Answer::DontKnow));
        assert_eq!(rating("hoch", true), None);
    }
}

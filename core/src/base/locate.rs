//! From the place at which a parser stopped to the JSON pointer of the value there.

use super::error::Pointer;

enum Step {
    /// Inside an object, after this key; nothing before the first key and after a comma.
    Key(Option<String>),
    /// Inside a list, at this element.
    Index(usize),
}

/// The value (or key) of a sound JSON text that ends at a line and column, both from 1, counted in bytes as
/// `serde_json` does. Naming the place afterwards costs nothing while documents are good.
pub(super) fn locate(text: &str, line: usize, column: usize) -> Pointer {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut path: Vec<Step> = Vec::new();
    let mut bytes = text.bytes().enumerate().take(before + column);
    while let Some((start, byte)) = bytes.next() {
        match byte {
            b'{' => path.push(Step::Key(None)),
            b'[' => path.push(Step::Index(0)),
            b'}' | b']' => drop(path.pop()),
            b',' => match path.last_mut() {
                Some(Step::Key(key)) => *key = None,
                Some(Step::Index(index)) => *index += 1,
                None => {}
            },
            b'"' => {
                let mut escaped = false;
                let close = bytes.find(|(_, byte)| {
                    let closes = *byte == b'"' && !escaped;
                    escaped = *byte == b'\\' && !escaped;
                    closes
                });
                if let (Some(Step::Key(key @ None)), Some((end, _))) = (path.last_mut(), close) {
                    *key = text.get(start..=end).and_then(|quoted| serde_json::from_str(quoted).ok());
                }
            }
            _ => {}
        }
    }
    path.iter().fold(Pointer::root(), |at, step| match step {
        Step::Key(Some(key)) => at.field(key),
        Step::Key(None) => at,
        Step::Index(index) => at.index(*index),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_that_ends_there_is_named() {
        let text = "{\"a/b\": [1, {\"ü\\\"\": \"x,y]\"}, 3],\n \"c\": {\"d\": null}}";
        let at = |piece: &str| {
            let end = text.find(piece).unwrap() + piece.len();
            let line = text[..end].matches('\n').count() + 1;
            locate(text, line, end - text[..end].rfind('\n').map_or(0, |newline| newline + 1)).as_str().to_owned()
        };
        assert_eq!(at("1"), "/a~1b/0");
        assert_eq!(at("\"x,y]\""), "/a~1b/1/ü\"");
        assert_eq!(at("]\"}"), "/a~1b/1");
        assert_eq!(at("3]"), "/a~1b");
        assert_eq!(at("\"d\""), "/c/d");
        assert_eq!(at("null}"), "/c");
        assert_eq!(at("null}}"), "");
    }
}

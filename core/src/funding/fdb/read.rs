//! A document of the export, element by element.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::base::Text;
use crate::base::text::sentences;

sentences! {
    ENTITY = "catalogue.fdb.entity" { de: "das Zeichen &{name}; ist nicht bekannt und bleibt weg", en: "the character &{name}; is not known and is left out" }
    ATTRIBUTE = "catalogue.fdb.attribute" { de: "ein Attribut von <{name}> ist nicht lesbar", en: "an attribute of <{name}> cannot be read" }
    CUT = "catalogue.fdb.cut" { de: "<{name}> ist länger als {n} Bytes; der Rest bleibt weg", en: "<{name}> is longer than {n} bytes; the rest is left out" }
}

/// Deepest nesting of a document.
const MAX_LEVELS: usize = 200;
/// Longest title or banner that is kept, in bytes.
const MAX_TEXT: usize = 2_000;

/// What a document says, by local name of the element.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub(super) kind: String,
    pub(super) texts: BTreeMap<String, String>,
    pub(super) references: Vec<String>,
    pub(super) links: Vec<String>,
    /// What was left out.
    pub(super) left_out: Vec<Text>,
}

/// Reads a document; what cannot be read names the reason.
pub(super) fn read(xml: &str) -> Result<Fields, String> {
    let mut reader = Reader::from_str(xml);
    let mut fields = Fields::default();
    let mut open: Vec<String> = Vec::new();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(element) => {
                if open.len() > MAX_LEVELS {
                    return Err(format!("more than {MAX_LEVELS} levels"));
                }
                let name = element.local_name().as_ref().to_owned();
                if open.is_empty() {
                    fields.kind.clone_from(&name);
                }
                attributes(&element, &mut fields);
                add(&mut fields, &open, " ");
                open.push(name);
            }
            Event::Empty(element) => {
                attributes(&element, &mut fields);
                add(&mut fields, &open, " ");
            }
            Event::Text(text) => add(&mut fields, &open, &text.xml10_content()),
            Event::CData(text) => add(&mut fields, &open, &text.xml10_content()),
            Event::GeneralRef(reference) => {
                let name: &str = &reference;
                let text = match reference.resolve_char_ref() {
                    Ok(Some(character)) => character.to_string(),
                    // Named characters of HTML too, which XML does not know.
                    _ => html_escape::decode_html_entities(&format!("&{name};")).into_owned(),
                };
                if text.starts_with('&') && name != "amp" {
                    fields.left_out.push(ENTITY.with(&[("name", name.to_owned().into())]));
                    add(&mut fields, &open, " ");
                } else {
                    add(&mut fields, &open, &text);
                }
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Eof if open.is_empty() && !fields.kind.is_empty() => break,
            Event::Eof => return Err("the document ends early".to_owned()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    for text in fields.texts.values_mut() {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    Ok(fields)
}

/// Text counts for the nearest element that is not mark-up of a text.
fn add(fields: &mut Fields, open: &[String], words: &str) {
    const WANTED: &[&str] = &["title", "header", "dateOfExpiration"];
    if let Some(name) = open.iter().rev().find(|name| WANTED.contains(&name.as_str())) {
        let text = fields.texts.entry(name.clone()).or_default();
        if text.len() + words.len() <= MAX_TEXT {
            text.push_str(words);
        } else if text.len() < MAX_TEXT {
            // Full up to the last whole character; what follows is left out.
            let room = MAX_TEXT - text.len();
            let end = (0..=room).rev().find(|end| words.is_char_boundary(*end)).unwrap_or(0);
            text.push_str(words.get(..end).unwrap_or_default());
            text.extend(std::iter::repeat_n(' ', MAX_TEXT - text.len()));
            fields.left_out.push(CUT.with(&[("name", name.clone().into()), ("n", MAX_TEXT.into())]));
        }
    }
    let words = words.trim();
    if words.starts_with("https://") || words.starts_with("http://") {
        fields.links.push(words.to_owned());
    }
}

fn attributes(element: &quick_xml::events::BytesStart<'_>, fields: &mut Fields) {
    for attribute in element.attributes() {
        let Ok(attribute) = attribute else {
            let name = element.local_name().as_ref().to_owned();
            fields.left_out.push(ATTRIBUTE.with(&[("name", name.into())]));
            continue;
        };
        let name = attribute.key.local_name();
        if matches!(name.as_ref(), "href" | "target") {
            let value = attribute.value.into_owned();
            let list = if value.starts_with("http") { &mut fields.links } else { &mut fields.references };
            list.push(value);
        }
    }
}

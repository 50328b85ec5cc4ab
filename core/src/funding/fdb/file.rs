//! An entry as a programme file.

use std::fmt::Write as _;

use super::Entry;
use crate::base::Date;

/// A TOML string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The entry as a programme file.
pub(super) fn file(entry: &Entry, fetched_on: Date) -> String {
    let nrw = entry.regions.iter().any(|region| region == "DEA");
    let level = match entry.giver.as_deref() {
        Some("eu") => "eu",
        Some("bund") => "federal",
        Some("kommune") => "municipal",
        Some(_) if nrw => "nrw",
        Some(_) => "other_land",
        None => "federal",
    };
    let instrument = match entry.kinds.first().map(String::as_str) {
        Some("darlehen" | "buergschaft" | "garantie") => "loan",
        Some("beteiligung") => "equity",
        _ => "grant",
    };
    let title = quoted(&entry.title);
    let short: String = entry.title.chars().take(60).collect();
    let mut out = String::new();
    let _ = writeln!(out, "id = {}", quoted(&entry.id));
    let _ = writeln!(out, "state = \"{}\"", if entry.closed { "closed" } else { "listed_only" });
    let _ = writeln!(out, "name = {{ de = {title}, en = {title} }}");
    let _ = writeln!(out, "short = {}", quoted(&short));
    let _ = writeln!(out, "level = \"{level}\"");
    let _ = writeln!(out, "funder = {}", quoted(entry.giver.as_deref().unwrap_or("?")));
    if let Some(link) = &entry.link {
        let _ = writeln!(out, "link = {}", quoted(link));
    }
    let _ = writeln!(out, "aid_basis = \"unknown\"\ninstrument = \"{instrument}\"\nchecked_on = \"{fetched_on}\"");
    let mut notes = Vec::new();
    for (de, en, list) in [
        ("Bereich", "area", &entry.areas),
        ("Berechtigt", "applicants", &entry.applicants),
        ("Gebiet", "region", &entry.regions),
        ("Förderart", "kind", &entry.kinds),
    ] {
        if !list.is_empty() {
            let codes = list.join(", ");
            notes.push(format!(
                "{{ de = {}, en = {} }}",
                quoted(&format!("{de}: {codes}")),
                quoted(&format!("{en}: {codes}"))
            ));
        }
    }
    if let Some(banner) = &entry.banner {
        notes.push(format!("{{ de = {0}, en = {0} }}", quoted(banner)));
    }
    let _ = writeln!(out, "notes = [{}]", notes.join(", "));
    let _ = writeln!(
        out,
        "\n[[source]]\nkey = \"fdb\"\nname = {}\nread_on = \"{fetched_on}\"\nconfidence = \"secondary\"",
        quoted(&format!("Förderdatenbank, Export: {}", entry.path))
    );
    out
}

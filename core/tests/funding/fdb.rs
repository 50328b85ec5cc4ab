//! Documents of the Förderdatenbank export, whole and damaged: each is an entry or named among what was skipped.

use machbar::funding::Catalogue;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::ask::call;
use crate::profiles::numbers;

const WHOLE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gsb:document xmlns:gsb="urn:x" xmlns:xlink="http://www.w3.org/1999/xlink">
  <gsb:title>Digital &amp; sicher f&uuml;r <b>KMU</b> &#8211; 2026</gsb:title>
  <header><![CDATA[Antragstellung nicht mehr möglich]]></header>
  <dateOfExpiration>2030-01-01</dateOfExpiration>
  <gsb:ref xlink:href="/FDB/Foerderart/zuschuss.xml"/>
  <gsb:ref xlink:href="/FDB/Foerdergeber/land.xml"/>
  <gsb:ref xlink:href="/FDB/Foerdergebiet/nordrhein_westfalen.xml"/>
  <gsb:ref xlink:href="/FDB/Foerderberechtigte/unternehmen.xml"/>
  <gsb:ref xlink:href="/FDB/Foerderbereich/quantenfunk.xml"/>
  <link>https://www.example.org/programm</link>
</gsb:document>"#;

fn import(documents: &[(String, String)]) -> Value {
    let documents: Vec<Value> = documents.iter().map(|(path, xml)| json!({ "path": path, "xml": xml })).collect();
    call("catalogue.import_fdb", &json!({ "fetched_on": "2026-11-20", "documents": documents }))
}

fn one(xml: &str) -> Value {
    import(&[("Land/a.xml".into(), xml.into())])
}

fn reasons(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|skipped| skipped["reason"]["de"].as_str().unwrap()).collect()
}

#[test]
fn a_whole_document_is_an_entry_that_can_be_loaded() {
    let answer = one(WHOLE);
    let entry = &answer["entries"][0];
    assert_eq!(entry["title"], "Digital & sicher für KMU – 2026");
    assert_eq!((&entry["closed"], &entry["giver"], &entry["regions"]), (&json!(true), &json!("land"), &json!(["DEA"])));
    assert_eq!(entry["link"], "https://www.example.org/programm");
    let notes = reasons(&answer["notes"]);
    assert!(notes.iter().any(|note| note.contains("„quantenfunk“")) && notes.len() == 2, "{notes:?}");
    let file = entry["toml"].as_str().unwrap();
    assert_eq!(Catalogue::read([("a.toml", file)]).unwrap().programmes()[0].id.as_str(), "fdb-a");
}

#[test]
fn what_is_left_out_is_named() {
    let skipped = |xml: &str| {
        let answer = one(xml);
        assert_eq!(answer["entries"], json!([]), "{xml:.80}");
        reasons(&answer["skipped"])[0].to_owned()
    };
    for (xml, reason) in [
        (String::new(), "kein lesbares XML"),
        ("kein XML".into(), "kein lesbares XML"),
        ("<a><title>offen".into(), "kein lesbares XML"),
        ("<a><title>x</titel></a>".into(), "kein lesbares XML"),
        ("<a><text>ohne Titel</text></a>".into(), "kein Titel"),
        ("<adresse><title>Amt</title></adresse>".into(), "kein Förderprogramm"),
        ("<a>".repeat(100_000), "kein lesbares XML"),
        (format!("<a><title>x</title>{}</a>", " ".repeat(3 << 20)), "größer als 2.097.152 Bytes"),
        // What Latin-1 makes of a UTF-16 file.
        ("ÿþ<\0a\0>\0<\0t\0i\0t\0l\0e\0>\0x\0".into(), "kein lesbares XML"),
    ] {
        assert!(skipped(&xml).starts_with(reason), "{xml:.80}: {}", skipped(&xml));
    }
    let noted = |xml: &str| {
        let answer = one(xml);
        assert_eq!(answer["entries"].as_array().unwrap().len(), 1, "{xml:.80} {:?}", answer["skipped"]);
        reasons(&answer["notes"]).join("; ")
    };
    // Entities of the document's own are not expanded, however often they name each other.
    let laughs = "<!DOCTYPE a [<!ENTITY l \"ha\"><!ENTITY m \"&l;&l;&l;&l;\">]><a><title>x &m; y</title></a>";
    assert!(noted(laughs).contains("&m;"));
    assert_eq!(one(laughs)["entries"][0]["title"], "x y");
    assert!(noted("<a b=c><title>x</title></a>").contains("Attribut von <a>"));
    let long = format!("<a><title>{}</title></a>", "Förderung ".repeat(300));
    assert!(noted(&long).contains("länger als 2000 Bytes") || noted(&long).contains("länger als 2.000 Bytes"));
    assert!(one(&long)["entries"][0]["title"].as_str().unwrap().len() <= 2_000);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_document_is_lost_however_damaged(seed in any::<u64>()) {
        let mut next = numbers(seed);
        let mut documents: Vec<(String, String)> = Vec::new();
        for number in 0..4 {
            let mut text: Vec<char> = WHOLE.chars().collect();
            for _ in 0..next(6) {
                let at = next(text.len() as u64) as usize;
                match next(4) {
                    0 => { text.truncate(at); text.push(' '); }
                    1 => { text.remove(at); }
                    2 => text.insert(at, ['<', '>', '&', '"', ';', '\0', 'ß', '\u{FFFE}', ']', '\\'][next(10) as usize]),
                    _ => {
                        let until = (at + next(60) as usize).min(text.len());
                        let part: Vec<char> = text[at..until].to_vec();
                        text.splice(at..at, part);
                    }
                }
            }
            documents.push((format!("Land/{number}.xml"), text.into_iter().collect()));
        }
        let answer = import(&documents);
        documents.reverse();
        prop_assert_eq!(&answer, &import(&documents));
        let mut paths: Vec<&str> = ["entries", "skipped"]
            .iter()
            .flat_map(|list| answer[*list].as_array().unwrap())
            .map(|one| one["path"].as_str().unwrap())
            .collect();
        paths.sort_unstable();
        prop_assert_eq!(paths, ["Land/0.xml", "Land/1.xml", "Land/2.xml", "Land/3.xml"]);
        for reason in reasons(&answer["skipped"]) {
            prop_assert!(!reason.contains("nicht laden"), "{}", reason);
        }
    }
}

//! The operation `catalogue.export`: programmes as public services of CPSV-AP 3.2 with requirements of CCCEV 2.1, in
//! JSON-LD.
//!
//! A programme is a `cpsv:PublicService`; each condition a `cv:Criterion` with the `cv:InformationConcept`s that it
//! reads and its comparisons as `cv:Constraint`s; documents are `cv:EvidenceType`s; what is paid is a `cv:Output`;
//! windows are periods of time. What the vocabularies have no word for (operators, values, bounds) stands under
//! `term/` of the own address. The context is inline: nobody needs a network to read the document.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::catalogue::{Catalogue, CatalogueInput};
use super::node::type_name;
use super::open::all_slots;
use super::programme::{Condition, Level, Programme};
use super::rule::{Op, Rule, Slot, Test};
use super::timeline::Instant;
use super::vocabulary::{Fact, FactType};
use crate::base::{Error, Pointer, SchemaVersion, Text};

/// Which programmes, under which address.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExportInput {
    /// Version of the document format.
    #[serde(default)]
    pub schema_version: SchemaVersion,
    /// Which programmes.
    #[serde(default)]
    pub catalogue: CatalogueInput,
    /// The address under which the identifiers stand; `urn:machbar:` when absent.
    #[serde(default = "urn")]
    pub base: String,
}

fn urn() -> String {
    "urn:machbar:".to_owned()
}

/// The catalogue as JSON-LD.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Export {
    /// Version of the document format.
    pub schema_version: SchemaVersion,
    /// The document: `@context` and `@graph`.
    pub json_ld: Value,
}

/// Writes the catalogue as JSON-LD.
///
/// # Errors
/// Faulty programme files.
pub fn export(input: &ExportInput) -> Result<Export, Error> {
    let catalogue = input.catalogue.resolve(&Pointer::root().field("catalogue"))?;
    let chosen = || catalogue.programmes().iter().filter(|programme| input.catalogue.includes(&programme.id));
    let mut graph: Vec<Value> = chosen().map(|programme| service(&catalogue, programme, &input.base)).collect();
    // The facts that these programmes read, in the order of the vocabulary.
    let core = catalogue.core_slots();
    let read: BTreeSet<Slot> = chosen().flat_map(|programme| all_slots(programme, &core)).collect();
    let facts = read.into_iter().filter_map(|slot| catalogue.vocabulary().get(slot));
    graph.extend(facts.map(|fact| concept(fact, &input.base)));
    let json_ld = json!({
        "@context": {
            "cpsv": "http://purl.org/vocab/cpsv#",
            "cv": "http://data.europa.eu/m8g/",
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "eli": "http://data.europa.eu/eli/ontology#",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "machbar": format!("{}term/", input.base),
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@graph": graph,
    });
    Ok(Export { schema_version: SchemaVersion, json_ld })
}

fn texts(text: &Text) -> Value {
    json!([{ "@language": "de", "@value": text.de }, { "@language": "en", "@value": text.en }])
}

/// A name that official sources give in German.
fn german(text: &str) -> Value {
    json!({ "@language": "de", "@value": text })
}

fn instant(instant: Instant) -> Value {
    match instant {
        Instant::Day(date) => json!({ "@type": "xsd:date", "@value": date }),
        Instant::Minute(moment) => json!({ "@type": "xsd:dateTime", "@value": format!("{moment}:00") }),
    }
}

/// A fact: what information it is, and the values it may have.
fn concept(fact: &Fact, base: &str) -> Value {
    let values: Vec<Value> = fact
        .values
        .iter()
        .map(|member| {
            json!({
                "@id": format!("{base}fact/{}/{}", fact.id, member.id),
                "@type": "skos:Concept",
                "skos:notation": member.id,
                "skos:prefLabel": texts(&Text { de: member.de.clone().into(), en: member.en.clone().into() }),
            })
        })
        .collect();
    json!({
        "@id": format!("{base}fact/{}", fact.id),
        "@type": "cv:InformationConcept",
        "dct:identifier": fact.id,
        "skos:prefLabel": texts(&fact.label),
        "dct:description": texts(&fact.question),
        "cv:expressionOfExpectedValue": type_name(fact.kind),
        "machbar:allowedValue": values,
    })
}

fn service(catalogue: &Catalogue, programme: &Programme, base: &str) -> Value {
    let id = format!("{base}programme/{}", programme.id);
    let windows: Vec<Value> = programme
        .applications
        .windows
        .iter()
        .map(|window| {
            json!({
                "@type": "dct:PeriodOfTime",
                "dcat:startDate": window.from.map(instant),
                "dcat:endDate": window.until.map(instant),
                "machbar:applications": window.status,
                "dct:description": window.text.as_ref().map(texts),
            })
        })
        .collect();
    let documents: Vec<Value> = programme
        .documents
        .iter()
        .enumerate()
        .map(|(index, document)| {
            let id = format!("{id}/document/{}", index + 1);
            json!({ "@id": id, "@type": "cv:EvidenceType", "dct:identifier": id, "skos:prefLabel": texts(document) })
        })
        .collect();
    let criteria: Vec<Value> =
        programme.conditions.iter().map(|condition| criterion(catalogue, programme, condition, &id, base)).collect();
    let authority = if programme.body.is_empty() { &programme.funder } else { &programme.body };
    let instrument = programme.instrument;
    let summary = programme.summary.as_ref().unwrap_or(&programme.name);
    json!({
        "@id": id,
        "@type": "cpsv:PublicService",
        "dct:identifier": programme.id,
        "dct:title": texts(&programme.name),
        "dct:description": texts(summary),
        "dct:modified": { "@type": "xsd:date", "@value": programme.checked_on },
        "machbar:state": programme.state,
        "cv:hasCompetentAuthority": {
            "@type": "cv:PublicOrganisation",
            "skos:prefLabel": german(authority),
            "dct:spatial": { "@id": territory(programme.level), "@type": "dct:Location" },
        },
        "cv:hasLegalResource": programme.legal_basis.as_ref().map(|title| {
            json!({ "@type": "eli:LegalResource", "dct:title": german(title) })
        }),
        "foaf:page": programme.link.as_ref().map(|link| json!({ "@id": link })),
        "cv:processingTime": programme.lead_time.as_ref().map(|lead| {
            json!({ "@type": "xsd:duration", "@value": format!("P{}D", lead.usual_days) })
        }),
        "cpsv:produces": {
            "@id": format!("{id}/output"),
            "@type": "cv:Output",
            "dct:identifier": format!("{}/output", programme.id),
            "dct:title": texts(&instrument.text()),
            "dct:type": {
                "@id": format!("{base}instrument/{}", instrument.key()),
                "@type": "skos:Concept",
                "skos:notation": instrument.key(),
                "skos:prefLabel": texts(&instrument.text()),
            },
        },
        "dct:temporal": windows,
        "cv:holdsRequirement": criteria,
        "cv:hasInputType": documents,
    })
}

/// The administrative territorial unit whose authority gives the money, of the authority table of the EU.
const fn territory(level: Level) -> &'static str {
    match level {
        Level::Eu => "http://publications.europa.eu/resource/authority/corporate-body/EURUN",
        Level::Nrw | Level::Municipal => "http://data.europa.eu/nuts/code/DEA",
        Level::Federal | Level::OtherLand => "http://publications.europa.eu/resource/authority/atu/DEU",
    }
}

fn criterion(catalogue: &Catalogue, programme: &Programme, condition: &Condition, id: &str, base: &str) -> Value {
    let source = programme.sources.get(condition.source).map(|source| &source.source);
    let facts = condition.slots.iter().filter_map(|slot| catalogue.vocabulary().get(*slot));
    json!({
        "@id": format!("{id}/condition/{}", condition.id),
        "@type": ["cv:Requirement", "cv:Criterion"],
        "dct:identifier": format!("{}/{}", programme.id, condition.id),
        "dct:title": texts(&condition.text),
        "dct:type": { "@id": "machbar:eligibility", "@type": "skos:Concept" },
        "machbar:confidence": condition.confidence,
        "cv:isDerivedFrom": {
            "@type": "cv:ReferenceFramework",
            "dct:title": source.map(|source| german(&source.name)),
            "dct:identifier": condition.cite,
            "foaf:page": source.and_then(|source| source.address.as_ref()).map(|address| json!({ "@id": address })),
        },
        "cv:hasConcept": facts.map(|fact| json!({ "@id": format!("{base}fact/{}", fact.id) })).collect::<Vec<_>>(),
        "cv:hasRequirement": expression(
            catalogue, &condition.rule, &format!("programme/{}/condition/{}/rule", programme.id, condition.id), base),
    })
}

/// The rule as nested requirements: groups with an operator, constraints with operator and value; each with an
/// identifier of its own below that of the condition.
fn expression(catalogue: &Catalogue, rule: &Rule, id: &str, base: &str) -> Value {
    let group = |operator: &str, title: Text, parts: &[Rule]| {
        let nested = parts.iter().enumerate();
        let parts = nested.map(|(index, part)| expression(catalogue, part, &format!("{id}/{}", index + 1), base));
        json!({
            "@id": format!("{base}{id}"),
            "@type": "cv:Requirement",
            "dct:identifier": id,
            "dct:title": texts(&title),
            "dct:type": { "@id": "machbar:group", "@type": "skos:Concept" },
            "machbar:operator": operator,
            "cv:hasRequirement": parts.collect::<Vec<_>>(),
        })
    };
    match rule {
        Rule::All(parts) => group("all", Text::of("alle davon", "all of these"), parts),
        Rule::Any(parts) => group("any", Text::of("eines davon", "any of these"), parts),
        Rule::Not(part) => group("none", Text::of("keines davon", "none of these"), std::slice::from_ref(&**part)),
        Rule::Test(Test { slot, op }) => {
            let Some(fact) = catalogue.vocabulary().get(*slot) else { return Value::Null };
            let members = |mask: u64| -> Vec<Value> {
                if fact.kind == FactType::Bool {
                    return (0..2).filter(|bit| (mask >> bit) & 1 == 1).map(|bit| json!(bit == 1)).collect();
                }
                let members = fact.values.iter().enumerate().filter(|(index, _)| (mask >> index) & 1 == 1);
                members.map(|(_, member)| json!(member.id)).collect()
            };
            let (operator, value) = match op {
                Op::AtLeast(bound) => ("at_least", super::facts::show(*bound, fact, &[])),
                Op::AtMost(bound) => ("at_most", super::facts::show(*bound, fact, &[])),
                Op::OneOf(mask) => ("in", Value::Array(members(*mask))),
                Op::HasAny(mask) => ("has_any", Value::Array(members(*mask))),
                Op::HasAll(mask) => ("has_all", Value::Array(members(*mask))),
            };
            json!({
                "@id": format!("{base}{id}"),
                "@type": ["cv:Requirement", "cv:Constraint"],
                "dct:identifier": id,
                "dct:title": texts(&fact.label),
                "dct:type": { "@id": "machbar:comparison", "@type": "skos:Concept" },
                "cv:constrains": { "@id": format!("{base}fact/{}", fact.id) },
                "machbar:operator": operator,
                "machbar:value": value,
            })
        }
    }
}

//! The operation `catalogue.export`: programmes as CPSV-AP public services with CCCEV requirements (JSON-LD).
//!
//! A programme is a `cpsv:PublicService`; each condition a `cccev:Criterion` with an information
//! concept per fact that the programmes read; documents are `cccev:EvidenceType`; what is paid is a `cpsv:Output`;
//! windows are periods of time (`dct:PeriodOfTime`).

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::catalogue::{Catalogue, CatalogueInput};
use super::node::type_name;
use super::open::all_slots;
use super::programme::Programme;
use super::rule::{Op, Rule, Slot, Test};
use super::vocabulary::FactType;
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
    graph.extend(read.into_iter().filter_map(|slot| catalogue.vocabulary().get(slot)).map(|fact| {
        let values: Vec<Value> = fact
            .values
            .iter()
            .map(|member| json!({ "@id": format!("{}fact/{}/{}", input.base, fact.id, member.id), "@type": "skos:Concept", "skos:notation": member.id, "skos:prefLabel": texts(&Text { de: member.de.clone().into(), en: member.en.clone().into() }) }))
            .collect();
        json!({
            "@id": format!("{}fact/{}", input.base, fact.id),
            "@type": "cccev:InformationConcept",
            "dct:identifier": fact.id,
            "skos:prefLabel": texts(&fact.label),
            "dct:description": texts(&fact.question),
            "cccev:expressionOfExpectedValue": type_name(fact.kind),
            "skos:member": values,
        })
    }));
    let json_ld = json!({
        "@context": {
            "cpsv": "http://purl.org/vocab/cpsv#",
            "cv": "http://data.europa.eu/m8g/",
            "cccev": "http://data.europa.eu/m8g/cccev/",
            "dct": "http://purl.org/dc/terms/",
            "eli": "http://data.europa.eu/eli/ontology#",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "schema": "https://schema.org/",
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

fn service(catalogue: &Catalogue, programme: &Programme, base: &str) -> Value {
    let id = format!("{base}programme/{}", programme.id);
    let windows: Vec<Value> = programme
        .applications
        .windows
        .iter()
        .map(|window| {
            json!({
                "@type": "dct:PeriodOfTime",
                "schema:startDate": window.from,
                "schema:endDate": window.until,
                "schema:description": window.status,
            })
        })
        .collect();
    let criteria: Vec<Value> = programme
        .conditions
        .iter()
        .map(|condition| {
            let source = programme.sources.get(condition.source).map(|source| &source.source.name);
            json!({
                "@id": format!("{id}/condition/{}", condition.id),
                "@type": "cccev:Criterion",
                "dct:identifier": condition.id,
                "dct:description": texts(&condition.text),
                "cccev:isDerivedFrom": { "@type": "cccev:ReferenceFramework", "dct:title": source, "dct:identifier": condition.cite },
                "cccev:hasConcept": concepts(catalogue, condition.slots.as_slice(), base),
                "cccev:hasRequirement": expression(catalogue, &condition.rule, base),
            })
        })
        .collect();
    let documents: Vec<Value> = programme
        .documents
        .iter()
        .map(|document| json!({ "@type": "cccev:EvidenceType", "skos:prefLabel": texts(document) }))
        .collect();
    json!({
        "@id": id,
        "@type": "cpsv:PublicService",
        "dct:identifier": programme.id,
        "dct:title": texts(&programme.name),
        "dct:description": programme.summary.as_ref().map(texts),
        "dct:modified": { "@type": "xsd:date", "@value": programme.checked_on },
        "cv:hasCompetentAuthority": { "@type": "cv:PublicOrganisation", "skos:prefLabel": if programme.body.is_empty() { &programme.funder } else { &programme.body } },
        "cv:hasLegalResource": programme.legal_basis.as_ref().map(|title| json!({ "@type": "eli:LegalResource", "dct:title": title })),
        "foaf:page": programme.link,
        "cpsv:produces": { "@type": "cpsv:Output", "dct:type": programme.instrument.key(), "dct:title": texts(&programme.instrument.text()) },
        "schema:availableAtOrFrom": windows,
        "cv:holdsRequirement": criteria,
        "cpsv:hasInput": documents,
    })
}

fn concepts(catalogue: &Catalogue, slots: &[super::rule::Slot], base: &str) -> Vec<Value> {
    let facts = slots.iter().filter_map(|slot| catalogue.vocabulary().get(*slot));
    facts.map(|fact| json!({ "@id": format!("{base}fact/{}", fact.id) })).collect()
}

/// The rule as nested requirements: groups with an operator, constraints with an expression.
fn expression(catalogue: &Catalogue, rule: &Rule, base: &str) -> Value {
    let group = |operator: &str, parts: &[Rule]| {
        let parts: Vec<Value> = parts.iter().map(|part| expression(catalogue, part, base)).collect();
        json!({ "@type": "cccev:Requirement", "schema:operator": operator, "cccev:hasRequirement": parts })
    };
    match rule {
        Rule::All(parts) => group("all", parts),
        Rule::Any(parts) => group("any", parts),
        Rule::Not(part) => group("none", std::slice::from_ref(&**part)),
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
                "@type": "cccev:Constraint",
                "cccev:constrains": { "@id": format!("{base}fact/{}", fact.id) },
                "schema:operator": operator,
                "schema:value": value,
            })
        }
    }
}

"""The export of the catalogue as linked data, read by other libraries than the one that wrote it.

rdflib makes a graph of it, PyLD expands it; both without a network. Terms are those of CPSV-AP 3.2.0 and CCCEV 2.1.0
(github.com/SEMICeu/CPSV-AP, releases/3.2.0/context/cpsv-ap.jsonld; github.com/SEMICeu/CCCEV, releases/2.1.0/voc/cccev.ttl),
read on 2026-11-27.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from typing import Any

import machbar
import pytest
from plain_catalogue import CATALOGUE
from pyld import jsonld
from rdflib import Graph, URIRef
from rdflib.namespace import RDF

CPSV, CV, DCT = "http://purl.org/vocab/cpsv#", "http://data.europa.eu/m8g/", "http://purl.org/dc/terms/"
SKOS, DCAT, XSD = "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/ns/dcat#", "http://www.w3.org/2001/XMLSchema#"
FOAF, ELI, OWN = "http://xmlns.com/foaf/0.1/", "http://data.europa.eu/eli/ontology#", "urn:machbar:term/"
PREFIXES = {"cpsv": CPSV, "cv": CV, "dct": DCT, "skos": SKOS, "dcat": DCAT, "xsd": XSD, "foaf": FOAF, "eli": ELI, "machbar": OWN}

CLASSES = {
    CPSV + "PublicService",
    *(CV + name for name in ("PublicOrganisation", "Output", "EvidenceType", "Criterion", "Requirement", "Constraint")),
    *(CV + name for name in ("InformationConcept", "ReferenceFramework")),
    ELI + "LegalResource",
    DCT + "PeriodOfTime",
    DCT + "Location",
    SKOS + "Concept",
}
PROPERTIES = {
    *(CPSV + name for name in ("produces",)),
    *(CV + name for name in ("hasCompetentAuthority", "hasLegalResource", "holdsRequirement", "hasInputType", "processingTime")),
    *(CV + name for name in ("hasRequirement", "hasConcept", "constrains", "isDerivedFrom", "expressionOfExpectedValue")),
    *(DCT + name for name in ("identifier", "title", "description", "type", "modified", "temporal", "spatial")),
    *(SKOS + name for name in ("prefLabel", "notation")),
    *(DCAT + name for name in ("startDate", "endDate")),
    FOAF + "page",
    # What the vocabularies have no word for.
    *(OWN + name for name in ("operator", "value", "allowedValue", "applications", "state", "confidence")),
}


@cache
def document() -> dict[str, Any]:
    answer = machbar.call("catalogue.export", {})
    found: dict[str, Any] = answer["json_ld"]
    return found


@cache
def graph() -> Graph:
    return Graph().parse(data=json.dumps(document()), format="json-ld")


@cache
def files() -> dict[str, dict[str, Any]]:
    texts = [path.read_text(encoding="utf-8") for path in sorted((CATALOGUE / "programmes").glob("*.toml"))]
    return {file["id"]: file for file in map(tomllib.loads, texts)}


def ask(query: str) -> list[tuple[Any, ...]]:
    lines = "\n".join(f"PREFIX {name}: <{address}>" for name, address in PREFIXES.items())
    return [tuple(row) for row in graph().query(f"{lines}\n{query}")]


def test_the_context_is_inline_and_names_the_right_vocabularies() -> None:
    assert document()["@context"] == PREFIXES


def test_every_class_and_property_is_one_of_the_vocabularies() -> None:
    assert {str(name) for name in graph().objects(None, RDF.type)} == CLASSES
    assert {str(name) for name in graph().predicates()} - {str(RDF.type)} == PROPERTIES


def test_every_programme_is_a_public_service_with_what_the_profile_demands() -> None:
    rows = ask(
        """SELECT ?id ?service ?authority WHERE {
             ?service a cpsv:PublicService ; dct:identifier ?id ; dct:title ?title ; dct:description ?description ;
                      cv:hasCompetentAuthority [ a cv:PublicOrganisation ; skos:prefLabel ?authority ; dct:spatial ?where ] ;
                      cpsv:produces [ a cv:Output ; dct:identifier ?output ; dct:title ?paid ; dct:type ?kind ] .
             FILTER(LANG(?title) = "de" && LANG(?description) = "de" && LANG(?paid) = "de")
           }"""
    )
    assert {str(name) for name, _, _ in rows} == files().keys()
    assert len(rows) == len(files())
    for name, service, authority in rows:
        file = files()[str(name)]
        assert str(service) == f"urn:machbar:programme/{name}"
        assert str(authority) == (file.get("body") or file["funder"])


def test_every_condition_is_a_criterion_with_its_concepts_and_its_source() -> None:
    rows = ask(
        """SELECT ?service ?criterion ?title WHERE {
             ?service cv:holdsRequirement ?criterion .
             ?criterion a cv:Criterion ; dct:title ?title ; dct:type ?type ; cv:hasRequirement ?rule .
             ?criterion cv:isDerivedFrom ?source . ?source a cv:ReferenceFramework ; dct:title ?name .
             FILTER(LANG(?title) = "en")
           }"""
    )
    found = {(str(service), str(criterion)) for service, criterion, _ in rows}
    wanted = {
        (f"urn:machbar:programme/{name}", f"urn:machbar:programme/{name}/condition/{condition['id']}")
        for name, file in files().items()
        for condition in file.get("condition", [])
    }
    assert found == wanted and len(wanted) > 250
    concepts = ask("SELECT ?concept WHERE { ?concept a cv:InformationConcept ; skos:prefLabel ?label ; cv:expressionOfExpectedValue ?expected }")
    described = {concept for (concept,) in concepts}
    for _, criterion, _ in rows:
        read = set(graph().objects(criterion, URIRef(CV + "hasConcept")))
        assert read and read <= described


def comparisons(rule: dict[str, Any]) -> set[str]:
    """The facts that a rule compares."""
    parts = [part for key in ("all", "any", "not") for part in rule.get(key, [])]
    return {rule["fact"]} if "fact" in rule else set().union(*map(comparisons, parts))


def constrained(requirement: Any) -> set[str]:
    """The facts that a requirement and those below it constrain."""
    facts = {
        str(name)
        for fact in graph().objects(requirement, URIRef(CV + "constrains"))
        for name in graph().objects(fact, URIRef(DCT + "identifier"))
    }
    return facts.union(*map(constrained, graph().objects(requirement, URIRef(CV + "hasRequirement"))))


def test_every_comparison_constrains_the_fact_that_the_file_names() -> None:
    for name, file in files().items():
        for condition in file.get("condition", []):
            criterion = URIRef(f"urn:machbar:programme/{name}/condition/{condition['id']}")
            assert constrained(criterion) == comparisons(condition["require"])
    comparing = ask("SELECT (COUNT(?c) AS ?n) WHERE { ?c a cv:Constraint ; dct:identifier ?id ; machbar:operator ?operator }")
    assert int(comparing[0][0]) == len(set(graph().subjects(RDF.type, URIRef(CV + "Constraint")))) > 300


def test_windows_and_documents_are_those_of_the_file() -> None:
    windows = ask("SELECT ?id (COUNT(?w) AS ?n) WHERE { ?s dct:identifier ?id ; dct:temporal ?w . ?w machbar:applications ?status } GROUP BY ?id")
    assert {str(name): int(count) for name, count in windows} == {
        name: len(file["applications"]) for name, file in files().items() if file.get("applications")
    }
    days = ask("SELECT ?end WHERE { <urn:machbar:programme/bund-bafa-unternehmensberatung> dct:temporal [ dcat:endDate ?end ] }")
    assert [(str(end), str(end.datatype)) for (end,) in days] == [("2026-12-31", XSD + "date")]
    stops = ask("SELECT ?from WHERE { <urn:machbar:programme/bund-zim-einzelprojekt> dct:temporal [ dcat:startDate ?from ; machbar:applications 'stopped' ] }")
    assert {str(begin) for (begin,) in stops} == {"2021-10-07T20:00:00", "2026-07-07T12:00:00"}
    assert all(str(begin.datatype) == XSD + "dateTime" for (begin,) in stops)
    papers = ask("SELECT ?id (COUNT(DISTINCT ?paper) AS ?n) WHERE { ?s dct:identifier ?id ; cv:hasInputType ?paper . ?paper a cv:EvidenceType } GROUP BY ?id")
    assert {str(name): int(count) for name, count in papers} == {
        name: len(file["documents"]) for name, file in files().items() if file.get("documents")
    }


def leaves(value: Any) -> int:
    """Keys of the document that say something; null says nothing."""
    if isinstance(value, dict):
        said = {key: part for key, part in value.items() if part is not None and key != "@context"}
        return len(said) + sum(map(leaves, said.values()))
    if isinstance(value, list):
        return sum(map(leaves, value))
    return 0


def expanded(value: Any) -> int:
    """The same of the expanded document, in which a plain value is an object of its own."""
    if isinstance(value, dict):
        if value.keys() == {"@value"}:
            return 0
        return len(value) + sum(map(expanded, value.values()))
    if isinstance(value, list):
        return sum(map(expanded, value))
    return 0


def no_network(address: str, options: Any = None) -> Any:
    raise AssertionError(f"the network is asked for {address}")


def test_no_term_is_dropped_in_expansion() -> None:
    whole = jsonld.expand(document(), {"documentLoader": no_network})
    # Expansion drops the @graph around the nodes, and every key that is no term.
    assert sum(map(expanded, whole)) == leaves(document()) - 1
    # A key that is no term is noticed.
    spoiled = json.loads(json.dumps(document()))
    spoiled["@graph"][0]["titel"] = "x"
    assert sum(map(expanded, jsonld.expand(spoiled, {"documentLoader": no_network}))) < leaves(spoiled) - 1


@pytest.mark.parametrize("base", ["https://example.org/funding/", "urn:example:"])
def test_another_address(base: str) -> None:
    answer = machbar.call("catalogue.export", {"base": base, "catalogue": {"only": ["bund-go-digital"]}})
    other = Graph().parse(data=json.dumps(answer["json_ld"]), format="json-ld")
    assert (URIRef(f"{base}programme/bund-go-digital"), RDF.type, URIRef(CPSV + "PublicService")) in other
    assert URIRef(f"{base}term/operator") in set(other.predicates())
    assert not any(str(node).startswith("urn:machbar:") for triple in other for node in triple)

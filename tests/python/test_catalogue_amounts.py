"""Every example of every programme file against a second implementation in plain Python.

The library is not asked: the files say what comes out, the Rust tests hold the library to it, and here plain
Python comes to the same figures on its own.
"""

from __future__ import annotations

import json
import tomllib
from typing import Any

import plain_catalogue
import pytest
from plain_catalogue import CATALOGUE, Unknown, cents

PROGRAMMES = plain_catalogue.programmes()
EXAMPLES = [
    pytest.param(programme, example, id=f"{programme.id}: {example['name']}")
    for programme in PROGRAMMES
    for example in programme.file.get("example", [])
]
EXACT = [
    case
    for case in EXAMPLES
    if case.values[1]["verdict"] != "not_eligible" and {"amount", "other_amount"} & case.values[1].keys()
]
AUTOMATIC = {"not_begun", "costs", "rate", "cost_bounds", "grant_minimum", "de_minimis"}


def facts_of(programme: plain_catalogue.Programme, example: dict[str, Any]) -> plain_catalogue.Facts:
    return plain_catalogue.flat(example.get("facts", {}), example["at"], programme.known)


@pytest.mark.parametrize("programme, example", EXACT)
def test_amount(programme: plain_catalogue.Programme, example: dict[str, Any]) -> None:
    facts = facts_of(programme, example)
    if "amount" in example:
        assert programme.amount(facts) == cents(example["amount"])
    if "other_amount" in example:
        assert programme.other_amount(facts) == cents(example["other_amount"])


@pytest.mark.parametrize("programme, example", EXAMPLES)
def test_failing_conditions(programme: plain_catalogue.Programme, example: dict[str, Any]) -> None:
    facts = facts_of(programme, example)
    failing, unknown = set(), set()
    for condition in programme.conditions:
        try:
            if not eval(plain_catalogue.python(condition["require"], programme.known), {"f": facts}):
                failing.add(condition["id"])
        except Unknown:
            # Plain Python reads from left to right; a rule may be decided by a part that stands further back.
            unknown.add(condition["id"])
    said = set(example.get("fails", [])) - AUTOMATIC
    assert failing <= said and said <= failing | unknown
    if example["verdict"] == "eligible":
        assert not failing


def test_enough_examples_have_amounts() -> None:
    assert len(EXACT) > 250 and len(PROGRAMMES) >= 47


def test_the_company_of_the_benchmark_has_an_answer_to_every_question() -> None:
    answered = json.loads((CATALOGUE.parents[1] / "tests" / "bench" / "funding_facts.json").read_text(encoding="utf-8"))
    vocabulary = tomllib.loads((CATALOGUE / "vocabulary.toml").read_text(encoding="utf-8"))
    asked = {fact["id"] for fact in vocabulary["fact"] if "derive" not in fact}
    assert asked <= {f"{domain}.{name}" for domain, facts in answered.items() for name in facts}

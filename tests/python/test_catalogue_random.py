"""Random companies and projects at random days: the library against the second implementation in plain Python.

Every programme of the catalogue is compared: the value of every condition of its file, the conditions that follow
from its terms, the window, the verdict, the amount of every component and of the whole.
"""

from __future__ import annotations

import collections
import random
from typing import Any

import machbar
import plain_catalogue
import pytest
from plain_catalogue import Unknown

PROGRAMMES = plain_catalogue.programmes()
KNOWN = plain_catalogue.vocabulary([fact for programme in PROGRAMMES for fact in programme.file.get("fact", [])])
AUTOMATIC = ["not_begun", "costs", "rate", "cost_bounds", "grant_minimum", "de_minimis"]
TRUTH = {True: "yes", False: "no", None: "open"}
# What people state: size class, difficulty and headroom too, which the library could work out.
STATED = {
    name: fact for name, fact in KNOWN.items() if "derive" not in fact or "operation" in fact["derive"]
}
seen: collections.Counter[str] = collections.Counter()


def bounds() -> dict[str, list[int]]:
    """By fact, the values at which some rule of the catalogue changes, and their neighbours."""
    found = collections.defaultdict(set)

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if isinstance(value.get("fact"), str):
                kind = KNOWN[value["fact"]]["type"]
                for operator in ("is", "at_least", "at_most"):
                    if operator in value and kind in ("count", "money"):
                        bound = plain_catalogue.operand(value[operator], kind)
                        found[value["fact"]].update(max(0, bound + step) for step in (-1, 0, 1))
            if isinstance(value.get("highest"), str):
                most = plain_catalogue.cents(value["max"])
                found[value["highest"]].update([most - 1, most, most + 1, 2 * most])
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    for programme in PROGRAMMES:
        walk({**programme.file, "example": []})
    return {name: sorted(values) for name, values in found.items()}


BOUNDS = bounds()
# Kinds, phases and units that some programme pays, and what it pays for; amounts at and beside its limits.
PAYS = [pays for programme in PROGRAMMES for _, part in programme.components for pays in part.file.get("pays", [])]
LIMITS = sorted(
    {
        plain_catalogue.cents(part.file[key]) * factor // 100
        for programme in PROGRAMMES
        for _, part in programme.components
        for key in ("cost_min", "cost_max", "grant_min")
        if key in part.file
        for factor in (100, 200, 250, 400)
    }
)


def day(draw: random.Random, first: int, last: int) -> str:
    return f"{draw.randint(first, last)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"


def cost(draw: random.Random) -> dict[str, Any]:
    pays = draw.choice(PAYS)
    around = max(0, draw.choice(LIMITS) + draw.choice([-1, 0, 0, 1]))
    return {
        "phase": draw.choice(pays.get("phases") or ["workshop", "concept", "poc", "mvp", "qualification", "security"]),
        "kind": draw.choice(pays["kinds"]),
        "net_cents": draw.choice([around, draw.randint(0, 3_000_000), draw.randint(0, 300_000_000)]),
        "quantity": draw.randint(0, 200),
        "unit": pays.get("per_unit", {}).get("unit", draw.choice(["lump", "day", "hour", "month", "person"])),
    }


def value(draw: random.Random, name: str, fact: dict[str, Any]) -> Any:
    members = [member["id"] for member in KNOWN.get(fact.get("values_of", ""), fact).get("values", [])]
    match fact["type"]:
        case "bool":
            return draw.random() < 0.4
        case "count":
            return draw.choice([*BOUNDS.get(name, []), draw.randint(0, 600)])
        case "money":
            return draw.choice([*BOUNDS.get(name, []), draw.randint(0, 30_000_000), draw.randint(0, 5_000_000_000)])
        case "date":
            return day(draw, 2018, 2028)
        case "choice":
            return draw.choice(members[:1] * len(members) + members)
        case "set":
            bad = name in ("company.circumstances", "aid.recent")
            return [member for member in members if draw.random() < (0.05 if bad else 0.5)]
        case "costs":
            return [cost(draw) for _ in range(draw.randint(0, 6))]
    raise AssertionError(fact["type"])


def profile(draw: random.Random, keep: float) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for name, fact in STATED.items():
        if draw.random() < keep:
            domain, _, field = name.partition(".")
            document.setdefault(domain, {})[field] = value(draw, name, fact)
    return document


def near_an_example(draw: random.Random, document: dict[str, Any]) -> str:
    """Puts the facts of an example over those of a profile, but for a few; the day of the example."""
    example = draw.choice([example for programme in PROGRAMMES for example in programme.file.get("example", [])])
    for domain, fields in example.get("facts", {}).items():
        for field, known in fields.items():
            if draw.random() < 0.9:
                document.setdefault(domain, {})[field] = known
    at: str = example["at"]
    return at


def compare(programme: plain_catalogue.Programme, said: dict[str, Any], facts: plain_catalogue.Facts, at: str) -> None:
    """One programme as the library answers it."""
    conditions = {one["id"]: one["value"] for one in said.get("conditions", [])}
    status, _ = programme.window(at)
    assert said["applications"]["status"] == status
    assert said["applications"]["possible"] == TRUTH[programme.possible(at, facts)]
    values = {}
    if said["verdict"] not in ("listed_only",):
        for condition in programme.conditions:
            values[condition["id"]] = plain_catalogue.holds(condition["require"], facts, programme.known)
        if programme.file["state"] != "listed_only" and (programme.conditions or programme.components):
            assert {name: conditions[name] for name in values} == {name: TRUTH[value] for name, value in values.items()}
    try:
        automatic = programme.automatic(facts)
    except Unknown:
        seen["terms unknown"] += 1
        return
    if programme.file["state"] != "listed_only" and (programme.conditions or programme.components):
        for name in AUTOMATIC:
            if name in conditions:
                assert conditions[name] == TRUTH[automatic[name]], name
            else:
                # Not shown where the programme has no such term.
                assert automatic.get(name, True), name
    everything = [*values.values(), *automatic.values()]
    all_met = False if False in everything else None if None in everything else True
    assert said["verdict"] == programme.verdict(at, facts, all_met)
    seen[said["verdict"]] += 1
    if "amount" not in said:
        return
    for (_, component), answer in zip(programme.components, said["amount"]["components"], strict=True):
        try:
            amount = component.amount(facts)
        except Unknown:
            continue
        assert answer["pays"] == {"low_cents": amount, "high_cents": amount}, answer["id"]
        seen["component"] += 1
        seen["component pays"] += amount > 0
    if all_met:
        try:
            assert said["amount"]["exact_cents"] == programme.amount(facts)
            seen["whole"] += 1
        except Unknown:
            pass


@pytest.mark.parametrize("seed", range(80))
def test_every_programme(seed: int) -> None:
    draw = random.Random(seed)
    for keep in (1.0, 1.0, 0.9, 0.5):
        at = day(draw, 2021, 2028) + draw.choice(["", f"T{draw.randint(0, 23):02}:{draw.randint(0, 59):02}"])
        document = profile(draw, keep)
        if draw.random() < 0.7:
            at = near_an_example(draw, document)
        answer = machbar.call("funding.assess", {"at": at, "facts": document})
        said = {one["id"]: one for one in answer["programmes"]}
        assert said.keys() == {programme.id for programme in PROGRAMMES}
        facts = plain_catalogue.flat(document, at, KNOWN)
        for programme in PROGRAMMES:
            try:
                compare(programme, said[programme.id], facts, at)
            except AssertionError as error:
                raise AssertionError(f"{programme.id} at {at}: {error}\n{document}") from error


def test_enough_was_compared() -> None:
    if not seen:
        pytest.skip("the comparison did not run")
    assert all(seen[verdict] > 20 for verdict in ("not_eligible", "open", "not_open_for_applications", "closed")), seen
    assert seen["eligible"] > 100 and seen["component"] > 500 and seen["component pays"] > 300 and seen["whole"] > 150, seen

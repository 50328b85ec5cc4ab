"""`machbar.Screener` gives what the operation `funding.screen` gives, for any facts, and refuses what it refuses."""

import json
import random
from pathlib import Path
from typing import Any

import machbar
import pytest

AT = "2026-11-20"
FACTS: dict[str, Any] = json.loads((Path(__file__).parent.parent / "bench/funding_facts.json").read_text("utf-8"))


def brief(answer: machbar.QuickScreening) -> list[dict[str, Any]]:
    """The answer as the document of `funding.screen` writes it."""
    rows: list[dict[str, Any]] = []
    for id, verdict in answer.verdicts.items():
        row: dict[str, Any] = {"id": id, "verdict": verdict}
        if id in answer.grants:
            row["grant"] = dict(zip(("low_cents", "high_cents"), answer.grants[id]))
        if id in answer.failing:
            row["failing"] = list(answer.failing[id])
        rows.append(row)
    return rows


def test_it_equals_the_operation_for_any_part_of_the_facts() -> None:
    screener = machbar.Screener({"at": AT})
    choose = random.Random(4)
    for share in (1.0, 0.9, 0.7, 0.5, 0.3, 0.0) * 8:
        facts = {d: {n: v for n, v in fields.items() if choose.random() < share} for d, fields in FACTS.items()}
        said = machbar.call("funding.screen", {"at": AT, "facts": facts})["programmes"]
        answer = screener.screen(facts)
        assert brief(answer) == said
        assert answer == screener.screen(json.dumps(facts)) == screener.screen(json.dumps(facts).encode())
        for id, (value, failing) in screener.conditions(facts).items():
            assert (value == "no") == bool(failing)
            assert failing == tuple(c for c in answer.failing.get(id, ()) if c in failing)


def test_objects_that_are_no_json_take_the_long_way_to_the_same_answer() -> None:
    import datetime

    screener = machbar.Screener({"at": AT, "catalogue": {"only": ["bund-zim-einzelprojekt", "nrw-mid-digitalisierung-2026"]}})
    assert screener.programmes == ("bund-zim-einzelprojekt", "nrw-mid-digitalisierung-2026")
    plain = screener.screen({"company": {"founded": "1961-04-01"}, "project": {"features": ["ai"]}})
    other = screener.screen({"company": {"founded": datetime.date(1961, 4, 1)}, "project": {"features": ("ai",)}})
    assert plain == other


def test_every_fault_is_named() -> None:
    screener = machbar.Screener({"at": AT})
    with pytest.raises(machbar.MachbarError) as caught:
        screener.screen({"company": {"headcount": "120 Stück", "founded": "1961-02-30", "stat": "NW"}})
    assert [problem.pointer for problem in caught.value.problems] == ["/company/founded", "/company/headcount", "/company/stat"]
    for facts in ({"company": {"headcount": float("nan")}}, {"company": {1: 2}}, [], 3, "{", {"company": {"state": "\ud800"}}):
        with pytest.raises(machbar.MachbarError):
            screener.screen(facts)  # type: ignore[arg-type]
    with pytest.raises(machbar.MachbarError):
        machbar.Screener({"at": "2026-02-30"})
    with pytest.raises(machbar.MachbarError):
        machbar.Screener({"at": AT, "catalogue": {"only": ["nothing"]}})


def test_answers_are_frozen() -> None:
    answer = machbar.Screener({"at": AT}).screen(FACTS)
    with pytest.raises(TypeError):
        answer.verdicts["a"] = "b"  # type: ignore[index]
    with pytest.raises(AttributeError):
        answer.verdicts = {}  # type: ignore[misc, assignment]
    assert answer != 3 and "QuickScreening" in repr(answer)

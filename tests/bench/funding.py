"""One company against every programme of the catalogue, beside rules engines and plain Python, in one run.

    pip install zen-engine datalogic-py common-expression-language ./python
    python tests/bench/funding.py

Two tables of equal work. *Conditions*: which conditions of each programme file are not met, from a dict.
*Amounts*: the same with what each programme pays. machbar does more in both: it reads and checks the dict as
people fill it in, knows open beside yes and no, covers every programme of the catalogue, and in the second
table windows, stops and bounds. The peers get facts that are known, checked and converted beforehand. What they
find is compared with machbar before anything is timed. The third table is the operations, from a dict to a dict.
The package must be built with optimisation (`pip install ./python` does).
"""

from __future__ import annotations

import gc
import importlib.metadata
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any, Callable

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "python"))

import plain_catalogue  # noqa: E402
from plain_catalogue import Programme, infix, json_logic  # noqa: E402

import machbar  # noqa: E402

AT = "2026-11-20"
AUTOMATIC = {"not_begun", "costs", "rate", "cost_bounds", "grant_minimum", "de_minimis"}


def clocks(works: dict[str, Callable[[], Any]], rounds: int = 15) -> dict[str, tuple[float, float]]:
    """Best and median seconds of a call; the rounds take turns, so that a noisy moment hits all alike."""
    counts = {}
    for name, work in works.items():
        work()
        start = time.perf_counter()
        work()
        counts[name] = max(1, int(0.02 / max(1e-9, time.perf_counter() - start)))
    times: dict[str, list[float]] = {name: [] for name in works}
    gc.disable()
    for _ in range(rounds):
        for name, work in works.items():
            count = counts[name]
            start = time.perf_counter()
            for _ in range(count):
                work()
            times[name].append((time.perf_counter() - start) / count)
    gc.enable()
    return {name: (min(all_), statistics.median(all_)) for name, all_ in times.items()}


def zen(rules: list[tuple[str, str, Any]], known: dict[str, Any]) -> Callable[[dict[str, Any]], set[tuple[str, str]]]:
    import zen as engine

    place = {"x": 0, "y": 0}
    expressions = [
        {"id": str(i), "key": f"c{i}", "value": infix(rule, known, "zen")} for i, (_, _, rule) in enumerate(rules)
    ]
    graph = {
        "contentType": "application/vnd.gorules.decision",
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in", "position": place},
            {"id": "x", "type": "expressionNode", "name": "x", "position": place, "content": {"expressions": expressions}},
            {"id": "out", "type": "outputNode", "name": "out", "position": place},
        ],
        "edges": [
            {"id": "a", "sourceId": "in", "targetId": "x", "type": "edge"},
            {"id": "b", "sourceId": "x", "targetId": "out", "type": "edge"},
        ],
    }
    decision = engine.ZenEngine().create_decision(json.dumps(graph))

    def run(facts: dict[str, Any]) -> set[tuple[str, str]]:
        result = decision.evaluate(facts)["result"]
        return {(p, c) for i, (p, c, _) in enumerate(rules) if not result[f"c{i}"]}

    return run


def datalogic(rules: list[tuple[str, str, Any]], known: dict[str, Any]) -> Callable[[dict[str, Any]], set[tuple[str, str]]]:
    from datalogic_py import Engine

    compiled = Engine().compile([json_logic(rule, known) for _, _, rule in rules])

    def run(facts: dict[str, Any]) -> set[tuple[str, str]]:
        return {(p, c) for (p, c, _), holds in zip(rules, compiled.evaluate(facts)) if not holds}

    return run


def cel(rules: list[tuple[str, str, Any]], known: dict[str, Any]) -> Callable[[dict[str, Any]], set[tuple[str, str]]]:
    import cel as engine

    program = engine.compile("[" + ", ".join(infix(rule, known, "cel") for _, _, rule in rules) + "]")

    def run(facts: dict[str, Any]) -> set[tuple[str, str]]:
        return {(p, c) for (p, c, _), holds in zip(rules, program.execute(facts)) if not holds}

    return run


def main() -> None:
    document = json.loads((HERE / "funding_facts.json").read_text(encoding="utf-8"))
    programmes = [p for p in plain_catalogue.programmes() if p.conditions]
    # Facts that a single programme brings are not part of the company's document.
    own = {fact["id"] for programme in programmes for fact in programme.file.get("fact", [])}
    known: dict[str, Any] = {}
    for programme in programmes:
        known |= programme.known
    facts = plain_catalogue.flat(document, AT, known)
    nested: dict[str, Any] = {}
    for name, value in facts.items():
        domain, field = name.split(".")
        nested.setdefault(domain, {})[field] = value
    reads_own = lambda programme: any(fact in json.dumps(programme.conditions) for fact in own)
    programmes = [p for p in programmes if not reads_own(p)]
    rules = [(p.id, c["id"], c["require"]) for p in programmes for c in p.conditions]

    body = {"at": AT, "facts": document}
    screened = machbar.call("funding.screen", body)
    ids = {p.id for p in programmes}
    ours = {
        (p["id"], c) for p in screened["programmes"] if p["id"] in ids for c in p.get("failing", []) if c not in AUTOMATIC
    }

    # Plain Python: one function per programme, as somebody would write it.
    scope: dict[str, Any] = {}
    for programme in programmes:
        exec(programme.source(), scope)
    functions = [(p.id, scope[p.id.replace("-", "_")]) for p in programmes]

    def plain() -> list[tuple[str, list[str]]]:
        return [(name, function(facts)) for name, function in functions]

    def plain_with_amounts() -> list[tuple[str, list[str], int]]:
        answers = []
        for programme, (name, function) in zip(programmes, functions):
            failing = function(facts)
            answers.append((name, failing, 0 if failing else worth(programme)))
        return answers

    def worth(programme: Programme) -> int:
        try:
            return programme.amount(facts)
        except plain_catalogue.Unknown:
            return -1

    found = {(name, c) for name, failing in plain() for c in failing}
    assert found == ours, found ^ ours
    grants = {p["id"]: p["grant"] for p in screened["programmes"] if "grant" in p}
    exact = {name: grant["low_cents"] for name, grant in grants.items() if grant["low_cents"] == grant["high_cents"]}
    compared = 0
    for name, failing, amount in plain_with_amounts():
        if amount >= 0 and name in exact:
            assert amount == exact[name], (name, amount, exact[name])
            compared += 1

    peers: dict[str, Callable[[], Any]] = {}
    for name, package, make in (
        ("zen-engine", "zen-engine", zen),
        ("datalogic (JSONLogic)", "datalogic-py", datalogic),
        ("CEL", "common-expression-language", cel),
    ):
        try:
            version = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            print(f"{package} is not installed")
            continue
        run = make(rules, known)
        assert run(nested) == ours, (package, run(nested) ^ ours)
        peers[f"{name} ({version})"] = lambda run=run: run(nested)

    screener = machbar.Screener({"at": AT})
    answer = screener.screen(document)
    told = {(name, c) for name, (_, failing) in screener.conditions(document).items() if name in ids for c in failing}
    assert told == ours, told ^ ours
    assert dict(answer.verdicts) == {p["id"]: p["verdict"] for p in screened["programmes"]}
    assert dict(answer.grants) == {name: (g["low_cents"], g["high_cents"]) for name, g in grants.items()}

    text = json.dumps(body).encode()
    tables: dict[str, dict[str, Callable[[], Any]]] = {
        "conditions": {
            "machbar Screener.conditions": lambda: screener.conditions(document),
            "plain Python": plain,
            **peers,
        },
        "conditions and amounts": {
            "machbar Screener.screen": lambda: screener.screen(document),
            "plain Python": plain_with_amounts,
        },
        "operations": {
            "machbar funding.screen, dict to dict": lambda: machbar.call("funding.screen", body),
            "machbar funding.screen, JSON to JSON": lambda: machbar.call_json("funding.screen", text),
            "machbar funding.assess, reasons": lambda: machbar.call("funding.assess", {**body, "detail": "reasons"}),
            "machbar funding.assess, full": lambda: machbar.call("funding.assess", {**body, "detail": "full"}),
            "machbar funding.assess, full, JSON": lambda: machbar.call_json("funding.assess", text),
        },
    }
    print(
        f"{len(programmes)} programmes with {len(rules)} conditions; {len(ours)} conditions fail alike everywhere, "
        f"{compared} amounts equal those of plain Python"
    )
    times = clocks({f"{table}: {name}": work for table, works in tables.items() for name, work in works.items()})
    for table, works in tables.items():
        base = times[f"{table}: {next(iter(works))}"]
        print(f"\n{table:<58}{'best µs':>10}{'median µs':>11}{'ratio':>8}")
        for name in works:
            best, median = times[f"{table}: {name}"]
            print(f"{name:<58}{best * 1e6:>10.1f}{median * 1e6:>11.1f}{median / base[1]:>8.2f}")


if __name__ == "__main__":
    main()

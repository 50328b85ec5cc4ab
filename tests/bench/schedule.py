#!/usr/bin/env python3
"""The schedule of eight people over 26 weeks beside OR-Tools CP-SAT on the same problem, in one run on one core.

    .venv/bin/python -m pip install ortools
    .venv/bin/python tests/bench/schedule.py     with a package built for speed: pip install ./python

Seconds are those of the processor, so that other work on the machine does not count. CP-SAT gets the days that are possible
for each workshop ready-made and finds the earliest review only; `sprint.schedule` works them out, proves every date, names
what stands in the way and gives alternatives.
"""

from __future__ import annotations

import datetime as dt
import statistics
import time
from typing import Any

from ortools.sat.python import cp_model

import machbar

FIRST = dt.date(2027, 1, 4)
DAYS = 182
PEOPLE = [f"T{n}" for n in range(1, 9)]
GAPS = [0, 2, 3, 5]
POC = 15
ROUNDS = 25


def day(number: int) -> str:
    return (FIRST + dt.timedelta(days=number)).isoformat()


def document(seed: int) -> dict[str, Any]:
    """Every person is away on about one day in eight, spread by a fixed rule."""
    away = {
        person: [day(d) for d in range(DAYS) if (d * 7 + number * 5 + seed * 3) % 17 < 2]
        for number, person in enumerate(PEOPLE, 1)
    }
    kinds = ["opportunity_mapping", "framing", "concept_development", "prototyping"]
    phases = [
        {"id": f"W{n}", "workshop": kind, "pool": PEOPLE, "required": ["T1"], "min_attending": 5, "gap_before": gap}
        for n, (kind, gap) in enumerate(zip(kinds, GAPS), 1)
    ]
    calendar = {
        "today": day(0), "earliest_start": day(0), "horizon": day(DAYS - 1), "absences": away, "phases": phases,
        "review": {"required": ["T1", "T5"]},
    }
    return {"calendar": calendar}


def earliest_review(document: dict[str, Any]) -> str:
    calendar = document["calendar"]
    free = {holiday["date"] for holiday in machbar.call("calendar.holidays", {"year": FIRST.year})["holidays"]}
    working = [d for d in map(day, range(DAYS)) if dt.date.fromisoformat(d).weekday() < 5 and d not in free]
    away = {person: set(days) for person, days in calendar["absences"].items()}
    possible = [
        index for index, d in enumerate(working)
        if d not in away["T1"] and sum(d not in away[person] for person in PEOPLE) >= 5
    ]
    reviews = [index for index, d in enumerate(working) if d not in away["T1"] and d not in away["T5"]]
    begun = time.process_time()
    model = cp_model.CpModel()
    dates = [model.new_int_var_from_domain(cp_model.Domain.from_values(possible), f"W{n}") for n in range(1, 5)]
    weeks = []
    week = [dt.date.fromisoformat(d).isocalendar()[1] for d in working]
    for n, date in enumerate(dates):
        weeks.append(model.new_int_var(0, 60, f"week{n}"))
        model.add_element(date, week, weeks[-1])
        if n:
            model.add(date >= dates[n - 1] + 1 + GAPS[n])
    # At most two workshops in a week: of three in a row the first and the last differ.
    for first, third in zip(weeks, weeks[2:]):
        model.add(first < third)
    review = model.new_int_var_from_domain(cp_model.Domain.from_values(reviews), "review")
    model.add(review >= dates[-1] + POC + 1)
    model.minimize(review)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model) == cp_model.OPTIMAL
    earliest_review.seconds.append(time.process_time() - begun)
    return working[solver.value(review)]


earliest_review.seconds = []


def main() -> None:
    ours: list[float] = []
    for seed in range(ROUNDS):
        asked = document(seed)
        begun = time.process_time()
        found = machbar.call("sprint.schedule", asked)["scenarios"][0]["outcome"]
        ours.append(time.process_time() - begun)
        assert found["earliest"]["review"] == earliest_review(asked), seed
    peer = earliest_review.seconds
    print(
        f"8 people x 26 weeks, {ROUNDS} diaries: machbar median {statistics.median(ours) * 1e3:.2f} ms, max {max(ours) * 1e3:.2f} ms; "
        f"CP-SAT median {statistics.median(peer) * 1e3:.1f} ms, max {max(peer) * 1e3:.1f} ms; "
        f"least ratio {min(theirs / mine for mine, theirs in zip(ours, peer)):.1f}"
    )


if __name__ == "__main__":
    main()

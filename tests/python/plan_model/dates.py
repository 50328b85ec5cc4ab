"""When everything happens."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from .claims import Claims
from .program import Expression


class Dates(Claims):
    """The days of steps, orders and work, no sooner and no later than their causes push them. A prototype no later
    than `latest`; with `orders` every order has its day in the program, not only those that are paid on it."""

    def __init__(self, document: dict[str, Any], latest: int | None, risk: str, orders: bool) -> None:
        super().__init__(document, risk)
        self.latest, self.orders = latest, orders
        self.dates()

    def stays(self, place: int, condition: Expression) -> Expression:
        moved = self.moved[place]
        return condition if moved is None else self.both(condition, 1 - moved)

    def dates(self) -> None:
        self.starts: dict[str, dict[int, Expression]] = {}
        self.ends: dict[str, dict[int, Expression]] = {}
        self.spans: dict[str, list[tuple[int, int, Expression]]] = {}
        self.ordered: list[dict[int, Expression]] = [{} for _ in self.positions]
        self.away: dict[int, dict[int, Expression]] = {}
        todo = list(self.stages)
        while todo:
            stage = next(stage for stage in todo if all(before in self.ends for before in self.waits_for(stage)))
            todo.remove(stage)
            self.step(stage)

    def waits_for(self, stage: dict[str, Any]) -> list[str]:
        ordered = (row.get("order_after", []) for row in self.positions if row["stage"] == stage["id"])
        return [after["stage"] for after in stage.get("after", [])] + [before for each in ordered for before in each]

    def step(self, stage: dict[str, Any]) -> None:
        week, here = self.week, [p for p, row in enumerate(self.positions) if row["stage"] == stage["id"]]
        possible: Callable[[int], int | None] = week.first
        if stage.get("start_days"):
            listed = sorted(week.number(date) for date in stage["start_days"])
            possible = lambda day: next((other for other in listed if other >= day), None)  # noqa: E731
        # An approval that one position waits for holds up all that stay in the step.
        gates = [
            (claim.any, week.first(claim.filing.release))
            for claim in self.claims
            if claim.place in here and not claim.moved and claim.filing.release > 0
        ]
        causes: list[tuple[Expression, int]] = list(gates)
        for after in stage.get("after", []):
            gap = after.get("gap_working_days", 0)
            causes += [(there, week.after(end, gap + 1)) for end, there in self.ends[after["stage"]].items()]
        lengths: list[tuple[Expression, int]] = []
        for place in here:
            row = self.positions[place]
            own: list[tuple[Expression, int]] = []
            for quote, chosen in zip(self.quotes[place], self.taken[place], strict=True):
                stays = self.stays(place, chosen)
                lengths.append((stays, quote.get("days") or stage["working_days"]))
                if quote.get("earliest_order"):
                    own.append((stays, week.first(week.number(quote["earliest_order"]))))
            for before in row.get("order_after", []):
                own += [(self.stays(place, there), week.first(end + 1)) for end, there in self.ends[before].items()]
            if "ordered_on" in row:
                continue
            causes += own
            if self.orders or row.get("payment") == "on_order":
                self.ordered[place] = self.latest_of(own + gates, week.first(0))
            if self.moved[place] is not None:
                self.move(place)
        base = possible(week.number(stage["earliest"]) if "earliest" in stage else 0)
        assert base is not None
        pushed: list[tuple[Expression, int]] = []
        for condition, day in causes:
            start = possible(day)
            if start is None or (stage.get("latest") and start > week.number(stage["latest"])):
                self.highs.addConstr(condition + 0 * self.filings[0].used <= 0)
            else:
                pushed.append((condition, start))
        starts = self.latest_of(pushed, base)
        self.starts[stage["id"]] = starts
        spans = {stage["working_days"]: 1}
        if lengths:
            spans = self.latest_of(lengths, min(length for _, length in lengths))
        ends: dict[int, Expression] = defaultdict(int)
        self.spans[stage["id"]] = []
        for start, begins in starts.items():
            for length, lasts in spans.items():
                end = week.after(start, length - 1) if length > 1 else start
                there = self.both(begins, lasts)
                self.spans[stage["id"]].append((start, end, there))
                ends[end] = ends[end] + there
        self.ends[stage["id"]] = dict(ends)
        if stage.get("milestone") and self.latest is not None:
            for end, there in ends.items():
                if end > self.latest:
                    self.highs.addConstr(there + 0 * self.filings[0].used <= 0)

    def move(self, place: int) -> None:
        """The day on which a position begins that leaves its step."""
        week, row, moved = self.week, self.positions[place], self.moved[place]
        mine = [claim for claim in self.claims if claim.place == place and claim.moved]
        causes = [(claim.any, week.first(claim.filing.release)) for claim in mine]
        for quote, chosen in zip(self.quotes[place], self.taken[place], strict=True):
            if quote.get("earliest_order"):
                causes.append((self.both(chosen, moved), week.first(week.number(quote["earliest_order"]))))
        for before in row.get("order_after", []):
            causes += [(self.both(there, moved), week.first(end + 1)) for end, there in self.ends[before].items()]
        self.away[place] = self.latest_of(causes, week.first(week.number(row["can_wait_until"])))

    def work_ends(self, place: int) -> list[tuple[int, Expression, bool]]:
        """Days on which the work of a position may end, and whether it is moved then."""
        row = self.positions[place]
        over = self.ends[row.get("until", row["stage"])]
        ends = [(end, self.stays(place, there), False) for end, there in over.items()]
        if self.moved[place] is not None:
            ends += [(day, self.both(there, self.moved[place]), True) for day, there in self.away[place].items()]
        return ends

    def works(self, place: int) -> list[tuple[int, int, Expression, bool]]:
        """First and last day that the work of a position may have, and whether it is moved then."""
        row = self.positions[place]
        if row.get("until", row["stage"]) == row["stage"]:
            spans = self.spans[row["stage"]]
        else:
            spans = [
                (start, end, self.both(begins, ends))
                for start, begins in self.starts[row["stage"]].items()
                for end, ends in self.ends[row["until"]].items()
            ]
        works = [(start, end, self.stays(place, there), False) for start, end, there in spans]
        if self.moved[place] is not None:
            works += [(day, day, self.both(there, self.moved[place]), True) for day, there in self.away[place].items()]
        return works

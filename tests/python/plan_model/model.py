"""The program as a whole: its optimum, and whether a plan is one of its solutions."""

import time
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import highspy

from .cash import Cash
from .claims import Claim, Filing
from .program import Expression


class Model(Cash):
    """The program. A prototype no later than `latest`, no risk above `risk`; with `orders` every order has its day
    in the program, not only those that are paid on it."""

    def __init__(
        self, document: dict[str, Any], latest: int | None = None, risk: str = "lottery", orders: bool = False
    ) -> None:
        super().__init__(document, latest, risk, orders)

    def solve(self) -> tuple[float | None, float]:
        """Optimum in cents, and seconds in the solver; no optimum where nothing is lawful."""
        begun = time.perf_counter()
        self.highs.maximize(self.worth)
        seconds = time.perf_counter() - begun
        status, known = self.highs.getModelStatus(), highspy.HighsModelStatus
        if status in (known.kInfeasible, known.kUnboundedOrInfeasible, known.kTimeLimit):
            return None, seconds
        assert status == highspy.HighsModelStatus.kOptimal, status
        return self.highs.getObjectiveValue(), seconds

    def accepts(self, plan: dict[str, Any]) -> bool:
        """Is the plan a solution? Only for a model with `orders`; a plan is spoilt by it."""
        week = self.week
        ordered = {order["position"]: order for order in plan["orders"]}
        starts = {start["stage"]: start for start in plan["starts"]}
        if set(ordered) != {row["id"] for row in self.positions} or set(starts) != {row["id"] for row in self.stages}:
            return False
        found = True
        for place, row in enumerate(self.positions):
            order = ordered[row["id"]]
            for quote, chosen in zip(self.quotes[place], self.taken[place], strict=True):
                found &= self.hold(chosen, order.get("quote") == quote["taken"])
            moved, on = order.get("moved", False), week.number(order["on"])
            found &= self.hold(self.moved[place] if self.moved[place] is not None else 0, moved)
            if "ordered_on" in row:
                found &= order["on"] == row["ordered_on"]
            else:
                days = self.away[place] if moved and self.moved[place] is not None else self.ordered[place]
                found &= self.hold(days.get(on, 0), 1)
        for name, start in starts.items():
            found &= self.hold(self.starts[name].get(week.number(start["on"]), 0), 1)
            found &= self.hold(self.ends[name].get(week.number(start["until"]), 0), 1)
        left = {application["id"]: application for application in plan["applications"]}
        claimed: dict[tuple[str, str], int] = defaultdict(int)
        for claim in plan["claims"]:
            claimed[claim["application"], claim["position"]] += claim["net_cents"]
        for filing, grant, mine in self.applications():
            tax = filing.is_a("tax_allowance")
            ids = [one["id"] for one in left.values() if self.same(one, filing)]
            application = left.pop(ids[0], None) if ids else None
            found &= self.hold(grant, application["amount_cents"] if application else 0)
            found &= self.hold(filing.lent, application.get("loan_cents") or 0 if application else 0)
            if not tax:
                found &= self.hold(filing.used, application is not None)
            for place in {claim.place for claim, _ in mine}:
                name = self.positions[place]["id"]
                net = claimed.pop((application["id"], name), 0) if application else 0
                found &= self.hold(sum(claim.net * count for claim, count in mine if claim.place == place), net)
        if not found or left or any(claimed.values()):
            return False
        self.highs.run()
        return bool(self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    def applications(self) -> Iterable[tuple[Filing, Expression, list[tuple[Claim, Expression]]]]:
        for filing in self.filings:
            if filing.claims and not filing.is_a("tax_allowance"):
                yield filing, filing.grant, [(claim, claim.parts) for claim in filing.claims]
        for filing, last, grant, mine in self.by_year:
            yield Filing(filing.offer, 0, last + 1, last + 1), grant, mine

    def same(self, application: dict[str, Any], filing: Filing) -> bool:
        filed, decided = (self.week.number(application[name]) for name in ["filed_on", "decided_on"])
        return bool(application["offer"] == filing.offer["id"] and (filed, decided) == (filing.filed, filing.decided))

    def hold(self, expression: Expression, value: float) -> bool:
        if isinstance(expression, int | float):
            return bool(expression == value)
        self.highs.addConstr(expression + 0 * self.filings[0].used == float(value))
        return True


def highs(
    document: dict[str, Any], latest: int | None = None, risk: str = "lottery", patience: float | None = None
) -> tuple[float | None, float]:
    """Optimum in cents and seconds in the solver; no optimum when nothing is lawful, or after so many seconds."""
    model = Model(document, latest, risk)
    if patience is not None:
        model.highs.setOptionValue("time_limit", patience)
    return model.solve()

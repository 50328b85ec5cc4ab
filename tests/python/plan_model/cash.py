"""Money over time: bills, grants, loans, and what the budgets hold."""

from collections import defaultdict
from typing import Any

from .claims import Filing
from .grants import Grants
from .program import Expression


class Cash(Grants):
    """No budget is overdrawn on any day."""

    def __init__(self, document: dict[str, Any], latest: int | None, risk: str, orders: bool) -> None:
        super().__init__(document, latest, risk, orders)
        self.cash()

    def cash(self) -> None:
        budgets = self.document.get("budgets", [])
        self.bills: list[list[tuple[int, Expression]]] = [[] for _ in self.positions]
        if not budgets:
            return
        self.paid_on = [self.payment_days(place) for place in range(len(self.positions))]
        bills: list[tuple[int, Expression]] = []
        for place, row in enumerate(self.positions):
            if row["kind"] != "own_personnel":
                bills += self.pay(place)
        early: list[tuple[int, Expression]] = []
        late = list(self.refunds)
        for filing in self.filings:
            if filing.claims and filing.is_a("grant"):
                late += self.receive(filing)
            if filing.claims and filing.is_a("loan"):
                self.lend(filing, early, late, bills)
        for budget in budgets:
            first, last = (self.week.number(end) for end in budget["days"].split(".."))
            limit = budget["own_cents"] + budget.get("credit_cents", 0)
            for day in sorted({day for day, _ in bills if first <= day <= last}):
                spent = sum(money for on, money in bills if first <= on <= day)
                there = sum(money for on, money in early if first <= on <= day)
                there = there + sum(money for on, money in late if first <= on < day)
                self.highs.addConstr(spent - there + 0 * self.filings[0].used <= limit)

    def payment_days(self, place: int) -> dict[int, Expression]:
        """The day of the (first) payment."""
        row = self.positions[place]
        payment = row.get("payment", "at_end")
        if payment == "on_order":
            days = self.ordered[place] or {self.week.number(row.get("ordered_on", row.get("as_of", "2026-11-20"))): 1}
        elif payment == "at_end":
            days = self.ends[row.get("until", row["stage"])]
        else:
            days = self.starts[row["stage"]]
        found: dict[int, Expression] = defaultdict(int)
        for day, there in days.items():
            found[day] = found[day] + self.stays(place, there)
        if self.moved[place] is not None:
            for day, there in self.away[place].items():
                found[day] = found[day] + self.both(there, self.moved[place])
        return dict(found)

    def on_day(self, place: int, day: int, money: Expression) -> list[tuple[int, Expression]]:
        if self.positions[place].get("payment", "at_end") == "twelve_months":
            return [(self.week.months(day, month), money * (1 / 12)) for month in range(12)]
        return [(day, money)]

    def spread(self, place: int, total: Expression, most: float) -> list[tuple[int, Expression]]:
        """An amount on the day of the payment of a position."""
        days = self.paid_on[place]
        shares = {day: self.highs.addVariable(0, most) for day in days}
        self.highs.addConstr(sum(shares.values()) == total)
        for day, there in days.items():
            self.highs.addConstr(shares[day] - most * there <= 0)
        return [(day, shares[day]) for day in days]

    def pay(self, place: int) -> list[tuple[int, Expression]]:
        quotes = self.quotes[place]
        if len(quotes) == 1:
            each = [(day, quotes[0]["net_cents"] * there) for day, there in self.paid_on[place].items()]
        else:
            total = sum(quote["net_cents"] * chosen for quote, chosen in zip(quotes, self.taken[place], strict=True))
            each = self.spread(place, total, max(quote["net_cents"] for quote in quotes))
        return [flow for day, money in each for flow in self.on_day(place, day, money)]

    def receive(self, filing: Filing) -> list[tuple[int, Expression]]:
        """A grant comes after the last work that it is for, and after its decision."""
        causes = []
        for claim in filing.claims:
            for end, there, moved in self.work_ends(claim.place):
                if moved == claim.moved:
                    causes.append((self.both(claim.any, there), max(end, filing.decided)))
        days = self.latest_of(causes, -1)
        most = sum(self.positions[c.place].get("parts", 1) * c.counted * c.rate for c in filing.claims)
        shares = {day: self.highs.addVariable(0, most) for day in days}
        self.highs.addConstr(sum(shares.values()) == filing.grant)
        for day, there in days.items():
            self.highs.addConstr(shares[day] - most * there <= 0)
        return [(day + filing.offer.get("payout_days", 60), share) for day, share in shares.items()]

    def lend(self, filing: Filing, early: list[Any], late: list[Any], bills: list[Any]) -> None:
        add, terms = self.highs.addConstr, filing.offer["loan"]
        share = terms.get("share_permille", 1000) / 1000
        most = sum(self.positions[claim.place].get("parts", 1) * claim.net for claim in filing.claims) * share
        wanted = sum(share * claim.net * claim.parts for claim in filing.claims)
        lent = wanted
        if "max_cents" in terms:
            lent, capped = self.highs.addVariable(0, terms["max_cents"]), self.highs.addBinary()
            add(lent <= wanted)
            add(lent >= wanted - most * capped)
            add(lent >= terms["max_cents"] * capped)
        if terms["disbursed"] == "on_decision":
            late.append((filing.decided, lent))
        else:
            assert "max_cents" not in terms
            for claim in filing.claims:
                parts = self.positions[claim.place].get("parts", 1)
                drawn = self.spread(claim.place, share * claim.net * claim.parts, share * claim.net * parts)
                for day, money in drawn:
                    for on, part in self.on_day(claim.place, day, money):
                        (early if on >= filing.decided else late).append((max(on, filing.decided), part))
        filing.lent = lent
        step = terms.get("instalment_months", terms["term_months"])
        turns = max((terms["term_months"] - terms.get("grace_months", 0)) // step, 1)
        owed, interest = 1.0, 0.0
        for month in range(step, terms["term_months"] + 1, step):
            due = owed * terms.get("interest_ppm", 0) / 1_000_000 * step / 12
            repaid = 0.0 if month <= terms.get("grace_months", 0) else 1 / turns
            owed -= repaid
            interest += due
            bills.append((self.week.months(filing.decided, month), (repaid + due) * lent))
        self.worth = self.worth - interest * lent

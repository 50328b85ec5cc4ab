"""What is granted: amounts, fiscal years of a tax allowance, the ceiling for de minimis aid."""

import datetime
from collections import defaultdict
from typing import Any

from .claims import Claim, Filing
from .own_shares import OwnShares
from .program import NONE, Expression


class Grants(OwnShares):
    """What each application brings."""

    def __init__(self, document: dict[str, Any], latest: int | None, risk: str, orders: bool) -> None:
        super().__init__(document, latest, risk, orders)
        for filing in self.filings:
            if filing.claims and not filing.is_a("tax_allowance"):
                filing.grant = self.amount(filing, filing.claims, filing.used)
        self.own_shares()
        self.tax_years()
        self.ceiling()

    def amount(self, filing: Filing, claims: list[Claim], used: Expression, parts: Any = None) -> Expression:
        """What an application (of a tax allowance: of a year) brings."""
        add, offer = self.highs.addConstr, filing.offer
        count = parts or (lambda claim: claim.parts)
        cost = sum(claim.net * count(claim) for claim in claims)
        external = sum(
            claim.net * count(claim) * (self.positions[claim.place]["kind"] != "own_personnel") for claim in claims
        )
        if "cost_min_cents" in offer:
            add(cost >= offer["cost_min_cents"] * used)
        if "cost_max_cents" in offer:
            add(cost <= offer["cost_max_cents"])
        if "external_min_permille" in offer:
            add(external - offer["external_min_permille"] / 1000 * cost >= 0)
        if "external_max_permille" in offer:
            add(external - offer["external_max_permille"] / 1000 * cost <= 0)
        grant = self.highs.addVariable(0, offer.get("grant_cap_cents", NONE))
        most = sum(self.positions[claim.place].get("parts", 1) * claim.counted * claim.rate for claim in claims)
        add(grant <= most * used)
        add(grant >= max(offer.get("grant_min_cents", 1), 1) * used)
        if "base_cap_cents" in offer:
            counted = [self.highs.addVariable(0, NONE) for _ in claims]
            for taken, claim in zip(counted, claims, strict=True):
                add(taken <= claim.counted * count(claim))
            add(sum(counted) <= offer["base_cap_cents"])
            add(grant <= sum(claim.rate * taken for taken, claim in zip(counted, claims, strict=True)))
        else:
            add(grant <= sum(claim.counted * claim.rate * count(claim) for claim in claims))
        if filing.is_a("loan"):
            # Whole or not at all; its gross grant equivalent is no money.
            add(grant >= sum(claim.counted * claim.rate * count(claim) for claim in claims))
        else:
            self.worth = self.worth + offer.get("chance_permille", 1000) / 1000 * grant
        self.worth = self.worth - offer.get("effort_cents", 0) * used
        return grant

    def years(self, claim: Claim, begin: int, end: int) -> dict[int, float]:
        """What of a claim arises in which fiscal year: own work day by day, twelve months month by month, everything
        else when it ends; of the parts of a position too."""
        row = self.positions[claim.place]
        days = [end]
        if row.get("parts", 1) == 1 and row["kind"] == "own_personnel":
            days = [day for day in range(begin, end + 1) if not self.week.free[day]] or [end]
        elif row.get("parts", 1) == 1 and row.get("payment") == "twelve_months":
            days = [self.week.months(begin, month) for month in range(12)]
        lasts = [self.fiscal_year_end(day) for day in days]
        found, before = {}, 0
        for last in sorted(set(lasts)):
            by_then = claim.net * sum(other <= last for other in lasts) // len(lasts)
            found[last], before = (by_then - before) / claim.net, by_then
        return found

    def fiscal_year_end(self, number: int) -> int:
        month, date = self.document.get("fiscal_year_start_month", 1), self.week.date(number)
        year = date.year if date.month < month else date.year + 1
        return (datetime.date(year, month, 1) - self.week.origin).days - 1

    def tax_years(self) -> None:
        """A tax allowance has its base and its application by fiscal year: that in which the work ends."""
        self.small: list[tuple[int, Expression]] = []
        self.refunds: list[tuple[int, Expression]] = []
        self.by_year: list[tuple[Filing, int, Expression, list[tuple[Claim, Expression]]]] = []
        for filing in [filing for filing in self.filings if filing.is_a("tax_allowance") and filing.claims]:
            shares: dict[int, list[tuple[Claim, Expression]]] = defaultdict(list)
            counts: dict[int, list[tuple[Expression, int]]] = defaultdict(list)
            for claim in filing.claims:
                parts = self.positions[claim.place].get("parts", 1)
                split: dict[int, Expression] = defaultdict(int)
                claimed = []
                for begin, end, there, moved in self.works(claim.place):
                    if moved != claim.moved:
                        continue
                    then = self.highs.addVariable(0, parts)
                    self.highs.addConstr(then - parts * there <= 0)
                    claimed.append(then)
                    for last, share in self.years(claim, begin, end).items():
                        split[last] = split[last] + share * then
                        counts[last].append((then, parts))
                self.highs.addConstr(sum(claimed) == claim.parts)
                for last, share in split.items():
                    shares[last].append((claim, share))
            grants = []
            for last, mine in shares.items():
                used = self.highs.addBinary()
                for then, parts in counts[last]:
                    self.highs.addConstr(then <= parts * used)
                by = {id(claim): share for claim, share in mine}
                claims = [claim for claim, _ in mine]
                grant = self.amount(filing, claims, used, lambda claim, by=by: by[id(claim)])
                grants.append(grant)
                self.by_year.append((filing, last, grant, mine))
                self.refunds.append((last + filing.offer.get("payout_days", 60), grant))
                if filing.offer["basis"] == "de_minimis":
                    self.small.append((last + 1, grant))
                elif any(claim.small for claim in claims):
                    self.small.append((last + 1, self.own_work(filing, mine, grant)))
            if "grant_cap_cents" in filing.offer:
                self.highs.addConstr(sum(grants) <= filing.offer["grant_cap_cents"])

    def own_work(self, filing: Filing, mine: list[tuple[Claim, Expression]], grant: Expression) -> Expression:
        """What a year brings beyond what its other costs would bring alone."""
        add, offer = self.highs.addConstr, filing.offer
        other = self.highs.addVariable(0, offer.get("grant_cap_cents", NONE))
        counted = {id(claim): self.highs.addVariable(0, NONE) for claim, _ in mine if not claim.small}
        for claim, share in mine:
            if not claim.small:
                add(counted[id(claim)] <= claim.counted * share)
        if counted:
            add(sum(counted.values()) <= offer.get("base_cap_cents", NONE))
            add(other <= sum(claim.rate * counted[id(claim)] for claim, _ in mine if not claim.small))
        else:
            add(other <= 0)
        small = self.highs.addVariable(0, NONE)
        add(small >= grant - other)
        return small

    def ceiling(self) -> None:
        """The ceiling for de minimis aid on every day on which some is granted."""
        small = list(self.small)
        for filing in self.filings:
            if filing.offer["basis"] == "de_minimis" and filing.claims and not filing.is_a("tax_allowance"):
                small.append((filing.decided, filing.grant))
        for day in sorted({day for day, _ in small}):
            self.highs.addConstr(sum(grant for other, grant in small if other <= day) <= self.room(day))

"""Which applications may be filed when, and what may be claimed in them, with which quote."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .program import Expression, Program
from .week import Week

RISKS = ["legal_claim", "discretion", "open_facts", "unconfirmed", "lottery"]


@dataclass
class Filing:
    """An application that may be filed."""

    offer: dict[str, Any]
    lane: int
    filed: int
    decided: int
    used: Expression = None
    grant: Expression = None
    """What is granted; of a tax allowance see the years."""
    lent: Expression = 0
    claims: list["Claim"] = field(default_factory=list)

    @property
    def release(self) -> int:
        waits = {"grant_before_start": self.decided, "application_before_start": self.filed + 1}
        return waits.get(self.offer["start"], 0)

    def is_a(self, instrument: str) -> bool:
        return self.offer.get("instrument", "grant") == instrument


@dataclass
class Claim:
    """Parts of a position, with a quote, claimed in an application; the position stays in its step or is moved."""

    place: int
    quote: int
    moved: bool
    filing: Filing
    parts: Expression
    """How many."""
    any: Expression
    """Is one claimed?"""
    net: int
    """Of a part, in cents."""
    counted: float
    """Of a part, in cents."""
    rate: float
    small: bool


class Claims(Program):
    """The applications and the claims; no risk above `risk`."""

    def __init__(self, document: dict[str, Any], risk: str) -> None:
        super().__init__()
        self.document, self.risk = document, RISKS.index(risk)
        self.week = Week(document)
        self.positions, self.stages = document["positions"], document["stages"]
        self.quotes = [self.as_quoted(row) for row in self.positions]
        self.taken = [self.one_of(len(quotes)) for quotes in self.quotes]
        self.moved = [self.highs.addBinary() if self.movable(row) else None for row in self.positions]
        self.filings = [filing for offer in document["offers"] for filing in self.filings_of(offer)]
        self.claims: list[Claim] = []
        self.spend_quotes()
        self.claim()
        self.exclude()

    def as_quoted(self, row: dict[str, Any]) -> list[dict[str, Any]]:
        """The position as each quote has it, the stated one first."""
        found = [row | {"taken": None}]
        for quote in row.get("quotes", []):
            other = row | {"taken": quote["id"], "earliest_order": quote.get("earliest_order")}
            other |= {"provider_independent": quote.get("provider_independent"), "net_cents": quote["net_cents"]}
            other |= {"research": quote.get("research", row.get("research")), "days": quote.get("working_days")}
            found.append(other)
        return found

    @staticmethod
    def movable(row: dict[str, Any]) -> bool:
        return "can_wait_until" in row and "ordered_on" not in row

    def spend_quotes(self) -> None:
        for quotes, taken in zip(self.quotes, self.taken, strict=True):
            least = min(quote["net_cents"] for quote in quotes)
            for quote, chosen in zip(quotes, taken, strict=True):
                self.worth = self.worth - (quote["net_cents"] - least) * chosen

    def filings_of(self, offer: dict[str, Any]) -> list[Filing]:
        kind = offer.get("instrument", "grant")
        if kind == "tax_allowance":
            return [Filing(offer, 0, 0, 0)]
        if kind == "loan" and not self.document.get("budgets"):
            return []
        starts = {0}
        queue = offer.get("queue")
        others = [other for other in self.document["offers"] if queue and other.get("queue") == queue]
        for _ in range(2):
            starts |= {decided for other in others for start in starts for _, decided in self.days_of(other, start)}
        found = {pair for start in starts for pair in self.days_of(offer, start)}
        if offer["basis"] == "de_minimis":
            found |= {pair for back in self.returns() for pair in self.first_decided(offer, back)}
        lanes = range(offer.get("applications_max", 1))
        return [Filing(offer, lane, *pair) for lane in lanes for pair in sorted(found)]

    def days_of(self, offer: dict[str, Any], start: int) -> Iterable[tuple[int, int]]:
        ready = max(self.week.after(0, offer.get("preparation_working_days", 0)), start)
        if "frequency" in offer:
            # Once in 24 months.
            ready = max(ready, self.week.months(self.week.number(max(offer["earlier_grants"])), 24))
        for window in offer.get("windows") or [{}]:
            filed = self.week.first(max(ready, self.week.number(window["opens"]) if "opens" in window else 0))
            if "closes" in window and self.week.number(window["closes"]) < filed:
                continue
            if "decides" in window:
                decided = max(self.week.number(window["decides"]), filed)
            elif offer.get("decision"):
                usual, working = offer["decision"]["usual"], offer["decision"].get("unit") == "working_days"
                decided = self.week.after(filed, usual) if working else filed + usual
            elif offer["start"] == "grant_before_start":
                continue
            else:
                decided = filed
            if decided < self.week.years(0, 3):
                yield filed, decided

    def returns(self) -> list[int]:
        """Days on which room under the ceiling comes back."""
        if self.room(0) >= sum(row["net_cents"] for row in self.positions):
            # It is never short: there is nothing to wait for.
            return []
        aid = self.document.get("de_minimis", {})
        late = 0 if aid.get("edge", "inclusive") == "exclusive" else 1
        days = [self.week.years(self.week.number(grant["granted_on"]), 3) + late for grant in aid.get("grants", [])]
        return [day for day in days if 0 < day < self.week.years(0, 3)]

    def first_decided(self, offer: dict[str, Any], back: int) -> list[tuple[int, int]]:
        """The first filing of which the decision comes no sooner than a day."""
        for start in range(back + 1):
            soonest = min(self.days_of(offer, start), default=None)
            if soonest and soonest[1] >= back:
                return [soonest]
        return []

    def room(self, day: int) -> int:
        aid = self.document.get("de_minimis", {})
        last = 0 if aid.get("edge", "inclusive") == "exclusive" else 1
        counts = (
            grant["amount_cents"]
            for grant in aid.get("grants", [])
            if self.week.years(self.week.number(grant["granted_on"]), 3) + last > day
        )
        return max(aid.get("ceiling_cents", 30_000_000) - sum(counts), 0)

    def rate(self, offer: dict[str, Any], row: dict[str, Any]) -> tuple[float, float, bool] | None:
        """Counted cents of a part, rate, and is it de minimis aid apart? The best rate that fits."""
        phase = next(stage["phase"] for stage in self.stages if stage["id"] == row["stage"])
        best: tuple[float, float, bool] | None = None
        for rate in offer["rates"]:
            fits = row["kind"] in rate["kinds"] and phase in (rate.get("phases") or [phase])
            fits = fits and row["id"] in (rate.get("positions") or [row["id"]])
            fits = fits and self.document["size"] in (rate.get("sizes") or [self.document["size"]])
            if "quote" in rate or "counted_cents" in rate:
                fits = fits and rate.get("quote") == row["taken"]
            if not fits:
                continue
            whole = rate.get("counted_cents", row["net_cents"] * rate.get("counted_ppm", 1_000_000) / 1_000_000)
            counted = whole / row.get("parts", 1) * (1 + rate.get("overhead_ppm", 0) / 1_000_000)
            this = (counted, rate["rate_ppm"] / 1_000_000, rate.get("de_minimis", False))
            if best is None or this[0] * this[1] > best[0] * best[1]:
                best = this
        highest = row.get("max_intensity_permille")
        if best and highest is not None and offer["basis"] in ("gber", "tax"):
            best = (best[0], min(best[1], highest / 1000), best[2])
        return best if best and best[0] * best[1] > 0 else None

    def level(self, offer: dict[str, Any], row: dict[str, Any]) -> int:
        level = {"legal_claim": 0, "discretion": 1, "lottery": 4}[offer.get("certainty", "discretion")]
        standing = offer.get("standing", {"verdict": "eligible"})
        unknown = standing["verdict"] == "open"
        if offer.get("independent_provider") and row["kind"] != "own_personnel":
            unknown |= row.get("provider_independent") not in (True, False)
        unknown |= bool(offer.get("research_only")) and row.get("research") not in (True, False)
        return max(level, 3 if standing.get("unconfirmed") else 2 if unknown else 0)

    def claim(self) -> None:
        add = self.highs.addConstr
        for filing in self.filings:
            filing.used = self.highs.addBinary()
            for place, quotes in enumerate(self.quotes):
                for index, row in enumerate(quotes):
                    for moved in [False, True] if self.moved[place] is not None else [False]:
                        self.add_claim(filing, place, index, row, moved)
            if not filing.claims:
                add(filing.used <= 0)
                continue
            add(filing.used <= sum(claim.any for claim in filing.claims))
            for claim in filing.claims:
                add(claim.any <= filing.used)
        for place, quotes in enumerate(self.quotes):
            parts = quotes[0].get("parts", 1)
            mine = [claim for claim in self.claims if claim.place == place]
            for index in range(len(quotes)):
                claimed = [claim.parts for claim in mine if claim.quote == index]
                if claimed:
                    add(sum(claimed) <= parts * self.taken[place][index])
            for moved in [False, True]:
                claimed = [claim.parts for claim in mine if claim.moved == moved]
                if claimed and self.moved[place] is not None:
                    there = self.moved[place] if moved else 1 - self.moved[place]
                    add(sum(claimed) <= parts * there)

    def add_claim(self, filing: Filing, place: int, index: int, row: dict[str, Any], moved: bool) -> None:
        offer = filing.offer
        if offer.get("standing", {"verdict": "eligible"})["verdict"] not in ("eligible", "open"):
            return
        rate = self.rate(offer, row)
        foreign = row["kind"] != "own_personnel" and row.get("provider_independent") is False
        barred = offer.get("independent_provider") and foreign
        barred = barred or (offer.get("research_only") and row.get("research") is False)
        barred = barred or ("ordered_on" in row and filing.release > 0) or self.level(offer, row) > self.risk
        if rate is None or barred:
            return
        parts, any_ = self.highs.addBinary(), None
        if row.get("parts", 1) > 1:
            any_, parts = parts, self.highs.addIntegral(0, row["parts"])
            self.highs.addConstr(parts <= row["parts"] * any_)
            self.highs.addConstr(any_ <= parts)
        net = row["net_cents"] // row.get("parts", 1)
        claim = Claim(place, index, moved, filing, parts, parts if any_ is None else any_, net, *rate)
        self.claims.append(claim)
        filing.claims.append(claim)

    def exclude(self) -> None:
        for index, one in enumerate(self.filings):
            for two in self.filings[index + 1 :]:
                same = one.offer["id"] == two.offer["id"]
                family = not same and one.offer.get("family") and one.offer["family"] == two.offer.get("family")
                named = not same and (self.names(one, two) or self.names(two, one))
                pending = (one.filed < two.decided and two.filed < one.decided) or one.filed == two.filed
                queue = one.offer.get("queue") and one.offer["queue"] == two.offer.get("queue") and pending
                if (same and one.lane == two.lane) or family or named or queue:
                    self.highs.addConstr(one.used + two.used <= 1)

    @staticmethod
    def names(one: Filing, two: Filing) -> bool:
        excluded = one.offer.get("excludes", [])
        return two.offer["id"] in excluded or two.offer.get("family") in excluded

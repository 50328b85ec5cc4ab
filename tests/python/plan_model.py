"""A situation of `funding.plan` as a mixed-integer program for HiGHS, from the document alone.

Every date that an act can have is a binary; whether a date is pushed to a day or later is their sum, and each
cause that pushes (an order, a step before, an approval, a quote) is one inequality below it, all of them together
one above: things happen as soon as they may, as in a plan. What the model shares with the library is only the
document and two of its rules: an application is filed as soon as a window, the decision before it in a queue, or
room under the ceiling for de minimis aid allows, and a position moved out of its step starts when it may.
"""

import calendar
import datetime
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import highspy
from test_holidays import statutory

RISKS = ["legal_claim", "discretion", "open_facts", "unconfirmed", "lottery"]
FAR = 4_000
NONE = 10**9
"""No limit: more than any amount here, and not so much that a double loses cents beside it."""
Expression = Any


class Week:
    """Days counted from the day of the plan, Monday to Friday without NRW holidays and closures."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.origin = datetime.date.fromisoformat(document["as_of"])
        closed = {date for year in range(self.origin.year, self.origin.year + 13) for date in statutory(year)}
        for closure in document.get("calendar", {}).get("closures", []):
            first, last = (datetime.date.fromisoformat(end) for end in closure.split(".."))
            closed |= {first + datetime.timedelta(days=n) for n in range((last - first).days + 1)}
        self.free = [self.date(n).weekday() > 4 or self.date(n) in closed for n in range(FAR)]

    def date(self, number: int) -> datetime.date:
        return self.origin + datetime.timedelta(days=number)

    def number(self, date: str) -> int:
        return (datetime.date.fromisoformat(date) - self.origin).days

    def first(self, number: int) -> int:
        number = max(number, 0)
        while self.free[number]:
            number += 1
        return number

    def after(self, number: int, count: int) -> int:
        if count == 0:
            return self.first(number)
        for _ in range(count):
            number = self.first(number + 1)
        return number

    def months(self, number: int, count: int) -> int:
        date = self.date(number)
        year, month = divmod(date.year * 12 + date.month - 1 + count, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return (datetime.date(year, month + 1, min(date.day, last)) - self.origin).days

    def years(self, number: int, count: int) -> int:
        return self.months(number, 12 * count)


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


class Model:
    """The program. A prototype no later than `latest`, no risk above `risk`; with `orders` every order has its day
    in the program, not only those that are paid on it."""

    def __init__(
        self, document: dict[str, Any], latest: int | None = None, risk: str = "lottery", orders: bool = False
    ) -> None:
        self.document, self.latest, self.risk, self.orders = document, latest, RISKS.index(risk), orders
        self.week = Week(document)
        self.positions, self.stages = document["positions"], document["stages"]
        self.highs = highspy.Highs()
        for option, value in [("output_flag", False), ("mip_rel_gap", 0.0), ("mip_abs_gap", 1e-6), ("threads", 1)]:
            self.highs.setOptionValue(option, value)
        self.worth: Expression = 0
        self.quotes = [self.as_quoted(row) for row in self.positions]
        self.taken = [self.one_of(len(quotes)) for quotes in self.quotes]
        self.moved = [self.highs.addBinary() if self.movable(row) else None for row in self.positions]
        self.filings = [filing for offer in document["offers"] for filing in self.filings_of(offer)]
        self.claims: list[Claim] = []
        self.spend_quotes()
        self.claim()
        self.exclude()
        self.dates()
        for filing in self.filings:
            if filing.claims and not filing.is_a("tax_allowance"):
                filing.grant = self.amount(filing, filing.claims, filing.used)
        self.tax_years()
        self.ceiling()
        self.cash()

    # What may be claimed where.

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

    def one_of(self, count: int) -> list[Expression]:
        if count == 1:
            return [1]
        chosen = [self.highs.addBinary() for _ in range(count)]
        self.highs.addConstr(sum(chosen) == 1)
        return chosen

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

    # When everything happens.

    def latest_of(self, causes: list[tuple[Expression, int]], base: int) -> dict[int, Expression]:
        """The latest of the days whose condition holds, no sooner than `base`: which day it is."""
        causes = [(condition, day) for condition, day in causes if day > base]
        days = sorted({day for _, day in causes})
        if not days:
            return {base: 1}
        chosen = {day: self.highs.addBinary() for day in [base, *days]}
        self.highs.addConstr(sum(chosen.values()) == 1)
        for day in days:
            from_then = sum(chosen[other] for other in days if other >= day)
            for condition, pushed in causes:
                if pushed == day:
                    self.highs.addConstr(condition <= from_then)
            self.highs.addConstr(from_then <= sum(condition for condition, pushed in causes if pushed >= day))
        return chosen

    def both(self, one: Expression, two: Expression) -> Expression:
        if isinstance(one, int) or isinstance(two, int):
            return one * two
        product = self.highs.addVariable(0, 1)
        self.highs.addConstr(product <= one)
        self.highs.addConstr(product <= two)
        self.highs.addConstr(product >= one + two - 1)
        return product

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

    # What is granted.

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

    # Money over time.

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
        """A grant comes after the last work that it is for."""
        causes = []
        for claim in filing.claims:
            for end, there, moved in self.work_ends(claim.place):
                if moved == claim.moved:
                    causes.append((self.both(claim.any, there), end))
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


    # A plan in the program.

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


def worth(document: dict[str, Any], plan: dict[str, Any]) -> float:
    """What a plan brings in cents: expected grants less effort, interest and dearer quotes."""
    offers = {offer["id"]: offer for offer in document["offers"]}
    total = 0.0
    for application in plan["applications"]:
        offer = offers[application["offer"]]
        total -= offer.get("effort_cents", 0)
        if "loan" not in offer:
            total += application["amount_cents"] * offer.get("chance_permille", 1000) / 1000
            continue
        terms, owed = offer["loan"], application["loan_cents"]
        step = terms.get("instalment_months", terms["term_months"])
        turns = max((terms["term_months"] - terms.get("grace_months", 0)) // step, 1)
        for month in range(step, terms["term_months"] + 1, step):
            total -= owed * terms.get("interest_ppm", 0) / 1_000_000 * step / 12
            owed -= 0 if month <= terms.get("grace_months", 0) else application["loan_cents"] / turns
    quoted = {order["position"]: order.get("quote") for order in plan["orders"]}
    for row in document["positions"]:
        nets = {None: row["net_cents"]} | {quote["id"]: quote["net_cents"] for quote in row.get("quotes", [])}
        total -= nets[quoted[row["id"]]] - min(nets.values())
    return total

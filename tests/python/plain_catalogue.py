"""The rules of the catalogue in plain Python: what somebody would write who has no library.

Reads the programme files themselves. Conditions become Python source (and source for rules engines), amounts
are worked out with fractions. Two-valued: every fact that a rule reads must be known, otherwise `Unknown`.
`holds` gives the three values of a rule, `Programme.verdict` what follows from conditions, terms and windows.
"""

from __future__ import annotations

import datetime
import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any, Callable

CATALOGUE = Path(__file__).resolve().parents[2] / "core" / "catalogue"


class Unknown(Exception):
    """A rule reads a fact that nobody stated."""


class Facts(dict[str, Any]):
    def __missing__(self, fact: str) -> Any:
        raise Unknown(fact)


def day(text: str) -> int:
    return int(text[:10].replace("-", ""))


def cents(text: str) -> int:
    amount, currency = text.split()
    assert currency == "EUR"
    value = Fraction(amount.replace("_", "")) * 100
    assert value.denominator == 1
    return int(value)


def vocabulary(own: list[dict[str, Any]] = []) -> dict[str, dict[str, Any]]:
    """Facts by id; a programme file may bring its own."""
    facts = tomllib.loads((CATALOGUE / "vocabulary.toml").read_text(encoding="utf-8"))["fact"]
    return {fact["id"]: fact for fact in facts + own}


def months_between(first: str, last: str) -> int:
    a, b = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last[:10])
    months = (b.year - a.year) * 12 + b.month - a.month
    return max(0, months - (b.day < a.day and (b + datetime.timedelta(1)).month == b.month))


def flat(document: dict[str, Any], at: str, known: dict[str, dict[str, Any]]) -> Facts:
    """Facts by id, days as numbers, with what follows from them."""
    facts = Facts()
    for domain, fields in document.items():
        for name, value in fields.items():
            if value is None or value == "dont_know":
                continue
            kind = known[f"{domain}.{name}"]["type"]
            facts[f"{domain}.{name}"] = day(value) if kind == "date" else value
    facts["project.application_date"] = day(at)
    if "project.begin" in facts and "project.cost_date" not in facts:
        facts["project.cost_date"] = max(day(at), facts["project.begin"])
    founded = document.get("company", {}).get("founded")
    if founded and "company.age_months" not in facts:
        facts["company.age_months"] = months_between(founded, at)
    if "project.costs" in facts and "project.phases" not in facts:
        facts["project.phases"] = sorted({cost["phase"] for cost in facts["project.costs"]})
    for fact in known.values():
        rule = fact.get("derive", {}).get("when")
        if rule and fact["id"] not in facts:
            value = holds(rule, facts, known)
            if value is not None:
                facts[fact["id"]] = value
    return facts


def holds(rule: dict[str, Any], facts: Facts, known: dict[str, dict[str, Any]]) -> bool | None:
    """True, False, or None while facts are missing that could still decide."""
    if "all" in rule or "any" in rule:
        last = "any" in rule
        values = [holds(part, facts, known) for part in rule["any" if last else "all"]]
        return last if last in values else None if None in values else not last
    if "not" in rule:
        value = holds({"any": rule["not"]}, facts, known)
        return None if value is None else not value
    fact, operator, wanted = leaf(rule, known)
    if fact not in facts:
        return None
    value = facts[fact]
    match operator:
        case "is":
            return bool(value == wanted)
        case "in":
            return value in wanted
        case "at_least":
            return bool(value >= wanted)
        case "at_most":
            return bool(value <= wanted)
        case "has_any":
            return not set(value).isdisjoint(wanted)
        case "has_all":
            return set(wanted) <= set(value)
        case "has_none":
            return set(value).isdisjoint(wanted)
    raise AssertionError(operator)


# One rule in the languages of Python and of the rules engines.


def operand(value: Any, kind: str) -> Any:
    return cents(value) if kind == "money" else day(value) if kind == "date" else value


def leaf(rule: dict[str, Any], known: dict[str, dict[str, Any]]) -> tuple[str, str, Any]:
    (operator,) = [key for key in rule if key != "fact"]
    value = rule[operator]
    kind = known[rule["fact"]]["type"]
    return rule["fact"], operator, value if isinstance(value, list) else operand(value, kind)


def python(rule: dict[str, Any], known: dict[str, dict[str, Any]]) -> str:
    for key, word in (("all", " and "), ("any", " or ")):
        if key in rule:
            return "(" + word.join(python(part, known) for part in rule[key]) + ")"
    if "not" in rule:
        return "(not (" + " or ".join(python(part, known) for part in rule["not"]) + "))"
    fact, operator, value = leaf(rule, known)
    read = f"f[{fact!r}]"
    match operator:
        case "is":
            return f"({read} == {value!r})"
        case "in":
            return f"({read} in {tuple(value)!r})"
        case "at_least":
            return f"({read} >= {value})"
        case "at_most":
            return f"({read} <= {value})"
        case "has_any":
            return "(" + " or ".join(f"{item!r} in {read}" for item in value) + ")"
        case "has_all":
            return "(" + " and ".join(f"{item!r} in {read}" for item in value) + ")"
        case "has_none":
            return "(not (" + " or ".join(f"{item!r} in {read}" for item in value) + "))"
    raise AssertionError(operator)


def infix(rule: dict[str, Any], known: dict[str, dict[str, Any]], dialect: str) -> str:
    """The rule for zen-engine or for CEL."""
    words = {"zen": (" and ", " or ", "not"), "cel": (" && ", " || ", "!")}[dialect]
    for key, word in (("all", words[0]), ("any", words[1])):
        if key in rule:
            return "(" + word.join(infix(part, known, dialect) for part in rule[key]) + ")"
    if "not" in rule:
        return f"{words[2]} (" + words[1].join(infix(part, known, dialect) for part in rule["not"]) + ")"
    fact, operator, value = leaf(rule, known)
    write = lambda item: str(item).lower() if isinstance(item, bool) else str(item) if isinstance(item, int) else f'"{item}"'
    listed = "[" + ", ".join(map(write, value)) + "]" if isinstance(value, list) else ""
    some = f"some({fact}, # in {listed})" if dialect == "zen" else f"{fact}.exists(x, x in {listed})"
    match operator:
        case "is":
            return f"({fact} == {write(value)})"
        case "in":
            return f"({fact} in {listed})"
        case "at_least":
            return f"({fact} >= {value})"
        case "at_most":
            return f"({fact} <= {value})"
        case "has_any":
            return some
        case "has_none":
            return f"{words[2]} ({some})"
        case "has_all":
            each = f"some({fact}, # == {{}})" if dialect == "zen" else f"{{}} in {fact}"
            return "(" + words[0].join(each.format(write(item)) for item in value) + ")"
    raise AssertionError(operator)


def json_logic(rule: dict[str, Any], known: dict[str, dict[str, Any]]) -> Any:
    for key, word in (("all", "and"), ("any", "or")):
        if key in rule:
            return {word: [json_logic(part, known) for part in rule[key]]}
    if "not" in rule:
        return {"!": [{"or": [json_logic(part, known) for part in rule["not"]]}]}
    fact, operator, value = leaf(rule, known)
    var = {"var": fact}
    some = lambda items: {"some": [var, {"in": [{"var": ""}, items]}]}
    match operator:
        case "is":
            return {"==": [var, value]}
        case "in":
            return {"in": [var, value]}
        case "at_least":
            return {">=": [var, value]}
        case "at_most":
            return {"<=": [var, value]}
        case "has_any":
            return some(value)
        case "has_none":
            return {"!": [some(value)]}
        case "has_all":
            return {"and": [some([item]) for item in value]}
    raise AssertionError(operator)


# Amounts.

Holds = Callable[[Facts], bool]


def percent(value: Any) -> Fraction:
    return Fraction(str(value)) / 100


class Component:
    """What one component of a programme pays."""

    def __init__(self, file: dict[str, Any], known: dict[str, dict[str, Any]]) -> None:
        self.file = file
        self.holds: dict[int, Holds] = {}
        for key in ("pays", "overhead", "rate", "bonus", "fixed", "cap"):
            for entry in file.get(key, []):
                if "when" in entry:
                    self.holds[id(entry)] = eval("lambda f: " + python(entry["when"], known))

    def applies(self, entry: dict[str, Any], facts: Facts) -> bool:
        holds = self.holds.get(id(entry))
        return holds is None or holds(facts)

    def applying(self, key: str, facts: Facts) -> list[dict[str, Any]]:
        return [entry for entry in self.file.get(key, []) if self.applies(entry, facts)]

    def cost(self, facts: Facts) -> tuple[Fraction, Fraction]:
        """The cost that counts, and the same with overheads."""
        eligible = base = Fraction(0)
        if base_file := self.file.get("base"):
            times = facts[base_file["times"]] if "times" in base_file else 1
            eligible = base = Fraction(facts[base_file["fact"]] * times, base_file.get("per", 1))
        for pays in self.file.get("pays", []):
            costs = facts["project.costs"]
            if limit := self.file.get("wage_limit"):
                costs = within_limit(limit, costs, facts)
            part = counted(pays, costs)
            if part == 0 or not self.applies(pays, facts):
                continue
            eligible += part
            base += part
            for overhead in self.applying("overhead", facts):
                if not overhead.get("of") or all(kind in overhead["of"] for kind in pays["kinds"]):
                    base += part * percent(overhead["percent"])
        return eligible, base

    def grant(self, facts: Facts, base: Fraction) -> Fraction:
        """What it grants before its own least amount."""
        file = self.file
        caps = self.applying("cap", facts)
        limit = lambda cap: Fraction(cents(cap["max"])) * (facts[cap["times"]] if "times" in cap else 1)
        base = min([base] + [limit(cap) for cap in caps if cap["on"] == "base"])
        if "fixed" in file:
            each = [cents(entry["amount"]) * (facts[entry["times"]] if "times" in entry else 1) for entry in self.applying("fixed", facts)]
            if any("amount_low" in entry for entry in self.applying("fixed", facts)):
                raise Unknown("amount_low")
            grant = Fraction(max(each, default=0))
            grant = min(grant, base) if "pays" in file else grant
        elif "rate" in file:
            rates = self.applying("rate", facts)
            best = max((percent(rate["percent"]) for rate in rates), default=Fraction(0))
            if max((percent(rate.get("percent_low", rate["percent"])) for rate in rates), default=best) != best:
                raise Unknown("percent_low")
            best += sum(percent(bonus["points"]) for bonus in self.applying("bonus", facts))
            grant = base * min(best, percent(file.get("rate_max_percent", 100)))
        else:
            raise Unknown("rate")
        return min([grant] + [limit(cap) for cap in caps if cap["on"] == "grant"])

    def has_rate(self, facts: Facts) -> bool:
        key = "fixed" if "fixed" in self.file else "rate"
        return key not in self.file or bool(self.applying(key, facts))

    def in_bounds(self, eligible: Fraction) -> bool:
        most = self.file.get("cost_max")
        return eligible >= cents(self.file.get("cost_min", "0 EUR")) and (most is None or eligible <= cents(most))

    def reaches_minimum(self, grant: Fraction) -> bool:
        return grant >= cents(self.file.get("grant_min", "0 EUR"))

    def amount(self, facts: Facts) -> int:
        """Cents, rounded down."""
        eligible, base = self.cost(facts)
        if "pays" in self.file and eligible == 0:
            return 0
        grant = self.grant(facts, base)
        pays = self.has_rate(facts) and self.in_bounds(eligible) and self.reaches_minimum(grant)
        return int(grant) if pays else 0


def stated(cost: dict[str, Any], key: str) -> int | Fraction:
    figure = cost.get(key)
    if not isinstance(figure, int | Fraction):
        raise Unknown(key)
    return figure


def within_limit(limit: dict[str, Any], costs: list[dict[str, Any]], facts: Facts) -> list[dict[str, Any]]:
    """Wages up to the limit of a person; exact where nobody earns more or a position is one person's."""
    if not any(cost["kind"] in limit["kinds"] for cost in costs):
        return costs
    highest, most = facts[limit["highest"]], cents(limit["max"])
    if highest <= most:
        return costs
    counting = []
    for cost in costs:
        if cost["kind"] in limit["kinds"]:
            months = Fraction(cost.get("quantity", 0) if cost.get("unit") == "month" else 0)
            if stated(cost, "net_cents") * 12 != highest * months:
                raise Unknown("wages")
            cost = {**cost, "net_cents": most * months / 12}
        counting.append(cost)
    return counting


def counted(pays: dict[str, Any], costs: list[dict[str, Any]]) -> Fraction:
    """The cost that one entry counts, in cents."""
    phase = lambda cost: not pays.get("phases") or cost["phase"] in pays["phases"]
    mine = [cost for cost in costs if cost["kind"] in pays["kinds"] and phase(cost)]
    unit = pays.get("per_unit")
    total = Fraction(0)
    units = 0
    for cost in mine:
        if not unit:
            total += stated(cost, "net_cents")
            continue
        if cost.get("unit", "lump") != unit["unit"]:
            raise Unknown("units")
        units += stated(cost, "quantity")
        if "flat" in unit:
            total += cents(unit["flat"]) * stated(cost, "quantity")
        elif "max" in unit:
            total += min(stated(cost, "net_cents"), cents(unit["max"]) * stated(cost, "quantity"))
        else:
            total += stated(cost, "net_cents")
    if unit and "units_max" in unit and units > unit["units_max"]:
        total = total * unit["units_max"] / units
    at_most = pays.get("at_most", {})
    if "percent" in at_most:
        others = sum(stated(cost, "net_cents") for cost in costs if cost["kind"] in at_most["of"] and phase(cost))
        total = min(total, others * percent(at_most["percent"]))
    if "amount" in at_most:
        total = min(total, Fraction(cents(at_most["amount"])))
    return total * percent(pays.get("share_percent", 100))


class Programme:
    """A programme file."""

    def __init__(self, path: Path) -> None:
        self.file = tomllib.loads(path.read_text(encoding="utf-8"))
        self.id: str = self.file["id"]
        self.known = vocabulary(self.file.get("fact", []))
        self.conditions: list[dict[str, Any]] = self.file.get("condition", [])
        self.components = [
            (part["kind"] in ("grant", "tax_allowance"), Component(part, self.known))
            for part in self.file.get("component", [])
        ]

    def source(self) -> str:
        """A Python function: the ids of the conditions that are not met."""
        name = self.id.replace("-", "_")
        lines = [f"def {name}(f):", "    failing = []"]
        for condition in self.conditions:
            lines += [f"    if not {python(condition['require'], self.known)}:", f"        failing.append({condition['id']!r})"]
        return "\n".join([*lines, "    return failing"])

    def amount(self, facts: Facts) -> int:
        """Grants and tax allowances in cents, cut to the de minimis headroom."""
        total = sum(component.amount(facts) for is_grant, component in self.components if is_grant)
        if self.file["aid_basis"] == "de_minimis":
            total = min(total, facts["aid.de_minimis_headroom_cents"])
        return total

    def automatic(self, facts: Facts) -> dict[str, bool]:
        """The conditions that follow from the terms."""
        file = self.file
        found: dict[str, bool] = {}
        if file.get("start", {}).get("rule") != "free":
            found["not_begun"] = not facts["project.begun"]
        if file["aid_basis"] == "de_minimis":
            found["de_minimis"] = facts["aid.de_minimis_headroom_cents"] > 0
        needed = [component for _, component in self.components if component.file.get("required", True)]
        costs = [(component, *component.cost(facts)) for component in needed]
        paid = [(component, eligible, base) for component, eligible, base in costs if "pays" not in component.file or eligible]
        if needed:
            found["costs"] = bool(paid)
        if phases := file.get("phases"):
            found["costs"] = found.get("costs", True) and not phases.keys().isdisjoint(facts["project.phases"])
        found["rate"] = all(component.has_rate(facts) for component, _, _ in paid)
        found["cost_bounds"] = all(component.in_bounds(eligible) for component, eligible, _ in paid)
        least = [(component, base) for component, _, base in paid if "grant_min" in component.file]
        found["grant_minimum"] = all(component.reaches_minimum(component.grant(facts, base)) for component, base in least)
        return found

    def window(self, at: str) -> tuple[str, dict[str, Any] | None]:
        """What the timeline of applications says at a day or minute."""
        minute = at if "T" in at else at + "T00:00"
        begun = lambda window: "from" not in window or (window["from"] if "T" in window["from"] else window["from"] + "T00:00") <= minute
        # A last day is included, a last minute is not.
        over = lambda window: "until" in window and (
            window["until"] <= minute if "T" in window["until"] else window["until"] < minute[:10]
        )
        windows = sorted(self.file.get("applications", []), key=lambda window: window.get("from", ""))
        current = [window for window in windows if begun(window) and not over(window)]
        current.sort(key=lambda window: window["status"] != "stopped")
        if current:
            return current[0]["status"], current[0]
        windows = [window for window in windows if window["status"] != "stopped"]
        before, after = any(map(over, windows)), not all(map(begun, windows))
        return {(0, 0): "unknown", (0, 1): "not_yet", (1, 1): "between", (1, 0): "ended"}[before, after], None

    def possible(self, at: str, facts: Facts) -> bool | None:
        """May one apply?"""
        status, window = self.window(at)
        if status == "open":
            age = datetime.date.fromisoformat(at[:10]) - datetime.date.fromisoformat(self.file["checked_on"])
            return None if age.days > 365 else True
        if status in ("unconfirmed", "call", "unknown"):
            return None
        if window and "exempt" in window:
            return holds(window["exempt"], facts, self.known)
        return False

    def verdict(self, at: str, facts: Facts, conditions: bool | None) -> str:
        """What follows from the value of all conditions together."""
        status, _ = self.window(at)
        if status == "ended":
            return "closed"
        possible = self.possible(at, facts)
        if self.file["state"] == "listed_only" or not (self.conditions or self.components):
            if possible is False:
                return "not_open_for_applications"
            return "closed" if status == "unknown" and self.file["state"] == "closed" else "listed_only"
        if conditions is False:
            return "not_eligible"
        if possible is False:
            return "not_open_for_applications"
        return "eligible" if conditions and possible else "open"

    def other_amount(self, facts: Facts) -> int:
        """Loans, stakes and depreciation in cents."""
        return sum(component.amount(facts) for is_grant, component in self.components if not is_grant)


def programmes() -> list[Programme]:
    """Every programme of the catalogue, in order of id."""
    return [Programme(path) for path in sorted((CATALOGUE / "programmes").glob("*.toml"))]

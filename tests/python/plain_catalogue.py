"""The rules of the catalogue in plain Python: what somebody would write who has no library.

Reads the programme files themselves. Conditions become Python source (and source for rules engines), amounts
are worked out with fractions. Two-valued: every fact that a rule reads must be known, otherwise `Unknown`.
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
    if "project.costs" in facts:
        facts["project.phases"] = sorted({cost["phase"] for cost in facts["project.costs"]})
    for fact in known.values():
        rule = fact.get("derive", {}).get("when")
        if rule and fact["id"] not in facts:
            try:
                facts[fact["id"]] = eval(python(rule, known), {"f": facts})
            except Unknown:
                pass
    return facts


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

    def amount(self, facts: Facts) -> int:
        """Cents, rounded down."""
        file = self.file
        eligible = base = Fraction(0)
        if "base" in file:
            stated = file["base"]
            times = facts[stated["times"]] if "times" in stated else 1
            eligible = base = Fraction(facts[stated["fact"]] * times, stated.get("per", 1))
        if "pays" in file:
            costs = facts["project.costs"]
            if "wage_limit" in file:
                costs = within_limit(file["wage_limit"], costs, facts)
            for pays in file["pays"]:
                part = counted(pays, costs)
                if part == 0 or not self.applies(pays, facts):
                    continue
                eligible += part
                base += part
                for overhead in self.applying("overhead", facts):
                    if not overhead.get("of") or all(kind in overhead["of"] for kind in pays["kinds"]):
                        base += part * percent(overhead["percent"])
            if eligible == 0:
                return 0
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
            if not rates:
                return 0
            best = max(percent(rate["percent"]) for rate in rates)
            if max(percent(rate.get("percent_low", rate["percent"])) for rate in rates) != best:
                raise Unknown("percent_low")
            best += sum(percent(bonus["points"]) for bonus in self.applying("bonus", facts))
            grant = base * min(best, percent(file.get("rate_max_percent", 100)))
        else:
            raise Unknown("rate")
        grant = min([grant] + [limit(cap) for cap in caps if cap["on"] == "grant"])
        bounds = eligible >= cents(file.get("cost_min", "0 EUR")) and (
            "cost_max" not in file or eligible <= cents(file["cost_max"])
        )
        return int(grant) if bounds and grant >= cents(file.get("grant_min", "0 EUR")) else 0


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
            if cost["net_cents"] * 12 != highest * months:
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
            total += cost["net_cents"]
            continue
        if cost.get("unit", "lump") != unit["unit"]:
            raise Unknown("units")
        units += cost["quantity"]
        if "flat" in unit:
            total += cents(unit["flat"]) * cost["quantity"]
        elif "max" in unit:
            total += min(cost["net_cents"], cents(unit["max"]) * cost["quantity"])
        else:
            total += cost["net_cents"]
    if unit and "units_max" in unit and units > unit["units_max"]:
        total = total * unit["units_max"] / units
    at_most = pays.get("at_most", {})
    if "percent" in at_most:
        others = sum(cost["net_cents"] for cost in costs if cost["kind"] in at_most["of"] and phase(cost))
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

    def other_amount(self, facts: Facts) -> int:
        """Loans, stakes and depreciation in cents."""
        return sum(component.amount(facts) for is_grant, component in self.components if not is_grant)


def programmes() -> list[Programme]:
    """Every programme of the catalogue, in order of id."""
    return [Programme(path) for path in sorted((CATALOGUE / "programmes").glob("*.toml"))]

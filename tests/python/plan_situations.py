"""Random situations for `funding.plan`.

`prices`: only the arithmetic of rates, caps, exclusions and the ceiling decides. `whole`: everything that a
situation can hold, so that dates, quotes, own funds and loans decide, too. All amounts are such that every
share of every share is a whole cent: a solver that works in doubles finds the same figures.
"""

import datetime
import random
from typing import Any

KINDS = ["external_consulting", "external_development", "own_personnel", "training", "software_cloud"]
AS_OF = datetime.date(2026, 11, 20)
LATEST = datetime.date(2027, 2, 26)

# In cents. Of each a twelfth, a half, a third or a permille fifty times is whole.
GRAIN = 120_000


def day(number: int) -> str:
    return (AS_OF + datetime.timedelta(days=number)).isoformat()


def prices(seed: int, positions: int, offers: int) -> dict[str, Any]:
    r = random.Random(seed)
    rows = []
    for index in range(positions):
        rows.append(
            {
                "id": f"P{index:02}",
                "stage": r.choice(["poc", "mvp"]),
                "kind": r.choice(KINDS),
                # Multiples of ten euros: every share in permille is a whole cent.
                "net_cents": 1000 * r.randint(200, 4000),
                "provider_independent": r.random() > 0.1,
            }
        )
    terms = []
    for index in range(offers):
        rates = [
            {"kinds": [kind], "rate_ppm": 50_000 * r.randint(5, 16)} for kind in KINDS if r.random() < 0.45
        ] or [{"kinds": ["training"], "rate_ppm": 500_000}]
        lead = r.randint(10, 130)
        offer: dict[str, Any] = {
            "id": f"O{index:02}",
            "name": {"de": "P", "en": "P"},
            "rates": rates,
            "basis": r.choice(["de_minimis", "gber"]),
            "start": r.choice(["grant_before_start", "free"]),
            "decision": {"best": 5, "usual": lead, "late": 200},
            # Closed before headroom returns: there is nothing to wait for.
            "windows": [{"closes": "2027-06-30"}],
            "grant_cap_cents": 100_000 * r.randint(2, 30),
            "effort_cents": 10_000 * r.randint(0, 12),
            "independent_provider": r.random() < 0.2,
            "chance_permille": 300 if r.random() < 0.1 else 1000,
        }
        if r.random() < 0.33:
            offer["cost_min_cents"] = 100_000 * r.randint(1, 10)
        if r.random() < 0.25:
            offer["cost_max_cents"] = 100_000 * r.randint(12, 90)
        if r.random() < 0.3:
            offer["family"] = f"F{r.randint(0, 4)}"
        terms.append(offer)
    return {
        "as_of": AS_OF.isoformat(),
        "size": "small",
        "stages": [
            {"id": "poc", "phase": "poc", "working_days": 15, "milestone": True, "latest": LATEST.isoformat()},
            {"id": "mvp", "phase": "mvp", "working_days": 40, "after": [{"stage": "poc"}]},
        ],
        "positions": rows,
        "offers": terms,
        # These leave the three years on 6 May 2028, after every window has closed.
        "de_minimis": {"grants": [{"granted_on": "2025-05-05", "amount_cents": 100_000 * r.randint(100, 240)}]},
    }


def whole(seed: int, positions: int, offers: int) -> dict[str, Any]:
    r = random.Random(1_000_003 * seed + 17)
    rows = [position(r, index) for index in range(positions)]
    for row in r.sample(rows, min(len(rows), r.randint(1, 3))):
        row["quotes"] = [quote(r, row, index) for index in range(r.randint(1, 2))]
    # Every step keeps a position that stays in it.
    for row in rows:
        alone = sum(other["stage"] == row["stage"] and "can_wait_until" not in other for other in rows) <= 1
        if r.random() < 0.25 and not alone and sum("can_wait_until" in other for other in rows) < 2:
            row["can_wait_until"] = day(r.randint(60, 400))
    tight = r.random() < 0.6
    terms = [offer(r, index, rows) for index in range(offers)]
    if r.random() < 0.8:
        terms[0] = allowance(r, rows)
    if tight and offers > 1:
        terms[1] = loan(r)
    if offers > 3 and r.random() < 0.5:
        terms[2]["excludes"] = [r.choice(terms[3:])["id"]]
    stages: list[dict[str, Any]] = [
        {"id": "lab", "phase": "workshop", "working_days": r.randint(1, 5)},
        {
            "id": "poc",
            "phase": "poc",
            "working_days": r.randint(5, 20),
            "milestone": True,
            "after": [{"stage": "lab", "gap_working_days": r.randint(0, 8)}],
        },
        {"id": "mvp", "phase": "mvp", "working_days": r.randint(20, 60), "after": [{"stage": "poc"}]},
    ]
    if r.random() < 0.4:
        stages[1]["latest"] = day(r.randint(90, 200))
    if r.random() < 0.3:
        stages[2]["start_days"] = [day(30 * month + r.randint(0, 9)) for month in range(3, 40)]
    external = sum(row["net_cents"] for row in rows if row["kind"] != "own_personnel")
    budgets = []
    if tight:
        own = round(external * r.uniform(0.45, 0.95) / GRAIN) * GRAIN
        budgets = [{"id": "funds", "days": f"{day(0)}..2027-12-31", "own_cents": own, "credit_cents": 10 * GRAIN}]
        if r.random() < 0.5:
            budgets.append({"id": "year", "days": "2027-01-01..2027-06-30", "own_cents": own})
    return {
        "as_of": AS_OF.isoformat(),
        "size": r.choice(["micro", "small", "medium"]),
        "fiscal_year_start_month": r.choice([1, 1, 4, 7]),
        "calendar": {"closures": ["2026-12-23..2027-01-03"]},
        "stages": stages,
        "positions": rows,
        "offers": terms,
        "budgets": budgets,
        "de_minimis": {
            "grants": [
                {"granted_on": "2024-03-01", "amount_cents": 100_000 * r.randint(0, 120)},
                {"granted_on": "2025-05-05", "amount_cents": 100_000 * r.randint(100, 175)},
            ],
            "edge": r.choice(["inclusive", "exclusive"]),
        },
    }


def position(r: random.Random, index: int) -> dict[str, Any]:
    parts = r.choice([1, 1, 1, 1, 2, 3])
    row: dict[str, Any] = {
        "id": f"P{index:02}",
        "stage": r.choice(["lab", "poc", "poc", "mvp"]),
        "kind": r.choice(KINDS),
        "net_cents": GRAIN * parts * r.randint(2, 24),
        "parts": parts,
        "provider_independent": r.choice([True, True, True, True, False, "dont_know"]),
        "research": r.choice([True, True, True, False, None]),
        "payment": r.choice(["on_order", "at_start", "at_end", "at_end", "twelve_months"]),
        "quantity": r.randint(1, 20),
        "unit": "day",
    }
    if row["stage"] == "lab" and r.random() < 0.2:
        row["until"] = "poc"
    if row["stage"] == "mvp" and r.random() < 0.4:
        row["order_after"] = ["poc"]
    if r.random() < 0.15:
        row["earliest_order"] = day(r.randint(5, 90))
    if r.random() < 0.3:
        row["max_intensity_permille"] = 50 * r.randint(5, 12)
    if r.random() < 0.08:
        row["ordered_on"] = "2026-11-10"
    return row


def quote(r: random.Random, row: dict[str, Any], index: int) -> dict[str, Any]:
    row.pop("ordered_on", None)
    steps = row["net_cents"] // (GRAIN * row["parts"])
    given: dict[str, Any] = {
        "id": f"Q{index}",
        "net_cents": GRAIN * row["parts"] * max(1, steps + r.randint(-1, 4)),
        "provider_independent": r.choice([True, True, False]),
    }
    if r.random() < 0.3:
        given["research"] = r.random() < 0.5
    if r.random() < 0.3:
        given["earliest_order"] = day(r.randint(0, 60))
    if r.random() < 0.4:
        given["working_days"] = r.randint(3, 40)
    return given


def rates(r: random.Random, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for kind in KINDS:
        if r.random() < 0.5:
            base = 50_000 * r.randint(4, 13)
            row: dict[str, Any] = {"kinds": [kind], "rate_ppm": base}
            if r.random() < 0.2:
                row["overhead_ppm"] = 200_000
            found.append(row)
            if r.random() < 0.25:
                # A bonus for the smallest companies.
                found.append(row | {"rate_ppm": base + 100_000, "sizes": ["micro", "small"]})
            if r.random() < 0.25:
                found.append(row | {"rate_ppm": base + 150_000, "phases": ["poc"]})
    if r.random() < 0.3:
        one = r.choice(rows)
        # So much counts of this position: prices per day.
        counted = GRAIN * one["parts"] * r.randint(1, one["net_cents"] // (GRAIN * one["parts"]))
        own = [row for row in found if one["kind"] not in row["kinds"]]
        found = own + [
            {"kinds": [one["kind"]], "positions": [one["id"]], "counted_cents": counted, "rate_ppm": 800_000}
        ]
    return found or [{"kinds": ["training", "external_consulting"], "rate_ppm": 500_000}]


def offer(r: random.Random, index: int, rows: list[dict[str, Any]]) -> dict[str, Any]:
    lead = r.randint(10, 120)
    terms: dict[str, Any] = {
        "id": f"O{index:02}",
        "name": {"de": f"Programm {index}", "en": f"Programme {index}"},
        "rates": rates(r, rows),
        "basis": r.choice(["de_minimis", "de_minimis", "gber", "none"]),
        "certainty": r.choice(["legal_claim", "discretion", "discretion", "lottery"]),
        "start": r.choice(["grant_before_start", "application_before_start", "free"]),
        "decision": {"best": 5, "usual": lead, "late": 200, "unit": r.choice(["calendar_days", "working_days"])},
        "preparation_working_days": r.randint(0, 10),
        "effort_cents": 10_000 * r.randint(0, 12),
        "payout_days": r.randint(0, 120),
        "chance_permille": 300 if r.random() < 0.15 else 1000,
        "independent_provider": r.random() < 0.25,
        "research_only": r.random() < 0.2,
    }
    for name, often, least, most in [
        ("base_cap_cents", 0.25, 5, 30),
        ("grant_cap_cents", 0.5, 2, 15),
        ("grant_min_cents", 0.2, 1, 4),
        ("cost_min_cents", 0.25, 2, 8),
        ("cost_max_cents", 0.2, 10, 40),
    ]:
        if r.random() < often:
            terms[name] = GRAIN * r.randint(least, most)
    if r.random() < 0.1:
        terms["external_min_permille"] = r.choice([300, 500])
    if r.random() < 0.1:
        terms["external_max_permille"] = r.choice([600, 800])
    if r.random() < 0.5:
        first, second = r.randint(0, 40), r.randint(100, 180)
        terms["windows"] = [
            {"opens": day(first), "closes": day(first + 40)},
            {"opens": day(second), "closes": day(second + 40)},
        ]
        if r.random() < 0.4:
            terms["windows"][1]["decides"] = day(second + 55)
    if r.random() < 0.3:
        terms["family"] = f"F{r.randint(0, 2)}"
    elif r.random() < 0.25:
        terms["queue"] = "Q"
    if r.random() < 0.15:
        terms["earlier_grants"], terms["frequency"] = ["2025-03-02"], [{"count": 1, "per": "months_24"}]
    elif r.random() < 0.15:
        terms["applications_max"] = 2
    return terms


def allowance(r: random.Random, rows: list[dict[str, Any]]) -> dict[str, Any]:
    """A research allowance: 70 per cent of contracts and all own work count, with its own cap per fiscal year."""
    own: dict[str, Any] = {"kinds": ["own_personnel"], "rate_ppm": r.choice([250_000, 350_000])}
    if r.random() < 0.4:
        own["de_minimis"] = True
    return {
        "id": "TAX",
        "name": {"de": "Zulage", "en": "Allowance"},
        "instrument": "tax_allowance",
        "rates": [
            own,
            {
                "kinds": ["external_consulting", "external_development", "software_cloud"],
                "counted_ppm": 700_000,
                "rate_ppm": r.choice([250_000, 350_000]),
                "overhead_ppm": r.choice([0, 200_000]),
            },
        ],
        "basis": "tax",
        "certainty": "legal_claim",
        "start": "free",
        "research_only": True,
        "base_cap_cents": GRAIN * r.randint(5, 40),
        "effort_cents": 10_000 * r.randint(0, 20),
        "payout_days": r.randint(60, 200),
    }


def loan(r: random.Random) -> dict[str, Any]:
    step = r.choice([3, 6])
    turns, grace = r.choice([1, 2, 4, 5]), r.randint(0, 3)
    terms: dict[str, Any] = {
        "share_permille": r.choice([500, 1000]),
        "disbursed": r.choice(["on_call", "on_decision"]),
        "term_months": step * (turns + grace),
        "grace_months": step * grace,
        "instalment_months": step,
        "interest_ppm": 12_000 * r.randint(0, 4),
    }
    if terms["disbursed"] == "on_decision" and r.random() < 0.5:
        terms["max_cents"] = GRAIN * r.randint(5, 60)
    return {
        "id": "LOAN",
        "name": {"de": "Darlehen", "en": "Loan"},
        "instrument": "loan",
        "rates": [{"kinds": KINDS, "rate_ppm": 50_000}],
        "basis": r.choice(["de_minimis", "gber"]),
        "certainty": "discretion",
        "start": r.choice(["free", "application_before_start"]),
        "decision": {"best": 5, "usual": r.randint(10, 50), "late": 90},
        "effort_cents": 10_000 * r.randint(0, 5),
        "loan": terms,
    }

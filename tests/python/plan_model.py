"""Random situations for `funding.plan`, and the same as a mixed-integer program for HiGHS.

The program is built from the document alone. Dates enter it the way the document means them: an offer whose
decision comes after the promised start of the first step cannot pay for that step.
"""

import datetime
import random
from typing import Any

KINDS = ["external_consulting", "external_development", "own_personnel", "training", "software_cloud"]
AS_OF = datetime.date(2026, 11, 20)
LATEST = datetime.date(2027, 2, 26)


def situation(seed: int, positions: int, offers: int) -> dict[str, Any]:
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
            # Closed before headroom returns: the plan cannot wait for it, as the model of HiGHS cannot.
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


def highs(document: dict[str, Any]) -> tuple[float, float]:
    """Optimum in cents (expected grants less effort) and seconds in the solver."""
    import time

    import highspy

    model = highspy.Highs()
    for option, value in [("output_flag", False), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0), ("threads", 1)]:
        model.setOptionValue(option, value)
    rows, offers = document["positions"], document["offers"]
    used = [model.addBinary() for _ in offers]
    grant = [model.addVariable(0, offer["grant_cap_cents"]) for offer in offers]
    claims: dict[tuple[int, int], Any] = {}
    for o, offer in enumerate(offers):
        rate = {kind: row["rate_ppm"] for row in offer["rates"] for kind in row["kinds"]}
        decided = AS_OF + datetime.timedelta(days=offer["decision"]["usual"])
        for p, row in enumerate(rows):
            own = row["kind"] == "own_personnel"
            waits = offer["start"] == "grant_before_start" and row["stage"] == "poc" and decided > LATEST
            partial = offer["independent_provider"] and not own and not row["provider_independent"]
            if row["kind"] in rate and not waits and not partial:
                claims[p, o] = (model.addBinary(), row["net_cents"] * rate[row["kind"]] // 1_000_000)
    for p in range(len(rows)):
        mine = [x for (q, _), (x, _) in claims.items() if q == p]
        if mine:
            model.addConstr(sum(mine) <= 1)
    for o, offer in enumerate(offers):
        mine = {p: pair for (p, q), pair in claims.items() if q == o}
        model.addConstr(grant[o] <= offer["grant_cap_cents"] * used[o])
        if not mine:
            model.addConstr(used[o] <= 0)
            continue
        for x, _ in mine.values():
            model.addConstr(x <= used[o])
        model.addConstr(grant[o] <= sum(worth * x for x, worth in mine.values()))
        cost = sum(rows[p]["net_cents"] * x for p, (x, _) in mine.items())
        if "cost_min_cents" in offer:
            model.addConstr(cost >= offer["cost_min_cents"] * used[o])
        if "cost_max_cents" in offer:
            model.addConstr(cost <= offer["cost_max_cents"])
    for family in {offer["family"] for offer in offers if "family" in offer}:
        model.addConstr(sum(used[o] for o, offer in enumerate(offers) if offer.get("family") == family) <= 1)
    small = [grant[o] for o, offer in enumerate(offers) if offer["basis"] == "de_minimis"]
    room = 30_000_000 - sum(grant["amount_cents"] for grant in document["de_minimis"]["grants"])
    if small:
        model.addConstr(sum(small) <= room)
    worth = sum(
        grant[o] * (offer["chance_permille"] / 1000) - offer["effort_cents"] * used[o]
        for o, offer in enumerate(offers)
    )
    begun = time.perf_counter()
    model.maximize(worth)
    seconds = time.perf_counter() - begun
    assert model.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return model.getObjectiveValue(), seconds

"""What a plan brings, from the document alone."""

from typing import Any


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

"""Groups of enterprises a second time: naive relations written from the legal texts, held against the library.

Every figure is exact (`fractions.Fraction`); random groups come from seeded generators.
"""

import itertools
import random
from fractions import Fraction

import machbar


def connected(nodes, votes):
    """The classes that majorities of votes make, votes of a class added; as a relation, closed until nothing changes."""
    together = {(node, node) for node in nodes}
    while True:
        before = set(together)
        for target, one in itertools.product(nodes, nodes):
            held = sum(share for (holder, of), share in votes.items() if of == target and (one, holder) in together)
            if held > Fraction(1, 2):
                together |= {(one, target), (target, one)}
        for a, b, c in itertools.product(nodes, nodes, nodes):
            if (a, b) in together and (b, c) in together:
                together.add((a, c))
        if together == before:
            return together


def random_group(rng):
    nodes = [f"e{i}" for i in range(rng.randrange(2, 8))]
    votes = {}
    for target in nodes:
        left = Fraction(1)
        for holder in rng.sample(nodes, rng.randrange(min(4, len(nodes)))):
            share = min(left, rng.choice([Fraction(n, 1000) for n in (120, 249, 250, 300, 500, 501, 600)]))
            if holder != target and share > 0:
                votes[holder, target] = share
                left -= share
    figures = {
        node: (Fraction(rng.randrange(400), rng.choice([1, 2, 3])), rng.randrange(4_000_000_000), rng.randrange(4_000_000_000))
        for node in nodes
    }
    return nodes, votes, figures


def size_class(awu, turnover, balance):
    million = 100_000_000
    for name, heads, t, b in [("micro", 10, 2, 2), ("small", 50, 10, 10), ("medium", 250, 50, 43), ("small_mid_cap", 750, 150, 129)]:
        if awu < heads and (turnover <= t * million or balance <= b * million):
            return name
    return "large"


def test_groups_of_enterprises():
    rng = random.Random("groups")
    for _ in range(150):
        nodes, votes, figures = random_group(rng)
        together = connected(nodes, votes)
        group = [node for node in nodes if ("e0", node) in together]
        holdings = [{"holder": h, "enterprise": t, "capital": str(s), "votes": str(s)} for (h, t), s in votes.items()]
        document = {"enterprise": "e0", "as_of": "2026-11-20", "holdings": holdings}

        found = machbar.call("aid.single_undertaking", {**document, "enterprises": [{"id": node} for node in nodes]})
        assert [(m["id"], m["belongs"]) for m in found["members"]] == [(node, "yes") for node in group]

        weight = {node: Fraction(1) for node in group}
        for other in set(nodes) - set(group):
            linked = [node for node in nodes if (other, node) in together]
            upstream = [sum(votes.get((h, t), 0) for h in linked) for t in group]
            downstream = [sum(votes.get((h, t), 0) for h in group) for t in linked]
            share = max(upstream + downstream)
            if share >= Fraction(1, 4):
                weight[other] = share
        totals = [sum(weight[node] * figures[node][k] for node in weight) for k in range(3)]
        enterprises = [
            {
                "id": node,
                "unlisted_holders": "none_reaches_quarter",
                "accounts": [
                    {"closing": "2025-12-31", "awu": str(awu), "turnover_cents": turnover, "balance_sheet_cents": balance}
                ],
            }
            for node, (awu, turnover, balance) in figures.items()
        ]
        answer = machbar.call("company.size", {**document, "enterprises": enterprises})
        period = answer["periods"][0]
        spans = [period["awu"], period["turnover_cents"], period["balance_sheet_cents"]]
        assert [Fraction(span["at_least"]["exact"]) for span in spans] == totals, (nodes, votes)
        assert answer["class"] == size_class(*totals)


def test_status_changes_after_two_closings_in_a_row_each_ceiling_by_itself():
    rng = random.Random("two periods")
    ceilings = [("micro", 10), ("small", 50), ("medium", 250), ("small_mid_cap", 750)]
    for _ in range(150):
        heads = [rng.choice([5, 9, 10, 30, 49, 50, 100, 249, 250, 400, 750]) for _ in range(rng.randrange(1, 7))]
        answer = machbar.call(
            "company.size",
            {
                "enterprise": "e",
                "as_of": "2026-11-20",
                "enterprises": [
                    {
                        "id": "e",
                        "unlisted_holders": "none_reaches_quarter",
                        "accounts": [
                            {"closing": f"{2025 - back}-12-31", "awu": awu, "turnover_cents": 0, "balance_sheet_cents": 0}
                            for back, awu in enumerate(reversed(heads))
                        ],
                    }
                ],
            },
        )
        official = {}
        for name, ceiling in ceilings:
            within = [awu < ceiling for awu in heads]
            flag = within[0]
            for before, now in itertools.pairwise(within):
                if now != flag and before != flag:
                    flag = now
            official[name] = flag
        assert answer["class"] == next((name for name, _ in ceilings if official[name]), "large"), heads

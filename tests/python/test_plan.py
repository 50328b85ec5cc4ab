"""The funding plan against HiGHS on the same model, and every plan against the check."""

import machbar
import pytest
from plan_model import highs, situation

SIZES = [(seed, 9, 14) for seed in range(12)] + [(seed, 12, 20) for seed in range(12, 18)]


@pytest.mark.parametrize(("seed", "positions", "offers"), SIZES)
def test_the_optimum_equals_highs(seed: int, positions: int, offers: int) -> None:
    document = situation(seed, positions, offers)
    plans = machbar.call("funding.plan", {"situation": document, "only_best": True})["plans"]
    best = plans[0]
    assert best["proven"] and best["gap_cents"] == 0
    ours = best["expected_cents"] - best["effort_cents"]
    theirs, _ = highs(document)
    # Expected cents are rounded down once; HiGHS works in doubles.
    assert ours == pytest.approx(theirs, abs=1.01)


@pytest.mark.parametrize("seed", range(6))
def test_every_plan_of_the_front_passes_the_check(seed: int) -> None:
    document = situation(100 + seed, 7, 8)
    report = machbar.call("funding.plan", {"situation": document})
    assert report["plans"]
    for named in [report["baseline"], *report["plans"]]:
        check = machbar.call("funding.check_plan", {"situation": document, "plan": named["plan"]})
        assert check["lawful"], check["findings"]
        assert check["grant_cents"] == named["grant_cents"]


def test_no_plan_of_the_front_beats_another() -> None:
    risks = ["legal_claim", "discretion", "open_facts", "unconfirmed", "lottery"]
    for seed in range(6):
        plans = machbar.call("funding.plan", {"situation": situation(200 + seed, 7, 8)})["plans"]
        keys = [
            (p["expected_cents"] - p["effort_cents"], p["milestone"], risks.index(p["risk"])) for p in plans
        ]
        for one in keys:
            for two in keys:
                assert one == two or not (one[0] >= two[0] and one[1] <= two[1] and one[2] <= two[2])

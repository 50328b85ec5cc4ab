"""Rank acceptability against numpy and against closed forms; exact limits against a grid."""

import json

import numpy as np

import machbar


def document(values, weights, types, **more):
    return {
        "criteria": [
            {
                "id": f"c{j}",
                "polarity": "higher_is_better" if t > 0 else "lower_is_better",
                "weight": str(w),
                "scale": {"low": 0, "high": 10},
            }
            for j, (w, t) in enumerate(zip(weights, types))
        ],
        "items": [{"id": f"i{i:02d}", "values": [float(x) for x in row]} for i, row in enumerate(values)],
        "seed": 11,
        **more,
    }


def test_acceptability_against_numpy():
    rng = np.random.default_rng(5)
    for _ in range(3):
        values = rng.integers(0, 11, (8, 4)).astype(float)
        types = rng.choice([-1, 1], 4)
        result = machbar.call(
            "priority.robustness", document(values, [1, 2, 3, 4], types, samples=50_000, normalization="scale")
        )
        gains = np.where(types > 0, values, 10 - values) / 10
        weights = rng.dirichlet(np.ones(4), 50_000)
        scores = weights @ gains.T
        ranks = (scores[:, :, None] < scores[:, None, :]).sum(2)
        # Both sides are sampled: twice Hoeffding's bound, which 5 in 100 single shares may pass, doubled again.
        bound = 4 * result["error_bound"]
        for row in result["items"]:
            place = int(row["item"][1:])
            theirs = np.bincount(ranks[:, place], minlength=8) / 50_000
            assert np.allclose(row["acceptability"], theirs, rtol=0, atol=bound)
            if row["acceptability"][0] > 0.1:
                first = weights[ranks[:, place] == 0]
                assert np.allclose(row["central_weights"], first.mean(0), rtol=0, atol=0.03)


def test_two_criteria_have_a_closed_form():
    """A is ahead of B where w > 1/4: exactly three quarters of all weightings."""
    result = machbar.call(
        "priority.robustness", document([[10, 4], [4, 6]], [1, 1], [1, 1], samples=100_000, normalization="scale")
    )
    share = {row["item"]: row["acceptability"][0] for row in result["items"]}
    assert abs(share["i00"] - 0.75) < result["error_bound"]
    assert abs(share["i01"] - 0.25) < result["error_bound"]


def test_threads_do_not_change_a_byte():
    rng = np.random.default_rng(6)
    values = rng.integers(0, 11, (15, 6)).astype(float)
    results = {
        json.dumps(
            machbar.call("priority.robustness", document(values, [1] * 6, [1] * 6, samples=5_001, threads=threads))
        )
        for threads in (1, 2, 3, 8, 64)
    }
    assert len(results) == 1


def test_limits_on_a_grid():
    rng = np.random.default_rng(7)
    for _ in range(20):
        values = rng.integers(0, 11, (6, 3)).astype(float)
        weights = rng.integers(1, 6, 3)
        result = machbar.call(
            "priority.robustness",
            document(values, weights.tolist(), [1] * 3, samples=1, top=2, normalization="scale"),
        )
        share = weights / weights.sum()
        for limit in result["limits"]:
            item, j = int(limit["item"][1:]), int(limit["criterion"][1:])
            low = limit["low"]["rounded"] if limit["low"] else 0
            high = limit["high"]["rounded"] if limit["high"] else 1
            for t in np.linspace(0, 1, 201):
                if min(abs(t - low), abs(t - high)) < 2e-4:
                    continue
                moved = share * (1 - t) / (1 - share[j])
                moved[j] = t
                scores = values @ moved
                inside = (scores > scores[item] + 1e-9).sum() < 2
                nearest = low < t < high
                if nearest:
                    assert inside


def test_missing_values_are_drawn_from_the_scale():
    body = document([[10, 10], [5, 5]], [1, 1], [1, 1], samples=100_000, normalization="scale")
    body["items"][0]["values"] = [None, 5]
    result = machbar.call("priority.robustness", body)
    share = {row["item"]: row["acceptability"][0] for row in result["items"]}
    # First whenever the drawn value exceeds 5.
    assert abs(share["i00"] - 0.5) < 2 * result["error_bound"]

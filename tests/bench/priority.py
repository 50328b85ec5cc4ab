"""Ranking and robustness against numpy and the Python libraries, all in one run.

    python tests/bench/priority.py

Prints the median time of each and how many times machbar is as fast (below 1: slower). The package has to
be built with optimisation (`maturin develop --release`); a debug build says nothing.
"""

import json
import statistics
import time

import numpy as np

import machbar
from machbar.priority import rank_matrix


def clock(function, least=0.3, most=2000):
    """Median seconds of a call."""
    function()
    times = []
    end = time.perf_counter() + least
    while len(times) < 3 or (time.perf_counter() < end and len(times) < most):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def show(title, ours, peers):
    print(f"\n{title}\n  machbar {ours * 1e6:14.1f} µs")
    for name, seconds in peers.items():
        print(f"  {name:<24}{seconds * 1e6:14.1f} µs   x {seconds / ours:.2f}")


def document(values, weights, types, **more):
    return {
        "criteria": [
            {"id": f"c{j}", "polarity": "higher_is_better" if t > 0 else "lower_is_better", "weight": round(float(w), 6)}
            for j, (w, t) in enumerate(zip(weights, types))
        ],
        "items": [{"id": f"i{i}", "values": row} for i, row in enumerate(values.tolist())],
        **more,
    }


def numpy_topsis(values, weights, types):
    scaled = values / np.sqrt((values**2).sum(0)) * weights
    best = np.where(types > 0, scaled.max(0), scaled.min(0))
    worst = np.where(types > 0, scaled.min(0), scaled.max(0))
    to_best = np.sqrt(((scaled - best) ** 2).sum(1))
    to_worst = np.sqrt(((scaled - worst) ** 2).sum(1))
    return to_worst / (to_best + to_worst)


def numpy_places(scores):
    """Places from 1, equal scores side by side."""
    order = np.argsort(-scores, kind="stable")
    sorted_scores = scores[order]
    new = np.concatenate([[True], sorted_scores[1:] != sorted_scores[:-1]])
    places = np.empty(len(scores), dtype=np.int64)
    places[order] = np.maximum.accumulate(np.where(new, np.arange(1, len(scores) + 1), 0))
    return places


def numpy_smaa(values, types, samples, rng):
    low, high = values.min(0), values.max(0)
    gains = np.where(types > 0, values - low, high - values) / (high - low)
    n = len(values)
    counts = np.zeros((n, n))
    for start in range(0, samples, 100_000):
        size = min(100_000, samples - start)
        weights = rng.dirichlet(np.ones(len(types)), size)
        order = np.argsort(-(weights @ gains.T), axis=1)
        for rank in range(n):
            counts[:, rank] += np.bincount(order[:, rank], minlength=n)
    return counts / samples


def main():
    rng = np.random.default_rng(1)
    values, weights, types = rng.uniform(1, 10, (15, 6)), rng.dirichlet(np.ones(6)), np.array([1, 1, -1, 1, 1, -1])
    body = document(values, weights, types, method={"kind": "topsis"})
    peers = {"numpy": clock(lambda: numpy_topsis(values, weights, types))}
    theirs = None
    try:
        from pymcdm.methods import TOPSIS
        from pymcdm.normalizations import vector_normalization

        theirs = TOPSIS(vector_normalization)
        peers["pymcdm"] = clock(lambda: theirs(values, weights, types))
    except ImportError:
        print("pymcdm is not installed")
    polarity = [criterion["polarity"] for criterion in body["criteria"]]
    matrix = clock(lambda: rank_matrix(values, polarity=polarity, weights=weights))
    show("TOPSIS 15 x 6, array in, array out", matrix, peers)
    show("TOPSIS 15 x 6, dict in, dict out", clock(lambda: machbar.call("priority.rank", body)), peers)

    large = rng.uniform(1, 10, (100_000, 8))
    weights, types = np.full(8, 1 / 8), np.array([1, 1, -1, 1, 1, -1, 1, 1])
    body = document(large, weights, types, method={"kind": "topsis"})
    polarity = [criterion["polarity"] for criterion in body["criteria"]]
    peers = {"numpy": clock(lambda: numpy_topsis(large, weights, types))}
    peers["numpy with places"] = clock(lambda: numpy_places(numpy_topsis(large, weights, types)))
    if theirs is not None:
        # Without its check of the input, which goes through the rows in Python.
        peers["pymcdm"] = clock(lambda: theirs(large, weights, types, validation=False))
    matrix = clock(lambda: rank_matrix(large, polarity=polarity, weights=weights))
    show("TOPSIS 100,000 x 8, array in, array of scores and places out", matrix, peers)
    show("TOPSIS 100,000 x 8, dict in, dict out", clock(lambda: machbar.call("priority.rank", body)), peers)

    types = np.array([1, 1, -1, 1, 1, -1])
    for threads in (1, 2):
        body = document(values, np.full(6, 1 / 6), types, seed=1, samples=1_000_000, threads=threads)
        show(
            f"SMAA, 1,000,000 weightings of 15 x 6, {threads} thread(s)",
            clock(lambda: machbar.call("priority.robustness", body)),
            {"numpy": clock(lambda: numpy_smaa(values, types, 1_000_000, rng))},
        )
    print("\n", json.dumps({"numpy": np.__version__}))


if __name__ == "__main__":
    main()

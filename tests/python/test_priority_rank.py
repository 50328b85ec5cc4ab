"""Ranking methods against pymcdm and pyrepo-mcda on random matrices, and against plain numpy.

Conventions that differ, and how they are bridged here:

* pymcdm and pyrepo-mcda take 1 and -1 for benefit and cost, machbar a polarity per criterion.
* pymcdm's WPM multiplies sum-normalised values: its scores are a constant multiple of machbar's
  product of the values themselves; the quotients of the scores agree.
* pymcdm's CRITIC ignores polarity; machbar normalises in its direction (as Diakoulaki et al. do), so
  the two agree on benefit criteria only.
* With all S (or all R) alike, VIKOR divides zero by zero: the libraries give NaN, machbar counts 0.
"""

import itertools
import math

import numpy as np
import pytest
from pymcdm import methods as pymcdm_methods
from pymcdm import normalizations as pymcdm_norm
from pymcdm import weights as pymcdm_weights
from pyrepo_mcda.mcda_methods import PROMETHEE_II, TOPSIS, VIKOR
from pyrepo_mcda.mcda_methods.promethee import PROMETHEE_II as PyrepoPromethee

import machbar

TOLERANCE = 1e-9
CASES = 1000


def matrices(count=CASES, seed=5, costs=True):
    """Random matrices: 3 to 12 items, 2 to 6 criteria, weights with sum 1, both polarities."""
    rng = np.random.default_rng(seed)
    for _ in range(count):
        n, k = int(rng.integers(3, 13)), int(rng.integers(2, 7))
        values = rng.uniform(0.5, 100.0, (n, k))
        weights = rng.dirichlet(np.ones(k))
        types = rng.choice([-1, 1], k) if costs else np.ones(k, dtype=int)
        yield values, weights, types


def rank(values, weights, types, method, **more):
    """Scores in order of the items, and the whole result."""
    document = {
        "criteria": [
            {
                "id": f"c{j}",
                "polarity": "higher_is_better" if types[j] > 0 else "lower_is_better",
                "weight": repr(float(weights[j])),
            }
            for j in range(len(weights))
        ],
        "items": [{"id": f"i{i:02d}", "values": [float(x) for x in row]} for i, row in enumerate(values)],
        "method": method,
        **more,
    }
    result = machbar.call("priority.rank", document)
    scores = {row["item"]: row["score"] for row in result["ranking"]}
    return np.array([scores[f"i{i:02d}"] for i in range(len(values))]), result


def test_topsis():
    pymcdm = pymcdm_methods.TOPSIS(pymcdm_norm.vector_normalization)
    pyrepo = TOPSIS(normalization_method=__import__("pyrepo_mcda.normalizations", fromlist=["x"]).vector_normalization)
    for values, weights, types in matrices():
        found, _ = rank(values, weights, types, {"kind": "topsis"})
        assert np.allclose(found, pymcdm(values, weights, types), rtol=0, atol=TOLERANCE)
        assert np.allclose(found, pyrepo(values, weights, types), rtol=0, atol=TOLERANCE)


def test_topsis_with_min_max():
    pymcdm = pymcdm_methods.TOPSIS(pymcdm_norm.minmax_normalization)
    for values, weights, types in matrices(200, seed=6):
        found, _ = rank(values, weights, types, {"kind": "topsis", "normalization": "min_max"})
        assert np.allclose(found, pymcdm(values, weights, types), rtol=0, atol=TOLERANCE)


def test_vikor():
    pymcdm = pymcdm_methods.VIKOR()
    pyrepo = VIKOR()
    for values, weights, types in matrices():
        found, _ = rank(values, weights, types, {"kind": "vikor"})
        assert np.allclose(found, pymcdm(values, weights, types), rtol=0, atol=TOLERANCE)
        assert np.allclose(found, pyrepo(values, weights, types), rtol=0, atol=TOLERANCE)


def test_weighted_sum():
    for name, normalization in [
        ("min_max", pymcdm_norm.minmax_normalization),
        ("max", pymcdm_norm.max_normalization),
        ("sum", pymcdm_norm.sum_normalization),
        ("vector", pymcdm_norm.vector_normalization),
    ]:
        pymcdm = pymcdm_methods.WSM(normalization)
        for values, weights, types in matrices(250, seed=7):
            found, _ = rank(values, weights, types, {"kind": "weighted_sum", "normalization": name})
            assert np.allclose(found, pymcdm(values, weights, types), rtol=0, atol=TOLERANCE), name


def test_weighted_product():
    pymcdm = pymcdm_methods.WPM()
    for values, weights, types in matrices():
        found, _ = rank(values, weights, types, {"kind": "weighted_product"})
        theirs = pymcdm(values, weights, types)
        assert np.allclose(found / found[0], theirs / theirs[0], rtol=TOLERANCE, atol=0)


KINDS = {
    "usual": lambda d, q, p: float(d > 0),
    "u_shape": lambda d, q, p: float(d > q),
    "v_shape": lambda d, q, p: 0.0 if d <= 0 else min(d / p, 1.0),
    "level": lambda d, q, p: 0.0 if d <= q else (0.5 if d <= p else 1.0),
    "linear": lambda d, q, p: 0.0 if d <= q else min((d - q) / (p - q), 1.0),
    "gaussian": lambda d, q, p: 0.0 if d <= 0 else 1.0 - math.exp(-d * d / (2 * p * p)),
}


def preference(kind, q, p):
    if kind == "usual":
        return {"kind": kind}
    if kind == "u_shape":
        return {"kind": kind, "q": q}
    if kind == "v_shape":
        return {"kind": kind, "p": p}
    if kind == "gaussian":
        return {"kind": kind, "s": p}
    return {"kind": kind, "q": q, "p": p}


def test_promethee_against_all_pairs():
    """Every preference function, mixed, against the definition; rounded values make ties and thresholds hit."""
    rng = np.random.default_rng(8)
    for values, weights, types in matrices(CASES, seed=9):
        if rng.random() < 0.5:
            values = np.round(values / 10)
        n, k = values.shape
        kinds = rng.choice(list(KINDS), k)
        q = np.round(rng.uniform(0, 3, k))
        p = q + np.round(rng.uniform(1, 30, k))
        found, result = rank(
            values,
            weights,
            types,
            {"kind": "promethee", "preferences": [preference(c, float(a), float(b)) for c, a, b in zip(kinds, q, p)]},
        )
        pi = np.zeros((n, n))
        for a, b in itertools.permutations(range(n), 2):
            pi[a, b] = sum(
                weights[j] * KINDS[kinds[j]](types[j] * (values[a, j] - values[b, j]), q[j], p[j]) for j in range(k)
            )
        leaving, entering = pi.sum(1) / (n - 1), pi.sum(0) / (n - 1)
        assert np.allclose(found, leaving - entering, rtol=0, atol=TOLERANCE)
        for row in result["ranking"]:
            place = int(row["item"][1:])
            assert abs(row["parts"]["leaving"] - leaving[place]) < TOLERANCE
            assert abs(row["parts"]["entering"] - entering[place]) < TOLERANCE


def test_promethee_against_libraries():
    rng = np.random.default_rng(10)
    pyrepo = PyrepoPromethee()
    for values, weights, types in matrices(300, seed=11):
        k = values.shape[1]
        q, p = np.full(k, 2.0), rng.uniform(5, 40, k)
        usual, _ = rank(values, weights, types, {"kind": "promethee"})
        assert np.allclose(
            usual, pymcdm_methods.PROMETHEE_II("usual")(values, weights, types), rtol=0, atol=TOLERANCE
        )
        linear, _ = rank(
            values,
            weights,
            types,
            {"kind": "promethee", "preferences": [preference("linear", 2.0, float(x)) for x in p]},
        )
        theirs = pyrepo(
            values, weights, types, preference_functions=[pyrepo._linear_function for _ in range(k)], p=p, q=q
        )
        assert np.allclose(linear, theirs, rtol=0, atol=TOLERANCE)


def test_entropy_and_critic_weights():
    for values, weights, types in matrices(300, seed=12, costs=False):
        _, result = rank(values, weights, types, {"kind": "topsis"}, weighting={"kind": "entropy"})
        found = [row["weight"] for row in result["weights"]]
        assert np.allclose(found, pymcdm_weights.entropy_weights(values), rtol=0, atol=TOLERANCE)
        _, result = rank(values, weights, types, {"kind": "topsis"}, weighting={"kind": "critic"})
        found = [row["weight"] for row in result["weights"]]
        assert np.allclose(found, pymcdm_weights.critic_weights(values), rtol=0, atol=TOLERANCE)


def test_a_gap_never_becomes_a_number():
    result = machbar.call(
        "priority.rank",
        {
            "criteria": [{"id": "a", "polarity": "higher_is_better"}],
            "items": [{"id": "x", "values": [None]}, {"id": "y", "values": [1]}, {"id": "z", "values": ["dont_know"]}],
            "method": {"kind": "topsis"},
        },
    )
    assert [row["item"] for row in result["ranking"]] == ["y"]
    assert [row["item"] for row in result["unranked"]] == ["x", "z"]


def test_best_worst_against_scipy():
    """The linear model as a linear program, by HiGHS."""
    from scipy.optimize import linprog

    rng = np.random.default_rng(13)
    for _ in range(100):
        k = int(rng.integers(3, 7))
        best, worst = (int(x) for x in rng.choice(k, 2, replace=False))
        most = int(rng.integers(2, 10))
        to_others = [int(x) for x in rng.integers(1, most + 1, k)]
        to_worst = [int(x) for x in rng.integers(1, most + 1, k)]
        to_others[best], to_worst[worst] = 1, 1
        to_others[worst] = to_worst[best] = most
        _, result = rank(
            rng.uniform(1, 2, (3, k)),
            np.full(k, 1 / k),
            np.ones(k),
            {"kind": "weighted_sum"},
            weighting={
                "kind": "best_worst",
                "best": f"c{best}",
                "worst": f"c{worst}",
                "best_to_others": to_others,
                "others_to_worst": to_worst,
            },
        )
        rows = []
        for j in range(k):
            for of, factor, by in ((best, to_others[j], j), (j, to_worst[j], worst)):
                for sign in (1, -1):
                    row = np.zeros(k + 1)
                    row[of] += sign
                    row[by] -= sign * factor
                    row[k] = -1
                    if of != by:
                        rows.append(row)
        solved = linprog(
            np.eye(k + 1)[k], A_ub=rows, b_ub=np.zeros(len(rows)), A_eq=[[1] * k + [0]], b_eq=[1], method="highs"
        )
        assert abs(result["weighting_fit"]["xi"]["rounded"] - solved.fun) < 1e-4
        weights = [row["weight"] for row in result["weights"]]
        assert abs(sum(weights) - 1) < TOLERANCE
        assert np.max(np.array(rows) @ np.array([*weights, solved.fun])) < TOLERANCE

"""Ranking methods and weights against three libraries on 1,000 random matrices each, and against plain numpy.

pymcdm, pyrepo-mcda and scikit-criteria; each result is compared with at least two of them where two have the
method. Only the Gaussian, the mixed preference functions and the best-worst method stand in one library or none: those are
compared with the definition too, or with a linear program.

Conventions that differ, and how they are bridged here:

* pymcdm and pyrepo-mcda take 1 and -1 for benefit and cost, scikit-criteria `max` and `min`, machbar a polarity
  per criterion.
* Weighted product: pymcdm multiplies sum-normalised values, pyrepo-mcda (WASPAS with lambda 0) values divided by the
  best, scikit-criteria adds decimal logarithms of inverted costs. Each is a constant multiple of machbar's product of
  the values themselves; the quotients of the scores agree.
* Weighted sum: scikit-criteria accepts benefits only; its distance to the anti-ideal (`CenitDistanceMatrixScaler`) is
  machbar's `min_max`, and inverting costs before dividing by the sum is machbar's `sum`. pyrepo-mcda calls x / max
  `max_normalization`.
* CRITIC: pymcdm and pyrepo-mcda ignore polarity, scikit-criteria and machbar normalise in its direction (as Diakoulaki
  et al. do). Turning the sign of costs first makes the former two agree as well.
* PROMETHEE: pyrepo-mcda's Gaussian takes (p + q) / 2 for s. pymcdm has no Gaussian, and one function for all criteria;
  its object holds a generator of them, so it ranks once only: here it is made anew for each matrix.
* With all S (or all R) alike, VIKOR divides zero by zero: the libraries give NaN, machbar counts 0.
"""

import itertools
import math
import warnings

import numpy as np
import skcriteria
from pymcdm import methods as pymcdm_methods
from pymcdm import normalizations as pymcdm_norm
from pymcdm import weights as pymcdm_weights
from pyrepo_mcda import normalizations as pyrepo_norm
from pyrepo_mcda import weighting_methods as pyrepo_weights
from pyrepo_mcda.mcda_methods import PROMETHEE_II, SAW, TOPSIS, VIKOR, WASPAS
from skcriteria.agg import simple as skc_simple
from skcriteria.agg import topsis as skc_topsis
from skcriteria.agg import vikor as skc_vikor
from skcriteria.preprocessing import invert_objectives, scalers, weighters

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


def matrix_of(values, weights, types):
    """The same for scikit-criteria."""
    return skcriteria.mkdm(values, [max if t > 0 else min for t in types], weights=weights)


def agree(ours, *theirs):
    for their in theirs:
        assert np.allclose(ours, their, rtol=0, atol=TOLERANCE)


def test_topsis():
    pymcdm = pymcdm_methods.TOPSIS(pymcdm_norm.vector_normalization)
    pyrepo = TOPSIS(normalization_method=pyrepo_norm.vector_normalization)
    for values, weights, types in matrices():
        found, _ = rank(values, weights, types, {"kind": "topsis"})
        scaled = scalers.VectorScaler(target="matrix").transform(matrix_of(values, weights, types))
        with warnings.catch_warnings():
            # It warns of costs and handles them as Hwang and Yoon do.
            warnings.simplefilter("ignore")
            third = skc_topsis.TOPSIS().evaluate(scaled).e_.similarity
        agree(found, pymcdm(values, weights, types), pyrepo(values, weights, types), third)


def test_topsis_with_min_max():
    pymcdm = pymcdm_methods.TOPSIS(pymcdm_norm.minmax_normalization)
    pyrepo = TOPSIS(normalization_method=pyrepo_norm.minmax_normalization)
    for values, weights, types in matrices(seed=6):
        found, _ = rank(values, weights, types, {"kind": "topsis", "normalization": "min_max"})
        agree(found, pymcdm(values, weights, types), pyrepo(values, weights, types))


def test_vikor():
    pymcdm = pymcdm_methods.VIKOR()
    pyrepo = VIKOR()
    for values, weights, types in matrices():
        found, _ = rank(values, weights, types, {"kind": "vikor"})
        third = skc_vikor.VIKOR().evaluate(matrix_of(values, weights, types)).e_.q_k
        agree(found, pymcdm(values, weights, types), pyrepo(values, weights, types), third)


def test_weighted_sum():
    for name in ("min_max", "max", "sum", "vector"):
        key = name.replace("_", "") + "_normalization"
        pymcdm = pymcdm_methods.WSM(getattr(pymcdm_norm, key))
        pyrepo = SAW(normalization_method=getattr(pyrepo_norm, key))
        for values, weights, types in matrices(seed=7):
            found, _ = rank(values, weights, types, {"kind": "weighted_sum", "normalization": name})
            agree(found, pymcdm(values, weights, types), pyrepo(values, weights, types))


def test_weighted_sum_against_scikit_criteria():
    zenith = scalers.CenitDistanceMatrixScaler()
    inverted, shares = invert_objectives.InvertMinimize(), scalers.SumScaler(target="matrix")
    for values, weights, types in matrices(seed=7):
        matrix = matrix_of(values, weights, types)
        # The distance to the anti-ideal turns costs but leaves them called costs.
        near = matrix_of(zenith.transform(matrix).matrix.to_numpy(), weights, np.ones(len(types)))
        for name, scaled in (("min_max", near), ("sum", shares.transform(inverted.transform(matrix)))):
            found, _ = rank(values, weights, types, {"kind": "weighted_sum", "normalization": name})
            agree(found, skc_simple.WeightedSumModel().evaluate(scaled).e_.score)


def test_weighted_product():
    pymcdm = pymcdm_methods.WPM()
    pyrepo = WASPAS(normalization_method=pyrepo_norm.linear_normalization, lambda_param=0)
    inverted = invert_objectives.InvertMinimize()
    for values, weights, types in matrices():
        found, _ = rank(values, weights, types, {"kind": "weighted_product"})
        matrix = inverted.transform(matrix_of(values, weights, types))
        logarithms = skc_simple.WeightedProductModel().evaluate(matrix).e_.score
        for theirs in (pymcdm(values, weights, types), pyrepo(values, weights, types), 10.0**logarithms):
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


PYREPO = {
    "usual": "usual",
    "u_shape": "ushape",
    "v_shape": "vshape",
    "level": "level",
    "linear": "linear",
    "gaussian": "gaussian",
}
PYMCDM = {"usual": "usual", "u_shape": "ushape", "v_shape": "vshape", "level": "level", "linear": "vshape_2"}


def test_promethee_against_libraries():
    rng = np.random.default_rng(10)
    pyrepo = PROMETHEE_II()
    for kind in KINDS:
        for values, weights, types in matrices(seed=11):
            k = values.shape[1]
            q = rng.uniform(1, 5, k)
            p = q + rng.uniform(5, 40, k)
            # pyrepo-mcda's s lies half-way between q and p.
            s = (p + q) / 2
            third = s if kind == "gaussian" else p
            preferences = [preference(kind, float(a), float(b)) for a, b in zip(q, third)]
            found, _ = rank(values, weights, types, {"kind": "promethee", "preferences": preferences})
            function = getattr(pyrepo, f"_{PYREPO[kind]}_function")
            agree(found, pyrepo(values, weights, types, preference_functions=[function] * k, p=p, q=q))
            if kind in PYMCDM:
                pymcdm = pymcdm_methods.PROMETHEE_II(PYMCDM[kind], p=p, q=q)
                agree(found, pymcdm(values, weights, types))


def derived(values, weights, types, kind):
    _, result = rank(values, weights, types, {"kind": "topsis"}, weighting={"kind": kind})
    return [row["weight"] for row in result["weights"]]


def test_entropy_weights():
    for values, weights, types in matrices(seed=12):
        agree(
            derived(values, weights, types, "entropy"),
            pymcdm_weights.entropy_weights(values),
            pyrepo_weights.entropy_weighting(values),
            weighters.EntropyWeighter().transform(matrix_of(values, weights, types)).weights,
        )


def test_critic_weights():
    for values, weights, types in matrices(seed=12):
        with warnings.catch_warnings():
            # It warns of costs and turns them.
            warnings.simplefilter("ignore")
            third = weighters.CRITIC().transform(matrix_of(values, weights, types)).weights
        turned = values * types
        agree(
            derived(values, weights, types, "critic"),
            pymcdm_weights.critic_weights(turned),
            pyrepo_weights.critic_weighting(turned),
            third,
        )


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

"""Matrices of bare numbers: what `priority.rank` gives, from arrays of every kind; and what is refused."""

import array
from typing import Any

import numpy as np
import pytest

import machbar
from machbar.priority import rank_matrix

METHODS: list[Any] = [
    "topsis",
    "vikor",
    "weighted_sum",
    "weighted_product",
    "promethee",
    {"kind": "topsis", "normalization": "min_max"},
    {"kind": "vikor", "v": 0.2},
    {"kind": "weighted_sum", "normalization": "vector"},
    {"kind": "ice", "impact": "0", "confidence": "1", "ease": "2"},
]
HIGHER, LOWER = "higher_is_better", "lower_is_better"


def by_document(values: Any, polarity: Any, weights: Any, method: Any) -> tuple[list[float], list[int], list[float]]:
    given = not isinstance(weights, str)
    result = machbar.call(
        "priority.rank",
        {
            "criteria": [
                {"id": str(j), "polarity": p} | ({"weight": weights[j]} if given else {}) for j, p in enumerate(polarity)
            ],
            "items": [{"id": f"i{i:05d}", "values": [float(x) for x in row]} for i, row in enumerate(values)],
            "method": {"kind": method} if isinstance(method, str) else method,
            "weighting": {"kind": "given" if given else weights},
        },
    )
    rows = {row["item"]: row for row in result["ranking"]}
    ordered = [rows[f"i{i:05d}"] for i in range(len(values))]
    return [r["score"] for r in ordered], [r["place"] for r in ordered], [w["weight"] for w in result["weights"]]


def test_the_same_as_the_operation() -> None:
    """Whole weights divide alike in doubles and in fractions: then scores are equal to the last bit."""
    rng = np.random.default_rng(21)
    for number in range(200):
        n, k = int(rng.integers(1, 30)), int(rng.integers(3, 7))
        # Every other matrix of whole numbers: ties.
        values = rng.integers(1, 6, (n, k)).astype(float) if number % 2 else rng.uniform(0.5, 100, (n, k))
        polarity = [HIGHER if x else LOWER for x in rng.integers(0, 2, k)]
        weights: Any = [int(x) for x in rng.integers(1, 10, k)]
        for method in METHODS:
            found = rank_matrix(values, polarity=polarity, weights=weights, method=method)
            scores, places, shares = by_document(values, polarity, weights, method)
            assert found.scores.tolist() == scores and found.places.tolist() == places
            assert found.weights.tolist() == shares
        weights = rng.dirichlet(np.ones(k))
        found = rank_matrix(values, polarity=polarity, weights=weights)
        assert np.allclose(found.scores, by_document(values, polarity, weights.tolist(), "topsis")[0], rtol=0, atol=1e-12)
        if n > 1:
            for derived in ("equal", "critic", "entropy"):
                try:
                    wanted = by_document(values, polarity, derived, "topsis")
                except machbar.MachbarError as refused:
                    with pytest.raises(machbar.MachbarError) as caught:
                        rank_matrix(values, polarity=polarity, weights=derived)  # type: ignore[arg-type]
                    assert [p.name for p in caught.value.problems] == [p.name for p in refused.problems]
                    continue
                found = rank_matrix(values, polarity=polarity, weights=derived)  # type: ignore[arg-type]
                assert (found.scores.tolist(), found.places.tolist(), found.weights.tolist()) == wanted


def test_arrays_of_every_kind() -> None:
    rng = np.random.default_rng(22)
    whole = rng.integers(1, 100, (12, 4))
    polarity = [HIGHER, LOWER, HIGHER, HIGHER]
    wanted = rank_matrix(whole.tolist(), polarity=polarity, weights=[1, 2, 3, 4])
    wide = np.zeros((24, 8))
    wide[::2, 1::2] = whole
    flat = array.array("d", whole.astype(float).ravel())
    for values in [
        *(whole.astype(kind) for kind in "bBhHiIqQlLfd"),
        np.asfortranarray(whole),
        np.ascontiguousarray(whole.T).T,
        wide[::2, 1::2],
        whole.astype(float)[::-1][::-1],
        memoryview(flat).cast("B").cast("d", [12, 4]),
        [tuple(row) for row in whole.tolist()],
        tuple(map(list, whole.astype(float))),
    ]:
        found = rank_matrix(values, polarity=polarity, weights=np.array([1, 2, 3, 4], dtype="int16"))
        assert found.scores.tolist() == wanted.scores.tolist() and found.places.tolist() == wanted.places.tolist()
    assert rank_matrix(whole, polarity=polarity, weights=array.array("f", [1, 2, 3, 4])).places == wanted.places
    read_only = whole.astype(float)
    read_only.setflags(write=False)
    assert rank_matrix(read_only, polarity=polarity, weights=(1, 2, 3, 4)).places == wanted.places


def test_the_result_is_frozen_and_costs_no_copy() -> None:
    ranking = rank_matrix([[7, 9], [8, 7], [9, 6]], polarity=[HIGHER, LOWER], weights=[2, 1])
    assert ranking.places.tolist() == [3, 2, 1] and ranking.weights.tolist() == [2 / 3, 1 / 3]
    scores = np.asarray(ranking.scores)
    assert scores.dtype == np.float64 and np.shares_memory(scores, np.asarray(ranking.scores)) and not scores.flags.writeable
    assert np.asarray(ranking.places).dtype == np.int64
    assert repr(ranking) == "<MatrixRanking of 3 rows by 2 columns, first: row 2>"
    with pytest.raises(AttributeError):
        ranking.scores = ranking.weights  # type: ignore[misc]


def test_a_hundred_thousand_rows() -> None:
    rng = np.random.default_rng(23)
    values = rng.uniform(1, 10, (100_000, 8))
    found = rank_matrix(values, polarity=[HIGHER] * 8, method="promethee")
    scores, places = np.asarray(found.scores), np.asarray(found.places)
    assert places[np.argmax(scores)] == 1 and (np.diff(scores[np.argsort(places, kind="stable")]) <= 1e-12).all()


NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("values", "more", "problems"),
    [
        ([[1, NAN], [INF, 2]], {}, {("/values/0/1", "bad_format"), ("/values/1/0", "bad_format")}),
        (np.array([[1, NAN], [3, 4]]), {}, {("/values/0/1", "bad_format")}),
        ([[1, 2e15], [3, 4]], {}, {("/values/0/1", "out_of_range")}),
        ([[1, 10**400], [3, 4]], {}, {("/values/0/1", "bad_format")}),
        ([[1, None], ["2", True]], {}, {("/values/0/1", "wrong_type"), ("/values/1/0", "wrong_type"), ("/values/1/1", "wrong_type")}),
        ([[1, 2], [3]], {}, {("/values/1", "too_few")}),
        ([[1, 2], [3, 4, 5]], {}, {("/values/1", "too_many")}),
        ([[1, 2], 3], {}, {("/values/1", "wrong_type"), ("/values/1", "too_few")}),
        ([], {}, {("/values", "too_few")}),
        (np.zeros((0, 2)), {}, {("/values", "too_few")}),
        (np.zeros((2, 0)), {}, {("/values", "too_few")}),
        (np.zeros((100_001, 1)), {}, {("/values", "too_many")}),
        (np.zeros((1, 101)), {}, {("/values", "too_many")}),
        (np.array([1.0, 2.0]), {}, {("/values", "wrong_type")}),
        (np.zeros((2, 2, 2)), {}, {("/values", "wrong_type")}),
        (np.array(5.0), {}, {("/values", "wrong_type")}),
        (np.ones((2, 2), dtype=bool), {}, {("/values", "wrong_type")}),
        (np.ones((2, 2), dtype=complex), {}, {("/values", "wrong_type")}),
        (np.ones((2, 2), dtype=">f8"), {}, {("/values", "wrong_type")}),
        (np.ones((2, 2), dtype=object), {}, {("/values", "wrong_type")}),
        (np.ones((2, 2), dtype="float16"), {}, {("/values", "wrong_type")}),
        (b"abcd", {}, {("/values", "wrong_type")}),
        ("abcd", {}, {("/values", "wrong_type")}),
        (None, {}, {("/values", "wrong_type")}),
        ([[1, 2]], {"polarity": [HIGHER]}, {("/polarity", "too_few")}),
        ([[1, 2]], {"polarity": [HIGHER, "up"]}, {("/polarity/1", "unknown_value")}),
        ([[1, 2]], {"weights": [1]}, {("/weights", "too_few")}),
        ([[1, 2]], {"weights": [1, -1]}, {("/weights/1", "out_of_range")}),
        ([[1, 2]], {"weights": [1, NAN]}, {("/weights/1", "bad_format")}),
        ([[1, 2]], {"weights": [0, 0]}, {("/weights", "out_of_range")}),
        ([[1, 2]], {"weights": np.ones((1, 2))}, {("/weights", "wrong_type")}),
        ([[1, 2]], {"weights": "equals"}, {("/weights", "wrong_type")}),
        ([[1, 2]], {"method": "electre"}, {("/method/kind", "unknown_value")}),
        ([[1, 2]], {"method": {"kind": "vikor", "v": 2}}, {("/method/v", "out_of_range")}),
        ([[1, 0], [2, 3]], {"method": "weighted_product"}, {("/columns/1", "out_of_range")}),
        ([[0, 1], [0, 2]], {}, {("/columns/0", "out_of_range")}),
    ],
)
def test_what_is_refused(values: Any, more: dict[str, Any], problems: set[tuple[str, str]]) -> None:
    arguments: dict[str, Any] = {"polarity": [HIGHER] * (np.shape(values)[-1] if np.ndim(values) == 2 else 2)} if isinstance(
        values, np.ndarray
    ) else {"polarity": [HIGHER, HIGHER]}
    with pytest.raises(machbar.MachbarError) as caught:
        rank_matrix(values, **(arguments | more))
    error = caught.value
    assert not isinstance(error, machbar.InternalError)
    assert {(problem.pointer, problem.name) for problem in error.problems} == problems
    assert error.message("de") != error.message("en")

"""Comparisons in pairs against numpy's eigenvalues, and the table of random indices against a simulation."""

import itertools
from fractions import Fraction

import numpy as np

import machbar

TOLERANCE = 1e-9
SCALE = [Fraction(1, k) for k in range(9, 1, -1)] + [Fraction(k) for k in range(1, 10)]


def random_matrix(rng, n):
    matrix = np.ones((n, n))
    judgements = {}
    for a, b in itertools.combinations(range(n), 2):
        value = SCALE[int(rng.integers(len(SCALE)))]
        judgements[a, b] = value
        matrix[a, b], matrix[b, a] = float(value), 1 / float(value)
    return matrix, judgements


def ahp(n, judgements, **more):
    return machbar.call(
        "priority.ahp",
        {
            "elements": [f"e{i}" for i in range(n)],
            "comparisons": [{"a": f"e{a}", "b": f"e{b}", "value": str(v)} for (a, b), v in judgements.items()],
            **more,
        },
    )


def test_eigenvector_and_geometric_mean():
    rng = np.random.default_rng(5)
    for _ in range(300):
        n = int(rng.integers(3, 10))
        matrix, judgements = random_matrix(rng, n)
        result = ahp(n, judgements)
        values, vectors = np.linalg.eig(matrix)
        place = values.real.argmax()
        vector = vectors[:, place].real
        assert abs(result["lambda_max"] - values.real[place]) < 1e-8
        assert np.allclose([w["eigenvector"] for w in result["weights"]], vector / vector.sum(), atol=1e-8, rtol=0)
        means = np.exp(np.log(matrix).mean(1))
        assert np.allclose([w["geometric_mean"] for w in result["weights"]], means / means.sum(), atol=TOLERANCE, rtol=0)
        assert abs(result["consistency_index"] - (values.real[place] - n) / (n - 1)) < 1e-8


def test_missing_comparisons_by_harker():
    rng = np.random.default_rng(6)
    for _ in range(100):
        n = int(rng.integers(4, 8))
        matrix, judgements = random_matrix(rng, n)
        # A path links everything; each other pair is left out with even odds.
        for a, b in list(judgements):
            if b != a + 1 and rng.random() < 0.5:
                del judgements[a, b]
                matrix[a, b] = matrix[b, a] = 0
                matrix[a, a] += 1
                matrix[b, b] += 1
        result = ahp(n, judgements)
        values, vectors = np.linalg.eig(matrix)
        vector = vectors[:, values.real.argmax()].real
        assert np.allclose([w["eigenvector"] for w in result["weights"]], vector / vector.sum(), atol=1e-7, rtol=0)
        rows = [np.eye(n)[a] - np.eye(n)[b] for a, b in judgements]
        logs = np.linalg.lstsq(np.array(rows), np.log([float(v) for v in judgements.values()]), rcond=None)[0]
        weights = np.exp(logs) / np.exp(logs).sum()
        assert np.allclose([w["geometric_mean"] for w in result["weights"]], weights, atol=1e-8, rtol=0)


def test_random_indices():
    """Alonso and Lamata used 100,000 matrices per size; 4,000 come within 0.05."""
    rng = np.random.default_rng(7)
    for n in range(3, 11):
        values = np.array([float(x) for x in SCALE])
        matrices = np.ones((4000, n, n))
        for a, b in itertools.combinations(range(n), 2):
            drawn = rng.choice(values, 4000)
            matrices[:, a, b], matrices[:, b, a] = drawn, 1 / drawn
        index = ((np.linalg.eigvals(matrices).real.max(1) - n) / (n - 1)).mean()
        used = ahp(n, random_matrix(rng, n)[1], random_index="alonso_lamata2006")["random_index"]
        assert abs(index - used) < 0.05
        saaty = ahp(n, random_matrix(rng, n)[1])["random_index"]
        assert abs(index - saaty) < 0.08

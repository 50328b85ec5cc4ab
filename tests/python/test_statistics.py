"""Small-sample statistics against SciPy, NumPy and exact enumeration: 500 random samples per test.

Counted probabilities are exact fractions here and doubles in SciPy: they must agree to a relative 1e-9.
Where SciPy has no exact method (signed ranks with ties and more than ten values), the distribution is the
product of ``1 + x**rank`` over SciPy's own ranks, in whole numbers, and must agree to the last digit.
"""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest
from scipy import stats

import machbar

SAMPLES = 500
PER_CALL = 50
RELATIVE = 1e-9


def measured(kind: str, bodies: list[dict]) -> list[dict]:
    """What `sprint.poc` says about measurements of one kind, in order."""
    shared = {"unit": "minutes", "kind": "time", "polarity": "lower_is_better"}
    results: list[dict] = []
    for start in range(0, len(bodies), PER_CALL):
        part = [{"id": f"m{i}", **shared, **body} for i, body in enumerate(bodies[start : start + PER_CALL])]
        poc = {"id": "P", "concept": "K", "measurements": {kind: part}}
        results += machbar.call("sprint.poc", {"poc": poc})["measured"][kind]
    assert len(results) == len(bodies)
    return results


def pairs(differences: list[int]) -> dict:
    return {"pairs": [{"item": f"i{i}", "old": 100 + d, "new": 100} for i, d in enumerate(differences)]}


def paired(samples: list[list[int]]) -> list[dict]:
    return measured("paired", [pairs(sample) for sample in samples])


def exact(p: dict) -> Fraction:
    return Fraction(p["exact"])


def without_ties(rng: random.Random) -> list[int]:
    n = rng.randint(3, 40)
    shift = rng.choice([0.5, 0.6, 0.8])
    return [m if rng.random() < shift else -m for m in rng.sample(range(1, 90), n)]


def with_ties(rng: random.Random, least: int, most: int) -> list[int]:
    n = rng.randint(least, most)
    bias = rng.choice([-2, 0, 3])
    sample = [rng.randint(-6, 6) + rng.choice([0, bias]) for _ in range(n)]
    # At least two values must be left when the zeros are dropped.
    return sample if sum(d != 0 for d in sample) > 1 else sample[:-2] + [1, -2]


@pytest.fixture(scope="module")
def tied():
    """500 samples of 3 to 40 differences with ties and zeros, and what they give."""
    rng = random.Random(3)
    samples = [with_ties(rng, 3, 40) for _ in range(SAMPLES)]
    return list(zip(samples, paired(samples)))


def test_signed_rank_without_ties():
    rng = random.Random(1)
    samples = [without_ties(rng) for _ in range(SAMPLES)]
    for sample, result in zip(samples, paired(samples)):
        expected = stats.wilcoxon(np.array(sample, float), method="exact")
        assert result["wilcoxon"]["p_two_sided"]["value"] == pytest.approx(expected.pvalue, rel=RELATIVE)
        smaller = min(result["wilcoxon"][w]["rounded"] for w in ("w_plus", "w_minus"))
        assert smaller == expected.statistic


def rank_sum_of_positive(values: np.ndarray, axis: int = -1) -> np.ndarray:
    return np.sum(np.where(values > 0, stats.rankdata(np.abs(values), axis=axis), 0), axis=axis)


def test_signed_rank_with_ties_and_zeros_small():
    rng = random.Random(2)
    samples = [with_ties(rng, 3, 11) for _ in range(SAMPLES)]
    every_sign = {"permutation_type": "samples", "n_resamples": np.inf, "vectorized": True}
    for sample, result in zip(samples, paired(samples)):
        values = np.array([d for d in sample if d != 0], float)
        assert result["wilcoxon"]["n_nonzero"] == len(values)
        expected = stats.permutation_test((values,), rank_sum_of_positive, **every_sign)
        assert result["wilcoxon"]["p_two_sided"]["value"] == pytest.approx(expected.pvalue, rel=RELATIVE)
        if len(values) <= 5:
            by_name = stats.wilcoxon(values, method=stats.PermutationMethod(n_resamples=np.inf))
            assert by_name.pvalue == pytest.approx(expected.pvalue, rel=RELATIVE)


def test_signed_rank_with_ties_and_zeros(tied):
    for sample, result in tied:
        values = np.array([d for d in sample if d != 0])
        ranks = [int(2 * rank) for rank in stats.rankdata(np.abs(values))]
        product = [1]
        for rank in ranks:
            wider = product + [0] * rank
            for place, ways in enumerate(product):
                wider[place + rank] += ways
            product = wider
        plus = sum(rank for rank, value in zip(ranks, values) if value > 0)
        low, high = sum(product[: plus + 1]), sum(product[plus:])
        expected = min(Fraction(1), 2 * Fraction(min(low, high), 2 ** len(ranks)))
        assert exact(result["wilcoxon"]["p_two_sided"]) == expected


def test_sign_test(tied):
    for sample, result in tied:
        plus, minus = sum(d > 0 for d in sample), sum(d < 0 for d in sample)
        expected = stats.binomtest(plus, plus + minus).pvalue
        assert result["sign_test"]["p_two_sided"]["value"] == pytest.approx(expected, rel=RELATIVE)


def test_locations(tied):
    for sample, result in tied:
        values = np.array(sample, float)
        row, column = np.triu_indices(len(values))
        walsh = (values[row] + values[column]) / 2
        # Medians of halves and quarters are exact in doubles.
        assert float(Fraction(result["hodges_lehmann"]["exact"])) == np.median(walsh)
        assert float(Fraction(result["median_difference"]["exact"])) == np.median(values)
        assert float(Fraction(result["mean_difference"]["exact"])) == pytest.approx(values.mean(), abs=1e-12)
        reductions = np.median(values / (100 + values)) * 1000
        shown = float(Fraction(result["median_of_paired_reductions_permille"]["exact"]))
        assert shown == pytest.approx(reductions, abs=1e-9)


def count(hits: int, n: int) -> dict:
    return {"hits": hits, "n": n}


def test_fisher():
    rng = random.Random(6)
    tables = []
    for _ in range(SAMPLES):
        n, m = rng.randint(1, 60), rng.randint(1, 60)
        tables.append(((rng.randint(0, n), n), (rng.randint(0, m), m)))
    bodies = [{"before": count(*before), "after": count(*after)} for before, after in tables]
    for (before, after), result in zip(tables, measured("share_comparisons", bodies)):
        table = [[before[0], before[1] - before[0]], [after[0], after[1] - after[0]]]
        expected = stats.fisher_exact(table).pvalue
        # SciPy compares probabilities of tables with a relative slack, we compare whole numbers.
        assert result["fisher_p_two_sided"]["value"] == pytest.approx(expected, rel=RELATIVE)


def test_wilson_interval():
    rng = random.Random(7)
    counts = []
    for _ in range(SAMPLES):
        n = rng.choice([rng.randint(1, 40), rng.randint(41, 5000)])
        counts.append((rng.randint(0, n), n))
    for (hits, n), result in zip(counts, measured("shares", [{"count": count(*c)} for c in counts])):
        expected = stats.binomtest(hits, n).proportion_ci(0.95, method="wilson")
        # Both ends are shown with six places.
        assert result["share"]["wilson_95_lower"] == pytest.approx(expected.low, abs=5.1e-7)
        assert result["share"]["wilson_95_upper"] == pytest.approx(expected.high, abs=5.1e-7)


def groups(rng: random.Random, most: int, tied: bool) -> tuple[list[int], list[int]]:
    n, m = rng.randint(2, most), rng.randint(2, most)
    values = [rng.randint(1, 6) for _ in range(n + m)] if tied else rng.sample(range(1, 400), n + m)
    return values[:n], values[n:]


def unpaired(samples: list[tuple[list[int], list[int]]]) -> list[dict]:
    return measured("unpaired", [{"before": before, "after": after} for before, after in samples])


def test_rank_sum_without_ties():
    rng = random.Random(8)
    samples = [groups(rng, 20, tied=False) for _ in range(SAMPLES)]
    for (before, after), result in zip(samples, unpaired(samples)):
        expected = stats.mannwhitneyu(before, after, method="exact")
        assert result["mann_whitney"]["u"]["rounded"] == expected.statistic
        assert result["mann_whitney"]["p_two_sided"]["value"] == pytest.approx(expected.pvalue, rel=RELATIVE)
        shifts = np.subtract.outer(np.array(before, float), np.array(after, float))
        assert float(Fraction(result["hodges_lehmann"]["exact"])) == np.median(shifts)


def test_rank_sum_with_ties():
    rng = random.Random(9)
    samples = [groups(rng, 5, tied=True) for _ in range(SAMPLES)]
    every_choice = stats.PermutationMethod(n_resamples=np.inf)
    for (before, after), result in zip(samples, unpaired(samples)):
        expected = stats.mannwhitneyu(before, after, method=every_choice)
        assert result["mann_whitney"]["u"]["rounded"] == expected.statistic
        assert result["mann_whitney"]["p_two_sided"]["value"] == pytest.approx(expected.pvalue, rel=RELATIVE)


def test_bootstrap_interval_against_the_exact_resampling_distribution():
    """For an odd count the median of a resample is at most the k-th value when more than half of the draws are:
    a binomial probability. The ends of the interval lie where that distribution reaches 2.5 and 97.5 %."""
    rng = random.Random(10)
    samples = [rng.sample(range(-50, 50), rng.choice([5, 7, 9, 11, 15, 21])) for _ in range(SAMPLES)]
    for sample, result in zip(samples, paired(samples)):
        values = sorted(sample)
        n = len(values)
        at_most = [stats.binom.sf(n // 2, n, (k + 1) / n) for k in range(n)]
        interval = result["median_difference_interval"]
        for end, level in (("lower", 0.025), ("upper", 0.975)):
            assert interval[end] == next(value for value, share in zip(values, at_most) if share >= level)


def test_bootstrap_interval_against_scipy():
    """SciPy draws resamples: its ends are ours, or values that the resampling of 9,999 cannot tell from ours."""
    rng = random.Random(11)
    samples = [rng.sample(range(-500, 500), rng.choice([6, 8, 12, 20])) for _ in range(30)]
    for sample, result in zip(samples, paired(samples)):
        drawn = stats.bootstrap((np.array(sample),), np.median, n_resamples=9_999, method="percentile", rng=12)
        share = lambda value: (drawn.bootstrap_distribution <= value).mean()
        below = lambda value: (drawn.bootstrap_distribution < value).mean()
        interval = result["median_difference_interval"]
        for end, level in (("lower", 0.025), ("upper", 0.975)):
            # Five standard errors of a share of 2.5 % among 9,999.
            assert below(interval[end]) <= level + 0.008 and share(interval[end]) >= level - 0.008


@pytest.mark.parametrize(("expected", "threshold"), [(950, 900), (970, 950), (900, 800), (800, 600), (1000, 900)])
def test_items_needed_for_a_share(expected, threshold):
    plan = {"id": "s", "expected_permille": expected, "threshold_permille": threshold}
    need = machbar.call("sprint.sample_size", {"shares": [plan]})["shares"][0]

    def reaches(n: int) -> bool:
        ends = stats.binomtest(expected * n // 1000, n).proportion_ci(0.95, method="wilson")
        return ends.low >= threshold / 1000

    failing = [n for n in range(1, 1500) if not reaches(n)]
    assert need["fewest"] == next(n for n in range(1, 1500) if reaches(n))
    assert need["always_enough_from"] == failing[-1] + 1


@pytest.mark.parametrize("better", [700, 800, 900, 1000])
def test_pairs_needed_for_an_effect(better):
    plan = {"id": "p", "expected_better_permille": better}
    need = machbar.call("sprint.sample_size", {"pairs": [plan]})["pairs"][0]

    def power(n: int) -> float:
        rejecting = [k for k in range(n // 2 + 1) if 2 * stats.binom.cdf(k, n, 0.5) <= 0.05]
        return stats.binom.cdf(rejecting[-1], n, 1 - better / 1000) if rejecting else 0.0

    assert need["fewest"] == 6
    assert need["for_expected_effect"] == next(n for n in range(6, 121) if power(n) >= 0.8)

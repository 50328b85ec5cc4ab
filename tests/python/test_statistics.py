"""Small-sample statistics against SciPy, NumPy and exact enumeration: 500 random samples per test.

Counted probabilities are exact fractions here and doubles in SciPy: they must agree to a relative 1e-9.
Where SciPy has no exact method (signed ranks with ties and more than ten values), the distribution is the
product of ``1 + x**rank`` over SciPy's own ranks, in whole numbers, and must agree to the last digit.
"""

from __future__ import annotations

import itertools
import math
import random
import statistics
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


def test_rank_sum_with_ties_in_larger_groups():
    """All ways to choose the first group, counted by their rank sum in whole numbers, over SciPy's ranks."""
    rng = random.Random(13)
    samples = [groups(rng, 20, tied=True) for _ in range(SAMPLES)]
    for (before, after), result in zip(samples, unpaired(samples)):
        ranks = (2 * stats.rankdata(before + after)).astype(int)
        n, total = len(before), int(ranks.sum())
        ways = np.zeros((n + 1, total + 1), dtype=np.int64)
        ways[0, 0] = 1
        for rank in ranks:
            ways[1:, rank:] += ways[:-1, : total + 1 - rank].copy()
        own, every = int(ranks[:n].sum()), int(ways[n].sum())
        low, high = int(ways[n, : own + 1].sum()), int(ways[n, own:].sum())
        assert exact(result["mann_whitney"]["p_two_sided"]) == min(Fraction(1), Fraction(2 * min(low, high), every))


def medians_of_all_resamples(sample: list[int]) -> list[tuple[Fraction, int]]:
    """Every median of a resample of the same size with the number of resamples that have it, in order of value: by
    counting how many draws lie below, at and above the one or two values in the middle."""
    n, values = len(sample), sorted(set(sample))
    upto = {value: sum(v <= value for v in sample) for value in values}
    below = {value: sum(v < value for v in sample) for value in values}

    def at_least(draws: int, ways: int) -> int:
        """Resamples with so many draws or more among `ways` of the n values."""
        return sum(math.comb(n, k) * ways**k * (n - ways) ** (n - k) for k in range(draws, n + 1))

    counts: dict[Fraction, int] = {}
    middle = n // 2 if n % 2 == 0 else n // 2 + 1
    for place, value in enumerate(values):
        one = at_least(middle, upto[value]) - at_least(middle, below[value])
        if n % 2 == 0:
            lower = upto[value] ** middle - below[value] ** middle
            for other in values[place + 1 :]:
                upper = (n - below[other]) ** middle - (n - upto[other]) ** middle
                both = math.comb(n, middle) * lower * upper
                key = Fraction(value + other, 2)
                counts[key] = counts.get(key, 0) + both
                one -= both
        counts[Fraction(value)] = counts.get(Fraction(value), 0) + one
    assert sum(counts.values()) == n**n
    return sorted(counts.items())


def test_medians_of_all_resamples_are_those_of_enumeration():
    for sample in ([1, 4, 9], [2, 2, 5, 7], [1, 3, 3, 8, 9]):
        counted: dict[Fraction, int] = {}
        for drawn in itertools.product(sample, repeat=len(sample)):
            median = Fraction(statistics.median(drawn))
            counted[median] = counted.get(median, 0) + 1
        assert medians_of_all_resamples(sample) == sorted(counted.items())


def test_bootstrap_interval_against_the_exact_resampling_distribution():
    """The ends of the interval lie where the distribution of all resamples reaches 2.5 and 97.5 %."""
    rng = random.Random(10)
    samples = [with_ties(rng, 3, 40) if rng.random() < 0.5 else without_ties(rng) for _ in range(SAMPLES)]
    for sample, result in zip(samples, paired(samples)):
        distribution, every = medians_of_all_resamples(sample), len(sample) ** len(sample)
        interval = result["median_difference_interval"]
        for end, level in (("lower", Fraction(25, 1000)), ("upper", Fraction(975, 1000))):
            reached = itertools.accumulate(count for _, count in distribution)
            wanted = next(value for (value, _), share in zip(distribution, reached) if share >= level * every)
            assert Fraction(interval[end]) == wanted


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

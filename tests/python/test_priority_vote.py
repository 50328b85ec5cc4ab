"""Voting methods against pref_voting on random profiles.

Conventions that differ:

* pref_voting's Schulze (beat_path) and ranked pairs measure victories by margins unless told otherwise; machbar by
  winning votes. Both are compared by margins here.
* pref_voting's ranked pairs tries every order of victories that are equally strong (exponential); machbar
  takes them in the order of the ids and says when the order mattered. Then its winner is one of theirs.
* pref_voting counts Copeland as victories minus defeats, machbar as victories plus half the ties: the
  same order.
"""

import random
import time

from pref_voting.profiles import Profile
from pref_voting.voting_methods import beat_path, borda, copeland, instant_runoff, ranked_pairs

import machbar

CASES = 1000


def profiles(count=CASES, seed=5):
    rng = random.Random(seed)
    for number in range(count):
        # Mostly many voters, few of whose victories are equally strong; sometimes three voters
        # on few candidates, for pref_voting tries every order of equally strong victories.
        few = number % 5 == 0
        candidates = rng.randint(3, 4) if few else rng.randint(2, 5)
        ballots = 3 if few else rng.randint(1, 6)
        rankings = [rng.sample(range(candidates), candidates) for _ in range(ballots)]
        counts = [1 if few else rng.randint(1, 1000) for _ in range(ballots)]
        yield candidates, rankings, counts


def vote(candidates, rankings, counts, **more):
    return machbar.call(
        "priority.vote",
        {
            "candidates": [f"k{c:02d}" for c in range(candidates)],
            "ranked": [
                {"count": count, "ranking": [[f"k{c:02d}"] for c in ranking]}
                for ranking, count in zip(rankings, counts)
            ],
            "strength": "margins",
            **more,
        },
    )


def winners(result, method):
    row = next(row for row in result["results"] if row["method"] == method)
    return sorted(int(name[1:]) for name in row["winners"]), row


def test_winners():
    orders = 0
    for candidates, rankings, counts in profiles():
        theirs = Profile(rankings, counts)
        ours = vote(candidates, rankings, counts)
        assert winners(ours, "borda")[0] == sorted(borda(theirs))
        assert winners(ours, "copeland")[0] == sorted(copeland(theirs))
        assert winners(ours, "schulze")[0] == sorted(beat_path(theirs))
        assert winners(ours, "instant_runoff")[0] == sorted(instant_runoff(theirs))
        found, row = winners(ours, "ranked_pairs")
        expected = sorted(ranked_pairs(theirs))
        if row["order_of_ids_decided"]:
            orders += 1
            assert set(found) <= set(expected)
        else:
            assert found == expected
        condorcet = theirs.condorcet_winner()
        assert ours["condorcet_winner"] == (None if condorcet is None else f"k{condorcet:02d}")
    assert 0 < orders < CASES // 2


def test_borda_scores():
    for candidates, rankings, counts in profiles(200, seed=6):
        theirs = Profile(rankings, counts).borda_scores()
        _, row = winners(vote(candidates, rankings, counts), "borda")
        ours = {int(place["candidate"][1:]): place["score"]["rounded"] for place in row["places"]}
        assert ours == {c: float(score) for c, score in theirs.items()}


def test_ranked_pairs_ends():
    """15 candidates and 12 ballots: many equally strong victories; enumerating their orders would not end."""
    rng = random.Random(7)
    rankings = [rng.sample(range(15), 15) for _ in range(12)]
    start = time.perf_counter()
    result = vote(15, rankings, [1] * 12, methods=["ranked_pairs"])
    assert time.perf_counter() - start < 5
    assert result["results"][0]["winners"]

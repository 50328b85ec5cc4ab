"""Voting methods against pref_voting and votelib on 1,000 random profiles each.

Conventions that differ:

* pref_voting's Schulze (beat_path) and ranked pairs measure victories by margins unless told otherwise; machbar by
  winning votes, as votelib does. On complete ballots the two are the same order; on truncated ones machbar is
  compared with votelib by winning votes. Candidates left out stand last, among themselves level, for all of them.
* pref_voting's ranked pairs tries every order of victories that are equally strong (exponential); machbar
  takes them in the order of the ids and says when the order mattered. Then its winner is one of theirs. votelib takes
  equally strong victories in the order in which it met the pairs, locks ties too, and names one winner: it is one of machbar's
  unless the order mattered.
* pref_voting and votelib count Copeland as victories minus defeats, machbar as victories plus half the ties: the
  same order, and twice machbar's points less the number of rivals are theirs. votelib has no score for somebody who
  only ties.
* votelib's Schulze names those with the most victories by beatpaths, machbar and pref_voting those whom nobody beats: the
  former are among the latter, and the same when only one is unbeaten.
* Two weakest in an instant run-off: machbar and pref_voting drop both, votelib refuses. It is compared where it answers.
* votelib's Borda takes a candidate with a length (a text) for a group of candidates; here candidates are numbers.
"""

import collections
import random
import time

from pref_voting.grade_methods import approval
from pref_voting.grade_profiles import GradeProfile
from pref_voting.profiles import Profile
from pref_voting.voting_methods import beat_path, borda, copeland, instant_runoff, ranked_pairs
from votelib.component import rankscore
from votelib.convert import ApprovalToSimpleVotes, RankedToCondorcetVotes, RankedToPositionalVotes
from votelib.evaluate import condorcet
from votelib.evaluate.core import Tie
from votelib.evaluate.sequential import TransferableVoteSelector

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


def names(result):
    """Candidates whom votelib names, all of a tie."""
    return {c for one in result for c in (one if isinstance(one, Tie) else [one])}


def points(result, method):
    _, row = winners(result, method)
    return {int(place["candidate"][1:]): place["score"]["rounded"] for place in row["places"]}


def ballots_of(rankings, counts):
    """The same for votelib: how many handed in which ballot."""
    ballots = collections.Counter()
    for ranking, count in zip(rankings, counts):
        ballots[tuple(ranking)] += count
    return dict(ballots)


def check_pairwise(ours, pairs, strength):
    """Schulze and ranked pairs against votelib; how often the winner is the only one."""
    unbeaten, _ = winners(ours, "schulze")
    theirs = names(condorcet.Schulze().evaluate(pairs, 1))
    assert theirs <= set(unbeaten)
    assert len(unbeaten) > 1 or theirs == set(unbeaten)
    found, row = winners(ours, "ranked_pairs")
    if not row["order_of_ids_decided"] and len(found) == 1:
        assert condorcet.RankedPairs(strength).evaluate(pairs, 1) == found
        return collections.Counter(schulze=len(unbeaten) == 1, ranked_pairs=1)
    return collections.Counter(schulze=len(unbeaten) == 1)


def test_winners_against_votelib():
    compared = collections.Counter()
    for candidates, rankings, counts in profiles(2 * CASES, seed=8):
        ballots = ballots_of(rankings, counts)
        ours = vote(candidates, rankings, counts)
        pairs = RankedToCondorcetVotes().convert(ballots)
        assert points(ours, "borda") == RankedToPositionalVotes(rankscore.Borda(base=0)).convert(ballots)
        scores = condorcet.Copeland.scores(condorcet.pairwise_wins(pairs))
        copeland = points(ours, "copeland")
        assert {c: 2 * copeland[c] - (candidates - 1) for c in copeland} == {c: scores.get(c, 0) for c in range(candidates)}
        compared += check_pairwise(ours, pairs, "margins") + collections.Counter(borda=1, copeland=1)
        try:
            theirs = names(TransferableVoteSelector(quota_function="hare").evaluate(ballots, 1))
        except NotImplementedError:
            continue
        assert winners(ours, "instant_runoff")[0] == sorted(theirs)
        compared["instant_runoff"] += 1
    assert min(compared.values()) >= CASES, compared


def test_truncated_ballots_by_winning_votes():
    rng = random.Random(9)
    compared = collections.Counter()
    for candidates, rankings, counts in profiles(2 * CASES, seed=9):
        rankings = [ranking[: rng.randint(1, candidates)] for ranking in rankings]
        if {c for ranking in rankings for c in ranking} != set(range(candidates)):
            # votelib knows candidates from ballots only.
            continue
        ours = vote(candidates, rankings, counts, strength="winning_votes")
        pairs = RankedToCondorcetVotes().convert(ballots_of(rankings, counts))
        compared += check_pairwise(ours, pairs, "winning_votes")
    assert min(compared.values()) >= CASES // 2, compared


def test_approval():
    rng = random.Random(10)
    for _ in range(CASES):
        candidates = rng.randint(2, 8)
        liked = [sorted(rng.sample(range(candidates), rng.randint(1, candidates))) for _ in range(rng.randint(1, 12))]
        ours = machbar.call(
            "priority.vote",
            {
                "candidates": [f"k{c:02d}" for c in range(candidates)],
                "dotted": [{"dots": [f"k{c:02d}" for c in ballot]} for ballot in liked],
                "methods": ["approval"],
            },
        )
        grades = GradeProfile([{c: int(c in ballot) for c in range(candidates)} for ballot in liked], [0, 1])
        assert winners(ours, "approval")[0] == sorted(approval(grades))
        counted = ApprovalToSimpleVotes().convert(collections.Counter(map(frozenset, liked)))
        assert points(ours, "approval") == {c: counted.get(c, 0) for c in range(candidates)}


def test_borda_scores():
    for candidates, rankings, counts in profiles(seed=6):
        theirs = Profile(rankings, counts).borda_scores()
        assert points(vote(candidates, rankings, counts), "borda") == {c: float(score) for c, score in theirs.items()}


def test_ranked_pairs_ends():
    """15 candidates and 12 ballots: many equally strong victories; enumerating their orders would not end."""
    rng = random.Random(7)
    rankings = [rng.sample(range(15), 15) for _ in range(12)]
    start = time.perf_counter()
    result = vote(15, rankings, [1] * 12, methods=["ranked_pairs"])
    assert time.perf_counter() - start < 5
    assert result["results"][0]["winners"]

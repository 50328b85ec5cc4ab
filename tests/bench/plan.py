"""The best funding plan beside HiGHS on the same model, in one run on one core."""

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))

import machbar
from plan_model import highs, situation


def main() -> None:
    for positions, offers, count in [(12, 30, 40), (20, 30, 12)]:
        ours, theirs, slower = [], [], 0
        for seed in range(count):
            document = situation(seed, positions, offers)
            begun = time.perf_counter()
            best = machbar.call("funding.plan", {"situation": document, "only_best": True})["plans"][0]
            seconds = time.perf_counter() - begun
            value, peer = highs(document)
            assert best["proven"] and abs(best["expected_cents"] - best["effort_cents"] - value) < 1.01, seed
            ours.append(seconds)
            theirs.append(peer)
            slower += seconds > peer
        print(
            f"{positions} x {offers}, {count} situations: machbar median {statistics.median(ours) * 1e3:.1f} ms, "
            f"max {max(ours) * 1e3:.1f} ms; HiGHS median {statistics.median(theirs) * 1e3:.1f} ms, "
            f"max {max(theirs) * 1e3:.1f} ms; slower than HiGHS {slower} times; "
            f"ratio of medians {statistics.median(theirs) / statistics.median(ours):.0f}"
        )


if __name__ == "__main__":
    main()

"""The best funding plan beside HiGHS on the same model, in one run on one core.

Seconds are those of the processor, so that other work on the machine does not count. HiGHS solves a part of
the situations: it takes minutes on some of them.
"""

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))

import machbar
from plan_model import highs, situation

SIZES = [(12, 30, 300, 25), (20, 30, 40, 10)]
"""Positions, offers, situations, and of how many one is given to HiGHS."""


def main() -> None:
    for positions, offers, count, each in SIZES:
        ours, pairs = [], []
        for seed in range(count):
            document = situation(seed, positions, offers)
            begun = time.process_time()
            best = machbar.call("funding.plan", {"situation": document, "only_best": True})["plans"][0]
            seconds = time.process_time() - begun
            assert best["proven"], seed
            ours.append(seconds)
            if seed % each == 0:
                begun = time.process_time()
                value, _ = highs(document)
                pairs.append((seconds, time.process_time() - begun))
                assert abs(best["expected_cents"] - best["effort_cents"] - value) < 1.01, seed
        print(
            f"{positions} x {offers}, {count} situations: machbar median {statistics.median(ours) * 1e3:.1f} ms, "
            f"max {max(ours) * 1e3:.1f} ms; HiGHS on {len(pairs)} of them median "
            f"{statistics.median(peer for _, peer in pairs) * 1e3:.0f} ms, "
            f"max {max(peer for _, peer in pairs) * 1e3:.0f} ms; "
            f"slower than HiGHS {sum(mine > peer for mine, peer in pairs)} times; "
            f"least ratio {min(peer / mine for mine, peer in pairs):.0f}"
        )
        front = []
        for seed in range(0, count, max(count // 10, 1)):
            document = situation(seed, positions, offers)
            begun = time.process_time()
            machbar.call("funding.plan", {"situation": document})
            front.append(time.process_time() - begun)
        print(
            f"{positions} x {offers}, the whole front with reasons, {len(front)} situations: "
            f"median {statistics.median(front) * 1e3:.0f} ms, max {max(front) * 1e3:.0f} ms"
        )


if __name__ == "__main__":
    main()

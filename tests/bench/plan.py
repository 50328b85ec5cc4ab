"""The best funding plan beside HiGHS on the same model, in one run on one core.

Seconds are those of the processor, so that other work on the machine does not count. HiGHS solves a part of
the situations: it takes minutes on some of them. `prices` are situations in which amounts alone decide, `whole`
those in which everything occurs that a situation can hold (dates, quotes, own funds, loans, fiscal years).
"""

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python"))

import machbar
from plan_model import highs, worth
from plan_situations import prices, whole

SIZES = [
    (prices, 12, 30, 300, 25, None),
    (whole, 12, 30, 60, 20, 5_000),
    (prices, 20, 30, 40, 10, None),
]
"""Kind, positions, offers, situations, of how many one is given to HiGHS, and the limit of nodes: where own funds are
tight the search does not close some situations in minutes. The front is drawn without a limit only."""

PATIENCE = 120.0
"""Seconds for HiGHS; what is not solved then counts as that long."""


def main() -> None:
    for kind, positions, offers, count, each, limit in SIZES:
        body = {} if limit is None else {"node_limit": limit}
        ours, pairs, unproven = [], [], 0
        for seed in range(count):
            document = kind(seed, positions, offers)
            begun = time.process_time()
            try:
                best = machbar.call("funding.plan", {"situation": document, "only_best": True, **body})["plans"][0]
            except machbar.MachbarError as error:
                # Own funds suffice for nothing: that is an answer, too.
                unproven += error.name != "infeasible"
                continue
            seconds = time.process_time() - begun
            ours.append(seconds)
            unproven += not best["proven"]
            if seed % each == 0 and best["proven"]:
                begun = time.process_time()
                value, _ = highs(document, patience=PATIENCE)
                pairs.append((seconds, time.process_time() - begun))
                assert value is None or abs(worth(document, best["plan"]) - value) < 1.01, seed
        print(
            f"{kind.__name__}, {positions} x {offers}, {count} situations ({unproven} not decided): machbar "
            f"median {statistics.median(ours) * 1e3:.1f} ms, "
            f"max {max(ours) * 1e3:.1f} ms; HiGHS on {len(pairs)} of them median "
            f"{statistics.median(peer for _, peer in pairs) * 1e3:.0f} ms, "
            f"max {max(peer for _, peer in pairs) * 1e3:.0f} ms; "
            f"slower than HiGHS {sum(mine > peer for mine, peer in pairs)} times; "
            f"least ratio {min(peer / mine for mine, peer in pairs):.0f}",
            flush=True,
        )
        if limit is not None:
            continue
        front = []
        for seed in range(0, count, max(count // 10, 1)):
            document = kind(seed, positions, offers)
            begun = time.process_time()
            try:
                machbar.call("funding.plan", {"situation": document})
            except machbar.MachbarError:
                continue
            front.append(time.process_time() - begun)
        print(
            f"{kind.__name__}, {positions} x {offers}, the whole front with reasons, {len(front)} situations: "
            f"median {statistics.median(front) * 1e3:.0f} ms, max {max(front) * 1e3:.0f} ms",
            flush=True,
        )


if __name__ == "__main__":
    main()

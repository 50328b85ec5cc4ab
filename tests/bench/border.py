#!/usr/bin/env python3
"""What the way across the border costs from Python.

    tests/bench/border.py       with a package built for speed: pip install ./python

Every line is the best of several rounds, in microseconds per call; the last column compares with the
same work through `json.dumps` and `json.loads` around `call_json`, measured in the same run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import timeit
from pathlib import Path
from typing import Any, Callable

import machbar

CASES = Path(__file__).resolve().parent.parent / "cases"


def micros(work: Callable[[], Any]) -> float:
    timer = timeit.Timer(work)
    number = max(1, timer.autorange()[0] // 4)
    return min(timer.repeat(7, number)) / number * 1e6


def main() -> None:
    script = "import time; since = time.perf_counter(); import machbar; print(time.perf_counter() - since)"
    imports = [float(subprocess.run([sys.executable, "-c", script], check=True, capture_output=True).stdout) for _ in range(9)]
    print(f"import machbar: {min(imports) * 1e3:.1f} ms")
    print(f"machbar.operations(): {micros(machbar.operations):.2f} µs\n")
    print(f"{'operation, case':<58}{'in bytes':>9}{'out':>9}{'dict':>10}{'bytes':>10}{'with json':>11}{'ratio':>7}")
    for operation, _ in machbar.operations():
        for path in sorted((CASES / operation).glob("*.json")):
            case = json.loads(path.read_text(encoding="utf-8"))
            if "input" in case:
                document = case["input"]
            elif "input_file" in case:
                document = json.loads((path.parent / case["input_file"]).read_text(encoding="utf-8"))
            else:
                continue
            if "output" not in case:
                continue
            text = json.dumps(document, ensure_ascii=False).encode()
            out = machbar.call_json(operation, text)
            direct = micros(lambda: machbar.call(operation, document))
            pure = micros(lambda: machbar.call_json(operation, text))
            around = micros(
                lambda: json.loads(machbar.call_json(operation, json.dumps(document, ensure_ascii=False).encode()))
            )
            name = f"{operation}, {path.stem}"
            print(f"{name[:57]:<58}{len(text):>9}{len(out):>9}{direct:>10.1f}{pure:>10.1f}{around:>11.1f}{around / direct:>7.2f}")
            if "--all" not in sys.argv:
                break


if __name__ == "__main__":
    main()

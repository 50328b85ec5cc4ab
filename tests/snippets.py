#!/usr/bin/env python3
"""Compiles and runs the C, C++ and Python snippets of README.md as they stand there (Rust ones are doc tests).

    tests/snippets.py <C compiler> <C++ compiler> <directory of the built library>
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STRICT = ["-Wall", "-Wextra", "-Werror", "-pedantic", f"-I{ROOT / 'include'}"]


def snippets(language: str) -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{re.escape(language)}\n(.*?)^```$", text, flags=re.S | re.M)


def run(command: list[str], directory: str) -> str:
    done = subprocess.run(command, cwd=directory, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def main() -> None:
    cc, cxx, library = sys.argv[1:]
    count = 0
    with tempfile.TemporaryDirectory() as directory:
        for language, compiler, standard in [("c", cc, "c11"), ("cpp", cxx, "c++17")]:
            for text in snippets(language):
                source = Path(directory, f"snippet.{language}")
                source.write_text(text, encoding="utf-8")
                link = [f"-L{library}", "-lmachbar", f"-Wl,-rpath,{library}"]
                run([compiler, f"-std={standard}", *STRICT, source.name, *link, "-o", "snippet"], directory)
                print(run(["./snippet"], directory))
                count += 1
        for text in snippets("python"):
            # Run where the README stands, so that the files it names are there.
            print(run([sys.executable, "-W", "error", "-c", text], str(ROOT)))
            count += 1
    for language in ("c", "python"):
        if not snippets(language):
            raise SystemExit(f"README.md has no {language} snippet")
    print(f"{count} passed")


if __name__ == "__main__":
    main()

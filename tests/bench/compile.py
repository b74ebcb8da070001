#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What compiling through winnow costs, in CPU time, against plain g++ with the same flags.

    tests/bench/compile.py [PAIRS] [BATCH]      default 10 4

Each pair compiles BATCH sources that nobody has compiled before: one after the other by g++, then by
one `winnow filter -j1` with warm precompiled headers, everything included (start, sandbox, toolchain
check, running the programs once). Prints the median ratio of the pairs:
  bits      sources that begin with <bits/stdc++.h>
  single    the same, one source for each winnow
  none      the same sources behind a #define: no preamble, so no gain, and there must be no loss
"""

import itertools
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
WINNOW = ROOT / "build/winnow"
FLAGS = "-x c++ -std=gnu++20 -O2 -static -pipe -s -fmax-errors=20".split()
BODIES = [f.read_text() for f in sorted((ROOT / "tests/compile").glob("*.cpp"))]
serial = itertools.count(os.getpid() * 100000)


def cpu(command: list) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def fresh_sources(work: Path, count: int, first_line: str) -> list[Path]:
    work.mkdir()
    sources = []
    for _ in range(count):
        number = next(serial)
        path = work / f"{number}.cpp"
        path.write_text(f"{first_line}{BODIES[number % len(BODIES)]}\nint unused_{number};\n")
        sources.append(path)
    return sources


def pair(work: Path, problem: Path, cache: Path, count: int, first_line: str) -> tuple[float, float]:
    folder = work / f"pair{next(serial)}"
    sources = fresh_sources(folder, count, first_line)
    plain = sum(cpu(["g++", *FLAGS, "-o", work / "program", s]) for s in sources)
    through = cpu([WINNOW, "filter", "-j1", problem, folder, "--cache", cache])
    return plain / count, through / count


def measure(title: str, pairs: int, *args):
    both = [pair(*args) for _ in range(pairs)]
    plain, through = (statistics.median(column) for column in zip(*both))
    ratios = sorted(t / p for p, t in both)
    print(f"{title:8} g++ {plain:.3f} s, winnow {through:.3f} s a source; ratio "
          f"{statistics.median(ratios):.3f} ({ratios[0]:.3f} to {ratios[-1]:.3f}, {pairs} pairs)",
          flush=True)


def main():
    pairs, batch = (int(a) for a in (sys.argv[1:] + ["10", "4"][len(sys.argv) - 1:]))
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        problem, cache = work / "problem", work / "cache"
        problem.mkdir()
        (problem / "1.in").write_text("1 1\n")
        (problem / "1.out").write_text("no program prints this")
        for _ in range(2):
            pair(work, problem, cache, 1, "")
        made = sum(p.stat().st_size for p in (cache / "headers").glob("*.gch"))
        print(f"precompiled: {made / 1e6:.0f} MB")
        measure("bits", pairs, work, problem, cache, batch, "")
        measure("single", pairs, work, problem, cache, 1, "")
        measure("none", max(pairs // 2, 1), work, problem, cache, batch, "#define NO_PREAMBLE\n")


if __name__ == "__main__":
    main()

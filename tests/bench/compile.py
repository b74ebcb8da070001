# SPDX-License-Identifier: MIT
"""What compiling C++ through winnow costs, in CPU time, beside plain g++ with the same flags.

Each pair compiles sources that nobody has compiled before: one after the other by g++, then by one
`winnow filter -j1` with warm precompiled headers, everything included (start, sandbox, toolchain
check, running the programs once).
  bits      sources that begin with <bits/stdc++.h>, four to a winnow
  single    the same, one source to a winnow
  none      the same sources behind a #define: no preamble, so no gain, and there must be no loss
"""
import itertools
import os
import tempfile
from pathlib import Path

from common import ROOT, WINNOW, make_problem, measure, row

FLAGS = "-x c++ -std=gnu++20 -O2 -static -pipe -s -fmax-errors=20".split()
BODIES = [f.read_text() for f in sorted((ROOT / "tests/compile").glob("*.cpp"))]
BATCH = 4
GOAL = 0.25
serial = itertools.count(os.getpid() * 100000)


def fresh_sources(folder, count, first_line):
    folder.mkdir()
    for _ in range(count):
        number = next(serial)
        path = folder / f"{number}.cpp"
        path.write_text(f"{first_line}{BODIES[number % len(BODIES)]}\nint unused_{number};\n")
        yield path


def pair(work, count, first_line):
    """CPU seconds a source: through winnow, by g++."""
    folder = work / f"pair{next(serial)}"
    plain = sum(measure(["g++", *FLAGS, "-o", work / "program", source]).cpu
                for source in fresh_sources(folder, count, first_line))
    through = measure([WINNOW, "filter", "-j1", work / "problem", folder, "--cache", work / "cache"])
    return through.cpu / count, plain / count


def rows(quick):
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        make_problem(work / "problem", [("1 1\n", "no program prints this")])
        for _ in range(2):
            pair(work, 1, "")
        for case, pairs, batch, first_line, goal in [
                ("bits", 10, BATCH, "", GOAL), ("single", 10, 1, "", None),
                ("none", 5, BATCH, "#define NO_PREAMBLE\n", None)]:
            pairs, batch = (2, 1) if quick else (pairs, batch)
            both = [pair(work, batch, first_line) for _ in range(pairs)]
            through, plain = zip(*both)
            yield row("compile", case, "CPU s", through, plain, ratio_at_most=goal)

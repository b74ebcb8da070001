# SPDX-License-Identifier: MIT
"""CPU time of compiling C++ through winnow, against plain g++ with the same flags.

A pair takes new copies of one program of tests/compile/. g++ compiles them one after the other; then
one `winnow filter -j1` with warm precompiled headers does, its whole time included (start, sandbox,
toolchain check, running the programs once). The gain depends on the program: one that
instantiates large templates gains less than the median.
  bits      sources that begin with <bits/stdc++.h>, four for each winnow
  single    the same, one source for each winnow
  none      the same after a #define: they have no preamble, and nothing may be lost
"""
import itertools
import os
import tempfile
from pathlib import Path

from common import ROOT, WINNOW, make_problem, measure, row

FLAGS = "-x c++ -std=gnu++20 -O2 -static -pipe -s -DONLINE_JUDGE -fmax-errors=20".split()
BODIES = [f.read_text() for f in sorted((ROOT / "tests/compile").glob("*.cpp"))]
BATCH = 4
GOAL = 0.25
serial = itertools.count(os.getpid() * 100000)


def fresh_sources(folder, body, count, first_line):
    folder.mkdir()
    for _ in range(count):
        number = next(serial)
        path = folder / f"{number}.cpp"
        path.write_text(f"{first_line}{body}\nint unused_{number};\n")
        yield path


def pair(work, body, count, first_line):
    """CPU seconds a source: through winnow, by g++."""
    folder = work / f"pair{next(serial)}"
    plain = sum(measure(["g++", *FLAGS, "-o", work / "program", source]).cpu
                for source in fresh_sources(folder, body, count, first_line))
    through = measure([WINNOW, "filter", "-j1", work / "problem", folder, "--cache", work / "cache"])
    return through.cpu / count, plain / count


def rows(quick):
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        make_problem(work / "problem", [("1 1\n", "no program prints this")])
        for body in BODIES[:2]:
            pair(work, body, 1, "")
        for case, bodies, batch, first_line, goal in [
                ("bits", BODIES, BATCH, "", GOAL), ("single", BODIES, 1, "", None),
                ("none", BODIES[:4], 1, "#define NO_PREAMBLE\n", None)]:
            bodies, batch = (bodies[:2], 1) if quick else (bodies, batch)
            through, plain = zip(*(pair(work, body, batch, first_line) for body in bodies))
            yield row("compile", case, "CPU s", through, plain, ratio_at_most=goal)

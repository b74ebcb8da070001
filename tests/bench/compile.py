# SPDX-License-Identifier: MIT
"""CPU time of compiling C++ and C through winnow, against plain gcc with the same flags.

A pair takes new copies of one program of tests/compile/. gcc compiles them one after the other; then
one `winnow filter -j1` with warm precompiled headers does, its whole time included (start, sandbox,
toolchain check, running the programs once). The gain depends on the program: one that
instantiates large templates gains less than the median.
  bits      sources that begin with <bits/stdc++.h>, four for each winnow
  single    the same, one source for each winnow
  none      the same after a #define: they have no preamble, and nothing may be lost
  C         programs of six lines in C, ten for each winnow, against `gcc -static`
"""
import itertools
import os
import tempfile
from pathlib import Path

from common import ROOT, WINNOW, make_problem, measure, row

COMMON = "-O2 -static -pipe -s -DONLINE_JUDGE -fmax-errors=20".split()
COMPILERS = {".cpp": ["g++", "-x", "c++", "-std=gnu++20", *COMMON],
             ".c": ["gcc", "-x", "c", "-std=gnu17", *COMMON]}
C_BODY = """#include <stdio.h>
#include <stdlib.h>
int main(void)
{
    int n, sum = 0;
    while (scanf("%d", &n) == 1)
        sum += n;
    printf("%d\\n", sum);
    return EXIT_SUCCESS;
}
"""
BODIES = [f.read_text() for f in sorted((ROOT / "tests/compile").glob("*.cpp"))]
BATCH, C_BATCH = 4, 10
GOAL, C_GOAL = 0.15, 0.35
serial = itertools.count(os.getpid() * 100000)


def fresh_sources(folder, body, count, first_line, suffix):
    folder.mkdir()
    for _ in range(count):
        number = next(serial)
        path = folder / f"{number}{suffix}"
        path.write_text(f"{first_line}{body}\nint unused_{number};\n")
        yield path


def pair(work, body, count, first_line="", suffix=".cpp"):
    """CPU seconds and page faults a source: through winnow, by gcc."""
    folder = work / f"pair{next(serial)}"
    plain = [measure([*COMPILERS[suffix], "-o", work / "program", source, "-lm"])
             for source in fresh_sources(folder, body, count, first_line, suffix)]
    through = measure([WINNOW, "filter", "-j1", work / "problem", folder, "--cache", work / "cache"])
    return (through.cpu / count, sum(m.cpu for m in plain) / count,
            through.faults / count, sum(m.faults for m in plain) / count)


def both_rows(case, pairs, goal):
    through, plain, faults, plain_faults = zip(*pairs)
    yield row("compile", case, "CPU s", through, plain, ratio_at_most=goal)
    yield row("compile", f"{case}: page faults", "", faults, plain_faults)


def rows(quick):
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        make_problem(work / "problem", [("1 1\n", "no program prints this")])
        for body in BODIES[:2]:
            pair(work, body, 1)
        for case, bodies, batch, first_line, goal in [
                ("bits", BODIES, BATCH, "", GOAL), ("single", BODIES, 1, "", None),
                ("none", BODIES[:4], 1, "#define NO_PREAMBLE\n", None)]:
            bodies, batch = (bodies[:2], 1) if quick else (bodies, batch)
            yield from both_rows(case, [pair(work, body, batch, first_line) for body in bodies], goal)
        yield from both_rows("C", [pair(work, C_BODY, C_BATCH, suffix=".c")
                                   for _ in range(2 if quick else 10)], C_GOAL)

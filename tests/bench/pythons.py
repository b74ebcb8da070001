# SPDX-License-Identifier: MIT
"""A run of a Python program in a cell beside a bare `python3 main.py`, for programs as candidates
write them (tests/bench/python/). See spawn.c.
"""
import shutil
import tempfile
from pathlib import Path

from common import HERE, row
from overhead import faults, pairs

GOAL = 0.25  # of a warm interpreter, over all programs


def rows(quick):
    everything = {}
    for source in sorted((HERE / "python").glob("*.py")):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(source, Path(folder, "main.py"))
            shutil.copy(source.with_suffix(".in"), Path(folder, "input"))
            took = pairs(folder, "auto", 10 if quick else 50, 0, "python3")
            made = {way: faults(folder, "auto", "python3", way) for way in ("bare", "cell")}
        for way, times in took.items():
            everything.setdefault(way, []).extend(times)
            if way != "bare":
                yield row("python", f"{source.stem}, {way}", "ms", times, took["bare"])
        yield row("python", f"{source.stem}, cell", "faults", made["cell"], made["bare"])
    for way, times in everything.items():
        if way != "bare":
            yield row("python", f"all, {way}", "ms", times, everything["bare"],
                      ratio_at_most=GOAL if way == "cell" else None)

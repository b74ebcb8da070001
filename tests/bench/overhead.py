# SPDX-License-Identifier: MIT
"""The cost of a run in a cell against a bare posix_spawn of the same static no-op, at each isolation
level, back to back and with 20 ms before each run. See spawn.c.
"""
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from common import ROOT, row

BUILT = ROOT / "build/release/bench"
NOBODY = 65534
PAUSE_MS = 20
FEW, MANY = 10, 60
GOAL = 1.5


def as_user():
    """The level 'user' is for those who are not root."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


def spawn(folder, *words, **options):
    run = subprocess.run([BUILT / "spawn", *map(str, words)], cwd=folder, capture_output=True, text=True, **options)
    if run.returncode != 0:
        sys.exit(run.stderr)
    return run


def faults(folder, level, language, way, **options):
    """Page faults of a run, of all its processes: what fifty more of them make."""
    def of_all():
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_minflt

    seen = [of_all()]
    for rounds in (FEW, MANY):
        spawn(folder, level, rounds, 0, language, way, **options)
        seen.append(of_all())
    return [((seen[2] - seen[1]) - (seen[1] - seen[0])) / (MANY - FEW)]


def pairs(folder, level, rounds, pause_ms, language, **options):
    """Lists of milliseconds by the name of the way: bare, cell, and so on."""
    run = spawn(folder, level, rounds, pause_ms, language, **options)
    names, *lines = [line.split("\t") for line in run.stdout.splitlines()]
    return {name: [int(line[i]) / 1e6 for line in lines] for i, name in enumerate(names)}


def rows(quick):
    levels = ["full", "user", "basic"] if os.geteuid() == 0 else ["user", "basic"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copy(BUILT / "noop", folder / "program")
        (folder / "input").write_text("")
        for level in levels:
            options = as_user() if level == "user" else {}
            goal = GOAL if level == "full" else None
            for title, pause_ms, rounds in [("back to back", 0, 300), ("20 ms apart", PAUSE_MS, 100)]:
                took = pairs(folder, level, rounds // (5 if quick else 1), pause_ms, "c", **options)
                yield row("overhead", f"{level}, {title}", "ms", took["cell"], took["bare"],
                          ratio_at_most=goal)
            yield row("overhead", f"{level}, a run", "faults", faults(folder, level, "c", "cell", **options),
                      faults(folder, level, "c", "bare", **options))

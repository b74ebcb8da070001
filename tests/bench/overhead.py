# SPDX-License-Identifier: MIT
"""The cost of a run in a cell against a bare posix_spawn of the same static no-op, at each isolation
level, back to back and with 20 ms before each run. See spawn.c.
"""
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from common import ROOT, row

BUILT = ROOT / "build/release/bench"
NOBODY = 65534
PAUSE_MS = 20
GOAL = 1.5


def as_user():
    """The level 'user' is for those who are not root."""
    return {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}


def pairs(folder, level, rounds, pause_ms, language, **options):
    """Lists of milliseconds by the name of the way: bare, cell, and so on."""
    command = [BUILT / "spawn", level, str(rounds), str(pause_ms), language]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, **options)
    if run.returncode != 0:
        sys.exit(run.stderr)
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

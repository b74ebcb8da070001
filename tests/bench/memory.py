#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Feeds N candidates to `winnow run` and prints its memory and its speed meanwhile.

    tests/bench/memory.py [N] [--new SHARE] [--right SHARE] [--seed SEED] [-- OPTION...]

N is 200000; a million takes minutes with `--new 0.01`. OPTIONs are those of `winnow run`. The
memory is the RSS of the main process alone (VmRSS, VmHWM): cells and their programs are other
processes with limits of their own. The speed is the rate at which winnow reads candidates from a
pipe. Reading waits for judging, so this is the filter's speed. WINNOW names the binary.
"""
import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import stream
from common import WINNOW, Watch, make_problem, row, tell

STEPS = 10
SIZES = [1000, 10000, 100000, 1000000]
NEW = 0.01
LIMIT_MIB = 256


def memory_mib(pid):
    """(now, peak) of a living process, or None."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    found = [re.search(key + r":\s+(\d+) kB", status) for key in ("VmRSS", "VmHWM")]
    return tuple(int(m[1]) / 1024 for m in found) if all(found) else None


def feed(process, count, lines):
    """Writes the candidates; prints a line after each tenth, or after 10,000."""
    step = max(10000, count // STEPS)
    before = time.monotonic()
    for number, line in enumerate(lines, 1):
        process.stdin.write(line.encode())
        if number % step == 0:
            process.stdin.flush()
            now, (rss, peak) = time.monotonic(), memory_mib(process.pid) or (0, 0)
            tell(f"{number:9} candidates  {step / (now - before):7.0f}/s  RSS {rss:6.1f} MiB  "
                 f"peak {peak:6.1f} MiB")
            before = now
    process.stdin.close()


def run_pool(count, new=NEW, right=0.001, seed=1, options=(), stderr=None):
    """Runs winnow on `count` candidates: (common.Measured, counts of the report, bytes of the journal)."""
    with tempfile.TemporaryDirectory() as scratch:
        problem, out = make_problem(Path(scratch, "problem"), [("1 2\n", "3\n")]), Path(scratch, "out")
        with subprocess.Popen([WINNOW, "run", problem, "-", "-o", out, *options],
                              stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=stderr) as winnow:
            watch = Watch(winnow)
            feed(winnow, count, stream.lines(count, new, right, seed))
            measured = watch.finish()
        if winnow.returncode != 0:
            sys.exit(f"winnow run: exit code {winnow.returncode}")
        counts = json.loads(Path(out, "report.json").read_text())["counts"]
        return measured, counts, Path(out, "journal.db").stat().st_size


def rows(quick):
    for count in SIZES[:2] if quick else SIZES:
        # stderr has a complaint for each broken line.
        measured, _, _ = run_pool(count, options=["--cache", "off"], stderr=subprocess.DEVNULL)
        yield row("growth", f"{count} candidates", "s", [measured.wall])
        yield row("growth", f"{count} candidates", "cand/s", [count / measured.wall])
        yield row("growth", f"{count} candidates", "MiB", [measured.peak_mib],
                  ours_at_most=LIMIT_MIB)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    stream.add_options(parser)
    parser.add_argument("options", nargs="*", help="for winnow run, behind --")
    a = parser.parse_args()
    measured, counts, journal = run_pool(a.count, a.new, a.right, a.seed, a.options)
    shown = "total", "unique", "compiled", "survivors", "survivors_dropped", "runs"
    print(", ".join(f"{key} {counts[key]}" for key in shown))
    print(f"{measured.wall:.0f} s in all, peak RSS {measured.peak_mib:.1f} MiB, "
          f"journal {journal / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
